//! What the crew says of itself over the foot of the picture: who does not answer, what hurts, what
//! smells, who wears a mask. No gauge shows any of it.

use handshake_shared::ids::CrewId;
use handshake_shared::sim::physiology::Symptom;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::{Arg, labels};
use crate::widgets::text::{self, cut};

/// Below this a man does nothing any more.
const FAINT: f32 = 0.1;
/// Hands that are slower than this show it.
const SLOW: f32 = 0.95;
/// Most rows it takes of a picture, as a share of its height: the picture stays the picture.
const SHARE: u16 = 3;

/// Lays the lines over the foot of the picture; nothing is drawn while all are well and unmasked.
pub fn draw(console: &Console, picture: Rect, buf: &mut Buffer) {
    let said = said(console, picture);
    let height = said.len() as u16;
    let area = Rect {
        y: picture.bottom() - height,
        height,
        ..picture
    };
    buf.set_style(area, console.look.theme.style(Role::Ground));
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buf[(x, y)].set_symbol(" ");
        }
    }
    text::lines(&said, area, buf);
}

/// Rows of the picture's foot that the lines take.
pub fn rows(console: &Console, picture: Rect) -> u16 {
    said(console, picture).len() as u16
}

fn said(console: &Console, picture: Rect) -> Vec<Line<'static>> {
    let rows = picture.height / SHARE;
    self::lines(console, usize::from(picture.width), usize::from(rows))
}

/// What is felt, the gravest first, as many lines as there is room for; the last says how many more
/// there are.
pub fn lines(console: &Console, width: usize, rows: usize) -> Vec<Line<'static>> {
    let craft = console.craft();
    let crew: Vec<CrewId> = CrewId::ALL
        .into_iter()
        .filter(|man| man.seat() == console.seat())
        .collect();
    let about = |man: CrewId, key: &str| {
        let name = console.word(labels::name(man));
        console.say(key, &[("name", Arg::Text(&name))])
    };
    let mut told: Vec<(Role, String)> = Vec::new();
    for (man, awake) in crew.iter().zip(craft.crew_awake) {
        if awake < FAINT {
            told.push((Role::Warning, about(*man, "symptom-faint")));
        }
    }
    if !told.is_empty() {
        told.push((Role::Text, about(craft.pilot, "crew-flies")));
    }
    if craft.pilot_hands < SLOW && craft.pilot_hands > 0.0 {
        told.push((Role::Caution, about(craft.pilot, "crew-slow-hands")));
    }
    for (man, feels) in crew.iter().zip(craft.crew_feels) {
        let felt = Symptom::ALL
            .into_iter()
            .filter(|symptom| feels & symptom.bit() != 0);
        told.extend(felt.map(|symptom| (Role::Caution, about(*man, labels::symptom(symptom)))));
    }
    // Whatever else is felt, who breathes from a mask stays to be seen.
    let masks = masks(console, &crew);
    let rows = rows.saturating_sub(usize::from(masks.is_some()));
    let unsaid = told.len().saturating_sub(rows);
    told.truncate(rows);
    let last = told.len().saturating_sub(1);
    let felt = told.into_iter().enumerate().map(|(index, (role, text))| {
        let more = match index == last && unsaid > 0 {
            true => format!(" +{unsaid}"),
            false => String::new(),
        };
        let room = width.saturating_sub(2 + more.len());
        (role, cut(&text, room) + &more)
    });
    let masks = masks.map(|text| (Role::Good, cut(&text, width.saturating_sub(2))));
    felt.chain(masks)
        .map(|(role, text)| console.row().at(1).put(role, text).line())
        .collect()
}

/// Who wears a mask.
fn masks(console: &Console, crew: &[CrewId]) -> Option<String> {
    let craft = console.craft();
    let masked: Vec<String> = crew
        .iter()
        .filter(|man| craft.masks & 1 << **man as u8 != 0)
        .map(|man| console.word(labels::name(*man)))
        .collect();
    let names = masked.join(", ");
    let say = || console.say("crew-masks", &[("names", Arg::Text(&names))]);
    (!masked.is_empty()).then(say)
}
