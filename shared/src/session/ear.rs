//! Listens for a connection falling silent: told how many datagrams have come by when, it says when
//! that has not changed for too long, and when it does again. It reads no clock.

use crate::limits::SILENT_MS;

/// Ear at one connection, at either end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ear {
    /// Datagrams so far and since when it has been so many, ms.
    last: Option<(u64, u64)>,
    silent: bool,
}

/// What an ear noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// Nothing has come for so long, ms.
    Silence(u16),
    /// The connection is heard again.
    Sound,
}

impl Ear {
    /// So many datagrams have come by now.
    pub fn listen(&mut self, datagrams: u64, now_ms: u64) -> Option<Noticed> {
        let (count, since_ms) = *self.last.get_or_insert((datagrams, now_ms));
        if datagrams != count {
            self.last = Some((datagrams, now_ms));
            return core::mem::take(&mut self.silent).then_some(Noticed::Sound);
        }
        let for_ms = u16::try_from(now_ms.saturating_sub(since_ms)).unwrap_or(u16::MAX);
        if self.silent || for_ms < SILENT_MS {
            return None;
        }
        self.silent = true;
        Some(Noticed::Silence(for_ms))
    }

    /// How long nothing has come by now, ms.
    pub fn quiet_ms(&self, now_ms: u64) -> u64 {
        self.last
            .map_or(0, |(_, since)| now_ms.saturating_sub(since))
    }

    /// Whether silence was told.
    pub fn is_silent(&self) -> bool {
        self.silent
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::*;

    #[test]
    fn silence_is_told_once_and_so_is_its_end() {
        let mut ear = Ear::default();
        let mut told = Vec::new();
        for now_ms in (0..10_000).step_by(250) {
            // A connection that says something every second and is cut from the second to the sixth.
            let datagrams = match now_ms {
                0..2_000 => now_ms / 1_000,
                2_000..6_000 => 1,
                _ => now_ms / 1_000,
            };
            let noticed = ear.listen(datagrams, now_ms);
            told.extend(noticed.map(|noticed| (now_ms, noticed)));
        }
        let expected = [(3_000, Noticed::Silence(2_000)), (6_000, Noticed::Sound)];
        assert_eq!(told, expected);
    }
}
