//! Every screen in every theme: what each cell means, once, and how each theme shows each meaning. The two
//! together are the picture in that theme: a cell that changes its meaning shows in the first, an ink that
//! changes in the second. Languages take turns over the screens; their words are blessed elsewhere.

use std::collections::BTreeMap;
use std::fmt::Write;

use handshake::draw::Look;
use handshake::draw::theme::{Depth, Role, Scheme, Theme};
use handshake::i18n::Locale;
use handshake::window::Mode;
use ratatui::buffer::{Buffer, Cell};

use super::contrast::{drawn, screens};

/// A letter for each meaning.
const LETTERS: [(Role, char); 15] = [
    (Role::Ground, '.'),
    (Role::Text, 't'),
    (Role::Dim, 'd'),
    (Role::Label, 'l'),
    (Role::Title, 'T'),
    (Role::Frame, '-'),
    (Role::Value, 'v'),
    (Role::Good, 'g'),
    (Role::Caution, 'c'),
    (Role::Warning, 'W'),
    (Role::Mine, 'm'),
    (Role::Theirs, 'o'),
    (Role::Key, 'K'),
    (Role::Picked, 'P'),
    (Role::Bar, 'b'),
];
/// A cell of a picture: no meaning has its colours.
const PICTURE: char = '░';

#[test]
fn how_each_theme_shows_each_meaning_is_as_blessed() {
    let mut text = String::new();
    for scheme in Scheme::ALL {
        for depth in [Depth::True, Depth::Palette, Depth::Sixteen, Depth::Mono] {
            let theme = Theme { scheme, depth };
            writeln!(text, "{scheme:?} {depth:?}").expect("a string");
            for (role, letter) in LETTERS {
                let style = theme.style(role);
                let ink = |colour: Option<_>| colour.map_or("—".to_owned(), |c| format!("{c:?}"));
                let (fg, bg) = (ink(style.fg), ink(style.bg));
                let name = format!("{role:?}");
                let weight = style.add_modifier;
                writeln!(text, "  {letter} {name:8} {fg} on {bg} {weight:?}").expect("a string");
            }
        }
    }
    insta::assert_snapshot!("themes", text);
}

#[test]
fn what_each_cell_of_each_screen_means_is_as_blessed() {
    let theme = Theme::FULL;
    let look = Look {
        theme,
        mode: Mode::Quadrant,
        ascii: false,
    };
    let [english, russian] = Locale::ALL.map(screens);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, pair) in english.into_iter().zip(russian).enumerate() {
        let (name, mut app, size) = match index.is_multiple_of(2) {
            true => pair.0,
            false => pair.1,
        };
        let number = seen.entry(name).or_default();
        *number += 1;
        let map = meanings(&drawn(&mut app, size, &look), theme);
        let (columns, rows) = size;
        insta::assert_snapshot!(format!("meanings-{name}-{number}-{columns}x{rows}"), map);
    }
}

/// A line a row, a letter a cell; runs at a row's end that mean nothing are left out.
fn meanings(buf: &Buffer, theme: Theme) -> String {
    let width = usize::from(buf.area.width);
    let rows = buf.content.chunks(width);
    let rows = rows.map(|row| {
        let letters: String = row.iter().map(|cell| meaning(cell, theme)).collect();
        letters.trim_end_matches('.').to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn meaning(cell: &Cell, theme: Theme) -> char {
    let ground = theme.style(Role::Ground);
    let bar = theme.style(Role::Bar);
    let shown_by = |role: &Role| {
        let style = theme.style(*role);
        // What has no ground of its own stands on the screen's or on a bar's.
        let grounds = [style.bg, ground.bg, bar.bg];
        let of_own = style
            .bg
            .map_or(grounds.contains(&Some(cell.bg)), |bg| bg == cell.bg);
        let blank = cell.symbol() == " ";
        of_own && (blank || style.fg == Some(cell.fg))
    };
    // A blank shows its ground alone.
    let order: &[Role] = match cell.symbol() == " " {
        true => &[Role::Key, Role::Picked, Role::Bar, Role::Ground],
        false => &Role::ALL,
    };
    let found = order.iter().copied().filter(shown_by).find(|role| {
        // Two meanings of one ink differ in weight.
        let weight = theme.style(*role).add_modifier;
        cell.symbol() == " " || cell.modifier == weight
    });
    let letter = |role: Role| LETTERS.iter().find(|(other, _)| *other == role);
    found
        .and_then(letter)
        .map_or(PICTURE, |(_, letter)| *letter)
}
