//! The door: lets connections in while there is room, asks strangers to prove their address when
//! it gets crowded, and turns away an address that brings too many. It counts whom it does not let in.

use std::time::Duration;

use quinn::{Endpoint, Incoming};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::connection;
use crate::neighbours::{Guest, Knock};
use crate::rooms::Rooms;

/// From the first packet to a finished TLS handshake.
const HANDSHAKE_DEADLINE: Duration = Duration::from_secs(5);

/// Accepts connections until told to stop.
pub async fn run(endpoint: Endpoint, rooms: Rooms, mut stop: watch::Receiver<bool>) {
    loop {
        let incoming = tokio::select! {
            incoming = endpoint.accept() => incoming,
            // The sender gone means the same as told to stop.
            _ = stop.changed() => return,
        };
        let Some(incoming) = incoming else {
            return;
        };
        let proved = incoming.remote_address_validated();
        let from = incoming.remote_address().ip();
        // What is not let in is not logged one by one: a flood must not fill the disk.
        match rooms.neighbours().knock(from, proved) {
            Knock::Enter(guest) => drop(tokio::spawn(welcome(incoming, guest, rooms.clone()))),
            Knock::Prove => {
                rooms.metrics().turned_away("prove_address");
                // It may be sent only once; a stranger that cannot be asked is let go unanswered.
                let _ = incoming.retry();
            }
            Knock::Refuse(why) => {
                tracing::debug!(%from, why, "refused at the door");
                rooms.metrics().turned_away(why);
                incoming.refuse();
            }
            Knock::Ignore => {
                rooms.metrics().turned_away("crowded");
                incoming.ignore();
            }
        }
    }
}

async fn welcome(incoming: Incoming, mut guest: Guest, rooms: Rooms) {
    let from = incoming.remote_address();
    let Ok(connecting) = incoming.accept() else {
        return;
    };
    let connected = timeout(HANDSHAKE_DEADLINE, connecting).await;
    guest.settle();
    match connected {
        Ok(Ok(connection)) => connection::serve(connection, rooms).await,
        Ok(Err(error)) => {
            rooms.metrics().turned_away("handshake_failed");
            tracing::info!(%from, error = connection::plain(&error), "no connection");
        }
        Err(_) => {
            rooms.metrics().turned_away("handshake_slow");
            tracing::info!(%from, "no connection: the TLS handshake took too long");
        }
    }
}
