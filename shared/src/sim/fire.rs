//! Fire in a cabin: a chafed cable that has power lights what lies near it when the air can burn;
//! the flame grows with oxygen and pressure, eats oxygen and fuel, and makes carbon dioxide, water,
//! smoke and heat in that compartment's gas, which carries them through the hatches. It goes out in
//! thin or starved air, under foam, or with its fuel. What smoke and heat do to men is not its
//! business.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::fire::{
    ATMOSPHERE_PA, BEATEN_S, BURN_DOWN_S, COVERED_S, DYING_S, EXTINGUISHER_S, EXTINGUISHERS,
    FUEL_KG, FUEL_KG_MOL, GAS_SHARE, GROWTH_S, HALF_PA, HEAT_J_KG_O2, LIMIT_FRACTION,
    LIMIT_RISE_PA, OUT_KG_S, SMOKE_YIELD, SPARK_KG_S, STILL_SHARE,
};
use crate::ids::{CompartmentId, CrewId, Seat};
use crate::sim::World;
use crate::sim::atmosphere::Air;
use crate::sim::atmosphere::gas::{MOLAR_MASS_KG, Species};
use crate::sim::atmosphere::ledger::Source;
use crate::sim::event::{Event, Refusal};
use crate::time::{DT_S, TICK_RATE_HZ};

/// Ticks of foam in a full extinguisher.
const FULL_TICKS: u16 = (EXTINGUISHER_S as u32 * TICK_RATE_HZ) as u16;

/// Fire and foam in one compartment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    /// A cable is chafed and sparks while it has power.
    chafed: bool,
    /// What can still burn, kg.
    fuel_kg: f64,
    /// Fuel burnt a second, kg/s; 0 without a flame.
    rate_kg_s: f64,
    /// Foam left in the extinguisher.
    foam_ticks: u16,
    /// Who is emptying it.
    foaming: Option<CrewId>,
}

/// Fire and foam in the six compartments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fires {
    places: [Place; 6],
}

impl Default for Fires {
    fn default() -> Fires {
        Fires {
            places: CompartmentId::ALL.map(|at| Place {
                chafed: false,
                fuel_kg: FUEL_KG,
                rate_kg_s: 0.0,
                foam_ticks: if EXTINGUISHERS.contains(&at) {
                    FULL_TICKS
                } else {
                    0
                },
                foaming: None,
            }),
        }
    }
}

impl Fires {
    /// Something burns there.
    pub fn burning(&self, at: CompartmentId) -> bool {
        self.rate_kg_s(at) > 0.0
    }

    /// Fuel burnt a second there, kg/s.
    pub fn rate_kg_s(&self, at: CompartmentId) -> f64 {
        self.places[at as usize].rate_kg_s
    }

    /// Foam left in the extinguisher that hangs there, s; 0 where none does.
    pub fn foam_s(&self, at: CompartmentId) -> f64 {
        f64::from(self.places[at as usize].foam_ticks) * DT_S
    }

    /// Chafes a cable there.
    pub fn chafe(&mut self, at: CompartmentId) {
        self.places[at as usize].chafed = true;
    }

    /// Feeds every bit of state that a replay must reproduce to a hash.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        for place in &self.places {
            sink(place.fuel_kg.to_bits());
            sink(place.rate_kg_s.to_bits());
            let man = place.foaming.map_or(7, |man| man as u64);
            sink(u64::from(place.chafed) << 32 | man << 16 | u64::from(place.foam_ticks));
        }
    }
}

impl World {
    /// Something burns in a compartment.
    pub fn burning(&self, at: CompartmentId) -> bool {
        self.fire.burning(at)
    }
}

/// A man of one's own crew empties the extinguisher where he is.
pub fn extinguish(world: &mut World, seat: Seat, crew: CrewId) -> Result<(), Refusal> {
    if crew.seat() != seat {
        return Err(Refusal::NotAtThisSeat);
    }
    let man = &world.crew[crew as usize];
    if man.incapacitated() {
        return Err(Refusal::NoAnswer(crew));
    }
    let place = &mut world.fire.places[man.at as usize];
    if place.foam_ticks == 0 {
        return Err(Refusal::NoExtinguisher(man.at));
    }
    if place.foaming.is_some() {
        return Err(Refusal::AlreadySo);
    }
    place.foaming = Some(crew);
    Ok(())
}

/// One tick of sparks, flames and foam.
pub fn step(world: &mut World, events: &mut Vec<Event>) {
    for at in CompartmentId::ALL {
        let place = &mut world.fire.places[at as usize];
        let burnt = place.rate_kg_s > 0.0;
        let sparks = place.chafed && world.air.powered(at);
        if !burnt && !sparks && place.foaming.is_none() {
            continue;
        }
        // He sprays while he is there and can.
        let sprays = |man: &CrewId| {
            let man = &world.crew[*man as usize];
            man.at == at && !man.incapacitated()
        };
        place.foaming = place.foaming.filter(sprays);
        place.foam();
        place.burn(at, sparks, &mut world.air);
        if (place.rate_kg_s > 0.0) != burnt {
            let lit = !burnt;
            events.push(Event::Fire { at, lit });
        }
    }
}

impl Place {
    /// A tick of foam on whatever is there.
    fn foam(&mut self) {
        if self.foaming.is_none() {
            return;
        }
        self.rate_kg_s /= 1.0 + DT_S / BEATEN_S;
        self.fuel_kg /= 1.0 + DT_S / COVERED_S;
        self.foam_ticks -= 1;
        if self.foam_ticks == 0 {
            self.foaming = None;
        }
    }

    /// A tick of sparks and flame.
    fn burn(&mut self, at: CompartmentId, sparks: bool, air: &mut Air) {
        let excess = excess(air.oxygen_fraction(at), air.pressure_pa(at));
        let fed = if air.fan_turns(at) { 1.0 } else { STILL_SHARE };
        let blaze_kg_s = fed * self.fuel_kg / BURN_DOWN_S;
        // What foam has covered, or fire has left, is too little for a spark to light.
        if sparks && excess > 0.0 && blaze_kg_s > SPARK_KG_S {
            self.rate_kg_s = self.rate_kg_s.max(SPARK_KG_S);
        }
        // Logistic towards full blaze, or plainly dying; implicit, so never below zero.
        if excess > 0.0 {
            let growth = excess / GROWTH_S * DT_S;
            self.rate_kg_s *= (1.0 + growth) / (1.0 + growth * self.rate_kg_s / blaze_kg_s);
        } else {
            self.rate_kg_s /= 1.0 + DT_S / DYING_S;
        }
        if self.rate_kg_s < OUT_KG_S {
            self.rate_kg_s = 0.0;
        }
        let oxygen_pa = air.partial_o2_pa(at);
        let wanted_kg = self.rate_kg_s * DT_S * oxygen_pa / (oxygen_pa + HALF_PA);
        // Never more than there is.
        let burnt_kg = self.fuel_kg * wanted_kg / (self.fuel_kg + wanted_kg);
        self.fuel_kg -= burnt_kg;
        release(air, at, burnt_kg);
    }
}

/// Puts what has burnt into the compartment's air: CH₂ + (3/2 − y/2) O₂ → (1 − y) CO₂ + y CO + H₂O.
fn release(air: &mut Air, at: CompartmentId, burnt_kg: f64) {
    let mol = burnt_kg / FUEL_KG_MOL;
    let oxygen_mol = mol * (1.5 - 0.5 * SMOKE_YIELD);
    let mut cabin = air.cabin(at, Source::Fire);
    let temperature_k = cabin.gas.temperature_k();
    cabin.make(Species::O2, -oxygen_mol, temperature_k);
    cabin.make(Species::Co2, mol * (1.0 - SMOKE_YIELD), temperature_k);
    cabin.make(Species::Smoke, mol * SMOKE_YIELD, temperature_k);
    cabin.make(Species::H2o, mol, temperature_k);
    let oxygen_kg = oxygen_mol * MOLAR_MASS_KG[Species::O2 as usize];
    cabin.warm(GAS_SHARE * HEAT_J_KG_O2 * oxygen_kg);
}

/// How far air is above its flammability limit: 1 is pure oxygen of one atmosphere, 0 the limit;
/// below it nothing burns.
fn excess(oxygen_fraction: f64, pressure_pa: f64) -> f64 {
    let limit = LIMIT_FRACTION + LIMIT_RISE_PA * (1.0 / pressure_pa - 1.0 / ATMOSPHERE_PA);
    (oxygen_fraction - limit) / (1.0 - LIMIT_FRACTION)
}

#[cfg(test)]
mod tests;
