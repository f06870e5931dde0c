//! What can break and how: the parts a mission may fail, the ways each of them can, and the names by
//! which mission files call them. What a failure does stands beside the part's own model.

use alloc::format;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::catalogue::compartments::Gauge;
use crate::catalogue::constants::PA_PER_MMHG;
use crate::catalogue::jets::jets;
use crate::catalogue::mechanisms::HOOKS;
use crate::catalogue::valves::ValveId;
use crate::ids::{CompartmentId, HatchId, Seat};

/// A part that can fail; rows are counted from 0, names from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// A control jet, by row of its craft's table.
    Jet(Seat, u8),
    /// A ring drive.
    RingDrive(Seat),
    /// A capture latch.
    Latch(u8),
    /// A capture sensor.
    Sensor(u8),
    /// A structural hook.
    Hook(u8),
    /// The hull around a compartment: gas leaks to space.
    Hull(CompartmentId),
    /// A docking seal.
    Seal(Seal),
    /// A hand valve, which sticks as it stands: its handle turns and its poppet does not.
    Valve(ValveId),
    /// A pressure gauge.
    Gauge(Gauge),
    /// A cabin fan.
    Fan(CompartmentId),
    /// Something warm that smells, as on 17 July: pyrolysis products seep for minutes, harmless in
    /// that amount.
    Odour(CompartmentId),
    /// A chafed cable, which lights what is near it while it has power and the air lets it burn.
    Spark(CompartmentId),
    /// Vapour of nitrogen tetroxide, drawn in or carried in on clothes.
    Oxidizer(CompartmentId),
    /// A wall that the Sun warms or the shadow cools: shut gas rises and falls with it and looks like
    /// a leak.
    Wall(CompartmentId),
}

/// One of the two concentric docking seals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seal {
    /// Between tunnel 2 and the cavity.
    Inner,
    /// Between the cavity and space.
    Outer,
}

/// How a part fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// It does nothing any more.
    Dead,
    /// It works without being told to, and does not stop.
    StuckOn,
    /// It does not shut tightly.
    Leaking,
    /// It shows another value than the true one.
    Wrong,
    /// It gives off vapour for some minutes.
    Seeping,
    /// It sparks.
    Shorted,
    /// It goes to another temperature.
    Drifting,
}

/// How much of it: a number beside a failure in the mission file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// Field name, unit last.
    pub key: &'static str,
    /// Lowest value, in the file's unit.
    pub min: f64,
    /// Highest value, in the file's unit.
    pub max: f64,
    /// Its value where the file gives none.
    pub default: f64,
    /// The file's unit in SI.
    pub si: f64,
    /// Zero of the file's unit, SI.
    pub zero: f64,
}

impl Amount {
    /// Every amount there is; the field's name tells them apart.
    pub const ALL: [Amount; 4] = [SIZE, BIAS, SHARE, WALL];

    /// A value of the file's unit in SI.
    pub fn in_si(&self, value: f64) -> f64 {
        self.zero + value * self.si
    }
}

/// Area of a hole, m²: 10 mm² takes 8 mmHg a minute out of the Docking Module at 260 mmHg.
const SIZE: Amount = amount("size_mm2", 0.01, 10_000.0, 10.0, 1e-6);
/// What a gauge shows too much, Pa.
const BIAS: Amount = amount("bias_mmhg", -760.0, 760.0, 15.0, PA_PER_MMHG);
/// Share of the compartment's gas that seeps in in all, 1: 4 ppm are smelt by anybody, harm nobody
/// (the CO limit of a working day is 25 to 50) and fade below notice within the hour.
const SHARE: Amount = amount("share_ppm", 0.1, 10_000.0, 4.0, 1e-6);
/// The same of oxidizer: about what the crew breathed on 24 July 1975 (recalled).
const OXIDIZER: Amount = Amount {
    default: 250.0,
    ..SHARE
};
/// Where a wall's temperature goes, K: 22 °C is what trapped gas of 12 °C was warmed to overnight
/// in the flight's false leak.
const WALL: Amount = Amount {
    zero: 273.15,
    ..amount("to_c", -60.0, 80.0, 22.0, 1.0)
};

const fn amount(key: &'static str, min: f64, max: f64, default: f64, si: f64) -> Amount {
    Amount {
        key,
        min,
        max,
        default,
        si,
        zero: 0.0,
    }
}

/// What an instructor may have happen at once, in a flight whose host lets him.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Injection {
    /// This part fails so, as badly as such failures usually do.
    Fails(Part, Way),
    /// Both crews hear the loop through noise for some minutes.
    Noise,
}

impl Injection {
    /// What an instructor is offered: of each kind that missions know the parts that teach most, in the
    /// order of a flight. Any other part that can fail does as well.
    pub const OFFERED: [Injection; 24] = [
        Injection::Fails(Part::Jet(Seat::Apollo, 10), Way::StuckOn),
        Injection::Fails(Part::Jet(Seat::Apollo, 10), Way::Dead),
        Injection::Fails(Part::Jet(Seat::Soyuz, 11), Way::StuckOn),
        Injection::Fails(Part::Jet(Seat::Soyuz, 11), Way::Dead),
        Injection::Noise,
        Injection::Fails(Part::RingDrive(Seat::Apollo), Way::Dead),
        Injection::Fails(Part::RingDrive(Seat::Soyuz), Way::Dead),
        Injection::Fails(Part::Latch(0), Way::Dead),
        Injection::Fails(Part::Sensor(0), Way::Dead),
        Injection::Fails(Part::Hook(2), Way::Dead),
        Injection::Fails(Part::Seal(Seal::Inner), Way::Leaking),
        Injection::Fails(Part::Seal(Seal::Outer), Way::Leaking),
        Injection::Fails(Part::Hull(CompartmentId::Dm), Way::Leaking),
        Injection::Fails(Part::Hull(CompartmentId::Om), Way::Leaking),
        Injection::Fails(Part::Gauge(Gauge::Cavity), Way::Wrong),
        Injection::Fails(Part::Gauge(Gauge::Cabin(CompartmentId::Dm)), Way::Wrong),
        Injection::Fails(Part::Valve(ValveId::DmVent), Way::Dead),
        Injection::Fails(Part::Valve(ValveId::H3Eq), Way::Dead),
        Injection::Fails(Part::Fan(CompartmentId::Cm), Way::Dead),
        Injection::Fails(Part::Fan(CompartmentId::Om), Way::Dead),
        Injection::Fails(Part::Odour(CompartmentId::Dm), Way::Seeping),
        Injection::Fails(Part::Spark(CompartmentId::Dm), Way::Shorted),
        Injection::Fails(Part::Oxidizer(CompartmentId::Cm), Way::Seeping),
        Injection::Fails(Part::Wall(CompartmentId::Tunnel2), Way::Drifting),
    ];

    /// There is such a part, and it can fail so: what came over a line may be anything.
    pub fn can_be(self) -> bool {
        match self {
            Injection::Noise => true,
            Injection::Fails(part, way) => part.is_there() && part.ways().0.contains(&way),
        }
    }

    /// Its name in a log: part and way as a mission file calls them.
    pub fn key(self) -> String {
        match self {
            Injection::Noise => "noise".into(),
            Injection::Fails(part, way) => format!("{} {}", part.key(), way.key()),
        }
    }
}

/// Capture latches and sensors of a unit.
const TRIPLE: u8 = 3;

/// The compartments by their names in mission files, in [`CompartmentId`] order.
pub const PLACES: [&str; 6] = ["cm", "tunnel1", "dm", "tunnel2", "om", "sa"];

/// The valves by theirs, in [`ValveId`] order.
pub const VALVE_KEYS: [&str; ValveId::ALL.len()] = [
    "h1-eq",
    "h2-eq",
    "h3-eq",
    "h4-eq",
    "h5-eq",
    "dm-nitrogen",
    "dm-oxygen",
    "dm-vent",
    "tunnel2-vent",
    "cavity-fill",
    "om-vent",
    "om-oxygen",
    "cm-oxygen",
    "cm-relief",
];

impl Part {
    /// Every part of a kind that this name's first word says: `apollo.C3`, `soyuz.12`,
    /// `ring.soyuz`, `latch.1`, `sensor.2`, `hook.8`, `hull.dm`, `seal.inner`, `valve.dm-vent`,
    /// `gauge.cavity`, `fan.om`, `odour.dm`, `spark.cm`, `oxidizer.cm`, `wall.tunnel2`.
    pub fn from_key(key: &str) -> Option<Part> {
        let (kind, which) = key.split_once('.')?;
        let counted = |most: u8| {
            let number: u8 = which.parse().ok()?;
            (1..=most).contains(&number).then(|| number - 1)
        };
        let wired = || place(which).filter(|at| has_cables(*at));
        match kind {
            "ring" => seat(which).map(Part::RingDrive),
            "latch" => counted(TRIPLE).map(Part::Latch),
            "sensor" => counted(TRIPLE).map(Part::Sensor),
            "hook" => counted(HOOKS as u8).map(Part::Hook),
            "hull" => place(which).map(Part::Hull),
            "seal" => match which {
                "inner" => Some(Part::Seal(Seal::Inner)),
                "outer" => Some(Part::Seal(Seal::Outer)),
                _ => None,
            },
            "valve" => {
                let row = VALVE_KEYS.iter().position(|name| *name == which)?;
                Some(Part::Valve(ValveId::ALL[row]))
            }
            "gauge" if which == "cavity" => Some(Part::Gauge(Gauge::Cavity)),
            "gauge" => place(which).map(|at| Part::Gauge(Gauge::Cabin(at))),
            "fan" => wired().map(Part::Fan),
            "odour" => place(which).map(Part::Odour),
            "spark" => wired().map(Part::Spark),
            "oxidizer" => place(which).map(Part::Oxidizer),
            "wall" => place(which).map(Part::Wall),
            _ => {
                let craft = seat(kind)?;
                let row = jets(craft).jets.iter().position(|jet| jet.name == which)?;
                Some(Part::Jet(craft, row as u8))
            }
        }
    }

    /// Its name in a mission file.
    pub fn key(self) -> String {
        match self {
            Part::Jet(seat, row) => {
                format!("{}.{}", word(seat), jets(seat).jets[usize::from(row)].name)
            }
            Part::RingDrive(seat) => format!("ring.{}", word(seat)),
            Part::Latch(row) => format!("latch.{}", row + 1),
            Part::Sensor(row) => format!("sensor.{}", row + 1),
            Part::Hook(row) => format!("hook.{}", row + 1),
            Part::Hull(at) => format!("hull.{}", PLACES[at as usize]),
            Part::Seal(Seal::Inner) => "seal.inner".into(),
            Part::Seal(Seal::Outer) => "seal.outer".into(),
            Part::Valve(valve) => format!("valve.{}", VALVE_KEYS[valve as usize]),
            Part::Gauge(Gauge::Cavity) => "gauge.cavity".into(),
            Part::Gauge(Gauge::Cabin(at)) => format!("gauge.{}", PLACES[at as usize]),
            Part::Fan(at) => format!("fan.{}", PLACES[at as usize]),
            Part::Odour(at) => format!("odour.{}", PLACES[at as usize]),
            Part::Spark(at) => format!("spark.{}", PLACES[at as usize]),
            Part::Oxidizer(at) => format!("oxidizer.{}", PLACES[at as usize]),
            Part::Wall(at) => format!("wall.{}", PLACES[at as usize]),
        }
    }

    /// Its craft has it: rows may have come from anywhere.
    fn is_there(self) -> bool {
        match self {
            Part::Jet(seat, row) => usize::from(row) < jets(seat).jets.len(),
            Part::Latch(row) | Part::Sensor(row) => row < TRIPLE,
            Part::Hook(row) => usize::from(row) < HOOKS,
            Part::Fan(at) | Part::Spark(at) => has_cables(at),
            Part::RingDrive(_)
            | Part::Hull(_)
            | Part::Seal(_)
            | Part::Valve(_)
            | Part::Gauge(_)
            | Part::Odour(_)
            | Part::Oxidizer(_)
            | Part::Wall(_) => true,
        }
    }

    /// The ways in which it can fail, and the words for them in a mission file.
    pub const fn ways(self) -> (&'static [Way], &'static [&'static str]) {
        match self {
            Part::Jet(..) => (
                &[Way::Dead, Way::StuckOn, Way::Leaking],
                &["dead", "stuck-on", "leaking"],
            ),
            Part::RingDrive(_)
            | Part::Latch(_)
            | Part::Sensor(_)
            | Part::Hook(_)
            | Part::Valve(_)
            | Part::Fan(_) => (&[Way::Dead], &["dead"]),
            Part::Hull(_) | Part::Seal(_) => (&[Way::Leaking], &["leaking"]),
            Part::Gauge(_) => (&[Way::Wrong], &["wrong"]),
            Part::Odour(_) | Part::Oxidizer(_) => (&[Way::Seeping], &["seeping"]),
            Part::Spark(_) => (&[Way::Shorted], &["shorted"]),
            Part::Wall(_) => (&[Way::Drifting], &["drifting"]),
        }
    }

    /// The number that goes with its failure, if one does.
    pub const fn amount(self) -> Option<&'static Amount> {
        match self {
            Part::Hull(_) | Part::Seal(_) => Some(&SIZE),
            Part::Gauge(_) => Some(&BIAS),
            Part::Odour(_) => Some(&SHARE),
            Part::Oxidizer(_) => Some(&OXIDIZER),
            Part::Wall(_) => Some(&WALL),
            _ => None,
        }
    }
}

impl Way {
    /// Its name in a mission file.
    pub const fn key(self) -> &'static str {
        match self {
            Way::Dead => "dead",
            Way::StuckOn => "stuck-on",
            Way::Leaking => "leaking",
            Way::Wrong => "wrong",
            Way::Seeping => "seeping",
            Way::Shorted => "shorted",
            Way::Drifting => "drifting",
        }
    }
}

/// What a failure may wait for besides its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// The capture latches hold.
    Capture,
    /// All hooks have closed.
    HardDock,
    /// A hatch that was shut is open.
    Hatch(HatchId),
}

impl Condition {
    /// All of them, in the order of [`Self::KEYS`].
    pub const ALL: [Condition; 7] = [
        Condition::Capture,
        Condition::HardDock,
        Condition::Hatch(HatchId::H1),
        Condition::Hatch(HatchId::H2),
        Condition::Hatch(HatchId::H3),
        Condition::Hatch(HatchId::H4),
        Condition::Hatch(HatchId::H5),
    ];

    /// Their names in a mission file.
    pub const KEYS: &'static [&'static str] = &[
        "capture",
        "hard-dock",
        "hatch-1",
        "hatch-2",
        "hatch-3",
        "hatch-4",
        "hatch-5",
    ];
}

/// Compartments with fans, lights and other things on cables.
const fn has_cables(at: CompartmentId) -> bool {
    !matches!(at, CompartmentId::Tunnel1 | CompartmentId::Tunnel2)
}

fn place(name: &str) -> Option<CompartmentId> {
    let row = PLACES.iter().position(|place| *place == name)?;
    Some(CompartmentId::ALL[row])
}

const fn word(seat: Seat) -> &'static str {
    match seat {
        Seat::Apollo => "apollo",
        Seat::Soyuz => "soyuz",
    }
}

fn seat(name: &str) -> Option<Seat> {
    match name {
        "apollo" => Some(Seat::Apollo),
        "soyuz" => Some(Seat::Soyuz),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_the_names_on_their_panels() {
        assert_eq!(
            Part::from_key("apollo.C3"),
            Some(Part::Jet(Seat::Apollo, 10))
        );
        assert_eq!(Part::from_key("soyuz.12"), Some(Part::Jet(Seat::Soyuz, 11)));
        assert_eq!(
            Part::from_key("ring.soyuz"),
            Some(Part::RingDrive(Seat::Soyuz))
        );
        assert_eq!(Part::from_key("hook.8"), Some(Part::Hook(7)));
        for key in [
            "apollo.A1",
            "soyuz.22",
            "ring.apollo",
            "latch.3",
            "sensor.1",
            "hook.5",
            "hull.tunnel1",
            "seal.inner",
            "seal.outer",
            "valve.tunnel2-vent",
            "valve.cm-relief",
            "gauge.cavity",
            "gauge.dm",
            "fan.om",
            "odour.dm",
            "spark.cm",
            "oxidizer.cm",
            "wall.tunnel2",
        ] {
            assert_eq!(Part::from_key(key).map(Part::key).as_deref(), Some(key));
        }
        for wrong in [
            "",
            "apollo",
            "apollo.E1",
            "soyuz.23",
            "latch.0",
            "latch.4",
            "hook.9",
            "x.1",
            "hull.bar",
            "seal.middle",
            "valve.h6-eq",
            "fan.tunnel1",
            "spark.tunnel2",
        ] {
            assert_eq!(Part::from_key(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_an_instructor_is_offered_can_be_and_nothing_stands_there_twice() {
        for (row, what) in Injection::OFFERED.iter().enumerate() {
            assert!(what.can_be(), "{}", what.key());
            assert!(!Injection::OFFERED[..row].contains(what), "{}", what.key());
        }
        for (part, way) in [
            (Part::Jet(Seat::Apollo, 200), Way::Dead),
            (Part::Latch(3), Way::Dead),
            (Part::Sensor(255), Way::Dead),
            (Part::Hook(8), Way::Dead),
            (Part::Fan(CompartmentId::Tunnel1), Way::Dead),
            (Part::Spark(CompartmentId::Tunnel2), Way::Shorted),
            (Part::Latch(0), Way::Leaking),
            (Part::Odour(CompartmentId::Dm), Way::Dead),
        ] {
            let what = Injection::Fails(part, way);
            assert!(!what.can_be(), "{part:?} {way:?}");
        }
    }

    #[test]
    fn every_way_of_a_part_has_its_word_and_every_amount_its_default_in_bounds() {
        for key in [
            "apollo.A1",
            "ring.soyuz",
            "hull.dm",
            "gauge.om",
            "odour.cm",
            "spark.sa",
        ] {
            let part = Part::from_key(key).expect("a part");
            let (ways, words) = part.ways();
            let keys = ways.iter().map(|way| way.key());
            assert!(keys.eq(words.iter().copied()), "{key}");
        }
        for amount in Amount::ALL {
            assert!((amount.min..=amount.max).contains(&amount.default));
        }
    }
}
