//! The README's pictures, one row each: how the program is run, and the moment that is drawn.

use std::path::Path;

use anyhow::Context;
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
use handshake_shared::view::View;
use vt100::Screen;

use crate::crews::Flight;
use crate::pane::Pane;
use crate::raster::Faces;

/// Mission and seed of all of them.
const MISSION: &str = "final-approach";
const SEED: u64 = 1975;
/// Options of every run: nothing on this machine decides how a picture looks.
const LOOK: [&str; 4] = ["--picture", "sextants", "--theme", "default"];

/// A console that is taken over from a software crew at a moment.
struct TakenOver {
    /// Name of the picture's file.
    name: &'static str,
    /// Whose console.
    seat: Seat,
    /// Columns and rows.
    size: (u16, u16),
    /// Language of its help.
    lang: &'static str,
    /// When it is taken over, by what Soyuz reads: range, m.
    range_m: f32,
    /// A text of the console that stands there.
    shows: &'static str,
    /// A call that is made then.
    key: &'static str,
    /// Time from then to the picture, s: the loop has something to show.
    later_s: u32,
}

/// One console each. Apollo closes at half a meter a second there, Soyuz is closed on at a fifth.
const TAKEN_OVER: [TakenOver; 2] = [
    TakenOver {
        name: "apollo-20m",
        seat: Seat::Apollo,
        size: (160, 48),
        lang: "en",
        range_m: 24.5,
        shows: "FLT PLAN",
        // The target is centered.
        key: "4",
        later_s: 7,
    },
    TakenOver {
        name: "soyuz-final",
        seat: Seat::Soyuz,
        size: (160, 48),
        lang: "ru",
        range_m: 4.8,
        shows: "ПРОГРАММА",
        // Range and closing rate.
        key: "3",
        later_s: 6,
    },
];

impl TakenOver {
    /// Flies there and gives the screen.
    async fn fly(&self) -> anyhow::Result<Screen> {
        let server = Server::start(Config::local()).await?;
        let flight = Flight::open(&server, MISSION, SEED).await?;
        let near = |view: &View| range_m(view).is_some_and(|range_m| range_m < self.range_m);
        let invite = flight.leave_at(&server, self.seat, near).await?;
        let line = invite.to_string();
        let mut args = vec!["join", &line, "--lang", self.lang];
        args.extend(LOOK);
        let mut pane = Pane::open(self.name, self.size, &args)?;
        let screen = tokio::task::block_in_place(|| {
            pane.until_text(self.shows)?;
            pane.after(1)?;
            pane.press(self.key)?;
            pane.after(self.later_s)
        });
        drop(pane);
        server.stop().await;
        screen
    }
}

/// What Soyuz's range finder reads.
fn range_m(view: &View) -> Option<f32> {
    Some(view.panel.soyuz()?.ranged?.range_m)
}

/// Two at one keyboard, both consoles side by side, drawn at this range, m.
const SIDE_BY_SIDE: (&str, (u16, u16), f32) = ("side-by-side", (200, 54), 8.0);
/// Pulses of Apollo's jets that take it there, one a second: 0.06 m/s each.
const PULSES: u32 = 8;

/// Flies both craft from one keyboard, as two people do, and gives the screen.
fn fly_side_by_side() -> anyhow::Result<Screen> {
    let (name, size, range_m) = SIDE_BY_SIDE;
    let seed = SEED.to_string();
    let mut args = vec![
        "local",
        "--scenario",
        MISSION,
        "--seed",
        &seed,
        "--lang",
        "en",
    ];
    args.extend(LOOK);
    let mut pane = Pane::open(name, size, &args)?;
    pane.until_text("ПРОГРАММА")?;
    for _ in 0..PULSES {
        pane.press("w")?;
        pane.after(1)?;
    }
    pane.until("the last meters", |screen| {
        (range_on_screen_m(screen)? < range_m).then(|| screen.clone())
    })
}

/// The range as Soyuz's console shows it, m.
fn range_on_screen_m(screen: &Screen) -> Option<f32> {
    let text = screen.contents();
    let after = text.split("ДАЛЬНОСТЬ").nth(1)?;
    after
        .split_whitespace()
        .next()?
        .replace(',', ".")
        .parse()
        .ok()
}

/// Makes all pictures, all flights at the same time.
pub async fn make(faces: &Faces) -> anyhow::Result<()> {
    let taken_over = TAKEN_OVER.iter().map(|scene| {
        let flown = tokio::spawn(scene.fly());
        (scene.name, flown)
    });
    let mut flights: Vec<_> = taken_over.collect();
    flights.push((
        SIDE_BY_SIDE.0,
        tokio::task::spawn_blocking(fly_side_by_side),
    ));
    for (name, flight) in flights {
        let screen = flight.await?.with_context(|| name)?;
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("pictures/{name}.png"));
        std::fs::write(&path, faces.png(&screen)?)?;
        println!("{}", path.display());
    }
    Ok(())
}
