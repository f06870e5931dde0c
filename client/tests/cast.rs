//! A cast of a recorded flight, read back by another terminal than the one it was drawn in: what
//! stands on its screen at the end is what was drawn.
#![cfg(unix)]

use handshake::app::playback::{Playback, Sat};
use handshake::app::{App, Settings};
use handshake::draw::theme::Depth;
use handshake::i18n::Locale;
use handshake::replays::cast::{Shot, write};
use handshake::sim_cli::rows::{Format, Rows};
use handshake::sim_cli::{Plan, Software, fly_noted};
use handshake_shared::ids::Seat;
use handshake_shared::replay::record::opening;
use handshake_shared::replay::{Header, Player, Recorder, Replay};
use handshake_shared::scenario::{load, shipped};
use handshake_shared::sim::World;
use handshake_shared::time::Tick;
use handshake_shared::wire::Pace;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

const MISSION: &str = "final-approach";

/// The first forty seconds by two software crews.
fn flown() -> Player {
    let shipped = shipped().iter().find(|(name, _)| *name == MISSION);
    let plan = Plan {
        scenario: load(MISSION).expect("parses"),
        acts: Vec::new(),
        software: Some(Software::Both),
        seed: 1975,
        until: Tick(2_400),
        rate_hz: 0.1,
    };
    let rules = plan.scenario.rules;
    let header = Header::new(*shipped.expect("ships"), rules, plan.seed, Pace::Lockstep);
    let mut bytes = opening(&header).expect("short");
    let mut tape = Recorder::new(&World::new(&plan.scenario, plan.seed));
    let rows = Rows::new(Vec::new(), Format::Csv).expect("in memory");
    let (_, world, _) = fly_noted(&plan, rows, |inputs, world, events| {
        bytes.extend(tape.note(inputs, world, events).unwrap_or_default());
    })
    .expect("in memory");
    bytes.extend(tape.end(&world));
    Player::new(Replay::read(&bytes).expect("whole"))
}

/// What stands on a terminal that was sent the cast's bytes, as rows of cells.
fn played(cast: &str, (columns, rows): (u16, u16)) -> vt100::Parser {
    let mut terminal = vt100::Parser::new(rows, columns, 0);
    let mut lines = cast.lines();
    let head = lines.next().expect("a header");
    assert!(head.starts_with("{\"version\":2,"), "{head}");
    assert!(
        head.contains(&format!("\"width\":{columns},\"height\":{rows}")),
        "{head}"
    );
    let mut last_s = -1.0;
    for line in lines {
        let (time, rest) = line
            .strip_prefix('[')
            .and_then(|line| line.split_once(",\"o\",\""))
            .expect("an output event");
        let time_s: f64 = time.parse().expect("seconds");
        assert!(time_s > last_s, "time goes forward");
        last_s = time_s;
        let text = rest.strip_suffix("\"]").expect("a closed event");
        terminal.process(unescaped(text).as_bytes());
    }
    assert!(
        (last_s - 4.0).abs() < 0.3,
        "two thousand ticks at eight times real time: {last_s}"
    );
    terminal
}

/// A JSON string's text.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next() {
                Some('u') => {
                    let digits: String = letters.by_ref().take(4).collect();
                    let code = u32::from_str_radix(&digits, 16).expect("hexadecimal");
                    out.extend(char::from_u32(code));
                }
                Some(other) => out.push(other),
                None => panic!("a backslash at the end"),
            },
            c => out.push(c),
        }
    }
    out
}

fn assert_same(drawn: &Buffer, terminal: &vt100::Parser) {
    let mut letters = 0;
    for y in 0..drawn.area.height {
        let mut x = 0;
        while x < drawn.area.width {
            let wanted = drawn[(x, y)].symbol();
            let cell = terminal.screen().cell(y, x).expect("on the screen");
            let seen = match cell.contents() {
                "" => " ",
                seen => seen,
            };
            assert_eq!(seen, wanted, "row {y}, column {x}");
            letters += usize::from(wanted.chars().any(char::is_alphanumeric));
            x += (wanted.width() as u16).max(1);
        }
    }
    assert!(letters > 200, "the cockpit is full of words: {letters}");
}

#[test]
fn another_terminal_shows_the_last_frame_as_it_was_drawn() {
    let player = flown();
    for (seat, locale, size) in [
        (Sat::In(Seat::Apollo), Locale::En, (80, 24)),
        (Sat::In(Seat::Soyuz), Locale::Ru, (120, 40)),
        (Sat::Both, Locale::En, (160, 48)),
    ] {
        let mut app = App::new(Settings {
            locale,
            depth: Depth::True,
            ..Settings::default()
        });
        let playback = Playback::new(player.clone(), String::new(), seat, Some(locale));
        let shot = Shot {
            size,
            fps: 4,
            speed: 8.0,
            span: [Tick(300), Tick(2_220)],
        };
        let mut cast = Vec::new();
        let filmed = write(&mut app, playback, &shot, &mut cast).expect("in memory");
        assert!(filmed.frames > 10, "{}", filmed.frames);
        let cast = String::from_utf8(cast).expect("text");
        assert_same(&filmed.last, &played(&cast, size));
    }
}
