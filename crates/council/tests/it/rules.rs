//! What the acts refuse, and that nothing is recorded then.

use crate::house::{Planning, Trio, action_about};
use jiff::civil::date;
use liptako_core::ObjectId;
use liptako_council::plan::{
    Change, Content, Duty, Irregularity, Measure, Outcome, Place, PlanError, Problem, Rules, State, duty,
};
use liptako_journal::Hash;
use liptako_stage::on_each_engine;
use liptako_stage::{Node, charter};

fn problems(refused: Result<Place, PlanError>) -> Vec<(String, Problem)> {
    match refused {
        Err(PlanError::Faults(faults)) => {
            faults.into_iter().map(|fault| (fault.field, fault.problem)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn duty_of(house: &Node, login: &str, place: Place) -> Duty {
    let line = house.proposal(place).line;
    let who = house.who(login);
    let may = who.may(liptako_identity::Permission::PLAN_DECIDE);
    let reader = who.person().map(|person| person.id);
    house.read(|tx| duty(tx, &Rules::of(&charter()), house.me(), &line, reader, may))
}

#[test]
fn who_drafts_does_not_approve() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let house = trio.cil();
        let change =
            house.change(action_about(&demo, "actes types"), |action| action.due = date(2027, 1, 31));
        let place = house.propose_as("tout", "Plus de temps.", vec![change]).unwrap();
        for agrees in [true, false] {
            let refused = house.decide_as("tout", place, agrees);
            assert_eq!(refused, Err(PlanError::Rule(Irregularity::OwnProposal)));
        }
        assert_eq!(duty_of(house, "tout", place), Duty::Drafted);
        assert_eq!(duty_of(house, "plume", place), Duty::NotPermitted);
        assert_eq!(duty_of(house, "sceau", place), Duty::Decide);
        house.agree(place).unwrap();
        assert_eq!(duty_of(house, "sceau", place), Duty::Spoken);
        assert_eq!(house.agree(place), Err(PlanError::Rule(Irregularity::SpokenTwice)));

        // Elsewhere, the same login is another person, who may speak for another authority.
        trio.exchange();
        trio.apdp().decide_as("tout", place, true).unwrap();
    });
}

#[test]
fn a_value_already_replaced_cannot_be_replaced_again() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let stale = trio.cil().change(action, |action| action.due = date(2026, 12, 31));
        let change = trio.hapdp().change(action, |action| action.due = date(2026, 9, 30));
        let place = trio.hapdp().propose(vec![change]).unwrap();
        trio.exchange();
        trio.all_agree(place);
        trio.exchange();
        assert_eq!(trio.cil().propose(vec![stale]), Err(PlanError::Rule(Irregularity::Stale)));

        let mut invented = trio.cil().change(action, |action| action.due = date(2026, 12, 31));
        invented.parent = Some(Hash([7; 32]));
        assert_eq!(trio.cil().propose(vec![invented]), Err(PlanError::Rule(Irregularity::UnknownParent)));
    });
}

#[test]
fn an_authority_agrees_to_one_of_two_competing_proposals_until_it_is_rejected() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let later = trio.hapdp().change(action, |action| action.due = date(2026, 9, 30));
        let much_later = trio.cil().change(action, |action| action.due = date(2026, 12, 31));
        let first = trio.hapdp().propose(vec![later]).unwrap();
        let second = trio.cil().propose(vec![much_later]).unwrap();
        trio.exchange();
        let competitors = trio.apdp().proposal(first).competitors;
        assert_eq!(competitors.iter().map(|line| line.place).collect::<Vec<_>>(), vec![second]);

        trio.apdp().agree(first).unwrap();
        assert_eq!(trio.apdp().agree(second), Err(PlanError::Rule(Irregularity::Competing)));
        assert_eq!(duty_of(trio.apdp(), "sceau", second), Duty::RefuseOnly(first));

        trio.cil().refuse(first).unwrap();
        trio.exchange();
        assert_eq!(trio.apdp().proposal(first).line.outcome, Outcome::Rejected);
        trio.all_agree(second);
        trio.exchange();
        assert_eq!(trio.hapdp().proposal(second).line.outcome, Outcome::Adopted);
        assert_eq!(trio.hapdp().action(action).line.action.value.due, date(2026, 12, 31));
        trio.assert_alike();
    });
}

#[test]
fn a_proposal_left_open_is_superseded_when_its_competitor_is_adopted() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let later = trio.hapdp().change(action, |action| action.due = date(2026, 9, 30));
        let much_later = trio.cil().change(action, |action| action.due = date(2026, 12, 31));
        let (first, second) =
            (trio.hapdp().propose(vec![later]).unwrap(), trio.cil().propose(vec![much_later]).unwrap());
        trio.exchange();
        trio.all_agree(first);
        trio.exchange();
        assert_eq!(trio.apdp().proposal(second).line.outcome, Outcome::Superseded);
        assert_eq!(trio.apdp().agree(second), Err(PlanError::Decided(Outcome::Superseded)));
        assert_eq!(trio.apdp().refuse(first), Err(PlanError::Decided(Outcome::Adopted)));
    });
}

#[test]
fn a_position_cites_the_very_text_that_was_read() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let change =
            trio.cil().change(action_about(&demo, "statuts"), |action| action.due = date(2026, 9, 30));
        let place = trio.cil().propose(vec![change]).unwrap();
        let other = trio.cil().decide_on("sceau", place, Hash([1; 32]), true);
        assert_eq!(other, Err(PlanError::OtherText));
        let nowhere = Place { index: 999, ..place };
        let missing = trio.cil().decide_on("sceau", nowhere, Hash([1; 32]), true);
        assert_eq!(missing, Err(PlanError::NotFound));
    });
}

#[test]
fn a_proposal_that_changes_nothing_is_refused() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let same = trio.cil().change(action_about(&demo, "statuts"), |_| {});
        assert_eq!(problems(trio.cil().propose(vec![same])), vec![(String::new(), Problem::NoChange)]);
    });
}

#[test]
fn wrong_fields_are_named() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let change = trio.cil().change(action, |action| {
            action.due = date(2020, 1, 1);
            action.title.fr = "x".repeat(201);
        });
        let refused = trio.cil().propose_as("plume", "", vec![change]);
        let expected = vec![
            ("reason".to_owned(), Problem::Empty),
            ("title_fr".to_owned(), Problem::TooLong(200)),
            ("due".to_owned(), Problem::DueBeforeStart),
        ];
        assert_eq!(problems(refused), expected);

        let mut future = trio.hapdp().progress(action, State::UnderWay, "");
        if let Content::Progress(progress) = &mut future.content {
            progress.measures = vec![Measure {
                indicator: "articles".into(),
                date: date(2026, 3, 6),
                value: "40".parse().unwrap(),
                evidence: "Projet".into(),
            }];
        }
        let refused = trio.hapdp().propose(vec![future]);
        assert_eq!(problems(refused), vec![("measure-0-date".to_owned(), Problem::MeasuredLater)]);
    });
}

#[test]
fn actions_never_wait_for_one_another_in_a_circle() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let (table, attest) =
            (action_about(&demo, "tableau comparatif"), action_about(&demo, "attester la colonne"));
        let closing = trio.cil().change(table, |action| action.depends_on = vec![attest]);
        assert_eq!(
            problems(trio.cil().propose(vec![closing])),
            vec![("depends_on".to_owned(), Problem::Cycle)]
        );

        // Two proposals, each sound alone, would close one together: the second is not agreed to.
        let (guides, lesson) = (action_about(&demo, "guides de contrôle"), action_about(&demo, "leçon"));
        let one = trio.cil().change(guides, |action| action.depends_on = vec![lesson]);
        let other = trio.cil().change(lesson, |action| action.depends_on = vec![guides]);
        let one = trio.cil().propose(vec![one]).unwrap();
        let other = trio.cil().propose(vec![other]).unwrap();
        trio.cil().agree(one).unwrap();
        assert_eq!(trio.cil().agree(other), Err(PlanError::Circle));
        trio.cil().refuse(other).unwrap();
    });
}

#[test]
fn what_a_change_refers_to_must_be_in_the_plan() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let elsewhere = ObjectId::from_bytes([9; 16]);
        let change = trio.cil().change(action, |action| action.objective = elsewhere);
        assert_eq!(trio.cil().propose(vec![change]), Err(PlanError::Rule(Irregularity::UnknownReference)));
    });
}

#[test]
fn progress_belongs_to_the_owner_and_starts_anew_with_the_next_one() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let by_another = trio.cil().progress(action, State::UnderWay, "Vu de la CIL.");
        let place = trio.cil().propose(vec![by_another]).unwrap();
        assert_eq!(trio.cil().agree(place), Err(PlanError::NotOurs(trio.hapdp().me())));
        trio.exchange();
        trio.hapdp().agree(place).unwrap();

        // The action goes to the CIL; the former owner's word no longer counts.
        trio.exchange();
        let late_word = trio.hapdp().progress(action, State::Cancelled, "Abandon.");
        let handover = trio.hapdp().change(action, |action| {
            action.owner = trio.cil().me();
            action.contributors = vec![trio.apdp().me(), trio.hapdp().me()];
        });
        let handover = trio.hapdp().propose(vec![handover]).unwrap();
        trio.exchange();
        trio.all_agree(handover);
        let late_place = trio.hapdp().propose(vec![late_word]).unwrap();
        trio.exchange();
        let view = trio.cil().action(action);
        assert_eq!(
            view.line.state,
            State::UnderWay,
            "what the former owner declared stays until the next word"
        );
        assert_eq!(view.progress_parent, None, "the next progress is the first of the new owner");

        let first = trio.cil().progress(action, State::Done, "Textes remis.");
        let first = trio.cil().propose(vec![first]).unwrap();
        trio.cil().agree(first).unwrap();
        trio.hapdp().agree(late_place).unwrap();
        trio.exchange();
        assert_eq!(trio.apdp().action(action).line.state, State::Done);
        trio.assert_alike();
    });
}

#[test]
fn progress_that_reports_on_a_replaced_action_is_refused() {
    on_each_engine(|base| {
        let (trio, demo, _) = Trio::with_plan(base);
        let action = action_about(&demo, "statuts");
        let stale: Change = trio.hapdp().progress(action, State::Done, "Textes remis.");
        let change = trio.hapdp().change(action, |action| action.due = date(2026, 9, 30));
        let place = trio.hapdp().propose(vec![change]).unwrap();
        trio.exchange();
        trio.all_agree(place);
        trio.exchange();
        assert_eq!(trio.hapdp().propose(vec![stale]), Err(PlanError::Rule(Irregularity::Stale)));
    });
}
