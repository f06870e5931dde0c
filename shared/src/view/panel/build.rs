//! Reads the instruments: World × Seat → Panel. The only place where a panel gets its values, so
//! the place to look when a seat seems to know too much.

use crate::catalogue::compartments::Gauge;
use crate::catalogue::equipment::SwitchId;
use crate::catalogue::procedures::{Phase, StepId};
use crate::catalogue::valves::{BottleId, ValveId};
use crate::frames::below_rad;
use crate::ids::{CompartmentId, CrewId, HatchId, Seat};
use crate::maths::{rad, round};
use crate::sim::World;
use crate::sim::atmosphere::Air;
use crate::sim::eclipse;
use crate::sim::input::ReadingOf;
use crate::sim::mechanism::{self, Mechanism};
use crate::sim::motion;
use crate::sim::physiology::{CrewMember, Symptom};
use crate::sim::plumes;
use crate::sim::radio::called::{keeper, reader};
use crate::view::panel::{
    ApolloPanel, CalledAcross, Corona, CraftPanel, DockLamp, GasGauge, LeakReading, Panel, Ranged,
    RingState, SoyuzPanel,
};

/// A seat's console.
pub fn of(world: &World, seat: Seat) -> Panel {
    match seat {
        Seat::Apollo => Panel::Apollo(apollo(world)),
        Seat::Soyuz => Panel::Soyuz(soyuz(world)),
    }
}

fn apollo(world: &World) -> ApolloPanel {
    let air = &world.air;
    let pilot = &world.craft[Seat::Apollo.index()].autopilot;
    let plan = &world.plan;
    let book_open = plan.phase() >= Phase::Final
        && (plan.flies(StepId::Cell) || plan.flies(StepId::SchoolCell));
    ApolloPanel {
        craft: craft(world, Seat::Apollo),
        stick_rate: pilot.stick_rate,
        direct: pilot.direct,
        dap_deadband: pilot.dap_deadband,
        dap_rate: pilot.dap_rate,
        vhf_range_m: world.instruments.vhf.reading_m().map(|range| range as f32),
        cm: gauge(air, CompartmentId::Cm),
        tunnel1_pa: air.gauge_pa(Gauge::Cabin(CompartmentId::Tunnel1)) as f32,
        dm: gauge(air, CompartmentId::Dm),
        bottles_kg: [BottleId::DmNitrogen, BottleId::DmOxygen]
            .map(|bottle| air.bottle_kg(bottle) as f32),
        hatches: [HatchId::H1, HatchId::H2, HatchId::H3].map(|hatch| air.hatch(hatch)),
        valves_open: valves(air, Seat::Apollo),
        book_cell: book_open.then_some(world.switches.right_cell),
        dm_k: air.temperature_k(CompartmentId::Dm) as f32,
        leak: leak(world, ReadingOf::Dm),
        soyuz_go: answer(world, Seat::Soyuz),
    }
}

fn soyuz(world: &World) -> SoyuzPanel {
    let air = &world.air;
    let ranged = world.instruments.rangefinder.reading();
    SoyuzPanel {
        craft: craft(world, Seat::Soyuz),
        ranged: ranged.map(|reading| Ranged {
            range_m: reading.range_m as f32,
            closing_m_per_s: reading.closing_m_per_s as f32,
        }),
        om: gauge(air, CompartmentId::Om),
        sa: gauge(air, CompartmentId::Sa),
        tunnel2_pa: air.gauge_pa(Gauge::Cabin(CompartmentId::Tunnel2)) as f32,
        cavity_pa: air.gauge_pa(Gauge::Cavity) as f32,
        bottle_kg: air.bottle_kg(BottleId::SoyuzOxygen) as f32,
        hatches: [HatchId::H4, HatchId::H5].map(|hatch| air.hatch(hatch)),
        valves_open: valves(air, Seat::Soyuz),
        beacons: world.switches.beacons,
        transponder: world.switches.transponder,
        ksu: world.switches.ksu,
        ksu_busy_s: world.switches.ksu_busy_until.since(world.tick) as f32,
        latch_power: world.switches.latch_cell,
        tunnel2_k: air.temperature_k(CompartmentId::Tunnel2) as f32,
        leak: leak(world, ReadingOf::Tunnel2),
        cavity_leak: leak(world, ReadingOf::Cavity),
        corona: corona(world),
        globus_rad: below_rad(world.craft[1].pos_eci_m, world.utc_s()).map(|angle| angle as f32),
        apollo_go: answer(world, Seat::Apollo),
    }
}

fn craft(world: &World, seat: Seat) -> CraftPanel {
    let craft = &world.craft[seat.index()];
    let sensed = motion::sensed(craft);
    let men = match seat {
        Seat::Apollo => [CrewId::Stafford, CrewId::Brand, CrewId::Slayton],
        Seat::Soyuz => [CrewId::Leonov, CrewId::Kubasov, CrewId::Kubasov],
    };
    let man = |id: CrewId| &world.crew[id as usize];
    let pilot = man(world.hands.pilot(seat));
    let mut crew_feels = men.map(|id| man(id).symptoms());
    if seat == Seat::Soyuz {
        crew_feels[2] = 0;
    }
    let own = |holds: fn(&CrewMember) -> bool| {
        let who = world
            .crew
            .iter()
            .filter(|man| man.id.seat() == seat && holds(man));
        who.fold(0, |bits, man| bits | 1 << man.id as u8)
    };
    CraftPanel {
        mode: craft.autopilot.mode,
        deadband: craft.autopilot.deadband,
        error_rad: craft
            .autopilot
            .error_rad(&sensed)
            .to_array()
            .map(|x| x as f32),
        rate_rad_per_s: craft.rate_rad_per_s.to_array().map(|x| x as f32),
        propellant_kg: craft.tanks_kg().map(|kg| kg as f32),
        jets: craft.rcs.lamps_lit(),
        ring: ring(&world.mechanism, seat),
        ring_m: world.mechanism.ring_m(seat) as f32,
        dock: dock(&world.mechanism),
        latches: latches(&world.mechanism, seat),
        hooks: world.mechanism.hooks(),
        alarms: world.alarms[seat.index()],
        crew_awake: men.map(|id| man(id).consciousness() as f32),
        crew_at: men.map(|id| man(id).at),
        switches: switches(&world.air, seat),
        crew_feels,
        pilot: pilot.id,
        pilot_sight: pilot.sight() as f32,
        pilot_hands: pilot.hands() as f32,
        masks: own(|man| man.masked()),
        bends_risk: men.iter().fold(0.0, |worst, id| {
            f64::max(worst, man(*id).decompression_risk())
        }) as f32,
        closing_rule: [
            world.closing.fraction_per_s as f32,
            world.closing.floor_m_per_s as f32,
        ],
        help: world.help[seat.index()],
        isolated: craft.rcs.shut,
        plume: world.plume_n[seat.index()] > plumes::FELT_N,
        called: called(world, seat),
        flows: flows(&world.air, seat),
        guests: guests(world, seat),
        flames: noticed(world, seat, |man| world.burning(man.at)),
        smoke: noticed(world, seat, |man| feels(man, Symptom::BurntSmell)),
        fumes: noticed(world, seat, |man| feels(man, Symptom::SharpSmell)),
    }
}

/// A range between craft that hold each other is none: the bar goes blank.
fn called(world: &World, seat: Seat) -> CalledAcross {
    let apart = !world.is_joined();
    let told = world.radio.called[seat.index()];
    CalledAcross {
        range: told.range.filter(|_| apart),
        ..told
    }
}

/// Mass flow from which gas seeps, flows and rushes, kg/s: a leak that a cabin bears for days, one
/// that a gauge shows within minutes, an open valve (choices; finer, and the partner's pressure
/// could be reckoned from them).
const FLOW_CLASSES_KG_S: [f64; 3] = [1.0e-6, 1.0e-4, 1.0e-2];

fn flows(air: &Air, seat: Seat) -> [i8; 5] {
    HatchId::ALL.map(|hatch| {
        if keeper(hatch) != seat {
            return 0;
        }
        let flow_kg_s = air.bulkhead_flow_kg_s(hatch);
        let reached = FLOW_CLASSES_KG_S
            .iter()
            .filter(|least| flow_kg_s.abs() >= **least);
        let class = reached.count() as i8;
        if flow_kg_s < 0.0 { -class } else { class }
    })
}

/// Neither ship has a lamp for it: a place shows what a man there, if he is awake, says of it.
fn noticed(world: &World, seat: Seat, what: impl Fn(&CrewMember) -> bool) -> u8 {
    let men = world.crew.iter().filter(|man| man.id.seat() == seat);
    men.filter(|man| !man.incapacitated() && what(man))
        .fold(0, |bits, man| bits | 1 << man.at as u8)
}

fn feels(man: &CrewMember, symptom: Symptom) -> bool {
    man.symptoms() & symptom.bit() != 0
}

fn guests(world: &World, seat: Seat) -> [Option<CompartmentId>; 3] {
    let [own, other] =
        [seat, seat.other()].map(|seat| world.crew.iter().filter(move |man| man.id.seat() == seat));
    let in_sight = |place| reader(place) == seat || own.clone().any(|man| man.at == place);
    let mut guests = [None; 3];
    for (guest, man) in guests.iter_mut().zip(other) {
        *guest = Some(man.at).filter(|place| in_sight(*place));
    }
    guests
}

fn ring(mechanism: &Mechanism, seat: Seat) -> RingState {
    match mechanism.ring_state(seat) {
        mechanism::RingState::Stowed => RingState::Stowed,
        mechanism::RingState::Extended => RingState::Extended,
        mechanism::RingState::Extending | mechanism::RingState::Stowing => RingState::Moving,
    }
}

fn dock(mechanism: &Mechanism) -> DockLamp {
    use mechanism::Phase::{
        Aligning, Captured, Contact, Damped, Extending, Free, HardDock, Hooking, Near, Retracted,
        Retracting,
    };
    match mechanism.phase() {
        Free | Near => DockLamp::Free,
        Contact => DockLamp::Contact,
        // The lamp believes its three sensors; with one dead the latches' lamps must be believed.
        Captured if mechanism.sensors() != [true; 3] => DockLamp::Contact,
        Captured => DockLamp::Capture,
        Damped | Extending => DockLamp::Damped,
        Aligning | Retracting => DockLamp::Retracting,
        Retracted | Hooking => DockLamp::Retracted,
        HardDock => DockLamp::HardDock,
    }
}

/// Latches are the active side's; the passive side has only catches.
fn latches(mechanism: &Mechanism, seat: Seat) -> [bool; 3] {
    if mechanism.active() == Some(seat) {
        mechanism.latches()
    } else {
        [false; 3]
    }
}

fn gauge(air: &Air, place: CompartmentId) -> GasGauge {
    GasGauge {
        total_pa: air.gauge_pa(Gauge::Cabin(place)) as f32,
        oxygen_pa: air.partial_o2_pa(place) as f32,
        co2_pa: air.partial_co2_pa(place) as f32,
        water_pa: air.partial_h2o_pa(place) as f32,
    }
}

fn switches(air: &Air, seat: Seat) -> u16 {
    let own = |switch: &&SwitchId| switch.row().worked_by == seat && air.switch_on(**switch);
    SwitchId::ALL
        .iter()
        .filter(own)
        .fold(0, |bits, switch| bits | 1 << *switch as u16)
}

fn valves(air: &Air, seat: Seat) -> u16 {
    let own = |valve: &&ValveId| valve.row().worked_by == seat && air.valve_open(**valve);
    ValveId::ALL
        .iter()
        .filter(own)
        .fold(0, |bits, valve| bits | 1 << *valve as u16)
}

/// A crew's answer at the open hold point, for the partner's panel.
fn answer(world: &World, of: Seat) -> Option<bool> {
    let gate = world.plan.open_gate()?;
    world.radio.go[gate as usize][of.index()]
}

fn leak(world: &World, of: ReadingOf) -> Option<LeakReading> {
    let reading = world.switches.reading(of)?;
    let (whole, taken) = (world.switches.reading_s, world.tick.since(reading.began));
    let taken = if reading.runs() { taken } else { whole };
    let so_far = || of.pressure_pa(&world.air) - reading.first_pa;
    Some(LeakReading {
        left_s: (whole - taken).max(0.0) as f32,
        over_s: taken as f32,
        change_pa: reading.change_pa.unwrap_or_else(so_far) as f32,
        before_pa: reading.before_pa.map(|change| change as f32),
        good: world.switches.leak_verdict(of),
    })
}

/// The glass is read to a hundredth of a degree and to the hundredth of the disc.
fn corona(world: &World) -> Option<Corona> {
    let read = |value: f64, digit: f64| (round(value / digit) * digit + 0.0) as f32;
    let glass = eclipse::glass(world).filter(|_| world.plan.flies(StepId::EclipseShade))?;
    Some(Corona {
        sun_rad: glass.sun_rad.map(|angle| read(angle, rad(0.01))),
        apollo_rad: glass.apollo_rad.map(|angle| read(angle, rad(0.01))),
        covered: read(glass.covered, 0.01),
    })
}
