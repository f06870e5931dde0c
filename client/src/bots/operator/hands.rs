//! What the crew does at its panel: keys, valves by their gauges, manifolds, timed readings.

use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::jets::jets;
use handshake_shared::catalogue::procedures::{Act, Cond};
use handshake_shared::ids::{CompartmentId, CrewId, Seat};
use handshake_shared::sim::input::{Command, ReadingOf};
use handshake_shared::view::panel::Panel;

use super::{Given, Operator};
use crate::app::moves::reading;

/// A leak reading starts when the gas has settled to this, Pa/s.
const SETTLED_PA_PER_S: f32 = 1.5;
/// Gas cools after a fill: overfill by this, mmHg.
const OVERFILL_MMHG: f64 = 4.0;

impl Operator {
    /// The partner's key is turned and waits: turn the second one at once.
    pub(super) fn second_key(&self, given: &Given<'_>) -> Option<Command> {
        let key = given.radio.key.filter(|key| key.by != self.seat)?;
        let mine = given
            .plan
            .moves_of(self.seat)
            .any(|(open, mv)| mv.act == Act::Key(key.act) && !self.holds_back(given, open, mv));
        mine.then_some(Command::Key(key.act))
    }

    /// Nobody stood where hands were wanted: the nearest man who is awake goes there.
    pub(super) fn send_hands(&mut self, given: &Given<'_>) -> Option<Command> {
        let to = self.wanted_at.take()?;
        let craft = given.panel.craft();
        let men = CrewId::ALL
            .into_iter()
            .filter(|man| man.seat() == self.seat);
        let (crew, ..) = men
            .zip(craft.crew_at)
            .zip(craft.crew_awake)
            .filter(|(_, awake)| *awake > 0.5)
            .map(|((man, at), _)| (man, (at as i32 - to as i32).abs()))
            .min_by_key(|(_, hatches)| *hatches)?;
        Some(Command::Move {
            crew,
            to,
            confirmed: false,
        })
    }

    /// The gauge shows what the valve was opened for; of a place without one here the partner has
    /// called enough.
    pub(super) fn filled(&self, panel: &Panel, done: Cond) -> bool {
        let mmhg = |pa: f32| f64::from(pa) / PA_PER_MMHG;
        let called = |place: CompartmentId| panel.craft().called.pressure_pa[place as usize];
        let told = |place| called(place).map(|called| mmhg(called.value));
        match done {
            Cond::AboveAndShut(_, place, limit) => match pressure(panel, place) {
                Some(pa) => mmhg(pa) > limit + OVERFILL_MMHG,
                None => told(place).is_some_and(|told| told > limit),
            },
            Cond::BelowAndShut(_, place, limit) => match pressure(panel, place) {
                Some(pa) => mmhg(pa) < limit - OVERFILL_MMHG,
                None => told(place).is_some_and(|told| told < limit),
            },
            Cond::OxygenAndShut(_, place, limit) => {
                oxygen(panel, place).is_some_and(|pa| mmhg(pa) > limit + OVERFILL_MMHG)
            }
            _ => true,
        }
    }

    /// A jet blows by itself: its quad has lost most propellant, so that is shut first. If it goes
    /// on, the guess was wrong: that valve is opened again and the next one tried. Where one tank
    /// feeds all manifolds they come in the panel's order.
    pub(super) fn isolate(&mut self, given: &Given<'_>) -> Option<Command> {
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
    pub(super) fn leak_check(&self, given: &Given<'_>, of: ReadingOf) -> Option<Command> {
        let running = reading(given.panel, of).is_some_and(|leak| leak.good.is_none());
        let change = |place| self.last_pa.get(&place).map(|(_, _, change)| *change);
        let settled = match of {
            ReadingOf::Cavity => true,
            ReadingOf::Tunnel2 => change(CompartmentId::Tunnel2)?.abs() < SETTLED_PA_PER_S,
            // What two men breathe out is no leak, nor is gas that warms.
            ReadingOf::Dm => change(CompartmentId::Dm)? > -SETTLED_PA_PER_S,
        };
        (!running && settled).then_some(Command::LeakCheck(of))
    }

    pub(super) fn note_pressures(&mut self, given: &Given<'_>) {
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
                *entry = (given.tick, now, (now - entry.1) / dt_s);
            }
        }
    }
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
