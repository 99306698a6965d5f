//! `/peers`: the other authorities' nodes, and how far the exchange with each one is.

use crate::faults::Told;
use crate::node::Node;
use askama::Template;
use axum::response::Response;
use liptako_core::UnixSeconds;
use liptako_identity::Permission;
use liptako_journal::lease::State;
use liptako_mirror::{Lag, PeerStatus};
use liptako_web::{Access, Failure, Page, WebModule};
use std::sync::Arc;

/// Adds this page to the module of the node.
pub fn routes(module: WebModule, node: &Arc<Node>) -> WebModule {
    let read = Access::Needs(Permission::EXCHANGE_READ);
    let node = node.clone();
    module.get("/peers", read, move |page: Page| peers(node.clone(), page)).menu(
        "/peers",
        "peers-menu",
        read,
        70,
    )
}

struct Line {
    code: String,
    acronym: String,
    country: String,
    tone: &'static str,
    state: String,
    error: Option<String>,
    last_contact: Option<UnixSeconds>,
    address: Option<String>,
    it_lacks: u64,
    we_lack: u64,
    bodies_missing: u64,
    sent: u64,
    received: u64,
}

#[derive(Template)]
#[template(path = "pages/peers.html")]
struct Peers<'a> {
    page: &'a Page,
    me: String,
    fingerprint: String,
    suspended: Option<String>,
    peers: Vec<Line>,
}

async fn peers(node: Arc<Node>, page: Page) -> Result<Response, Failure> {
    let status = {
        let node = node.clone();
        tokio::task::spawn_blocking(move || node.mirror.status()).await.map_err(Failure::internal)?
    };
    let lines = status.map_err(Failure::internal)?.into_iter().map(|peer| line(&node, &page, peer)).collect();
    let suspended = match node.journals.state() {
        State::Writable => None,
        State::Recovering { reason } => {
            Some(page.text("peers-suspended").with("reason", reason.told().whole(page.lang())).to_string())
        }
    };
    let content = Peers {
        page: &page,
        me: format!("{} — {}", page.face().acronym(), page.face().country(page.lang())),
        fingerprint: node.card.fingerprint(),
        suspended,
        peers: lines,
    };
    page.html(page.t("peers-title"), &content)
}

fn line(node: &Node, page: &Page, peer: PeerStatus) -> Line {
    let member = node.described.charter.member(peer.member);
    let total = |lags: &[Lag]| lags.iter().map(|lag| lag.n_entries).sum::<u64>();
    let (it_lacks, we_lack) = (total(&peer.they_lack), total(&peer.we_lack));
    let frozen = node.journals.log(peer.member).is_some_and(|log| log.frozen().is_some());
    let (tone, state) = match &peer {
        _ if frozen => ("late", page.t("peers-state-frozen")),
        peer if peer.last_contact.is_none() => ("planned", page.t("peers-state-never")),
        peer if !peer.reachable => ("blocked", page.t("peers-state-silent")),
        _ if it_lacks + we_lack > 0 => ("active", page.t("peers-state-behind")),
        _ => ("done", page.t("peers-state-well")),
    };
    Line {
        acronym: member.map_or("?", |m| &m.acronym).to_owned(),
        country: member.map_or("", |m| page.lang().pick(&m.country_fr, &m.country_en)).to_owned(),
        tone,
        state,
        error: peer.last_error.map(|incident| incident.told().whole(page.lang())),
        last_contact: peer.last_contact,
        address: peer.address,
        it_lacks,
        we_lack,
        bodies_missing: peer.we_lack_bodies,
        sent: peer.wire_sent,
        received: peer.wire_received,
        code: peer.code,
    }
}
