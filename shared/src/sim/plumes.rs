//! Exhaust that strikes the other craft. A nozzle's far field is a point source whose flux falls as
//! a power of the cosine off its axis; every face across it takes the momentum that comes its way.
//! Momentum goes with the exhaust: what strikes nothing is lost to both craft.

use glam::DVec3;

use crate::catalogue::jets::jets;
use crate::catalogue::vessels::vessel;
use crate::maths::{PI, pow};
use crate::sim::craft::Craft;
use crate::sim::jets::Given;
use crate::sim::rigid::Push;

/// Power of the cosine of a small bipropellant engine's plume in vacuum (estimate: half the
/// momentum inside 21°). Greater: braking jets canted 10° outward would miss Soyuz altogether.
const COSINE_POWER: f64 = 9.0;
/// Beyond this exhaust is no longer followed, m: four braking jets then push Soyuz with a third of a
/// newton.
const REACH_M: f64 = 300.0;
/// A push of the exhaust that the console shows, N: what four braking jets give at fifteen metres,
/// where Soyuz's control begins to answer.
pub const FELT_N: f64 = 30.0;

/// What the jets of `firing` do to `struck`: force through its centre of mass and torque, inertial
/// axes.
pub fn push(firing: &Craft, given: &Given, struck: &Craft) -> Push {
    let mut push = Push::default();
    let apart = struck.pos_eci_m - firing.pos_eci_m;
    if given.blew == 0 || apart.length_squared() > REACH_M * REACH_M {
        return push;
    }
    let from_com = firing.mass().com_m;
    let to_com = struck.mass().com_m;
    for (row, jet) in jets(firing.seat).jets.iter().enumerate() {
        if given.duty[row] == 0.0 {
            continue;
        }
        let nozzle = firing.eci_from_body * (DVec3::from(jet.place_m) - from_com);
        let exhaust = firing.eci_from_body * -DVec3::from(jet.push);
        let momentum_n = jet.thrust_n * given.duty[row];
        for face in vessel(struck.seat).faces {
            let arm = struck.eci_from_body * (DVec3::from(face.place_m) - to_com);
            let ray = apart + arm - nozzle;
            let force = ray.normalize_or_zero() * struck_n(momentum_n, exhaust, ray, face.area_m2);
            push.force_n += force;
            push.torque_n_m += arm.cross(force);
        }
    }
    push
}

/// Push of one nozzle on one face, N: never more than the nozzle gives.
fn struck_n(momentum_n: f64, exhaust: DVec3, ray: DVec3, area_m2: f64) -> f64 {
    let distance2 = ray.length_squared();
    let cosine = ray.normalize_or_zero().dot(exhaust);
    if cosine <= 0.0 {
        return 0.0;
    }
    let on_axis = momentum_n * (COSINE_POWER + 1.0) / (2.0 * PI * distance2);
    let flux_n_per_m2 = on_axis * pow(cosine, COSINE_POWER);
    (flux_n_per_m2 * area_m2).min(momentum_n)
}

#[cfg(test)]
mod tests {
    use std::println;

    use super::*;
    use crate::ids::Seat::Soyuz;
    use crate::maths::{cos, sin};
    use crate::sim::input::{ControlMode, Stick};
    use crate::sim::trials::{pushed, quiet_at};

    #[test]
    fn the_flux_of_a_nozzle_over_a_half_sphere_is_its_thrust() {
        // Rings of a sphere of 10 m round the nozzle.
        let rings = 2_000;
        let sum: f64 = (0..rings)
            .map(|n| {
                let angle = (f64::from(n) + 0.5) * 0.5 * PI / f64::from(rings);
                let area = 2.0 * PI * 100.0 * sin(angle) * 0.5 * PI / f64::from(rings);
                let ray = DVec3::new(cos(angle), sin(angle), 0.0) * 10.0;
                struck_n(444.822, DVec3::X, ray, area)
            })
            .sum();
        assert!((sum / 444.822 - 1.0).abs() < 1e-4, "{sum}");
    }

    /// Push on Soyuz while Apollo brakes at this range, N.
    fn braked_at(range_m: f64) -> f64 {
        let mut trial = quiet_at(range_m);
        trial.fly(0.5, [pushed(0, -127), Stick::NEUTRAL]);
        trial.world.plume_n[1]
    }

    #[test]
    fn braking_jets_push_soyuz_the_more_the_nearer() {
        let pushes = [400.0, 60.0, 15.0, 5.0, 2.0].map(braked_at);
        println!("braking at 400, 60, 15, 5, 2 m pushes Soyuz with {pushes:.1?} N");
        assert!(
            pushes.windows(2).all(|pair| pair[0] < pair[1]),
            "{pushes:?}"
        );
        assert_eq!(pushes[0], 0.0);
        assert!((10.0..60.0).contains(&pushes[2]), "{pushes:?}");
    }

    #[test]
    fn only_jets_that_blow_at_the_other_craft_push_it() {
        let mut trial = quiet_at(5.0);
        trial.fly(0.5, [pushed(0, 127), Stick::NEUTRAL]);
        assert_eq!(trial.world.plume_n, [0.0; 2]);
    }

    #[test]
    fn pulses_at_soyuz_wake_its_control_inside_fifteen_metres_and_not_far_out() {
        let woken_kg = |range_m: f64| {
            let mut trial = quiet_at(range_m);
            trial.turn(Soyuz, ControlMode::InertialHold);
            // Off the axis, where the exhaust strikes one array more than the other.
            let aside = trial.world.craft[0].eci_from_body * DVec3::Y * 1.5;
            trial.world.craft[0].pos_eci_m += aside;
            trial.wait(20.0);
            let before = trial.world.craft[Soyuz.index()].used_kg();
            for _ in 0..4 {
                trial.fly(0.5, [pushed(0, -127), Stick::NEUTRAL]);
                trial.fly(0.5, [pushed(0, 127), Stick::NEUTRAL]);
            }
            trial.wait(10.0);
            trial.world.craft[Soyuz.index()].used_kg() - before
        };
        let (near, far) = (woken_kg(10.0), woken_kg(60.0));
        println!("four braking pulses cost Soyuz {near:.4} kg at 10 m, {far:.4} kg at 60 m");
        assert!(near > 2.0 * far && near > 0.0, "{near} against {far}");
    }
}
