//! Numbers of two replays as one word of 256 bits.

/// The two values of `max` that stand for 2^256-1. Both fit where the model packs an amount into six bits, and leave
/// room below for every sum of small amounts that a trace can have.
pub(super) const WIDE: [u8; 2] = [62, 63];

/// An argument of a call, or what a getter returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A number of units, which may grow with `max`.
    Number(i64),
    /// The difference of two numbers.
    Difference(i64),
    /// What is the same whatever `max` is, as Solidity writes it.
    Text(String),
}

impl Word {
    /// A flag as a getter returns it.
    pub fn flag(is_set: bool) -> Self {
        Self::Number(i64::from(is_set))
    }

    /// Something that Solidity has a name for.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// The word that is `narrow` with the smaller `max` and `wide` with the larger: c, or c more than so many times 2^256-1.
///
/// # Errors
/// If the two are not words of the same kind.
pub(super) fn solidity(narrow: &Word, wide: &Word) -> Result<String, String> {
    match (narrow, wide) {
        (Word::Text(text), Word::Text(same)) if text == same => Ok(text.clone()),
        (Word::Number(narrow), Word::Number(wide)) => Ok(number(*narrow, *wide, false)),
        (Word::Difference(narrow), Word::Difference(wide)) => Ok(number(*narrow, *wide, true)),
        _ => Err(format!("{narrow:?} with one large value of max is {wide:?} with another")),
    }
}

fn number(narrow: i64, wide: i64, is_difference: bool) -> String {
    let times = wide - narrow;
    // 2^256-1 and -1 are the same word.
    let word = narrow - times * i64::from(WIDE[0]) - times;
    match word {
        0.. => word.to_string(),
        -1 if times != 0 => "MAX".into(),
        _ if is_difference && times == 0 => format!("minus({})", -word),
        _ => format!("MAX - {}", -word - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_with_max_is_counted_from_it() {
        let word = |narrow, wide| solidity(&Word::Number(narrow), &Word::Number(wide)).unwrap();
        assert_eq!([word(3, 3), word(0, 0), word(62, 63), word(60, 61)], ["3", "0", "MAX", "MAX - 2"]);
        let difference = |narrow, wide| solidity(&Word::Difference(narrow), &Word::Difference(wide)).unwrap();
        assert_eq!([difference(2, 2), difference(-2, -2), difference(61, 62)], ["2", "minus(2)", "MAX - 1"]);
        // -(2^256-1) is 1.
        assert_eq!(difference(-62, -63), "1");
    }

    #[test]
    fn words_of_two_kinds_are_told_apart() {
        assert!(solidity(&Word::Number(1), &Word::text("A")).is_err());
        assert!(solidity(&Word::text("A"), &Word::text("B")).is_err());
        assert_eq!(solidity(&Word::text("A"), &Word::text("A")), Ok("A".into()));
    }
}
