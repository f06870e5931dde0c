//! Awake, greying out, unconscious, dead: where everything that takes a man's senses meets. It
//! does not know why; each cause brings its own rate.

use serde::{Deserialize, Serialize};

use super::harm::Harm;

/// Below this a man does nothing any more, 1.
pub const FAINT: f64 = 0.1;

/// Recovery once nothing drains, s (estimate).
const RECOVERY_S: f64 = 20.0;

/// Unconscious without oxygen in the brain for this long is death, s (4 min, common medical figure).
const FATAL_ANOXIA_S: f64 = 240.0;

/// Consciousness and what took it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mind {
    awake: f64,
    anoxia_s: f64,
    stunned_s: f64,
    /// What drained most when he last fainted; kept until he is back.
    taken_by: Option<Harm>,
    killed_by: Option<Harm>,
}

impl Mind {
    /// A man awake.
    pub const AWAKE: Mind = Mind {
        awake: 1.0,
        anoxia_s: 0.0,
        stunned_s: 0.0,
        taken_by: None,
        killed_by: None,
    };

    /// One tick: `drains` are the rates of loss, 1/s, each with its cause; `airless` says that the
    /// brain gets no oxygen, so that staying down kills.
    pub fn step(&mut self, dt_s: f64, drains: &[(Harm, f64)], airless: bool) {
        let drain: f64 = drains.iter().map(|(_, rate)| rate).sum();
        // The blow wears off by itself.
        self.stunned_s = (self.stunned_s - dt_s).max(0.0);
        let change = match drain > 0.0 {
            true => -drain,
            false if self.stunned_s > 0.0 => 0.0,
            false => 1.0 / RECOVERY_S,
        };
        // Nobody is more than awake or less than unconscious.
        self.awake = (self.awake + change * dt_s).clamp(0.0, 1.0);
        let worst = drains.iter().max_by(|(_, a), (_, b)| a.total_cmp(b));
        if let Some((harm, rate)) = worst
            && *rate > 0.0
            && self.fainted()
        {
            self.taken_by = Some(*harm);
        }
        if !self.fainted() {
            self.taken_by = None;
        }
        if airless && self.awake <= 0.0 {
            self.anoxia_s += dt_s;
        } else if !airless {
            self.anoxia_s = (self.anoxia_s - dt_s).max(0.0);
        }
        if self.anoxia_s >= FATAL_ANOXIA_S {
            self.kill(self.taken_by.unwrap_or(Harm::Hypoxia));
        }
    }

    /// Knocks him out for so long, s.
    pub fn stun(&mut self, seconds: f64) {
        self.awake = 0.0;
        self.stunned_s = self.stunned_s.max(seconds);
        self.taken_by = Some(Harm::Struck);
    }

    /// Ends him.
    pub fn kill(&mut self, by: Harm) {
        self.killed_by = self.killed_by.or(Some(by));
        self.awake = 0.0;
    }

    /// 1 awake, 0 unconscious; what lies between is greying out.
    pub fn awake(&self) -> f64 {
        self.awake
    }

    /// Out of his senses.
    pub fn fainted(&self) -> bool {
        self.awake < FAINT
    }

    /// What took his senses, while they are gone.
    pub fn taken_by(&self) -> Option<Harm> {
        self.taken_by
    }

    /// What he died of.
    pub fn killed_by(&self) -> Option<Harm> {
        self.killed_by
    }

    /// Feeds the state to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        let numbers = [self.awake, self.anoxia_s, self.stunned_s];
        numbers.iter().for_each(|v| sink(v.to_bits()));
        let code = |harm: Option<Harm>| harm.map_or(u64::from(u8::MAX), |harm| harm as u64);
        sink(code(self.taken_by) << 8 | code(self.killed_by));
    }
}
