//! The formats a paper is handed out in.

/// A format, as addresses and commands name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// To print and to keep.
    Pdf,
    /// To work on as a text.
    Docx,
    /// To work on as a sheet.
    Xlsx,
    /// To read with a program.
    Csv,
    /// To look at.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Xlsx, Self::Csv, Self::Html];

    /// The end of a file's name, without the dot: `pdf`.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Html => "html",
        }
    }

    /// The format of this extension, whatever its case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// The media type (RFC 6838), with its charset for a text.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// A file's name of this format. What is not a letter, a digit, `-`, `_` or `.` becomes `-`, so that it can
    /// stand in a header and on any disk: `Tableau de concordance` gives `Tableau-de-concordance.pdf`.
    pub fn file_name(self, stem: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
        let stem: String = stem.chars().take(120).map(plain).collect();
        let stem = stem.trim_matches(['-', '.']);
        format!("{}.{}", if stem.is_empty() { "liptako" } else { stem }, self.extension())
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn a_file_name_is_plain_and_ends_as_its_format() {
        assert_eq!(Format::Pdf.file_name("Tableau de concordance"), "Tableau-de-concordance.pdf");
        assert_eq!(Format::Csv.file_name("../../etc/passwd\r\n"), "etc-passwd.csv");
        assert_eq!(Format::Xlsx.file_name("«»"), "liptako.xlsx");
        for format in Format::ALL {
            assert_eq!(Format::from_extension(format.extension()), Some(format));
        }
        assert_eq!(Format::from_extension("exe"), None);
    }
}
