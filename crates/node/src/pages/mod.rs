//! The pages that need the journals or the exchange: `/journal`, `/peers`, `/bundles`.

mod bundles;
mod journal;
mod peers;

use crate::node::Node;
use liptako_core::Kind;
use liptako_journal::journals::Level;
use liptako_web::{Html, Page, WebModule, level_badge};
use std::sync::Arc;

/// The pages of this crate, with the node they show.
pub fn module(node: &Arc<Node>) -> WebModule {
    let module = WebModule::new("node").texts(crate::texts::SOURCES);
    bundles::routes(peers::routes(journal::routes(module, node), node), node)
}

/// What a kind of entry is called.
fn kind_words(page: &Page, kind: Kind) -> String {
    match kind {
        Kind::SEALED => page.t("kind-sealed"),
        Kind::GENESIS => page.t("kind-genesis"),
        Kind::KEY_ROTATION => page.t("kind-key-rotation"),
        Kind::ERASURE => page.t("kind-erasure"),
        Kind::RECEIPT => page.t("kind-receipt"),
        Kind::RESTORE_OVERRIDE => page.t("kind-restore-override"),
        Kind::ACT_KEY => page.t("kind-act-key"),
        Kind::ACT_KEY_REVOKED => page.t("kind-act-key-revoked"),
        Kind::PLAN_PROPOSAL => page.t("kind-plan-proposal"),
        Kind::PLAN_POSITION => page.t("kind-plan-position"),
        Kind::LAW_ANSWER => page.t("kind-law-answer"),
        Kind::LAW_ATTESTATION => page.t("kind-law-attestation"),
        Kind::LAW_PROPOSAL => page.t("kind-law-proposal"),
        Kind::LAW_POSITION => page.t("kind-law-position"),
        Kind::LAW_COMMENT => page.t("kind-law-comment"),
        Kind::EXCHANGE_FILE => page.t("kind-exchange-file"),
        Kind::PRACTICE_VERSION => page.t("kind-practice-version"),
        Kind::PRACTICE_REVIEW => page.t("kind-practice-review"),
        Kind::PRACTICE_ADOPTION => page.t("kind-practice-adoption"),
        Kind::PRACTICE_FEEDBACK => page.t("kind-practice-feedback"),
        Kind::ADVISORY => page.t("kind-advisory"),
        Kind::ADVISORY_ACKNOWLEDGEMENT => page.t("kind-advisory-acknowledgement"),
        Kind::ADVISORY_PUBLICATION => page.t("kind-advisory-publication"),
        Kind::CASE_OPENED => page.t("kind-case-opened"),
        Kind::CASE_STEP => page.t("kind-case-step"),
        Kind::EVIDENCE_SEAL => page.t("kind-evidence-seal"),
        _ => page.t("kind-unknown"),
    }
}

fn badge(page: &Page, level: Level) -> Html {
    level_badge(page, level as u8)
}
