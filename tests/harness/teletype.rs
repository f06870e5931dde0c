//! A crew that has lines and nothing else: what the mode of lines prints comes to it, what it types
//! goes back, once a second. The other crew is software; one world, no network, no clock.

use handshake::app::Settings;
use handshake::app::effect::Effect;
use handshake::app::msg::{Msg, News};
use handshake::bots::{DECISION_TICKS, Decision, Given, SoftwareCrew, Temper};
use handshake::i18n::Locale;
use handshake::plain::Session;
use handshake::profile::Profile;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::Scenario;
use handshake_shared::session::Standing;
use handshake_shared::sim::event::Outcome;
use handshake_shared::sim::input::{Command, Inputs, SeatInput, Stick};
use handshake_shared::sim::{World, step};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::view;
use handshake_shared::wire::StickMessage;
use handshake_shared::wire::snapshot::FLIGHT_PERIOD_TICKS;

/// What came of a flight by lines.
#[derive(Debug)]
pub struct Flown {
    /// Every line printed and, after `> `, every line typed, each with the second it came in.
    pub transcript: Vec<(u32, String)>,
    /// How it ended; absent when time ran out.
    pub outcome: Option<Outcome>,
    /// Mission time, s.
    pub seconds: f64,
}

/// A seat flown by lines: the session, and what it has asked of the ship.
struct Station {
    session: Session,
    hold: Standing,
    sticks: u32,
    commands: Vec<Command>,
}

/// Flies a mission with a crew of lines in this seat. `answer` gets each second's lines and gives the
/// lines it types.
pub fn fly(
    scenario: &Scenario,
    seed: u64,
    seat: Seat,
    limit_s: f64,
    mut answer: impl FnMut(&[String]) -> Vec<String>,
) -> Flown {
    let mut world = World::new(scenario, seed);
    let mut station = Station::new(seat);
    let mut other = SoftwareCrew::new(seat.other(), Temper::default());
    let mut decision = Decision::default();
    let mut transcript = Vec::new();
    let over = |world: &World| world.outcome().is_some() || world.tick().seconds() >= limit_s;
    while !over(&world) {
        let tick = world.tick().0;
        if tick.is_multiple_of(DECISION_TICKS) {
            decision = other.decide(&Given::of(&view::of(&world, seat.other())));
        }
        if tick.is_multiple_of(FLIGHT_PERIOD_TICKS) {
            station.hear(News::View(Box::new(view::of(&world, seat))));
        }
        if tick.is_multiple_of(TICK_RATE_HZ) {
            second(
                &mut station,
                tick / TICK_RATE_HZ,
                &mut transcript,
                &mut answer,
            );
        }
        let mut inputs = Inputs::default();
        inputs[seat.index()] = station.input();
        inputs[seat.other().index()] = SeatInput {
            stick: match tick % DECISION_TICKS < u32::from(decision.ticks) {
                true => decision.stick,
                false => Stick::NEUTRAL,
            },
            commands: std::mem::take(&mut decision.commands),
        };
        let mut happened = Vec::new();
        step(&mut world, &inputs, &mut happened);
        for event in &happened {
            if let Some(event) = view::event_for(event, seat) {
                station.hear(News::Event(event));
            }
            if let Some(event) = view::event_for(event, seat.other()) {
                other.hear(&event);
            }
        }
    }
    if let Some(debrief) = world.debrief() {
        station.hear(News::Debrief(Box::new(debrief)));
    }
    // Lines that still wait, and then the result.
    for more in 0..60 {
        let at = world.tick().0 / TICK_RATE_HZ + more;
        second(&mut station, at, &mut transcript, &mut |_: &[String]| {
            Vec::new()
        });
    }
    Flown {
        transcript,
        outcome: world.outcome(),
        seconds: world.tick().seconds(),
    }
}

fn second(
    station: &mut Station,
    at: u32,
    transcript: &mut Vec<(u32, String)>,
    answer: &mut impl FnMut(&[String]) -> Vec<String>,
) {
    station.session.second(u64::from(at) * 1_000);
    let lines = station.session.printed();
    let typed = answer(&lines);
    transcript.extend(lines.into_iter().map(|line| (at, line)));
    for line in typed {
        let effects = station.session.take(&line);
        station.perform(effects);
        transcript.push((at, format!("> {line}")));
    }
}

impl Station {
    fn new(seat: Seat) -> Station {
        let settings = Settings {
            locale: match seat {
                Seat::Apollo => Locale::En,
                Seat::Soyuz => Locale::Ru,
            },
            ..Settings::default()
        };
        let mut station = Station {
            session: Session::new(settings, Profile::default()),
            hold: Standing::default(),
            sticks: 0,
            commands: Vec::new(),
        };
        let opened = Msg::Opened {
            seats: vec![seat],
            invite: None,
        };
        let effects = station.session.heed(opened).expect("no trouble");
        station.perform(effects);
        station.hear(News::Started {
            scenario: "final-approach".to_owned(),
            most_help: None,
        });
        station
    }

    fn hear(&mut self, news: News) {
        let heeded = self.session.heed(Msg::Link(0, news));
        self.perform(heeded.expect("no trouble"));
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let (stick, ticks, adds) = match effect {
                Effect::Command(_, command) => {
                    self.commands.push(command);
                    continue;
                }
                Effect::Stick(_, stick, ticks) => (stick, ticks, false),
                Effect::Pulse(_, stick, ticks) => (stick, ticks, true),
                // Nothing else reaches the ship.
                _ => continue,
            };
            self.sticks += 1;
            self.hold.take(StickMessage {
                at: Tick(0),
                id: self.sticks,
                stick,
                ticks,
                adds,
            });
        }
    }

    fn input(&mut self) -> SeatInput {
        SeatInput {
            stick: self.hold.next_tick(),
            commands: std::mem::take(&mut self.commands),
        }
    }
}
