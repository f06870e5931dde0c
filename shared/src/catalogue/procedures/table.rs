//! The rows of the joint flight plan, in plan order.

use serde::{Deserialize, Serialize};

use super::{Act, Cond, Gate, Held, Move, Phase, Step, StepSet, Who};
use crate::catalogue::calls::CallId;
use crate::catalogue::ksu::System;
use crate::catalogue::lamps::LampCode;
use crate::catalogue::transfers::Party;
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::sim::input::{ControlMode, HatchAct, ReadingOf, RingAct, Role, TwoKeyAct};

use Act::{
    Accept, Beacons, ControlOn, Dock, Find, Fly, Gauge, Hatch, Help, Hold, Hooks, Isolate, Key,
    Ksu, Lamp, LeakCheck, Masks, Mode, Offer, OpenHooks, Out, Part, Poll, ReadBack, Release,
    Retract, Ring, Say, Send, Settle, Spell, Transponder, Valve, Watch,
};
use CompartmentId::{Cm, Dm, Om, Tunnel2};
use Cond::{
    Above, AboveAndShut, BeaconsOn, Below, BelowAndShut, Captured, CavityAbove, ControlActive,
    ControlPassive, Damped, DeltaBelow, Go, HatchIs, HeldFor, HooksClosed, HooksOpen, JetsStopped,
    KeysOrOpen, LatchesOpen, LeakGood, LeakRead, Masked, Matched, NoOffer, Offered, OpenOrAbove,
    OpenOrBelow, OxygenAndShut, PartyAt, Powered, RangeAbove, RangeBelow, Retracted, Retracting,
    RingAt, Said, Spelt, TransponderOn, ValveIs,
};
use HatchId::{H2, H3, H4};

const fn by(who: Who, rank: u8, act: Act, done: Cond) -> Move {
    Move {
        rank,
        who,
        act,
        done,
    }
}

const fn a(rank: u8, act: Act, done: Cond) -> Move {
    by(Who::Seat(Seat::Apollo), rank, act, done)
}

const fn s(rank: u8, act: Act, done: Cond) -> Move {
    by(Who::Seat(Seat::Soyuz), rank, act, done)
}

const fn active(rank: u8, act: Act, done: Cond) -> Move {
    by(Who::Active, rank, act, done)
}

const fn passive(rank: u8, act: Act, done: Cond) -> Move {
    by(Who::Passive, rank, act, done)
}

const fn flying(rank: u8, act: Act, done: Cond) -> Move {
    by(Who::Flying, rank, act, done)
}

const fn standing(rank: u8, act: Act, done: Cond) -> Move {
    by(Who::Standing, rank, act, done)
}

macro_rules! steps {
    ($($id:ident $key:literal $phase:ident after [$($after:ident),*] { $($mv:expr),+ $(,)? })+) => {
        /// Names of the steps.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum StepId {
            $(#[doc = concat!("Step `", $key, "`.")] $id),+
        }

        /// All steps, in index order.
        pub const STEPS: &[Step] = &[$(Step {
            id: StepId::$id,
            key: $key,
            phase: Phase::$phase,
            after: StepSet::of(&[$(StepId::$after),*]),
            moves: &[$($mv),+],
        }),+];
    };
}

/// The place of `station-hold` and how long, s (game values: what a novice holds by called ranges).
const STATION: Held = Held::Range {
    at_m: 30.0,
    within_m: 5.0,
};
const STATION_S: f64 = 120.0;
/// How far Apollo backs off to shade Soyuz, m: the plan's 220 m (recollection). There its hull shows
/// just under twice the width of the Sun.
const ECLIPSE_M: f64 = 220.0;
/// What has to be covered, and for how long, s (game values: an exposure of the corona's camera).
const ECLIPSE: Held = Held::Sun(0.98);
const ECLIPSE_S: f64 = 30.0;

/// Where the Docking Module meets a cabin that falls, mmHg (game value: 300 mm² of hole bring Soyuz
/// there in a minute and a half).
const MEET_MMHG: f64 = 350.0;
/// What tells that nothing burns, and for how long at each of three looks, s (game value).
const CALM: Held = Held::Calm(Dm);
const CALM_S: f64 = 17.0;
/// Where the Docking Module is called on its way up, mmHg (game value): a third of the way, with a
/// difference over hatch 3 that a leak shows by.
const PASSING_MMHG: f64 = 335.0;
/// Where tunnel 2 is called on its way down, mmHg; the plan's 260 follow.
const LOW_MMHG: f64 = 300.0;
/// Oxygen up to which the Docking Module is flushed, and the pressure it goes home with, mmHg (4.0 above
/// the command module's 258: hatch 2 opens into the module, its valve takes the rest).
const FLUSHED_MMHG: f64 = 300.0;
const HOME_MMHG: f64 = 262.0;

// Pressures: Soyuz lowered to 520 mmHg with 150-200 mmHg of oxygen, the Docking Module raised to
// 490 (NASA history summary; Soviet press book); hatches move below 2 mmHg (estimate).
steps! {
    // Beyond a hundred metres Apollo's only range is an echo of Soyuz's transponder, whose switch is dead
    // until its circuit is made: by a cell that only Apollo's book names.
    RangingCell "ranging-cell" Eclipse after [] {
        a(0, Spell(System::Transponder), Spelt(System::Transponder)),
        s(1, Ksu(System::Transponder), Powered(System::Transponder)),
        s(2, Say(CallId::RangingOn, None), Said),
    }
    EclipseOut "eclipse-out" Eclipse after [RangingCell] {
        a(0, Out(ECLIPSE_M), RangeAbove(ECLIPSE_M - 10.0)),
    }
    EclipseRange "eclipse-range" Eclipse after [EclipseOut] {
        s(0, Say(CallId::Range, None), Said),
        a(1, ReadBack, Matched),
    }
    EclipseShade "eclipse-shade" Eclipse after [EclipseRange] {
        a(0, Hold(ECLIPSE, ECLIPSE_S), HeldFor(ECLIPSE, ECLIPSE_S)),
    }
    EclipseDone "eclipse-done" Eclipse after [EclipseShade] {
        s(0, Say(CallId::WellDone, None), Said),
        a(1, Say(CallId::Thanks, None), Said),
    }
    Transponder "transponder" Approach after [] {
        a(0, Say(CallId::RangingOnPlease, None), Said),
        s(1, Transponder, TransponderOn),
        s(2, Say(CallId::RangingOn, None), Said),
    }
    Beacons "beacons" Approach after [Transponder] {
        a(0, Say(CallId::BeaconsOnPlease, None), Said),
        s(1, Beacons, BeaconsOn),
        s(2, Say(CallId::BeaconsOn, None), Said),
    }
    CabinDown "cabin-down" Approach after [Beacons] {
        s(0, Valve(ValveId::OmVent, true), OpenOrBelow(ValveId::OmVent, Om, 522.0)),
        s(0, Valve(ValveId::OmOxygen, true), OpenOrBelow(ValveId::OmOxygen, Om, 522.0)),
        s(1, Valve(ValveId::OmVent, false), BelowAndShut(ValveId::OmVent, Om, 515.0)),
        s(2, Valve(ValveId::OmOxygen, false), OxygenAndShut(ValveId::OmOxygen, Om, 165.0)),
        s(3, Say(CallId::Pressure, Some(Om)), Said),
        a(4, ReadBack, Matched),
    }
    Close200 "close-200" Approach after [Transponder] {
        flying(0, Fly(200.0), RangeBelow(205.0)),
    }
    Gate200 "gate-200" Approach after [Close200, Beacons] {
        s(0, Say(CallId::Range, None), Said),
        a(1, ReadBack, Matched),
        a(2, Poll(Gate::G200), Go(Gate::G200)),
        s(2, Poll(Gate::G200), Go(Gate::G200)),
    }
    // Exactly one ring is active: whose, is agreed before thirty metres, and before it may go out. The
    // drive then takes its time on the way in.
    RingChoice "ring-choice" Approach after [Gate200] {
        active(0, Say(CallId::RingActive, None), Said),
        passive(1, ReadBack, Matched),
    }
    Rings "rings" Approach after [Gate200, RingChoice] {
        active(0, Ring(RingAct::Extend), RingAt(RingAct::Extend)),
        active(1, Say(CallId::RingExtended, None), Said),
        passive(2, ReadBack, Matched),
    }
    Close30 "close-30" Approach after [Gate200] {
        flying(0, Fly(30.0), RangeBelow(31.0)),
    }
    // Where the crew that flies cannot see its place across the other one's axis: who stands and
    // sees it in metres only after the range was called.
    LineUp "line-up" Approach after [Close30] {
        standing(0, Say(CallId::MoveOver, None), Said),
        flying(1, ReadBack, Matched),
    }
    // Flown only when a jet blows by itself. Who fires sees no lamp of it, who looks on sees the flame:
    // the crew that can stop it is not told by its plan before its partner has said so.
    JetApollo "jet-apollo" Approach after [] {
        s(0, Say(CallId::JetsFiring, None), Said),
        a(1, Isolate, JetsStopped),
        a(2, Say(CallId::JetStuck, None), Said),
    }
    JetSoyuz "jet-soyuz" Approach after [] {
        a(0, Say(CallId::JetsFiring, None), Said),
        s(1, Isolate, JetsStopped),
        s(2, Say(CallId::JetStuck, None), Said),
    }
    // Flown when control is offered, at any time: after the acceptance the flying crew is another, and
    // says so.
    HandOver "hand-over" Approach after [] {
        flying(0, Offer(Role::Control), Offered(Role::Control)),
        flying(1, Say(CallId::ControlYours, None), Said),
        standing(2, ReadBack, Matched),
        standing(3, Accept(Role::Control), NoOffer),
        flying(4, Say(CallId::ControlMine, None), Said),
    }
    Gate30 "gate-30" Approach after [Close30, RingChoice, CabinDown, LineUp, JetApollo, JetSoyuz] {
        s(0, Say(CallId::RangeAndRate, None), Said),
        a(1, ReadBack, Matched),
        a(2, Poll(Gate::G30), Go(Gate::G30)),
        s(2, Poll(Gate::G30), Go(Gate::G30)),
    }
    BeaconCell "beacon-cell" Station after [Gate30] {
        a(0, Spell(System::Beacons), Spelt(System::Beacons)),
        s(1, Ksu(System::Beacons), Powered(System::Beacons)),
        s(2, Say(CallId::BeaconsOn, None), Said),
    }
    StationRange "station-range" Station after [Gate30] {
        s(0, Say(CallId::RangeAndRate, None), Said),
        a(1, ReadBack, Matched),
    }
    StationHold "station-hold" Station after [BeaconCell, StationRange] {
        flying(0, Hold(STATION, STATION_S), HeldFor(STATION, STATION_S)),
    }
    Cell "cell" Final after [Gate30, StationHold] {
        a(0, Spell(System::Latches), Spelt(System::Latches)),
        s(1, Ksu(System::Latches), Powered(System::Latches)),
        s(2, Say(CallId::DockingReady, None), Said),
    }
    Close10 "close-10" Final after [Gate30, StationHold] {
        flying(0, Fly(10.0), RangeBelow(10.5)),
    }
    Call10 "call-10" Final after [Close10] {
        s(0, Say(CallId::RangeAndRate, None), Said),
        a(1, ReadBack, Matched),
    }
    OnAxis "on-axis" Final after [Call10] {
        standing(0, Say(CallId::OnAxis, None), Said),
    }
    // Flown only after a bounce, or from a ring that tore as it caught: both hold at five metres, then
    // pass the last hold point again.
    Part "part" Final after [] {
        active(0, Release, LatchesOpen),
        flying(1, ControlOn, ControlActive),
        standing(1, ControlOn, ControlActive),
        flying(2, Part(5.0), RangeAbove(4.8)),
    }
    // Flown when a ring is torn, or its crew offers the other one: a torn unit can still be the passive one.
    RingSwap "ring-swap" Final after [Part] {
        active(0, Offer(Role::Ring), Offered(Role::Ring)),
        active(1, Say(CallId::RingPassive, None), Said),
        passive(2, ReadBack, Matched),
        passive(3, Accept(Role::Ring), NoOffer),
        passive(4, Ring(RingAct::Stow), RingAt(RingAct::Stow)),
        active(4, Ring(RingAct::Extend), RingAt(RingAct::Extend)),
        active(5, Say(CallId::RingExtended, None), Said),
    }
    Close3 "close-3" Final after [Close10, Part, RingSwap] {
        flying(0, Fly(3.0), RangeBelow(3.6)),
    }
    // Opens at five metres, beside the way to three: call, read-back and both answers take some
    // eight seconds, a metre and a half at the closing rule. Opened at three, it made every crew
    // stop, wait, and start again by calls that come only now and then.
    Gate3 "gate-3" Final after [Rings, Part, RingSwap, Call10, Cell, OnAxis, JetApollo, JetSoyuz] {
        flying(0, Fly(3.0), RangeBelow(5.0)),
        s(1, Say(CallId::RangeAndRate, None), Said),
        a(2, ReadBack, Matched),
        a(3, Poll(Gate::G3), Go(Gate::G3)),
        s(3, Poll(Gate::G3), Go(Gate::G3)),
    }
    Dock "dock" Capture after [Close3, Gate3] {
        flying(0, Dock, Captured),
    }
    ControlOff "control-off" Capture after [Dock] {
        a(0, Mode(ControlMode::Off), ControlPassive),
        s(0, Mode(ControlMode::Off), ControlPassive),
        a(1, Say(CallId::Capture, None), Said),
        s(1, Say(CallId::Capture, None), Said),
        a(2, Say(CallId::ControlOff, None), Said),
        s(2, Say(CallId::ControlOff, None), Said),
    }
    Retract "retract" Retraction after [ControlOff] {
        active(0, Settle, Damped),
        active(1, Retract, Retracting),
        active(2, Say(CallId::Retracting, None), Said),
    }
    Frames "frames" Retraction after [Retract] {
        a(0, Watch, Retracted),
        s(0, Watch, Retracted),
        passive(1, Say(CallId::RetractComplete, None), Said),
        active(2, ReadBack, Matched),
    }
    Hooks "hooks" Retraction after [Retract, Frames] {
        active(0, Hooks, HooksClosed),
        active(1, Say(CallId::HooksCount, None), Said),
        passive(2, ReadBack, Matched),
    }
    Seal "seal" Retraction after [Hooks] {
        s(0, Valve(ValveId::CavityFill, true), CavityAbove(300.0)),
        s(1, Valve(ValveId::CavityFill, false), ValveIs(ValveId::CavityFill, false)),
        s(2, Say(CallId::SealPressure, None), Said),
        a(3, ReadBack, Matched),
    }
    // The cavity is read whatever the reading says; what it says is called.
    SealRead "seal-read" Retraction after [Seal] {
        s(0, LeakCheck(ReadingOf::Cavity), LeakRead(ReadingOf::Cavity)),
        s(1, Say(CallId::SealPressure, None), Said),
        a(2, ReadBack, Matched),
    }
    // A ship that loses its air: the pressures have to meet before the doors can move, so the Docking
    // Module is raised towards a cabin that comes down by itself.
    Mayday "mayday" Air after [] {
        s(0, Say(CallId::LosingPressure, None), Said),
        a(1, Say(CallId::AskPressure, Some(Om)), Said),
        s(2, Say(CallId::Pressure, Some(Om)), Said),
        a(3, ReadBack, Matched),
    }
    DmMeet "dm-meet" Air after [Mayday] {
        a(0, Valve(ValveId::DmNitrogen, true), OpenOrAbove(ValveId::DmNitrogen, Dm, MEET_MMHG)),
        a(1, Valve(ValveId::DmNitrogen, false), AboveAndShut(ValveId::DmNitrogen, Dm, MEET_MMHG)),
    }
    // Called on its way down while Apollo raises its side: where the two will meet, and how long Soyuz has.
    FallFirst "fall-first" Air after [Mayday] {
        s(0, Gauge(Om, 490.0), Below(Om, 490.0)),
        s(1, Say(CallId::Pressure, Some(Om)), Said),
        a(2, ReadBack, Matched),
    }
    FallSecond "fall-second" Air after [FallFirst] {
        s(0, Gauge(Om, 430.0), Below(Om, 430.0)),
        s(1, Say(CallId::Pressure, Some(Om)), Said),
        a(2, ReadBack, Matched),
    }
    // Flown only when Apollo has called that it needs a lower pressure: no plan tells a crew that its own
    // cabin stands too high.
    CabinLower "cabin-lower" Air after [] {
        a(0, Say(CallId::PressureNeeded, None), Said),
        s(1, ReadBack, Matched),
        s(2, Valve(ValveId::OmVent, true), OpenOrBelow(ValveId::OmVent, Om, 522.0)),
        s(2, Valve(ValveId::OmOxygen, true), OpenOrBelow(ValveId::OmOxygen, Om, 522.0)),
        s(3, Valve(ValveId::OmVent, false), BelowAndShut(ValveId::OmVent, Om, 515.0)),
        s(4, Valve(ValveId::OmOxygen, false), OxygenAndShut(ValveId::OmOxygen, Om, 165.0)),
    }
    // Soyuz calls its gauge on the way down: Apollo, whose men wait behind hatch 3, learns how fast it
    // falls and when the way is free. Called for with the step before, as far as the cabin stands above.
    CabinFirst "cabin-first" Air after [] {
        s(0, Gauge(Om, 700.0), Below(Om, 700.0)),
        s(1, Say(CallId::Pressure, Some(Om)), Said),
        a(2, ReadBack, Matched),
    }
    CabinSecond "cabin-second" Air after [CabinFirst] {
        s(0, Gauge(Om, 640.0), Below(Om, 640.0)),
        s(1, Say(CallId::Pressure, Some(Om)), Said),
        a(2, ReadBack, Matched),
    }
    CabinThird "cabin-third" Air after [CabinSecond] {
        s(0, Gauge(Om, 580.0), Below(Om, 580.0)),
        s(1, Say(CallId::Pressure, Some(Om)), Said),
        a(2, ReadBack, Matched),
    }
    CabinFourth "cabin-fourth" Air after [CabinThird] {
        s(0, Gauge(Om, 540.0), Below(Om, 540.0)),
        s(1, Say(CallId::Pressure, Some(Om)), Said),
        a(2, ReadBack, Matched),
    }
    IntoDm "into-dm" Air after [Seal] {
        a(0, Send(Party::Out, Dm), PartyAt(Party::Out, Dm)),
        s(0, Send(Party::Out, Dm), PartyAt(Party::Out, Dm)),
        a(1, Say(CallId::TransferStart, None), Said),
    }
    // What the Docking Module has to come to, and whether it may: called before a hatch shuts behind its men.
    OmRead "om-read" Air after [IntoDm] {
        s(0, Say(CallId::Pressure, Some(Om)), Said),
        a(1, ReadBack, Matched),
    }
    // 17 July: a smell like burnt glue on entering. Masks first; most of a minute in which nothing burns
    // and nothing grows warm tells that it is no fire. A fire would heat the module's gas: the pressure that
    // Soyuz asks for after each look would show it.
    Smell "smell" Air after [IntoDm] {
        a(0, Say(CallId::SmellBurning, None), Said),
        a(1, Masks(Party::Out, true), Masked(Party::Out, true)),
        a(2, Say(CallId::MasksOn, None), Said),
        s(3, Say(CallId::AskPressure, Some(Dm)), Said),
        a(4, Say(CallId::Pressure, Some(Dm)), Said),
        s(5, ReadBack, Matched),
    }
    CalmFirst "calm-first" Air after [Smell] {
        a(0, Hold(CALM, CALM_S), HeldFor(CALM, CALM_S)),
        s(1, Say(CallId::AskPressure, Some(Dm)), Said),
        a(2, Say(CallId::Pressure, Some(Dm)), Said),
        s(3, ReadBack, Matched),
    }
    CalmSecond "calm-second" Air after [CalmFirst] {
        a(0, Hold(CALM, CALM_S), HeldFor(CALM, CALM_S)),
        s(1, Say(CallId::AskPressure, Some(Dm)), Said),
        a(2, Say(CallId::Pressure, Some(Dm)), Said),
        s(3, ReadBack, Matched),
    }
    NoFire "no-fire" Air after [Smell, CalmSecond] {
        a(0, Hold(CALM, CALM_S), HeldFor(CALM, CALM_S)),
        a(1, Say(CallId::FalseAlarm, None), Said),
        s(2, Say(CallId::Continue, None), Said),
        a(3, Masks(Party::Out, false), Masked(Party::Out, false)),
    }
    // From here two men are cut off from their ship: that is said and read back.
    DmShut "dm-shut" Air after [SealRead, IntoDm, NoFire] {
        a(0, Hatch(H2, HatchAct::Shut), HatchIs(H2, HatchAct::Shut)),
        a(0, Valve(ValveId::H2Eq, false), ValveIs(ValveId::H2Eq, false)),
        a(1, Say(CallId::HatchClosed, None), Said),
        s(2, ReadBack, Matched),
    }
    DmRead "dm-read" Air after [DmShut] {
        a(0, LeakCheck(ReadingOf::Dm), LeakGood(ReadingOf::Dm)),
        a(1, Say(CallId::Pressure, Some(Dm)), Said),
        s(2, ReadBack, Matched),
    }
    DmUp "dm-up" Air after [ControlOff, DmRead] {
        a(0, Hatch(H2, HatchAct::Shut), HatchIs(H2, HatchAct::Shut)),
        a(1, Valve(ValveId::DmNitrogen, true), OpenOrAbove(ValveId::DmNitrogen, Dm, 490.0)),
        a(2, Valve(ValveId::DmNitrogen, false), AboveAndShut(ValveId::DmNitrogen, Dm, 490.0)),
    }
    // Pressure on one side of hatch 3 and none behind it: Apollo says when, Soyuz alone has the gauge of
    // the tunnel, and what rises there says that the hatch or its valve does not hold.
    DmPassing "dm-passing" Air after [DmRead] {
        a(0, Gauge(Dm, PASSING_MMHG), Above(Dm, PASSING_MMHG)),
        a(1, Say(CallId::Pressure, Some(Dm)), Said),
        s(2, ReadBack, Matched),
    }
    TunnelTight "tunnel-tight" Air after [DmPassing] {
        s(0, LeakCheck(ReadingOf::Tunnel2), LeakGood(ReadingOf::Tunnel2)),
        s(1, Say(CallId::PressureSteady, None), Said),
    }
    Tunnel "tunnel" Air after [Seal, DmUp, TunnelTight] {
        a(0, Valve(ValveId::H3Eq, true), OpenOrAbove(ValveId::H3Eq, Tunnel2, 400.0)),
        s(1, Gauge(Tunnel2, 400.0), Above(Tunnel2, 400.0)),
        s(2, Say(CallId::Pressure, Some(Tunnel2)), Said),
        a(3, Valve(ValveId::H3Eq, false), AboveAndShut(ValveId::H3Eq, Tunnel2, 385.0)),
    }
    LeakCheck "leak-check" Air after [Tunnel] {
        s(0, LeakCheck(ReadingOf::Tunnel2), LeakGood(ReadingOf::Tunnel2)),
        s(1, Say(CallId::LeakCheckGood, None), Said),
    }
    DmTop "dm-top" Air after [Tunnel] {
        a(0, Valve(ValveId::DmNitrogen, true), OpenOrAbove(ValveId::DmNitrogen, Dm, 505.0)),
        a(1, Valve(ValveId::DmNitrogen, false), AboveAndShut(ValveId::DmNitrogen, Dm, 505.0)),
    }
    // The orbital module's fan stirs the air that both crews will breathe; its breaker is open, and the
    // cell that makes the circuit stands in Apollo's book.
    FanCell "fan-cell" Air after [Seal, SealRead] {
        a(0, Spell(System::OmFan), Spelt(System::OmFan)),
        s(1, Ksu(System::OmFan), Powered(System::OmFan)),
    }
    DmPressure "dm-pressure" Air after [DmTop, CabinLower] {
        a(0, Say(CallId::Pressure, Some(Dm)), Said),
        s(1, ReadBack, Matched),
    }
    OmPressure "om-pressure" Air after [DmPressure, LeakCheck] {
        s(0, Say(CallId::Pressure, Some(Om)), Said),
        a(1, ReadBack, Matched),
    }
    Equalise "equalise" Air after [FanCell, DmPressure, OmPressure, Mayday, DmMeet] {
        s(0, Valve(ValveId::H4Eq, true), DeltaBelow(H4, 2.0)),
        a(1, Valve(ValveId::H3Eq, true), DeltaBelow(H3, 2.0)),
        s(2, Say(CallId::Equalized, None), Said),
        a(3, ReadBack, Matched),
    }
    Hatch4 "hatch-4" Air after [Equalise] {
        a(0, Key(TwoKeyAct::Hatch4), KeysOrOpen(TwoKeyAct::Hatch4, H4)),
        s(0, Key(TwoKeyAct::Hatch4), KeysOrOpen(TwoKeyAct::Hatch4, H4)),
        s(1, Hatch(H4, HatchAct::Open), HatchIs(H4, HatchAct::Open)),
        s(2, Say(CallId::HatchOpen, None), Said),
        a(3, ReadBack, Matched),
    }
    Hatch3 "hatch-3" Air after [Hatch4] {
        a(0, Key(TwoKeyAct::Hatch3), KeysOrOpen(TwoKeyAct::Hatch3, H3)),
        s(0, Key(TwoKeyAct::Hatch3), KeysOrOpen(TwoKeyAct::Hatch3, H3)),
        a(1, Hatch(H3, HatchAct::Open), HatchIs(H3, HatchAct::Open)),
    }
    Meet "meet" Handshake after [Hatch3] {
        a(0, Send(Party::Meet, Tunnel2), PartyAt(Party::Meet, Tunnel2)),
        s(0, Send(Party::Meet, Tunnel2), PartyAt(Party::Meet, Tunnel2)),
    }
    Greet "greet" Handshake after [Meet] {
        a(0, Say(CallId::GladToSeeYou, None), Said),
        s(0, Say(CallId::GladToSeeYou, None), Said),
    }
    Over "over" Handshake after [Greet] {
        a(0, Send(Party::Over, Om), PartyAt(Party::Over, Om)),
        s(0, Send(Party::Over, Om), PartyAt(Party::Over, Om)),
        s(1, Say(CallId::WelcomeAboard, None), Said),
        a(2, Say(CallId::Thanks, None), Said),
    }
    // The way back: visitors into the Docking Module, hatches 4 and 3 and their valves shut, tunnel 2
    // lowered to 260 mmHg and watched (NASA history summary), the module bled and flushed at once.
    Board "board" Return after [Hatch3, Over] {
        a(0, Send(Party::Back, Dm), PartyAt(Party::Back, Dm)),
        s(0, Send(Party::Back, Dm), PartyAt(Party::Back, Dm)),
    }
    // Everybody is out of Soyuz: hatch 3 is the one that can be shut behind them.
    ShutBehind "shut-behind" Return after [Board] {
        a(0, Hatch(H3, HatchAct::Shut), HatchIs(H3, HatchAct::Shut)),
        a(0, Valve(ValveId::H3Eq, false), ValveIs(ValveId::H3Eq, false)),
        a(1, Say(CallId::HatchClosed, None), Said),
        s(2, ReadBack, Matched),
    }
    CloseUp "close-up" Return after [Board] {
        s(0, Hatch(H4, HatchAct::Shut), HatchIs(H4, HatchAct::Shut)),
        s(0, Valve(ValveId::H4Eq, false), ValveIs(ValveId::H4Eq, false)),
        a(0, Hatch(H3, HatchAct::Shut), HatchIs(H3, HatchAct::Shut)),
        a(0, Valve(ValveId::H3Eq, false), ValveIs(ValveId::H3Eq, false)),
        s(1, Say(CallId::HatchClosed, None), Said),
        a(2, ReadBack, Matched),
        a(3, Say(CallId::HatchClosed, None), Said),
    }
    // Soyuz has the gauge and Apollo the valve, so one says when: at 300 mmHg, since what falls by
    // twenty a second is some forty lower before a hand has turned.
    TunnelLow "tunnel-low" Return after [CloseUp] {
        a(0, Valve(ValveId::Tunnel2Vent, true), OpenOrBelow(ValveId::Tunnel2Vent, Tunnel2, LOW_MMHG)),
        s(1, Gauge(Tunnel2, LOW_MMHG), Below(Tunnel2, LOW_MMHG)),
        s(2, Say(CallId::Stop, None), Said),
        a(3, Valve(ValveId::Tunnel2Vent, false), ValveIs(ValveId::Tunnel2Vent, false)),
        s(4, Say(CallId::Pressure, Some(Tunnel2)), Said),
        a(5, ReadBack, Matched),
        s(6, LeakCheck(ReadingOf::Tunnel2), LeakGood(ReadingOf::Tunnel2)),
        s(7, Say(CallId::PressureSteady, None), Said),
    }
    // Both valves at once: bled alone, the module would hold 100 mmHg of oxygen at 260 (derived). With
    // both open it settles near 320, and is flushed until oxygen reads 300: a tenth of nitrogen is left
    // when it has then been let down.
    DmFlush "dm-flush" Return after [CloseUp] {
        a(0, Valve(ValveId::DmOxygen, true), ValveIs(ValveId::DmOxygen, true)),
        a(0, Valve(ValveId::DmVent, true), OpenOrBelow(ValveId::DmVent, Dm, HOME_MMHG)),
        a(1, Valve(ValveId::DmOxygen, false), OxygenAndShut(ValveId::DmOxygen, Dm, FLUSHED_MMHG)),
        a(2, Valve(ValveId::DmVent, false), BelowAndShut(ValveId::DmVent, Dm, HOME_MMHG)),
        a(3, Say(CallId::Pressure, Some(Dm)), Said),
        s(4, ReadBack, Matched),
    }
    // Minutes in which the pressure on one side of hatch 3 falls: Apollo says where it stands, Soyuz whether
    // the tunnel behind it follows.
    FlushFirst "flush-first" Return after [TunnelLow] {
        a(0, Gauge(Dm, 445.0), Below(Dm, 445.0)),
        a(1, Say(CallId::Pressure, Some(Dm)), Said),
        s(2, ReadBack, Matched),
        s(3, Say(CallId::Pressure, Some(Tunnel2)), Said),
    }
    FlushSecond "flush-second" Return after [FlushFirst] {
        a(0, Gauge(Dm, 415.0), Below(Dm, 415.0)),
        a(1, Say(CallId::Pressure, Some(Dm)), Said),
        s(2, ReadBack, Matched),
        s(3, Say(CallId::Pressure, Some(Tunnel2)), Said),
    }
    FlushThird "flush-third" Return after [FlushSecond] {
        a(0, Gauge(Dm, 392.0), Below(Dm, 392.0)),
        a(1, Say(CallId::Pressure, Some(Dm)), Said),
        s(2, ReadBack, Matched),
        s(3, Say(CallId::Pressure, Some(Tunnel2)), Said),
    }
    FlushFourth "flush-fourth" Return after [FlushThird] {
        a(0, Gauge(Dm, 350.0), Below(Dm, 350.0)),
        a(1, Say(CallId::Pressure, Some(Dm)), Said),
        s(2, ReadBack, Matched),
        s(3, Say(CallId::Pressure, Some(Tunnel2)), Said),
    }
    Hatch2 "hatch-2" Return after [TunnelLow, DmFlush, FlushFourth] {
        a(0, Valve(ValveId::H2Eq, true), DeltaBelow(H2, 2.0)),
        a(1, Hatch(H2, HatchAct::Open), HatchIs(H2, HatchAct::Open)),
        a(2, Say(CallId::Equalized, None), Said),
    }
    Home "home" Return after [Hatch2] {
        a(0, Send(Party::Back, Cm), PartyAt(Party::Back, Cm)),
        s(0, Send(Party::Back, Cm), PartyAt(Party::Back, Cm)),
        a(1, Say(CallId::CrewAboard, None), Said),
        s(2, Say(CallId::WellDone, None), Said),
    }
    // Hatches shut, tunnel emptied, vent shut, and then the tunnel may not fill again: a hatch that
    // leaks would be open to space a minute later (Syromyatnikov: practice of Soyuz and Salyut).
    TunnelDown "tunnel-down" Undocking after [Seal, Greet, Home] {
        s(0, Hatch(H4, HatchAct::Shut), HatchIs(H4, HatchAct::Shut)),
        a(0, Hatch(H3, HatchAct::Shut), HatchIs(H3, HatchAct::Shut)),
        a(1, Valve(ValveId::Tunnel2Vent, true), OpenOrBelow(ValveId::Tunnel2Vent, Tunnel2, 2.0)),
        s(2, Gauge(Tunnel2, 2.0), Below(Tunnel2, 2.0)),
        s(3, Say(CallId::Pressure, Some(Tunnel2)), Said),
        a(4, Valve(ValveId::Tunnel2Vent, false), BelowAndShut(ValveId::Tunnel2Vent, Tunnel2, 2.0)),
        s(5, LeakCheck(ReadingOf::Tunnel2), LeakGood(ReadingOf::Tunnel2)),
        s(6, Say(CallId::PressureSteady, None), Said),
    }
    UndockGo "undock-go" Undocking after [Seal, TunnelDown] {
        passive(0, Say(CallId::UndockReady, None), Said),
        active(1, Say(CallId::UndockCommand, None), Said),
        passive(2, ReadBack, Matched),
    }
    // The order differs by the side that is active (Syromyatnikov): Soyuz lets its latches go while
    // the hooks hold and leaves the rest to the springs, Apollo opens the hooks first, pushes off
    // with its ring and lets go last.
    LatchesFirst "latches-first" Undocking after [UndockGo] {
        active(0, Release, LatchesOpen),
        active(1, OpenHooks, HooksOpen),
        active(2, Say(CallId::HooksOpen, None), Said),
        passive(3, ReadBack, Matched),
    }
    HooksFirst "hooks-first" Undocking after [UndockGo] {
        active(0, OpenHooks, HooksOpen),
        active(1, Say(CallId::HooksOpen, None), Said),
        passive(2, ReadBack, Matched),
        active(2, Ring(RingAct::Extend), RingAt(RingAct::Extend)),
        active(3, Release, LatchesOpen),
    }
    BackOff "back-off" Undocking after [LatchesFirst, HooksFirst] {
        s(0, Say(CallId::Separation, None), Said),
        flying(0, ControlOn, ControlActive),
        flying(1, Part(15.0), RangeAbove(15.0)),
        a(2, Say(CallId::WellDone, None), Said),
        s(2, Say(CallId::WellDone, None), Said),
    }
    // Lessons on the radio, craft joined, hatch 3 the last one shut. A lesson is passed by what was done
    // on the loop, by both crews in turn.
    SchoolHail "school-hail" School after [] {
        a(0, Say(CallId::HailSoyuz, None), Said),
        s(1, Say(CallId::HailApollo, None), Said),
        a(2, Say(CallId::ReadYouWell, None), Said),
        s(3, Say(CallId::ReadYouWell, None), Said),
    }
    SchoolAsk "school-ask" School after [SchoolHail] {
        a(0, Say(CallId::AskPressure, Some(Om)), Said),
        s(1, Say(CallId::Pressure, Some(Om)), Said),
        a(2, ReadBack, Matched),
    }
    SchoolAnswer "school-answer" School after [SchoolAsk] {
        s(0, Say(CallId::AskPressure, Some(Dm)), Said),
        a(1, Say(CallId::Pressure, Some(Dm)), Said),
        s(2, ReadBack, Matched),
    }
    SchoolBook "school-book" School after [SchoolAnswer] {
        a(0, Find(CallId::DockingComplete), Said),
        s(1, Find(CallId::DockingComplete), Said),
    }
    SchoolTheirs "school-theirs" School after [SchoolBook] {
        a(0, Say(CallId::AllWell, None), Said),
        s(1, Say(CallId::AllWell, None), Said),
    }
    SchoolLamp "school-lamp" School after [SchoolTheirs] {
        a(0, Lamp(LampCode::SayAgain), Said),
        s(1, Lamp(LampCode::Go), Said),
    }
    SchoolHelp "school-help" School after [SchoolLamp] {
        a(0, Help, Said),
        s(0, Help, Said),
    }
    SchoolCell "school-cell" School after [SchoolHelp] {
        a(0, Spell(System::Latches), Spelt(System::Latches)),
        s(1, Ksu(System::Latches), Powered(System::Latches)),
        s(2, Say(CallId::Ready, None), Said),
    }
    SchoolGo "school-go" School after [SchoolCell] {
        a(0, Poll(Gate::Hatch), Go(Gate::Hatch)),
        s(0, Poll(Gate::Hatch), Go(Gate::Hatch)),
    }
    SchoolKeys "school-keys" School after [SchoolGo] {
        a(0, Key(TwoKeyAct::Hatch3), KeysOrOpen(TwoKeyAct::Hatch3, H3)),
        s(0, Key(TwoKeyAct::Hatch3), KeysOrOpen(TwoKeyAct::Hatch3, H3)),
        a(1, Hatch(H3, HatchAct::Open), HatchIs(H3, HatchAct::Open)),
    }
    SchoolGreet "school-greet" School after [SchoolKeys] {
        a(0, Say(CallId::GladToSeeYou, None), Said),
        s(0, Say(CallId::GladToSeeYou, None), Said),
    }
}
