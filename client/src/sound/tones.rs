//! The sounds themselves, made at start: no recording is shipped. Samples lie within ±1.

use std::f32::consts::TAU;

use handshake_shared::ids::Seat;

use super::Cue;

/// Samples in a second, Hz. Any device takes it; the highest line below lies far under its half.
pub const RATE_HZ: u32 = 44_100;
/// Quindar's intro tone, Hz: it keyed the ground stations' transmitters before CapCom spoke.
/// Source: Apollo Lunar Surface Journal, "Apollo beeps".
pub const INTRO_HZ: f32 = 2_525.0;
/// Quindar's outro tone, Hz: it unkeyed them. Same source.
pub const OUTRO_HZ: f32 = 2_475.0;
/// Length of either Quindar tone, s. Same source.
const QUINDAR_S: f32 = 0.25;
/// The alarm's tone, Hz. Game value: within the range where ears are keenest, away from Quindar's.
pub const ALARM_HZ: f32 = 1_000.0;
/// The thump of contact, Hz. Game value: the lowest that a laptop's loudspeaker still gives.
pub const THUMP_HZ: f32 = 90.0;
/// The click of the Soviet loop, Hz. Game value.
pub const CLICK_HZ: f32 = 600.0;
/// A look at the console, Hz. Game value.
pub const NOTICE_HZ: f32 = 700.0;
/// Rise and fall of every sound, s: a sine cut off at full height cracks.
const EDGE_S: f32 = 0.005;

/// Samples of a cue at full volume.
pub fn samples(cue: Cue) -> Vec<f32> {
    match cue {
        Cue::Contact => sine(THUMP_HZ, 0.35, 0.9, 12.0),
        Cue::Alarm => {
            let beep = sine(ALARM_HZ, 0.2, 0.6, 0.0);
            let rest = silence(0.1);
            [beep.clone(), rest.clone(), beep.clone(), rest, beep].concat()
        }
        Cue::Heard(Seat::Apollo) => {
            let intro = sine(INTRO_HZ, QUINDAR_S, 0.25, 0.0);
            let outro = sine(OUTRO_HZ, QUINDAR_S, 0.25, 0.0);
            [intro, silence(0.3), outro].concat()
        }
        Cue::Heard(Seat::Soyuz) => sine(CLICK_HZ, 0.06, 0.4, 60.0),
        Cue::Notice => sine(NOTICE_HZ, 0.12, 0.4, 0.0),
    }
}

/// A sine of that frequency, Hz, length, s, and height, dying away at that rate, 1/s.
fn sine(hz: f32, length_s: f32, height: f32, decay_per_s: f32) -> Vec<f32> {
    let count = count(length_s);
    let at = |sample: usize| {
        let t_s = sample as f32 / RATE_HZ as f32;
        let left_s = (count - sample) as f32 / RATE_HZ as f32;
        let edge = (t_s / EDGE_S).min(left_s / EDGE_S).min(1.0);
        height * edge * (-decay_per_s * t_s).exp() * (TAU * hz * t_s).sin()
    };
    (0..count).map(at).collect()
}

fn silence(length_s: f32) -> Vec<f32> {
    vec![0.0; count(length_s)]
}

fn count(length_s: f32) -> usize {
    (length_s * RATE_HZ as f32).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Cue; 5] = [
        Cue::Contact,
        Cue::Alarm,
        Cue::Heard(Seat::Apollo),
        Cue::Heard(Seat::Soyuz),
        Cue::Notice,
    ];

    /// Power of one line, by Goertzel's filter.
    fn power(samples: &[f32], hz: f32) -> f64 {
        let turn = 2.0 * (f64::from(TAU) * f64::from(hz) / f64::from(RATE_HZ)).cos();
        let (mut one, mut two) = (0.0, 0.0);
        for sample in samples {
            (one, two) = (f64::from(*sample) + turn * one - two, one);
        }
        one * one + two * two - turn * one * two
    }

    /// The strongest line, looked for in whole steps.
    fn main_line(samples: &[f32]) -> f32 {
        let lines = (8..=800).map(|step| step as f32 * 5.0);
        let strongest =
            lines.max_by(|one, other| power(samples, *one).total_cmp(&power(samples, *other)));
        strongest.expect("there are lines")
    }

    #[test]
    fn no_sound_clips_drones_or_begins_and_ends_with_a_crack() {
        for cue in ALL {
            let samples = samples(cue);
            let length_s = samples.len() as f32 / RATE_HZ as f32;
            assert!(
                (0.05..1.0).contains(&length_s),
                "{cue:?} lasts {length_s} s"
            );
            let loudest = samples.iter().fold(0.0_f32, |most, s| most.max(s.abs()));
            assert!((0.1..=1.0).contains(&loudest), "{cue:?} reaches {loudest}");
            let ends = [samples[0], samples[samples.len() - 1]];
            assert!(ends.iter().all(|end| end.abs() < 0.01), "{cue:?} {ends:?}");
        }
    }

    #[test]
    fn the_main_line_of_each_sound_stands_where_it_is_said() {
        let quindar = samples(Cue::Heard(Seat::Apollo));
        let tone = count(QUINDAR_S);
        let outro = quindar.len() - tone;
        for (what, samples, hz) in [
            ("intro", &quindar[..tone], INTRO_HZ),
            ("outro", &quindar[outro..], OUTRO_HZ),
            ("alarm", &samples(Cue::Alarm)[..count(0.2)], ALARM_HZ),
            ("notice", &samples(Cue::Notice)[..], NOTICE_HZ),
        ] {
            assert_eq!(main_line(samples), hz, "{what}");
        }
        // What dies away within a few waves has a broad line.
        for (cue, hz) in [
            (Cue::Contact, THUMP_HZ),
            (Cue::Heard(Seat::Soyuz), CLICK_HZ),
        ] {
            let line = main_line(&samples(cue));
            assert!((line - hz).abs() <= 0.05 * hz, "{cue:?} at {line} Hz");
        }
    }
}
