//! The server as a command of its own.

fn main() -> anyhow::Result<()> {
    handshake_server::cli::main()
}
