//! A recorded flight of software crews on disk, for tests.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sim_cli::{self, SimArgs, Software};

/// `final-approach` in a folder of the test's own, which goes with it.
pub(crate) struct Flown(PathBuf);

impl Flown {
    /// Flown up to this time of the mission, s, or to its end before; two rows a second.
    pub(crate) fn new(test: &str, until_s: f64) -> Flown {
        let folder = format!("handshake-flown-{test}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        fs::create_dir_all(&folder).expect("a temporary folder");
        let flown = Flown(folder);
        sim_cli::run(SimArgs {
            scenario: "final-approach".to_owned(),
            script: None,
            software: Some(Software::Both),
            seed: 1975,
            until: until_s,
            rate: 2.0,
            out: flown.rows(),
            replay: Some(flown.file()),
        })
        .expect("flown");
        flown
    }

    /// Where all of it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// The recording.
    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("flight.replay")
    }

    /// The rows that were written while it was flown.
    pub(crate) fn rows(&self) -> PathBuf {
        self.0.join("flown.csv")
    }
}

impl Drop for Flown {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
