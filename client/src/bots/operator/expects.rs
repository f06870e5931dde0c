//! Free text that a software crew cannot follow: it says so, and names the card it waits for.

use handshake_shared::catalogue::calls::{CallId, SlotValue, Slots};
use handshake_shared::catalogue::procedures::Act;
use handshake_shared::limits::TEXT_CHARS_MAX;
use handshake_shared::sim::input::Command;

use super::book::words;
use super::{Given, Operator};
use crate::i18n::{Arg, Locale, quoted_call};

/// Such an answer of another software crew: answered in turn, the two would never stop.
pub(super) fn is_answer(text: &str) -> bool {
    let says = |locale| text.starts_with(&words().of(locale).get("call-say-again"));
    Locale::ALL.into_iter().any(says)
}

impl Operator {
    /// "Say again", with the card that the plan waits for from the other crew, in that crew's language.
    pub(super) fn say_again(&self, given: &Given<'_>) -> Command {
        let partner = self.seat.other();
        let words = words().of(Locale::of(partner));
        let mut moves = given.plan.moves_of(partner);
        let card = moves.find_map(|(_, mv)| match mv.act {
            Act::Say(call, place) => Some((call, place)),
            Act::Find(call) => Some((call, None)),
            _ => None,
        });
        let text = card.map(|(call, place)| {
            let slots: Slots = place.map(SlotValue::Place).into_iter().collect();
            let card = quoted_call(words, partner, call, &slots);
            words.format("bot-expects", &[("call", Arg::Text(&card))])
        });
        match text.filter(|text| text.chars().count() <= TEXT_CHARS_MAX) {
            Some(text) => Command::Text(text),
            None => self.call(given, CallId::SayAgain, Slots::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::ids::Seat;
    use handshake_shared::scenario::load;
    use handshake_shared::sim::World;
    use handshake_shared::sim::event::{Speech, Transmission};
    use handshake_shared::sim::input::{Inputs, Tongue};
    use handshake_shared::sim::radio::noise::Noise;
    use handshake_shared::sim::step;
    use handshake_shared::time::Tick;
    use handshake_shared::view;

    use super::*;
    use crate::bots::Temper;

    fn said(from: Seat, text: &str) -> Transmission {
        Transmission {
            seq: 1,
            tick: Tick(0),
            from,
            speech: Speech::Text(text.to_owned()),
            wants_read_back: false,
            noise: Noise::default(),
        }
    }

    #[test]
    fn a_text_it_cannot_follow_is_answered_once_with_the_card_it_waits_for_and_an_answer_is_not() {
        let mut world = World::new(&load("first-handshake").expect("ships"), 1);
        for _ in 0..600 {
            step(&mut world, &Inputs::default(), &mut Vec::new());
        }
        for seat in Seat::ALL {
            let view = view::of(&world, seat);
            let given = Given::of(&view);
            let mut operator = Operator::new(seat, Temper::GOOD);
            operator.listen(&said(seat.other(), "what a view"));
            let answer = operator.reply(&given).expect("it is polite");
            match &answer {
                Command::Text(text) => {
                    assert!(is_answer(text), "{text}");
                    operator.listen(&said(seat.other(), text));
                }
                Command::Call { call, tongue, .. } => {
                    assert_eq!(*call, CallId::SayAgain);
                    assert!(matches!(tongue, Tongue::English | Tongue::Russian));
                }
                other => panic!("{other:?}"),
            }
            assert_eq!(operator.reply(&given), None, "{answer:?}");
        }
        assert_eq!(words().en.missing(), Vec::<String>::new());
        assert_eq!(words().ru.missing(), Vec::<String>::new());
    }

    #[test]
    fn the_longest_card_fits_one_text() {
        for seat in Seat::ALL {
            let words = words().of(Locale::of(seat));
            let fits = |call: CallId| {
                let card = quoted_call(words, seat, call, &[]);
                let text = words.format("bot-expects", &[("call", Arg::Text(&card))]);
                text.chars().count() <= TEXT_CHARS_MAX
            };
            assert!(fits(CallId::RangeAndRate) && fits(CallId::OnAxis));
        }
    }
}
