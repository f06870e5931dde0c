//! Two vessels, a blow-down and a day's bookkeeping against closed forms.

use super::*;

#[test]
fn two_vessels_equalise_as_the_closed_form_has_it() {
    // Isothermal, unchoked and far apart in size the flow has no closed form, the end has: all gas
    // over all volume. The way there is held by the time to halve the difference of nearly equal
    // vessels, where orifice flow is √Δp and Δp falls along a parabola.
    let mut air = sealed(260.0 * MMHG, 1.0, ISOTHERMAL_W_K);
    let (dm, t1) = (CompartmentId::Dm, CompartmentId::Tunnel1);
    let rise_pa = 400.0;
    let p0 = air.pressure_pa(dm);
    let dm_gas = Gas::from_partials([p0 + rise_pa, 0.0, 0.0, 0.0, 0.0, 0.0], 3.7, 293.15);
    *air.gas_mut(dm) = dm_gas;
    air.model.valve_cda_m2[ValveId::H2Eq as usize] = 1e-6;
    air.set_valve(ValveId::H2Eq, true);
    let delta = |air: &Air| air.pressure_pa(dm) - air.pressure_pa(t1);
    let half = seconds_until(&mut air, |air| delta(air) < rise_pa / 2.0);
    // d√Δp/dt = −(A/2)·√(2RT/(M p̄))·p̄·(1/V₁ + 1/V₂); p̄ is the mean pressure.
    let rt = gas::GAS_CONSTANT * 293.15;
    let mean_pa = p0 + rise_pa * (3.7 / 4.0 - 0.25);
    let slope = 1e-6 * (2.0 * rt * mean_pa / MOLAR_MASS_KG[0]).sqrt() * (1.0 / 3.7 + 1.0 / 0.3);
    let closed = 2.0 * (rise_pa.sqrt() - (rise_pa / 2.0).sqrt()) / slope;
    close(half, closed, 0.01);
    run(&mut air, &nobody(), 1_200.0);
    let settled = p0 + rise_pa * 3.7 / 4.0;
    close(air.pressure_pa(dm), settled, 1e-6);
    close(air.pressure_pa(t1), settled, 1e-6);
}

#[test]
fn adiabatic_vessels_equalise_at_the_mean_of_their_pressures_and_unlike_temperatures() {
    // Total internal energy is p·V/(γ−1), so the end pressure is the volume mean; the vessel that
    // blew down isentropically stands at T₀·(p/p₀)^(2/7).
    let mut air = sealed(30_000.0, 1.0, 0.0);
    let (dm, t1) = (CompartmentId::Dm, CompartmentId::Tunnel1);
    *air.gas_mut(t1) = Gas::from_partials([90_000.0, 0.0, 0.0, 0.0, 0.0, 0.0], 0.3, 293.15);
    air.set_valve(ValveId::H2Eq, true);
    run(&mut air, &nobody(), 120.0);
    let settled = (30_000.0 * 3.7 + 90_000.0 * 0.3) / 4.0;
    close(air.pressure_pa(dm), settled, 1e-5);
    close(air.pressure_pa(t1), settled, 1e-5);
    let isentropic = 293.15 * crate::maths::pow(settled / 90_000.0, 2.0 / 7.0);
    close(air.temperature_k(t1), isentropic, 2e-2);
}

#[test]
fn adiabatic_blow_down_cools_along_the_isentrope() {
    let mut air = dm_vent(520.0 * MMHG, 0.21, 0.0, VENT_1_CM2);
    let half = |air: &Air| air.pressure_pa(CompartmentId::Dm) < 260.0 * MMHG;
    seconds_until(&mut air, half);
    let cooled = 293.15 * crate::maths::pow(0.5, 2.0 / 7.0);
    close(air.temperature_k(CompartmentId::Dm), cooled, 1e-3);
}

/// Content less what it was, against the ledger: mol of each species and J.
fn unaccounted(air: &Air, first: &Entry) -> ([f64; SPECIES], f64) {
    let (now, book) = (air.content(), air.ledger().total());
    let mol = core::array::from_fn(|s| now.mol[s] - first.mol[s] - book.mol[s]);
    (mol, now.energy_j - first.energy_j - book.energy_j)
}

#[test]
fn the_ledger_accounts_for_a_day_of_the_nominal_cabins_by_source() {
    let mut air = Air::new(&AirSetup::joint_flight());
    air.model.hull_leak_m2[CompartmentId::Sa as usize] = 1e-9;
    let first = air.content();
    let (cm, om, sa) = (CompartmentId::Cm, CompartmentId::Om, CompartmentId::Sa);
    let crew = crew_at([cm, cm, cm, om, sa], 0.0);
    for _ in 0..86_400 * 4 {
        air.step(0.25, &crew, Some(1e-9));
    }
    let (mol, energy_j) = unaccounted(&air, &first);
    assert!(mol.iter().all(|n| n.abs() < 1e-9 * 200.0), "{mol:?}");
    assert!(energy_j.abs() < 1e-9 * first.energy_j, "{energy_j}");
    let of = |source| air.ledger().of(source).mol;
    // Five men for a day: 0.84 kg of oxygen and 1.0 kg of carbon dioxide each.
    close(of(Source::Lungs)[0] * MOLAR_MASS_KG[0], -4.2, 1e-3);
    close(of(Source::Lungs)[2] * MOLAR_MASS_KG[2], 5.0, 1e-3);
    let bottles = 290.0 - air.bottle_kg(BottleId::CmOxygen);
    close(of(Source::Bottles)[0] * MOLAR_MASS_KG[0], bottles, 1e-9);
    assert!(of(Source::Overboard)[1] < 0.0, "the hull leaks");
    assert_eq!(of(Source::Fire), [0.0; SPECIES]);
}
