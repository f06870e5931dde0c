//! The room flies on, a crew's end computes: how far they come apart.

use std::println;

use super::*;
use crate::sim::input::ControlMode;
use crate::sim::trials::{Trial, about_to_dock, pushed, quiet_at, short_mission, turned};
use crate::view;

/// The worst that a crew could have seen while the room flew so for so long after a snapshot; the own
/// stick is `stick`, the other's neutral.
fn worst_seen(trial: &mut Trial, seat: Seat, stick: &Stick, seconds: f64) -> f64 {
    let view = view::of(&trial.world, seat);
    let mut predicted = Predicted::from(&view, &Stick::NEUTRAL).expect("nothing touches");
    let at_once = predicted.visible_error(&view);
    assert!(at_once < 0.01, "{seat:?}: {at_once}");
    let mut worst: f64 = 0.0;
    let mut sticks = [Stick::NEUTRAL; 2];
    sticks[seat.index()] = *stick;
    for _ in 0..Tick::at(seconds).0 {
        trial.tick(sticks);
        predicted.advance(stick, 1);
        let truth = view::of(&trial.world, seat);
        assert_eq!(predicted.tick(), truth.tick);
        worst = worst.max(predicted.visible_error(&truth));
    }
    worst
}

#[test]
fn a_coasting_pair_is_computed_for_seconds_with_nothing_to_be_seen() {
    for seat in Seat::ALL {
        for range_m in [1_000.0, 100.0, 30.0, 5.0] {
            let mut trial = quiet_at(range_m);
            for seat in Seat::ALL {
                trial.turn(seat, ControlMode::Off);
            }
            trial.world.craft[0].vel_eci_m_per_s += DVec3::new(0.05, -0.02, 0.04);
            trial.world.craft[0].rate_rad_per_s = DVec3::new(1e-3, -5e-4, 2e-3);
            trial.world.craft[1].rate_rad_per_s = DVec3::new(-1e-3, 2e-3, 5e-4);
            trial.wait(0.2);
            let worst = worst_seen(&mut trial, seat, &Stick::NEUTRAL, 4.0);
            println!("{seat:?} at {range_m} m: {worst:.3} digits in 4 s");
            assert!(worst < 1.0, "{seat:?} at {range_m} m: {worst}");
        }
    }
}

#[test]
fn own_sticks_are_flown_as_the_room_flies_them_in_every_mode() {
    let sticks = [
        Stick::NEUTRAL,
        pushed(0, 127),
        pushed(1, -127),
        pushed(2, 40),
        turned(0, 127),
        turned(1, -127),
        turned(2, 60),
    ];
    for seat in Seat::ALL {
        for mode in ControlMode::of(seat) {
            for stick in &sticks {
                let mut trial = quiet_at(20.0);
                trial.turn(seat, *mode);
                trial.wait(3.0);
                let worst = worst_seen(&mut trial, seat, stick, 0.5);
                assert!(worst < 1.0, "{seat:?} {mode:?} {stick:?}: {worst}");
            }
        }
    }
}

#[test]
fn a_mission_as_it_is_flown_is_followed_for_half_a_second_from_every_snapshot() {
    for seat in Seat::ALL {
        let mut seen: alloc::vec::Vec<f64> = alloc::vec::Vec::new();
        let mut trial = Trial::of(&short_mission());
        for leg in 0..60 {
            let stick = match leg % 6 {
                0 => pushed(leg / 6 % 3, 127),
                3 => turned(leg / 6 % 3, -127),
                _ => Stick::NEUTRAL,
            };
            seen.push(worst_seen(&mut trial, seat, &stick, 0.2));
            seen.push(worst_seen(&mut trial, seat, &Stick::NEUTRAL, 0.5));
        }
        seen.sort_by(f64::total_cmp);
        let [half, most] = [seen[seen.len() / 2], seen[seen.len() - 1]];
        println!("{seat:?}: {half:.3} digits in the middle, {most:.2} at worst");
        assert!(half < 0.5 && most < 2.0, "{seat:?}: {half} {most}");
    }
}

#[test]
fn where_the_rings_meet_nothing_goes_on_by_itself() {
    let mut trial = about_to_dock();
    trial.world.switches.latch_cell = true;
    trial.wait(3.0);
    let view = view::of(&trial.world, Seat::Apollo);
    let mut predicted = Predicted::from(&view, &Stick::NEUTRAL).expect("nothing touches");
    predicted.advance(&Stick::NEUTRAL, 20 * 60);
    let ports = port_state(&motion::pair(&predicted.craft));
    assert!(predicted.met, "{ports:?}");
    let gap_m = ports.gap_m() - predicted.rings_m;
    assert!((-0.01..=0.0).contains(&gap_m), "{gap_m}");
    assert!(trial.wait_for(|event| *event == crate::sim::event::DockingEvent::Capture));
    let captured = view::of(&trial.world, Seat::Apollo);
    assert_eq!(Predicted::from(&captured, &Stick::NEUTRAL), None);
    assert_eq!(predicted.visible_error(&captured), f64::INFINITY);
}

#[test]
fn what_the_other_crew_does_is_seen_when_it_has_moved_its_craft() {
    let mut trial = quiet_at(20.0);
    let view = view::of(&trial.world, Seat::Apollo);
    let mut predicted = Predicted::from(&view, &Stick::NEUTRAL).expect("nothing touches");
    let mut errors = alloc::vec::Vec::new();
    for _ in 0..120 {
        trial.tick([Stick::NEUTRAL, pushed(1, 127)]);
        predicted.advance(&Stick::NEUTRAL, 1);
        errors.push(predicted.visible_error(&view::of(&trial.world, Seat::Apollo)));
    }
    assert!(errors[0] < 0.1 && errors[119] > 1.0, "{errors:?}");
}
