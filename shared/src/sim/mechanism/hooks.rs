//! The structural hooks and their one drive, which reaches them one after another. It knows
//! neither the craft nor whether the frames have met.

use serde::{Deserialize, Serialize};

use crate::catalogue::mechanisms::HOOKS;
use crate::sim::contact::event::MechanismEvent;

/// Where the drive is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Drive {
    Off,
    Closing,
    Opening,
}

/// Eight hooks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hooks {
    closed: [bool; HOOKS],
    drive: Drive,
    next: u8,
    since_last_s: f64,
}

impl Default for Hooks {
    fn default() -> Hooks {
        Hooks {
            closed: [false; HOOKS],
            drive: Drive::Off,
            next: 0,
            since_last_s: 0.0,
        }
    }
}

impl Hooks {
    /// All closed, the drive at rest.
    pub fn all_closed() -> Hooks {
        Hooks {
            closed: [true; HOOKS],
            ..Hooks::default()
        }
    }

    /// Hooks closed, 0 to 8.
    pub fn closed(&self) -> u8 {
        self.closed.iter().map(|&closed| u8::from(closed)).sum()
    }

    /// The drive is moving.
    pub fn moving(&self) -> bool {
        self.drive != Drive::Off
    }

    /// The drive is opening hooks.
    pub fn opening(&self) -> bool {
        self.drive == Drive::Opening
    }

    /// Starts the drive through all hooks.
    pub fn start(&mut self, closing: bool) {
        self.drive = if closing {
            Drive::Closing
        } else {
            Drive::Opening
        };
        self.next = 0;
        self.since_last_s = 0.0;
    }

    /// Opens the first closed hook by force; which one it was.
    pub fn tear(&mut self) -> Option<usize> {
        let first = self.closed.iter().position(|&closed| closed)?;
        self.closed[first] = false;
        Some(first)
    }

    /// Moves the drive on.
    pub fn advance(
        &mut self,
        dt_s: f64,
        period_s: f64,
        stuck: &[bool; HOOKS],
        events: &mut impl FnMut(MechanismEvent),
    ) {
        if self.drive == Drive::Off {
            return;
        }
        self.since_last_s += dt_s;
        if self.since_last_s < period_s {
            return;
        }
        self.since_last_s -= period_s;
        let closing = self.drive == Drive::Closing;
        let k = usize::from(self.next);
        if self.closed[k] != closing {
            if stuck[k] {
                events(MechanismEvent::HookStuck(self.next));
            } else {
                self.closed[k] = closing;
                events(if closing {
                    MechanismEvent::HookClosed(self.next)
                } else {
                    MechanismEvent::HookOpened(self.next)
                });
            }
        }
        self.next += 1;
        if usize::from(self.next) == HOOKS {
            self.drive = Drive::Off;
        }
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        for closed in self.closed {
            sink(u64::from(closed));
        }
        sink(self.drive as u64);
        sink(u64::from(self.next));
        sink(self.since_last_s.to_bits());
    }
}
