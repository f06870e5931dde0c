//! One observer's connection: let in by its own secret, it is told the flight from its beginning, as much
//! as it may see by now, and has nothing to say, unless it is an instructor, who may ask for failures. An
//! act of its own ends it.

use std::net::IpAddr;
use std::time::Instant;

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::limits::MESSAGES;
use handshake_shared::session::{ServerEvent, ServerSession};
use handshake_shared::wire::WatchCode;
use handshake_shared::wire::client::ClientMessage;
use handshake_shared::wire::codec::{WireError, encode_frame};
use handshake_shared::wire::server::{Closing, NotInjected, Refused, ServerMessage};
use quinn::{Connection, RecvStream, SendStream};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::{Ended, Greeted, READ_BYTES, WRITE_DEADLINE, finish};
use crate::gallery::Pass;
use crate::rate::Used;
use crate::rooms::Rooms;
use crate::tick::{Inbox, RoomSender};

/// Answers that wait for the writer; more hold the asking back.
const WORDS_WAITING_MAX: usize = 8;

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
    let (words, mut said) = mpsc::channel(WORDS_WAITING_MAX);
    let listening = async {
        let listener = Listener {
            connection,
            pass: &pass,
            room: &room,
            words,
        };
        let ended = listener.listen(&mut recv, &mut session).await;
        if !matches!(ended, Ended::Acted) {
            return ended;
        }
        // The word for it goes out between two frames; the writer ends the connection.
        std::future::pending().await
    };
    let ended = tokio::select! {
        ended = tell(&mut send, &pass, &mut said) => ended,
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
    let (room, instructs, place) = rooms.find_watched(code)?;
    let (reply, answer) = oneshot::channel();
    room.send(Inbox::Observe(name, instructs, reply))
        .await
        .map_err(|_| Refused::NotWatched)?;
    let pass = answer.await.map_err(|_| Refused::NotWatched)??;
    rooms.neighbours().guessed_right(from);
    Ok((room, pass, place))
}

/// Hands on what may be seen by now until there is no more, and between two frames what is to be said. A
/// slow reader is behind, and costs the room nothing; one that takes nothing at all is cut off.
async fn tell(
    send: &mut SendStream,
    pass: &Pass,
    said: &mut mpsc::Receiver<ServerMessage>,
) -> Ended {
    let Pass {
        delay_s, gallery, ..
    } = pass;
    let mut told = gallery.subscribe();
    let welcome = ServerMessage::Watching { delay_s: *delay_s };
    let instructs = pass.instructs.then_some(ServerMessage::Instructs);
    for word in [welcome].into_iter().chain(instructs) {
        if !say(send, &word).await {
            return Ended::TooSlow;
        }
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
            while let Ok(word) = said.try_recv() {
                if let Some(ended) = pass_on(send, &word).await {
                    return ended;
                }
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
            Some(word) = said.recv() => if let Some(ended) = pass_on(send, &word).await {
                return ended;
            },
        }
    }
}

/// Says it; how the connection has ended, where it has.
async fn pass_on(send: &mut SendStream, word: &ServerMessage) -> Option<Ended> {
    let said = say(send, word).await;
    match word {
        ServerMessage::Closing(_) => {
            finish(send).await;
            Some(Ended::Acted)
        }
        _ => (!said).then_some(Ended::TooSlow),
    }
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

/// Who hears what an observer says.
struct Listener<'a> {
    connection: &'a Connection,
    pass: &'a Pass,
    room: &'a RoomSender,
    /// What is answered.
    words: mpsc::Sender<ServerMessage>,
}

impl Listener<'_> {
    /// Waits until it goes, or does what only a crew may. What an instructor asks for is answered.
    async fn listen(&self, recv: &mut RecvStream, session: &mut ServerSession) -> Ended {
        let (mut messages, began) = (Used::default(), Instant::now());
        loop {
            match session.poll_event() {
                Ok(Some(ServerEvent::Message(ClientMessage::Leave))) => return Ended::NoMoreStream,
                Ok(Some(ServerEvent::Message(ClientMessage::Inject(what)))) => {
                    let now_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
                    if messages.take(MESSAGES, now_ms).is_err() {
                        return Ended::TooFast;
                    }
                    let refused = self.inject(what).await.err();
                    let word = ServerMessage::Injection { what, refused };
                    // A full row holds this end back; without a writer the connection is at its end.
                    let _ = self.words.send(word).await;
                    continue;
                }
                Ok(Some(ServerEvent::Message(_))) => return self.offend().await,
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
                datagram = self.connection.read_datagram() => match datagram {
                    Ok(_) => return self.offend().await,
                    Err(error) => return error.into(),
                },
            }
        }
    }

    /// Only a crew may do that.
    async fn offend(&self) -> Ended {
        let word = ServerMessage::Closing(Closing::OnlyWatches);
        let _ = self.words.send(word).await;
        Ended::Acted
    }

    /// Who is no instructor learns so without the room.
    async fn inject(&self, what: Injection) -> Result<(), NotInjected> {
        if !self.pass.instructs {
            return Err(NotInjected::NoInstructor);
        }
        let (reply, answer) = oneshot::channel();
        let asked = Inbox::Inject(self.pass.number, what, reply);
        if self.room.send(asked).await.is_err() {
            return Err(NotInjected::NotFlying);
        }
        answer.await.unwrap_or(Err(NotInjected::NotFlying))
    }
}
