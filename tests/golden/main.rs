//! Numbers that must never change unseen: digests of whole missions, in debug and release alike.
//! Bless with `BLESS=1 cargo test --test golden` after a change that is meant to change them.

use std::fmt::Write as _;
use std::path::Path;

use handshake::bots::Temper;
use handshake_shared::scenario::load;
use handshake_tests::flight::fly;

#[test]
fn missions_end_in_the_committed_digests() {
    let mut found = String::new();
    for name in ["final-approach", "first-handshake"] {
        for seed in [1975, 7] {
            let scenario = load(name).expect("shipped scenarios parse");
            let flight = fly(&scenario, seed, [Temper::default(); 2], 1_200.0);
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
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &found).expect("the golden file is writable");
    }
    let wanted = std::fs::read_to_string(&path).expect("tests/golden/digests.txt is committed");
    assert_eq!(
        found, wanted,
        "blessed digests differ: was the change meant to change physics?"
    );
}
