//! The simulation.

pub mod atmosphere;
pub mod doors;
pub mod physiology;
