//! The port asked for by UPnP (Internet Gateway Device), of a router that speaks neither PCP nor NAT-PMP. The
//! library waits where it is called, so that every question has a thread of its own; a program that ends
//! waits for none of them.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU16;
use std::time::{Duration, Instant};

use igd_next::{
    AddAnyPortError, AddPortError, Gateway, GetExternalIpError, PortMappingProtocol, SearchError,
    SearchOptions, search_gateway,
};
use tokio::sync::oneshot;

use super::LIFETIME_S;

/// What the router's list of ports says of ours.
const NAME: &str = "Handshake";
/// A router that answers at all does so in a moment.
const SEARCH: Duration = Duration::from_secs(3);
/// Where routers listen for questions (UPnP Device Architecture 1.1, 1.3.2).
#[cfg(test)]
pub(super) const SSDP_PORT: u16 = 1900;

/// Why there is no port.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoPort {
    /// Nobody answers, or nobody that is a router.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// Another device than the router on the way to the world answers: it opens nothing to there.
    #[error("{0} answers, which is not the router")]
    Stranger(IpAddr),
    /// It does not open the port.
    #[error(transparent)]
    Add(#[from] AddPortError),
    /// Nor any other.
    #[error(transparent)]
    AddAny(#[from] AddAnyPortError),
    /// It does not tell its own address.
    #[error(transparent)]
    Address(#[from] GetExternalIpError),
    /// Its HTTP would go to a proxy and not to the router.
    #[error("HTTP goes through a proxy here")]
    Proxy,
    /// No thread to ask on, or a bug on it.
    #[error("cannot ask: {0}")]
    Thread(String),
}

/// Where a router is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search {
    /// Where the question goes.
    pub to: SocketAddr,
    /// The router may be this machine; for tests.
    pub here: bool,
}

impl Search {
    /// The local network.
    pub(super) fn network() -> Search {
        Search {
            to: SearchOptions::default().broadcast_address,
            here: false,
        }
    }

    /// One address alone; for tests.
    #[cfg(test)]
    pub(super) fn at(gateway: IpAddr) -> Search {
        Search {
            to: (gateway, SSDP_PORT).into(),
            here: true,
        }
    }
}

/// A port that a router passes on.
#[derive(Clone, Debug)]
pub(super) struct Mapping {
    gateway: Gateway,
    /// Of this machine.
    own: SocketAddr,
    external_port: u16,
    /// Its word runs out then.
    pub(super) expiration: Instant,
}

impl Mapping {
    /// Asks the router on the way to the world for this port, of this machine's address, or for any other.
    pub(super) async fn open(
        search: Search,
        router: IpAddr,
        own: SocketAddr,
        port: NonZeroU16,
    ) -> Result<(Mapping, IpAddr), NoPort> {
        if goes_through_proxy() {
            return Err(NoPort::Proxy);
        }
        aside(move || {
            let gateway = find(search, router)?;
            let mut mapping = Mapping {
                gateway,
                own,
                external_port: port.get(),
                expiration: Instant::now(),
            };
            match mapping.add() {
                Err(AddPortError::PortInUse) => {
                    let udp = PortMappingProtocol::UDP;
                    let any = mapping.gateway.add_any_port(udp, own, LIFETIME_S, NAME)?;
                    mapping.external_port = any;
                    mapping.lasts();
                }
                // One that can only be opened for ever stays open after a kill: it is not asked for.
                done => done?,
            }
            let address = mapping.gateway.get_external_ip()?;
            Ok((mapping, address))
        })
        .await
    }

    /// The same again, before its word runs out.
    pub(super) async fn renew(&mut self) -> Result<IpAddr, NoPort> {
        let mut mapping = self.clone();
        let (mapping, address) = aside(move || {
            mapping.add()?;
            let address = mapping.gateway.get_external_ip()?;
            Ok((mapping, address))
        })
        .await?;
        *self = mapping;
        Ok(address)
    }

    /// The port that others knock at.
    pub(super) fn external_port(&self) -> u16 {
        self.external_port
    }

    /// Gives the port back.
    pub(super) async fn give_back(self) {
        let told = aside(move || {
            let udp = PortMappingProtocol::UDP;
            let done = self.gateway.remove_port(udp, self.external_port);
            Ok(done
                .inspect_err(|why| tracing::debug!(%why, "the router keeps the port for a while")))
        });
        // A router that does not answer forgets it by itself.
        let _ = told.await;
    }

    fn add(&mut self) -> Result<(), AddPortError> {
        let udp = PortMappingProtocol::UDP;
        let port = self.external_port;
        self.gateway
            .add_port(udp, port, self.own, LIFETIME_S, NAME)?;
        self.lasts();
        Ok(())
    }

    fn lasts(&mut self) {
        self.expiration = Instant::now() + Duration::from_secs(u64::from(LIFETIME_S));
    }
}

fn find(search: Search, router: IpAddr) -> Result<Gateway, NoPort> {
    let mut options = SearchOptions::default();
    options.broadcast_address = search.to;
    options.timeout = Some(SEARCH);
    options.single_search_timeout = Some(SEARCH);
    if search.here {
        options.allowed_gateway_ips = vec![router];
    }
    let gateway = search_gateway(options)?;
    match gateway.addr.ip() {
        found if found == router => Ok(gateway),
        found => Err(NoPort::Stranger(found)),
    }
}

/// The library heeds a proxy of the environment's for the router, too.
fn goes_through_proxy() -> bool {
    ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
        .into_iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// On a thread of its own.
async fn aside<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, NoPort> + Send + 'static,
) -> Result<T, NoPort> {
    let (tell, told) = oneshot::channel();
    let thread = std::thread::Builder::new().name("router".to_owned());
    // Whoever asked may have stopped waiting.
    let begun: io::Result<_> = thread.spawn(move || drop(tell.send(ask())));
    begun.map_err(|why| NoPort::Thread(why.to_string()))?;
    let answer = told.await.map_err(|why| NoPort::Thread(why.to_string()));
    answer?
}
