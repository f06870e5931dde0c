//! Jet selection: from the push and turn that are asked to on-times, for force and torque together.
//! Groups come from the catalogue's table, without those behind a shut valve; while attitude is
//! controlled the turn groups also make up for whatever torque the push brings with it, so that a
//! translation does not tumble the craft.

use glam::{DMat3, DVec3};

use super::{Asked, JETS_MAX};
use crate::catalogue::jets::{Demand, Group, JetSet};

/// On-times by row, s.
pub type OnTimes = [f64; JETS_MAX];

/// Times the push is cut by an eighth until attitude gets what it needs: a jet cannot be open for
/// longer than the tick, and a craft that turns is worse than one that waits.
const CUTS: u32 = 7;
/// A jet asked to be open for longer than the tick by a rounding is open for the tick: cutting a full
/// push for it would make the craft answer to the last bit of its attitude.
const ROUNDING: f64 = 1.0 + 1e-9;
/// Rounds in which the torque is brought to what is asked: canted jets that cancel each other take
/// a tenth of their torque with them, so each round leaves a tenth of the error.
const ROUNDS: u32 = 3;

/// Selects for one tick of `dt_s`. Bit n of `shut` is manifold n; `com_m` is the centre of mass,
/// body axes.
pub fn on_times(set: &JetSet, asked: &Asked, shut: u8, com_m: DVec3, dt_s: f64) -> OnTimes {
    let mut on_s = [0.0; JETS_MAX];
    if asked.push == [0.0; 3] && asked.turn_n_m_s == [0.0; 3] {
        return on_s;
    }
    let select = Selector {
        set,
        shut,
        torques_n_m: torques_n_m(set, com_m),
        asked,
        dt_s,
    };
    for cut in 0..=CUTS {
        on_s = select.at(1.0 - f64::from(cut) / f64::from(CUTS + 1));
        let longest = on_s.iter().fold(0.0, |most: f64, on| most.max(*on));
        if !asked.balanced || longest <= dt_s * ROUNDING {
            break;
        }
    }
    on_s
}

struct Selector<'a> {
    set: &'a JetSet,
    shut: u8,
    /// Torque of each row at full thrust.
    torques_n_m: [DVec3; JETS_MAX],
    asked: &'a Asked,
    dt_s: f64,
}

impl Selector<'_> {
    /// On-times with this share of the push.
    fn at(&self, share: f64) -> OnTimes {
        let mut on_s = [0.0; JETS_MAX];
        for (axis, push) in self.asked.push.into_iter().enumerate() {
            let demand = Demand::Push(axis, push > 0.0);
            let seconds = push.abs() * self.dt_s * share;
            self.add(&mut on_s, demand, seconds);
        }
        let wanted = DVec3::from(self.asked.turn_n_m_s);
        if !self.asked.balanced {
            self.turn(&mut on_s, wanted);
            return on_s;
        }
        for _ in 0..ROUNDS {
            let lacking = wanted - self.torque_impulse_n_m_s(&on_s);
            self.turn(&mut on_s, lacking);
        }
        on_s
    }

    fn turn(&self, on_s: &mut OnTimes, wanted_n_m_s: DVec3) {
        for (axis, seconds) in self.turns(wanted_n_m_s).into_iter().enumerate() {
            self.add(on_s, Demand::Turn(axis, seconds > 0.0), seconds.abs());
        }
        cancel_opposed(self.set, on_s);
    }

    /// Seconds of each axis's turn group, signed, that give an angular impulse. Groups that turn
    /// about more than their own axis are counted in full; a group that would have to run backwards
    /// is exchanged for its opposite.
    fn turns(&self, wanted_n_m_s: DVec3) -> [f64; 3] {
        let mut positive = wanted_n_m_s.to_array().map(|wanted| wanted > 0.0);
        let mut seconds = [0.0; 3];
        for _ in 0..3 {
            let torques = [0, 1, 2].map(|axis| self.torque_n_m(Demand::Turn(axis, positive[axis])));
            let matrix = DMat3::from_cols(torques[0], torques[1], torques[2]);
            let solved = if matrix.determinant().abs() > 1e-6 {
                (matrix.inverse() * wanted_n_m_s).to_array()
            } else {
                // An axis without a jet left: the others do what they can alone.
                core::array::from_fn(|axis| ratio(wanted_n_m_s[axis], torques[axis][axis]))
            };
            seconds = core::array::from_fn(|axis| match positive[axis] {
                true => solved[axis].max(0.0),
                false => -solved[axis].max(0.0),
            });
            if solved.iter().all(|seconds| *seconds >= 0.0) {
                break;
            }
            for axis in 0..3 {
                positive[axis] ^= solved[axis] < 0.0;
            }
        }
        seconds
    }

    fn add(&self, on_s: &mut OnTimes, demand: Demand, seconds: f64) {
        if seconds > 0.0 {
            for row in self.open(demand) {
                on_s[usize::from(row)] += seconds;
            }
        }
    }

    /// The best group with all its valves open, or what is left of the first that has any.
    fn open(&self, demand: Demand) -> impl Iterator<Item = u8> + '_ {
        let groups = self.set.groups(demand);
        let whole = groups
            .iter()
            .find(|group| group.iter().all(|row| self.is_open(*row)));
        let part = || {
            groups
                .iter()
                .find(|group| group.iter().any(|row| self.is_open(*row)))
        };
        let group: Group = whole.or_else(part).copied().unwrap_or(&[]);
        group.iter().copied().filter(|row| self.is_open(*row))
    }

    fn is_open(&self, row: u8) -> bool {
        self.shut & 1 << self.set.jets[usize::from(row)].manifold == 0
    }

    fn torque_n_m(&self, demand: Demand) -> DVec3 {
        self.open(demand).fold(DVec3::ZERO, |sum, row| {
            sum + self.torques_n_m[usize::from(row)]
        })
    }

    fn torque_impulse_n_m_s(&self, on_s: &OnTimes) -> DVec3 {
        let rows = 0..self.set.jets.len();
        rows.fold(DVec3::ZERO, |sum, row| {
            sum + self.torques_n_m[row] * on_s[row]
        })
    }
}

/// Torque of each row at full thrust about the centre of mass, body axes.
fn torques_n_m(set: &JetSet, com_m: DVec3) -> [DVec3; JETS_MAX] {
    let mut torques_n_m = [DVec3::ZERO; JETS_MAX];
    for (torque_n_m, jet) in torques_n_m.iter_mut().zip(set.jets) {
        let thrust_n = DVec3::from(jet.push) * jet.thrust_n;
        *torque_n_m = (DVec3::from(jet.place_m) - com_m).cross(thrust_n);
    }
    torques_n_m
}

fn ratio(wanted: f64, torque: f64) -> f64 {
    if torque == 0.0 { 0.0 } else { wanted / torque }
}

/// Two jets at one place blowing against each other would only waste propellant: the common part of
/// their on-times is taken from both. This is what lets a turn borrow from a running push.
fn cancel_opposed(set: &JetSet, on_s: &mut OnTimes) {
    for i in 0..set.jets.len() {
        if on_s[i] == 0.0 {
            continue;
        }
        for j in i + 1..set.jets.len() {
            if on_s[j] == 0.0 {
                continue;
            }
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
