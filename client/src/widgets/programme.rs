//! The programme strip: phases done and the one in progress; the place below and its light.

use handshake_shared::catalogue::procedures::{Phase, STEPS, Step};
use handshake_shared::view::panel::SoyuzPanel;
use handshake_shared::view::plan::PlanView;
use ratatui::text::Line;

use crate::draw::console::Console;
use crate::draw::theme::Role;
use crate::i18n::Arg;

/// One line: a mark for each phase flown, the place below in degrees, day or night.
pub fn strip(console: &Console, panel: &SoyuzPanel) -> Line<'static> {
    let plan = &console.view.plan;
    let now = plan.phase;
    let mut row = console.row();
    for phase in Phase::ALL.into_iter().filter(|phase| flies(plan, *phase)) {
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

/// The mission has a step in this phase.
fn flies(plan: &PlanView, phase: Phase) -> bool {
    let flown = |step: &Step| plan.flown.has(step.id);
    STEPS.iter().any(|step| step.phase == phase && flown(step))
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
