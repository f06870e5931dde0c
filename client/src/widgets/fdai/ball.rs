//! The ball of an attitude indicator: which angles its middle shows, and what is painted where. The
//! axes it is painted in are those of level flight along the orbit, as Apollo's ORDEAL box turned
//! them. Knows angles and tones, no word and no cell.

use std::sync::LazyLock;

use glam::{Mat3, Quat, Vec2, Vec3};
use handshake_shared::view::Scene;

/// Yaw from which on the ball is red, rad: beyond it the middle gimbal is near its lock (the
/// indicator's own red areas begin at 75°).
const RED_FROM_RAD: f32 = 1.309;
/// Its sine: how far along the yaw axis a direction is red.
const RED_FROM_SIN: f32 = 0.965_926_6;
/// Painted circles stand this far apart, rad.
const STEP_RAD: f32 = std::f32::consts::FRAC_PI_6;

/// Points of the painted circles, unit vectors in the ball's axes: those of the horizon and of all the
/// others. They are always the same, and thousands: worked out once.
static CIRCLES: LazyLock<[Vec<Vec3>; 2]> = LazyLock::new(painted_circles);

/// A turned ball.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ball {
    /// Rotation own body → axes of the ball: forward along the orbit, right of it, down.
    ball_from_body: Mat3,
}

impl Ball {
    /// The ball of the seat whose scene it is; nothing before the first news.
    pub(super) fn of(scene: &Scene) -> Option<Ball> {
        let out = Vec3::from_array(scene.own_pos_eci_m).try_normalize()?;
        let east = Vec3::Z.cross(out).try_normalize()?;
        let north = out.cross(east);
        let (sin, cos) = scene.own_heading_rad.sin_cos();
        let forward = north * cos + east * sin;
        let eci_from_ball = Mat3::from_cols(forward, forward.cross(out), -out);
        let turn = Quat::from_array(scene.eci_from_own).normalize();
        turn.is_finite().then(|| Ball {
            ball_from_body: eci_from_ball.transpose() * Mat3::from_quat(turn),
        })
    }

    /// Roll, pitch and yaw, rad: turned in pitch first, then in yaw, then in roll.
    pub(super) fn angles_rad(&self) -> [f32; 3] {
        let [pitch, yaw] = of_direction(self.ball_from_body.x_axis);
        let unrolled = Mat3::from_rotation_z(-yaw) * Mat3::from_rotation_y(-pitch);
        let side = unrolled * self.ball_from_body.y_axis;
        [side.z.atan2(side.y), pitch, yaw]
    }

    /// The direction painted at a place of the visible half, unit, the ball's axes; the place is right
    /// and down of its middle, in radii.
    pub(super) fn painted(&self, at: Vec2) -> Option<Vec3> {
        let rest = 1.0 - at.length_squared();
        (rest >= 0.0).then(|| self.ball_from_body * Vec3::new(rest.sqrt(), at.x, at.y))
    }

    /// Where a pitch and a yaw are painted, if on the visible half: right and down, in radii.
    pub(super) fn place(&self, angles_rad: [f32; 2]) -> Option<Vec2> {
        self.place_of(direction(angles_rad))
    }

    fn place_of(&self, painted: Vec3) -> Option<Vec2> {
        let [ahead, right, down] = [
            self.ball_from_body.x_axis,
            self.ball_from_body.y_axis,
            self.ball_from_body.z_axis,
        ];
        (painted.dot(ahead) > 0.0).then(|| Vec2::new(painted.dot(right), painted.dot(down)))
    }

    /// Places of the painted circles: those of equal pitch through both red ends, those of equal yaw
    /// round them; nothing inside the red. The horizon is left out where the tones of the two halves
    /// show it.
    pub(super) fn circles(&self, horizon: bool) -> impl Iterator<Item = Vec2> + '_ {
        let [level, others] = &*CIRCLES;
        let level = level.iter().filter(move |_| horizon);
        level
            .chain(others)
            .filter_map(|painted| self.place_of(*painted))
    }

    /// Where the numerals stand, tens of degrees of pitch on the circle of no yaw.
    pub(super) fn numerals(&self) -> impl Iterator<Item = (u32, Vec2)> + '_ {
        (0..12).filter_map(|k| {
            let at = self.place([k as f32 * STEP_RAD, 0.0])?;
            // Nearer the rim two would touch.
            (at.length() < 0.8).then_some((k * 3, at))
        })
    }
}

fn painted_circles() -> [Vec<Vec3>; 2] {
    const STEPS: i32 = 180;
    let [mut level, mut others] = [Vec::new(), Vec::new()];
    for k in 0..12 {
        let pitch = k as f32 * STEP_RAD;
        let along = (-STEPS..=STEPS).map(|n| n as f32 / STEPS as f32 * RED_FROM_RAD);
        let circle = along.map(|yaw| direction([pitch, yaw]));
        match k % 6 {
            0 => level.extend(circle),
            _ => others.extend(circle),
        }
    }
    for k in -2..=2 {
        let yaw = k as f32 * STEP_RAD;
        let around = (0..2 * STEPS).map(|n| n as f32 / STEPS as f32 * std::f32::consts::PI);
        others.extend(around.map(|pitch| direction([pitch, yaw])));
    }
    [level, others]
}

/// The direction of a pitch and yaw, rad, in the ball's axes.
fn direction([pitch, yaw]: [f32; 2]) -> Vec3 {
    let (sin, cos) = yaw.sin_cos();
    Vec3::new(cos * pitch.cos(), sin, -cos * pitch.sin())
}

/// Pitch and yaw of a direction in the ball's axes, rad; pitch from −π to π.
fn of_direction(towards: Vec3) -> [f32; 2] {
    [
        (-towards.z).atan2(towards.x),
        towards.y.clamp(-1.0, 1.0).asin(),
    ]
}

/// What is painted in a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// The light half: up from the horizon.
    Up,
    /// The dark half.
    Down,
    /// Near gimbal lock.
    Red,
}

impl Paint {
    /// The paint there; a unit vector in the ball's axes. The angles themselves are not needed.
    pub(super) fn at(painted: Vec3) -> Paint {
        match (painted.y.abs() > RED_FROM_SIN, painted.z <= 0.0) {
            (true, _) => Paint::Red,
            (false, true) => Paint::Up,
            (false, false) => Paint::Down,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Level flight along the orbit, then turned in pitch, in yaw and in roll.
    fn turned([roll, pitch, yaw]: [f32; 3]) -> Ball {
        let turn = Mat3::from_rotation_y(pitch) * Mat3::from_rotation_z(yaw);
        Ball {
            ball_from_body: turn * Mat3::from_rotation_x(roll),
        }
    }

    #[test]
    fn the_angles_are_those_it_was_turned_by() {
        for angles in [[0.0; 3], [0.3, -0.7, 0.2], [-2.0, 1.4, -0.9]] {
            let read = turned(angles).angles_rad();
            for (read, angle) in read.into_iter().zip(angles) {
                assert!((read - angle).abs() < 1e-5, "{angles:?}");
            }
        }
    }

    #[test]
    fn nose_up_the_light_half_fills_the_middle_and_the_horizon_is_below_it() {
        let ball = turned([0.0, 0.4, 0.0]);
        let middle = ball.painted(Vec2::ZERO).expect("the middle");
        assert_eq!(Paint::at(middle), Paint::Up);
        assert!(ball.place([0.0, 0.0]).expect("in sight").y > 0.3);
        // Rolled to the right, the horizon falls to the left as seen through a window.
        let rolled = turned([0.5, 0.0, 0.0]);
        let right = rolled.place([0.0, 0.5]).expect("in sight");
        assert!(right.x > 0.3 && right.y < -0.1, "{right}");
    }

    #[test]
    fn places_and_what_is_painted_there_agree() {
        let ball = turned([0.3, -0.7, 0.2]);
        for painted in [[-0.7, 0.2], [-0.2, -0.4], [-1.4, 0.9]] {
            let at = ball.place(painted).expect("in sight");
            let read = of_direction(ball.painted(at).expect("in sight"));
            for (read, painted) in read.into_iter().zip(painted) {
                assert!((read - painted).abs() < 1e-4);
            }
        }
        assert_eq!(ball.painted(Vec2::new(0.8, 0.8)), None);
        assert_eq!(ball.place([-0.7 + std::f32::consts::PI, 0.0]), None);
    }

    #[test]
    fn the_horizon_is_a_circle_only_where_it_is_asked_for() {
        let on_horizon = |horizon| {
            let ball = turned([0.0; 3]);
            let level = |at: &Vec2| at.y.abs() < 1e-3;
            ball.circles(horizon).filter(level).count()
        };
        assert!(on_horizon(true) > on_horizon(false) + 100);
    }

    #[test]
    fn an_end_of_the_yaw_axis_is_red() {
        assert_eq!(Paint::at(direction([0.2, 1.35])), Paint::Red);
        assert_eq!(Paint::at(direction([0.2, -1.35])), Paint::Red);
        assert_eq!(Paint::at(direction([-0.2, 0.0])), Paint::Down);
        assert!((RED_FROM_RAD.sin() - RED_FROM_SIN).abs() < 1e-6);
    }
}
