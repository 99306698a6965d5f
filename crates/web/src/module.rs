//! What a crate brings to the house: its pages, who may see them, its menu entries and its words.

use crate::html::Html;
use crate::page::Page;
use crate::shell::Shell;
use crate::texts::TextSource;
use crate::{Failure, Who};
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use liptako_core::vocabulary::Concept;
use liptako_identity::Permission;
use liptako_storage::Tx;

/// Who may reach a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody, signed in or not.
    Public,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever holds this permission; visitors hold those the node gives them.
    Needs(Permission),
}

impl Access {
    /// The permission it asks for, if it does.
    pub const fn permission(self) -> Option<Permission> {
        match self {
            Self::Needs(permission) => Some(permission),
            Self::Public | Self::SignedIn => None,
        }
    }

    /// Whether this reader passes.
    pub fn admits(self, who: &Who) -> bool {
        match self {
            Self::Public => true,
            Self::SignedIn => who.person().is_some(),
            Self::Needs(permission) => who.may(permission),
        }
    }

    /// Refuses a reader who does not pass.
    ///
    /// # Errors
    /// [`Failure::SignIn`] for a visitor, [`Failure::Forbidden`] for a person.
    pub fn check(self, who: &Who) -> Result<(), Failure> {
        if self.admits(who) {
            Ok(())
        } else if who.person().is_some() {
            Err(Failure::Forbidden)
        } else {
            Err(Failure::SignIn)
        }
    }
}

/// A page and who may reach it; the permission test of the node walks the list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRule {
    /// The module that brings it.
    pub module: &'static str,
    /// `GET` or `POST`.
    pub method: Method,
    /// The address, with `{name}` for its variable parts.
    pub path: &'static str,
    /// Who may reach it.
    pub access: Access,
}

/// An entry of the main menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// Where it leads; it is current on every page whose address begins so.
    pub path: &'static str,
    /// Message key of its words.
    pub key: &'static str,
    /// Who sees it.
    pub access: Access,
    /// Its place, smallest first.
    pub place: u16,
    /// The places of its domain, listed under the menu on each of their pages; none for an entry that stands alone.
    pub sections: Vec<Section>,
}

/// A place of a domain: its own line under the main menu leads there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Where it leads; it is current on every page whose address begins so, unless another begins closer.
    pub path: &'static str,
    /// Message key of its words.
    pub key: &'static str,
    /// Who sees it.
    pub access: Access,
    /// Where pages that belong to it begin too, though their address does not begin with its own.
    pub also: Vec<&'static str>,
}

/// A way in for people who have no account: shown on the first page to whoever has not signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Where it leads: a page that is everybody's.
    pub path: &'static str,
    /// Message key of what it is.
    pub title: &'static str,
    /// Message key of what one gets from it.
    pub lead: &'static str,
    /// Message key of its button.
    pub button: &'static str,
}

/// Makes what a module shows of a concept: markup, or nothing when nothing of the module hangs on it.
pub type PanelMaker = fn(&mut dyn Tx, &Shell, &Page, &Concept) -> Result<Option<Html>, Failure>;

/// A module's part of the page of a concept.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    /// Message key of its heading.
    pub(crate) heading: &'static str,
    /// Who sees it.
    pub(crate) access: Access,
    /// Its place, smallest first.
    pub(crate) place: u16,
    pub(crate) make: PanelMaker,
}

/// A crate's part of the site.
///
/// A page is declared together with who may reach it: there is no way to add one and forget the rule.
///
/// ```no_run
/// use liptako_identity::Permission;
/// use liptako_web::{Access, Failure, Page, WebModule};
/// # #[derive(askama::Template)] #[template(source = "", ext = "html")] struct PlanPage;
/// async fn plan(page: Page) -> Result<axum::response::Response, Failure> {
///     page.html(page.t("plan-title"), &PlanPage)
/// }
/// let read = Access::Needs(Permission::PLAN_READ);
/// let module = WebModule::new("council").get("/council/plan", read, plan).menu("/council/plan", "plan-menu", read, 10);
/// ```
#[derive(Debug)]
pub struct WebModule {
    pub(crate) name: &'static str,
    pub(crate) routes: Router<Shell>,
    pub(crate) rules: Vec<RouteRule>,
    pub(crate) menu: Vec<MenuItem>,
    pub(crate) doors: Vec<Door>,
    pub(crate) texts: Vec<TextSource>,
    pub(crate) panels: Vec<Panel>,
}

impl WebModule {
    /// A module without any page yet.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            routes: Router::new(),
            rules: Vec::new(),
            menu: Vec::new(),
            doors: Vec::new(),
            texts: Vec::new(),
            panels: Vec::new(),
        }
    }

    /// Adds a page to read.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Shell>,
        T: 'static,
    {
        self.route(Method::GET, path, access, get(handler))
    }

    /// Adds the address a form is sent to.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Shell>,
        T: 'static,
    {
        self.route(Method::POST, path, access, post(handler))
    }

    /// Adds an entry to the main menu.
    #[must_use]
    pub fn menu(mut self, path: &'static str, key: &'static str, access: Access, place: u16) -> Self {
        self.menu.push(MenuItem { path, key, access, place, sections: Vec::new() });
        self
    }

    /// Adds a place under the menu entry named last, in the order in which readers see them.
    #[must_use]
    pub fn section(mut self, path: &'static str, key: &'static str, access: Access) -> Self {
        if let Some(item) = self.menu.last_mut() {
            item.sections.push(Section { path, key, access, also: Vec::new() });
        }
        self
    }

    /// Gives the place named last the pages whose address begins so, though they have no entry of their own.
    #[must_use]
    pub fn also(mut self, path: &'static str) -> Self {
        if let Some(section) = self.menu.last_mut().and_then(|item| item.sections.last_mut()) {
            section.also.push(path);
        }
        self
    }

    /// Adds a way in for people who have no account.
    #[must_use]
    pub fn door(mut self, door: Door) -> Self {
        self.doors.push(door);
        self
    }

    /// Adds what the module shows on the page of a concept, to readers who pass `access`.
    #[must_use]
    pub fn panel(mut self, heading: &'static str, access: Access, place: u16, make: PanelMaker) -> Self {
        self.panels.push(Panel { heading, access, place, make });
        self
    }

    /// Adds the module's words.
    #[must_use]
    pub fn texts(mut self, sources: &[TextSource]) -> Self {
        self.texts.extend_from_slice(sources);
        self
    }

    fn route(
        mut self,
        method: Method,
        path: &'static str,
        access: Access,
        handlers: MethodRouter<Shell>,
    ) -> Self {
        let guarded =
            handlers.layer(from_fn(move |request: Request, next: Next| admit(access, request, next)));
        self.routes = self.routes.route(path, guarded);
        self.rules.push(RouteRule { module: self.name, method, path, access });
        self
    }
}

/// Lets a request through to a page, or answers why not.
async fn admit(access: Access, request: Request, next: Next) -> Result<Response, Failure> {
    access.check(Page::of(request.extensions())?.who())?;
    Ok(next.run(request).await)
}
