//! The desk of those who watch as blessed pictures, in both languages at three sizes: a flight of two
//! software crews, told as a server tells it.

use std::sync::LazyLock;

use handshake::app::desk::WatchNews;
use handshake::app::msg::Msg;
use handshake::app::update::update;
use handshake::app::{App, Screen};
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake_shared::replay::Replay;
use handshake_shared::scenario::shipped;
use handshake_shared::time::Tick;
use handshake_shared::wire::Flown;
use handshake_shared::wire::watch::Leg;
use handshake_tests::taped::taped;

use super::{LARGE, NORMAL, SMALL, bless_at, client, press};

const SIZES: [(u16, u16); 3] = [SMALL, NORMAL, LARGE];

/// `final-approach`, flown once for all pictures.
fn flown() -> &'static Replay {
    static FLOWN: LazyLock<Replay> = LazyLock::new(|| {
        let mut missions = shipped().iter();
        let mission = missions.find(|(name, _)| *name == "final-approach");
        let (_, bytes) = taped(*mission.expect("ships"), 1975, 600.0);
        let mut replay = Replay::read(&bytes).expect("whole");
        replay.header.crews = ["Tom", "Алексей"].map(str::to_owned);
        replay
    });
    &FLOWN
}

/// A flight as it is told to those who watch, up to that tick.
fn told(until: Tick) -> Vec<Flown> {
    let replay = flown();
    let begins = Flown::Begins {
        mission: 1,
        header: Box::new(replay.header.clone()),
        world_bytes: 0,
    };
    let legs = replay
        .stretches
        .iter()
        .take_while(|stretch| stretch.end() <= until);
    let legs = legs.map(|stretch| {
        Flown::Leg(Leg {
            from: stretch.from,
            beats: stretch.ticks() as u16,
            runs: stretch.runs.clone(),
            acts: stretch.acts.clone(),
            digest: Some(stretch.digest),
        })
    });
    let ends = (until >= replay.last_tick()).then_some(Flown::Ends(replay.last_tick()));
    [begins].into_iter().chain(legs).chain(ends).collect()
}

fn watching(locale: Locale, until: Tick) -> App {
    let mut app = client(locale);
    tell(&mut app, WatchNews::Watching { delay_s: 20 });
    for flown in told(until) {
        tell(&mut app, WatchNews::Flown(Box::new(flown)));
    }
    let mut now_ms = app.now_ms;
    loop {
        now_ms += 100;
        update(&mut app, Msg::Clock(now_ms));
        let desk = app.desk.as_ref().expect("watching");
        if desk.follower.waiting_beats() == 0 {
            return app;
        }
    }
}

fn tell(app: &mut App, news: WatchNews) {
    update(app, Msg::Watch(news));
}

#[test]
fn the_desk_is_as_blessed_at_three_sizes() {
    bless_at("desk-approach", &SIZES, |locale| {
        watching(locale, Tick(3_600))
    });
    let last = flown().last_tick();
    bless_at("desk-ended", &SIZES, |locale| watching(locale, last));
}

#[test]
fn the_desk_before_its_flight_and_its_help_are_as_blessed() {
    bless_at("desk-waiting", &[SMALL], |locale| {
        let mut app = client(locale);
        tell(&mut app, WatchNews::Watching { delay_s: 20 });
        app
    });
    bless_at("desk-help", &[SMALL, NORMAL], |locale| {
        let mut app = watching(locale, Tick(600));
        press(&mut app, &[Key::Char('?')]);
        app
    });
}

#[test]
fn at_the_end_the_digests_were_the_flights_own() {
    let app = watching(Locale::En, flown().last_tick());
    assert_eq!(app.screen, Screen::Desk);
    let desk = app.desk.as_ref().expect("watching");
    assert!(desk.last().is_some(), "{:?}", desk.line);
}
