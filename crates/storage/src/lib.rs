//! liptako-storage
