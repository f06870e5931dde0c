//! The start screen's choices: from the poster to flying in three keys.

use handshake_shared::ids::Seat;

use super::Play;
use crate::input::{Edge, Key, Press};
use crate::missions::{Own, offered};

/// What is chosen now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// How to play.
    #[default]
    Way,
    /// Which seat, for host and solo.
    Seat(Way),
    /// Which scenario.
    Scenario(Way, Seat),
}

/// Ways to play, in the order of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Two at one keyboard.
    Together,
    /// Open a room.
    Host,
    /// Join somebody's room.
    Join,
    /// With a software crew.
    Solo,
}

impl Way {
    /// Its name in a locale.
    pub fn word(self) -> &'static str {
        match self {
            Way::Together => "menu-together",
            Way::Host => "menu-host",
            Way::Join => "menu-join",
            Way::Solo => "menu-software",
        }
    }
}

/// Lines of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Fly.
    Fly(Way),
    /// Watch two software crews.
    Demo,
    /// Recorded flights.
    Replays,
    /// Settings.
    Settings,
    /// Credits.
    Credits,
}

impl Item {
    /// The menu.
    pub const ALL: [Item; 8] = [
        Item::Fly(Way::Together),
        Item::Fly(Way::Host),
        Item::Fly(Way::Join),
        Item::Fly(Way::Solo),
        Item::Demo,
        Item::Replays,
        Item::Settings,
        Item::Credits,
    ];

    /// Its name in a locale.
    pub fn word(self) -> &'static str {
        match self {
            Item::Fly(way) => way.word(),
            Item::Demo => "menu-demo",
            Item::Replays => "menu-replays",
            Item::Settings => "menu-settings",
            Item::Credits => "menu-credits",
        }
    }
}

/// The start screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// What is chosen now.
    pub stage: Stage,
    /// Line of the choice.
    pub cursor: usize,
}

/// What the screen asks for after a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Fly that way, in that scenario.
    Fly(Play, String),
    /// Type an invite line.
    Join,
    /// The show.
    Demo,
    /// The list of replays.
    Replays,
    /// The settings screen.
    Settings,
    /// The credits.
    Credits,
    /// The other language.
    Language,
    /// Leave the program.
    Quit,
}

impl Start {
    /// The menu with the cursor on that line.
    pub fn at(item: Item) -> Start {
        let cursor = Item::ALL.iter().position(|other| *other == item);
        Start {
            stage: Stage::Way,
            cursor: cursor.unwrap_or(0),
        }
    }

    /// Lines of the present choice, with these missions of the player's own.
    pub fn count(&self, own: &[Own]) -> usize {
        match self.stage {
            Stage::Way => Item::ALL.len(),
            Stage::Seat(_) => Seat::ALL.len(),
            Stage::Scenario(..) => offered().len() + own.len(),
        }
    }

    /// What the folder of the player's own holds has changed: the cursor stays in the list.
    pub fn follow(&mut self, own: &[Own]) {
        self.cursor = self.cursor.min(self.count(own) - 1);
    }

    /// The mission of the player's own that is picked.
    pub fn picked_own<'a>(&self, own: &'a [Own]) -> Option<&'a Own> {
        match self.stage {
            Stage::Scenario(..) => own.get(self.cursor.checked_sub(offered().len())?),
            Stage::Way | Stage::Seat(_) => None,
        }
    }

    /// Takes a key.
    pub fn press(&mut self, press: Press, own: &[Own]) -> Asked {
        if press.edge == Edge::Up {
            return Asked::Nothing;
        }
        match press.key {
            Key::Up => self.cursor = self.cursor.saturating_sub(1),
            Key::Down => self.cursor = (self.cursor + 1).min(self.count(own) - 1),
            Key::Char('L') => return Asked::Language,
            Key::Char('Q') => return Asked::Quit,
            Key::Esc => return self.back(),
            Key::Enter | Key::Space => return self.choose(self.cursor, own),
            Key::Char(digit) => {
                let line = digit.to_digit(10).unwrap_or(0) as usize;
                if (1..=self.count(own)).contains(&line) {
                    return self.choose(line - 1, own);
                }
            }
            _ => {}
        }
        Asked::Nothing
    }

    fn back(&mut self) -> Asked {
        match self.stage {
            Stage::Way => return Asked::Quit,
            Stage::Seat(way) => *self = Start::at(Item::Fly(way)),
            Stage::Scenario(Way::Together, _) => self.go(Stage::Way, 0),
            Stage::Scenario(way, seat) => self.go(Stage::Seat(way), seat.index()),
        }
        Asked::Nothing
    }

    fn choose(&mut self, line: usize, own: &[Own]) -> Asked {
        match self.stage {
            Stage::Way => match Item::ALL[line.min(Item::ALL.len() - 1)] {
                Item::Demo => return Asked::Demo,
                Item::Replays => return Asked::Replays,
                Item::Settings => return Asked::Settings,
                Item::Credits => return Asked::Credits,
                Item::Fly(Way::Join) => return Asked::Join,
                Item::Fly(Way::Together) => {
                    self.go(Stage::Scenario(Way::Together, Seat::Apollo), 0);
                }
                Item::Fly(way) => self.go(Stage::Seat(way), 0),
            },
            Stage::Seat(way) => self.go(Stage::Scenario(way, Seat::ALL[line.min(1)]), 0),
            Stage::Scenario(way, seat) => {
                let play = match way {
                    Way::Host => Play::Host(seat),
                    Way::Solo => Play::Solo(seat),
                    Way::Together | Way::Join => Play::Together,
                };
                if let Some(offer) = offered().get(line) {
                    return Asked::Fly(play, offer.name.to_owned());
                }
                // One that is no mission says why where it stands.
                let own = own.get(line - offered().len());
                if let Some(own) = own.filter(|own| own.told.is_ok()) {
                    return Asked::Fly(play, own.path.display().to_string());
                }
            }
        }
        Asked::Nothing
    }

    fn go(&mut self, stage: Stage, cursor: usize) {
        self.stage = stage;
        self.cursor = cursor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_keys_from_the_poster_to_flying() {
        let mut start = Start::default();
        assert_eq!(
            start.press(Press::down(Key::Char('4')), &[]),
            Asked::Nothing
        );
        assert_eq!(start.press(Press::down(Key::Enter), &[]), Asked::Nothing);
        assert_eq!(
            start.press(Press::down(Key::Enter), &[]),
            Asked::Fly(Play::Solo(Seat::Apollo), "station-keeping".to_owned())
        );
    }

    #[test]
    fn escape_goes_back_one_choice_at_a_time() {
        let mut start = Start::default();
        start.press(Press::down(Key::Char('2')), &[]);
        start.press(Press::down(Key::Char('2')), &[]);
        assert_eq!(start.stage, Stage::Scenario(Way::Host, Seat::Soyuz));
        start.press(Press::down(Key::Esc), &[]);
        assert_eq!((start.stage, start.cursor), (Stage::Seat(Way::Host), 1));
        start.press(Press::down(Key::Esc), &[]);
        assert_eq!(start.stage, Stage::Way);
        assert_eq!(start.press(Press::down(Key::Esc), &[]), Asked::Quit);
    }

    #[test]
    fn a_mission_of_ones_own_stands_behind_the_shipped_ones_and_a_bad_file_does_not_fly() {
        let file = |name: &str, told| Own {
            path: name.into(),
            told,
        };
        let own = [
            file("/own/bad.toml", Err(crate::missions::Missing::Unknown)),
            file("/own/good.toml", Ok(4)),
        ];
        let mut start = Start {
            stage: Stage::Scenario(Way::Solo, Seat::Soyuz),
            cursor: offered().len(),
        };
        assert_eq!(start.picked_own(&own), Some(&own[0]));
        assert_eq!(start.press(Press::down(Key::Enter), &own), Asked::Nothing);
        start.press(Press::down(Key::Down), &own);
        start.press(Press::down(Key::Down), &own);
        let flown = start.press(Press::down(Key::Enter), &own);
        let wanted = Asked::Fly(Play::Solo(Seat::Soyuz), "/own/good.toml".to_owned());
        assert_eq!(flown, wanted);
        start.follow(&[]);
        assert_eq!(start.cursor, offered().len() - 1);
    }
}
