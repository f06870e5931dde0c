//! Gamepads: from axes and buttons to a stick and to what a crew asks for. Knows positions on a pad;
//! not which library reads it, nor what an act does.

use handshake_shared::sim::input::Stick;

use super::Key;
use super::keymap::Act;

/// Deflection below which an axis stands in the middle, share of full. Springs of worn pads come to
/// rest within it; a larger one costs fine control.
const DEAD_ZONE: f32 = 0.15;
/// Full deflection of one axis.
const FULL: f32 = 127.0;

/// An axis by its place; right, up and pulled are positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Left stick, right.
    LeftX,
    /// Left stick, up.
    LeftY,
    /// Right stick, right.
    RightX,
    /// Right stick, up.
    RightY,
    /// Left trigger, 0 to 1.
    LeftTrigger,
    /// Right trigger, 0 to 1.
    RightTrigger,
}

/// A button by its place, whatever is printed on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The lowest of four: A, cross.
    South,
    /// The right one: B, circle.
    East,
    /// The left one: X, square.
    West,
    /// The upper one: Y, triangle.
    North,
    /// Left shoulder.
    LeftShoulder,
    /// Right shoulder.
    RightShoulder,
    /// The left stick pressed in.
    LeftStick,
    /// The right stick pressed in.
    RightStick,
    /// Left of the middle: select, view, share.
    Select,
    /// Right of the middle: start, menu, options.
    Start,
    /// The maker's mark.
    Mode,
    /// The cross, up.
    Up,
    /// The cross, right.
    Right,
    /// The cross, down.
    Down,
    /// The cross, left.
    Left,
}

/// What a pad did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PadEvent {
    /// It is there.
    Connected,
    /// It is gone.
    Disconnected,
    /// An axis stands so, -1 to 1.
    Axis(Axis, f32),
    /// A button went down, or came up.
    Button(Button, bool),
}

/// What a button asks for, by where the crew is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asks {
    /// In the cockpit, in flight.
    pub flying: Act,
    /// In the cockpit, while a page has the arrows.
    pub page: Act,
    /// On every other screen, and where something is chosen in the cockpit: the key of that place.
    pub menu: Key,
}

/// What comes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// The sticks stand so now.
    Lean(Stick),
    /// A button was pressed.
    Ask(Asks),
}

const fn same(button: Button, act: Act, menu: Key) -> (Button, Asks) {
    two(button, act, act, menu)
}

const fn two(button: Button, flying: Act, page: Act, menu: Key) -> (Button, Asks) {
    let asks = Asks { flying, page, menu };
    (button, asks)
}

/// Both sticks pressed in, or the maker's mark.
const ABORT: Asks = Asks {
    flying: Act::Abort,
    page: Act::Abort,
    menu: Key::Backspace,
};

/// One row a button, in the order of the help. Shoulders are not here: they roll.
pub const BUTTONS: [(Button, Asks); 13] = [
    two(Button::South, Act::Do, Act::Work, Key::Enter),
    same(Button::East, Act::Back, Key::Esc),
    same(Button::West, Act::Go, Key::Tab),
    same(Button::North, Act::Answer, Key::Space),
    two(Button::Up, Act::Call(0), Act::Cursor(0, -1), Key::Up),
    two(Button::Right, Act::Call(1), Act::Cursor(1, 0), Key::Right),
    two(Button::Down, Act::Call(2), Act::Cursor(0, 1), Key::Down),
    two(Button::Left, Act::Call(3), Act::Cursor(-1, 0), Key::Left),
    same(Button::Select, Act::Page, Key::Char('P')),
    same(Button::Start, Act::Help, Key::Char('H')),
    same(Button::LeftStick, Act::Mode, Key::PageUp),
    same(Button::RightStick, Act::Hold, Key::PageDown),
    (Button::Mode, ABORT),
];

/// One pad as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pad {
    left: (f32, f32),
    right: (f32, f32),
    triggers: (f32, f32),
    shoulders: (bool, bool),
    sticks_in: (bool, bool),
    /// Both sticks were pressed in together: their releases ask for nothing.
    chord: bool,
}

impl Pad {
    /// Takes in an event; what comes of it, if anything does.
    pub fn take(&mut self, event: PadEvent) -> Option<Made> {
        let before = self.stick();
        match event {
            PadEvent::Connected => return None,
            PadEvent::Disconnected => *self = Pad::default(),
            PadEvent::Axis(axis, value) => *self.axis(axis) = value,
            PadEvent::Button(Button::LeftShoulder, down) => self.shoulders.0 = down,
            PadEvent::Button(Button::RightShoulder, down) => self.shoulders.1 = down,
            PadEvent::Button(button @ (Button::LeftStick | Button::RightStick), down) => {
                return self.pressed_in(button, down);
            }
            PadEvent::Button(button, true) => return asks(button).map(Made::Ask),
            PadEvent::Button(_, false) => return None,
        }
        let stick = self.stick();
        (stick != before).then_some(Made::Lean(stick))
    }

    /// How the sticks stand: the left one moves across the line of sight, the triggers along it, the
    /// right one turns as the arrows do, the shoulders roll.
    pub fn stick(&self) -> Stick {
        let along = bent(self.triggers.1) - bent(self.triggers.0);
        let roll = f32::from(u8::from(self.shoulders.1)) - f32::from(u8::from(self.shoulders.0));
        Stick {
            push: [along, bent(self.left.0), -bent(self.left.1)].map(full),
            turn: [roll, bent(self.right.1), bent(self.right.0)].map(full),
        }
    }

    /// A stick pressed in asks when it comes up: until then it may become both.
    fn pressed_in(&mut self, button: Button, down: bool) -> Option<Made> {
        let own = match button {
            Button::LeftStick => &mut self.sticks_in.0,
            _ => &mut self.sticks_in.1,
        };
        let was = std::mem::replace(own, down);
        if down {
            let both = self.sticks_in == (true, true) && !was;
            self.chord |= both;
            return both.then_some(Made::Ask(ABORT));
        }
        let alone = was && !self.chord;
        self.chord &= self.sticks_in != (false, false);
        if alone {
            asks(button).map(Made::Ask)
        } else {
            None
        }
    }

    fn axis(&mut self, axis: Axis) -> &mut f32 {
        match axis {
            Axis::LeftX => &mut self.left.0,
            Axis::LeftY => &mut self.left.1,
            Axis::RightX => &mut self.right.0,
            Axis::RightY => &mut self.right.1,
            Axis::LeftTrigger => &mut self.triggers.0,
            Axis::RightTrigger => &mut self.triggers.1,
        }
    }
}

fn asks(button: Button) -> Option<Asks> {
    let row = BUTTONS.iter().find(|(other, _)| *other == button);
    row.map(|(_, asks)| *asks)
}

/// Out of the dead zone from nothing, and by the square: fine near the middle, full at the end. What
/// is no number stands in the middle.
fn bent(value: f32) -> f32 {
    if value.is_nan() {
        return 0.0;
    }
    let size = (value.abs().min(1.0) - DEAD_ZONE) / (1.0 - DEAD_ZONE);
    if size > 0.0 {
        (size * size).copysign(value)
    } else {
        0.0
    }
}

fn full(share: f32) -> i8 {
    // Within ±1, so within the type.
    (share.clamp(-1.0, 1.0) * FULL).round() as i8
}

/// The pads that are there. A pad keeps its place until it is unplugged; the next takes the first
/// free one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pads {
    places: Vec<Option<(usize, Pad)>>,
}

impl Pads {
    /// Takes in an event of the pad of that number: its place, and what comes of it. Absent for a pad
    /// that was never told of.
    pub fn take(&mut self, number: usize, event: PadEvent) -> Option<(usize, Option<Made>)> {
        let known = |place: &Option<(usize, Pad)>| {
            place.as_ref().is_some_and(|(other, _)| *other == number)
        };
        let place = self.places.iter().position(known).or_else(|| {
            (event == PadEvent::Connected).then(|| {
                let free = self.places.iter().position(Option::is_none);
                let place = free.unwrap_or(self.places.len());
                if free.is_none() {
                    self.places.push(None);
                }
                self.places[place] = Some((number, Pad::default()));
                place
            })
        })?;
        let made = self.places[place].as_mut()?.1.take(event);
        if event == PadEvent::Disconnected {
            self.places[place] = None;
        }
        Some((place, made))
    }

    /// Whether there is one.
    pub fn is_any(&self) -> bool {
        self.places.iter().any(Option::is_some)
    }

    /// How the sticks of one of so many consoles stand: a pad each in the order they came, from the
    /// left; a single console has them all.
    pub fn stick(&self, console: usize, consoles: usize) -> Stick {
        let own = self.places.iter().enumerate();
        own.filter(|(place, _)| console_of(*place, consoles) == Some(console))
            .filter_map(|(_, pad)| pad.as_ref())
            .fold(Stick::NEUTRAL, |stick, (_, pad)| {
                stick_of_both(stick, pad.stick())
            })
    }
}

/// Whose pad that place is, of so many consoles.
pub fn console_of(place: usize, consoles: usize) -> Option<usize> {
    match consoles {
        0 => None,
        1 => Some(0),
        _ => (place < consoles).then_some(place),
    }
}

/// Two hands at one controller.
pub fn stick_of_both(one: Stick, other: Stick) -> Stick {
    let sum = |one: [i8; 3], other: [i8; 3]| {
        // As far one way as the other.
        std::array::from_fn(|axis| one[axis].saturating_add(other[axis]).max(-i8::MAX))
    };
    Stick {
        push: sum(one.push, other.push),
        turn: sum(one.turn, other.turn),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lean(pad: &mut Pad, axis: Axis, value: f32) -> Stick {
        pad.take(PadEvent::Axis(axis, value));
        pad.stick()
    }

    #[test]
    fn each_axis_deflects_its_own_way_to_the_full() {
        let rows = [
            (Axis::LeftX, 1.0, [0, 127, 0], [0, 0, 0]),
            (Axis::LeftY, 1.0, [0, 0, -127], [0, 0, 0]),
            (Axis::RightX, -1.0, [0, 0, 0], [0, 0, -127]),
            (Axis::RightY, 1.0, [0, 0, 0], [0, 127, 0]),
            (Axis::LeftTrigger, 1.0, [-127, 0, 0], [0, 0, 0]),
            (Axis::RightTrigger, 1.0, [127, 0, 0], [0, 0, 0]),
        ];
        for (axis, value, push, turn) in rows {
            let mut pad = Pad::default();
            assert_eq!(
                lean(&mut pad, axis, value),
                Stick { push, turn },
                "{axis:?}"
            );
            assert!(lean(&mut pad, axis, 0.0).is_neutral(), "{axis:?}");
        }
    }

    #[test]
    fn the_dead_zone_is_dead_and_beyond_it_the_stick_grows_from_nothing() {
        let mut pad = Pad::default();
        for value in [0.0, 0.1, -0.149, f32::NAN] {
            assert_eq!(pad.take(PadEvent::Axis(Axis::RightX, value)), None);
        }
        let mut last = 0;
        for step in 16..=100 {
            let value = step as f32 / 100.0;
            let now = lean(&mut pad, Axis::RightX, value).turn[2];
            assert!(now >= last && now - last <= 4, "{value}: {last} to {now}");
            let mirrored = lean(&mut pad, Axis::RightX, -value).turn[2];
            assert_eq!(mirrored, -now);
            last = now;
        }
        assert_eq!(last, 127);
        assert_eq!(lean(&mut pad, Axis::RightX, 7.0).turn[2], 127);
    }

    #[test]
    fn shoulders_roll_while_they_are_held() {
        let mut pad = Pad::default();
        pad.take(PadEvent::Button(Button::LeftShoulder, true));
        assert_eq!(pad.stick().turn, [-127, 0, 0]);
        pad.take(PadEvent::Button(Button::RightShoulder, true));
        assert!(pad.stick().is_neutral());
        pad.take(PadEvent::Button(Button::LeftShoulder, false));
        assert_eq!(pad.stick().turn, [127, 0, 0]);
    }

    #[test]
    fn both_sticks_pressed_in_ask_for_the_abort_and_nothing_else() {
        let press = |pad: &mut Pad, button, down| pad.take(PadEvent::Button(button, down));
        let mut pad = Pad::default();
        for _ in 0..2 {
            assert_eq!(press(&mut pad, Button::LeftStick, true), None);
            let made = press(&mut pad, Button::RightStick, true);
            assert_eq!(made, Some(Made::Ask(ABORT)));
            assert_eq!(press(&mut pad, Button::LeftStick, false), None);
            assert_eq!(press(&mut pad, Button::RightStick, false), None);
        }
        assert_eq!(press(&mut pad, Button::RightStick, true), None);
        let made = press(&mut pad, Button::RightStick, false);
        assert!(matches!(made, Some(Made::Ask(asks)) if asks.flying == Act::Hold));
    }

    #[test]
    fn no_button_has_two_rows_and_a_release_asks_for_nothing() {
        for (index, (button, asks)) in BUTTONS.iter().enumerate() {
            assert!(BUTTONS[..index].iter().all(|(other, _)| other != button));
            if !matches!(button, Button::LeftStick | Button::RightStick) {
                let mut pad = Pad::default();
                let made = pad.take(PadEvent::Button(*button, true));
                assert_eq!(made, Some(Made::Ask(*asks)));
                assert_eq!(pad.take(PadEvent::Button(*button, false)), None);
            }
        }
    }

    #[test]
    fn pads_take_places_in_order_and_a_free_place_again() {
        let mut pads = Pads::default();
        let place = |pads: &mut Pads, number, event| pads.take(number, event).map(|told| told.0);
        assert_eq!(place(&mut pads, 9, PadEvent::Axis(Axis::LeftX, 1.0)), None);
        for (number, wanted) in [(4, 0), (7, 1), (4, 0)] {
            let took = place(&mut pads, number, PadEvent::Connected);
            assert_eq!(took, Some(wanted));
        }
        pads.take(7, PadEvent::Axis(Axis::LeftX, 1.0));
        assert!(pads.stick(0, 2).is_neutral());
        assert_eq!(pads.stick(1, 2).push, [0, 127, 0]);
        assert_eq!(pads.stick(0, 1).push, [0, 127, 0], "one console has both");
        let gone = pads.take(7, PadEvent::Disconnected);
        assert_eq!(gone, Some((1, Some(Made::Lean(Stick::NEUTRAL)))));
        assert!(pads.stick(1, 2).is_neutral() && pads.is_any());
        assert_eq!(place(&mut pads, 4, PadEvent::Disconnected), Some(0));
        assert!(!pads.is_any());
        assert_eq!(place(&mut pads, 8, PadEvent::Connected), Some(0));
    }
}
