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
    // Rounding down by a cast: the library's floor is the slowest part of a picture of the Earth.
    let cell = |v: f32| {
        let whole = v as i32;
        whole - i32::from(v < whole as f32)
    };
    let (ix, iy, iz) = (cell(at.x), cell(at.y), cell(at.z));
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (fx, fy, fz) = (
        ease(at.x - ix as f32),
        ease(at.y - iy as f32),
        ease(at.z - iz as f32),
    );
    let wrap = |v: i32| v as usize & (SIDE - 1);
    let (x0, x1) = (wrap(ix), wrap(ix + 1));
    let mix = |a: f32, b: f32, t: f32| a + (b - a) * t;
    let line = |y: i32, z: i32| {
        let row = (wrap(z) * SIDE + wrap(y)) * SIDE;
        mix(table[row + x0], table[row + x1], fx)
    };
    let plane = |z: i32| mix(line(iy, z), line(iy + 1, z), fy);
    mix(plane(iz), plane(iz + 1), fz)
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
