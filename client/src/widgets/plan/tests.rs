//! What the plan asks stands whole on the smallest console: every move of the catalogue, to whoever makes
//! it and to whoever waits for it, with help in either language and at every level.

use handshake_shared::catalogue::procedures::STEPS;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::World;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::view::panel::Ranged;
use handshake_shared::view::{self, Panel, View};
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::app::station::Station;
use crate::app::{App, Settings};
use crate::draw::Look;
use crate::draw::theme::Theme;
use crate::window::Mode;

const LOOK: Look = Look {
    theme: Theme::MONO,
    mode: Mode::Ascii,
    ascii: false,
};

/// The plan's place at 80×24, columns and rows.
const SMALLEST: (usize, usize) = (80, 2);

/// A view of a mission's first tick with one move of the plan open.
fn with_move(view: &View, level: HelpLevel, open: OpenMove) -> View {
    let mut view = view.clone();
    match &mut view.panel {
        Panel::Apollo(panel) => panel.craft.help = level,
        Panel::Soyuz(panel) => panel.craft.help = level,
    }
    view.plan.open = vec![open];
    view
}

/// Every move of the catalogue.
fn moves() -> impl Iterator<Item = OpenMove> {
    STEPS.iter().flat_map(|step| {
        (0..step.moves.len() as u8).map(|index| OpenMove {
            step: step.id,
            index,
            since: Tick(0),
            held: None,
        })
    })
}

/// What the plan says of a view, row by row.
fn told(app: &App, station: &Station, view: &View) -> Vec<String> {
    let console = Console::new(app, station, 0, view, &LOOK);
    let (width, rows) = SMALLEST;
    let lines = lines(&console, width, rows);
    lines.iter().map(|line| line.to_string()).collect()
}

#[test]
fn every_move_of_the_plan_is_told_whole_on_the_smallest_console() {
    let mission = load("final-approach").expect("a shipped mission");
    let world = World::new(&mission, 7);
    let mut cut = Vec::new();
    for (seat, help) in Seat::ALL
        .into_iter()
        .flat_map(|seat| Locale::ALL.map(|help| (seat, help)))
    {
        let app = App::new(Settings {
            locale: help,
            ..Settings::default()
        });
        let station = Station::new(seat, help);
        let view = view::of(&world, seat);
        for (level, open) in HelpLevel::ALL
            .into_iter()
            .flat_map(|level| moves().map(move |open| (level, open)))
        {
            let view = with_move(&view, level, open);
            let mine = view.plan.moves_of(seat).next().is_some();
            let rows = told(&app, &station, &view);
            let whole = rows
                .iter()
                .all(|row| row.width() <= 80 && !row.ends_with('…'));
            let wanted = app.words.of(help);
            let said = |row: &Move| {
                let console = Console::new(&app, &station, 0, &view, &LOOK);
                match under_way(&view, row) {
                    Some(sentence) => wanted.get(sentence),
                    None => move_text(&console, wanted, row),
                }
            };
            let row = open.row().expect("a move");
            let flat = |text: &str| text.replace([' ', '\u{a0}'], "");
            let understood = flat(&rows.concat()).contains(&flat(&said(row)));
            if !whole || (mine && !understood) {
                cut.push(format!("{seat:?} {help:?} {level:?} {open:?}: {rows:#?}"));
            }
        }
        assert_eq!(app.words.en.missing(), Vec::<String>::new());
        assert_eq!(app.words.ru.missing(), Vec::<String>::new());
    }
    assert!(cut.is_empty(), "{} {}", cut.len(), cut.join("\n"));
}

/// A newcomer learns from the plan which of two keys it is now.
#[test]
fn the_plan_says_to_brake_and_by_which_key_while_the_closing_is_an_alarm() {
    let mission = load("soyuz-flies").expect("a shipped mission");
    let view = view::of(&World::new(&mission, 7), Seat::Soyuz);
    let flies = |row: &Move| matches!(row.act, PlanAct::Fly(_));
    let open = moves().find(|open| open.row().is_some_and(flies));
    let open = open.expect("somebody flies");
    let mut view = with_move(&view, HelpLevel::Passenger, open);
    let app = App::new(Settings::default());
    let station = Station::new(Seat::Soyuz, Locale::Ru);
    let mut at = |closing_m_per_s| {
        let Panel::Soyuz(panel) = &mut view.panel else {
            panic!("another seat's");
        };
        panel.ranged = Some(Ranged {
            range_m: 10.0,
            closing_m_per_s,
        });
        let console = Console::new(&app, &station, 0, &view, &LOOK);
        let row = open.row().expect("a move");
        own(&console, row, SMALLEST)[0].to_string()
    };
    assert!(at(0.1).contains("W S"), "{}", at(0.1));
    let fast = at(1.0);
    let brake = app.words.ru.get("act-brake");
    assert!(fast.contains(" S ") && fast.contains(&brake), "{fast}");
}
