//! What is shown around a flight, and two crews on one screen: no word of it is cut either.

use std::collections::BTreeMap;

use handshake::app::App;
use handshake::app::msg::{Msg, News};
use handshake::app::update::update;
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake_shared::ids::Seat;
use handshake_shared::view::View;

use super::tokens::{Vocabulary, words_of};
use super::{ROOM, screen, some_sizes};
use crate::{client, demo, flying, press, replays, rooms};

/// What comes before and after a flight.
fn screens(locale: Locale) -> Vec<(&'static str, App)> {
    let debriefed = |debrief, keys: &[Key]| {
        let mut app = flying(locale, &[Seat::Apollo], demo::final_approach);
        update(&mut app, Msg::Link(0, News::Debrief(Box::new(debrief))));
        press(&mut app, keys);
        app
    };
    let mut screens = rooms::screens(locale);
    screens.extend([
        ("start", client(locale)),
        ("replays", replays::list(locale, &[])),
        ("debrief", debriefed(demo::debrief(), &[])),
        ("debrief of harm", debriefed(demo::debrief_of_harm(), &[])),
        ("pressures", debriefed(demo::debrief(), &[Key::Char('0')])),
        (
            "closing",
            debriefed(demo::debrief(), &[Key::Char('0'), Key::Char('0')]),
        ),
    ]);
    screens
}

/// Two consoles of one screen, which has to be large enough for them.
fn together(locale: Locale) -> Vec<(&'static str, App)> {
    let with = |view: fn(Seat) -> View, keys: &[Key]| {
        let mut app = flying(locale, &Seat::ALL, view);
        for station in &mut app.stations {
            for view in demo::past(station.seat) {
                station.trends.note(&view);
            }
        }
        press(&mut app, keys);
        app
    };
    let (left, right) = (Key::Char('T'), Key::Char('P'));
    vec![
        ("two crews", with(demo::final_approach, &[])),
        ("panels", with(demo::air, &[left, left, right, right])),
        ("two crews' help", with(demo::air, &[Key::Tab])),
        ("stacks", with(demo::air, &[Key::Space])),
    ]
}

/// Words and numbers that are in no dictionary and on none of these screens where there is room for
/// everything.
fn cut(make: fn(Locale) -> Vec<(&'static str, App)>, fits: fn((u16, u16)) -> bool) -> Vec<String> {
    let dictionary = Vocabulary::of_both_languages();
    let mut cut: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for locale in Locale::ALL {
        let mut screens = make(locale);
        // A page may hide there what stands beside it in a smaller window: then another has it.
        let whole = screens.iter_mut();
        let whole = whole.flat_map(|(_, app)| words_of(&screen(app, ROOM), None));
        let known = dictionary.and(whole.collect());
        for (index, (name, app)) in screens.iter_mut().enumerate() {
            // Most have a picture behind them, which takes longer than all their words.
            for size in some_sizes(index, 12).filter(|size| fits(*size)) {
                let shown = words_of(&screen(app, size), None);
                for word in shown.into_iter().filter(|word| !known.has(word)) {
                    let key = format!("{name} {locale:?}: {word:?}");
                    let place = format!("{}×{}", size.0, size.1);
                    cut.entry(key).or_default().push(place);
                }
            }
        }
    }
    cut.iter()
        .map(|(word, sizes)| format!("{word} at {}", sizes.join(" ")))
        .collect()
}

#[test]
fn no_word_is_cut_around_a_flight() {
    let told = cut(screens, |_| true);
    assert!(told.is_empty(), "{} cut:\n{}", told.len(), told.join("\n"));
}

#[test]
fn no_word_is_cut_where_two_crews_share_a_screen() {
    let told = cut(together, |(width, height)| width >= 160 || height >= 48);
    assert!(told.is_empty(), "{} cut:\n{}", told.len(), told.join("\n"));
}
