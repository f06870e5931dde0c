//! The instructor at the desk: the list of what may be had happen, what was asked for, and what became of
//! it. The flight itself shows that it has happened, as late as it is shown.

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::wire::server::NotInjected;

use super::Desk;
use crate::app::effect::Effect;
use crate::input::Key;

/// An instructor's part of the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instructor {
    /// The list is open.
    pub open: bool,
    /// The row chosen in it, of [`Injection::OFFERED`].
    pub row: usize,
    /// What was asked for last, and what became of it.
    pub told: Option<(Injection, Answer)>,
}

/// What became of something asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing has come back yet.
    Asked,
    /// It happens.
    Done,
    /// It does not.
    Refused(NotInjected),
}

impl Instructor {
    /// What came back.
    pub fn take(&mut self, what: Injection, refused: Option<NotInjected>) {
        let answer = refused.map_or(Answer::Done, Answer::Refused);
        self.told = Some((what, answer));
    }

    /// The line is lost: what was asked for and not answered may have happened or not; the flight tells.
    pub fn lose_line(&mut self) {
        self.told.take_if(|(_, answer)| *answer == Answer::Asked);
    }
}

/// Takes a key; nothing where it is none of the list's, and another may have it.
pub fn press(desk: &mut Desk, key: Key) -> Option<Vec<Effect>> {
    let instructor = desk.instructor.as_mut()?;
    if !instructor.open {
        instructor.open = matches!(key, Key::Char('f' | 'F'));
        return instructor.open.then(Vec::new);
    }
    let last = Injection::OFFERED.len() - 1;
    match key {
        Key::Up => instructor.row = instructor.row.saturating_sub(1),
        Key::Down => instructor.row = (instructor.row + 1).min(last),
        Key::Enter => {
            let what = Injection::OFFERED[instructor.row.min(last)];
            instructor.told = Some((what, Answer::Asked));
            return Some(vec![Effect::Inject(what)]);
        }
        Key::Esc | Key::Char('f' | 'F') => instructor.open = false,
        _ => return None,
    }
    Some(Vec::new())
}
