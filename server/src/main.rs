//! The server's command.
fn main() {}
