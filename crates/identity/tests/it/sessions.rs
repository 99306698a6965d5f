//! Staying, and being shown out.

use crate::house::{House, MONDAY, OWN, on_each_engine};
use liptako_identity::{IdentityError, Permission, Permissions, Who};
use liptako_storage::{Value, params, sql};

const HOUR: i64 = 3600;

#[test]
fn a_session_ends_after_twelve_idle_hours() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let cookie = house.enter("chef", OWN).unwrap().cookie;
        for _ in 0..5 {
            house.clock.advance(11 * HOUR);
            assert!(house.who(&cookie).is_some());
        }
        house.clock.advance(12 * HOUR);
        assert!(house.who(&cookie).is_none());
    });
}

#[test]
fn a_session_ends_after_seven_days_however_busy() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let cookie = house.enter("chef", OWN).unwrap().cookie;
        for _ in 0..27 {
            house.clock.advance(6 * HOUR);
            assert!(house.who(&cookie).is_some());
        }
        house.clock.advance(6 * HOUR);
        assert!(house.who(&cookie).is_none());
    });
}

#[test]
fn a_forged_cookie_is_nobody() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let cookie = house.enter("chef", OWN).unwrap().cookie;
        let mut forged = cookie.clone();
        forged.replace_range(63.., if cookie.ends_with('0') { "1" } else { "0" });
        let id = chief.session().unwrap().to_string();
        for wrong in
            ["", "x", &cookie[..63], &forged, &id.repeat(2), chief.csrf().unwrap(), &format!("{cookie}0")]
        {
            assert!(house.who(wrong).is_none(), "{wrong}");
        }
        assert!(house.who(&cookie).is_some());
    });
}

#[test]
fn neither_the_cookie_nor_its_token_is_in_the_table() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let signed_in = house.enter("chef", OWN).unwrap();
        let secret = hex::decode(&signed_in.cookie).unwrap();
        let rows = house.db().read(|tx| tx.query(sql!("SELECT * FROM session"), params![])).unwrap();
        assert_eq!(rows.len(), 2);
        for value in rows.iter().flat_map(|row| row.values()) {
            match value {
                Value::Bytes(bytes) => assert_ne!(*bytes, secret),
                Value::Text(text) => {
                    assert!(*text != signed_in.cookie && Some(&**text) != signed_in.who.csrf())
                }
                _ => {}
            }
        }
    });
}

#[test]
fn signing_out_ends_the_session_at_once() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let (one, two) = (house.enter("chef", OWN).unwrap(), house.enter("chef", OWN).unwrap());
        house.identity.sign_out(house.db(), &one.cookie).unwrap();
        house.identity.sign_out(house.db(), "not a cookie").unwrap();
        assert!(house.who(&one.cookie).is_none());
        assert!(house.who(&two.cookie).is_some());
    });
}

#[test]
fn people_list_and_revoke_their_own_sessions_and_no_others() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let reader = house.settle(&chief, "lecteur", &["reader"]);
        let other = house.enter_from("lecteur", OWN, "2001:db8::9").unwrap();
        let list = |who: &Who| {
            let id = who.person().unwrap().id;
            house.db().read(|tx| house.identity.sessions(tx, id, &*house.clock)).unwrap()
        };
        let addresses: Vec<String> = list(&reader.who).into_iter().map(|session| session.address).collect();
        assert_eq!(addresses.len(), 2);
        assert!(addresses.contains(&"2001:db8::9".to_owned()));
        let revoke =
            |who: &Who, session| house.db().write(|tx| house.identity.revoke_session(tx, who, session));
        let of_chief = chief.session().unwrap();
        assert_eq!(revoke(&reader.who, of_chief), Err(IdentityError::NotFound));
        assert_eq!(revoke(&Who::visitor(Permissions::NONE), of_chief), Err(IdentityError::Forbidden));
        revoke(&reader.who, other.who.session().unwrap()).unwrap();
        assert!(house.who(&other.cookie).is_none());
        assert!(house.who(&reader.cookie).is_some());
        assert_eq!(list(&reader.who).len(), 1);
    });
}

#[test]
fn all_others_are_revoked_at_one_stroke() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let reader = house.settle(&chief, "lecteur", &["reader"]);
        let others = [house.enter("lecteur", OWN).unwrap(), house.enter("lecteur", OWN).unwrap()];
        let ended = house.db().write(|tx| house.identity.revoke_other_sessions(tx, &reader.who)).unwrap();
        assert_eq!(ended, 2);
        assert!(others.iter().all(|other| house.who(&other.cookie).is_none()));
        assert!(house.who(&reader.cookie).is_some());
        let id = reader.who.person().unwrap().id;
        let all = |by: &Who| house.db().write(|tx| house.identity.revoke_all_sessions(tx, by, id));
        assert_eq!(all(&reader.who), Err(IdentityError::Forbidden));
        assert_eq!(all(&chief), Ok(1));
        assert!(house.who(&reader.cookie).is_none());
    });
}

#[test]
fn the_twenty_first_session_takes_the_place_of_the_oldest() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let mut cookies = Vec::new();
        for _ in 0..21 {
            house.clock.advance(1);
            cookies.push(house.enter("chef", OWN).unwrap().cookie);
        }
        assert!(house.who(&cookies[0]).is_none());
        assert!(cookies[1..].iter().all(|cookie| house.who(cookie).is_some()));
    });
}

#[test]
fn reading_pages_writes_at_most_every_five_minutes() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let cookie = house.enter("chef", OWN).unwrap().cookie;
        let last_seen = || {
            let id = chief.person().unwrap().id;
            house.db().read(|tx| house.identity.sessions(tx, id, &*house.clock)).unwrap()[0].last_seen
        };
        house.clock.advance(299);
        assert!(house.who(&cookie).is_some());
        assert_eq!(last_seen(), MONDAY);
        house.clock.advance(1);
        assert!(house.who(&cookie).is_some());
        assert_eq!(last_seen(), MONDAY + 300);
    });
}

#[test]
fn a_database_that_refuses_writes_still_lets_people_read() {
    let (house, _) = House::with_chief(crate::house::Place::sqlite());
    let cookie = house.enter("chef", OWN).unwrap().cookie;
    house.clock.advance(HOUR);
    let read_only = liptako_storage::Db::open_read_only(&house.place.url).unwrap();
    assert!(house.identity.session(&read_only, &cookie, &*house.clock).unwrap().is_some());
}

#[test]
fn what_a_session_allows_follows_the_account() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let drafter = house.settle(&chief, "redactrice", &["drafter"]);
        assert!(drafter.who.may(Permission::PLAN_PROPOSE) && !drafter.who.may(Permission::PLAN_DECIDE));
        let person = drafter.who.person().unwrap();
        let edit = liptako_identity::PersonEdit {
            name: person.name.clone(),
            function: person.function.clone(),
            roles: ["reader".to_owned()].into(),
        };
        house.identity.edit_person(house.db(), &chief, person.id, &edit).unwrap();
        assert!(!house.who(&drafter.cookie).unwrap().may(Permission::PLAN_PROPOSE));
        house.identity.disable_person(house.db(), &chief, person.id).unwrap();
        assert!(house.who(&drafter.cookie).is_none());
    });
}

#[test]
fn a_role_that_left_the_table_allows_nothing() {
    let (house, chief) = House::with_chief(crate::house::Place::sqlite());
    let drafter = house.settle(&chief, "redactrice", &["drafter", "reader"]);
    house
        .db()
        .write(|tx| {
            let sql = sql!("UPDATE person_role SET role = 'ghost' WHERE role = 'drafter'");
            tx.execute(sql, params![])
        })
        .unwrap();
    let who = house.who(&drafter.cookie).unwrap();
    assert!(!who.may(Permission::PLAN_PROPOSE) && who.may(Permission::PLAN_READ));
}
