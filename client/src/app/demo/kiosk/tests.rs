//! The table by its own clock: who sits there, when nobody does any more, and where it goes back to.

use handshake_shared::wire::{Roster, SeatStatus};

use super::*;
use crate::app::demo::begin;
use crate::app::msg::{Msg, News};
use crate::app::update::update;
use crate::app::{Settings, demo::Asking};
use crate::mission::SOFTWARE;

const BOTH: (u16, u16) = (160, 48);
const ONE: (u16, u16) = (120, 40);

/// A table of this size; its flight is flown ahead by nobody, and everything else is there.
fn table((columns, rows): (u16, u16)) -> App {
    let mut app = App::new(Settings::default());
    update(&mut app, Msg::Resize(columns, rows));
    begin(&mut app, true, None);
    app
}

fn at(app: &mut App, now_ms: u64) -> Vec<Effect> {
    update(app, Msg::Clock(now_ms))
}

fn press(app: &mut App, key: Key) -> Vec<Effect> {
    update(app, Msg::Key(Press::down(key)))
}

/// Somebody has sat down in Apollo, and the mission is there.
fn flying(size: (u16, u16)) -> App {
    let mut app = table(size);
    let seat = app.demo.as_mut().expect("a show");
    seat.asking = Some((Asking::Seat, 0));
    let effects = press(&mut app, Key::Char('1'));
    let two = size == BOTH;
    let play = match two {
        true => Play::Table(Seat::Apollo),
        false => Play::Solo(Seat::Apollo),
    };
    assert!(effects.contains(&Effect::Open(play)), "{effects:?}");
    let seats = match two {
        true => Seat::ALL.to_vec(),
        false => vec![Seat::Apollo],
    };
    let invite = None;
    update(&mut app, Msg::Opened { seats, invite });
    app.screen = Screen::Cockpit;
    app
}

fn seen(app: &mut App, index: usize, name: &str) {
    let status = SeatStatus {
        name: Some(name.to_owned()),
        connected: true,
        ready: true,
    };
    let partner = Partner {
        name: name.to_owned(),
        present: true,
        software: name == SOFTWARE,
    };
    let roster: Roster = [status.clone(), status];
    update(app, Msg::Link(index, News::Roster(partner, roster)));
}

#[test]
fn the_first_console_names_no_software_once_somebody_has_the_other_seat() {
    let mut app = flying(BOTH);
    seen(&mut app, 0, SOFTWARE);
    assert!(app.stations[0].partner.software);
    assert_eq!(press(&mut app, Key::Char('M')), [Effect::TakeOver(1)]);
    let person = Partner {
        name: String::new(),
        present: true,
        software: false,
    };
    assert_eq!(app.stations[0].partner, person);
    // The room knows the seat by the name under which software sat down, and says so again.
    seen(&mut app, 0, SOFTWARE);
    assert_eq!(app.stations[0].partner, person);
    // The next ones begin with software again.
    let mut app = flying(BOTH);
    seen(&mut app, 0, SOFTWARE);
    assert!(app.stations[0].partner.software);
}

#[test]
fn a_table_with_one_console_keeps_its_software() {
    let mut app = flying(ONE);
    seen(&mut app, 0, SOFTWARE);
    press(&mut app, Key::Char('M'));
    seen(&mut app, 0, SOFTWARE);
    assert!(app.stations[0].partner.software);
}

#[test]
fn without_a_key_for_45_s_the_flight_is_left_and_each_key_begins_them_anew() {
    let mut app = flying(BOTH);
    at(&mut app, 1_000);
    press(&mut app, Key::Char('2'));
    let begun = app.now_ms;
    assert_eq!(at(&mut app, begun + 44_900), []);
    assert_eq!(app.screen, Screen::Cockpit);
    press(&mut app, Key::Char('2'));
    assert_eq!(at(&mut app, begun + 89_800), []);
    assert_eq!(app.screen, Screen::Cockpit);
    let effects = at(&mut app, begun + 90_000);
    assert!(effects.contains(&Effect::Leave), "{effects:?}");
    assert_eq!(app.screen, Screen::Demo);
    assert!(app.stations.is_empty() && app.play.is_none());
}

#[test]
fn twenty_seconds_after_the_debrief_it_is_back_in_the_loop() {
    let mut app = flying(BOTH);
    at(&mut app, 30_000);
    press(&mut app, Key::Char('2'));
    at(&mut app, 70_000);
    app.screen = Screen::Debrief;
    // The seconds before the debrief are not counted against whoever reads it.
    assert_eq!(at(&mut app, 74_000), []);
    assert_eq!(at(&mut app, 93_900), []);
    assert_eq!(app.screen, Screen::Debrief);
    let effects = at(&mut app, 94_000);
    assert!(effects.contains(&Effect::Leave), "{effects:?}");
    assert_eq!(app.screen, Screen::Demo);
    // Somebody may read on for as long as he turns its pages.
    let mut app = flying(BOTH);
    app.screen = Screen::Debrief;
    for now_ms in [1_000, 20_000, 39_000, 58_000] {
        assert_eq!(at(&mut app, now_ms), []);
        press(&mut app, Key::Down);
        assert_eq!(app.screen, Screen::Debrief, "{now_ms}");
    }
    at(&mut app, 78_000);
    assert_eq!(app.screen, Screen::Demo);
}
