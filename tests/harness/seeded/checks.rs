//! What must hold when a leg is over and its lines have been good for a while.

use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Speech};
use handshake_shared::time::Tick;

use super::Flight;
use super::crew::Crew;

/// Most that a settled picture may be off when the room's word comes: two centimetres and a fifth of a
/// degree, which at the thirty metres of a leg nobody sees.
const OFF_MOST_MM: f64 = 20.0;
const OFF_MOST_MRAD: f64 = 3.5;

impl Flight {
    /// Everything at once; the first that does not hold is the error.
    pub(super) fn check(&self, moved_from: Option<(Tick, u64)>, ticks: u32) -> Result<(), String> {
        self.moves(moved_from, ticks)?;
        self.pictures_hold()?;
        for seat in Seat::ALL {
            let crew = &self.crews[seat.index()];
            let here = |why: String| format!("{seat:?}: {why}");
            crew.is_back().map_err(here)?;
            crew.was_told_everything_once().map_err(here)?;
            crew.acted_once().map_err(here)?;
            crew.sees_the_truth().map_err(here)?;
            self.texts_are_heard_once(seat).map_err(here)?;
        }
        Ok(())
    }

    /// No room is stuck: every tick of the last second came.
    fn moves(&self, from: Option<(Tick, u64)>, ticks: u32) -> Result<(), String> {
        let (from, to) = (from.map(|(tick, _)| tick.0), self.room.digest());
        match (from, to) {
            (Some(from), Some((to, _))) if to.0 == from + ticks => Ok(()),
            (from, to) => Err(format!("the room is stuck: from {from:?} to {to:?}")),
        }
    }

    /// What a crew computes between two snapshots is what the next one says.
    fn pictures_hold(&self) -> Result<(), String> {
        let leg = &self.leg;
        match leg.off_mm <= OFF_MOST_MM && leg.off_mrad <= OFF_MOST_MRAD {
            true => Ok(()),
            false => Err(format!(
                "a picture was {:.1} mm and {:.1} mrad off",
                leg.off_mm, leg.off_mrad
            )),
        }
    }

    /// What this crew typed reached the other side of the room once and in its order. Only what a killed
    /// program had not got through may be missing.
    fn texts_are_heard_once(&self, seat: Seat) -> Result<(), String> {
        let other = &self.crews[seat.other().index()];
        let heard = other
            .truth
            .events
            .iter()
            .filter_map(|(_, event)| match event {
                Event::Heard(said) if said.from == seat => match &said.speech {
                    Speech::Text(text) => Some(text.as_str()),
                    Speech::Call { .. } => None,
                },
                _ => None,
            });
        let numbers: Vec<u32> = heard
            .map(|text| {
                text.rsplit(' ')
                    .next()
                    .and_then(|number| number.parse().ok())
            })
            .collect::<Option<_>>()
            .ok_or("a text that nobody typed")?;
        if !numbers.is_sorted_by(|a, b| a < b) {
            return Err(format!("texts heard out of order or twice: {numbers:?}"));
        }
        let crew = &self.crews[seat.index()];
        let all = numbers.len() as u32 == crew.texts;
        if crew.killed_with == 0 && !all {
            return Err(format!("{} texts typed, heard {numbers:?}", crew.texts));
        }
        Ok(())
    }
}

impl Crew {
    fn is_back(&self) -> Result<(), String> {
        let stands = self.calls_ms.is_none() && self.seated && self.client.is_live();
        if !stands {
            return Err("its connection has not come back".to_owned());
        }
        match self.told.standing {
            true => Err("it believes that the flight stands still".to_owned()),
            false => Ok(()),
        }
    }

    /// Every event of its row, once and in order: since its program was started it has all of them, for
    /// one that was killed asks for all.
    fn was_told_everything_once(&self) -> Result<(), String> {
        let (told, truth) = (&self.told.events, &self.truth.events);
        if told == truth {
            return Ok(());
        }
        let at = told.iter().zip(truth).take_while(|(a, b)| a == b).count();
        Err(format!(
            "told {} events of {}; from number {} on {:?} instead of {:?}",
            told.len(),
            truth.len(),
            at + 1,
            told.get(at),
            truth.get(at),
        ))
    }

    /// Each act took effect once and in its order, and its crew was told so once. Of a killed program's
    /// acts its next life knows nothing.
    fn acted_once(&self) -> Result<(), String> {
        let (told, sent) = (&self.told.applied, &self.told.sent);
        if told != sent {
            return Err(format!("sent acts {sent:?}, told of {told:?}"));
        }
        let mut row = self.truth.applied.clone();
        // The last word is said again to a crew that comes back.
        row.dedup();
        if !row.is_sorted_by(|a, b| a < b) {
            return Err(format!("acts applied out of order or twice: {row:?}"));
        }
        let last = sent.last().copied().unwrap_or(self.killed_with);
        match row.last() {
            Some(applied) if *applied > last => Err(format!("act {applied} of {last} applied")),
            _ => Ok(()),
        }
    }

    /// Both ends agree: what it sees is what the room last showed.
    fn sees_the_truth(&self) -> Result<(), String> {
        match (&self.told.view, &self.truth.view) {
            (Some(seen), Some(shown)) if seen == shown => Ok(()),
            (seen, shown) => {
                let tick = |view: &Option<_>| {
                    view.as_ref()
                        .map(|view: &handshake_shared::view::View| view.tick)
                };
                Err(format!(
                    "sees tick {:?}, shown {:?}",
                    tick(seen),
                    tick(shown)
                ))
            }
        }
    }
}
