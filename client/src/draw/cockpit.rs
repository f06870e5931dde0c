//! One console: the picture first, instruments around it in fixed places, the loop, the calls and
//! the plan below. Three shapes: small, tall (half of a shared screen) and wide.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::view::panel::Panel;

use super::Look;
use super::console::Console;
use super::row::Row;
use super::theme::Role;
use crate::app::App;
use crate::app::msg::LinkState;
use crate::app::station::{Entry, Page, Station};
use crate::i18n::{Arg, labels};
use crate::input::keymap::{Act, Hand};
use crate::widgets::text::{centred, cut, lines};
use crate::widgets::{
    alarms, attitude, callbar, closing, controls, doors, gas, jets, ksu, mechanism, plan,
    programme, radio,
};
use crate::window::{Canvas, draw_window};

/// From this width on instruments stand beside the picture in boxes.
const WIDE: u16 = 110;
/// From this height on they stand below it.
const TALL: u16 = 36;
/// Width of the instruments beside the picture.
const SIDE_WIDE: u16 = 44;
/// The same in a small terminal.
const SIDE_SMALL: u16 = 35;
/// Rows of instruments below the picture.
const BOXES_TALL: u16 = 15;

/// Where everything stands.
struct Places {
    header: Rect,
    picture: Rect,
    sight: Rect,
    boxes: Vec<Rect>,
    alarm: Rect,
    radio: Rect,
    calls: Rect,
    plan: Rect,
    partner: Rect,
    keys: Rect,
}

/// Draws one console.
pub fn draw(
    app: &App,
    station: &Station,
    index: usize,
    look: &Look,
    canvas: &mut Canvas,
    area: Rect,
    buf: &mut Buffer,
) {
    let Some(view) = &station.view else {
        let text = app.words.of(station.locale()).get("console-no-view");
        let y = area.y + area.height / 2;
        centred(
            &text,
            look.theme.style(Role::Dim),
            Rect {
                y,
                height: 1,
                ..area
            },
            buf,
        );
        return;
    };
    let console = Console::new(app, station, index, view, look);
    let titled = area.height >= TALL;
    let places = places(area, entry_rows(station, area.height));
    header(&console, places.header, buf);
    draw_window(
        &view.scene,
        station.seat,
        look.mode,
        places.picture,
        buf,
        canvas,
    );
    buf.set_style(places.sight, look.theme.style(Role::Bar));
    lines(
        &[attitude::sight(&console, usize::from(places.sight.width))],
        places.sight,
        buf,
    );
    instruments(&console, &places, area, buf);
    let width = usize::from(area.width);
    let narrow = usize::from(places.alarm.width);
    lines(&[alarms::line(&console, narrow)], places.alarm, buf);
    let radio_area = titled_area(&console, "title-radio", places.radio, titled, buf);
    let said = radio::lines(&console, narrow, usize::from(radio_area.height));
    lines(&said, radio_area, buf);
    let title = callbar::title(&console);
    let entered = station.entry != Entry::None;
    let calls_area = if titled || entered {
        text_title(&console, &title, places.calls, buf)
    } else {
        places.calls
    };
    let calls = callbar::lines(&console, width, usize::from(calls_area.height));
    lines(&calls, calls_area, buf);
    let plan_area = titled_area(&console, "title-plan", places.plan, titled, buf);
    let moves = plan::lines(&console, width, usize::from(plan_area.height));
    lines(&moves, plan_area, buf);
    partner(&console, places.partner, buf);
    keys(&console, places.keys, buf);
}

/// Rows of the call bar: more while the phrasebook is open and there is room.
fn entry_rows(station: &Station, height: u16) -> u16 {
    match station.entry {
        Entry::Book { .. } if height >= TALL => 9,
        Entry::Book { .. } => 6,
        Entry::None if height < TALL => 3,
        _ => 4,
    }
}

fn places(area: Rect, calls_rows: u16) -> Places {
    let tall = area.height >= TALL;
    let extra = area.height.saturating_sub(24);
    let (radio_rows, plan_rows) = if tall {
        (6 + extra.saturating_sub(24) / 4, 5)
    } else {
        (3, 2)
    };
    let radio_rows = radio_rows
        .saturating_sub(calls_rows.saturating_sub(4))
        .max(1);
    let below = 1 + radio_rows + calls_rows + plan_rows + 2;
    let top = area.height.saturating_sub(below + 1);
    // In a wide terminal the instruments beside the picture go on down beside the loop.
    let beside = tall && area.width >= WIDE;
    let narrow = if beside {
        area.width - SIDE_WIDE
    } else {
        area.width
    };
    let mut y = area.y;
    let mut take = |rows: u16, width: u16| {
        let taken = Rect {
            x: area.x,
            y,
            width,
            height: rows,
        };
        y += rows;
        taken
    };
    let header = take(1, area.width);
    let middle = take(top, area.width);
    let alarm = take(1, narrow);
    let radio = take(radio_rows, narrow);
    let calls = take(calls_rows, area.width);
    let plan = take(plan_rows, area.width);
    let partner = take(1, area.width);
    let keys = take(1, area.width);
    let (picture, mut boxes) = split(middle, area);
    if let ([column], true) = (boxes.as_mut_slice(), beside) {
        column.height += 1 + radio_rows;
    }
    let picture_rows = picture.height.saturating_sub(1);
    let sight = Rect {
        y: picture.y + picture_rows,
        height: picture.height.min(1),
        ..picture
    };
    let picture = Rect {
        height: picture_rows,
        ..picture
    };
    Places {
        header,
        picture,
        sight,
        boxes,
        alarm,
        radio,
        calls,
        plan,
        partner,
        keys,
    }
}

/// Picture and boxes of the middle part.
fn split(middle: Rect, area: Rect) -> (Rect, Vec<Rect>) {
    if area.width >= WIDE || area.height < TALL {
        let side = if area.width >= WIDE {
            SIDE_WIDE
        } else {
            SIDE_SMALL
        };
        let picture = Rect {
            width: middle.width.saturating_sub(side),
            ..middle
        };
        let column = Rect {
            x: picture.right() + 1,
            width: side - 1,
            ..middle
        };
        return (picture, vec![column]);
    }
    let rows = BOXES_TALL.min(middle.height.saturating_sub(8));
    let picture = Rect {
        height: middle.height - rows,
        ..middle
    };
    let half = middle.width / 2;
    let left = Rect {
        y: picture.bottom(),
        height: rows,
        width: half,
        ..middle
    };
    let right = Rect {
        x: left.right() + 1,
        width: middle.width - half - 2,
        ..left
    };
    (picture, vec![left, right])
}

/// A box of instruments: its title and its lines.
type Boxed = (String, Vec<Line<'static>>);

fn instruments(console: &Console, places: &Places, area: Rect, buf: &mut Buffer) {
    let [first, rest @ ..] = places.boxes.as_slice() else {
        return;
    };
    if area.height < TALL {
        return small(console, *first, buf);
    }
    let width = usize::from(first.width);
    let (left, right) = boxes(console, width);
    match rest {
        [second] => {
            stack(console, &left, *first, buf);
            if console.station.page == Page::Controls {
                control_list(console, *second, buf);
            } else {
                stack(console, &right, *second, buf);
            }
        }
        _ => {
            let all: Vec<Boxed> = left.into_iter().chain(right).collect();
            let kept = if console.station.page == Page::Controls {
                2
            } else {
                all.len()
            };
            let used = stack(console, &all[..kept], *first, buf);
            if console.station.page == Page::Controls {
                let below = Rect {
                    y: first.y + used,
                    height: first.height - used,
                    ..*first
                };
                control_list(console, below, buf);
            }
        }
    }
}

/// Boxes of a seat: those of the left column, those of the right one.
fn boxes(console: &Console, width: usize) -> (Vec<Boxed>, Vec<Boxed>) {
    let title = |key: &str| console.word(key);
    let unit = console.word(match console.view.panel {
        Panel::Apollo(_) => "symbol-psi",
        Panel::Soyuz(_) => "symbol-mmhg",
    });
    let pressure = console.say("title-pressure", &[("unit", Arg::Text(&unit))]);
    let left = vec![
        (title("title-approach"), closing::lines(console, width)),
        (title("title-attitude"), attitude::lines(console, width)),
        (title("title-jets"), jets::lines(console)),
    ];
    let air = (pressure, gas::lines(console));
    let door = (title("title-hatches"), doors::lines(console, width));
    match &console.view.panel {
        Panel::Apollo(_) => {
            let dock = (title("title-docking"), mechanism::lines(console, width));
            (left, vec![dock, air, door])
        }
        Panel::Soyuz(panel) => {
            let matrix = ksu::lines(console, panel);
            let beside = mechanism::column(console);
            let both = matrix
                .into_iter()
                .zip(beside)
                .map(|(left, right)| join(left, right, 21));
            let head = format!(
                "{} · {}",
                ksu::selected(console, panel),
                title("title-docking")
            );
            let mut left = left;
            left.push((
                title("title-program"),
                vec![programme::strip(console, panel)],
            ));
            (left, vec![(head, both.collect()), air, door])
        }
    }
}

/// Two lines side by side, the second from a column on.
fn join(left: Line<'static>, right: Line<'static>, column: usize) -> Line<'static> {
    let gap = column.saturating_sub(left.width());
    let mut spans = left.spans;
    spans.push(" ".repeat(gap).into());
    spans.extend(right.spans);
    Line::from(spans)
}

/// Boxes from the top down; rows used.
fn stack(console: &Console, boxes: &[Boxed], area: Rect, buf: &mut Buffer) -> u16 {
    let mut y = area.y;
    for (title, content) in boxes {
        let room = area.bottom().saturating_sub(y);
        if room < 2 {
            break;
        }
        let place = Rect {
            y,
            height: room.min(1 + content.len() as u16),
            ..area
        };
        let inner = text_title(console, title, place, buf);
        lines(content, inner, buf);
        y = place.bottom();
    }
    y - area.y
}

fn control_list(console: &Console, area: Rect, buf: &mut Buffer) {
    let title = console.word("console-title-controls");
    let inner = text_title(console, &title, area, buf);
    let rows = usize::from(inner.height);
    lines(
        &controls::lines(console, usize::from(inner.width), rows),
        inner,
        buf,
    );
}

/// Everything needed to finish, in a column of twelve rows.
fn small(console: &Console, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let mut shown = closing::lines(console, width);
    let rest = usize::from(area.height).saturating_sub(shown.len());
    match (console.station.page, &console.view.panel) {
        (Page::Controls, _) => shown.extend(controls::lines(console, width, rest)),
        (Page::Ksu, Panel::Soyuz(panel)) => {
            shown.push(
                console
                    .row()
                    .put(Role::Title, ksu::selected(console, panel))
                    .line(),
            );
            shown.extend(ksu::lines(console, panel));
        }
        _ => {
            shown.extend(attitude::lines(console, width));
            shown.extend(jets::lines(console).into_iter().take(1));
            shown.push(mechanism::summary(console));
            shown.push(mechanism::ladder_line(console));
            shown.extend(gas::short(console));
            shown.push(doors::hatch_line(console));
            shown.extend(doors::lines(console, width).into_iter().skip(1));
        }
    }
    lines(&shown, area, buf);
}

fn titled_area(console: &Console, key: &str, area: Rect, titled: bool, buf: &mut Buffer) -> Rect {
    if !titled {
        return area;
    }
    text_title(console, &console.word(key), area, buf)
}

/// A rule with a title; what is below it.
fn text_title(console: &Console, title: &str, area: Rect, buf: &mut Buffer) -> Rect {
    if area.height == 0 {
        return area;
    }
    let width = usize::from(area.width);
    let title = cut(title, width.saturating_sub(6));
    let row = console
        .row()
        .put(Role::Frame, "─ ")
        .put(Role::Title, title)
        .put(Role::Frame, " ");
    let rest = width.saturating_sub(row.used());
    lines(
        &[row.put(Role::Frame, "─".repeat(rest)).line()],
        Rect { height: 1, ..area },
        buf,
    );
    Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    }
}

fn header(console: &Console, area: Rect, buf: &mut Buffer) {
    buf.set_style(area, console.look.theme.style(Role::Bar));
    let seconds = console.view.tick.seconds() as u32;
    let clock = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    let level = console.word(labels::level(console.craft().help));
    let width = usize::from(area.width);
    let row = console
        .row()
        .put(
            Role::Mine,
            format!(" {}", console.word(labels::ship(console.seat()))),
        )
        .put(Role::Label, format!("  {} ", console.word("label-get")))
        .put(Role::Value, clock)
        .put(
            Role::Value,
            format!("  {}", console.word(labels::phase(console.view.plan.phase))),
        );
    let row = hands(console, row);
    let row = row.right(
        Role::Label,
        format!("{} · {level} ", console.word("label-help")),
        width,
    );
    lines(&[row.line()], area, buf);
}

/// At a shared keyboard: what this side's hand does now.
fn hands(console: &Console, row: Row) -> Row {
    if !console.app.is_together() {
        return row;
    }
    let key = match console.app.hands[console.index] {
        Hand::Move => "console-hand-move",
        Hand::Turn => "console-hand-turn",
        Hand::Panel => "console-hand-panel",
    };
    row.put(Role::Text, "  ")
        .key(&console.key(Act::Hand))
        .put(Role::Caution, console.word(key))
}

fn partner(console: &Console, area: Rect, buf: &mut Buffer) {
    buf.set_style(area, console.look.theme.style(Role::Bar));
    let partner = &console.station.partner;
    let who = console.word(labels::ship(console.seat().other()));
    let crew = if partner.software {
        console.word("console-software-crew")
    } else if !partner.name.is_empty() {
        partner.name.clone()
    } else if partner.present {
        console.word("console-crew-here")
    } else {
        console.word("console-crew-away")
    };
    let heard = match console.view.radio.heard_s {
        Some(ago_s) => {
            let ago = console.quantity(Quantity::Duration, ago_s.floor());
            console.say("console-heard", &[("ago", Arg::Text(&ago))])
        }
        None => console.word("console-not-heard"),
    };
    let (link_role, link) = match console.station.link {
        LinkState::Unknown => (Role::Dim, "—".to_owned()),
        LinkState::Good(ms) => (
            Role::Text,
            console.printed("printed-millisecond", ms as f32, 0),
        ),
        LinkState::Lost => (Role::Warning, console.word("console-link-lost")),
    };
    let mut row = console
        .row()
        .put(Role::Theirs, format!(" {who} "))
        .put(Role::Text, crew)
        .put(Role::Dim, " · ")
        .put(Role::Text, heard)
        .put(Role::Dim, " · ")
        .put(link_role, link);
    if console.view.radio.awaited.is_some() {
        row = row.put(
            Role::Caution,
            format!("  {}", console.word("radio-awaited")),
        );
    }
    row = go_lamp(console, row);
    lines(&[row.line()], area, buf);
}

/// The other crew's answer at the open hold point stands on this console.
fn go_lamp(console: &Console, row: Row) -> Row {
    let theirs = match &console.view.panel {
        Panel::Apollo(panel) => panel.soyuz_go,
        Panel::Soyuz(panel) => panel.apollo_go,
    };
    match theirs {
        Some(true) => row.put(Role::Good, format!("  ● {}", console.word("state-go"))),
        Some(false) => row.put(
            Role::Warning,
            format!("  ✗ {}", console.word("state-no-go")),
        ),
        None => row,
    }
}

/// The keys that matter most here, from the key map.
fn keys(console: &Console, area: Rect, buf: &mut Buffer) {
    const SHOWN: [(Act, &str); 9] = [
        (Act::Help, "key-help"),
        (Act::Do, "console-key-do"),
        (Act::Go, "key-go"),
        (Act::Page, "key-panel"),
        (Act::Book, "key-phrasebook"),
        (Act::Text, "key-text"),
        (Act::SayAgain, "key-say-again"),
        (Act::Abort, "key-abort"),
        (Act::Back, "key-back"),
    ];
    let width = usize::from(area.width);
    let mut row = console.row();
    for (act, key) in SHOWN {
        let label = console.key(act);
        if label == "—" {
            continue;
        }
        let word = console.word(key);
        let needed = label.chars().count() + word.chars().count() + 5;
        if row.used() + needed > width {
            continue;
        }
        row = row.key(&label).put(Role::Label, format!("{word} "));
    }
    lines(&[row.line()], area, buf);
}
