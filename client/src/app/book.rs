//! The phrasebook while it is open: what is searched, where the cursor stands, and the call whose
//! slots are being filled. Knows which keys work it; the words searched come from the locales.

use handshake_shared::catalogue::calls::ReadBack;
use handshake_shared::catalogue::calls::{CallId, SlotKind, SlotValue, Slots};
use handshake_shared::catalogue::procedures::{Act, STEPS};
use handshake_shared::ids::Seat;
use handshake_shared::view::View;

use super::calls::{Offer, readings};
use crate::bots::Given;
use crate::i18n::{Locale, Phrases, Units, parse_number, slot_unit};
use crate::input::{Key, Press};

/// Lines of the longest page: one a digit.
pub const PAGE_MAX: usize = 9;
/// Longest search, characters.
const FILTER_MAX: usize = 24;
/// Longest number typed, characters.
const DIGITS_MAX: usize = 8;
/// Rings of the book.
const RINGS: u8 = 3;

/// The open phrasebook.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// Search text.
    pub filter: String,
    /// The one ring shown; 0 for all three.
    pub ring: u8,
    /// Calls found, the best first.
    pub found: Vec<CallId>,
    /// Line of the list.
    pub cursor: usize,
    /// The call being filled.
    pub form: Option<Form>,
}

/// A call whose slots are being filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The call.
    pub call: CallId,
    /// Its slots.
    pub fields: Vec<Field>,
    /// The slot the keys fill.
    pub at: usize,
}

/// One slot being filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What it takes.
    pub kind: SlotKind,
    /// What was chosen; absent where the panel's own reading stands.
    pub chosen: Option<SlotValue>,
    /// Digits typed; empty where the panel's own reading stands.
    pub typed: String,
}

/// What a key asked of the book.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Nothing; the book stays open.
    Nothing,
    /// To be closed.
    Close,
    /// To speak the other language.
    Tongue,
    /// To show both spelling alphabets.
    Alphabets,
    /// To send this call.
    Send(CallId, Slots),
    /// To send a call that lacks a value.
    Incomplete,
}

impl Book {
    /// The book opened at its first page.
    pub fn open(phrases: &Phrases, seat: Seat) -> Book {
        let mut book = Book {
            filter: String::new(),
            ring: 0,
            found: Vec::new(),
            cursor: 0,
            form: None,
        };
        book.search(phrases, seat);
        book
    }

    /// Takes a key; `page` is how many calls the screen shows.
    pub fn press(
        &mut self,
        phrases: &Phrases,
        (view, locale, page): (&View, Locale, usize),
        press: Press,
    ) -> Asked {
        match press.key {
            Key::Tab | Key::F(4) => return Asked::Tongue,
            Key::F(9) => return Asked::Alphabets,
            Key::Esc if self.form.is_none() => return Asked::Close,
            Key::Esc => {
                self.form = None;
                return Asked::Nothing;
            }
            _ => {}
        }
        match &mut self.form {
            Some(form) => form.press(view, locale, press),
            None => self.list_key(phrases, (view, page), press),
        }
    }

    fn list_key(&mut self, phrases: &Phrases, (view, page): (&View, usize), press: Press) -> Asked {
        let last = self.found.len().saturating_sub(1);
        match press.key {
            Key::Up => self.cursor = self.cursor.saturating_sub(1),
            Key::Down => self.cursor = (self.cursor + 1).min(last),
            Key::PageUp | Key::F(2) => self.cursor = self.page_start(page).saturating_sub(page),
            Key::PageDown | Key::F(3) => {
                let next = self.page_start(page) + page;
                if next <= last {
                    self.cursor = next;
                }
            }
            Key::F(6) => {
                self.ring = (self.ring + 1) % (RINGS + 1);
                self.search(phrases, view.seat);
            }
            Key::Enter | Key::F(5) => return self.pick(view, self.cursor),
            Key::Char(digit @ '1'..='9') => {
                let line = digit as usize - '1' as usize;
                if line < page {
                    return self.pick(view, self.page_start(page) + line);
                }
            }
            _ => {
                edit(&mut self.filter, press, FILTER_MAX);
                self.search(phrases, view.seat);
            }
        }
        Asked::Nothing
    }

    /// First line of the page under the cursor.
    pub fn page_start(&self, page: usize) -> usize {
        self.cursor - self.cursor % page.max(1)
    }

    /// A call without slots goes out at once; another one is filled first.
    fn pick(&mut self, view: &View, line: usize) -> Asked {
        let Some(call) = self.found.get(line).copied() else {
            return Asked::Nothing;
        };
        self.cursor = line;
        if call.row().slots.is_empty() {
            return Asked::Send(call, Slots::new());
        }
        self.form = Some(Form::of(view, call));
        Asked::Nothing
    }

    fn search(&mut self, phrases: &Phrases, seat: Seat) {
        let mut found = phrases.find(seat, &self.filter);
        found.retain(|call| self.ring == 0 || call.row().ring == self.ring);
        (self.found, self.cursor) = (found, 0);
    }
}

impl Form {
    /// A call's slots, each as the panel reads it or, where a speaker chooses, at its first choice.
    pub fn of(view: &View, call: CallId) -> Form {
        let mut form = Form {
            call,
            fields: Vec::new(),
            at: 0,
        };
        for (kind, read) in call
            .row()
            .slots
            .iter()
            .zip(readings(&Given::of(view), call, &[]))
        {
            let first = || kind.choices().first().copied();
            form.fields.push(Field {
                kind: *kind,
                chosen: if kind.choices().is_empty() {
                    None
                } else {
                    read.or_else(first)
                },
                typed: String::new(),
            });
        }
        form
    }

    /// The slots as they stand: typed, chosen, or read off the panel now.
    pub fn values(&self, view: &View, locale: Locale) -> Vec<Option<SlotValue>> {
        let chosen: Slots = self
            .fields
            .iter()
            .filter_map(|field| field.chosen)
            .collect();
        let read = readings(&Given::of(view), self.call, &chosen);
        let fields = self.fields.iter().zip(read);
        fields
            .map(|(field, read)| match field.typed.is_empty() {
                true => field.chosen.or(read),
                false => field.number(Units::of(view.seat), locale),
            })
            .collect()
    }

    /// The call as it would go out; nothing while a slot lacks its value.
    pub fn offer(&self, view: &View, locale: Locale) -> Option<Offer> {
        let values = self.values(view, locale).into_iter();
        let slots: Slots = values.collect::<Option<_>>()?;
        self.call.row().accepts(&slots).then_some(Offer {
            call: self.call,
            slots,
            planned: false,
        })
    }

    fn press(&mut self, view: &View, locale: Locale, press: Press) -> Asked {
        let count = self.fields.len().max(1);
        match press.key {
            Key::Right | Key::F(6) => self.at = (self.at + 1) % count,
            Key::Left => self.at = (self.at + count - 1) % count,
            Key::Enter | Key::F(5) => {
                return match self.offer(view, locale) {
                    Some(Offer { call, slots, .. }) => Asked::Send(call, slots),
                    None => Asked::Incomplete,
                };
            }
            _ => {
                if let Some(field) = self.fields.get_mut(self.at) {
                    field.press(press);
                }
            }
        }
        Asked::Nothing
    }
}

impl Field {
    fn press(&mut self, press: Press) {
        let options = self.kind.choices();
        match (press.key, self.kind) {
            (Key::Char(digit @ '0'..='8'), SlotKind::Count) => {
                self.chosen = Some(SlotValue::Count(digit as u8 - b'0'));
            }
            (Key::Backspace | Key::F(8), SlotKind::Count) => self.chosen = None,
            (Key::Char(digit @ '1'..='9'), _) if !options.is_empty() => {
                let chosen = options.get(digit as usize - '1' as usize);
                self.chosen = chosen.copied().or(self.chosen);
            }
            (Key::Up | Key::Down, _) if !options.is_empty() => {
                let here = options.iter().position(|value| Some(*value) == self.chosen);
                let step = if press.key == Key::Up {
                    options.len() - 1
                } else {
                    1
                };
                let next = here.map_or(0, |here| (here + step) % options.len());
                self.chosen = Some(options[next]);
            }
            (Key::F(8), _) => {
                self.typed.pop();
            }
            (Key::F(7), kind) if kind.quantity().is_some() => self.push('.'),
            (_, kind) if kind.quantity().is_some() => {
                let fits = press
                    .typed
                    .is_none_or(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
                if fits {
                    edit(&mut self.typed, press, DIGITS_MAX);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, c: char) {
        if self.typed.chars().count() < DIGITS_MAX {
            self.typed.push(c);
        }
    }

    /// The typed number, in the unit of the speaker's spacecraft, as SI.
    fn number(&self, units: Units, locale: Locale) -> Option<SlotValue> {
        let number = parse_number(locale, &self.typed)?;
        let unit = slot_unit(units, self.kind)?;
        Some(SlotValue::Number(unit.to_si(number) as f32))
    }
}

/// Whether the other crew will be asked to read this call back: the plan's step wants it now, or a
/// step that is done would have it fresh.
pub fn is_read_back(view: &View, call: CallId, slots: &[SlotValue]) -> bool {
    let place = slots.iter().find_map(|value| match value {
        SlotValue::Place(place) => Some(*place),
        _ => None,
    });
    let plan = &view.plan;
    let flown = STEPS.iter().filter(|step| plan.flown.has(step.id));
    flown.into_iter().any(|step| {
        let mut moves = step.moves.iter().enumerate();
        moves.any(|(index, mv)| {
            let says = matches!(mv.act, Act::Say(asked, at)
                if asked == call && at.is_none_or(|at| Some(at) == place));
            let mine = mv.who.seat(plan.roles) == view.seat;
            let open = plan
                .open
                .iter()
                .any(|open| open.step == step.id && usize::from(open.index) == index);
            let again = plan.done.has(step.id) && call.row().read_back != ReadBack::AtMarks;
            says && mine && step.is_read_back(mv) && (open || again)
        })
    })
}

pub(super) fn edit(text: &mut String, press: Press, most: usize) {
    if press.key == Key::Backspace {
        text.pop();
    } else if let Some(c) = press.typed.filter(|c| !c.is_control())
        && text.chars().count() < most
    {
        text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::scenario::load;
    use handshake_shared::sim::World;

    use super::*;
    use crate::i18n::Bilingual;

    /// A page of the smallest screen.
    const PAGE: usize = 6;

    fn keys(book: &mut Book, words: &Bilingual, view: &View, keys: &[Key]) -> Asked {
        let mut asked = Asked::Nothing;
        for key in keys {
            let locale = Locale::of(view.seat);
            asked = book.press(words.phrases(), (view, locale, PAGE), Press::down(*key));
        }
        asked
    }

    /// Digits and function keys that reach a call from the closed book and send it.
    fn way_to(book: &Book, call: CallId) -> Option<Vec<Key>> {
        let place = book.found.iter().position(|other| *other == call)?;
        let mut way = vec![Key::F(3); place / PAGE];
        let digit = u32::try_from(place % PAGE + 1).ok()?;
        way.push(Key::Char(char::from_digit(digit, 10)?));
        for kind in call.row().slots {
            match kind {
                kind if kind.quantity().is_some() => {
                    way.extend([Key::Char('1'), Key::F(7), Key::Char('5')]);
                }
                _ => way.push(Key::Char('2')),
            }
            way.push(Key::F(6));
        }
        if !call.row().slots.is_empty() {
            way.push(Key::F(5));
        }
        Some(way)
    }

    #[test]
    fn every_call_goes_out_by_digits_and_function_keys_alone() {
        let words = Bilingual::new();
        let world = World::new(&load("final-approach").expect("shipped"), 3);
        for seat in Seat::ALL {
            let view = handshake_shared::view::of(&world, seat);
            let all = CallId::ALL
                .iter()
                .filter(|call| call.row().who.allows(seat));
            for call in all {
                let mut book = Book::open(words.phrases(), seat);
                let way = way_to(&book, *call).expect("in the book");
                let asked = keys(&mut book, &words, &view, &way);
                let Asked::Send(sent, slots) = asked else {
                    panic!("{seat:?} {call:?}: {asked:?} after {way:?}");
                };
                assert_eq!(sent, *call);
                assert!(call.row().accepts(&slots), "{call:?} {slots:?}");
            }
        }
    }

    #[test]
    fn numbers_stand_at_the_panels_reading_until_others_are_typed_in_the_crafts_unit() {
        let words = Bilingual::new();
        let world = World::new(&load("final-approach").expect("shipped"), 3);
        let view = handshake_shared::view::of(&world, Seat::Soyuz);
        let mut form = Form::of(&view, CallId::RangeAndRate);
        let read = view
            .panel
            .soyuz()
            .and_then(|soyuz| soyuz.ranged)
            .expect("ranged");
        let live = form.values(&view, Locale::Ru);
        assert_eq!(live[0], Some(SlotValue::Number(read.range_m)));
        let mut book = Book::open(words.phrases(), Seat::Soyuz);
        form.at = 0;
        book.form = Some(form);
        for key in "7,5".chars() {
            keys(&mut book, &words, &view, &[Key::Char(key)]);
        }
        let Asked::Send(_, slots) = keys(&mut book, &words, &view, &[Key::F(5)]) else {
            panic!("not sent");
        };
        assert_eq!(slots[0], SlotValue::Number(7.5));
        // Apollo's numbers are feet.
        let view = handshake_shared::view::of(&world, Seat::Apollo);
        book.form = Some(Form::of(&view, CallId::Range));
        let asked = keys(
            &mut book,
            &words,
            &view,
            &[Key::Char('1'), Key::Char('0'), Key::Enter],
        );
        assert_eq!(
            asked,
            Asked::Send(CallId::Range, vec![SlotValue::Number(3.048)])
        );
    }

    #[test]
    fn a_call_that_lacks_a_reading_is_not_sent() {
        let words = Bilingual::new();
        let world = World::new(&load("final-approach").expect("shipped"), 3);
        let view = handshake_shared::view::of(&world, Seat::Apollo);
        let mut book = Book::open(words.phrases(), Seat::Apollo);
        book.form = Some(Form::of(&view, CallId::TimeToContact));
        assert_eq!(
            keys(&mut book, &words, &view, &[Key::Enter]),
            Asked::Incomplete
        );
        assert_eq!(keys(&mut book, &words, &view, &[Key::Esc]), Asked::Nothing);
        assert_eq!(keys(&mut book, &words, &view, &[Key::Esc]), Asked::Close);
    }

    #[test]
    fn a_call_is_said_to_be_read_back_exactly_when_the_world_asks_for_it() {
        use handshake_shared::catalogue::procedures::StepId;
        use handshake_shared::ids::CompartmentId::Om;
        use handshake_shared::sim::event::Event;
        use handshake_shared::sim::input::{Command, SeatInput, Stick, Tongue};
        use handshake_shared::sim::step;
        let mut asked = 0;
        let moments = [
            StepId::Gate30,
            StepId::Seal,
            StepId::OmPressure,
            StepId::Greet,
        ];
        let soyuz = CallId::ALL
            .iter()
            .filter(|call| call.row().who.allows(Seat::Soyuz));
        for (call, moment) in soyuz.flat_map(|call| moments.map(|moment| (call, moment))) {
            let mut world = World::new(&load("final-approach").expect("shipped"), 3);
            for before in STEPS.iter().filter(|step| step.id < moment) {
                world.plan.finish(before.id);
            }
            let mut events = Vec::new();
            step(&mut world, &Default::default(), &mut events);
            let view = handshake_shared::view::of(&world, Seat::Soyuz);
            let mut form = Form::of(&view, *call);
            for field in &mut form.fields {
                let place = (field.kind == SlotKind::Place).then_some(SlotValue::Place(Om));
                field.chosen = place.or_else(|| field.kind.choices().first().copied());
            }
            let Some(offer) = form.offer(&view, Locale::Ru) else {
                continue;
            };
            let said = is_read_back(&view, *call, &offer.slots);
            let tongue = Tongue::English;
            let (call, slots) = (*call, offer.slots);
            let commands = vec![Command::Call {
                call,
                slots,
                tongue,
            }];
            let stick = Stick::NEUTRAL;
            let silent = SeatInput {
                stick,
                commands: Vec::new(),
            };
            let speaks = SeatInput { stick, commands };
            events.clear();
            step(&mut world, &[silent, speaks], &mut events);
            let wants = events
                .iter()
                .any(|event| matches!(event, Event::Heard(heard) if heard.wants_read_back));
            assert_eq!(said, wants, "{call:?} at {moment:?}");
            asked += usize::from(wants);
        }
        assert!(asked > 2, "only {asked} calls were read back");
    }
}
