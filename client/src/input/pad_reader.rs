//! Reads gamepads beside the loop and tells what they do. The only place that knows the library.

use std::ops::ControlFlow;
use std::time::Duration;

use gilrs::{EventType, Gilrs};

use super::pad::{Axis, Button, PadEvent};

/// How long the thread waits for an event before it looks whether anybody still listens.
const WAIT: Duration = Duration::from_millis(500);

/// Tells what the pads do, by their numbers, until told to break off. Without access to pads it ends
/// at once: the keyboard does everything.
pub fn read(mut tell: impl FnMut(Option<(usize, PadEvent)>) -> ControlFlow<()> + Send + 'static) {
    let reader = std::thread::Builder::new().name("gamepads".into());
    let spawned = reader.spawn(move || match open() {
        Ok(mut pads) => {
            // What is plugged in already may or may not be told as news: a pad told twice is one.
            let there: Vec<usize> = pads.gamepads().map(|(id, _)| id.into()).collect();
            for number in there {
                if tell(Some((number, PadEvent::Connected))).is_break() {
                    return;
                }
            }
            while follow(&mut pads, &mut tell).is_continue() {}
        }
        Err(error) => tracing::debug!(error, "no gamepads"),
    });
    if let Err(error) = spawned {
        tracing::debug!(%error, "no thread for gamepads");
    }
}

/// Names of the pads that are there, or why nobody can tell.
pub fn names() -> Result<Vec<String>, String> {
    let pads = open()?;
    Ok(pads
        .gamepads()
        .map(|(_, pad)| pad.name().to_owned())
        .collect())
}

/// With the library's own filters: they make buttons of a cross that its driver calls axes.
fn open() -> Result<Gilrs, String> {
    Gilrs::new().map_err(|error| error.to_string())
}

fn follow(
    pads: &mut Gilrs,
    tell: &mut impl FnMut(Option<(usize, PadEvent)>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(event) = pads.next_event_blocking(Some(WAIT)) else {
        return tell(None);
    };
    match event_of(event.event) {
        Some(told) => tell(Some((event.id.into(), told))),
        None => ControlFlow::Continue(()),
    }
}

/// What an event says; some say nothing to us.
fn event_of(event: EventType) -> Option<PadEvent> {
    Some(match event {
        EventType::Connected => PadEvent::Connected,
        EventType::Disconnected => PadEvent::Disconnected,
        EventType::AxisChanged(axis, value, _) => PadEvent::Axis(axis_of(axis)?, value),
        EventType::ButtonChanged(button, value, _) => PadEvent::Axis(trigger_of(button)?, value),
        EventType::ButtonPressed(button, _) => PadEvent::Button(button_of(button)?, true),
        EventType::ButtonReleased(button, _) => PadEvent::Button(button_of(button)?, false),
        _ => return None,
    })
}

fn axis_of(axis: gilrs::Axis) -> Option<Axis> {
    Some(match axis {
        gilrs::Axis::LeftStickX => Axis::LeftX,
        gilrs::Axis::LeftStickY => Axis::LeftY,
        gilrs::Axis::RightStickX => Axis::RightX,
        gilrs::Axis::RightStickY => Axis::RightY,
        _ => return None,
    })
}

/// Triggers are buttons to the library, with a value.
fn trigger_of(button: gilrs::Button) -> Option<Axis> {
    match button {
        gilrs::Button::LeftTrigger2 => Some(Axis::LeftTrigger),
        gilrs::Button::RightTrigger2 => Some(Axis::RightTrigger),
        _ => None,
    }
}

fn button_of(button: gilrs::Button) -> Option<Button> {
    Some(match button {
        gilrs::Button::South => Button::South,
        gilrs::Button::East => Button::East,
        gilrs::Button::West => Button::West,
        gilrs::Button::North => Button::North,
        gilrs::Button::LeftTrigger => Button::LeftShoulder,
        gilrs::Button::RightTrigger => Button::RightShoulder,
        gilrs::Button::LeftThumb => Button::LeftStick,
        gilrs::Button::RightThumb => Button::RightStick,
        gilrs::Button::Select => Button::Select,
        gilrs::Button::Start => Button::Start,
        gilrs::Button::Mode => Button::Mode,
        gilrs::Button::DPadUp => Button::Up,
        gilrs::Button::DPadRight => Button::Right,
        gilrs::Button::DPadDown => Button::Down,
        gilrs::Button::DPadLeft => Button::Left,
        _ => return None,
    })
}
