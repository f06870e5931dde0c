//! What a crew sends: who it is and what it wants, its acts in order, its grants of time, and its
//! hands on the sticks. Every value is checked here before a room sees it.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::{SLOTS_MAX, SlotValue};
use crate::catalogue::faults::Injection;
use crate::ids::Seat;
use crate::limits::{
    NAME_CHARS_MAX, SCENARIO_NAME_CHARS_MAX, STICK_TICKS_MAX, STICKS_REPEATED, TEXT_CHARS_MAX,
};
use crate::sim::doors::Rules;
use crate::sim::input::{Command, HelpLevel, Stick, is_printable};
use crate::sim::pace::FACTORS;
use crate::time::Tick;
use crate::wire::codec::{Message, WireError};
use crate::wire::{Mark, Pace, RoomCode, Token, WatchCode, Watching};

/// The first message of a crew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// Name shown to the partner.
    pub name: String,
    /// A new room or an old one.
    pub want: Want,
    /// The seat asked for; absent takes what is free.
    pub seat: Option<Seat>,
    /// The secret of a seat held before.
    pub token: Option<Token>,
    /// Number of the last event that reached this crew; what came after is sent again.
    pub heard: u32,
    /// The secret this crew proposes for a seat newly taken, drawn at random by its own end; absent, the
    /// server draws one. Who calls again with the same one, because the welcome was lost, gets that seat.
    pub fresh: Option<Token>,
    /// Serve it here: where it was sent to could not be reached.
    pub stay: bool,
    /// How far the sealed copy of the room leads that this crew keeps; absent where it has none. A server that
    /// wants it says so.
    pub copy: Option<Mark>,
}

impl Hello {
    /// A crew that wants to sit down in a room that exists.
    pub fn join(name: impl Into<String>, code: RoomCode) -> Hello {
        Hello::of(name.into(), Want::Join { code })
    }

    /// Somebody who wants to watch a room.
    pub fn watch(name: impl Into<String>, code: WatchCode) -> Hello {
        Hello::of(name.into(), Want::Watch { code })
    }

    /// A crew that opens a new room.
    pub fn create(name: impl Into<String>, scenario: ScenarioChoice, pace: Pace) -> Hello {
        let want = Want::Create {
            scenario,
            seed: None,
            rules: None,
            pace,
        };
        Hello::of(name.into(), want)
    }

    /// Of somebody who was never here before.
    fn of(name: String, want: Want) -> Hello {
        Hello {
            name,
            want,
            seat: None,
            token: None,
            heard: 0,
            fresh: None,
            stay: false,
            copy: None,
        }
    }
}

/// What a crew comes for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Want {
    /// Open a room.
    Create {
        /// Where the mission starts.
        scenario: ScenarioChoice,
        /// Seed of the mission; absent, the server draws one.
        seed: Option<u64>,
        /// Rules other than the scenario's own.
        rules: Option<Rules>,
        /// What makes the ticks come.
        pace: Pace,
    },
    /// Sit down in a room.
    Join {
        /// Its code.
        code: RoomCode,
    },
    /// Watch a room. Whoever does takes no seat and cannot act.
    Watch {
        /// The secret of the room's observers.
        code: WatchCode,
    },
}

/// Which mission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ScenarioChoice {
    /// One that ships with the game.
    Named(String),
    /// A player's own file, as text. With the rest of the hello it has to fit one frame.
    Text(String),
}

/// What a crew sends on the control stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ClientMessage {
    /// Who it is and what it wants; always the first.
    Hello(Hello),
    /// Ready to begin, or not yet.
    Ready(bool),
    /// One act. Numbers start at 1 and leave no gap; a number that came before is ignored.
    Command {
        /// Number of the act; grants count in the same row.
        seq: u32,
        /// The act.
        command: Command,
    },
    /// Lockstep: all input of this crew up to and including tick `through` has come.
    Grant {
        /// Number in the row of acts.
        seq: u32,
        /// Last tick granted.
        through: Tick,
        /// Hand controllers from the first tick of the grant.
        stick: Stick,
        /// For so many ticks; then neutral.
        ticks: u16,
    },
    /// Fly again from the start, after the debrief.
    Again,
    /// Give the seat up.
    Leave,
    /// Time compression this crew wants, one of [`FACTORS`]: above ×1 a wish that waits for the
    /// other crew's, ×1 the end of it.
    Pace(u8),
    /// Stop the flight, or go on with it.
    Pause(bool),
    /// Help level this crew will begin with; told to the other before the mission.
    Help(HelpLevel),
    /// Before the mission: change to this seat, if nobody holds it.
    Sit(Seat),
    /// The other crew was dropped: let a software crew stand in for it. `Relief` answers, once that is due.
    Relieve,
    /// Who may watch; heeded from the crew that opened the room.
    Watching(Watching),
    /// This end writes no recording of its own and wants the flight when it is over.
    WantsFlight,
    /// Whether an instructor may have things fail; heeded from the crew that opened the room.
    Instruct(bool),
    /// From an instructor: this is to happen at the next tick. `Injection` answers.
    Inject(Injection),
}

/// One movement of the sticks; of two the one with the greater number is the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StickMessage {
    /// Number of the movement; repeats carry the same.
    pub id: u32,
    /// Tick before which it is done; one that is past means at once.
    pub at: Tick,
    /// The deflection.
    pub stick: Stick,
    /// Held for so many ticks; then neutral.
    pub ticks: u16,
    /// What it does not deflect goes on as it was; otherwise that is let go.
    pub adds: bool,
}

/// What a crew's end says by datagram, when the sticks move and a few times a second otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StickDatagram {
    /// Number of the datagram, counted round: the room says which it has heard.
    pub number: u8,
    /// Number of the newest snapshot this end has; 0 for none, or for one that it could not decode.
    pub seen: u16,
    /// The last few movements, oldest first.
    pub movements: Vec<StickMessage>,
}

impl From<StickMessage> for StickDatagram {
    fn from(movement: StickMessage) -> StickDatagram {
        StickDatagram {
            movements: [movement].into(),
            ..StickDatagram::default()
        }
    }
}

impl Message for StickMessage {
    fn validate(&mut self) -> Result<(), WireError> {
        valid_hold(self.ticks)
    }
}

impl Message for StickDatagram {
    fn validate(&mut self) -> Result<(), WireError> {
        let in_order = self
            .movements
            .windows(2)
            .all(|pair| pair[0].id < pair[1].id);
        if self.movements.len() > STICKS_REPEATED || !in_order {
            return Err(WireError::OutOfRange("movements"));
        }
        self.movements.iter_mut().try_for_each(Message::validate)
    }
}

impl Message for ClientMessage {
    fn validate(&mut self) -> Result<(), WireError> {
        match self {
            ClientMessage::Hello(hello) => hello.validate(),
            ClientMessage::Command { seq, command } => {
                valid_number(*seq)?;
                valid_command(command)
            }
            ClientMessage::Grant { seq, ticks, .. } => {
                valid_number(*seq)?;
                valid_hold(*ticks)
            }
            ClientMessage::Pace(factor) => valid_factor(*factor),
            ClientMessage::Inject(what) => valid_injection(*what),
            ClientMessage::Ready(_)
            | ClientMessage::Again
            | ClientMessage::Leave
            | ClientMessage::Pause(_)
            | ClientMessage::Help(_)
            | ClientMessage::Sit(_)
            | ClientMessage::Relieve
            | ClientMessage::Watching(_)
            | ClientMessage::WantsFlight
            | ClientMessage::Instruct(_) => Ok(()),
        }
    }
}

impl Hello {
    fn validate(&mut self) -> Result<(), WireError> {
        clean(&mut self.name, NAME_CHARS_MAX, "name")?;
        match &mut self.want {
            Want::Join { code } if !code.is_valid() => Err(WireError::OutOfRange("room code")),
            Want::Create {
                scenario: ScenarioChoice::Named(name),
                ..
            } => clean(name, SCENARIO_NAME_CHARS_MAX, "scenario name"),
            Want::Join { .. } | Want::Create { .. } | Want::Watch { .. } => Ok(()),
        }
    }
}

/// Removes what could steer a terminal or a log (controls, escapes, direction and zero-width marks)
/// and refuses a text that is longer than agreed.
pub fn clean(text: &mut String, chars_max: usize, what: &'static str) -> Result<(), WireError> {
    if text.chars().count() > chars_max {
        return Err(WireError::OutOfRange(what));
    }
    text.retain(is_printable);
    Ok(())
}

fn valid_number(seq: u32) -> Result<(), WireError> {
    if seq == 0 {
        Err(WireError::OutOfRange("number of an act"))
    } else {
        Ok(())
    }
}

fn valid_hold(ticks: u16) -> Result<(), WireError> {
    if ticks > STICK_TICKS_MAX {
        Err(WireError::OutOfRange("stick ticks"))
    } else {
        Ok(())
    }
}

/// One of the factors there are.
pub fn valid_factor(factor: u8) -> Result<(), WireError> {
    if FACTORS.contains(&factor) {
        Ok(())
    } else {
        Err(WireError::OutOfRange("time compression"))
    }
}

/// An act's numbers are finite, its texts clean and as long as agreed.
pub fn valid_command(command: &mut Command) -> Result<(), WireError> {
    match command {
        Command::Text(text) => clean(text, TEXT_CHARS_MAX, "text"),
        Command::Call { slots, .. } => valid_slots(slots),
        Command::Ksu(cell) if !cell.is_on_panel() => Err(WireError::OutOfRange("matrix cell")),
        Command::Inject(what) => valid_injection(*what),
        _ => Ok(()),
    }
}

/// A part that there is, and a way in which it can fail.
pub fn valid_injection(what: Injection) -> Result<(), WireError> {
    if what.can_be() {
        Ok(())
    } else {
        Err(WireError::OutOfRange("failure"))
    }
}

/// At most three slots.
pub fn valid_slots(slots: &[SlotValue]) -> Result<(), WireError> {
    if slots.len() <= SLOTS_MAX {
        Ok(())
    } else {
        Err(WireError::OutOfRange("slots"))
    }
}
