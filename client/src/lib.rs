//! The client.

pub mod i18n;
pub mod window;
