//! Answers and attestations on the journals: the same tables everywhere, and acts that check every rule.

use crate::LAW;
use liptako_core::{Audience, Chance, Kind, MemberIndex, RequestId, SeededChance};
use liptako_journal::Hash;
use liptako_law::profile::record::{
    AnswerRecord, AttestationRecord, cell_object, digest, encode_answer_record, encode_attestation,
};
use liptako_law::profile::{
    self, Answer, Confidence, Draft, Finding, InstrumentId, Irregularity, Library, Newest, ProfileError,
    QuestionId, Value, judge_answer, judge_attestation, keeper, shipped, store,
};
use liptako_stage::{OFFICERS, Page, World, charter, officer, on_each_engine};
use liptako_storage::{Road, RoadError, irregularities};
use std::collections::BTreeMap;

fn library() -> &'static Library {
    shipped().unwrap()
}

fn instrument(id: &str) -> InstrumentId {
    id.parse().unwrap()
}

fn question(id: &str) -> QuestionId {
    id.parse().unwrap()
}

fn said(value: Value) -> Answer {
    Answer::new(Finding::Value(value), false, Confidence::Verified).unwrap()
}

fn time(text: &str) -> Answer {
    said(Value::Duration(text.parse().unwrap()))
}

/// A number below `n`.
fn below(chance: &SeededChance, n: usize) -> usize {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    (u64::from_le_bytes(bytes) % n as u64) as usize
}

const INSTRUMENTS: [&str; 4] = ["ml_2013_015", "bf_001_2021", "ne_2022_59", "eu_gdpr_2016"];
const QUESTIONS: [&str; 2] = ["rights.access.deadline", "breach.notify_authority.deadline"];
const TIMES: [&str; 3] = ["PT72H", "P1M", "P30D"];

type Place = (MemberIndex, u64);

/// What counts, told by the pure rules alone.
#[derive(Default)]
struct Told {
    newest: BTreeMap<(InstrumentId, QuestionId, MemberIndex), Newest>,
    writers: Vec<(InstrumentId, QuestionId, MemberIndex, Hash, liptako_core::ObjectId)>,
    irregular: BTreeMap<Place, Irregularity>,
    answers: BTreeMap<(InstrumentId, QuestionId), Answer>,
    attested: Vec<(InstrumentId, QuestionId, Hash)>,
}

impl Told {
    fn answer(&mut self, place: Place, commitment: Hash, word: &AnswerRecord) {
        let key = (word.instrument.clone(), word.question.clone(), place.0);
        match judge_answer(&charter(), place.0, word, self.newest.get(&key).copied()) {
            Ok(revision) => {
                self.newest.insert(key.clone(), Newest { revision, commitment });
                self.writers.push((
                    key.0.clone(),
                    key.1.clone(),
                    key.2,
                    digest(&word.answer),
                    word.officer.id,
                ));
                self.answers.insert((key.0, key.1), word.answer.clone());
            }
            Err(why) => {
                self.irregular.insert(place, why);
            }
        }
    }

    fn attestation(&mut self, place: Place, signed: bool, word: &AttestationRecord) {
        let by = self.writers.iter().filter(|(instrument, question, origin, answer, _)| {
            (instrument, question, origin, answer)
                == (&word.instrument, &word.question, &place.0, &word.digest)
        });
        let writers: Vec<_> = by.map(|(.., officer)| *officer).collect();
        match judge_attestation(&charter(), place.0, word, signed, &writers) {
            Ok(()) => self.attested.push((word.instrument.clone(), word.question.clone(), word.digest)),
            Err(why) => {
                self.irregular.insert(place, why);
            }
        }
    }
}

/// Records of three authorities: sound, stale, in another's column, falsely signed, of one's own answer.
fn tell(world: &mut World, seed: u64, steps: usize) -> Told {
    let chance = SeededChance::new(seed);
    let mut told = Told::default();
    let mut seen = [[OFFICERS.len() as u64; 3]; 3];
    for _ in 0..steps {
        let author = below(&chance, 3);
        let origin = MemberIndex(author as u8);
        let other = below(&chance, 3);
        if other != author {
            // With a journal comes what its author had seen.
            let theirs = seen[other];
            seen[author].iter_mut().zip(theirs).for_each(|(ours, size)| *ours = (*ours).max(size));
            seen[author][other] = world.nodes[other].held(MemberIndex(other as u8));
        }
        // Mostly one's own column.
        let column = if below(&chance, 4) == 0 { below(&chance, 4) } else { author };
        let (instrument, question) =
            (instrument(INSTRUMENTS[column]), question(QUESTIONS[below(&chance, QUESTIONS.len())]));
        let object = cell_object(&instrument, &question);
        let number = OFFICERS[below(&chance, OFFICERS.len())];
        let answer = time(TIMES[below(&chance, TIMES.len())]);
        let audience = Audience::all(&charter());
        if below(&chance, 2) == 0 {
            let newest = told.newest.get(&(instrument.clone(), question.clone(), origin));
            let stale = below(&chance, 5) == 0;
            let parent = newest.filter(|_| !stale).map(|newest| newest.commitment);
            let reason = "Relu.".to_owned();
            let word =
                AnswerRecord { instrument, question, parent, officer: officer(number), reason, answer };
            let payload = encode_answer_record(&word);
            let page = Page { kind: Kind::LAW_ANSWER, object, payload: &payload, audience, signer: None };
            let (commitment, index) = world.write(origin, seen[author], &page);
            told.answer((origin, index), commitment, &word);
        } else {
            let word =
                AttestationRecord { instrument, question, digest: digest(&answer), officer: officer(number) };
            let payload = encode_attestation(&word);
            // A false signature is another officer's, or nobody's.
            let signer = [Some(number), Some(number), Some(3 - number), None][below(&chance, 4)];
            let page = Page { kind: Kind::LAW_ATTESTATION, object, payload: &payload, audience, signer };
            let (_, index) = world.write(origin, seen[author], &page);
            told.attestation((origin, index), signer == Some(number), &word);
        }
    }
    told
}

/// Lets the journals reach a node in an order of its own, some entries at a time.
fn deliver_in_pieces(world: &World, road: &Road, member: usize, chance: &SeededChance) {
    let journals = &world.nodes[member];
    let mut sizes = [0; 3];
    while (0..3).any(|other| sizes[other] < journals.held(MemberIndex(other as u8))) {
        let other = below(chance, 3);
        sizes[other] += 1 + below(chance, 9) as u64;
        journals.see(MemberIndex(other as u8), sizes[other]);
        road.catch_up(|_| {}).unwrap();
    }
    assert_eq!(road.waiting(), vec![], "everything was applied");
}

#[test]
fn any_causal_order_gives_the_same_tables_as_the_pure_rules() {
    on_each_engine(|base| {
        let mut met = std::collections::BTreeSet::new();
        for seed in 0..5 {
            let mut world = World::new(LAW, seed);
            let told = tell(&mut world, seed, 70);
            met.extend(told.irregular.values().copied());
            let mut digests = Vec::new();
            for member in 0..3 {
                let base = base();
                let road = world.node(&base, member);
                deliver_in_pieces(&world, &road, member, &SeededChance::new(seed * 3 + member as u64));
                check(&road, &world, &told);
                let before = road.digest().unwrap();
                road.rebuild(|_| {}).unwrap();
                assert_eq!(road.digest().unwrap(), before, "a rebuild gives the same tables");
                digests.push(before);
            }
            assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "the nodes differ, seed {seed}");
        }
        // Otherwise the stories would prove nothing.
        let needed =
            [Irregularity::Column, Irregularity::Stale, Irregularity::Signature, Irregularity::OwnAnswer];
        assert!(needed.iter().all(|why| met.contains(why)), "{met:?}");
    });
}

fn check(road: &Road, world: &World, told: &Told) {
    for member in (0..3).map(MemberIndex) {
        for index in OFFICERS.len() as u64..world.nodes[usize::from(member.0)].held(member) {
            let found = road.db().read(|tx| irregularities(tx, member, index)).unwrap();
            let expected: Vec<String> =
                told.irregular.get(&(member, index)).map(|why| why.code().to_owned()).into_iter().collect();
            assert_eq!(found, expected, "{member:?} {index}");
        }
    }
    let columns = road.db().read(|tx| store::columns(tx, library(), &charter())).unwrap();
    for column in &columns {
        for (id, cell) in &column.cells {
            let key = (column.instrument.id.clone(), id.clone());
            let base = &library().profile(key.0.as_str()).unwrap().answers[id];
            let expected = told.answers.get(&key).unwrap_or(base);
            assert_eq!(&cell.answer, expected, "{key:?}");
            let stands = (key.0.clone(), key.1.clone(), digest(expected));
            assert_eq!(cell.attested.is_some(), told.attested.contains(&stands), "{key:?}");
        }
    }
}

#[test]
fn a_record_that_cannot_be_read_or_is_hidden_from_a_member_has_no_effect() {
    on_each_engine(|base| {
        let mut world = World::new(LAW, 1);
        let object = cell_object(&instrument(INSTRUMENTS[1]), &question(QUESTIONS[0]));
        let all = Audience::all(&charter());
        let some: Audience = [MemberIndex(0), MemberIndex(1)].into_iter().collect();
        for (kind, audience) in
            [(Kind::LAW_ANSWER, all), (Kind::LAW_ATTESTATION, all), (Kind::LAW_ANSWER, some)]
        {
            let page = Page { kind, object, payload: b"\xff\x00", audience, signer: None };
            world.write(MemberIndex(1), [2, 2, 2], &page);
        }
        let base = base();
        let road = world.informed_node(&base, 0);
        let reasons = |index| road.db().read(|tx| irregularities(tx, MemberIndex(1), index)).unwrap();
        assert_eq!(reasons(2), ["law-irregular-unreadable"]);
        assert_eq!(reasons(3), ["law-irregular-unreadable"]);
        assert_eq!(reasons(4), ["law-irregular-audience"]);
    });
}

#[test]
fn every_national_column_has_its_keeper_and_no_reference_has_one() {
    for profile in library().questioned() {
        let national = profile.instrument.role == profile::Role::NationalLaw;
        let kept = keeper(&charter(), &profile.instrument.id);
        assert_eq!(kept.is_some(), national, "{}", profile.instrument.id);
        let country = kept.map(|member| charter().members[usize::from(member.0)].country.clone());
        assert!(!national || country == profile.instrument.country);
    }
}

/// One authority's desk: the CIL's.
struct Desk<'a> {
    road: &'a Road,
    world: &'a World,
    requests: std::cell::Cell<u8>,
}

const CIL: MemberIndex = MemberIndex(1);

impl Desk<'_> {
    fn request(&self) -> RequestId {
        self.requests.set(self.requests.get() + 1);
        RequestId::fresh(&SeededChance::new(u64::from(self.requests.get())))
    }

    fn answer(&self, number: u8, draft: Draft) -> Result<(), ProfileError> {
        let done = self
            .road
            .act(self.request(), move |scribe| profile::answer(scribe, library(), officer(number), draft));
        done.map(drop).map_err(refusal)
    }

    fn attest(&self, number: u8, id: &str, read: Hash) -> Result<(), ProfileError> {
        let pen = self.world.pen(CIL, number);
        let cell = (instrument("bf_001_2021"), question(id));
        let done = self.road.act(self.request(), move |scribe| {
            profile::attest(scribe, library(), officer(number), &pen, cell, read)
        });
        done.map(drop).map_err(refusal)
    }

    fn cell(&self, id: &str) -> store::Cell {
        let columns = self.road.db().read(|tx| store::columns(tx, library(), &charter())).unwrap();
        let mut column = columns.into_iter().find(|c| c.instrument.id.as_str() == "bf_001_2021").unwrap();
        column.cells.remove(id).unwrap()
    }
}

fn refusal(error: RoadError<ProfileError>) -> ProfileError {
    match error {
        RoadError::Rule(refused) => refused,
        other => panic!("{other}"),
    }
}

fn draft(id: &str, parent: Option<Hash>, answer: Answer) -> Draft {
    let (instrument, question) = (instrument("bf_001_2021"), question(id));
    Draft { instrument, question, parent, answer, reason: "Relu au Journal officiel.".into() }
}

fn at_the_desk(test: impl Fn(&Desk<'_>)) {
    on_each_engine(|base| {
        let world = World::new(LAW, 7);
        let base = base();
        let road = world.informed_node(&base, 1);
        test(&Desk { road: &road, world: &world, requests: std::cell::Cell::new(0) });
    });
}

const DEADLINE: &str = "breach.notify_authority.deadline";

#[test]
fn an_answer_is_corrected_then_attested_by_another_officer() {
    at_the_desk(|desk| {
        assert_eq!(*desk.cell(DEADLINE).answer.finding(), Finding::Unknown, "what ships does not know it");
        desk.answer(1, draft(DEADLINE, None, time("PT72H"))).unwrap();
        let cell = desk.cell(DEADLINE);
        let first = cell.revision.unwrap();
        assert_eq!(
            (cell.answer.clone(), first.number, first.by.name.as_str()),
            (time("PT72H"), 1, "Agent 1")
        );
        assert_eq!(cell.attested, None);

        let read = digest(&cell.answer);
        assert_eq!(desk.attest(1, DEADLINE, read), Err(Irregularity::OwnAnswer.into()), "one wrote it");
        desk.attest(2, DEADLINE, read).unwrap();
        assert_eq!(desk.cell(DEADLINE).attested.unwrap().name, "Agent 2");
        assert_eq!(desk.attest(2, DEADLINE, read), Err(ProfileError::Attested));

        let stale = draft(DEADLINE, None, time("P3D"));
        assert_eq!(desk.answer(2, stale), Err(Irregularity::Stale.into()));
        desk.answer(2, draft(DEADLINE, Some(first.commitment), time("PT48H"))).unwrap();
        let cell = desk.cell(DEADLINE);
        assert_eq!(cell.revision.unwrap().number, 2);
        assert_eq!(cell.attested, None, "nobody attested the new answer");
        assert_eq!(desk.attest(1, DEADLINE, read), Err(ProfileError::OtherAnswer), "the text has changed");

        let (bf, id) = (instrument("bf_001_2021"), question(DEADLINE));
        let history = desk.road.db().read(|tx| store::history(tx, CIL, &bf, &id)).unwrap();
        assert_eq!(history.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
    });
}

#[test]
fn what_ships_can_be_attested_as_it_stands_and_the_unknown_cannot() {
    at_the_desk(|desk| {
        let shipped = desk.cell("authority.mandate");
        desk.attest(1, "authority.mandate", digest(&shipped.answer)).unwrap();
        assert!(desk.cell("authority.mandate").attested.is_some());
        let unknown = desk.cell(DEADLINE);
        assert_eq!(desk.attest(1, DEADLINE, digest(&unknown.answer)), Err(ProfileError::Unknown));
    });
}

#[test]
fn an_authority_writes_in_its_own_column_only_and_in_the_questions_type() {
    at_the_desk(|desk| {
        for column in ["ml_2013_015", "eu_gdpr_2016"] {
            let elsewhere = Draft { instrument: instrument(column), ..draft(DEADLINE, None, time("PT72H")) };
            assert_eq!(desk.answer(1, elsewhere), Err(Irregularity::Column.into()), "{column}");
        }
        let wrong = draft(DEADLINE, None, said(Value::Bool(true)));
        assert_eq!(desk.answer(1, wrong), Err(ProfileError::Type));
        let foreign = said(Value::Choice("consent".parse().unwrap()));
        assert_eq!(desk.answer(1, draft("dpo.mandatory", None, foreign)), Err(ProfileError::Type));
        assert_eq!(desk.answer(1, draft("dpo.colour", None, time("P1M"))), Err(ProfileError::NotFound));
        let mut silent = draft(DEADLINE, None, time("PT72H"));
        silent.reason = "  ".into();
        assert_eq!(desk.answer(1, silent), Err(ProfileError::Reason));
        let same = desk.cell("authority.mandate").answer;
        assert_eq!(desk.answer(1, draft("authority.mandate", None, same)), Err(ProfileError::NoChange));
    });
}

#[test]
fn several_answers_are_attested_together_or_none_is() {
    at_the_desk(|desk| {
        let bf = instrument("bf_001_2021");
        let read = |id: &str| (question(id), digest(&desk.cell(id).answer));
        let together = |number: u8, read: Vec<(QuestionId, Hash)>| {
            let (pen, bf) = (desk.world.pen(CIL, number), bf.clone());
            let done = desk.road.act(desk.request(), move |scribe| {
                profile::attest_all(scribe, library(), &officer(number), &pen, &bf, &read)
            });
            done.map(drop).map_err(|error| match error {
                RoadError::Rule(refused) => refused,
                other => panic!("{other}"),
            })
        };
        let (mandate, members) = (read("authority.mandate"), read("authority.members"));
        let stale = (members.0.clone(), Hash([9; 32]));
        let refused = together(1, vec![mandate.clone(), stale]).unwrap_err();
        assert_eq!((refused.question, refused.why), (members.0.clone(), ProfileError::OtherAnswer));
        assert_eq!(desk.cell("authority.mandate").attested, None, "the first one went with the second");

        desk.answer(1, draft(DEADLINE, None, time("PT72H"))).unwrap();
        let deadline = read(DEADLINE);
        let refused = together(1, vec![mandate.clone(), deadline.clone()]).unwrap_err();
        assert_eq!(refused.why, Irregularity::OwnAnswer.into());
        together(2, vec![mandate, members, deadline.clone()]).unwrap();
        for id in ["authority.mandate", "authority.members", DEADLINE] {
            assert_eq!(desk.cell(id).attested.unwrap().name, "Agent 2", "{id}");
        }
        let written = desk.road.db().read(|tx| store::written_by(tx, CIL, &bf, officer(1).id)).unwrap();
        assert_eq!(written.into_iter().collect::<Vec<_>>(), [(DEADLINE.to_owned(), deadline.1)]);
        let id = question(DEADLINE);
        let attested = desk.road.db().read(|tx| store::attestations(tx, CIL, &bf, &id)).unwrap();
        assert_eq!(attested.iter().map(|one| one.digest).collect::<Vec<_>>(), [deadline.1]);
    });
}
