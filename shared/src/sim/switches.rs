//! Soyuz's lamps and the command matrix, the latches' power and the timed leak readings: small state
//! that only time and hands change.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::ksu::{Effect, System};
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
/// there was such a table: V. S. Syromyatnikov; its figures are game values, about twice what whole seals let
/// through.
const CAVITY_DROPS: [(f64, f64); 4] = [(0.0, 5.0), (100.0, 10.0), (250.0, 20.0), (400.0, 30.0)];

/// Switches and what hangs on them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// A valve that its cell opened, and when it shuts again.
    pub pulse: Option<(ValveId, Tick)>,
    /// Systems whose circuit is broken, a bit each in [`System::ALL`] order.
    pub unpowered: u16,
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

    /// Whether a system has its circuit; valves need none.
    pub fn powered(&self, system: System) -> bool {
        match system {
            System::Latches => self.latch_cell,
            _ => self.unpowered & system.bit() == 0,
        }
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
    /// less a leak than a fall: a hatch lets a cabin's air in. Save in the Docking Module, where two
    /// men breathe out some 0.7 mmHg of water a minute.
    pub fn leak_verdict(&self, of: ReadingOf) -> Option<bool> {
        let reading = self.reading(of)?;
        let limit_pa = of.limit_pa_per_s(reading.first_pa) * self.reading_s;
        let change_pa = reading.change_pa?;
        let rises = of != ReadingOf::Dm && change_pa > limit_pa;
        Some(change_pa >= -limit_pa && !rises)
    }

    /// The last reading ended within its limit.
    pub fn leak_good(&self, of: ReadingOf) -> bool {
        self.leak_verdict(of) == Some(true)
    }
}

/// Makes or breaks a system's circuit. Broken it stands off and its own switch does nothing; made, it
/// runs.
pub fn set_circuit(world: &mut World, system: System, on: bool) {
    match system.effect() {
        Effect::Beacons => world.switches.beacons = on,
        Effect::Transponder => world.switches.transponder = on,
        Effect::Circuit(switch) => world.air.set_switch(switch, on),
        Effect::Latches | Effect::Pulse(_) => return,
    }
    if on {
        world.switches.unpowered &= !system.bit();
    } else {
        world.switches.unpowered |= system.bit();
    }
}

/// One tick of switches, latch power and the timed readings.
pub fn step(world: &mut World, events: &mut Vec<Event>) {
    let now = world.tick;
    if let Some((valve, until)) = world.switches.pulse
        && now >= until
    {
        world.switches.pulse = None;
        world.air.set_valve(valve, false);
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
        let unpowered = u64::from(self.unpowered);
        sink(
            flags
                .iter()
                .fold(unpowered, |bits, flag| bits << 1 | u64::from(*flag)),
        );
        let cell = |cell: KsuCell| u64::from(cell.column) << 8 | u64::from(cell.row);
        sink(cell(self.right_cell));
        sink(self.ksu.map_or(u64::MAX, cell));
        sink(u64::from(self.ksu_busy_until.0));
        sink(self.pulse.map_or(u64::MAX, |(valve, until)| {
            (valve as u64) << 32 | u64::from(until.0)
        }));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::HatchId;
    use crate::sim::atmosphere::gas::Gas;
    use crate::sim::doors::Rules;
    use crate::sim::input::Command;
    use crate::sim::trials::{Trial, hard_docked};

    const MMHG: f64 = PA_PER_MMHG;

    fn read(trial: &mut Trial, of: ReadingOf) -> (f64, bool) {
        assert_eq!(trial.act(of.seat(), Command::LeakCheck(of)), Ok(()));
        trial.wait(trial.world.switches.reading_s + 0.1);
        let reading = trial.world.switches.reading(of).expect("read");
        let good = trial.world.switches.leak_good(of);
        (reading.change_pa.expect("ended") / MMHG, good)
    }

    /// Tunnel 2 at 260 mmHg of nitrogen and this temperature, its wall as warm.
    fn trapped(kelvin: f64) -> Trial {
        let mut trial = hard_docked(Rules::Flight);
        let air = &mut trial.world.air;
        let place = CompartmentId::Tunnel2;
        let volume_m3 = air.model.volume_m3[place as usize];
        *air.gas_mut(place) =
            Gas::from_partials([0.0, 260.0 * MMHG, 0.0, 0.0, 0.0, 0.0], volume_m3, kelvin);
        air.model.wall_k[place as usize] = kelvin;
        trial.wait(1.0);
        trial
    }

    #[test]
    fn a_tight_joint_reads_good_in_all_three_volumes_and_both_crews_have_their_own() {
        let mut trial = hard_docked(Rules::Flight);
        trial.wait(60.0);
        for of in ReadingOf::ALL {
            let refused = trial.act(of.seat().other(), Command::LeakCheck(of));
            assert!(refused.is_err(), "{of:?}");
            let (change, good) = read(&mut trial, of);
            assert!(good, "{of:?} {change}");
        }
        let told = |event: &&Event| matches!(event, Event::LeakReading { good: true, .. });
        assert_eq!(trial.events.iter().filter(told).count(), 3);
    }

    /// The false leak of 1975: gas trapped between hatches 3 and 4 warmed and looked like a leak. The
    /// rise is the published one; the thermometer shows it, and the next reading is quiet.
    #[test]
    fn gas_that_warms_fails_one_reading_and_the_next_one_and_the_thermometer_tell() {
        let mut trial = trapped(285.0);
        let kelvin = |trial: &Trial| trial.world.air.temperature_k(CompartmentId::Tunnel2);
        let cold = kelvin(&trial);
        let order = Command::LeakCheck(ReadingOf::Tunnel2);
        assert_eq!(trial.act(ReadingOf::Tunnel2.seat(), order), Ok(()));
        trial.world.air.model.wall_k[CompartmentId::Tunnel2 as usize] = 295.0;
        trial.wait(trial.world.switches.reading_s + 0.1);
        let first = trial.world.switches.reading(ReadingOf::Tunnel2).cloned();
        let rise = first.and_then(|reading| reading.change_pa).expect("ended") / MMHG;
        assert!((rise / 9.122_81 - 1.0).abs() < 0.02, "{rise}");
        assert!(!trial.world.switches.leak_good(ReadingOf::Tunnel2));
        assert!((kelvin(&trial) - cold - 10.0).abs() < 0.1);
        let (change, good) = read(&mut trial, ReadingOf::Tunnel2);
        assert!(good && change.abs() < 0.05, "{change}");
        let before = trial
            .world
            .switches
            .reading(ReadingOf::Tunnel2)
            .and_then(|r| r.before_pa);
        assert!((before.expect("kept") / MMHG - rise).abs() < 1e-9);
    }

    #[test]
    fn a_leaking_hatch_fails_reading_after_reading_at_its_rate_in_gas_that_stays_cold() {
        let mut trial = trapped(293.15);
        trial.world.air.hatch_body_mut(HatchId::H4).seal_leak_m2 = 4e-7;
        let cold = trial.world.air.temperature_k(CompartmentId::Tunnel2);
        let (first, good) = read(&mut trial, ReadingOf::Tunnel2);
        assert!(!good && first > 0.3, "{first}");
        let (second, good) = read(&mut trial, ReadingOf::Tunnel2);
        assert!(
            !good && (second / first - 1.0).abs() < 0.1,
            "{first} {second}"
        );
        let warmed = trial.world.air.temperature_k(CompartmentId::Tunnel2) - cold;
        assert!(warmed.abs() < 0.3, "{warmed}");
    }

    #[test]
    fn a_leaking_seal_shows_in_its_cavity_by_the_table() {
        for (mmhg, minute) in [(90.0, 5.0), (120.0, 10.0), (300.0, 20.0), (450.0, 30.0)] {
            let limit = ReadingOf::Cavity.limit_pa_per_s(mmhg * MMHG) * 60.0 / MMHG;
            assert!((limit - minute).abs() < 1e-9, "{mmhg}");
        }
        let mut trial = hard_docked(Rules::Flight);
        trial.world.air.model.seal_leak_m2[1] = 5e-9;
        let (change, good) = read(&mut trial, ReadingOf::Cavity);
        assert!(!good && change < -1.0, "{change}");
    }
}
