//! The screens around a flight as blessed pictures, in both languages and at every size.

use std::path::PathBuf;

use handshake::app::effect::Effect;
use handshake::app::first::First;
use handshake::app::msg::Msg;
use handshake::app::update::update;
use handshake::app::{App, Play, Screen};
use handshake::draw::Look;
use handshake::draw::theme::{Depth, Scheme};
use handshake::i18n::Locale;
use handshake::input::bindings::Board;
use handshake::input::keymap::Act;
use handshake::input::{Key, Press};
use handshake::settings::{Glyphs, Mishap};
use handshake_shared::ids::Seat;

use super::{
    NORMAL, SMALL, TOGETHER, bless_at, client, demo, flying, picture, picture_with, press,
};

const SIZES: [(u16, u16); 3] = [SMALL, NORMAL, TOGETHER];

fn settings(locale: Locale) -> App {
    let mut app = client(locale);
    press(&mut app, &[Key::Char('7')]);
    app
}

#[test]
fn the_credits_are_as_blessed() {
    bless_at("credits", &SIZES, |locale| {
        let mut app = client(locale);
        press(&mut app, &[Key::Char('8')]);
        let shown = picture(&mut app, SMALL);
        assert!(shown.contains("MIT"), "the last line is seen: {shown}");
        app
    });
}

#[test]
fn the_card_of_the_first_run_is_as_blessed() {
    bless_at("first-picture", &SIZES, |locale| {
        let mut app = client(locale);
        app.screen = Screen::First(First::new(true));
        app
    });
    bless_at("first-language", &[SMALL], |locale| {
        let mut app = client(locale);
        app.screen = Screen::First(First::new(false));
        app
    });
}

/// Asked once: the answer is written down, and the flight that was asked for begins.
#[test]
fn the_card_of_the_first_run_leads_to_the_flight_that_was_asked_for() {
    for (then, effects) in [
        (None, vec![Effect::Keep]),
        (
            Some(Play::Solo(Seat::Soyuz)),
            vec![Effect::Keep, Effect::Open(Play::Solo(Seat::Soyuz))],
        ),
    ] {
        let mut app = client(Locale::En);
        let mut first = First::new(true);
        first.then = then;
        app.screen = Screen::First(first);
        assert_eq!(
            update(&mut app, Msg::Key(Press::down(Key::Char('3')))),
            effects
        );
        assert_eq!(app.kept.chosen.picture, Some(Glyphs::HalfBlocks));
        assert!(!matches!(app.screen, Screen::First(_)));
    }
}

#[test]
fn the_settings_screen_is_as_blessed() {
    bless_at("settings", &SIZES, settings);
    bless_at("settings-name", &[SMALL], |locale| {
        let mut app = settings(locale);
        press(&mut app, &[Key::Char('7')]);
        update(&mut app, Msg::Paste("Валерий".into()));
        app
    });
}

fn keys(locale: Locale, presses: &[Key]) -> App {
    let mut app = settings(locale);
    press(&mut app, &[Key::Char('8')]);
    press(&mut app, presses);
    app
}

#[test]
fn the_screen_of_keys_is_as_blessed() {
    bless_at("keys", &SIZES, |locale| {
        keys(locale, &[Key::Enter, Key::F(9), Key::Down, Key::Backspace])
    });
    bless_at("keys-clash", &[SMALL], |locale| {
        keys(locale, &[Key::Enter, Key::Char('S')])
    });
    bless_at("keys-shared", &[SMALL], |locale| {
        keys(locale, &[Key::Right])
    });
}

/// Keys put elsewhere are printed where they are now: in the bars, beside the plan, on the help page.
#[test]
fn every_hint_prints_the_players_own_keys() {
    for (seat, locale) in [(Seat::Apollo, Locale::En), (Seat::Soyuz, Locale::Ru)] {
        let mut app = flying(locale, &[seat], demo::final_approach);
        let before = picture(&mut app, NORMAL);
        assert!(!before.contains("F9"), "{before}");
        let rows = app.settings.keys.rows(Board::Own);
        let places: Vec<usize> = rows
            .enumerate()
            .filter(|(_, (row, _))| matches!(row.act, Act::Help | Act::Call(0) | Act::Abort))
            .map(|(place, _)| place)
            .collect();
        let anew = [Key::F(9), Key::F(10), Key::F(11)];
        for (place, key) in places.iter().zip(anew) {
            app.settings.keys.bind(Board::Own, *place, Some(key));
        }
        let shown = picture(&mut app, NORMAL);
        for key in anew {
            assert!(shown.contains(&key.label()), "{key:?}: {shown}");
        }
        // The old key does nothing, the new one does it, and the page of keys says so.
        press(&mut app, &[Key::Char('1')]);
        assert!(app.stations[0].notice.is_none());
        let help = app.settings.keys.rows(Board::Own);
        let help = help.filter(|(row, _)| row.act == Act::Help);
        let help = help
            .filter_map(|(_, key)| key)
            .next()
            .expect("a key of help");
        press(&mut app, &[help]);
        let page = picture(&mut app, NORMAL);
        for key in anew {
            assert!(page.contains(&key.label()), "{key:?}: {page}");
        }
    }
}

#[test]
fn a_broken_file_of_settings_is_told_where_it_is_seen() {
    let why = Mishap::Broken {
        line: 3,
        column: 9,
        file: PathBuf::from("/home/anna/.config/handshake/settings.toml"),
        aside: Some(PathBuf::from(
            "/home/anna/.config/handshake/settings.broken-1.toml",
        )),
    };
    bless_at("start-mishap", &[SMALL], |locale| {
        let mut app = client(locale);
        app.mishap = Some(why.clone());
        app
    });
}

/// A choice is in force at once: the look follows it, key by key.
#[test]
fn every_theme_and_every_picture_is_in_force_at_once() {
    let mut app = settings(Locale::En);
    app.settings.depth = Depth::True;
    let mut seen = Vec::new();
    for _ in Scheme::ALL {
        press(&mut app, &[Key::Char('3')]);
        let look = Look::of(&app.settings);
        assert!(!seen.contains(&look.theme.scheme), "{seen:?}");
        seen.push(look.theme.scheme);
        picture_with(&mut app, SMALL, &look);
    }
    let mut seen = Vec::new();
    loop {
        press(&mut app, &[Key::Char('4')]);
        let look = Look::of(&app.settings);
        if seen.contains(&look.mode) {
            break;
        }
        seen.push(look.mode);
        assert_eq!(look.ascii, app.settings.glyphs == Glyphs::Ascii);
        let shown = picture_with(&mut app, SMALL, &look);
        if look.ascii {
            let strange = shown.chars().find(|c| !c.is_ascii() && !c.is_alphabetic());
            assert_eq!(strange, None, "{shown}");
        }
    }
    assert_eq!(seen.len(), 5, "{seen:?}");
}
