//! What people do with the plan, from the proposal to the plan in force on three nodes.

use crate::house::{Planning, TODAY, Trio, action_about};
use jiff::civil::date;
use liptako_core::Lang;
use liptako_council::plan::store::{ActionFilter, Counts};
use liptako_council::plan::{Content, Decimal, Measure, Outcome, Standing, State, store};
use liptako_stage::on_each_engine;
use liptako_storage::{irregularities, newest_records};

#[test]
fn a_plan_proposed_by_one_authority_is_in_force_once_all_three_have_agreed() {
    on_each_engine(|base| {
        let (trio, demo, place) = Trio::with_plan(base);
        for house in &trio.nodes {
            let view = house.proposal(place);
            assert_eq!(view.line.outcome, Outcome::Adopted);
            assert_eq!(view.line.positions.len(), 3);
            assert_eq!(view.line.deciding(3).len(), 4, "the proposal and three positions prove it");
            let axes = house.read(|tx| store::overview(tx, TODAY));
            assert_eq!(axes.len(), 4);
            let actions: u64 = axes.iter().map(|axis| axis.counts.expected()).sum();
            let (lines, total) = house.read(|tx| store::actions(tx, &ActionFilter::default(), TODAY, 100, 0));
            assert_eq!((actions, lines.len() as u64), (total, total));
            assert_eq!(demo.changes.len() as u64, 4 + 9 + total);
            assert_eq!(lines[0].reference(), "1.1.1");
        }
        trio.assert_alike();
    });
}

#[test]
fn nothing_changes_while_one_authority_is_silent() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let change = trio.hapdp().change(action, |action| action.due = date(2026, 9, 30));
        let place = trio.hapdp().propose(vec![change]).unwrap();
        trio.exchange();
        trio.hapdp().agree(place).unwrap();
        trio.cil().agree(place).unwrap();
        trio.exchange();
        assert_eq!(trio.apdp().proposal(place).line.outcome, Outcome::Open);
        assert_ne!(trio.apdp().action(action).line.action.value.due, date(2026, 9, 30));
        assert_eq!(trio.apdp().awaiting().len(), 1);
        assert_eq!(trio.cil().awaiting().len(), 0);

        trio.apdp().agree(place).unwrap();
        trio.exchange();
        let view = trio.cil().action(action);
        assert_eq!(view.line.action.value.due, date(2026, 9, 30));
        assert_eq!(view.line.action.revision, 2);
        let (history, total) = trio.cil().read(|tx| store::history_page(tx, action, 10, 0));
        assert_eq!((history.len(), total), (2, 2), "the plan and its change");
        assert!(
            matches!(&history[0].changes[0].before, Some(Content::Action(before)) if before.due < date(2026, 9, 30))
        );
        trio.assert_alike();
    });
}

#[test]
fn an_owner_alone_reports_progress_with_its_proofs() {
    on_each_engine(|base| {
        let (trio, demo, plan) = Trio::with_plan(base);
        let plan = trio.apdp().proposal(plan).line.commitment;
        for progress in &demo.progress {
            let house = &trio.nodes[usize::from(progress.owner.0)];
            let change = liptako_council::plan::Change {
                object: progress.action,
                parent: None,
                content: progress.content(plan),
            };
            let place = house.propose(vec![change]).unwrap();
            house.agree(place).unwrap();
        }
        trio.exchange();
        let axes = trio.cil().read(|tx| store::overview(tx, TODAY));
        let mut all = Counts::default();
        for standing in Standing::ALL {
            all.add(standing, axes.iter().map(|axis| axis.counts.of(standing)).sum());
        }
        assert_eq!((all.done, all.under_way, all.late, all.blocked, all.planned), (4, 7, 2, 2, 5));

        let late = ActionFilter { standing: Some(Standing::Late), ..ActionFilter::default() };
        let (lines, total) = trio.cil().read(|tx| store::actions(tx, &late, TODAY, 100, 0));
        assert_eq!((lines.len(), total), (2, 2));
        let own = ActionFilter { owner: Some(trio.cil().me()), ..ActionFilter::default() };
        let (lines, _) = trio.cil().read(|tx| store::actions(tx, &own, TODAY, 100, 0));
        assert!(lines.iter().all(|line| line.action.value.owner == trio.cil().me()));
        trio.assert_alike();
    });
}

#[test]
fn a_measured_value_changes_the_progress_in_force() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "session de formation");
        let mut change = trio.apdp().progress(action, State::UnderWay, "Première session.");
        if let Content::Progress(progress) = &mut change.content {
            progress.measures.push(Measure {
                indicator: "formes".into(),
                date: date(2026, 3, 2),
                value: "34".parse::<Decimal>().unwrap(),
                evidence: "Liste de présence".into(),
            });
        }
        let first = trio.apdp().propose(vec![change]).unwrap();
        trio.apdp().agree(first).unwrap();
        let change = trio.apdp().progress(action, State::Blocked, "Salle indisponible.");
        let second = trio.apdp().propose(vec![change]).unwrap();
        trio.apdp().agree(second).unwrap();
        trio.exchange();
        let view = trio.hapdp().action(action);
        assert_eq!(view.line.standing, Standing::Blocked);
        let progress = view.progress.unwrap().value;
        assert_eq!((progress.measures.len(), progress.account.as_str()), (1, "Salle indisponible."));
    });
}

#[test]
fn search_finds_actions_without_their_accents_and_within_the_filters() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let find = |words: &str, owner| {
            let filter = ActionFilter { words: words.into(), owner, ..ActionFilter::default() };
            trio.cil().read(|tx| store::actions(tx, &filter, TODAY, 50, 0)).0
        };
        let wanted = action_about(&demo, "radiophonique");
        let objects =
            |words: &str| find(words, None).iter().map(|line| line.action.object).collect::<Vec<_>>();
        assert_eq!(objects("serie radiophonique"), vec![wanted]);
        assert_eq!(objects("radio series"), vec![wanted], "English words find it too");
        assert_eq!(find("radiophonique", Some(trio.cil().me())), vec![], "another owner's");
        assert_eq!(objects("hippopotame"), vec![]);
        let title = &find("radiophonique", None)[0].action.value.title;
        assert!(title.pick(Lang::En).contains("radio"));
    });
}

#[test]
fn the_same_form_sent_twice_makes_one_proposal() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let house = trio.cil();
        let request = house.request();
        let change =
            house.change(action_about(&demo, "Rédiger des actes"), |action| action.due = date(2027, 1, 31));
        let first = house.propose_under(request, "plume", "Plus de temps.", vec![change.clone()]).unwrap();
        let again = house.propose_under(request, "plume", "Plus de temps.", vec![change]).unwrap();
        assert_eq!(first, again);
        let (open, total) = house.read(|tx| store::proposals(tx, Some(Outcome::Open), 10, 0));
        assert_eq!((open.len(), total), (1, 1));
    });
}

#[test]
fn no_record_made_by_these_acts_is_irregular() {
    on_each_engine(|base| {
        let (trio, _, _) = Trio::with_plan(base);
        let records = trio.cil().read(|tx| newest_records(tx, 100, 0));
        assert!(records.len() > 6);
        for record in records {
            let reasons = trio.cil().read(|tx| irregularities(tx, record.origin, record.index));
            assert_eq!(reasons, Vec::<String>::new(), "{record:?}");
        }
    });
}

#[test]
fn a_rebuild_gives_the_same_plan() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "serveur vocal");
        let change = trio.hapdp().progress(action, State::Blocked, "Convention attendue.");
        let place = trio.hapdp().propose(vec![change]).unwrap();
        trio.hapdp().agree(place).unwrap();
        trio.exchange();
        let before = trio.apdp().road.digest().unwrap();
        trio.apdp().road.rebuild(|_| {}).unwrap();
        assert_eq!(trio.apdp().road.digest().unwrap(), before);
        assert_eq!(trio.apdp().action(action).line.standing, Standing::Blocked);
    });
}

#[test]
fn actions_are_found_by_their_concepts_as_they_change() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let find = |concept: &str| {
            let filter = ActionFilter { concept: Some(concept.parse().unwrap()), ..ActionFilter::default() };
            let (lines, total) = trio.cil().read(|tx| store::actions(tx, &filter, TODAY, 50, 0));
            assert_eq!(lines.len() as u64, total);
            lines.iter().map(|line| line.action.object).collect::<Vec<_>>()
        };
        assert_eq!(find("framework-rules"), vec![action]);
        assert_eq!(find("lead-authority"), vec![]);
        let change =
            trio.cil().change(action, |action| action.concepts = vec!["lead-authority".parse().unwrap()]);
        let place = trio.cil().propose(vec![change]).unwrap();
        trio.exchange();
        trio.all_agree(place);
        trio.exchange();
        assert_eq!(find("framework-rules"), vec![]);
        assert_eq!(find("lead-authority"), vec![action]);
        trio.assert_alike();
    });
}
