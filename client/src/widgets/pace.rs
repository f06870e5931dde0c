//! Time compression on a console: the factor beside the clock, and what the other crew asks for.

use handshake_shared::catalogue::procedures::{Act as PlanAct, Cond, Move};
use handshake_shared::view::panel::DockLamp;
use handshake_shared::wire::PaceState;
use unicode_width::UnicodeWidthStr;

use crate::app::moves::waits as move_waits;
use crate::draw::console::Console;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::Arg;
use crate::input::keymap::Act;

/// The factor that runs, and what it comes to when the server has no time for all of it.
pub fn factor(console: &Console, row: Row) -> Row {
    let PaceState {
        granted, achieved, ..
    } = console.station.pace;
    if granted == 1 {
        return row;
    }
    let [granted_text, achieved_text] = [granted, achieved].map(|factor| factor.to_string());
    let text = if achieved < granted {
        let args = [
            ("wanted", Arg::Text(&granted_text)),
            ("achieved", Arg::Text(&achieved_text)),
        ];
        console.say("pace-short", &args)
    } else {
        console.say("pace-factor", &[("factor", Arg::Text(&granted_text))])
    };
    row.put(Role::Caution, format!(" {text}"))
}

/// A wish that waits for the other crew: theirs with the key that agrees, or one's own.
pub fn wish(console: &Console, row: Row) -> Row {
    match wish_text(console) {
        Some((role, text)) => row.put(role, format!("  {text}")),
        None => row,
    }
}

/// In a long wait of a docked pair, at the end of the line: the key that asks for faster time.
pub fn hint(console: &Console, row: Row, width: usize) -> Row {
    let asked = console.station.pace.granted > 1 || wish_text(console).is_some();
    let docked = console.craft().dock == DockLamp::HardDock;
    if asked || !docked || !waits(console) {
        return row;
    }
    let key = console.key(Act::Faster);
    let text = console.say("pace-hint", &[("key", Arg::Text(&key))]);
    match row.used() + text.width() + 2 <= width {
        true => row.right(Role::Dim, text, width - 1),
        false => row,
    }
}

/// Nobody's hand or voice is wanted here, and something is under way that takes its time.
fn waits(console: &Console) -> bool {
    let view = console.view;
    let rows = || view.plan.open.iter().filter_map(|open| open.row());
    let own = |row: &&Move| row.who.seat(view.plan.roles) == console.seat();
    rows().filter(own).all(|row| move_waits(view, row)) && rows().any(takes_time)
}

/// An act that is done when a gauge or a clock says so.
fn takes_time(row: &Move) -> bool {
    let gauge = matches!(
        row.done,
        Cond::AboveAndShut(..) | Cond::BelowAndShut(..) | Cond::OxygenAndShut(..)
    );
    gauge
        || matches!(
            row.act,
            PlanAct::Gauge(..) | PlanAct::Hold(..) | PlanAct::LeakCheck(_)
        )
}

/// The same as a sentence.
pub fn wish_text(console: &Console) -> Option<(Role, String)> {
    let wants = console.station.pace.wants;
    let (own, theirs) = (
        wants[console.seat().index()],
        wants[console.seat().other().index()],
    );
    if theirs > own {
        let (factor, key) = (theirs.to_string(), console.key(Act::Faster));
        let args = [("factor", Arg::Text(&factor)), ("key", Arg::Text(&key))];
        return Some((Role::Caution, console.say("pace-they-ask", &args)));
    }
    (own > theirs).then(|| {
        let factor = own.to_string();
        let args = [("factor", Arg::Text(&factor))];
        (Role::Dim, console.say("pace-you-ask", &args))
    })
}
