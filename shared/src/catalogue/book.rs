//! The other crew's book: malfunction pages as rows. Each stands on the shelf of the crew that does not
//! see the fault: who sees it describes lamps, needles and shapes, who reads finds the line and names the
//! cell or the handle as it is printed on the other panel. Words stand in the locales, by these keys.

mod table;

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::calls::CallId;
use crate::catalogue::compartments::Gauge;
use crate::catalogue::equipment::SwitchId;
use crate::catalogue::faults::{Part, Seal};
use crate::catalogue::jets::jets;
use crate::catalogue::ksu::System;
use crate::catalogue::procedures::Act;
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, HatchId, Seat};
use crate::scenario::Scenario;
use crate::sim::doors::Rules;
use crate::sim::event::Alarm;
use crate::sim::input::ReadingOf;
use crate::view::panel::{DockLamp, RingState};

pub use table::{PAGES, PageId};

/// One malfunction page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    /// Which.
    pub id: PageId,
    /// Stable name: mission files use it.
    pub key: &'static str,
    /// Name of its title and question in the locales: pages of both shelves may share their words.
    pub words: &'static str,
    /// The crew that owns the page and does not see the fault.
    pub shelf: Seat,
    /// What it is good for.
    pub answers: &'static [Trouble],
    /// The table: what the other crew may see, and what it then does.
    pub lines: &'static [Line],
}

/// One line of a page's table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Name of its sign in the locales; `.do` is what follows from it.
    pub words: &'static str,
    /// What both name of the other crew's panel: `$a`, `$b` … in this order.
    pub marks: &'static [Mark],
}

/// A thing on a crew's panel that a page names as it is printed there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A cell of the matrix, by the system behind it.
    Cell(System),
    /// A valve's handle.
    Valve(ValveId),
    /// A switch.
    Switch(SwitchId),
    /// A hatch.
    Hatch(HatchId),
    /// Isolation valve of a manifold of jets, by row.
    Isolation(u8),
    /// A cabin's pressure gauge.
    Gauge(CompartmentId),
    /// The gauge of the seal cavity.
    Cavity,
    /// A lamp of the docking mechanism.
    Lamp(DockLamp),
    /// A lamp of the alarm panel.
    Alarm(Alarm),
    /// Where the ring stands.
    Ring(RingState),
    /// The ring's switch.
    RingSwitch,
    /// The count of latches at this number.
    Latches(u8),
    /// The count of hooks at this number.
    Hooks(u8),
    /// The latches' power lamp.
    LatchPower,
    /// Beacons.
    Beacons,
    /// Transponder.
    Transponder,
    /// A timed leak reading.
    Reading(ReadingOf),
    /// The propellant gauges.
    Propellant,
}

/// What a page is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A part of this kind failed.
    Fault(Kind),
    /// A system is without its circuit.
    Unpowered(System),
    /// A wrong cell was pressed.
    WrongCell,
    /// This alarm is lit on the other panel.
    Alarm(Alarm),
    /// The other crew made this call.
    Heard(CallId),
}

/// The kinds of parts that fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A control jet.
    Jet,
    /// A ring drive.
    RingDrive,
    /// A capture latch.
    Latch,
    /// A capture sensor.
    Sensor,
    /// A structural hook.
    Hook,
    /// A hull.
    Hull,
    /// A docking seal.
    Seal,
    /// A hand valve.
    Valve,
    /// A pressure gauge.
    Gauge,
    /// A fan.
    Fan,
    /// A smell.
    Odour,
    /// A chafed cable.
    Spark,
    /// Oxidizer vapour.
    Oxidizer,
    /// A warming wall.
    Wall,
}

impl Kind {
    /// The kind of a part.
    pub const fn of(part: Part) -> Kind {
        match part {
            Part::Jet(..) => Kind::Jet,
            Part::RingDrive(_) => Kind::RingDrive,
            Part::Latch(_) => Kind::Latch,
            Part::Sensor(_) => Kind::Sensor,
            Part::Hook(_) => Kind::Hook,
            Part::Hull(_) => Kind::Hull,
            Part::Seal(_) => Kind::Seal,
            Part::Valve(_) => Kind::Valve,
            Part::Gauge(_) => Kind::Gauge,
            Part::Fan(_) => Kind::Fan,
            Part::Odour(_) => Kind::Odour,
            Part::Spark(_) => Kind::Spark,
            Part::Oxidizer(_) => Kind::Oxidizer,
            Part::Wall(_) => Kind::Wall,
        }
    }
}

/// The crew whose panel shows that a part failed; nobody's alone where both docking panels do.
pub const fn seen_by(part: Part) -> Option<Seat> {
    match part {
        Part::Jet(seat, _) | Part::RingDrive(seat) => Some(seat),
        Part::Latch(_) | Part::Sensor(_) | Part::Hook(_) => None,
        Part::Seal(Seal::Inner | Seal::Outer) | Part::Gauge(Gauge::Cavity) => Some(Seat::Soyuz),
        Part::Valve(valve) => Some(valve.row().worked_by),
        Part::Hull(at)
        | Part::Gauge(Gauge::Cabin(at))
        | Part::Fan(at)
        | Part::Odour(at)
        | Part::Spark(at)
        | Part::Oxidizer(at)
        | Part::Wall(at) => Some(gauged_by(at)),
    }
}

/// The crew on whose panel a compartment's gauge is.
const fn gauged_by(at: CompartmentId) -> Seat {
    match at {
        CompartmentId::Cm | CompartmentId::Tunnel1 | CompartmentId::Dm => Seat::Apollo,
        CompartmentId::Tunnel2 | CompartmentId::Om | CompartmentId::Sa => Seat::Soyuz,
    }
}

impl PageId {
    /// What stands in the catalogue about it.
    pub const fn row(self) -> &'static Page {
        &PAGES[self as usize]
    }

    /// The page of that name.
    pub fn from_key(key: &str) -> Option<PageId> {
        PAGES
            .iter()
            .find(|page| page.key == key)
            .map(|page| page.id)
    }
}

/// A crew's shelf, in the order of its list of contents.
pub fn shelf(seat: Seat) -> impl Iterator<Item = &'static Page> {
    PAGES.iter().filter(move |page| page.shelf == seat)
}

/// The pages that answer a trouble, on a crew's shelf.
pub fn answers(seat: Seat, trouble: Trouble) -> impl Iterator<Item = &'static Page> {
    shelf(seat).filter(move |page| page.answers.contains(&trouble))
}

/// The pages that a mission's crews will want: for what is in store for them, and for the cells their
/// plan asks for. Nothing fails under Training.
pub fn wanted_in(scenario: &Scenario) -> impl Iterator<Item = &'static Page> {
    let fails = scenario.rules != Rules::Training;
    let faults = scenario.faults.iter().filter(move |_| fails);
    let parts: Vec<Part> = faults.map(|fault| fault.part).collect();
    let steps = scenario.steps.iter().flat_map(|step| step.row().moves);
    let systems: Vec<System> = steps
        .filter_map(|mv| match mv.act {
            Act::Ksu(system) => Some(system),
            _ => None,
        })
        .collect();
    PAGES.iter().filter(move |page| {
        let failed = |part: &Part| answers_to(*part).any(|other| other.id == page.id);
        let asked = |system: &System| page.answers.contains(&Trouble::Unpowered(*system));
        parts.iter().any(failed) || systems.iter().any(asked)
    })
}

/// The pages that a failed part sends its crew to ask the other one for.
pub fn answers_to(part: Part) -> impl Iterator<Item = &'static Page> {
    let trouble = Trouble::Fault(Kind::of(part));
    PAGES.iter().filter(move |page| {
        let reads = seen_by(part).is_none_or(|seen| page.shelf != seen);
        reads && page.answers.contains(&trouble)
    })
}

impl Mark {
    /// Whether some call has a slot that could name it: what has none must be described.
    pub const fn has_card(self) -> bool {
        match self {
            Mark::Gauge(_) | Mark::Hatch(_) | Mark::Latches(_) | Mark::Hooks(_) => true,
            Mark::Cell(_)
            | Mark::Valve(_)
            | Mark::Switch(_)
            | Mark::Isolation(_)
            | Mark::Cavity
            | Mark::Lamp(_)
            | Mark::Alarm(_)
            | Mark::Ring(_)
            | Mark::RingSwitch
            | Mark::LatchPower
            | Mark::Beacons
            | Mark::Transponder
            | Mark::Reading(_)
            | Mark::Propellant => false,
        }
    }

    /// Whether a crew has it on its panel.
    pub fn is_on_panel(self, seat: Seat) -> bool {
        match self {
            Mark::Valve(valve) => valve.row().worked_by == seat,
            Mark::Switch(switch) => switch.row().worked_by == seat,
            Mark::Isolation(row) => usize::from(row) < jets(seat).manifolds.len(),
            Mark::Hatch(hatch) => {
                let apollo = matches!(hatch, HatchId::H1 | HatchId::H2 | HatchId::H3);
                apollo == (seat == Seat::Apollo)
            }
            Mark::Gauge(at) => gauged_by(at) == seat,
            Mark::Reading(of) => (of == ReadingOf::Dm) == (seat == Seat::Apollo),
            Mark::Cell(_) | Mark::Cavity | Mark::LatchPower | Mark::Beacons | Mark::Transponder => {
                seat == Seat::Soyuz
            }
            Mark::Propellant
            | Mark::Lamp(_)
            | Mark::Alarm(_)
            | Mark::Ring(_)
            | Mark::RingSwitch
            | Mark::Latches(_)
            | Mark::Hooks(_) => true,
        }
    }
}

#[cfg(test)]
mod tests;
