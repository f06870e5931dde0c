//! Instruments and other pieces of a screen, one kind a file. Each is given what it shows; none
//! knows where on the screen it stands.

pub mod alarms;
pub mod alphabets;
pub mod attitude;
pub mod bodies;
pub mod book_page;
pub mod callbar;
pub mod charts;
pub mod closing;
pub mod controls;
pub mod doors;
pub mod envelope;
pub mod fdai;
pub mod gas;
pub mod globus;
pub mod jets;
pub mod ksu;
pub mod lamps;
pub mod lettering;
pub mod loop_state;
pub mod mechanism;
pub mod pace;
pub mod phrasebook;
pub mod plan;
pub mod poster;
pub mod programme;
pub mod qr;
pub mod radio;
pub mod stack;
pub mod text;
pub mod told;
