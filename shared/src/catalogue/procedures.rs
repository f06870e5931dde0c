//! The joint flight plan as rows: steps, whose move each is, what the world must show for it to
//! count. A scenario lists the steps it flies; a step is never ticked off, the world completes it.

mod table;

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::CallId;
use crate::catalogue::ksu::System;
use crate::catalogue::lamps::LampCode;
use crate::catalogue::transfers::Party;
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::sim::input::{ControlMode, HatchAct, ReadingOf, RingAct, Role, TwoKeyAct};

pub use table::{STEPS, StepId};

/// Phases of a mission; each ends in a lock that one seat cannot open alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Phase {
    /// Apollo between Soyuz and the Sun.
    Eclipse,
    /// To the hold point at 30 m.
    Approach,
    /// Holding a place near the other craft.
    Station,
    /// 30 m to the go at 3 m.
    Final,
    /// First touch to both controls off.
    Capture,
    /// Ring in, hooks, seal.
    Retraction,
    /// One air out of two.
    Air,
    /// Hatch 3 open: the crews meet.
    Handshake,
    /// The Docking Module goes back to Apollo's air.
    Return,
    /// The joint is undone and the craft draw apart.
    Undocking,
    /// Lessons on the radio.
    School,
}

impl Phase {
    /// All phases in order.
    pub const ALL: [Phase; 11] = [
        Phase::Eclipse,
        Phase::Approach,
        Phase::Station,
        Phase::Final,
        Phase::Capture,
        Phase::Retraction,
        Phase::Air,
        Phase::Handshake,
        Phase::Return,
        Phase::Undocking,
        Phase::School,
    ];

    /// Their names in a mission file, in the order of [`Self::ALL`].
    pub const KEYS: &'static [&'static str] = &[
        "eclipse",
        "approach",
        "station",
        "final",
        "capture",
        "retraction",
        "air",
        "handshake",
        "return",
        "undocking",
        "school",
    ];

    /// Flown anew at every transfer.
    pub const fn is_of_a_transfer(self) -> bool {
        matches!(self, Phase::Air | Phase::Handshake | Phase::Return)
    }

    /// Stable name, part of message ids.
    pub const fn key(self) -> &'static str {
        Phase::KEYS[self as usize]
    }
}

/// Hold points at which both crews answer go or no-go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gate {
    /// 200 m.
    G200,
    /// 30 m.
    G30,
    /// 3 m; both go also powers the capture latches.
    G3,
    /// The last hatch between the crews: nothing is flown to it.
    Hatch,
}

impl Gate {
    /// All gates, far to near.
    pub const ALL: [Gate; 4] = [Gate::G200, Gate::G30, Gate::G3, Gate::Hatch];

    /// Distance between the docking planes, m; none where the craft are joined.
    pub const fn range_m(self) -> Option<f64> {
        match self {
            Gate::G200 => Some(200.0),
            Gate::G30 => Some(30.0),
            Gate::G3 => Some(3.0),
            Gate::Hatch => None,
        }
    }
}

/// What has to be held without a break.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held {
    /// Docking planes this far apart, and at most so much nearer or farther, m.
    Range {
        /// Middle of the band, m.
        at_m: f64,
        /// Half of the band, m.
        within_m: f64,
    },
    /// Apollo covers at least this share of the Sun's disc as Soyuz sees it.
    Sun(f64),
    /// Nothing burns there, and its gas is no warmer than a cabin's.
    Calm(CompartmentId),
}

/// What a move asks its crew to do: the console's hint and the software crew's orders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// Fly until the range is below this, m.
    Fly(f64),
    /// Back off until the range is above this, m.
    Part(f64),
    /// Fly on until the rings touch and capture.
    Dock,
    /// Back off along the line to the Sun until the range is above this, m.
    Out(f64),
    /// Hold this for so long, s; a break starts the time anew.
    Hold(Held, f64),
    /// Speak this call; a pressure call names this place.
    Say(CallId, Option<CompartmentId>),
    /// Find this call in the phrasebook and speak it: no digit offers it.
    Find(CallId),
    /// Choose another help level than the present one.
    Help,
    /// Give this light signal.
    Lamp(LampCode),
    /// Read the step's call back.
    ReadBack,
    /// Answer the hold point.
    Poll(Gate),
    /// Spell the matrix cell of this system in one's own words.
    Spell(System),
    /// Press the cell of the matrix that was spelt; this system is meant.
    Ksu(System),
    /// Turn the control mode switch.
    Mode(ControlMode),
    /// Drive the own ring.
    Ring(RingAct),
    /// Beacons on.
    Beacons,
    /// Transponder on.
    Transponder,
    /// Align and retract the ring.
    Retract,
    /// Let the motion die out.
    Settle,
    /// Watch the ring come home.
    Watch,
    /// Watch the gauge of this place rise to this, mmHg.
    Gauge(CompartmentId, f64),
    /// Close the hooks.
    Hooks,
    /// Open the hooks.
    OpenHooks,
    /// Let the capture latches go.
    Release,
    /// Open (true) or shut a valve.
    Valve(ValveId, bool),
    /// Find the manifold whose jet is stuck and shut its valve.
    Isolate,
    /// Start this timed leak reading.
    LeakCheck(ReadingOf),
    /// Work a hatch.
    Hatch(HatchId, HatchAct),
    /// Turn the key of a two-key act.
    Key(TwoKeyAct),
    /// One's own men of a party put masks on (true) or away.
    Masks(Party, bool),
    /// Send one's own men of a party.
    Send(Party, CompartmentId),
    /// Turn one's own attitude hold on.
    ControlOn,
    /// Offer a role to the other crew.
    Offer(Role),
    /// Take the role that is offered.
    Accept(Role),
}

/// What the world must show for a move to be done. Pressures in mmHg, as the procedures print them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cond {
    /// Docking planes closer than this, m.
    RangeBelow(f64),
    /// Docking planes farther apart than this, m.
    RangeAbove(f64),
    /// This was held without a break for so long, s.
    HeldFor(Held, f64),
    /// The move's seat did on the radio what its act asks since the step opened: spoke the call (with
    /// the move's place), changed its help level, gave a light signal that was seen.
    Said,
    /// The step's call was read back rightly.
    Matched,
    /// The seat transmitted free text since the step opened, or the system already has its circuit.
    Spelt(System),
    /// The seat answered go.
    Go(Gate),
    /// This system of Soyuz has its circuit.
    Powered(System),
    /// The seat's attitude control damps or holds by itself.
    ControlActive,
    /// Nothing of the seat's attitude control fires by itself.
    ControlPassive,
    /// The seat's ring stands so.
    RingAt(RingAct),
    /// Soyuz's beacons are on.
    BeaconsOn,
    /// Soyuz's transponder is on.
    TransponderOn,
    /// The latches hold.
    Captured,
    /// The motion has died out, or retraction has begun.
    Damped,
    /// Retraction has begun.
    Retracting,
    /// The frames have met.
    Retracted,
    /// All eight hooks are closed.
    HooksClosed,
    /// No hook is closed.
    HooksOpen,
    /// No capture latch holds.
    LatchesOpen,
    /// The seal cavity holds at least this, mmHg.
    CavityAbove(f64),
    /// The valve is so, true for open.
    ValveIs(ValveId, bool),
    /// The valve is open, or the pressure there is already below, mmHg.
    OpenOrBelow(ValveId, CompartmentId, f64),
    /// The pressure is below, mmHg, and the valve is shut.
    BelowAndShut(ValveId, CompartmentId, f64),
    /// The oxygen pressure is above, mmHg, and the valve is shut.
    OxygenAndShut(ValveId, CompartmentId, f64),
    /// The valve is open, or the pressure there is already above, mmHg.
    OpenOrAbove(ValveId, CompartmentId, f64),
    /// The pressure is above, mmHg, and the valve is shut.
    AboveAndShut(ValveId, CompartmentId, f64),
    /// No jet of the seat's craft blows without being told to.
    JetsStopped,
    /// The pressure there is above, mmHg.
    Above(CompartmentId, f64),
    /// The pressure there is below, mmHg.
    Below(CompartmentId, f64),
    /// The pressure difference over the hatch is below, mmHg.
    DeltaBelow(HatchId, f64),
    /// A timed leak reading of this ended within its limit.
    LeakGood(ReadingOf),
    /// A timed reading begun since has ended, whatever it says.
    LeakRead(ReadingOf),
    /// The hatch stands so.
    HatchIs(HatchId, HatchAct),
    /// Both keys were turned in time and not long ago, or the hatch is already open.
    KeysOrOpen(TwoKeyAct, HatchId),
    /// The seat's own men of the party breathe from masks, or have put them away.
    Masked(Party, bool),
    /// The seat's own men of the party are there.
    PartyAt(Party, CompartmentId),
    /// The role is on offer.
    Offered(Role),
    /// Nothing is on offer any more.
    NoOffer,
}

/// What a mission makes of the two crews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// Whose docking ring is active; the other one stays stowed.
    pub active: Seat,
    /// Who flies the craft together; the other one holds its attitude.
    pub flying: Seat,
}

impl Roles {
    /// Every casting there is.
    pub const ALL: [Roles; 4] = [
        Roles::of(Seat::Apollo, Seat::Apollo),
        Roles::of(Seat::Apollo, Seat::Soyuz),
        Roles::of(Seat::Soyuz, Seat::Apollo),
        Roles::of(Seat::Soyuz, Seat::Soyuz),
    ];

    const fn of(active: Seat, flying: Seat) -> Roles {
        Roles { active, flying }
    }

    /// Who has a role.
    pub const fn owner(self, role: Role) -> Seat {
        match role {
            Role::Control => self.flying,
            Role::Ring => self.active,
        }
    }
}

/// Whose move: one craft's, or that of the crew to which the mission gives a role, or of the other
/// one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// This craft's crew in every mission.
    Seat(Seat),
    /// The crew with the active ring.
    Active,
    /// The crew whose ring stays stowed.
    Passive,
    /// The crew that flies the craft together.
    Flying,
    /// The crew that holds its attitude and is flown to.
    Standing,
}

impl Who {
    /// The seat it comes to under these roles.
    pub const fn seat(self, roles: Roles) -> Seat {
        match self {
            Who::Seat(seat) => seat,
            Who::Active => roles.active,
            Who::Passive => roles.active.other(),
            Who::Flying => roles.flying,
            Who::Standing => roles.flying.other(),
        }
    }
}

/// One crew's part of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// Moves of one rank are open together; a rank opens when the one before is done.
    pub rank: u8,
    /// Whose move.
    pub who: Who,
    /// What to do.
    pub act: Act,
    /// What shows that it is done.
    pub done: Cond,
}

/// One step of the joint flight plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// Stable name: scenario files and message ids use it.
    pub key: &'static str,
    /// The phase that cannot end without it.
    pub phase: Phase,
    /// Steps that come before it, of those the scenario flies.
    pub after: StepSet,
    /// Who does what, by rank.
    pub moves: &'static [Move],
}

impl Step {
    /// Whether its calls count only in the hearer's own language: the greeting does (1975: each
    /// crew spoke the other's), and the lesson that leads to it.
    pub fn in_theirs(&self) -> bool {
        matches!(
            self.id,
            StepId::Greet | StepId::SchoolTheirs | StepId::SchoolGreet
        )
    }

    /// Whether a console speaks its calls in the hearer's language without being told to. In the
    /// lesson the crew turns the switch.
    pub fn greets(&self) -> bool {
        self.in_theirs() && self.id != StepId::SchoolTheirs
    }

    /// Whether a software crew reads its call back wrongly the first time: a learner sees what a
    /// mismatch does.
    pub fn slips(&self) -> bool {
        matches!(self.id, StepId::SchoolAsk | StepId::SchoolAnswer)
    }

    /// Whether this move speaks the call that the step wants read back.
    pub fn is_read_back(&self, spoken: &Move) -> bool {
        matches!(spoken.act, Act::Say(..))
            && self.moves.iter().any(|mv| {
                mv.act == Act::ReadBack && mv.who != spoken.who && mv.rank == spoken.rank + 1
            })
    }
}

/// A set of steps, one bit a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepSet(u128);

impl StepSet {
    /// Every bit set: the longest set a snapshot can carry.
    pub const FULL: StepSet = StepSet(u128::MAX);

    /// These steps.
    pub const fn of(steps: &[StepId]) -> StepSet {
        let mut set = StepSet(0);
        let mut index = 0;
        while index < steps.len() {
            set.insert(steps[index]);
            index += 1;
        }
        set
    }

    /// Its steps' rows, in index order.
    pub fn rows(self) -> impl Iterator<Item = &'static Step> {
        let mut left = self.0;
        core::iter::from_fn(move || {
            let row = STEPS.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(row)
        })
    }

    /// Whether the step is in it.
    pub const fn has(self, step: StepId) -> bool {
        self.0 & 1 << step as u32 != 0
    }

    /// Puts a step in.
    pub const fn insert(&mut self, step: StepId) {
        self.0 |= 1 << step as u32;
    }

    /// Takes a step out.
    pub const fn remove(&mut self, step: StepId) {
        self.0 &= !(1 << step as u32);
    }

    /// The steps of both.
    pub const fn and(self, other: StepSet) -> StepSet {
        StepSet(self.0 & other.0)
    }

    /// The steps that the other does not hold.
    pub const fn without(self, other: StepSet) -> StepSet {
        StepSet(self.0 & !other.0)
    }

    /// Holds nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The bits; bit n is step n of the catalogue.
    pub const fn bits(self) -> u128 {
        self.0
    }
}

// A set has room for every step.
const _: () = assert!(STEPS.len() <= u128::BITS as usize);

impl StepId {
    /// The step's row.
    pub fn row(self) -> &'static Step {
        &STEPS[self as usize]
    }

    /// The step with this name.
    pub fn from_key(key: &str) -> Option<StepId> {
        STEPS
            .iter()
            .find(|step| step.key == key)
            .map(|step| step.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phase_needs_both_crews_on_the_radio_or_a_key() {
        let cases = Seat::ALL.map(|seat| Roles::ALL.map(|roles| (seat, roles)));
        for phase in Phase::ALL {
            for (seat, roles) in cases.into_iter().flatten() {
                let speaks = STEPS.iter().filter(|step| step.phase == phase).any(|step| {
                    step.moves.iter().any(|mv| {
                        mv.who.seat(roles) == seat
                            && matches!(
                                mv.act,
                                Act::Say(..)
                                    | Act::ReadBack
                                    | Act::Poll(_)
                                    | Act::Key(_)
                                    | Act::Spell(_)
                            )
                    })
                });
                assert!(speaks, "{phase:?} can be left without {seat:?}");
            }
        }
    }

    #[test]
    fn steps_come_after_earlier_rows_only_and_ranks_have_no_gap() {
        for step in STEPS {
            assert!(
                step.after.rows().all(|before| before.id < step.id),
                "{}",
                step.key
            );
            let mut rank = 0;
            for mv in step.moves {
                assert!(mv.rank == rank || mv.rank == rank + 1, "{}", step.key);
                rank = mv.rank;
            }
            assert_eq!(StepId::from_key(step.key), Some(step.id));
        }
    }
}
