//! The text of a DOCX: the words of its main part, its notes and its comments left out.

use super::MAX_TEXT_BYTES;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{BufReader, Cursor, Read};
use std::time::Instant;
use zip::ZipArchive;

/// Most parts of the archive.
const MAX_PARTS: usize = 4096;
/// Most bytes of the main part, unpacked.
const MAX_UNPACKED: u64 = 32 * 1024 * 1024;
/// Longest single tag or text node, in bytes.
const MAX_EVENT: usize = 4 * 1024 * 1024;
/// Where the words are.
const MAIN_PART: &str = "word/document.xml";

/// The text; `None` when the file is no DOCX that can be read.
pub(super) fn text(bytes: &[u8], until: Instant) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > MAX_PARTS {
        return None;
    }
    let part = archive.by_name(MAIN_PART).ok()?;
    let mut reader = Reader::from_reader(BufReader::new(part.take(MAX_UNPACKED)));
    reader.config_mut().check_end_names = false;
    let (mut text, mut buffer, mut in_text) = (String::new(), Vec::new(), false);
    for at in 0u64.. {
        if text.len() > 2 * MAX_TEXT_BYTES || (at.is_multiple_of(4096) && Instant::now() >= until) {
            break;
        }
        buffer.clear();
        // What was read before a fault stays: a cut file still has a beginning.
        let Ok(event) = reader.read_event_into(&mut buffer) else { break };
        if event.len() > MAX_EVENT {
            break;
        }
        match event {
            Event::Start(tag) => in_text = in_text || tag.local_name().as_ref() == "t",
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" => text.push(' '),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" | "tr" => text.push('\n'),
                "tc" => text.push(' '),
                _ => {}
            },
            Event::Text(words) if in_text => text.push_str(&words),
            Event::GeneralRef(name) if in_text => text.push_str(&reference(&name)),
            Event::Eof => break,
            _ => {}
        }
    }
    Some(text)
}

/// The five references that XML has without a document type, and numbers. Nothing is ever looked up.
fn reference(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    });
    match name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        _ => number.and_then(char::from_u32).map(String::from).unwrap_or_default(),
    }
}
