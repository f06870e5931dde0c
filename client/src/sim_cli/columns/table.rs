//! What every column means and how it is read, group by group, in the order of the file. New ones
//! go at the end of their group.

use std::fmt::Debug;

use glam::DVec3;
use handshake_shared::catalogue::control::{dap_deadband_rad, dap_rate_rad_per_s};
use handshake_shared::catalogue::valves::{BottleId, ValveId};
use handshake_shared::frames::{below_rad, sun_eci, sunlight};
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use handshake_shared::sim::World;
use handshake_shared::sim::atmosphere::gas::Species;
use handshake_shared::sim::craft::Craft;
use handshake_shared::sim::digest;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::motion;
use handshake_shared::view;

use super::{Cell, Row, word};

/// Clock and plan.
pub const TIME: &[Row<()>] = &[
    Row("tick", "Ticks of 1/60 s since the beginning", |w, ()| {
        Cell::Whole(w.tick().0.into())
    }),
    Row("t_s", "Time since the beginning, s", |w, ()| {
        real(w.tick().seconds())
    }),
    Row("utc_s", "Time since 1975-07-17 00:00 UTC, s", |w, ()| {
        real(w.utc_s())
    }),
    Row("phase", "Phase of the joint flight plan", |w, ()| {
        named_word(&w.plan.phase())
    }),
    Row(
        "steps_done",
        "Steps of the plan done, a bit each in the plan's order",
        |w, ()| Cell::Whole(w.plan.done().bits()),
    ),
    Row(
        "outcome",
        "How the mission ended; empty while it runs",
        |w, ()| match w.outcome() {
            Some(outcome) => named_word(&outcome),
            None => Cell::Word(String::new()),
        },
    ),
];

/// One craft.
pub const CRAFT: &[Row<Seat>] = &[
    Row(
        "pos_eci_x_m",
        "Centre of mass, ECI (x to the equinox, z to the pole), m",
        |w, s| real(craft(w, s).pos_eci_m.x),
    ),
    Row("pos_eci_y_m", "The same, y", |w, s| {
        real(craft(w, s).pos_eci_m.y)
    }),
    Row("pos_eci_z_m", "The same, z", |w, s| {
        real(craft(w, s).pos_eci_m.z)
    }),
    Row(
        "vel_eci_x_m_per_s",
        "Velocity of the centre of mass, ECI, m/s",
        |w, s| real(craft(w, s).vel_eci_m_per_s.x),
    ),
    Row("vel_eci_y_m_per_s", "The same, y", |w, s| {
        real(craft(w, s).vel_eci_m_per_s.y)
    }),
    Row("vel_eci_z_m_per_s", "The same, z", |w, s| {
        real(craft(w, s).vel_eci_m_per_s.z)
    }),
    Row(
        "eci_from_body_w",
        "Attitude: unit quaternion that turns body vectors into ECI ones, 1",
        |w, s| real(craft(w, s).eci_from_body.w),
    ),
    Row("eci_from_body_x", "The same, x", |w, s| {
        real(craft(w, s).eci_from_body.x)
    }),
    Row("eci_from_body_y", "The same, y", |w, s| {
        real(craft(w, s).eci_from_body.y)
    }),
    Row("eci_from_body_z", "The same, z", |w, s| {
        real(craft(w, s).eci_from_body.z)
    }),
    Row(
        "rate_x_rad_per_s",
        "Body rate about +X (roll), rad/s",
        |w, s| real(craft(w, s).rate_rad_per_s.x),
    ),
    Row(
        "rate_y_rad_per_s",
        "Body rate about +Y (pitch), rad/s",
        |w, s| real(craft(w, s).rate_rad_per_s.y),
    ),
    Row(
        "rate_z_rad_per_s",
        "Body rate about +Z (yaw), rad/s",
        |w, s| real(craft(w, s).rate_rad_per_s.z),
    ),
    Row("mass_kg", "Mass, kg", |w, s| real(craft(w, s).mass_kg())),
    Row("tank1_kg", "Propellant in tank 1, kg", |w, s| {
        real(craft(w, s).tanks_kg()[0])
    }),
    Row("tank2_kg", "Propellant in tank 2, kg", |w, s| {
        real(craft(w, s).tanks_kg()[1])
    }),
    Row(
        "tank3_kg",
        "Propellant in tank 3, kg; 0 where there is none",
        |w, s| real(craft(w, s).tanks_kg()[2]),
    ),
    Row(
        "tank4_kg",
        "Propellant in tank 4, kg; 0 where there is none",
        |w, s| real(craft(w, s).tanks_kg()[3]),
    ),
    Row(
        "com_x_m",
        "Centre of mass ahead of where it stood with full tanks, m",
        |w, s| real(craft(w, s).mass().com_m.x),
    ),
    Row(
        "jets_commanded",
        "Jets whose valves were commanded in the last tenth of a second, a bit each",
        |w, s| Cell::Whole(craft(w, s).rcs.lamps_lit().into()),
    ),
    Row(
        "jets_blowing",
        "Jets that blew in the last tenth of a second, a bit each",
        |w, s| Cell::Whole(craft(w, s).rcs.plumes_seen().into()),
    ),
    Row(
        "manifolds_shut",
        "Isolation valves of the jets that are shut, a bit each",
        |w, s| Cell::Whole(craft(w, s).rcs.shut.into()),
    ),
    Row("plume_n", "Push of the other craft's exhaust, N", |w, s| {
        real(w.plume_n[s.index()])
    }),
    Row("mode", "Control mode", |w, s| {
        named_word(&craft(w, s).autopilot.mode)
    }),
    Row("ring", "Where the docking ring stands", |w, s| {
        named_word(&w.mechanism.ring_state(s))
    }),
    Row(
        "ring_m",
        "Travel of the docking ring out of its frame, m",
        |w, s| real(w.mechanism.ring_m(s)),
    ),
    Row("alarms", "Alarms lit, a bit each", |w, s| {
        Cell::Whole(w.alarms[s.index()].into())
    }),
    Row(
        "error_x_rad",
        "Attitude error about +X (roll) as the autopilot believes it, in an automatic mode against the stored attitude, rad",
        |w, s| real(attitude_error(w, s).x),
    ),
    Row("error_y_rad", "The same about +Y (pitch), rad", |w, s| {
        real(attitude_error(w, s).y)
    }),
    Row("error_z_rad", "The same about +Z (yaw), rad", |w, s| {
        real(attitude_error(w, s).z)
    }),
];

/// Switches of Apollo's attitude control.
pub const APOLLO_CONTROL: &[Row<()>] = &[
    Row(
        "apollo.scs_deadband",
        "Attitude deadband of the SCS",
        |w, ()| named_word(&w.craft[0].autopilot.deadband),
    ),
    Row("apollo.scs_rate", "RATE switch of the SCS", |w, ()| {
        named_word(&w.craft[0].autopilot.stick_rate)
    }),
    Row(
        "apollo.direct",
        "The direct coils have power, 0 or 1",
        |w, ()| Cell::Flag(w.craft[0].autopilot.direct),
    ),
    Row(
        "apollo.dap_deadband_rad",
        "Attitude deadband of the digital autopilot, rad",
        |w, ()| real(dap_deadband_rad(w.craft[0].autopilot.dap_deadband)),
    ),
    Row(
        "apollo.dap_rate_rad_per_s",
        "Manoeuvre rate of the digital autopilot, rad/s",
        |w, ()| real(dap_rate_rad_per_s(w.craft[0].autopilot.dap_rate)),
    ),
];

/// Soyuz's port against Apollo's.
pub const PORTS: &[Row<()>] = &[
    Row(
        "ports.range_m",
        "Distance between the centres of the docking planes, m",
        |w, ()| real(w.range_m()),
    ),
    Row(
        "ports.closing_m_per_s",
        "Closing speed along the docking axis, m/s",
        |w, ()| real(w.ports().closing_m_per_s()),
    ),
    Row(
        "ports.lateral_m",
        "Miss across the docking axis, m",
        |w, ()| real(w.ports().lateral_m()),
    ),
    Row(
        "ports.lateral_m_per_s",
        "Speed across the docking axis, m/s",
        |w, ()| real(w.ports().lateral_m_per_s()),
    ),
    Row(
        "ports.tilt_rad",
        "Pitch and yaw error together, rad",
        |w, ()| real(w.ports().tilt_rad()),
    ),
    Row("ports.roll_rad", "Roll error, rad", |w, ()| {
        real(w.ports().roll_rad())
    }),
    Row(
        "ports.tilt_rad_per_s",
        "Pitch and yaw rate of one port against the other, rad/s",
        |w, ()| real(w.ports().tilt_rad_per_s()),
    ),
    Row(
        "ports.roll_rad_per_s",
        "Roll rate of one port against the other, rad/s",
        |w, ()| real(w.ports().roll_rad_per_s()),
    ),
];

/// What the ranging sets and sights tell; empty while they tell nothing.
pub const INSTRUMENTS: &[Row<()>] = &[
    Row(
        "vhf.range_m",
        "Apollo's VHF range counter, m; empty without a lock",
        |w, ()| told(w.instruments.vhf.reading_m()),
    ),
    Row(
        "rangefinder.range_m",
        "Range on Soyuz's ranging set, m; empty without a lock",
        |w, ()| told(w.instruments.rangefinder.reading().map(|r| r.range_m)),
    ),
    Row(
        "rangefinder.closing_m_per_s",
        "Closing speed on Soyuz's ranging set, m/s; empty without a lock",
        |w, ()| {
            let reading = w.instruments.rangefinder.reading();
            told(reading.map(|r| r.closing_m_per_s))
        },
    ),
];

/// What a seat reads off its sight.
pub const SIGHT: &[Row<Seat>] = &[
    Row(
        "sight.right_rad",
        "The other craft's target in the sight, right, rad; empty when not seen",
        |w, s| told(target(w, s).map(|[right, _]| right.into())),
    ),
    Row("sight.up_rad", "The same, up", |w, s| {
        told(target(w, s).map(|[_, up]| up.into()))
    }),
];

/// The docking mechanism.
pub const MECHANISM: &[Row<()>] = &[
    Row(
        "mechanism.phase",
        "Where the docking mechanism stands",
        |w, ()| named_word(&w.mechanism.phase()),
    ),
    Row("mechanism.captured", "The latches hold, 0 or 1", |w, ()| {
        Cell::Flag(w.mechanism.captured())
    }),
    Row(
        "mechanism.latches",
        "Capture latches caught, 0 to 3",
        |w, ()| {
            Cell::Whole(
                w.mechanism
                    .latches()
                    .into_iter()
                    .filter(|caught| *caught)
                    .count() as u128,
            )
        },
    ),
    Row(
        "mechanism.hooks",
        "Structural hooks closed, 0 to 8",
        |w, ()| Cell::Whole(w.mechanism.hooks().into()),
    ),
    Row(
        "mechanism.seal_compressed",
        "Compression of the seals, 0 to 1",
        |w, ()| real(w.mechanism.seal_compressed()),
    ),
    Row(
        "mechanism.leak_area_m2",
        "Flow area of the leak past each seal, m²",
        |w, ()| real(w.mechanism.leak_area_m2()),
    ),
    Row(
        "mechanism.damaged",
        "A load was above what the mechanism bears, 0 or 1",
        |w, ()| Cell::Flag(w.mechanism.damaged()),
    ),
];

/// One gas volume.
pub const AIR: &[Row<CompartmentId>] = &[
    Row("pressure_pa", "Total pressure, Pa", |w, c| {
        real(w.air.pressure_pa(c))
    }),
    Row("o2_pa", "Partial pressure of oxygen, Pa", |w, c| {
        real(w.air.partial_o2_pa(c))
    }),
    Row("n2_pa", "Partial pressure of nitrogen, Pa", |w, c| {
        real(w.air.partial_n2_pa(c))
    }),
    Row(
        "co2_pa",
        "Partial pressure of carbon dioxide, Pa",
        |w, c| real(w.air.partial_co2_pa(c)),
    ),
    Row("h2o_pa", "Partial pressure of water vapour, Pa", |w, c| {
        real(w.air.partial_h2o_pa(c))
    }),
    Row("smoke_ppm", "Smoke, moles in a million", |w, c| {
        real(w.air.ppm(c, Species::Smoke))
    }),
    Row(
        "oxidizer_ppm",
        "Oxidizer vapour, moles in a million",
        |w, c| real(w.air.ppm(c, Species::Oxidizer)),
    ),
    Row("temperature_k", "Temperature of the gas, K", |w, c| {
        real(w.air.temperature_k(c))
    }),
    Row(
        "leak_kg_per_s",
        "Flow through a hole in the hull, kg/s",
        |w, c| real(w.air.leak_flow_kg_s(c)),
    ),
    Row("fire_kg_per_s", "Fuel that burns there, kg/s", |w, c| {
        real(w.fire.rate_kg_s(c))
    }),
];

/// Between the seals.
pub const CAVITY: &[Row<()>] = &[Row(
    "seal_cavity.pressure_pa",
    "Pressure in the cavity between the docking seals, Pa",
    |w, ()| real(w.air.cavity_pa()),
)];

/// One hatch.
pub const HATCH: &[Row<HatchId>] = &[Row("open", "The hatch stands open, 0 or 1", |w, hatch| {
    Cell::Flag(w.air.hatch(hatch) == HatchState::Open)
})];

/// One valve.
pub const VALVE: &[Row<ValveId>] = &[
    Row(
        "open",
        "The valve's handle stands open, 0 or 1",
        |w, valve| Cell::Flag(w.air.valve_open(valve)),
    ),
    Row(
        "flow_kg_per_s",
        "Flow through the valve, kg/s",
        |w, valve| real(w.air.valve_flow_kg_s(valve)),
    ),
];

/// One bottle.
pub const BOTTLE: &[Row<BottleId>] = &[
    Row("mass_kg", "Gas left in the bottle, kg", |w, bottle| {
        real(w.air.bottle_kg(bottle))
    }),
    Row("pressure_pa", "Pressure in the bottle, Pa", |w, bottle| {
        real(w.air.bottle_pa(bottle))
    }),
];

/// One man.
pub const MAN: &[Row<CrewId>] = &[
    Row("at", "Where he is", |w, man| {
        named_word(&w.crew[man as usize].at)
    }),
    Row("consciousness", "Consciousness, 0 to 1", |w, man| {
        real(w.crew[man as usize].consciousness())
    }),
    Row("alveolar_o2_pa", "Oxygen in his lungs, Pa", |w, man| {
        real(w.crew[man as usize].alveolar_o2_pa())
    }),
    Row(
        "nitrogen_ratio",
        "Highest tissue nitrogen over cabin pressure, 1",
        |w, man| real(w.crew[man as usize].nitrogen_ratio()),
    ),
    Row(
        "decompression_risk",
        "Risk of decompression sickness so far, 0 to 1",
        |w, man| real(w.crew[man as usize].decompression_risk()),
    ),
    Row("mask", "He breathes from a mask, 0 or 1", |w, man| {
        Cell::Flag(w.crew[man as usize].mask())
    }),
    Row(
        "hands",
        "What his body leaves of his skill, 0 to 1",
        |w, man| real(w.crew[man as usize].hands()),
    ),
    Row(
        "carboxyhaemoglobin",
        "Share of his haemoglobin that carbon monoxide holds, 0 to 1",
        |w, man| real(w.crew[man as usize].carboxyhaemoglobin()),
    ),
    Row(
        "oxidizer_dose",
        "Nitrogen dioxide breathed in, in doses of the landing of 24 July 1975, 1",
        |w, man| real(w.crew[man as usize].oxidizer_dose()),
    ),
    Row(
        "harm",
        "What has him worst now, from a bruise up; empty while he is whole",
        |w, man| match w.crew[man as usize].harm() {
            Some(harm) => named_word(&harm),
            None => Cell::Word(String::new()),
        },
    ),
];

/// Where over the Earth, and the fingerprint.
pub const END: &[Row<()>] = &[
    Row(
        "below.latitude_rad",
        "Geocentric latitude under Soyuz, rad",
        |w, ()| real(below(w)[0]),
    ),
    Row(
        "below.longitude_rad",
        "Longitude under Soyuz, east positive, rad",
        |w, ()| real(below(w)[1]),
    ),
    Row(
        "sunlight",
        "Share of the Sun's disc seen from Soyuz, 0 to 1",
        |w, ()| {
            let soyuz = craft(w, Seat::Soyuz);
            real(sunlight(soyuz.pos_eci_m, sun_eci(w.utc_s())))
        },
    ),
    Row(
        "digest",
        "Fingerprint of the world, 64 bits, hexadecimal",
        |w, ()| Cell::Word(format!("{:016x}", digest::of(w))),
    ),
];

fn craft(world: &World, seat: Seat) -> &Craft {
    &world.craft[seat.index()]
}

/// What an autopilot takes for its attitude error.
fn attitude_error(world: &World, seat: Seat) -> DVec3 {
    let craft = craft(world, seat);
    craft.autopilot.error_rad(&motion::sensed(craft))
}

fn below(world: &World) -> [f64; 2] {
    below_rad(craft(world, Seat::Soyuz).pos_eci_m, world.utc_s())
}

/// Where the target stands in a seat's sight, right and up.
fn target(world: &World, seat: Seat) -> Option<[f32; 2]> {
    view::sight::of(world, seat).target_rad
}

/// A reading, empty while there is none.
fn told(value: Option<f64>) -> Cell {
    real(value.unwrap_or(f64::NAN))
}

fn real(value: f64) -> Cell {
    Cell::Real(value)
}

fn named_word(value: &impl Debug) -> Cell {
    Cell::Word(word(value))
}
