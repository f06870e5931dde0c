//! From what a controller asks to what the jets give: selection, quantised pulses, shut valves,
//! failures, propellant. It knows no attitude reference; it turns demands into force and torque in
//! body axes.

mod select;

use glam::DVec3;
use serde::{Deserialize, Serialize};

use crate::catalogue::constants::G0_M_PER_S2;
use crate::catalogue::jets::{Demand, JetRow, jets};
use crate::ids::Seat;

/// Most jets any craft has.
pub const JETS_MAX: usize = 22;
/// A lamp or plume stays seen this long after a pulse, ticks: long enough to be seen and sent.
const SEEN_TICKS: u8 = 6;
/// Thrust of a jet whose valve does not close tightly, of the full one (estimate; a good leak of
/// cold propellant). Greater: the craft turns before anybody can see which jet it is.
const LEAK_SHARE: f64 = 0.03;

/// What a controller asks of one tick.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Asked {
    /// Share of the tick each translation axis is driven, −1 to 1.
    pub push: [f64; 3],
    /// Angular impulse wanted about each body axis in this tick, N·m·s.
    pub turn_n_m_s: [f64; 3],
    /// Attitude is controlled: a push is selected without the torque it would bring.
    pub balanced: bool,
}

/// What the jets gave in one tick, averaged over it, body axes about the centre of mass.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Given {
    /// Force, N.
    pub force_n: DVec3,
    /// Torque, N·m.
    pub torque_n_m: DVec3,
    /// Rows whose valves were commanded, as bits.
    pub commanded: u32,
    /// Rows that blew, as bits.
    pub blew: u32,
    /// Share of the tick each row blew, 0 to 1, at its full thrust.
    pub duty: [f64; JETS_MAX],
}

/// How a jet can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JetFault {
    /// Its valves stay shut.
    StuckOff,
    /// Its valves stay open: only the manifold's valve stops it.
    StuckOn,
    /// Its valves do not close tightly.
    Leaking,
}

/// The jets of one craft: valves, failures and what can be seen of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rcs {
    /// Isolation valves that are shut; bit n is manifold n.
    pub shut: u8,
    /// Failures, by row.
    pub faults: [Option<JetFault>; JETS_MAX],
    /// Ticks for which each lamp stays lit: it shows the command, not the flame.
    lamps: [u8; JETS_MAX],
    /// Ticks for which each plume stays seen.
    plumes: [u8; JETS_MAX],
}

impl Default for Rcs {
    fn default() -> Rcs {
        Rcs {
            shut: 0,
            faults: [None; JETS_MAX],
            lamps: [0; JETS_MAX],
            plumes: [0; JETS_MAX],
        }
    }
}

impl Rcs {
    /// Lights lamps and plumes of this tick, lets the others fade.
    pub fn show(&mut self, given: &Given) {
        fade(&mut self.lamps, given.commanded);
        fade(&mut self.plumes, given.blew);
    }

    /// Lamps and plumes that are seen, as if each had just been.
    pub fn relight(&mut self, lamps: u32, plumes: u32) {
        (self.lamps, self.plumes) = ([0; JETS_MAX], [0; JETS_MAX]);
        fade(&mut self.lamps, lamps);
        fade(&mut self.plumes, plumes);
    }

    /// Lit lamps; bit n is row n.
    pub fn lamps_lit(&self) -> u32 {
        seen(&self.lamps)
    }

    /// Jets that are seen to blow; bit n is row n.
    pub fn plumes_seen(&self) -> u32 {
        seen(&self.plumes)
    }

    /// A jet blows that nobody can stop but by its manifold's valve.
    pub fn blows_by_itself(&self, seat: Seat) -> bool {
        let stuck = |row: usize, jet: &JetRow| {
            let blows = matches!(
                self.faults[row],
                Some(JetFault::StuckOn | JetFault::Leaking)
            );
            blows && self.shut & 1 << jet.manifold == 0
        };
        let mut rows = jets(seat).jets.iter().enumerate();
        rows.any(|(row, jet)| stuck(row, jet))
    }

    /// Feeds what shapes the future, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        let faults = self.faults.iter();
        sink(u64::from(self.shut));
        sink(faults.fold(0, |bits, fault| {
            bits << 2 | fault.map_or(0, |fault| 1 + fault as u64)
        }));
    }

    /// Fires for one tick: what was asked, as far as valves, failures and tanks allow. Drains the
    /// tanks. `com_m` is the centre of mass, body axes.
    pub fn fire(
        &self,
        seat: Seat,
        asked: &Asked,
        com_m: DVec3,
        tanks_kg: &mut [f64; 4],
        dt_s: f64,
    ) -> Given {
        let set = jets(seat);
        let on_s = select::on_times(set, asked, self.shut, com_m, dt_s);
        let mut given = Given::default();
        for (row, jet) in set.jets.iter().enumerate() {
            let commanded_s = pulse_s(jet, on_s[row], dt_s);
            given.commanded |= u32::from(commanded_s > 0.0) << row;
            let seconds = self.open_s(row, jet, commanded_s, dt_s);
            if seconds == 0.0 || !burn(jet, seconds, tanks_kg) {
                continue;
            }
            let force = DVec3::from(jet.push) * (jet.thrust_n * seconds / dt_s);
            given.force_n += force;
            given.torque_n_m += (DVec3::from(jet.place_m) - com_m).cross(force);
            given.blew |= 1 << row;
            given.duty[row] = seconds / dt_s;
        }
        given
    }

    /// How long a jet really blows at full thrust, or as long as gives its impulse, s.
    fn open_s(&self, row: usize, jet: &JetRow, commanded_s: f64, dt_s: f64) -> f64 {
        if self.shut & 1 << jet.manifold != 0 {
            return 0.0;
        }
        match self.faults[row] {
            None => commanded_s,
            Some(JetFault::StuckOff) => 0.0,
            Some(JetFault::StuckOn) => dt_s,
            Some(JetFault::Leaking) => commanded_s.max(LEAK_SHARE * dt_s),
        }
    }
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

/// On-time as a valve can give it: nothing, or from the least pulse to the whole tick, s.
fn pulse_s(jet: &JetRow, on_s: f64, dt_s: f64) -> f64 {
    let shortest = jet.min_impulse_n_s / jet.thrust_n;
    if on_s < 0.5 * shortest {
        0.0
    } else {
        on_s.max(shortest).min(dt_s)
    }
}

/// Takes a pulse's propellant; false when the tank cannot give it.
fn burn(jet: &JetRow, seconds: f64, tanks_kg: &mut [f64; 4]) -> bool {
    let spent = jet.thrust_n * seconds / (jet.isp_s * G0_M_PER_S2);
    let left = &mut tanks_kg[jet.tank];
    if *left < spent {
        return false;
    }
    *left -= spent;
    true
}

fn fade(seen: &mut [u8; JETS_MAX], lit: u32) {
    for (row, ticks) in seen.iter_mut().enumerate() {
        *ticks = match lit & 1 << row {
            0 => ticks.saturating_sub(1),
            _ => SEEN_TICKS,
        };
    }
}

fn seen(ticks: &[u8; JETS_MAX]) -> u32 {
    let lit = ticks.iter().enumerate().filter(|(_, ticks)| **ticks > 0);
    lit.fold(0, |bits, (row, _)| bits | 1 << row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DT_S;

    /// A sound, full craft fires.
    fn fire(seat: Seat, asked: &Asked, tanks_kg: &mut [f64; 4]) -> Given {
        Rcs::default().fire(seat, asked, DVec3::ZERO, tanks_kg, DT_S)
    }

    #[test]
    fn nothing_shorter_than_half_a_minimum_pulse_fires() {
        let mut tanks = [152.5; 4];
        let least = turn_min_impulse_n_m_s(Seat::Apollo, 1, true);
        let mut asked = Asked::default();
        asked.turn_n_m_s[1] = 0.4 * least;
        assert_eq!(fire(Seat::Apollo, &asked, &mut tanks).commanded, 0);
        asked.turn_n_m_s[1] = 0.6 * least;
        let given = fire(Seat::Apollo, &asked, &mut tanks);
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
        let given = fire(Seat::Apollo, &asked, &mut tanks);
        assert_eq!(given.commanded & (1 << 2 | 1 << 3), 0, "A3 and A4 cancel");
        assert!(given.torque_n_m.y > 0.0 && given.force_n.x > 0.0);
    }

    #[test]
    fn an_empty_tank_gives_nothing() {
        let mut tanks = [0.0; 4];
        let asked = Asked {
            push: [1.0, 0.0, 0.0],
            ..Asked::default()
        };
        let given = fire(Seat::Soyuz, &asked, &mut tanks);
        assert_eq!((given.force_n, given.blew), (DVec3::ZERO, 0));
        assert_ne!(given.commanded, 0);
    }

    /// A push of each axis and sign, alone.
    fn pushes() -> impl Iterator<Item = (usize, Asked)> {
        (0..6).map(|n| {
            let mut asked = Asked::default();
            asked.push[n / 2] = if n % 2 == 0 { 0.5 } else { -0.5 };
            (n / 2, asked)
        })
    }

    #[test]
    fn a_push_aside_turns_the_nose_unless_attitude_is_controlled() {
        let mut asked = Asked::default();
        asked.push[1] = 1.0;
        let free = fire(Seat::Apollo, &asked, &mut [152.5; 4]);
        assert!(
            (free.torque_n_m.z / -761.298 - 1.0).abs() < 1e-5,
            "{free:?}"
        );
        asked.balanced = true;
        let held = fire(Seat::Apollo, &asked, &mut [152.5; 4]);
        let least = turn_min_impulse_n_m_s(Seat::Apollo, 1, true) / DT_S;
        assert!(held.torque_n_m.length() < 0.5 * least, "{held:?}");
        assert!(held.force_n.y > 0.99 * free.force_n.y, "{held:?}");
    }

    #[test]
    fn a_balanced_push_brings_no_torque_wherever_the_centre_of_mass_and_whatever_is_shut() {
        for seat in Seat::ALL {
            for shut in [0, 1, 2, 4, 8] {
                if seat == Seat::Soyuz && shut > 2 {
                    continue; // Without ДО no couple is fine enough.
                }
                for (axis, mut asked) in pushes() {
                    asked.push[axis] *= 0.6;
                    asked.balanced = true;
                    let com_m = DVec3::new(0.03, -0.004, 0.006);
                    let rcs = Rcs {
                        shut,
                        ..Rcs::default()
                    };
                    let given = rcs.fire(seat, &asked, com_m, &mut [150.0; 4], DT_S);
                    let what = (seat, shut, axis, given);
                    let sign = asked.push[axis].signum();
                    assert!(given.force_n[axis] * sign > 0.0, "{what:?}");
                    // Below the least pulse of the correcting jets nothing can be done.
                    let least = turn_min_impulse_n_m_s(seat, 1, true) / DT_S;
                    assert!(given.torque_n_m.length() < 1.5 * least, "{what:?}");
                    assert_eq!(given.blew & feeds(seat, shut), 0, "{what:?}");
                }
            }
        }
    }

    /// Rows behind the shut valves.
    fn feeds(seat: Seat, shut: u8) -> u32 {
        let rows = jets(seat).jets.iter().enumerate();
        rows.filter(|(_, jet)| shut & 1 << jet.manifold != 0)
            .fold(0, |bits, (row, _)| bits | 1 << row)
    }

    #[test]
    fn with_any_one_quad_shut_every_turn_is_still_to_be_had() {
        for shut in [0b0001, 0b0010, 0b0100, 0b1000] {
            let rcs = Rcs {
                shut,
                ..Rcs::default()
            };
            for axis in 0..3 {
                for sign in [1.0, -1.0] {
                    let mut asked = Asked {
                        balanced: true,
                        ..Asked::default()
                    };
                    asked.turn_n_m_s[axis] = sign * 10.0;
                    let given = rcs.fire(Seat::Apollo, &asked, DVec3::ZERO, &mut [150.0; 4], DT_S);
                    let impulse = given.torque_n_m * DT_S;
                    let wanted = DVec3::from(asked.turn_n_m_s);
                    let off = (impulse - wanted).length();
                    assert!(off < 1e-9, "shut {shut:04b} axis {axis}: {impulse}");
                }
            }
        }
    }

    #[test]
    fn a_stuck_jet_blows_without_a_lamp_until_its_manifold_is_shut() {
        let mut rcs = Rcs::default();
        rcs.faults[10] = Some(JetFault::StuckOn); // C3
        let mut tanks = [152.5; 4];
        let none = Asked::default();
        let given = rcs.fire(Seat::Apollo, &none, DVec3::ZERO, &mut tanks, DT_S);
        assert_eq!((given.commanded, given.blew), (0, 1 << 10));
        assert!(given.torque_n_m.y > 800.0, "{given:?}");
        assert!(tanks[2] < 152.5 && tanks[0] == 152.5);
        rcs.shut = 0b0100;
        let given = rcs.fire(Seat::Apollo, &none, DVec3::ZERO, &mut tanks, DT_S);
        assert_eq!(given, Given::default());
    }

    #[test]
    fn a_dead_jet_has_its_lamp_and_no_push_and_a_leaking_one_pushes_a_little() {
        let mut asked = Asked::default();
        asked.push[0] = 1.0;
        let mut rcs = Rcs::default();
        rcs.faults[3] = Some(JetFault::StuckOff); // A4
        let mut tanks = [152.5; 4];
        let given = rcs.fire(Seat::Apollo, &asked, DVec3::ZERO, &mut tanks, DT_S);
        assert_eq!(given.commanded & 1 << 3, 1 << 3);
        assert_eq!(given.blew & 1 << 3, 0);
        assert_eq!(tanks[0], 152.5);
        rcs.faults[3] = Some(JetFault::Leaking);
        let given = rcs.fire(
            Seat::Apollo,
            &Asked::default(),
            DVec3::ZERO,
            &mut tanks,
            DT_S,
        );
        let share = given.force_n.x / (SM_PUSH_N);
        assert!((share - LEAK_SHARE).abs() < 1e-9, "{share}");
    }

    /// What one of the engines along X gives along X, N: 100 lbf, canted 10°.
    const SM_PUSH_N: f64 = 444.822 * 0.984_807_753_012_208;

    #[test]
    fn a_full_push_gives_way_to_the_turn_that_is_asked_with_it() {
        let mut asked = Asked {
            push: [1.0, 0.0, 0.0],
            balanced: true,
            ..Asked::default()
        };
        asked.turn_n_m_s[1] = 0.3 * turn_authority_n_m(Seat::Apollo, 1, true) * DT_S;
        let given = fire(Seat::Apollo, &asked, &mut [152.5; 4]);
        let turned = given.torque_n_m.y * DT_S / asked.turn_n_m_s[1];
        assert!((turned - 1.0).abs() < 1e-3, "{turned} {given:?}");
        assert!(given.force_n.x > 0.5 * 4.0 * SM_PUSH_N, "{given:?}");
    }
}
