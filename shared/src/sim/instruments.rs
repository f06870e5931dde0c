//! Instruments that look at the other craft: what they last measured and how wrong they are. They
//! know poses and the transponder's switch; panels and sights read them and nothing else does.
//! Every sample makes the same draws whether or not anything is in view, so that an error depends
//! on seed and tick alone and nobody changes it by looking, or by losing his target.

pub mod eye;
pub mod glare;
pub mod rangefinder;
pub mod vhf;

use serde::{Deserialize, Serialize};

use crate::catalogue::instruments::{FLIGHT_ERRORS, REAL_ERRORS, TRAINING_ERRORS};
use crate::ids::Seat;
use crate::rng::{Stream, Subject};
use crate::sim::World;
use crate::sim::contact::port::PortState;
use crate::sim::doors::Rules;
use crate::time::TICK_RATE_HZ;

use eye::Eye;
use rangefinder::Rangefinder;
use vhf::Vhf;

/// Samples a second: everything that is seen here moves by centimetres in a tenth of a second.
pub const SAMPLE_HZ: u32 = 10;
/// Ticks between two readings of an eye: it looks, then reads, twice a second (estimate).
const LOOK_TICKS: u32 = TICK_RATE_HZ / 2;
/// The same, s.
pub const LOOK_S: f64 = 0.5;
/// Ticks between two samples.
const SAMPLE_TICKS: u32 = TICK_RATE_HZ / SAMPLE_HZ;
/// The same, s.
pub const SAMPLE_S: f64 = 1.0 / SAMPLE_HZ as f64;

/// State of the instruments.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instruments {
    /// Apollo's VHF ranging.
    pub vhf: Vhf,
    /// Soyuz's ranging set.
    pub rangefinder: Rangefinder,
    /// Each pilot's eye at his sight, in `Seat` order.
    pub eyes: [Eye; 2],
}

impl Instruments {
    /// Instruments that have seen nothing yet.
    pub fn new(seed: u64) -> Instruments {
        let stream = |subject| Stream::new(seed, subject);
        Instruments {
            vhf: Vhf::new(stream(Subject::Vhf)),
            rangefinder: Rangefinder::new(stream(Subject::Echo), stream(Subject::Fade)),
            eyes: [Subject::Coas, Subject::Periscope].map(|subject| Eye::new(stream(subject))),
        }
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        self.vhf.digest_into(sink);
        self.rangefinder.digest_into(sink);
        for eye in &self.eyes {
            eye.digest_into(sink);
        }
    }
}

/// Factor on every scatter and fade.
pub const fn errors(rules: Rules) -> f64 {
    match rules {
        Rules::Training => TRAINING_ERRORS,
        Rules::Flight => FLIGHT_ERRORS,
        Rules::Real => REAL_ERRORS,
    }
}

/// The crews sit at instruments that have been on for a while: what is in view is locked.
pub fn settle(world: &mut World) {
    let ports = world.ports();
    let answer_m = vhf::answer_m(world, &ports);
    let scene = rangefinder::scene(world, &ports);
    world.instruments.vhf.settle(answer_m);
    world.instruments.rangefinder.settle(scene);
}

/// One tick; `ports` as they stand now.
pub fn step(world: &mut World, ports: &PortState) {
    if !world.tick.0.is_multiple_of(SAMPLE_TICKS) {
        return;
    }
    let errors = errors(world.rules);
    let answer_m = vhf::answer_m(world, ports);
    let scene = rangefinder::scene(world, ports);
    world.instruments.vhf.sample(answer_m, errors);
    world
        .instruments
        .rangefinder
        .sample(scene, errors, world.tick);
    if world.tick.0.is_multiple_of(LOOK_TICKS) {
        for seat in Seat::ALL {
            world.instruments.eyes[seat.index()].look(seat, errors);
        }
    }
}

#[cfg(test)]
mod tests;
