//! Soyuz's pilot. Rotation hand: keeps Apollo in the middle of the periscope by trimming a hold that
//! drifts. Where Soyuz flies, the translation hand (РУД) closes by the own ranging set and goes
//! across as Apollo calls: the periscope cannot tell a turned nose from a craft off Apollo's axis.

use handshake_shared::catalogue::calls::Dir;
use handshake_shared::catalogue::control::SOYUZ_STICK_RAD_PER_S;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Transmission;
use handshake_shared::sim::input::{ControlMode, Stick};
use handshake_shared::time::{DT_S, Tick};
use handshake_shared::view::panel::{DockLamp, SoyuzPanel};
use handshake_shared::view::sight::Hindered;

use super::approach::{Approach, Law, goal, over};
use super::pulses::{pulse_ticks, scale, share};
use super::{DECISION_TICKS, Given};
use crate::app::calls::eye_to_target_m;

/// Bearings smaller than this are left alone, rad (0.3°).
const LEAVE_RAD: f64 = 0.0052;
/// Trim rate per bearing, 1/s.
const TRIM_PER_S: f64 = 0.15;
/// Closer than this the nose is left alone: the last metres are flown by translation, m.
const STILL_M: f32 = 1.5;

/// Rate at which an Apollo out of the sight is looked for, share of full stick.
const SEARCH: i8 = 127;

/// What four jets ahead, and two jets back or aside, give the fresh craft, m/s² (98.1 N each).
const AHEAD_M_PER_S2: f64 = 0.058;
const BACK_M_PER_S2: f64 = 0.029;
const ASIDE_M_PER_S2: f64 = 0.029;
/// Braking that is counted on, m/s²: half of what the jets give.
const BRAKE_M_PER_S2: f64 = 0.014;
/// Without a range for this long nothing is flown closer, s: an echo fades for two.
const BLIND_S: f64 = 4.0;
/// Time over which the set's closing speed corrects the reckoned one, and bearings a speed across, s.
const CLOSING_S: f64 = 1.0;
const SMOOTHING_S: f64 = 3.0;
/// A call to move over older than this is not flown by, s.
const OVER_S: f64 = 20.0;
/// Share of a call's surprise that corrects the reckoned place.
const OVER_SHARE: f64 = 0.6;
/// Sideways speed per metre called, 1/s, and its bound, m/s.
const OVER_PER_S: f64 = 0.06;
const OVER_MOST_M_PER_S: f64 = 0.15;
/// Sideways speeds smaller than this are left alone, m/s, and per metre of range, 1/s.
const OVER_LEAVE_M_PER_S: f64 = 0.010;
const OVER_LEAVE_PER_S: f64 = 0.001;

/// Soyuz's pilot and what he remembers.
#[derive(Debug, Default)]
pub struct SoyuzPilot {
    approach: Approach,
    along: Option<Along>,
    across: [Across; 2],
    last: Option<Tick>,
}

/// Range as the set last showed it, carried on by own jets.
#[derive(Clone, Copy, Debug)]
struct Along {
    range_m: f64,
    closing_m_per_s: f64,
    seen: Tick,
}

/// One axis across the line of sight: right, or up.
#[derive(Clone, Copy, Debug, Default)]
struct Across {
    bearing_rad: Option<f64>,
    /// Own speed against Apollo, m/s.
    speed_m_per_s: f64,
    /// How far Apollo wants Soyuz to move, m, carried on from its last call, and when that was.
    left: Option<(f64, Tick)>,
}

impl SoyuzPilot {
    /// Takes in what Apollo says about its axis.
    pub fn listen(&mut self, said: &Transmission) {
        if let Some((axis, wanted_m)) = over(said) {
            let left = &mut self.across[axis].left;
            let reckoned = left.map_or(wanted_m, |(left_m, _)| left_m);
            *left = Some((reckoned + OVER_SHARE * (wanted_m - reckoned), said.tick));
        }
    }

    /// The other crew asks to stay here (true) or to go on.
    pub fn halt(&mut self, halt: bool) {
        self.approach.halt(halt);
    }

    /// Sticks until the next decision.
    pub fn fly(&mut self, given: &Given<'_>) -> (Stick, u16) {
        let Some(panel) = given.panel.soyuz() else {
            return (Stick::NEUTRAL, 0);
        };
        let mut stick = trim(given, panel);
        let turns = !stick.is_neutral();
        let longest = if given.plan.roles.flying == Seat::Soyuz || goal(given).is_some() {
            self.translate(given, panel, &mut stick)
        } else {
            // Who does not fly reckons nothing.
            *self = SoyuzPilot::default();
            0.0
        };
        if !turns {
            return (stick, longest as u16);
        }
        scale(&mut stick, longest, f64::from(DECISION_TICKS));
        (stick, DECISION_TICKS as u16)
    }

    /// Translation hand: pushes for the ticks it returns.
    fn translate(&mut self, given: &Given<'_>, panel: &SoyuzPanel, stick: &mut Stick) -> f64 {
        let dt_s = self.last.map_or(0.0, |last| given.tick.since(last));
        self.last = Some(given.tick);
        if panel.craft.dock > DockLamp::Contact || panel.craft.mode == ControlMode::Off {
            *self = SoyuzPilot::default();
            return 0.0;
        }
        self.reckon(panel, given.tick, dt_s);
        let Some(along) = self.along else {
            return 0.0;
        };
        self.watch(given, panel, along.range_m, dt_s);
        let ahead = self.close(given, along);
        let [right, up] = [0, 1].map(|axis| self.over(axis, along.range_m, given.tick));
        let pulses = [ahead, right, (-up.0, up.1)];
        let longest = pulses
            .iter()
            .fold(0.0, |most: f64, pulse| most.max(pulse.1));
        if longest > 0.0 {
            for (push, (direction, ticks)) in stick.push.iter_mut().zip(pulses) {
                *push = share(direction, ticks, longest);
            }
            self.account(stick, longest);
        }
        longest
    }

    /// Range and closing speed: what the set shows, carried on while its echo fades.
    fn reckon(&mut self, panel: &SoyuzPanel, now: Tick, dt_s: f64) {
        if let Some(along) = &mut self.along {
            along.range_m -= along.closing_m_per_s * dt_s;
        }
        let Some(ranged) = panel.ranged else {
            return;
        };
        let (range_m, closing) = (f64::from(ranged.range_m), f64::from(ranged.closing_m_per_s));
        let known = self.along.map_or(closing, |along| along.closing_m_per_s);
        self.along = Some(Along {
            range_m,
            closing_m_per_s: known + (closing - known) * dt_s / (CLOSING_S + dt_s),
            seen: now,
        });
    }

    /// Speed across the line of sight: turn of the bearing in inertial space times distance.
    fn watch(&mut self, given: &Given<'_>, panel: &SoyuzPanel, range_m: f64, dt_s: f64) {
        let [_, pitch, yaw] = panel.craft.rate_rad_per_s.map(f64::from);
        let distance = eye_to_target_m(Seat::Soyuz, range_m);
        // A yaw to the right moves Apollo left, a pitch up moves it down.
        for (axis, own_turn) in [yaw, pitch].into_iter().enumerate() {
            let across = &mut self.across[axis];
            if let Some((left_m, _)) = &mut across.left {
                *left_m -= across.speed_m_per_s * dt_s;
            }
            let now = given
                .sight
                .target_rad
                .map(|bearing| f64::from(bearing[axis]));
            if let (Some(before), Some(now)) = (across.bearing_rad, now)
                && dt_s > 0.0
            {
                let seen = -((now - before) / dt_s + own_turn) * distance;
                let weight = dt_s / (SMOOTHING_S + dt_s);
                across.speed_m_per_s += (seen - across.speed_m_per_s) * weight;
            }
            across.bearing_rad = now;
        }
    }

    /// Along the axis: direction and ticks of thrust.
    fn close(&mut self, given: &Given<'_>, along: Along) -> (f64, f64) {
        let blind = given.tick.since(along.seen) > BLIND_S;
        let law = Law::of(given, BRAKE_M_PER_S2);
        let wanted = match blind {
            true => 0.0,
            false => self.approach.wanted(given, &law, along.range_m),
        };
        let lacking = wanted - along.closing_m_per_s;
        if lacking.abs() < 0.008 + 0.04 * along.closing_m_per_s.abs() {
            return (0.0, 0.0);
        }
        (lacking.signum(), pulse_ticks(lacking, along_accel(lacking)))
    }

    /// Across it: direction and ticks of thrust for right or up.
    fn over(&self, axis: usize, range_m: f64, now: Tick) -> (f64, f64) {
        let across = &self.across[axis];
        let left_m = across
            .left
            .filter(|(_, called)| now.since(*called) < OVER_S)
            .map_or(0.0, |(left_m, _)| left_m);
        let wanted = (OVER_PER_S * left_m).clamp(-OVER_MOST_M_PER_S, OVER_MOST_M_PER_S);
        let lacking = wanted - across.speed_m_per_s;
        if lacking.abs() < OVER_LEAVE_M_PER_S.max(OVER_LEAVE_PER_S * range_m) {
            return (0.0, 0.0);
        }
        (lacking.signum(), pulse_ticks(lacking, ASIDE_M_PER_S2))
    }

    /// Own jets change what is reckoned at once.
    fn account(&mut self, stick: &Stick, ticks: f64) {
        let [ahead, right, down] = stick
            .push
            .map(|push| f64::from(push) / 127.0 * ticks * DT_S);
        if let Some(along) = &mut self.along {
            along.closing_m_per_s += ahead * along_accel(ahead);
        }
        self.across[0].speed_m_per_s += right * ASIDE_M_PER_S2;
        self.across[1].speed_m_per_s -= down * ASIDE_M_PER_S2;
    }
}

/// The jets ahead are four, those back two, m/s².
fn along_accel(direction: f64) -> f64 {
    if direction > 0.0 {
        AHEAD_M_PER_S2
    } else {
        BACK_M_PER_S2
    }
}

/// Rotation hand: what belongs in the middle of the sight, back to it.
fn trim(given: &Given<'_>, panel: &SoyuzPanel) -> Stick {
    let mut stick = Stick::NEUTRAL;
    let holds = panel.craft.mode == ControlMode::InertialHold;
    let near = panel.ranged.is_some_and(|ranged| ranged.range_m < STILL_M);
    let apart = panel.craft.dock == DockLamp::Free && !near;
    // With a camera on the Sun, the Sun is what has to stay in the middle.
    let sun = panel.corona.map(|corona| corona.sun_rad);
    if !holds || !apart {
        return stick;
    }
    // A craft that was thrown about looks for the other one, or its ranging set measures nothing.
    if let (None, Some(Hindered::Turn(side))) = (sun, given.sight.hindered) {
        let (axis, sign) = match side {
            Dir::Left => (2, -1),
            Dir::Right => (2, 1),
            Dir::Up => (1, 1),
            Dir::Down => (1, -1),
        };
        stick.turn[axis] = sign * SEARCH;
        return stick;
    }
    let Some([right, up]) = sun.or(given.sight.target_rad) else {
        return stick;
    };
    let rate = |error: f32| {
        let error = f64::from(error);
        let deflection = error * TRIM_PER_S / SOYUZ_STICK_RAD_PER_S * 127.0;
        if error.abs() > LEAVE_RAD {
            deflection.clamp(-127.0, 127.0) as i8
        } else {
            0
        }
    };
    stick.turn = [0, rate(up), rate(right)];
    stick
}
