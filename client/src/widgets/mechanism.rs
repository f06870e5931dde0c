//! The docking mechanism: ring, latches, hooks and the ladder of lamps from touch to hard dock.

use handshake_shared::view::panel::{DockLamp, RingState};
use ratatui::text::Line;

use crate::draw::console::Console;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::{Arg, labels};

/// Where the second half of a line begins: right of the longest of the first, "КОЛЬЦО ВТЯНУТО АКТ".
const SECOND_COLUMN: usize = 19;

/// Lines for a wide place: ring and hooks, latches, the ladder in two lines.
pub fn lines(console: &Console, width: usize) -> Vec<Line<'static>> {
    let column = width / 3;
    let mut lines = vec![summary(console), own_latches(console).line()];
    for three in DockLamp::ALL[1..].chunks(3) {
        let mut row = console.row();
        for (index, lamp) in three.iter().enumerate() {
            row = row.at(index * column).lamp(console.craft().dock >= *lamp);
            row = row.put(
                Role::Label,
                format!(" {}", console.word(labels::lamp(*lamp))),
            );
        }
        lines.push(row.line());
    }
    lines
}

/// The same, one item a line, for a narrow place beside another instrument.
pub fn column(console: &Console) -> Vec<Line<'static>> {
    let now = console.craft().dock;
    let (role, key) = highest(now);
    vec![
        ring(console).line(),
        hooks(console).line(),
        own_latches(console).line(),
        power(console, console.row()).line(),
        console.row().line(),
        console
            .row()
            .lamp(now != DockLamp::Free)
            .put(role, format!(" {}", console.word(key)))
            .line(),
    ]
}

/// Ring and hooks in one line.
pub fn summary(console: &Console) -> Line<'static> {
    let hooks = hooks_text(console);
    ring(console)
        .at(SECOND_COLUMN)
        .put(Role::Label, console.word("label-hooks"))
        .put(Role::Value, hooks)
        .line()
}

/// The highest lamp that is lit, in one line with the latches and Soyuz's lamp of their power.
pub fn ladder_line(console: &Console) -> Line<'static> {
    let (role, key) = highest(console.craft().dock);
    let latches = own_latches(console);
    let row = match console.view.panel.soyuz() {
        Some(_) => power(console, latches.at(12)).at(24),
        None => latches.at(SECOND_COLUMN),
    };
    row.put(role, console.word(key)).line()
}

fn ring(console: &Console) -> Row {
    let ring = console.craft().ring;
    let role = match ring {
        RingState::Stowed => Role::Value,
        RingState::Moving => Role::Caution,
        RingState::Extended => Role::Good,
    };
    let key = labels::ring(ring);
    let row = console
        .row()
        .put(Role::Label, console.word("label-ring"))
        .put(role, format!(" {}", console.word(key)));
    // Exactly one of both rings is the active one; the mark stands whether it is out yet or not.
    match console.view.plan.roles.active == console.seat() {
        true => row.put(Role::Mine, format!(" {}", console.word("ring-active"))),
        false => row,
    }
}

fn hooks(console: &Console) -> Row {
    let text = hooks_text(console);
    console
        .row()
        .put(Role::Label, console.word("label-hooks"))
        .put(Role::Value, text)
}

fn hooks_text(console: &Console) -> String {
    let count = [("count", Arg::Count(i64::from(console.craft().hooks)))];
    format!(" {}", console.say("console-of-eight", &count))
}

/// The name of the highest lamp that is lit.
fn highest(now: DockLamp) -> (Role, &'static str) {
    (
        if now == DockLamp::Free {
            Role::Dim
        } else {
            Role::Good
        },
        labels::lamp(now),
    )
}

fn own_latches(console: &Console) -> Row {
    let mut row = console
        .row()
        .put(Role::Label, console.word("label-latches"))
        .put(Role::Text, " ");
    for latch in console.craft().latches {
        row = row.lamp(latch);
    }
    row
}

/// The lamp of the latches' power; only Soyuz has it.
fn power(console: &Console, row: Row) -> Row {
    let lit = console
        .view
        .panel
        .soyuz()
        .is_some_and(|soyuz| soyuz.latch_power);
    let name = format!(" {}", console.word("label-latch-power"));
    row.lamp(lit).put(Role::Label, name)
}
