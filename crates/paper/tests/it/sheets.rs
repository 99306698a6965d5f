//! Sheets: what was written is read back, and what is hostile or broken is refused with its place.

use liptako_paper::sheet::{Grid, MAX_COLUMNS, MAX_ROWS, SheetError, column_name, read_csv, read_xlsx};
use liptako_paper::{Cell, Column, Row, Sheet, Table, csv, xlsx};
use proptest::prelude::*;
use std::io::{Cursor, Write};

fn table(rows: Vec<Vec<String>>) -> Table {
    let columns = (0..rows.first().map_or(1, Vec::len)).map(|at| Column::new(format!("c{at}"), 1)).collect();
    let rows = rows.into_iter().map(|row| Row::new(row.into_iter().map(Cell::from))).collect();
    Table { caption: "Essai".to_owned(), columns, rows }
}

/// The rows as a reader gives them: without their empty ends.
fn trimmed(table: &Table) -> Vec<(usize, Vec<String>)> {
    let head = table.columns.iter().map(|column| column.title.clone()).collect();
    let body = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect());
    let rows = std::iter::once(head).chain(body).enumerate();
    rows.filter_map(|(at, mut row): (usize, Vec<String>)| {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        (!row.is_empty()).then_some((at + 1, row))
    })
    .collect()
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@'\\-]?[a-zé0-9;,\"'\n ]{0,12}",
        "[ -~éɓŋ\t\n]{0,24}",
        Just("_x000D_".to_owned()),
        Just("'=1".to_owned()),
        Just("1e5".to_owned()),
        Just("2021-03-30".to_owned()),
        Just("true".to_owned()),
        Just("#REF!".to_owned()),
        Just("  bords  ".to_owned()),
        Just("a\r\nb\rc".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec(any_cell(), 4), 0..6)) {
        let table = table(rows);
        prop_assert_eq!(read_csv(&csv(&table).unwrap()).unwrap().rows, trimmed(&table));
        let grid = read_xlsx(&xlsx(&[Sheet::from(&table)]).unwrap()).unwrap();
        prop_assert_eq!(grid.rows, trimmed(&table));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_csv(&bytes);
        let _ = read_xlsx(&bytes);
    }
}

#[test]
fn a_comma_or_a_tab_is_taken_for_what_it_is() {
    for text in ["a;b,c\n1;2,3\n", "\u{feff}a;b,c\r\n1;2,3\r\n", "a\tb,c\n1\t2,3\n", "a,\"b,c\"\n1,\"2,3\"\n"]
    {
        let rows =
            vec![(1, vec!["a".to_owned(), "b,c".to_owned()]), (2, vec!["1".to_owned(), "2,3".to_owned()])];
        assert_eq!(read_csv(text.as_bytes()), Ok(Grid { sheet: String::new(), rows }), "{text:?}");
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    for end in ["\n", "\r\n"] {
        let text = ["a;b", "", "\"x", "y\";2", "", "", ";;;", "c;d", ""].join(end);
        let rows: Vec<usize> = read_csv(text.as_bytes()).unwrap().rows.iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [1, 3, 7], "{end:?}");
    }
}

#[test]
fn a_text_of_another_encoding_is_told_where_it_stops() {
    let fault = read_csv(b"a;b\n1;2\nd\xe9lai;3\n").unwrap_err();
    assert_eq!(fault, SheetError::NotUtf8 { row: 3 });
    assert_eq!(fault.to_string(), "row 3: the text is not UTF-8; save the sheet as “CSV UTF-8”");
}

#[test]
fn rows_and_columns_are_bounded() {
    let many = "x\n".repeat(MAX_ROWS + 1);
    assert_eq!(read_csv(many.as_bytes()), Err(SheetError::TooManyRows { sheet: String::new() }));
    let wide = format!("a\n{}x", ";".repeat(MAX_COLUMNS));
    let fault = read_csv(wide.as_bytes()).unwrap_err();
    assert_eq!(fault.to_string(), "row 2: something stands in column BM; at most 64 columns are read");
    let empty = format!("a{}\n", ";".repeat(3_000));
    assert_eq!(read_csv(empty.as_bytes()).unwrap().rows.len(), 1, "empty columns to the right are nothing");
    assert_eq!([column_name(0), column_name(25), column_name(26), column_name(701)], ["A", "Z", "AA", "ZZ"]);
}

/// A workbook of one sheet with this content, as another program might write it.
fn workbook(sheet: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Réponses\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>")),
    ];
    for (name, text) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn cells_that_a_spreadsheet_turned_into_something_are_texts_again() {
    let cells = "<sheetData><row r=\"2\"><c r=\"A2\"><v>15</v></c><c r=\"B2\" t=\"b\"><v>1</v></c>\
                 <c r=\"C2\" t=\"inlineStr\"><is><t>texte</t></is></c><c r=\"D2\"><v>0.5</v></c></row></sheetData>";
    let grid = read_xlsx(&workbook(cells)).unwrap();
    assert_eq!(grid.sheet, "Réponses");
    let row = ["15", "true", "texte", "0.5"].map(str::to_owned).to_vec();
    assert_eq!(grid.rows, [(2, row)]);
}

#[test]
fn a_cell_that_shows_an_error_is_named() {
    let cells = "<sheetData><row r=\"7\"><c r=\"C7\" t=\"e\"><v>#REF!</v></c></row></sheetData>";
    let fault = read_xlsx(&workbook(cells)).unwrap_err();
    assert_eq!(fault.to_string(), "sheet “Réponses”, cell C7: the spreadsheet shows the error #REF! here");
}

#[test]
fn two_far_corners_do_not_become_a_full_rectangle() {
    let cells = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                 <row r=\"1048576\"><c r=\"B1048576\"><v>2</v></c></row></sheetData>";
    let grid = read_xlsx(&workbook(cells)).unwrap();
    assert_eq!(grid.rows.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [1, 1_048_576]);
    let far = "<sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData>";
    let fault = read_xlsx(&workbook(far)).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "sheet “Réponses”, row 1: something stands in column XFD; at most 64 columns are read"
    );
}

#[test]
fn a_workbook_that_unpacks_to_very_much_is_refused() {
    let bomb = workbook(&" ".repeat(40 * 1024 * 1024));
    assert!(bomb.len() < 200_000, "{} bytes", bomb.len());
    assert_eq!(read_xlsx(&bomb), Err(SheetError::TooLargeUnpacked));
    assert_eq!(read_xlsx(&vec![0; 5 * 1024 * 1024]), Err(SheetError::TooLarge));
    assert!(matches!(read_xlsx(b"PK\x03\x04"), Err(SheetError::NotXlsx(_))));
    assert!(matches!(read_xlsx(b"a;b\n"), Err(SheetError::NotXlsx(_))));
}

#[test]
fn a_workbook_cut_short_is_refused() {
    let whole = workbook("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>");
    for length in (0..whole.len()).step_by(7) {
        assert!(read_xlsx(&whole[..length]).is_err(), "{length} bytes");
    }
}
