//! Records that no honest node writes: kept, told as irregular, without effect; and the same tables whatever the order.

use crate::EXCHANGE;
use liptako_core::{Audience, Kind, Lang, MemberIndex, ObjectId};
use liptako_exchange::practice::record::{encode_adoption, encode_feedback, encode_review, encode_version};
use liptako_exchange::practice::view::{self, Filter};
use liptako_exchange::practice::{
    Adoption, Cited, Content, Feedback, Form, Intent, Irregularity, Licence, Place, PracticeKind, Review,
    Source, Stance, Version,
};
use liptako_stage::{APDP, CIL, HAPDP, Page, World, charter, officer, on_each_engine};
use liptako_storage::{Source as _, irregularities};

fn version(number: u32, kind: PracticeKind) -> Version {
    let content = Content {
        kind,
        lang: Lang::Fr,
        title: format!("Un guide, version {number}"),
        summary: "Il sert.".into(),
        body: "Texte.".into(),
        concepts: Vec::new(),
        sectors: Vec::new(),
        countries: Vec::new(),
        basis: Vec::new(),
        licence: Licence::CcBy,
        authors: Vec::new(),
        attachments: Vec::new(),
    };
    Version {
        number,
        source: None,
        takes_in: Vec::new(),
        note: "Révisée.".into(),
        content,
        drafter: officer(1),
        publisher: officer(2),
    }
}

/// What an author had seen.
#[derive(Clone, Copy)]
enum Seen {
    /// All that was written so far.
    All,
    /// Nothing but the keys of officers.
    Nothing,
}
use Seen::{All, Nothing};

struct Written<'a> {
    world: &'a mut World,
    /// Every record written: its author, index, and why it should have no effect.
    all: Vec<(MemberIndex, u64, Option<Irregularity>)>,
}

impl Written<'_> {
    fn write(
        &mut self,
        origin: MemberIndex,
        seen: Seen,
        (kind, object): (Kind, u8),
        payload: &[u8],
        signer: Option<u8>,
        why: Option<Irregularity>,
    ) -> Cited {
        let object = ObjectId::from_bytes([object; 16]);
        let page = Page { kind, object, payload, audience: Audience::all(&charter()), signer };
        let sizes = charter().indices().map(|member| self.world.nodes[usize::from(member.0)].size(member));
        let sizes: Vec<u64> = sizes.collect();
        let seen = match seen {
            All => [sizes[0], sizes[1], sizes[2]],
            Nothing => [AFTER_KEYS; 3],
        };
        let (commitment, index) = self.world.write(origin, seen, &page);
        self.all.push((origin, index, why));
        Cited { place: Place { origin, index }, commitment }
    }

    fn version(
        &mut self,
        origin: MemberIndex,
        object: u8,
        version: &Version,
        why: Option<Irregularity>,
    ) -> Cited {
        let payload = encode_version(version);
        self.write(origin, All, (Kind::PRACTICE_VERSION, object), &payload, Some(2), why)
    }
}

/// Both officers of each journal are registered at its head.
const AFTER_KEYS: u64 = 2;

#[test]
fn what_breaks_a_rule_is_kept_and_has_no_effect() {
    on_each_engine(|base| {
        let mut world = World::new(EXCHANGE, 7);
        let mut w = Written { world: &mut world, all: Vec::new() };
        let guide = version(1, PracticeKind::Guide);
        let first = w.version(CIL, 1, &guide, None);
        let question = w.version(CIL, 2, &version(1, PracticeKind::Question), None);

        // Versions.
        let again = Some(Irregularity::Number);
        w.version(CIL, 1, &guide, again);
        w.version(CIL, 3, &version(0, PracticeKind::Guide), again);
        let mut own = guide.clone();
        own.drafter = officer(2);
        w.version(CIL, 4, &own, Some(Irregularity::OwnDraft));
        let mut untitled = guide.clone();
        untitled.content.title.clear();
        w.version(CIL, 5, &untitled, Some(Irregularity::Content));
        let payload = encode_version(&guide);
        let unsigned = Some(Irregularity::Signature);
        w.write(CIL, All, (Kind::PRACTICE_VERSION, 6), &payload, None, unsigned);
        w.write(CIL, All, (Kind::PRACTICE_VERSION, 7), &payload, Some(1), unsigned);
        w.write(CIL, All, (Kind::PRACTICE_VERSION, 8), b"\x01", Some(2), Some(Irregularity::Unreadable));
        let source = |version, intent| Some(Source { intent, version });
        let mut of_itself = guide.clone();
        of_itself.source = source(first, Intent::Improvement);
        w.version(CIL, 9, &of_itself, Some(Irregularity::OwnSource));

        // Words of another authority.
        let review = |version, fit: bool, remarks: &str| {
            encode_review(&Review { version, fit, remarks: remarks.into(), officer: officer(2) })
        };
        let adopts = |version| {
            let text = String::new();
            encode_adoption(&Adoption { version, stance: Stance::Adopted, text, officer: officer(2) })
        };
        let (reviews, adopted) = ((Kind::PRACTICE_REVIEW, 1), (Kind::PRACTICE_ADOPTION, 1));
        w.write(APDP, All, reviews, &review(first, true, ""), Some(2), None);
        w.write(APDP, All, reviews, &review(first, false, ""), Some(2), Some(Irregularity::Content));
        w.write(APDP, All, reviews, &review(first, true, ""), None, unsigned);
        w.write(CIL, All, reviews, &review(first, true, ""), Some(2), Some(Irregularity::OwnReview));
        let unknown = Some(Irregularity::UnknownVersion);
        // Its author had not seen the version, or names another text, or another object.
        w.write(HAPDP, Nothing, adopted, &adopts(first), Some(2), unknown);
        let other = Cited { commitment: question.commitment, ..first };
        w.write(HAPDP, All, adopted, &adopts(other), Some(2), unknown);
        w.write(HAPDP, All, (Kind::PRACTICE_ADOPTION, 9), &adopts(first), Some(2), unknown);
        w.write(HAPDP, All, adopted, &adopts(first), Some(2), None);
        let wrong = Some(Irregularity::WrongForm);
        w.write(HAPDP, All, (Kind::PRACTICE_ADOPTION, 2), &adopts(question), Some(2), wrong);
        let told = |version, form| {
            let (text, figures) = ("Utile.".into(), Vec::new());
            encode_feedback(&Feedback { version, form, text, figures, officer: officer(1) })
        };
        let (tells, answers) = ((Kind::PRACTICE_FEEDBACK, 1), (Kind::PRACTICE_FEEDBACK, 2));
        w.write(HAPDP, All, tells, &told(first, Form::Answer), None, wrong);
        w.write(HAPDP, All, answers, &told(question, Form::Feedback), None, wrong);
        w.write(HAPDP, All, tells, &told(first, Form::Feedback), None, None);
        w.write(HAPDP, All, answers, &told(question, Form::Answer), None, None);
        // Another authority writes under the same object: a practice of its own, nothing of the first.
        w.version(APDP, 1, &guide, None);

        let all = std::mem::take(&mut w.all);
        let mut digests = Vec::new();
        for member in 0..3 {
            let base = base();
            let road = world.informed_node(&base, member);
            for (origin, index, why) in &all {
                let marks = road.db().read(|tx| irregularities(tx, *origin, *index)).unwrap();
                let expected: Vec<String> = why.iter().map(|why| why.code().to_owned()).collect();
                assert_eq!(marks, expected, "{origin:?} {index}");
            }
            let listing = road.db().read(|tx| view::list(tx, &Filter::default(), 20, 0)).unwrap();
            assert_eq!(listing.total, 3, "the guide, the question, and the other authority's guide");
            let view = road.db().read(|tx| view::practice(tx, first.place)).unwrap().unwrap();
            assert_eq!((view.line.n_fit, view.line.n_unfit, view.line.n_told), (1, 0, 1));
            assert_eq!(view.line.stances.len(), 1);
            digests.push(road.digest().unwrap());
        }
        assert!(digests.windows(2).all(|pair| pair[0] == pair[1]));
    });
}

#[test]
fn the_same_records_make_the_same_library_in_any_order_of_arrival() {
    on_each_engine(|base| {
        for seed in 0..6 {
            let mut world = World::new(EXCHANGE, seed);
            let mut w = Written { world: &mut world, all: Vec::new() };
            let first = w.version(CIL, 1, &version(1, PracticeKind::Guide), None);
            let mut offer = version(1, PracticeKind::Guide);
            offer.source = Some(Source { intent: Intent::Improvement, version: first });
            let offers: Vec<Cited> = [APDP, HAPDP].map(|member| w.version(member, 2, &offer, None)).to_vec();
            let adopt = |version, stance| {
                encode_adoption(&Adoption { version, stance, text: "Ainsi.".into(), officer: officer(2) })
            };
            for member in [APDP, HAPDP] {
                for stance in [Stance::Adopted, Stance::Adapted] {
                    let payload = adopt(first, stance);
                    w.write(member, All, (Kind::PRACTICE_ADOPTION, 1), &payload, Some(2), None);
                }
            }
            let mut second = version(2, PracticeKind::Guide);
            second.takes_in = vec![offers[usize::from(seed % 2 == 0)]];
            w.version(CIL, 1, &second, None);
            let sizes: Vec<u64> = {
                charter().indices().map(|member| world.nodes[usize::from(member.0)].size(member)).collect()
            };
            let mut digests = Vec::new();
            for order in [[0u8, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0]] {
                let base = base();
                // A fresh node that hears the journals in this order, entry by entry.
                let road = world.node(&base, 0);
                let node = &world.nodes[0];
                for member in order.map(MemberIndex) {
                    for size in 0..=sizes[usize::from(member.0)] {
                        node.see(member, size);
                        road.catch_up(|_| {}).unwrap();
                    }
                }
                let view = road.db().read(|tx| view::practice(tx, first.place)).unwrap().unwrap();
                assert_eq!((view.line.number, view.children.len(), view.line.stances.len()), (2, 2, 2));
                digests.push(road.digest().unwrap());
            }
            assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed}");
        }
    });
}

#[test]
fn what_was_erased_leaves_the_library_and_the_search_and_a_rebuild_says_the_same() {
    on_each_engine(|base| {
        let trio = liptako_stage::Trio::new(EXCHANGE, base);
        let path = super::shared(&trio, &[("title", "Un guide qui nomme quelqu’un")]);
        let name = path.rsplit('/').next().unwrap().to_owned();
        let mut drafter = trio.cil().browser("plume");
        drafter.open(&format!("/exchange/practices/new?from={name}&as=revision"));
        let typed = [("title", "Un guide qui ne nomme personne"), ("note", "Nom retiré.")];
        drafter.submit("/exchange/practices/new", &typed);
        let draft = drafter.location.clone();
        super::publish(trio.cil(), "sceau", &draft);
        trio.exchange();
        let index: u64 = name.rsplit_once('-').unwrap().1.parse().unwrap();
        let node = trio.cil();
        node.road
            .act(node.request(), move |scribe| scribe.erase(&[index], "une personne y est nommée"))
            .unwrap();
        trio.exchange();
        let mut reader = trio.hapdp().browser("lectrice");
        reader.open(&path);
        assert!(reader.says("Un guide qui ne nomme personne"), "{}", reader.main());
        reader.open(&format!("{path}/versions/1"));
        assert_eq!(reader.status, 404);
        // The newest version too: nothing is left to show.
        let newest = {
            let place = Place { origin: CIL, index };
            node.read(|tx| view::practice(tx, place)).unwrap().versions[0].cited.place.index
        };
        node.road.act(node.request(), move |scribe| scribe.erase(&[newest], "l’autre non plus")).unwrap();
        trio.exchange();
        reader.open(&path);
        assert_eq!(reader.status, 404);
        reader.open("/exchange/practices?q=guide");
        assert!(reader.says("Aucune pratique ne répond"), "{}", reader.main());
        for node in &trio.nodes {
            let digest = node.road.digest().unwrap();
            node.road.rebuild(|_| {}).unwrap();
            assert_eq!(node.road.digest().unwrap(), digest);
        }
    });
}
