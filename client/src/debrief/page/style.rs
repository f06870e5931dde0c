//! The page's style sheet: colours for light, dark and paper as rows, and what the marks of the plots
//! become.

use plotters::style::RGBColor;

use crate::debrief::plots::{BAD, GOOD, GRID, INK, LIMIT, LINES, PAST};

/// A colour of the page as `#rrggbb`, on a light screen, a dark one and paper.
pub(in crate::debrief) struct Ink {
    /// Its name in the sheet.
    pub(in crate::debrief) name: &'static str,
    /// Light, dark, paper.
    pub(in crate::debrief) colours: [&'static str; 3],
    mark: Option<RGBColor>,
}

const fn ink(name: &'static str, colours: [&'static str; 3], mark: Option<RGBColor>) -> Ink {
    Ink {
        name,
        colours,
        mark,
    }
}

/// Every colour: the ground, the lines on it, and what letters have, which stands out of the ground at
/// 4.5 to 1 or more (WCAG 2.2, 1.4.3).
pub(in crate::debrief) const INKS: [Ink; 14] = [
    ink("paper", ["#fdfdfb", "#14171b", "#ffffff"], None),
    ink("grid", ["#dfe2e6", "#343a41", "#cccccc"], Some(GRID)),
    ink("ink", ["#1b1f24", "#e6e8ea", "#000000"], Some(INK)),
    ink("soft", ["#5c6570", "#a0a8b0", "#333333"], None),
    ink("limit", ["#b3261e", "#ff8a80", "#aa0000"], Some(LIMIT)),
    ink("good", ["#1a7f37", "#6fdd8b", "#006600"], Some(GOOD)),
    ink("bad", ["#b3261e", "#ff8a80", "#aa0000"], Some(BAD)),
    ink("past", ["#6e40c9", "#c8a6ff", "#5500aa"], Some(PAST)),
    ink("l0", ["#0b57d0", "#8ab4ff", "#003399"], Some(LINES[0])),
    ink("l1", ["#5f6b77", "#9aa7b4", "#555555"], Some(LINES[1])),
    ink("l2", ["#8a5d00", "#f0c15c", "#774400"], Some(LINES[2])),
    ink("l3", ["#7b2d8b", "#e0a3ee", "#660077"], Some(LINES[3])),
    ink("l4", ["#b34700", "#ffab70", "#993300"], Some(LINES[4])),
    ink("l5", ["#1a7f37", "#7ee2a8", "#006600"], Some(LINES[5])),
];

/// What does not depend on the colours.
const SHEET: &str = "\
body{margin:2rem auto;max-width:52rem;padding:0 1rem;background:var(--paper);color:var(--ink);\
font:16px/1.5 system-ui,sans-serif}\
h1{margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}.result{font-size:1.2rem;margin:.2rem 0}\
.total{font-weight:bold}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}\
dt,.note,.other,footer{color:var(--soft)}dd{margin:0}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--grid);vertical-align:top}\
td:last-child,th:last-child{padding-right:0}\
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.other{margin:0}\
td.at{width:3.2rem}\
.lost .n:last-child,.lost td:last-child{color:var(--bad);font-weight:bold}figure{margin:0}\
svg{width:100%;height:auto;display:block}\
svg text{font-family:inherit;paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}\
svg.narrow{display:none}\
@media screen and (max-width:36rem){svg.wide{display:none}svg.narrow{display:block}}\
@media print{body{max-width:none;margin:0}h2{break-after:avoid}figure,tr,li{break-inside:avoid}\
table:not(.said){break-inside:avoid}}";

/// The whole sheet.
pub(super) fn sheet() -> String {
    let [light, dark, paper] = [0, 1, 2].map(|scheme: usize| {
        let all = INKS.iter();
        let all = all.map(|ink| format!("--{}:{};", ink.name, ink.colours[scheme]));
        format!(":root{{{}}}", all.collect::<String>())
    });
    let marks = INKS.iter().filter_map(|ink| {
        let RGBColor(red, green, blue) = ink.mark?;
        let mark = format!("#{red:02X}{green:02X}{blue:02X}");
        let name = ink.name;
        Some(format!(
            "svg [fill=\"{mark}\"]{{fill:var(--{name})}}svg [stroke=\"{mark}\"]{{stroke:var(--{name})}}"
        ))
    });
    format!(
        ":root{{color-scheme:light dark}}{light}@media (prefers-color-scheme:dark){{{dark}}}\
         @media print{{{paper}}}{SHEET}{}",
        marks.collect::<String>()
    )
}
