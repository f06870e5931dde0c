//! The loop when it is bad, as the consoles show it: words lost in noise, light signals, numbers
//! without a unit, read-backs that ran out; the page of both alphabets; and that calls, signals and
//! read-backs need digits and function keys alone at every level of help.

use handshake::app::App;
use handshake::app::effect::Effect;
use handshake::app::msg::{Msg, News};
use handshake::app::station::Entry;
use handshake::app::update::update;
use handshake::i18n::{Bilingual, Locale, call_text, garble, is_garbled};
use handshake::input::Key;
use handshake_shared::catalogue::calls::{CallId, SlotKind, SlotValue};
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Speech, Transmission, Verdict};
use handshake_shared::sim::input::{Answer, Command, HelpLevel, Tongue};
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::time::Tick;
use handshake_shared::view::{Panel, View};

use crate::{NORMAL, SMALL, demo, flying, picture, press};

const CALL: CallId = CallId::RingExtended;

/// A crew at this level on a loop with this loss, seeing this lamp.
fn crew(seat: Seat, level: HelpLevel, loss_percent: u8, lamp: Option<LampCode>) -> App {
    let make = move |seat| {
        let mut view = demo::final_approach(seat);
        (view.radio.loss_percent, view.radio.lamp) = (loss_percent, lamp);
        (view.scene.other_lamp, view.tick) = (lamp.is_some(), Tick(9_000));
        at(view, level)
    };
    flying(Locale::of(seat), &[seat], make)
}

fn at(mut view: View, level: HelpLevel) -> View {
    match &mut view.panel {
        Panel::Apollo(panel) => panel.craft.help = level,
        Panel::Soyuz(panel) => panel.craft.help = level,
    }
    view
}

fn tell(app: &mut App, event: Event) {
    update(app, Msg::Link(0, News::Event(event)));
}

/// What the other crew calls in its own language, through this noise.
fn heard(seat: Seat, seq: u32, call: CallId, noise: Noise) -> Event {
    let tongue = match seat {
        Seat::Apollo => Tongue::Russian,
        Seat::Soyuz => Tongue::English,
    };
    Event::Heard(Transmission {
        seq,
        tick: Tick(8_900),
        from: seat.other(),
        speech: Speech::Call {
            call,
            slots: Vec::new(),
            tongue,
        },
        wants_read_back: false,
        noise,
    })
}

/// A call's words in the other crew's language and, under the first seed that takes some, what is left.
fn garbled(seat: Seat) -> (String, String, Noise) {
    let both = Bilingual::new();
    let words = both.of(Locale::of(seat.other()));
    let text = call_text(words, seat.other(), CALL, &[]);
    let noise = |seed| Noise {
        loss_percent: 40,
        seed,
    };
    let takes = |seed: &u32| is_garbled(&text, noise(*seed));
    let seed = (0..1_000).find(takes).expect("a seed that takes a word");
    let left = garble(&text, 40, seed);
    (text, left, noise(seed))
}

#[test]
fn a_bad_loop_looks_as_blessed() {
    for seat in Seat::ALL {
        let (_, _, noise) = garbled(seat);
        for level in [
            HelpLevel::Passenger,
            HelpLevel::Pilot,
            HelpLevel::Oklahomski,
        ] {
            let mut app = crew(seat, level, 40, Some(LampCode::SayAgain));
            tell(&mut app, heard(seat, 40, CALL, noise));
            let code = LampCode::SayAgain;
            let from = seat.other();
            tell(&mut app, Event::LampSeen { from, code });
            let name = format!("radio-noise-{seat:?}-{level:?}").to_lowercase();
            insta::assert_snapshot!(name, picture(&mut app, SMALL));
        }
        let mut app = crew(seat, HelpLevel::Commander, 90, None);
        press(&mut app, &[Key::F(9)]);
        tell(&mut app, Event::Expired(StepId::Seal));
        let by = seat;
        tell(&mut app, Event::Doubtful { seq: 3, by });
        let name = format!("radio-lamps-{seat:?}").to_lowercase();
        insta::assert_snapshot!(name, picture(&mut app, NORMAL));
        let mut app = crew(seat, HelpLevel::Cadet, 0, None);
        press(&mut app, &[Key::F(5), Key::F(9)]);
        assert_eq!(app.stations[0].entry, Entry::Alphabets);
        let name = format!("radio-alphabets-{seat:?}").to_lowercase();
        insta::assert_snapshot!(name, picture(&mut app, SMALL));
        press(&mut app, &[Key::Char('1')]);
        assert_eq!(app.stations[0].entry, Entry::None, "any key leads back");
    }
}

#[test]
fn a_lost_word_is_shown_to_nobody_but_a_passenger_or_a_cadet_who_asks() {
    for seat in Seat::ALL {
        let (text, left, noise) = garbled(seat);
        let plain = |text: &str| text.replace('\u{a0}', " ");
        let lost: Vec<&str> = text
            .split_whitespace()
            .zip(left.split_whitespace())
            .filter(|(word, left)| word != left)
            .map(|(word, _)| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .collect();
        assert!(!lost.is_empty());
        for size in [SMALL, NORMAL, (160, 48)] {
            for level in HelpLevel::ALL {
                let mut app = crew(seat, level, 40, None);
                tell(&mut app, heard(seat, 40, CALL, noise));
                let shown = plain(&picture(&mut app, size));
                let first = plain(left.split('.').next().expect("a sentence"));
                assert!(
                    shown.contains(&first),
                    "{level:?} {size:?}: {first}\n{shown}"
                );
                let loop_only: Vec<&str> = shown
                    .lines()
                    .filter(|line| {
                        line.contains(&first) || line.contains(" = ") || line.contains('[')
                    })
                    .collect();
                let leaks = lost
                    .iter()
                    .any(|word| loop_only.iter().any(|line| line.contains(*word)));
                assert!(
                    !leaks || level == HelpLevel::Passenger,
                    "{level:?} {lost:?}\n{shown}"
                );
                let helped = level == HelpLevel::Passenger;
                let means =
                    |line: &str| line.trim_start_matches('"').trim_start().starts_with("= ");
                let meant = shown.lines().any(means);
                assert_eq!(meant, helped, "{level:?}\n{shown}");
            }
        }
    }
}

#[test]
fn a_lost_word_is_lost_at_every_width_and_what_one_says_oneself_is_whole() {
    for seat in Seat::ALL {
        let (text, _, noise) = garbled(seat);
        let mut app = crew(seat, HelpLevel::Oklahomski, 40, None);
        let Event::Heard(mut said) = heard(seat.other(), 41, CALL, noise) else {
            panic!("speech");
        };
        said.speech = match said.speech {
            Speech::Call { call, slots, .. } => Speech::Call {
                call,
                slots,
                tongue: match seat {
                    Seat::Apollo => Tongue::Russian,
                    Seat::Soyuz => Tongue::English,
                },
            },
            text => text,
        };
        assert_eq!(said.from, seat);
        tell(&mut app, Event::Heard(said));
        let shown = picture(&mut app, (160, 48)).replace('\u{a0}', " ");
        assert!(shown.contains(&text.replace('\u{a0}', " ")), "{shown}");
    }
}

#[test]
fn a_signal_is_told_with_its_meaning_up_to_pilot_and_as_it_blinks_from_commander_on() {
    for (seat, means) in [
        (Seat::Apollo, "Stop and hold"),
        (Seat::Soyuz, "Стоп, держать"),
    ] {
        for level in HelpLevel::ALL {
            let mut app = crew(seat, level, 0, Some(LampCode::Stop));
            let shown = picture(&mut app, SMALL).replace('\u{a0}', " ");
            let partner = shown.lines().rev().nth(2).unwrap_or_default();
            let lines = [partner, shown.lines().rev().nth(1).unwrap_or_default()];
            let told = lines.iter().find(|line| line.contains("— — —"));
            let told = told.unwrap_or_else(|| panic!("the partner line: {shown}"));
            assert_eq!(told.contains(means), level <= HelpLevel::Pilot, "{level:?}");
        }
    }
}

#[test]
fn six_signals_go_out_by_one_function_key_and_a_digit() {
    for level in HelpLevel::ALL {
        for (place, code) in LampCode::ALL.into_iter().enumerate() {
            let mut app = crew(Seat::Soyuz, level, 90, None);
            press(&mut app, &[Key::F(9)]);
            let digit = char::from_digit(place as u32 + 1, 10).expect("a digit");
            let effects = update(
                &mut app,
                Msg::Key(handshake::input::Press::down(Key::Char(digit))),
            );
            assert_eq!(effects, vec![Effect::Command(0, Command::Lamp(code))]);
        }
    }
}

/// Digits and function keys that send a call from the cockpit: the book, its page, its line, its slots.
fn way_to(app: &App, call: CallId) -> Vec<Key> {
    let Entry::Book(book) = &app.stations[0].entry else {
        panic!("the book is open");
    };
    let place = book.found.iter().position(|found| *found == call);
    let place = place.unwrap_or_else(|| panic!("{call:?} is not in the book"));
    let page = app.book_page();
    let mut way = vec![Key::F(3); place / page];
    let digit = char::from_digit((place % page) as u32 + 1, 10);
    way.push(Key::Char(digit.expect("a digit")));
    for kind in call.row().slots {
        match kind {
            SlotKind::Count => way.push(Key::Char('5')),
            kind if kind.quantity().is_some() => {
                way.extend([Key::Char('1'), Key::F(7), Key::Char('5')]);
            }
            _ => way.push(Key::Char('2')),
        }
        way.push(Key::F(6));
    }
    if !call.row().slots.is_empty() {
        way.push(Key::F(5));
    }
    way
}

#[test]
fn every_call_goes_out_by_digits_and_function_keys_alone_at_every_level() {
    for seat in Seat::ALL {
        for level in HelpLevel::ALL {
            let mut app = crew(seat, level, 0, None);
            let calls = CallId::ALL
                .iter()
                .filter(|call| call.row().who.allows(seat));
            for call in calls {
                press(&mut app, &[Key::F(5)]);
                let way = way_to(&app, *call);
                let mut sent = Vec::new();
                for key in way {
                    assert!(matches!(key, Key::F(_) | Key::Char('0'..='9')));
                    sent = update(&mut app, Msg::Key(handshake::input::Press::down(key)));
                }
                let [
                    Effect::Command(
                        0,
                        Command::Call {
                            call: said, slots, ..
                        },
                    ),
                ] = sent.as_slice()
                else {
                    panic!("{seat:?} {level:?} {call:?}: {sent:?}");
                };
                assert_eq!(said, call);
                assert!(call.row().accepts(slots), "{call:?} {slots:?}");
            }
        }
    }
}

#[test]
fn a_typed_read_back_takes_its_unit_by_a_function_key_and_is_doubtful_without() {
    for (units, expected) in [
        (0, Answer::Bare(9.8 * 0.3048)),
        (1, Answer::Value(9.8 * 0.3048)),
        (2, Answer::Value(9.8)),
        (3, Answer::Bare(9.8 * 0.3048)),
    ] {
        let mut view = at(demo::read_back(Seat::Apollo), HelpLevel::Commander);
        view.radio.owed.as_mut().expect("owed").cards.clear();
        let mut app = flying(Locale::En, &[Seat::Apollo], move |_| view.clone());
        press(
            &mut app,
            &[Key::F(6), Key::Char('9'), Key::F(7), Key::Char('8')],
        );
        for _ in 0..units {
            press(&mut app, &[Key::F(4)]);
        }
        let shown = picture(&mut app, SMALL);
        let doubtful = shown.contains("doubtful");
        assert_eq!(doubtful, matches!(expected, Answer::Bare(_)), "{shown}");
        let sent = update(&mut app, Msg::Key(handshake::input::Press::down(Key::F(5))));
        let [Effect::Command(0, Command::ReadBack { answer, .. })] = sent.as_slice() else {
            panic!("{sent:?}");
        };
        let value = |answer: &Answer| match answer {
            Answer::Value(value) => (false, *value),
            Answer::Bare(value) => (true, *value),
            Answer::Card(_) => panic!("a card"),
        };
        let ((bare, sent), (wanted, number)) = (value(answer), value(&expected));
        assert_eq!(bare, wanted);
        assert!((sent - number).abs() < 1e-4, "{sent} {number}");
    }
}

#[test]
fn a_slot_of_a_call_never_lacks_its_unit() {
    let both = Bilingual::new();
    for seat in Seat::ALL {
        for call in CallId::ALL {
            let kinds = call.row().slots.iter();
            let slots: Vec<SlotValue> = kinds
                .map(|kind| match kind {
                    kind if kind.quantity().is_some() => SlotValue::Number(2.5),
                    SlotKind::Count => SlotValue::Count(5),
                    kind => kind.choices()[0],
                })
                .collect();
            for locale in Locale::ALL {
                let text = call_text(both.of(locale), seat, *call, &slots);
                let bare = handshake_shared::catalogue::unit_words::bare_number(&text);
                let counted = call.row().slots.contains(&SlotKind::Count);
                assert!(!bare || counted, "{text}");
            }
        }
    }
}

#[test]
fn holes_in_his_own_language_are_filled_for_a_passenger_alone() {
    let both = Bilingual::new();
    for seat in Seat::ALL {
        let locale = Locale::of(seat);
        let text = call_text(both.of(locale), seat.other(), CALL, &[]);
        let noise = |seed| Noise {
            loss_percent: 40,
            seed,
        };
        let takes = |seed: &u32| is_garbled(&text, noise(*seed));
        let seed = (0..1_000).find(takes).expect("a seed that takes a word");
        let Event::Heard(mut said) = heard(seat, 40, CALL, noise(seed)) else {
            panic!("a call")
        };
        let Speech::Call { tongue, .. } = &mut said.speech else {
            panic!("a call")
        };
        *tongue = match locale {
            Locale::En => Tongue::English,
            Locale::Ru => Tongue::Russian,
        };
        for level in HelpLevel::ALL {
            let mut app = crew(seat, level, 40, None);
            tell(&mut app, Event::Heard(said.clone()));
            let plain = |text: &str| text.replace('\u{a0}', " ");
            let shown = plain(&picture(&mut app, NORMAL));
            let whole = shown.contains(&plain(&format!("= {text}")));
            assert_eq!(whole, level == HelpLevel::Passenger, "{level:?}\n{shown}");
        }
    }
}

#[test]
fn how_a_read_back_stands_is_told_to_both_crews_in_one_place() {
    let both = Bilingual::new();
    for seat in Seat::ALL {
        let words = both.of(Locale::of(seat));
        let word = |key: &str| words.get(key);
        let told = |events: &[Event], set: &dyn Fn(&mut View)| {
            let mut app = crew(seat, HelpLevel::Passenger, 0, None);
            app.stations[0].partner.present = true;
            for event in events {
                tell(&mut app, event.clone());
            }
            let view = app.stations[0].view.as_mut().expect("a view");
            (view.radio.owed, view.radio.awaited) = (None, None);
            set(view);
            [SMALL, NORMAL].map(|size| {
                let shown = picture(&mut app, size);
                let mut lines = shown.lines().rev();
                lines.nth(1).expect("a partner line").to_owned()
            })
        };
        let stands = |lines: [String; 2], text: &str| {
            assert!(
                lines.iter().all(|line| line.contains(text)),
                "{text}: {lines:#?}"
            );
        };
        let judged = |verdict| Event::ReadBack {
            seq: 3,
            by: seat,
            verdict,
        };
        let wrong = Verdict::WrongValue {
            called: 10.0,
            answered: 3.0,
        };
        let nothing = |_: &mut View| {};
        let owed = demo::read_back(seat).radio.owed;
        stands(
            told(&[], &|view| view.radio.owed = owed.clone()),
            &word("loop-owed"),
        );
        stands(
            told(&[], &|view| view.radio.awaited = Some(3)),
            &word("radio-awaited"),
        );
        let matched = words.get("loop-match");
        let (mark, _) = matched.split_once(',').expect("how long it lasts");
        stands(told(&[judged(Verdict::Match)], &nothing), mark);
        stands(told(&[judged(wrong)], &nothing), &word("loop-mismatch"));
        stands(
            told(&[Event::Expired(StepId::Seal)], &nothing),
            &word("loop-expired"),
        );
        let later = |view: &mut View| view.tick = Tick(view.tick.0 + 61 * 60);
        let stale = told(&[judged(Verdict::Match)], &later);
        assert!(stale.iter().all(|line| !line.contains(mark)), "{stale:#?}");
    }
}
