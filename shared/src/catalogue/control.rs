//! Numbers of both craft's attitude control: hand controllers, deadbands, rates, switching lines.

use crate::maths::rad;
use crate::sim::input::{DapRate, Deadband, StickRate};

/// A full deflection of any hand controller on the wire.
pub const FULL: i8 = 127;

// Apollo's rotation controller (Apollo Operations Handbook, Block II, section 2.3, recalled):
// breakout switches at 1.5°, proportional to a soft stop at 10°, direct switches at 11°, hard stop
// at 11.5°. A key is the hard stop.
/// Hard stop, degrees of the grip.
pub const RHC_HARD_STOP_DEG: f64 = 11.5;
/// Breakout switches close, degrees of the grip: below it the axis is in detent.
pub const RHC_BREAKOUT_DEG: f64 = 1.5;
/// Soft stop, degrees of the grip: the command grows no further.
pub const RHC_SOFT_STOP_DEG: f64 = 10.0;
/// Direct switches close, degrees of the grip.
pub const RHC_DIRECT_DEG: f64 = 11.0;

/// Switching lines of an analogue rate and attitude loop: error beyond its free play times the gain
/// plus rate, against a rate deadband.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RelayRow {
    /// Error that makes no signal, rad. The whole deadband is this and rate deadband over gain.
    pub free_rad: f64,
    /// Rate signal per error, 1/s.
    pub gain_per_s: f64,
    /// Rate deadband, rad/s.
    pub rate_deadband_rad_per_s: f64,
    /// Most that an error may ask of the rate, rad/s.
    pub rate_most_rad_per_s: f64,
}

/// What a full stick commands in RATE CMD about roll, pitch, yaw, rad/s: 0.65 °/s (Block I handbook,
/// 0.2 to 0.65 °/s proportional), high 20 and 7 °/s (recalled). Low answers from 0.2 °/s on, where it
/// leaves the rate deadband.
pub const fn scs_stick_rate_rad_per_s(rate: StickRate) -> [f64; 3] {
    match rate {
        StickRate::Low => [rad(0.65); 3],
        StickRate::High => [rad(20.0), rad(7.0), rad(7.0)],
    }
}

/// Lines of the SCS. Deadbands at zero rate: ±0.2° and ±4.2° at low rate, ±4° and ±8° at high. ±4.2°
/// is the Block I handbook's; the others, the rate deadbands and so the gains of 1 and ½ are recalled.
/// Wrong: how far a held craft wanders, how often it pulses.
pub const fn scs(rate: StickRate, deadband: Deadband) -> RelayRow {
    let free_rad = match deadband {
        Deadband::Min => 0.0,
        Deadband::Max => rad(4.0),
    };
    let (gain_per_s, rate_deadband_rad_per_s) = match rate {
        StickRate::Low => (1.0, rad(0.2)),
        StickRate::High => (0.5, rad(2.0)),
    };
    RelayRow {
        free_rad,
        gain_per_s,
        rate_deadband_rad_per_s,
        rate_most_rad_per_s: scs_stick_rate_rad_per_s(rate)[1],
    }
}

/// Soyuz's lines: ±0.5° in all, the fine end of the recollected 0.5 to 3°, at rates far below the
/// recollected 0.1 °/s. Gain and free play are game values: the small jets have to be able to stop
/// on the line (0.084 °/s² in pitch).
pub const SOYUZ: RelayRow = RelayRow {
    free_rad: rad(0.4),
    gain_per_s: 0.2,
    rate_deadband_rad_per_s: rad(0.02),
    rate_most_rad_per_s: rad(0.3),
};

/// What Soyuz's full stick commands, rad/s (game value): fine enough to trim a drift by eye. With
/// scripted novices (`tests/feel`) 0.3°/s does as well; at 0.4 one wrong press swings the port away,
/// and 77 pairs of a hundred dock in time where 88 did.
pub const SOYUZ_STICK_RAD_PER_S: f64 = rad(0.2);
/// Rate of Soyuz's programmed turn, rad/s (game value): the small jets reach it in 12 s.
pub const SOYUZ_TURN_RAD_PER_S: f64 = rad(0.5);

/// Attitude deadband of Apollo's digital autopilot, rad: 0.5° or 5° (R03 of the autopilot's data
/// load).
pub const fn dap_deadband_rad(deadband: Deadband) -> f64 {
    match deadband {
        Deadband::Min => rad(0.5),
        Deadband::Max => rad(5.0),
    }
}

/// Manoeuvre rate of Apollo's digital autopilot, rad/s.
pub const fn dap_rate_rad_per_s(rate: DapRate) -> f64 {
    match rate {
        DapRate::R005 => rad(0.05),
        DapRate::R02 => rad(0.2),
        DapRate::R05 => rad(0.5),
        DapRate::R2 => rad(2.0),
    }
}

// Phase plane of the RCS autopilot: constants of the published flight program Comanche 55, section
// "RCS-CSM digital autopilot", "Jet switching logic". Wrong: how fast an error is worked off and what
// that costs.
/// Flat part beside the deadband, rad: 0.044°.
pub const DAP_FLAT_RAD: f64 = rad(0.044);
/// Slope of the switching lines, 1/s.
pub const DAP_SLOPE_PER_S: f64 = 0.6;
/// Slope of the line of wanted rates beside the deadband, 1/s.
pub const DAP_WANTED_SLOPE_PER_S: f64 = 0.8;
/// Rate wanted far outside, rad/s: 0.4 °/s, and half the width of its band, 0.1 °/s.
pub const DAP_WANTED_RAD_PER_S: f64 = rad(0.4);
/// Half the width of the band about the wanted rate, rad/s.
pub const DAP_BAND_RAD_PER_S: f64 = rad(0.1);
/// The autopilot decides ten times a second: ticks of 1/60 s between two decisions.
pub const DAP_CYCLE_TICKS: u8 = 6;

/// Share of the jets' torque that an automatic turn counts on when it speeds up and stops; the rest
/// is left to hold the path.
pub const TURN_SHARE: f64 = 0.5;
