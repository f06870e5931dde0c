//! The crews of a run without a screen: a script's acts at their ticks, software crews at the seats
//! that have one, or both. They meet the world only through its inputs.

use handshake_shared::catalogue::calls::SlotValue;
use handshake_shared::ids::Seat;
use handshake_shared::sim::World;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::{Answer, Command, Inputs, Stick};
use handshake_shared::sim::radio::Debt;
use handshake_shared::time::Tick;
use handshake_shared::view::{self, radio::Card};

use super::Plan;
use super::script::{ScriptAct, ScriptAnswer};
use crate::bots::{DECISION_TICKS, Given, SoftwareCrew, Temper};

/// Full deflection of a hand controller.
const FULL: i8 = 127;

/// Both crews of a run.
pub struct Crews<'a> {
    left: &'a [(Tick, Seat, ScriptAct)],
    holds: Vec<(Tick, Seat, Stick)>,
    software: [Option<SoftwareCrew>; 2],
}

impl<'a> Crews<'a> {
    /// The crews of a plan before its first tick.
    pub fn new(plan: &'a Plan) -> Crews<'a> {
        let flies = |seat| plan.software.is_some_and(|software| software.flies(seat));
        let crew = |seat| SoftwareCrew::new(seat, Temper::default());
        Crews {
            left: &plan.acts,
            holds: Vec::new(),
            software: Seat::ALL.map(|seat| flies(seat).then(|| crew(seat))),
        }
    }

    /// Software at both seats.
    pub fn software() -> Crews<'static> {
        Crews {
            left: &[],
            holds: Vec::new(),
            software: Seat::ALL.map(|seat| Some(SoftwareCrew::new(seat, Temper::default()))),
        }
    }

    /// Lets the software crews take in what happened.
    pub fn hear(&mut self, event: &Event) {
        for (crew, seat) in self.software.iter_mut().zip(Seat::ALL) {
            if let Some(crew) = crew
                && let Some(event) = view::event_for(event, seat)
            {
                crew.hear(&event);
            }
        }
    }

    /// What both crews do in the tick that comes next.
    pub fn inputs(&mut self, world: &World) -> Inputs {
        let mut inputs = Inputs::default();
        if world.tick().0.is_multiple_of(DECISION_TICKS) {
            self.decide(world, &mut inputs);
        }
        while let Some(((tick, seat, act), left)) = self.left.split_first()
            && *tick <= world.tick()
        {
            self.left = left;
            match act {
                ScriptAct::Hold { ticks, .. } => {
                    let until = Tick(world.tick().0 + ticks);
                    self.holds.push((until, *seat, deflection(act)));
                }
                ScriptAct::Command(command) => {
                    inputs[seat.index()].commands.push(command.clone());
                }
                ScriptAct::ReadBack(answer) => {
                    let answer = read_back(world, *seat, *answer);
                    inputs[seat.index()].commands.push(answer);
                }
            }
        }
        self.holds.retain(|(until, ..)| *until > world.tick());
        for (_, seat, held) in &self.holds {
            deflect(&mut inputs[seat.index()].stick, held);
        }
        inputs
    }

    fn decide(&mut self, world: &World, inputs: &mut Inputs) {
        for (crew, seat) in self.software.iter_mut().zip(Seat::ALL) {
            let Some(crew) = crew else { continue };
            let decision = crew.decide(&Given::of(&view::of(world, seat)));
            let ticks = u32::from(decision.ticks).min(DECISION_TICKS);
            let until = Tick(world.tick().0 + ticks);
            self.holds.push((until, seat, decision.stick));
            inputs[seat.index()].commands = decision.commands;
        }
    }
}

/// Adds one hand to a stick, up to its stops.
fn deflect(stick: &mut Stick, held: &Stick) {
    let add = |axis: &mut i8, more: i8| *axis = axis.saturating_add(more).max(-FULL);
    for (axis, more) in stick.push.iter_mut().zip(held.push) {
        add(axis, more);
    }
    for (axis, more) in stick.turn.iter_mut().zip(held.turn) {
        add(axis, more);
    }
}

fn deflection(act: &ScriptAct) -> Stick {
    let mut stick = Stick::NEUTRAL;
    if let ScriptAct::Hold {
        push,
        axis,
        positive,
        ..
    } = act
    {
        let axes = if *push {
            &mut stick.push
        } else {
            &mut stick.turn
        };
        axes[*axis] = if *positive { FULL } else { -FULL };
    }
    stick
}

/// The answer to the call that waits for it; with none waiting the world refuses number 0.
fn read_back(world: &World, seat: Seat, answer: ScriptAnswer) -> Command {
    let Some(debt) = &world.radio.owed[seat.index()] else {
        let answer = Answer::Card(0);
        return Command::ReadBack { seq: 0, answer };
    };
    let answer = match answer {
        ScriptAnswer::Given(answer) => answer,
        ScriptAnswer::Right => {
            let right = |card: &Card| card.call == debt.call && card.slots == debt.slots;
            match debt.cards.iter().position(right) {
                Some(card) => Answer::Card(card as u8),
                None => Answer::Value(said_value(debt)),
            }
        }
    };
    Command::ReadBack {
        seq: debt.seq,
        answer,
    }
}

fn said_value(debt: &Debt) -> f32 {
    let value = debt.slots.iter().find_map(|slot| match slot {
        SlotValue::Number(number) => Some(*number),
        SlotValue::Count(count) => Some(f32::from(*count)),
        _ => None,
    });
    value.unwrap_or(0.0)
}
