use super::*;
use std::io::Write;

fn docx(document: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(document).unwrap();
    archive.finish().unwrap().into_inner()
}

fn words(text: &str) -> Vec<u8> {
    let body = format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>")
        .into_bytes()
}

#[test]
fn the_words_of_a_docx_are_found_and_nothing_else() {
    let xml = b"<w:document xmlns:w='x'><w:body><w:p><w:pPr><w:b/></w:pPr><w:r><w:t>Conservation &amp; dur</w:t></w:r>\
        <w:r><w:t xml:space='preserve'>\xc3\xa9e</w:t><w:tab/><w:t>limit&#233;e</w:t></w:r></w:p>\
        <w:p><w:r><w:instrText>PAGE</w:instrText><w:t>Fin</w:t></w:r></w:p></w:body></w:document>";
    let text = of_bytes(docx(xml), MediaType::Docx).unwrap();
    assert_eq!(text, Text { text: "Conservation & durée limitée\nFin".into(), is_whole: true });
}

#[test]
fn a_docx_made_for_paper_gives_its_words_back() {
    let text = of_bytes(docx(&words("Délibération de la commission")), MediaType::Docx).unwrap();
    assert_eq!(text.text, "Délibération de la commission");
}

/// A PDF of one page that shows these lines.
fn pdf(lines: &[&str]) -> Vec<u8> {
    use lopdf::content::{Content, Operation};
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut operations =
        vec![Operation::new("BT", vec![]), Operation::new("Tf", vec!["F1".into(), 12.into()])];
    for line in lines {
        let bytes: Vec<u8> = line.chars().map(|c| c as u8).collect();
        operations.push(Operation::new("Td", vec![0.into(), (-14).into()]));
        operations.push(Operation::new("Tj", vec![Object::String(bytes, lopdf::StringFormat::Literal)]));
    }
    operations.push(Operation::new("ET", vec![]));
    let content = Stream::new(dictionary! {}, Content { operations }.encode().unwrap());
    let content = document.add_object(content);
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn the_lines_of_a_pdf_are_found_with_their_accents() {
    let text = of_bytes(pdf(&["Violation de données", "à notifier sans délai"]), MediaType::Pdf).unwrap();
    assert_eq!(text.text, "Violation de données\nà notifier sans délai");
}

#[test]
fn what_cannot_be_read_has_no_text_and_is_no_error() {
    assert_eq!(of_bytes(b"%PDF-1.7 and nothing more".to_vec(), MediaType::Pdf), None);
    assert_eq!(of_bytes(b"PK\x03\x04".to_vec(), MediaType::Docx), None);
    assert_eq!(of_bytes(pdf(&[]), MediaType::Pdf), None);
    let mut broken = pdf(&["quelque chose"]);
    broken.truncate(broken.len() / 2);
    drop(of_bytes(broken, MediaType::Pdf));
    assert_eq!(of_bytes(b" \n\t ".to_vec(), MediaType::Text), None);
}

#[test]
fn a_docx_that_unpacks_to_gigabytes_is_read_only_within_bounds() {
    // A hundred megabytes of one tag that never ends, in a few kilobytes.
    let mut xml = b"<w:document xmlns:w='x'><w:p><w:r><w:t>avant</w:t></w:r></w:p><w:p a='".to_vec();
    xml.resize(100 * 1024 * 1024, b'a');
    let bomb = docx(&xml);
    assert!(bomb.len() < 200 * 1024);
    assert_eq!(of_bytes(bomb, MediaType::Docx).map(|text| text.text), Some("avant".into()));
    let deep = docx(&b"<a>".repeat(500_000));
    assert_eq!(of_bytes(deep, MediaType::Docx), None);
}

#[test]
fn a_pdf_nested_without_end_does_no_harm() {
    let mut deep = b"%PDF-1.4\n1 0 obj\n".to_vec();
    deep.extend(b"[".repeat(1_000_000));
    deep.extend(b"\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF");
    assert_eq!(of_bytes(deep, MediaType::Pdf), None);
}

#[test]
fn a_long_text_is_cut_so_that_its_record_stays_short() {
    let varied: String =
        (0u64..200_000).map(|n| format!("{:x} ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let text = Text::fit(&varied).unwrap();
    assert!(!text.is_whole);
    let packed = text.pack().unwrap();
    assert_eq!(Text::unpack(&packed, text.text.len(), false), Some(text));
    let plain = Text::fit(&"mot ".repeat(100_000)).unwrap();
    assert!(!plain.is_whole && plain.text.len() <= MAX_TEXT_BYTES);
}
