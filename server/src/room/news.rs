//! When a crew has to be told. Its end computes where both craft are (`shared::predict`), and so does the
//! room, from the very snapshot that was sent: the next one goes when what the crew is shown is about to
//! be wrong by more than it could see, when something is one way that it was told to be another, when a
//! gauge has moved and it is time for gauges, and once a second whatever happens. It knows no link.

use glam::Vec3;
use handshake_shared::predict::Predicted;
use handshake_shared::sim::input::Stick;
use handshake_shared::time::TICK_RATE_HZ;
use handshake_shared::view::{View, gauges};
use handshake_shared::wire::delta::{self, Difference};
use handshake_shared::wire::snapshot::{FLIGHT_PERIOD_TICKS, period_ticks, same_but_tick};

/// Beats after which a crew is told whatever happens: a snapshot that was lost is made up for, and a
/// line that is silent for longer is a line to worry about.
const HEARTBEAT_BEATS: u32 = TICK_RATE_HZ;
/// Off by so much of what a crew could see, it is told: half, for until the snapshot is there the
/// other half may follow.
const VISIBLE: f64 = 0.5;
/// A number that is no gauge's has changed when it has by so many steps: by a thousandth part.
const GAUGE_STEPS: u32 = 1 << 6;
/// Beats between two looks at the gauges, by the distance of the two craft's middles, m: beyond the
/// first a range changes by a figure a second, within the second a hand flies by it. The middles stand
/// some ten metres apart when docked.
const GAUGES: [(f32, u32); 3] = [
    (22.0, TICK_RATE_HZ / 10),
    (120.0, TICK_RATE_HZ / 5),
    (f32::INFINITY, TICK_RATE_HZ / 2),
];

/// What one crew was told last, and what its end has made of it since.
#[derive(Clone, Debug, Default)]
pub(super) struct News {
    told: Option<Told>,
    /// Own sticks of the last tick.
    stick: Stick,
}

#[derive(Clone, Debug)]
struct Told {
    beat: u32,
    view: View,
    /// Absent when the crew's end computes nothing.
    predicted: Option<Predicted>,
}

impl News {
    /// The crew has nothing any more; the next view is news.
    pub(super) fn forget(&mut self) {
        self.told = None;
    }

    /// A tick was flown with the own sticks here.
    pub(super) fn flown(&mut self, stick: &Stick) {
        self.stick = *stick;
        if let Some(predicted) = self.told.as_mut().and_then(|told| told.predicted.as_mut()) {
            predicted.advance(stick, 1);
        }
    }

    /// The crew is to be told this view in this beat. Snapshots come so many times less often at most.
    pub(super) fn is_due(&self, beat: u32, view: &View, stretch: u32) -> bool {
        let Some(told) = &self.told else {
            return true;
        };
        let stretch = stretch.max(1);
        let waited = beat.wrapping_sub(told.beat);
        if waited < FLIGHT_PERIOD_TICKS * stretch {
            return false;
        }
        match &told.predicted {
            Some(predicted) => {
                waited >= HEARTBEAT_BEATS
                    || predicted.visible_error(view) >= VISIBLE
                    || told.differs(predicted, view, waited >= gauge_beats(view) * stretch)
            }
            None => waited >= period_ticks(view) * stretch && !same_but_tick(&told.view, view),
        }
    }

    /// The crew is told this view in this beat. Comes back as it is to be told: gauges that nobody could
    /// tell from what the crew has stay what they were, and take no bytes.
    pub(super) fn tell(&mut self, beat: u32, view: &View) -> View {
        let mut settled = view.clone();
        if let Some(told) = &self.told {
            gauges::settle(&mut settled, &told.view);
        }
        // What the crew will have, not what there was. Every view can be laid out.
        let view = delta::cut(&settled).unwrap_or_else(|_| settled.clone());
        let predicted = Predicted::from(&view, &self.stick);
        self.told = Some(Told {
            beat,
            view,
            predicted,
        });
        settled
    }
}

impl Told {
    /// Whatever is not motion differs from what the crew is shown: something that is one way or another
    /// at any time, gauges when it is time for them.
    fn differs(&self, predicted: &Predicted, view: &View, gauges: bool) -> bool {
        let mut shown = self.view.clone();
        shown.tick = view.tick;
        // Motion was judged by eye. What of the scene is one way or another is told like all else.
        let scene = predicted.motion(&self.view).scene;
        shown.scene = view.scene;
        // Plumes come and go with every pulse: they are looked at as often as gauges.
        shown.scene.other_jets = match gauges {
            true => scene.other_jets,
            false => view.scene.other_jets,
        };
        shown.scene.other_beacons = scene.other_beacons;
        shown.scene.other_lamp = scene.other_lamp;
        let (own, truth) = (shown.panel.craft_mut(), view.panel.craft());
        own.error_rad = truth.error_rad;
        own.rate_rad_per_s = truth.rate_rad_per_s;
        own.jets = truth.jets;
        gauges::settle(&mut shown, view);
        gauges::run_on(&mut shown, view);
        if shown == *view {
            return false;
        }
        let (Ok(shown), Ok(truth)) = (delta::lay(&shown), delta::lay(view)) else {
            return true;
        };
        match delta::difference(&shown, &truth) {
            Difference::Otherwise => true,
            Difference::Reals(steps) => gauges && steps >= GAUGE_STEPS,
        }
    }
}

/// Beats between two looks at the gauges.
fn gauge_beats(view: &View) -> u32 {
    let apart_m = Vec3::from(view.scene.other_pos_body_m).length();
    let row = GAUGES.iter().find(|(within_m, _)| apart_m < *within_m);
    row.map_or(FLIGHT_PERIOD_TICKS, |(_, beats)| *beats)
}

#[cfg(test)]
mod tests;
