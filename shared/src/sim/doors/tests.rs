//! Whose hands reach what, what each rule says to each hazard, and a hatch in a whole world.

use super::*;
use crate::catalogue::constants::PA_PER_MMHG;
use crate::sim::atmosphere::AirSetup;
use crate::sim::atmosphere::gas::Species;
use crate::sim::input::Command;
use crate::sim::physiology::CrewMember;
use crate::sim::trials::{Trial, hard_docked, quiet};
use crate::sim::walking::Walk;

use CompartmentId::{Cm, Dm, Om, Sa, Tunnel1, Tunnel2};
use Seat::{Apollo, Soyuz};

fn valve(valve: ValveId, open: bool, confirmed: bool) -> Command {
    Command::Valve {
        valve,
        open,
        confirmed,
    }
}

fn hatch(hatch: HatchId, act: HatchAct, confirmed: bool) -> Command {
    Command::Hatch {
        hatch,
        act,
        confirmed,
    }
}

/// Fills a compartment to a total and an oxygen pressure, mmHg.
fn fill(trial: &mut Trial, at: CompartmentId, total: f64, oxygen: f64) {
    let air = &mut trial.world.air;
    let kelvin = air.temperature_k(at);
    let per_pa = air.model.volume_m3[at as usize] / (8.314_462_618 * kelvin);
    let gas = air.gas_mut(at);
    gas.mol = [0.0; 6];
    gas.mol[Species::O2 as usize] = oxygen * PA_PER_MMHG * per_pa;
    gas.mol[Species::N2 as usize] = (total - oxygen) * PA_PER_MMHG * per_pa;
    gas.energy_j = gas.heat_capacity_j_k() * kelvin;
}

fn put(trial: &mut Trial, men: [CompartmentId; 5]) {
    for (man, at) in trial.world.crew.iter_mut().zip(men) {
        man.at = at;
    }
}

#[test]
fn every_valve_and_hatch_is_worked_from_its_places_and_from_nowhere_else() {
    let doors = HATCHES.iter().map(|row| {
        (
            row.worked_by,
            row.reach,
            DoorCommand::Hatch(row.id, HatchAct::Open),
        )
    });
    let valves = ValveId::ALL.map(|id| {
        let row = id.row();
        (row.worked_by, row.reach, DoorCommand::Valve(id, true))
    });
    for (seat, reach, cmd) in doors.chain(valves) {
        for place in CompartmentId::ALL {
            let mut trial = quiet();
            // The other crew's men stand in the right place and are no use.
            let men = CrewId::ALL.map(|id| if id.seat() == seat { place } else { reach[0] });
            put(&mut trial, men);
            let answer = hands_for(&trial.world, cmd);
            if reach.contains(&place) {
                let first = CrewId::ALL.into_iter().find(|id| id.seat() == seat);
                assert_eq!(answer.ok(), first, "{cmd:?} from {place:?}");
            } else {
                assert_eq!(answer, Err(Refusal::NobodyThere(reach[0])), "{cmd:?}");
            }
        }
    }
}

#[test]
fn a_man_who_cannot_act_does_not_answer_and_one_under_way_is_not_there() {
    let mut trial = quiet();
    put(&mut trial, [Cm, Cm, Dm, Om, Sa]);
    assert_eq!(hands_at(&trial.world, Apollo, Dm), Ok(CrewId::Slayton));
    trial.world.walks[CrewId::Slayton as usize] = Some(Walk {
        to: Cm,
        left_s: 1.0,
    });
    let gone = hands_at(&trial.world, Apollo, Dm);
    assert_eq!(gone, Err(Refusal::NobodyThere(Dm)));
    trial.world.walks = [None; 5];
    trial.world.crew[CrewId::Slayton as usize].strike(1e6);
    let down = Err(Refusal::NoAnswer(CrewId::Slayton));
    assert_eq!(hands_at(&trial.world, Apollo, Dm), down);
    assert_eq!(hands_in(&trial.world, Apollo, &[Dm, Tunnel1]), down);
    let refused = trial.act(Apollo, valve(ValveId::DmNitrogen, true, true));
    assert_eq!(refused.err(), down.err());
}

/// How a hazard comes about, and the act that meets it.
type Case = (
    fn(&mut Trial),
    Seat,
    fn(bool) -> Command,
    fn(&Hazard) -> bool,
);

const CASES: &[Case] = &[
    // Hatch 2's valve with the Docking Module at 520: the published interlock case.
    (
        |t| fill(t, Dm, 520.0, 255.0),
        Apollo,
        |sure| valve(ValveId::H2Eq, true, sure),
        |h| {
            let Hazard::Interlock {
                predicted_pa,
                limit_pa,
            } = h
            else {
                return false;
            };
            (355.0..365.0).contains(&(predicted_pa / PA_PER_MMHG)) && *limit_pa < 42_000.0
        },
    ),
    (
        |t| t.world.air.set_hatch(HatchId::H3, HatchState::Open),
        Apollo,
        |sure| valve(ValveId::DmVent, true, sure),
        |h| *h == Hazard::OtherHatchOpen(HatchId::H3),
    ),
    // Bled without oxygen: a hundred of 260 mmHg would be left.
    (
        |t| fill(t, Dm, 520.0, 200.0),
        Apollo,
        |sure| valve(ValveId::DmVent, true, sure),
        |h| {
            let Hazard::ShortOfOxygen {
                predicted_pa,
                limit_pa,
                ..
            } = h
            else {
                return false;
            };
            (90.0..=105.0).contains(&(predicted_pa / PA_PER_MMHG)) && *limit_pa == 16_000.0
        },
    ),
    (
        |t| put(t, [Tunnel2, Cm, Dm, Om, Sa]),
        Apollo,
        |sure| valve(ValveId::Tunnel2Vent, true, sure),
        |h| {
            let who = CrewId::Stafford;
            matches!(h, Hazard::ShortOfOxygen { crew, predicted_pa: 0.0, .. } if *crew == who)
        },
    ),
    (
        |t| fill(t, Om, 520.0, 230.0),
        Soyuz,
        |sure| valve(ValveId::OmOxygen, true, sure),
        |h| matches!(h, Hazard::OxygenShare { predicted, limit } if *predicted > *limit),
    ),
    // A Docking Module raised with oxygen instead of nitrogen, let into Soyuz.
    (
        |t| {
            fill(t, Dm, 520.0, 510.0);
            fill(t, Tunnel2, 520.0, 510.0);
            t.world.air.set_valve(ValveId::H3Eq, true);
        },
        Soyuz,
        |sure| valve(ValveId::H4Eq, true, sure),
        |h| matches!(h, Hazard::OxygenShare { predicted, limit } if *predicted > 0.45 && *limit == 0.4),
    ),
    (
        |t| fill(t, Dm, 500.0, 250.0),
        Apollo,
        |sure| hatch(HatchId::H2, HatchAct::Open, sure),
        |h| matches!(h, Hazard::PressureDifference { delta_pa, limit_pa } if delta_pa > limit_pa),
    ),
    // Hatch 2 swings into the Docking Module: more pressure in tunnel 1 throws it at whoever is there.
    (
        |t| fill(t, Dm, 200.0, 195.0),
        Apollo,
        |sure| hatch(HatchId::H2, HatchAct::Open, sure),
        |h| matches!(h, Hazard::InTheSwing { crew: CrewId::Stafford, delta_pa, limit_pa } if delta_pa > limit_pa),
    ),
    (
        |t| {
            put(t, [Cm, Cm, Om, Om, Sa]);
            t.world.air.set_hatch(HatchId::H4, HatchState::Open);
        },
        Soyuz,
        |sure| hatch(HatchId::H4, HatchAct::Shut, sure),
        |h| *h == Hazard::CutOff(CrewId::Slayton),
    ),
    (
        |t| {
            put(t, [Cm, Dm, Dm, Om, Sa]);
            t.world.air.set_hatch(HatchId::H2, HatchState::Open);
        },
        Apollo,
        |confirmed| Command::Move {
            crew: CrewId::Stafford,
            to: Dm,
            confirmed,
        },
        |h| {
            matches!(
                h,
                Hazard::Crowded {
                    place: Dm,
                    men: 3,
                    limit: 2
                }
            )
        },
    ),
    (
        |t| {
            put(t, [Cm, Dm, Om, Om, Tunnel2]);
            t.world.crew[0].strike(1e6);
            t.world.air.set_hatch(HatchId::H3, HatchState::Open);
        },
        Apollo,
        |confirmed| Command::Move {
            crew: CrewId::Brand,
            to: Om,
            confirmed,
        },
        |h| *h == Hazard::NobodyHome(Apollo),
    ),
];

fn trial(setup: fn(&mut Trial), rules: Rules) -> Trial {
    let mut trial = hard_docked(rules);
    setup(&mut trial);
    trial
}

#[test]
fn every_hazard_is_refused_under_training_confirmed_under_flight_and_done_under_real() {
    for (index, (setup, seat, act, is)) in CASES.iter().enumerate() {
        let done = |rules, sure| trial(*setup, rules).act(*seat, act(sure));
        for sure in [false, true] {
            let refused = done(Rules::Training, sure);
            let is_it = matches!(refused, Err(Refusal::Unsafe(hazard)) if is(&hazard));
            assert!(is_it, "{index}: {refused:?}");
        }
        let asked = done(Rules::Flight, false);
        let is_it = matches!(asked, Err(why @ Refusal::Confirm(hazard)) if is(&hazard) && why.may_confirm());
        assert!(is_it, "{index}: {asked:?}");
        // Above the strength of hands a second confirmation does not help.
        let sure = done(Rules::Flight, true);
        assert!(
            matches!(sure, Ok(()) | Err(Refusal::HatchHeld { .. })),
            "{index}: {sure:?}"
        );
        assert_eq!(done(Rules::Real, false), Ok(()), "{index}");
    }
}

#[test]
fn the_same_acts_are_safe_when_their_reason_is_gone() {
    let mut trial = hard_docked(Rules::Training);
    // Bled with oxygen flowing in, it is the flush that the procedure asks for.
    fill(&mut trial, Dm, 520.0, 200.0);
    assert_eq!(
        trial.act(Apollo, valve(ValveId::DmOxygen, true, false)),
        Ok(())
    );
    assert_eq!(
        trial.act(Apollo, valve(ValveId::DmVent, true, false)),
        Ok(())
    );
    let mut trial = hard_docked(Rules::Training);
    fill(&mut trial, Dm, 520.0, 200.0);
    for man in [CrewId::Stafford, CrewId::Slayton] {
        trial.world.crew[man as usize].set_mask(true);
    }
    assert_eq!(
        trial.act(Apollo, valve(ValveId::DmVent, true, false)),
        Ok(())
    );
}

#[test]
fn a_hatch_is_shut_before_a_visitor_unasked_only_when_the_plan_asks_for_it() {
    let mut trial = hard_docked(Rules::Training);
    put(&mut trial, [Cm, Cm, Om, Om, Sa]);
    trial.world.air.set_hatch(HatchId::H4, HatchState::Open);
    let shut = hatch(HatchId::H4, HatchAct::Shut, false);
    let cut = Refusal::Unsafe(Hazard::CutOff(CrewId::Slayton));
    assert_eq!(trial.act(Soyuz, shut.clone()), Err(cut));
    use crate::catalogue::procedures::StepId;
    let roles = trial.world.plan.roles;
    trial.world.plan = crate::sim::procedures::Plan::new(&[StepId::CloseUp], roles, &[1]);
    assert_eq!(trial.act(Soyuz, shut), Ok(()));
}

#[test]
fn nobody_undocks_with_a_man_on_the_wrong_side_unasked() {
    let wrong = Hazard::WrongSide(CrewId::Slayton);
    for (rules, answers) in [
        (Rules::Training, [Err(Refusal::Unsafe(wrong)); 2]),
        (Rules::Flight, [Err(Refusal::Confirm(wrong)), Ok(())]),
        (Rules::Real, [Ok(()), Ok(())]),
    ] {
        let mut trial = hard_docked(rules);
        put(&mut trial, [Cm, Cm, Om, Om, Sa]);
        for answer in &answers[..if rules == Rules::Real { 1 } else { 2 }] {
            assert_eq!(
                trial.act(Apollo, Command::Hooks(false)),
                *answer,
                "{rules:?}"
            );
        }
    }
}

#[test]
fn above_the_strength_of_hands_a_hatch_is_refused_or_under_real_pulled_in_vain() {
    let open = hatch(HatchId::H3, HatchAct::Open, true);
    let against = |rules| {
        let mut trial = hard_docked(rules);
        fill(&mut trial, Tunnel2, 400.0, 200.0);
        trial.world.radio.turn_key(
            crate::sim::input::TwoKeyAct::Hatch3,
            Apollo,
            trial.world.tick,
        );
        trial.world.radio.turn_key(
            crate::sim::input::TwoKeyAct::Hatch3,
            Soyuz,
            trial.world.tick,
        );
        trial
    };
    let refused = against(Rules::Flight).act(Apollo, open.clone());
    let Err(Refusal::HatchHeld { force_n }) = refused else {
        panic!("{refused:?}");
    };
    assert!(force_n > 5_000.0);
    let mut trial = against(Rules::Real);
    assert_eq!(trial.act(Apollo, open), Ok(()));
    trial.wait(12.0);
    assert_eq!(trial.world.air.hatch(HatchId::H3), HatchState::Unlatched);
    let held = |event: &Event| matches!(event, Event::HatchHeld { hatch: HatchId::H3, force_n } if *force_n > 5_000.0);
    assert!(trial.events.iter().any(held));
}

#[test]
fn a_hatch_thrown_open_hurts_the_man_before_it() {
    let mut trial = hard_docked(Rules::Real);
    for at in [Cm, Tunnel1] {
        fill(&mut trial, at, 600.0, 300.0);
    }
    assert_eq!(
        trial.act(Apollo, hatch(HatchId::H2, HatchAct::Open, false)),
        Ok(())
    );
    trial.wait(8.0);
    let struck = trial.events.iter().find_map(|event| match event {
        Event::Struck { crew, energy_j } => Some((*crew, *energy_j)),
        _ => None,
    });
    let (crew, energy_j) = struck.expect("somebody stood there");
    assert_eq!(crew, CrewId::Stafford);
    assert!(energy_j > 50.0, "{energy_j}");
    let harm = crate::sim::physiology::Harm::Struck;
    assert!(
        trial.world.crew[crew as usize].grade(harm).is_some(),
        "{energy_j} J"
    );
}

#[test]
fn the_whole_handshake_goes_through_by_hand_under_training_rules() {
    let mut trial = hard_docked(Rules::Training);
    for at in [Dm, Tunnel2] {
        fill(&mut trial, at, 519.0, 255.0);
    }
    use crate::sim::input::TwoKeyAct;
    let mut open = |seat, key, id, eq| {
        assert_eq!(trial.act(seat, valve(eq, true, false)), Ok(()));
        trial.wait(20.0);
        for seat in Seat::ALL {
            let now = trial.world.tick;
            trial.world.radio.turn_key(key, seat, now);
        }
        assert_eq!(trial.act(seat, hatch(id, HatchAct::Open, false)), Ok(()));
        trial.wait(1.0);
        let again = trial.act(seat, hatch(id, HatchAct::Open, false));
        assert_eq!(again, Ok(()), "the same order again changes nothing");
        trial.wait(9.0);
        assert_eq!(trial.world.air.hatch(id), HatchState::Open);
        let again = trial.act(seat, hatch(id, HatchAct::Open, false));
        assert_eq!(again, Err(Refusal::AlreadySo));
    };
    // The reads-back of both pressures are fresh in a mission that does not fly their steps.
    open(Soyuz, TwoKeyAct::Hatch4, HatchId::H4, ValveId::H4Eq);
    open(Apollo, TwoKeyAct::Hatch3, HatchId::H3, ValveId::H3Eq);
    let opened = |event: &&Event| matches!(event, Event::Hatch { open: true, .. });
    assert_eq!(trial.events.iter().filter(opened).count(), 2);
}

#[test]
fn val_g22_g23_force_on_a_hatch() {
    for (delta_pa, force_n) in [(5.0 * 6_894.757, 17_328.4), (133.322, 67.015_1)] {
        let mut setup = AirSetup::joint_flight();
        setup.hatch_open = [false; 5];
        setup.pressure_pa[Om as usize] += delta_pa;
        let mut air = Air::new(&setup);
        let crew = CrewId::ALL.map(|id| CrewMember::new(id, Cm, 0.0));
        air.step(1e-9, &crew, Some(0.0));
        let row = &HATCHES[HatchId::H5 as usize];
        let held_n = air.hatch_body(HatchId::H5).seating_n(seating_pa(&air, row));
        assert!((-held_n / force_n - 1.0).abs() < 5e-3, "{held_n}");
    }
}
