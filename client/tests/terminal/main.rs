//! The real binary in a real pseudo-terminal, under a real shell: what a player sees on the way from
//! the start screen into a flight and out of it, and that the terminal is given back: after a kill, a
//! stop and a bug too. Waits are on what stands on the screen, with a deadline; nothing sleeps.
#![cfg(unix)]

mod demo;
mod killed;
mod player;
mod resizes;
mod solo;
mod stops;

use rustix::process::Signal;

use player::Player;

/// Settings of a player who has answered the first run's card.
const SETTLED: &str = "picture = \"ascii\"\nmotion = \"reduced\"\n";
/// The game, and then how the terminal stands.
const PLAY: &str = "\"$GAME\"; echo \"ended $?\"; stty -a; echo over";

const ESC: &str = "\x1b";

#[test]
fn from_the_start_screen_through_the_settings_into_a_flight_and_out() {
    let player = Player::start("whole-way", (160, 48), "", PLAY);
    player.until_text("Which looks best here");
    player.press("5");
    player.until_text("Together at this keyboard");
    player.until_text("Credits");
    player.click("Settings");
    player.until_text("Help level");
    player.press("3");
    player.until_text("high contrast");
    player.press(ESC);
    player.until_text("Together at this keyboard");
    player.press("12");
    player.until_text("FLT PLAN");
    player.until_text("ПРОГРАММА");
    player.press(ESC);
    player.until_text("Esc again leaves");
    player.press(ESC);
    player.until_text("Together at this keyboard");
    player.press("q");
    player.until_text("ended 0");
    player.until_restored("over");
    let kept = player.home().join("config/handshake/settings.toml");
    let kept = std::fs::read_to_string(kept).expect("the settings were written");
    assert!(kept.contains("theme = \"high-contrast\""), "{kept}");
    assert!(kept.contains("picture = \"ascii\""), "{kept}");
    player.end();
}

#[test]
fn a_kill_gives_the_terminal_back() {
    for (name, signal) in [("kill-term", Signal::TERM), ("kill-hup", Signal::HUP)] {
        let player = Player::start(name, (100, 30), SETTLED, PLAY);
        player.until_text("Together at this keyboard");
        player.signal(signal);
        player.until_text("ended 0");
        player.until_restored("over");
        player.end();
    }
}

#[test]
fn the_doctor_examines_a_terminal_and_leaves_nothing_on_it() {
    let script = "\"$GAME\" doctor; echo \"ended $?\"; stty -a; echo over";
    let player = Player::start("doctor", (100, 60), SETTLED, script);
    player.until_text("The game can be played here.");
    player.until_text("ended 0");
    player.until_text("over");
    let text = player.text();
    assert!(text.contains("Key releases are told"), "{text}");
    assert!(text.contains("Cyrillic takes a cell a letter"), "{text}");
    assert!(text.contains("A stress mark takes no cell"), "{text}");
    assert!(text.contains("synchronized output"), "{text}");
    let first = text.lines().next().unwrap_or("");
    assert!(first.starts_with("What this terminal can do"), "{text}");
    assert!(
        text.contains(" icanon") && text.contains(" echo "),
        "{text}"
    );
    player.end();
}
