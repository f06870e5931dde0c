//! One crew's line in virtual time: what is sent is drawn a fate by the seed. Datagrams are lost,
//! doubled, late and overtaken; a stream's pieces arrive in order, late by their resending; nothing
//! passes a partition.

use std::collections::BTreeMap;
use std::ops::Range;

use handshake_shared::rng::Stream;

/// A loss on the stream is noticed and sent again after a round trip and this, ms.
const RESEND_MS: u64 = 25;
/// Of so many partitions one begins in a leg's first moment, ms: a crew's welcome is lost with its line.
const EARLY_ONE_IN: u64 = 6;
const EARLY_MS: u64 = 600;
/// Longest pause between two resendings, ms.
const RESEND_MOST_MS: u64 = 1_000;

/// What a line is like until its faults are over.
#[derive(Clone, Debug)]
pub struct Faults {
    /// One way, ms.
    pub delay_ms: u64,
    /// On top of it at most, ms.
    pub jitter_ms: u64,
    /// Of a thousand, each way.
    pub lost: u64,
    /// Of a thousand datagrams.
    pub doubled: u64,
    /// Nothing passes in these, ms.
    pub partitions: Vec<Range<u64>>,
    /// From then on the line is a good one, ms.
    pub until_ms: u64,
}

impl Faults {
    /// As the seed has it: at most 400 ms and 20 % there and back, no, one or two partitions.
    pub fn draw(draws: &mut Stream, until_ms: u64) -> Faults {
        let mut partitions = Vec::new();
        for _ in 0..draws.below(3) {
            let early = draws.below(EARLY_ONE_IN) == 0;
            let from = draws.below(if early { EARLY_MS } else { until_ms });
            let lasts = 300 + draws.below(8_000);
            partitions.push(from..(from + lasts).min(until_ms));
        }
        Faults {
            delay_ms: 2 + draws.below(150),
            jitter_ms: draws.below(50),
            lost: draws.below(100),
            doubled: draws.below(100),
            partitions,
            until_ms,
        }
    }

    /// Nothing passes now.
    pub fn is_cut(&self, now_ms: u64) -> bool {
        self.partitions.iter().any(|cut| cut.contains(&now_ms))
    }

    fn is_lost(&self, draws: &mut Stream, now_ms: u64) -> bool {
        // Drawn in any case, so that a partition does not shift what comes after it.
        let lost = draws.below(1_000) < self.lost;
        self.is_cut(now_ms) || (lost && now_ms < self.until_ms)
    }

    fn way_ms(&self, draws: &mut Stream, now_ms: u64) -> u64 {
        let jitter = draws.below(self.jitter_ms + 1);
        self.delay_ms + if now_ms < self.until_ms { jitter } else { 0 }
    }
}

/// What is on its way.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Of the control stream.
    Stream(Vec<u8>),
    /// One datagram.
    Datagram(Vec<u8>),
    /// Of QUIC itself: it says that somebody is there.
    Ping,
    /// QUIC's answer to a packet of a connection that this end has forgotten.
    Reset,
}

/// One direction.
#[derive(Debug, Default)]
pub struct Way {
    on_the_way: BTreeMap<(u64, u64), Piece>,
    serial: u64,
    last_ms: u64,
}

impl Way {
    /// Puts something on its way.
    pub fn send(&mut self, piece: Piece, faults: &Faults, draws: &mut Stream, now_ms: u64) {
        match piece {
            Piece::Stream(_) => {
                let (mut at_ms, mut pause_ms) = (now_ms, 2 * faults.delay_ms + RESEND_MS);
                while faults.is_lost(draws, at_ms) {
                    at_ms += pause_ms;
                    pause_ms = (2 * pause_ms).min(RESEND_MOST_MS);
                }
                let arrives = at_ms + faults.way_ms(draws, at_ms);
                self.last_ms = self.last_ms.max(arrives);
                self.put(self.last_ms, piece);
            }
            Piece::Datagram(_) | Piece::Ping | Piece::Reset => {
                if faults.is_lost(draws, now_ms) {
                    return;
                }
                if draws.below(1_000) < faults.doubled {
                    let again = now_ms + faults.way_ms(draws, now_ms);
                    self.put(again, piece.clone());
                }
                self.put(now_ms + faults.way_ms(draws, now_ms), piece);
            }
        }
    }

    /// The next that has arrived by now.
    pub fn arrive(&mut self, now_ms: u64) -> Option<Piece> {
        let first = self.on_the_way.first_entry()?;
        (first.key().0 <= now_ms).then(|| first.remove())
    }

    /// Nothing is on its way.
    pub fn is_empty(&self) -> bool {
        self.on_the_way.is_empty()
    }

    /// Nothing of the control stream is on its way.
    pub fn is_told(&self) -> bool {
        let stream = |piece: &Piece| matches!(piece, Piece::Stream(_));
        !self.on_the_way.values().any(stream)
    }

    fn put(&mut self, arrives_ms: u64, piece: Piece) {
        self.serial += 1;
        self.on_the_way.insert((arrives_ms, self.serial), piece);
    }
}
