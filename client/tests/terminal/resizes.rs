//! Another size at any moment of a flight: the console is whole again in each, or the card says what is
//! needed, and the flight goes on.

use vt100::Screen;

use crate::player::Player;
use crate::{PLAY, SETTLED};

/// The sizes a window is dragged through: down to a ribbon, up to a wall.
const SIZES: [(u16, u16); 9] = [
    (20, 5),
    (80, 24),
    (79, 24),
    (120, 40),
    (40, 10),
    (160, 48),
    (240, 67),
    (80, 23),
    (100, 30),
];
/// Smallest size that has a console.
const LEAST: (u16, u16) = (80, 24);

/// Text of one row, from 0.
fn row(screen: &Screen, at: u16) -> String {
    let (_, columns) = screen.size();
    screen
        .rows(0, columns)
        .nth(usize::from(at))
        .unwrap_or_default()
}

fn is_console(screen: &Screen) -> bool {
    let (rows, _) = screen.size();
    row(screen, 0).contains("CONTROL APOLLO") && row(screen, rows - 1).contains("help")
}

fn is_card(screen: &Screen, size: (u16, u16)) -> bool {
    let text = screen.contents();
    let told = text.split_whitespace().collect::<String>();
    told.contains("80×24") && told.contains(&format!("{}×{}", size.0, size.1))
}

#[test]
fn any_size_in_flight_is_drawn_whole_or_says_what_is_needed() {
    let script = PLAY.replace("$GAME\"", "$GAME\" solo --seat apollo");
    let player = Player::start("resizes", (160, 48), SETTLED, &script);
    player.until("the console", is_console);
    for (columns, rows) in SIZES {
        player.resize((columns, rows));
        let console = columns >= LEAST.0 && rows >= LEAST.1;
        player.until(&format!("{columns}×{rows}"), |screen| {
            if console {
                is_console(screen)
            } else {
                is_card(screen, (columns, rows))
            }
        });
    }
    player.press("\x03");
    player.until_text("ended 0");
    player.until_restored("over");
    player.end();
}
