//! An integration that shares nothing with the core but the laws: Gauss–Legendre collocation of ten
//! stages (order 20) over many seconds instead of a classical Runge–Kutta step a tick, gravity from
//! the gradient of the Earth's potential, attitude by Euler's equations in body axes and the
//! quaternion's own differential equation instead of angular momentum and a Magnus series.

/// Earth's gravitational parameter, m³/s²; equatorial radius, m; second zonal harmonic.
const MU: f64 = 3.986_004_418e14;
const RE: f64 = 6_378_137.0;
const J2: f64 = 1.082_626_68e-3;

const STAGES: usize = 10;

/// Position, velocity (inertial, m and m/s), attitude (body to inertial, w x y z), rate (body, rad/s).
pub type State = [f64; 13];
type Vector = [f64; 3];

/// One rigid body in the Earth's field.
pub struct Body {
    /// Inertia tensor, body axes, kg·m².
    pub inertia: [Vector; 3],
    /// The Earth's oblateness acts.
    pub oblate: bool,
}

impl Body {
    /// The state after `steps` steps of `step_s`.
    pub fn fly(&self, mut state: State, step_s: f64, steps: usize) -> State {
        let rule = Rule::new();
        for _ in 0..steps {
            state = rule.step(state, step_s, |state| self.slope(state));
            let norm = state[6..10].iter().map(|q| q * q).sum::<f64>().sqrt();
            state[6..10].iter_mut().for_each(|q| *q /= norm);
        }
        state
    }

    fn slope(&self, state: &State) -> State {
        let [x, y, z, u, v, w, q0, q1, q2, q3, a, b, c] = *state;
        let [ax, ay, az] = gravity([x, y, z], self.oblate);
        let rate = [a, b, c];
        let spin = apply(&self.inertia, rate);
        let gyroscopic = cross(rate, spin);
        let tide = self.tidal_torque([x, y, z], [q0, q1, q2, q3]);
        let torque = [0, 1, 2].map(|i| tide[i] - gyroscopic[i]);
        let [da, db, dc] = solve(&self.inertia, torque);
        [
            u,
            v,
            w,
            ax,
            ay,
            az,
            -0.5 * (q1 * a + q2 * b + q3 * c),
            0.5 * (q0 * a + q2 * c - q3 * b),
            0.5 * (q0 * b + q3 * a - q1 * c),
            0.5 * (q0 * c + q1 * b - q2 * a),
            da,
            db,
            dc,
        ]
    }

    /// Gravity-gradient torque, body axes, N·m.
    fn tidal_torque(&self, position: Vector, [w, x, y, z]: [f64; 4]) -> Vector {
        let r = dot(position, position).sqrt();
        let [px, py, pz] = position.map(|p| p / r);
        // The inverse rotation, written out.
        let out = [
            (1.0 - 2.0 * (y * y + z * z)) * px
                + 2.0 * (x * y + w * z) * py
                + 2.0 * (x * z - w * y) * pz,
            2.0 * (x * y - w * z) * px
                + (1.0 - 2.0 * (x * x + z * z)) * py
                + 2.0 * (y * z + w * x) * pz,
            2.0 * (x * z + w * y) * px
                + 2.0 * (y * z - w * x) * py
                + (1.0 - 2.0 * (x * x + y * y)) * pz,
        ];
        cross(out, apply(&self.inertia, out)).map(|t| 3.0 * MU / r.powi(3) * t)
    }
}

/// Gradient of μ/r · (1 − J2 (Re/r)² (3 sin²φ − 1)/2).
fn gravity([x, y, z]: Vector, oblate: bool) -> Vector {
    let r2 = x * x + y * y + z * z;
    let pull = -MU / (r2 * r2.sqrt());
    if !oblate {
        return [pull * x, pull * y, pull * z];
    }
    let flat = 1.5 * J2 * RE * RE / r2;
    let sin2 = z * z / r2;
    let across = pull * (1.0 + flat * (1.0 - 5.0 * sin2));
    [
        across * x,
        across * y,
        pull * (1.0 + flat * (3.0 - 5.0 * sin2)) * z,
    ]
}

fn dot(a: Vector, b: Vector) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: Vector, b: Vector) -> Vector {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

fn apply(m: &[Vector; 3], v: Vector) -> Vector {
    m.map(|row| dot(row, v))
}

/// Cramer's rule for a symmetric matrix.
fn solve(m: &[Vector; 3], v: Vector) -> Vector {
    let whole = dot(m[0], cross(m[1], m[2]));
    [
        dot(v, cross(m[1], m[2])) / whole,
        dot(m[0], cross(v, m[2])) / whole,
        dot(m[0], cross(m[1], v)) / whole,
    ]
}

/// Nodes, weights and matrix of the collocation at Gauss's points of 0 to 1.
struct Rule {
    weights: [f64; STAGES],
    matrix: [[f64; STAGES]; STAGES],
}

impl Rule {
    fn new() -> Rule {
        let (nodes, weights) = gauss();
        // ∫ of each Lagrange polynomial up to each node, by the rule itself: exact for its degree.
        let mut matrix = [[0.0; STAGES]; STAGES];
        for (i, row) in matrix.iter_mut().enumerate() {
            for (j, entry) in row.iter_mut().enumerate() {
                let at = |k: usize| lagrange(&nodes, j, nodes[i] * nodes[k]);
                let sum: f64 = (0..STAGES).map(|k| weights[k] * at(k)).sum();
                *entry = nodes[i] * sum;
            }
        }
        Rule { weights, matrix }
    }

    fn step(&self, state: State, step_s: f64, slope: impl Fn(&State) -> State) -> State {
        let mut slopes = [slope(&state); STAGES];
        for _ in 0..30 {
            let next = self
                .matrix
                .map(|row| slope(&moved(&state, &slopes, &row, step_s)));
            let settled = next == slopes;
            slopes = next;
            if settled {
                break;
            }
        }
        moved(&state, &slopes, &self.weights, step_s)
    }
}

fn moved(state: &State, slopes: &[State; STAGES], shares: &[f64; STAGES], step_s: f64) -> State {
    std::array::from_fn(|n| {
        let sum: f64 = (0..STAGES).map(|k| shares[k] * slopes[k][n]).sum();
        state[n] + step_s * sum
    })
}

fn lagrange(nodes: &[f64; STAGES], j: usize, at: f64) -> f64 {
    let others = nodes.iter().enumerate().filter(|(k, _)| *k != j);
    others.fold(1.0, |product, (_, node)| {
        product * (at - node) / (nodes[j] - node)
    })
}

/// Roots of Legendre's polynomial by Newton's method, and Gauss's weights, on 0 to 1.
fn gauss() -> ([f64; STAGES], [f64; STAGES]) {
    let count = STAGES as f64;
    let (mut nodes, mut weights) = ([0.0; STAGES], [0.0; STAGES]);
    for n in 0..STAGES {
        let mut x = -(std::f64::consts::PI * (n as f64 + 0.75) / (count + 0.5)).cos();
        let mut steepness = 0.0;
        for _ in 0..20 {
            let (mut before, mut value) = (1.0, x);
            for k in 2..=STAGES {
                let k = k as f64;
                (before, value) = (
                    value,
                    ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k,
                );
            }
            steepness = count * (x * value - before) / (x * x - 1.0);
            x -= value / steepness;
        }
        nodes[n] = 0.5 * (1.0 + x);
        weights[n] = 1.0 / ((1.0 - x * x) * steepness * steepness);
    }
    (nodes, weights)
}

#[test]
fn the_rule_integrates_polynomials_of_its_degree() {
    let (nodes, weights) = gauss();
    for power in 0..2 * STAGES as i32 {
        let sum: f64 = (0..STAGES).map(|k| weights[k] * nodes[k].powi(power)).sum();
        assert!((sum * f64::from(power + 1) - 1.0).abs() < 1e-13, "{power}");
    }
}

#[test]
fn gravity_is_the_gradient_of_the_potential() {
    let potential = |[x, y, z]: Vector| {
        let r = (x * x + y * y + z * z).sqrt();
        MU / r * (1.0 - J2 * (RE / r).powi(2) * (1.5 * (z / r).powi(2) - 0.5))
    };
    let place = [4.1e6, -2.9e6, 4.4e6];
    let pull = gravity(place, true);
    for axis in 0..3 {
        let shifted = |by: f64| {
            let mut there = place;
            there[axis] += by;
            potential(there)
        };
        let slope = (shifted(500.0) - shifted(-500.0)) / 1_000.0;
        // J2 is a thousandth of it; the difference itself is good to some parts in 10⁸.
        assert!((slope / pull[axis] - 1.0).abs() < 1e-7, "axis {axis}");
    }
}
