//! The pages of the domain, and what they share.

use crate::comparison::{Weights, shipped_weights};
use crate::formats::web as formats;
use crate::profile::web as profile;
use crate::profile::{DataFault, Library, shipped};
use liptako_core::Lang;
use liptako_identity::Permission;
use liptako_web::texts::TextSource;
use liptako_web::{Access, Failure, WebModule};

/// The words of the domain.
pub const TEXTS: &[TextSource] = &[
    (Lang::Fr, include_str!("../i18n/fr.ftl")),
    (Lang::En, include_str!("../i18n/en.ftl")),
    (Lang::Fr, include_str!("../i18n/comparison.fr.ftl")),
    (Lang::En, include_str!("../i18n/comparison.en.ftl")),
    (Lang::Fr, include_str!("../i18n/alignment.fr.ftl")),
    (Lang::En, include_str!("../i18n/alignment.en.ftl")),
    (Lang::Fr, include_str!("../i18n/guide.fr.ftl")),
    (Lang::En, include_str!("../i18n/guide.en.ftl")),
    (Lang::Fr, include_str!("../i18n/formats.fr.ftl")),
    (Lang::En, include_str!("../i18n/formats.en.ftl")),
];

/// The pages, who may reach them, and their menu entries.
pub fn module() -> WebModule {
    let read = Access::Needs(Permission::LAW_READ);
    let edit = Access::Needs(Permission::LAW_EDIT);
    let attest = Access::Needs(Permission::LAW_ATTEST);
    let module = WebModule::new("law")
        .texts(TEXTS)
        .menu("/law/comparison", "law-menu", read, 20)
        .section("/law/comparison", "law-section-comparison", read)
        .section("/law/comparison/map", "law-section-map", read)
        .section("/law/comparison/pairs", "law-section-pairs", read)
        .section("/law/comparison/time", "law-section-time", read)
        .section("/law/profile", "law-section-profile", read)
        .section("/law/alignment", "law-section-alignment", read)
        .also("/law/transposition")
        .section("/law/common-text", "law-section-common-text", read)
        .section("/law/concordance", "law-section-concordance", read)
        .panel("law-concept-panel", read, 10, crate::concept::panel)
        .panel("law-concept-guide", Access::Public, 20, crate::concept::guide_panel)
        .get("/law/comparison", read, crate::comparison::web::matrix)
        .get("/law/comparison/map", read, crate::comparison::web::map)
        .get("/law/comparison/pairs", read, crate::comparison::web::overview)
        .get("/law/comparison/pairs/{a}/{b}", read, crate::comparison::web::pair)
        .get("/law/comparison/time", read, crate::comparison::web::time)
        .get("/law/comparison/search", read, crate::comparison::web::search)
        .get("/law/comparison/mappings.yaml", read, formats::mappings)
        .get("/law/comparison/{question}", read, crate::comparison::web::question)
        .get("/law/profile", read, profile::show)
        .get("/law/profile/{instrument}", read, profile::instrument)
        .get("/law/profile/{instrument}/export.toml", read, formats::native)
        .get("/law/profile/{instrument}/export.csv", read, formats::as_csv)
        .get("/law/profile/{instrument}/export.xlsx", read, formats::as_xlsx)
        .get("/law/profile/{instrument}/export.yaml", read, formats::as_framework)
        .get("/law/profile/{instrument}/import", edit, formats::ask)
        .post("/law/profile/{instrument}/import", edit, formats::preview)
        .post("/law/profile/{instrument}/import/apply", edit, formats::apply)
        .get("/law/profile/{instrument}/attest", attest, profile::attest::show_topic)
        .post("/law/profile/{instrument}/attest", attest, profile::attest::attest_topic)
        .get("/law/profile/{instrument}/{question}", read, profile::cell::show)
        .get("/law/profile/{instrument}/{question}/edit", edit, profile::edit::show)
        .post("/law/profile/{instrument}/{question}/edit", edit, profile::edit::save)
        .get("/law/profile/{instrument}/{question}/attest", attest, profile::attest::show)
        .post("/law/profile/{instrument}/{question}/attest", attest, profile::attest::attest);
    let module = crate::alignment::web::add(module);
    crate::guide::api::routes(crate::guide::web::pages(module))
}

/// Lines up to which a list grouped by topic is open as it comes, so that a filter never hides what it found.
pub(crate) const FEW_ROWS: usize = 30;

/// What ships, or a failure for the log.
pub(crate) fn library() -> Result<&'static Library, Failure> {
    shipped().map_err(failure)
}

/// The weights that ship, or a failure for the log.
pub(crate) fn weights() -> Result<&'static Weights, Failure> {
    shipped_weights().map_err(failure)
}

/// Faults of what ships, for the log.
pub(crate) fn failure(faults: &[DataFault]) -> Failure {
    Failure::Internal(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}
