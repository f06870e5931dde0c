//! Soyuz's lamps and the command matrix, the latches' power and the timed leak reading: small state
//! that only time and hands change.

use alloc::vec::Vec;

use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::procedures::{Gate, StepId};
use crate::catalogue::spelling::KsuCell;
use crate::catalogue::valves::ValveId;
use crate::ids::CompartmentId;
use crate::sim::World;
use crate::sim::event::Event;
use crate::sim::mechanism::MechanismCommand;
use crate::time::Tick;

/// Fastest change a leak reading may show, Pa/s: 1 mmHg a minute of tunnel 2 (game value). A rise is
/// no less a leak than a fall: a hatch lets a cabin's air in.
const LEAK_LIMIT_PA_PER_S: f64 = 1.0 * PA_PER_MMHG / 60.0;

/// A timed reading of tunnel 2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Began.
    pub began: Tick,
    /// Pressure then, Pa.
    pub first_pa: f64,
    /// Change when it ended, Pa; absent while it runs.
    pub change_pa: Option<f64>,
}

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
    /// Length of a timed reading, s.
    pub reading_s: f64,
    /// The timed reading.
    pub leak: Option<Reading>,
}

impl Switches {
    /// Starts a timed reading.
    pub fn start_leak_reading(&mut self, tick: Tick, pressure_pa: f64) {
        self.leak = Some(Reading {
            began: tick,
            first_pa: pressure_pa,
            change_pa: None,
        });
    }

    /// Whether a finished reading stayed within its limit; absent while none has ended.
    pub fn leak_verdict(&self) -> Option<bool> {
        let change = self.leak.as_ref()?.change_pa?;
        Some(change.abs() <= LEAK_LIMIT_PA_PER_S * self.reading_s)
    }

    /// The last reading ended within its limit.
    pub fn leak_good(&self) -> bool {
        self.leak_verdict() == Some(true)
    }
}

/// One tick of switches, latch power and the timed reading.
pub fn step(world: &mut World, events: &mut Vec<Event>) {
    let now = world.tick;
    if world.switches.puff_until.is_some_and(|until| now >= until) {
        world.switches.puff_until = None;
        world.air.set_valve(ValveId::OmVent, false);
    }
    power_latches(world);
    read_leak(world, events);
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

fn read_leak(world: &mut World, events: &mut Vec<Event>) {
    let pressure = world.air.pressure_pa(CompartmentId::Tunnel2);
    let (now, length) = (world.tick, world.switches.reading_s);
    let Some(reading) = &mut world.switches.leak else {
        return;
    };
    if reading.change_pa.is_some() || now.since(reading.began) < length {
        return;
    }
    let change = pressure - reading.first_pa;
    reading.change_pa = Some(change);
    let good = world.switches.leak_good();
    events.push(Event::LeakReading {
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
        if let Some(reading) = &self.leak {
            sink(u64::from(reading.began.0));
            sink(reading.first_pa.to_bits());
            sink(reading.change_pa.map_or(u64::MAX, f64::to_bits));
        }
    }
}
