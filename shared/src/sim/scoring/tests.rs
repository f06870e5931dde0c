//! The result: what a clean flight earns and what each mishap costs.

use super::*;
use crate::sim::event::Alarm;
use crate::sim::trials::quiet;

/// Something done to a world.
type Change = fn(&mut World);

fn contact(closing_m_per_s: f32, lateral_m: f32) -> ContactReport {
    ContactReport {
        closing_m_per_s,
        lateral_m,
        ..ContactReport::default()
    }
}

fn clean() -> World {
    let mut world = quiet().world;
    world.record.contacts.push(contact(0.18, 0.05));
    world.record.read_backs = [[9, 0], [9, 0]];
    world.record.calls = [[20, 20], [20, 20]];
    world
}

fn reasons(world: &World, outcome: Outcome) -> Vec<(Reason, i16)> {
    points(world, outcome)
        .iter()
        .map(|point| (point.reason, point.points))
        .collect()
}

#[test]
fn a_clean_flight_earns_exactly_a_hundred() {
    let sum: i16 = points(&clean(), Outcome::Handshake)
        .iter()
        .map(|point| point.points)
        .sum();
    assert_eq!(sum, 100);
}

#[test]
fn every_mishap_costs_points_under_its_own_reason() {
    let cases: [(Reason, Change); 9] = [
        (Reason::HardContact, |w| {
            w.record.contacts[0] = contact(0.6, 0.1)
        }),
        (Reason::Bounced, |w| w.record.bounces = 2),
        (Reason::ControlLeftOn, |w| w.record.fought_s = 3.0),
        (Reason::ClosedFast, |w| w.record.fast_s = 20.0),
        (Reason::Hypoxia, |w| w.record.hypoxic_s = 50.0),
        (Reason::BendsRisk, |w| w.record.bends_risk = 0.05),
        (Reason::ReadBacksWrong, |w| w.record.read_backs[1][1] = 3),
        (Reason::WrongCells, |w| w.record.wrong_cells = 1),
        (Reason::Bounced, |w| w.record.bounces = u16::MAX),
    ];
    for (reason, mishap) in cases {
        let mut world = clean();
        mishap(&mut world);
        let lost = reasons(&world, Outcome::Handshake)
            .iter()
            .any(|(known, points)| *known == reason && (-40..0).contains(points) || *points == -40);
        assert!(lost, "{reason:?}");
    }
    let mut rough = clean();
    rough.record.contacts[0] = contact(0.28, 0.1);
    let earned = reasons(&rough, Outcome::Handshake);
    assert!(earned.contains(&(Reason::RoughContact, 8)));
}

#[test]
fn without_a_handshake_nobody_earns_by_being_quick_or_thrifty() {
    let earned = reasons(&clean(), Outcome::CalledOff);
    assert!(earned.contains(&(Reason::PropellantUsed, 0)));
    assert!(earned.contains(&(Reason::TimeTaken, 0)));
    assert!(
        earned
            .iter()
            .all(|(reason, _)| *reason != Reason::Handshake)
    );
}

#[test]
fn a_flood_of_mishaps_overflows_no_count_and_the_total_stays_in_bounds() {
    use crate::sim::event::{DockingEvent, Event, Verdict};
    let mut world = clean();
    let wrong = Event::ReadBack {
        seq: 1,
        by: crate::ids::Seat::Apollo,
        verdict: Verdict::WrongCall {
            answered: crate::catalogue::calls::CallId::Roger,
        },
    };
    let flood = [
        wrong,
        Event::WrongCell,
        Event::Docking(DockingEvent::Bounce),
    ];
    for _ in 0..70_000 {
        world.record.take(&flood, Tick(1));
    }
    world.alarms = [Alarm::ClosingFast.bit(); 2];
    world.outcome = Some(Outcome::RingsLost);
    let debrief = debrief(&world);
    assert_eq!(debrief.total, 0);
    assert_eq!(world.record.bounces, u16::MAX);
}
