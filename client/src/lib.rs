//! The client.

pub mod i18n;
