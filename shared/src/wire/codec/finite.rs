//! Whether every number in a message is one: what is not finite would spread through a picture or a
//! needle without anybody noticing where it came from. Looked for by writing the message into nothing,
//! so that no field of no message can be forgotten.

use core::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};

/// No number in the value is infinite or not a number.
pub fn is_finite<T: Serialize>(value: &T) -> bool {
    value.serialize(Finite).is_ok()
}

/// Writes nothing and stops at the first number that is none.
#[derive(Clone, Copy)]
struct Finite;

/// A number that is none.
#[derive(Clone, Copy, Debug)]
struct NotFinite;

impl fmt::Display for NotFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number that is none")
    }
}

impl core::error::Error for NotFinite {}

impl ser::Error for NotFinite {
    fn custom<T: fmt::Display>(_: T) -> NotFinite {
        NotFinite
    }
}

/// Values that are no real numbers pass.
macro_rules! pass {
    ($($method:ident($kind:ty)),* $(,)?) => {
        $(fn $method(self, _: $kind) -> Result<(), NotFinite> {
            Ok(())
        })*
    };
}

impl Serializer for Finite {
    type Ok = ();
    type Error = NotFinite;
    type SerializeSeq = Finite;
    type SerializeTuple = Finite;
    type SerializeTupleStruct = Finite;
    type SerializeTupleVariant = Finite;
    type SerializeMap = Impossible<(), NotFinite>;
    type SerializeStruct = Finite;
    type SerializeStructVariant = Finite;

    pass!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128),
        serialize_char(char),
        serialize_str(&str),
        serialize_bytes(&[u8]),
        serialize_unit_struct(&'static str),
    );

    fn serialize_f32(self, number: f32) -> Result<(), NotFinite> {
        self.serialize_f64(f64::from(number))
    }

    fn serialize_f64(self, number: f64) -> Result<(), NotFinite> {
        if number.is_finite() {
            Ok(())
        } else {
            Err(NotFinite)
        }
    }

    fn serialize_unit(self) -> Result<(), NotFinite> {
        Ok(())
    }

    fn serialize_none(self) -> Result<(), NotFinite> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NotFinite> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<(), NotFinite> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), NotFinite> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), NotFinite> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Finite, NotFinite> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Finite, NotFinite> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Finite, NotFinite> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Finite, NotFinite> {
        Ok(self)
    }

    /// No message has a map: its order would not be the same everywhere.
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, NotFinite> {
        Err(NotFinite)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Finite, NotFinite> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Finite, NotFinite> {
        Ok(self)
    }
}

/// Parts of a whole are looked at one by one.
macro_rules! parts {
    ($($kind:ident $method:ident($($name:ident: $name_type:ty)?)),* $(,)?) => {
        $(impl ser::$kind for Finite {
            type Ok = ();
            type Error = NotFinite;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: $name_type,)?
                value: &T,
            ) -> Result<(), NotFinite> {
                $(let _ = $name;)?
                value.serialize(*self)
            }

            fn end(self) -> Result<(), NotFinite> {
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

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::*;

    #[derive(Serialize)]
    enum Any {
        Unit,
        One(f32),
        Two(u8, f64),
        Named { x: Option<f64>, list: Vec<[f32; 2]> },
    }

    #[test]
    fn a_number_that_is_none_is_found_wherever_it_stands() {
        let named = |x, list| Any::Named { x, list };
        for good in [
            Any::Unit,
            Any::One(-0.0),
            Any::Two(1, f64::MAX),
            named(None, vec![]),
            named(Some(1.0), vec![[1.0, 2.0]]),
        ] {
            assert!(is_finite(&good));
        }
        for bad in [
            Any::One(f32::NAN),
            Any::Two(1, f64::INFINITY),
            named(Some(f64::NEG_INFINITY), vec![]),
            named(None, vec![[0.0, 1.0], [0.0, f32::NAN]]),
        ] {
            assert!(!is_finite(&bad));
        }
    }
}
