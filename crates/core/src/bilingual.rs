//! A text in the two languages of the officers' pages.

use crate::Lang;
use serde::Serialize;

/// A text in French with its English version, which may be missing (empty).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Bilingual {
    /// The French text.
    pub fr: String,
    /// The English text, or nothing.
    pub en: String,
}

impl Bilingual {
    /// Both texts.
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }

    /// The text for a reader: French when there is no English.
    pub fn pick(&self, lang: Lang) -> &str {
        if self.en.is_empty() { &self.fr } else { lang.pick(&self.fr, &self.en) }
    }

    /// The language of what [`Self::pick`] returns, for the `lang` attribute.
    pub const fn picked(&self, lang: Lang) -> Lang {
        if self.en.is_empty() { Lang::Fr } else { lang }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_english_text_falls_back_on_french_and_says_so() {
        let text = Bilingual::new("Former", "");
        assert_eq!((text.pick(Lang::En), text.picked(Lang::En)), ("Former", Lang::Fr));
        let text = Bilingual::new("Former", "Train");
        assert_eq!((text.pick(Lang::En), text.picked(Lang::En)), ("Train", Lang::En));
    }
}
