//! Small helps for text at eighty columns.

use counterfoil_traces::escape::terminal;

/// The width that reports keep to.
pub const WIDTH: usize = 80;

/// `1234567` as `1,234,567`.
pub fn thousands(number: impl Into<u128>) -> String {
    let digits = number.into().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 action`, `2 actions`.
pub fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// The words of `text` in lines that fit, the first behind `first` (and a space, unless it ends with
/// one), the others behind `rest`. What somebody wrote in a file is data in them, wherever they are shown.
pub fn wrapped(first: &str, rest: &str, text: &str) -> String {
    let mut lines = vec![first.to_owned()];
    let mut is_fresh = first.is_empty() || first.ends_with(' ');
    for word in text.split_whitespace().map(terminal) {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if !is_fresh && line + 1 + word.chars().count() > WIDTH {
            lines.push(rest.to_owned());
            is_fresh = true;
        }
        if let Some(line) = lines.last_mut() {
            if !is_fresh {
                line.push(' ');
            }
            line.push_str(&word);
            is_fresh = false;
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let texts: Vec<_> = [0_u64, 999, 1000, 1_234_567].into_iter().map(thousands).collect();
        assert_eq!(texts, ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn lines_fit_and_lose_no_word() {
        let text = "word ".repeat(100);
        let lines = wrapped("  first:", "    ", &text);
        assert!(lines.lines().all(|line| line.chars().count() <= WIDTH));
        assert_eq!(lines.matches("word").count(), 100);
        assert!(lines.starts_with("  first: word word"));
    }
}
