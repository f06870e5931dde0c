//! The server's end of one connection: it lets nothing through but a compatible opening, one hello
//! and then well-formed messages. It does not know rooms.

use alloc::vec::Vec;

use crate::wire::client::{ClientMessage, Hello, StickDatagram};
use crate::wire::codec::{FrameReader, WireError, decode_datagram, decode_frame};
use crate::wire::version::{OPENING_BYTES, Version};

/// What came out of the bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum ServerEvent {
    /// The other end speaks another version; it will read ours and know.
    Incompatible(Version),
    /// Who it is and what it wants.
    Hello(Hello),
    /// Anything after the hello.
    Message(ClientMessage),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Opening,
    Hello,
    Live,
}

/// The server's end of one connection.
#[derive(Debug)]
pub struct ServerSession {
    reader: FrameReader,
    stage: Stage,
    version: Version,
}

impl ServerSession {
    /// A connection that has just been accepted.
    pub fn new(version: Version) -> ServerSession {
        ServerSession {
            reader: FrameReader::default(),
            stage: Stage::Opening,
            version,
        }
    }

    /// Our first bytes, sent whatever the other end says.
    pub fn opening(&self) -> Vec<u8> {
        self.version.to_opening().to_vec()
    }

    /// Takes the next bytes of the control stream.
    pub fn on_stream(&mut self, bytes: &[u8]) {
        self.reader.push(bytes);
    }

    /// The next event in the bytes so far. An error is final: the connection should be closed.
    pub fn poll_event(&mut self) -> Result<Option<ServerEvent>, WireError> {
        if self.stage == Stage::Opening {
            let Some(raw) = self.reader.take_raw::<OPENING_BYTES>() else {
                return Ok(None);
            };
            let theirs = Version::from_opening(&raw)?;
            if theirs != self.version {
                return Ok(Some(ServerEvent::Incompatible(theirs)));
            }
            self.stage = Stage::Hello;
        }
        let Some(body) = self.reader.next_frame()? else {
            return Ok(None);
        };
        match (self.stage, decode_frame(&body)?) {
            (Stage::Hello, ClientMessage::Hello(hello)) => {
                self.stage = Stage::Live;
                Ok(Some(ServerEvent::Hello(hello)))
            }
            (Stage::Hello, _) | (_, ClientMessage::Hello(_)) => Err(WireError::Malformed),
            (_, message) => Ok(Some(ServerEvent::Message(message))),
        }
    }

    /// Takes one datagram; before the hello there is no seat it could belong to.
    pub fn on_datagram(&mut self, bytes: &[u8]) -> Result<Option<StickDatagram>, WireError> {
        if self.stage == Stage::Live {
            decode_datagram(bytes).map(Some)
        } else {
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::codec::encode_frame;
    use crate::wire::{Hello, RoomCode};

    fn hello() -> ClientMessage {
        ClientMessage::Hello(Hello::join("Leonov", RoomCode::new(1)))
    }

    #[test]
    fn bytes_may_come_one_at_a_time() {
        let mut session = ServerSession::new(Version::current());
        let mut bytes = Version::current().to_opening().to_vec();
        bytes.extend(encode_frame(&hello()).expect("encodes"));
        bytes.extend(encode_frame(&ClientMessage::Ready(true)).expect("encodes"));
        let mut events = Vec::new();
        for byte in bytes {
            session.on_stream(&[byte]);
            events.extend(session.poll_event().expect("well-formed"));
        }
        assert_eq!(events.len(), 2);
        assert_eq!(events[1], ServerEvent::Message(ClientMessage::Ready(true)));
    }

    #[test]
    fn another_version_is_told_apart_before_anything_is_decoded() {
        let mut session = ServerSession::new(Version::current());
        let other = Version {
            protocol: 999,
            catalogue: 7,
        };
        session.on_stream(&other.to_opening());
        session.on_stream(&[0xFF; 64]);
        assert_eq!(
            session.poll_event(),
            Ok(Some(ServerEvent::Incompatible(other)))
        );
    }

    #[test]
    fn nothing_is_heard_before_hello_and_hello_is_said_once() {
        let mut early = ServerSession::new(Version::current());
        early.on_stream(&Version::current().to_opening());
        early.on_stream(&encode_frame(&ClientMessage::Again).expect("encodes"));
        assert_eq!(early.poll_event(), Err(WireError::Malformed));
        assert_eq!(early.on_datagram(&[1, 2, 3]), Ok(None));

        let mut twice = ServerSession::new(Version::current());
        twice.on_stream(&Version::current().to_opening());
        let frame = encode_frame(&hello()).expect("encodes");
        twice.on_stream(&frame);
        twice.on_stream(&frame);
        assert!(matches!(
            twice.poll_event(),
            Ok(Some(ServerEvent::Hello(_)))
        ));
        assert_eq!(twice.poll_event(), Err(WireError::Malformed));
    }
}
