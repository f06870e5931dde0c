//! The flight of a crew that sat on somebody else's server, which has the recording: its pieces come when
//! it is over, are flown again here and written down as a server of one's own would have.

use handshake_server::recordings::{Keep, Recordings};
use handshake_server::room::Page;
use handshake_shared::replay::follow::{Follower, Strange};
use handshake_shared::replay::{Header, Recorder, record};
use handshake_shared::wire::{Flown, RoomCode};

/// A flight that is coming in.
#[derive(Debug, Default)]
pub struct Received {
    pieces: Vec<Flown>,
    /// The flight of this number of its room is written down.
    done: Option<u16>,
}

/// A flight that has come whole, or as far as it will.
#[derive(Debug)]
pub struct Whole(Vec<Flown>);

impl Received {
    /// Takes the next piece; the flight, when it was the last.
    pub fn take(&mut self, flown: Flown) -> Option<Whole> {
        let ends = matches!(flown, Flown::Ends(_) | Flown::Cut(_));
        self.keep(flown);
        ends.then(|| self.end()).flatten()
    }

    /// Takes the next piece, whatever it is.
    pub fn keep(&mut self, flown: Flown) {
        if let Flown::Begins { .. } = flown {
            self.pieces.clear();
        }
        self.pieces.push(flown);
    }

    /// Nothing more comes; what there is of a flight that is not written down yet.
    pub fn end(&mut self) -> Option<Whole> {
        let pieces = std::mem::take(&mut self.pieces);
        let Some(Flown::Begins { mission, .. }) = pieces.first() else {
            return None;
        };
        // A line that broke while it came makes the server say it again.
        let again = self.done == Some(*mission) && pieces.len() > 1;
        if again || pieces.len() == 1 {
            return None;
        }
        self.done = Some(*mission);
        Some(Whole(pieces))
    }
}

/// Flies it again: its header, and the bytes of its recording behind the header.
pub fn flown_again(Whole(pieces): Whole) -> Result<(Header, Vec<u8>), Strange> {
    let mut follower = Follower::default();
    let mut recorder = None;
    let mut bytes = Vec::new();
    for piece in pieces {
        let taken_up = matches!(piece, Flown::World(_));
        follower.take(piece)?;
        if recorder.is_none()
            && let Some(world) = follower.world()
        {
            if taken_up {
                bytes = record::taken_up(world).map_err(|_| Strange::World)?;
            }
            recorder = Some(Recorder::new(world));
        }
        let Some(recorder) = &mut recorder else {
            continue;
        };
        while follower.beat(|inputs, world, events| {
            bytes.extend(recorder.note(inputs, world, events).unwrap_or_default());
        })? {}
    }
    let (Some(recorder), Some(world), Some(header)) =
        (recorder, follower.world(), follower.header())
    else {
        return Err(Strange::Order);
    };
    bytes.extend(recorder.end(world));
    Ok((header.clone(), bytes))
}

/// Flies it again and writes it down.
pub async fn write(flight: Whole, room: RoomCode, keep: Keep) {
    let flown = tokio::task::spawn_blocking(move || flown_again(flight)).await;
    let (header, bytes) = match flown {
        Ok(Ok(flown)) => flown,
        Ok(Err(why)) => return tracing::warn!(%why, "a flight is not recorded"),
        Err(why) => return tracing::error!(%why, "a flight is not recorded"),
    };
    match Recordings::begin(keep) {
        Ok(recordings) => {
            let mut writer = recordings.writer(room);
            writer.write(vec![Page::Begin(header), Page::More(bytes), Page::End]);
            recordings.flush().await;
        }
        Err(error) => tracing::warn!(%error, "a flight is not recorded"),
    }
}
