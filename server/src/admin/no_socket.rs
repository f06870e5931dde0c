//! Where there are no Unix sockets there is no operator's socket, and asking for one says so.

use std::io;
use std::path::Path;

use super::{Order, SocketError};
use crate::rooms::Rooms;

/// Takes no orders.
#[derive(Debug)]
pub struct Listener;

/// No socket.
#[derive(Debug)]
pub struct Socket;

impl Socket {
    /// Says that there is none.
    pub fn open(path: &Path) -> Result<(Socket, Listener), SocketError> {
        let why = io::Error::new(io::ErrorKind::Unsupported, "needs a Unix system");
        Err(SocketError::system(path, why))
    }
}

/// Never called: there is no listener to call it with.
pub async fn serve(_: Listener, _: Rooms) {}

/// Says that there is none.
pub async fn ask(_: &Path, _: Order) -> Result<String, String> {
    Err("the operator's socket needs a Unix system".to_owned())
}
