//! The router between a hosted room and the internet: it is asked to pass one UDP port on to this
//! machine (PCP, RFC 6887, and its older form NAT-PMP, RFC 6886), asked again before its word runs out,
//! and told when the room is over. Nothing waits for it, and nothing is asked where the player has
//! switched it off.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::num::NonZeroU16;
use std::time::{Duration, Instant};

use crab_nat::{
    GATEWAY_PORT, GatewayAddress, InternetProtocol, MappingFailure, PortMapping,
    PortMappingOptions, PortMappingType, TimeoutConfig, natpmp,
};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::i18n::reach::Reach;

/// How long the router is asked to keep the port open, s: a program that is killed cannot give it back,
/// and another one would be refused the port for so long. RFC 6887 lets a router keep no shorter one
/// than two minutes.
const LIFETIME_S: u32 = 600;
/// How a router is waited for.
#[derive(Clone, Copy, Debug)]
struct Times {
    /// Waiting for an answer.
    patience: TimeoutConfig,
    /// A router that refused or said nothing is asked again after this: it may be starting, or hold the
    /// port for a program that was killed.
    again: Duration,
    /// Shortest time between two renewals, whatever lifetime a router grants.
    renew_least: Duration,
}

/// A quarter of a second, then twice as long each time, four times: together under four seconds. The
/// RFCs' own minutes are for hosts that have nobody waiting at a screen.
const TIMES: Times = Times {
    patience: TimeoutConfig {
        initial_timeout: Duration::from_millis(250),
        max_retries: 3,
        max_retry_timeout: Some(Duration::from_secs(2)),
    },
    again: Duration::from_secs(60),
    renew_least: Duration::from_secs(10),
};
/// How long giving the port back may take.
const GOODBYE: Duration = Duration::from_millis(500);

/// How a hosted room stands to the internet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outside {
    /// Nobody has been asked, or nobody has answered yet.
    #[default]
    Unknown,
    /// The router passes on what comes to this address.
    Open(SocketAddr),
    /// The router passes the port on, and stands itself in a network that the internet does not reach:
    /// a provider's shared addresses, or another router's. This is its address there.
    Behind(IpAddr),
    /// No router does it.
    Shut,
}

/// A port that a router is asked for; dropped, it is given back.
#[derive(Debug)]
pub struct Router {
    ends: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Router {
    /// Asks the router that `find` names for this port, and tells `news` whenever it stands otherwise.
    pub fn ask(
        find: impl FnOnce() -> Option<IpAddr> + Send + 'static,
        port: NonZeroU16,
        news: mpsc::Sender<Outside>,
    ) -> Router {
        Router::ask_in(TIMES, find, port, news)
    }

    fn ask_in(
        times: Times,
        find: impl FnOnce() -> Option<IpAddr> + Send + 'static,
        port: NonZeroU16,
        news: mpsc::Sender<Outside>,
    ) -> Router {
        let (ends, ended) = oneshot::channel();
        let task = tokio::spawn(async move {
            // A search that panics finds nothing.
            let found = tokio::task::spawn_blocking(find).await.ok().flatten();
            match found {
                Some(gateway) => keep((gateway, port), times, &news, ended).await,
                // Nobody is listening any more when the program ends.
                None => drop(news.send(Outside::Shut).await),
            }
        });
        Router { ends, task }
    }

    /// Gives the port back; a router that does not answer forgets it by itself.
    pub async fn close(self) {
        let Router { ends, mut task } = self;
        drop(ends);
        if timeout(GOODBYE, &mut task).await.is_err() {
            task.abort();
        }
    }
}

/// The router on this machine's way to the world; asks the system's routing table alone.
pub fn gateway() -> Option<IpAddr> {
    let found = netdev::get_default_gateway();
    let found = found.inspect_err(|why| tracing::debug!(why, "no router"));
    found.ok()?.ipv4.first().copied().map(IpAddr::V4)
}

/// Keeps the port open until it ends.
async fn keep(
    place: (IpAddr, NonZeroU16),
    times: Times,
    news: &mpsc::Sender<Outside>,
    mut ended: oneshot::Receiver<()>,
) {
    let mut held: Option<PortMapping> = None;
    let mut told = Outside::Unknown;
    loop {
        let asked = tokio::select! {
            asked = ask(place, times.patience, &mut held) => asked,
            _ = &mut ended => break,
        };
        let outside = match asked {
            Ok(outside) => outside,
            Err(why) => {
                tracing::debug!(%why, "the router does not open the port");
                held.take_if(|held| held.expiration() <= Instant::now());
                if held.is_some() { told } else { Outside::Shut }
            }
        };
        if outside != told {
            told = outside;
            if news.send(outside).await.is_err() {
                break;
            }
        }
        let pause = match (outside, &held) {
            // Nobody comes through it.
            (Outside::Behind(_), _) => break,
            (Outside::Open(_), Some(held)) => {
                // A renewal that failed is tried again ever sooner, until the word has run out.
                let left = held.expiration().saturating_duration_since(Instant::now());
                (left / 2).max(times.renew_least)
            }
            _ => times.again,
        };
        tokio::select! {
            () = sleep(pause) => {}
            _ = &mut ended => break,
        }
    }
    if let Some(held) = held
        && let Err((why, _)) = held.try_drop().await
    {
        tracing::debug!(%why, "the router keeps the port for a while");
    }
}

/// Asks once, or renews what is held.
async fn ask(
    (gateway, port): (IpAddr, NonZeroU16),
    patience: TimeoutConfig,
    held: &mut Option<PortMapping>,
) -> Result<Outside, MappingFailure> {
    match held {
        Some(held) => held.renew().await?,
        None => {
            let options = PortMappingOptions {
                external_port: Some(port),
                lifetime_seconds: Some(LIFETIME_S),
                timeout_config: Some(patience),
            };
            let to = GatewayAddress::from(gateway);
            let own = own_address(gateway);
            let udp = InternetProtocol::Udp;
            *held = Some(PortMapping::new(to, own, udp, port, options).await?);
        }
    }
    let Some(held) = held else {
        return Ok(Outside::Shut);
    };
    let address = match held.mapping_type() {
        PortMappingType::Pcp { external_ip, .. } => external_ip.to_canonical(),
        PortMappingType::NatPmp => {
            let address = natpmp::external_address(held.gateway(), Some(patience)).await;
            IpAddr::V4(address.map_err(MappingFailure::from)?)
        }
    };
    Ok(match Reach::of(address) {
        // A router without a line of its own says so.
        _ if address.is_unspecified() => Outside::Shut,
        Reach::World => Outside::Open(SocketAddr::new(address, held.external_port().get())),
        _ => Outside::Behind(address),
    })
}

/// The address of this machine that the router sees; connecting sends nothing.
fn own_address(gateway: IpAddr) -> IpAddr {
    let own = || {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
        socket.connect((gateway, GATEWAY_PORT))?;
        Ok::<_, std::io::Error>(socket.local_addr()?.ip())
    };
    // A router that cannot be reached does not answer either.
    own().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
