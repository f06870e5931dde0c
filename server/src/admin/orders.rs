//! What an operator's orders do.

use std::fmt::Write;

use handshake_shared::ids::Seat;
use handshake_shared::time::TICK_RATE_HZ;
use handshake_shared::wire::RoomCode;
use tokio::sync::oneshot;

use crate::room::{Facts, StageName};
use crate::rooms::Rooms;
use crate::tick::Inbox;

/// A line a room.
pub async fn list(rooms: &Rooms) -> String {
    let mut text = String::from("room    time      stage    apollo   soyuz    mission\n");
    for (code, room) in rooms.all() {
        let (reply, answer) = oneshot::channel();
        // A room that ends meanwhile is no longer on the list.
        if room.send(Inbox::Facts(reply)).await.is_err() {
            continue;
        }
        if let Ok(facts) = answer.await {
            // Writing into a string does not fail.
            let _ = writeln!(text, "{code}  {}", row(&facts));
        }
    }
    text
}

/// No new rooms.
pub fn drain(rooms: &Rooms) -> String {
    rooms.drain();
    tracing::info!(rooms = rooms.count(), "draining");
    format!(
        "no new rooms from now on; the server ends with the last of {}\n",
        rooms.count()
    )
}

/// Closes a room.
pub async fn close(rooms: &Rooms, code: RoomCode) -> Result<String, String> {
    let all = rooms.all();
    let room = all.iter().find(|(each, _)| *each == code);
    let (_, room) = room.ok_or_else(|| format!("no room {code} here"))?;
    let gone = format!("room {code} has just ended by itself");
    room.send(Inbox::Close).await.map_err(|_| gone)?;
    tracing::info!(room = %code, "closed by the operator");
    Ok(format!("room {code} is closed\n"))
}

fn row(facts: &Facts) -> String {
    let seconds = facts.tick.0 / TICK_RATE_HZ;
    let time = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    );
    let stage = match (facts.stage, facts.paused) {
        (StageName::Lobby, _) => "lobby",
        (StageName::Flying, false) => "flying",
        (StageName::Flying, true) => "paused",
        (StageName::Debrief, _) => "debrief",
    };
    let [apollo, soyuz] = Seat::ALL.map(|seat| match facts.crews[seat.index()] {
        None => "free",
        Some(true) => "there",
        Some(false) => "away",
    });
    format!(
        "{time}  {stage:<7}  {apollo:<7}  {soyuz:<7}  {}",
        facts.scenario
    )
}
