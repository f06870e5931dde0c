//! Whoever presses what is said, and nothing else aside, is in line when the ports are there.

use glam::DVec3;
use handshake_shared::ids::Seat::{Apollo, Soyuz};
use handshake_shared::scenario::load;
use handshake_shared::sim::input::{Command, ControlMode, Inputs};
use handshake_shared::sim::{World, step};
use handshake_shared::time::TICK_RATE_HZ;
use handshake_shared::view;

use super::*;
use crate::input::stick::{Deflection, Step, pulse};

/// Between two looks of a newcomer at the plan, ticks: a second and a half.
const LOOK_TICKS: u32 = 3 * TICK_RATE_HZ / 2;
/// Longest flight, s.
const LONGEST_S: u32 = 600;

/// Flies `seat` from the start of a mission, begun so far off, right and down, m, keeping its closing at a
/// tenth of a metre a second and a half by the two keys along, and pressing what the teacher says: a push once, a turn until the
/// next look, for a craft that holds its attitude turns slowly.
/// How it stands at the ports, and how many keys that took.
fn flown(mission: &str, seat: Seat, aside_m: [f64; 2]) -> (lined_up::LinedUp, u32) {
    let mut world = World::new(&load(mission).expect("a shipped mission"), 7);
    let own = &mut world.craft[seat.index()];
    own.pos_eci_m += own.eci_from_body * DVec3::new(0.0, aside_m[0], aside_m[1]);
    let mut inputs = Inputs::default();
    let (mut busy, mut presses) = (0, 0);
    for tick in 0..LONGEST_S * TICK_RATE_HZ {
        let seen = view::of(&world, seat);
        let off = lined_up::off(&seen.scene, seat);
        if off.ahead_m < 0.5 {
            let marks = lined_up::of(&seen.scene, &seen.sight, seat).expect("near");
            return (marks, presses);
        }
        for seat in Seat::ALL {
            let hold = (tick == 0).then_some(Command::Mode(ControlMode::hold_of(seat)));
            inputs[seat.index()].commands = Vec::from_iter(hold);
        }
        let input = &mut inputs[seat.index()];
        if tick % LOOK_TICKS == 0 {
            let closing = -seen.scene.other_vel_body[0] as f32 * VELOCITY_STEP_M_PER_S as f32;
            let along = match closing {
                ..0.12 => Some(Deflection::Push(0, 1)),
                0.28.. => Some(Deflection::Push(0, -1)),
                _ => None,
            };
            let told = next(&seen.scene, &seen.sight, seat).map(|(act, _)| match act {
                Act::Push(axis, sign) => Deflection::Push(axis, sign),
                Act::Turn(axis, sign) => Deflection::Turn(axis, sign),
                other => panic!("no stick moves by {other:?}"),
            });
            if let Some(key) = along.or(told) {
                (input.stick, busy) = pulse(key, Step::Medium);
                if matches!(key, Deflection::Turn(..)) {
                    busy = LOOK_TICKS as u16;
                }
                presses += 1;
            }
        }
        if busy == 0 {
            input.stick = Default::default();
        }
        busy = busy.saturating_sub(1);
        step(&mut world, &inputs, &mut Vec::new());
    }
    panic!("never there");
}

#[test]
fn who_presses_what_is_said_is_in_line_at_the_ports() {
    let asides = [[0.0, 0.0], [1.2, 0.0], [-0.8, 0.9], [0.3, -1.5]];
    for (mission, seat) in [("final-approach", Apollo), ("soyuz-flies", Soyuz)] {
        for aside_m in asides {
            let (marks, presses) = flown(mission, seat, aside_m);
            assert!(
                presses < 150,
                "{mission} from {aside_m:?} m: {presses} keys"
            );
            for good in [marks.cross, marks.roll, marks.target]
                .into_iter()
                .flatten()
            {
                assert!(good, "{mission} {aside_m:?}: {marks:?}");
            }
        }
    }
}

#[test]
fn nobody_is_told_what_the_sight_does_not_show() {
    let world = World::new(&load("final-approach").expect("a shipped mission"), 7);
    for seat in Seat::ALL {
        let mut seen = view::of(&world, seat);
        seen.scene.other_vel_body = [0, 9_000, 0];
        let told = |sight: &Sight| next(&seen.scene, sight, seat).is_some();
        assert!(told(&seen.sight), "{seat:?} drifts");
        let mut blind = seen.sight;
        blind.target_rad = None;
        assert!(!told(&blind), "{seat:?} sees no target");
        let mut drowned = seen.sight;
        drowned.cross_rad = None;
        assert_eq!(told(&drowned), seat == Soyuz, "the cross is Apollo's alone");
    }
}
