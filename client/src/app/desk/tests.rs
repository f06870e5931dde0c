//! The desk flies along at the room's own pace, makes up for what it missed, and acts on nothing.

use handshake_shared::replay::{Header, Run};
use handshake_shared::scenario::{load, shipped};
use handshake_shared::sim::input::Stick;
use handshake_shared::wire::Pace;
use handshake_shared::wire::watch::Leg;

use super::*;
use crate::app::Settings;
use crate::app::msg::Msg;
use crate::app::update::update;

fn begins() -> WatchNews {
    let mut all = shipped().iter();
    let (name, source) = all
        .find(|(name, _)| *name == "final-approach")
        .expect("ships");
    let rules = load(name).expect("parses").rules;
    let mut header = Header::new((name, source), rules, 7, Pace::RealTime);
    header.crews = ["Tom".to_owned(), SOFTWARE.to_owned()];
    WatchNews::Flown(Box::new(Flown::Begins {
        mission: 1,
        header: Box::new(header),
        world_bytes: 0,
    }))
}

fn leg(second: u32) -> WatchNews {
    let runs = vec![Run {
        ticks: 60,
        sticks: [Stick::NEUTRAL; 2],
    }];
    WatchNews::Flown(Box::new(Flown::Leg(Leg {
        beats: 60,
        runs,
        ..Leg::empty(Tick(60 * second))
    })))
}

fn watching() -> App {
    let mut app = App::new(Settings::default());
    tell(&mut app, WatchNews::Watching { delay_s: 20 });
    tell(&mut app, begins());
    app
}

fn tell(app: &mut App, news: WatchNews) -> Vec<Effect> {
    update(app, Msg::Watch(news))
}

fn tick(app: &App) -> u32 {
    let desk = app.desk.as_ref().expect("watching");
    desk.follower.world().expect("a world").tick().0
}

fn pass(app: &mut App, ms: u64) {
    let mut now = app.now_ms;
    for _ in 0..ms / 50 {
        now += 50;
        update(app, Msg::Clock(now));
    }
}

#[test]
fn it_goes_by_its_own_clock_and_stands_when_nothing_comes() {
    let mut app = watching();
    assert_eq!(app.screen, Screen::Desk);
    assert_eq!(app.stations.len(), 2);
    assert!(app.stations[0].partner.software);
    tell(&mut app, leg(0));
    update(&mut app, Msg::Clock(1));
    pass(&mut app, 500);
    assert_eq!(tick(&app), 30);
    pass(&mut app, 2_000);
    assert_eq!(tick(&app), 60, "no more has been told");
    for station in &app.stations {
        let view = station.view.as_ref().expect("shown");
        assert_eq!((view.tick, view.seat), (Tick(60), station.seat));
        assert_eq!(view.panel.craft().help, HelpLevel::Passenger);
    }
    let desk = app.desk.as_ref().expect("watching");
    assert_eq!(desk.interlocks.len(), Armed::ALL.len());
}

#[test]
fn what_came_before_is_made_up_for() {
    let mut app = watching();
    for second in 0..60 {
        tell(&mut app, leg(second));
    }
    assert!(app.desk.as_ref().expect("watching").is_behind());
    update(&mut app, Msg::Clock(1));
    pass(&mut app, 1_000);
    let desk = app.desk.as_ref().expect("watching");
    assert!(!desk.is_behind(), "{}", desk.follower.waiting_beats());
    assert!(tick(&app) >= 3_600 - AHEAD_BEATS);
    assert!(app.stations[1].trends.samples().len() > 100);
}

#[test]
fn the_end_of_the_room_is_shown_to_its_end_and_a_line_that_leads_nowhere_is_told() {
    let mut app = watching();
    for second in 0..10 {
        tell(&mut app, leg(second));
    }
    tell(&mut app, WatchNews::Closed(Trouble::Lost));
    update(&mut app, Msg::Clock(1));
    pass(&mut app, 1_000);
    assert_eq!(tick(&app), 60, "at its own pace: nothing newer will come");
    assert_eq!(app.screen, Screen::Desk);
    let mut app = App::new(Settings::default());
    tell(&mut app, WatchNews::Watching { delay_s: 20 });
    tell(&mut app, WatchNews::Closed(Trouble::Lost));
    assert!(matches!(app.screen, Screen::Wait(_)) && app.desk.is_none());
}

#[test]
fn a_piece_that_does_not_belong_is_told_and_the_next_flight_is_shown() {
    let mut app = watching();
    tell(&mut app, leg(7));
    let line = |app: &App| app.desk.as_ref().expect("watching").line.clone();
    assert_eq!(line(&app), Line::Strange(Strange::Order));
    tell(&mut app, begins());
    assert_eq!(line(&app), Line::Open);
}

#[test]
fn no_key_at_the_desk_acts() {
    let mut app = watching();
    tell(&mut app, leg(0));
    pass(&mut app, 500);
    for key in "ABCDEFGHIJKMNOPQRSTUVWXYZ0123456789".chars().map(Key::Char) {
        assert_eq!(update(&mut app, Msg::Key(Press::down(key))), [], "{key:?}");
    }
    for key in [Key::Space, Key::Enter, Key::Tab, Key::Up, Key::F(5)] {
        assert_eq!(update(&mut app, Msg::Key(Press::down(key))), [], "{key:?}");
    }
    update(&mut app, Msg::Key(Press::down(Key::Char('?'))));
    assert!(app.help_open);
    update(&mut app, Msg::Key(Press::down(Key::Esc)));
    update(&mut app, Msg::Key(Press::down(Key::Esc)));
    assert_eq!(app.screen, Screen::Desk, "asked first");
    update(&mut app, Msg::Key(Press::down(Key::Esc)));
    assert!(app.desk.is_none());
    assert!(matches!(app.screen, Screen::Start(_)));
}

fn hit(app: &mut App, key: Key) -> Vec<Effect> {
    update(app, Msg::Key(Press::down(key)))
}

#[test]
fn an_instructor_chooses_from_the_list_and_reads_what_became_of_it() {
    use handshake_shared::catalogue::faults::Injection;
    use handshake_shared::wire::server::NotInjected;
    use instructor::Answer;

    let mut app = watching();
    tell(&mut app, WatchNews::Instructs);
    assert_eq!(hit(&mut app, Key::Enter), [], "the list is shut");
    hit(&mut app, Key::Char('F'));
    hit(&mut app, Key::Up);
    hit(&mut app, Key::Down);
    let second = Injection::OFFERED[1];
    assert_eq!(hit(&mut app, Key::Enter), [Effect::Inject(second)]);
    let told = |app: &App| {
        let desk = app.desk.as_ref().expect("watching");
        desk.instructor.as_ref().expect("instructs").told
    };
    assert_eq!(told(&app), Some((second, Answer::Asked)));
    let refused = NotInjected::TooOften { wait_s: 5 };
    for (answer, shown) in [
        (None, Answer::Done),
        (Some(refused), Answer::Refused(refused)),
    ] {
        let what = second;
        let news = WatchNews::Injection {
            what,
            refused: answer,
        };
        tell(&mut app, news);
        assert_eq!(told(&app), Some((what, shown)));
    }
    // What is not answered when the line goes is not waited for.
    hit(&mut app, Key::Enter);
    tell(&mut app, WatchNews::Lost);
    assert_eq!(told(&app), None);
    // Down to the last row and no further; Escape shuts the list and not the desk.
    for _ in 0..100 {
        hit(&mut app, Key::Down);
    }
    let last = Injection::OFFERED[Injection::OFFERED.len() - 1];
    assert_eq!(hit(&mut app, Key::Enter), [Effect::Inject(last)]);
    hit(&mut app, Key::Esc);
    assert!(!app.leaving);
    hit(&mut app, Key::Esc);
    assert!(app.leaving);
}

#[test]
fn whoever_only_watches_has_no_list() {
    let mut app = watching();
    for key in [Key::Char('F'), Key::Down, Key::Enter] {
        assert_eq!(hit(&mut app, key), []);
    }
    assert_eq!(app.desk.as_ref().expect("watching").instructor, None);
}
