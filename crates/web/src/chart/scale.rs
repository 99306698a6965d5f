//! From figures to places in a drawing, and long words to short lines.

/// A linear scale: figures between two bounds to whole units between two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    figures: (i64, i64),
    places: (i32, i32),
}

impl Scale {
    /// `figures.0` falls on `places.0`, `figures.1` on `places.1`, which may be the smaller.
    pub const fn new(figures: (i64, i64), places: (i32, i32)) -> Self {
        Self { figures, places }
    }

    /// The place of a figure, to the nearest unit; figures out of bounds fall on the bounds. When both bounds are the
    /// same figure, everything falls in the middle.
    pub fn place(&self, figure: i64) -> i32 {
        let (from, to) = self.figures;
        let (start, end) = (i128::from(self.places.0), i128::from(self.places.1));
        if from == to {
            return i32::try_from((start + end) / 2).unwrap_or(self.places.0);
        }
        let figure = i128::from(figure.clamp(from.min(to), from.max(to)));
        let (from, to) = (i128::from(from), i128::from(to));
        // Twice the distance, so that halves are rounded before they are cut.
        let twice = 2 * (end - start) * (figure - from) / (to - from);
        let rounded = if twice >= 0 { (twice + 1) / 2 } else { (twice - 1) / 2 };
        i32::try_from(start + rounded).unwrap_or(self.places.1)
    }
}

/// Cuts words into at most `lines` lines of about `width` characters; what does not fit ends with “…”.
pub(super) fn wrapped(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    // A no-break space stays inside its word.
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let full = out.len() >= lines;
        match out.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if full => {
                line.push_str(" …");
                break;
            }
            _ if full => break,
            _ => out.push(cut(word, width)),
        }
    }
    out
}

fn cut(word: &str, width: usize) -> String {
    if word.chars().count() <= width {
        return word.to_owned();
    }
    let kept: String = word.chars().take(width.saturating_sub(1)).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bounds_fall_on_bounds_and_one_figure_in_the_middle() {
        let scale = Scale::new((0, 1000), (200, 20));
        assert_eq!([0, 500, 1000, -5, 2000].map(|figure| scale.place(figure)), [200, 110, 20, 200, 20]);
        assert_eq!(Scale::new((7, 7), (0, 100)).place(7), 50);
    }

    #[test]
    fn words_are_cut_between_words_and_what_is_left_out_is_marked() {
        assert_eq!(wrapped("Violations de données", 12, 2), ["Violations", "de données"]);
        assert_eq!(wrapped("un deux trois quatre", 8, 1), ["un deux …"]);
        assert_eq!(wrapped("anticonstitutionnellement", 10, 2), ["anticonst…"]);
        assert!(wrapped("  ", 10, 2).is_empty());
    }

    proptest! {
        #[test]
        fn a_larger_figure_never_falls_before_a_smaller_one(
            from in -1000i64..1000, length in 1i64..100_000, end in 1i32..2000, a in any::<i64>(), b in any::<i64>()
        ) {
            let scale = Scale::new((from, from + length), (0, end));
            prop_assert!(scale.place(a.min(b)) <= scale.place(a.max(b)));
            prop_assert!((0..=end).contains(&scale.place(a)));
        }

        #[test]
        fn lines_stay_within_their_number_and_width(text in any::<String>(), width in 3usize..30, lines in 1usize..4) {
            let cut = wrapped(&text, width, lines);
            prop_assert!(cut.len() <= lines);
            prop_assert!(cut.iter().all(|line| line.chars().count() <= width + 2), "{:?}", cut);
        }
    }
}
