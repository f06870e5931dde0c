//! Progress of the joint flight plan: which moves are open, which the world has completed. Reads
//! the world, changes only the plan.

mod progress;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use serde_big_array::BigArray;

use crate::catalogue::calls::{CallId, ReadBack, SlotValue};
use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::procedures::{
    Act, Cond, Gate, Held, Move, Phase, Roles, STEPS, Step, StepId, StepSet,
};
use crate::catalogue::transfers::Transfer;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::limits::MATCH_FRESH_S;
use crate::sim::World;
use crate::sim::armed::Armed;
use crate::sim::contact::port::PortState;
use crate::sim::doors::HatchState;
use crate::sim::eclipse;
use crate::sim::event::Event;
use crate::sim::input::{HatchAct, ReadingOf, Role, TwoKeyAct};
use crate::sim::mechanism;
use crate::time::Tick;
use crate::view::plan::OpenMove;

use progress::Progress;

/// Gas warmer than this is not calm, K (40 °C; a cabin is kept below 30).
const WARM_K: f64 = 313.15;
/// Steps in the catalogue.
const N_STEPS: usize = STEPS.len();

/// State of the plan; arrays are by step index, move bits by move index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What the mission makes of the two crews.
    pub roles: Roles,
    /// Numbers of the transfers it flies, in order, and which of them is under way.
    transfers: Vec<u8>,
    leg: usize,
    steps: Progress,
    /// Moves done.
    #[serde(with = "BigArray")]
    moves_done: [u16; N_STEPS],
    /// Calls spoken for their moves.
    #[serde(with = "BigArray")]
    said: [u16; N_STEPS],
    /// When the step's call was last read back rightly.
    #[serde(with = "BigArray")]
    pub matched: [Option<Tick>; N_STEPS],
    /// Steps called anew because their read-back grew too old.
    lapsed: StepSet,
    /// When the step's present rank opened.
    #[serde(with = "BigArray")]
    since: [Option<Tick>; N_STEPS],
    /// Since when the step's present move has held what it has to.
    #[serde(with = "BigArray")]
    held: [Option<Tick>; N_STEPS],
}

/// What rings that part undo, and what they add: the craft part first, then the last hold point and
/// the docking as far as it had come.
pub const LAST_GATE: [StepId; 7] = [
    StepId::Part,
    StepId::Close3,
    StepId::Gate3,
    StepId::Dock,
    StepId::ControlOff,
    StepId::Retract,
    StepId::Frames,
];
/// Who is flown to tells who flies where he is only while Soyuz flies: Apollo sees its place across the axis
/// for itself.
const TALKED_ON: [StepId; 2] = [StepId::LineUp, StepId::OnAxis];

impl Plan {
    /// A plan of these steps, nothing done, with the crews in these roles; what belongs to a transfer
    /// is flown for each of those named.
    pub fn new(steps: &[StepId], roles: Roles, transfers: &[u8]) -> Plan {
        Plan {
            roles,
            transfers: transfers.to_vec(),
            leg: 0,
            steps: Progress::of(StepSet::of(steps)),
            moves_done: [0; N_STEPS],
            said: [0; N_STEPS],
            matched: [None; N_STEPS],
            lapsed: StepSet::default(),
            since: [None; N_STEPS],
            held: [None; N_STEPS],
        }
    }

    /// The transfer under way.
    pub fn transfer(&self) -> &'static Transfer {
        Transfer::numbered(self.transfers.get(self.leg).copied().unwrap_or(1))
    }

    /// Steps this mission flies.
    pub fn flown(&self) -> StepSet {
        self.steps.flown()
    }

    /// Steps done.
    pub fn done(&self) -> StepSet {
        self.steps.done()
    }

    /// The mission flies this step.
    pub fn flies(&self, step: StepId) -> bool {
        self.flown().has(step)
    }

    /// This step is done, or not flown at all: it bars nothing.
    pub fn cleared(&self, step: StepId) -> bool {
        !self.flies(step) || self.done().has(step)
    }

    /// Nothing is left to do.
    pub fn complete(&self) -> bool {
        self.steps.is_complete()
    }

    /// The earliest phase with a step left; the last one flown when all is done.
    pub fn phase(&self) -> Phase {
        self.steps.phase()
    }

    /// What the open moves have to hold, and whether it is held now.
    pub fn to_hold(&self) -> impl Iterator<Item = (Held, bool)> + '_ {
        self.open_rows().filter_map(|(step, _, mv)| match mv.done {
            Cond::HeldFor(held, _) => Some((held, self.held[step.id as usize].is_some())),
            _ => None,
        })
    }

    /// An open move asks for this act.
    pub fn asks(&self, act: Act) -> bool {
        self.open_rows().any(|(_, _, mv)| mv.act == act)
    }

    /// Counts a step as done, whoever asks: the world does it by itself.
    pub fn finish(&mut self, step: StepId) {
        self.steps.finish(step);
    }

    /// When the step's call was read back rightly, if that was within the last minute.
    pub fn matched_for(&self, step: StepId, now: Tick) -> Option<Tick> {
        self.matched[step as usize].filter(|at| now.since(*at) <= MATCH_FRESH_S)
    }

    /// The step's call was read back rightly, too long ago.
    pub fn has_lapsed(&self, step: StepId, now: Tick) -> bool {
        let old = self.matched[step as usize].is_some() && self.matched_for(step, now).is_none();
        old || self.lapsed.has(step)
    }

    fn is_open(&self, step: &Step) -> bool {
        self.steps.open().has(step.id)
    }

    /// Rank of the first undone move.
    fn rank(&self, step: &Step) -> Option<u8> {
        let done = self.moves_done[step.id as usize];
        step.moves
            .iter()
            .enumerate()
            .filter(|(index, _)| done & 1 << index == 0)
            .map(|(_, mv)| mv.rank)
            .min()
    }

    /// Open moves with their index, in plan order.
    fn open_rows(&self) -> impl Iterator<Item = (&'static Step, usize, &'static Move)> + '_ {
        self.steps.open().rows().flat_map(|step| {
            let rank = self.rank(step);
            let done = self.moves_done[step.id as usize];
            step.moves
                .iter()
                .enumerate()
                .filter(move |(index, mv)| Some(mv.rank) == rank && done & 1 << index == 0)
                .map(move |(index, mv)| (step, index, mv))
        })
    }

    /// Open moves as both crews see them.
    pub fn open(&self, now: Tick) -> Vec<OpenMove> {
        self.open_rows()
            .map(|(step, index, _)| OpenMove {
                step: step.id,
                index: index as u8,
                since: self.since[step.id as usize].unwrap_or(now),
                held: self.held[step.id as usize].filter(|_| tells(step)),
            })
            .collect()
    }

    /// The hold point that waits for answers.
    pub fn open_gate(&self) -> Option<Gate> {
        self.open_rows().find_map(|(_, _, mv)| match mv.act {
            Act::Poll(gate) => Some(gate),
            _ => None,
        })
    }

    /// A call was spoken: its open moves count as said. A greeting counts only in the hearer's own
    /// language (`theirs`). Returns the step that wants it read back: an open one, or one already
    /// past whose read-back is to be made fresh.
    pub fn note_call(
        &mut self,
        from: Seat,
        call: CallId,
        slots: &[SlotValue],
        theirs: bool,
    ) -> Option<StepId> {
        let place = slots.iter().find_map(|slot| match slot {
            SlotValue::Place(place) => Some(*place),
            _ => None,
        });
        if from == Seat::Apollo && call == CallId::PressureNeeded {
            self.call_for_lower_cabin();
        }
        if call == CallId::SpellIt {
            self.spell_anew(from);
        }
        let mut open = None;
        let mut past = None;
        for step in STEPS {
            if !self.flies(step.id) || (step.in_theirs() && !theirs) {
                continue;
            }
            for (index, mv) in step.moves.iter().enumerate() {
                if mv.who.seat(self.roles) != from || !names(mv.act, call, place) {
                    continue;
                }
                let began = self.is_open(step) && self.rank(step).is_some_and(|now| now >= mv.rank);
                if began {
                    self.said[step.id as usize] |= 1 << index;
                }
                if !step.is_read_back(mv) {
                    continue;
                }
                if began && self.matched[step.id as usize].is_none() {
                    open = Some(step.id);
                } else if call.row().read_back != ReadBack::AtMarks && self.cleared(step.id) {
                    past = Some(step.id);
                }
            }
        }
        open.or(past)
    }

    /// Free text was sent: an open spelling move counts as done in the seat's own words.
    pub fn note_text(&mut self, from: Seat) {
        self.note_all(from, |act| matches!(act, Act::Spell(_)));
    }

    /// A crew did on the radio what is no call: its open moves that ask for this act count as done.
    pub fn note(&mut self, from: Seat, act: Act) {
        self.note_all(from, |asked| asked == act);
    }

    /// The open moves of a seat that ask for this count as done.
    fn note_all(&mut self, from: Seat, asks: impl Fn(Act) -> bool) {
        let done: Vec<_> = self
            .open_rows()
            .filter(|(_, _, mv)| mv.who.seat(self.roles) == from && asks(mv.act))
            .map(|(step, index, _)| (step.id, index))
            .collect();
        for (step, index) in done {
            self.said[step as usize] |= 1 << index;
        }
    }

    /// `listener` pressed a cell that the plan does not wait for, or said that it has none: who spelt is
    /// asked to spell again.
    pub fn spell_anew(&mut self, listener: Seat) {
        for step in self.steps.open().rows() {
            let index = step.id as usize;
            for (bit, mv) in step.moves.iter().enumerate() {
                let spelt = matches!(mv.act, Act::Spell(_)) && self.said[index] & 1 << bit != 0;
                if spelt && mv.who.seat(self.roles) != listener {
                    self.said[index] &= !(1 << bit);
                    self.moves_done[index] &= !(1 << bit);
                    self.since[index] = None;
                }
            }
        }
    }

    /// A read-back was judged: right ones open the lock, wrong ones shut it and ask for the call
    /// again.
    pub fn note_read_back(&mut self, step: StepId, right: bool, now: Tick) {
        let index = step as usize;
        self.matched[index] = right.then_some(now);
        self.lapsed.remove(step);
        if !right {
            self.unsay(step);
        }
    }

    /// Another call has taken the place of one that waited for its read-back: nobody can answer it any
    /// more, so it has to be said again. One that was read back before stands.
    pub fn note_overtaken(&mut self, step: StepId) {
        if self.matched[step as usize].is_none() {
            self.unsay(step);
        }
    }

    /// Takes a step that is not done back to the call that is read back.
    fn unsay(&mut self, step: StepId) {
        if self.done().has(step) {
            return;
        }
        let index = step as usize;
        self.since[index] = None;
        for (bit, mv) in step.row().moves.iter().enumerate() {
            if step.row().is_read_back(mv) {
                self.said[index] &= !(1 << bit);
                self.moves_done[index] &= !(1 << bit);
            }
        }
    }

    /// Takes a step back to its beginning.
    fn reopen(&mut self, step: StepId) {
        let index = step as usize;
        self.steps.undo(step);
        self.moves_done[index] = 0;
        self.said[index] = 0;
        self.matched[index] = None;
        self.lapsed.remove(step);
        self.since[index] = None;
        self.held[index] = None;
    }

    /// The next transfer begins when the way back of the one before is flown to its end.
    fn next_transfer(&mut self) {
        let left = self.leg + 1 < self.transfers.len();
        let of_it = |step: &&Step| step.phase.is_of_a_transfer() && self.flies(step.id);
        if !left || !STEPS.iter().filter(of_it).all(|step| self.cleared(step.id)) {
            return;
        }
        self.leg += 1;
        for step in STEPS.iter().filter(|step| step.phase.is_of_a_transfer()) {
            self.reopen(step.id);
        }
    }

    /// A failure calls for a step that the mission did not plan.
    pub fn call_for(&mut self, step: StepId) {
        self.steps.fly(step);
        self.reopen(step);
    }

    /// Soyuz's cabin has to come down before air is joined, and both pressures are called anew.
    fn call_for_lower_cabin(&mut self) {
        let asked = self.flies(StepId::CabinLower) && !self.cleared(StepId::CabinLower);
        if asked || self.phase() != Phase::Air {
            return;
        }
        self.call_for(StepId::CabinLower);
        self.reopen(StepId::DmPressure);
        self.reopen(StepId::OmPressure);
    }

    /// After rings have parted the craft draw apart, and the last hold point has to be passed again.
    pub fn reopen_last_gate(&mut self) {
        self.steps.fly(StepId::Part);
        for step in LAST_GATE {
            self.reopen(step);
        }
    }

    /// Latches that let go have lost their power: their cell is spelt and pressed again.
    pub fn power_latches_anew(&mut self) {
        self.reopen(StepId::Cell);
    }

    /// A crew offers a role: the plan takes the step in which it changes hands.
    pub fn offered(&mut self, role: Role) {
        let step = role.step();
        if self.cleared(step) {
            self.call_for(step);
        }
    }

    /// Nobody took an offered role: the plan drops its step, or asks for it anew when it is `needed`.
    pub fn not_taken(&mut self, role: Role, needed: bool) {
        self.reopen(role.step());
        if !needed {
            self.steps.drop(role.step());
        }
    }

    /// A role changes hands, and with it whose the moves are.
    pub fn hand_over(&mut self, role: Role) {
        match role {
            Role::Control => {
                self.roles.flying = self.roles.flying.other();
                self.talk_on();
            }
            Role::Ring => {
                self.roles.active = self.roles.active.other();
                // What was read back for the swap is which ring is the active one.
                self.matched[StepId::RingChoice as usize] = self.matched[StepId::RingSwap as usize];
                self.undock_in_order();
            }
        }
    }

    /// Steps that belong to one crew's flying come and go with it.
    fn talk_on(&mut self) {
        let talks = self.roles.flying == Seat::Soyuz;
        for (step, gate) in TALKED_ON.into_iter().zip([StepId::Gate30, StepId::Gate3]) {
            if talks && self.flies(gate) && !self.done().has(gate) {
                self.call_for(step);
            } else if !talks && !self.done().has(step) {
                self.steps.drop(step);
            }
        }
    }

    /// The order of undoing the joint differs by the side that is active.
    fn undock_in_order(&mut self) {
        let orders = [StepId::HooksFirst, StepId::LatchesFirst];
        let left = |step| self.flies(step) && !self.done().has(step);
        if orders.into_iter().any(left) {
            for (seat, step) in Seat::ALL.into_iter().zip(orders) {
                match self.roles.active == seat {
                    true => self.call_for(step),
                    false => self.steps.drop(step),
                }
            }
        }
    }
}

impl Plan {
    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.roles.active as u64);
        sink(self.roles.flying as u64);
        self.transfers
            .iter()
            .for_each(|number| sink(u64::from(*number)));
        sink(self.leg as u64);
        for bits in [self.flown(), self.done(), self.lapsed].map(StepSet::bits) {
            sink(bits as u64);
            sink((bits >> 64) as u64);
        }
        for index in 0..N_STEPS {
            sink(u64::from(self.moves_done[index]) << 16 | u64::from(self.said[index]));
            sink(self.matched[index].map_or(u64::MAX, |tick| u64::from(tick.0)));
            sink(self.since[index].map_or(u64::MAX, |tick| u64::from(tick.0)));
            sink(self.held[index].map_or(u64::MAX, |tick| u64::from(tick.0)));
        }
    }
}

/// Whether both crews may know that what has to be held is held: how the Sun's disc is covered, Soyuz
/// alone sees.
fn tells(step: &Step) -> bool {
    let secret = |mv: &Move| matches!(mv.done, Cond::HeldFor(Held::Sun(_), _));
    !step.moves.iter().any(secret)
}

fn names(act: Act, call: CallId, place: Option<CompartmentId>) -> bool {
    match act {
        Act::Say(wanted, at) => wanted == call && (at.is_none() || at == place),
        Act::Find(wanted) => wanted == call,
        _ => false,
    }
}

/// One tick of the plan: marks what the world has completed; `ports` as they stand now. Bounded: a
/// rank may fall each pass, and no step has more than a handful.
pub fn step(world: &mut World, ports: &PortState, events: &mut Vec<Event>) {
    let before = world.plan.phase();
    turn_keys_anew(world);
    call_anew(world, events);
    time_held(world, ports.range_m());
    let done: Vec<_> = world
        .plan
        .open_rows()
        .filter(|(step, index, mv)| holds(world, ports.range_m(), step, *index, mv))
        .map(|(step, index, _)| (step, index))
        .collect();
    for (step, index) in done {
        world.plan.moves_done[step.id as usize] |= 1 << index;
        world.plan.since[step.id as usize] = None;
        if world.plan.rank(step).is_none() {
            world.plan.finish(step.id);
            events.push(Event::Step(step.id));
        }
    }
    world.plan.next_transfer();
    for step in world.plan.steps.open().rows() {
        world.plan.since[step.id as usize].get_or_insert(world.tick);
    }
    let after = world.plan.phase();
    if after != before {
        events.push(Event::Phase(after));
    }
}

/// Starts and breaks the time of what has to be held.
fn time_held(world: &mut World, range_m: f64) {
    let now: Vec<_> = world
        .plan
        .open_rows()
        .filter_map(|(step, _, mv)| match mv.done {
            Cond::HeldFor(held, _) => Some((step.id as usize, is_held(world, range_m, held))),
            _ => None,
        })
        .collect();
    for (index, holds) in now {
        let held = &mut world.plan.held[index];
        *held = holds.then(|| held.unwrap_or(world.tick));
    }
}

fn is_held(world: &World, range_m: f64, held: Held) -> bool {
    match held {
        Held::Range { at_m, within_m } => (range_m - at_m).abs() <= within_m,
        Held::Sun(share) => eclipse::covered(world) >= share,
        Held::Calm(place) => !world.burning(place) && world.air.temperature_k(place) < WARM_K,
    }
}

/// Keys spring back: a hatch that was not opened in time asks both crews for theirs again.
fn turn_keys_anew(world: &mut World) {
    for step in world.plan.steps.open().rows() {
        let stale = step.moves.iter().any(|mv| {
            matches!(mv.done, Cond::KeysOrOpen(act, hatch) if !keys_or_open(world, act, hatch))
        });
        let index = step.id as usize;
        if stale && world.plan.rank(step) > Some(0) {
            world.plan.moves_done[index] = 0;
            world.plan.since[index] = None;
        }
    }
}

/// A read-back opens its lock for a minute: an act that waits longer has its calls made again.
fn call_anew(world: &mut World, events: &mut Vec<Event>) {
    let now = world.tick;
    for act in Armed::ALL {
        for step in act.steps().iter().copied() {
            let matched = world.plan.matched[step as usize];
            let old = matched.is_some_and(|at| now.since(at) > MATCH_FRESH_S);
            if old && act.waits(world) {
                world.plan.reopen(step);
                world.plan.lapsed.insert(step);
                events.push(Event::Expired(step));
            }
        }
    }
}

/// A reading begun since the step asks for one has ended.
fn leak_read(world: &World, step: &Step, of: ReadingOf) -> bool {
    let asked = world.plan.since[step.id as usize];
    let reading = world.switches.reading(of).filter(|reading| !reading.runs());
    asked.is_some_and(|asked| reading.map(|reading| reading.began) >= Some(asked))
}

fn keys_or_open(world: &World, act: TwoKeyAct, hatch: HatchId) -> bool {
    world.radio.keys_open(act, world.tick) || world.air.hatch(hatch) != HatchState::Shut
}

fn holds(world: &World, range_m: f64, step: &Step, index: usize, mv: &Move) -> bool {
    let plan = &world.plan;
    let seat = mv.who.seat(plan.roles);
    let said = || plan.said[step.id as usize] & 1 << index != 0;
    match mv.done {
        Cond::RangeBelow(limit) => range_m < limit,
        Cond::RangeAbove(limit) => range_m > limit,
        Cond::HeldFor(_, for_s) => {
            let since = plan.held[step.id as usize];
            since.is_some_and(|since| world.tick.since(since) >= for_s)
        }
        Cond::Said => said(),
        Cond::Matched => plan.matched[step.id as usize].is_some(),
        Cond::Spelt(system) => said() || world.switches.powered(system),
        Cond::Go(gate) => world.radio.go[gate as usize][seat.index()] == Some(true),
        Cond::Powered(system) => world.switches.powered(system),
        Cond::ControlActive => world.craft[seat.index()].autopilot.mode.is_active(),
        Cond::ControlPassive => !world.craft[seat.index()].autopilot.mode.is_active(),
        Cond::BeaconsOn => world.switches.beacons,
        Cond::TransponderOn => world.switches.transponder,
        Cond::KeysOrOpen(act, hatch) => keys_or_open(world, act, hatch),
        Cond::Masked(party, on) => {
            let men = plan.transfer().party(party).iter();
            men.filter(|man| man.seat() == seat)
                .map(|man| &world.crew[*man as usize])
                .all(|man| if on { man.mask() } else { !man.masked() })
        }
        Cond::PartyAt(party, place) => {
            let men = plan.transfer().party(party).iter();
            men.filter(|man| man.seat() == seat)
                .all(|man| world.crew[*man as usize].at == place)
        }
        Cond::LeakGood(of) => leak_read(world, step, of) && world.switches.leak_good(of),
        Cond::LeakRead(of) => leak_read(world, step, of),
        Cond::Offered(role) => world.offer.is_some_and(|offer| offer.role == role),
        Cond::NoOffer => world.offer.is_none(),
        Cond::JetsStopped => !world.craft[seat.index()].rcs.blows_by_itself(seat),
        cond => mechanism_holds(world, seat, cond) || air_holds(world, cond),
    }
}

fn mechanism_holds(world: &World, seat: Seat, cond: Cond) -> bool {
    use crate::sim::input::RingAct;
    use mechanism::Phase::{Captured, Contact, Damped, Extending, Free, Near, Retracted};
    let phase = world.mechanism.phase();
    let apart = matches!(phase, Free | Near | Contact | Extending);
    match cond {
        Cond::RingAt(act) => {
            let state = world.mechanism.ring_state(seat);
            match act {
                RingAct::Extend => state == mechanism::RingState::Extended,
                RingAct::Stow => state == mechanism::RingState::Stowed,
            }
        }
        Cond::Captured => !apart,
        Cond::Damped => !apart && phase != Captured,
        Cond::Retracting => !apart && !matches!(phase, Captured | Damped),
        Cond::Retracted => phase == Retracted || world.mechanism.hooks() > 0,
        Cond::HooksClosed => world.mechanism.hooks() == 8,
        Cond::HooksOpen => world.mechanism.hooks() == 0,
        Cond::LatchesOpen => world.mechanism.latches() == [false; 3],
        _ => false,
    }
}

fn air_holds(world: &World, cond: Cond) -> bool {
    let air = &world.air;
    let mmhg = |place| air.pressure_pa(place) / PA_PER_MMHG;
    let open = |valve| air.valve_open(valve);
    match cond {
        Cond::CavityAbove(limit) => air.cavity_pa() / PA_PER_MMHG > limit,
        Cond::ValveIs(valve, wanted) => open(valve) == wanted,
        Cond::OpenOrBelow(valve, place, limit) => open(valve) || mmhg(place) < limit,
        Cond::BelowAndShut(valve, place, limit) => !open(valve) && mmhg(place) < limit,
        Cond::OxygenAndShut(valve, place, limit) => {
            !open(valve) && air.partial_o2_pa(place) / PA_PER_MMHG > limit
        }
        Cond::OpenOrAbove(valve, place, limit) => open(valve) || mmhg(place) > limit,
        Cond::AboveAndShut(valve, place, limit) => !open(valve) && mmhg(place) > limit,
        Cond::Above(place, limit) => mmhg(place) > limit,
        Cond::Below(place, limit) => mmhg(place) < limit,
        Cond::DeltaBelow(hatch, limit) => air.hatch_delta_p_pa(hatch).abs() / PA_PER_MMHG < limit,
        Cond::HatchIs(hatch, HatchAct::Open) => air.hatch(hatch) == HatchState::Open,
        Cond::HatchIs(hatch, HatchAct::Shut) => air.hatch(hatch) == HatchState::Shut,
        _ => false,
    }
}
