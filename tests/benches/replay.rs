//! How fast recorded flights are flown again to compare them: `cargo bench --bench replay`. Prints
//! times real time for every shipped mission, what a seek costs, and the bytes of a minute.

use std::time::Instant;

use handshake_shared::replay::verify::{Verdict, verify};
use handshake_shared::replay::{Player, Replay};
use handshake_shared::scenario::shipped;
use handshake_shared::time::Tick;
use handshake_tests::taped::taped;

/// Longer than any mission takes software crews, s.
const LIMIT_S: f64 = 3_600.0;
/// Seeks to places all over a flight.
const SEEKS: u32 = 64;

fn main() {
    let (mut flown_s, mut took_s) = (0.0, 0.0);
    println!("mission               flown s   took ms  × real time  seek ms  bytes/min  identical");
    for mission in shipped() {
        let (_, bytes) = taped(*mission, 1975, LIMIT_S);
        let replay = Replay::read(&bytes).expect("whole");
        let began = Instant::now();
        let verdict = verify(&replay, |_| {}).expect("of this revision");
        let took = began.elapsed().as_secs_f64();
        let last = replay.last_tick();
        let mut player = Player::new(replay);
        let began = Instant::now();
        for n in 0..SEEKS {
            // Steps of a golden section fall everywhere and repeat nowhere.
            let along = (f64::from(n) * 0.618_033_988_75).fract();
            player.seek(Tick((along * f64::from(last.0)) as u32));
        }
        let seek_ms = began.elapsed().as_secs_f64() * 1e3 / f64::from(SEEKS);
        println!(
            "{:<20} {:>8.1} {:>9.1} {:>12.0} {seek_ms:>8.2} {:>10.0}  {}",
            mission.0,
            last.seconds(),
            took * 1e3,
            last.seconds() / took,
            bytes.len() as f64 / (last.seconds() / 60.0),
            verdict == Verdict::Identical { last }
        );
        flown_s += last.seconds();
        took_s += took;
    }
    println!(
        "verify: {:.0} × real time over all missions",
        flown_s / took_s
    );
}
