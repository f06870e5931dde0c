//! Pixels into what a terminal is sent for them, in each protocol. The libraries know the protocols;
//! here are our sizes, colours and names of images.

use icy_sixel::{EncodeOptions, SixelImage};
use image::{DynamicImage, RgbImage, RgbaImage};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;
use ratatui_image::Image;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;

use super::{KITTY_IDS, Offer, Protocol};

/// Colours of a sixel picture at most. The bytes grow with them, and without error diffusion, whose
/// noise would be sent anew in every picture, so many leave the Earth's limb without steps.
const SIXEL_COLOURS: u16 = 128;
/// How an inline image of iTerm2 begins.
const INLINE: &str = "\x1b]1337;";

/// A picture ready to be sent.
pub struct Picture {
    sent: ratatui_image::protocol::Protocol,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("size", &self.sent.size())
            .finish()
    }
}

/// Makes a picture of `width` pixels a row for `area` cells, each pixel blown up to `coarse` × `coarse`
/// of the terminal's: what is cut off at the right and below is less than one of them. `index` tells
/// the windows apart. Nothing where the library fails.
pub fn encode(
    offer: &Offer,
    index: usize,
    (pixels, width): (&[[u8; 3]], usize),
    coarse: usize,
    area: Size,
) -> Option<Picture> {
    let w = u32::from(area.width) * u32::from(offer.cell.0);
    let h = u32::from(area.height) * u32::from(offer.cell.1);
    let at = |x: u32, y: u32| pixels.get(y as usize / coarse * width + x as usize / coarse);
    if w == 0 || h == 0 || at(w - 1, h - 1).is_none() {
        return None;
    }
    let rgb = |x: u32, y: u32| at(x, y).copied().unwrap_or_default();
    let sent = match offer.protocol {
        Protocol::Kitty => {
            let image = RgbaImage::from_fn(w, h, |x, y| {
                let [r, g, b] = rgb(x, y);
                image::Rgba([r, g, b, u8::MAX])
            });
            let id = KITTY_IDS[index % KITTY_IDS.len()];
            let image = DynamicImage::ImageRgba8(image);
            let made = Kitty::new(image, area, id, false, offer.is_deflated).ok()?;
            ratatui_image::protocol::Protocol::Kitty(made)
        }
        Protocol::Sixel => {
            let rgba = (0..h).flat_map(|y| (0..w).map(move |x| (x, y)));
            let rgba: Vec<u8> = rgba
                .flat_map(|(x, y)| {
                    let [r, g, b] = rgb(x, y);
                    [r, g, b, u8::MAX]
                })
                .collect();
            let options = EncodeOptions {
                max_colors: SIXEL_COLOURS.min(offer.registers),
                diffusion: 0.0,
                ..EncodeOptions::default()
            };
            let image = SixelImage::try_from_rgba(rgba, w as usize, h as usize).ok()?;
            ratatui_image::protocol::Protocol::Sixel(Sixel {
                data: image.encode_with(&options).ok()?,
                size: area,
                is_tmux: false,
            })
        }
        Protocol::Iterm2 => {
            let image = RgbImage::from_fn(w, h, |x, y| image::Rgb(rgb(x, y)));
            let mut made = Iterm2::new(DynamicImage::ImageRgb8(image), area, false).ok()?;
            // The library empties the cells first, for pictures with holes: ours has none, and would
            // flicker.
            let begin = made.data.find(INLINE)?;
            made.data.drain(..begin);
            ratatui_image::protocol::Protocol::ITerm2(made)
        }
    };
    Some(Picture { sent })
}

impl Picture {
    /// Places the picture in the cells it was made for.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        Image::new(&self.sent).render(area, buf);
    }
}

#[cfg(test)]
mod tests;
