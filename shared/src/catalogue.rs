//! Rows: one thing in the world each, with its source.

pub mod calls;
pub mod spelling;
pub mod units;
