//! The socket itself: a Unix socket that only its owner may open.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::time::{sleep, timeout};

use super::{Order, SocketError, obey};
use crate::rooms::Rooms;

/// Longest line that is read, bytes.
const LINE_BYTES_MAX: u64 = 256;
/// An operator's order is given and answered in this time.
const DEADLINE: Duration = Duration::from_secs(10);
/// After the system has refused a connection.
const REST: Duration = Duration::from_millis(100);
/// Nobody but the owner.
const OWNER_ONLY: u32 = 0o600;
/// The same for a folder.
const OWNER_FOLDER: u32 = 0o700;

/// Takes orders.
pub type Listener = UnixListener;

/// The socket's file, removed when this is dropped.
#[derive(Debug)]
pub struct Socket {
    path: PathBuf,
}

impl Socket {
    /// Opens the socket; one left behind by a server that was killed is taken over.
    pub fn open(path: &Path) -> Result<(Socket, Listener), SocketError> {
        let system = |why| SocketError::system(path, why);
        if let Ok(there) = fs::symlink_metadata(path) {
            if !there.file_type().is_socket() {
                return Err(SocketError::NotASocket {
                    path: path.to_owned(),
                });
            }
            if std::os::unix::net::UnixStream::connect(path).is_ok() {
                return Err(SocketError::Taken {
                    path: path.to_owned(),
                });
            }
            fs::remove_file(path).map_err(system)?;
        }
        let listener = bind(path).map_err(system)?;
        let socket = Socket {
            path: path.to_owned(),
        };
        Ok((socket, listener))
    }
}

/// Listens where nobody else can reach it yet, and gives the socket its name when it is its owner's.
fn bind(path: &Path) -> io::Result<UnixListener> {
    let folder = path.with_extension(std::process::id().to_string());
    DirBuilder::new().mode(OWNER_FOLDER).create(&folder)?;
    let inside = folder.join("s");
    let bound = UnixListener::bind(&inside).and_then(|listener| {
        fs::set_permissions(&inside, fs::Permissions::from_mode(OWNER_ONLY))?;
        fs::rename(&inside, path)?;
        Ok(listener)
    });
    // Whatever came of it, the folder was for this alone.
    let _ = fs::remove_dir_all(&folder);
    bound
}

impl Drop for Socket {
    fn drop(&mut self) {
        // A file that is gone already is what is wanted.
        let _ = fs::remove_file(&self.path);
    }
}

/// Takes orders, one after the other, until the task is dropped.
pub async fn serve(listener: Listener, rooms: Rooms) {
    loop {
        match listener.accept().await {
            // An operator who goes away before the answer does without it.
            Ok((stream, _)) => drop(timeout(DEADLINE, attend(stream, &rooms)).await),
            Err(error) => {
                tracing::warn!(%error, "the operator's socket");
                sleep(REST).await;
            }
        }
    }
}

async fn attend(stream: UnixStream, rooms: &Rooms) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    BufReader::new(read.take(LINE_BYTES_MAX))
        .read_line(&mut line)
        .await?;
    let answer = match obey(line.trim(), rooms).await {
        Ok(answer) => format!("ok\n{answer}"),
        Err(why) => format!("no\n{why}\n"),
    };
    write.write_all(answer.as_bytes()).await
}

/// Gives a running server an order: its answer, or why there is none.
pub async fn ask(path: &Path, order: Order) -> Result<String, String> {
    let asking = async {
        let mut stream = UnixStream::connect(path).await?;
        stream
            .write_all(format!("{}\n", order.line()).as_bytes())
            .await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok::<_, io::Error>(answer)
    };
    let path = path.display();
    let answer = match timeout(DEADLINE, asking).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(why)) => return Err(format!("no server answers at {path}: {why}")),
        Err(_) => return Err(format!("the server at {path} does not answer")),
    };
    match answer.split_once('\n') {
        Some(("ok", text)) => Ok(text.to_owned()),
        Some(("no", why)) => Err(why.trim_end().to_owned()),
        _ => Err(format!("what answers at {path} is no server of ours")),
    }
}
