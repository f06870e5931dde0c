//! A program that is killed in flight, or whose terminal is closed, with nobody to say goodbye: started
//! again it offers its seat on the start screen, and the same line leads back into it.

mod flying;

use handshake::net::{Link, NetEvent, connect};
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
use handshake_shared::wire::{Hello, Pace, PauseReason, RoomCode, ScenarioChoice};
use rustix::process::Signal;
use tokio::runtime::Runtime;
use tokio::time::timeout;

use crate::player::{DEADLINE, Player};
use crate::{ESC, SETTLED};

const SIZE: (u16, u16) = (120, 40);

async fn until<T>(crew: &mut Link, mut answer: impl FnMut(&NetEvent) -> Option<T>) -> T {
    let found = async {
        loop {
            let event = crew.next().await;
            if let Some(found) = answer(&event) {
                return found;
            }
            assert!(!matches!(event, NetEvent::Closed { .. }), "{event:?}");
        }
    };
    timeout(DEADLINE, found).await.expect("it comes")
}

/// A server with Apollo's crew in a room, ready.
async fn waiting() -> (Server, Link, RoomCode) {
    let server = Server::start(Config::local()).await.expect("a free port");
    let scenario = ScenarioChoice::Named("final-approach".to_owned());
    let hello = Hello {
        seat: Some(Seat::Apollo),
        ..Hello::create("Tom", scenario, Pace::RealTime)
    };
    let mut apollo = connect(&server.invite(None), hello)
        .await
        .expect("a new room");
    let room = until(&mut apollo, |event| match event {
        NetEvent::Welcome { room, .. } => Some(*room),
        _ => None,
    })
    .await;
    apollo.ready(true).expect("seated");
    (server, apollo, room)
}

async fn gone_and_back(apollo: &mut Link, meanwhile: impl FnOnce()) {
    let lost = PauseReason::Lost(Seat::Soyuz);
    until(apollo, |event| match event {
        NetEvent::Paused { why, .. } => (*why == lost).then_some(()),
        _ => None,
    })
    .await;
    meanwhile();
    until(apollo, |event| (*event == NetEvent::Resumed).then_some(())).await;
}

#[test]
fn a_killed_program_offers_its_seat_and_the_same_line_leads_back_into_it() {
    let runtime = Runtime::new().expect("threads");
    let (server, mut apollo, room) = runtime.block_on(waiting());
    let line = server.invite(Some(room)).to_string();
    let again = "stty sane; printf '\\033[?1049l'; echo gone; read go";
    let script = format!(
        "\"$GAME\" join '{line}'; {again}; \"$GAME\"; {again}; \"$GAME\" join '{line}'; \
         echo \"ended $?\"; echo over"
    );
    let player = Player::start("killed", SIZE, SETTLED, &script);
    player.until_text("is ready and waits for you");
    player.press("\r");
    player.until_text("CONTROL APOLLO");
    player.signal(Signal::KILL);
    player.until_text("gone");
    runtime.block_on(gone_and_back(&mut apollo, || {
        player.press("\n");
        player.until_text(&format!("Back to your seat: Final Approach, room {room}"));
        player.press("r");
    }));
    player.until_text("CONTROL APOLLO");
    player.signal(Signal::HUP);
    player.until_text("gone");
    runtime.block_on(gone_and_back(&mut apollo, || player.press("\n")));
    player.until_text("CONTROL APOLLO");
    let seats = player.home().join("data/handshake/seats");
    let kept = || std::fs::read_dir(&seats).map_or(0, Iterator::count);
    assert_eq!(kept(), 1);
    player.press(ESC);
    player.until_text("Esc again leaves");
    player.press(ESC);
    player.until_text("Together at this keyboard");
    player.press("q");
    player.until_text("ended 0");
    assert_eq!(kept(), 0, "a seat that was given up is not kept");
    player.end();
    runtime.block_on(server.stop());
}
