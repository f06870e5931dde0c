//! Who works each console, and how well: an impaired man's acts come late and his typing goes wrong.
//! It knows how fit a man is, not why.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::ids::{CompartmentId, CrewId, Seat};
use crate::limits::{COMMANDS_PENDING_MAX, TEXT_CHARS_MAX};
use crate::maths::round;
use crate::rng::Stream;
use crate::sim::doors::{self, DoorCommand};
use crate::sim::event::{Event, Refusal};
use crate::sim::input::{Command, Inputs, SeatInput, Stick};
use crate::sim::own_compartments;
use crate::sim::physiology::CrewMember;
use crate::sim::{World, commands};
use crate::time::{TICK_RATE_HZ, Tick};

/// How late the acts of a man with no skill left would come, s (game value; drunk and hypoxic pilots
/// answer one to two seconds late). A fit man's come at once.
const LATEST_S: f64 = 2.0;
/// Share of letters that such a man would get wrong (game value).
const WRONG_LETTERS: f64 = 0.35;
/// Skill from which on nothing shows.
const FIT: f64 = 0.97;

/// Hands at both consoles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hands {
    pilot: [CrewId; 2],
    held: [Stick; 2],
    sticks: [VecDeque<(Tick, Stick)>; 2],
    acts: [VecDeque<(Tick, CrewId, Command)>; 2],
    typing: Stream,
}

impl Hands {
    /// Everybody fresh, the best placed man of each crew at its controls.
    pub fn new(crew: &[CrewMember; 5], typing: Stream) -> Hands {
        let commanders = [CrewId::Stafford, CrewId::Leonov];
        Hands {
            pilot: Seat::ALL.map(|seat| fittest(crew, seat).unwrap_or(commanders[seat.index()])),
            held: [Stick::NEUTRAL; 2],
            sticks: [VecDeque::new(), VecDeque::new()],
            acts: [VecDeque::new(), VecDeque::new()],
            typing,
        }
    }

    /// Who flies a craft and works its console.
    pub fn pilot(&self, seat: Seat) -> CrewId {
        self.pilot[seat.index()]
    }

    /// Where a craft's controllers are.
    pub fn stick(&self, seat: Seat) -> Stick {
        self.held[seat.index()]
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.pilot[0] as u64 | (self.pilot[1] as u64) << 8);
        sink(self.typing.bits());
        let stick = |stick: Stick| {
            let axes = stick.turn.into_iter().chain(stick.push);
            axes.fold(0, |bits, axis| bits << 8 | u64::from(axis as u8))
        };
        for seat in 0..2 {
            sink(stick(self.held[seat]));
            sink((self.sticks[seat].len() as u64) << 32 | self.acts[seat].len() as u64);
            for (due, late) in &self.sticks[seat] {
                sink(u64::from(due.0));
                sink(stick(*late));
            }
            for (due, man, late) in &self.acts[seat] {
                sink(u64::from(due.0) | (*man as u64) << 32);
                // Commands carry text and numbers; how the core prints them is the same everywhere.
                format!("{late:?}")
                    .bytes()
                    .for_each(|byte| sink(byte.into()));
            }
        }
    }
}

/// One tick of both crews' hands: who is at the controls, what of their orders happens now. Acts are
/// done here; what the sticks are at comes back.
pub fn step(world: &mut World, inputs: &Inputs, events: &mut Vec<Event>) -> Inputs {
    Seat::ALL.map(|seat| {
        change_pilot(world, seat, events);
        let input = &inputs[seat.index()];
        let stick = move_stick(world, seat, input.stick);
        work(world, seat, input, events);
        SeatInput {
            stick,
            commands: Vec::new(),
        }
    })
}

/// A text as this crew's pilot types it.
pub fn typed(world: &mut World, seat: Seat, text: &str) -> String {
    let skill = skill(world, world.hands.pilot(seat));
    if skill >= FIT {
        return text.into();
    }
    garbled(text, WRONG_LETTERS * (1.0 - skill), &mut world.hands.typing)
}

/// Letters swapped with the next one or struck twice, each with this chance.
fn garbled(text: &str, chance: f64, stream: &mut Stream) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        let slips = letters[at].is_alphabetic() && 0.5 * (stream.signed() + 1.0) < chance;
        if slips && stream.below(2) == 0 && at + 1 < letters.len() {
            letters.swap(at, at + 1);
            at += 1;
        } else if slips {
            letters.insert(at, letters[at]);
            at += 1;
        }
        at += 1;
    }
    letters.into_iter().take(TEXT_CHARS_MAX).collect()
}

/// A man who is down, or not in the cockpit while another is, gives his place to the fittest.
fn change_pilot(world: &mut World, seat: Seat, events: &mut Vec<Event>) {
    let now = &world.crew[world.hands.pilot(seat) as usize];
    let Some(best) = fittest(&world.crew, seat) else {
        return;
    };
    let better_placed = placed(&world.crew[best as usize]) < placed(now);
    if !now.incapacitated() && !better_placed || best == now.id {
        return;
    }
    world.hands.pilot[seat.index()] = best;
    events.push(Event::Pilot { seat, crew: best });
}

/// Of a crew's men who can work the one best placed, among those the fittest, among those the first.
fn fittest(crew: &[CrewMember; 5], seat: Seat) -> Option<CrewId> {
    let able = crew
        .iter()
        .filter(|man| man.id.seat() == seat && !man.incapacitated());
    able.min_by(|a, b| {
        let order = placed(a).cmp(&placed(b));
        order.then(b.hands().total_cmp(&a.hands()))
    })
    .map(|man| man.id)
}

/// How near a man is to his craft's controls: in the cockpit 0, aboard 1, with the others 2. Apollo
/// is flown from the command module, Soyuz from the descent vehicle.
fn placed(man: &CrewMember) -> u8 {
    let cockpit = match man.id.seat() {
        Seat::Apollo => CompartmentId::Cm,
        Seat::Soyuz => CompartmentId::Sa,
    };
    match man.at {
        at if at == cockpit => 0,
        at if own_compartments(man.id.seat()).contains(&at) => 1,
        _ => 2,
    }
}

fn skill(world: &World, man: CrewId) -> f64 {
    world.crew[man as usize].hands()
}

/// When an act of such skill that is ordered now is done.
fn due(now: Tick, skill: f64) -> Tick {
    let lacking = if skill >= FIT { 0.0 } else { 1.0 - skill };
    Tick(now.0 + round(lacking * LATEST_S * f64::from(TICK_RATE_HZ)) as u32)
}

/// Where the stick is that the player asks to be there.
fn move_stick(world: &mut World, seat: Seat, asked: Stick) -> Stick {
    let skill = skill(world, world.hands.pilot(seat));
    let (now, index) = (world.tick, seat.index());
    let Hands { held, sticks, .. } = &mut world.hands;
    let (held, late) = (&mut held[index], &mut sticks[index]);
    if skill <= 0.0 {
        late.clear();
        *held = Stick::NEUTRAL;
        return *held;
    }
    let last = late.back().copied();
    if last.map_or(*held, |(_, stick)| stick) != asked {
        // A hand that recovers does not overtake itself.
        let due = due(now, skill).max(last.map_or(now, |(due, _)| due));
        late.push_back((due, asked));
    }
    while late.front().is_some_and(|(due, _)| *due <= now) {
        *held = late.pop_front().map_or(*held, |(_, stick)| stick);
    }
    *held
}

/// Does what has come due of a crew's orders.
fn work(world: &mut World, seat: Seat, input: &SeatInput, events: &mut Vec<Event>) {
    let (now, index) = (world.tick, seat.index());
    for command in &input.commands {
        let man = doer(world, seat, command);
        let skill = skill(world, man);
        if matches!(command, Command::Help(_) | Command::Inject(_)) {
            // What the console prints, and what an instructor breaks, is nobody's handiwork.
            commands::apply(world, seat, command, events);
        } else if skill <= 0.0 && man == world.hands.pilot(seat) {
            let why = Refusal::NoAnswer(man);
            events.push(Event::Refused { seat, why });
        } else if world.hands.acts[index].len() >= COMMANDS_PENDING_MAX {
            let why = Refusal::TooMany;
            events.push(Event::Refused { seat, why });
        } else {
            let late = &mut world.hands.acts[index];
            // Each man does one thing after the other, whatever his hands are worth by then.
            let before = late.iter().rev().find(|(_, who, _)| *who == man);
            let due = due(now, skill).max(before.map_or(now, |(due, ..)| *due));
            late.push_back((due, man, command.clone()));
        }
    }
    let come = |world: &World| {
        let mut late = world.hands.acts[index].iter();
        late.position(|(due, ..)| *due <= now)
    };
    while let Some(at) = come(world) {
        if let Some((.., command)) = world.hands.acts[index].remove(at) {
            commands::apply(world, seat, &command, events);
        }
    }
}

/// Whose hands an order of a crew is for: the man it names, the man beside the valve or hatch, or
/// whoever works the console.
fn doer(world: &World, seat: Seat, command: &Command) -> CrewId {
    let at = |door| doors::hands_for(world, door).unwrap_or(world.hands.pilot(seat));
    match command {
        Command::Mask { crew, .. } | Command::Move { crew, .. } | Command::Extinguish { crew }
            if crew.seat() == seat =>
        {
            *crew
        }
        Command::Valve { valve, open, .. } => at(DoorCommand::Valve(*valve, *open)),
        Command::Hatch { hatch, act, .. } => at(DoorCommand::Hatch(*hatch, *act)),
        _ => world.hands.pilot(seat),
    }
}

#[cfg(test)]
mod tests;
