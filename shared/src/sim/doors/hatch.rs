//! One hatch as a body on its hinge: latch, seal, pressure, friction, hands. It knows the pressures
//! on both sides and who pulls, not why he does.

use serde::{Deserialize, Serialize};

use crate::catalogue::hatches::{
    BODY_KG_M2, FRICTION_N_M, GRIP_N_M_S, HATCH_AREA_M2, HATCH_CD, HATCH_RADIUS_M,
    HATCH_STRENGTH_N, HINGE_KG_M2, LATCH_S, STOP_RAD, STRIKES_AT_RAD, STRIKES_M_PER_S,
    SWING_RAD_PER_S, TIRED_S,
};
use crate::maths::{cos, sin, sqrt};
use crate::sim::doors::HatchState;
use crate::sim::input::HatchAct;

/// Steps of the body in one tick: a hatch thrown open at full pressure turns 0.05 rad in one.
const SUBSTEPS: u32 = 16;

/// Turning slower than this a hatch under way stands, rad/s: hands that move it no faster tire.
const STANDS_RAD_PER_S: f64 = 0.01;

/// A hatch that ends its swing slower than this makes no noise, m/s at the rim (a hand's own swing
/// ends at 0.4).
const SLAM_M_PER_S: f64 = 1.0;

/// What hands have been told to do with it, and for how long they have pulled in vain, s.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    act: HatchAct,
    vain_s: f64,
}

/// A hatch: a disc hinged at its rim.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hatch {
    /// Flow area times discharge coefficient of a leak past the seal while it sits, m²: dirt, a cut.
    pub seal_leak_m2: f64,
    /// 0 free, 1 home; anything above 0 holds it.
    latch: f64,
    /// Off its seat, rad.
    angle_rad: f64,
    rate_rad_per_s: f64,
    /// Hooked back at its stop.
    caught: bool,
    order: Option<Order>,
}

/// What acts on a hatch in one tick.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Load {
    /// Pressure that presses it on its seat, Pa; negative pushes it open.
    pub seating_pa: f64,
    /// Strength of the hands on it, 0..=1; nothing when nobody is there.
    pub hands: f64,
    /// A man stands where it swings.
    pub in_swing: bool,
}

/// What came of one tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Swung {
    /// It reached its stop and was hooked back there (true), or its latch went home (false).
    pub settled: Option<bool>,
    /// It struck its stop (true) or its seat at this speed of its rim, m/s.
    pub slam: Option<(bool, f64)>,
    /// It struck the man in its way with this energy, J.
    pub struck_j: Option<f64>,
    /// Hands gave up: this force holds it, N.
    pub held_n: Option<f64>,
}

impl Hatch {
    /// A hatch that stands so, at rest, its seal whole.
    pub fn standing(state: HatchState) -> Hatch {
        let (latch, angle_rad) = match state {
            HatchState::Shut => (1.0, 0.0),
            HatchState::Unlatched => (0.0, 0.0),
            HatchState::Ajar => (0.0, STOP_RAD / 8.0),
            HatchState::Open => (0.0, STOP_RAD),
        };
        Hatch {
            seal_leak_m2: 0.0,
            latch,
            angle_rad,
            rate_rad_per_s: 0.0,
            caught: state == HatchState::Open,
            order: None,
        }
    }

    /// How it stands.
    pub fn state(&self) -> HatchState {
        if self.latch >= 1.0 {
            HatchState::Shut
        } else if self.caught {
            HatchState::Open
        } else if self.angle_rad <= 0.0 {
            HatchState::Unlatched
        } else {
            HatchState::Ajar
        }
    }

    /// What hands are doing with it.
    pub fn order(&self) -> Option<HatchAct> {
        self.order.map(|order| order.act)
    }

    /// Puts hands on it.
    pub fn set_order(&mut self, act: HatchAct) {
        if self.order() != Some(act) {
            self.order = Some(Order { act, vain_s: 0.0 });
        }
    }

    /// Off its seat, rad.
    pub fn angle_rad(&self) -> f64 {
        self.angle_rad
    }

    /// Flow area times discharge coefficient, m²: the port and the gap in series, or a bad seal.
    pub fn cda_m2(&self) -> f64 {
        if self.angle_rad <= 0.0 {
            return self.seal_leak_m2;
        }
        HATCH_CD * HATCH_AREA_M2 * self.clear() + self.seal_leak_m2
    }

    /// One tick of `dt_s` seconds.
    pub fn step(&mut self, dt_s: f64, load: &Load) -> Swung {
        let mut swung = Swung::default();
        if load.hands <= 0.0 {
            self.order = None;
        }
        swung.settled = self.work_latch(dt_s * load.hands);
        if self.latch > 0.0 {
            return swung;
        }
        let h_s = dt_s / f64::from(SUBSTEPS);
        for _ in 0..SUBSTEPS {
            self.swing(h_s, load, &mut swung);
        }
        self.tire(dt_s, load, &mut swung);
        self.catch(load, &mut swung);
        swung
    }

    /// The force at its middle that presses it on its seat, N.
    pub fn seating_n(&self, seating_pa: f64) -> f64 {
        seating_pa * HATCH_AREA_M2 * self.pressed()
    }

    /// Feeds every bit of state that a replay must reproduce to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        let numbers = [
            self.seal_leak_m2,
            self.latch,
            self.angle_rad,
            self.rate_rad_per_s,
        ];
        numbers.iter().for_each(|v| sink(v.to_bits()));
        let act = self.order.map_or(0, |order| 1 + order.act as u64);
        sink(u64::from(self.caught) | act << 1);
        sink(self.order.map_or(0, |order| order.vain_s.to_bits()));
    }

    /// Gap around the rim over the port's area, 1: a disc of radius R turned by θ about its rim stands
    /// 2·sin(θ/2)·(distance from the hinge) off its seat, in all 2·π·R²·2·sin(θ/2).
    fn gap(&self) -> f64 {
        4.0 * sin(0.5 * self.angle_rad)
    }

    /// Share of the port that is clear, 0..=1: port and gap are two orifices in series.
    pub fn clear(&self) -> f64 {
        let gap = self.gap();
        gap / sqrt(1.0 + gap * gap)
    }

    /// Share of the pressure difference that presses the disc: what falls at the gap and not in the
    /// port, in the square of their flow areas, on what of the disc stands across the flow.
    fn pressed(&self) -> f64 {
        let gap = self.gap();
        cos(self.angle_rad) / (1.0 + gap * gap)
    }

    /// Turns the latch for so many seconds of strong hands; true or false once it has come home.
    fn work_latch(&mut self, hands_s: f64) -> Option<bool> {
        let act = self.order()?;
        let turned = hands_s / LATCH_S;
        match act {
            HatchAct::Open => {
                // A latch has two ends.
                self.latch = (self.latch - turned).max(0.0);
                None
            }
            HatchAct::Shut if self.angle_rad > 0.0 => None,
            HatchAct::Shut => {
                self.latch = (self.latch + turned).min(1.0);
                self.rate_rad_per_s = 0.0;
                (self.latch >= 1.0).then(|| {
                    self.order = None;
                    false
                })
            }
        }
    }

    /// Semi-implicit Euler; friction takes speed and never gives it.
    fn swing(&mut self, h_s: f64, load: &Load, swung: &mut Swung) {
        if self.caught {
            // A hook holds until it is lifted: there the disc stands along the flow.
            self.caught = self.order() != Some(HatchAct::Shut);
            if self.caught {
                return;
            }
        }
        let pressure_n_m = -self.seating_n(load.seating_pa) * HATCH_RADIUS_M;
        let torque_n_m = pressure_n_m + self.pull_n_m(load.hands);
        let free = self.rate_rad_per_s + torque_n_m / HINGE_KG_M2 * h_s;
        let slowed = (free.abs() - FRICTION_N_M / HINGE_KG_M2 * h_s).max(0.0);
        self.rate_rad_per_s = if free < 0.0 { -slowed } else { slowed };
        let before_rad = self.angle_rad;
        self.angle_rad += self.rate_rad_per_s * h_s;
        let passes = before_rad < STRIKES_AT_RAD && self.angle_rad >= STRIKES_AT_RAD;
        if passes && load.in_swing && self.rim_m_per_s() > STRIKES_M_PER_S {
            swung.struck_j = Some(self.strike());
        }
        self.stop(swung);
    }

    /// Seat and stop: rubber and strap, it stays where it has struck.
    fn stop(&mut self, swung: &mut Swung) {
        let (at_rad, open) = match self.angle_rad {
            angle if angle <= 0.0 => (0.0, false),
            angle if angle >= STOP_RAD => (STOP_RAD, true),
            _ => return,
        };
        let rim = self.rim_m_per_s();
        if rim > SLAM_M_PER_S {
            swung.slam = Some((open, rim));
        }
        self.angle_rad = at_rad;
        self.rate_rad_per_s = 0.0;
    }

    fn rim_m_per_s(&self) -> f64 {
        self.rate_rad_per_s.abs() * 2.0 * HATCH_RADIUS_M
    }

    /// Torque of the hands: they bring it to a swing they can master, as hard as they must and can.
    fn pull_n_m(&self, hands: f64) -> f64 {
        let wanted = match self.order() {
            Some(HatchAct::Open) => SWING_RAD_PER_S,
            Some(HatchAct::Shut) => -SWING_RAD_PER_S,
            None => return 0.0,
        };
        if self.rim_m_per_s() > STRIKES_M_PER_S {
            return 0.0;
        }
        let most = hands * HATCH_STRENGTH_N * 2.0 * HATCH_RADIUS_M;
        // Arms have a strength.
        let pull_n_m = GRIP_N_M_S * (wanted - self.rate_rad_per_s);
        pull_n_m.max(-most).min(most)
    }

    /// Hatch and man go on together after the blow; the energy that is gone went into him.
    fn strike(&mut self) -> f64 {
        let both = HINGE_KG_M2 + BODY_KG_M2;
        let energy_j = 0.5 * HINGE_KG_M2 * self.rate_rad_per_s * self.rate_rad_per_s;
        self.rate_rad_per_s *= HINGE_KG_M2 / both;
        energy_j * BODY_KG_M2 / both
    }

    /// Hands that move nothing let go in the end.
    fn tire(&mut self, dt_s: f64, load: &Load, swung: &mut Swung) {
        let moves = self.rate_rad_per_s.abs() > STANDS_RAD_PER_S;
        let there = self.order() == Some(HatchAct::Shut) && self.angle_rad <= 0.0;
        let Some(order) = &mut self.order else {
            return;
        };
        order.vain_s = if moves || there {
            0.0
        } else {
            order.vain_s + dt_s
        };
        if order.vain_s > TIRED_S {
            self.order = None;
            swung.held_n = Some(self.seating_n(load.seating_pa).abs());
        }
    }

    /// Hands hook it back at its stop.
    fn catch(&mut self, load: &Load, swung: &mut Swung) {
        let there = self.angle_rad >= STOP_RAD && self.order() == Some(HatchAct::Open);
        if there && load.hands > 0.0 {
            self.caught = true;
            self.rate_rad_per_s = 0.0;
            self.order = None;
            swung.settled = Some(true);
        }
    }
}

#[cfg(test)]
mod tests;
