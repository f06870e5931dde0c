//! One room's way to the store: when it is due it asks the room for a record and hands it over without
//! waiting, and it tells the room what is kept.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};

use handshake_shared::limits::Rate;
use handshake_shared::wire::RoomCode;

use super::Change;
use super::thread::{Marks, Order};
use crate::rate::Used;
use crate::room::{Cut, Room};

/// Between two records of a room that flies: with the gathering and the commit its history is never more
/// than half a second ahead of the store, half of what a kill may cost.
const EVERY: Duration = Duration::from_millis(250);
/// After a change that a crew would miss a record is made at once: both crews sit down and begin within
/// less than a second. A crew that keeps changing something fills no disk.
const TURNS: Rate = Rate {
    at_once: 8,
    every_ms: 100,
};
/// The same while nothing can be kept: each try is a whole record.
const EVERY_WHEN_FAILING: Duration = Duration::from_secs(1);
/// A record that has waited so long tells that the disk does not keep up.
const LATE: Duration = Duration::from_secs(3);

/// One room's way to the store.
#[derive(Debug)]
pub struct Lodger {
    orders: SyncSender<Order>,
    room: RoomCode,
    marks: Arc<Marks>,
    began: Instant,
    last: Instant,
    turns: Used,
    /// The first record that waits to be kept, since when.
    waiting: Option<(u64, Instant)>,
    /// A record was lost on its way: the next one has to be whole.
    whole: bool,
    /// What the room was told last.
    told_kept: u64,
}

impl Lodger {
    pub(super) fn new(orders: SyncSender<Order>, room: RoomCode) -> Lodger {
        Lodger {
            orders,
            room,
            marks: Arc::default(),
            began: Instant::now(),
            last: Instant::now(),
            turns: Used::default(),
            waiting: None,
            whole: false,
            told_kept: 0,
        }
    }

    /// Looks after the room: called after whatever happened in it.
    pub fn look(&mut self, room: &mut Room) {
        let now = Instant::now();
        self.tell(room, now);
        let failing = self.marks.has_failed();
        let changed = !failing && room.has_turned() && self.may_turn(now);
        let pause = if failing { EVERY_WHEN_FAILING } else { EVERY };
        if !changed && now - self.last < pause {
            return;
        }
        self.last = now;
        if let Some(cut) = room.cut(self.whole || failing) {
            self.hand_over(cut, now, changed);
        }
    }

    /// The room has ended for good, or its server stops and it goes on after the next start.
    pub fn close(mut self, room: &mut Room, is_kept: bool) {
        let change = if is_kept {
            room.cut(true).map(|cut| self.change(cut))
        } else {
            Some(Change::Gone(self.room))
        };
        if let Some(change) = change {
            // No place: the room stands in the store as it did a moment ago.
            let _ = self.send(change, false);
        }
    }

    fn may_turn(&mut self, now: Instant) -> bool {
        let now_ms = u64::try_from((now - self.began).as_millis()).unwrap_or(u64::MAX);
        self.turns.take(TURNS, now_ms).is_ok()
    }

    fn tell(&mut self, room: &mut Room, now: Instant) {
        let kept = self.marks.kept();
        if kept != self.told_kept {
            self.told_kept = kept;
            self.waiting = self.waiting.filter(|(number, _)| *number > kept);
            room.is_kept_up_to(kept);
        }
        let late = self.waiting.is_some_and(|(_, since)| now - since >= LATE);
        room.saving(!self.marks.has_failed() && !late);
    }

    fn hand_over(&mut self, cut: Cut, now: Instant, at_once: bool) {
        let number = cut.number;
        let change = self.change(cut);
        self.whole = !self.send(change, at_once);
        self.waiting = self.waiting.or(Some((number, now)));
    }

    fn change(&self, cut: Cut) -> Change {
        let room = self.room;
        let Cut {
            number,
            bytes,
            whole,
        } = cut;
        if whole {
            Change::Whole {
                room,
                number,
                bytes,
            }
        } else {
            Change::Part {
                room,
                number,
                bytes,
            }
        }
    }

    /// Returns whether there was a place for it.
    fn send(&mut self, change: Change, at_once: bool) -> bool {
        let order = Order::Keep {
            change,
            marks: Arc::clone(&self.marks),
            at_once,
        };
        self.orders.try_send(order).is_ok()
    }
}
