//! Terminals as they answer, and what is made of it.

use super::*;
use crate::probe::answers_of;

/// What a terminal is, says and gets.
struct Row {
    what: &'static str,
    environment: &'static [(&'static str, &'static str)],
    said: &'static str,
    gets: Result<Protocol, Lack>,
}

/// Answers to the questions of the start, in their order, as the terminals' documentation has them: none
/// was recorded from a terminal. What such a one really says belongs here when it is known.
const ROWS: [Row; 14] = [
    Row {
        what: "kitty 0.36",
        environment: &[("TERM", "xterm-kitty")],
        said: "\x1b[?0u\x1b[?62;c\x1b[?2026;2$y\x1bP>|kitty(0.36.4)\x1b\\\x1b[6;20;9t\
               \x1b_Gi=31;OK\x1b\\\x1b_Gi=32;OK\x1b\\\x1b[?62;c",
        gets: Ok(Protocol::Kitty),
    },
    Row {
        what: "Ghostty",
        environment: &[("TERM", "xterm-ghostty"), ("TERM_PROGRAM", "ghostty")],
        said: "\x1b[?0u\x1b[?62;22c\x1b[?2026;2$y\x1bP>|ghostty 1.0.1\x1b\\\x1b[6;34;16t\
               \x1b_Gi=31;OK\x1b\\\x1b_Gi=32;OK\x1b\\\x1b[?62;22c",
        gets: Ok(Protocol::Kitty),
    },
    Row {
        what: "foot",
        environment: &[("TERM", "foot")],
        said: "\x1b[?0u\x1b[?62;4;22c\x1b[?2026;2$y\x1bP>|foot(1.16.2)\x1b\\\x1b[6;18;8t\
               \x1b[?1;0;1024S\x1b[?2;0;1280;720S\x1b[?62;4;22c",
        gets: Ok(Protocol::Sixel),
    },
    Row {
        what: "WezTerm, which answers for kitty images and does not draw placeholders",
        environment: &[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")],
        said: "\x1b[?65;4;6;18;22c\x1b[?2026;2$y\x1bP>|WezTerm 20240203-110809-5046fc22\x1b\\\
               \x1b[6;22;10t\x1b_Gi=31;OK\x1b\\\x1b_Gi=32;OK\x1b\\\x1b[?1;0;256S\x1b[?65;4;6;18;22c",
        gets: Ok(Protocol::Iterm2),
    },
    Row {
        what: "iTerm2",
        environment: &[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")],
        said: "\x1b[?0u\x1b[?64;1;2;4;6;17;18;21;22c\x1b[?2026;2$y\x1bP>|iTerm2 3.5.4\x1b\\\
               \x1b[6;17;8t\x1b[?64;1;2;4;6;17;18;21;22c",
        gets: Ok(Protocol::Iterm2),
    },
    Row {
        what: "Konsole",
        environment: &[("TERM", "xterm-256color")],
        said: "\x1b[?62;1;4c\x1b[?2026;0$y\x1bP>|Konsole 24.12.0\x1b\\\x1b[6;20;10t\
               \x1b_Gi=31;OK\x1b\\\x1b[?62;1;4c",
        gets: Ok(Protocol::Iterm2),
    },
    Row {
        what: "xterm -ti vt340 with 256 registers",
        environment: &[("TERM", "xterm-256color")],
        said: "\x1b[?63;1;2;4;6;9;15;16;22c\x1b[?2026;0$y\x1bP>|XTerm(379)\x1b\\\x1b[6;13;6t\
               \x1b[?1;0;256S\x1b[?2;0;1000;1000S\x1b[?63;1;2;4;6;9;15;16;22c",
        gets: Ok(Protocol::Sixel),
    },
    Row {
        what: "xterm -ti vt340 with the sixteen of a VT340",
        environment: &[("TERM", "xterm-256color")],
        said: "\x1b[?63;1;2;4;6;9;15;16;22c\x1bP>|XTerm(379)\x1b\\\x1b[6;13;6t\
               \x1b[?1;0;16S\x1b[?2;0;1000;1000S\x1b[?63;1;2;4;6;9;15;16;22c",
        gets: Err(Lack::NoneOffered),
    },
    Row {
        what: "Windows Terminal 1.22, from WSL",
        environment: &[("TERM", "xterm-256color"), ("WT_SESSION", "5c1d")],
        said: "\x1b[?61;4;6;7;14;21;22;23;24;28;32;42c\x1b[?2026;2$y\x1b[6;20;10t\
               \x1b[?61;4;6;7;14;21;22;23;24;28;32;42c",
        gets: Ok(Protocol::Sixel),
    },
    Row {
        what: "GNOME Terminal, which has no pictures",
        environment: &[("TERM", "xterm-256color"), ("VTE_VERSION", "7402")],
        said: "\x1b[?65;1;9c\x1b[?2026;2$y\x1bP>|VTE(7402)\x1b\\\x1b[6;19;9t\x1b[?65;1;9c",
        gets: Err(Lack::NoneOffered),
    },
    Row {
        what: "Linux console",
        environment: &[("TERM", "linux")],
        said: "\x1b[?6c",
        gets: Err(Lack::NoneOffered),
    },
    Row {
        what: "tmux 3.4 built with sixel, in kitty",
        environment: &[
            ("TERM", "tmux-256color"),
            ("TMUX", "/tmp/tmux-0/default,1,0"),
        ],
        said: "\x1b[?1;2;4c\x1bP>|tmux 3.4\x1b\\\x1b[6;20;9t\x1b[?1;2;4c",
        gets: Err(Lack::Multiplexer),
    },
    Row {
        what: "foot over SSH",
        environment: &[("TERM", "foot"), ("SSH_CONNECTION", "a 1 b 22")],
        said: "\x1b[?0u\x1b[?62;4;22c\x1bP>|foot(1.16.2)\x1b\\\x1b[6;18;8t\x1b[?62;4;22c",
        gets: Err(Lack::Remote),
    },
    Row {
        what: "a terminal that says nothing, started from WezTerm",
        environment: &[("TERM", "xterm"), ("TERM_PROGRAM", "WezTerm")],
        said: "",
        gets: Err(Lack::Silent),
    },
];

fn chosen(row: &Row, setting: Graphics, is_colourful: bool) -> Result<Offer, Lack> {
    let variable = |name: &str| {
        let row = row.environment.iter().find(|(key, _)| *key == name);
        row.map(|(_, value)| (*value).to_owned())
    };
    let said = answers_of(row.said.as_bytes());
    let said = said.is_complete.then_some(&said);
    let cell = said.and_then(|said| said.cell);
    choose(setting, &Around::of(variable), said, is_colourful, cell)
}

#[test]
#[cfg(feature = "pixels")]
fn every_known_terminal_gets_the_protocol_it_draws_best() {
    for row in &ROWS {
        let got = chosen(row, Graphics::Auto, true).map(|offer| offer.protocol);
        assert_eq!(got, row.gets, "{}", row.what);
    }
}

#[test]
#[cfg(feature = "pixels")]
fn a_setting_goes_before_what_was_found_but_not_before_the_size_of_a_cell() {
    for row in &ROWS {
        assert_eq!(chosen(row, Graphics::Cells, true), Err(Lack::Asked));
        let named = [
            (Graphics::Kitty, Protocol::Kitty),
            (Graphics::Sixel, Protocol::Sixel),
            (Graphics::Iterm2, Protocol::Iterm2),
        ];
        for (setting, protocol) in named {
            let got = chosen(row, setting, false);
            match answers_of(row.said.as_bytes()).cell {
                Some(cell) => {
                    let offer = got.expect(row.what);
                    assert_eq!((offer.protocol, offer.cell), (protocol, cell));
                }
                None => assert_eq!(got, Err(Lack::NoCellSize), "{}", row.what),
            }
        }
    }
}

#[test]
#[cfg(feature = "pixels")]
fn a_two_tone_picture_was_chosen_and_stays() {
    assert_eq!(chosen(&ROWS[0], Graphics::Auto, false), Err(Lack::Colours));
}

#[test]
fn a_cell_is_as_the_terminal_told_it_until_its_letters_change() {
    let (told, small, large) = (Some((9, 20)), Some((9, 19)), Some((12, 26)));
    assert_eq!(cell(told, small, small), told);
    assert_eq!(cell(told, small, large), large);
    assert_eq!(cell(None, small, small), small);
    assert_eq!(cell(told, None, None), told);
    assert_eq!(cell(None, None, None), None);
}
