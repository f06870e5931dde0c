//! The joint flight plan: whose move it is, what it is, which key does it.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::ksu::System;
use handshake_shared::catalogue::procedures::{Act as PlanAct, Move};
use handshake_shared::catalogue::units::Quantity;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::time::Tick;
use handshake_shared::view::plan::OpenMove;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::app::calls::{Offer, reply};
use crate::app::moves::under_way;
use crate::app::shelf::book_cell;
use crate::draw::console::Console;
use crate::draw::phrases::{key_hatch, move_text};
use crate::draw::theme::Role;
use crate::i18n::{Arg, Locale, Words, gate_text, lesson, quoted_call, spelt_cell};
use crate::input::keymap::Act;
use crate::widgets::attitude::coach;
use crate::widgets::closing::is_too_fast;
use crate::widgets::text::{broken, cut};

/// A plan of so few rows has none for what a lesson teaches.
const SHORT_ROWS: usize = 2;

/// What the first lesson among the own moves teaches, for a line of its own where the plan is short.
pub fn lesson_line(console: &Console, width: usize) -> Option<Line<'static>> {
    let mut mine = console.view.plan.moves_of(console.seat());
    mine.find_map(|(open, row)| lesson_of(console, open, row, width))
}

/// As many lines as there are: own moves first, then what the other crew is about.
pub fn lines(console: &Console, width: usize, rows: usize) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = standing(console, width);
    let standing_rows = lines.len();
    let answer = owed_answer(console).filter(|_| standing_rows > 0);
    let theirs: Vec<_> = console.view.plan.moves_of(console.seat().other()).collect();
    let mut mine: Vec<_> = console.view.plan.moves_of(console.seat()).collect();
    // One flight can serve two steps: the way to three metres also opens the hold point.
    mine.dedup_by(|(_, later), (_, earlier)| later.act == earlier.act);
    lines.extend(ground_glass(console, width));
    // In a short plan the own move comes whole before what the other crew is about.
    let kept = usize::from(!theirs.is_empty() && rows > SHORT_ROWS);
    for (open, row) in &mine {
        if lines.len() + kept >= rows.max(1) && !lines.is_empty() {
            break;
        }
        let room = rows.saturating_sub(lines.len() + kept).max(1);
        let held = open.held.map(|since| held(console, since, width));
        // The answer stands above already, with what it will say.
        let own = match answer.as_ref().is_some_and(|offer| says(row, offer)) {
            true => Vec::new(),
            false => own(console, row, (width, room)),
        };
        let own = own.into_iter();
        let lesson = (rows > SHORT_ROWS)
            .then(|| lesson_of(console, *open, row, width))
            .flatten();
        let told = own.chain(held).chain(lesson).take(room);
        extend_new(&mut lines, told);
    }
    for (_, row) in theirs {
        if lines.len() >= rows {
            break;
        }
        let text = format!("  {}", move_text(console, console.words, row));
        let line = console.row().put(Role::Theirs, cut(&text, width)).line();
        extend_new(&mut lines, std::iter::once(line));
    }
    if mine.is_empty() && standing_rows == 0 && lines.len() < rows {
        lines.insert(
            0,
            console
                .row()
                .put(Role::Dim, console.word("console-their-move"))
                .line(),
        );
    }
    lines
}

/// Adds what does not stand there already: two steps can ask for the same act in the same words.
fn extend_new(lines: &mut Vec<Line<'static>>, more: impl Iterator<Item = Line<'static>>) {
    for line in more {
        let text = line.to_string();
        if !lines.iter().any(|other| other.to_string() == text) {
            lines.push(line);
        }
    }
}

/// Hold points and keys that wait for this crew stand above everything.
fn standing(console: &Console, width: usize) -> Vec<Line<'static>> {
    let radio = &console.view.radio;
    if let Some(key) = &radio.key {
        let left = console.quantity(
            handshake_shared::catalogue::units::Quantity::Duration,
            key.left_s.ceil(),
        );
        let mine = key.by == console.seat();
        let sentence = if mine { "twokey-mine" } else { "twokey-theirs" };
        let args = [
            ("n", Arg::Count(key_hatch(key.act))),
            ("left", Arg::Text(&left)),
        ];
        let row = if mine {
            console.row()
        } else {
            console.row().key(&console.key(do_key(console)))
        };
        let text = console.say(sentence, &args);
        return vec![
            row.put(Role::Caution, cut(&text, width.saturating_sub(6)))
                .line(),
        ];
    }
    if let Some(poll) = radio.poll.filter(|poll| poll.mine.is_none()) {
        let text = gate_text(console.words, console.units(), "gate-open", poll.gate);
        let row = console
            .row()
            .key(&console.key(Act::Go))
            .put(Role::Caution, text);
        return vec![row.line()];
    }
    asked(console, width).into_iter().collect()
}

/// The answer to a question that waits, unless a hold point, a key or cards come first.
fn owed_answer(console: &Console) -> Option<Offer> {
    let radio = &console.view.radio;
    let first = radio.key.is_some() || radio.poll.is_some_and(|poll| poll.mine.is_none());
    if first || owes_cards(console) {
        return None;
    }
    // What was not understood is no question to this crew.
    let heard = console.station.unanswered()?;
    reply(console.view, heard).filter(|offer| offer.call != CallId::SayAgain)
}

/// The move asks for just that call.
fn says(row: &Move, offer: &Offer) -> bool {
    let there = |place| offer.slots.contains(&SlotValue::Place(place));
    matches!(row.act, PlanAct::Say(call, place) if call == offer.call && place.is_none_or(there))
}

/// A question that waits for this crew's answer.
fn asked(console: &Console, width: usize) -> Option<Line<'static>> {
    let reply = owed_answer(console)?;
    let place = console.station.offers().iter().position(|offer| {
        let says = |offer: &Offer| {
            let mut places = reply.slots.iter().filter(|slot| is_place(slot));
            offer.call == reply.call && places.all(|place| offer.slots.contains(place))
        };
        offer.as_ref().is_some_and(says)
    })?;
    let call = quoted_call(console.words, console.seat(), reply.call, &reply.slots);
    let text = console.say("console-answer", &[("call", Arg::Text(&call))]);
    let row = console
        .row()
        .put(Role::Mine, "► ")
        .key(&console.key(Act::Call(place as u8)));
    Some(
        row.put(Role::Text, cut(&text, width.saturating_sub(8)))
            .line(),
    )
}

fn is_place(slot: &SlotValue) -> bool {
    matches!(slot, SlotValue::Place(_))
}

/// The corona camera's ground glass: how the Sun's disc is covered, and where Apollo stands before it.
fn ground_glass(console: &Console, width: usize) -> Option<Line<'static>> {
    let corona = console.view.panel.soyuz()?.corona?;
    let degrees = |angle: f32| console.number(angle.to_degrees(), 2);
    let [right, up] = corona.apollo_rad.map(degrees);
    let share = console.quantity(Quantity::Percent, corona.covered);
    let args = [
        ("share", Arg::Text(share.as_str())),
        ("right", Arg::Text(&right)),
        ("up", Arg::Text(&up)),
    ];
    let text = console.say("console-ground-glass", &args);
    let row = console.row().put(Role::Value, cut(&text, width));
    Some(row.line())
}

/// How long what has to be held has been held.
fn held(console: &Console, since: Tick, width: usize) -> Line<'static> {
    let seconds = console.view.tick.since(since).floor() as f32;
    let time = console.quantity(Quantity::Duration, seconds);
    let text = console.say("console-held", &[("time", Arg::Text(&time))]);
    console
        .row()
        .at(4)
        .put(Role::Good, cut(&text, width.saturating_sub(4)))
        .line()
}

fn do_key(console: &Console) -> Act {
    if console.app.is_together() {
        Act::Do
    } else {
        Act::TwoKey
    }
}

/// A move of one's own: its key and what to do, in the console's language and, for a crew that wants help
/// in another, in that one below. Where both have no room, the second stands alone.
fn own(console: &Console, row: &Move, (width, room): (usize, usize)) -> Vec<Line<'static>> {
    let (key, sentence) = match under_way(console.view, row) {
        Some(sentence) => ("—".to_owned(), Some(sentence)),
        None if brakes(console, row) => (console.key(Act::Push(0, -1)), Some("act-brake")),
        None => (key_of(console, row), None),
    };
    let text = |words: &Words| match sentence {
        Some(sentence) => words.get(sentence),
        None => move_text(console, words, row),
    };
    let pieces = |words: &Words| broken(&text(words), width.saturating_sub(9));
    let mut told = pieces(console.words);
    let mut below: Vec<Line<'static>> = match row.act {
        PlanAct::Spell(system) => page_of_book(console, system).into_iter().collect(),
        PlanAct::Ksu(_) => last_text(console, width).into_iter().collect(),
        PlanAct::Fly(_) | PlanAct::Dock => taught(console, width).into_iter().collect(),
        _ => Vec::new(),
    };
    let help = console.help_locale();
    if help != console.words.locale() && Locale::of(console.seat()) != help {
        let words = console.app.words.of(help);
        let gloss = format!("    = {}", text(words));
        let fits = gloss.width() <= width && told.len() + 1 + below.len() <= room;
        if fits {
            below.push(console.row().put(Role::Dim, gloss).line());
        } else {
            told = pieces(words);
        }
    }
    shorten(
        &mut told,
        room.saturating_sub(below.len()).max(1),
        width - 9,
    );
    let first = |piece: String| match key.as_str() {
        "—" => console.row().put(Role::Mine, "► ").put(Role::Text, piece),
        key => {
            let row = console.row().put(Role::Mine, "► ").key(key);
            row.put(Role::Text, piece)
        }
    };
    let mut told = told.into_iter();
    let mut lines: Vec<Line<'static>> = told
        .next()
        .map(|piece| first(piece).line())
        .into_iter()
        .collect();
    lines.extend(told.map(|piece| console.row().at(4).put(Role::Text, piece).line()));
    lines.extend(below);
    lines
}

/// For a crew that wants everything explained: the key that brings the ships into line.
fn taught(console: &Console, width: usize) -> Option<Line<'static>> {
    if console.craft().help > HelpLevel::Cadet {
        return None;
    }
    let view = console.view;
    let (act, sentence) = coach::next(&view.scene, &view.sight, console.seat())?;
    let row = console.row().at(4).key(&console.key(act));
    let room = width.saturating_sub(row.used());
    let text = cut(&console.word(sentence), room);
    Some(row.put(Role::Value, text).line())
}

/// On the way to the other craft nothing comes before a closing that is too fast.
fn brakes(console: &Console, row: &Move) -> bool {
    matches!(row.act, PlanAct::Fly(_) | PlanAct::Dock) && is_too_fast(console)
}

/// The key of the first move that a hand or a voice of this crew can do now.
pub fn next_key(console: &Console) -> Option<String> {
    let mine = console.view.plan.moves_of(console.seat());
    let keys = mine.map(|(_, row)| key_of(console, row));
    keys.into_iter().find(|key| key != "—")
}

/// Leaves so many pieces of a text, the last with an ellipsis for the others: what stands below a move,
/// a cell to spell, is worth more than its last words.
fn shorten(pieces: &mut Vec<String>, rows: usize, cells: usize) {
    if pieces.len() > rows {
        let rest = pieces.split_off(rows - 1).join(" ");
        pieces.push(cut(&rest, cells));
    }
}

/// What a lesson wants to be learnt from its move, in the language this crew wants help in.
fn lesson_of(console: &Console, open: OpenMove, row: &Move, width: usize) -> Option<Line<'static>> {
    let key = lesson(open.step, row.act)?;
    let keys = [Act::Tongue, Act::Level, Act::Page].map(|act| console.key(act));
    let args = [
        ("tongue", Arg::Text(&keys[0])),
        ("level", Arg::Text(&keys[1])),
        ("page", Arg::Text(&keys[2])),
    ];
    let words = console.app.words.of(console.help_locale());
    let text = cut(&words.format(key, &args), width.saturating_sub(4));
    let row = console.row().at(4).put(Role::Caution, text);
    Some(row.line())
}

/// What the other crew spelt, so that later calls do not push it off the screen.
fn last_text(console: &Console, width: usize) -> Option<Line<'static>> {
    let text = console.station.last_text()?;
    let said = console.say("console-they-said", &[("text", Arg::Text(text))]);
    let row = console.row().at(4);
    Some(
        row.put(Role::Value, cut(&said, width.saturating_sub(5)))
            .line(),
    )
}

/// Apollo's book: the cell that the plan asks for, drawn as it stands on Soyuz's panel, and the key that
/// opens the page.
fn page_of_book(console: &Console, system: System) -> Option<Line<'static>> {
    let cell = book_cell(console.view.panel.apollo()?, system)?;
    let drawn = format!("{}{}", cell.letter(), cell.row);
    let spelt = spelt_cell(console.words, cell);
    let args = [("cell", Arg::Text(&drawn)), ("spelt", Arg::Text(&spelt))];
    let gentle = console.craft().help <= HelpLevel::Cadet;
    let key = if gentle {
        "console-book-cell-spelt"
    } else {
        "console-book-cell"
    };
    Some(
        console
            .row()
            .at(4)
            .put(Role::Value, console.say(key, &args))
            .line(),
    )
}

fn owes_cards(console: &Console) -> bool {
    let owed = &console.view.radio.owed;
    owed.as_ref().is_some_and(|owed| !owed.cards.is_empty())
}

/// The key that does a move, as printed.
fn key_of(console: &Console, row: &Move) -> String {
    let key = |act| console.key(act);
    match row.act {
        PlanAct::Fly(_)
        | PlanAct::Part(_)
        | PlanAct::Out(_)
        | PlanAct::Hold(..)
        | PlanAct::Dock => {
            let (forward, back) = (key(Act::Push(0, 1)), key(Act::Push(0, -1)));
            format!("{forward} {back}")
        }
        // Cards have the digits: the call waits until the read-back is made.
        PlanAct::Say(..) if owes_cards(console) => "—".to_owned(),
        PlanAct::Say(call, at) => {
            let says = |offer: &Offer| {
                let there = |at| offer.slots.contains(&SlotValue::Place(at));
                offer.call == call && at.is_none_or(there)
            };
            let offers = console.station.offers();
            let place = offers
                .iter()
                .position(|offer| offer.as_ref().is_some_and(says));
            match place.filter(|place| *place < console.app.call_places()) {
                Some(place) => key(Act::Call(place as u8)),
                None => key(Act::Book),
            }
        }
        PlanAct::Find(_) => key(Act::Book),
        PlanAct::Help => key(Act::Level),
        PlanAct::Lamp(code) => format!("{} {}", key(Act::Lamp), code as u8 + 1),
        PlanAct::ReadBack => match &console.view.radio.owed {
            Some(owed) if !owed.cards.is_empty() => {
                let last = owed.cards.len() - 1;
                format!("{}–{}", key(Act::Call(0)), key(Act::Call(last as u8)))
            }
            _ => key(Act::Answer),
        },
        PlanAct::Poll(_) => key(Act::Go),
        PlanAct::Spell(_) if console.app.is_together() => "—".to_owned(),
        PlanAct::Spell(_) => key(Act::Text),
        PlanAct::Ksu(_) if console.app.is_together() => key(Act::Hand),
        PlanAct::Ksu(_) => key(Act::Page),
        PlanAct::Isolate if console.app.is_together() => key(Act::Hand),
        PlanAct::Isolate => key(Act::Page),
        PlanAct::Settle | PlanAct::Watch | PlanAct::Gauge(..) => "—".to_owned(),
        PlanAct::Key(_) => key(do_key(console)),
        // A page of controls has the key for itself.
        _ if console.station.has_page() => format!("{} {}", key(Act::Back), key(Act::Do)),
        _ => key(Act::Do),
    }
}

#[cfg(test)]
mod tests;
