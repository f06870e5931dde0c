//! The crew's other half: works the plan, makes the calls and reads back. It does what its open
//! moves ask when its own panel shows the time has come, and answers what it hears.

use std::collections::{BTreeMap, VecDeque};

use handshake_shared::catalogue::calls::display_resolution_si;
use handshake_shared::catalogue::calls::{CallId, Dir, SlotValue, Slots};
use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::jets::jets;
use handshake_shared::catalogue::procedures::{Act, Cond, Gate, Move, StepId};
use handshake_shared::catalogue::spelling::{KSU_COLUMNS, KsuCell, parse_cell};
use handshake_shared::catalogue::units::Quantity;
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::sim::event::{Refusal, Speech, Transmission};
use handshake_shared::sim::input::{Answer, Command, Tongue};
use handshake_shared::time::Tick;
use handshake_shared::view::panel::{DockLamp, Panel, Ranged};
use handshake_shared::view::plan::OpenMove;

use super::{Given, Temper};
use crate::app::calls::{eye_to_target_m, known_range_m, off_the_line, range_m, slots, way_back};

/// A call or act that had no effect is tried again after this, s.
const AGAIN_S: f64 = 7.0;
/// The hooks' drive goes through all eight before it is asked again, s.
const HOOKS_AGAIN_S: f64 = 20.0;
/// Between two range calls of Soyuz, s.
const RANGE_CALLS_S: f64 = 4.0;
/// Soyuz calls ranges from here on, m.
const RANGE_CALLS_FROM_M: f32 = 115.0;
/// A pressure still moving faster than this is not called yet, Pa/s.
const STEADY_PA_PER_S: f32 = 4.0 * PA_PER_MMHG as f32;
/// Between two calls to move over, s.
const OVER_CALLS_S: f64 = 3.0;
/// On the axis, as Apollo sees it: half of the offset that is captured, m, and as much of a turned nose
/// as the cross shows of three degrees, rad.
const ON_AXIS_M: f32 = 0.15;
const ON_AXIS_NOSE_RAD: f64 = 0.052;
/// Apollo asks for a range when the last is older than this, s.
const ASK_RANGE_S: f64 = 12.0;
/// Calls kept in mind for a read-back.
const HEARD_MAX: usize = 8;
/// A leak reading starts when the gas has settled to this, Pa/s.
const SETTLED_PA_PER_S: f32 = 1.5;
/// Gas cools after a fill: overfill by this, mmHg.
const OVERFILL_MMHG: f64 = 4.0;

/// Works panel and radio for one seat.
#[derive(Debug)]
pub struct Operator {
    seat: Seat,
    temper: Temper,
    heard: VecDeque<(Tick, u32, CallId, Slots)>,
    cell: Option<KsuCell>,
    /// Manifolds shut in search of a jet that blows by itself, the last one last.
    isolated: Vec<u8>,
    tried: BTreeMap<(StepId, u8), Tick>,
    range_called: Option<Tick>,
    /// Range and closing speed last called.
    range_said: Option<[f32; 2]>,
    last_pa: BTreeMap<CompartmentId, (Tick, f32, f32)>,
    confirm: bool,
    /// What is owed to the partner's last question, and when it was asked.
    reply: Option<(Tick, Reply)>,
    /// The last thing said, to say again.
    spoken: Option<Command>,
    asked_range: Option<Tick>,
    /// When Apollo was last told to move over, and along which axis.
    over_called: Option<(Tick, usize)>,
}

/// An answer to a question on the loop.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reply {
    /// Say the last thing again.
    Again,
    /// Read out range and rate.
    Range,
    /// Read out a pressure.
    Pressure(CompartmentId),
    /// A text that was no cell: ask to have it spelt.
    SpellIt,
}

impl Operator {
    /// For a seat.
    pub fn new(seat: Seat, temper: Temper) -> Operator {
        Operator {
            seat,
            temper,
            heard: VecDeque::new(),
            cell: None,
            tried: BTreeMap::new(),
            range_called: None,
            range_said: None,
            last_pa: BTreeMap::new(),
            confirm: false,
            reply: None,
            spoken: None,
            asked_range: None,
            isolated: Vec::new(),
            over_called: None,
        }
    }

    /// A transmission of the other crew.
    pub fn listen(&mut self, said: &Transmission) {
        match &said.speech {
            Speech::Call { call, slots, .. } => {
                if self.heard.len() == HEARD_MAX {
                    self.heard.pop_front();
                }
                self.heard
                    .push_back((said.tick, said.seq, *call, slots.clone()));
                if let Some(reply) = question(*call, slots) {
                    self.reply = Some((said.tick, reply));
                }
            }
            Speech::Text(text) => match parse_cell(text) {
                Some(cell) => self.cell = Some(cell),
                None => self.reply = Some((said.tick, Reply::SpellIt)),
            },
        }
    }

    /// The panel refused the last act. A few millimetres over a hatch this crew takes upon itself,
    /// once; what opens to space or bursts a relief valve it leaves alone.
    pub fn refused(&mut self, why: &Refusal) {
        self.confirm = matches!(why, Refusal::ConfirmPressureDifference { .. });
    }

    /// Acts of this decision: at most one, as a person has one pair of hands and one voice.
    pub fn work(&mut self, given: &Given<'_>) -> Vec<Command> {
        self.note_pressures(given);
        let command = self
            .read_back(given)
            .or_else(|| self.reply(given))
            .or_else(|| self.second_key(given))
            .or_else(|| self.next_move(given))
            .or_else(|| self.call_over(given))
            .or_else(|| self.call_range(given))
            .or_else(|| self.ask_range(given));
        if matches!(command, Some(Command::Call { .. } | Command::Text(_))) {
            self.spoken.clone_from(&command);
        }
        command.into_iter().collect()
    }

    /// Answers a question of the partner, a breath after it.
    fn reply(&mut self, given: &Given<'_>) -> Option<Command> {
        let (at, reply) = self.reply?;
        if self.temper.muted || given.tick.since(at) < self.temper.reaction_s {
            return None;
        }
        self.reply = None;
        let (call, place) = match reply {
            Reply::Again => return self.spoken.clone(),
            Reply::Range if range_m(given.panel).is_none() => (CallId::StandBy, None),
            Reply::Range => (CallId::RangeAndRate, None),
            Reply::Pressure(place) => (CallId::Pressure, Some(place)),
            Reply::SpellIt => {
                let asked = given
                    .plan
                    .moves_of(self.seat)
                    .any(|(_, mv)| mv.act == Act::Ksu);
                if !asked {
                    return None;
                }
                (CallId::SpellIt, None)
            }
        };
        let slots = fill(given, call, place)?;
        Some(Command::Call {
            call,
            slots,
            tongue: partners_tongue(self.seat),
        })
    }

    /// The partner's key is turned and waits: turn the second one at once.
    fn second_key(&self, given: &Given<'_>) -> Option<Command> {
        let key = given.radio.key.filter(|key| key.by != self.seat)?;
        let mine = given
            .plan
            .moves_of(self.seat)
            .any(|(_, mv)| mv.act == Act::Key(key.act));
        mine.then_some(Command::Key(key.act))
    }

    /// Apollo has heard no range for a while, close in: asks for one.
    fn ask_range(&mut self, given: &Given<'_>) -> Option<Command> {
        let panel = given.panel.apollo()?;
        let last = panel.craft.called.range.map_or(Tick(0), |called| called.at);
        let old = given.tick.since(last) > ASK_RANGE_S;
        let apart = panel.craft.dock == DockLamp::Free && panel.vhf_range_m.is_none();
        let due = self
            .asked_range
            .is_none_or(|at| given.tick.since(at) > ASK_RANGE_S);
        if self.temper.muted || !old || !apart || !due {
            return None;
        }
        self.asked_range = Some(given.tick);
        let tongue = partners_tongue(self.seat);
        Some(Command::Call {
            call: CallId::AskRange,
            slots: Slots::new(),
            tongue,
        })
    }

    fn note_pressures(&mut self, given: &Given<'_>) {
        for place in CompartmentId::ALL {
            let Some(now) = pressure(given.panel, place) else {
                continue;
            };
            let entry = self
                .last_pa
                .entry(place)
                .or_insert((given.tick, now, f32::MAX));
            let dt_s = given.tick.since(entry.0) as f32;
            if dt_s >= 0.5 {
                *entry = (given.tick, now, ((now - entry.1) / dt_s).abs());
            }
        }
    }

    /// Answers the read-back that is owed, once the words have sunk in.
    fn read_back(&mut self, given: &Given<'_>) -> Option<Command> {
        let owed = given.radio.owed.as_ref()?;
        let (at, _, call, slots) = self.heard.iter().find(|(_, seq, ..)| *seq == owed.seq)?;
        if self.temper.muted || given.tick.since(*at) < self.temper.reaction_s {
            return None;
        }
        let answer = if owed.cards.is_empty() {
            Answer::Value(self.as_displayed(*call, slots)?)
        } else {
            let best = owed.cards.iter().enumerate().min_by(|(_, a), (_, b)| {
                let error = |card: &handshake_shared::view::radio::Card| {
                    if card.call == *call {
                        apart(&card.slots, slots)
                    } else {
                        f32::MAX
                    }
                };
                error(a).total_cmp(&error(b))
            })?;
            Answer::Card(best.0 as u8)
        };
        Some(Command::ReadBack {
            seq: owed.seq,
            answer,
        })
    }

    /// The heard number, rounded as this seat's own display would show it.
    fn as_displayed(&self, call: CallId, slots: &Slots) -> Option<f32> {
        if let Some(SlotValue::Count(count)) = slots.first() {
            return Some(f32::from(*count));
        }
        let (index, quantity): (usize, Quantity) = call.row().measured()?;
        let SlotValue::Number(value) = slots.get(index)? else {
            return None;
        };
        let digit = display_resolution_si(self.seat, quantity, f64::from(*value));
        Some(((f64::from(*value) / digit).round() * digit) as f32)
    }

    /// The first open move whose time has come.
    fn next_move(&mut self, given: &Given<'_>) -> Option<Command> {
        let open: Vec<_> = given.plan.moves_of(self.seat).collect();
        for (open, mv) in open {
            if given.tick.since(open.since) < self.temper.reaction_s || self.too_soon(given, open) {
                continue;
            }
            if let Some(command) = self.act(given, mv) {
                self.tried.insert((open.step, open.index), given.tick);
                return Some(command);
            }
        }
        None
    }

    fn too_soon(&self, given: &Given<'_>, open: OpenMove) -> bool {
        let again_s = match open.row().map(|row| row.act) {
            Some(Act::Hooks | Act::OpenHooks) => HOOKS_AGAIN_S,
            _ => AGAIN_S,
        };
        let tried = self.tried.get(&(open.step, open.index));
        tried.is_some_and(|at| *at >= open.since && given.tick.since(*at) < again_s)
    }

    fn act(&mut self, given: &Given<'_>, mv: &Move) -> Option<Command> {
        let speaks = matches!(mv.act, Act::Say(..) | Act::Spell | Act::Poll(_));
        if speaks && self.temper.muted {
            return None;
        }
        match mv.act {
            Act::Fly(_)
            | Act::Part(_)
            | Act::Out(_)
            | Act::Hold(..)
            | Act::Dock
            | Act::ReadBack
            | Act::Settle
            | Act::Watch
            | Act::Gauge(..) => None,
            Act::Say(CallId::OnAxis, _) if !on_axis(given) => None,
            Act::Say(call, place) => self.say(given, call, place),
            Act::Poll(gate) => {
                let near = gate == Gate::G3 && talks_on(given);
                (!near || on_axis(given)).then_some(Command::Poll(true))
            }
            Act::Spell => self.spell(given),
            Act::Ksu => self.cell.map(Command::Ksu),
            Act::Mode(mode) => Some(Command::Mode(mode)),
            Act::Ring(ring) => Some(Command::Ring(ring)),
            Act::Beacons => Some(Command::Beacons(true)),
            Act::Transponder => Some(Command::Transponder(true)),
            Act::Retract => {
                (given.panel.craft().dock == DockLamp::Damped).then_some(Command::Retract)
            }
            Act::Hooks => {
                (given.panel.craft().dock == DockLamp::Retracted).then_some(Command::Hooks(true))
            }
            Act::OpenHooks => Some(Command::Hooks(false)),
            Act::Release => Some(Command::Release),
            Act::Valve(valve, open) => {
                if !open && !self.filled(given.panel, mv.done) {
                    return None;
                }
                Some(Command::Valve {
                    valve,
                    open,
                    confirmed: std::mem::take(&mut self.confirm),
                })
            }
            Act::Isolate => self.isolate(given),
            Act::LeakCheck => self.leak_check(given),
            Act::Hatch(hatch, act) => Some(Command::Hatch {
                hatch,
                act,
                confirmed: std::mem::take(&mut self.confirm),
            }),
            Act::Key(key) => Some(Command::Key(key)),
            Act::Move(crew, to) => Some(Command::Move { crew, to }),
        }
    }

    /// The gauge shows what the valve was opened for. A pressure this seat has no gauge for counts
    /// as reached: the partner has called it.
    fn filled(&self, panel: &Panel, done: Cond) -> bool {
        let mmhg = |pa: f32| f64::from(pa) / PA_PER_MMHG;
        match done {
            Cond::AboveAndShut(_, place, limit) => {
                pressure(panel, place).is_none_or(|pa| mmhg(pa) > limit + OVERFILL_MMHG)
            }
            Cond::BelowAndShut(_, place, limit) => {
                pressure(panel, place).is_none_or(|pa| mmhg(pa) < limit - OVERFILL_MMHG)
            }
            Cond::OxygenAndShut(_, place, limit) => {
                oxygen(panel, place).is_none_or(|pa| mmhg(pa) > limit + OVERFILL_MMHG)
            }
            _ => true,
        }
    }

    fn say(
        &self,
        given: &Given<'_>,
        call: CallId,
        place: Option<CompartmentId>,
    ) -> Option<Command> {
        if let Some(place) = place {
            let (_, _, change) = self.last_pa.get(&place)?;
            if *change > STEADY_PA_PER_S {
                return None;
            }
        }
        let slots = fill(given, call, place)?;
        Some(Command::Call {
            call,
            slots,
            tongue: partners_tongue(self.seat),
        })
    }

    /// A jet blows by itself: its quad has lost most propellant, so that is shut first. If it goes
    /// on, the guess was wrong: that valve is opened again and the next one tried. Where one tank
    /// feeds all manifolds they come in the panel's order.
    fn isolate(&mut self, given: &Given<'_>) -> Option<Command> {
        let craft = given.panel.craft();
        if let Some(wrong) = self.isolated.last().copied()
            && craft.isolated & 1 << wrong != 0
        {
            return Some(Command::Isolate {
                manifold: wrong,
                shut: false,
            });
        }
        let all = 0..jets(self.seat).manifolds.len() as u8;
        if self.isolated.len() >= all.len() {
            self.isolated.clear();
        }
        let left_kg = |manifold: u8| match self.seat {
            Seat::Apollo => craft.propellant_kg[usize::from(manifold)],
            Seat::Soyuz => f32::from(manifold),
        };
        let manifold = all
            .filter(|manifold| !self.isolated.contains(manifold))
            .min_by(|a, b| left_kg(*a).total_cmp(&left_kg(*b)))?;
        self.isolated.push(manifold);
        Some(Command::Isolate {
            manifold,
            shut: true,
        })
    }

    /// Starts the timed reading once the gas has settled and none is running.
    fn leak_check(&self, given: &Given<'_>) -> Option<Command> {
        let running = given
            .panel
            .soyuz()?
            .leak
            .is_some_and(|leak| leak.good.is_none());
        let (_, _, change) = self.last_pa.get(&CompartmentId::Tunnel2)?;
        (!running && *change < SETTLED_PA_PER_S).then_some(Command::LeakCheck)
    }

    /// There is no card for a cell: it is spelt with the panel's own alphabet, letter by letter.
    fn spell(&self, given: &Given<'_>) -> Option<Command> {
        let cell = given.panel.apollo()?.book_cell?;
        let column = KSU_COLUMNS.get(usize::from(cell.column))?;
        let word = column.words.iter().find(|word| word.is_ascii())?;
        let mut letters = word.chars();
        let first = letters.next()?.to_ascii_uppercase();
        Some(Command::Text(format!(
            "{first}{} {}",
            letters.as_str(),
            cell.row
        )))
    }

    /// Who sees the line tells the crew that flies how to come back to it, one axis after the other:
    /// Soyuz the line to the Sun, an Apollo that is flown to its own axis.
    fn call_over(&mut self, given: &Given<'_>) -> Option<Command> {
        let talks_on = match given.panel {
            Panel::Soyuz(panel) => panel.corona.is_some(),
            Panel::Apollo(panel) => talks_on(given) && panel.craft.dock == DockLamp::Free,
        };
        // Said again while its read-back is owed, it would take the place of the one that is awaited.
        if !talks_on || given.radio.awaited.is_some() {
            return None;
        }
        let off_rad = off_the_line(given)?;
        let due = self
            .over_called
            .is_none_or(|(at, _)| given.tick.since(at) >= OVER_CALLS_S);
        if self.temper.muted || !due {
            return None;
        }
        let axis = self.over_called.map_or(0, |(_, axis)| 1 - axis);
        self.over_called = Some((given.tick, axis));
        let dir = SlotValue::Dir(way_back(axis, off_rad[axis]));
        let call = CallId::MoveOver;
        let slots = slots(given, call, &[dir])?;
        Some(Command::Call {
            call,
            slots,
            tongue: partners_tongue(self.seat),
        })
    }

    /// Soyuz reads ranges out all the way in.
    fn call_range(&mut self, given: &Given<'_>) -> Option<Command> {
        let panel = given.panel.soyuz()?;
        let Ranged {
            range_m,
            closing_m_per_s,
        } = panel.ranged?;
        let apart = panel.craft.dock == DockLamp::Free && range_m < RANGE_CALLS_FROM_M;
        let due = self
            .range_called
            .is_none_or(|at| given.tick.since(at) >= RANGE_CALLS_S);
        let moved = self.range_said.is_none_or(|[range, rate]| {
            (range_m - range).abs() > 0.3 || (closing_m_per_s - rate).abs() > 0.04
        });
        let stale = self
            .range_called
            .is_none_or(|at| given.tick.since(at) >= 2.5 * RANGE_CALLS_S);
        if self.temper.muted || !apart || !due || !(moved || stale) {
            return None;
        }
        self.range_called = Some(given.tick);
        self.range_said = Some([range_m, closing_m_per_s]);
        // A full call would take the place of the one that waits for its read-back: count only.
        let call = match given.radio.awaited {
            Some(_) => CallId::RangeCount,
            None => CallId::RangeAndRate,
        };
        let slots = fill(given, call, None)?;
        Some(Command::Call {
            call,
            slots,
            tongue: partners_tongue(self.seat),
        })
    }
}

/// Apollo is flown to and sees what the crew that flies cannot.
fn talks_on(given: &Given<'_>) -> bool {
    given.panel.seat() == Seat::Apollo && given.plan.roles.flying == Seat::Soyuz
}

/// The other craft stands on the own axis, and its cross on its base: its nose points here.
fn on_axis(given: &Given<'_>) -> bool {
    let off = |dir: Dir| {
        let slots = slots(given, CallId::Offset, &[SlotValue::Dir(dir)])?;
        match slots[..] {
            [_, SlotValue::Number(metres)] => Some(metres),
            _ => None,
        }
    };
    let near = |dir: Dir| off(dir).is_some_and(|metres| metres < ON_AXIS_M);
    let points = || {
        let distance_m = eye_to_target_m(Seat::Apollo, f64::from(known_range_m(given.panel)?));
        let stand_off_m = vessel(Seat::Soyuz).stand_off_m;
        let least = ON_AXIS_NOSE_RAD * stand_off_m / (distance_m - stand_off_m);
        let cross = given.sight.cross_rad?;
        Some(cross.iter().all(|shift| f64::from(shift.abs()) < least))
    };
    // A cross that the Sun drowns says nothing: the go is then given by the place alone.
    near(Dir::Right) && near(Dir::Up) && points().unwrap_or(true)
}

/// The answer a call asks for, if it is a question.
fn question(call: CallId, slots: &Slots) -> Option<Reply> {
    match (call, slots.first()) {
        (CallId::SayAgain | CallId::SpeakSlower | CallId::NotUnderstood | CallId::SpellIt, _) => {
            Some(Reply::Again)
        }
        (CallId::AskRange, _) => Some(Reply::Range),
        (CallId::AskPressure, Some(SlotValue::Place(place))) => Some(Reply::Pressure(*place)),
        _ => None,
    }
}

/// How far two sets of slots lie apart: relative for numbers, one for anything else that differs.
fn apart(a: &Slots, b: &Slots) -> f32 {
    a.iter()
        .zip(b)
        .map(|pair| match pair {
            (SlotValue::Number(a), SlotValue::Number(b)) => (a - b).abs() / b.abs().max(1e-6),
            (a, b) => f32::from(u8::from(a != b)),
        })
        .sum()
}

/// Each crew speaks the listener's language, as in 1975.
fn partners_tongue(seat: Seat) -> Tongue {
    match seat {
        Seat::Apollo => Tongue::Russian,
        Seat::Soyuz => Tongue::English,
    }
}

/// Slots of a call as this crew's panel reads them.
fn fill(given: &Given<'_>, call: CallId, place: Option<CompartmentId>) -> Option<Slots> {
    let named: Slots = place.map(SlotValue::Place).into_iter().collect();
    slots(given, call, &named)
}

/// Total pressure of a place this seat has a gauge for, Pa.
fn pressure(panel: &Panel, place: CompartmentId) -> Option<f32> {
    match (panel, place) {
        (Panel::Apollo(panel), CompartmentId::Cm) => Some(panel.cm.total_pa),
        (Panel::Apollo(panel), CompartmentId::Tunnel1) => Some(panel.tunnel1_pa),
        (Panel::Apollo(panel), CompartmentId::Dm) => Some(panel.dm.total_pa),
        (Panel::Soyuz(panel), CompartmentId::Tunnel2) => Some(panel.tunnel2_pa),
        (Panel::Soyuz(panel), CompartmentId::Om) => Some(panel.om.total_pa),
        (Panel::Soyuz(panel), CompartmentId::Sa) => Some(panel.sa.total_pa),
        _ => None,
    }
}

fn oxygen(panel: &Panel, place: CompartmentId) -> Option<f32> {
    match (panel, place) {
        (Panel::Apollo(panel), CompartmentId::Dm) => Some(panel.dm.oxygen_pa),
        (Panel::Soyuz(panel), CompartmentId::Om) => Some(panel.om.oxygen_pa),
        _ => None,
    }
}
