//! The valid name that somebody probably meant.

/// The candidate that takes the fewest edits to reach from `name`.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates.into_iter().min_by_key(|candidate| strsim::damerau_levenshtein(name, candidate))
}

/// The sentence about a name that does not exist: `there is no guard "x" in y; the nearest is "z"`.
pub fn unknown<'a>(
    what: &str,
    name: &str,
    place: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    match nearest(name, candidates) {
        Some(near) => format!("there is no {what} \"{name}\"{place}; the nearest name is \"{near}\""),
        None => format!("there is no {what} \"{name}\"{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_named() {
        let names = ["total_sum", "isolation", "total_supply"];
        assert_eq!(nearest("totl_sum", names), Some("total_sum"));
        let sentence = unknown("property", "isolatoin", " in toy", names);
        assert_eq!(sentence, "there is no property \"isolatoin\" in toy; the nearest name is \"isolation\"");
    }
}
