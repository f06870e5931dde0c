//! The screens around a flight as blessed pictures, in both languages and at every size.

use std::path::PathBuf;

use handshake::app::App;
use handshake::app::msg::Msg;
use handshake::app::update::update;
use handshake::draw::Look;
use handshake::draw::theme::{Depth, Scheme};
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake::settings::{Glyphs, Mishap};

use super::{NORMAL, SMALL, TOGETHER, bless_at, client, picture_with, press};

const SIZES: [(u16, u16); 3] = [SMALL, NORMAL, TOGETHER];

fn settings(locale: Locale) -> App {
    let mut app = client(locale);
    press(&mut app, &[Key::Char('5')]);
    app
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
