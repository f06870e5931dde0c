//! A pair of hands and eyes that have never flown: what they see is 300 ms old, they press at most
//! three keys a second, and one press in ten goes to a key that was not meant. A press does what it
//! does at a console, by the console's own code.

use std::collections::VecDeque;

use handshake::input::stick::{Deflection, Step, pulse};
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::session::Standing;
use handshake_shared::sim::input::Stick;
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::view::Sight;
use handshake_shared::view::panel::{Called, RangeCalled};
use handshake_shared::wire::StickMessage;

/// From the screen to the finger, ticks: 300 ms.
const DELAY_TICKS: u32 = TICK_RATE_HZ * 3 / 10;
/// Between two presses, ticks: three a second.
pub const PRESS_TICKS: u32 = TICK_RATE_HZ / 3;
/// One press in so many goes astray.
const ASTRAY_IN: u64 = 10;
/// Ticks between two looks that are kept.
const LOOK_TICKS: u32 = 6;
/// Looks kept: five seconds.
const LOOKS_MAX: usize = 50;

/// All the keys that fly.
const FLIGHT_KEYS: [Deflection; 12] = [
    Deflection::Push(0, 1),
    Deflection::Push(0, -1),
    Deflection::Push(1, 1),
    Deflection::Push(1, -1),
    Deflection::Push(2, 1),
    Deflection::Push(2, -1),
    Deflection::Turn(0, 1),
    Deflection::Turn(0, -1),
    Deflection::Turn(1, 1),
    Deflection::Turn(1, -1),
    Deflection::Turn(2, 1),
    Deflection::Turn(2, -1),
];

/// One look at the sight, with the last range called across.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub at: Tick,
    pub sight: Sight,
    pub called: Option<Called<RangeCalled>>,
}

/// The hands of one novice.
#[derive(Debug)]
pub struct Hands {
    luck: Stream,
    looks: VecDeque<Look>,
    free_from: Tick,
    pressed: u32,
    standing: Standing,
    pub step: Step,
}

impl Hands {
    pub fn new(seed: u64, subject: Subject) -> Hands {
        Hands {
            // Not the mission's own stream: the novice's luck is not the flight's.
            luck: Stream::new(seed ^ 0x6e6f_7669_6365, subject),
            looks: VecDeque::new(),
            free_from: Tick(0),
            pressed: 0,
            standing: Standing::default(),
            step: Step::Medium,
        }
    }

    /// Takes in what stands on the screen now.
    pub fn see(&mut self, look: Look) {
        let due = self
            .looks
            .back()
            .is_none_or(|last| look.at.0 >= last.at.0 + LOOK_TICKS);
        if due {
            self.looks.push_back(look);
            if self.looks.len() > LOOKS_MAX {
                self.looks.pop_front();
            }
        }
    }

    /// What has got through to the mind, oldest first.
    pub fn seen(&self, now: Tick) -> impl DoubleEndedIterator<Item = &Look> {
        self.looks
            .iter()
            .filter(move |look| look.at.0 + DELAY_TICKS <= now.0)
    }

    /// A finger is free.
    pub fn free(&self, now: Tick) -> bool {
        now >= self.free_from
    }

    /// Fingers are at other keys for so many presses.
    pub fn busy(&mut self, now: Tick, presses: u32) {
        self.free_from = Tick(self.free_from.0.max(now.0) + presses * PRESS_TICKS);
    }

    /// Presses a flight key, or the wrong one.
    pub fn press(&mut self, now: Tick, meant: Deflection) {
        self.busy(now, 1);
        let astray = self.luck.below(ASTRAY_IN) == 0;
        let other = FLIGHT_KEYS[self.luck.below(FLIGHT_KEYS.len() as u64) as usize];
        let (stick, ticks) = pulse(if astray { other } else { meant }, self.step);
        self.pressed += 1;
        self.standing.take(StickMessage {
            at: Tick(0),
            id: self.pressed,
            stick,
            ticks,
            adds: true,
        });
    }

    /// The controllers in the next tick, as the server holds them.
    pub fn stick(&mut self) -> Stick {
        self.standing.next_tick()
    }
}
