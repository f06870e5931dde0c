//! The room each widget is given, by the size of the console: as the cockpit has it, never by number.

use ratatui::layout::Rect;

use super::Given;

/// A place below the title that stands on its first row.
pub fn below_title(place: Rect) -> Rect {
    Rect {
        height: place.height.saturating_sub(1),
        ..place
    }
}

/// What is left of a place that has a title where the console has room for titles.
pub fn untitled(given: &Given, place: Rect) -> Rect {
    match given.titled {
        true => below_title(place),
        false => place,
    }
}

/// A box of instruments; of two columns the narrower.
pub fn boxed(given: &Given) -> Rect {
    let narrow = given.places.boxes.iter().min_by_key(|place| place.width);
    let column = *narrow.expect("every console has a column");
    match given.short {
        true => column,
        false => below_title(column),
    }
}

/// The same of what a column in short leaves out.
pub fn boxed_with_titles(given: &Given) -> Rect {
    match given.short {
        true => Rect::ZERO,
        false => boxed(given),
    }
}

/// Where a page of the panel stands: under the closing rate, or beside the other column.
pub fn paged(given: &Given) -> Rect {
    let column = boxed(given);
    let above = match (given.short, given.places.boxes.len()) {
        (true, _) => 3,
        (false, 1) => 8,
        (false, _) => 0,
    };
    Rect {
        height: column.height.saturating_sub(above),
        ..column
    }
}

/// Where a page of the book stands: in the picture's place, or below the closing rate.
pub fn shelved(given: &Given) -> Rect {
    match given.short {
        true => below_title(given.places.picture),
        false => {
            let column = boxed(given);
            Rect {
                height: column.height - 4,
                ..column
            }
        }
    }
}

pub fn picture(given: &Given) -> Rect {
    given.places.picture
}

pub fn chart(given: &Given) -> Rect {
    below_title(given.places.picture)
}

/// The round instrument in the column beside the picture.
pub fn round(given: &Given, rows: fn(u16) -> u16) -> Rect {
    let middle = below_title(given.places.middle);
    Rect {
        height: middle.height.min(rows(middle.width)),
        ..middle
    }
}

pub fn alarm(given: &Given) -> Rect {
    // A long reason takes rows of the loop, all but one.
    let Rect { width, height, .. } = given.places.alarm;
    Rect::new(0, 0, width, height + given.places.radio.height - 1)
}

pub fn radio_place(given: &Given) -> Rect {
    untitled(given, given.places.radio)
}

pub fn plan_place(given: &Given) -> Rect {
    untitled(given, given.places.plan)
}

pub fn calls(given: &Given) -> Rect {
    untitled(given, given.places.calls)
}

/// What is entered has a title at every size.
pub fn entry(given: &Given) -> Rect {
    below_title(given.places.calls)
}

pub fn bar(given: &Given) -> Rect {
    given.places.partner
}

pub fn screen(given: &Given) -> Rect {
    let (width, height) = given.console;
    Rect::new(0, 0, width, height)
}

/// A screen around a flight; a larger one shows the same poster larger.
pub fn start(given: &Given) -> Rect {
    match given.console.0 <= 120 {
        true => screen(given),
        false => Rect::ZERO,
    }
}

/// Half of a debrief.
pub fn half(given: &Given) -> Rect {
    let (width, height) = given.console;
    Rect::new(0, 0, width / 2 - 2, height - 3)
}
