//! One spacecraft as the window draws it: its rigid parts, its ring, its lamps, and where its own
//! pilot looks out. It knows shapes and places only.

use std::sync::LazyLock;

use glam::Vec3;
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::Seat;

use super::mesh::Mesh;
use super::{apas, apollo, soyuz};

/// A lamp on the hull.
#[derive(Clone, Copy, Debug)]
pub struct Beacon {
    /// Place, body frame, m.
    pub pos: Vec3,
    /// Colour, linear light.
    pub colour: [f32; 3],
    /// It flashes; otherwise it burns steadily.
    pub flashes: bool,
}

impl Beacon {
    /// A lamp that burns steadily: running lights.
    pub const fn steady(pos: Vec3, colour: [f32; 3]) -> Beacon {
        Beacon {
            pos,
            colour,
            flashes: false,
        }
    }

    /// A flashing rendezvous lamp.
    pub const fn flashing(pos: Vec3, colour: [f32; 3]) -> Beacon {
        Beacon {
            pos,
            colour,
            flashes: true,
        }
    }
}

/// A spacecraft, ready to be drawn. Body frame: origin at the centre of mass, +X forward out of the
/// docking port, +Y right, +Z down; m.
#[derive(Clone, Debug)]
pub struct Craft {
    /// What its own pilot sees of it. His own target and the hull close before the periscope's mirror
    /// are left out of that: they would hide what he looks at.
    pub front: Mesh,
    /// The rest of the hull.
    pub rear: Mesh,
    /// The docking ring in its stowed place; it moves along +X.
    pub ring: Mesh,
    /// Station of the mating plane.
    pub port_x_m: f32,
    /// The pilot's eye, looking along +X.
    pub eye_m: Vec3,
    /// Centre of the stand-off target's face.
    pub target_m: Vec3,
    /// How far the target's cross stands in front of its face.
    pub stand_off_m: f32,
    /// Lamps.
    pub beacons: Vec<Beacon>,
}

/// What stands where on a craft, from the catalogue: the window and the sight's readings agree
/// because both take it from there.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Station of the mating plane, m.
    pub port_x_m: f32,
    /// The pilot's eye, m.
    pub eye_m: Vec3,
    /// Centre of the target's face, m.
    pub target_m: Vec3,
    /// How far the cross stands in front of it, m.
    pub stand_off_m: f32,
}

impl Plan {
    /// The plan of a seat's craft. Soyuz's periscope aims beside Apollo's port, so there
    /// Apollo's target stands.
    pub fn of(seat: Seat) -> Plan {
        let row = vessel(seat);
        let target_m = match seat {
            Seat::Soyuz => row.target_m,
            Seat::Apollo => [row.port_x_m, 0.0, vessel(Seat::Soyuz).eye_m[2]],
        };
        Plan {
            port_x_m: row.port_x_m as f32,
            eye_m: place(row.eye_m),
            target_m: place(target_m),
            stand_off_m: row.stand_off_m as f32,
        }
    }
}

/// A catalogue place in drawing precision, m.
pub fn place(at: [f64; 3]) -> Vec3 {
    Vec3::new(at[0] as f32, at[1] as f32, at[2] as f32)
}

static APOLLO: LazyLock<Craft> = LazyLock::new(apollo::craft);
static SOYUZ: LazyLock<Craft> = LazyLock::new(soyuz::craft);
static CROSS_ARM: LazyLock<Mesh> = LazyLock::new(apas::cross_arm);

impl Craft {
    /// The craft of a seat, built on first use.
    pub fn of(seat: Seat) -> &'static Craft {
        match seat {
            Seat::Apollo => &APOLLO,
            Seat::Soyuz => &SOYUZ,
        }
    }

    /// Centre of the target's stand-off cross, body frame, m.
    pub fn cross_m(&self) -> Vec3 {
        self.target_m + Vec3::X * self.stand_off_m
    }

    /// One arm of the cross as a unit box.
    pub fn cross_arm() -> &'static Mesh {
        &CROSS_ARM
    }
}
