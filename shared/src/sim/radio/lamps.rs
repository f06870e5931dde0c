//! Signal lamps: one a craft, worked by its crew, seen by the other one when it has the craft in its
//! sight. A lamp that is seen counts for the plan as the call it stands for, and GO and NO-GO answer
//! an open hold point: a pair that cannot speak can still go on.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::lamps::{LampCode, SIGNAL_S};
use crate::catalogue::procedures::Act;
use crate::ids::Seat;
use crate::sim::World;
use crate::sim::event::{Event, Refusal};
use crate::time::Tick;
use crate::view::sight;

/// A signal that is being given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Which.
    pub code: LampCode,
    /// Since when.
    pub since: Tick,
    /// The other crew has seen it.
    pub seen: bool,
}

impl Signal {
    /// Its bits, for the digest.
    pub(super) fn bits(&self) -> u64 {
        (self.code as u64) << 40 | u64::from(self.seen) << 32 | u64::from(self.since.0)
    }
}

/// Begins a signal; one that is being given makes way for it.
pub fn light(world: &mut World, seat: Seat, code: LampCode, events: &mut Vec<Event>) {
    world.radio.lamps[seat.index()] = Some(Signal {
        code,
        since: world.tick,
        seen: false,
    });
    events.push(Event::Lamp { from: seat, code });
}

/// What the other craft's lamp shows this crew, if it can be seen.
pub fn shown_to(world: &World, seat: Seat) -> Option<Signal> {
    let signal = world.radio.lamps[seat.other().index()]?;
    sight::sees_lamp(world, seat).then_some(signal)
}

/// The other craft's lamp is lit at this moment and can be seen from this seat.
pub fn is_lit(world: &World, seat: Seat) -> bool {
    shown_to(world, seat).is_some_and(|signal| {
        let since_s = world.tick.since(signal.since);
        signal.code.row().is_lit(since_s)
    })
}

/// Ends signals that have been given long enough, and takes in those that are seen.
pub fn step(world: &mut World, events: &mut Vec<Event>) {
    let now = world.tick;
    for from in Seat::ALL {
        let lamp = &mut world.radio.lamps[from.index()];
        lamp.take_if(|signal| now.since(signal.since) > SIGNAL_S);
        if lamp.is_none_or(|signal| signal.seen) {
            continue;
        }
        let Some(signal) = shown_to(world, from.other()) else {
            continue;
        };
        world.radio.lamps[from.index()] = Some(Signal {
            seen: true,
            ..signal
        });
        take_in(world, from, signal.code, events);
    }
}

/// A signal has been seen: what a call of the same meaning would have done.
fn take_in(world: &mut World, from: Seat, code: LampCode, events: &mut Vec<Event>) {
    let now = world.tick;
    world.radio.spoke[from.index()] = Some(now);
    events.push(Event::LampSeen { from, code });
    world
        .plan
        .note_call(from, code.row().stands_for, &[], false);
    world.plan.note(from, Act::Lamp(code));
    let go = match code {
        LampCode::Go => true,
        LampCode::NoGo => false,
        LampCode::Stop | LampCode::BackOff | LampCode::SayAgain | LampCode::Capture => return,
    };
    if let Some(gate) = world.plan.open_gate() {
        world.radio.go[gate as usize][from.index()] = Some(go);
        events.push(Event::Poll {
            gate,
            seat: from,
            go,
        });
    }
}

/// Nothing of what this crew says now reaches the other one.
pub fn refuse_if_dead(world: &World, seat: Seat) -> Result<(), Refusal> {
    match world.radio.noise.is_dead(seat.other()) {
        true => Err(Refusal::LoopDead),
        false => Ok(()),
    }
}
