//! What a report may not hold: secrets and invite lines, keys and addresses, the name of the home
//! folder. Words that look like one go, and those that this machine's own files name.

use std::net::{IpAddr, SocketAddr};

/// Words shorter than this are no secrets, and not looked for elsewhere.
const SECRET_CHARS: usize = 12;
/// A word of at least so many letters and digits may be a key.
const KEY_CHARS: usize = 16;
/// How lines to a seat and to a desk begin.
const SCHEMES: [&str; 2] = ["handshake:", "handshake-watch:"];
/// Digits of a room code.
const CODE_DIGITS: usize = 6;

/// Takes out what nobody else may read.
#[derive(Clone, Debug, Default)]
pub struct Scrub {
    /// Words of this machine's own files, the longest first.
    secrets: Vec<String>,
    /// The home folder, and the name of its user.
    home: Option<(String, String)>,
}

impl Scrub {
    /// Knows the home folder and the texts of the files that hold secrets.
    pub fn new(home: Option<&std::path::Path>, files: &[String]) -> Scrub {
        let words = files.iter().flat_map(|text| text.split(is_between));
        let words = words.filter(|word| word.chars().count() >= SECRET_CHARS);
        let mut secrets: Vec<String> = words.map(str::to_owned).collect();
        secrets.sort_by_key(|word| std::cmp::Reverse(word.len()));
        secrets.dedup();
        let home = home.map(|path| {
            let user = path.file_name().unwrap_or_default();
            let user = user.to_string_lossy().into_owned();
            (path.display().to_string(), user)
        });
        let home = home.filter(|(path, _)| path.len() > 1);
        Scrub { secrets, home }
    }

    /// The text without them.
    pub fn text(&self, text: &str) -> String {
        let mut text = without_invites(text);
        for secret in &self.secrets {
            text = text.replace(secret, "[secret]");
        }
        if let Some((home, _)) = &self.home {
            text = text.replace(home, "~");
        }
        let mut clean = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find(is_between) {
            let (word, after) = rest.split_at(at);
            self.word(word, &mut clean);
            let mark = after.chars().next().unwrap_or_default();
            clean.push(mark);
            rest = &after[mark.len_utf8()..];
        }
        self.word(rest, &mut clean);
        clean
    }

    fn word(&self, word: &str, clean: &mut String) {
        let core = word.trim_matches(|c: char| ".:!?".contains(c));
        let put = match core {
            _ if is_address(word) || is_address(core) => "[address]",
            _ if core.ends_with(".local") => "[host]",
            _ if is_code(core) => "[code]",
            _ if is_key(core) => "[secret]",
            _ if self.home.as_ref().is_some_and(|(_, user)| core == user) => "[user]",
            _ => word,
        };
        clean.push_str(put);
    }
}

/// Between two words of a log or a small file.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "\"'`=,;()<>{}/\\@|".contains(c)
}

/// The text without lines to a seat or to a desk: all of a line goes, whatever stands in it.
fn without_invites(text: &str) -> String {
    let ends = |c: char| c.is_whitespace() || "\"'`<>()".contains(c);
    let mut clean = String::with_capacity(text.len());
    for piece in text.split_inclusive(ends) {
        let lower = piece.to_ascii_lowercase();
        let begins = SCHEMES.iter().filter_map(|scheme| {
            let at = lower.find(scheme)?;
            // The program's own modules are named so, too.
            let is_path = lower[at + scheme.len()..].starts_with(':');
            (!is_path).then_some(at)
        });
        match begins.min() {
            Some(at) => {
                clean.push_str(&piece[..at]);
                clean.push_str("[invite]");
                clean.extend(piece.chars().last().filter(|last| ends(*last)));
            }
            None => clean.push_str(piece),
        }
    }
    clean
}

fn is_address(word: &str) -> bool {
    let bare = word.trim_start_matches('[').trim_end_matches(']');
    let host = bare.split('%').next().unwrap_or_default();
    word.parse::<SocketAddr>().is_ok()
        || bare.parse::<IpAddr>().is_ok()
        || (host != bare && host.parse::<IpAddr>().is_ok())
}

/// Six digits, alone or at the end of a file's name.
fn is_code(word: &str) -> bool {
    let last = word.rsplit('-').next().unwrap_or_default();
    let last = last.split('.').next().unwrap_or_default();
    last.len() == CODE_DIGITS && last.chars().all(|c| c.is_ascii_digit())
}

/// Long, of letters and digits without a shape of words.
fn is_key(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_+".contains(c);
    let has = |is: fn(&char) -> bool| word.chars().any(|c| is(&c));
    let is_hex = word.chars().all(|c| c.is_ascii_hexdigit());
    let lower = has(char::is_ascii_lowercase);
    let upper = has(char::is_ascii_uppercase);
    word.len() >= KEY_CHARS
        && word.chars().all(plain)
        && has(char::is_ascii_digit)
        && (is_hex || !lower || upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn nothing_that_leads_to_a_person_or_a_seat_is_left() {
        let kept = "token = \"kurzgeheim-42\"\nline = \"irrelevant\"".to_owned();
        let scrub = Scrub::new(Some(Path::new("/home/anna")), &[kept]);
        let secrets = [
            "kurzgeheim-42",
            "/home/anna",
            "handshake:192.168.1.7:1975/482913#ABCDEFGH",
            "handshake-watch:192.168.1.7:1975/MFRGGZDF#TWQ",
            "192.168.1.7",
            "192.168.1.7:1975",
            "[fe80::1%3]:1975",
            "2001:db8::7",
            "482913",
            "anna",
            "annas-laptop.local",
            "QX7J2M4K9WZP3T8RVB5N",
            "0123456789abcdef0123456789abcdef",
            "aB3dE6gH9jK2mN5pQ8sT",
        ];
        for secret in secrets {
            for text in [
                secret.to_owned(),
                format!("2026-11-27T08:30:00.1Z DEBUG at={secret}, gone"),
                format!("folder \"{secret}\": no."),
                format!("({secret}) and anna's"),
            ] {
                let clean = scrub.text(&text);
                assert!(!clean.contains(secret), "{text} -> {clean}");
                for part in ["anna", "ABCDEFGH", "MFRGGZDF"] {
                    assert!(!clean.contains(part), "{text} -> {clean}");
                }
            }
        }
    }

    #[test]
    fn what_tells_of_a_fault_stays() {
        let scrub = Scrub::new(Some(Path::new("/home/anna")), &[]);
        let line = "2026-11-27T08:30:00.123456Z ERROR handshake::runtime::shell: a bug \
                    panic=panicked at client/src/app.rs:12:5: index 7 of 3, tick 123456789";
        assert_eq!(scrub.text(line), line);
        let root = Scrub::new(Some(Path::new("/")), &[]);
        assert_eq!(root.text("a/b /c"), "a/b /c");
    }
}
