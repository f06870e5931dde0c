//! Stretches in which a crew has neither an act nor an open move: by the mission's clock, and by the
//! wall's in a room whose crews ask for fast time as soon as one of them waits, as the game offers.

use handshake::bots::{DECISION_TICKS, Decision};
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::ids::Seat;
use handshake_shared::sim::World;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::pace::{bar, stop};
use handshake_shared::time::{DT_S, Tick};
use handshake_shared::view::View;

/// From the last word or act to fast time, s: a breath, a key, and the answer of the other crew.
const ASK_S: f64 = 5.0;
/// What a crew with a move agrees to, and two without one.
const BUSY_FACTOR: f64 = 10.0;
const IDLE_FACTOR: f64 = 60.0;

/// A stretch in which a crew had nothing to do and nothing to decide.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    /// Its last act, or the last moment at which it had a move.
    pub from: Tick,
    /// The last moment without one.
    pub to: Tick,
    /// How long it was on the wall, s.
    pub wall_s: f64,
    /// The first step that the other crew was at.
    pub theirs: Option<StepId>,
}

impl Wait {
    /// How long it was, s.
    pub fn seconds(&self) -> f64 {
        self.to.since(self.from)
    }
}

/// Both crews' waits so far.
#[derive(Clone, Debug, Default)]
pub struct Waits {
    of: [Vec<Wait>; 2],
    busy: [Moment; 2],
    waiting: [bool; 2],
    wall_s: f64,
    quiet_s: f64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Moment {
    tick: Tick,
    wall_s: f64,
}

impl Waits {
    /// Those of a seat, in order.
    pub fn of(&self, seat: Seat) -> &[Wait] {
        &self.of[seat.index()]
    }

    /// The longest of each seat, s.
    pub fn longest_s(&self) -> [f64; 2] {
        let longest = |waits: &Vec<Wait>| waits.iter().map(Wait::seconds).fold(0.0, f64::max);
        [longest(&self.of[0]), longest(&self.of[1])]
    }

    /// How long it is on the wall so far, s.
    pub fn wall_s(&self) -> f64 {
        self.wall_s
    }

    /// From here on.
    pub(super) fn begin(&mut self, tick: Tick) {
        let wall_s = self.wall_s;
        self.busy = [Moment { tick, wall_s }; 2];
    }

    /// What a crew decided on this view.
    pub(super) fn note(&mut self, view: &View, decision: &Decision) {
        let now = Moment {
            tick: view.tick,
            wall_s: self.wall_s,
        };
        let index = view.seat.index();
        self.waiting[index] = !acts(decision) && view.plan.moves_of(view.seat).next().is_none();
        if !self.waiting[index] {
            self.busy[index] = now;
            return;
        }
        let from = self.busy[index];
        let wall_s = now.wall_s - from.wall_s;
        match self.of[index]
            .last_mut()
            .filter(|wait| wait.from == from.tick)
        {
            Some(wait) => (wait.to, wait.wall_s) = (now.tick, wall_s),
            None => self.of[index].push(Wait {
                from: from.tick,
                to: now.tick,
                wall_s,
                theirs: theirs(view),
            }),
        }
    }

    /// What came of it.
    pub(super) fn pass<'a>(
        &mut self,
        world: &World,
        decisions: &[Decision; 2],
        mut events: impl Iterator<Item = &'a Event>,
    ) {
        let told = events.any(|event| stop(event).is_some());
        let still = !told && bar(world).is_none() && !decisions.iter().any(acts);
        let factor = match self.waiting {
            _ if !still || self.quiet_s < ASK_S => 1.0,
            [true, true] => IDLE_FACTOR,
            [false, false] => 1.0,
            _ => BUSY_FACTOR,
        };
        let wall_s = f64::from(DECISION_TICKS) * DT_S / factor;
        self.quiet_s = if still { self.quiet_s + wall_s } else { 0.0 };
        self.wall_s += wall_s;
    }
}

fn acts(decision: &Decision) -> bool {
    !decision.stick.is_neutral() || !decision.commands.is_empty()
}

/// The first step that the other crew is at.
fn theirs(view: &View) -> Option<StepId> {
    let mut moves = view.plan.moves_of(view.seat.other());
    moves.next().map(|(open, _)| open.step)
}
