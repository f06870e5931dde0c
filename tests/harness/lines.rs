//! Two software crews at a room over lines that break, in virtual time: both ends' own sessions and
//! the server's own room, with bytes that are on their way for so long and are lost with the line.
//! In lockstep a world does not depend on packets, so a flight over such lines is the flight flown
//! without any, to the bit, or an act was lost, doubled or late.

use std::collections::VecDeque;

use handshake::bots::{DECISION_TICKS, Given, SoftwareCrew, Temper};
use handshake_server::room::{Arrival, Letter, Post, Room, Setup};
use handshake_shared::ids::Seat;
use handshake_shared::scenario::Scenario;
use handshake_shared::session::{ClientEvent, ClientSession, ServerEvent, ServerSession, Teller};
use handshake_shared::sim::event::Event;
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::wire::codec::encode_frame;
use handshake_shared::wire::{Closing, Hello, Pace, RoomCode, Token, Version};

/// Beats that bytes are on their way: a round trip of 200 ms at sixty beats a second.
const DELAY: u32 = 6;
/// Ticks a room may step in one beat.
const TICKS_A_BEAT: u32 = 64;

/// A line that breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Whose.
    pub seat: Seat,
    /// Beats until the crew calls again.
    pub away: u32,
    /// Beats until the server knows; a crew that is back before has taken its place itself.
    pub unnoticed: u32,
    /// Pieces on their way each way that still arrive.
    pub arrive: usize,
}

/// What one crew was told, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Everything that happened.
    pub events: Vec<(Tick, Event)>,
    /// Numbers of its acts as it gave them.
    pub sent: Vec<u32>,
    /// Numbers of its acts that took effect.
    pub applied: Vec<u32>,
    /// How often it was let in.
    pub welcomes: u32,
}

/// One crew, its session, the server's end of its line, and what is on the way.
struct Line {
    client: ClientSession,
    server: Option<ServerSession>,
    snapshots: Teller,
    seated: bool,
    up: VecDeque<(u32, Vec<u8>)>,
    down: VecDeque<(u32, Piece)>,
    crew: SoftwareCrew,
    decided: Option<Tick>,
    told: Told,
    /// Beats at which it calls again, and at which the server notices.
    calls_at: Option<u32>,
    noticed_at: Option<u32>,
}

enum Piece {
    Stream(Vec<u8>),
    Datagram(Vec<u8>),
}

/// A room and two crews on their lines.
pub struct Lines {
    room: Room,
    lines: [Line; 2],
    beat: u32,
    over: bool,
}

impl Lines {
    /// Both crews call a room for this mission and are ready.
    pub fn new(scenario: &Scenario, seed: u64) -> Lines {
        let code = RoomCode::new(1975);
        let setup = Setup {
            scenario: scenario.clone(),
            seed,
            pace: Pace::Lockstep,
        };
        let lines = Seat::ALL.map(|seat| {
            let hello = Hello {
                seat: Some(seat),
                ..Hello::join(format!("{seat:?}"), code)
            };
            let client = ClientSession::new(hello, Version::current()).expect("a good hello");
            Line::new(client, seat)
        });
        Lines {
            room: Room::new(code, setup),
            lines,
            beat: 0,
            over: false,
        }
    }

    /// Breaks a line, with what is on its way.
    pub fn cut(&mut self, cut: Break) {
        let line = &mut self.lines[cut.seat.index()];
        line.up.truncate(cut.arrive);
        line.down.truncate(cut.arrive);
        line.calls_at = Some(self.beat + cut.away.max(DELAY));
        line.noticed_at = Some(self.beat + cut.unnoticed.max(DELAY));
    }

    /// A line is broken and its crew not back.
    pub fn is_away(&self, seat: Seat) -> bool {
        let line = &self.lines[seat.index()];
        line.calls_at.is_some() || !line.client.is_live()
    }

    /// One beat; false when the mission has ended and both crews know.
    pub fn step(&mut self) -> bool {
        self.beat += 1;
        for seat in Seat::ALL {
            self.break_or_mend(seat);
            self.carry_up(seat);
        }
        let mut ticks = 0;
        while ticks < TICKS_A_BEAT && self.room.advance() {
            ticks += 1;
        }
        for letter in self.room.drain() {
            self.post(letter);
        }
        for seat in Seat::ALL {
            self.carry_down(seat);
        }
        !self.over
    }

    /// The newest view a crew has.
    pub fn digest(&self) -> Option<(Tick, u64)> {
        self.room.digest()
    }

    /// Why the room has closed, if it has.
    pub fn closing(&self) -> Option<Closing> {
        self.room.closing()
    }

    /// What a crew was told so far.
    pub fn told(&self, seat: Seat) -> &Told {
        &self.lines[seat.index()].told
    }

    fn break_or_mend(&mut self, seat: Seat) {
        let line = &mut self.lines[seat.index()];
        if line.noticed_at.is_some_and(|at| at <= self.beat) {
            line.noticed_at = None;
            line.server = None;
            line.seated = false;
            self.room.lost(seat);
        }
        let line = &mut self.lines[seat.index()];
        if line.calls_at.is_some_and(|at| at <= self.beat) {
            line.calls_at = None;
            // What was left of the old line has arrived or never will.
            line.noticed_at = None;
            line.up.clear();
            line.down.clear();
            line.client.open().expect("a good hello");
            line.server = Some(ServerSession::new(Version::current()));
            line.snapshots = Teller::default();
            line.seated = false;
            let opening = Version::current().to_opening().to_vec();
            line.down
                .push_back((self.beat + DELAY, Piece::Stream(opening)));
        }
    }

    /// The crew's bytes go out, and those that are due reach the room.
    fn carry_up(&mut self, seat: Seat) {
        let line = &mut self.lines[seat.index()];
        let broken = line.calls_at.is_some();
        while let Some(bytes) = line.client.poll_stream() {
            if !broken {
                line.up.push_back((self.beat + DELAY, bytes));
            }
        }
        while let Some((_, bytes)) = line.up.pop_front_if(|(due, _)| *due <= self.beat) {
            if let Some(server) = &mut line.server {
                server.on_stream(&bytes);
            }
        }
        loop {
            let line = &mut self.lines[seat.index()];
            let Some(server) = &mut line.server else {
                return;
            };
            match server.poll_event().expect("our own client is well-formed") {
                Some(ServerEvent::Hello(hello)) => self.seat(seat, hello),
                Some(ServerEvent::Message(message)) if line.seated => {
                    self.room.receive(seat, message).expect("in order");
                }
                Some(other) => panic!("{other:?}"),
                None => return,
            }
        }
    }

    fn seat(&mut self, seat: Seat, hello: Hello) {
        let arrival = Arrival {
            name: hello.name,
            seat: hello.seat,
            token: hello.token,
            heard: hello.heard,
            fresh: Token([0x40 + seat.index() as u8; 16]),
        };
        assert_eq!(self.room.join(arrival), Ok(seat));
        self.lines[seat.index()].seated = true;
    }

    fn post(&mut self, Letter { to, post }: Letter) {
        let line = &mut self.lines[to.index()];
        let piece = match post {
            Post::Message(message) => Piece::Stream(encode_frame(&message).expect("encodes")),
            Post::Snapshot(snapshot) => {
                Piece::Datagram(line.snapshots.tell(&snapshot).expect("encodes"))
            }
        };
        // A line that broke unnoticed swallows what is said on it.
        if line.seated && line.noticed_at.is_none() {
            line.down.push_back((self.beat + DELAY, piece));
        }
    }

    fn carry_down(&mut self, seat: Seat) {
        let now_ms = u64::from(self.beat) * 1_000 / 60;
        let line = &mut self.lines[seat.index()];
        while let Some((_, piece)) = line.down.pop_front_if(|(due, _)| *due <= self.beat) {
            match piece {
                Piece::Stream(bytes) => line.client.on_stream(&bytes).expect("well-formed"),
                Piece::Datagram(bytes) => line.client.on_datagram(&bytes, now_ms),
            }
        }
        while let Some(event) = line.client.poll_event() {
            self.over |= line.take(event);
        }
    }
}

impl Line {
    fn new(client: ClientSession, seat: Seat) -> Line {
        Line {
            client,
            server: None,
            snapshots: Teller::default(),
            seated: false,
            up: VecDeque::new(),
            down: VecDeque::new(),
            crew: SoftwareCrew::new(seat, Temper::default()),
            decided: None,
            told: Told::default(),
            calls_at: Some(0),
            noticed_at: None,
        }
    }

    /// Takes one event as a software crew does; true when it is the end.
    fn take(&mut self, event: ClientEvent) -> bool {
        match event {
            ClientEvent::Welcome { .. } => {
                self.told.welcomes += 1;
                if self.told.welcomes == 1 {
                    self.client.ready(true).expect("seated");
                }
            }
            ClientEvent::Event { tick, event } => {
                self.crew.hear(&event);
                self.told.events.push((tick, event));
            }
            ClientEvent::View(view) => self.decide(&view),
            ClientEvent::Ack { seq, .. } => self.told.applied.push(seq),
            ClientEvent::Debrief(_) => return true,
            ClientEvent::Refused(why) => panic!("refused: {why:?}"),
            ClientEvent::Closed(why) => panic!("closed: {why:?}"),
            _ => {}
        }
        false
    }

    fn decide(&mut self, view: &View) {
        let due = |at: Tick| view.tick.0 >= at.0 + DECISION_TICKS;
        if view.plan.outcome.is_some() || !self.decided.is_none_or(due) {
            return;
        }
        self.decided = Some(view.tick);
        let decision = self.crew.decide(&Given::of(view));
        for command in decision.commands {
            let seq = self.client.command(command).expect("few acts");
            self.told.sent.push(seq);
        }
        let through = Tick(view.tick.0 + DECISION_TICKS);
        self.client
            .grant(through, decision.stick, decision.ticks)
            .expect("few grants");
    }
}
