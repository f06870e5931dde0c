//! The step against the reference over one revolution: both craft coasting and turning under two
//! bodies, J2 and the gravity gradient.

use glam::{DQuat, DVec3};
use handshake_shared::frames::rotation_vector;
use handshake_shared::ids::Seat;
use handshake_shared::sim::World;
use handshake_shared::sim::craft::Craft;
use handshake_shared::sim::orbit::ForceModel;

use crate::reference::{Body, State};
use crate::stage::{PERIOD_S, coast, coasting, ticks};

/// How far a craft may be from the reference after one revolution, m.
const ASTRAY_M: f64 = 1e-3;
/// How far the reference may move when its step is halved, m: a hundredth of that.
const CONVERGED_M: f64 = 1e-5;
/// The same of the attitude, rad. The step's own error is a rounding a tick.
const ASTRAY_RAD: f64 = 1e-8;

fn state(craft: &Craft) -> State {
    let [x, y, z, w] = craft.eci_from_body.to_array();
    let mut state = [0.0; 13];
    state[..3].copy_from_slice(&craft.pos_eci_m.to_array());
    state[3..6].copy_from_slice(&craft.vel_eci_m_per_s.to_array());
    state[6..10].copy_from_slice(&[w, x, y, z]);
    state[10..].copy_from_slice(&craft.rate_rad_per_s.to_array());
    state
}

fn position(state: &State) -> DVec3 {
    DVec3::new(state[0], state[1], state[2])
}

fn attitude(state: &State) -> DQuat {
    DQuat::from_xyzw(state[7], state[8], state[9], state[6])
}

fn between_rad(a: DQuat, b: DQuat) -> f64 {
    rotation_vector(a.inverse() * b).length()
}

/// The craft by the reference after a time, with a number of steps.
fn flown(craft: &Craft, seconds: f64, steps: usize) -> State {
    let body = Body {
        inertia: craft.mass().inertia_kg_m2.transpose().to_cols_array_2d(),
        oblate: true,
    };
    body.fly(state(craft), seconds / steps as f64, steps)
}

fn turning() -> World {
    let mut world = coasting(ForceModel::J2);
    // A slow tumble of each about no axis of its own.
    world.craft[0].rate_rad_per_s = DVec3::new(0.003, 0.006, -0.004);
    world.craft[1].rate_rad_per_s = DVec3::new(-0.005, 0.002, 0.007);
    world.craft[0].vel_eci_m_per_s += DVec3::new(0.2, -0.3, 0.1);
    world
}

#[test]
fn one_revolution_agrees_with_the_reference_to_a_millimetre() {
    let mut world = turning();
    let before = world.craft.clone();
    let count = ticks(PERIOD_S);
    coast(&mut world, PERIOD_S);
    let seconds = f64::from(count) / 60.0;
    let coarse = before.each_ref().map(|craft| flown(craft, seconds, 400));
    let fine = before.each_ref().map(|craft| flown(craft, seconds, 800));
    for seat in Seat::ALL {
        let n = seat.index();
        let halving_m = (position(&coarse[n]) - position(&fine[n])).length();
        let halving_rad = between_rad(attitude(&coarse[n]), attitude(&fine[n]));
        let astray_m = (world.craft[n].pos_eci_m - position(&fine[n])).length();
        let astray_rad = between_rad(world.craft[n].eci_from_body, attitude(&fine[n]));
        println!(
            "{seat:?}: step {astray_m:.2e} m, {astray_rad:.2e} rad from the reference, \
             which moves by {halving_m:.2e} m, {halving_rad:.2e} rad when its step is halved"
        );
        assert!(halving_m < CONVERGED_M && halving_rad < 0.01 * ASTRAY_RAD);
        assert!(astray_m < ASTRAY_M, "{seat:?}: {astray_m:e}");
        assert!(astray_rad < ASTRAY_RAD, "{seat:?}: {astray_rad:e}");
    }
    let apart = |a: DVec3, b: DVec3| a - b;
    let stepped = apart(world.craft[0].pos_eci_m, world.craft[1].pos_eci_m);
    let referred = apart(position(&fine[0]), position(&fine[1]));
    let relative_m = (stepped - referred).length();
    println!(
        "one against the other: {relative_m:.2e} m of {:.0} m",
        stepped.length()
    );
    assert!(stepped.length() > 1_000.0, "they have flown apart");
    assert!(relative_m < ASTRAY_M, "{relative_m:e}");
}

#[test]
fn the_oblateness_and_the_gravity_gradient_matter_in_that_agreement() {
    // The reference without either is far off: the agreement above is no accident of weak forces.
    let craft = &turning().craft[0];
    let full = flown(craft, PERIOD_S, 400);
    let sphere = Body {
        inertia: craft.mass().inertia_kg_m2.transpose().to_cols_array_2d(),
        oblate: false,
    };
    let round = sphere.fly(state(craft), PERIOD_S / 400.0, 400);
    assert!((position(&full) - position(&round)).length() > 1_000.0);
    let point = Body {
        inertia: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        oblate: true,
    };
    let untouched = point.fly(state(craft), PERIOD_S / 400.0, 400);
    assert!(between_rad(attitude(&full), attitude(&untouched)) > 0.01);
}
