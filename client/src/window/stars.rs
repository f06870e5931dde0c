//! The real sky: stars to magnitude 5.3 at their real places. It knows directions and brightness;
//! what hides a star is for the caller to say.

use std::sync::LazyLock;

use glam::Vec3;

/// A star.
#[derive(Clone, Copy, Debug)]
pub struct Star {
    /// Unit direction, ECI (J2000 axes: precession since is below a pixel).
    pub direction: Vec3,
    /// Visual magnitude.
    pub magnitude: f32,
    /// Colour at full brightness, 0..1.
    pub colour: Vec3,
}

static STARS: LazyLock<Vec<Star>> = LazyLock::new(|| {
    include_str!("../../data/stars.txt")
        .lines()
        .filter_map(parse)
        .collect()
});

/// All stars, brightest first.
pub fn all() -> &'static [Star] {
    &STARS
}

/// One row: right ascension and declination, degrees, magnitude, B−V; a comment gives nothing.
fn parse(line: &str) -> Option<Star> {
    let mut numbers = line.split_ascii_whitespace().map(str::parse::<f32>);
    let mut next = || numbers.next()?.ok();
    let (ra, dec) = (next()?.to_radians(), next()?.to_radians());
    let (magnitude, b_v) = (next()?, next()?);
    Some(Star {
        direction: Vec3::new(dec.cos() * ra.cos(), dec.cos() * ra.sin(), dec.sin()),
        magnitude,
        colour: tint(b_v),
    })
}

/// Colour from B−V: blue-white below 0, orange above 1.5.
fn tint(b_v: f32) -> Vec3 {
    let cool = ((b_v + 0.3) / 2.0).clamp(0.0, 1.0);
    let blue = Vec3::new(0.70, 0.82, 1.0);
    let orange = Vec3::new(1.0, 0.72, 0.48);
    if cool < 0.4 {
        blue.lerp(Vec3::ONE, cool / 0.4)
    } else {
        Vec3::ONE.lerp(orange, (cool - 0.4) / 0.6)
    }
}

impl Star {
    /// How bright its dot is drawn, 0..1: the eye's even steps of magnitude, not of light.
    pub fn level(&self) -> f32 {
        (1.06 - 0.125 * self.magnitude.max(0.0)).clamp(0.34, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_sirius_first_and_orions_belt_in_place() {
        assert!(all().len() > 150);
        assert!(all()[0].magnitude < -1.0);
        let (ra, dec) = (84.05_f32.to_radians(), -1.20_f32.to_radians());
        let alnilam = Vec3::new(dec.cos() * ra.cos(), dec.cos() * ra.sin(), dec.sin());
        assert!(
            all()
                .iter()
                .any(|s| s.direction.dot(alnilam) > 0.9999 && s.magnitude < 2.0)
        );
    }
}
