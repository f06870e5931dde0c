//! A world that was written down and read back goes on as if nothing had been: checked along whole
//! missions of software crews, in every phase, to the bit.

use handshake::bots::Temper;
use handshake_shared::checkpoint::{decode, encode};
use handshake_shared::scenario::load;
use handshake_shared::sim::event::Event;
use handshake_shared::sim::input::Inputs;
use handshake_shared::sim::{World, digest, step};
use handshake_tests::flight::fly_watched;

/// Every part of a world has its turn: approach, docking, airlock, transfers, failures, a second docking.
const MISSIONS: [&str; 5] = [
    "first-handshake",
    "high-cabin",
    "radio-school",
    "second-docking",
    "stuck-jet",
];
/// Decisions between two looks: prime, so that looks meet every phase of slower cycles.
const EVERY: usize = 61;
/// Ticks that both worlds are flown on.
const ON: usize = 90;

#[test]
fn a_mission_goes_on_from_any_of_its_checkpoints_to_the_bit() {
    for name in MISSIONS {
        let scenario = load(name).expect("shipped scenarios parse");
        let (mut decisions, mut looks, mut longest) = (0, 0, 0);
        fly_watched(&scenario, 1975, [Temper::default(); 2], 3_600.0, |world| {
            decisions += 1;
            if decisions % EVERY == 1 {
                looks += 1;
                longest = longest.max(same_again(world));
            }
        });
        assert!(looks > 5, "{name}: {looks} looks");
        println!("{name}: {looks} checkpoints of at most {longest} bytes");
    }
}

/// Bytes of the checkpoint.
fn same_again(world: &World) -> usize {
    let bytes = encode(world).expect("no longer than a record");
    let mut read: World = decode(&bytes).expect("whole");
    assert_eq!(format!("{read:?}"), format!("{world:?}"));
    let mut kept = world.clone();
    for _ in 0..ON {
        assert_eq!(flown(&mut read), flown(&mut kept));
    }
    assert_eq!(format!("{read:?}"), format!("{kept:?}"));
    bytes.len()
}

fn flown(world: &mut World) -> (Vec<Event>, u64) {
    let mut events = Vec::new();
    step(world, &Inputs::default(), &mut events);
    (events, digest::of(world))
}
