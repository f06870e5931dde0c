//! The bars of a console: header, partner line, keys.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::Role as Handed;
use handshake_shared::sim::radio::noise::DEAD_PERCENT;
use handshake_shared::view::panel::Panel;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::super::console::Console;
use super::super::row::Row;
use super::super::theme::Role;
use crate::app::msg::{Line, LinkState};
use crate::i18n::{Arg, labels};
use crate::input::keymap::{Act, Hand};
use crate::widgets::text::lines;
use crate::widgets::{lamps, loop_state, pace};

/// Ship, time, phase, help level.
pub(super) fn header(console: &Console, area: Rect, buf: &mut Buffer) {
    buf.set_style(area, console.look.theme.style(Role::Bar));
    let seconds = console.view.tick.seconds() as u32;
    let clock = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    let level = console.word(labels::level(console.craft().help));
    let width = usize::from(area.width);
    let row = console
        .row()
        .put(
            Role::Mine,
            format!(" {}", console.word(labels::ship(console.seat()))),
        )
        .put(Role::Label, format!("  {} ", console.word("label-get")))
        .put(Role::Value, clock);
    let row = pace::factor(console, row).put(
        Role::Value,
        format!("  {}", console.word(labels::phase(console.view.plan.phase))),
    );
    let row = hands(console, owner(console, row));
    let row = row.right(
        Role::Label,
        format!("{} · {level} ", console.word("label-help")),
        width,
    );
    lines(&[row.line()], area, buf);
}

/// Who has control: its place is right of the longest phase, in the language with the longer words.
const OWNER_COLUMN: usize = 36;

/// Whose control it is, by the ship's name; a question mark while it is on offer.
fn owner(console: &Console, row: Row) -> Row {
    let plan = &console.view.plan;
    let key = match plan.roles.flying {
        Seat::Apollo => "control-of-apollo",
        Seat::Soyuz => "control-of-soyuz",
    };
    let own = plan.roles.flying == console.seat();
    let role = if own { Role::Mine } else { Role::Theirs };
    let offered = plan
        .offer
        .is_some_and(|offer| offer.role == Handed::Control);
    let row = row.at(OWNER_COLUMN).put(role, console.word(key));
    match offered {
        true => row.put(Role::Caution, " ?"),
        false => row,
    }
}

/// At a shared keyboard: what this side's hand does now.
fn hands(console: &Console, row: Row) -> Row {
    if !console.app.is_together() || console.app.playback.is_some() {
        return row;
    }
    let key = match console.app.hands[console.index] {
        Hand::Move => "console-hand-move",
        Hand::Turn => "console-hand-turn",
        Hand::Panel => "console-hand-panel",
    };
    row.put(Role::Text, "  ")
        .key(&console.key(Act::Hand))
        .put(Role::Caution, console.word(key))
}

/// The other crew: who, heard when, link, what is waited for.
pub(super) fn partner(console: &Console, area: Rect, buf: &mut Buffer) {
    buf.set_style(area, console.look.theme.style(Role::Bar));
    let partner = &console.station.partner;
    let who = console.word(labels::ship(console.seat().other()));
    let crew = if partner.software {
        console.word("console-software-crew")
    } else if !partner.name.is_empty() {
        partner.name.clone()
    } else if partner.present {
        console.word("console-crew-here")
    } else {
        console.word("console-crew-away")
    };
    let (heard_role, heard) = heard(console);
    let (link_role, link) = match console.station.link {
        LinkState::Unknown => (Role::Dim, "—".to_owned()),
        LinkState::Good(line) => quality(console, line),
        LinkState::Quiet => (Role::Warning, console.word("console-link-quiet")),
        LinkState::Lost(_) => (Role::Warning, console.word("console-link-lost")),
    };
    if let Some(told) = lamps::told(console) {
        let row = console
            .row()
            .put(Role::Theirs, format!(" {who} "))
            .put(Role::Caution, format!("● {told}"));
        lines(&[go_lamp(console, row).line()], area, buf);
        return;
    }
    let mut row = console
        .row()
        .put(Role::Theirs, format!(" {who} "))
        .put(Role::Text, crew)
        .put(Role::Dim, " · ")
        .put(heard_role, heard)
        .put(Role::Dim, " · ")
        .put(link_role, link);
    if !console.station.is_saved {
        row = row.put(
            Role::Warning,
            format!("  {}", console.word("console-not-saved")),
        );
    }
    row = noise(console, row);
    if let Some((role, text)) = loop_state::open(console) {
        row = row.put(role, format!("  {text}"));
    }
    row = pace::wish(console, go_lamp(console, row));
    row = pace::hint(console, row, usize::from(area.width));
    // What is over gives way to what is asked now.
    if let Some((role, text)) = loop_state::closed(console)
        && row.used() + 2 + text.width() < usize::from(area.width)
    {
        row = row.put(role, format!("  {text}"));
    }
    row = watched(console, row, usize::from(area.width));
    lines(&[row.line()], area, buf);
}

/// How many watch, where the line has room for it.
fn watched(console: &Console, row: Row, width: usize) -> Row {
    let watched = console.app.watchers.names.len();
    let n = [("n", Arg::Count(watched as i64))];
    let text = console.say("console-watched", &n);
    match watched > 0 && row.used() + 3 + text.width() < width {
        true => row.put(Role::Dim, " · ").put(Role::Text, text),
        false => row,
    }
}

/// From this scatter or loss on they are told as well as the round trip: below it nobody feels them.
const JITTER_TOLD_MS: u32 = 10;
/// The same for loss, in parts of a hundred.
const LOSS_TOLD_PERCENT: u32 = 1;
/// From here on a line asks for patience: its flight is computed further ahead than a hand can judge.
const RTT_SLOW_MS: u32 = 250;
/// The same for loss.
const LOSS_BAD_PERCENT: u32 = 10;

/// The line in figures.
fn quality(console: &Console, line: Line) -> (Role, String) {
    let slow = line.rtt_ms >= RTT_SLOW_MS || line.loss_percent >= LOSS_BAD_PERCENT;
    let role = if slow { Role::Caution } else { Role::Text };
    let number = |value: u32| Arg::Count(i64::from(value));
    let args = [
        ("ms", number(line.rtt_ms)),
        ("jitter", number(line.jitter_ms)),
        ("loss", number(line.loss_percent)),
    ];
    let scattered = line.jitter_ms >= JITTER_TOLD_MS;
    let key = match (scattered, line.loss_percent >= LOSS_TOLD_PERCENT) {
        (false, false) => "console-line",
        (true, false) => "console-line-jitter",
        (false, true) => "console-line-loss",
        (true, true) => "console-line-both",
    };
    (role, console.say(key, &args))
}

/// How long ago the other crew was heard, or how long nothing at all has come from it.
fn heard(console: &Console) -> (Role, String) {
    if let Some(since_ms) = console.station.silent_since_ms {
        let silent_s = console.app.now_ms.saturating_sub(since_ms) / 1_000;
        let time = console.quantity(Quantity::Duration, silent_s as f32);
        let text = console.say("console-silent", &[("time", Arg::Text(&time))]);
        return (Role::Warning, text);
    }
    let text = match console.view.radio.heard_s {
        Some(ago_s) => {
            let ago = console.quantity(Quantity::Duration, ago_s.floor());
            console.say("console-heard", &[("ago", Arg::Text(&ago))])
        }
        None => console.word("console-not-heard"),
    };
    (Role::Text, text)
}

/// How badly this crew hears.
fn noise(console: &Console, row: Row) -> Row {
    match console.view.radio.loss_percent {
        0 => row,
        DEAD_PERCENT.. => row.put(Role::Warning, format!("  {}", console.word("noise-dead"))),
        percent => {
            let args = [("percent", Arg::Count(i64::from(percent)))];
            row.put(
                Role::Caution,
                format!("  {}", console.say("noise-title", &args)),
            )
        }
    }
}

/// The other crew's answer at the open hold point stands on this console.
fn go_lamp(console: &Console, row: Row) -> Row {
    let theirs = match &console.view.panel {
        Panel::Apollo(panel) => panel.soyuz_go,
        Panel::Soyuz(panel) => panel.apollo_go,
    };
    match theirs {
        Some(true) => row.put(Role::Good, format!("  ● {}", console.word("state-go"))),
        Some(false) => row.put(
            Role::Warning,
            format!("  ✗ {}", console.word("state-no-go")),
        ),
        None => row,
    }
}

/// The keys that matter most here, from the key map: all of them in full words where there is room, in
/// short ones where there is less, and where they have none either the ones that can wait go first.
pub(super) fn keys(console: &Console, area: Rect, buf: &mut Buffer) {
    if console.app.playback.is_some() {
        // Nothing here takes a key; the player prints its own.
        return;
    }
    let width = usize::from(area.width);
    let entries = |shown: &[(Act, &str)], short| -> Vec<(String, String)> {
        let keyed = shown.iter().map(|(act, word)| (console.key(*act), word));
        let here = keyed.filter(|(label, _)| label != "—");
        here.map(|(label, word)| (label, bar_word(console, word, short)))
            .collect()
    };
    let cells = |entries: &[(String, String)], padded: bool| -> usize {
        let entry = |(label, word): &(String, String)| label.width() + word.width() + 3;
        let all: usize = entries.iter().map(entry).sum();
        // The gap after the last one has no need of room.
        all + if padded { entries.len() } else { 0 } - 1
    };
    let (full, short) = (entries(&SHOWN, false), entries(&SHOWN, true));
    let (mut shown, padded) = if cells(&full, true) <= width {
        (full, true)
    } else if cells(&short, true) <= width {
        (short, true)
    } else if cells(&short, false) <= width {
        (short, false)
    } else {
        (entries(&FEW, true), false)
    };
    let mut kept = Vec::new();
    for entry in shown.drain(..) {
        kept.push(entry);
        if cells(&kept, padded) > width {
            kept.pop();
        }
    }
    let mut row = console.row();
    for (label, word) in kept {
        row = match padded {
            true => row.put(Role::Key, format!(" {label} ")),
            // The gap before the next cap is its margin, too.
            false => row.put(Role::Label, " ").put(Role::Key, label),
        };
        row = row.put(Role::Label, format!(" {word} "));
    }
    lines(&[row.line()], area, buf);
}

/// Keys of the bar in their order.
const SHOWN: [(Act, &str); 12] = [
    (Act::Help, "key-help"),
    (Act::Do, "console-key-do"),
    (Act::Go, "key-go"),
    (Act::Page, "key-panel"),
    (Act::Book, "key-phrasebook"),
    (Act::Text, "key-text"),
    (Act::Shelf, "key-shelf"),
    (Act::SayAgain, "key-say-again"),
    (Act::Abort, "key-abort"),
    (Act::Picture, "key-picture"),
    (Act::Pause, "key-pause"),
    (Act::Back, "key-back"),
];

/// The same where there is room for some only: what the plan names when its time comes can wait.
const FEW: [(Act, &str); 12] = [
    (Act::Help, "key-help"),
    (Act::Do, "console-key-do"),
    (Act::Page, "key-panel"),
    (Act::Book, "key-phrasebook"),
    (Act::SayAgain, "key-say-again"),
    (Act::Abort, "key-abort"),
    (Act::Back, "key-back"),
    (Act::Shelf, "key-shelf"),
    (Act::Picture, "key-picture"),
    (Act::Pause, "key-pause"),
    (Act::Go, "key-go"),
    (Act::Text, "key-text"),
];

fn bar_word(console: &Console, key: &str, short: bool) -> String {
    let brief = format!("{key}.short");
    match short && console.words.has(&brief) {
        true => console.word(&brief),
        false => console.word(key),
    }
}
