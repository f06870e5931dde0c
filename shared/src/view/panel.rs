//! What each seat reads: one struct a seat, so that a value the other crew alone can read has no
//! field here to leak through. SI throughout; the console turns it into its craft's units.

use serde::{Deserialize, Serialize};

mod build;

use crate::catalogue::spelling::KsuCell;
use crate::ids::{CompartmentId, CrewId, Seat};
use crate::sim::doors::HatchState;
use crate::sim::input::{ControlMode, DapRate, Deadband, HelpLevel, StickRate};

pub use crate::sim::radio::called::{Called, CalledAcross, RangeCalled};
pub use build::of;

/// Where a docking ring stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RingState {
    /// Retracted and locked.
    Stowed,
    /// Moving.
    Moving,
    /// Fully out.
    Extended,
}

/// The mechanism's ladder as its lamps show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DockLamp {
    /// Apart.
    Free,
    /// Rings touch.
    Contact,
    /// Latches hold; motion is damping.
    Capture,
    /// Motion has damped: retraction may start.
    Damped,
    /// Ring aligning or retracting.
    Retracting,
    /// Frames have met.
    Retracted,
    /// All hooks closed.
    HardDock,
}

impl DockLamp {
    /// All seven, in the order in which they light.
    pub const ALL: [DockLamp; 7] = [
        DockLamp::Free,
        DockLamp::Contact,
        DockLamp::Capture,
        DockLamp::Damped,
        DockLamp::Retracting,
        DockLamp::Retracted,
        DockLamp::HardDock,
    ];
}

/// Instruments both craft have, each its own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CraftPanel {
    /// Control mode switch.
    pub mode: ControlMode,
    /// Deadband switch of Apollo's SCS; Soyuz has none.
    pub deadband: Deadband,
    /// Attitude error as the autopilot believes it, against the held attitude or, in an automatic
    /// mode, the stored one: roll, pitch, yaw, rad.
    pub error_rad: [f32; 3],
    /// Body rates: roll, pitch, yaw, rad/s.
    pub rate_rad_per_s: [f32; 3],
    /// Propellant left, kg: Apollo quads A to D; Soyuz first number only.
    pub propellant_kg: [f32; 4],
    /// Jet lamps: commanded within the last tenth of a second, whatever the jet did; bit n is row n
    /// of the craft's jet table.
    pub jets: u32,
    /// Own ring.
    pub ring: RingState,
    /// Own ring's travel, m.
    pub ring_m: f32,
    /// Mechanism lamps.
    pub dock: DockLamp,
    /// Own capture latches that hold (the active side's).
    pub latches: [bool; 3],
    /// Structural hooks this side counts: Apollo's active ones, Soyuz's passive ones.
    pub hooks: u8,
    /// Alarm bits, see `Alarm::bit`.
    pub alarms: u16,
    /// Useful consciousness of one's own crew in `CrewId` order, 0 to 1; Soyuz leaves the third 1.
    pub crew_awake: [f32; 3],
    /// Where one's own crew is; Soyuz repeats its second man.
    pub crew_at: [CompartmentId; 3],
    /// Own switches of the air equipment that stand on; bit n is row n of the switch table.
    pub switches: u16,
    /// What each of them notices of himself, see `Symptom::bit`; Soyuz leaves the third 0. No gauge
    /// shows any of it: the partner has to be told.
    pub crew_feels: [u16; 3],
    /// Who of one's own crew flies and works this console.
    pub pilot: CrewId,
    /// What his body leaves of his sight, 0 to 1.
    pub pilot_sight: f32,
    /// What it leaves of his hands, 0 to 1: below 1 his acts come late.
    pub pilot_hands: f32,
    /// Who of one's own crew has a mask in hand or on; bit n is man n of the five.
    pub masks: u8,
    /// Decompression risk of the worst off of one's own crew, 0 to 1.
    pub bends_risk: f32,
    /// Closing rule: share of range per second and floor, m/s.
    pub closing_rule: [f32; 2],
    /// Own help level.
    pub help: HelpLevel,
    /// Isolation valves of the own jets that are shut; bit n is manifold n.
    pub isolated: u8,
    /// The other craft's exhaust strikes this one.
    pub plume: bool,
    /// What the other crew has called across of its own gauges.
    pub called: CalledAcross,
    /// Gas that moves through the bulkheads of one's own side, as a hand on the valve feels it:
    /// 0 none, 1 seeps, 2 flows, 3 rushes; positive from the hatch's Apollo side to its Soyuz side.
    pub flows: [i8; 5],
    /// Where the other crew's men are, while they stand where one can see them: on one's own side or
    /// beside one of one's own men. In `CrewId` order; Soyuz has two.
    pub guests: [Option<CompartmentId>; 3],
    /// Compartments in which one's own men see flames; bit n is compartment n.
    pub flames: u8,
    /// The same for a smell of burning.
    pub smoke: u8,
    /// The same for a sharp smell: oxidizer.
    pub fumes: u8,
}

impl CraftPanel {
    /// Where one of one's own men is.
    pub fn where_is(&self, man: CrewId) -> CompartmentId {
        let first = CrewId::ALL
            .iter()
            .filter(|one| one.seat() < man.seat())
            .count();
        self.crew_at[man as usize - first]
    }
}

/// Gas of one compartment as its gauges read it, Pa.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GasGauge {
    /// Total pressure.
    pub total_pa: f32,
    /// Oxygen.
    pub oxygen_pa: f32,
    /// Carbon dioxide.
    pub co2_pa: f32,
    /// Water vapour, from the humidity gauge.
    pub water_pa: f32,
}

/// Apollo's console.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApolloPanel {
    /// What both craft have.
    pub craft: CraftPanel,
    /// RATE switch of the SCS.
    pub stick_rate: StickRate,
    /// The direct coils have power.
    pub direct: bool,
    /// Deadband of the digital autopilot.
    pub dap_deadband: Deadband,
    /// Manoeuvre rate of the digital autopilot.
    pub dap_rate: DapRate,
    /// VHF range as the counter shows it, m: above 100 m and while Soyuz's transponder is on.
    pub vhf_range_m: Option<f32>,
    /// Command module.
    pub cm: GasGauge,
    /// Tunnel 1, Pa.
    pub tunnel1_pa: f32,
    /// Docking Module.
    pub dm: GasGauge,
    /// Docking Module bottles: nitrogen, oxygen, kg.
    pub bottles_kg: [f32; 2],
    /// How hatches 1, 2, 3 stand.
    pub hatches: [HatchState; 3],
    /// Own valves that are open; bit n is row n of the valve table.
    pub valves_open: u16,
    /// The cell of Soyuz's matrix that powers its capture latches, from Apollo's book; the book
    /// opens at the final approach.
    pub book_cell: Option<KsuCell>,
    /// Temperature of the Docking Module's gas, K.
    pub dm_k: f32,
    /// Timed leak reading of the Docking Module.
    pub leak: Option<LeakReading>,
    /// Soyuz's answer at the open hold point.
    pub soyuz_go: Option<bool>,
}

/// What Soyuz's ranging set shows while it has a lock.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranged {
    /// Range between the docking planes, m.
    pub range_m: f32,
    /// Closing speed, m/s; negative when opening.
    pub closing_m_per_s: f32,
}

/// A timed leak reading.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeakReading {
    /// Time left, s; zero when finished.
    pub left_s: f32,
    /// Time it took, or has taken so far, s.
    pub over_s: f32,
    /// Change so far, Pa.
    pub change_pa: f32,
    /// Change of the reading before, Pa.
    pub before_pa: Option<f32>,
    /// Finished within its limit.
    pub good: Option<bool>,
}

/// What the corona camera's ground glass shows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Corona {
    /// The Sun's centre off the camera's axis: right, up, rad.
    pub sun_rad: [f32; 2],
    /// Apollo's centre off the Sun's: right, up, rad.
    pub apollo_rad: [f32; 2],
    /// Share of the Sun's disc covered, 0 to 1.
    pub covered: f32,
}

/// Soyuz's console.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SoyuzPanel {
    /// What both craft have.
    pub craft: CraftPanel,
    /// Ranging set; absent while it has no lock.
    pub ranged: Option<Ranged>,
    /// Orbital module.
    pub om: GasGauge,
    /// Descent vehicle.
    pub sa: GasGauge,
    /// Tunnel 2, Pa.
    pub tunnel2_pa: f32,
    /// Seal cavity, Pa.
    pub cavity_pa: f32,
    /// Oxygen bottle, kg.
    pub bottle_kg: f32,
    /// How hatches 4, 5 stand.
    pub hatches: [HatchState; 2],
    /// Own valves that are open; bit n is row n of the valve table.
    pub valves_open: u16,
    /// Beacons on.
    pub beacons: bool,
    /// Transponder on.
    pub transponder: bool,
    /// The cell last pressed.
    pub ksu: Option<KsuCell>,
    /// The matrix is busy for so long, s.
    pub ksu_busy_s: f32,
    /// The latches' power lamp: the right cell is selected.
    pub latch_power: bool,
    /// Temperature of tunnel 2's gas, K.
    pub tunnel2_k: f32,
    /// Timed leak reading of tunnel 2.
    pub leak: Option<LeakReading>,
    /// Timed leak reading of the seal cavity.
    pub cavity_leak: Option<LeakReading>,
    /// The corona camera's ground glass, where the mission carries one and the Sun stands in it.
    pub corona: Option<Corona>,
    /// Place under the craft: latitude, longitude, rad (Globus).
    pub globus_rad: [f32; 2],
    /// Apollo's answer at the open hold point.
    pub apollo_go: Option<bool>,
}

/// One seat's console. Boxed by neither side: it is copied once a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant)]
pub enum Panel {
    /// Apollo's.
    Apollo(ApolloPanel),
    /// Soyuz's.
    Soyuz(SoyuzPanel),
}

impl Panel {
    /// The part both have.
    pub fn craft(&self) -> &CraftPanel {
        match self {
            Panel::Apollo(panel) => &panel.craft,
            Panel::Soyuz(panel) => &panel.craft,
        }
    }

    /// The same, to be shown otherwise than it was told.
    pub fn craft_mut(&mut self) -> &mut CraftPanel {
        match self {
            Panel::Apollo(panel) => &mut panel.craft,
            Panel::Soyuz(panel) => &mut panel.craft,
        }
    }

    /// Whose console it is.
    pub fn seat(&self) -> Seat {
        match self {
            Panel::Apollo(_) => Seat::Apollo,
            Panel::Soyuz(_) => Seat::Soyuz,
        }
    }

    /// Apollo's console, if it is that.
    pub fn apollo(&self) -> Option<&ApolloPanel> {
        match self {
            Panel::Apollo(panel) => Some(panel),
            Panel::Soyuz(_) => None,
        }
    }

    /// Soyuz's console, if it is that.
    pub fn soyuz(&self) -> Option<&SoyuzPanel> {
        match self {
            Panel::Soyuz(panel) => Some(panel),
            Panel::Apollo(_) => None,
        }
    }
}
