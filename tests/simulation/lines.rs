//! The mode of lines is enough: a script that sees printed lines and types lines flies the last thirty
//! meters, the docking, the air and the hatches to the handshake, from either seat in its own language.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use handshake_shared::ids::Seat;
use handshake_shared::scenario::load;
use handshake_shared::sim::event::Outcome;
use handshake_tests::script::Script;
use handshake_tests::teletype::fly;

/// Mission time a script is given, s: one line a second is slow hands.
const LIMIT_S: f64 = 480.0;

#[test]
fn a_script_flies_final_approach_by_lines_alone_from_either_seat() {
    let scenario = load("final-approach").expect("ships");
    for seat in Seat::ALL {
        for seed in [7, 1975, 20_260_717] {
            let mut script = Script::new(seat);
            let flown = fly(&scenario, seed, seat, LIMIT_S, |lines| script.answer(lines));
            let lines: Vec<String> = flown
                .transcript
                .iter()
                .map(|(at, line)| format!("{at:4} {line}"))
                .collect();
            let told = lines.join("\n");
            assert_eq!(flown.outcome, Some(Outcome::Handshake), "{seat:?}\n{told}");
            let debrief = ["The crews shook hands.", "Рукопожатие состоялось"][seat.index()];
            assert!(told.contains(debrief), "{seat:?}: no debrief in\n{told}");
            println!(
                "{seat:?} {seed}: {:.0} s, {} lines",
                flown.seconds,
                lines.len()
            );
        }
    }
}

/// The game's own binary beside this test's.
fn game() -> PathBuf {
    let own = std::env::current_exe().expect("a test has a path");
    let folder = own.ancestors().nth(2).expect("target/debug/deps");
    let game = folder.join(format!("handshake{}", std::env::consts::EXE_SUFFIX));
    assert!(
        game.exists(),
        "cargo build -p handshake builds {}",
        game.display()
    );
    game
}

/// Plays the real game through its pipes; the lines it printed.
fn play(seat: &str, lang: &str, mut script: Script) -> Vec<String> {
    let home = std::env::temp_dir().join(format!("handshake-lines-{}-{seat}", std::process::id()));
    let mut child = Command::new(game())
        .args(["solo", "--seat", seat, "--lang", lang, "--plain"])
        .args(["--scenario", "final-approach", "--seed", "7"])
        .env("XDG_CONFIG_HOME", &home)
        .env("XDG_DATA_HOME", &home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the game starts");
    let mut typed = child.stdin.take().expect("piped");
    let printed = BufReader::new(child.stdout.take().expect("piped"));
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in printed.lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    let mut all = Vec::new();
    for _ in 0..LIMIT_S as u32 {
        std::thread::sleep(Duration::from_secs(1));
        let new: Vec<String> = lines.try_iter().collect();
        let over = new.iter().any(|line| line.contains("100"));
        let answers = script.answer(&new);
        all.extend(new);
        if over
            && all
                .iter()
                .any(|line| line.contains("Debrief") || line.contains("Разбор"))
        {
            break;
        }
        for line in answers {
            // A game that has ended reads no more; what it printed tells why.
            let _ = writeln!(typed, "{line}");
        }
    }
    let _ = writeln!(typed, "quit");
    child.wait().expect("the game ends");
    let _ = std::fs::remove_dir_all(home);
    all
}

#[test]
#[ignore = "on the clock, five minutes; cargo build -p handshake first"]
fn the_real_game_is_flown_through_its_pipes_from_either_seat() {
    let crews = [("apollo", "en", Seat::Apollo), ("soyuz", "ru", Seat::Soyuz)];
    let players = crews
        .map(|(name, lang, seat)| std::thread::spawn(move || play(name, lang, Script::new(seat))));
    let end = ["The crews shook hands.", "Рукопожатие состоялось"];
    for (player, end) in players.into_iter().zip(end) {
        let lines = player.join().expect("a player that plays");
        let tail = lines.len().saturating_sub(60);
        println!("{}", lines[tail..].join("\n"));
        assert!(
            lines.iter().any(|line| line.contains(end)),
            "{}",
            lines.join("\n")
        );
    }
}
