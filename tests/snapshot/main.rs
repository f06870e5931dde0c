//! Every screen as blessed pictures, in both languages and at the sizes that matter; and what must
//! hold of all of them. Views are made by hand; the window is drawn in plain characters.

mod book;
mod contrast;
mod demo;
mod desk;
mod handover;
mod keys;
mod ladder;
mod lines;
mod moments;
mod pace;
mod pause;
mod pointer;
mod radio;
mod replays;
mod rooms;
mod screens;
mod show;
mod sizes;
mod themes;
mod widgets;
mod window;

use handshake::app::msg::{Line, LinkState, Msg, News, Partner};
use handshake::app::trouble::Trouble;
use handshake::app::update::update;
use handshake::app::{App, Settings};
use handshake::debrief::{Told, clock, signed};
use handshake::draw::theme::Theme;
use handshake::draw::{Canvases, Look, draw};
use handshake::i18n::Locale;
use handshake::input::{Key, Press};
use handshake::missions::{Missing, Own};
use handshake::window::Mode;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::view::{Panel, View};
use handshake_shared::wire::Refused;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SMALL: (u16, u16) = (80, 24);
const NORMAL: (u16, u16) = (120, 40);
const TOGETHER: (u16, u16) = (160, 48);
const LARGE: (u16, u16) = (240, 67);

fn client(locale: Locale) -> App {
    let mut app = App::new(Settings {
        locale,
        ..Settings::default()
    });
    update(&mut app, Msg::Clock(9_000));
    app
}

/// A client in the cockpit of these seats, in the middle of a flight.
fn flying(locale: Locale, seats: &[Seat], view: impl Fn(Seat) -> View) -> App {
    let mut app = client(locale);
    update(
        &mut app,
        Msg::Opened {
            seats: seats.to_vec(),
            invite: None,
        },
    );
    for (index, seat) in seats.iter().enumerate() {
        let partner = Partner {
            name: "Anna".into(),
            present: true,
            software: false,
        };
        update(&mut app, Msg::Link(index, News::Partner(partner)));
        update(
            &mut app,
            Msg::Link(index, News::View(Box::new(view(*seat)))),
        );
        update(
            &mut app,
            Msg::Link(index, News::Link(LinkState::Good(Line::clear(41)))),
        );
        for event in demo::loop_so_far() {
            update(&mut app, Msg::Link(index, News::Event(event)));
        }
    }
    app
}

fn press(app: &mut App, keys: &[Key]) {
    for key in keys {
        update(app, Msg::Key(Press::down(*key)));
    }
}

/// The screen as text.
fn picture(app: &mut App, size: (u16, u16)) -> String {
    let look = Look {
        theme: Theme::MONO,
        mode: Mode::Ascii,
        ascii: false,
    };
    picture_with(app, size, &look)
}

fn picture_with(app: &mut App, (columns, rows): (u16, u16), look: &Look) -> String {
    update(app, Msg::Resize(columns, rows));
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test backend");
    let mut canvases = Canvases::default();
    terminal
        .draw(|frame| draw(app, look, &mut canvases, frame))
        .expect("a test backend");
    terminal.backend().to_string()
}

/// Blesses a screen in both languages and both sizes; `make` gets the language.
fn bless(name: &str, make: impl Fn(Locale) -> App) {
    bless_at(name, &[SMALL, NORMAL], make);
}

/// The same at these sizes.
fn bless_at(name: &str, sizes: &[(u16, u16)], make: impl Fn(Locale) -> App) {
    for (locale, language) in [(Locale::En, "en"), (Locale::Ru, "ru")] {
        for size in sizes {
            let mut app = make(locale);
            let shown = picture(&mut app, *size);
            insta::assert_snapshot!(format!("{name}-{language}-{}x{}", size.0, size.1), shown);
            assert_eq!(app.words.en.missing(), Vec::<String>::new());
            assert_eq!(app.words.ru.missing(), Vec::<String>::new());
        }
    }
}

#[test]
fn the_start_screen_is_as_blessed() {
    bless("start", client);
    bless("start-own", |locale| {
        let mut app = client(locale);
        let words = "name = \"mine\"\ngoal = \"handshake\"\nwarp = 9\n";
        let wrong = handshake_shared::scenario::parse_all(words).expect_err("no mission");
        let own = |name: &str, told| Own {
            path: format!("/home/anna/scenarios/{name}.toml").into(),
            told,
        };
        let own = vec![
            own("late-evening", Ok(4)),
            own("mine", Err(Missing::Wrong(wrong))),
        ];
        press(&mut app, &[Key::Char('4'), Key::Char('1')]);
        update(&mut app, Msg::Own(own));
        press(&mut app, &[Key::Down; 20]);
        app
    });
    bless("start-seat", |locale| {
        let mut app = client(locale);
        press(&mut app, &[Key::Char('4')]);
        app
    });
}

#[test]
fn waiting_and_joining_are_as_blessed() {
    bless("trouble", |locale| {
        let mut app = client(locale);
        let why = Refused::Version {
            server: (3, 0x5eed),
            client: (2, 0x5eed),
        };
        update(&mut app, Msg::Failed(Trouble::Refused(why)));
        app
    });
}

#[test]
fn the_apollo_cockpit_is_as_blessed() {
    bless("apollo", |locale| {
        flying(locale, &[Seat::Apollo], demo::final_approach)
    });
    bless("apollo-air", |locale| {
        flying(locale, &[Seat::Apollo], demo::air)
    });
    bless("apollo-greyout", |locale| {
        flying(locale, &[Seat::Apollo], demo::greying)
    });
    bless("apollo-lost", |locale| {
        flying(locale, &[Seat::Apollo], demo::out_of_sight)
    });
    bless("apollo-read-back", |locale| {
        flying(locale, &[Seat::Apollo], demo::read_back)
    });
}

#[test]
fn the_soyuz_cockpit_is_as_blessed() {
    bless("soyuz", |locale| {
        flying(locale, &[Seat::Soyuz], demo::final_approach)
    });
    bless("soyuz-lost", |locale| {
        flying(locale, &[Seat::Soyuz], demo::out_of_sight)
    });
    bless("soyuz-air", |locale| {
        flying(locale, &[Seat::Soyuz], demo::air)
    });
}

#[test]
fn the_pages_of_a_cockpit_are_as_blessed() {
    bless("soyuz-matrix", |locale| {
        let mut app = flying(locale, &[Seat::Soyuz], demo::final_approach);
        press(
            &mut app,
            &[Key::Char('P'), Key::Right, Key::Right, Key::Down],
        );
        app
    });
    bless("apollo-controls", |locale| {
        let mut app = flying(locale, &[Seat::Apollo], demo::air);
        press(&mut app, &[Key::Char('P'), Key::Down, Key::Down, Key::Down]);
        app
    });
    bless("apollo-phrasebook", |locale| {
        let mut app = flying(locale, &[Seat::Apollo], demo::final_approach);
        press(
            &mut app,
            &[Key::Char('B'), Key::Char('R'), Key::Char('I'), Key::Down],
        );
        app
    });
    bless("apollo-text", |locale| {
        let mut app = flying(locale, &[Seat::Apollo], demo::final_approach);
        press(&mut app, &[Key::Char('T'), Key::Char('V'), Key::Char('3')]);
        app
    });
}

/// What stands in the picture's place, at every size: in letters, as these pictures are.
#[test]
fn the_stack_and_the_charts_are_as_blessed() {
    for seat in Seat::ALL {
        let ship = match seat {
            Seat::Apollo => "apollo",
            Seat::Soyuz => "soyuz",
        };
        for (name, presses) in [("stack", 1), ("pressures", 2), ("approach", 3)] {
            bless_at(
                &format!("{ship}-{name}"),
                &[SMALL, NORMAL, TOGETHER],
                |locale| {
                    let mut app = flying(locale, &[seat], demo::final_approach);
                    for view in demo::past(seat) {
                        update(&mut app, Msg::Link(0, News::View(Box::new(view))));
                    }
                    press(&mut app, &vec![Key::Char('0'); presses]);
                    app
                },
            );
        }
    }
}

/// What a wide console has besides: ball or globe, and the charts that are always there.
#[test]
fn the_wide_cockpits_are_as_blessed() {
    for (seat, ship) in [(Seat::Apollo, "apollo"), (Seat::Soyuz, "soyuz")] {
        bless_at(&format!("{ship}-wide"), &[TOGETHER, LARGE], |locale| {
            flown(locale, seat)
        });
        for (glyphs, mode, ascii) in [
            ("braille", Mode::Braille, false),
            ("ascii", Mode::Ascii, true),
        ] {
            let look = Look {
                theme: Theme::MONO,
                mode,
                ascii,
            };
            let mut app = flown(Locale::En, seat);
            let shown = picture_with(&mut app, TOGETHER, &look);
            if ascii {
                let strange = shown.chars().find(|c| !c.is_ascii() && !c.is_alphabetic());
                assert_eq!(strange, None, "{shown}");
            }
            insta::assert_snapshot!(format!("{ship}-wide-{glyphs}-160x48"), shown);
        }
    }
}

/// A console of that seat with a mission behind it.
fn flown(locale: Locale, seat: Seat) -> App {
    let mut app = flying(locale, &[seat], demo::final_approach);
    for view in demo::past(seat) {
        update(&mut app, Msg::Link(0, News::View(Box::new(view))));
    }
    app
}

/// Whatever the mission is at, the rules and titles of a wide console stand where they stood.
#[test]
fn nothing_of_a_wide_console_moves_between_phases() {
    for seat in Seat::ALL {
        for size in [(156, 40), (156, 44), TOGETHER, (200, 60), LARGE] {
            let titles = |view: fn(Seat) -> View| {
                let mut app = flying(Locale::of(seat), &[seat], view);
                let shown = picture(&mut app, size);
                let cells: Vec<Vec<char>> = shown.lines().map(|l| l.chars().collect()).collect();
                let mut at = Vec::new();
                for (y, line) in cells.iter().enumerate() {
                    let starts = line.windows(3).enumerate();
                    let starts =
                        starts.filter(|(_, three)| three[0] == ' ' && three[1..] == ['─', ' ']);
                    at.extend(starts.map(|(x, _)| (x, y)));
                }
                at
            };
            let before = titles(demo::final_approach);
            assert!(before.len() >= 7, "{seat:?} {size:?} {before:?}");
            assert_eq!(before, titles(demo::air), "{seat:?} {size:?}");
        }
    }
}

/// Braille dots and plain ASCII show the same chart.
#[test]
fn a_chart_in_braille_and_a_stack_in_ascii_are_as_blessed() {
    for (name, presses, mode, ascii) in [
        ("pressures-braille", 2, Mode::Braille, false),
        ("stack-ascii", 1, Mode::Ascii, true),
        ("pressures-ascii", 2, Mode::Ascii, true),
    ] {
        let mut app = flying(Locale::En, &[Seat::Apollo], demo::final_approach);
        for view in demo::past(Seat::Apollo) {
            update(&mut app, Msg::Link(0, News::View(Box::new(view))));
        }
        press(&mut app, &vec![Key::Char('0'); presses]);
        let look = Look {
            theme: Theme::MONO,
            mode,
            ascii,
        };
        let shown = picture_with(&mut app, NORMAL, &look);
        if ascii {
            let rest = shown.chars().filter(|c| !c.is_ascii() && *c != '\n');
            let foreign: Vec<char> = rest.filter(|c| !c.is_alphabetic()).collect();
            assert_eq!(foreign, Vec::<char>::new(), "{name}");
        }
        insta::assert_snapshot!(format!("{name}-en-120x40"), shown);
    }
}

#[test]
fn two_pictures_of_a_small_screen_hold_all_of_a_debrief() {
    for locale in Locale::ALL {
        for debrief in [demo::debrief(), demo::debrief_of_harm()] {
            let mut app = flying(locale, &[Seat::Apollo], demo::air);
            let told = News::Debrief(Box::new(debrief.clone()));
            update(&mut app, Msg::Link(0, told));
            let mut shown = picture(&mut app, SMALL);
            press(&mut app, &[Key::Down]);
            shown += &picture(&mut app, SMALL);
            let words = app.words.of(locale);
            let told = Told {
                words,
                seat: Seat::Apollo,
            };
            for (tick, _, text) in told.happened(&debrief) {
                let wanted = format!("{}  {text}", clock(tick));
                assert!(shown.contains(&wanted), "{locale:?}: {wanted}\n{shown}");
            }
            let points = told.points(&debrief).into_iter();
            for (point, _) in points.flat_map(|(_, points)| points) {
                let wanted = signed(words, point.points);
                assert!(shown.contains(&wanted), "{locale:?}: {wanted}\n{shown}");
            }
        }
    }
}

#[test]
fn the_debrief_and_the_help_are_as_blessed() {
    bless("debrief", |locale| {
        let mut app = flying(locale, &[Seat::Apollo], demo::air);
        update(
            &mut app,
            Msg::Link(0, News::Debrief(Box::new(demo::debrief()))),
        );
        app
    });
    bless("debrief-harm", |locale| {
        let mut app = flying(locale, &[Seat::Apollo], demo::air);
        let told = Box::new(demo::debrief_of_harm());
        update(&mut app, Msg::Link(0, News::Debrief(told)));
        app
    });
    bless_at("debrief-end", &[SMALL], |locale| {
        let mut app = flying(locale, &[Seat::Apollo], demo::air);
        let told = Box::new(demo::debrief());
        update(&mut app, Msg::Link(0, News::Debrief(told)));
        press(&mut app, &[Key::Down]);
        app
    });
    for (name, presses) in [("debrief-pressures", 1), ("debrief-approach", 2)] {
        bless(name, |locale| {
            let mut app = flying(locale, &[Seat::Soyuz], demo::final_approach);
            for view in demo::past(Seat::Soyuz) {
                update(&mut app, Msg::Link(0, News::View(Box::new(view))));
            }
            let debrief = News::Debrief(Box::new(demo::debrief()));
            update(&mut app, Msg::Link(0, debrief));
            press(&mut app, &vec![Key::Char('0'); presses]);
            app
        });
    }
    bless_at(
        "debrief-talk",
        &[SMALL, NORMAL, TOGETHER, LARGE],
        |locale| {
            let mut app = flying(locale, &[Seat::Soyuz], demo::final_approach);
            for view in demo::past(Seat::Soyuz) {
                update(&mut app, Msg::Link(0, News::View(Box::new(view))));
            }
            let flown = ("final-approach".to_owned(), Seat::Soyuz, HelpLevel::Pilot);
            app.profile.reached(flown, 76);
            app.mission = Some("final-approach".to_owned());
            app.stations[0].most_help = Some(HelpLevel::Pilot);
            let debrief = News::Debrief(Box::new(demo::debrief()));
            update(&mut app, Msg::Link(0, debrief));
            press(&mut app, &[Key::Char('0'); 3]);
            app
        },
    );
    bless("help", |locale| {
        let mut app = flying(locale, &[Seat::Apollo], demo::final_approach);
        press(&mut app, &[Key::Char('H')]);
        app
    });
}

#[test]
fn two_consoles_side_by_side_are_as_blessed() {
    let mut app = flying(Locale::En, &Seat::ALL, demo::final_approach);
    insta::assert_snapshot!("together-160x48", picture(&mut app, TOGETHER));
    let mut app = flying(Locale::En, &Seat::ALL, demo::air);
    press(
        &mut app,
        &[
            Key::Char('T'),
            Key::Char('T'),
            Key::Char('P'),
            Key::Char('P'),
        ],
    );
    insta::assert_snapshot!("together-panel-160x48", picture(&mut app, TOGETHER));
    press(&mut app, &[Key::Tab]);
    insta::assert_snapshot!("together-help-160x48", picture(&mut app, TOGETHER));
    let mut app = flying(Locale::En, &Seat::ALL, demo::final_approach);
    for (index, seat) in Seat::ALL.into_iter().enumerate() {
        for view in demo::past(seat) {
            update(&mut app, Msg::Link(index, News::View(Box::new(view))));
        }
    }
    press(&mut app, &[Key::Space]);
    insta::assert_snapshot!("together-stack-160x48", picture(&mut app, TOGETHER));
}

#[test]
fn a_small_terminal_says_so_and_nothing_draws_outside_any_size() {
    let mut app = flying(Locale::En, &[Seat::Apollo], demo::final_approach);
    assert!(picture(&mut app, (60, 20)).contains("80×24"));
    let mut app = flying(Locale::En, &Seat::ALL, demo::final_approach);
    let card = picture(&mut app, (100, 30));
    assert!(card.contains("handshake local --split"), "{card}");
    for seats in [&Seat::ALL[..1], &Seat::ALL[1..], &Seat::ALL[..]] {
        for size in [
            (1, 1),
            (80, 24),
            (81, 30),
            (100, 36),
            (120, 24),
            (160, 24),
            (200, 60),
        ] {
            let mut app = flying(Locale::Ru, seats, demo::read_back);
            let next = match seats {
                [_] => Key::Char('0'),
                _ => Key::Space,
            };
            for _ in 0..4 {
                picture(&mut app, size);
                press(&mut app, &[next]);
            }
        }
    }
}

#[test]
fn apollos_book_spells_the_cell_for_a_passenger_and_a_cadet_only() {
    for level in HelpLevel::ALL {
        let mut app = flying(Locale::En, &[Seat::Apollo], demo::final_approach);
        let mut view = demo::final_approach(Seat::Apollo);
        if let Panel::Apollo(panel) = &mut view.panel {
            panel.craft.help = level;
        }
        update(&mut app, Msg::Link(0, News::View(Box::new(view))));
        let shown = picture(&mut app, NORMAL);
        let line = shown.lines().find(|line| line.contains("BOOK:"));
        let line = line.expect("the book lies open at this move");
        assert!(line.contains("В3"), "{line}");
        assert_eq!(line.contains("asiliy"), level <= HelpLevel::Cadet, "{line}");
    }
}

#[test]
fn a_software_crew_is_named_in_the_consoles_language() {
    for (seat, name) in [
        (Seat::Apollo, "SOYUZ software crew"),
        (Seat::Soyuz, "АПОЛЛОН экипаж-автомат"),
    ] {
        let mut app = flying(Locale::of(seat), &[seat], demo::final_approach);
        let partner = Partner {
            name: "software".into(),
            present: true,
            software: true,
        };
        update(&mut app, Msg::Link(0, News::Partner(partner)));
        assert!(picture(&mut app, SMALL).contains(name), "{name}");
    }
}
