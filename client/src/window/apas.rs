//! The androgynous docking unit both craft carry, and the stand-off target beside it. It knows
//! the shape only: how far the ring stands out is the scene's business.

use glam::{Mat3, Vec3};

use super::material::{Material, TARGET_RADIUS_M};
use super::mesh::{Mesh, Place};

/// Half length of the cross's arms, m: they end inside the pale rim of the base (estimate).
pub const CROSS_ARM_M: f32 = 0.135;
/// Half width of the cross's arms, m, where the picture is fine enough to show it (estimate).
pub const CROSS_HALF_WIDTH_M: f32 = 0.021;

/// Middle radius of the guide ring, m: the whole unit fits 1.3 m (NASA SP-4209, design limit of the
/// Soyuz shroud); the rest is an estimate from photographs.
const RING_RADIUS_M: f32 = 0.54;
const SIDES: u32 = 36;

/// The fixed body of the unit whose mating plane stands at x = `port_x_m`, out of a hull that
/// begins at `hull_x_m`.
pub fn add_body(mesh: &mut Mesh, port_x_m: f32, hull_x_m: f32) {
    let here = Place::at(Vec3::ZERO);
    let p = port_x_m;
    mesh.lathe(
        here,
        &[(hull_x_m, 0.60), (p - 0.30, 0.63), (p - 0.12, 0.63)],
        SIDES,
        Material::WhitePaint,
    );
    mesh.lathe(
        here,
        &[(p - 0.12, 0.63), (p - 0.12, 0.67), (p, 0.67), (p, 0.585)],
        SIDES,
        Material::Metal,
    );
    mesh.lathe(
        here,
        &[(p, 0.585), (p - 0.22, 0.585), (p - 0.22, 0.40)],
        SIDES,
        Material::BurntMetal,
    );
    mesh.lathe(
        here,
        &[
            (p - 0.22, 0.47),
            (p - 0.16, 0.45),
            (p - 0.16, 0.40),
            (p - 0.34, 0.40),
        ],
        SIDES,
        Material::Metal,
    );
    mesh.lathe(
        here,
        &[(p - 0.30, 0.41), (p - 0.27, 0.0)],
        SIDES,
        Material::Hatch,
    );
    for k in 0..8 {
        let place = around(k as f32 * 45.0 + 22.5, 0.64);
        let hook = Place {
            origin: place.origin + Vec3::X * (p + 0.012),
            ..place
        };
        mesh.cuboid(hook, Vec3::new(0.02, 0.022, 0.05), Material::Latch);
    }
}

/// The movable ring with its three outward petals, in its stowed place: its face in the mating plane,
/// from where the simulation counts its extension. Two rings that touch are then seen to touch.
pub fn ring(port_x_m: f32) -> Mesh {
    let mut mesh = Mesh::default();
    let face = port_x_m;
    let (inner, outer) = (RING_RADIUS_M - 0.04, RING_RADIUS_M + 0.035);
    mesh.lathe(
        Place::at(Vec3::ZERO),
        &[
            (face - 0.06, inner),
            (face - 0.06, outer),
            (face, outer),
            (face, inner),
            (face - 0.06, inner),
        ],
        SIDES,
        Material::RingMetal,
    );
    // Petals every 120° from +Y: the other craft is turned half a turn about Z, which brings its
    // petals into the gaps between these.
    for k in 0..3 {
        petal(&mut mesh, face, k as f32 * 120.0);
    }
    // Six attenuator rods in three pairs; stowed, they hide inside the body.
    for k in 0..6 {
        let angle = k as f32 * 60.0 + if k % 2 == 0 { 12.0 } else { -12.0 };
        let front = radial(k as f32 * 60.0) * RING_RADIUS_M + Vec3::X * (face - 0.05);
        let rear = radial(angle) * (RING_RADIUS_M - 0.05) + Vec3::X * (face - 0.40);
        mesh.rod(front, rear, 0.018, Material::Metal);
    }
    mesh
}

fn petal(mesh: &mut Mesh, face: f32, middle_deg: f32) {
    const STEPS: u32 = 4;
    const HEIGHT_M: f32 = 0.25;
    let corner = |side: f32, height: f32, thick_m: f32| {
        let half_deg = 27.0 - 12.0 * height;
        let lean_m = 0.10 * height;
        radial(middle_deg + side * half_deg) * (RING_RADIUS_M + lean_m + thick_m)
            + Vec3::X * (face + HEIGHT_M * height)
    };
    let out = radial(middle_deg);
    for k in 0..STEPS {
        let side = |n: u32| n as f32 / STEPS as f32 * 2.0 - 1.0;
        let (a, b) = (side(k), side(k + 1));
        for (thick_m, outward) in [(0.018, out), (-0.018, -out)] {
            mesh.patch(
                [
                    corner(a, 0.0, thick_m),
                    corner(b, 0.0, thick_m),
                    corner(b, 1.0, thick_m),
                    corner(a, 1.0, thick_m),
                ],
                outward,
                Material::RingMetal,
            );
        }
        mesh.patch(
            [
                corner(a, 1.0, 0.018),
                corner(b, 1.0, 0.018),
                corner(b, 1.0, -0.018),
                corner(a, 1.0, -0.018),
            ],
            Vec3::X,
            Material::RingMetal,
        );
    }
    for side in [-1.0, 1.0] {
        let edge = radial(middle_deg + side * 90.0);
        let cap = [
            corner(side, 0.0, 0.018),
            corner(side, 1.0, 0.018),
            corner(side, 1.0, -0.018),
            corner(side, 0.0, -0.018),
        ];
        mesh.patch(cap, edge, Material::RingMetal);
    }
    let place = around(middle_deg, RING_RADIUS_M + 0.02);
    let latch = Place {
        origin: place.origin + Vec3::X * (face + 0.09),
        ..place
    };
    mesh.cuboid(latch, Vec3::new(0.05, 0.035, 0.045), Material::Latch);
}

/// The target's base, its bracket from `root` on the hull, and the thin rod that holds the cross.
/// `base` is the centre of the disc's face, which looks along +x.
pub fn add_target(mesh: &mut Mesh, base: Vec3, root: Vec3, stand_off_m: f32) {
    let back = base - Vec3::X * 0.03;
    mesh.rod(root, back, 0.035, Material::Metal);
    let disc = Place::at(back);
    let r = TARGET_RADIUS_M;
    mesh.lathe(
        disc,
        &[(0.0, 0.0), (-0.01, r), (0.03, r)],
        32,
        Material::Metal,
    );
    let first = mesh.vertices.len();
    mesh.lathe(disc, &[(0.03, r), (0.03, 0.0)], 32, Material::TargetBase);
    for vertex in &mut mesh.vertices[first..] {
        vertex.uv = glam::Vec2::new(vertex.pos.y - base.y, vertex.pos.z - base.z);
    }
    mesh.rod(
        base,
        base + Vec3::X * (stand_off_m - 0.01),
        0.007,
        Material::BurntMetal,
    );
}

/// One arm of the cross as a unit box, to be scaled to size when it is drawn.
pub fn cross_arm() -> Mesh {
    let mut mesh = Mesh::default();
    mesh.cuboid(Place::at(Vec3::ZERO), Vec3::ONE, Material::TargetCross);
    mesh
}

/// Unit vector away from the axis at an angle from +Y towards +Z.
fn radial(angle_deg: f32) -> Vec3 {
    let (sin, cos) = angle_deg.to_radians().sin_cos();
    Vec3::new(0.0, cos, sin)
}

/// A place on the circle of `radius_m` round the x axis: its y axis points outwards.
pub fn around(angle_deg: f32, radius_m: f32) -> Place {
    let out = radial(angle_deg);
    Place {
        origin: out * radius_m,
        axes: Mat3::from_cols(Vec3::X, out, Vec3::X.cross(out)),
    }
}
