//! Failures that the mission has in store: each breaks its part when its time has come. Under
//! Training nothing fails.

use alloc::vec::Vec;

use crate::catalogue::faults::{Part, Way};
use crate::catalogue::procedures::StepId;
use crate::ids::Seat;
use crate::sim::World;
use crate::sim::doors::Rules;
use crate::sim::event::Event;
use crate::sim::jets::JetFault;
use crate::time::Tick;

/// One failure to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// When.
    pub at: Tick,
    /// What.
    pub part: Part,
    /// How.
    pub way: Way,
}

/// The failures of this mission in the order of their times, and how many have come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    rows: Vec<Fault>,
    come: usize,
}

impl Faults {
    /// These failures, in any order.
    pub fn new(mut rows: Vec<Fault>) -> Faults {
        rows.sort_by_key(|fault| fault.at);
        Faults { rows, come: 0 }
    }

    /// Failures that have come.
    pub fn come(&self) -> &[Fault] {
        &self.rows[..self.come]
    }

    /// Feeds what shapes the future, in a fixed order: the rows are the mission's.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        sink(self.come as u64);
    }
}

/// Breaks what is due in this tick.
pub fn step(world: &mut World, events: &mut Vec<Event>) {
    if world.rules == Rules::Training {
        return;
    }
    while let Some(fault) = world.faults.rows.get(world.faults.come).copied() {
        if fault.at > world.tick {
            return;
        }
        world.faults.come += 1;
        break_part(world, fault.part, fault.way);
        events.push(Event::Failed(fault.part, fault.way));
    }
}

fn break_part(world: &mut World, part: Part, way: Way) {
    let mechanism = &mut world.mechanism.faults;
    match part {
        Part::Jet(seat, row) => {
            let fault = match way {
                Way::Dead => JetFault::StuckOff,
                Way::StuckOn => JetFault::StuckOn,
                Way::Leaking => JetFault::Leaking,
            };
            world.craft[seat.index()].rcs.faults[usize::from(row)] = Some(fault);
            // A dead jet shows only in what the craft does not do: shutting its manifold makes the
            // selection go round it, and that is the crew's own finding.
            if fault != JetFault::StuckOff && !world.mechanism.captured() {
                world.plan.call_for(match seat {
                    Seat::Apollo => StepId::JetApollo,
                    Seat::Soyuz => StepId::JetSoyuz,
                });
            }
        }
        Part::RingDrive(seat) => mechanism.ring_jammed[seat.index()] = true,
        Part::Latch(row) => mechanism.latch_stuck[usize::from(row)] = true,
        Part::Sensor(row) => mechanism.sensor_dead[usize::from(row)] = true,
        Part::Hook(row) => mechanism.hook_stuck[usize::from(row)] = true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::trials::quiet;

    fn rows() -> Vec<Fault> {
        let fault = |seconds, part, way| Fault {
            at: Tick::at(seconds),
            part,
            way,
        };
        [
            fault(2.0, Part::Hook(3), Way::Dead),
            fault(1.0, Part::Jet(Seat::Apollo, 10), Way::StuckOn),
        ]
        .into()
    }

    #[test]
    fn failures_come_at_their_time_and_stay() {
        let mut trial = quiet();
        trial.world.faults = Faults::new(rows());
        trial.wait(0.9);
        assert_eq!(trial.world.faults.come(), []);
        trial.wait(0.2);
        assert_eq!(trial.world.craft[0].rcs.faults[10], Some(JetFault::StuckOn));
        assert!(!trial.world.mechanism.faults.hook_stuck[3]);
        trial.wait(1.0);
        assert!(trial.world.mechanism.faults.hook_stuck[3]);
        let failed = |event: &&Event| matches!(event, Event::Failed(..));
        assert_eq!(trial.events.iter().filter(failed).count(), 2);
    }

    #[test]
    fn a_jet_that_blows_by_itself_calls_for_its_step_until_its_manifold_is_shut() {
        for (way, called) in [
            (Way::StuckOn, true),
            (Way::Leaking, true),
            (Way::Dead, false),
        ] {
            let mut trial = quiet();
            trial.world.faults = Faults::new(
                [Fault {
                    at: Tick::at(0.5),
                    part: Part::Jet(Seat::Soyuz, 11),
                    way,
                }]
                .into(),
            );
            trial.wait(1.0);
            let plan = &trial.world.plan;
            assert_eq!(plan.flies(StepId::JetSoyuz), called, "{way:?}");
            assert_eq!(
                trial.world.craft[1].rcs.blows_by_itself(Seat::Soyuz),
                called
            );
            trial.world.craft[1].rcs.shut = 0b010;
            assert!(!trial.world.craft[1].rcs.blows_by_itself(Seat::Soyuz));
        }
    }

    #[test]
    fn nothing_fails_under_training() {
        let mut trial = quiet();
        trial.world.rules = Rules::Training;
        trial.world.faults = Faults::new(rows());
        trial.wait(3.0);
        assert_eq!(trial.world.faults.come(), []);
        assert_eq!(trial.world.craft[0].rcs.faults[10], None);
    }
}
