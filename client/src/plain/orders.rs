//! What a typed line does, and what it is answered.

use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::spelling::parse_cell;
use handshake_shared::sim::input::{Command, Role};
use handshake_shared::sim::pace::FACTORS;

use super::sighting::Sighting;
use super::{help, moves, notice, pages, panel, sight, with_console};
use crate::app::App;
use crate::app::cockpit;
use crate::app::controls::{self, Control};
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::update::update;
use crate::draw::Look;
use crate::draw::console::Console;
use crate::i18n::{Arg, labels};
use crate::input::{Key, Press};
use crate::widgets::lamps;

/// Does what a typed line says, and answers at once.
pub(super) fn obey(
    app: &mut App,
    (look, sighting): (&Look, &Sighting),
    out: &mut Vec<String>,
    line: &str,
) -> Vec<Effect> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let keys: Vec<Press> = match word {
        "" | "?" => {
            print_lines(app, look, out, help);
            return Vec::new();
        }
        "see" => {
            print_lines(app, look, out, |console| sight(console, sighting));
            return Vec::new();
        }
        "plan" => {
            print_lines(app, look, out, moves);
            return Vec::new();
        }
        "panel" => {
            print_lines(app, look, out, panel);
            return Vec::new();
        }
        "book" => {
            print_lines(app, look, out, |console| pages::lines(console, rest));
            return Vec::new();
        }
        "lamp" => return lamp(app, look, out, rest),
        "offer" => {
            let role = match rest.trim() {
                "ring" => Role::Ring,
                _ => Role::Control,
            };
            return vec![Effect::Command(0, Command::Offer(role))];
        }
        "accept" => return vec![Effect::Command(0, Command::Accept)],
        "withdraw" => return vec![Effect::Command(0, Command::Withdraw)],
        "ksu" => {
            return parse_cell(rest)
                .map(|cell| Effect::Command(0, Command::Ksu(cell)))
                .into_iter()
                .collect();
        }
        "pace" => {
            let wanted = rest.trim().parse().ok();
            let factor = wanted.filter(|factor| FACTORS.contains(factor));
            if let Some(factor) = factor {
                return vec![Effect::Pace(0, factor)];
            }
            print_lines(app, look, out, |console| {
                vec![console.word("hint-no-such-pace")]
            });
            return Vec::new();
        }
        "direct" => return panel_switch(app, Control::Direct),
        "store" => return panel_switch(app, Control::StoreAttitude),
        "t" => vec![Press::down(Key::Char('T'))],
        "rb" => read_back(app, rest),
        "do" | "enter" => vec![Press::down(Key::Enter)],
        "space" => vec![Press::down(Key::Char(' '))],
        "up" => vec![Press::down(Key::Up)],
        "down" => vec![Press::down(Key::Down)],
        "left" => vec![Press::down(Key::Left)],
        "right" => vec![Press::down(Key::Right)],
        "again" | "tab" => vec![Press::down(Key::Tab)],
        // A number is always a call; what is read back has its own word.
        digit if digit.parse::<usize>().is_ok() => {
            let call = digit.parse().ok().and_then(|place| call(app, place));
            return call.into_iter().collect();
        }
        short if short.chars().count() == 1 => {
            let key = short
                .chars()
                .next()
                .map(|c| c.to_ascii_uppercase())
                .map(Key::Char);
            key.map(Press::down).into_iter().collect()
        }
        _ => {
            print_lines(app, look, out, |console| {
                vec![console.say("console-plain-unknown", &[("typed", Arg::Text(line))])]
            });
            return Vec::new();
        }
    };
    let flies = keys.iter().any(|press| is_flight_key(press.key));
    let mut effects: Vec<Effect> = keys
        .into_iter()
        .flat_map(|press| update(app, Msg::Key(press)))
        .collect();
    if word == "t" {
        update(app, Msg::Paste(rest.to_owned()));
        effects.extend(update(app, Msg::Key(Press::down(Key::Enter))));
    }
    print_lines(app, look, out, |console| {
        if flies {
            sight(console, sighting)
        } else {
            notice(console)
        }
    });
    effects
}

/// The call in that place of the bar, from 1.
fn call(app: &App, place: usize) -> Option<Effect> {
    let station = app.stations.first()?;
    let view = station.view.as_ref()?;
    let places = app.call_places();
    cockpit::offered(station, view, places, place.checked_sub(1)?)
        .map(|command| Effect::Command(0, command))
}

/// Gives the light signal of that number; without one, says which there are.
fn lamp(app: &App, look: &Look, out: &mut Vec<String>, typed: &str) -> Vec<Effect> {
    let number = typed.trim().parse::<usize>().ok();
    let code = number.and_then(|number| LampCode::ALL.get(number.checked_sub(1)?));
    if let Some(code) = code {
        return vec![Effect::Command(0, Command::Lamp(*code))];
    }
    print_lines(app, look, out, |console| {
        let signals = LampCode::ALL.iter().enumerate();
        signals
            .map(|(index, code)| {
                let name = console.word(labels::lamp_code(*code));
                format!("{} {} {name}", index + 1, lamps::rhythm(*code))
            })
            .collect()
    });
    Vec::new()
}

/// One press of a switch that has no key of its own; what it then shows comes as a line.
fn panel_switch(app: &App, control: Control) -> Vec<Effect> {
    let view = app
        .stations
        .first()
        .and_then(|station| station.view.as_ref());
    view.filter(|view| controls::of(view).contains(&control))
        .map(|view| Effect::Command(0, controls::command(view, control)))
        .into_iter()
        .collect()
}

fn is_flight_key(key: Key) -> bool {
    match key {
        Key::Up | Key::Down | Key::Left | Key::Right => true,
        Key::Char(letter) => "WSADRFQE".contains(letter),
        _ => false,
    }
}

/// A read-back: a card's number, or the digits themselves.
fn read_back(app: &App, rest: &str) -> Vec<Press> {
    let owed = app
        .stations
        .first()
        .and_then(|station| station.view.as_ref())
        .and_then(|view| view.radio.owed.as_ref());
    let digits = rest
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| Press::down(Key::Char(c)));
    match owed {
        Some(owed) if owed.cards.is_empty() => std::iter::once(Press::down(Key::Space))
            .chain(digits)
            .chain(std::iter::once(Press::down(Key::Enter)))
            .collect(),
        _ => digits.take(1).collect(),
    }
}

fn print_lines(
    app: &App,
    look: &Look,
    out: &mut Vec<String>,
    make: impl Fn(&Console) -> Vec<String>,
) {
    match with_console(app, look, make) {
        Some(lines) => out.extend(lines),
        None => {
            let words = app.words.of(app.settings.locale);
            out.push(words.get("console-connecting"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pace_takes_a_factor_there_is_and_no_other() {
        let mut app = App::new(crate::app::Settings::default());
        let look = Look {
            theme: crate::draw::theme::Theme::MONO,
            mode: crate::window::Mode::Ascii,
            ascii: true,
        };
        assert_eq!(
            obey(
                &mut app,
                (&look, &Sighting::default()),
                &mut Vec::new(),
                "pace 20"
            ),
            [Effect::Pace(0, 20)]
        );
        assert_eq!(
            obey(
                &mut app,
                (&look, &Sighting::default()),
                &mut Vec::new(),
                "pace 1"
            ),
            [Effect::Pace(0, 1)]
        );
        for none in ["pace", "pace 7", "pace 600", "pace fast"] {
            assert_eq!(
                obey(
                    &mut app,
                    (&look, &Sighting::default()),
                    &mut Vec::new(),
                    none
                ),
                []
            );
        }
    }

    #[test]
    fn lamps_and_roles_go_out_and_an_unknown_signal_does_not() {
        let mut app = App::new(crate::app::Settings::default());
        let look = Look {
            theme: crate::draw::theme::Theme::MONO,
            mode: crate::window::Mode::Ascii,
            ascii: true,
        };
        let sends = |command| vec![Effect::Command(0, command)];
        let orders = [
            ("lamp 2", sends(Command::Lamp(LampCode::ALL[1]))),
            ("lamp 0", Vec::new()),
            ("lamp 7", Vec::new()),
            ("offer", sends(Command::Offer(Role::Control))),
            ("offer ring", sends(Command::Offer(Role::Ring))),
            ("accept", sends(Command::Accept)),
            ("withdraw", sends(Command::Withdraw)),
        ];
        for (line, effects) in orders {
            assert_eq!(
                obey(
                    &mut app,
                    (&look, &Sighting::default()),
                    &mut Vec::new(),
                    line
                ),
                effects,
                "{line}"
            );
        }
    }
}
