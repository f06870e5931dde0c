//! The simulation.

pub mod atmosphere;
pub mod contact;
pub mod doors;
pub mod event;
pub mod input;
pub mod mechanism;
pub mod physiology;
pub mod rigid;
pub mod scoring;
