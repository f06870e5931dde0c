//! Gauges that have not moved by a digit of what a console shows of them: what a crew was told of such a
//! one is as good as the truth, and need not be told again. A number that has no row here is judged by its
//! size alone, and told more often than it need be.

use crate::maths::rad;
use crate::view::panel::{CraftPanel, GasGauge, LeakReading};
use crate::view::{Panel, Sight, View};

/// A tenth of a millimetre of mercury, the finest that any pressure is shown to, Pa.
const PRESSURE_PA: f32 = 13.3;
/// Leak readings and the cavity's vacuum are shown to so much, Pa.
const LEAK_PA: f32 = 2.0;
const TEMPERATURE_K: f32 = 0.1;
const PROPELLANT_KG: f32 = 0.1;
const BOTTLE_KG: f32 = 0.01;
/// Last digits of Soyuz's ranging set and of the VHF counter, m and m/s.
const RANGE_M: f32 = 0.1;
const CLOSING_M_PER_S: f32 = 0.01;
/// Least division of the sights, rad: what is between two of them is an eye's guess that sways.
const SIGHT_RAD: f32 = rad(0.25) as f32;
const CROSS_RAD: f32 = rad(0.01) as f32;
/// The globe and the corona's camera, rad.
const PICTURE_RAD: f32 = rad(0.1) as f32;
/// Shares: of a man's wits, of a disc covered.
const SHARE: f32 = 0.01;
const RING_M: f32 = 0.005;
/// Times run on by themselves between two heartbeats, s.
const TIME_S: f32 = 1.1;

/// Makes a view's gauges those of another wherever nobody could tell them apart.
pub fn settle(shown: &mut View, truth: &View) {
    sight(&mut shown.sight, &truth.sight);
    match (&mut shown.panel, &truth.panel) {
        (Panel::Apollo(a), Panel::Apollo(b)) => {
            craft(&mut a.craft, &b.craft);
            one(a.vhf_range_m.as_mut(), b.vhf_range_m, RANGE_M);
            gas([&mut a.cm, &mut a.dm], [&b.cm, &b.dm]);
            all([&mut a.tunnel1_pa], [b.tunnel1_pa], PRESSURE_PA);
            all(&mut a.bottles_kg, b.bottles_kg, BOTTLE_KG);
            all([&mut a.dm_k], [b.dm_k], TEMPERATURE_K);
            leak(a.leak.as_mut(), b.leak.as_ref());
        }
        (Panel::Soyuz(a), Panel::Soyuz(b)) => {
            craft(&mut a.craft, &b.craft);
            if let (Some(a), Some(b)) = (&mut a.ranged, &b.ranged) {
                all([&mut a.range_m], [b.range_m], RANGE_M);
                all(
                    [&mut a.closing_m_per_s],
                    [b.closing_m_per_s],
                    CLOSING_M_PER_S,
                );
            }
            gas([&mut a.om, &mut a.sa], [&b.om, &b.sa]);
            all([&mut a.tunnel2_pa], [b.tunnel2_pa], PRESSURE_PA);
            all([&mut a.cavity_pa], [b.cavity_pa], LEAK_PA);
            all([&mut a.bottle_kg], [b.bottle_kg], BOTTLE_KG);
            all([&mut a.tunnel2_k], [b.tunnel2_k], TEMPERATURE_K);
            leak(a.leak.as_mut(), b.leak.as_ref());
            leak(a.cavity_leak.as_mut(), b.cavity_leak.as_ref());
            all(&mut a.globus_rad, b.globus_rad, PICTURE_RAD);
            if let (Some(a), Some(b)) = (&mut a.corona, &b.corona) {
                all(&mut a.sun_rad, b.sun_rad, PICTURE_RAD);
                all(&mut a.apollo_rad, b.apollo_rad, PICTURE_RAD);
                all([&mut a.covered], [b.covered], SHARE);
            }
        }
        // A seat's panel never becomes the other's.
        (Panel::Apollo(_), Panel::Soyuz(_)) | (Panel::Soyuz(_), Panel::Apollo(_)) => {}
    }
}

/// Makes a view's times those of another that run on by themselves until the next heartbeat.
pub fn run_on(shown: &mut View, truth: &View) {
    if let (Some(a), Some(b)) = (&mut shown.radio.key, &truth.radio.key) {
        all([&mut a.left_s], [b.left_s], TIME_S);
    }
    let heard_s = shown.radio.heard_s.as_mut();
    one(heard_s, truth.radio.heard_s, TIME_S);
    match (&mut shown.panel, &truth.panel) {
        (Panel::Apollo(a), Panel::Apollo(b)) => times(a.leak.as_mut(), b.leak.as_ref()),
        (Panel::Soyuz(a), Panel::Soyuz(b)) => {
            all([&mut a.ksu_busy_s], [b.ksu_busy_s], TIME_S);
            times(a.leak.as_mut(), b.leak.as_ref());
            times(a.cavity_leak.as_mut(), b.cavity_leak.as_ref());
        }
        // As above.
        (Panel::Apollo(_), Panel::Soyuz(_)) | (Panel::Soyuz(_), Panel::Apollo(_)) => {}
    }
}

fn sight(shown: &mut Sight, truth: &Sight) {
    if let (Some(a), Some(b)) = (&mut shown.target_rad, truth.target_rad) {
        all(a, b, SIGHT_RAD);
    }
    if let (Some(a), Some(b)) = (&mut shown.cross_rad, truth.cross_rad) {
        all(a, b, CROSS_RAD);
    }
    one(shown.roll_rad.as_mut(), truth.roll_rad, SIGHT_RAD);
}

fn craft(shown: &mut CraftPanel, truth: &CraftPanel) {
    all(&mut shown.propellant_kg, truth.propellant_kg, PROPELLANT_KG);
    all([&mut shown.ring_m], [truth.ring_m], RING_M);
    all(&mut shown.crew_awake, truth.crew_awake, SHARE);
    all([&mut shown.pilot_sight], [truth.pilot_sight], SHARE);
    all([&mut shown.pilot_hands], [truth.pilot_hands], SHARE);
    all([&mut shown.bends_risk], [truth.bends_risk], SHARE);
}

fn gas(shown: [&mut GasGauge; 2], truth: [&GasGauge; 2]) {
    for (a, b) in shown.into_iter().zip(truth) {
        let parts = [b.total_pa, b.oxygen_pa, b.co2_pa, b.water_pa];
        let GasGauge {
            total_pa,
            oxygen_pa,
            co2_pa,
            water_pa,
        } = a;
        all([total_pa, oxygen_pa, co2_pa, water_pa], parts, PRESSURE_PA);
    }
}

fn leak(shown: Option<&mut LeakReading>, truth: Option<&LeakReading>) {
    if let (Some(a), Some(b)) = (shown, truth) {
        all([&mut a.change_pa], [b.change_pa], LEAK_PA);
    }
}

fn times(shown: Option<&mut LeakReading>, truth: Option<&LeakReading>) {
    if let (Some(a), Some(b)) = (shown, truth) {
        all([&mut a.left_s, &mut a.over_s], [b.left_s, b.over_s], TIME_S);
    }
}

fn one(shown: Option<&mut f32>, truth: Option<f32>, digit: f32) {
    if let (Some(a), Some(b)) = (shown, truth) {
        all([a], [b], digit);
    }
}

fn all<'a>(
    shown: impl IntoIterator<Item = &'a mut f32>,
    truth: impl IntoIterator<Item = f32>,
    digit: f32,
) {
    for (a, b) in shown.into_iter().zip(truth) {
        if (*a - b).abs() < digit {
            *a = b;
        }
    }
}
