//! Missions in which roles change hands: control on the way in and back again, the active ring after
//! the other one was torn. Software crews answer what is offered and fly the other part.

use handshake::bots::Decision;
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::ids::Seat;
use handshake_shared::sim::World;
use handshake_shared::sim::event::{ControlAct, DockingEvent, Event, Outcome};
use handshake_shared::sim::input::{Command, ControlMode, Role, Stick};
use handshake_tests::flight::{Flight, fly_meddled};

use super::{LIMIT_S, SEED, scenario};

/// Puts an order into a crew's hands, which leave the controllers for it.
fn order(decisions: &mut [Decision; 2], seat: Seat, command: Command) {
    let decision = &mut decisions[seat.index()];
    (decision.stick, decision.ticks) = (Stick::NEUTRAL, 1);
    decision.commands = vec![command];
}

/// What became of the offers in a flight, in order.
fn offers(flight: &Flight) -> Vec<(Role, Seat, ControlAct)> {
    let told = flight.events.iter().filter_map(|(_, event)| match event {
        Event::Control { role, from, act } => Some((*role, *from, *act)),
        _ => None,
    });
    told.collect()
}

fn story(flight: &Flight) -> Vec<String> {
    let told = |event: &Event| !matches!(event, Event::Heard(_) | Event::Refused { .. });
    let lines = flight.events.iter().filter(|(_, event)| told(event));
    lines
        .map(|(tick, event)| format!("{:8.2} {event:?}", tick.seconds()))
        .collect()
}

#[test]
fn control_handed_over_at_thirty_metres_lets_soyuz_fly_the_contact_and_comes_back_for_the_parting()
{
    for seed in [SEED, 1, 2, 3, 42] {
        let (mut there, mut held, mut back) = (false, false, false);
        let flight = fly_meddled(
            &scenario("second-docking"),
            seed,
            LIMIT_S,
            |world, crews| {
                let plan = &world.plan;
                if !there && plan.cleared(StepId::Gate30) {
                    there = true;
                    order(crews, Seat::Apollo, Command::Offer(Role::Control));
                } else if !held && plan.cleared(StepId::Hooks) {
                    held = true;
                    let hold = ControlMode::hold_of(Seat::Soyuz);
                    order(crews, Seat::Soyuz, Command::Mode(hold));
                } else if held && !back {
                    back = true;
                    order(crews, Seat::Soyuz, Command::Offer(Role::Control));
                }
            },
        );
        assert_eq!(
            flight.outcome(),
            Some(Outcome::PlanFlown),
            "{seed}\n{:#?}",
            story(&flight)
        );
        let control = |from, act| (Role::Control, from, act);
        assert_eq!(
            offers(&flight),
            [
                control(Seat::Apollo, ControlAct::Offered),
                control(Seat::Apollo, ControlAct::Taken),
                control(Seat::Soyuz, ControlAct::Offered),
                control(Seat::Soyuz, ControlAct::Taken),
            ],
            "{seed}"
        );
        let spent_kg = flight.world.debrief().expect("ended").propellant_kg;
        println!("second-docking, control handed over, {seed}: {spent_kg:.1?} kg");
        assert!(spent_kg[1] > 3.0, "{seed}: Soyuz flew: {spent_kg:?}");
    }
}

/// A hand that takes the first contact at half a metre a second: the active ring does not bear that.
fn rams(world: &World, decisions: &mut [Decision; 2]) {
    if world.range_m() > 2.5 || world.mechanism.last_contact().is_some() {
        return;
    }
    let flying = &mut decisions[world.plan.roles.flying.index()];
    flying.stick = Stick::NEUTRAL;
    flying.ticks = 6;
    if world.ports().closing_m_per_s() < 0.45 {
        flying.stick.push[0] = 127;
    }
}

#[test]
fn a_torn_ring_does_not_end_a_mission_the_other_one_is_made_active_and_docks() {
    for (name, seed) in [
        ("final-approach", SEED),
        ("final-approach", 1),
        ("second-docking", 2),
        ("soyuz-flies", 3),
    ] {
        let mission = scenario(name);
        let torn = mission.roles.active;
        let flight = fly_meddled(&mission, seed, LIMIT_S, rams);
        let happened = |wanted: &dyn Fn(&Event) -> bool| {
            let mut events = flight.events.iter();
            events.any(|(_, event)| wanted(event))
        };
        assert!(
            happened(&|event| *event == Event::Docking(DockingEvent::Damaged)),
            "{name} {seed}: the ring tore\n{:#?}",
            story(&flight)
        );
        assert_eq!(
            flight.outcome(),
            Some(mission.goal.outcome()),
            "{name} {seed}\n{:#?}",
            story(&flight)
        );
        let mechanism = &flight.world.mechanism;
        assert!(mechanism.ring_damaged(torn) && !mechanism.ring_damaged(torn.other()));
        assert_eq!(flight.world.control().owner(Role::Ring), torn.other());
        let ring = |act| (Role::Ring, torn, act);
        assert_eq!(
            offers(&flight),
            [ring(ControlAct::Offered), ring(ControlAct::Taken)],
            "{name} {seed}"
        );
        let end_s = flight.world.tick().seconds();
        println!("{name} {seed}: torn and docked by the other ring after {end_s:.0} s");
    }
}

#[test]
fn with_both_rings_torn_nobody_docks_any_more() {
    let mut torn = 0;
    let flight = fly_meddled(
        &scenario("final-approach"),
        SEED,
        LIMIT_S,
        |world, crews| {
            let damaged = Seat::ALL.map(|seat| world.mechanism.ring_damaged(seat));
            torn = damaged.iter().filter(|torn| **torn).count();
            let again = torn == 1 && world.control().owner(Role::Ring) == Seat::Soyuz;
            if world.range_m() < 2.5
                && (torn == 0 || again)
                && world
                    .plan
                    .asks(handshake_shared::catalogue::procedures::Act::Dock)
            {
                crews[0].stick = Stick::NEUTRAL;
                crews[0].ticks = 6;
                if world.ports().closing_m_per_s() < 0.45 {
                    crews[0].stick.push[0] = 127;
                }
            }
        },
    );
    assert_eq!(
        flight.outcome(),
        Some(Outcome::RingsLost),
        "{:#?}",
        story(&flight)
    );
}
