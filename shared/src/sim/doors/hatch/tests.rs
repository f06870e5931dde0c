use super::*;
use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::hatches::HATCHES;
use crate::ids::{CompartmentId, CrewId, HatchId};
use crate::sim::atmosphere::{Air, AirSetup};
use crate::sim::physiology::CrewMember;

const DT_S: f64 = 1.0 / 60.0;

/// Soyuz's two rooms with hatch 5 between them, which opens into the descent vehicle.
struct Bench {
    air: Air,
    hands: f64,
    in_swing: bool,
    seen: Swung,
    /// Fastest turn, rad/s.
    fastest: f64,
}

impl Bench {
    /// So much more pressure where the hatch opens to, mmHg; it stands so.
    fn new(seating_mmhg: f64, state: HatchState) -> Bench {
        let mut setup = AirSetup::docking_module_raised();
        let more_pa = seating_mmhg * PA_PER_MMHG;
        setup.pressure_pa[CompartmentId::Sa as usize] += more_pa;
        setup.hatch_open = [false; 5];
        let mut air = Air::new(&setup);
        air.set_hatch(HatchId::H5, state);
        Bench {
            air,
            hands: 0.0,
            in_swing: false,
            seen: Swung::default(),
            fastest: 0.0,
        }
    }

    fn order(&mut self, act: HatchAct) {
        self.hands = 1.0;
        self.air.hatch_body_mut(HatchId::H5).set_order(act);
    }

    fn tick(&mut self) {
        let at = CompartmentId::Cm;
        let crew = CrewId::ALL.map(|id| CrewMember::new(id, at, 0.0));
        let load = Load {
            seating_pa: self.seating_pa(),
            hands: self.hands,
            in_swing: self.in_swing,
        };
        let body = self.air.hatch_body_mut(HatchId::H5);
        let came = body.step(DT_S, &load);
        self.fastest = self.fastest.max(body.rate_rad_per_s.abs());
        self.seen.settled = came.settled.or(self.seen.settled);
        self.seen.slam = came.slam.or(self.seen.slam);
        self.seen.struck_j = came.struck_j.or(self.seen.struck_j);
        self.seen.held_n = came.held_n.or(self.seen.held_n);
        self.air.step(DT_S, &crew, Some(0.0));
    }

    fn wait(&mut self, seconds: u32) {
        (0..seconds * 60).for_each(|_| self.tick());
    }

    /// So many turns of the latch.
    fn wait_latches(&mut self, turns: f64) {
        (0..(turns * LATCH_S * 60.0) as u32).for_each(|_| self.tick());
    }

    fn seating_pa(&self) -> f64 {
        let row = &HATCHES[HatchId::H5 as usize];
        let delta = self.air.hatch_delta_p_pa(HatchId::H5);
        assert_eq!(row.opens_into, row.soyuz_side);
        -delta
    }

    fn state(&self) -> HatchState {
        self.air.hatch(HatchId::H5)
    }

    fn moles(&self) -> [f64; 4] {
        let [om, sa] = [CompartmentId::Om, CompartmentId::Sa].map(|at| self.air.gas(at).mol);
        [0, 1, 4, 5].map(|s| om[s] + sa[s])
    }
}

#[test]
fn hands_peel_a_hatch_off_a_small_pressure_and_the_gas_bleeds_through_the_gap() {
    for mmhg in [1.0, 6.0] {
        let mut bench = Bench::new(mmhg, HatchState::Shut);
        let before = bench.moles();
        bench.order(HatchAct::Open);
        bench.wait_latches(0.75);
        assert_eq!(
            bench.state(),
            HatchState::Unlatched,
            "{mmhg}: the latch turns"
        );
        assert!(bench.seating_pa() > 0.95 * mmhg * PA_PER_MMHG, "no gas yet");
        bench.wait_latches(0.25);
        bench.wait(1);
        assert_eq!(bench.state(), HatchState::Ajar, "{mmhg}");
        assert!(bench.seating_pa() < 0.05 * mmhg * PA_PER_MMHG, "it bled");
        bench.wait(5);
        assert_eq!(bench.state(), HatchState::Open, "{mmhg}");
        assert_eq!(bench.seen.settled, Some(true));
        assert_eq!(bench.seen.slam, None);
        // Oxygen and nitrogen are neither made nor lost; nobody breathes here but the regenerators.
        for (now, was) in bench.moles().iter().zip(before).skip(1) {
            assert!((now - was).abs() <= 1e-9 * was.max(1.0), "{now} {was}");
        }
    }
}

#[test]
fn above_the_strength_of_hands_nothing_moves_until_they_let_go() {
    let mut bench = Bench::new(50.0, HatchState::Shut);
    bench.order(HatchAct::Open);
    bench.wait(12);
    assert_eq!(bench.state(), HatchState::Unlatched);
    let held_n = bench.seen.held_n.expect("hands let go");
    assert!((held_n / (50.0 * 67.0151) - 1.0).abs() < 0.01, "{held_n}");
    assert_eq!(bench.fastest, 0.0);
    assert!(
        bench.seating_pa() > 49.0 * PA_PER_MMHG,
        "not a breath passed"
    );
    assert_eq!(bench.air.hatch_body(HatchId::H5).order(), None);
}

#[test]
fn pressure_against_the_latch_throws_the_hatch_open_and_hits_who_stands_there() {
    let mut bench = Bench::new(-50.0, HatchState::Shut);
    bench.in_swing = true;
    bench.wait(5);
    assert_eq!(bench.state(), HatchState::Shut, "the latch holds");
    bench.order(HatchAct::Open);
    bench.wait(6);
    let (open, rim) = bench
        .seen
        .slam
        .unwrap_or_else(|| panic!("fastest {}", bench.fastest));
    assert!(open && rim > SLAM_M_PER_S, "{rim}");
    let struck_j = bench.seen.struck_j.expect("a man was hit");
    // Not more than the pressure did over the swing, nor more than it had.
    assert!((10.0..2_000.0).contains(&struck_j), "{struck_j}");
    assert_eq!(bench.state(), HatchState::Open);
}

#[test]
fn a_free_hatch_stays_on_its_seat_by_pressure_alone_and_opens_when_that_turns() {
    let mut bench = Bench::new(3.0, HatchState::Unlatched);
    bench.wait(5);
    assert_eq!(bench.state(), HatchState::Unlatched);
    let mut bench = Bench::new(-3.0, HatchState::Unlatched);
    bench.wait(1);
    assert_eq!(bench.state(), HatchState::Ajar);
}

#[test]
fn flow_toward_its_seat_slams_a_hatch_that_nobody_holds() {
    let mut bench = Bench::new(40.0, HatchState::Ajar);
    bench.wait(3);
    let (open, rim) = bench
        .seen
        .slam
        .unwrap_or_else(|| panic!("fastest {}", bench.fastest));
    assert!(!open && rim > SLAM_M_PER_S, "{rim}");
    assert_eq!(bench.state(), HatchState::Unlatched);
    assert!(bench.seating_pa() > 0.0, "and pressure holds it");
}

#[test]
fn within_two_millimetres_it_opens_and_shuts_quietly() {
    for mmhg in [-2.0, 0.0, 2.0] {
        let mut bench = Bench::new(mmhg, HatchState::Shut);
        bench.in_swing = true;
        bench.order(HatchAct::Open);
        bench.wait(10);
        assert_eq!(bench.state(), HatchState::Open, "{mmhg}");
        assert_eq!(
            (bench.seen.slam, bench.seen.struck_j),
            (None, None),
            "{mmhg}"
        );
        bench.order(HatchAct::Shut);
        bench.wait(10);
        assert_eq!(bench.state(), HatchState::Shut, "{mmhg}");
        assert_eq!(bench.seen.settled, Some(false));
        assert_eq!(bench.seen.slam, None, "{mmhg}");
    }
}

#[test]
fn without_hands_an_order_moves_nothing_and_half_strength_takes_twice_as_long() {
    let mut bench = Bench::new(0.0, HatchState::Shut);
    bench.order(HatchAct::Open);
    bench.hands = 0.0;
    bench.wait(20);
    assert_eq!(bench.state(), HatchState::Shut);
    bench.order(HatchAct::Open);
    bench.hands = 0.5;
    bench.wait_latches(1.75);
    assert_eq!(bench.state(), HatchState::Unlatched);
    bench.wait(9);
    assert_eq!(bench.state(), HatchState::Open);
}

#[test]
fn a_bad_seal_leaks_through_a_latched_hatch() {
    let mut bench = Bench::new(100.0, HatchState::Shut);
    bench.wait(20);
    let tight = bench.seating_pa();
    bench.air.hatch_body_mut(HatchId::H5).seal_leak_m2 = 1e-5;
    bench.wait(20);
    assert_eq!(bench.state(), HatchState::Shut);
    assert!(tight - bench.seating_pa() > 50.0);
}

#[test]
fn half_the_step_changes_a_swing_by_little() {
    let run = |steps: u32| {
        let mut body = Hatch::standing(HatchState::Unlatched);
        let load = Load {
            seating_pa: -300.0,
            hands: 0.0,
            in_swing: false,
        };
        for _ in 0..steps {
            body.step(0.2 / f64::from(steps), &load);
        }
        body.angle_rad
    };
    let (coarse, fine) = (run(12), run(192));
    assert!((coarse / fine - 1.0).abs() < 0.02, "{coarse} {fine}");
}
