//! Questions to the terminal itself, several at once, the last of them one that every terminal answers.
//! One that answers none is waited for a moment only. The doctor asks, and the game once at its start:
//! whatever was typed meanwhile is handed on, and no late answer is taken for a key.

/// Text whose width tells what the terminal knows of Unicode.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    text: &'static str,
    /// Cells it takes where all is well.
    pub cells: u16,
    /// Sentence when it does.
    pub good: &'static str,
    /// Sentence when it does not.
    pub bad: &'static str,
}

/// Cyrillic, a stress mark on its vowel, and the characters of pictures.
pub const SAMPLES: [Sample; 3] = [
    Sample {
        text: "Союз",
        cells: 4,
        good: "doctor-cyrillic",
        bad: "doctor-cyrillic-wide",
    },
    Sample {
        text: "да\u{301}льность",
        cells: 9,
        good: "doctor-stress",
        bad: "doctor-stress-wide",
    },
    Sample {
        text: "▚▞🬗🬤⣿",
        cells: 5,
        good: "doctor-blocks",
        bad: "doctor-blocks-wide",
    },
];

/// What the terminal said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The last question was answered: whatever is missing was not understood.
    pub is_complete: bool,
    /// Cells of each sample.
    pub columns: Vec<u16>,
    /// The kitty keyboard protocol.
    pub kitty: bool,
    /// Synchronized output.
    pub sync: bool,
    /// Name and version.
    pub name: Option<String>,
    /// Images of the kitty graphics protocol.
    pub images: bool,
    /// The same, deflated.
    pub deflated: bool,
    /// Sixel graphics, by the primary device attributes.
    pub sixel: bool,
    /// Colours that a sixel picture may have.
    pub registers: Option<u16>,
    /// Largest sixel picture, pixels right and down.
    pub sixel_max: Option<(u16, u16)>,
    /// Size of a cell, pixels right and down.
    pub cell: Option<(u16, u16)>,
}

/// What kind of terminal it is (DA1): the question that all answer.
const LAST: &str = "\x1b[c";
/// Kitty keyboard flags, asked with the last question. Input libraries know these two answers: one
/// that comes late is swallowed and not taken for keys.
const FIRST: &str = "\x1b[?u";
/// Mode 2026 (DECRQM), name (XTVERSION), size of a cell (XTWINOPS 16), and two images of one pixel that
/// are only tried: plain, and deflated.
const REST: &str = "\x1b[?2026$p\x1b[>0q\x1b[16t\
    \x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\
    \x1b_Gi=32,s=1,v=1,a=q,t=d,f=24,o=z;eJxjYGAAAAADAAE=\x1b\\";
/// Colour registers and largest picture (XTSMGRAPHICS): only to one that has sixel, others scroll.
const OF_SIXEL: &str = "\x1b[?1;1;0S\x1b[?2;1;0S";

/// Takes apart what came: answers, and the bytes of keys between them. Half an answer is neither.
#[cfg(any(unix, test))]
fn parts(came: &[u8]) -> (Vec<String>, Vec<u8>) {
    let (mut answers, mut keys) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < came.len() {
        let rest = &came[at..];
        let length = match rest {
            [0x1b, b'[', body @ ..] => body
                .iter()
                .position(|byte| (b'@'..=b'~').contains(byte))
                .map_or(0, |end| end + 3),
            // Strings of a terminal, up to ESC \; some end them with BEL.
            [0x1b, b'P' | b'_' | b']', body @ ..] => {
                let long = body.windows(2).position(|end| end == b"\x1b\\");
                let short = body.iter().position(|byte| *byte == 7);
                let ends = [long.map(|end| end + 4), short.map(|end| end + 3)];
                ends.into_iter().flatten().min().unwrap_or(0)
            }
            _ => 1,
        };
        if length == 0 {
            break;
        }
        let piece = &rest[..length];
        let is_answer = length > 3 && !matches!(piece, [0x1b, b'[', b'0'..=b'9', b'~']);
        match is_answer {
            true => answers.push(String::from_utf8_lossy(&piece[1..]).into_owned()),
            false => keys.extend_from_slice(piece),
        }
        at += length;
    }
    (answers, keys)
}

/// Reads answers out of what came.
#[cfg(any(unix, test))]
fn read(came: &[u8]) -> Answers {
    let mut answers = Answers::default();
    for piece in parts(came).0 {
        if let Some(name) = piece.strip_prefix("P>|") {
            let name: String = name.chars().take_while(|c| !c.is_control()).collect();
            answers.name = Some(name);
        } else if let Some(tried) = piece.strip_prefix("_G") {
            let is_good = tried.contains(";OK");
            answers.images |= is_good && tried.starts_with("i=31");
            answers.deflated |= is_good && tried.starts_with("i=32");
        } else if let Some(body) = piece.strip_prefix('[') {
            answers.take(body);
        }
    }
    answers
}

/// For the tests of what is made of answers.
#[cfg(test)]
pub fn answers_of(came: &[u8]) -> Answers {
    read(came)
}

#[cfg(any(unix, test))]
impl Answers {
    /// Takes a control sequence in, without what introduces it.
    fn take(&mut self, body: &str) {
        let Some(end) = body.char_indices().last() else {
            return;
        };
        let (text, is_private) = match body[..end.0].strip_prefix('?') {
            Some(text) => (text, true),
            None => (&body[..end.0], false),
        };
        let numbers: Vec<u16> = text
            .split(';')
            .map(|number| number.trim_end_matches('$').parse().unwrap_or(0))
            .collect();
        match (end.1, is_private, numbers.as_slice()) {
            ('R', false, [_, column]) if *column > 0 => self.columns.push(column - 1),
            ('u', true, _) => self.kitty = true,
            // 1 set, 2 reset, 3 always set; 0 unknown, 4 never.
            ('y', true, [2026, state]) => self.sync |= matches!(state, 1..=3),
            ('t', false, [6, high, wide]) if *high > 0 && *wide > 0 => {
                self.cell = Some((*wide, *high));
            }
            ('S', true, [1, 0, registers]) => self.registers = Some(*registers),
            ('S', true, [2, 0, wide, high]) => self.sixel_max = Some((*wide, *high)),
            ('c', true, kind) => {
                self.is_complete = true;
                // The first number is the terminal's class; 4 after it is sixel.
                self.sixel |= kind.iter().skip(1).any(|part| *part == 4);
            }
            _ => {}
        }
    }
}

/// What was asked at the start of the game.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// What the terminal said; absent where it said nothing in time.
    pub answers: Option<Answers>,
    /// What was typed meanwhile.
    pub typed: Vec<crossterm::event::KeyEvent>,
}

/// Keys out of the bytes that a terminal without a keyboard protocol sends for them.
#[cfg(any(unix, test))]
fn typed(keys: &[u8]) -> Vec<crossterm::event::KeyEvent> {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    const SEQUENCES: [(&str, KeyCode); 10] = [
        ("\x1b[A", KeyCode::Up),
        ("\x1b[B", KeyCode::Down),
        ("\x1b[C", KeyCode::Right),
        ("\x1b[D", KeyCode::Left),
        ("\x1bOA", KeyCode::Up),
        ("\x1bOB", KeyCode::Down),
        ("\x1bOC", KeyCode::Right),
        ("\x1bOD", KeyCode::Left),
        ("\x1b[5~", KeyCode::PageUp),
        ("\x1b[6~", KeyCode::PageDown),
    ];
    let text = String::from_utf8_lossy(keys);
    let mut rest = text.as_ref();
    let mut events = Vec::new();
    while let Some(first) = rest.chars().next() {
        let known = SEQUENCES.iter().find(|(sent, _)| rest.starts_with(sent));
        if let Some((sent, code)) = known {
            events.push(KeyEvent::new(*code, KeyModifiers::NONE));
            rest = &rest[sent.len()..];
            continue;
        }
        let (code, modifiers) = match first {
            '\r' | '\n' => (KeyCode::Enter, KeyModifiers::NONE),
            '\t' => (KeyCode::Tab, KeyModifiers::NONE),
            '\x1b' => (KeyCode::Esc, KeyModifiers::NONE),
            '\x7f' => (KeyCode::Backspace, KeyModifiers::NONE),
            '\x01'..='\x1a' => {
                let letter = char::from(first as u8 + b'a' - 1);
                (KeyCode::Char(letter), KeyModifiers::CONTROL)
            }
            other => (KeyCode::Char(other), KeyModifiers::NONE),
        };
        events.push(KeyEvent::new(code, modifiers));
        rest = &rest[first.len_utf8()..];
    }
    events
}

/// The doctor asks, on a line that is empty again afterwards.
#[cfg(unix)]
pub fn ask() -> Option<Answers> {
    use std::io::Write;
    use std::time::Duration;

    use rustix::termios::{QueueSelector, tcflush};

    /// How long a terminal may take, over a slow line too.
    const WAIT: Duration = Duration::from_millis(1500);

    crossterm::terminal::enable_raw_mode().ok()?;
    let mut asked = String::new();
    for sample in SAMPLES {
        asked.push_str(&format!("\r{}\x1b[6n", sample.text));
    }
    asked.push_str("\r\x1b[K");
    let mut came = exchange(&format!("{asked}{FIRST}{LAST}"), WAIT);
    came.extend(the_rest(&read(&came), WAIT));
    // A terminal that was slower than that would answer into the shell.
    let _ = tcflush(std::io::stdin(), QueueSelector::IFlush);
    let mut out = std::io::stdout();
    let _ = out.write_all(b"\r\x1b[K").and_then(|()| out.flush());
    let _ = crossterm::terminal::disable_raw_mode();
    Some(read(&came))
}

/// The console of Windows is not asked.
#[cfg(not(unix))]
pub fn ask() -> Option<Answers> {
    None
}

/// The game asks, in raw mode and on a screen that is cleared afterwards. A silent terminal is given
/// `first`, one that has answered once some more for the rest.
#[cfg(unix)]
pub fn ask_at_start(first: std::time::Duration) -> Heard {
    /// One that answers does so within this, unless it hangs.
    const REST_WAIT: std::time::Duration = std::time::Duration::from_millis(1000);
    let mut came = exchange(&format!("{FIRST}{LAST}"), first);
    came.extend(the_rest(&read(&came), REST_WAIT));
    let answers = read(&came);
    Heard {
        answers: answers.is_complete.then_some(answers),
        typed: typed(&parts(&came).1),
    }
}

/// The rest of the questions, to a terminal that has answered the first.
#[cfg(unix)]
fn the_rest(first: &Answers, wait: std::time::Duration) -> Vec<u8> {
    // These print what they do not know: the console of Linux, and Terminal of macOS.
    let prints = std::env::var("TERM").is_ok_and(|name| name == "linux")
        || std::env::var("TERM_PROGRAM").is_ok_and(|name| name == "Apple_Terminal");
    if !first.is_complete || prints {
        return Vec::new();
    }
    let sixel = if first.sixel { OF_SIXEL } else { "" };
    exchange(&format!("{REST}{sixel}{LAST}"), wait)
}

/// Asks, and reads until the last question is answered or the time is over.
#[cfg(unix)]
fn exchange(questions: &str, wait: std::time::Duration) -> Vec<u8> {
    use std::io::Write;
    use std::os::fd::AsFd;
    use std::time::Instant;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    /// Most bytes of an answer; more is not one.
    const ANSWER_MAX: usize = 4096;

    let mut out = std::io::stdout();
    let asked = out
        .write_all(questions.as_bytes())
        .and_then(|()| out.flush());
    let input = std::io::stdin();
    let (mut came, end) = (Vec::new(), Instant::now() + wait);
    while asked.is_ok() && !read(&came).is_complete && came.len() < ANSWER_MAX {
        let left = end.saturating_duration_since(Instant::now());
        let Ok(left) = Timespec::try_from(left) else {
            break;
        };
        let mut waited = [PollFd::new(&input, PollFlags::IN)];
        match poll(&mut waited, Some(&left)) {
            Ok(ready) if ready > 0 => {}
            Err(rustix::io::Errno::INTR) => continue,
            _ => break,
        }
        let mut bytes = [0; 256];
        match rustix::io::read(input.as_fd(), &mut bytes) {
            Ok(length) if length > 0 => came.extend_from_slice(&bytes[..length]),
            _ => break,
        }
    }
    came
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_of_a_capable_terminal_are_read_whatever_comes_between_them() {
        let came = b"\x1b[12;5R\x1b[12;10Rxy\x1b[12;6R\x1b[?0u\x1b[?2026;2$y\
                     \x1bP>|foot(1.16.2)\x1b\\\x1b[?62;4;22c";
        let answers = read(came);
        assert_eq!(
            answers,
            Answers {
                is_complete: true,
                columns: vec![4, 9, 5],
                kitty: true,
                sync: true,
                name: Some("foot(1.16.2)".into()),
                sixel: true,
                ..Answers::default()
            }
        );
        let wanted: Vec<u16> = SAMPLES.iter().map(|sample| sample.cells).collect();
        assert_eq!(answers.columns, wanted);
    }

    #[test]
    fn an_old_terminal_answers_the_last_question_only_and_half_an_answer_is_none() {
        let answers = read(b"\x1b[1;5R\x1b[1;11R\x1b[1;9R\x1b[?2026;0$y\x1b[?1;2c");
        assert!(answers.is_complete && !answers.kitty && !answers.sync && !answers.sixel);
        assert_eq!(answers.columns, [4, 10, 8]);
        for cut in [
            &b""[..],
            b"\x1b",
            b"\x1b[",
            b"\x1b[?62;4",
            b"\xff\x1b[;R",
            b"\x1b_Gi=31;OK",
        ] {
            assert_eq!(read(cut), Answers::default(), "{cut:?}");
        }
    }

    #[test]
    fn what_is_said_of_pictures_is_read() {
        let came = b"\x1b[6;20;10t\x1b_Gi=31;OK\x1b\\\x1b_Gi=32;EINVAL:no\x1b\\\
                     \x1b[?1;0;256S\x1b[?2;0;1000;800S\x1b[?65;1;4c";
        let answers = read(came);
        assert_eq!(answers.cell, Some((10, 20)));
        assert!(answers.images && !answers.deflated && answers.sixel);
        assert_eq!(answers.registers, Some(256));
        assert_eq!(answers.sixel_max, Some((1000, 800)));
        let refused = read(b"\x1b[?1;3;0S\x1b[4;0;0t\x1b[6;0;0t\x1b[?4;1c");
        assert_eq!((refused.registers, refused.cell), (None, None));
        assert!(!refused.sixel, "the first number is the class");
    }

    #[test]
    fn keys_typed_between_the_answers_are_handed_on() {
        use crossterm::event::KeyCode::{Char, Down, Enter, Esc, PageUp};
        let came = "1\x1b[?0uж\x1b[B\x1b[5~\r\x1b[?62c\x1b";
        let (_, keys) = parts(came.as_bytes());
        let codes: Vec<_> = typed(&keys).into_iter().map(|key| key.code).collect();
        assert_eq!(codes, [Char('1'), Char('ж'), Down, PageUp, Enter, Esc]);
        let interrupt = typed(b"\x03");
        assert!(crate::input::is_interrupt(&interrupt[0]));
    }

    #[test]
    fn the_last_question_is_the_one_that_all_answer() {
        assert_eq!(LAST, "\x1b[c");
        use unicode_width::UnicodeWidthStr;
        for sample in SAMPLES {
            assert_eq!(
                sample.text.width(),
                usize::from(sample.cells),
                "{}",
                sample.text
            );
        }
    }
}
