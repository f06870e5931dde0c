//! The operator's socket: a file on this machine that takes one line and answers in lines. Whoever
//! may open the file may do this; nothing of it is reachable from outside.

use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use handshake_shared::wire::RoomCode;

use crate::rooms::Rooms;

#[cfg(unix)]
mod socket;
#[cfg(not(unix))]
#[path = "admin/no_socket.rs"]
mod socket;

pub use socket::{Listener, Socket, ask, serve};

mod orders;

/// Name of the socket in the server's folder.
pub const SOCKET_NAME: &str = "admin.sock";

/// What an operator can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum Order {
    /// List the rooms: code, mission, how far, who is there
    Rooms,
    /// Open no new rooms; end when the last one has ended
    Drain,
    /// Close one room; its crews are told
    Close {
        /// The room's six digits
        room: RoomCode,
    },
}

/// Why there is no operator's socket.
#[derive(Debug, thiserror::Error)]
pub enum SocketError {
    /// Somebody answers there.
    #[error("{path}: another server has this socket; give this one a folder or --admin of its own")]
    Taken {
        /// Where.
        path: PathBuf,
    },
    /// What stands there is not a socket that was left behind.
    #[error("{path}: something else has this name; give --admin another one")]
    NotASocket {
        /// Where.
        path: PathBuf,
    },
    /// The system says no.
    #[error("{path}: {source}")]
    System {
        /// Where.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl SocketError {
    fn system(path: &Path, source: io::Error) -> SocketError {
        SocketError::System {
            path: path.to_owned(),
            source,
        }
    }
}

impl Order {
    /// The line it is sent as.
    pub fn line(self) -> String {
        match self {
            Order::Rooms => "rooms".to_owned(),
            Order::Drain => "drain".to_owned(),
            Order::Close { room } => format!("close {room}"),
        }
    }
}

impl FromStr for Order {
    type Err = String;

    fn from_str(line: &str) -> Result<Order, String> {
        let mut words = line.split_whitespace();
        let order = match (words.next(), words.next()) {
            (Some("rooms"), None) => Some(Order::Rooms),
            (Some("drain"), None) => Some(Order::Drain),
            (Some("close"), Some(code)) => {
                let room = code
                    .parse()
                    .map_err(|_| format!("{code:?} is no room: six digits, as 482913"))?;
                Some(Order::Close { room })
            }
            _ => None,
        };
        match (order, words.next()) {
            (Some(order), None) => Ok(order),
            _ => Err(format!("{line:?}: there is rooms, drain and close ROOM")),
        }
    }
}

/// Does what a line asks; the answer, in lines.
pub async fn obey(line: &str, rooms: &Rooms) -> Result<String, String> {
    match line.parse()? {
        Order::Rooms => Ok(orders::list(rooms).await),
        Order::Drain => Ok(orders::drain(rooms)),
        Order::Close { room } => orders::close(rooms, room).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_as_it_is_sent_and_nothing_else_is_one() {
        let room = "048291".parse().expect("six digits");
        for order in [Order::Rooms, Order::Drain, Order::Close { room }] {
            assert_eq!(order.line().parse(), Ok(order));
        }
        for line in [
            "",
            "room",
            "close",
            "close 12",
            "close 482913 now",
            "drain it",
        ] {
            assert!(line.parse::<Order>().is_err(), "{line}");
        }
    }
}
