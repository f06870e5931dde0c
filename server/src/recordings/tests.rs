//! What a room hands over is on disk when it is asked for; only the newest stay.

use std::sync::atomic::AtomicU32;

use handshake_shared::replay::{Replay, Summary};
use handshake_shared::scenario;
use handshake_shared::sim::doors::Rules;
use handshake_shared::wire::Pace;

use super::*;

/// A folder of this test's own, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("handshake-recordings-{}-{count}", std::process::id());
        Folder(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn header() -> Header {
    let (name, source) = scenario::shipped()[0];
    Header::new((name, source), Rules::Flight, 1, Pace::RealTime)
}

#[tokio::test]
async fn a_flight_has_a_dated_file_and_only_the_newest_stay() {
    let folder = Folder::new();
    let keep = Keep {
        folder: folder.0.clone(),
        newest: 3,
    };
    let recordings = Recordings::begin(keep).expect("a thread");
    for code in 0..5 {
        let mut writer = recordings.writer(RoomCode::new(code));
        writer.write(vec![Page::Begin(header()), Page::End]);
    }
    recordings.flush().await;
    let kept = files(&folder.0).expect("a folder");
    assert_eq!(kept.len(), 3);
    for (path, code) in kept.iter().zip(["000002", "000003", "000004"]) {
        let name = path.file_stem().and_then(|name| name.to_str());
        assert!(name.is_some_and(|name| name.ends_with(code)), "{path:?}");
        let summary = Summary::read(&fs::read(path).expect("written")).expect("a header");
        assert!(summary.header.began_utc_s > 1_700_000_000);
        let dated = name.and_then(|name| name.get(..2));
        assert_eq!(dated, Some("20"), "{path:?}");
    }
}

#[tokio::test]
async fn what_is_being_written_is_not_removed_and_names_do_not_collide() {
    let folder = Folder::new();
    let keep = Keep {
        folder: folder.0.clone(),
        newest: 1,
    };
    let recordings = Recordings::begin(keep).expect("a thread");
    let mut writers = [0; 3].map(|_| recordings.writer(RoomCode::new(7)));
    for writer in &mut writers {
        writer.write(vec![Page::Begin(header())]);
    }
    recordings.flush().await;
    assert_eq!(files(&folder.0).expect("a folder").len(), 3);
    for writer in &mut writers {
        writer.write(vec![Page::More(vec![1; 3]), Page::End]);
    }
    recordings.flush().await;
    for path in files(&folder.0).expect("a folder") {
        let replay = Replay::read(&fs::read(&path).expect("written")).expect("a header");
        assert!(replay.cut.is_some(), "three bytes are no record");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_costs_the_recording_alone() {
    let folder = Folder::new();
    fs::write(&folder.0, "a file").expect("a temporary folder");
    let keep = Keep {
        folder: folder.0.join("below"),
        newest: 1,
    };
    let recordings = Recordings::begin(keep).expect("a thread");
    let mut writer = recordings.writer(RoomCode::new(1));
    writer.write(vec![
        Page::Begin(header()),
        Page::More(vec![0; 9]),
        Page::End,
    ]);
    recordings.flush().await;
    let _ = fs::remove_file(&folder.0);
}
