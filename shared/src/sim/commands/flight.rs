//! Switches of attitude control and isolation valves of the jets.

use alloc::vec::Vec;

use super::at;
use crate::catalogue::jets::jets;
use crate::ids::Seat;
use crate::sim::World;
use crate::sim::control::Autopilot;
use crate::sim::event::{Event, Refusal};
use crate::sim::input::{ControlMode, Role};
use crate::sim::motion;

pub(super) fn isolate(
    world: &mut World,
    seat: Seat,
    manifold: u8,
    shut: bool,
) -> Result<(), Refusal> {
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

pub(super) fn turn_mode(
    world: &mut World,
    seat: Seat,
    mode: ControlMode,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    if !ControlMode::of(seat).contains(&mode) {
        return Err(Refusal::NotAtThisSeat);
    }
    let (role, owner) = (Role::Control, world.plan.roles.flying);
    if mode.is_active() && owner != seat && world.mechanism.hooked() {
        // Two autopilots would fight over one body.
        return Err(Refusal::NotTheOwner { role, owner });
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
pub(super) fn set_apollo<T: PartialEq>(
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
