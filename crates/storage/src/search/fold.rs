//! Folding of words: what a reader types and what a text says meet here.
//!
//! Accents and case fall, elided articles are dropped (`l'école` is `ecole`), plurals and endings are stemmed
//! (French and English, Snowball), and each word is kept in its few forms so that a search without accents, in the
//! singular, or for the beginning of a word still finds it. Tokens are ASCII, so that both engines split alike.

use liptako_core::Lang;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word kept, in characters.
const WORD_MAX: usize = 40;
/// Longest folded text, in bytes: what follows is not searched. PostgreSQL's vectors end at 1 MiB.
const FOLDED_MAX: usize = 200 * 1024;
/// Most words of a question.
const QUESTION_MAX: usize = 12;

/// What French drops before a vowel, without its apostrophe.
const ELIDED: [&str; 14] =
    ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"];

/// Words too common to look for.
const COMMON: [&str; 45] = [
    "a", "an", "and", "au", "aux", "by", "ce", "ces", "cette", "dans", "de", "des", "du", "elle", "en",
    "est", "et", "for", "from", "il", "in", "is", "la", "le", "les", "leur", "of", "on", "or", "ou", "par",
    "pour", "que", "qui", "sa", "se", "ses", "son", "sur", "the", "to", "un", "une", "with", "y",
];

/// One word of a question: any of `forms`, or a word that begins with `beginning`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) forms: BTreeSet<String>,
    /// Only for the last word, which may still be being typed.
    pub(super) beginning: Option<String>,
}

/// Folds a text for keeping.
pub(super) fn folded(text: &str, lang: Lang) -> String {
    let mut out = String::new();
    for word in words(text) {
        for form in forms(&word, &[lang]) {
            if out.len() + form.len() + 1 > FOLDED_MAX {
                return out;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&form);
        }
    }
    out
}

/// Folds a question: every term must be found.
pub(super) fn question(text: &str) -> Vec<Term> {
    let all: Vec<String> = words(text).take(QUESTION_MAX).collect();
    let telling: Vec<&String> = all.iter().filter(|word| !COMMON.contains(&plain(word).as_str())).collect();
    let kept = if telling.is_empty() { all.iter().collect() } else { telling };
    let last = kept.len().saturating_sub(1);
    let term = |(position, word): (usize, &&String)| Term {
        forms: forms(word, &Lang::ALL),
        beginning: (position == last && word.chars().count() >= 3).then(|| token(&plain(word))),
    };
    kept.iter().enumerate().map(term).collect()
}

/// How well a folded text answers: for each term how often it is there, a title counting four times and every further
/// time for less, the more so in a long text.
pub(super) fn rank(terms: &[Term], title: &str, words: &str) -> f64 {
    let (mut length, mut found) = (0.0, vec![0.0; terms.len()]);
    for (text, weight) in [(title, 4.0), (words, 1.0)] {
        for token in text.split(' ') {
            length += 1.0;
            for (times, term) in found.iter_mut().zip(terms) {
                let is_begun = || term.beginning.as_ref().is_some_and(|start| token.starts_with(start));
                if term.forms.contains(token) || is_begun() {
                    *times += weight;
                }
            }
        }
    }
    let enough = 0.3 + length / 100.0;
    found.iter().map(|times| times / (times + enough)).sum()
}

/// Words of a text in lower case, still with accents, without elided articles.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c) || is_apostrophe(c))).flat_map(
        |chunk| {
            let mut pieces: Vec<String> = chunk
                .split(is_apostrophe)
                .filter(|piece| !piece.is_empty())
                .map(|piece| piece.to_lowercase().nfc().take(WORD_MAX).collect())
                .collect();
            // A bare “l” or “d” is a word of its own, an elided one is not.
            while pieces.len() > 1 && ELIDED.contains(&plain(&pieces[0]).as_str()) {
                pieces.remove(0);
            }
            pieces
        },
    )
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '＇')
}

/// The word without accents or ligatures.
fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            other => out.push(other),
        }
    }
    out
}

/// The forms under which a word is kept and looked for.
fn forms(word: &str, langs: &[Lang]) -> BTreeSet<String> {
    let bare = plain(word);
    let mut forms = BTreeSet::from([token(&bare)]);
    for lang in langs {
        match lang {
            Lang::Fr => {
                let stemmer = Stemmer::create(Algorithm::French);
                // Snowball knows more endings with accents on; typed words often have none. Keep both.
                forms.insert(token(&plain(&stemmer.stem(&singular(word)))));
                forms.insert(token(&stemmer.stem(&singular(&bare))));
            }
            Lang::En => {
                forms.insert(token(&Stemmer::create(Algorithm::English).stem(&bare)));
            }
        }
    }
    forms.retain(|form| !form.is_empty());
    forms
}

/// Drops the plural endings that Snowball leaves: `lois`, `bijoux`.
fn singular(word: &str) -> String {
    let long = word.chars().count() > 3;
    match word.strip_suffix('s') {
        Some(rest) if long && !rest.ends_with('s') => rest.to_owned(),
        _ if long && word.ends_with("oux") => word[..word.len() - 1].to_owned(),
        _ => word.to_owned(),
    }
}

/// The word as one ASCII token: other scripts by the hexadecimal of their UTF-8, which keeps beginnings.
fn token(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        word.to_owned()
    } else if word.is_empty() {
        String::new()
    } else {
        format!("u{}", hex::encode(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finds(question_text: &str, text: &str, lang: Lang) -> bool {
        let kept = folded(text, lang);
        let kept: BTreeSet<&str> = kept.split(' ').collect();
        question(question_text).iter().all(|term| {
            term.forms.iter().any(|form| kept.contains(form.as_str()))
                || term
                    .beginning
                    .as_ref()
                    .is_some_and(|start| kept.iter().any(|word| word.starts_with(start)))
        })
    }

    #[test]
    fn a_reader_finds_what_a_text_says_in_other_forms() {
        for (question, text) in [
            ("déclarations", "la déclaration"),
            ("declaration", "Des DÉCLARATIONS"),
            ("l'école", "ecole"),
            ("ecole", "de l’École"),
            ("lois", "la loi organique"),
            ("loi", "les lois"),
            ("protégée", "données protégées"),
            ("protegee", "donnée protégée"),
            ("œuvre", "mise en oeuvre"),
            ("bijou", "bijoux"),
            ("canal", "les canaux"),
            ("qu'aujourd'hui", "aujourd’hui"),
            ("form", "formations"),
            ("la loi du 21 mai 2013", "Loi n° 2013-015 du 21 mai 2013"),
        ] {
            assert!(finds(question, text, Lang::Fr), "“{question}” should find “{text}”");
        }
        assert!(finds("trainings", "A training for inspectors", Lang::En));
    }

    #[test]
    fn a_word_that_is_not_there_is_not_found() {
        for (question, text) in [("biométrie", "déclaration"), ("loi sahel", "loi"), ("loin", "loi")] {
            assert!(!finds(question, text, Lang::Fr), "“{question}” should not find “{text}”");
        }
    }

    #[test]
    fn other_scripts_are_kept_whole() {
        assert!(finds("ߒߞߏ", "ߒߞߏ ߟߊ߫", Lang::Fr));
        assert!(finds("قانون", "هذا قانون", Lang::Fr));
        assert!(folded("𞤀𞤣𞤤𞤢𞤥", Lang::Fr).is_ascii());
    }

    #[test]
    fn an_empty_question_asks_for_nothing() {
        assert!(question(" ’ — ! ").is_empty());
        assert!(!question("la").is_empty(), "a common word alone is still looked for");
    }

    const LETTERS: &str = "[a-zéèêëàâçîïôûùœ]{4,12}";

    proptest! {
        #[test]
        fn accents_and_case_never_matter(word in LETTERS) {
            prop_assert!(finds(&plain(&word), &word, Lang::Fr));
            prop_assert!(finds(&word, &plain(&word), Lang::Fr));
            prop_assert!(finds(&word.to_uppercase(), &word, Lang::Fr));
        }

        #[test]
        fn a_plural_finds_its_singular_and_back(word in "[a-zéèàçôû]{3,11}[a-rt-wyzé]") {
            let plural = format!("{word}s");
            prop_assert!(finds(&plural, &word, Lang::Fr), "{} finds {}", plural, word);
            prop_assert!(finds(&word, &plural, Lang::Fr), "{} finds {}", word, plural);
        }

        #[test]
        fn an_elided_article_is_no_part_of_the_word(article in prop::sample::select(&ELIDED[..]), word in "[aeéiou][a-z]{3,9}") {
            let elided = format!("{article}’{word}");
            prop_assert!(finds(&elided, &word, Lang::Fr));
            prop_assert!(finds(&word, &elided, Lang::Fr));
        }

        #[test]
        fn any_text_folds_to_bounded_ascii(text in any::<String>()) {
            let kept = folded(&text, Lang::Fr);
            prop_assert!(kept.is_ascii() && kept.len() <= FOLDED_MAX);
            question(&text);
        }
    }
}
