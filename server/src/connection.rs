//! One crew's connection: hello within its deadline, a chair in a room, then bytes in and frames
//! out until either ends. What the peer sends can close this connection and nothing more.

mod observer;

use std::net::IpAddr;
use std::pin::pin;
use std::time::{Duration, Instant};

use handshake_shared::limits::{FRAMES_WAITING_MAX, MESSAGES, STICKS};
use handshake_shared::scenario::{self, Scenario};
use handshake_shared::session::{ServerEvent, ServerSession};
use handshake_shared::sim::input::is_printable;
use handshake_shared::wire::Version;
use handshake_shared::wire::client::{ClientMessage, Hello, ScenarioChoice, Want};
use handshake_shared::wire::codec::{WireError, encode_frame};
use handshake_shared::wire::server::{Closing, Redirect, Refused, ServerMessage};
use quinn::{Connection, RecvStream, SendStream, VarInt};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::random;
use crate::rate::Used;
use crate::room::{Arrival, Setup};
use crate::rooms::Rooms;
use crate::tick::{Chair, Inbox, Peer, RoomSender};

/// From the connection to a complete hello.
const HELLO_DEADLINE: Duration = Duration::from_secs(5);
/// The last words are given this long to arrive.
const FAREWELL: Duration = Duration::from_millis(300);
/// One frame is given this long; a peer that reads slower would only pile up more.
const WRITE_DEADLINE: Duration = Duration::from_secs(5);
/// Bytes read at once.
const READ_BYTES: usize = 4 * 1024;

/// Why a connection ended; for the log.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("no hello in time")]
    NoHello,
    #[error("another version: {0:?}")]
    Incompatible(Version),
    #[error("refused: {0:?}")]
    Refused(Refused),
    #[error("sent to the shard that has the room")]
    Redirected,
    #[error(transparent)]
    Wire(#[from] WireError),
    #[error(transparent)]
    Lost(#[from] quinn::ConnectionError),
    #[error(transparent)]
    Read(#[from] quinn::ReadError),
    #[error(transparent)]
    Write(#[from] quinn::WriteError),
    #[error("the crew reads too slowly")]
    TooSlow,
    #[error("the crew sends too fast")]
    TooFast,
    #[error("an observer tried to act")]
    Acted,
    #[error("the stream ended")]
    NoMoreStream,
    #[error("the room closed")]
    RoomClosed,
}

/// Serves a connection to its end.
pub async fn serve(connection: Connection, rooms: Rooms) {
    let from = connection.remote_address();
    let _counted = rooms.metrics().count(&connection);
    let ended = match timeout(HELLO_DEADLINE, greet(&connection)).await {
        Ok(Ok(greeted)) => match greeted.hello.want {
            Want::Watch { code } => observer::attend(&connection, greeted, code, &rooms).await,
            Want::Create { .. } | Want::Join { .. } => attend(&connection, greeted, &rooms).await,
        },
        Ok(Err(ended)) => ended,
        Err(_) => Ended::NoHello,
    };
    if let Some(reason) = turned_away(&ended) {
        rooms.metrics().turned_away(reason);
    }
    tracing::info!(%from, reason = plain(&ended), "connection ended");
    connection.close(VarInt::from_u32(0), b"");
}

/// Why a connection was closed by us, for the count; none when it just ended.
fn turned_away(ended: &Ended) -> Option<&'static str> {
    match ended {
        Ended::Incompatible(_) => Some("version"),
        Ended::NoHello => Some("no_hello"),
        Ended::Wire(_) => Some("protocol"),
        Ended::TooSlow => Some("too_slow"),
        Ended::TooFast => Some("too_fast"),
        Ended::Acted => Some("observer_acted"),
        _ => None,
    }
}

/// An error as text without what could steer a terminal or a log: a peer closes its connection with
/// words of its own.
pub fn plain(error: &impl std::fmt::Display) -> String {
    let mut text = error.to_string();
    text.retain(is_printable);
    text
}

struct Greeted {
    session: ServerSession,
    hello: Hello,
    send: SendStream,
    recv: RecvStream,
}

async fn greet(connection: &Connection) -> Result<Greeted, Ended> {
    let (mut send, mut recv) = connection.accept_bi().await?;
    let mut session = ServerSession::new(Version::current());
    send.write_all(&session.opening()).await?;
    loop {
        match session.poll_event()? {
            Some(ServerEvent::Hello(hello)) => {
                return Ok(Greeted {
                    session,
                    hello,
                    send,
                    recv,
                });
            }
            Some(ServerEvent::Incompatible(theirs)) => {
                finish(&mut send).await;
                return Err(Ended::Incompatible(theirs));
            }
            Some(ServerEvent::Message(_)) => return Err(WireError::Malformed.into()),
            None => read_some(&mut recv, &mut session).await?,
        }
    }
}

async fn attend(connection: &Connection, greeted: Greeted, rooms: &Rooms) -> Ended {
    let Greeted {
        mut session,
        hello,
        mut send,
        mut recv,
    } = greeted;
    let (frames, outbox) = mpsc::channel(FRAMES_WAITING_MAX);
    // Weak: the room alone keeps the way out open.
    let last_words = frames.downgrade();
    let peer = Peer::new(frames, connection.clone());
    let from = connection.remote_address().ip();
    let brought = bring_back(connection, &mut send, &hello, rooms).await;
    let seated = match brought {
        Ok(()) => take_seat(hello, peer, rooms, from).await,
        Err(turned) => Err(turned),
    };
    let (room, chair) = match seated {
        Ok(seated) => seated,
        Err(turned) => return turn_away(turned, &mut send, rooms).await,
    };
    let _seated = rooms.metrics().seated();
    // Never dropped in the middle of a frame: what follows half of one is no message.
    let mut writing = pin!(write_frames(&mut send, outbox));
    let (ended, said) = tokio::select! {
        ended = &mut writing => (ended, true),
        ended = read_messages(connection, &mut recv, &mut session, (&room, chair, rooms)) => (ended, false),
    };
    let word = match ended {
        Ended::Wire(_) => Some(Closing::Protocol),
        Ended::TooFast => Some(Closing::TooFast),
        _ => None,
    };
    if let Some(why) = word
        && let Ok(frame) = encode_frame(&ServerMessage::Closing(why))
        && let Some(last_words) = last_words.upgrade()
    {
        // As above.
        let _ = timeout(FAREWELL, last_words.send(frame)).await;
    }
    // A room that has ended does not miss anybody.
    let _ = room.send(Inbox::Lost(chair)).await;
    if word.is_some() && !said {
        // The room has let go of the way out; what is left in it is still written.
        let _ = timeout(FAREWELL, writing).await;
    }
    ended
}

/// Why a crew gets no seat here.
enum Turned {
    Refused(Refused),
    /// It is to knock there.
    Elsewhere(Redirect),
}

impl From<Refused> for Turned {
    fn from(why: Refused) -> Turned {
        Turned::Refused(why)
    }
}

/// Tells a crew that it gets no seat here.
async fn turn_away(turned: Turned, send: &mut SendStream, rooms: &Rooms) -> Ended {
    let (word, ended) = match turned {
        Turned::Refused(why) => {
            rooms.metrics().refused(&why);
            (ServerMessage::Refused(why), Ended::Refused(why))
        }
        Turned::Elsewhere(to) => {
            rooms.metrics().redirected();
            (ServerMessage::Redirect(to), Ended::Redirected)
        }
    };
    if let Ok(frame) = encode_frame(&word) {
        // The peer may be gone already; then there is nobody to tell.
        let _ = send.write_all(&frame).await;
        finish(send).await;
    }
    ended
}

/// A room that this server has lost comes back by the copy that its crew keeps, if it has one, on the shard
/// that has rooms of its code. Each attempt counts as a guess until it was right.
async fn bring_back(
    connection: &Connection,
    send: &mut SendStream,
    hello: &Hello,
    rooms: &Rooms,
) -> Result<(), Turned> {
    let Some(code) = rooms.wants_copy(hello) else {
        return Ok(());
    };
    if let Some(to) = rooms.elsewhere(code).filter(|_| !hello.stay) {
        return Err(Turned::Elsewhere(to));
    }
    let from = connection.remote_address().ip();
    rooms.neighbours().guess(from)?;
    let asked = match encode_frame(&ServerMessage::WantCopy) {
        Ok(frame) => send.write_all(&frame).await.is_ok(),
        Err(_) => false,
    };
    let copy = match asked {
        true => rooms.read_copy(connection).await,
        false => None,
    };
    // None has come: whoever asks for such a room is told that there is none.
    if let Some(copy) = copy {
        rooms.restore(code, &copy, from).await?;
        rooms.neighbours().guessed_right(from);
    }
    Ok(())
}

/// A seat, unless the crew guesses at rooms or secrets. Whoever holds the secret of a seat gets it
/// however many others guess at his address; whoever does not learns nothing more from his guesses.
async fn take_seat(
    hello: Hello,
    peer: Peer,
    rooms: &Rooms,
    from: IpAddr,
) -> Result<(RoomSender, Chair), Turned> {
    if let Want::Create { .. } = hello.want {
        return seat(hello, peer, rooms, from).await;
    }
    let guess = rooms.neighbours().guess(from);
    let held = hello.token.is_some();
    if !held {
        guess?;
    }
    match seat(hello, peer, rooms, from).await {
        Err(Turned::Refused(wrong @ (Refused::NoSuchRoom(_) | Refused::WrongToken))) => {
            guess?;
            Err(match wrong {
                Refused::NoSuchRoom(code) if held && rooms.may_come_back(code) => {
                    Refused::NotBack(code).into()
                }
                wrong => wrong.into(),
            })
        }
        right => {
            if guess.is_ok() {
                rooms.neighbours().guessed_right(from);
            }
            right
        }
    }
}

async fn seat(
    hello: Hello,
    peer: Peer,
    rooms: &Rooms,
    from: IpAddr,
) -> Result<(RoomSender, Chair), Turned> {
    let mut gone = Refused::Stopping;
    let joined = match hello.want {
        Want::Join { code } => Some(code),
        Want::Create { .. } | Want::Watch { .. } => None,
    };
    let room = match hello.want {
        Want::Join { code } => {
            gone = Refused::NoSuchRoom(code);
            let room = rooms.find(code)?;
            if let Some(to) = rooms.elsewhere(code).filter(|_| !hello.stay) {
                return Err(Turned::Elsewhere(to));
            }
            room
        }
        Want::Create {
            scenario,
            seed,
            rules,
            pace,
        } => {
            if let Some(to) = rooms.new_elsewhere().filter(|_| !hello.stay) {
                return Err(Turned::Elsewhere(to));
            }
            let (mut scenario, source) = choose(&scenario)?;
            scenario.rules = rules.unwrap_or(scenario.rules);
            let seed = seed.unwrap_or_else(random::number);
            let setup = Setup {
                scenario,
                seed,
                pace,
            };
            rooms.open(setup, source, from)?.1
        }
        // Served elsewhere; whoever watches sits nowhere.
        Want::Watch { .. } => return Err(Refused::NotWatched.into()),
    };
    let arrival = Arrival {
        name: hello.name,
        seat: hello.seat,
        token: hello.token,
        heard: hello.heard,
        fresh: hello.fresh.unwrap_or_else(random::token),
    };
    let (reply, answer) = oneshot::channel();
    room.send(Inbox::Join(arrival, peer, reply))
        .await
        .map_err(|_| gone)?;
    let chair = answer.await.map_err(|_| gone)??;
    if let Some(code) = joined {
        rooms.lives(code);
    }
    Ok((room, chair))
}

/// The scenario asked for, and the file it was read from.
fn choose(choice: &ScenarioChoice) -> Result<(Scenario, String), Refused> {
    let text = match choice {
        ScenarioChoice::Named(name) => {
            let mut shipped = scenario::shipped().iter();
            let named = shipped.find(|(shipped, _)| shipped == name);
            named
                .map(|(_, text)| *text)
                .ok_or(Refused::NoSuchScenario)?
        }
        ScenarioChoice::Text(text) => text,
    };
    let scenario = scenario::parse(text).map_err(|error| {
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Refused::BadScenario {
            line: number(error.line),
            column: number(error.column),
        }
    })?;
    Ok((scenario, text.to_owned()))
}

async fn read_messages(
    connection: &Connection,
    recv: &mut RecvStream,
    session: &mut ServerSession,
    (room, chair, rooms): (&RoomSender, Chair, &Rooms),
) -> Ended {
    let began = Instant::now();
    let now_ms = || u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (mut messages, mut sticks) = (Used::default(), Used::default());
    loop {
        match session.poll_event() {
            Ok(Some(ServerEvent::Message(message))) => {
                let bounded = !matches!(message, ClientMessage::Grant { .. });
                if bounded && messages.take(MESSAGES, now_ms()).is_err() {
                    return Ended::TooFast;
                }
                // A full inbox holds this crew back, and through flow control its client.
                if room.send(Inbox::Message(chair, message)).await.is_err() {
                    // The writer still has the room's last words and ends the connection.
                    return std::future::pending().await;
                }
                continue;
            }
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
                Ok(bytes) => match session.on_datagram(&bytes) {
                    // Too many fall, and so does one that finds the inbox full: there are others.
                    Ok(Some(stick)) => {
                        let taken = sticks.take(STICKS, now_ms()).is_ok();
                        if !taken || room.try_send(Inbox::Stick(chair, stick)).is_err() {
                            rooms.metrics().dropped("stick", 1);
                        }
                    }
                    Ok(None) => {}
                    Err(error) => return error.into(),
                },
                Err(error) => return error.into(),
            },
        }
    }
}

async fn read_some(recv: &mut RecvStream, session: &mut ServerSession) -> Result<(), Ended> {
    let chunk = recv
        .read_chunk(READ_BYTES, true)
        .await?
        .ok_or(Ended::NoMoreStream)?;
    session.on_stream(&chunk.bytes);
    Ok(())
}

/// Writes what the room says until it has no more to say to this crew.
async fn write_frames(send: &mut SendStream, mut outbox: mpsc::Receiver<Vec<u8>>) -> Ended {
    while let Some(frame) = outbox.recv().await {
        match timeout(WRITE_DEADLINE, send.write_all(&frame)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return error.into(),
            Err(_) => return Ended::TooSlow,
        }
    }
    finish(send).await;
    Ended::RoomClosed
}

/// Ends the stream and waits a moment for the last words to arrive.
async fn finish(send: &mut SendStream) {
    if send.finish().is_ok() {
        // Not acknowledged in time: the peer is gone or slow, and the words were a courtesy.
        let _ = timeout(FAREWELL, send.stopped()).await;
    }
}
