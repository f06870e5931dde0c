//! The phrasebook's rows: every call that has a card, in a fixed order. What a row means stands in
//! `calls`; the words stand in the client's locales.
//!
//! Wordings follow the attested radio exchange of July 1975 where one is known and its pattern
//! elsewhere. There is no row for a panel cell: a cell has to be spelt out in free text.

use serde::{Deserialize, Serialize};

use super::{CallRow, ReadBack, SlotKind, Speaker};

/// One row a call: name, key, ring, who may say it, slots, read-back, look-alikes.
macro_rules! calls {
    ($($id:ident, $key:literal, $ring:literal, $who:ident, [$($slot:ident),*], $back:ident,
       [$($alike:ident),*];)*) => {
        /// A call of the phrasebook. The order is the wire format: new calls go at the end.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum CallId {
            $(
                #[doc = concat!("`", $key, "`.")]
                $id,
            )*
        }

        impl CallId {
            /// Every call, in the phrasebook's order.
            pub const ALL: &'static [CallId] = &[$(CallId::$id),*];
        }

        /// One row a call, indexed by `CallId as usize`.
        pub(super) const ROWS: &[CallRow] = &[$(CallRow {
            id: CallId::$id,
            key: $key,
            ring: $ring,
            who: Speaker::$who,
            slots: &[$(SlotKind::$slot),*],
            read_back: ReadBack::$back,
            look_alikes: &[$(CallId::$alike),*],
        }),*];
    };
}

calls! {
    // Ring 1: survival.
    HailSoyuz, "hail-soyuz", 1, Apollo, [], Never, [];
    HailApollo, "hail-apollo", 1, Soyuz, [], Never, [];
    GoodDay, "good-day", 1, Both, [], Never, [];
    ReadYouWell, "read-you-well", 1, Both, [], Never, [];
    ReadYouBadly, "read-you-badly", 1, Both, [], Never, [];
    GoAhead, "go-ahead", 1, Both, [], Never, [];
    Roger, "roger", 1, Both, [], Never, [];
    Wilco, "wilco", 1, Both, [], Never, [];
    SayAgain, "say-again", 1, Both, [], Never, [];
    SpeakSlower, "speak-slower", 1, Both, [], Never, [];
    NotUnderstood, "not-understood", 1, Both, [], Never, [];
    StandBy, "stand-by", 1, Both, [], Never, [];
    Affirmative, "affirmative", 1, Both, [], Never, [];
    Negative, "negative", 1, Both, [], Never, [];
    Correct, "correct", 1, Both, [], Never, [];
    WrongAgain, "wrong-again", 1, Both, [], Never, [];
    ReadBackPlease, "read-back-please", 1, Both, [], Never, [];
    Ready, "ready", 1, Both, [], Never, [];
    NotReady, "not-ready", 1, Both, [], Never, [];
    Go, "go", 1, Both, [], Never, [];
    NoGo, "no-go", 1, Both, [], Never, [];
    Stop, "stop", 1, Both, [], Never, [];
    Steady, "steady", 1, Both, [], Never, [];
    Continue, "continue", 1, Both, [], Never, [];
    BackOff, "back-off", 1, Both, [], Never, [];
    Danger, "danger", 1, Both, [], Never, [];
    Problem, "problem", 1, Both, [], Never, [];
    AllWell, "all-well", 1, Both, [], Never, [];
    AskRange, "ask-range", 1, Both, [], Never, [];
    AskPressure, "ask-pressure", 1, Both, [Place], Never, [];
    InEnglish, "in-english", 1, Both, [], Never, [];
    InRussian, "in-russian", 1, Both, [], Never, [];
    SpellIt, "spell-it", 1, Both, [], Never, [];
    CountDown, "count-down", 1, Both, [], Never, [];
    Thanks, "thanks", 1, Both, [], Never, [];
    Over, "over", 1, Both, [], Never, [];
    // Ring 2: docking.
    BeaconsOnPlease, "beacons-on-please", 2, Apollo, [], Never, [];
    BeaconsOn, "beacons-on", 2, Soyuz, [], Never, [];
    RangingOnPlease, "ranging-on-please", 2, Apollo, [], Never, [];
    RangingOn, "ranging-on", 2, Soyuz, [], Never, [];
    Visual, "visual", 2, Both, [], Never, [];
    VisualLost, "visual-lost", 2, Both, [], Never, [];
    SunGlare, "sun-glare", 2, Both, [], Never, [];
    Range, "range", 2, Both, [Range], AtMarks, [];
    ClosingRate, "closing-rate", 2, Both, [Rate], Never, [];
    RangeAndRate, "range-and-rate", 2, Both, [Range, Rate], AtMarks, [];
    OpeningRate, "opening-rate", 2, Both, [Rate], Never, [];
    BeginManeuver, "begin-maneuver", 2, Both, [], Never, [];
    ManeuverComplete, "maneuver-complete", 2, Both, [], Never, [];
    HoldingAttitude, "holding-attitude", 2, Both, [], Never, [];
    HoldAttitude, "hold-attitude", 2, Both, [], Never, [];
    AttitudeError, "attitude-error", 2, Both, [Axis, Dir, Angle], Never, [];
    CorrectAttitude, "correct-attitude", 2, Both, [Axis, Dir, Angle], Never, [];
    RatesNulled, "rates-nulled", 2, Both, [], Never, [];
    Stationkeeping, "stationkeeping", 2, Both, [Range], AtMarks, [];
    HoldRange, "hold-range", 2, Both, [], Never, [];
    ContinueClosing, "continue-closing", 2, Both, [], Never, [];
    SlowDown, "slow-down", 2, Both, [], Never, [];
    SpeedUp, "speed-up", 2, Both, [], Never, [];
    StopClosing, "stop-closing", 2, Both, [], Never, [];
    DockingGoPlease, "docking-go-please", 2, Both, [], Never, [];
    DockingGo, "docking-go", 2, Both, [], Never, [];
    DockingNoGo, "docking-no-go", 2, Both, [], Never, [];
    DockingOff, "docking-off", 2, Both, [], Never, [];
    FinalApproach, "final-approach", 2, Both, [], Never, [];
    RingReportPlease, "ring-report-please", 2, Both, [], Never, [];
    RingExtended, "ring-extended", 2, Both, [], Choice, [RingStowed, RingAligned];
    RingStowed, "ring-stowed", 2, Both, [], Choice, [RingExtended, RingAligned];
    DockingReady, "docking-ready", 2, Both, [], Never, [];
    TargetCentered, "target-centered", 2, Both, [], Never, [];
    TargetLost, "target-lost", 2, Both, [], Never, [];
    Offset, "offset", 2, Both, [Dir, Offset], Never, [];
    Drifting, "drifting", 2, Both, [Dir], Never, [];
    OnAxis, "on-axis", 2, Both, [], Never, [];
    RangeCount, "range-count", 2, Both, [Range], AtMarks, [];
    TimeToContact, "time-to-contact", 2, Both, [Time], Never, [];
    Contact, "contact", 2, Both, [], Never, [];
    Capture, "capture", 2, Both, [], Never, [];
    NoCapture, "no-capture", 2, Both, [], Never, [];
    Bounced, "bounced", 2, Both, [], Never, [];
    ControlOff, "control-off", 2, Both, [], Choice, [ControlOffPlease, JetsInhibited];
    ControlOffPlease, "control-off-please", 2, Both, [], Never, [];
    JetsInhibited, "jets-inhibited", 2, Both, [], Never, [];
    JetsFiring, "jets-firing", 2, Both, [], Never, [];
    MotionDamping, "motion-damping", 2, Both, [], Never, [];
    RingAligned, "ring-aligned", 2, Both, [], Never, [];
    Retracting, "retracting", 2, Both, [], Never, [];
    RetractComplete, "retract-complete", 2, Both, [], Choice, [Retracting, RingAligned];
    HooksClosing, "hooks-closing", 2, Both, [], Never, [];
    HooksCount, "hooks-count", 2, Both, [Count], Value, [];
    HooksClosed, "hooks-closed", 2, Both, [], Choice, [HooksOpen, HooksClosing];
    HardDock, "hard-dock", 2, Both, [], Never, [];
    SealPressure, "seal-pressure", 2, Soyuz, [Pressure], Value, [];
    SealGood, "seal-good", 2, Soyuz, [], Never, [];
    SealLeaking, "seal-leaking", 2, Soyuz, [], Never, [];
    DockingComplete, "docking-complete", 2, Both, [], Never, [];
    UndockReady, "undock-ready", 2, Both, [], Never, [];
    UndockCommand, "undock-command", 2, Both, [], Choice, [UndockReady, Separation];
    HooksOpen, "hooks-open", 2, Both, [], Choice, [HooksClosed, HooksClosing];
    Separation, "separation", 2, Both, [], Never, [];
    MovingAway, "moving-away", 2, Both, [], Never, [];
    ControlMine, "control-mine", 2, Both, [], Choice, [ControlYours, ControlOff];
    ControlYours, "control-yours", 2, Both, [], Choice, [ControlMine, ControlOff];
    // Ring 3: hatches, air, emergency.
    CloseHatch, "close-hatch", 3, Both, [Hatch], Choice, [HatchClosed, ValveClosePlease];
    HatchClosed, "hatch-closed", 3, Both, [Hatch], Choice, [HatchOpen, ValveClosed];
    HatchReady, "hatch-ready", 3, Both, [Hatch], Never, [];
    HatchGo, "hatch-go", 3, Both, [Hatch], Choice, [HatchNoGo, HatchReady];
    HatchNoGo, "hatch-no-go", 3, Both, [Hatch], Choice, [HatchGo, HatchReady];
    HatchOpening, "hatch-opening", 3, Both, [Hatch], Never, [];
    HatchOpen, "hatch-open", 3, Both, [Hatch], Choice, [HatchClosed, ValveOpen];
    HatchStuck, "hatch-stuck", 3, Both, [Hatch], Never, [];
    ValveOpenPlease, "valve-open-please", 3, Both, [Hatch], Never, [];
    ValveOpen, "valve-open", 3, Both, [Hatch], Never, [];
    ValveClosePlease, "valve-close-please", 3, Both, [Hatch], Never, [];
    ValveClosed, "valve-closed", 3, Both, [Hatch], Never, [];
    LeakCheckStart, "leak-check-start", 3, Both, [], Never, [];
    LeakCheckRunning, "leak-check-running", 3, Both, [Time], Never, [];
    LeakCheckGood, "leak-check-good", 3, Both, [], Never, [];
    LeakCheckBad, "leak-check-bad", 3, Both, [], Never, [];
    PressureDrop, "pressure-drop", 3, Both, [DeltaP, Time], Never, [];
    Pressure, "pressure", 3, Both, [Place, Pressure], Value, [];
    PressureNeeded, "pressure-needed", 3, Both, [Pressure], Value, [];
    PressureSteady, "pressure-steady", 3, Both, [], Never, [];
    PressureFalling, "pressure-falling", 3, Both, [], Never, [];
    PressureRising, "pressure-rising", 3, Both, [], Never, [];
    DeltaP, "delta-p", 3, Both, [DeltaP], Value, [];
    Equalizing, "equalizing", 3, Both, [], Never, [];
    Equalized, "equalized", 3, Both, [], Choice, [Equalizing, PressureSteady];
    AddingNitrogen, "adding-nitrogen", 3, Apollo, [], Never, [];
    AddingOxygen, "adding-oxygen", 3, Apollo, [], Never, [];
    Flushing, "flushing", 3, Apollo, [], Never, [];
    Venting, "venting", 3, Both, [Place], Never, [];
    Ppo2, "ppo2", 3, Both, [Pressure], Never, [];
    OxygenPercent, "oxygen-percent", 3, Both, [Percent], Never, [];
    Co2, "co2", 3, Both, [Co2], Never, [];
    Co2High, "co2-high", 3, Both, [], Never, [];
    TransferStart, "transfer-start", 3, Both, [], Never, [];
    CrewmanAt, "crewman-at", 3, Both, [Name, Place], Never, [];
    CrewAboard, "crew-aboard", 3, Both, [], Never, [];
    WelcomeAboard, "welcome-aboard", 3, Both, [], Never, [];
    GladToSeeYou, "glad-to-see-you", 3, Both, [], Never, [];
    ShakingHands, "shaking-hands", 3, Both, [], Never, [];
    WellDone, "well-done", 3, Both, [], Never, [];
    SmellBurning, "smell-burning", 3, Both, [], Never, [];
    Smoke, "smoke", 3, Both, [Place], Never, [];
    Fire, "fire", 3, Both, [], Never, [];
    FireOut, "fire-out", 3, Both, [], Never, [];
    MasksOn, "masks-on", 3, Both, [], Never, [];
    Leak, "leak", 3, Both, [], Never, [];
    LosingPressure, "losing-pressure", 3, Both, [], Never, [];
    ReturnToShip, "return-to-ship", 3, Both, [], Never, [];
    CloseAllHatches, "close-all-hatches", 3, Both, [], Never, [];
    EmergencyUndock, "emergency-undock", 3, Both, [], Never, [];
    Alarm, "alarm", 3, Both, [], Never, [];
    FalseAlarm, "false-alarm", 3, Both, [], Never, [];
    AskPanel, "ask-panel", 3, Both, [], Never, [];
    JetStuck, "jet-stuck", 3, Both, [], Never, [];
    FeelFaint, "feel-faint", 3, Both, [], Never, [];
    MoveOver, "move-over", 2, Both, [Dir, Offset], AtMarks, [];
    EarsHurt, "ears-hurt", 3, Both, [], Never, [];
    EyesSting, "eyes-sting", 3, Both, [], Never, [];
    SmellGlue, "smell-glue", 3, Both, [], Never, [];
    JointsAche, "joints-ache", 3, Both, [], Never, [];
    HardToBreathe, "hard-to-breathe", 3, Both, [], Never, [];
    WearingMasks, "wearing-masks", 3, Both, [], Never, [];
    GasWarming, "gas-warming", 3, Both, [Place], Never, [];
    GasCooling, "gas-cooling", 3, Both, [Place], Never, [];
    RingActive, "ring-active", 2, Both, [], Choice, [RingPassive, RingExtended];
    RingPassive, "ring-passive", 2, Both, [], Choice, [RingActive, RingStowed];
    AskStatus, "ask-status", 1, Both, [], Never, [];
}
