//! Laws of free motion under wild hands: what a mirror, a halved tick and the tanks must show.

use glam::{DMat3, DVec3};
use handshake_shared::catalogue::constants::G0_M_PER_S2;
use handshake_shared::catalogue::jets::jets;
use handshake_shared::frames::quaternion;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::{Scenario, load};
use handshake_shared::sim::craft::Craft;
use handshake_shared::sim::input::{ControlMode, Inputs, Stick};
use handshake_shared::sim::jets::{Asked, Rcs};
use handshake_shared::sim::orbit::ForceModel;
use handshake_shared::sim::{World, motion, step};
use handshake_shared::time::DT_S;
use proptest::prelude::*;

/// Both craft two kilometres apart, out of reach of each other's exhaust, level and true.
fn apart(model: ForceModel) -> World {
    let mut world = World::new(&scenario_apart(), 5);
    world.force_model = model;
    world
}

fn scenario_apart() -> Scenario {
    let mut scenario = load("final-approach").expect("shipped scenarios parse");
    scenario.range_m = 2_000.0;
    scenario.closing_m_per_s = 0.0;
    scenario.spread_m = 0.0;
    scenario.spread_rad = 0.0;
    scenario.gyro_drift_rad_per_s = 0.0;
    scenario.steps.clear();
    scenario
}

fn inputs(apollo: Stick, soyuz: Stick) -> Inputs {
    let mut inputs = Inputs::default();
    inputs[0].stick = apollo;
    inputs[1].stick = soyuz;
    inputs
}

fn any_stick() -> impl Strategy<Value = Stick> {
    (any::<[i8; 3]>(), any::<[i8; 3]>()).prop_map(|(turn, push)| Stick { turn, push })
}

/// Hard over or released, and seldom a turn, so that a minute of it stays a flight.
fn full_stick() -> impl Strategy<Value = Stick> {
    let full = || prop_oneof![4 => Just(0_i8), 1 => Just(127), 1 => Just(-127)];
    let rare = || prop_oneof![12 => Just(0_i8), 1 => Just(127), 1 => Just(-127)];
    ([rare(), rare(), rare()], [full(), full(), full()])
        .prop_map(|(turn, push)| Stick { turn, push })
}

fn any_mode(seat: Seat) -> impl Strategy<Value = ControlMode> {
    prop::sample::select(match seat {
        Seat::Apollo => vec![
            ControlMode::Off,
            ControlMode::MinImp,
            ControlMode::AccelCmd,
            ControlMode::RateCmd,
        ],
        Seat::Soyuz => vec![
            ControlMode::Off,
            ControlMode::Manual,
            ControlMode::InertialHold,
            ControlMode::OrbitalHold,
        ],
    })
}

/// Greatest change of velocity the propellant between two states can give, m/s: the rocket equation
/// with the craft's lightest mass.
fn affordable_m_per_s(seat: Seat, before: &Craft, after: &Craft) -> f64 {
    let burnt_kg = after.used_kg() - before.used_kg();
    burnt_kg * jets(seat).jets[0].isp_s * G0_M_PER_S2 / after.mass_kg()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn quaternions_stay_unit_and_propellant_is_only_ever_spent(
        sticks in prop::collection::vec((any_stick(), any_stick()), 1..10),
        modes in (any_mode(Seat::Apollo), any_mode(Seat::Soyuz)),
        left_kg in 0.0..1.0_f64,
        shut in 0..8_u8,
    ) {
        let mut world = apart(ForceModel::Free);
        for (craft, mode) in world.craft.iter_mut().zip([modes.0, modes.1]) {
            craft.autopilot.mode = mode;
            craft.rcs.shut = shut;
            // So little that it runs out on the way.
            let left = craft.tanks_kg().map(|kg| kg.min(left_kg));
            craft.drain_to(left);
        }
        for (apollo, soyuz) in sticks {
            for _ in 0..60 {
                let before = world.craft.clone();
                step(&mut world, &inputs(apollo, soyuz), &mut Vec::new());
                for seat in Seat::ALL {
                    let (then, now) = (&before[seat.index()], &world.craft[seat.index()]);
                    prop_assert!((now.eci_from_body.length() - 1.0).abs() < 1e-12);
                    for (was, is) in then.tanks_kg().iter().zip(now.tanks_kg()) {
                        prop_assert!(is >= 0.0 && is <= *was, "{was} kg became {is} kg");
                    }
                    // Nothing moves for nothing: besides the burnt, the centre moves in the craft.
                    let gained = (now.vel_eci_m_per_s - then.vel_eci_m_per_s).length();
                    let shifted = (now.mass().com_m - then.mass().com_m).length()
                        * now.rate_rad_per_s.length().max(then.rate_rad_per_s.length());
                    let bought = affordable_m_per_s(seat, then, now);
                    prop_assert!(gained <= bought + shifted + 1e-11, "{gained} for {bought}");
                }
            }
        }
    }

    #[test]
    fn halving_the_step_changes_a_minute_of_open_loop_flight_by_less_than_a_micrometre(
        acts in prop::collection::vec((full_stick(), 1..120_u32), 12),
        rates in prop::array::uniform3(-0.01..0.01_f64),
    ) {
        let mut whole = apart(ForceModel::J2);
        whole.craft[0].autopilot.mode = ControlMode::AccelCmd;
        whole.craft[1].autopilot.mode = ControlMode::Off;
        for craft in &mut whole.craft {
            craft.rate_rad_per_s = DVec3::from(rates);
        }
        let mut halved = whole.clone();
        let mut script: Vec<Stick> = Vec::new();
        for (stick, ticks) in acts {
            // A turn is a touch of a sixth of a second: nobody flies on through a tumble.
            script.extend((0..ticks).map(|tick| match tick {
                0..10 => stick,
                _ => Stick { turn: [0; 3], ..stick },
            }));
        }
        script.resize(3_600, Stick::NEUTRAL);
        for stick in script {
            let inputs = inputs(stick, Stick::NEUTRAL);
            step(&mut whole, &inputs, &mut Vec::new());
            for _ in 0..2 {
                motion::step(&mut halved, &inputs, 0.5 * DT_S, &mut Vec::new());
            }
        }
        for seat in Seat::ALL {
            let [a, b] = [&whole, &halved].map(|world| &world.craft[seat.index()]);
            let apart_m = (a.pos_eci_m - b.pos_eci_m).length();
            prop_assert!(apart_m < 1e-6, "{seat:?}: {apart_m:e} m");
            prop_assert!((a.used_kg() - b.used_kg()).abs() < 1e-9);
        }
    }
}

/// What a mirror makes of a stick: the left hand's deflections become the right hand's.
fn mirrored(stick: Stick) -> Stick {
    let [roll, pitch, yaw] = stick.turn;
    let [ahead, right, down] = stick.push;
    Stick {
        turn: [-roll, pitch, -yaw],
        push: [ahead, -right, down],
    }
}

/// How a craft would stand in the mirror of the equator, its own right and left exchanged.
fn attitude_in_mirror(craft: &Craft) -> DMat3 {
    let sky = DMat3::from_diagonal(DVec3::new(1.0, 1.0, -1.0));
    let craft_plane = DMat3::from_diagonal(DVec3::new(1.0, -1.0, 1.0));
    sky * DMat3::from_quat(craft.eci_from_body) * craft_plane
}

/// Deflections whose opposite is one too.
fn even_stick() -> impl Strategy<Value = Stick> {
    let axis = || -127..=127_i8;
    ([axis(), axis(), axis()], [axis(), axis(), axis()])
        .prop_map(|(turn, push)| Stick { turn, push })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Soyuz has one plane in which jets, selection, tanks and body are their own mirror image: that
    /// of its X and Z axes. Flown level on an equatorial orbit, that plane is the equator's, in which
    /// the Earth is its own image too. Apollo has none: its roll jets are staggered along X.
    #[test]
    fn mirrored_hands_fly_soyuz_along_the_mirror_image(
        acts in prop::collection::vec((even_stick(), 1..90_u32), 1..12),
        mode in any_mode(Seat::Soyuz),
        rates in prop::array::uniform3(-0.005..0.005_f64),
    ) {
        let mut scenario = scenario_apart();
        scenario.orbit.inclination_rad = 0.0;
        let mut world = World::new(&scenario, 5);
        let soyuz = &mut world.craft[1];
        let sensed = motion::sensed(soyuz);
        soyuz.autopilot.switch(mode, &sensed);
        let mut image = world.clone();
        // Off its reference on every axis: at none at all a rounding decides which jet fires.
        for (world, sign) in [(&mut world, 1.0), (&mut image, -1.0)] {
            let turned = |[x, y, z]: [f64; 3]| DVec3::new(sign * x, y, sign * z);
            let soyuz = &mut world.craft[1];
            soyuz.rate_rad_per_s = turned(rates);
            soyuz.autopilot.reference *= quaternion(turned([3e-4, 2e-4, -1e-4]));
        }
        for (stick, ticks) in acts {
            for _ in 0..ticks {
                step(&mut world, &inputs(Stick::NEUTRAL, stick), &mut Vec::new());
                step(&mut image, &inputs(Stick::NEUTRAL, mirrored(stick)), &mut Vec::new());
            }
        }
        let (here, there) = (&world.craft[1], &image.craft[1]);
        let in_mirror = here.pos_eci_m * DVec3::new(1.0, 1.0, -1.0);
        let apart_m = (in_mirror - there.pos_eci_m).length();
        prop_assert!(apart_m < 1e-7, "{apart_m:e} m");
        let off = attitude_in_mirror(here) - DMat3::from_quat(there.eci_from_body);
        prop_assert!(off.to_cols_array().iter().all(|entry| entry.abs() < 1e-10), "{off}");
        prop_assert!((here.used_kg() - there.used_kg()).abs() < 1e-9);
    }

    /// Apollo's quads look the same after a quarter of a roll, and so does their selection.
    #[test]
    fn a_quarter_of_a_roll_takes_apollos_jets_into_themselves(
        push in prop::array::uniform3(-1.0..1.0_f64),
        turn_n_m_s in prop::array::uniform3(-30.0..30.0_f64),
        balanced in any::<bool>(),
    ) {
        let quarter = |v: DVec3| DVec3::new(v.x, -v.z, v.y);
        let asked = Asked { push, turn_n_m_s, balanced };
        let rolled = Asked {
            push: quarter(DVec3::from(push)).to_array(),
            turn_n_m_s: quarter(DVec3::from(turn_n_m_s)).to_array(),
            balanced,
        };
        let fire = |asked: &Asked| {
            Rcs::default().fire(Seat::Apollo, asked, DVec3::ZERO, &mut [100.0; 4], DT_S)
        };
        let (given, again) = (fire(&asked), fire(&rolled));
        prop_assert!((quarter(given.force_n) - again.force_n).length() < 1e-6);
        prop_assert!((quarter(given.torque_n_m) - again.torque_n_m).length() < 1e-6);
    }
}
