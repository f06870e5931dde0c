//! How a crew errs, by chance and from a seed: it takes longer, says a call that sounds like the one it
//! meant, spells or presses another cell, reads back wrongly, does not catch what is said in the other
//! language. A crew without lapses draws nothing.

use handshake_shared::catalogue::calls::{CallId, CallRow};
use handshake_shared::catalogue::spelling::{KSU_ROW_COUNT, parse_cell};
use handshake_shared::ids::Seat;
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::sim::event::{Speech, Transmission};
use handshake_shared::sim::input::{Command, Tongue};

use super::operator::{cell_text, tongue_of};

/// How often and how far a crew errs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lapses {
    /// Where the draws begin; both crews of a flight may have the same.
    pub seed: u64,
    /// Share of what it says and reads back that comes out wrong, %.
    pub slip_percent: u8,
    /// Share of the calls in the other language that it does not catch the first time, %: its want of
    /// fluency.
    pub uncaught_percent: u8,
    /// The most that an act comes later than its reaction time, s.
    pub late_s: f64,
}

/// The draws of one crew.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    seat: Seat,
    lapses: Lapses,
    stream: Stream,
    late_s: f64,
}

impl Chance {
    /// For a seat.
    pub(super) fn new(seat: Seat, lapses: Lapses) -> Chance {
        // Two crews of one seed err at different moments.
        let seed = lapses.seed ^ (seat.index() as u64) << 63;
        let mut chance = Chance {
            seat,
            lapses,
            stream: Stream::new(seed, Subject::Lapses),
            late_s: 0.0,
        };
        chance.next_delay();
        chance
    }

    /// How much later than usual the next act comes, s.
    pub(super) fn late_s(&self) -> f64 {
        self.late_s
    }

    /// Draws how late the act after this one comes.
    pub(super) fn next_delay(&mut self) {
        if self.lapses.late_s > 0.0 {
            self.late_s = self.lapses.late_s * 0.5 * (1.0 + self.stream.signed());
        }
    }

    /// A slip happens now.
    pub(super) fn slips(&mut self) -> bool {
        self.draws(self.lapses.slip_percent)
    }

    /// The crew does not catch this: a call in the other console's language.
    pub(super) fn uncaught(&mut self, said: &Transmission) -> bool {
        let foreign = |tongue: Tongue| tongue != tongue_of(self.seat);
        match &said.speech {
            Speech::Call { tongue, .. } if foreign(*tongue) => {
                self.draws(self.lapses.uncaught_percent)
            }
            _ => false,
        }
    }

    /// What is said in place of what was meant: a call that sounds alike, another row of the matrix.
    pub(super) fn said_for(&mut self, meant: Command) -> Command {
        match meant {
            Command::Call {
                call,
                slots,
                tongue,
            } if alikes(call, self.seat).next().is_some() && self.slips() => {
                let count = alikes(call, self.seat).count() as u64;
                let chosen = self.stream.below(count) as usize;
                Command::Call {
                    call: alikes(call, self.seat).nth(chosen).unwrap_or(call),
                    slots,
                    tongue,
                }
            }
            Command::Text(text) => match parse_cell(&text) {
                Some(mut cell) if self.slips() => {
                    cell.row = 1 + cell.row % KSU_ROW_COUNT;
                    cell_text(cell).map_or(Command::Text(text), Command::Text)
                }
                _ => Command::Text(text),
            },
            other => other,
        }
    }

    /// A chance of so many in a hundred; one of none is not drawn.
    fn draws(&mut self, percent: u8) -> bool {
        percent > 0 && self.stream.below(100) < u64::from(percent)
    }
}

/// Calls that a seat may say and that sound like this one.
fn alikes(call: CallId, seat: Seat) -> impl Iterator<Item = CallId> {
    let CallRow { look_alikes, .. } = call.row();
    look_alikes
        .iter()
        .copied()
        .filter(move |alike| alike.row().who.allows(seat))
}
