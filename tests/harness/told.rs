//! What a crew was told over its line, held against what the room did: every act took effect once and
//! was told so once, in its order; everything that happened was told once, in its order; every view is
//! the world's own at its tick, as near as the wire tells it. The truth is the server's recording.

use std::collections::{BTreeMap, HashSet};

use handshake::net::NetEvent;
use handshake_shared::ids::Seat;
use handshake_shared::replay::Replay;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::sim::event::{Event, Refusal};
use handshake_shared::time::Tick;
use handshake_shared::view::{self, View, gauges};
use handshake_shared::wire::delta;

/// What one crew was told of one mission.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Everything that happened.
    events: Vec<(Tick, Event)>,
    /// Acts that took effect: number, when.
    acks: Vec<(u32, Tick)>,
    /// The views.
    views: BTreeMap<Tick, Box<View>>,
}

/// How much was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Acts.
    pub acts: usize,
    /// Events.
    pub events: usize,
    /// Views.
    pub views: usize,
}

impl Told {
    /// Takes in what has come.
    pub fn take(&mut self, event: &NetEvent) {
        match event {
            NetEvent::Event { tick, event } => self.events.push((*tick, event.clone())),
            NetEvent::Ack { seq, tick } => self.acks.push((*seq, *tick)),
            NetEvent::View(view) => {
                self.views.insert(view.tick, view.clone());
            }
            _ => {}
        }
    }

    /// Holds it against a recording that goes on to where this crew was told everything.
    pub fn check(&self, replay: &Replay, seat: Seat) -> Result<Compared, String> {
        self.acted_once(replay, seat)?;
        self.heard_once(replay, seat)?;
        self.saw_the_world(replay, seat)?;
        Ok(Compared {
            acts: self.acks.len(),
            events: self.events.len(),
            views: self.views.len(),
        })
    }

    /// Numbers have no gap and come once; each act was given to the step whose end its crew was told.
    fn acted_once(&self, replay: &Replay, seat: Seat) -> Result<(), String> {
        let numbers = self.acks.iter().map(|(seq, _)| *seq);
        if !numbers.eq(1..=self.acks.len() as u32) {
            return Err(format!("{seat:?}: told of acts {:?}", self.acks));
        }
        // Too many acts in one tick are refused before the step; no software crew makes so many.
        let done: Vec<Tick> = replay
            .stretches
            .iter()
            .flat_map(|stretch| {
                let own = stretch.acts.iter().filter(|done| done.seat == seat);
                own.map(|done| Tick(stretch.from.0 + u32::from(done.after) + 1))
            })
            .collect();
        let told: Vec<Tick> = self.acks.iter().map(|(_, tick)| *tick).collect();
        first_difference("acts at", seat, &told, &done)
    }

    fn heard_once(&self, replay: &Replay, seat: Seat) -> Result<(), String> {
        let too_many = |event: &Event| {
            let why = Refusal::TooMany;
            matches!(event, Event::Refused { why: w, .. } if *w == why)
        };
        if self.events.iter().any(|(_, event)| too_many(event)) {
            return Err(format!("{seat:?}: more acts than a room takes"));
        }
        let happened: Vec<(Tick, Event)> = replay
            .events()
            .filter_map(|(tick, event)| Some((tick, view::event_for(event, seat)?)))
            .collect();
        first_difference("events", seat, &self.events, &happened)
    }

    fn saw_the_world(&self, replay: &Replay, seat: Seat) -> Result<(), String> {
        let mut wrong = None;
        let mut seen = HashSet::new();
        let verdict = verify(replay, |world| {
            let tick = world.tick();
            if let Some(told) = self.views.get(&tick)
                && seen.insert(tick)
                && !shows(told, &view::of(world, seat))
            {
                wrong.get_or_insert(tick);
            }
        });
        match (verdict, wrong) {
            (Ok(Verdict::Identical { .. }), None) if seen.len() == self.views.len() => Ok(()),
            (verdict, wrong) => Err(format!(
                "{seat:?}: views, the first wrong one {wrong:?}, {} of {} in the flight, {verdict:?}",
                seen.len(),
                self.views.len()
            )),
        }
    }
}

fn first_difference<T: PartialEq + std::fmt::Debug>(
    what: &str,
    seat: Seat,
    told: &[T],
    truth: &[T],
) -> Result<(), String> {
    let same = told.iter().zip(truth).take_while(|(a, b)| a == b).count();
    if same == told.len() && same == truth.len() {
        return Ok(());
    }
    Err(format!(
        "{seat:?}: {what}, {} told of {}; after {same} alike told {:?}, in truth {:?}",
        told.len(),
        truth.len(),
        told.get(same),
        truth.get(same),
    ))
}

/// The crew was told this view, as near as the wire tells it and its gauges are read.
fn shows(told: &View, truth: &View) -> bool {
    let mut shown = told.clone();
    gauges::settle(&mut shown, truth);
    let [shown, truth] = [&shown, truth].map(delta::cut);
    shown.expect("every view can be told") == truth.expect("every view can be told")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taped::taped;
    use handshake_shared::replay::Player;
    use handshake_shared::scenario::shipped;

    /// What a crew on a perfect line would be told of a recording.
    fn perfect(replay: &Replay, seat: Seat) -> Told {
        let mut told = Told::default();
        let mut player = Player::new(replay.clone());
        for second in 1..20 {
            player.seek(Tick::at(f64::from(second)));
            let view = player.view(seat).expect("a world has a view");
            told.take(&NetEvent::View(Box::new(view)));
        }
        for (tick, event) in replay.events() {
            if let Some(event) = view::event_for(event, seat) {
                told.take(&NetEvent::Event { tick, event });
            }
        }
        for stretch in &replay.stretches {
            for done in stretch.acts.iter().filter(|done| done.seat == seat) {
                let seq = told.acks.len() as u32 + 1;
                let tick = Tick(stretch.from.0 + u32::from(done.after) + 1);
                told.take(&NetEvent::Ack { seq, tick });
            }
        }
        told
    }

    #[test]
    fn every_broken_promise_is_seen() {
        let mission = shipped().iter().find(|(name, _)| *name == "final-approach");
        let (_, bytes) = taped(*mission.expect("ships"), 7, 40.0);
        let replay = Replay::read(&bytes).expect("a header");
        let seat = Seat::Soyuz;
        let whole = perfect(&replay, seat);
        let compared = whole.check(&replay, seat).expect("nothing is wrong");
        assert!(compared.acts > 3 && compared.events > 9 && compared.views == 19);
        let breaks: [fn(&mut Told); 7] = [
            |told| _ = told.events.remove(4),
            |told| told.events.swap(2, 8),
            |told| told.events.push(told.events[3].clone()),
            |told| _ = told.acks.remove(1),
            |told| told.acks.push(told.acks[2]),
            |told| told.acks[1].1.0 += 1,
            |told| {
                told.views
                    .values_mut()
                    .nth(5)
                    .expect("views")
                    .scene
                    .sunlight += 0.5
            },
        ];
        for (number, broken) in breaks.into_iter().enumerate() {
            let mut told = whole.clone();
            broken(&mut told);
            assert!(told.check(&replay, seat).is_err(), "{number}");
        }
        assert!(whole.check(&replay, seat.other()).is_err());
    }
}
