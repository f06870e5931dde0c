//! Parts of the desk that put two consoles together: the air with each half as its own crew reads it, what
//! a crew reads in short, and who holds which lock.

use handshake_shared::ids::Seat;
use handshake_shared::sim::armed::Armed;
use handshake_shared::sim::input::{Role as Handed, TwoKeyAct};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::desk::{Desk, Interlock};
use crate::draw::Look;
use crate::draw::console::Console;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::{Arg, Locale, Words, gate_text, labels};
use crate::widgets::text::{broken, cut};
use crate::widgets::{alarms, closing, doors, gas, jets, mechanism, stack};

/// The stack of compartments, each half as the crew that lives there reads it: nothing of it is blank or
/// only called across.
pub fn air([apollo, soyuz]: [&Console; 2], area: Rect, buf: &mut Buffer) {
    stack::draw(apollo, area, buf);
    let mut other = Buffer::empty(buf.area);
    other.set_style(area, apollo.look.theme.style(Role::Ground));
    stack::draw(soyuz, area, &mut other);
    for y in area.top()..area.bottom() {
        for x in stack::soyuz_from(area)..area.right() {
            buf[(x, y)] = other[(x, y)].clone();
        }
    }
}

/// What a crew reads, graver things first: what stands lowest is left off where there is no room.
pub fn readings(console: &Console, width: usize) -> Vec<Line<'static>> {
    let mut shown = Vec::new();
    if !alarms::is_idle(console) {
        shown.extend(alarms::lines(console, width).into_iter().take(2));
    }
    shown.extend(closing::lines(console, width));
    shown.push(mechanism::ladder_line(console));
    shown.push(mechanism::summary(console));
    shown.extend(gas::short(console));
    shown.extend(jets::lines(console).into_iter().take(3));
    shown.extend(doors::lines(console, width));
    shown
}

/// The crew of this console speaks the reader's language.
pub fn reads(console: &Console, words: &Words) -> bool {
    Locale::of(console.seat()) == words.locale()
}

/// Who owes a read-back, what is asked before a hold point, whose key is turned, and the armed acts that
/// wait for one.
pub fn locks(
    consoles: [&Console; 2],
    desk: &Desk,
    (words, look): (&Words, &Look),
    width: usize,
) -> Vec<Line<'static>> {
    let mut shown: Vec<(Role, String)> = Vec::new();
    for console in consoles {
        let ship = words.get(labels::ship(console.seat()));
        let args = [("ship", Arg::Text(&ship))];
        let radio = &console.view.radio;
        if radio.owed.is_some() {
            shown.push((Role::Caution, words.format("desk-owes", &args)));
        }
        if let Some(poll) = &radio.poll {
            let (role, key) = match (poll.mine, console.seat()) {
                (Some(true), Seat::Apollo) => (Role::Good, "gate-apollo-go"),
                (Some(true), Seat::Soyuz) => (Role::Good, "gate-soyuz-go"),
                (Some(false), Seat::Apollo) => (Role::Caution, "gate-apollo-no-go"),
                (Some(false), Seat::Soyuz) => (Role::Caution, "gate-soyuz-no-go"),
                (None, _) => (Role::Caution, "gate-open"),
            };
            let asked = (role, gate_text(words, console.units(), key, poll.gate));
            // Both consoles ask with one sentence, in feet and in metres.
            if poll.mine.is_some() || console.seat() == Seat::Soyuz {
                shown.push(asked);
            }
        }
        if let Some(key) = radio.key.filter(|key| key.by == console.seat()) {
            let left = Arg::Count(key.left_s.max(0.0).ceil() as i64);
            let args = [("ship", Arg::Text(&ship)), ("s", left)];
            shown.push((Role::Caution, words.format("desk-key", &args)));
        }
    }
    let asked = desk.interlocks.iter();
    for (act, stands) in asked.filter(|(_, stands)| *stands != Interlock::Rests) {
        let named = words.get(armed(*act));
        let args = [("act", Arg::Text(&named))];
        shown.push(match stands {
            Interlock::Open => (Role::Good, words.format("desk-open", &args)),
            _ => (Role::Warning, words.format("desk-locked", &args)),
        });
    }
    let row = |(role, text): (Role, String)| {
        let pieces = broken(&text, width.saturating_sub(2)).into_iter();
        let rows = pieces.map(move |piece| {
            let piece = cut(&piece, width.saturating_sub(1));
            Row::new(look.theme).at(1).put(role, piece).line()
        });
        rows.collect::<Vec<_>>()
    };
    shown.into_iter().flat_map(row).collect()
}

/// What an armed act is called.
pub const fn armed(act: Armed) -> &'static str {
    match act {
        Armed::Ring => "desk-armed-ring",
        Armed::Hooks => "desk-armed-hooks",
        Armed::Equalise => "desk-armed-equalise",
        Armed::HatchGo(TwoKeyAct::Hatch4) => "desk-armed-hatch-4",
        Armed::HatchGo(TwoKeyAct::Hatch3) => "desk-armed-hatch-3",
        Armed::Undock => "desk-armed-undock",
        Armed::Swap(Handed::Control) => "desk-armed-control",
        Armed::Swap(Handed::Ring) => "desk-armed-active-ring",
    }
}
