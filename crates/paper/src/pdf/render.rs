//! Draws the pages, and ties what is drawn to the tree.

use super::face::Faces;
use super::layout::{Entry, Ink, Laid, MARGIN, Style, Tone};
use super::tree::PartId;
use crate::{Paper, PaperError};
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::TextDirection;
use krilla::{Document, SerializeSettings};

fn fill(tone: Tone) -> Fill {
    let color = match tone {
        Tone::Text => rgb::Color::new(0x1a, 0x1a, 0x1a),
        Tone::Soft => rgb::Color::new(0x55, 0x55, 0x55),
        Tone::Link => rgb::Color::new(0x0b, 0x4f, 0x9c),
        Tone::Line => rgb::Color::new(0xb4, 0xbc, 0xb8),
        Tone::Head => rgb::Color::new(0xd9, 0xe6, 0xdf),
        Tone::Group => rgb::Color::new(0xee, 0xf3, 0xf0),
    };
    Fill { paint: color.into(), ..Fill::default() }
}

/// Draws the paper.
pub(super) fn render(paper: &Paper, faces: &Faces, laid: &Laid) -> Result<Vec<u8>, PaperError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PaperError::Pdf(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(
        Metadata::new()
            // A PDF for screen readers has a title.
            .title(if paper.title.trim().is_empty() { "Liptako".to_owned() } else { paper.title.clone() })
            .language(paper.lang.tag().to_owned())
            .authors(vec![paper.publisher.clone()])
            .creator("Liptako".to_owned())
            .producer("Liptako".to_owned()),
    );
    let mut drawn = Vec::new();
    for (number, inks) in laid.pages.iter().enumerate() {
        let size = PageSettings::from_wh(laid.width, laid.height);
        let size = size.ok_or_else(|| PaperError::Pdf("the page has no size".to_owned()))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        foot(&mut surface, paper, faces, laid, number);
        let linked = draw(&mut surface, faces, inks, &mut drawn);
        surface.finish();
        link(&mut page, linked, &mut drawn);
        page.finish();
    }
    document.set_outline(outline(&laid.outline));
    document.set_tag_tree(laid.tree.tagged(paper.lang.tag(), &drawn));
    document.finish().map_err(|error| PaperError::Pdf(format!("{error:?}").chars().take(400).collect()))
}

/// What was drawn, and the part it belongs to.
type Drawn = Vec<(PartId, Identifier)>;

/// A link on a page.
struct Linked {
    /// Where the text it covers stands among what was drawn.
    at: usize,
    part: PartId,
    covers: Rect,
    address: String,
    text: String,
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, inks: &[Ink], drawn: &mut Drawn) -> Vec<Linked> {
    let mut linked = Vec::new();
    for ink in inks {
        match ink {
            Ink::Area { x, y, width, height, tone } => {
                area(surface, Rect::from_xywh(*x, *y, *width, *height), *tone);
            }
            Ink::Text { x, baseline, text, style, part, link } => {
                let tag = match part {
                    Some(_) => ContentTag::Span(SpanTag::empty()),
                    None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
                };
                let identifier = surface.start_tagged(tag);
                write(surface, faces, (*x, *baseline), text, *style);
                surface.end_tagged();
                let Some(part) = *part else { continue };
                if let Some(address) = link {
                    let width = faces.of(style.bold).width(text, style.size);
                    let covers = Rect::from_xywh(*x, baseline - style.size, width, style.leading());
                    let (at, address, text) = (drawn.len(), address.clone(), text.clone());
                    linked.extend(covers.map(|covers| Linked { at, part, covers, address, text }));
                }
                drawn.push((part, identifier));
            }
        }
    }
    linked
}

/// A link is told before the text it covers.
fn link(page: &mut Page<'_>, linked: Vec<Linked>, drawn: &mut Drawn) {
    for (offset, link) in linked.into_iter().enumerate() {
        let told = format!("{} ({})", link.text, link.address);
        let target = Target::Action(Action::Link(LinkAction::new(link.address)));
        let annotation = Annotation::new_link(LinkAnnotation::new(link.covers, target), Some(told));
        drawn.insert(link.at + offset, (link.part, page.add_tagged_annotation(annotation)));
    }
}

fn area(surface: &mut Surface<'_>, rect: Option<Rect>, tone: Tone) {
    let mut path = PathBuilder::new();
    let Some(rect) = rect else { return };
    path.push_rect(rect);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(Some(fill(tone)));
    surface.draw_path(&path);
    surface.end_tagged();
}

fn write(surface: &mut Surface<'_>, faces: &Faces, (x, y): (f32, f32), text: &str, style: Style) {
    surface.set_fill(Some(fill(style.tone)));
    let font = faces.of(style.bold).font.clone();
    surface.draw_text(Point::from_xy(x, y), font, style.size, text, false, TextDirection::LeftToRight);
}

/// The title on the left, `3 / 12` on the right.
fn foot(surface: &mut Surface<'_>, paper: &Paper, faces: &Faces, laid: &Laid, number: usize) {
    let (style, face) = (Style::FOOT, &faces.regular);
    let baseline = laid.height - MARGIN + 4.0;
    let count = format!("{} / {}", number + 1, laid.pages.len());
    let count_width = face.width(&count, style.size);
    let room = laid.width - 2.0 * MARGIN - count_width - 20.0;
    let mut titles = face.lines(&paper.title.replace('\n', " "), style.size, room);
    let more = titles.len() > 1;
    let title = titles.drain(..).next().unwrap_or_default();
    let title = if more { format!("{title}…") } else { title };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    write(surface, faces, (MARGIN, baseline), &title, style);
    write(surface, faces, (laid.width - MARGIN - count_width, baseline), &count, style);
    surface.end_tagged();
}

/// The entries, each under the nearest of a higher level before it.
fn outline(entries: &[Entry]) -> Outline {
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    let mut close = |open: &mut Vec<(u8, OutlineNode)>| {
        if let Some((_, node)) = open.pop() {
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for entry in entries {
        while open.last().is_some_and(|(level, _)| *level >= entry.level) {
            close(&mut open);
        }
        let place = XyzDestination::new(entry.page, Point::from_xy(MARGIN, entry.y));
        open.push((entry.level, OutlineNode::new(entry.text.clone(), place)));
    }
    while !open.is_empty() {
        close(&mut open);
    }
    outline
}
