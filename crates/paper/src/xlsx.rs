//! Workbooks: every cell is a text, so that nothing is computed, rounded or turned into a date.

use crate::PaperError;
use crate::model::{Sheet, check, sheet_name};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};
use std::collections::BTreeSet;

/// Most sheets of one workbook.
const MAX_SHEETS: usize = 64;
/// Most characters of one cell (the limit of the format).
const MAX_CELL: usize = 32_767;
/// Width of the whole table, in characters.
const WIDTH: f64 = 160.0;

/// The sheets as a workbook: titles frozen at the head, text wrapped, columns as wide as their share, a filter on the
/// titles. The same sheets give the same bytes: the date of creation in the file is a fixed one.
///
/// # Errors
/// [`PaperError`] when there is no sheet, a row does not fit the columns, or a cell is longer than the format holds.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, PaperError> {
    if sheets.is_empty() || sheets.len() > MAX_SHEETS {
        return Err(PaperError::TooLarge(format!("{} sheets; one to {MAX_SHEETS} fit", sheets.len())));
    }
    let fault = |error: XlsxError| PaperError::Xlsx(error.to_string());
    let mut workbook = Workbook::new();
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(fault)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let mut names = BTreeSet::new();
    for sheet in sheets {
        check(&sheet.name, &sheet.columns, &sheet.rows)?;
        let long = |text: &String| text.chars().count() > MAX_CELL;
        if let Some(cell) = sheet.rows.iter().flat_map(|row| &row.cells).find(|cell| long(&cell.text)) {
            let start: String = cell.text.chars().take(40).collect();
            return Err(PaperError::TooLarge(format!(
                "the cell “{start}…” has more than {MAX_CELL} characters"
            )));
        }
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(free_name(&mut names, &sheet.name)).map_err(fault)?;
        fill(worksheet, sheet).map_err(fault)?;
    }
    workbook.save_to_buffer().map_err(fault)
}

/// A name that no other sheet has: programs compare them without case.
fn free_name(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let wanted = sheet_name(wanted);
    let mut name = wanted.clone();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        let suffix = format!(" {number}");
        let stem: String = wanted.chars().take(31 - suffix.len()).collect();
        name = stem + &suffix;
        number += 1;
    }
    name
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let head = text
        .clone()
        .set_bold()
        .set_background_color(Color::RGB(0x1f_4d_3a))
        .set_font_color(Color::White)
        .set_border(FormatBorder::Thin);
    let group = text.clone().set_bold().set_background_color(Color::RGB(0xe6_ee_e9));
    let linked = text.clone().set_font_color(Color::RGB(0x0b_57_a4));
    let shares: f64 = sheet.columns.iter().map(|column| f64::from(column.share.max(1))).sum();
    let total = WIDTH.max(12.0 * f64::from(u32::try_from(sheet.columns.len()).unwrap_or(u32::MAX)));
    for (column, at) in sheet.columns.iter().zip(0u16..) {
        let width = total * f64::from(column.share.max(1)) / shares;
        worksheet.set_column_width(at, width.clamp(8.0, 90.0))?;
        worksheet.write_string_with_format(0, at, &column.title, &head)?;
    }
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_repeat_rows(0, 0)?;
    worksheet.set_landscape();
    worksheet.set_print_fit_to_pages(1, 0);
    for (line, row) in sheet.rows.iter().zip(1u32..) {
        for (cell, at) in line.cells.iter().zip(0u16..) {
            let format = if line.is_group { &group } else { &text };
            match cell.address() {
                Some(address) if !cell.text.is_empty() => {
                    let url = Url::new(address).set_text(&cell.text);
                    worksheet.write_url_with_format(row, at, url, &linked)?;
                }
                _ => {
                    worksheet.write_string_with_format(row, at, &cell.text, format)?;
                }
            }
        }
    }
    let (rows, columns) = (sheet.rows.len(), sheet.columns.len());
    if let (Ok(last), Ok(width)) = (u32::try_from(rows), u16::try_from(columns))
        && rows > 0
    {
        worksheet.autofilter(0, 0, last, width - 1)?;
    }
    Ok(())
}
