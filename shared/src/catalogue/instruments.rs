//! Instruments that look at the other craft: both ranging sets and both sights, with what each can
//! tell, how wrong it is and when it says nothing. Errors are those of `Rules::Flight`.

use crate::ids::Seat;
use crate::maths::rad;

/// Speed of light, m/s (exact).
pub const LIGHT_M_PER_S: f64 = 299_792_458.0;

/// Apollo's VHF tone ranging.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VhfRow {
    /// Coarsest tone, Hz: half its wavelength is the longest range that can be told.
    pub coarse_tone_hz: f64,
    /// Below this the set says nothing, m.
    pub least_m: f64,
    /// Last digit of the range counter, m.
    pub digit_m: f64,
    /// Scatter of one reading, m (one sigma).
    pub noise_m: f64,
    /// Between two readings, s.
    pub period_s: f64,
    /// From the transponder's answer to the first reading, s.
    pub acquire_s: f64,
}

// Tones and their bound (327 nmi): oracle O17; E. J. Nossen, "The Apollo VHF ranging system", ITC
// 1977, gives 100 ft rms at several hundred miles. The counter's hundredth of a nautical mile is
// recollection; scatter close in, its times and the near bound are game values (the near bound hands
// the last hundred metres to Soyuz). Wrong noise or digit: Apollo can fly by VHF alone, or not at all.
/// The set in the command module, with the transponder in Soyuz.
pub const VHF: VhfRow = VhfRow {
    coarse_tone_hz: 247.0,
    least_m: 100.0,
    digit_m: 18.52,
    noise_m: 6.0,
    period_s: 1.0,
    acquire_s: 4.0,
};

/// Soyuz's ranging set (дальномер).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RangefinderRow {
    /// Half angle of the beam that holds a lock, rad from body +X.
    pub hold_half_rad: f64,
    /// Half angle in which a lost target is found again, rad.
    pub find_half_rad: f64,
    /// Radius of the face that throws the beam back, m about the port's centre.
    pub face_radius_m: f64,
    /// Farthest echo, m.
    pub most_m: f64,
    /// Scatter of one echo: a fixed part, m, and a share of the range (one sigma).
    pub noise_m: f64,
    /// The share.
    pub noise_share: f64,
    /// Pole of the critically damped tracker, a sample: 0 follows every echo, 1 never moves.
    pub tracker_pole: f64,
    /// Last digits told: range, m, and closing speed, m/s.
    pub digits: [f64; 2],
    /// Samples between two changes of the digits.
    pub shown_every: u32,
    /// From a target in the beam to the first reading, s.
    pub acquire_s: f64,
    /// Fades of the echo a second, at a hundred metres; in proportion to the range elsewhere.
    pub fades_per_s: f64,
    /// Shortest and longest fade, s.
    pub fade_s: [f64; 2],
}

// No such set flew in Soyuz 19: a game instrument, all game values. The beam: wide enough for the
// drift of a few minutes, too narrow to be forgotten. The tracker: a tenth of a second a sample and
// a pole of 0.85 give 0.6 s of lag and 0.008 m/s of scatter at 30 m; at 0.7 the last digit of the
// speed cannot be read, at 0.95 a pilot brakes twice. Fades: about one in a final approach.
/// The set on Soyuz's docking unit.
pub const RANGEFINDER: RangefinderRow = RangefinderRow {
    hold_half_rad: rad(5.0),
    find_half_rad: rad(4.0),
    face_radius_m: 0.7,
    most_m: 3_000.0,
    noise_m: 0.01,
    noise_share: 0.000_5,
    tracker_pole: 0.85,
    digits: [0.01, 0.001],
    shown_every: 5,
    acquire_s: 2.0,
    fades_per_s: 0.02,
    fade_s: [0.5, 2.0],
};

/// A pilot's sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SightRow {
    /// Whose.
    pub seat: Seat,
    /// Half of the field in which the target is seen, rad.
    pub field_half_rad: f64,
    /// Half of the field the marks cover, rad; outside them the eye guesses.
    pub marks_half_rad: f64,
    /// What can be read between marks, rad.
    pub digit_rad: f64,
    /// The same outside the marks, rad.
    pub guess_rad: f64,
    /// Scatter of reading a bearing, rad (one sigma, slow: the eye's, not the hand's).
    pub noise_rad: f64,
    /// Scatter of reading a roll, rad (one sigma).
    pub roll_noise_rad: f64,
    /// Half angle of the opening the Sun can shine in through, rad.
    pub hood_half_rad: f64,
    /// Radius of the own hull as the other craft sees it against the Sun, m.
    pub hull_radius_m: f64,
}

// COAS: ±5° with a mark every degree (Apollo 7 rendezvous card; Syromyatnikov's account), tenths by
// eye. Periscope ВСК: a middle field of some 15° with a coarse grid (recollection; the game's is as
// wide as Apollo's window, so that the two crews lose each other at the same angle). Hulls: half of
// the diameters in NASA and encyclopedia tables. Fields of view outside the marks, hoods and
// scatters are estimates. Wrong scatter: a pilot chases his own eye, or trusts it blindly.
/// Both sights, in `Seat` order.
pub const SIGHTS: [SightRow; 2] = [
    SightRow {
        seat: Seat::Apollo,
        field_half_rad: rad(15.0),
        marks_half_rad: rad(5.0),
        digit_rad: rad(0.1),
        guess_rad: rad(0.5),
        noise_rad: rad(0.03),
        roll_noise_rad: rad(0.1),
        hood_half_rad: rad(40.0),
        hull_radius_m: 1.95,
    },
    SightRow {
        seat: Seat::Soyuz,
        field_half_rad: rad(15.0),
        marks_half_rad: rad(7.5),
        digit_rad: rad(0.1),
        guess_rad: rad(0.5),
        noise_rad: rad(0.05),
        roll_noise_rad: rad(0.2),
        hood_half_rad: rad(30.0),
        hull_radius_m: 1.36,
    },
];

/// One seat's sight.
pub const fn sight(seat: Seat) -> &'static SightRow {
    &SIGHTS[seat.index()]
}

/// Scatter of reading the stand-off cross against its base, rad (one sigma): the eye sets two lines
/// together far better than it reads a scale (vernier acuity, some ten seconds of arc).
pub const CROSS_NOISE_RAD: f64 = rad(0.005);
/// What can be read of the cross, rad.
pub const CROSS_DIGIT_RAD: f64 = rad(0.01);
/// Beyond this the cross cannot be told from its base, m: a stand-off of 15 in seen under an arc
/// minute of shift a metre of offset.
pub const CROSS_SEEN_M: f64 = 60.0;
/// Beyond this the roll of the target cannot be judged by eye, m (estimate).
pub const ROLL_SEEN_M: f64 = 250.0;
/// In the dark, without beacons, a craft is seen by one's own floodlight up to here, m (estimate).
pub const FLOODLIT_M: f64 = 40.0;
/// Correlation time of the eye's errors, s (estimate): shorter and the last digit flickers.
pub const EYE_S: f64 = 2.0;

/// Veil over a target at an angle from a bright source: luminance, cd/m², is this times the light
/// on the eye, lx, over the square of the angle, degrees (Stiles and Holladay; CIE, 1° to 30°).
pub const VEIL_PER_LUX_DEG2: f64 = 10.0;
/// The veil's law is not used closer than this, degrees.
pub const VEIL_LEAST_DEG: f64 = 1.0;
/// Share of the light that white paint throws back (usual figure).
pub const TARGET_ALBEDO: f64 = 0.8;
/// Light of the Earth on a face that sees half of it, as a share of full sunlight (estimate: albedo
/// 0.3, half of the sky filled, the Sun high).
pub const EARTHSHINE: f64 = 0.1;
/// Least contrast under a veil at which the craft is still found, and at which the cross can be
/// read (estimates; a tenth is what displays ask for legible coarse figures).
pub const CONTRAST_CRAFT: f64 = 0.1;
/// The same for the cross.
pub const CONTRAST_CROSS: f64 = 0.2;
/// Light of the Sun that still counts as day, share of the disc.
pub const DAY_LEAST: f64 = 0.05;

/// Factor on every scatter and fade: training has true instruments, real ones are worse.
pub const TRAINING_ERRORS: f64 = 0.0;
/// The same under flight rules.
pub const FLIGHT_ERRORS: f64 = 1.0;
/// The same under real rules (game value).
pub const REAL_ERRORS: f64 = 3.0;
