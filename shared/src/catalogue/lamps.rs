//! The six light signals: what each means, what it counts for, and its rhythm. A signal needs no
//! radio and no language; which crew sees it is the business of the sight.
//!
//! Meanings and rhythms are the game's own. They were chosen so that no two have the same number of
//! flashes of one length, and so that a whole signal is shorter than the lamp stays lit.

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::CallId;

/// A light signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LampCode {
    /// Stop what you are doing and hold.
    Stop,
    /// Go; yes.
    Go,
    /// No go; no.
    NoGo,
    /// Back off.
    BackOff,
    /// Say again; I do not hear you.
    SayAgain,
    /// We have capture.
    Capture,
}

impl LampCode {
    /// All six, in the order of the catalogue.
    pub const ALL: [LampCode; 6] = [
        LampCode::Stop,
        LampCode::Go,
        LampCode::NoGo,
        LampCode::BackOff,
        LampCode::SayAgain,
        LampCode::Capture,
    ];

    /// Its row.
    pub const fn row(self) -> &'static LampRow {
        &LAMPS[self as usize]
    }
}

/// One light signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LampRow {
    /// Its identity.
    pub id: LampCode,
    /// Its stable name in the locale files: `signal-` and this.
    pub key: &'static str,
    /// The call it counts for, once it is seen.
    pub stands_for: CallId,
    /// Its flashes.
    pub rhythm: &'static [Flash],
}

/// One flash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    /// Short.
    Short,
    /// Long.
    Long,
}

/// A short flash, and the dark after every flash, s. Much shorter, and a screen of ten pictures a
/// second would swallow it.
pub const SHORT_S: f64 = 0.3;
/// A long flash, s: three short ones, as in Morse's code.
pub const LONG_S: f64 = 0.9;
/// Dark between two goes of the same signal, s.
pub const PAUSE_S: f64 = 1.2;
/// How long a signal is given, s: the longest one twice. Shorter, and a crew that looked at its
/// gauges has missed it.
pub const SIGNAL_S: f64 = 9.6;

use Flash::{Long, Short};

/// The six signals, in `LampCode` order.
pub const LAMPS: [LampRow; 6] = [
    row(LampCode::Stop, "stop", CallId::Stop, &[Long, Long, Long]),
    row(LampCode::Go, "go", CallId::Go, &[Short, Short]),
    row(LampCode::NoGo, "no-go", CallId::NoGo, &[Long, Long]),
    row(
        LampCode::BackOff,
        "back-off",
        CallId::BackOff,
        &[Short, Short, Short, Short, Short, Short],
    ),
    row(
        LampCode::SayAgain,
        "say-again",
        CallId::SayAgain,
        &[Short, Long],
    ),
    row(
        LampCode::Capture,
        "capture",
        CallId::Capture,
        &[Long, Short, Short],
    ),
];

const fn row(
    id: LampCode,
    key: &'static str,
    stands_for: CallId,
    rhythm: &'static [Flash],
) -> LampRow {
    LampRow {
        id,
        key,
        stands_for,
        rhythm,
    }
}

impl Flash {
    /// How long it is lit, s.
    pub const fn lit_s(self) -> f64 {
        match self {
            Flash::Short => SHORT_S,
            Flash::Long => LONG_S,
        }
    }
}

impl LampRow {
    /// Length of one go of the signal with the pause after it, s.
    pub fn period_s(&self) -> f64 {
        let flashes: f64 = self
            .rhythm
            .iter()
            .map(|flash| flash.lit_s() + SHORT_S)
            .sum();
        flashes - SHORT_S + PAUSE_S
    }

    /// Whether the lamp is lit so long after the signal began.
    pub fn is_lit(&self, since_s: f64) -> bool {
        let period_s = self.period_s();
        let goes = crate::maths::floor(since_s / period_s);
        let mut left_s = since_s - goes * period_s;
        for flash in self.rhythm {
            if left_s < flash.lit_s() {
                return true;
            }
            left_s -= flash.lit_s() + SHORT_S;
            if left_s < 0.0 {
                return false;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_is_its_own_and_is_given_twice() {
        for (index, code) in LampCode::ALL.into_iter().enumerate() {
            let row = code.row();
            assert_eq!(row.id, code);
            assert!(row.stands_for.row().slots.is_empty(), "{code:?}");
            assert!(2.0 * row.period_s() - PAUSE_S <= SIGNAL_S, "{code:?}");
            for other in &LAMPS[..index] {
                assert_ne!(other.rhythm, row.rhythm, "{code:?}");
                assert_ne!(other.key, row.key);
            }
        }
    }

    #[test]
    fn a_lamp_flashes_as_its_rhythm_says() {
        let row = LampCode::SayAgain.row();
        // Short 0 to 0.3, dark to 0.6, long to 1.5, dark to the end of the pause at 2.7.
        for (since_s, lit) in [
            (0.0, true),
            (0.29, true),
            (0.31, false),
            (0.61, true),
            (1.49, true),
            (1.51, false),
            (2.69, false),
            (2.71, true),
        ] {
            assert_eq!(row.is_lit(since_s), lit, "{since_s}");
        }
        for code in LampCode::ALL {
            let row = code.row();
            let steps = (row.period_s() * 60.0 + 0.5) as u32;
            let lit = (0..steps).map(|tick| row.is_lit((f64::from(tick) + 0.5) / 60.0));
            let mut flashes = 0;
            let mut before = false;
            for now in lit {
                flashes += usize::from(now && !before);
                before = now;
            }
            assert_eq!(flashes, row.rhythm.len(), "{code:?}");
        }
    }
}
