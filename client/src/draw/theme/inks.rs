//! The inks of each scheme, true colour, sRGB. Values are our own choice; a test holds each of them to
//! its contrast.

/// Red, green, blue, 0 to 255.
pub(super) type Rgb = (u8, u8, u8);

/// One scheme. A pair is the ink and its own ground.
#[derive(Debug)]
pub(super) struct Inks {
    /// The ground of everything.
    pub(super) ground: Rgb,
    /// The ground of bars.
    pub(super) bar: Rgb,
    pub(super) text: Rgb,
    pub(super) dim: Rgb,
    pub(super) label: Rgb,
    pub(super) title: Rgb,
    pub(super) frame: Rgb,
    pub(super) value: Rgb,
    pub(super) good: Rgb,
    pub(super) caution: Rgb,
    pub(super) warning: (Rgb, Rgb),
    pub(super) mine: Rgb,
    pub(super) theirs: Rgb,
    pub(super) key: (Rgb, Rgb),
    pub(super) picked: (Rgb, Rgb),
}

const NIGHT: Rgb = (9, 12, 18);
const BLACK: Rgb = (0, 0, 0);
const WHITE: Rgb = (255, 255, 255);
const BROWN: Rgb = (14, 9, 0);

/// Cool colours on near black.
pub(super) const DEFAULT: Inks = Inks {
    ground: NIGHT,
    bar: (22, 30, 44),
    text: (206, 213, 222),
    dim: (142, 152, 166),
    label: (150, 170, 194),
    title: (120, 170, 205),
    frame: (118, 136, 160),
    value: (240, 244, 248),
    good: (104, 214, 150),
    caution: (246, 196, 84),
    warning: ((255, 112, 100), NIGHT),
    mine: (126, 200, 250),
    theirs: (250, 180, 120),
    key: ((16, 20, 28), (160, 190, 220)),
    picked: (WHITE, (44, 74, 112)),
};

/// White and bright colours on black; a warning is black on yellow.
pub(super) const HIGH_CONTRAST: Inks = Inks {
    ground: BLACK,
    bar: (0, 0, 95),
    text: WHITE,
    dim: (215, 215, 215),
    label: (215, 235, 255),
    title: (135, 255, 255),
    frame: (200, 200, 200),
    value: WHITE,
    good: (135, 255, 135),
    caution: (255, 255, 95),
    warning: (BLACK, (255, 255, 0)),
    mine: (135, 215, 255),
    theirs: (255, 215, 135),
    key: (BLACK, WHITE),
    picked: (BLACK, (255, 255, 255)),
};

/// Blue and orange: told apart by eyes without red or green cones (after Okabe and Ito, Color
/// Universal Design, 2008: sky blue, yellow, vermilion, lightened to the contrast asked for).
pub(super) const BLUE_ORANGE: Inks = Inks {
    ground: NIGHT,
    bar: (18, 26, 48),
    text: (214, 218, 226),
    dim: (148, 156, 172),
    label: (156, 172, 200),
    title: (130, 180, 235),
    frame: (118, 134, 168),
    value: (244, 246, 250),
    good: (96, 190, 245),
    caution: (240, 228, 66),
    warning: ((20, 12, 0), (255, 150, 40)),
    mine: (120, 190, 255),
    theirs: (255, 176, 90),
    key: ((10, 16, 32), (150, 190, 235)),
    picked: (WHITE, (30, 70, 140)),
};

/// One colour in many shades, as a tube of 1975 showed it.
pub(super) const AMBER: Inks = Inks {
    ground: BROWN,
    bar: (44, 28, 0),
    text: (255, 190, 70),
    dim: (205, 145, 50),
    label: (225, 160, 55),
    title: (255, 200, 95),
    frame: (180, 124, 42),
    value: (255, 228, 160),
    good: (255, 206, 105),
    caution: (255, 224, 140),
    warning: ((24, 14, 0), (255, 190, 60)),
    mine: (255, 214, 125),
    theirs: (235, 165, 50),
    key: ((24, 14, 0), (225, 160, 55)),
    picked: ((255, 236, 190), (100, 62, 0)),
};
