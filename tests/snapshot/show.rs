//! The show of two software crews: its scenes as blessed pictures at the sizes at which it looks
//! different, and what it asks.

use std::sync::LazyLock;

use handshake::app::App;
use handshake::app::demo::{begin, scenes::SCENES};
use handshake::app::msg::Msg;
use handshake::app::update::update;
use handshake::demo::fly;
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake_shared::replay::Player;

use super::{LARGE, NORMAL, SMALL, TOGETHER, bless_at, client, press};

/// Each stretch in these pictures, s.
const STRETCH_S: u32 = 3;
/// Between two beats of the clock, ms.
const BEAT_MS: u64 = 250;

/// One flight for all pictures.
fn flown() -> Box<Player> {
    static FLOWN: LazyLock<Box<Player>> = LazyLock::new(|| fly(1).expect("two good crews"));
    FLOWN.clone()
}

/// The show, so many milliseconds into that scene.
fn showing(locale: Locale, (size, kiosk): ((u16, u16), bool), caption: &str, into_ms: u64) -> App {
    let mut app = client(locale);
    app.size = size;
    begin(&mut app, kiosk, Some(STRETCH_S));
    update(&mut app, Msg::Flown(Some(flown())));
    let scene = SCENES.iter().position(|scene| scene.caption == caption);
    let scenes_ms = 1_000 * u64::from(STRETCH_S) * scene.expect("a scene") as u64;
    let start_ms = app.now_ms;
    update(&mut app, Msg::Clock(start_ms));
    // A beat that ends a stretch shows the next one from its first tick.
    for beat in 1..=(scenes_ms + into_ms) / BEAT_MS {
        update(&mut app, Msg::Clock(start_ms + beat * BEAT_MS));
    }
    app
}

#[test]
fn the_scenes_of_the_show_are_as_blessed() {
    for (name, caption, into_ms) in [
        ("show-outside", "demo-start", 500),
        ("show-console", "demo-range", 500),
        ("show-contact", "demo-contact", 500),
        ("show-air", "demo-air", 1_000),
    ] {
        for size in [SMALL, NORMAL, TOGETHER, LARGE] {
            bless_at(name, &[size], |locale| {
                showing(locale, (size, false), caption, into_ms)
            });
        }
    }
}

#[test]
fn what_the_show_asks_is_as_blessed() {
    for size in [SMALL, NORMAL, TOGETHER] {
        bless_at("show-asks-seat", &[size], |locale| {
            let mut app = showing(locale, (size, false), "demo-range", 500);
            press(&mut app, &[Key::Space]);
            app
        });
        bless_at("show-table-asks-language", &[size], |locale| {
            let mut app = showing(locale, (size, true), "demo-range", 500);
            press(&mut app, &[Key::Space]);
            app
        });
        bless_at("show-table-asks-seat", &[size], |locale| {
            let mut app = showing(locale, (size, true), "demo-range", 500);
            let answer = match locale {
                Locale::En => Key::Char('1'),
                Locale::Ru => Key::Char('2'),
            };
            press(&mut app, &[Key::Space, answer]);
            app
        });
    }
}
