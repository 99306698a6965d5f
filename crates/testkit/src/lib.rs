//! liptako-testkit
