//! Texts that officers write in Markdown (CommonMark 0.31 with tables and boxes to tick), made into markup that can do
//! nothing but be read.
//!
//! Two gates, each enough alone: the parser's events are rewritten so that no raw markup, no picture and no address of
//! another kind than `http:`, `https:` or a page of this house gets through, and what it wrote is then cleaned by
//! `ammonia` against a short list of elements. A text is bounded ([`MAX_BYTES`], [`MAX_DEPTH`]) before it is parsed.

use crate::Html;
use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Longest text rendered, in bytes. A longer one is cut at a character.
pub const MAX_BYTES: usize = 256 * 1024;
/// Deepest nesting of quotations and lists that is kept; what is deeper is read at this depth.
pub const MAX_DEPTH: usize = 12;

/// Elements that the second gate lets through.
const ELEMENTS: [&str; 25] = [
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "code",
    "em",
    "strong",
    "del",
    "a",
    "hr",
    "br",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
];

/// Makes markup of a text. Its highest headings become `<h2>`, whatever their marks, and none skips a level: the page has
/// its own `<h1>`. A table may be moved sideways on a narrow screen; boxes to tick stand in place of the dots of a list.
///
/// ```
/// use liptako_web::markdown::render;
/// assert_eq!(render("# Avant\n\n*Tout* <b>lire</b>.").as_str(),
///     "<h2>Avant</h2>\n<p><em>Tout</em> &lt;b&gt;lire&lt;/b&gt;.</p>\n");
/// ```
pub fn render(text: &str) -> Html {
    let mut markup = String::with_capacity(text.len().min(MAX_BYTES) * 3 / 2);
    html::push_html(&mut markup, events(text));
    let clean = cleaner().clean(&markup).to_string();
    // Our own marks, put in after the cleaner has taken away every attribute of others.
    let clean = clean
        .replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>")
        .replace("<li>☐ ", "<li class=\"tick\">☐ ")
        .replace("<li>☑ ", "<li class=\"tick\">☑ ");
    Html::trusted(clean)
}

/// The words of a text, without its marks: what is searched, and what fits on one line.
pub fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len().min(MAX_BYTES));
    for event in events(text) {
        match event {
            Event::Text(part) | Event::Code(part) => words.push_str(&part),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(TagEnd::TableCell) => words.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead,
            ) => words.push('\n'),
            _ => {}
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// A piece of a text, for paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A heading; level 1 is the first.
    Heading(u8, String),
    /// A paragraph, a quotation or a block of code.
    Paragraph(String),
    /// The items of a list; inner ones follow their own, indented by a dash.
    List(Vec<String>),
    /// A table: its head, then its rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// The pieces of a text in order, for what is not a page.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut writer = Writer::default();
    for event in events(text) {
        writer.take(event);
    }
    writer.end_paragraph();
    writer.done
}

#[derive(Default)]
struct Writer {
    done: Vec<Piece>,
    words: String,
    heading: Option<u8>,
    items: Vec<String>,
    lists: usize,
    cells: Vec<String>,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(part) | Event::Code(part) => self.words.push_str(&part),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(*level as u8 - 1),
            Tag::List(_) => {
                self.end_item();
                self.end_paragraph();
                self.lists += 1;
            }
            Tag::Item | Tag::Table(_) => self.end_paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 && !self.items.is_empty() {
                    self.done.push(Piece::List(std::mem::take(&mut self.items)));
                }
            }
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.words).trim().to_owned()),
            TagEnd::TableHead => self.head = std::mem::take(&mut self.cells),
            TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.cells)),
            TagEnd::Table => {
                self.done.push(Piece::Table(std::mem::take(&mut self.head), std::mem::take(&mut self.rows)));
            }
            TagEnd::Paragraph if self.lists > 0 => self.words.push(' '),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.end_paragraph(),
            _ => {}
        }
    }

    fn end_item(&mut self) {
        let words = std::mem::take(&mut self.words).trim().to_owned();
        if self.lists > 0 && !words.is_empty() {
            self.items.push(format!("{}{words}", "– ".repeat(self.lists - 1)));
        } else if !words.is_empty() {
            self.words = words;
        }
    }

    fn end_paragraph(&mut self) {
        if self.lists > 0 {
            return self.end_item();
        }
        let words = std::mem::take(&mut self.words).trim().to_owned();
        let heading = self.heading.take();
        if words.is_empty() {
            return;
        }
        self.done.push(match heading {
            Some(level) => Piece::Heading(level.max(1), words),
            None => Piece::Paragraph(words),
        });
    }
}

/// The parser's events, all that could act left out.
fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let text = &text[..end];
    let headings = Parser::new_ext(text, options).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level as u8),
        _ => None,
    });
    let mut depth = Depth { highest: headings.min().unwrap_or(1), ..Depth::default() };
    Parser::new_ext(text, options).filter_map(move |event| depth.admit(inert(event)?))
}

/// Counts how deep a text is nested, and leaves out what begins and ends deeper than it may.
#[derive(Default)]
struct Depth {
    now: usize,
    /// Whether each link that is open was let through.
    links: Vec<bool>,
    /// The highest level of the text's headings, 1 to 6.
    highest: u8,
    /// The level given to the heading before, 0 for none.
    before: u8,
}

impl Depth {
    fn admit<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match &event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let safe = is_safe_address(dest_url);
                self.links.push(safe);
                safe.then_some(event)
            }
            Event::End(TagEnd::Link) => self.links.pop().unwrap_or(false).then_some(event),
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
                self.now += 1;
                (self.now <= MAX_DEPTH).then_some(event)
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
                self.now -= 1;
                (self.now < MAX_DEPTH).then_some(event)
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let given = (*level as u8 - self.highest + 2).min(self.before.max(1) + 1).min(6);
                self.before = given;
                let (classes, attrs) = (Vec::new(), Vec::new());
                Some(Event::Start(Tag::Heading { level: heading(given), id: None, classes, attrs }))
            }
            Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(heading(self.before)))),
            _ => Some(event),
        }
    }
}

/// An event that does nothing but say words.
fn inert(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        // The words beside a picture stay; nothing is fetched from anywhere.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::TaskListMarker(true) => Event::Text(CowStr::Borrowed("☑ ")),
        Event::TaskListMarker(false) => Event::Text(CowStr::Borrowed("☐ ")),
        Event::Start(Tag::Link { dest_url, id, link_type, .. }) => {
            let link_type = if link_type == LinkType::Email { LinkType::Inline } else { link_type };
            Event::Start(Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id })
        }
        other => other,
    })
}

const fn heading(level: u8) -> HeadingLevel {
    match level {
        0..=2 => HeadingLevel::H2,
        3 => HeadingLevel::H3,
        4 => HeadingLevel::H4,
        5 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// Whether an address leads to the web or to a page of this house. Without a scheme it must begin with one `/`, or with
/// `#`: browsers take `//` and `/\` for another site.
pub fn is_safe_address(address: &str) -> bool {
    if address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return false;
    }
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return true;
    }
    match address.as_bytes() {
        [b'/'] => true,
        [b'/', second, ..] => !matches!(second, b'/' | b'\\'),
        [b'#', ..] => true,
        _ => false,
    }
}

fn cleaner() -> &'static Builder<'static> {
    static CLEANER: OnceLock<Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(|| {
        let mut cleaner = Builder::new();
        cleaner
            .tags(HashSet::from(ELEMENTS))
            .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
            .generic_attributes(HashSet::new())
            .url_schemes(HashSet::from(["http", "https"]))
            .url_relative(UrlRelative::PassThrough)
            .link_rel(Some("noopener noreferrer"));
        cleaner
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn html(text: &str) -> String {
        render(text).to_string()
    }

    #[test]
    fn what_officers_write_is_shown_as_they_mean_it() {
        let text = "## Préparer\n\n1. lire **le dossier**\n2. prévenir\n\n- [ ] plan des caméras\n- [x] affiche\n\n\
                    | pièce | vue |\n|---|---|\n| plan | oui |\n\n> À retenir\n\n[loi](/law/comparison/fee)";
        let made = html(text);
        for part in [
            "<h2>Préparer</h2>",
            "<ol>\n<li>lire <strong>le dossier</strong></li>",
            "<li class=\"tick\">☐ plan des caméras</li>",
            "<li class=\"tick\">☑ affiche</li>",
            "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th>pièce</th>",
            "<blockquote>\n<p>À retenir</p>",
            "<a href=\"/law/comparison/fee\" rel=\"noopener noreferrer\">loi</a>",
        ] {
            assert!(made.contains(part), "{part} in {made}");
        }
    }

    #[test]
    fn markup_of_others_is_read_and_never_obeyed() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<svg/onload=alert(1)>",
            "<iframe src=\"https://x.example\"></iframe>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<!-- --><style>*{display:none}</style>",
            "`<script>`\n\n    <script>\n",
            "<p onclick=alert(1)>\n\n*x*",
            "# <h1 id=x style=y>t\n",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "<![CDATA[ <script>x</script> ]]>",
            "<form action=/sign-out method=post><button>x</button></form>",
        ] {
            let made = html(text);
            let tags: Vec<&str> = made.split('<').skip(1).collect();
            for tag in tags {
                let name =
                    tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
                assert!(ELEMENTS.contains(&name), "{name} of {text} in {made}");
                let inside = tag.split('>').next().unwrap();
                assert!(!inside.contains(" on") && !inside.contains("style"), "{made}");
            }
        }
    }

    #[test]
    fn links_lead_to_the_web_or_into_the_house_and_nowhere_else() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "&#106;avascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example/x",
            "/\\evil.example",
            "mailto:a@b.example",
            "evil.example",
        ] {
            let made = html(&format!("[mot]({address}) <{address}>"));
            assert!(!made.contains("<a "), "{address}: {made}");
            assert!(made.contains("mot"), "{made}");
        }
        for address in ["https://cil.example/a?b=c", "http://x.example", "/law/comparison/fee", "#suite"] {
            assert!(html(&format!("[mot]({address})")).contains("<a href="), "{address}");
        }
    }

    #[test]
    fn headings_begin_under_the_page_s_own_and_skip_no_level() {
        let made = html("### a\n\n##### b\n\n###### c\n\n### d\n\n#### e");
        assert_eq!(made.replace('\n', ""), "<h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2><h3>e</h3>");
        assert_eq!(html("## a\n\n# b").replace('\n', ""), "<h2>a</h2><h2>b</h2>");
    }

    #[test]
    fn no_picture_is_fetched_from_anywhere() {
        let made = html("![un plan](https://x.example/suivi.png) ![b][r]\n\n[r]: //x.example/y");
        assert!(!made.contains("<img") && !made.contains("x.example"), "{made}");
        assert!(made.contains("un plan"));
    }

    #[test]
    fn a_title_cannot_hide_words_under_a_link() {
        assert!(!html("[a](/b \"autre chose\")").contains("autre"));
    }

    #[test]
    fn a_text_nested_beyond_measure_is_still_a_page() {
        for mark in ["> ", "- ", "1. "] {
            let made = html(&format!("{}fin", mark.repeat(20_000)));
            assert!(made.contains("fin"));
            assert!(made.matches("<blockquote").count() <= MAX_DEPTH);
            assert!(made.matches("<ul").count() + made.matches("<ol").count() <= MAX_DEPTH);
        }
        let stars = html(&"*a **b ".repeat(5_000));
        assert!(stars.contains('b'));
        assert!(html(&"[".repeat(50_000)).len() <= 60_000);
    }

    #[test]
    fn a_text_beyond_its_bound_is_cut_at_a_character() {
        let made = plain(&"é".repeat(MAX_BYTES));
        assert!(made.len() <= MAX_BYTES && made.chars().all(|c| c == 'é'));
    }

    #[test]
    fn the_words_of_a_text_are_those_a_reader_sees() {
        let text = "# Titre\n\n- un\n- **deux** [lien](https://x.example)\n\n| a | b |\n|---|---|\n| c | d |";
        assert_eq!(plain(text), "Titre\nun\ndeux lien\na b \nc d");
    }

    #[test]
    fn paper_gets_the_same_pieces() {
        let text = "# Un\n\nMot *mot*.\n\n- a\n  - b\n- c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> dit";
        let cell = |text: &str| text.to_owned();
        assert_eq!(
            pieces(text),
            [
                Piece::Heading(1, cell("Un")),
                Piece::Paragraph(cell("Mot mot.")),
                Piece::List(vec![cell("a"), cell("– b"), cell("c")]),
                Piece::Table(vec![cell("x"), cell("y")], vec![vec![cell("1"), cell("2")]]),
                Piece::Paragraph(cell("dit")),
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_becomes_markup_of_the_known_elements_only(text in "[ -~\n\t<>\\[\\]()!*_`#|&;é]{0,400}") {
            let made = html(&text);
            for tag in made.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
                prop_assert!(ELEMENTS.contains(&name), "{} in {}", name, made);
            }
            let _ = (plain(&text), pieces(&text));
        }
    }
}
