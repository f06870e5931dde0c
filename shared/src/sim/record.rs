//! What the mission wrote down for the debrief: counts, times, worst cases. Nothing in the
//! simulation reads it back.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalogue::procedures::{Gate, Held};
use crate::limits::RECORD_CONTACTS_MAX;
use crate::sim::World;
use crate::sim::contact::port::PortState;
use crate::sim::eclipse;
use crate::sim::event::{Alarm, ContactReport, DockingEvent, Event, Outcome};
use crate::sim::harms::{self, Harms};
use crate::sim::rules;
use crate::sim::scoring::Milestone;
use crate::sim::talk::{self, Silence, Talk};
use crate::time::Tick;

/// The mission's book.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// First time of each milestone.
    pub milestones: Vec<(Milestone, Tick)>,
    /// Contacts, first to last.
    pub contacts: Vec<ContactReport>,
    /// Contacts that ended in a bounce.
    pub bounces: u16,
    /// Time above 1.3 times the closing rule, s.
    pub fast_s: f64,
    /// Time jets fired while control fought the captured ring, s.
    pub fought_s: f64,
    /// Time anybody was short of oxygen, s.
    pub hypoxic_s: f64,
    /// Worst decompression risk of anybody, 0 to 1.
    pub bends_risk: f64,
    /// How each crew spoke and listened, by seat.
    pub talk: [Talk; 2],
    /// The longest time without a word before the craft first touched.
    pub silence: Silence,
    /// Wrong cells of the command matrix.
    pub wrong_cells: u16,
    /// Time in the band of a range that had to be held, s.
    pub held_s: f64,
    /// The miss from its middle squared, summed over that time, m² s.
    pub held_m2_s: f64,
    /// Time over which Apollo had to shade Soyuz, s.
    pub shade_s: f64,
    /// Share of the Sun's disc that Apollo covered, summed over that time, s.
    pub covered_s: f64,
    /// Who was hurt and who nearly was.
    pub harms: Harms,
}

impl Record {
    /// A moment, the first time it comes.
    pub fn milestone(&mut self, milestone: Milestone, tick: Tick) {
        if self.milestones.iter().all(|(known, _)| *known != milestone) {
            self.milestones.push((milestone, tick));
        }
    }

    /// A contact; the oldest is dropped when a crew bounces without end.
    fn contact(&mut self, report: ContactReport) {
        if self.contacts.len() == RECORD_CONTACTS_MAX {
            self.contacts.remove(0);
        }
        self.contacts.push(report);
    }

    /// Writes one tick's events down.
    pub fn take(&mut self, events: &[Event], tick: Tick) {
        for event in events {
            talk::take(&mut self.talk, event);
            match event {
                Event::Docking(docking) => self.take_docking(docking, tick),
                Event::WrongCell => self.wrong_cells = self.wrong_cells.saturating_add(1),
                Event::Hatch { hatch, open: true } => match hatch {
                    crate::ids::HatchId::H4 => self.milestone(Milestone::Hatch4, tick),
                    crate::ids::HatchId::H3 => self.milestone(Milestone::Hatch3, tick),
                    _ => {}
                },
                Event::Ended(Outcome::Handshake) => self.milestone(Milestone::Handshake, tick),
                _ => {}
            }
        }
    }

    fn take_docking(&mut self, event: &DockingEvent, tick: Tick) {
        match event {
            DockingEvent::Contact(report) => {
                self.contact(*report);
                self.milestone(Milestone::Contact, tick);
            }
            DockingEvent::Capture => self.milestone(Milestone::Capture, tick),
            DockingEvent::HardDock => self.milestone(Milestone::HardDock, tick),
            DockingEvent::Undocked => self.milestone(Milestone::Undocked, tick),
            DockingEvent::Bounce => self.bounces = self.bounces.saturating_add(1),
            _ => {}
        }
    }
}

/// Writes one tick of the world down: times and worst cases; `ports` as they stand now.
pub fn take_state(world: &mut World, ports: &PortState, dt_s: f64) {
    for (gate, milestone) in [
        (Gate::G200, Milestone::Go200),
        (Gate::G30, Milestone::Go30),
        (Gate::G3, Milestone::Go3),
    ] {
        if world.radio.is_go(gate) {
            world.record.milestone(milestone, world.tick);
        }
    }
    let flies_free = !world.mechanism.captured() && !world.mechanism.hooked();
    if flies_free && world.record.contacts.is_empty() {
        let said = world.radio.spoke.into_iter().flatten().max();
        let from = said.unwrap_or_default();
        world.record.silence.lasts(from, world.tick);
    }
    let to_hold: Vec<(Held, bool)> = world.plan.to_hold().collect();
    for (what, held) in to_hold {
        match what {
            Held::Range { at_m, .. } if held => {
                let miss_m = ports.range_m() - at_m;
                world.record.held_s += dt_s;
                world.record.held_m2_s += miss_m * miss_m * dt_s;
            }
            Held::Range { .. } | Held::Calm(_) => {}
            Held::Sun(_) => {
                world.record.shade_s += dt_s;
                world.record.covered_s += eclipse::covered(world) * dt_s;
            }
        }
    }
    if rules::closes_fast(world, ports) {
        world.record.fast_s += dt_s;
    }
    let fights = Alarm::ControlFights.bit();
    if world.alarms.iter().any(|lit| lit & fights != 0) && world.fired_now {
        world.record.fought_s += dt_s;
    }
    if world.crew.iter().any(|man| man.hypoxic()) {
        world.record.hypoxic_s += dt_s;
    }
    harms::take(world);
    let risk = world
        .crew
        .iter()
        .fold(0.0, |worst, man| f64::max(worst, man.decompression_risk()));
    world.record.bends_risk = world.record.bends_risk.max(risk);
}
