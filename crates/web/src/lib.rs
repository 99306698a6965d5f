//! liptako-web
