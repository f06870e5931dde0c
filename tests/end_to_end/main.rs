//! Two crews, one server, real sockets on loopback: what crosses the wire is what was meant, and
//! nobody but oneself can be harmed. Nothing here waits by sleeping.

mod bad_neighbours;
mod coming_back;
mod crews;
mod escrow;
mod flight;
mod instructor;
mod kept;
mod killed;
mod lan;
mod missions;
mod pace;
mod relief;
mod replays;
mod seats;
mod seen;
mod shards;
mod watching;
mod weather;
