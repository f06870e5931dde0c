//! A short leg of a mission in virtual time, everything of it from one seed: both ends' own sessions
//! and the server's own room, two crews who act, type, push and pause, lines that lose, delay, double
//! and reorder, partitions, and crews that are killed and come back. Then the lines are good, and what
//! must hold is checked. No clock is read: a failing seed fails again.

mod bug;
mod checks;
mod crew;
mod line;

use handshake_server::room::{Arrival, Letter, Post, Room, Setup};
use handshake_shared::ids::Seat;
use handshake_shared::limits::SEAT_HOLD_S;
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::scenario::Scenario;
use handshake_shared::session::{ClientSession, Corrections, Noticed, ServerEvent};
use handshake_shared::sim::input::{Command, ControlMode, Stick};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::codec::encode_frame;
use handshake_shared::wire::{Hello, Pace, RoomCode, Token, Version};

use crew::{Crew, Told};
use line::{Faults, Piece};

pub use bug::Bug;
use bug::Meddler;

/// Faults and crews' acts last so long, ms.
const LEG_MS: u64 = 10_000;
/// After that the lines are good, and the crews have so long to come back, be told and go on, ms: one
/// second of waiting for a way, the count after a pause, a round trip or two, and three seconds in which
/// the room must be seen to move.
const QUIET_MS: u64 = 8_000;
/// The end of that in which every tick has to come, ms.
const MOVES_MS: u64 = 1_000;
/// From then on each crew looks out, and what it is shown is compared with what the room shows it, ms;
/// looking costs more than all the rest.
const LOOKS_FROM_MS: u64 = LEG_MS + QUIET_MS - 2_000;
const COMPARED_FROM_MS: u64 = LEG_MS + QUIET_MS - 1_000;
/// QUIC's idle time at both ends and how often it says something by itself, ms, as
/// `handshake_server::transport` sets them.
const IDLE_MS: u64 = 5_000;
const KEEP_ALIVE_MS: u64 = 1_000;
/// How often either end listens for a silence, ms.
const LISTEN_MS: u64 = 250;
/// How often a line asks for what nobody wants, ms: no oftener than a room answers.
const ASKS_MS: u64 = 250;
/// Texts one crew sends in a leg: all of them fit its rate.
const TEXTS_MAX: u32 = 8;

/// What a leg came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leg {
    /// Tick and digest at its end.
    pub digest: Option<(Tick, u64)>,
    /// Acts that took effect, connections lost, crews killed, partitions, datagrams shown.
    pub acts: u32,
    /// Connections that were lost.
    pub lost: u32,
    /// Crews that were killed and started again.
    pub killed: u32,
    /// Crews that called again for a seat that they had been given, because the welcome was lost.
    pub unwelcomed: u32,
    /// Pauses that a crew asked for.
    pub pauses: u32,
    /// Views that were shown.
    pub views: u32,
    /// Snapshots of the last seconds that could be compared with what a crew was shown.
    pub compared: u64,
    /// How far off at most the other craft was shown then, mm.
    pub off_mm: f64,
    /// How far off its attitude against the own, thousandths of a radian.
    pub off_mrad: f64,
}

/// One leg as it runs.
struct Flight {
    draws: Stream,
    room: Room,
    crews: [Crew; 2],
    now_ms: u64,
    leg: Leg,
}

/// Flies the leg of this seed; an error is a promise that was broken.
pub fn fly(scenario: &Scenario, seed: u64, bug: Option<Bug>) -> Result<Leg, String> {
    let mut flight = Flight::new(scenario, seed, bug);
    let beats = (LEG_MS + QUIET_MS) * u64::from(TICK_RATE_HZ) / 1_000;
    let moves_from = beats - MOVES_MS * u64::from(TICK_RATE_HZ) / 1_000;
    let mut moved_from = None;
    for beat in 1..=beats {
        flight.beat(beat)?;
        if beat == moves_from {
            moved_from = flight.room.digest();
        }
    }
    flight.drain()?;
    flight.check(moved_from, (beats - moves_from) as u32)?;
    flight.leg.digest = flight.room.digest();
    Ok(flight.leg)
}

impl Leg {
    /// Takes in how far off a crew's picture was when the last snapshot came.
    fn compare(&mut self, off: Corrections, seen: &mut u64) {
        if off.count > *seen {
            self.compared += 1;
            self.off_mm = self.off_mm.max(off.place_m * 1_000.0);
            self.off_mrad = self.off_mrad.max(off.turn_rad * 1_000.0);
        }
        *seen = off.count;
    }
}

impl Flight {
    fn new(scenario: &Scenario, seed: u64, bug: Option<Bug>) -> Flight {
        let mut draws = Stream::new(seed, Subject::Start);
        let setup = Setup {
            scenario: scenario.clone(),
            seed,
            pace: Pace::RealTime,
        };
        let code = RoomCode::new(1975);
        let crews = Seat::ALL.map(|seat| {
            let hello = Hello {
                seat: Some(seat),
                fresh: Some(Token([0x40 + seat.index() as u8; 16])),
                ..Hello::join(format!("{seat:?}"), code)
            };
            let faults = Faults::draw(&mut draws, LEG_MS);
            let meddler = bug.filter(|_| seat == Seat::Soyuz).map(Meddler::new);
            Crew::new(hello, faults, meddler)
        });
        Flight {
            draws,
            room: Room::new(code, setup),
            crews,
            now_ms: 0,
            leg: Leg::default(),
        }
    }

    fn is_quiet(&self) -> bool {
        self.now_ms >= LEG_MS
    }

    fn beat(&mut self, beat: u64) -> Result<(), String> {
        self.now_ms = beat * 1_000 / u64::from(TICK_RATE_HZ);
        for seat in Seat::ALL {
            self.act(seat);
            self.call(seat);
            self.carry_up(seat)?;
            self.listen(seat);
        }
        if !self.room.count_beat() {
            self.room.advance();
        }
        if beat.is_multiple_of(u64::from(TICK_RATE_HZ)) {
            self.room.second();
        }
        self.deliver()?;
        for seat in Seat::ALL {
            self.carry_down(seat)?;
        }
        match self.room.closing() {
            Some(why) => Err(format!("the room has closed: {why:?}")),
            None => Ok(()),
        }
    }

    /// What a crew does of its own: ready at the start, then now and then an act, a text, a push, a
    /// pause and its end; and sometimes its program is killed.
    fn act(&mut self, seat: Seat) {
        let (now_ms, quiet) = (self.now_ms, self.is_quiet());
        let chance = self.draws.below(600);
        let what = self.draws.draw();
        let crew = &mut self.crews[seat.index()];
        let dead = crew.killed_for.is_some();
        if dead || !crew.client.is_live() || crew.told.view.is_none() {
            return;
        }
        if quiet {
            if crew.told.standing && now_ms.is_multiple_of(500) {
                // Whoever still stands goes on.
                let _ = crew.client.pause(false);
            }
            return;
        }
        match chance {
            0..8 if crew.texts < TEXTS_MAX => {
                crew.texts += 1;
                let text = format!("{seat:?} {}", crew.texts);
                crew.command(Command::Text(text));
            }
            8..14 => {
                let holds = ControlMode::hold_of(seat);
                let mode = if what.is_multiple_of(2) {
                    holds
                } else {
                    ControlMode::Off
                };
                crew.command(Command::Mode(mode));
            }
            14..34 => {
                let mut stick = Stick::NEUTRAL;
                stick.turn[(what % 3) as usize] = if what & 8 == 0 { 60 } else { -60 };
                let ticks = 1 + (what >> 8) as u16 % 40;
                crew.client.stick(stick, ticks, now_ms);
            }
            34 => {
                // The seat may refuse it, which it tells.
                let _ = crew.client.pause(!what.is_multiple_of(3));
            }
            35 if what.is_multiple_of(3) => self.kill(seat, 200 + what % 3_000),
            _ => {}
        }
    }

    /// The program is gone and started again after a while: it has its seat's secret and nothing else.
    fn kill(&mut self, seat: Seat, for_ms: u64) {
        let now_ms = self.now_ms;
        let crew = &mut self.crews[seat.index()];
        let Some(token) = crew.client.token() else {
            return;
        };
        self.leg.killed += 1;
        crew.killed_with = crew.told.sent.last().copied().unwrap_or(crew.killed_with);
        let code = RoomCode::new(1975);
        crew.killed_for = Some(Hello {
            seat: Some(seat),
            token: Some(token),
            fresh: Some(Token([0x60 + seat.index() as u8; 16])),
            ..Hello::join(format!("{seat:?}"), code)
        });
        crew.calls_ms = Some(now_ms + for_ms);
        crew.hang_up();
    }

    /// A crew without a connection tries to get one: a round trip on a line that lets it through.
    fn call(&mut self, seat: Seat) {
        let now_ms = self.now_ms;
        let crew = &mut self.crews[seat.index()];
        let Some(at_ms) = crew.calls_ms else {
            return;
        };
        if at_ms > now_ms {
            return;
        }
        if crew.faults.is_cut(now_ms) {
            crew.calls_ms = Some(now_ms + 500 + self.draws.below(500));
            return;
        }
        if let Some(hello) = crew.killed_for.take() {
            crew.told = Told::default();
            crew.client = ClientSession::new(hello, Version::current()).expect("a good hello");
        } else {
            crew.client.open().expect("a good hello");
        }
        // The handshake's own round trip.
        let up_ms = now_ms + 2 * crew.faults.delay_ms;
        crew.begin(up_ms, &mut self.draws);
    }

    fn carry_up(&mut self, seat: Seat) -> Result<(), String> {
        let (now_ms, quiet) = (self.now_ms, self.is_quiet());
        let crew = &mut self.crews[seat.index()];
        crew.speak_up(now_ms, quiet, &mut self.draws);
        while let Some(piece) = crew.up.arrive(now_ms) {
            let Some(server) = &mut crew.server else {
                crew.say_down(Piece::Reset, now_ms, &mut self.draws);
                continue;
            };
            crew.heard_ms[1] = now_ms;
            crew.datagrams[1] += 1;
            match piece {
                Piece::Stream(bytes) => server.on_stream(&bytes),
                Piece::Datagram(bytes) => {
                    let stick = server.on_datagram(&bytes);
                    let stick = stick.map_err(|error| format!("{seat:?}: {error}"))?;
                    if let Some(stick) = stick.filter(|_| crew.seated) {
                        crew.snapshots.seen(stick.seen);
                        self.room.stick(seat, stick);
                    }
                }
                Piece::Ping | Piece::Reset => {}
            }
        }
        self.take_messages(seat)
    }

    fn take_messages(&mut self, seat: Seat) -> Result<(), String> {
        loop {
            let crew = &mut self.crews[seat.index()];
            let Some(server) = &mut crew.server else {
                return Ok(());
            };
            let event = server.poll_event();
            match event.map_err(|error| format!("{seat:?}: {error}"))? {
                Some(ServerEvent::Hello(hello)) => self.sit_down(seat, hello)?,
                Some(ServerEvent::Message(message)) if crew.seated => self
                    .room
                    .receive(seat, message)
                    .map_err(|fault| format!("{seat:?}: {fault}"))?,
                Some(other) => return Err(format!("{seat:?}: {other:?}")),
                None => return Ok(()),
            }
        }
    }

    fn sit_down(&mut self, seat: Seat, hello: Hello) -> Result<(), String> {
        let sat_before = self.crews[seat.index()].sat;
        self.leg.unwelcomed += u32::from(sat_before && hello.token.is_none());
        let arrival = Arrival {
            name: hello.name,
            seat: hello.seat,
            token: hello.token,
            heard: hello.heard,
            fresh: hello.fresh.ok_or("no secret for a new seat")?,
        };
        let sat = self.room.join(arrival);
        let crew = &mut self.crews[seat.index()];
        (crew.seated, crew.sat) = (true, true);
        if std::mem::take(&mut crew.ears[1]).is_silent() {
            self.room.heard(seat);
        }
        match sat {
            Ok(sat) if sat == seat => Ok(()),
            other => Err(format!("{seat:?} got {other:?}")),
        }
    }

    /// Each end notices a silence, and a connection on which nothing has come for QUIC's idle time.
    fn listen(&mut self, seat: Seat) {
        let now_ms = self.now_ms;
        let crew = &mut self.crews[seat.index()];
        if crew.server.is_some() && now_ms.saturating_sub(crew.heard_ms[1]) >= IDLE_MS {
            crew.server = None;
            if std::mem::take(&mut crew.seated) {
                self.leg.lost += 1;
                self.room.lost(seat);
            }
        }
        let crew = &mut self.crews[seat.index()];
        if crew.calls_ms.is_none() && now_ms.saturating_sub(crew.heard_ms[0]) >= IDLE_MS {
            crew.lose(now_ms, &mut self.draws);
        }
        if crew.seated && now_ms % LISTEN_MS < 1_000 / u64::from(TICK_RATE_HZ) {
            match crew.ears[1].listen(crew.datagrams[1], now_ms) {
                Some(Noticed::Silence(for_ms)) => self.room.silent(seat, for_ms),
                Some(Noticed::Sound) => self.room.heard(seat),
                None => {}
            }
        }
    }

    /// What the room says is noted as the truth, and goes out to whoever has a connection.
    fn deliver(&mut self) -> Result<(), String> {
        for Letter { to, post } in self.room.drain() {
            let crew = &mut self.crews[to.index()];
            crew.truth.note(&post)?;
            if !crew.seated {
                continue;
            }
            let pieces = match post {
                Post::Message(message) => {
                    let bytes = encode_frame(&message).map_err(|error| format!("{error}"))?;
                    let bytes = match &mut crew.meddler {
                        Some(meddler) => meddler.down(bytes),
                        None => vec![bytes],
                    };
                    bytes.into_iter().map(Piece::Stream).collect()
                }
                Post::Snapshot(snapshot) => {
                    let bytes = crew.snapshots.tell(&snapshot);
                    vec![Piece::Datagram(bytes.map_err(|error| format!("{error}"))?)]
                }
            };
            for piece in pieces {
                crew.say_down(piece, self.now_ms, &mut self.draws);
            }
        }
        Ok(())
    }

    fn carry_down(&mut self, seat: Seat) -> Result<(), String> {
        let (now_ms, quiet) = (self.now_ms, self.is_quiet());
        let crew = &mut self.crews[seat.index()];
        if crew.server.is_some() && now_ms.saturating_sub(crew.spoke_ms[1]) >= KEEP_ALIVE_MS {
            crew.say_down(Piece::Ping, now_ms, &mut self.draws);
        }
        while let Some(piece) = crew.down.arrive(now_ms) {
            if crew.calls_ms.is_some() {
                continue;
            }
            crew.heard_ms[0] = now_ms;
            match piece {
                Piece::Stream(bytes) => {
                    let taken = crew.client.on_stream(&bytes);
                    taken.map_err(|error| format!("{seat:?}: {error}"))?;
                }
                Piece::Datagram(bytes) if crew.meddler.as_ref().is_none_or(|m| m.shows(quiet)) => {
                    crew.client.on_datagram(&bytes, now_ms);
                    if now_ms >= COMPARED_FROM_MS {
                        self.leg
                            .compare(crew.client.corrections(), &mut crew.compared);
                    }
                }
                Piece::Reset => {
                    crew.lose(now_ms, &mut self.draws);
                    break;
                }
                Piece::Datagram(_) | Piece::Ping => {}
            }
        }
        if now_ms >= LOOKS_FROM_MS {
            crew.client.shown(now_ms);
        }
        while let Some(event) = crew.client.poll_event() {
            crew.take(event, &mut self.leg)
                .map_err(|why| format!("{seat:?}: {why}"))?;
        }
        Ok(())
    }

    /// Time stands still for the world until nothing is on its way.
    fn drain(&mut self) -> Result<(), String> {
        for _ in 0..u32::from(SEAT_HOLD_S) * TICK_RATE_HZ {
            self.now_ms += 16;
            for seat in Seat::ALL {
                let crew = &mut self.crews[seat.index()];
                crew.heard_ms = [self.now_ms; 2];
                crew.spoke_ms = [self.now_ms; 2];
                self.carry_up(seat)?;
            }
            self.deliver()?;
            for seat in Seat::ALL {
                self.carry_down(seat)?;
            }
            let done = |crew: &Crew| crew.up.is_told() && crew.down.is_empty();
            if self.crews.iter().all(done) {
                return Ok(());
            }
        }
        Err("something is on its way for ever".to_owned())
    }
}
