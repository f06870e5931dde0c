//! The way of one's own craft over the turning Earth, one revolution ahead, as a circle through its
//! place: what a clockwork globe could know. Knows no word and no cell.

use glam::DVec3;
use handshake_shared::catalogue::constants::{EARTH_RATE_RAD_PER_S, MU_M3_PER_S2};
use handshake_shared::frames::sunlight;
use handshake_shared::view::Scene;

/// Steps in which a revolution is searched for the edges of the shadow: some eleven seconds each, far
/// less than the half hour a shadow lasts.
const STEPS: u32 = 480;

/// A circular orbit from now on. Over one revolution the flattened Earth turns its plane by a third
/// of a degree, and a real orbit of the mission is out of round by less than that: neither shows.
#[derive(Clone, Copy, Debug)]
pub struct Orbit {
    /// Place now, ECI, m.
    out_m: DVec3,
    /// A quarter of a revolution ahead, ECI, m.
    ahead_m: DVec3,
    rate_rad_per_s: f64,
    earth_angle_rad: f64,
    sun_eci: DVec3,
}

impl Orbit {
    /// The orbit of the seat whose scene it is; nothing before the first news.
    pub fn of(scene: &Scene) -> Option<Orbit> {
        let out_m = DVec3::from_array(scene.own_pos_eci_m.map(f64::from));
        let east = DVec3::Z.cross(out_m).try_normalize()?;
        let north = out_m.normalize().cross(east);
        let heading = f64::from(scene.own_heading_rad);
        let radius_m = out_m.length();
        Some(Orbit {
            out_m,
            ahead_m: (north * heading.cos() + east * heading.sin()) * radius_m,
            rate_rad_per_s: (MU_M3_PER_S2 / radius_m.powi(3)).sqrt(),
            earth_angle_rad: f64::from(scene.earth_angle_rad),
            sun_eci: DVec3::from_array(scene.sun_eci.map(f64::from)).try_normalize()?,
        })
    }

    /// Time of one revolution, s.
    pub fn period_s(&self) -> f64 {
        std::f64::consts::TAU / self.rate_rad_per_s
    }

    /// Place after so many seconds, ECI, m.
    fn at(&self, after_s: f64) -> DVec3 {
        let (sin, cos) = (self.rate_rad_per_s * after_s).sin_cos();
        self.out_m * cos + self.ahead_m * sin
    }

    /// Latitude and longitude below it then, rad; longitude −π to π.
    pub fn below_rad(&self, after_s: f64) -> [f64; 2] {
        self.ground_rad(self.at(after_s), after_s)
    }

    fn ground_rad(&self, eci: DVec3, after_s: f64) -> [f64; 2] {
        let out = eci.normalize();
        let turned = self.earth_angle_rad + EARTH_RATE_RAD_PER_S * after_s;
        let longitude = out.y.atan2(out.x) - turned;
        let whole = (longitude / std::f64::consts::TAU).round();
        [out.z.asin(), longitude - whole * std::f64::consts::TAU]
    }

    /// Latitude and longitude over which the Sun stands now, rad.
    pub fn sun_rad(&self) -> [f64; 2] {
        self.ground_rad(self.sun_eci, 0.0)
    }

    /// The craft is in the Sun after so many seconds.
    pub fn lit(&self, after_s: f64) -> bool {
        sunlight(self.at(after_s), self.sun_eci) > 0.5
    }

    /// When it passes the edges of the Earth's shadow within one revolution, s from now.
    pub fn edges_s(&self) -> Vec<f64> {
        let step_s = self.period_s() / f64::from(STEPS);
        let mut edges = Vec::new();
        let mut lit = self.lit(0.0);
        for k in 1..=STEPS {
            let at_s = f64::from(k) * step_s;
            if self.lit(at_s) != lit {
                edges.push(self.edge_s(at_s - step_s, at_s));
                lit = !lit;
            }
        }
        edges
    }

    /// The edge between two times of which one is lit, to a twentieth of a second.
    fn edge_s(&self, mut from_s: f64, mut to_s: f64) -> f64 {
        let lit = self.lit(from_s);
        while to_s - from_s > 0.05 {
            let middle_s = 0.5 * (from_s + to_s);
            match self.lit(middle_s) == lit {
                true => from_s = middle_s,
                false => to_s = middle_s,
            }
        }
        to_s
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::ids::Seat;
    use handshake_shared::scenario::load;
    use handshake_shared::sim::{World, step};
    use handshake_shared::time::TICK_RATE_HZ;
    use handshake_shared::view;

    use super::*;

    fn world() -> World {
        World::new(&load("first-handshake").expect("shipped"), 7)
    }

    #[test]
    fn the_way_ahead_is_the_way_flown() {
        let mut world = world();
        let orbit = Orbit::of(&view::scene::of(&world, Seat::Soyuz)).expect("a place");
        for _ in 0..60 * TICK_RATE_HZ {
            step(&mut world, &Default::default(), &mut Vec::new());
        }
        let view = view::of(&world, Seat::Soyuz);
        let flown = view.panel.soyuz().expect("Soyuz").globus_rad;
        let told = orbit.below_rad(60.0);
        for (told, flown) in told.into_iter().zip(flown) {
            let off = (told - f64::from(flown)).to_degrees().abs();
            assert!(off < 0.05, "{told} {flown}");
        }
    }

    #[test]
    fn an_edge_of_the_shadow_is_where_the_light_changes() {
        let orbit = Orbit::of(&view::scene::of(&world(), Seat::Soyuz)).expect("a place");
        let edges = orbit.edges_s();
        assert_eq!(edges.len(), 2, "{edges:?}");
        for at_s in &edges {
            assert_ne!(orbit.lit(at_s - 0.1), orbit.lit(at_s + 0.1));
        }
        // In July 1975 the Sun stood high over the plane: some 36 minutes of each revolution dark.
        let dark = match orbit.lit(0.0) {
            true => edges[1] - edges[0],
            false => orbit.period_s() - (edges[1] - edges[0]),
        };
        assert!((1_500.0..2_300.0).contains(&dark), "{dark}");
        assert!((5_250.0..5_400.0).contains(&orbit.period_s()));
    }

    #[test]
    fn nothing_is_told_before_the_first_news() {
        let mut scene = view::scene::of(&world(), Seat::Soyuz);
        scene.own_pos_eci_m = [0.0; 3];
        assert!(Orbit::of(&scene).is_none());
    }
}
