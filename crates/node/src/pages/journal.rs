//! `/journal`: the journals as an auditor reads them, entry by entry, each with its proof to take away.

use super::{badge, kind_words};
use crate::faults::irregular_words;
use crate::node::Node;
use crate::proofs;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use liptako_core::{Kind, MemberIndex, UnixSeconds};
use liptako_identity::{Permission, act_keys};
use liptako_journal::log::{Log, StoreError};
use liptako_journal::proof_of;
use liptako_storage::{Erasure, Recorded, Tx, erasure_of, irregularities, journal_records, record_at};
use liptako_web::{Access, Failure, Html, Page, Shell, WebModule};
use serde::Deserialize;
use std::sync::Arc;

/// Entries on one page of a journal.
const PAGE: u64 = 50;

/// Adds these pages to the module of the node.
pub fn routes(module: WebModule, node: &Arc<Node>) -> WebModule {
    let read = Access::Needs(Permission::JOURNAL_READ);
    let (all, one, entry_node, proof_node) = (node.clone(), node.clone(), node.clone(), node.clone());
    module
        .get("/journal", read, move |page: Page| index(all.clone(), page))
        .get("/journal/{code}", read, move |shell, page, path, query| {
            journal(one.clone(), shell, page, path, query)
        })
        .get("/journal/{code}/{index}", read, move |shell, page, path| {
            entry(entry_node.clone(), shell, page, path)
        })
        .get("/journal/{code}/{index}/proof", read, move |page, path| proof(proof_node.clone(), page, path))
        .menu("/journal", "journal-menu", read, 60)
}

/// A peer that holds a journal, as a page names it.
struct Holder {
    acronym: String,
    size: u64,
    seconds: UnixSeconds,
}

fn holders(node: &Node, log: &Log) -> Vec<Holder> {
    let charter = &node.described.charter;
    let acronym = |code: &str| {
        charter
            .by_code(code)
            .and_then(|member| charter.member(member))
            .map_or(code, |m| &m.acronym)
            .to_owned()
    };
    proofs::holders(log)
        .into_iter()
        .map(|holder| Holder { acronym: acronym(&holder.code), size: holder.size, seconds: holder.seconds })
        .collect()
}

/// The journal of a code in the address.
fn log_of<'a>(node: &'a Node, code: &str) -> Result<(MemberIndex, &'a Log), Failure> {
    let member = node.described.charter.by_code(code).ok_or(Failure::NotFound)?;
    Ok((member, node.journals.log(member).ok_or(Failure::NotFound)?))
}

fn unreadable(error: StoreError) -> Failure {
    Failure::internal(error)
}

struct Line {
    code: String,
    acronym: String,
    country: String,
    frozen: bool,
    size: u64,
    root: String,
    holders: Vec<Holder>,
}

#[derive(Template)]
#[template(path = "pages/journals.html")]
struct Journals<'a> {
    page: &'a Page,
    lines: Vec<Line>,
}

async fn index(node: Arc<Node>, page: Page) -> Result<Response, Failure> {
    let charter = &node.described.charter;
    let mut lines = Vec::new();
    for member in charter.indices() {
        let (Some(described), Some(log)) = (charter.member(member), node.journals.log(member)) else {
            continue;
        };
        lines.push(Line {
            code: described.code.clone(),
            acronym: described.acronym.clone(),
            country: page.lang().pick(&described.country_fr, &described.country_en).to_owned(),
            frozen: log.frozen().is_some(),
            size: log.size(),
            root: log.root().to_string(),
            holders: holders(&node, log),
        });
    }
    page.html(page.t("journal-title"), &Journals { page: &page, lines })
}

/// Which part of a journal: entries below this number, the newest when absent.
#[derive(Debug, Deserialize)]
struct Below {
    below: Option<u64>,
}

/// What a kind is shown as. Who reads the journals is not always who may read what is sealed: a sealed entry is shown
/// to everybody here as strangers see it.
const fn shown_kind(record: &Recorded) -> Kind {
    if record.is_sealed { Kind::SEALED } else { record.kind }
}

struct Entry {
    index: u64,
    kind: String,
    is_erased: bool,
    seconds: UnixSeconds,
    level: Html,
}

#[derive(Template)]
#[template(path = "pages/journal.html")]
struct JournalPage<'a> {
    page: &'a Page,
    code: String,
    size: u64,
    first: u64,
    last: u64,
    entries: Vec<Entry>,
    newer: Option<String>,
    older: Option<String>,
}

async fn journal(
    node: Arc<Node>,
    axum::extract::State(shell): axum::extract::State<Shell>,
    page: Page,
    Path(code): Path<String>,
    Query(Below { below }): Query<Below>,
) -> Result<Response, Failure> {
    let (member, log) = log_of(&node, &code)?;
    let size = log.size();
    let below = below.unwrap_or(size).min(size);
    let records = shell.read(move |tx| Ok(journal_records(tx, member, below, PAGE)?)).await?;
    let entries: Vec<Entry> = records
        .iter()
        .map(|record| Entry {
            index: record.index,
            kind: kind_words(&page, shown_kind(record)),
            is_erased: record.is_erased,
            seconds: record.seconds,
            level: badge(&page, node.journals.level(member, record.index)),
        })
        .collect();
    let first = records.last().map_or(0, |record| record.index);
    let last = records.first().map_or(0, |record| record.index);
    let content = JournalPage {
        page: &page,
        code,
        size,
        first,
        last,
        entries,
        newer: (below < size).then(|| format!("below={}", (below + PAGE).min(size))),
        older: (first > 0).then(|| format!("below={first}")),
    };
    let title = page.text("journal-title-of").with("authority", page.face().acronym_of(member)).to_string();
    page.view(title).crumb("/journal", page.t("journal-title")).html(&content)
}

/// What became of a text that its author had erased.
struct Erased {
    /// Of an open entry: why, when asked, who has answered, who has not.
    told: Option<Told>,
}

struct Told {
    reason: String,
    asked: UnixSeconds,
    receipts: Vec<(String, UnixSeconds)>,
    missing: Vec<String>,
}

impl Erased {
    fn of(page: &Page, record: &Recorded, erasure: Option<Erasure>) -> Option<Self> {
        if !record.is_erased {
            return None;
        }
        let acronym = |member: MemberIndex| page.face().acronym_of(member).to_owned();
        let told = erasure.filter(|_| !record.is_sealed).map(|erasure| Told {
            reason: erasure.reason,
            asked: erasure.asked,
            receipts: erasure.receipts.into_iter().map(|(holder, given)| (acronym(holder), given)).collect(),
            missing: erasure.missing.into_iter().map(acronym).collect(),
        });
        Some(Self { told })
    }
}

#[derive(Template)]
#[template(path = "pages/entry.html")]
struct EntryPage<'a> {
    page: &'a Page,
    code: String,
    index: u64,
    faults: Vec<String>,
    level: Html,
    kind: String,
    is_sealed: bool,
    /// Whether the plan has a page that shows what this entry commits to.
    is_proposal: bool,
    seconds: UnixSeconds,
    officer: Option<String>,
    /// Of an open entry.
    object: Option<String>,
    erased: Option<Erased>,
    leaf: String,
    commitment: Option<String>,
    holders: Vec<Holder>,
    /// Codes of the members, whose cards check the proof.
    cards: Vec<String>,
    proof: String,
}

async fn entry(
    node: Arc<Node>,
    axum::extract::State(shell): axum::extract::State<Shell>,
    page: Page,
    Path((code, index)): Path<(String, u64)>,
) -> Result<Response, Failure> {
    let (member, log) = log_of(&node, &code)?;
    let lang = page.lang();
    let found = shell
        .read(move |tx| {
            let Some(record) = record_at(tx, member, index)? else { return Ok(None) };
            let officer = officer_of(tx, &record)?
                .map(|(name, function)| (name, lang.pick(&function.fr, &function.en).to_owned()));
            let erasure = erasure_of(tx, member, index)?;
            Ok(Some((irregularities(tx, member, index)?, officer, erasure, record)))
        })
        .await?;
    let (faults, officer, erasure, record) = found.ok_or(Failure::NotFound)?;
    let proof = proof_of(log, index).map_err(unreadable)?;
    let covering = holders(&node, log).into_iter().filter(|holder| holder.size > index).collect();
    let officer = officer.map(|(name, function)| {
        page.text("entry-officer-named").with("name", name).with("function", function).to_string()
    });
    let content = EntryPage {
        page: &page,
        code: code.clone(),
        index,
        is_proposal: record.kind == Kind::PLAN_PROPOSAL && faults.is_empty(),
        faults: faults.iter().map(|code| irregular_words(page.lang(), code)).collect(),
        level: badge(&page, node.journals.level(member, index)),
        kind: kind_words(&page, shown_kind(&record)),
        is_sealed: shown_kind(&record) == Kind::SEALED,
        seconds: record.seconds,
        officer,
        object: (!record.is_sealed).then(|| record.object.to_string()),
        erased: Erased::of(&page, &record, erasure),
        leaf: record.entry_hash.to_string(),
        commitment: record.commitment.map(|commitment| commitment.to_string()),
        holders: covering,
        cards: shell.charter().members.iter().map(|member| member.code.clone()).collect(),
        proof: proof.map_or_else(|| page.t("entry-no-proof"), |proof| proof.to_string()),
    };
    let journal = page.text("journal-title-of").with("authority", page.face().acronym_of(member)).to_string();
    page.view(page.text("entry-title").with("n", index))
        .crumb("/journal", page.t("journal-title"))
        .crumb(format!("/journal/{code}"), journal)
        .html(&content)
}

/// Name and function of the officer whose act a record is.
fn officer_of(
    tx: &mut dyn Tx,
    record: &Recorded,
) -> Result<Option<(String, liptako_identity::Function)>, Failure> {
    let Some(key) = record.act_key.filter(|_| !record.is_sealed) else { return Ok(None) };
    let known = act_keys(tx, record.origin)?;
    Ok(known
        .into_iter()
        .rfind(|known| known.public.key_id() == key)
        .map(|known| (known.officer.name, known.officer.function)))
}

async fn proof(
    node: Arc<Node>,
    page: Page,
    Path((code, index)): Path<(String, u64)>,
) -> Result<Response, Failure> {
    let (_, log) = log_of(&node, &code)?;
    let proof = proof_of(log, index).map_err(unreadable)?.ok_or(Failure::NotFound)?;
    tracing::debug!(path = page.path(), "a proof was taken");
    let name = format!("attachment; filename=\"{code}-{index}.tlog-proof\"");
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, proof.to_string()).into_response())
}
