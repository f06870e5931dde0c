//! Whatever the alarm line has to say stands whole on the smallest console.

use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::World;
use handshake_shared::sim::event::Refusal;
use handshake_shared::sim::pace::PaceDrop;
use handshake_shared::view::{self, Panel, View};

use super::*;
use crate::app::station::Station;
use crate::app::{App, Settings};
use crate::draw::Look;
use crate::draw::theme::Theme;
use crate::i18n::Locale;
use crate::i18n::tests::widest_refusals;
use crate::window::Mode;

const LOOK: Look = Look {
    theme: Theme::MONO,
    mode: Mode::Ascii,
    ascii: false,
};

/// The line's place at 80×24, with all rows of the loop but the last.
const SMALLEST: (usize, usize) = (80, 3);

fn shown(app: &App, station: &Station, view: &View) -> Vec<String> {
    let console = Console::new(app, station, 0, view, &LOOK);
    let rows = lines(&console, SMALLEST.0);
    rows.iter()
        .map(|row| row.to_string().trim_end().to_owned())
        .collect()
}

fn seen(seat: Seat, alarms: u16) -> View {
    let mission = load("final-approach").expect("a shipped mission");
    let mut view = view::of(&World::new(&mission, 7), seat);
    match &mut view.panel {
        Panel::Apollo(panel) => panel.craft.alarms = alarms,
        Panel::Soyuz(panel) => panel.craft.alarms = alarms,
    }
    view
}

/// Every notice there is, with the widest numbers of its kind.
fn notices() -> Vec<Notice> {
    let refused = widest_refusals().into_iter().map(Notice::Refused);
    let paced = PaceDrop::ALL.into_iter().map(Notice::Pace);
    refused.chain(paced).collect()
}

fn fits(rows: &[String]) {
    let (width, most) = SMALLEST;
    assert!(rows.len() <= most, "{rows:#?}");
    assert!(rows.iter().all(|row| row.width() <= width), "{rows:#?}");
}

#[test]
fn every_notice_is_said_whole_and_every_alarm_with_what_to_do() {
    let app = App::new(Settings::default());
    for seat in Seat::ALL {
        let mut station = Station::new(seat, Locale::of(seat));
        let (quiet, words) = (seen(seat, 0), app.words.of(Locale::of(seat)));
        for notice in notices() {
            station.notice = Some(notice.clone());
            let rows = shown(&app, &station, &quiet);
            fits(&rows);
            if let Notice::Refused(why) = notice
                && why != Refusal::KsuBusy
            {
                let units = crate::i18n::Units::of(seat);
                let whole = crate::i18n::refusal_text(words, units, &why);
                let flat = |text: &str| text.replace(' ', "");
                assert!(flat(&rows.concat()).contains(&flat(&whole)), "{rows:#?}");
            }
        }
        station.notice = None;
        for alarm in Alarm::ALL {
            let rows = shown(&app, &station, &seen(seat, alarm.bit()));
            fits(&rows);
            assert!(rows[0].starts_with(" ▲ "), "{rows:#?}");
        }
        let all = Alarm::ALL.iter().fold(0, |bits, alarm| bits | alarm.bit());
        fits(&shown(&app, &station, &seen(seat, all)));
    }
    assert_eq!(app.words.en.missing(), Vec::<String>::new());
    assert_eq!(app.words.ru.missing(), Vec::<String>::new());
}

/// Who presses the key of the panel while the plan waits for a call is told what it waits for.
#[test]
fn a_key_that_finds_no_move_is_answered_by_the_key_that_does() {
    let app = App::new(Settings::default());
    for seat in Seat::ALL {
        let mut station = Station::new(seat, Locale::of(seat));
        let view = seen(seat, 0);
        station.notice = Some(Notice::NoMove);
        let rows = shown(&app, &station, &view);
        fits(&rows);
        let console = Console::new(&app, &station, 0, &view, &LOOK);
        let words = app.words.of(Locale::of(seat));
        match plan::next_key(&console) {
            Some(key) => assert!(rows.concat().contains(&key), "{key}: {rows:#?}"),
            None => assert!(rows.concat().contains(&words.get("hint-no-panel-move"))),
        }
    }
}
