//! What every instrument of one console needs: its view, its words, its units, its look.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::view::View;
use handshake_shared::view::panel::CraftPanel;

use super::Look;
use super::row::Row;
use crate::app::App;
use crate::app::station::Station;
use crate::i18n::{Arg, Locale, Units, Words, format_quantity, number, quantity_parts};
use crate::input::Key;
use crate::input::bindings::Board;
use crate::input::keymap::{Act, KeyRow};

/// One console being drawn.
#[derive(Clone, Copy, Debug)]
pub struct Console<'a> {
    /// The client.
    pub app: &'a App,
    /// The console.
    pub station: &'a Station,
    /// Its number, from 0.
    pub index: usize,
    /// Its newest view.
    pub view: &'a View,
    /// Words of its labels.
    pub words: &'a Words,
    /// How it looks.
    pub look: &'a Look,
}

impl<'a> Console<'a> {
    /// A console's context.
    pub fn new(
        app: &'a App,
        station: &'a Station,
        index: usize,
        view: &'a View,
        look: &'a Look,
    ) -> Console<'a> {
        Console {
            app,
            station,
            index,
            view,
            words: app.words.of(station.locale()),
            look,
        }
    }

    /// Whose console.
    pub fn seat(&self) -> Seat {
        self.station.seat
    }

    /// The part of the panel both craft have.
    pub fn craft(&self) -> &CraftPanel {
        self.view.panel.craft()
    }

    /// Units of the craft.
    pub fn units(&self) -> Units {
        Units::of(self.station.seat)
    }

    /// An empty line.
    pub fn row(&self) -> Row {
        Row::new(self.look.theme)
    }

    /// A word of the console.
    pub fn word(&self, key: &str) -> String {
        self.words.get(key)
    }

    /// A label of a reading, in its short form where the panel stands in the other crew's words: the
    /// units are still the craft's own, and longer in them.
    pub fn label(&self, key: &str) -> String {
        let short = format!("{key}.short");
        let glossed = self.words.locale() != Locale::of(self.seat());
        match glossed && self.words.has(&short) {
            true => self.word(&short),
            false => self.word(key),
        }
    }

    /// A sentence of the console.
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.words.format(key, args)
    }

    /// A quantity with its unit in the craft's units.
    pub fn quantity(&self, quantity: Quantity, value_si: f32) -> String {
        format_quantity(self.words, self.units(), quantity, f64::from(value_si))
    }

    /// The number of a quantity alone.
    pub fn bare(&self, quantity: Quantity, value_si: f32) -> String {
        quantity_parts(self.words, self.units(), quantity, f64::from(value_si)).0
    }

    /// A number with a unit that stands on the panel whatever the craft: `key` is its sentence.
    pub fn printed(&self, key: &str, value: f32, decimals: u8) -> String {
        printed(self.words, key, f64::from(value), decimals)
    }

    /// A number in the console's way.
    pub fn number(&self, value: f32, decimals: u8) -> String {
        number(self.words.locale(), f64::from(value), decimals)
    }

    /// The language in which this crew wants help.
    pub fn help_locale(&self) -> Locale {
        self.station.help
    }

    /// The language in which calls to choose from are shown: the player's own, and from Commander on
    /// the one they go out in.
    pub fn picker_locale(&self) -> Locale {
        match self.craft().help {
            HelpLevel::Passenger | HelpLevel::Cadet | HelpLevel::Pilot => self.help_locale(),
            HelpLevel::Commander | HelpLevel::Oklahomski => Locale::spoken(self.station.tongue),
        }
    }

    /// The meaning of the last call was asked for, and the time to think is over.
    pub fn shows_meaning(&self) -> bool {
        let from_ms = self.station.meaning_from_ms;
        from_ms.is_some_and(|from| self.app.now_ms >= from)
    }

    /// A heading: in both languages for a passenger, and for a cadet who asks; else in the console's.
    pub fn title(&self, key: &str) -> String {
        self.both(self.word(key), |words| words.get(key))
    }

    /// The same for a heading that is put together.
    pub fn both(&self, own: String, other: impl Fn(&Words) -> String) -> String {
        let shown = match self.craft().help {
            HelpLevel::Passenger => true,
            HelpLevel::Cadet => self.shows_meaning(),
            _ => false,
        };
        if !shown {
            return own;
        }
        let other = match self.words.locale() {
            Locale::En => other(&self.app.words.ru),
            Locale::Ru => other(&self.app.words.en),
        };
        format!("{own} · {other}")
    }

    /// The key that does an act here, as printed.
    pub fn key(&self, act: Act) -> String {
        let board = match self.app.is_together() {
            true => Board::Shared,
            false => Board::Own,
        };
        let ours = |row: &KeyRow| row.when.side().is_none_or(|side| side == self.index);
        let mut rows = self.app.settings.keys.rows(board);
        let key = rows.find_map(|(row, key)| key.filter(|_| row.act == act && ours(&row)));
        key.map_or_else(|| "—".to_owned(), Key::label)
    }
}

/// A number with a unit by the key of its sentence in the locale.
pub fn printed(words: &Words, key: &str, value: f64, decimals: u8) -> String {
    let text = number(words.locale(), value, decimals);
    words.format(
        key,
        &[
            ("text", Arg::Text(&text)),
            ("n", Arg::Number(value, decimals)),
        ],
    )
}
