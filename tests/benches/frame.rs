//! What one frame costs with the target filling the window: `cargo bench --bench frame`. One console
//! and both side by side, at two sizes, the other craft moving a little from frame to frame. Draws into
//! memory, so it is our own work without the terminal's; prints the middle and the slowest hundredth,
//! and their ratio to the 33 ms a frame may take at thirty a second. For a profiler, a part of a row's
//! name and a number of frames may follow: `-- '160×48 apollo, Quadrant' 40`.

// The suite's hand-made views; a bench needs only some of them.
#[allow(dead_code)]
#[path = "../snapshot/demo.rs"]
mod demo;

use std::time::Instant;

use handshake::app::msg::{Msg, News};
use handshake::app::update::update;
use handshake::app::{App, Settings};
use handshake::draw::theme::Theme;
use handshake::draw::{Canvases, Look, draw};
use handshake::window::Mode;
use handshake_shared::ids::Seat;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const FRAMES: usize = 400;
const FRAME_MS: f64 = 1_000.0 / 30.0;
/// Near enough that the other craft fills the window.
const RANGE_M: f32 = 5.0;
const SIZES: [(u16, u16); 2] = [(160, 48), (240, 67)];

fn main() {
    let mut given = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let rows = given.next().unwrap_or_default();
    let count = given.next().and_then(|frames| frames.parse().ok());
    let count = count.unwrap_or(FRAMES).max(1);
    println!(
        "{:40} {:>8} {:>8} {:>12}",
        "", "p50 ms", "p99 ms", "of a frame"
    );
    for (columns, lines) in SIZES {
        for (name, seats) in [
            ("apollo", &Seat::ALL[..1]),
            ("side by side", &Seat::ALL[..]),
        ] {
            for mode in [
                Mode::Quadrant,
                Mode::Sextant,
                Mode::Colours256,
                Mode::Braille,
            ] {
                let what = format!("{columns}×{lines} {name}, {mode:?}");
                if !what.contains(&rows) {
                    continue;
                }
                let times = frames(seats, mode, (columns, lines), count);
                let (p50, p99) = (times[count / 2], times[count * 99 / 100]);
                println!("{what:40} {p50:8.2} {p99:8.2} {:12.2}", p99 / FRAME_MS);
            }
        }
    }
}

/// Times of some frames, ms, shortest first.
fn frames(seats: &[Seat], mode: Mode, (columns, rows): (u16, u16), count: usize) -> Vec<f64> {
    let mut app = App::new(Settings::default());
    let opened = Msg::Opened {
        seats: seats.to_vec(),
        invite: None,
    };
    update(&mut app, opened);
    for event in demo::loop_so_far() {
        update(&mut app, Msg::Link(0, News::Event(event)));
    }
    update(&mut app, Msg::Resize(columns, rows));
    let look = Look {
        theme: Theme::FULL,
        mode,
        ascii: false,
    };
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test backend");
    let mut canvases = Canvases::default();
    let mut times: Vec<f64> = (0..count)
        .map(|frame| {
            for (index, seat) in seats.iter().enumerate() {
                let mut view = Box::new(demo::final_approach(*seat));
                view.scene = demo::facing(*seat, RANGE_M);
                view.scene.other_pos_body_m[1] += 0.001 * frame as f32;
                update(&mut app, Msg::Link(index, News::View(view)));
            }
            let began = Instant::now();
            terminal
                .draw(|frame| draw(&app, &look, &mut canvases, frame))
                .expect("a test backend");
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}
