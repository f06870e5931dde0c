//! Runs `told_flight` of the harness over what the fuzzer makes up.

#![no_main]

#[allow(dead_code)]
#[path = "../../harness/fuzzed.rs"]
mod fuzzed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzed::told_flight(bytes));
