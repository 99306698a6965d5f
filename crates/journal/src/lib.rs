//! liptako-journal
