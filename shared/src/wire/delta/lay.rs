//! Any value as a row of tokens.

use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};

use super::{TOKENS_MAX, Token};
use crate::wire::codec::WireError;

/// Lowest bits of a real number's 23 that are cut off: it is told to 1 in 131,072. A quaternion so cut
/// is off by two seconds of arc, a range of a kilometre by eight millimetres and one of ten metres by
/// a tenth of one, all of them less than the last digit of any gauge and than the thousandth part of
/// a character in the window; the own place in orbit is off by 32 m, four thousandths of a degree of
/// the ground below.
pub const REAL_STEP_BITS: u32 = 7;
/// All bits of a single-precision number but its sign.
const SIZE_BITS: u32 = 0x7FFF_FFFF;

/// The tokens of a value.
pub fn lay<T: Serialize>(value: &T) -> Result<Vec<Token>, WireError> {
    let mut layer = Layer { row: Vec::new() };
    value
        .serialize(&mut layer)
        .map_err(|_| WireError::Malformed)?;
    Ok(layer.row)
}

/// A real number as a whole one of the same order; both zeros are one.
pub(super) fn real(number: f32) -> i32 {
    let bits = number.to_bits();
    let half = 1 << (REAL_STEP_BITS - 1);
    let size = ((bits & SIZE_BITS) + half) >> REAL_STEP_BITS;
    if bits > SIZE_BITS {
        -(size as i32)
    } else {
        size as i32
    }
}

struct Layer {
    row: Vec<Token>,
}

impl Layer {
    fn push(&mut self, token: Token) -> Result<(), NotLaid> {
        if self.row.len() >= TOKENS_MAX {
            return Err(NotLaid);
        }
        self.row.push(token);
        Ok(())
    }

    fn shape(&mut self, number: u32) -> Result<(), NotLaid> {
        self.push(Token::Shape(number))
    }

    fn whole(&mut self, number: u32) -> Result<(), NotLaid> {
        self.push(Token::Whole(number))
    }

    fn wide(&mut self, number: u64) -> Result<(), NotLaid> {
        self.whole((number >> 32) as u32)?;
        self.whole(number as u32)
    }

    fn length(&mut self, length: usize) -> Result<(), NotLaid> {
        self.shape(u32::try_from(length).map_err(|_| NotLaid)?)
    }
}

/// A value that is longer than any message, or of a kind that no message has.
#[derive(Clone, Copy, Debug)]
struct NotLaid;

impl fmt::Display for NotLaid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that no message has")
    }
}

impl core::error::Error for NotLaid {}

impl ser::Error for NotLaid {
    fn custom<T: fmt::Display>(_: T) -> NotLaid {
        NotLaid
    }
}

/// Numbers that fit one token, and those that take two.
macro_rules! numbers {
    ($($method:ident($kind:ty) $laid:ident $wide:ty),* $(,)?) => {
        $(fn $method(self, number: $kind) -> Result<(), NotLaid> {
            self.$laid(number as $wide)
        })*
    };
}

impl<'a> Serializer for &'a mut Layer {
    type Ok = ();
    type Error = NotLaid;
    type SerializeSeq = &'a mut Layer;
    type SerializeTuple = &'a mut Layer;
    type SerializeTupleStruct = &'a mut Layer;
    type SerializeTupleVariant = &'a mut Layer;
    type SerializeMap = Impossible<(), NotLaid>;
    type SerializeStruct = &'a mut Layer;
    type SerializeStructVariant = &'a mut Layer;

    numbers!(
        serialize_bool(bool) whole u32,
        serialize_i8(i8) whole u32,
        serialize_i16(i16) whole u32,
        serialize_i32(i32) whole u32,
        serialize_i64(i64) wide u64,
        serialize_u8(u8) whole u32,
        serialize_u16(u16) whole u32,
        serialize_u32(u32) whole u32,
        serialize_u64(u64) wide u64,
        serialize_char(char) whole u32,
    );

    fn serialize_u128(self, number: u128) -> Result<(), NotLaid> {
        self.wide((number >> 64) as u64)?;
        self.wide(number as u64)
    }

    fn serialize_f32(self, number: f32) -> Result<(), NotLaid> {
        self.push(Token::Real(real(number)))
    }

    fn serialize_f64(self, number: f64) -> Result<(), NotLaid> {
        self.wide(number.to_bits())
    }

    fn serialize_str(self, text: &str) -> Result<(), NotLaid> {
        self.serialize_bytes(text.as_bytes())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), NotLaid> {
        self.length(bytes.len())?;
        bytes
            .iter()
            .try_for_each(|byte| self.whole(u32::from(*byte)))
    }

    fn serialize_unit(self) -> Result<(), NotLaid> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), NotLaid> {
        Ok(())
    }

    fn serialize_none(self) -> Result<(), NotLaid> {
        self.shape(0)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NotLaid> {
        self.shape(1)?;
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
    ) -> Result<(), NotLaid> {
        self.shape(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), NotLaid> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), NotLaid> {
        self.shape(variant)?;
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, NotLaid> {
        self.length(length.ok_or(NotLaid)?)?;
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, NotLaid> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, NotLaid> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, NotLaid> {
        self.shape(variant)?;
        Ok(self)
    }

    /// No message has a map: its order would not be the same everywhere.
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, NotLaid> {
        Err(NotLaid)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, NotLaid> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, NotLaid> {
        self.shape(variant)?;
        Ok(self)
    }
}

/// Parts of a whole are laid one after the other.
macro_rules! parts {
    ($($kind:ident $method:ident($($name:ident: $name_type:ty)?)),* $(,)?) => {
        $(impl ser::$kind for &mut Layer {
            type Ok = ();
            type Error = NotLaid;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: $name_type,)?
                value: &T,
            ) -> Result<(), NotLaid> {
                $(let _ = $name;)?
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), NotLaid> {
                Ok(())
            }
        })*
    };
}

parts!(
    SerializeSeq serialize_element(),
    SerializeTuple serialize_element(),
    SerializeTupleStruct serialize_field(),
    SerializeTupleVariant serialize_field(),
    SerializeStruct serialize_field(key: &'static str),
    SerializeStructVariant serialize_field(key: &'static str),
);
