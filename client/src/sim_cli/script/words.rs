//! The words of a script's line and what each may be. It knows lists and bounds, no command.

use std::collections::VecDeque;

use super::{Rows, ScriptError};

/// The words of one line, taken from the left.
pub struct Words {
    line: usize,
    rest: VecDeque<String>,
}

impl Words {
    /// Splits at blanks; a text in double quotes is one word.
    pub fn new(line: usize, text: &str) -> Result<Words, ScriptError> {
        let mut rest = VecDeque::new();
        let mut left = text.trim_start();
        while !left.is_empty() && !left.starts_with('#') {
            let (word, after) = match left.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').ok_or_else(|| ScriptError {
                    line,
                    wrong: "a text without its end".to_owned(),
                    right: "end it with a double quote".to_owned(),
                })?,
                None => left.split_once(char::is_whitespace).unwrap_or((left, "")),
            };
            rest.push_back(word.to_owned());
            left = after.trim_start();
        }
        Ok(Words { line, rest })
    }

    /// A complaint about this line.
    pub fn error(&self, wrong: String, right: &str) -> ScriptError {
        ScriptError {
            line: self.line,
            wrong,
            right: right.to_owned(),
        }
    }

    /// Nothing is left.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next word; `what` names it when it is missing.
    pub fn next(&mut self, what: &str) -> Result<String, ScriptError> {
        let word = self.rest.pop_front();
        word.ok_or_else(|| {
            let usage = "a line is: T SEAT COMMAND ARGS";
            self.error(format!("{what} is missing"), usage)
        })
    }

    /// Takes the next word if it is this one.
    pub fn take(&mut self, word: &str) -> bool {
        let there = self.rest.front().is_some_and(|next| next == word);
        if there {
            self.rest.pop_front();
        }
        there
    }

    /// What the next word means in a closed list.
    pub fn one_of<T: Copy>(&mut self, what: &str, rows: Rows<T>) -> Result<T, ScriptError> {
        let names: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
        let right = format!("one of {}", names.join(", "));
        let Some(word) = self.rest.pop_front() else {
            return Err(self.error(format!("{what} is missing"), &right));
        };
        let row = rows.iter().find(|(name, _)| *name == word);
        row.map(|(_, value)| *value)
            .ok_or_else(|| self.error(format!("not {what}: {word}"), &right))
    }

    /// A number in bounds, both allowed.
    pub fn number(&mut self, what: &str, min: f64, max: f64) -> Result<f64, ScriptError> {
        let word = self.next(what)?;
        let number = word.parse().ok();
        number
            .filter(|number| (min..=max).contains(number))
            .ok_or_else(|| {
                let right = format!("a number from {min} to {max}");
                self.error(format!("not {what}: {word}"), &right)
            })
    }

    /// A whole number in bounds, both allowed.
    pub fn whole(&mut self, what: &str, min: u32, max: u32) -> Result<u32, ScriptError> {
        let word = self.next(what)?;
        let number = word.parse().ok();
        number
            .filter(|number| (min..=max).contains(number))
            .ok_or_else(|| {
                let right = format!("a whole number from {min} to {max}");
                self.error(format!("not {what}: {word}"), &right)
            })
    }

    /// Refuses words that are left over.
    pub fn end(&mut self) -> Result<(), ScriptError> {
        match self.rest.pop_front() {
            None => Ok(()),
            Some(word) => {
                let right = "the command is complete without it; # begins a comment";
                Err(self.error(format!("a word too many: {word}"), right))
            }
        }
    }
}
