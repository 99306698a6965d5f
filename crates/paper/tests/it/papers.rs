//! Papers: the same bytes each time, faults told, and every part there.

use liptako_core::Lang;
use liptako_paper::{Block, Cell, Column, Paper, PaperError, Row, Sheet, Table, csv, docx, pdf, xlsx};
use std::io::Read;

/// A paper with one of everything, its table of `rows` rows.
pub fn sample(rows: usize) -> Paper {
    let columns = vec![Column::new("Question", 3), Column::new("Mali", 2), Column::new("Source", 2)];
    let mut table = Table { caption: "Délais de réponse".to_owned(), columns, rows: Vec::new() };
    for at in 0..rows {
        if at % 10 == 0 {
            table.rows.push(Row::group(format!("Thème {}", at / 10 + 1)));
        }
        let linked =
            Cell { text: "Journal officiel".to_owned(), link: Some("https://example.org/jo".to_owned()) };
        table.rows.push(Row::new([
            Cell::from(format!("Question {at}, ɓ ɗ ŋ ɛ ɔ ɲ ƴ")),
            "=30 jours".into(),
            linked,
        ]));
    }
    Paper {
        title: "Tableau de concordance".to_owned(),
        subtitle: Some("Trois lois côte à côte".to_owned()),
        lang: Lang::Fr,
        publisher: "Autorité d’essai".to_owned(),
        date: "24 novembre 2026".to_owned(),
        landscape: true,
        notice: Some("Relevé documentaire, pas un avis juridique.".to_owned()),
        blocks: vec![
            Block::Heading(1, "Ce que disent les lois".to_owned()),
            Block::Paragraph("Un premier paragraphe.\nEt sa seconde ligne.".to_owned()),
            Block::Facts(vec![("Texte".to_owned(), "Loi d’essai".to_owned())]),
            Block::List(vec!["un".to_owned(), "deux".to_owned()]),
            Block::Heading(3, "Sous-titre".to_owned()),
            Block::Table(table),
            Block::Note("Non établi : demander à l’autorité.".to_owned()),
        ],
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = sample(40);
    assert_eq!(pdf(&paper).unwrap(), pdf(&paper).unwrap());
    assert_eq!(docx(&paper).unwrap(), docx(&paper).unwrap());
    let Block::Table(table) = &paper.blocks[5] else { panic!("the table") };
    let sheets = [Sheet::from(table)];
    assert_eq!(xlsx(&sheets).unwrap(), xlsx(&sheets).unwrap());
    assert_eq!(csv(table).unwrap(), csv(table).unwrap());
}

#[test]
fn a_pdf_is_tagged_and_says_what_it_is() {
    let bytes = pdf(&sample(3)).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let text = String::from_utf8_lossy(&bytes);
    for needed in
        ["/StructTreeRoot", "/MarkInfo", "/Lang", "pdfuaid:part", "/Outlines", "https://example.org/jo"]
    {
        assert!(text.contains(needed), "{needed} is lacking");
    }
}

#[test]
fn a_text_document_has_real_headings_heads_and_language() {
    let parts = parts(&docx(&sample(3)).unwrap());
    let part = |name: &str| &parts.iter().find(|(known, _)| known == name).unwrap().1;
    let document = part("word/document.xml");
    for needed in [
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:pStyle w:val=\"Heading2\"/>",
        "<w:tblHeader/>",
        "w:orient=\"landscape\"",
        "<w:gridSpan w:val=\"3\"/>",
        "<w:br/>",
        "<w:hyperlink r:id=\"link0\">",
    ] {
        assert!(document.contains(needed), "{needed} is lacking");
    }
    assert!(part("word/styles.xml").contains("<w:lang w:val=\"fr-FR\""));
    assert!(part("docProps/core.xml").contains("<dc:title>Tableau de concordance</dc:title>"));
    assert!(part("word/_rels/document.xml.rels").contains("Target=\"https://example.org/jo\""));
}

#[test]
fn no_text_can_break_out_of_a_document() {
    let mut paper = sample(1);
    paper.title = "A <b> & \"c\" \u{0}\u{b}\u{fffe} ]]> fin".to_owned();
    paper.blocks.push(Block::Paragraph("<w:p>&amp;</w:p>".to_owned()));
    let parts = parts(&docx(&paper).unwrap());
    let document = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    assert!(document.contains("A &lt;b&gt; &amp; &quot;c&quot;  ]]&gt; fin"), "{document}");
    assert!(document.contains("&lt;w:p&gt;&amp;amp;&lt;/w:p&gt;"));
    assert!(pdf(&paper).is_ok());
}

#[test]
fn a_link_that_is_not_of_the_web_is_left_aside() {
    let mut paper = sample(0);
    let cell = Cell { text: "x".to_owned(), link: Some("javascript:alert(1)".to_owned()) };
    let table =
        Table { caption: String::new(), columns: vec![Column::new("a", 1)], rows: vec![Row::new([cell])] };
    paper.blocks.push(Block::Table(table.clone()));
    let made = pdf(&paper).unwrap();
    assert!(!String::from_utf8_lossy(&made).contains("javascript"));
    assert!(!parts(&docx(&paper).unwrap()).iter().any(|(_, text)| text.contains("javascript")));
    assert!(
        !parts(&xlsx(&[Sheet::from(&table)]).unwrap()).iter().any(|(_, text)| text.contains("javascript"))
    );
}

#[test]
fn a_row_that_does_not_fit_its_table_is_refused_by_every_format() {
    let mut paper = sample(1);
    let table = Table {
        caption: "T".to_owned(),
        columns: vec![Column::new("a", 1), Column::new("b", 1)],
        rows: vec![Row::new(["x", "y", "z"])],
    };
    let expected = PaperError::Cells { caption: "T".to_owned(), columns: 2, cells: 3 };
    paper.blocks = vec![Block::Table(table.clone())];
    assert_eq!(pdf(&paper), Err(expected.clone()));
    assert_eq!(docx(&paper), Err(expected.clone()));
    assert_eq!(csv(&table), Err(expected.clone()));
    assert_eq!(xlsx(&[Sheet::from(&table)]), Err(expected));
    let empty = Table { caption: "V".to_owned(), ..Table::default() };
    assert_eq!(csv(&empty), Err(PaperError::NoColumns("V".to_owned())));
}

#[test]
fn tables_and_cells_larger_than_a_page_go_on() {
    let mut paper = sample(400);
    let tall = vec!["Une phrase assez longue pour tenir plusieurs lignes."; 400].join(" ");
    if let Block::Table(table) = &mut paper.blocks[5] {
        table.rows.push(Row::new([tall.as_str(), "b", "c"]));
    }
    for landscape in [true, false] {
        paper.landscape = landscape;
        let bytes = pdf(&paper).unwrap();
        let pages = String::from_utf8_lossy(&bytes).matches("/Type/Page/").count()
            + String::from_utf8_lossy(&bytes).matches("/Type /Page\n").count();
        assert!(pages >= 10, "{pages} pages");
    }
}

#[test]
fn odd_papers_are_papers() {
    let mut paper = sample(0);
    paper.blocks = vec![
        Block::Heading(9, "x".repeat(3_000)),
        Block::List(vec![]),
        Block::Facts(vec![]),
        Block::Facts(vec![(String::new(), String::new())]),
        Block::Paragraph(String::new()),
        Block::Paragraph("مرحبا ⵣ 🙂 \u{202e}x".to_owned()),
    ];
    let columns = (0..60).map(|at| Column::new(format!("colonne {at}"), at)).collect();
    paper.blocks.push(Block::Table(Table { caption: String::new(), columns, rows: vec![] }));
    assert!(pdf(&paper).is_ok());
    assert!(docx(&paper).is_ok());
    paper.title = String::new();
    paper.publisher = String::new();
    paper.date = String::new();
    assert!(pdf(&paper).is_ok(), "{:?}", pdf(&paper));
}

/// Leaves the papers where a person, or the tests of `tests/formats`, can look at them.
#[test]
fn papers_can_be_left_for_others_to_read() {
    let Some(folder) = std::env::var_os("LIPTAKO_PAPERS").map(std::path::PathBuf::from) else { return };
    let paper = sample(60);
    let Block::Table(table) = &paper.blocks[5] else { panic!("the table") };
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("sample.pdf"), pdf(&paper).unwrap()).unwrap();
    std::fs::write(folder.join("sample.docx"), docx(&paper).unwrap()).unwrap();
    std::fs::write(folder.join("sample.xlsx"), xlsx(&[Sheet::from(table)]).unwrap()).unwrap();
    std::fs::write(folder.join("sample.csv"), csv(table).unwrap()).unwrap();
}
