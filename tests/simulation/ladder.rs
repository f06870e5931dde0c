//! The whole ladder of help: every mission flown to its good end by two software crews at each level,
//! with the read-backs made as that level makes them. Such a crew is given its own panel, sight, loop and
//! plan, and hears what is said; whatever it tells the other one goes over the loop.

use handshake::bots::Temper;
use handshake_shared::catalogue::calls::{CallId, ReadBack};
use handshake_shared::catalogue::procedures::Phase;
use handshake_shared::scenario::Scenario;
use handshake_shared::sim::World;
use handshake_shared::sim::event::{Event, Speech, Verdict};
use handshake_shared::sim::input::{Answer, Command, HelpLevel};
use handshake_shared::sim::radio::noise::NoiseRow;
use handshake_shared::sim::scoring::Head;
use handshake_tests::flight::{Flight, fly_watched};

use super::{LIMIT_S, SEED, names, phases_left, scenario};

/// Heads of the score in the order of the sheet.
const HEADS: [Head; 5] = [
    Head::Safety,
    Head::Precision,
    Head::Propellant,
    Head::Time,
    Head::Language,
];

/// A seed for each level: a mission that begins docked knows no seed, and one that does not has to be
/// flown from more than one.
const LADDER: [(u64, HelpLevel); 5] = [
    (SEED, HelpLevel::Passenger),
    (1, HelpLevel::Cadet),
    (2, HelpLevel::Pilot),
    (3, HelpLevel::Commander),
    (42, HelpLevel::Oklahomski),
];

/// What went over the loop, by seat.
#[derive(Default)]
struct Spoken {
    calls: [usize; 2],
    right: [usize; 2],
    wrong: [usize; 2],
}

fn spoken(flight: &Flight) -> Spoken {
    let mut spoken = Spoken::default();
    for (_, event) in &flight.events {
        match event {
            Event::Heard(said) => spoken.calls[said.from.index()] += 1,
            Event::ReadBack { by, verdict, .. } => {
                let of = match verdict {
                    Verdict::Match => &mut spoken.right,
                    _ => &mut spoken.wrong,
                };
                of[by.index()] += 1;
            }
            _ => {}
        }
    }
    spoken
}

/// A flight on one line: how it ended, when, points by head, what was said, propellant, longest idle of
/// each seat.
fn sheet(name: &str, (seed, level): (u64, HelpLevel), flight: &Flight) -> String {
    let head = format!("{name:<20} {seed:>4} {:<10}", format!("{level:?}"));
    let Some(debrief) = flight.world.debrief() else {
        let when = flight.world.tick().seconds();
        return format!("{head} not over after {when:.0} s");
    };
    let heads = HEADS.map(|head| {
        let of_head = debrief.points.iter().filter(|point| point.head == head);
        let sum: i16 = of_head.map(|point| point.points).sum();
        format!("{head:?} {sum}")
    });
    let said = spoken(flight);
    format!(
        "{head} {:?} {:.0} s, {} points ({}), calls {:?}, read back {:?} right {:?} wrong, \
         propellant {:.1?} kg, idle {:.1?} s",
        debrief.outcome,
        debrief.ended.seconds(),
        debrief.total,
        heads.join(", "),
        said.calls,
        said.right,
        said.wrong,
        debrief.propellant_kg,
        flight.waits.longest_s(),
    )
}

/// Flies a mission with both crews at a level. While it flies, every read-back owed is offered as the
/// level says.
fn flown(mission: &Scenario, (seed, help): (u64, HelpLevel)) -> Flight {
    let tempers = [Temper {
        help,
        ..Temper::GOOD
    }; 2];
    fly_watched(mission, seed, tempers, LIMIT_S, |world| {
        for debt in world.radio.owed.iter().flatten() {
            let chosen = debt.call.row().read_back == ReadBack::Choice;
            let cards = match help.cards() {
                // There are no digits to type.
                0 if chosen => 3,
                cards => cards,
            };
            assert_eq!(debt.cards.len(), cards, "{help:?} {:?}", debt.call);
        }
    })
}

/// Which call a transmission was.
fn call_of(flight: &Flight, wanted: u32) -> CallId {
    let said = flight.events.iter().find_map(|(_, event)| match event {
        Event::Heard(said) if said.seq == wanted => match said.speech {
            Speech::Call { call, .. } => Some(call),
            Speech::Text(_) => None,
        },
        _ => None,
    });
    said.expect("what is read back was called")
}

/// Phases that a mission has.
fn phases_of(world: &World) -> Vec<Phase> {
    let mut phases: Vec<Phase> = world.plan.flown().rows().map(|step| step.phase).collect();
    phases.sort();
    phases.dedup();
    phases
}

/// Prints the score sheets: `cargo test -p handshake-tests --test simulation -- --nocapture sheets`.
#[test]
fn two_software_crews_reach_the_good_end_of_every_mission_at_every_level_of_help_sheets() {
    for name in names() {
        for rung in LADDER {
            let mission = scenario(name);
            let flight = flown(&mission, rung);
            println!("{}", sheet(name, rung, &flight));
            let story: Vec<_> = flight
                .events
                .iter()
                .filter(|(_, event)| !matches!(event, Event::Heard(_)))
                .map(|(tick, event)| format!("{:8.2} {event:?}", tick.seconds()))
                .collect();
            let good = Some(mission.goal.outcome());
            assert_eq!(flight.outcome(), good, "{name} {rung:?}\n{story:#?}");
            let entered = phases_left(&flight);
            let phases = phases_of(&flight.world);
            let missing: Vec<_> = phases[1..]
                .iter()
                .filter(|p| !entered.contains(p))
                .collect();
            assert!(missing.is_empty(), "{name} {rung:?}: {missing:?}");
            by_the_levels_means(name, rung.1, &flight);
        }
    }
}

/// Loss of a word on the loop, %: the little that always crackles.
const LOSS_PERCENT: u8 = 5;

#[test]
fn with_a_twentieth_of_the_words_lost_and_no_help_every_mission_is_flown_to_its_good_end() {
    let help = HelpLevel::Oklahomski;
    for name in names() {
        let mut mission = scenario(name);
        mission.noise.push(NoiseRow::throughout(LOSS_PERCENT));
        let flight = flown(&mission, (SEED, help));
        println!("{}", sheet(name, (SEED, help), &flight));
        assert_eq!(flight.outcome(), Some(mission.goal.outcome()), "{name}");
        let noisy = flight.events.iter().any(|(_, event)| {
            matches!(event, Event::Heard(said) if said.noise.loss_percent >= LOSS_PERCENT)
        });
        assert!(noisy, "{name}: the loop is clear");
    }
}

/// Every read-back came as the level has it made, and all were right but those that a lesson wants wrong.
fn by_the_levels_means(name: &str, level: HelpLevel, flight: &Flight) {
    let mut made = 0;
    for (_, seat, command) in &flight.commands {
        let Command::ReadBack { seq, answer } = command else {
            continue;
        };
        made += 1;
        let call = call_of(flight, *seq);
        let digits = level.cards() == 0 && call.row().read_back != ReadBack::Choice;
        let typed = matches!(answer, Answer::Value(_));
        assert_eq!(typed, digits, "{name} {level:?} {seat:?} {call:?}");
    }
    let said = spoken(flight);
    let lessons = flight.world.plan.flown().rows().filter(|step| step.slips());
    let wrong: usize = said.wrong.iter().sum();
    assert_eq!(wrong, lessons.count(), "{name} {level:?}");
    let right: usize = said.right.iter().sum();
    assert_eq!(right + wrong, made, "{name} {level:?}");
    assert!(made > 0, "{name}: nothing was read back");
}
