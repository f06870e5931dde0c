use handshake_shared::ids::Seat;
use handshake_shared::scenario;
use handshake_shared::sim::World;
use handshake_shared::sim::input::Command;
use handshake_shared::view;
use handshake_shared::wire::PauseReason;

use super::*;
use crate::app::msg::{Msg, News};
use crate::app::start::Start;
use crate::app::station::Page;
use crate::app::update::update;
use crate::app::{Play, Settings};
use crate::input::bindings::Board;
use crate::input::pad::{Axis, Button};

fn flying(seats: &[Seat]) -> App {
    let mut app = App::new(Settings::default());
    app.play = Some(Play::Join("line".to_owned()));
    let seats = seats.to_vec();
    let opened = Msg::Opened {
        seats: seats.clone(),
        invite: None,
    };
    update(&mut app, opened);
    let scenario = scenario::load("final-approach").expect("ships");
    for (index, seat) in seats.into_iter().enumerate() {
        let view = view::of(&World::new(&scenario, 1), seat);
        update(&mut app, Msg::Link(index, News::View(Box::new(view))));
    }
    assert_eq!(app.screen, Screen::Cockpit);
    for number in 0..2 {
        pad(&mut app, number, PadEvent::Connected);
    }
    app
}

fn pad(app: &mut App, number: usize, event: PadEvent) -> Vec<Effect> {
    update(app, Msg::Pad(number, event))
}

fn press(app: &mut App, number: usize, button: Button) -> Vec<Effect> {
    pad(app, number, PadEvent::Button(button, true))
}

fn ahead(share: f32) -> PadEvent {
    PadEvent::Axis(Axis::RightTrigger, share)
}

fn pushed(along: i8) -> Stick {
    Stick {
        push: [along, 0, 0],
        ..Stick::NEUTRAL
    }
}

#[test]
fn a_trigger_thrusts_while_it_is_pulled_and_is_told_again_while_it_stands_still() {
    let mut app = flying(&[Seat::Apollo]);
    let made = pad(&mut app, 0, ahead(1.0));
    assert_eq!(made, [Effect::Stick(0, pushed(127), STICK_TICKS_MAX)]);
    assert_eq!(pad(&mut app, 0, ahead(1.0)), [], "nothing is new");
    assert_eq!(update(&mut app, Msg::Clock(AGAIN_MS - 1)), []);
    let made = update(&mut app, Msg::Clock(AGAIN_MS));
    assert_eq!(made, [Effect::Stick(0, pushed(127), STICK_TICKS_MAX)]);
    let made = pad(&mut app, 0, ahead(0.1));
    assert_eq!(made, [Effect::Stick(0, Stick::NEUTRAL, 1)]);
    assert_eq!(update(&mut app, Msg::Clock(3 * AGAIN_MS)), []);
}

#[test]
fn an_unplugged_pad_lets_go_and_the_crew_is_told() {
    let mut app = flying(&[Seat::Apollo]);
    pad(&mut app, 0, ahead(1.0));
    let made = pad(&mut app, 0, PadEvent::Disconnected);
    assert_eq!(made, [Effect::Stick(0, Stick::NEUTRAL, 1)]);
    let notice = app.stations[0].notice.clone();
    assert_eq!(notice, Some(Notice::Hint("hint-pad-gone")));
    assert_eq!(pad(&mut app, 0, ahead(1.0)), [], "it is not there");
}

#[test]
fn a_held_key_and_a_pad_add_up_and_each_lets_go_of_its_own() {
    let mut app = flying(&[Seat::Apollo]);
    update(&mut app, Msg::Releases(true));
    pad(&mut app, 0, ahead(1.0));
    let mut key = Press::down(Key::Char('D'));
    let made = update(&mut app, Msg::Key(key));
    let both = Stick {
        push: [127, 127, 0],
        ..Stick::NEUTRAL
    };
    assert_eq!(made, [Effect::Stick(0, both, STICK_TICKS_MAX)]);
    key.edge = Edge::Up;
    let made = update(&mut app, Msg::Key(key));
    assert_eq!(made, [Effect::Stick(0, pushed(127), STICK_TICKS_MAX)]);
}

#[test]
fn a_pause_takes_the_pad_from_flying_and_gives_it_back() {
    let mut app = flying(&[Seat::Apollo]);
    pad(&mut app, 0, ahead(1.0));
    let paused = News::Paused {
        why: PauseReason::Asked(Seat::Apollo),
        since: handshake_shared::time::Tick(0),
        left_s: 0,
    };
    update(&mut app, Msg::Link(0, paused));
    let made = update(&mut app, Msg::Clock(100));
    assert_eq!(made, [Effect::Stick(0, Stick::NEUTRAL, 1)]);
    update(&mut app, Msg::Link(0, News::Resumed));
    let made = update(&mut app, Msg::Clock(200));
    assert_eq!(made, [Effect::Stick(0, pushed(127), STICK_TICKS_MAX)]);
}

#[test]
fn a_button_presses_the_key_the_player_gave_its_act() {
    let mut app = flying(&[Seat::Apollo]);
    for (act, key) in [(Act::Page, Key::F(11)), (Act::Answer, Key::Char('Ж'))] {
        app.settings.keys.bind(Board::Own, place_of(act), Some(key));
    }
    press(&mut app, 0, Button::Select);
    assert_eq!(app.stations[0].page, Page::Controls);
    press(&mut app, 0, Button::Down);
    assert_eq!(app.stations[0].control, 1);
    press(&mut app, 0, Button::East);
    assert_eq!(app.stations[0].page, Page::Flight);
    press(&mut app, 0, Button::Start);
    assert!(app.help_open);
    press(&mut app, 0, Button::East);
    assert!(!app.help_open);
    // Where help has pages, the other one turns them, and closes the last.
    press(&mut app, 0, Button::Start);
    for _ in 0..crate::draw::help::pages(&app) {
        assert!(app.help_open);
        press(&mut app, 0, Button::South);
    }
    assert!(!app.help_open);
}

fn place_of(act: Act) -> usize {
    let rows = Board::Own.rows();
    rows.iter().position(|row| row.act == act).expect("an act")
}

#[test]
fn the_abort_needs_both_sticks_twice() {
    let mut app = flying(&[Seat::Apollo]);
    let both = |app: &mut App| {
        press(app, 0, Button::LeftStick);
        let made = press(app, 0, Button::RightStick);
        pad(app, 0, PadEvent::Button(Button::LeftStick, false));
        pad(app, 0, PadEvent::Button(Button::RightStick, false));
        made
    };
    assert_eq!(both(&mut app), []);
    assert!(app.stations[0].cover_until_ms.is_some());
    assert_eq!(both(&mut app), [Effect::Command(0, Command::Abort)]);
}

#[test]
fn two_pads_fly_the_two_consoles_of_one_keyboard() {
    let mut app = flying(&[Seat::Apollo, Seat::Soyuz]);
    let made = pad(&mut app, 1, ahead(1.0));
    assert_eq!(made, [Effect::Stick(1, pushed(127), STICK_TICKS_MAX)]);
    press(&mut app, 1, Button::Select);
    assert_eq!(app.stations[0].page, Page::Flight);
    assert_eq!(app.stations[1].page, Page::Ksu);
    press(&mut app, 0, Button::Mode);
    assert!(app.stations[0].cover_until_ms.is_some());
    assert!(app.stations[1].cover_until_ms.is_none());
}

#[test]
fn menus_are_walked_and_nothing_is_typed() {
    let mut app = App::new(Settings::default());
    pad(&mut app, 3, PadEvent::Connected);
    assert!(matches!(app.screen, Screen::Start(_)));
    press(&mut app, 3, Button::Down);
    assert_ne!(app.screen, Screen::Start(Start::default()));
    app.screen = Screen::Join(crate::app::join::Join::default());
    let before = app.screen.clone();
    press(&mut app, 3, Button::Start);
    press(&mut app, 3, Button::Select);
    assert_eq!(app.screen, before);
    press(&mut app, 3, Button::East);
    assert!(matches!(app.screen, Screen::Start(_)));
}

#[test]
fn help_tells_of_a_pad_that_is_there_at_every_size_in_both_languages() {
    use crate::draw::{Canvases, Look, draw};
    use crate::i18n::Locale;
    use ratatui::{Terminal, backend::TestBackend};
    for (locale, sign) in [(Locale::En, "Gamepad"), (Locale::Ru, "Геймпад")] {
        for size in [(80, 24), (120, 40), (160, 48)] {
            let mut app = flying(&[Seat::Apollo]);
            app.settings.locale = locale;
            app.stations[0].help = locale;
            update(&mut app, Msg::Resize(size.0, size.1));
            press(&mut app, 0, Button::Start);
            let shown = |app: &App| {
                let look = Look::of(&app.settings);
                let backend = TestBackend::new(size.0, size.1);
                let mut terminal = Terminal::new(backend).expect("a screen of memory");
                let drawn = terminal
                    .draw(|frame| draw(app, &look, &mut Canvases::default(), frame))
                    .expect("draws");
                let cells = drawn.buffer.content().iter();
                cells.map(|cell| cell.symbol()).collect::<String>()
            };
            let all = |app: &mut App| {
                let pages = 0..crate::draw::help::pages(app);
                let page = |at| {
                    app.help_page = at;
                    shown(app)
                };
                pages.map(page).collect::<String>()
            };
            assert!(all(&mut app).contains(sign), "{locale:?} {size:?}");
            pad(&mut app, 0, PadEvent::Disconnected);
            pad(&mut app, 1, PadEvent::Disconnected);
            assert!(!all(&mut app).contains(sign), "{locale:?} {size:?}");
        }
    }
}
