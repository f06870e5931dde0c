//! Where observers of a room stand: the flight as it may be seen by now, from which each reads at his own
//! pace. The room puts pieces in and never waits for anybody here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use handshake_shared::session::Feed;
use handshake_shared::wire::server::Closing;
use handshake_shared::wire::watch::{Flown, Watching};
use tokio::sync::watch;

/// One room's gallery.
#[derive(Debug)]
pub struct Gallery {
    feed: Mutex<Feed>,
    /// Changes whenever there is more to read; why there will be no more, once there will not.
    told: watch::Sender<Option<Closing>>,
}

/// A place in the gallery.
#[derive(Debug)]
pub struct Pass {
    /// Number of the observer in its room.
    pub number: u64,
    /// It is an instructor.
    pub instructs: bool,
    /// How much later it is told what happens, s.
    pub delay_s: u16,
    /// What it is told.
    pub gallery: Arc<Gallery>,
}

impl Gallery {
    /// For observers of this kind.
    pub fn new(watching: Watching) -> Gallery {
        Gallery {
            feed: Mutex::new(Feed::new(held_back(watching))),
            told: watch::channel(None).0,
        }
    }

    /// Who may watch has changed. Those who may not any more are told to go.
    pub fn set(&self, watching: Watching) {
        self.change(|feed| feed.hold_back(held_back(watching)));
        if watching == Watching::Closed {
            self.told.send_replace(Some(Closing::NotWatched));
        } else {
            self.told.send_replace(None);
        }
    }

    /// Takes the next pieces of the flight.
    pub fn push(&self, pieces: Vec<Flown>) {
        if pieces.is_empty() {
            return;
        }
        self.change(|feed| {
            for mut piece in pieces {
                if let Flown::Begins { header, .. } = &mut piece {
                    header.began_utc_s = now_utc_s();
                }
                if let Err(error) = feed.push(piece) {
                    tracing::error!(%error, "a piece of a flight could not be encoded");
                }
            }
        });
    }

    /// The room's clock has gone on by so many beats.
    pub fn beat(&self, beats: u32) {
        if beats > 0 {
            self.change(|feed| feed.beat(beats));
        }
    }

    /// The room has ended. Unless it goes on elsewhere, nothing of it is a secret any more.
    pub fn close(&self, why: Closing) {
        if why != Closing::Kept {
            self.lock().release_all();
        }
        self.told.send_replace(Some(why));
    }

    /// Whole frames from that place on, and the place behind them.
    pub fn read(&self, at: u64) -> Option<(Vec<u8>, u64)> {
        self.lock().read(at)
    }

    /// The newest flight: all of it for a crew when it is over, else as far as an observer may see it.
    pub fn flight(&self, whole: bool) -> Vec<u8> {
        let feed = self.lock();
        let bytes = match whole {
            true => feed.whole_flight(),
            false => feed.flight_so_far(),
        };
        bytes.to_vec()
    }

    /// Tells when there is more to read.
    pub fn subscribe(&self) -> watch::Receiver<Option<Closing>> {
        self.told.subscribe()
    }

    /// Observers are woken when there is something for them, not with every tick.
    fn change(&self, act: impl FnOnce(&mut Feed)) {
        let more = {
            let mut feed = self.lock();
            let before = feed.released();
            act(&mut feed);
            feed.released() != before
        };
        if more {
            self.told.send_modify(|_| ());
        }
    }

    /// The row is whole after every call, so a panic elsewhere does not spoil it.
    fn lock(&self) -> MutexGuard<'_, Feed> {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Pieces of a room that nobody may watch are held back as those of one that somebody may watch later:
/// opened in the middle, it tells nothing that is too young.
fn held_back(watching: Watching) -> u16 {
    watching
        .delay_s()
        .unwrap_or(handshake_shared::wire::watch::DELAY_S)
}

fn now_utc_s() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
