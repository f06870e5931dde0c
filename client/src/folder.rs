//! The user's own folders for what this game remembers. Knows where they are; not what lies there.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// Where the platform keeps a user's data: `$XDG_DATA_HOME` or `~/.local/share`, `%APPDATA%` on
/// Windows. Without a home there is no folder, and nothing is remembered.
pub fn data_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.data_dir().join("handshake"))
}

/// The user's home folder.
pub fn home_folder() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// Where the platform keeps a user's settings: `$XDG_CONFIG_HOME` or `~/.config`, `%APPDATA%` on
/// Windows.
pub fn config_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("handshake"))
}
