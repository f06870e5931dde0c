//! A crew's acts from the moment they are asked for until they outlive the server: numbered without a
//! gap, sent in order, no more at once than a server takes, and sent again after the server came back
//! without them. So each takes effect exactly once in the history that stands.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use super::client::SessionError;
use crate::limits::{COMMANDS_KEPT_MAX, COMMANDS_PENDING_MAX, GRANTS_AHEAD_MAX};
use crate::time::Tick;
use crate::wire::client::ClientMessage;
use crate::wire::codec::encode_frame;

/// How far an act has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The server has not got it, or has lost it.
    Waits,
    /// It is on its way, or waits for its tick.
    Sent,
    /// It took effect; kept until that is durable.
    Done,
}

#[derive(Debug)]
struct Kept {
    seq: u32,
    message: ClientMessage,
    stage: Stage,
}

impl Kept {
    fn is_grant(&self) -> bool {
        is_grant(&self.message)
    }
}

/// Acts and grants in order.
#[derive(Debug, Default)]
pub(super) struct Acts {
    kept: VecDeque<Kept>,
    last_seq: u32,
    /// Number of the last one that outlives the server.
    durable: u32,
    /// Number of the last one that is also in the copy which this crew keeps of the room; absent where none
    /// is kept. What stands in neither that nor the store may have to be sent again.
    copied: Option<u32>,
}

impl Acts {
    /// Takes one more act; its number.
    pub(super) fn push(
        &mut self,
        of: impl FnOnce(u32) -> ClientMessage,
    ) -> Result<u32, SessionError> {
        let seq = self.last_seq + 1;
        let message = of(seq);
        let grant = is_grant(&message);
        let alike = self.kept.iter().filter(|kept| kept.is_grant() == grant);
        if alike.filter(|kept| kept.stage != Stage::Done).count() >= bound(grant) {
            return Err(SessionError::TooMany);
        }
        // What cannot be sent is refused now, not when its turn comes.
        encode_frame(&message)?;
        self.last_seq = seq;
        let stage = Stage::Waits;
        self.kept.push_back(Kept {
            seq,
            message,
            stage,
        });
        while self.kept.len() > COMMANDS_KEPT_MAX
            && self
                .kept
                .pop_front_if(|kept| kept.stage == Stage::Done)
                .is_some()
        {}
        Ok(seq)
    }

    /// The next act that is to be sent, if the server takes one more of its kind now.
    pub(super) fn next_out(&mut self) -> Option<Vec<u8>> {
        let waits = |kept: &Kept| kept.stage == Stage::Waits;
        let at = self.kept.iter().position(waits)?;
        let grant = self.kept.get(at)?.is_grant();
        let on_the_way = |kept: &&Kept| kept.stage == Stage::Sent && kept.is_grant() == grant;
        // A server that came back may have others in wait, which this end has seen take effect before: never
        // more than were on the way then. Half of what it takes leaves room for them.
        if self.kept.iter().filter(on_the_way).count() >= bound(grant) / 2 {
            return None;
        }
        let kept = self.kept.get_mut(at)?;
        kept.stage = Stage::Sent;
        encode_frame(&kept.message).ok()
    }

    /// A server has given the seat and has had acts up to this number: what it has not got is sent again.
    /// Numbers go on after those it has, even where some of ours are not kept any more.
    pub(super) fn resume(&mut self, received: u32) {
        self.last_seq = received;
        for kept in &mut self.kept {
            if kept.seq <= received {
                continue;
            }
            self.last_seq += 1;
            kept.seq = self.last_seq;
            renumber(&mut kept.message, self.last_seq);
            kept.stage = Stage::Waits;
        }
        for kept in &mut self.kept {
            if kept.seq <= received && kept.stage == Stage::Waits {
                kept.stage = Stage::Sent;
            }
        }
        self.durable = self.durable.min(received);
    }

    /// Everything up to this number took effect. The numbers of commands that had not before.
    pub(super) fn applied(&mut self, seq: u32) -> Vec<u32> {
        let mut numbers = Vec::new();
        for kept in self.kept.iter_mut().take_while(|kept| kept.seq <= seq) {
            if !kept.is_grant() && kept.stage == Stage::Sent {
                kept.stage = Stage::Done;
                numbers.push(kept.seq);
            }
        }
        self.forget();
        numbers
    }

    /// The view of a grant's last tick says that the server has used it up.
    pub(super) fn seen(&mut self, tick: Tick) {
        for kept in &mut self.kept {
            if let ClientMessage::Grant { through, .. } = kept.message
                && through <= tick
                && kept.stage == Stage::Sent
            {
                kept.stage = Stage::Done;
            }
        }
        self.forget();
    }

    /// Everything up to this number outlives the server.
    pub(super) fn durable(&mut self, seq: u32) {
        self.durable = seq;
        self.forget();
    }

    /// One more second of the room's copy has come: what was durable before it is in it.
    pub(super) fn copied(&mut self) {
        self.copied = Some(self.durable);
        self.forget();
    }

    /// The mission is over: what is with the server has no effect any more, or had it.
    pub(super) fn settle(&mut self) {
        for kept in &mut self.kept {
            if kept.stage == Stage::Sent {
                kept.stage = Stage::Done;
            }
        }
        self.forget();
    }

    /// Another mission has begun: grants of the last one have no effect any more.
    pub(super) fn settle_grants(&mut self) {
        for kept in &mut self.kept {
            if kept.is_grant() && kept.stage == Stage::Sent {
                kept.stage = Stage::Done;
            }
        }
        self.forget();
    }

    fn forget(&mut self) {
        let safe = self.copied.unwrap_or(self.durable).min(self.durable);
        let over = |kept: &mut Kept| kept.seq <= safe && kept.stage == Stage::Done;
        while self.kept.pop_front_if(over).is_some() {}
    }
}

fn is_grant(message: &ClientMessage) -> bool {
    matches!(message, ClientMessage::Grant { .. })
}

/// So many of a kind a server takes at once.
fn bound(grant: bool) -> usize {
    if grant {
        GRANTS_AHEAD_MAX
    } else {
        COMMANDS_PENDING_MAX
    }
}

fn renumber(message: &mut ClientMessage, number: u32) {
    if let ClientMessage::Command { seq, .. } | ClientMessage::Grant { seq, .. } = message {
        *seq = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::input::{Command, Stick};

    fn command(acts: &mut Acts) -> u32 {
        let text = Command::Text("go".into());
        acts.push(|seq| ClientMessage::Command { seq, command: text })
            .expect("there is room")
    }

    fn grant(acts: &mut Acts, through: u32) {
        let (through, stick, ticks) = (Tick(through), Stick::NEUTRAL, 0);
        acts.push(|seq| ClientMessage::Grant {
            seq,
            through,
            stick,
            ticks,
        })
        .expect("there is room");
    }

    fn sent(acts: &mut Acts) -> usize {
        core::iter::from_fn(|| acts.next_out()).count()
    }

    #[test]
    fn an_act_is_kept_until_it_is_durable_and_sent_again_to_a_server_that_lost_it() {
        let mut acts = Acts::default();
        for _ in 0..3 {
            command(&mut acts);
        }
        assert_eq!(sent(&mut acts), 3);
        assert_eq!(acts.applied(3), [1, 2, 3]);
        acts.durable(1);
        acts.resume(1);
        assert_eq!(sent(&mut acts), 2, "the second and the third are undone");
        assert_eq!(acts.applied(3), [2, 3]);
        assert_eq!(acts.applied(3), [], "each is told once");
        acts.durable(3);
        assert!(acts.kept.is_empty());
        assert_eq!(command(&mut acts), 4);
    }

    #[test]
    fn a_server_is_sent_no_more_at_once_than_it_takes() {
        let mut acts = Acts::default();
        for _ in 0..3 * COMMANDS_PENDING_MAX {
            let seq = command(&mut acts);
            sent(&mut acts);
            acts.applied(seq);
        }
        acts.resume(0);
        assert_eq!(sent(&mut acts), COMMANDS_PENDING_MAX / 2);
        assert_eq!(sent(&mut acts), 0);
        assert_eq!(acts.applied(5), [1, 2, 3, 4, 5]);
        assert_eq!(sent(&mut acts), 5);
    }

    #[test]
    fn grants_stand_in_the_same_row_and_end_with_their_view() {
        let mut acts = Acts::default();
        for round in 1..=GRANTS_AHEAD_MAX as u32 + 6 {
            command(&mut acts);
            grant(&mut acts, 10 * round);
            assert_eq!(sent(&mut acts), 2);
            acts.applied(2 * round - 1);
            acts.seen(Tick(10 * round));
        }
        acts.resume(0);
        // Not half of 64 grants: the seventeenth command waits until others took effect.
        assert_eq!(sent(&mut acts), COMMANDS_PENDING_MAX);
        acts.applied(3);
        acts.seen(Tick(20));
        assert_eq!(sent(&mut acts), 4);
    }

    #[test]
    fn numbers_have_no_gap_even_where_acts_are_not_kept_any_more() {
        let mut acts = Acts::default();
        for _ in 0..COMMANDS_KEPT_MAX + 10 {
            let seq = command(&mut acts);
            sent(&mut acts);
            acts.applied(seq);
        }
        assert_eq!(acts.kept.len(), COMMANDS_KEPT_MAX);
        acts.resume(4);
        let first = acts.kept.front().map(|kept| kept.seq);
        assert_eq!(first, Some(5), "the server waits for the fifth");
        assert_eq!(acts.last_seq as usize, 4 + COMMANDS_KEPT_MAX);
    }
}
