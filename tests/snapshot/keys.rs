//! What keys do in a cockpit: acts asked for, notices shown. No terminal, no network.

use handshake::app::effect::Effect;
use handshake::app::entry::outgoing;
use handshake::app::msg::{Msg, News};
use handshake::app::station::{Entry, Notice, Shown};
use handshake::app::update::update;
use handshake::app::{App, Play, Screen, Settings};
use handshake::input::{Edge, Key, Press};
use handshake::profile::Best;
use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::{HatchId, Seat};
use handshake_shared::sim::doors::Hazard;
use handshake_shared::sim::event::{Event, Refusal, Speech, Transmission};
use handshake_shared::sim::input::{
    Answer, Command, ControlMode, DapRate, Deadband, HatchAct, HelpLevel, Stick, StickRate, Tongue,
};
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::time::Tick;
use handshake_shared::view::plan::OpenMove;
use handshake_shared::view::{Panel, View};

use crate::demo;

fn fly(view: View) -> App {
    let mut app = App::new(Settings::default());
    update(&mut app, Msg::Resize(120, 40));
    update(
        &mut app,
        Msg::Opened {
            seats: vec![view.seat],
            invite: None,
        },
    );
    update(&mut app, Msg::Link(0, News::View(Box::new(view))));
    app
}

fn hit(app: &mut App, key: Key) -> Vec<Effect> {
    update(app, Msg::Key(Press::down(key)))
}

fn letter(app: &mut App, letter: char) -> Vec<Effect> {
    hit(app, Key::Char(letter))
}

fn notice(app: &App) -> Option<Notice> {
    app.stations[0].notice.clone()
}

fn with_move(seat: Seat, step: StepId, index: u8) -> View {
    let mut view = demo::air(seat);
    view.plan.open = vec![OpenMove {
        step,
        index,
        since: Tick(0),
        held: None,
    }];
    view
}

#[test]
fn a_digit_speaks_the_call_in_its_place_with_the_panels_own_numbers() {
    let mut app = fly(demo::final_approach(Seat::Soyuz));
    let slots = vec![SlotValue::Number(11.6), SlotValue::Number(0.12)];
    let call = CallId::RangeAndRate;
    let said = Effect::Command(
        0,
        Command::Call {
            call,
            slots,
            tongue: Tongue::Russian,
        },
    );
    assert_eq!(letter(&mut app, '3'), vec![said]);
    letter(&mut app, 'U');
    assert!(matches!(
        letter(&mut app, '3').as_slice(),
        [Effect::Command(
            0,
            Command::Call {
                tongue: Tongue::English,
                ..
            }
        )]
    ));
}

#[test]
fn a_press_is_one_pulse_and_its_length_is_chosen() {
    let mut app = fly(demo::final_approach(Seat::Apollo));
    let push = |x| Stick {
        push: [x, 0, 0],
        turn: [0; 3],
    };
    assert_eq!(letter(&mut app, 'W'), vec![Effect::Pulse(0, push(127), 30)]);
    letter(&mut app, 'Z');
    assert_eq!(letter(&mut app, 'S'), vec![Effect::Pulse(0, push(-127), 6)]);
    let up = Stick {
        push: [0; 3],
        turn: [0, 127, 0],
    };
    assert_eq!(hit(&mut app, Key::Up), vec![Effect::Pulse(0, up, 6)]);
}

#[test]
fn mode_rate_and_deadband_keys_turn_the_switches_of_the_system_that_has_control() {
    let ask = |view: View, key| letter(&mut fly(view), key);
    let asked = |command| vec![Effect::Command(0, command)];
    let apollo = |mode| {
        let mut view = demo::final_approach(Seat::Apollo);
        if let Panel::Apollo(panel) = &mut view.panel {
            panel.craft.mode = mode;
        }
        view
    };
    let scs = || apollo(ControlMode::RateCmd);
    assert_eq!(ask(scs(), 'M'), asked(Command::Mode(ControlMode::MinImp)));
    assert_eq!(ask(scs(), 'Y'), asked(Command::StickRate(StickRate::High)));
    assert_eq!(ask(scs(), 'J'), asked(Command::Deadband(Deadband::Max)));
    let cmc = || apollo(ControlMode::CmcHold);
    assert_eq!(ask(cmc(), 'M'), asked(Command::Mode(ControlMode::CmcAuto)));
    assert_eq!(ask(cmc(), 'Y'), asked(Command::DapRate(DapRate::R05)));
    assert_eq!(ask(cmc(), 'J'), asked(Command::DapDeadband(Deadband::Max)));
    let mut soyuz = fly(demo::final_approach(Seat::Soyuz));
    assert_eq!(letter(&mut soyuz, 'Y'), vec![]);
    assert_eq!(notice(&soyuz), Some(Notice::Hint("hint-one-setting")));
}

#[test]
fn where_releases_are_told_thrust_lasts_while_held_and_ends_when_text_takes_the_keys() {
    let mut app = fly(demo::final_approach(Seat::Apollo));
    update(&mut app, Msg::Releases(true));
    assert!(matches!(
        letter(&mut app, 'W').as_slice(),
        [Effect::Stick(0, _, 600)]
    ));
    let mut up = Press::down(Key::Char('W'));
    up.edge = Edge::Up;
    let released = update(&mut app, Msg::Key(up));
    assert_eq!(released, vec![Effect::Stick(0, Stick::NEUTRAL, 1)]);
    letter(&mut app, 'D');
    assert_eq!(
        letter(&mut app, 'T'),
        vec![Effect::Stick(0, Stick::NEUTRAL, 1)]
    );
}

#[test]
fn backing_off_takes_two_keys_within_three_seconds() {
    let mut app = fly(demo::final_approach(Seat::Apollo));
    update(&mut app, Msg::Clock(1_000));
    assert_eq!(letter(&mut app, 'X'), vec![]);
    update(&mut app, Msg::Clock(4_500));
    assert_eq!(letter(&mut app, 'X'), vec![], "the cover has fallen shut");
    update(&mut app, Msg::Clock(5_000));
    assert_eq!(
        letter(&mut app, 'X'),
        vec![Effect::Command(0, Command::Abort)]
    );
    letter(&mut app, 'X');
    letter(&mut app, 'M');
    assert_eq!(letter(&mut app, 'X'), vec![], "another key shuts the cover");
}

#[test]
fn a_card_takes_the_digit_keys_while_a_read_back_is_owed() {
    let mut app = fly(demo::read_back(Seat::Apollo));
    let card = Effect::Command(
        0,
        Command::ReadBack {
            seq: 5,
            answer: Answer::Card(1),
        },
    );
    assert_eq!(letter(&mut app, '2'), vec![card]);
    assert_eq!(letter(&mut app, '7'), vec![]);
    assert_eq!(notice(&app), Some(Notice::Hint("hint-choose-card")));
}

#[test]
fn a_digit_on_its_way_to_the_call_bar_does_not_choose_a_card() {
    let mut view = demo::read_back(Seat::Apollo);
    view.radio.heard_s = Some(0.3);
    let mut app = fly(view);
    assert_eq!(letter(&mut app, '2'), vec![]);
    assert_eq!(notice(&app), Some(Notice::Hint("hint-cards-settle")));
}

#[test]
fn typed_digits_are_read_back_in_the_crafts_own_unit_and_bare_without_one() {
    assert_eq!(typed_read_back(&[]), Answer::Bare(9.8 * 0.3048));
    assert_eq!(typed_read_back(&[Key::Tab]), Answer::Value(9.8 * 0.3048));
    let theirs = [Key::Tab, Key::Tab];
    assert_eq!(typed_read_back(&theirs), Answer::Value(9.8), "meters");
}

/// Apollo's typed answer of 9.8 to a range, after keys that choose its unit.
fn typed_read_back(unit: &[Key]) -> Answer {
    let mut view = demo::read_back(Seat::Apollo);
    if let Some(owed) = &mut view.radio.owed {
        owed.cards.clear();
    }
    let mut app = fly(view);
    hit(&mut app, Key::Space);
    for key in "9.8".chars() {
        letter(&mut app, key);
    }
    for key in unit {
        hit(&mut app, *key);
    }
    let effects = hit(&mut app, Key::Enter);
    let [Effect::Command(0, Command::ReadBack { seq: 5, answer })] = effects.as_slice() else {
        panic!("no read-back: {effects:?}");
    };
    *answer
}

#[test]
fn go_no_go_and_the_answer_key_answer_the_hold_point() {
    let mut view = demo::read_back(Seat::Soyuz);
    view.radio.owed = None;
    let mut app = fly(view);
    assert_eq!(
        letter(&mut app, 'G'),
        vec![Effect::Command(0, Command::Poll(true))]
    );
    assert_eq!(
        letter(&mut app, 'N'),
        vec![Effect::Command(0, Command::Poll(false))]
    );
    assert_eq!(
        hit(&mut app, Key::Space),
        vec![Effect::Command(0, Command::Poll(true))]
    );
}

#[test]
fn enter_does_the_next_move_at_the_panel_and_never_shuts_a_valve_too_early() {
    let mut app = fly(with_move(Seat::Soyuz, StepId::ControlOff, 1));
    let off = Effect::Command(0, Command::Mode(ControlMode::Off));
    assert_eq!(hit(&mut app, Key::Enter), vec![off]);

    let filling = with_move(Seat::Apollo, StepId::DmUp, 2);
    let valve = |open| {
        let valve = ValveId::DmNitrogen;
        vec![Effect::Command(
            0,
            Command::Valve {
                valve,
                open,
                confirmed: false,
            },
        )]
    };
    let at = |mmhg: f32, open: bool| {
        let mut view = filling.clone();
        if let Panel::Apollo(panel) = &mut view.panel {
            panel.dm.total_pa = mmhg * 133.322;
            panel.valves_open = u16::from(open) << ValveId::DmNitrogen as u16;
        }
        fly(view)
    };
    assert_eq!(hit(&mut at(400.0, false), Key::Enter), valve(true));
    let mut waiting = at(400.0, true);
    assert_eq!(hit(&mut waiting, Key::Enter), vec![]);
    assert!(matches!(notice(&waiting), Some(Notice::Reach { .. })));
    assert_eq!(hit(&mut at(495.0, true), Key::Enter), valve(false));
}

#[test]
fn an_unsafe_hatch_is_asked_twice_and_any_other_key_drops_it() {
    let mut app = fly(with_move(Seat::Soyuz, StepId::Hatch4, 2));
    let (hatch, act) = (HatchId::H4, HatchAct::Open);
    let open = |confirmed| {
        Effect::Command(
            0,
            Command::Hatch {
                hatch,
                act,
                confirmed,
            },
        )
    };
    let refused = Event::Refused {
        seat: Seat::Soyuz,
        why: Refusal::Confirm(Hazard::PressureDifference {
            delta_pa: 900.0,
            limit_pa: 267.0,
        }),
    };
    assert_eq!(hit(&mut app, Key::Enter), vec![open(false)]);
    update(&mut app, Msg::Link(0, News::Event(refused.clone())));
    assert_eq!(hit(&mut app, Key::Enter), vec![open(true)]);
    update(&mut app, Msg::Link(0, News::Event(refused)));
    letter(&mut app, 'M');
    assert_eq!(hit(&mut app, Key::Enter), vec![open(false)]);
}

#[test]
fn a_cell_is_pressed_under_the_cursor_by_its_place() {
    let mut app = fly(demo::final_approach(Seat::Soyuz));
    letter(&mut app, 'P');
    for key in [Key::Right, Key::Right, Key::Down, Key::Down] {
        hit(&mut app, key);
    }
    let cell = KsuCell::new(2, 3).expect("a cell of the panel");
    assert_eq!(
        hit(&mut app, Key::Enter),
        vec![Effect::Command(0, Command::Ksu(cell))]
    );
}

#[test]
fn text_goes_out_as_typed_in_either_alphabet() {
    let mut app = fly(demo::final_approach(Seat::Apollo));
    letter(&mut app, 'T');
    for (key, typed) in [('D', 'В'), ('3', '3')] {
        let press = Press {
            key: Key::Char(key),
            typed: Some(typed),
            edge: Edge::Down,
        };
        update(&mut app, Msg::Key(press));
    }
    let said = Effect::Command(0, Command::Text("В3".into()));
    assert_eq!(hit(&mut app, Key::Enter), vec![said]);
    assert_eq!(app.stations[0].entry, Entry::None);
}

#[test]
fn the_phrasebook_finds_a_call_by_a_word_of_either_language() {
    for typed in ["roger", "понял", "ponyal"] {
        let mut app = fly(demo::final_approach(Seat::Apollo));
        letter(&mut app, 'B');
        for c in typed.chars() {
            update(
                &mut app,
                Msg::Key(Press {
                    typed: Some(c),
                    ..Press::down(Key::Char('A'))
                }),
            );
        }
        let effects = hit(&mut app, Key::Enter);
        assert!(
            matches!(
                effects.as_slice(),
                [Effect::Command(0, Command::Call { .. })]
            ),
            "{typed}: {effects:?}"
        );
    }
}

#[test]
fn escape_leaves_only_when_asked_twice_in_a_row() {
    let mut app = fly(demo::final_approach(Seat::Apollo));
    assert_eq!(hit(&mut app, Key::Esc), vec![]);
    letter(&mut app, 'W');
    assert_eq!(hit(&mut app, Key::Esc), vec![]);
    assert_eq!(hit(&mut app, Key::Esc), vec![Effect::Leave]);
    assert!(matches!(app.screen, Screen::Start(_)));
}

#[test]
fn one_key_goes_round_what_the_picture_shows_and_takes_no_key_from_flying() {
    let mut app = fly(demo::final_approach(Seat::Apollo));
    for shown in [
        Shown::Stack,
        Shown::Pressures,
        Shown::Approach,
        Shown::Window,
    ] {
        letter(&mut app, '0');
        assert_eq!(app.stations[0].shown, shown);
        let pulse = hit(&mut app, Key::Up);
        assert!(
            matches!(pulse.as_slice(), [Effect::Pulse(0, ..)]),
            "{shown:?}"
        );
    }
    letter(&mut app, '0');
    letter(&mut app, 'P');
    assert_eq!(hit(&mut app, Key::Esc), vec![], "the page first");
    assert_eq!(app.stations[0].shown, Shown::Stack);
    assert_eq!(hit(&mut app, Key::Esc), vec![], "then the picture");
    assert_eq!(app.stations[0].shown, Shown::Window);
    assert!(!app.leaving);
    hit(&mut app, Key::Esc);
    assert!(app.leaving, "then out");
}

#[test]
fn a_new_flight_and_the_debrief_begin_with_the_window_and_an_empty_past() {
    let mut app = fly(demo::final_approach(Seat::Soyuz));
    for view in demo::past(Seat::Soyuz) {
        update(&mut app, Msg::Link(0, News::View(Box::new(view))));
    }
    letter(&mut app, '0');
    let debrief = News::Debrief(Box::new(demo::debrief()));
    update(&mut app, Msg::Link(0, debrief));
    assert_eq!(app.stations[0].shown, Shown::Window);
    for shown in [
        Shown::Pressures,
        Shown::Approach,
        Shown::Talk,
        Shown::Window,
    ] {
        letter(&mut app, '0');
        assert_eq!(app.stations[0].shown, shown, "no stack after a flight");
    }
    assert!(app.stations[0].trends.samples().len() > 100);
    let again = News::Started {
        scenario: "final-approach".to_owned(),
        most_help: None,
    };
    update(&mut app, Msg::Link(0, again));
    assert!(app.stations[0].trends.samples().is_empty());
}

/// A result of a flight whose program was killed after a time with this much help, and which its crew
/// ended as a Commander.
fn come_back_to(most_help: Option<HelpLevel>) -> App {
    let mut app = fly(demo::final_approach(Seat::Soyuz));
    let started = News::Started {
        scenario: "rescue".to_owned(),
        most_help,
    };
    update(&mut app, Msg::Link(0, started));
    let mut view = demo::final_approach(Seat::Soyuz);
    view.tick = Tick(9_000);
    match &mut view.panel {
        Panel::Apollo(panel) => panel.craft.help = HelpLevel::Commander,
        Panel::Soyuz(panel) => panel.craft.help = HelpLevel::Commander,
    }
    update(&mut app, Msg::Link(0, News::View(Box::new(view))));
    let debrief = News::Debrief(Box::new(demo::debrief()));
    let effects = update(&mut app, Msg::Link(0, debrief));
    assert_eq!(effects, [Effect::Remember], "the result is kept");
    app
}

#[test]
fn a_flight_that_is_come_back_to_is_a_result_of_its_mission_under_the_most_help_it_had() {
    for (before, level) in [
        (Some(HelpLevel::Cadet), HelpLevel::Cadet),
        (Some(HelpLevel::Oklahomski), HelpLevel::Commander),
        (None, HelpLevel::Commander),
    ] {
        let mut app = come_back_to(before);
        let now = demo::debrief().total;
        assert_eq!(app.stations[0].best, Some(Best { before: None, now }));
        for of in HelpLevel::ALL {
            let flown = ("rescue".to_owned(), Seat::Soyuz, of);
            let kept = app.profile.reached(flown, 0).before;
            assert_eq!(kept, (of == level).then_some(now), "{before:?}: {of:?}");
        }
    }
}

#[test]
fn at_one_keyboard_each_hand_flies_its_own_ship() {
    let mut app = App::new(Settings::default());
    update(&mut app, Msg::Resize(160, 48));
    update(
        &mut app,
        Msg::Opened {
            seats: Seat::ALL.to_vec(),
            invite: None,
        },
    );
    for (index, seat) in Seat::ALL.into_iter().enumerate() {
        let view = demo::final_approach(seat);
        update(&mut app, Msg::Link(index, News::View(Box::new(view))));
    }
    assert!(matches!(
        letter(&mut app, 'W').as_slice(),
        [Effect::Pulse(0, ..)]
    ));
    hit(&mut app, Key::Space);
    let shown = [0, 1].map(|index: usize| app.stations[index].shown);
    assert_eq!(shown, [Shown::Stack; 2], "one key for both pictures");
    assert!(matches!(
        letter(&mut app, 'I').as_slice(),
        [Effect::Pulse(1, ..)]
    ));
    assert!(matches!(
        letter(&mut app, '8').as_slice(),
        [Effect::Command(
            1,
            Command::Call {
                call: CallId::RangeAndRate,
                ..
            }
        )]
    ));
    letter(&mut app, 'P');
    let turned = letter(&mut app, 'I');
    assert!(matches!(
        turned.as_slice(),
        [Effect::Pulse(
            1,
            Stick {
                turn: [0, 127, 0],
                ..
            },
            _
        )]
    ));
}

#[test]
fn a_question_is_answered_by_one_key_with_the_panels_reading() {
    let mut app = fly(demo::final_approach(Seat::Soyuz));
    let asked = Event::Heard(Transmission {
        seq: 9,
        tick: Tick(0),
        from: Seat::Apollo,
        speech: Speech::Call {
            call: CallId::AskRange,
            slots: Vec::new(),
            tongue: Tongue::English,
        },
        wants_read_back: false,
        noise: Noise::default(),
    });
    update(&mut app, Msg::Link(0, News::Event(asked)));
    for key in [Key::Space, Key::Char('3')] {
        let effects = hit(&mut app, key);
        assert!(
            matches!(
                effects.as_slice(),
                [Effect::Command(
                    0,
                    Command::Call {
                        call: CallId::RangeAndRate,
                        ..
                    }
                )]
            ),
            "{key:?}: {effects:?}"
        );
    }
}

#[test]
fn the_greeting_goes_out_in_the_hearers_language_whatever_the_bar_speaks() {
    for (seat, theirs) in [
        (Seat::Apollo, Tongue::Russian),
        (Seat::Soyuz, Tongue::English),
    ] {
        let mut app = fly(with_move(seat, StepId::Greet, seat as u8));
        for _ in 0..2 {
            let greeting = Effect::Command(
                0,
                Command::Call {
                    call: CallId::GladToSeeYou,
                    slots: Vec::new(),
                    tongue: theirs,
                },
            );
            assert_eq!(letter(&mut app, '1'), vec![greeting]);
            letter(&mut app, 'U');
        }
    }
}

fn type_text(app: &mut App, text: &str) {
    for c in text.chars() {
        let press = Press {
            key: Key::Char('A'),
            typed: Some(c),
            edge: Edge::Down,
        };
        update(app, Msg::Key(press));
    }
}

#[test]
fn free_text_in_latin_letters_goes_out_in_russian_and_tab_takes_it_as_typed() {
    for (tabs, sent) in [(0, "дальность 12"), (1, "dalnost 12")] {
        let mut app = fly(demo::final_approach(Seat::Soyuz));
        letter(&mut app, 'T');
        type_text(&mut app, "dalnost 12");
        let ways = ["дальность 12", "dalnost 12"];
        let mut way = 0;
        // Between the two stands what the other layout would have typed.
        while tabs > 0 && way < 3 {
            hit(&mut app, Key::Tab);
            way += 1;
            let Entry::Text { typed, way } = &app.stations[0].entry else {
                panic!("still typing")
            };
            if outgoing(&app.stations[0], typed, *way) == ways[tabs] {
                break;
            }
        }
        let said = Effect::Command(0, Command::Text(sent.into()));
        assert_eq!(hit(&mut app, Key::Enter), vec![said]);
    }
}

#[test]
fn either_layout_types_either_language() {
    for (seat, typed, sent) in [
        (Seat::Soyuz, "lfkmyjcnm 12", "дальность 12"),
        (Seat::Apollo, "кфтпу 12", "range 12"),
        (Seat::Apollo, "dalnost 12", "дальность 12"),
        (Seat::Soyuz, "дальность 12", "дальность 12"),
    ] {
        let mut app = fly(demo::final_approach(seat));
        letter(&mut app, 'T');
        type_text(&mut app, typed);
        let said = Effect::Command(0, Command::Text(sent.into()));
        assert_eq!(hit(&mut app, Key::F(5)), vec![said], "{typed}");
    }
}

#[test]
fn digits_and_function_keys_alone_find_fill_and_send_a_call() {
    let mut app = fly(demo::final_approach(Seat::Apollo));
    hit(&mut app, Key::F(5));
    // The third ring from its beginning: close hatch …, and of the hatches the second.
    for key in [
        Key::F(6),
        Key::F(6),
        Key::F(6),
        Key::Char('1'),
        Key::Char('2'),
    ] {
        assert_eq!(hit(&mut app, key), vec![]);
    }
    hit(&mut app, Key::F(4));
    let said = Effect::Command(
        0,
        Command::Call {
            call: CallId::CloseHatch,
            slots: vec![SlotValue::Hatch(HatchId::H2)],
            tongue: Tongue::Russian,
        },
    );
    assert_eq!(hit(&mut app, Key::F(5)), vec![said]);
    assert_eq!(app.stations[0].entry, Entry::None);
}

#[test]
fn control_z_goes_to_the_shell_but_not_from_under_another_crew() {
    let mut app = fly(demo::air(Seat::Apollo));
    app.play = Some(Play::Solo(Seat::Apollo));
    assert_eq!(update(&mut app, Msg::Suspend), [Effect::Suspend]);
    app.play = Some(Play::Host(Seat::Apollo));
    assert_eq!(update(&mut app, Msg::Suspend), []);
    assert_eq!(notice(&app), Some(Notice::Hint("hint-no-suspend")));
}
