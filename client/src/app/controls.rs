//! Every control of a seat as one list: what it is, how it stands, what one press does. The pages
//! of the panel are drawn from it. Knows no words.

use handshake_shared::catalogue::equipment::{SWITCHES, SwitchId};
use handshake_shared::catalogue::jets::jets;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::valves::{VALVES, ValveId};
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use handshake_shared::sim::doors::HatchState;
use handshake_shared::sim::input::{
    Command, ControlMode, DapRate, Deadband, HatchAct, ReadingOf, RingAct, Role, StickRate,
};
use handshake_shared::view::View;
use handshake_shared::view::panel::{Panel, RingState};

use super::moves::valve_open;

/// A control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// A place of the mode switch.
    Mode(ControlMode),
    /// Apollo's deadband switch.
    Deadband,
    /// Apollo's RATE switch.
    StickRate,
    /// Power of Apollo's direct coils.
    Direct,
    /// Deadband of Apollo's digital autopilot.
    DapDeadband,
    /// Rate of Apollo's digital autopilot.
    DapRate,
    /// Store the present attitude for an automatic turn.
    StoreAttitude,
    /// Own ring drive.
    Ring,
    /// Retraction by the own ring.
    Retract,
    /// Structural hooks.
    Hooks,
    /// The capture latches let go.
    Release,
    /// Soyuz's beacons.
    Beacons,
    /// Soyuz's transponder.
    Transponder,
    /// A timed leak reading.
    LeakCheck(ReadingOf),
    /// A hatch.
    Hatch(HatchId),
    /// A valve.
    Valve(ValveId),
    /// Send a man to a place.
    Send(CrewId, CompartmentId),
    /// A man's oxygen mask.
    Mask(CrewId),
    /// A switch of the air equipment.
    Switch(SwitchId),
    /// A man empties the extinguisher where he is.
    Extinguish(CrewId),
    /// No go at the open hold point.
    NoGo,
    /// Isolation valve of one manifold of the own jets.
    Isolation(u8),
    /// A light signal.
    Lamp(LampCode),
    /// Offer a role that this crew has.
    Offer(Role),
    /// Take the role that the other crew offers.
    Accept,
    /// Take one's own offer back, or turn the other crew's down.
    Withdraw,
}

/// The rate switch of the system that has control of Apollo; Soyuz has none.
pub fn rate(view: &View) -> Option<Control> {
    let switch = match computer_flies(view) {
        true => Control::DapRate,
        false => Control::StickRate,
    };
    (view.seat == Seat::Apollo).then_some(switch)
}

/// The deadband switch of the system that has control of Apollo; Soyuz has none.
pub fn deadband(view: &View) -> Option<Control> {
    let switch = match computer_flies(view) {
        true => Control::DapDeadband,
        false => Control::Deadband,
    };
    (view.seat == Seat::Apollo).then_some(switch)
}

fn computer_flies(view: &View) -> bool {
    use ControlMode::{CmcAuto, CmcFree, CmcHold};
    matches!(view.panel.craft().mode, CmcAuto | CmcFree | CmcHold)
}

/// Hatches worked from a seat.
pub fn hatches(seat: Seat) -> &'static [HatchId] {
    match seat {
        Seat::Apollo => &[HatchId::H1, HatchId::H2, HatchId::H3],
        Seat::Soyuz => &[HatchId::H4, HatchId::H5],
    }
}

/// Valves worked from a seat, in the catalogue's order.
pub fn valves(seat: Seat) -> impl Iterator<Item = ValveId> {
    VALVES
        .iter()
        .filter(move |row| row.worked_by == seat)
        .map(|row| row.id)
}

/// All controls of a seat in their fixed order; a man's ways follow where he is.
pub fn of(view: &View) -> Vec<Control> {
    let seat = view.seat;
    let mut list: Vec<Control> = Vec::new();
    list.extend(hatches(seat).iter().copied().map(Control::Hatch));
    list.extend(valves(seat).map(Control::Valve));
    let own = SWITCHES.iter().filter(|row| row.worked_by == seat);
    list.extend(own.map(|row| Control::Switch(row.id)));
    list.extend([
        Control::Ring,
        Control::Retract,
        Control::Hooks,
        Control::Release,
    ]);
    if seat == Seat::Soyuz {
        list.extend([Control::Beacons, Control::Transponder]);
    }
    let readings = ReadingOf::ALL.into_iter().filter(|of| of.seat() == seat);
    list.extend(readings.map(Control::LeakCheck));
    let manifolds = jets(seat).manifolds.len() as u8;
    list.extend((0..manifolds).map(Control::Isolation));
    list.extend(ControlMode::of(seat).iter().copied().map(Control::Mode));
    if seat == Seat::Apollo {
        list.extend([
            Control::Deadband,
            Control::StickRate,
            Control::Direct,
            Control::DapDeadband,
            Control::DapRate,
        ]);
    }
    list.push(Control::StoreAttitude);
    let crew = CrewId::ALL.into_iter().filter(|man| man.seat() == seat);
    for (man, at) in crew.zip(view.panel.craft().crew_at) {
        list.push(Control::Mask(man));
        list.push(Control::Extinguish(man));
        list.extend(neighbours(at).iter().map(|to| Control::Send(man, *to)));
    }
    match view.plan.offer {
        None => {
            let own = |role: &Role| view.plan.roles.owner(*role) == seat;
            list.extend(Role::ALL.into_iter().filter(own).map(Control::Offer));
        }
        Some(offer) if offer.by == seat => list.push(Control::Withdraw),
        Some(_) => list.extend([Control::Accept, Control::Withdraw]),
    }
    if view.radio.poll.is_some() {
        list.push(Control::NoGo);
    }
    list.extend(LampCode::ALL.map(Control::Lamp));
    list
}

/// Places next to a place.
fn neighbours(at: CompartmentId) -> &'static [CompartmentId] {
    use CompartmentId::{Cm, Dm, Om, Sa, Tunnel1, Tunnel2};
    match at {
        Cm => &[Tunnel1],
        Tunnel1 => &[Cm, Dm],
        Dm => &[Tunnel1, Tunnel2],
        Tunnel2 => &[Dm, Om],
        Om => &[Tunnel2, Sa],
        Sa => &[Om],
    }
}

/// How a control stands: on, open, out; nothing for a push button.
pub fn state(view: &View, control: Control) -> Option<bool> {
    let craft = view.panel.craft();
    match control {
        Control::Mode(mode) => Some(craft.mode == mode),
        Control::Deadband => Some(craft.deadband == Deadband::Max),
        Control::StickRate => {
            let apollo = view.panel.apollo()?;
            Some(apollo.stick_rate == StickRate::High)
        }
        Control::Direct => view.panel.apollo().map(|apollo| apollo.direct),
        Control::DapDeadband => {
            let apollo = view.panel.apollo()?;
            Some(apollo.dap_deadband == Deadband::Max)
        }
        Control::Ring => Some(craft.ring != RingState::Stowed),
        Control::Hooks => Some(craft.hooks > 0),
        Control::Beacons => view.panel.soyuz().map(|soyuz| soyuz.beacons),
        Control::Transponder => view.panel.soyuz().map(|soyuz| soyuz.transponder),
        Control::Hatch(hatch) => {
            hatch_state(&view.panel, hatch).map(|state| state != HatchState::Shut)
        }
        Control::Valve(valve) => Some(valve_open(&view.panel, valve)),
        Control::Isolation(manifold) => Some(craft.isolated & 1 << manifold == 0),
        Control::Switch(switch) => Some(craft.switches & 1 << switch as u16 != 0),
        Control::Mask(man) => Some(craft.masks & 1 << man as u8 != 0),
        Control::Lamp(code) => Some(view.radio.own_lamp == Some(code)),
        Control::Retract
        | Control::Release
        | Control::LeakCheck(_)
        | Control::DapRate
        | Control::StoreAttitude
        | Control::Send(..)
        | Control::Extinguish(_)
        | Control::NoGo
        | Control::Offer(_)
        | Control::Accept
        | Control::Withdraw => None,
    }
}

/// What one press of a control asks for.
pub fn command(view: &View, control: Control) -> Command {
    let on = state(view, control).unwrap_or(false);
    match control {
        Control::Mode(mode) => Command::Mode(mode),
        Control::Deadband => Command::Deadband(if on { Deadband::Min } else { Deadband::Max }),
        Control::StickRate => Command::StickRate(if on { StickRate::Low } else { StickRate::High }),
        Control::Direct => Command::Direct(!on),
        Control::DapDeadband => {
            Command::DapDeadband(if on { Deadband::Min } else { Deadband::Max })
        }
        Control::DapRate => Command::DapRate(next_dap_rate(view)),
        Control::StoreAttitude => Command::StoreAttitude,
        Control::Ring => Command::Ring(if on { RingAct::Stow } else { RingAct::Extend }),
        Control::Retract => Command::Retract,
        Control::Hooks => Command::Hooks(!on),
        Control::Release => Command::Release,
        Control::Beacons => Command::Beacons(!on),
        Control::Transponder => Command::Transponder(!on),
        Control::LeakCheck(of) => Command::LeakCheck(of),
        Control::Hatch(hatch) => Command::Hatch {
            hatch,
            act: if on { HatchAct::Shut } else { HatchAct::Open },
            confirmed: false,
        },
        Control::Valve(valve) => Command::Valve {
            valve,
            open: !on,
            confirmed: false,
        },
        Control::Send(crew, to) => Command::Move {
            crew,
            to,
            confirmed: false,
        },
        Control::Mask(crew) => Command::Mask { crew, on: !on },
        Control::Switch(switch) => Command::Switch { switch, on: !on },
        Control::Extinguish(crew) => Command::Extinguish { crew },
        Control::Lamp(code) => Command::Lamp(code),
        Control::NoGo => Command::Poll(false),
        Control::Offer(role) => Command::Offer(role),
        Control::Accept => Command::Accept,
        Control::Withdraw => Command::Withdraw,
        Control::Isolation(manifold) => Command::Isolate { manifold, shut: on },
    }
}

/// The next place of the digital autopilot's rate, round after the fastest.
fn next_dap_rate(view: &View) -> DapRate {
    let here = view.panel.apollo().map(|apollo| apollo.dap_rate);
    let rates = DapRate::ALL;
    let place = rates.iter().position(|rate| Some(*rate) == here);
    rates[place.map_or(0, |place| (place + 1) % rates.len())]
}

/// How an own hatch stands.
pub fn hatch_state(panel: &Panel, hatch: HatchId) -> Option<HatchState> {
    let row = usize::from(hatch.number());
    match panel {
        Panel::Apollo(apollo) => apollo.hatches.get(row - 1).copied(),
        Panel::Soyuz(soyuz) => soyuz.hatches.get(row.checked_sub(4)?).copied(),
    }
}
