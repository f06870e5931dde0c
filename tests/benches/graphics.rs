//! What the window's picture costs on its way to the terminal, in cells and in each protocol for
//! pictures: `cargo bench --bench graphics`. A ship comes closer at 0.3 m/s for twenty seconds before a
//! console of 160×48 with cells of 9×20 pixels, at thirty frames a second, on a way that takes
//! everything; prints bytes, pictures a second, how coarse they came to be, and the ratio to the budget.

// The suite's hand-made views; a bench needs only some of them.
#[allow(dead_code)]
#[path = "../snapshot/demo.rs"]
mod demo;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use handshake::app::msg::{Msg, News};
use handshake::app::update::update;
use handshake::app::{App, Settings};
use handshake::draw::{Canvases, Look, draw};
use handshake::graphics::pace::BYTES_PER_S_MAX;
use handshake::graphics::{Lack, Offer, Protocol};
use handshake_shared::ids::Seat;
use handshake_shared::time::Tick;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const SECONDS: u32 = 20;
const HZ: u32 = 30;
const CLOSING_M_PER_S: f32 = 0.3;
const SIZE: (u16, u16) = (160, 48);

/// A terminal that counts.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn main() {
    let offer = |protocol| {
        Ok(Offer {
            protocol,
            cell: (9, 20),
            registers: 256,
            largest: (u16::MAX, u16::MAX),
            is_deflated: true,
        })
    };
    for (name, offer) in [
        ("cells", Err(Lack::Asked)),
        ("kitty", offer(Protocol::Kitty)),
        ("sixel", offer(Protocol::Sixel)),
        ("iterm2", offer(Protocol::Iterm2)),
    ] {
        approach(name, offer);
    }
}

fn approach(name: &str, offer: Result<Offer, Lack>) {
    let seat = Seat::Apollo;
    let mut app = App::new(Settings::default());
    let opened = Msg::Opened {
        seats: vec![seat],
        invite: None,
    };
    update(&mut app, opened);
    update(&mut app, Msg::Resize(SIZE.0, SIZE.1));
    let look = Look::of(&app.settings);
    let counter = Counter::default();
    let options = TerminalOptions {
        viewport: Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1)),
    };
    let backend = CrosstermBackend::new(counter.clone());
    let mut terminal = Terminal::with_options(backend, options).expect("it only counts");
    let mut canvases = Canvases::default();
    canvases.pixels.offer(offer);
    // The first picture of all and the sharpening are not the approach's cost: the last half counts.
    let (mut bytes, mut pictures, mut work_s) = (0, 0, 0.0);
    let frames = SECONDS * HZ;
    for frame in 0..frames {
        let seconds = f64::from(frame) / f64::from(HZ);
        let mut view = demo::final_approach(seat);
        view.tick = Tick::at(seconds);
        view.scene.other_pos_body_m[0] -= CLOSING_M_PER_S * seconds as f32;
        update(&mut app, Msg::Link(0, News::View(Box::new(view))));
        let now_ms = u64::from(frame) * 1000 / u64::from(HZ);
        canvases.pixels.begin(now_ms);
        let before = counter.0.load(Ordering::Relaxed);
        let began = Instant::now();
        terminal
            .draw(|frame| draw(&app, &look, &mut canvases, frame))
            .expect("it only counts");
        let sent = counter.0.load(Ordering::Relaxed) - before;
        let is_picture = canvases.pixels.is_fresh();
        canvases.pixels.sent(sent);
        if frame >= frames / 2 {
            work_s += began.elapsed().as_secs_f64();
            bytes += sent;
            pictures += u32::from(is_picture);
        }
    }
    let half = f64::from(SECONDS) / 2.0;
    let rate = bytes as f64 / half;
    println!(
        "{name:8} {:9.0} bytes/s: {:.2} of the budget; {:7.0} bytes and {:5.1} ms a frame; \
         {:4.1} pictures/s, {} of the terminal's pixels wide",
        rate,
        rate / BYTES_PER_S_MAX,
        rate / f64::from(HZ),
        work_s * 1e3 / half / f64::from(HZ),
        f64::from(pictures) / half,
        canvases.pixels.pace.coarse(),
    );
}
