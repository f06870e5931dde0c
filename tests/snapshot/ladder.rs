//! The help ladder: what each level shows of calls heard, of calls to make and of labels, in both
//! consoles, and how a player climbs it word by word.

use handshake::app::App;
use handshake::app::effect::Effect;
use handshake::app::msg::{Msg, News};
use handshake::app::station::Notice;
use handshake::app::update::update;
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Speech, Transmission, Verdict};
use handshake_shared::sim::input::{Command, HelpLevel, Tongue};
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::time::Tick;
use handshake_shared::view::Panel;

use crate::{LARGE, NORMAL, SMALL, TOGETHER, demo, flying, picture, press};

/// A crew in the middle of its approach, at a level, in its own language.
fn crew(seat: Seat, level: HelpLevel) -> App {
    helped(seat, level, Locale::of(seat))
}

/// The same for a player who wants help in that language.
fn helped(seat: Seat, level: HelpLevel, locale: Locale) -> App {
    let mut app = flying(locale, &[seat], demo::final_approach);
    climb(&mut app, level);
    update(&mut app, Msg::Link(0, News::Event(heard(seat, 40))));
    app
}

/// The world takes a level the crew has chosen.
fn climb(app: &mut App, level: HelpLevel) {
    let seat = app.stations[0].seat;
    let mut view = demo::final_approach(seat);
    match &mut view.panel {
        Panel::Apollo(panel) => panel.craft.help = level,
        Panel::Soyuz(panel) => panel.craft.help = level,
    }
    update(app, Msg::Link(0, News::View(Box::new(view))));
    let changed = Event::Help { seat, level };
    update(app, Msg::Link(0, News::Event(changed)));
}

/// The other crew's last call, in its own language: a range and a rate.
fn heard(seat: Seat, seq: u32) -> Event {
    let tongue = match seat {
        Seat::Apollo => Tongue::Russian,
        Seat::Soyuz => Tongue::English,
    };
    Event::Heard(Transmission {
        seq,
        tick: Tick(8_600),
        from: seat.other(),
        speech: Speech::Call {
            call: CallId::RangeAndRate,
            slots: vec![SlotValue::Number(12.0), SlotValue::Number(0.12)],
            tongue,
        },
        wants_read_back: true,
        noise: Noise::default(),
    })
}

fn shown(app: &mut App) -> String {
    picture(app, NORMAL).replace('\u{a0}', " ")
}

#[test]
fn both_consoles_at_every_level_are_as_blessed() {
    for seat in Seat::ALL {
        for level in HelpLevel::ALL {
            for size in [SMALL, NORMAL] {
                let shown = picture(&mut crew(seat, level), size);
                let name = format!("ladder-{seat:?}-{level:?}-{}x{}", size.0, size.1);
                insta::assert_snapshot!(name.to_lowercase(), shown);
            }
        }
    }
}

#[test]
fn a_player_of_the_other_language_sees_the_lowest_and_the_highest_level_as_blessed() {
    for seat in Seat::ALL {
        let other = Locale::of(seat).other();
        for level in [HelpLevel::Passenger, HelpLevel::Oklahomski] {
            for size in [SMALL, NORMAL] {
                let shown = picture(&mut helped(seat, level, other), size);
                let name = format!("ladder-{seat:?}-{level:?}-other-{}x{}", size.0, size.1);
                insta::assert_snapshot!(name.to_lowercase(), shown);
            }
        }
    }
}

#[test]
fn a_passengers_labels_are_in_his_own_language_and_one_key_shows_the_printed_ones() {
    // A label of the seat's panel as either language prints it.
    let label = |seat, locale| match (seat, locale) {
        (Seat::Apollo, Locale::En) => "H1 CLOSED",
        (Seat::Apollo, Locale::Ru) => "1 ЗАКР",
        (Seat::Soyuz, Locale::En) => "H4 CLOSED",
        (Seat::Soyuz, Locale::Ru) => "ЛЮК 4 ЗАКР",
    };
    for seat in Seat::ALL {
        for help in Locale::ALL {
            for level in HelpLevel::ALL {
                let own = match level {
                    HelpLevel::Passenger => help,
                    _ => Locale::of(seat),
                };
                for size in [SMALL, NORMAL, TOGETHER] {
                    let mut app = helped(seat, level, help);
                    for wanted in [own, own.other(), own] {
                        let shown = picture(&mut app, size).replace('\u{a0}', " ");
                        for locale in Locale::ALL {
                            let stands = shown.contains(label(seat, locale));
                            assert_eq!(stands, locale == wanted, "{seat:?} {level:?}\n{shown}");
                        }
                        press(&mut app, &[Key::Char('L')]);
                    }
                }
            }
        }
    }
}

#[test]
fn each_level_glosses_a_call_as_far_as_it_promises() {
    // Of the call: its meaning, its numbers, one of its words, its sound.
    let pieces = [
        (
            Seat::Apollo,
            [
                "= Range 12 m, closing at 0.12 m/s.",
                "12 м = 39.4 ft · 0,12 м/с = 0.39 ft/s",
                "дальность = range",
                "[Dálʹnostʹ dvenádtsatʹ métrov",
            ],
        ),
        (
            Seat::Soyuz,
            [
                "= Дальность 39,4 фута, скорость 0,39 фут/с.",
                "39.4 ft = 12 м · 0.39 ft/s = 0,12 м/с",
                "range = дальность",
                "[рэйндж ",
            ],
        ),
    ];
    for (seat, [meaning, numbers, word, sound]) in pieces {
        let expected = [
            (HelpLevel::Passenger, [true, false, false, true]),
            (HelpLevel::Cadet, [false, false, false, true]),
            (HelpLevel::Pilot, [false, true, false, true]),
            (HelpLevel::Commander, [false, false, true, true]),
            (HelpLevel::Oklahomski, [false, false, false, false]),
        ];
        for (level, wanted) in expected {
            let shown = shown(&mut crew(seat, level));
            let has = [meaning, numbers, word, sound].map(|piece| shown.contains(piece));
            assert_eq!(has, wanted, "{seat:?} {level:?}\n{shown}");
        }
    }
}

#[test]
fn a_cadet_gets_the_meaning_two_seconds_after_asking_and_only_of_that_call() {
    let mut app = crew(Seat::Apollo, HelpLevel::Cadet);
    let meaning = "= Range 12 m";
    press(&mut app, &[Key::Char('I')]);
    for (now_ms, wanted) in [(9_000, false), (10_900, false), (11_000, true)] {
        update(&mut app, Msg::Clock(now_ms));
        assert_eq!(shown(&mut app).contains(meaning), wanted, "{now_ms}");
    }
    update(&mut app, Msg::Link(0, News::Event(heard(Seat::Apollo, 41))));
    assert!(
        !shown(&mut app).contains(meaning),
        "a new call, a new question"
    );
}

#[test]
fn a_pilot_still_understands_every_call_of_danger() {
    let mut app = crew(Seat::Apollo, HelpLevel::Pilot);
    for (seq, call, meaning) in [
        (50, CallId::Fire, Some("= Fire!")),
        (51, CallId::BackOff, Some("= Back off!")),
        (52, CallId::Thanks, None),
    ] {
        let Event::Heard(mut said) = heard(Seat::Apollo, seq) else {
            unreachable!("a call")
        };
        said.speech = Speech::Call {
            call,
            slots: Vec::new(),
            tongue: Tongue::Russian,
        };
        update(&mut app, Msg::Link(0, News::Event(Event::Heard(said))));
        let shown = shown(&mut app);
        match meaning {
            Some(meaning) => assert!(shown.contains(meaning), "{shown}"),
            None => assert!(!shown.contains("= Thank you."), "{shown}"),
        }
    }
}

#[test]
fn calls_to_make_are_shown_in_ones_own_language_up_to_pilot_and_then_in_the_partners() {
    let own = "Target is centered.";
    let theirs = "Мишень в центре.";
    for level in HelpLevel::ALL {
        let shown = picture(&mut crew(Seat::Apollo, level), SMALL).replace('\u{a0}', " ");
        let bar: String = shown.lines().skip(17).take(3).collect();
        let in_own = level <= HelpLevel::Pilot;
        assert_eq!(bar.contains(own), in_own, "{level:?}\n{shown}");
        assert_eq!(bar.contains(theirs), !in_own, "{level:?}\n{shown}");
    }
}

#[test]
fn a_commander_may_go_back_to_his_own_language_and_an_oklahomski_may_not() {
    for (level, tongue) in [
        (HelpLevel::Commander, Tongue::English),
        (HelpLevel::Oklahomski, Tongue::Russian),
    ] {
        let mut app = crew(Seat::Apollo, level);
        assert_eq!(app.stations[0].tongue, Tongue::Russian, "{level:?}");
        press(&mut app, &[Key::Char('U')]);
        assert_eq!(app.stations[0].tongue, tongue, "{level:?}");
    }
    let mut app = crew(Seat::Apollo, HelpLevel::Oklahomski);
    press(&mut app, &[Key::F(4)]);
    let refused = Some(Notice::Hint("hint-their-tongue"));
    assert_eq!(app.stations[0].notice, refused);
}

#[test]
fn who_goes_round_the_ladder_speaks_his_own_language_again_below() {
    let mut app = crew(Seat::Apollo, HelpLevel::Pilot);
    let seat = Seat::Apollo;
    for (level, tongue) in [
        (HelpLevel::Commander, Tongue::Russian),
        (HelpLevel::Oklahomski, Tongue::Russian),
        (HelpLevel::Passenger, Tongue::English),
    ] {
        update(
            &mut app,
            Msg::Link(0, News::Event(Event::Help { seat, level })),
        );
        assert_eq!(app.stations[0].tongue, tongue, "{level:?}");
    }
}

#[test]
fn headings_are_in_both_languages_for_a_passenger_and_on_a_key_for_a_cadet() {
    let both = "APPROACH · СБЛИЖЕНИЕ";
    for level in HelpLevel::ALL {
        let mut app = crew(Seat::Apollo, level);
        let passenger = level == HelpLevel::Passenger;
        assert_eq!(shown(&mut app).contains(both), passenger, "{level:?}");
        press(&mut app, &[Key::Char('I')]);
        update(&mut app, Msg::Clock(12_000));
        let asked = level <= HelpLevel::Cadet;
        assert_eq!(shown(&mut app).contains(both), asked, "{level:?}");
    }
}

#[test]
fn a_cadet_sees_how_the_wanted_call_goes_in_the_partners_language_and_sounds() {
    let mut app = crew(Seat::Soyuz, HelpLevel::Cadet);
    let shown = picture(&mut app, SMALL).replace('\u{a0}', " ");
    let line = shown.lines().find(|line| line.contains("Range 11.6 m"));
    assert!(
        line.is_some_and(|line| line.contains("[рэйндж ")),
        "{shown}"
    );
}

#[test]
fn a_change_of_help_stands_in_the_loop_of_both_crews() {
    let mut app = flying(Locale::En, &[Seat::Apollo], demo::final_approach);
    for (seat, text) in [
        (Seat::Apollo, "Your help is now: Pilot."),
        (Seat::Soyuz, "Soyuz’s help is now: Pilot."),
    ] {
        let level = HelpLevel::Pilot;
        let changed = Event::Help { seat, level };
        update(&mut app, Msg::Link(0, News::Event(changed)));
        assert!(shown(&mut app).contains(text), "{text}");
    }
}

/// A range heard in the other language and read back.
fn read_back(app: &mut App, seq: u32, verdict: Verdict) -> Vec<Effect> {
    let seat = app.stations[0].seat;
    update(app, Msg::Link(0, News::Event(heard(seat, seq))));
    let by = seat;
    let judged = Event::ReadBack { seq, by, verdict };
    update(app, Msg::Link(0, News::Event(judged)))
}

#[test]
fn a_word_read_back_rightly_three_times_loses_its_gloss_and_is_listed_in_the_debrief() {
    let mut app = crew(Seat::Apollo, HelpLevel::Commander);
    let gloss = "дальность = range";
    // The loop before this holds one right read-back of a range.
    let wrong = Verdict::WrongValue {
        called: 12.0,
        answered: 39.0,
    };
    assert_eq!(read_back(&mut app, 60, wrong), []);
    assert_eq!(read_back(&mut app, 61, Verdict::Match), [Effect::Remember]);
    assert!(shown(&mut app).contains(gloss));
    assert_eq!(app.stations[0].learned, []);
    assert_eq!(read_back(&mut app, 62, Verdict::Match), [Effect::Remember]);
    assert!(!shown(&mut app).contains(gloss), "it is learned");
    assert_eq!(app.stations[0].learned, [(Locale::Ru, "term-range")]);
    assert_eq!(
        read_back(&mut app, 63, Verdict::Match),
        [],
        "once is enough"
    );
    let debrief = News::Debrief(Box::new(demo::debrief()));
    update(&mut app, Msg::Link(0, debrief));
    for size in [SMALL, LARGE] {
        let shown = picture(&mut app, size);
        assert!(shown.contains("Words learned: дальность"), "{shown}");
        let meanings = shown.contains("дальность: range");
        assert_eq!(meanings, size == LARGE, "{shown}");
    }
}

#[test]
fn words_said_rightly_in_the_partners_language_count_and_ones_own_do_not() {
    for (tongue, counts) in [(Tongue::Russian, true), (Tongue::English, false)] {
        let mut app = crew(Seat::Apollo, HelpLevel::Pilot);
        let Event::Heard(mut said) = heard(Seat::Soyuz, 70) else {
            unreachable!("a call")
        };
        said.speech = Speech::Call {
            call: CallId::HooksCount,
            slots: vec![SlotValue::Count(8)],
            tongue,
        };
        update(&mut app, Msg::Link(0, News::Event(Event::Heard(said))));
        let judged = Event::ReadBack {
            seq: 70,
            by: Seat::Soyuz,
            verdict: Verdict::Match,
        };
        let effects = update(&mut app, Msg::Link(0, News::Event(judged)));
        assert_eq!(effects == [Effect::Remember], counts, "{tongue:?}");
    }
}

#[test]
fn the_level_key_asks_the_world_for_the_next_level() {
    let mut app = crew(Seat::Soyuz, HelpLevel::Pilot);
    let asked = update(
        &mut app,
        Msg::Key(handshake::input::Press::down(Key::Char('O'))),
    );
    let next = Command::Help(HelpLevel::Commander);
    assert_eq!(asked, [Effect::Command(0, next)]);
}

#[test]
fn an_oklahomski_types_his_calls_in_the_partners_language_and_others_type_text() {
    for level in HelpLevel::ALL {
        let mut app = crew(Seat::Apollo, level);
        app.stations[0].tongue = Tongue::Russian;
        press(&mut app, &[Key::Char('T')]);
        for c in "dalnost 100".chars() {
            let typed = Some(c);
            let key = Key::Char('A');
            let press = handshake::input::Press {
                typed,
                ..handshake::input::Press::down(key)
            };
            update(&mut app, Msg::Key(press));
        }
        let typed_out = level == HelpLevel::Oklahomski;
        assert_eq!(
            shown(&mut app).contains("→ call: Дальность 100 футов."),
            typed_out
        );
        let call = Command::Call {
            call: CallId::Range,
            slots: vec![SlotValue::Number(30.48)],
            tongue: Tongue::Russian,
        };
        let text = Command::Text("дальность 100".into());
        let sent = if typed_out { call } else { text };
        let enter = handshake::input::Press::down(Key::Enter);
        let effects = update(&mut app, Msg::Key(enter));
        assert_eq!(effects, [Effect::Command(0, sent)], "{level:?}");
    }
}
