//! Oracles that are conversions: numbers of the catalogue, of a scenario's clock and of a world at
//! its first tick, in one table.

use handshake_shared::catalogue::instruments::{LIGHT_M_PER_S, VHF};
use handshake_shared::ids::Seat;
use handshake_shared::scenario::{parse, shipped};
use handshake_shared::sim::World;

use crate::stage::{calm, close};

/// Seconds from 1975-07-17 00:00 UTC to a moment, as a scenario's clock reads it.
fn utc_s(moment: &str) -> f64 {
    let text = shipped()
        .iter()
        .find(|(name, _)| *name == "first-handshake")
        .expect("shipped")
        .1;
    let written = text.replace("1975-07-17T15:58:29Z", moment);
    assert_ne!((written.as_str(), moment), (text, ""));
    parse(&written)
        .expect("only the time is changed")
        .start_utc_s
}

#[test]
fn val_o01_o02_o03_o04_o17_t01_t02_t03_t04_conversions() {
    let soyuz = &World::new(&calm(), 1).craft[Seat::Soyuz.index()];
    let radius_m = soyuz.pos_eci_m.length();
    let speed_m_per_s = soyuz.vel_eci_m_per_s.length();
    let mean_motion = soyuz.pos_eci_m.cross(soyuz.vel_eci_m_per_s).length() / radius_m.powi(2);
    let between = |from, to| utc_s(to) - utc_s(from);
    let contact = "1975-07-17T16:09:09Z";
    // Published to six digits.
    for (id, value, oracle) in [
        ("O1", radius_m, 6.603_137e6),
        ("O2", mean_motion, 0.001_176_64),
        ("O3", std::f64::consts::TAU / mean_motion, 5_339.94),
        ("O4", speed_m_per_s, 7_769.51),
        ("O17", LIGHT_M_PER_S / (2.0 * VHF.coarse_tone_hz), 606_867.0),
        ("T1", between(contact, "1975-07-19T12:03:20Z"), 158_051.0),
        (
            "T2",
            between("1975-07-19T12:33:39Z", "1975-07-19T15:26:12Z"),
            10_353.0,
        ),
        ("T3", between(contact, "1975-07-17T19:17:26Z"), 11_297.0),
        ("T4", between("1975-07-15T12:20:00Z", contact), 186_549.0),
    ] {
        println!("{id}: {value} against {oracle}");
        close(value, oracle, 4e-6);
    }
}
