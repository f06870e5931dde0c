//! Makes the README's pictures from the running program: `cargo test --release -p handshake --test
//! pictures`. The game runs in a pseudo-terminal; what stands in its cells at a named moment is drawn
//! into `client/pictures`. Takes about two minutes and needs nothing but this machine. Built as a test
//! so that cargo builds the game with it and says where it lies; no other command runs it.

#[cfg(unix)]
mod crews;
#[cfg(unix)]
mod pane;
#[cfg(unix)]
mod raster;
#[cfg(unix)]
mod scenes;
#[cfg(unix)]
mod shapes;

#[cfg(unix)]
fn main() -> anyhow::Result<()> {
    let faces = raster::Faces::new()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(scenes::make(&faces))
}

#[cfg(not(unix))]
fn main() {
    eprintln!("the pictures are made on a system with pseudo-terminals");
}
