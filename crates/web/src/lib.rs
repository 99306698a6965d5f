#![doc = include_str!("../README.md")]

mod account;
pub mod assets;
pub mod chart;
mod cookie;
mod csrf;
mod download;
mod face;
mod failure;
mod flash;
mod form;
mod front;
mod headers;
mod html;
pub mod markdown;
mod module;
mod once;
mod page;
mod pages;
mod people;
mod prefs;
mod refusal;
mod shell;
mod signing;
mod spool;
pub mod texts;
mod time;
mod upload;
mod vocabulary;

pub use chart::{
    BarRow, Heat, HeatCell, HeatMap, HeatRow, Line, Look, Part, Scale, StepPlot, bars, level_badge,
    progress_bar, stacked_bar,
};
pub use download::{DOWNLOAD_POLICY, Download, Pieces};
pub use face::Face;
pub use failure::Failure;
pub use flash::{Flash, Tone};
pub use form::{Fields, Form, FormErrors, FormState, MAX_FORM_BYTES};
pub use front::{doors, front};
pub use headers::CONTENT_SECURITY_POLICY;
pub use html::{Html, escape};
pub use liptako_identity::Who;
pub use module::{Access, Door, MenuItem, PanelMaker, RouteRule, Section, WebModule};
pub use page::{Page, View};
pub use prefs::{Theme, safe_next};
pub use refusal::identity_message;
pub use shell::{ReaderAddress, Shell, ShellParts, Site, SiteError, WebConfig, dressed, failure_page};
pub use signing::{NotSigned, PASSWORD_FIELD, Signing, road_failure};
pub use spool::{
    MAX_SPOOLED_BYTES, MAX_SPOOLED_FILE_BYTES, MAX_SPOOLED_FILES, MAX_SPOOLING, SpooledFile, SpooledUpload,
};
pub use texts::{Arg, Message, Text, TextSource, Texts, TextsError, ToArg};
pub use time::{Day, day_words, moment_words, today};
pub use upload::{MAX_UPLOAD_BYTES, Upload, UploadedFile};
pub use vocabulary::{concept_choices, concept_label, concept_links, vocabulary};

/// The words of the shell itself.
pub const TEXTS: &[TextSource] = &[
    (liptako_core::Lang::Fr, include_str!("../i18n/fr.ftl")),
    (liptako_core::Lang::En, include_str!("../i18n/en.ftl")),
];
