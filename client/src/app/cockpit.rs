//! Keys in the cockpit: what each act does to the console and what it asks of the world. Knows the
//! console's state; no terminal, no words, no network.

use handshake_shared::catalogue::book::PageId;
use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::procedures::Act as PlanAct;
use handshake_shared::catalogue::spelling::{KSU_COLUMN_COUNT, KSU_ROW_COUNT, KsuCell};
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::{Answer, Command, ControlMode, HelpLevel, Role, Stick, Tongue};
use handshake_shared::sim::pace;
use handshake_shared::view::View;

use super::calls::{self, Offer, spoken_in};
use super::controls::{self, Control};
use super::effect::Effect;
use super::moves::{self, Next};
use super::shelf;
use super::station::{Digits, Entry, Notice, Page, Shown, Station, own_tongue};
use crate::input::Edge;
use crate::input::keymap::Act;
use crate::input::stick::{Deflection, pulse};

/// How long an open cover waits for the second key, ms.
pub const COVER_MS: u64 = 3_000;

/// How long a crew that asked for the meaning of a call has to think for itself, ms.
pub const MEANING_AFTER_MS: u64 = 2_000;

/// What a key press of a console stands among.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// Number of the console.
    pub index: usize,
    /// Time now, ms.
    pub now_ms: u64,
    /// The terminal tells key releases.
    pub has_release: bool,
    /// Places of the call bar on the screen.
    pub places: usize,
    /// Two consoles share the keyboard: no typed text.
    pub together: bool,
}

/// Does an act at a console.
pub fn act(station: &mut Station, around: Around, act: Act, edge: Edge) -> Vec<Effect> {
    if let Some(deflection) = deflection(act) {
        return fly(station, around, deflection, edge);
    }
    if edge == Edge::Up || (edge == Edge::Repeat && !matches!(act, Act::Cursor(..))) {
        return Vec::new();
    }
    let cover = station.cover_until_ms.take();
    if act != Act::Back {
        station.notice = None;
    }
    let confirm = station.confirm.take();
    let Some(view) = station.view.clone() else {
        return Vec::new();
    };
    if let (Some(command), Act::Do | Act::Work) = (confirm, act) {
        return vec![Effect::Command(around.index, command)];
    }
    let command = match act {
        Act::Abort => abort(station, around.now_ms, cover),
        Act::Do => next_move(station, &view),
        Act::Work => work(station, &view),
        Act::Call(place) => call(station, &view, around, usize::from(place)),
        Act::Answer => answer(station, &view, around.together),
        Act::Go => poll(station, &view, true),
        Act::NoGo => poll(station, &view, false),
        Act::TwoKey => two_key(station, &view),
        Act::HandOver => Some(hand_over(&view)),
        Act::SayAgain => speak(station, &view, CallId::SayAgain, Vec::new()),
        Act::Mode => Some(Command::Mode(next_mode(&view))),
        Act::Rate => setting(station, &view, controls::rate(&view)),
        Act::Deadband => setting(station, &view, controls::deadband(&view)),
        Act::Hold => return hold(&view, around.index),
        Act::Faster => return vec![Effect::Pace(around.index, faster(station))],
        Act::Slower => return vec![Effect::Pace(around.index, 1)],
        Act::Pause => return vec![Effect::Pause(around.index, true)],
        Act::Level => Some(Command::Help(next_level(
            view.panel.craft().help,
            around.together,
        ))),
        local => {
            local_act(station, &view, around, local);
            return let_go(station, around.index);
        }
    };
    command
        .map(|command| send(station, around.index, command))
        .into_iter()
        .collect()
}

/// Whatever takes the keys away from flying lets go of the controllers: the release of a held key
/// may never be told.
pub fn let_go(station: &mut Station, index: usize) -> Vec<Effect> {
    if !station.held.clear() {
        return Vec::new();
    }
    let (stick, ticks) = station.held.now();
    vec![Effect::Stick(index, stick, ticks)]
}

/// Sends an act and remembers it, should it need a second confirmation.
fn send(station: &mut Station, index: usize, command: Command) -> Effect {
    if matches!(
        command,
        Command::Valve { .. } | Command::Hatch { .. } | Command::Move { .. }
    ) {
        station.last_guarded = Some(command.clone());
    }
    Effect::Command(index, command)
}

/// Acts that change the console only.
fn local_act(station: &mut Station, view: &View, around: Around, act: Act) {
    match act {
        Act::Finer => station.step = station.step.finer(),
        Act::Coarser if around.together => station.step = station.step.next(),
        Act::Coarser => station.step = station.step.coarser(),
        Act::Text => {
            station.entry = Entry::Text {
                typed: String::new(),
                way: 0,
            }
        }
        Act::Lamp => station.entry = Entry::Lamps,
        Act::Page => next_page(station, view),
        Act::Picture => station.shown = station.shown.next(),
        Act::Labels => station.swapped = !station.swapped,
        Act::Meaning => {
            station.meaning_from_ms = match station.meaning_from_ms {
                Some(_) => None,
                None => {
                    station.meanings = station.meanings.saturating_add(1);
                    Some(around.now_ms + MEANING_AFTER_MS)
                }
            };
        }
        Act::Tongue => switch_tongue(station),
        Act::Cursor(right, down) => move_cursor(station, view, right, down),
        Act::Back => {
            match station.page {
                Page::Flight => station.shown = Shown::Window,
                Page::Shelf if station.shelf.back() => {}
                Page::Controls | Page::Ksu | Page::Shelf => station.page = Page::Flight,
            }
            station.notice = None;
        }
        _ => {}
    }
}

fn deflection(act: Act) -> Option<Deflection> {
    match act {
        Act::Push(axis, sign) => Some(Deflection::Push(axis, sign)),
        Act::Turn(axis, sign) => Some(Deflection::Turn(axis, sign)),
        _ => None,
    }
}

/// A pulse from a press; thrust while held where releases are told.
fn fly(station: &mut Station, around: Around, deflection: Deflection, edge: Edge) -> Vec<Effect> {
    if station.view.is_none() {
        return Vec::new();
    }
    if !around.has_release {
        let (stick, ticks) = pulse(deflection, station.step);
        return vec![Effect::Pulse(around.index, stick, ticks)];
    }
    let (stick, ticks) = match edge {
        Edge::Down => station.held.press(deflection),
        Edge::Repeat => return Vec::new(),
        Edge::Up => station.held.release(deflection),
    };
    vec![Effect::Stick(around.index, stick, ticks)]
}

/// Lets the controllers go and holds attitude.
fn hold(view: &View, index: usize) -> Vec<Effect> {
    let mut effects = vec![Effect::Stick(index, Stick::NEUTRAL, 1)];
    let mode = ControlMode::hold_of(view.seat);
    if view.panel.craft().mode != mode {
        effects.push(Effect::Command(index, Command::Mode(mode)));
    }
    effects
}

/// What the other crew asks for, when that is more; else the next factor up.
fn faster(station: &Station) -> u8 {
    let wants = station.pace.wants;
    let (own, theirs) = (
        wants[station.seat.index()],
        wants[station.seat.other().index()],
    );
    if theirs > own {
        theirs
    } else {
        pace::faster(own)
    }
}

/// First key lifts the cover, the second, in time, acts.
fn abort(station: &mut Station, now_ms: u64, cover: Option<u64>) -> Option<Command> {
    if cover.is_some_and(|until| now_ms <= until) {
        return Some(Command::Abort);
    }
    station.cover_until_ms = Some(now_ms + COVER_MS);
    station.notice = Some(Notice::Hint("hint-cover-up"));
    None
}

fn next_move(station: &mut Station, view: &View) -> Option<Command> {
    match moves::next(view) {
        Next::Do(command) => return Some(command),
        Next::Wait(notice) => station.notice = Some(notice),
        Next::Nothing => station.notice = Some(Notice::NoMove),
    }
    None
}

fn work(station: &mut Station, view: &View) -> Option<Command> {
    match station.page {
        Page::Flight => next_move(station, view),
        Page::Controls => {
            let list = controls::of(view);
            let control = list.get(station.control.min(list.len().saturating_sub(1)))?;
            Some(controls::command(view, *control))
        }
        Page::Shelf => {
            station.shelf.open();
            None
        }
        Page::Ksu => {
            let cell = KsuCell::new(station.cell.0, station.cell.1 + 1)?;
            // One cell, and the hands are free again: a cursor left behind would swallow Enter.
            station.page = Page::Flight;
            Some(Command::Ksu(cell))
        }
    }
}

/// Cards take the digits from the call bar; a digit pressed within this of the call was meant for a
/// call, s: a person needs half a second to see anything at all.
const CARDS_SETTLE_S: f32 = 0.7;

/// A digit: a card while a read-back is owed, else the call in that place.
fn call(station: &mut Station, view: &View, around: Around, place: usize) -> Option<Command> {
    if let Some(owed) = view
        .radio
        .owed
        .as_ref()
        .filter(|owed| !owed.cards.is_empty())
    {
        if place >= owed.cards.len() {
            station.notice = Some(Notice::Hint("hint-choose-card"));
            return None;
        }
        if view.radio.heard_s.is_some_and(|ago| ago < CARDS_SETTLE_S) {
            station.notice = Some(Notice::Hint("hint-cards-settle"));
            return None;
        }
        return Some(Command::ReadBack {
            seq: owed.seq,
            answer: Answer::Card(place as u8),
        });
    }
    offered(station, view, around.places, place)
}

/// The call in that place of a bar of so many.
pub fn offered(station: &Station, view: &View, places: usize, place: usize) -> Option<Command> {
    if place >= places {
        return None;
    }
    let Offer { call, slots, .. } = station.offers().into_iter().nth(place).flatten()?;
    speak(station, view, call, slots)
}

fn speak(
    station: &Station,
    view: &View,
    call: CallId,
    slots: Vec<handshake_shared::catalogue::calls::SlotValue>,
) -> Option<Command> {
    Some(Command::Call {
        call,
        slots,
        tongue: spoken_in(view, call, station.tongue),
    })
}

/// The answer that is due: the read-back, the hold point, the key, what was asked, or "roger".
fn answer(station: &mut Station, view: &View, together: bool) -> Option<Command> {
    if let Some(owed) = &view.radio.owed {
        if owed.cards.is_empty() && !together {
            station.entry = Entry::Digits(Digits::default());
        } else {
            station.notice = Some(Notice::Hint("hint-choose-card"));
        }
        return None;
    }
    if view.radio.poll.is_some_and(|poll| poll.mine.is_none()) {
        return Some(Command::Poll(true));
    }
    if let Some(key) = view.radio.key.filter(|key| key.by != view.seat) {
        return Some(Command::Key(key.act));
    }
    if station.last_heard().is_none() {
        station.notice = Some(Notice::Hint("hint-nothing-heard"));
        return None;
    }
    let reply = station
        .unanswered()
        .and_then(|said| calls::reply(view, said));
    match reply {
        Some(Offer { call, slots, .. }) => speak(station, view, call, slots),
        None => speak(station, view, CallId::Roger, Vec::new()),
    }
}

fn poll(station: &mut Station, view: &View, go: bool) -> Option<Command> {
    if view.radio.poll.is_none() {
        if let (true, Some(key)) = (go, view.radio.key.filter(|key| key.by != view.seat)) {
            return Some(Command::Key(key.act));
        }
        station.notice = Some(Notice::Hint("hint-no-poll"));
        return None;
    }
    Some(Command::Poll(go))
}

fn two_key(station: &mut Station, view: &View) -> Option<Command> {
    let asked = view
        .plan
        .moves_of(view.seat)
        .find_map(|(_, row)| match row.act {
            PlanAct::Key(act) => Some(act),
            _ => None,
        });
    let act = view.radio.key.map(|key| key.act).or(asked);
    if act.is_none() {
        station.notice = Some(Notice::Hint("hint-no-key"));
    }
    act.map(Command::Key)
}

/// What a role that changes hands wants of this crew now: one key for all three acts.
fn hand_over(view: &View) -> Command {
    match view.plan.offer {
        None => Command::Offer(Role::Control),
        Some(offer) if offer.by == view.seat => Command::Withdraw,
        Some(_) => Command::Accept,
    }
}

fn next_mode(view: &View) -> ControlMode {
    let switch = ControlMode::of(view.seat);
    let here = switch
        .iter()
        .position(|mode| *mode == view.panel.craft().mode);
    switch[here.map_or(0, |index| (index + 1) % switch.len())]
}

/// The next place of a switch that the seat may not have.
fn setting(station: &mut Station, view: &View, control: Option<Control>) -> Option<Command> {
    if control.is_none() {
        station.notice = Some(Notice::Hint("hint-one-setting"));
    }
    control.map(|control| controls::command(view, control))
}

/// At a shared keyboard nobody types digits, so help stays where read-backs have cards.
fn next_level(level: HelpLevel, together: bool) -> HelpLevel {
    let levels = HelpLevel::ALL;
    let count = if together { 3 } else { levels.len() };
    let here = levels.iter().position(|other| *other == level).unwrap_or(0);
    levels[(here + 1) % count]
}

/// The book comes last: a keyboard of one's own has a key for it, a shared one only this way.
fn next_page(station: &mut Station, view: &View) {
    station.page = match (station.page, station.seat) {
        // The matrix comes first: the plan sends Soyuz there in a hurry.
        (Page::Flight, Seat::Soyuz) => Page::Ksu,
        (Page::Flight, Seat::Apollo) | (Page::Ksu, _) => Page::Controls,
        (Page::Controls, _) => Page::Shelf,
        (Page::Shelf, _) => Page::Flight,
    };
    if station.page == Page::Shelf {
        station.shelf.turn_to(station.seat, shelf::planned(view));
    }
}

/// Opens the other crew's book at the page that is wanted now, or puts it away.
pub fn turn_book(station: &mut Station, page: Option<PageId>) {
    if station.page == Page::Shelf {
        station.page = Page::Flight;
        return;
    }
    station.page = Page::Shelf;
    station.shelf.turn_to(station.seat, page);
}

fn move_cursor(station: &mut Station, view: &View, right: i8, down: i8) {
    let shift = |value: usize, by: i8, count: usize| {
        value
            .saturating_add_signed(isize::from(by))
            .min(count.saturating_sub(1))
    };
    match station.page {
        Page::Flight => {}
        Page::Shelf => station.shelf.step(station.seat, down + right),
        Page::Controls => {
            let count = controls::of(view).len();
            station.control = shift(station.control, down + right, count);
        }
        Page::Ksu => {
            let (column, row) = station.cell;
            station.cell = (
                shift(usize::from(column), right, usize::from(KSU_COLUMN_COUNT)) as u8,
                shift(usize::from(row), down, usize::from(KSU_ROW_COUNT)) as u8,
            );
        }
    }
}

/// Speaks the other language from now on; without help only the partner's is spoken.
pub fn switch_tongue(station: &mut Station) {
    let level = station.view.as_ref().map(|view| view.panel.craft().help);
    if level == Some(HelpLevel::Oklahomski) && speaks_partners_tongue(station) {
        station.notice = Some(Notice::Hint("hint-their-tongue"));
        return;
    }
    station.tongue = match station.tongue {
        Tongue::English => Tongue::Russian,
        Tongue::Russian => Tongue::English,
    };
}

/// The tongue that is not the seat's own earns credit; the bar shows which one is on.
pub fn speaks_partners_tongue(station: &Station) -> bool {
    station.tongue != own_tongue(station.seat)
}
