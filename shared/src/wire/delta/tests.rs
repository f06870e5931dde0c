use std::string::{String, ToString};
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::*;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Part {
    Unit,
    One(f32),
    Two(i8, u64),
    Named { x: Option<f64>, list: Vec<[f32; 2]> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Whole {
    text: String,
    letter: char,
    truth: bool,
    number: i32,
    long: i64,
    set: u128,
    place: [f32; 3],
    parts: Vec<Part>,
    nothing: (),
}

fn part() -> impl Strategy<Value = Part> {
    let list = prop::collection::vec(prop::array::uniform2(-1e6_f32..1e6), 0..4);
    prop_oneof![
        Just(Part::Unit),
        any::<f32>()
            .prop_filter("numbers", |x| x.is_finite())
            .prop_map(Part::One),
        any::<(i8, u64)>().prop_map(|(a, b)| Part::Two(a, b)),
        (prop::option::of(-1e9_f64..1e9), list).prop_map(|(x, list)| Part::Named { x, list }),
    ]
}

fn whole() -> impl Strategy<Value = Whole> {
    let parts = prop::collection::vec(part(), 0..5);
    (
        "[a-zа-я]{0,6}",
        any::<(char, bool, i32, i64, u128)>(),
        prop::array::uniform3(-1e3_f32..1e3),
        parts,
    )
        .prop_map(
            |(text, (letter, truth, number, long, set), place, parts)| Whole {
                text,
                letter,
                truth,
                number,
                long,
                set,
                place,
                parts,
                nothing: (),
            },
        )
}

fn made(before: &[Token], now: &[Token]) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(before, now, &mut bytes);
    bytes
}

proptest! {
    #[test]
    fn any_value_becomes_any_other_and_none_is_cut_twice(one in whole(), other in whole()) {
        let (before, now) = (lay(&one).expect("laid"), lay(&other).expect("laid"));
        prop_assert_eq!(decode(&before, &made(&before, &now)), Ok(now.clone()));
        prop_assert_eq!(decode(&[], &made(&[], &now)), Ok(now.clone()));
        let raised: Whole = raise(&now).expect("raised");
        prop_assert_eq!(lay(&raised).expect("laid"), now);
        prop_assert_eq!(cut(&raised), Ok(raised));
    }

    #[test]
    fn a_real_number_is_told_to_its_step_and_keeps_its_order(a in -1e9_f32..1e9, b in -1e9_f32..1e9) {
        let told: f32 = cut(&a).expect("cut");
        prop_assert!((told - a).abs() <= a.abs() / 131_072.0);
        let [small, large] = if a < b { [a, b] } else { [b, a] };
        prop_assert!(lay::real(small) <= lay::real(large));
    }

    #[test]
    fn no_bytes_do_harm(one in whole(), bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let before = lay(&one).expect("laid");
        if let Ok(row) = decode(&before, &bytes) {
            prop_assert!(row.len() <= TOKENS_MAX.max(before.len()));
            let _ = raise::<Whole>(&row);
        }
    }
}

fn sample() -> Whole {
    Whole {
        text: "go".to_string(),
        letter: 'П',
        truth: true,
        number: -5,
        long: 1 << 40,
        set: 1 << 100,
        place: [10.0, -0.25, 0.0],
        parts: vec![Part::Unit, Part::Two(-1, 7)],
        nothing: (),
    }
}

#[test]
fn what_has_not_changed_costs_nothing_and_what_has_little() {
    let before = sample();
    let mut now = before.clone();
    let row = |value: &Whole| lay(value).expect("laid");
    assert_eq!(made(&row(&before), &row(&before)), [0]);
    now.place[0] += 0.001;
    now.place[1] += 0.001;
    // Twelve tokens are passed over, two change: by 8 steps of 2^-13 and by 262 of 2^-18.
    let told = made(&row(&before), &row(&now));
    assert_eq!(told[..2], [0, 12 * 4 + 1], "{told:?}");
    assert!(told.len() <= 6, "{told:?}");
}

#[test]
fn a_part_that_comes_or_goes_is_told_alone() {
    let before = sample();
    let mut now = before.clone();
    now.parts.insert(1, Part::One(0.5));
    let row = |value: &Whole| lay(value).expect("laid");
    let (come, gone) = (
        made(&row(&before), &row(&now)),
        made(&row(&now), &row(&before)),
    );
    assert!(come.len() < 20 && gone.len() < 16, "{come:?} {gone:?}");
}

#[test]
fn tokens_of_another_type_are_refused() {
    let row = lay(&sample()).expect("laid");
    assert!(raise::<Whole>(&row[..row.len() - 1]).is_err());
    assert_eq!(raise::<u8>(&[Token::Whole(256)]), Err(WireError::Malformed));
    assert_eq!(raise::<u8>(&[Token::Real(1)]), Err(WireError::Malformed));
    let two = [Token::Whole(1), Token::Whole(2)];
    assert_eq!(raise::<u8>(&two), Err(WireError::LeftOver));
    let long = [Token::Shape(u32::MAX)];
    assert_eq!(raise::<Vec<u8>>(&long), Err(WireError::Malformed));
}
