//! What a teacher beside the pilot would say next: which one key brings the ships into line. For help levels
//! that explain, from what the window and the sight show anyway; it knows nothing that they do not show.

use glam::Vec3;
use handshake_shared::ids::Seat;
use handshake_shared::view::scene::{Scene, VELOCITY_STEP_M_PER_S};
use handshake_shared::view::sight::Sight;

use super::lined_up::{self, Off};
use crate::input::keymap::Act;
use crate::widgets::envelope::ANGLE_RAD;

/// Beyond this the ships need not stand in line yet, m (game value).
const TAUGHT_M: f32 = 35.0;
/// Where the craft will be after so long is what counts, s: one press moves it off by a hand's breadth
/// in that time, so that it is not pressed again before it has helped (game value).
const AHEAD_S: f32 = 6.0;
/// Off the axis by so much near contact, m, and by so much of the way to it, nothing is to be done: half of
/// what the readings of the sight may be off.
const LEAVE_M: f32 = 0.1;
const LEAVE_SHARE: f32 = 0.02;
/// Rolls that differ by less are left alone, rad: half of what the latches bear.
const ROLL_LEAVE_RAD: f32 = 0.5 * ANGLE_RAD;
/// A target so far off the middle of the sight is turned to, rad: two thirds of what its mark bears, and
/// more than what is left aside makes of it.
const NOSE_LEAVE_RAD: f32 = 0.03;
/// Farther out it need only stay well in the field, rad (some 5°).
const FAR_NOSE_LEAVE_RAD: f32 = 0.09;

/// The key that helps now and the sentence with it; none when the ships are in line, too far apart to be, or
/// not seen: in the dark, out of the field or against the Sun nobody could tell, and the sight says what to
/// do. First the place, for a nose that points at the target from beside the axis has still to be brought
/// back; then the roll, then the nose.
pub fn next(scene: &Scene, sight: &Sight, seat: Seat) -> Option<(Act, &'static str)> {
    let [target_right, target_up] = sight.target_rad?;
    if seat == Seat::Apollo {
        // Its cross alone shows Apollo where it stands.
        sight.cross_rad?;
    }
    let Off { ahead_m, aside_m } = lined_up::off(scene, seat);
    if !(0.0..TAUGHT_M).contains(&ahead_m) {
        return None;
    }
    let drift = Vec3::from(scene.other_vel_body.map(|steps| steps as f32));
    let soon = aside_m - drift * VELOCITY_STEP_M_PER_S as f32 * AHEAD_S;
    let leave_m = LEAVE_M.max(LEAVE_SHARE * ahead_m);
    // Body axes: y to the right, z down.
    let (right, down) = (soon.y, soon.z);
    if right.abs().max(down.abs()) > leave_m {
        let (soon_m, now_m, axis) = match right.abs() >= down.abs() {
            true => (right, aside_m.y, 1),
            false => (down, aside_m.z, 2),
        };
        // Where it is no longer, or not yet, off to that side, what is to be taken off is its drift.
        let stands = now_m * soon_m.signum() > 0.5 * leave_m;
        return Some(push(axis, soon_m > 0.0, stands));
    }
    if let Some(roll) = sight.roll_rad.filter(|roll| roll.abs() > ROLL_LEAVE_RAD) {
        return Some(match roll > 0.0 {
            true => (Act::Turn(0, 1), "coach-roll-right"),
            false => (Act::Turn(0, -1), "coach-roll-left"),
        });
    }
    let (right, up) = (target_right, target_up);
    let nose_rad = match ahead_m < lined_up::NEAR_M {
        true => NOSE_LEAVE_RAD,
        false => FAR_NOSE_LEAVE_RAD,
    };
    (right.abs().max(up.abs()) > nose_rad).then(|| {
        match (right.abs() >= up.abs(), right > 0.0, up > 0.0) {
            (true, true, _) => (Act::Turn(2, 1), "coach-turn-right"),
            (true, false, _) => (Act::Turn(2, -1), "coach-turn-left"),
            (false, _, true) => (Act::Turn(1, 1), "coach-turn-up"),
            (false, _, false) => (Act::Turn(1, -1), "coach-turn-down"),
        }
    })
}

/// The push against standing, or drifting, to that side of the axis.
fn push(axis: usize, positive: bool, stands: bool) -> (Act, &'static str) {
    let sentence = match (axis, positive, stands) {
        (1, true, true) => "coach-push-left",
        (1, true, false) => "coach-stop-right",
        (1, false, true) => "coach-push-right",
        (1, false, false) => "coach-stop-left",
        (_, true, true) => "coach-push-up",
        (_, true, false) => "coach-stop-down",
        (_, false, true) => "coach-push-down",
        (_, false, false) => "coach-stop-up",
    };
    (Act::Push(axis, if positive { -1 } else { 1 }), sentence)
}

#[cfg(test)]
mod tests;
