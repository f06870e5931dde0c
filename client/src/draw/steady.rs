//! What of a view the eye can tell: two views with the same steady form give the same picture, so
//! the second need not be drawn. It knows how finely things are shown, not how they are drawn.

use handshake_shared::time::Tick;
use handshake_shared::view::View;
use handshake_shared::view::panel::{CraftPanel, GasGauge, LeakReading, Panel};
use handshake_shared::view::scene::Scene;

use crate::window::lamps_flash;

// Each step is at most a third of the last digit, or of the picture's cell, that shows the value.
// Coarser, the picture would move in jerks; finer, a resting cockpit would be drawn all the same.

/// Angles in the window: a cell of the widest one is some 10 mrad.
const PICTURE_RAD: f32 = 0.002;
/// Pictures a second of the Earth going by: in a quarter of a second the nearest ground moves by
/// 2 km of 220, one cell. It also divides the clock's second.
const GROUND_HZ: f64 = 4.0;
/// Share of the distance by which the other craft may shift.
const SHIFT: f32 = 1.0 / 1024.0;
/// Angles of instruments, rad: shown to 0.1°.
const ANGLE_RAD: f32 = 0.000_5;
/// Rates of instruments, rad/s: shown to 0.01°/s.
const RATE_RAD_PER_S: f32 = 0.000_05;
/// Pressures, Pa: shown to 0.01 psi and 1 mmHg.
const PRESSURE_PA: f32 = 20.0;
/// Masses, kg: shown to 0.1.
const MASS_KG: f32 = 0.02;
/// Ranges and ring travel, m: shown to 0.1 m, the ring in hundredths.
const LENGTH_M: f32 = 0.003;
/// Speeds, m/s: shown to 0.01.
const SPEED_M_PER_S: f32 = 0.003;
/// Countdowns, s: shown to 0.1 at the finest.
const TIME_S: f32 = 0.03;
/// Temperatures, K: shown to half a degree.
const TEMPERATURE_K: f32 = 0.1;
/// Shares of one.
const SHARE: f32 = 0.003;

/// What the eye can tell of a view.
#[derive(Clone, Debug, PartialEq)]
pub struct Steady {
    /// The view with everything below what is shown rounded off.
    view: View,
    /// The other craft's lamps flash at this moment.
    flash: bool,
}

/// What the eye can tell of this view.
pub fn steady(view: &View) -> Steady {
    let flash = view.scene.other_beacons && lamps_flash(&view.scene);
    let mut view = view.clone();
    view.tick = Tick::at((view.tick.seconds() * GROUND_HZ).floor() / GROUND_HZ);
    scene(&mut view.scene, 1.0);
    match &mut view.panel {
        Panel::Apollo(panel) => {
            craft(&mut panel.craft);
            for range in panel.vhf_range_m.iter_mut() {
                round(range, LENGTH_M);
            }
            gas(&mut panel.cm);
            gas(&mut panel.dm);
            round(&mut panel.tunnel1_pa, PRESSURE_PA);
            all(&mut panel.bottles_kg, MASS_KG);
            round(&mut panel.dm_k, TEMPERATURE_K);
            panel.leak.iter_mut().for_each(leak);
        }
        Panel::Soyuz(panel) => {
            craft(&mut panel.craft);
            for ranged in panel.ranged.iter_mut() {
                round(&mut ranged.range_m, LENGTH_M);
                round(&mut ranged.closing_m_per_s, SPEED_M_PER_S);
            }
            gas(&mut panel.om);
            gas(&mut panel.sa);
            all([&mut panel.tunnel2_pa, &mut panel.cavity_pa], PRESSURE_PA);
            round(&mut panel.bottle_kg, MASS_KG);
            round(&mut panel.ksu_busy_s, TIME_S);
            round(&mut panel.tunnel2_k, TEMPERATURE_K);
            let readings = panel.leak.iter_mut().chain(panel.cavity_leak.iter_mut());
            readings.for_each(leak);
            all(&mut panel.globus_rad, ANGLE_RAD);
        }
    }
    for key in view.radio.key.iter_mut() {
        round(&mut key.left_s, TIME_S);
    }
    for heard in view.radio.heard_s.iter_mut() {
        *heard = heard.floor();
    }
    Steady { view, flash }
}

/// What of a scene the eye can tell in real pixels: some four times as much as in cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    scene: Scene,
    /// Where the Earth has gone to.
    ground: f64,
    flash: bool,
}

/// A pixel of the widest picture is some 1 mrad.
const FINER: f32 = 0.25;
/// Pictures a second of the Earth going by, where a pixel is some 200 m of it.
const GROUND_PIXELS_HZ: f64 = 12.0;

/// What the eye can tell of this scene in real pixels.
pub fn seen(now: &Scene, tick: Tick) -> Seen {
    let flash = now.other_beacons && lamps_flash(now);
    let mut rounded = *now;
    scene(&mut rounded, FINER);
    Seen {
        scene: rounded,
        ground: (tick.seconds() * GROUND_PIXELS_HZ).floor(),
        flash,
    }
}

/// `step`: the roundings' size, 1 in cells.
fn scene(scene: &mut Scene, step: f32) {
    let square_m2: f32 = scene.other_pos_body_m.iter().map(|x| x * x).sum();
    // A whole power of two: a step that changed with the distance would round nothing off.
    let magnitude_m = square_m2.sqrt().max(1.0).log2().floor().exp2();
    all(&mut scene.other_pos_body_m, step * SHIFT * magnitude_m);
    // The orbit and the Earth's turning go with the clock.
    (scene.own_pos_eci_m, scene.earth_angle_rad) = ([0.0; 3], 0.0);
    scene.own_heading_rad = 0.0;
    // What moves is seen when it has moved.
    (scene.other_vel_body, scene.other_rate) = ([0; 3], [0; 3]);
    // A quaternion turns by half the angle.
    all(&mut scene.eci_from_own, step * PICTURE_RAD / 2.0);
    all(&mut scene.own_from_other, step * PICTURE_RAD / 2.0);
    all(&mut scene.sun_eci, step * PICTURE_RAD);
    round(&mut scene.sunlight, SHARE);
    round(&mut scene.own_ring_m, LENGTH_M);
    round(&mut scene.other_ring_m, LENGTH_M);
}

fn craft(craft: &mut CraftPanel) {
    all(&mut craft.error_rad, ANGLE_RAD);
    all(&mut craft.rate_rad_per_s, RATE_RAD_PER_S);
    all(&mut craft.propellant_kg, MASS_KG);
    round(&mut craft.ring_m, LENGTH_M);
    all(&mut craft.crew_awake, SHARE);
    round(&mut craft.bends_risk, SHARE);
    round(&mut craft.pilot_sight, SHARE);
    round(&mut craft.pilot_hands, SHARE);
}

fn leak(leak: &mut LeakReading) {
    round(&mut leak.left_s, TIME_S);
    round(&mut leak.over_s, TIME_S);
    round(&mut leak.change_pa, 1.0);
}

fn gas(gas: &mut GasGauge) {
    all(
        [
            &mut gas.total_pa,
            &mut gas.oxygen_pa,
            &mut gas.co2_pa,
            &mut gas.water_pa,
        ],
        PRESSURE_PA,
    );
}

fn all<'a>(values: impl IntoIterator<Item = &'a mut f32>, step: f32) {
    for value in values {
        round(value, step);
    }
}

fn round(value: &mut f32, step: f32) {
    *value = (*value / step).round() * step;
}

#[cfg(test)]
mod tests {
    use super::*;
    use handshake_shared::ids::Seat;
    use handshake_shared::scenario::load;
    use handshake_shared::sim::input::Inputs;
    use handshake_shared::sim::{World, step};
    use handshake_shared::view;

    fn world() -> World {
        World::new(&load("final-approach").expect("a shipped mission"), 7)
    }

    #[test]
    fn of_a_second_of_coasting_most_views_show_nothing_new() {
        for seat in Seat::ALL {
            let mut world = world();
            let mut shown = Vec::new();
            for _ in 0..20 {
                for _ in 0..3 {
                    step(&mut world, &Inputs::default(), &mut Vec::new());
                }
                shown.push(steady(&view::of(&world, seat)));
            }
            shown.dedup();
            assert!(shown.len() <= 12, "{seat:?}: {}", shown.len());
        }
    }

    #[test]
    fn what_a_console_can_show_is_never_taken_for_the_same() {
        let view = view::of(&world(), Seat::Soyuz);
        let mut later = view.clone();
        later.tick = Tick::at(1.0);
        assert_ne!(steady(&view), steady(&later));
        let mut closer = view.clone();
        if let Panel::Soyuz(panel) = &mut closer.panel {
            panel.ranged.as_mut().expect("locked").range_m -= 0.1;
        }
        assert_ne!(steady(&view), steady(&closer));
        let mut turned = view.clone();
        turned.scene.own_from_other[0] += 0.005;
        assert_ne!(steady(&view), steady(&turned));
    }
}
