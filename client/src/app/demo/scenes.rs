//! What of a flight is shown, and from where: stretches around what happened in it, joined by cuts.

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::spelling::parse_cell;
use handshake_shared::ids::Seat;
use handshake_shared::replay::Player;
use handshake_shared::sim::event::{DockingEvent, Event, Speech, Verdict};
use handshake_shared::time::{TICK_RATE_HZ, Tick};

/// Where one looks from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shot {
    /// At a crew's console.
    Console(Seat),
    /// From beside both craft.
    Outside,
    /// At the stack of compartments.
    Stack,
}

/// A stretch of the show.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// Key of its caption.
    pub caption: &'static str,
    /// What it is about; the first of these events in the flight.
    about: About,
    /// It begins so long before that, s.
    lead_s: u32,
    /// And lasts so long, s.
    length_s: u32,
    /// Where one looks from, each for the same time.
    pub shots: &'static [Shot],
}

#[derive(Clone, Copy, Debug)]
enum About {
    /// The first tick.
    Start,
    /// The first such event.
    First(fn(&Event) -> bool),
    /// The first such event after the hooks are shut.
    Docked(fn(&Event) -> bool),
}

/// A scene in one flight.
#[derive(Clone, Copy, Debug)]
pub struct Cut {
    /// The scene.
    pub scene: &'static Scene,
    /// Its first tick.
    pub from: Tick,
    /// The tick of the cut.
    pub to: Tick,
}

impl Cut {
    /// Where one looks from at this tick.
    pub fn shot(&self, at: Tick) -> Shot {
        let shots = self.scene.shots;
        let along = at.0.saturating_sub(self.from.0) as usize * shots.len();
        let whole = (self.to.0 - self.from.0).max(1) as usize;
        shots[(along / whole).min(shots.len() - 1)]
    }
}

const APOLLO: Shot = Shot::Console(Seat::Apollo);
const SOYUZ: Shot = Shot::Console(Seat::Soyuz);

const fn scene(
    caption: &'static str,
    about: About,
    (lead_s, length_s): (u32, u32),
    shots: &'static [Shot],
) -> Scene {
    Scene {
        caption,
        about,
        lead_s,
        length_s,
        shots,
    }
}

/// The show, in the order of the flight: four minutes of its quarter of an hour.
pub const SCENES: &[Scene] = &[
    scene(
        "demo-start",
        About::Start,
        (0, 24),
        &[Shot::Outside, APOLLO, SOYUZ],
    ),
    scene(
        "demo-range",
        About::First(is_range),
        (4, 22),
        &[SOYUZ, APOLLO],
    ),
    scene("demo-go", About::First(is_poll), (8, 20), &[APOLLO, SOYUZ]),
    scene(
        "demo-cell",
        About::First(is_cell),
        (5, 22),
        &[APOLLO, SOYUZ],
    ),
    scene(
        "demo-final",
        About::First(is_contact),
        (50, 22),
        &[SOYUZ, Shot::Outside],
    ),
    scene(
        "demo-contact",
        About::First(is_contact),
        (14, 26),
        &[Shot::Outside, APOLLO],
    ),
    scene(
        "demo-hooks",
        About::First(is_hard_dock),
        (10, 18),
        &[SOYUZ, Shot::Outside],
    ),
    scene(
        "demo-read-back",
        About::Docked(is_read_back),
        (10, 22),
        &[SOYUZ, APOLLO],
    ),
    scene("demo-air", About::First(is_key), (34, 22), &[Shot::Stack]),
    scene(
        "demo-keys",
        About::First(is_keys),
        (8, 20),
        &[APOLLO, Shot::Stack],
    ),
    scene(
        "demo-handshake",
        About::First(is_end),
        (24, 24),
        &[APOLLO, SOYUZ, Shot::Outside],
    ),
];

/// The scenes of this flight in their order; what did not happen in it is left out. `most_s` shortens
/// each.
pub fn cuts(player: &Player, most_s: Option<u32>) -> Vec<Cut> {
    let last = player.last_tick();
    let mut cuts: Vec<Cut> = Vec::new();
    for scene in SCENES {
        let Some(about) = happens(player, scene.about) else {
            continue;
        };
        let ticks = |seconds: u32| seconds * TICK_RATE_HZ;
        let lead_s = scene.lead_s.min(most_s.unwrap_or(u32::MAX));
        let length_s = scene.length_s.min(most_s.unwrap_or(u32::MAX));
        let before = cuts.last().map_or(Tick(0), |cut| cut.to);
        let from = Tick(about.0.saturating_sub(ticks(lead_s))).max(before);
        let to = Tick(from.0 + ticks(length_s)).min(last);
        if from < to {
            cuts.push(Cut { scene, from, to });
        }
    }
    cuts
}

fn happens(player: &Player, about: About) -> Option<Tick> {
    let mut events = player.events(Tick(0), player.last_tick());
    match about {
        About::Start => Some(Tick(0)),
        About::First(is) => events.find(|(_, event)| is(event)).map(|(tick, _)| tick),
        About::Docked(is) => {
            let mut after = events.skip_while(|(_, event)| !is_hard_dock(event));
            after.find(|(_, event)| is(event)).map(|(tick, _)| tick)
        }
    }
}

fn is_range(event: &Event) -> bool {
    let Event::Heard(said) = event else {
        return false;
    };
    said.from == Seat::Soyuz
        && said.tick > Tick(40 * TICK_RATE_HZ)
        && matches!(said.speech, Speech::Call { call, .. } if call == CallId::RangeAndRate)
}

fn is_poll(event: &Event) -> bool {
    matches!(event, Event::Poll { .. })
}

fn is_cell(event: &Event) -> bool {
    let Event::Heard(said) = event else {
        return false;
    };
    matches!(&said.speech, Speech::Text(text) if parse_cell(text).is_some())
}

fn is_contact(event: &Event) -> bool {
    matches!(event, Event::Docking(DockingEvent::Contact(_)))
}

fn is_hard_dock(event: &Event) -> bool {
    matches!(event, Event::Docking(DockingEvent::HardDock))
}

fn is_read_back(event: &Event) -> bool {
    matches!(
        event,
        Event::ReadBack {
            verdict: Verdict::Match,
            ..
        }
    )
}

fn is_key(event: &Event) -> bool {
    matches!(event, Event::Key { .. })
}

fn is_keys(event: &Event) -> bool {
    matches!(event, Event::BothKeys(_))
}

fn is_end(event: &Event) -> bool {
    matches!(event, Event::Ended(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::fly;
    use crate::i18n::{Locale, Words};

    #[test]
    fn the_show_of_any_flight_has_every_scene_in_order_and_takes_about_four_minutes() {
        for seed in 1..=3 {
            let player = fly(seed).expect("two good crews");
            let cuts = cuts(&player, None);
            assert_eq!(cuts.len(), SCENES.len(), "seed {seed}: {cuts:#?}");
            assert!(cuts.windows(2).all(|pair| pair[0].to <= pair[1].from));
            let ticks: u32 = cuts.iter().map(|cut| cut.to.0 - cut.from.0).sum();
            let seconds = ticks / TICK_RATE_HZ;
            println!(
                "seed {seed}: {seconds} s of {}",
                player.last_tick().seconds()
            );
            assert!((200..=270).contains(&seconds), "seed {seed}: {seconds} s");
        }
    }

    #[test]
    fn captions_stand_in_both_languages_in_two_lines_of_the_smallest_screen() {
        for locale in Locale::ALL {
            let words = Words::new(locale);
            for scene in SCENES {
                let text = words.get(scene.caption);
                let rows = crate::widgets::text::broken(&text, 76).len();
                assert!(rows <= 2, "{locale:?} {}: {rows} rows", scene.caption);
            }
            assert_eq!(words.missing(), Vec::<String>::new());
        }
    }
}
