//! An observer's end of the connection: it says hello and listens. An instructor may ask for a failure;
//! anybody else has nothing else to say.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

use crate::catalogue::faults::Injection;
use crate::wire::client::{ClientMessage, Hello};
use crate::wire::codec::{FrameReader, WireError, decode_frame, encode_frame};
use crate::wire::server::{Closing, NotInjected, Refused, ServerMessage};
use crate::wire::version::{OPENING_BYTES, Version};
use crate::wire::watch::Flown;

/// What an observer learns from the connection.
#[derive(Clone, Debug, PartialEq)]
pub enum ObserverEvent {
    /// Not let in.
    Refused(Refused),
    /// Let in.
    Watching {
        /// How much later it is told what happens, s.
        delay_s: u16,
    },
    /// An instructor's line let it in: it may ask for failures.
    Instructs,
    /// What became of a failure asked for.
    Injection {
        /// Which.
        what: Injection,
        /// Why it does not happen; absent when it does.
        refused: Option<NotInjected>,
    },
    /// The next piece of the flight.
    Flown(Box<Flown>),
    /// The server closes the connection.
    Closed(Closing),
}

/// An observer's end of the connection.
#[derive(Debug)]
pub struct ObserverSession {
    version: Version,
    reader: FrameReader,
    opened: bool,
    events: VecDeque<ObserverEvent>,
}

impl ObserverSession {
    /// A connection that begins, and the bytes to send on it.
    pub fn open(hello: Hello, version: Version) -> Result<(ObserverSession, Vec<u8>), WireError> {
        let mut bytes = version.to_opening().to_vec();
        bytes.extend(encode_frame(&ClientMessage::Hello(hello))?);
        let session = ObserverSession {
            version,
            reader: FrameReader::default(),
            opened: false,
            events: VecDeque::new(),
        };
        Ok((session, bytes))
    }

    /// Takes the next bytes of the control stream. An error is final for this connection.
    pub fn on_stream(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        self.reader.push(bytes);
        if !self.opened {
            let Some(raw) = self.reader.take_raw::<OPENING_BYTES>() else {
                return Ok(());
            };
            self.opened = true;
            let theirs = Version::from_opening(&raw)?;
            if theirs != self.version {
                let numbers = |version: Version| (version.protocol, version.catalogue);
                let refused = Refused::Version {
                    server: numbers(theirs),
                    client: numbers(self.version),
                };
                self.events.push_back(ObserverEvent::Refused(refused));
            }
        }
        while let Some(body) = self.reader.next_frame()? {
            let event = match decode_frame(&body)? {
                ServerMessage::Refused(why) => ObserverEvent::Refused(why),
                ServerMessage::Watching { delay_s } => ObserverEvent::Watching { delay_s },
                ServerMessage::Flown(flown) => ObserverEvent::Flown(flown),
                ServerMessage::Instructs => ObserverEvent::Instructs,
                ServerMessage::Injection { what, refused } => {
                    ObserverEvent::Injection { what, refused }
                }
                ServerMessage::Closing(why) => ObserverEvent::Closed(why),
                // A server of ours says nothing else to whoever watches.
                _ => return Err(WireError::Malformed),
            };
            self.events.push_back(event);
        }
        Ok(())
    }

    /// The bytes that ask for a failure; `Injection` answers.
    pub fn inject(&self, what: Injection) -> Result<Vec<u8>, WireError> {
        encode_frame(&ClientMessage::Inject(what))
    }

    /// Puts an event back, to be learnt next.
    pub fn unread(&mut self, event: ObserverEvent) {
        self.events.push_front(event);
    }

    /// What was learnt, in order.
    pub fn poll_event(&mut self) -> Option<ObserverEvent> {
        self.events.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::RoomCode;
    use crate::wire::watch::WatchCode;

    fn open() -> ObserverSession {
        let hello = Hello::watch("Houston", WatchCode([7; 10]));
        let (mut session, bytes) = ObserverSession::open(hello, Version::current()).expect("short");
        assert!(bytes.len() < 64);
        session
            .on_stream(&Version::current().to_opening())
            .expect("ours");
        session
    }

    #[test]
    fn it_is_let_in_and_told_or_refused() {
        for (message, event) in [
            (
                ServerMessage::Watching { delay_s: 20 },
                ObserverEvent::Watching { delay_s: 20 },
            ),
            (
                ServerMessage::Refused(Refused::WATCHERS_FULL),
                ObserverEvent::Refused(Refused::WATCHERS_FULL),
            ),
            (
                ServerMessage::Closing(Closing::NotWatched),
                ObserverEvent::Closed(Closing::NotWatched),
            ),
        ] {
            let mut session = open();
            for byte in encode_frame(&message).expect("short") {
                session.on_stream(&[byte]).expect("well-formed");
            }
            assert_eq!(session.poll_event(), Some(event));
            assert_eq!(session.poll_event(), None);
        }
    }

    #[test]
    fn what_is_for_crews_is_no_message_for_it() {
        let frame = encode_frame(&ServerMessage::Refused(Refused::NoSuchRoom(RoomCode::new(
            1,
        ))));
        let mut session = open();
        session
            .on_stream(&frame.expect("short"))
            .expect("a refusal may be any");
        let frame = encode_frame(&ServerMessage::Resumed).expect("short");
        assert_eq!(session.on_stream(&frame), Err(WireError::Malformed));
    }

    #[test]
    fn another_version_is_refused_with_both_numbers() {
        let other = Version {
            protocol: 999,
            catalogue: 7,
        };
        let hello = Hello::watch("Houston", WatchCode([7; 10]));
        let (mut session, _) = ObserverSession::open(hello, Version::current()).expect("short");
        session.on_stream(&other.to_opening()).expect("an opening");
        let refused = session.poll_event();
        assert!(matches!(
            refused,
            Some(ObserverEvent::Refused(Refused::Version {
                server: (999, 7),
                ..
            }))
        ));
    }
}
