//! What one frame of both consoles side by side costs at 160×48: `cargo bench --bench frame`. Draws
//! into memory, so it is our own work without the terminal's; prints the ratio to the 33 ms a frame
//! may take at thirty a second.

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

const FRAMES: u32 = 200;
const FRAME_MS: f64 = 1_000.0 / 30.0;

fn main() {
    let mut app = App::new(Settings::default());
    update(
        &mut app,
        Msg::Opened {
            seats: Seat::ALL.to_vec(),
            invite: None,
        },
    );
    for (index, seat) in Seat::ALL.into_iter().enumerate() {
        let view = Box::new(demo::final_approach(seat));
        update(&mut app, Msg::Link(index, News::View(view)));
        for event in demo::loop_so_far() {
            update(&mut app, Msg::Link(index, News::Event(event)));
        }
    }
    update(&mut app, Msg::Resize(160, 48));
    for (name, mode) in [("quadrants", Mode::Quadrant), ("braille", Mode::Braille)] {
        let look = Look {
            theme: Theme::FULL,
            mode,
            ascii: false,
        };
        let mut terminal = Terminal::new(TestBackend::new(160, 48)).expect("a test backend");
        let mut canvases = Canvases::default();
        let mut frame = || {
            terminal
                .draw(|frame| draw(&app, &look, &mut canvases, frame))
                .expect("a test backend");
        };
        frame();
        let began = Instant::now();
        for _ in 0..FRAMES {
            frame();
        }
        let ms = began.elapsed().as_secs_f64() * 1e3 / f64::from(FRAMES);
        println!(
            "{name:10} {ms:6.2} ms a frame: {:.2} of a frame's time",
            ms / FRAME_MS
        );
    }
}
