//! The router between a hosted room and the internet: it is asked to pass one UDP port on to this
//! machine (PCP, RFC 6887, and its older form NAT-PMP, RFC 6886; where it speaks neither, UPnP), asked again
//! before its word runs out, and told when the room is over. Nothing waits for it, and nothing is asked where the player has
//! switched it off.

mod upnp;

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
use upnp::{Mapping, Search};

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
    /// Longest time between two.
    renew_most: Duration,
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
    renew_most: Duration::from_secs(LIFETIME_S as u64),
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

/// A port that a router passes on, by either protocol.
#[derive(Debug)]
enum Held {
    Pcp(PortMapping),
    Upnp(Mapping),
}

impl Held {
    /// The router's word runs out then.
    fn expiration(&self) -> Instant {
        match self {
            Held::Pcp(mapping) => mapping.expiration(),
            Held::Upnp(mapping) => mapping.expiration,
        }
    }

    async fn give_back(self) {
        match self {
            Held::Pcp(mapping) => {
                if let Err((why, _)) = mapping.try_drop().await {
                    tracing::debug!(%why, "the router keeps the port for a while");
                }
            }
            Held::Upnp(mapping) => mapping.give_back().await,
        }
    }
}

/// Why no router opens the port.
#[derive(Debug, thiserror::Error)]
enum NoPort {
    #[error("{0}")]
    Pcp(MappingFailure),
    /// By neither protocol.
    #[error("{0}; and by UPnP: {1}")]
    Neither(MappingFailure, upnp::NoPort),
    #[error(transparent)]
    Upnp(#[from] upnp::NoPort),
}

/// Who is asked, for what.
#[derive(Clone, Copy, Debug)]
struct Place {
    gateway: IpAddr,
    port: NonZeroU16,
    upnp: Search,
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
        Router::ask_in((TIMES, Search::network()), find, port, news)
    }

    fn ask_in(
        (times, upnp): (Times, Search),
        find: impl FnOnce() -> Option<IpAddr> + Send + 'static,
        port: NonZeroU16,
        news: mpsc::Sender<Outside>,
    ) -> Router {
        let (ends, ended) = oneshot::channel();
        let task = tokio::spawn(async move {
            // A search that panics finds nothing.
            let found = tokio::task::spawn_blocking(find).await.ok().flatten();
            match found {
                Some(gateway) => {
                    let place = Place {
                        gateway,
                        port,
                        upnp,
                    };
                    keep(place, times, &news, ended).await;
                }
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
    place: Place,
    times: Times,
    news: &mpsc::Sender<Outside>,
    mut ended: oneshot::Receiver<()>,
) {
    let mut held: Option<Held> = None;
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
                (left / 2).clamp(times.renew_least, times.renew_most)
            }
            _ => times.again,
        };
        tokio::select! {
            () = sleep(pause) => {}
            _ = &mut ended => break,
        }
    }
    if let Some(held) = held {
        held.give_back().await;
    }
}

/// Asks once, or renews what is held.
async fn ask(
    place: Place,
    patience: TimeoutConfig,
    held: &mut Option<Held>,
) -> Result<Outside, NoPort> {
    let (address, port) = match held {
        Some(Held::Pcp(mapping)) => {
            mapping.renew().await.map_err(NoPort::Pcp)?;
            reached_at(mapping, patience).await.map_err(NoPort::Pcp)?
        }
        Some(Held::Upnp(mapping)) => (mapping.renew().await?, mapping.external_port()),
        None => open(place, patience, held).await?,
    };
    Ok(match Reach::of(address) {
        // A router without a line of its own says so.
        _ if address.is_unspecified() => Outside::Shut,
        Reach::World => Outside::Open(SocketAddr::new(address, port)),
        _ => Outside::Behind(address),
    })
}

/// Opens the port by the first protocol that the router speaks; its address outside, and the port there.
async fn open(
    place: Place,
    patience: TimeoutConfig,
    held: &mut Option<Held>,
) -> Result<(IpAddr, u16), NoPort> {
    let Place {
        gateway,
        port,
        upnp,
    } = place;
    let options = PortMappingOptions {
        external_port: Some(port),
        lifetime_seconds: Some(LIFETIME_S),
        timeout_config: Some(patience),
    };
    let own = own_address(gateway);
    let udp = InternetProtocol::Udp;
    match PortMapping::new(GatewayAddress::from(gateway), own, udp, port, options).await {
        Ok(mapping) => {
            let reached = reached_at(&mapping, patience).await;
            *held = Some(Held::Pcp(mapping));
            reached.map_err(NoPort::Pcp)
        }
        Err(why) => {
            let own = SocketAddr::new(own, port.get());
            let opened = Mapping::open(upnp, gateway, own, port).await;
            let (mapping, address) = opened.map_err(|other| NoPort::Neither(why, other))?;
            let port = mapping.external_port();
            *held = Some(Held::Upnp(mapping));
            Ok((address, port))
        }
    }
}

/// Where others reach a port opened by PCP or NAT-PMP.
async fn reached_at(
    mapping: &PortMapping,
    patience: TimeoutConfig,
) -> Result<(IpAddr, u16), MappingFailure> {
    let address = match mapping.mapping_type() {
        PortMappingType::Pcp { external_ip, .. } => external_ip.to_canonical(),
        PortMappingType::NatPmp => {
            let address = natpmp::external_address(mapping.gateway(), Some(patience)).await;
            IpAddr::V4(address.map_err(MappingFailure::from)?)
        }
    };
    Ok((address, mapping.external_port().get()))
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
