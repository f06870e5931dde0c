//! Apollo's pilot: flies range by what Soyuz calls (or VHF far out), the line of sight by the COAS,
//! the axis by the stand-off cross. Two hands: translation puts the cross on its base, rotation
//! puts both in the centre.

use handshake_shared::catalogue::calls::Dir;
use handshake_shared::catalogue::control::{scs, scs_stick_rate_rad_per_s};
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::Seat;
use handshake_shared::sim::control::hand::apollo_deflection;
use handshake_shared::sim::event::Transmission;
use handshake_shared::sim::input::{ControlMode, Deadband, Stick, StickRate};
use handshake_shared::time::{DT_S, Tick};
use handshake_shared::view::panel::{ApolloPanel, DockLamp};
use handshake_shared::view::sight::Hindered;

use super::approach::{Approach, Law, goal, over};
use super::pulses::{pulse_ticks, scale, share};
use super::{DECISION_TICKS, Given};
use crate::app::calls::eye_to_target_m;

/// What four jets ahead and two jets aside give the fresh craft, m/s² (444.8 N, canted 10°).
const AHEAD_M_PER_S2: f64 = 0.123;
const ASIDE_M_PER_S2: f64 = 0.0615;
/// Braking that is counted on, m/s²: half of what the jets give.
const BRAKE_M_PER_S2: f64 = 0.06;
/// Sideways speed towards the axis per offset, 1/s, and its bound, m/s.
const ASIDE_PER_S: f64 = 0.06;
const ASIDE_MOST_M_PER_S: f64 = 0.12;
/// Sideways speeds smaller than this are left alone, m/s.
const ASIDE_LEAVE_M_PER_S: f64 = 0.012;
/// Bearing errors smaller than this are left alone, rad (0.15°).
const BEARING_LEAVE_RAD: f64 = 0.0026;
/// Rate of turning the nose per bearing error, 1/s.
const TURN_PER_S: f64 = 0.5;
/// Within this range the cross shows the offset well enough to steer by, m.
const CROSS_TRUSTED_M: f64 = 25.0;
/// A called range older than this is not flown by, s.
const BLIND_S: f64 = 20.0;
/// How far Soyuz's set lags behind a speed that changes, s: its tracker's 0.6 and half of the time its
/// digits stand.
const SET_LAG_S: f64 = 0.85;
/// Opening speed of a craft that nobody tells its range, m/s: away is where there is room.
const DRAW_OFF_M_PER_S: f64 = 0.10;
/// Time over which bearings are smoothed into a rate, s: the eye's errors wander as fast.
const SMOOTHING_S: f64 = 1.5;
/// Share of a new VHF reading's surprise that corrects the reckoned range, and the closing speed
/// each second: a digit of 18 m must not look like a burst of speed.
const VHF_RANGE_SHARE: f64 = 0.25;
const VHF_SPEED_PER_S: f64 = 0.02;
/// A surprise that no digit and no scatter of the counter explains, m.
const VHF_LOST_M: f64 = 45.0;
/// Between two looks at the VHF counter, s.
const VHF_EVERY_S: f64 = 1.0;
/// Rate at which a target out of sight is looked for, share of full stick.
const SEARCH: i8 = 127;

/// Apollo's pilot and what he remembers.
#[derive(Debug, Default)]
pub struct ApolloPilot {
    range: Option<Along>,
    aside: [Aside; 2],
    last: Option<Tick>,
    approach: Approach,
    over: [Option<Over>; 2],
    /// Calls up to then are old.
    forgot: Option<Tick>,
    /// The first look.
    began: Option<Tick>,
}

/// How far Soyuz wants Apollo to move along one axis, right or up positive, carried on from the last
/// call by own speed.
#[derive(Clone, Copy, Debug)]
struct Over {
    left_m: f64,
    called: Tick,
}

/// Out here the eye says less about sideways speed than Soyuz's calls to move over do, m.
const OVER_TRUSTED_M: f64 = 45.0;
/// Share of a call's surprise that corrects the reckoned place, and the speed.
const OVER_PLACE_SHARE: f64 = 0.8;
const OVER_SPEED_SHARE: f64 = 0.35;
/// Sideways speed towards the line per metre called, 1/s, its bound, m/s, and what is left alone, m/s.
const OVER_PER_S: f64 = 0.05;
const OVER_MOST_M_PER_S: f64 = 0.4;
const OVER_LEAVE_M_PER_S: f64 = 0.006;

/// Range as reckoned from the last call and own jets.
#[derive(Clone, Copy, Debug)]
struct Along {
    range_m: f64,
    closing_m_per_s: f64,
    /// What Soyuz's set, which lags, should show of that speed, m/s.
    shown_m_per_s: f64,
    called: Option<Tick>,
    /// When VHF last had a say.
    vhf: Option<Tick>,
}

impl Along {
    /// Of a crew that was told nothing at all, near the other craft or VHF would show it: a hold point's
    /// range, and a speed of which one slow pulse back takes the danger.
    const UNTOLD: Along = Along {
        range_m: 30.0,
        closing_m_per_s: 0.1,
        shown_m_per_s: 0.1,
        called: None,
        vhf: None,
    };
}

/// One axis across the line of sight: right, or up.
#[derive(Clone, Copy, Debug, Default)]
struct Aside {
    bearing_rad: Option<f64>,
    /// Own speed against the target, right or up positive, m/s.
    speed_m_per_s: f64,
}

impl ApolloPilot {
    /// Takes in what Soyuz says about the line to the Sun.
    pub fn listen(&mut self, said: &Transmission) {
        if let Some((axis, wanted_m)) = over(said) {
            self.move_over(axis, wanted_m, said.tick);
        }
    }

    /// A called distance corrects what was reckoned: the place at once, the speed by how far the
    /// reckoning had run off since the call before.
    fn move_over(&mut self, axis: usize, wanted_m: f64, now: Tick) {
        let Some(over) = &mut self.over[axis] else {
            self.over[axis] = Some(Over {
                left_m: wanted_m,
                called: now,
            });
            return;
        };
        let surprise_m = wanted_m - over.left_m;
        let since_s = now.since(over.called).max(1.0);
        over.left_m += OVER_PLACE_SHARE * surprise_m;
        over.called = now;
        self.aside[axis].speed_m_per_s -= OVER_SPEED_SHARE * surprise_m / since_s;
    }

    /// The axis is flown by calls to move over.
    fn by_calls(&self, axis: usize, range_m: f64, now: Tick) -> Option<Over> {
        self.over[axis].filter(|over| range_m > OVER_TRUSTED_M && now.since(over.called) < BLIND_S)
    }

    /// The other crew asks to stay here (true) or to go on.
    pub fn halt(&mut self, halt: bool) {
        self.approach.halt(halt);
    }

    /// Sticks until the next decision.
    pub fn fly(&mut self, given: &Given<'_>) -> (Stick, u16) {
        let Some(panel) = given.panel.apollo() else {
            return (Stick::NEUTRAL, 0);
        };
        let dt_s = self.last.map_or(0.0, |last| given.tick.since(last));
        self.last = Some(given.tick);
        let held = panel.craft.dock > DockLamp::Contact || panel.craft.mode == ControlMode::Off;
        // Flown to, Apollo keeps still: its axis is the line that Soyuz is talked on to.
        let flown_to = given.plan.roles.flying != Seat::Apollo && goal(given).is_none();
        if held || flown_to {
            self.forget(given.tick);
            return (Stick::NEUTRAL, 0);
        }
        self.reckon(panel, given.tick, dt_s);
        let mut stick = Stick::NEUTRAL;
        let mut ticks = 0;
        let Some(along) = self.range else {
            return (stick, ticks);
        };
        self.watch(given, panel, along.range_m, dt_s);
        self.steer(given, &mut stick, &mut ticks);
        let (ahead, ahead_ticks) = self.close(given, panel, along);
        let aside = self.slide(given, along.range_m);
        // One pulse length serves all axes: the translation that needs longest sets it, the others
        // take their share of the deflection.
        let longest = aside
            .iter()
            .fold(ahead_ticks, |most, (_, ticks)| most.max(*ticks));
        if longest > 0.0 {
            stick.push[0] = share(ahead, ahead_ticks, longest);
            stick.push[1] = share(aside[0].0, aside[0].1, longest);
            stick.push[2] = share(-aside[1].0, aside[1].1, longest);
            self.account(&stick, longest);
        }
        if stick.turn != [0; 3] {
            ticks = DECISION_TICKS as u16;
            scale(&mut stick, longest, f64::from(ticks));
        } else {
            ticks = ticks.max(longest as u16);
        }
        (stick, ticks)
    }

    /// Who does not fly reckons nothing; what he knew is old when he flies again.
    fn forget(&mut self, now: Tick) {
        self.forgot = Some(now);
        self.range = None;
        self.aside = [Aside::default(); 2];
        self.over = [None; 2];
        self.approach = Approach::default();
    }

    /// Range and closing speed: the last word of VHF or Soyuz, carried on.
    fn reckon(&mut self, panel: &ApolloPanel, now: Tick, dt_s: f64) {
        if let Some(along) = &mut self.range {
            along.range_m -= along.closing_m_per_s * dt_s;
            let behind = along.closing_m_per_s - along.shown_m_per_s;
            along.shown_m_per_s += behind * dt_s / (SET_LAG_S + dt_s);
        }
        let known = self.range.and_then(|along| along.called);
        // Who sits down knows nothing of what was flown since an old call.
        let began = *self.began.get_or_insert(now);
        let newer = |at: Tick| {
            known.is_none_or(|known| at > known)
                && self.forgot.is_none_or(|forgot| at > forgot)
                && began.since(at) < BLIND_S
        };
        let called = panel.craft.called.range.filter(|called| newer(called.at));
        if let Some(called) = called {
            let rate = called.value.closing_m_per_s.map(f64::from);
            let known = self
                .range
                .map(|along| [along.closing_m_per_s, along.shown_m_per_s]);
            // A set that lags behind own jets surprises by what it shows against what it should.
            let [closing, shown] = match (known, rate) {
                (Some([closing, shown]), Some(rate)) => [closing + rate - shown, rate],
                (Some(known), None) => known,
                (None, rate) => [rate.unwrap_or(0.0); 2],
            };
            self.range = Some(Along {
                range_m: f64::from(called.value.range_m) - closing * now.since(called.at),
                closing_m_per_s: closing,
                shown_m_per_s: shown,
                called: Some(called.at),
                vhf: None,
            });
        } else if let Some(range) = panel.vhf_range_m.map(f64::from) {
            self.take_vhf(range, now);
        } else if self.range.is_none() && now.since(began) > BLIND_S {
            self.range = Some(Along::UNTOLD);
        }
    }

    /// VHF gives a coarse range once a second; what it says anew corrects the reckoning slowly.
    fn take_vhf(&mut self, range_m: f64, now: Tick) {
        let Some(along) = &mut self.range else {
            self.range = Some(Along {
                range_m,
                closing_m_per_s: 0.0,
                shown_m_per_s: 0.0,
                called: None,
                vhf: Some(now),
            });
            return;
        };
        let since_s = along.vhf.map_or(VHF_EVERY_S, |at| now.since(at));
        if since_s < VHF_EVERY_S {
            return;
        }
        let surprise = range_m - along.range_m;
        along.vhf = Some(now);
        if surprise.abs() > VHF_LOST_M {
            // The reckoning was lost, and tells nothing of the speed.
            (along.range_m, along.called) = (range_m, None);
            return;
        }
        along.range_m += VHF_RANGE_SHARE * surprise;
        along.closing_m_per_s -= VHF_SPEED_PER_S * surprise / since_s;
    }

    /// Speed across the line of sight: turn of the bearing in inertial space times range.
    fn watch(&mut self, given: &Given<'_>, panel: &ApolloPanel, range_m: f64, dt_s: f64) {
        let [_, pitch, yaw] = panel.craft.rate_rad_per_s.map(f64::from);
        let Some(bearing) = given.sight.target_rad else {
            self.aside = [Aside::default(); 2];
            return;
        };
        // A yaw to the right moves the target left, a pitch up moves it down.
        for (axis, own_turn) in [yaw, pitch].into_iter().enumerate() {
            let by_calls = self.by_calls(axis, range_m, given.tick).is_some();
            if let Some(over) = &mut self.over[axis] {
                over.left_m -= self.aside[axis].speed_m_per_s * dt_s;
            }
            let now = f64::from(bearing[axis]);
            let aside = &mut self.aside[axis];
            if let Some(before) = aside.bearing_rad
                && dt_s > 0.0
                && !by_calls
            {
                let turn = (now - before) / dt_s + own_turn;
                let seen = -turn * eye_to_target_m(Seat::Apollo, range_m);
                let weight = dt_s / (SMOOTHING_S + dt_s);
                aside.speed_m_per_s += (seen - aside.speed_m_per_s) * weight;
            }
            aside.bearing_rad = Some(now);
        }
    }

    /// Rotation hand: both marks to the centre, no roll.
    fn steer(&self, given: &Given<'_>, stick: &mut Stick, ticks: &mut u16) {
        let full = scs_stick_rate_rad_per_s(StickRate::Low)[1];
        let dead = scs(StickRate::Low, Deadband::Min).rate_deadband_rad_per_s;
        // The rate comes out short of the command by the rate deadband.
        let rate = |error: f64| {
            let wanted = error * TURN_PER_S;
            apollo_deflection((wanted + wanted.signum() * dead) / full)
        };
        if let Some(Hindered::Turn(side)) = given.sight.hindered {
            let (axis, sign) = match side {
                Dir::Left => (2, -1),
                Dir::Right => (2, 1),
                Dir::Up => (1, 1),
                Dir::Down => (1, -1),
            };
            stick.turn[axis] = sign * SEARCH;
        }
        if let Some([right, up]) = given.sight.target_rad {
            let (right, up) = (f64::from(right), f64::from(up));
            if right.abs() > BEARING_LEAVE_RAD {
                stick.turn[2] = rate(right);
            }
            if up.abs() > BEARING_LEAVE_RAD {
                stick.turn[1] = rate(up);
            }
        }
        if let Some(roll) = given.sight.roll_rad.map(f64::from)
            && roll.abs() > 2.0 * BEARING_LEAVE_RAD
        {
            stick.turn[0] = rate(roll);
        }
        if stick.turn != [0; 3] {
            *ticks = DECISION_TICKS as u16;
        }
    }

    /// Translation hand along the axis: direction and ticks of thrust.
    fn close(&mut self, given: &Given<'_>, panel: &ApolloPanel, along: Along) -> (f64, f64) {
        let wanted = self.wanted_closing(given, panel, along);
        let lacking = wanted - along.closing_m_per_s;
        let leave = 0.008 + 0.04 * along.closing_m_per_s.abs();
        if lacking.abs() < leave {
            return (0.0, 0.0);
        }
        (lacking.signum(), pulse_ticks(lacking, AHEAD_M_PER_S2))
    }

    fn wanted_closing(&mut self, given: &Given<'_>, panel: &ApolloPanel, along: Along) -> f64 {
        if Self::blind(panel, given.tick) {
            // Nobody calls: no closer until somebody does.
            return -DRAW_OFF_M_PER_S;
        }
        let law = Law::of(given, BRAKE_M_PER_S2);
        self.approach.wanted(given, &law, along.range_m)
    }

    /// Close in, with the last called range too old to fly by.
    fn blind(panel: &ApolloPanel, now: Tick) -> bool {
        let fresh = panel
            .craft
            .called
            .range
            .is_some_and(|called| now.since(called.at) < BLIND_S);
        panel.vhf_range_m.is_none() && !fresh
    }

    /// Translation hand across: direction and ticks for right and up.
    fn slide(&self, given: &Given<'_>, range_m: f64) -> [(f64, f64); 2] {
        let mut pulses = [(0.0, 0.0); 2];
        if given.sight.target_rad.is_none() {
            return pulses;
        }
        let distance = eye_to_target_m(Seat::Apollo, range_m);
        let stand_off = vessel(Seat::Soyuz).stand_off_m;
        for axis in 0..2 {
            // Standing right of the axis, one sees the near cross left of its base.
            let offset = match given.sight.cross_rad {
                Some(cross) if range_m < CROSS_TRUSTED_M => {
                    -f64::from(cross[axis]) * distance * (distance - stand_off) / stand_off
                }
                _ => 0.0,
            };
            // Reckoned past the other craft it has come to it.
            let most = ASIDE_MOST_M_PER_S.min(0.04 + 0.01 * range_m.max(0.0));
            let wanted = (-ASIDE_PER_S * offset).clamp(-most, most);
            if let Some(over) = self.by_calls(axis, range_m, given.tick) {
                let most = OVER_MOST_M_PER_S;
                let wanted = (OVER_PER_S * over.left_m).clamp(-most, most);
                let lacking = wanted - self.aside[axis].speed_m_per_s;
                if lacking.abs() > OVER_LEAVE_M_PER_S {
                    pulses[axis] = (lacking.signum(), pulse_ticks(lacking, ASIDE_M_PER_S2));
                }
                continue;
            }
            let lacking = wanted - self.aside[axis].speed_m_per_s;
            let leave = ASIDE_LEAVE_M_PER_S.max(0.0015 * range_m);
            if lacking.abs() > leave {
                pulses[axis] = (lacking.signum(), pulse_ticks(lacking, ASIDE_M_PER_S2));
            }
        }
        pulses
    }

    /// Own jets change what is reckoned at once.
    fn account(&mut self, stick: &Stick, ticks: f64) {
        let gained =
            |axis: usize, accel: f64| f64::from(stick.push[axis]) / 127.0 * accel * ticks * DT_S;
        if let Some(along) = &mut self.range {
            along.closing_m_per_s += gained(0, AHEAD_M_PER_S2);
        }
        self.aside[0].speed_m_per_s += gained(1, ASIDE_M_PER_S2);
        self.aside[1].speed_m_per_s -= gained(2, ASIDE_M_PER_S2);
    }
}
