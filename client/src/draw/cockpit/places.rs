//! Where the parts of a console stand, at each of its three shapes. Knows sizes only.

use ratatui::layout::Rect;

/// From this width on instruments stand beside the picture in boxes.
pub const WIDE: u16 = 110;
/// From this height on they stand below it.
pub const TALL: u16 = crate::app::TALL_ROWS;
/// Beside the picture all boxes have their rows from this height on.
const TALL_WIDE: u16 = 40;
/// Where there is no width beside the picture, the boxes have room below it from this height on: the rows
/// around them, all of theirs, and a picture one can fly by. Below it a column beside the picture has
/// everything in short.
const TALL_NARROW: u16 = 48;
/// From this width on a second column stands between the picture and the boxes: the picture keeps at
/// least the width it has at 120 columns.
pub(super) const WIDEST: u16 = 156;
/// Width of that column there; a third of what is wider still goes to it, up to the second number.
const MIDDLE: [u16; 2] = [36, 64];
/// Width of the instruments beside the picture.
pub(super) const SIDE_WIDE: u16 = 44;
/// The same in a small terminal.
pub(super) const SIDE_SMALL: u16 = 35;
/// Rows of instruments below the picture.
pub(super) const BOXES_TALL: u16 = 17;

/// Where everything stands.
#[derive(Clone, Debug)]
pub struct Places {
    /// Ship, time, phase.
    pub header: Rect,
    /// The window, or what is shown in its place.
    pub picture: Rect,
    /// What the sight shows, in words.
    pub sight: Rect,
    /// The column of round instruments; nothing in it in a terminal that is narrower.
    pub middle: Rect,
    /// Columns of instruments.
    pub boxes: Vec<Rect>,
    /// What is lit, refused or waited for.
    pub alarm: Rect,
    /// The loop.
    pub radio: Rect,
    /// The call bar, or what is entered.
    pub calls: Rect,
    /// The flight plan.
    pub plan: Rect,
    /// The other crew.
    pub partner: Rect,
    /// Keys.
    pub keys: Rect,
}

/// The places of a console of this size with so many rows of calls.
pub fn places(area: Rect, calls_rows: u16) -> Places {
    let tall = area.height >= TALL;
    let extra = area.height.saturating_sub(24);
    let (radio_rows, plan_rows) = if tall {
        (6 + extra.saturating_sub(24) / 4, 5)
    } else {
        (3, 2)
    };
    // Below its title the loop keeps a line, and where there is any room two, whatever is open.
    let radio_least = match (tall, area.height >= TALL_WIDE) {
        (false, _) => 1,
        (true, false) => 2,
        (true, true) => 3,
    };
    let radio_rows = radio_rows
        .saturating_sub(calls_rows.saturating_sub(4))
        .max(radio_least);
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
    let (picture, middle) = round(picture, area);
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
        middle,
        boxes,
        alarm,
        radio,
        calls,
        plan,
        partner,
        keys,
    }
}

/// Picture and, where there is width for it, the column of round instruments beside it.
fn round(picture: Rect, area: Rect) -> (Rect, Rect) {
    let wide = area.width >= WIDEST && area.height >= TALL;
    let [least, most] = MIDDLE;
    let side = match wide {
        true => (least + (area.width - WIDEST) / 3).min(most),
        false => 0,
    };
    let picture = Rect {
        width: picture.width - side,
        ..picture
    };
    let middle = Rect {
        x: picture.right() + 1,
        width: side.saturating_sub(1),
        ..picture
    };
    (picture, middle)
}

/// Everything needed stands in one column, without titles.
pub fn in_short(area: Rect) -> bool {
    let tall = match area.width >= WIDE {
        true => TALL_WIDE,
        false => TALL_NARROW,
    };
    area.height < tall
}

/// Picture and boxes of the middle part.
fn split(middle: Rect, area: Rect) -> (Rect, Vec<Rect>) {
    if area.width >= WIDE || in_short(area) {
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
