//! What a crew's end can compute from its latest snapshot alone: both craft moved on by the room's own
//! code, its own under its own sticks, the other coasting. The room runs the same for each seat, to
//! know what a crew sees until it is told otherwise. It knows no clock, no link and no secret.

mod seen;

pub use seen::{Apart, Motion};

use glam::{DQuat, DVec3, Quat, Vec3};

use crate::catalogue::constants::EARTH_RATE_RAD_PER_S;
use crate::catalogue::mechanisms::RIM_RADIUS_M;
use crate::frames::{circular_m_per_s, heading_rad};
use crate::ids::Seat;
use crate::sim::control::{Autopilot, Told};
use crate::sim::craft::Craft;
use crate::sim::input::{DapRate, Deadband, Stick, StickRate};
use crate::sim::mechanism::port_state;
use crate::sim::motion;
use crate::sim::orbit::ForceModel;
use crate::time::{DT_S, Tick};
use crate::view::View;
use crate::view::panel::DockLamp;
use crate::view::scene::{self, RATE_STEP_RAD_PER_S, Scene, VELOCITY_STEP_M_PER_S};

/// A jet that blew is seen for so long, s (six ticks, `sim::jets`).
const SEEN_S: f64 = 0.1;

/// Both craft as one crew's end believes them to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    seat: Seat,
    tick: Tick,
    /// In `Seat` order.
    craft: [Craft; 2],
    /// The docking rings together stand out so far, m.
    rings_m: f64,
    /// They have met: from here on only the room knows.
    met: bool,
}

impl Predicted {
    /// Begins with what a view tells. `last` is where the own stick was in the tick that led to it.
    /// Nothing once something touches: contact, capture and the docked pair are the room's alone.
    pub fn from(view: &View, last: &Stick) -> Option<Predicted> {
        if view.panel.craft().dock != DockLamp::Free {
            return None;
        }
        let scene = &view.scene;
        let own = own_craft(view, last);
        let other = other_craft(view, &own);
        let craft = match view.seat {
            Seat::Apollo => [own, other],
            Seat::Soyuz => [other, own],
        };
        let mut predicted = Predicted {
            seat: view.seat,
            tick: view.tick,
            craft,
            rings_m: f64::from(scene.own_ring_m + scene.other_ring_m),
            met: false,
        };
        predicted.met = predicted.rings_meet();
        Some(predicted)
    }

    /// The tick it stands at.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// Goes on by so many ticks with the own sticks held so.
    pub fn advance(&mut self, stick: &Stick, ticks: u32) {
        for _ in 0..ticks {
            self.step(stick);
        }
    }

    /// One tick; where the rings meet everything stands and waits for the room's word.
    fn step(&mut self, stick: &Stick) {
        self.tick = self.tick.next();
        if self.met {
            return;
        }
        let mut sticks = [Stick::NEUTRAL; 2];
        sticks[self.seat.index()] = *stick;
        motion::coast(&mut self.craft, sticks, ForceModel::J2, DT_S);
        self.met = self.rings_meet();
    }

    fn rings_meet(&self) -> bool {
        let ports = port_state(&motion::pair(&self.craft));
        ports.gap_m() < self.rings_m && ports.range_m() < 2.0 * RIM_RADIUS_M
    }

    /// What a crew sees of it. Every instrument that looks at something else stands as it was told.
    pub fn motion(&self, told: &View) -> Motion {
        let own = self.own();
        let sensed = motion::sensed(own);
        Motion {
            seat: self.seat,
            scene: self.scene(told),
            error_rad: single(own.autopilot.error_rad(&sensed)),
            rate_rad_per_s: single(own.rate_rad_per_s),
            jets: own.rcs.lamps_lit(),
        }
    }

    /// How far a crew that is shown this is off the truth, in what it could see: 1 is a last digit of
    /// its sight or of an attitude or rate display; below it nobody can tell. Infinite once
    /// something touches.
    pub fn visible_error(&self, truth: &View) -> f64 {
        if truth.panel.craft().dock != DockLamp::Free {
            return f64::INFINITY;
        }
        self.motion(truth).difference(&Motion::of(truth))
    }

    fn own(&self) -> &Craft {
        &self.craft[self.seat.index()]
    }

    fn scene(&self, told: &View) -> Scene {
        let own = self.own();
        let other = &self.craft[self.seat.other().index()];
        let after_s = self.tick.since(told.tick);
        // A jet that blew without a command is not known here; the room goes on telling of it.
        let unasked = told.scene.own_jets & !told.panel.craft().jets;
        let scene = Scene {
            earth_angle_rad: told.scene.earth_angle_rad + (EARTH_RATE_RAD_PER_S * after_s) as f32,
            own_jets: own.rcs.plumes_seen() | unasked,
            own_heading_rad: heading_rad(own.pos_eci_m, own.vel_eci_m_per_s) as f32,
            // What blew has blown: it is told again while it goes on.
            other_jets: if after_s < SEEN_S {
                told.scene.other_jets
            } else {
                0
            },
            ..told.scene
        };
        scene::poses(own, other, scene)
    }
}

fn own_craft(view: &View, last: &Stick) -> Craft {
    let (scene, panel) = (&view.scene, view.panel.craft());
    let attitude = rotation(scene.eci_from_own);
    let origin_m = double(scene.own_pos_eci_m);
    let velocity = circular_m_per_s(origin_m, f64::from(scene.own_heading_rad));
    let mut own = Craft::adrift(
        view.seat,
        origin_m,
        velocity,
        attitude,
        double(panel.rate_rad_per_s),
    );
    own.fill(panel.propellant_kg.map(f64::from));
    own.pos_eci_m = origin_m + attitude * own.mass().com_m;
    own.rcs.shut = panel.isolated;
    own.rcs.relight(panel.jets, scene.own_jets & panel.jets);
    let (stick_rate, direct, dap) = match view.panel.apollo() {
        Some(apollo) => (
            apollo.stick_rate,
            apollo.direct,
            (apollo.dap_deadband, apollo.dap_rate),
        ),
        None => (StickRate::Low, false, (Deadband::Min, DapRate::R02)),
    };
    let told = Told {
        mode: panel.mode,
        scs: (panel.deadband, stick_rate),
        direct,
        dap,
        error_rad: double(panel.error_rad),
        last: *last,
    };
    own.autopilot = Autopilot::told(view.seat, &told, &motion::sensed(&own));
    own
}

/// The other craft's tanks are its own crew's affair: they are taken to be full.
fn other_craft(view: &View, own: &Craft) -> Craft {
    let scene = &view.scene;
    let attitude = (own.eci_from_body * rotation(scene.own_from_other)).normalize();
    let origin_m = own.point_eci_m(scene.other_pos_body_m.map(f64::from));
    let faster = DVec3::from(scene.other_vel_body.map(f64::from)) * VELOCITY_STEP_M_PER_S;
    Craft::adrift(
        view.seat.other(),
        origin_m,
        own.vel_eci_m_per_s + own.eci_from_body * faster,
        attitude,
        DVec3::from(scene.other_rate.map(f64::from)) * RATE_STEP_RAD_PER_S,
    )
}

fn double(v: [f32; 3]) -> DVec3 {
    Vec3::from(v).as_dvec3()
}

fn single(v: DVec3) -> [f32; 3] {
    v.to_array().map(|x| x as f32)
}

fn rotation(q: [f32; 4]) -> DQuat {
    Quat::from_array(q).as_dquat().normalize()
}

#[cfg(test)]
mod tests;
