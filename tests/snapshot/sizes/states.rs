//! What a console can show: phases, pages, entries, what is laid over it.

use handshake::app::App;
use handshake::app::station::{Entry, Shown};
use handshake::draw::cockpit::places::TALL;
use handshake::input::Key;
use handshake::widgets::phrasebook;
use handshake_shared::ids::Seat;
use handshake_shared::wire::PauseReason;

use crate::moments::*;
use crate::{demo, handover, pause, press};

const BOTH: &[Seat] = &Seat::ALL;

/// Name, seats, how it comes about.
type State = (&'static str, &'static [Seat], fn(Seat) -> App);

/// The same boxes in other phases.
pub const PHASES: [fn(Seat) -> App; 6] = [begin, approach, beyond, catching, air, leaking];

/// Every state that has words or numbers of its own.
pub const STATES: &[State] = &[
    ("begin", BOTH, begin),
    ("approach", BOTH, approach),
    ("beyond limits", BOTH, beyond),
    ("opening", BOTH, opening),
    ("out of sight", BOTH, lost),
    ("catching", BOTH, catching),
    ("air", BOTH, air),
    ("air made one", BOTH, later),
    ("ajar", BOTH, ajar),
    ("leaking", BOTH, leaking),
    ("harmed", BOTH, felt),
    ("night", BOTH, night),
    ("waiting", BOTH, waiting),
    ("read back", BOTH, read_back),
    ("digits", BOTH, typing_digits),
    ("text", BOTH, typing),
    ("lamps", BOTH, at_lamps),
    ("alphabets", BOTH, at_alphabets),
    ("phrasebook", BOTH, at_book),
    ("nothing found", BOTH, lost_in_book),
    ("form", BOTH, at_form),
    ("controls", BOTH, at_controls),
    ("last controls", BOTH, at_last_controls),
    ("matrix", &[Seat::Soyuz], choosing),
    ("shelf", BOTH, at_shelf),
    ("page", BOTH, at_page),
    ("pressures", BOTH, |seat| at_chart(seat, Shown::Pressures)),
    ("closing", BOTH, |seat| at_chart(seat, Shown::Approach)),
    ("help", BOTH, at_help),
    ("refused", BOTH, refused),
    ("offer", BOTH, offered),
    ("asked pace", BOTH, asked_pace),
    ("fast", BOTH, fast),
    ("lamp seen", BOTH, lamp_seen),
    ("noise", BOTH, noisy),
    ("no help", BOTH, unaided),
    ("pause", BOTH, |seat| paused(seat, PauseReason::Asked(seat))),
    ("left", BOTH, |seat| {
        paused(seat, PauseReason::Left(seat.other()))
    }),
];

fn at_chart(seat: Seat, shown: Shown) -> App {
    let mut app = later(seat);
    app.stations[0].shown = shown;
    app
}

fn at_help(seat: Seat) -> App {
    let mut app = approach(seat);
    app.help_open = true;
    app
}

fn at_alphabets(seat: Seat) -> App {
    let mut app = approach(seat);
    app.stations[0].entry = Entry::Alphabets;
    app
}

/// A crew that is hurt and sees well: greying takes letters by design.
fn felt(seat: Seat) -> App {
    with(seat, demo::greying, |view| craft(view).pilot_sight = 1.0)
}

/// A read-back in digits, as the two highest levels of help have it.
fn typing_digits(seat: Seat) -> App {
    let mut app = with(seat, demo::read_back, |view| {
        craft(view).help = handshake_shared::sim::input::HelpLevel::Oklahomski;
        if let Some(owed) = &mut view.radio.owed {
            owed.cards.clear();
        }
    });
    press(&mut app, &[Key::Char(' '), Key::Char('3'), Key::Char('8')]);
    app
}

fn offered(seat: Seat) -> App {
    showing(seat, handover::on_offer(seat))
}

fn paused(seat: Seat, why: PauseReason) -> App {
    let mut app = approach(seat);
    pause::stands(&mut app, why, 1_200);
    app
}

/// Rows of calls that this console has.
pub fn calls_rows(app: &App, height: u16) -> u16 {
    match app.stations[0].entry {
        Entry::Book(_) => (1 + phrasebook::FRAME_ROWS + app.book_page()) as u16,
        Entry::None if height < TALL => 3,
        _ => 4,
    }
}

/// Something is laid over the parts of the console.
pub fn covers(app: &App) -> bool {
    app.stations[0].entry == Entry::Alphabets || app.stations[0].halt().is_some()
}
