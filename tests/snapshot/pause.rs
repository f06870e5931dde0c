//! A flight that stands still on the consoles: every reason can be read whole at every size and in both
//! languages, with the keys that are left.

use handshake::app::App;
use handshake::app::msg::{LinkState, Msg, News};
use handshake::app::update::update;
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake_shared::ids::Seat;
use handshake_shared::time::Tick;
use handshake_shared::wire::PauseReason;

use crate::{NORMAL, SMALL, TOGETHER, bless_at, demo, flying, picture, press};

const SIZES: [(u16, u16); 3] = [SMALL, NORMAL, (160, 48)];

pub fn tell(app: &mut App, news: &News) {
    for index in 0..app.stations.len() {
        update(app, Msg::Link(index, news.clone()));
    }
}

pub fn stands(app: &mut App, why: PauseReason, left_s: u16) {
    let now_ms = app.now_ms;
    let since = Tick(5_000);
    tell(app, &News::Paused { why, since, left_s });
    update(app, Msg::Clock(now_ms + 42_000));
}

fn alone(locale: Locale) -> App {
    flying(locale, &[Seat::Apollo], demo::final_approach)
}

#[test]
fn a_pause_is_as_blessed() {
    bless_at("pause-asked", &SIZES, |locale| {
        let mut app = alone(locale);
        stands(&mut app, PauseReason::Asked(Seat::Soyuz), 1_200);
        app
    });
    bless_at("pause-count", &[SMALL], |locale| {
        let mut app = alone(locale);
        stands(&mut app, PauseReason::Asked(Seat::Apollo), 0);
        let by = Some(Seat::Soyuz);
        tell(&mut app, &News::GoesOn { by, in_s: 3 });
        app
    });
    bless_at("pause-together", &[TOGETHER], |locale| {
        let mut app = flying(locale, &Seat::ALL, demo::final_approach);
        stands(&mut app, PauseReason::Asked(Seat::Apollo), 0);
        app
    });
}

#[test]
fn a_line_that_is_gone_is_as_blessed() {
    bless_at("pause-lost", &[SMALL, NORMAL], |locale| {
        let mut app = alone(locale);
        stands(&mut app, PauseReason::Lost(Seat::Soyuz), 120);
        app
    });
    bless_at("pause-left", &[SMALL], |locale| {
        let mut app = alone(locale);
        stands(&mut app, PauseReason::Left(Seat::Soyuz), 120);
        press(&mut app, &[Key::Esc]);
        app
    });
    bless_at("pause-line", &[SMALL, NORMAL], |locale| {
        let mut app = alone(locale);
        tell(&mut app, &News::Link(LinkState::Lost(0)));
        update(&mut app, Msg::Clock(42_000));
        tell(&mut app, &News::Link(LinkState::Lost(43)));
        app
    });
    bless_at("pause-silent", &[SMALL], |locale| {
        let mut app = alone(locale);
        update(&mut app, Msg::Clock(60_000));
        tell(&mut app, &News::Silent(Some(2_100)));
        tell(&mut app, &News::Link(LinkState::Quiet));
        app
    });
}

/// The last line of the card, its keys, stands on the screen whole for every reason.
#[test]
fn every_reason_is_said_whole_at_every_size() {
    let reasons = Seat::ALL.into_iter().flat_map(|seat| {
        [
            PauseReason::Asked(seat),
            PauseReason::Lost(seat),
            PauseReason::Left(seat),
        ]
    });
    for why in reasons {
        for locale in Locale::ALL {
            for size in SIZES {
                let mut app = alone(locale);
                stands(&mut app, why, 1_200);
                let words = app.words.of(locale);
                let last = words.get("key-quit");
                let shown = picture(&mut app, size);
                assert!(shown.contains(&last), "{why:?} at {size:?}:\n{shown}");
                let missing = app.words.of(locale).missing();
                assert_eq!(missing, Vec::<String>::new());
            }
        }
    }
}
