//! What a crew can say now: calls with their slots filled from the speaker's own panel.
//! Knows what a panel reads; of words only whether noise has left enough of them.

mod bar;
mod standing;

use handshake_shared::catalogue::calls::{Axis, CallId, Dir, SlotKind, SlotValue, Slots};
use handshake_shared::catalogue::procedures::{Act, Move, StepId};
use handshake_shared::catalogue::vessels::vessel;
use handshake_shared::ids::{CompartmentId, HatchId, Seat};
use handshake_shared::sim::event::{Speech, Transmission};
use handshake_shared::sim::input::{ControlMode, HelpLevel, Tongue};
use handshake_shared::view::View;
use handshake_shared::view::panel::{
    ApolloPanel, DockLamp, LeakReading, Panel, RingState, SoyuzPanel,
};
use handshake_shared::view::sight::Hindered;

use crate::bots::Given;
use crate::i18n::is_followed;

pub use bar::{Bar, PLACES};

/// A call that can be spoken now.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The call.
    pub call: CallId,
    /// Its slots, SI.
    pub slots: Vec<SlotValue>,
    /// The plan asks for it.
    pub planned: bool,
}

/// What to tell the other crew about a sight that shows nothing.
fn hindrance(view: &View) -> Option<CallId> {
    let apart = view.panel.craft().dock == DockLamp::Free;
    Some(match view.sight.hindered.filter(|_| apart)? {
        Hindered::Turn(_) => CallId::TargetLost,
        Hindered::Dark => CallId::VisualLost,
        Hindered::Glare => CallId::SunGlare,
    })
}

/// The call that answers what was asked, with this panel's readings. What noise has swallowed has one
/// answer only, or the answer would tell the question; a passenger is shown the meaning whole.
pub fn reply(view: &View, said: &Transmission) -> Option<Offer> {
    if view.panel.craft().help != HelpLevel::Passenger && !is_followed(said) {
        return offer(view, CallId::SayAgain, None);
    }
    let Speech::Call { call, slots, .. } = &said.speech else {
        return None;
    };
    let (call, slots) = answer(&Given::of(view), *call, slots)?;
    Some(Offer {
        call,
        slots,
        planned: true,
    })
}

/// The call that answers this question as this panel reads now; nothing when it is no question. People's
/// call bar and the software crew answer by the same rows.
pub fn answer(given: &Given<'_>, asked: CallId, chosen: &[SlotValue]) -> Option<(CallId, Slots)> {
    let with = |call: CallId, chosen: &[SlotValue]| Some((call, slots(given, call, chosen)?));
    let say = |call: CallId| with(call, &[]);
    let range = || say(CallId::RangeAndRate).or_else(|| say(CallId::Range));
    match asked {
        CallId::AskRange => range(),
        CallId::AskPressure => with(CallId::Pressure, chosen),
        CallId::RingReportPlease => say(match given.panel.craft().ring {
            RingState::Extended => CallId::RingExtended,
            RingState::Stowed => CallId::RingStowed,
            RingState::Moving => CallId::StandBy,
        }),
        CallId::HailSoyuz | CallId::HailApollo => say(CallId::ReadYouWell),
        CallId::AskPanel => say(match given.panel.craft().alarms {
            0 => CallId::AllWell,
            _ => CallId::Alarm,
        }),
        CallId::HoldAttitude if given.panel.craft().mode.holds() => say(CallId::HoldingAttitude),
        CallId::ControlOffPlease if given.panel.craft().mode == ControlMode::Off => {
            say(CallId::ControlOff)
        }
        CallId::AskStatus => match given.panel.craft().dock {
            DockLamp::Free | DockLamp::Contact => range().or_else(|| say(CallId::AllWell)),
            DockLamp::HardDock => with(CallId::Pressure, &[SlotValue::Place(own(given))]),
            _ => say(CallId::Capture),
        },
        _ => None,
    }
}

/// The volume next to the tunnel on this side.
fn own(given: &Given<'_>) -> CompartmentId {
    match given.panel.seat() {
        Seat::Apollo => CompartmentId::Dm,
        Seat::Soyuz => CompartmentId::Om,
    }
}

/// The language a call goes out in: the chosen one, but the greeting the plan waits for is in the
/// hearer's.
pub fn spoken_in(view: &View, call: CallId, chosen: Tongue) -> Tongue {
    let greets = view.plan.open.iter().any(|open| {
        let asks = |row: &Move| matches!(row.act, Act::Say(asked, _) if asked == call);
        open.step.row().greets() && open.row().is_some_and(asks)
    });
    match (greets, view.seat) {
        (false, _) => chosen,
        (true, Seat::Apollo) => Tongue::Russian,
        (true, Seat::Soyuz) => Tongue::English,
    }
}

/// A call with its slots as this panel reads them now; nothing when the panel cannot tell.
pub fn offer(view: &View, call: CallId, place: Option<CompartmentId>) -> Option<Offer> {
    let named: Vec<SlotValue> = place.map(SlotValue::Place).into_iter().collect();
    fill(view, call, &named)
}

/// Fills a call: what was chosen first, numbers from the panel.
pub fn fill(view: &View, call: CallId, chosen: &[SlotValue]) -> Option<Offer> {
    Some(Offer {
        call,
        slots: slots(&Given::of(view), call, chosen)?,
        planned: false,
    })
}

/// The slots of a call as a crew at this panel would say them, SI; people's call bar and the
/// software crew speak by the same rows.
pub fn slots(given: &Given<'_>, call: CallId, chosen: &[SlotValue]) -> Option<Slots> {
    let readings = readings(given, call, chosen);
    let slots: Slots = readings.into_iter().collect::<Option<_>>()?;
    call.row().accepts(&slots).then_some(slots)
}

/// The same slot by slot; nothing where the panel cannot tell.
pub fn readings(given: &Given<'_>, call: CallId, chosen: &[SlotValue]) -> Vec<Option<SlotValue>> {
    let kinds = call.row().slots.iter();
    kinds
        .map(|kind| {
            let named = chosen
                .iter()
                .find(|value| kind.quantity().is_none() && kind.accepts(**value));
            named.copied().or_else(|| read(given, call, *kind, chosen))
        })
        .collect()
}

/// One slot off the panel.
fn read(
    given: &Given<'_>,
    call: CallId,
    kind: SlotKind,
    chosen: &[SlotValue],
) -> Option<SlotValue> {
    let number = |value: f32| Some(SlotValue::Number(value));
    match kind {
        SlotKind::Range => number(range_m(given.panel)?),
        SlotKind::Rate => number(rate(given.panel, call)?),
        SlotKind::Time => number(time_s(given.panel, call)?),
        SlotKind::Pressure => number(pressure_pa(given.panel, call, chosen)?),
        SlotKind::DeltaP => number(delta_pa(given.panel, call)?),
        SlotKind::Co2 => number(cabin(given.panel).2),
        SlotKind::Percent => {
            let (total, oxygen, _) = cabin(given.panel);
            number(oxygen / total.max(1.0))
        }
        SlotKind::Count => Some(SlotValue::Count(given.panel.craft().hooks)),
        SlotKind::Angle => number(angle_rad(given, chosen)?),
        SlotKind::Offset => number(offset_m(given, call, chosen)?),
        SlotKind::Dir => seen_drift(given, call).map(SlotValue::Dir),
        SlotKind::Hatch => Some(SlotValue::Hatch(hatch(given, call))),
        SlotKind::Place => Some(SlotValue::Place(own(given))),
        SlotKind::Axis | SlotKind::Name => None,
    }
}

/// The hatch a call speaks of: the one that the plan's step has just had worked here, else the last on
/// this side of the tunnel.
fn hatch(given: &Given<'_>, call: CallId) -> HatchId {
    let seat = given.panel.seat();
    let mut asked = given.plan.moves_of(seat);
    let asked = asked.find(|(_, row)| matches!(row.act, Act::Say(said, _) if said == call));
    let worked = asked.and_then(|(open, _)| {
        let moves = open.step.row().moves.iter();
        let mut hatches = moves.filter_map(|row| match row.act {
            Act::Hatch(hatch, _) if row.who.seat(given.plan.roles) == seat => Some(hatch),
            _ => None,
        });
        hatches.next()
    });
    worked.unwrap_or(match seat {
        Seat::Apollo => HatchId::H3,
        Seat::Soyuz => HatchId::H4,
    })
}

/// Range as this panel reads it, m.
pub fn range_m(panel: &Panel) -> Option<f32> {
    match panel {
        Panel::Apollo(apollo) => apollo.vhf_range_m,
        Panel::Soyuz(soyuz) => soyuz.ranged.map(|ranged| ranged.range_m),
    }
}

fn rate(panel: &Panel, call: CallId) -> Option<f32> {
    let closing = panel.soyuz()?.ranged?.closing_m_per_s;
    match call {
        CallId::OpeningRate => (closing < 0.0).then_some(-closing),
        // A call that says closing while the craft part would deceive the partner's bar: the sign
        // goes with it.
        _ => Some(closing),
    }
}

fn time_s(panel: &Panel, call: CallId) -> Option<f32> {
    match call {
        CallId::TimeToContact => {
            let ranged = panel.soyuz()?.ranged?;
            let left_s = ranged.range_m / ranged.closing_m_per_s;
            (ranged.closing_m_per_s > 0.01 && left_s < 600.0).then_some(left_s)
        }
        CallId::PressureDrop => leak(panel).map(|leak| leak.over_s),
        _ => leak(panel).map(|leak| leak.left_s),
    }
}

/// The leak reading a crew speaks of: its own that runs, else the last of its tunnel or module.
fn leak(panel: &Panel) -> Option<LeakReading> {
    match panel {
        Panel::Apollo(apollo) => apollo.leak,
        Panel::Soyuz(soyuz) => {
            let running = soyuz.cavity_leak.filter(|leak| leak.good.is_none());
            running.or(soyuz.leak).or(soyuz.cavity_leak)
        }
    }
}

fn pressure_pa(panel: &Panel, call: CallId, chosen: &[SlotValue]) -> Option<f32> {
    match call {
        CallId::SealPressure => panel.soyuz().map(|soyuz| soyuz.cavity_pa),
        CallId::Ppo2 => Some(cabin(panel).1),
        // What the hearer has to come to: the volume next to the door on this side.
        CallId::PressureNeeded => Some(match panel {
            Panel::Apollo(apollo) => apollo.dm.total_pa,
            Panel::Soyuz(soyuz) => soyuz.om.total_pa,
        }),
        _ => {
            let place = chosen.iter().find_map(|value| match value {
                SlotValue::Place(place) => Some(*place),
                _ => None,
            });
            gauge(panel, place?).map(|(total, _)| total)
        }
    }
}

fn delta_pa(panel: &Panel, call: CallId) -> Option<f32> {
    match (call, panel) {
        (CallId::PressureDrop, _) => leak(panel).map(|leak| leak.change_pa.abs()),
        (_, Panel::Soyuz(soyuz)) => Some((soyuz.om.total_pa - soyuz.tunnel2_pa).abs()),
        (_, Panel::Apollo(apollo)) => Some((apollo.dm.total_pa - apollo.tunnel1_pa).abs()),
    }
}

/// Total and oxygen pressure of a place this seat has a gauge for, Pa. Tunnels have one gauge.
pub fn gauge(panel: &Panel, place: CompartmentId) -> Option<(f32, f32)> {
    match panel {
        Panel::Apollo(apollo) => apollo_gauge(apollo, place),
        Panel::Soyuz(soyuz) => soyuz_gauge(soyuz, place),
    }
}

fn apollo_gauge(panel: &ApolloPanel, place: CompartmentId) -> Option<(f32, f32)> {
    match place {
        CompartmentId::Cm => Some((panel.cm.total_pa, panel.cm.oxygen_pa)),
        CompartmentId::Tunnel1 => Some((panel.tunnel1_pa, 0.0)),
        CompartmentId::Dm => Some((panel.dm.total_pa, panel.dm.oxygen_pa)),
        _ => None,
    }
}

fn soyuz_gauge(panel: &SoyuzPanel, place: CompartmentId) -> Option<(f32, f32)> {
    match place {
        CompartmentId::Om => Some((panel.om.total_pa, panel.om.oxygen_pa)),
        CompartmentId::Sa => Some((panel.sa.total_pa, panel.sa.oxygen_pa)),
        CompartmentId::Tunnel2 => Some((panel.tunnel2_pa, 0.0)),
        _ => None,
    }
}

/// Total, oxygen and carbon dioxide of one's own cabin, Pa.
fn cabin(panel: &Panel) -> (f32, f32, f32) {
    let gas = match panel {
        Panel::Apollo(apollo) => apollo.cm,
        Panel::Soyuz(soyuz) => soyuz.om,
    };
    (gas.total_pa, gas.oxygen_pa, gas.co2_pa)
}

fn angle_rad(given: &Given<'_>, chosen: &[SlotValue]) -> Option<f32> {
    let axis = chosen.iter().find_map(|value| match value {
        SlotValue::Axis(axis) => Some(*axis),
        _ => None,
    })?;
    let [roll, pitch, yaw] = given.panel.craft().error_rad;
    Some(match axis {
        Axis::Roll => roll.abs(),
        Axis::Pitch => pitch.abs(),
        Axis::Yaw => yaw.abs(),
    })
}

/// How far the other craft stands off the own axis, m: an angle and the range it is seen at.
fn offset_m(given: &Given<'_>, call: CallId, chosen: &[SlotValue]) -> Option<f32> {
    let named = chosen.iter().find_map(|value| match value {
        SlotValue::Dir(dir) => Some(*dir),
        _ => None,
    });
    let dir = match call {
        CallId::MoveOver => named.or_else(|| seen_drift(given, call))?,
        _ => named?,
    };
    let range_m = known_range_m(given.panel)?;
    let ([right, up], distance_m) = match call {
        CallId::MoveOver if films(given) => (off_the_sun(given)?, range_m),
        _ => (
            given.sight.target_rad?,
            eye_to_target_m(given.panel.seat(), f64::from(range_m)) as f32,
        ),
    };
    let angle = match dir {
        Dir::Left | Dir::Right => right,
        Dir::Up | Dir::Down => up,
    };
    Some(distance_m * angle.tan().abs())
}

/// Range as this crew knows it, m: off its panel, or as the other one last called it.
pub fn known_range_m(panel: &Panel) -> Option<f32> {
    let called = || {
        let called = panel.craft().called.range;
        called.map(|called| called.value.range_m)
    };
    range_m(panel).or_else(called)
}

/// From a seat's eye to what its sight is aimed at when the docking planes are a range apart, m.
pub fn eye_to_target_m(seat: Seat, range_m: f64) -> f64 {
    let (own, other) = (vessel(seat), vessel(seat.other()));
    // Soyuz looks at Apollo's port, Apollo at the base of Soyuz's target.
    let behind_port_m = match seat {
        Seat::Apollo => other.port_x_m - other.target_m[0],
        Seat::Soyuz => 0.0,
    };
    range_m + (own.port_x_m - own.eye_m[0]) + behind_port_m
}

/// Where the other craft stands off the line it is talked on to: right, up, rad. The line to the Sun
/// where a camera looks along it, else the own axis.
pub fn off_the_line(given: &Given<'_>) -> Option<[f32; 2]> {
    if films(given) {
        off_the_sun(given)
    } else {
        given.sight.target_rad
    }
}

/// The mission carries the corona camera.
fn films(given: &Given<'_>) -> bool {
    given.plan.flown.has(StepId::EclipseShade)
}

/// Apollo's place before the Sun on the corona camera's ground glass: right, up, rad.
fn off_the_sun(given: &Given<'_>) -> Option<[f32; 2]> {
    Some(given.panel.soyuz()?.corona?.apollo_rad)
}

/// Which way the hearer has to move so that what stands off to the right (axis 0) or above (axis 1)
/// comes back: his right is this crew's left.
pub fn way_back(axis: usize, off_rad: f32) -> Dir {
    match (axis, off_rad > 0.0) {
        (0, true) => Dir::Right,
        (0, false) => Dir::Left,
        (_, true) => Dir::Down,
        (_, false) => Dir::Up,
    }
}

/// Smallest angle off the axis worth a word, rad: half a degree.
const DRIFT_MIN_RAD: f32 = 0.0087;

/// Which way the hearer has drifted: what stands to the right of the periscope is to the left for
/// the crew that looks the other way.
fn seen_drift(given: &Given<'_>, call: CallId) -> Option<Dir> {
    if call == CallId::MoveOver {
        let [right, up] = off_the_line(given)?;
        let axis = usize::from(up.abs() > right.abs());
        return Some(way_back(axis, [right, up][axis]));
    }
    let [right, up] = given.sight.target_rad?;
    if right.abs().max(up.abs()) < DRIFT_MIN_RAD {
        return None;
    }
    Some(match (right.abs() > up.abs(), right > 0.0, up > 0.0) {
        (true, true, _) => Dir::Left,
        (true, false, _) => Dir::Right,
        (false, _, true) => Dir::Up,
        (false, _, false) => Dir::Down,
    })
}
