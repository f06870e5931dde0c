//! Switches of the air equipment.

use super::has_power;
use crate::catalogue::equipment::SwitchId;
use crate::catalogue::ksu::System;
use crate::ids::Seat;
use crate::sim::World;
use crate::sim::doors::hands_at;
use crate::sim::event::Refusal;

pub(super) fn turn(
    world: &mut World,
    seat: Seat,
    switch: SwitchId,
    on: bool,
) -> Result<(), Refusal> {
    if switch.row().worked_by != seat {
        return Err(Refusal::NotAtThisSeat);
    }
    hands_at(world, seat, switch.row().worked_at)?;
    if let Some(system) = System::of_switch(switch) {
        has_power(world, system)?;
    }
    if world.air.switch_on(switch) == on {
        return Err(Refusal::AlreadySo);
    }
    world.air.set_switch(switch, on);
    Ok(())
}
