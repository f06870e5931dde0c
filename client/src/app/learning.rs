//! Which words a player has used rightly: those of calls in a language that is not his own, read
//! back rightly by either crew, or taken by the plan. Knows no panel and no file.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::procedures::Act;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Event, Speech, Transmission, Verdict};

use super::station::Station;
use crate::i18n::{Bilingual, Locale, word_glosses};
use crate::profile::Profile;

/// A word learned in this flight: its language and its key in the glossary.
pub type Learned = (Locale, &'static str);

/// Takes in an event before the console does; true when the profile has changed. `own` is the
/// player's own language.
pub fn take(
    station: &mut Station,
    profile: &mut Profile,
    words: &Bilingual,
    own: Locale,
    event: &Event,
) -> bool {
    let Some(said) = matched(station, event).cloned() else {
        return false;
    };
    let Speech::Call {
        call,
        slots,
        tongue,
    } = &said.speech
    else {
        return false;
    };
    let spoken = Locale::spoken(*tongue);
    if spoken == own {
        return false;
    }
    let heard = [words.of(spoken), words.of(own)];
    let mut changed = false;
    for gloss in word_glosses(heard, said.from, *call, slots) {
        let Some(key) = gloss.term.filter(|key| !profile.knows(spoken, key)) else {
            continue;
        };
        changed = true;
        if profile.used(spoken, key) {
            station.learned.push((spoken, key));
        }
    }
    changed
}

/// The call that this event proves to have been understood.
fn matched<'a>(station: &'a Station, event: &'a Event) -> Option<&'a Transmission> {
    match event {
        Event::ReadBack {
            seq,
            verdict: Verdict::Match,
            ..
        } => station.heard(*seq),
        Event::Heard(said) if said.from == station.seat => {
            let Speech::Call { call, slots, .. } = &said.speech else {
                return None;
            };
            asked_for(station, station.seat, *call, slots).then_some(said)
        }
        _ => None,
    }
}

/// The plan waits for this call and takes it without a read-back.
fn asked_for(station: &Station, seat: Seat, call: CallId, slots: &[SlotValue]) -> bool {
    let Some(view) = &station.view else {
        return false;
    };
    let place = slots.iter().find_map(|value| match value {
        SlotValue::Place(place) => Some(*place),
        _ => None,
    });
    let mut moves = view.plan.moves_of(seat);
    moves.any(|(open, row)| match row.act {
        Act::Say(asked, at) => {
            let named = at.is_none_or(|at| Some(at) == place);
            asked == call && named && !open.step.row().is_read_back(row)
        }
        _ => false,
    })
}
