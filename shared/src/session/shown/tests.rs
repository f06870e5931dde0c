//! A room and a crew's end over a bad line in virtual time: what is shown against what was true.

use std::println;
use std::vec::Vec;

use super::*;
use crate::ids::Seat;
use crate::rng::{Stream, Subject};
use crate::session::sticks::{Coming, Sticks};
use crate::sim::event::DockingEvent;
use crate::sim::input::ControlMode;
use crate::sim::trials::{Trial, about_to_dock, pushed, quiet_at, turned};
use crate::view;
use crate::wire::StickDatagram;

/// Time of a frame of the screen, ms.
const FRAME_MS: u64 = 33;
/// Ticks between two snapshots.
const NEWS_TICKS: u32 = 3;

/// A line: least time one way, most beyond it, ms, and the share that is lost.
#[derive(Clone, Copy)]
struct Line(u64, u64, f64);

/// An end, a room, and the line between them.
struct Rig {
    seat: Seat,
    trial: Trial,
    line: Line,
    draw: Stream,
    now_ms: u64,
    up: Vec<(u64, StickDatagram)>,
    down: Vec<(u64, Box<View>, Heard)>,
    coming: Coming,
    standing: Standing,
    sticks: Sticks,
    clock: Clock,
    shown: Shown,
    newest: Option<Tick>,
    /// What was true at each tick.
    truth: Vec<Motion>,
    frames: Vec<Frame>,
    corrections: Vec<Corrections>,
}

/// One frame: which tick it shows, what of it, and whether it is computed.
struct Frame {
    tick: usize,
    motion: Motion,
    computed: bool,
}

impl Rig {
    fn new(seat: Seat, trial: Trial, line: Line, seed: u64) -> Rig {
        let truth = [Motion::of(&view::of(&trial.world, seat))].into();
        Rig {
            seat,
            trial,
            line,
            draw: Stream::new(seed, Subject::Noise),
            now_ms: 0,
            up: Vec::new(),
            down: Vec::new(),
            coming: Coming::default(),
            standing: Standing::default(),
            sticks: Sticks::default(),
            clock: Clock::default(),
            shown: Shown::default(),
            newest: None,
            truth,
            frames: Vec::new(),
            corrections: Vec::new(),
        }
    }

    /// When what is sent now arrives, if it does.
    fn arrival(&mut self) -> Option<u64> {
        let Line(least, beyond, loss) = self.line;
        let [lost, late] = [(); 2].map(|()| 0.5 * (self.draw.signed() + 1.0));
        (lost >= loss).then_some(self.now_ms + least + (late * beyond as f64) as u64)
    }

    /// One millisecond.
    fn pass(&mut self, theirs: Stick) {
        self.now_ms += 1;
        let now_ms = self.now_ms;
        if let Some(said) = self.sticks.poll(0, now_ms) {
            self.clock.sent(said.number, now_ms);
            if let Some(at) = self.arrival() {
                self.up.push((at, said));
            }
        }
        let due = Tick((now_ms as f64 / TICK_MS) as u32);
        for (_, said) in self.up.extract_if(.., |(at, _)| *at <= now_ms) {
            self.coming.take(&said, self.trial.world.tick());
        }
        while self.trial.world.tick() < due {
            self.step(theirs);
        }
        for (_, view, heard) in self.down.extract_if(.., |(at, ..)| *at <= now_ms) {
            if self.newest.is_some_and(|newest| view.tick < newest) {
                continue;
            }
            self.newest = Some(view.tick);
            self.clock.heard(view.tick, &heard, now_ms);
            let before = self.shown.corrections().count;
            self.shown.tell(view, &heard, &self.clock, now_ms);
            if self.shown.corrections().count > before {
                self.corrections.push(self.shown.corrections());
            }
        }
        if now_ms.is_multiple_of(FRAME_MS)
            && let Some(view) = self.shown.frame(&self.clock, now_ms)
        {
            let ahead = self.shown.ahead.as_ref();
            self.frames.push(Frame {
                tick: ahead.map_or(view.tick, |ahead| ahead.predicted.tick()).0 as usize,
                motion: Motion::of(&view),
                computed: ahead.is_some(),
            });
        }
    }

    fn step(&mut self, theirs: Stick) {
        let now = self.trial.world.tick();
        self.coming.do_due(now, &mut self.standing);
        let mut sticks = [theirs; 2];
        sticks[self.seat.index()] = self.standing.next_tick();
        self.trial.tick(sticks);
        let view = view::of(&self.trial.world, self.seat);
        self.truth.push(Motion::of(&view));
        let heard = self.coming.heard(view.tick);
        if view.tick.0.is_multiple_of(NEWS_TICKS)
            && let Some(at) = self.arrival()
        {
            self.down.push((at, Box::new(view), heard));
        }
    }

    fn pulse(&mut self, stick: Stick, ticks: u16) {
        let at = self.shown.next_tick(&self.clock, self.now_ms);
        let message = self.sticks.push(stick, ticks, true, at);
        self.shown.moved(message);
    }

    /// Flies by pulses drawn at random, both crews, for so many seconds.
    fn fly(&mut self, seconds: u64) {
        let mut theirs = (Stick::NEUTRAL, 0);
        for _ in 0..seconds * 1_000 {
            if self.draw.below(400) == 0 {
                let stick = self.any_stick();
                let ticks = 3 + self.draw.below(20) as u16;
                self.pulse(stick, ticks);
            }
            if self.draw.below(1_500) == 0 {
                theirs = (self.any_stick(), self.now_ms + 150);
            }
            let (stick, until_ms) = theirs;
            self.pass(if self.now_ms < until_ms {
                stick
            } else {
                Stick::NEUTRAL
            });
        }
    }

    fn any_stick(&mut self) -> Stick {
        let (axis, sign) = (self.draw.below(3) as usize, self.draw.below(2));
        let deflection = if sign == 0 { 127 } else { -127 };
        match self.draw.below(2) {
            0 => pushed(axis, deflection),
            _ => turned(axis, deflection),
        }
    }

    /// How far each computed frame was off what became true, after the first two seconds.
    fn errors(&self) -> Vec<(f64, f64, f64)> {
        let settled = self
            .frames
            .iter()
            .filter(|frame| frame.computed && frame.tick > 120);
        let known = settled.filter(|frame| frame.tick < self.truth.len());
        known
            .map(|frame| {
                let truth = &self.truth[frame.tick];
                let apart = frame.motion.apart(truth);
                (
                    apart.place_m(),
                    apart.turn_rad(),
                    frame.motion.difference(truth),
                )
            })
            .collect()
    }

    /// By how much the picture went on from frame to frame otherwise than the truth did: m, rad.
    fn jumps(&self) -> Vec<(f64, f64)> {
        let off = |frame: &Frame| {
            let truth = self.truth.get(frame.tick)?;
            Some(frame.motion.apart(truth))
        };
        let settled = self.frames.windows(2).filter(|pair| pair[0].tick > 120);
        let pairs = settled.filter_map(|pair| Some((off(&pair[0])?, off(&pair[1])?)));
        pairs
            .map(|(before, after)| before.differs_by(&after))
            .collect()
    }
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = ((values.len() as f64 - 1.0) * share) as usize;
    values.get(at).copied().unwrap_or(0.0)
}

/// Lines of the issue: one way, each way.
const GOOD: Line = Line(0, 2, 0.0);
const FAR: Line = Line(75, 15, 0.05);
const BAD: Line = Line(200, 30, 0.10);

#[test]
fn what_is_shown_stays_near_the_truth_and_never_jumps() {
    for (name, line, bounds) in [
        ("good", GOOD, [0.003, 0.001, 0.001, 0.001]),
        ("150 ms/30 ms/5 %", FAR, [0.01, 0.003, 0.002, 0.0015]),
        ("400 ms/60 ms/10 %", BAD, [0.03, 0.005, 0.007, 0.002]),
    ] {
        for seat in Seat::ALL {
            let mut errors = Vec::new();
            let mut jumps = Vec::new();
            for seed in 0..10 {
                let mut rig = Rig::new(seat, quiet_at(15.0), line, seed);
                rig.fly(20);
                errors.extend(rig.errors());
                jumps.extend(rig.jumps());
            }
            let mut place: Vec<f64> = errors.iter().map(|(m, ..)| *m).collect();
            let mut turn: Vec<f64> = errors.iter().map(|(_, rad, _)| *rad).collect();
            let jump_m = jumps.iter().fold(0.0, |most: f64, (m, _)| most.max(*m));
            let jump_rad = jumps.iter().fold(0.0, |most: f64, (_, rad)| most.max(*rad));
            let found = [
                place[0].max(quantile(&mut place, 1.0)),
                quantile(&mut turn, 1.0),
                jump_m,
                jump_rad,
            ];
            let [half_m, half_rad] = [quantile(&mut place, 0.5), quantile(&mut turn, 0.5)];
            println!(
                "{name} {seat:?}: off {half_m:.4} m {half_rad:.5} rad in the middle, at most {:.3} m {:.4} rad; \
                 jumps {jump_m:.4} m {jump_rad:.5} rad; {} frames",
                found[0],
                found[1],
                place.len()
            );
            for (found, bound) in found.iter().zip(bounds) {
                assert!(*found < bound, "{name} {seat:?}: {found:?} of {bounds:?}");
            }
        }
    }
}

#[test]
fn own_sticks_alone_need_no_correction_on_a_steady_line() {
    for line in [Line(0, 0, 0.0), Line(75, 0, 0.0), Line(150, 0, 0.0)] {
        let mut rig = Rig::new(Seat::Apollo, quiet_at(15.0), line, 3);
        rig.trial.turn(Seat::Soyuz, ControlMode::Off);
        for ms in 0..20_000 {
            if ms % 700 == 699 {
                let stick = rig.any_stick();
                rig.pulse(stick, 9);
            }
            rig.pass(Stick::NEUTRAL);
        }
        let settled = rig.corrections.iter().skip(40);
        let mut digits: Vec<f64> = settled.map(|correction| correction.digits).collect();
        let (half, most) = (quantile(&mut digits, 0.5), quantile(&mut digits, 1.0));
        println!(
            "{} ms one way: corrections of {half:.4} digits, {most:.3} at most",
            line.0
        );
        assert!(half < 0.01 && most < 0.1, "{} ms: {half} {most}", line.0);
    }
}

#[test]
fn a_key_moves_the_picture_in_the_next_frame_but_one_however_long_the_line() {
    for line in [GOOD, FAR, BAD] {
        let mut rig = Rig::new(Seat::Apollo, quiet_at(15.0), line, 5);
        rig.trial.turn(Seat::Soyuz, ControlMode::Off);
        rig.trial.turn(Seat::Apollo, ControlMode::AccelCmd);
        for _ in 0..5_000 {
            rig.pass(Stick::NEUTRAL);
        }
        rig.pulse(turned(2, 127), 30);
        let (pressed_ms, frames) = (rig.now_ms, rig.frames.len());
        let lit = |rig: &Rig| {
            rig.frames[frames..]
                .iter()
                .any(|frame| frame.motion.jets != 0)
        };
        while !lit(&rig) {
            rig.pass(Stick::NEUTRAL);
            assert!(rig.now_ms < pressed_ms + 100, "{} ms one way", line.0);
        }
        println!(
            "{} ms one way: {} ms to the picture",
            line.0,
            rig.now_ms - pressed_ms
        );
        assert!(rig.now_ms - pressed_ms <= 2 * FRAME_MS);
    }
}

#[test]
fn nothing_is_computed_from_contact_on_and_the_picture_glides() {
    for line in [FAR, BAD] {
        let mut trial = about_to_dock();
        trial.world.switches.latch_cell = true;
        let mut rig = Rig::new(Seat::Apollo, trial, line, 9);
        let captured = |rig: &Rig| {
            let is = |event: &crate::sim::event::Event| {
                *event == crate::sim::event::Event::Docking(DockingEvent::Capture)
            };
            rig.trial.events.iter().any(is)
        };
        while !captured(&rig) {
            rig.pass(Stick::NEUTRAL);
            assert!(rig.now_ms < 60_000, "no capture");
        }
        let computed = rig.frames.iter().filter(|frame| frame.computed).count();
        assert!(computed > 60, "{computed} frames computed before contact");
        for _ in 0..1_500 {
            rig.pass(Stick::NEUTRAL);
        }
        let frames = rig.frames.len();
        for _ in 0..6_000 {
            rig.pass(Stick::NEUTRAL);
        }
        let after = &rig.frames[frames..];
        assert!(after.iter().all(|frame| !frame.computed));
        let steps = after
            .windows(2)
            .map(|pair| pair[1].motion.apart(&pair[0].motion));
        let (jump_m, jump_rad) = steps.fold((0.0, 0.0), |(m, rad): (f64, f64), step| {
            (m.max(step.place_m()), rad.max(step.turn_rad()))
        });
        println!(
            "captured, {} ms one way: {jump_m:.4} m {jump_rad:.5} rad a frame at most",
            line.0
        );
        assert!(jump_m < 0.02 && jump_rad < 0.005, "{jump_m} {jump_rad}");
    }
}

#[test]
fn a_room_that_stands_still_or_runs_fast_is_not_run_ahead_of() {
    let mut rig = Rig::new(Seat::Soyuz, quiet_at(15.0), FAR, 1);
    rig.fly(3);
    assert!(rig.shown.ahead.is_some());
    rig.shown.halt(true);
    assert_eq!(rig.shown.next_tick(&rig.clock, rig.now_ms), Tick(0));
    rig.fly(1);
    assert!(rig.shown.ahead.is_none());
    rig.shown.halt(false);
    rig.fly(1);
    assert!(rig.shown.ahead.is_some());
    rig.shown.run(4);
    rig.fly(1);
    assert!(rig.shown.ahead.is_none());
}

#[test]
fn without_news_the_picture_stands_after_a_while() {
    let mut rig = Rig::new(Seat::Apollo, quiet_at(15.0), FAR, 1);
    rig.fly(3);
    rig.line.2 = 1.0;
    rig.fly(6);
    let last = &rig.frames[rig.frames.len() - 20..];
    assert!(last.iter().all(|frame| frame.tick == last[0].tick));
}
