//! Contacts and dockings flown against the mechanism alone: what is captured, what is not, what it
//! costs, and the way to hard dock and back.

mod contacts;
mod docking;
mod envelope;
mod faults;
mod incident;
mod oracles;
