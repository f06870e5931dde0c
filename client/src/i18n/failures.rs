//! What failed, in words, for the debrief.

use handshake_shared::catalogue::faults::{Part, Way};
use handshake_shared::catalogue::jets::jets;
use handshake_shared::ids::Seat;

use super::{Arg, Words};

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
    }
}

fn craft(seat: Seat) -> &'static str {
    match seat {
        Seat::Apollo => "apollo",
        Seat::Soyuz => "soyuz",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn every_failure_that_can_be_has_its_words() {
        let mut parts = vec![Part::Latch(0), Part::Sensor(1), Part::Hook(7)];
        for seat in Seat::ALL {
            parts.extend([Part::Jet(seat, 0), Part::RingDrive(seat)]);
        }
        for locale in Locale::ALL {
            let words = Words::new(locale);
            for part in &parts {
                for way in part.ways() {
                    let text = failure_text(&words, *part, *way);
                    assert!(!text.contains("failed-") && !text.contains('{'), "{text}");
                }
            }
        }
    }
}
