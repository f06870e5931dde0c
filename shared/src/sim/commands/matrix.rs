//! Soyuz's command matrix КСУ: a pressed cell and the system that answers.

use alloc::vec::Vec;

use super::at;
use crate::catalogue::ksu::{BUSY_S, Effect, PULSE_S, System, system};
use crate::catalogue::procedures::{Act, STEPS};
use crate::catalogue::spelling::KsuCell;
use crate::catalogue::valves::ValveId;
use crate::ids::Seat;
use crate::sim::World;
use crate::sim::event::{Event, Refusal};
use crate::sim::switches::set_circuit;
use crate::time::Tick;

/// Presses a cell. What the plan waits for answers at once; any other system keeps the matrix busy.
pub(super) fn press(
    world: &mut World,
    seat: Seat,
    cell: KsuCell,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    at(seat, Seat::Soyuz)?;
    if !cell.is_on_panel() {
        return Err(Refusal::NotAtThisSeat);
    }
    if world.tick < world.switches.ksu_busy_until {
        return Err(Refusal::KsuBusy);
    }
    let pressed = system(cell, world.switches.right_cell);
    let (wanted, others) = is_wanted(world, pressed);
    world.switches.ksu = Some(cell);
    select(world, pressed);
    if pressed != System::Latches && !wanted {
        world.switches.ksu_busy_until = Tick(world.tick.0 + Tick::at(BUSY_S).0);
        if others {
            world.plan.spell_anew(seat);
            events.push(Event::WrongCell);
        }
    }
    Ok(())
}

/// Whether the plan still waits for this system's cell, and whether it waits for another one's.
fn is_wanted(world: &World, pressed: System) -> (bool, bool) {
    let steps = STEPS.iter().filter(|step| world.plan.flies(step.id));
    let waited = steps
        .flat_map(|step| step.moves)
        .filter_map(|mv| match mv.act {
            Act::Ksu(system) if !world.switches.powered(system) => Some(system),
            _ => None,
        });
    waited.fold((false, false), |(this, others), system| {
        (this || system == pressed, others || system != pressed)
    })
}

fn select(world: &mut World, pressed: System) {
    match pressed.effect() {
        Effect::Latches => world.switches.latch_cell = true,
        Effect::Beacons | Effect::Transponder | Effect::Circuit(_) => {
            let on = !world.switches.powered(pressed);
            set_circuit(world, pressed, on);
        }
        Effect::Pulse(valve) => pulse(world, valve),
    }
}

/// Opens a valve for a moment; one that stands open already stays as the crew set it.
fn pulse(world: &mut World, valve: ValveId) {
    if !world.air.valve_open(valve) {
        world.air.set_valve(valve, true);
        world.switches.pulse = Some((valve, Tick(world.tick.0 + Tick::at(PULSE_S).0)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::calls::CallId;
    use crate::catalogue::constants::PA_PER_MMHG;
    use crate::catalogue::equipment::SwitchId;
    use crate::catalogue::procedures::StepId;
    use crate::ids::CompartmentId;
    use crate::ids::Seat::Soyuz;
    use crate::scenario;
    use crate::sim::input::{Command, Tongue};
    use crate::sim::trials::Trial;

    fn approach() -> Trial {
        let mut trial = Trial::of(&scenario::load("final-approach").expect("a shipped mission"));
        trial.wait(0.1);
        trial
    }

    fn press(trial: &mut Trial, cell: KsuCell) -> Result<(), Refusal> {
        trial.act(Soyuz, Command::Ksu(cell))
    }

    fn wrong_said(trial: &Trial) -> usize {
        let wrong = |event: &&Event| **event == Event::WrongCell;
        trial.events.iter().filter(wrong).count()
    }

    /// Gas of the orbital module and of the bottle behind it, Pa.
    fn om_pa(trial: &Trial) -> f64 {
        trial.world.air.pressure_pa(CompartmentId::Om)
    }

    #[test]
    fn every_wrong_system_costs_time_and_a_breath_at_most_and_lights_no_latch_lamp() {
        for (cell, _) in System::ALL
            .into_iter()
            .filter_map(|system| Some((system.cell()?, system)))
        {
            let mut trial = approach();
            let (before, right) = (om_pa(&trial), trial.world.switches.right_cell);
            assert_eq!(press(&mut trial, cell), Ok(()));
            assert_eq!(wrong_said(&trial), 1, "{cell:?}");
            assert_eq!(press(&mut trial, right), Err(Refusal::KsuBusy));
            trial.wait(BUSY_S + 0.1);
            let change_mmhg = (om_pa(&trial) - before) / PA_PER_MMHG;
            assert!(change_mmhg.abs() < 6.0, "{cell:?}: {change_mmhg} mmHg");
            assert!(!trial.world.switches.latch_cell && trial.world.outcome.is_none());
            assert_eq!(trial.world.switches.pulse, None, "{cell:?}: shut again");
            assert_eq!(press(&mut trial, right), Ok(()));
            assert!(trial.world.switches.latch_cell);
            assert!(!trial.world.mechanism.latch_power(), "not without both go");
        }
    }

    #[test]
    fn after_a_wrong_cell_the_plan_asks_for_the_right_one_to_be_spelt_again() {
        let mut trial = approach();
        for step in [StepId::Gate30, StepId::StationHold] {
            trial.world.plan.finish(step);
        }
        trial.wait(0.1);
        let spells = |trial: &Trial| trial.world.plan.asks(Act::Spell(System::Latches));
        assert!(spells(&trial));
        let text = Command::Text("Шура три".into());
        assert_eq!(trial.act(Seat::Apollo, text.clone()), Ok(()));
        trial.wait(0.1);
        assert!(!spells(&trial));
        // Who has not understood says so: the cell stays to be spelt.
        let again = Command::Call {
            call: CallId::SpellIt,
            slots: Vec::new(),
            tongue: Tongue::Russian,
        };
        assert_eq!(trial.act(Soyuz, again), Ok(()));
        trial.wait(0.1);
        assert!(spells(&trial));
        assert_eq!(trial.act(Seat::Apollo, text), Ok(()));
        trial.wait(0.1);
        assert!(!spells(&trial));
        let right = trial.world.switches.right_cell;
        let wrong = System::ALL.into_iter().find_map(|system| {
            let cell = system.cell()?;
            (cell != right).then_some(cell)
        });
        let wrong = wrong.expect("a cell of another system");
        assert_eq!(press(&mut trial, wrong), Ok(()));
        trial.wait(BUSY_S + 0.1);
        assert!(spells(&trial));
        // Who knows the right one need not be told again.
        assert_eq!(press(&mut trial, right), Ok(()));
        trial.wait(0.1);
        assert!(!spells(&trial));
    }

    #[test]
    fn the_same_cell_puts_a_circuit_back_and_a_vent_shuts_by_itself() {
        for system in System::CIRCUITS {
            let mut trial = approach();
            let cell = system.cell().expect("a cell of the book");
            assert_eq!(press(&mut trial, cell), Ok(()));
            assert!(!trial.world.switches.powered(system));
            trial.wait(BUSY_S + 0.1);
            assert_eq!(press(&mut trial, cell), Ok(()));
            assert_eq!(trial.world.switches.unpowered, 0, "{system:?}");
        }
        let mut trial = approach();
        let before = om_pa(&trial);
        let vent = System::OmVent.cell().expect("a cell of the book");
        assert_eq!(press(&mut trial, vent), Ok(()));
        assert!(trial.world.air.valve_open(ValveId::OmVent));
        trial.wait(PULSE_S + 0.1);
        assert!(!trial.world.air.valve_open(ValveId::OmVent));
        assert!(before - om_pa(&trial) > 100.0, "a breath is gone");
    }

    #[test]
    fn without_its_circuit_a_system_stands_off_and_its_switch_answers_nothing() {
        let mut trial = approach();
        let fan = System::OmFan.cell().expect("a cell of the book");
        let on = Command::Switch {
            switch: SwitchId::OmFan,
            on: true,
        };
        set_circuit(&mut trial.world, System::OmFan, false);
        set_circuit(&mut trial.world, System::Beacons, false);
        set_circuit(&mut trial.world, System::Transponder, false);
        assert!(!trial.world.air.switch_on(SwitchId::OmFan));
        assert!(!trial.world.switches.beacons && !trial.world.switches.transponder);
        for switch in [on, Command::Beacons(true), Command::Transponder(true)] {
            assert_eq!(trial.act(Soyuz, switch), Err(Refusal::NoPower));
        }
        assert_eq!(press(&mut trial, fan), Ok(()));
        assert!(trial.world.air.switch_on(SwitchId::OmFan));
    }

    #[test]
    fn the_cell_that_the_plan_waits_for_answers_at_once_and_is_never_wrong() {
        let school = scenario::load("airlock-school").expect("a shipped mission");
        let mut trial = Trial::of(&school);
        trial.wait(0.1);
        let cell = System::OmFan.cell().expect("a cell of the book");
        let beacons = System::Beacons.cell().expect("a cell of the book");
        assert_eq!(press(&mut trial, cell), Ok(()));
        assert_eq!(wrong_said(&trial), 0);
        assert!(trial.world.air.switch_on(SwitchId::OmFan));
        // Nothing is asked for any more: a cell pressed now is a crew's own wish.
        assert_eq!(press(&mut trial, beacons), Ok(()));
        assert_eq!(wrong_said(&trial), 0);
        assert_eq!(press(&mut trial, beacons), Err(Refusal::KsuBusy));
    }

    #[test]
    fn a_pulse_leaves_a_valve_that_the_crew_opened_as_it_stands() {
        let mut trial = approach();
        trial.world.air.set_valve(ValveId::OmVent, true);
        let vent = System::OmVent.cell().expect("a cell of the book");
        assert_eq!(press(&mut trial, vent), Ok(()));
        trial.wait(PULSE_S + 0.1);
        assert!(trial.world.air.valve_open(ValveId::OmVent));
    }
}
