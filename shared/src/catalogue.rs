//! Rows: one thing in the world each, with its source.
