//! The ready room: both crews as each shows itself, the mission with its briefing in the reader's
//! language, and who is ready. Its other pages show how the other crew comes in.

use handshake_shared::ids::Seat;
use handshake_shared::wire::{Briefing, Watcher, Watching};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::row::Row;
use super::start::task;
use super::theme::Role;
use super::{Canvases, Look, host};
use crate::app::App;
use crate::app::msg::LinkState;
use crate::app::ready::{Page, Ready};
use crate::i18n::{Arg, Words, labels};
use crate::missions::offered;
use crate::widgets::poster;
use crate::widgets::text::{broken, cut, lines};

/// Widest block of words, columns: longer lines are hard to follow.
const COLUMNS_MAX: u16 = 100;
/// A round trip of so many ms and more is felt at the sticks: a third of the second in which a person
/// answers a light.
const LINK_SLOW_MS: u32 = 300;
/// Rows of a crew's card.
const CARD_ROWS: u16 = 5;

/// Draws the screen.
pub fn draw(
    app: &App,
    room: &Ready,
    words: &Words,
    look: &Look,
    canvases: &mut Canvases,
    area: Rect,
    buf: &mut Buffer,
) {
    let Some(own) = app.stations.first().map(|station| station.seat) else {
        return;
    };
    poster::draw(app.poster_ms(), look, area, buf, &mut canvases.windows);
    let page = room.page(own);
    heading(room, page, words, look, area, buf);
    let inside = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(3),
        ..area
    };
    match page {
        Page::Invite => {
            poster::card(inside, look, buf);
            host::draw(app, room, words, look, inside, buf);
        }
        Page::Code => {
            let whole = Rect {
                height: area.height.saturating_sub(2),
                ..inside
            };
            poster::card(whole, look, buf);
            host::draw_code(room, words, look, whole, buf);
        }
        Page::Watch => {
            poster::card(inside, look, buf);
            watch_page(app, room, (words, look), inside, buf);
        }
        Page::Crews => {
            let block = Rect {
                width: inside.width.min(COLUMNS_MAX),
                ..inside
            };
            poster::card(block, look, buf);
            crews(app, room, own, (words, look), block, buf);
        }
    }
    if page != Page::Code {
        status(app, room, own, (words, look), area, buf);
    }
    keys(room, page, own, (words, look), area, buf);
}

fn heading(room: &Ready, page: Page, words: &Words, look: &Look, area: Rect, buf: &mut Buffer) {
    let bar = Rect { height: 1, ..area };
    Clear.render(bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let title = match page {
        Page::Crews => "ready-title",
        Page::Invite | Page::Code => "host-title",
        Page::Watch => "watch-title",
    };
    let mut row = Row::new(look.theme).put(Role::Value, format!(" {}", words.get(title)));
    if let Some(code) = room.invite().and_then(|invite| invite.room) {
        let code = words.format("host-code", &[("code", Arg::Text(&code.to_string()))]);
        row = row.right(Role::Label, code, usize::from(area.width) - 1);
    }
    lines(&[row.line()], bar, buf);
}

/// Both crews side by side, below them the mission.
fn crews(
    app: &App,
    room: &Ready,
    own: Seat,
    (words, look): (&Words, &Look),
    area: Rect,
    buf: &mut Buffer,
) {
    let half = area.width / 2;
    for seat in Seat::ALL {
        let card = Rect {
            x: area.x + half * seat.index() as u16,
            y: area.y + 1,
            width: half,
            height: CARD_ROWS,
        };
        lines(&card_of(app, room, seat, words, look, half), card, buf);
    }
    let below = Rect {
        y: area.y + CARD_ROWS + 2,
        height: area.height.saturating_sub(CARD_ROWS + 2),
        ..area
    };
    let width = usize::from(area.width).saturating_sub(4);
    if let Some(briefing) = &room.briefing {
        lines(&mission(briefing, own, words, look, width), below, buf);
    }
}

/// The page of those who watch: the line to hand out, what it is good for, who is there.
fn watch_page(
    app: &App,
    room: &Ready,
    (words, look): (&Words, &Look),
    area: Rect,
    buf: &mut Buffer,
) {
    let row = || Row::new(look.theme).at(2);
    let width = usize::from(area.width).saturating_sub(4);
    let mut shown = vec![Line::default()];
    let paragraph = |role: Role, text: &str, shown: &mut Vec<_>| {
        for piece in broken(text, width) {
            shown.push(row().put(role, piece).line());
        }
    };
    let handed = [
        ("watch-hand-out", &room.watch_line),
        ("watch-instruct", &room.instructor_line),
    ];
    for (about, line) in handed {
        let Some(line) = line else { continue };
        paragraph(Role::Text, &words.get(about), &mut shown);
        let command = format!("handshake watch '{line}'");
        let letters: Vec<char> = command.chars().collect();
        for piece in letters.chunks(width.max(1)) {
            let piece = piece.iter().collect::<String>();
            shown.push(row().put(Role::Value, piece).line());
        }
        shown.push(Line::default());
    }
    let late = words.get(how_late(app.watchers.watching));
    paragraph(Role::Text, &late, &mut shown);
    let told = watched_by(app, words).unwrap_or_else(|| words.get("watch-nobody"));
    paragraph(Role::Label, &told, &mut shown);
    lines(&shown, area, buf);
}

const fn how_late(watching: Watching) -> &'static str {
    match watching {
        Watching::Projector => "watch-at-once",
        Watching::Late | Watching::Closed => "watch-late",
    }
}

/// Who watches, by name; nothing while nobody does.
fn watched_by(app: &App, words: &Words) -> Option<String> {
    let named = app.watchers.names.iter().map(|who| watcher(who, words));
    let named: Vec<String> = named.collect();
    let args = [
        ("n", Arg::Count(named.len() as i64)),
        ("names", Arg::Text(&named.join(", "))),
    ];
    (!named.is_empty()).then(|| words.format("watch-who", &args))
}

/// An observer by name; an instructor as such.
pub fn watcher(who: &Watcher, words: &Words) -> String {
    let name = match who.name.as_str() {
        "" => words.get("ready-unnamed"),
        name => name.to_owned(),
    };
    match who.instructs {
        true => words.format("watch-instructor", &[("name", Arg::Text(&name))]),
        false => name,
    }
}

/// What one crew shows of itself.
fn card_of(
    app: &App,
    room: &Ready,
    seat: Seat,
    words: &Words,
    look: &Look,
    columns: u16,
) -> Vec<Line<'static>> {
    let row = || Row::new(look.theme).at(2);
    let width = usize::from(columns).saturating_sub(5);
    let status = &room.roster[seat.index()];
    let title = row()
        .lamp(status.connected)
        .put(Role::Title, format!(" {}", words.get(labels::ship(seat))));
    let mut shown = vec![title.line()];
    let who = cut(&name(app, room, seat, words), width);
    shown.push(row().at(4).put(Role::Value, who).line());
    let card = room.briefing.as_ref().map(|all| all.crews[seat.index()]);
    let card = card.filter(|_| status.connected).unwrap_or_default();
    let level = card.help.map(|help| words.get(labels::level(help)));
    let level = level.unwrap_or_else(|| "—".to_owned());
    let help = words.format("ready-help", &[("level", Arg::Text(&level))]);
    shown.push(row().at(4).put(Role::Text, help).line());
    let link = link_ms(app, room, seat);
    let (role, link) = link_text(link, words);
    shown.push(row().at(4).put(role, link).line());
    let (role, ready) = match (status.connected, status.ready) {
        (true, true) => (Role::Good, words.get("ready-yes")),
        (true, false) => (Role::Caution, words.get("ready-not-yet")),
        (false, _) => (Role::Dim, words.get("ready-nobody")),
    };
    shown.push(row().at(4).put(role, ready).line());
    shown
}

/// One crew in one line, for the page of the invitation.
pub(super) fn line(
    app: &App,
    room: &Ready,
    seat: Seat,
    words: &Words,
    look: &Look,
    width: usize,
) -> Line<'static> {
    let status = &room.roster[seat.index()];
    let row = Row::new(look.theme).at(2).lamp(status.connected);
    let row = row.put(
        Role::Text,
        format!(" {:<8} ", words.get(labels::ship(seat))),
    );
    if !status.connected {
        return row.put(Role::Dim, words.get("host-waiting")).line();
    }
    let link = match link_ms(app, room, seat) {
        Some(ms) => words.format("ready-ms", &[("ms", Arg::Count(i64::from(ms)))]),
        None => String::new(),
    };
    let left = width.saturating_sub(row.used() + link.chars().count());
    let who = cut(&name(app, room, seat, words), left);
    row.put(Role::Value, who)
        .put(Role::Label, format!("  {link}"))
        .line()
}

/// Who sits there, in the reader's words.
fn name(app: &App, room: &Ready, seat: Seat, words: &Words) -> String {
    let station = app.stations.first();
    let own = station.is_some_and(|station| station.seat == seat);
    let named = room.roster[seat.index()].name.clone();
    match named {
        None => words.get("ready-empty"),
        Some(name) if own && name.is_empty() => words.get("ready-you"),
        Some(name) if own => words.format("ready-you-named", &[("name", Arg::Text(&name))]),
        Some(_) if station.is_some_and(|station| station.partner.software) => {
            words.get("console-software-crew")
        }
        Some(name) if name.is_empty() => words.get("ready-unnamed"),
        Some(name) => name,
    }
}

/// Round trip between a crew and the server, ms: one's own as measured here.
fn link_ms(app: &App, room: &Ready, seat: Seat) -> Option<u32> {
    let station = app.stations.first()?;
    if station.seat == seat
        && let LinkState::Good(line) = station.link
    {
        return Some(line.rtt_ms);
    }
    let card = room.briefing.as_ref()?.crews[seat.index()];
    card.link_ms.map(u32::from)
}

/// The line in words: how long, and whether one will feel it.
fn link_text(ms: Option<u32>, words: &Words) -> (Role, String) {
    let Some(ms) = ms else {
        return (Role::Dim, words.get("ready-link-unknown"));
    };
    let args = [("ms", Arg::Count(i64::from(ms)))];
    match ms < LINK_SLOW_MS {
        true => (Role::Text, words.format("ready-link", &args)),
        false => (Role::Caution, words.format("ready-link-slow", &args)),
    }
}

/// The mission with its rules, and what the reader's own seat has to know of it.
fn mission(
    briefing: &Briefing,
    own: Seat,
    words: &Words,
    look: &Look,
    width: usize,
) -> Vec<Line<'static>> {
    let row = || Row::new(look.theme).at(2);
    let offer = offered()
        .iter()
        .find(|offer| offer.name == briefing.scenario);
    // A player's own mission has a name and no words of ours.
    let title = match offer {
        Some(offer) => words.get(&format!("mission-{}", offer.name)),
        None => briefing.scenario.clone(),
    };
    let mut head = row().put(Role::Title, title);
    if let Some(offer) = offer {
        let minutes = words.format("mission-minutes", &[("n", Arg::Count(offer.minutes))]);
        let grade = words.get(offer.grade.word());
        head = head.put(Role::Label, format!("   {minutes}   {grade}"));
    }
    let rules = labels::rules(briefing.rules);
    let rules_about = words.get(&format!("{rules}.about"));
    let named = words.get(rules);
    let rules = words.format("ready-rules", &[("rules", Arg::Text(&named))]);
    let mut shown = vec![head.line()];
    let mut paragraph = |role: Role, text: String| {
        for piece in broken(&text, width) {
            shown.push(row().put(role, piece).line());
        }
    };
    match offer {
        Some(offer) => {
            let text = words.get(&format!("mission-{}.briefing", offer.name));
            paragraph(Role::Text, text);
        }
        None => paragraph(Role::Text, words.get("ready-own-mission")),
    }
    if let Some(offer) = offer {
        paragraph(Role::Mine, task(words, offer.name, own));
    }
    let seat = match own {
        Seat::Apollo => "briefing-apollo",
        Seat::Soyuz => "briefing-soyuz",
    };
    paragraph(Role::Text, words.get(seat));
    paragraph(Role::Label, format!("{rules} {rules_about}"));
    shown
}

/// What is waited for, or why the last key did nothing.
fn status(
    app: &App,
    room: &Ready,
    own: Seat,
    (words, look): (&Words, &Look),
    area: Rect,
    buf: &mut Buffer,
) {
    let (me, other) = (&room.roster[own.index()], &room.roster[own.other().index()]);
    let lost = app
        .stations
        .first()
        .is_some_and(|station| station.lost.is_some());
    let (role, text) = match room.hint {
        _ if lost => (Role::Warning, "ready-lost"),
        _ if room.leaving => (Role::Caution, "ready-leave"),
        Some(hint) => (Role::Caution, hint),
        None if me.ready && other.connected => (Role::Good, "ready-wait-partner"),
        None if me.ready => (Role::Good, "ready-wait-nobody"),
        None if other.connected && other.ready => (Role::Value, "ready-partner-waits"),
        None if room.page(own) == Page::Invite && !other.connected => (Role::Value, "ready-alone"),
        None => (Role::Value, "ready-press"),
    };
    let line = Rect {
        y: area.bottom() - 2,
        height: 1,
        ..area
    };
    if let Some(who) = watched_by(app, words) {
        let above = Rect {
            y: line.y - 1,
            ..line
        };
        Clear.render(above, buf);
        buf.set_style(above, look.theme.style(Role::Ground));
        let who = cut(&who, usize::from(area.width) - 4);
        lines(
            &[Row::new(look.theme).at(2).put(Role::Mine, who).line()],
            above,
            buf,
        );
    }
    Clear.render(line, buf);
    buf.set_style(line, look.theme.style(Role::Ground));
    let told = cut(&words.get(text), usize::from(area.width) - 4);
    lines(
        &[Row::new(look.theme).at(2).put(role, told).line()],
        line,
        buf,
    );
}

fn keys(
    room: &Ready,
    page: Page,
    own: Seat,
    (words, look): (&Words, &Look),
    area: Rect,
    buf: &mut Buffer,
) {
    let bar = Rect {
        y: area.bottom() - 1,
        height: 1,
        ..area
    };
    Clear.render(bar, buf);
    buf.set_style(bar, look.theme.style(Role::Bar));
    let ready = match room.roster[own.index()].ready {
        true => "key-not-ready",
        false => "key-ready",
    };
    let free = room.roster[own.other().index()].name.is_none();
    let invited = room.line.is_some();
    let alone = page == Page::Invite && !room.has_partner(own);
    // In the order of the bar, each with its rank: what has no room goes from the last rank on.
    let offered = [
        (true, 0, "Enter", ready),
        (page != Page::Code, 5, "← →", "key-help-level"),
        (free, 3, "S", "key-seat"),
        (invited && page == Page::Invite, 4, "C", "key-code"),
        (invited && page == Page::Code, 2, "C", "key-words"),
        (invited && page == Page::Crews, 2, "I", "key-invite"),
        (alone, 2, "I", "key-mission"),
        (room.watch_line.is_some(), 4, "W", "key-watch"),
        (true, 6, "L", "console-key-language"),
        (true, 1, "Esc", "key-back"),
    ];
    let row = |rank_max: i32| {
        let shown = offered.iter();
        let shown = shown.filter(|(is_offered, rank, ..)| *is_offered && *rank <= rank_max);
        let empty = Row::new(look.theme).put(Role::Label, " ");
        shown.fold(empty, |row, (_, _, key, word)| {
            row.key(key)
                .put(Role::Label, format!("{}   ", words.get(word)))
        })
    };
    let fits = |row: &Row| row.used() <= usize::from(area.width) + 2;
    let row = (0..=6).rev().map(row).find(fits).unwrap_or_else(|| row(1));
    lines(&[row.line()], bar, buf);
}
