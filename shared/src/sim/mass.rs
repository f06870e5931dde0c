//! Mass, centre of mass and inertia of a craft as its tanks empty. What has been burnt is taken out
//! of the full craft at the tanks' places; nothing else moves inside.

use glam::{DMat3, DVec3};
use serde::{Deserialize, Serialize};

use crate::catalogue::vessels::vessel;
use crate::ids::Seat;
use crate::sim::rigid::point_inertia;

/// A craft as a mass.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MassProperties {
    /// Mass, kg.
    pub mass_kg: f64,
    /// Centre of mass, body axes from the origin of the structure, m.
    pub com_m: DVec3,
    /// Inertia tensor about the centre of mass, body axes, kg·m².
    pub inertia_kg_m2: DMat3,
}

/// What is left in a craft's tanks and the mass that leaves it. Replaced as a whole and never changed
/// in part: neither can lag behind the other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tanks {
    left_kg: [f64; 4],
    mass: MassProperties,
}

impl Tanks {
    /// A craft's tanks with this much propellant in each, kg.
    pub fn with(seat: Seat, left_kg: [f64; 4]) -> Tanks {
        Tanks {
            left_kg,
            mass: properties(seat, &left_kg),
        }
    }

    /// Propellant left by tank, kg.
    pub fn left_kg(&self) -> &[f64; 4] {
        &self.left_kg
    }

    /// The craft as a mass.
    pub fn mass(&self) -> &MassProperties {
        &self.mass
    }
}

/// Mass properties with this much propellant left in each tank, kg.
pub fn properties(seat: Seat, tanks_kg: &[f64; 4]) -> MassProperties {
    let row = vessel(seat);
    let [xx, yy, zz, xy, xz, yz] = row.inertia_kg_m2;
    let mut mass_kg = row.mass_kg;
    let mut moment = DVec3::ZERO;
    let mut about_origin = DMat3::from_cols(
        DVec3::new(xx, xy, xz),
        DVec3::new(xy, yy, yz),
        DVec3::new(xz, yz, zz),
    );
    for (tank, left_kg) in row.tanks.iter().zip(tanks_kg) {
        let burnt_kg = tank.full_kg - left_kg;
        let place_m = DVec3::from(tank.place_m);
        mass_kg -= burnt_kg;
        moment -= place_m * burnt_kg;
        about_origin -= point_inertia(burnt_kg, place_m);
    }
    let com_m = moment / mass_kg;
    MassProperties {
        mass_kg,
        com_m,
        inertia_kg_m2: about_origin - point_inertia(mass_kg, com_m),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_craft_has_its_centre_of_mass_at_the_origin() {
        for seat in Seat::ALL {
            let full = properties(seat, &vessel(seat).full_kg());
            assert_eq!(full.com_m, DVec3::ZERO);
            assert_eq!(full.mass_kg, vessel(seat).mass_kg);
            assert_eq!(full.inertia_kg_m2.x_axis.y, full.inertia_kg_m2.y_axis.x);
        }
    }

    #[test]
    fn propellant_put_back_gives_the_full_craft_again() {
        // The burnt propellant as point masses and the rest, joined by Steiner's rule.
        let tanks_kg = [20.0, 152.5, 90.0, 140.0];
        let rest = properties(Seat::Apollo, &tanks_kg);
        let row = vessel(Seat::Apollo);
        let mut mass_kg = rest.mass_kg;
        let mut moment = rest.com_m * rest.mass_kg;
        let mut inertia = rest.inertia_kg_m2 + point_inertia(rest.mass_kg, rest.com_m);
        for (tank, left_kg) in row.tanks.iter().zip(tanks_kg) {
            let burnt_kg = tank.full_kg - left_kg;
            mass_kg += burnt_kg;
            moment += DVec3::from(tank.place_m) * burnt_kg;
            inertia += point_inertia(burnt_kg, DVec3::from(tank.place_m));
        }
        assert!((mass_kg - row.mass_kg).abs() < 1e-9);
        assert!(moment.length() < 1e-9);
        assert!((inertia.y_axis.y - 110_000.0).abs() < 1e-8);
        assert!((inertia.x_axis.z - 150.0).abs() < 1e-8);
    }

    #[test]
    fn a_quad_burnt_alone_draws_the_centre_of_mass_away_from_it() {
        // 100 kg out of quad C (feet): 100 × 1.75 / 14,137 m towards the head.
        let c = properties(Seat::Apollo, &[152.5, 152.5, 52.5, 152.5]);
        assert!((c.com_m.z + 0.012_379).abs() < 1e-6, "{}", c.com_m);
        assert!((c.com_m.x - 0.006_154).abs() < 1e-6, "{}", c.com_m);
        assert!(c.inertia_kg_m2.y_axis.y < 110_000.0);
        // It stays a tensor a body can have: positive, and no moment above the other two's sum.
        let [x, y, z] = [
            c.inertia_kg_m2.x_axis.x,
            c.inertia_kg_m2.y_axis.y,
            c.inertia_kg_m2.z_axis.z,
        ];
        assert!(x + y > z && y + z > x && z + x > y);
    }
}
