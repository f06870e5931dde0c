//! How long it takes to fly: keys and seconds from `handshake solo`, and from the start screen, to a craft
//! that answers the stick. Printed, not held against anything.

use std::time::Instant;

use crate::SETTLED;
use crate::player::Player;

/// Left stick held to roll: the first key of anybody who flies.
const ROLL: &str = "e";

fn console(player: &Player) {
    player.until("the console", |screen| {
        let text = screen.contents();
        text.contains("FLT PLAN") && text.contains("00:00:0")
    });
}

#[test]
#[ignore = "prints seconds, which no test may judge"]
fn seconds_from_the_first_line_typed_to_flying() {
    for (name, script, keys) in [
        ("solo-command", "\"$GAME\" solo --seat apollo", ""),
        ("solo-menu", "\"$GAME\"", "4\r\r"),
    ] {
        let began = Instant::now();
        let player = Player::start(name, (120, 40), SETTLED, script);
        if !keys.is_empty() {
            player.until_text("Together at this keyboard");
        }
        let menu_s = began.elapsed().as_secs_f64();
        player.press(keys);
        console(&player);
        let shown_s = began.elapsed().as_secs_f64();
        player.press(ROLL);
        player.until("an answer", |screen| {
            !screen.contents().contains("00:00:00")
        });
        let flown_s = began.elapsed().as_secs_f64();
        let count = keys.chars().count();
        println!(
            "{name}: {count} keys; start screen {menu_s:.1} s, console {shown_s:.1} s, flying {flown_s:.1} s"
        );
        player.press("\x1b\x1b\x1b\x1b\x03\x03");
        player.end();
    }
}
