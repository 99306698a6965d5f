//! liptako-council
pub mod plan;
