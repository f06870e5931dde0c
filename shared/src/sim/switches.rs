//! Soyuz's lamps and the command matrix, the latches' power and the timed leak readings: small state
//! that only time and hands change.

use alloc::vec::Vec;

use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::procedures::{Gate, StepId};
use crate::catalogue::spelling::KsuCell;
use crate::catalogue::valves::ValveId;
use crate::ids::CompartmentId;
use crate::sim::World;
use crate::sim::atmosphere::Air;
use crate::sim::event::Event;
use crate::sim::input::ReadingOf;
use crate::sim::mechanism::MechanismCommand;
use crate::time::Tick;

/// A timed reading of one volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Began.
    pub began: Tick,
    /// Pressure then, Pa.
    pub first_pa: f64,
    /// Change when it ended, Pa; absent while it runs.
    pub change_pa: Option<f64>,
    /// Change of the reading before this one, Pa: a leak goes on at its rate, gas that warms does
    /// not.
    pub before_pa: Option<f64>,
}

impl Reading {
    /// Has not ended yet.
    pub fn runs(&self) -> bool {
        self.change_pa.is_none()
    }
}

impl ReadingOf {
    /// Its gauge, Pa.
    pub fn pressure_pa(self, air: &Air) -> f64 {
        match self {
            ReadingOf::Cavity => air.cavity_pa(),
            ReadingOf::Tunnel2 => air.pressure_pa(CompartmentId::Tunnel2),
            ReadingOf::Dm => air.pressure_pa(CompartmentId::Dm),
        }
    }

    /// Fastest change it may show, Pa/s (game values). The cavity's comes from a table: what leaks
    /// past a seal goes with the pressure behind it.
    fn limit_pa_per_s(self, first_pa: f64) -> f64 {
        const MMHG_PER_MINUTE: f64 = PA_PER_MMHG / 60.0;
        let first_mmhg = first_pa / PA_PER_MMHG;
        let drop = match self {
            ReadingOf::Cavity => {
                let row = CAVITY_DROPS
                    .iter()
                    .rev()
                    .find(|(from, _)| first_mmhg >= *from);
                row.map_or(0.0, |(_, drop)| *drop)
            }
            ReadingOf::Tunnel2 => 1.0,
            ReadingOf::Dm => 0.5,
        };
        drop * MMHG_PER_MINUTE
    }
}

/// Pressure in the seal cavity from which a row holds, mmHg, and the drop allowed, mmHg a minute. That
/// there was such a table: V. S. Syromyatnikov; its figures are game values.
const CAVITY_DROPS: [(f64, f64); 4] = [(0.0, 0.5), (100.0, 1.0), (250.0, 2.0), (400.0, 3.0)];

/// Switches and what hangs on them.
#[derive(Clone, Debug, PartialEq)]
pub struct Switches {
    /// Soyuz's beacons.
    pub beacons: bool,
    /// Soyuz's transponder for Apollo's ranging.
    pub transponder: bool,
    /// The cell that powers Soyuz's latches, from the seed; it stands in Apollo's book.
    pub right_cell: KsuCell,
    /// The cell last pressed.
    pub ksu: Option<KsuCell>,
    /// The matrix answers again from here on.
    pub ksu_busy_until: Tick,
    /// A wrong cell's puff of air ends.
    pub puff_until: Option<Tick>,
    /// The latches have their cell.
    pub latch_cell: bool,
    /// Length of every timed reading, s.
    pub reading_s: f64,
    /// When a seat was last asked whether it means to open the hooks.
    pub hooks_asked: [Option<Tick>; 2],
    /// The timed readings, in [`ReadingOf`] order.
    pub readings: [Option<Reading>; 3],
}

impl Switches {
    /// The last reading of a volume.
    pub fn reading(&self, of: ReadingOf) -> Option<&Reading> {
        self.readings[of as usize].as_ref()
    }

    /// Starts a timed reading.
    pub fn start_leak_reading(&mut self, of: ReadingOf, tick: Tick, pressure_pa: f64) {
        let before = self.reading(of);
        self.readings[of as usize] = Some(Reading {
            began: tick,
            first_pa: pressure_pa,
            change_pa: None,
            before_pa: before.and_then(|reading| reading.change_pa),
        });
    }

    /// Whether a finished reading stayed within its limit; absent while none has ended. A rise is no
    /// less a leak than a fall: a hatch lets a cabin's air in.
    pub fn leak_verdict(&self, of: ReadingOf) -> Option<bool> {
        let reading = self.reading(of)?;
        let limit_pa = of.limit_pa_per_s(reading.first_pa) * self.reading_s;
        Some(reading.change_pa?.abs() <= limit_pa)
    }

    /// The last reading ended within its limit.
    pub fn leak_good(&self, of: ReadingOf) -> bool {
        self.leak_verdict(of) == Some(true)
    }
}

/// One tick of switches, latch power and the timed readings.
pub fn step(world: &mut World, events: &mut Vec<Event>) {
    let now = world.tick;
    if world.switches.puff_until.is_some_and(|until| now >= until) {
        world.switches.puff_until = None;
        world.air.set_valve(ValveId::OmVent, false);
    }
    power_latches(world);
    for of in ReadingOf::ALL {
        read_leak(world, of, events);
    }
}

/// Latches have power when their cell is set and both crews are go at the last hold point.
fn power_latches(world: &mut World) {
    let go = world.radio.is_go(Gate::G3) || !world.plan.flies(StepId::Gate3);
    let powered = world.switches.latch_cell && go;
    if powered != world.mechanism.latch_power() && !world.mechanism.captured() {
        // The drive's switch cannot refuse: it has no interlock.
        let _ = world
            .mechanism
            .command(MechanismCommand::LatchPower(powered));
    }
}

fn read_leak(world: &mut World, of: ReadingOf, events: &mut Vec<Event>) {
    let pressure = of.pressure_pa(&world.air);
    let (now, length) = (world.tick, world.switches.reading_s);
    let Some(reading) = &mut world.switches.readings[of as usize] else {
        return;
    };
    if !reading.runs() || now.since(reading.began) < length {
        return;
    }
    let change = pressure - reading.first_pa;
    reading.change_pa = Some(change);
    let good = world.switches.leak_good(of);
    events.push(Event::LeakReading {
        of,
        change_pa: change as f32,
        good,
    });
}

impl Switches {
    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        let flags = [self.beacons, self.transponder, self.latch_cell];
        sink(
            flags
                .iter()
                .fold(0, |bits, flag| bits << 1 | u64::from(*flag)),
        );
        let cell = |cell: KsuCell| u64::from(cell.column) << 8 | u64::from(cell.row);
        sink(cell(self.right_cell));
        sink(self.ksu.map_or(u64::MAX, cell));
        sink(u64::from(self.ksu_busy_until.0));
        sink(self.puff_until.map_or(u64::MAX, |tick| u64::from(tick.0)));
        for asked in self.hooks_asked {
            sink(asked.map_or(u64::MAX, |tick| u64::from(tick.0)));
        }
        for (index, reading) in self.readings.iter().enumerate() {
            let Some(reading) = reading else { continue };
            sink(index as u64);
            sink(u64::from(reading.began.0));
            sink(reading.first_pa.to_bits());
            sink(reading.change_pa.map_or(u64::MAX, f64::to_bits));
            sink(reading.before_pa.map_or(u64::MAX, f64::to_bits));
        }
    }
}
