//! The crew's other half: works the plan, makes the calls and reads back. It does what its open
//! moves ask when its own panel shows the time has come, and answers what it hears.

mod acts;
mod book;
mod ears;
mod expects;
mod guard;
mod hands;
mod lamp;
mod ranges;
mod words;

use std::collections::BTreeMap;

use handshake_shared::catalogue::calls::{CallId, Slots};
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::procedures::{Act, Move, StepId};
use handshake_shared::catalogue::spelling::parse_cell;
use handshake_shared::ids::{CompartmentId, Seat};
use handshake_shared::sim::doors::Hazard;
use handshake_shared::sim::event::{Refusal, Speech, Transmission};
use handshake_shared::sim::input::Command;
use handshake_shared::time::Tick;
use handshake_shared::view::plan::OpenMove;

use super::lapses::Chance;
use super::scraps::Scraps;
use super::{Given, Temper};
use book::{Matrix, described};
use ears::Ears;
use words::{Reply, question};

pub(super) use words::{cell_text, tongue_of};

/// A call or act that had no effect is tried again after this, s.
const AGAIN_S: f64 = 7.0;
/// The hooks' drive goes through all eight before it is asked again, s.
const HOOKS_AGAIN_S: f64 = 20.0;
/// From sending a man to sending him on, or the next one, s.
const WALK_AGAIN_S: f64 = 2.0;

/// A call waits so long for the read-back of the one before, s.
const CUTS_IN_S: f64 = 15.0;
/// A read-back that had no effect is made again after this, s: it may still be on its way.
const ANSWERED_S: f64 = 2.0;

/// An answer to how things stand is waited for so long, s.
const STATUS_S: f64 = 6.0;
/// A crew whose first look is later than this has taken its seat in flight, s.
const BEGUN_S: f64 = 2.0;

/// A call that is not understood is asked for again so often.
const ASKED_AGAIN: u8 = 2;

/// Works panel and radio for one seat.
#[derive(Debug)]
pub struct Operator {
    seat: Seat,
    temper: Temper,
    chance: Chance,
    ears: Ears,
    matrix: Matrix,
    /// Manifolds shut in search of a jet that blows by itself, the last one last.
    isolated: Vec<u8>,
    tried: BTreeMap<(StepId, u8), Tick>,
    range_called: Option<Tick>,
    /// Range and closing speed last called.
    range_said: Option<[f32; 2]>,
    /// When the other crew was last told that it closes too fast.
    slow_called: Option<Tick>,
    /// Each gauge when it was last noted, what it showed, Pa, and how fast it moved, Pa/s.
    last_pa: BTreeMap<CompartmentId, (Tick, f32, f32)>,
    confirm: bool,
    /// Where a pair of hands was missing.
    wanted_at: Option<CompartmentId>,
    /// What is owed to the partner's last question, and when it was asked.
    reply: Option<(Tick, Reply)>,
    /// The last thing said that the partner has to act on, to say again.
    spoken: Option<Command>,
    asked_range: Option<Tick>,
    /// When this crew last said something.
    said_at: Tick,
    /// The craft have touched and sprung apart.
    bounced: bool,
    /// When Soyuz last took hold of the attitude it had.
    held_anew: Option<Tick>,
    /// When Apollo was last told to move over, and along which axis.
    over_called: Option<(Tick, usize)>,
    /// When Soyuz was last asked to lower its cabin.
    asked_lower: Option<Tick>,
    /// Soyuz was asked for its cabin's pressure.
    asked_cabin: bool,
    /// One of the crews has called that its ship loses its air.
    losing_air: bool,
    /// Lessons in which this crew has read back wrongly, as it is meant to once.
    slipped: Vec<StepId>,
    /// The read-back last made, and when.
    answered: Option<(u32, Tick)>,
    /// The last call that was not understood, and how often each was that sounded like this.
    scraps: Option<Scraps>,
    misses: BTreeMap<String, u8>,
    /// Whether anybody hears it.
    dead: Dead,
    /// A light signal just seen.
    seen: Option<LampCode>,
    /// When this crew took its seat.
    sat: Option<Tick>,
    /// When it asked how things stand, in a flight that was under way.
    asked_status: Option<Tick>,
}

/// What a crew knows of a loop on which nobody hears it.
#[derive(Clone, Copy, Debug, Default)]
struct Dead {
    /// Its last words were refused.
    told: bool,
    /// Until then it takes the loop for dead.
    until: Option<Tick>,
}

impl Operator {
    /// For a seat.
    pub fn new(seat: Seat, temper: Temper) -> Operator {
        Operator {
            seat,
            temper,
            chance: Chance::new(seat, temper.lapses),
            ears: Ears::default(),
            matrix: Matrix::new(temper.wrong_cell),
            tried: BTreeMap::new(),
            range_called: None,
            range_said: None,
            slow_called: None,
            last_pa: BTreeMap::new(),
            confirm: false,
            wanted_at: None,
            reply: None,
            spoken: None,
            asked_range: None,
            isolated: Vec::new(),
            said_at: Tick(0),
            bounced: false,
            held_anew: None,
            over_called: None,
            asked_lower: None,
            asked_cabin: false,
            losing_air: false,
            slipped: Vec::new(),
            answered: None,
            scraps: None,
            misses: BTreeMap::new(),
            dead: Dead::default(),
            seen: None,
            sat: None,
            asked_status: None,
        }
    }

    /// A transmission of the other crew.
    pub fn listen(&mut self, said: &Transmission) {
        match &said.speech {
            Speech::Call { call, slots, .. } => {
                self.ears.take(said, *call, slots);
                self.losing_air |= *call == CallId::LosingPressure;
                if let Some(reply) = question(*call, slots) {
                    self.reply = Some((said.tick, reply));
                }
            }
            Speech::Text(text) => match parse_cell(text) {
                Some(cell) => self.matrix.spelt = Some(cell),
                None if expects::is_answer(text) => {}
                None => {
                    let reply = match described(self.seat, text) {
                        Some((page, line)) => Reply::Page(page, line),
                        None => Reply::SpellIt,
                    };
                    self.reply = Some((said.tick, reply));
                }
            },
        }
    }

    /// A call of which too little came through: it is asked for again, twice. Sounding like that a third
    /// time it is taken for what the plan, which both crews see, waits for.
    pub(super) fn missed(&mut self, said: &Transmission, scraps: Scraps) {
        let misses = self.misses.entry(scraps.text.clone()).or_insert(0);
        *misses = misses.saturating_add(1);
        let again = *misses <= ASKED_AGAIN;
        if let Speech::Call { call, slots, .. } = &said.speech {
            match again {
                true => self.ears.half(said.tick, *call, slots),
                false => self.ears.suppose(said.tick, *call, slots),
            }
        }
        if again {
            self.reply = Some((said.tick, Reply::NotUnderstood));
        }
        self.scraps = Some(scraps);
    }

    /// A light signal of the other crew: as good as the word it stands for.
    pub(super) fn see(&mut self, code: LampCode) {
        self.seen = Some(code);
    }

    /// A touch did not hold.
    pub(super) fn sprang_apart(&mut self) {
        self.bounced = true;
    }

    /// The panel refused the last act. A few millimetres over a hatch this crew takes upon itself,
    /// once, and while a ship loses its air also a crowd and rich air; what opens to space or bursts a
    /// relief valve it leaves alone.
    pub fn refused(&mut self, why: &Refusal) {
        self.dead.told |= *why == Refusal::LoopDead;
        let Refusal::Confirm(hazard) = why else {
            self.confirm = false;
            if let Refusal::NobodyThere(place) = why {
                self.wanted_at = Some(*place);
            }
            return;
        };
        self.confirm = match hazard {
            Hazard::PressureDifference { .. } | Hazard::InTheSwing { .. } => true,
            Hazard::Crowded { .. } | Hazard::OxygenShare { .. } => self.losing_air,
            _ => false,
        };
    }

    /// The cell it pressed selected another system. One that was spelt so is asked for again.
    pub fn pressed_wrong(&mut self) {
        self.matrix.was_wrong();
        if self.matrix.spelt.is_none() {
            self.reply = Some((Tick(0), Reply::WrongCell));
        }
    }

    /// Acts of this decision: at most one, as a person has one pair of hands and one voice.
    pub fn work(&mut self, given: &Given<'_>) -> Vec<Command> {
        self.sat.get_or_insert(given.tick);
        self.note_pressures(given);
        self.note_loop(given);
        // Who sat down later has it from the plan.
        self.losing_air |= given.plan.done.has(StepId::Mayday);
        let command = self
            .choose_help(given)
            .or_else(|| self.read_back(given))
            .or_else(|| self.ask_status(given))
            .or_else(|| self.call_slower(given))
            .or_else(|| self.call_bounced(given))
            .or_else(|| self.hold_anew(given))
            .or_else(|| self.reply(given))
            .or_else(|| self.guard(given))
            .or_else(|| self.second_key(given))
            .or_else(|| self.send_hands(given))
            .or_else(|| self.next_move(given))
            .or_else(|| self.ask_again(given))
            .or_else(|| self.matrix.mend(given))
            .or_else(|| self.call_over(given))
            .or_else(|| self.call_range(given))
            .or_else(|| self.ask_range(given))
            .or_else(|| self.call_lost(given));
        let command = command.and_then(|command| self.by_lamp(given, command));
        if matches!(command, Some(Command::Call { .. } | Command::Text(_))) {
            self.said_at = given.tick;
        }
        let command = command.map(|command| {
            self.chance.next_delay();
            self.chance.said_for(command)
        });
        command.into_iter().collect()
    }

    /// What came through of a call that this crew did not catch.
    pub(super) fn uncaught(&mut self, said: &Transmission) -> Option<Scraps> {
        self.chance.uncaught(said).then(|| Scraps::of(said))
    }

    /// Time from seeing or hearing something to doing what it asks, this time, s.
    fn reaction_s(&self) -> f64 {
        self.temper.reaction_s + self.chance.late_s()
    }

    /// The flight was under way when this crew took its seat: what was said before, it has not heard.
    fn sat_down_late(&self) -> bool {
        self.sat.is_some_and(|at| at > Tick::at(BEGUN_S))
    }

    /// Turns the own help to the level this crew plays at.
    fn choose_help(&self, given: &Given<'_>) -> Option<Command> {
        let level = self.temper.help;
        (given.panel.craft().help != level).then_some(Command::Help(level))
    }

    /// A crew that takes its seat in flight asks the other one how things stand before it does anything
    /// of the plan.
    fn ask_status(&mut self, given: &Given<'_>) -> Option<Command> {
        if !self.sat_down_late() || self.asked_status.is_some() || self.temper.muted {
            return None;
        }
        self.asked_status = Some(given.tick);
        Some(self.call(given, CallId::AskStatus, Slots::new()))
    }

    /// What it asked has not been answered yet, and still may be.
    fn awaits_status(&self, given: &Given<'_>) -> bool {
        let asked = self
            .asked_status
            .filter(|at| given.tick.since(*at) < STATUS_S);
        asked.is_some_and(|at| !self.ears.heard_since(at))
    }

    /// The first open move whose time has come.
    fn next_move(&mut self, given: &Given<'_>) -> Option<Command> {
        if self.awaits_status(given) {
            return None;
        }
        let open: Vec<_> = given.plan.moves_of(self.seat).collect();
        for (open, mv) in open {
            if given.tick.since(open.since) < self.reaction_s() || self.too_soon(given, open) {
                continue;
            }
            if self.holds_back(given, open, mv) || self.unheard(given, open, mv) {
                continue;
            }
            if self.cuts_in(given, open, mv) {
                continue;
            }
            if let Some(command) = self.act(given, open, mv) {
                if matches!(command, Command::Call { .. } | Command::Text(_)) {
                    self.spoken = Some(command.clone());
                    // Just said, it need not be said again.
                    self.reply = self.reply.filter(|(_, reply)| *reply != Reply::Again);
                }
                self.losing_air |= matches!(mv.act, Act::Say(CallId::LosingPressure, _));
                self.tried.insert((open.step, open.index), given.tick);
                return Some(command);
            }
        }
        None
    }

    /// The move speaks a call that is read back while another one waits for its read-back: that would be
    /// overtaken. For ever it does not wait.
    fn cuts_in(&self, given: &Given<'_>, open: OpenMove, mv: &Move) -> bool {
        let waits = given.radio.awaited.is_some() && open.step.row().is_read_back(mv);
        waits && given.tick.since(open.since) < CUTS_IN_S
    }

    /// The own craft holds its attitude, or the joined pair is held by who offers it.
    fn holds(&self, given: &Given<'_>, mv: &Move) -> bool {
        let craft = given.panel.craft();
        let joined = craft.hooks > 0 && matches!(mv.act, Act::Accept(_));
        joined || craft.mode.holds()
    }

    fn too_soon(&self, given: &Given<'_>, open: OpenMove) -> bool {
        let again_s = match open.row().map(|row| row.act) {
            Some(Act::Hooks | Act::OpenHooks) => HOOKS_AGAIN_S,
            Some(Act::Send(..) | Act::Masks(..)) => WALK_AGAIN_S,
            _ => AGAIN_S,
        };
        let tried = self.tried.get(&(open.step, open.index));
        tried.is_some_and(|at| *at >= open.since && given.tick.since(*at) < again_s)
    }
}
