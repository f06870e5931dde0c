//! Bad crews: each mission flown well up to a moment, and from there by hands that do the one wrong
//! thing. It ends badly, and the debrief names what hurt whom.

use handshake::bots::Temper;
use handshake_shared::catalogue::compartments::CM_RELIEF_CRACK_PA;
use handshake_shared::catalogue::constants::PA_PER_MMHG;
use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use handshake_shared::scenario::load;
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::event::{Event, Outcome};
use handshake_shared::sim::input::{Command, HatchAct, Inputs};
use handshake_shared::sim::physiology::Harm;
use handshake_shared::sim::{World, step};
use handshake_tests::flight::fly_until;

use CompartmentId::{Cm, Dm, Tunnel1};

/// A world in bad hands.
struct Hands {
    world: World,
    refused: Vec<Event>,
}

impl Hands {
    /// Software crews fly a mission up to a moment.
    fn from(name: &str, tempers: [Temper; 2], moment: impl Fn(&World) -> bool) -> Hands {
        let scenario = load(name).expect("shipped");
        let flight = fly_until(&scenario, 1975, tempers, 900.0, &moment);
        assert!(moment(&flight.world), "{name}: the moment never came");
        Hands {
            world: flight.world,
            refused: Vec::new(),
        }
    }

    fn tick(&mut self, inputs: &Inputs) {
        let mut events = Vec::new();
        step(&mut self.world, inputs, &mut events);
        let refused = |event: &Event| matches!(event, Event::Refused { .. });
        self.refused.extend(events.into_iter().filter(refused));
    }

    fn act(&mut self, seat: Seat, command: Command) {
        let mut inputs = Inputs::default();
        inputs[seat.index()].commands.push(command);
        self.tick(&inputs);
        assert_eq!(self.refused, [], "nobody stops bad hands");
    }

    fn valve(&mut self, seat: Seat, valve: ValveId, open: bool) {
        let confirmed = true;
        self.act(
            seat,
            Command::Valve {
                valve,
                open,
                confirmed,
            },
        );
    }

    fn hatch(&mut self, seat: Seat, hatch: HatchId, act: HatchAct) {
        let confirmed = true;
        self.act(
            seat,
            Command::Hatch {
                hatch,
                act,
                confirmed,
            },
        );
        let wanted = match act {
            HatchAct::Open => HatchState::Open,
            HatchAct::Shut => HatchState::Shut,
        };
        self.until(60.0, |world| world.air.hatch(hatch) == wanted);
    }

    /// Lets time pass until the world shows something.
    fn until(&mut self, limit_s: f64, shown: impl Fn(&World) -> bool) {
        let end_s = self.world.tick().seconds() + limit_s;
        while !shown(&self.world) {
            assert!(
                self.world.tick().seconds() < end_s,
                "not within {limit_s} s"
            );
            self.tick(&Inputs::default());
        }
    }

    /// The end, within so long.
    fn end(&mut self, limit_s: f64) -> Outcome {
        self.until(limit_s, |world| world.outcome().is_some());
        self.world.outcome().expect("just seen")
    }

    /// Whom the debrief names as hurt by this.
    fn hurt(&self, by: Harm) -> Vec<CrewId> {
        let debrief = self.world.debrief().expect("ended");
        let rows = debrief.harms.iter().filter(|(_, harm, _)| *harm == by);
        rows.map(|(man, ..)| *man).collect()
    }
}

fn good() -> [Temper; 2] {
    [Temper::default(); 2]
}

fn shut(world: &World, hatch: HatchId) -> bool {
    world.air.hatch(hatch) == HatchState::Shut
}

/// Vents the Docking Module over the heads of the two men in it and waits for the end.
fn bled(name: &str, moment: impl Fn(&World) -> bool) {
    let mut hands = Hands::from(name, good(), moment);
    hands.valve(Seat::Apollo, ValveId::DmVent, true);
    let outcome = hands.end(1_200.0);
    let Outcome::CrewmanLost(man) = outcome else {
        panic!("{name}: {outcome:?}");
    };
    assert_eq!(hands.world.crew[man as usize].at, Dm, "{name}");
    assert!(hands.hurt(Harm::Hypoxia).contains(&man), "{name}");
}

#[test]
fn bled_without_oxygen_on_the_way_back_the_docking_module_kills() {
    bled("four-transfers", |world| {
        world.plan.cleared(StepId::CloseUp)
    });
}

#[test]
fn vented_again_in_the_lesson_the_docking_module_kills() {
    bled("airlock-school", |world| world.plan.cleared(StepId::DmUp));
}

#[test]
fn vented_for_a_smell_the_docking_module_kills() {
    bled("odour", |world| {
        world.plan.cleared(StepId::Smell) && shut(world, HatchId::H2)
    });
}

#[test]
fn hatch_2s_valve_at_520_drives_the_command_module_over_its_relief() {
    let mut hands = Hands::from("four-transfers", good(), |world| {
        world.plan.cleared(StepId::CloseUp)
    });
    let before_pa = hands.world.air.partial_n2_pa(Cm);
    hands.valve(Seat::Apollo, ValveId::H2Eq, true);
    hands.until(60.0, |world| world.air.pressure_pa(Cm) > CM_RELIEF_CRACK_PA);
    hands.until(120.0, |world| {
        let delta_pa = world.air.pressure_pa(Dm) - world.air.pressure_pa(Tunnel1);
        delta_pa.abs() < PA_PER_MMHG
    });
    // Isothermal and without a relief valve it would be 359 mmHg; the valve has taken some of it.
    let settled = hands.world.air.pressure_pa(Cm) / PA_PER_MMHG;
    assert!((305.0..359.0).contains(&settled), "{settled}");
    assert!(hands.world.air.partial_n2_pa(Cm) > before_pa + 5_000.0);
}

#[test]
fn whoever_stays_with_a_torn_seal_dies_of_it() {
    let mut hands = Hands::from("leaking-seal", good(), |world| {
        world.plan.cleared(StepId::Over)
    });
    let outcome = hands.end(1_200.0);
    assert!(!outcome.is_good(), "{outcome:?}");
    let hurt = hands.hurt(Harm::Hypoxia);
    assert!(hurt.contains(&CrewId::Leonov), "{hurt:?}");
    assert!(!hurt.contains(&CrewId::Brand), "behind hatch 2: {hurt:?}");
}

#[test]
fn whoever_stays_in_the_losing_ship_dies_with_it() {
    let mut hands = Hands::from("rescue", good(), |_| true);
    let outcome = hands.end(1_200.0);
    assert_eq!(outcome, Outcome::CrewLost(Seat::Soyuz));
    let after_s = hands.world.tick().seconds();
    assert!((300.0..720.0).contains(&after_s), "{after_s}");
    let hurt = hands.hurt(Harm::Hypoxia);
    assert!(
        hurt.contains(&CrewId::Leonov) && hurt.contains(&CrewId::Kubasov),
        "{hurt:?}"
    );
}

#[test]
fn from_760_straight_to_apollo_is_the_bends() {
    let careless = [Temper {
        careless: true,
        ..Temper::default()
    }; 2];
    let mut hands = Hands::from("high-cabin", careless, |world| {
        world.plan.cleared(StepId::Hatch3)
    });
    // Nobody has asked for a lower cabin: the joined air stands far over the agreed 520.
    assert!(hands.world.air.pressure_pa(Dm) > 600.0 * PA_PER_MMHG);
    let go = |crew, to| Command::Move {
        crew,
        to,
        confirmed: true,
    };
    let at = |man: CrewId, place| move |world: &World| world.crew[man as usize].at == place;
    let leonov = CrewId::Leonov;
    for place in [CompartmentId::Tunnel2, Dm] {
        if !at(leonov, place)(&hands.world) {
            hands.act(Seat::Soyuz, go(leonov, place));
            hands.until(30.0, at(leonov, place));
        }
    }
    hands.hatch(Seat::Soyuz, HatchId::H4, HatchAct::Shut);
    hands.hatch(Seat::Apollo, HatchId::H3, HatchAct::Shut);
    hands.valve(Seat::Apollo, ValveId::H3Eq, false);
    hands.valve(Seat::Apollo, ValveId::DmOxygen, true);
    hands.valve(Seat::Apollo, ValveId::DmVent, true);
    hands.until(1_200.0, |world| {
        world.air.partial_o2_pa(Dm) > 290.0 * PA_PER_MMHG
    });
    hands.valve(Seat::Apollo, ValveId::DmOxygen, false);
    hands.until(600.0, |world| {
        world.air.pressure_pa(Dm) < 261.0 * PA_PER_MMHG
    });
    hands.valve(Seat::Apollo, ValveId::DmVent, false);
    hands.valve(Seat::Apollo, ValveId::H2Eq, true);
    hands.until(60.0, |world| {
        world.air.hatch_delta_p_pa(HatchId::H2).abs() < 100.0
    });
    hands.hatch(Seat::Apollo, HatchId::H2, HatchAct::Open);
    for place in [Tunnel1, Cm] {
        hands.act(Seat::Soyuz, go(leonov, place));
        hands.until(30.0, at(leonov, place));
    }
    assert_eq!(hands.end(4.0 * 3_600.0), Outcome::CrewmanLost(leonov));
    assert!(hands.hurt(Harm::Bends).contains(&leonov));
}
