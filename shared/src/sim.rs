//! The simulation.

pub mod atmosphere;
pub mod doors;
pub mod event;
pub mod input;
pub mod physiology;
pub mod scoring;
