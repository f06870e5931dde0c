use handshake_shared::ids::Seat;
use handshake_shared::scenario;
use handshake_shared::session::Teller;
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::{World, step};
use handshake_shared::view::{self, Panel};
use handshake_shared::wire::snapshot::{Heard, Snapshot};

use super::*;

/// A flight with what one crew is told of it.
struct Flight {
    world: World,
    news: News,
    beat: u32,
    told: Vec<u32>,
}

impl Flight {
    fn new() -> Flight {
        let scenario = scenario::load("final-approach").expect("ships");
        Flight {
            world: World::new(&scenario, 1),
            news: News::default(),
            beat: 0,
            told: Vec::new(),
        }
    }

    /// Flies so many seconds with these inputs, from Soyuz's seat; tells how often it was told.
    fn fly(&mut self, seconds: u32, stretch: u32, inputs: &Inputs) -> usize {
        let before = self.told.len();
        for _ in 0..seconds * TICK_RATE_HZ {
            step(&mut self.world, inputs, &mut Vec::new());
            self.beat += 1;
            self.news.flown(&inputs[Seat::Soyuz.index()].stick);
            let view = view::of(&self.world, Seat::Soyuz);
            if self.news.is_due(self.beat, &view, stretch) {
                self.news.tell(self.beat, &view);
                self.told.push(self.beat);
            }
        }
        self.told.len() - before
    }
}

fn pushing(seat: Seat) -> Inputs {
    let mut inputs = Inputs::default();
    inputs[seat.index()].stick.push = [127, 0, 0];
    inputs
}

#[test]
fn a_coasting_crew_is_told_seldom_and_never_less_than_once_a_second() {
    let mut flight = Flight::new();
    let idle = Inputs::default();
    flight.fly(2, 1, &idle);
    let coasting = flight.fly(20, 1, &idle);
    assert!((20..=60).contains(&coasting), "{coasting} in 20 s");
    let gaps = flight.told.windows(2).map(|pair| pair[1] - pair[0]);
    let longest = gaps.max().expect("some");
    assert!(longest < HEARTBEAT_BEATS + FLIGHT_PERIOD_TICKS);
}

#[test]
fn what_the_other_craft_does_is_told_sooner_than_what_a_crew_does_itself() {
    let rate = |inputs: &Inputs| {
        let mut flight = Flight::new();
        flight.fly(2, 1, &Inputs::default());
        flight.fly(4, 1, inputs)
    };
    let (other, own) = (rate(&pushing(Seat::Apollo)), rate(&pushing(Seat::Soyuz)));
    assert!(other > own, "{other} in 4 s against {own}");
}

#[test]
fn no_crew_is_told_more_often_than_its_path_takes() {
    let mut flight = Flight::new();
    let busy = flight.fly(4, 4, &pushing(Seat::Apollo));
    let gaps = flight.told.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(gaps.min().expect("some") >= 4 * FLIGHT_PERIOD_TICKS && busy > 4);
}

fn cabin_pa(view: &mut View) -> &mut f32 {
    match &mut view.panel {
        Panel::Soyuz(panel) => &mut panel.om.total_pa,
        Panel::Apollo(_) => panic!("another seat's"),
    }
}

#[test]
fn a_gauge_is_told_again_once_it_has_moved_by_a_digit() {
    let mut flight = Flight::new();
    flight.fly(2, 1, &Inputs::default());
    let mut view = view::of(&flight.world, Seat::Soyuz);
    let begun_pa = *cabin_pa(&mut view);
    let mut told = |pa: f32| {
        *cabin_pa(&mut view) = begun_pa + pa;
        let mut settled = flight.news.tell(flight.beat, &view);
        (*cabin_pa(&mut settled) - begun_pa).round()
    };
    assert_eq!([50.0, 58.0, 66.0].map(&mut told), [50.0, 50.0, 66.0], "Pa");
}

/// The promise: whatever happens, what a crew is shown is off by no more than it can see for longer than
/// it takes to tell it.
#[test]
fn a_crew_is_never_shown_what_it_could_see_to_be_wrong() {
    let mut flight = Flight::new();
    let mut worst: f64 = 0.0;
    for second in 0..30_u32 {
        let mut inputs = Inputs::default();
        let on = |period: u32| i8::from(second.is_multiple_of(period)) * 127;
        inputs[0].stick.push = [on(3), on(5), 0];
        inputs[0].stick.turn = [0, on(4), 0];
        inputs[1].stick.turn = [on(6), 0, on(7)];
        for _ in 0..TICK_RATE_HZ {
            step(&mut flight.world, &inputs, &mut Vec::new());
            flight.beat += 1;
            flight.news.flown(&inputs[1].stick);
            let view = view::of(&flight.world, Seat::Soyuz);
            let told = flight.news.told.as_ref();
            if let Some(predicted) = told.and_then(|told| told.predicted.as_ref()) {
                worst = worst.max(predicted.visible_error(&view));
            }
            if flight.news.is_due(flight.beat, &view, 1) {
                flight.news.tell(flight.beat, &view);
            }
        }
    }
    assert!(worst < 3.0, "{worst} last digits");
}

/// UDP over IPv4, a short QUIC header with its connection id and tag, and the datagram's own frame, bytes.
const PACKET_BYTES: usize = 28 + 27 + 3;

/// What goes down to a crew that coasts, and what would if it were told everything twenty times a second,
/// bytes a second; acknowledgements are not in it.
#[test]
fn news_weighs_a_fraction_of_everything_at_twenty_a_second() {
    let idle = Inputs::default();
    let mut flight = Flight::new();
    let (mut teller, mut mute) = (Teller::default(), Teller::default());
    let (mut news, mut all, mut last) = (0, 0, 0);
    for _ in 0..20 * TICK_RATE_HZ {
        step(&mut flight.world, &idle, &mut Vec::new());
        flight.beat += 1;
        flight.news.flown(&idle[Seat::Soyuz.index()].stick);
        if !flight.beat.is_multiple_of(FLIGHT_PERIOD_TICKS) {
            continue;
        }
        let view = view::of(&flight.world, Seat::Soyuz);
        let snapshot = Snapshot {
            mission: 1,
            heard: Heard::default(),
            view,
        };
        all += mute.tell(&snapshot).expect("it fits").len() + PACKET_BYTES;
        if flight.news.is_due(flight.beat, &snapshot.view, 1) {
            flight.news.tell(flight.beat, &snapshot.view);
            // The word for the one before is there.
            teller.seen(last);
            news += teller.tell(&snapshot).expect("it fits").len() + PACKET_BYTES;
            last += 1;
        }
    }
    let (news, all) = (news / 20, all / 20);
    println!("coasting at 40 m: {news} B/s of news, {all} B/s of everything");
    assert!(5 * news < all, "{news} B/s, {all} B/s");
}
