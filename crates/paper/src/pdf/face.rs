//! The embedded letters: how wide they are, and where a line breaks.

use crate::PaperError;
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

static REGULAR: &[u8] = include_bytes!("../../fonts/DejaVuSansCondensed.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/DejaVuSansCondensed-Bold.ttf");

/// What stands for a character that the letters lack.
const LACKING: char = '\u{fffd}';

/// The letters of one weight.
pub(super) struct Face {
    pub(super) font: Font,
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    per_em: f32,
}

/// Both weights.
pub(super) struct Faces {
    pub(super) regular: Face,
    pub(super) bold: Face,
}

impl Faces {
    pub(super) fn load() -> Result<Self, PaperError> {
        Ok(Self { regular: Face::load(REGULAR)?, bold: Face::load(BOLD)? })
    }

    pub(super) const fn of(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }
}

impl Face {
    fn load(bytes: &'static [u8]) -> Result<Self, PaperError> {
        let fault = || PaperError::Pdf("the embedded letters cannot be read".to_owned());
        let font = Font::new(bytes.into(), 0).ok_or_else(fault)?;
        let read = FontRef::new(bytes).map_err(|_| fault())?;
        let metrics = GlyphMetrics::new(&read, Size::unscaled(), LocationRef::default());
        Ok(Self { per_em: font.units_per_em(), charmap: read.charmap(), metrics, font })
    }

    /// The text with only what can be drawn: no control characters, and [`LACKING`] for what the letters lack.
    fn drawable(&self, text: &str) -> String {
        let plain = |c: char| match c {
            '\t' => Some(' '),
            c if c.is_control() || c == '\u{feff}' || c == '\u{200b}' => None,
            c if self.charmap.map(c).is_some() => Some(c),
            _ => Some(LACKING),
        };
        text.chars().filter_map(plain).collect()
    }

    /// How wide a text is at this size, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |c| self.charmap.map(c).and_then(|glyph| self.metrics.advance_width(glyph));
        text.chars().filter_map(advance).sum::<f32>() * size / self.per_em
    }

    /// The lines of a text that is `width` points wide. Lines break at spaces, never at no-break spaces; a word that
    /// is wider than the line breaks after a sign such as `/`, or where it must.
    pub(super) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let paragraph = self.drawable(paragraph);
            let mut line = String::new();
            let mut used = 0.0;
            let space = self.width(" ", size);
            for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
                let wide = self.width(word, size);
                if !line.is_empty() && used + space + wide <= width {
                    line.push(' ');
                    line.push_str(word);
                    used += space + wide;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                let mut pieces = self.pieces(word, size, width);
                line = pieces.pop().unwrap_or_default();
                used = self.width(&line, size);
                lines.append(&mut pieces);
            }
            lines.push(line);
        }
        lines
    }

    /// A word in pieces that each fit the width.
    fn pieces(&self, word: &str, size: f32, width: f32) -> Vec<String> {
        let mut pieces = Vec::new();
        let mut rest = word;
        while self.width(rest, size) > width {
            let mut used = 0.0;
            let mut end = 0;
            let mut after_sign = None;
            for (at, c) in rest.char_indices() {
                used += self.width(c.encode_utf8(&mut [0; 4]), size);
                if used > width && at > 0 {
                    break;
                }
                end = at + c.len_utf8();
                if "/-_.?&=,;:|".contains(c) {
                    after_sign = Some(end);
                }
            }
            let cut = after_sign.filter(|cut| *cut * 3 >= end && *cut < rest.len()).unwrap_or(end);
            if cut >= rest.len() {
                break;
            }
            pieces.push(rest[..cut].to_owned());
            rest = &rest[cut..];
        }
        pieces.push(rest.to_owned());
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_french_and_of_the_national_languages_is_there() {
        let faces = Faces::load().unwrap();
        let text = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ ɓɗŋɛɔɲƴʋɩƁƊŊƐƆƝƳ ẽõñã ɛ́ ɔ̀ 0123456789 «»“”’–—…•€ ₣ ≤ ≥ ≠ → N° n°";
        assert_eq!(faces.regular.drawable(text).replace(LACKING, "⌧"), text.replace('₣', "⌧"));
        for face in [&faces.regular, &faces.bold] {
            let lacking = text.chars().filter(|c| *c != '₣' && face.charmap.map(*c).is_none());
            assert_eq!(lacking.collect::<String>(), "");
        }
    }

    #[test]
    fn lines_break_at_spaces_and_fit() {
        let face = Faces::load().unwrap().regular;
        let text = "Le responsable du traitement notifie la violation\u{a0}: sans délai.";
        let lines = face.lines(text, 10.0, 90.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| face.width(line, 10.0) <= 90.0), "{lines:?}");
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().any(|line| line.contains("violation\u{a0}:")), "a no-break space holds");
        assert_eq!(face.lines("a\n\nb", 10.0, 90.0), ["a", "", "b"]);
    }

    #[test]
    fn a_word_wider_than_the_line_breaks_where_it_can() {
        let face = Faces::load().unwrap().regular;
        let address = "https://www.example.org/une-adresse/vraiment/tres/longue/qui-ne-tient-pas";
        let lines = face.lines(address, 10.0, 90.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| face.width(line, 10.0) <= 90.0), "{lines:?}");
        assert_eq!(lines.concat(), address);
        let solid = "m".repeat(60);
        assert_eq!(face.lines(&solid, 10.0, 90.0).concat(), solid);
        assert_eq!(face.lines("m", 10.0, 1.0), ["m"], "one letter always stands");
    }

    #[test]
    fn what_the_letters_lack_is_told_apart() {
        let face = Faces::load().unwrap().regular;
        assert_eq!(face.lines("a\u{0}ⵣ\tb", 10.0, 90.0), ["a\u{fffd} b"]);
    }
}
