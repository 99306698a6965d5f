//! What changed between two texts, line by line: pure.

/// Most lines compared one by one on each side, after what begins and ends alike is set aside.
const MAX_COMPARED: usize = 1_500;

/// A stretch of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// In both.
    Same,
    /// Only in the text before.
    Removed,
    /// Only in the text after.
    Added,
}

/// The lines of both texts in order, each with where it stands. What was removed comes before what replaced it.
///
/// The least number of lines is told as changed (longest common subsequence); texts that differ over more than
/// 1500 lines are told as replaced.
pub fn differences<'a>(before: &'a str, after: &'a str) -> Vec<(Change, &'a str)> {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (inner_a, inner_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut all: Vec<(Change, &str)> = a[..head].iter().map(|line| (Change::Same, *line)).collect();
    if inner_a.len() > MAX_COMPARED || inner_b.len() > MAX_COMPARED {
        all.extend(inner_a.iter().map(|line| (Change::Removed, *line)));
        all.extend(inner_b.iter().map(|line| (Change::Added, *line)));
    } else {
        compare(inner_a, inner_b, &mut all);
    }
    all.extend(a[a.len() - tail..].iter().map(|line| (Change::Same, *line)));
    all
}

fn compare<'a>(a: &[&'a str], b: &[&'a str], all: &mut Vec<(Change, &'a str)>) {
    let width = b.len() + 1;
    // Length of the longest common subsequence of what follows (i, j); at most 1500, so it fits.
    let mut longest = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let both = i < a.len() && j < b.len();
        if both && a[i] == b[j] {
            all.push((Change::Same, a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (both && longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            all.push((Change::Removed, a[i]));
            i += 1;
        } else {
            all.push((Change::Added, b[j]));
            j += 1;
        }
    }
}

/// Lines of a difference, what is far from any change left out: `None` stands for lines left out.
pub fn folded<'a>(all: &[(Change, &'a str)], around: usize) -> Vec<Option<(Change, &'a str)>> {
    let near = |at: usize| {
        let from = at.saturating_sub(around);
        all[from..all.len().min(at + around + 1)].iter().any(|(change, _)| *change != Change::Same)
    };
    let mut shown = Vec::new();
    for (at, line) in all.iter().enumerate() {
        if near(at) {
            shown.push(Some(*line));
        } else if shown.last() != Some(&None) {
            shown.push(None);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(before: &str, after: &str) -> String {
        let mark = |change| match change {
            Change::Same => ' ',
            Change::Removed => '-',
            Change::Added => '+',
        };
        differences(before, after).iter().map(|(change, line)| format!("{}{line}|", mark(*change))).collect()
    }

    #[test]
    fn what_was_removed_stands_before_what_replaced_it() {
        assert_eq!(told("a\nb\nc", "a\nx\nc"), " a|-b|+x| c|");
        assert_eq!(told("", "a"), "+a|");
        assert_eq!(told("a", ""), "-a|");
        assert_eq!(told("a\nb\nc\nd", "b\nc\ne\nd"), "-a| b| c|+e| d|");
        assert_eq!(told("même", "même"), " même|");
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        let before: String = (0..40).map(|n| format!("{n}\n")).collect();
        let after = before.replace("20\n", "vingt\n");
        let all = differences(&before, &after);
        let shown = folded(&all, 2);
        assert_eq!(shown.first(), Some(&None));
        assert_eq!(shown.last(), Some(&None));
        assert_eq!(shown.len(), 2 + 2 + 2 + 2);
    }

    #[test]
    fn huge_texts_are_told_as_replaced_in_little_time() {
        let (a, b) = ("x\n".repeat(20_000), "y\n".repeat(20_000));
        assert_eq!(differences(&a, &b).len(), 40_000);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(a in "([abc]\n){0,12}", b in "([abc]\n){0,12}") {
            let all = differences(&a, &b);
            let side = |without: Change| -> String {
                all.iter().filter(|(change, _)| *change != without).map(|(_, line)| format!("{line}\n")).collect()
            };
            prop_assert_eq!(side(Change::Added), a.clone());
            prop_assert_eq!(side(Change::Removed), b.clone());
        }
    }
}
