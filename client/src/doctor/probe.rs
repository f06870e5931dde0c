//! Questions to the terminal itself, all at once, the last of them one that every terminal answers.
//! One that answers none is waited for a moment only; nothing of it stays on the screen, and no late
//! answer is left for the shell to read.

/// Text whose width tells what the terminal knows of Unicode.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    text: &'static str,
    /// Cells it takes where all is well.
    pub(super) cells: u16,
    /// Sentence when it does.
    pub(super) good: &'static str,
    /// Sentence when it does not.
    pub(super) bad: &'static str,
}

/// Cyrillic, a stress mark on its vowel, and the characters of pictures.
pub(super) const SAMPLES: [Sample; 3] = [
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
pub(super) struct Answers {
    /// The last question was answered: whatever is missing was not understood.
    pub(super) is_complete: bool,
    /// Cells of each sample.
    pub(super) columns: Vec<u16>,
    /// The kitty keyboard protocol.
    pub(super) kitty: bool,
    /// Synchronized output.
    pub(super) sync: bool,
    /// Name and version.
    pub(super) name: Option<String>,
}

/// The questions: width of each sample by the cursor's place (DSR 6), kitty keyboard flags, mode 2026
/// (DECRQM), name (XTVERSION), and at last what kind of terminal it is (DA1).
#[cfg(any(unix, test))]
fn questions() -> String {
    let mut asked = String::new();
    for sample in SAMPLES {
        asked.push_str(&format!("\r{}\x1b[6n", sample.text));
    }
    asked.push_str("\r\x1b[K\x1b[?u\x1b[?2026$p\x1b[>0q\x1b[c");
    asked
}

/// Reads answers out of what came.
#[cfg(any(unix, test))]
fn read(came: &[u8]) -> Answers {
    let text = String::from_utf8_lossy(came);
    let mut answers = Answers::default();
    for piece in text.split('\x1b').skip(1) {
        if let Some(name) = piece.strip_prefix("P>|") {
            let name: String = name.chars().filter(|c| !c.is_control()).collect();
            answers.name = Some(name);
            continue;
        }
        let Some(body) = piece.strip_prefix('[') else {
            continue;
        };
        let end = body
            .find(|c: char| ('@'..='~').contains(&c))
            .unwrap_or(body.len());
        let (parameters, rest) = body.split_at(end);
        match (rest.chars().next(), parameters.strip_prefix('?')) {
            (Some('R'), None) => {
                let column = parameters
                    .split(';')
                    .nth(1)
                    .and_then(|text| text.parse().ok());
                answers
                    .columns
                    .extend(column.map(|column: u16| column.saturating_sub(1)));
            }
            (Some('u'), Some(_)) => answers.kitty = true,
            (Some('y'), Some(mode)) => {
                // 1 set, 2 reset, 3 always set; 0 unknown, 4 never.
                let state = mode.strip_prefix("2026;");
                answers.sync |= state.is_some_and(|state| state.starts_with(['1', '2', '3']));
            }
            (Some('c'), Some(_)) => answers.is_complete = true,
            _ => {}
        }
    }
    answers
}

/// Asks, on a line that is empty again afterwards.
#[cfg(unix)]
pub(super) fn ask() -> Option<Answers> {
    use std::io::Write;
    use std::os::fd::AsFd;
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::termios::{QueueSelector, tcflush};

    /// How long a terminal may take, over a slow line too.
    const WAIT: Duration = Duration::from_millis(1500);
    /// Most bytes of an answer; more is not one.
    const ANSWER_MAX: usize = 4096;

    crossterm::terminal::enable_raw_mode().ok()?;
    let mut out = std::io::stdout();
    let asked = out
        .write_all(questions().as_bytes())
        .and_then(|()| out.flush());
    let input = std::io::stdin();
    let (mut came, end) = (Vec::new(), Instant::now() + WAIT);
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
    // A terminal that was slower than that would answer into the shell.
    let _ = tcflush(input.as_fd(), QueueSelector::IFlush);
    let _ = out.write_all(b"\r\x1b[K").and_then(|()| out.flush());
    let _ = crossterm::terminal::disable_raw_mode();
    Some(read(&came))
}

/// The console of Windows is not asked.
#[cfg(not(unix))]
pub(super) fn ask() -> Option<Answers> {
    None
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
            }
        );
        let wanted: Vec<u16> = SAMPLES.iter().map(|sample| sample.cells).collect();
        assert_eq!(answers.columns, wanted);
    }

    #[test]
    fn an_old_terminal_answers_the_last_question_only_and_half_an_answer_is_none() {
        let answers = read(b"\x1b[1;5R\x1b[1;11R\x1b[1;9R\x1b[?2026;0$y\x1b[?1;2c");
        assert!(answers.is_complete && !answers.kitty && !answers.sync);
        assert_eq!(answers.columns, [4, 10, 8]);
        for cut in [&b""[..], b"\x1b", b"\x1b[", b"\x1b[?62;4", b"\xff\x1b[;R"] {
            assert_eq!(read(cut), Answers::default(), "{cut:?}");
        }
    }

    #[test]
    fn the_last_question_is_the_one_that_all_answer() {
        assert!(questions().ends_with("\x1b[c"));
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
