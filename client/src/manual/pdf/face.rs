//! The two fonts: how wide a text is, where its glyphs stand, how it breaks into lines.

use harfrust::{BufferClusterLevel, FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use krilla::Data;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::page::Style;

/// See `client/fonts/README.md` for what they are and may be used for.
const REGULAR: &[u8] = include_bytes!("../../../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../fonts/NotoSans-Bold.ttf");

/// Both weights.
pub struct Faces {
    faces: [Face; 2],
}

/// One font, for the shaper and for the file.
struct Face {
    font: FontRef<'static>,
    shaper: ShaperData,
    embedded: Font,
    units_per_em: f32,
}

impl Face {
    fn new(data: &'static [u8]) -> Option<Face> {
        let font = FontRef::new(data).ok()?;
        let embedded = Font::new(Data::from(data), 0)?;
        Some(Face {
            shaper: ShaperData::new(&font),
            units_per_em: embedded.units_per_em(),
            font,
            embedded,
        })
    }

    fn shape(&self, text: &str) -> harfrust::GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        // A glyph a character: a stress mark keeps its own place in the text that is copied out.
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaper = self.shaper.shaper(&self.font).build();
        shaper.shape(buffer, ShapeOptions::default())
    }
}

impl Faces {
    /// Reads both; nothing when the build carries no fonts.
    pub fn new() -> Option<Faces> {
        Some(Faces {
            faces: [Face::new(REGULAR)?, Face::new(BOLD)?],
        })
    }

    fn face(&self, style: Style) -> &Face {
        &self.faces[usize::from(style.bold)]
    }

    /// The font as it goes into the file.
    pub fn embedded(&self, style: Style) -> Font {
        self.face(style).embedded.clone()
    }

    /// Whether both fonts have a picture of a character.
    #[cfg(test)]
    pub fn has(&self, c: char) -> bool {
        self.faces.iter().all(|face| {
            let shaped = face.shape(c.encode_utf8(&mut [0; 4]));
            shaped.glyph_infos().iter().all(|glyph| glyph.glyph_id != 0)
        })
    }

    /// Width of a text in one line, points.
    pub fn width(&self, text: &str, style: Style) -> f32 {
        let face = self.face(style);
        let shaped = face.shape(text);
        let advance: i32 = shaped
            .glyph_positions()
            .iter()
            .map(|glyph| glyph.x_advance)
            .sum();
        advance as f32 / face.units_per_em * style.size
    }

    /// The glyphs of a line, in shares of the size.
    pub fn glyphs(&self, text: &str, style: Style) -> Vec<KrillaGlyph> {
        let face = self.face(style);
        let shaped = face.shape(text);
        let infos = shaped.glyph_infos();
        let share = |units: i32| units as f32 / face.units_per_em;
        let glyph = |index: usize| {
            let (info, place) = (&infos[index], &shaped.glyph_positions()[index]);
            let start = info.cluster as usize;
            let next = infos[index + 1..].iter().map(|next| next.cluster as usize);
            let end = next
                .into_iter()
                .find(|next| *next > start)
                .unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                share(place.x_advance),
                share(place.x_offset),
                share(place.y_offset),
                share(place.y_advance),
                start..end,
                None,
            )
        };
        (0..infos.len()).map(glyph).collect()
    }

    /// A text in lines no wider than that. It breaks at spaces; a word wider than a line breaks
    /// within, never before a stress mark.
    pub fn lines(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text
            .split([' ', '\u{2002}', '\n'])
            .filter(|word| !word.is_empty())
        {
            let longer = match line.is_empty() {
                true => word.to_owned(),
                false => format!("{line} {word}"),
            };
            if self.width(&longer, style) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.broken(word, style, width, &mut lines);
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// What is left of a word after as many full lines as it fills.
    fn broken(&self, word: &str, style: Style, width: f32, lines: &mut Vec<String>) -> String {
        let mut piece = String::new();
        for c in word.chars() {
            let longer = format!("{piece}{c}");
            let may_break = !piece.is_empty() && c != '\u{301}';
            if may_break && self.width(&longer, style) > width {
                lines.push(std::mem::replace(&mut piece, c.to_string()));
            } else {
                piece = longer;
            }
        }
        piece
    }
}
