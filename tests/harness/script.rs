//! A crew that is a script: it sees the lines that the mode of lines prints, in its own language, and
//! nothing else. It does what the plan's line says, reads back the card that tells what it heard, asks
//! for the sight once a second and presses one flight key at a time.

use std::collections::VecDeque;

use handshake_shared::ids::Seat;

/// Off the middle by more than this it turns, and until this, degrees.
const TURN_DEG: [f64; 2] = [1.0, 0.4];
/// Roll that bothers it, degrees.
const ROLL_DEG: f64 = 2.0;
/// Speed that one press gives, ahead and aside, m/s.
const PRESS_AHEAD: f64 = 0.06;
const PRESS_ASIDE: f64 = 0.03;
/// After a press aside it waits for its effect, and over this stretch it sees a drift, s.
const PATIENCE_S: usize = 4;
/// Nearer than this it flies by the cross, m.
const CROSS_TELLS_M: f64 = 15.0;
/// From the docking planes' distance to that of eye and target, m, and the cross's stand-off, m.
const EYE_TO_TARGET_M: f64 = 3.5;
const STAND_OFF_M: f64 = 0.38;
/// After a push ahead the next call that counts is so much later, s.
const SETTLE_S: usize = 2;
/// The same act is tried again after so long, s.
const AGAIN_S: usize = 9;
/// Millimeters of mercury in a pound a square inch.
const PSI_MMHG: f64 = 51.715;
/// Meters in a foot.
const FOOT_M: f64 = 0.3048;

/// One look at the sight, degrees right and up, and the last range called, m.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    target: Option<[f64; 2]>,
    cross: Option<[f64; 2]>,
    roll: Option<f64>,
}

/// The script.
#[derive(Debug)]
pub struct Script {
    seat: Seat,
    seconds: usize,
    looks: VecDeque<Look>,
    /// Range, m, and closing rate and its limit, m/s, as last shown, and whether the call is new.
    range_m: Option<f64>,
    closing: f64,
    limit: f64,
    called: String,
    ahead: i32,
    pushed_ahead: usize,
    turning: [bool; 2],
    turned: usize,
    pushed: [usize; 2],
    /// The open moves that are this crew's, keys first.
    moves: Vec<String>,
    /// What the loop said last, newest last.
    heard: VecDeque<String>,
    cards: Option<String>,
    cell: Option<String>,
    spelled: Option<String>,
    /// A key that the sight itself names, while the target is out of it.
    turn_key: Option<String>,
    done: Vec<(usize, String)>,
}

impl Script {
    /// At a seat.
    pub fn new(seat: Seat) -> Script {
        Script {
            seat,
            seconds: 0,
            looks: VecDeque::new(),
            range_m: None,
            closing: 0.0,
            limit: 0.0,
            called: String::new(),
            ahead: 0,
            pushed_ahead: 0,
            turning: [false; 2],
            turned: 0,
            pushed: [0; 2],
            moves: Vec::new(),
            heard: VecDeque::new(),
            cards: None,
            cell: None,
            spelled: None,
            turn_key: None,
            done: Vec::new(),
        }
    }

    /// A second's lines in, lines to type out.
    pub fn answer(&mut self, lines: &[String]) -> Vec<String> {
        self.seconds += 1;
        self.read(lines);
        let mut typed = Vec::new();
        if let Some(act) = self.act() {
            self.done.push((self.seconds, act.clone()));
            typed.push(act);
        } else if let Some(key) = self.fly() {
            typed.push(key);
        }
        typed.push("plan".to_owned());
        typed.push("see".to_owned());
        typed
    }

    fn read(&mut self, lines: &[String]) {
        // First the plan: how fast to go is a question of what is open.
        let own = lines.iter().filter_map(|line| line.strip_prefix('►'));
        self.moves = own.map(|line| line.trim().to_owned()).collect();
        self.turn_key = None;
        let mut look = Look::default();
        for line in lines {
            if line.starts_with('►') {
                continue;
            }
            if let Some((_, said)) = line.split_once(" ▸ ") {
                self.hear(line, said);
            } else if line.contains(" rb ") {
                self.cards = Some(line.clone());
            } else if let Some(rest) = line.strip_prefix("BOOK:") {
                self.spelled = quoted(rest).into_iter().next();
            } else {
                self.sight(line, &mut look);
            }
        }
        self.looks.push_back(look);
        if self.looks.len() > 8 {
            self.looks.pop_front();
        }
    }

    fn hear(&mut self, line: &str, said: &str) {
        let own = ["APOLLO", "СОЮЗ"][self.seat.index()];
        if line.starts_with(own) {
            return;
        }
        if let Some(cell) = cell_of(said) {
            self.cell = Some(cell);
        }
        self.heard.push_back(said.to_owned());
        if self.heard.len() > 6 {
            self.heard.pop_front();
        }
    }

    fn sight(&mut self, line: &str, look: &mut Look) {
        let numbers = numbers(line);
        let side = |words: [&str; 2]| -> f64 {
            if words.iter().any(|word| line.contains(word)) {
                1.0
            } else {
                -1.0
            }
        };
        let pair = || {
            let [x, y] = [numbers.first()?, numbers.get(1)?];
            let right = side([" right", "правее"]);
            Some([x * right, y * side([" up", "выше"])])
        };
        let starts = |words: [&str; 2]| words.iter().any(|word| line.starts_with(word));
        if starts(["Target ", "Мишень "]) {
            look.target = pair();
        } else if starts(["Cross ", "Крест "]) {
            look.cross = pair();
        } else if starts(["It is turned", "Крен отн"]) {
            let sign = match line.contains("counter") || line.contains("против") {
                true => -1.0,
                false => 1.0,
            };
            look.roll = numbers.first().map(|degrees| degrees * sign);
        } else if starts(["RANGE", "ДАЛЬНОСТЬ"]) {
            let unit = unit(line);
            self.range_m = numbers.first().map(|range| range * unit);
        } else if starts(["CLOSING", "СБЛИЖЕНИЕ"]) || starts(["OPENING", "РАСХОЖДЕНИЕ"])
        {
            self.rate(line, &numbers);
        } else if let Some(arrow) = ["↑", "↓", "←", "→"]
            .iter()
            .position(|a| line.starts_with(a))
        {
            // A translated call begins with an arrow too, but with a longer line behind it.
            let turns = line.contains("urn") || line.contains("оверн");
            self.turn_key = turns.then(|| ["up", "down", "left", "right"][arrow].to_owned());
        }
    }

    fn rate(&mut self, line: &str, numbers: &[f64]) {
        let unit = unit(line);
        let sign = match line.starts_with("OPENING") || line.starts_with("РАСХ") {
            true => -1.0,
            false => 1.0,
        };
        let Some(rate) = numbers.first() else { return };
        self.closing = sign * rate * unit;
        self.limit = numbers.get(1).map_or(0.0, |limit| limit * unit);
        let called = self.heard.iter().rev().find(|said| numbers_of_range(said));
        if let Some(called) = called
            && *called != self.called
        {
            self.called.clone_from(called);
            // A call from before the last push has had its effect is no answer to it.
            if self.ahead != 0 || self.seconds < self.pushed_ahead + SETTLE_S {
                return;
            }
            let missing = self.wanted() - self.closing;
            self.ahead = ((missing / PRESS_AHEAD).round() as i32).clamp(-6, 6);
        }
    }

    /// What the lines ask for, unless it was just done.
    fn act(&mut self) -> Option<String> {
        if let Some(cards) = self.cards.take()
            && let Some(card) = self.card(&cards)
        {
            return Some(format!("rb {card}"));
        }
        let moves = std::mem::take(&mut self.moves);
        let act = moves.iter().find_map(|line| self.act_of(line));
        self.moves = moves;
        act
    }

    fn act_of(&self, line: &str) -> Option<String> {
        let (key, text) = line.split_once("  ").unwrap_or((line, ""));
        let act = match key {
            "Enter" => "do".to_owned(),
            "Tab" => "again".to_owned(),
            "T" => format!("t {}", self.spelled.as_ref()?),
            "P" => format!("ksu {}", self.cell.as_ref()?),
            key if key.chars().count() == 1 => key.to_lowercase(),
            _ => return None,
        };
        let _ = text;
        let since = |(at, done): &&(usize, String)| *done == act && self.seconds - at < AGAIN_S;
        self.done.iter().rev().find(since).is_none().then_some(act)
    }

    /// The card that says what was heard.
    fn card(&self, cards: &str) -> Option<usize> {
        let texts = quoted(cards);
        let misfit = |text: &str, said: &str| {
            let (card, heard) = (numbers(text), numbers(said));
            if card.len() != heard.len() {
                return f64::MAX;
            }
            if card.is_empty() {
                return if letters(text) == letters(said) {
                    0.0
                } else {
                    f64::MAX
                };
            }
            let pairs = card.iter().zip(&heard);
            pairs
                .map(|(card, heard)| (card * unit(text) - heard * unit(said)).abs())
                .sum()
        };
        let heard = self.heard.iter().rev();
        let best = heard.flat_map(|said| {
            let cards = texts.iter().enumerate();
            cards.map(move |(index, text)| (index + 1, misfit(text, said)))
        });
        let best = best.min_by(|a, b| a.1.total_cmp(&b.1))?;
        (best.1 < f64::MAX).then_some(best.0)
    }

    /// Closing speed it wants, m/s.
    fn wanted(&self) -> f64 {
        let flies = self.moves.iter().find(|line| line.starts_with("W S"));
        let (Some(range_m), Some(line)) = (self.range_m, flies) else {
            return 0.0;
        };
        let rule = 0.9 * self.limit;
        match numbers(line).first() {
            Some(to_ft) => rule.min((0.15 * (range_m - to_ft * FOOT_M)).max(0.0) + 0.05),
            None => rule,
        }
    }

    fn fly(&mut self) -> Option<String> {
        if let Some(key) = self.turn_key.clone() {
            self.turned = self.seconds;
            return Some(key);
        }
        let look = *self.looks.back()?;
        if self.seat == Seat::Apollo {
            if self.ahead != 0 {
                let key = if self.ahead > 0 { "w" } else { "s" };
                self.ahead -= self.ahead.signum();
                self.pushed_ahead = self.seconds;
                return Some(key.to_owned());
            }
            if let Some(key) = self.aside(&look) {
                return Some(key);
            }
        }
        self.turn(&look)
    }

    fn turn(&mut self, look: &Look) -> Option<String> {
        let off = look.target?;
        for (axis, keys) in [(0, ["left", "right"]), (1, ["down", "up"])] {
            self.turning[axis] = off[axis].abs() > TURN_DEG[usize::from(self.turning[axis])];
            if self.turning[axis] {
                self.turned = self.seconds;
                return Some(keys[usize::from(off[axis] > 0.0)].to_owned());
            }
        }
        let roll = look.roll?;
        (roll.abs() > ROLL_DEG).then(|| ["q", "e"][usize::from(roll > 0.0)].to_owned())
    }

    /// A key across the line of sight: stops a drift, follows the cross.
    fn aside(&mut self, look: &Look) -> Option<String> {
        let eye_m = self.range_m?.max(1.0) + EYE_TO_TARGET_M;
        let before = self.looks.len().checked_sub(1 + PATIENCE_S)?;
        let before = self.looks[before];
        for (axis, keys) in [(0, ["a", "d"]), (1, ["f", "r"])] {
            let Some((offset, drift)) = self.off_axis(look, &before, axis, eye_m) else {
                continue;
            };
            let missing = (-offset / 10.0).clamp(-0.06, 0.06) - drift;
            let waited = self.seconds - self.pushed[axis] > PATIENCE_S;
            if missing.abs() > 0.8 * PRESS_ASIDE && waited {
                self.pushed[axis] = self.seconds;
                return Some(keys[usize::from(missing > 0.0)].to_owned());
            }
        }
        None
    }

    /// How far off the other's axis it takes itself to be, right or up, m, and how fast that grows.
    fn off_axis(&self, look: &Look, before: &Look, axis: usize, eye_m: f64) -> Option<(f64, f64)> {
        let seconds = PATIENCE_S as f64;
        if eye_m < CROSS_TELLS_M + EYE_TO_TARGET_M {
            let offset =
                |look: &Look| Some(-look.cross?[axis].to_radians() * eye_m * eye_m / STAND_OFF_M);
            let (now, then) = (offset(look)?, offset(before)?);
            return Some((now, (now - then) / seconds));
        }
        if self.seconds - self.turned <= PATIENCE_S {
            return None;
        }
        let (now, then) = (look.target?, before.target?);
        Some((
            0.0,
            -(now[axis] - then[axis]).to_radians() / seconds * eye_m,
        ))
    }
}

/// The numbers of a line, with its signs, whichever mark parts their decimals.
fn numbers(line: &str) -> Vec<f64> {
    let mut found = Vec::new();
    let mut digits = String::new();
    for c in line.chars().chain([' ']) {
        match c {
            '0'..='9' => digits.push(c),
            '.' | ',' if digits.ends_with(|c: char| c.is_ascii_digit()) => digits.push('.'),
            '−' | '-' if digits.is_empty() => digits.push('-'),
            _ => {
                found.extend(digits.trim_end_matches('.').parse::<f64>().ok());
                digits.clear();
            }
        }
    }
    found
}

/// What a line's numbers are to be taken by to be meters or millimeters of mercury.
fn unit(line: &str) -> f64 {
    let has = |words: [&str; 2]| words.iter().any(|word| line.contains(word));
    if has(["psi", "фунт"]) {
        PSI_MMHG
    } else if has(["ft", "фут"]) {
        FOOT_M
    } else {
        1.0
    }
}

/// A call of range and rate: two numbers.
fn numbers_of_range(said: &str) -> bool {
    let is_range = ["Range", "Дальность"]
        .iter()
        .any(|word| said.contains(word));
    is_range && numbers(said).len() == 2
}

/// What stands in quotation marks of either language.
fn quoted(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for c in line.chars() {
        match (c, &mut open) {
            ('“' | '«', None) => open = Some(String::new()),
            ('”' | '»', Some(_)) => found.extend(open.take()),
            (c, Some(text)) => text.push(c),
            _ => {}
        }
    }
    found
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A cell of the matrix as it is spelled on the loop: a name for its column, a number for its row.
fn cell_of(said: &str) -> Option<String> {
    const COLUMNS: [(char, char); 16] = [
        ('A', 'А'),
        ('B', 'Б'),
        ('V', 'В'),
        ('G', 'Г'),
        ('N', 'Н'),
        ('R', 'Р'),
        ('S', 'С'),
        ('U', 'У'),
        ('А', 'А'),
        ('Б', 'Б'),
        ('В', 'В'),
        ('Г', 'Г'),
        ('Н', 'Н'),
        ('Р', 'Р'),
        ('С', 'С'),
        ('У', 'У'),
    ];
    const ROWS: [[&str; 5]; 3] = [
        ["1", "2", "3", "4", "5"],
        ["one", "two", "three", "four", "five"],
        ["один", "два", "три", "четыре", "пять"],
    ];
    let mut words = said.trim_end_matches('.').split_whitespace();
    let (name, row) = (words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let row = ROWS
        .iter()
        .find_map(|rows| rows.iter().position(|word| *word == row));
    let first = name.chars().next()?;
    let column = COLUMNS.iter().find(|(spoken, _)| *spoken == first)?;
    Some(format!("{}{}", column.1, row? + 1))
}
