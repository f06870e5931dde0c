//! Rooms of the local network: a host announces its own, Join lists what is announced. Multicast DNS
//! service discovery (RFC 6762, 6763); nothing of it runs unless a screen asks for it, and nothing at
//! all where the player has switched it off.

mod record;

use std::collections::BTreeMap;
use std::time::Duration;

use handshake_shared::limits::NAME_CHARS_MAX;
use handshake_shared::sim::input::is_printable;
use mdns_sd::{ServiceDaemon, ServiceEvent, ServiceInfo};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;

pub use record::{Announcement, Found};

/// What our rooms are announced as.
const SERVICE: &str = "_handshake._udp.local.";
/// Rooms listed at most: whoever can speak in the network can announce any number.
const FOUND_MAX: usize = 32;
/// How long a goodbye to the network may take.
const GOODBYE: Duration = Duration::from_millis(150);

/// What is learned of the local network.
#[derive(Clone, Debug, PartialEq)]
pub enum LanNews {
    /// Our room is announced under this name.
    Announced(String),
    /// The rooms that are announced now.
    Found(Vec<Found>),
    /// It cannot be used, in the system's words.
    Failed(String),
}

/// This machine's part in the discovery, while there is any.
pub struct Lan {
    daemon: ServiceDaemon,
    announced: Option<(Announcement, String)>,
    looking: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Lan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let announced = self.announced.as_ref().map(|(room, _)| room);
        f.debug_struct("Lan")
            .field("announced", &announced)
            .finish()
    }
}

impl Lan {
    /// Joins the multicast groups of every interface.
    pub fn open() -> Result<Lan, String> {
        let daemon = ServiceDaemon::new().map_err(|why| why.to_string())?;
        Ok(Lan {
            daemon,
            announced: None,
            looking: None,
        })
    }

    /// Announces a room, or what is new of it; the name it is listed under.
    pub fn announce(&mut self, room: &Announcement) -> Result<Option<String>, String> {
        if self
            .announced
            .as_ref()
            .is_some_and(|(told, _)| told == room)
        {
            return Ok(None);
        }
        let name = match room.name.is_empty() {
            true => machine_name(),
            false => room.name.clone(),
        };
        let (instance, host) = (room.instance(&name), room.host());
        let (port, properties) = (room.port, room.properties(&name));
        let info = ServiceInfo::new(SERVICE, &instance, &host, "", port, &properties[..])
            .map_err(|why| why.to_string())?
            .enable_addr_auto();
        let full = info.get_fullname().to_owned();
        self.daemon.register(info).map_err(|why| why.to_string())?;
        self.announced = Some((room.clone(), full));
        Ok(Some(name))
    }

    /// Tells `news` of every change in the rooms that are announced, until told to stop.
    pub fn look(&mut self, news: mpsc::Sender<LanNews>) -> Result<(), String> {
        self.stop_looking();
        let events = self.daemon.browse(SERVICE).map_err(|why| why.to_string())?;
        self.looking = Some(tokio::spawn(async move {
            let mut found: BTreeMap<String, Found> = BTreeMap::new();
            while let Ok(event) = events.recv_async().await {
                if take(&mut found, event) {
                    let all = found.values().cloned().collect();
                    if news.send(LanNews::Found(all)).await.is_err() {
                        return;
                    }
                }
            }
        }));
        Ok(())
    }

    /// Listens no more.
    pub fn stop_looking(&mut self) {
        if let Some(looking) = self.looking.take() {
            looking.abort();
            // Whether it stopped by itself is all the same.
            let _ = self.daemon.stop_browse(SERVICE);
        }
    }

    /// A room of ours stands in the lists of others.
    pub fn is_announced(&self) -> bool {
        self.announced.is_some()
    }

    /// Takes our room off the lists and leaves the groups.
    pub async fn close(mut self) {
        self.stop_looking();
        if let Some((_, full)) = self.announced.take()
            && let Ok(gone) = self.daemon.unregister(&full)
        {
            // A network that does not take the goodbye forgets us by itself.
            let _ = timeout(GOODBYE, gone.recv_async()).await;
        }
    }
}

impl Drop for Lan {
    fn drop(&mut self) {
        self.stop_looking();
        // Full or gone, it has nothing more to do for us.
        let _ = self.daemon.shutdown();
    }
}

/// Takes one event into the list; returns whether the list is another.
fn take(found: &mut BTreeMap<String, Found>, event: ServiceEvent) -> bool {
    match event {
        ServiceEvent::ServiceResolved(service) => {
            let addresses = service.addresses.iter().map(|scoped| scoped.to_ip_addr());
            let text = |key: &str| service.txt_properties.get_property_val_str(key);
            let Some(room) = Found::read(addresses, service.port, text) else {
                return false;
            };
            if found.len() >= FOUND_MAX && !found.contains_key(&service.fullname) {
                return false;
            }
            found.insert(service.fullname.clone(), room.clone()) != Some(room)
        }
        ServiceEvent::ServiceRemoved(_, full) => found.remove(&full).is_some(),
        _ => false,
    }
}

/// What this machine is called, for a host who has no name.
fn machine_name() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    shown_name(&name)
}

/// A machine's name as others take it: without its domain, no longer than a crew's.
fn shown_name(name: &str) -> String {
    let first = name.split('.').next().unwrap_or_default();
    let shown: String = first
        .chars()
        .filter(|c| is_printable(*c))
        .take(NAME_CHARS_MAX)
        .collect();
    match shown.is_empty() {
        true => "Handshake".to_owned(),
        false => shown,
    }
}
