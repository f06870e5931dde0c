//! A room's sealed copy as this crew keeps it for the server: in memory while a link lasts, and in a file
//! where it has one, so that a program that was killed still has it. It can read none of it but how far it
//! leads.
//!
//! The file: the full copy and each second after it, each with its length before it, four bytes big-endian.
//! A second is added at the end; one that was cut short by the end of the program is left out.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use handshake_shared::limits::{COPY_BYTES_MAX, COPY_WHOLE_BYTES_MAX};
use handshake_shared::wire::codec::{decode_record, encode_record};
use handshake_shared::wire::copy::{Copies, Kept};
use handshake_shared::wire::{Follow, Mark, RoomCode, RoomCopy, Token};

use crate::seats::{private_file, private_folder};

/// Bytes of a length.
const LENGTH_BYTES: usize = 4;

/// What is kept of one room.
#[derive(Debug, Default)]
pub struct Vault {
    copies: Copies,
    file: Option<(PathBuf, File)>,
}

impl Vault {
    /// What an earlier run of this program has kept in this file; nothing where there is none.
    pub fn read(path: &Path) -> Vault {
        let mut vault = Vault::default();
        let mut bytes = Vec::new();
        let opened = File::open(path).map(|file| file.take(2 * COPY_BYTES_MAX as u64));
        if opened.is_ok_and(|mut file| file.read_to_end(&mut bytes).is_ok()) {
            let mut frames = frames(&bytes);
            let whole = frames
                .next()
                .filter(|whole| whole.len() <= COPY_WHOLE_BYTES_MAX);
            if let Some(whole) = whole {
                vault.copies.whole(whole.to_vec());
            }
            for second in frames.map_while(|bytes| decode_record(bytes).ok()) {
                vault.copies.follow(second);
            }
        }
        vault
    }

    /// From now on it is kept in this file, too.
    pub fn keep_in(&mut self, path: &Path) {
        self.file = None;
        let begun = path.parent().map_or(Ok(()), private_folder);
        let begun = begun.and_then(|()| private_file(path));
        match begun {
            Ok(file) => {
                self.file = Some((path.to_owned(), file));
                self.write_all();
            }
            Err(error) => tracing::debug!(%error, "a room's copy is kept in memory alone"),
        }
    }

    /// A full copy has come.
    pub fn whole(&mut self, bytes: Vec<u8>) {
        if self.copies.whole(bytes) == Kept::Anew {
            self.write_all();
        }
    }

    /// A second more has come.
    pub fn follow(&mut self, second: Follow) {
        if self.copies.follow(second) == Kept::More
            && let (Some((_, file)), Some(last)) = (&mut self.file, self.copies.follows().last())
        {
            noted(encoded(last).and_then(|bytes| file.write_all(&framed(&bytes))));
        }
    }

    /// About how far it leads in this room.
    pub fn mark(&self, room: RoomCode) -> Option<Mark> {
        let mark = self.copies.mark()?;
        (self.copies.room() == Some(room)).then_some(mark)
    }

    /// All of it, for the server, from the crew that holds its seat by this secret.
    pub fn offer(&self, token: Token) -> RoomCopy {
        self.copies.offer(token)
    }

    /// The file as a whole, in the place of the one before: at no moment there is none.
    fn write_all(&mut self) {
        let Some((path, _)) = &self.file else { return };
        if self.copies.full().is_empty() {
            return;
        }
        let mut bytes = framed(self.copies.full());
        for second in self.copies.follows() {
            bytes.extend(
                encoded(second)
                    .map(|bytes| framed(&bytes))
                    .unwrap_or_default(),
            );
        }
        let beside = path.with_extension("new");
        let written = private_file(&beside).and_then(|mut file| {
            file.set_len(0)?;
            file.write_all(&bytes)?;
            fs::rename(&beside, path)?;
            Ok((path.clone(), file))
        });
        self.file = noted(written);
    }
}

fn encoded(second: &Follow) -> io::Result<Vec<u8>> {
    encode_record(second).map_err(io::Error::other)
}

fn framed(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let mut frame = length.to_be_bytes().to_vec();
    frame.extend_from_slice(bytes);
    frame
}

/// What stands in a file, up to its first break.
fn frames(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, rest) = bytes.split_first_chunk::<LENGTH_BYTES>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (frame, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some(frame)
    })
}

fn noted<T>(done: io::Result<T>) -> Option<T> {
    done.inspect_err(|error| tracing::debug!(%error, "a room's copy cannot be written"))
        .ok()
}

#[cfg(test)]
mod tests {
    use handshake_shared::time::Tick;
    use handshake_shared::wire::copy::Header;

    use super::*;

    const ROOM: RoomCode = RoomCode::new(482_913);

    fn full(number: u64) -> Vec<u8> {
        let header = Header {
            key: [1; 8],
            run: [2; 16],
            number,
            room: ROOM,
            mark: Mark {
                epoch: 0,
                mission: 1,
                tick: Tick(600),
            },
        };
        let mut bytes = header.to_bytes();
        bytes.extend([9; 300]);
        bytes
    }

    fn second(base: u64, index: u8) -> Follow {
        Follow {
            base,
            index,
            number: base + 1 + u64::from(index),
            bytes: vec![index; 33],
        }
    }

    #[test]
    fn what_a_killed_program_had_is_there_for_the_next_up_to_a_break() {
        let name = format!("handshake-vault-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let path = folder.join("copies").join("482913-apollo");
        let token = Token([4; 16]);
        let mut vault = Vault::default();
        vault.whole(full(1));
        vault.follow(second(1, 0));
        vault.keep_in(&path);
        vault.follow(second(1, 1));
        let before = vault.offer(token);
        assert_eq!(before.follows.len(), 2);
        drop(vault);
        let mut again = Vault::read(&path);
        assert_eq!(again.offer(token), before);
        assert_eq!(again.mark(ROOM).map(|mark| mark.tick), Some(Tick(720)));
        assert_eq!(again.mark(RoomCode::new(1)), None, "another room");
        again.keep_in(&path);
        again.whole(full(4));
        again.follow(second(4, 0));
        let bytes = fs::read(&path).expect("kept");
        for cut in 0..bytes.len() {
            fs::write(&path, &bytes[..cut]).expect("a scratch file");
            let torn = Vault::read(&path).offer(token);
            assert!(torn.follows.is_empty(), "cut at {cut}");
            assert!(torn.whole.is_empty() || torn.whole == full(4));
        }
        fs::remove_dir_all(folder).expect("cleaned up");
    }
}
