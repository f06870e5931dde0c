//! What a crew's end says of the snapshots it has. Told the time, reads no clock.

/// The word for the newest snapshot goes by itself after so long, ms: changes are small against one
/// that is a second old, and each word costs an acknowledgement back.
const WORD_MS: u64 = 1_000;
/// And after so many: the other end keeps four times as many.
const WORD_AFTER: u32 = 8;
/// Never more often than this, ms.
const WORD_AGAIN_MS: u64 = 100;

/// The word for the newest snapshot: with every movement of the sticks, and by itself where none goes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// What it said last and when, ms.
    last: Option<(u16, u64)>,
    /// Snapshots since then.
    pub(super) heard: u32,
}

impl Word {
    /// When it is to go by itself, ms; absent while there is nothing new to say.
    pub(super) fn due_ms(&self, seen: u16) -> Option<u64> {
        match self.last {
            None => (self.heard > 0).then_some(0),
            Some((said, _)) if said == seen && (seen != 0 || self.heard == 0) => None,
            // Until the other end knows of one, all it tells is told in full.
            Some((said, at)) if said == 0 || seen == 0 => Some(at + WORD_AGAIN_MS),
            Some((_, at)) if self.heard >= WORD_AFTER => Some(at + WORD_AGAIN_MS),
            Some((_, at)) => Some(at + WORD_MS),
        }
    }

    /// It goes now, for this one.
    pub(super) fn goes(&mut self, seen: u16, now_ms: u64) {
        *self = Word {
            last: Some((seen, now_ms)),
            heard: 0,
        };
    }
}
