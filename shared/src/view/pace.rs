//! What each crew may know of why a fast run ended: its own reasons by name, the other crew's only
//! as theirs.

use crate::ids::Seat;
use crate::sim::World;
use crate::sim::event::Event;
use crate::sim::pace::{PaceDrop, Watch, stop};

use super::event_for;

/// Why a fast run ends after this tick, by seat; neither or both. `before` is how things stood
/// before the tick, `events` what happened in it.
pub fn drops(before: Watch, world: &World, events: &[Event]) -> [Option<PaceDrop>; 2] {
    let now = Watch::of(world);
    let moved = before
        .moved(now)
        .map(|hatch| Event::Hatch { hatch, open: false });
    let happened: alloc::vec::Vec<Event> = events.iter().cloned().chain(moved).collect();
    let own = Seat::ALL.map(|seat| {
        let told = happened.iter().filter_map(|event| event_for(event, seat));
        let fell = before.lost_a_man(now, seat).then_some(PaceDrop::Collapse);
        told.filter_map(|event| stop(&event)).chain(fell).min()
    });
    match own {
        [None, None] => own,
        _ => own.map(|reason| Some(reason.unwrap_or(PaceDrop::Theirs))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::HatchId;
    use crate::sim::event::Alarm;
    use crate::sim::input::ReadingOf;
    use crate::sim::trials::quiet;

    #[test]
    fn a_crew_learns_its_own_reason_and_of_the_others_only_that_there_is_one() {
        let world = quiet().world;
        let alarm = |seat, on| Event::Alarm {
            seat,
            alarm: Alarm::OxygenLow,
            on,
        };
        let hatch = |hatch| Event::Hatch { hatch, open: true };
        let (own, theirs) = (Some(PaceDrop::Alarm), Some(PaceDrop::Theirs));
        for (event, told) in [
            (alarm(Seat::Apollo, true), [own, theirs]),
            (alarm(Seat::Soyuz, true), [theirs, own]),
            (alarm(Seat::Soyuz, false), [None, None]),
            (hatch(HatchId::H1), [Some(PaceDrop::Hatch), theirs]),
            (hatch(HatchId::H5), [theirs, Some(PaceDrop::Hatch)]),
            (hatch(HatchId::H3), [Some(PaceDrop::Hatch); 2]),
            (
                Event::LeakReading {
                    of: ReadingOf::Tunnel2,
                    change_pa: 0.0,
                    good: true,
                },
                [theirs, Some(PaceDrop::Reading)],
            ),
        ] {
            assert_eq!(
                drops(Watch::of(&world), &world, core::slice::from_ref(&event)),
                told,
                "{event:?}"
            );
        }
    }

    #[test]
    fn the_gravest_reason_is_the_one_told() {
        let world = quiet().world;
        let events = [
            Event::Step(crate::catalogue::procedures::StepId::Greet),
            Event::Alarm {
                seat: Seat::Soyuz,
                alarm: Alarm::OxygenLow,
                on: true,
            },
        ];
        let told = drops(Watch::of(&world), &world, &events);
        assert_eq!(told, [Some(PaceDrop::Step), Some(PaceDrop::Alarm)]);
    }

    #[test]
    fn a_man_who_can_work_no_more_and_a_hatch_that_moves_by_itself_end_it() {
        let mut world = quiet().world;
        let before = Watch::of(&world);
        world.crew[3].at = crate::ids::CompartmentId::Tunnel2;
        for _ in 0..200_000 {
            if world.crew[3].incapacitated() {
                break;
            }
            let air = world.air.clone();
            world.crew[3].step(0.1, &air);
        }
        let told = drops(before, &world, &[]);
        assert_eq!(told, [Some(PaceDrop::Theirs), Some(PaceDrop::Collapse)]);
        assert_eq!(drops(Watch::of(&world), &world, &[]), [None, None]);
    }
}
