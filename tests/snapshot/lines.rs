//! Lines that stand on every console: the keys, the wish for faster time, what a lesson teaches; and
//! the language a debrief begins in.

use handshake::app::App;
use handshake::app::msg::{Msg, News};
use handshake::app::update::update;
use handshake::i18n::{Arg, Locale, lesson};
use handshake::input::Key;
use handshake_shared::catalogue::procedures::{Phase, STEPS};
use handshake_shared::ids::Seat;
use handshake_shared::time::Tick;
use handshake_shared::view::plan::OpenMove;

use crate::{NORMAL, SMALL, TOGETHER, demo, flying, picture, press};

fn plain(app: &mut App, size: (u16, u16)) -> String {
    picture(app, size).replace('\u{a0}', " ")
}

#[test]
fn the_smallest_line_of_keys_says_how_to_ask_again_to_back_off_and_to_go_back() {
    for seat in Seat::ALL {
        for locale in Locale::ALL {
            let shown = plain(&mut flying(locale, &[seat], demo::final_approach), SMALL);
            let keys = shown.lines().last().expect("a line of keys");
            for key in [" H ", " Enter ", " Tab ", " X ", " Esc "] {
                assert!(keys.contains(key), "{key} in {keys}");
            }
        }
    }
}

#[test]
fn the_line_of_keys_has_all_of_them_at_a_hundred_and_twenty_columns() {
    for seat in Seat::ALL {
        for locale in Locale::ALL {
            let mut app = flying(locale, &[seat], demo::final_approach);
            let shown = plain(&mut app, NORMAL);
            let keys = shown
                .lines()
                .last()
                .expect("a line of keys")
                .trim_matches('"');
            let caps: Vec<&str> = keys.split_whitespace().collect();
            for key in [
                "H", "Enter", "G", "P", "B", "T", "F10", "Tab", "X", "0", ".", "Esc",
            ] {
                assert!(caps.contains(&key), "{key} in {keys}");
            }
        }
    }
}

#[test]
fn faster_time_is_offered_where_a_docked_pair_waits_and_nowhere_else() {
    for seat in Seat::ALL {
        for size in [SMALL, NORMAL] {
            let hint = |app: &App| {
                let words = app.words.of(app.stations[0].locale());
                words.format("pace-hint", &[("key", Arg::Text("+"))])
            };
            let mut waits = flying(Locale::of(seat), &[seat], demo::air);
            let text = hint(&waits).replace('\u{a0}', " ");
            let shown = plain(&mut waits, size);
            assert!(shown.contains(&text), "{text}\n{shown}");
            let mut flies = flying(Locale::of(seat), &[seat], demo::final_approach);
            assert!(!plain(&mut flies, size).contains(&text), "apart");
        }
    }
}

#[test]
fn every_lesson_is_read_whole_beside_its_move_at_every_size() {
    let school = STEPS.iter().filter(|step| step.phase == Phase::School);
    for (step, index, row) in school.flat_map(|step| {
        let rows = step.moves.iter().enumerate();
        rows.map(move |(index, row)| (step, index, row))
    }) {
        for seat in Seat::ALL {
            for help in Locale::ALL {
                let mut view = demo::air(seat);
                view.plan.phase = Phase::School;
                // Both crews' moves of the rank, as in the flight.
                let rank = row.rank;
                let open = step
                    .moves
                    .iter()
                    .enumerate()
                    .filter(|(_, mv)| mv.rank == rank);
                view.plan.open = open
                    .map(|(index, _)| OpenMove {
                        step: step.id,
                        index: index as u8,
                        since: Tick(0),
                        held: None,
                    })
                    .collect();
                if row.who.seat(view.plan.roles) != seat {
                    continue;
                }
                // An alarm has the line that a lesson takes on the smallest console.
                match &mut view.panel {
                    handshake_shared::view::Panel::Apollo(panel) => panel.craft.alarms = 0,
                    handshake_shared::view::Panel::Soyuz(panel) => panel.craft.alarms = 0,
                }
                let mut app = flying(help, &[seat], demo::air);
                update(&mut app, Msg::Link(0, News::View(Box::new(view))));
                let key = lesson(step.id, row.act).expect("every move of a lesson teaches");
                let keys = [("tongue", "U"), ("level", "O"), ("page", "P")];
                let args = keys.map(|(name, key)| (name, Arg::Text(key)));
                let text = app.words.of(help).format(key, &args).replace('\u{a0}', " ");
                for size in [SMALL, NORMAL, TOGETHER] {
                    let shown = plain(&mut app, size);
                    let name = (step.key, index, size);
                    assert!(shown.contains(&text), "{name:?}: {text}\n{shown}");
                }
            }
        }
    }
}

#[test]
fn a_debrief_begins_in_the_crews_own_language_whatever_labels_it_flew_with() {
    for help in Locale::ALL {
        for seat in Seat::ALL {
            let mut app = flying(help, &[seat], demo::air);
            press(&mut app, &[Key::Char('L')]);
            let debrief = News::Debrief(Box::new(demo::debrief()));
            update(&mut app, Msg::Link(0, debrief));
            for wanted in [help, help.other(), help] {
                let title = app.words.of(wanted).get("debrief-title");
                let shown = picture(&mut app, NORMAL);
                assert!(shown.contains(&title), "{title}\n{shown}");
                press(&mut app, &[Key::Char('L')]);
            }
        }
    }
}
