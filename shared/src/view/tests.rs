//! What crosses to a seat and what does not.

use super::*;
use crate::ids::Seat::{Apollo, Soyuz};
use crate::sim::event::{Alarm, ContactReport, Refusal};
use crate::sim::input::ControlMode;
use crate::sim::trials::{Trial, about_to_dock, quiet};
use crate::view::panel::DockLamp;

#[test]
fn refusals_alarms_modes_and_inner_hatches_reach_their_own_seat_only() {
    let hatch = |hatch| Event::Hatch { hatch, open: true };
    let own: [(Seat, Event); 7] = [
        (
            Apollo,
            Event::Refused {
                seat: Apollo,
                why: Refusal::AlreadySo,
            },
        ),
        (
            Soyuz,
            Event::Alarm {
                seat: Soyuz,
                alarm: Alarm::Co2High,
                on: true,
            },
        ),
        (
            Apollo,
            Event::Mode {
                seat: Apollo,
                mode: ControlMode::Off,
            },
        ),
        (Soyuz, Event::WrongCell),
        (Apollo, hatch(HatchId::H2)),
        (Soyuz, hatch(HatchId::H5)),
        (Soyuz, Event::Docking(DockingEvent::Ring(Soyuz, true))),
    ];
    for (seat, event) in own {
        assert_eq!(event_for(&event, seat), Some(event.clone()));
        assert_eq!(event_for(&event, seat.other()), None, "{event:?}");
    }
    for seat in Seat::ALL {
        assert!(event_for(&hatch(HatchId::H4), seat).is_some());
    }
}

#[test]
fn contact_is_felt_and_its_numbers_wait_for_the_debrief() {
    let tick = Tick(77);
    let report = ContactReport {
        tick,
        closing_m_per_s: 0.2,
        lateral_m: 0.1,
        ..ContactReport::default()
    };
    let felt = ContactReport {
        tick,
        ..ContactReport::default()
    };
    for seat in Seat::ALL {
        let heard = event_for(&Event::Docking(DockingEvent::Contact(report)), seat);
        assert_eq!(heard, Some(Event::Docking(DockingEvent::Contact(felt))));
    }
}

#[test]
fn vhf_reads_beyond_a_hundred_metres_and_only_with_the_transponder() {
    let mut trial = quiet();
    let vhf = |trial: &Trial| {
        let panel = of(&trial.world, Apollo).panel;
        panel.apollo().and_then(|panel| panel.vhf_range_m)
    };
    assert!(vhf(&trial).is_some_and(|range| (range - 500.0).abs() < 20.0));
    trial.world.switches.transponder = false;
    trial.wait(0.2);
    assert_eq!(vhf(&trial), None);
    trial.world.switches.transponder = true;
    trial.wait(5.0);
    assert!(vhf(&trial).is_some());
    let axis = (trial.world.craft[0].pos_eci_m - trial.world.craft[1].pos_eci_m).normalize();
    trial.world.craft[0].pos_eci_m -= axis * 401.0;
    trial.wait(0.2);
    assert_eq!(vhf(&trial), None);
}

#[test]
fn in_front_of_soyuz_on_its_axis_both_sights_stand_in_the_middle() {
    let world = quiet().world;
    for seat in Seat::ALL {
        let sight = of(&world, seat).sight;
        let [right, up] = sight.target_rad.expect("in view");
        assert!(
            right.abs() < 2e-3 && up.abs() < 2e-3,
            "{seat:?} {right} {up}"
        );
        assert!(
            sight.roll_rad.is_none() && sight.cross_rad.is_none(),
            "too far"
        );
    }
}

#[test]
fn the_capture_lamp_wants_all_three_sensors_and_the_latches_lamps_do_not() {
    for dead in [false, true] {
        let mut trial = about_to_dock();
        trial.world.switches.latch_cell = true;
        trial.world.mechanism.faults.sensor_dead[2] = dead;
        assert!(trial.wait_for(|event| *event == DockingEvent::Capture));
        let panel = of(&trial.world, Apollo).panel;
        let lamp = match dead {
            true => DockLamp::Contact,
            false => DockLamp::Capture,
        };
        assert_eq!(panel.craft().dock, lamp);
        assert_eq!(panel.craft().latches, [true; 3]);
    }
}
