//! The record of a seal on paper: what was sealed, when it was certainly there, how to check it, who signs by hand.

use super::folder::MANIFEST_FILE;
use super::manifest::Fingerprint;
use super::store::SealLine;
use liptako_core::{Charter, Lang, MemberIndex};
use liptako_paper::{Block, Column, Paper, Row, Table};
use liptako_web::{Message, day_words, moment_words};

/// Makes the paper, in the reader's language.
pub(super) fn paper(
    texts: &dyn Fn(&Message) -> String,
    lang: Lang,
    charter: &Charter,
    line: &SealLine,
) -> Paper {
    let t = |key: &'static str| texts(&Message::new(key));
    let acronym =
        |member: MemberIndex| charter.member(member).map(|member| member.acronym.clone()).unwrap_or_default();
    let seal = &line.seal;
    let mut facts = Vec::new();
    let mut add = |key: &'static str, value: String| {
        if !value.is_empty() {
            facts.push((t(key), value));
        }
    };
    add("evidence-title-field", seal.title.clone());
    add("evidence-reference", seal.reference.clone());
    add("evidence-authority", acronym(line.origin));
    add("evidence-files", texts(&Message::new("evidence-files-n").with("n", seal.files)));
    add("evidence-bytes", texts(&Message::new("evidence-bytes-n").with("n", seal.bytes)));
    add("evidence-made", moment_words(lang, seal.made));
    add("evidence-recorded", moment_words(lang, line.seconds));
    add("evidence-by", format!("{}, {}", seal.officer.name, seal.officer.function.label(lang)));
    add("evidence-note", seal.note.clone());
    let times = if line.cosigned.is_empty() {
        Block::Paragraph(t("evidence-not-yet"))
    } else {
        let rows = line
            .cosigned
            .iter()
            .map(|(member, seconds)| Row::new(vec![acronym(*member), moment_words(lang, *seconds)]));
        Block::Table(Table {
            caption: t("evidence-cosigned"),
            columns: vec![Column::new(t("evidence-authority"), 1), Column::new(t("evidence-cosigned-at"), 2)],
            rows: rows.collect(),
        })
    };
    let code = charter.member(line.origin).map(|member| member.code.clone()).unwrap_or_default();
    let signatures = Table {
        caption: t("evidence-signatures"),
        columns: vec![
            Column::new(t("evidence-signature-name"), 2),
            Column::new(t("evidence-signature-function"), 2),
            Column::new(t("evidence-signature"), 2),
        ],
        rows: (0..3).map(|_| Row::new(vec![" ", " ", "\n\n"])).collect(),
    };
    Paper {
        title: t("evidence-paper-title"),
        subtitle: Some(seal.title.clone()).filter(|title| !title.is_empty()),
        lang,
        publisher: acronym(line.origin),
        date: day_words(lang, line.seconds.into()),
        landscape: false,
        notice: Some(t("evidence-paper-notice")),
        blocks: vec![
            Block::Facts(facts),
            Block::Heading(1, t("evidence-fingerprint")),
            Block::Paragraph(Fingerprint::of(&seal.manifest).to_string()),
            Block::Facts(vec![
                (t("evidence-manifest-hash"), seal.manifest.to_string()),
                (t("evidence-root"), seal.root.to_string()),
                (t("evidence-journal-place"), format!("{code}-{}", line.index)),
            ]),
            Block::Heading(1, t("evidence-when")),
            Block::Paragraph(t("evidence-when-lead")),
            times,
            Block::Heading(1, t("evidence-check")),
            Block::List(vec![
                texts(&Message::new("evidence-check-1").with("file", MANIFEST_FILE)),
                t("evidence-check-2"),
                t("evidence-check-3"),
            ]),
            Block::Heading(1, t("evidence-signatures")),
            Block::Table(signatures),
        ],
    }
}
