//! What a crew does on a loop on which nobody hears it: it answers by lamp what a lamp can say, and
//! keeps the rest until there is a carrier again.

use handshake_shared::catalogue::calls::Slots;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::sim::input::Command;
use handshake_shared::sim::radio::noise::DEAD_PERCENT;
use handshake_shared::time::Tick;

use super::words::Reply;
use super::{Dead, Given, Operator};

/// A crew whose words were refused tries the loop again after this, s.
const TRY_AGAIN_S: f64 = 6.0;

impl Operator {
    /// Notes whether the loop carries anything, and what was seen.
    pub(super) fn note_loop(&mut self, given: &Given<'_>) {
        if let Some(code) = self.seen.take() {
            let call = code.row().stands_for;
            self.ears.suppose(given.tick, call, &Slots::new());
            if code == LampCode::SayAgain {
                self.reply = Some((given.tick, Reply::Again));
            }
        }
        let Dead { told, until } = &mut self.dead;
        if std::mem::take(told) {
            *until = Some(Tick(given.tick.0 + Tick::at(TRY_AGAIN_S).0));
        }
    }

    fn loop_is_dead(&self, given: &Given<'_>) -> bool {
        let told = self.dead.until.is_some_and(|until| given.tick < until);
        told || given.radio.loss_percent >= DEAD_PERCENT
    }

    /// An act as it can be done now: on a dead loop what is said goes by lamp, or waits.
    pub(super) fn by_lamp(&self, given: &Given<'_>, command: Command) -> Option<Command> {
        if !self.loop_is_dead(given) {
            return Some(command);
        }
        let code = match &command {
            Command::Poll(true) => LampCode::Go,
            Command::Poll(false) => LampCode::NoGo,
            Command::Call { call, .. } => LampCode::ALL
                .into_iter()
                .find(|code| code.row().stands_for == *call)?,
            Command::Text(_) | Command::ReadBack { .. } => return None,
            _ => return Some(command),
        };
        let given_already = given.radio.own_lamp == Some(code);
        (!given_already).then_some(Command::Lamp(code))
    }
}
