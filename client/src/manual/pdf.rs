//! A document as a PDF to print: title page, contents, sections over numbered pages. The same document
//! on the same paper is the same file to the byte: no clock, no machine, no random name goes in.

mod draw;
mod face;
mod flow;
mod page;
mod table;

use super::Paper;
use super::document::Document;
use face::Faces;

/// The file.
pub(super) fn write(document: &Document, paper: Paper) -> Result<Vec<u8>, String> {
    let faces = Faces::new().ok_or("fonts")?;
    let laid = flow::lay_out(document, paper, &faces);
    draw::write(document, &laid, &faces).map_err(|why| format!("{why:?}"))
}

/// Characters of a text that the fonts have no picture of.
#[cfg(test)]
pub(super) fn unprintable(text: &str) -> String {
    let faces = Faces::new().expect("fonts");
    text.chars().filter(|c| !faces.has(*c)).collect()
}

/// Pages of a document, as text line by line, for checks of the layout.
#[cfg(test)]
pub(super) fn pages(document: &Document, paper: Paper) -> Vec<page::Page> {
    let faces = Faces::new().expect("fonts");
    flow::lay_out(document, paper, &faces).pages
}

#[cfg(test)]
pub(super) use page::{Mark, Page, Sheet, Style};
#[cfg(test)]
pub(super) fn width(text: &str, style: page::Style) -> f32 {
    Faces::new().expect("fonts").width(text, style)
}
