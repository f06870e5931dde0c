//! The way to a server: where it is, how its key is judged, and the hello that takes a seat there.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use handshake_shared::limits::CLIENT_EVENTS_MAX;
use handshake_shared::session::{ClientSession, SessionError};
use handshake_shared::wire::{
    Closing, Fingerprint, Hello, Invite, Refused, Token, Version, Want, WatchInvite, WireError,
};
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep};

use super::{Link, Shared, Vault, driver};

/// A room that is not open yet is asked for again after this: each time counts as a guess at the server,
/// which takes one every six seconds and thirty at once.
pub(super) const NOT_BACK_EVERY: Duration = Duration::from_secs(4);
/// And for so long: the other crew's program comes back within a second of its server.
pub(super) const NOT_BACK_FOR: Duration = Duration::from_secs(60);

/// How the server's key is judged.
#[derive(Clone, Debug)]
pub enum Trust {
    /// It must be this one, as an invite says.
    Pinned(Fingerprint),
    /// It is remembered at first contact in this file, and must be the same ever after.
    FirstUse(PathBuf),
}

/// Where a crew wants to go.
#[derive(Clone, Debug)]
pub struct Destination {
    /// All addresses of the one server; the first that answers is taken.
    pub addresses: Vec<SocketAddr>,
    /// How its key is judged.
    pub trust: Trust,
}

impl From<&Invite> for Destination {
    fn from(invite: &Invite) -> Destination {
        let trust = Trust::Pinned(invite.fingerprint);
        Destination {
            addresses: invite.addresses.clone(),
            trust,
        }
    }
}

impl From<&WatchInvite> for Destination {
    fn from(invite: &WatchInvite) -> Destination {
        let trust = Trust::Pinned(invite.fingerprint);
        Destination {
            addresses: invite.addresses.clone(),
            trust,
        }
    }
}

/// Why there is no link.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// No address of the server answered; the last one's error.
    #[error("no answer from the server: {0}")]
    Unreachable(String),
    /// The server's key is not the one expected.
    #[error("the server's key is {seen}, not {expected} as expected")]
    WrongKey {
        /// The key it showed.
        seen: Fingerprint,
        /// The key it should have shown.
        expected: Fingerprint,
    },
    /// The server did not let the crew in.
    #[error("refused: {0:?}")]
    Refused(Refused),
    /// The server closed the connection.
    #[error("closed: {0:?}")]
    Closed(Closing),
    /// What came was not Handshake.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// What was asked cannot be sent.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The file of known servers cannot be used.
    #[error("{path}: {source}")]
    Known {
        /// Which file.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
}

/// Connects and takes a seat. The first event is always `Welcome`.
pub async fn connect(to: impl Into<Destination>, hello: Hello) -> Result<Link, NetError> {
    connect_as(to, hello, Version::current()).await
}

/// The same, speaking as another build would; for tests of the refusal.
pub async fn connect_as(
    to: impl Into<Destination>,
    hello: Hello,
    version: Version,
) -> Result<Link, NetError> {
    call(to, hello, version, Vault::default()).await
}

/// The same with what an earlier run of this program has kept of the room.
pub async fn connect_keeping(
    to: impl Into<Destination>,
    hello: Hello,
    vault: Vault,
) -> Result<Link, NetError> {
    call(to, hello, Version::current(), vault).await
}

/// The same where the room may not be open yet: a server that has lost it says so, and the other crew's copy
/// may bring it back. It is asked for again for a minute; `told` hears each time that it was not there.
pub async fn connect_waiting(
    to: impl Into<Destination>,
    hello: Hello,
    vault: impl Fn() -> Vault,
    mut told: impl FnMut(),
) -> Result<Link, NetError> {
    let (to, began) = (to.into(), Instant::now());
    loop {
        let link = connect_keeping(to.clone(), hello.clone(), vault()).await;
        match link {
            Err(NetError::Refused(Refused::NotBack(_))) if began.elapsed() < NOT_BACK_FOR => {
                told();
                sleep(NOT_BACK_EVERY).await;
            }
            done => return done,
        }
    }
}

async fn call(
    to: impl Into<Destination>,
    mut hello: Hello,
    version: Version,
    vault: Vault,
) -> Result<Link, NetError> {
    hello.fresh.get_or_insert_with(secret);
    if let Want::Join { code } = &hello.want {
        hello.copy = vault.mark(*code);
    }
    let session = ClientSession::new(hello, version)?;
    let shared = Arc::new(Shared {
        session: Mutex::new(session),
        vault: Mutex::new(vault),
        start: Instant::now(),
        connection: Mutex::new(None),
        changed: Notify::new(),
    });
    let (sender, events) = mpsc::channel(CLIENT_EVENTS_MAX);
    let to = to.into();
    let addresses = to.addresses.clone();
    let (driver, key) = driver::start(to, Arc::clone(&shared), sender).await?;
    Ok(Link {
        shared,
        events,
        driver,
        key,
        addresses,
    })
}

/// A secret for a seat, which nobody can foresee.
fn secret() -> Token {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    Token(bytes)
}
