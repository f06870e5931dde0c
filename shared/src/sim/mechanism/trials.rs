//! Dockings flown against the mechanism: what is captured, what is not, what it costs.

mod contacts;
mod docking;
mod envelope;

use super::*;
use crate::maths::{cos, deg, rad, sin};
use crate::rng::{Stream, Subject};
use crate::sim::contact::port::MATED;
use crate::sim::rigid::rotation_from_vector;
use glam::DVec3;

const DT_S: f64 = 1.0 / 60.0;
const LATERAL_LIMIT_M: f64 = 0.3;
const SIDE_LIMIT_M_PER_S: f64 = 0.1;
const ANGLE_LIMIT_RAD: f64 = rad(7.0);
const RATE_LIMIT_RAD_PER_S: f64 = rad(1.0);

/// One approach: errors of the passive port at first touch, in the active craft's axes.
#[derive(Clone, Copy, Debug)]
struct Approach {
    active: Seat,
    closing_m_per_s: f64,
    lateral_m: [f64; 2],
    side_m_per_s: [f64; 2],
    /// Roll, pitch, yaw.
    turn_rad: DVec3,
    rate_rad_per_s: DVec3,
    /// Share of the rate that the active craft has, the other way round.
    shared: f64,
}

struct Trial {
    craft: [Rigid; 2],
    mechanism: Mechanism,
    events: Vec<MechanismEvent>,
    ticks: u32,
    start_momentum: [DVec3; 2],
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Outcome {
    captured: bool,
    damaged: bool,
    at_s: f64,
    loads: Loads,
}

impl Approach {
    const fn head_on(closing_m_per_s: f64) -> Approach {
        Approach {
            active: Seat::Apollo,
            closing_m_per_s,
            lateral_m: [0.0; 2],
            side_m_per_s: [0.0; 2],
            turn_rad: DVec3::ZERO,
            rate_rad_per_s: DVec3::ZERO,
            shared: 0.5,
        }
    }

    fn craft(&self, face_gap_m: f64) -> [Rigid; 2] {
        let mut craft = fleet();
        let (a, p) = (self.active.index(), self.active.other().index());
        let ports = [0, 1].map(|i| DVec3::X * row::UNITS[i].port_x_m);
        let attitude = rotation_from_vector(self.turn_rad) * MATED;
        let at = ports[a]
            + DVec3::new(
                row::RING_EXTENSION_M + face_gap_m,
                self.lateral_m[0],
                self.lateral_m[1],
            );
        let rates = [
            self.rate_rad_per_s * -self.shared,
            self.rate_rad_per_s * (1.0 - self.shared),
        ];
        // Velocity of the passive centre of mass against the active one, from that of the ports.
        let arm = attitude * ports[p];
        let relative = DVec3::new(
            -self.closing_m_per_s,
            self.side_m_per_s[0],
            self.side_m_per_s[1],
        ) + rates[0].cross(at)
            - rates[1].cross(arm);
        let total = craft[0].mass_kg + craft[1].mass_kg;
        craft[p].inertial_from_body = attitude;
        craft[p].pos_m = at - arm;
        let shift = craft[p].pos_m * (craft[p].mass_kg / total);
        let drift = relative * (craft[p].mass_kg / total);
        for (i, rate) in [(a, rates[0]), (p, rates[1])] {
            let body = &mut craft[i];
            body.pos_m -= shift;
            let velocity = if i == p { relative } else { DVec3::ZERO } - drift;
            body.momentum_kg_m_per_s = velocity * body.mass_kg;
            let q = body.inertial_from_body;
            body.spin_n_m_s = q * (body.inertia_kg_m2 * (q.inverse() * rate));
        }
        craft
    }

    /// Faces as far apart as at first touch, to a millimetre.
    fn begin(&self) -> Trial {
        let [mut gap_m, mut step_m] = [0.6, 0.02];
        while step_m > 0.0005 {
            while !self.touches_at(gap_m - step_m) && gap_m > -0.1 {
                gap_m -= step_m;
            }
            step_m *= 0.2;
        }
        Trial::new(self.craft(gap_m), self.active)
    }

    fn touches_at(&self, gap_m: f64) -> bool {
        let mut trial = Trial::new(self.craft(gap_m), self.active);
        trial.tick_of(1e-9);
        trial.saw(|event| matches!(event, MechanismEvent::Contact(_)))
    }
}

fn fleet() -> [Rigid; 2] {
    [
        Rigid::at_rest(
            14_237.0,
            DMat3::from_diagonal(DVec3::new(22_000.0, 110_000.0, 112_000.0)),
        ),
        Rigid::at_rest(
            6_740.0,
            DMat3::from_diagonal(DVec3::new(5_000.0, 25_000.0, 25_000.0)),
        ),
    ]
}

fn momentum(craft: &[Rigid; 2]) -> [DVec3; 2] {
    [
        craft[0].momentum_kg_m_per_s + craft[1].momentum_kg_m_per_s,
        craft[0].angular_momentum_n_m_s() + craft[1].angular_momentum_n_m_s(),
    ]
}

impl Trial {
    fn new(craft: [Rigid; 2], active: Seat) -> Trial {
        let mut rings = [RingState::Stowed; 2];
        rings[active.index()] = RingState::Extended;
        let mut mechanism = Mechanism::new(&MechanismSettings {
            rings,
            ..MechanismSettings::default()
        });
        mechanism
            .command(MechanismCommand::LatchPower(true))
            .expect("power is free");
        Trial {
            start_momentum: momentum(&craft),
            craft,
            mechanism,
            events: Vec::new(),
            ticks: 0,
        }
    }

    fn tick_of(&mut self, dt_s: f64) {
        self.push(&[Push::default(); 2], dt_s);
    }

    fn push(&mut self, pushes: &[Push; 2], dt_s: f64) {
        self.ticks += 1;
        if self.mechanism.engaged(&self.craft) {
            let events = &mut self.events;
            self.mechanism
                .step(&mut self.craft, pushes, DMat3::ZERO, dt_s, events);
        } else {
            for (body, push) in self.craft.iter_mut().zip(pushes) {
                body.coast(push, dt_s);
            }
            self.mechanism.idle(&self.craft, dt_s, &mut self.events);
        }
    }

    fn run(&mut self, seconds: f64) {
        for _ in 0..(seconds * 60.0) as u32 {
            self.tick_of(DT_S);
        }
    }

    fn time_s(&self) -> f64 {
        f64::from(self.ticks) * DT_S
    }

    fn saw(&self, what: impl Fn(&MechanismEvent) -> bool) -> bool {
        self.events.iter().any(what)
    }

    /// Until captured, clear again, or out of time.
    fn outcome(&mut self, most_s: f64) -> Outcome {
        while self.time_s() < most_s && !self.mechanism.captured() {
            self.tick_of(DT_S);
            if self.saw(|event| *event == MechanismEvent::Bounce)
                && port_state(&self.craft).closing_m_per_s() < 0.0
            {
                break;
            }
        }
        let captured = self.mechanism.captured();
        let at_s = self.time_s();
        if captured {
            self.run(4.0);
        }
        Outcome {
            captured,
            damaged: self.mechanism.damaged(),
            at_s,
            loads: *self.mechanism.loads(),
        }
    }

    fn until_damped(&mut self) -> f64 {
        while self.time_s() < 90.0 && !self.saw(|event| *event == MechanismEvent::Damped) {
            self.tick_of(DT_S);
        }
        self.time_s() - row::STILL_HOLD_S
    }

    /// Momentum gone astray, relative to the momentum of the passive craft.
    fn momentum_error(&self) -> [f64; 2] {
        let now = momentum(&self.craft);
        let impulse = 4_574.0 * 0.1;
        [
            (now[0] - self.start_momentum[0]).length() / impulse,
            (now[1] - self.start_momentum[1]).length() / (impulse * row::UNITS[1].port_x_m),
        ]
    }
}

/// Commands that must be obeyed.
fn order(trial: &mut Trial, command: MechanismCommand) {
    trial
        .mechanism
        .command(command)
        .expect("the mechanism is ready for it");
}

fn near(value: f64, expected: f64, within: f64) -> bool {
    (value - expected).abs() <= within
}

/// A fixed stream of numbers.
struct Draw(Stream);

impl Draw {
    fn new(seed: u64) -> Draw {
        Draw(Stream::new(seed, Subject::Start))
    }

    fn signed(&mut self) -> f64 {
        self.0.signed()
    }

    /// Uniform in 0 to 1.
    fn share(&mut self) -> f64 {
        0.5 + 0.5 * self.signed()
    }

    /// Uniform on a disc of radius one.
    fn disc(&mut self) -> [f64; 2] {
        let (radius, azimuth) = (crate::maths::sqrt(self.share()), self.share() * rad(360.0));
        [radius * cos(azimuth), radius * sin(azimuth)]
    }
}

/// Every error within half of its limit.
fn within_half(draw: &mut Draw, active: Seat) -> Approach {
    let [lateral, side, tilt, rate] = core::array::from_fn(|_| draw.disc());
    Approach {
        active,
        closing_m_per_s: 0.15 + 0.05 * draw.signed(),
        lateral_m: lateral.map(|x| 0.5 * LATERAL_LIMIT_M * x),
        side_m_per_s: side.map(|x| 0.5 * SIDE_LIMIT_M_PER_S * x),
        turn_rad: DVec3::new(draw.signed(), tilt[0], tilt[1]) * (0.5 * ANGLE_LIMIT_RAD),
        rate_rad_per_s: DVec3::new(draw.signed(), rate[0], rate[1]) * (0.5 * RATE_LIMIT_RAD_PER_S),
        shared: draw.share(),
    }
}
