//! The screens before a flight of two crews: the choice of a room, the invitation with its code, the
//! ready room; and the way back from every screen.

use handshake::app::choices::Choices;
use handshake::app::effect::Effect;
use handshake::app::first::First;
use handshake::app::msg::{Line, LinkState, Msg, News, Partner};
use handshake::app::rebind::Rebind;
use handshake::app::rooms::begin;
use handshake::app::start::{Stage, Start};
use handshake::app::trouble::Trouble;
use handshake::app::update::update;
use handshake::app::{App, Play, Screen};
use handshake::i18n::Locale;
use handshake::input::{Key, Press};
use handshake::lan::{Found, LanNews};
use handshake::router::Outside;
use handshake::settings::LanUse;
use handshake::sound::Cue;
use handshake_shared::ids::Seat;
use handshake_shared::sim::doors::Rules;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::wire::{
    Briefing, CrewCard, Refused, SeatStatus, Version, WatchCode, Watcher, Watchers, Watching,
};

use super::{NORMAL, SMALL, TOGETHER, bless_at, client, demo, flying, picture, press};

const SIZES: [(u16, u16); 3] = [SMALL, NORMAL, TOGETHER];
const LINE: &str = "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";
const FAR: &str = "handshake:192.168.1.7:1975,[2001:db8:85a3:8d3:1319:8a2e:370:7348]:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";

/// A crew in its room, with the other one or alone.
fn room(locale: Locale, play: Play, line: Option<&str>, partner: Option<&str>) -> App {
    let mut app = client(locale);
    app.settings.name = "Tom".into();
    begin(&mut app, play);
    let seats = vec![Seat::Apollo];
    let invite = line.map(str::to_owned);
    update(&mut app, Msg::Opened { seats, invite });
    seats_are(&mut app, partner, [false; 2]);
    let crews = [
        CrewCard {
            help: Some(HelpLevel::Passenger),
            link_ms: Some(1),
        },
        CrewCard {
            help: Some(HelpLevel::Pilot),
            link_ms: Some(87),
        },
    ];
    let briefing = Briefing {
        scenario: "radio-school".into(),
        rules: Rules::Flight,
        crews,
    };
    update(&mut app, Msg::Link(0, News::Briefing(briefing)));
    update(
        &mut app,
        Msg::Link(0, News::Link(LinkState::Good(Line::clear(1)))),
    );
    app
}

fn seats_are(app: &mut App, partner: Option<&str>, ready: [bool; 2]) -> Vec<Effect> {
    let sitting = |name: &str, ready| SeatStatus {
        name: Some(name.to_owned()),
        connected: true,
        ready,
    };
    let other = partner.map(|name| sitting(name, ready[1]));
    let seen = Partner {
        name: partner.unwrap_or_default().to_owned(),
        present: partner.is_some(),
        software: false,
    };
    let roster = [sitting("Tom", ready[0]), other.unwrap_or_default()];
    update(app, Msg::Link(0, News::Roster(seen, roster)))
}

const HOST: Play = Play::Host(Seat::Apollo);

#[test]
fn the_hosts_screen_is_as_blessed() {
    bless_at("host", &SIZES, |locale| {
        room(locale, HOST, Some(LINE), None)
    });
    bless_at("host-far", &SIZES, |locale| {
        room(locale, HOST, Some(FAR), None)
    });
    bless_at("host-code", &[SMALL], |locale| {
        let mut app = room(locale, HOST, Some(LINE), None);
        press(&mut app, &[Key::Char('C')]);
        app
    });
    bless_at("host-split", &[SMALL], |locale| {
        let line = "handshake:127.0.0.1:54321/482913#MFRGGZDFMZTWQ2LKNNWG23TP";
        room(locale, Play::Split(Seat::Apollo), Some(line), None)
    });
}

#[test]
fn the_ready_room_is_as_blessed() {
    bless_at("ready", &SIZES, |locale| {
        let mut app = room(locale, HOST, Some(LINE), Some("Алексей"));
        seats_are(&mut app, Some("Алексей"), [true, false]);
        app
    });
    bless_at("ready-alone", &[SMALL], |locale| {
        room(locale, Play::Join(LINE.into()), None, None)
    });
    bless_at("ready-leaving", &[SMALL], |locale| {
        let mut app = room(locale, HOST, Some(LINE), Some("Алексей"));
        press(&mut app, &[Key::Esc]);
        app
    });
}

#[test]
fn who_joins_is_heard_and_seen_and_the_key_says_ready() {
    let mut app = room(Locale::En, HOST, Some(LINE), None);
    assert!(picture(&mut app, SMALL).contains("Waiting for the other crew"));
    let effects = seats_are(&mut app, Some("Алексей"), [false; 2]);
    assert!(effects.contains(&Effect::Sound(Cue::Notice)), "{effects:?}");
    let shown = picture(&mut app, SMALL);
    assert!(
        shown.contains("Алексей") && shown.contains("87 ms"),
        "{shown}"
    );
    let enter = Msg::Key(Press::down(Key::Enter));
    assert_eq!(update(&mut app, enter), [Effect::Ready(0, true)]);
}

#[test]
fn two_at_one_keyboard_are_told_of_a_small_window_before_they_fly() {
    for (size, flies) in [(NORMAL, false), (TOGETHER, true), ((80, 48), true)] {
        let mut app = client(Locale::En);
        update(&mut app, Msg::Resize(size.0, size.1));
        let effects = begin(&mut app, Play::Together);
        assert_eq!(effects == [Effect::Open(Play::Together)], flies, "{size:?}");
        let shown = picture(&mut app, size);
        assert_eq!(shown.contains("handshake local --split"), !flies, "{shown}");
    }
}

#[test]
fn where_nobody_is_waited_for_the_crew_is_ready_by_itself() {
    for (play, lines) in [
        (Play::Solo(Seat::Apollo), false),
        (Play::Together, false),
        (HOST, true),
    ] {
        let mut app = client(Locale::En);
        app.always_ready = lines;
        update(&mut app, Msg::Resize(TOGETHER.0, TOGETHER.1));
        begin(&mut app, play.clone());
        let (seats, invite) = (vec![Seat::Apollo], None);
        update(&mut app, Msg::Opened { seats, invite });
        let ready = [Effect::Ready(0, true)];
        assert_eq!(seats_are(&mut app, None, [false; 2]), ready, "{play:?}");
        assert_eq!(seats_are(&mut app, None, [true, false]), [], "said once");
    }
}

#[test]
fn a_crew_that_changes_its_seat_has_the_other_console() {
    let mut app = room(Locale::En, HOST, Some(LINE), None);
    let key = Msg::Key(Press::down(Key::Char('S')));
    assert_eq!(update(&mut app, key), [Effect::Sit(0, Seat::Soyuz)]);
    update(&mut app, Msg::Link(0, News::Seated(Seat::Soyuz)));
    assert_eq!(app.stations[0].seat, Seat::Soyuz);
    assert_eq!(app.stations[0].help, Locale::En);
    assert!(matches!(app.screen, Screen::Ready(_)));
}

fn found(name: &str, scenario: &str, free: [bool; 2], version: Version) -> Found {
    Found {
        name: name.into(),
        scenario: scenario.into(),
        free,
        version,
        line: LINE.into(),
    }
}

/// A crew that looks for a room, in a network with three of them and after two flights.
fn joining(locale: Locale) -> App {
    let mut app = client(locale);
    app.began_s = 1_800_000_000;
    app.recents.joined(LINE, app.began_s - 9 * 86_400);
    app.recents.met(LINE, "Tom");
    let elsewhere = "soyuz.example.org 112233";
    app.recents.joined(elsewhere, app.began_s - 3 * 3_600);
    press(&mut app, &[Key::Char('3')]);
    let older = Version {
        protocol: 1,
        ..Version::current()
    };
    let rooms = vec![
        found(
            "Алексей",
            "final-approach",
            [true, false],
            Version::current(),
        ),
        found("Vance", "night-approach", [false, true], older),
        found("Валерий", "my-own-mission", [false; 2], Version::current()),
    ];
    update(&mut app, Msg::Lan(LanNews::Found(rooms)));
    app
}

#[test]
fn the_choice_of_a_room_is_as_blessed() {
    bless_at("join", &SIZES, joining);
    bless_at("join-recent", &[SMALL], |locale| {
        let mut app = joining(locale);
        press(&mut app, &[Key::Down; 4]);
        app
    });
    bless_at("join-wrong", &[SMALL], |locale| {
        let mut app = client(locale);
        app.settings.lan = LanUse::Off;
        press(&mut app, &[Key::Char('3')]);
        update(&mut app, Msg::Paste(LINE.replace("#MFRGG", "#MFR")));
        press(&mut app, &[Key::Enter]);
        app
    });
    bless_at("join-version", &[SMALL], |locale| {
        let mut app = joining(locale);
        press(&mut app, &[Key::Down, Key::Down, Key::Enter]);
        app
    });
    bless_at("join-none", &[SMALL], |locale| {
        let mut app = client(locale);
        press(&mut app, &[Key::Char('3')]);
        app
    });
}

/// However many rooms are announced, the one with the cursor is seen.
#[test]
fn a_long_list_of_rooms_scrolls_with_the_cursor() {
    let mut app = joining(Locale::En);
    let name = |n: usize| format!("crew {n:02}");
    let rooms = (0..32).map(|n| found(&name(n), "odour", [true, false], Version::current()));
    update(&mut app, Msg::Lan(LanNews::Found(rooms.collect())));
    for n in 0..32 {
        press(&mut app, &[Key::Down]);
        assert!(picture(&mut app, SMALL).contains(&format!("▸ {}", name(n))));
    }
    press(&mut app, &[Key::Down, Key::Down]);
    assert!(picture(&mut app, SMALL).contains("▸ Tom"));
}

#[test]
fn the_network_is_listened_to_while_the_choice_is_open_and_only_if_it_may_be() {
    let mut app = client(Locale::En);
    let key = |key| Msg::Key(Press::down(key));
    let three = key(Key::Char('3'));
    assert_eq!(update(&mut app, three.clone()), [Effect::Look(true)]);
    assert_eq!(update(&mut app, key(Key::Esc)), [Effect::Look(false)]);
    update(&mut app, three.clone());
    update(&mut app, Msg::Paste(LINE.into()));
    let open = Effect::Open(Play::Join(LINE.into()));
    let joined = update(&mut app, key(Key::Enter));
    assert_eq!(joined, [Effect::Look(false), open]);
    let mut app = client(Locale::En);
    app.settings.lan = LanUse::Off;
    assert_eq!(update(&mut app, three), []);
    let mut app = room(Locale::En, HOST, Some(LINE), None);
    let announces = |effects: &[Effect]| {
        let mut all = effects.iter();
        all.any(|effect| matches!(effect, Effect::Announce(_)))
    };
    assert!(announces(&seats_are(&mut app, None, [false; 2])));
    app.settings.lan = LanUse::Off;
    assert!(!announces(&seats_are(&mut app, None, [false; 2])));
}

#[test]
fn a_hosted_room_asks_the_router_unless_it_may_not_and_says_what_came_of_it() {
    let opened = || Msg::Opened {
        seats: vec![Seat::Apollo],
        invite: Some(LINE.into()),
    };
    let asks = |play: Play, lan: LanUse| {
        let mut app = client(Locale::En);
        app.settings.lan = lan;
        app.play = Some(play);
        let effects = update(&mut app, opened());
        let mut all = effects.iter();
        all.any(|effect| matches!(effect, Effect::AskRouter(port) if port.get() == 1975))
    };
    assert!(asks(HOST, LanUse::On) && !asks(HOST, LanUse::Off));
    assert!(!asks(Play::Split(Seat::Apollo), LanUse::On));
    for (locale, forwards, open, behind) in [
        (Locale::En, "forwards", "Your router lets", "provider"),
        (Locale::Ru, "передавал", "Роутер впустит", "провайдера"),
    ] {
        let mut app = room(locale, HOST, Some(LINE), None);
        let outside = "198.51.100.7:40975".parse().expect("an address");
        for (stands, told, address) in [
            (Outside::Shut, forwards, "192.168.1.7"),
            (Outside::Open(outside), open, "198.51.100.7:40975"),
            (
                Outside::Behind([100, 64, 0, 9].into()),
                behind,
                "100.64.0.9",
            ),
        ] {
            update(&mut app, Msg::Outside(stands));
            let page = picture(&mut app, NORMAL);
            assert!(page.contains(told) && page.contains(address), "{page}");
        }
    }
}

#[test]
fn a_room_that_let_us_in_is_remembered_with_who_was_there() {
    let message = format!("Летим? «{LINE}»");
    let mut app = room(Locale::En, Play::Join(message), None, Some("Алексей"));
    let rooms = app.recents.rooms();
    assert_eq!(
        (rooms[0].line.as_str(), rooms[0].name.as_str()),
        (LINE, "Алексей")
    );
    // A refusal leads back to the choice, with what was typed.
    let mut app2 = joining(Locale::En);
    update(&mut app2, Msg::Paste("192.168.1.7 482913".into()));
    press(&mut app2, &[Key::Enter]);
    let refused = Trouble::Refused(Refused::RoomFull);
    update(&mut app2, Msg::Failed(refused));
    press(&mut app2, &[Key::Esc]);
    assert!(
        matches!(&app2.screen, Screen::Join(join) if join.line == "192.168.1.7 482913"),
        "{:?}",
        app2.screen
    );
    press(&mut app, &[Key::Esc, Key::Esc]);
    assert!(matches!(app.screen, Screen::Start(_)));
}

/// Every screen with its pages, none of them in flight.
pub(super) fn screens(locale: Locale) -> Vec<(&'static str, App)> {
    let at = |screen: Screen| {
        let mut app = client(locale);
        app.screen = screen;
        app
    };
    let pressed = |keys: &[Key]| {
        let mut app = client(locale);
        press(&mut app, keys);
        app
    };
    let ready = |partner, keys: &[Key]| {
        let mut app = room(locale, HOST, Some(LINE), partner);
        press(&mut app, keys);
        app
    };
    let failed = {
        let mut app = pressed(&[Key::Char('2'), Key::Enter, Key::Enter]);
        update(&mut app, Msg::Failed(Trouble::Lost));
        app
    };
    vec![
        ("seat", pressed(&[Key::Char('4')])),
        ("missions", pressed(&[Key::Char('4'), Key::Char('2')])),
        ("missions of two", pressed(&[Key::Char('1')])),
        ("settings", at(Screen::Settings(Choices::default()))),
        ("name", pressed(&[Key::Char('7'), Key::Char('7')])),
        ("keys", at(Screen::Keys(Rebind::default()))),
        ("credits", at(Screen::Credits)),
        ("first run", at(Screen::First(First::new(false)))),
        ("join", joining(locale)),
        (
            "setting up",
            pressed(&[Key::Char('4'), Key::Enter, Key::Enter]),
        ),
        ("failed", failed),
        ("host", ready(None, &[])),
        ("host's code", ready(None, &[Key::Char('C')])),
        ("host's mission", ready(None, &[Key::Char('I')])),
        ("ready room", ready(Some("Алексей"), &[])),
        (
            "ready room's line",
            ready(Some("Алексей"), &[Key::Char('I')]),
        ),
    ]
}

#[test]
fn escape_leads_from_every_screen_back_to_the_start() {
    for (name, mut app) in screens(Locale::En) {
        let mut steps = 0;
        while !matches!(&app.screen, Screen::Start(start) if start.stage == Stage::Way) {
            press(&mut app, &[Key::Esc]);
            steps += 1;
            assert!(steps <= 4 && !app.done, "{name}: {:?}", app.screen);
        }
    }
}

#[test]
fn a_step_back_from_a_mission_that_has_not_begun_is_where_it_was_chosen() {
    let mut app = client(Locale::En);
    press(&mut app, &[Key::Char('4'), Key::Char('2'), Key::Char('3')]);
    assert!(matches!(app.screen, Screen::Wait(_)));
    press(&mut app, &[Key::Esc]);
    let Screen::Start(Start { stage, .. }) = &app.screen else {
        panic!("{:?}", app.screen)
    };
    assert!(
        matches!(stage, Stage::Scenario(_, Seat::Soyuz)),
        "{stage:?}"
    );
}

#[test]
fn a_flight_and_a_room_with_another_crew_are_left_only_when_asked_twice() {
    for seats in [vec![Seat::Soyuz], Seat::ALL.to_vec()] {
        let mut app = flying(Locale::En, &seats, demo::final_approach);
        press(&mut app, &[Key::Esc]);
        assert!(app.leaving && app.screen == Screen::Cockpit);
        let shown = picture(&mut app, TOGETHER);
        assert!(shown.contains("Esc"), "it says so: {shown}");
        press(&mut app, &[Key::Esc]);
        assert!(matches!(app.screen, Screen::Start(_)));
    }
}

/// A host's ready room that two observers watch.
fn watched(locale: Locale, watching: Watching) -> App {
    let mut app = room(locale, HOST, Some(LINE), Some("Alexei"));
    let code = WatchCode(*b"abcdefghij");
    update(&mut app, Msg::Link(0, News::WatchKey(code)));
    let watchers = Watchers {
        watching,
        names: ["Ann", ""]
            .map(|name| Watcher {
                name: name.into(),
                instructs: false,
            })
            .into(),
    };
    update(&mut app, Msg::Link(0, News::Watchers(watchers)));
    app
}

#[test]
fn the_ready_room_with_its_watchers_is_as_blessed() {
    bless_at("ready-watched", &[SMALL, NORMAL], |locale| {
        watched(locale, Watching::Late)
    });
    bless_at("ready-watch-line", &[SMALL, NORMAL], |locale| {
        let mut app = watched(locale, Watching::Projector);
        press(&mut app, &[Key::Char('W')]);
        app
    });
}

#[test]
fn a_crew_in_flight_reads_who_comes_to_watch_who_may_have_things_fail_and_who_goes() {
    let watcher = |name: &str, instructs| Watcher {
        name: name.into(),
        instructs,
    };
    for (locale, [comes, teaches, goes, counted]) in [
        (
            Locale::En,
            [
                "Ann watches your flight now",
                "Deke watches as an instructor",
                "Ann watches no more",
                "2 watch",
            ],
        ),
        (
            Locale::Ru,
            [
                "наблюдает зритель: Ann",
                "Смотрит инструктор: Deke",
                "Зритель ушёл: Ann",
                "2 зрителя",
            ],
        ),
    ] {
        for seat in Seat::ALL {
            let mut app = flying(locale, &[seat], demo::final_approach);
            let mut told = |names: &[Watcher]| {
                let watchers = Watchers {
                    watching: Watching::Late,
                    names: names.to_vec(),
                };
                update(&mut app, Msg::Link(0, News::Watchers(watchers)));
                let shown = picture(&mut app, NORMAL).replace('\u{a0}', " ");
                shown.split_whitespace().collect::<Vec<_>>().join(" ")
            };
            let (ann, deke) = (watcher("Ann", false), watcher("Deke", true));
            for (names, said) in [
                (vec![ann.clone()], comes),
                (vec![ann, deke.clone()], teaches),
            ] {
                let shown = told(&names);
                assert!(shown.contains(said), "{said} in {shown}");
                if names.len() == 2 {
                    assert!(shown.contains(counted), "{counted} in {shown}");
                }
            }
            let shown = told(&[deke]);
            assert!(shown.contains(goes), "{goes} in {shown}");
        }
    }
}

#[test]
fn the_line_for_an_instructor_stands_below_that_for_watching() {
    bless_at("ready-instructor-line", &[SMALL, NORMAL], |locale| {
        let mut app = watched(locale, Watching::Late);
        let code = WatchCode(*b"klmnopqrst");
        update(&mut app, Msg::Link(0, News::InstructorKey(Some(code))));
        press(&mut app, &[Key::Char('W')]);
        app
    });
}
