//! A mission being played: the server inside this client where one is needed, a task for each link,
//! a software crew in the seat nobody took. It moves news and acts; it decides nothing.

mod link;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
use handshake_shared::sim::doors::Rules;
use handshake_shared::sim::input::{Command, Stick};
use handshake_shared::wire::{Hello, Invite, PORT, Pace, RoomCode, ScenarioChoice, Want};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::app::msg::Msg;
use crate::app::{Play, RulesChoice, Settings};
use crate::bots;
use crate::net::{Destination, Link, NetEvent, Trust, connect};
use link::{Ask, carry, closed};

/// Acts that may wait for a link's task: more than two hands can make in its longest pause.
const ACTS_MAX: usize = 64;
/// Name under which a software crew sits; the console shows its own word for it.
const SOFTWARE: &str = "software";
/// How long a leave waits for the server's goodbye.
const LEAVE_WAIT: Duration = Duration::from_millis(400);

/// A mission with its links.
#[derive(Debug)]
pub struct Mission {
    asks: Vec<mpsc::Sender<Ask>>,
    tasks: JoinSet<()>,
    server: Option<ServerBox>,
}

/// The server inside this client.
struct ServerBox(Server);

impl std::fmt::Debug for ServerBox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Server").field(&self.0.local_addr()).finish()
    }
}

impl Mission {
    /// Sets a mission up. News of its consoles go to `news` from then on.
    pub async fn open(
        play: Play,
        settings: &Settings,
        news: mpsc::Sender<Msg>,
    ) -> anyhow::Result<(Mission, Msg)> {
        let mut mission = Mission {
            asks: Vec::new(),
            tasks: JoinSet::new(),
            server: None,
        };
        let (seats, invite) = match play {
            Play::Together => {
                let (apollo, room) = mission
                    .found(Config::local(), settings, Seat::Apollo)
                    .await?;
                let soyuz = mission
                    .sit(room, settings.name.clone(), Seat::Soyuz)
                    .await?;
                mission.carry(apollo, (0, Seat::Apollo), &news);
                mission.carry(soyuz, (1, Seat::Soyuz), &news);
                (Seat::ALL.to_vec(), None)
            }
            Play::Solo(seat) => {
                let (link, room) = mission.found(Config::local(), settings, seat).await?;
                let other = mission.sit(room, SOFTWARE.to_owned(), seat.other()).await?;
                let crew = bots::serve(other, Pace::RealTime, bots::Temper::default());
                mission.tasks.spawn(crew);
                mission.carry(link, (0, seat), &news);
                (vec![seat], None)
            }
            Play::Host(seat) => {
                let (link, room) = mission.found(public(settings.port), settings, seat).await?;
                let server = mission.server.as_ref().map(|server| &server.0);
                let invite = server.map(|server| server.invite(Some(room)).to_string());
                mission.carry(link, (0, seat), &news);
                (vec![seat], invite)
            }
            Play::Join(line) => {
                let (link, seat, invite) = join(&line, settings).await?;
                mission.carry(link, (0, seat), &news);
                (vec![seat], invite)
            }
        };
        Ok((mission, Msg::Opened { seats, invite }))
    }

    /// Starts a server here, opens a room on it and sits down.
    async fn found(
        &mut self,
        config: Config,
        settings: &Settings,
        seat: Seat,
    ) -> anyhow::Result<(Link, RoomCode)> {
        let server = Server::start(config).await?;
        let to = here(&server);
        self.server = Some(ServerBox(server));
        let mut link = connect(to, opening(settings, Some(seat))).await?;
        let (room, _) = welcome(&mut link).await?;
        Ok((link, room))
    }

    /// Takes a seat in a room of the server in this client.
    async fn sit(&self, room: RoomCode, name: String, seat: Seat) -> anyhow::Result<Link> {
        let server = &self.server.as_ref().context("no server here")?.0;
        let hello = Hello {
            seat: Some(seat),
            ..Hello::join(name, room)
        };
        let mut link = connect(here(server), hello).await?;
        welcome(&mut link).await?;
        Ok(link)
    }

    /// Starts the task that carries a console's acts and news.
    fn carry(&mut self, link: Link, console: (usize, Seat), news: &mpsc::Sender<Msg>) {
        let (sender, asks) = mpsc::channel(ACTS_MAX);
        self.asks.push(sender);
        self.tasks.spawn(carry(link, console, asks, news.clone()));
    }

    /// Sends an act; false when so many wait already that it is dropped.
    pub fn act(&self, index: usize, command: Command) -> bool {
        self.ask(index, Ask::Act(command))
    }

    /// Deflects a console's controllers.
    pub fn stick(&self, index: usize, stick: Stick, ticks: u16) -> bool {
        self.ask(index, Ask::Stick(stick, ticks))
    }

    /// Asks to fly again from every console.
    pub fn again(&self) {
        for index in 0..self.asks.len() {
            self.ask(index, Ask::Again);
        }
    }

    /// Leaves in good order.
    pub async fn leave(mut self) {
        for index in 0..self.asks.len() {
            self.ask(index, Ask::Leave);
        }
        // A server that does not answer is not waited for.
        let _ = tokio::time::timeout(LEAVE_WAIT, async {
            for sender in std::mem::take(&mut self.asks) {
                sender.closed().await;
            }
        })
        .await;
        self.tasks.abort_all();
        if let Some(server) = self.server.take() {
            server.0.stop().await;
        }
    }

    fn ask(&self, index: usize, ask: Ask) -> bool {
        self.asks
            .get(index)
            .is_some_and(|asks| asks.try_send(ask).is_ok())
    }
}

/// A crew that opens a room for the mission of its settings.
fn opening(settings: &Settings, seat: Option<Seat>) -> Hello {
    let want = Want::Create {
        scenario: ScenarioChoice::Named(settings.scenario.clone()),
        seed: settings.seed,
        rules: settings.rules.map(rules),
        pace: Pace::RealTime,
    };
    Hello {
        name: settings.name.clone(),
        want,
        seat,
        token: None,
        heard: 0,
    }
}

/// Goes where an invitation leads. One that names a server but no room opens a room there, and the
/// line for the partner comes back with it.
async fn join(line: &str, settings: &Settings) -> anyhow::Result<(Link, Seat, Option<String>)> {
    let (to, place) = destination(line)?;
    match place {
        Place::Room(code) => {
            let mut link = connect(to, Hello::join(settings.name.clone(), code)).await?;
            let (_, seat) = welcome(&mut link).await?;
            Ok((link, seat, None))
        }
        Place::Server(invite) => {
            let mut link = connect(to, opening(settings, None)).await?;
            let (room, seat) = welcome(&mut link).await?;
            let room = Some(room);
            Ok((link, seat, Some(Invite { room, ..invite }.to_string())))
        }
    }
}

/// What an invitation names.
#[derive(Debug)]
enum Place {
    /// A room that exists.
    Room(RoomCode),
    /// A server: a room has to be opened.
    Server(Invite),
}

/// The server in this client, by the loopback address.
fn here(server: &Server) -> Destination {
    let address = SocketAddr::from(([127, 0, 0, 1], server.local_addr().port()));
    Destination {
        addresses: vec![address],
        trust: Trust::Pinned(server.fingerprint()),
    }
}

fn public(port: u16) -> Config {
    let mut config = Config::default();
    config.listen.set_port(port);
    config
}

fn rules(choice: RulesChoice) -> Rules {
    match choice {
        RulesChoice::Training => Rules::Training,
        RulesChoice::Flight => Rules::Flight,
        RulesChoice::Real => Rules::Real,
    }
}

/// The first event of a link: room and seat.
async fn welcome(link: &mut Link) -> anyhow::Result<(RoomCode, Seat)> {
    loop {
        match link.next().await {
            NetEvent::Welcome { room, seat, .. } => {
                link.ready(true)?;
                return Ok((room, seat));
            }
            NetEvent::Closed { reason } => bail!("{}", closed(reason)),
            _ => {}
        }
    }
}

/// Where an invite line, or an address with a room code, leads.
fn destination(line: &str) -> anyhow::Result<(Destination, Place)> {
    if line.starts_with(handshake_shared::wire::invite::SCHEME) {
        let invite: Invite = line.parse()?;
        let to = Destination::from(&invite);
        let place = invite.room.map_or(Place::Server(invite), Place::Room);
        return Ok((to, place));
    }
    let (address, code) = line
        .trim()
        .rsplit_once(char::is_whitespace)
        .context("expected an invite line, or an address and a six-digit code")?;
    let code: RoomCode = code.parse()?;
    let addresses = resolve(address.trim())?;
    Ok((
        Destination {
            addresses,
            trust: Trust::FirstUse(known_servers()),
        },
        Place::Room(code),
    ))
}

/// An address with or without its port.
fn resolve(text: &str) -> anyhow::Result<Vec<SocketAddr>> {
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Ok(vec![address]);
    }
    if let Ok(ip) = text.trim_matches(['[', ']']).parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(ip, PORT)]);
    }
    use std::net::ToSocketAddrs;
    let found: Vec<SocketAddr> = text
        .to_socket_addrs()
        .or_else(|_| (text, PORT).to_socket_addrs())
        .with_context(|| format!("`{text}` is no address"))?
        .collect();
    Ok(found)
}

/// Where keys of servers met by address are remembered.
fn known_servers() -> PathBuf {
    let folder = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")))
        .unwrap_or_default();
    folder.join("handshake").join("known-servers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_code_is_an_invitation_and_anything_else_is_told_why_not() {
        let (to, place) = destination("192.168.1.7 482913").expect("an address and a code");
        assert_eq!(
            to.addresses,
            vec![SocketAddr::from(([192, 168, 1, 7], PORT))]
        );
        assert!(matches!(place, Place::Room(code) if code.to_string() == "482913"));
        for wrong in ["", "482913", "192.168.1.7 12", "handshake:nonsense"] {
            assert!(destination(wrong).is_err(), "{wrong}");
        }
    }
}
