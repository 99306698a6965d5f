//! One page being answered: who reads it, in which language and light, and how it is dressed.

use crate::cookie::Cookie;
use crate::face::Face;
use crate::flash::Flash;
use crate::html::Html;
use crate::module::{Access, MenuItem, Section};
use crate::prefs::{Theme, lang_of, own_name, theme_of};
use crate::texts::{Arg, Message, Text, ToArg};
use crate::time;
use crate::{Failure, FormState, Who, csrf, form};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use liptako_core::{Lang, RequestId, UnixSeconds};
use liptako_identity::Permission;
use liptako_journal::journals::Level;
use std::borrow::Borrow;
use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The page being answered: an extractor, and what every template receives as `page`.
#[derive(Debug, Clone)]
pub struct Page(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    face: Arc<Face>,
    lang: Lang,
    theme: Theme,
    who: Who,
    /// What the form tokens of this reader are made from.
    secret: String,
    /// The visitor has no proof cookie yet: the answer sets it if the page holds a form.
    visit_is_fresh: bool,
    secret_used: AtomicBool,
    /// Address with its query, to come back to.
    here: String,
    flash: Option<Flash>,
    now: UnixSeconds,
}

impl Page {
    /// Begins the page that answers a request of this reader.
    pub fn begin(
        face: Arc<Face>,
        who: Who,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        now: UnixSeconds,
    ) -> Self {
        let jar = face.jar();
        let visit = Cookie::Visit.read(headers, jar).map(ToOwned::to_owned);
        let visit_is_fresh = who.csrf().is_none() && visit.is_none();
        let secret = match (who.csrf(), visit) {
            (Some(of_session), _) => of_session.to_owned(),
            (None, Some(visit)) => visit,
            (None, None) => RequestId::fresh(&*face.chance).to_string(),
        };
        let here = if method == Method::GET {
            uri.path_and_query().map_or("/", |pq| pq.as_str())
        } else {
            uri.path()
        };
        Self(Arc::new(Inner {
            lang: lang_of(headers, jar),
            theme: theme_of(headers, jar),
            who,
            secret,
            visit_is_fresh,
            secret_used: AtomicBool::new(false),
            here: here.to_owned(),
            flash: Cookie::Flash.read(headers, jar).and_then(Flash::from_cookie),
            now,
            face,
        }))
    }

    /// The same page for a reader of another language: for a letter whose language is its addressee's.
    #[must_use]
    pub fn in_language(&self, lang: Lang) -> Self {
        let inner = &*self.0;
        Self(Arc::new(Inner {
            face: Arc::clone(&inner.face),
            lang,
            theme: inner.theme,
            who: inner.who.clone(),
            secret: inner.secret.clone(),
            visit_is_fresh: inner.visit_is_fresh,
            secret_used: AtomicBool::new(false),
            here: inner.here.clone(),
            flash: inner.flash.clone(),
            now: inner.now,
        }))
    }

    /// The page that the shell has put beside a request.
    pub(crate) fn of(extensions: &Extensions) -> Result<Self, Failure> {
        extensions.get::<Self>().cloned().ok_or_else(|| Failure::internal("a route stands outside the shell"))
    }

    /// Who reads.
    pub fn who(&self) -> &Who {
        &self.0.who
    }

    /// Whether the reader has signed in.
    pub fn is_signed_in(&self) -> bool {
        self.0.who.person().is_some()
    }

    /// Name of the reader, empty for a visitor.
    pub fn reader_name(&self) -> &str {
        self.0.who.person().map_or("", |person| &person.name)
    }

    /// Whether the reader holds a permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.0.who.may(permission)
    }

    /// Refuses a reader who does not hold a permission.
    ///
    /// # Errors
    /// [`Failure::SignIn`] for a visitor, [`Failure::Forbidden`] for a person.
    pub fn require(&self, permission: Permission) -> Result<(), Failure> {
        Access::Needs(permission).check(&self.0.who)
    }

    /// Language of the page.
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// Light or dark.
    pub fn theme(&self) -> Theme {
        self.0.theme
    }

    /// When the request came.
    pub fn now(&self) -> UnixSeconds {
        self.0.now
    }

    /// Address of this page without its query.
    pub fn path(&self) -> &str {
        self.0.here.split('?').next().unwrap_or("/")
    }

    /// Address of this page with its query.
    pub fn here(&self) -> &str {
        &self.0.here
    }

    /// Names the sender of a form: the person's session, or the visit.
    pub(crate) fn sender(&self) -> String {
        self.0.secret.clone()
    }

    /// What the site shows of itself.
    pub fn face(&self) -> &Face {
        &self.0.face
    }

    /// The words of a message that takes no value.
    pub fn t(&self, key: &str) -> String {
        self.0.face.texts.text(self.0.lang, key)
    }

    /// A message to fill: `page.text("plan-count").with("count", n)`.
    pub fn text<'a>(&'a self, key: &'a str) -> Text<'a> {
        Text::new(&self.0.face.texts, self.0.lang, key)
    }

    /// The words of a message made elsewhere.
    pub fn say(&self, message: &Message) -> String {
        self.0.face.texts.say(self.0.lang, message)
    }

    /// A whole number, digits grouped.
    pub fn number(&self, number: impl ToArg) -> String {
        match number.to_arg() {
            Arg::Int(number) => crate::texts::whole_number(self.0.lang, number),
            Arg::Text(words) => words,
        }
    }

    /// A day: `6 août 2025`.
    pub fn date(&self, date: impl Into<time::Day>) -> Html {
        time::day(self.0.lang, date.into())
    }

    /// A moment, in universal time like everywhere in the house: `6 août 2025, 14 h 05 TU`.
    pub fn moment(&self, seconds: impl Borrow<UnixSeconds>) -> Html {
        time::moment(self.0.lang, *seconds.borrow())
    }

    /// How long ago, in words: `il y a 3 jours`.
    pub fn ago(&self, seconds: impl Borrow<UnixSeconds>) -> Html {
        time::ago(self, *seconds.borrow())
    }

    /// How sure a record is, as a badge: see [`level_badge`](crate::level_badge).
    pub fn level(&self, level: impl Borrow<Level>) -> Html {
        crate::level_badge(self, *level.borrow() as u8)
    }

    /// A fresh proof that a form comes from this page.
    pub fn csrf(&self) -> String {
        self.0.secret_used.store(true, Ordering::Relaxed);
        csrf::token(&self.0.secret, &*self.0.face.chance)
    }

    /// Whether a form's proof was made for this reader.
    pub(crate) fn recognises(&self, token: &str) -> bool {
        !self.0.visit_is_fresh && csrf::matches(token, &self.0.secret)
    }

    /// The hidden fields of a form that is only a button; each call draws its own request id.
    pub fn guard(&self) -> Html {
        form::guard(&self.csrf(), RequestId::fresh(&*self.0.face.chance))
    }

    /// An empty form.
    pub fn blank_form(&self) -> FormState {
        FormState::blank(&*self.0.face.chance)
    }

    /// Answers with a page: its title and its content.
    ///
    /// # Errors
    /// [`Failure::Internal`] when the template cannot be written.
    pub fn html(&self, title: impl Display, content: &impl Template) -> Result<Response, Failure> {
        self.view(title).html(content)
    }

    /// Begins an answer that needs more than a title: breadcrumbs, a status, a wide layout.
    pub fn view(&self, title: impl Display) -> View<'_> {
        View { page: self, title: title.to_string(), crumbs: Vec::new(), status: StatusCode::OK, bare: false }
    }

    /// Sends the reader to another address of the site (after a form: POST, then redirect, then GET).
    pub fn redirect(&self, to: &str) -> Response {
        let location = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
        (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
    }

    /// Sends the reader to another address, with a notice there.
    pub fn redirect_with(&self, to: &str, flash: &Flash) -> Response {
        let mut response = self.redirect(to);
        append_cookie(response.headers_mut(), Cookie::Flash.set(&flash.to_cookie(), self.0.face.jar()));
        response
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Self::of(&parts.extensions)
    }
}

/// A step of the way to a page.
#[derive(Debug, Clone)]
pub(crate) struct Crumb {
    pub(crate) path: String,
    pub(crate) label: String,
}

/// An answer being prepared.
#[derive(Debug)]
#[must_use]
pub struct View<'a> {
    page: &'a Page,
    title: String,
    crumbs: Vec<Crumb>,
    status: StatusCode,
    bare: bool,
}

impl View<'_> {
    /// Adds a step of the way here, outermost first; the page itself is not one.
    pub fn crumb(mut self, path: impl Into<String>, label: impl Display) -> Self {
        self.crumbs.push(Crumb { path: path.into(), label: label.to_string() });
        self
    }

    /// Answers with another status than 200.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Shows the form again with what is wrong: status 422.
    pub fn refused(self) -> Self {
        self.status(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// Leaves out the heading: the content brings its own `<h1>`.
    pub fn own_heading(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Answers with the page.
    ///
    /// # Errors
    /// [`Failure::Internal`] when a template cannot be written.
    pub fn html(self, content: &impl Template) -> Result<Response, Failure> {
        let content = Html::trusted(content.render()?);
        let layout = Layout {
            page: self.page,
            title: &self.title,
            crumbs: &self.crumbs,
            heading: !self.bare,
            content,
        };
        let html = layout.render()?;
        let inner = &self.page.0;
        let mut response =
            (self.status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
        let headers = response.headers_mut();
        if let Ok(lang) = HeaderValue::from_str(inner.lang.tag()) {
            headers.insert(header::CONTENT_LANGUAGE, lang);
        }
        let jar = inner.face.jar();
        if inner.visit_is_fresh && inner.secret_used.load(Ordering::Relaxed) {
            append_cookie(headers, Cookie::Visit.set(&inner.secret, jar));
        }
        if inner.flash.is_some() {
            append_cookie(headers, Cookie::Flash.clear(jar));
        }
        Ok(response)
    }
}

/// A place of a domain as it is listed: address, words, how the page stands to it.
type Listed = (&'static str, String, &'static str);

/// What surrounds the content of every page.
#[derive(Template)]
#[template(path = "layout.html")]
struct Layout<'a> {
    page: &'a Page,
    title: &'a str,
    crumbs: &'a [Crumb],
    heading: bool,
    content: Html,
}

impl Layout<'_> {
    fn flash(&self) -> Option<(&'static str, String)> {
        let flash = self.page.0.flash.as_ref()?;
        Some((flash.tone.class(), self.page.say(&flash.message)))
    }

    /// The other languages: tag, own name, address that keeps this page.
    fn languages(&self) -> Vec<(&'static str, &'static str, String)> {
        Lang::ALL
            .into_iter()
            .filter(|lang| *lang != self.page.lang())
            .map(|lang| {
                (lang.tag(), own_name(lang), format!("/language/{}?next={}", lang.tag(), self.next()))
            })
            .collect()
    }

    /// The choices of light: address, message key, whether it is the present one.
    fn themes(&self) -> Vec<(String, String, bool)> {
        Theme::ALL
            .into_iter()
            .map(|theme| {
                let address = format!("/theme/{}?next={}", theme.name(), self.next());
                (address, self.page.t(theme.key()), theme == self.page.theme())
            })
            .collect()
    }

    fn next(&self) -> String {
        encode(self.page.here())
    }

    /// The menu entries this reader sees: address, words, whether the page lies under it (the closest one).
    fn menu(&self) -> Vec<(&'static str, String, bool)> {
        let closest = self.closest_item().map(|item| item.path);
        self.seen().map(|item| (item.path, self.page.t(item.key), Some(item.path) == closest)).collect()
    }

    fn seen(&self) -> impl Iterator<Item = &MenuItem> {
        self.page.0.face.menu.iter().filter(|item| item.access.admits(self.page.who()))
    }

    fn closest_item(&self) -> Option<&MenuItem> {
        let roots = |item: &MenuItem| {
            let sections = item.sections.iter().filter_map(|section| self.depth_under(section));
            sections.chain(self.is_under(item.path).then_some(item.path.len())).max()
        };
        let named = self.seen().filter_map(|item| Some((roots(item)?, item)));
        // The home page is that of the menu's first entry, for whoever may see that one.
        let first = self.page.0.face.menu.first().filter(|item| item.access.admits(self.page.who()));
        let home = || first.filter(|_| self.page.path() == "/");
        named.max_by_key(|(length, _)| *length).map(|(_, item)| item).or_else(home)
    }

    fn is_under(&self, root: &str) -> bool {
        let path = self.page.path();
        root == path || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'))
    }

    /// How closely a place's addresses lead to this page: the length of the longest that it lies under.
    fn depth_under(&self, section: &Section) -> Option<usize> {
        let roots = section.also.iter().copied().chain([section.path]);
        roots.filter(|root| self.is_under(root)).map(str::len).max()
    }

    /// The places of the domain this page belongs to: its name, then address, words, and how the page stands to it
    /// (`page`: it is it, `true`: it lies under it, else nothing).
    fn sections(&self) -> Option<(String, Vec<Listed>)> {
        let item = self.closest_item()?;
        let seen = || item.sections.iter().filter(|section| section.access.admits(self.page.who()));
        let named = seen().filter_map(|section| Some((self.depth_under(section)?, section.path)));
        let closest = named.max_by_key(|(depth, _)| *depth).map(|(_, path)| path);
        let current = |path: &str| match closest {
            Some(root) if root == path && root == self.page.path() => "page",
            Some(root) if root == path => "true",
            _ => "",
        };
        let listed: Vec<_> =
            seen().map(|section| (section.path, self.page.t(section.key), current(section.path))).collect();
        (listed.len() > 1).then(|| (self.page.t(item.key), listed))
    }
}

/// Adds a cookie beside those an answer already sets.
pub(crate) fn append_cookie(headers: &mut HeaderMap, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
}

/// Writes an address as the value of a query parameter (RFC 3986 §2.1, unreserved characters and `/` kept).
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
