//! What a software crew gets of a transmission: the same holes in the same words as a person reads.
//! It follows a call of which at least half comes through; numbers always do. Of the rest it keeps
//! what it heard, to compare with the cards of a read-back as a person would.

use std::sync::LazyLock;

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::spelling::parse_cell;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Speech, Transmission};
use handshake_shared::sim::input::Tongue;
use handshake_shared::sim::radio::noise::Noise;
use handshake_shared::view::radio::Card;

use crate::i18n::{Bilingual, Locale, call_text, garble, is_safety, is_understood};

/// Words of both languages; loaded when a first word is lost.
static WORDS: LazyLock<Bilingual> = LazyLock::new(Bilingual::new);

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
    let noise = said.noise;
    if noise.loss_percent == 0 {
        return None;
    }
    let (text, tongue) = match &said.speech {
        // A cell is spelt: it comes through whatever stands around it.
        Speech::Text(text) if parse_cell(text).is_some() => return None,
        Speech::Text(text) => (text.clone(), Tongue::English),
        Speech::Call { call, .. } if is_safety(*call) => return None,
        Speech::Call { slots, .. } if slots.iter().any(is_number) => return None,
        Speech::Call {
            call,
            slots,
            tongue,
        } => (spoken(*tongue, said.from, *call, slots), *tongue),
    };
    (!is_understood(&text, noise)).then(|| Scraps {
        seq: said.seq,
        text: garbled(&text, noise),
        from: said.from,
        tongue,
        noise,
    })
}

impl Scraps {
    /// The card that would have come through like this; the first one, where none would.
    pub(super) fn likest(&self, cards: &[Card]) -> usize {
        let sounds = |card: &Card| {
            let text = spoken(self.tongue, self.from, card.call, &card.slots);
            garbled(&text, self.noise) == self.text
        };
        cards.iter().position(sounds).unwrap_or(0)
    }
}

fn is_number(slot: &SlotValue) -> bool {
    matches!(slot, SlotValue::Number(_) | SlotValue::Count(_))
}

fn spoken(tongue: Tongue, from: Seat, call: CallId, slots: &[SlotValue]) -> String {
    call_text(WORDS.of(Locale::spoken(tongue)), from, call, slots)
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
    use handshake_shared::catalogue::calls::{ReadBack, Slots};
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
