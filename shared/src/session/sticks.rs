//! Sends each stick movement several times, spaced, so that one lost datagram costs nothing. It is
//! told the time and reads no clock.

use crate::limits::STICK_COPIES;
use crate::sim::input::Stick;
use crate::wire::StickMessage;

/// Between the copies, ms: further apart than most bursts of loss are long.
const SPACING_MS: u64 = 25;

/// The movement that is on its way.
#[derive(Debug, Default)]
pub struct Sticks {
    last_id: u32,
    sending: Option<Sending>,
}

#[derive(Debug)]
struct Sending {
    message: StickMessage,
    copies_left: u8,
    due_ms: u64,
}

impl Sticks {
    /// A new movement takes the place of the last one, whose copies are dropped.
    pub fn push(&mut self, stick: Stick, ticks: u16) {
        self.last_id += 1;
        let message = StickMessage {
            id: self.last_id,
            stick,
            ticks,
        };
        self.sending = Some(Sending {
            message,
            copies_left: STICK_COPIES,
            due_ms: 0,
        });
    }

    /// Forgets what was not sent: hands are off the sticks when a connection is lost.
    pub fn clear(&mut self) {
        self.sending = None;
    }

    /// The copy that is due by now, if one is.
    pub fn poll(&mut self, now_ms: u64) -> Option<StickMessage> {
        let sending = self
            .sending
            .as_mut()
            .filter(|sending| sending.due_ms <= now_ms)?;
        let message = sending.message;
        sending.due_ms = now_ms + SPACING_MS;
        sending.copies_left -= 1;
        if sending.copies_left == 0 {
            self.sending = None;
        }
        Some(message)
    }

    /// When the next copy is due.
    pub fn wake_ms(&self) -> Option<u64> {
        self.sending.as_ref().map(|sending| sending.due_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORWARD: Stick = Stick {
        turn: [0; 3],
        push: [127, 0, 0],
    };

    #[test]
    fn each_movement_goes_out_three_times_under_one_number() {
        let mut sticks = Sticks::default();
        sticks.push(FORWARD, 30);
        let ids: std::vec::Vec<u32> = (0..1_000)
            .filter_map(|ms| sticks.poll(ms))
            .map(|message| message.id)
            .collect();
        assert_eq!(ids, [1, 1, 1]);
        assert_eq!(sticks.wake_ms(), None);
    }

    #[test]
    fn a_new_movement_goes_out_at_once_instead_of_the_old_copies() {
        let mut sticks = Sticks::default();
        sticks.push(FORWARD, 30);
        assert_eq!(sticks.poll(0).map(|message| message.id), Some(1));
        sticks.push(Stick::NEUTRAL, 0);
        assert_eq!(sticks.poll(1).map(|message| message.id), Some(2));
        assert_eq!(sticks.poll(1), None);
    }
}
