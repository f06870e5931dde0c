//! The task beside a mission that carries one console's acts and news.

use std::time::Duration;

use handshake_shared::ids::Seat;
use handshake_shared::session::SessionError;
use handshake_shared::sim::input::{Command, HelpLevel, Stick};
use handshake_shared::wire::Roster;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use super::keep::Keeper;
use super::{LEAVE_WAIT, SOFTWARE};
use crate::app::msg::{LinkState, Msg, News, Partner};
use crate::app::trouble::Trouble;
use crate::net::{CloseReason, Link, NetEvent};
use crate::survive::fault_at;

/// How often the round trip is shown.
const RTT_EVERY: Duration = Duration::from_secs(1);

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
    Again,
    Leave,
}

/// One console's link: news out, acts in.
pub(super) async fn carry(
    (mut link, mut keeper): (Link, Keeper),
    (index, mut seat): (usize, Seat),
    mut asks: mpsc::Receiver<Ask>,
    news: mpsc::Sender<Msg>,
) {
    let mut ping = interval(RTT_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut quiet = false;
    loop {
        let told = tokio::select! {
            event = link.next() => {
                keeper.heed(&event, &link);
                if let NetEvent::Welcome { seat: given, .. } = &event {
                    seat = *given;
                }
                quiet = matches!(event, NetEvent::Quiet(Some(_))) || quiet && !hears(&event);
                match told(event, index, seat) {
                    Told::News(msg) => Some(msg),
                    Told::Nothing => None,
                    Told::Over(msg) => {
                        // Nobody is listening any more when the program ends.
                        let _ = news.send(msg).await;
                        return;
                    }
                }
            }
            ask = asks.recv() => {
                let Some(ask) = ask else { return };
                if matches!(ask, Ask::Leave) {
                    keeper.give_up();
                    let _ = link.leave();
                    goodbye(&mut link).await;
                    return;
                }
                do_ask(&mut link, ask).err().map(|why| Msg::Link(index, News::Unsent(why)))
            }
            _ = ping.tick() => {
                fault_at("link");
                keeper.second();
                link.rtt().filter(|_| !quiet).map(|rtt| {
                let state = LinkState::Good(rtt.as_millis().try_into().unwrap_or(u32::MAX));
                Msg::Link(index, News::Link(state))
            })
            }
        };
        if let Some(msg) = told
            && news.send(msg).await.is_err()
        {
            return;
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
        Ask::Again => link.again(),
        Ask::Leave => link.leave(),
    }
}

async fn goodbye(link: &mut Link) {
    let _ = tokio::time::timeout(LEAVE_WAIT, async {
        while !matches!(link.next().await, NetEvent::Closed { .. }) {}
    })
    .await;
}

/// What an event of a link comes to.
enum Told {
    News(Msg),
    Nothing,
    Over(Msg),
}

fn told(event: NetEvent, index: usize, seat: Seat) -> Told {
    let news = match event {
        NetEvent::Welcome { seat, .. } => News::Seated(seat),
        NetEvent::Lobby(roster) => News::Roster(partner(&roster, seat), roster),
        NetEvent::Briefing(briefing) => News::Briefing(briefing),
        NetEvent::Started { .. } => News::Started,
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
        NetEvent::Ack { .. } => return Told::Nothing,
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
pub(super) fn closed(reason: CloseReason) -> Trouble {
    match reason {
        CloseReason::Server(why) => Trouble::Closed(why),
        CloseReason::Refused(why) => Trouble::Refused(why),
        CloseReason::Lost => Trouble::Lost,
    }
}
