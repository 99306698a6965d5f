//! Files: what hangs on practices, advisories, cases. Up to 1 GiB, stored and carried piece by piece, checked at each.
//!
//! ```text
//! browser ─► spool (liptako_web::SpooledUpload) ─► store: text, SHA-256, bodies on disk ─► attach, in an act: the record
//! other node ─► chunks, resumable ─► download: chunk by chunk, each proven, the whole compared with its SHA-256
//! ```
//!
//! A file has its own record, whose bodies are its parts, and its own identifier; what it hangs on holds an
//! [`Attachment`]. Whoever may read that may have the file: each slice has its own address for downloads and calls
//! [`web::download`]. The text found in a file ([`text_of`]) is for the search of what it hangs on.

mod content;
mod keep;
mod name;
mod project;
pub mod record;
mod store;
pub mod text;
pub mod web;

pub use content::{Content, ContentError};
pub use keep::{FileError, StoredFile, attach, copy_for, store};
pub use name::{FileName, MAX_NAME_BYTES, MAX_NAME_CHARS, MediaType, UnsafeName};
pub use project::FileProjector;
pub use record::{Attachment, MAX_FILE_BYTES};
pub use store::{File, Found, attachment, file, file_of, place_of, text_of};
