//! What each lesson of the radio school wants to be learnt: a sentence beside the move. Knows which
//! sentence belongs to which move; no layout, no keys.

use handshake_shared::catalogue::calls::CallId;
use handshake_shared::catalogue::procedures::{Act, Phase, StepId};

/// The key of the sentence beside a move of a lesson; nothing where nothing is taught.
pub fn lesson(step: StepId, act: Act) -> Option<&'static str> {
    if step.row().phase != Phase::School {
        return None;
    }
    Some(match (step, act) {
        (StepId::SchoolTheirs, _) => "lesson-theirs",
        (StepId::SchoolGreet, _) => "lesson-greet",
        (_, Act::Say(CallId::AskPressure, _)) => "lesson-ask",
        (_, Act::Say(CallId::Pressure, _)) => "lesson-value",
        (_, Act::Say(CallId::Ready, _)) => "lesson-tell",
        (_, Act::Say(CallId::ReadYouWell, _)) => "lesson-hear",
        (_, Act::Say(..)) => "lesson-call",
        (_, Act::ReadBack) => "lesson-read-back",
        (_, Act::Find(_)) => "lesson-find",
        (_, Act::Lamp(_)) => "lesson-lamp",
        (_, Act::Help) => "lesson-help",
        (_, Act::Spell(_)) => "lesson-spell",
        (_, Act::Ksu(_)) => "lesson-ksu",
        (_, Act::Poll(_)) => "lesson-poll",
        (_, Act::Key(_)) => "lesson-key",
        (_, Act::Hatch(..)) => "lesson-hatch",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use handshake_shared::catalogue::procedures::STEPS;
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::i18n::{Arg, Bilingual, Locale};

    /// The narrowest plan less its margin.
    const LINE: usize = 74;

    #[test]
    fn every_move_of_the_radio_school_teaches_something_in_one_line_of_the_narrowest_plan() {
        let both = Bilingual::new();
        let keys = [
            ("tongue", Arg::Text("U")),
            ("level", Arg::Text("O")),
            ("page", Arg::Text("P")),
        ];
        let school = STEPS.iter().filter(|step| step.phase == Phase::School);
        for (step, row) in school.flat_map(|step| step.moves.iter().map(move |row| (step, row))) {
            let key = lesson(step.id, row.act);
            let key = key.unwrap_or_else(|| panic!("{} teaches nothing", step.key));
            for locale in Locale::ALL {
                let text = both.of(locale).format(key, &keys);
                assert!(text.width() <= LINE, "{} cells: {text}", text.width());
            }
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
        assert!(lesson(StepId::Greet, STEPS[StepId::Greet as usize].moves[0].act).is_none());
    }
}
