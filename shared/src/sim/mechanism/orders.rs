//! What crews may order the docking mechanism to do, and when the hardware refuses. Orders change
//! set-points and switches only; the next tick obeys them.

use super::{Mechanism, Phase, RingState};
use crate::ids::Seat;
use serde::{Deserialize, Serialize};

/// An order to the mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MechanismCommand {
    /// Drive the ring out; held by the latches, it pushes the craft apart.
    ExtendRing(Seat),
    /// Drive the ring in.
    StowRing(Seat),
    /// Power the capture latches.
    LatchPower(bool),
    /// Level the ring, then pull the craft together.
    Retract,
    /// Close the structural hooks one after another.
    CloseHooks,
    /// Open them.
    OpenHooks,
    /// Open the capture latches and leave them unpowered.
    ReleaseLatches,
}

/// Why the mechanism did not obey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MechanismRefusal {
    /// The latches do not hold.
    #[error("not captured")]
    NotCaptured,
    /// The latches hold: that ring cannot move by itself.
    #[error("captured")]
    Captured,
    /// The frames have not met.
    #[error("not retracted")]
    NotRetracted,
    /// Hooks hold.
    #[error("hooks closed")]
    Hooked,
    /// No hook holds.
    #[error("no hook closed")]
    NotHooked,
    /// Retraction or hook drive is at work.
    #[error("drive running")]
    DriveRunning,
    /// The attenuator is broken.
    #[error("attenuator damaged")]
    Damaged,
}

impl Mechanism {
    /// Gives an order.
    ///
    /// # Errors
    /// When an interlock or the state of the parts forbids it; nothing has changed then.
    pub fn command(&mut self, command: MechanismCommand) -> Result<(), MechanismRefusal> {
        match command {
            MechanismCommand::ExtendRing(seat) => self.extend_ring(seat),
            MechanismCommand::StowRing(seat) => self.stow_ring(seat),
            MechanismCommand::LatchPower(on) => {
                self.latch_power = on;
                Ok(())
            }
            MechanismCommand::Retract => self.retract(),
            MechanismCommand::CloseHooks => self.close_hooks(),
            MechanismCommand::OpenHooks => self.open_hooks(),
            MechanismCommand::ReleaseLatches => self.release_latches(),
        }
    }

    fn extend_ring(&mut self, seat: Seat) -> Result<(), MechanismRefusal> {
        if self.joint.is_some() {
            return Err(MechanismRefusal::Hooked);
        }
        if self.hooks.moving() {
            return Err(MechanismRefusal::DriveRunning);
        }
        let captured = self.coupling.captured();
        if captured && self.active() != Some(seat) {
            return Err(MechanismRefusal::Captured);
        }
        let ring = &mut self.rings[seat.index()];
        if ring.state == RingState::Extended {
            return Ok(());
        }
        ring.state = RingState::Extending;
        if captured {
            self.enter(Phase::Extending);
        }
        Ok(())
    }

    fn stow_ring(&mut self, seat: Seat) -> Result<(), MechanismRefusal> {
        if self.coupling.captured() {
            return Err(MechanismRefusal::Captured);
        }
        let ring = &mut self.rings[seat.index()];
        if ring.state != RingState::Stowed {
            ring.state = RingState::Stowing;
        }
        Ok(())
    }

    fn retract(&mut self) -> Result<(), MechanismRefusal> {
        if !self.coupling.captured() {
            return Err(MechanismRefusal::NotCaptured);
        }
        if self.joint.is_some() {
            return Err(MechanismRefusal::Hooked);
        }
        if self.active().is_some_and(|seat| self.ring_damaged(seat)) {
            return Err(MechanismRefusal::Damaged);
        }
        match self.phase {
            Phase::Aligning | Phase::Retracting => return Err(MechanismRefusal::DriveRunning),
            Phase::Retracted => {}
            _ => self.enter(Phase::Aligning),
        }
        Ok(())
    }

    fn close_hooks(&mut self) -> Result<(), MechanismRefusal> {
        if !matches!(
            self.phase,
            Phase::Retracted | Phase::Hooking | Phase::HardDock
        ) {
            return Err(MechanismRefusal::NotRetracted);
        }
        if self.hooks.moving() {
            return Err(MechanismRefusal::DriveRunning);
        }
        self.hooks.start(true);
        Ok(())
    }

    fn open_hooks(&mut self) -> Result<(), MechanismRefusal> {
        if self.hooks.closed() == 0 {
            return Err(MechanismRefusal::NotHooked);
        }
        if self.hooks.opening() {
            return Err(MechanismRefusal::DriveRunning);
        }
        self.hooks.start(false);
        Ok(())
    }

    fn release_latches(&mut self) -> Result<(), MechanismRefusal> {
        if self.coupling.latches.held == [false; 3] {
            return Err(MechanismRefusal::NotCaptured);
        }
        self.latch_power = false;
        self.release_asked = true;
        Ok(())
    }
}
