//! Roles that change hands in flight: control of the approach or the joined craft, and the active
//! ring. Offer, read-back, acceptance; one owner at any time, and an offer that nobody takes lapses.
//! Whose move it is stands in the plan; what opens the acceptance, in `armed`.
//!
//! Why so: shared cockpits in which control could be taken while a hand was on the stick, or while
//! nobody owned it, lost their pairs' trust (design of the game; 1975 flew with fixed roles).

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::procedures::{Roles, StepId};
use crate::ids::Seat;
use crate::limits::OFFER_S;
use crate::sim::World;
use crate::sim::armed::{self, Armed};
use crate::sim::event::{ControlAct, Event, Refusal};
use crate::sim::input::{ControlMode, Role, Stick};
use crate::sim::motion;
use crate::time::Tick;

/// A role on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Which role.
    pub role: Role,
    /// Who has it and offers it.
    pub by: Seat,
    /// It lapses after this tick.
    pub until: Tick,
}

/// Who owns which role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control {
    /// The crew that flies and the crew whose ring is active.
    pub roles: Roles,
    /// What is on offer.
    pub offer: Option<Offer>,
}

impl Offer {
    /// An offer made now.
    pub fn of(role: Role, by: Seat, now: Tick) -> Offer {
        Offer {
            role,
            by,
            until: Tick(now.0 + Tick::at(OFFER_S).0),
        }
    }
}

impl Control {
    /// Whose the role is.
    pub const fn owner(&self, role: Role) -> Seat {
        self.roles.owner(role)
    }
}

impl Role {
    /// The step of the plan in which it changes hands.
    pub const fn step(self) -> StepId {
        match self {
            Role::Control => StepId::HandOver,
            Role::Ring => StepId::RingSwap,
        }
    }
}

/// Offers a role of one's own.
pub(super) fn offer(
    world: &mut World,
    seat: Seat,
    role: Role,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let control = world.control();
    if let Some(open) = control.offer {
        let (role, by) = (open.role, open.by);
        return Err(Refusal::OfferOpen { role, by });
    }
    let owner = control.owner(role);
    if owner != seat {
        return Err(Refusal::NotTheOwner { role, owner });
    }
    may_change(world, role)?;
    still(world, seat)?;
    world.offer = Some(Offer::of(role, seat, world.tick));
    world.plan.offered(role);
    tell(events, role, seat, ControlAct::Offered);
    Ok(())
}

/// Takes the role that the other crew offers: the role swap.
pub(super) fn accept(
    world: &mut World,
    seat: Seat,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let offer = world.offer.filter(|offer| offer.by != seat);
    let Offer { role, by, .. } = offer.ok_or(Refusal::NoOffer)?;
    may_change(world, role)?;
    if role == Role::Ring && world.mechanism.ring_damaged(seat) {
        return Err(Refusal::MechanismDamaged);
    }
    armed::check(world, Armed::Swap(role))?;
    still(world, by).map_err(|_| Refusal::TheyAreNotStill)?;
    hands_off(world, seat)?;
    if world.mechanism.hooked() {
        hold_goes_over(world, seat, events);
    } else {
        holds(world, seat)?;
    }
    world.offer = None;
    world.plan.hand_over(role);
    tell(events, role, by, ControlAct::Taken);
    Ok(())
}

/// Takes one's own offer back, or turns the other crew's down.
pub(super) fn withdraw(
    world: &mut World,
    seat: Seat,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let offer = world.offer.ok_or(Refusal::NoOffer)?;
    let act = match offer.by == seat {
        true => ControlAct::Withdrawn,
        false => ControlAct::Declined,
    };
    close(world, offer, act, events);
    Ok(())
}

/// Lets an offer lapse that nobody took.
pub(super) fn step(world: &mut World, events: &mut Vec<Event>) {
    let lapsed = world.offer.filter(|offer| world.tick > offer.until);
    if let Some(offer) = lapsed {
        close(world, offer, ControlAct::Expired, events);
    }
}

/// Feeds every bit of the state, in a fixed order.
pub(super) fn digest_into(offer: Option<&Offer>, sink: &mut impl FnMut(u64)) {
    sink(offer.map_or(u64::MAX, |offer| {
        (offer.role as u64) << 40 | (offer.by as u64) << 32 | u64::from(offer.until.0)
    }));
}

fn close(world: &mut World, offer: Offer, act: ControlAct, events: &mut Vec<Event>) {
    let Offer { role, by, .. } = offer;
    world.offer = None;
    // A torn ring leaves no choice: the plan goes on asking for the other one.
    let needed = role == Role::Ring && world.mechanism.ring_damaged(by);
    world.plan.not_taken(role, needed);
    world.radio.forgive(&[role.step()]);
    tell(events, role, by, act);
}

/// No role changes hands while the latches hold the ring, the ring's not before the craft are apart
/// again.
fn may_change(world: &World, role: Role) -> Result<(), Refusal> {
    let hooked = world.mechanism.hooked();
    let held = match role {
        Role::Control => world.mechanism.captured() && !hooked,
        Role::Ring => world.mechanism.captured() || hooked,
    };
    if held {
        Err(Refusal::LatchesHold(role))
    } else {
        Ok(())
    }
}

/// Hands off the controllers, and the craft holds its attitude.
fn still(world: &World, seat: Seat) -> Result<(), Refusal> {
    hands_off(world, seat)?;
    holds(world, seat)
}

fn hands_off(world: &World, seat: Seat) -> Result<(), Refusal> {
    let share = deflection(world.hands.stick(seat));
    if share > 0.0 {
        return Err(Refusal::SticksDeflected { share });
    }
    Ok(())
}

fn holds(world: &World, seat: Seat) -> Result<(), Refusal> {
    let mode = world.craft[seat.index()].autopilot.mode;
    if mode.holds() {
        Ok(())
    } else {
        Err(Refusal::NoAttitudeHold { mode })
    }
}

/// Hooks make one body of two, which one autopilot holds: whoever takes control holds it from then
/// on, and the other craft's attitude control is off.
fn hold_goes_over(world: &mut World, to: Seat, events: &mut Vec<Event>) {
    for (seat, mode) in [
        (to.other(), ControlMode::Off),
        (to, ControlMode::hold_of(to)),
    ] {
        let craft = &mut world.craft[seat.index()];
        if craft.autopilot.mode != mode {
            let sensed = motion::sensed(craft);
            craft.autopilot.switch(mode, &sensed);
            events.push(Event::Mode { seat, mode });
        }
    }
}

fn deflection(stick: Stick) -> f32 {
    let axes = stick.turn.into_iter().chain(stick.push);
    let most = axes.map(i8::unsigned_abs).max().unwrap_or(0);
    f32::from(most.min(127)) / 127.0
}

fn tell(events: &mut Vec<Event>, role: Role, from: Seat, act: ControlAct) {
    events.push(Event::Control { role, from, act });
}

#[cfg(test)]
mod tests;
