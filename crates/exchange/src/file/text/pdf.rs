//! The text of a PDF, page by page, in the order in which the page draws it.

use super::MAX_TEXT_BYTES;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, LoadOptions, Object, ObjectId};
use std::collections::BTreeMap;
use std::time::Instant;

/// Most pages looked at.
const MAX_PAGES: usize = 500;
/// Most bytes that one stream may unpack to: an object stream, a font's table, a page's content.
const MAX_UNPACKED: usize = 8 * 1024 * 1024;
/// Most operations of one page.
const MAX_OPERATIONS: usize = 400_000;
/// A gap between two pieces of a line, in thousandths of the size of the letters, from which on it parts words.
const GAP: f32 = -180.0;

/// The text; `None` when the file is no PDF that can be read, or holds none.
pub(super) fn text(bytes: &[u8], until: Instant) -> Option<String> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).ok()?;
    if document.is_encrypted() {
        return None;
    }
    let mut text = String::new();
    for page in document.get_pages().into_values().take(MAX_PAGES) {
        if Instant::now() >= until || text.len() > 2 * MAX_TEXT_BYTES {
            break;
        }
        // A page that cannot be read costs that page.
        if page_text(&document, page, until, &mut text).is_none() {
            text.push('\n');
        }
    }
    Some(text)
}

fn page_text(document: &Document, page: ObjectId, until: Instant, text: &mut String) -> Option<()> {
    let fonts: BTreeMap<Vec<u8>, &Dictionary> = document.get_page_fonts(page).ok()?;
    let mut encodings = BTreeMap::new();
    for (name, font) in fonts.into_iter().take(256) {
        if let Ok(encoding) = font.get_font_encoding_with_limit(document, MAX_UNPACKED) {
            encodings.insert(name, encoding);
        }
    }
    let content = document.get_page_content_with_limit(page, MAX_UNPACKED).ok()?;
    let content = Content::decode(&content).ok()?;
    let (mut encoding, mut baseline) = (None, None);
    for (at, operation) in content.operations.iter().take(MAX_OPERATIONS).enumerate() {
        if text.len() > 2 * MAX_TEXT_BYTES || (at % 4096 == 0 && Instant::now() >= until) {
            break;
        }
        let number = |place: usize| operation.operands.get(place).and_then(|operand| operand.as_float().ok());
        match operation.operator.as_str() {
            "Tf" => {
                encoding = operation.operands.first()?.as_name().ok().and_then(|name| encodings.get(name))
            }
            "Tj" | "TJ" => show(&operation.operands, encoding, text, 0),
            "'" | "\"" => {
                text.push('\n');
                show(&operation.operands, encoding, text, 0);
            }
            "T*" | "ET" => text.push('\n'),
            "Td" | "TD" => text.push(if number(1).unwrap_or(0.0) == 0.0 { ' ' } else { '\n' }),
            "Tm" => {
                let now = number(5);
                text.push(if baseline == now { ' ' } else { '\n' });
                baseline = now;
            }
            _ => {}
        }
    }
    text.push('\n');
    Some(())
}

fn show(operands: &[Object], encoding: Option<&Encoding<'_>>, text: &mut String, depth: u8) {
    let Some(encoding) = encoding else { return };
    for operand in operands {
        match operand {
            Object::String(bytes, _) => {
                if let Ok(piece) = Document::decode_text(encoding, bytes) {
                    text.push_str(&piece);
                }
            }
            Object::Array(inner) if depth == 0 => show(inner, Some(encoding), text, 1),
            number => {
                if depth == 1 && number.as_float().is_ok_and(|gap| gap < GAP) {
                    text.push(' ');
                }
            }
        }
    }
}
