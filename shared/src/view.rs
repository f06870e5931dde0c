//! World × Seat → View: all a seat may know. The secrecy boundary stands here and nowhere else.

pub mod scene;
