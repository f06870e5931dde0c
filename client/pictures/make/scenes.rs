//! The README's pictures, one row each: how the program is run, and the moment that is drawn.

use std::path::Path;

use anyhow::Context;
use handshake_server::{Config, Server};
use handshake_shared::ids::Seat;
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
    /// Range at which it is taken over, m.
    from_m: f32,
    /// A text of the console that stands there, and a call of its that is made then.
    shows: &'static str,
    says: &'static str,
    /// Pulses of braking before the picture: the crew that left was about to.
    brakes: u32,
    /// Range at which it is drawn, m: by then the loop has something to show.
    at_m: f32,
}

/// One console each. Apollo closes at half a meter a second there, Soyuz is closed on at a fifth.
const TAKEN_OVER: [TakenOver; 2] = [
    TakenOver {
        name: "apollo-20m",
        seat: Seat::Apollo,
        size: (160, 48),
        lang: "en",
        from_m: 27.0,
        shows: "FLT PLAN",
        says: "Target is centered.",
        brakes: 6,
        at_m: 20.0,
    },
    TakenOver {
        name: "soyuz-final",
        seat: Seat::Soyuz,
        size: (160, 48),
        lang: "ru",
        from_m: 4.8,
        shows: "ПРОГРАММА",
        says: "Дальность ",
        brakes: 0,
        at_m: 3.5,
    },
];

impl TakenOver {
    /// Flies there and gives the screen.
    async fn fly(&self) -> anyhow::Result<Screen> {
        let server = Server::start(Config::local()).await?;
        let flight = Flight::open(&server, MISSION, SEED).await?;
        let (invite, mut reads) = flight.leave_at(&server, self.seat, self.from_m).await?;
        let line = invite.to_string();
        let mut args = vec!["join", &line, "--lang", self.lang];
        args.extend(LOOK);
        let mut pane = Pane::open(self.name, self.size, &args)?;
        tokio::task::block_in_place(|| {
            pane.until_text(self.shows)?;
            pane.choose(self.says)?;
            pane.pulses("s", self.brakes)
        })?;
        // What the console does not read itself, the crew in the other seat does.
        if self.seat == Seat::Apollo {
            let near = |range_m: &Option<f32>| range_m.is_some_and(|now| now < self.at_m);
            reads.wait_for(near).await?;
        }
        let screen = tokio::task::block_in_place(|| match self.seat {
            Seat::Apollo => pane.after(0),
            Seat::Soyuz => pane.until_range(self.at_m),
        });
        drop(pane);
        server.stop().await;
        screen
    }
}

/// Two at one keyboard, both consoles side by side: name, columns and rows.
const SIDE_BY_SIDE: (&str, (u16, u16)) = ("side-by-side", (200, 54));

/// Flies both craft from one keyboard, as two people do, and gives the screen.
fn fly_side_by_side() -> anyhow::Result<Screen> {
    let (name, size) = SIDE_BY_SIDE;
    let seed = SEED.to_string();
    let mut args = vec!["local", "--scenario", MISSION, "--seed", &seed];
    args.extend(["--lang", "en"]);
    args.extend(LOOK);
    let mut pane = Pane::open(name, size, &args)?;
    pane.until_text("ПРОГРАММА")?;
    // Apollo says which ring goes out; Soyuz reads it back by the card that says so; out it goes.
    pane.choose("We will be active.")?;
    // Cards take no key in the first moment after a call.
    pane.until_text("слышали 1")?;
    pane.choose("Мы будем активным кораблём.")?;
    pane.until_text("THEIR READ-BACK CORRECT")?;
    // The answer is told before the picture in which the plan waits for the ring.
    pane.until_text("Extend the ring.")?;
    pane.press("g")?;
    pane.until_text("RING EXT")?;
    // Half a second of Apollo's jets is 0.06 m/s: to 0.4, and near the end half of it away again.
    pane.pulses("w", 6)?;
    pane.until_range(13.0)?;
    pane.pulses("s", 3)?;
    pane.until_range(9.5)?;
    pane.choose("Дальность ")?;
    pane.until_range(8.0)
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
