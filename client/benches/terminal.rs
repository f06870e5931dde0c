//! What a console costs its terminal and its machine: `cargo bench -p handshake --bench terminal`. The
//! real program in a pseudo-terminal of 160×48 in true colour takes Apollo's seat over from a software
//! crew in an approach; the server and the other crew are elsewhere. Prints bytes a second to the
//! terminal, the processor's share of this one client, and the time from a key to the cells it changes,
//! each with its aim.

#[cfg(unix)]
#[path = "terminal/measured.rs"]
mod measured;

#[cfg(unix)]
fn main() -> anyhow::Result<()> {
    measured::run()
}

/// Neither the pseudo-terminal nor the system's count of a process's time is to be had elsewhere.
#[cfg(not(unix))]
fn main() {
    println!("nothing measured: bytes, processor and keys are measured on Unix alone");
}
