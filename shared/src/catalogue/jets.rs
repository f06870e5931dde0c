//! Every control jet: place, direction of its push, thrust, tank; and which jets answer which
//! command. Row order is the order of lamps and of bits on the wire.

use crate::ids::Seat;

/// One jet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JetRow {
    /// Its name on the panel.
    pub name: &'static str,
    /// Place, body axes about the centre of mass, m.
    pub place_m: [f64; 3],
    /// Unit vector of the push on the craft, body axes; the plume leaves the other way.
    pub push: [f64; 3],
    /// Thrust, N.
    pub thrust_n: f64,
    /// Smallest impulse of one pulse, N·s.
    pub min_impulse_n_s: f64,
    /// Specific impulse, s.
    pub isp_s: f64,
    /// Index of its tank.
    pub tank: usize,
    /// The isolation valve that feeds it: row of the craft's manifolds.
    pub manifold: usize,
}

/// Twelve single-axis commands: the columns of the selection table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Translation along body axis 0 to 2, positive or negative.
    Push(usize, bool),
    /// Rotation about body axis 0 to 2, positive or negative.
    Turn(usize, bool),
}

impl Demand {
    const fn column(self) -> usize {
        match self {
            Demand::Push(axis, positive) => axis * 2 + !positive as usize,
            Demand::Turn(axis, positive) => 6 + axis * 2 + !positive as usize,
        }
    }
}

/// Jets that act together, by row.
pub type Group = &'static [u8];

/// A craft's jets and their selection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JetSet {
    /// Rows.
    pub jets: &'static [JetRow],
    /// Groups that answer each single-axis command, best first: +X −X +Y −Y +Z −Z, then turns
    /// +roll −roll +pitch −pitch +yaw −yaw. The later ones make do without a manifold.
    pub selection: &'static [&'static [Group]; 12],
    /// Names of the isolation valves, as printed on the panel.
    pub manifolds: &'static [&'static str],
}

impl JetSet {
    /// Jets that answer a command while nothing is shut off.
    pub const fn of(&self, demand: Demand) -> Group {
        self.selection[demand.column()][0]
    }

    /// All groups that answer a command, best first.
    pub const fn groups(&self, demand: Demand) -> &'static [Group] {
        self.selection[demand.column()]
    }
}

/// Jets of a craft.
pub const fn jets(seat: Seat) -> &'static JetSet {
    match seat {
        Seat::Apollo => &APOLLO,
        Seat::Soyuz => &SOYUZ,
    }
}

// Apollo Operations Handbook, Block II, section 2.5, and NASSP's public code: four quads of four
// 100 lbf engines, canted about 10° outward; offsets along and across the skin.
const SM_THRUST_N: f64 = 444.822; // 100 lbf
const SM_MIN_IMPULSE_N_S: f64 = 1.779_288; // 0.4 lbf·s, recollection
const SM_ISP_S: f64 = 276.0; // steady; recollection, 272 to 290
const COS_CANT: f64 = 0.984_807_753_012_208; // cos 10°
const SIN_CANT: f64 = 0.173_648_177_666_930_3; // sin 10°
const QUAD_X_M: f64 = -0.868_934; // quad plane against the estimated CG
const QUAD_RADIUS_M: f64 = 2.122_424; // 83.56 in
const AXIAL_OFFSET_M: f64 = 0.171_45; // 6.75 in, pitch and yaw jets along X
const ROLL_ACROSS_M: f64 = 0.079_375; // 3.125 in, roll jets across
const ROLL_ALONG_M: f64 = 0.023_876; // 0.94 in, roll jets along X

/// A jet of a quad: `out` is the quad's radial unit vector, `across` the direction of positive roll.
const fn roll_jet(
    name: &'static str,
    out: [f64; 3],
    across: [f64; 3],
    sign: f64,
    tank: usize,
) -> JetRow {
    // The nozzle that blows towards −across sits on that side and leans its plume outward.
    sm_jet(
        name,
        [
            QUAD_X_M + sign * ROLL_ALONG_M,
            QUAD_RADIUS_M * out[1] - sign * ROLL_ACROSS_M * across[1],
            QUAD_RADIUS_M * out[2] - sign * ROLL_ACROSS_M * across[2],
        ],
        [
            0.0,
            sign * COS_CANT * across[1] - SIN_CANT * out[1],
            sign * COS_CANT * across[2] - SIN_CANT * out[2],
        ],
        tank,
    )
}

const fn axial_jet(name: &'static str, out: [f64; 3], sign: f64, tank: usize) -> JetRow {
    sm_jet(
        name,
        [
            QUAD_X_M - sign * AXIAL_OFFSET_M,
            QUAD_RADIUS_M * out[1],
            QUAD_RADIUS_M * out[2],
        ],
        [sign * COS_CANT, -SIN_CANT * out[1], -SIN_CANT * out[2]],
        tank,
    )
}

const fn sm_jet(name: &'static str, place_m: [f64; 3], push: [f64; 3], tank: usize) -> JetRow {
    JetRow {
        name,
        place_m,
        push,
        thrust_n: SM_THRUST_N,
        min_impulse_n_s: SM_MIN_IMPULSE_N_S,
        isp_s: SM_ISP_S,
        tank,
        manifold: tank,
    }
}

const OUT_A: [f64; 3] = [0.0, 0.0, -1.0];
const OUT_B: [f64; 3] = [0.0, 1.0, 0.0];
const OUT_C: [f64; 3] = [0.0, 0.0, 1.0];
const OUT_D: [f64; 3] = [0.0, -1.0, 0.0];

const APOLLO_JETS: [JetRow; 16] = [
    roll_jet("A1", OUT_A, OUT_B, 1.0, 0),
    roll_jet("A2", OUT_A, OUT_B, -1.0, 0),
    axial_jet("A3", OUT_A, -1.0, 0),
    axial_jet("A4", OUT_A, 1.0, 0),
    roll_jet("B1", OUT_B, OUT_C, 1.0, 1),
    roll_jet("B2", OUT_B, OUT_C, -1.0, 1),
    axial_jet("B3", OUT_B, -1.0, 1),
    axial_jet("B4", OUT_B, 1.0, 1),
    roll_jet("C1", OUT_C, OUT_D, 1.0, 2),
    roll_jet("C2", OUT_C, OUT_D, -1.0, 2),
    axial_jet("C3", OUT_C, 1.0, 2),
    axial_jet("C4", OUT_C, -1.0, 2),
    roll_jet("D1", OUT_D, OUT_A, 1.0, 3),
    roll_jet("D2", OUT_D, OUT_A, -1.0, 3),
    axial_jet("D3", OUT_D, 1.0, 3),
    axial_jet("D4", OUT_D, -1.0, 3),
];

// Pairs of opposite quads push and turn without a couple; a single jet does both at once, and the
// selection pays for the other half (NASSP's and the handbook's two-jet and failed-quad selections).
const APOLLO: JetSet = JetSet {
    jets: &APOLLO_JETS,
    selection: &[
        &[&[3, 7, 10, 14], &[3, 10], &[7, 14]], // +X: A4 B4 C3 D3
        &[&[2, 6, 11, 15], &[2, 11], &[6, 15]], // −X: A3 B3 C4 D4
        &[&[0, 9], &[0], &[9]],                 // +Y: A1 C2
        &[&[1, 8], &[1], &[8]],                 // −Y: A2 C1
        &[&[4, 13], &[4], &[13]],               // +Z: B1 D2
        &[&[5, 12], &[5], &[12]],               // −Z: B2 D1
        &[&[0, 4, 8, 12], &[0, 8], &[4, 12]],   // +roll: A1 B1 C1 D1
        &[&[1, 5, 9, 13], &[1, 9], &[5, 13]],   // −roll: A2 B2 C2 D2
        &[&[10, 2], &[10], &[2]],               // +pitch: C3 A3
        &[&[3, 11], &[3], &[11]],               // −pitch: A4 C4
        &[&[14, 6], &[14], &[6]],               // +yaw: D3 B3
        &[&[7, 15], &[7], &[15]],               // −yaw: B4 D4
    ],
    manifolds: &["A", "B", "C", "D"],
};

// Soyuz 7K-TM: 14 ДПО of 10 kgf (KTDU family article; thrust recollection) and 8 ДО of 1.5 kgf.
// Placement is an estimate: eight ДПО in a ring near the centre of mass for side thrust, four
// aft-facing and two forward-facing at the rear, ДО in the same rings. Two manifolds of ДПО and one
// of ДО, so that either half can be shut off and the craft still pushes and turns (estimate).
const DPO_THRUST_N: f64 = 98.066_5;
const DO_THRUST_N: f64 = 14.7;
const DPO_MIN_IMPULSE_N_S: f64 = 0.5;
const DO_MIN_IMPULSE_N_S: f64 = 0.08;
const PEROXIDE_ISP_S: f64 = 160.0;
const FRONT_X_M: f64 = 0.0;
const REAR_X_M: f64 = -2.5;
const SKIN_M: f64 = 1.15;
const SPLIT_M: f64 = 0.5;

const DPO_1: usize = 0;
const DPO_2: usize = 1;
const DO: usize = 2;

const fn dpo(name: &'static str, place_m: [f64; 3], push: [f64; 3], manifold: usize) -> JetRow {
    JetRow {
        name,
        place_m,
        push,
        thrust_n: DPO_THRUST_N,
        min_impulse_n_s: DPO_MIN_IMPULSE_N_S,
        isp_s: PEROXIDE_ISP_S,
        tank: 0,
        manifold,
    }
}

const fn fine(name: &'static str, place_m: [f64; 3], push: [f64; 3]) -> JetRow {
    JetRow {
        name,
        place_m,
        push,
        thrust_n: DO_THRUST_N,
        min_impulse_n_s: DO_MIN_IMPULSE_N_S,
        isp_s: PEROXIDE_ISP_S,
        tank: 0,
        manifold: DO,
    }
}

const SOYUZ_JETS: [JetRow; 22] = [
    dpo("1", [FRONT_X_M, -SKIN_M, -SPLIT_M], [0.0, 1.0, 0.0], DPO_1),
    dpo("2", [FRONT_X_M, -SKIN_M, SPLIT_M], [0.0, 1.0, 0.0], DPO_2),
    dpo("3", [FRONT_X_M, SKIN_M, -SPLIT_M], [0.0, -1.0, 0.0], DPO_1),
    dpo("4", [FRONT_X_M, SKIN_M, SPLIT_M], [0.0, -1.0, 0.0], DPO_2),
    dpo("5", [FRONT_X_M, -SPLIT_M, -SKIN_M], [0.0, 0.0, 1.0], DPO_1),
    dpo("6", [FRONT_X_M, SPLIT_M, -SKIN_M], [0.0, 0.0, 1.0], DPO_2),
    dpo("7", [FRONT_X_M, -SPLIT_M, SKIN_M], [0.0, 0.0, -1.0], DPO_1),
    dpo("8", [FRONT_X_M, SPLIT_M, SKIN_M], [0.0, 0.0, -1.0], DPO_2),
    dpo("9", [REAR_X_M, SKIN_M, 0.0], [1.0, 0.0, 0.0], DPO_1),
    dpo("10", [REAR_X_M, -SKIN_M, 0.0], [1.0, 0.0, 0.0], DPO_1),
    dpo("11", [REAR_X_M, 0.0, SKIN_M], [1.0, 0.0, 0.0], DPO_2),
    dpo("12", [REAR_X_M, 0.0, -SKIN_M], [1.0, 0.0, 0.0], DPO_2),
    dpo("13", [REAR_X_M, SKIN_M, 0.0], [-1.0, 0.0, 0.0], DPO_1),
    dpo("14", [REAR_X_M, -SKIN_M, 0.0], [-1.0, 0.0, 0.0], DPO_2),
    fine("15", [FRONT_X_M, SKIN_M, 0.0], [0.0, 0.0, 1.0]),
    fine("16", [FRONT_X_M, -SKIN_M, 0.0], [0.0, 0.0, -1.0]),
    fine("17", [FRONT_X_M, SKIN_M, 0.0], [0.0, 0.0, -1.0]),
    fine("18", [FRONT_X_M, -SKIN_M, 0.0], [0.0, 0.0, 1.0]),
    fine("19", [REAR_X_M, 0.0, -SKIN_M], [0.0, 0.0, 1.0]),
    fine("20", [REAR_X_M, 0.0, SKIN_M], [0.0, 0.0, -1.0]),
    fine("21", [REAR_X_M, SKIN_M, 0.0], [0.0, -1.0, 0.0]),
    fine("22", [REAR_X_M, -SKIN_M, 0.0], [0.0, 1.0, 0.0]),
];

const SOYUZ: JetSet = JetSet {
    jets: &SOYUZ_JETS,
    selection: &[
        &[&[8, 9, 10, 11], &[8, 9], &[10, 11]], // +X
        &[&[12, 13], &[12], &[13]],             // −X
        &[&[0, 1], &[0], &[1]],                 // +Y
        &[&[2, 3], &[2], &[3]],                 // −Y
        &[&[4, 5], &[4], &[5]],                 // +Z
        &[&[6, 7], &[6], &[7]],                 // −Z
        &[&[14, 15], &[5, 6]],                  // +roll: ДО, else ДПО
        &[&[16, 17], &[4, 7]],                  // −roll
        &[&[18], &[10]],                        // +pitch: push +Z behind the centre of mass
        &[&[19], &[11]],                        // −pitch
        &[&[20], &[9]],                         // +yaw: push −Y behind the centre of mass
        &[&[21], &[8]],                         // −yaw
    ],
    manifolds: &["ДПО-1", "ДПО-2", "ДО"],
};

#[cfg(test)]
mod tests {
    use super::*;
    use glam::DVec3;

    #[test]
    fn every_group_is_of_use_and_the_spare_ones_need_fewer_manifolds() {
        for seat in Seat::ALL {
            let set = jets(seat);
            for groups in set.selection {
                let manifolds = |group: &[u8]| {
                    let bit = |row: &u8| 1 << set.jets[usize::from(*row)].manifold;
                    group.iter().fold(0_u8, |bits, row| bits | bit(row))
                };
                let first = manifolds(groups[0]);
                for spare in &groups[1..] {
                    assert_ne!(manifolds(spare), first, "{spare:?}");
                }
            }
            for jet in set.jets {
                assert!(jet.manifold < set.manifolds.len());
            }
        }
    }

    fn couple(set: &JetSet, rows: &[u8]) -> (DVec3, DVec3) {
        let mut force = DVec3::ZERO;
        let mut torque = DVec3::ZERO;
        for row in rows {
            let jet = &set.jets[usize::from(*row)];
            let push = DVec3::from(jet.push) * jet.thrust_n;
            force += push;
            torque += DVec3::from(jet.place_m).cross(push);
        }
        (force, torque)
    }

    #[test]
    fn pushing_ahead_turns_neither_craft() {
        for set in [&APOLLO, &SOYUZ] {
            let (force, torque) = couple(set, set.of(Demand::Push(0, true)));
            assert!(force.x > 0.0 && force.y.abs() < 1e-9 && force.z.abs() < 1e-9);
            assert!(torque.length() < 1e-9, "{torque}");
        }
    }

    #[test]
    fn every_command_acts_along_its_own_axis_and_sign() {
        for seat in Seat::ALL {
            let set = jets(seat);
            for axis in 0..3 {
                for positive in [true, false] {
                    let sign = if positive { 1.0 } else { -1.0 };
                    let force = couple(set, set.of(Demand::Push(axis, positive))).0;
                    assert!(
                        force[axis] * sign > 0.9 * force.length(),
                        "{seat:?} push {axis}"
                    );
                    let torque = couple(set, set.of(Demand::Turn(axis, positive))).1;
                    assert!(
                        torque[axis] * sign > 0.99 * torque.length(),
                        "{seat:?} turn {axis}"
                    );
                }
            }
        }
    }
}
