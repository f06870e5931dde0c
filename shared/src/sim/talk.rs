//! How both crews spoke and listened, counted for the debrief, and what it comes to. Judged on ids and
//! numbers like the loop itself; nothing in the simulation reads it back.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::sim::event::{Event, Speech, Verdict};
use crate::time::Tick;

/// How one crew spoke and listened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Calls made.
    pub calls: u16,
    /// Of them in the other crew's language.
    pub in_theirs: u16,
    /// Calls heard that wanted a read-back.
    pub asked: u16,
    /// Read back rightly.
    pub right: u16,
    /// Read back wrongly.
    pub wrong: u16,
    /// Of those the right digits in the wrong unit.
    pub slips: u16,
    /// Texts and read-backs with numbers but no unit.
    pub unitless: u16,
    /// Calls heard in the other crew's language.
    pub foreign: u16,
    /// Of them heard at the level of help that puts a translation under each.
    pub translated: u16,
}

impl Talk {
    /// Calls heard that wanted a read-back and never got a right one.
    pub fn unmatched(&self) -> u16 {
        self.asked.saturating_sub(self.right)
    }
}

/// The longest time in which nobody spoke before the craft first touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// Its last word, or the beginning.
    pub from: Tick,
    /// Its end.
    pub to: Tick,
}

impl Silence {
    /// How long it was, s.
    pub fn seconds(&self) -> f64 {
        self.to.since(self.from)
    }

    /// Nobody has spoken from that tick to this one.
    pub(super) fn lasts(&mut self, from: Tick, to: Tick) {
        let longest = self.to.0.saturating_sub(self.from.0);
        if to.0.saturating_sub(from.0) > longest {
            *self = Silence { from, to };
        }
    }
}

/// What costs points of communication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slip {
    /// Calls that were never read back rightly.
    Unmatched,
    /// Wrong read-backs.
    Wrong,
    /// Right digits in the wrong unit.
    Unit,
    /// Numbers without a unit.
    Unitless,
    /// Nobody spoke for long before contact; its value is in seconds.
    Silent,
    /// Calls heard with a translation under each.
    Translated,
}

/// One line of the score of communication.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// For what.
    pub slip: Slip,
    /// Points lost, 0 or less.
    pub points: i16,
    /// How often by each seat; a silence is both crews' and stands twice, s.
    pub value: [u16; 2],
}

/// Points for each and the most that all of a kind cost together (game values): a number in the wrong
/// unit has flown ships into the ground, a wrong read-back was at least heard.
const COSTS: [(Slip, f64, f64); 4] = [
    (Slip::Unmatched, 4.0, 20.0),
    (Slip::Wrong, 4.0, 20.0),
    (Slip::Unit, 6.0, 18.0),
    (Slip::Unitless, 2.0, 10.0),
];
/// A silence up to which nothing is lost, s: nobody should wait longer for a word (game value).
const QUIET_S: f64 = 20.0;
/// A point for so many seconds more, and the most (game values).
const QUIET_S_A_POINT: f64 = 10.0;
const QUIET_MOST: f64 = 12.0;
/// Points when every foreign call had its translation: what help costs, and it costs no other score
/// (game value).
const TRANSLATED_MOST: f64 = 10.0;

/// The score of communication, 0 to 100, and every line of it, those that cost nothing too. A server
/// may have told any counts.
pub fn communication(talk: &[Talk; 2], silence: Silence) -> (i16, Vec<Cost>) {
    let count = |slip| {
        talk.map(|one| match slip {
            Slip::Unmatched => one.unmatched(),
            Slip::Wrong => one.wrong,
            Slip::Unit => one.slips,
            Slip::Unitless => one.unitless,
            Slip::Silent => silence.seconds() as u16,
            Slip::Translated => one.translated,
        })
    };
    let sum = |of: [u16; 2]| f64::from(of[0]) + f64::from(of[1]);
    let quiet = (silence.seconds() - QUIET_S).max(0.0) / QUIET_S_A_POINT;
    let foreign = sum(talk.map(|one| one.foreign)).max(1.0);
    let share = (sum(talk.map(|one| one.translated)) / foreign).min(1.0);
    let each = COSTS.map(|(slip, each, most)| (slip, (each * sum(count(slip))).min(most)));
    let lost = each.into_iter().chain([
        (Slip::Silent, quiet.min(QUIET_MOST)),
        (Slip::Translated, TRANSLATED_MOST * share),
    ]);
    let costs: Vec<Cost> = lost
        .map(|(slip, points)| Cost {
            slip,
            points: -(crate::maths::round(points) as i16),
            value: count(slip),
        })
        .collect();
    let lost: i16 = costs.iter().map(|cost| cost.points).sum();
    ((100 + lost).clamp(0, 100), costs)
}

/// Counts what an event says of both crews' talk.
pub(super) fn take(talk: &mut [Talk; 2], event: &Event) {
    let mut add = |seat: crate::ids::Seat, counter: fn(&mut Talk) -> &mut u16| {
        let count = counter(&mut talk[seat.index()]);
        *count = count.saturating_add(1);
    };
    match event {
        Event::Heard(said) => {
            if matches!(said.speech, Speech::Call { .. }) {
                add(said.from, |talk| &mut talk.calls);
            }
            if said.wants_read_back {
                add(said.from.other(), |talk| &mut talk.asked);
            }
        }
        Event::ReadBack { by, verdict, .. } => match verdict {
            Verdict::Match => add(*by, |talk| &mut talk.right),
            _ => {
                add(*by, |talk| &mut talk.wrong);
                if is_unit_slip(verdict) {
                    add(*by, |talk| &mut talk.slips);
                }
            }
        },
        Event::Doubtful { by, .. } => add(*by, |talk| &mut talk.unitless),
        _ => {}
    }
}

/// Between a metric unit and the one that an American would take its digits for: feet in a metre,
/// kilopascals and torr in a psi, pounds in a kilogram (definitions).
const FACTORS: [f32; 4] = [3.280_84, 6.894_757, 51.714_93, 2.204_623];
/// Digits that are as near as a read-back has to be.
const NEAR: f32 = 0.05;

/// The digits came back, and the wrong unit with them.
fn is_unit_slip(verdict: &Verdict) -> bool {
    let Verdict::WrongValue { called, answered } = verdict else {
        return false;
    };
    let near = |ratio: f32, factor: f32| (ratio / factor - 1.0).abs() <= NEAR;
    let ratio = answered / called;
    let mut factors = FACTORS.iter();
    factors.any(|factor| near(ratio, *factor) || near(ratio, 1.0 / factor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::calls::CallId;
    use crate::ids::Seat;
    use crate::sim::event::Transmission;
    use crate::sim::input::Tongue;

    fn read_back(verdict: Verdict) -> Event {
        Event::ReadBack {
            seq: 1,
            by: Seat::Apollo,
            verdict,
        }
    }

    fn wrong(called: f32, answered: f32) -> Event {
        read_back(Verdict::WrongValue { called, answered })
    }

    #[test]
    fn digits_in_the_other_unit_are_a_slip_and_other_wrong_numbers_are_not() {
        for (called, answered, slips) in [
            (30.0, 30.0 * 0.3048, 1),
            (34_397.0, 34_397.0 * 51.714_93, 1),
            (30.0, 36.0, 0),
            (30.0, 3.0, 0),
            (0.0, 3.0, 0),
        ] {
            let mut talk = [Talk::default(); 2];
            take(&mut talk, &wrong(called, answered));
            assert_eq!((talk[0].wrong, talk[0].slips), (1, slips), "{answered}");
            assert_eq!(talk[1], Talk::default());
        }
    }

    #[test]
    fn a_call_that_was_asked_back_and_never_came_right_is_unmatched() {
        let said = |wants_read_back| {
            Event::Heard(Transmission {
                seq: 1,
                tick: Tick(0),
                from: Seat::Soyuz,
                speech: Speech::Call {
                    call: CallId::Range,
                    slots: Vec::new(),
                    tongue: Tongue::Russian,
                },
                wants_read_back,
                noise: Default::default(),
            })
        };
        let mut talk = [Talk::default(); 2];
        for event in [
            said(true),
            said(true),
            said(false),
            read_back(Verdict::Match),
        ] {
            take(&mut talk, &event);
        }
        assert_eq!(talk[1].calls, 3);
        assert_eq!(
            (talk[0].asked, talk[0].right, talk[0].unmatched()),
            (2, 1, 1)
        );
    }

    #[test]
    fn a_pair_that_slips_nowhere_has_a_hundred_and_every_slip_costs_under_its_own_name() {
        let clean = Talk {
            calls: 12,
            asked: 4,
            right: 4,
            foreign: 10,
            ..Talk::default()
        };
        let quiet = Silence {
            from: Tick(0),
            to: Tick::at(20.0),
        };
        assert_eq!(communication(&[clean; 2], quiet).0, 100);
        let one = |change: fn(&mut Talk)| {
            let mut talk = [clean; 2];
            change(&mut talk[1]);
            communication(&talk, quiet)
        };
        type Case = (Slip, fn(&mut Talk), i16);
        let cases: [Case; 5] = [
            (Slip::Unmatched, |talk| talk.asked += 1, -4),
            (Slip::Wrong, |talk| talk.wrong += 1, -4),
            (Slip::Unit, |talk| talk.slips += 1, -6),
            (Slip::Unitless, |talk| talk.unitless += 1, -2),
            (Slip::Translated, |talk| talk.translated = 10, -5),
        ];
        for (slip, change, points) in cases {
            let (total, costs) = one(change);
            let cost = costs.iter().find(|cost| cost.slip == slip);
            assert_eq!(cost.map(|cost| cost.points), Some(points), "{slip:?}");
            assert_eq!(total, 100 + points, "{slip:?}");
        }
        let minute = Silence {
            from: Tick::at(10.0),
            to: Tick::at(70.0),
        };
        assert_eq!(communication(&[clean; 2], minute).0, 96);
        let worst = Talk {
            asked: u16::MAX,
            wrong: u16::MAX,
            slips: u16::MAX,
            unitless: u16::MAX,
            translated: u16::MAX,
            ..Talk::default()
        };
        let never = Silence {
            from: Tick(0),
            to: Tick(u32::MAX),
        };
        assert_eq!(communication(&[worst; 2], never).0, 10);
    }

    #[test]
    fn the_longest_silence_is_kept() {
        let mut silence = Silence::default();
        for (from, to) in [(0, 60), (100, 400), (500, 600)] {
            silence.lasts(Tick(from), Tick(to));
        }
        assert_eq!((silence.from, silence.seconds()), (Tick(100), 5.0));
    }
}
