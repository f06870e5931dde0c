//! The rotation hand controllers: what a deflection means. Knows no craft's motion.

use crate::catalogue::control::{
    FULL, RHC_BREAKOUT_DEG, RHC_DIRECT_DEG, RHC_HARD_STOP_DEG, RHC_SOFT_STOP_DEG,
};

/// Share of the proportional range of Apollo's controller, −1 to 1; nothing in detent.
pub fn apollo(deflection: i8) -> Option<f64> {
    let grip = grip_deg(deflection);
    let share = (grip / RHC_SOFT_STOP_DEG).clamp(-1.0, 1.0);
    (grip.abs() >= RHC_BREAKOUT_DEG).then_some(share)
}

/// Which way the direct switches of Apollo's controller are closed, if they are.
pub fn direct(deflection: i8) -> Option<bool> {
    let grip = grip_deg(deflection);
    (grip.abs() >= RHC_DIRECT_DEG).then_some(grip > 0.0)
}

/// The deflection of Apollo's controller that commands a share of its proportional range, −1 to 1:
/// for those who fly by numbers.
pub fn apollo_deflection(share: f64) -> i8 {
    let grip = share.clamp(-1.0, 1.0) * RHC_SOFT_STOP_DEG / RHC_HARD_STOP_DEG;
    (grip * f64::from(FULL)) as i8
}

/// Share of Soyuz's controller, −1 to 1; nothing in the middle.
pub fn soyuz(deflection: i8) -> Option<f64> {
    (deflection != 0).then(|| f64::from(deflection) / f64::from(FULL))
}

fn grip_deg(deflection: i8) -> f64 {
    f64::from(deflection) / f64::from(FULL) * RHC_HARD_STOP_DEG
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grip_breaks_out_at_a_degree_and_a_half_and_reaches_the_direct_switches_at_eleven() {
        assert_eq!(apollo(16), None);
        assert!(apollo(17).is_some_and(|share| (0.15..0.16).contains(&share)));
        assert_eq!(apollo(-127), Some(-1.0));
        assert_eq!(direct(121), None);
        assert_eq!(direct(122), Some(true));
        assert_eq!(direct(-127), Some(false));
    }

    #[test]
    fn a_share_asked_for_by_number_comes_out_again() {
        for share in [-1.0, -0.5, 0.31, 1.0] {
            let got = apollo(apollo_deflection(share)).expect("out of detent");
            assert!((got - share).abs() < 0.01, "{share} {got}");
        }
    }
}
