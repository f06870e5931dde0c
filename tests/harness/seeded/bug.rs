//! Lines that do what no line may: each breaks a promise that the checkers of a leg hold, so that they
//! are seen to fail. A line that only loses and delays bytes cannot do any of it.

use handshake_shared::wire::codec::{decode_frame, encode_frame};
use handshake_shared::wire::{ClientMessage, ServerMessage};

/// What a line does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// The third act arrives again under the next number: it is applied twice.
    DoubledAct,
    /// The third act never arrives.
    SwallowedAct,
    /// The fourth event is not told.
    SwallowedEvent,
    /// The fourth event is told again under a later number.
    DoubledEvent,
    /// No act is ever told as applied.
    SwallowedAck,
    /// No view arrives once the faults are over.
    Frozen,
    /// Once the faults are over the room is asked again and again for a pause that nobody wants.
    Stuck,
}

impl Bug {
    /// All of them.
    pub const ALL: [Bug; 7] = [
        Bug::DoubledAct,
        Bug::SwallowedAct,
        Bug::SwallowedEvent,
        Bug::DoubledEvent,
        Bug::SwallowedAck,
        Bug::Frozen,
        Bug::Stuck,
    ];
}

/// A bug at work on one line.
#[derive(Debug)]
pub struct Meddler {
    bug: Bug,
    acts: u32,
    events: u32,
}

/// Bytes of a frame's length.
const PREFIX_BYTES: usize = 2;

impl Meddler {
    /// Not yet at work.
    pub fn new(bug: Bug) -> Meddler {
        Meddler {
            bug,
            acts: 0,
            events: 0,
        }
    }

    /// What becomes of a piece of the stream on its way up.
    pub fn up(&mut self, bytes: Vec<u8>) -> Vec<Vec<u8>> {
        let message = bytes.get(PREFIX_BYTES..).map(decode_frame::<ClientMessage>);
        let mut out = vec![bytes];
        if let Some(Ok(ClientMessage::Command { seq, command })) = message {
            self.acts += 1;
            match self.bug {
                Bug::DoubledAct if self.acts == 3 => {
                    let seq = seq + 1;
                    let again = ClientMessage::Command { seq, command };
                    out.push(encode_frame(&again).expect("encodes"));
                }
                Bug::SwallowedAct if self.acts == 3 => out.clear(),
                _ => {}
            }
        }
        out
    }

    /// What goes up although nobody has said it.
    pub fn asks(&self, quiet: bool) -> Option<Vec<u8>> {
        let ask = ClientMessage::Pause(true);
        (quiet && self.bug == Bug::Stuck).then(|| encode_frame(&ask).expect("encodes"))
    }

    /// What becomes of a piece of the stream on its way down.
    pub fn down(&mut self, bytes: Vec<u8>) -> Vec<Vec<u8>> {
        let message = bytes.get(PREFIX_BYTES..).map(decode_frame::<ServerMessage>);
        let Some(Ok(message)) = message else {
            return vec![bytes];
        };
        match (self.bug, message) {
            (Bug::SwallowedAck, ServerMessage::Ack { .. }) => Vec::new(),
            (
                _,
                ServerMessage::Event {
                    number,
                    tick,
                    event,
                },
            ) => {
                self.events += 1;
                let number = number + 1;
                let again = ServerMessage::Event {
                    number,
                    tick,
                    event,
                };
                match self.bug {
                    Bug::SwallowedEvent if self.events == 4 => Vec::new(),
                    Bug::DoubledEvent if self.events == 4 => {
                        vec![bytes, encode_frame(&again).expect("encodes")]
                    }
                    _ => vec![bytes],
                }
            }
            _ => vec![bytes],
        }
    }

    /// Whether a view may arrive.
    pub fn shows(&self, quiet: bool) -> bool {
        !(quiet && self.bug == Bug::Frozen)
    }
}
