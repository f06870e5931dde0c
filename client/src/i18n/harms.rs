//! Who was hurt, in words, for the debrief.

use handshake_shared::sim::harms::Injury;
use handshake_shared::sim::physiology::Grade;

use super::{Arg, Words, labels};

/// An injury, or a near miss, as a sentence with its cause.
pub fn harm_text(words: &Words, injury: &Injury) -> String {
    let name = words.get(labels::name(injury.crew));
    let place = words.get(labels::place(injury.at));
    let place_loc = labels::inside(words, injury.at);
    let args = [
        ("name", Arg::Text(&name)),
        ("place", Arg::Text(&place)),
        ("place_loc", Arg::Text(&place_loc)),
    ];
    let key = labels::harm(injury.cause);
    match injury.grade {
        Grade::Near => words.format(&format!("{key}.near"), &args),
        _ => words.format(key, &args),
    }
}

#[cfg(test)]
mod tests {
    use handshake_shared::ids::{CompartmentId, CrewId};
    use handshake_shared::sim::harms::Cause;
    use handshake_shared::sim::physiology::Harm;
    use handshake_shared::time::Tick;

    use super::*;
    use crate::i18n::{Bilingual, Locale};

    #[test]
    fn every_harm_is_a_sentence_in_both_languages_and_a_near_miss_another() {
        let both = Bilingual::new();
        for locale in [Locale::En, Locale::Ru] {
            let mut told = std::collections::BTreeSet::new();
            for cause in Cause::ALL {
                for grade in [Grade::Near, Grade::Dead] {
                    let text = harm_text(
                        both.of(locale),
                        &Injury {
                            crew: CrewId::Slayton,
                            harm: Harm::Hypoxia,
                            cause,
                            grade,
                            at: CompartmentId::Dm,
                            tick: Tick(0),
                        },
                    );
                    assert!(text.ends_with('.') && !text.contains('$'), "{text}");
                    told.insert(text);
                }
            }
            assert_eq!(told.len(), 2 * Cause::ALL.len(), "no two are told alike");
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }
}
