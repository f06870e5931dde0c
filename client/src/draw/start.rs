//! The poster: Earth turning with its night side, two ships, the title in both alphabets, and the
//! choices.

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::row::Row;
use super::theme::Role;
use super::{Canvases, Look};
use crate::app::App;
use crate::app::resume::{RESUME, Resume};
use crate::app::start::{Item, Stage, Start, Way};
use crate::i18n::{Arg, Units, Words, fields, format_quantity, mishap_text, trouble_text};
use crate::missions::{Missing, Own, SoftwareBest, offered, trouble};
use crate::widgets::text::{broken, cut, lines};
use crate::widgets::{lettering, poster};

/// Column of a mission's length.
const LENGTH_AT: usize = 36;
/// Column of what it asks of a crew.
const GRADE_AT: usize = 46;
/// Column of what software crews have come to.
const SOFTWARE_AT: usize = 57;
/// Lines kept for a briefing: the longest of both languages at eighty columns.
const BRIEFING_LINES: usize = 4;
/// Lines kept for what the chosen seat has to do.
const TASK_LINES: usize = 2;

/// Rows below the title that the list of missions has not: an empty one, the briefing, the margin, keys.
const AROUND_LIST: u16 = (BRIEFING_LINES + TASK_LINES) as u16 + 4;
/// Missions with a digit of their own; the others are reached by the arrows.
const DIGITS: usize = 9;

/// Draws the screen.
pub fn draw(
    app: &App,
    start: &Start,
    words: &Words,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    poster::draw(app.poster_ms(), look, area, buf, &mut canvases.windows);
    let y = title(look, words, area, buf);
    let width = usize::from(area.width).min(84);
    let (shown, about) = match start.stage {
        Stage::Scenario(way, seat) => {
            // Two at one keyboard read both parts in the flight plan.
            let seat = (way != Way::Together).then_some(seat);
            let rows = area.bottom().saturating_sub(y + AROUND_LIST);
            let rows = usize::from(rows);
            let list = List {
                start,
                own: &app.own,
                words,
                look,
            };
            (list.missions(seat, width - 2, rows), None)
        }
        Stage::Way => {
            let about = entries(start, words).into_iter().nth(start.cursor);
            (names(app, start, words, look, width - 2), about)
        }
        Stage::Seat(_) => (choices(start, words, look, width - 2), None),
    };
    // What the picked line is about stands below the list, so that the list hides little.
    let about = about.map(|(_, about)| Row::new(look.theme).at(1).put(Role::Text, about).line());
    let height = shown.len() as u16 + 1 + 2 * u16::from(about.is_some());
    let top = (area.bottom().saturating_sub(height + 2)).max(y);
    for (lines_of, y) in [
        (shown.as_slice(), top),
        (about.as_slice(), top + shown.len() as u16 + 1),
    ] {
        let Some(widest) = lines_of.iter().map(Line::width).max() else {
            continue;
        };
        let card = Rect {
            x: area.x + 2,
            y,
            width: (widest as u16).min(area.width - 2),
            height: lines_of.len() as u16,
        };
        let shaded = Rect {
            x: area.x,
            width: (card.width + 4).min(area.width),
            ..card
        };
        poster::card(shaded, look, buf);
        lines(lines_of, card, buf);
    }
    let keys = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    Clear.render(keys, buf);
    buf.set_style(keys, look.theme.style(Role::Bar));
    let row = Row::new(look.theme)
        .at(1)
        .key("↑ ↓")
        .put(
            Role::Label,
            format!("{}   ", words.get("console-key-choose")),
        )
        .key("Enter")
        .put(Role::Label, format!("{}   ", words.get("console-key-fly")))
        .key("L")
        .put(
            Role::Label,
            format!("{}   ", words.get("console-key-language")),
        )
        .key("Esc")
        .put(
            Role::Label,
            words.get(match start.stage {
                Stage::Way => "key-quit",
                _ => "key-back",
            }),
        );
    lines(&[row.line()], keys, buf);
}

/// The title in both alphabets, the player's own first; the row below it.
fn title(look: &Look, words: &Words, area: Rect, buf: &mut Buffer) -> u16 {
    let mut names = ["HANDSHAKE", "РУКОПОЖАТИЕ"];
    if words.locale() == crate::i18n::Locale::Ru {
        names.swap(0, 1);
    }
    let mut y = area.y + 1;
    let big = area.height >= 30;
    for (index, name) in names.iter().enumerate() {
        if big || index == 0 {
            let style = look
                .theme
                .style(if index == 0 { Role::Value } else { Role::Mine });
            y += lettering::draw(
                name,
                style,
                Rect {
                    x: area.x + 2,
                    y,
                    ..area
                },
                buf,
            );
            y += u16::from(big);
        } else {
            let spaced: String = name.chars().flat_map(|c| [c, ' ']).collect();
            let row = Row::new(look.theme).at(3).put(Role::Mine, spaced);
            lines(
                &[row.line()],
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                buf,
            );
            y += 1;
        }
    }
    let sub = words.get("poster-sub");
    let row = Row::new(look.theme).at(3).put(Role::Label, sub);
    let shaded = Rect {
        y,
        height: 1,
        width: (row.used() as u16 + 2).min(area.width),
        ..area
    };
    poster::card(shaded, look, buf);
    lines(
        &[row.line()],
        Rect {
            y,
            height: 1,
            ..area
        },
        buf,
    );
    y + 2
}

/// What became of the settings file, where it was not read.
fn mishap(app: &App, words: &Words, look: &Look, width: usize) -> Vec<Line<'static>> {
    let told = app.mishap.as_ref().map(|why| mishap_text(words, why));
    let pieces = told.map(|text| broken(&text, width.saturating_sub(4)));
    let line = |piece| Row::new(look.theme).at(1).put(Role::Caution, piece).line();
    pieces.unwrap_or_default().into_iter().map(line).collect()
}

/// The seat that an earlier run left behind: the key, the mission, the room, how long ago.
fn resume(app: &App, words: &Words, look: &Look, width: usize) -> Option<Line<'static>> {
    let Resume {
        scenario,
        room,
        ago_s,
        ..
    } = app.resume.as_ref()?;
    let named = scenario.as_ref().map(|name| format!("mission-{name}"));
    let mission = match named.filter(|key| words.has(key)) {
        Some(key) => words.get(&key),
        None => words.get("resume-mission"),
    };
    let code = room.map(|room| room.to_string()).unwrap_or_default();
    let units = Units::of(Seat::Apollo);
    let ago = format_quantity(words, units, Quantity::Duration, f64::from(*ago_s));
    let args = [
        ("mission", Arg::Text(&mission)),
        ("code", Arg::Text(&code)),
        ("ago", Arg::Text(&ago)),
    ];
    let text = words.format("resume-offer", &args);
    let row = Row::new(look.theme).key(&RESUME.label());
    let text = cut(&text, width.saturating_sub(row.used() + 2));
    Some(row.put(Role::Picked, format!(" {text} ")).line())
}

/// What went wrong with the settings, and the ways to play, a line each.
fn names(app: &App, start: &Start, words: &Words, look: &Look, width: usize) -> Vec<Line<'static>> {
    let mut shown = mishap(app, words, look, width);
    shown.extend(resume(app, words, look, width));
    for (index, (name, _)) in entries(start, words).iter().enumerate() {
        shown.push(name_row(look, index, index == start.cursor, name).line());
    }
    shown
}

/// A choice with what each entry is about below its name.
fn choices(start: &Start, words: &Words, look: &Look, width: usize) -> Vec<Line<'static>> {
    let mut shown = Vec::new();
    for (index, (name, about)) in entries(start, words).iter().enumerate() {
        let here = index == start.cursor;
        shown.push(name_row(look, index, here, name).line());
        let role = if here { Role::Text } else { Role::Dim };
        let line = |piece| Row::new(look.theme).at(5).put(role, piece).line();
        shown.extend(broken(about, width.saturating_sub(6)).into_iter().map(line));
    }
    shown
}

/// The missions: the shipped ones, and behind them the player's own.
struct List<'a> {
    start: &'a Start,
    own: &'a [Own],
    words: &'a Words,
    look: &'a Look,
}

impl List<'_> {
    /// A line each with the length, and the briefing of the one that is picked: as many lines whichever
    /// it is, so that the list stands still. What `rows` cannot hold scrolls with the cursor; arrows say
    /// that there is more.
    fn missions(&self, seat: Option<Seat>, width: usize, rows: usize) -> Vec<Line<'static>> {
        let count = offered().len() + self.own.len();
        let rows = rows.clamp(1, count);
        let first = (self.start.cursor + 1).saturating_sub(rows);
        let last = first + rows - 1;
        let mut shown = Vec::new();
        for index in first..=last {
            let more = match index {
                _ if index == first && first > 0 => "  ↑",
                _ if index == last && last + 1 < count => "  ↓",
                _ => "",
            };
            shown.push(self.row(index).put(Role::Mine, more).line());
        }
        shown.push(Line::default());
        let width = width.saturating_sub(6);
        let [about, part] = match self.start.picked_own(self.own) {
            Some(own) => self.about_own(own, width),
            None => self.about(seat, width),
        };
        let line = |role| move |piece| Row::new(self.look.theme).at(5).put(role, piece).line();
        shown.extend(about.into_iter().map(line(Role::Text)));
        shown.extend(part.into_iter().map(line(Role::Mine)));
        shown
    }

    fn row(&self, index: usize) -> Row {
        let here = index == self.start.cursor;
        let minutes = |n| {
            self.words
                .format("mission-minutes", &[("n", Arg::Count(n))])
        };
        if let Some(offer) = offered().get(index) {
            let name = self.words.get(&format!("mission-{}", offer.name));
            let row = name_row(self.look, index, here, &name).at(LENGTH_AT);
            let row = row.put(Role::Label, minutes(offer.minutes)).at(GRADE_AT);
            let row = row.put(Role::Label, self.words.get(offer.grade.word()));
            return match offer.software {
                Some(best) => row.at(SOFTWARE_AT).put(Role::Dim, self.best(best)),
                None => row,
            };
        }
        let Some(own) = self.own.get(index - offered().len()) else {
            return Row::new(self.look.theme);
        };
        let name = cut(&own.name(), LENGTH_AT - 7);
        let row = name_row(self.look, index, here, &name).at(LENGTH_AT);
        match own.told {
            Ok(n) => row
                .put(Role::Label, minutes(n))
                .at(GRADE_AT)
                .put(Role::Label, self.words.get("mission-own")),
            Err(_) => row.put(Role::Warning, self.words.get("mission-own-bad")),
        }
    }

    fn best(&self, best: SoftwareBest) -> String {
        let points = best.points.to_string();
        self.words
            .format("mission-software", &[("points", Arg::Text(&points))])
    }

    /// A shipped one's briefing, and what the seat has to do.
    fn about(&self, seat: Option<Seat>, width: usize) -> [Vec<String>; 2] {
        let picked = offered().get(self.start.cursor).map(|offer| offer.name);
        let briefing = picked.map(|name| self.words.get(&format!("mission-{name}.briefing")));
        let mut about = broken(&briefing.unwrap_or_default(), width);
        about.resize(BRIEFING_LINES, String::new());
        let part = picked.zip(seat);
        let part = part.map(|(name, seat)| task(self.words, name, seat));
        let mut part = broken(&part.unwrap_or_default(), width);
        part.resize(TASK_LINES, String::new());
        [about, part]
    }

    /// Where an own one lies, or every mistake in it that has room.
    fn about_own(&self, own: &Own, width: usize) -> [Vec<String>; 2] {
        let path = own.path.display().to_string();
        let about = match &own.told {
            Ok(_) => vec![
                self.words
                    .format("mission-own-at", &[("path", Arg::Text(&path))]),
            ],
            Err(Missing::Wrong(errors)) => {
                let told = errors
                    .iter()
                    .map(|error| fields::mistake(self.words, error));
                told.collect()
            }
            Err(why) => vec![trouble_text(self.words, &trouble(&path, why.clone()))],
        };
        let mut about: Vec<String> = about.iter().flat_map(|text| broken(text, width)).collect();
        about.resize(BRIEFING_LINES + TASK_LINES, String::new());
        let part = about.split_off(BRIEFING_LINES);
        [about, part]
    }
}

/// The attribute of a mission that says what a seat has to do.
pub(super) fn task(words: &Words, mission: &str, seat: Seat) -> String {
    let seat = match seat {
        Seat::Apollo => "apollo",
        Seat::Soyuz => "soyuz",
    };
    words.get(&format!("mission-{mission}.{seat}"))
}

fn name_row(look: &Look, index: usize, here: bool, name: &str) -> Row {
    let role = if here { Role::Picked } else { Role::Value };
    let end = if here { " " } else { "" };
    let row = Row::new(look.theme);
    let row = match index < DIGITS {
        true => row.key(&(index + 1).to_string()),
        false => row.at(4),
    };
    row.put(role, format!(" {name}{end}"))
}

/// Lines of the present choice: name and what it is about.
fn entries(start: &Start, words: &Words) -> Vec<(String, String)> {
    let about = |key: &str| (words.get(key), words.get(&format!("{key}.about")));
    match start.stage {
        Stage::Way => Item::ALL.iter().map(|item| about(item.word())).collect(),
        Stage::Seat(_) => Seat::ALL
            .iter()
            .map(|seat| match seat {
                Seat::Apollo => (words.get("seat-apollo"), words.get("briefing-apollo")),
                Seat::Soyuz => (words.get("seat-soyuz"), words.get("briefing-soyuz")),
            })
            .collect(),
        Stage::Scenario(..) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Bilingual;

    #[test]
    fn every_briefing_and_every_length_fit_eighty_columns() {
        let both = Bilingual::new();
        for words in [&both.en, &both.ru] {
            for offer in offered() {
                let name = words.get(&format!("mission-{}", offer.name));
                assert!(name.chars().count() + 6 < LENGTH_AT, "{name}");
                let briefing = words.get(&format!("mission-{}.briefing", offer.name));
                let lines = broken(&briefing, 72);
                assert!(lines.len() <= BRIEFING_LINES, "{lines:#?}");
                for seat in Seat::ALL {
                    let lines = broken(&task(words, offer.name, seat), 72);
                    assert!(lines.len() <= TASK_LINES, "{lines:#?}");
                }
            }
            assert_eq!(words.missing(), Vec::<String>::new());
        }
    }
}
