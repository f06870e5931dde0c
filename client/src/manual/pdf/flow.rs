//! From blocks to pages: a cursor that goes down the page and on to the next one, headings kept with
//! what follows them, contents with page numbers, running heads.

use super::super::Paper;
use super::super::document::{Block, Document, Section};
use super::face::Faces;
use super::page::{Entry, Laid, Mark, Page, Sheet, Style};
use super::table;

const TEXT: Style = Style::text(10.0);
const SECTION: Style = Style::bold(17.0);
const PART: Style = Style::bold(11.5);
const RUNNING: Style = Style::text(8.0).pale(90);
/// From a paragraph to what follows it.
const PARAGRAPH_GAP: f32 = 5.0;
/// Share of a page that has to be left for a section to begin on it.
const ROOM_FOR_SECTION: f32 = 0.4;
/// Pages before the sections: the title; the contents follow.
const TITLE_PAGES: usize = 1;

/// What is set so far, and where the next thing goes.
pub struct Flow<'f> {
    /// The paper.
    pub sheet: Sheet,
    /// The fonts.
    pub faces: &'f Faces,
    /// Upper edge of what comes next.
    pub y: f32,
    pages: Vec<Page>,
    /// Section of each page, for its running head.
    running: Vec<String>,
    section: String,
    entries: Vec<Entry>,
}

/// The document on its pages.
pub fn lay_out(document: &Document, paper: Paper, faces: &Faces) -> Laid {
    let sheet = Sheet::of(paper);
    let mut body = Flow::new(sheet, faces);
    for (index, section) in document.sections.iter().enumerate() {
        body.section(index + 1, section);
    }
    // How many pages the contents take does not hang on the numbers in them.
    let entries: Vec<&Entry> = body
        .entries
        .iter()
        .filter(|entry| entry.level == 1)
        .collect();
    let count = contents(document, &entries, 0, sheet, faces).len();
    let front = TITLE_PAGES + count;
    let mut pages = vec![title_page(document, sheet, faces)];
    pages.extend(contents(document, &entries, front, sheet, faces));
    let mut entries = body.entries;
    for entry in &mut entries {
        entry.page += front;
    }
    pages.extend(body.pages);
    let empty = std::iter::repeat_n(document.contents.clone(), front);
    let running: Vec<String> = empty.chain(body.running).collect();
    for (index, page) in pages.iter_mut().enumerate().skip(TITLE_PAGES) {
        frame(page, index, document, &running[index], sheet, faces);
    }
    Laid {
        sheet,
        pages,
        entries,
    }
}

impl<'f> Flow<'f> {
    fn new(sheet: Sheet, faces: &'f Faces) -> Flow<'f> {
        Flow {
            sheet,
            faces,
            y: sheet.top,
            pages: vec![Page::default()],
            running: vec![String::new()],
            section: String::new(),
            entries: Vec::new(),
        }
    }

    /// Whether so much still fits on this page.
    pub fn fits(&self, height: f32) -> bool {
        self.y + height <= self.sheet.bottom
    }

    /// Goes on to the next page unless so much still fits on this one.
    pub fn need(&mut self, height: f32) {
        if !self.fits(height) {
            self.next_page();
        }
    }

    /// Goes on to the next page; an empty one stays.
    pub fn next_page(&mut self) {
        let is_empty = self.pages.last().is_some_and(|page| page.marks.is_empty());
        if !is_empty {
            self.pages.push(Page::default());
            self.running.push(self.section.clone());
        }
        self.y = self.sheet.top;
    }

    /// Leaves so much free, but not at the top of a page.
    pub fn space(&mut self, height: f32) {
        if self.y > self.sheet.top {
            self.y += height;
        }
    }

    /// Puts a mark on this page.
    pub fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.marks.push(mark);
        }
    }

    /// Puts a line of text on this page; an empty one leaves no mark.
    pub fn text(&mut self, x: f32, y: f32, style: Style, text: &str) {
        if !text.is_empty() {
            let text = text.to_owned();
            self.mark(Mark::Text { x, y, style, text });
        }
    }

    fn section(&mut self, number: usize, section: &Section) {
        let room = ROOM_FOR_SECTION * (self.sheet.bottom - self.sheet.top);
        self.space(14.0);
        self.need(room);
        let title = format!("{number}. {}", section.title);
        self.section = section.title.clone();
        if self.y <= self.sheet.top {
            // The page is this section's from its top.
            if let Some(running) = self.running.last_mut() {
                running.clone_from(&self.section);
            }
        }
        self.heading(&title, SECTION, 1);
        self.space(5.0);
        for (index, block) in section.blocks.iter().enumerate() {
            self.block(block, &section.blocks[index + 1..]);
        }
    }

    fn block(&mut self, block: &Block, rest: &[Block]) {
        match block {
            Block::Heading(text) => {
                self.space(7.0);
                let follows = match rest {
                    [Block::Table(table), ..] => table::first_height(self, table),
                    // A question and its answers are read together.
                    [Block::Text(text), Block::Table(table), ..] => {
                        let lines = self.faces.lines(text, TEXT, self.sheet.measure());
                        let text = lines.len() as f32 * TEXT.leading() + PARAGRAPH_GAP;
                        text + table::first_height(self, table)
                    }
                    _ => 3.0 * TEXT.leading(),
                };
                self.need(PART.leading() + 3.0 + follows);
                self.heading(text, PART, 2);
                self.space(3.0);
            }
            Block::Text(text) => {
                self.paragraph(text, 0.0);
                self.space(PARAGRAPH_GAP);
            }
            Block::List(points) => {
                for point in points {
                    self.need(TEXT.leading());
                    let y = self.y + TEXT.size;
                    self.text(self.sheet.left + 2.0, y, TEXT, "•");
                    self.paragraph(point, 12.0);
                    self.space(2.5);
                }
                self.space(3.0);
            }
            Block::Table(table) => table::set(self, table),
        }
    }

    fn heading(&mut self, text: &str, style: Style, level: u8) {
        let (page, y) = (self.pages.len() - 1, self.y);
        self.entries.push(Entry {
            title: text.to_owned(),
            page,
            y,
            level,
        });
        for line in self.faces.lines(text, style, self.sheet.measure()) {
            self.need(style.leading());
            self.text(self.sheet.left, self.y + style.size, style, &line);
            self.y += style.leading();
        }
    }

    /// Lines of text from so far right of the edge; a single line is not left alone on a page.
    fn paragraph(&mut self, text: &str, indent: f32) {
        let lines = self.faces.lines(text, TEXT, self.sheet.measure() - indent);
        self.need(lines.len().min(3) as f32 * TEXT.leading());
        for (index, line) in lines.iter().enumerate() {
            let left = lines.len() - index;
            self.need(if left == 2 { 2.0 } else { 1.0 } * TEXT.leading());
            self.text(self.sheet.left + indent, self.y + TEXT.size, TEXT, line);
            self.y += TEXT.leading();
        }
    }
}

/// The title page: emblem, name, whose book, what for.
fn title_page(document: &Document, sheet: Sheet, faces: &Faces) -> Page {
    let mut flow = Flow::new(sheet, faces);
    let middle = sheet.width / 2.0;
    flow.mark(Mark::Rings {
        middle: [middle, sheet.height * 0.26],
        radii: vec![34.0, 42.0, 66.0],
    });
    flow.y = sheet.height * 0.42;
    let mut centred = |text: &str, style: Style, space: f32| {
        for line in faces.lines(text, style, sheet.measure() * 0.8) {
            let x = middle - faces.width(&line, style) / 2.0;
            flow.text(x, flow.y, style, &line);
            flow.y += style.leading();
        }
        flow.y += space;
    };
    centred(&document.title, Style::bold(34.0), 4.0);
    centred(&document.subtitle, Style::text(19.0), 40.0);
    for line in &document.cover {
        centred(line, Style::text(10.5).pale(40), 9.0);
    }
    flow.pages.swap_remove(0)
}

/// The list of sections with their pages.
fn contents(
    document: &Document,
    entries: &[&Entry],
    front: usize,
    sheet: Sheet,
    faces: &Faces,
) -> Vec<Page> {
    const LINE: Style = Style::text(11.0);
    let mut flow = Flow::new(sheet, faces);
    flow.heading(&document.contents, SECTION, 1);
    flow.space(10.0);
    for entry in entries {
        let height = 1.75 * LINE.size;
        flow.need(height);
        let page = entry.page + front;
        let number = (page + 1).to_string();
        let y = flow.y + LINE.size;
        let right = sheet.right - faces.width(&number, LINE);
        let end = sheet.left + faces.width(&entry.title, LINE);
        flow.text(sheet.left, y, LINE, &entry.title);
        let dot = faces.width(" .", LINE);
        let dots = ((right - end - 8.0) / dot).max(0.0) as usize;
        let leader = " .".repeat(dots);
        let start = right - 4.0 - faces.width(&leader, LINE);
        flow.text(start, y, LINE.pale(150), &leader);
        flow.text(right, y, LINE, &number);
        let area = [sheet.left, flow.y, sheet.measure(), height];
        flow.mark(Mark::Link { area, to: page });
        flow.y += height;
    }
    flow.pages
}

/// Running head and page number.
fn frame(
    page: &mut Page,
    index: usize,
    document: &Document,
    section: &str,
    sheet: Sheet,
    faces: &Faces,
) {
    let mut text = |x: f32, y: f32, text: String| {
        page.marks.push(Mark::Text {
            x,
            y,
            style: RUNNING,
            text,
        });
    };
    let book = format!("{} · {}", document.title, document.subtitle);
    let number = (index + 1).to_string();
    let right = |text: &str| sheet.right - faces.width(text, RUNNING);
    text(sheet.left, sheet.head(), book);
    text(right(section), sheet.head(), section.to_owned());
    text(right(&number), sheet.foot(), number);
    let area = [sheet.left, sheet.head() + 5.0, sheet.measure(), 0.5];
    page.marks.push(Mark::Area { area, grey: 150 });
}
