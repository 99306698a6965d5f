//! What leaves the house on paper or in a sheet: PDF, DOCX, XLSX and CSV.
