//! The show: a whole round of it, a seat taken in it, and the table that nobody leaves by a plain key. The
//! hidden `--stretch` brings the cuts forward and changes no clock.

use crate::player::Player;
use crate::{ESC, SETTLED};

fn show(name: &str, size: (u16, u16), options: &str) -> Player {
    let script = format!("\"$GAME\" demo {options}; echo \"ended $?\"; stty -a; echo over");
    Player::start(name, size, SETTLED, &script)
}

#[test]
fn a_round_of_the_show_has_both_consoles_and_captions_in_both_languages_and_begins_again() {
    let player = show("demo-round", (160, 48), "--seed 1 --stretch 3");
    player.until_text("getting ready");
    for (english, russian) in [
        ("counts feet", "считает футы"),
        ("reads out range", "передаёт дальность"),
        ("hold point", "Рубеж"),
        ("Cyrillic", "русская буква"),
        ("last thirty meters", "Последние тридцать метров"),
        ("Contact:", "Касание:"),
        ("eight hooks", "восемь крюков"),
        ("258 mm of mercury", "Давление повторяют"),
        ("Two airs", "Воздух разный"),
        ("Two keys", "Два ключа"),
        ("hatch is open", "Люк открыт"),
        // And round again.
        ("counts feet", "считает футы"),
    ] {
        player.until(english, |screen| {
            let text = screen.contents();
            text.contains(english) && text.contains(russian)
        });
        player.until("both consoles", |screen| {
            let text = screen.contents();
            text.contains("FLT PLAN") && text.contains("ПРОГРАММА") || text.contains("Contact:")
        });
    }
    player.press(ESC);
    player.until_text("Together at this keyboard");
    player.press("q");
    player.until_text("ended 0");
    player.until_restored("over");
    player.end();
}

#[test]
fn the_start_screen_has_a_line_for_the_show_and_escape_leads_back() {
    let player = Player::start(
        "demo-menu",
        (120, 40),
        SETTLED,
        "\"$GAME\"; echo \"ended $?\"",
    );
    player.until_text("Watch the demo");
    player.press("5");
    player.until_text("17 July 1975, two software crews");
    player.press(ESC);
    player.until_text("Watch the demo");
    player.press("q");
    player.until_text("ended 0");
    player.end();
}

#[test]
fn a_key_takes_a_seat_in_the_flight_as_it_stands_with_its_loop() {
    let player = show("demo-seat", (120, 40), "--seed 1 --stretch 4");
    player.until_text("reads out range");
    player.press(" ");
    player.until_text("The flight goes on from here");
    player.press("1");
    player.until("the console", |screen| {
        let text = screen.contents();
        text.contains("FLT PLAN") && !text.contains("reads out range")
    });
    // The loop is not empty, and Soyuz is flown by software.
    player.until("the loop", |screen| screen.contents().contains("SOYUZ"));
    player.press(ESC);
    player.until_text("Esc again leaves");
    player.press(ESC);
    player.until_text("17 July 1975");
    player.press("\x03");
    player.until_text("ended 0");
    player.until_restored("over");
    player.end();
}

#[test]
fn nobody_leaves_the_table_but_by_the_chord_and_the_second_player_takes_the_other_half() {
    let player = show("demo-table", (160, 48), "--kiosk --seed 1 --stretch 3");
    player.until_text("Any key: fly");
    player.until_text("counts feet");
    // Ctrl-C, Ctrl-Z, Escape, and half of the chord: the show goes on.
    player.press("\x03\x1a\x1b\x11q");
    player.until_text("In which language do you read?");
    player.press("2");
    player.until_text("Какое место?");
    player.press("1");
    player.until_text("любая клавиша этой половины");
    player.press("\x03\x1a");
    player.press("m");
    player.until("two players", |screen| {
        !screen.contents().contains("любая клавиша этой половины")
    });
    player.until_text("Никого нет?");
    player.until_text("Any key: fly");
    player.press("\x18\x11");
    player.until_text("ended 0");
    player.until_restored("over");
    player.end();
}
