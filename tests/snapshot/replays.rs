//! The list of recorded flights and one of them being played, as blessed pictures: the flight is one
//! of two software crews, so that its consoles show what was read and said.

use std::sync::LazyLock;

use handshake::app::effect::Effect;
use handshake::app::msg::Msg;
use handshake::app::playback::keys::{enter, seek};
use handshake::app::playback::{Playback, Sat};
use handshake::app::update::update;
use handshake::app::{App, Screen};
use handshake::i18n::Locale;
use handshake::input::{Key, Press};
use handshake::replays::{Listed, Wrong};
use handshake_shared::ids::Seat;
use handshake_shared::replay::{Fault, Player, Replay, ReplayError, Summary};
use handshake_shared::scenario::shipped;
use handshake_shared::sim::event::Outcome;
use handshake_shared::time::Tick;
use handshake_tests::taped::taped;

use super::{NORMAL, SMALL, TOGETHER, bless_at, client, press};

/// 17 July 1975, 16:19 UTC.
const DATE_UTC_S: u64 = 174_845_940;
/// In the last metres: rings out, calls going to and fro.
const AT: Tick = Tick(60 * 60);

/// `final-approach`, flown once for all pictures.
fn flown() -> Player {
    static FLOWN: LazyLock<Player> = LazyLock::new(|| {
        let mut missions = shipped().iter();
        let mission = missions.find(|(name, _)| *name == "final-approach");
        let (_, bytes) = taped(*mission.expect("ships"), 1975, 600.0);
        Player::new(Replay::read(&bytes).expect("whole"))
    });
    FLOWN.clone()
}

/// A client that plays it, at a place in its middle.
pub(super) fn playing(locale: Locale, sat: Sat, player: Player) -> App {
    let mut app = client(locale);
    app.size = TOGETHER;
    enter(
        &mut app,
        Playback::new(player, "flown".into(), sat, Some(locale)),
    );
    press(&mut app, &[Key::Space]);
    seek(&mut app, AT);
    app
}

/// The same flight under rules that are no longer today's.
fn older() -> Player {
    let mut replay = flown().replay().clone();
    replay.header.sim_revision -= 1;
    Player::new(replay)
}

fn listed() -> Vec<Listed> {
    let header = |scenario: &str, crews: [&str; 2]| {
        let mut header = flown().replay().header.clone();
        header.scenario = scenario.to_owned();
        header.crews = crews.map(str::to_owned);
        header.began_utc_s = DATE_UTC_S;
        header
    };
    let one = |scenario: &str, crews, length, outcome, is_whole| Listed {
        path: format!("{scenario}.replay").into(),
        told: Ok(Summary {
            header: header(scenario, crews),
            length: Some(Tick(length)),
            outcome,
            is_whole,
        }),
    };
    let mut older = one("night-approach", ["Anna", "Борис"], 33_571, None, false);
    if let Ok(summary) = &mut older.told {
        summary.header.sim_revision -= 1;
    }
    let mut foreign = one("odour", ["Anna", "software"], 0, None, false);
    if let Ok(summary) = &mut foreign.told {
        (summary.header.protocol, summary.length) = (1, None);
    }
    let fault = Fault::Torn;
    let torn = Listed {
        path: "20261127T003848Z-rescue-482913.replay".into(),
        told: Err(Wrong::Replay(ReplayError { at: 10, fault })),
    };
    let good = Some(Outcome::Handshake);
    vec![
        one("first-handshake", ["Anna", "software"], 44_545, good, true),
        older,
        one(
            "my-own",
            ["", "Борис"],
            9_000,
            Some(Outcome::RingsLost),
            true,
        ),
        foreign,
        torn,
    ]
}

pub(super) fn list(locale: Locale, keys: &[Key]) -> App {
    let mut app = client(locale);
    let effects = update(&mut app, Msg::Key(Press::down(Key::Char('6'))));
    assert_eq!(effects, [Effect::ListReplays]);
    update(&mut app, Msg::Replays(listed()));
    press(&mut app, keys);
    app
}

#[test]
fn the_list_is_as_blessed() {
    bless_at("replays", &[SMALL, NORMAL, TOGETHER], |locale| {
        list(locale, &[])
    });
    bless_at("replays-older", &[SMALL], |locale| {
        list(locale, &[Key::Down])
    });
    bless_at("replays-foreign", &[SMALL], |locale| {
        list(locale, &[Key::PageDown, Key::Up])
    });
    bless_at("replays-delete", &[SMALL], |locale| {
        list(locale, &[Key::PageDown, Key::Char('X')])
    });
    bless_at("replays-none", &[SMALL], |locale| {
        let mut app = list(locale, &[]);
        update(&mut app, Msg::Replays(Vec::new()));
        app
    });
}

#[test]
fn a_replay_is_as_blessed_from_every_seat_and_at_every_size() {
    for (name, seat) in [("apollo", Seat::Apollo), ("soyuz", Seat::Soyuz)] {
        bless_at(
            &format!("replay-{name}"),
            &[SMALL, NORMAL, TOGETHER],
            |locale| playing(locale, Sat::In(seat), flown()),
        );
    }
    bless_at("replay-both", &[TOGETHER], |locale| {
        playing(locale, Sat::Both, flown())
    });
    bless_at("replay-help", &[SMALL, NORMAL], |locale| {
        let mut app = playing(locale, Sat::In(Seat::Apollo), flown());
        press(&mut app, &[Key::Char('H')]);
        app
    });
    bless_at("replay-time", &[SMALL], |locale| {
        let mut app = playing(locale, Sat::In(Seat::Apollo), flown());
        press(&mut app, &[Key::Char('T'), Key::Char('1'), Key::Char('2')]);
        app
    });
    bless_at("replay-older", &[SMALL], |locale| {
        let mut app = playing(locale, Sat::In(Seat::Apollo), older());
        press(&mut app, &[Key::Backspace]);
        app
    });
}

/// An older flight shows the same cockpit: it was written down twice a second.
#[test]
fn an_older_flight_shows_what_was_shown_then() {
    let today = playing(Locale::En, Sat::Both, flown());
    let then = playing(Locale::En, Sat::Both, older());
    for (today, then) in today.stations.iter().zip(&then.stations) {
        assert!(today.view.is_some());
        assert_eq!(today.view, then.view);
        assert_eq!(today.log, then.log);
        assert_eq!(today.trends, then.trends);
    }
}

#[test]
fn a_replay_is_chosen_read_and_left_again() {
    let mut app = list(Locale::En, &[]);
    let effects = update(&mut app, Msg::Key(Press::down(Key::Enter)));
    assert_eq!(
        effects,
        [Effect::OpenReplay("first-handshake.replay".into())]
    );
    let read = Ok(Box::new(flown()));
    update(&mut app, Msg::Replay("first-handshake".into(), read));
    assert_eq!(app.screen, Screen::Replay);
    let effects = update(&mut app, Msg::Key(Press::down(Key::Esc)));
    assert_eq!(effects, [Effect::ListReplays]);
    // A flight that comes when nobody waits for it any more is not shown.
    update(&mut app, Msg::Replay("late".into(), Ok(Box::new(flown()))));
    assert!(matches!(app.screen, Screen::Replays(_)));
    press(&mut app, &[Key::Esc]);
    assert!(matches!(app.screen, Screen::Start(_)));
}

#[test]
fn a_replay_teaches_no_words_and_acts_on_nothing() {
    let mut app = playing(Locale::En, Sat::Both, flown());
    let profile = app.profile.clone();
    press(&mut app, &[Key::Backspace, Key::Space]);
    for second in 0..40 {
        let effects = update(&mut app, Msg::Clock(10_000 + 250 * second));
        assert!(
            effects
                .iter()
                .all(|effect| matches!(effect, Effect::Sound(_))),
            "{effects:?}"
        );
    }
    for key in [
        Key::Enter,
        Key::Char('1'),
        Key::Char('W'),
        Key::Char('G'),
        Key::F(12),
    ] {
        let effects = update(&mut app, Msg::Key(Press::down(key)));
        assert!(effects.is_empty(), "{key:?}: {effects:?}");
    }
    assert_eq!(app.profile, profile);
}
