//! Rows: one thing in the world each, with its source.

pub mod book;
pub mod calls;
pub mod compartments;
pub mod constants;
pub mod control;
pub mod equipment;
pub mod faults;
pub mod fire;
pub mod hatches;
pub mod instruments;
pub mod jets;
pub mod ksu;
pub mod lamps;
pub mod masks;
pub mod mechanisms;
pub mod procedures;
pub mod spelling;
pub mod transfers;
pub mod unit_words;
pub mod units;
pub mod valves;
pub mod vessels;
