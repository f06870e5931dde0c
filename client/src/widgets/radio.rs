//! The loop: what was said, in the language it was said in; below the last call received, how it
//! sounds and what it means, as far as the help level goes.

use handshake_shared::catalogue::calls::{CallId, SlotValue};
use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::Seat;
use handshake_shared::sim::event::{Speech, Transmission, Verdict};
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::sim::radio::noise::Noise;
use ratatui::text::Line;

use crate::app::station::Line as LogLine;
use crate::draw::console::Console;
use crate::draw::phrases::event_text;
use crate::draw::theme::Role;
use crate::i18n::{
    Arg, Gloss, Locale, call_aid, call_text, garble, is_garbled, is_safety, number_glosses,
    quoted_call, word_glosses,
};
use crate::widgets::text::{broken, cut};

/// From so many rows on an aid may take more than one.
const ROOMY: usize = 6;

/// The newest lines that fit, oldest at the top. A call that is to be read back stays the last of them:
/// ranges go on being called meanwhile, and the cards are about none of those.
pub fn lines(console: &Console, width: usize, rows: usize) -> Vec<Line<'static>> {
    let mut newest_first: Vec<Line<'static>> = Vec::new();
    let last = newest(console);
    let mut newer = None;
    let owed = owed(console);
    let log = console.station.log.iter().rev();
    let others = log.filter(|line| owed.is_none_or(|owed| !std::ptr::eq(owed, *line)));
    for line in owed.into_iter().chain(others) {
        // The same call again and again by one crew stands once, with its newest numbers.
        let said_again = newer.is_some_and(|newer| same_call(newer, line));
        newer = Some(line);
        if said_again {
            continue;
        }
        let block = block(console, line, last, (width, rows));
        // A block that does not fit whole keeps its head: what was said goes before what it means.
        let room = rows - newest_first.len();
        newest_first.extend(block.into_iter().take(room).rev());
        if newest_first.len() >= rows {
            break;
        }
    }
    if newest_first.is_empty() {
        let text = console.word("radio-silence");
        return vec![console.row().at(1).put(Role::Dim, text).line()];
    }
    newest_first.reverse();
    newest_first
}

/// The line of the call that this crew has to read back.
fn owed<'a>(console: &Console<'a>) -> Option<&'a LogLine> {
    let seq = console.view.radio.owed.as_ref()?.seq;
    let log = console.station.log.iter().rev();
    log.into_iter().find(|line| match line {
        LogLine::Spoken(said) => said.seq == seq,
        _ => false,
    })
}

fn same_call(newer: &LogLine, older: &LogLine) -> bool {
    match (newer, older) {
        (LogLine::Spoken(newer), LogLine::Spoken(older)) => {
            let id = |said: &Transmission| match said.speech {
                Speech::Call { call, .. } => Some((said.from, call)),
                Speech::Text(_) => None,
            };
            id(newer).is_some() && id(newer) == id(older)
        }
        _ => false,
    }
}

/// The call to be read back or else the last call of the other crew, and the last of all.
fn newest(console: &Console) -> [Option<u32>; 2] {
    let last = console
        .station
        .log
        .iter()
        .rev()
        .find_map(|line| match line {
            LogLine::Spoken(said) => Some(said.seq),
            _ => None,
        });
    let owed = console.view.radio.owed.as_ref().map(|owed| owed.seq);
    let heard = owed.or_else(|| console.station.last_heard().map(|said| said.seq));
    [heard, last]
}

/// One line of the loop with all its aids, for those who read lines.
pub fn of_line(console: &Console, line: &LogLine, width: usize) -> Vec<Line<'static>> {
    block(console, line, newest(console), (width, ROOMY))
}

fn block(
    console: &Console,
    line: &LogLine,
    last: [Option<u32>; 2],
    (width, rows): (usize, usize),
) -> Vec<Line<'static>> {
    match line {
        LogLine::Spoken(said) => {
            spoken(console, said, last.contains(&Some(said.seq)), (width, rows))
        }
        LogLine::ReadBack {
            by,
            verdict,
            quantity,
            ..
        } => {
            let (role, text) = verdict_text(console, *by, verdict, *quantity);
            wrap(console, role, &text, width)
        }
        LogLine::Happened(_, event) => match event_text(console, event) {
            Some(text) => wrap(console, Role::Dim, &text, width),
            None => Vec::new(),
        },
    }
}

fn wrap(console: &Console, role: Role, text: &str, width: usize) -> Vec<Line<'static>> {
    broken(text, width.saturating_sub(2))
        .into_iter()
        .map(|piece| console.row().at(1).put(role, piece).line())
        .collect()
}

fn spoken(
    console: &Console,
    said: &Transmission,
    newest: bool,
    (width, rows): (usize, usize),
) -> Vec<Line<'static>> {
    let mine = said.from == console.seat();
    let role = if mine { Role::Mine } else { Role::Theirs };
    let key = match said.from {
        Seat::Apollo => "radio-apollo",
        Seat::Soyuz => "radio-soyuz",
    };
    let text = speech_text(console, said);
    let head = console.say(key, &[("text", Arg::Text(&text))]);
    let mut lines = wrap(console, role, &head, width);
    let aids = match (mine, rows < ROOMY) {
        (false, _) => aids(console, said, newest),
        // What the other crew was told, in the other language: where there is room for it.
        (true, false) if newest => other_wording(console, said),
        (true, _) => Vec::new(),
    };
    for (role, aid) in aids {
        let aid = format!("   {aid}");
        if rows < ROOMY {
            let aid = cut(&aid, width.saturating_sub(2));
            lines.push(console.row().at(1).put(role, aid).line());
        } else {
            lines.extend(wrap(console, role, &aid, width));
        }
    }
    lines
}

/// What was said, in the language it was said in and the speaker's units, as far as it came through. A
/// warning comes through as a whole.
pub fn speech_text(console: &Console, said: &Transmission) -> String {
    let (text, warns) = match &said.speech {
        Speech::Text(text) => (text.clone(), false),
        Speech::Call {
            call,
            slots,
            tongue,
        } => {
            let words = console.app.words.of(Locale::spoken(*tongue));
            (call_text(words, said.from, *call, slots), is_safety(*call))
        }
    };
    let Noise { loss_percent, seed } = said.noise;
    match said.from == console.seat() || warns {
        true => text,
        false => garble(&text, loss_percent, seed),
    }
}

/// Words of a call are lost on the way to this crew: how it sounded cannot be told then, and a word
/// that was lost has no meaning to look up.
fn has_holes(console: &Console, said: &Transmission) -> bool {
    let Speech::Call {
        call,
        slots,
        tongue,
    } = &said.speech
    else {
        return false;
    };
    let words = console.app.words.of(Locale::spoken(*tongue));
    let text = call_text(words, said.from, *call, slots);
    said.from != console.seat() && !is_safety(*call) && is_garbled(&text, said.noise)
}

/// What a call means, as far as the help level goes, then how the newest sounds in the hearer's
/// alphabet.
fn aids(console: &Console, said: &Transmission, newest: bool) -> Vec<(Role, String)> {
    let Speech::Call {
        call,
        slots,
        tongue,
    } = &said.speech
    else {
        return Vec::new();
    };
    let (spoken, own) = (Locale::spoken(*tongue), console.help_locale());
    let level = console.craft().help;
    if level == HelpLevel::Oklahomski {
        return Vec::new();
    }
    let both = [spoken, own].map(|locale| console.app.words.of(locale));
    let meaning = || format!("= {}", call_text(both[1], said.from, *call, slots));
    if spoken == own {
        // His own language needs no help, unless noise has made holes in it.
        let asks = newest && level == HelpLevel::Cadet && console.shows_meaning();
        let told = (level == HelpLevel::Passenger || asks) && has_holes(console, said);
        return told.then(|| (Role::Text, meaning())).into_iter().collect();
    }
    let meant = match level {
        HelpLevel::Passenger => meaning(),
        _ if !newest => String::new(),
        HelpLevel::Cadet if console.shows_meaning() => meaning(),
        HelpLevel::Pilot if is_safety(*call) => meaning(),
        HelpLevel::Pilot => listed(number_glosses(both, said.from, *call, slots)),
        HelpLevel::Commander => {
            let mut words = word_glosses(both, said.from, *call, slots);
            let known = |key| console.app.profile.knows(spoken, key);
            words.retain(|gloss| !gloss.term.is_some_and(known));
            words.retain(|gloss| !is_garbled(&gloss.said, said.noise));
            listed(words)
        }
        HelpLevel::Cadet | HelpLevel::Oklahomski => String::new(),
    };
    // A passenger and a cadet are told what was meant; everybody else hears with his own ears.
    let whole = level <= HelpLevel::Cadet || !has_holes(console, said);
    let sound = (newest && whole).then(|| (Role::Dim, sound(console, said.from, *call, slots)));
    let meant = (!meant.is_empty()).then_some((Role::Text, meant));
    // Where rows are few the meaning goes before the sound.
    meant.into_iter().chain(sound).collect()
}

/// A call in the reader's alphabet.
fn sound(console: &Console, from: Seat, call: CallId, slots: &[SlotValue]) -> String {
    let aid = call_aid(&console.app.words, from, call, slots);
    match console.help_locale() {
        Locale::En => format!("[{}]", aid.latin),
        Locale::Ru => format!("[{}]", aid.reading),
    }
}

fn listed(glosses: Vec<Gloss>) -> String {
    let pairs: Vec<String> = glosses
        .into_iter()
        .map(|gloss| format!("{} = {}", gloss.said, gloss.means))
        .collect();
    pairs.join(" · ")
}

/// One's own last call in the language it did not go out in; a cadet also reads how the partner's
/// wording sounds.
fn other_wording(console: &Console, said: &Transmission) -> Vec<(Role, String)> {
    let level = console.craft().help;
    let Speech::Call {
        call,
        slots,
        tongue,
    } = &said.speech
    else {
        return Vec::new();
    };
    if level > HelpLevel::Cadet {
        return Vec::new();
    }
    let other = match Locale::spoken(*tongue) {
        Locale::En => &console.app.words.ru,
        Locale::Ru => &console.app.words.en,
    };
    let text = format!("→ {}", call_text(other, said.from, *call, slots));
    let mut lines = vec![(Role::Dim, text)];
    if level == HelpLevel::Cadet {
        lines.push((Role::Dim, sound(console, said.from, *call, slots)));
    }
    lines
}

fn verdict_text(
    console: &Console,
    by: Seat,
    verdict: &Verdict,
    quantity: Option<Quantity>,
) -> (Role, String) {
    let who = (
        "who",
        Arg::Text(if by == console.seat() {
            "own"
        } else {
            "partner"
        }),
    );
    match verdict {
        Verdict::Match => (
            Role::Good,
            format!("✓ {}", console.say("radio-match", &[who])),
        ),
        Verdict::WrongValue { called, answered } => {
            let shown = |value: f32| match quantity {
                Some(quantity) => console.quantity(quantity, value),
                None => console.number(value, 0),
            };
            let (called, answered) = (shown(*called), shown(*answered));
            let args = [
                who,
                ("called", Arg::Text(&called)),
                ("answered", Arg::Text(&answered)),
            ];
            (
                Role::Warning,
                format!("✗ {}", console.say("radio-wrong-value", &args)),
            )
        }
        Verdict::WrongCall { answered } => {
            let call = quoted_call(console.words, console.seat(), *answered, &[]);
            let args = [who, ("call", Arg::Text(&call))];
            (
                Role::Warning,
                format!("✗ {}", console.say("radio-wrong-call", &args)),
            )
        }
    }
}
