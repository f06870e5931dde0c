//! The software crew: a crew without a screen. It is a client like any other: its type takes
//! panel, sight, radio and plan and nothing else of a view, so it cannot see more than a person
//! could; it hears only the loop and acts only by sticks and commands.

mod apollo_pilot;
mod approach;
mod flying;
mod lapses;
mod operator;
mod pulses;
mod scraps;
mod soyuz_pilot;

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::procedures::Act;
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Speech, Transmission};
use handshake_shared::sim::input::{Command, HelpLevel, Stick};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::view::{Panel, PlanView, RadioView, Sight, View};

use apollo_pilot::ApolloPilot;
use operator::Operator;
use soyuz_pilot::SoyuzPilot;

pub use flying::{Hands, fly, fly_until, serve};
pub use lapses::Lapses;

/// Ticks between two decisions: ten a second, a steady hand.
pub const DECISION_TICKS: u32 = TICK_RATE_HZ / 10;

/// What a software crew is given: what a person at the seat could read and hear.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// When.
    pub tick: Tick,
    /// Instruments.
    pub panel: &'a Panel,
    /// The sight.
    pub sight: &'a Sight,
    /// The loop's state.
    pub radio: &'a RadioView,
    /// The joint flight plan.
    pub plan: &'a PlanView,
}

impl<'a> Given<'a> {
    /// The part of a view that a software crew may have.
    pub fn of(view: &'a View) -> Given<'a> {
        Given {
            tick: view.tick,
            panel: &view.panel,
            sight: &view.sight,
            radio: &view.radio,
            plan: &view.plan,
        }
    }
}

/// What a software crew does until its next decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// Hand controllers.
    pub stick: Stick,
    /// How long they are held, ticks.
    pub ticks: u16,
    /// Acts, in order.
    pub commands: Vec<Command>,
}

/// How a software crew behaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Temper {
    /// Never transmits: the test that no phase can be left without a crew's voice.
    pub muted: bool,
    /// Takes what it hears for good and follows its plan: the test that a mission can be lost so.
    pub careless: bool,
    /// Reads back another unit or another call than it heard: the test that nothing armed gives way.
    pub slips: bool,
    /// Speaks its own console's language; otherwise the listener's, as the crews of 1975 did.
    pub own_language: bool,
    /// How it makes its read-backs; it sets its help so at the first chance.
    pub help: HelpLevel,
    /// Time from seeing a move open to doing it, s.
    pub reaction_s: f64,
    /// Presses this cell before the first one that is spelt to it: the test that a slip costs time and
    /// gas, never the mission.
    pub wrong_cell: Option<KsuCell>,
    /// How often and how far it errs by chance.
    pub lapses: Lapses,
}

impl Temper {
    /// A good crew.
    pub const GOOD: Temper = Temper {
        muted: false,
        careless: false,
        slips: false,
        own_language: false,
        help: HelpLevel::Passenger,
        reaction_s: 1.2,
        wrong_cell: None,
        lapses: Lapses {
            seed: 0,
            slip_percent: 0,
            uncaught_percent: 0,
            late_s: 0.0,
        },
    };
}

impl Default for Temper {
    fn default() -> Temper {
        Temper::GOOD
    }
}

#[derive(Debug)]
enum Pilot {
    Apollo(ApolloPilot),
    Soyuz(SoyuzPilot),
}

/// One software crew.
#[derive(Debug)]
pub struct SoftwareCrew {
    seat: Seat,
    pilot: Pilot,
    operator: Operator,
}

impl SoftwareCrew {
    /// A crew for a seat.
    pub fn new(seat: Seat, temper: Temper) -> SoftwareCrew {
        SoftwareCrew {
            seat,
            pilot: match seat {
                Seat::Apollo => Pilot::Apollo(ApolloPilot::default()),
                Seat::Soyuz => Pilot::Soyuz(SoyuzPilot::default()),
            },
            operator: Operator::new(seat, temper),
        }
    }

    /// Whose crew it is.
    pub fn seat(&self) -> Seat {
        self.seat
    }

    /// Takes in what happened. Only the loop and the own panel's answers matter.
    pub fn hear(&mut self, event: &Event) {
        match event {
            Event::Heard(said) if said.from != self.seat => self.listen(said),
            Event::LampSeen { from, code } if *from != self.seat => self.see(*code),
            Event::Refused { seat, why } if *seat == self.seat => self.operator.refused(why),
            Event::WrongCell => self.operator.pressed_wrong(),
            Event::NoCapture(_) => self.operator.sprang_apart(),
            _ => {}
        }
    }

    fn listen(&mut self, said: &Transmission) {
        if let Some(scraps) = scraps::missed(said).or_else(|| self.operator.uncaught(said)) {
            self.operator.missed(said, scraps);
            return;
        }
        match &mut self.pilot {
            Pilot::Apollo(pilot) => pilot.listen(said),
            Pilot::Soyuz(pilot) => pilot.listen(said),
        }
        if let Speech::Call { call, .. } = &said.speech {
            self.obey(*call);
        }
        self.operator.listen(said);
    }

    /// A light signal is taken as the call it stands for.
    fn see(&mut self, code: LampCode) {
        self.obey(code.row().stands_for);
        self.operator.see(code);
    }

    /// Stays where it is, or goes on, as the other crew asks.
    fn obey(&mut self, call: CallId) {
        if let Some(halt) = scraps::halts(call) {
            match &mut self.pilot {
                Pilot::Apollo(pilot) => pilot.halt(halt),
                Pilot::Soyuz(pilot) => pilot.halt(halt),
            }
        }
    }

    /// Decides for the next `DECISION_TICKS`.
    pub fn decide(&mut self, given: &Given<'_>) -> Decision {
        let (stick, ticks) = match &mut self.pilot {
            Pilot::Apollo(pilot) => pilot.fly(given),
            Pilot::Soyuz(pilot) => pilot.fly(given),
        };
        let commands = self.operator.work(given);
        // A role changes hands with nobody's on the controllers.
        let hands_off = commands
            .iter()
            .any(|command| matches!(command, Command::Offer(_) | Command::Accept));
        let (stick, ticks) = match hands_off || self.awaits_acceptance(given) {
            true => (Stick::NEUTRAL, 1),
            false => (stick, ticks),
        };
        Decision {
            stick,
            ticks,
            commands,
        }
    }

    /// What this crew offered has been called and read back: the other one may take it any moment.
    fn awaits_acceptance(&self, given: &Given<'_>) -> bool {
        let own = given.plan.offer.is_some_and(|offer| offer.by == self.seat);
        let mut theirs = given.plan.moves_of(self.seat.other());
        own && theirs.any(|(_, mv)| matches!(mv.act, Act::Accept(_)))
    }
}
