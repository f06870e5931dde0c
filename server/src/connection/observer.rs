//! One observer's connection: let in by its own secret, it is told the flight from its beginning, as much
//! as it may see by now, and has nothing to say. An act of its own ends it.

use std::net::IpAddr;

use handshake_shared::session::ServerEvent;
use handshake_shared::wire::WatchCode;
use handshake_shared::wire::client::ClientMessage;
use handshake_shared::wire::codec::{WireError, encode_frame};
use handshake_shared::wire::server::{Closing, Refused, ServerMessage};
use quinn::{Connection, SendStream};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::{Ended, Greeted, READ_BYTES, WRITE_DEADLINE, finish};
use crate::gallery::Pass;
use crate::rooms::Rooms;
use crate::tick::{Inbox, RoomSender};

/// Serves an observer to its end.
pub(super) async fn attend(
    connection: &Connection,
    greeted: Greeted,
    code: WatchCode,
    rooms: &Rooms,
) -> Ended {
    let Greeted {
        mut session,
        hello,
        mut send,
        mut recv,
    } = greeted;
    let from = connection.remote_address().ip();
    let (room, pass, _place) = match enter(code, hello.name, rooms, from).await {
        Ok(entered) => entered,
        Err(refused) => {
            rooms.metrics().refused(&refused);
            say(&mut send, &ServerMessage::Refused(refused)).await;
            finish(&mut send).await;
            return Ended::Refused(refused);
        }
    };
    let (offend, mut offended) = oneshot::channel();
    let listening = async {
        let ended = listen(connection, &mut recv, &mut session).await;
        if !matches!(ended, Ended::Acted) {
            return ended;
        }
        // The word for it goes out between two frames; the writer ends the connection.
        let _ = offend.send(());
        std::future::pending().await
    };
    let ended = tokio::select! {
        ended = tell(&mut send, &pass, &mut offended) => ended,
        ended = listening => ended,
    };
    // A room that has ended does not miss anybody.
    let _ = room.send(Inbox::ObserverGone(pass.number)).await;
    ended
}

/// The room of this secret, unless somebody guesses at secrets.
async fn enter(
    code: WatchCode,
    name: String,
    rooms: &Rooms,
    from: IpAddr,
) -> Result<(RoomSender, Pass, impl Drop + use<>), Refused> {
    let guess = rooms.neighbours().guess(from);
    guess?;
    let (room, place) = rooms.find_watched(code)?;
    let (reply, answer) = oneshot::channel();
    room.send(Inbox::Observe(name, reply))
        .await
        .map_err(|_| Refused::NotWatched)?;
    let pass = answer.await.map_err(|_| Refused::NotWatched)??;
    rooms.neighbours().guessed_right(from);
    Ok((room, pass, place))
}

/// Hands on what may be seen by now until there is no more. A slow reader is behind, and costs the room
/// nothing; one that takes nothing at all is cut off.
async fn tell(send: &mut SendStream, pass: &Pass, offended: &mut oneshot::Receiver<()>) -> Ended {
    let Pass {
        delay_s, gallery, ..
    } = pass;
    let mut told = gallery.subscribe();
    if !say(send, &ServerMessage::Watching { delay_s: *delay_s }).await {
        return Ended::TooSlow;
    }
    let mut at = 0;
    loop {
        let closing = *told.borrow_and_update();
        while closing != Some(Closing::NotWatched)
            && let Some((bytes, next)) = gallery.read(at)
        {
            match timeout(WRITE_DEADLINE, send.write_all(&bytes)).await {
                Ok(Ok(())) => at = next,
                Ok(Err(error)) => return error.into(),
                Err(_) => return Ended::TooSlow,
            }
            if offended.try_recv().is_ok() {
                return dismiss(send).await;
            }
        }
        if let Some(why) = closing {
            say(send, &ServerMessage::Closing(why)).await;
            finish(send).await;
            return Ended::RoomClosed;
        }
        tokio::select! {
            changed = told.changed() => if changed.is_err() {
                finish(send).await;
                return Ended::RoomClosed;
            },
            Ok(()) = &mut *offended => return dismiss(send).await,
        }
    }
}

async fn dismiss(send: &mut SendStream) -> Ended {
    say(send, &ServerMessage::Closing(Closing::OnlyWatches)).await;
    finish(send).await;
    Ended::Acted
}

/// Returns whether it went out in time.
async fn say(send: &mut SendStream, message: &ServerMessage) -> bool {
    let Ok(frame) = encode_frame(message) else {
        return false;
    };
    matches!(
        timeout(WRITE_DEADLINE, send.write_all(&frame)).await,
        Ok(Ok(()))
    )
}

/// Waits until it goes, or does what only a crew may.
async fn listen(
    connection: &Connection,
    recv: &mut quinn::RecvStream,
    session: &mut handshake_shared::session::ServerSession,
) -> Ended {
    loop {
        match session.poll_event() {
            Ok(Some(ServerEvent::Message(ClientMessage::Leave))) => return Ended::NoMoreStream,
            Ok(Some(ServerEvent::Message(_))) => return Ended::Acted,
            Ok(Some(_)) => return WireError::Malformed.into(),
            Ok(None) => {}
            Err(error) => return error.into(),
        }
        tokio::select! {
            chunk = recv.read_chunk(READ_BYTES, true) => match chunk {
                Ok(Some(chunk)) => session.on_stream(&chunk.bytes),
                Ok(None) => return Ended::NoMoreStream,
                Err(error) => return error.into(),
            },
            datagram = connection.read_datagram() => match datagram {
                Ok(_) => return Ended::Acted,
                Err(error) => return error.into(),
            },
        }
    }
}
