//! Labels in either language: every one fits its place, and nothing stands elsewhere when they are
//! swapped or when what they name changes.

use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::World;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::input::ControlMode;
use handshake_shared::time::Tick;
use handshake_shared::view::panel::{
    Called, CraftPanel, DockLamp, LeakReading, Panel, RangeCalled, Ranged, RingState,
};
use handshake_shared::view::{self, View};

use super::*;
use crate::app::Settings;
use crate::draw::row::jumps;
use crate::draw::theme::Theme;
use crate::i18n::Locale;
use crate::window::Mode;

const LOOK: Look = Look {
    theme: Theme::MONO,
    mode: Mode::Ascii,
    ascii: false,
};
/// Widths of a column of instruments: small, half of a shared screen, wide.
const WIDTHS: [usize; 3] = [
    places::SIDE_SMALL as usize - 1,
    38,
    places::SIDE_WIDE as usize - 1,
];
const HATCHES: [HatchState; 4] = [
    HatchState::Shut,
    HatchState::Unlatched,
    HatchState::Ajar,
    HatchState::Open,
];
fn craft(view: &mut View) -> &mut CraftPanel {
    match &mut view.panel {
        Panel::Apollo(panel) => &mut panel.craft,
        Panel::Soyuz(panel) => &mut panel.craft,
    }
}

/// A panel on which everything stands in its n-th state.
fn nth(seat: Seat, n: usize) -> View {
    let world = World::new(&load("first-handshake").expect("shipped"), 7);
    let mut view = view::of(&world, seat);
    view.tick = Tick::at(1_000.0);
    let rings = [RingState::Stowed, RingState::Moving, RingState::Extended];
    let modes = ControlMode::of(seat);
    let wide = [0.5, -0.5, 0.5].map(|angle: f32| if n.is_multiple_of(2) { angle } else { -angle });
    let hatch = HATCHES[n % HATCHES.len()];
    let leak =
        [None, Some(None), Some(Some(true)), Some(Some(false))][n % 4].map(|good| LeakReading {
            left_s: if good.is_some() { 0.0 } else { 120.0 },
            over_s: 0.0,
            change_pa: -100.0,
            before_pa: None,
            good,
        });
    let range_m = [3.2, 28.4, 219.4, 1_001.0][n % 4];
    let called = [4.0, 99.0, 900.0].map(|age_s| Called {
        value: RangeCalled {
            range_m,
            closing_m_per_s: Some(0.88),
        },
        at: Tick::at(1_000.0 - age_s),
    });
    let own = craft(&mut view);
    (own.ring, own.dock) = (rings[n % 3], DockLamp::ALL[n % DockLamp::ALL.len()]);
    (own.error_rad, own.rate_rad_per_s) = (wide, wide.map(|angle| angle / 20.0));
    own.mode = modes[n % modes.len()];
    own.hooks = 8;
    own.plume = n % 5 == 4;
    own.called.range = called.get(n % 4).copied();
    match &mut view.panel {
        Panel::Apollo(panel) => {
            panel.hatches = [hatch; 3];
            panel.leak = leak;
            panel.direct = n % 7 == 6;
            panel.vhf_range_m = (n % 6 == 5).then_some(range_m);
        }
        Panel::Soyuz(panel) => {
            panel.hatches = [hatch; 2];
            panel.leak = leak;
            panel.ranged = (!n.is_multiple_of(3)).then_some(Ranged {
                range_m,
                closing_m_per_s: 0.88,
            });
            (panel.om.total_pa, panel.cavity_pa) = (118_386.0, 118_386.0);
        }
    }
    view
}

/// Every line of instruments a column of this width can hold.
fn column(console: &Console, width: usize) -> Vec<Line<'static>> {
    let boxed = |width| {
        let (left, right) = boxes(console, width);
        let all = left.into_iter().chain(right);
        all.flat_map(|(_, lines)| lines).collect()
    };
    let mut all: Vec<Line<'static>> = match width == WIDTHS[0] {
        true => [
            closing::lines(console, width),
            attitude::lines(console, width),
            jets::lines(console).into_iter().take(1).collect(),
            vec![mechanism::summary(console), mechanism::ladder_line(console)],
            gas::short(console),
            doors::lines(console, width),
        ]
        .concat(),
        false => boxed(width),
    };
    all.retain(|line| line.width() > 0);
    all
}

fn drawn(app: &App, view: &View, locale: Locale, width: usize) -> Vec<String> {
    let mut station = Station::new(view.seat, locale);
    station.view = Some(Box::new(view.clone()));
    let console = Console::new(app, &station, 0, view, &LOOK);
    assert_eq!(console.words.locale(), locale, "a passenger’s own language");
    let lines = column(&console, width);
    lines.iter().map(Line::to_string).collect()
}

/// Cells at which lamps stand in a line.
fn lamps(line: &str) -> Vec<usize> {
    let cells = line.chars().enumerate();
    cells
        .filter(|(_, mark)| matches!(mark, '●' | '○'))
        .map(|(cell, _)| cell)
        .collect()
}

#[test]
fn every_label_has_a_gloss_that_fits_its_place_whatever_it_shows() {
    let app = App::new(Settings::default());
    for seat in Seat::ALL {
        for n in 0..24 {
            let view = nth(seat, n);
            for width in WIDTHS {
                for locale in Locale::ALL {
                    jumps::taken();
                    let lines = drawn(&app, &view, locale, width);
                    assert_eq!(
                        jumps::taken(),
                        Vec::<String>::new(),
                        "{seat:?} {locale:?} {width}"
                    );
                    for line in lines {
                        let cells = unicode_width::UnicodeWidthStr::width(line.trim_end());
                        assert!(cells <= width, "{cells} of {width} cells: {line}");
                    }
                }
            }
        }
    }
    assert_eq!(app.words.en.missing(), Vec::<String>::new());
    assert_eq!(app.words.ru.missing(), Vec::<String>::new());
}

#[test]
fn no_line_and_no_lamp_moves_when_labels_are_swapped_or_a_hatch_moves() {
    let app = App::new(Settings::default());
    for seat in Seat::ALL {
        for width in WIDTHS {
            let stands = |n: usize, locale| {
                let lines = drawn(&app, &nth(seat, n), locale, width);
                lines.iter().map(|line| lamps(line)).collect::<Vec<_>>()
            };
            for n in 0..24 {
                let shown = Locale::ALL.map(|locale| stands(n, locale));
                assert_eq!(shown[0], shown[1], "{seat:?} {n} {width}");
            }
            // The same but for the hatches: every lamp of the doors where it was.
            let doors = |n: usize| {
                let view = nth(seat, n);
                let station = Station::new(seat, Locale::of(seat));
                let console = Console::new(&app, &station, 0, &view, &LOOK);
                let lines = doors::lines(&console, width);
                lines
                    .iter()
                    .map(|line| lamps(&line.to_string()))
                    .collect::<Vec<_>>()
            };
            for n in 1..HATCHES.len() {
                assert_eq!(doors(0), doors(n), "{seat:?} {width}");
            }
        }
    }
}
