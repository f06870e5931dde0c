//! The same promises of every store; then what a file can meet, and what the thread makes of failures.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use handshake_shared::scenario;
use handshake_shared::wire::Pace;

use super::*;
use crate::metrics::Metrics;
use crate::room::{Room, Setup};

const ROOM: RoomCode = RoomCode::new(482_913);
const OTHER: RoomCode = RoomCode::new(17);

fn scratch(name: &str) -> PathBuf {
    let unique = format!("handshake-store-{}-{name}", std::process::id());
    std::env::temp_dir().join(unique)
}

fn whole(room: RoomCode, number: u64) -> Change {
    Change::Whole {
        room,
        number,
        bytes: vec![number as u8; 3_000],
    }
}

fn part(room: RoomCode, number: u64) -> Change {
    Change::Part {
        room,
        number,
        bytes: vec![number as u8; 40],
    }
}

fn numbers(kept: &Kept) -> (u8, Vec<u64>) {
    let parts = kept.parts.iter().map(|(number, _)| *number);
    (kept.whole[0], parts.collect())
}

fn keeps_its_promises(store: &mut dyn Store) {
    assert_eq!(store.load().expect("empty"), []);
    store
        .commit(&[
            whole(ROOM, 1),
            part(ROOM, 2),
            whole(OTHER, 1),
            part(ROOM, 3),
        ])
        .expect("room for it");
    let kept = store.load().expect("readable");
    let rooms: Vec<RoomCode> = kept.iter().map(|kept| kept.room).collect();
    assert_eq!(rooms, [OTHER, ROOM]);
    assert_eq!(numbers(&kept[1]), (1, vec![2, 3]));
    store
        .commit(&[whole(ROOM, 4), part(ROOM, 5), Change::Gone(OTHER)])
        .expect("room for it");
    let kept = store.load().expect("readable");
    assert_eq!(kept.len(), 1);
    assert_eq!(numbers(&kept[0]), (4, vec![5]), "older ones are gone");
}

#[test]
fn memory_keeps_its_promises() {
    keeps_its_promises(&mut MemoryStore::default());
}

#[test]
fn a_file_keeps_its_promises_and_has_them_after_it_was_opened_again() {
    let folder = scratch("promises");
    let mut store = RedbStore::open(&folder).expect("a scratch folder");
    keeps_its_promises(&mut store);
    drop(store);
    let kept = RedbStore::open(&folder).expect("there").load();
    let kept = kept.expect("readable");
    assert_eq!(numbers(&kept[0]), (4, vec![5]));
    fs::remove_dir_all(folder).expect("cleaned up");
}

#[test]
fn a_locked_file_names_who_has_it() {
    let folder = scratch("locked");
    let held = RedbStore::open(&folder).expect("a scratch folder");
    let Err(StoreError::Locked { owner, .. }) = RedbStore::open(&folder) else {
        panic!("two servers have one store");
    };
    assert_eq!(owner, format!("process {}", std::process::id()));
    drop(held);
    fs::remove_dir_all(folder).expect("cleaned up");
}

fn set_aside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("there").flatten();
    let paths = entries.map(|entry| entry.path());
    let aside = |path: &PathBuf| path.to_string_lossy().contains(".unreadable-");
    paths.filter(aside).collect()
}

#[test]
fn a_file_that_cannot_be_read_is_set_aside_and_a_new_one_begun() {
    let folder = scratch("unreadable");
    let path = folder.join(STORE_NAME);
    let mut store = RedbStore::open(&folder).expect("a scratch folder");
    let many: Vec<Change> = (0..200).map(|room| whole(RoomCode::new(room), 1)).collect();
    store.commit(&many).expect("room for it");
    drop(store);
    let sound = fs::read(&path).expect("there");
    let mut damaged = sound.clone();
    // Everything but the first page, which has the roots.
    for byte in damaged.iter_mut().skip(4_096) {
        *byte ^= 0x5A;
    }
    for (count, bytes) in [
        b"not a store".to_vec(),
        damaged,
        sound[..sound.len() / 2].to_vec(),
    ]
    .into_iter()
    .enumerate()
    {
        fs::write(&path, &bytes).expect("a scratch folder");
        let mut store = RedbStore::open(&folder).expect("begun anew");
        assert_eq!(store.load().expect("readable"), []);
        store.commit(&[whole(ROOM, 1)]).expect("it works");
        assert_eq!(set_aside(&folder).len(), count + 1);
    }
    let aside: Vec<Vec<u8>> = set_aside(&folder)
        .iter()
        .map(|path| fs::read(path).expect("there"))
        .collect();
    assert!(
        aside.contains(&b"not a store".to_vec()),
        "nothing is thrown away"
    );
    fs::remove_dir_all(folder).expect("cleaned up");
}

/// A store that can be made to fail.
#[derive(Clone, Default)]
struct Weak(Arc<Mutex<(MemoryStore, bool)>>);

impl Weak {
    fn fails(&self, fails: bool) {
        self.0.lock().expect("whole").1 = fails;
    }

    fn kept(&self) -> Vec<Kept> {
        self.0.lock().expect("whole").0.load().expect("memory")
    }
}

impl Store for Weak {
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let mut inner = self.0.lock().expect("whole");
        if inner.1 {
            return Err(StoreError::System {
                path: "a full disk".into(),
                source: io::Error::from(io::ErrorKind::StorageFull),
            });
        }
        inner.0.commit(changes)
    }

    fn load(&mut self) -> Result<Vec<Kept>, StoreError> {
        Ok(self.kept())
    }

    fn outlives(&self) -> bool {
        true
    }
}

/// Looks after a room until this is so.
async fn look_until(lodger: &mut Lodger, room: &mut Room, so: impl Fn(&Room) -> bool) {
    let looking = async {
        while !so(room) {
            lodger.look(room);
            tokio::task::yield_now().await;
        }
    };
    let patience = std::time::Duration::from_secs(30);
    let done = tokio::time::timeout(patience, looking).await;
    done.expect("it comes to that");
}

#[tokio::test]
async fn a_room_goes_on_without_its_store_and_is_whole_in_it_afterwards() {
    let (name, source) = scenario::shipped()[0];
    let scenario = scenario::load(name).expect("ships");
    let (seed, pace) = (1, Pace::RealTime);
    let mut room = Room::new(
        ROOM,
        Setup {
            scenario,
            seed,
            pace,
        },
    );
    room.keep(source.to_owned());
    let weak = Weak::default();
    let metrics = Metrics::default();
    let (saver, kept) = Saver::begin(Box::new(weak.clone()), metrics.clone()).expect("a thread");
    assert_eq!(kept, []);
    let mut lodger = saver.lodger(ROOM);
    look_until(&mut lodger, &mut room, |_| !weak.kept().is_empty()).await;
    assert!(room.is_saved());
    weak.fails(true);
    room.touch();
    look_until(&mut lodger, &mut room, |room| !room.is_saved()).await;
    assert!(
        metrics
            .text()
            .contains("handshake_store_commits_failed_total 1")
    );
    let before = weak.kept();
    weak.fails(false);
    look_until(&mut lodger, &mut room, Room::is_saved).await;
    let after = weak.kept();
    assert_ne!(before, after);
    let Kept { whole, parts, .. } = &after[0];
    Room::back(ROOM, whole, parts).expect("whole again");
    lodger.close(&mut room, false);
    saver.flush().await;
    assert_eq!(weak.kept(), [], "a room that has ended is not kept");
}
