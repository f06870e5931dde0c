use handshake_shared::scenario;
use handshake_shared::sim::World;
use handshake_shared::view;

use super::*;
use crate::app::msg::{Msg, News};
use crate::app::update::update;
use crate::app::{Play, Settings};
use crate::sound::Cue;

fn flying() -> App {
    let mut app = App::new(Settings::default());
    app.play = Some(Play::Join("line".to_owned()));
    let seats = vec![Seat::Soyuz];
    update(
        &mut app,
        Msg::Opened {
            seats,
            invite: None,
        },
    );
    let scenario = scenario::load("final-approach").expect("ships");
    let view = view::of(&World::new(&scenario, 1), Seat::Soyuz);
    news(&mut app, News::View(Box::new(view)));
    assert_eq!(app.screen, Screen::Cockpit);
    app
}

fn news(app: &mut App, news: News) -> Vec<Effect> {
    update(app, Msg::Link(0, news))
}

fn key(app: &mut App, key: Key) -> Vec<Effect> {
    update(app, Msg::Key(Press::down(key)))
}

fn paused(by: Seat) -> News {
    News::Paused {
        why: PauseReason::Asked(by),
        since: Tick(600),
        left_s: 1_200,
    }
}

const POINT: Key = Key::Char('.');

#[test]
fn one_key_stops_the_flight_and_starts_it_again() {
    let mut app = flying();
    assert_eq!(key(&mut app, POINT), [Effect::Pause(0, true)]);
    assert_eq!(news(&mut app, paused(Seat::Soyuz)), []);
    assert_eq!(key(&mut app, POINT), [Effect::Pause(0, false)]);
    let by = Some(Seat::Apollo);
    assert_eq!(
        news(&mut app, News::GoesOn { by, in_s: 3 }),
        [Effect::Sound(Cue::Notice)],
        "who looks away hears it"
    );
    assert_eq!(key(&mut app, POINT), [Effect::Pause(0, true)], "not yet");
    news(&mut app, News::Resumed);
    assert_eq!(app.stations[0].halt(), None);
}

#[test]
fn in_a_pause_the_hands_are_off_and_no_key_flies() {
    let mut app = flying();
    update(&mut app, Msg::Releases(true));
    assert_eq!(key(&mut app, Key::Char('W')).len(), 1);
    let effects = news(&mut app, paused(Seat::Apollo));
    assert!(
        matches!(effects[..], [Effect::Stick(0, stick, _), Effect::Sound(Cue::Notice)] if stick.is_neutral())
    );
    for quiet in "WSADRFQEVMGNKTBX123".chars() {
        assert_eq!(key(&mut app, Key::Char(quiet)), [], "{quiet}");
    }
    for quiet in [Key::Up, Key::Enter, Key::Space, Key::F(3)] {
        assert_eq!(key(&mut app, quiet), [], "{quiet:?}");
    }
    key(&mut app, Key::Char('H'));
    assert!(app.help_open);
}

#[test]
fn settings_open_in_a_pause_and_close_when_the_flight_goes_on() {
    let mut app = flying();
    news(&mut app, paused(Seat::Apollo));
    key(&mut app, SETTINGS);
    assert!(matches!(app.screen, Screen::Settings(_)));
    key(&mut app, Key::Esc);
    assert_eq!(app.screen, Screen::Cockpit);
    key(&mut app, SETTINGS);
    let by = Some(Seat::Apollo);
    news(&mut app, News::GoesOn { by, in_s: 3 });
    assert_eq!(app.screen, Screen::Cockpit);
}

#[test]
fn escape_asked_twice_leaves_a_pause_for_good() {
    let mut app = flying();
    news(&mut app, paused(Seat::Apollo));
    assert_eq!(key(&mut app, Key::Esc), []);
    assert_eq!(key(&mut app, Key::Char('W')), []);
    assert_eq!(key(&mut app, Key::Esc), [], "another key came between");
    assert_eq!(key(&mut app, Key::Esc), [Effect::Leave]);
}

#[test]
fn a_lost_line_counts_its_tries_and_what_is_left_of_the_seat() {
    let mut app = flying();
    update(&mut app, Msg::Clock(1_000));
    news(&mut app, News::Link(LinkState::Lost(0)));
    update(&mut app, Msg::Clock(11_500));
    news(&mut app, News::Link(LinkState::Lost(7)));
    let Some(Halt::Line(lost)) = app.stations[0].halt() else {
        panic!("lost");
    };
    assert_eq!((lost.tries, lost.held_s(app.now_ms)), (7, SEAT_HOLD_S - 10));
    assert_eq!(key(&mut app, POINT), [], "nobody hears it");
    news(&mut app, News::Silent(Some(2_000)));
    news(&mut app, News::Link(LinkState::Unknown));
    assert_eq!(app.stations[0].halt(), None);
    assert_eq!(app.stations[0].silent_since_ms, None);
}

#[test]
fn the_count_reads_three_two_one() {
    let stands = Standstill {
        why: PauseReason::Asked(Seat::Apollo),
        since: Tick(0),
        told_ms: 0,
        left_s: 0,
        count: Some((None, 4_000)),
    };
    let read: Vec<Option<u16>> = [1_000, 1_999, 2_001, 3_001, 3_999, 4_100]
        .map(|now_ms| stands.counts(now_ms))
        .to_vec();
    assert_eq!(read, [3, 3, 2, 1, 1, 1].map(Some));
    assert_eq!(stands.left_s(9_000), None, "without an end");
}
