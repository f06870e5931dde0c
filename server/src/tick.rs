//! Runs one room: its inbox, its clock and its crews' connections. Time enters the room here and
//! nowhere else; a panic inside ends this room alone.

mod beats;
mod post;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::ids::Seat;
use handshake_shared::limits::ROOM_INBOX_MAX;
use handshake_shared::session::{Ear, Noticed};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::Watching;
use handshake_shared::wire::client::{ClientMessage, StickDatagram};
use handshake_shared::wire::codec::encode_frame;
use handshake_shared::wire::server::{Closing, NotInjected, Refused, ServerMessage};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{MissedTickBehavior, interval};

pub use beats::ServerTime;
use beats::{Due, Running, next_beats};
pub use post::Peer;

use crate::escrow::Giver;
use crate::gallery::{Gallery, Pass};
use crate::random;
use crate::recordings::Writer;
use crate::room::{Arrival, Facts, Room};
use crate::slow::Slow;
use crate::spare::Hurry;
use crate::store::Lodger;
use crate::transport;

/// Snapshots come so many times less often at most over a path that is full: five a second.
const FULL_PATH_STRETCH: u32 = 4;
/// How often it is listened for a crew that has fallen silent.
const LISTEN: Duration = Duration::from_millis(250);
/// Lockstep ticks between two looks at the other tasks.
const LOCKSTEP_SLICE_TICKS: u32 = 32;

/// Which connection of its room: one that was replaced no longer speaks for its seat, and one whose
/// crew has changed seats speaks for the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chair {
    /// Number of the connection in its room.
    serial: u64,
}

/// What reaches a room.
#[derive(Debug)]
pub enum Inbox {
    /// A crew at the door, with its connection; the answer is its chair.
    Join(Arrival, Peer, oneshot::Sender<Result<Chair, Refused>>),
    /// A seated crew's message.
    Message(Chair, ClientMessage),
    /// A seated crew's sticks, and what it has seen.
    Stick(Chair, StickDatagram),
    /// A connection is gone.
    Lost(Chair),
    /// Somebody of this name wants to watch, as an instructor or not; the answer is a place in the gallery.
    Observe(String, bool, oneshot::Sender<Result<Pass, Refused>>),
    /// The observer of this number wants that to happen; the answer says whether it will.
    Inject(u64, Injection, oneshot::Sender<Result<(), NotInjected>>),
    /// The observer of this number has gone.
    ObserverGone(u64),
    /// The world's tick and digest are asked for.
    Digest(oneshot::Sender<Option<(Tick, u64)>>),
    /// An operator asks what goes on here.
    Facts(oneshot::Sender<Facts>),
    /// An operator closes this room.
    Close,
    /// The server is going down, and the room with it.
    Stop,
    /// The server is going down; the room is there again when it runs again.
    Rest,
    /// The room as a crew's copy has it, for one that was brought back and that nobody has come to yet: the
    /// newer one stands.
    Newer(Box<Room>),
}

/// A room's address.
pub type RoomSender = mpsc::Sender<Inbox>;

/// Starts a room's task, recorded where there is a writer, kept by its lodger; `on_end` is called when it
/// has ended, whatever the reason.
pub fn spawn(
    room: Room,
    time: ServerTime,
    (writer, lodger, giver): (Option<Writer>, Lodger, Option<Giver>),
    on_end: impl FnOnce() + Send + 'static,
) -> RoomSender {
    let (sender, inbox) = mpsc::channel(ROOM_INBOX_MAX);
    let shard = time.handle.clone();
    shard.spawn(async move {
        let mut runner = Runner::new(room, time);
        runner.writer = writer;
        runner.lodger = Some(lodger);
        runner.giver = giver;
        runner.run(inbox).await;
        on_end();
    });
    sender
}

struct Runner {
    room: Room,
    time: ServerTime,
    peers: [Option<(u64, Peer)>; 2],
    /// One at each peer.
    ears: [Ear; 2],
    last_serial: u64,
    /// Where the room is recorded, if it is.
    writer: Option<Writer>,
    /// Its way to the store, until it has ended.
    lodger: Option<Lodger>,
    /// Where its observers stand, and who may be one.
    gallery: Arc<Gallery>,
    watching: Watching,
    /// Its clock against the wall's.
    slow: Slow,
    /// Its way to the copies that its crews keep, where they do.
    giver: Option<Giver>,
    /// Extra ticks of the present beat.
    hurry: Hurry,
    /// The room is counted among those that hurry.
    hurries: bool,
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.count_in(false);
    }
}

impl Runner {
    fn new(room: Room, time: ServerTime) -> Runner {
        let watching = room.watching();
        Runner {
            room,
            time,
            gallery: Arc::new(Gallery::new(watching)),
            watching,
            peers: [None, None],
            ears: [Ear::default(); 2],
            last_serial: 0,
            writer: None,
            lodger: None,
            slow: Slow::default(),
            giver: None,
            hurry: Hurry::default(),
            hurries: false,
        }
    }

    async fn run(mut self, mut inbox: mpsc::Receiver<Inbox>) {
        let mut seconds = interval(Duration::from_secs(1));
        seconds.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut listen = interval(LISTEN);
        listen.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut running: Option<Running> = None;
        while self.room.closing().is_none() {
            if (self.room.runs_on_clock() || self.room.counts_down()) != running.is_some() {
                running = match running {
                    None => Some(Running::begin(&self.time)),
                    Some(_) => None,
                };
            }
            tokio::select! {
                biased;
                due = next_beats(&mut running, &self.time) => {
                    self.guard(|runner| runner.beats(due));
                }
                message = inbox.recv() => match message {
                    Some(message) => self.guard(|runner| runner.take(message)),
                    None => self.room.close(Closing::Idle),
                },
                _ = seconds.tick() => self.guard(Runner::second),
                _ = listen.tick() => self.guard(Runner::listen),
                // Other rooms and connections that are due come before this.
                () = tokio::task::yield_now(), if self.hurry.is_on() => {
                    self.guard(Runner::hurry);
                }
            }
            self.deliver();
            self.count_in(self.room.ticks_a_beat() > 1);
            while self.advance_lockstep() {
                self.deliver();
                tokio::task::yield_now().await;
            }
        }
        self.deliver();
    }

    /// The ticks of beats that are due. Of several only the last may have extra ones.
    fn beats(
        &mut self,
        Due {
            beats: due,
            given_up,
        }: Due,
    ) {
        self.slow.beats(due, given_up);
        if due > 1 {
            self.time.spare.late();
        }
        let before = self.time.now_ns();
        let mut flown = 0;
        self.time.pay_for(|| {
            for _ in 0..due {
                if !self.room.count_beat() && self.room.advance() {
                    flown += 1;
                }
            }
        });
        self.gallery.beat(flown);
        let took = Duration::from_nanos(self.time.now_ns().saturating_sub(before));
        self.time.metrics.stepped(due, took);
        let extra = self.room.ticks_a_beat() - 1;
        self.hurry = self.time.spare.beat(self.time.now_ns(), extra);
    }

    /// Tells the room which crews have fallen silent, and which are heard again.
    fn listen(&mut self) {
        let now_ms = self.time.now_ns() / 1_000_000;
        for seat in Seat::ALL {
            let Some((_, peer)) = &self.peers[seat.index()] else {
                continue;
            };
            let datagrams = peer.connection.stats().udp_rx.datagrams;
            match self.ears[seat.index()].listen(datagrams, now_ms) {
                Some(Noticed::Silence(for_ms)) => self.room.silent(seat, for_ms),
                Some(Noticed::Sound) => self.room.heard(seat),
                None => {}
            }
        }
    }

    /// A slice of the extra ticks, or none when there is no time to spare for them in this beat.
    fn hurry(&mut self) {
        let (time, room) = (&self.time, &mut self.room);
        time.spare
            .slice(&mut self.hurry, || time.now_ns(), || room.hurry());
    }

    /// Rooms that hurry share the spare time, so their number is kept.
    fn count_in(&mut self, hurries: bool) {
        if hurries != self.hurries {
            self.hurries = hurries;
            self.time.spare.hurries(hurries);
        }
    }

    /// Steps a slice of what both crews have granted; returns whether there may be more.
    fn advance_lockstep(&mut self) -> bool {
        if self.room.runs_on_clock() {
            return false;
        }
        let mut stepped = 0;
        self.guard(|runner| {
            let room = &mut runner.room;
            runner.time.pay_for(|| {
                while stepped < LOCKSTEP_SLICE_TICKS && room.advance() {
                    stepped += 1;
                }
            });
        });
        self.gallery.beat(stepped);
        stepped > 0
    }

    fn take(&mut self, message: Inbox) {
        match message {
            Inbox::Join(arrival, peer, reply) => {
                // A refusal or a crew that is gone by now needs no more than its answer.
                let _ = reply.send(self.seat(arrival, peer));
            }
            Inbox::Message(chair, message) => {
                if let Some(seat) = self.seat_of(chair) {
                    self.receive(seat, message);
                }
            }
            Inbox::Stick(chair, said) => {
                let Some(seat) = self.seat_of(chair) else {
                    return;
                };
                if let Some((_, peer)) = &mut self.peers[seat.index()] {
                    peer.snapshots.seen(said.seen);
                }
                self.room.stick(seat, said);
            }
            Inbox::Lost(chair) => {
                if let Some(seat) = self.seat_of(chair) {
                    self.peers[seat.index()] = None;
                    self.room.lost(seat);
                }
            }
            Inbox::Observe(name, instructs, reply) => {
                let pass = self.observe(name, instructs);
                let number = pass.as_ref().ok().map(|pass| pass.number);
                if reply.send(pass).is_err()
                    && let Some(number) = number
                {
                    self.room.observer_gone(number);
                }
            }
            Inbox::ObserverGone(number) => self.room.observer_gone(number),
            Inbox::Inject(number, what, reply) => {
                let answer = self.room.inject(number, what);
                if answer.is_ok() {
                    tracing::info!(room = %self.room.code(), what = what.key(), "an instructor has something happen");
                }
                // An instructor who is gone by now sees it when he is back.
                let _ = reply.send(answer);
            }
            Inbox::Digest(reply) => {
                let _ = reply.send(self.room.digest());
            }
            Inbox::Facts(reply) => {
                let _ = reply.send(self.room.facts());
            }
            Inbox::Close => self.room.close(Closing::Operator),
            Inbox::Stop => self.room.close(Closing::ServerStopping),
            Inbox::Rest => self.room.close(Closing::Kept),
            Inbox::Newer(mut room) => {
                if self.last_serial == 0 && room.mark() > self.room.mark() {
                    if self.writer.is_some() {
                        room.record_on();
                    }
                    self.room = *room;
                }
            }
        }
    }

    fn observe(&mut self, name: String, instructs: bool) -> Result<Pass, Refused> {
        let number = self.room.observe(name, instructs)?;
        Ok(Pass {
            number,
            instructs,
            delay_s: self.watching.delay_s().unwrap_or_default(),
            gallery: Arc::clone(&self.gallery),
        })
    }

    fn seat(&mut self, arrival: Arrival, peer: Peer) -> Result<Chair, Refused> {
        let seat = self.room.join(arrival)?;
        if self.peers[seat.index()].is_some() {
            self.farewell(seat, Closing::Replaced);
        }
        if std::mem::take(&mut self.ears[seat.index()]).is_silent() {
            self.room.heard(seat);
        }
        self.last_serial += 1;
        self.peers[seat.index()] = Some((self.last_serial, peer));
        Ok(Chair {
            serial: self.last_serial,
        })
    }

    /// Takes a seated crew's message; a crew that changes seats takes its connection with it.
    fn receive(&mut self, seat: Seat, message: ClientMessage) {
        let left = message == ClientMessage::Leave;
        if message == ClientMessage::Relieve {
            return self.room.relieve(seat, random::token());
        }
        if left && self.room.is_flying() {
            // What an observer may see is no secret to a crew that flies no more.
            self.hand_flight(seat, false);
        }
        if message == ClientMessage::WantsFlight
            && let Some((_, peer)) = &mut self.peers[seat.index()]
        {
            peer.wants_flight = true;
            if self.room.is_in_debrief() {
                self.hand_flight(seat, true);
            }
        }
        if self.room.receive(seat, message).is_err() {
            self.dismiss(seat, Closing::Protocol);
        } else if left {
            self.deliver();
            self.peers[seat.index()] = None;
        }
        if self.room.take_moved() {
            self.peers.swap(0, 1);
        }
    }

    /// A second on the wall has passed.
    fn second(&mut self) {
        let link_ms = |peer: &Option<(u64, Peer)>| {
            let rtt = peer.as_ref()?.1.connection.rtt();
            Some(rtt.as_millis().try_into().unwrap_or(u16::MAX))
        };
        self.room.links(self.peers.each_ref().map(link_ms));
        let shed = self.time.shed();
        for seat in Seat::ALL {
            let peer = self.peers[seat.index()].as_ref();
            let full = peer.is_some_and(|(_, peer)| transport::is_full(&peer.connection));
            let stretch = if full { FULL_PATH_STRETCH } else { 1 };
            self.room.stretch_news(seat, stretch.max(shed.stretch()));
        }
        if let Some(percent) = self.slow.second() {
            self.room.runs_at(percent);
            if let Some(percent) = percent {
                tracing::warn!(percent, "a flight runs slower than real time");
                self.time.metrics.slowed();
            }
        }
        self.room.second();
        if self.room.is_in_debrief() {
            // No beat comes any more, and the last seconds are still to be told.
            self.gallery.beat(TICK_RATE_HZ);
        }
        self.give();
        match self.room.take_dropped() {
            0 => {}
            count => self.time.metrics.dropped("message", count),
        }
    }

    /// The seat a connection speaks for now.
    fn seat_of(&self, chair: Chair) -> Option<Seat> {
        let speaks = |seat: &Seat| {
            let peer = &self.peers[seat.index()];
            peer.as_ref()
                .is_some_and(|(serial, _)| *serial == chair.serial)
        };
        Seat::ALL.into_iter().find(speaks)
    }

    /// Ends the connection of a seat; the seat is held as if the connection had been lost.
    fn dismiss(&mut self, seat: Seat, why: Closing) {
        self.farewell(seat, why);
        self.room.lost(seat);
    }

    fn farewell(&mut self, seat: Seat, why: Closing) {
        if let Some((_, peer)) = self.peers[seat.index()].take()
            && let Ok(frame) = encode_frame(&ServerMessage::Closing(why))
        {
            // A crew that does not read is closed without the word.
            let _ = peer.frames.try_send(frame);
        }
    }

    /// A bug in the room must not reach the others: it ends here, and the crews are told.
    fn guard(&mut self, act: impl FnOnce(&mut Runner)) {
        if catch_unwind(AssertUnwindSafe(|| act(self))).is_err() {
            tracing::error!("a room panicked and is closed");
            self.time.metrics.room_fault();
            self.room.close(Closing::RoomFault);
        }
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::replay::Replay;
    use handshake_shared::replay::record::opening;
    use handshake_shared::scenario;
    use handshake_shared::wire::{Pace, RoomCode, Token};

    use tokio::runtime::Handle;

    use super::*;
    use crate::metrics::Metrics;
    use crate::room::{Letter, Page, Post, Setup};

    /// A room that is recorded and flies.
    fn flying() -> Room {
        let scenario = scenario::load("final-approach").expect("ships");
        let (seed, pace) = (1, Pace::RealTime);
        let setup = Setup {
            scenario,
            seed,
            pace,
        };
        let mut room = Room::new(RoomCode::new(1), setup);
        let mut shipped = scenario::shipped().iter();
        let source = shipped.find(|(name, _)| *name == "final-approach");
        room.record(source.expect("ships").1.to_owned());
        for seat in Seat::ALL {
            let arrival = Arrival {
                name: "crew".to_owned(),
                seat: Some(seat),
                token: None,
                heard: 0,
                fresh: Token([seat as u8; 16]),
            };
            room.join(arrival).expect("a free seat");
        }
        for seat in Seat::ALL {
            let ready = room.receive(seat, ClientMessage::Ready(true));
            ready.expect("well-formed");
        }
        room
    }

    const ONE: Due = Due {
        beats: 1,
        given_up: 0,
    };

    fn time(metrics: &Metrics) -> ServerTime {
        let times = ServerTime::begin(metrics.clone(), vec![Handle::current()]);
        times.expect("a thread").swap_remove(0)
    }

    #[tokio::test]
    async fn both_crews_are_told_that_the_clock_runs_slow_and_a_late_tick_tells_them_nothing() {
        let metrics = Metrics::default();
        let mut runner = Runner::new(flying(), time(&metrics));
        let mut told = Vec::new();
        // By seconds: a hiccup, the machine at half speed, in time again.
        for given_up in [20, 0, 30, 30, 30, 0, 0, 0, 0] {
            runner.beats(Due {
                beats: 60 - given_up,
                given_up,
            });
            runner.second();
            told.push(Vec::new());
            for Letter { to, post } in runner.room.drain() {
                if let Post::Message(ServerMessage::Slow(percent)) = post {
                    told.last_mut().expect("one").push((to, percent));
                }
            }
        }
        let both = |percent| Seat::ALL.map(|seat| (seat, percent)).to_vec();
        let mut right = vec![Vec::new(); 9];
        right[3] = both(Some(50));
        right[7] = both(None);
        assert_eq!(told, right);
        assert!(metrics.text().contains("handshake_flights_slowed_total 1"));
    }

    #[tokio::test]
    async fn a_panic_in_a_room_closes_it_tells_its_crews_saves_its_log_and_goes_no_further() {
        let metrics = Metrics::default();
        let mut runner = Runner::new(flying(), time(&metrics));
        let mut log = runner.room.drain_pages();
        for _ in 0..150 {
            runner.guard(|runner| runner.beats(ONE));
            log.extend(runner.room.drain_pages());
        }
        runner.room.drain();
        runner.guard(|runner| {
            runner.room.advance();
            panic!("a bug in the room")
        });
        assert_eq!(runner.room.closing(), Some(Closing::RoomFault));
        let letters = runner.room.drain();
        for seat in Seat::ALL {
            let post = Post::Message(ServerMessage::Closing(Closing::RoomFault));
            let told = Letter { to: seat, post };
            assert!(letters.contains(&told), "{seat:?}");
        }
        log.extend(runner.room.drain_pages());
        assert_eq!(log.last(), Some(&Page::End));
        let bytes = log.into_iter().flat_map(|page| match page {
            Page::Begin(header) => opening(&header).expect("short"),
            Page::More(bytes) => bytes,
            Page::End => Vec::new(),
        });
        let replay = Replay::read(&bytes.collect::<Vec<u8>>()).expect("reads");
        assert_eq!(replay.last_tick(), Tick(120), "every whole second");
        assert!(metrics.text().contains("handshake_room_faults_total 1"));
        let (_sender, inbox) = mpsc::channel(1);
        runner.run(inbox).await;
    }
}
