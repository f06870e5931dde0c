//! The game's command.
fn main() {}
