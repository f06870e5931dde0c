//! The show's flight: two software crews fly a whole mission ahead of time, in the one clock the world
//! has, and it is recorded. What is shown of it are stretches of that recording in real time.

use handshake_shared::replay::record::opening;
use handshake_shared::replay::{Header, Player, Recorder, Replay};
use handshake_shared::scenario;
use handshake_shared::sim::{World, step};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use handshake_shared::wire::Pace;

use crate::mission::SOFTWARE;
use crate::sim_cli::crews::Crews;

/// The mission that is shown.
pub const MISSION: &str = "first-handshake";

/// A flight that takes longer is not shown, ticks: good crews are done in a third of it.
const LONGEST: Tick = Tick(45 * 60 * TICK_RATE_HZ);

/// Flies the mission to its end with this seed; nothing where that did not come to a good one.
pub fn fly(seed: u64) -> Option<Box<Player>> {
    let (name, source) = *scenario::shipped()
        .iter()
        .find(|(name, _)| *name == MISSION)?;
    let scenario = scenario::parse(source).ok()?;
    let mut header = Header::new((name, source), scenario.rules, seed, Pace::RealTime);
    header.crews = [SOFTWARE.to_owned(), SOFTWARE.to_owned()];
    let mut world = World::new(&scenario, seed);
    let mut bytes = opening(&header).ok()?;
    let mut recorder = Recorder::new(&world);
    let mut crews = Crews::software();
    let mut events = Vec::new();
    while world.outcome().is_none() && world.tick() < LONGEST {
        let inputs = crews.inputs(&world);
        events.clear();
        step(&mut world, &inputs, &mut events);
        events.iter().for_each(|event| crews.hear(event));
        bytes.extend(recorder.note(&inputs, &world, &events).unwrap_or_default());
    }
    bytes.extend(recorder.end(&world));
    let good = world.outcome().is_some_and(|outcome| outcome.is_good());
    let player = good.then(|| Replay::read(&bytes).ok().map(Player::new))??;
    player.world().is_some().then(|| Box::new(player))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flight_of_the_show_ends_well_and_plays_from_any_tick() {
        let mut player = fly(1).expect("two good crews");
        assert!(player.last_tick() > Tick(30_000));
        player.seek(Tick(12_345));
        assert_eq!(player.world().map(World::tick), Some(Tick(12_345)));
    }
}
