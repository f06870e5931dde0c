//! Moments at which a widget is looked at: nothing known yet, at work, at a limit.

use handshake::app::App;
use handshake::app::msg::{Msg, News};
use handshake::app::station::{Notice, Page};
use handshake::app::update::update;
use handshake::i18n::Locale;
use handshake::input::Key;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::procedures::{Phase, StepId};
use handshake_shared::catalogue::spelling::KsuCell;
use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::World;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::event::{Event, Refusal};
use handshake_shared::sim::input::{ControlMode, HelpLevel};
use handshake_shared::time::Tick;
use handshake_shared::view::panel::{CraftPanel, DockLamp, LeakReading, Ranged, RingState};
use handshake_shared::view::plan::OpenMove;
use handshake_shared::view::{self, Panel, View};
use handshake_shared::wire::PaceState;

use crate::{demo, flown, flying, press};

pub fn craft(view: &mut View) -> &mut CraftPanel {
    match &mut view.panel {
        Panel::Apollo(panel) => &mut panel.craft,
        Panel::Soyuz(panel) => &mut panel.craft,
    }
}

/// A console that shows just this view.
pub fn showing(seat: Seat, view: View) -> App {
    flying(Locale::of(seat), &[seat], |_| view.clone())
}

/// The same with something changed.
pub fn with(seat: Seat, from: fn(Seat) -> View, change: impl Fn(&mut View)) -> App {
    let mut view = from(seat);
    change(&mut view);
    showing(seat, view)
}

pub fn at_level(seat: Seat, level: HelpLevel) -> App {
    with(seat, demo::final_approach, |view| craft(view).help = level)
}

/// A real mission before its first step: nothing was called, nothing has happened.
pub fn begin(seat: Seat) -> App {
    let world = World::new(&load("first-handshake").expect("shipped"), 7);
    let mut app = showing(seat, view::of(&world, seat));
    app.stations[0].log.clear();
    app
}

pub fn approach(seat: Seat) -> App {
    showing(seat, demo::final_approach(seat))
}

pub fn air(seat: Seat) -> App {
    showing(seat, demo::air(seat))
}

pub fn harmed(seat: Seat) -> App {
    showing(seat, demo::greying(seat))
}

pub fn read_back(seat: Seat) -> App {
    showing(seat, demo::read_back(seat))
}

pub fn lost(seat: Seat) -> App {
    showing(seat, demo::out_of_sight(seat))
}

/// Two minutes later, with everything read and told on the way.
pub fn later(seat: Seat) -> App {
    flown(Locale::of(seat), seat)
}

/// Too fast, askew and turning, every jet at work and the other craft's exhaust on the hull.
pub fn beyond(seat: Seat) -> App {
    with(seat, demo::final_approach, |view| {
        let own = craft(view);
        own.error_rad = [0.12, -0.1, 0.09];
        own.rate_rad_per_s = [0.031, -0.028, 0.025];
        (own.jets, own.plume) = (u32::MAX, true);
        (own.mode, own.isolated) = (ControlMode::Off, 0b101);
        own.propellant_kg = [0.4; 4];
        if let Some(range) = &mut own.called.range {
            range.value.closing_m_per_s = Some(0.88);
        }
        let sight = &mut view.sight;
        sight.target_rad = Some([0.14, -0.1]);
        sight.cross_rad = sight.cross_rad.map(|_| [0.21, -0.19]);
        sight.roll_rad = Some(0.2);
        if let Panel::Soyuz(panel) = &mut view.panel {
            let (range_m, closing_m_per_s) = (11.6, 0.88);
            panel.ranged = Some(Ranged {
                range_m,
                closing_m_per_s,
            });
        }
    })
}

/// Close by, and no range is known.
pub fn unranged(seat: Seat) -> App {
    with(seat, demo::final_approach, |view| {
        craft(view).called.range = None;
        if let Panel::Soyuz(panel) = &mut view.panel {
            panel.ranged = None;
        }
    })
}

/// Approaches too fast all the way, for the closing chart.
pub fn too_fast(seat: Seat) -> App {
    let mut app = approach(seat);
    for second in 0..30_u32 {
        let mut view = demo::final_approach(seat);
        view.tick = Tick(8_640 + 60 * second);
        let (range_m, rate) = (27.0 - 0.7 * second as f32, 0.7);
        match &mut view.panel {
            Panel::Apollo(panel) => {
                if let Some(range) = &mut panel.craft.called.range {
                    (range.value.range_m, range.at) = (range_m, view.tick);
                    range.value.closing_m_per_s = Some(rate);
                }
            }
            Panel::Soyuz(panel) => {
                let closing_m_per_s = rate;
                panel.ranged = Some(Ranged {
                    range_m,
                    closing_m_per_s,
                });
            }
        }
        update(&mut app, Msg::Link(0, News::View(Box::new(view))));
    }
    app
}

/// The last range was called long ago, and the craft drift apart.
pub fn opening(seat: Seat) -> App {
    with(seat, demo::final_approach, |view| {
        view.tick = Tick(8_640 + 60 * 70);
        if let Some(range) = &mut craft(view).called.range {
            range.value.closing_m_per_s = Some(-0.21);
        }
        if let Panel::Soyuz(panel) = &mut view.panel {
            let (range_m, closing_m_per_s) = (1_184.0, -0.21);
            panel.ranged = Some(Ranged {
                range_m,
                closing_m_per_s,
            });
        }
    })
}

/// The ring on its way, touching; two of three latches.
pub fn catching(seat: Seat) -> App {
    with(seat, demo::final_approach, |view| {
        let own = craft(view);
        (own.ring, own.ring_m) = (RingState::Moving, 0.14);
        (own.dock, own.latches) = (DockLamp::Capture, [true, false, true]);
    })
}

/// Hatches between shut and open.
pub fn ajar(seat: Seat) -> App {
    with(seat, demo::air, |view| match &mut view.panel {
        Panel::Apollo(panel) => {
            panel.hatches = [HatchState::Open, HatchState::Unlatched, HatchState::Ajar];
            panel.valves_open = u16::MAX;
        }
        Panel::Soyuz(panel) => {
            panel.hatches = [HatchState::Ajar, HatchState::Unlatched];
            panel.valves_open = u16::MAX;
        }
    })
}

/// A leak was found, and no pressure where there should be some.
pub fn leaking(seat: Seat) -> App {
    let found = LeakReading {
        left_s: 0.0,
        over_s: 20.0,
        change_pa: -1_860.0,
        before_pa: Some(-1_900.0),
        good: Some(false),
    };
    with(seat, demo::air, |view| {
        match &mut view.panel {
            Panel::Apollo(panel) => {
                (panel.tunnel1_pa, panel.dm.total_pa) = (0.0, 118_386.0);
                panel.leak = Some(found);
            }
            Panel::Soyuz(panel) => {
                (panel.tunnel2_pa, panel.cavity_pa) = (0.0, 0.0);
                (panel.om.total_pa, panel.om.co2_pa) = (118_386.0, 2_666.0);
                panel.leak = Some(found);
            }
        }
        let own = craft(view);
        own.crew_feels = [0; 3];
        (own.smoke, own.flames) = (0b1, 0b100);
    })
}

/// The other crew is not to be heard, and everything is refused.
pub fn refused(seat: Seat) -> App {
    let mut app = approach(seat);
    let step = StepId::Gate3;
    app.stations[0].notice = Some(Notice::Refused(Refusal::Locked { step }));
    app
}

pub fn at_controls(seat: Seat) -> App {
    let mut app = approach(seat);
    press(&mut app, &[Key::Char('P')]);
    app
}

/// Far down the list, with a leak reading in it.
pub fn at_last_controls(seat: Seat) -> App {
    let mut app = leaking(seat);
    app.stations[0].page = Page::Controls;
    app.stations[0].control = 19;
    app
}

/// Nothing pressed yet, and a cursor over the matrix.
pub fn choosing(seat: Seat) -> App {
    let mut app = with(seat, demo::final_approach, |view| {
        if let Panel::Soyuz(panel) = &mut view.panel {
            panel.ksu = None;
        }
    });
    app.stations[0].page = Page::Ksu;
    app.stations[0].cell = (3, 2);
    app
}

/// The cell just pressed is at work.
pub fn busy(seat: Seat) -> App {
    with(seat, demo::final_approach, |view| {
        if let Panel::Soyuz(panel) = &mut view.panel {
            (panel.ksu, panel.ksu_busy_s) = (KsuCell::new(4, 4), 2.0);
        }
    })
}

pub fn at_book(seat: Seat) -> App {
    let mut app = approach(seat);
    press(&mut app, &[Key::Char('B')]);
    app
}

/// A search that finds nothing.
pub fn lost_in_book(seat: Seat) -> App {
    let mut app = at_book(seat);
    press(&mut app, &['Q', 'X', 'Q', 'Z'].map(Key::Char));
    app
}

/// A call with values to be filled in.
pub fn at_form(seat: Seat) -> App {
    let mut app = at_book(seat);
    let letters = match seat {
        Seat::Apollo => ['R', 'A', 'N', 'G'],
        Seat::Soyuz => ['L', 'F', 'K', 'M'],
    };
    press(&mut app, &letters.map(Key::Char));
    press(&mut app, &[Key::Enter]);
    app
}

pub fn at_shelf(seat: Seat) -> App {
    let mut app = approach(seat);
    app.stations[0].page = Page::Shelf;
    app
}

/// An open page of the other crew's book.
pub fn at_page(seat: Seat) -> App {
    let mut app = at_shelf(seat);
    app.stations[0].shelf.line = Some(0);
    app
}

pub fn typing(seat: Seat) -> App {
    let mut app = approach(seat);
    press(&mut app, &['T', 'V', '3'].map(Key::Char));
    app
}

pub fn at_lamps(seat: Seat) -> App {
    let mut app = approach(seat);
    press(&mut app, &[Key::F(9)]);
    app
}

/// The other craft's lamp is seen to blink.
pub fn lamp_seen(seat: Seat) -> App {
    with(seat, demo::final_approach, |view| {
        view.radio.lamp = Some(LampCode::BackOff);
    })
}

/// One's own lamp blinks.
pub fn lamp_lit(seat: Seat) -> App {
    with(seat, demo::final_approach, |view| {
        view.radio.own_lamp = Some(LampCode::SayAgain);
    })
}

/// No help at all.
pub fn unaided(seat: Seat) -> App {
    at_level(seat, HelpLevel::Oklahomski)
}

/// Half of the words are lost, and a read-back ran out.
pub fn noisy(seat: Seat) -> App {
    let mut app = with(seat, demo::final_approach, |view| {
        craft(view).help = HelpLevel::Oklahomski;
        view.radio.loss_percent = 60;
    });
    let expired = Event::Expired(StepId::Seal);
    update(&mut app, Msg::Link(0, News::Event(expired)));
    app
}

fn at_pace(seat: Seat, pace: PaceState) -> App {
    let mut app = air(seat);
    update(&mut app, Msg::Link(0, News::Pace(pace)));
    app
}

/// The other crew asks for faster time.
pub fn asked_pace(seat: Seat) -> App {
    let mut wants = [1; 2];
    wants[seat.other().index()] = 10;
    at_pace(
        seat,
        PaceState {
            wants,
            ..PaceState::default()
        },
    )
}

/// It runs, and the server has not the time for all of it.
pub fn fast(seat: Seat) -> App {
    let (wants, granted, achieved) = ([10; 2], 10, 7);
    at_pace(
        seat,
        PaceState {
            wants,
            granted,
            achieved,
            dropped: None,
        },
    )
}

/// The last phase, by night.
pub fn night(seat: Seat) -> App {
    with(seat, demo::air, |view| {
        view.plan.phase = *Phase::ALL.last().expect("there are phases");
        view.scene.sunlight = 0.0;
        view.scene.own_pos_eci_m = view.scene.own_pos_eci_m.map(|metres| -metres);
        if let Panel::Soyuz(panel) = &mut view.panel {
            panel.globus_rad = [-0.902, -3.052];
        }
    })
}

/// Moves that only wait: for the other crew, and for a gauge.
pub fn waiting(seat: Seat) -> App {
    with(seat, demo::air, |view| {
        view.plan.open = vec![OpenMove {
            step: StepId::LeakCheck,
            index: 0,
            since: Tick(8_000),
            held: Some(Tick(8_400)),
        }];
    })
}

/// The clock of the poster goes on.
pub fn a_minute_on(seat: Seat) -> App {
    let mut app = begin(seat);
    update(&mut app, Msg::Clock(70_000));
    app
}

/// A debrief with a good contact after a bad one.
pub fn contact_kept(seat: Seat) -> App {
    let mut app = approach(seat);
    app.stations[0].debrief = Some(Box::new(demo::debrief()));
    app
}

/// The bad one alone.
pub fn contact_missed(seat: Seat) -> App {
    let mut app = approach(seat);
    let mut debrief = demo::debrief();
    debrief.contacts.truncate(1);
    app.stations[0].debrief = Some(Box::new(debrief));
    app
}

/// Everything the other crew can call of its gauges.
pub fn told_much(seat: Seat) -> App {
    use handshake_shared::view::panel::Called;
    with(seat, demo::air, |view| {
        let at = Tick(view.tick.0 - 600);
        let pressure = |mmhg: f32| {
            let value = mmhg * 133.322;
            Some(Called { value, at })
        };
        let board = &mut craft(view).called;
        board.pressure_pa = [pressure(258.0); 6];
        board.cavity_pa = pressure(310.0);
        board.oxygen_pa = pressure(165.0);
        board.co2_pa = pressure(2.1);
        board.oxygen_share = Some(Called { value: 0.4, at });
        board.hooks = Some(Called { value: 8, at });
        board.hatch_open = [Some(Called { value: false, at }); 5];
        board.valve_open = [Some(Called { value: true, at }); 5];
    })
}
