//! The terminal itself: taken over, given back. Whatever happens, a panic or a kill included, it is
//! given back as it was.

use std::io::{self, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags,
    PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, supports_keyboard_enhancement,
};
use crossterm::{cursor, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

use crate::survive::keep_report;

/// How long a stop may take to come about.
#[cfg(unix)]
const STOP_WAIT: std::time::Duration = std::time::Duration::from_millis(200);

/// The terminal while the game has it.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    has_release: bool,
}

/// Whether standard output is a terminal.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal() && io::stdin().is_terminal()
}

impl Screen {
    /// Takes the terminal over and sees to it that a panic gives it back.
    pub fn take() -> io::Result<Screen> {
        restore_on_panic();
        let mut out = enter()?;
        let has_release = supports_keyboard_enhancement().unwrap_or(false);
        if has_release {
            execute!(out, PushKeyboardEnhancementFlags(flags()))?;
        }
        let terminal = Terminal::new(CrosstermBackend::new(out))?;
        Ok(Screen {
            terminal,
            has_release,
        })
    }

    /// The terminal tells key releases.
    pub fn has_release(&self) -> bool {
        self.has_release
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws one frame; only changed cells are sent, and all at once.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<()> {
        execute!(io::stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(draw)?;
        execute!(io::stdout(), EndSynchronizedUpdate)
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
        if self.has_release {
            execute!(out, PushKeyboardEnhancementFlags(flags()))?;
        }
        // `Terminal::clear` would ask the terminal where its cursor is, and the answer comes in among
        // the keys, where another reader waits for them: keys were lost, or the question timed out.
        execute!(out, Clear(ClearType::All))?;
        self.terminal = Terminal::new(CrosstermBackend::new(out))?;
        Ok(())
    }

    /// There is no shell to go back to.
    #[cfg(not(unix))]
    pub async fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Rings the bell.
    pub fn bell(&self) {
        // A terminal that cannot ring shows its lamps all the same.
        let _ = io::stdout()
            .write_all(b"\x07")
            .and_then(|()| io::stdout().flush());
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// The game has the terminal. Given back twice, a terminal would put its cursor where it was at first,
/// and what was written between, a bug's report, would be written over.
static TAKEN: AtomicBool = AtomicBool::new(false);

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
    let mut out = io::stdout();
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
