//! Why an act is unsafe, with both numbers, and what would make it safe. Refused or to be confirmed: a
//! sentence of its own each.

use handshake_shared::catalogue::units::{Quantity, unit};
use handshake_shared::ids::{CrewId, Seat};
use handshake_shared::sim::doors::Hazard;

use super::super::{Arg, Units, Words, format_quantity, format_unit, labels};

/// The sentence's key.
pub const fn key(hazard: &Hazard, confirm: bool) -> &'static str {
    let [refused, asked] = match hazard {
        Hazard::PressureDifference { .. } => [
            "reason-pressure-difference",
            "reason-confirm-pressure-difference",
        ],
        Hazard::OtherHatchOpen(_) => ["reason-shut-first", "reason-confirm-shut-first"],
        Hazard::Interlock { .. } => [
            "reason-cabin-overpressure",
            "reason-confirm-cabin-overpressure",
        ],
        Hazard::NotJoined => ["reason-not-joined", "reason-confirm-not-joined"],
        Hazard::InTheSwing { .. } => ["reason-in-the-swing", "reason-confirm-in-the-swing"],
        Hazard::ShortOfOxygen { .. } => {
            ["reason-short-of-oxygen", "reason-confirm-short-of-oxygen"]
        }
        Hazard::OxygenShare { .. } => ["reason-oxygen-share", "reason-confirm-oxygen-share"],
        Hazard::CutOff(_) => ["reason-cut-off", "reason-confirm-cut-off"],
        Hazard::WrongSide(_) => ["reason-wrong-side", "reason-confirm-wrong-side"],
        Hazard::Crowded { .. } => ["reason-crowded", "reason-confirm-crowded"],
        Hazard::NobodyHome(Seat::Apollo) => [
            "reason-nobody-home-apollo",
            "reason-confirm-nobody-home-apollo",
        ],
        Hazard::NobodyHome(Seat::Soyuz) => [
            "reason-nobody-home-soyuz",
            "reason-confirm-nobody-home-soyuz",
        ],
    };
    if confirm { asked } else { refused }
}

/// The sentence.
pub fn text(words: &Words, units: Units, key: &str, hazard: &Hazard) -> String {
    let pressure = |pa: f64| format_quantity(words, units, Quantity::Pressure, pa);
    // A hatch minds hundredths of a psi, which no gauge shows: one digit more than on the console.
    let difference = |pa: f64| {
        let unit = unit(units.seat(), Quantity::Pressure, pa);
        let shown = unit.shown(pa);
        format_unit(words, unit, shown, unit.decimals(shown) + 1)
    };
    let share = |of_one: f64| format_quantity(words, units, Quantity::Percent, of_one);
    let two = |first: (&str, String), limit: String, man: Option<CrewId>| {
        let name = man.map(|man| words.get(labels::name(man)));
        let mut args = vec![(first.0, Arg::Text(&first.1)), ("limit", Arg::Text(&limit))];
        args.extend(name.as_ref().map(|name| ("name", Arg::Text(name))));
        words.format(key, &args)
    };
    let named = |man: CrewId| {
        let name = words.get(labels::name(man));
        words.format(key, &[("name", Arg::Text(&name))])
    };
    match *hazard {
        Hazard::PressureDifference { delta_pa, limit_pa } => {
            two(("delta", difference(delta_pa)), difference(limit_pa), None)
        }
        Hazard::InTheSwing {
            crew,
            delta_pa,
            limit_pa,
        } => two(
            ("delta", difference(delta_pa)),
            difference(limit_pa),
            Some(crew),
        ),
        Hazard::Interlock {
            predicted_pa,
            limit_pa,
        } => two(
            ("predicted", pressure(predicted_pa)),
            pressure(limit_pa),
            None,
        ),
        Hazard::ShortOfOxygen {
            crew,
            predicted_pa,
            limit_pa,
        } => two(
            ("predicted", pressure(predicted_pa)),
            pressure(limit_pa),
            Some(crew),
        ),
        Hazard::OxygenShare { predicted, limit } => {
            two(("predicted", share(predicted)), share(limit), None)
        }
        Hazard::OtherHatchOpen(hatch) => super::numbered(words, key, hatch),
        Hazard::CutOff(man) | Hazard::WrongSide(man) => named(man),
        Hazard::Crowded { men, limit, .. } => {
            let count = |n: u8| Arg::Count(i64::from(n));
            words.format(key, &[("n", count(men)), ("limit", count(limit))])
        }
        Hazard::NotJoined | Hazard::NobodyHome(_) => words.get(key),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use handshake_shared::ids::{CompartmentId, HatchId};
    use handshake_shared::sim::event::Refusal;

    use super::super::super::{Bilingual, Locale};
    use super::super::refusal_text;
    use super::*;

    pub(in super::super) fn all() -> Vec<Hazard> {
        let (crew, limit_pa) = (CrewId::Slayton, 266.6);
        let (delta_pa, predicted_pa) = (3_000.0, 47_800.0);
        vec![
            Hazard::PressureDifference { delta_pa, limit_pa },
            Hazard::OtherHatchOpen(HatchId::H2),
            Hazard::Interlock {
                predicted_pa,
                limit_pa,
            },
            Hazard::NotJoined,
            Hazard::InTheSwing {
                crew,
                delta_pa,
                limit_pa,
            },
            Hazard::ShortOfOxygen {
                crew,
                predicted_pa: 13_332.2,
                limit_pa: 16_000.0,
            },
            Hazard::OxygenShare {
                predicted: 0.44,
                limit: 0.40,
            },
            Hazard::CutOff(crew),
            Hazard::WrongSide(crew),
            Hazard::Crowded {
                place: CompartmentId::Dm,
                men: 3,
                limit: 2,
            },
            Hazard::NobodyHome(Seat::Apollo),
            Hazard::NobodyHome(Seat::Soyuz),
        ]
    }

    #[test]
    fn every_hazard_is_a_sentence_of_its_own_refused_and_asked_in_both_languages() {
        let both = Bilingual::new();
        for (locale, units) in [(Locale::En, Units::Us), (Locale::Ru, Units::Metric)] {
            let mut said = std::collections::BTreeSet::new();
            for hazard in all() {
                for why in [Refusal::Unsafe(hazard), Refusal::Confirm(hazard)] {
                    let text = refusal_text(both.of(locale), units, &why);
                    assert!(text.ends_with('.'), "{text}");
                    assert!(said.insert(text), "{why:?} is said twice");
                }
            }
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }

    #[test]
    fn both_numbers_stand_in_the_consoles_units() {
        let both = Bilingual::new();
        let text = |hazard| {
            let said = refusal_text(&both.ru, Units::Metric, &Refusal::Unsafe(hazard));
            said.replace('\u{a0}', " ")
        };
        let all = all();
        assert_eq!(
            text(all[0]),
            "Перепад давления 22,5 мм рт. ст., допустимо 2,0 мм рт. ст. Сначала выровняйте давление."
        );
        assert!(text(all[5]).contains("100 мм рт. ст.") && text(all[5]).contains("120 мм рт. ст."));
        assert!(text(all[6]).contains("44 %") && text(all[6]).contains("40 %"));
    }
}
