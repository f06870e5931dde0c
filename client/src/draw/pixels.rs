//! The window in real pixels where the terminal shows them: which picture stands where, when another
//! one is due, and that no text is ever hidden beneath one. Without the feature `pixels` there is
//! never one.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};

use super::steady::{Seen, seen};
use crate::graphics::pace::Pace;
use crate::graphics::{Lack, Offer};
use crate::window::{Canvas, draw_pixels};
use handshake_shared::ids::Seat;
use handshake_shared::time::Tick;
use handshake_shared::view::scene::Scene;

/// The pictures of both windows.
#[derive(Debug)]
pub struct Pixels {
    /// How pictures are sent, or why they are made of characters.
    offer: Result<Offer, Lack>,
    /// How often, and how fine.
    pub pace: Pace,
    now_ms: u64,
    panes: [Pane; 2],
    /// This frame is drawn without pictures: something lies above one.
    is_off: bool,
    /// A newer picture waits for its time.
    is_behind: bool,
    /// This frame has a new picture.
    is_fresh: bool,
    /// The last frame had a picture.
    was_shown: bool,
}

impl Default for Pixels {
    fn default() -> Pixels {
        Pixels {
            offer: Err(Lack::Silent),
            pace: Pace::default(),
            now_ms: 0,
            panes: Default::default(),
            is_off: false,
            is_behind: false,
            is_fresh: false,
            was_shown: false,
        }
    }
}

/// One window's picture.
#[derive(Debug, Default)]
struct Pane {
    canvas: Canvas,
    made: Option<Made>,
    /// Where it stands in this frame, and its cells as they were left there.
    placed: Option<(Rect, Vec<Cell>)>,
}

/// A picture and what it shows.
#[derive(Debug)]
struct Made {
    #[cfg(feature = "pixels")]
    picture: crate::graphics::encode::Picture,
    place: Place,
    seen: Seen,
}

/// What a picture was made for: another one of these is made at once or not at all.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    offer: Offer,
    area: Rect,
    seat: Seat,
}

impl Pixels {
    /// Pictures are sent so from now on; others that stand are forgotten.
    pub fn offer(&mut self, offer: Result<Offer, Lack>) {
        if self.offer != offer {
            self.offer = offer;
            self.forget();
        }
    }

    /// The terminal has lost its pictures: the next are sent anew.
    pub fn forget(&mut self) {
        for pane in &mut self.panes {
            pane.made = None;
        }
    }

    /// A frame begins.
    pub fn begin(&mut self, now_ms: u64) {
        self.now_ms = now_ms;
        (self.is_off, self.is_behind, self.is_fresh) = (false, false, false);
        self.clear();
    }

    fn clear(&mut self) {
        for pane in &mut self.panes {
            pane.placed = None;
        }
    }

    /// A newer picture waits for its time: another frame will be needed.
    pub fn is_behind(&self) -> bool {
        self.is_behind
    }

    /// This frame went with so many bytes. Whether pictures went away with it, which are forgotten
    /// here and may be taken out of the terminal's memory.
    pub fn sent(&mut self, bytes: usize) -> bool {
        if self.is_fresh {
            self.pace.sent(bytes, self.now_ms);
        }
        let is_shown = self.panes.iter().any(|pane| pane.placed.is_some());
        let has_gone = self.was_shown && !is_shown;
        if has_gone {
            self.forget();
        }
        self.was_shown = is_shown;
        has_gone
    }

    /// Puts the picture out of `seat`'s window into `area`; false where characters must do.
    pub fn put(
        &mut self,
        index: usize,
        (scene, tick): (&Scene, Tick),
        seat: Seat,
        area: Rect,
        buf: &mut Buffer,
    ) -> bool {
        let area = area.intersection(buf.area);
        let (Ok(offer), Some(pane)) = (self.offer, self.panes.get_mut(index)) else {
            return false;
        };
        let (w, h) = pixels_of(&offer, area);
        let fits = w <= usize::from(offer.largest.0) && h <= usize::from(offer.largest.1);
        if self.is_off || area.is_empty() || !fits || self.pace.is_hopeless(self.now_ms) {
            return false;
        }
        let place = Place { offer, area, seat };
        let now = seen(scene, tick);
        let stands = pane.made.as_ref().filter(|made| made.place == place);
        if stands.is_none_or(|made| made.seen != now) {
            if self.pace.is_due(self.now_ms) {
                pane.make(index, scene, place, now, self.pace.coarse());
                self.is_fresh = true;
            } else {
                self.is_behind = true;
                if stands.is_none() {
                    return false;
                }
            }
        }
        pane.place(area, buf)
    }

    /// Whether anything was drawn over a picture since it was put there: then the frame is drawn again
    /// without pictures, for a picture hides the text beneath it.
    pub fn is_covered(&mut self, buf: &Buffer) -> bool {
        let covered = |(area, cells): &(Rect, Vec<Cell>)| {
            let others = area.positions().skip(1);
            let mut pairs = others.zip(cells);
            pairs.any(|(at, cell)| buf.cell(at) != Some(cell))
                || buf
                    .cell(area.as_position())
                    .is_none_or(|cell| cell.symbol().len() < 2)
        };
        let is_covered = self
            .panes
            .iter()
            .any(|pane| pane.placed.as_ref().is_some_and(covered));
        if is_covered {
            // The picture made for this frame did not go: it is made anew when it shows again.
            if self.is_fresh {
                self.forget();
            }
            (self.is_off, self.is_fresh, self.is_behind) = (true, false, false);
            self.clear();
        }
        is_covered
    }
}

/// The pixels of some cells, right and down.
fn pixels_of(offer: &Offer, area: Rect) -> (usize, usize) {
    (
        usize::from(area.width) * usize::from(offer.cell.0),
        usize::from(area.height) * usize::from(offer.cell.1),
    )
}

impl Pane {
    /// Draws and encodes a picture.
    fn make(&mut self, index: usize, scene: &Scene, place: Place, seen: Seen, coarse: usize) {
        let (w, h) = pixels_of(&place.offer, place.area);
        let size = (w.div_ceil(coarse), h.div_ceil(coarse));
        draw_pixels(scene, place.seat, None, size, &mut self.canvas);
        #[cfg(feature = "pixels")]
        {
            let pixels = (self.canvas.pixels.as_slice(), size.0);
            let area = Size::new(place.area.width, place.area.height);
            let picture =
                crate::graphics::encode::encode(&place.offer, index, pixels, coarse, area);
            self.made = picture.map(|picture| Made {
                picture,
                place,
                seen,
            });
        }
    }

    /// Places the picture among the cells, and remembers how it left them.
    fn place(&mut self, area: Rect, buf: &mut Buffer) -> bool {
        let Some(made) = &self.made else {
            return false;
        };
        #[cfg(feature = "pixels")]
        made.picture.draw(area, buf);
        let others = area.positions().skip(1);
        let cells = others.filter_map(|at| buf.cell(at).cloned()).collect();
        self.placed = Some((area, cells));
        true
    }
}
