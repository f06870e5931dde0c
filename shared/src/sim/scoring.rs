//! One joint result with its reasons: what was won or lost, and why. Points come from what the
//! world recorded, never from how the crews worked their panels.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::faults::{Injection, Part, Way};
use crate::catalogue::procedures::{Act, STEPS};
use crate::frames::below_rad;
use crate::ids::{CrewId, Seat};
use crate::maths::{rad, sqrt};
use crate::scenario::Goal;
use crate::sim::World;
use crate::sim::event::{BounceCause, ContactReport, Outcome};
use crate::sim::harms::Injury;
use crate::sim::physiology::{Grade, Harm};
use crate::sim::talk::{Silence, Talk};
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
    /// Every step of the plan is done.
    PlanFlown,
    /// A range was held: root mean square of the miss from its middle, m.
    RangeHeld,
    /// Share of the Sun's disc that Apollo covered, over the time it had to.
    SunCovered,
    /// Men hurt who could go on.
    Injured,
    /// Men put out of action.
    Incapacitated,
    /// Men dead.
    Died,
    /// Numbers said or read back without a unit.
    Unitless,
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
    /// The joint is undone.
    Undocked,
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
    /// What failed, how and when.
    pub failures: Vec<(Part, Way, Tick)>,
    /// Who was hurt, by what, and when it became as bad as it did.
    pub harms: Vec<(CrewId, Harm, Tick)>,
    /// The same with why and where, and who was nearly hurt, in the order in which it began.
    pub injuries: Vec<Injury>,
    /// How each crew spoke and listened, in seat order.
    pub talk: [Talk; 2],
    /// The longest time without a word before the craft first touched.
    pub silence: Silence,
    /// What an instructor had happen, and when; not among `failures`.
    pub injected: Vec<(Injection, Tick)>,
}

/// Design maxima of the capture envelope (recollected from the APAS-75 literature): closing low and
/// high m/s, lateral miss m, lateral speed m/s, tilt rad, roll rad, tilt rate and roll rate rad/s.
/// The debrief draws contacts against them; the simulation never looks.
pub const ENVELOPE: Envelope = Envelope {
    closing_m_per_s: [0.05, 0.30],
    lateral_m: 0.30,
    lateral_m_per_s: 0.10,
    tilt_rad: rad(7.0),
    roll_rad: rad(7.0),
    rate_rad_per_s: rad(1.0),
};

/// Limits of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Closing speed, low and high, m/s.
    pub closing_m_per_s: [f64; 2],
    /// Lateral miss, m.
    pub lateral_m: f64,
    /// Lateral speed, m/s.
    pub lateral_m_per_s: f64,
    /// Pitch and yaw error together, rad.
    pub tilt_rad: f64,
    /// Roll error, rad.
    pub roll_rad: f64,
    /// Pitch and yaw rate together, and roll rate, rad/s.
    pub rate_rad_per_s: f64,
}

impl Envelope {
    /// The worst of a contact's conditions as a share of its limit; above 1 is outside.
    pub fn worst_share(&self, contact: &ContactReport) -> f64 {
        let [low, high] = self.closing_m_per_s;
        let middle = 0.5 * (low + high);
        let closing = (f64::from(contact.closing_m_per_s) - middle).abs() / (high - middle);
        [
            closing,
            f64::from(contact.lateral_m) / self.lateral_m,
            f64::from(contact.lateral_m_per_s) / self.lateral_m_per_s,
            f64::from(contact.tilt_rad) / self.tilt_rad,
            f64::from(contact.roll_rad).abs() / self.roll_rad,
            f64::from(contact.tilt_rad_per_s) / self.rate_rad_per_s,
            f64::from(contact.roll_rad_per_s).abs() / self.rate_rad_per_s,
        ]
        .into_iter()
        .fold(0.0, f64::max)
    }
}

/// Why the last contact was not captured: a speed that no latch could have held, no power, or the
/// condition farthest past its limit.
pub fn bounce_cause(world: &World) -> BounceCause {
    let [low, high] = ENVELOPE.closing_m_per_s;
    let mechanism = &world.mechanism;
    let contact = mechanism.last_contact();
    let fast = contact.is_some_and(|port| port.closing_m_per_s() > high);
    if fast
        && Seat::ALL
            .into_iter()
            .any(|seat| mechanism.ring_damaged(seat))
    {
        return BounceCause::Torn;
    }
    if !fast && !mechanism.latch_power() {
        return BounceCause::Unpowered;
    }
    let Some(port) = contact else {
        return BounceCause::Unclear;
    };
    let closing = port.closing_m_per_s();
    [
        (BounceCause::TooSlow, low / closing.max(1e-3)),
        (BounceCause::TooFast, closing / high),
        (BounceCause::Miss, port.lateral_m() / ENVELOPE.lateral_m),
        (
            BounceCause::SideSpeed,
            port.lateral_m_per_s() / ENVELOPE.lateral_m_per_s,
        ),
        (BounceCause::Tilt, port.tilt_rad() / ENVELOPE.tilt_rad),
        (BounceCause::Roll, port.roll_rad().abs() / ENVELOPE.roll_rad),
        (
            BounceCause::Turning,
            port.tilt_rad_per_s().max(port.roll_rad_per_s().abs()) / ENVELOPE.rate_rad_per_s,
        ),
    ]
    .into_iter()
    .filter(|(_, share)| *share > 1.0)
    .max_by(|(_, a), (_, b)| a.total_cmp(b))
    .map_or(BounceCause::Unclear, |(cause, _)| cause)
}

/// The result of an ended mission.
pub fn debrief(world: &World) -> Debrief {
    let outcome = world.outcome.unwrap_or(Outcome::CalledOff);
    let points = points(world, outcome);
    let total = points
        .iter()
        .map(|point| point.points)
        .sum::<i16>()
        .clamp(0, 100);
    let injuries = &world.record.harms.injuries;
    let place = below_rad(world.craft[1].pos_eci_m, world.utc_s());
    Debrief {
        outcome,
        ended: world.tick,
        total,
        points,
        milestones: world.record.milestones.clone(),
        contacts: world.record.contacts.clone(),
        propellant_kg: [0, 1].map(|index| world.craft[index].used_kg() as f32),
        below_rad: place.map(|angle| angle as f32),
        failures: world
            .faults
            .of_the_mission()
            .map(|come| (come.fault.part, come.fault.way, come.at))
            .collect(),
        harms: injuries
            .iter()
            .filter(|injury| injury.grade > Grade::Near)
            .map(|injury| (injury.crew, injury.harm, injury.tick))
            .collect(),
        injuries: injuries.clone(),
        talk: world.record.talk,
        silence: world.record.silence,
        injected: world.faults.injected().to_vec(),
    }
}

/// Points by reason. The gains of a clean flight sum to 100: the end of the plan 40, a clean contact or
/// a range well held 15, propellant 10, time 10, read-backs 15, the partner's language 10. In an eclipse the covered Sun takes
/// 30 of the first two; where nothing met and nothing was held the end has both.
fn points(world: &World, outcome: Outcome) -> Vec<Point> {
    use Head::{Language, Precision, Propellant, Safety, Time};
    let record = &world.record;
    let mut points = Vec::new();
    let mut add = |head, reason, gain: f64, value: f64| {
        let gain = crate::maths::round(gain.clamp(-40.0, 55.0)) as i16;
        if gain != 0 || matches!(reason, Reason::PropellantUsed | Reason::TimeTaken) {
            points.push(Point {
                head,
                reason,
                points: gain,
                value: value as f32,
            });
        }
    };
    let good = outcome.is_good();
    let finished = match outcome {
        Outcome::Handshake => Reason::Handshake,
        _ => Reason::PlanFlown,
    };
    let covers = world.goal == Goal::Eclipse && record.shade_s > 0.0;
    // Where nothing touches and nothing is held the end has their points too.
    let meets = !record.contacts.is_empty() || world.goal == Goal::Station;
    let end = match (covers, meets) {
        (true, _) => 25.0,
        (false, true) => 40.0,
        (false, false) => 55.0,
    };
    add(Safety, finished, if good { end } else { 0.0 }, 0.0);
    if covers {
        let share = record.covered_s / record.shade_s;
        add(Precision, Reason::SunCovered, COVERED_POINTS * share, share);
    }
    if world.goal == Goal::Station && record.held_s > 0.0 {
        let rms_m = sqrt(record.held_m2_s / record.held_s);
        let gain = HELD_POINTS * (1.0 - rms_m / HELD_WORST_M).max(0.0);
        add(Precision, Reason::RangeHeld, gain, rms_m);
    }
    if let Some(contact) = record.contacts.last() {
        let share = ENVELOPE.worst_share(contact);
        let (reason, gain) = match share {
            s if s <= 0.5 => (Reason::CleanContact, 15.0),
            s if s <= 1.0 => (Reason::RoughContact, 8.0),
            _ => (Reason::HardContact, -10.0),
        };
        add(Precision, reason, gain, share);
    }
    let bounces = f64::from(record.bounces);
    add(Precision, Reason::Bounced, -5.0 * bounces, bounces);
    let damaged = world.mechanism.damaged();
    add(
        Safety,
        Reason::Damaged,
        if damaged { -20.0 } else { 0.0 },
        0.0,
    );
    add(
        Safety,
        Reason::ControlLeftOn,
        -record.fought_s,
        record.fought_s,
    );
    add(
        Safety,
        Reason::ClosedFast,
        -record.fast_s / 5.0,
        record.fast_s,
    );
    add(
        Safety,
        Reason::Hypoxia,
        -record.hypoxic_s / 10.0,
        record.hypoxic_s,
    );
    add(
        Safety,
        Reason::BendsRisk,
        -100.0 * record.bends_risk,
        record.bends_risk,
    );
    for (grade, reason, each) in CASUALTIES {
        let men = casualties(world, grade);
        add(Safety, reason, -each * men, men);
    }
    let used = world.craft[0].used_kg() + world.craft[1].used_kg();
    let par = world.par;
    let seconds = world.tick.seconds();
    let earned = |gain: f64| if good { gain } else { 0.0 };
    add(
        Propellant,
        Reason::PropellantUsed,
        earned(over_par(used, par.propellant_kg)),
        used,
    );
    add(
        Time,
        Reason::TimeTaken,
        earned(over_par(seconds, par.time_s)),
        seconds,
    );
    let sum = |count: fn(&Talk) -> u16| {
        let counts = record.talk.iter().map(|talk| f64::from(count(talk)));
        counts.sum::<f64>()
    };
    let (rightly, wrongly) = (sum(|talk| talk.right), sum(|talk| talk.wrong));
    let right = (rightly / asked(world)).min(1.0);
    add(Language, Reason::ReadBacksRight, 15.0 * right, rightly);
    add(Language, Reason::ReadBacksWrong, -2.0 * wrongly, wrongly);
    let theirs = sum(|talk| talk.in_theirs);
    add(
        Language,
        Reason::PartnersLanguage,
        (2.0 * theirs).min(10.0),
        theirs,
    );
    let cells = f64::from(record.wrong_cells);
    add(Language, Reason::WrongCells, -2.0 * cells, cells);
    let unitless = sum(|talk| talk.unitless);
    add(
        Language,
        Reason::Unitless,
        -unitless.min(UNITLESS_MOST),
        unitless,
    );
    points
}

/// What each man costs who came to so much and to nothing worse (game values).
const CASUALTIES: [(Grade, Reason, f64); 3] = [
    (Grade::Hurt, Reason::Injured, 5.0),
    (Grade::Down, Reason::Incapacitated, 15.0),
    (Grade::Dead, Reason::Died, 40.0),
];

/// Men whose worst harm was this bad.
fn casualties(world: &World, grade: Grade) -> f64 {
    let worst = |man: CrewId| {
        let book = world.record.harms.injuries.iter();
        book.filter(|injury| injury.crew == man)
            .map(|injury| injury.grade)
            .max()
    };
    let men = CrewId::ALL
        .into_iter()
        .filter(|man| worst(*man) == Some(grade));
    men.count() as f64
}

/// Points for a range held without a miss; none are left at a miss of half the band (game values).
const HELD_POINTS: f64 = 15.0;
const HELD_WORST_M: f64 = 5.0;
/// Points for the whole disc of the Sun covered from the first moment (game value).
const COVERED_POINTS: f64 = 30.0;
/// Most that numbers without a unit cost, a point each (game value): they were understood, or the
/// read-back said so.
const UNITLESS_MOST: f64 = 5.0;
/// Right read-backs that earn all their points, unless the plan asks for fewer.
const READ_BACKS: usize = 5;

/// Read-backs that the flown plan asks for, at most `READ_BACKS` and at least one.
fn asked(world: &World) -> f64 {
    let flown = STEPS.iter().filter(|step| world.plan.flies(step.id));
    let asked = flown.filter(|step| step.moves.iter().any(|mv| mv.act == Act::ReadBack));
    asked.count().clamp(1, READ_BACKS) as f64
}

/// Ten points at par or better, none at three times par.
fn over_par(value: f64, par: f64) -> f64 {
    (10.0 - 5.0 * (value / par - 1.0).max(0.0)).max(0.0)
}

#[cfg(test)]
mod tests;
