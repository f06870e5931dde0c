//! Numbers that must never change unseen: digests of whole missions, in debug and release alike, and
//! the revision of the simulation they were blessed under. After a change that is meant to change them
//! raise `SIM_REVISION`, which tells old replays apart, and bless with
//! `BLESS=1 cargo test --test golden`; without the one the other is refused.

use std::fmt::Write as _;
use std::path::Path;

use handshake::bots::Temper;
use handshake_shared::scenario::{load, shipped};
use handshake_shared::sim::digest::SIM_REVISION;
use handshake_tests::flight::fly;

/// First word of the file's first line; the revision follows.
const REVISION: &str = "sim_revision";

#[test]
fn missions_end_in_the_committed_digests() {
    let mut found = String::new();
    for (name, _) in shipped() {
        let twice = ["final-approach", "first-handshake"].contains(name);
        for seed in [1975, 7].into_iter().take(1 + usize::from(twice)) {
            let scenario = load(name).expect("shipped scenarios parse");
            let flight = fly(&scenario, seed, [Temper::default(); 2], 3_600.0);
            let tick = flight.world.tick().0;
            writeln!(
                found,
                "{name} seed {seed} tick {tick} digest {:016x}",
                flight.digest()
            )
            .expect("writing to a string");
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/digests.txt");
    let wanted = std::fs::read_to_string(&path).expect("tests/golden/digests.txt is committed");
    if std::env::var_os("BLESS").is_some() {
        let blessed = blessed(&found, &wanted).unwrap_or_else(|why| panic!("{why}"));
        std::fs::write(&path, &blessed).expect("the golden file is writable");
        return;
    }
    assert_eq!(
        format!("{REVISION} {SIM_REVISION}\n{found}"),
        wanted,
        "blessed digests differ: was the change meant to change physics? Then raise SIM_REVISION"
    );
}

/// The file for digests that were found, where the one that stands lets it be written: other digests
/// need another revision.
fn blessed(found: &str, stands: &str) -> Result<String, &'static str> {
    let (head, digests) = stands.split_once('\n').unwrap_or_default();
    let now = format!("{REVISION} {SIM_REVISION}");
    if head == now && digests != found {
        return Err("the digests changed and SIM_REVISION in shared/src/sim/digest.rs did not");
    }
    Ok(format!("{now}\n{found}"))
}

#[test]
fn other_digests_are_not_blessed_under_the_same_revision() {
    let stands = format!("{REVISION} {SIM_REVISION}\na\n");
    assert!(blessed("b\n", &stands).is_err());
    assert_eq!(blessed("a\n", &stands), Ok(stands));
    let older = format!("{REVISION} {}\na\n", SIM_REVISION - 1);
    let raised = format!("{REVISION} {SIM_REVISION}\nb\n");
    assert_eq!(blessed("b\n", &older), Ok(raised));
}
