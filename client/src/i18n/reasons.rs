//! Why an act was refused, as a sentence with its numbers in the console's units and what would
//! make it legal.

mod hazards;

use handshake_shared::catalogue::units::Quantity;
use handshake_shared::ids::{CompartmentId, HatchId, Seat};
use handshake_shared::limits::{MATCH_FRESH_S, TEXT_CHARS_MAX, TWO_KEY_WINDOW_S};
use handshake_shared::sim::event::{BounceCause, Refusal};
use handshake_shared::sim::input::{ControlMode, Role};
use handshake_shared::sim::scoring::ENVELOPE;

use super::labels::inside;
use super::{Arg, Units, Words, format_quantity, labels};

/// The limit of a condition that kept a contact from being captured, SI; the closing speed has two.
pub fn bounce_limit(cause: BounceCause) -> Option<(Quantity, f64)> {
    match cause {
        BounceCause::Miss => Some((Quantity::Length, ENVELOPE.lateral_m)),
        BounceCause::SideSpeed => Some((Quantity::Speed, ENVELOPE.lateral_m_per_s)),
        BounceCause::Tilt => Some((Quantity::Angle, ENVELOPE.tilt_rad)),
        BounceCause::Roll => Some((Quantity::Angle, ENVELOPE.roll_rad)),
        BounceCause::Turning => Some((Quantity::AngularRate, ENVELOPE.rate_rad_per_s)),
        BounceCause::Unpowered
        | BounceCause::TooSlow
        | BounceCause::TooFast
        | BounceCause::Unclear
        | BounceCause::Torn => None,
    }
}

/// A refusal in words.
pub fn refusal_text(words: &Words, units: Units, why: &Refusal) -> String {
    let key = key(why, units.seat());
    let quantity =
        |quantity, value_si: f32| format_quantity(words, units, quantity, f64::from(value_si));
    match *why {
        Refusal::Locked { step } => {
            words.format(key, &[("step", Arg::Text(&words.get(&labels::step(step))))])
        }
        Refusal::MatchExpired { step } => {
            let step = words.get(&labels::step(step));
            let time = format_quantity(words, units, Quantity::Duration, MATCH_FRESH_S);
            let args = [("step", Arg::Text(&step)), ("time", Arg::Text(&time))];
            words.format(key, &args)
        }
        Refusal::SticksDeflected { share } => {
            let now = quantity(Quantity::Percent, share);
            let limit = quantity(Quantity::Percent, 0.0);
            let args = [("now", Arg::Text(&now)), ("limit", Arg::Text(&limit))];
            words.format(key, &args)
        }
        Refusal::NoAttitudeHold { mode } => {
            let now = words.get(labels::mode(mode));
            let hold = words.get(labels::mode(ControlMode::hold_of(units.seat())));
            let args = [("now", Arg::Text(&now)), ("hold", Arg::Text(&hold))];
            words.format(key, &args)
        }
        Refusal::Unsafe(hazard) | Refusal::Confirm(hazard) => {
            hazards::text(words, units, key, &hazard)
        }
        Refusal::HatchHeld { force_n } => {
            let force = quantity(Quantity::Force, force_n);
            words.format(key, &[("force", Arg::Text(&force))])
        }
        Refusal::NeedsBothKeys => {
            let time = format_quantity(words, units, Quantity::Duration, TWO_KEY_WINDOW_S);
            words.format(key, &[("time", Arg::Text(&time))])
        }
        Refusal::ShutFirst(hatch) | Refusal::HatchShut(hatch) => numbered(words, key, hatch),
        Refusal::NoMask(at) | Refusal::NoExtinguisher(at) => {
            words.format(key, &[("place_loc", Arg::Text(&inside(words, at)))])
        }
        Refusal::NoAnswer(crew) => {
            let name = words.get(labels::name(crew));
            words.format(key, &[("name", Arg::Text(&name))])
        }
        Refusal::BadText => words.format(key, &[("n", Arg::Count(TEXT_CHARS_MAX as i64))]),
        _ => words.get(key),
    }
}

fn numbered(words: &Words, key: &str, hatch: HatchId) -> String {
    words.format(key, &[("n", Arg::Count(i64::from(hatch.number())))])
}

/// An offer bars another one: one's own, or the other crew's.
const fn offer_open(role: Role, own: bool) -> &'static str {
    match (role, own) {
        (Role::Control, true) => "reason-offer-open-control-mine",
        (Role::Control, false) => "reason-offer-open-control-theirs",
        (Role::Ring, true) => "reason-offer-open-ring-mine",
        (Role::Ring, false) => "reason-offer-open-ring-theirs",
    }
}

const fn not_the_owner(role: Role, owner: Seat) -> &'static str {
    match (role, owner) {
        (Role::Control, Seat::Apollo) => "reason-not-the-owner-control-apollo",
        (Role::Control, Seat::Soyuz) => "reason-not-the-owner-control-soyuz",
        (Role::Ring, Seat::Apollo) => "reason-not-the-owner-ring-apollo",
        (Role::Ring, Seat::Soyuz) => "reason-not-the-owner-ring-soyuz",
    }
}

/// The message of a refusal on the console of that seat.
fn key(why: &Refusal, seat: Seat) -> &'static str {
    match why {
        Refusal::NotAtThisSeat => "reason-not-at-this-seat",
        Refusal::AlreadySo => "reason-already-so",
        Refusal::RingMoving => "reason-ring-moving",
        Refusal::NotCaptured => "reason-not-captured",
        Refusal::NotDamped => "reason-not-damped",
        Refusal::NotRetracted => "reason-not-retracted",
        Refusal::MechanismDamaged => "reason-mechanism-damaged",
        Refusal::Joined => "reason-joined",
        Refusal::NotJoined => "reason-not-joined",
        Refusal::Locked { .. } => "reason-locked",
        Refusal::NeedsBothKeys => "reason-needs-both-keys",
        Refusal::HatchHeld { .. } => "reason-hatch-held",
        Refusal::ShutFirst(_) => "reason-shut-first",
        Refusal::HatchShut(_) => "reason-hatch-shut",
        Refusal::NoSuchWay => "reason-no-such-way",
        Refusal::NothingToReadBack => "reason-nothing-to-read-back",
        Refusal::SayAgain => "reason-say-again",
        Refusal::NoPollOpen => "reason-no-poll-open",
        Refusal::NotYourCall => "reason-not-your-call",
        Refusal::BadSlots => "reason-bad-slots",
        Refusal::KsuBusy => "reason-ksu-busy",
        Refusal::ControlStillOn => "reason-control-still-on",
        Refusal::ReadingRuns => "reason-reading-runs",
        Refusal::TooMany => "reason-too-many",
        Refusal::BadText => "reason-bad-text",
        Refusal::Ended => "reason-ended",
        Refusal::NoPower => "reason-no-power",
        Refusal::Unsafe(hazard) => hazards::key(hazard, false),
        Refusal::Confirm(hazard) => hazards::key(hazard, true),
        Refusal::NoMask(_) => "reason-no-mask",
        Refusal::NobodyThere(place) => match place {
            CompartmentId::Cm => "reason-nobody-cm",
            CompartmentId::Tunnel1 => "reason-nobody-tunnel1",
            CompartmentId::Dm => "reason-nobody-dm",
            CompartmentId::Tunnel2 => "reason-nobody-tunnel2",
            CompartmentId::Om => "reason-nobody-om",
            CompartmentId::Sa => "reason-nobody-sa",
        },
        Refusal::NoAnswer(_) => "reason-no-answer",
        Refusal::LoopDead => "reason-loop-dead",
        Refusal::NoExtinguisher(_) => "reason-no-extinguisher",
        Refusal::MatchExpired { .. } => "reason-match-expired",
        Refusal::NotTheOwner { role, owner } => not_the_owner(*role, *owner),
        Refusal::OfferOpen { role, by } => offer_open(*role, *by == seat),
        Refusal::NoOffer => "reason-no-offer",
        Refusal::SticksDeflected { .. } => "reason-sticks-deflected",
        Refusal::NoAttitudeHold { .. } => "reason-no-attitude-hold",
        Refusal::TheyAreNotStill => "reason-they-are-not-still",
        Refusal::LatchesHold(Role::Control) => "reason-latches-hold-control",
        Refusal::LatchesHold(Role::Ring) => "reason-latches-hold-ring",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use handshake_shared::catalogue::procedures::StepId;
    use handshake_shared::ids::{CompartmentId, CrewId};

    use super::super::{Bilingual, Locale};
    use super::*;

    /// Every refusal but those for a hazard, which `hazards` sees to; one of each place where places
    /// differ in their words.
    fn all() -> Vec<Refusal> {
        let mut all = vec![
            Refusal::NotAtThisSeat,
            Refusal::AlreadySo,
            Refusal::RingMoving,
            Refusal::NotCaptured,
            Refusal::NotDamped,
            Refusal::NotRetracted,
            Refusal::MechanismDamaged,
            Refusal::Joined,
            Refusal::NotJoined,
            Refusal::Locked { step: StepId::Seal },
            Refusal::NeedsBothKeys,
            Refusal::HatchHeld { force_n: 4000.0 },
            Refusal::ShutFirst(HatchId::H2),
            Refusal::HatchShut(HatchId::H4),
            Refusal::NoSuchWay,
            Refusal::NothingToReadBack,
            Refusal::SayAgain,
            Refusal::NoPollOpen,
            Refusal::NotYourCall,
            Refusal::BadSlots,
            Refusal::KsuBusy,
            Refusal::ControlStillOn,
            Refusal::ReadingRuns,
            Refusal::TooMany,
            Refusal::BadText,
            Refusal::Ended,
            Refusal::LoopDead,
            Refusal::NoPower,
            Refusal::NoMask(CompartmentId::Tunnel1),
            Refusal::NoAnswer(CrewId::Brand),
            Refusal::NoExtinguisher(CompartmentId::Sa),
            Refusal::MatchExpired {
                step: StepId::Frames,
            },
            Refusal::NoOffer,
            Refusal::SticksDeflected { share: 0.4 },
            Refusal::NoAttitudeHold {
                mode: ControlMode::Off,
            },
            Refusal::TheyAreNotStill,
        ];
        all.extend(CompartmentId::ALL.map(Refusal::NobodyThere));
        let roles = Role::ALL.map(|role| Seat::ALL.map(|seat| (role, seat)));
        all.extend(roles.into_iter().flatten().flat_map(|(role, seat)| {
            let owner = Refusal::NotTheOwner { role, owner: seat };
            [owner, Refusal::OfferOpen { role, by: seat }]
        }));
        all.extend(Role::ALL.map(Refusal::LatchesHold));
        all
    }

    /// The widest refusals: every kind, every step that can lock an act, every hazard asked and refused.
    pub(in crate::i18n) fn widest() -> Vec<Refusal> {
        let steps = handshake_shared::catalogue::procedures::STEPS;
        let locked = steps.iter().map(|step| Refusal::Locked { step: step.id });
        let hazards = hazards::tests::all();
        let unsafe_ones = hazards
            .into_iter()
            .flat_map(|hazard| [Refusal::Unsafe(hazard), Refusal::Confirm(hazard)]);
        all().into_iter().chain(locked).chain(unsafe_ones).collect()
    }

    #[test]
    fn every_refusal_is_a_sentence_of_its_own_with_its_numbers_in_both_languages() {
        let both = Bilingual::new();
        for (locale, units) in [(Locale::En, Units::Us), (Locale::Ru, Units::Metric)] {
            let mut said = BTreeSet::new();
            for why in all() {
                let text = refusal_text(both.of(locale), units, &why);
                assert!(text.ends_with('.'), "{text}");
                for unfilled in ['{', '}', '$', '…'] {
                    assert!(!text.contains(unfilled), "{text}");
                }
                assert!(!text.contains("reason-"), "{text}");
                assert!(said.insert(text.clone()), "{why:?} is said twice: {text}");
            }
        }
        assert_eq!(both.en.missing(), Vec::<String>::new());
        assert_eq!(both.ru.missing(), Vec::<String>::new());
    }

    #[test]
    fn every_reason_in_the_locale_files_is_that_of_some_refusal() {
        let hazards = hazards::tests::all();
        let unsafe_ones = hazards
            .iter()
            .flat_map(|hazard| [false, true].map(|confirm| hazards::key(hazard, confirm)));
        let used: BTreeSet<&str> = all()
            .iter()
            .flat_map(|why| Seat::ALL.map(|seat| key(why, seat)))
            .chain(unsafe_ones)
            .collect();
        for locale in Locale::ALL {
            let lines = locale.sources().iter().flat_map(|(_, text)| text.lines());
            let reasons: BTreeSet<&str> = lines
                .filter(|line| line.starts_with("reason-"))
                .filter_map(|line| line.split_once(" ="))
                .map(|(key, _)| key)
                .collect();
            assert_eq!(reasons, used, "{locale:?}");
        }
    }

    #[test]
    fn every_lock_of_an_armed_act_names_its_step_in_both_languages_shut_or_expired() {
        use handshake_shared::sim::armed::Armed;
        let both = Bilingual::new();
        let steps = Armed::ALL.iter().flat_map(|act| act.steps());
        for step in steps.copied() {
            for (locale, units) in [(Locale::En, Units::Us), (Locale::Ru, Units::Metric)] {
                let words = both.of(locale);
                let title = words.get(&labels::step(step));
                let [shut, old] = [Refusal::Locked { step }, Refusal::MatchExpired { step }]
                    .map(|why| refusal_text(words, units, &why));
                assert!(shut.contains(&title) && old.contains(&title), "{step:?}");
                assert_ne!(shut, old);
            }
        }
    }
}
