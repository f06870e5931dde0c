//! Whether enough of a transmission comes through to be followed: one rule for the keys of people and
//! for software crews.

use std::sync::LazyLock;

use handshake_shared::catalogue::calls::SlotValue;
use handshake_shared::catalogue::spelling::parse_cell;
use handshake_shared::sim::event::{Speech, Transmission};

use super::{Bilingual, Locale, call_text, is_safety, is_understood};

/// Words of both languages; loaded when a first word is lost.
static WORDS: LazyLock<Bilingual> = LazyLock::new(Bilingual::new);

/// A spelt cell, a call of danger and a call with a number are always followed, anything else while
/// half of it comes through.
pub fn is_followed(said: &Transmission) -> bool {
    if said.noise.loss_percent == 0 {
        return true;
    }
    let spared = match &said.speech {
        Speech::Text(text) => parse_cell(text).is_some(),
        Speech::Call { call, slots, .. } => is_safety(*call) || slots.iter().any(is_number),
    };
    spared || is_understood(&spoken_text(said), said.noise)
}

/// What was said, whole, in the language it was said in.
pub fn spoken_text(said: &Transmission) -> String {
    match &said.speech {
        Speech::Text(text) => text.clone(),
        Speech::Call {
            call,
            slots,
            tongue,
        } => call_text(WORDS.of(Locale::spoken(*tongue)), said.from, *call, slots),
    }
}

fn is_number(slot: &SlotValue) -> bool {
    matches!(slot, SlotValue::Number(_) | SlotValue::Count(_))
}
