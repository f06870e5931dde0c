//! Everything the fuzzer has kept, once more: what it found interesting, and what once broke a decoder.

use std::fs;
use std::path::Path;

use handshake_tests::fuzzed::TARGETS;

#[test]
fn no_bytes_that_a_fuzzer_kept_harm_a_decoder() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (target, decode) in TARGETS {
        let entry = fuzz.join(format!("fuzz_targets/{target}.rs"));
        assert!(entry.exists(), "no {}", entry.display());
        let folder = fuzz.join("corpus").join(target);
        let files =
            fs::read_dir(&folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
        let mut tried = 0;
        for file in files {
            let file = file.expect("a file of the corpus").path();
            println!("{}", file.display());
            decode(&fs::read(&file).expect("a file of the corpus"));
            tried += 1;
        }
        assert!(tried > 0, "{target} has no corpus");
    }
}
