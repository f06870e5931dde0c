//! The way out to the terminal: frames are written on a thread of their own, one at a time, so that a
//! terminal that stops reading stops neither the keys nor the game. Whoever draws asks first whether
//! the last frame is out, and drops his if it is not: nothing stale ever queues.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the writing of a frame took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub bytes: usize,
    /// Time in the system's hands: long where the terminal was slow to read.
    pub took: Duration,
}

/// What is drawn is gathered here; `send` gives it to the writing thread. Clones share all of it.
#[derive(Clone, Debug)]
pub struct Output {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Drawn and not yet sent.
    gathered: Vec<u8>,
    /// Sent and not yet begun.
    waiting: Vec<u8>,
    is_writing: bool,
    has_ended: bool,
    failed: Option<io::Error>,
    last: Option<Written>,
}

impl Output {
    /// A way out to `to`, with its thread.
    pub fn start(to: impl Write + Send + 'static) -> io::Result<Output> {
        let shared = Arc::new(Shared::default());
        let own = Arc::clone(&shared);
        std::thread::Builder::new()
            .name("output".into())
            .spawn(move || own.write_on(to))?;
        Ok(Output { shared })
    }

    /// Everything that was sent is out.
    pub fn is_free(&self) -> bool {
        let state = self.shared.state();
        !state.is_writing && state.waiting.is_empty()
    }

    /// Sends what was gathered; its length. Fails with what the thread met before.
    pub fn send(&self) -> io::Result<usize> {
        let mut state = self.shared.state();
        if let Some(error) = state.failed.take() {
            return Err(error);
        }
        let State {
            gathered, waiting, ..
        } = &mut *state;
        let length = gathered.len();
        waiting.append(gathered);
        self.shared.changed.notify_all();
        Ok(length)
    }

    /// How the last frame went out; told once.
    pub fn last(&self) -> Option<Written> {
        self.shared.state().last.take()
    }

    /// Waits until all that was sent is out, `longest` at most; whether it is.
    pub fn settle(&self, longest: Duration) -> bool {
        let state = self.shared.state();
        let is_busy = |state: &mut State| state.is_writing || !state.waiting.is_empty();
        let waited = self
            .shared
            .changed
            .wait_timeout_while(state, longest, is_busy);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Nothing more is written; what is under way is finished.
    pub fn end(&self) {
        self.shared.state().has_ended = true;
        self.shared.changed.notify_all();
    }
}

/// Gathers; nothing goes out before `send`.
impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.shared.state().gathered.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shared {
    /// A thread that panicked in here left whole values behind.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_on(&self, mut to: impl Write) {
        loop {
            let state = self.state();
            let is_idle = |state: &mut State| state.waiting.is_empty() && !state.has_ended;
            let waited = self.changed.wait_while(state, is_idle);
            let mut state = waited.unwrap_or_else(PoisonError::into_inner);
            if state.has_ended {
                return;
            }
            let frame = std::mem::take(&mut state.waiting);
            state.is_writing = true;
            drop(state);
            let began = Instant::now();
            let done = to.write_all(&frame).and_then(|()| to.flush());
            let mut state = self.state();
            state.is_writing = false;
            state.last = Some(Written {
                bytes: frame.len(),
                took: began.elapsed(),
            });
            if let Err(error) = done {
                state.failed = Some(error);
            }
            self.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    /// A terminal that takes a frame only when it is told to.
    struct Slow {
        go: Receiver<()>,
        got: SyncSender<Vec<u8>>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.go.recv().map_err(|_| io::ErrorKind::BrokenPipe)?;
            let told = self.got.send(bytes.to_vec());
            told.map_err(|_| io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const DEADLINE: Duration = Duration::from_secs(60);

    #[test]
    fn a_terminal_that_stops_reading_blocks_nobody_and_gets_the_newest_frame() {
        let (go, told) = sync_channel(16);
        let (got, frames) = sync_channel(16);
        let mut out = Output::start(Slow { go: told, got }).expect("a thread");
        // The loop draws a hundred frames; the terminal reads none until it goes on.
        let mut drawn = Vec::new();
        for number in 0..100 {
            if out.is_free() {
                write!(out, "frame {number}").expect("it gathers");
                out.send().expect("nothing has failed");
                drawn.push(number);
            }
        }
        assert_eq!(drawn, [0], "the others are dropped while the first waits");
        assert!(!out.settle(Duration::from_millis(1)));
        go.send(()).expect("it waits");
        assert!(out.settle(DEADLINE));
        assert_eq!(frames.recv().expect("written"), b"frame 0");
        assert_eq!(out.last().map(|last| last.bytes), Some(7));
        assert!(out.is_free());
        write!(out, "frame 100").expect("it gathers");
        out.send().expect("nothing has failed");
        go.send(()).expect("it waits");
        assert!(out.settle(DEADLINE));
        assert_eq!(frames.recv().expect("written"), b"frame 100");
        assert!(frames.try_recv().is_err(), "and nothing stale after it");
    }

    #[test]
    fn what_went_wrong_is_told_to_the_next_who_sends() {
        let (go, told) = sync_channel(1);
        let (got, frames) = sync_channel(1);
        let mut out = Output::start(Slow { go: told, got }).expect("a thread");
        drop((go, frames));
        out.write_all(b"lost").expect("it gathers");
        out.send().expect("nothing has failed yet");
        assert!(out.settle(DEADLINE));
        assert!(out.send().is_err());
    }

    #[test]
    fn one_that_is_ended_writes_no_more() {
        let (go, told) = sync_channel(1);
        let (got, frames) = sync_channel(1);
        let mut out = Output::start(Slow { go: told, got }).expect("a thread");
        out.end();
        out.write_all(b"late").expect("it gathers");
        out.send().expect("nothing has failed");
        // The thread lets go of both channels when it is over.
        assert!(frames.recv().is_err());
        assert!(go.send(()).is_err());
    }
}
