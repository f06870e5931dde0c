//! Promises about widths: every call with its widest values has a place on an 80-column console.

use handshake_shared::catalogue::calls::{Axis, CallId, Dir, SlotKind, SlotValue, Slots};
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::widgets::text::broken;

/// Values among which are the widest a flight can show.
fn widest(kind: SlotKind) -> Vec<SlotValue> {
    let numbers = |values: &[f32]| values.iter().copied().map(SlotValue::Number).collect();
    match kind {
        SlotKind::Range => numbers(&[0.0, 11.64, 28.88, 583.0, 1_828.0, 1_999.0, 12_345.0]),
        SlotKind::Offset => numbers(&[0.88, 8.88, 28.88, 488.0]),
        SlotKind::Rate => numbers(&[0.0, 0.28, -0.88, 2.88, 18.88]),
        SlotKind::Angle => numbers(&[0.0, 0.05, 0.32, 3.1]),
        SlotKind::Pressure | SlotKind::DeltaP => numbers(&[0.0, 700.0, 34_664.0, 118_386.0]),
        SlotKind::Co2 => numbers(&[0.0, 306.6, 3_840.0]),
        SlotKind::Time => numbers(&[0.0, 8.0, 88.0, 120.0, 599.0, 3_600.0]),
        SlotKind::Percent => numbers(&[0.0, 0.288, 1.0]),
        SlotKind::Count => (0..=8).map(SlotValue::Count).collect(),
        SlotKind::Hatch => HatchId::ALL.map(SlotValue::Hatch).to_vec(),
        SlotKind::Axis => Axis::ALL.map(SlotValue::Axis).to_vec(),
        SlotKind::Dir => Dir::ALL.map(SlotValue::Dir).to_vec(),
        SlotKind::Place => CompartmentId::ALL.map(SlotValue::Place).to_vec(),
        SlotKind::Name => CrewId::ALL.map(SlotValue::Name).to_vec(),
    }
}

/// Every call a seat may make with every mix of those values.
fn every_call(seat: Seat) -> impl Iterator<Item = (CallId, Slots)> {
    let calls = CallId::ALL.iter().copied();
    calls
        .filter(move |call| call.row().who.allows(seat))
        .flat_map(|call| {
            let mut mixes: Vec<Slots> = vec![Slots::new()];
            for kind in call.row().slots {
                let values = widest(*kind);
                mixes = mixes
                    .iter()
                    .flat_map(|mix| {
                        values
                            .iter()
                            .map(move |value| [mix.as_slice(), &[*value]].concat())
                    })
                    .collect();
            }
            mixes.into_iter().map(move |slots| (call, slots))
        })
}

/// The narrowest console: 80 columns, a margin on either side.
const LINE: usize = 78;
/// A place of its call bar: half the width less the key and the gap.
const BAR: usize = 40 - crate::widgets::callbar::KEY_CELLS;
/// Rows of its loop.
const LOOP_ROWS: usize = 3;
/// A line of the phrasebook: the digit, or the mark of the wording that goes out, stands before it.
const BOOK: usize = LINE - 4;

#[test]
fn every_call_fits_its_place_on_the_narrowest_call_bar() {
    let both = Bilingual::new();
    for seat in Seat::ALL {
        for (call, slots) in every_call(seat) {
            for locale in Locale::ALL {
                let text = bar_text(both.of(locale), seat, call, &slots, BAR);
                assert!(text.width() <= BAR, "{} cells: {text}", text.width());
            }
        }
    }
}

#[test]
fn a_short_form_stands_only_where_the_sentence_has_no_room() {
    let both = Bilingual::new();
    for locale in Locale::ALL {
        for call in CallId::ALL {
            let words = both.of(locale);
            let needs = Seat::ALL.iter().any(|seat| {
                let mut mixes = every_call(*seat).filter(|(other, _)| other == call);
                mixes.any(|(call, slots)| call_text(words, *seat, call, &slots).width() > BAR)
            });
            let has = words.has(&format!("call-{}.bar", call.key()));
            assert_eq!(needs, has, "{locale:?} {}", call.key());
        }
    }
}

#[test]
fn every_call_and_its_meaning_fit_the_narrowest_loop() {
    let both = Bilingual::new();
    for seat in Seat::ALL {
        let speaker = match seat {
            Seat::Apollo => "radio-apollo",
            Seat::Soyuz => "radio-soyuz",
        };
        for (call, slots) in every_call(seat) {
            let texts = Locale::ALL.map(|locale| call_text(both.of(locale), seat, call, &slots));
            for (said, meant) in [(0, 1), (1, 0)] {
                let head = both
                    .en
                    .format(speaker, &[("text", Arg::Text(&texts[said]))]);
                let meaning = format!("   = {}", texts[meant]);
                let rows = [head, meaning].map(|text| broken(&text, LINE));
                assert!(rows.iter().flatten().all(|line| line.width() <= LINE));
                let count: usize = rows.iter().map(Vec::len).sum();
                assert!(count <= LOOP_ROWS, "{rows:?}");
            }
        }
    }
}

#[test]
fn every_call_its_wordings_and_its_sound_fit_the_narrowest_phrasebook() {
    let both = Bilingual::new();
    for seat in Seat::ALL {
        for (call, slots) in every_call(seat) {
            for locale in Locale::ALL {
                let text = call_text(both.of(locale), seat, call, &slots);
                assert!(text.width() <= BOOK, "{} cells: {text}", text.width());
            }
            let aid = call_aid(&both, seat, call, &slots);
            for sound in [aid.latin, aid.reading] {
                let rows = broken(&format!("[{sound}]"), LINE - 2);
                assert!(rows.len() <= 2, "{rows:?}");
                assert!(rows.iter().all(|row| row.width() <= LINE - 2), "{rows:?}");
            }
        }
    }
}

#[test]
fn every_hint_fits_the_alarm_line_and_every_line_of_keys_its_row() {
    for locale in Locale::ALL {
        let words = Words::new(locale);
        for (name, text) in locale.sources() {
            for key in text.lines().filter_map(|line| line.split_once(" = ")) {
                let (key, _) = key;
                let limit = match key {
                    key if key.starts_with("hint-") => LINE,
                    // A mark before it; a second line would cost the page a row of keys.
                    "help-book" => LINE - 2,
                    key if key.starts_with("console-form-") && key.ends_with("-keys") => LINE,
                    "console-text-keys" | "console-enter-sends" => LINE,
                    // Beside an empty search, the longest ring and the place in the list.
                    "console-book-keys" => 36,
                    key if key.starts_with("slot-") => 16,
                    key if key.starts_with("book-back-") => 50,
                    key if key.starts_with("book-ring-") => 24,
                    _ => continue,
                };
                let widest = "888 мм рт. ст.";
                let shown = words.format(key, &[("p", Arg::Text(widest))]);
                assert!(
                    shown.width() <= limit,
                    "{name}: {key}: {} cells",
                    shown.width()
                );
            }
        }
    }
}
