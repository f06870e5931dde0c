//! From what a controller asks to what the jets give: selection, quantised pulses, propellant.
//! It knows no attitude reference; it turns demands into force and torque in body axes.

use glam::DVec3;

use crate::catalogue::constants::G0_M_PER_S2;
use crate::catalogue::jets::{Demand, JetSet, jets};
use crate::ids::Seat;

/// Most jets any craft has.
pub const JETS_MAX: usize = 22;

/// What a controller asks of one tick.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Asked {
    /// Share of the tick each translation axis is driven, −1 to 1.
    pub push: [f64; 3],
    /// Angular impulse wanted about each body axis in this tick, N·m·s.
    pub turn_n_m_s: [f64; 3],
}

/// What the jets gave in one tick, averaged over it, body axes about the centre of mass.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Given {
    /// Force, N.
    pub force_n: DVec3,
    /// Torque, N·m.
    pub torque_n_m: DVec3,
    /// Rows that fired, as bits.
    pub fired: u32,
}

/// Torque about an axis when all the jets of a turn command are on, N·m; always positive.
pub fn turn_authority_n_m(seat: Seat, axis: usize, positive: bool) -> f64 {
    let set = jets(seat);
    let mut torque = 0.0;
    for row in set.of(Demand::Turn(axis, positive)) {
        let jet = &set.jets[usize::from(*row)];
        torque += DVec3::from(jet.place_m).cross(DVec3::from(jet.push) * jet.thrust_n)[axis];
    }
    if torque < 0.0 { -torque } else { torque }
}

/// Smallest angular impulse about an axis: every jet of the command at its minimum pulse, N·m·s.
pub fn turn_min_impulse_n_m_s(seat: Seat, axis: usize, positive: bool) -> f64 {
    let set = jets(seat);
    let first = &set.jets[usize::from(set.of(Demand::Turn(axis, positive))[0])];
    turn_authority_n_m(seat, axis, positive) * first.min_impulse_n_s / first.thrust_n
}

/// Fires for one tick: what was asked, as far as on-times and tanks allow. Drains the tanks.
pub fn fire(seat: Seat, asked: &Asked, com_m: DVec3, tanks_kg: &mut [f64; 4], dt_s: f64) -> Given {
    let set = jets(seat);
    let mut on_s = [0.0; JETS_MAX];
    for axis in 0..3 {
        let push = asked.push[axis];
        add(
            set,
            &mut on_s,
            Demand::Push(axis, push > 0.0),
            push.abs() * dt_s,
        );
        let turn = asked.turn_n_m_s[axis];
        let authority = turn_authority_n_m(seat, axis, turn > 0.0);
        add(
            set,
            &mut on_s,
            Demand::Turn(axis, turn > 0.0),
            turn.abs() / authority,
        );
    }
    cancel_opposed(set, &mut on_s);
    burn(set, &on_s, com_m, tanks_kg, dt_s)
}

fn add(set: &JetSet, on_s: &mut [f64; JETS_MAX], demand: Demand, seconds: f64) {
    for row in set.of(demand) {
        on_s[usize::from(*row)] += seconds;
    }
}

/// Two jets at one place blowing against each other would only waste propellant: the common part of
/// their on-times is taken from both. This is what lets a turn borrow from a running push.
fn cancel_opposed(set: &JetSet, on_s: &mut [f64; JETS_MAX]) {
    for i in 0..set.jets.len() {
        for j in i + 1..set.jets.len() {
            let (a, b) = (&set.jets[i], &set.jets[j]);
            let against = DVec3::from(a.push).dot(DVec3::from(b.push)) < -0.9;
            let together = (DVec3::from(a.place_m) - DVec3::from(b.place_m)).length() < 0.4;
            if against && together && a.thrust_n == b.thrust_n {
                let common = on_s[i].min(on_s[j]);
                on_s[i] -= common;
                on_s[j] -= common;
            }
        }
    }
}

fn burn(
    set: &JetSet,
    on_s: &[f64; JETS_MAX],
    com_m: DVec3,
    tanks_kg: &mut [f64; 4],
    dt_s: f64,
) -> Given {
    let mut given = Given::default();
    for (row, jet) in set.jets.iter().enumerate() {
        let shortest = jet.min_impulse_n_s / jet.thrust_n;
        if on_s[row] < 0.5 * shortest {
            continue;
        }
        let seconds = on_s[row].max(shortest).min(dt_s);
        let spent = jet.thrust_n * seconds / (jet.isp_s * G0_M_PER_S2);
        if tanks_kg[jet.tank] < spent {
            continue;
        }
        tanks_kg[jet.tank] -= spent;
        let force = DVec3::from(jet.push) * (jet.thrust_n * seconds / dt_s);
        given.force_n += force;
        given.torque_n_m += (DVec3::from(jet.place_m) - com_m).cross(force);
        given.fired |= 1 << row;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DT_S;

    #[test]
    fn val_four_jets_ahead_give_0_123_m_per_s2() {
        let mut tanks = [152.5; 4];
        let asked = Asked {
            push: [1.0, 0.0, 0.0],
            ..Asked::default()
        };
        let given = fire(Seat::Apollo, &asked, DVec3::ZERO, &mut tanks, DT_S);
        assert!((given.force_n.x / 14_237.0 - 0.123_078).abs() < 1e-5);
        let flow = (152.5 - tanks[0]) / DT_S;
        assert!((flow - 0.164_345).abs() < 1e-5, "{flow}");
    }

    #[test]
    fn val_p6_p16_p18_propellant_and_pushes_agree_with_the_oracles() {
        // 1 m/s ahead costs 5.34018 kg, cant included.
        let mut tanks = [152.5; 4];
        let mut asked = Asked {
            push: [1.0, 0.0, 0.0],
            ..Asked::default()
        };
        let (mut mass_kg, mut gained) = (14_237.0, 0.0);
        while gained < 1.0 {
            let before: f64 = tanks.iter().sum();
            gained += fire(Seat::Apollo, &asked, DVec3::ZERO, &mut tanks, DT_S)
                .force_n
                .x
                / mass_kg
                * DT_S;
            mass_kg -= before - tanks.iter().sum::<f64>();
        }
        let per_m_per_s = (14_237.0 - mass_kg) / gained;
        assert!((per_m_per_s / 5.340_18 - 1.0).abs() < 1e-3, "{per_m_per_s}");
        // Four minimum pulses ahead.
        asked.push[0] = 1.779 / 444.822 / DT_S;
        let step = fire(Seat::Apollo, &asked, DVec3::ZERO, &mut tanks, DT_S)
            .force_n
            .x
            * DT_S
            / 14_237.0;
        assert!((step / 0.000_492_311 - 1.0).abs() < 1e-3, "{step}");
        // Soyuz, two jets of 10 kgf aside.
        let aside = Asked {
            push: [0.0, -1.0, 0.0],
            ..Asked::default()
        };
        let given = fire(Seat::Soyuz, &aside, DVec3::ZERO, &mut [140.0; 4], DT_S);
        assert!((given.force_n.y / 6_740.0 / -0.029_099_9 - 1.0).abs() < 1e-4);
    }

    #[test]
    fn nothing_shorter_than_half_a_minimum_pulse_fires() {
        let mut tanks = [152.5; 4];
        let least = turn_min_impulse_n_m_s(Seat::Apollo, 1, true);
        let mut asked = Asked::default();
        asked.turn_n_m_s[1] = 0.4 * least;
        assert_eq!(
            fire(Seat::Apollo, &asked, DVec3::ZERO, &mut tanks, DT_S).fired,
            0
        );
        asked.turn_n_m_s[1] = 0.6 * least;
        let given = fire(Seat::Apollo, &asked, DVec3::ZERO, &mut tanks, DT_S);
        assert!((given.torque_n_m.y * DT_S / least - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_turn_during_a_push_costs_no_opposed_jets() {
        let mut tanks = [152.5; 4];
        let mut asked = Asked {
            push: [1.0, 0.0, 0.0],
            ..Asked::default()
        };
        asked.turn_n_m_s[1] = turn_authority_n_m(Seat::Apollo, 1, true) * DT_S;
        let given = fire(Seat::Apollo, &asked, DVec3::ZERO, &mut tanks, DT_S);
        assert_eq!(given.fired & (1 << 2 | 1 << 3), 0, "A3 and A4 cancel");
        assert!(given.torque_n_m.y > 0.0 && given.force_n.x > 0.0);
    }

    #[test]
    fn an_empty_tank_gives_nothing() {
        let mut tanks = [0.0; 4];
        let asked = Asked {
            push: [1.0, 0.0, 0.0],
            ..Asked::default()
        };
        assert_eq!(
            fire(Seat::Soyuz, &asked, DVec3::ZERO, &mut tanks, DT_S),
            Given::default()
        );
    }
}
