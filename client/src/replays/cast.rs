//! A recorded flight as an asciinema cast, version 2: the cockpit is drawn into a terminal that is
//! only bytes in memory, and what that terminal is sent is written down with its time.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use handshake_shared::time::{TICK_RATE_HZ, Tick};

use super::mission_text;
use crate::app::App;
use crate::app::playback::Playback;
use crate::app::playback::keys::{enter, seek};
use crate::draw::{Canvases, Look, draw};
use crate::sim_cli::rows::quoted;

/// How a cast is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shot {
    /// Columns and rows.
    pub size: (u16, u16),
    /// Pictures a second of the cast.
    pub fps: u32,
    /// Seconds of the mission in one of the cast.
    pub speed: f64,
    /// First and last tick.
    pub span: [Tick; 2],
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Filmed {
    /// Pictures that changed something.
    pub frames: u64,
    /// The last one, as it was drawn.
    pub last: Buffer,
}

/// Bytes a terminal was sent.
#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Plays a flight into a cast. The client's settings say how it looks.
pub fn write(
    app: &mut App,
    playback: Playback,
    shot: &Shot,
    mut out: impl Write,
) -> io::Result<Filmed> {
    // A cast keeps its colours wherever it is made.
    crossterm::style::force_color_output(true);
    let (columns, rows) = shot.size;
    app.size = shot.size;
    let header = &playback.player.replay().header;
    let title = mission_text(app.words.of(app.settings.locale), header);
    writeln!(
        out,
        "{{\"version\":2,\"width\":{columns},\"height\":{rows},\"timestamp\":{},\"title\":{},\
         \"env\":{{\"TERM\":\"xterm-256color\"}}}}",
        header.began_utc_s,
        quoted(&title)
    )?;
    enter(app, playback);
    let sent = Sent::default();
    let area = Rect::new(0, 0, columns, rows);
    let viewport = Viewport::Fixed(area);
    let backend = CrosstermBackend::new(sent.clone());
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
    let mut film = Film {
        look: Look::of(&app.settings),
        canvases: Canvases::default(),
        frames: 0,
        last: Buffer::empty(area),
    };
    // A reader's terminal may hold anything, and its cursor would stand on the picture.
    sent.0
        .borrow_mut()
        .extend_from_slice(b"\x1b[?25l\x1b[0m\x1b[2J\x1b[H");
    for frame in 0_u32.. {
        let at_s = f64::from(frame) / f64::from(shot.fps.max(1));
        let ticks = (at_s * shot.speed * f64::from(TICK_RATE_HZ)) as u32;
        let to = Tick(shot.span[0].0.saturating_add(ticks)).min(shot.span[1]);
        film.to(app, to, frame == 0);
        film.shoot(app, &mut terminal)?;
        let bytes = std::mem::take(&mut *sent.0.borrow_mut());
        if !bytes.is_empty() {
            film.frames += 1;
            let text = String::from_utf8_lossy(&bytes);
            writeln!(out, "[{at_s:.3},\"o\",{}]", quoted(&text))?;
        }
        if to >= shot.span[1] {
            break;
        }
    }
    out.flush()?;
    Ok(Filmed {
        frames: film.frames,
        last: film.last,
    })
}

struct Film {
    look: Look,
    canvases: Canvases,
    frames: u64,
    last: Buffer,
}

impl Film {
    /// Goes on to a tick; to the first one by a seek.
    fn to(&mut self, app: &mut App, to: Tick, first: bool) {
        if first {
            return seek(app, to);
        }
        let places = app.call_places();
        if let Some(playback) = &mut app.playback {
            let ticks = to.0.saturating_sub(playback.player.at().0);
            playback.go_on(&mut app.stations, ticks, places);
        }
    }

    fn shoot(
        &mut self,
        app: &App,
        terminal: &mut Terminal<CrosstermBackend<Sent>>,
    ) -> io::Result<()> {
        let drawn = terminal.draw(|frame| draw(app, &self.look, &mut self.canvases, frame))?;
        self.last = drawn.buffer.clone();
        Ok(())
    }
}
