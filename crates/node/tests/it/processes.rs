//! Real processes, killed in mid-work: what was acknowledged is there, and the nodes agree.

use crate::program::{PROGRAM, answer, ended};
use crate::steps::{actions, later};
use liptako::demonstration::{DRAFTER, PASSWORD, Seat, seats};
use liptako_core::{OsChance, RequestId};
use liptako_testkit::{Browser, PageForm, Running, free_ports, run, verify_dir};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Longest wait for nodes to agree.
const PATIENCE: Duration = Duration::from_secs(90);

/// A demonstration as `demo --prepare-only` leaves it.
struct Demo {
    seats: Vec<Seat>,
    folder: tempfile::TempDir,
}

impl Demo {
    fn prepared() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (pages, exchange) = (free_ports(3), free_ports(3));
        let root = folder.path().join("demo");
        let (port, exchange_port) = (pages.to_string(), exchange.to_string());
        let root_name = root.to_str().unwrap();
        let prepared = [
            "demo",
            "--folder",
            root_name,
            "--port",
            &port,
            "--exchange-port",
            &exchange_port,
            "--prepare-only",
        ];
        ended(&run(PROGRAM, &prepared), 0);
        Self { seats: seats(&root, pages, exchange), folder }
    }

    fn serve(&self, node: usize) -> Running {
        Running::serve(PROGRAM, &self.seats[node].dir)
    }

    fn drafter(&self, node: usize) -> Browser {
        let mut browser = Browser::on_address(self.seats[node].pages);
        browser.sign_in(DRAFTER, PASSWORD);
        browser
    }

    fn dir(&self, node: usize) -> &str {
        self.seats[node].dir.to_str().unwrap()
    }

    /// Sizes of the three journals, as a node's command line tells them.
    fn sizes(&self, node: usize) -> Vec<u64> {
        let shown = answer(&run(PROGRAM, &["journal", "show", "--dir", self.dir(node), "--json"]));
        shown.as_array().unwrap().iter().map(|journal| journal["size"].as_u64().unwrap()).collect()
    }

    fn wait_until_they_agree(&self) {
        let began = Instant::now();
        loop {
            let all: Vec<_> = (0..3).map(|node| self.sizes(node)).collect();
            if all.iter().all(|sizes| *sizes == all[0]) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "they do not agree: {all:?}");
            std::thread::park_timeout(Duration::from_millis(100));
        }
    }

    /// Waits until every node shows a record as stored and cosigned by all.
    fn wait_until_confirmed(&self, proposal: &str) {
        let began = Instant::now();
        let (code, index) = proposal.rsplit('/').next().unwrap().rsplit_once('-').unwrap();
        for seat in &self.seats {
            let mut browser = Browser::on_address(seat.pages);
            while !browser
                .get(&format!("/journal/{}/{index}", code.to_lowercase()))
                .text()
                .contains("level n2")
            {
                assert!(began.elapsed() < PATIENCE, "{proposal} is not confirmed on {}", seat.code);
                std::thread::park_timeout(Duration::from_millis(100));
            }
        }
    }
}

/// The same change, asked for anew: another request, another reason.
fn anew(form: &PageForm, reason: &str) -> PageForm {
    form.clone().with("request", RequestId::fresh(&OsChance).to_string()).with("reason", reason)
}

/// References and reasons of every proposal a node knows.
fn proposals(dir: &str) -> Vec<(String, String)> {
    let all = answer(&run(PROGRAM, &["plan", "proposals", "--dir", dir, "--json"]));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = all.as_array().or_else(|| all["proposals"].as_array()).unwrap();
    list.iter().map(|line| (text(&line["reference"]).to_lowercase(), text(&line["reason"]))).collect()
}

#[test]
fn nodes_killed_in_mid_work_restart_and_agree_and_keep_all_that_was_acknowledged() {
    let demo = Demo::prepared();
    let mut running: Vec<Option<Running>> = (0..3).map(|node| Some(demo.serve(node))).collect();
    let mut acknowledged: Vec<String> = Vec::new();
    let mut interrupted: Vec<String> = Vec::new();
    let mut browsers: Vec<Browser> = (0..2).map(|node| demo.drafter(node)).collect();
    let forms: Vec<PageForm> = browsers
        .iter_mut()
        .map(|browser| {
            let action = actions(browser).pop().unwrap()["id"].as_str().unwrap().to_owned();
            later(browser, &action, "")
        })
        .collect();
    for (round, victim) in [0, 1, 0, 2, 1, 0].into_iter().enumerate() {
        let author = victim.min(1);
        let (mut browser, form) = (browsers[author].clone(), forms[author].clone());
        let (tell, told) = mpsc::channel();
        let working = std::thread::spawn(move || {
            for n in 0..100 {
                let reason = format!("Tour {round}, proposition {n}.");
                let form = anew(&form, &reason);
                match browser.try_post(&form.action, &form.fields) {
                    Ok(answer) => {
                        assert_eq!(answer.status, 303, "{}", answer.words());
                        // Once the killer has seen enough it listens no more, and the work goes on until it is cut.
                        let _ = tell.send(answer.location().to_owned());
                    }
                    Err(_) => return Some((form, reason)),
                }
                if victim == 2 && n == 5 {
                    return None;
                }
            }
            None
        });
        for _ in 0..=round % 4 {
            acknowledged.push(told.recv().unwrap());
        }
        running[victim].take().unwrap().kill();
        let cut = working.join().unwrap();
        acknowledged.extend(told.try_iter());
        running[victim] = Some(demo.serve(victim));
        if let Some((form, reason)) = cut {
            // Nobody knows whether this one was recorded: sent again, it is there once.
            let again = browsers[author].submit(&form);
            assert_eq!(again.status, 303, "{}", again.words());
            acknowledged.push(again.location().to_owned());
            interrupted.push(reason);
        }
    }
    assert!(interrupted.len() >= 3, "only {} requests were cut", interrupted.len());
    demo.wait_until_they_agree();
    demo.wait_until_confirmed(acknowledged.last().unwrap());
    running.into_iter().flatten().for_each(Running::kill);
    let mut plans = BTreeSet::new();
    for node in 0..3 {
        let report = verify_dir(Path::new(demo.dir(node)));
        // What a kill leaves is repaired at the next start; damage would stay.
        let rebuilt = answer(&run(PROGRAM, &["rebuild", "--dir", demo.dir(node), "--json"]));
        assert_eq!(rebuilt["changed"], false, "{rebuilt}");
        let verified = answer(&run(PROGRAM, &["journal", "verify", "--dir", demo.dir(node), "--json"]));
        assert_eq!(verified["sound"], true, "{verified}; before the start: {:?}", report.faults);
        let known = proposals(demo.dir(node));
        // Not the digest of all tables: what is sealed to two of them is in the tables of those two.
        plans.insert(known.iter().cloned().collect::<BTreeSet<_>>());
        for address in &acknowledged {
            let reference = address.rsplit('/').next().unwrap().to_lowercase();
            assert!(
                known.iter().any(|(found, _)| *found == reference),
                "{reference} was acknowledged and is not there"
            );
        }
        for reason in &interrupted {
            assert_eq!(known.iter().filter(|(_, found)| found == reason).count(), 1, "{reason}");
        }
    }
    assert_eq!(plans.len(), 1, "the nodes differ: {plans:?}");
}

#[test]
fn a_directory_serves_one_process_and_says_so_to_the_second() {
    let demo = Demo::prepared();
    let running = demo.serve(0);
    let dir = demo.dir(0);
    for command in [
        &["serve"][..],
        &["rebuild"],
        &["journal", "show", "--origin", "ml", "--index", "0"],
        &["peers", "resume", "--reason", "x"],
    ] {
        let refused = run(PROGRAM, &[command, &["--dir", dir]].concat());
        let said = ended(&refused, 4);
        assert!(said.contains(dir) && said.contains("pid"), "{command:?}: {said}");
    }
    // What only reads goes on beside the running node.
    for command in [
        &["plan", "overview"][..],
        &["plan", "list"],
        &["peers"],
        &["journal", "show"],
        &["journal", "verify"],
        &["user", "list"],
        &["config", "check"],
    ] {
        answer(&run(PROGRAM, &[command, &["--dir", dir, "--json"]].concat()));
    }
    // The first was not disturbed.
    assert_eq!(Browser::on_address(demo.seats[0].pages).get("/about").status, 200);
    // Another node on the same port is told which port.
    let settings = demo.seats[1].dir.join("liptako.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let taken = text.replace(&demo.seats[1].pages.to_string(), &demo.seats[0].pages.to_string());
    fs::write(&settings, taken).unwrap();
    let said = ended(&run(PROGRAM, &["serve", "--dir", demo.dir(1)]), 1);
    assert!(said.contains(&demo.seats[0].pages.to_string()), "{said}");
    running.end();
    ended(&run(PROGRAM, &["rebuild", "--dir", dir]), 0);
    let _ = demo.folder;
}

#[test]
fn a_proof_file_is_checked_by_whoever_holds_the_cards_and_a_changed_one_is_refused() {
    let demo = Demo::prepared();
    let shown = run(PROGRAM, &["journal", "show", "--dir", demo.dir(0), "--origin", "ml", "--index", "2"]);
    ended(&shown, 0);
    let proof = String::from_utf8(shown.stdout).unwrap();
    let file = demo.folder.path().join("ml-2.tlog-proof");
    fs::write(&file, &proof).unwrap();
    let check = |dir: &str| {
        run(PROGRAM, &["journal", "verify", "--dir", dir, "--proof", file.to_str().unwrap(), "--json"])
    };
    let found = answer(&check(demo.dir(2)));
    assert_eq!((found["index"].as_u64(), found["cosigners"].as_array().unwrap().len()), (Some(2), 2));
    // One digit of one line after another: never is a changed proof accepted as the same entry's.
    let mut refused = 0;
    for (number, line) in proof.lines().enumerate() {
        let Some(at) = line.rfind(|c: char| c.is_ascii_alphanumeric()) else { continue };
        let other = if &line[at..=at] == "A" { "B" } else { "A" };
        let changed = format!("{}{other}{}", &line[..at], &line[at + 1..]);
        let lines: Vec<&str> = proof
            .lines()
            .enumerate()
            .map(|(n, kept)| if n == number { changed.as_str() } else { kept })
            .collect();
        fs::write(&file, lines.join("\n") + "\n").unwrap();
        let output = check(demo.dir(2));
        match output.status.code() {
            // A cosignature that does not verify is not counted, and an unknown signer's line says nothing.
            Some(0) => assert!(line.starts_with('—'), "{line}"),
            Some(2 | 3) => refused += 1,
            other => panic!("{line}: {other:?} {}", String::from_utf8_lossy(&output.stderr)),
        }
    }
    assert!(refused >= 4, "{refused} changed lines were refused");
}
