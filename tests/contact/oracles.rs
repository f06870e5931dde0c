//! The published oracles C1-C15 of contact and docked flight, each read off flown dockings. Craft of
//! 14 237 and 6 740 kg, point masses' figures to six digits as printed.

use glam::DVec3;
use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::mechanisms as row;
use handshake_shared::ids::Seat;
use handshake_shared::maths::{deg, rad};
use handshake_shared::sim::mechanism::{MechanismCommand, Phase, port_state};
use handshake_shared::sim::rigid::{Push, Rigid};
use handshake_tests::contact::*;

/// The printed values have six digits.
const SIX_DIGITS: f64 = 5e-6;

fn same(value: f64, oracle: f64, relative: f64) {
    assert!(
        near(value, oracle, relative * oracle.abs()),
        "{value} is not {oracle}"
    );
}

/// A docking from first touch to eight hooks: the pair before and after.
struct Docking {
    before: [Rigid; 2],
    trial: Trial,
}

/// Head-on at this speed, drawn together in 20 s, hooked.
fn docking(closing_m_per_s: f64) -> Docking {
    let mut trial = Approach::head_on(closing_m_per_s).begin_with(20.0);
    let before = trial.craft;
    let outcome = trial.outcome(10.0);
    assert!(outcome.captured && !outcome.damaged, "{outcome:?}");
    trial.until_damped();
    order(&mut trial, MechanismCommand::Retract);
    trial.run(30.0);
    order(&mut trial, MechanismCommand::CloseHooks);
    trial.run(40.0);
    assert_eq!(trial.mechanism.phase(), Phase::HardDock);
    Docking { before, trial }
}

impl Docking {
    /// Change of a craft's speed along the axis, m/s.
    fn gained_m_per_s(&self, seat: Seat) -> f64 {
        let i = seat.index();
        (self.trial.craft[i].velocity() - self.before[i].velocity()).length()
    }

    /// Momentum that passed from one craft to the other, N·s.
    fn impulse_n_s(&self) -> f64 {
        self.gained_m_per_s(Seat::Soyuz) * self.before[1].mass_kg
    }

    /// Energy that the docking took out of the motion, J.
    fn absorbed_j(&self) -> f64 {
        let energy = |craft: &[Rigid; 2]| craft.iter().map(Rigid::kinetic_energy_j).sum::<f64>();
        energy(&self.before) - energy(&self.trial.craft)
    }

    fn whole(&self) -> Rigid {
        Rigid::merge(&self.trial.craft[0], &self.trial.craft[1])
    }
}

#[test]
fn val_c1_reduced_mass() {
    same(docking(0.25).impulse_n_s() / 0.25, 4_574.41, SIX_DIGITS);
}

#[test]
fn val_c2_impulse_exchanged() {
    same(docking(0.25).impulse_n_s(), 1_143.60, SIX_DIGITS);
}

#[test]
fn val_c3_energy_absorbed() {
    same(docking(0.25).absorbed_j(), 142.950, SIX_DIGITS);
}

#[test]
fn val_c4_energy_absorbed_at_the_limit() {
    same(docking(0.30).absorbed_j(), 205.848, SIX_DIGITS);
}

#[test]
fn val_c5_speed_changes() {
    let docking = docking(0.25);
    same(
        docking.gained_m_per_s(Seat::Apollo),
        0.080_326_1,
        SIX_DIGITS,
    );
    same(docking.gained_m_per_s(Seat::Soyuz), 0.169_674, SIX_DIGITS);
}

#[test]
fn val_c6_mean_force_over_fifteen_centimetres() {
    let docking = docking(0.25);
    same(docking.absorbed_j() / 0.15, 953.002, SIX_DIGITS);
    // The attenuator does it in about as much: its stroke times the mean force is that energy.
    let stroke_m = docking.trial.mechanism.loads().stroke_m;
    assert!((0.12..0.17).contains(&stroke_m), "{stroke_m}");
}

#[test]
fn val_c7_distance_of_the_docked_centres_of_mass() {
    let [apollo, soyuz] = &docking(0.25).trial.craft;
    same((soyuz.pos_m - apollo.pos_m).length(), 9.818_57, 1e-5);
}

#[test]
fn val_c8_transverse_inertia_of_the_stack() {
    // The frames meet to a hundredth of a millimetre: four parts in a million of the inertia.
    same(
        docking(0.25).whole().inertia_kg_m2.y_axis.y,
        575_993.0,
        1e-5,
    );
}

#[test]
fn val_c9_centre_of_mass_of_the_stack() {
    let docking = docking(0.25);
    let ahead = docking.whole().pos_m - docking.trial.craft[0].pos_m;
    same(ahead.length(), 3.154_75, 1e-5);
}

#[test]
fn val_c10_pitch_acceleration_of_the_stack() {
    let mut trial = docking(0.25).trial;
    let before = trial.craft[0].angular_rate_body().y;
    // The couple of oracle P7.
    let couple = Push {
        torque_n_m: DVec3::Y * 1_833.03,
        ..Push::default()
    };
    for _ in 0..60 {
        trial.push(&[couple, Push::default()], DT_S);
    }
    let gained = trial.craft[0].angular_rate_body().y - before;
    same(deg(gained), 0.182_337, 1e-4);
}

/// Soyuz turning about its own pitch axis at three degrees a second.
fn turning() -> Rigid {
    let mut soyuz = Approach::head_on(0.2).craft(0.1)[1];
    soyuz.momentum_kg_m_per_s = DVec3::ZERO;
    let axis = soyuz.inertial_from_body * DVec3::Y;
    soyuz.spin_n_m_s = axis * (25_000.0 * rad(3.0));
    soyuz
}

#[test]
fn val_c11_energy_of_soyuz_turning() {
    same(turning().kinetic_energy_j(), 34.269_5, SIX_DIGITS);
}

#[test]
fn val_c12_speed_of_its_port() {
    let port = DVec3::X * row::UNITS[1].port_x_m;
    same(
        turning().point_velocity(port).length(),
        0.193_470,
        SIX_DIGITS,
    );
}

#[test]
fn val_c13_springs_part_the_craft_at_five_centimetres_a_second() {
    let mut docking = docking(0.25);
    let trial = &mut docking.trial;
    order(trial, MechanismCommand::ReleaseLatches);
    trial.run(1.0);
    let energy = |trial: &Trial| trial.craft.iter().map(Rigid::kinetic_energy_j).sum::<f64>();
    let start = energy(trial);
    order(trial, MechanismCommand::OpenHooks);
    trial.run(45.0);
    // The springs' force is stepped eight times a tick over their stroke.
    same(energy(trial) - start, 5.718_01, 0.02);
    same(-port_state(&trial.craft).closing_m_per_s(), 0.05, 0.01);
}

/// Eight hooks and this pressure in the tunnel.
fn pressed(mmhg: f64) -> Trial {
    let mut trial = docking(0.25).trial;
    trial.tunnel_pa = mmhg * PA_PER_MMHG;
    trial.tick_of(DT_S);
    trial
}

#[test]
fn val_c14_load_on_the_seal() {
    same(pressed(520.0).mechanism.parting_n(), 49_140.9, SIX_DIGITS);
    same(pressed(760.0).mechanism.parting_n(), 71_821.4, SIX_DIGITS);
}

#[test]
fn val_c15_strength_of_eight_hooks_and_their_margin() {
    let mechanism = pressed(760.0).mechanism;
    let margin = mechanism.hook_margin();
    same(margin, 2.730_84, SIX_DIGITS);
    same(margin * mechanism.parting_n(), 196_133.0, SIX_DIGITS);
}
