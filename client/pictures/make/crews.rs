//! Two software crews in a room of a server, up to a moment; then one of them gives its seat up to
//! whoever joins with the room's line, and the other flies on.

use std::time::Duration;

use anyhow::{Context, bail};
use handshake::bots::{DECISION_TICKS, Given, SoftwareCrew, Temper};
use handshake::net::{Destination, Link, NetEvent, connect};
use handshake_server::Server;
use handshake_shared::ids::Seat;
use handshake_shared::time::Tick;
use handshake_shared::wire::{Hello, Invite, Pace, RoomCode, ScenarioChoice, Want};
use tokio::sync::watch;

/// Longest time to the moment.
const PATIENCE: Duration = Duration::from_secs(240);
/// The name under which a console shows its own word for a software crew.
const NAME: &str = "software";

/// A room whose crews are in their seats.
pub struct Flight {
    crews: [Crew; 2],
    room: RoomCode,
}

impl Flight {
    /// Opens a room and sits both crews down.
    pub async fn open(server: &Server, scenario: &str, seed: u64) -> anyhow::Result<Flight> {
        let name = ScenarioChoice::Named(scenario.to_owned());
        let hello = Hello {
            want: Want::Create {
                scenario: name.clone(),
                seed: Some(seed),
                rules: None,
                pace: Pace::RealTime,
            },
            seat: Some(Seat::Apollo),
            ..Hello::create(NAME, name, Pace::RealTime)
        };
        let (apollo, room) = Crew::sit(server.invite(None), hello).await?;
        let (soyuz, _) = Crew::sit(server.invite(Some(room)), Hello::join(NAME, room)).await?;
        Ok(Flight {
            crews: [apollo, soyuz],
            room,
        })
    }

    /// Flies until Soyuz reads this range, m; then a seat is left, and the other crew flies on by
    /// itself. Returns the line to join with, and what the crew that stays reads from then on.
    pub async fn leave_at(
        self,
        server: &Server,
        seat: Seat,
        range_m: f32,
    ) -> anyhow::Result<(Invite, watch::Receiver<Option<f32>>)> {
        let [mut apollo, mut soyuz] = self.crews;
        let flown = async {
            while soyuz.range_m.borrow().is_none_or(|now| now > range_m) {
                tokio::select! {
                    event = apollo.link.next() => apollo.take(event)?,
                    event = soyuz.link.next() => soyuz.take(event)?,
                }
            }
            anyhow::Ok(())
        };
        let flown = tokio::time::timeout(PATIENCE, flown).await;
        flown.context("the moment has not come")??;
        let (mut leaves, mut stays) = match seat {
            Seat::Apollo => (apollo, soyuz),
            Seat::Soyuz => (soyuz, apollo),
        };
        leaves.link.leave()?;
        while !matches!(leaves.link.next().await, NetEvent::Closed { .. }) {}
        let reads = stays.range_m.subscribe();
        // It ends with the server.
        tokio::spawn(async move {
            loop {
                let event = stays.link.next().await;
                if stays.take(event).is_err() {
                    return;
                }
            }
        });
        Ok((server.invite(Some(self.room)), reads))
    }
}

/// A software crew and its link.
struct Crew {
    link: Link,
    mind: Option<SoftwareCrew>,
    decided: Tick,
    /// What Soyuz's range finder reads, m.
    range_m: watch::Sender<Option<f32>>,
}

impl Crew {
    async fn sit(invite: Invite, hello: Hello) -> anyhow::Result<(Crew, RoomCode)> {
        let mut link = connect(Destination::from(&invite), hello).await?;
        let room = loop {
            match link.next().await {
                NetEvent::Welcome { room, .. } => break room,
                NetEvent::Closed { reason } => bail!("a crew was not let in: {reason:?}"),
                _ => {}
            }
        };
        link.ready(true)?;
        let crew = Crew {
            link,
            mind: None,
            decided: Tick(0),
            range_m: watch::Sender::new(None),
        };
        Ok((crew, room))
    }

    /// Takes in what came over its link, and acts on it when a decision is due.
    fn take(&mut self, event: NetEvent) -> anyhow::Result<()> {
        let view = match event {
            NetEvent::View(view) => view,
            NetEvent::Event { event, .. } => {
                if let Some(mind) = &mut self.mind {
                    mind.hear(&event);
                }
                return Ok(());
            }
            NetEvent::Closed { reason } => bail!("a crew has lost its link: {reason:?}"),
            _ => return Ok(()),
        };
        let ranged = view.panel.soyuz().and_then(|panel| panel.ranged);
        self.range_m
            .send_replace(ranged.map(|ranged| ranged.range_m));
        if self.mind.is_some() && view.tick.0 < self.decided.0 + DECISION_TICKS {
            return Ok(());
        }
        self.decided = view.tick;
        let new = || SoftwareCrew::new(view.seat, Temper::default());
        let decision = self.mind.get_or_insert_with(new).decide(&Given::of(&view));
        for command in decision.commands {
            self.link.send(command)?;
        }
        if decision.ticks > 0 {
            self.link.stick(decision.stick, decision.ticks);
        }
        Ok(())
    }
}
