//! How the other crew comes in: the invite line and the same for a phone's camera, the room's code,
//! the addresses and what each is good for, who is here, and what to do when nobody can come.

use handshake_shared::ids::Seat;
use handshake_shared::wire::Invite;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::row::Row;
use super::theme::Role;
use super::{Look, ready as crews};
use crate::app::ready::Ready;
use crate::app::{App, Play};
use crate::i18n::reach::Reach;
use crate::i18n::{Arg, Words};
use crate::router::Outside;
use crate::widgets::lettering;
use crate::widgets::qr::Qr;
use crate::widgets::text::{broken, lines};

/// Least columns left for words beside a picture.
const WORDS_COLUMNS_MIN: u16 = 38;
/// Widest column of words.
const WORDS_COLUMNS_MAX: u16 = 64;
/// Columns of a large digit.
const DIGIT_COLUMNS: u16 = 6;
/// Rows of large letters.
const DIGIT_ROWS: u16 = 4;
/// Addresses that are listed; a machine with more has them in its line all the same.
const ADDRESSES_SHOWN: usize = 4;

/// Draws the page of the invitation.
pub fn draw(app: &App, room: &Ready, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let Some(line) = &room.line else { return };
    let (title, line_shown) = handed(app.play.as_ref(), words, line);
    let width = usize::from(area.width).saturating_sub(2);
    let mut shown = vec![Row::new(look.theme).at(2).put(Role::Text, title).line()];
    for piece in chunks(&line_shown, width - 2) {
        shown.push(Row::new(look.theme).at(2).put(Role::Value, piece).line());
    }
    let top = Rect {
        height: shown.len() as u16,
        ..area
    };
    lines(&shown, top, buf);
    let below = Rect {
        y: top.bottom(),
        height: area.bottom().saturating_sub(top.bottom()),
        ..area
    };
    let columns = below.width.saturating_sub(WORDS_COLUMNS_MIN + 3);
    let left = match Qr::fitting(line, look, columns, below.height) {
        Some(qr) => {
            let (wide, high) = qr.cells();
            let left = (below.width - wide - 2).min(WORDS_COLUMNS_MAX + 2);
            let corner = Rect {
                x: below.x + left + 1,
                y: below.y + (below.height - high).min(1),
                ..below
            };
            qr.draw(look, corner.intersection(below), buf);
            left
        }
        None => below.width,
    };
    let column = Rect {
        y: below.y + 1,
        height: below.height.saturating_sub(1),
        width: left,
        ..below
    };
    if let Some(invite) = room.invite() {
        entry(app, room, &invite, (words, look), column, buf);
    }
}

/// Draws the page that is the code alone, or why it cannot be seen here.
pub fn draw_code(room: &Ready, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let line = room.line.as_deref().unwrap_or_default();
    let Some(qr) = Qr::fitting(line, look, area.width, area.height) else {
        let why = broken(&words.get("host-code-small"), usize::from(area.width) - 4);
        let row = |piece| Row::new(look.theme).at(2).put(Role::Caution, piece).line();
        return lines(&why.into_iter().map(row).collect::<Vec<_>>(), area, buf);
    };
    let (wide, high) = qr.cells();
    let middle = Rect {
        x: area.x + (area.width - wide) / 2,
        y: area.y + (area.height - high) / 2,
        width: wide,
        height: high,
    };
    qr.draw(look, middle, buf);
}

/// The column of words: code, name in the network, crews, addresses, advice.
fn entry(
    app: &App,
    room: &Ready,
    invite: &Invite,
    (words, look): (&Words, &Look),
    area: Rect,
    buf: &mut Buffer,
) {
    let row = || Row::new(look.theme).at(2);
    let width = usize::from(area.width).saturating_sub(3);
    let mut shown: Vec<Line<'static>> = Seat::ALL
        .into_iter()
        .map(|seat| crews::line(app, room, seat, words, look, width))
        .collect();
    shown.push(Line::default());
    shown.extend(addresses(room, invite, words, look, width));
    shown.push(Line::default());
    for piece in broken(&advice(room, words).unwrap_or_default(), width) {
        shown.push(row().put(Role::Label, piece).line());
    }
    let mut y = area.y;
    if let Some(code) = invite.room {
        let code = code.to_string();
        let label = row().put(Role::Label, words.get("host-room"));
        let wide = area.width >= DIGIT_COLUMNS * code.len() as u16 + 3;
        let rows = DIGIT_ROWS + 2 + shown.len() as u16;
        if wide && area.height >= rows {
            lines(&[label.line()], at(area, y), buf);
            let digits = Rect {
                x: area.x + 2,
                y: y + 1,
                ..area
            };
            let style = look.theme.style(Role::Value);
            y += 2 + lettering::draw(&code, style, digits, buf);
        } else {
            shown.insert(0, label.put(Role::Value, format!(" {code}")).line());
        }
    }
    lines(&shown, at(area, y), buf);
}

/// What stands between this room and a partner somewhere else, and what to do about it.
pub fn advice(room: &Ready, words: &Words) -> Option<String> {
    let invite = room.local_invite()?;
    let far = invite.addresses.iter().map(|at| Reach::of(at.ip())).max()?;
    let home = invite.addresses.iter().find(|at| at.is_ipv4());
    let home = home.or(invite.addresses.first())?;
    let (port, machine) = (home.port().to_string(), home.ip().to_string());
    let (key, outside) = match room.outside {
        Outside::Open(address) => ("advice-open", address.to_string()),
        Outside::Behind(address) => ("advice-behind", address.to_string()),
        Outside::Unknown | Outside::Shut => (far.advice(), String::new()),
    };
    let args = [
        ("port", Arg::Text(&port)),
        ("machine", Arg::Text(&machine)),
        ("address", Arg::Text(&outside)),
    ];
    Some(words.format(key, &args))
}

/// Each address with what it is good for, and the name in the local network.
fn addresses(
    room: &Ready,
    invite: &Invite,
    words: &Words,
    look: &Look,
    width: usize,
) -> Vec<Line<'static>> {
    let row = || Row::new(look.theme).at(2);
    let mut shown = Vec::new();
    for address in invite.addresses.iter().take(ADDRESSES_SHOWN) {
        let text = address.to_string();
        let good_for = words.get(Reach::of(address.ip()).word());
        let beside = text.chars().count() + 2 + good_for.chars().count() <= width;
        let first = row().put(Role::Value, text);
        if beside {
            shown.push(first.put(Role::Label, format!("  {good_for}")).line());
        } else {
            shown.push(first.line());
            shown.push(row().at(4).put(Role::Label, good_for).line());
        }
    }
    if let Some(name) = &room.lan {
        let told = words.format("host-lan", &[("name", Arg::Text(name))]);
        for piece in broken(&told, width) {
            shown.push(row().put(Role::Label, piece).line());
        }
    }
    shown
}

/// The rest of an area from a row on.
fn at(area: Rect, y: u16) -> Rect {
    Rect {
        y,
        height: area.bottom().saturating_sub(y),
        ..area
    }
}

/// What the other crew needs, with its heading: an invite line, or the whole command for somebody
/// at this machine.
pub fn handed(play: Option<&Play>, words: &Words, invite: &str) -> (String, String) {
    match play {
        Some(Play::Split(_)) => (
            words.get("host-split"),
            format!("handshake join '{invite}'"),
        ),
        _ => (words.get("host-line"), invite.to_owned()),
    }
}

/// A line without spaces cut into pieces that fit.
fn chunks(text: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters
        .chunks(width.max(1))
        .map(|piece| piece.iter().collect())
        .collect()
}
