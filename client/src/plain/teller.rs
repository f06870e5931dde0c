//! What comes by itself, a line at a time: new words of the loop, alarms, moves, phases.

use std::collections::VecDeque;

use super::{FELT_MAX, WIDTH, moves, pace_lines, plain, with_console};
use crate::app::{App, Play, Screen};
use crate::draw::console::Console;
use crate::draw::host::{advice, handed};
use crate::draw::{Look, debrief};
use crate::i18n::{Arg, call_text, labels};
use crate::router::Outside;
use crate::widgets::{alarms, bodies, jets, radio};

/// Lines that may wait to be printed; the oldest of the least grave goes first.
const WAITING_MAX: usize = 16;

/// How grave a line is: graver ones go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grave {
    Alarm,
    Call,
    Step,
    Move,
    Gate,
}

/// What was told already, and what waits to be told.
#[derive(Debug, Default)]
pub(super) struct Teller {
    waiting: VecDeque<(Grave, String)>,
    lines_told: usize,
    alarms: String,
    plan: Vec<String>,
    pace: String,
    cards: String,
    felt: Vec<String>,
    phase: String,
    control: String,
    /// The line and how its room stands to the internet, as told last.
    invite: Option<(String, Outside)>,
    /// The debrief, told when nothing else waits.
    result: Vec<String>,
    debriefed: bool,
}

impl Teller {
    /// Looks for what is new.
    pub(super) fn watch(&mut self, app: &App, look: &Look) {
        if let Screen::Ready(room) = &app.screen
            && let Some(invite) = &room.line
            && let now = (invite.clone(), room.outside)
            && self.invite.as_ref() != Some(&now)
        {
            let words = app.words.of(app.settings.locale);
            let (title, line) = handed(app.play.as_ref(), words, invite);
            self.add(Grave::Call, title);
            self.add(Grave::Call, line);
            if matches!(app.play, Some(Play::Host(_)))
                && let Some(advice) = advice(room, words)
            {
                self.add(Grave::Call, advice);
            }
            self.invite = Some(now);
        }
        let over = app.screen == Screen::Debrief;
        if over && !self.debriefed {
            self.result = debrief::text(app, look, WIDTH);
        }
        self.debriefed = over;
        let found = with_console(app, look, |console| {
            let spoken: Vec<Vec<String>> = console
                .station
                .log_since(self.lines_told)
                .map(|line| plain(radio::of_line(console, line, WIDTH)))
                .collect();
            let notice = plain(alarms::lines(console, WIDTH)).join(" ");
            let moves = moves(console);
            let control = plain(jets::lines(console).into_iter().take(1).collect()).join(" ");
            let phase = console.word(labels::phase(console.view.plan.phase));
            let told = console.station.logged;
            let pace = pace_lines(console).join(" ");
            let felt = plain(bodies::lines(console, WIDTH, FELT_MAX));
            let cards = cards(console);
            (
                spoken, notice, moves, phase, control, told, pace, felt, cards,
            )
        });
        let Some((spoken, notice, moves, phase, control, told, pace, felt, cards)) = found else {
            return;
        };
        self.lines_told = told;
        for line in spoken.into_iter().flatten() {
            self.add(Grave::Call, line);
        }
        if notice != self.alarms {
            self.alarms.clone_from(&notice);
            self.add(Grave::Alarm, notice);
        }
        let new: Vec<String> = felt
            .iter()
            .filter(|line| !self.felt.contains(line))
            .cloned()
            .collect();
        for line in new {
            self.add(Grave::Alarm, line);
        }
        self.felt = felt;
        if control != self.control {
            self.control.clone_from(&control);
            self.add(Grave::Step, control);
        }
        if cards != self.cards {
            self.cards.clone_from(&cards);
            if !cards.is_empty() {
                self.add(Grave::Call, cards);
            }
        }
        if pace != self.pace {
            self.pace.clone_from(&pace);
            if !pace.is_empty() {
                self.add(Grave::Call, pace);
            }
        }
        if phase != self.phase {
            self.phase.clone_from(&phase);
            self.add(Grave::Gate, phase);
        }
        // A move that is done or gone is not told late.
        self.waiting
            .retain(|(grave, line)| *grave != Grave::Move || moves.contains(line));
        for line in moves
            .iter()
            .filter(|line| !self.plan.contains(&skeleton(line)))
            .cloned()
            .collect::<Vec<_>>()
        {
            self.add(Grave::Move, line);
        }
        self.plan = moves.iter().map(|line| skeleton(line)).collect();
    }

    fn add(&mut self, grave: Grave, line: String) {
        let place = self.waiting.iter().position(|(other, _)| *other > grave);
        self.waiting
            .insert(place.unwrap_or(self.waiting.len()), (grave, line));
        self.waiting.truncate(WAITING_MAX);
    }

    /// The gravest line that waits; the result, once it stands, whole.
    pub(super) fn tell(&mut self) -> Vec<String> {
        match self.waiting.pop_front() {
            Some((_, line)) => vec![line],
            None => std::mem::take(&mut self.result),
        }
    }
}

/// What can be chosen from to read a call back, or nothing.
fn cards(console: &Console) -> String {
    let owed = console.view.radio.owed.as_ref();
    let Some(owed) = owed.filter(|owed| !owed.cards.is_empty()) else {
        return String::new();
    };
    let words = console.app.words.of(console.picker_locale());
    let cards = owed.cards.iter().enumerate().map(|(index, card)| {
        let text = call_text(words, console.seat(), card.call, &card.slots);
        let number = (index + 1).to_string();
        let args = [("n", Arg::Text(&number)), ("call", Arg::Text(&text))];
        console.say("lines-card", &args)
    });
    let cards = cards.collect::<Vec<_>>().join(" ");
    console.say("lines-cards", &[("cards", Arg::Text(&cards))])
}

/// A line without its numbers: a move whose numbers run is the same move.
fn skeleton(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graver_lines_go_first_and_equals_keep_their_order() {
        let mut teller = Teller::default();
        for (grave, line) in [
            (Grave::Step, "a step"),
            (Grave::Call, "a call"),
            (Grave::Call, "another"),
            (Grave::Alarm, "an alarm"),
        ] {
            teller.add(grave, line.to_owned());
        }
        let order: Vec<&str> = teller
            .waiting
            .iter()
            .map(|(_, line)| line.as_str())
            .collect();
        assert_eq!(order, ["an alarm", "a call", "another", "a step"]);
    }
}
