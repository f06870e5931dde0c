//! The phrasebook: what was found, and of the call under the cursor both wordings, how the other
//! language's sounds, its ring, whether it will be read back, and its slots.

use handshake_shared::catalogue::calls::{CallId, ReadBack, SlotKind, SlotValue};
use handshake_shared::sim::input::{HelpLevel, Tongue};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::app::book::{Book, Form, is_read_back};
use crate::app::calls::spoken_in;
use crate::app::cockpit::speaks_partners_tongue;
use crate::draw::console::Console;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::{
    Arg, Locale, Units, call_aid, call_text, labels, slot_text, slot_unit, unit_symbol,
};
use crate::widgets::text::{broken, cut};

/// Rows below the list: two wordings, two of the sound, what becomes of it.
const DETAIL_ROWS: usize = 2 + SOUND_ROWS + 1;
const SOUND_ROWS: usize = 2;
/// Rows a page needs besides its calls: what is searched, and the details.
pub const FRAME_ROWS: usize = 1 + DETAIL_ROWS;

/// The box's title: which language goes out, how many calls were found.
pub fn title(console: &Console) -> String {
    let tongue = match console.station.tongue {
        Tongue::English => "radio-tongue-en",
        Tongue::Russian => "radio-tongue-ru",
    };
    let mark = if speaks_partners_tongue(console.station) {
        "▲ "
    } else {
        ""
    };
    let name = console.word("title-phrasebook");
    format!("{name} · {mark}{}", console.word(tongue))
}

/// The book's lines.
pub fn lines(console: &Console, book: &Book, width: usize, rows: usize) -> Vec<Line<'static>> {
    let mut lines = match &book.form {
        Some(form) => vec![form_head(console, form, width)],
        None => vec![head(console, book, width)],
    };
    let room = console.app.book_page();
    match &book.form {
        Some(form) => lines.extend(fields(console, form, width).into_iter().take(room)),
        None => lines.extend(list(console, book, width, room)),
    }
    lines.resize(1 + room, Line::default());
    lines.extend(details(console, book, width));
    lines.truncate(rows);
    lines
}

fn head(console: &Console, book: &Book, width: usize) -> Line<'static> {
    let shown = format!("{}▏", book.filter);
    let head = console.say("radio-search", &[("typed", Arg::Text(&shown))]);
    let ring = console.word(ring_key(book.ring));
    let place = match book.found.len() {
        0 => "0".to_owned(),
        count => format!("{}/{count}", book.cursor + 1),
    };
    let keys = console.word("console-book-keys");
    let row = console
        .row()
        .at(1)
        .put(Role::Value, head)
        .put(Role::Label, format!("  {ring} {place}"));
    // A long search leaves no room for the keys: they have been read by then.
    if row.used() + 2 + keys.width() > width {
        return row.line();
    }
    row.right(Role::Dim, keys, width.saturating_sub(1)).line()
}

const fn ring_key(ring: u8) -> &'static str {
    match ring {
        1 => "book-ring-1",
        2 => "book-ring-2",
        3 => "book-ring-3",
        _ => "book-ring-all",
    }
}

/// The page under the cursor, one digit a call.
fn list(console: &Console, book: &Book, width: usize, room: usize) -> Vec<Line<'static>> {
    if book.found.is_empty() {
        let text = cut(
            &console.word("radio-nothing-found"),
            width.saturating_sub(2),
        );
        return vec![console.row().at(1).put(Role::Caution, text).line()];
    }
    let start = book.page_start(room);
    let page = book.found.iter().enumerate().skip(start).take(room);
    let words = console.app.words.of(console.picker_locale());
    page.map(|(place, call)| {
        let slots = slots_of(console, book, *call);
        let text = call_text(words, console.seat(), *call, &slots);
        let role = match place == book.cursor {
            true => Role::Picked,
            false => Role::Text,
        };
        let row = console.row().at(1).key(&(place - start + 1).to_string());
        let left = width.saturating_sub(row.used() + 1);
        row.put(role, cut(&text, left)).line()
    })
    .collect()
}

/// A call's values as far as they are known.
fn slots_of(console: &Console, book: &Book, call: CallId) -> Vec<SlotValue> {
    let locale = console.station.locale();
    let own = book.form.as_ref().filter(|form| form.call == call);
    let form = own.cloned().unwrap_or_else(|| Form::of(console.view, call));
    let values = form.values(console.view, locale);
    // A wording shows all its values or, where one is missing, the ellipses of the book.
    values
        .into_iter()
        .collect::<Option<_>>()
        .unwrap_or_default()
}

fn form_head(console: &Console, form: &Form, width: usize) -> Line<'static> {
    let key = match form.fields.get(form.at).map(|field| field.kind) {
        Some(kind) if kind.quantity().is_some() => "console-form-number-keys",
        _ => "console-form-choice-keys",
    };
    let text = cut(&console.word(key), width.saturating_sub(2));
    console.row().at(1).put(Role::Dim, text).line()
}

/// One line a slot: what it is, what stands in it, what else it may be.
fn fields(console: &Console, form: &Form, width: usize) -> Vec<Line<'static>> {
    let values = form.values(console.view, console.station.locale());
    let lines = form.fields.iter().zip(values).enumerate();
    lines
        .map(|(index, (field, value))| {
            let here = index == form.at;
            let mark = if here { "▸ " } else { "  " };
            let name = console.word(slot_key(field.kind));
            let row = console
                .row()
                .at(1)
                .put(
                    if here { Role::Picked } else { Role::Label },
                    format!("{mark}{name}"),
                )
                .at(20);
            let row = match field.kind.choices().as_slice() {
                [] => number(console, field.kind, &field.typed, value, row),
                options => option_row(console, field.kind, options, value, (row, width)),
            };
            row.line()
        })
        .collect()
}

/// A number: typed, or as the panel reads it now.
fn number(
    console: &Console,
    kind: SlotKind,
    typed: &str,
    value: Option<SlotValue>,
    row: Row,
) -> Row {
    let unit = slot_unit(Units::of(console.seat()), kind);
    let unit = unit.map(|unit| unit_symbol(console.words, unit));
    let shown = match value {
        Some(value) => slot_text(console.words, console.seat(), kind, value),
        None => "—".to_owned(),
    };
    if typed.is_empty() {
        let row = row.put(Role::Value, shown);
        let own = kind.quantity().is_some() && value.is_some();
        return match own {
            true => row.put(
                Role::Dim,
                format!("  {}", console.word("console-form-live")),
            ),
            false => row,
        };
    }
    row.put(
        Role::Value,
        format!("{typed}▏ {}", unit.unwrap_or_default()),
    )
}

/// What a speaker chooses from, each with its digit.
fn option_row(
    console: &Console,
    kind: SlotKind,
    options: &[SlotValue],
    value: Option<SlotValue>,
    (mut row, width): (Row, usize),
) -> Row {
    let words = console.app.words.of(console.picker_locale());
    for (index, option) in options.iter().enumerate() {
        let name = match option {
            SlotValue::Hatch(hatch) => hatch.number().to_string(),
            // Six rooms by their full names are wider than any console.
            SlotValue::Place(place) => words.get(labels::room(*place)),
            _ => slot_text(words, console.seat(), kind, *option),
        };
        let (role, text) = match (Some(*option) == value, kind) {
            (here, SlotKind::Hatch) => (picked(here), format!("{name} ")),
            (here, _) => (picked(here), format!("{}\u{a0}{name} ", index + 1)),
        };
        let room = width.saturating_sub(row.used() + 1);
        row = row.put(role, cut(&text, room));
    }
    row
}

const fn picked(here: bool) -> Role {
    if here { Role::Picked } else { Role::Text }
}

/// Name of a slot in the locale files.
pub(crate) const fn slot_key(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Range => "slot-range",
        SlotKind::Offset => "slot-offset",
        SlotKind::Rate => "slot-rate",
        SlotKind::Angle => "slot-angle",
        SlotKind::Pressure | SlotKind::Co2 => "slot-pressure",
        SlotKind::DeltaP => "slot-change",
        SlotKind::Time => "slot-time",
        SlotKind::Percent => "slot-percent",
        SlotKind::Count => "slot-count",
        SlotKind::Hatch => "slot-hatch",
        SlotKind::Axis => "slot-axis",
        SlotKind::Dir => "slot-side",
        SlotKind::Place => "slot-place",
        SlotKind::Name => "slot-name",
    }
}

/// Both wordings of the call under the cursor, the one that goes out marked; how the foreign one
/// sounds; its ring and what the other crew owes for it.
fn details(console: &Console, book: &Book, width: usize) -> Vec<Line<'static>> {
    let form = book.form.as_ref().map(|form| form.call);
    let Some(call) = form.or_else(|| book.found.get(book.cursor).copied()) else {
        return vec![Line::default(); DETAIL_ROWS];
    };
    let slots = slots_of(console, book, call);
    let seat = console.seat();
    let room = width.saturating_sub(2);
    let out = Locale::spoken(spoken_in(console.view, call, console.station.tongue));
    let alone = console.craft().help == HelpLevel::Oklahomski;
    let wordings = Locale::ALL.map(|locale| {
        if alone && locale != out {
            return Line::default();
        }
        let words = console.app.words.of(locale);
        let text = call_text(words, seat, call, &slots);
        let (role, mark) = if locale == out {
            (Role::Value, "► ")
        } else {
            (Role::Dim, "  ")
        };
        let text = cut(&format!("{mark}{text}"), room);
        console.row().at(1).put(role, text).line()
    });
    let aid = call_aid(&console.app.words, seat, call, &slots);
    let sound = match console.help_locale() {
        _ if alone => String::new(),
        Locale::En => format!("[{}]", aid.latin),
        Locale::Ru => format!("[{}]", aid.reading),
    };
    let ring = console.word(ring_key(call.row().ring));
    let back = console.word(back_key(console, call, &slots));
    let [english, russian] = wordings;
    let plain = |text: &str| {
        let text = cut(text, room);
        console.row().at(1).put(Role::Dim, text).line()
    };
    let mut sounds = broken(&sound, room.saturating_sub(2));
    sounds.resize(SOUND_ROWS, String::new());
    let sounds = sounds.into_iter().map(|sound| plain(&format!("  {sound}")));
    [english, russian]
        .into_iter()
        .chain(sounds)
        .chain([plain(&format!("  {ring} · {back}"))])
        .collect()
}

/// What the other crew will have to bring back.
fn back_key(console: &Console, call: CallId, slots: &[SlotValue]) -> &'static str {
    match call.row().read_back {
        ReadBack::Never => "book-back-never",
        _ if !is_read_back(console.view, call, slots) => "book-back-later",
        ReadBack::Choice => "book-back-choice",
        ReadBack::Value | ReadBack::AtMarks => "book-back-value",
    }
}
