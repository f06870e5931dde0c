//! The shape of Soyuz 7K-TM: orbital module, descent vehicle, instrument module, two wings of three
//! panels, antennas and the docking target. Body frame: origin at the centre of mass, +X forward
//! out of the docking port, +Y right, +Z down.

use glam::{Mat3, Vec3};
use handshake_shared::catalogue::jets::jets;
use handshake_shared::ids::Seat;

use super::apas;
use super::craft::{Beacon, Craft, Plan, place};
use super::material::Material;
use super::mesh::{Mesh, Place};
use super::signs::{self, Sign, Skin};

/// Half the span of the wings, m: 8.37 m over all (Friends & Partners, Soyuz ASTP craft page).
const HALF_SPAN_M: f32 = 4.185;
/// Depth of a wing, m: 8.33 m² in two wings of about 2.95 m (the same source).
const CHORD_M: f32 = 1.42;
/// The wings' incidence, degrees nose-up (estimate, generous): edge-on wings would vanish from in
/// front, and with them the shape everybody knows.
const INCIDENCE_DEG: f32 = 24.0;

const SIDES: u32 = 40;

/// Builds the craft.
pub fn craft() -> Craft {
    let plan = Plan::of(Seat::Soyuz);
    let mut front = Mesh::default();
    apas::add_body(&mut front, plan.port_x_m, 3.08);
    let mut rear = Mesh::default();
    orbital_module(&mut rear);
    painted(&mut rear);
    let aside = plan.target_m.with_x(0.0).normalize_or(Vec3::NEG_Z);
    let root = aside * 1.04 + Vec3::X * 2.45;
    apas::add_target(&mut rear, plan.target_m, root, plan.stand_off_m);
    descent_vehicle(&mut rear);
    instrument_module(&mut rear);
    for side in [-1.0, 1.0] {
        wing(&mut rear, side);
    }
    antennas(&mut rear);
    Craft {
        front,
        rear,
        ring: apas::ring(plan.port_x_m),
        port_x_m: plan.port_x_m,
        eye_m: plan.eye_m,
        target_m: plan.target_m,
        stand_off_m: plan.stand_off_m,
        beacons: vec![
            Beacon::steady(Vec3::new(-2.0, HALF_SPAN_M + 0.05, 0.0), [0.1, 1.0, 0.25]),
            Beacon::steady(Vec3::new(-2.0, -HALF_SPAN_M - 0.05, 0.0), [1.0, 0.12, 0.08]),
            // Away from the line to the target, which their halo would hide.
            Beacon::flashing(Vec3::new(-3.3, -1.05, -1.05), [1.0, 0.97, 0.9]),
            Beacon::flashing(Vec3::new(-3.3, 0.0, 1.48), [1.0, 0.97, 0.9]),
        ],
    }
}

/// The country's letters and flag on the front of the orbital module, beside the side windows and the
/// target's bracket.
pub(super) const LETTERS: (Sign, Skin) = (Sign::Ussr, on_front([-113.0, 54.0], 0.0));
/// Aside of the axis, turned to stand upright.
pub(super) const FLAG: (Sign, Skin) = (Sign::FlagUssr, on_front([15.0, 54.0], 105.0));

const fn on_front(middle_deg: [f32; 2], turn_deg: f32) -> Skin {
    Skin::Ball {
        centre_x_m: 2.24,
        radius_m: 1.1,
        middle_deg,
        turn_deg,
    }
}

fn painted(mesh: &mut Mesh) {
    for (sign, material) in [
        (LETTERS, Material::GreenLettered),
        (FLAG, Material::FlagUssr),
    ] {
        signs::lay(mesh, sign, [0.0, sign.0.size_m().x], material);
    }
}

/// Two half spheres of 1.1 m radius (cabin diameter 2.2 m) with a short cylinder between.
fn orbital_module(mesh: &mut Mesh) {
    const R: f32 = 1.1;
    const STEPS: u32 = 9;
    let arc = |centre: f32, from_deg: f32, to_deg: f32| {
        (0..=STEPS).map(move |k| {
            let angle = (from_deg + (to_deg - from_deg) * k as f32 / STEPS as f32).to_radians();
            (centre + R * angle.cos(), R * angle.sin())
        })
    };
    let profile: Vec<_> = arc(1.92, 150.0, 90.0)
        .chain(arc(2.24, 90.0, 32.0))
        .collect();
    mesh.lathe(
        Place::at(Vec3::ZERO),
        &profile,
        SIDES,
        Material::GreenBlanket,
    );
    // The seam belt between the half spheres, and a side window.
    mesh.lathe(
        Place::at(Vec3::ZERO),
        &[(2.02, 1.10), (2.02, 1.125), (2.14, 1.125), (2.14, 1.10)],
        SIDES,
        Material::DarkBlanket,
    );
    for angle_deg in [-60.0, 200.0] {
        let place = apas::around(angle_deg, 1.0);
        let glass = Place {
            origin: place.origin + Vec3::X * 2.62,
            axes: Mat3::from_cols(place.axes.y_axis, place.axes.x_axis, place.axes.z_axis),
        };
        mesh.lathe(
            glass,
            &[(0.0, 0.20), (0.06, 0.20), (0.06, 0.14)],
            14,
            Material::Metal,
        );
        mesh.lathe(glass, &[(0.05, 0.14), (0.05, 0.0)], 14, Material::Glass);
    }
}

fn descent_vehicle(mesh: &mut Mesh) {
    mesh.lathe(
        Place::at(Vec3::ZERO),
        &[
            (1.02, 0.52),
            (0.90, 0.58),
            (0.90, 0.66),
            (0.74, 0.80),
            (0.50, 0.92),
            (0.10, 0.99),
            (-0.50, 1.05),
            (-1.10, 1.10),
        ]
        .map(|(x, r)| (x, r))
        .into_iter()
        .rev()
        .collect::<Vec<_>>(),
        SIDES,
        Material::DarkBlanket,
    );
    // The periscope's outer tube, on the belly.
    mesh.cuboid(
        Place::at(Vec3::new(0.55, 0.0, 1.15)),
        Vec3::new(0.12, 0.11, 0.28),
        Material::Metal,
    );
    for angle_deg in [0.0, 180.0] {
        let place = apas::around(angle_deg, 0.99);
        let glass = Place {
            origin: place.origin + Vec3::X * 0.1,
            axes: Mat3::from_cols(place.axes.y_axis, place.axes.x_axis, place.axes.z_axis),
        };
        mesh.lathe(
            glass,
            &[(-0.05, 0.22), (0.05, 0.22), (0.05, 0.15)],
            14,
            Material::Metal,
        );
        mesh.lathe(glass, &[(0.04, 0.15), (0.04, 0.0)], 14, Material::Glass);
    }
}

fn instrument_module(mesh: &mut Mesh) {
    let here = Place::at(Vec3::ZERO);
    let stations: [(&[(f32, f32)], Material); 5] = [
        (&[(-1.34, 1.05), (-1.10, 1.12)], Material::Metal),
        (
            &[(-1.90, 1.08), (-1.34, 1.08), (-1.34, 1.0)],
            Material::WhiteEnamel,
        ),
        (&[(-2.75, 1.08), (-1.90, 1.08)], Material::GreenBlanket),
        (
            &[(-3.70, 1.36), (-3.35, 1.36), (-3.05, 1.20), (-2.75, 1.08)],
            Material::WhiteEnamel,
        ),
        (
            &[(-3.62, 0.0), (-3.62, 1.25), (-3.70, 1.36)],
            Material::BurntMetal,
        ),
    ];
    for (profile, material) in stations {
        mesh.lathe(here, profile, SIDES, material);
    }
    mesh.lathe(
        here,
        &[(-3.60, 0.12), (-3.84, 0.30), (-3.60, 0.10)],
        16,
        Material::BurntMetal,
    );
    // Jet pods on short arms from the hull.
    for jet in jets(Seat::Soyuz).jets {
        let mouth = place(jet.place_m);
        let aside = mouth.with_x(0.0).normalize_or_zero();
        let hull = aside + Vec3::X * mouth.x;
        mesh.rod(hull, mouth, 0.03, Material::Metal);
        mesh.cuboid(Place::at(mouth), Vec3::splat(0.05), Material::BurntMetal);
    }
}

/// Three panels a side, hinged end to end, cells towards −Z and tipped to be seen from in front.
fn wing(mesh: &mut Mesh, side: f32) {
    const ROOT_M: f32 = 1.30;
    const GAP_M: f32 = 0.05;
    let tilt = Mat3::from_rotation_y(-INCIDENCE_DEG.to_radians());
    let centre_x = -2.35;
    let panel_m = (HALF_SPAN_M - ROOT_M - 2.0 * GAP_M) / 3.0;
    for k in 0..3 {
        let middle = ROOT_M + panel_m / 2.0 + k as f32 * (panel_m + GAP_M);
        let place = Place {
            origin: Vec3::new(centre_x, side * middle, 0.0),
            axes: tilt,
        };
        let half = Vec3::new(CHORD_M / 2.0, panel_m / 2.0, 0.018);
        mesh.plate(place, half, Material::PanelBack, Material::SolarCells);
        for edge in [-1.0, 1.0] {
            let rail = Place {
                origin: place.origin + tilt * Vec3::new(edge * CHORD_M / 2.0, 0.0, 0.0),
                axes: tilt,
            };
            mesh.cuboid(
                rail,
                Vec3::new(0.025, panel_m / 2.0, 0.03),
                Material::Antenna,
            );
        }
    }
    for x in [-0.3, 0.3] {
        mesh.rod(
            Vec3::new(centre_x + x, side * 1.05, 0.0),
            Vec3::new(centre_x, side * ROOT_M, 0.0) + tilt * Vec3::new(x * 1.4, 0.0, 0.0),
            0.035,
            Material::Metal,
        );
    }
    // Whip antennas at the wing tip.
    let tip = Vec3::new(centre_x + 0.4, side * HALF_SPAN_M, 0.0);
    mesh.rod(
        tip,
        tip + Vec3::new(0.25, side * 0.55, -0.35),
        0.02,
        Material::Antenna,
    );
}

fn antennas(mesh: &mut Mesh) {
    const RODS: [(Vec3, Vec3); 6] = [
        (Vec3::new(2.0, 0.0, -1.1), Vec3::new(2.25, 0.0, -1.75)),
        (Vec3::new(2.0, 0.85, 0.75), Vec3::new(2.2, 1.3, 1.15)),
        (Vec3::new(2.0, -0.85, 0.75), Vec3::new(2.2, -1.3, 1.15)),
        (Vec3::new(-3.5, 0.5, -1.3), Vec3::new(-3.3, 0.8, -2.1)),
        (Vec3::new(-3.5, -0.5, -1.3), Vec3::new(-3.3, -0.8, -2.1)),
        (Vec3::new(-1.6, 0.0, 1.1), Vec3::new(-1.4, 0.0, 1.9)),
    ];
    for (root, tip) in RODS {
        mesh.rod(root, tip, 0.022, Material::Antenna);
    }
    // A flat band antenna round the skirt.
    mesh.lathe(
        Place::at(Vec3::ZERO),
        &[(-3.52, 1.37), (-3.52, 1.41), (-3.46, 1.41), (-3.46, 1.37)],
        SIDES,
        Material::Metal,
    );
}
