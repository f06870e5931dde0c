//! The rows: each thing a widget draws, where it stands, and at which moments it is looked at.

use handshake::draw::row::Row;
use handshake::draw::theme::Role;
use handshake::i18n::Locale;
use handshake::widgets::qr::Qr;
use handshake::widgets::{
    alarms, alphabets, attitude, bodies, book_page, callbar, charts, closing, controls, doors,
    envelope, fdai, gas, globus, jets, ksu, lamps, lettering, loop_state, mechanism, pace, plan,
    poster, programme, radio, stack, told,
};
use handshake::window::{Canvas, draw_window};
use handshake_shared::ids::Seat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::rooms::*;
use super::{Console, Drawn, Given, Kind, LOOK, Moments};
use crate::moments::*;

const BOTH: &[Seat] = &Seat::ALL;
const APOLLO: &[Seat] = &[Seat::Apollo];
const SOYUZ: &[Seat] = &[Seat::Soyuz];
/// The same on both: it is drawn once.
const NO_WORDS: &[Seat] = APOLLO;

type Lines = fn(&Console, &Given, (usize, usize)) -> Vec<Line<'static>>;
type Cells = fn(&Console, Rect, &mut Buffer);
type Place = fn(&Given) -> Rect;
/// File, part, seats.
type Name = (&'static str, &'static str, &'static [Seat]);

const fn lines((file, part, seats): Name, place: Place, moments: Moments, draw: Lines) -> Kind {
    let draw = Drawn::Lines(draw);
    Kind {
        file,
        part,
        seats,
        place,
        moments,
        draw,
    }
}

const fn cells((file, part, seats): Name, place: Place, moments: Moments, draw: Cells) -> Kind {
    let draw = Drawn::Cells(draw);
    Kind {
        file,
        part,
        seats,
        place,
        moments,
        draw,
    }
}

const INVITE: &str = "handshake:192.168.1.7:1975/482913#MFRGGZDFMZTWQ2LKNNWG23TP";

const STRIPS: Moments = &[("begin", begin), ("air made one", later)];
const PLANES: Moments = &[
    ("begin", begin),
    ("approach", later),
    ("too fast", too_fast),
];
const SIGHTS: Moments = &[
    ("nothing in it", lost),
    ("final approach", approach),
    ("joined", later),
];
const SEEN: Moments = &[
    ("final approach", approach),
    ("out of sight", lost),
    ("far off axis", beyond),
];

pub const KINDS: &[Kind] = &[
    lines(
        ("alarms", "alarm line", BOTH),
        alarm,
        &[("nothing", approach), ("refused", refused), ("lit", harmed)],
        |console, _, (width, _)| alarms::lines(console, width),
    ),
    lines(
        ("alphabets", "page", BOTH),
        screen,
        &[("whole", begin)],
        |console, _, _| {
            let words = console.app.words.of(console.help_locale());
            alphabets::lines(&console.app.words, words, console.look.theme)
        },
    ),
    lines(
        ("attitude", "errors and rates", BOTH),
        boxed,
        &[
            ("begin", begin),
            ("final approach", approach),
            ("at the stops", beyond),
        ],
        |console, _, (width, _)| attitude::lines(console, width),
    ),
    lines(
        ("attitude", "sight in words", BOTH),
        |given| given.places.sight,
        SEEN,
        |console, _, (width, _)| vec![attitude::sight(console, width)],
    ),
    cells(
        ("bodies", "over the picture's foot", BOTH),
        picture,
        &[("well", air), ("short of oxygen", harmed)],
        bodies::draw,
    ),
    lines(
        ("book_page", "contents and page", BOTH),
        shelved,
        &[("contents", at_shelf), ("page", at_page)],
        |console, _, (width, rows)| book_page::lines(console, width, rows),
    ),
    lines(
        ("callbar", "offers and cards", BOTH),
        calls,
        &[("begin", begin), ("offers", approach), ("cards", read_back)],
        |console, _, (width, rows)| callbar::lines(console, width, rows),
    ),
    lines(
        ("callbar", "typed", BOTH),
        entry,
        &[("text", typing), ("signals", at_lamps)],
        |console, _, (width, rows)| callbar::lines(console, width, rows),
    ),
    cells(
        ("charts", "pressures in the picture's place", BOTH),
        chart,
        STRIPS,
        |console, area, buf| {
            let target_pa = handshake::draw::cockpit::target_pa(console);
            charts::Strip::of(console, target_pa).draw(area, buf);
        },
    ),
    cells(
        ("charts", "closing over range in the picture's place", BOTH),
        chart,
        PLANES,
        |console, area, buf| charts::Plane::of(console).draw(area, buf),
    ),
    lines(
        ("closing", "range, rate and bar", BOTH),
        boxed,
        &[
            ("begin", begin),
            ("no range", unranged),
            ("final approach", approach),
            ("too fast", beyond),
            ("drifting apart", opening),
        ],
        |console, _, (width, _)| closing::lines(console, width),
    ),
    lines(
        ("controls", "list", BOTH),
        paged,
        &[("first", at_controls), ("last", at_last_controls)],
        |console, _, (width, rows)| controls::lines(console, width, rows),
    ),
    lines(
        ("doors", "hatches and valves", BOTH),
        boxed,
        &[("shut", begin), ("joined", later), ("between", ajar)],
        |console, _, (width, _)| doors::lines(console, width),
    ),
    lines(
        ("envelope", "numbers", BOTH),
        half,
        &[("kept", contact_kept), ("missed", contact_missed)],
        |console, _, _| {
            let debrief = console.station.debrief.as_ref();
            let last = debrief.and_then(|debrief| debrief.contacts.last());
            let last = last.expect("the moment has a contact");
            envelope::numbers(console.words, console.look, console.seat(), last)
        },
    ),
    lines(
        ("envelope", "picture", BOTH),
        half,
        &[("kept", contact_kept), ("missed", contact_missed)],
        |console, _, (width, _)| {
            let debrief = console.station.debrief.as_ref();
            let contacts = debrief.map(|debrief| debrief.contacts.clone());
            envelope::dot(console.look, &contacts.unwrap_or_default(), width.min(40))
        },
    ),
    cells(
        ("fdai", "ball", APOLLO),
        |given| round(given, fdai::rows),
        &[
            ("begin", begin),
            ("final approach", approach),
            ("at the stops", beyond),
        ],
        fdai::draw,
    ),
    lines(
        ("gas", "pressures", BOTH),
        boxed,
        &[("begin", begin), ("reading", air), ("leak", leaking)],
        |console, given, _| match given.short {
            true => gas::short(console),
            false => gas::lines(console),
        },
    ),
    cells(
        ("globus", "map", SOYUZ),
        |given| round(given, globus::rows),
        &[
            ("begin", begin),
            ("final approach", approach),
            ("night", night),
        ],
        globus::draw,
    ),
    lines(
        ("jets", "mode, lamps, propellant", BOTH),
        boxed,
        &[
            ("begin", begin),
            ("two fire", approach),
            ("all fire", beyond),
        ],
        |console, given, _| {
            let rows = if given.short { 1 } else { usize::MAX };
            jets::lines(console).into_iter().take(rows).collect()
        },
    ),
    lines(
        ("ksu", "matrix", SOYUZ),
        boxed,
        &[
            ("nothing pressed", choosing),
            ("pressed", approach),
            ("at work", busy),
        ],
        |console, _, _| {
            let panel = console.view.panel.soyuz().expect("Soyuz has the matrix");
            let title = Row::new(LOOK.theme).put(Role::Title, ksu::selected(console, panel));
            let title = std::iter::once(title.line());
            title.chain(ksu::lines(console, panel)).collect()
        },
    ),
    lines(
        ("lamps", "page", BOTH),
        entry,
        &[("signals", at_lamps)],
        |console, _, (width, rows)| lamps::lines(console, width, rows),
    ),
    lines(
        ("lamps", "partner line", BOTH),
        bar,
        &[("none", approach), ("theirs", lamp_seen), ("own", lamp_lit)],
        |console, _, _| {
            let told = lamps::told(console).unwrap_or_default();
            vec![console.row().put(Role::Caution, told).line()]
        },
    ),
    cells(
        ("lettering", "title and code", BOTH),
        |_| Rect::new(0, 0, 66, 8),
        &[("whole", begin)],
        |console, area, buf| {
            let style = LOOK.theme.style(Role::Value);
            let title = match console.words.locale() {
                Locale::En => "HANDSHAKE",
                Locale::Ru => "РУКОПОЖАТИЕ",
            };
            let rows = lettering::draw(title, style, area, buf);
            let below = Rect { y: rows, ..area };
            lettering::draw("4829130567", style, below, buf);
        },
    ),
    lines(
        ("loop_state", "open and closed", BOTH),
        bar,
        &[
            ("matched", approach),
            ("owed", read_back),
            ("run out", noisy),
        ],
        |console, _, _| {
            let said = loop_state::open(console).or_else(|| loop_state::closed(console));
            let (role, text) = said.unwrap_or((Role::Dim, String::new()));
            vec![console.row().put(role, text).line()]
        },
    ),
    lines(
        ("mechanism", "ring, latches, hooks", BOTH),
        boxed,
        &[("apart", begin), ("capture", catching), ("hard dock", air)],
        |console, given, (width, _)| match (given.short, console.seat()) {
            (true, _) => vec![mechanism::summary(console), mechanism::ladder_line(console)],
            (false, Seat::Apollo) => mechanism::lines(console, width),
            (false, Seat::Soyuz) => mechanism::column(console),
        },
    ),
    lines(
        ("pace", "factor, wish, hint", BOTH),
        bar,
        &[
            ("waits", waiting),
            ("asked", asked_pace),
            ("runs short", fast),
        ],
        |console, _, (width, _)| {
            let row = pace::wish(console, pace::factor(console, console.row()));
            vec![pace::hint(console, row, width).line()]
        },
    ),
    lines(
        ("phrasebook", "list and form", BOTH),
        entry,
        &[
            ("list", at_book),
            ("nothing found", lost_in_book),
            ("form", at_form),
        ],
        |console, _, (width, rows)| callbar::lines(console, width, rows),
    ),
    lines(
        ("plan", "moves", BOTH),
        plan_place,
        &[
            ("begin", begin),
            ("final approach", approach),
            ("hold point", read_back),
            ("air", air),
        ],
        |console, _, (width, rows)| plan::lines(console, width, rows),
    ),
    cells(
        ("poster", "picture", NO_WORDS),
        start,
        &[("first seconds", begin), ("a minute on", a_minute_on)],
        |console, area, buf| {
            let mut canvases = Default::default();
            poster::draw(console.app.poster_ms(), &LOOK, area, buf, &mut canvases);
            poster::card(Rect::new(4, 4, 20, 3), &LOOK, buf);
        },
    ),
    lines(
        ("programme", "strip", SOYUZ),
        boxed_with_titles,
        &[
            ("begin", begin),
            ("final approach", approach),
            ("last, by night", night),
        ],
        |console, _, _| {
            let panel = console.view.panel.soyuz().expect("Soyuz has the strip");
            vec![programme::strip(console, panel)]
        },
    ),
    cells(
        ("qr", "code", NO_WORDS),
        screen,
        &[("an invite", begin), ("a short line", a_minute_on)],
        |console, area, buf| {
            let line = match console.app.now_ms > 30_000 {
                true => "482913",
                false => INVITE,
            };
            if let Some(qr) = Qr::fitting(line, &LOOK, area.width, area.height) {
                let (width, height) = qr.cells();
                qr.draw(&LOOK, Rect::new(0, 0, width, height), buf);
            }
        },
    ),
    lines(
        ("radio", "loop", BOTH),
        radio_place,
        &[
            ("begin", begin),
            ("with help", approach),
            ("without", unaided),
            ("noise, no help", noisy),
        ],
        |console, _, (width, rows)| radio::lines(console, width, rows),
    ),
    cells(
        ("sight", "reticle over the window", BOTH),
        picture,
        SIGHTS,
        |console, area, buf| {
            let (scene, seat) = (&console.view.scene, console.seat());
            draw_window(scene, seat, LOOK.mode, area, buf, &mut Canvas::default());
        },
    ),
    cells(
        ("stack", "compartments and air", BOTH),
        chart,
        &[("begin", begin), ("air made one", later), ("leak", leaking)],
        stack::draw,
    ),
    lines(
        ("told", "what was called", BOTH),
        screen,
        &[("nothing", begin), ("much", told_much)],
        |console, _, _| told::lines(console),
    ),
];
