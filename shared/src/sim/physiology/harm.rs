//! What can hurt a man, how badly, and what he notices of it himself. Names only: the limits stand
//! beside each model.

use serde::{Deserialize, Serialize};

/// What hurts a man.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Harm {
    /// Too little oxygen in the lungs.
    Hypoxia,
    /// Too much carbon dioxide in the breath.
    CarbonDioxide,
    /// Decompression sickness.
    Bends,
    /// An eardrum, by a pressure that changed too fast.
    Ears,
    /// The lungs, by air that left the cabin faster than it could leave them.
    Lungs,
    /// Smoke: carbon monoxide in the blood.
    Smoke,
    /// Nitrogen tetroxide: lungs that fill with water.
    Oxidizer,
    /// Hot gas.
    Burns,
    /// A blow.
    Struck,
}

impl Harm {
    /// All of them, in index order.
    pub const ALL: [Harm; 9] = [
        Harm::Hypoxia,
        Harm::CarbonDioxide,
        Harm::Bends,
        Harm::Ears,
        Harm::Lungs,
        Harm::Smoke,
        Harm::Oxidizer,
        Harm::Burns,
        Harm::Struck,
    ];
}

/// How badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// It was close: nothing lasts.
    Near,
    /// Hurt, and can still work.
    Hurt,
    /// Out of action.
    Down,
    /// Dead of it.
    Dead,
}

/// What a man notices of himself and of the air before his face. No gauge shows any of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Symptom {
    /// Fingers tingle and sight narrows: little oxygen.
    Tingling,
    /// Breath comes short: carbon dioxide.
    ShortOfBreath,
    /// Headache: carbon dioxide or carbon monoxide.
    Headache,
    /// Ears hurt.
    EarsHurt,
    /// Joints hurt: bubbles.
    JointPain,
    /// Chest hurts: torn lungs.
    ChestPain,
    /// A smell like burnt glue.
    BurntSmell,
    /// A sharp smell like acid: oxidizer.
    SharpSmell,
    /// Eyes sting.
    EyesSting,
    /// He coughs and cannot stop.
    Coughing,
    /// The air is hot on the skin.
    Heat,
    /// A bruise or worse from a blow.
    Blow,
}

impl Symptom {
    /// All of them, in bit order.
    pub const ALL: [Symptom; 12] = [
        Symptom::Tingling,
        Symptom::ShortOfBreath,
        Symptom::Headache,
        Symptom::EarsHurt,
        Symptom::JointPain,
        Symptom::ChestPain,
        Symptom::BurntSmell,
        Symptom::SharpSmell,
        Symptom::EyesSting,
        Symptom::Coughing,
        Symptom::Heat,
        Symptom::Blow,
    ];

    /// Its bit in a man's word of symptoms.
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Linear from `from.1` at `from.0` to `to.1` at `to.0`, level beyond both ends.
pub(super) fn ramp(value: f64, from: (f64, f64), to: (f64, f64)) -> f64 {
    let share = (value - from.0) / (to.0 - from.0);
    // Level beyond the ends: what the ramp means stops there.
    from.1 + share.clamp(0.0, 1.0) * (to.1 - from.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_index_order_and_symptoms_fit_their_word() {
        for (index, harm) in Harm::ALL.into_iter().enumerate() {
            assert_eq!(harm as usize, index);
        }
        let word = Symptom::ALL.iter().fold(0, |bits, one| bits | one.bit());
        assert_eq!(word, 0x0fff);
    }

    #[test]
    fn a_ramp_is_level_beyond_its_ends_whichever_way_it_runs() {
        for (value, expected) in [
            (0.0, 1.0),
            (15.0, 1.0),
            (25.0, 0.5),
            (35.0, 0.0),
            (99.0, 0.0),
        ] {
            assert_eq!(ramp(value, (15.0, 1.0), (35.0, 0.0)), expected);
            assert_eq!(ramp(value, (35.0, 0.0), (15.0, 1.0)), expected);
        }
    }
}
