//! What one seat asks of one tick: stick deflections and panel commands, typed and bounded. The
//! only way into the world; keys, bots and scripts all end here.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::{CallId, SlotValue};
use crate::catalogue::equipment::SwitchId;
use crate::catalogue::faults::Injection;
use crate::catalogue::lamps::LampCode;
use crate::catalogue::spelling::KsuCell;
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, CrewId, HatchId, Seat};

/// Both hand controllers at one moment; each axis −127 (full one way) to 127.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stick {
    /// Rotation: roll, pitch, yaw; positive is right-handed about body +X, +Y, +Z.
    pub turn: [i8; 3],
    /// Translation along body +X (forward), +Y (right), +Z (down).
    pub push: [i8; 3],
}

impl Stick {
    /// Both controllers released.
    pub const NEUTRAL: Stick = Stick {
        turn: [0; 3],
        push: [0; 3],
    };

    /// Nothing is deflected.
    pub fn is_neutral(&self) -> bool {
        *self == Stick::NEUTRAL
    }
}

/// How a craft's rotation is controlled. Each seat has its own subset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ControlMode {
    /// Both: attitude control off, all jets inhibited.
    Off,
    /// Apollo: one minimum pulse per deflection.
    MinImp,
    /// Apollo: jets on while deflected, no rate loop.
    AccelCmd,
    /// Apollo: deflection commands a rate, released stick holds attitude.
    RateCmd,
    /// Soyuz: deflection commands a rate; released stick only damps it (РО).
    Manual,
    /// Soyuz: holds an inertial attitude by drifting gyros; the stick trims it.
    InertialHold,
    /// Soyuz: holds an attitude to the local vertical; the stick trims it.
    OrbitalHold,
    /// Apollo: the digital autopilot fires nothing by itself; jets on while deflected.
    CmcFree,
    /// Apollo: the digital autopilot holds attitude; deflection turns at its selected rate.
    CmcHold,
    /// Apollo: the digital autopilot turns to the stored attitude at its selected rate and holds
    /// it; deflection ends the manoeuvre in CMC HOLD.
    CmcAuto,
    /// Soyuz: turns by programme to the stored orientation in the orbital frame and holds it;
    /// deflection ends the turn in orbital hold.
    OrbitalAuto,
}

impl ControlMode {
    /// Places of a seat's mode switch, in its order: Apollo's SCS, its computer, off; Soyuz's holds,
    /// automatic turn, manual, off.
    pub const fn of(seat: Seat) -> &'static [ControlMode] {
        match seat {
            Seat::Apollo => &[
                ControlMode::RateCmd,
                ControlMode::MinImp,
                ControlMode::AccelCmd,
                ControlMode::CmcHold,
                ControlMode::CmcAuto,
                ControlMode::CmcFree,
                ControlMode::Off,
            ],
            Seat::Soyuz => &[
                ControlMode::InertialHold,
                ControlMode::OrbitalHold,
                ControlMode::OrbitalAuto,
                ControlMode::Manual,
                ControlMode::Off,
            ],
        }
    }

    /// Jets may fire with nobody at the sticks: what has to be off while latches hold the ring.
    pub const fn is_active(self) -> bool {
        match self {
            ControlMode::Off
            | ControlMode::MinImp
            | ControlMode::AccelCmd
            | ControlMode::CmcFree => false,
            ControlMode::RateCmd
            | ControlMode::Manual
            | ControlMode::InertialHold
            | ControlMode::OrbitalHold
            | ControlMode::CmcHold
            | ControlMode::CmcAuto
            | ControlMode::OrbitalAuto => true,
        }
    }

    /// Holds an attitude with released sticks; manual control (РО) only stops the craft.
    pub const fn holds(self) -> bool {
        self.is_active() && !matches!(self, ControlMode::Manual)
    }

    /// The seat's plain attitude hold: where a pilot who takes his craft up turns the switch.
    pub const fn hold_of(seat: Seat) -> ControlMode {
        ControlMode::of(seat)[0]
    }
}

/// A deadband switch of Apollo's: ATT DEADBAND of the SCS, or the digital autopilot's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deadband {
    /// SCS ±0.2° (±4.0° at high rate), digital autopilot ±0.5°.
    Min,
    /// SCS ±4.2° (±8.0° at high rate), digital autopilot ±5°.
    Max,
}

/// Apollo's SCS RATE switch: what a full stick commands, and how wide the rate deadband is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StickRate {
    /// Up to 0.65 °/s within ±0.2 °/s.
    Low,
    /// Up to 7 °/s, in roll 20 °/s, within ±2 °/s.
    High,
}

/// Manoeuvre rate loaded into Apollo's digital autopilot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DapRate {
    /// 0.05 °/s.
    R005,
    /// 0.2 °/s.
    R02,
    /// 0.5 °/s.
    R05,
    /// 2.0 °/s.
    R2,
}

impl DapRate {
    /// All four, slowest first.
    pub const ALL: [DapRate; 4] = [DapRate::R005, DapRate::R02, DapRate::R05, DapRate::R2];
}

/// Ring drive of the own docking mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RingAct {
    /// Drive out: become the active side.
    Extend,
    /// Drive in and lock: become the passive side.
    Stow,
}

/// What is done to a hatch by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HatchAct {
    /// Unlatch and swing open.
    Open,
    /// Swing shut and latch.
    Shut,
}

/// A volume whose tightness is read by gauge and clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReadingOf {
    /// The cavity between the docking seals.
    Cavity,
    /// Tunnel 2.
    Tunnel2,
    /// The Docking Module.
    Dm,
}

impl ReadingOf {
    /// All three, in index order.
    pub const ALL: [ReadingOf; 3] = [ReadingOf::Cavity, ReadingOf::Tunnel2, ReadingOf::Dm];

    /// The crew whose gauge it is.
    pub const fn seat(self) -> Seat {
        match self {
            ReadingOf::Cavity | ReadingOf::Tunnel2 => Seat::Soyuz,
            ReadingOf::Dm => Seat::Apollo,
        }
    }
}

/// Whose language a call is spoken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tongue {
    /// English.
    English,
    /// Russian.
    Russian,
}

/// How much the words are helped; it never adds an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HelpLevel {
    /// Full translation; read-back by three cards.
    Passenger,
    /// Translation on a key; three cards.
    Cadet,
    /// Numbers and safety words only; two cards.
    Pilot,
    /// Read-back digits are typed.
    Commander,
    /// No help at all.
    Oklahomski,
}

impl HelpLevel {
    /// All five, gentlest first.
    pub const ALL: [HelpLevel; 5] = [
        HelpLevel::Passenger,
        HelpLevel::Cadet,
        HelpLevel::Pilot,
        HelpLevel::Commander,
        HelpLevel::Oklahomski,
    ];

    /// Cards offered for a read-back; 0 means the digits are typed.
    pub const fn cards(self) -> usize {
        match self {
            HelpLevel::Passenger | HelpLevel::Cadet => 3,
            HelpLevel::Pilot => 2,
            HelpLevel::Commander | HelpLevel::Oklahomski => 0,
        }
    }
}

/// An act that needs both crews' keys within five seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TwoKeyAct {
    /// Open hatch 4.
    Hatch4,
    /// Open hatch 3.
    Hatch3,
}

/// A role that changes hands in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Control of the approach, and of the joined craft.
    Control,
    /// The active docking ring.
    Ring,
}

impl Role {
    /// Both.
    pub const ALL: [Role; 2] = [Role::Control, Role::Ring];
}

/// The answer to a call that asks for a read-back.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Number of the card chosen, 0 to 2.
    Card(u8),
    /// A number typed with its unit, converted to SI by the console.
    Value(f32),
    /// Digits typed without a unit, taken to be in the hearer's own, converted to SI by the console.
    /// They are judged alike, and doubtful.
    Bare(f32),
}

/// One act at a panel or on the radio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Turn the control mode switch.
    Mode(ControlMode),
    /// Apollo: attitude deadband of the SCS.
    Deadband(Deadband),
    /// Own docking ring.
    Ring(RingAct),
    /// The active side: start ring alignment and retraction.
    Retract,
    /// Close (true; the active side only) or open the structural hooks.
    Hooks(bool),
    /// Soyuz: beacons.
    Beacons(bool),
    /// Soyuz: transponder for Apollo's VHF ranging.
    Transponder(bool),
    /// Soyuz: press a cell of the command matrix КСУ.
    Ksu(KsuCell),
    /// Turn a valve; `confirmed` is the second confirmation of an unsafe act.
    Valve {
        /// Which valve.
        valve: ValveId,
        /// True to open.
        open: bool,
        /// Second confirmation under Flight rules.
        confirmed: bool,
    },
    /// Work a hatch.
    Hatch {
        /// Which hatch.
        hatch: HatchId,
        /// Open or shut.
        act: HatchAct,
        /// Second confirmation under Flight rules.
        confirmed: bool,
    },
    /// Start a timed leak reading of one's own.
    LeakCheck(ReadingOf),
    /// Send a crew member of one's own through open hatches.
    Move {
        /// Who.
        crew: CrewId,
        /// Into which compartment.
        to: CompartmentId,
        /// Second confirmation under Flight rules.
        confirmed: bool,
    },
    /// Speak a call of the phrasebook.
    Call {
        /// Which call.
        call: CallId,
        /// Its slots in the call's order, SI.
        slots: Vec<SlotValue>,
        /// In which language.
        tongue: Tongue,
    },
    /// Read a call back.
    ReadBack {
        /// Number of the transmission that is answered.
        seq: u32,
        /// The answer.
        answer: Answer,
    },
    /// Free text; never translated, never judged.
    Text(String),
    /// Go or no-go at the open hold point.
    Poll(bool),
    /// Turn one's key of a two-key act.
    Key(TwoKeyAct),
    /// Back off: always legal before capture.
    Abort,
    /// Change the own help level.
    Help(HelpLevel),
    /// Let the capture latches go; either side can.
    Release,
    /// Shut or open the isolation valve of one manifold of the own jets.
    Isolate {
        /// Row of the craft's manifolds.
        manifold: u8,
        /// True to shut.
        shut: bool,
    },
    /// Apollo: RATE switch of the SCS.
    StickRate(StickRate),
    /// Apollo: power of the direct coils (ROT CONTR PWR, DIRECT).
    Direct(bool),
    /// Apollo: deadband of the digital autopilot.
    DapDeadband(Deadband),
    /// Apollo: manoeuvre rate of the digital autopilot.
    DapRate(DapRate),
    /// Store the present attitude as the one an automatic turn goes to.
    StoreAttitude,
    /// Have a man of one's own crew take the mask of the place where he is, or put it away.
    Mask {
        /// Who.
        crew: CrewId,
        /// True to take it.
        on: bool,
    },
    /// Turn a switch of the air equipment.
    Switch {
        /// Which switch.
        switch: SwitchId,
        /// True to turn it on.
        on: bool,
    },
    /// A man of one's own empties the extinguisher where he is.
    Extinguish {
        /// Who.
        crew: CrewId,
    },
    /// Give a light signal by the own craft's lamp.
    Lamp(LampCode),
    /// Offer a role of one's own to the other crew.
    Offer(Role),
    /// Take the role that the other crew offers.
    Accept,
    /// Take one's own offer back, or turn the other crew's down.
    Withdraw,
    /// An instructor has this happen. No crew's act: the room itself puts it among those of a seat, so that
    /// it stands in every record of what a step was given, and takes it from nobody who sits there.
    Inject(Injection),
}

/// A letter that may stand in text: no control, and no escape, direction or zero-width mark that
/// could steer a terminal or a log.
pub fn is_printable(letter: char) -> bool {
    !letter.is_control()
        && !matches!(
            letter,
            '\u{061C}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// Everything one seat asks of one tick.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SeatInput {
    /// Hand controllers.
    pub stick: Stick,
    /// Acts, in order.
    pub commands: Vec<Command>,
}

/// Inputs of one tick, by seat.
pub type Inputs = [SeatInput; 2];
