//! What happened in one tick: typed, never text. Which seat may learn of an event is decided in
//! `view`, nowhere else.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::{CallId, SlotValue};
use crate::catalogue::faults::{Injection, Part, Way};
use crate::catalogue::lamps::LampCode;
use crate::catalogue::procedures::{Gate, Phase, StepId};
use crate::ids::{CompartmentId, CrewId, HatchId, Seat};
use crate::sim::doors::Hazard;
use crate::sim::input::{ControlMode, HelpLevel, ReadingOf, Role, Tongue, TwoKeyAct};
use crate::sim::radio::noise::Noise;
use crate::time::Tick;

/// What was said in one transmission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Speech {
    /// A call of the phrasebook, values in SI.
    Call {
        /// Which call.
        call: CallId,
        /// Its slots.
        slots: Vec<SlotValue>,
        /// Language it was spoken in.
        tongue: Tongue,
    },
    /// Free text as typed, control characters removed.
    Text(String),
}

/// One transmission on the loop; both crews hear it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transmission {
    /// Number on the loop, from 1.
    pub seq: u32,
    /// When.
    pub tick: Tick,
    /// Who spoke.
    pub from: Seat,
    /// What was said.
    pub speech: Speech,
    /// The hearer owes a read-back.
    pub wants_read_back: bool,
    /// How badly the hearer got it.
    pub noise: Noise,
}

/// How a read-back was judged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// Right: the lock is open for a minute.
    Match,
    /// Wrong number: what was called and what came back, SI.
    WrongValue {
        /// Value called.
        called: f32,
        /// Value answered.
        answered: f32,
    },
    /// Another call was understood.
    WrongCall {
        /// The call that came back.
        answered: CallId,
    },
}

/// Why an act was refused; the console says it in its own language with the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Refusal {
    /// This control does not exist at this seat.
    NotAtThisSeat,
    /// The switch already stands there.
    AlreadySo,
    /// The ring is still moving.
    RingMoving,
    /// Not captured yet.
    NotCaptured,
    /// Motion has not damped out yet.
    NotDamped,
    /// Retraction is not complete.
    NotRetracted,
    /// The mechanism is damaged.
    MechanismDamaged,
    /// Already joined: this would tear the joint.
    Joined,
    /// Not joined yet.
    NotJoined,
    /// The lock of this act is shut: the named step has to be completed on the radio first.
    Locked {
        /// The step whose read-back, report or poll is missing.
        step: StepId,
    },
    /// The other crew has to turn their key within five seconds.
    NeedsBothKeys,
    /// Pressure holds the hatch shut harder than two hands can pull.
    HatchHeld {
        /// Force, N.
        force_n: f32,
    },
    /// Another hatch has to be shut first.
    ShutFirst(HatchId),
    /// The hatch has to be open for that.
    HatchShut(HatchId),
    /// No such way: the compartments are not neighbours, or he is not of this crew.
    NoSuchWay,
    /// Nobody asked for a read-back, or it has been answered.
    NothingToReadBack,
    /// The read-back was wrong; the value has to be said again.
    SayAgain,
    /// No hold point is open.
    NoPollOpen,
    /// This call is not this seat's to make.
    NotYourCall,
    /// The call's slots do not fit it.
    BadSlots,
    /// The command matrix is still busy with the last cell.
    KsuBusy,
    /// Attitude control has to be off first.
    ControlStillOn,
    /// A timed reading is running already.
    ReadingRuns,
    /// Too many acts at once.
    TooMany,
    /// The text is empty or too long.
    BadText,
    /// The mission has ended.
    Ended,
    /// No mask is left in this place, or it has none.
    NoMask(CompartmentId),
    /// He does not answer, and nobody is with him who could help.
    NoAnswer(CrewId),
    /// Nobody of this crew is where it is worked from.
    NobodyThere(CompartmentId),
    /// No extinguisher hangs there, or it is empty.
    NoExtinguisher(CompartmentId),
    /// Unsafe, and the rules forbid it.
    Unsafe(Hazard),
    /// Unsafe, legal after a second confirmation.
    Confirm(Hazard),
    /// The loop is dead: nobody would hear it.
    LoopDead,
    /// The lock of this act was open, but its read-back is older than a minute.
    MatchExpired {
        /// The step whose call has to be made again.
        step: StepId,
    },
    /// The role is another crew's.
    NotTheOwner {
        /// Which.
        role: Role,
        /// Whose.
        owner: Seat,
    },
    /// An offer is open already: it has to be taken, taken back or turned down first.
    OfferOpen {
        /// Of which role.
        role: Role,
        /// Who made it.
        by: Seat,
    },
    /// The other crew offers nothing, or no offer is open.
    NoOffer,
    /// One's own hands are on the controllers while a role changes hands.
    SticksDeflected {
        /// Greatest deflection of an axis, share of full travel, 0 to 1.
        share: f32,
    },
    /// One's own attitude is not held while a role changes hands.
    NoAttitudeHold {
        /// What the switch stands at.
        mode: ControlMode,
    },
    /// The crew that offers has hands on its controllers, or holds no attitude; which, it knows itself.
    TheyAreNotStill,
    /// The latches hold the ring: the role stays where it is until the joint is made or undone.
    LatchesHold(Role),
    /// The switch turns, but its circuit is broken.
    NoPower,
}

impl Refusal {
    /// The same act is done when it is sent again with its second confirmation.
    pub const fn may_confirm(&self) -> bool {
        matches!(self, Refusal::Confirm(_))
    }
}

/// Conditions at first touch, in the port frame; the numbers of the capture envelope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ContactReport {
    /// When.
    pub tick: Tick,
    /// Closing speed along the axis, m/s.
    pub closing_m_per_s: f32,
    /// Speed across the axis, m/s.
    pub lateral_m_per_s: f32,
    /// Miss across the axis, m.
    pub lateral_m: f32,
    /// Pitch and yaw error together, rad.
    pub tilt_rad: f32,
    /// Roll error, rad.
    pub roll_rad: f32,
    /// Pitch and yaw rate together, rad/s.
    pub tilt_rad_per_s: f32,
    /// Roll rate, rad/s.
    pub roll_rad_per_s: f32,
}

/// The docking mechanism's milestones as both crews feel or see them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum DockingEvent {
    /// A ring reached its end of travel; true when extended.
    Ring(Seat, bool),
    /// First touch.
    Contact(ContactReport),
    /// The craft parted again without capture.
    Bounce,
    /// All latches hold.
    Capture,
    /// A load was above what the mechanism bears.
    Damaged,
    /// Oscillation has died out.
    Damped,
    /// Retraction started.
    Retracting,
    /// Frames have met.
    Retracted,
    /// So many hooks are closed.
    Hooks(u8),
    /// All eight hooks closed.
    HardDock,
    /// The joint is undone.
    Undocked,
}

/// How a mission ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The crews shook hands.
    Handshake,
    /// Both docking units are torn: neither will ever retract, so these two can no longer be drawn
    /// together.
    RingsLost,
    /// A crew can no longer act.
    CrewLost(Seat),
    /// The craft that flies the approach has too little propellant left to stop.
    PropellantLost,
    /// The craft struck each other elsewhere than at the rings.
    HullStruck,
    /// The crews called the docking off.
    CalledOff,
    /// Every step of the plan is done.
    PlanFlown,
    /// The craft are joined, which was the mission's aim.
    Docked,
    /// The place was held as long as the mission asked.
    StationKept,
    /// Apollo shaded Soyuz from the Sun as long as the mission asked.
    Eclipsed,
    /// The men went over and came back, as the mission asked.
    Transferred,
    /// Everybody is behind a shut hatch, and none of them in the ship that loses its air.
    Rescued,
    /// One man is dead, or doubled up with the bends: for him the flight is over.
    CrewmanLost(CrewId),
}

impl Outcome {
    /// The mission came to what it was for.
    pub const fn is_good(self) -> bool {
        matches!(
            self,
            Outcome::Handshake
                | Outcome::PlanFlown
                | Outcome::Docked
                | Outcome::StationKept
                | Outcome::Eclipsed
                | Outcome::Transferred
                | Outcome::Rescued
        )
    }
}

/// Lamps that call for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Alarm {
    /// Closing faster than 1.3 times the rule, by the seat's own ranging.
    ClosingFast,
    /// Attitude control is still on some seconds after capture and fights the ring.
    ControlFights,
    /// The mechanism is damaged.
    Mechanism,
    /// Little oxygen in the air of one's own crew.
    OxygenLow,
    /// Cabin pressure falls faster than any planned lowering.
    PressureFalling,
    /// Propellant is low.
    PropellantLow,
    /// Carbon dioxide is high.
    Co2High,
    /// Smoke stings the eyes of a man of one's own crew. Neither ship has a lamp for it: he says so.
    Smoke,
    /// He smells and sees brown, sharp vapour.
    Oxidizer,
    /// He sees flames where he is.
    Fire,
}

impl Alarm {
    /// All alarms, gravest last.
    pub const ALL: [Alarm; 10] = [
        Alarm::ClosingFast,
        Alarm::ControlFights,
        Alarm::Mechanism,
        Alarm::OxygenLow,
        Alarm::PressureFalling,
        Alarm::PropellantLow,
        Alarm::Co2High,
        Alarm::Smoke,
        Alarm::Oxidizer,
        Alarm::Fire,
    ];

    /// Its bit in a panel's alarm word.
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A transmission on the loop.
    Heard(Transmission),
    /// A read-back was judged.
    ReadBack {
        /// The transmission it answers.
        seq: u32,
        /// Who read back.
        by: Seat,
        /// The judgement.
        verdict: Verdict,
    },
    /// An act of this seat was refused.
    Refused {
        /// Whose.
        seat: Seat,
        /// Why.
        why: Refusal,
    },
    /// A new phase began.
    Phase(Phase),
    /// A step of the joint flight plan was completed by the world.
    Step(StepId),
    /// A crew answered a hold point.
    Poll {
        /// Which hold point.
        gate: Gate,
        /// Who.
        seat: Seat,
        /// Go, or no go.
        go: bool,
    },
    /// A crew turned its key.
    Key {
        /// Of which act.
        act: TwoKeyAct,
        /// Who.
        seat: Seat,
    },
    /// Both keys were turned in time.
    BothKeys(TwoKeyAct),
    /// The docking mechanism.
    Docking(DockingEvent),
    /// A control mode switch was turned, by hand.
    Mode {
        /// Whose.
        seat: Seat,
        /// To what.
        mode: ControlMode,
    },
    /// A hatch was moved.
    Hatch {
        /// Which.
        hatch: HatchId,
        /// True when now open.
        open: bool,
    },
    /// A timed leak reading ended.
    LeakReading {
        /// What was read.
        of: ReadingOf,
        /// Pressure change over the reading, Pa; negative is falling.
        change_pa: f32,
        /// Within the limit.
        good: bool,
    },
    /// A wrong cell of the command matrix was pressed: another live system answered.
    WrongCell,
    /// An alarm lit or went out at a seat.
    Alarm {
        /// Whose panel.
        seat: Seat,
        /// Which.
        alarm: Alarm,
        /// Lit.
        on: bool,
    },
    /// A crew called the docking off and backs away.
    Abort(Seat),
    /// The mission is over.
    Ended(Outcome),
    /// A part failed; no crew is told, they see what it does.
    Failed(Part, Way),
    /// Why the rings that have just parted were not captured, as the debrief would put it.
    NoCapture(BounceCause),
    /// A crew changed how much its words are helped.
    Help {
        /// Whose.
        seat: Seat,
        /// To what.
        level: HelpLevel,
    },
    /// Another man has taken a craft's controls.
    Pilot {
        /// Whose.
        seat: Seat,
        /// Who.
        crew: CrewId,
    },
    /// A flame lit or went out; no crew is told, they smell and see it where they are.
    Fire {
        /// Where.
        at: CompartmentId,
        /// Lit.
        lit: bool,
    },
    /// A hatch struck its stop or its seat.
    HatchSlam {
        /// Which.
        hatch: HatchId,
        /// True at its stop, open.
        open: bool,
        /// Speed of its rim, m/s.
        rim_m_per_s: f32,
    },
    /// Hands pulled a hatch in vain and let go.
    HatchHeld {
        /// Which.
        hatch: HatchId,
        /// Force of the pressure on it, N.
        force_n: f32,
    },
    /// A hatch struck a man.
    Struck {
        /// Whom.
        crew: CrewId,
        /// Energy of the blow, J.
        energy_j: f32,
    },
    /// A man came where he was sent.
    Arrived {
        /// Who.
        crew: CrewId,
        /// Where.
        at: CompartmentId,
    },
    /// A man under way came to a hatch that is not open.
    Stopped {
        /// Who.
        crew: CrewId,
        /// Which hatch.
        hatch: HatchId,
    },
    /// A crew began to give a light signal.
    Lamp {
        /// Who.
        from: Seat,
        /// Which.
        code: LampCode,
    },
    /// The other crew saw it.
    LampSeen {
        /// Who gave it.
        from: Seat,
        /// Which.
        code: LampCode,
    },
    /// A read-back was not given in time, or a right one has grown stale before its act was done: the
    /// call has to be made again.
    Expired(StepId),
    /// Numbers were said or read back without a unit: they count, and are doubtful.
    Doubtful {
        /// The transmission, or the one that is answered.
        seq: u32,
        /// Whose numbers.
        by: Seat,
    },
    /// A role was offered or changed hands.
    Control {
        /// Which role.
        role: Role,
        /// The crew that offers it; after `Taken`, the one that had it before.
        from: Seat,
        /// What became of the offer.
        act: ControlAct,
    },
    /// An instructor had this happen; no crew is told before the debrief, they see what it does.
    Injected(Injection),
}

/// What becomes of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ControlAct {
    /// It stands.
    Offered,
    /// The other crew has the role now.
    Taken,
    /// Who made it took it back.
    Withdrawn,
    /// The other crew turned it down.
    Declined,
    /// Nobody took it in time.
    Expired,
}

/// What was farthest out at a contact that was not captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BounceCause {
    /// The latches had no power: not both crews were go, or the cell was not selected.
    Unpowered,
    /// Closing too slowly.
    TooSlow,
    /// Closing too fast.
    TooFast,
    /// Off the axis.
    Miss,
    /// Sliding across the axis.
    SideSpeed,
    /// Nose out of line.
    Tilt,
    /// Rolled.
    Roll,
    /// Turning.
    Turning,
    /// Everything inside its limit: it can happen near several at once.
    Unclear,
    /// Closing so fast that a ring tore.
    Torn,
}

impl BounceCause {
    /// All causes.
    pub const ALL: [BounceCause; 10] = [
        BounceCause::Unpowered,
        BounceCause::TooSlow,
        BounceCause::TooFast,
        BounceCause::Miss,
        BounceCause::SideSpeed,
        BounceCause::Tilt,
        BounceCause::Roll,
        BounceCause::Turning,
        BounceCause::Unclear,
        BounceCause::Torn,
    ];
}
