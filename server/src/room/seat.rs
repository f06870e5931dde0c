//! One seat of a room: who holds it, the acts that wait for their tick, the grants of lockstep, the
//! sticks, and the events kept for a crew that comes back. It knows neither world nor partner.

use std::collections::VecDeque;

use handshake_shared::limits::{
    ASKS_A_SECOND_MAX, COMMANDS, COMMANDS_PENDING_MAX, EVENTS_KEPT_MAX, GRANT_TICKS_MAX,
    GRANTS_AHEAD_MAX, SEAT_HOLD_S, TEXTS,
};
use handshake_shared::session::{Coming, Standing};
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::{Command, HelpLevel, Stick};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::view::View;
use handshake_shared::wire::Token;
use handshake_shared::wire::client::StickDatagram;
use handshake_shared::wire::server::{CrewCard, SeatStatus, ServerMessage};
use handshake_shared::wire::snapshot::Heard;

use super::ProtocolFault;
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
}

impl Ask {
    /// How many there are.
    const COUNT: usize = Ask::Sit as usize + 1;
}

/// One act and its number.
pub(super) type Act = (u32, Command);

/// Input of a seat up to one tick.
#[derive(Debug)]
struct Grant {
    through: Tick,
    hold: Standing,
    acts: Vec<Act>,
}

#[derive(Debug)]
struct Holder {
    name: String,
    token: Token,
    connected: bool,
}

/// One seat.
#[derive(Debug, Default)]
pub(super) struct SeatSlot {
    holder: Option<Holder>,
    ready: bool,
    /// Help level it will begin with, as it said.
    help: Option<HelpLevel>,
    /// Round trip of its connection as last told, ms.
    link_ms: Option<u16>,
    /// How long the seat is still held for a crew that is away, s.
    hold_left_s: u16,
    received: u32,
    /// The last act that took effect, and when.
    applied: Option<(u32, Tick)>,
    acts: VecDeque<Act>,
    too_many: Vec<u32>,
    /// What of the rates of acts and of texts is used up, in mission time.
    commands: Used,
    texts: Used,
    /// Asks of this second, by kind; and whether it was told that they are too many.
    asks: [u8; Ask::COUNT],
    told_off: bool,
    /// Messages that were not taken since this was asked last.
    dropped: u64,
    /// What the room itself has this craft do at the next tick.
    order: Option<Command>,
    coming: Coming,
    hold: Standing,
    grants: VecDeque<Grant>,
    granted: Tick,
    events: VecDeque<(u32, Tick, Event)>,
    event_count: u32,
    /// The last view sent and the beat it went in, to tell whether there is news.
    pub(super) shown: Option<(u32, View)>,
}

impl SeatSlot {
    pub(super) fn sit_down(&mut self, name: String, token: Token, now: Tick) {
        let holder = Some(Holder {
            name,
            token,
            connected: true,
        });
        *self = SeatSlot {
            holder,
            granted: now,
            ..SeatSlot::default()
        };
    }

    pub(super) fn come_back(&mut self) {
        if let Some(holder) = &mut self.holder {
            holder.connected = true;
        }
        (self.coming, self.hold) = (Coming::default(), Standing::default());
        self.shown = None;
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

    pub(super) fn give_up(&mut self) {
        *self = SeatSlot {
            hold_left_s: SEAT_HOLD_S,
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

    pub(super) fn token(&self) -> Option<Token> {
        self.holder.as_ref().map(|holder| holder.token)
    }

    pub(super) fn received(&self) -> u32 {
        self.received
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
        if seq <= self.received {
            return Ok(false);
        }
        if seq != self.received + 1 {
            return Err(ProtocolFault);
        }
        self.received = seq;
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
        if fits && self.acts.len() < COMMANDS_PENDING_MAX {
            self.acts.push_back((seq, command));
            return Ok(());
        }
        self.dropped += 1;
        if self.too_many.len() < COMMANDS_PENDING_MAX {
            self.too_many.push(seq);
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
        let fits = through > self.granted && through.0 - self.granted.0 <= GRANT_TICKS_MAX;
        if !fits || self.grants.len() >= GRANTS_AHEAD_MAX {
            return Err(ProtocolFault);
        }
        let acts = self.acts.drain(..).collect();
        self.grants.push_back(Grant {
            through,
            hold: Standing::of(stick, left),
            acts,
        });
        self.granted = through;
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
        self.acts.clear();
        self.too_many.clear();
        (self.commands, self.texts) = (Used::default(), Used::default());
        self.order = None;
        self.grants.clear();
        self.granted = Tick(0);
        self.let_go();
        self.shown = None;
    }

    /// Real time: what stands at this tick.
    pub(super) fn input_now(&mut self, now: Tick) -> (Stick, Vec<Act>) {
        self.coming.do_due(now, &mut self.hold);
        (self.hold.next_tick(), self.acts.drain(..).collect())
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
        self.order = order;
    }

    /// What the room has this craft do at this tick.
    pub(super) fn take_order(&mut self) -> Option<Command> {
        self.order.take()
    }

    /// A hand is on the controllers.
    pub(super) fn steers(&self) -> bool {
        self.hold.is_deflected() || self.coming.steers()
    }

    /// Lockstep: whether this seat's input for the next tick has come.
    pub(super) fn has_granted(&self) -> bool {
        !self.grants.is_empty()
    }

    /// Lockstep: the input of the next tick; its acts stand at the first tick of their grant.
    pub(super) fn input_granted(&mut self) -> (Stick, Vec<Act>) {
        match self.grants.front_mut() {
            Some(grant) => (grant.hold.next_tick(), std::mem::take(&mut grant.acts)),
            None => (Stick::NEUTRAL, Vec::new()),
        }
    }

    /// Lockstep: whether the tick now reached was the last of a grant.
    pub(super) fn ends_grant(&mut self, now: Tick) -> bool {
        let ends = self
            .grants
            .front()
            .is_some_and(|grant| grant.through <= now);
        if ends {
            self.grants.pop_front();
        }
        ends
    }

    /// Numbers of acts that were too many, to be told as such.
    pub(super) fn take_too_many(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.too_many)
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
