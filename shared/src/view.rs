//! World × Seat → View: all a seat may know. The secrecy boundary stands here and nowhere else.
//! A software crew is given `panel`, `sight`, `radio` and `plan`; only a window is given `scene`.

pub mod panel;
pub mod plan;
pub mod radio;
pub mod scene;
pub mod sight;

use serde::{Deserialize, Serialize};

use crate::ids::Seat;
use crate::time::Tick;

pub use panel::Panel;
pub use plan::PlanView;
pub use radio::RadioView;
pub use scene::Scene;
pub use sight::Sight;

/// Everything one seat may know at one tick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// When.
    pub tick: Tick,
    /// Whose view.
    pub seat: Seat,
    /// Instruments.
    pub panel: Panel,
    /// Angles as the sight shows them.
    pub sight: Sight,
    /// The picture outside, for drawing only.
    pub scene: Scene,
    /// The loop: read-backs owed, polls, keys.
    pub radio: RadioView,
    /// The joint flight plan.
    pub plan: PlanView,
}
