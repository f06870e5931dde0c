//! The server's command line: arguments, signals, and the few lines an operator reads. It only
//! starts and stops the server.

use std::io::{IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Parser, ValueEnum};
use handshake_shared::limits::{REPLAYS_KEPT_SERVER, SHARDS_MAX};
use handshake_shared::wire::PORT;
use tracing_subscriber::EnvFilter;

use crate::admin::{self, Order, SOCKET_NAME};
use crate::recordings::{Keep, REPLAYS_NAME};
use crate::{Config, Server};

/// Longest path of a socket, bytes: the system's 108 with room for the folder it is made in.
const SOCKET_PATH_MAX: usize = 90;

/// Everything a server is told on its command line.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "handshake-server",
    version,
    about = "Serves Handshake missions to crews over QUIC (UDP)",
    long_about = "Serves Handshake missions: two crews a room, each in its own terminal.\n\n\
                  The server prints its address, its invite line and the fingerprint of its key. \
                  Crews open rooms on it with the invite line and join them with the room's own.",
    after_help = "Examples:\n  \
                  handshake-server\n  \
                  handshake-server --listen 0.0.0.0:1975 --data /var/lib/handshake\n  \
                  handshake-server --data /var/lib/handshake rooms\n\n\
                  Stop it with Ctrl-C or SIGTERM: the crews are told before it goes."
)]
pub struct Args {
    /// An order for the server that runs on this machine with the same --data or --admin; without one
    /// a server is started
    #[command(subcommand)]
    pub order: Option<Order>,

    /// UDP address to listen at: ADDRESS, ADDRESS:PORT or :PORT; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "[::]:1975", env = "HANDSHAKE_LISTEN",
          value_parser = parse_listen)]
    pub listen: SocketAddr,

    /// Folder that keeps the server's keys, so that old invites stay good, its rooms, which are there
    /// again after a stop or a kill, and replays of what is flown; made if missing. Without it all of
    /// them end with the server
    #[arg(long, value_name = "DIR", env = "HANDSHAKE_DATA")]
    pub data: Option<PathBuf>,

    /// Replays kept in the folder of --data, the newest ones; 0 records none
    #[arg(long, value_name = "NUMBER", default_value_t = REPLAYS_KEPT_SERVER,
          env = "HANDSHAKE_REPLAYS")]
    pub replays: usize,

    /// Threads that serve rooms, each at a UDP port of its own: this many, from the port of --listen on.
    /// Without it one for each core. Crews knock at the first port and are sent on; where only that one is
    /// open they are served there all the same, at some cost
    #[arg(long, value_name = "NUMBER", env = "HANDSHAKE_SHARDS",
          value_parser = clap::value_parser!(u8).range(1..=SHARDS_MAX as i64))]
    pub shards: Option<u8>,

    /// What to log on standard error: error, warn, info, debug, trace, or a filter
    #[arg(
        long,
        value_name = "FILTER",
        default_value = "info",
        env = "HANDSHAKE_LOG"
    )]
    pub log: String,

    /// Form of the log's lines
    #[arg(long, value_enum, default_value = "text", env = "HANDSHAKE_LOG_FORM")]
    pub log_form: LogForm,

    /// TCP address that tells /metrics (Prometheus) and /healthz: ADDRESS:PORT or :PORT on loopback.
    /// Keep it where only your monitoring reaches it
    #[arg(long, value_name = "ADDR", env = "HANDSHAKE_METRICS", value_parser = parse_metrics)]
    pub metrics: Option<SocketAddr>,

    /// The operator's socket; with --data it is admin.sock in that folder
    #[arg(long, value_name = "PATH", env = "HANDSHAKE_ADMIN")]
    pub admin: Option<PathBuf>,
}

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogForm {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

/// The whole command: reads its arguments and runs.
pub fn main() -> anyhow::Result<()> {
    run(Args::parse())
}

/// Runs a server until it is told to stop. Prints what crews need on standard output, logs on
/// standard error.
pub fn run(args: Args) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&args.log).context("--log")?;
    let terminal = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(terminal)
        .with_writer(std::io::stderr);
    // Embedded in another command, logging may have been set up already.
    let _ = match args.log_form {
        LogForm::Text => log.try_init(),
        LogForm::Json => log.json().flatten_event(true).try_init(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // A socket's path has to be short; a server with a deep folder runs without the operator's.
    let in_folder = || {
        let path = args.data.as_ref()?.join(SOCKET_NAME);
        (path.as_os_str().len() < SOCKET_PATH_MAX).then_some(path)
    };
    let admin = args.admin.clone().or_else(in_folder);
    if let Some(order) = args.order {
        let path = admin.context("which server? name its --data folder or its --admin socket")?;
        let answer = runtime.block_on(admin::ask(&path, order));
        print!("{}", answer.map_err(anyhow::Error::msg)?);
        return Ok(());
    }
    let replays = replays(&args);
    runtime.block_on(serve(Config {
        listen: args.listen,
        data: args.data,
        metrics: args.metrics,
        // Elsewhere a folder alone asks for no socket.
        admin: if cfg!(unix) { admin } else { args.admin },
        replays,
        shards: args.shards.map_or_else(one_a_core, usize::from),
    }))
}

fn one_a_core() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Missions are recorded where there is a folder, unless none are to be kept.
fn replays(args: &Args) -> Option<Keep> {
    let folder = args.data.as_ref().filter(|_| args.replays > 0)?;
    Some(Keep {
        folder: folder.join(REPLAYS_NAME),
        newest: args.replays,
    })
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let server = Server::start(config).await?;
    if let Err(error) = tell(&server, &mut std::io::stdout()) {
        // Whoever reads this may have gone, after the first line or the invite; crews come all the same.
        tracing::warn!(%error, "nobody reads where the server is");
    }
    tokio::select! {
        stopped = told_to_stop() => stopped?,
        () = server.drained() => tracing::info!("the last room has ended"),
    }
    tracing::info!(rooms = server.room_count(), "stopping");
    server.stop().await;
    Ok(())
}

/// Where crews and operators find it.
fn tell(server: &Server, to: &mut impl Write) -> std::io::Result<()> {
    writeln!(to, "listening  {} (UDP)", server.local_addr())?;
    writeln!(to, "invite     {}", server.invite(None))?;
    writeln!(to, "key        {}", server.fingerprint())?;
    if let [_, others @ ..] = server.shards()
        && !others.is_empty()
    {
        let ports = others.iter().map(|at| format!(" {}", at.port()));
        writeln!(to, "also at   {} (UDP)", ports.collect::<String>())?;
    }
    if let Some(address) = server.metrics_addr() {
        writeln!(to, "metrics    http://{address}/metrics")?;
    }
    to.flush()
}

#[cfg(unix)]
async fn told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

fn parse_listen(text: &str) -> Result<SocketAddr, String> {
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Ok(address);
    }
    if let Ok(ip) = text.trim_matches(['[', ']']).parse::<IpAddr>() {
        return Ok(SocketAddr::new(ip, PORT));
    }
    let port = text.strip_prefix(':').and_then(|port| port.parse().ok());
    port.map(|port| (Ipv6Addr::UNSPECIFIED, port).into())
        .ok_or_else(|| "expected e.g. 0.0.0.0:1975, [::]:1975, 192.168.1.7 or :1975".to_owned())
}

fn parse_metrics(text: &str) -> Result<SocketAddr, String> {
    let port = text.strip_prefix(':').and_then(|port| port.parse().ok());
    port.map(|port| (Ipv4Addr::LOCALHOST, port).into())
        .or_else(|| text.parse().ok())
        .ok_or_else(|| "expected e.g. :9975, 127.0.0.1:9975 or [::1]:9975".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn an_address_may_leave_out_its_port_and_a_port_its_address() {
        for (text, address) in [
            ("127.0.0.1:0", "127.0.0.1:0"),
            ("192.168.1.7", "192.168.1.7:1975"),
            ("::1", "[::1]:1975"),
            ("[::1]", "[::1]:1975"),
            (":2000", "[::]:2000"),
        ] {
            assert_eq!(
                parse_listen(text).map(|at| at.to_string()),
                Ok(address.to_owned())
            );
        }
        assert!(parse_listen("nowhere").is_err());
        let metrics = |text| parse_metrics(text).map(|at| at.to_string());
        assert_eq!(metrics(":9975"), Ok("127.0.0.1:9975".to_owned()));
        assert_eq!(metrics("10.0.0.1:80"), Ok("10.0.0.1:80".to_owned()));
        assert!(metrics("10.0.0.1").is_err());
    }
}
