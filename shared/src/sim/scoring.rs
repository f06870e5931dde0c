//! One joint result with its reasons: what was won or lost, and why. Points come from what the
//! world recorded, never from how the crews worked their panels.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::sim::event::{ContactReport, Outcome};
use crate::time::Tick;

/// Heads of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Head {
    /// Nobody and nothing was put at risk.
    Safety,
    /// How well the ports met.
    Precision,
    /// Propellant spent.
    Propellant,
    /// Time taken.
    Time,
    /// Words: read-backs, the partner's language.
    Language,
}

/// Why points were given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// The crews shook hands.
    Handshake,
    /// Contact inside half of the envelope.
    CleanContact,
    /// Contact inside the envelope.
    RoughContact,
    /// Contact outside the envelope.
    HardContact,
    /// Rings touched and parted.
    Bounced,
    /// The mechanism was damaged.
    Damaged,
    /// Control was left on after capture.
    ControlLeftOn,
    /// Closed faster than 1.3 times the rule, seconds.
    ClosedFast,
    /// Somebody was short of oxygen.
    Hypoxia,
    /// Decompression risk above one in a hundred.
    BendsRisk,
    /// Propellant used, kg.
    PropellantUsed,
    /// Mission time, s.
    TimeTaken,
    /// Read-backs right at the first try.
    ReadBacksRight,
    /// Read-backs wrong.
    ReadBacksWrong,
    /// Calls spoken in the partner's language.
    PartnersLanguage,
    /// Wrong cells of the command matrix.
    WrongCells,
}

/// One line of the result.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Under which head.
    pub head: Head,
    /// Why.
    pub reason: Reason,
    /// Points won, or lost when negative.
    pub points: i16,
    /// The measured value behind it, SI or a count.
    pub value: f32,
}

/// Moments worth a line on the debrief's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Milestone {
    /// Hold point 200 m: both go.
    Go200,
    /// Hold point 30 m: both go.
    Go30,
    /// Hold point 3 m: both go.
    Go3,
    /// First touch.
    Contact,
    /// Capture.
    Capture,
    /// Hard dock.
    HardDock,
    /// Hatch 4 open.
    Hatch4,
    /// Hatch 3 open.
    Hatch3,
    /// Both greetings spoken.
    Handshake,
}

/// The mission's result, sent to both crews when it has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Debrief {
    /// How it ended.
    pub outcome: Outcome,
    /// When it ended.
    pub ended: Tick,
    /// Sum of the points, 0 to 100.
    pub total: i16,
    /// The lines.
    pub points: Vec<Point>,
    /// What happened when.
    pub milestones: Vec<(Milestone, Tick)>,
    /// Every contact, the captured one last.
    pub contacts: Vec<ContactReport>,
    /// Propellant used, kg: Apollo, Soyuz.
    pub propellant_kg: [f32; 2],
    /// Place below at the end: latitude, longitude, rad.
    pub below_rad: [f32; 2],
}
