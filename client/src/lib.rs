//! The client.

pub mod bots;
pub mod i18n;
pub mod window;
