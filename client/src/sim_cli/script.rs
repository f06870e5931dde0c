//! Timed acts of both crews from a text file: `T SEAT COMMAND ARGS`, one a line, `#` starts a
//! comment. It turns words into commands; what the world says to them is not its business.

mod words;

use handshake_shared::catalogue::calls::{Axis, CallId, Dir, SlotKind, SlotValue};
use handshake_shared::catalogue::equipment::SwitchId;
use handshake_shared::catalogue::lamps::LampCode;
use handshake_shared::catalogue::spelling::parse_cell;
use handshake_shared::catalogue::valves::ValveId;
use handshake_shared::ids::{CompartmentId, CrewId, HatchId, Seat};
use handshake_shared::sim::input::{
    Answer, Command, ControlMode, DapRate, Deadband, HatchAct, HelpLevel, ReadingOf, RingAct, Role,
    StickRate, Tongue, TwoKeyAct,
};
use handshake_shared::time::{TICK_RATE_HZ, Tick};
use thiserror::Error;

use words::Words;

/// Latest moment of an act, s: a week, far beyond any mission and far inside a tick counter.
const TIME_MAX_S: f64 = 604_800.0;

/// What a line asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptAct {
    /// A panel or radio act.
    Command(Command),
    /// A hand controller held full over.
    Hold {
        /// True for translation, false for rotation.
        push: bool,
        /// 0 for X or roll, 1 for Y or pitch, 2 for Z or yaw.
        axis: usize,
        /// Right-handed about, or along, the axis.
        positive: bool,
        /// For how many ticks, at least one.
        ticks: u32,
    },
    /// Answer the call that waits for a read-back, whatever its number on the loop.
    ReadBack(ScriptAnswer),
}

/// How a script answers a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScriptAnswer {
    /// A given card or value.
    Given(Answer),
    /// What was really said.
    Right,
}

/// Why a script was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {wrong}; {right}")]
pub struct ScriptError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, with the word as written.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

/// The acts of a script, earliest first; acts of one moment in the order of the file.
pub fn parse(text: &str) -> Result<Vec<(Tick, Seat, ScriptAct)>, ScriptError> {
    let mut acts = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut words = Words::new(index + 1, line)?;
        if words.is_empty() {
            continue;
        }
        let seconds = words.number("a time in seconds", 0.0, TIME_MAX_S)?;
        let seat = words.one_of("a seat", SEATS)?;
        let act = act(&mut words, seat)?;
        words.end()?;
        acts.push((nearest_tick(seconds), seat, act));
    }
    acts.sort_by_key(|(tick, ..)| *tick);
    Ok(acts)
}

/// The tick nearest to a time that a person wrote down in decimals.
pub fn nearest_tick(seconds: f64) -> Tick {
    Tick((seconds * f64::from(TICK_RATE_HZ)).round() as u32)
}

/// A closed list of words and what each means.
pub type Rows<T> = &'static [(&'static str, T)];

const SEATS: Rows<Seat> = &[("apollo", Seat::Apollo), ("soyuz", Seat::Soyuz)];
const ON_OFF: Rows<bool> = &[("on", true), ("off", false)];
const OPEN_SHUT: Rows<bool> = &[("open", true), ("shut", false)];
const CLOSE_OPEN: Rows<bool> = &[("close", true), ("open", false)];
const GO: Rows<bool> = &[("go", true), ("no-go", false)];
const LAMPS: Rows<LampCode> = &[
    ("stop", LampCode::Stop),
    ("go", LampCode::Go),
    ("no-go", LampCode::NoGo),
    ("back-off", LampCode::BackOff),
    ("say-again", LampCode::SayAgain),
    ("capture", LampCode::Capture),
];
const RINGS: Rows<RingAct> = &[("extend", RingAct::Extend), ("stow", RingAct::Stow)];
const ROLES: Rows<Role> = &[("control", Role::Control), ("ring", Role::Ring)];
const KEYS: Rows<TwoKeyAct> = &[
    ("hatch-4", TwoKeyAct::Hatch4),
    ("hatch-3", TwoKeyAct::Hatch3),
];
const TONGUES: Rows<Tongue> = &[("english", Tongue::English), ("russian", Tongue::Russian)];
const DEADBANDS: Rows<Deadband> = &[("min", Deadband::Min), ("max", Deadband::Max)];
const STICK_RATES: Rows<StickRate> = &[("low", StickRate::Low), ("high", StickRate::High)];
const DAP_RATES: Rows<DapRate> = &[
    ("0.05", DapRate::R005),
    ("0.2", DapRate::R02),
    ("0.5", DapRate::R05),
    ("2", DapRate::R2),
];
const AXES: Rows<Axis> = &[
    ("pitch", Axis::Pitch),
    ("yaw", Axis::Yaw),
    ("roll", Axis::Roll),
];
const DIRS: Rows<Dir> = &[
    ("left", Dir::Left),
    ("right", Dir::Right),
    ("up", Dir::Up),
    ("down", Dir::Down),
];
const READINGS: Rows<ReadingOf> = &[
    ("cavity", ReadingOf::Cavity),
    ("tunnel2", ReadingOf::Tunnel2),
    ("dm", ReadingOf::Dm),
];

const HATCHES: Rows<HatchId> = &[
    ("1", HatchId::H1),
    ("2", HatchId::H2),
    ("3", HatchId::H3),
    ("4", HatchId::H4),
    ("5", HatchId::H5),
];
const APOLLO_MODES: Rows<ControlMode> = &[
    ("off", ControlMode::Off),
    ("min-imp", ControlMode::MinImp),
    ("accel-cmd", ControlMode::AccelCmd),
    ("rate-cmd", ControlMode::RateCmd),
    ("cmc-free", ControlMode::CmcFree),
    ("cmc-hold", ControlMode::CmcHold),
    ("cmc-auto", ControlMode::CmcAuto),
];
const SOYUZ_MODES: Rows<ControlMode> = &[
    ("off", ControlMode::Off),
    ("manual", ControlMode::Manual),
    ("inertial", ControlMode::InertialHold),
    ("orbital", ControlMode::OrbitalHold),
    ("orbital-auto", ControlMode::OrbitalAuto),
];
const HELP: Rows<HelpLevel> = &[
    ("passenger", HelpLevel::Passenger),
    ("cadet", HelpLevel::Cadet),
    ("pilot", HelpLevel::Pilot),
    ("commander", HelpLevel::Commander),
    ("oklahomski", HelpLevel::Oklahomski),
];
const PUSHES: Rows<(usize, bool)> = &[
    ("+x", (0, true)),
    ("-x", (0, false)),
    ("+y", (1, true)),
    ("-y", (1, false)),
    ("+z", (2, true)),
    ("-z", (2, false)),
];
const TURNS: Rows<(usize, bool)> = &[
    ("+roll", (0, true)),
    ("-roll", (0, false)),
    ("+pitch", (1, true)),
    ("-pitch", (1, false)),
    ("+yaw", (2, true)),
    ("-yaw", (2, false)),
];
/// The five men by name.
pub const MEN: Rows<CrewId> = &[
    ("stafford", CrewId::Stafford),
    ("brand", CrewId::Brand),
    ("slayton", CrewId::Slayton),
    ("leonov", CrewId::Leonov),
    ("kubasov", CrewId::Kubasov),
];
/// The six gas volumes by name.
pub const PLACES: Rows<CompartmentId> = &[
    ("cm", CompartmentId::Cm),
    ("tunnel1", CompartmentId::Tunnel1),
    ("dm", CompartmentId::Dm),
    ("tunnel2", CompartmentId::Tunnel2),
    ("om", CompartmentId::Om),
    ("sa", CompartmentId::Sa),
];
/// The valves by name.
pub const VALVES: Rows<ValveId> = &[
    ("h1-eq", ValveId::H1Eq),
    ("h2-eq", ValveId::H2Eq),
    ("h3-eq", ValveId::H3Eq),
    ("h4-eq", ValveId::H4Eq),
    ("h5-eq", ValveId::H5Eq),
    ("dm-nitrogen", ValveId::DmNitrogen),
    ("dm-oxygen", ValveId::DmOxygen),
    ("dm-vent", ValveId::DmVent),
    ("tunnel2-vent", ValveId::Tunnel2Vent),
    ("cavity-fill", ValveId::CavityFill),
    ("om-vent", ValveId::OmVent),
    ("om-oxygen", ValveId::OmOxygen),
    ("cm-oxygen", ValveId::CmOxygen),
    ("cm-relief", ValveId::CmRelief),
];

/// The switches of the air equipment by name.
pub const SWITCHES: Rows<SwitchId> = &[
    ("cm-fan", SwitchId::CmFan),
    ("dm-fan", SwitchId::DmFan),
    ("om-fan", SwitchId::OmFan),
    ("sa-fan", SwitchId::SaFan),
    ("om-regenerator", SwitchId::OmRegenerator),
    ("sa-regenerator", SwitchId::SaRegenerator),
    ("cm-power", SwitchId::CmPower),
    ("dm-power", SwitchId::DmPower),
    ("om-power", SwitchId::OmPower),
    ("sa-power", SwitchId::SaPower),
];

/// Reads what follows the command's own word.
type Reader = fn(&mut Words, Seat) -> Result<ScriptAct, ScriptError>;

const COMMANDS: Rows<Reader> = &[
    ("push", |words, _| hold(words, PUSHES, true)),
    ("turn", |words, _| hold(words, TURNS, false)),
    ("mode", |words, seat| {
        let modes = match seat {
            Seat::Apollo => APOLLO_MODES,
            Seat::Soyuz => SOYUZ_MODES,
        };
        words
            .one_of("a control mode", modes)
            .map(Command::Mode)
            .map(ScriptAct::Command)
    }),
    ("deadband", |words, _| {
        panel(words.one_of("a deadband", DEADBANDS).map(Command::Deadband))
    }),
    ("rate", |words, _| {
        panel(words.one_of("a rate", STICK_RATES).map(Command::StickRate))
    }),
    ("direct", |words, _| {
        panel(words.one_of("a switch", ON_OFF).map(Command::Direct))
    }),
    ("dap-deadband", |words, _| {
        panel(
            words
                .one_of("a deadband", DEADBANDS)
                .map(Command::DapDeadband),
        )
    }),
    ("dap-rate", |words, _| {
        panel(
            words
                .one_of("a rate in degrees a second", DAP_RATES)
                .map(Command::DapRate),
        )
    }),
    ("store-attitude", |_, _| {
        Ok(ScriptAct::Command(Command::StoreAttitude))
    }),
    ("ring", |words, _| {
        panel(words.one_of("what the ring does", RINGS).map(Command::Ring))
    }),
    ("retract", |_, _| Ok(ScriptAct::Command(Command::Retract))),
    ("release", |_, _| Ok(ScriptAct::Command(Command::Release))),
    ("hooks", |words, _| {
        panel(
            words
                .one_of("what the hooks do", CLOSE_OPEN)
                .map(Command::Hooks),
        )
    }),
    ("beacons", |words, _| {
        panel(words.one_of("a switch", ON_OFF).map(Command::Beacons))
    }),
    ("transponder", |words, _| {
        panel(words.one_of("a switch", ON_OFF).map(Command::Transponder))
    }),
    ("ksu", |words, _| panel(ksu(words))),
    ("valve", |words, _| panel(valve(words))),
    ("hatch", |words, _| panel(hatch(words))),
    ("leak-check", |words, _| {
        panel(
            words
                .one_of("what is read", READINGS)
                .map(Command::LeakCheck),
        )
    }),
    ("move", |words, _| {
        let crew = words.one_of("a man", MEN)?;
        let to = words.one_of("a place", PLACES)?;
        let confirmed = words.take("confirmed");
        Ok(ScriptAct::Command(Command::Move {
            crew,
            to,
            confirmed,
        }))
    }),
    ("switch", |words, _| {
        let switch = words.one_of("a switch of the air equipment", SWITCHES)?;
        let on = words.one_of("how to turn it", ON_OFF)?;
        Ok(ScriptAct::Command(Command::Switch { switch, on }))
    }),
    ("extinguish", |words, _| {
        let crew = words.one_of("a man", MEN)?;
        Ok(ScriptAct::Command(Command::Extinguish { crew }))
    }),
    ("mask", |words, _| {
        let crew = words.one_of("a man", MEN)?;
        let on = words.one_of("what he does with it", ON_OFF)?;
        Ok(ScriptAct::Command(Command::Mask { crew, on }))
    }),
    ("call", |words, seat| panel(call(words, seat))),
    ("readback", |words, _| read_back(words)),
    ("lamp", |words, _| {
        panel(words.one_of("a signal", LAMPS).map(Command::Lamp))
    }),
    ("poll", |words, _| {
        panel(words.one_of("an answer", GO).map(Command::Poll))
    }),
    ("key", |words, _| {
        panel(words.one_of("a key", KEYS).map(Command::Key))
    }),
    ("text", |words, _| {
        panel(words.next("what is said").map(Command::Text))
    }),
    ("isolate", |words, seat| {
        let rows: &[(&str, u8)] = match seat {
            Seat::Apollo => &[("a", 0), ("b", 1), ("c", 2), ("d", 3)],
            Seat::Soyuz => &[("dpo-1", 0), ("dpo-2", 1), ("do", 2)],
        };
        let manifold = words.one_of("a manifold of jets", rows)?;
        let shut = !words.one_of("how to turn its valve", OPEN_SHUT)?;
        Ok(ScriptAct::Command(Command::Isolate { manifold, shut }))
    }),
    ("offer", |words, _| {
        panel(words.one_of("a role", ROLES).map(Command::Offer))
    }),
    ("accept", |_, _| Ok(ScriptAct::Command(Command::Accept))),
    ("withdraw", |_, _| Ok(ScriptAct::Command(Command::Withdraw))),
    ("abort", |_, _| Ok(ScriptAct::Command(Command::Abort))),
    ("help", |words, _| {
        panel(words.one_of("a help level", HELP).map(Command::Help))
    }),
];

fn act(words: &mut Words, seat: Seat) -> Result<ScriptAct, ScriptError> {
    words.one_of("a command", COMMANDS)?(words, seat)
}

fn panel(command: Result<Command, ScriptError>) -> Result<ScriptAct, ScriptError> {
    command.map(ScriptAct::Command)
}

fn hold(
    words: &mut Words,
    axes: Rows<(usize, bool)>,
    push: bool,
) -> Result<ScriptAct, ScriptError> {
    let (axis, positive) = words.one_of("a direction", axes)?;
    let seconds = words.number("a length in seconds", 0.0, 600.0)?;
    let ticks = (seconds * f64::from(TICK_RATE_HZ)).round() as u32;
    Ok(ScriptAct::Hold {
        push,
        axis,
        positive,
        ticks: ticks.max(1),
    })
}

fn ksu(words: &mut Words) -> Result<Command, ScriptError> {
    let word = words.next("a cell of the matrix")?;
    let cell = parse_cell(&word);
    let right = "a column А Б В Г Н Р С У (Cyrillic) and a row 1 to 5, like В3";
    cell.map(Command::Ksu)
        .ok_or_else(|| words.error(format!("no cell of the matrix: {word}"), right))
}

fn valve(words: &mut Words) -> Result<Command, ScriptError> {
    Ok(Command::Valve {
        valve: words.one_of("a valve", VALVES)?,
        open: words.one_of("how to turn it", OPEN_SHUT)?,
        confirmed: words.take("confirmed"),
    })
}

fn hatch(words: &mut Words) -> Result<Command, ScriptError> {
    Ok(Command::Hatch {
        hatch: words.one_of("a hatch", HATCHES)?,
        act: match words.one_of("what is done to it", OPEN_SHUT)? {
            true => HatchAct::Open,
            false => HatchAct::Shut,
        },
        confirmed: words.take("confirmed"),
    })
}

fn call(words: &mut Words, seat: Seat) -> Result<Command, ScriptError> {
    let key = words.next("a call")?;
    let call = CallId::from_key(&key).ok_or_else(|| {
        let right = "the calls are listed in the phrasebook, e.g. range-and-rate";
        words.error(format!("no call: {key}"), right)
    })?;
    let mut slots = Vec::new();
    for kind in call.row().slots {
        slots.push(slot(words, *kind)?);
    }
    let own = match seat {
        Seat::Apollo => Tongue::English,
        Seat::Soyuz => Tongue::Russian,
    };
    let tongue = match words.take("in") {
        true => words.one_of("a language", TONGUES)?,
        false => own,
    };
    Ok(Command::Call {
        call,
        slots,
        tongue,
    })
}

fn slot(words: &mut Words, kind: SlotKind) -> Result<SlotValue, ScriptError> {
    Ok(match kind {
        SlotKind::Hatch => SlotValue::Hatch(words.one_of("a hatch", HATCHES)?),
        SlotKind::Axis => SlotValue::Axis(words.one_of("an axis", AXES)?),
        SlotKind::Dir => SlotValue::Dir(words.one_of("a side", DIRS)?),
        SlotKind::Place => SlotValue::Place(words.one_of("a place", PLACES)?),
        SlotKind::Name => SlotValue::Name(words.one_of("a man", MEN)?),
        SlotKind::Count => SlotValue::Count(words.whole("a count", 0, 8)? as u8),
        _ => SlotValue::Number(words.number("a value in SI", -1e9, 1e9)? as f32),
    })
}

fn read_back(words: &mut Words) -> Result<ScriptAct, ScriptError> {
    const WAYS: Rows<u8> = &[("right", 0), ("card", 1), ("value", 2)];
    Ok(ScriptAct::ReadBack(
        match words.one_of("an answer", WAYS)? {
            0 => ScriptAnswer::Right,
            1 => ScriptAnswer::Given(Answer::Card(words.whole("a card", 1, 3)? as u8 - 1)),
            _ => {
                let value = words.number("a value in SI", -1e9, 1e9)? as f32;
                ScriptAnswer::Given(Answer::Value(value))
            }
        },
    ))
}

#[cfg(test)]
mod tests;
