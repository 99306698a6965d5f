//! What papers and sheets are worth when others read them.

#![expect(clippy::unwrap_used, reason = "in a test an error is a failure, and says where")]

mod papers;
mod sheets;
