//! Opening, changing and closing accounts.

use crate::house::{DESK, House, OWN, new_person, on_each_engine};
use liptako_identity::{
    IdentityError, PasswordState, Permission, Permissions, PersonEdit, WeakPassword, Who,
};
use std::collections::BTreeSet;

fn edit(roles: &[&str]) -> PersonEdit {
    PersonEdit {
        name: "Nom nouveau (fiction)".into(),
        function: "inspector".into(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect::<BTreeSet<_>>(),
    }
}

#[test]
fn the_first_administrator_is_made_once() {
    on_each_engine(|place| {
        let house = House::empty(place());
        let first = |login: &str, roles: &[&str], password: &str| {
            let new = new_person(login, roles);
            house.identity.create_first_administrator(
                house.db(),
                &new,
                password,
                &*house.clock,
                &*house.chance,
            )
        };
        assert_eq!(first("chef", &["reader"], OWN).unwrap_err(), IdentityError::NoRole);
        assert_eq!(
            first("chef", &["administrator"], "court").unwrap_err(),
            IdentityError::Weak(WeakPassword::TooShort)
        );
        let chief = first("chef", &["administrator"], OWN).unwrap();
        assert_eq!(chief.password, PasswordState::Own);
        assert_eq!(first("autre", &["administrator"], OWN).unwrap_err(), IdentityError::AdministratorExists);
        assert_eq!(house.db().read(|tx| house.identity.people(tx)).unwrap(), [chief]);
    });
}

#[test]
fn only_who_manages_people_touches_accounts() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let reader = house.settle(&chief, "lecteur", &["reader", "drafter", "approver"]).who;
        let target = chief.person().unwrap().id;
        for who in [&reader, &Who::visitor(Permissions::NONE)] {
            let (db, identity) = (house.db(), &house.identity);
            let (clock, chance) = (&*house.clock, &*house.chance);
            let outcomes = [
                identity.create_person(db, who, &new_person("neuf", &["reader"]), clock, chance).err(),
                identity.edit_person(db, who, target, &edit(&["reader"])).err(),
                identity.disable_person(db, who, target).err(),
                identity.enable_person(db, who, target, clock, chance).err(),
                identity.reset_password(db, who, target, clock, chance).err(),
            ];
            assert!(
                outcomes.iter().all(|outcome| *outcome == Some(IdentityError::Forbidden)),
                "{outcomes:?}"
            );
        }
        assert_eq!(house.db().read(|tx| house.identity.people(tx)).unwrap().len(), 2);
        assert!(house.enter("chef", OWN).is_ok());
    });
}

#[test]
fn the_command_line_manages_people_without_an_account() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let by = Who::command_line();
        assert!(
            by.person().is_none() && by.may(Permission::PEOPLE_MANAGE) && !by.may(Permission::PLAN_DECIDE)
        );
        let id = house.person("chef").id;
        let temporary =
            house.identity.reset_password(house.db(), &by, id, &*house.clock, &*house.chance).unwrap();
        assert!(house.enter("chef", temporary.reveal()).unwrap().who.must_change_password());
    });
}

#[test]
fn a_login_belongs_to_one_person_for_ever() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let gone = house.settle(&chief, "partie", &["reader"]).who.person().unwrap().id;
        house.identity.disable_person(house.db(), &chief, gone).unwrap();
        let again = new_person("Partie", &["reader"]);
        let outcome = house.identity.create_person(house.db(), &chief, &again, &*house.clock, &*house.chance);
        assert_eq!(outcome.unwrap_err(), IdentityError::LoginTaken("partie".into()));
    });
}

#[test]
fn what_an_administrator_writes_is_checked() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let refused = |new| {
            house.identity.create_person(house.db(), &chief, &new, &*house.clock, &*house.chance).unwrap_err()
        };
        let good = || new_person("neuf", &["reader"]);
        assert_eq!(
            refused(liptako_identity::NewPerson { login: "9".into(), ..good() }),
            IdentityError::Login
        );
        assert_eq!(refused(liptako_identity::NewPerson { name: " ".into(), ..good() }), IdentityError::Name);
        assert_eq!(
            refused(liptako_identity::NewPerson { function: "roi".into(), ..good() }),
            IdentityError::UnknownFunction("roi".into())
        );
        assert!(matches!(
            refused(new_person("neuf", &["administrator", "approver"])),
            IdentityError::Incompatible { .. }
        ));
        let id = chief.person().unwrap().id;
        let outcome =
            house.identity.edit_person(house.db(), &chief, id, &edit(&["administrator", "approver"]));
        assert!(matches!(outcome.unwrap_err(), IdentityError::Incompatible { .. }));
    });
}

#[test]
fn a_change_of_name_function_and_roles_is_kept() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let id = house.settle(&chief, "lecteur", &["reader"]).who.person().unwrap().id;
        let changed =
            house.identity.edit_person(house.db(), &chief, id, &edit(&["drafter", "approver"])).unwrap();
        assert_eq!(changed, house.person("lecteur"));
        assert_eq!(
            (changed.name.as_str(), changed.function.as_str()),
            ("Nom nouveau (fiction)", "inspector")
        );
        assert_eq!(changed.roles.iter().collect::<Vec<_>>(), ["approver", "drafter"]);
        let nobody = liptako_core::ObjectId::from_bytes([9; 16]);
        let outcome = house.identity.edit_person(house.db(), &chief, nobody, &edit(&["reader"]));
        assert_eq!(outcome.unwrap_err(), IdentityError::NotFound);
    });
}

#[test]
fn nobody_changes_their_own_roles_or_shuts_themselves_out() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        house.settle(&chief, "second", &["administrator"]);
        let id = chief.person().unwrap().id;
        let (db, identity) = (house.db(), &house.identity);
        let own = Some(IdentityError::OwnAccount);
        assert_eq!(identity.edit_person(db, &chief, id, &edit(&["reader"])).err(), own);
        assert_eq!(identity.disable_person(db, &chief, id).err(), own);
        assert_eq!(identity.reset_password(db, &chief, id, &*house.clock, &*house.chance).err(), own);
        let same = identity.edit_person(db, &chief, id, &edit(&["administrator"])).unwrap();
        assert_eq!(same.name, "Nom nouveau (fiction)");
    });
}

#[test]
fn somebody_is_always_left_to_manage_accounts() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let (db, identity, id) = (house.db(), &house.identity, house.person("chef").id);
        let by = Who::command_line();
        let last = Some(IdentityError::LastAdministrator);
        assert_eq!(identity.disable_person(db, &by, id).err(), last);
        assert_eq!(identity.edit_person(db, &by, id, &edit(&["reader"])).err(), last);
        // Nothing of the refused changes remains.
        assert_eq!(house.person("chef").function, "legal-officer");
        assert!(house.enter("chef", OWN).unwrap().who.may(Permission::PEOPLE_MANAGE));
    });
}

#[test]
fn an_enabled_account_begins_again_with_a_temporary_password() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let reader = house.settle(&chief, "lecteur", &["reader"]);
        let id = reader.who.person().unwrap().id;
        house.identity.disable_person(house.db(), &chief, id).unwrap();
        assert!(house.who(&reader.cookie).is_none());
        let reset = house.identity.reset_password(house.db(), &chief, id, &*house.clock, &*house.chance);
        assert_eq!(reset.unwrap_err(), IdentityError::Inactive);
        let temporary =
            house.identity.enable_person(house.db(), &chief, id, &*house.clock, &*house.chance).unwrap();
        assert!(house.who(&reader.cookie).is_none());
        assert!(house.enter("lecteur", OWN).is_err());
        let first = house.enter("lecteur", temporary.reveal()).unwrap();
        let change = house.identity.change_password(
            house.db(),
            &first.who,
            temporary.reveal(),
            OWN,
            &DESK,
            &*house.clock,
            &*house.chance,
        );
        assert_eq!(change, Ok(()));
    });
}
