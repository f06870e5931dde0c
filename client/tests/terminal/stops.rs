//! Stopped and gone on with, and ended by a bug: the terminal is the shell's meanwhile and after.

use rustix::process::Signal;

use crate::player::Player;
use crate::{PLAY, SETTLED};

/// The game, stopped once; the shell looks at its terminal, goes on when Enter is pressed, and looks
/// again at the end.
const STOPPED: &str = "\"$GAME\" solo --seat apollo; echo stopped; stty -a; echo over once; read go; fg; \
                       echo \"ended $?\"; stty -a; echo over twice";

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_draws_everything_anew() {
    // Ctrl-Z as the keyboard sends it while the game has it, and a stop from outside.
    for (name, by_key) in [("stop-key", true), ("stop-signal", false)] {
        let player = Player::start(name, (100, 60), SETTLED, STOPPED);
        player.until_text("CONTROL APOLLO");
        println!("{name}");
        if by_key {
            player.press("\x1b[122;5u");
        } else {
            player.signal(Signal::TSTP);
        }
        player.until_text("stopped");
        player.until_restored("over once");
        player.press("\n");
        player.until("the console again", |screen| {
            screen.alternate_screen() && screen.contents().contains("CONTROL APOLLO")
        });
        player.press("\x03");
        player.until_restored("over twice");
        player.end();
    }
}

#[test]
fn a_bug_where_the_screen_is_drawn_ends_the_game_with_its_report_on_a_good_terminal() {
    let script = format!(
        "HANDSHAKE_FAULT=draw {}",
        PLAY.replace("$GAME\"", "$GAME\" solo")
    );
    let player = Player::start("bug-draw", (120, 60), SETTLED, &script);
    player.until_text("ended 101");
    player.until_restored("over");
    let text = player.text();
    assert!(text.contains("a fault was asked for at draw"), "{text}");
    player.end();
}

#[test]
fn a_bug_in_a_task_beside_the_screen_is_told_on_it_and_the_game_goes_on() {
    let script = format!(
        "HANDSHAKE_FAULT=link {}",
        PLAY.replace("$GAME\"", "$GAME\" solo")
    );
    let player = Player::start("bug-link", (100, 60), SETTLED, &script);
    player.until_text("A fault in this program ended the flight here");
    player.until_text("a fault was asked for at link");
    player.press("\x1b");
    player.until_text("Together at this keyboard");
    player.press("q");
    player.until_text("ended 0");
    player.until_restored("over");
    player.end();
}
