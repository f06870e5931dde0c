//! Soyuz's ranging set: a beam along the docking axis, an echo from Apollo's front face, and a
//! critically damped α–β tracker behind it that gives range and closing speed.

use serde::{Deserialize, Serialize};

use crate::catalogue::instruments::{RANGEFINDER as ROW, RangefinderRow};
use crate::catalogue::vessels::vessel;
use crate::ids::Seat;
use crate::maths::{atan2, round, sqrt};
use crate::rng::Stream;
use crate::sim::World;
use crate::sim::contact::port::PortState;
use crate::sim::instruments::{SAMPLE_HZ, SAMPLE_S};
use crate::time::Tick;

/// Gains of the tracker: both of its poles stand at `tracker_pole`.
const ALPHA: f64 = 1.0 - ROW.tracker_pole * ROW.tracker_pole;
const BETA: f64 = (1.0 - ROW.tracker_pole) * (1.0 - ROW.tracker_pole);
/// Samples from a target in the beam to the first reading.
const ACQUIRE_SAMPLES: u32 = (ROW.acquire_s * SAMPLE_HZ as f64) as u32;
/// Where fades are as frequent as the row says, m.
const FADES_AT_M: f64 = 100.0;

/// What stands before the set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Distance between the docking planes, m.
    pub range_m: f64,
    /// Closing speed, m/s.
    pub closing_m_per_s: f64,
    /// Angle from the beam's axis to the nearest part of the other face, rad.
    pub off_rad: f64,
    /// The set has something to measure: the craft are apart.
    pub apart: bool,
}

/// A range and its rate as the set shows them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Range between the docking planes, m.
    pub range_m: f64,
    /// Closing speed, m/s; negative when opening.
    pub closing_m_per_s: f64,
}

/// State of the set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rangefinder {
    echoes: Stream,
    fades: Stream,
    fade_until: Tick,
    /// Samples for which the echo has stood without a break.
    held: u32,
    track: Reading,
    shown: Option<Reading>,
}

impl Rangefinder {
    /// A set that has seen nothing.
    pub fn new(echoes: Stream, fades: Stream) -> Rangefinder {
        Rangefinder {
            echoes,
            fades,
            fade_until: Tick(0),
            held: 0,
            track: Reading {
                range_m: 0.0,
                closing_m_per_s: 0.0,
            },
            shown: None,
        }
    }

    /// What the set shows; absent while it has no lock.
    pub fn reading(&self) -> Option<Reading> {
        self.shown
    }

    /// Takes a target that has stood in the beam for long.
    pub(super) fn settle(&mut self, scene: Scene) {
        if self.echoes_now(&scene, Tick(0)) {
            self.held = ACQUIRE_SAMPLES;
            self.track = Reading {
                range_m: scene.range_m,
                closing_m_per_s: scene.closing_m_per_s,
            };
            self.shown = Some(self.digits());
        }
    }

    /// One sample.
    pub(super) fn sample(&mut self, scene: Scene, errors: f64, now: Tick) {
        let error = self.echoes.normal();
        let (chance, length) = (self.fades.signed(), self.fades.signed());
        if 0.5 * (chance + 1.0) < fades_a_sample(scene.range_m) * errors {
            let [short, long] = ROW.fade_s;
            let fade_s = short + 0.5 * (length + 1.0) * (long - short);
            self.fade_until = Tick(now.0 + Tick::at(fade_s).0);
        }
        if !self.echoes_now(&scene, now) {
            self.held = 0;
            self.shown = None;
            return;
        }
        let scatter_m = (ROW.noise_m + ROW.noise_share * scene.range_m) * errors;
        self.follow(scene.range_m + error * scatter_m);
        if self.held >= ACQUIRE_SAMPLES
            && (self.held - ACQUIRE_SAMPLES).is_multiple_of(ROW.shown_every)
        {
            self.shown = Some(self.digits());
        }
        self.held = self.held.saturating_add(1);
    }

    /// The echo is strong enough: harder to find than to hold.
    fn echoes_now(&self, scene: &Scene, now: Tick) -> bool {
        let half_rad = if self.held > 0 {
            ROW.hold_half_rad
        } else {
            ROW.find_half_rad
        };
        scene.apart
            && scene.off_rad < half_rad
            && scene.range_m < ROW.most_m
            && now >= self.fade_until
    }

    /// One echo into the tracker; the first one starts it.
    fn follow(&mut self, echo_m: f64) {
        if self.held == 0 {
            self.track = Reading {
                range_m: echo_m,
                closing_m_per_s: 0.0,
            };
            return;
        }
        let track = &mut self.track;
        let foretold_m = track.range_m - track.closing_m_per_s * SAMPLE_S;
        let missed_m = echo_m - foretold_m;
        track.range_m = foretold_m + ALPHA * missed_m;
        track.closing_m_per_s -= BETA * missed_m / SAMPLE_S;
    }

    fn digits(&self) -> Reading {
        let RangefinderRow { digits, .. } = ROW;
        // Never a negative zero.
        let told = |value: f64, digit: f64| round(value / digit) * digit + 0.0;
        Reading {
            range_m: told(self.track.range_m, digits[0]),
            closing_m_per_s: told(self.track.closing_m_per_s, digits[1]),
        }
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.echoes.bits());
        sink(self.fades.bits());
        sink(u64::from(self.fade_until.0));
        sink(u64::from(self.held));
        for reading in [Some(self.track), self.shown] {
            sink(reading.map_or(u64::MAX, |reading| reading.range_m.to_bits()));
            sink(reading.map_or(u64::MAX, |reading| reading.closing_m_per_s.to_bits()));
        }
    }
}

/// Chance that the echo begins to fade in one sample: it is the weaker the farther it has gone.
fn fades_a_sample(range_m: f64) -> f64 {
    ROW.fades_per_s * SAMPLE_S * range_m / FADES_AT_M
}

/// What stands before the set now.
pub(super) fn scene(world: &World, ports: &PortState) -> Scene {
    let [apollo, soyuz] = &world.craft;
    let port = |seat: Seat| [vessel(seat).port_x_m, 0.0, 0.0];
    let line = soyuz.eci_from_body.inverse()
        * (apollo.point_eci_m(port(Seat::Apollo)) - soyuz.point_eci_m(port(Seat::Soyuz)));
    let across_m = sqrt(line.y * line.y + line.z * line.z);
    let towards = ports.offset_m.normalize_or_zero();
    Scene {
        range_m: ports.range_m(),
        closing_m_per_s: -ports.velocity_m_per_s.dot(towards),
        off_rad: atan2((across_m - ROW.face_radius_m).max(0.0), line.x),
        apart: !world.mechanism.captured() && !world.mechanism.hooked(),
    }
}
