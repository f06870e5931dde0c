//! What failed, in words, for the debrief, and what an instructor may have happen.

use handshake_shared::catalogue::compartments::Gauge;
use handshake_shared::catalogue::faults::{Injection, Part, Seal, Way};
use handshake_shared::catalogue::jets::jets;
use handshake_shared::ids::{CompartmentId, Seat};

use super::{Arg, Words, labels};

/// What an instructor had happen, as the debrief tells it of a failure.
pub fn injection_text(words: &Words, what: Injection) -> String {
    match what {
        Injection::Fails(part, way) => failure_text(words, part, way),
        Injection::Noise => words.get("failed-noise"),
    }
}

/// The same in the instructor's list: what it would be, not that it was.
pub fn injection_name(words: &Words, what: Injection) -> String {
    let Injection::Fails(part, way) = what else {
        return words.get("fault-noise");
    };
    let named = |key: &str, name: &str| words.format(key, &[("name", Arg::Text(name))]);
    let numbered = |key: &str, row: u8| {
        let number = Arg::Count(i64::from(row) + 1);
        words.format(key, &[("n", number)])
    };
    match part {
        Part::Jet(seat, row) => {
            let name = jets(seat)
                .jets
                .get(usize::from(row))
                .map_or("—", |jet| jet.name);
            named(&format!("fault-{}-jet-{}", craft(seat), way.key()), name)
        }
        Part::RingDrive(seat) => words.get(&format!("fault-{}-ring", craft(seat))),
        Part::Latch(row) => numbered("fault-latch", row),
        Part::Sensor(row) => numbered("fault-sensor", row),
        Part::Hook(row) => numbered("fault-hook", row),
        Part::Hull(at) => placed(words, "fault-hull", at),
        Part::Seal(Seal::Inner) => words.get("fault-seal-inner"),
        Part::Seal(Seal::Outer) => words.get("fault-seal-outer"),
        Part::Valve(valve) => named("fault-valve", &words.get(labels::valve(valve))),
        Part::Gauge(Gauge::Cabin(at)) => placed(words, "fault-gauge", at),
        Part::Gauge(Gauge::Cavity) => words.get("fault-gauge-cavity"),
        Part::Fan(at) => placed(words, "fault-fan", at),
        Part::Odour(at) => placed(words, "fault-odour", at),
        Part::Spark(at) => placed(words, "fault-spark", at),
        Part::Oxidizer(at) => placed(words, "fault-oxidizer", at),
        Part::Wall(at) => placed(words, "fault-wall", at),
    }
}

/// A failure as the debrief tells it.
pub fn failure_text(words: &Words, part: Part, way: Way) -> String {
    let numbered = |key: &str, row: u8| {
        let number = Arg::Count(i64::from(row) + 1);
        words.format(key, &[("n", number)])
    };
    match part {
        Part::Jet(seat, row) => {
            // The row came over the wire.
            let name = jets(seat)
                .jets
                .get(usize::from(row))
                .map_or("—", |jet| jet.name);
            let key = format!("failed-{}-jet-{}", craft(seat), way.key());
            words.format(&key, &[("name", Arg::Text(name))])
        }
        Part::RingDrive(seat) => words.get(&format!("failed-{}-ring", craft(seat))),
        Part::Latch(row) => numbered("failed-latch", row),
        Part::Sensor(row) => numbered("failed-sensor", row),
        Part::Hook(row) => numbered("failed-hook", row),
        Part::Hull(at) => placed(words, "failed-hull", at),
        Part::Seal(Seal::Inner) => words.get("failed-seal-inner"),
        Part::Seal(Seal::Outer) => words.get("failed-seal-outer"),
        Part::Valve(valve) => {
            let name = words.get(labels::valve(valve));
            words.format("failed-valve", &[("name", Arg::Text(&name))])
        }
        Part::Gauge(Gauge::Cabin(at)) => placed(words, "failed-gauge", at),
        Part::Gauge(Gauge::Cavity) => words.get("failed-gauge-cavity"),
        Part::Fan(at) => placed(words, "failed-fan", at),
        Part::Odour(at) => placed(words, "failed-odour", at),
        Part::Spark(at) => placed(words, "failed-spark", at),
        Part::Oxidizer(at) => placed(words, "failed-oxidizer", at),
        Part::Wall(at) => placed(words, "failed-wall", at),
    }
}

/// A failure with its place, in the place's own case.
fn placed(words: &Words, key: &str, at: CompartmentId) -> String {
    let place = labels::inside(words, at);
    words.format(key, &[("place_loc", Arg::Text(&place))])
}

fn craft(seat: Seat) -> &'static str {
    match seat {
        Seat::Apollo => "apollo",
        Seat::Soyuz => "soyuz",
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::catalogue::valves::ValveId;

    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn every_failure_that_can_be_has_its_words() {
        let mut parts = vec![Part::Latch(0), Part::Sensor(1), Part::Hook(7)];
        for seat in Seat::ALL {
            parts.extend([Part::Jet(seat, 0), Part::RingDrive(seat)]);
        }
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
        for locale in Locale::ALL {
            let words = Words::new(locale);
            for part in &parts {
                for way in part.ways().0 {
                    let text = failure_text(&words, *part, *way);
                    assert!(!text.contains("failed-") && !text.contains('{'), "{text}");
                    let text = injection_name(&words, Injection::Fails(*part, *way));
                    assert!(!text.contains("fault-") && !text.contains('{'), "{text}");
                    assert!(text.chars().count() <= 66, "wider than its list: {text}");
                }
            }
        }
    }
}
