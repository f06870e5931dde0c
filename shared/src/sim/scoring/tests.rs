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
    world.record.talk = [Talk {
        calls: 20,
        in_theirs: 20,
        right: 9,
        ..Talk::default()
    }; 2];
    world
}

fn hurt(world: &mut World, grade: Grade) {
    world.record.harms.injuries.push(Injury {
        crew: CrewId::Kubasov,
        harm: Harm::Smoke,
        cause: crate::sim::harms::Cause::Smoke,
        grade,
        at: crate::ids::CompartmentId::Om,
        tick: Tick(5),
    });
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
fn without_a_docking_to_fly_the_end_of_the_plan_earns_its_points_too() {
    let mut world = clean();
    world.record.contacts.clear();
    let points = points(&world, Outcome::Transferred);
    assert_eq!(points.iter().map(|point| point.points).sum::<i16>(), 100);
}

#[test]
fn every_mishap_costs_points_under_its_own_reason() {
    let cases: [(Reason, Change); 12] = [
        (Reason::HardContact, |w| {
            w.record.contacts[0] = contact(0.6, 0.1)
        }),
        (Reason::Bounced, |w| w.record.bounces = 2),
        (Reason::ControlLeftOn, |w| w.record.fought_s = 3.0),
        (Reason::ClosedFast, |w| w.record.fast_s = 20.0),
        (Reason::Hypoxia, |w| w.record.hypoxic_s = 50.0),
        (Reason::BendsRisk, |w| w.record.bends_risk = 0.05),
        (Reason::Injured, |w| hurt(w, Grade::Hurt)),
        (Reason::Incapacitated, |w| hurt(w, Grade::Down)),
        (Reason::Died, |w| hurt(w, Grade::Dead)),
        (Reason::ReadBacksWrong, |w| w.record.talk[1].wrong = 3),
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

fn earned(world: &World, outcome: Outcome, reason: Reason) -> Option<i16> {
    let all = reasons(world, outcome);
    all.iter()
        .find(|(known, _)| *known == reason)
        .map(|(_, points)| *points)
}

#[test]
fn a_range_held_earns_by_its_typical_miss_and_a_shaded_sun_by_its_covered_share() {
    let mut world = quiet().world;
    world.goal = Goal::Station;
    for (miss_m, points) in [(0.0, Some(15)), (2.5, Some(8)), (6.0, None)] {
        (world.record.held_s, world.record.held_m2_s) = (100.0, 100.0 * miss_m * miss_m);
        let held = earned(&world, Outcome::StationKept, Reason::RangeHeld);
        assert_eq!(held, points, "{miss_m} m");
    }
    world.goal = Goal::Eclipse;
    for (share, points) in [(1.0, Some(30)), (0.5, Some(15)), (0.0, None)] {
        (world.record.shade_s, world.record.covered_s) = (60.0, 60.0 * share);
        let covered = earned(&world, Outcome::Eclipsed, Reason::SunCovered);
        assert_eq!(covered, points, "{share}");
        let end = earned(&world, Outcome::Eclipsed, Reason::PlanFlown);
        assert_eq!(end, Some(25));
    }
}

#[test]
fn a_break_starts_the_time_of_a_hold_anew_and_a_full_one_ends_the_mission() {
    use crate::catalogue::procedures::StepId;
    use crate::scenario::load;
    use crate::sim::input::Inputs;
    use crate::sim::step;
    let mut scenario = load("station-keeping").expect("shipped");
    scenario.steps = alloc::vec![StepId::StationHold];
    scenario.range_m = 30.0;
    let mut world = World::new(&scenario, 1);
    let fly = |world: &mut World, seconds: u32| {
        for _ in 0..60 * seconds {
            step(world, &Inputs::default(), &mut Vec::new());
        }
    };
    let since = |world: &World| world.plan.open(world.tick).first().and_then(|mv| mv.held);
    fly(&mut world, 5);
    assert_eq!(since(&world), Some(Tick(0)));
    let away = world.craft[1].eci_from_body * glam::DVec3::X * 10.0;
    world.craft[0].pos_eci_m += away;
    fly(&mut world, 1);
    assert_eq!(since(&world), None);
    world.craft[0].pos_eci_m -= away;
    fly(&mut world, 1);
    assert!(since(&world).is_some_and(|since| since > Tick(300)));
    assert_eq!(world.outcome(), None);
    // Left alone the craft drift out of the band before two minutes are over: hold them by hand.
    for _ in 0..121 {
        world.craft[0].vel_eci_m_per_s = world.craft[1].vel_eci_m_per_s;
        fly(&mut world, 1);
    }
    assert_eq!(world.outcome(), Some(Outcome::StationKept));
}
