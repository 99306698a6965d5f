//! The shell: what every handler can reach, and the layer that turns a request into a page.

use crate::cookie::Cookie;
use crate::face::Face;
use crate::failure::Unrendered;
use crate::module::{Panel, RouteRule, WebModule};
use crate::once::Once;
use crate::page::Page;
use crate::pages::sign_in_address;
use crate::texts::{Message, Texts, TextsError};
use crate::{Access, Failure, TEXTS, Who, assets, headers};
use askama::Template;
use axum::Router;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use liptako_core::{Chance, Charter, Clock, MemberIndex, RequestId};
use liptako_identity::{Identity, TableError};
use liptako_storage::{ActOutcome, Road, RoadError, Scribe, Tx};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

/// What the shell is made of.
pub struct ShellParts {
    /// The road everything shared travels.
    pub road: Road,
    /// People, sessions, permissions.
    pub identity: Arc<Identity>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
    /// How the site is served.
    pub config: WebConfig,
}

/// How the site is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WebConfig {
    /// Readers come over TLS: cookies are marked so.
    pub secure: bool,
    /// A proxy in front names the reader's address in `X-Forwarded-For`; its last entry is believed.
    pub behind_proxy: bool,
    /// Every page says that its content is fictional.
    pub demonstration: bool,
}

/// What every handler can reach; cheap to clone.
#[derive(Clone)]
pub struct Shell(Arc<Inner>);

struct Inner {
    road: Road,
    identity: Arc<Identity>,
    face: Arc<Face>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    config: WebConfig,
    once: Once,
    panels: Vec<Panel>,
    /// Where files lie while they are sent.
    spool: PathBuf,
    spooling: Arc<Semaphore>,
}

impl std::fmt::Debug for Shell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shell")
            .field("face", &self.0.face)
            .field("config", &self.0.config)
            .finish_non_exhaustive()
    }
}

/// Why a site cannot be put together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SiteError {
    /// The words of the modules do not fit together.
    #[error(transparent)]
    Texts(#[from] TextsError),
    /// A page asks for a permission that the table does not know.
    #[error(transparent)]
    Permission(#[from] TableError),
}

/// The whole site, ready to be served.
#[derive(Debug)]
pub struct Site {
    /// What to serve. Readers' addresses are known when it is served with connection info.
    pub router: Router,
    /// What its handlers reach.
    pub shell: Shell,
    /// Every page and who may reach it.
    pub rules: Vec<RouteRule>,
}

impl Site {
    /// Puts the shell's own pages and those of the modules together.
    ///
    /// # Errors
    /// [`SiteError`].
    ///
    /// # Panics
    /// When two modules bring one address; no site starts then.
    pub fn new(parts: ShellParts, modules: Vec<WebModule>) -> Result<Self, SiteError> {
        let mut all = own_modules();
        all.extend(modules);
        let texts = Texts::new(TEXTS.iter().chain(all.iter().flat_map(|module| &module.texts)))?;
        let menu = all.iter().flat_map(|module| module.menu.iter().cloned()).collect();
        let doors = all.iter().flat_map(|module| module.doors.iter().cloned()).collect();
        let rules: Vec<RouteRule> = all.iter().flat_map(|module| module.rules.iter().cloned()).collect();
        let mut panels: Vec<Panel> = all.iter().flat_map(|module| module.panels.iter().cloned()).collect();
        panels.sort_by_key(|panel| panel.place);
        let asked = rules.iter().map(|rule| rule.access).chain(panels.iter().map(|panel| panel.access));
        parts.identity.table().check_known(asked.filter_map(Access::permission))?;
        let ShellParts { road, identity, clock, chance, config } = parts;
        let face = Face::new(texts, menu, Charter::clone(road.charter()), road.me(), Arc::clone(&chance))
            .doors(doors)
            .secure(config.secure)
            .demonstration(config.demonstration);
        let spool = match road.source().journals() {
            Some(journals) => journals.home().data.join("spool"),
            None => crate::spool::folder_of_a_test(),
        };
        crate::spool::clear(&spool);
        let shell = Shell(Arc::new(Inner {
            road,
            identity,
            face: Arc::new(face),
            clock,
            chance,
            config,
            once: Once::default(),
            panels,
            spool,
            spooling: Arc::new(Semaphore::new(crate::spool::MAX_SPOOLING)),
        }));
        let pages = all.into_iter().fold(Router::new(), |router, module| router.merge(module.routes));
        let pages = pages.layer(from_fn_with_state(shell.clone(), page_layer)).with_state(shell.clone());
        let fallback = Router::new()
            .fallback(|| async { Failure::NotFound })
            .layer(from_fn_with_state(shell.clone(), page_layer))
            .with_state(shell.clone());
        let router = Router::new().merge(pages).fallback_service(fallback).merge(assets::routes());
        Ok(Self { router: dressed(router), shell, rules })
    }
}

/// Adds what every answer carries: the browser's rules, and compression.
pub fn dressed(router: Router) -> Router {
    // Downloads keep their length and their ranges; they are compressed already, most of them.
    let worth = DefaultPredicate::new().and(
        |_: StatusCode,
         _: axum::http::Version,
         headers: &axum::http::HeaderMap,
         _: &axum::http::Extensions| { !headers.contains_key(header::ACCEPT_RANGES) },
    );
    router.layer(from_fn(headers::dress)).layer(CompressionLayer::new().compress_when(worth))
}

fn own_modules() -> Vec<WebModule> {
    vec![
        crate::pages::module(),
        crate::account::module(),
        crate::people::module(),
        crate::vocabulary::module(),
    ]
}

impl Shell {
    /// The road everything shared travels.
    pub fn road(&self) -> &Road {
        &self.0.road
    }

    /// People, sessions, permissions.
    pub fn identity(&self) -> &Arc<Identity> {
        &self.0.identity
    }

    /// Members and rules.
    pub fn charter(&self) -> &Arc<Charter> {
        self.0.road.charter()
    }

    /// Which member this node is of.
    pub fn me(&self) -> MemberIndex {
        self.0.road.me()
    }

    /// What the site shows of itself.
    pub fn face(&self) -> &Arc<Face> {
        &self.0.face
    }

    /// What the modules show on the page of a concept, in order.
    pub(crate) fn panels(&self) -> &[Panel] {
        &self.0.panels
    }

    /// Time.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// Chance.
    pub fn chance(&self) -> &Arc<dyn Chance> {
        &self.0.chance
    }

    /// A new name in the folder where files lie while they are sent.
    pub(crate) async fn spool_path(&self) -> Result<PathBuf, Failure> {
        self.blocking(|shell| {
            let spool = &shell.0.spool;
            std::fs::create_dir_all(spool).map_err(Failure::internal)?;
            Ok(spool.join(format!("{}.part", RequestId::fresh(shell.chance().as_ref()))))
        })
        .await
    }

    /// A place among those who may send files now; given back when dropped.
    pub(crate) fn spool_place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.spooling).try_acquire_owned().ok()
    }

    /// How the site is served.
    pub fn config(&self) -> WebConfig {
        self.0.config
    }

    /// Runs something that blocks (the database, a password) away from the threads that answer.
    ///
    /// # Errors
    /// What `work` returns; [`Failure::Internal`] when it panics.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let shell = self.clone();
        tokio::task::spawn_blocking(move || work(&shell)).await.map_err(Failure::internal)?
    }

    /// Reads the tables in one transaction.
    ///
    /// # Errors
    /// What `body` returns, or the database's failure.
    pub async fn read<T: Send + 'static>(
        &self,
        body: impl FnOnce(&mut dyn Tx) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.blocking(move |shell| shell.road().db().read(body)).await
    }

    /// Does an act on the road: the rule runs on the writer's thread, and the answer comes when the record is
    /// durable. The same `request` acts once.
    ///
    /// # Errors
    /// What `rule` returns, or why the node cannot record now.
    pub async fn act<T: Send + 'static>(
        &self,
        request: RequestId,
        rule: impl FnOnce(&mut Scribe<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<ActOutcome<T>, Failure> {
        self.blocking(move |shell| shell.road().act(request, rule).map_err(Failure::from)).await
    }

    /// Answers a form that changes national data, once: a second sending gets the first answer.
    ///
    /// # Errors
    /// What `act` returns.
    pub async fn once(
        &self,
        page: &Page,
        request: RequestId,
        act: impl Future<Output = Result<Response, Failure>>,
    ) -> Result<Response, Failure> {
        self.0.once.answer((page.sender(), request), page.now(), act).await
    }

    /// Who sent a request, by its session cookie.
    async fn who(&self, cookie: Option<String>) -> Who {
        let Some(cookie) = cookie else { return self.visitor() };
        let known = self
            .blocking(move |shell| {
                let (identity, clock) = (shell.identity(), &**shell.clock());
                Ok(identity.session(shell.road().db(), &cookie, clock)?)
            })
            .await;
        match known {
            Ok(known) => known.unwrap_or_else(|| self.visitor()),
            Err(failure) => {
                // The pages that visitors see still stand; those of the session will say why they do not.
                tracing::warn!(?failure, "a session could not be read");
                self.visitor()
            }
        }
    }

    fn visitor(&self) -> Who {
        Who::visitor(self.0.identity.table().visitor())
    }
}

impl<E: Into<Failure>> From<RoadError<E>> for Failure {
    fn from(error: RoadError<E>) -> Self {
        match error {
            RoadError::Rule(refusal) => refusal.into(),
            RoadError::Recovering(_) => Self::Unavailable(Message::new("failure-recovering")),
            RoadError::Behind => Self::Unavailable(Message::new("failure-behind")),
            RoadError::Closed => Self::Unavailable(Message::new("failure-stopping")),
            RoadError::Storage(error) => error.into(),
            fault @ (RoadError::Journal(_) | RoadError::Panicked) => Self::Internal(match fault {
                RoadError::Journal(words) => words,
                _ => "a rule panicked".to_owned(),
            }),
        }
    }
}

/// Where a request comes from, for rate limits: the reader's address, `unknown` when it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderAddress(pub String);

impl FromRequestParts<Shell> for ReaderAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, shell: &Shell) -> Result<Self, Self::Rejection> {
        let forwarded = || {
            let line = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            line.rsplit(',').next()?.trim().parse::<std::net::IpAddr>().ok()
        };
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let address = if shell.config().behind_proxy { forwarded().or(direct) } else { direct };
        Ok(Self(address.map_or_else(|| "unknown".to_owned(), |address| address.to_string())))
    }
}

/// Turns a request into a page, and whatever went wrong into one too.
async fn page_layer(State(shell): State<Shell>, mut request: Request, next: Next) -> Response {
    let cookie = Cookie::Session.read(request.headers(), shell.0.face.jar()).map(ToOwned::to_owned);
    let who = shell.who(cookie).await;
    let face = Arc::clone(&shell.0.face);
    let page =
        Page::begin(face, who, request.method(), request.uri(), request.headers(), shell.0.clock.now());
    let method = request.method().clone();
    if headers::is_foreign(&request) {
        return failure_page(&page, &Failure::Invalid(Message::new("form-foreign")), &*shell.0.chance);
    }
    request.extensions_mut().insert(page.clone());
    // On a task of its own: a handler that panics becomes a page with a report number, and one whose reader's
    // link is cut still finishes what it began.
    let mut response = tokio::spawn(next.run(request))
        .await
        .unwrap_or_else(|fault| Failure::internal(fault).into_response());
    let failure = match response.extensions_mut().remove::<Unrendered>() {
        Some(Unrendered(failure)) => failure,
        None => match foreign_failure(&response) {
            Some(failure) => failure,
            None => return response,
        },
    };
    if failure == Failure::SignIn && method == Method::GET {
        return page.redirect(&sign_in_address(page.here()));
    }
    if failure == Failure::Forbidden && page.who().must_change_password() {
        return page.redirect("/account/password");
    }
    failure_page(&page, &failure, &*shell.0.chance)
}

/// A refusal that the framework made, in its own words, before a handler ran.
fn foreign_failure(response: &Response) -> Option<Failure> {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let bare = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    if !bare || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    Some(match status {
        StatusCode::METHOD_NOT_ALLOWED => Failure::Method,
        StatusCode::PAYLOAD_TOO_LARGE => Failure::Invalid(Message::new("form-too-large")),
        StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST => Failure::NotFound,
        status if status.is_server_error() => Failure::internal(status),
        _ => Failure::Invalid(Message::new("form-refused")),
    })
}

/// The content of a failure's page.
#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'a> {
    page: &'a Page,
    what: String,
    hint: String,
    sign_in: bool,
}

/// Answers with the page of a failure. An internal one is logged here, once, under the number it shows.
pub fn failure_page(page: &Page, failure: &Failure, chance: &dyn Chance) -> Response {
    let report = RequestId::fresh(chance).to_string()[..8].to_uppercase();
    if let Failure::Internal(fault) = failure {
        tracing::error!(report, path = page.path(), fault, "a request failed");
    }
    let content = FailurePage {
        page,
        what: page.say(&failure.what(&report)),
        hint: page.t(failure.hint()),
        sign_in: *failure == Failure::SignIn,
    };
    let view = page.view(page.t(failure.title())).status(failure.status());
    let mut response = view.html(&content).unwrap_or_else(|_| {
        let mut bare = Response::new(axum::body::Body::from(page.t(failure.title())));
        *bare.status_mut() = failure.status();
        bare
    });
    if let Failure::TooMany(seconds) = failure {
        response.headers_mut().insert(header::RETRY_AFTER, (*seconds).into());
    }
    response
}
