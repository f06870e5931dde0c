//! A row of tokens back into a value. The row may come from anywhere: each token has to be of the kind
//! that the type asks for and in its range, and none may be left over.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess,
    VariantAccess, Visitor,
};

use super::{REAL_STEP_BITS, Token};
use crate::wire::codec::WireError;

/// The value of a row of tokens.
pub fn raise<T: DeserializeOwned>(row: &[Token]) -> Result<T, WireError> {
    let mut raiser = Raiser { row };
    let value = T::deserialize(&mut raiser).map_err(|_| WireError::Malformed)?;
    if raiser.row.is_empty() {
        Ok(value)
    } else {
        Err(WireError::LeftOver)
    }
}

/// The real number of a whole one.
fn real(number: i32) -> f32 {
    // Beyond the largest there is comes what is no number, and is refused as such.
    let size = (number.unsigned_abs() << REAL_STEP_BITS) & 0x7FFF_FFFF;
    let sign = if number < 0 { 0x8000_0000 } else { 0 };
    f32::from_bits(size | sign)
}

struct Raiser<'a> {
    row: &'a [Token],
}

impl Raiser<'_> {
    fn next(&mut self) -> Result<Token, NotRaised> {
        self.row.split_off_first().copied().ok_or(NotRaised)
    }

    fn shape(&mut self) -> Result<u32, NotRaised> {
        match self.next()? {
            Token::Shape(number) => Ok(number),
            _ => Err(NotRaised),
        }
    }

    fn whole(&mut self) -> Result<u32, NotRaised> {
        match self.next()? {
            Token::Whole(number) => Ok(number),
            _ => Err(NotRaised),
        }
    }

    fn wide(&mut self) -> Result<u64, NotRaised> {
        Ok(u64::from(self.whole()?) << 32 | u64::from(self.whole()?))
    }

    /// Every element takes at least a token: a longer list is none, and nothing is kept for it.
    fn length(&mut self) -> Result<usize, NotRaised> {
        let length = self.shape()? as usize;
        if length > self.row.len() {
            return Err(NotRaised);
        }
        Ok(length)
    }

    fn bytes(&mut self) -> Result<Vec<u8>, NotRaised> {
        let length = self.length()?;
        let byte = |raiser: &mut Self| u8::try_from(raiser.whole()?).map_err(|_| NotRaised);
        (0..length).map(|_| byte(self)).collect()
    }
}

/// Tokens that are not of this type.
#[derive(Clone, Copy, Debug)]
struct NotRaised;

impl fmt::Display for NotRaised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tokens of another type")
    }
}

impl core::error::Error for NotRaised {}

impl de::Error for NotRaised {
    fn custom<T: fmt::Display>(_: T) -> NotRaised {
        NotRaised
    }
}

/// Whole numbers, each in the range of its kind; negative ones stand as their complement.
macro_rules! numbers {
    ($($method:ident $visit:ident($kind:ty) by $taken:ident as $signed:ty),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
            let number = self.$taken()? as $signed;
            visitor.$visit(<$kind>::try_from(number).map_err(|_| NotRaised)?)
        })*
    };
}

/// What no message has.
macro_rules! refuse {
    ($($method:ident),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NotRaised> {
            Err(NotRaised)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Raiser<'_> {
    type Error = NotRaised;

    numbers!(
        deserialize_i8 visit_i8(i8) by whole as i32,
        deserialize_i16 visit_i16(i16) by whole as i32,
        deserialize_i32 visit_i32(i32) by whole as i32,
        deserialize_i64 visit_i64(i64) by wide as i64,
        deserialize_u8 visit_u8(u8) by whole as u32,
        deserialize_u16 visit_u16(u16) by whole as u32,
        deserialize_u32 visit_u32(u32) by whole as u32,
        deserialize_u64 visit_u64(u64) by wide as u64,
    );

    refuse!(
        deserialize_any,
        deserialize_identifier,
        deserialize_ignored_any
    );

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        visitor.visit_u128(u128::from(self.wide()?) << 64 | u128::from(self.wide()?))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        match self.whole()? {
            0 => visitor.visit_bool(false),
            1 => visitor.visit_bool(true),
            _ => Err(NotRaised),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        match self.next()? {
            Token::Real(number) => visitor.visit_f32(real(number)),
            _ => Err(NotRaised),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        visitor.visit_f64(f64::from_bits(self.wide()?))
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        visitor.visit_char(char::from_u32(self.whole()?).ok_or(NotRaised)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        visitor.visit_string(String::from_utf8(self.bytes()?).map_err(|_| NotRaised)?)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        self.deserialize_byte_buf(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        visitor.visit_byte_buf(self.bytes()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        match self.shape()? {
            0 => visitor.visit_none(),
            1 => visitor.visit_some(self),
            _ => Err(NotRaised),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotRaised> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotRaised> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotRaised> {
        let left = self.length()?;
        visitor.visit_seq(Parts { raiser: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, NotRaised> {
        visitor.visit_seq(Parts { raiser: self, left })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, NotRaised> {
        self.deserialize_tuple(left, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NotRaised> {
        Err(NotRaised)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotRaised> {
        self.deserialize_tuple(fields.len(), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotRaised> {
        visitor.visit_enum(self)
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

impl<'de> EnumAccess<'de> for &mut Raiser<'_> {
    type Error = NotRaised;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), NotRaised> {
        let variant: de::value::U32Deserializer<NotRaised> = self.shape()?.into_deserializer();
        Ok((seed.deserialize(variant)?, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Raiser<'_> {
    type Error = NotRaised;

    fn unit_variant(self) -> Result<(), NotRaised> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, NotRaised> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, NotRaised> {
        self.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotRaised> {
        self.deserialize_tuple(fields.len(), visitor)
    }
}

/// The parts of a list or of a value with fields.
struct Parts<'a, 'row> {
    raiser: &'a mut Raiser<'row>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Parts<'_, '_> {
    type Error = NotRaised;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, NotRaised> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.raiser).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}
