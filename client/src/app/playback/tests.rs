//! The clock of a player, its jumps, and that its consoles after a seek are those of having watched.

use handshake_shared::replay::record::opening;
use handshake_shared::replay::{Header, Recorder, Replay};
use handshake_shared::scenario::{load, shipped};
use handshake_shared::sim::World;
use handshake_shared::wire::Pace;

use super::keys::{clock, enter, press};
use super::*;
use crate::app::{App, Screen, Settings};
use crate::input::{Key, Press};
use crate::sim_cli::rows::{Format, Rows};
use crate::sim_cli::{Plan, Software, fly_noted};

/// `final-approach` by two software crews.
fn flown() -> Player {
    let (name, source) = *shipped()
        .iter()
        .find(|(name, _)| *name == "final-approach")
        .expect("ships");
    let plan = Plan {
        scenario: load(name).expect("parses"),
        acts: Vec::new(),
        software: Some(Software::Both),
        seed: 1975,
        until: Tick(60 * 60 * 10),
        rate_hz: 0.01,
    };
    let rules = plan.scenario.rules;
    let header = Header::new((name, source), rules, plan.seed, Pace::Lockstep);
    let mut bytes = opening(&header).expect("short");
    let mut tape = Recorder::new(&World::new(&plan.scenario, plan.seed));
    let rows = Rows::new(Vec::new(), Format::Csv).expect("in memory");
    let (_, world, _) = fly_noted(&plan, rows, |inputs, world, events| {
        bytes.extend(tape.note(inputs, world, events).unwrap_or_default());
    })
    .expect("in memory");
    bytes.extend(tape.end(&world));
    Player::new(Replay::read(&bytes).expect("whole"))
}

fn watching(sat: Sat) -> App {
    let mut app = App::new(Settings::default());
    app.size = (160, 48);
    enter(&mut app, Playback::new(flown(), String::new(), sat, None));
    app
}

fn at(app: &App) -> Tick {
    app.playback.as_ref().expect("playing").player.at()
}

fn key(app: &mut App, key: Key) {
    press(app, Press::down(key));
}

#[test]
fn the_clock_moves_it_at_its_speed_and_a_pause_holds_it() {
    let mut app = watching(Sat::In(Seat::Apollo));
    let now = |app: &mut App, ms: u64| {
        app.now_ms += ms;
        clock(app);
        at(app)
    };
    assert_eq!(now(&mut app, 0), Tick(0));
    assert_eq!(now(&mut app, 100), Tick(6));
    key(&mut app, Key::Down);
    key(&mut app, Key::Down);
    assert_eq!(
        now(&mut app, 100),
        Tick(7),
        "a quarter of six, and a half is owed"
    );
    assert_eq!(now(&mut app, 100), Tick(9));
    for _ in 0..SPEEDS.len() {
        key(&mut app, Key::Up);
    }
    assert_eq!(now(&mut app, 100), Tick(9 + 6 * 64));
    key(&mut app, Key::Space);
    assert_eq!(now(&mut app, 200), Tick(393));
    key(&mut app, Key::Space);
    assert_eq!(
        now(&mut app, 60_000),
        Tick(393 + 15 * 64),
        "no leap after a stop"
    );
}

#[test]
fn keys_seek_by_seconds_events_and_typed_times() {
    let mut app = watching(Sat::Both);
    assert_eq!(app.stations.len(), 2);
    key(&mut app, Key::Right);
    assert_eq!(at(&app), Tick(600));
    key(&mut app, Key::Left);
    key(&mut app, Key::Left);
    assert_eq!(at(&app), Tick(0));
    for c in ['T', '1', '.', '0', '5'] {
        key(&mut app, Key::Char(c));
    }
    assert_eq!(at(&app), Tick(0), "not before Enter");
    key(&mut app, Key::Enter);
    assert_eq!(at(&app), Tick(65 * 60));
    let (marks, end) = {
        let playback = app.playback.as_ref().expect("playing");
        (playback.marks.clone(), playback.player.last_tick())
    };
    let kinds: Vec<MarkKind> = marks.iter().map(|mark| mark.kind).collect();
    for kind in [
        MarkKind::Contact,
        MarkKind::Joined,
        MarkKind::Hatch,
        MarkKind::End,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} of {kinds:?}");
    }
    key(&mut app, Key::Backspace);
    for mark in marks.iter().filter(|mark| mark.at.0 > 240) {
        let before = at(&app);
        key(&mut app, Key::Char('N'));
        assert!(at(&app) > before && at(&app) <= mark.at);
        if at(&app) > marks[marks.len() - 2].at {
            break;
        }
    }
    for _ in 0..=marks.len() {
        key(&mut app, Key::Char('N'));
    }
    assert_eq!(at(&app), end);
    key(&mut app, Key::Char('P'));
    let last = marks.last().expect("it ended");
    assert_eq!(at(&app), Tick(last.at.0 - 120));
    for _ in 0..=marks.len() {
        key(&mut app, Key::Char('P'));
    }
    assert_eq!(at(&app), Tick(0));
}

#[test]
fn a_console_after_a_seek_is_the_one_of_having_watched() {
    let mut watched = watching(Sat::Both);
    let mut sought = watching(Sat::Both);
    let places = watched.call_places();
    let to = Tick(9_000);
    {
        let App {
            playback, stations, ..
        } = &mut watched;
        let playback = playback.as_mut().expect("playing");
        // Twice a second is as often as a recording holds views.
        while playback.player.at() < to {
            playback.go_on(stations, 30, places);
        }
    }
    super::keys::seek(&mut sought, to);
    for (watched, sought) in watched.stations.iter().zip(&sought.stations) {
        assert_eq!(watched.view, sought.view);
        assert_eq!(watched.log.len(), sought.log.len());
        let said = |station: &Station| station.last_heard().cloned();
        assert_eq!(said(watched), said(sought));
        assert_eq!(watched.trends, sought.trends);
    }
}

#[test]
fn help_and_language_are_as_one_likes() {
    let mut app = watching(Sat::In(Seat::Soyuz));
    let level = |app: &App| {
        let view = app.stations[0].view.as_ref().expect("shown");
        view.panel.craft().help
    };
    let recorded = level(&app);
    for wanted in HelpLevel::ALL {
        key(&mut app, Key::Char('O'));
        assert_eq!(level(&app), wanted);
    }
    key(&mut app, Key::Char('O'));
    assert_eq!(level(&app), recorded);
    assert_eq!(app.stations[0].help, Locale::Ru);
    key(&mut app, Key::Char('U'));
    assert_eq!(app.stations[0].help, Locale::En);
}

#[test]
fn the_debrief_leads_back_to_the_replay_and_that_to_the_list() {
    let mut app = watching(Sat::Both);
    let keys = |app: &mut App, key| {
        use crate::app::msg::Msg;
        crate::app::update::update(app, Msg::Key(Press::down(key)))
    };
    keys(&mut app, Key::Char('D'));
    assert_eq!(app.screen, Screen::Debrief);
    keys(&mut app, Key::Char('A'));
    keys(&mut app, Key::Down);
    assert!(app.debrief_down, "the end of what is long");
    keys(&mut app, Key::Esc);
    assert_eq!(app.screen, Screen::Replay);
    keys(&mut app, Key::Char('D'));
    assert!(!app.debrief_down, "each time from the top");
    keys(&mut app, Key::Esc);
    keys(&mut app, Key::Esc);
    assert!(matches!(app.screen, Screen::Replays(_)));
    assert!(app.playback.is_none() && app.stations.is_empty());
}

#[test]
fn a_narrow_terminal_shows_one_seat() {
    let mut app = watching(Sat::Both);
    app.size = (100, 30);
    super::keys::resized(&mut app);
    assert_eq!(app.stations.len(), 1);
    key(&mut app, Key::Tab);
    assert_eq!(app.stations[0].seat, Seat::Soyuz);
    key(&mut app, Key::Tab);
    assert_eq!(
        (app.stations.len(), app.stations[0].seat),
        (1, Seat::Apollo)
    );
}

#[test]
fn a_typed_time_is_seconds_minutes_or_hours() {
    assert_eq!(typed_tick("90"), Some(Tick(5_400)));
    assert_eq!(typed_tick("1:30"), Some(Tick(5_400)));
    assert_eq!(typed_tick("1:00:00"), Some(Tick(216_000)));
    for wrong in ["", ":", "1:60", "1:2:3:4", "x", "-1", "99999999999"] {
        assert_eq!(typed_tick(wrong), None, "{wrong}");
    }
}
