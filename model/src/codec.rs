//! A value as bytes: how a state is kept where it need not be read, in a frontier or in a file.
//!
//! The bytes are compact rather than portable: they are read back by the program that wrote them, and
//! what keeps them (a checkpoint, a spill file) says which program that was. Equal values have equal
//! bytes and different values have different ones, so the bytes can stand for the value.

/// A value that can be written as bytes and read back.
pub trait Codec: Sized {
    /// Writes the bytes of the value from position `at` on, where there is room for them, and returns the
    /// position behind them. If that lies beyond the end, not all of them are written.
    ///
    /// A search does this for every successor, which is why the position is handed on as a value: in a
    /// register, where the length of a `Vec` would be read and written for every byte.
    fn put(&self, bytes: &mut [u8], at: usize) -> usize;

    /// Takes a value from the front of `bytes`; nothing if no value is written like that.
    fn decode(bytes: &mut &[u8]) -> Option<Self>;

    /// Appends the bytes of the value.
    fn encode(&self, bytes: &mut Vec<u8>) {
        let start = bytes.len();
        // Most values take no more bytes than they do in memory.
        bytes.resize(start.saturating_add(size_of::<Self>()), 0);
        let end = self.put(bytes, start);
        if end > bytes.len() {
            bytes.resize(end, 0);
            self.put(bytes, start);
        }
        bytes.truncate(end);
    }
}

/// Integers, in little-endian order.
macro_rules! integers {
    ($($integer:ty),+) => {
        $(
            impl Codec for $integer {
                #[inline]
                fn put(&self, bytes: &mut [u8], at: usize) -> usize {
                    let end = at.wrapping_add(size_of::<Self>());
                    if let Some(room) = bytes.get_mut(at..end) {
                        room.copy_from_slice(&self.to_le_bytes());
                    }
                    end
                }

                #[inline]
                fn decode(bytes: &mut &[u8]) -> Option<Self> {
                    let (head, rest) = bytes.split_first_chunk()?;
                    *bytes = rest;
                    Some(Self::from_le_bytes(*head))
                }
            }
        )+
    };
}

integers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64);

impl Codec for bool {
    #[inline]
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        u8::from(*self).put(bytes, at)
    }

    #[inline]
    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        match u8::decode(bytes)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl<T: Codec> Codec for Option<T> {
    #[inline]
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        let at = self.is_some().put(bytes, at);
        match self {
            Some(value) => value.put(bytes, at),
            None => at,
        }
    }

    #[inline]
    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        if bool::decode(bytes)? { T::decode(bytes).map(Some) } else { Some(None) }
    }
}

impl<T: Codec> Codec for Box<T> {
    #[inline]
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        self.as_ref().put(bytes, at)
    }

    #[inline]
    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        T::decode(bytes).map(Self::new)
    }
}

impl<T: Codec + Copy + Default, const LENGTH: usize> Codec for [T; LENGTH] {
    #[inline]
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        self.iter().fold(at, |at, value| value.put(bytes, at))
    }

    #[inline]
    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        let mut values = [T::default(); LENGTH];
        for value in &mut values {
            *value = T::decode(bytes)?;
        }
        Some(values)
    }
}

impl<T: Codec> Codec for Vec<T> {
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        let at = u64::try_from(self.len()).unwrap_or(u64::MAX).put(bytes, at);
        self.iter().fold(at, |at, value| value.put(bytes, at))
    }

    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        (0..u64::decode(bytes)?).map(|_| T::decode(bytes)).collect()
    }
}

impl Codec for String {
    fn put(&self, bytes: &mut [u8], at: usize) -> usize {
        let at = u64::try_from(self.len()).unwrap_or(u64::MAX).put(bytes, at);
        self.bytes().fold(at, |at, byte| byte.put(bytes, at))
    }

    fn decode(bytes: &mut &[u8]) -> Option<Self> {
        Self::from_utf8(Vec::decode(bytes)?).ok()
    }
}

/// Writes structs field by field, and enums as the number of the variant with its fields behind it.
///
/// Every field is named, so one that is forgotten does not compile.
///
/// ```
/// use counterfoil_model::codec::Codec;
///
/// #[derive(Debug, PartialEq)]
/// struct Account { owner: Owner, balance: u8 }
/// #[derive(Debug, PartialEq)]
/// enum Owner { Nobody, User { number: u16 } }
/// counterfoil_model::codec! {
///     struct Account { owner, balance }
///     enum Owner { Nobody, User { number } }
/// }
/// let account = Account { owner: Owner::User { number: 7 }, balance: 3 };
/// let mut bytes = Vec::new();
/// account.encode(&mut bytes);
/// assert_eq!(bytes, [1, 7, 0, 3]);
/// assert_eq!(Account::decode(&mut bytes.as_slice()), Some(account));
/// ```
#[macro_export]
macro_rules! codec {
    () => {};
    (struct $name:ident $(< $parameter:ident >)? { $($field:ident),+ $(,)? } $($rest:tt)*) => {
        impl $(<$parameter: $crate::codec::Codec>)? $crate::codec::Codec for $name $(<$parameter>)? {
            #[inline]
            fn put(&self, bytes: &mut [u8], at: usize) -> usize {
                let Self { $($field),+ } = self;
                $(let at = $crate::codec::Codec::put($field, bytes, at);)+
                at
            }

            #[inline]
            fn decode(bytes: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::codec::Codec::decode(bytes)?),+ })
            }
        }
        $crate::codec! { $($rest)* }
    };
    (struct $name:ident ( $($field:ident),+ $(,)? ) $($rest:tt)*) => {
        impl $crate::codec::Codec for $name {
            #[inline]
            fn put(&self, bytes: &mut [u8], at: usize) -> usize {
                let Self($($field),+) = self;
                $(let at = $crate::codec::Codec::put($field, bytes, at);)+
                at
            }

            #[inline]
            fn decode(bytes: &mut &[u8]) -> Option<Self> {
                $(let $field = $crate::codec::Codec::decode(bytes)?;)+
                Some(Self($($field),+))
            }
        }
        $crate::codec! { $($rest)* }
    };
    (enum $name:ident {
        $($variant:ident $({ $($field:ident),+ $(,)? })? $(( $($value:ident),+ ))?),+ $(,)?
    } $($rest:tt)*) => {
        impl $crate::codec::Codec for $name {
            #[inline]
            fn put(&self, bytes: &mut [u8], at: usize) -> usize {
                enum Tag { $($variant),+ }
                match self {
                    $(Self::$variant $({ $($field),+ })? $(( $($value),+ ))? => {
                        let at = $crate::codec::Codec::put(&(Tag::$variant as u8), bytes, at);
                        $($(let at = $crate::codec::Codec::put($field, bytes, at);)+)?
                        $($(let at = $crate::codec::Codec::put($value, bytes, at);)+)?
                        at
                    })+
                }
            }

            #[inline]
            fn decode(bytes: &mut &[u8]) -> Option<Self> {
                enum Tag { $($variant),+ }
                let tag = <u8 as $crate::codec::Codec>::decode(bytes)?;
                $(if tag == Tag::$variant as u8 {
                    $($(let $field = $crate::codec::Codec::decode(bytes)?;)+)?
                    $($(let $value = $crate::codec::Codec::decode(bytes)?;)+)?
                    return Some(Self::$variant $({ $($field),+ })? $(( $($value),+ ))?);
                })+
                None
            }
        }
        $crate::codec! { $($rest)* }
    };
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    fn bytes_of(value: &impl Codec) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.encode(&mut bytes);
        bytes
    }

    /// The value comes back with nothing left over, and no part of its bytes is a value.
    fn assert_round_trips<T: Codec + Debug + PartialEq>(value: &T) {
        let bytes = bytes_of(value);
        let mut rest = bytes.as_slice();
        assert_eq!((T::decode(&mut rest).as_ref(), rest.len()), (Some(value), 0));
        for length in 0..bytes.len() {
            assert_eq!(T::decode(&mut bytes.get(..length).expect("a prefix")), None, "{value:?}");
        }
    }

    #[derive(Clone, Debug, PartialEq)]
    struct Pair<T> {
        left: T,
        right: T,
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq)]
    struct Number(u16);

    #[derive(Clone, Debug, PartialEq)]
    enum Shape {
        Point,
        Circle { radius: u8 },
        Polygon(Number, bool),
    }

    crate::codec! {
        struct Pair<T> { left, right }
        struct Number(value)
        enum Shape { Point, Circle { radius }, Polygon(corners, is_regular) }
    }

    #[test]
    fn values_come_back() {
        assert_round_trips(&0x0102_0304_0506_0708_090a_0b0c_0d0e_0f10_u128);
        assert_round_trips(&-5_i8);
        assert_round_trips(&[Number(1), Number(0x1234)]);
        assert_round_trips(&Some(7_u32));
        assert_round_trips(&Box::new(vec![Number(3), Number(0x1234)]));
        assert_eq!(bytes_of(&None::<u32>), [0]);
        assert_round_trips(&vec![Number(3), Number(4)]);
        assert_round_trips(&"Gänseblümchen".to_owned());
        for shape in [Shape::Point, Shape::Circle { radius: 9 }, Shape::Polygon(Number(6), true)] {
            assert_round_trips(&Pair { left: shape, right: Shape::Point });
        }
    }

    #[test]
    fn values_that_take_more_bytes_than_memory_are_written_whole() {
        let values = [Some(true), None, Some(false)].map(|value| Pair { left: value, right: Some(true) });
        for value in values {
            assert_round_trips(&value);
            let mut bytes = vec![9; 3];
            value.encode(&mut bytes);
            assert_eq!(
                bytes.split_at(3),
                ([9; 3].as_slice(), bytes_of(&value).as_slice()),
                "behind the others"
            );
        }
    }

    #[test]
    fn lists_side_by_side_do_not_run_into_each_other() {
        let pair = |left: &[u8], right: &[u8]| Pair { left: left.to_vec(), right: right.to_vec() };
        let pairs = [pair(&[7], &[]), pair(&[], &[7]), pair(&[7, 7], &[]), pair(&[7], &[7]), pair(&[], &[])];
        let bytes: std::collections::BTreeSet<Vec<u8>> = pairs.iter().map(bytes_of).collect();
        assert_eq!(bytes.len(), pairs.len());
    }

    #[test]
    fn what_has_no_room_says_how_much_it_needs() {
        let shape = Shape::Polygon(Number(6), true);
        let mut room = [0; 9];
        assert_eq!(shape.put(&mut room, 2), 6);
        assert_eq!(room, [0, 0, 2, 6, 0, 1, 0, 0, 0]);
        for length in 0..4 {
            let mut room = vec![0; length];
            assert_eq!(shape.put(&mut room, 0), 4, "in {length} bytes");
            assert_eq!(shape.put(&mut room, 7), 11, "behind {length} bytes");
        }
    }

    #[test]
    fn what_nobody_wrote_is_refused() {
        assert_eq!(bool::decode(&mut [2].as_slice()), None);
        assert_eq!(Shape::decode(&mut [3].as_slice()), None);
        assert_eq!(Option::<bool>::decode(&mut [1, 7].as_slice()), None);
        assert_eq!(String::decode(&mut [1, 0, 0, 0, 0, 0, 0, 0, 0xff].as_slice()), None);
        // A length that nobody wrote costs no memory.
        assert_eq!(Vec::<u8>::decode(&mut [0xff; 9].as_slice()), None);
    }
}
