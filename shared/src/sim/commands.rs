//! Panel and radio acts: each does its one thing or answers with a reason. Nothing here waits, and
//! nothing is refused without saying why. One file a subject.

mod crew;
mod doors;
mod equipment;
mod flight;
mod matrix;
mod mechanism;
mod radio;

use alloc::vec::Vec;

use crate::catalogue::ksu::System;
use crate::catalogue::procedures::{Act, StepId};
use crate::ids::Seat;
use crate::sim::World;
use crate::sim::event::{Event, Refusal};
use crate::sim::faults;
use crate::sim::fire;
use crate::sim::handover;
use crate::sim::input::Command;
use crate::sim::masks;
use crate::sim::motion;
use crate::sim::radio::lamps;

/// Does one act of one seat.
pub fn apply(world: &mut World, seat: Seat, command: &Command, events: &mut Vec<Event>) {
    if let Err(why) = act(world, seat, command, events) {
        events.push(Event::Refused { seat, why });
    }
}

fn act(
    world: &mut World,
    seat: Seat,
    command: &Command,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    if world.outcome.is_some() {
        return Err(Refusal::Ended);
    }
    match command {
        Command::Mode(mode) => flight::turn_mode(world, seat, *mode, events),
        Command::Deadband(to) => flight::set_apollo(world, seat, *to, |pilot| &mut pilot.deadband),
        Command::StickRate(to) => {
            flight::set_apollo(world, seat, *to, |pilot| &mut pilot.stick_rate)
        }
        Command::Direct(to) => flight::set_apollo(world, seat, *to, |pilot| &mut pilot.direct),
        Command::DapDeadband(to) => {
            flight::set_apollo(world, seat, *to, |pilot| &mut pilot.dap_deadband)
        }
        Command::DapRate(to) => flight::set_apollo(world, seat, *to, |pilot| &mut pilot.dap_rate),
        Command::StoreAttitude => {
            let craft = &mut world.craft[seat.index()];
            let sensed = motion::sensed(craft);
            craft.autopilot.store(seat, &sensed);
            Ok(())
        }
        Command::Ring(ring) => mechanism::drive_ring(world, seat, *ring),
        Command::Retract => mechanism::retract(world, seat),
        Command::Hooks(close) => mechanism::drive_hooks(world, seat, *close),
        Command::Release => mechanism::release(world),
        Command::Beacons(on) => {
            at(seat, Seat::Soyuz)?;
            has_power(world, System::Beacons)?;
            world.switches.beacons = *on;
            Ok(())
        }
        Command::Transponder(on) => {
            at(seat, Seat::Soyuz)?;
            has_power(world, System::Transponder)?;
            world.switches.transponder = *on;
            Ok(())
        }
        Command::Ksu(cell) => matrix::press(world, seat, *cell, events),
        Command::Valve {
            valve,
            open,
            confirmed,
        } => doors::turn_valve(world, seat, *valve, *open, *confirmed),
        Command::Hatch {
            hatch,
            act,
            confirmed,
        } => doors::work_hatch(world, seat, *hatch, *act, *confirmed),
        Command::LeakCheck(of) => doors::start_leak_reading(world, seat, *of),
        Command::Move {
            crew,
            to,
            confirmed,
        } => crew::send(world, seat, *crew, *to, *confirmed),
        Command::Call {
            call,
            slots,
            tongue,
        } => radio::speak(world, seat, *call, slots, *tongue, events),
        Command::ReadBack { seq, answer } => radio::read_back(world, seat, *seq, *answer, events),
        Command::Text(text) => radio::say_text(world, seat, text, events),
        Command::Poll(go) => radio::answer_poll(world, seat, *go, events),
        Command::Key(key) => radio::turn_key(world, seat, *key, events),
        Command::Abort => radio::call_off(world, seat, events),
        Command::Mask { crew, on } => masks::order(world, seat, *crew, *on),
        Command::Switch { switch, on } => equipment::turn(world, seat, *switch, *on),
        Command::Lamp(code) => {
            lamps::light(world, seat, *code, events);
            Ok(())
        }
        Command::Extinguish { crew } => fire::extinguish(world, seat, *crew),
        Command::Isolate { manifold, shut } => flight::isolate(world, seat, *manifold, *shut),
        Command::Offer(role) => handover::offer(world, seat, *role, events),
        Command::Accept => handover::accept(world, seat, events),
        Command::Withdraw => handover::withdraw(world, seat, events),
        Command::Inject(what) => {
            faults::inject(world, *what, events);
            Ok(())
        }
        Command::Help(level) => {
            let before = core::mem::replace(&mut world.help[seat.index()], *level);
            if before != *level {
                let level = *level;
                world.plan.note(seat, Act::Help);
                events.push(Event::Help { seat, level });
            }
            Ok(())
        }
    }
}

fn at(seat: Seat, wanted: Seat) -> Result<(), Refusal> {
    if seat == wanted {
        Ok(())
    } else {
        Err(Refusal::NotAtThisSeat)
    }
}

/// The system has its circuit: without it its own switch does nothing.
fn has_power(world: &World, system: System) -> Result<(), Refusal> {
    if world.switches.powered(system) {
        Ok(())
    } else {
        Err(Refusal::NoPower)
    }
}

/// The step's lock is open, or the mission does not fly it.
fn unlocked(world: &World, step: StepId) -> Result<(), Refusal> {
    if world.plan.cleared(step) {
        Ok(())
    } else {
        Err(Refusal::Locked { step })
    }
}

#[cfg(test)]
mod tests;
