//! That the paint on the hulls reads the right way round, and can be read from the real eye point.

use glam::{Quat, Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;

use super::super::tests::face_to_face;
use super::super::{Canvas, Lens, Mode, apollo, cells, port_range_m, render, soyuz};
use super::*;

#[test]
fn every_sign_reads_from_outside_and_upright() {
    let names = apollo::NAMES
        .into_iter()
        .chain([soyuz::LETTERS, soyuz::FLAG]);
    for (sign, skin) in names {
        let middle = sign.size_m() / 2.0;
        let (here, out) = skin.at(sign, middle);
        let right = skin.at(sign, middle + Vec2::X * 0.01).0 - here;
        let up = skin.at(sign, middle - Vec2::Y * 0.01).0 - here;
        assert!(right.cross(up).normalize().dot(out) > 0.99, "{sign:?}");
        if sign == Sign::FlagUssr {
            // Seen from in front, where down is +Z on both craft.
            let up = up.with_x(0.0).normalize();
            assert!(up.z < -0.9, "{up}");
        }
    }
}

#[test]
fn letters_have_their_shapes_and_fade_with_distance() {
    let drawn = |text: &str| -> Vec<String> {
        let columns = text.chars().count() * PITCH - 1;
        let cell = |x: usize, y: usize| {
            let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
            inked(text, at / Vec2::new(columns as f32, GLYPH.0 as f32))
        };
        let row = |y| {
            (0..columns)
                .map(|x| if cell(x, y) { '#' } else { ' ' })
                .collect()
        };
        (0..GLYPH.0).map(row).collect()
    };
    assert_eq!(drawn("СР")[0], " ###  #### ");
    assert_eq!(drawn("СР")[6], " ###  #    ");
    for letter in "UNITEDSASTATESСССР".chars() {
        assert_ne!(rows(letter), [0; GLYPH.0], "{letter}");
    }
    let ground = Vec3::splat(0.2);
    let near = Sign::Ussr.albedo(ground, Vec2::new(0.01, 0.2), 0.001);
    let far = Sign::Ussr.albedo(ground, Sign::Ussr.size_m() / 2.0, 5.0);
    assert!(near.abs_diff_eq(LETTER, 1e-5), "{near}");
    assert!(far.x < ground.x + 0.5 * (LETTER.x - ground.x), "{far}");
}

/// The share of a name's cells that are told right by the brightness of the pixel they are seen in, in
/// a window of so many cells.
fn read(
    scene: &Scene,
    seat: Seat,
    (sign, skin): (Sign, Skin),
    text: &str,
    size: (u16, u16),
) -> f32 {
    let mut canvas = Canvas::default();
    canvas.fit(size.0, size.1, Mode::Quadrant);
    let lens = Lens::for_seat(seat, port_range_m(scene, seat));
    render(scene, seat, &lens, &mut canvas);
    let camera = canvas.camera(scene, seat, &lens);
    let (columns, rows) = (text.chars().count() * PITCH - 1, GLYPH.0);
    let mut seen = Vec::new();
    for cell in 0..columns * rows {
        let at = Vec2::new((cell % columns) as f32 + 0.5, (cell / columns) as f32 + 0.5);
        let at = at / Vec2::new(columns as f32, rows as f32);
        let (place, _) = skin.at(sign, at * sign.size_m());
        let Some(pixel) = camera.project(camera.other(place)) else {
            return 0.0;
        };
        if pixel.min_element() < 0.0 || pixel.x >= canvas.w as f32 || pixel.y >= canvas.h as f32 {
            return 0.0;
        }
        let pixel = canvas.pixels[pixel.y as usize * canvas.w + pixel.x as usize];
        seen.push((inked(text, at), cells::brightness(pixel)));
    }
    let mean = |ink: bool| {
        let those: Vec<f32> = seen
            .iter()
            .filter(|(is, _)| *is == ink)
            .map(|(_, b)| *b)
            .collect();
        those.iter().sum::<f32>() / those.len() as f32
    };
    let (ink, ground) = (mean(true), mean(false));
    let told =
        |(is, bright): &&(bool, f32)| ((bright - ground).abs() > (bright - ink).abs()) == *is;
    seen.iter().filter(told).count() as f32 / seen.len() as f32
}

#[test]
fn the_letters_on_soyuz_are_read_from_apollos_window() {
    for (range_m, size) in [(4.0, (79, 28)), (5.9, (132, 43))] {
        let mut scene = face_to_face(Seat::Apollo, range_m, Vec2::ZERO);
        scene.sun_eci = Vec3::new(0.4, -0.9, 0.1).normalize().to_array();
        let share = read(&scene, Seat::Apollo, soyuz::LETTERS, "СССР", size);
        assert!(share > 0.85, "{range_m} m: {share}");
    }
}

/// Apollo with its upper side turned to the periscope, as a fly-round or a parting shows it.
#[test]
fn the_name_on_apollo_is_read_from_soyuz_when_its_side_is_seen() {
    let mut scene = face_to_face(Seat::Soyuz, 0.0, Vec2::ZERO);
    let turn = Quat::from_rotation_z(std::f32::consts::FRAC_PI_2)
        * Quat::from_rotation_x(std::f32::consts::FRAC_PI_4);
    scene.own_from_other = turn.to_array();
    scene.sun_eci = Vec3::new(0.2, -0.9, 0.1).normalize().to_array();
    let (middle, out) = apollo::NAMES[0]
        .1
        .at(Sign::UnitedStates, Sign::UnitedStates.size_m() / 2.0);
    let eye = super::super::craft::Craft::of(Seat::Soyuz).eye_m;
    scene.other_pos_body_m = (eye + Vec3::X * 15.0 - turn * middle).to_array();
    assert!((turn * out).x < -0.7, "{}", turn * out);
    let share = read(
        &scene,
        Seat::Soyuz,
        apollo::NAMES[0],
        "UNITED STATES",
        (132, 43),
    );
    assert!(share > 0.85, "{share}");
}
