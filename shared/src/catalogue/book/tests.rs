//! Promises about the pages: they name what is there, and leave no failure without an answer.

use alloc::vec::Vec;

use super::*;
use crate::catalogue::mechanisms::HOOKS;
use crate::scenario;

#[test]
fn rows_stand_in_the_order_of_their_ids_and_under_names_of_their_own() {
    for (index, page) in PAGES.iter().enumerate() {
        assert_eq!(page.id as usize, index);
        assert_eq!(PageId::from_key(page.key), Some(page.id));
        assert!((2..=5).contains(&page.lines.len()), "{}", page.key);
    }
}

#[test]
fn both_shelves_have_their_share() {
    for seat in Seat::ALL {
        assert!(shelf(seat).count() >= 7);
    }
    assert!(PAGES.len() >= 14);
}

#[test]
fn every_page_names_what_is_on_the_other_panel_and_only_that() {
    for page in PAGES {
        for line in page.lines {
            for mark in line.marks {
                let seat = page.shelf.other();
                assert!(mark.is_on_panel(seat), "{}: {mark:?}", line.words);
            }
        }
        let named = page.lines.iter().any(|line| !line.marks.is_empty());
        assert!(named, "{}", page.key);
    }
}

/// Every part that can fail.
fn every_part() -> Vec<Part> {
    let mut parts = Vec::new();
    for seat in Seat::ALL {
        parts.extend((0..jets(seat).jets.len()).map(|row| Part::Jet(seat, row as u8)));
        parts.push(Part::RingDrive(seat));
    }
    parts.extend((0..3).flat_map(|row| [Part::Latch(row), Part::Sensor(row)]));
    parts.extend((0..HOOKS as u8).map(Part::Hook));
    parts.extend([Seal::Inner, Seal::Outer].map(Part::Seal));
    parts.extend(ValveId::ALL.map(Part::Valve));
    parts.push(Part::Gauge(Gauge::Cavity));
    for at in CompartmentId::ALL {
        parts.extend([
            Part::Hull(at),
            Part::Gauge(Gauge::Cabin(at)),
            Part::Fan(at),
            Part::Odour(at),
            Part::Spark(at),
            Part::Oxidizer(at),
            Part::Wall(at),
        ]);
    }
    parts
}

#[test]
fn every_part_that_can_fail_has_its_page_with_the_crew_that_does_not_see_it() {
    for part in every_part() {
        let shelves: Vec<Seat> = answers_to(part).map(|page| page.shelf).collect();
        match seen_by(part) {
            Some(seen) => {
                assert!(!shelves.is_empty(), "{}", part.key());
                assert!(shelves.iter().all(|shelf| *shelf != seen), "{}", part.key());
            }
            None => assert!(Seat::ALL.iter().all(|seat| shelves.contains(seat))),
        }
    }
}

#[test]
fn every_system_that_can_be_without_its_circuit_has_its_cell_on_a_page() {
    for system in [System::Latches].into_iter().chain(System::CIRCUITS) {
        let mut pages = answers(Seat::Apollo, Trouble::Unpowered(system));
        assert!(
            pages.any(|page| {
                let mut lines = page.lines.iter();
                lines.any(|line| line.marks.contains(&Mark::Cell(system)))
            }),
            "{system:?}"
        );
        assert_eq!(answers(Seat::Soyuz, Trouble::Unpowered(system)).count(), 0);
    }
    assert_eq!(answers(Seat::Apollo, Trouble::WrongCell).count(), 1);
}

#[test]
fn every_mission_uses_a_page_and_a_thing_that_no_card_names() {
    for (name, _) in scenario::shipped() {
        let scenario = scenario::load(name).expect("a shipped mission");
        let mut named = wanted_in(&scenario).flat_map(|page| page.lines);
        let uncarded = named.any(|line| line.marks.iter().any(|mark| !mark.has_card()));
        assert!(uncarded, "{name}");
    }
}

#[test]
fn a_mission_that_begins_without_a_circuit_asks_for_its_cell() {
    for (name, _) in scenario::shipped() {
        let scenario = scenario::load(name).expect("a shipped mission");
        for system in &scenario.unpowered {
            let mut moves = scenario.steps.iter().flat_map(|step| step.row().moves);
            assert!(
                moves.any(|mv| mv.act == Act::Ksu(*system)),
                "{name}: {system:?}"
            );
        }
    }
}
