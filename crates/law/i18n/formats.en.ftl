# Files: exporting, importing, and what is wrong in a file.

law-export-title = Export this profile
law-export-lead = The answers as they stand today, corrections included.
law-export-toml = Native file (TOML)
law-export-toml-hint = to review and compare line by line
law-export-xlsx = Workbook (XLSX)
law-export-xlsx-hint = one row per question, to be completed in a spreadsheet
law-export-csv = Table (CSV)
law-export-csv-hint = the same, for any program
law-export-yaml = CISO Assistant framework (YAML)
law-export-yaml-hint = to audit against this instrument
law-export-mappings = Mappings between the three laws, for CISO Assistant (YAML)
law-import-link = Import a file
law-import-title = Import answers
law-import-lead = Complete the profile in a spreadsheet, then send it back here. Nothing is recorded before you agree: you first see what would change.
law-import-hint = A .xlsx, .csv or .toml file of at most 4 MB, as the export gives it. Only the first sheet of a workbook is read; questions that are not in the file stay as they are.
law-import-file = File
law-import-read = See what would change
law-import-no-file = Choose a file.
law-import-one-file = Send one file at a time.
law-import-faults = { $n ->
    [one] The file has { $n } fault. Nothing was recorded.
   *[other] The file has { $n } faults. Nothing was recorded.
}
law-import-faults-more = { $n ->
    [one] And { $n } more.
   *[other] And { $n } more.
}
law-import-faults-hint = Mend them in the file, then send it again.
law-import-preview = What would change
law-import-changes = { $n ->
    [0] No answer would change.
    [one] { $n } answer would change.
   *[other] { $n } answers would change.
}
law-import-same = { $n ->
    [one] { $n } answer is already the file’s.
   *[other] { $n } answers are already the file’s.
}
law-import-absent = { $n ->
    [one] { $n } question is not in the file: its answer stays.
   *[other] { $n } questions are not in the file: their answers stay.
}
law-import-attested = { $n ->
    [one] { $n } attested answer would be replaced: it will have to be attested again.
   *[other] { $n } attested answers would be replaced: they will have to be attested again.
}
law-import-description = The description of the instrument (title, dates, alerts) is not changed by an import.
law-import-table = Answers that would change, before and after
law-import-question = Question
law-import-before = Today
law-import-after = After the import
law-import-article = art. { $article }
law-import-reason = Reason
law-import-reason-hint = What was read again or corrected; recorded with each answer.
law-import-apply = { $n ->
    [one] Record { $n } answer
   *[other] Record { $n } answers
}
law-import-all-or-none = All the answers are recorded together, or none.
law-import-other-file = Choose another file
law-import-done = { $n ->
    [one] { $n } answer is recorded. It remains to be attested.
   *[other] { $n } answers are recorded. They remain to be attested.
}
law-import-too-much = This file changes too much text at once. Keep half of the rows, import, then import the other half.
law-import-moved = The answer to { $question } has changed since the file was read. Nothing was recorded: send the file again to see what would change now.
law-import-refused = The answer to { $question } cannot be recorded. Nothing was recorded: send the file again.
law-import-reason-missing = Give a reason, of at most { $max } characters.
law-import-not-ours = This column is not your authority’s: only the authority of the State writes in it. You may export it.

law-file-at = { $file }
law-file-at-line = { $file }, line { $line }
law-file-at-row = { $file }, row { $row }
law-file-at-cell = { $file }, cell { $cell }
law-file-kind = send a .toml, .csv or .xlsx file.
law-file-not-text = this is not a text in UTF-8, or it is larger than 4 MB.
law-file-other-instrument = this is the profile “{ $found }”; the one expected here is “{ $expected }”.
law-file-too-large = the file is larger than 4 MB.
law-file-too-large-unpacked = the workbook unpacks to more than 32 MB, or to more than 512 parts.
law-file-not-xlsx = this is not an XLSX workbook ({ $detail }).
law-file-not-utf8 = the text is not UTF-8; save the sheet as “CSV UTF-8”.
law-file-not-csv = this is not CSV ({ $detail }).
law-file-too-many-rows = there are too many rows for a profile.
law-file-too-many-columns = something stands beyond the 64th column.
law-file-cell-too-long = the cell is longer than 32,767 characters.
law-file-cell-error = the spreadsheet shows the error { $error } here.
law-file-empty = the sheet is empty.
law-file-no-head = the first row must hold the heads of the columns ({ $expected }); it holds: { $found }.
law-file-missing-column = the column “{ $column }” is lacking.
law-file-unknown-column = “{ $column }” is not a column of a profile; remove it, or give it back its head.
law-file-column-twice = the column “{ $column }” is there twice.
law-file-beyond = “{ $text }” stands beyond the last head: the cells of this row seem shifted.
law-file-unknown-part = “{ $text }” is not a kind of row; write “answer” or “instrument”.
law-file-unknown-key = “{ $text }” is not something that is said of an instrument.
law-file-missing-key = the row “{ $key }” about the instrument is lacking.
law-file-no-instrument = no row says which instrument this is.
law-file-row-twice = “{ $key }” is there twice: first in row { $first }.
law-file-unknown-question = there is no question “{ $question }”.
law-file-no-such-question = this question does not exist.
law-file-unanswered = no row answers it; write “not established” when nobody knows.
law-file-not-expected = no answer is expected from this instrument.
law-file-shifted = the question asks for an answer of type “{ $expected }”, the row says “{ $found }”: the cells of this row seem shifted.
law-file-no-value = a value is expected; write “not established” when nobody knows.
law-file-yes-no = “{ $text }” is neither yes nor no; write yes or no.
law-file-integer = “{ $text }” is not a whole number.
law-file-amount = “{ $text }” is not a sum; write 5000000..20000000 XOF, ..20000000 XOF or 300000 XOF, then + 5 % for a share of turnover.
law-file-date = “{ $text }” is not a day; write 2021-03-30.
law-file-confidence = “{ $text }” is not a degree of confidence; write verified, secondary or from memory (recalled in the native file).
law-file-source = “{ $text }” is not a source; write: name | address read | address cited, one source on each line.
law-file-not-here = nothing is expected here; it holds “{ $text }”: the cells of this row seem shifted.
law-file-choice = “{ $text }” cannot stand here; write one of: { $offered }.
law-file-form = the file does not have the form expected ({ $detail }).
law-file-id = “{ $text }” is not an identifier.
law-file-twice = “{ $text }” is there twice.
law-file-unknown-source = no [[source]] block of this file has the key “{ $key }”.
law-file-idle-source = nothing cites the source “{ $key }”.
law-file-empty-text = “{ $name }” is empty.
law-file-type = the question asks for an answer of type “{ $expected }”, this one is of type “{ $found }”.
law-file-code = “{ $code }” is not an answer to this question; it offers: { $offered }.
law-file-code-twice = “{ $code }” is in the list twice.
law-file-empty-list = a list names at least one code; write “silent” or “not established” when there is none.
law-file-duration = “{ $text }” is not a time; write PT72H (72 hours), P30D (30 days), P1M (1 month), P5Y (5 years) or without_delay.
law-file-currency = “{ $text }” is not a currency; write XOF for the CFA franc.
law-file-bounds = a sum has a lower or an upper bound, the lower not above the upper, and a share of at most 100.
law-file-range = { $number } is not a number from 0 to 1,000,000.
law-file-text = a text has 1 to 400 characters.
law-file-no-confidence = an established answer says how sure it is: verified, secondary or from memory.
law-file-unknown-but-sure = what is not established has no degree of confidence.
law-file-partial = only a list can be open.
law-file-ends-before = the validity ends before it begins.
law-file-long = a text is longer than { $max } characters.
law-file-many-sources = there are more than { $max } sources.
