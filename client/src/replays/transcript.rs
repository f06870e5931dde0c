//! What was said in a recorded flight, with its time, in both languages: first the one it was said in.

use std::io::{self, Write};

use handshake_shared::catalogue::faults::Injection;
use handshake_shared::ids::Seat;
use handshake_shared::replay::Player;
use handshake_shared::sim::event::{Event, Outcome, Speech, Transmission, Verdict};
use handshake_shared::time::Tick;

use super::{clock_text, crews_text, date_text, mission_text};
use crate::i18n::failures::injection_text;
use crate::i18n::{Arg, Bilingual, Locale, call_text, labels};

/// Writes the loop from the beginning to the end; returns the number of calls.
pub fn write(player: &Player, words: &Bilingual, mut out: impl Write) -> io::Result<u64> {
    let header = &player.replay().header;
    for locale in Locale::ALL {
        let words = words.of(locale);
        let mission = mission_text(words, header);
        let crews = crews_text(words, header);
        writeln!(out, "{}  {mission}  {crews}", date_text(header))?;
    }
    writeln!(out)?;
    let mut calls = 0;
    for (tick, event) in player.events(Tick(0), player.last_tick()) {
        match event {
            Event::Heard(said) => {
                calls += 1;
                spoken(words, tick, said, &mut out)?;
            }
            Event::ReadBack { by, verdict, .. } => judged(words, tick, *by, verdict, &mut out)?,
            Event::Injected(what) => injected(words, tick, *what, &mut out)?,
            Event::Ended(outcome) => ended(words, tick, *outcome, &mut out)?,
            _ => {}
        }
    }
    Ok(calls)
}

fn spoken(
    words: &Bilingual,
    tick: Tick,
    said: &Transmission,
    out: &mut impl Write,
) -> io::Result<()> {
    let clock = clock_text(tick);
    match &said.speech {
        Speech::Text(text) => {
            let own = words.of(Locale::of(said.from));
            writeln!(out, "{clock}  {}: {text}", own.get(labels::ship(said.from)))
        }
        Speech::Call {
            call,
            slots,
            tongue,
        } => {
            let spoken = Locale::spoken(*tongue);
            for (indent, locale) in [(clock.as_str(), spoken), ("        ", spoken.other())] {
                let words = words.of(locale);
                let text = call_text(words, said.from, *call, slots);
                let ship = words.get(labels::ship(said.from));
                writeln!(out, "{indent}  {ship}: {text}")?;
            }
            Ok(())
        }
    }
}

fn injected(
    words: &Bilingual,
    tick: Tick,
    what: Injection,
    out: &mut impl Write,
) -> io::Result<()> {
    let clock = clock_text(tick);
    for (indent, locale) in [(clock.as_str(), Locale::En), ("        ", Locale::Ru)] {
        let words = words.of(locale);
        let what = injection_text(words, what);
        let text = words.format("injected-what", &[("what", Arg::Text(&what))]);
        writeln!(out, "{indent}  ▲ {text}")?;
    }
    Ok(())
}

fn judged(
    words: &Bilingual,
    tick: Tick,
    by: Seat,
    verdict: &Verdict,
    out: &mut impl Write,
) -> io::Result<()> {
    let key = match verdict {
        Verdict::Match => "replay-read-back-right",
        _ => "replay-read-back-wrong",
    };
    let own = words.of(Locale::of(by));
    let other = words.of(Locale::of(by).other());
    let ship = own.get(labels::ship(by));
    writeln!(
        out,
        "{}  {ship}: {} · {}",
        clock_text(tick),
        own.get(key),
        other.get(key)
    )
}

fn ended(words: &Bilingual, tick: Tick, outcome: Outcome, out: &mut impl Write) -> io::Result<()> {
    let told = Locale::ALL.map(|locale| words.of(locale).get(labels::outcome(outcome)));
    writeln!(out, "{}  {} · {}", clock_text(tick), told[0], told[1])
}
