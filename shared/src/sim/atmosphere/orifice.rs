//! Compressible flow of an ideal gas through an orifice, choked or not. Knows two pressures and
//! the upstream gas; knows nothing of compartments.

use super::gas::Stagnation;
use crate::maths::{pow, sqrt};

/// Relative pressure difference below which the flow law is taken as linear: the square-root law
/// has an infinite slope at zero. 1e-4 is 7 Pa at 520 mmHg, under any gauge in either ship.
pub const LINEAR_BELOW: f64 = 1e-4;

/// Molar flow through 1 m² of effective area, mol/(s·m²); zero when the far side is higher.
pub fn flux_mol_s_m2(up: &Stagnation, down_pa: f64) -> f64 {
    if down_pa >= up.pressure_pa {
        return 0.0;
    }
    let drop = (up.pressure_pa - down_pa) / up.pressure_pa;
    up.pressure_pa * discharge(drop, up.gamma) / up.root_mrt
}

/// Secant conductance of 1 m² of effective area between two gases, mol/(s·m²·Pa): the flow
/// divided by the pressure difference, taken at [`LINEAR_BELOW`] for smaller differences.
pub fn conductance(a: &Stagnation, b: &Stagnation) -> f64 {
    let (up, down_pa) = if a.pressure_pa >= b.pressure_pa {
        (a, b.pressure_pa)
    } else {
        (b, a.pressure_pa)
    };
    let drop = (up.pressure_pa - down_pa) / up.pressure_pa;
    let drop = drop.max(LINEAR_BELOW);
    discharge(drop, up.gamma) / (up.root_mrt * drop)
}

/// The flow function ψ at a relative pressure drop `1 − p_down/p_up` in 0..=1.
fn discharge(drop: f64, gamma: f64) -> f64 {
    // Near zero the difference of two powers cancels; its series is exact to 1e-6 there.
    if drop < 1e-3 {
        return sqrt(2.0 * drop * (1.0 - 1.5 * drop / gamma));
    }
    let ratio = 1.0 - drop;
    // Above 0.6 no gas with γ up to 5/3 is choked, and one power is saved.
    if ratio < 0.6 {
        let base = 2.0 / (gamma + 1.0);
        let density = pow(base, 1.0 / (gamma - 1.0));
        if ratio <= density * base {
            return sqrt(gamma * base) * density;
        }
    }
    let density = pow(ratio, 1.0 / gamma);
    sqrt(2.0 * gamma / (gamma - 1.0) * density * (density - ratio))
}

#[cfg(test)]
mod tests {
    use super::super::gas::Gas;
    use super::*;

    #[test]
    fn the_flow_is_continuous_where_it_chokes_and_where_it_turns_linear() {
        for gamma in [1.29, 1.33, 1.4] {
            let base: f64 = 2.0 / (gamma + 1.0);
            let critical = 1.0 - pow(base, gamma / (gamma - 1.0));
            for at in [critical, 1e-3] {
                let (below, above) = (discharge(at - 1e-9, gamma), discharge(at + 1e-9, gamma));
                assert!((below / above - 1.0).abs() < 2e-6, "{gamma} {at}");
            }
        }
    }

    #[test]
    fn air_chokes_only_below_0_528282() {
        let choked = discharge(1.0, 1.4);
        assert_eq!(discharge(1.0 - 0.528_280, 1.4), choked);
        assert!(discharge(1.0 - 0.5284, 1.4) < choked);
    }

    #[test]
    fn the_conductance_is_the_same_from_either_end() {
        let a = Gas::from_partials([2e4, 5e4, 0.0, 0.0, 0.0, 0.0], 1.0, 293.0).stagnation(1.0);
        let b = Gas::from_partials([3e4, 1e4, 0.0, 0.0, 0.0, 0.0], 1.0, 280.0).stagnation(1.0);
        assert_eq!(conductance(&a, &b), conductance(&b, &a));
    }
}
