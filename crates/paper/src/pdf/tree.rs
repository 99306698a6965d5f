//! The parts of the document as a screen reader tells them.

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use std::num::{NonZeroU16, NonZeroU32};

/// A part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Heading(u8, String),
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Note,
    Table(String),
    Head,
    Rows,
    Row,
    ColumnHead,
    RowHead,
    /// A heading across so many columns.
    GroupHead(u32),
    Cell,
    Link,
}

/// Names a part of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PartId(usize);

/// The parts, and what each holds: other parts, then what is drawn for it, in the order of reading.
#[derive(Debug, Default)]
pub(super) struct Tree {
    parts: Vec<(Part, Vec<PartId>)>,
    roots: Vec<PartId>,
}

impl Tree {
    /// A new part, after the others of `parent`, or of the document.
    pub(super) fn add(&mut self, parent: Option<PartId>, part: Part) -> PartId {
        let id = PartId(self.parts.len());
        self.parts.push((part, Vec::new()));
        match parent {
            Some(parent) => self.parts[parent.0].1.push(id),
            None => self.roots.push(id),
        }
        id
    }

    /// The tree of tags, with what was drawn for each part.
    pub(super) fn tagged(&self, lang: &str, drawn: &[(PartId, Identifier)]) -> TagTree {
        let mut own: Vec<Vec<Identifier>> = vec![Vec::new(); self.parts.len()];
        for (part, identifier) in drawn {
            own[part.0].push(*identifier);
        }
        let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
        for root in &self.roots {
            tree.push(self.group(*root, &own));
        }
        tree
    }

    // Parts are nested six deep at most: tables in the document, links in their cells.
    fn group(&self, id: PartId, own: &[Vec<Identifier>]) -> TagGroup {
        let (part, children) = &self.parts[id.0];
        let mut group = TagGroup::new(kind(part));
        for identifier in &own[id.0] {
            group.push(Node::from(*identifier));
        }
        for child in children {
            group.push(self.group(*child, own));
        }
        group
    }
}

fn kind(part: &Part) -> TagKind {
    match part {
        Part::Title => Tag::Title.into(),
        Part::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        Part::Paragraph | Part::Note => Tag::P.into(),
        Part::List => Tag::L(ListNumbering::Disc).into(),
        Part::Item => Tag::LI.into(),
        Part::Label => Tag::Lbl.into(),
        Part::Body => Tag::LBody.into(),
        Part::Table(summary) => Tag::Table.with_summary(Some(summary.clone())).into(),
        Part::Head => Tag::THead.into(),
        Part::Rows => Tag::TBody.into(),
        Part::Row => Tag::TR.into(),
        Part::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Part::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Part::GroupHead(columns) => {
            Tag::TH(TableHeaderScope::Row).with_col_span(NonZeroU32::new(*columns)).into()
        }
        Part::Cell => Tag::TD.into(),
        Part::Link => Tag::Link.into(),
    }
}
