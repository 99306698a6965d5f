//! liptako-identity
