//! Keys while text is entered: free text, a read-back in digits, the phrasebook. Knows what may be
//! typed and what is sent.

use handshake_shared::catalogue::calls::{CallId, SlotValue, Slots};
use handshake_shared::limits::TEXT_CHARS_MAX;
use handshake_shared::sim::event::Speech;
use handshake_shared::sim::input::{Answer, Command, HelpLevel};

use super::book::{Asked, Book, edit};
use super::calls::spoken_in;
use super::cockpit::switch_tongue;
use super::station::{Entry, Notice, Station};
use crate::i18n::{Bilingual, Locale, Units, meant, parse_number, to_si, typed_call};
use crate::input::{Edge, Key, Press};

/// Longest number typed, characters.
const DIGITS_MAX: usize = 8;

/// Takes a key while text is entered; the act to send, if any.
/// `page` is how many calls of the phrasebook the screen shows.
pub fn press(
    station: &mut Station,
    words: &Bilingual,
    page: usize,
    press: Press,
) -> Option<Command> {
    if press.edge == Edge::Up {
        return None;
    }
    let entry = std::mem::take(&mut station.entry);
    match entry {
        Entry::None => None,
        Entry::Text { typed, way } => text_key(station, words, (typed, way), press),
        Entry::Digits(text) => digits_key(station, text, press),
        Entry::Book(book) => book_key(station, (words, page), book, press),
    }
}

/// Takes pasted text, as if typed.
pub fn paste(station: &mut Station, pasted: &str) {
    if let Entry::Text { typed, .. } = &mut station.entry {
        let room = TEXT_CHARS_MAX.saturating_sub(typed.chars().count());
        typed.extend(pasted.chars().filter(|c| !c.is_control()).take(room));
    }
}

fn text_key(
    station: &mut Station,
    words: &Bilingual,
    (mut typed, mut way): (String, usize),
    press: Press,
) -> Option<Command> {
    match press.key {
        Key::Esc => return None,
        Key::Enter | Key::F(5) => {
            if let Some((call, slots)) = typed_out(station, words, &typed, way) {
                let tongue = station.tongue;
                return Some(Command::Call {
                    call,
                    slots,
                    tongue,
                });
            }
            let text = outgoing(station, &typed, way).trim().to_owned();
            return (!text.is_empty()).then_some(Command::Text(text));
        }
        Key::Tab | Key::F(4) => way += 1,
        _ => {
            edit(&mut typed, press, TEXT_CHARS_MAX);
            way = 0;
        }
    }
    station.entry = Entry::Text { typed, way };
    None
}

/// The call that free text says, for a crew without help: it types its calls in the partner's
/// language instead of picking them.
pub fn typed_out(
    station: &Station,
    words: &Bilingual,
    typed: &str,
    way: usize,
) -> Option<(CallId, Slots)> {
    let level = station.view.as_ref()?.panel.craft().help;
    let spoken = words.of(Locale::spoken(station.tongue));
    let text = outgoing(station, typed, way);
    (level == HelpLevel::Oklahomski).then(|| typed_call(spoken, station.seat, &text))?
}

/// Free text as it goes out: what it was meant as, the likeliest unless another was asked for.
pub fn outgoing(station: &Station, typed: &str, way: usize) -> String {
    let mut ways = meant(typed, Locale::spoken(station.tongue));
    let way = way % ways.len().max(1);
    let text = ways.swap_remove(way);
    text.chars().take(TEXT_CHARS_MAX).collect()
}

fn digits_key(station: &mut Station, mut text: String, press: Press) -> Option<Command> {
    match press.key {
        Key::Esc => return None,
        Key::Enter | Key::F(5) => {
            let command = read_back(station, &text);
            if command.is_none() {
                station.notice = Some(Notice::Hint("hint-not-a-number"));
                station.entry = Entry::Digits(text);
            }
            return command;
        }
        Key::F(7) if text.chars().count() < DIGITS_MAX => text.push('.'),
        Key::F(8) => {
            text.pop();
        }
        _ => {
            let fits = press
                .typed
                .is_none_or(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
            if fits {
                edit(&mut text, press, DIGITS_MAX);
            }
        }
    }
    station.entry = Entry::Digits(text);
    None
}

/// The typed number as an answer: in the hearer's own unit, turned to SI.
fn read_back(station: &Station, text: &str) -> Option<Command> {
    let view = station.view.as_ref()?;
    let owed = view.radio.owed.as_ref()?;
    let number = parse_number(station.locale(), text)?;
    let value = match owed.call.row().measured() {
        Some((_, quantity)) => to_si(Units::of(station.seat), quantity, number),
        None => number,
    };
    Some(Command::ReadBack {
        seq: owed.seq,
        answer: Answer::Value(value as f32),
    })
}

/// What the hearer of a call must bring back, for the prompt: the slots as they were said.
pub fn said_slots(station: &Station, seq: u32) -> Option<&[SlotValue]> {
    match &station.heard(seq)?.speech {
        Speech::Call { slots, .. } => Some(slots),
        Speech::Text(_) => None,
    }
}

fn book_key(
    station: &mut Station,
    (words, page): (&Bilingual, usize),
    mut book: Book,
    press: Press,
) -> Option<Command> {
    let view = station.view.clone()?;
    let around = (view.as_ref(), station.locale(), page);
    match book.press(words.phrases(), around, press) {
        Asked::Close => return None,
        Asked::Send(call, slots) => {
            return Some(Command::Call {
                call,
                slots,
                tongue: spoken_in(&view, call, station.tongue),
            });
        }
        Asked::Tongue => switch_tongue(station),
        Asked::Incomplete => station.notice = Some(Notice::Hint("hint-no-reading")),
        Asked::Nothing => {}
    }
    station.entry = Entry::Book(book);
    None
}
