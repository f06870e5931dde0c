//! What the picture promises, told by where things land in it.

use glam::{Quat, Vec2, Vec3};
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::Scene;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::craft::Craft;
use super::{Canvas, Lens, Mode, cells, draw_window, port_range_m, render};

/// The two craft face to face, `range_m` between the ports, the other one moved aside by `miss_m`
/// (own body right and down).
pub(super) fn face_to_face(seat: Seat, range_m: f32, miss_m: Vec2) -> Scene {
    let turn = Quat::from_rotation_z(std::f32::consts::PI);
    let (own, other) = (Craft::of(seat), Craft::of(seat.other()));
    let ahead = own.port_x_m + range_m + other.port_x_m;
    Scene {
        own_pos_eci_m: [6_603_000.0, 0.0, 0.0],
        // Forward along the orbit (ECI y), down to Earth (ECI −x).
        eci_from_own: Quat::from_mat3(&glam::Mat3::from_cols(Vec3::Y, Vec3::NEG_Z, Vec3::NEG_X))
            .to_array(),
        other_pos_body_m: [ahead, miss_m.x, miss_m.y],
        own_from_other: turn.to_array(),
        sun_eci: Vec3::new(0.5, -0.8, 0.3).normalize().to_array(),
        earth_angle_rad: 1.0,
        sunlight: 1.0,
        own_ring_m: 0.3,
        other_ring_m: 0.0,
        other_jets: 0,
        own_jets: 0,
        other_beacons: false,
        other_lamp: false,
        own_heading_rad: 1.0,
        other_vel_body: [0; 3],
        other_rate: [0; 3],
    }
}

fn fitted(columns: u16, rows: u16) -> Canvas {
    let mut canvas = Canvas::default();
    canvas.fit(columns, rows, Mode::Quadrant);
    canvas
}

/// Where the base of the target and its cross are seen, pixels from the reticle's centre.
fn target_seen(scene: &Scene, seat: Seat) -> (Vec2, Vec2) {
    let canvas = fitted(81, 31);
    let lens = Lens::for_seat(seat, port_range_m(scene, seat));
    let camera = canvas.camera(scene, seat, &lens);
    let other = Craft::of(seat.other());
    let centre = Vec2::from_array(canvas.reticle());
    let seen = |at: Vec3| {
        camera
            .project(camera.other(at))
            .expect("the target is ahead of the eye")
            - centre
    };
    (seen(other.target_m), seen(other.cross_m()))
}

fn mean_brightness(scene: &Scene, seat: Seat) -> f32 {
    let mut canvas = fitted(60, 24);
    render(scene, seat, &Lens::STEPS[0], &mut canvas);
    let sum: f32 = canvas.pixels.iter().map(|p| cells::brightness(*p)).sum();
    sum / canvas.pixels.len() as f32
}

#[test]
fn aligned_craft_put_cross_and_base_on_the_reticles_centre() {
    for seat in Seat::ALL {
        for range_m in [0.0, 1.5, 12.5, 200.0] {
            let (base, cross) = target_seen(&face_to_face(seat, range_m, Vec2::ZERO), seat);
            assert!(base.length() < 0.01, "{seat:?} at {range_m} m: base {base}");
            assert!(
                cross.length() < 0.01,
                "{seat:?} at {range_m} m: cross {cross}"
            );
        }
    }
}

#[test]
fn a_craft_aside_shows_its_cross_further_aside_than_its_base() {
    for seat in Seat::ALL {
        for miss_m in [Vec2::X * 0.5, Vec2::X * -0.5, Vec2::Y * 0.5, Vec2::Y * -0.5] {
            let (base, cross) = target_seen(&face_to_face(seat, 3.0, miss_m), seat);
            assert!(
                base.dot(miss_m) > 0.0,
                "the target lies where the craft lies"
            );
            assert!((cross - base).dot(miss_m) > 0.1, "nearer things move more");
        }
    }
}

#[test]
fn a_turn_of_the_own_nose_moves_base_and_cross_together() {
    let mut scene = face_to_face(Seat::Apollo, 12.5, Vec2::ZERO);
    let nose_right = Quat::from_rotation_z(-0.03);
    scene.other_pos_body_m = (nose_right * Vec3::from_array(scene.other_pos_body_m)).to_array();
    scene.own_from_other = (nose_right * Quat::from_array(scene.own_from_other)).to_array();
    let (base, cross) = target_seen(&scene, Seat::Apollo);
    assert!(base.x < -1.0);
    assert!((cross.x - base.x).abs() < 0.25 * base.x.abs());
}

#[test]
fn the_other_craft_is_drawn_where_it_is() {
    for (miss_m, right) in [(Vec2::X * 9.0, true), (Vec2::X * -9.0, false)] {
        let scene = face_to_face(Seat::Apollo, 60.0, miss_m);
        let mut canvas = fitted(60, 24);
        render(&scene, Seat::Apollo, &Lens::STEPS[2], &mut canvas);
        let half = canvas.samples.width / 2;
        let covered = |side: bool| {
            let samples = canvas.samples.nearness.iter().enumerate();
            samples
                .filter(|(i, near)| {
                    **near > 0.0 && **near < 0.03 && (i % (2 * half) >= half) == side
                })
                .count()
        };
        assert!(covered(right) > 20 * covered(!right).max(1));
    }
}

#[test]
fn every_mode_paints_every_size() {
    let scene = Scene {
        other_jets: u32::MAX,
        other_beacons: true,
        other_lamp: true,
        ..face_to_face(Seat::Soyuz, 5.0, Vec2::new(0.2, -0.1))
    };
    let mut canvas = Canvas::default();
    let sizes = [(0, 0), (1, 1), (2, 1), (1, 9), (46, 12), (80, 5), (200, 60)];
    for (turn, mode) in Mode::ALL.into_iter().enumerate() {
        for (index, (columns, rows)) in sizes.into_iter().enumerate() {
            let area = Rect::new(0, 0, columns, rows);
            let mut buf = Buffer::empty(area);
            let seat = Seat::ALL[(turn + index) % 2];
            draw_window(&scene, seat, mode, area, &mut buf, &mut canvas);
        }
    }
}

#[test]
fn a_scene_full_of_zeros_is_drawn_too() {
    let scene = Scene {
        own_pos_eci_m: [0.0; 3],
        eci_from_own: [0.0; 4],
        other_pos_body_m: [0.0; 3],
        own_from_other: [0.0; 4],
        sun_eci: [0.0; 3],
        earth_angle_rad: 0.0,
        sunlight: 0.0,
        ..face_to_face(Seat::Apollo, 0.0, Vec2::ZERO)
    };
    let area = Rect::new(0, 0, 40, 12);
    let mut buf = Buffer::empty(area);
    draw_window(
        &scene,
        Seat::Apollo,
        Mode::Ascii,
        area,
        &mut buf,
        &mut Canvas::default(),
    );
}

#[test]
fn night_is_darker_than_day() {
    for seat in Seat::ALL {
        let day = face_to_face(seat, 12.5, Vec2::ZERO);
        let night = Scene {
            sunlight: 0.0,
            sun_eci: [-1.0, 0.0, 0.0],
            ..day
        };
        assert!(mean_brightness(&night, seat) < 0.5 * mean_brightness(&day, seat));
    }
}

#[test]
fn the_same_scene_gives_the_same_cells() {
    let scene = face_to_face(Seat::Soyuz, 30.0, Vec2::ZERO);
    let area = Rect::new(0, 0, 46, 12);
    let draw = |canvas: &mut Canvas| {
        let mut buf = Buffer::empty(area);
        draw_window(&scene, Seat::Soyuz, Mode::Braille, area, &mut buf, canvas);
        buf
    };
    let mut canvas = Canvas::default();
    assert_eq!(draw(&mut canvas), draw(&mut canvas));
    assert_eq!(draw(&mut canvas), draw(&mut Canvas::default()));
}

#[test]
fn a_frame_is_put_again_wherever_it_stands_until_something_moves() {
    let mut scene = face_to_face(Seat::Apollo, 8.0, Vec2::ZERO);
    let mut canvas = Canvas::default();
    let drawn = |scene: &Scene, x: u16, canvas: &mut Canvas| {
        let area = Rect::new(x, 2, 40, 14);
        let mut buf = Buffer::empty(Rect::new(0, 0, 60, 20));
        draw_window(scene, Seat::Apollo, Mode::Sextant, area, &mut buf, canvas);
        let rows =
            (area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| (x, y)));
        rows.map(|at| buf[at].clone()).collect::<Vec<_>>()
    };
    let first = drawn(&scene, 0, &mut canvas);
    assert_eq!(drawn(&scene, 7, &mut canvas), first);
    scene.other_pos_body_m[1] += 0.5;
    let moved = drawn(&scene, 7, &mut canvas);
    assert_ne!(moved, first);
    // What nobody could tell apart may stay as it was; everything else is drawn anew.
    let fresh = drawn(&scene, 7, &mut Canvas::default());
    for (kept, new) in moved.iter().zip(&fresh) {
        let near = super::canvas::is_near;
        assert_eq!(kept.symbol(), new.symbol());
        assert!(
            near(kept.fg, new.fg) && near(kept.bg, new.bg),
            "{kept:?} {new:?}"
        );
    }
    // Nothing creeps: the same small step again and again ends where one look from afresh begins.
    for _ in 0..40 {
        scene.other_pos_body_m[1] += 0.01;
        drawn(&scene, 7, &mut canvas);
    }
    let (crept, fresh) = (
        drawn(&scene, 7, &mut canvas),
        drawn(&scene, 7, &mut Canvas::default()),
    );
    let near = |(one, other): (&Cell, &Cell)| {
        super::canvas::is_near(one.fg, other.fg) && super::canvas::is_near(one.bg, other.bg)
    };
    assert!(crept.iter().zip(&fresh).all(near));
}

/// The window as lines of plain characters.
fn in_words(scene: &Scene, seat: Seat, columns: u16, rows: u16) -> Vec<String> {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    draw_window(
        scene,
        seat,
        Mode::Ascii,
        area,
        &mut buf,
        &mut Canvas::default(),
    );
    let line = |y| (0..columns).map(|x| buf[(x, y)].symbol()).collect();
    (0..rows).map(line).collect()
}

#[test]
fn a_craft_outside_the_window_is_pointed_at() {
    for (miss_m, column, mark) in [(90.0, 59, '>'), (-90.0, 0, '<')] {
        let scene = face_to_face(Seat::Apollo, 60.0, Vec2::X * miss_m);
        let lines = in_words(&scene, Seat::Apollo, 60, 20);
        assert_eq!(lines[10].chars().nth(column), Some(mark), "{lines:#?}");
    }
    let mut behind = face_to_face(Seat::Soyuz, 60.0, Vec2::X * 5.0);
    behind.other_pos_body_m[0] *= -1.0;
    let lines = in_words(&behind, Seat::Soyuz, 60, 20);
    assert!(lines.iter().any(|line| line.ends_with('>')), "{lines:#?}");
}

#[test]
fn the_loupe_stands_in_the_corner_only_while_the_target_is_small() {
    let framed = |range_m| {
        let scene = face_to_face(Seat::Apollo, range_m, Vec2::ZERO);
        let lines = in_words(&scene, Seat::Apollo, 60, 20);
        lines.last().is_some_and(|line| line.starts_with("+---"))
    };
    assert!(framed(12.5));
    assert!(
        framed(200.0),
        "from there on it tells how far off the axis one is"
    );
    assert!(!framed(400.0), "too far to tell anything");
    assert!(!framed(0.5), "the picture itself shows it");
}

#[test]
fn hovering_at_the_edge_of_a_magnification_keeps_it() {
    let far = Lens::for_seat(Seat::Apollo, 60.0);
    let near = Lens::for_seat(Seat::Apollo, 40.0);
    assert_ne!(far, near);
    assert_eq!(far.follow(Seat::Apollo, 49.0), far);
    assert_eq!(near.follow(Seat::Apollo, 51.0), near);
    assert_eq!(far.follow(Seat::Apollo, 40.0), near);
}
