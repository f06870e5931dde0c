//! The screens before a flight of two crews: the invitation with its code, the ready room.

use handshake::app::effect::Effect;
use handshake::app::msg::{LinkState, Msg, News, Partner};
use handshake::app::update::{begin, update};
use handshake::app::{App, Play, Screen};
use handshake::i18n::Locale;
use handshake::input::{Key, Press};
use handshake_shared::ids::Seat;
use handshake_shared::sim::doors::Rules;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::wire::{Briefing, CrewCard, SeatStatus};

use super::{NORMAL, SMALL, TOGETHER, bless_at, client, picture, press};

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
    update(&mut app, Msg::Link(0, News::Link(LinkState::Good(1))));
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
    assert_eq!(
        seats_are(&mut app, Some("Алексей"), [false; 2]),
        [Effect::Bell]
    );
    let shown = picture(&mut app, SMALL);
    assert!(
        shown.contains("Алексей") && shown.contains("87 ms"),
        "{shown}"
    );
    let enter = Msg::Key(Press::down(Key::Enter));
    assert_eq!(update(&mut app, enter), [Effect::Ready(0, true)]);
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
