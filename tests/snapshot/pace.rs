//! Time compression on the consoles: what runs, what is asked and why there is none can be read whole
//! at every size and in both languages, and the keys ask for what they say.

use handshake::app::App;
use handshake::app::effect::Effect;
use handshake::app::msg::{Msg, News};
use handshake::app::update::update;
use handshake::i18n::{Arg, Locale, labels};
use handshake::input::{Key, Press};
use handshake::sound::Cue;
use handshake_shared::ids::Seat;
use handshake_shared::sim::pace::PaceDrop;
use handshake_shared::wire::PaceState;

use crate::{NORMAL, SMALL, TOGETHER, bless, demo, flying, picture};

fn told(app: &mut App, pace: PaceState) -> Vec<Effect> {
    (0..app.stations.len())
        .flat_map(|index| update(app, Msg::Link(index, News::Pace(pace))))
        .collect()
}

fn wanted(wants: [u8; 2]) -> PaceState {
    let granted = wants[0].min(wants[1]);
    PaceState {
        wants,
        granted,
        achieved: granted,
        dropped: None,
    }
}

fn dropped(why: PaceDrop) -> PaceState {
    PaceState {
        dropped: Some(why),
        ..PaceState::default()
    }
}

/// The console of this seat alone, or both side by side, at each size.
fn screens(seat: Seat) -> [(Vec<Seat>, (u16, u16)); 3] {
    [
        (vec![seat], SMALL),
        (vec![seat], NORMAL),
        (Seat::ALL.to_vec(), TOGETHER),
    ]
}

/// A sentence of a seat's console.
fn said(app: &App, seat: Seat, key: &str, args: &[(&str, Arg)]) -> String {
    let station = app.stations.iter().find(|station| station.seat == seat);
    let station = station.expect("the seat has a console");
    app.words.of(station.locale()).format(key, args)
}

#[test]
fn a_fast_run_is_as_blessed() {
    bless("apollo-fast", |locale| {
        let mut app = flying(locale, &[Seat::Apollo], demo::air);
        let short = PaceState {
            achieved: 41,
            ..wanted([60, 60])
        };
        told(&mut app, short);
        app
    });
    bless("soyuz-asked", |locale| {
        let mut app = flying(locale, &[Seat::Soyuz], demo::air);
        told(&mut app, wanted([20, 1]));
        app
    });
}

#[test]
fn every_reason_for_times_one_is_read_whole_at_every_size() {
    for seat in Seat::ALL {
        for (seats, size) in screens(seat) {
            for why in PaceDrop::ALL {
                let mut app = flying(Locale::En, &seats, demo::air);
                told(&mut app, dropped(why));
                let sentence = said(&app, seat, labels::pace_drop(why), &[]);
                let shown = picture(&mut app, size);
                assert!(shown.contains(&sentence), "{sentence}\n{shown}");
            }
        }
    }
}

#[test]
fn what_the_other_crew_asks_and_the_key_that_agrees_are_read_whole_at_every_size() {
    for seat in Seat::ALL {
        for (seats, size) in screens(seat) {
            let mut app = flying(Locale::En, &seats, demo::air);
            let mut wants = [1; 2];
            wants[seat.other().index()] = 60;
            told(&mut app, wanted(wants));
            let args = [("factor", Arg::Text("60")), ("key", Arg::Text("+"))];
            let sentence = said(&app, seat, "pace-they-ask", &args);
            let shown = picture(&mut app, size);
            assert!(shown.contains(&sentence), "{sentence}\n{shown}");
        }
    }
}

#[test]
fn the_factor_stands_beside_the_clock_and_says_when_there_is_less_time_than_asked() {
    for seat in Seat::ALL {
        for (seats, size) in screens(seat) {
            let mut app = flying(Locale::En, &seats, demo::air);
            let factor = [("factor", Arg::Text("60"))];
            let all = said(&app, seat, "pace-factor", &factor);
            let less = [("wanted", Arg::Text("60")), ("achieved", Arg::Text("7"))];
            let less = said(&app, seat, "pace-short", &less);
            let before = picture(&mut app, size);
            assert!(!before.contains(&all), "{before}");
            told(&mut app, wanted([60, 60]));
            let shown = picture(&mut app, size);
            assert!(shown.contains(&all) && !shown.contains(&less), "{shown}");
            let short = PaceState {
                achieved: 7,
                ..wanted([60, 60])
            };
            told(&mut app, short);
            let shown = picture(&mut app, size);
            assert!(shown.contains(&less), "{shown}");
        }
    }
}

fn hit(app: &mut App, mark: char) -> Vec<Effect> {
    update(app, Msg::Key(Press::down(Key::Char(mark))))
}

#[test]
fn plus_goes_up_a_factor_or_agrees_and_minus_is_times_one() {
    let mut app = flying(Locale::En, &[Seat::Soyuz], demo::air);
    for (wants, asks) in [
        ([1, 1], 2),
        ([1, 2], 5),
        ([1, 20], 60),
        ([60, 60], 60),
        ([20, 1], 20),
        ([20, 10], 20),
    ] {
        told(&mut app, wanted(wants));
        assert_eq!(hit(&mut app, '+'), [Effect::Pace(0, asks)], "{wants:?}");
        assert_eq!(hit(&mut app, '='), [Effect::Pace(0, asks)]);
        assert_eq!(hit(&mut app, '-'), [Effect::Pace(0, 1)]);
    }
}

#[test]
fn at_one_keyboard_one_key_asks_for_both_crews() {
    let mut app = flying(Locale::En, &Seat::ALL, demo::air);
    let both = [Effect::Pace(0, 2), Effect::Pace(1, 2)];
    assert_eq!(hit(&mut app, '+'), both);
    assert_eq!(hit(&mut app, '-'), [Effect::Pace(0, 1), Effect::Pace(1, 1)]);
}

#[test]
fn the_end_of_a_fast_run_rings_and_its_reason_goes_with_the_next_act() {
    let mut app = flying(Locale::En, &[Seat::Apollo], demo::air);
    assert_eq!(told(&mut app, wanted([60, 60])), []);
    assert_eq!(
        told(&mut app, dropped(PaceDrop::Call)),
        [Effect::Sound(Cue::Notice)]
    );
    assert_eq!(told(&mut app, dropped(PaceDrop::NotDocked)), []);
    assert!(app.stations[0].notice.is_some());
    hit(&mut app, 'I');
    assert_eq!(app.stations[0].notice, None);
}
