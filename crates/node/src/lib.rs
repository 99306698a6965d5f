//! liptako-node
