//! What a file is called and what kind of file it is: both come from outside, and both are made harmless.

use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Longest name, in characters.
pub const MAX_NAME_CHARS: usize = 120;
/// Longest name, in bytes of UTF-8: what every file system takes.
pub const MAX_NAME_BYTES: usize = 240;
/// Longest ending that is kept when a name is cut, with its dot.
const MAX_ENDING_CHARS: usize = 12;
/// What a file is called of whose name nothing remains.
const NAMELESS: &str = "fichier";

/// Names that open a device on some systems, whatever ending follows.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// A file's name that can be written on any disk and shown on any page: no folder, no control or invisible character,
/// no change of writing direction, no device.
///
/// ```
/// use liptako_exchange::file::FileName;
/// assert_eq!(FileName::clean("../../etc/passwd").as_str(), "passwd");
/// assert_eq!(FileName::clean("C:\\Temp\\NUL.txt").as_str(), "_NUL.txt");
/// assert_eq!(FileName::clean("rapport\u{202e}fdp.exe").as_str(), "rapportfdp.exe");
/// assert_eq!(FileName::clean("Délibération n° 12.pdf").as_str(), "Délibération n° 12.pdf");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(String);

/// The text is no safe file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a safe file name")]
pub struct UnsafeName;

impl FileName {
    /// Makes a name safe, whatever it was. What is safe already stays as it is.
    pub fn clean(given: &str) -> Self {
        // Only so much of it is looked at: a name has no business being longer.
        let given: String = given.chars().rev().take(4096).collect::<Vec<_>>().into_iter().rev().collect();
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown = last.nfc().filter(|c| !is_invisible(*c)).map(|c| if is_forbidden(c) { '_' } else { c });
        let spaced: String = shown.map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let mut name = trimmed(&shortened(trimmed(&spaced))).to_owned();
        if name.is_empty() {
            name = NAMELESS.to_owned();
        }
        if is_device(&name) {
            name.insert(0, '_');
            name = trimmed(&shortened(&name)).to_owned();
        }
        Self(name)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the last dot, in small letters; empty without one.
    pub fn ending(&self) -> String {
        self.0.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
    }
}

impl std::str::FromStr for FileName {
    type Err = UnsafeName;

    /// Takes only a name that is safe as it stands: for names in records.
    fn from_str(text: &str) -> Result<Self, UnsafeName> {
        let clean = Self::clean(text);
        if clean.0 == text { Ok(clean) } else { Err(UnsafeName) }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Neither dots nor spaces at the ends: some systems drop them, others hide what begins so.
fn trimmed(name: &str) -> &str {
    name.trim_matches([' ', '.'])
}

/// Cuts the middle of a name that is too long, so that its ending stays.
fn shortened(name: &str) -> String {
    let fits = |name: &str| name.len() <= MAX_NAME_BYTES && name.chars().count() <= MAX_NAME_CHARS;
    if fits(name) {
        return name.to_owned();
    }
    let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
    let ending = if ending.chars().count() <= MAX_ENDING_CHARS { ending } else { "" };
    let mut stem = name[..name.len() - ending.len()].to_owned();
    while !stem.is_empty() && !fits(&format!("{stem}{ending}")) {
        stem.pop();
    }
    format!("{}{ending}", trimmed(&stem))
}

/// Characters that no reader sees, that change the direction of what follows, or that end a line.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that some file system refuses, or that mean something in a header or on a page.
const fn is_forbidden(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\' | '%')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| {
            let mut rest = rest.chars();
            let digit = rest.next().is_some_and(|c| matches!(c, '0'..='9' | '¹' | '²' | '³'));
            digit && rest.next().is_none()
        })
    };
    DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

/// The kinds of files that are served as what they are; everything else is a string of bytes. None of them runs
/// anything in a browser: pages, scripts and SVG are [`MediaType::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaType {
    /// Anything else.
    Other,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
    /// PDF.
    Pdf,
    /// Office Open XML text.
    Docx,
    /// Office Open XML spreadsheet.
    Xlsx,
    /// Office Open XML slides.
    Pptx,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument slides.
    Odp,
    /// An archive.
    Zip,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// MP3.
    Mp3,
    /// Ogg, Opus among them.
    Ogg,
    /// WAV.
    Wav,
    /// MP4.
    Mp4,
    /// WebM.
    Webm,
}

/// Number in records, name in headers, endings of names, and how such a file begins, where that is certain.
type Known = (MediaType, u8, &'static str, &'static [&'static str], &'static [&'static [u8]]);

const KNOWN: &[Known] = &[
    (MediaType::Other, 0, "application/octet-stream", &[], &[]),
    (MediaType::Text, 1, "text/plain; charset=utf-8", &["txt", "text", "log"], &[]),
    (MediaType::Markdown, 2, "text/plain; charset=utf-8", &["md", "markdown"], &[]),
    (MediaType::Csv, 3, "text/csv; charset=utf-8", &["csv"], &[]),
    (MediaType::Json, 4, "application/json", &["json"], &[]),
    (MediaType::Pdf, 5, "application/pdf", &["pdf"], &[b"%PDF-"]),
    (
        MediaType::Docx,
        6,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
        &[b"PK\x03\x04"],
    ),
    (
        MediaType::Xlsx,
        7,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx"],
        &[b"PK\x03\x04"],
    ),
    (
        MediaType::Pptx,
        8,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx"],
        &[b"PK\x03\x04"],
    ),
    (MediaType::Odt, 9, "application/vnd.oasis.opendocument.text", &["odt"], &[b"PK\x03\x04"]),
    (MediaType::Ods, 10, "application/vnd.oasis.opendocument.spreadsheet", &["ods"], &[b"PK\x03\x04"]),
    (MediaType::Odp, 11, "application/vnd.oasis.opendocument.presentation", &["odp"], &[b"PK\x03\x04"]),
    (MediaType::Zip, 12, "application/zip", &["zip"], &[b"PK\x03\x04", b"PK\x05\x06"]),
    (MediaType::Png, 13, "image/png", &["png"], &[b"\x89PNG\r\n\x1a\n"]),
    (MediaType::Jpeg, 14, "image/jpeg", &["jpg", "jpeg"], &[b"\xff\xd8\xff"]),
    (MediaType::Gif, 15, "image/gif", &["gif"], &[b"GIF87a", b"GIF89a"]),
    (MediaType::Webp, 16, "image/webp", &["webp"], &[b"RIFF"]),
    (MediaType::Mp3, 17, "audio/mpeg", &["mp3"], &[b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"]),
    (MediaType::Ogg, 18, "audio/ogg", &["ogg", "opus", "oga"], &[b"OggS"]),
    (MediaType::Wav, 19, "audio/wav", &["wav"], &[b"RIFF"]),
    (MediaType::Mp4, 20, "video/mp4", &["mp4", "m4a", "m4v"], &[]),
    (MediaType::Webm, 21, "video/webm", &["webm"], &[b"\x1a\x45\xdf\xa3"]),
];

impl MediaType {
    fn known(self) -> &'static Known {
        KNOWN.iter().find(|known| known.0 == self).unwrap_or(&KNOWN[0])
    }

    /// What a file is by its name, when it also begins as such a file does; never by the word of whoever sent it.
    pub fn of(name: &FileName, beginning: &[u8]) -> Self {
        let ending = name.ending();
        let known = KNOWN.iter().find(|known| known.3.contains(&ending.as_str()));
        let Some((media, .., beginnings)) = known else { return Self::Other };
        let fits = match media {
            Self::Text | Self::Markdown | Self::Csv | Self::Json => !beginning.contains(&0),
            Self::Mp4 => beginning.get(4..8) == Some(b"ftyp"),
            _ => beginnings.iter().any(|start| beginning.starts_with(start)),
        };
        if fits { *media } else { Self::Other }
    }

    /// What headers call it.
    pub fn header(self) -> &'static str {
        self.known().2
    }

    /// Its number in records, for ever.
    pub fn number(self) -> u8 {
        self.known().1
    }

    /// The kind of this number; [`MediaType::Other`] for one that a later program may know.
    pub fn from_number(number: u8) -> Self {
        KNOWN.iter().find(|known| known.1 == number).map_or(Self::Other, |known| known.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_try_to_leave_their_folder_stay_in_it() {
        for (given, clean) in [
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("/", "fichier"),
            ("..", "fichier"),
            ("", "fichier"),
            ("  .cache. ", "cache"),
            ("a/b/", "fichier"),
            ("%2e%2e%2fsecret", "_2e_2e_2fsecret"),
        ] {
            assert_eq!(FileName::clean(given).as_str(), clean, "{given:?}");
        }
    }

    #[test]
    fn what_deceives_the_eye_or_opens_a_device_is_taken_out() {
        for (given, clean) in [
            ("facture\u{202e}gpj.exe", "facturegpj.exe"),
            ("a\u{200b}b\u{feff}.pdf", "ab.pdf"),
            ("ligne\r\nSet-Cookie: x.txt", "ligneSet-Cookie_ x.txt"),
            ("CON", "_CON"),
            ("com1.tar.gz", "_com1.tar.gz"),
            ("LPT\u{b9}.txt", "_LPT\u{b9}.txt"),
            ("nul .txt", "_nul .txt"),
            ("console.txt", "console.txt"),
            ("a<b>\"c\".txt", "a_b__c_.txt"),
            ("e\u{301}tude.pdf", "étude.pdf"),
        ] {
            assert_eq!(FileName::clean(given).as_str(), clean, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_before_its_ending() {
        let name = FileName::clean(&format!("{}.pdf", "é".repeat(400)));
        assert!(name.as_str().ends_with("é.pdf") && name.as_str().len() <= MAX_NAME_BYTES);
    }

    #[test]
    fn a_kind_needs_both_the_ending_and_the_beginning() {
        let of = |name: &str, bytes: &[u8]| MediaType::of(&FileName::clean(name), bytes);
        assert_eq!(of("a.PDF", b"%PDF-1.7"), MediaType::Pdf);
        assert_eq!(of("a.pdf", b"<html>"), MediaType::Other);
        assert_eq!(of("a.html", b"<html>"), MediaType::Other);
        assert_eq!(of("a.svg", b"<svg onload=alert(1)>"), MediaType::Other);
        assert_eq!(of("a.txt", b"bonjour"), MediaType::Text);
        assert_eq!(of("a.txt", b"\0\0"), MediaType::Other);
        for (media, number, header, ..) in KNOWN {
            assert_eq!((media.number(), MediaType::from_number(*number)), (*number, *media));
            assert!(!header.contains("html") && !header.contains("script") && !header.contains("svg"));
        }
    }

    proptest! {
        #[test]
        fn a_clean_name_is_safe_and_cleaning_again_changes_nothing(given in "\\PC{0,300}|[./\\\\ a-z\u{202e}\u{0}-\u{20}]{0,40}") {
            let clean = FileName::clean(&given);
            let text = clean.as_str();
            prop_assert_eq!(FileName::clean(text), clean.clone());
            prop_assert_eq!(text.parse::<FileName>(), Ok(clean.clone()));
            prop_assert!(!text.is_empty() && text.len() <= MAX_NAME_BYTES && text.chars().count() <= MAX_NAME_CHARS);
            prop_assert!(!text.contains(['/', '\\', ':', '\0', '\n', '"', '<', '%']));
            prop_assert!(!text.chars().any(is_invisible) && !is_device(text));
            prop_assert!(!text.starts_with(['.', ' ']) && !text.ends_with(['.', ' ']));
            prop_assert_eq!(std::path::Path::new(text).components().count(), 1);
        }
    }
}
