//! The units painted on the two consoles: their exact factors, how many decimals a gauge shows, and
//! how far a read-back may stray. Knows no words and no typography; those are the client's.

use serde::{Deserialize, Serialize};

use crate::ids::Seat;

/// What a number measures; it decides the unit and the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Quantity {
    /// Range or offset, m.
    Length,
    /// Closing or opening rate, m/s.
    Speed,
    /// Attitude angle, rad.
    Angle,
    /// Gas pressure or pressure difference, Pa.
    Pressure,
    /// A span of time, s.
    Duration,
    /// A share of a whole, 0 to 1.
    Percent,
    /// Rate of turn, rad/s.
    AngularRate,
    /// Mass of propellant or gas, kg.
    Mass,
    /// Force, N.
    Force,
}

impl Quantity {
    /// All nine.
    pub const ALL: [Quantity; 9] = [
        Quantity::Length,
        Quantity::Speed,
        Quantity::Angle,
        Quantity::Pressure,
        Quantity::Duration,
        Quantity::Percent,
        Quantity::AngularRate,
        Quantity::Mass,
        Quantity::Force,
    ];
}

/// A unit a console can print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// ft.
    Foot,
    /// nmi.
    NauticalMile,
    /// ft/s.
    FootPerSecond,
    /// psi.
    Psi,
    /// m.
    Meter,
    /// cm.
    Centimeter,
    /// km.
    Kilometer,
    /// m/s.
    MeterPerSecond,
    /// mm of mercury, мм рт. ст.
    MmHg,
    /// °.
    Degree,
    /// s.
    Second,
    /// min.
    Minute,
    /// %.
    Percent,
    /// °/s.
    DegreePerSecond,
    /// lb.
    Pound,
    /// kg.
    Kilogram,
    /// lbf.
    PoundForce,
    /// kgf, кгс.
    KilogramForce,
}

/// Ranges from here on are printed in nautical miles on Apollo: 6000 ft, in m.
const NAUTICAL_FROM_M: f64 = 6000.0 * 0.3048;
/// Ranges from here on are printed in kilometers on Soyuz, m.
const KILOMETERS_FROM_M: f64 = 2000.0;
/// Time from here on is printed in whole minutes, s; below it only exact minutes are.
const MINUTES_FROM_S: f64 = 600.0;
/// Largest relative error of a read-back that still counts as right. Wider, and a swapped pair of
/// numerals (пятьдесят, шестьдесят) passes; narrower, and an honest conversion in the head fails.
const READ_BACK_SHARE: f64 = 0.05;
/// Slack on that limit: values travel as `f32`, so the very last digit may come back short of it.
const F32_SLACK: f64 = 1.000_01;

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 18] = [
        Unit::Foot,
        Unit::NauticalMile,
        Unit::FootPerSecond,
        Unit::Psi,
        Unit::Meter,
        Unit::Centimeter,
        Unit::Kilometer,
        Unit::MeterPerSecond,
        Unit::MmHg,
        Unit::Degree,
        Unit::Second,
        Unit::Minute,
        Unit::Percent,
        Unit::DegreePerSecond,
        Unit::Pound,
        Unit::Kilogram,
        Unit::PoundForce,
        Unit::KilogramForce,
    ];

    /// One of this unit in SI (m, m/s, Pa, rad, s, share, kg, N). Foot, mile and minute are exact by
    /// definition, and so are the pound and standard gravity; psi, lbf and mmHg are the conventional
    /// values to every digit given.
    pub const fn si(self) -> f64 {
        match self {
            Unit::Foot | Unit::FootPerSecond => 0.3048,
            Unit::NauticalMile => 1852.0,
            Unit::Psi => 6_894.757_293_168,
            Unit::Meter | Unit::MeterPerSecond | Unit::Second => 1.0,
            Unit::Centimeter | Unit::Percent => 0.01,
            Unit::Kilometer => 1000.0,
            Unit::MmHg => 133.322_387_415,
            Unit::Degree | Unit::DegreePerSecond => core::f64::consts::PI / 180.0,
            Unit::Pound => 0.453_592_37,
            Unit::Kilogram => 1.0,
            Unit::PoundForce => 4.448_221_615_260_5,
            Unit::KilogramForce => 9.806_65,
            Unit::Minute => 60.0,
        }
    }

    /// What it measures.
    pub const fn quantity(self) -> Quantity {
        match self {
            Unit::Foot | Unit::NauticalMile | Unit::Meter | Unit::Centimeter | Unit::Kilometer => {
                Quantity::Length
            }
            Unit::FootPerSecond | Unit::MeterPerSecond => Quantity::Speed,
            Unit::Psi | Unit::MmHg => Quantity::Pressure,
            Unit::Degree => Quantity::Angle,
            Unit::Second | Unit::Minute => Quantity::Duration,
            Unit::Percent => Quantity::Percent,
            Unit::DegreePerSecond => Quantity::AngularRate,
            Unit::Pound | Unit::Kilogram => Quantity::Mass,
            Unit::PoundForce | Unit::KilogramForce => Quantity::Force,
        }
    }

    /// The number to print, in this unit, for an SI value.
    pub fn shown(self, value_si: f64) -> f64 {
        value_si / self.si()
    }

    /// The SI value of a number in this unit.
    pub fn to_si(self, shown: f64) -> f64 {
        shown * self.si()
    }

    /// Decimals a console prints for a number in this unit: a length loses its tenth at 100.
    pub fn decimals(self, shown: f64) -> u8 {
        match self {
            Unit::Foot | Unit::Meter if shown.abs() < 99.95 => 1,
            Unit::FootPerSecond | Unit::MeterPerSecond | Unit::DegreePerSecond => 2,
            Unit::NauticalMile | Unit::Kilometer | Unit::Psi | Unit::Degree => 1,
            Unit::Pound | Unit::Kilogram => 1,
            Unit::PoundForce | Unit::KilogramForce => 0,
            Unit::Foot | Unit::Meter | Unit::Centimeter => 0,
            Unit::MmHg | Unit::Second | Unit::Minute | Unit::Percent => 0,
        }
    }
}

/// The unit a seat's console prints a quantity in. Units belong to the spacecraft, not to the
/// player or the language.
pub fn unit(seat: Seat, quantity: Quantity, value_si: f64) -> Unit {
    let size = value_si.abs();
    match (quantity, seat) {
        (Quantity::Length, Seat::Apollo) if size >= NAUTICAL_FROM_M => Unit::NauticalMile,
        (Quantity::Length, Seat::Apollo) => Unit::Foot,
        (Quantity::Length, Seat::Soyuz) if size >= KILOMETERS_FROM_M => Unit::Kilometer,
        (Quantity::Length, Seat::Soyuz) => Unit::Meter,
        (Quantity::Speed, Seat::Apollo) => Unit::FootPerSecond,
        (Quantity::Speed, Seat::Soyuz) => Unit::MeterPerSecond,
        (Quantity::Pressure, Seat::Apollo) => Unit::Psi,
        (Quantity::Pressure, Seat::Soyuz) => Unit::MmHg,
        (Quantity::Angle, _) => Unit::Degree,
        (Quantity::Duration, _) if minutes(size) => Unit::Minute,
        (Quantity::Duration, _) => Unit::Second,
        (Quantity::Percent, _) => Unit::Percent,
        (Quantity::AngularRate, _) => Unit::DegreePerSecond,
        (Quantity::Mass, Seat::Apollo) => Unit::Pound,
        (Quantity::Mass, Seat::Soyuz) => Unit::Kilogram,
        (Quantity::Force, Seat::Apollo) => Unit::PoundForce,
        (Quantity::Force, Seat::Soyuz) => Unit::KilogramForce,
    }
}

/// One last digit of what a seat's console shows for a value, in SI.
pub fn display_resolution_si(seat: Seat, quantity: Quantity, value_si: f64) -> f64 {
    let unit = unit(seat, quantity, value_si);
    let last_digit = match unit.decimals(unit.shown(value_si)) {
        0 => 1.0,
        1 => 0.1,
        _ => 0.01,
    };
    unit.to_si(last_digit)
}

/// Whether a read-back is right: within the larger of 5 % and one last digit of the hearer's
/// display. Both values SI; `called_si` is what was said, not what the gauge says now.
pub fn matches_value(called_si: f64, answered_si: f64, hearer: Seat, quantity: Quantity) -> bool {
    let digit_si = display_resolution_si(hearer, quantity, called_si);
    let tolerance_si = (READ_BACK_SHARE * called_si.abs()).max(digit_si) * F32_SLACK;
    (called_si - answered_si).abs() <= tolerance_si
}

/// Whole minutes are said as minutes, and so is anything from ten minutes up.
fn minutes(size_s: f64) -> bool {
    size_s >= MINUTES_FROM_S || (size_s >= 60.0 && size_s % 60.0 == 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn si(unit: Unit, shown: f64) -> f64 {
        unit.to_si(shown)
    }

    #[test]
    fn val_g1_g2_g3_pressures_of_both_ships() {
        let five_psi = Unit::MmHg.shown(si(Unit::Psi, 5.0));
        assert!((five_psi - 258.575).abs() < 1e-3, "{five_psi}");
        for (mmhg, kpa, psi) in [(520.0, 69.327_6, 10.055_1), (260.0, 34.663_8, 5.027_56)] {
            let pressure_pa = si(Unit::MmHg, mmhg);
            assert!((pressure_pa / 1_000.0 - kpa).abs() < 1e-4, "{pressure_pa}");
            assert!((Unit::Psi.shown(pressure_pa) - psi).abs() < 1e-4);
        }
    }

    #[test]
    fn an_honest_conversion_in_either_direction_is_right() {
        let judge = |said: (Unit, f64), answer: (Unit, f64), hearer| {
            matches_value(
                si(said.0, said.1),
                si(answer.0, answer.1),
                hearer,
                said.0.quantity(),
            )
        };
        assert!(judge((Unit::MmHg, 258.0), (Unit::Psi, 5.0), Seat::Apollo));
        assert!(judge((Unit::Psi, 5.0), (Unit::MmHg, 259.0), Seat::Soyuz));
        assert!(judge((Unit::Meter, 30.0), (Unit::Foot, 98.4), Seat::Apollo));
        assert!(judge((Unit::Meter, 3.0), (Unit::Foot, 10.0), Seat::Apollo));
        assert!(judge((Unit::Foot, 38.2), (Unit::Meter, 11.6), Seat::Soyuz));
        assert!(judge(
            (Unit::MeterPerSecond, 0.12),
            (Unit::FootPerSecond, 0.39),
            Seat::Apollo
        ));
        assert!(judge((Unit::MmHg, 520.0), (Unit::Psi, 10.1), Seat::Apollo));
    }

    #[test]
    fn a_unit_slip_is_wrong() {
        let judge = |said: (Unit, f64), answer: (Unit, f64), hearer| {
            matches_value(
                si(said.0, said.1),
                si(answer.0, answer.1),
                hearer,
                said.0.quantity(),
            )
        };
        assert!(!judge(
            (Unit::Meter, 30.0),
            (Unit::Foot, 30.0),
            Seat::Apollo
        ));
        assert!(!judge((Unit::MmHg, 5.0), (Unit::Psi, 5.0), Seat::Apollo));
        assert!(!judge((Unit::Psi, 5.0), (Unit::MmHg, 5.0), Seat::Soyuz));
        assert!(
            !judge((Unit::MmHg, 50.0), (Unit::Psi, 1.2), Seat::Apollo),
            "fifty for sixty"
        );
        assert!(!matches_value(
            30.0,
            f64::NAN,
            Seat::Apollo,
            Quantity::Length
        ));
    }

    #[test]
    fn one_last_digit_of_the_hearers_display_is_right_and_two_are_not_near_zero() {
        let called_si = si(Unit::Psi, 0.1);
        for (answer_psi, right) in [(0.0, true), (0.2, true), (0.3, false)] {
            let answer_si = f64::from(si(Unit::Psi, answer_psi) as f32);
            assert_eq!(
                matches_value(called_si, answer_si, Seat::Apollo, Quantity::Pressure),
                right,
                "{answer_psi}"
            );
        }
    }

    #[test]
    fn every_unit_measures_the_quantity_it_is_chosen_for() {
        for quantity in Quantity::ALL {
            for seat in Seat::ALL {
                for value_si in [0.0, 1.0, 1e3, 1e6] {
                    assert_eq!(unit(seat, quantity, value_si).quantity(), quantity);
                }
            }
        }
        for unit in Unit::ALL {
            let back = unit.shown(unit.to_si(38.2));
            assert!((back - 38.2).abs() < 1e-12, "{unit:?}");
        }
    }

    #[test]
    fn a_display_loses_its_tenth_at_a_hundred() {
        let digit = |seat, value_m| display_resolution_si(seat, Quantity::Length, value_m);
        assert_eq!(digit(Seat::Soyuz, 30.0), 0.1);
        assert_eq!(digit(Seat::Soyuz, 100.0), 1.0);
        assert!((digit(Seat::Apollo, 30.0) - 0.03048).abs() < 1e-12);
        assert!((digit(Seat::Apollo, 31.0) - 0.3048).abs() < 1e-12);
        assert_eq!(
            display_resolution_si(Seat::Soyuz, Quantity::Pressure, 5e4),
            Unit::MmHg.si()
        );
    }
}
