//! The sight in words: where the target stands in it, and which way it drifts. A picture shows a drift
//! at a glance; lines have to say it.

use std::collections::VecDeque;

use handshake_shared::time::Tick;
use handshake_shared::view::View;

use super::plain;
use crate::draw::console::Console;
use crate::i18n::Arg;
use crate::widgets::attitude;

/// Time a drift is taken over, s: long enough that the eye's own error does not look like one.
const OVER_S: f64 = 3.0;
/// A drift below this is none, deg/s: a target a degree off would take a minute and a half to the edge.
const STILL_DEG_PER_S: f32 = 0.02;

/// Where the target was seen of late, rad right and up.
#[derive(Debug, Default)]
pub(super) struct Sighting {
    kept: VecDeque<(Tick, [f32; 2])>,
}

impl Sighting {
    /// Takes a look.
    pub(super) fn note(&mut self, view: &View) {
        let Some(target) = view.sight.target_rad else {
            self.kept.clear();
            return;
        };
        if self.kept.back().is_none_or(|(tick, _)| *tick < view.tick) {
            self.kept.push_back((view.tick, target));
        }
        while self
            .kept
            .get(1)
            .is_some_and(|(tick, _)| view.tick.since(*tick) >= OVER_S)
        {
            self.kept.pop_front();
        }
    }

    /// Drift, deg/s right and up; absent until it was looked at long enough.
    fn drift(&self) -> Option<[f32; 2]> {
        let (first, last) = (self.kept.front()?, self.kept.back()?);
        let over_s = last.0.since(first.0);
        (over_s >= OVER_S)
            .then(|| [0, 1].map(|axis| (last.1[axis] - first.1[axis]).to_degrees() / over_s as f32))
    }

    /// The sight as whole sentences, or why there is nothing to see and what to do about it.
    pub(super) fn lines(&self, console: &Console, width: usize) -> Vec<String> {
        let Some(target) = console.view.sight.target_rad else {
            return plain(vec![attitude::sight(console, width)]);
        };
        let mut lines = vec![placed(console, "lines-target", target, 1)];
        if let Some([right, up]) = self.drift() {
            let across = right.abs() >= up.abs();
            let (value, sides) = match across {
                true => (right, ["left", "right"]),
                false => (up, ["down", "up"]),
            };
            let rate = console.number(value.abs(), 2);
            let args = [
                ("side", Arg::Text(sides[usize::from(value > 0.0)])),
                ("rate", Arg::Text(&rate)),
            ];
            lines.push(match value.abs() < STILL_DEG_PER_S {
                true => console.word("lines-still"),
                false => console.say("lines-drift", &args),
            });
        }
        if let Some(roll) = console.view.sight.roll_rad {
            let x = console.number(roll.to_degrees().abs(), 1);
            let side = ["ccw", "cw"][usize::from(roll > 0.0)];
            let args = [("x", Arg::Text(&x)), ("side", Arg::Text(side))];
            lines.push(console.say("lines-roll", &args));
        }
        if let Some(cross) = console.view.sight.cross_rad {
            lines.push(placed(console, "lines-cross", cross, 2));
        }
        lines
    }
}

fn placed(console: &Console, key: &str, [right, up]: [f32; 2], decimals: u8) -> String {
    let [x, y] = [right, up].map(|at| console.number(at.to_degrees().abs(), decimals));
    let args = [
        (
            "across",
            Arg::Text(["left", "right"][usize::from(right > 0.0)]),
        ),
        ("x", Arg::Text(&x)),
        ("along", Arg::Text(["down", "up"][usize::from(up > 0.0)])),
        ("y", Arg::Text(&y)),
    ];
    console.say(key, &args)
}

#[cfg(test)]
mod tests {
    use handshake_shared::ids::Seat;
    use handshake_shared::scenario::load;
    use handshake_shared::sim::World;
    use handshake_shared::view;

    use super::*;

    #[test]
    fn a_drift_is_told_once_it_was_looked_at_long_enough() {
        let world = World::new(&load("final-approach").expect("ships"), 1);
        let mut view = view::of(&world, Seat::Apollo);
        let mut sighting = Sighting::default();
        for second in 0..8_u32 {
            view.tick = Tick(second * 60);
            view.sight.target_rad = Some([(second as f32 * 0.1).to_radians(), 0.0]);
            sighting.note(&view);
            assert_eq!(sighting.drift().is_some(), second >= 3, "{second}");
        }
        let [right, up] = sighting.drift().expect("looked at for seven seconds");
        assert!((right - 0.1).abs() < 1e-4 && up == 0.0, "{right} {up}");
        view.sight.target_rad = None;
        sighting.note(&view);
        assert!(sighting.drift().is_none());
    }
}
