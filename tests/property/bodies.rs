//! Bodies in whatever air: vacuum, steam, smoke, furnace, oxygen, one after the other as no flight
//! would have them. Nothing becomes no number, nothing leaves its range, nobody rises from the dead.

use handshake_shared::ids::{CompartmentId, CrewId};
use handshake_shared::sim::atmosphere::gas::{Gas, SPECIES, Species};
use handshake_shared::sim::atmosphere::{Air, AirSetup};
use handshake_shared::sim::physiology::{CrewMember, Grade, Harm};
use handshake_shared::time::DT_S;
use proptest::prelude::*;

/// One stay: partial pressures, temperature, how long, what the man does first.
#[derive(Clone, Debug)]
struct Stay {
    partial_pa: [f64; SPECIES],
    kelvin: f64,
    seconds: u32,
    mask: Option<bool>,
    blow_j: Option<f64>,
    place: usize,
}

fn partial_pa() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 1e-6..1.0, 1.0..1e3, 1e3..1e5, 1e5..4e5,]
}

fn stay() -> impl Strategy<Value = Stay> {
    (
        prop::array::uniform6(partial_pa()),
        120.0..900.0,
        1..240_u32,
        any::<Option<bool>>(),
        prop::option::weighted(0.1, 0.0..400.0),
        0..6_usize,
    )
        .prop_map(|(partial_pa, kelvin, seconds, mask, blow_j, place)| Stay {
            partial_pa,
            kelvin,
            seconds,
            mask,
            blow_j,
            place,
        })
}

fn live(stays: &[Stay], dt_s: f64, mut seen: impl FnMut(&CrewMember)) -> CrewMember {
    let mut air = Air::new(&AirSetup::joint_flight());
    let mut man = CrewMember::new(CrewId::Slayton, CompartmentId::Dm, 45_000.0);
    for stay in stays {
        man.at = CompartmentId::ALL[stay.place];
        let volume_m3 = air.model.volume_m3[stay.place];
        // Even space holds a trace of gas: nothing at all has no temperature.
        let mut partial_pa = stay.partial_pa;
        partial_pa[Species::O2 as usize] += 1e-5;
        *air.gas_mut(man.at) = Gas::from_partials(partial_pa, volume_m3, stay.kelvin);
        if let Some(on) = stay.mask {
            man.set_mask(on);
        }
        if let Some(energy_j) = stay.blow_j {
            man.strike(energy_j);
        }
        for _ in 0..(f64::from(stay.seconds) / dt_s) as u32 {
            man.step(dt_s, &air);
            seen(&man);
        }
    }
    man
}

fn fingerprint(man: &CrewMember) -> Vec<u64> {
    let mut words = Vec::new();
    man.digest_into(&mut |word| words.push(word));
    words
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_air_makes_a_body_leave_its_ranges(stays in prop::collection::vec(stay(), 1..9)) {
        let mut dead = false;
        live(&stays, 0.25, |man| {
            let shares = [
                man.consciousness(),
                man.hands(),
                man.sight(),
                man.decompression_risk(),
                man.carboxyhaemoglobin(),
            ];
            for share in shares {
                assert!((0.0..=1.0).contains(&share), "{share}");
            }
            let free = [man.alveolar_o2_pa(), man.nitrogen_ratio(), man.ear_difference_pa(), man.pressure_fall_pa()];
            assert!(free.iter().all(|value| value.is_finite()), "{free:?}");
            assert!(man.oxidizer_dose() >= 0.0 && man.oxidizer_dose().is_finite());
            assert!(man.tissue_n2_pa().iter().all(|pa| pa.is_finite() && *pa >= 0.0));
            assert!(!dead || !man.alive(), "he rose");
            dead = !man.alive();
            assert_eq!(dead, Harm::ALL.iter().any(|harm| man.grade(*harm) == Some(Grade::Dead)));
            assert!(!dead || man.harm().is_some(), "a death has its cause");
            assert!(!man.incapacitated() || man.hands() == 0.0);
        });
    }

    #[test]
    fn the_same_air_makes_the_same_body_to_the_bit(stays in prop::collection::vec(stay(), 1..4)) {
        let [first, second] = [0, 1].map(|_| live(&stays, DT_S, |_| {}));
        prop_assert_eq!(fingerprint(&first), fingerprint(&second));
    }
}

#[test]
fn every_part_of_a_body_reaches_the_fingerprint() {
    let man = CrewMember::new(CrewId::Slayton, CompartmentId::Dm, 45_000.0);
    let changed: [fn(&mut CrewMember); 4] = [
        |man| man.set_mask(true),
        |man| man.strike(1.0),
        |man| man.strike(90.0),
        |man| man.at = CompartmentId::Cm,
    ];
    for (index, change) in changed.iter().enumerate() {
        let mut other = man.clone();
        change(&mut other);
        assert_ne!(fingerprint(&man), fingerprint(&other), "change {index}");
    }
    // Each gas by itself moves what the next tick depends on.
    let base = [20_000.0, 20_000.0, 500.0, 500.0, 0.1, 0.1];
    let lived = |partial_pa, kelvin| {
        let stay = Stay {
            partial_pa,
            kelvin,
            seconds: 1,
            mask: None,
            blow_j: None,
            place: 2,
        };
        fingerprint(&live(&[stay], DT_S, |_| {}))
    };
    let was = lived(base, 300.0);
    for species in 0..SPECIES {
        let mut partial_pa = base;
        partial_pa[species] *= 1.01;
        assert_ne!(was, lived(partial_pa, 300.0), "species {species}");
    }
    assert_ne!(was, lived(base, 400.0));
}
