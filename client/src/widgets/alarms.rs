//! The alarm line: what is lit, then why the last act was refused or what is waited for. It stands
//! until it changes.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::sim::event::Alarm;
use ratatui::text::Line;

use crate::app::station::Notice;
use crate::draw::console::Console;
use crate::draw::phrases::refusal;
use crate::draw::theme::Role;
use crate::i18n::{Arg, labels};
use crate::widgets::text::cut;

/// Nothing is lit, refused or waited for: the line is free for something else.
pub fn is_idle(console: &Console) -> bool {
    let station = console.station;
    console.craft().alarms == 0
        && !console.app.leaving
        && station.paused_s.is_none()
        && station.notice.is_none()
}

/// One line.
pub fn line(console: &Console, width: usize) -> Line<'static> {
    let lit: Vec<Alarm> = Alarm::ALL
        .into_iter()
        .filter(|alarm| console.craft().alarms & alarm.bit() != 0)
        .collect();
    let mut row = console.row().put(Role::Text, " ");
    for alarm in &lit {
        row = row.put(
            Role::Warning,
            format!("▲ {}  ", console.word(labels::alarm(*alarm))),
        );
    }
    let room = width.saturating_sub(row.used() + 1);
    if console.app.leaving {
        return row
            .put(Role::Caution, cut(&console.word("console-leave"), room))
            .line();
    }
    if let Some(left_s) = console.station.paused_s {
        let left = console.quantity(Quantity::Duration, f32::from(left_s));
        let text = console.say("pause-partner", &[("left", Arg::Text(&left))]);
        return row.put(Role::Caution, cut(&text, room)).line();
    }
    match &console.station.notice {
        Some(Notice::Refused(why)) => row
            .put(
                Role::Caution,
                cut(&format!("✗ {}", refusal(console, *why)), room),
            )
            .line(),
        Some(Notice::Pace(why)) => {
            let text = console.word(labels::pace_drop(*why));
            row.put(Role::Caution, cut(&text, room)).line()
        }
        Some(Notice::Hint(key)) => row.put(Role::Caution, cut(&console.word(key), room)).line(),
        Some(Notice::Reach { key, pressure_pa }) => {
            let p = console.quantity(Quantity::Pressure, *pressure_pa);
            let text = console.say(key, &[("p", Arg::Text(&p))]);
            row.put(Role::Caution, cut(&text, room)).line()
        }
        None if lit.is_empty() => row.put(Role::Dim, console.word("console-no-alarms")).line(),
        None => {
            let grave = lit.last().copied().unwrap_or(Alarm::ClosingFast);
            let to_do = console.word(&format!("{}.do", labels::alarm(grave)));
            row.put(Role::Text, cut(&to_do, room)).line()
        }
    }
}
