//! Servers known from before, for addresses typed without a key: one line each, the address and the
//! key it showed at first contact.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use handshake_shared::wire::Fingerprint;

/// Servers remembered at most; the file is the user's, but nothing grows without a bound.
const KNOWN_MAX: usize = 1_000;

/// The file of known servers.
#[derive(Clone, Debug)]
pub struct KnownServers {
    path: PathBuf,
    keys: BTreeMap<SocketAddr, Fingerprint>,
}

impl KnownServers {
    /// Reads the file; one that is missing knows nobody. Lines that are no entries are skipped.
    pub fn load(path: &Path) -> io::Result<KnownServers> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let entry = |line: &str| {
            let (address, key) = line.split_once(' ')?;
            Some((address.parse().ok()?, key.trim().parse().ok()?))
        };
        let keys = text.lines().filter_map(entry).take(KNOWN_MAX).collect();
        Ok(KnownServers {
            path: path.to_owned(),
            keys,
        })
    }

    /// The key this address showed at first contact.
    pub fn key_of(&self, address: SocketAddr) -> Option<Fingerprint> {
        self.keys.get(&address).copied()
    }

    /// Remembers the key of an address that was not known, and writes the file.
    pub fn remember(&mut self, address: SocketAddr, key: Fingerprint) -> io::Result<()> {
        if self.keys.len() >= KNOWN_MAX || self.keys.contains_key(&address) {
            return Ok(());
        }
        self.keys.insert(address, key);
        let lines = self
            .keys
            .iter()
            .map(|(address, key)| format!("{address} {key}\n"));
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let passing = self.path.with_extension("new");
        fs::write(&passing, lines.collect::<String>())?;
        fs::rename(&passing, &self.path)
    }
}
