//! Panel and radio acts: each does its one thing or answers with a reason. Nothing here waits, and
//! nothing is refused without saying why.

use alloc::string::String;
use alloc::vec::Vec;

use crate::catalogue::calls::{CallId, SlotValue};
use crate::catalogue::jets::jets;
use crate::catalogue::mechanisms::HOOKS;
use crate::catalogue::procedures::StepId;
use crate::catalogue::spelling::KsuCell;
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, CrewId, HatchId, Seat};
use crate::limits::{MATCH_FRESH_S, TEXT_CHARS_MAX};
use crate::sim::World;
use crate::sim::control::Autopilot;
use crate::sim::doors::{self, DoorCommand, DoorRefusal, HatchState, Hazard, Rules};
use crate::sim::event::{Event, Refusal, Speech, Verdict};
use crate::sim::input::{Command, ControlMode, HatchAct, RingAct, Tongue, TwoKeyAct, is_printable};
use crate::sim::mechanism::{MechanismCommand, MechanismRefusal, Phase};
use crate::sim::motion;
use crate::time::Tick;

/// How long the command matrix is busy with a wrong system, s: the price of a look-alike.
const KSU_WRONG_S: f64 = 6.0;
/// A wrong cell opens the orbital module's vent for so long, s: it costs a breath of gas.
const KSU_PUFF_S: f64 = 2.0;

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
        Command::Mode(mode) => turn_mode(world, seat, *mode, events),
        Command::Deadband(to) => set_apollo(world, seat, *to, |pilot| &mut pilot.deadband),
        Command::StickRate(to) => set_apollo(world, seat, *to, |pilot| &mut pilot.stick_rate),
        Command::Direct(to) => set_apollo(world, seat, *to, |pilot| &mut pilot.direct),
        Command::DapDeadband(to) => set_apollo(world, seat, *to, |pilot| &mut pilot.dap_deadband),
        Command::DapRate(to) => set_apollo(world, seat, *to, |pilot| &mut pilot.dap_rate),
        Command::StoreAttitude => {
            let craft = &mut world.craft[seat.index()];
            let sensed = motion::sensed(craft);
            craft.autopilot.store(seat, &sensed);
            Ok(())
        }
        Command::Ring(ring) => drive_ring(world, seat, *ring),
        Command::Retract => retract(world, seat),
        Command::Hooks(close) => drive_hooks(world, seat, *close),
        Command::Release => release(world),
        Command::Beacons(on) => {
            at(seat, Seat::Soyuz)?;
            world.switches.beacons = *on;
            Ok(())
        }
        Command::Transponder(on) => {
            at(seat, Seat::Soyuz)?;
            world.switches.transponder = *on;
            Ok(())
        }
        Command::Ksu(cell) => press(world, seat, *cell, events),
        Command::Valve {
            valve,
            open,
            confirmed,
        } => turn_valve(world, seat, *valve, *open, *confirmed),
        Command::Hatch {
            hatch,
            act,
            confirmed,
        } => work_hatch(world, seat, *hatch, *act, *confirmed, events),
        Command::LeakCheck => start_leak_reading(world, seat),
        Command::Move { crew, to } => send(world, seat, *crew, *to),
        Command::Call {
            call,
            slots,
            tongue,
        } => speak(world, seat, *call, slots, *tongue, events),
        Command::ReadBack { seq, answer } => {
            let (debt, verdict) = world
                .radio
                .read_back(seat, *seq, *answer)
                .ok_or(Refusal::NothingToReadBack)?;
            world.radio.spoke[seat.index()] = Some(world.tick);
            events.push(Event::ReadBack {
                seq: *seq,
                by: seat,
                verdict,
            });
            let right = verdict == Verdict::Match;
            world.plan.note_read_back(debt.step, right, world.tick);
            if right {
                Ok(())
            } else {
                Err(Refusal::SayAgain)
            }
        }
        Command::Text(text) => say_text(world, seat, text, events),
        Command::Poll(go) => answer_poll(world, seat, *go, events),
        Command::Key(key) => turn_key(world, seat, *key, events),
        Command::Abort => call_off(world, seat, events),
        Command::Isolate { manifold, shut } => isolate(world, seat, *manifold, *shut),
        Command::Help(level) => {
            world.help[seat.index()] = *level;
            Ok(())
        }
    }
}

fn isolate(world: &mut World, seat: Seat, manifold: u8, shut: bool) -> Result<(), Refusal> {
    if usize::from(manifold) >= jets(seat).manifolds.len() {
        return Err(Refusal::NotAtThisSeat);
    }
    let valves = &mut world.craft[seat.index()].rcs.shut;
    let now = *valves & !(1 << manifold) | u8::from(shut) << manifold;
    if now == *valves {
        return Err(Refusal::AlreadySo);
    }
    *valves = now;
    Ok(())
}

fn at(seat: Seat, wanted: Seat) -> Result<(), Refusal> {
    if seat == wanted {
        Ok(())
    } else {
        Err(Refusal::NotAtThisSeat)
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

/// The step's call was read back rightly within the last minute.
fn freshly_matched(world: &World, step: StepId) -> Result<(), Refusal> {
    let matched = world.plan.matched[step as usize];
    let fresh = matched.is_some_and(|at| world.tick.since(at) <= MATCH_FRESH_S);
    if fresh || !world.plan.flies(step) {
        Ok(())
    } else {
        Err(Refusal::Locked { step })
    }
}

fn turn_mode(
    world: &mut World,
    seat: Seat,
    mode: ControlMode,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    if !ControlMode::of(seat).contains(&mode) {
        return Err(Refusal::NotAtThisSeat);
    }
    let craft = &mut world.craft[seat.index()];
    if craft.autopilot.mode == mode {
        return Err(Refusal::AlreadySo);
    }
    let sensed = motion::sensed(craft);
    craft.autopilot.switch(mode, &sensed);
    events.push(Event::Mode { seat, mode });
    Ok(())
}

/// Sets a switch of Apollo's attitude control.
fn set_apollo<T: PartialEq>(
    world: &mut World,
    seat: Seat,
    to: T,
    switch: fn(&mut Autopilot) -> &mut T,
) -> Result<(), Refusal> {
    at(seat, Seat::Apollo)?;
    let place = switch(&mut world.craft[seat.index()].autopilot);
    if *place == to {
        return Err(Refusal::AlreadySo);
    }
    *place = to;
    Ok(())
}

fn drive_ring(world: &mut World, seat: Seat, ring: RingAct) -> Result<(), Refusal> {
    order(
        world,
        match ring {
            RingAct::Extend => MechanismCommand::ExtendRing(seat),
            RingAct::Stow => MechanismCommand::StowRing(seat),
        },
    )
}

/// The crew whose ring carries the docking; before there is one, the crew that the mission names.
fn active(world: &World) -> Seat {
    world.mechanism.active().unwrap_or(world.plan.roles.active)
}

fn retract(world: &mut World, seat: Seat) -> Result<(), Refusal> {
    at(seat, active(world))?;
    unlocked(world, StepId::ControlOff)?;
    if world.craft[seat.index()].autopilot.mode.is_active() {
        return Err(Refusal::ControlStillOn);
    }
    if world.mechanism.phase() == Phase::Captured {
        return Err(Refusal::NotDamped);
    }
    order(world, MechanismCommand::Retract)
}

/// The active side closes the hooks; either side can open them: each unit has hooks of its own, and
/// the passive one can always undo the joint (Syromyatnikov). Hooks let go only of a tunnel that
/// nobody's air stands open to, save under Real rules.
fn drive_hooks(world: &mut World, seat: Seat, close: bool) -> Result<(), Refusal> {
    if close {
        at(seat, active(world))?;
        unlocked(world, StepId::ControlOff)?;
        if usize::from(world.mechanism.hooks()) == HOOKS {
            return Err(Refusal::AlreadySo);
        }
        return order(world, MechanismCommand::CloseHooks);
    }
    let open = [HatchId::H3, HatchId::H4]
        .into_iter()
        .find(|hatch| world.air.hatch(*hatch) == HatchState::Open);
    match open {
        Some(hatch) if world.rules != Rules::Real => Err(Refusal::ShutFirst(hatch)),
        _ => order(world, MechanismCommand::OpenHooks),
    }
}

/// Latches that let go lose their power with it: they catch again only when the cell is pressed anew.
fn release(world: &mut World) -> Result<(), Refusal> {
    order(world, MechanismCommand::ReleaseLatches)?;
    world.switches.latch_cell = false;
    Ok(())
}

fn order(world: &mut World, command: MechanismCommand) -> Result<(), Refusal> {
    world.mechanism.command(command).map_err(|why| match why {
        MechanismRefusal::NotCaptured => Refusal::NotCaptured,
        MechanismRefusal::Captured | MechanismRefusal::Hooked => Refusal::Joined,
        MechanismRefusal::NotRetracted => Refusal::NotRetracted,
        MechanismRefusal::NotHooked => Refusal::NotJoined,
        MechanismRefusal::DriveRunning => Refusal::RingMoving,
        MechanismRefusal::Damaged => Refusal::MechanismDamaged,
    })
}

fn press(
    world: &mut World,
    seat: Seat,
    cell: KsuCell,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    at(seat, Seat::Soyuz)?;
    if !cell.is_on_panel() {
        return Err(Refusal::NotAtThisSeat);
    }
    if world.tick < world.switches.ksu_busy_until {
        return Err(Refusal::KsuBusy);
    }
    world.switches.ksu = Some(cell);
    if cell == world.switches.right_cell {
        world.switches.latch_cell = true;
        return Ok(());
    }
    // Another live system answers: the matrix is busy and a breath of cabin air is gone.
    let now = world.tick.0;
    let ticks = |seconds: f64| Tick::at(seconds).0;
    world.switches.ksu_busy_until = Tick(now + ticks(KSU_WRONG_S));
    if !world.air.valve_open(ValveId::OmVent) {
        world.air.set_valve(ValveId::OmVent, true);
        world.switches.puff_until = Some(Tick(now + ticks(KSU_PUFF_S)));
    }
    events.push(Event::WrongCell);
    Ok(())
}

/// Calls that have to be read back before a valve leads air between the crews.
pub(super) const VALVE_LOCKS: &[(ValveId, &[StepId])] = &[
    (ValveId::H3Eq, &[StepId::Seal]),
    (ValveId::H4Eq, &[StepId::DmPressure, StepId::OmPressure]),
];

fn turn_valve(
    world: &mut World,
    seat: Seat,
    valve: ValveId,
    open: bool,
    confirmed: bool,
) -> Result<(), Refusal> {
    if valve.row().worked_by != seat {
        return Err(Refusal::NotAtThisSeat);
    }
    if open {
        for (_, steps) in VALVE_LOCKS.iter().filter(|(locked, _)| *locked == valve) {
            for step in *steps {
                match step {
                    StepId::Seal => unlocked(world, *step)?,
                    _ => freshly_matched(world, *step)?,
                }
            }
        }
    }
    if valve == ValveId::OmVent {
        world.switches.puff_until = None;
    }
    door(world, seat, DoorCommand::Valve(valve, open), confirmed)
}

fn work_hatch(
    world: &mut World,
    seat: Seat,
    hatch: HatchId,
    act: HatchAct,
    confirmed: bool,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    if act == HatchAct::Open {
        let key = match hatch {
            HatchId::H3 => Some(TwoKeyAct::Hatch3),
            HatchId::H4 => Some(TwoKeyAct::Hatch4),
            _ => None,
        };
        if key.is_some_and(|key| !world.radio.keys_open(key, world.tick)) {
            return Err(Refusal::NeedsBothKeys);
        }
    }
    door(world, seat, DoorCommand::Hatch(hatch, act), confirmed)?;
    events.push(Event::Hatch {
        hatch,
        open: act == HatchAct::Open,
    });
    Ok(())
}

fn door(
    world: &mut World,
    seat: Seat,
    command: DoorCommand,
    confirmed: bool,
) -> Result<(), Refusal> {
    doors::command(&mut world.air, seat, command, world.rules, confirmed).map_err(|why| match why {
        DoorRefusal::NotYourSide => Refusal::NotAtThisSeat,
        DoorRefusal::HatchAlready(_) => Refusal::AlreadySo,
        DoorRefusal::HatchHeld { force_n, .. } => Refusal::HatchHeld {
            force_n: force_n as f32,
        },
        DoorRefusal::Unsafe(hazard) => unsafe_act(hazard, false),
        DoorRefusal::NeedsConfirmation(hazard) => unsafe_act(hazard, true),
    })
}

fn unsafe_act(hazard: Hazard, may_confirm: bool) -> Refusal {
    match (hazard, may_confirm) {
        (Hazard::OtherHatchOpen(hatch), false) => Refusal::ShutFirst(hatch),
        (Hazard::OtherHatchOpen(hatch), true) => Refusal::ConfirmShutFirst(hatch),
        (Hazard::NotJoined, false) => Refusal::NotJoined,
        (Hazard::NotJoined, true) => Refusal::ConfirmNotJoined,
        (Hazard::PressureDifference { delta_pa, limit_pa }, may_confirm) => {
            let (delta_pa, limit_pa) = (delta_pa as f32, limit_pa as f32);
            if may_confirm {
                Refusal::ConfirmPressureDifference { delta_pa, limit_pa }
            } else {
                Refusal::PressureDifference { delta_pa, limit_pa }
            }
        }
        (
            Hazard::Interlock {
                predicted_pa,
                limit_pa,
            },
            may_confirm,
        ) => {
            let (predicted_pa, limit_pa) = (predicted_pa as f32, limit_pa as f32);
            if may_confirm {
                Refusal::ConfirmCabinOverpressure {
                    predicted_pa,
                    limit_pa,
                }
            } else {
                Refusal::CabinOverpressure {
                    predicted_pa,
                    limit_pa,
                }
            }
        }
    }
}

fn start_leak_reading(world: &mut World, seat: Seat) -> Result<(), Refusal> {
    at(seat, Seat::Soyuz)?;
    if world.mechanism.hooks() == 0 {
        return Err(Refusal::NotJoined);
    }
    if world
        .switches
        .leak
        .as_ref()
        .is_some_and(|reading| reading.change_pa.is_none())
    {
        return Err(Refusal::ReadingRuns);
    }
    world
        .switches
        .start_leak_reading(world.tick, world.air.pressure_pa(CompartmentId::Tunnel2));
    Ok(())
}

/// The way between neighbouring compartments, from Apollo's end.
const WAYS: [(CompartmentId, HatchId, CompartmentId); 5] = [
    (CompartmentId::Cm, HatchId::H1, CompartmentId::Tunnel1),
    (CompartmentId::Tunnel1, HatchId::H2, CompartmentId::Dm),
    (CompartmentId::Dm, HatchId::H3, CompartmentId::Tunnel2),
    (CompartmentId::Tunnel2, HatchId::H4, CompartmentId::Om),
    (CompartmentId::Om, HatchId::H5, CompartmentId::Sa),
];

fn send(world: &mut World, seat: Seat, crew: CrewId, to: CompartmentId) -> Result<(), Refusal> {
    if crew.seat() != seat {
        return Err(Refusal::NoSuchWay);
    }
    let from = world.crew[crew as usize].at;
    if from == to {
        return Err(Refusal::AlreadySo);
    }
    let hatch = WAYS
        .iter()
        .find(|(a, _, b)| (*a, *b) == (from, to) || (*b, *a) == (from, to))
        .map(|(_, hatch, _)| *hatch)
        .ok_or(Refusal::NoSuchWay)?;
    if world.air.hatch(hatch) != HatchState::Open {
        return Err(Refusal::HatchShut(hatch));
    }
    world.crew[crew as usize].at = to;
    Ok(())
}

fn speak(
    world: &mut World,
    seat: Seat,
    call: CallId,
    slots: &[SlotValue],
    tongue: Tongue,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    if !call.row().who.allows(seat) {
        return Err(Refusal::NotYourCall);
    }
    if !call.row().accepts(slots) {
        return Err(Refusal::BadSlots);
    }
    let theirs = match tongue {
        Tongue::English => seat == Seat::Soyuz,
        Tongue::Russian => seat == Seat::Apollo,
    };
    let tally = &mut world.record.calls[seat.index()];
    tally[0] = tally[0].saturating_add(1);
    tally[1] = tally[1].saturating_add(u16::from(theirs));
    let speech = Speech::Call {
        call,
        slots: slots.to_vec(),
        tongue,
    };
    let mut sent = world.radio.transmit(world.tick, seat, speech);
    if let Some(step) = world.plan.note_call(seat, call, slots) {
        let cards = world.help[seat.other().index()].cards();
        world.radio.ask_read_back(&mut sent, step, cards);
    }
    events.push(Event::Heard(sent));
    Ok(())
}

fn say_text(
    world: &mut World,
    seat: Seat,
    text: &str,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let clean: String = text
        .chars()
        .filter(|c| is_printable(*c))
        .take(TEXT_CHARS_MAX)
        .collect();
    if clean.trim().is_empty() {
        return Err(Refusal::BadText);
    }
    let sent = world.radio.transmit(world.tick, seat, Speech::Text(clean));
    world.plan.note_text(seat);
    events.push(Event::Heard(sent));
    Ok(())
}

fn answer_poll(
    world: &mut World,
    seat: Seat,
    go: bool,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let gate = world.plan.open_gate().ok_or(Refusal::NoPollOpen)?;
    world.radio.go[gate as usize][seat.index()] = Some(go);
    world.radio.spoke[seat.index()] = Some(world.tick);
    events.push(Event::Poll { gate, seat, go });
    Ok(())
}

fn turn_key(
    world: &mut World,
    seat: Seat,
    key: TwoKeyAct,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    unlocked(
        world,
        match key {
            TwoKeyAct::Hatch4 => StepId::Equalise,
            TwoKeyAct::Hatch3 => StepId::Hatch4,
        },
    )?;
    events.push(Event::Key { act: key, seat });
    if world.radio.turn_key(key, seat, world.tick) {
        events.push(Event::BothKeys(key));
    }
    Ok(())
}

fn call_off(world: &mut World, seat: Seat, events: &mut Vec<Event>) -> Result<(), Refusal> {
    if world.mechanism.captured() || world.mechanism.hooked() {
        return Err(Refusal::Joined);
    }
    if world.called_off.is_some() {
        return Err(Refusal::AlreadySo);
    }
    world.called_off = Some((seat, world.tick));
    events.push(Event::Abort(seat));
    Ok(())
}

#[cfg(test)]
mod tests;
