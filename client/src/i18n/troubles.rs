//! Why a mission cannot begin or go on, as whole sentences: what is wrong and what would be right.
//! It knows the keys of the texts; the words are in the locales.

use std::net::SocketAddr;
use std::path::Path;

use handshake_shared::limits::SEAT_HOLD_S;
use handshake_shared::scenario::shipped;
use handshake_shared::wire::invite::{ADDRESSES_MAX, InviteError};
use handshake_shared::wire::server::BadCopy;
use handshake_shared::wire::{Closing, PORT, Refused};

use super::reach::Reach;
use super::{Arg, Words, labels};
use crate::app::trouble::Trouble;
use crate::net::RECONNECT_FOR;
use crate::settings::Mishap;

/// What became of the settings file, in words.
pub fn mishap_text(words: &Words, mishap: &Mishap) -> String {
    match mishap {
        Mishap::Broken {
            line,
            column,
            file,
            aside,
        } => {
            let (line, column) = (line.to_string(), column.to_string());
            let moved = aside.as_ref().map(|path| path.display().to_string());
            let key = match moved {
                Some(_) => "settings-broken",
                None => "settings-broken-left",
            };
            let args = [
                ("file", Arg::Text(&file.display().to_string())),
                ("line", Arg::Text(&line)),
                ("column", Arg::Text(&column)),
                ("aside", Arg::Text(&moved.unwrap_or_default())),
            ];
            words.format(key, &args)
        }
        Mishap::Unread(file, why) => of_file(words, "settings-unread", file, why),
        Mishap::Unwritten(file, why) => of_file(words, "settings-unwritten", file, why),
    }
}

fn of_file(words: &Words, key: &str, file: &Path, why: &str) -> String {
    let file = file.display().to_string();
    words.format(key, &[("file", Arg::Text(&file)), ("why", Arg::Text(why))])
}

/// A trouble in words.
pub fn trouble_text(words: &Words, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Line => words.get("trouble-line"),
        Trouble::Invite(why) => invite(words, why),
        Trouble::NoRoomNamed => words.get("trouble-no-room-named"),
        Trouble::Address(typed) => words.format("trouble-address", &[("typed", Arg::Text(typed))]),
        Trouble::NoSuchMission(name) => {
            let args = [("name", Arg::Text(name)), ("names", Arg::Text(&missions()))];
            words.format("trouble-mission", &args)
        }
        Trouble::MissionFile { path, why } => {
            let args = [("file", Arg::Text(path)), ("why", Arg::Text(why))];
            words.format("trouble-mission-file", &args)
        }
        Trouble::MissionText { path, line, column } => {
            let (line, column) = (line.to_string(), column.to_string());
            let args = [
                ("file", Arg::Text(path)),
                ("line", Arg::Text(&line)),
                ("column", Arg::Text(&column)),
            ];
            words.format("trouble-mission-mistake", &args)
        }
        Trouble::Unreachable(addresses) => {
            let far = addresses.iter().map(|at| Reach::of(at.ip())).max();
            let port = addresses.first().map_or(PORT, SocketAddr::port);
            let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
            let args = [
                ("address", Arg::Text(&addresses.join(", "))),
                ("port", Arg::Text(&port.to_string())),
            ];
            let key = match far {
                Some(Reach::Link | Reach::Network) => "trouble-unreachable-home",
                _ => "trouble-unreachable",
            };
            words.format(key, &args)
        }
        Trouble::WrongKey {
            seen,
            expected,
            known,
        } => {
            let (seen, expected) = (seen.to_string(), expected.to_string());
            let file = known.clone().unwrap_or_default();
            let key = match known {
                Some(_) => "trouble-known-key",
                None => "trouble-wrong-key",
            };
            let args = [
                ("seen", Arg::Text(&seen)),
                ("expected", Arg::Text(&expected)),
                ("file", Arg::Text(&file)),
            ];
            words.format(key, &args)
        }
        Trouble::Refused(why) => refused(words, *why),
        Trouble::Closed(why) => {
            let minutes = i64::from(SEAT_HOLD_S / 60);
            words.format(closed(*why), &[("minutes", Arg::Count(minutes))])
        }
        Trouble::Lost => {
            let seconds = RECONNECT_FOR.as_secs().try_into().unwrap_or(i64::MAX);
            words.format("trouble-lost", &[("seconds", Arg::Count(seconds))])
        }
        Trouble::Stranger => words.format(
            "trouble-stranger",
            &[("port", Arg::Text(&PORT.to_string()))],
        ),
        Trouble::Known { path, why } => {
            let args = [("file", Arg::Text(path)), ("why", Arg::Text(why))];
            words.format("trouble-known-file", &args)
        }
        Trouble::Listen { port, why } => {
            let port = port.to_string();
            let args = [("port", Arg::Text(&port)), ("why", Arg::Text(why))];
            words.format("trouble-listen", &args)
        }
        Trouble::Server(why) => words.format("trouble-server", &[("why", Arg::Text(why))]),
        Trouble::NoRoom { columns, rows } => {
            let args = [
                ("width", Arg::Count(i64::from(*columns))),
                ("height", Arg::Count(i64::from(*rows))),
                ("command", Arg::Text("handshake local --split")),
            ];
            words.format("trouble-no-room", &args)
        }
        Trouble::Bug(why) => words.format("trouble-bug", &[("why", Arg::Text(why))]),
    }
}

/// Names of the shipped missions, as the command line takes them.
fn missions() -> String {
    let names: Vec<&str> = shipped().iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

fn invite(words: &Words, why: &InviteError) -> String {
    match why {
        InviteError::Scheme => words.get("trouble-line"),
        InviteError::Cut => words.get("trouble-invite-cut"),
        InviteError::Address(typed) => {
            words.format("trouble-invite-address", &[("typed", Arg::Text(typed))])
        }
        InviteError::TooManyAddresses => {
            let max = Arg::Count(ADDRESSES_MAX as i64);
            words.format("trouble-invite-addresses", &[("max", max)])
        }
        InviteError::Room => words.get("trouble-invite-code"),
        InviteError::Fingerprint => words.get("trouble-invite-key"),
        InviteError::Watched => words.get("trouble-invite-watched"),
        InviteError::WatchScheme => words.get("trouble-watch-line"),
        InviteError::Watch => words.get("trouble-watch-code"),
    }
}

fn refused(words: &Words, why: Refused) -> String {
    match why {
        Refused::Version { server, client } => version(words, server, client),
        Refused::NoSuchRoom(code) => {
            let code = code.to_string();
            words.format("trouble-room", &[("code", Arg::Text(&code))])
        }
        Refused::SeatTaken(seat) => {
            let seat = words.get(labels::who(seat));
            words.format("trouble-seat", &[("seat", Arg::Text(&seat))])
        }
        Refused::RoomFull => words.get("trouble-full"),
        Refused::WrongToken => words.get("trouble-token"),
        Refused::NoSuchScenario => words.get("trouble-mission-there"),
        Refused::BadScenario { line, column } => {
            let args = [
                ("line", Arg::Count(i64::from(line))),
                ("column", Arg::Count(i64::from(column))),
            ];
            words.format("trouble-mission-text", &args)
        }
        Refused::TooManyRooms { max } => {
            words.format("trouble-rooms", &[("max", Arg::Count(i64::from(max)))])
        }
        Refused::TooManyConnections => words.get("trouble-connections"),
        Refused::Stopping => words.get("trouble-stopping"),
        Refused::TooManyRoomsHere { max } => {
            words.format("trouble-rooms-here", &[("max", Arg::Count(i64::from(max)))])
        }
        Refused::TooOften { wait_s } => {
            let wait = Arg::Count(i64::from(wait_s));
            words.format("trouble-often", &[("wait", wait)])
        }
        Refused::NotWatched => words.get("trouble-not-watched"),
        Refused::NoInstructor => words.get("trouble-no-instructor"),
        Refused::WatchersFull { max } => {
            words.format("trouble-watchers", &[("max", Arg::Count(i64::from(max)))])
        }
        Refused::Busy => words.get("trouble-busy"),
        Refused::NotBack(code) => {
            let code = code.to_string();
            words.format("trouble-not-back", &[("code", Arg::Text(&code))])
        }
        Refused::BadCopy(why) => words.get(match why {
            BadCopy::Foreign => "trouble-copy-foreign",
            BadCopy::Damaged => "trouble-copy-damaged",
            BadCopy::Old => "trouble-copy-old",
            BadCopy::Version => "trouble-copy-version",
        }),
    }
}

/// The older end updates; of two builds with one protocol and different tables nobody can tell
/// which is older.
fn version(words: &Words, server: (u16, u32), client: (u16, u32)) -> String {
    let key = match server.0.cmp(&client.0) {
        std::cmp::Ordering::Greater => "trouble-version-here",
        std::cmp::Ordering::Less => "trouble-version-there",
        std::cmp::Ordering::Equal => "trouble-version-tables",
    };
    let shown = |(protocol, tables): (u16, u32)| {
        if server.0 == client.0 {
            format!("{protocol}-{tables:08x}")
        } else {
            protocol.to_string()
        }
    };
    let (theirs, ours) = (shown(server), shown(client));
    let args = [("theirs", Arg::Text(&theirs)), ("ours", Arg::Text(&ours))];
    words.format(key, &args)
}

const fn closed(why: Closing) -> &'static str {
    match why {
        Closing::ServerStopping => "closed-stopping",
        Closing::Kept => "closed-kept",
        Closing::PartnerGone => "closed-partner",
        Closing::Idle => "closed-idle",
        Closing::RoomFault => "closed-fault",
        Closing::Protocol => "closed-protocol",
        Closing::TooSlow => "closed-slow",
        Closing::Replaced => "closed-replaced",
        Closing::Left => "closed-left",
        Closing::Operator => "closed-operator",
        Closing::TooFast => "closed-fast",
        Closing::NotWatched => "closed-not-watched",
        Closing::OnlyWatches => "closed-only-watches",
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::ids::Seat;
    use handshake_shared::wire::Fingerprint;

    use super::super::Bilingual;
    use super::*;

    fn all() -> Vec<Trouble> {
        let (seen, expected) = (Fingerprint(*b"abcdefghijklmno"), Fingerprint([7; 15]));
        let version = |server, client| Refused::Version { server, client };
        let text = || "a text from below".to_owned();
        let invites = [
            InviteError::Scheme,
            InviteError::Cut,
            InviteError::Address("x".into()),
            InviteError::TooManyAddresses,
            InviteError::Room,
            InviteError::Fingerprint,
            InviteError::Watched,
            InviteError::WatchScheme,
            InviteError::Watch,
        ];
        let refused = [
            version((3, 1), (2, 1)),
            version((2, 1), (3, 1)),
            version((2, 1), (2, 7)),
            Refused::NoSuchRoom("482913".parse().expect("six digits")),
            Refused::SeatTaken(Seat::Soyuz),
            Refused::RoomFull,
            Refused::WrongToken,
            Refused::NoSuchScenario,
            Refused::BadScenario { line: 3, column: 9 },
            Refused::TOO_MANY_ROOMS,
            Refused::TooManyConnections,
            Refused::Stopping,
            Refused::TOO_MANY_ROOMS_HERE,
            Refused::TooOften { wait_s: 6 },
            Refused::NotWatched,
            Refused::NoInstructor,
            Refused::WATCHERS_FULL,
            Refused::Busy,
            Refused::NotBack("482913".parse().expect("six digits")),
            Refused::BadCopy(BadCopy::Foreign),
            Refused::BadCopy(BadCopy::Damaged),
            Refused::BadCopy(BadCopy::Old),
            Refused::BadCopy(BadCopy::Version),
        ];
        let closed = [
            Closing::ServerStopping,
            Closing::Kept,
            Closing::PartnerGone,
            Closing::Idle,
            Closing::RoomFault,
            Closing::Protocol,
            Closing::TooSlow,
            Closing::Replaced,
            Closing::Left,
            Closing::Operator,
            Closing::TooFast,
            Closing::NotWatched,
            Closing::OnlyWatches,
        ];
        let known = |known| Trouble::WrongKey {
            seen,
            expected,
            known,
        };
        let others = [
            Trouble::Line,
            Trouble::Address("nowhere".into()),
            Trouble::Bug(text()),
            Trouble::NoRoom {
                columns: 120,
                rows: 40,
            },
            Trouble::NoSuchMission("final".into()),
            Trouble::MissionFile {
                path: "mine.toml".into(),
                why: text(),
            },
            Trouble::MissionText {
                path: "mine.toml".into(),
                line: 3,
                column: 9,
            },
            Trouble::Unreachable(vec![([192, 168, 1, 7], PORT).into()]),
            known(None),
            known(Some("known-servers".into())),
            Trouble::Lost,
            Trouble::Stranger,
            Trouble::Known {
                path: "known-servers".into(),
                why: text(),
            },
            Trouble::Listen {
                port: PORT,
                why: text(),
            },
            Trouble::Server(text()),
        ];
        others
            .into_iter()
            .chain(invites.into_iter().map(Trouble::Invite))
            .chain(refused.into_iter().map(Trouble::Refused))
            .chain(closed.into_iter().map(Trouble::Closed))
            .collect()
    }

    #[test]
    fn every_trouble_says_what_is_wrong_and_what_would_be_right_in_both_languages() {
        let both = Bilingual::new();
        for trouble in all() {
            for words in [&both.en, &both.ru] {
                let text = trouble_text(words, &trouble);
                let sentences = text.matches(". ").count() + text.matches(": ").count();
                assert!(text.ends_with('.') && sentences >= 1, "{text}");
                assert!(!text.contains('{') && !text.contains("::"), "{text}");
            }
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }

    #[test]
    fn of_two_versions_both_numbers_are_named_and_the_older_end_is_told_to_update() {
        let words = Words::new(super::super::Locale::En);
        let say = |server, client| refused(&words, Refused::Version { server, client });
        let (here, there) = (say((3, 1), (2, 1)), say((2, 1), (3, 1)));
        assert!(
            here.contains("version 3") && here.contains("this game 2"),
            "{here}"
        );
        assert!(here.ends_with("Update this game."), "{here}");
        assert!(there.ends_with("Ask the host to update."), "{there}");
        let tables = say((2, 0xA), (2, 0xB));
        assert!(
            tables.contains("2-0000000a") && tables.contains("2-0000000b"),
            "{tables}"
        );
    }
}
