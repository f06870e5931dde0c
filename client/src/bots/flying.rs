//! A software crew on a link: the same door a person's console goes through. It gets ready by
//! itself, flies every mission the room begins, and asks for another when the partner does.

use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::wire::{Pace, PaceState};

use super::{DECISION_TICKS, Given, SoftwareCrew, Temper};
use crate::net::{Link, NetEvent};

/// The most a software crew agrees to while it has a move to make: a docked craft's snapshots come
/// five a second, so its gauges are two simulated seconds apart.
const BUSY_MOST: u8 = 10;

/// Crews a seated link until it ends. Works for any number of missions.
pub async fn serve(mut link: Link, pace: Pace, temper: Temper) {
    while fly(&mut link, pace, temper).await.is_some() {
        // The partner decides whether there is another flight; this crew is always willing.
        if link.again().is_err() {
            return;
        }
    }
}

/// Gets ready and crews a seated link through one mission; absent when the link ended first.
pub async fn fly(link: &mut Link, pace: Pace, temper: Temper) -> Option<Debrief> {
    fly_until(link, pace, temper, |_| false).await
}

/// The same, with somebody who sees what comes before the crew does and may end its flight there.
pub async fn fly_until(
    link: &mut Link,
    pace: Pace,
    temper: Temper,
    mut ends: impl FnMut(&NetEvent) -> bool,
) -> Option<Debrief> {
    link.ready(true).ok()?;
    let mut hands = Hands::new(pace, temper);
    loop {
        let event = link.next().await;
        if ends(&event) {
            return None;
        }
        hands.take(link, &event)?;
        match event {
            NetEvent::Debrief(debrief) => return Some(*debrief),
            NetEvent::Closed { .. } => return None,
            _ => {}
        }
    }
}

/// A software crew's hands on a link: told each event that comes, it does what is due.
#[derive(Debug)]
pub struct Hands {
    pace: Pace,
    temper: Temper,
    crew: Option<SoftwareCrew>,
    /// The last view it has decided on.
    decided: Option<Tick>,
    /// Time compression it was asked for.
    asked: Option<u8>,
    /// Who sits down in flight is told what happened before the first view.
    before: Vec<Event>,
}

impl Hands {
    /// Of a crew that knows nothing yet.
    pub fn new(pace: Pace, temper: Temper) -> Hands {
        Hands {
            pace,
            temper,
            crew: None,
            decided: None,
            asked: None,
            before: Vec::new(),
        }
    }

    /// Takes in what has come, and acts; none when the link takes nothing any more.
    pub fn take(&mut self, link: &mut Link, event: &NetEvent) -> Option<()> {
        match event {
            NetEvent::Started { .. } => *self = Hands::new(self.pace, self.temper),
            NetEvent::Event { event, .. } => match &mut self.crew {
                Some(crew) => crew.hear(event),
                None => self.before.push(event.clone()),
            },
            NetEvent::View(view) => {
                let (temper, before) = (self.temper, &mut self.before);
                let crew = self.crew.get_or_insert_with(|| {
                    let mut crew = SoftwareCrew::new(view.seat, temper);
                    before.drain(..).for_each(|event| crew.hear(&event));
                    crew
                });
                let idle = act(link, crew, view, self.pace, &mut self.decided)?;
                if idle && let Some(factor) = self.asked.take().map(|most| agreed(view, most)) {
                    link.pace(factor).ok()?;
                }
            }
            NetEvent::Pace(state) => {
                if let Some(crew) = &self.crew {
                    self.asked = asked_of(state, crew.seat());
                }
            }
            // What it decided beyond this is on its way again; what it saw beyond it comes again.
            NetEvent::Undone(_) | NetEvent::Restored(_) if self.pace == Pace::RealTime => {
                self.decided = None;
            }
            // The rest is for people.
            _ => {}
        }
        Some(())
    }
}

/// What the other crew asks for, when that is more than this one does.
fn asked_of(state: &PaceState, own: Seat) -> Option<u8> {
    let theirs = state.wants[own.other().index()];
    (theirs > state.wants[own.index()]).then_some(theirs)
}

/// A software crew agrees to what it is asked. While a move of the plan is its own it wants to see
/// its gauges every two simulated seconds or so, and agrees to less.
fn agreed(view: &View, asked: u8) -> u8 {
    let busy = view.plan.moves_of(view.seat).next().is_some();
    if busy { asked.min(BUSY_MOST) } else { asked }
}

/// One decision on one view; views that come before the next decision is due are let go: on the
/// clock there are many, and a crew that comes back is shown where it is in the middle of a grant. Whether there was one and nothing came of it, and this crew owes nothing; none when the link
/// takes nothing any more.
fn act(
    link: &mut Link,
    crew: &mut SoftwareCrew,
    view: &View,
    pace: Pace,
    decided: &mut Option<Tick>,
) -> Option<bool> {
    if view.plan.outcome.is_some() {
        return Some(false);
    }
    let due = decided.is_none_or(|at| view.tick.0 >= at.0 + DECISION_TICKS);
    if !due {
        return Some(false);
    }
    *decided = Some(view.tick);
    let decision = crew.decide(&Given::of(view));
    let idle = decision.commands.is_empty() && decision.ticks == 0 && owes_nothing(view);
    for command in decision.commands {
        link.send(command).ok()?;
    }
    match pace {
        Pace::Lockstep => {
            let through = Tick(view.tick.0 + DECISION_TICKS);
            link.grant(through, decision.stick, decision.ticks).ok()?;
        }
        Pace::RealTime if decision.ticks > 0 => link.stick(decision.stick, decision.ticks),
        Pace::RealTime => {}
    }
    Some(idle)
}

fn owes_nothing(view: &View) -> bool {
    let radio = &view.radio;
    let asked = radio.poll.as_ref().is_some_and(|poll| poll.mine.is_none());
    radio.owed.is_none() && radio.key.is_none() && !asked
}

#[cfg(test)]
mod tests {
    use handshake_shared::catalogue::procedures::StepId;
    use handshake_shared::scenario::load;
    use handshake_shared::sim::input::Inputs;
    use handshake_shared::sim::{World, step};
    use handshake_shared::view;

    use super::*;

    #[test]
    fn a_crew_with_a_move_to_make_agrees_to_less() {
        let mut scenario = load("final-approach").expect("ships");
        for (steps, agrees) in [(vec![StepId::Greet], 10), (Vec::new(), 60)] {
            scenario.steps = steps.into_iter().collect();
            let mut world = World::new(&scenario, 1);
            step(&mut world, &Inputs::default(), &mut Vec::new());
            let view = view::of(&world, Seat::Soyuz);
            assert_eq!((agreed(&view, 60), agreed(&view, 5)), (agrees, 5));
        }
    }

    #[test]
    fn only_a_wish_above_ones_own_is_asked_of_one() {
        let asked = |wants| {
            let state = PaceState {
                wants,
                ..PaceState::default()
            };
            asked_of(&state, Seat::Soyuz)
        };
        assert_eq!(asked([20, 1]), Some(20));
        assert_eq!(asked([20, 20]), None);
        assert_eq!(asked([1, 20]), None);
    }
}
