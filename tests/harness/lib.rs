//! Vocabulary of all suites: flights by software crews in this process, contacts of the docking
//! mechanism alone, a docked start, bytes from anywhere, crews on lines that break, a bad link, a
//! server that can be killed, and what is measured on the way. A flight here and one over the network must be the same flight to the
//! bit.

pub mod contact;
pub mod docked;
pub mod flight;
pub mod fuzzed;
pub mod lines;
pub mod process;
pub mod relay;
pub mod script;
pub mod seeded;
pub mod taped;
pub mod teletype;
pub mod told;
