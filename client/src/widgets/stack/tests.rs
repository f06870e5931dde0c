//! What the stack shows at every size and in both languages: nothing cut, nothing over anything
//! else, and of the other crew's side only what was called.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::ids::CrewId;
use handshake_shared::scenario::load;
use handshake_shared::sim::World;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::event::{Event, Speech, Transmission};
use handshake_shared::sim::input::Tongue;
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::time::Tick;
use handshake_shared::view::panel::{Called, CalledAcross, CraftPanel, Panel};
use handshake_shared::view::radio::Owed;
use handshake_shared::view::{self, View};
use ratatui::layout::Rect;

use super::*;
use crate::app::station::Station;
use crate::app::{App, Settings};
use crate::draw::Look;
use crate::draw::theme::Theme;
use crate::i18n::Locale;
use crate::window::Mode;

const LOOK: Look = Look {
    theme: Theme::MONO,
    mode: Mode::Ascii,
    ascii: false,
};

/// Sizes of the picture below its title at 80×24, shared 160×48, 120×40 and 160×48.
const SIZES: [(u16, u16); 4] = [(45, 10), (80, 12), (76, 19), (116, 27)];

fn seen(seat: Seat) -> View {
    let world = World::new(&load("final-approach").expect("a shipped mission"), 7);
    view::of(&world, seat)
}

fn craft(view: &mut View) -> &mut CraftPanel {
    match &mut view.panel {
        Panel::Apollo(panel) => &mut panel.craft,
        Panel::Soyuz(panel) => &mut panel.craft,
    }
}

fn shown(view: &View, locale: Locale, size: (u16, u16)) -> Vec<String> {
    shown_after(view, &[], locale, size)
}

/// The same after these events on the loop.
fn shown_after(
    view: &View,
    loop_so_far: &[Event],
    locale: Locale,
    (width, height): (u16, u16),
) -> Vec<String> {
    let app = App::new(Settings::default());
    let mut station = Station::new(view.seat, Locale::of(view.seat));
    station.swapped = station.locale() != locale;
    station.trends.note(view);
    for event in loop_so_far {
        station.learn(event.clone());
    }
    let console = Console::new(&app, &station, 0, view, &LOOK);
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    draw(&console, area, &mut buf);
    assert_eq!(app.words.en.missing(), Vec::<String>::new());
    assert_eq!(app.words.ru.missing(), Vec::<String>::new());
    let cell = |x, y| buf[(x, y)].symbol().to_owned();
    (0..height)
        .map(|y| (0..width).map(|x| cell(x, y)).collect())
        .collect()
}

fn told<T>(value: T, at: Tick) -> Option<Called<T>> {
    Some(Called { value, at })
}

/// The longest of everything: all called, all men in one place behind masks, all gas rushing.
fn crowded(seat: Seat, age_s: f64) -> View {
    let mut view = seen(seat);
    view.tick = Tick::at(100_000.0);
    let at = Tick::at(100_000.0 - age_s);
    let panel = craft(&mut view);
    panel.crew_at = [CompartmentId::Dm; 3];
    panel.guests = [Some(CompartmentId::Dm); 3];
    panel.masks = 0b11111;
    panel.flows = [-3, 3, -3, 3, -3];
    panel.called = CalledAcross {
        pressure_pa: [told(101_325.0, at); 6],
        cavity_pa: told(101_325.0, at),
        oxygen_share: told(1.0, at),
        co2_pa: told(1_400.0, at),
        hatch_open: [told(false, at); 5],
        valve_open: [told(true, at); 5],
        ..CalledAcross::default()
    };
    view
}

#[test]
fn nothing_is_cut_at_any_size_in_either_language_on_either_seat() {
    for seat in Seat::ALL {
        for locale in Locale::ALL {
            for size in SIZES {
                for age_s in [5.0, 99.0, 5_999.0] {
                    let lines = shown(&crowded(seat, age_s), locale, size);
                    let cut = lines.iter().find(|line| line.contains('…'));
                    assert_eq!(cut, None, "{seat:?} {locale:?} {size:?} {age_s}");
                }
            }
        }
    }
}

/// Cells of a picture that are text, walls excluded, must lie inside one compartment each.
#[test]
fn walls_stand_whole_from_top_to_bottom() {
    for seat in Seat::ALL {
        for size in SIZES {
            let lines = shown(&crowded(seat, 5.0), Locale::Ru, size);
            let area = Rect::new(0, 0, size.0, size.1);
            let cells = Cells::of(area, last_rank(usize::from(size.1)) >= FULL_RANK);
            let inside = lines.iter().filter(|line| line.ends_of(&cells) == ['│'; 2]);
            let kept = ROWS
                .iter()
                .filter(|row| row.rank <= last_rank(usize::from(size.1)));
            let places = kept.filter(|row| matches!(row.shows, Shows::Place(..)));
            assert_eq!(inside.count(), places.count(), "{seat:?} {size:?}");
        }
    }
}

trait Ends {
    fn ends_of(&self, cells: &Cells) -> [char; 2];
}

impl Ends for String {
    fn ends_of(&self, cells: &Cells) -> [char; 2] {
        let at = |x: u16| self.chars().nth(usize::from(x)).unwrap_or(' ');
        cells.ends().map(at)
    }
}

#[test]
fn every_row_keeps_its_place_whatever_is_known() {
    for seat in Seat::ALL {
        for size in SIZES {
            let blank = shown(&seen(seat), Locale::En, size);
            let full = shown(&crowded(seat, 5.0), Locale::En, size);
            for (row, (blank, full)) in blank.iter().zip(&full).enumerate() {
                let start = |line: &str| line.find(['│', '┌', '└', '─']);
                assert_eq!(start(blank), start(full), "{seat:?} {size:?} row {row}");
            }
        }
    }
}

#[test]
fn the_other_crews_air_is_blank_until_called_then_as_called_then_old() {
    let mut view = seen(Seat::Apollo);
    let pressures = |view: &View| {
        let lines = shown(view, Locale::En, (76, 19));
        let line = lines.iter().find(|line| line.contains("▐█▌")).cloned();
        line.expect("hatches stand in the row of pressures")
    };
    assert_eq!(pressures(&view).matches('—').count(), 3, "T2, OM, DV");
    view.tick = Tick::at(100.0);
    craft(&mut view).called.pressure_pa[4] = told(69_330.0, Tick::at(95.0));
    let line = pressures(&view);
    assert!(line.contains(" 10.1 ") && !line.contains("10.1?"), "{line}");
    assert_eq!(line.matches('—').count(), 2);
    view.tick = Tick::at(95.0 + f64::from(handshake_shared::limits::CALLED_AIR_STALE_S) + 1.0);
    let line = pressures(&view);
    assert!(line.contains("10.1?"), "old by its shape: {line}");
    let lines = shown(&view, Locale::En, (76, 19)).join("\n");
    assert!(
        lines.contains("OLD") && lines.contains("61\u{a0}s"),
        "{lines}"
    );
}

#[test]
fn a_pressure_that_has_not_been_read_back_stands_in_brackets() {
    let mut view = seen(Seat::Apollo);
    let at = view.tick;
    let called = &mut craft(&mut view).called;
    (called.pressure_pa[4], called.cavity_pa) = (told(69_330.0, at), told(41_370.0, at));
    let place = SlotValue::Place(CompartmentId::Om);
    for (call, slots, bracketed) in [
        (
            CallId::Pressure,
            vec![place, SlotValue::Number(69_330.0)],
            "(10.1)",
        ),
        (
            CallId::SealPressure,
            vec![SlotValue::Number(41_370.0)],
            "(6.0)",
        ),
    ] {
        let said = Event::Heard(Transmission {
            seq: 7,
            tick: at,
            from: Seat::Soyuz,
            speech: Speech::Call {
                call,
                slots,
                tongue: Tongue::Russian,
            },
            wants_read_back: true,
            noise: Noise::default(),
        });
        let heard = std::slice::from_ref(&said);
        let picture = |view: &View| shown_after(view, heard, Locale::En, (120, 19)).join("\n");
        let free = picture(&view);
        assert!(!free.contains('('), "{free}");
        view.radio.owed = Some(Owed {
            seq: 7,
            call,
            cards: Vec::new(),
        });
        let shown = picture(&view);
        assert_eq!(shown.matches('(').count(), 1, "{shown}");
        assert!(shown.contains(bracketed), "{shown}");
        view.radio.owed = None;
    }
}

#[test]
fn a_hatch_and_a_valve_of_theirs_stand_as_called() {
    let mut view = seen(Seat::Soyuz);
    let row = |view: &View, of: &str| {
        let lines = shown(view, Locale::Ru, (76, 19));
        lines.into_iter().find(|line| line.contains(of))
    };
    assert!(row(&view, "▐?▌").is_some(), "nobody has said");
    let at = view.tick;
    let called = &mut craft(&mut view).called;
    called.hatch_open = [true, false, false, false, false].map(|open| told(open, at));
    called.valve_open = [told(true, at); 5];
    let words = row(&view, "ОТКР").expect("hatch 1");
    assert_eq!(
        words.matches("ЗАКР").count(),
        3,
        "2, 3 and one's own 4: {words}"
    );
    let valves = row(&view, "КВ ").expect("valves");
    assert_eq!(valves.matches('●').count(), 3, "{valves}");
}

#[test]
fn each_stand_of_a_hatch_has_a_shape_and_a_word_of_its_own() {
    let mut view = seen(Seat::Apollo);
    if let Panel::Apollo(panel) = &mut view.panel {
        panel.hatches = [HatchState::Unlatched, HatchState::Ajar, HatchState::Open];
    }
    for (locale, words) in [
        (Locale::En, ["UNLTCH", "AJAR", "OPEN"]),
        (Locale::Ru, ["ОТПЕРТ", "ЩЕЛЬ", "ОТКР"]),
    ] {
        for size in SIZES {
            let lines = shown(&view, locale, size).join("\n");
            let shapes = ["▒", "╱"].map(|shape| lines.matches(shape).count());
            assert_eq!(shapes, [1, 1], "{lines}");
            for word in words {
                assert!(lines.contains(word), "{word}\n{lines}");
            }
        }
    }
}

#[test]
fn gas_that_moves_has_a_direction_and_a_rate() {
    let mut view = seen(Seat::Apollo);
    craft(&mut view).flows = [0, 2, -1, 3, 3];
    let lines = shown(&view, Locale::En, (76, 19));
    let row = lines.iter().find(|line| line.starts_with("EQ"));
    let row = row.expect("valves").clone();
    assert!(row.contains("○→→ ") && row.contains(" ←○"), "{row}");
    assert!(!row.contains("→→→"), "not the other crew's: {row}");
}

#[test]
fn shares_fill_their_bars_and_nitrogen_is_the_rest() {
    let mut view = seen(Seat::Soyuz);
    if let Panel::Soyuz(panel) = &mut view.panel {
        panel.om.total_pa = 70_000.0;
        panel.om.oxygen_pa = 21_000.0;
        panel.om.co2_pa = 400.0;
        panel.om.water_pa = 1_300.0;
    }
    let lines = shown(&view, Locale::Ru, (116, 27));
    let row = |label: &str| {
        let found = lines.iter().find(|line| line.starts_with(label));
        found.expect("a row").clone()
    };
    assert!(row("O₂").contains("███░░░░░░░░ 30"), "{}", row("O₂"));
    assert!(row("N₂").contains("███████░░░░ 68"), "{}", row("N₂"));
}

#[test]
fn men_stand_where_they_are_and_a_mask_shows() {
    let mut view = seen(Seat::Apollo);
    let panel = craft(&mut view);
    panel.crew_at = [CompartmentId::Om, CompartmentId::Cm, CompartmentId::Cm];
    panel.guests = [Some(CompartmentId::Om), None, None];
    panel.masks = 1 << CrewId::Brand as u8;
    for size in [(116, 27), (76, 19), (45, 10)] {
        let lines = shown(&view, Locale::En, size).join("\n");
        assert!(lines.contains("TS AL"), "{lines}");
        let room = Cells::of(Rect::new(0, 0, size.0, size.1), true).room;
        let cm = if room < 7 { "2 MEN" } else { "(VB) DS" };
        assert!(lines.contains(cm), "{lines}");
    }
}

#[test]
fn fire_smoke_and_fumes_stand_in_their_compartments_at_every_size() {
    let mut view = seen(Seat::Soyuz);
    let panel = craft(&mut view);
    let bit = |place: CompartmentId| 1 << place as u8;
    panel.flames = bit(CompartmentId::Sa);
    panel.smoke = bit(CompartmentId::Sa) | bit(CompartmentId::Om);
    panel.fumes = bit(CompartmentId::Dm);
    for size in SIZES {
        let lines = shown(&view, Locale::Ru, size).join("\n");
        for word in ["ПОЖАР", "ГАРЬ", "ПАРЫ"] {
            assert_eq!(lines.matches(word).count(), 1, "{size:?} {word}\n{lines}");
        }
    }
}

#[test]
fn a_small_picture_keeps_the_rows_of_the_lowest_rank() {
    let kept = |height| {
        let rank = last_rank(height);
        ROWS.iter().filter(|row| row.rank <= rank).count()
    };
    for height in 5..=ROWS.len() {
        assert!(kept(height) <= height, "{height}");
    }
    assert_eq!(kept(ROWS.len()), ROWS.len());
    assert_eq!(kept(10), 10, "80×24 is used to the last line");
}
