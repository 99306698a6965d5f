//! What search finds in a file: its text, read on the author's own node when the file is stored, within bounds.
//!
//! Reading a foreign file is never trusted and never an error: whatever does not come within the bounds of bytes, pages,
//! unpacked bytes and time, or makes a reader panic, ends in “no text found”. One file is read at a time, on a thread of its
//! own with a deep stack; a reader that passes its time is left behind and its result is dropped.

mod docx;
mod pdf;

use super::name::MediaType;
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Longest text kept, in bytes of UTF-8.
pub const MAX_TEXT_BYTES: usize = 256 * 1024;
/// Longest text kept, compressed, in bytes: with the rest of the record it fits in one chunk.
pub const MAX_PACKED_BYTES: usize = 56 * 1024;
/// Largest file that is looked into, in bytes.
pub const MAX_READ_BYTES: u64 = 32 * 1024 * 1024;
/// Time that reading one file may take.
const TIME: Duration = Duration::from_secs(20);
/// Stack of the reading thread, in bytes; only what is used is taken.
const STACK_BYTES: usize = 64 * 1024 * 1024;
const LEVEL: i32 = 19;

/// One reader at a time, so that no more than one can be left behind at once.
static READING: Mutex<()> = Mutex::new(());

/// The text of a file, cut to its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The words.
    pub text: String,
    /// Nothing was cut.
    pub is_whole: bool,
}

impl Text {
    /// Keeps as much of a text as fits; `None` when nothing remains. Blank stretches are drawn together.
    pub fn fit(full: &str) -> Option<Self> {
        let mut text = tidy(full, MAX_TEXT_BYTES + 1);
        let mut is_whole = text.len() <= MAX_TEXT_BYTES;
        cut(&mut text, MAX_TEXT_BYTES);
        loop {
            if text.trim().is_empty() {
                return None;
            }
            let packed = zstd::bulk::compress(text.as_bytes(), LEVEL).ok()?.len();
            if packed <= MAX_PACKED_BYTES {
                return Some(Self { text, is_whole });
            }
            is_whole = false;
            let length = text.len() * MAX_PACKED_BYTES / packed * 95 / 100;
            cut(&mut text, length);
        }
    }

    /// The text compressed; `None` when it is longer than [`Text::fit`] ever makes one.
    pub(super) fn pack(&self) -> Option<Vec<u8>> {
        let packed = zstd::bulk::compress(self.text.as_bytes(), LEVEL).ok()?;
        (self.text.len() <= MAX_TEXT_BYTES && packed.len() <= MAX_PACKED_BYTES).then_some(packed)
    }

    /// Unpacks a text of exactly this many bytes, at most [`MAX_TEXT_BYTES`].
    pub(super) fn unpack(packed: &[u8], length: usize, is_whole: bool) -> Option<Self> {
        let bytes = zstd::bulk::decompress(packed, length.min(MAX_TEXT_BYTES)).ok()?;
        let text = String::from_utf8(bytes).ok().filter(|text| text.len() == length && !text.is_empty())?;
        // No storage takes a zero in a text.
        (!text.contains('\0')).then_some(Self { text, is_whole })
    }
}

/// At most `most` bytes of a text, without control characters and with blanks drawn together, one line end kept.
fn tidy(full: &str, most: usize) -> String {
    let mut text = String::new();
    let (mut blank, mut line) = (false, false);
    for c in full.chars() {
        if c.is_whitespace() || c.is_control() {
            (blank, line) = (true, line || c == '\n');
            continue;
        }
        if blank && !text.is_empty() {
            text.push(if line { '\n' } else { ' ' });
        }
        (blank, line) = (false, false);
        text.push(c);
        if text.len() >= most {
            break;
        }
    }
    text
}

fn cut(text: &mut String, most: usize) {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
}

/// Reads what can be read of a file, as text. Blocks, for at most some twenty seconds.
pub fn of_file(path: &Path, media: MediaType) -> Option<Text> {
    let is_readable = matches!(
        media,
        MediaType::Text | MediaType::Markdown | MediaType::Csv | MediaType::Pdf | MediaType::Docx
    );
    if !is_readable {
        return None;
    }
    let plain = !matches!(media, MediaType::Pdf | MediaType::Docx);
    let file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    if length > MAX_READ_BYTES && !plain {
        return None;
    }
    // Of a plain text its beginning will do.
    let most = if plain { 4 * MAX_TEXT_BYTES as u64 } else { MAX_READ_BYTES };
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).ok()?;
    let is_cut = length > bytes.len() as u64;
    let text = of_bytes(bytes, media)?;
    Some(Text { is_whole: text.is_whole && !is_cut, ..text })
}

/// As [`of_file`], for bytes in memory.
pub fn of_bytes(bytes: Vec<u8>, media: MediaType) -> Option<Text> {
    if !matches!(media, MediaType::Pdf | MediaType::Docx) {
        return Text::fit(&String::from_utf8_lossy(&bytes));
    }
    if bytes.len() as u64 > MAX_READ_BYTES {
        return None;
    }
    let _one_at_a_time = READING.lock().unwrap_or_else(PoisonError::into_inner);
    let until = Instant::now() + TIME;
    let (done, answer) = mpsc::channel();
    let work = move || {
        let read = catch_unwind(AssertUnwindSafe(|| read(&bytes, media, until)));
        // Nobody waits any more: nothing to say.
        drop(done.send(read.ok().flatten()));
    };
    std::thread::Builder::new().name("liptako-text".into()).stack_size(STACK_BYTES).spawn(work).ok()?;
    let full = answer.recv_timeout(TIME + Duration::from_secs(1)).ok().flatten()?;
    Text::fit(&full)
}

/// Reads a PDF or a DOCX on this very thread: for [`of_bytes`], and for the fuzzers.
pub fn read(bytes: &[u8], media: MediaType, until: Instant) -> Option<String> {
    match media {
        MediaType::Pdf => pdf::text(bytes, until),
        MediaType::Docx => docx::text(bytes, until),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
