//! What the docking mechanism reports, and the greatest loads it has seen. Names and figures only.

use serde::{Deserialize, Serialize};

use super::attenuator::Reading;
use super::port::PortState;
use crate::ids::Seat;

/// Something happened to the docking mechanism in this tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MechanismEvent {
    /// The craft's ring stands fully out.
    RingExtended(Seat),
    /// The craft's ring stands in its frame.
    RingStowed(Seat),
    /// First touch, with pose and motion of the ports at that instant.
    Contact(PortState),
    /// Capture latch 0 to 2 has gripped its catch.
    LatchTripped(u8),
    /// Capture latch 0 to 2 has let go.
    LatchReleased(u8),
    /// All three latches hold.
    Capture {
        /// Greatest force between the rings so far, N.
        peak_force_n: f64,
    },
    /// Contact ended without capture.
    Bounce,
    /// A load went over what the attenuator bears.
    Damaged,
    /// The captured pair is still, or the time allowed for damping is over.
    Damped,
    /// The ring is level.
    Aligned,
    /// The ring drive begins to pull the craft together.
    RetractionStarted,
    /// The frames have met, pins in their sockets.
    Retracted,
    /// Structural hook 0 to 7 has closed.
    HookClosed(u8),
    /// Structural hook 0 to 7 has opened.
    HookOpened(u8),
    /// Structural hook 0 to 7 did not move when the drive reached it.
    HookStuck(u8),
    /// A hook bore too much and let go for good, 0 to 7.
    HookTorn(u8),
    /// All eight hooks are closed.
    HardDock,
    /// Neither hook nor latch holds the pair any more.
    Undocked,
}

/// Greatest loads since the last first touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Loads {
    /// Force between the rings, N.
    pub contact_n: f64,
    /// Axial attenuator force, N.
    pub axial_n: f64,
    /// Side force in the attenuator, N.
    pub lateral_n: f64,
    /// Pitch and yaw couple in the attenuator, N·m.
    pub tilt_couple_n_m: f64,
    /// Attenuator compression, metres.
    pub stroke_m: f64,
    /// Side travel of the ring, metres.
    pub lateral_m: f64,
    /// Tilt of the ring in its craft, radians.
    pub tilt_rad: f64,
}

impl Loads {
    /// Takes the attenuator's reading of one instant in.
    pub fn take(&mut self, reading: &Reading) {
        self.axial_n = self.axial_n.max(reading.axial_n.abs());
        self.lateral_n = self.lateral_n.max(reading.lateral_n);
        self.tilt_couple_n_m = self.tilt_couple_n_m.max(reading.tilt_couple_n_m);
        self.stroke_m = self.stroke_m.max(reading.compression_m);
        self.lateral_m = self.lateral_m.max(reading.lateral_m);
        self.tilt_rad = self.tilt_rad.max(reading.tilt_rad);
    }

    /// Feeds every bit of the state, in a fixed order.
    pub fn digest_into(&self, sink: &mut impl FnMut(u64)) {
        for value in [
            self.contact_n,
            self.axial_n,
            self.lateral_n,
            self.tilt_couple_n_m,
            self.stroke_m,
            self.lateral_m,
            self.tilt_rad,
        ] {
            sink(value.to_bits());
        }
    }
}
