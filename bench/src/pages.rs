//! What a reader's first page weighs, and how long the server thinks about a page.

mod still;

use crate::client::Client;
use crate::ground::{self, Ground, InForce};
use crate::history;
use crate::process::Running;
use crate::row::{Row, Rows, Target};
use crate::samples::Samples;
use crate::setting::Setting;
use anyhow::{Context, Result, ensure};
use liptako::demonstration::Seat;
use std::net::SocketAddr;
use std::time::Instant;

const ASKED: usize = 1000;
const RECORDS: usize = 100_000;
const ACTIONS: usize = 20_000;
/// Actions that the records report on, each some 55 times; the others are as planned.
const REPORTED: usize = 900;

/// Measures pages on the demonstration.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let ground = Ground::prepare(setting)?;
    let seat = &ground.seats[0];
    let _node = Running::node(setting.program()?, &seat.dir)?;
    weight(rows, seat)?;
    let action = first_action(seat.pages)?;
    let paths = [("the overview", "/".to_owned()), ("an action", action)];
    on_time(setting, rows, seat.pages, "the demonstration", &paths)
}

/// Measures pages on many records and a plan of many actions.
pub fn many(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let ground = Ground::prepare(setting)?;
    let seat = &ground.seats[0];
    let (actions, records) = grow(setting, &ground)?;
    let _node = Running::node(setting.program()?, &seat.dir)?;
    let action = format!("/council/plan/actions/{}", actions[0].object);
    let paths = [
        ("the overview", "/".to_owned()),
        ("the list of actions", "/council/plan/actions".to_owned()),
        ("its last page", format!("/council/plan/actions?page={}", actions.len() / 50)),
        ("the late actions", "/council/plan/actions?standing=late".to_owned()),
        ("a search", "/council/plan/actions?words=convergence".to_owned()),
        ("a search for the beginning of a word", "/council/plan/actions?words=converge".to_owned()),
        ("an action and its history", action),
        ("the list of proposals", "/council/plan/proposals".to_owned()),
        ("the journals", "/journal".to_owned()),
        ("one journal", "/journal/ml".to_owned()),
    ];
    on_time(setting, rows, seat.pages, &format!("{records} records, {} actions", actions.len()), &paths)
}

/// Every value of `attribute="…"` in elements that begin with `element`.
fn linked<'a>(page: &'a str, element: &str, attribute: &str) -> Vec<&'a str> {
    let begin = format!("<{element} ");
    let opened = page.split(begin.as_str()).skip(1);
    let inside = opened.filter_map(|rest| rest.split_once('>').map(|(inside, _)| inside));
    let key = format!("{attribute}=\"");
    inside
        .filter_map(|inside| inside.split_once(key.as_str())?.1.split_once('"').map(|(value, _)| value))
        .collect()
}

/// What a browser fetches for a page: the page, then what it links as style, icon, image or script.
fn assets(page: &str) -> Vec<&str> {
    let mut all = linked(page, "link", "href");
    all.retain(|path| !path.contains("://"));
    all.extend(linked(page, "img", "src"));
    all.extend(linked(page, "script", "src"));
    all.sort_unstable();
    all.dedup();
    all
}

fn weight(rows: &mut Rows, seat: &Seat) -> Result<()> {
    let mut plain = Client::connect(seat.pages, false)?;
    let page = String::from_utf8(plain.page("/")?.body)?;
    let mut paths = vec!["/"];
    paths.extend(assets(&page));
    let mut packed = Client::connect(seat.pages, true)?;
    let (mut bytes, mut heads, mut unpacked, mut parts) = (0, 0, 0, Vec::new());
    for path in &paths {
        let answer = packed.page(path)?;
        bytes += answer.body.len();
        heads += answer.head_bytes;
        unpacked += plain.page(path)?.body.len();
        parts.push(format!("{path} {}", answer.body.len()));
    }
    let row = Row::new("First page, cold cache, all requests: compressed bytes", bytes as f64 / 1000.0, "kB");
    let row = row
        .target(Target::AtMost(14.0))
        .peer("the same files from a server of plain files", unpacked as f64 / 1000.0);
    rows.tell(&row.note(format!("bytes: {}; the heads of the answers: {heads}", parts.join(", "))))?;
    let row = Row::new("First page, cold cache: requests", paths.len() as f64, "requests");
    rows.tell(&row.target(Target::AtMost(3.0)))
}

/// Address of the first action of the list.
fn first_action(pages: SocketAddr) -> Result<String> {
    let list = Client::connect(pages, false)?.page("/council/plan/actions")?;
    let list = String::from_utf8(list.body)?;
    let is_action = |path: &&str| path.rsplit('/').next().is_some_and(|last| last.len() == 32);
    let mut found = linked(&list, "a", "href").into_iter();
    Ok(found
        .find(|path| path.starts_with("/council/plan/actions/") && is_action(path))
        .context("the list shows no action")?
        .to_owned())
}

/// Asks for pages in turn with the peer, over kept connections.
pub fn on_time(
    setting: &Setting,
    rows: &mut Rows,
    pages: SocketAddr,
    ground: &str,
    paths: &[(&str, String)],
) -> Result<()> {
    for (what, path) in paths {
        let mut reader = Client::connect(pages, true)?;
        let body = reader.page(path)?.body;
        let (bytes, still) = (body.len(), still::serve(body)?);
        let mut peer = Client::connect(still.address, true)?;
        let [mut ours, mut theirs] = <[Samples; 2]>::default();
        for _ in 0..setting.share(ASKED) {
            let start = Instant::now();
            reader.page(path)?;
            ours.add(start.elapsed());
            let start = Instant::now();
            ensure!(peer.page("/")?.body.len() == bytes, "the peer serves something else");
            theirs.add(start.elapsed());
        }
        let name = "axum serving the same compressed bytes from memory";
        let row = Row::new(format!("On {ground}, {what}: 99 in 100"), ours.percentile(0.99)?, "ms");
        let row = row.target(Target::AtMost(20.0)).peer(name, theirs.percentile(0.99)?);
        let (median, peer) = (ours.median()?, theirs.median()?);
        rows.tell(&row.note(format!(
            "{} requests on one connection, compressed answer of {bytes} bytes; medians {median:.2} and {peer:.2} ms",
            ours.count()
        )))?;
    }
    Ok(())
}

/// Grows the demonstration to many records, by the real path.
fn grow(setting: &Setting, ground: &Ground) -> Result<(Vec<InForce>, u64)> {
    let runtime = ground::runtime()?;
    let nodes = ground.open()?;
    let listening = ground::listen(&nodes, &runtime)?;
    let mut actions = ground::enlarge(&nodes, &runtime, setting.share(ACTIONS))?;
    let approver = history::approver(&nodes[0])?;
    drop((listening, nodes, runtime));
    let reported = &mut actions[..setting.share(REPORTED)];
    history::write(ground.dir(), &approver, reported, setting.share(RECORDS))?;
    let node = ground::open(ground.dir())?;
    let caught = node.road.catch_up(|_| {})?;
    ensure!(!caught.rebuilt, "the tables were not those of the journal");
    Ok((actions, node.journals.sizes().iter().sum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_links_is_found_once() {
        let page = r#"<link rel="stylesheet" href="/a.css"><link rel="icon" href="/i.svg"><img alt="" src="/p.svg">
            <a href="/elsewhere">x</a><img src="/p.svg"><link rel="license" href="https://example.org/">"#;
        assert_eq!(assets(page), ["/a.css", "/i.svg", "/p.svg"]);
    }
}
