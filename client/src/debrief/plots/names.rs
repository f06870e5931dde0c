//! Where names stand in a plot: beside what they name, clear of what is drawn and of each other.

/// A box of the picture, px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    /// The box between two corners, in either order.
    pub(super) fn between(a: (i32, i32), b: (i32, i32)) -> Area {
        Area {
            left: a.0.min(b.0),
            top: a.1.min(b.1),
            right: a.0.max(b.0),
            bottom: a.1.max(b.1),
        }
    }

    /// The same, larger on every side.
    pub(super) fn grown(self, by: i32) -> Area {
        Area {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    fn meets(self, other: Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(self, other: Area) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }
}

/// What of a plot is taken already.
pub(super) struct Names {
    within: Area,
    taken: Vec<Area>,
}

impl Names {
    /// Nothing is taken yet of the inside of the axes.
    pub(super) fn new(within: Area) -> Names {
        Names {
            within,
            taken: Vec::new(),
        }
    }

    /// Something is drawn here.
    pub(super) fn take(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// A line is drawn here, from corner to corner; no box of it holds more than a few pixels of air.
    pub(super) fn take_line(&mut self, corners: &[(i32, i32)]) {
        const STEP_PX: i32 = 6;
        for pair in corners.windows(2) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            let steps = ((to_x - x).abs().max((to_y - y).abs()) / STEP_PX).max(1);
            let at = |n: i32| (x + (to_x - x) * n / steps, y + (to_y - y) * n / steps);
            let boxes = (0..steps).map(|n| Area::between(at(n), at(n + 1)).grown(2));
            self.taken.extend(boxes);
        }
    }

    /// Takes the first of the places that is inside the axes and free, or the one that meets least.
    pub(super) fn place(&mut self, places: impl IntoIterator<Item = Area>) -> Option<Area> {
        let inside = places.into_iter().filter(|area| self.within.holds(*area));
        let met = |area: &Area| self.taken.iter().filter(|taken| taken.meets(*area)).count();
        let best = inside.min_by_key(met)?;
        self.taken.push(best);
        Some(best)
    }
}

/// Places for a name of this width and height around a point: right, left, above, below, and the four
/// corners between.
pub(super) fn around((x, y): (i32, i32), (width, height): (i32, i32), gap: i32) -> [Area; 8] {
    let at = |left: i32, top: i32| Area {
        left,
        top,
        right: left + width,
        bottom: top + height,
    };
    let (middle, above, below) = (y - height / 2, y - gap - height, y + gap);
    [
        at(x + gap, middle),
        at(x - gap - width, middle),
        at(x - width / 2, above),
        at(x - width / 2, below),
        at(x + gap, above),
        at(x - gap - width, above),
        at(x + gap, below),
        at(x - gap - width, below),
    ]
}

/// Heights for names that keep `room` between each other and stay from `low` to `high`: in the order
/// of what they want and, all together, as near to it as can be (isotonic regression: neighbours that
/// would overlap move as one block). `wanted` is in ascending order.
pub(super) fn apart(wanted: &[f64], room: f64, low: f64, high: f64) -> Vec<f64> {
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (index, wish) in wanted.iter().enumerate() {
        let mut block = (wish - room * index as f64, 1);
        while let Some((mean, count)) = blocks.pop_if(|(mean, _)| *mean > block.0) {
            let both = count + block.1;
            let sum = mean * count as f64 + block.0 * block.1 as f64;
            block = (sum / both as f64, both);
        }
        blocks.push(block);
    }
    let last = high - room * wanted.len().saturating_sub(1) as f64;
    let held = blocks
        .into_iter()
        .flat_map(|(mean, count)| std::iter::repeat_n(mean.min(last).max(low), count));
    held.enumerate()
        .map(|(index, mean)| mean + room * index as f64)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITHIN: Area = Area {
        left: 0,
        top: 0,
        right: 300,
        bottom: 200,
    };

    #[test]
    fn a_name_goes_where_nothing_is_and_stays_inside() {
        let mut names = Names::new(WITHIN);
        let first = names.place(around((100, 100), (60, 16), 8)).expect("room");
        assert_eq!((first.left, first.top), (108, 92), "right of its point");
        names.take_line(&[(250, 0), (250, 200)]);
        let second = names.place(around((225, 50), (60, 16), 8)).expect("room");
        assert_eq!(second.right, 217, "left of its point, clear of the line");
        let corner = names.place(around((299, 1), (60, 16), 8)).expect("room");
        assert!(WITHIN.holds(corner));
        let none = names.place(around((150, 100), (400, 16), 8));
        assert_eq!(none, None, "wider than the plot");
    }

    #[test]
    fn a_slanted_line_takes_what_it_crosses_and_not_its_whole_box() {
        let mut names = Names::new(WITHIN);
        names.take_line(&[(0, 0), (300, 200)]);
        let meets = |names: &Names, area: Area| names.taken.iter().any(|taken| taken.meets(area));
        assert!(meets(&names, Area::between((140, 90), (160, 110))));
        assert!(!meets(&names, Area::between((200, 10), (280, 40))));
    }

    #[test]
    fn names_keep_apart_in_their_order_and_near_what_they_want() {
        let same = apart(&[50.0, 50.0, 50.0], 10.0, 0.0, 100.0);
        assert_eq!(same, [40.0, 50.0, 60.0], "evenly about the place");
        let free = apart(&[10.0, 50.0, 90.0], 10.0, 0.0, 100.0);
        assert_eq!(free, [10.0, 50.0, 90.0], "nothing moves without need");
        let top = apart(&[95.0, 99.0, 100.0], 10.0, 0.0, 100.0);
        assert_eq!(top, [80.0, 90.0, 100.0], "held at the top");
        let bottom = apart(&[0.0, 0.0, 70.0], 10.0, 0.0, 100.0);
        assert_eq!(bottom, [0.0, 10.0, 70.0], "held at the bottom");
    }
}
