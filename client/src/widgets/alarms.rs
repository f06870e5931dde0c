//! The alarm line: what is lit, then why the last act was refused or what is waited for. It stands
//! until it changes, and goes on below where one line is too short for it.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::Alarm;
use handshake_shared::time::Tick;
use handshake_shared::wire::Watcher;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::app::station::Notice;
use crate::draw::console::Console;
use crate::draw::pause::halted;
use crate::draw::phrases::refusal;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::{Arg, labels};
use crate::input::keymap::Act;
use crate::widgets::plan;

/// Where the second line begins.
const INDENT: usize = 3;

/// Nothing is lit, refused or waited for: the line is free for something else.
pub fn is_idle(console: &Console) -> bool {
    let station = console.station;
    console.craft().alarms == 0
        && !console.app.leaving
        && station.halt().is_none()
        && station.silent_since_ms.is_none()
        && station.notice.is_none()
}

/// What is lit and said, in as many lines as it takes.
pub fn lines(console: &Console, width: usize) -> Vec<Line<'static>> {
    let lit: Vec<Alarm> = Alarm::ALL
        .into_iter()
        .filter(|alarm| console.craft().alarms & alarm.bit() != 0)
        .collect();
    let warnings = lit.iter().map(|alarm| {
        let name = console.word(labels::alarm(*alarm));
        (Role::Warning, format!("▲ {name}  "))
    });
    let (role, text) = said(console, lit.last().copied());
    let words = text.split(' ').map(|word| (role, format!("{word} ")));
    let mut done = Vec::new();
    let mut row = console.row().put(Role::Text, " ");
    for (role, piece) in warnings.chain(words) {
        let started = row.used() > 1;
        if started && row.used() + piece.trim_end().width() + 1 > width {
            done.push(std::mem::replace(&mut row, console.row().at(INDENT)));
        }
        row = row.put(role, piece);
    }
    done.push(row);
    done.into_iter().map(Row::line).collect()
}

/// So much of the flight is undone, by the key of its sentence.
fn undone(console: &Console, key: &str, ticks: u32) -> String {
    let seconds = Tick(ticks).seconds() as f32;
    let time = console.printed("printed-second", seconds, 1);
    console.say(key, &[("time", Arg::Text(&time))])
}

/// What stands behind the lamps: the gravest thing to know, or what to do about the gravest lamp.
fn said(console: &Console, gravest: Option<Alarm>) -> (Role, String) {
    let text = if console.app.leaving {
        console.word("console-leave")
    } else if let Some(halt) = console.station.halt() {
        console.word(halted(&halt, console.seat()))
    } else if console.station.silent_since_ms.is_some() {
        console.word(match console.seat() {
            Seat::Apollo => "pause-silent-soyuz",
            Seat::Soyuz => "pause-silent-apollo",
        })
    } else if let Some(notice) = &console.station.notice {
        match notice {
            Notice::Refused(why) => format!("✗ {}", refusal(console, *why)),
            Notice::Pace(why) => console.word(labels::pace_drop(*why)),
            Notice::PauseSoon(wait_s) => {
                let wait = console.quantity(Quantity::Duration, f32::from(*wait_s));
                console.say("hint-pause-soon", &[("wait", Arg::Text(&wait))])
            }
            Notice::Undone(0) => console.word("hint-server-back"),
            Notice::Undone(ticks) => undone(console, "hint-server-back-undone", *ticks),
            Notice::Slow(percent) => {
                let percent = Arg::Count(i64::from(*percent));
                console.say("hint-slow", &[("percent", percent)])
            }
            Notice::Restored(ticks) => undone(console, "hint-room-restored", *ticks),
            Notice::NoMove => match plan::next_key(console) {
                Some(key) => {
                    let does = console.key(Act::Do);
                    let keys = [("key", Arg::Text(&key)), ("not", Arg::Text(&does))];
                    console.say("hint-other-key", &keys)
                }
                None => console.word("hint-no-panel-move"),
            },
            Notice::Hint(key) => console.word(key),
            Notice::Watched(who) => {
                let key = match who.instructs {
                    true => "hint-instructor",
                    false => "hint-watched",
                };
                console.say(key, &[("who", Arg::Text(&watcher_name(console, who)))])
            }
            Notice::Unwatched(who) => {
                let args = [("who", Arg::Text(&watcher_name(console, who)))];
                console.say("hint-unwatched", &args)
            }
            Notice::Reach { key, pressure_pa } => {
                let p = console.quantity(Quantity::Pressure, *pressure_pa);
                console.say(key, &[("p", Arg::Text(&p))])
            }
        }
    } else if let Some(grave) = gravest {
        let to_do = console.word(&format!("{}.do", labels::alarm(grave)));
        return (Role::Text, to_do);
    } else {
        return (Role::Dim, console.word("console-no-alarms"));
    };
    (Role::Caution, text)
}

fn watcher_name(console: &Console, who: &Watcher) -> String {
    match who.name.as_str() {
        "" => console.word("hint-unnamed"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
