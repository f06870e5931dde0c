//! Every mission's replay is the mission: flown again it is identical, and a seek to any tick ends
//! where playing to it does.

use handshake_shared::ids::Seat;
use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::replay::{Player, Replay};
use handshake_shared::rng::{Stream, Subject};
use handshake_shared::scenario::shipped;
use handshake_shared::sim::digest;
use handshake_shared::time::Tick;
use handshake_tests::taped::taped;

/// Longer than the longest mission takes software crews, s.
const LIMIT_S: f64 = 3_600.0;
/// A minute's bytes at most: a megabyte holds a quarter of an hour.
const BYTES_A_MINUTE_MAX: f64 = 120_000.0;

#[test]
fn every_mission_flies_again_to_the_bit() {
    println!("mission               ticks      bytes  bytes/min  identical");
    for mission in shipped() {
        let (world, bytes) = taped(*mission, 1975, LIMIT_S);
        assert!(world.outcome().is_some(), "{}", mission.0);
        let replay = Replay::read(&bytes).expect("whole");
        assert_eq!(replay.cut, None, "{}", mission.0);
        let last = world.tick();
        assert_eq!(
            verify(&replay, |_| {}),
            Ok(Verdict::Identical { last }),
            "{}",
            mission.0
        );
        let a_minute = bytes.len() as f64 / (last.seconds() / 60.0);
        println!(
            "{:<20} {:>6} {:>10} {a_minute:>10.0}  yes",
            mission.0,
            last.0,
            bytes.len()
        );
        assert!(a_minute < BYTES_A_MINUTE_MAX, "{}: {a_minute}", mission.0);
    }
}

#[test]
fn a_seek_to_any_tick_of_every_mission_ends_where_playing_does() {
    for (index, mission) in shipped().iter().enumerate() {
        let name = mission.0;
        let (world, bytes) = taped(*mission, 7, LIMIT_S);
        let replay = Replay::read(&bytes).expect("whole");
        let last = replay.last_tick().0;
        let mut draw = Stream::new(index as u64, Subject::Start);
        let mut wanted: Vec<u32> = (0..8).map(|_| draw.below(u64::from(last)) as u32).collect();
        wanted.extend([0, 1, 599, 600, 601, last]);
        let mut played = Vec::new();
        verify(&replay, |world| {
            if wanted.contains(&world.tick().0) {
                played.push((world.tick(), digest::of(world)));
            }
        })
        .expect("of this revision");
        let digest_at = |tick| {
            let found = played.iter().find(|(at, _)| *at == tick);
            found.map(|(_, digest)| *digest)
        };
        let mut player = Player::new(replay);
        assert_eq!(player.as_recorded(), None, "{name}");
        // In the order of the draw: forth and back.
        for tick in wanted.into_iter().map(Tick) {
            player.seek(tick);
            assert_eq!(player.digest(), digest_at(tick), "{name} at {tick:?}");
            assert!(player.digest().is_some());
            let view = player.view(Seat::Apollo).expect("a world has a view");
            assert_eq!(view.tick, tick);
        }
        assert_eq!(player.digest(), Some(digest::of(&world)), "{name}: the end");
    }
}
