//! Keys while text is entered: free text, a read-back in digits, the phrasebook. Knows what may be
//! typed and what is sent.

use handshake_shared::catalogue::calls::{CallId, SlotValue, Slots};
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::ids::Seat;
use handshake_shared::limits::TEXT_CHARS_MAX;
use handshake_shared::sim::event::Speech;
use handshake_shared::sim::input::{Answer, Command, HelpLevel};

use super::book::{Asked, Book, edit};
use super::calls::spoken_in;
use super::cockpit::switch_tongue;
use super::station::{Digits, Entry, Notice, Station};
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
        Entry::Digits(digits) => digits_key(station, digits, press),
        Entry::Book(book) => book_key(station, (words, page), book, press),
        Entry::Lamps => lamp_key(station, press),
        // Any key leads back.
        Entry::Alphabets => None,
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

/// One digit a signal, in the order of the catalogue.
fn lamp_key(station: &mut Station, press: Press) -> Option<Command> {
    let place = match press.key {
        Key::Esc => return None,
        Key::Char(digit @ '1'..='9') => digit as usize - '1' as usize,
        _ => LampCode::ALL.len(),
    };
    let code = LampCode::ALL.get(place).copied();
    if code.is_none() {
        station.entry = Entry::Lamps;
    }
    code.map(Command::Lamp)
}

fn digits_key(station: &mut Station, mut digits: Digits, press: Press) -> Option<Command> {
    let text = &mut digits.typed;
    match press.key {
        Key::Esc => return None,
        Key::Enter | Key::F(5) => {
            let command = read_back(station, &digits);
            if command.is_none() {
                station.notice = Some(Notice::Hint("hint-not-a-number"));
                station.entry = Entry::Digits(digits);
            }
            return command;
        }
        Key::Tab | Key::F(4) => digits.unit = next_unit(station.seat, digits.unit),
        Key::F(7) if text.chars().count() < DIGITS_MAX => text.push('.'),
        Key::F(8) => {
            text.pop();
        }
        _ => {
            let fits = press
                .typed
                .is_none_or(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
            if fits {
                edit(text, press, DIGITS_MAX);
            }
        }
    }
    station.entry = Entry::Digits(digits);
    None
}

/// The own unit, the other crew's, none.
fn next_unit(seat: Seat, unit: Option<Units>) -> Option<Units> {
    let (own, theirs) = (Units::of(seat), Units::of(seat.other()));
    match unit {
        None => Some(own),
        Some(unit) if unit == own => Some(theirs),
        Some(_) => None,
    }
}

/// The typed number as an answer, turned to SI: in the unit it was given, or without one in the
/// hearer's own. A count has no unit to miss.
fn read_back(station: &Station, digits: &Digits) -> Option<Command> {
    let view = station.view.as_ref()?;
    let owed = view.radio.owed.as_ref()?;
    let number = parse_number(station.locale(), &digits.typed)?;
    let answer = match owed.call.row().measured() {
        Some((_, quantity)) => {
            let units = digits.unit.unwrap_or(Units::of(station.seat));
            let value = to_si(units, quantity, number) as f32;
            match digits.unit {
                Some(_) => Answer::Value(value),
                None => Answer::Bare(value),
            }
        }
        None => Answer::Value(number as f32),
    };
    Some(Command::ReadBack {
        seq: owed.seq,
        answer,
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
        Asked::Alphabets => {
            station.entry = Entry::Alphabets;
            return None;
        }
        Asked::Incomplete => station.notice = Some(Notice::Hint("hint-no-reading")),
        Asked::Nothing => {}
    }
    station.entry = Entry::Book(book);
    None
}
