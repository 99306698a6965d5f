//! liptako-mirror
