//! A value as what has changed against one that the other end is known to have. Both are laid out as
//! rows of small tokens (`lay`, `raise`), whatever type they are, so that no field can be forgotten; what
//! is written is the tokens that differ. Numbers that nobody can read finer are laid out no finer.
//!
//! The bytes. First the shapes: 0 where both rows have the same kinds, lengths and variants all through;
//! else 1, how many tokens from the start and from the end are alike in shape, how many stand between
//! them now, and those. Then the changes of the alike ones, in order: tokens passed over times four plus
//! changed ones in a row less one, and by how much each of these changed. All numbers are LEB128, changes
//! zigzag.

mod lay;
mod raise;

use alloc::vec::Vec;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::codec::WireError;

pub use lay::{REAL_STEP_BITS, lay};
pub use raise::raise;

/// Most tokens a value may have: three times those of the heaviest view.
pub const TOKENS_MAX: usize = 2_048;
/// Changed tokens in a row that one number tells of.
const RUN_MAX: usize = 4;

/// A small part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A length, a variant, whether something is there: what follows depends on it.
    Shape(u32),
    /// A whole number, a character, a truth; wider ones take two.
    Whole(u32),
    /// A real number of single precision, cut to [`REAL_STEP_BITS`] less and put in the order of its
    /// size, so that near numbers are near.
    Real(i32),
}

/// The value as near as its tokens can tell it: what the other end will have.
pub fn cut<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, WireError> {
    raise(&lay(value)?)
}

/// How two rows differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// In real numbers alone, by at most so many steps; 0 is not at all. A number changed by a
    /// thousandth part of itself by some hundred of them.
    Reals(u32),
    /// In something that is one way or another.
    Otherwise,
}

/// How two rows differ.
pub fn difference(before: &[Token], now: &[Token]) -> Difference {
    if before.len() != now.len() {
        return Difference::Otherwise;
    }
    let steps = |(before, now): (&Token, &Token)| match (before, now) {
        (Token::Real(before), Token::Real(now)) => Difference::Reals(before.abs_diff(*now)),
        (before, now) if before == now => Difference::Reals(0),
        _ => Difference::Otherwise,
    };
    let all = before.iter().zip(now).map(steps);
    all.max().unwrap_or(Difference::Reals(0))
}

/// What makes `before` into `now`.
pub fn encode(before: &[Token], now: &[Token], into: &mut Vec<u8>) {
    let (head, tail) = alike(before, now);
    if head == now.len() && before.len() == now.len() {
        put(0, into);
    } else {
        put(1, into);
        let middle = &now[head..now.len() - tail];
        for count in [head, tail, middle.len()] {
            put(count as u32, into);
        }
        for token in middle {
            put_token(*token, into);
        }
    }
    let heads = before[..head].iter().zip(&now[..head]);
    let tails = before[before.len() - tail..]
        .iter()
        .zip(&now[now.len() - tail..]);
    let changes: Vec<u32> = heads
        .chain(tails)
        .map(|(before, now)| now.less(*before))
        .collect();
    put_changes(&changes, into);
}

/// `before` made into what it was made into at the other end.
pub fn decode(before: &[Token], bytes: &[u8]) -> Result<Vec<Token>, WireError> {
    let mut bytes = bytes;
    let (head, tail, middle) = match take(&mut bytes)? {
        0 => (before.len(), 0, Vec::new()),
        1 => take_shape(before, &mut bytes)?,
        _ => return Err(WireError::Malformed),
    };
    let mut now = Vec::with_capacity(head + middle.len() + tail);
    now.extend_from_slice(&before[..head]);
    now.extend(&middle);
    now.extend_from_slice(&before[before.len() - tail..]);
    // The middle was told outright: changes pass over it.
    let (first, last) = (head, head + middle.len());
    let mut at = 0;
    while !bytes.is_empty() {
        let word = take(&mut bytes)? as usize;
        at += word / RUN_MAX;
        for _ in 0..=word % RUN_MAX {
            let place = if at < first { at } else { at + last - first };
            let token = now.get_mut(place).ok_or(WireError::Malformed)?;
            *token = token.plus(take(&mut bytes)?)?;
            at += 1;
        }
    }
    Ok(now)
}

/// Head, tail and what stands between them now.
fn take_shape(
    before: &[Token],
    bytes: &mut &[u8],
) -> Result<(usize, usize, Vec<Token>), WireError> {
    let mut count = || take(bytes).map(|count| count as usize);
    let (head, tail, middle) = (count()?, count()?, count()?);
    let too_long = head.saturating_add(tail) > before.len()
        || head.saturating_add(tail).saturating_add(middle) > TOKENS_MAX
        || middle > bytes.len();
    if too_long {
        return Err(WireError::Malformed);
    }
    let tokens: Result<Vec<Token>, WireError> = (0..middle).map(|_| take_token(bytes)).collect();
    Ok((head, tail, tokens?))
}

/// How many tokens from the start, and from the end of the rest, differ in no more than a number.
fn alike(before: &[Token], now: &[Token]) -> (usize, usize) {
    let same = |pair: &(&Token, &Token)| pair.0.is_like(*pair.1);
    let head = before.iter().zip(now).take_while(same).count();
    let rest = (&before[head..], &now[head..]);
    let backwards = rest.0.iter().rev().zip(rest.1.iter().rev());
    (head, backwards.take_while(same).count())
}

fn put_changes(changes: &[u32], into: &mut Vec<u8>) {
    let mut rest = changes;
    while let Some(passed) = rest.iter().position(|change| *change != 0) {
        let run = rest[passed..].iter().take(RUN_MAX);
        let run = run.take_while(|change| **change != 0).count();
        put((passed * RUN_MAX + run - 1) as u32, into);
        for change in &rest[passed..passed + run] {
            put(*change, into);
        }
        rest = &rest[passed + run..];
    }
}

impl Token {
    fn is_like(self, other: Token) -> bool {
        match (self, other) {
            (Token::Whole(_), Token::Whole(_)) | (Token::Real(_), Token::Real(_)) => true,
            (one, other) => one == other,
        }
    }

    /// What was added since `before`, zigzag; 0 is nothing.
    fn less(self, before: Token) -> u32 {
        let added = match (before, self) {
            (Token::Whole(before), Token::Whole(now)) => now.wrapping_sub(before) as i32,
            (Token::Real(before), Token::Real(now)) => now.wrapping_sub(before),
            _ => 0,
        };
        ((added << 1) ^ (added >> 31)) as u32
    }

    fn plus(self, zigzag: u32) -> Result<Token, WireError> {
        let added = (zigzag >> 1) as i32 ^ -((zigzag & 1) as i32);
        match self {
            Token::Shape(_) => Err(WireError::Malformed),
            Token::Whole(before) => Ok(Token::Whole(before.wrapping_add(added as u32))),
            Token::Real(before) => Ok(Token::Real(before.wrapping_add(added))),
        }
    }
}

fn put_token(token: Token, into: &mut Vec<u8>) {
    let (kind, number) = match token {
        Token::Shape(number) => (0, number),
        Token::Whole(number) => (1, number),
        Token::Real(number) => (2, number as u32),
    };
    into.push(kind);
    put(number, into);
}

fn take_token(bytes: &mut &[u8]) -> Result<Token, WireError> {
    let kind = bytes.split_off_first().ok_or(WireError::Malformed)?;
    let number = take(bytes)?;
    match kind {
        0 => Ok(Token::Shape(number)),
        1 => Ok(Token::Whole(number)),
        2 => Ok(Token::Real(number as i32)),
        _ => Err(WireError::Malformed),
    }
}

fn put(mut number: u32, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Result<u32, WireError> {
    let mut number = 0_u64;
    for place in 0..5 {
        let byte = bytes.split_off_first().ok_or(WireError::Malformed)?;
        number |= u64::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            return u32::try_from(number).map_err(|_| WireError::Malformed);
        }
    }
    Err(WireError::Malformed)
}

#[cfg(test)]
mod tests;
