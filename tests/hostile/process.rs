//! A server as a process of its own, and what can be seen of it from outside: its memory and its
//! metrics.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use handshake_shared::wire::Invite;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A running server; dropped, it is killed.
pub struct Served {
    child: Child,
    /// Its line for crews that open rooms.
    pub invite: Invite,
    metrics: SocketAddr,
}

/// What its metrics said at one moment, by name and labels.
#[derive(Clone, Debug, Default)]
pub struct Seen(BTreeMap<String, f64>);

impl Served {
    /// Starts it on loopback, on free ports.
    pub fn start() -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_handshake-served"))
            .args(["--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"])
            .args(["--log", "warn"])
            .env_remove("HANDSHAKE_DATA")
            .env_remove("HANDSHAKE_ADMIN")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut value = |key: &str| {
            let line = lines
                .by_ref()
                .map(|line| line.expect("text"))
                .find(|line| line.starts_with(key));
            let line = line.expect("the server prints where it is");
            let words = line.split_whitespace();
            words.last().expect("a value").to_owned()
        };
        let invite = value("invite").parse().expect("an invite");
        let url = value("metrics");
        let metrics = url.trim_start_matches("http://");
        let metrics = metrics.trim_end_matches("/metrics").parse();
        Served {
            child,
            invite,
            metrics: metrics.expect("an address"),
        }
    }

    /// Where crews find it.
    pub fn address(&self) -> SocketAddr {
        self.invite.addresses[0]
    }

    /// Memory it has in use, KiB.
    pub fn rss_kib(&self) -> u64 {
        self.memory_kib("VmRSS:")
    }

    /// The most it ever had in use, KiB.
    pub fn peak_kib(&self) -> u64 {
        self.memory_kib("VmHWM:")
    }

    fn memory_kib(&self, row: &str) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix(row));
        let number = line.expect("a row of memory").split_whitespace().next();
        number.expect("a number").parse().expect("KiB")
    }

    /// Its metrics now.
    pub async fn seen(&self) -> Seen {
        let mut stream = TcpStream::connect(self.metrics).await.expect("listens");
        let request = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
        stream.write_all(request).await.expect("reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("answers");
        let rows = answer.lines().filter(|line| line.starts_with("handshake_"));
        let rows = rows.filter_map(|line| {
            let (name, value) = line.rsplit_once(' ')?;
            Some((name.to_owned(), value.parse().ok()?))
        });
        Seen(rows.collect())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Seen {
    /// One number; 0 when it has not been counted yet.
    pub fn value(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0.0) as u64
    }

    /// How often something was refused, turned away or dropped for this reason.
    pub fn reason(&self, family: &str, reason: &str) -> u64 {
        self.value(&format!("handshake_{family}_total{{reason=\"{reason}\"}}"))
    }

    /// Everything refused, turned away or dropped since then, by reason.
    pub fn since(&self, before: &Seen) -> String {
        let families = ["refused", "turned_away", "dropped"];
        let mut told = Vec::new();
        for (name, value) in &self.0 {
            let of_one = families
                .iter()
                .any(|family| name.starts_with(&format!("handshake_{family}_total{{")));
            let count = *value as u64 - before.value(name);
            if of_one && count > 0 {
                let reason = name.split('"').nth(1).unwrap_or(name);
                told.push(format!("{reason} {count}"));
            }
        }
        told.join(", ")
    }

    /// The upper edge, s, of the bucket that holds this share of the lateness of ticks since then.
    pub fn late_s(&self, before: &Seen, share: f64) -> f64 {
        let prefix = "handshake_tick_lateness_seconds_bucket{le=\"";
        let mut edges: Vec<(f64, u64)> = self
            .0
            .iter()
            .filter_map(|(name, value)| {
                let edge = name.strip_prefix(prefix)?.strip_suffix("\"}")?;
                let edge = edge.parse().unwrap_or(f64::INFINITY);
                Some((edge, *value as u64 - before.value(name)))
            })
            .collect();
        edges.sort_by(|a, b| a.0.total_cmp(&b.0));
        let all = edges.last().map_or(0, |(_, count)| *count) as f64;
        let found = edges.iter().find(|(_, count)| *count as f64 >= share * all);
        found.map_or(0.0, |(edge, _)| *edge)
    }
}
