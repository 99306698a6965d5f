//! A cross-border case on three whole nodes: two authorities handle it, one of them off-line for a while, and the third,
//! which carries it for them, learns only that something exists.

use crate::program::{PROGRAM, answer, ended};
use crate::steps::signed_in;
use liptako::Node;
use liptako::demonstration::{APPROVER, DRAFTER, PASSWORD};
use liptako_core::{Clock as _, MemberIndex, ObjectId, OsChance, RequestId};
use liptako_exchange::case::{
    self, CaseError, CaseKind, ClockState, Deadline, Duty, Erase, Form, NewOpening, Outcome, Person, Place,
    Stage, Step, Submitted, store,
};
use liptako_identity::{Client, Who};
use liptako_journal::journals::Level;
use liptako_storage::{RoadError, Scribe, StorageError};
use liptako_testkit::{Trio, check_node, run};
use std::fs;
use std::path::Path;

const ML: MemberIndex = MemberIndex(0);
const BF: MemberIndex = MemberIndex(1);
const DAY: i64 = 86_400;

/// Words that stand nowhere but in the case.
const SECRETS: [&str; 6] = [
    "Zaynabou Distinctive",
    "Cybercafé Sirba",
    "fichier des abonnés",
    "Le gérant reconnaît",
    "Mise en demeure de Sirba",
    "ML-2026-0001",
];

fn act<T: Send + 'static>(
    node: &Node,
    rule: impl FnOnce(&mut Scribe<'_>) -> Result<T, CaseError> + Send + 'static,
) -> T {
    let done = node.road.act(RequestId::fresh(&OsChance), rule);
    done.unwrap_or_else(|error: RoadError<CaseError>| panic!("{error}")).value().unwrap()
}

fn who(node: &Node, login: &str) -> Who {
    let (db, client) = (node.road.db(), &Client::COMMAND_LINE);
    node.identity.sign_in(db, login, PASSWORD, client, &*node.clock, &*node.chance).unwrap().who
}

fn approve(node: &Node, draft: ObjectId) -> case::Approved {
    let who = who(node, APPROVER);
    let officer = who.officer().unwrap().clone();
    let client = &Client::COMMAND_LINE;
    let signer =
        node.identity.unlock(node.road.db(), &who, PASSWORD, client, &*node.clock, &*node.chance).unwrap();
    act(node, move |scribe| {
        case::approve(scribe, officer, &signer, draft, &mut |_, document, _| Ok(document.clone()))
    })
}

/// Drafted by one officer, approved by another when it needs that.
fn take(node: &Node, object: ObjectId, step: Step) -> Place {
    let officer = who(node, DRAFTER).officer().unwrap().clone();
    let done = act(node, move |scribe| case::submit(scribe, officer, object, step, Vec::new(), true));
    match done {
        Submitted::Recorded(place) => place,
        Submitted::Drafted(draft) => approve(node, draft).place,
    }
}

fn open(node: &Node) -> ObjectId {
    let officer = who(node, DRAFTER).officer().unwrap().clone();
    let new = NewOpening {
        kind: CaseKind::Complaint,
        to: vec![BF],
        title: "Vente du fichier des abonnés (fiction)".into(),
        controller: "Cybercafé Sirba (fiction)".into(),
        country: "BF".into(),
        facts: "Le fichier des abonnés circule depuis mars.".into(),
        asked: "Examiner la plainte.".into(),
        checklist: case::checklist(CaseKind::Complaint).iter().map(|item| item.id.clone()).collect(),
        received: None,
        person: Some(Person {
            name: "Zaynabou Distinctive (fictive)".into(),
            contact: "rue 1234".into(),
            remark: String::new(),
        }),
    };
    let draft = act(node, move |scribe| case::draft_opening(scribe, officer, new, Vec::new()));
    approve(node, draft).case
}

fn view(node: &Node, object: ObjectId) -> Option<store::CaseView> {
    let charter = &node.described.charter;
    node.road.db().read(|tx| store::case(tx, charter, object)).unwrap()
}

fn clock(node: &Node, object: ObjectId) -> Vec<Deadline> {
    let (charter, now) = (&node.described.charter, node.clock.now());
    let view = view(node, object).unwrap();
    node.road.db().read(|tx| store::clock(tx, charter, &view, now)).unwrap()
}

fn due(node: &Node, object: ObjectId, duty: Duty) -> Deadline {
    clock(node, object).into_iter().find(|line| line.duty == duty && line.whose == BF).unwrap()
}

/// The files below a folder that hold these words.
fn holding(dir: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if fs::read(&path).unwrap().windows(words.len()).any(|bytes| bytes == words.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Reads all that the third holds: its directory with journals, bodies and database, a backup of it, a bundle for it, its
/// pages, its search, its commands.
fn the_third_is_blind(trio: &Trio, case: ObjectId) {
    let dir = &trio.nodes[2].seat.dir;
    let text = dir.to_str().unwrap();
    let backup = trio.desk().join("backup-ne");
    answer(&run(PROGRAM, &["backup", "--dir", text, "--json", backup.to_str().unwrap()]));
    let id = case.to_string();
    for words in SECRETS.iter().copied().chain([id.as_str()]) {
        assert_eq!(holding(dir, words), [""; 0], "{words}");
        assert_eq!(holding(&backup, words), [""; 0], "{words}, in a backup");
    }
    fs::remove_dir_all(&backup).unwrap();
    let node = trio.nodes[2].node();
    assert!(view(node, case).is_none());
    let mut browser = signed_in(&trio.nodes[2], DRAFTER);
    let pages = [
        "/",
        "/journal",
        "/journal/ml",
        "/journal/bf",
        "/peers",
        "/exchange/practices?q=Sirba",
        "/exchange/cases",
        "/exchange/cases?words=Sirba",
        "/exchange/cases/ML-2026-0001",
        "/council/plan/actions?q=Sirba",
        "/vocabulary",
    ];
    for path in pages {
        let page = browser.get(path);
        for words in SECRETS.iter().filter(|words| !path.contains(*words)) {
            assert!(!page.text().contains(words), "{words}, on {path}");
        }
        assert!(!page.text().contains(&id), "its identifier, on {path}");
    }
    let size = node.road.source().size(ML);
    let rows = node.road.db().read(|tx| {
        let mut kinds = Vec::new();
        for index in 0..size {
            kinds.push(liptako_storage::record_at(tx, ML, index)?.map(|record| record.kind.0));
        }
        Ok::<_, StorageError>(kinds)
    });
    assert!(rows.unwrap().contains(&Some(0)), "it does learn that something was sent");
    let listed = answer(&run(PROGRAM, &["case", "--dir", text, "--json", "list"]));
    assert_eq!(listed, serde_json::json!([]));
}

#[test]
fn a_complaint_becomes_a_joint_decision_while_one_node_is_off_line_and_the_third_is_blind() {
    let mut trio = Trio::met();
    let node = |trio: &Trio, at: usize| trio.nodes[at].node().clone();
    // Burkina Faso is away. Mali writes; only Niger, which is not concerned, stores and cosigns meanwhile.
    trio.nodes[1].close();
    let case = open(&node(&trio, 0));
    trio.dial(0, 2).unwrap();
    trio.dial(2, 0).unwrap();
    let waiting = due(&node(&trio, 0), case, Duty::Admissibility);
    assert_eq!((waiting.state, waiting.starts), (ClockState::NotStarted, None), "the third starts no clock");
    the_third_is_blind(&trio, case);

    // Three days later Burkina Faso is back, and hears of it from Niger first, which has no body to give.
    for node in &trio.nodes {
        node.clock.advance(3 * DAY);
    }
    trio.nodes[1].open().unwrap();
    trio.dial(1, 2).unwrap();
    assert!(view(&node(&trio, 1), case).is_none());
    trio.meet();
    assert_eq!(view(&node(&trio, 1), case).unwrap().case().stage(), Stage::Opened);
    let begun = due(&node(&trio, 0), case, Duty::Admissibility);
    assert_eq!(begun.starts, Some(trio.nodes[1].clock.now()), "it starts when Burkina Faso has stored it");
    assert!(matches!(begun.state, ClockState::Running { .. }));

    let bf = node(&trio, 1);
    take(&bf, case, Step::Admissibility { is_admissible: true, missing: vec![], reason: String::new() });
    take(&bf, case, Step::Note { text: "Le gérant reconnaît la vente.".into() });
    take(&bf, case, Step::Lead { lead: BF, reason: String::new() });
    trio.meet();
    take(&node(&trio, 0), case, Step::Lead { lead: BF, reason: String::new() });
    trio.meet();
    let text = Step::Draft {
        form: Form::Decision,
        title: "Mise en demeure de Sirba (fiction)".into(),
        text: "Le fichier est détruit sous quinze jours.".into(),
        revises: None,
    };
    let place = take(&bf, case, text);
    trio.meet();
    let mali = node(&trio, 0);
    let on = view(&mali, case).unwrap().event(place).unwrap().commitment;
    take(&mali, case, Step::Position { on, agrees: true, reason: String::new() });
    trio.meet();
    take(&bf, case, Step::Closed { outcome: Outcome::Decided, text: String::new() });
    trio.meet();

    let (here, there) = (view(&mali, case).unwrap(), view(&bf, case).unwrap());
    assert_eq!(here, there);
    assert_eq!((here.case().stage(), here.case().outcome()), (Stage::Closed, Some(Outcome::Decided)));
    assert!(here.folded.marks.iter().all(Option::is_none));
    assert_eq!(
        mali.road.level(place.origin, place.index),
        Level::N2,
        "the third confirms what it cannot read"
    );
    assert!(matches!(due(&mali, case, Duty::Admissibility).state, ClockState::Met { is_proven: true, .. }));
    for words in &SECRETS[..5] {
        assert!(
            !holding(&trio.nodes[1].seat.dir, words).is_empty(),
            "{words}: the search finds what is there"
        );
    }
    the_third_is_blind(&trio, case);
    for node in &trio.nodes {
        check_node(node.node());
    }
}

#[test]
fn a_case_travels_on_a_stick_and_leaves_on_paper() {
    let mut trio = Trio::met();
    let node = |trio: &Trio, at: usize| trio.nodes[at].node().clone();
    let case = open(&node(&trio, 0));
    let dirs: Vec<_> = trio.nodes.iter().map(|node| node.seat.dir.display().to_string()).collect();
    // One stick for each of the others; what the third is given holds nothing of the case.
    for (at, code) in [(1, "bf"), (2, "ne")] {
        let stick = trio.desk().join(format!("stick-{code}"));
        fs::create_dir_all(&stick).unwrap();
        trio.nodes[0].close();
        ended(
            &run(PROGRAM, &["bundle", "--dir", &dirs[0], "export", "--to", code, stick.to_str().unwrap()]),
            0,
        );
        for words in SECRETS {
            assert_eq!(holding(&stick, words), [""; 0], "a stick is sealed");
        }
        trio.nodes[at].close();
        ended(&run(PROGRAM, &["bundle", "--dir", &dirs[at], "import", stick.to_str().unwrap()]), 0);
        trio.nodes[at].open().unwrap();
        trio.nodes[0].open().unwrap();
    }
    assert_eq!(view(&node(&trio, 1), case).unwrap().number().unwrap().to_string(), "ML-2026-0001");
    the_third_is_blind(&trio, case);

    let shown = answer(&run(PROGRAM, &["case", "--dir", &dirs[1], "--json", "show", "ml-2026-0001"]));
    assert_eq!(shown["steps"][0]["content"]["controller"], "Cybercafé Sirba (fiction)");
    let out = trio.desk().join("affaire.pdf");
    let file = out.to_str().unwrap();
    answer(&run(PROGRAM, &["case", "--dir", &dirs[1], "--json", "export", "ML-2026-0001", "--out", file]));
    assert!(fs::read(&out).unwrap().starts_with(b"%PDF"));
    ended(&run(PROGRAM, &["case", "--dir", &dirs[2], "show", "ML-2026-0001"]), 2);
    ended(&run(PROGRAM, &["case", "--dir", &dirs[1], "export", "ML-2026-0001", "--out", "affaire.exe"]), 2);
    ended(&run(PROGRAM, &["case", "--dir", &dirs[1], "list", "--kind", "rumeur"]), 2);
}

#[test]
fn an_erased_case_leaves_no_word_on_either_node_and_its_bare_line_stays() {
    let mut trio = Trio::met();
    let node = |trio: &Trio, at: usize| trio.nodes[at].node().clone();
    let case = open(&node(&trio, 0));
    trio.meet();
    take(&node(&trio, 0), case, Step::Closed { outcome: Outcome::Withdrawn, text: String::new() });
    trio.meet();
    let officer = who(&node(&trio, 0), APPROVER).officer().unwrap().clone();
    // Burkina Faso is away when Mali erases: its receipt is missing, and seen to be.
    trio.nodes[1].close();
    act(&node(&trio, 0), move |scribe| {
        let reason = "Fin de la durée de conservation.";
        case::erase(scribe, officer, case, Erase::Everything, reason, &mut |_, _| Ok(None))
    });
    let mali = view(&node(&trio, 0), case).unwrap();
    assert!(mali.erasures.iter().all(|erasure| erasure.missing.contains(&BF)));
    trio.nodes[1].open().unwrap();
    for _ in 0..3 {
        trio.meet();
    }
    for at in 0..2 {
        let left = view(&node(&trio, at), case).unwrap();
        assert_eq!(left.events.len(), 1);
        assert_eq!(left.number().unwrap().to_string(), "ML-2026-0001");
        assert_eq!(left.case().outcome(), Some(Outcome::Withdrawn));
        assert!(left.erasures.iter().all(|erasure| erasure.missing.is_empty()), "{:?}", left.erasures);
        for words in &SECRETS[..3] {
            assert_eq!(holding(&trio.nodes[at].seat.dir, words), [""; 0], "{words}");
        }
    }
    the_third_is_blind(&trio, case);
    for node in &trio.nodes {
        check_node(node.node());
    }
}
