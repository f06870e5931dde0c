//! A craft left to itself and a craft pushed: laws of its motion.

use super::*;
use crate::sim::jets::Given;
use crate::sim::trials::quiet;

#[test]
fn a_turning_craft_answers_a_torque_about_its_own_axis_at_once() {
    let mut craft = quiet().world.craft[1].clone();
    let torque_n_m = craft.eci_from_body * DVec3::new(0.0, 0.0, 250.0);
    let push = Push {
        force_n: DVec3::ZERO,
        torque_n_m,
    };
    craft.fly(ForceModel::Free, &Push::default(), &push, 1.0);
    let spin = craft.eci_from_body * (craft.mass().inertia_kg_m2 * craft.rate_rad_per_s);
    assert!((spin - torque_n_m).length() < 1e-9, "{spin}");
    // A turn about one axis leaks into the others by the products of inertia, and no more.
    let rate = craft.rate_rad_per_s;
    assert!((rate.z - 0.01).abs() < 1e-6, "{rate}");
    assert!(
        rate.x != 0.0 && rate.x.abs() < 2e-4 && rate.y.abs() < 2e-4,
        "{rate}"
    );
}

#[test]
fn jet_lamps_stay_lit_for_a_tenth_of_a_second() {
    let mut craft = quiet().world.craft[0].clone();
    let fired = Given {
        commanded: 0b101,
        blew: 0b100,
        ..Given::default()
    };
    craft.rcs.show(&fired);
    for _ in 0..5 {
        craft.rcs.show(&Given::default());
        assert_eq!(craft.rcs.lamps_lit(), 0b101);
        assert_eq!(craft.rcs.plumes_seen(), 0b100);
    }
    craft.rcs.show(&Given::default());
    assert_eq!(craft.rcs.lamps_lit(), 0);
}

#[test]
fn burnt_propellant_leaves_mass_and_inertia() {
    let mut craft = quiet().world.craft[0].clone();
    let inertia = craft.mass().inertia_kg_m2.y_axis.y;
    let [a, b, c, d] = craft.tanks_kg();
    craft.fill([a, b, c - 100.0, d]);
    assert!((craft.mass_kg() - 14_137.0).abs() < 1e-9);
    assert!((craft.used_kg() - 100.0).abs() < 1e-9);
    assert!(craft.mass().inertia_kg_m2.y_axis.y < inertia);
}

#[test]
fn draining_a_tank_moves_the_centre_of_mass_and_not_the_structure() {
    let mut craft = quiet().world.craft[0].clone();
    craft.rate_rad_per_s = DVec3::new(0.01, -0.02, 0.03);
    let nose = |craft: &Craft| craft.point_eci_m([6.0, 0.0, 0.0]);
    let nose_speed = |craft: &Craft| {
        let arm = nose(craft) - craft.pos_eci_m;
        craft.vel_eci_m_per_s + (craft.eci_from_body * craft.rate_rad_per_s).cross(arm)
    };
    let (at, speed) = (nose(&craft), nose_speed(&craft));
    let shift = craft.drain_to([52.5, 152.5, 152.5, 152.5]);
    assert!(shift.length() > 0.01, "{shift}");
    assert!((nose(&craft) - at).length() < 1e-8);
    assert!((nose_speed(&craft) - speed).length() < 1e-9);
}
