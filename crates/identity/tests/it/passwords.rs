//! Choosing, changing and losing a password.

use crate::house::{House, OWN, new_person, on_each_engine};
use liptako_identity::{IdentityError, Permission, PermissionTable, SignInError, WeakPassword};

const NEW: &str = "la dune de Koubri 9";

#[test]
fn a_temporary_password_opens_one_door_only() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let new = new_person("neuve", &["drafter", "approver"]);
        let (_, temporary) =
            house.identity.create_person(house.db(), &chief, &new, &*house.clock, &*house.chance).unwrap();
        let first = house.enter("neuve", temporary.reveal()).unwrap();
        assert!(first.who.must_change_password());
        let allowed: Vec<&str> = first.who.permissions().names().collect();
        assert_eq!(allowed, [Permission::ACCOUNT_OWN.name()]);
        let unlock = house.identity.unlock(
            house.db(),
            &first.who,
            temporary.reveal(),
            &crate::house::DESK,
            &*house.clock,
            &*house.chance,
        );
        assert_eq!(unlock.unwrap_err(), IdentityError::MustChangePassword);
        house.change(&first.who, temporary.reveal(), OWN).unwrap();
        let who = house.who(&first.cookie).unwrap();
        assert!(!who.must_change_password() && who.may(Permission::PLAN_DECIDE));
        assert_eq!(house.enter("neuve", temporary.reveal()).unwrap_err(), SignInError::Refused);
    });
}

#[test]
fn a_temporary_password_is_good_for_seven_days() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let new = new_person("neuve", &["reader"]);
        let (person, temporary) =
            house.identity.create_person(house.db(), &chief, &new, &*house.clock, &*house.chance).unwrap();
        house.clock.advance(7 * 86_400 - 1);
        let cookie = house.enter("neuve", temporary.reveal()).unwrap().cookie;
        house.clock.advance(1);
        assert!(house.who(&cookie).is_none());
        assert_eq!(house.enter("neuve", temporary.reveal()).unwrap_err(), SignInError::TemporaryExpired);
        assert_eq!(house.enter("neuve", OWN).unwrap_err(), SignInError::Refused);
        let chief = house.enter("chef", OWN).unwrap().who;
        let another = house
            .identity
            .reset_password(house.db(), &chief, person.id, &*house.clock, &*house.chance)
            .unwrap();
        assert!(house.enter("neuve", another.reveal()).is_ok());
    });
}

#[test]
fn an_expired_password_does_not_tell_that_a_disabled_account_exists() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let new = new_person("neuve", &["reader"]);
        let (person, temporary) =
            house.identity.create_person(house.db(), &chief, &new, &*house.clock, &*house.chance).unwrap();
        house.identity.disable_person(house.db(), &chief, person.id).unwrap();
        house.clock.advance(7 * 86_400);
        assert_eq!(house.enter("neuve", temporary.reveal()).unwrap_err(), SignInError::Refused);
    });
}

#[test]
fn a_change_of_password_ends_the_other_sessions() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let here = house.settle(&chief, "lecteur", &["reader"]);
        let elsewhere = house.enter("lecteur", OWN).unwrap();
        house.change(&here.who, OWN, NEW).unwrap();
        assert!(house.who(&here.cookie).is_some());
        assert!(house.who(&elsewhere.cookie).is_none());
        assert!(house.enter("lecteur", OWN).is_err());
        assert!(house.enter("lecteur", NEW).is_ok());
    });
}

#[test]
fn a_refused_change_changes_nothing() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let here = house.settle(&chief, "lecteur", &["reader"]);
        let change = |current: &str, new: &str| house.change(&here.who, current, new).unwrap_err();
        assert_eq!(change("mauvais mot de passe", NEW), IdentityError::WrongPassword);
        assert_eq!(change(OWN, OWN), IdentityError::SamePassword);
        assert_eq!(change(OWN, "court"), IdentityError::Weak(WeakPassword::TooShort));
        assert_eq!(change(OWN, "lecteur du fleuve"), IdentityError::Weak(WeakPassword::ContainsLogin));
        assert!(house.enter("lecteur", OWN).is_ok());
    });
}

#[test]
fn a_stolen_session_cannot_guess_the_password() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let here = house.settle(&chief, "lecteur", &["reader"]);
        for _ in 0..5 {
            let outcome = house.change(&here.who, "mauvais mot de passe", NEW);
            assert_eq!(outcome, Err(IdentityError::WrongPassword));
        }
        assert_eq!(house.change(&here.who, OWN, NEW), Err(IdentityError::Wait { seconds: 15 }));
        // The same count keeps the sign-in page shut.
        assert_eq!(house.enter("lecteur", OWN).unwrap_err(), SignInError::Wait { seconds: 15 });
    });
}

#[test]
fn a_reset_ends_sessions_and_says_so_to_nobody_else() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let here = house.settle(&chief, "lecteur", &["reader"]);
        let id = here.who.person().unwrap().id;
        let temporary =
            house.identity.reset_password(house.db(), &chief, id, &*house.clock, &*house.chance).unwrap();
        assert!(house.who(&here.cookie).is_none());
        assert!(house.enter("lecteur", OWN).is_err());
        assert!(house.enter("lecteur", temporary.reveal()).is_ok());
        assert!(house.enter("chef", OWN).is_ok());
    });
}

#[test]
fn a_cost_out_of_range_is_refused_at_start() {
    let cost = liptako_identity::Cost { memory_kib: 1, passes: 0, lanes: 0 };
    let policy = liptako_identity::Policy { cost, ..liptako_identity::Policy::FOR_TESTS };
    let table = PermissionTable::standard().unwrap();
    let outcome = liptako_identity::Identity::new(table, policy, liptako_core::MemberIndex(0), "x");
    assert_eq!(outcome.err(), Some(IdentityError::Cost));
}
