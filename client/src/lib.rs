//! The client: what a crew sees, touches and says. It asks a server and believes it; it knows no
//! physics of its own.

pub mod app;
pub mod bot_cli;
pub mod bots;
pub mod cli;
pub mod debrief;
pub mod demo;
pub mod doctor;
pub mod draw;
pub mod folder;
pub mod graphics;
pub mod i18n;
pub mod input;
pub mod lan;
pub mod manual;
pub mod mission;
pub mod missions;
pub mod net;
pub mod output;
pub mod plain;
pub mod probe;
pub mod profile;
pub mod recent;
pub mod replays;
pub mod router;
pub mod runtime;
pub mod scenario_cli;
pub mod seats;
pub mod settings;
pub mod sim_cli;
pub mod sound;
pub mod survive;
pub mod terminal;
pub mod widgets;
pub mod window;
