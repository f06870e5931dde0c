//! An hour of tumbling without torque: the hardest case of a rigid body, about the axis of
//! intermediate inertia, where it turns over and over.

use glam::{DMat3, DVec3};
use handshake_shared::ids::Seat;
use handshake_shared::sim::craft::Craft;
use handshake_shared::sim::orbit::ForceModel;

use crate::stage::{coast, coasting, spin_n_m_s};

/// Axes of the principal moments, smallest first, body axes: Jacobi's rotations.
fn principal_axes(inertia: DMat3) -> [(f64, DVec3); 3] {
    let mut m = inertia;
    let mut axes = DMat3::IDENTITY;
    for sweep in 0..30 {
        let (p, q) = [(0, 1), (0, 2), (1, 2)][sweep % 3];
        let angle = 0.5 * (2.0 * m.col(q)[p]).atan2(m.col(q)[q] - m.col(p)[p]);
        let (sine, cosine) = angle.sin_cos();
        let mut rotation = DMat3::IDENTITY;
        rotation.col_mut(p)[p] = cosine;
        rotation.col_mut(q)[q] = cosine;
        rotation.col_mut(q)[p] = sine;
        rotation.col_mut(p)[q] = -sine;
        m = rotation.transpose() * m * rotation;
        axes *= rotation;
    }
    let mut found = [0, 1, 2].map(|n| (m.col(n)[n], axes.col(n)));
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found
}

fn energy_j(craft: &Craft) -> f64 {
    0.5 * craft
        .rate_rad_per_s
        .dot(craft.mass().inertia_kg_m2 * craft.rate_rad_per_s)
}

#[test]
fn an_hour_of_tumbling_about_the_intermediate_axis_keeps_energy_and_momentum_to_1e_9() {
    let mut world = coasting(ForceModel::Free);
    let middle = world.craft.each_ref().map(|craft| {
        let [_, (_, middle), (_, greatest)] = principal_axes(craft.mass().inertia_kg_m2);
        (middle, greatest)
    });
    for (craft, (middle, greatest)) in world.craft.iter_mut().zip(&middle) {
        // Three degrees a second, a hundredth of it aside.
        craft.rate_rad_per_s = (*middle + *greatest * 0.01) * 3_f64.to_radians();
        let products = craft.mass().inertia_kg_m2;
        assert_ne!(products.x_axis.z, 0.0, "a full tensor");
    }
    let before = world.craft.clone();
    let (mut worst_energy, mut worst_spin) = ([0.0_f64; 2], [0.0_f64; 2]);
    let mut over = [false; 2];
    for _ in 0..3_600 {
        coast(&mut world, 1.0);
        for seat in Seat::ALL {
            let n = seat.index();
            let (now, then) = (&world.craft[n], &before[n]);
            let energy = (energy_j(now) / energy_j(then) - 1.0).abs();
            let spin = (spin_n_m_s(now) - spin_n_m_s(then)).length() / spin_n_m_s(then).length();
            worst_energy[n] = worst_energy[n].max(energy);
            worst_spin[n] = worst_spin[n].max(spin);
            over[n] |= now.rate_rad_per_s.dot(middle[n].0) < 0.0;
        }
    }
    for n in 0..2 {
        println!(
            "an hour: energy {:.2e}, momentum {:.2e}, turned over: {}",
            worst_energy[n], worst_spin[n], over[n]
        );
        assert!(worst_energy[n] < 1e-9 && worst_spin[n] < 1e-9);
    }
    assert!(over[Seat::Apollo.index()], "the tumble turns over");
}
