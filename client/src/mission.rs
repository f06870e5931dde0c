//! A mission being played: the server inside this client where one is needed, a task for each link,
//! a software crew in the seat nobody took. It moves news and acts; it decides nothing.

mod invitation;
mod keep;
mod link;
mod relief;
mod watching;

use std::net::SocketAddr;
use std::time::Duration;

use handshake_server::room::Aloft;
use handshake_server::{Config, Server, StartError};
use handshake_shared::catalogue::faults::Injection;
use handshake_shared::ids::Seat;
use handshake_shared::sim::doors::Rules;
use handshake_shared::sim::input::{Command, HelpLevel, Stick};
use handshake_shared::wire::{Hello, Invite, Pace, RoomCode, ScenarioChoice, Want};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::app::msg::Msg;
use crate::app::trouble::Trouble;
use crate::app::{Play, RulesChoice, Settings};
use crate::bots;
use crate::folder::data_folder;
use crate::missions;
use crate::net::{Destination, Link, NetError, NetEvent, Trust, Vault, connect_waiting};
use crate::replays;
use crate::survive::survive;
use invitation::{Invitation, Place};
use keep::Keeper;
pub use link::closed;
use link::{Ask, carry};
pub use relief::{Seated, sit_as_software};

/// Acts that may wait for a link's task: more than two hands can make in its longest pause.
const ACTS_MAX: usize = 64;
/// Name under which a software crew sits; the console shows its own word for it.
pub const SOFTWARE: &str = "software";
/// How long a leave waits for the server's goodbye; before it comes the flight, where it is wanted.
const LEAVE_WAIT: Duration = Duration::from_millis(1_500);
/// How long it waits for a flight to be written down: one of an hour is flown again in seconds.
const WRITE_WAIT: Duration = Duration::from_secs(10);

/// A mission with its links.
#[derive(Debug)]
pub struct Mission {
    asks: Vec<mpsc::Sender<Ask>>,
    /// What an instructor asks for.
    injections: Option<mpsc::Sender<Injection>>,
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
    ) -> Result<(Mission, Msg), Trouble> {
        let mut mission = Mission {
            asks: Vec::new(),
            injections: None,
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
                mission.tasks.spawn(told(crew, news.clone()));
                mission.carry(link, (0, seat), &news);
                (vec![seat], None)
            }
            Play::Table(seat) => {
                let (link, room) = mission.found(Config::local(), settings, seat).await?;
                let other = mission.sit(room, SOFTWARE.to_owned(), seat.other()).await?;
                mission.carry(link, (seat.index(), seat), &news);
                mission.carry_flown(other, (seat.other().index(), seat.other()), &news);
                // Asks go to consoles by their number, and these are numbered by seat.
                mission.asks.rotate_left(seat.index());
                (Seat::ALL.to_vec(), None)
            }
            Play::Aloft(seat, flight) => {
                mission.serve(Config::local()).await?;
                let room = mission.go_on(*flight)?;
                let other = mission.sit(room, SOFTWARE.to_owned(), seat.other()).await?;
                let crew = bots::serve(other, Pace::RealTime, bots::Temper::default());
                mission.tasks.spawn(told(crew, news.clone()));
                let link = mission.sit(room, settings.name.clone(), seat).await?;
                mission.carry(link, (0, seat), &news);
                (vec![seat], None)
            }
            Play::Host(seat) => {
                let (link, room, seat, keeper) = mission.host(settings, seat).await?;
                let invite = mission.invite(room);
                mission.carry_kept((link, keeper), (0, seat), &news);
                (vec![seat], invite)
            }
            Play::Split(seat) => {
                let (link, room) = mission.found(Config::local(), settings, seat).await?;
                let invite = mission.invite(room);
                mission.carry(link, (0, seat), &news);
                (vec![seat], invite)
            }
            Play::Join(line) => {
                let (mut link, seat, invite, keeper) = join(&line, settings, &news).await?;
                if let Err(error) = link.wants_flight() {
                    tracing::debug!(%error, "no recording of this flight");
                }
                mission.carry_kept((link, keeper), (0, seat), &news);
                (vec![seat], invite)
            }
            Play::Watch(line) => {
                let (link, first) = watching::enter(&line, settings).await?;
                mission.injections = Some(link.injections());
                let carrying = watching::carry(link, news.clone());
                mission.tasks.spawn(told(carrying, news));
                return Ok((mission, first));
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
    ) -> Result<(Link, RoomCode), Trouble> {
        let to = self.serve(config).await?;
        let mut link = enter(to, opening(settings, Some(seat))?).await?;
        let Welcome { room, .. } = welcome(&mut link).await?;
        Ok((link, room))
    }

    /// Starts the server of this port, which keeps its key and its room: after a kill the same room is open
    /// again under the same line, and this crew in its seat.
    async fn host(
        &mut self,
        settings: &Settings,
        seat: Seat,
    ) -> Result<(Link, RoomCode, Seat, Keeper), Trouble> {
        // A port that is drawn anew each time has nothing to come back to.
        let port = (settings.port != 0).then_some(settings.port);
        let folder = port.and_then(|port| Some(data_folder()?.join(format!("host-{port}"))));
        let mut config = Config {
            data: folder.clone(),
            ..Config::default()
        };
        config.listen.set_port(settings.port);
        let to = self.serve(config).await?;
        let rooms = self.server.as_ref().map(|server| server.0.rooms());
        let rooms = rooms.unwrap_or_default();
        let seats = folder.map(|folder| folder.join("seats"));
        if let Some(seats) = &seats
            && let Some(mut back) = keep::reopen(seats.clone(), (&to, &rooms), settings).await
        {
            let_watch(&mut back.0, settings);
            return Ok(back);
        }
        let mut keeper = Keeper::in_folder(seats, to.addresses.clone());
        let mut link = enter(to, opening(settings, Some(seat))?).await?;
        let Welcome { room, seat, .. } = welcome(&mut link).await?;
        keeper.keep(&link, room, seat);
        let_watch(&mut link, settings);
        Ok((link, room, seat, keeper))
    }

    /// Starts a server here; leads to it.
    async fn serve(&mut self, config: Config) -> Result<Destination, Trouble> {
        let config = Config {
            replays: replays::keep(),
            ..config
        };
        let server = Server::start(config).await.map_err(not_started)?;
        let to = here(&server);
        self.server = Some(ServerBox(server));
        Ok(to)
    }

    /// Opens a room on the server here in the middle of a flight.
    fn go_on(&self, flight: Aloft) -> Result<RoomCode, Trouble> {
        // A server of ours that is gone is a line that is lost.
        let server = &self.server.as_ref().ok_or(Trouble::Lost)?.0;
        server.open_aloft(flight).map_err(Trouble::Refused)
    }

    /// The line that leads a partner to a room of the server here.
    fn invite(&self, room: RoomCode) -> Option<String> {
        let server = self.server.as_ref()?;
        Some(server.0.invite(Some(room)).to_string())
    }

    /// Takes a seat in a room of the server in this client.
    async fn sit(&self, room: RoomCode, name: String, seat: Seat) -> Result<Link, Trouble> {
        // A server of ours that is gone is a line that is lost.
        let server = &self.server.as_ref().ok_or(Trouble::Lost)?.0;
        let hello = Hello {
            seat: Some(seat),
            ..Hello::join(name, room)
        };
        let mut link = enter(here(server), hello).await?;
        welcome(&mut link).await?;
        Ok(link)
    }

    /// Starts the task that carries a console's acts and news.
    fn carry(&mut self, link: Link, console: (usize, Seat), news: &mpsc::Sender<Msg>) {
        // A seat on a server of our own ends with this program.
        self.carry_kept((link, Keeper::default()), console, news);
    }

    /// The same of a console that software flies until somebody takes it.
    fn carry_flown(&mut self, link: Link, console: (usize, Seat), news: &mpsc::Sender<Msg>) {
        let hands = bots::Hands::new(Pace::RealTime, bots::Temper::default());
        self.carry_with((link, Keeper::default(), Some(hands)), console, news);
    }

    fn carry_kept(
        &mut self,
        (link, keeper): (Link, Keeper),
        console: (usize, Seat),
        news: &mpsc::Sender<Msg>,
    ) {
        self.carry_with((link, keeper, None), console, news);
    }

    fn carry_with(
        &mut self,
        kept: (Link, Keeper, Option<bots::Hands>),
        console: (usize, Seat),
        news: &mpsc::Sender<Msg>,
    ) {
        let (sender, asks) = mpsc::channel(ACTS_MAX);
        self.asks.push(sender);
        let carrying = carry(kept, console, asks, news.clone());
        self.tasks.spawn(told(carrying, news.clone()));
    }

    /// Sends an act; false when so many wait already that it is dropped.
    pub fn act(&self, index: usize, command: Command) -> bool {
        self.ask(index, Ask::Act(command))
    }

    /// Deflects a console's controllers.
    pub fn stick(&self, index: usize, stick: Stick, ticks: u16) -> bool {
        self.ask(index, Ask::Stick(stick, ticks))
    }

    /// A pulse of a console's controllers beside what already stands on other axes.
    pub fn pulse(&self, index: usize, stick: Stick, ticks: u16) -> bool {
        self.ask(index, Ask::Pulse(stick, ticks))
    }

    /// Asks from a console for this time compression.
    pub fn pace(&self, index: usize, factor: u8) -> bool {
        self.ask(index, Ask::Pace(factor))
    }

    /// Says from a console whether its crew is ready to begin.
    pub fn ready(&self, index: usize, ready: bool) -> bool {
        self.ask(index, Ask::Ready(ready))
    }

    /// Tells from a console with which help its crew will begin.
    pub fn help(&self, index: usize, level: HelpLevel) -> bool {
        self.ask(index, Ask::Help(level))
    }

    /// Asks for another seat before the mission.
    pub fn sit_at(&self, index: usize, seat: Seat) -> bool {
        self.ask(index, Ask::Sit(seat))
    }

    /// Asks from a console to stop the flight, or to go on with it.
    pub fn pause(&self, index: usize, paused: bool) -> bool {
        self.ask(index, Ask::Pause(paused))
    }

    /// Asks from a console for a software crew in the seat of one that was dropped.
    pub fn relieve(&self, index: usize) -> bool {
        self.ask(index, Ask::Relieve)
    }

    /// Asks as an instructor for this to happen; false where nobody here is one, or asks faster than the
    /// line takes it.
    pub fn inject(&self, what: Injection) -> bool {
        let asked = self.injections.as_ref();
        asked.is_some_and(|injections| injections.try_send(what).is_ok())
    }

    /// Somebody takes a console that software flew.
    pub fn take_over(&self, index: usize) -> bool {
        self.ask(index, Ask::TakeOver)
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
        let _ = tokio::time::timeout(LEAVE_WAIT + WRITE_WAIT, async {
            for sender in std::mem::take(&mut self.asks) {
                sender.closed().await;
            }
        })
        .await;
        self.tasks.abort_all();
        if let Some(server) = self.server.take() {
            // Who leaves in good order ends the flight: there is nothing to come back to.
            server.0.end().await;
        }
    }

    /// Ends though nobody has said that he leaves: seats stay held and can be come back to, and so does a
    /// room of one's own, where it is kept.
    pub async fn cut(mut self) {
        self.tasks.abort_all();
        while self.tasks.join_next().await.is_some() {}
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

/// A task whose bug is told.
async fn told(task: impl Future<Output = ()>, news: mpsc::Sender<Msg>) {
    if let Err(why) = survive(task).await {
        // Nobody is listening any more when the program ends.
        let _ = news.send(Msg::Failed(why)).await;
    }
}

/// What can be told to be wrong before a packet is sent: a line that cannot lead anywhere, a mission
/// that does not exist.
pub fn check(play: &Play, settings: &Settings) -> Result<(), Trouble> {
    match play {
        Play::Join(line) => drop(read_line(line)?),
        Play::Watch(line) => drop(watching::read(line)?),
        _ => {}
    }
    choice(settings).map(drop)
}

/// The line that a message carries, as it was handed over; or what is wrong with it.
pub fn read_line(message: &str) -> Result<String, Trouble> {
    Invitation::read(message).map(|invitation| invitation.to_string())
}

/// The mission of the settings as a server is asked for it.
fn choice(settings: &Settings) -> Result<ScenarioChoice, Trouble> {
    let named = &settings.scenario;
    match missions::find(named) {
        Ok(mission) => Ok(mission.choice),
        Err(why) => Err(missions::trouble(named, why)),
    }
}

/// A crew that opens a room for the mission of its settings.
fn opening(settings: &Settings, seat: Option<Seat>) -> Result<Hello, Trouble> {
    let want = Want::Create {
        scenario: choice(settings)?,
        seed: settings.seed,
        rules: settings.rules.map(rules),
        pace: Pace::RealTime,
    };
    Ok(Hello {
        name: settings.name.clone(),
        want,
        seat,
        token: None,
        heard: 0,
        fresh: None,
        stay: false,
        copy: None,
    })
}

/// Goes where an invitation leads. One that names a server but no room opens a room there, and the
/// line for the partner comes back with it.
async fn join(
    line: &str,
    settings: &Settings,
    news: &mpsc::Sender<Msg>,
) -> Result<(Link, Seat, Option<String>, Keeper), Trouble> {
    let (to, place) = Invitation::read(line)?.destination()?;
    match place {
        Place::Room(code) => {
            let hello = Hello::join(settings.name.clone(), code);
            let Seated {
                link, seat, keeper, ..
            } = keep::sit_down(to, code, hello, || {
                // A screen that has so much else to show needs no waiting explained.
                let _ = news.try_send(Msg::NotBack);
            })
            .await?;
            Ok((link, seat, None, keeper))
        }
        Place::Server(invite) => {
            let mut keeper = Keeper::of(to.addresses.clone());
            let mut link = enter(to, opening(settings, None)?).await?;
            let Welcome { room, seat, .. } = welcome(&mut link).await?;
            keeper.keep(&link, room, seat);
            let_watch(&mut link, settings);
            let room = Some(room);
            let line = Invite { room, ..invite }.to_string();
            Ok((link, seat, Some(line), keeper))
        }
    }
}

/// Tells a room that this crew has opened who may watch, and whether there may be instructors.
fn let_watch(link: &mut Link, settings: &Settings) {
    let told = link
        .watching(settings.watching)
        .and_then(|()| link.instruct(settings.instructor));
    if let Err(error) = told {
        tracing::debug!(%error, "nobody may watch");
    }
}

/// The server in this client, by the loopback address.
fn here(server: &Server) -> Destination {
    let address = SocketAddr::from(([127, 0, 0, 1], server.local_addr().port()));
    Destination {
        addresses: vec![address],
        trust: Trust::Pinned(server.fingerprint()),
    }
}

fn rules(choice: RulesChoice) -> Rules {
    match choice {
        RulesChoice::Training => Rules::Training,
        RulesChoice::Flight => Rules::Flight,
        RulesChoice::Real => Rules::Real,
    }
}

/// The first event of a link.
struct Welcome {
    room: RoomCode,
    seat: Seat,
    pace: Pace,
}

async fn welcome(link: &mut Link) -> Result<Welcome, Trouble> {
    loop {
        match link.next().await {
            NetEvent::Welcome { room, seat, pace } => return Ok(Welcome { room, seat, pace }),
            NetEvent::Closed { reason } => return Err(closed(reason)),
            _ => {}
        }
    }
}

/// Connects, or says what stands in the way.
async fn enter(to: Destination, hello: Hello) -> Result<Link, Trouble> {
    enter_keeping(to, hello, Vault::default, || ()).await
}

/// The same with what an earlier run of this program has kept of the room.
async fn enter_keeping(
    to: Destination,
    hello: Hello,
    vault: impl Fn() -> Vault,
    told: impl FnMut(),
) -> Result<Link, Trouble> {
    let addresses = to.addresses.clone();
    let known = match &to.trust {
        Trust::FirstUse(path) => Some(path.display().to_string()),
        Trust::Pinned(_) => None,
    };
    let link = connect_waiting(to, hello, vault, told).await;
    link.map_err(|why| not_connected(why, addresses, known))
}

/// Why there is no link, in the words of a screen.
fn not_connected(why: NetError, addresses: Vec<SocketAddr>, known: Option<String>) -> Trouble {
    match why {
        NetError::Unreachable(_) => Trouble::Unreachable(addresses),
        NetError::WrongKey { seen, expected } => Trouble::WrongKey {
            seen,
            expected,
            known,
        },
        NetError::Refused(why) => Trouble::Refused(why),
        NetError::Closed(why) => Trouble::Closed(why),
        NetError::Wire(_) | NetError::Session(_) => Trouble::Stranger,
        NetError::Known { path, source } => Trouble::Known {
            path,
            why: source.to_string(),
        },
    }
}

fn not_started(why: StartError) -> Trouble {
    match why {
        StartError::Listen { address, source } => Trouble::Listen {
            port: address.port(),
            why: source.to_string(),
        },
        StartError::Identity(_)
        | StartError::Admin(_)
        | StartError::Store(_)
        | StartError::Clock(_)
        | StartError::Shard(_)
        | StartError::Replays(_) => Trouble::Server(why.to_string()),
    }
}
