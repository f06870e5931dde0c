//! The authoritative server of Handshake: it owns time and truth. It can run as a command of its
//! own or inside the client (hosting, local play, tests). It has no words of its own.

pub mod admin;
pub mod cli;
pub mod escrow;
pub mod metrics;
pub mod metronome;
pub mod room;
pub mod transport;

mod accept;
mod addresses;
mod certificate;
mod connection;
mod gallery;
mod neighbours;
mod random;
mod rate;
pub mod recordings;
mod rooms;
mod shard;
mod shed;
mod slow;
mod spare;
pub mod store;
mod tick;

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use handshake_shared::limits::SHARDS_MAX;
use handshake_shared::time::Tick;
use handshake_shared::wire::{
    Fingerprint, Invite, PORT, Refused, RoomCode, WatchCode, WatchInvite,
};
use quinn::{Endpoint, EndpointConfig, ServerConfig, TokioRuntime, VarInt};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use metrics::Metrics;
use recordings::{Keep, Recordings};
use rooms::{House, Rooms};
use shard::Shard;
use store::{MemoryStore, RedbStore, Saver, Store, StoreError};
use tick::Inbox;

pub use certificate::{Identity, IdentityError, SERVER_NAME, fingerprint_of};

/// Connections that have not finished their handshake, at most.
const INCOMING_MAX: usize = 1_024;
/// Bytes kept for one of them.
const INCOMING_BYTES: u64 = 64 * 1024;
/// Bytes kept for all of them.
const INCOMING_BYTES_TOTAL: u64 = 8 * 1024 * 1024;
/// How long a stop waits for the crews' connections to end by themselves.
const STOP_WAIT: Duration = Duration::from_millis(800);

/// How a server is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// UDP address to listen at; port 0 takes a free one. A server that only this machine can reach
    /// lets its crews pause for as long as they like.
    pub listen: SocketAddr,
    /// Folder for the server's keys and its rooms, which a later start there brings back; without one both
    /// live as long as the server.
    pub data: Option<PathBuf>,
    /// TCP address for `/metrics` and `/healthz`; without one there are none.
    pub metrics: Option<SocketAddr>,
    /// Path of the operator's socket; without one there is none.
    pub admin: Option<PathBuf>,
    /// Where missions are recorded; without it they are not.
    pub replays: Option<Keep>,
    /// Threads that serve rooms, each at a UDP port of its own, the ones after that of `listen`; 1 serves
    /// them all where the server was started.
    pub shards: usize,
}

impl Default for Config {
    /// All addresses of this machine, the usual port, nothing on disk.
    fn default() -> Config {
        Config {
            listen: (Ipv6Addr::UNSPECIFIED, PORT).into(),
            data: None,
            metrics: None,
            admin: None,
            replays: None,
            shards: 1,
        }
    }
}

impl Config {
    /// For play on this machine alone: loopback, any free port.
    pub fn local() -> Config {
        Config {
            listen: ([127, 0, 0, 1], 0).into(),
            ..Config::default()
        }
    }
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No key.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// No operator's socket.
    #[error(transparent)]
    Admin(#[from] admin::SocketError),
    /// The rooms cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No thread that tells the rooms when.
    #[error("cannot start the rooms' clock: {0}")]
    Clock(io::Error),
    /// No thread for rooms.
    #[error("cannot start a shard: {0}")]
    Shard(io::Error),
    /// No thread to write replays.
    #[error("cannot start writing replays: {0}")]
    Replays(io::Error),
}

/// A running server. Dropped, it closes without a word; `stop` is the orderly way.
pub struct Server {
    /// One a shard; the first is the one that crews know.
    endpoints: Vec<Endpoint>,
    /// Where they listen.
    local: Vec<SocketAddr>,
    fingerprint: Fingerprint,
    rooms: Rooms,
    metrics: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    doors: Vec<JoinHandle<()>>,
    /// What ends with the server: the metrics' listener, the operator's.
    beside: JoinSet<()>,
    /// Removes the socket's file when the server goes.
    _socket: Option<admin::Socket>,
    /// Last: everything above runs on them.
    _shards: Vec<Shard>,
}

impl Server {
    /// Starts listening, on the runtime this is called in.
    pub async fn start(config: Config) -> Result<Server, StartError> {
        let identity = Identity::load_or_make(config.data.as_deref())?;
        let mut quic = ServerConfig::with_crypto(Arc::new(identity.tls()?));
        quic.transport_config(Arc::new(transport::config(1)))
            .max_incoming(INCOMING_MAX)
            .incoming_buffer_size(INCOMING_BYTES)
            .incoming_buffer_size_total(INCOMING_BYTES_TOTAL);
        let no_place = |source| StartError::Listen {
            address: config.listen,
            source,
        };
        let count = config.shards.clamp(1, SHARDS_MAX);
        let sockets = shard::sockets(config.listen, count).map_err(no_place)?;
        let shards = Shard::all(count).map_err(StartError::Shard)?;
        let recordings = config.replays.map(Recordings::begin).transpose();
        let recordings = recordings.map_err(StartError::Replays)?;
        let metrics = Metrics::default();
        // Before the first packet is read, so that no crew finds its room missing.
        let (saver, kept) = Saver::begin(store_in(config.data.as_deref())?, metrics.clone())?;
        let (mut endpoints, mut local) = (Vec::new(), Vec::new());
        for ((number, shard), socket) in shards.iter().enumerate().zip(sockets) {
            let _on_it = shard.handle().enter();
            let listening = listen(identity.endpoint(number), quic.clone(), socket);
            let (endpoint, at) = listening.map_err(no_place)?;
            endpoints.push(endpoint);
            local.push(at);
        }
        let house = House {
            metrics,
            recordings,
            saver,
            fingerprint: identity.fingerprint(),
            // A key that goes with the server opens nothing later.
            sealer: config.data.is_some().then(|| identity.sealer()),
            of_ones_own: config.listen.ip().is_loopback(),
        };
        let handles = shards.iter().map(|shard| shard.handle().clone());
        let at = handles.zip(local.iter().map(SocketAddr::port));
        let rooms = Rooms::begin(house, at.collect()).map_err(StartError::Clock)?;
        rooms.bring_back(kept);
        let mut beside = JoinSet::new();
        let metrics = match config.metrics {
            Some(address) => Some(tell_metrics(address, &rooms, &mut beside).await?),
            None => None,
        };
        let socket = match &config.admin {
            Some(path) => {
                let opened = admin::Socket::open(path);
                let opened = opened_or_done_without(opened, path, config.data.as_deref())?;
                opened.map(|(socket, listener)| {
                    beside.spawn(admin::serve(listener, rooms.clone()));
                    socket
                })
            }
            None => None,
        };
        let (stop, stopped) = watch::channel(false);
        let doors = shards.iter().zip(&endpoints).enumerate();
        let doors = doors.map(|(number, (shard, endpoint))| {
            let rooms = rooms.at(number);
            let door = accept::run(endpoint.clone(), rooms, stopped.clone());
            shard.handle().spawn(door)
        });
        Ok(Server {
            doors: doors.collect(),
            endpoints,
            local,
            fingerprint: identity.fingerprint(),
            rooms,
            metrics,
            stop,
            beside,
            _socket: socket,
            _shards: shards,
        })
    }

    /// Where it listens, with the port it was given: all crews are let in there, wherever their room is.
    pub fn local_addr(&self) -> SocketAddr {
        self.local[0]
    }

    /// Where its shards listen, that one first.
    pub fn shards(&self) -> &[SocketAddr] {
        &self.local
    }

    /// Rooms on each of them.
    pub fn rooms_by_shard(&self) -> Vec<usize> {
        self.rooms.by_shard()
    }

    /// Where its metrics are told, with the port it was given.
    pub fn metrics_addr(&self) -> Option<SocketAddr> {
        self.metrics
    }

    /// Waits until an operator has asked for no new rooms and the last one has ended.
    pub async fn drained(&self) {
        self.rooms.drained().await;
    }

    /// Fingerprint of its key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The line that leads a crew to this room, or, without one, only to this server.
    pub fn invite(&self, room: Option<RoomCode>) -> Invite {
        let addresses = addresses::usable(self.local_addr());
        Invite {
            addresses,
            room,
            fingerprint: self.fingerprint,
        }
    }

    /// The line by which this code lets somebody watch, or instruct.
    pub fn watch_invite(&self, code: WatchCode, instructs: bool) -> WatchInvite {
        let addresses = addresses::usable(self.local_addr());
        WatchInvite {
            addresses,
            code,
            instructs,
            fingerprint: self.fingerprint,
        }
    }

    /// Opens a room in the middle of a flight, for two crews of this machine.
    pub fn open_aloft(&self, flight: room::Aloft) -> Result<RoomCode, Refused> {
        self.rooms.open_aloft(flight, Ipv4Addr::LOCALHOST.into())
    }

    /// Number of open rooms.
    pub fn room_count(&self) -> usize {
        self.rooms.count()
    }

    /// Tick and digest of a room's world, once its mission has begun.
    pub async fn digest(&self, room: RoomCode) -> Option<(Tick, u64)> {
        let (reply, answer) = oneshot::channel();
        self.rooms
            .find(room)
            .ok()?
            .send(Inbox::Digest(reply))
            .await
            .ok()?;
        answer.await.ok()?
    }

    /// The rooms that are open, in the order of their codes.
    pub fn rooms(&self) -> Vec<RoomCode> {
        let all = self.rooms.all().into_iter();
        all.map(|(code, _)| code).collect()
    }

    /// Stops in good order: nobody new, the rooms are kept for the next start, every crew is told, and the
    /// wait for them is bounded.
    pub async fn stop(self) {
        self.stop_after(self.rooms.stop()).await;
    }

    /// The same for good: its rooms end and do not come back.
    pub async fn end(self) {
        self.stop_after(self.rooms.close()).await;
    }

    async fn stop_after(&self, rooms_end: impl Future<Output = ()>) {
        // The door may have closed by itself when the endpoint did.
        let _ = self.stop.send(true);
        let orderly = async {
            rooms_end.await;
            for endpoint in &self.endpoints {
                endpoint.wait_idle().await;
            }
        };
        if timeout(STOP_WAIT, orderly).await.is_err() {
            tracing::info!("some connections did not end in time; they are cut");
        }
        if timeout(STOP_WAIT, self.rooms.flush()).await.is_err() {
            tracing::warn!("the disk is too slow for the last second of the rooms and replays");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.doors.iter().for_each(JoinHandle::abort);
        self.beside.abort_all();
        for endpoint in &self.endpoints {
            endpoint.close(VarInt::from_u32(0), b"");
        }
    }
}

async fn tell_metrics(
    address: SocketAddr,
    rooms: &Rooms,
    beside: &mut JoinSet<()>,
) -> Result<SocketAddr, StartError> {
    let listening = async {
        let listener = TcpListener::bind(address).await?;
        Ok((listener.local_addr()?, listener))
    };
    let (local, listener) = listening
        .await
        .map_err(|source| StartError::Listen { address, source })?;
    beside.spawn(metrics::serve(
        listener,
        rooms.metrics().clone(),
        rooms.clone(),
    ));
    Ok(local)
}

/// Where rooms are kept: in this folder, or in memory.
fn store_in(folder: Option<&Path>) -> Result<Box<dyn Store>, StoreError> {
    Ok(match folder {
        Some(folder) => Box::new(RedbStore::open(folder)?),
        None => Box::new(MemoryStore::default()),
    })
}

/// The socket in the data folder comes with the folder: where a file system takes none, the server runs
/// without it. One that was asked for elsewhere has to be there.
fn opened_or_done_without<T>(
    opened: Result<T, admin::SocketError>,
    path: &Path,
    data: Option<&Path>,
) -> Result<Option<T>, admin::SocketError> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(why @ admin::SocketError::System { .. }) if data.is_some() && path.parent() == data => {
            tracing::warn!(%why, "no operator's socket: name another place for it with --admin");
            Ok(None)
        }
        Err(why) => Err(why),
    }
}

fn listen(
    endpoint: EndpointConfig,
    quic: ServerConfig,
    socket: UdpSocket,
) -> io::Result<(Endpoint, SocketAddr)> {
    let runtime = Arc::new(TokioRuntime);
    let endpoint = Endpoint::new(endpoint, Some(quic), socket, runtime)?;
    let local = endpoint.local_addr()?;
    Ok((endpoint, local))
}
