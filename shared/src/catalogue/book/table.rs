//! The pages, shelf by shelf in the order of their lists of contents.
//!
//! What a sign means follows from the models: what a seal, a hook or a warm wall does to two gauges,
//! which manifold feeds a jet, which cell breaks a circuit. The pages are the game's; the flight's own
//! malfunction procedures were not split between the crews.

use serde::{Deserialize, Serialize};

use super::{Kind, Line, Mark, Page, Trouble};
use crate::catalogue::calls::CallId;
use crate::catalogue::equipment::SwitchId;
use crate::catalogue::ksu::System;
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::sim::event::Alarm;
use crate::sim::input::ReadingOf;
use crate::view::panel::{DockLamp, RingState};

use CompartmentId::{Cm, Dm, Om, Sa, Tunnel2};
use Mark::{
    Beacons, Cavity, Cell, Gauge, Hatch, Hooks, Isolation, Lamp, LatchPower, Latches, Propellant,
    Reading, Ring, RingSwitch, Switch, Transponder, Valve,
};
use Trouble::{Fault, Heard, Unpowered, WrongCell};

macro_rules! pages {
    ($($id:ident $key:literal $words:literal $shelf:ident [$($answers:expr),+ $(,)?] {
        $($line:literal [$($mark:expr),* $(,)?])+
    })+) => {
        /// Names of the pages.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum PageId {
            $(#[doc = concat!("Page `", $key, "`.")] $id),+
        }

        /// All pages, in index order.
        pub const PAGES: &[Page] = &[$(Page {
            id: PageId::$id,
            key: $key,
            words: $words,
            shelf: Seat::$shelf,
            answers: &[$($answers),+],
            lines: &[$(Line { words: $line, marks: &[$($mark),*] }),+],
        }),+];
    };
}

pages! {
    // Apollo's shelf: Soyuz's panel.
    LatchPower "latch-power" "latch-power" Apollo [Unpowered(System::Latches)] {
        "latch-power-dark" [LatchPower, Cell(System::Latches)]
        "latch-power-lit" [LatchPower, Latches(0)]
    }
    Lights "lights" "lights" Apollo [Unpowered(System::Beacons), Unpowered(System::Transponder)] {
        "lights-beacons" [Beacons, Cell(System::Beacons)]
        "lights-transponder" [Transponder, Cell(System::Transponder)]
        "lights-both" [Beacons, Transponder, Cell(System::Beacons), Cell(System::Transponder)]
    }
    WrongCell "wrong-cell" "wrong-cell" Apollo [WrongCell] {
        "wrong-cell-breath" [Gauge(Om)]
        "wrong-cell-lamp" [Beacons, Transponder, Cell(System::Beacons), Cell(System::Transponder)]
        "wrong-cell-fan" [
            Switch(SwitchId::OmFan), Switch(SwitchId::SaFan),
            Cell(System::OmFan), Cell(System::SaFan),
        ]
        "wrong-cell-regenerator" [
            Switch(SwitchId::OmRegenerator), Switch(SwitchId::SaRegenerator),
            Cell(System::OmRegenerator), Cell(System::SaRegenerator),
        ]
    }
    SoyuzAir "air-soyuz" "air" Apollo [
        Fault(Kind::Fan), Trouble::Alarm(Alarm::Co2High), Trouble::Alarm(Alarm::OxygenLow),
        Unpowered(System::OmFan), Unpowered(System::SaFan),
        Unpowered(System::OmRegenerator), Unpowered(System::SaRegenerator), Heard(CallId::Co2High), Heard(CallId::HardToBreathe),
    ] {
        "air-cell-fan" [
            Switch(SwitchId::OmFan), Cell(System::OmFan),
            Switch(SwitchId::SaFan), Cell(System::SaFan),
        ]
        "air-cell-regenerator" [
            Switch(SwitchId::OmRegenerator), Cell(System::OmRegenerator),
            Switch(SwitchId::SaRegenerator), Cell(System::SaRegenerator),
        ]
        "air-fan-dead" [Switch(SwitchId::OmFan), Hatch(HatchId::H5)]
        "air-oxygen" [Mark::Alarm(Alarm::OxygenLow), Valve(ValveId::OmOxygen)]
    }
    SoyuzJets "jets-soyuz" "jets-soyuz" Apollo [
        Fault(Kind::Jet), Trouble::Alarm(Alarm::PropellantLow), Heard(CallId::JetsFiring), Heard(CallId::JetStuck),
    ] {
        "jets-soyuz-ahead" [Isolation(0), Isolation(1)]
        "jets-soyuz-back" [Isolation(0), Isolation(1)]
        "jets-soyuz-side" [Isolation(0), Isolation(1)]
        "jets-soyuz-weak" [Isolation(2)]
        "jets-soyuz-leak" [Propellant, Isolation(0), Isolation(1), Isolation(2)]
    }
    SoyuzRing "ring-soyuz" "ring" Apollo [Fault(Kind::RingDrive)] {
        "ring-moving" [Ring(RingState::Moving), RingSwitch]
        "ring-still" [Ring(RingState::Stowed), RingSwitch]
        "ring-held" [Latches(3), RingSwitch]
    }
    SoyuzLatches "latches-soyuz" "latches" Apollo [
        Fault(Kind::Latch), Fault(Kind::Sensor), Trouble::Alarm(Alarm::Mechanism),
    ] {
        "latches-none" [Lamp(DockLamp::Contact), Latches(0)]
        "latches-two" [Latches(2)]
        "latches-damaged" [Mark::Alarm(Alarm::Mechanism)]
    }
    SoyuzHooks "hooks-soyuz" "hooks" Apollo [Fault(Kind::Hook)] {
        "hooks-seven" [Hooks(7), Hatch(HatchId::H4)]
        "hooks-few" [Hooks(4), Hatch(HatchId::H4)]
        "hooks-all" [Hooks(8), Lamp(DockLamp::HardDock)]
    }
    Seals "seals" "seals" Apollo [Fault(Kind::Seal), Fault(Kind::Gauge), Fault(Kind::Wall), Heard(CallId::LeakCheckBad)] {
        "seals-outer" [Cavity, Gauge(Tunnel2)]
        "seals-inner" [Cavity, Gauge(Tunnel2), Valve(ValveId::CavityFill)]
        "seals-both" [Cavity, Gauge(Tunnel2), Hatch(HatchId::H4)]
        "seals-wall" [Reading(ReadingOf::Tunnel2)]
        "seals-gauge" [Cavity, Gauge(Om)]
    }
    SoyuzGauge "gauge-soyuz" "gauge" Apollo [Fault(Kind::Gauge), Fault(Kind::Wall), Heard(CallId::GasWarming), Heard(CallId::GasCooling)] {
        "gauge-apart" [Gauge(Om), Gauge(Sa)]
        "gauge-tunnel" [Gauge(Tunnel2), Valve(ValveId::H4Eq)]
        "gauge-warm" [Reading(ReadingOf::Tunnel2)]
    }
    SoyuzLeak "leak-soyuz" "leak" Apollo [
        Fault(Kind::Hull), Trouble::Alarm(Alarm::PressureFalling), Heard(CallId::Leak), Heard(CallId::LosingPressure), Heard(CallId::PressureFalling),
    ] {
        "leak-vent" [Valve(ValveId::OmVent)]
        "leak-orbital" [Gauge(Om), Gauge(Sa), Hatch(HatchId::H5)]
        "leak-descent" [Gauge(Sa), Gauge(Om), Hatch(HatchId::H5)]
        "leak-tunnel" [Gauge(Tunnel2), Hatch(HatchId::H4)]
    }
    SoyuzValve "valve-soyuz" "valve" Apollo [Fault(Kind::Valve)] {
        "valve-no-flow" [Valve(ValveId::OmVent), Valve(ValveId::OmOxygen)]
        "valve-flows-on" [Valve(ValveId::OmVent), Hatch(HatchId::H5)]
        "valve-equal" [Valve(ValveId::H4Eq), Hatch(HatchId::H4)]
    }
    SoyuzFire "fire-soyuz" "fire" Apollo [
        Fault(Kind::Spark), Trouble::Alarm(Alarm::Fire), Trouble::Alarm(Alarm::Smoke), Heard(CallId::Fire), Heard(CallId::Smoke),
    ] {
        "fire-orbital" [
            Switch(SwitchId::OmPower), Cell(System::OmFan), Valve(ValveId::OmVent),
        ]
        "fire-descent" [Switch(SwitchId::SaPower), Cell(System::SaFan)]
        "fire-sparks" [Switch(SwitchId::OmPower), Switch(SwitchId::SaPower)]
    }
    SoyuzSmell "smell-soyuz" "smell" Apollo [
        Fault(Kind::Odour), Fault(Kind::Oxidizer), Trouble::Alarm(Alarm::Oxidizer), Heard(CallId::SmellBurning), Heard(CallId::SmellGlue), Heard(CallId::EyesSting),
    ] {
        "smell-glue" [Mark::Alarm(Alarm::Smoke)]
        "smell-acid" [Mark::Alarm(Alarm::Oxidizer), Valve(ValveId::OmVent), Valve(ValveId::OmOxygen)]
        "smell-smoke" [Mark::Alarm(Alarm::Smoke)]
    }
    // Soyuz's shelf: Apollo's panel.
    ApolloJets "jets-apollo" "jets-apollo" Soyuz [
        Fault(Kind::Jet), Trouble::Alarm(Alarm::PropellantLow), Heard(CallId::JetsFiring), Heard(CallId::JetStuck),
    ] {
        "jets-apollo-ahead" [Isolation(2), Isolation(0), Isolation(3), Isolation(1)]
        "jets-apollo-back" [Isolation(0), Isolation(2), Isolation(1), Isolation(3)]
        "jets-apollo-roll" [Isolation(0), Isolation(2), Isolation(1), Isolation(3)]
        "jets-apollo-leak" [Propellant]
        "jets-apollo-dead" [Propellant]
    }
    ApolloRing "ring-apollo" "ring" Soyuz [Fault(Kind::RingDrive)] {
        "ring-moving" [Ring(RingState::Moving), RingSwitch]
        "ring-still" [Ring(RingState::Stowed), RingSwitch]
        "ring-held" [Latches(3), RingSwitch]
    }
    ApolloLatches "latches-apollo" "latches" Soyuz [
        Fault(Kind::Latch), Fault(Kind::Sensor), Trouble::Alarm(Alarm::Mechanism),
    ] {
        "latches-none" [Lamp(DockLamp::Contact), Latches(0)]
        "latches-two" [Latches(2)]
        "latches-damaged" [Mark::Alarm(Alarm::Mechanism)]
    }
    ApolloHooks "hooks-apollo" "hooks" Soyuz [Fault(Kind::Hook)] {
        "hooks-seven" [Hooks(7), Hatch(HatchId::H3)]
        "hooks-few" [Hooks(4), Hatch(HatchId::H3)]
        "hooks-all" [Hooks(8), Lamp(DockLamp::HardDock)]
    }
    ApolloGauge "gauge-apollo" "gauge-apollo" Soyuz [Fault(Kind::Gauge), Fault(Kind::Wall), Heard(CallId::GasWarming), Heard(CallId::GasCooling)] {
        "gauge-module" [Gauge(Dm), Valve(ValveId::H2Eq), Gauge(Cm)]
        "gauge-tunnel" [Gauge(CompartmentId::Tunnel1), Valve(ValveId::H1Eq)]
        "gauge-warm" [Reading(ReadingOf::Dm)]
    }
    ApolloLeak "leak-apollo" "leak-apollo" Soyuz [
        Fault(Kind::Hull), Trouble::Alarm(Alarm::PressureFalling), Heard(CallId::Leak), Heard(CallId::LosingPressure), Heard(CallId::PressureFalling),
    ] {
        "leak-vent" [Valve(ValveId::DmVent)]
        "leak-module" [Gauge(Dm), Hatch(HatchId::H2), Valve(ValveId::H2Eq)]
        "leak-seat" [Gauge(Dm), Valve(ValveId::H3Eq)]
        "leak-cabin" [Gauge(Cm), Valve(ValveId::CmOxygen)]
    }
    ApolloValve "valve-apollo" "valve-apollo" Soyuz [Fault(Kind::Valve)] {
        "valve-fill" [Valve(ValveId::DmNitrogen), Valve(ValveId::DmOxygen)]
        "valve-vent-dead" [Valve(ValveId::DmVent), Valve(ValveId::H3Eq), Valve(ValveId::Tunnel2Vent)]
        "valve-tunnel" [Valve(ValveId::Tunnel2Vent), Valve(ValveId::H3Eq), Valve(ValveId::DmVent)]
        "valve-equal" [Valve(ValveId::H3Eq), Hatch(HatchId::H3)]
    }
    Relief "relief" "relief" Soyuz [Fault(Kind::Valve), Trouble::Alarm(Alarm::PressureFalling)] {
        "relief-lifts" [Valve(ValveId::CmRelief), Gauge(Cm)]
        "relief-stuck" [Valve(ValveId::CmRelief), Gauge(Cm)]
        "relief-high" [Gauge(Dm), Valve(ValveId::DmVent)]
    }
    ApolloFire "fire-apollo" "fire-apollo" Soyuz [
        Fault(Kind::Spark), Trouble::Alarm(Alarm::Fire), Trouble::Alarm(Alarm::Smoke), Heard(CallId::Fire), Heard(CallId::Smoke),
    ] {
        "fire-module" [
            Switch(SwitchId::DmPower), Switch(SwitchId::DmFan), Hatch(HatchId::H2),
            Valve(ValveId::DmVent),
        ]
        "fire-cabin" [Switch(SwitchId::CmPower), Switch(SwitchId::CmFan)]
        "fire-sparks" [Switch(SwitchId::DmPower), Switch(SwitchId::CmPower)]
    }
    ApolloSmell "smell-apollo" "smell" Soyuz [
        Fault(Kind::Odour), Fault(Kind::Oxidizer), Trouble::Alarm(Alarm::Oxidizer), Heard(CallId::SmellBurning), Heard(CallId::SmellGlue), Heard(CallId::EyesSting),
    ] {
        "smell-glue" [Mark::Alarm(Alarm::Smoke)]
        "smell-acid" [Mark::Alarm(Alarm::Oxidizer), Valve(ValveId::DmVent), Valve(ValveId::DmOxygen)]
        "smell-smoke" [Mark::Alarm(Alarm::Smoke)]
    }
    ApolloAir "air-apollo" "air-apollo" Soyuz [
        Fault(Kind::Fan), Trouble::Alarm(Alarm::Co2High), Trouble::Alarm(Alarm::OxygenLow), Heard(CallId::Co2High), Heard(CallId::HardToBreathe),
    ] {
        "air-module" [Switch(SwitchId::DmFan), Hatch(HatchId::H2)]
        "air-cabin" [Switch(SwitchId::CmFan)]
        "air-oxygen" [Mark::Alarm(Alarm::OxygenLow), Valve(ValveId::DmOxygen)]
    }
}
