//! Names for the things that are counted: seats, craft, crew, compartments. Newtypes and closed
//! enums only; what each one is like stands in the catalogue.

use serde::{Deserialize, Serialize};

/// One of the two crew stations, and, since each craft has one, also the craft itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Seat {
    /// Apollo CSM-111 with the Docking Module.
    Apollo,
    /// Soyuz 7K-TM No. 75 (Soyuz 19).
    Soyuz,
}

impl Seat {
    /// Both seats, in the order in which everything in the simulation treats them.
    pub const ALL: [Seat; 2] = [Seat::Apollo, Seat::Soyuz];

    /// The other crew.
    pub const fn other(self) -> Seat {
        match self {
            Seat::Apollo => Seat::Soyuz,
            Seat::Soyuz => Seat::Apollo,
        }
    }

    /// 0 for Apollo, 1 for Soyuz: the index of per-craft arrays.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// The five men of the flight, in the order of their seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CrewId {
    /// Thomas Stafford, Apollo commander.
    Stafford,
    /// Vance Brand, command module pilot.
    Brand,
    /// Deke Slayton, docking module pilot.
    Slayton,
    /// Aleksei Leonov, Soyuz commander.
    Leonov,
    /// Valeri Kubasov, flight engineer.
    Kubasov,
}

impl CrewId {
    /// All five, in index order.
    pub const ALL: [CrewId; 5] = [
        CrewId::Stafford,
        CrewId::Brand,
        CrewId::Slayton,
        CrewId::Leonov,
        CrewId::Kubasov,
    ];

    /// Which crew he belongs to.
    pub const fn seat(self) -> Seat {
        match self {
            CrewId::Stafford | CrewId::Brand | CrewId::Slayton => Seat::Apollo,
            CrewId::Leonov | CrewId::Kubasov => Seat::Soyuz,
        }
    }
}

/// The gas volumes of the docked pair, from Apollo's end to Soyuz's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CompartmentId {
    /// Apollo command module.
    Cm,
    /// Tunnel 1, between hatches 1 and 2.
    Tunnel1,
    /// Docking Module, between hatches 2 and 3.
    Dm,
    /// Tunnel 2, between hatches 3 and 4; open to space until the joint is sealed.
    Tunnel2,
    /// Soyuz orbital module, between hatches 4 and 5.
    Om,
    /// Soyuz descent vehicle (спускаемый аппарат).
    Sa,
}

impl CompartmentId {
    /// All six, in index order.
    pub const ALL: [CompartmentId; 6] = [
        CompartmentId::Cm,
        CompartmentId::Tunnel1,
        CompartmentId::Dm,
        CompartmentId::Tunnel2,
        CompartmentId::Om,
        CompartmentId::Sa,
    ];
}

/// Hatches 1 to 5 of the flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum HatchId {
    /// Command module forward hatch.
    H1,
    /// Docking Module, Apollo end.
    H2,
    /// Docking Module, Soyuz end.
    H3,
    /// Orbital module, docking end.
    H4,
    /// Orbital module to descent vehicle.
    H5,
}

impl HatchId {
    /// All five, in index order.
    pub const ALL: [HatchId; 5] = [
        HatchId::H1,
        HatchId::H2,
        HatchId::H3,
        HatchId::H4,
        HatchId::H5,
    ];

    /// The number painted on it, 1 to 5.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}
