//! From pages of marks to the bytes of a PDF.

use krilla::Document as Pdf;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::luma;
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::super::document::Document;
use super::face::Faces;
use super::page::{Laid, Mark, Page};

/// A circle as four cubic curves: the length of a handle over the radius.
const CIRCLE: f32 = 0.552_285;

/// The whole file.
pub fn write(document: &Document, laid: &Laid, faces: &Faces) -> Result<Vec<u8>, KrillaError> {
    let mut pdf = Pdf::new();
    for page in &laid.pages {
        put_page(&mut pdf, laid, page, faces);
    }
    pdf.set_outline(outline(laid));
    pdf.set_metadata(metadata(document));
    pdf.finish()
}

/// The date is the flight's: a book made twice from the same rows is the same file.
fn metadata(document: &Document) -> Metadata {
    let flight = DateTime::new(1975)
        .month(7)
        .day(17)
        .hour(16)
        .minute(9)
        .second(9);
    Metadata::new()
        .title(format!("{} · {}", document.title, document.subtitle))
        .language(document.language.to_owned())
        .creator(format!("handshake {}", env!("CARGO_PKG_VERSION")))
        .creation_date(flight.utc_offset_hour(0).utc_offset_minute(0))
}

/// Bookmarks: sections, and their parts folded under them.
fn outline(laid: &Laid) -> Outline {
    let mut sections: Vec<OutlineNode> = Vec::new();
    for entry in &laid.entries {
        let place = Point::from_xy(0.0, (entry.y - 8.0).max(0.0));
        let node = OutlineNode::new(entry.title.clone(), XyzDestination::new(entry.page, place));
        match (entry.level, sections.last_mut()) {
            (2, Some(section)) => section.push_child(node),
            _ => sections.push(node.with_open(false)),
        }
    }
    let mut outline = Outline::new();
    for section in sections {
        outline.push_child(section);
    }
    outline
}

fn put_page(pdf: &mut Pdf, laid: &Laid, page: &Page, faces: &Faces) {
    // A sheet has a size above nothing.
    let Some(settings) = PageSettings::from_wh(laid.sheet.width, laid.sheet.height) else {
        return;
    };
    let mut out = pdf.start_page_with(settings);
    let mut surface = out.surface();
    for mark in &page.marks {
        put_mark(&mut surface, mark, faces);
    }
    surface.finish();
    for mark in &page.marks {
        if let Mark::Link { area, to } = mark {
            let top = XyzDestination::new(*to, Point::from_xy(0.0, 0.0));
            if let Some(area) = rect(*area) {
                let link = LinkAnnotation::new(area, Target::Destination(top.into()));
                out.add_annotation(Annotation::new_link(link, None));
            }
        }
    }
    out.finish();
}

fn put_mark(surface: &mut Surface, mark: &Mark, faces: &Faces) {
    match mark {
        Mark::Text { x, y, style, text } => {
            surface.set_fill(Some(fill(style.grey)));
            surface.set_stroke(None);
            surface.draw_glyphs(
                Point::from_xy(*x, *y),
                &faces.glyphs(text, *style),
                faces.embedded(*style),
                text,
                style.size,
                false,
            );
        }
        Mark::Area { area, grey } => {
            let mut path = PathBuilder::new();
            if let Some(area) = rect(*area) {
                path.push_rect(area);
            }
            surface.set_fill(Some(fill(*grey)));
            surface.set_stroke(None);
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Mark::Rings { middle, radii } => put_rings(surface, *middle, radii),
        Mark::Link { .. } => {}
    }
}

/// A docking ring from the front: rim, ring, and three petals between the ring and the tips.
fn put_rings(surface: &mut Surface, [x, y]: [f32; 2], radii: &[f32]) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(40).into(),
        width: 1.6,
        ..Stroke::default()
    }));
    let [Some(inner), Some(ring), Some(tips)] = [0, 1, 2].map(|index| radii.get(index)) else {
        return;
    };
    for radius in [inner, ring] {
        if let Some(path) = circle([x, y], *radius) {
            surface.draw_path(&path);
        }
    }
    for petal in 0..3 {
        let mut path = PathBuilder::new();
        let at = |radius: f32, degrees: f32| {
            let angle = (degrees + 120.0 * petal as f32 - 90.0).to_radians();
            [x + radius * angle.cos(), y + radius * angle.sin()]
        };
        let corners = [
            at(*ring, -25.0),
            at(*tips, -14.0),
            at(*tips, 14.0),
            at(*ring, 25.0),
        ];
        path.move_to(corners[0][0], corners[0][1]);
        for [x, y] in &corners[1..] {
            path.line_to(*x, *y);
        }
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
}

fn circle([x, y]: [f32; 2], r: f32) -> Option<krilla::geom::Path> {
    let k = CIRCLE * r;
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
    path.finish()
}

fn fill(grey: u8) -> Fill {
    Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }
}

fn rect([x, y, width, height]: [f32; 4]) -> Option<Rect> {
    Rect::from_xywh(x, y, width, height)
}
