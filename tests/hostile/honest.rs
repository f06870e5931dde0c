//! The crews whom nobody may disturb: they fly and talk in a room of their own while the server is
//! attacked, and count everything that would be a disturbance.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use handshake::net::{Link, NetEvent, connect};
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Speech};
use handshake_shared::sim::input::Command;
use handshake_shared::wire::{Hello, Invite, Pace, RoomCode, ScenarioChoice, Token};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::strangers::PATIENCE;

/// Between two texts: below the rate at which a crew may send them.
const TALK: Duration = Duration::from_millis(1_500);

/// What one crew has come to.
#[derive(Debug, Default)]
pub struct Log {
    /// Texts it has sent, been told of as applied, and heard from the other.
    pub sent: AtomicU32,
    /// Told as applied.
    pub applied: AtomicU32,
    /// Heard from the other crew, in their order.
    pub heard: AtomicU32,
    /// Views that reached it.
    pub views: AtomicU32,
    /// The newest tick it has seen.
    pub tick: AtomicU32,
    /// The flight is at its end: what comes now is no disturbance.
    over: AtomicBool,
}

/// Two crews that fly.
pub struct Honest {
    /// What each has come to.
    pub logs: [Arc<Log>; 2],
    /// Their room.
    pub room: RoomCode,
    /// What holds the first one's seat.
    pub token: Token,
    tasks: Vec<JoinHandle<()>>,
}

impl Honest {
    /// They meet in a new room and begin.
    pub async fn fly(invite: &Invite) -> Honest {
        let scenario = ScenarioChoice::Named("final-approach".to_owned());
        let hello = Hello::create("Tom", scenario, Pace::RealTime);
        let mut first = connect(invite, hello).await.expect("a new room");
        let room = loop {
            if let NetEvent::Welcome { room, .. } = first.next().await {
                break room;
            }
        };
        let (_, token) = first.seat_key().expect("seated");
        let second = connect(invite, Hello::join("Alexei", room)).await;
        let mut crews = [first, second.expect("a free seat")];
        for crew in &mut crews {
            crew.ready(true).expect("seated");
        }
        for crew in &mut crews {
            let begun = async { while !matches!(crew.next().await, NetEvent::Started { .. }) {} };
            timeout(PATIENCE, begun).await.expect("begins");
        }
        let logs = [Arc::default(), Arc::default()];
        let tasks = crews
            .into_iter()
            .zip(Seat::ALL)
            .map(|(crew, seat)| tokio::spawn(talk(crew, seat, Arc::clone(&logs[seat.index()]))));
        Honest {
            tasks: tasks.collect(),
            logs,
            room,
            token,
        }
    }

    /// Waits until both have heard so much more from each other, and seen time pass.
    pub async fn go_on(&mut self, texts: u32) {
        let heard = |log: &Arc<Log>| log.heard.load(Ordering::Relaxed);
        let tick = |log: &Arc<Log>| log.tick.load(Ordering::Relaxed);
        let before = self.logs.each_ref().map(|log| (heard(log), tick(log)));
        let on = |logs: &[Arc<Log>; 2]| {
            logs.iter()
                .zip(before)
                .all(|(log, (h, t))| heard(log) >= h + texts && tick(log) > t)
        };
        let waiting = async {
            while !on(&self.logs) {
                tokio::time::sleep(Duration::from_millis(20)).await;
                let ended = self.tasks.iter().any(JoinHandle::is_finished);
                assert!(!ended, "an honest crew was disturbed");
            }
        };
        timeout(PATIENCE, waiting).await.expect("they go on");
    }

    /// Ends the flight of two crews that nothing has disturbed.
    pub fn end(self) {
        let disturbed = self.tasks.iter().any(JoinHandle::is_finished);
        for log in &self.logs {
            log.over.store(true, Ordering::Relaxed);
        }
        self.tasks.iter().for_each(JoinHandle::abort);
        assert!(!disturbed, "an honest crew was disturbed");
    }
}

/// Sends numbered texts and expects the other's, each once and in order, and nothing else to happen.
async fn talk(mut crew: Link, seat: Seat, log: Arc<Log>) {
    let mut talk = interval(TALK);
    talk.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        if log.over.load(Ordering::Relaxed) {
            return;
        }
        let event = tokio::select! {
            _ = talk.tick() => {
                let number = log.sent.fetch_add(1, Ordering::Relaxed) + 1;
                let text = Command::Text(number.to_string());
                crew.send(text).expect("taken");
                continue;
            }
            event = crew.next() => event,
        };
        match event {
            NetEvent::Ack { seq, .. } => {
                let applied = log.applied.fetch_add(1, Ordering::Relaxed) + 1;
                assert_eq!(seq, applied, "each once and in order");
            }
            NetEvent::Event {
                event: Event::Heard(said),
                ..
            } if said.from != seat => {
                let number = log.heard.fetch_add(1, Ordering::Relaxed) + 1;
                assert_eq!(said.speech, Speech::Text(number.to_string()));
            }
            NetEvent::View(view) => {
                log.views.fetch_add(1, Ordering::Relaxed);
                log.tick.fetch_max(view.tick.0, Ordering::Relaxed);
            }
            NetEvent::Lost
            | NetEvent::Closed { .. }
            | NetEvent::Paused { .. }
            | NetEvent::Welcome { .. }
            | NetEvent::Event {
                event: Event::Refused { .. },
                ..
            } if log.views.load(Ordering::Relaxed) > 0 => panic!("{seat:?}: {event:?}"),
            _ => {}
        }
    }
}
