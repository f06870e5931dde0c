//! A world for tests, with hands on both panels: acts, sticks, time. It looks at nothing that a
//! test does not ask for.

use alloc::vec::Vec;

use crate::catalogue::procedures::{STEPS, StepId};
use crate::ids::{CompartmentId, Seat};
use crate::scenario::{Scenario, Stand, load};
use crate::sim::doors::Rules;
use crate::sim::event::{DockingEvent, Event, Refusal};
use crate::sim::input::{Command, ControlMode, Inputs, SeatInput, Stick};
use crate::sim::mechanism::MechanismCommand;
use crate::sim::{World, commands, motion, step};
use crate::time::TICK_RATE_HZ;

/// A world and what has happened in it.
pub struct Trial {
    pub world: World,
    pub events: Vec<Event>,
}

/// The short mission as shipped.
pub fn short_mission() -> Scenario {
    load("final-approach").expect("shipped scenarios parse")
}

/// Two craft at rest half a kilometre apart, drawn exactly, gyros true; a plan that never ends.
pub fn quiet() -> Trial {
    quiet_at(500.0)
}

/// The same at another range, m.
pub fn quiet_at(range_m: f64) -> Trial {
    let mut scenario = short_mission();
    scenario.range_m = range_m;
    scenario.spread_m = 0.0;
    scenario.spread_rad = 0.0;
    scenario.gyro_drift_rad_per_s = 0.0;
    scenario.steps = [StepId::Greet].into();
    Trial::of(&scenario)
}

/// The short mission a metre and a half before contact, Apollo's ring out, closing at 0.2 m/s,
/// both controls off, the gate at three metres passed.
pub fn about_to_dock() -> Trial {
    about_to_dock_with(Seat::Apollo)
}

/// The same with this seat's ring out.
pub fn about_to_dock_with(active: Seat) -> Trial {
    let mut scenario = short_mission();
    scenario.roles.active = active;
    scenario.range_m = 1.5;
    scenario.closing_m_per_s = 0.2;
    scenario.spread_m = 0.08;
    scenario.spread_rad = 0.02;
    let mut trial = Trial::of(&scenario);
    trial.pass_steps_before(StepId::Dock);
    trial.world.radio.go[2] = [Some(true); 2];
    for seat in Seat::ALL {
        trial.turn(seat, ControlMode::Off);
    }
    trial
        .world
        .mechanism
        .command(MechanismCommand::ExtendRing(active))
        .expect("free to move");
    trial
}

/// The short mission hard-docked under these rules, tunnel 2 with the Docking Module's air, a
/// plan that never ends: Stafford and Slayton in the Docking Module, Brand in the command
/// module, Leonov in the orbital module, Kubasov in the descent vehicle.
pub fn hard_docked(rules: Rules) -> Trial {
    let mut scenario = short_mission();
    scenario.stand = Stand::Docked;
    scenario.range_m = 0.0;
    (scenario.spread_m, scenario.spread_rad) = (0.0, 0.0);
    scenario.cavity_pa = 60_000.0;
    scenario.rules = rules;
    scenario.steps = [StepId::Greet].into();
    let air = &mut scenario.air;
    let (dm, tunnel) = (CompartmentId::Dm as usize, CompartmentId::Tunnel2 as usize);
    air.pressure_pa[tunnel] = air.pressure_pa[dm];
    air.partial_o2_pa[tunnel] = air.partial_o2_pa[dm];
    let mut trial = Trial::of(&scenario);
    trial.wait(0.1);
    trial
}

impl Trial {
    pub fn of(scenario: &Scenario) -> Trial {
        Trial {
            world: World::new(scenario, 11),
            events: Vec::new(),
        }
    }

    /// One act between two ticks; what the panel answered.
    pub fn act(&mut self, seat: Seat, command: Command) -> Result<(), Refusal> {
        let first = self.events.len();
        commands::apply(&mut self.world, seat, &command, &mut self.events);
        let refused = self.events[first..].iter().find_map(|event| match event {
            Event::Refused { why, .. } => Some(*why),
            _ => None,
        });
        refused.map_or(Ok(()), Err)
    }

    /// Turns a mode switch, wherever it stood.
    pub fn turn(&mut self, seat: Seat, mode: ControlMode) {
        let craft = &mut self.world.craft[seat.index()];
        let sensed = motion::sensed(craft);
        craft.autopilot.switch(mode, &sensed);
    }

    /// One tick under these sticks.
    pub fn tick(&mut self, sticks: [Stick; 2]) {
        let inputs: Inputs = sticks.map(|stick| SeatInput {
            stick,
            commands: Vec::new(),
        });
        step(&mut self.world, &inputs, &mut self.events);
    }

    /// Time under these sticks.
    pub fn fly(&mut self, seconds: f64, sticks: [Stick; 2]) {
        for _ in 0..(seconds * f64::from(TICK_RATE_HZ)) as u32 {
            self.tick(sticks);
        }
    }

    /// Time with released sticks.
    pub fn wait(&mut self, seconds: f64) {
        self.fly(seconds, [Stick::NEUTRAL; 2]);
    }

    /// Hands off until the docking event has come; false after two minutes without it.
    pub fn wait_for(&mut self, docking: impl Fn(&DockingEvent) -> bool) -> bool {
        for _ in 0..120 * TICK_RATE_HZ {
            let first = self.events.len();
            self.tick([Stick::NEUTRAL; 2]);
            let came = |event: &Event| matches!(event, Event::Docking(event) if docking(event));
            if self.events[first..].iter().any(came) {
                return true;
            }
        }
        false
    }

    /// Marks every step before this one as done.
    pub fn pass_steps_before(&mut self, step: StepId) {
        for row in STEPS.iter().filter(|row| row.id < step) {
            self.world.plan.finish(row.id);
        }
    }

    /// The step's call counts as read back rightly just now.
    pub fn match_now(&mut self, step: StepId) {
        self.world.plan.matched[step as usize] = Some(self.world.tick);
    }

    /// Lets time pass without anything moving.
    pub fn skip(&mut self, seconds: f64) {
        self.world.tick.0 += (seconds * f64::from(TICK_RATE_HZ)) as u32;
    }
}

/// A stick with one rotation axis deflected.
pub fn turned(axis: usize, deflection: i8) -> Stick {
    let mut stick = Stick::NEUTRAL;
    stick.turn[axis] = deflection;
    stick
}

/// A stick with one translation axis deflected.
pub fn pushed(axis: usize, deflection: i8) -> Stick {
    let mut stick = Stick::NEUTRAL;
    stick.push[axis] = deflection;
    stick
}
