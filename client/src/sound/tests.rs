//! What sounds, for whom, and that nobody needs to hear it.

use handshake_shared::scenario::load;
use handshake_shared::sim::World;
use handshake_shared::sim::event::{Alarm, ContactReport, Speech, Transmission};
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::time::Tick;
use handshake_shared::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::*;
use crate::app::effect::Effect;
use crate::app::msg::{Msg, News};
use crate::app::update::update;
use crate::app::{App, Settings};
use crate::draw::{Canvases, Look, draw};

/// One event of each kind that is heard at a seat.
fn heard_at(seat: Seat) -> [(Event, Cue); 3] {
    let contact = ContactReport {
        tick: Tick(0),
        closing_m_per_s: 0.2,
        lateral_m_per_s: 0.0,
        lateral_m: 0.0,
        tilt_rad: 0.0,
        roll_rad: 0.0,
        tilt_rad_per_s: 0.0,
        roll_rad_per_s: 0.0,
    };
    let alarm = Event::Alarm {
        seat,
        alarm: Alarm::ClosingFast,
        on: true,
    };
    [
        (Event::Docking(DockingEvent::Contact(contact)), Cue::Contact),
        (alarm, Cue::Alarm),
        (said(seat.other()), Cue::Heard(seat.other())),
    ]
}

fn said(from: Seat) -> Event {
    Event::Heard(Transmission {
        seq: 1,
        tick: Tick(0),
        from,
        speech: Speech::Text("Soyuz, Apollo".to_owned()),
        wants_read_back: false,
        noise: Noise::default(),
    })
}

fn flying(seat: Seat, sound: Sound) -> App {
    let mut app = App::new(Settings {
        sound,
        ..Settings::default()
    });
    let world = World::new(&load("final-approach").expect("a shipped mission"), 7);
    update(&mut app, Msg::Resize(80, 24));
    let seats = vec![seat];
    update(
        &mut app,
        Msg::Opened {
            seats,
            invite: None,
        },
    );
    let view = Box::new(view::of(&world, seat));
    update(&mut app, Msg::Link(0, News::View(view)));
    app
}

fn picture(app: &App) -> String {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("in memory");
    let (look, mut canvases) = (Look::of(&app.settings), Canvases::default());
    terminal
        .draw(|frame| draw(app, &look, &mut canvases, frame))
        .expect("in memory");
    terminal.backend().to_string()
}

#[test]
fn whatever_sounds_changes_the_screen_as_well() {
    for seat in Seat::ALL {
        for (event, cue) in heard_at(seat) {
            let mut app = flying(seat, Sound::Audio);
            let before = picture(&app);
            let effects = update(&mut app, Msg::Link(0, News::Event(event)));
            assert!(effects.contains(&Effect::Sound(cue)), "{cue:?} at {seat:?}");
            assert_ne!(picture(&app), before, "{cue:?} at {seat:?}");
        }
    }
}

#[test]
fn the_bell_is_for_contact_and_alarm_and_may_be_off() {
    for (sound, expected) in [
        (Sound::Bell, [true, true, false]),
        (Sound::Off, [false; 3]),
        (Sound::Audio, [true; 3]),
    ] {
        let mut app = flying(Seat::Soyuz, sound);
        for ((event, cue), expected) in heard_at(Seat::Soyuz).into_iter().zip(expected) {
            let effects = update(&mut app, Msg::Link(0, News::Event(event)));
            let heard = effects.contains(&Effect::Sound(cue));
            assert_eq!(heard, expected, "{cue:?} with {sound:?}");
        }
    }
}

#[test]
fn a_crew_hears_neither_itself_nor_the_other_ones_alarms() {
    for seat in Seat::ALL {
        assert_eq!(cue(&said(seat), seat), None);
        let [_, (alarm, _), _] = heard_at(seat);
        assert_eq!(cue(&alarm, seat.other()), None);
        let out = Event::Alarm {
            seat,
            alarm: Alarm::ClosingFast,
            on: false,
        };
        assert_eq!(cue(&out, seat), None);
    }
}

#[test]
fn a_machine_without_a_loudspeaker_leaves_it_to_the_bell() {
    let mut speaker = super::speaker::Speaker::new(Sound::Bell);
    assert!(!speaker.play(Cue::Contact, &Settings::default()));
}
