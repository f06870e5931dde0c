//! The air keeps its books whatever hands do: random valves, hatches and switches for an hour of
//! simulated time, men breathing, a fire, a leaking joint; not a molecule and not a joule appears or
//! goes unaccounted, nothing is negative, nothing is not a number.

use handshake_shared::catalogue::equipment::SwitchId;
use handshake_shared::catalogue::valves::{BottleId, ValveId};
use handshake_shared::ids::{CompartmentId, CrewId, HatchId};
use handshake_shared::sim::atmosphere::gas::{MOLAR_MASS_KG, Species};
use handshake_shared::sim::atmosphere::ledger::{Entry, Source};
use handshake_shared::sim::atmosphere::{Air, AirSetup};
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::physiology::CrewMember;
use handshake_shared::time::DT_S;
use proptest::prelude::*;

/// How long each sequence lasts.
const HOUR_TICKS: u32 = 3_600 * 60;

/// What may be off, of what there was and what went through.
const RELATIVE: f64 = 1e-9;

/// One act, and how long it is left alone, s.
#[derive(Clone, Debug)]
enum Act {
    Valve(usize, bool),
    Hatch(usize, HatchState),
    Switch(usize, bool),
    Joint(Option<f64>),
    Hole(usize, f64),
    Smoke(usize, f64),
    Walk(usize, usize),
}

fn any_act() -> impl Strategy<Value = Act> {
    let states = [
        HatchState::Shut,
        HatchState::Unlatched,
        HatchState::Ajar,
        HatchState::Open,
    ];
    prop_oneof![
        4 => (0..ValveId::ALL.len(), any::<bool>()).prop_map(|(valve, open)| Act::Valve(valve, open)),
        4 => (0..5usize, prop::sample::select(states.to_vec()))
            .prop_map(|(hatch, state)| Act::Hatch(hatch, state)),
        1 => (0..SwitchId::ALL.len(), any::<bool>())
            .prop_map(|(switch, on)| Act::Switch(switch, on)),
        1 => prop_oneof![Just(None), (0.0..1e-4).prop_map(Some)].prop_map(Act::Joint),
        1 => (0..6usize, 0.0..1e-4).prop_map(|(at, area_m2)| Act::Hole(at, area_m2)),
        1 => (0..6usize, 0.0..0.5).prop_map(|(at, mol)| Act::Smoke(at, mol)),
        1 => (0..5usize, 0..6usize).prop_map(|(man, at)| Act::Walk(man, at)),
    ]
}

/// The air of the joint flight, its crews, and what stands between the ships.
struct Ships {
    air: Air,
    crew: [CrewMember; 5],
    joint_leak_m2: Option<f64>,
}

impl Ships {
    fn new() -> Ships {
        let at = [
            CompartmentId::Cm,
            CompartmentId::Dm,
            CompartmentId::Dm,
            CompartmentId::Om,
            CompartmentId::Sa,
        ];
        Ships {
            air: Air::new(&AirSetup::joint_flight()),
            crew: CrewId::ALL.map(|id| CrewMember::new(id, at[id as usize], 0.0)),
            joint_leak_m2: Some(1e-9),
        }
    }

    fn act(&mut self, act: &Act) {
        let air = &mut self.air;
        match *act {
            Act::Valve(valve, open) => air.set_valve(ValveId::ALL[valve], open),
            Act::Hatch(hatch, state) => air.set_hatch(HatchId::ALL[hatch], state),
            Act::Switch(switch, on) => air.set_switch(SwitchId::ALL[switch], on),
            Act::Joint(leak_m2) => self.joint_leak_m2 = leak_m2,
            Act::Hole(at, area_m2) => air.model.hull_leak_m2[at] = area_m2,
            Act::Smoke(at, mol) => {
                let mut cabin = air.cabin(CompartmentId::ALL[at], Source::Fire);
                cabin.make(Species::Smoke, mol, 293.15);
                cabin.make(Species::Oxidizer, 0.1 * mol, 293.15);
                cabin.warm(20_000.0 * mol);
            }
            Act::Walk(man, at) => self.crew[man].at = CompartmentId::ALL[at],
        }
    }

    fn step(&mut self) {
        self.air.step(DT_S, &self.crew, self.joint_leak_m2);
    }

    /// All of every species in volumes and bottles, mol, and the volumes' energy, J.
    fn content(&self) -> Entry {
        self.air.content()
    }
}

/// What is off, against the ledger, of what there was at first and what went through since.
fn unaccounted(ships: &Ships, first: &Entry) -> Result<(), TestCaseError> {
    let (now, book) = (ships.content(), ships.air.ledger());
    let total = book.total();
    // Smoke came out of nothing at first: what went through is the measure then.
    let through = |part: fn(&Entry, usize) -> f64, s: usize| -> f64 {
        let all = Source::ALL.iter();
        all.map(|source| part(&book.of(*source), s).abs()).sum()
    };
    for s in 0..first.mol.len() {
        let off = now.mol[s] - first.mol[s] - total.mol[s];
        let scale = first.mol[s] + through(|entry, s| entry.mol[s], s);
        prop_assert!(
            off.abs() <= RELATIVE * scale,
            "species {s}: {off:e} of {scale}"
        );
    }
    let off = now.energy_j - first.energy_j - total.energy_j;
    let scale = first.energy_j + through(|entry, _| entry.energy_j, 0);
    prop_assert!(off.abs() <= RELATIVE * scale, "energy: {off:e} of {scale}");
    Ok(())
}

fn sane(air: &Air) -> Result<(), TestCaseError> {
    for at in CompartmentId::ALL {
        let gas = air.gas(at);
        prop_assert!(
            gas.mol.iter().all(|n| *n >= 0.0 && n.is_finite()),
            "{at:?} {gas:?}"
        );
        let kelvin = gas.temperature_k();
        prop_assert!((10.0..2_000.0).contains(&kelvin), "{at:?} {kelvin} K");
    }
    prop_assert!(air.cavity_pa() >= 0.0 && air.cavity_pa().is_finite());
    for bottle in BottleId::ALL {
        prop_assert!(air.bottle_kg(bottle) >= 0.0, "{bottle:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn an_hour_of_random_hands_loses_no_molecule_and_no_joule(
        acts in prop::collection::vec((any_act(), 1..1_200u32), 300..400),
    ) {
        let mut ships = Ships::new();
        let first = ships.content();
        let bottles = BottleId::ALL.map(|bottle| ships.air.bottle_kg(bottle));
        let mut acts = acts.into_iter().cycle();
        let mut left = 0;
        for tick in 0..HOUR_TICKS {
            if left == 0 {
                let (act, ticks) = acts.next().expect("they go round");
                ships.act(&act);
                left = ticks;
            }
            left -= 1;
            ships.step();
            if tick % 600 == 0 {
                sane(&ships.air)?;
            }
        }
        sane(&ships.air)?;
        unaccounted(&ships, &first)?;
        // What the bottles lost the ledger has as theirs.
        let book = ships.air.ledger().of(Source::Bottles);
        let given = |species: Species| book.mol[species as usize] * MOLAR_MASS_KG[species as usize];
        let lost = |bottle: BottleId| bottles[bottle as usize] - ships.air.bottle_kg(bottle);
        let oxygen = lost(BottleId::DmOxygen) + lost(BottleId::SoyuzOxygen) + lost(BottleId::CmOxygen);
        prop_assert!((given(Species::O2) - oxygen).abs() <= 1e-9 * (oxygen + 1.0));
        let nitrogen = lost(BottleId::DmNitrogen);
        prop_assert!((given(Species::N2) - nitrogen).abs() <= 1e-9 * (nitrogen + 1.0));
    }

    #[test]
    fn flow_through_a_bulkhead_goes_with_the_pressure_difference(
        hatch in 0..5usize,
        low_pa in 500.0..90_000.0f64,
        ratio in 1.001..50.0f64,
        apollo_higher in any::<bool>(),
    ) {
        let mut setup = AirSetup::joint_flight();
        setup.hatch_open = [false; 5];
        let (apollo, soyuz) = if apollo_higher { (low_pa * ratio, low_pa) } else { (low_pa, low_pa * ratio) };
        for (at, pa) in [(hatch, apollo), (hatch + 1, soyuz)] {
            setup.pressure_pa[at] = pa;
            setup.partial_o2_pa[at] = 0.3 * pa;
            setup.partial_co2_pa[at] = 0.0;
            setup.partial_h2o_pa[at] = 0.0;
        }
        let mut ships = Ships::new();
        ships.air = Air::new(&setup);
        ships.air.set_valve(ValveId::CmOxygen, false);
        ships.air.set_valve(ValveId::CmRelief, false);
        let hatch = HatchId::ALL[hatch];
        let valve = handshake_shared::catalogue::hatches::HATCHES[hatch as usize].valve;
        ships.air.set_valve(valve, true);
        ships.step();
        let flow = ships.air.bulkhead_flow_kg_s(hatch);
        prop_assert!(flow != 0.0 && (flow > 0.0) == apollo_higher, "{flow}");
        // Never past equal pressures in one tick.
        let difference = ships.air.hatch_delta_p_pa(hatch);
        prop_assert!((difference > 0.0) == apollo_higher, "{difference}");
    }
}
