//! A wire with a memory: carries one crew's datagrams to the server and back, keeps what went up, and
//! sends it again as often as asked.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

/// Datagrams kept; more are carried and forgotten.
const KEPT_MAX: usize = 2_000;

/// The wire; dropped, it is dead.
pub struct Recorder {
    address: SocketAddr,
    server: SocketAddr,
    outside: Arc<UdpSocket>,
    kept: Arc<Mutex<Vec<Vec<u8>>>>,
    task: JoinHandle<()>,
}

impl Recorder {
    /// A wire to this server.
    pub async fn to(server: SocketAddr) -> Recorder {
        let bind = || UdpSocket::bind(("127.0.0.1", 0));
        let inside = bind().await.expect("loopback");
        let outside = Arc::new(bind().await.expect("loopback"));
        let kept = Arc::default();
        let address = inside.local_addr().expect("bound");
        let carried = carry(inside, Arc::clone(&outside), server, Arc::clone(&kept));
        Recorder {
            address,
            server,
            outside,
            kept,
            task: tokio::spawn(carried),
        }
    }

    /// Where the client finds the server.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends everything that went up so many times more, by turns from the crew's own address as the
    /// server sees it and from another; returns how many packets that were.
    pub async fn replay(&self, times: usize, other: IpAddr) -> usize {
        let other = UdpSocket::bind((other, 0)).await.expect("loopback");
        let kept = {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.clone()
        };
        for turn in 0..times {
            let socket = if turn % 2 == 0 { &self.outside } else { &other };
            for packet in &kept {
                // What does not go out is one fewer.
                let _ = socket.send_to(packet, self.server).await;
            }
            tokio::task::yield_now().await;
        }
        times * kept.len()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(
    inside: UdpSocket,
    outside: Arc<UdpSocket>,
    server: SocketAddr,
    kept: Arc<Mutex<Vec<Vec<u8>>>>,
) {
    let (mut up, mut down) = ([0; 2_048], [0; 2_048]);
    let mut client = None;
    loop {
        tokio::select! {
            Ok((length, from)) = inside.recv_from(&mut up) => {
                client = Some(from);
                keep(&kept, &up[..length]);
                let _ = outside.send_to(&up[..length], server).await;
            }
            Ok((length, _)) = outside.recv_from(&mut down) => {
                if let Some(client) = client {
                    let _ = inside.send_to(&down[..length], client).await;
                }
            }
            else => tokio::task::yield_now().await,
        }
    }
}

fn keep(kept: &Mutex<Vec<Vec<u8>>>, packet: &[u8]) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() < KEPT_MAX {
        kept.push(packet.to_vec());
    }
}
