//! The programme strip: phases done and the one in progress; the place below and its light.

use handshake_shared::catalogue::procedures::Phase;
use handshake_shared::view::panel::SoyuzPanel;
use ratatui::text::Line;

use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::Arg;

/// One line: a mark for each phase, the place below in degrees, day or night.
pub fn strip(console: &Console, panel: &SoyuzPanel) -> Line<'static> {
    let now = console.view.plan.phase;
    let mut row = console.row();
    for phase in Phase::ALL {
        row = match phase.cmp(&now) {
            std::cmp::Ordering::Less => row.put(Role::Good, "●"),
            std::cmp::Ordering::Equal => row.put(Role::Value, "▲"),
            std::cmp::Ordering::Greater => row.put(Role::Dim, "○"),
        };
    }
    let light = if console.view.scene.sunlight > 0.5 {
        "label-daylight"
    } else {
        "label-night"
    };
    row.put(
        Role::Value,
        format!("  {}", place(console, panel.globus_rad)),
    )
    .put(Role::Text, format!(" {}", console.word(light)))
    .line()
}

/// A latitude and longitude in words.
pub fn place(console: &Console, [latitude, longitude]: [f32; 2]) -> String {
    let part = |value: f32, keys: [&str; 2]| {
        let degrees = console.number(value.to_degrees().abs(), 1);
        let key = keys[usize::from(value < 0.0)];
        console.say(key, &[("degrees", Arg::Text(&degrees))])
    };
    format!(
        "{} {}",
        part(latitude, ["console-north", "console-south"]),
        part(longitude, ["console-east", "console-west"])
    )
}
