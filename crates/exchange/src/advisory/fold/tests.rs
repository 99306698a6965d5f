use super::super::marking::{Functions, Named};
use super::super::model::{Content, Format, Origin, Sector};
use super::super::record::advisory_object;
use super::super::samples::{amber, charter, content, officer, red, two, version};
use super::*;
use jiff::civil::date;
use proptest::prelude::*;

const ML: MemberIndex = MemberIndex(0);
const BF: MemberIndex = MemberIndex(1);
const NE: MemberIndex = MemberIndex(2);

fn object() -> ObjectId {
    advisory_object("liptako.example/ml/1", &[7; 16])
}

/// A signed record of `origin`, with the header that `marking` gives.
fn event(origin: MemberIndex, index: u64, marking: &Marking, word: Word) -> Event {
    let charter = charter();
    Event {
        place: Place { origin, index },
        order: Order { sum: index, origin, index },
        commitment: Hash([index as u8; 32]),
        audience: marking.audience(&charter),
        is_sealed: marking.is_sealed(&charter),
        seconds: 1_795_467_600 + index as i64,
        signed: true,
        word,
    }
}

fn issued(index: u64, revision: u32, parent: Option<u64>, marking: Marking) -> Event {
    let version = Version {
        revision,
        parent: parent.map(|index| Hash([index as u8; 32])),
        reason: if revision == 1 { String::new() } else { "Complété.".into() },
        marking: marking.clone(),
        ..version()
    };
    event(ML, index, &marking, Word::Version(Box::new(version)))
}

fn changed(mut event: Event, change: impl FnOnce(&mut Version)) -> Event {
    if let Word::Version(version) = &mut event.word {
        change(version);
    }
    event
}

fn acknowledged(origin: MemberIndex, index: u64, of: u64, marking: &Marking, response: Response) -> Event {
    let reason = "Pour exercice.".to_owned();
    let word = Acknowledgement { version: Hash([of as u8; 32]), response, reason, officer: officer(3) };
    event(origin, index, marking, Word::Acknowledgement(word))
}

fn published(origin: MemberIndex, index: u64, of: u64, outlet: Outlet) -> Event {
    let word = Publication { version: Hash([of as u8; 32]), outlet, officer: officer(3) };
    event(origin, index, &Marking::Clear, Word::Publication(word))
}

fn withdrawn(index: u64, of: u64, marking: &Marking) -> Event {
    let word = Withdrawal {
        seed: [7; 16],
        parent: Hash([of as u8; 32]),
        reason: "Fausse alerte.".into(),
        officer: officer(2),
    };
    event(ML, index, marking, Word::Withdrawal(word))
}

fn folded(events: &[Event]) -> Folded {
    fold(&charter(), object(), events)
}

fn why(events: &[Event]) -> Vec<Irregularity> {
    folded(events).irregular.into_values().collect()
}

#[test]
fn an_advisory_is_its_authors_alone() {
    let first = issued(1, 1, None, Marking::Green);
    assert_eq!(why(std::slice::from_ref(&first)), []);
    let foreign = Event {
        place: Place { origin: BF, index: 2 },
        order: Order { sum: 2, origin: BF, index: 2 },
        ..issued(2, 2, Some(1), Marking::Clear)
    };
    assert_eq!(why(&[first.clone(), foreign]), [Irregularity::NotTheAuthor]);
    let unsigned = Event { signed: false, ..first.clone() };
    assert_eq!(why(&[unsigned]), [Irregularity::Signature]);
    let alone = changed(first, |version| version.drafter = version.issuer.clone());
    assert_eq!(why(&[alone]), [Irregularity::OwnDraft]);
}

#[test]
fn the_header_is_the_one_that_the_marking_gives() {
    let sealed = issued(1, 1, None, red());
    assert_eq!(why(std::slice::from_ref(&sealed)), []);
    let open = Event { is_sealed: false, ..sealed.clone() };
    assert_eq!(why(&[open]), [Irregularity::Audience]);
    let wide = Event { audience: Audience(0b111), ..sealed };
    assert_eq!(why(&[wide]), [Irregularity::Audience]);
    let for_others = Marking::Amber(Named::new(Audience(0b110)).unwrap());
    assert_eq!(why(&[issued(1, 1, None, for_others)]), [Irregularity::Audience]);
}

/// Every change of marking that an author can think of, and whether it stands.
#[test]
fn a_marking_is_loosened_or_tightened_only_without_taking_back_what_was_told() {
    let three = Named::new(Audience(0b111)).unwrap();
    let functions = || Functions::new(vec!["president".into()]).unwrap();
    let red_of_all = Marking::Red { readers: three, functions: functions() };
    for (from, to, stands) in [
        (red(), amber(), true),
        (red(), Marking::Green, true),
        (red(), Marking::Clear, true),
        (amber(), red(), true),
        (amber(), Marking::AmberStrict(two()), true),
        (amber(), Marking::AmberStrict(three), true),
        (Marking::Green, Marking::Clear, true),
        (Marking::Clear, Marking::Green, true),
        (Marking::Green, red_of_all, true),
        (Marking::Clear, Marking::AmberStrict(three), true),
        (Marking::Green, amber(), false),
        (Marking::Clear, red(), false),
        (Marking::AmberStrict(three), amber(), false),
    ] {
        let events = [issued(1, 1, None, from.clone()), issued(2, 2, Some(1), to.clone())];
        let expected = if stands { vec![] } else { vec![Irregularity::Narrowed] };
        assert_eq!(why(&events), expected, "{from:?} → {to:?}");
    }
}

#[test]
fn versions_follow_one_another() {
    let first = issued(1, 1, None, Marking::Green);
    assert_eq!(why(&[first.clone(), issued(2, 2, Some(9), Marking::Green)]), [Irregularity::Stale]);
    assert_eq!(why(&[first.clone(), issued(2, 1, None, Marking::Green)]), [Irregularity::Stale]);
    assert_eq!(
        why(&[first.clone(), changed(issued(2, 2, Some(1), Marking::Green), |v| v.reason.clear())]),
        [Irregularity::Content]
    );
    // An authority that joins at the third version cannot know the second.
    assert_eq!(why(&[issued(3, 3, Some(2), Marking::Green)]), []);
    let all = [first, issued(2, 2, Some(1), Marking::Green), issued(3, 3, Some(2), Marking::Clear)];
    assert_eq!(folded(&all).advisory.current().unwrap().says.revision, 3);
}

#[test]
fn what_came_under_a_marking_never_gets_wider() {
    let with = |tlp: Tlp, agreement: &str| Content {
        origin: Some(Origin {
            format: Format::Stix,
            id: "report--1".into(),
            by: "CERT fictif".into(),
            tlp,
            agreement: agreement.into(),
        }),
        ..content()
    };
    let issue =
        |marking: Marking, content: Content| changed(issued(1, 1, None, marking), |v| v.content = content);
    assert_eq!(why(&[issue(red(), with(Tlp::Red, "Accord écrit du CERT fictif."))]), []);
    for wider in [amber(), Marking::AmberStrict(two()), Marking::Green, Marking::Clear] {
        assert_eq!(why(&[issue(wider, with(Tlp::Red, "Accord écrit."))]), [Irregularity::WiderThanSource]);
    }
    // Above TLP:GREEN the source must have agreed; below nobody need be asked.
    assert_eq!(why(&[issue(red(), with(Tlp::Amber, " "))]), [Irregularity::WiderThanSource]);
    assert_eq!(why(&[issue(Marking::Green, with(Tlp::Green, ""))]), []);
    assert_eq!(why(&[issue(Marking::Clear, with(Tlp::Green, ""))]), [Irregularity::WiderThanSource]);
    // A later version cannot forget where the first came from.
    let first = issue(red(), with(Tlp::Red, "Accord écrit."));
    let forgets = changed(issued(2, 2, Some(1), Marking::Clear), |v| v.content.origin = None);
    assert_eq!(why(&[first.clone(), forgets]), [Irregularity::WiderThanSource]);
    let loosens = changed(issued(2, 2, Some(1), Marking::Clear), |v| v.content = with(Tlp::Clear, ""));
    assert_eq!(why(&[first, loosens]), [Irregularity::WiderThanSource]);
}

#[test]
fn readers_acknowledge_and_the_late_are_known() {
    let first = issued(1, 1, None, amber());
    let advisory = folded(std::slice::from_ref(&first)).advisory;
    assert_eq!(
        advisory.awaited(&charter()),
        [BF],
        "the author does not wait for itself, nor for who cannot read"
    );
    assert_eq!(advisory.asked().unwrap().1, date(2026, 11, 27));
    let received = acknowledged(BF, 5, 1, &amber(), Response::Received);
    let acting = acknowledged(BF, 6, 1, &amber(), Response::Acting);
    let advisory = folded(&[acting, first.clone(), received]).advisory;
    assert_eq!(advisory.word_of(BF).unwrap().says.response, Response::Acting);
    assert!(advisory.awaited(&charter()).is_empty());
    assert_eq!(
        why(&[first.clone(), acknowledged(ML, 5, 1, &amber(), Response::Received)]),
        [Irregularity::OwnAdvisory]
    );
    assert_eq!(
        why(&[first.clone(), acknowledged(NE, 5, 1, &amber(), Response::Received)]),
        [Irregularity::Audience]
    );
    assert_eq!(
        why(&[first.clone(), acknowledged(BF, 5, 1, &Marking::Green, Response::Received)]),
        [Irregularity::Audience]
    );
    let mut silent = acknowledged(BF, 5, 1, &amber(), Response::NotConcerned);
    if let Word::Acknowledgement(word) = &mut silent.word {
        word.reason.clear();
    }
    assert_eq!(why(&[first.clone(), silent]), [Irregularity::Content]);
    // A second version that asks again is awaited again; one that does not, is not.
    let again = issued(2, 2, Some(1), amber());
    let done = acknowledged(BF, 5, 1, &amber(), Response::Received);
    assert_eq!(folded(&[first.clone(), done.clone(), again.clone()]).advisory.awaited(&charter()), [BF]);
    let quiet = changed(again, |v| v.content.acknowledge_by = None);
    assert!(folded(&[first, done, quiet]).advisory.awaited(&charter()).is_empty());
}

#[test]
fn only_a_marking_that_allows_it_is_handed_on() {
    for (marking, public, sectors) in [
        (Marking::Clear, None, None),
        (Marking::Green, Some(Irregularity::Marking), None),
        (
            Marking::AmberStrict(Named::new(Audience(0b111)).unwrap()),
            Some(Irregularity::Marking),
            Some(Irregularity::Marking),
        ),
    ] {
        let first = issued(1, 1, None, marking);
        let outlets = [(Outlet::Public, public), (Outlet::Sectors(vec![Sector::Finance]), sectors)];
        for (outlet, expected) in outlets {
            let found = why(&[first.clone(), published(BF, 5, 1, outlet)]);
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        }
    }
    let sealed = Event { audience: two().audience(), is_sealed: true, ..published(BF, 5, 1, Outlet::Public) };
    assert_eq!(why(&[issued(1, 1, None, red()), sealed]), [Irregularity::Marking]);
    let none = published(BF, 5, 1, Outlet::Sectors(Vec::new()));
    assert_eq!(why(&[issued(1, 1, None, Marking::Clear), none]), [Irregularity::Content]);
}

#[test]
fn the_public_page_goes_with_the_marking_and_with_the_advisory() {
    let first = issued(1, 1, None, Marking::Clear);
    let page = published(BF, 5, 1, Outlet::Public);
    let shown =
        |events: &[Event]| folded(events).advisory.public_page(BF).map(|(_, version)| version.says.revision);
    assert_eq!(shown(&[first.clone(), page.clone()]), Some(1));
    assert_eq!(
        folded(&[first.clone(), page.clone()]).advisory.public_page(NE),
        None,
        "each publishes for itself"
    );
    let second = issued(2, 2, Some(1), Marking::Clear);
    assert_eq!(
        shown(&[first.clone(), page.clone(), second.clone()]),
        Some(1),
        "until it publishes the new one"
    );
    assert_eq!(shown(&[first.clone(), page.clone(), second, published(BF, 6, 2, Outlet::Public)]), Some(2));
    assert_eq!(shown(&[first.clone(), page.clone(), issued(2, 2, Some(1), Marking::Green)]), None);
    assert_eq!(shown(&[first.clone(), page.clone(), withdrawn(2, 1, &Marking::Clear)]), None);
    assert_eq!(shown(&[first, page, published(BF, 6, 1, Outlet::Retracted)]), None);
}

#[test]
fn what_was_withdrawn_stays_withdrawn() {
    let events = [issued(1, 1, None, red()), withdrawn(2, 1, &red()), issued(3, 2, Some(1), red())];
    let found = folded(&events);
    assert_eq!(found.irregular.into_values().collect::<Vec<_>>(), [Irregularity::Withdrawn]);
    assert!(found.advisory.withdrawal.is_some() && found.advisory.awaited(&charter()).is_empty());
    assert_eq!(why(&[issued(1, 1, None, red()), withdrawn(2, 9, &red())]), [Irregularity::Stale]);
}

#[test]
fn every_reason_has_its_own_code() {
    let codes: std::collections::BTreeSet<_> = Irregularity::ALL.iter().map(|why| why.code()).collect();
    assert_eq!(codes.len(), Irregularity::ALL.len());
}

proptest! {
    /// Sealed records are opened late: whatever the order of arrival, the same advisory stands.
    #[test]
    fn the_order_of_arrival_changes_nothing(order in Just((0usize..8).collect::<Vec<_>>()).prop_shuffle()) {
        let all = [
            issued(1, 1, None, red()),
            issued(2, 2, Some(1), amber()),
            issued(3, 3, Some(2), Marking::Clear),
            acknowledged(BF, 4, 1, &red(), Response::Received),
            acknowledged(BF, 5, 2, &amber(), Response::Acting),
            published(NE, 6, 3, Outlet::Public),
            withdrawn(7, 3, &Marking::Clear),
            issued(8, 4, Some(3), Marking::Green),
        ];
        let shuffled: Vec<Event> = order.iter().map(|at| all[*at].clone()).collect();
        prop_assert_eq!(folded(&shuffled), folded(&all));
    }
}
