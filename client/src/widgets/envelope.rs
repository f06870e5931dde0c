//! The capture envelope: where a contact lay against its limits, as a dot and as numbers.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::ContactReport;
use handshake_shared::sim::scoring::ENVELOPE;
use ratatui::text::Line;

use crate::draw::Look;
use crate::draw::console::printed;
use crate::draw::row::Row;
use crate::draw::theme::Role;
use crate::i18n::{Arg, Units, Words, format_quantity, quantity_parts};

/// Slowest and fastest closing that captures, m/s.
const CLOSING: [f32; 2] = [
    ENVELOPE.closing_m_per_s[0] as f32,
    ENVELOPE.closing_m_per_s[1] as f32,
];
/// Largest miss across the axis, m.
pub(in crate::widgets) const LATERAL_M: f32 = ENVELOPE.lateral_m as f32;
/// Largest speed across the axis, m/s.
const SIDE_SPEED: f32 = ENVELOPE.lateral_m_per_s as f32;
/// Largest tilt and largest roll, rad.
pub(in crate::widgets) const ANGLE_RAD: f32 = ENVELOPE.tilt_rad as f32;
/// Largest rates, rad/s.
const RATE: f32 = ENVELOPE.rate_rad_per_s as f32;

/// One condition: its value, its limits, how both are printed.
pub struct Condition {
    /// Its name in a locale.
    pub key: &'static str,
    value: f32,
    low: f32,
    high: f32,
    /// The value and its limit.
    pub printed: [String; 2],
}

impl Condition {
    /// Inside its limits.
    pub fn is_kept(&self) -> bool {
        (self.low..=self.high).contains(&self.value)
    }
}

/// Lines of numbers, each with its limit and whether it was kept.
pub fn numbers(
    words: &Words,
    look: &Look,
    seat: Seat,
    contact: &ContactReport,
) -> Vec<Line<'static>> {
    conditions(words, seat, contact)
        .into_iter()
        .map(|condition| {
            let (mark, role) = if condition.is_kept() {
                ("✓", Role::Good)
            } else {
                ("✗", Role::Warning)
            };
            let [value, limit] = condition.printed;
            Row::new(look.theme)
                .put(role, format!("{mark} "))
                .put(Role::Label, words.get(condition.key))
                .right(Role::Value, value, 24)
                .at(26)
                .put(Role::Dim, limit)
                .line()
        })
        .collect()
}

/// A contact against every limit, in a crew's units.
pub fn conditions(words: &Words, seat: Seat, contact: &ContactReport) -> Vec<Condition> {
    let units = Units::of(seat);
    let shown = |quantity, value: f32| format_quantity(words, units, quantity, f64::from(value));
    let bare = |quantity, value: f32| quantity_parts(words, units, quantity, f64::from(value)).0;
    let degrees = |value: f32, key: &str| printed(words, key, f64::from(value.to_degrees()), 1);
    let upto = |limit: String| words.format("console-upto", &[("limit", Arg::Text(&limit))]);
    let between = {
        let [low, high] = CLOSING.map(|value| bare(Quantity::Speed, value));
        words.format(
            "console-between",
            &[("low", Arg::Text(&low)), ("high", Arg::Text(&high))],
        )
    };
    let plain = |key, value, high, printed: String, limit: String| Condition {
        key,
        value,
        low: 0.0,
        high,
        printed: [printed, upto(limit)],
    };
    let c = contact;
    let (angle, rate) = ("printed-degree", "printed-degree-per-second");
    vec![
        Condition {
            key: "console-contact-closing",
            value: c.closing_m_per_s,
            low: CLOSING[0],
            high: CLOSING[1],
            printed: [shown(Quantity::Speed, c.closing_m_per_s), between],
        },
        plain(
            "console-contact-lateral",
            c.lateral_m,
            LATERAL_M,
            shown(Quantity::Length, c.lateral_m),
            bare(Quantity::Length, LATERAL_M),
        ),
        plain(
            "console-contact-side-speed",
            c.lateral_m_per_s,
            SIDE_SPEED,
            shown(Quantity::Speed, c.lateral_m_per_s),
            bare(Quantity::Speed, SIDE_SPEED),
        ),
        plain(
            "console-contact-tilt",
            c.tilt_rad,
            ANGLE_RAD,
            degrees(c.tilt_rad, angle),
            degrees(ANGLE_RAD, angle),
        ),
        plain(
            "console-contact-roll",
            c.roll_rad.abs(),
            ANGLE_RAD,
            degrees(c.roll_rad.abs(), angle),
            degrees(ANGLE_RAD, angle),
        ),
        plain(
            "console-contact-rate",
            c.tilt_rad_per_s.max(c.roll_rad_per_s.abs()),
            RATE,
            degrees(c.tilt_rad_per_s.max(c.roll_rad_per_s.abs()), rate),
            degrees(RATE, rate),
        ),
    ]
}

/// The axes go so many times as far as what captures.
const FULL: f32 = 1.5;

/// The column of a closing speed, m/s, in a drawing of so many.
pub fn column(closing_m_per_s: f32, width: usize) -> usize {
    let share = (closing_m_per_s / (CLOSING[1] * FULL)).clamp(0.0, 1.0);
    (share * width.saturating_sub(1) as f32).round() as usize
}

/// The envelope drawn: closing speed to the right, miss upwards, the box of the limits, contacts
/// as dots, the last one large. Eleven lines of so many cells.
pub fn dot(look: &Look, contacts: &[ContactReport], width: usize) -> Vec<Line<'static>> {
    const ROWS: usize = 9;
    let lateral_full = LATERAL_M * FULL;
    let column = |value: f32| column(value, width);
    let line = |value: f32| {
        ROWS - 1 - ((value / lateral_full).clamp(0.0, 1.0) * (ROWS - 1) as f32).round() as usize
    };
    let (left, right, top) = (column(CLOSING[0]), column(CLOSING[1]), line(LATERAL_M));
    let last = contacts.len().saturating_sub(1);
    (0..ROWS)
        .map(|y| {
            let mut row = Row::new(look.theme);
            for x in 0..width {
                let hit = contacts.iter().enumerate().rev().find(|(_, contact)| {
                    (column(contact.closing_m_per_s), line(contact.lateral_m)) == (x, y)
                });
                let inside = x >= left && x <= right && y >= top;
                let edge = inside && (x == left || x == right || y == top);
                row = match (hit, edge, inside) {
                    (Some((index, _)), _, _) if index == last => {
                        row.put(if inside { Role::Good } else { Role::Warning }, "●")
                    }
                    (Some(_), _, _) => row.put(Role::Caution, "○"),
                    (None, true, _) if y == top && (x == left || x == right) => {
                        row.put(Role::Title, if x == left { "┌" } else { "┐" })
                    }
                    (None, true, _) => row.put(Role::Title, if y == top { "─" } else { "│" }),
                    (None, false, true) => row.put(Role::Frame, "·"),
                    (None, false, false) => row.put(Role::Frame, " "),
                };
            }
            row.line()
        })
        .collect()
}
