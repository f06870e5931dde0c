//! The terminal itself: taken over, given back. Whatever happens, a panic or a kill included, it is
//! given back as it was.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyEvent, KeyboardEnhancementFlags,
    PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

use crate::graphics::{Around, Lack, Offer, Protocol, cell, cell_of_system, choose, delete_images};
use crate::output::{Output, Written};
use crate::probe::{Answers, Heard};
use crate::settings::Graphics;
use crate::survive::keep_report;

/// How long a stop may take to come about.
#[cfg(unix)]
const STOP_WAIT: Duration = Duration::from_millis(200);
/// How long a silent terminal is waited for at the start.
#[cfg(unix)]
const ANSWER_WAIT: Duration = Duration::from_millis(150);
/// The same over SSH, where an answer has a longer way: one that comes ends the wait.
#[cfg(unix)]
const ANSWER_WAIT_REMOTE: Duration = Duration::from_millis(1000);
/// How long a frame under way may take before the terminal is given back without it.
const LAST_FRAME_WAIT: Duration = Duration::from_millis(500);

/// Bytes gathered at a time: most frames in flight are smaller.
const FRAME_BYTES: usize = 8_192;

/// Images have been sent that the terminal keeps until they are taken away.
static HAS_IMAGES: AtomicBool = AtomicBool::new(false);
/// The way out in use, for whoever gives the terminal back: a panic comes from anywhere.
static OUTPUT: Mutex<Option<Output>> = Mutex::new(None);

/// The terminal while the game has it.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Output>>>,
    output: Output,
    heard: Heard,
    around: Around,
    has_mouse: bool,
    /// The size of a cell as the system told it at the start.
    cell_then: Option<(u16, u16)>,
}

/// Whether standard output is a terminal.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal() && io::stdin().is_terminal()
}

impl Screen {
    /// Takes the terminal over and sees to it that a panic gives it back.
    pub fn take() -> io::Result<Screen> {
        restore_on_panic();
        // Half taken it is given back, too.
        Screen::taken().inspect_err(|_| restore())
    }

    fn taken() -> io::Result<Screen> {
        let mut out = enter()?;
        let around = Around::here();
        let heard = ask(&around);
        // Whatever a question has left there.
        execute!(out, Clear(ClearType::All))?;
        let output = Output::start(way_out()?)?;
        *OUTPUT.lock().unwrap_or_else(PoisonError::into_inner) = Some(output.clone());
        let mut screen = Screen {
            terminal: Terminal::new(gathering(&output))?,
            output,
            heard,
            around,
            has_mouse: false,
            cell_then: cell_of_system(),
        };
        screen.push_flags(&mut out)?;
        Ok(screen)
    }

    /// The terminal tells key releases.
    pub fn has_release(&self) -> bool {
        self.answers().is_some_and(|answers| answers.kitty)
    }

    /// What the terminal said at the start.
    pub fn answers(&self) -> Option<&Answers> {
        self.heard.answers.as_ref()
    }

    /// How pictures are sent in real pixels, or why they are not.
    pub fn pixels(&self, setting: Graphics, is_colourful: bool) -> Result<Offer, Lack> {
        let said = self.answers();
        let told = said.and_then(|said| said.cell);
        let cell = cell(told, self.cell_then, cell_of_system());
        let offer = choose(setting, &self.around, said, is_colourful, cell);
        let has_images = offer.is_ok_and(|offer| offer.protocol == Protocol::Kitty);
        HAS_IMAGES.fetch_or(has_images, Ordering::Relaxed);
        offer
    }

    /// Takes pictures that are shown no more out of the terminal's memory.
    pub fn delete_images(&mut self) -> io::Result<()> {
        if HAS_IMAGES.load(Ordering::Relaxed) {
            self.output.write_all(delete_images().as_bytes())?;
            self.output.send()?;
        }
        Ok(())
    }

    /// What was typed while the terminal was asked; told once.
    pub fn typed(&mut self) -> Vec<KeyEvent> {
        std::mem::take(&mut self.heard.typed)
    }

    /// The last frame is out, and the next may be drawn.
    pub fn is_free(&self) -> bool {
        self.output.is_free()
    }

    /// How the last frame went out; told once.
    pub fn last(&self) -> Option<Written> {
        self.output.last()
    }

    fn push_flags(&mut self, out: &mut Stdout) -> io::Result<()> {
        match self.has_release() {
            true => execute!(out, PushKeyboardEnhancementFlags(flags())),
            false => Ok(()),
        }
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws one frame; only changed cells are sent, and all at once. Bytes sent.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<usize> {
        // One that said it cannot show a frame whole is not bothered with the question.
        let whole = self.answers().is_none_or(|answers| answers.sync);
        if whole {
            queue!(self.output, BeginSynchronizedUpdate)?;
        }
        self.terminal.draw(draw)?;
        if whole {
            queue!(self.output, EndSynchronizedUpdate)?;
        }
        self.output.send()
    }

    /// Gives the terminal back and stops, as Ctrl-Z does anywhere; goes on when the shell says so.
    /// The signal that asks for it is caught, so it is the one that cannot be caught that stops us:
    /// only where a shell stands by that can wake us again.
    #[cfg(unix)]
    pub async fn suspend(&mut self) -> io::Result<()> {
        use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
        use tokio::signal::unix::{SignalKind, signal};
        if getsid(None)? == getpgrp() {
            return Ok(());
        }
        let mut goes_on = signal(SignalKind::from_raw(Signal::CONT.as_raw()))?;
        restore();
        kill_current_process_group(Signal::STOP)?;
        // The signal may stop us a moment after the call.
        let _ = tokio::time::timeout(STOP_WAIT, goes_on.recv()).await;
        let mut out = enter()?;
        self.push_flags(&mut out)?;
        // `Terminal::clear` would ask the terminal where its cursor is, and the answer comes in among
        // the keys, where another reader waits for them: keys were lost, or the question timed out.
        execute!(out, Clear(ClearType::All))?;
        self.terminal = Terminal::new(gathering(&self.output))?;
        // It was given back with the rest; the loop asks for it again.
        self.has_mouse = false;
        Ok(())
    }

    /// There is no shell to go back to.
    #[cfg(not(unix))]
    pub async fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Whether the mouse is ours; told to the terminal when it changes.
    pub fn set_mouse(&mut self, ours: bool) -> io::Result<()> {
        if ours == self.has_mouse {
            return Ok(());
        }
        self.has_mouse = ours;
        self.output
            .write_all(if ours { MOUSE_ON } else { MOUSE_OFF })?;
        self.output.send().map(drop)
    }

    /// Rings the bell.
    pub fn bell(&mut self) {
        // A terminal that cannot ring shows its lamps all the same.
        let _ = self.output.write_all(b"\x07");
        let _ = self.output.send();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
        self.output.end();
    }
}

/// What a frame is written with: thousands of pieces of a few bytes, gathered here before they are given
/// to the way out, which is shared and locked for each. Drawing ends with a flush, so nothing stays.
fn gathering(output: &Output) -> CrosstermBackend<BufWriter<Output>> {
    CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, output.clone()))
}

/// Buttons and wheel only, in the form without a limit of columns: crossterm's own would have every
/// movement told too, some hundred messages a second that nobody reads.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// The game has the terminal. Given back twice, a terminal would put its cursor where it was at first,
/// and what was written between, a bug's report, would be written over.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// What the terminal says of itself, before anything else reads from it.
#[cfg(unix)]
fn ask(around: &Around) -> Heard {
    let wait = if around.is_remote {
        ANSWER_WAIT_REMOTE
    } else {
        ANSWER_WAIT
    };
    crate::probe::ask_at_start(wait)
}

/// The console of Windows is asked for its keys only.
#[cfg(not(unix))]
fn ask(_: &Around) -> Heard {
    let answers = Answers {
        kitty: crossterm::terminal::supports_keyboard_enhancement().unwrap_or(false),
        sync: true,
        ..Answers::default()
    };
    Heard {
        answers: Some(answers),
        typed: Vec::new(),
    }
}

/// Standard output without the lock of `Stdout`: a frame that is stuck must not hold up a panic's report.
#[cfg(unix)]
fn way_out() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

/// The console of Windows takes text through `Stdout` only.
#[cfg(not(unix))]
fn way_out() -> io::Result<Stdout> {
    Ok(io::stdout())
}

/// Takes the terminal over, all but the keys' releases.
fn enter() -> io::Result<Stdout> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = io::stdout();
    execute!(
        out,
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    Ok(out)
}

fn flags() -> KeyboardEnhancementFlags {
    KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES
        | KeyboardEnhancementFlags::REPORT_EVENT_TYPES
        | KeyboardEnhancementFlags::REPORT_ALTERNATE_KEYS
        | KeyboardEnhancementFlags::REPORT_ALL_KEYS_AS_ESCAPE_CODES
}

/// Gives the terminal back. Every step is tried, whatever the one before came to.
fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let output = OUTPUT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(output) = output.as_ref() {
        // Half a frame would swallow what follows.
        let _ = output.settle(LAST_FRAME_WAIT);
    }
    drop(output);
    let mut out = io::stdout();
    if HAS_IMAGES.load(Ordering::Relaxed) {
        let _ = out.write_all(delete_images().as_bytes());
    }
    let _ = out.write_all(MOUSE_OFF);
    let _ = execute!(out, PopKeyboardEnhancementFlags);
    let _ = execute!(
        out,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

/// A panic of the thread that draws ends the game: the terminal comes first, then the report. One of
/// another thread ends what that thread did; the screen goes on and tells it in its own way.
fn restore_on_panic() {
    let report = std::panic::take_hook();
    let draws = std::thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == draws {
            restore();
            report(panic);
        } else {
            keep_report(panic);
        }
    }));
}
