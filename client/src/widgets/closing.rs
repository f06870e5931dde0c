//! Range and closing rate with the closing rule: what may be flown now stands beside what is flown.

use handshake_shared::catalogue::procedures::StepId;
use handshake_shared::catalogue::units::Quantity;
use handshake_shared::limits::CALLED_STALE_S;
use handshake_shared::view::panel::{ApolloPanel, DockLamp, Panel, Ranged, SoyuzPanel};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::Arg;

/// Closing faster than this many times the rule is an alarm.
const FAST: f32 = 1.3;

/// Three lines: range, rate with its limit, bar.
pub fn lines(console: &Console, width: usize) -> Vec<Line<'static>> {
    match &console.view.panel {
        Panel::Apollo(panel) => apollo(console, panel, width),
        Panel::Soyuz(panel) => soyuz(console, panel, width),
    }
}

/// The crew knows that it closes so much faster than the rule allows that it is an alarm.
pub fn is_too_fast(console: &Console) -> bool {
    let (range_m, rate, stale) = match &console.view.panel {
        Panel::Apollo(panel) => {
            let called = panel.craft.called.range;
            let rate = called.and_then(|called| called.value.closing_m_per_s);
            let called_m = called.map(|called| called.value.range_m);
            let stale = called_age_s(console, panel) > CALLED_STALE_S;
            (panel.vhf_range_m.or(called_m), rate, stale)
        }
        Panel::Soyuz(panel) => {
            let rate = panel.ranged.map(|ranged| ranged.closing_m_per_s);
            (panel.ranged.map(|ranged| ranged.range_m), rate, false)
        }
    };
    let limit = limit_m_per_s(console, range_m.unwrap_or(0.0));
    !stale && rate.is_some_and(|rate| rate > FAST * limit)
}

fn called_age_s(console: &Console, panel: &ApolloPanel) -> f32 {
    let called = panel.craft.called.range;
    called.map_or(0.0, |called| console.view.tick.since(called.at) as f32)
}

/// Fastest closing the rule allows at a range, m/s.
pub fn limit_m_per_s(console: &Console, range_m: f32) -> f32 {
    let [share, floor] = console.craft().closing_rule;
    (share * range_m).max(floor)
}

fn apollo(console: &Console, panel: &ApolloPanel, width: usize) -> Vec<Line<'static>> {
    let called = panel.craft.called.range;
    let age_s = called_age_s(console, panel);
    let stale = age_s > CALLED_STALE_S;
    let (range_m, source) = match (panel.vhf_range_m, called) {
        (Some(vhf), _) => (Some(vhf), console.word("label-vhf")),
        (None, Some(called)) => (Some(called.value.range_m), called_ago(console, age_s)),
        (None, None) if panel.craft.dock > DockLamp::Contact => (None, String::new()),
        (None, None) if vhf_first(console) => (None, console.word("console-vhf-no-lock")),
        (None, None) => (None, console.word("console-not-called")),
    };
    let stale_range = panel.vhf_range_m.is_none() && stale;
    let head = console
        .row()
        .put(Role::Label, console.label("label-range"))
        .right(
            value_role(stale_range),
            dash(console, Quantity::Length, range_m),
            VALUE_END,
        )
        .at(VALUE_END + 2)
        .put(
            if stale_range {
                Role::Caution
            } else {
                Role::Dim
            },
            source,
        )
        .line();
    let rate = called.and_then(|called| called.value.closing_m_per_s);
    let mut lines = vec![head];
    lines.extend(rate_and_bar(console, rate, range_m, stale, width));
    lines
}

/// How long ago the other crew called: in seconds, from a hundred on in minutes.
fn called_ago(console: &Console, age_s: f32) -> String {
    let (key, name, age) = match age_s < 100.0 {
        true => ("console-called-ago", "seconds", age_s),
        false => ("console-called-minutes-ago", "minutes", age_s / 60.0),
    };
    console.say(key, &[(name, Arg::Count(age as i64))])
}

/// The mission begins far out, where Apollo's own set is the first to tell a range.
fn vhf_first(console: &Console) -> bool {
    console.view.plan.flown.has(StepId::Transponder)
}

fn soyuz(console: &Console, panel: &SoyuzPanel, width: usize) -> Vec<Line<'static>> {
    let range_m = panel.ranged.map(|ranged| ranged.range_m);
    let rate = panel.ranged.map(|ranged| ranged.closing_m_per_s);
    let (role, note) = match panel.ranged {
        None if panel.craft.dock == DockLamp::Free => {
            (Role::Caution, console.word("console-no-lock"))
        }
        ranged => (Role::Dim, to_contact(console, ranged).unwrap_or_default()),
    };
    // A time without its unit would read as a distance: whole, or not at all.
    let room = width.saturating_sub(VALUE_END + 2);
    let note = if note.width() > room {
        String::new()
    } else {
        note
    };
    let head = console
        .row()
        .put(Role::Label, console.label("label-range"))
        .right(
            Role::Value,
            dash(console, Quantity::Length, range_m),
            VALUE_END,
        )
        .at(VALUE_END + 2)
        .put(role, note)
        .line();
    let mut lines = vec![head];
    lines.extend(rate_and_bar(console, rate, range_m, false, width));
    lines
}

fn to_contact(console: &Console, ranged: Option<Ranged>) -> Option<String> {
    let ranged = ranged?;
    let left_s = ranged.range_m / ranged.closing_m_per_s;
    (ranged.closing_m_per_s > 0.01 && left_s < 6_000.0).then(|| {
        let time = console.quantity(Quantity::Duration, left_s.round());
        console.say("console-to-contact", &[("time", Arg::Text(&time))])
    })
}

/// Column where readings end.
const VALUE_END: usize = 17;

fn rate_and_bar(
    console: &Console,
    rate: Option<f32>,
    range_m: Option<f32>,
    stale: bool,
    width: usize,
) -> [Line<'static>; 2] {
    let limit = limit_m_per_s(console, range_m.unwrap_or(0.0));
    let opening = rate.is_some_and(|rate| rate < -0.004);
    let label = console.label(if opening {
        "label-opening"
    } else {
        "label-closing"
    });
    let role = match rate {
        Some(rate) if !stale && rate > FAST * limit => Role::Warning,
        Some(rate) if !stale && rate > limit => Role::Caution,
        _ => value_role(stale),
    };
    let mark = match role {
        Role::Warning => "✗",
        Role::Caution => "▲",
        Role::Value if rate.is_some() => "✓",
        _ => "",
    };
    let limit_text = console.bare(Quantity::Speed, limit);
    let head = console
        .row()
        .put(Role::Label, label)
        .right(
            role,
            dash(console, Quantity::Speed, rate.map(f32::abs)),
            VALUE_END,
        )
        .at(VALUE_END + 2)
        .put(Role::Label, console.word("label-limit"))
        .put(Role::Value, format!(" {limit_text} "))
        .put(role, mark)
        .line();
    let tick = if rate.is_some_and(|rate| rate > limit) && !stale {
        mark
    } else {
        "┃"
    };
    let bar = bar(console, rate.unwrap_or(0.0), limit, (role, tick), width);
    [head, bar]
}

/// A bar from nothing to twice the limit, with a tick at the limit; a bar that passes it carries the
/// mark of how far it does.
fn bar(
    console: &Console,
    rate: f32,
    limit: f32,
    (role, mark): (Role, &'static str),
    width: usize,
) -> Line<'static> {
    let cells = width.saturating_sub(2).max(8);
    let filled = (rate / (2.0 * limit) * cells as f32).clamp(0.0, cells as f32) as usize;
    let tick = cells / 2;
    let mut row = console.row().at(1);
    for cell in 0..cells {
        row = match (cell == tick, cell < filled) {
            (true, _) => row.put(Role::Value, mark),
            (false, true) => row.put(role, "█"),
            (false, false) => row.put(Role::Frame, "░"),
        };
    }
    row.line()
}

fn value_role(stale: bool) -> Role {
    if stale { Role::Dim } else { Role::Value }
}

fn dash(console: &Console, quantity: Quantity, value: Option<f32>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| console.quantity(quantity, value))
}
