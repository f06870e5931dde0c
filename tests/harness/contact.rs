//! Contacts flown against the docking mechanism alone: an approach with given errors at first touch,
//! the pair that flies it, what came of it, and approaches drawn by seed. It looks at nothing that
//! the mechanism does not offer everybody.

use glam::{DMat3, DVec3};
use handshake_shared::catalogue::mechanisms as row;
use handshake_shared::ids::Seat;
use handshake_shared::maths::{cos, rad, sin, sqrt};
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::sim::contact::port::MATED;
use handshake_shared::sim::mechanism::{
    Loads, Mechanism, MechanismCommand, MechanismEvent, MechanismSettings, RingState, port_state,
};
use handshake_shared::sim::rigid::{Push, Rigid, rotation_from_vector};
use handshake_shared::sim::scoring::ENVELOPE;

/// A tick of the game, s.
pub const DT_S: f64 = 1.0 / 60.0;

/// One approach: errors of the passive port at first touch, in the active craft's axes.
#[derive(Clone, Copy, Debug)]
pub struct Approach {
    /// Whose ring is out.
    pub active: Seat,
    /// Closing speed, m/s.
    pub closing_m_per_s: f64,
    /// Miss across the axis: Y, Z, m.
    pub lateral_m: [f64; 2],
    /// Speed across the axis: Y, Z, m/s.
    pub side_m_per_s: [f64; 2],
    /// Error of attitude: roll, pitch, yaw, rad.
    pub turn_rad: DVec3,
    /// Rate of one port against the other: roll, pitch, yaw, rad/s.
    pub rate_rad_per_s: DVec3,
    /// Share of the rate that the active craft has, the other way round.
    pub shared: f64,
}

/// A pair in flight.
pub struct Trial {
    /// Both craft, by seat index, about their barycentre.
    pub craft: [Rigid; 2],
    /// The mechanism between them.
    pub mechanism: Mechanism,
    /// All that happened.
    pub events: Vec<MechanismEvent>,
    /// Pressure between the frames, Pa.
    pub tunnel_pa: f64,
    /// Ticks flown.
    pub ticks: u32,
    /// Linear and angular momentum to measure what goes astray against.
    pub start_momentum: [DVec3; 2],
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The latches held.
    pub captured: bool,
    /// A unit broke.
    pub damaged: bool,
    /// Capture, or the end without it, s after the start.
    pub at_s: f64,
    /// Greatest loads.
    pub loads: Loads,
}

impl Approach {
    /// No error at all, Apollo active.
    pub const fn head_on(closing_m_per_s: f64) -> Approach {
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

    /// Both craft with the ring faces this far apart, m.
    pub fn craft(&self, face_gap_m: f64) -> [Rigid; 2] {
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
    pub fn begin(&self) -> Trial {
        self.begin_with(row::RETRACT_S)
    }

    /// The same with this time for levelling and retraction, s.
    pub fn begin_with(&self, retract_s: f64) -> Trial {
        let [mut gap_m, mut step_m] = [0.6, 0.02];
        while step_m > 0.0005 {
            while !self.touches_at(gap_m - step_m) && gap_m > -0.1 {
                gap_m -= step_m;
            }
            step_m *= 0.2;
        }
        Trial::new(self.craft(gap_m), self.active, retract_s)
    }

    fn touches_at(&self, gap_m: f64) -> bool {
        let mut trial = Trial::new(self.craft(gap_m), self.active, row::RETRACT_S);
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

/// Linear and angular momentum of the pair.
pub fn momentum(craft: &[Rigid; 2]) -> [DVec3; 2] {
    [
        craft[0].momentum_kg_m_per_s + craft[1].momentum_kg_m_per_s,
        craft[0].angular_momentum_n_m_s() + craft[1].angular_momentum_n_m_s(),
    ]
}

impl Trial {
    /// A pair with one ring out and the latches powered.
    pub fn new(craft: [Rigid; 2], active: Seat, retract_s: f64) -> Trial {
        let mut rings = [RingState::Stowed; 2];
        rings[active.index()] = RingState::Extended;
        let mut mechanism = Mechanism::new(&MechanismSettings {
            rings,
            retract_s,
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
            tunnel_pa: 0.0,
            ticks: 0,
        }
    }

    /// One tick without jets.
    pub fn tick_of(&mut self, dt_s: f64) {
        self.push(&[Push::default(); 2], dt_s);
    }

    /// One tick under these pushes.
    pub fn push(&mut self, pushes: &[Push; 2], dt_s: f64) {
        self.ticks += 1;
        if self.mechanism.engaged(&self.craft) {
            let events = &mut self.events;
            self.mechanism.step(
                &mut self.craft,
                pushes,
                DMat3::ZERO,
                self.tunnel_pa,
                dt_s,
                events,
            );
        } else {
            for (body, push) in self.craft.iter_mut().zip(pushes) {
                body.coast(push, dt_s);
            }
            self.mechanism.idle(&self.craft, dt_s, &mut self.events);
        }
    }

    /// Time without jets, s.
    pub fn run(&mut self, seconds: f64) {
        for _ in 0..(seconds * 60.0) as u32 {
            self.tick_of(DT_S);
        }
    }

    /// Time flown, s.
    pub fn time_s(&self) -> f64 {
        f64::from(self.ticks) * DT_S
    }

    /// Such an event has happened.
    pub fn saw(&self, what: impl Fn(&MechanismEvent) -> bool) -> bool {
        self.events.iter().any(what)
    }

    /// Until captured, clear again, or out of time.
    pub fn outcome(&mut self, most_s: f64) -> Outcome {
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

    /// Flies until the motion has died out; when it did, s.
    pub fn until_damped(&mut self) -> f64 {
        while self.time_s() < 90.0 && !self.saw(|event| *event == MechanismEvent::Damped) {
            self.tick_of(DT_S);
        }
        self.time_s() - row::STILL_HOLD_S
    }

    /// Momentum gone astray, relative to the momentum of the passive craft.
    pub fn momentum_error(&self) -> [f64; 2] {
        let now = momentum(&self.craft);
        let impulse = 4_574.0 * 0.1;
        [
            (now[0] - self.start_momentum[0]).length() / impulse,
            (now[1] - self.start_momentum[1]).length() / (impulse * row::UNITS[1].port_x_m),
        ]
    }
}

/// Commands that must be obeyed.
pub fn order(trial: &mut Trial, command: MechanismCommand) {
    trial
        .mechanism
        .command(command)
        .expect("the mechanism is ready for it");
}

/// Within this of what was expected.
pub fn near(value: f64, expected: f64, within: f64) -> bool {
    (value - expected).abs() <= within
}

/// A fixed stream of numbers.
pub struct Draw(Stream);

impl Draw {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Draw {
        Draw(Stream::new(seed, Subject::Start))
    }

    /// Uniform in -1 to 1.
    pub fn signed(&mut self) -> f64 {
        self.0.signed()
    }

    /// Uniform in 0 to 1.
    pub fn share(&mut self) -> f64 {
        0.5 + 0.5 * self.signed()
    }

    /// Uniform on a disc of radius one.
    pub fn disc(&mut self) -> [f64; 2] {
        let (radius, azimuth) = (sqrt(self.share()), self.share() * rad(360.0));
        [radius * cos(azimuth), radius * sin(azimuth)]
    }
}

/// Every error within half of its limit.
pub fn within_half(draw: &mut Draw, active: Seat) -> Approach {
    let [lateral, side, tilt, rate] = std::array::from_fn(|_| draw.disc());
    Approach {
        active,
        closing_m_per_s: 0.15 + 0.05 * draw.signed(),
        lateral_m: lateral.map(|x| 0.5 * ENVELOPE.lateral_m * x),
        side_m_per_s: side.map(|x| 0.5 * ENVELOPE.lateral_m_per_s * x),
        turn_rad: DVec3::new(draw.signed(), tilt[0], tilt[1]) * (0.5 * ENVELOPE.tilt_rad),
        rate_rad_per_s: DVec3::new(draw.signed(), rate[0], rate[1])
            * (0.5 * ENVELOPE.rate_rad_per_s),
        shared: draw.share(),
    }
}

/// One error of an approach, set to a multiple of its limit in a direction across the axis.
pub type Spoil = fn(&mut Approach, f64, [f64; 2]);

/// The errors that the capture envelope limits, except the closing speed, each with what sets it.
pub const ERRORS: [(&str, Spoil); 6] = [
    ("lateral miss", |a, f, d| {
        a.lateral_m = d.map(|x| f * ENVELOPE.lateral_m * x);
    }),
    ("side speed", |a, f, d| {
        a.side_m_per_s = d.map(|x| f * ENVELOPE.lateral_m_per_s * x);
    }),
    ("pitch/yaw angle", |a, f, d| {
        let [y, z] = d.map(|x| f * ENVELOPE.tilt_rad * x);
        a.turn_rad = DVec3::new(a.turn_rad.x, y, z);
    }),
    ("roll angle", |a, f, d| {
        a.turn_rad.x = f * ENVELOPE.roll_rad * d[0].signum();
    }),
    ("pitch/yaw rate", |a, f, d| {
        let [y, z] = d.map(|x| f * ENVELOPE.rate_rad_per_s * x);
        a.rate_rad_per_s = DVec3::new(a.rate_rad_per_s.x, y, z);
    }),
    ("roll rate", |a, f, d| {
        a.rate_rad_per_s.x = f * ENVELOPE.rate_rad_per_s * d[0].signum();
    }),
];

/// Shares of many contacts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shares {
    /// Contacts flown.
    pub contacts: u32,
    /// Captured and unharmed.
    pub good: f64,
    /// A unit broke, captured or not.
    pub damaged: f64,
}

/// Flies `contacts` approaches inside half of every limit, spoilt by `spoil` in a drawn direction; each
/// craft's ring is active in every other one. The same seed draws the same approaches.
pub fn shares(contacts: u32, seed: u64, spoil: impl Fn(&mut Approach, [f64; 2])) -> Shares {
    let mut draw = Draw::new(seed);
    let [mut good, mut damaged] = [0_u32; 2];
    for n in 0..contacts {
        let mut approach = within_half(&mut draw, Seat::ALL[(n % 2) as usize]);
        let azimuth = draw.share() * rad(360.0);
        spoil(&mut approach, [cos(azimuth), sin(azimuth)]);
        let outcome = approach.begin().outcome(20.0);
        good += u32::from(outcome.captured && !outcome.damaged);
        damaged += u32::from(outcome.damaged);
    }
    let share = |count| f64::from(count) / f64::from(contacts);
    Shares {
        contacts,
        good: share(good),
        damaged: share(damaged),
    }
}
