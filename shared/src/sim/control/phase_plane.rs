//! Switching lines in the plane of attitude error and rate: where jets fire and for how much. One
//! axis at a time; it knows neither craft nor jets.

use crate::catalogue::control::{
    DAP_BAND_RAD_PER_S, DAP_FLAT_RAD, DAP_SLOPE_PER_S, DAP_WANTED_RAD_PER_S,
    DAP_WANTED_SLOPE_PER_S, RelayRow,
};

/// Change of rate that an analogue loop asks for, rad/s; zero between its lines. Outside them it
/// asks for as much as leads back to the nearer line, so that the craft slides along it home.
pub fn relay(row: &RelayRow, error_rad: f64, rate_rad_per_s: f64) -> f64 {
    let beyond = error_rad - error_rad.clamp(-row.free_rad, row.free_rad);
    let most = row.rate_most_rad_per_s;
    let signal = (beyond * row.gain_per_s).clamp(-most, most) + rate_rad_per_s;
    let dead = row.rate_deadband_rad_per_s;
    signal.clamp(-dead, dead) - signal
}

/// Change of rate that Apollo's digital autopilot asks for, rad/s; zero in its coasting zones. The
/// zones are those of the flight program's figure, whose numbers the comments give.
pub fn dap(deadband_rad: f64, error_rad: f64, rate_rad_per_s: f64) -> f64 {
    // The figure is the same turned by half a turn: look at it with the rate upwards.
    let sign = if rate_rad_per_s < 0.0 { -1.0 } else { 1.0 };
    let (error, rate) = (error_rad * sign, rate_rad_per_s * sign);
    match dap_wanted(deadband_rad, error, rate) {
        Some(wanted) => (wanted - rate) * sign,
        None => 0.0,
    }
}

fn dap_wanted(deadband_rad: f64, error: f64, rate: f64) -> Option<f64> {
    let outer = deadband_rad + DAP_FLAT_RAD;
    let fast = DAP_WANTED_RAD_PER_S + DAP_BAND_RAD_PER_S;
    let slow = DAP_WANTED_RAD_PER_S - DAP_BAND_RAD_PER_S;
    if error > outer + slow / DAP_SLOPE_PER_S {
        Some(-DAP_WANTED_RAD_PER_S) // 21: far out
    } else if error > outer {
        Some((outer - error) * DAP_WANTED_SLOPE_PER_S) // 20: beside the deadband
    } else if error > deadband_rad - fast / DAP_SLOPE_PER_S {
        (error + rate / DAP_SLOPE_PER_S >= deadband_rad).then_some(0.0) // 18, else 23
    } else if rate >= fast {
        Some(DAP_WANTED_RAD_PER_S) // 22 from above
    } else if error + rate / DAP_SLOPE_PER_S >= -outer || rate >= slow {
        None // 23: on its way home
    } else if error + slow / DAP_SLOPE_PER_S >= -outer {
        Some((-outer - error) * DAP_WANTED_SLOPE_PER_S) // 24
    } else {
        Some(DAP_WANTED_RAD_PER_S) // 22 from below
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::control::{dap_deadband_rad, scs};
    use crate::maths::{deg, rad};
    use crate::sim::input::{Deadband, StickRate};

    fn close(value: f64, oracle: f64) {
        assert!((value - oracle).abs() < 1e-9, "{value} against {oracle}");
    }

    #[test]
    fn val_scs_lines_cross_zero_rate_at_the_published_deadbands() {
        for (rate, deadband, edge_deg) in [
            (StickRate::Low, Deadband::Min, 0.2),
            (StickRate::Low, Deadband::Max, 4.2),
            (StickRate::High, Deadband::Min, 4.0),
            (StickRate::High, Deadband::Max, 8.0),
        ] {
            let row = scs(rate, deadband);
            assert_eq!(relay(&row, rad(edge_deg - 0.001), 0.0), 0.0);
            assert!(relay(&row, rad(edge_deg + 0.001), 0.0) < 0.0);
            assert!(relay(&row, rad(-edge_deg - 0.001), 0.0) > 0.0);
        }
    }

    #[test]
    fn val_scs_rate_deadbands_are_0_2_and_2_degrees_a_second() {
        for (rate, dead) in [(StickRate::Low, 0.2), (StickRate::High, 2.0)] {
            let row = scs(rate, Deadband::Max);
            assert_eq!(relay(&row, 0.0, rad(dead - 0.001)), 0.0);
            close(deg(relay(&row, 0.0, rad(dead + 0.1))), -0.1);
        }
    }

    #[test]
    fn val_dap_zones_ask_for_the_rates_of_the_flight_program() {
        let narrow = dap_deadband_rad(Deadband::Min);
        // Error and rate, degrees and degrees a second; change of rate wanted.
        for (error, rate, change) in [
            (0.0, 0.0, 0.0),
            (0.45, 0.02, 0.0),                      // 23: inside
            (0.49, 0.02, -0.02),                    // 18: stop at the line
            (0.644, 0.0, -0.08),                    // 20: 0.1° outside at 0.8 a second
            (0.644, 0.02, -0.10),                   // 20
            (3.0, 0.1, -0.5),                       // 21: home at 0.4
            (-3.0, 0.1, 0.3),                       // 22 from below
            (-3.0, 0.35, 0.0),                      // 23: within the band
            (-3.0, 0.55, -0.15),                    // 22 from above
            (-0.9, 0.1, 0.8 * (0.9 - 0.544) - 0.1), // 24
        ] {
            close(deg(dap(narrow, rad(error), rad(rate))), change);
            close(deg(dap(narrow, rad(-error), rad(-rate))), -change);
        }
    }
}
