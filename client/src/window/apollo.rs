//! The shape of Apollo CSM-111 with the Docking Module: command module cone, service module, four
//! jet quads, engine bell, Docking Module and its target. Body frame: origin at the centre of mass,
//! +X forward out of the docking port, +Y right, +Z down.

use glam::{Mat3, Vec3};
use handshake_shared::ids::Seat;

use super::apas;
use super::craft::{Beacon, Craft, Plan};
use super::material::Material;
use super::mesh::{Mesh, Place};
use super::signs::{self, Sign, Skin};

/// Hull radius, m: 3.9 m diameter (CSM handbook figures, 12.8 ft).
const HULL_RADIUS_M: f32 = 1.956;
/// The quads stand 0.868934 m behind the centre of mass (derived with the mass estimate).
const QUAD_X_M: f32 = -0.869;

const SIDES: u32 = 44;

/// Builds the craft.
pub fn craft() -> Craft {
    let plan = Plan::of(Seat::Apollo);
    let mut front = Mesh::default();
    docking_module(&mut front);
    apas::add_body(&mut front, plan.port_x_m, 5.58);
    let mut rear = Mesh::default();
    let aside = plan.target_m.with_x(0.0).normalize_or(Vec3::NEG_Z);
    let root = aside * 0.68 + Vec3::X * 5.20;
    apas::add_target(&mut rear, plan.target_m, root, plan.stand_off_m);
    command_module(&mut rear);
    service_module(&mut rear);
    painted(&mut rear);
    for k in 0..4 {
        quad(&mut rear, k);
    }
    high_gain_antenna(&mut rear);
    Craft {
        front,
        rear,
        ring: apas::ring(plan.port_x_m),
        port_x_m: plan.port_x_m,
        eye_m: plan.eye_m,
        target_m: plan.target_m,
        stand_off_m: plan.stand_off_m,
        beacons: vec![
            Beacon::steady(Vec3::new(-0.6, 2.02, 0.9), [0.1, 1.0, 0.25]),
            Beacon::steady(Vec3::new(-0.6, -2.02, 0.9), [1.0, 0.12, 0.08]),
            // Away from the line to the target, which its halo would hide.
            Beacon::flashing(Vec3::new(-0.55, 1.3, 1.53), [1.0, 0.97, 0.9]),
        ],
    }
}

/// The cylinder, 3.15 m long with its docking unit and 1.4 m across (Encyclopedia Astronautica), with
/// the gas bottles' housings outside.
fn docking_module(mesh: &mut Mesh) {
    let here = Place::at(Vec3::ZERO);
    mesh.lathe(
        here,
        &[
            (2.96, 0.46),
            (3.05, 0.52),
            (3.30, 0.70),
            (5.25, 0.70),
            (5.58, 0.62),
        ],
        36,
        Material::Inconel,
    );
    for x in [3.42, 4.30, 5.16] {
        mesh.lathe(
            here,
            &[(x, 0.70), (x, 0.725), (x + 0.07, 0.725), (x + 0.07, 0.70)],
            36,
            Material::Metal,
        );
    }
    for angle_deg in [10.0, 60.0, 120.0, 170.0] {
        let place = apas::around(angle_deg, 0.78);
        let housing = Place {
            origin: place.origin + Vec3::X * 4.0,
            ..place
        };
        mesh.cuboid(housing, Vec3::new(0.45, 0.14, 0.24), Material::WhitePaint);
    }
    // Two VHF antennas at the Soyuz end.
    for side in [-1.0, 1.0] {
        let root = Vec3::new(5.0, side * 0.7, -0.1);
        mesh.rod(
            root,
            root + Vec3::new(0.1, side * 0.6, -0.25),
            0.02,
            Material::Antenna,
        );
    }
}

fn command_module(mesh: &mut Mesh) {
    let here = Place::at(Vec3::ZERO);
    mesh.lathe(
        here,
        &[
            (-0.43, 1.90),
            (-0.28, HULL_RADIUS_M),
            (-0.05, 1.90),
            (2.25, 0.62),
        ],
        SIDES,
        Material::MirrorTape,
    );
    mesh.lathe(
        here,
        &[(2.25, 0.62), (2.34, 0.52), (2.40, 0.43), (3.0, 0.43)],
        SIDES,
        Material::Metal,
    );
    // Two rendezvous windows, two side windows, the hatch window.
    for (angle_deg, half_deg, x) in [
        (-118.0, 9.0, 1.30),
        (-62.0, 9.0, 1.30),
        (-158.0, 9.0, 0.95),
        (-22.0, 9.0, 0.95),
        (-90.0, 8.0, 1.05),
    ] {
        let radius_at = |x: f32| 1.90 - (x + 0.05) / 2.30 * 1.28 + 0.03;
        let corner = |side: f32, x: f32| {
            let place = apas::around(angle_deg + side * half_deg, radius_at(x));
            place.origin + Vec3::X * x
        };
        let out = apas::around(angle_deg, 1.0).origin + Vec3::X * 0.5;
        mesh.patch(
            [
                corner(-1.0, x - 0.18),
                corner(1.0, x - 0.18),
                corner(0.8, x + 0.18),
                corner(-0.8, x + 0.18),
            ],
            out,
            Material::Glass,
        );
    }
}

fn service_module(mesh: &mut Mesh) {
    let here = Place::at(Vec3::ZERO);
    let r = HULL_RADIUS_M;
    let stations: [(&[(f32, f32)], Material); 5] = [
        (
            &[(-0.95, r), (-0.55, r), (-0.50, 1.75)],
            Material::WhitePaint,
        ),
        (&[(-2.9, r), (-0.95, r)], Material::Silver),
        (&[(-4.3, r), (-2.9, r)], Material::WhitePaint),
        (&[(-4.95, r), (-4.3, r)], Material::Silver),
        (
            &[(-4.93, 0.0), (-4.93, 1.7), (-4.95, r)],
            Material::BurntMetal,
        ),
    ];
    for (profile, material) in stations {
        mesh.lathe(here, profile, SIDES, material);
    }
    mesh.lathe(
        here,
        &[
            (-4.9, 0.30),
            (-5.4, 0.62),
            (-6.4, 1.0),
            (-7.7, 1.25),
            (-5.6, 0.5),
        ]
        .into_iter()
        .rev()
        .collect::<Vec<_>>(),
        28,
        Material::BurntMetal,
    );
}

/// The country's name along the service module on both upper sides, between the quads, and its flag
/// above each: as flight photographs of the silver craft have them (places and sizes are estimates).
pub(super) const NAMES: [(Sign, Skin); 2] = [
    (
        Sign::UnitedStates,
        Skin::Cylinder(-4.75, HULL_RADIUS_M, -45.0),
    ),
    (
        Sign::UnitedStates,
        Skin::Cylinder(-4.75, HULL_RADIUS_M, 225.0),
    ),
];
const FLAGS: [(Sign, Skin); 2] = [
    (Sign::FlagUs, Skin::Cylinder(-2.3, HULL_RADIUS_M, -60.0)),
    (Sign::FlagUs, Skin::Cylinder(-2.3, HULL_RADIUS_M, 210.0)),
];

fn painted(mesh: &mut Mesh) {
    // The skin's bands beneath the name, from the rear: silver, white, silver.
    let end_m = Sign::UnitedStates.size_m().x;
    let bands = [
        (Material::SilverLettered, [0.0, 0.45]),
        (Material::WhiteLettered, [0.45, 1.85]),
        (Material::SilverLettered, [1.85, end_m]),
    ];
    for name in NAMES {
        for (material, part_m) in bands {
            signs::lay(mesh, name, part_m, material);
        }
    }
    for flag in FLAGS {
        signs::lay(mesh, flag, [0.0, flag.0.size_m().x], Material::FlagUs);
    }
}

/// Jet quad `k`: A at −Z, B at +Y, C at +Z, D at −Y; a door with four nozzles in a cross.
fn quad(mesh: &mut Mesh, k: u8) {
    let angle_deg = -90.0 + 90.0 * f32::from(k);
    let place = apas::around(angle_deg, HULL_RADIUS_M + 0.02);
    let centre = place.origin + Vec3::X * QUAD_X_M;
    let (out, tangent) = (place.axes.y_axis, place.axes.z_axis);
    let door = Place {
        origin: centre,
        ..place
    };
    mesh.cuboid(door, Vec3::new(0.42, 0.03, 0.30), Material::WhitePaint);
    let block = Place {
        origin: centre + out * 0.11,
        ..place
    };
    mesh.cuboid(block, Vec3::new(0.12, 0.10, 0.12), Material::Metal);
    for direction in [Vec3::X, Vec3::NEG_X, tangent, -tangent] {
        let axis = (direction * 0.985 + out * 0.17).normalize();
        let root = centre + out * 0.14 + direction * 0.10;
        mesh.lathe(
            Place::along(root, axis),
            &[
                (0.0, 0.0),
                (0.0, 0.03),
                (0.06, 0.05),
                (0.30, 0.14),
                (0.10, 0.03),
            ]
            .map(|(x, r): (f32, f32)| (x, r)),
            12,
            Material::BurntMetal,
        );
    }
}

/// Four dishes on a boom at the tail, as CSM-111 carried them to reach the relay satellite ATS-6.
fn high_gain_antenna(mesh: &mut Mesh) {
    let root = Vec3::new(-4.7, 1.2, 1.4);
    let head = Vec3::new(-4.9, 1.9, 2.6);
    mesh.rod(root, head, 0.05, Material::Metal);
    let aim = Mat3::from_rotation_z(0.35);
    for (y, z) in [(-0.42, -0.42), (0.42, -0.42), (-0.42, 0.42), (0.42, 0.42)] {
        let dish = Place {
            origin: head + aim * Vec3::new(0.1, y, z),
            axes: aim,
        };
        mesh.lathe(
            dish,
            &[
                (0.0, 0.0),
                (0.03, 0.2),
                (0.12, 0.39),
                (0.13, 0.39),
                (0.05, 0.2),
                (0.02, 0.0),
            ],
            16,
            Material::Antenna,
        );
    }
}
