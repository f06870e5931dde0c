//! One seat of a room: who holds it, the acts that wait for their tick, the grants of lockstep, the
//! sticks, and the events kept for a crew that comes back. It knows neither world nor partner.

use std::collections::VecDeque;

use handshake_shared::limits::{
    ASKS_A_SECOND_MAX, COMMANDS, COMMANDS_PENDING_MAX, EVENTS_KEPT_MAX, GRANT_TICKS_MAX,
    GRANTS_AHEAD_MAX, RELIEF_AFTER_S, SEAT_HOLD_S, TEXTS,
};
use handshake_shared::session::{Coming, Standing};
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::{Command, HelpLevel, Stick};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::Token;
use handshake_shared::wire::client::StickDatagram;
use handshake_shared::wire::server::{CrewCard, SeatStatus, ServerMessage};
use handshake_shared::wire::snapshot::Heard;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ProtocolFault;
use super::news::News;
use crate::rate::Used;

/// A round trip is told anew when it differs by this and an eighth, ms: below that it flickers.
const LINK_CHANGE_MS: u16 = 3;

/// What a crew asks of the room itself, not of its craft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Ready,
    Again,
    Pace,
    Pause,
    Help,
    Sit,
    Relieve,
    Watching,
    Instruct,
}

impl Ask {
    /// How many there are.
    const COUNT: usize = Ask::Instruct as usize + 1;
}

/// One act and its number.
pub(super) type Act = (u32, Command);

/// Input of a seat up to one tick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Grant {
    through: Tick,
    hold: Standing,
    pub(super) acts: Vec<Act>,
}

/// Who holds a seat. The secret itself is in no record: it is known by its hash until its crew shows it
/// again.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Holder {
    name: String,
    hash: [u8; 32],
    #[serde(skip)]
    token: Option<Token>,
    #[serde(skip)]
    connected: bool,
}

/// A crew that was dropped and whose seat software has meanwhile: what it needs to go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Away {
    holder: Holder,
    received: u32,
    applied: Option<(u32, Tick)>,
    /// Since when software flies.
    since: Tick,
}

/// Who has taken a seat up by a secret.
pub(super) enum Came {
    /// The crew that had it.
    Back,
    /// A software crew, for the one that was dropped.
    Relief,
    /// The dropped crew, from software that had flown since then.
    Relieved(Tick),
}

/// What came from a crew and has not come to its tick yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// Number of the last act that came.
    pub(super) received: u32,
    pub(super) acts: VecDeque<Act>,
    pub(super) too_many: Vec<u32>,
    /// What the room itself has this craft do at the next tick.
    order: Option<Command>,
    pub(super) grants: VecDeque<Grant>,
    granted: Tick,
}

/// One seat. What is skipped belongs to a connection, not to the seat.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SeatSlot {
    holder: Option<Holder>,
    /// The crew whose seat it is, while software has it.
    away: Option<Box<Away>>,
    /// What the secret is known by that lets a software crew in.
    relief: Option<[u8; 32]>,
    ready: bool,
    /// Help level it will begin with, as it said.
    help: Option<HelpLevel>,
    /// Round trip of its connection as last told, ms.
    #[serde(skip)]
    link_ms: Option<u16>,
    /// How long the seat is still held for a crew that is away, s.
    hold_left_s: u16,
    waiting: Waiting,
    /// The last act that took effect, and when.
    applied: Option<(u32, Tick)>,
    /// What of the rates of acts and of texts is used up, in mission time.
    #[serde(skip)]
    commands: Used,
    #[serde(skip)]
    texts: Used,
    /// Asks of this second, by kind; and whether it was told that they are too many.
    #[serde(skip)]
    asks: [u8; Ask::COUNT],
    #[serde(skip)]
    told_off: bool,
    /// Messages that were not taken since this was asked last.
    #[serde(skip)]
    dropped: u64,
    #[serde(skip)]
    coming: Coming,
    #[serde(skip)]
    hold: Standing,
    events: VecDeque<(u32, Tick, Event)>,
    event_count: u32,
    /// Snapshots come so many times less often at most.
    pub(super) stretch: u32,
    /// What this crew was told last, to tell whether there is news.
    #[serde(skip)]
    pub(super) news: News,
}

impl SeatSlot {
    pub(super) fn sit_down(&mut self, name: String, token: Token, now: Tick) {
        let waiting = Waiting {
            granted: now,
            ..Waiting::default()
        };
        // Whoever takes a seat in flight hears what was said to it.
        *self = SeatSlot {
            holder: Some(Holder::connected(name, token)),
            waiting,
            events: std::mem::take(&mut self.events),
            event_count: self.event_count,
            ..SeatSlot::default()
        };
    }

    /// Somebody is there with a secret that is good for this seat.
    pub(super) fn take_up(&mut self, token: Token, name: String, now: Tick) -> Came {
        let came = self.change_crews(token, name, now);
        if let Some(holder) = &mut self.holder {
            holder.token = Some(token);
            holder.connected = true;
        }
        (self.coming, self.hold) = (Coming::default(), Standing::default());
        self.news.forget();
        came
    }

    /// The crew that had the seat gives way to the one whose secret this is, if that is another.
    fn change_crews(&mut self, token: Token, name: String, now: Tick) -> Came {
        let hash = hash(&token);
        if self.relief.take_if(|relief| *relief == hash).is_some() {
            let applied = self.applied.take();
            let received = self.waiting.received;
            if let (Some(holder), None) = (self.holder.take(), &self.away) {
                self.away = Some(Box::new(Away {
                    holder,
                    received,
                    applied,
                    since: now,
                }));
            }
            self.holder = Some(Holder::connected(name, token));
            self.begin_numbers(0, now);
            return Came::Relief;
        }
        let is_theirs = |away: &mut Box<Away>| away.holder.hash == hash;
        let Some(away) = self.away.take_if(is_theirs) else {
            return Came::Back;
        };
        self.take_back(*away, now)
    }

    /// The seat is its own crew's again.
    fn take_back(&mut self, away: Away, now: Tick) -> Came {
        self.relief = None;
        self.holder = Some(away.holder);
        self.begin_numbers(away.received, now);
        self.applied = away.applied;
        Came::Relieved(away.since)
    }

    /// Acts of another crew have numbers of their own. What the one before had sent and no tick had taken,
    /// a tick's worth at most, was for a moment that has gone.
    fn begin_numbers(&mut self, received: u32, now: Tick) {
        self.dropped += self.waiting.acts.len() as u64;
        self.waiting = Waiting {
            received,
            granted: now,
            ..Waiting::default()
        };
    }

    /// Software flies this seat for a crew that was dropped.
    pub(super) fn is_relieved(&self) -> bool {
        self.away.is_some()
    }

    /// Nobody has been there for so long that software may stand in.
    pub(super) fn may_be_relieved(&self) -> bool {
        let away_s = SEAT_HOLD_S.saturating_sub(self.hold_left_s);
        !self.is_connected() && (!self.is_held() || away_s >= RELIEF_AFTER_S)
    }

    /// A software crew may sit down by this secret.
    pub(super) fn expect_relief(&mut self, token: &Token) {
        self.relief = Some(hash(token));
    }

    /// Holds the seat for so long, s; returns whether anybody went.
    pub(super) fn go_away(&mut self, hold_s: u16) -> bool {
        let Some(holder) = self.holder.as_mut().filter(|holder| holder.connected) else {
            return false;
        };
        holder.connected = false;
        self.ready = false;
        self.let_go();
        self.hold_left_s = hold_s;
        true
    }

    pub(super) fn give_up(&mut self, now: Tick) {
        if let Some(away) = self.away.take() {
            // Software that goes leaves the seat to the crew whose it is.
            self.take_back(*away, now);
            self.let_go();
            self.ready = false;
            self.hold_left_s = SEAT_HOLD_S;
            return;
        }
        *self = SeatSlot {
            hold_left_s: SEAT_HOLD_S,
            events: std::mem::take(&mut self.events),
            event_count: self.event_count,
            ..SeatSlot::default()
        };
    }

    /// Returns whether the seat was held for somebody and is so no longer.
    pub(super) fn wait_a_second(&mut self) -> bool {
        self.asks = Default::default();
        self.told_off = false;
        if self.is_connected() || self.hold_left_s == 0 {
            return false;
        }
        self.hold_left_s -= 1;
        if self.hold_left_s == 0 {
            *self = SeatSlot::default();
            return true;
        }
        false
    }

    pub(super) fn is_held(&self) -> bool {
        self.holder.is_some()
    }

    pub(super) fn is_connected(&self) -> bool {
        self.holder.as_ref().is_some_and(|holder| holder.connected)
    }

    pub(super) fn hold_left_s(&self) -> u16 {
        self.hold_left_s
    }

    /// The secret of the crew that sits here.
    pub(super) fn token(&self) -> Option<Token> {
        self.holder.as_ref().and_then(|holder| holder.token)
    }

    /// Whether this secret holds the seat. Hashes are compared: how long that takes tells nothing of the
    /// secret.
    pub(super) fn is_held_by(&self, token: &Token) -> bool {
        let hash = hash(token);
        let away = self.away.as_ref().map(|away| away.holder.hash);
        let holder = self.holder.as_ref().map(|holder| holder.hash);
        [holder, away, self.relief].contains(&Some(hash))
    }

    /// The seat comes out of a record: a crew that holds it may come back for so long, s.
    pub(super) fn wait_for_crew(&mut self, hold_s: u16) {
        self.ready = false;
        self.hold_left_s = if self.is_held() { hold_s } else { 0 };
    }

    pub(super) fn name_mut(&mut self) -> Option<&mut String> {
        self.holder.as_mut().map(|holder| &mut holder.name)
    }

    pub(super) fn waiting(&self) -> Waiting {
        self.waiting.clone()
    }

    pub(super) fn waiting_mut(&mut self) -> &mut Waiting {
        &mut self.waiting
    }

    pub(super) fn set_waiting(&mut self, waiting: Waiting) {
        self.waiting = waiting;
    }

    pub(super) fn event_count(&self) -> u32 {
        self.event_count
    }

    pub(super) fn events_kept(&self) -> usize {
        self.events.len()
    }

    pub(super) fn received(&self) -> u32 {
        self.waiting.received
    }

    pub(super) fn set_ready(&mut self, ready: bool) {
        self.ready = ready;
    }

    pub(super) fn set_help(&mut self, level: HelpLevel) {
        self.help = Some(level);
    }

    /// Returns whether the eye would see the change.
    pub(super) fn set_link(&mut self, link_ms: Option<u16>) -> bool {
        let news = match (self.link_ms, link_ms) {
            (Some(told), Some(now)) => told.abs_diff(now) > LINK_CHANGE_MS + told / 8,
            (told, now) => told.is_some() != now.is_some(),
        };
        if news {
            self.link_ms = link_ms;
        }
        news
    }

    pub(super) fn card(&self) -> CrewCard {
        CrewCard {
            help: self.help,
            link_ms: self.link_ms.filter(|_| self.is_connected()),
        }
    }

    pub(super) fn is_ready(&self) -> bool {
        self.ready && self.is_connected()
    }

    pub(super) fn status(&self) -> SeatStatus {
        SeatStatus {
            name: self.holder.as_ref().map(|holder| holder.name.clone()),
            connected: self.is_connected(),
            ready: self.ready,
        }
    }

    /// Each number once and in order: a repeat is ignored, a gap cannot be.
    fn is_new(&mut self, seq: u32) -> Result<bool, ProtocolFault> {
        if seq <= self.waiting.received {
            return Ok(false);
        }
        if seq != self.waiting.received + 1 {
            return Err(ProtocolFault);
        }
        self.waiting.received = seq;
        Ok(true)
    }

    /// An act, at this time of the mission; on the ground it has no effect and so no rate.
    pub(super) fn take_command(
        &mut self,
        seq: u32,
        command: Command,
        flown: Option<Tick>,
    ) -> Result<(), ProtocolFault> {
        if !self.is_new(seq)? {
            return Ok(());
        }
        let fits = flown.is_none_or(|now| self.is_in_time(&command, now));
        if fits && self.waiting.acts.len() < COMMANDS_PENDING_MAX {
            self.waiting.acts.push_back((seq, command));
            return Ok(());
        }
        self.dropped += 1;
        if self.waiting.too_many.len() < COMMANDS_PENDING_MAX {
            self.waiting.too_many.push(seq);
        } else {
            return Err(ProtocolFault);
        }
        Ok(())
    }

    /// Whether this act still fits its rate.
    fn is_in_time(&mut self, command: &Command, now: Tick) -> bool {
        let now_ms = u64::from(now.0) * 1_000 / u64::from(TICK_RATE_HZ);
        match command {
            Command::Text(_) => self.texts.take(TEXTS, now_ms).is_ok(),
            _ => self.commands.take(COMMANDS, now_ms).is_ok(),
        }
    }

    /// Whether this ask still fits its second.
    pub(super) fn may_ask(&mut self, ask: Ask) -> bool {
        let asked = &mut self.asks[ask as usize];
        *asked = asked.saturating_add(1);
        let fits = *asked <= ASKS_A_SECOND_MAX;
        self.dropped += u64::from(!fits);
        fits
    }

    /// Whether it has still to be told, this second, that it asks too often.
    pub(super) fn tell_off(&mut self) -> bool {
        !std::mem::replace(&mut self.told_off, true)
    }

    /// Messages that were not taken since this was asked last.
    pub(super) fn take_dropped(&mut self) -> u64 {
        std::mem::take(&mut self.dropped)
    }

    pub(super) fn take_grant(
        &mut self,
        seq: u32,
        through: Tick,
        (stick, left): (Stick, u16),
        flying: bool,
    ) -> Result<(), ProtocolFault> {
        if !self.is_new(seq)? || !flying {
            return Ok(());
        }
        let fits =
            through > self.waiting.granted && through.0 - self.waiting.granted.0 <= GRANT_TICKS_MAX;
        if !fits || self.waiting.grants.len() >= GRANTS_AHEAD_MAX {
            return Err(ProtocolFault);
        }
        let acts = self.waiting.acts.drain(..).collect();
        self.waiting.grants.push_back(Grant {
            through,
            hold: Standing::of(stick, left),
            acts,
        });
        self.waiting.granted = through;
        Ok(())
    }

    /// Movements wait for their tick; copies and older ones fall.
    pub(super) fn take_sticks(&mut self, said: &StickDatagram, now: Tick) {
        self.coming.take(said, now);
    }

    /// How this crew's sticks are heard in a view of this tick.
    pub(super) fn heard(&self, now: Tick) -> Heard {
        self.coming.heard(now)
    }

    /// A mission begins: nothing of the last one remains but the numbers.
    pub(super) fn begin(&mut self) {
        self.ready = false;
        self.events.clear();
        self.waiting.acts.clear();
        self.waiting.too_many.clear();
        (self.commands, self.texts) = (Used::default(), Used::default());
        self.waiting.order = None;
        self.waiting.grants.clear();
        self.waiting.granted = Tick(0);
        self.let_go();
        self.news.forget();
    }

    /// Real time: what stands at this tick.
    pub(super) fn input_now(&mut self, now: Tick) -> (Stick, Vec<Act>) {
        self.coming.do_due(now, &mut self.hold);
        (self.hold.next_tick(), self.waiting.acts.drain(..).collect())
    }

    /// The word that this act took effect, and everything before it.
    pub(super) fn apply(&mut self, seq: u32, tick: Tick) -> ServerMessage {
        // One refused for its rate may be told after a later one that was not.
        let last = self.applied.filter(|(last, _)| *last > seq);
        self.applied = last.or(Some((seq, tick)));
        ServerMessage::Ack { seq, tick }
    }

    /// The last such word, which may have been lost with the connection.
    pub(super) fn applied(&self) -> Option<ServerMessage> {
        let word = |(seq, tick)| ServerMessage::Ack { seq, tick };
        self.applied.map(word)
    }

    fn let_go(&mut self) {
        self.coming.let_go();
        self.hold.let_go();
    }

    /// Nobody is at the controllers: they are let go, and the craft does this.
    pub(super) fn fall_silent(&mut self, order: Option<Command>) {
        self.let_go();
        self.waiting.order = order;
    }

    /// What the room has this craft do at this tick.
    pub(super) fn take_order(&mut self) -> Option<Command> {
        self.waiting.order.take()
    }

    /// A hand is on the controllers.
    pub(super) fn steers(&self) -> bool {
        self.hold.is_deflected() || self.coming.steers()
    }

    /// Lockstep: whether this seat's input for the next tick has come.
    pub(super) fn has_granted(&self) -> bool {
        !self.waiting.grants.is_empty()
    }

    /// Lockstep: the input of the next tick; its acts stand at the first tick of their grant.
    pub(super) fn input_granted(&mut self) -> (Stick, Vec<Act>) {
        match self.waiting.grants.front_mut() {
            Some(grant) => (grant.hold.next_tick(), std::mem::take(&mut grant.acts)),
            None => (Stick::NEUTRAL, Vec::new()),
        }
    }

    /// Lockstep: whether the tick now reached was the last of a grant.
    pub(super) fn ends_grant(&mut self, now: Tick) -> bool {
        let ends = self
            .waiting
            .grants
            .front()
            .is_some_and(|grant| grant.through <= now);
        if ends {
            self.waiting.grants.pop_front();
        }
        ends
    }

    /// Numbers of acts that were too many, to be told as such.
    pub(super) fn take_too_many(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.waiting.too_many)
    }

    /// Numbers an event and keeps it for a crew that comes back.
    pub(super) fn note(&mut self, tick: Tick, event: Event) -> ServerMessage {
        self.event_count += 1;
        if self.events.len() == EVENTS_KEPT_MAX {
            self.events.pop_front();
        }
        self.events
            .push_back((self.event_count, tick, event.clone()));
        ServerMessage::Event {
            number: self.event_count,
            tick,
            event,
        }
    }

    pub(super) fn events_after(&self, heard: u32) -> Vec<ServerMessage> {
        let missed = self
            .events
            .iter()
            .filter(|(number, ..)| *number > heard)
            .cloned();
        missed
            .map(|(number, tick, event)| ServerMessage::Event {
                number,
                tick,
                event,
            })
            .collect()
    }
}

impl Holder {
    fn connected(name: String, token: Token) -> Holder {
        Holder {
            name,
            hash: hash(&token),
            token: Some(token),
            connected: true,
        }
    }
}

/// What a record knows a secret by. It is 128 random bits: nobody finds it by trying.
fn hash(token: &Token) -> [u8; 32] {
    Sha256::digest(token.0).into()
}
