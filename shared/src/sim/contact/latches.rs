//! The three capture sensors of the active ring's face and the latches they trip. A plunger
//! pushes; a latch that has gripped its catch pulls. It compares only places of parts: nothing
//! here looks at a miss, an angle or a rate of the craft.

use serde::{Deserialize, Serialize};

use super::kernel::{Disc, across_m, mated};
use super::moving::Moving;
use crate::catalogue::mechanisms as row;
use glam::DVec3;

/// Latches, sensors and the window within which all three must trip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Latches {
    /// Gripping its catch.
    pub held: [bool; 3],
    /// Sensor pressed.
    pub pressed: [bool; 3],
    /// Time since the first one of this contact tripped, seconds.
    pub since_first_s: f64,
    /// The window ran out: no more trips until this contact is over.
    pub spent: bool,
}

/// What a latch may do in this tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatchSupply {
    /// Latch drives have power.
    pub powered: bool,
    /// Latch that cannot trip.
    pub failed: [bool; 3],
}

impl Latches {
    /// Adds the forces of plungers and held latches. Their sum on the active ring, N, if any
    /// plunger touches.
    pub fn push(
        &mut self,
        active: &Disc,
        passive: &Disc,
        bodies: &mut [Moving; 3],
    ) -> Option<DVec3> {
        let normal = passive.axes.x_axis;
        let mut touched = false;
        let mut total = DVec3::ZERO;
        for k in 0..3 {
            let point = active.rim(row::UNITS[active.unit].petals[k]);
            let local = passive.local(point);
            self.pressed[k] = false;
            let opening = (bodies[active.body].velocity_at(point)
                - bodies[passive.body].velocity_at(point))
            .dot(normal);
            let over_face = across_m(local) < row::RIM_RADIUS_M + row::FACE_MARGIN_M;
            let mut force = 0.0;
            if local.x < row::PLUNGER_STROKE_M && over_face {
                touched = true;
                self.pressed[k] = local.x < row::PLUNGER_TRIP_M;
                force += plunger(local.x, opening);
            }
            if self.held[k] && local.x > row::PLUNGER_TRIP_M {
                let pull = row::LATCH_N_PER_M * (local.x - row::PLUNGER_TRIP_M)
                    + row::LATCH_N_S_PER_M * opening;
                force -= pull.max(0.0);
            }
            bodies[active.body].push_at(point, normal * force);
            bodies[passive.body].push_at(point, normal * -force);
            total += normal * force;
        }
        touched.then_some(total)
    }

    /// Trips what stands over its catch; calls `tripped` for each. True when all three hold.
    pub fn trip(
        &mut self,
        [active, passive]: [&Disc; 2],
        supply: &LatchSupply,
        dt_s: f64,
        tripped: &mut impl FnMut(u8),
    ) -> bool {
        if self.held != [false; 3] {
            self.since_first_s += dt_s;
        }
        for k in 0..3u8 {
            let i = usize::from(k);
            let ready = self.pressed[i] && !self.held[i] && !supply.failed[i] && !self.spent;
            if ready && supply.powered && over_catch(active, passive, i) {
                self.held[i] = true;
                tripped(k);
            }
        }
        self.held == [true; 3]
    }

    /// Lets go when the window has run out; calls `released` for each.
    pub fn expire(&mut self, released: &mut impl FnMut(u8)) {
        if self.since_first_s > row::LATCH_WINDOW_S && self.held != [true; 3] {
            self.release(released);
            self.spent = true;
        }
    }

    /// Lets all go; calls `released` for each that held.
    pub fn release(&mut self, released: &mut impl FnMut(u8)) {
        for k in 0..3u8 {
            if core::mem::take(&mut self.held[usize::from(k)]) {
                released(k);
            }
        }
        self.since_first_s = 0.0;
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        for flag in self.held.into_iter().chain(self.pressed) {
            sink(u64::from(flag));
        }
        sink(self.since_first_s.to_bits());
        sink(u64::from(self.spent));
    }
}

/// Force out of one plunger at a gap; it gives back less than it took.
fn plunger(gap_m: f64, opening_m_per_s: f64) -> f64 {
    let direction = (-opening_m_per_s / row::PLUNGER_SPEED_M_PER_S).clamp(-1.0, 1.0);
    let share = row::PLUNGER_MEAN + row::PLUNGER_HYSTERESIS * direction;
    row::PLUNGER_N * (row::PLUNGER_STROKE_M - gap_m) / row::PLUNGER_STROKE_M * share
}

fn over_catch(active: &Disc, passive: &Disc, k: usize) -> bool {
    let petal = row::UNITS[active.unit].petals[k];
    let [y, z] = mated(petal);
    let at = passive.local(active.rim(petal));
    across_m(at - DVec3::new(0.0, y, z) * row::RIM_RADIUS_M) < row::LATCH_REACH_M
}
