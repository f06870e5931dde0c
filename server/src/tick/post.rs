//! What leaves a room: letters and flights to its crews, copies they keep, pages to the recording, records
//! to the store, pieces to the gallery. A crew that does not read is cut off and holds nobody up.

use std::sync::Arc;

use handshake_shared::ids::Seat;
use handshake_shared::limits::FEED_CHUNK_BYTES;
use handshake_shared::session::Teller;
use handshake_shared::wire::codec::encode_frame;
use handshake_shared::wire::server::{Closing, ServerMessage};
use tokio::sync::mpsc;

use super::Runner;
use crate::escrow::{self, Gift};
use crate::room::{Letter, Post};

/// The sending half of a crew's connection.
#[derive(Debug)]
pub struct Peer {
    /// Frames for the control stream; dropped, the stream is finished and the connection closed.
    pub frames: mpsc::Sender<Vec<u8>>,
    /// For datagrams.
    pub connection: quinn::Connection,
    /// What it was told in them.
    pub(super) snapshots: Teller,
    /// It writes no recording of its own and wants the flight when it is over.
    pub(super) wants_flight: bool,
    /// Number of the last full copy of the room that it was given.
    copy: Option<u64>,
}

impl Peer {
    /// A connection that has just been greeted.
    pub fn new(frames: mpsc::Sender<Vec<u8>>, connection: quinn::Connection) -> Peer {
        Peer {
            frames,
            connection,
            snapshots: Teller::default(),
            wants_flight: false,
            copy: None,
        }
    }
}

impl Runner {
    /// Everything that has come up goes to whom it is for.
    pub(super) fn deliver(&mut self) {
        self.keep();
        if let Some(writer) = &mut self.writer {
            writer.write(self.room.drain_pages());
        }
        self.show();
        let over = self.room.take_flight_over();
        let closing = self.room.closing().is_some();
        if over && closing {
            // Nothing is read behind the last word.
            self.hand_flights();
        }
        self.deliver_letters();
        if over && !closing {
            self.hand_flights();
        }
    }

    /// What goes to the gallery.
    fn show(&mut self) {
        self.gallery.push(self.room.drain_pieces());
        let watching = self.room.watching();
        if watching != self.watching {
            self.watching = watching;
            self.gallery.set(watching);
        }
        if let Some(why) = self.room.closing() {
            self.gallery.close(why);
        }
    }

    fn hand_flights(&mut self) {
        for seat in Seat::ALL {
            self.hand_flight(seat, true);
        }
    }

    /// A crew that has no recording of its own gets the flight: all of it, or what an observer may see.
    pub(super) fn hand_flight(&mut self, seat: Seat, whole: bool) {
        let Some((_, peer)) = &self.peers[seat.index()] else {
            return;
        };
        if !peer.wants_flight {
            return;
        }
        let flight = self.gallery.flight(whole);
        let chunks = flight.chunks(FEED_CHUNK_BYTES);
        for chunk in chunks {
            if peer.frames.try_send(chunk.to_vec()).is_err() {
                tracing::info!(?seat, "a crew reads too slowly to get its flight");
                return;
            }
        }
    }

    fn deliver_letters(&mut self) {
        for Letter { to, post } in self.room.drain() {
            let Some((_, peer)) = &mut self.peers[to.index()] else {
                continue;
            };
            if !send(peer, &post) {
                tracing::info!(seat = ?to, "a crew reads too slowly; its connection is cut");
                self.dismiss(to, Closing::TooSlow);
            }
        }
    }

    /// What has to outlive the server is handed to the store. A room that stops with its server is brought
    /// back at the next start.
    fn keep(&mut self) {
        match (self.room.closing(), self.lodger.take()) {
            (None, Some(mut lodger)) => {
                lodger.look(&mut self.room);
                self.lodger = Some(lodger);
            }
            (Some(why), Some(lodger)) => {
                lodger.close(&mut self.room, why == Closing::Kept);
            }
            (_, None) => {}
        }
    }

    /// What crews keep for the server: a copy of the room, sealed.
    pub(super) fn give(&mut self) {
        let Some(gift) = self.giver.as_mut().and_then(|to| to.second(&mut self.room)) else {
            return;
        };
        for (_, peer) in self.peers.iter_mut().flatten() {
            match &gift {
                Gift::Whole(number, copy) => {
                    peer.copy = Some(*number);
                    tokio::spawn(escrow::send(peer.connection.clone(), Arc::clone(copy)));
                }
                Gift::Second(follow) if peer.copy == Some(follow.base) => {
                    if let Ok(frame) = encode_frame(&ServerMessage::Follow(follow.clone())) {
                        // A crew that does not read is found out by what it is told next.
                        let _ = peer.frames.try_send(frame);
                    }
                }
                Gift::Second(_) => {}
            }
        }
    }
}

/// Returns whether the crew keeps up.
fn send(peer: &mut Peer, post: &Post) -> bool {
    match post {
        Post::Message(message) => match encode_frame(message) {
            Ok(frame) => peer.frames.try_send(frame).is_ok(),
            Err(error) => {
                tracing::error!(%error, "a message could not be encoded");
                true
            }
        },
        Post::Snapshot(snapshot) => {
            match peer.snapshots.tell(snapshot) {
                // What a datagram meets on its way is the link's business; the next one is newer.
                Ok(bytes) => drop(peer.connection.send_datagram(bytes.into())),
                Err(error) => tracing::error!(%error, "a snapshot could not be encoded"),
            }
            true
        }
    }
}
