//! The window in real pixels where the terminal shows them: which picture stands where, when another
//! one is due, and that no text is ever hidden beneath one. Without the feature `pixels` there is
//! never one.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

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

    /// This frame has a new picture.
    pub fn is_fresh(&self) -> bool {
        self.is_fresh
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
    #[cfg_attr(not(feature = "pixels"), expect(unused_variables))]
    fn make(&mut self, index: usize, scene: &Scene, place: Place, seen: Seen, coarse: usize) {
        let (w, h) = pixels_of(&place.offer, place.area);
        let size = (w.div_ceil(coarse), h.div_ceil(coarse));
        draw_pixels(scene, place.seat, None, size, &mut self.canvas);
        #[cfg(feature = "pixels")]
        {
            let pixels = (self.canvas.pixels.as_slice(), size.0);
            let area = ratatui::layout::Size::new(place.area.width, place.area.height);
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
    #[cfg_attr(not(feature = "pixels"), expect(unused_variables))]
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

#[cfg(all(test, feature = "pixels"))]
mod tests {
    use super::*;
    use crate::graphics::Protocol;
    use crate::window::sample_scene;

    const AREA: Rect = Rect {
        x: 2,
        y: 1,
        width: 40,
        height: 12,
    };
    const SCREEN: Rect = Rect {
        x: 0,
        y: 0,
        width: 60,
        height: 20,
    };
    const PROTOCOLS: [Protocol; 3] = [Protocol::Kitty, Protocol::Sixel, Protocol::Iterm2];

    fn pixels(protocol: Protocol) -> Pixels {
        let mut pixels = Pixels::default();
        pixels.offer(Ok(Offer {
            protocol,
            cell: (4, 8),
            registers: 256,
            largest: (1000, 1000),
            is_deflated: true,
        }));
        pixels
    }

    /// A frame at a time, with the ship that much nearer; what its first cell is sent.
    fn frame(pixels: &mut Pixels, now_ms: u64, nearer_m: f32) -> (bool, String) {
        let mut buf = Buffer::empty(SCREEN);
        let mut scene = sample_scene();
        scene.other_pos_body_m[0] -= nearer_m;
        pixels.begin(now_ms);
        let is_put = pixels.put(0, (&scene, Tick::at(0.0)), Seat::Apollo, AREA, &mut buf);
        (is_put, buf[AREA.as_position()].symbol().to_owned())
    }

    #[test]
    fn a_scene_that_stands_is_sent_once_and_one_that_moves_when_its_time_comes() {
        for protocol in PROTOCOLS {
            let mut pixels = pixels(protocol);
            let (is_put, first) = frame(&mut pixels, 1000, 0.0);
            assert!(is_put && first.len() > 500, "{protocol:?}: {}", first.len());
            assert!(!pixels.sent(50_000));
            let (_, same) = frame(&mut pixels, 1010, 0.0);
            match protocol {
                Protocol::Kitty => assert!(same.len() < 20, "the image stays in the terminal"),
                _ => assert_eq!(same, first, "an unchanged cell is not sent again"),
            }
            assert!(!pixels.is_behind() && !pixels.sent(20));
            let (is_put, same) = frame(&mut pixels, 1020, 3.0);
            assert!(is_put && pixels.is_behind(), "{protocol:?}: not yet");
            assert!(same.len() < 20 || same == first);
            assert!(!pixels.sent(20));
            let (_, newer) = frame(&mut pixels, 1200, 3.0);
            assert!(newer.len() > 500 && newer != first && !pixels.is_behind());
        }
    }

    #[test]
    fn text_over_a_picture_sends_the_frame_without_it() {
        for protocol in PROTOCOLS {
            for at in [(2, 1), (20, 6), (41, 12)] {
                let mut pixels = pixels(protocol);
                let mut buf = Buffer::empty(SCREEN);
                pixels.begin(1000);
                let seen = (&sample_scene(), Tick::at(0.0));
                assert!(pixels.put(0, seen, Seat::Soyuz, AREA, &mut buf));
                assert!(!pixels.is_covered(&buf), "{protocol:?}");
                buf[at].set_symbol("x");
                assert!(pixels.is_covered(&buf), "{protocol:?} at {at:?}");
                assert!(!pixels.put(0, seen, Seat::Soyuz, AREA, &mut buf));
                assert!(!pixels.is_covered(&buf));
                assert!(!pixels.sent(500), "it never went");
                // The next frame is free again, and its picture is whole.
                let (is_put, sent) = frame(&mut pixels, 2000, 0.0);
                assert!(is_put && sent.len() > 500, "{protocol:?}");
            }
        }
    }

    #[test]
    fn a_picture_that_goes_away_is_told_and_sent_anew_when_it_comes_back() {
        let mut pixels = pixels(Protocol::Kitty);
        frame(&mut pixels, 1000, 0.0);
        assert!(!pixels.sent(9000));
        pixels.begin(1100);
        assert!(pixels.sent(100), "its memory may be freed");
        pixels.begin(1200);
        assert!(!pixels.sent(100), "once");
        let (_, again) = frame(&mut pixels, 2000, 0.0);
        assert!(again.len() > 500);
    }

    #[test]
    fn where_there_is_no_room_or_no_offer_characters_do() {
        let mut none = Pixels::default();
        assert!(!frame(&mut none, 0, 0.0).0);
        let mut small = pixels(Protocol::Sixel);
        small.offer(Ok(Offer {
            protocol: Protocol::Sixel,
            cell: (10, 20),
            registers: 256,
            largest: (399, 1000),
            is_deflated: false,
        }));
        assert!(
            !frame(&mut small, 0, 0.0).0,
            "wider than the terminal takes"
        );
    }
}
