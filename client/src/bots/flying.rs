//! A software crew on a link: the same door a person's console goes through. It gets ready by
//! itself, flies every mission the room begins, and asks for another when the partner does.

use handshake_shared::sim::scoring::Debrief;
use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::wire::Pace;

use super::{DECISION_TICKS, Given, SoftwareCrew, Temper};
use crate::net::{Link, NetEvent};

/// Crews a seated link until it ends. Works for any number of missions.
pub async fn serve(mut link: Link, pace: Pace, temper: Temper) {
    while fly(&mut link, pace, temper).await.is_some() {
        // The partner decides whether there is another flight; this crew is always willing.
        if link.again().is_err() {
            return;
        }
    }
}

/// Gets ready and crews a seated link through one mission; absent when the link ended first.
pub async fn fly(link: &mut Link, pace: Pace, temper: Temper) -> Option<Debrief> {
    link.ready(true).ok()?;
    let mut crew: Option<SoftwareCrew> = None;
    let mut decided: Option<Tick> = None;
    loop {
        match link.next().await {
            NetEvent::Started { .. } => {
                crew = None;
                decided = None;
            }
            NetEvent::Event { event, .. } => {
                if let Some(crew) = &mut crew {
                    crew.hear(&event);
                }
            }
            NetEvent::View(view) => {
                let crew = crew.get_or_insert_with(|| SoftwareCrew::new(view.seat, temper));
                act(link, crew, &view, pace, &mut decided)?;
            }
            NetEvent::Debrief(debrief) => return Some(*debrief),
            NetEvent::Closed { .. } => return None,
            NetEvent::Welcome { .. }
            | NetEvent::Lobby(_)
            | NetEvent::Ack { .. }
            | NetEvent::Paused { .. }
            | NetEvent::Resumed
            | NetEvent::Pace(_)
            | NetEvent::Lost => {}
        }
    }
}

/// One decision on one view; on the clock, views that come before the next decision is due are let
/// go. None when the link takes nothing any more.
fn act(
    link: &mut Link,
    crew: &mut SoftwareCrew,
    view: &View,
    pace: Pace,
    decided: &mut Option<Tick>,
) -> Option<()> {
    if view.plan.outcome.is_some() {
        return Some(());
    }
    let due = decided.is_none_or(|at| view.tick.0 >= at.0 + DECISION_TICKS);
    if pace == Pace::RealTime && !due {
        return Some(());
    }
    *decided = Some(view.tick);
    let decision = crew.decide(&Given::of(view));
    for command in decision.commands {
        link.send(command).ok()?;
    }
    match pace {
        Pace::Lockstep => {
            let through = Tick(view.tick.0 + DECISION_TICKS);
            link.grant(through, decision.stick, decision.ticks).ok()?;
        }
        Pace::RealTime if decision.ticks > 0 => link.stick(decision.stick, decision.ticks),
        Pace::RealTime => {}
    }
    Some(())
}
