//! The permission table: what comes with the product, and what is refused.

use crate::house::{Place, on_each_engine};
use liptako_core::Lang;
use liptako_identity::{Permission, PermissionTable, TableError, VISITOR, module};
use liptako_storage::Db;
use std::collections::BTreeSet;

fn standard() -> PermissionTable {
    PermissionTable::standard().unwrap()
}

/// The standard table with one thing changed.
fn with(from: &str, to: &str) -> Result<PermissionTable, TableError> {
    assert!(PermissionTable::STANDARD.contains(from), "{from}");
    PermissionTable::parse(&PermissionTable::STANDARD.replacen(from, to, 1))
}

#[test]
fn the_table_reads_as_the_guides_print_it() {
    insta::assert_snapshot!("table_fr", standard().markdown(Lang::Fr));
    insta::assert_snapshot!("table_en", standard().markdown(Lang::En));
}

#[test]
fn the_table_knows_every_permission_the_code_names_and_no_other() {
    let table = standard();
    assert_eq!(table.check_known(Permission::ALL), Ok(()));
    let named: BTreeSet<&str> = Permission::ALL.iter().map(|permission| permission.name()).collect();
    assert_eq!(table.permission_names().collect::<BTreeSet<_>>(), named);
    let unknown = Permission::new("campaign.read");
    assert!(
        matches!(table.check_known([unknown]), Err(TableError::Unknown { name, .. }) if name == "campaign.read")
    );
}

/// One line per role and permission: the table says what the code then does.
#[test]
fn every_role_allows_what_its_line_says_and_nothing_else() {
    let table = standard();
    for role in table.roles() {
        let allowed = table.allowed([role.name.as_str()]);
        for permission in Permission::ALL {
            let listed = role.permissions.iter().any(|name| name == permission.name());
            assert_eq!(allowed.contains(permission), listed, "{} {permission}", role.name);
        }
    }
    assert_eq!(table.visitor().names().count(), 0);
}

#[test]
fn nobody_manages_accounts_and_signs_acts() {
    let table = standard();
    for one in table.roles() {
        for other in table.roles() {
            let both = BTreeSet::from([one.name.clone(), other.name.clone()]);
            let allowed = table.allowed(both.iter().map(String::as_str));
            let signs = table.signs(&allowed) && allowed.contains(Permission::PEOPLE_MANAGE);
            assert!(!signs || table.conflict(&both).is_some(), "{both:?}");
        }
    }
}

#[test]
fn every_label_exists_in_both_languages() {
    let table = standard();
    for lang in Lang::ALL {
        assert!(table.functions().iter().all(|function| !function.label(lang).is_empty()));
        assert!(table.roles().all(|role| !role.label(lang).is_empty()));
        assert!(table.permission_names().all(|name| table.permission_label(name, lang).is_some()));
    }
    assert_eq!(table.function("president").unwrap().label(Lang::Fr), "Présidence");
    assert!(table.roles().all(|role| role.name != VISITOR));
}

#[test]
fn a_faulty_table_is_refused_with_its_fault_named() {
    let unknown = with("\"plan.propose\", ", "\"plan.prose\", ").unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "permission table: role “drafter” names “plan.prose”, which the table does not hold"
    );
    let twice = with("name = \"plan.propose\"", "name = \"plan.read\"").unwrap_err();
    assert!(matches!(twice, TableError::Duplicate { list: "permission", name } if name == "plan.read"));
    let repeated = with("[\"account.own\", \"plan.read\"", "[\"plan.read\", \"plan.read\"").unwrap_err();
    assert!(matches!(repeated, TableError::Duplicate { list: "reference", .. }));
    let empty = with("fr = \"Lecture\"", "fr = \" \"").unwrap_err();
    assert_eq!(empty, TableError::Empty("a label of role “reader”".into()));
    let nobody = with("name = \"visitor\"", "name = \"public\"").unwrap_err();
    assert_eq!(nobody, TableError::Empty("role “public”".into()));
    let lonely = with("[\"administrator\", \"approver\"]", "[\"administrator\"]").unwrap_err();
    assert_eq!(lonely, TableError::Empty("an incompatibility".into()));
    let stranger = with("[\"administrator\", \"approver\"]", "[\"administrator\", \"king\"]").unwrap_err();
    assert!(matches!(stranger, TableError::Unknown { name, .. } if name == "king"));
    let odd = with("name = \"inspector\"", "name = \"In spector\"").unwrap_err();
    assert_eq!(odd, TableError::Name("In spector".into()));
    let broken = with("fr = \"Juriste\"", "fr = \"Juriste\\nen chef\"").unwrap_err();
    assert!(matches!(broken, TableError::Label(_)));
    assert!(matches!(with("[[role]]", "[[rule]]"), Err(TableError::Syntax(_))));
    assert!(matches!(PermissionTable::parse(""), Err(TableError::Empty(_))));
}

#[test]
fn a_table_without_visitors_is_refused() {
    let text = PermissionTable::STANDARD.replacen("permissions = []", "permissions = [\"plan.read\"]", 1);
    let text = text.replacen("name = \"visitor\"", "name = \"public\"", 1);
    assert_eq!(PermissionTable::parse(&text).unwrap_err(), TableError::NoVisitor);
}

#[test]
fn any_two_of_an_incompatible_set_are_refused() {
    let table =
        with("[\"administrator\", \"approver\"]", "[\"administrator\", \"approver\", \"drafter\"]").unwrap();
    let roles = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert!(table.conflict(&roles(&["drafter", "approver"])).is_some());
    assert!(table.conflict(&roles(&["drafter", "reader"])).is_none());
}

#[test]
fn every_statement_is_understood_by_every_engine() {
    on_each_engine(|place| {
        let place: Place = place();
        let db = Db::open(&place.url).unwrap();
        db.migrate(&[module()]).unwrap();
        let prepared = db.check_statements().unwrap_or_else(|faults| panic!("{faults:?}"));
        assert!(prepared > 20);
    });
}

/// The standard table as it stood before two permissions of the laws were added.
fn of_an_earlier_version() -> String {
    let blocks = PermissionTable::STANDARD.split("\n[[");
    let kept = blocks.filter(|block| {
        !["law.attest", "law.edit"].iter().any(|new| block.contains(&format!("name = \"{new}\"")))
    });
    kept.collect::<Vec<_>>().join("\n[[").replace("\"law.attest\", ", "").replace("\"law.edit\", ", "")
}

#[test]
fn a_table_of_an_earlier_version_is_completed_and_gives_the_new_permissions_to_nobody() {
    let text = of_an_earlier_version();
    assert!(!text.contains("law.edit") && !text.contains("law.attest"), "{text}");
    let table = PermissionTable::parse(&text).unwrap();
    assert_eq!(table.check_known(Permission::ALL), Ok(()));
    assert_eq!(table.unheld(), ["law.edit", "law.attest"]);
    for role in table.roles() {
        let allowed = table.allowed([role.name.as_str()]);
        assert!(!allowed.contains(Permission::LAW_EDIT) && !allowed.contains(Permission::LAW_ATTEST));
    }
    assert_eq!(standard().unheld(), Vec::<&str>::new());
}

#[test]
fn a_table_may_leave_the_definitions_out_and_cannot_change_what_signs() {
    let (_, roles) = PermissionTable::STANDARD.split_once("\n[[role]]").unwrap();
    assert_eq!(PermissionTable::parse(&format!("[[role]]{roles}")), Ok(standard()));
    // What comes with the product is defined by the product, whatever the table says of it.
    assert_eq!(with("signs = true\n", ""), Ok(standard()));
    // A permission of one's own is kept, and a role may give it.
    let own = "[[permission]]\nname = \"campaign.read\"\nfr = \"Lire\"\nen = \"Read\"\n\n[[role]]\nname = \"reader\"";
    let wider = with("[[role]]\nname = \"reader\"", own).unwrap();
    assert_eq!(wider.unheld(), ["campaign.read"]);
}
