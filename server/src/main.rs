//! The server as a command of its own.

use clap::Parser;

fn main() -> anyhow::Result<()> {
    handshake_server::cli::run(handshake_server::cli::Args::parse())
}
