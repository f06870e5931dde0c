//! Plumes of the catalogue's jets, for drawing only.

use glam::Vec3;
use handshake_shared::catalogue::jets::jets;
use handshake_shared::ids::Seat;

use super::craft::place;

/// A jet's visible plume, body frame, m.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plume {
    /// Mouth of the nozzle.
    pub mouth: Vec3,
    /// Unit direction of the exhaust.
    pub exhaust: Vec3,
    /// How far it is seen.
    pub length_m: f32,
}

/// The plume of row `row` of a craft's jet table, if it has so many rows.
pub fn plume(seat: Seat, row: u32) -> Option<Plume> {
    let jet = jets(seat).jets.get(row as usize)?;
    Some(Plume {
        mouth: place(jet.place_m),
        exhaust: -place(jet.push).normalize_or_zero(),
        // As the cube root of thrust: 2.7 m for 445 N, 0.9 m for 15 N (estimate).
        length_m: 0.35 * (jet.thrust_n as f32).cbrt(),
    })
}
