//! What a software crew gets of a transmission: the same holes in the same words as a person reads.
//! It follows a call of which at least half comes through; numbers always do. Of the rest it keeps
//! what it heard, to compare with the cards of a read-back as a person would.

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Speech, Transmission};
use handshake_shared::sim::input::Tongue;
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::time::Tick;
use handshake_shared::view::radio::Card;

use crate::i18n::{garble, is_followed, spoken_text};

/// A call of which too little came through.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scraps {
    /// Its number.
    pub seq: u32,
    /// What came through.
    pub text: String,
    from: Seat,
    tongue: Tongue,
    noise: Noise,
}

/// What came through, when it is too little to follow.
pub(super) fn missed(said: &Transmission) -> Option<Scraps> {
    (!is_followed(said)).then(|| Scraps::of(said))
}

impl Scraps {
    /// Of a transmission that was not followed.
    pub(super) fn of(said: &Transmission) -> Scraps {
        let tongue = match &said.speech {
            Speech::Text(_) => Tongue::English,
            Speech::Call { tongue, .. } => *tongue,
        };
        Scraps {
            seq: said.seq,
            text: garbled(&spoken_text(said), said.noise),
            from: said.from,
            tongue,
            noise: said.noise,
        }
    }

    /// The card that would have come through like this; the first one, where none would.
    pub(super) fn likest(&self, cards: &[Card]) -> usize {
        let sounds = |card: &Card| {
            let said = Transmission {
                seq: self.seq,
                tick: Tick(0),
                from: self.from,
                speech: Speech::Call {
                    call: card.call,
                    slots: card.slots.clone(),
                    tongue: self.tongue,
                },
                wants_read_back: true,
                noise: self.noise,
            };
            garbled(&spoken_text(&said), self.noise) == self.text
        };
        cards.iter().position(sounds).unwrap_or(0)
    }
}

fn garbled(text: &str, noise: Noise) -> String {
    garble(text, noise.loss_percent, noise.seed)
}

/// A call that asks the pilot to stay where he is (true) or to go on (false).
pub(super) fn halts(call: CallId) -> Option<bool> {
    use CallId::{
        BackOff, Continue, ContinueClosing, DockingGo, DockingNoGo, DockingOff, Go, HoldRange,
        NoGo, SpeedUp, Stop, StopClosing,
    };
    match call {
        Stop | StopClosing | HoldRange | BackOff | NoGo | DockingNoGo | DockingOff => Some(true),
        Continue | ContinueClosing | SpeedUp | Go | DockingGo => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::catalogue::calls::{ReadBack, SlotValue, Slots};
    use handshake_shared::time::Tick;

    use super::*;

    fn said(call: CallId, slots: Slots, noise: Noise) -> Transmission {
        Transmission {
            seq: 4,
            tick: Tick(9),
            from: Seat::Soyuz,
            speech: Speech::Call {
                call,
                slots,
                tongue: Tongue::English,
            },
            wants_read_back: true,
            noise,
        }
    }

    fn noises() -> impl Iterator<Item = Noise> {
        (0..2_000).map(|seed| Noise {
            loss_percent: 60,
            seed,
        })
    }

    #[test]
    fn a_call_is_followed_while_half_of_it_comes_through() {
        let call = CallId::RingExtended;
        let missing = noises().filter(|noise| missed(&said(call, Vec::new(), *noise)).is_some());
        let count = missing.count();
        assert!((400..1_900).contains(&count), "{count}");
        assert_eq!(missed(&said(call, Vec::new(), Noise::default())), None);
    }

    #[test]
    fn warnings_and_numbers_are_never_missed() {
        for noise in noises() {
            let range = vec![SlotValue::Number(12.0)];
            assert_eq!(missed(&said(CallId::Range, range, noise)), None);
            assert_eq!(missed(&said(CallId::Fire, Vec::new(), noise)), None);
        }
    }

    #[test]
    fn of_the_cards_the_one_that_sounds_alike_is_taken() {
        let calls = CallId::ALL.iter().filter(|call| {
            let row = call.row();
            row.read_back == ReadBack::Choice && row.slots.is_empty() && row.who.allows(Seat::Soyuz)
        });
        let (mut right, mut all) = (0, 0);
        for call in calls {
            let alikes = call.row().look_alikes.iter().chain([call]);
            let cards: Vec<Card> = alikes
                .map(|call| Card {
                    call: *call,
                    slots: Vec::new(),
                })
                .collect();
            for noise in noises().take(200) {
                let Some(scraps) = missed(&said(*call, Vec::new(), noise)) else {
                    continue;
                };
                all += 1;
                right += usize::from(scraps.likest(&cards) == cards.len() - 1);
            }
        }
        assert!(all > 100 && right * 10 > all * 9, "{right} of {all}");
    }
}
