//! Smooth pseudo-random fields on a fixed table: clouds, coasts, city lights. The same place has
//! the same value for ever; there is no seed and no state.

use std::sync::LazyLock;

use glam::Vec3;

const SIDE: usize = 32;

static TABLE: LazyLock<Vec<f32>> = LazyLock::new(|| {
    (0..SIDE * SIDE * SIDE)
        .map(|i| {
            let mut h = (i as u32).wrapping_mul(0x9E37_79B1) ^ 0x85EB_CA6B;
            h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
            h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
            ((h ^ (h >> 15)) & 0xFFFF) as f32 / 65_535.0
        })
        .collect()
});

/// Value noise, 0..1, one lump a unit; it repeats every 32 units.
pub fn value(at: Vec3) -> f32 {
    let table = &*TABLE;
    let floor = at.floor();
    let f = at - floor;
    let f = f * f * (Vec3::splat(3.0) - 2.0 * f);
    let wrap = |v: f32| (v as i32) as usize & (SIDE - 1);
    let (x0, y0, z0) = (wrap(floor.x), wrap(floor.y), wrap(floor.z));
    let next = |v: usize| (v + 1) & (SIDE - 1);
    let (x1, y1, z1) = (next(x0), next(y0), next(z0));
    let get = |x: usize, y: usize, z: usize| table[(z * SIDE + y) * SIDE + x];
    let mix = |a: f32, b: f32, t: f32| a + (b - a) * t;
    let plane = |z: usize| {
        mix(
            mix(get(x0, y0, z), get(x1, y0, z), f.x),
            mix(get(x0, y1, z), get(x1, y1, z), f.x),
            f.y,
        )
    };
    mix(plane(z0), plane(z1), f.z)
}

/// `octaves` layers of noise, each about twice as fine and half as strong; 0..1.
pub fn layered(at: Vec3, octaves: u32) -> f32 {
    let (mut sum, mut weight, mut total, mut p) = (0.0, 0.5, 0.0, at);
    for _ in 0..octaves {
        sum += weight * value(p);
        total += weight;
        weight *= 0.5;
        p = Vec3::new(p.y, p.z, p.x) * 2.07 + 7.31;
    }
    sum / total
}
