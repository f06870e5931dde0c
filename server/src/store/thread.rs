//! The thread that writes: it gathers what rooms have handed over and commits it together. What it could
//! not keep it tells by each room's marks, and the room begins again with a whole record.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use handshake_shared::limits::STORE_WAITING_MAX;
use handshake_shared::wire::RoomCode;
use tokio::sync::oneshot;

use super::{Change, Kept, Lodger, Store, StoreError};
use crate::metrics::Metrics;

/// Rooms hand over together, each between two of its ticks: those of one moment go into one commit.
const GATHER: Duration = Duration::from_millis(40);

/// What became of a room's records.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The last record that is kept.
    kept: AtomicU64,
    /// A record could not be kept since a whole one was.
    failed: AtomicBool,
}

impl Marks {
    pub(super) fn kept(&self) -> u64 {
        self.kept.load(Ordering::Acquire)
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }

    fn note(&self, number: u64, is_kept: bool) {
        if is_kept {
            self.kept.store(number, Ordering::Release);
        }
        self.failed.store(!is_kept, Ordering::Release);
    }
}

/// What is handed to the thread.
#[derive(Debug)]
pub(super) enum Order {
    /// Keep this; at once where a crew would miss it.
    Keep {
        change: Change,
        marks: Arc<Marks>,
        at_once: bool,
    },
    /// Say when everything until here was tried.
    Flush(oneshot::Sender<()>),
}

/// The writing thread's address.
#[derive(Clone, Debug)]
pub struct Saver {
    orders: SyncSender<Order>,
    outlives: bool,
}

impl Saver {
    /// Reads what the store has and starts the writing thread; it ends when the last room and the server
    /// are gone.
    pub fn begin(
        mut store: Box<dyn Store>,
        metrics: Metrics,
    ) -> Result<(Saver, Vec<Kept>), StoreError> {
        let (kept, outlives) = (store.load()?, store.outlives());
        let (orders, inbox) = sync_channel(STORE_WAITING_MAX);
        std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || Keeper { store, metrics }.run(&inbox))
            .map_err(StoreError::Thread)?;
        Ok((Saver { orders, outlives }, kept))
    }

    /// What is kept is there at the next start.
    pub fn outlives(&self) -> bool {
        self.outlives
    }

    /// For one room.
    pub fn lodger(&self, room: RoomCode) -> Lodger {
        Lodger::new(self.orders.clone(), room)
    }

    /// A room that is not there any more.
    pub fn forget(&self, room: RoomCode) {
        let order = Order::Keep {
            change: Change::Gone(room),
            marks: Arc::default(),
            at_once: false,
        };
        // A room that cannot be forgotten now is found at the next start, and nobody comes back to it.
        let _ = self.orders.try_send(order);
    }

    /// Waits until everything that was handed over is kept, or was tried.
    pub async fn flush(&self) {
        let (done, flushed) = oneshot::channel();
        let orders = self.orders.clone();
        // The queue may be full: waiting for a place is done where it blocks nobody.
        let asked =
            tokio::task::spawn_blocking(move || orders.send(Order::Flush(done)).is_ok()).await;
        if asked.unwrap_or(false) {
            let _ = flushed.await;
        }
    }
}

struct Keeper {
    store: Box<dyn Store>,
    metrics: Metrics,
}

/// Orders gathered for one commit.
#[derive(Default)]
struct Batch {
    changes: Vec<Change>,
    marks: Vec<(u64, Arc<Marks>)>,
    flushed: Vec<oneshot::Sender<()>>,
    at_once: bool,
}

impl Batch {
    fn take(&mut self, order: Order) {
        match order {
            Order::Keep {
                change,
                marks,
                at_once,
            } => {
                match &change {
                    // What it would follow is missing: the room is about to hand over all of itself.
                    Change::Part { .. } if marks.has_failed() => return,
                    Change::Whole { number, .. } | Change::Part { number, .. } => {
                        self.marks.push((*number, marks));
                    }
                    Change::Gone(_) => {}
                }
                self.changes.push(change);
                self.at_once |= at_once;
            }
            Order::Flush(done) => {
                self.flushed.push(done);
                self.at_once = true;
            }
        }
    }
}

impl Keeper {
    fn run(mut self, inbox: &Receiver<Order>) {
        while let Ok(first) = inbox.recv() {
            let mut batch = Batch::default();
            batch.take(first);
            let until = Instant::now() + GATHER;
            while batch.changes.len() < STORE_WAITING_MAX {
                let wait = if batch.at_once {
                    Duration::ZERO
                } else {
                    until.saturating_duration_since(Instant::now())
                };
                match inbox.recv_timeout(wait) {
                    Ok(order) => batch.take(order),
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
                }
            }
            self.commit(batch);
        }
    }

    fn commit(&mut self, batch: Batch) {
        let began = Instant::now();
        let done = self.store.commit(&batch.changes);
        self.metrics.committed(began.elapsed(), done.is_ok());
        if let Err(error) = &done {
            tracing::warn!(%error, "rooms are not kept; they go on from memory");
        }
        for (number, marks) in batch.marks {
            marks.note(number, done.is_ok());
        }
        for waiting in batch.flushed {
            // Whoever asked may have stopped waiting.
            let _ = waiting.send(());
        }
    }
}
