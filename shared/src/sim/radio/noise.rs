//! Noise on the loop, as the mission has it in store: from when, in which direction, and how likely
//! it swallows a word. The core knows no words: a transmission carries how badly it came through,
//! and each reader works out the same holes in it. Numbers, units, warnings and spelt letters always
//! come through; above [`DEAD_PERCENT`] nothing does, and only the lamps are left.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::faults::Condition;
use crate::catalogue::procedures::Phase;
use crate::ids::Seat;
use crate::rng::Stream;
use crate::sim::World;
use crate::time::{TICK_RATE_HZ, Tick};

/// From this loss on the hearer's set has no carrier and gives out nothing, % (game value). Lower, and
/// a crew could still puzzle out calls by their numbers.
pub const DEAD_PERCENT: u8 = 80;

/// Loss and length of the noise that an instructor puts on the loop (game values): every third word is
/// lost, for as long as it takes to call, to ask again and to be answered several times.
const INJECTED_LOSS_PERCENT: u8 = 35;
const INJECTED_LASTS: Tick = Tick(120 * TICK_RATE_HZ);

/// How badly one transmission came through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noise {
    /// Chance of a word to be lost, %.
    pub loss_percent: u8,
    /// Which words those are: the same word is lost for the whole mission, or never.
    pub seed: u32,
}

/// A stretch of noise in store.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoiseRow {
    /// So long after the first tick, or after what `on` waits for.
    pub from: Tick,
    /// How long; to the end of the mission where it is absent.
    pub lasts: Option<Tick>,
    /// What it waits for.
    pub on: Option<Condition>,
    /// Only while the plan is in this phase.
    pub phase: Option<Phase>,
    /// Who hears badly; both crews where it is absent.
    pub to: Option<Seat>,
    /// Chance of a word to be lost, %.
    pub loss_percent: u8,
}

impl NoiseRow {
    /// The same loss from the first tick to the last, for both crews.
    pub const fn throughout(loss_percent: u8) -> NoiseRow {
        NoiseRow {
            from: Tick(0),
            lasts: None,
            on: None,
            phase: None,
            to: None,
            loss_percent,
        }
    }

    fn sounds(&self, now: Tick, since: Option<Tick>, phase: Phase) -> bool {
        let Some(since) = since else {
            return false;
        };
        let from = since.0.saturating_add(self.from.0);
        let over = self
            .lasts
            .is_some_and(|lasts| now.0 >= from.saturating_add(lasts.0));
        now.0 >= from && !over && self.phase.is_none_or(|wanted| wanted == phase)
    }
}

/// The mission's noise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Noises {
    rows: Vec<NoiseRow>,
    seed: u32,
    /// Loss now, by who hears, %.
    loss_percent: [u8; 2],
}

impl Noises {
    /// These stretches; the stream says which words go.
    pub fn new(rows: &[NoiseRow], mut stream: Stream) -> Noises {
        Noises {
            rows: rows.to_vec(),
            seed: stream.draw() as u32,
            loss_percent: [0; 2],
        }
    }

    /// An instructor's stretch of it begins now.
    pub fn begin(&mut self, now: Tick) {
        self.rows.push(NoiseRow {
            from: now,
            lasts: Some(INJECTED_LASTS),
            ..NoiseRow::throughout(INJECTED_LOSS_PERCENT)
        });
    }

    /// Some stretch waits for something to happen.
    pub fn waits(&self) -> bool {
        self.rows.iter().any(|row| row.on.is_some())
    }

    /// How badly this crew hears now.
    pub fn at(&self, hearer: Seat) -> Noise {
        match self.loss_percent[hearer.index()] {
            0 => Noise::default(),
            loss_percent => Noise {
                loss_percent,
                seed: self.seed,
            },
        }
    }

    /// This crew hears nothing at all.
    pub fn is_dead(&self, hearer: Seat) -> bool {
        self.loss_percent[hearer.index()] >= DEAD_PERCENT
    }

    /// Feeds what the rows have come to; the rows and the seed are the mission's.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        if !self.rows.is_empty() {
            let [apollo, soyuz] = self.loss_percent.map(u64::from);
            sink(apollo << 8 | soyuz);
        }
    }
}

/// Works out how noisy this tick is: of several stretches the worst counts.
pub fn step(world: &mut World) {
    let (now, phase) = (world.tick, world.plan.phase());
    let mut loss_percent = [0; 2];
    for row in &world.radio.noise.rows {
        let since = match row.on {
            None => Some(Tick(0)),
            Some(on) => world.faults.first_met(on),
        };
        if !row.sounds(now, since, phase) {
            continue;
        }
        for hearer in Seat::ALL {
            let loss = &mut loss_percent[hearer.index()];
            if row.to.is_none_or(|to| to == hearer) {
                *loss = row.loss_percent.max(*loss);
            }
        }
    }
    world.radio.noise.loss_percent = loss_percent;
}
