//! A 64-bit fingerprint of the world over bit patterns, for goldens, replays and desync reports.
//! FNV-1a (Fowler, Noll and Vo): any changed bit changes it; it is no defence against malice.

use crate::sim::World;
use crate::sim::craft::Craft;
use crate::sim::handover;
use crate::sim::walking;

/// Number of the simulation's rules: the same scenario, seed and inputs give the same digests under
/// the same number. It is raised with any change that changes a golden digest, and the golden suite
/// fails where that was forgotten; a replay of another number cannot be simulated again.
pub const SIM_REVISION: u32 = 5;

struct Fnv(u64);

impl Fnv {
    fn put(&mut self, word: u64) {
        for byte in word.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// Fingerprint of everything that shapes the world's future: motion, mechanism, air, bodies,
/// switches, instruments, plan and loop.
pub fn of(world: &World) -> u64 {
    let mut fnv = Fnv(0xcbf2_9ce4_8422_2325);
    let mut sink = |word| fnv.put(word);
    sink(u64::from(world.tick.0));
    for craft in &world.craft {
        put_craft(craft, &mut sink);
    }
    world.mechanism.digest_into(&mut sink);
    world.air.digest_into(&mut sink);
    world.fire.digest_into(&mut sink);
    for man in &world.crew {
        man.digest_into(&mut sink);
    }
    world.hands.digest_into(&mut sink);
    walking::digest_into(&world.walks, &mut sink);
    world.faults.digest_into(&mut sink);
    world.switches.digest_into(&mut sink);
    world.plan.digest_into(&mut sink);
    world.radio.digest_into(&mut sink);
    world.instruments.digest_into(&mut sink);
    world.outlets.digest_into(&mut sink);
    sink(u64::from(world.alarms[0]) | u64::from(world.alarms[1]) << 16);
    sink(world.rules as u64 | (world.help[0] as u64) << 8 | (world.help[1] as u64) << 16);
    handover::digest_into(world.offer.as_ref(), &mut sink);
    let off = world.called_off;
    sink(off.map_or(u64::MAX, |(seat, at)| (seat as u64) << 32 | u64::from(at.0)));
    sink(world.outcome.is_some() as u64);
    fnv.0
}

fn put_craft(craft: &Craft, sink: &mut impl FnMut(u64)) {
    for v in [craft.pos_eci_m, craft.vel_eci_m_per_s, craft.rate_rad_per_s] {
        for value in v.to_array() {
            sink(value.to_bits());
        }
    }
    let pilot = &craft.autopilot;
    for q in [craft.eci_from_body, pilot.reference, pilot.stored] {
        for value in q.to_array() {
            sink(value.to_bits());
        }
    }
    for value in craft.tanks_kg() {
        sink(value.to_bits());
    }
    craft.rcs.digest_into(sink);
    for value in pilot.drift_rad_per_s.to_array() {
        sink(value.to_bits());
    }
    for value in pilot.due_n_m_s {
        sink(value.to_bits());
    }
    sink(pilot.turn_rad_per_s.to_bits());
    let settling = pilot.settling.into_iter();
    let settling = settling.fold(0, |bits, axis| bits << 1 | u64::from(axis));
    let switches = [
        pilot.mode as u64,
        pilot.deadband as u64,
        pilot.stick_rate as u64,
        pilot.direct as u64,
        pilot.dap_deadband as u64,
        pilot.dap_rate as u64,
        settling,
        pilot.cycle.into(),
    ];
    sink(switches.into_iter().fold(0, |bits, at| bits << 8 | at));
    let last = pilot.last.turn.into_iter().chain(pilot.last.push);
    sink(last.fold(0, |bits, axis| bits << 8 | u64::from(axis as u8)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CompartmentId, HatchId, Seat};
    use crate::sim::doors::Rules;
    use crate::sim::handover::Offer;
    use crate::sim::input::{DapRate, Deadband, HatchAct, HelpLevel, Role, Stick, StickRate};
    use crate::sim::jets::JetFault;
    use crate::sim::trials::quiet;
    use crate::sim::walking::Walk;
    use crate::time::Tick;

    #[test]
    fn every_part_that_shapes_the_future_changes_the_fingerprint() {
        let world = quiet().world;
        let changes: [fn(&mut World); 24] = [
            |w| w.offer = Some(Offer::of(Role::Ring, Seat::Soyuz, Tick(9))),
            |w| {
                w.walks[2] = Some(Walk {
                    to: CompartmentId::Dm,
                    left_s: 1.0,
                })
            },
            |w| w.air.hatch_body_mut(HatchId::H3).set_order(HatchAct::Open),
            |w| w.air.hatch_body_mut(HatchId::H4).seal_leak_m2 = 1e-12,
            |w| w.switches.hooks_asked[0] = Some(Tick(1)),
            |w| w.craft[0].pos_eci_m.x += 1e-9,
            |w| w.craft[1].autopilot.drift_rad_per_s.z += 1e-15,
            |w| {
                w.craft[0].autopilot.last = Stick {
                    turn: [0, 1, 0],
                    push: [0; 3],
                };
            },
            |w| w.craft[0].autopilot.stick_rate = StickRate::High,
            |w| w.craft[0].autopilot.direct = true,
            |w| w.craft[0].autopilot.dap_deadband = Deadband::Max,
            |w| w.craft[0].autopilot.dap_rate = DapRate::R2,
            |w| w.craft[0].autopilot.stored.x += 1e-15,
            |w| w.craft[0].autopilot.settling[2] = true,
            |w| w.craft[0].autopilot.due_n_m_s[1] = 1e-9,
            |w| w.craft[0].autopilot.cycle = 3,
            |w| w.craft[1].fill(w.craft[1].tanks_kg().map(|kg| kg - 1e-12)),
            |w| w.craft[1].rcs.shut = 0b10,
            |w| w.craft[0].rcs.faults[10] = Some(JetFault::StuckOn),
            |w| w.rules = Rules::Real,
            |w| w.help[1] = HelpLevel::Oklahomski,
            |w| w.called_off = Some((Seat::Soyuz, Tick(3))),
            |w| w.switches.beacons ^= true,
            |w| w.instruments.eyes[1].roll_rad += 1e-9,
        ];
        for (index, change) in changes.iter().enumerate() {
            let mut changed = world.clone();
            change(&mut changed);
            assert_ne!(of(&world), of(&changed), "change {index}");
        }
    }
}
