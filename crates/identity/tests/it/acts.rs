//! An officer's approval, from the password typed to the proof on another node.

use crate::house::{DESK, House, OWN, Place, new_person, on_each_engine};
use liptako_core::{Audience, Kind, MemberIndex, ObjectId};
use liptako_identity::{
    ActFault, IdentityError, KnownKey, Officer, PersonEdit, SignedIn, Unlocked, Who, act_keys, check_act,
    module,
};
use liptako_journal::{ActKey, Entry};
use liptako_storage::memory::MemoryJournals;
use liptako_storage::{
    ActSigner, Module, NewRecord, ProjectCtx, Projector, Record, StorageError, Tx, irregularities,
};
use std::sync::{Arc, Mutex};

/// A record that must be an act, for these tests.
const ACT: Kind = Kind(60_000);
const NEW: &str = "la dune de Koubri 9";

type Verdicts = Arc<Mutex<Vec<(Record, Result<Officer, ActFault>)>>>;

/// Notes what [`check_act`] says of each act, as a domain's projector would.
struct Judge(Verdicts);

impl Projector for Judge {
    fn kinds(&self) -> &'static [Kind] {
        &[ACT]
    }
    fn project(&self, _: &ProjectCtx<'_>, tx: &mut dyn Tx, record: &Record) -> Result<(), StorageError> {
        let verdict = check_act(tx, record);
        self.0.lock().unwrap().push((record.clone(), verdict));
        Ok(())
    }
    fn may_be_sealed(&self, _: Kind) -> bool {
        true
    }
}

fn judging() -> (Vec<Module>, Verdicts) {
    let verdicts = Verdicts::default();
    let judge =
        Module { name: "judge", projectors: vec![Box::new(Judge(verdicts.clone()))], ..Module::default() };
    (vec![module(), judge], verdicts)
}

/// A node that judges, with its administrator.
fn judged(place: Place) -> (House, Who, Verdicts) {
    let (modules, verdicts) = judging();
    let house = House::at(place, MemoryJournals::world(3).swap_remove(0), modules);
    let chief = house.chief();
    (house, chief, verdicts)
}

fn unlock(house: &House, who: &Who, password: &str) -> Result<Unlocked, IdentityError> {
    house.identity.unlock(house.db(), who, password, &DESK, &*house.clock, &*house.chance)
}

/// Records an act signed by `signer`; its index.
fn sign(house: &House, signer: impl ActSigner + 'static) -> u64 {
    let act = house.act(move |identity, scribe| {
        identity.publish_keys(scribe)?;
        record(scribe, Some(&signer))
    });
    act.unwrap().value().unwrap()
}

fn record(
    scribe: &mut liptako_storage::Scribe<'_>,
    signer: Option<&dyn ActSigner>,
) -> Result<u64, StorageError> {
    let object = ObjectId::fresh(scribe.chance());
    let audience = Audience::all(scribe.charter());
    let new = NewRecord::open(ACT, object, audience, vec![0x80]).with_signer(signer);
    Ok(scribe.record(new)?.index)
}

fn keys(house: &House) -> Vec<KnownKey> {
    house.db().read(|tx| act_keys(tx, house.me())).unwrap()
}

fn verdict_of(verdicts: &Verdicts, index: u64) -> Result<Officer, ActFault> {
    let verdicts = verdicts.lock().unwrap();
    verdicts.iter().rev().find(|(record, _)| record.index == index).unwrap().1.clone()
}

fn approver(house: &House, chief: &Who) -> SignedIn {
    house.settle(chief, "presidente", &["approver"])
}

#[test]
fn an_approval_verifies_with_the_key_the_journal_registered() {
    on_each_engine(|place| {
        let (house, chief, verdicts) = judged(place());
        let officer = approver(&house, &chief);
        let signer = unlock(&house, &officer.who, OWN).unwrap();
        assert_eq!(Some(signer.officer()), officer.who.officer());
        let index = sign(&house, signer);
        assert_eq!(verdict_of(&verdicts, index).as_ref(), Ok(officer.who.officer().unwrap()));

        use liptako_storage::Source as _;
        let entry = Entry::decode(&house.journals.entry(house.me(), index).unwrap()).unwrap();
        let known = &keys(&house)[0];
        entry.verify_act("liptako.example/aa/1", &known.public).unwrap();
        assert!(entry.verify_act("liptako.example/bb/1", &known.public).is_err());
        assert!(known.index < index && known.revoked.is_none());
    });
}

#[test]
fn an_act_inside_a_sealed_record_is_checked_by_its_readers_whenever_its_body_comes() {
    use liptako_storage::{Source as _, record_at};
    let world = MemoryJournals::world(3);
    let (modules, _) = judging();
    let ours = House::at(Place::sqlite(), Arc::clone(&world[0]), modules);
    let (modules, verdicts) = judging();
    let theirs = House::at(Place::sqlite(), Arc::clone(&world[1]), modules);
    let (modules, strangers) = judging();
    let third = House::at(Place::sqlite(), Arc::clone(&world[2]), modules);
    let chief = ours.chief();
    let officer = approver(&ours, &chief);
    let signer = unlock(&ours, &officer.who, OWN).unwrap();
    let named = officer.who.officer().unwrap().clone();
    let act = ours.act(move |identity, scribe| {
        identity.publish_keys(scribe)?;
        let object = ObjectId::fresh(scribe.chance());
        let new = NewRecord::sealed(ACT, object, Audience(0b011), vec![0x80]);
        Ok(scribe.record(new.with_signer(Some(&signer)))?.index)
    });
    let index = act.unwrap().value().unwrap();
    let entry = Entry::decode(&ours.journals.entry(ours.me(), index).unwrap()).unwrap();
    assert!(entry.is_sealed() && entry.act.is_none());
    // The reader gets the body after all the rest.
    let late = entry.bodies[0].commitment;
    world[1].withhold(late, true);
    for house in [&theirs, &third] {
        house.journals.see_all();
        house.road.catch_up(|_| {}).unwrap();
    }
    assert!(verdicts.lock().unwrap().is_empty());
    world[1].withhold(late, false);
    assert_eq!(theirs.road.catch_up(|_| {}).unwrap().opened, 1);
    assert_eq!(verdict_of(&verdicts, index), Ok(named));
    assert!(strangers.lock().unwrap().is_empty());
    let seen = third.db().read(|tx| record_at(tx, MemberIndex(0), index)).unwrap().unwrap();
    assert_eq!((seen.kind, seen.act_key), (Kind::SEALED, None));
}

#[test]
fn every_node_finds_the_same_officer_behind_an_act() {
    let world = MemoryJournals::world(3);
    let (modules, _) = judging();
    let ours = House::at(Place::sqlite(), Arc::clone(&world[0]), modules);
    let chief = ours.chief();
    let officer = approver(&ours, &chief);
    let index = sign(&ours, unlock(&ours, &officer.who, OWN).unwrap());

    let (modules, verdicts) = judging();
    let theirs = House::at(Place::sqlite(), Arc::clone(&world[1]), modules);
    world[1].see_all();
    theirs.road.catch_up(|_| {}).unwrap();
    assert_eq!(verdict_of(&verdicts, index).as_ref(), Ok(officer.who.officer().unwrap()));
    assert_eq!(theirs.road.digest().unwrap(), ours.road.digest().unwrap());
    assert!(theirs.db().read(|tx| theirs.identity.people(tx)).unwrap().is_empty());
}

#[test]
fn a_revoked_key_is_refused_after_its_end_and_was_valid_before() {
    on_each_engine(|place| {
        let (house, chief, verdicts) = judged(place());
        let officer = approver(&house, &chief);
        // Two hands hold the same key; the second signs after the account lost it.
        let first = sign(&house, unlock(&house, &officer.who, OWN).unwrap());
        let kept = unlock(&house, &officer.who, OWN).unwrap();
        house.identity.disable_person(house.db(), &chief, officer.who.person().unwrap().id).unwrap();
        assert_eq!(house.publish(), 1);
        let second = sign(&house, kept);
        assert!(verdict_of(&verdicts, first).is_ok());
        assert_eq!(verdict_of(&verdicts, second), Err(ActFault::RevokedKey));
        // A rebuild judges the same.
        verdicts.lock().unwrap().clear();
        house.road.rebuild(|_| {}).unwrap();
        assert!(verdict_of(&verdicts, first).is_ok());
        assert_eq!(verdict_of(&verdicts, second), Err(ActFault::RevokedKey));
    });
}

#[test]
fn an_officer_stays_the_same_across_keys() {
    on_each_engine(|place| {
        let (house, chief, verdicts) = judged(place());
        let officer = approver(&house, &chief);
        let id = officer.who.person().unwrap().id;
        let first = sign(&house, unlock(&house, &officer.who, OWN).unwrap());
        let temporary =
            house.identity.reset_password(house.db(), &chief, id, &*house.clock, &*house.chance).unwrap();
        // The key ends with the reset, whether or not a new password is ever chosen.
        assert_eq!(house.publish(), 1);
        let again = house.enter("presidente", temporary.reveal()).unwrap();
        house.change(&again.who, temporary.reveal(), NEW).unwrap();
        let again = house.who(&again.cookie).unwrap();
        let second = sign(&house, unlock(&house, &again, NEW).unwrap());
        let (one, two) = (verdict_of(&verdicts, first).unwrap(), verdict_of(&verdicts, second).unwrap());
        assert_eq!(one, two);
        assert_eq!(one.id, id);
        let keys = keys(&house);
        assert_eq!(keys.len(), 2);
        assert_ne!(keys[0].public, keys[1].public);
        assert!(keys[0].revoked.is_some() && keys[1].revoked.is_none());
    });
}

#[test]
fn a_change_of_password_keeps_the_key() {
    on_each_engine(|place| {
        let (house, chief, _) = judged(place());
        let officer = approver(&house, &chief);
        sign(&house, unlock(&house, &officer.who, OWN).unwrap());
        house.change(&officer.who, OWN, NEW).unwrap();
        assert_eq!(unlock(&house, &officer.who, OWN).unwrap_err(), IdentityError::WrongPassword);
        let signer = unlock(&house, &officer.who, NEW).unwrap();
        assert_eq!(signer.key_id(), keys(&house)[0].public.key_id());
        assert_eq!(house.publish(), 0);
    });
}

#[test]
fn an_act_names_the_function_of_its_moment() {
    on_each_engine(|place| {
        let (house, chief, verdicts) = judged(place());
        let officer = approver(&house, &chief);
        let first = sign(&house, unlock(&house, &officer.who, OWN).unwrap());
        let person = officer.who.person().unwrap();
        let edit = PersonEdit {
            name: person.name.clone(),
            function: "president".into(),
            roles: person.roles.clone(),
        };
        house.identity.edit_person(house.db(), &chief, person.id, &edit).unwrap();
        let second = sign(&house, unlock(&house, &officer.who, OWN).unwrap());
        assert_eq!(verdict_of(&verdicts, first).unwrap().function.fr, "Juriste");
        assert_eq!(verdict_of(&verdicts, second).unwrap().function.fr, "Présidence");
        let keys = keys(&house);
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0].public, keys[1].public);
        // Asked again today, the first act still has the function of its day.
        let acts: Vec<Record> = verdicts.lock().unwrap().iter().map(|(record, _)| record.clone()).collect();
        let functions: Vec<String> = house
            .db()
            .read(|tx| {
                acts.iter().map(|act| Ok(check_act(tx, act)?.function.fr)).collect::<Result<_, ActFault>>()
            })
            .unwrap();
        assert_eq!(functions, ["Juriste", "Présidence"]);
    });
}

#[test]
fn a_record_unsigned_or_signed_by_another_is_no_act() {
    on_each_engine(|place| {
        let (house, chief, verdicts) = judged(place());
        let officer = approver(&house, &chief);
        let unsigned = house.act(|_, scribe| record(scribe, None)).unwrap().value().unwrap();
        assert_eq!(verdict_of(&verdicts, unsigned), Err(ActFault::Missing));
        let stranger = sign(&house, ActKey::generate(&*house.chance));
        assert_eq!(verdict_of(&verdicts, stranger), Err(ActFault::UnknownKey));

        /// Claims an officer's key and signs with its own.
        struct Forger(ObjectId, ActKey);
        impl ActSigner for Forger {
            fn key_id(&self) -> ObjectId {
                self.0
            }
            fn sign(&self, message: &[u8]) -> [u8; 64] {
                self.1.sign(message)
            }
        }
        let claimed = unlock(&house, &officer.who, OWN).unwrap().key_id();
        let forged = sign(&house, Forger(claimed, ActKey::generate(&*house.chance)));
        assert_eq!(verdict_of(&verdicts, forged), Err(ActFault::Signature));
    });
}

#[test]
fn a_key_counts_only_from_its_registration_on() {
    let (house, chief, verdicts) = judged(Place::sqlite());
    let officer = approver(&house, &chief);
    let signer = unlock(&house, &officer.who, OWN).unwrap();
    let early = house.act(move |_, scribe| record(scribe, Some(&signer))).unwrap().value().unwrap();
    assert_eq!(house.publish(), 1);
    assert_eq!(verdict_of(&verdicts, early), Err(ActFault::UnknownKey));
    verdicts.lock().unwrap().clear();
    house.road.rebuild(|_| {}).unwrap();
    assert_eq!(verdict_of(&verdicts, early), Err(ActFault::UnknownKey));
}

#[test]
fn wrong_passwords_at_the_moment_of_signing_make_wait() {
    on_each_engine(|place| {
        let (house, chief, _) = judged(place());
        let officer = approver(&house, &chief);
        for _ in 0..5 {
            let outcome = unlock(&house, &officer.who, "mauvais mot de passe");
            assert_eq!(outcome.unwrap_err(), IdentityError::WrongPassword);
        }
        assert_eq!(unlock(&house, &officer.who, OWN).unwrap_err(), IdentityError::Wait { seconds: 15 });
        house.clock.advance(15);
        assert!(unlock(&house, &officer.who, OWN).is_ok());
    });
}

#[test]
fn only_who_may_decide_signs_and_is_known_to_the_others() {
    on_each_engine(|place| {
        let (house, chief, _) = judged(place());
        let drafter = house.settle(&chief, "redactrice", &["drafter"]);
        assert_eq!(unlock(&house, &drafter.who, OWN).unwrap_err(), IdentityError::NotASigner);
        assert_eq!(unlock(&house, &chief, OWN).unwrap_err(), IdentityError::NotASigner);
        let visitor = Who::visitor(house.identity.table().visitor());
        assert_eq!(unlock(&house, &visitor, OWN).unwrap_err(), IdentityError::Forbidden);
        assert_eq!(house.publish(), 0);
        assert!(keys(&house).is_empty());
    });
}

#[test]
fn a_role_withdrawn_ends_the_key_and_a_role_given_back_makes_another() {
    on_each_engine(|place| {
        let (house, chief, _) = judged(place());
        let officer = approver(&house, &chief);
        let person = officer.who.person().unwrap();
        let first = unlock(&house, &officer.who, OWN).unwrap().key_id();
        assert_eq!(house.publish(), 1);
        let roles = |role: &str| PersonEdit {
            name: person.name.clone(),
            function: person.function.clone(),
            roles: [role.to_owned()].into(),
        };
        house.identity.edit_person(house.db(), &chief, person.id, &roles("reader")).unwrap();
        assert_eq!(house.publish(), 1);
        assert_eq!(unlock(&house, &officer.who, OWN).unwrap_err(), IdentityError::NotASigner);
        let renamed = PersonEdit { name: "Autre nom (fiction)".into(), ..roles("approver") };
        house.identity.edit_person(house.db(), &chief, person.id, &renamed).unwrap();
        // The revoked key never comes back, not even to tell the new name.
        assert_eq!(house.publish(), 0);
        let second = unlock(&house, &officer.who, OWN).unwrap().key_id();
        assert_ne!(first, second);
        assert_eq!(house.publish(), 1);
    });
}

#[test]
fn a_key_made_while_the_node_may_not_sign_is_told_later() {
    on_each_engine(|place| {
        let (house, chief, verdicts) = judged(place());
        house.journals.refuse(Some("restored from a backup"));
        let officer = approver(&house, &chief);
        assert!(house.act(|identity, scribe| identity.publish_keys(scribe)).is_err());
        assert!(house.db().read(|tx| house.identity.keys_to_publish(tx)).unwrap());
        house.journals.refuse(None);
        let index = sign(&house, unlock(&house, &officer.who, OWN).unwrap());
        assert!(verdict_of(&verdicts, index).is_ok());
        assert!(!house.db().read(|tx| house.identity.keys_to_publish(tx)).unwrap());
        assert_eq!(house.publish(), 0);
    });
}

#[test]
fn a_key_made_for_an_earlier_journal_is_replaced() {
    let (house, chief, verdicts) = judged(Place::sqlite());
    let officer = approver(&house, &chief);
    // The same accounts, before the journal had its present name.
    let table = house.identity.table().clone();
    let policy = liptako_identity::Policy::FOR_TESTS;
    let earlier = liptako_identity::Identity::new(table, policy, house.me(), "liptako.example/aa/0").unwrap();
    let person = officer.who.person().unwrap().id;
    house
        .db()
        .write(|tx| {
            let sql = liptako_storage::sql!("DELETE FROM act_secret WHERE person = ?1");
            tx.execute(sql, liptako_storage::params![person])
        })
        .unwrap();
    let old =
        earlier.unlock(house.db(), &officer.who, OWN, &DESK, &*house.clock, &*house.chance).unwrap().key_id();
    assert_eq!(house.publish(), 0);
    let signer = unlock(&house, &officer.who, OWN).unwrap();
    assert_ne!(signer.key_id(), old);
    let index = sign(&house, signer);
    assert!(verdict_of(&verdicts, index).is_ok());
}

/// What a hostile authority could write about keys, each refused and shown.
#[test]
fn hostile_registrations_are_irregular_and_register_nothing() {
    let world = MemoryJournals::world(3);
    let blind = Module { projectors: Vec::new(), ..module() };
    let hostile = House::at(Place::sqlite(), Arc::clone(&world[1]), vec![blind]);
    let officer = Officer {
        id: ObjectId::from_bytes([7; 16]),
        name: "Nom (fiction)".into(),
        function: hostile.identity.table().function("president").unwrap().clone(),
    };
    let (key, other) = (ActKey::generate(&*hostile.chance), ActKey::generate(&*hostile.chance));
    let proof = |key: &ActKey, origin: &str, officer: ObjectId| {
        let message = [
            b"liptako-act-key/1\n",
            origin.as_bytes(),
            b"\n",
            &officer.as_bytes()[..],
            &key.public().to_bytes(),
        ];
        key.sign(&message.concat())
    };
    let payload = |key: &ActKey, proof: [u8; 64], officer: &Officer| {
        let bytes = |b: &[u8]| minicbor::bytes::ByteVec::from(b.to_vec());
        minicbor::to_vec((1u8, bytes(&key.public().to_bytes()), bytes(&proof), officer)).unwrap()
    };
    let ours = "liptako.example/bb/1";
    let good = payload(&key, proof(&key, ours, officer.id), &officer);
    let revocation = [&[0x82, 0x01, 0x50], &key.public().key_id().as_bytes()[..]].concat();
    let thief = Officer { id: ObjectId::from_bytes([8; 16]), ..officer.clone() };
    let mut longer = good.clone();
    longer.push(0);
    let steps: Vec<(Kind, ObjectId, Vec<u8>, &[&str])> = vec![
        (Kind::ACT_KEY, officer.id, vec![0x80], &["act-key-unreadable"]),
        (Kind::ACT_KEY, officer.id, longer, &["act-key-unreadable"]),
        (Kind::ACT_KEY, officer.id, vec![0; 5000], &["act-key-unreadable"]),
        (
            Kind::ACT_KEY,
            officer.id,
            payload(&key, proof(&other, ours, officer.id), &officer),
            &["act-key-proof"],
        ),
        (
            Kind::ACT_KEY,
            officer.id,
            payload(&key, proof(&key, "liptako.example/aa/1", officer.id), &officer),
            &["act-key-proof"],
        ),
        (Kind::ACT_KEY, thief.id, good.clone(), &["act-key-proof"]),
        (Kind::ACT_KEY_REVOKED, officer.id, revocation.clone(), &["act-key-unknown"]),
        (Kind::ACT_KEY, officer.id, good.clone(), &[]),
        (
            Kind::ACT_KEY,
            thief.id,
            payload(&key, proof(&key, ours, thief.id), &thief),
            &["act-key-of-another"],
        ),
        (Kind::ACT_KEY_REVOKED, thief.id, revocation.clone(), &["act-key-unknown"]),
        (Kind::ACT_KEY_REVOKED, officer.id, vec![0x81, 0x01], &["act-key-unreadable"]),
        (Kind::ACT_KEY_REVOKED, officer.id, revocation.clone(), &[]),
        (Kind::ACT_KEY_REVOKED, officer.id, revocation, &["act-key-unknown"]),
        (Kind::ACT_KEY, officer.id, good, &["act-key-revoked"]),
    ];
    for (kind, object, payload, _) in steps.clone() {
        let audience = Audience::all(&crate::house::charter());
        hostile
            .act(move |_, scribe| {
                let new = NewRecord::open(kind, object, audience, payload);
                scribe.record(new).map(drop)
            })
            .unwrap();
    }
    let theirs = House::at(Place::sqlite(), Arc::clone(&world[0]), vec![module()]);
    world[0].see_all();
    theirs.road.catch_up(|_| {}).unwrap();
    for (index, (_, _, _, expected)) in steps.iter().enumerate() {
        let found = theirs.db().read(|tx| irregularities(tx, MemberIndex(1), index as u64)).unwrap();
        assert_eq!(found, *expected, "record {index}");
    }
    let known = theirs.db().read(|tx| act_keys(tx, MemberIndex(1))).unwrap();
    assert_eq!(known.len(), 1);
    assert_eq!((known[0].index, known[0].revoked), (7, Some(11)));
}

#[test]
fn a_first_key_is_made_with_the_first_own_password() {
    let (house, chief, _) = judged(Place::sqlite());
    let new = new_person("presidente", &["approver"]);
    let (_, temporary) =
        house.identity.create_person(house.db(), &chief, &new, &*house.clock, &*house.chance).unwrap();
    assert_eq!(house.publish(), 0);
    let first = house.enter("presidente", temporary.reveal()).unwrap();
    house.change(&first.who, temporary.reveal(), OWN).unwrap();
    assert_eq!(house.publish(), 1);
    let who = house.who(&first.cookie).unwrap();
    assert_eq!(unlock(&house, &who, OWN).unwrap().key_id(), keys(&house)[0].public.key_id());
}
