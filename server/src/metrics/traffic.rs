//! Bytes and datagrams each way: QUIC counts them for each connection; here they are added up, those
//! of connections that have ended among them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::{Registry, Unit};
use quinn::Connection;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Way {
    direction: &'static str,
}

/// As seen by the server.
const IN: Way = Way { direction: "in" };
const OUT: Way = Way { direction: "out" };

/// What one connection has been counted up to: bytes and UDP datagrams, in and out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    bytes: [u64; 2],
    datagrams: [u64; 2],
}

/// The connections being counted.
#[derive(Clone)]
pub struct Traffic {
    bytes: Family<Way, Counter>,
    datagrams: Family<Way, Counter>,
    lost: Counter,
    live: Arc<Mutex<HashMap<usize, Live>>>,
}

struct Live {
    connection: Connection,
    counted: Sum,
    lost: u64,
}

/// A connection that is counted for as long as this lives.
pub struct Counted {
    traffic: Traffic,
    id: usize,
}

impl Traffic {
    /// Nothing yet.
    pub fn new(registry: &mut Registry) -> Traffic {
        let traffic = Traffic {
            bytes: Family::default(),
            datagrams: Family::default(),
            lost: Counter::default(),
            live: Arc::default(),
        };
        let help = "UDP payload, headers of QUIC included";
        registry.register_with_unit("traffic", help, Unit::Bytes, traffic.bytes.clone());
        registry.register("datagrams", "UDP datagrams", traffic.datagrams.clone());
        let help = "QUIC packets to crews that got lost on their way";
        registry.register("packets_lost", help, traffic.lost.clone());
        traffic
    }

    /// Begins to count a connection.
    pub fn count(&self, connection: &Connection) -> Counted {
        let id = connection.stable_id();
        let live = Live {
            connection: connection.clone(),
            counted: Sum::default(),
            lost: 0,
        };
        self.live().insert(id, live);
        Counted {
            traffic: self.clone(),
            id,
        }
    }

    /// Adds what has come and gone since it was last asked.
    pub fn settle(&self) {
        for live in self.live().values_mut() {
            self.add(live);
        }
    }

    fn add(&self, live: &mut Live) {
        let stats = live.connection.stats();
        let now = Sum {
            bytes: [stats.udp_rx.bytes, stats.udp_tx.bytes],
            datagrams: [stats.udp_rx.datagrams, stats.udp_tx.datagrams],
        };
        for (at, way) in [IN, OUT].iter().enumerate() {
            let bytes = now.bytes[at].saturating_sub(live.counted.bytes[at]);
            let datagrams = now.datagrams[at].saturating_sub(live.counted.datagrams[at]);
            self.bytes.get_or_create(way).inc_by(bytes);
            self.datagrams.get_or_create(way).inc_by(datagrams);
        }
        let lost = stats.path.lost_packets;
        self.lost.inc_by(lost.saturating_sub(live.lost));
        (live.counted, live.lost) = (now, lost);
    }

    /// The table is whole after every statement, so a panic elsewhere does not spoil it.
    fn live(&self) -> MutexGuard<'_, HashMap<usize, Live>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let gone = self.traffic.live().remove(&self.id);
        if let Some(mut live) = gone {
            self.traffic.add(&mut live);
        }
    }
}
