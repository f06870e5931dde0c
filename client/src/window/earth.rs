//! The Earth as seen from a low orbit: sea, land, clouds, haze at the limb, night side and its
//! lights. It knows one point of view, the Sun and Earth's rotation angle, and no spacecraft.

use glam::Vec3;

use super::noise;

/// Mean radius, m (IUGG).
pub const RADIUS_M: f32 = 6_371_000.0;

/// Land at half-degree steps, a bit each, as a PBM picture: 720 × 360, first row at the North
/// Pole, first column at 180° W, 1 is land. After Natural Earth 1:110m (public domain).
static LAND: &[u8] = include_bytes!("../../data/land.pbm");
const LAND_HEADER: usize = 11;
const LAND_COLUMNS: usize = 720;
const LAND_ROWS: usize = 360;

/// Dry lands: latitude and longitude of the middle, half widths of the same, degrees (estimates).
const DESERTS: [[f32; 4]; 9] = [
    [23.0, 10.0, 9.0, 28.0],
    [24.0, 47.0, 9.0, 12.0],
    [30.0, 62.0, 7.0, 10.0],
    [41.0, 62.0, 6.0, 12.0],
    [41.0, 100.0, 6.0, 16.0],
    [-25.0, 130.0, 8.0, 15.0],
    [-24.0, 19.0, 8.0, 6.0],
    [33.0, -111.0, 7.0, 8.0],
    [-26.0, -69.0, 9.0, 3.0],
];

/// Light of the air seen edge-on at the ground: the high blue layer and the low white one.
const LIMB_BLUE: Vec3 = Vec3::new(0.09, 0.23, 0.55);
const LIMB_WHITE: Vec3 = Vec3::new(0.40, 0.50, 0.58);

/// No air glows above this, Earth radii: 130 km.
const AIR_TOP: f32 = 1.0 + 130_000.0 / RADIUS_M;

/// One view of the Earth.
#[derive(Clone, Copy, Debug)]
pub struct Globe {
    /// Own place, Earth radii, ECI.
    at: Vec3,
    /// Unit vector to the Sun, ECI.
    sun: Vec3,
    spin: (f32, f32),
    above: f32,
}

/// What a line of sight meets.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// Light it brings, linear.
    pub light: Vec3,
    /// It ends on the ground: no star shows through.
    pub ground: bool,
}

impl Globe {
    /// The Earth from `own_pos_eci_m`, with the Sun at `sun_eci` and Greenwich at
    /// `earth_angle_rad` from the ECI x axis.
    pub fn new(own_pos_eci_m: Vec3, sun_eci: Vec3, earth_angle_rad: f32) -> Globe {
        let at = own_pos_eci_m / RADIUS_M;
        // Inside the Earth (no news yet) there is nothing to see: stand on the surface at least.
        let at = if at.length_squared() < 1.0001 {
            at.normalize_or(Vec3::X) * 1.036
        } else {
            at
        };
        Globe {
            at,
            sun: sun_eci.normalize_or(Vec3::X),
            spin: earth_angle_rad.sin_cos(),
            above: at.length_squared() - 1.0,
        }
    }

    /// How brightly the Earth below is lit, 0..1: it lights the shaded sides of spacecraft.
    pub fn shine(&self) -> f32 {
        smooth(-0.15, 0.6, self.at.normalize().dot(self.sun))
    }

    /// The cosine of Earth's angular radius from here.
    pub fn limb_cos(&self) -> f32 {
        (self.above / (1.0 + self.above)).sqrt()
    }

    /// Whether a line of sight (unit, ECI) ends on the ground.
    pub fn hides(&self, direction: Vec3) -> bool {
        let b = self.at.dot(direction);
        b < 0.0 && b * b > self.above
    }

    /// Whether lines of sight within `cone_cos` (cosine) of `axis`, unit, ECI, meet neither ground nor
    /// air.
    pub fn misses(&self, axis: Vec3, cone_cos: f32) -> bool {
        let radius = self.at.length();
        let edge_sin = (AIR_TOP / radius).min(1.0);
        let towards = (axis.dot(self.at) / -radius).clamp(-1.0, 1.0).acos();
        towards > edge_sin.asin() + cone_cos.clamp(-1.0, 1.0).acos()
    }

    /// Own place, Earth radii, ECI.
    pub fn place(&self) -> Vec3 {
        self.at
    }

    /// Whether a line of sight of any length meets neither ground nor air: `b` is its product with
    /// [`Globe::place`], `length_squared` its length's square.
    pub fn is_dark(&self, b: f32, length_squared: f32) -> bool {
        b >= 0.0 || (1.0 + self.above - AIR_TOP * AIR_TOP) * length_squared > b * b
    }

    /// Light along a line of sight, unit, ECI.
    pub fn look(&self, direction: Vec3) -> Sight {
        let b = self.at.dot(direction);
        let d = b * b - self.above;
        // The line's nearest point to Earth's centre stands at the root of 1 − d.
        if b >= 0.0 || 1.0 - d > AIR_TOP * AIR_TOP {
            return Sight {
                light: Vec3::ZERO,
                ground: false,
            };
        }
        if d <= 0.0 {
            return Sight {
                light: self.limb(direction, b),
                ground: false,
            };
        }
        let normal = self.at + direction * (-b - d.sqrt());
        Sight {
            light: self.ground(normal, direction),
            ground: true,
        }
    }

    /// The air seen edge-on above the horizon.
    fn limb(&self, direction: Vec3, b: f32) -> Vec3 {
        let tangent = self.at - direction * b;
        let height_km = (tangent.length() - 1.0) * (RADIUS_M / 1000.0);
        let sun = tangent.normalize().dot(self.sun);
        air_light(height_km, sun)
    }

    fn ground(&self, normal: Vec3, direction: Vec3) -> Vec3 {
        let (sin, cos) = self.spin;
        let fixed = Vec3::new(
            normal.x * cos + normal.y * sin,
            normal.y * cos - normal.x * sin,
            normal.z,
        );
        let sun = normal.dot(self.sun);
        let day = smooth(-0.10, 0.22, sun);
        let slant = (-normal.dot(direction)).max(0.02);
        let (surface, land) = surface_colour(fixed);
        let (cloud, relief) = clouds(fixed);
        let half = (self.sun - direction).normalize();
        let glint = normal.dot(half).max(0.0).powi(90) * (1.0 - land) * 0.9;
        let tint = Vec3::new(1.0, 0.45, 0.18).lerp(Vec3::ONE, smooth(-0.02, 0.28, sun));
        let lit = (surface + Vec3::new(1.0, 0.9, 0.7) * glint)
            .lerp(Vec3::splat(0.42 + 0.50 * relief), cloud);
        // Where the line of sight grazes, the ground fades into the limb's own light, so that no
        // seam shows between them.
        let edge = smooth(0.12, 0.0, slant);
        let air = (Vec3::new(0.11, 0.23, 0.47) * tint * day).lerp(air_light(0.0, sun), edge);
        let haze = (1.0 - (-0.075 / slant).exp()).max(edge);
        let bright = (0.10 + 0.90 * sun.max(0.0).sqrt()) * day;
        let seen = (lit * tint * bright).lerp(air, haze);
        let cities = if day < 0.9 && land > 0.5 {
            city_lights(fixed) * (1.0 - day) * (1.0 - cloud)
        } else {
            Vec3::ZERO
        };
        seen + cities + Vec3::new(0.0012, 0.0020, 0.0042) * (1.0 + 2.0 * cloud)
    }
}

/// Light of the air seen edge-on at a height, where the Sun stands at a height of this sine: blue by
/// day, red at the terminator, a thin green line by night.
fn air_light(height_km: f32, sun: f32) -> Vec3 {
    let day = smooth(-0.16, 0.10, sun);
    let blue = LIMB_BLUE * (-height_km / 22.0).exp();
    let white = LIMB_WHITE * (-height_km / 6.5).exp();
    let dusk = bump(sun, -0.06, 0.09);
    let red = Vec3::new(1.3, 0.42, 0.10) * (-height_km / 9.0).exp() * dusk;
    let airglow = Vec3::new(0.012, 0.024, 0.012) * bump(height_km, 92.0, 9.0);
    (blue + white) * day + red * 0.8 + airglow * (1.0 - day)
}

/// Colour of sea or land, linear, and how much of it is land, at a unit vector in Earth's frame.
fn surface_colour(at: Vec3) -> (Vec3, f32) {
    let lat = at.z.clamp(-1.0, 1.0).asin().to_degrees();
    let lon = at.y.atan2(at.x).to_degrees();
    let rough = noise::layered(at * 46.0, 5);
    let raw = land_share(lat, lon);
    let land = smooth(0.46, 0.54, raw + (rough - 0.5) * 0.62);
    let shelf = smooth(0.02, 0.5, raw);
    let sea = Vec3::new(0.012, 0.045, 0.135).lerp(Vec3::new(0.02, 0.11, 0.18), shelf * 0.7);
    let sea = sea * (0.85 + 0.3 * rough);
    if land <= 0.0 && lat.abs() < 62.0 {
        return (sea, 0.0);
    }
    let dry = DESERTS.iter().fold(0.0_f32, |most, d| {
        let (a, b) = ((lat - d[0]) / d[2], (lon - d[1]) / d[3]);
        most.max(smooth(
            1.5,
            0.5,
            (a * a + b * b).sqrt() + (rough - 0.5) * 0.9,
        ))
    });
    let grain = noise::layered(at * 210.0, 3);
    let green = Vec3::new(0.045, 0.105, 0.030).lerp(Vec3::new(0.13, 0.14, 0.055), grain);
    let sand = Vec3::new(0.36, 0.25, 0.13).lerp(Vec3::new(0.46, 0.36, 0.22), grain);
    let tundra = Vec3::new(0.17, 0.16, 0.11);
    let bare = green.lerp(tundra, smooth(54.0, 68.0, lat.abs()));
    let ground = bare.lerp(sand, dry) * (0.75 + 0.5 * rough);
    let icy = smooth(72.0, 79.0, lat)
        .max(smooth(-64.0, -69.0, lat))
        .max(smooth(
            1.2,
            0.8,
            ((lat - 72.0) / 12.0).hypot((lon + 41.0) / 17.0),
        ));
    let ground = ground.lerp(Vec3::splat(0.78), icy * smooth(0.2, 0.5, land));
    (sea.lerp(ground, land), land)
}

/// Share of land at a place, degrees, smoothed between half-degree steps.
pub fn land_share(lat_deg: f32, lon_deg: f32) -> f32 {
    let x = (lon_deg + 180.0) * 2.0 - 0.5;
    let y = ((90.0 - lat_deg) * 2.0 - 0.5).clamp(0.0, LAND_ROWS as f32 - 1.001);
    let (fx, fy) = (x - x.floor(), y - y.floor());
    let column = |k: i32| (x.floor() as i32 + k).rem_euclid(LAND_COLUMNS as i32) as usize;
    let bit = |row: usize, column: usize| {
        let byte = LAND_HEADER + row * (LAND_COLUMNS / 8) + column / 8;
        f32::from((LAND.get(byte).copied().unwrap_or(0) >> (7 - column % 8)) & 1)
    };
    let row = y as usize;
    let (a, b) = (column(0), column(1));
    let top = bit(row, a) * (1.0 - fx) + bit(row, b) * fx;
    let bottom = bit(row + 1, a) * (1.0 - fx) + bit(row + 1, b) * fx;
    top * (1.0 - fy) + bottom * fy
}

/// How much cloud stands over a place, and how thick it looks, 0..1 each.
fn clouds(at: Vec3) -> (f32, f32) {
    let swirl = Vec3::new(
        noise::value(at * 5.0),
        noise::value(at * 5.0 + 11.3),
        noise::value(at * 5.0 + 23.7),
    );
    let bands = noise::layered(at * Vec3::new(7.0, 7.0, 11.0) + swirl * 2.6, 3);
    let fine = noise::layered(at * 58.0 + swirl * 7.0, 5);
    let cover = smooth(0.53, 0.76, bands * 0.62 + fine * 0.46);
    (cover, smooth(0.25, 0.75, fine))
}

fn city_lights(at: Vec3) -> Vec3 {
    let region = smooth(0.52, 0.75, noise::value(at * 30.0));
    let spots = smooth(0.70, 0.92, noise::layered(at * 330.0, 2));
    Vec3::new(1.0, 0.66, 0.28) * (0.35 * region * spots)
}

/// 0 below `low`, 1 above `high` (either order), smooth between.
pub fn smooth(low: f32, high: f32, at: f32) -> f32 {
    let t = ((at - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

fn bump(at: f32, middle: f32, width: f32) -> f32 {
    let t = (at - middle) / width;
    (-t * t).exp()
}
