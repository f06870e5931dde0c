//! `handshake-server` as the suites start it: the same command, built with them.

fn main() {
    if let Err(error) = handshake_server::cli::main() {
        eprintln!("{error:?}");
        std::process::exit(1);
    }
}
