//! The room before its mission: the invitation while the other seat is empty, then both crews and what
//! they are about to fly. Each says when it is ready.

use handshake_shared::ids::Seat;
use handshake_shared::sim::input::HelpLevel;
use handshake_shared::wire::invite::ADDRESSES_MAX;
use handshake_shared::wire::{Briefing, Invite, Roster, WatchCode, WatchInvite};

use crate::input::{Edge, Key, Press};
use crate::router::Outside;

/// What the room's screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// How the other crew comes in.
    Invite,
    /// The invitation as a picture for a phone, and nothing else.
    Code,
    /// Both crews and the mission.
    Crews,
    /// The line for those who may watch.
    Watch,
}

/// The room before its mission.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ready {
    /// The invite line to hand to the other crew, where there is one.
    pub line: Option<String>,
    /// The line for those who may watch, where this crew may hand it out.
    pub watch_line: Option<String>,
    /// The line for instructors, where this crew lets them in.
    pub instructor_line: Option<String>,
    /// The name under which Join finds this room in the local network; absent while it is not told.
    pub lan: Option<String>,
    /// How the room stands to the internet; an address that the router opened is the line's first.
    pub outside: Outside,
    /// Who sits where and who is ready.
    pub roster: Roster,
    /// The mission, and what the crews tell of themselves.
    pub briefing: Option<Briefing>,
    /// The page asked for; absent shows what fits the moment.
    pub asked: Option<Page>,
    /// Why the last key did nothing.
    pub hint: Option<&'static str>,
    /// The key that leaves was pressed once.
    pub leaving: bool,
}

/// What the screen asks for after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Say so to the room.
    Ready(bool),
    /// Change to this seat.
    Sit(Seat),
    /// Begin with this help level.
    Help(HelpLevel),
    /// The other language.
    Language,
    /// Leave the room.
    Leave,
}

impl Ready {
    /// A room into which this line leads.
    pub fn new(line: Option<String>) -> Ready {
        Ready {
            line,
            ..Ready::default()
        }
    }

    /// The invite line taken apart.
    pub fn invite(&self) -> Option<Invite> {
        self.line.as_ref()?.parse().ok()
    }

    /// Observers may come by this code; their line leads to where the crew's line does.
    pub fn take_watch_code(&mut self, code: WatchCode) {
        self.watch_line = self.line_of(code, false);
    }

    /// Instructors may come by this one, or none may.
    pub fn take_instructor_code(&mut self, code: Option<WatchCode>) {
        self.instructor_line = code.and_then(|code| self.line_of(code, true));
    }

    fn line_of(&self, code: WatchCode, instructs: bool) -> Option<String> {
        let line = self.invite().map(|invite| WatchInvite {
            addresses: invite.addresses,
            code,
            instructs,
            fingerprint: invite.fingerprint,
        });
        line.map(|line| line.to_string())
    }

    /// The same without what the router opened: what a partner in the same network uses.
    pub fn local_invite(&self) -> Option<Invite> {
        let mut invite = self.invite()?;
        if let Outside::Open(address) = self.outside {
            invite.addresses.retain(|known| *known != address);
        }
        Some(invite)
    }

    /// The room stands otherwise to the internet now.
    pub fn take_outside(&mut self, outside: Outside) {
        if let Some(mut invite) = self.local_invite() {
            if let Outside::Open(address) = outside {
                invite.addresses.insert(0, address);
                invite.addresses.truncate(ADDRESSES_MAX);
            }
            self.line = Some(invite.to_string());
            for line in [self.watch_line.take(), self.instructor_line.take()] {
                match line.and_then(|line| line.parse().ok()) {
                    Some(WatchInvite {
                        code,
                        instructs: true,
                        ..
                    }) => self.take_instructor_code(Some(code)),
                    Some(WatchInvite { code, .. }) => self.take_watch_code(code),
                    None => {}
                }
            }
        }
        self.outside = outside;
    }

    /// Somebody is in the other seat.
    pub fn has_partner(&self, own: Seat) -> bool {
        self.roster[own.other().index()].connected
    }

    /// The page shown: the invitation until the other crew is there.
    pub fn page(&self, own: Seat) -> Page {
        match self.asked {
            Some(page) => page,
            None if self.line.is_some() && !self.has_partner(own) => Page::Invite,
            None => Page::Crews,
        }
    }

    /// Takes a new list of who is here; whoever comes or goes turns the page. Returns whether the
    /// other crew has come.
    pub fn take(&mut self, own: Seat, roster: Roster) -> bool {
        let before = self.has_partner(own);
        self.roster = roster;
        let now = self.has_partner(own);
        if before != now {
            (self.asked, self.leaving) = (None, false);
        }
        now && !before
    }

    /// Takes a key of the crew in this seat.
    pub fn press(&mut self, press: Press, own: Seat, help: HelpLevel) -> Asked {
        if press.edge == Edge::Up {
            return Asked::Nothing;
        }
        let leaving = std::mem::take(&mut self.leaving);
        self.hint = None;
        match press.key {
            Key::Enter | Key::Space => return Asked::Ready(!self.roster[own.index()].ready),
            Key::Char('S') if self.roster[own.other().index()].name.is_none() => {
                return Asked::Sit(own.other());
            }
            Key::Char('S') => self.hint = Some("hint-seat-held"),
            Key::Char('I') if self.line.is_some() => self.turn(own, Page::Invite),
            Key::Char('W') if self.watch_line.is_some() => self.turn(own, Page::Watch),
            Key::Char('C') if self.line.is_some() => self.turn(own, Page::Code),
            Key::Left => return beside(help, -1).map_or(Asked::Nothing, Asked::Help),
            Key::Right => return beside(help, 1).map_or(Asked::Nothing, Asked::Help),
            Key::Char('L') => return Asked::Language,
            // A page that was asked for closes first.
            Key::Esc if self.asked.is_some() => self.asked = None,
            Key::Esc if leaving || !self.has_partner(own) => return Asked::Leave,
            Key::Esc => self.leaving = true,
            _ => {}
        }
        Asked::Nothing
    }

    /// To that page, or away from it.
    fn turn(&mut self, own: Seat, page: Page) {
        self.asked = match self.page(own) {
            shown if shown != page => Some(page),
            Page::Invite => Some(Page::Crews),
            _ => None,
        };
    }
}

/// The help level so many steps from this one, if there is one.
fn beside(help: HelpLevel, steps: isize) -> Option<HelpLevel> {
    let here = HelpLevel::ALL.iter().position(|level| *level == help)?;
    HelpLevel::ALL.get(here.checked_add_signed(steps)?).copied()
}

#[cfg(test)]
mod tests {
    use handshake_shared::wire::SeatStatus;

    use super::*;

    const LINE: &str = "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";

    fn here(name: &str, ready: bool) -> SeatStatus {
        SeatStatus {
            name: Some(name.to_owned()),
            connected: true,
            ready,
        }
    }

    fn hit(room: &mut Ready, key: Key) -> Asked {
        room.press(Press::down(key), Seat::Apollo, HelpLevel::Passenger)
    }

    #[test]
    fn what_the_router_opens_stands_first_in_the_line_for_as_long_as_it_is_open() {
        let mut room = Ready::new(Some(LINE.to_owned()));
        let first = |room: &Ready| room.invite().expect("a line").addresses[0].to_string();
        for outside in ["198.51.100.7:40975", "198.51.100.8:1975"] {
            room.take_outside(Outside::Open(outside.parse().expect("an address")));
            assert_eq!(first(&room), outside);
            assert_eq!(room.invite().expect("a line").addresses.len(), 2);
            assert_eq!(
                room.local_invite().map(|line| line.to_string()).as_deref(),
                Some(LINE)
            );
        }
        room.take_outside(Outside::Shut);
        assert_eq!(room.line.as_deref(), Some(LINE));
        let mut none = Ready::new(None);
        none.take_outside(Outside::Shut);
        assert_eq!(none.line, None);
    }

    #[test]
    fn the_invitation_gives_way_to_the_crews_when_the_other_one_comes() {
        let mut room = Ready::new(Some(LINE.to_owned()));
        assert_eq!(room.page(Seat::Apollo), Page::Invite);
        let alone = [here("Tom", false), SeatStatus::default()];
        let both = [here("Tom", false), here("Алексей", false)];
        assert!(!room.take(Seat::Apollo, alone.clone()));
        assert!(room.take(Seat::Apollo, both));
        assert_eq!(room.page(Seat::Apollo), Page::Crews);
        assert_eq!(hit(&mut room, Key::Char('I')), Asked::Nothing);
        assert_eq!(room.page(Seat::Apollo), Page::Invite);
        assert_eq!(hit(&mut room, Key::Esc), Asked::Nothing);
        assert_eq!(room.page(Seat::Apollo), Page::Crews);
        assert!(!room.take(Seat::Apollo, alone));
        assert_eq!(room.page(Seat::Apollo), Page::Invite);
    }

    #[test]
    fn every_page_is_reached_and_left_by_its_own_key() {
        let mut room = Ready::new(Some(LINE.to_owned()));
        for (key, page) in [
            ('C', Page::Code),
            ('C', Page::Invite),
            ('I', Page::Crews),
            ('I', Page::Invite),
            ('C', Page::Code),
            ('I', Page::Invite),
        ] {
            hit(&mut room, Key::Char(key));
            assert_eq!(room.page(Seat::Apollo), page, "{key}");
        }
    }

    #[test]
    fn one_key_says_ready_and_takes_it_back() {
        let mut room = Ready::default();
        room.take(Seat::Apollo, [here("Tom", false), here("Алексей", false)]);
        assert_eq!(hit(&mut room, Key::Enter), Asked::Ready(true));
        room.take(Seat::Apollo, [here("Tom", true), here("Алексей", false)]);
        assert_eq!(hit(&mut room, Key::Enter), Asked::Ready(false));
    }

    #[test]
    fn a_seat_is_changed_only_for_one_that_nobody_holds() {
        let mut room = Ready::default();
        room.take(Seat::Apollo, [here("Tom", false), SeatStatus::default()]);
        assert_eq!(hit(&mut room, Key::Char('S')), Asked::Sit(Seat::Soyuz));
        // One whose line is lost still holds it.
        let lost = SeatStatus {
            connected: false,
            ..here("Алексей", false)
        };
        room.take(Seat::Apollo, [here("Tom", false), lost]);
        assert_eq!(hit(&mut room, Key::Char('S')), Asked::Nothing);
        assert_eq!(room.hint, Some("hint-seat-held"));
    }

    #[test]
    fn alone_one_leaves_at_once_and_another_crew_is_left_when_asked_twice() {
        let mut room = Ready::default();
        assert_eq!(hit(&mut room, Key::Esc), Asked::Leave);
        room.take(Seat::Apollo, [here("Tom", false), here("Алексей", false)]);
        assert_eq!(hit(&mut room, Key::Esc), Asked::Nothing);
        assert!(room.leaving);
        hit(&mut room, Key::Right);
        assert_eq!(hit(&mut room, Key::Esc), Asked::Nothing, "asked anew");
        assert_eq!(hit(&mut room, Key::Esc), Asked::Leave);
    }

    #[test]
    fn the_arrows_choose_the_help_and_stop_at_its_ends() {
        let mut room = Ready::default();
        assert_eq!(hit(&mut room, Key::Left), Asked::Nothing);
        assert_eq!(hit(&mut room, Key::Right), Asked::Help(HelpLevel::Cadet));
    }
}
