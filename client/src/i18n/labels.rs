//! From the shared enums to the names of their texts. Every key here is checked to exist in both
//! locales; nothing here knows a word.

use handshake_shared::catalogue::equipment::SwitchId;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::procedures::{Gate, Phase, StepId};
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::{CompartmentId, CrewId, Seat};
use handshake_shared::sim::doors::Rules;
use handshake_shared::sim::event::{Alarm, BounceCause, Outcome};
use handshake_shared::sim::harms::Cause;
use handshake_shared::sim::input::{ControlMode, DapRate, Deadband, HelpLevel, StickRate};
use handshake_shared::sim::pace::PaceDrop;
use handshake_shared::sim::physiology::{Grade, Symptom};
use handshake_shared::sim::scoring::{Head, Milestone, Reason};
use handshake_shared::sim::talk::Slip;
use handshake_shared::view::panel::{DockLamp, RingState};

use super::Words;

/// One function: a closed enum to its message keys.
macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident($of:ident) { $($variant:ident => $key:literal),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            pub const fn $name(of: $of) -> &'static str {
                match of {
                    $($of::$variant => $key),+
                }
            }
        )+

        /// Every key of this file, for the completeness test.
        #[cfg(test)]
        pub(super) const ALL: &[&str] = &[$($($key),+),+];
    };
}

labels! {
    /// What a light signal means.
    lamp_code(LampCode) {
        Stop => "signal-stop",
        Go => "signal-go",
        NoGo => "signal-no-go",
        BackOff => "signal-back-off",
        SayAgain => "signal-say-again",
        Capture => "signal-capture",
    }
    /// What costs points of communication.
    slip(Slip) {
        Unmatched => "debrief-talk-unmatched",
        Wrong => "debrief-talk-wrong",
        Unit => "debrief-talk-unit",
        Unitless => "debrief-talk-unitless",
        Silent => "debrief-talk-silent",
        Translated => "debrief-talk-translated",
    }

    /// A ship's name in capitals.
    ship(Seat) { Apollo => "ship-apollo", Soyuz => "ship-soyuz" }

    /// A ship's name within a sentence.
    who(Seat) { Apollo => "who-apollo", Soyuz => "who-soyuz" }

    /// Why time goes at ×1 although somebody asked for more.
    pace_drop(PaceDrop) {
        Ended => "pace-ended",
        Collapse => "pace-collapse",
        Alarm => "pace-alarm",
        Key => "pace-key",
        ReadBack => "pace-read-back",
        Call => "pace-call",
        Reading => "pace-reading",
        Hatch => "pace-hatch",
        Step => "pace-step",
        Theirs => "pace-theirs",
        Hands => "pace-hands",
        Asked => "pace-asked",
        NotDocked => "pace-not-docked",
        PartnerGone => "pace-partner-gone",
        NoClock => "pace-no-clock",
        Offer => "pace-offer",
    }

    /// A room's short name in capitals.
    room(CompartmentId) {
        Cm => "room-cm",
        Tunnel1 => "room-tunnel1",
        Dm => "room-dm",
        Tunnel2 => "room-tunnel2",
        Om => "room-om",
        Sa => "room-sa",
    }

    /// A room's name where there is little room: three letters at most.
    tag(CompartmentId) {
        Cm => "tag-cm",
        Tunnel1 => "tag-tunnel1",
        Dm => "tag-dm",
        Tunnel2 => "tag-tunnel2",
        Om => "tag-om",
        Sa => "tag-sa",
    }

    /// A room's name within a sentence.
    place(CompartmentId) {
        Cm => "place-cm",
        Tunnel1 => "place-tunnel1",
        Dm => "place-dm",
        Tunnel2 => "place-tunnel2",
        Om => "place-om",
        Sa => "place-sa",
    }

    /// A man's name.
    name(CrewId) {
        Stafford => "name-stafford",
        Brand => "name-brand",
        Slayton => "name-slayton",
        Leonov => "name-leonov",
        Kubasov => "name-kubasov",
    }

    /// A man's initials, two letters.
    initials(CrewId) {
        Stafford => "initials-stafford",
        Brand => "initials-brand",
        Slayton => "initials-slayton",
        Leonov => "initials-leonov",
        Kubasov => "initials-kubasov",
    }

    /// A man's post, three letters at most.
    post(CrewId) {
        Stafford => "post-cdr",
        Brand => "post-cmp",
        Slayton => "post-dmp",
        Leonov => "post-kk",
        Kubasov => "post-fe",
    }

    /// A control mode.
    mode(ControlMode) {
        Off => "mode-off",
        MinImp => "mode-min-imp",
        AccelCmd => "mode-accel-cmd",
        RateCmd => "mode-rate-cmd",
        Manual => "mode-manual",
        InertialHold => "mode-inertial",
        OrbitalHold => "mode-orbital",
        CmcFree => "mode-cmc-free",
        CmcHold => "mode-cmc-hold",
        CmcAuto => "mode-cmc-auto",
        OrbitalAuto => "mode-orbital-auto",
    }

    /// Deadband of Apollo's digital autopilot.
    dap_deadband(Deadband) { Min => "dap-deadband-min", Max => "dap-deadband-max" }

    /// Rate of Apollo's digital autopilot.
    dap_rate(DapRate) {
        R005 => "dap-rate-005",
        R02 => "dap-rate-02",
        R05 => "dap-rate-05",
        R2 => "dap-rate-2",
    }

    /// Apollo's RATE switch.
    stick_rate(StickRate) { Low => "stick-rate-low", High => "stick-rate-high" }

    /// Apollo's RATE switch beside the mode.
    stick_rate_lamp(StickRate) { Low => "lamp-rate-low", High => "lamp-rate-high" }

    /// Where a ring stands.
    ring(RingState) {
        Stowed => "ring-stowed",
        Moving => "ring-moving",
        Extended => "ring-extended",
    }

    /// The mechanism's lamp.
    lamp(DockLamp) {
        Free => "lamp-free",
        Contact => "lamp-contact",
        Capture => "lamp-capture",
        Damped => "lamp-damped",
        Retracting => "lamp-retracting",
        Retracted => "lamp-retracted",
        HardDock => "lamp-hard-dock",
    }

    /// A valve's label.
    valve(ValveId) {
        H1Eq => "valve-h1-eq",
        H2Eq => "valve-h2-eq",
        H3Eq => "valve-h3-eq",
        H4Eq => "valve-h4-eq",
        H5Eq => "valve-h5-eq",
        DmNitrogen => "valve-dm-nitrogen",
        DmOxygen => "valve-dm-oxygen",
        DmVent => "valve-dm-vent",
        Tunnel2Vent => "valve-tunnel2-vent",
        CavityFill => "valve-cavity-fill",
        OmVent => "valve-om-vent",
        OmOxygen => "valve-om-oxygen",
        CmOxygen => "valve-cm-oxygen",
        CmRelief => "valve-cm-relief",
    }

    /// A switch's label.
    switch(SwitchId) {
        CmFan => "switch-cm-fan",
        DmFan => "switch-dm-fan",
        OmFan => "switch-om-fan",
        SaFan => "switch-sa-fan",
        OmRegenerator => "switch-om-regenerator",
        SaRegenerator => "switch-sa-regenerator",
        CmPower => "switch-cm-power",
        DmPower => "switch-dm-power",
        OmPower => "switch-om-power",
        SaPower => "switch-sa-power",
    }

    /// An alarm's short name; its `.text` is the line, its `.do` the way out.
    alarm(Alarm) {
        ClosingFast => "alarm-closing-fast",
        ControlFights => "alarm-control-fights",
        Mechanism => "alarm-mechanism",
        OxygenLow => "alarm-oxygen-low",
        PressureFalling => "alarm-pressure-falling",
        PropellantLow => "alarm-propellant-low",
        Co2High => "alarm-co2-high",
        Smoke => "alarm-smoke",
        Oxidizer => "alarm-oxidizer",
        Fire => "alarm-flames",
    }

    /// A phase.
    phase(Phase) {
        Approach => "phase-approach",
        Eclipse => "phase-eclipse",
        Station => "phase-station",
        Final => "phase-final",
        Capture => "phase-capture",
        Retraction => "phase-retraction",
        Air => "phase-air",
        Handshake => "phase-handshake",
        Return => "phase-return",
        Undocking => "phase-undocking",
        School => "phase-school",
    }

    /// The step in which a hold point is answered.
    gate(Gate) { G200 => "step-gate-200", G30 => "step-gate-30", G3 => "step-gate-3", Hatch => "step-school-go" }

    /// A help level; its `.about` says what it does.
    level(HelpLevel) {
        Passenger => "level-passenger",
        Cadet => "level-cadet",
        Pilot => "level-pilot",
        Commander => "level-commander",
        Oklahomski => "level-oklahomski",
    }

    /// A set of rules; its `.about` says what it does.
    rules(Rules) { Training => "rules-training", Flight => "rules-flight", Real => "rules-real" }

    /// A head of the score.
    head(Head) {
        Safety => "head-safety",
        Precision => "head-precision",
        Propellant => "head-propellant",
        Time => "head-time",
        Language => "head-language",
    }

    /// A line of the score; most take `$value`.
    score(Reason) {
        Handshake => "score-handshake",
        CleanContact => "score-clean-contact",
        RoughContact => "score-rough-contact",
        HardContact => "score-hard-contact",
        Bounced => "score-bounced",
        Damaged => "score-damaged",
        ControlLeftOn => "score-control-left-on",
        ClosedFast => "score-closed-fast",
        Hypoxia => "score-hypoxia",
        BendsRisk => "score-bends-risk",
        PropellantUsed => "score-propellant-used",
        TimeTaken => "score-time-taken",
        ReadBacksRight => "score-read-backs-right",
        ReadBacksWrong => "score-read-backs-wrong",
        PartnersLanguage => "score-partners-language",
        WrongCells => "score-wrong-cells",
        PlanFlown => "score-plan-flown",
        RangeHeld => "score-range-held",
        SunCovered => "score-sun-covered",
        Injured => "score-injured",
        Incapacitated => "score-incapacitated",
        Died => "score-died",
        Unitless => "score-unitless",
    }

    /// Who was hurt, by what and why: takes `$name`, `$place`, `$place_loc`.
    harm(Cause) {
        Bled => "harm-bled",
        Escaped => "harm-escaped",
        Thin => "harm-thin",
        Stale => "harm-stale",
        Nitrogen => "harm-nitrogen",
        Rise => "harm-rise",
        Fall => "harm-fall",
        Blowout => "harm-blowout",
        Smoke => "harm-smoke",
        Oxidizer => "harm-oxidizer",
        Heat => "harm-heat",
        Blow => "harm-blow",
    }

    /// How badly a man was hurt.
    grade(Grade) {
        Near => "grade-near",
        Hurt => "grade-hurt",
        Down => "grade-down",
        Dead => "grade-dead",
    }

    /// What a man notices, as a sentence about him: takes `$name`.
    symptom(Symptom) {
        Tingling => "symptom-tingling",
        ShortOfBreath => "symptom-short-of-breath",
        Headache => "symptom-headache",
        EarsHurt => "symptom-ears",
        JointPain => "symptom-joints",
        ChestPain => "symptom-chest",
        BurntSmell => "symptom-burnt-smell",
        SharpSmell => "symptom-sharp-smell",
        EyesSting => "symptom-eyes",
        Coughing => "symptom-coughing",
        Heat => "symptom-heat",
        Blow => "symptom-blow",
    }

    /// Why a contact was not captured.
    bounce(BounceCause) {
        Unpowered => "bounce-unpowered",
        TooSlow => "bounce-too-slow",
        TooFast => "bounce-too-fast",
        Miss => "bounce-miss",
        SideSpeed => "bounce-side-speed",
        Tilt => "bounce-tilt",
        Roll => "bounce-roll",
        Turning => "bounce-turning",
        Unclear => "bounce-unclear",
        Torn => "bounce-torn",
    }

    /// A moment of the debrief's clock.
    milestone(Milestone) {
        Go200 => "milestone-go-200",
        Go30 => "milestone-go-30",
        Go3 => "milestone-go-3",
        Contact => "milestone-contact",
        Capture => "milestone-capture",
        HardDock => "milestone-hard-dock",
        Hatch4 => "milestone-hatch-4",
        Hatch3 => "milestone-hatch-3",
        Handshake => "milestone-handshake",
        Undocked => "milestone-undocked",
    }
}

/// Deadband of Apollo's SCS: the RATE switch widens it.
pub const fn deadband(rate: StickRate, deadband: Deadband) -> &'static str {
    match (rate, deadband) {
        (StickRate::Low, Deadband::Min) => "deadband-min",
        (StickRate::Low, Deadband::Max) => "deadband-max",
        (StickRate::High, Deadband::Min) => "deadband-high-min",
        (StickRate::High, Deadband::Max) => "deadband-high-max",
    }
}

/// The same beside the mode: the angle alone.
pub const fn band(rate: StickRate, deadband: Deadband) -> &'static str {
    match (rate, deadband) {
        (StickRate::Low, Deadband::Min) => "band-min",
        (StickRate::Low, Deadband::Max) => "band-max",
        (StickRate::High, Deadband::Min) => "band-high-min",
        (StickRate::High, Deadband::Max) => "band-high-max",
    }
}

/// How a mission ended.
pub const fn outcome(of: Outcome) -> &'static str {
    match of {
        Outcome::Handshake => "outcome-handshake",
        Outcome::RingsLost => "outcome-rings-lost",
        Outcome::CrewLost(Seat::Apollo) => "outcome-crew-lost-apollo",
        Outcome::CrewLost(Seat::Soyuz) => "outcome-crew-lost-soyuz",
        Outcome::PropellantLost => "outcome-propellant-lost",
        Outcome::HullStruck => "outcome-hull-struck",
        Outcome::CalledOff => "outcome-called-off",
        Outcome::PlanFlown => "outcome-plan-flown",
        Outcome::Docked => "outcome-docked",
        Outcome::StationKept => "outcome-station-kept",
        Outcome::Eclipsed => "outcome-eclipsed",
        Outcome::Transferred => "outcome-transferred",
        Outcome::Rescued => "outcome-rescued",
        Outcome::CrewmanLost(_) => "outcome-crewman-lost",
    }
}

/// Where something is, as a sentence says it: “in the docking module”, «в стыковочном модуле».
pub fn inside(words: &Words, at: CompartmentId) -> String {
    words.get(&format!("{}.loc", place(at)))
}

/// A step's title.
pub fn step(of: StepId) -> String {
    format!("step-{}", of.row().key)
}
