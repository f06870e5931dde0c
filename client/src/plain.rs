//! The game in lines: no screen, no cursor moves. What matters comes by itself, graver first, at
//! most one line a second; everything else on request. The same client underneath.

mod pages;
mod teller;

use std::io::BufRead;
use std::time::Duration;

use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::spelling::parse_cell;
use handshake_shared::sim::input::{Command, Role};
use handshake_shared::sim::pace::FACTORS;
use ratatui::text::Line;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use crate::app::controls::{self, Control};
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::update::{begin, update};
use crate::app::{App, Play, Screen, Settings, Wait};
use crate::draw::Look;
use crate::draw::console::Console;
use crate::i18n::{Arg, labels, trouble_text};
use crate::input::{Key, Press};
use crate::runtime::{Shell, remembered};
use crate::widgets::{
    alarms, attitude, bodies, callbar, closing, doors, gas, jets, lamps, mechanism, pace, told,
};

use teller::Teller;

/// Width lines are made for.
const WIDTH: usize = 200;
/// Most lines of what a crew feels.
const FELT_MAX: usize = 12;
/// Shortest time between two lines that come by themselves.
const EVERY: Duration = Duration::from_secs(1);

/// Runs the client in lines until the player leaves.
pub fn run(settings: Settings, play: Option<Play>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(in_lines(settings, play));
    // The thread that reads standard input may wait for a line for ever.
    runtime.shutdown_background();
    done
}

async fn in_lines(settings: Settings, play: Option<Play>) -> anyhow::Result<()> {
    let look = Look::of(&settings);
    let mut app = App::new(settings);
    app.always_ready = true;
    app.profile = remembered();
    update(&mut app, Msg::Resize(120, 40));
    let mut shell = Shell::new();
    let play = play.unwrap_or(Play::Solo(handshake_shared::ids::Seat::Apollo));
    let effects = begin(&mut app, play);
    shell.perform(&app, effects).await;
    let mut typed = typed_lines();
    let mut teller = Teller::default();
    let mut tick = interval(EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
    while !app.done {
        tokio::select! {
            line = typed.recv() => {
                let Some(line) = line else { break };
                if line.trim() == "quit" {
                    break;
                }
                let effects = obey(&mut app, &look, line.trim());
                shell.perform(&app, effects).await;
            }
            msg = shell.next() => {
                let Some(msg) = msg else { continue };
                let effects = update(&mut app, msg);
                shell.perform(&app, effects).await;
                // Lines have no way back to a start screen: the reason is the last one.
                if let Screen::Wait(Wait { trouble: Some(why), .. }) = &app.screen {
                    let why = trouble_text(app.words.of(app.settings.locale), why);
                    shell.close().await;
                    anyhow::bail!(why);
                }
                teller.watch(&app, &look);
            }
            _ = tick.tick() => {
                let now_ms = shell.now_ms();
                update(&mut app, Msg::Clock(now_ms));
                teller.tell();
            }
        }
    }
    shell.close().await;
    Ok(())
}

/// Lines from standard input; a thread of its own waits for them.
fn typed_lines() -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel(16);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Does what a typed line says, and answers at once.
fn obey(app: &mut App, look: &Look, line: &str) -> Vec<Effect> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let keys: Vec<Press> = match word {
        "" | "?" => {
            print_lines(app, look, help);
            return Vec::new();
        }
        "see" => {
            print_lines(app, look, sight);
            return Vec::new();
        }
        "panel" => {
            print_lines(app, look, panel);
            return Vec::new();
        }
        "book" => {
            print_lines(app, look, |console| pages::lines(console, rest));
            return Vec::new();
        }
        "lamp" => return lamp(app, look, rest),
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
            print_lines(app, look, |console| vec![console.word("hint-no-such-pace")]);
            return Vec::new();
        }
        "direct" => return panel_switch(app, Control::Direct),
        "store" => return panel_switch(app, Control::StoreAttitude),
        "t" => vec![Press::down(Key::Char('T'))],
        "rb" => read_back(app, rest),
        "do" => vec![Press::down(Key::Enter)],
        "up" => vec![Press::down(Key::Up)],
        "down" => vec![Press::down(Key::Down)],
        "left" => vec![Press::down(Key::Left)],
        "right" => vec![Press::down(Key::Right)],
        "again" => vec![Press::down(Key::Tab)],
        short if short.chars().count() == 1 => {
            let key = short
                .chars()
                .next()
                .map(|c| c.to_ascii_uppercase())
                .map(Key::Char);
            key.map(Press::down).into_iter().collect()
        }
        _ => {
            print_lines(app, look, |console| {
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
    print_lines(app, look, |console| {
        if flies {
            sight(console)
        } else {
            notice(console)
        }
    });
    effects
}

/// Gives the light signal of that number; without one, says which there are.
fn lamp(app: &App, look: &Look, typed: &str) -> Vec<Effect> {
    let number = typed.trim().parse::<usize>().ok();
    let code = number.and_then(|number| LampCode::ALL.get(number.checked_sub(1)?));
    if let Some(code) = code {
        return vec![Effect::Command(0, Command::Lamp(*code))];
    }
    print_lines(app, look, |console| {
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

fn print_lines(app: &App, look: &Look, make: impl Fn(&Console) -> Vec<String>) {
    match with_console(app, look, make) {
        Some(lines) => {
            for line in lines {
                println!("{line}");
            }
        }
        None => println!(
            "{}",
            app.words.of(app.settings.locale).get("console-connecting")
        ),
    }
}

fn with_console<T>(app: &App, look: &Look, make: impl Fn(&Console) -> T) -> Option<T> {
    let station = app.stations.first()?;
    let view = station.view.as_ref()?;
    Some(make(&Console::new(app, station, 0, view, look)))
}

fn plain(lines: Vec<Line<'static>>) -> Vec<String> {
    lines
        .into_iter()
        .map(|line| line.to_string().trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn help(console: &Console) -> Vec<String> {
    let mut lines = vec![
        console
            .app
            .words
            .of(console.help_locale())
            .get("console-plain-help"),
    ];
    lines.extend(plain(callbar::lines(console, WIDTH, 9)));
    lines
}

fn sight(console: &Console) -> Vec<String> {
    let mut lines = plain(vec![attitude::sight(console, WIDTH)]);
    lines.extend(plain(closing::lines(console, 30)).into_iter().take(2));
    lines
}

fn panel(console: &Console) -> Vec<String> {
    let mut lines = plain(jets::lines(console));
    lines.extend(plain(attitude::lines(console, 30)));
    lines.extend(plain(mechanism::lines(console, WIDTH)));
    lines.extend(plain(gas::lines(console)));
    lines.extend(plain(doors::lines(console, WIDTH)));
    lines.extend(plain(told::lines(console)));
    lines.extend(plain(bodies::lines(console, WIDTH, FELT_MAX)));
    lines
}

/// The factor that runs, and a wish that waits.
fn pace_lines(console: &Console) -> Vec<String> {
    let mut lines = plain(vec![pace::factor(console, console.row()).line()]);
    lines.extend(pace::wish_text(console).map(|(_, text)| text));
    lines
}

fn notice(console: &Console) -> Vec<String> {
    match console.station.notice {
        Some(_) => plain(alarms::lines(console, WIDTH)),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pace_takes_a_factor_there_is_and_no_other() {
        let mut app = App::new(Settings::default());
        let look = Look {
            theme: crate::draw::theme::Theme::MONO,
            mode: crate::window::Mode::Ascii,
            ascii: true,
        };
        assert_eq!(obey(&mut app, &look, "pace 20"), [Effect::Pace(0, 20)]);
        assert_eq!(obey(&mut app, &look, "pace 1"), [Effect::Pace(0, 1)]);
        for none in ["pace", "pace 7", "pace 600", "pace fast"] {
            assert_eq!(obey(&mut app, &look, none), []);
        }
    }

    #[test]
    fn lamps_and_roles_go_out_and_an_unknown_signal_does_not() {
        let mut app = App::new(Settings::default());
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
            assert_eq!(obey(&mut app, &look, line), effects, "{line}");
        }
    }
}
