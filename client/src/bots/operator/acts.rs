//! What a move of the plan comes to at this crew's panel: a call, a switch, a valve, or nothing yet.

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::procedures::{Act, Gate, Move};
use handshake_shared::ids::CompartmentId;
use handshake_shared::sim::input::{Command, ControlMode, HelpLevel};
use handshake_shared::view::panel::DockLamp;
use handshake_shared::view::plan::OpenMove;

use super::ranges::{on_axis, talks_on};
use super::{Given, Operator};
use crate::app::moves::{next_mask, next_walk};
use crate::app::station::confirmed;

impl Operator {
    /// The move as this crew makes it now; nothing while its time has not come.
    pub(super) fn act(&mut self, given: &Given<'_>, open: OpenMove, mv: &Move) -> Option<Command> {
        let speaks = matches!(
            mv.act,
            Act::Say(..) | Act::Find(_) | Act::Lamp(_) | Act::Spell(_) | Act::Poll(_)
        );
        if speaks && self.temper.muted {
            return None;
        }
        match mv.act {
            Act::Fly(_)
            | Act::Part(_)
            | Act::Out(_)
            | Act::Hold(..)
            | Act::Dock
            | Act::ReadBack
            | Act::Settle
            | Act::Watch
            | Act::Gauge(..) => None,
            Act::Say(CallId::OnAxis, _) if !on_axis(given) => None,
            Act::Say(call, place) => self.say(given, call, place, passes(open, place)),
            Act::Find(call) => self.say(given, call, None, false),
            Act::Lamp(code) => Some(Command::Lamp(code)),
            Act::Help => Some(Command::Help(other_level(given.panel.craft().help))),
            Act::Poll(gate) => {
                let near = gate == Gate::G3 && talks_on(given);
                (!near || on_axis(given)).then_some(Command::Poll(true))
            }
            Act::Spell(system) => self.spell(given, system),
            Act::Ksu(_) => self.matrix.press(given.panel),
            Act::Mode(mode) => Some(Command::Mode(mode)),
            Act::ControlOn => Some(Command::Mode(ControlMode::hold_of(self.seat))),
            Act::Offer(_) | Act::Accept(_) if !self.holds(given, mv) => {
                Some(Command::Mode(ControlMode::hold_of(self.seat)))
            }
            Act::Offer(role) => Some(Command::Offer(role)),
            Act::Accept(_) => Some(Command::Accept),
            Act::Ring(ring) => Some(Command::Ring(ring)),
            Act::Beacons => Some(Command::Beacons(true)),
            Act::Transponder => Some(Command::Transponder(true)),
            Act::Retract => {
                (given.panel.craft().dock == DockLamp::Damped).then_some(Command::Retract)
            }
            Act::Hooks => {
                (given.panel.craft().dock == DockLamp::Retracted).then_some(Command::Hooks(true))
            }
            Act::OpenHooks => Some(Command::Hooks(false)),
            Act::Release => Some(Command::Release),
            Act::Valve(valve, open) => {
                if !open && !self.filled(given.panel, mv.done) {
                    return None;
                }
                Some(Command::Valve {
                    valve,
                    open,
                    confirmed: std::mem::take(&mut self.confirm),
                })
            }
            Act::Isolate => self.isolate(given),
            Act::LeakCheck(of) => self.leak_check(given, of),
            Act::Hatch(hatch, act) => Some(Command::Hatch {
                hatch,
                act,
                confirmed: std::mem::take(&mut self.confirm),
            }),
            Act::Key(key) => Some(Command::Key(key)),
            Act::Masks(party, on) => next_mask(given.plan, given.panel, party, on),
            Act::Send(party, place) => {
                let walk = next_walk(given.plan, given.panel, party, place)?;
                Some(match std::mem::take(&mut self.confirm) {
                    true => confirmed(walk),
                    false => walk,
                })
            }
        }
    }
}

/// The step waits for a gauge to come by, and calls it while it moves on.
fn passes(open: OpenMove, place: Option<CompartmentId>) -> bool {
    let mut moves = open.step.row().moves.iter();
    moves.any(|mv| matches!(mv.act, Act::Gauge(gauge, _) if Some(gauge) == place))
}

/// A level of help beside the present one: never past the one that still shows cards.
fn other_level(now: HelpLevel) -> HelpLevel {
    match now {
        HelpLevel::Passenger => HelpLevel::Cadet,
        _ => HelpLevel::Passenger,
    }
}
