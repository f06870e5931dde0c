//! Where each craft's jets sit and which way they blow, for drawing plumes only.

use glam::Vec3;
use handshake_shared::ids::Seat;

use super::apas::around;

/// A nozzle: its mouth and the unit direction of its exhaust, body frame, m.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nozzle {
    /// Mouth of the nozzle, m.
    pub pos: Vec3,
    /// Where the gas goes.
    pub exhaust: Vec3,
    /// Length of the visible plume, m (estimate).
    pub plume_m: f32,
}

/// Nozzle `row` of a craft's jet table, if there is one: Apollo A1…A4, B1…B4, C1…C4, D1…D4; Soyuz
/// eight side jets, four pushing forward, two braking, then eight small ones (estimate).
pub fn nozzle(seat: Seat, row: u32) -> Option<Nozzle> {
    match seat {
        Seat::Apollo => apollo(row),
        Seat::Soyuz => soyuz(row),
    }
}

/// Numbers 3 and 4 blow along the hull, 1 and 2 round it: A4 B4 C3 D3 push forward, A1 B1 C1 D1
/// roll to the right (Apollo Operations Handbook). Quads are clocked by 7°15′.
fn apollo(row: u32) -> Option<Nozzle> {
    let (quad, number) = (row / 4, row % 4 + 1);
    if quad > 3 {
        return None;
    }
    let place = around(-90.0 + 90.0 * quad as f32 + 7.25, 2.12);
    let (out, tangent) = (place.axes.y_axis, place.axes.z_axis);
    let backward_number = if quad < 2 { 4 } else { 3 };
    let along = match number {
        1 => -tangent,
        2 => tangent,
        n if n == backward_number => Vec3::NEG_X,
        _ => Vec3::X,
    };
    let exhaust = (along * 0.985 + out * 0.174).normalize();
    Some(Nozzle {
        pos: place.origin + Vec3::X * -0.869 + along * 0.35 + out * 0.05,
        exhaust,
        plume_m: 2.6,
    })
}

fn soyuz(row: u32) -> Option<Nozzle> {
    let ring = |k: u32, x: f32, radius: f32, along: Option<Vec3>, plume_m: f32| {
        let place = around(k as f32 * 45.0 + 22.5, radius);
        Some(Nozzle {
            pos: place.origin + Vec3::X * x,
            exhaust: along.unwrap_or(place.axes.y_axis),
            plume_m,
        })
    };
    match row {
        0..=7 => ring(row, -1.62, 1.2, None, 1.6),
        8..=11 => ring((row - 8) * 2, -3.7, 1.3, Some(Vec3::NEG_X), 1.6),
        12..=13 => ring((row - 12) * 4, -3.3, 1.42, Some(Vec3::X), 1.6),
        14..=21 => ring(row - 14, -3.3, 1.42, None, 0.7),
        _ => None,
    }
}
