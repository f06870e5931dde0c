//! A whole mission in this process: two software crews, one world, no network, no clock.

mod waits;

use handshake::bots::{DECISION_TICKS, Decision, Given, SoftwareCrew, Temper};
use handshake_shared::ids::Seat;
use handshake_shared::scenario::Scenario;
use handshake_shared::sim::event::{Event, Outcome};
use handshake_shared::sim::input::{Command, SeatInput, Stick};
use handshake_shared::sim::{World, digest, step};
use handshake_shared::time::Tick;
use handshake_shared::view;

pub use waits::{Wait, Waits};

/// A flight from the first tick to its end, or to the time limit.
#[derive(Debug)]
pub struct Flight {
    /// The world as it ended.
    pub world: World,
    /// Everything that happened.
    pub events: Vec<(Tick, Event)>,
    /// Everything the crews did, sticks aside.
    pub commands: Vec<(Tick, Seat, Command)>,
    /// Stretches of each seat with neither an act nor an open move of its own.
    pub waits: Waits,
}

impl Flight {
    fn begun(world: World) -> Flight {
        Flight {
            world,
            events: Vec::new(),
            commands: Vec::new(),
            waits: Waits::default(),
        }
    }

    /// Fingerprint of the world at the end.
    pub fn digest(&self) -> u64 {
        digest::of(&self.world)
    }

    /// How it ended.
    pub fn outcome(&self) -> Option<Outcome> {
        self.world.outcome()
    }
}

/// Flies two software crews until the mission ends or `limit_s` of mission time has passed.
pub fn fly(scenario: &Scenario, seed: u64, tempers: [Temper; 2], limit_s: f64) -> Flight {
    fly_watched(scenario, seed, tempers, limit_s, |_| {})
}

/// The same; `watch` sees the world before every decision.
pub fn fly_watched(
    scenario: &Scenario,
    seed: u64,
    tempers: [Temper; 2],
    limit_s: f64,
    watch: impl FnMut(&World),
) -> Flight {
    fly_hearing(scenario, seed, tempers, limit_s, watch, |_| true)
}

/// The same, with crews that are told only of the events that `hears` lets through.
pub fn fly_hearing(
    scenario: &Scenario,
    seed: u64,
    tempers: [Temper; 2],
    limit_s: f64,
    watch: impl FnMut(&World),
    hears: impl Fn(&Event) -> bool,
) -> Flight {
    run(
        World::new(scenario, seed),
        tempers,
        limit_s,
        (watch, hears, |_: &World| false, |_: &World, _: &mut _| {}),
    )
}

/// The same; `meddle` changes what the crews have decided: a hand that is not theirs.
pub fn fly_meddled(
    scenario: &Scenario,
    seed: u64,
    limit_s: f64,
    meddle: impl FnMut(&World, &mut [Decision; 2]),
) -> Flight {
    fly_meddled_by(scenario, seed, [Temper::default(); 2], limit_s, meddle)
}

/// The same, with crews of these tempers.
pub fn fly_meddled_by(
    scenario: &Scenario,
    seed: u64,
    tempers: [Temper; 2],
    limit_s: f64,
    meddle: impl FnMut(&World, &mut [Decision; 2]),
) -> Flight {
    run(
        World::new(scenario, seed),
        tempers,
        limit_s,
        (|_: &World| {}, |_: &Event| true, |_: &World| false, meddle),
    )
}

/// The same until the world shows something; the flight is then in the caller's hands.
pub fn fly_until(
    scenario: &Scenario,
    seed: u64,
    tempers: [Temper; 2],
    limit_s: f64,
    stop: impl Fn(&World) -> bool,
) -> Flight {
    run(
        World::new(scenario, seed),
        tempers,
        limit_s,
        (
            |_: &World| {},
            |_: &Event| true,
            stop,
            |_: &World, _: &mut _| {},
        ),
    )
}

/// Two good crews fly until `at`; there one seat is left by its crew and taken by another one, which
/// knows nothing of what was said before. The partner stays.
pub fn fly_handing(scenario: &Scenario, seed: u64, limit_s: f64, at: Tick, seat: Seat) -> Flight {
    let temper = Temper::default();
    let mut crews = Seat::ALL.map(|seat| SoftwareCrew::new(seat, temper));
    let mut flight = Flight::begun(World::new(scenario, seed));
    for until_s in [at.seconds(), limit_s] {
        go(
            &mut flight,
            &mut crews,
            until_s,
            (
                &mut |_: &World| {},
                &|_: &Event| true,
                &|_: &World| false,
                &mut |_: &World, _: &mut _| {},
            ),
        );
        crews[seat.index()] = SoftwareCrew::new(seat, temper);
    }
    flight
}

/// Other crews take a flight over and fly on until the mission ends or `limit_s` of mission time has
/// passed. They know nothing of what was said before.
pub fn fly_on(world: World, tempers: [Temper; 2], limit_s: f64) -> Flight {
    run(
        world,
        tempers,
        limit_s,
        (
            |_: &World| {},
            |_: &Event| true,
            |_: &World| false,
            |_: &World, _: &mut _| {},
        ),
    )
}

fn run(
    world: World,
    tempers: [Temper; 2],
    limit_s: f64,
    (mut watch, hears, stop, mut meddle): (
        impl FnMut(&World),
        impl Fn(&Event) -> bool,
        impl Fn(&World) -> bool,
        impl FnMut(&World, &mut [Decision; 2]),
    ),
) -> Flight {
    let mut crews = Seat::ALL.map(|seat| SoftwareCrew::new(seat, tempers[seat.index()]));
    let mut flight = Flight::begun(world);
    go(
        &mut flight,
        &mut crews,
        limit_s,
        (&mut watch, &hears, &stop, &mut meddle),
    );
    flight
}

/// Flies on with the crews there are.
fn go(
    flight: &mut Flight,
    crews: &mut [SoftwareCrew; 2],
    limit_s: f64,
    (watch, hears, stop, meddle): (
        &mut impl FnMut(&World),
        &impl Fn(&Event) -> bool,
        &impl Fn(&World) -> bool,
        &mut impl FnMut(&World, &mut [Decision; 2]),
    ),
) {
    flight.waits.begin(flight.world.tick());
    let on = |world: &World| world.outcome().is_none() && world.tick().seconds() < limit_s;
    while on(&flight.world) && !stop(&flight.world) {
        watch(&flight.world);
        let views = Seat::ALL.map(|seat| view::of(&flight.world, seat));
        let now = flight.world.tick();
        let mut decisions = Seat::ALL.map(|seat| {
            let view = &views[seat.index()];
            let decision = crews[seat.index()].decide(&Given::of(view));
            flight.waits.note(view, &decision);
            decision
        });
        meddle(&flight.world, &mut decisions);
        for seat in Seat::ALL {
            for command in &decisions[seat.index()].commands {
                flight.commands.push((now, seat, command.clone()));
            }
        }
        let known = flight.events.len();
        advance(flight, crews, &decisions, hears);
        let happened = flight.events[known..].iter().map(|(_, event)| event);
        flight.waits.pass(&flight.world, &decisions, happened);
    }
}

fn advance(
    flight: &mut Flight,
    crews: &mut [SoftwareCrew; 2],
    decisions: &[Decision; 2],
    hears: &impl Fn(&Event) -> bool,
) {
    for tick in 0..DECISION_TICKS {
        let inputs = [0, 1].map(|index| {
            let decision = &decisions[index];
            let held = tick < u32::from(decision.ticks);
            SeatInput {
                stick: if held { decision.stick } else { Stick::NEUTRAL },
                commands: if tick == 0 {
                    decision.commands.clone()
                } else {
                    Vec::new()
                },
            }
        });
        let mut happened = Vec::new();
        let now = flight.world.tick();
        step(&mut flight.world, &inputs, &mut happened);
        for event in happened {
            for seat in Seat::ALL {
                if let Some(event) = view::event_for(&event, seat).filter(hears) {
                    crews[seat.index()].hear(&event);
                }
            }
            flight.events.push((now, event));
        }
        if flight.world.outcome().is_some() {
            return;
        }
    }
}
