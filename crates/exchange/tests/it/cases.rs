//! Cases on three nodes in memory: what each authority may do, what it sees, when.

use crate::EXCHANGE;
use jiff::civil::date;
use liptako_core::{Lang, MemberIndex, ObjectId, UnixSeconds};
use liptako_exchange::case::paper::{PaperInput, paper};
use liptako_exchange::case::words::Speech;
use liptako_exchange::case::{
    self, Approved, CaseError, CaseKind, ClockState, Deadline, Document, Duty, Erase, Form, Irregularity,
    NewOpening, Outcome, Person, Place, Stage, Step, Submitted, drafts, store,
};
use liptako_exchange::case::{export, figures, files};
use liptako_exchange::file;
use liptako_exchange::web::TEXTS;
use liptako_journal::journals::Level;
use liptako_stage::{CIL, HAPDP, Node, Trio, charter, on_each_engine};
use liptako_storage::{RoadError, Scribe, Source as _, StorageError, irregularities};
use liptako_web::{Message, Texts};

type Acted<T> = Result<T, RoadError<CaseError>>;

fn act<T: Send + 'static>(
    node: &Node,
    rule: impl FnOnce(&mut Scribe<'_>) -> Result<T, CaseError> + Send + 'static,
) -> Acted<T> {
    node.road.act(node.request(), rule).map(|outcome| outcome.value().unwrap())
}

pub fn complaint(to: &[MemberIndex]) -> NewOpening {
    NewOpening {
        kind: CaseKind::Complaint,
        to: to.to_vec(),
        title: "Vente d’un fichier de clients (fiction)".into(),
        controller: "Opérateur fictif du Faso".into(),
        country: "BF".into(),
        facts: "Un fichier de clients circule depuis le 3 mars.".into(),
        asked: "Examiner la plainte avec nous.".into(),
        checklist: case::checklist(CaseKind::Complaint).iter().map(|item| item.id.clone()).collect(),
        received: Some(date(2026, 2, 20)),
        person: Some(Person {
            name: "Awa Fictive".into(),
            contact: "+223 00 00 00 00".into(),
            remark: String::new(),
        }),
    }
}

fn no_file(
    _: &mut Scribe<'_>,
    document: &Document,
    _: liptako_core::Audience,
) -> Result<Document, StorageError> {
    Ok(document.clone())
}

fn draft_opening(node: &Node, login: &str, new: NewOpening) -> Acted<ObjectId> {
    let officer = node.officer(login);
    act(node, move |scribe| case::draft_opening(scribe, officer, new, Vec::new()))
}

fn approve(node: &Node, login: &str, draft: ObjectId) -> Acted<Approved> {
    let (officer, signer) = (node.officer(login), node.unlocked(login));
    let identity = std::sync::Arc::clone(&node.identity);
    act(node, move |scribe| {
        identity.publish_keys(scribe).map_err(|error| StorageError::Record(error.to_string()))?;
        case::approve(scribe, officer, &signer, draft, &mut no_file)
    })
}

fn open(node: &Node, new: NewOpening) -> Approved {
    let draft = draft_opening(node, "plume", new).unwrap();
    approve(node, "sceau", draft).unwrap()
}

fn submit(node: &Node, object: ObjectId, step: Step) -> Acted<Submitted> {
    let officer = node.officer("plume");
    act(node, move |scribe| case::submit(scribe, officer, object, step, Vec::new(), true))
}

/// A step drafted, approved when it needs that, and recorded.
fn take(node: &Node, object: ObjectId, step: Step) -> Place {
    match submit(node, object, step).unwrap() {
        Submitted::Recorded(place) => place,
        Submitted::Drafted(draft) => approve(node, "sceau", draft).unwrap().place,
    }
}

fn view(node: &Node, object: ObjectId) -> Option<store::CaseView> {
    node.read(|tx| store::case(tx, &charter(), object))
}

fn stage(node: &Node, object: ObjectId) -> Stage {
    view(node, object).unwrap().case().stage()
}

fn clock(node: &Node, object: ObjectId, now: UnixSeconds) -> Vec<Deadline> {
    let view = view(node, object).unwrap();
    node.read(|tx| store::clock(tx, &charter(), &view, now))
}

/// Everybody holds the same of this case, and the third nothing.
fn sealed_to_two(trio: &Trio, object: ObjectId) {
    assert_eq!(view(trio.apdp(), object), view(trio.cil(), object));
    assert!(view(trio.hapdp(), object).is_none());
    assert!(trio.hapdp().read(|tx| store::list(tx, &store::Filter::default(), 10)).is_empty());
}

#[test]
fn a_complaint_becomes_a_joint_decision_with_one_node_off_line_for_a_while() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        trio.off_line(CIL);
        let opened = open(trio.apdp(), complaint(&[CIL]));
        let case = opened.case;
        assert_eq!(opened.number.unwrap().to_string(), "ML-2026-0001");
        trio.exchange();
        assert!(view(trio.cil(), case).is_none(), "the CIL is away");
        let waiting =
            clock(trio.apdp(), case, trio.apdp().road.db().read(|_| Ok::<_, StorageError>(0)).unwrap());
        assert!(waiting.iter().filter(|line| line.whose == CIL).all(|line| line.starts.is_none()));

        trio.later(3 * 86_400);
        trio.on_line(CIL);
        trio.exchange();
        trio.confirm();
        let cil = trio.cil();
        assert_eq!(stage(cil, case), Stage::Opened);
        take(cil, case, Step::Acknowledged { reference: "CIL/2026/12".into() });
        take(cil, case, Step::Admissibility { is_admissible: true, missing: vec![], reason: String::new() });
        take(cil, case, Step::Lead { lead: CIL, reason: "Le responsable est au Faso.".into() });
        trio.exchange();
        take(trio.apdp(), case, Step::Lead { lead: CIL, reason: String::new() });
        trio.exchange();
        let text = Step::Draft {
            form: Form::Decision,
            title: "Mise en demeure de l’opérateur (fiction)".into(),
            text: "L’opérateur retire le fichier.".into(),
            revises: None,
        };
        assert_eq!(
            submit(trio.apdp(), case, text.clone()),
            Err(RoadError::Rule(CaseError::Rule(Irregularity::NotYours))),
            "the lead drafts"
        );
        let place = take(cil, case, text);
        trio.exchange();
        assert_eq!(stage(trio.apdp(), case), Stage::Drafted);
        let on = view(trio.apdp(), case).unwrap().event(place).unwrap().commitment;
        take(trio.apdp(), case, Step::Position { on, agrees: true, reason: String::new() });
        assert_eq!(stage(trio.apdp(), case), Stage::Adopted, "the lead agreed with its draft");
        trio.exchange();
        take(cil, case, Step::Closed { outcome: Outcome::Decided, text: String::new() });
        trio.exchange();
        for node in [trio.apdp(), trio.cil()] {
            let view = view(node, case).unwrap();
            assert_eq!((view.case().stage(), view.case().outcome()), (Stage::Closed, Some(Outcome::Decided)));
            assert!(view.folded.marks.iter().all(Option::is_none));
            assert_eq!(view.number().unwrap().to_string(), "ML-2026-0001", "one number for life");
        }
        sealed_to_two(&trio, case);
        for node in &trio.nodes {
            let before = node.road.digest().unwrap();
            node.road.rebuild(|_| {}).unwrap();
            assert_eq!(node.road.digest().unwrap(), before);
        }
    });
}

#[test]
fn a_number_is_given_once_and_a_form_sent_twice_drafts_once() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let node = trio.apdp();
        let (officer, request) = (node.officer("plume"), node.request());
        let mut ids = Vec::new();
        for _ in 0..2 {
            let officer = officer.clone();
            let outcome = node.road.act(request, move |scribe| {
                case::draft_opening(scribe, officer, complaint(&[CIL]), Vec::new())
            });
            ids.extend(outcome.unwrap().value());
        }
        assert_eq!(node.read(drafts::all).len(), 1);
        approve(node, "sceau", ids[0]).unwrap();
        let second = open(node, complaint(&[HAPDP]));
        assert_eq!(second.number.unwrap().to_string(), "ML-2026-0002");
        trio.exchange();
        let first =
            open(trio.cil(), NewOpening { kind: CaseKind::Complaint, ..complaint(&[MemberIndex(0)]) });
        assert_eq!(first.number.unwrap().to_string(), "BF-2026-0001", "each country counts its own");
    });
}

#[test]
fn what_leaves_is_drafted_by_one_officer_and_approved_by_another() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let node = trio.apdp();
        let size = node.journals.size(node.me());
        let draft = draft_opening(node, "tout", complaint(&[CIL])).unwrap();
        assert_eq!(approve(node, "tout", draft), Err(RoadError::Rule(CaseError::SameOfficer)));
        let by = node.officer("sceau");
        act(node, move |scribe| case::send_back(scribe, by, draft, "Précisez la date.")).unwrap();
        let kept = node.read(|tx| drafts::one(tx, draft)).unwrap();
        assert_eq!(kept.returned.as_ref().unwrap().remark, "Précisez la date.");
        let (other, step) = (node.officer("plume"), kept.step.clone());
        assert_eq!(
            act(node, move |scribe| case::amend(scribe, &other, draft, step, None, true)),
            Err(RoadError::Rule(CaseError::NotDrafter))
        );
        let (own, step, person) = (node.officer("tout"), kept.step, kept.person);
        act(node, move |scribe| case::amend(scribe, &own, draft, step, person, true)).unwrap();
        assert_eq!(node.read(|tx| drafts::one(tx, draft)).unwrap().returned, None);
        let keys_alone = node.journals.size(node.me());
        assert!(keys_alone - size <= 1, "nothing of the case is in the journal yet");
        let approved = approve(node, "sceau", draft).unwrap();
        let view = view(node, approved.case).unwrap();
        assert_eq!(view.events[0].drafter.name, "tout (fiction)");
        assert_eq!(view.events[0].approver.as_ref().unwrap().name, "sceau (fiction)");
        assert!(node.read(drafts::all).is_empty());
        assert_eq!(approve(node, "sceau", draft), Err(RoadError::Rule(CaseError::NotFound)));
    });
}

#[test]
fn bodies_that_arrive_in_any_order_make_the_same_case() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let case = open(trio.apdp(), complaint(&[CIL])).case;
        for text in ["un", "deux", "trois"] {
            take(trio.apdp(), case, Step::Note { text: text.into() });
        }
        let whole = view(trio.apdp(), case).unwrap();
        let bodies: Vec<_> = whole.events.iter().map(|event| event.commitment).collect();
        let cil = trio.cil();
        bodies.iter().for_each(|body| cil.journals.withhold(*body, true));
        trio.exchange();
        assert!(view(cil, case).is_none());
        // The newest first: the opening comes last.
        for body in bodies.iter().rev() {
            cil.journals.withhold(*body, false);
            trio.exchange();
            assert!(view(cil, case).is_some());
        }
        assert_eq!(view(cil, case), view(trio.apdp(), case));
        let before = cil.road.digest().unwrap();
        cil.road.rebuild(|_| {}).unwrap();
        assert_eq!(cil.road.digest().unwrap(), before);
        sealed_to_two(&trio, case);
    });
}

#[test]
fn the_clock_is_told_by_the_peers_cosignature_and_reminders_need_something_awaited() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let case = open(
            trio.apdp(),
            NewOpening {
                kind: CaseKind::Information,
                checklist: vec!["purpose".into(), "question".into()],
                received: None,
                person: None,
                ..complaint(&[CIL])
            },
        )
        .case;
        let opened = view(trio.apdp(), case).unwrap().events[0].place;
        let reminder = Step::Reminder { to: CIL, duty: Duty::Reply, about: opened, text: String::new() };
        assert_eq!(
            submit(trio.apdp(), case, reminder.clone()),
            Err(RoadError::Rule(CaseError::NotAwaited)),
            "it has not started"
        );
        trio.exchange();
        let node = trio.apdp();
        let stored = 1_772_712_000 + 7_200;
        let size = node.journals.size(node.me());
        node.journals.cosign_at(node.me(), HAPDP, size, stored - 3_600);
        node.road.note_cosigned(node.me()).unwrap();
        let reply = |now| {
            let lines = clock(node, case, now);
            lines.into_iter().find(|line| line.duty == Duty::Reply).unwrap()
        };
        assert_eq!(reply(stored).state, ClockState::NotStarted, "the third's cosignature starts nothing");
        node.journals.cosign_at(node.me(), CIL, size, stored);
        node.road.note_cosigned(node.me()).unwrap();
        assert_eq!(reply(stored).starts, Some(stored));
        assert_eq!(reply(stored).state, ClockState::Running { is_near: false });
        assert!(matches!(submit(node, case, reminder), Ok(Submitted::Recorded(_))));
        assert_eq!(reply(stored).reminders, 1);
        let due = node.read(|tx| store::due(tx, &charter(), Some(CIL), stored));
        let duties: Vec<Duty> = due.iter().map(|line| line.deadline.duty).collect();
        assert_eq!(duties, [Duty::Acknowledgement, Duty::Reply]);
    });
}

#[test]
fn an_authority_that_joins_reads_nothing_of_before_until_it_is_sent_again() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let case = open(trio.apdp(), complaint(&[CIL])).case;
        let note = take(trio.apdp(), case, Step::Note { text: "Entre nous deux.".into() });
        trio.exchange();
        let head = view(trio.apdp(), case).unwrap().case().head.clone().unwrap();
        take(
            trio.apdp(),
            case,
            Step::Widened { member: HAPDP, head, reason: "Une succursale à Niamey.".into() },
        );
        trio.exchange();
        let there = view(trio.hapdp(), case).unwrap();
        assert_eq!(there.events.len(), 1);
        assert_eq!(there.number().unwrap().to_string(), "ML-2026-0001");
        assert_eq!(there.case().person, None);

        let officer = trio.apdp().officer("plume");
        let draft = act(trio.apdp(), move |scribe| case::resend(scribe, officer, case, note)).unwrap();
        approve(trio.apdp(), "sceau", draft).unwrap();
        take(trio.hapdp(), case, Step::Note { text: "Bien reçu.".into() });
        trio.exchange();
        let there = view(trio.hapdp(), case).unwrap();
        assert_eq!(there.events.len(), 3);
        let sent = there.events.iter().find_map(|event| match &event.step {
            Step::Resent { of, step, .. } => Some((*of, (**step).clone())),
            _ => None,
        });
        assert_eq!(sent, Some((note, Step::Note { text: "Entre nous deux.".into() })));
        assert_eq!(view(trio.apdp(), case), view(trio.cil(), case));
        assert!(view(trio.cil(), case).unwrap().case().concerned.contains(HAPDP));
    });
}

#[test]
fn a_person_is_erased_everywhere_and_the_bare_case_remains() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let case = open(trio.apdp(), complaint(&[CIL])).case;
        trio.exchange();
        assert!(view(trio.cil(), case).unwrap().case().person.is_some());
        erase(trio.apdp(), case, Erase::Person).unwrap();
        settle(&trio);
        for node in [trio.apdp(), trio.cil()] {
            let view = view(node, case).unwrap();
            assert_eq!(view.case().person, None);
            assert_eq!(view.erasures.len(), 1);
            assert!(view.erasures[0].missing.is_empty(), "both gave a receipt: {:?}", view.erasures);
        }
        assert_eq!(
            erase(trio.apdp(), case, Erase::Everything),
            Err(RoadError::Rule(CaseError::Rule(Irregularity::NotClosed)))
        );
        take(trio.apdp(), case, Step::Closed { outcome: Outcome::Withdrawn, text: "Retirée.".into() });
        settle(&trio);
        erase(trio.apdp(), case, Erase::Everything).unwrap();
        settle(&trio);
        for node in [trio.apdp(), trio.cil()] {
            let view = view(node, case).unwrap();
            assert_eq!(view.events.len(), 1, "only what remains: {:?}", view.events);
            assert_eq!(view.title(), "");
            assert_eq!(view.number().unwrap().to_string(), "ML-2026-0001");
            assert_eq!(
                (view.case().stage(), view.case().outcome()),
                (Stage::Closed, Some(Outcome::Withdrawn))
            );
            let before = node.road.digest().unwrap();
            node.road.rebuild(|_| {}).unwrap();
            assert_eq!(node.road.digest().unwrap(), before);
        }
        let next = open(trio.apdp(), complaint(&[CIL]));
        assert_eq!(next.number.unwrap().to_string(), "ML-2026-0002", "an erased number is not given again");
        assert_eq!(
            erase(trio.cil(), case, Erase::Everything),
            Err(RoadError::Rule(CaseError::NothingToErase))
        );
    });
}

fn erase(node: &Node, object: ObjectId, what: Erase) -> Acted<usize> {
    let officer = node.officer("sceau");
    act(node, move |scribe| {
        case::erase(scribe, officer, object, what, "Fin de la conservation.", &mut |_, _| Ok(None))
    })
}

/// Erasures, receipts and what follows them have all arrived.
fn settle(trio: &Trio) {
    for _ in 0..3 {
        trio.exchange();
    }
}

#[test]
fn wrong_fields_are_named_and_nothing_is_kept() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let node = trio.apdp();
        let wrong = NewOpening {
            to: vec![],
            title: String::new(),
            controller: "\u{7}".into(),
            country: "mali".into(),
            checklist: vec!["person".into(), "rumour".into()],
            received: Some(date(2100, 1, 1)),
            ..complaint(&[])
        };
        let Err(RoadError::Rule(CaseError::Faults(faults))) = draft_opening(node, "plume", wrong) else {
            panic!("it should be refused")
        };
        let mut fields: Vec<&str> = faults.iter().map(|fault| fault.field).collect();
        fields.dedup();
        assert_eq!(fields, ["to", "received", "title", "controller", "country", "checklist"]);
        assert!(node.read(drafts::all).is_empty());
    });
}

#[test]
fn a_hostile_opening_under_anothers_number_has_no_effect() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let opened = open(trio.apdp(), complaint(&[CIL]));
        trio.exchange();
        // The CIL's node, tampered with, claims to have opened the same case itself: its own rule refuses to record it.
        let written = liptako_exchange::case::record::Written {
            drafter: trio.cil().officer("plume"),
            approver: None,
            step: view(trio.cil(), opened.case).unwrap().events[0].step.clone(),
        };
        let audience = view(trio.cil(), opened.case).unwrap().case().concerned;
        let refused = act(trio.cil(), move |scribe| {
            let new = liptako_storage::NewRecord::sealed(
                liptako_core::Kind::CASE_OPENED,
                opened.case,
                audience,
                case::record::encode(&written),
            );
            scribe.record(new).map(|_| ()).map_err(CaseError::from)
        });
        assert!(
            matches!(refused, Err(RoadError::Rule(CaseError::Storage(StorageError::Record(_))))),
            "{refused:?}"
        );
        let me = trio.cil().me();
        let size = trio.cil().journals.size(me);
        assert!((0..size).all(|at| trio.cil().read(|tx| irregularities(tx, me, at)).is_empty()));
    });
}

#[test]
fn the_paper_of_a_case_holds_its_clock_texts_documents_and_proofs() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let case = open(trio.apdp(), complaint(&[CIL])).case;
        let document = Document {
            file: ObjectId::from_bytes([5; 16]),
            name: "capture.png".into(),
            media: "image/png".into(),
            bytes: 1234,
            sha256: [0xab; 32],
            caption: "Capture d’écran".into(),
        };
        take(trio.apdp(), case, Step::Document(document));
        let text = Step::Draft {
            form: Form::Decision,
            title: "Mise en demeure (fiction)".into(),
            text: "L’opérateur retire le fichier.".into(),
            revises: None,
        };
        take(trio.apdp(), case, text);
        let texts = Texts::new(TEXTS.iter().chain(liptako_web::TEXTS)).unwrap();
        for lang in Lang::ALL {
            let say = |message: &Message| texts.say(lang, message);
            let view = view(trio.apdp(), case).unwrap();
            let clock = clock(trio.apdp(), case, 1_772_800_000);
            let level = |_| Level::N1;
            let input = PaperInput {
                speech: Speech { lang, say: &say },
                charter: &charter(),
                view: &view,
                clock: &clock,
                level: &level,
                publisher: "APDP",
                date: "6 mars 2026",
                with_person: false,
            };
            let made = paper(&input);
            let whole = format!("{made:?}");
            assert!(made.title.ends_with("ML-2026-0001"));
            for words in ["capture.png", &"ab".repeat(32), "Mise en demeure (fiction)", "sceau (fiction)"] {
                assert!(whole.contains(words), "{words}");
            }
            for event in &view.events {
                assert!(whole.contains(&event.commitment.to_string()));
            }
            assert!(!whole.contains("Awa Fictive"), "the person was to be left out");
            assert!(
                format!("{:?}", paper(&PaperInput { with_person: true, ..input })).contains("Awa Fictive")
            );
            assert!(liptako_paper::pdf(&made).unwrap().starts_with(b"%PDF"));
            let json = export::json(&charter(), &view, &clock);
            assert_eq!(json["number"], "ML-2026-0001");
            assert_eq!(json["steps"].as_array().unwrap().len(), view.events.len());
        }
    });
}

#[test]
fn figures_count_the_own_cases_and_hide_small_counts_when_published() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        for at in 0..6 {
            let case = open(trio.apdp(), complaint(&[CIL])).case;
            if at < 5 {
                trio.later(86_400 * at);
                take(trio.apdp(), case, Step::Closed { outcome: Outcome::Withdrawn, text: String::new() });
            }
        }
        let now = 1_772_712_000 + 86_400 * 40;
        let figures = trio.apdp().read(|tx| figures::figures(tx, &charter(), now));
        let complaints = figures.kinds.iter().find(|line| line.kind == CaseKind::Complaint).unwrap();
        assert_eq!((complaints.open, complaints.all_closed(), complaints.median_days), (1, 5, Some(2)));
        let inside = figures.json("APDP", false);
        assert_eq!(inside["kinds"][1]["open"], 1);
        let outside = figures.json("APDP", true);
        assert_eq!(outside["kinds"][1]["open"], "<5");
        assert_eq!(outside["kinds"][1]["closed"]["withdrawn"], 5);
        assert_eq!(outside["kinds"][1]["all"], serde_json::Value::Null);
        let none = trio.hapdp().read(|tx| figures::figures(tx, &charter(), now));
        assert!(none.kinds.iter().all(|line| line.open + line.all_closed() == 0));
        let texts = Texts::new(TEXTS.iter().chain(liptako_web::TEXTS)).unwrap();
        let say = |message: &Message| texts.say(Lang::Fr, message);
        let speech = Speech { lang: Lang::Fr, say: &say };
        let csv = liptako_paper::csv(&figures.cases_table(&speech, true)).unwrap();
        assert!(String::from_utf8(csv).unwrap().contains("moins de 5"));
        assert!(!figures.delays_table(&speech, true).rows.is_empty());
    });
}

/// A file of these words, kept on this node alone until a draft that holds it is approved.
fn kept(node: &Node, name: &str, words: &str) -> Document {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("upload");
    std::fs::write(&path, words).unwrap();
    let alone = files::kept_for(&node.road);
    let name = file::FileName::clean(name);
    let stored = file::store(&node.road, &path, name, alone, true, &*node.chance).unwrap();
    act(node, move |scribe| files::keep(scribe, &stored, "Pièce").map_err(CaseError::from)).unwrap()
}

fn approve_with_files(node: &Node, draft: ObjectId) -> Approved {
    let (officer, signer) = (node.officer("sceau"), node.unlocked("sceau"));
    let identity = std::sync::Arc::clone(&node.identity);
    let kept = node.read(|tx| drafts::one(tx, draft)).unwrap();
    let copies = files::Copies::of(&node.road, &kept, &*node.chance).unwrap();
    act(node, move |scribe| {
        identity.publish_keys(scribe).map_err(|error| StorageError::Record(error.to_string()))?;
        files::approve(scribe, officer, &signer, draft, &copies)
    })
    .unwrap()
}

fn has_file(node: &Node, document: &Document) -> bool {
    node.read(|tx| file::attachment(tx, document.file)).is_some()
}

#[test]
fn a_document_leaves_when_it_is_approved_reaches_who_joins_when_sent_again_and_goes_with_the_case() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let node = trio.apdp();
        let draft = draft_opening(node, "plume", complaint(&[CIL])).unwrap();
        let (own, kept_here) = (node.officer("plume"), kept(node, "plainte.txt", "Le fichier circule."));
        let document = kept_here.clone();
        act(node, move |scribe| case::add_document(scribe, &own, draft, document)).unwrap();
        trio.exchange();
        assert!(!has_file(trio.cil(), &kept_here), "it waits for its approval here");
        let case = approve_with_files(node, draft).case;
        settle(&trio);
        assert!(!has_file(node, &kept_here), "what was kept meanwhile is erased");
        let sent = view(trio.cil(), case).unwrap().documents().next().unwrap().1.clone();
        assert_eq!((sent.sha256, sent.bytes, sent.name.as_str()), (kept_here.sha256, 19, "plainte.txt"));
        assert!(has_file(trio.cil(), &sent) && !has_file(trio.hapdp(), &sent));

        let head = view(node, case).unwrap().case().head.clone().unwrap();
        take(node, case, Step::Widened { member: HAPDP, head, reason: "Une succursale.".into() });
        settle(&trio);
        assert!(!has_file(trio.hapdp(), &sent), "never by itself");
        let place = view(node, case).unwrap().document(sent.file).unwrap().0.place;
        let officer = node.officer("plume");
        let again = act(node, move |scribe| case::resend(scribe, officer, case, place)).unwrap();
        approve_with_files(node, again);
        settle(&trio);
        let there = view(trio.hapdp(), case).unwrap();
        let copy = there.documents().next().unwrap().1.clone();
        assert!(has_file(trio.hapdp(), &copy) && copy.sha256 == sent.sha256 && copy.file != sent.file);

        take(node, case, Step::Closed { outcome: Outcome::Withdrawn, text: String::new() });
        settle(&trio);
        let officer = node.officer("sceau");
        act(node, move |scribe| files::erase(scribe, officer, case, Erase::Everything, "Fin.")).unwrap();
        settle(&trio);
        for node in &trio.nodes {
            assert!(!has_file(node, &sent) && !has_file(node, &copy));
            assert_eq!(view(node, case).unwrap().documents().count(), 0);
        }
    });
}

#[test]
fn a_document_of_a_draft_that_is_given_up_is_erased() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let node = trio.apdp();
        let (one, two) = (kept(node, "un.txt", "Un."), kept(node, "deux.txt", "Deux."));
        let officer = node.officer("plume");
        let both = vec![one.clone(), two.clone()];
        let draft =
            act(node, move |scribe| case::draft_opening(scribe, officer, complaint(&[CIL]), both)).unwrap();
        let (own, file) = (node.officer("plume"), one.file);
        act(node, move |scribe| files::remove_document(scribe, &own, draft, file)).unwrap();
        assert!(!has_file(node, &one) && has_file(node, &two));
        act(node, move |scribe| files::discard(scribe, draft)).unwrap();
        assert!(!has_file(node, &two));
    });
}
