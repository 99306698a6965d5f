//! liptako-council
