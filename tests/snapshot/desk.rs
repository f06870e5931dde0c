//! The desk of those who watch as blessed pictures, in both languages at three sizes: a flight of two
//! software crews, told as a server tells it.

use std::sync::LazyLock;

use handshake::app::desk::WatchNews;
use handshake::app::msg::Msg;
use handshake::app::trouble::Trouble;
use handshake::app::update::update;
use handshake::app::{App, Screen, Settings};
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake::plain::Session;
use handshake::profile::Profile;
use handshake_shared::replay::Replay;
use handshake_shared::scenario::shipped;
use handshake_shared::sim::event::{Event, Speech};
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

#[test]
fn an_instructors_list_and_its_answer_are_as_blessed() {
    use handshake_shared::catalogue::faults::Injection;
    use handshake_shared::wire::server::NotInjected;

    let instructing = |locale: Locale| {
        let mut app = watching(locale, Tick(3_600));
        tell(&mut app, WatchNews::Instructs);
        press(
            &mut app,
            &[Key::Char('F'), Key::Down, Key::Down, Key::Enter],
        );
        app
    };
    bless_at("desk-faults", &SIZES, instructing);
    bless_at("desk-faults-refused", &[SMALL], |locale| {
        let mut app = instructing(locale);
        let news = WatchNews::Injection {
            what: Injection::OFFERED[2],
            refused: Some(NotInjected::TooOften { wait_s: 5 }),
        };
        tell(&mut app, news);
        app
    });
    bless_at("desk-faults-done", &[SMALL, NORMAL], |locale| {
        let mut app = instructing(locale);
        let news = WatchNews::Injection {
            what: Injection::OFFERED[2],
            refused: None,
        };
        tell(&mut app, news);
        press(&mut app, &[Key::Esc]);
        app
    });
}

/// The whole flight as lines.
fn in_lines(locale: Locale) -> Vec<String> {
    let settings = Settings {
        locale,
        ..Settings::default()
    };
    let mut session = Session::new(settings, Profile::default());
    let mut heed = |news| {
        let effects = session.heed(Msg::Watch(news)).expect("no trouble");
        assert_eq!(effects, [], "whoever watches asks for nothing");
    };
    heed(WatchNews::Watching { delay_s: 0 });
    for flown in told(flown().last_tick()) {
        heed(WatchNews::Flown(Box::new(flown)));
    }
    heed(WatchNews::Closed(Trouble::Lost));
    for beat in 0..10_000 {
        if session.is_over() {
            break;
        }
        session.watch(beat * 100);
    }
    assert!(session.is_over(), "told to its end");
    session.printed()
}

#[test]
fn a_flight_that_is_watched_in_lines_tells_calls_with_their_meaning_gauges_and_locks() {
    for (locale, wanted) in [
        (
            Locale::En,
            [
                "Final Approach  Tom · Алексей",
                "Phase: ",
                "OPEN: ",
                "owes a read-back",
                "◆ contact",
                "→ Pressure in the docking module",
                "psi",
            ],
        ),
        (
            Locale::Ru,
            [
                "Tom · Алексей",
                "Этап: ",
                "ОТКРЫТО: ",
                "за экипажем подтверждение",
                "◆ касание",
                "→ ",
                "мм",
            ],
        ),
    ] {
        let lines = in_lines(locale);
        let all = lines.join("\n").replace('\u{a0}', " ");
        for text in wanted {
            assert!(all.contains(text), "{text} in\n{all}");
        }
        assert!(!all.contains('\u{1b}'), "no colours in a pipe");
        // Every call of both crews stands there, however long the loop has become.
        let said = flown().events().filter(|(_, event)| {
            matches!(event, Event::Heard(said) if matches!(said.speech, Speech::Call { .. }))
        });
        let said = said.count();
        let spoken = lines.iter().filter(|line| line.contains(" ▸ "));
        assert!(spoken.count() >= said, "{said} calls in\n{all}");
    }
}
