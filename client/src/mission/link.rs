//! The task beside a mission that carries one console's acts and news.

use std::time::Duration;

use handshake_shared::ids::Seat;
use handshake_shared::session::SessionError;
use handshake_shared::sim::input::{Command, HelpLevel, Stick};
use handshake_shared::wire::{RoomCode, Roster};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{MissedTickBehavior, interval};

use super::keep::Keeper;
use super::relief::stand_in;
use super::{LEAVE_WAIT, SOFTWARE};
use crate::app::msg::{Line, LinkState, Msg, News, Partner};
use crate::app::trouble::Trouble;
use crate::bots::Hands;
use crate::net::{CloseReason, Link, NetEvent, Quality};
use crate::replays;
use crate::replays::received::{self, Received, Whole};
use crate::survive::fault_at;

/// How often the round trip is shown.
const RTT_EVERY: Duration = Duration::from_secs(1);
/// Between two pictures that are computed: as often as the screen draws.
const FRAME: Duration = Duration::from_millis(33);
/// After a hand on the sticks the next comes so soon: the movement's own tick has then been computed.
const KEY_FRAME: Duration = Duration::from_millis(17);

/// What a console asks of its link.
#[derive(Clone, Debug)]
pub(super) enum Ask {
    Act(Command),
    Stick(Stick, u16),
    Pulse(Stick, u16),
    Pace(u8),
    Ready(bool),
    Help(HelpLevel),
    Sit(Seat),
    Pause(bool),
    Relieve,
    /// A person takes this console from the software that flew it.
    TakeOver,
    Again,
    Leave,
}

/// One console's link: news out, acts in.
pub(super) async fn carry(
    (mut link, mut keeper, mut hands): (Link, Keeper, Option<Hands>),
    (index, mut seat): (usize, Seat),
    mut asks: mpsc::Receiver<Ask>,
    news: mpsc::Sender<Msg>,
) {
    let mut ping = interval(RTT_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut frames = interval(FRAME);
    frames.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut quiet = false;
    let mut flight = Received::default();
    let mut writing = None;
    let mut line = Measured::default();
    // Software that stands in for the other crew; it goes with this console.
    let mut stands_in = JoinSet::new();
    loop {
        let told = tokio::select! {
            event = link.next() => {
                if let Some(hands) = &mut hands {
                    // A link that takes nothing any more says so itself.
                    let _ = hands.take(&mut link, &event);
                }
                let event = flown_on(event, &link);
                keeper.heed(&event, &link);
                if let NetEvent::Welcome { seat: given, .. } = &event {
                    seat = *given;
                }
                if let NetEvent::Flown(flown) = event {
                    writing = write_down(flight.take(*flown), link.room()).or(writing);
                    continue;
                }
                if let NetEvent::Closed { .. } = &event {
                    writing = write_down(flight.end(), link.room()).or(writing);
                }
                if let NetEvent::Relief(empty, token) = &event
                    && let Some(door) = link.door(*empty, *token)
                {
                    stands_in.spawn(stand_in(door));
                }
                quiet = matches!(event, NetEvent::Quiet(Some(_))) || quiet && !hears(&event);
                match told(event, index, (seat, keeper.most_help())) {
                    Told::News(msg) => Some(msg),
                    Told::Nothing => None,
                    Told::Over(msg) => {
                        // Nobody is listening any more when the program ends.
                        let _ = news.send(msg).await;
                        return written(writing).await;
                    }
                }
            }
            ask = asks.recv() => {
                let Some(ask) = ask else { return };
                if matches!(ask, Ask::Leave) {
                    keeper.give_up();
                    let _ = link.leave();
                    goodbye(&mut link, &mut flight).await;
                    return written(write_down(flight.end(), link.room()).or(writing)).await;
                }
                if let Ask::Act(Command::Help(level)) = &ask {
                    keeper.helped(*level);
                }
                if matches!(ask, Ask::TakeOver) {
                    hands = None;
                    continue;
                }
                if matches!(ask, Ask::Stick(..) | Ask::Pulse(..)) {
                    frames.reset_after(KEY_FRAME);
                }
                do_ask(&mut link, ask).err().map(|why| Msg::Link(index, News::Unsent(why)))
            }
            Some(sat) = stands_in.join_next() => {
                let failed = !sat.unwrap_or(false);
                failed.then_some(Msg::Link(index, News::NoRelief))
            }
            _ = ping.tick() => {
                fault_at("link");
                keeper.second();
                let line = link.quality().map(|quality| line.take(&quality));
                line.filter(|_| !quiet)
                    .map(|line| Msg::Link(index, News::Link(LinkState::Good(line))))
            }
            _ = frames.tick(), if link.moves() => {
                link.shown().map(|view| Msg::Link(index, News::View(view)))
            }
        };
        if let Some(msg) = told
            && news.send(msg).await.is_err()
        {
            return;
        }
    }
}

/// A view as it is to be drawn by now: flown on under the own sticks.
fn flown_on(event: NetEvent, link: &Link) -> NetEvent {
    match event {
        NetEvent::View(told) => {
            let shown = link.shown().filter(|shown| shown.tick >= told.tick);
            NetEvent::View(shown.unwrap_or(told))
        }
        event => event,
    }
}

/// Loss over the last few seconds, from the counts of a connection.
#[derive(Debug, Default)]
struct Measured {
    packets: u64,
    lost_packets: u64,
    loss: f64,
}

/// Share of the newest second in the loss that is shown: some five seconds are averaged.
const LOSS_SHARE: f64 = 0.2;

impl Measured {
    fn take(&mut self, quality: &Quality) -> Line {
        // A new connection counts from nothing.
        let since = |now: u64, before: u64| now.checked_sub(before).unwrap_or(now);
        let packets = since(quality.packets, self.packets);
        let lost = since(quality.lost_packets, self.lost_packets);
        (self.packets, self.lost_packets) = (quality.packets, quality.lost_packets);
        if packets > 0 {
            let share = (lost as f64 / packets as f64).min(1.0);
            self.loss += LOSS_SHARE * (share - self.loss);
        }
        let ms = |time: Duration| time.as_millis().try_into().unwrap_or(u32::MAX);
        Line {
            rtt_ms: ms(quality.rtt),
            jitter_ms: ms(quality.jitter),
            loss_percent: (100.0 * self.loss).round() as u32,
        }
    }
}

/// The line is heard again, by itself or as another one.
fn hears(event: &NetEvent) -> bool {
    matches!(event, NetEvent::Quiet(None) | NetEvent::Welcome { .. })
}

fn do_ask(link: &mut Link, ask: Ask) -> Result<(), SessionError> {
    match ask {
        Ask::Act(command) => link.send(command).map(|_| ()),
        Ask::Stick(stick, ticks) => {
            link.stick(stick, ticks);
            Ok(())
        }
        Ask::Pulse(stick, ticks) => {
            link.pulse(stick, ticks);
            Ok(())
        }
        Ask::Pace(factor) => link.pace(factor),
        Ask::Ready(ready) => link.ready(ready),
        Ask::Help(level) => link.help(level),
        Ask::Sit(seat) => link.sit(seat),
        Ask::Pause(paused) => link.pause(paused),
        Ask::Relieve => link.relieve(),
        Ask::Again => link.again(),
        Ask::Leave => link.leave(),
        Ask::TakeOver => Ok(()),
    }
}

async fn goodbye(link: &mut Link, flight: &mut Received) {
    let _ = tokio::time::timeout(LEAVE_WAIT, async {
        loop {
            match link.next().await {
                NetEvent::Closed { .. } => return,
                // Written down by the one who waits for the goodbye.
                NetEvent::Flown(flown) => flight.keep(*flown),
                _ => {}
            }
        }
    })
    .await;
}

/// The program may be about to end: a file that is being written is waited for.
async fn written(writing: Option<JoinHandle<()>>) {
    if let Some(writing) = writing {
        // A bug in there has been told.
        let _ = writing.await;
    }
}

/// Writes a flight down beside what goes on.
fn write_down(flight: Option<Whole>, room: Option<RoomCode>) -> Option<JoinHandle<()>> {
    let (flight, keep) = (flight?, replays::keep()?);
    let room = room.unwrap_or(RoomCode::new(0));
    Some(tokio::spawn(received::write(flight, room, keep)))
}

/// What an event of a link comes to.
enum Told {
    News(Msg),
    Nothing,
    Over(Msg),
}

fn told(event: NetEvent, index: usize, (seat, most_help): (Seat, Option<HelpLevel>)) -> Told {
    let news = match event {
        NetEvent::Welcome { seat, .. } => News::Seated(seat),
        NetEvent::Lobby(roster) => News::Roster(partner(&roster, seat), roster),
        NetEvent::Briefing(briefing) => News::Briefing(briefing),
        NetEvent::Started { scenario, .. } => News::Started {
            scenario,
            most_help,
        },
        NetEvent::View(view) => News::View(view),
        NetEvent::Event { event, .. } => News::Event(event),
        NetEvent::Debrief(debrief) => News::Debrief(debrief),
        NetEvent::Paused { why, since, left_s } => News::Paused { why, since, left_s },
        NetEvent::GoesOn { by, in_s } => News::GoesOn { by, in_s },
        NetEvent::Resumed => News::Resumed,
        NetEvent::NoPause(why) => News::NoPause(why),
        NetEvent::Silent(for_ms) => News::Silent(for_ms),
        NetEvent::Quiet(Some(_)) => News::Link(LinkState::Quiet),
        NetEvent::Quiet(None) => News::Link(LinkState::Unknown),
        NetEvent::Pace(pace) => News::Pace(pace),
        NetEvent::Lost => News::Link(LinkState::Lost(0)),
        NetEvent::Trying(number) => News::Link(LinkState::Lost(number)),
        NetEvent::NotBack => News::NotBack,
        NetEvent::Undone(ticks) => News::Undone(ticks),
        NetEvent::Restored(ticks) => News::Restored(ticks),
        NetEvent::Saving(saving) => News::Saving(saving),
        NetEvent::Relieved(since) => News::Relieved(since),
        NetEvent::Slow(percent) => News::Slow(percent),
        NetEvent::WatchKey(code) => News::WatchKey(code),
        NetEvent::InstructorKey(code) => News::InstructorKey(code),
        NetEvent::Watchers(watchers) => News::Watchers(watchers),
        NetEvent::Ack { .. } | NetEvent::Durable(_) | NetEvent::Relief(..) | NetEvent::Flown(_) => {
            return Told::Nothing;
        }
        NetEvent::Closed { reason } => return Told::Over(Msg::Failed(closed(reason))),
    };
    Told::News(Msg::Link(index, news))
}

/// The partner as the room's list shows them.
fn partner(roster: &Roster, own: Seat) -> Partner {
    let other = &roster[own.other().index()];
    let name = other.name.clone().unwrap_or_default();
    let software = name == SOFTWARE;
    Partner {
        name,
        present: other.connected,
        software,
    }
}

/// Why a link ended.
pub fn closed(reason: CloseReason) -> Trouble {
    match reason {
        CloseReason::Server(why) => Trouble::Closed(why),
        CloseReason::Refused(why) => Trouble::Refused(why),
        CloseReason::Lost => Trouble::Lost,
    }
}
