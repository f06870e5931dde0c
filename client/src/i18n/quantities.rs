//! Numbers with their units, as a console prints them, and numbers as a player types them. Which
//! unit a spacecraft uses stands in the shared catalogue; this is only how it looks.

use handshake_shared::catalogue::calls::SlotKind;
use handshake_shared::catalogue::units::{Quantity, Unit, unit};
use handshake_shared::ids::Seat;

use super::{Arg, Locale, Words};

/// A spacecraft's system of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Units {
    /// Apollo: ft, ft/s, psi.
    Us,
    /// Soyuz: m, m/s, mm of mercury.
    Metric,
}

impl Units {
    /// The units painted on that spacecraft's instruments.
    pub const fn of(seat: Seat) -> Units {
        match seat {
            Seat::Apollo => Units::Us,
            Seat::Soyuz => Units::Metric,
        }
    }

    /// The spacecraft whose instruments have them.
    pub const fn seat(self) -> Seat {
        match self {
            Units::Us => Seat::Apollo,
            Units::Metric => Seat::Soyuz,
        }
    }
}

/// A quantity with its unit: "38.2 ft", «11,6 м», «520 мм рт. ст.».
pub fn format_quantity(words: &Words, units: Units, quantity: Quantity, value_si: f64) -> String {
    let unit = unit(units.seat(), quantity, value_si);
    let shown = unit.shown(value_si);
    format_unit(words, unit, shown, unit.decimals(shown))
}

/// The same in two pieces for a gauge with a fixed place: the number, and the bare unit.
pub fn quantity_parts(
    words: &Words,
    units: Units,
    quantity: Quantity,
    value_si: f64,
) -> (String, String) {
    let unit = unit(units.seat(), quantity, value_si);
    let shown = unit.shown(value_si);
    let symbol = words.get(&format!("symbol-{}", unit_key(unit)));
    (number(words.locale(), shown, unit.decimals(shown)), symbol)
}

/// A number that is already in a given unit, with that unit.
pub fn format_unit(words: &Words, unit: Unit, shown: f64, decimals: u8) -> String {
    let text = number(words.locale(), shown, decimals);
    let args = [
        ("text", Arg::Text(&text)),
        ("n", Arg::Number(round(shown, decimals), decimals)),
    ];
    words.format(&format!("printed-{}", unit_key(unit)), &args)
}

/// A number in the locale's way: comma or point, a true minus sign, thousands set apart from five
/// digits up. A value that is no number is a dash.
pub fn number(locale: Locale, value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    let plain = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (mark, gap) = match locale {
        Locale::En => ('.', ','),
        Locale::Ru => (',', '\u{a0}'),
    };
    let mut text = String::with_capacity(plain.len() + 4);
    if value < 0.0 && plain.contains(|digit| matches!(digit, '1'..='9')) {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if index > 0 && left % 3 == 0 && whole.len() > 4 {
            text.push(gap);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(mark);
        text.push_str(fraction);
    }
    text
}

/// A number as a player types it: point or comma, any minus, spaces anywhere, a bare ".41". In
/// English a comma before exactly three digits sets thousands apart.
pub fn parse_number(locale: Locale, text: &str) -> Option<f64> {
    let mut plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{202f}')
        .map(|c| if matches!(c, '−' | '–') { '-' } else { c })
        .collect();
    if locale == Locale::En && is_grouped(&plain) {
        plain.retain(|c| c != ',');
    }
    let plain = plain.replace(',', ".");
    let digits = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let bare = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !bare || !digits.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The SI value of a number read off a gauge. The number decides the unit as it does when
/// printing: no gauge shows 7000 ft or 2500 m.
pub fn to_si(units: Units, quantity: Quantity, shown: f64) -> f64 {
    unit(units.seat(), quantity, 0.0).to_si(shown)
}

/// The unit a number for a slot is typed in: always the same one, whatever the number.
pub fn slot_unit(units: Units, kind: SlotKind) -> Option<Unit> {
    match (kind, units) {
        (SlotKind::Co2, _) => Some(Unit::MmHg),
        (SlotKind::Offset, Units::Metric) => Some(Unit::Centimeter),
        _ => Some(unit(units.seat(), kind.quantity()?, 0.0)),
    }
}

/// A unit without a number.
pub fn unit_symbol(words: &Words, unit: Unit) -> String {
    words.get(&format!("symbol-{}", unit_key(unit)))
}

/// A unit's name in the locale files.
pub(super) const fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Foot => "foot",
        Unit::NauticalMile => "nautical-mile",
        Unit::FootPerSecond => "foot-per-second",
        Unit::Psi => "psi",
        Unit::Meter => "meter",
        Unit::Centimeter => "centimeter",
        Unit::Kilometer => "kilometer",
        Unit::MeterPerSecond => "meter-per-second",
        Unit::MmHg => "mmhg",
        Unit::Degree => "degree",
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Percent => "percent",
        Unit::DegreePerSecond => "degree-per-second",
        Unit::Pound => "pound",
        Unit::Kilogram => "kilogram",
        Unit::PoundForce => "pound-force",
        Unit::KilogramForce => "kilogram-force",
    }
}

/// The value as printed: plurals and words follow what the eye sees.
pub(super) fn round(value: f64, decimals: u8) -> f64 {
    let scale = 10f64.powi(i32::from(decimals));
    (value * scale).round() / scale
}

/// "12,904" but not "0,412" and not "1,5".
fn is_grouped(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    !rest.is_empty()
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.iter().all(|group| group.len() == 3)
}
