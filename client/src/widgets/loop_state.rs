//! How the one call stands that has to be read back: sent, heard, matched and for how much longer,
//! wrong, run out. Both crews read it in the same place.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::limits::MATCH_FRESH_S;
use handshake_shared::sim::event::{Event, Verdict};
use handshake_shared::time::Tick;

use crate::app::station::Line as LogLine;
use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::Arg;

/// The call that is open: this crew owes its read-back, or waits for the other crew's.
pub fn open(console: &Console) -> Option<(Role, String)> {
    let radio = &console.view.radio;
    if radio.owed.is_some() {
        return Some((Role::Caution, console.word("loop-owed")));
    }
    if radio.awaited.is_some() {
        let heard = console.station.partner.present || console.station.partner.software;
        let key = if heard { "radio-awaited" } else { "loop-sent" };
        return Some((Role::Caution, console.word(key)));
    }
    None
}

/// The newest judgement, while what it says still holds and no call is open.
pub fn closed(console: &Console) -> Option<(Role, String)> {
    if open(console).is_some() {
        return None;
    }
    let left = |tick: Tick| {
        let left_s = MATCH_FRESH_S - console.view.tick.since(tick);
        (left_s > 0.0).then_some(left_s.ceil())
    };
    console
        .station
        .log
        .iter()
        .rev()
        .find_map(|line| match line {
            LogLine::ReadBack { tick, verdict, .. } => {
                Some(left(*tick).map(|left_s| match verdict {
                    Verdict::Match => {
                        let left = console.quantity(Quantity::Duration, left_s as f32);
                        let text = console.say("loop-match", &[("left", Arg::Text(&left))]);
                        (Role::Good, text)
                    }
                    _ => (Role::Warning, console.word("loop-mismatch")),
                }))
            }
            LogLine::Happened(tick, Event::Expired(_)) => {
                let word = || (Role::Warning, console.word("loop-expired"));
                Some(left(*tick).map(|_| word()))
            }
            _ => None,
        })?
}
