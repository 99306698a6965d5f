//! The permission table, tried: every page, every role, through the pages themselves.

use crate::steps::signed_in;
use liptako::demonstration::PASSWORD;
use liptako_identity::{Client, NewPerson, Permission, PermissionTable, VISITOR, Who};
use liptako_testkit::{Browser, PageForm, Plan, Reply, TestNode, Trio, links};
use liptako_web::{Access, RouteRule};
use std::collections::{BTreeMap, BTreeSet};

/// A role, and a browser in which somebody who holds it alone has signed in.
struct Reader {
    role: String,
    held: Vec<String>,
    browser: Browser,
}

impl Reader {
    /// What the table says.
    fn may(&self, access: Access) -> bool {
        match access {
            Access::Public => true,
            Access::SignedIn => self.role != VISITOR,
            Access::Needs(permission) => self.held.iter().any(|held| held == permission.name()),
        }
    }

    /// Fields that any form of ours carries.
    fn proof(&mut self) -> Vec<(String, String)> {
        let (path, action) =
            if self.role == VISITOR { ("/sign-in", "/sign-in") } else { ("/about", "/sign-out") };
        let page = self.browser.get(path);
        let token = page.form(action).value("csrf").to_owned();
        vec![("csrf".into(), token), ("request".into(), fresh_request())]
    }
}

fn fresh_request() -> String {
    liptako_core::RequestId::fresh(&liptako_core::OsChance).to_string()
}

/// One reader per role of the table.
fn readers(node: &TestNode) -> Vec<Reader> {
    let table = node.node().identity.table();
    let held = table.visitor().names().map(String::from).collect();
    let mut readers = vec![Reader { role: VISITOR.into(), held, browser: node.browser() }];
    for role in table.roles() {
        let mut browser = node.browser();
        let login = format!("seul.{}", role.name);
        account(node, &login, &role.name);
        browser.sign_in(&login, PASSWORD);
        readers.push(Reader { role: role.name.clone(), held: role.permissions.clone(), browser });
    }
    assert!(readers.len() >= 5, "the table has its roles");
    readers
}

/// An account that has chosen its password.
fn account(node: &TestNode, login: &str, role: &str) {
    let node = node.node();
    let (db, clock, chance) = (node.road.db(), &*node.clock, &*node.chance);
    let new = NewPerson {
        login: login.into(),
        name: format!("Essai {role} (fictif)"),
        function: "inspector".into(),
        roles: [role.to_owned()].into(),
    };
    let client = &Client::COMMAND_LINE;
    let (_, temporary) = node.identity.create_person(db, &Who::command_line(), &new, clock, chance).unwrap();
    let first = node.identity.sign_in(db, login, temporary.reveal(), client, clock, chance).unwrap();
    node.identity
        .change_password(db, &first.who, temporary.reveal(), PASSWORD, client, clock, chance)
        .unwrap();
}

/// An address for a rule: things that exist for pages to read, things that do not for what would change them.
fn address(rule: &RouteRule, action: &str) -> String {
    let nobody = "0".repeat(32);
    let id = if rule.path.starts_with("/council/plan/actions") {
        action
    } else if rule.path.starts_with("/council/plan/proposals") {
        "ml-2"
    } else {
        nobody.as_str()
    };
    let known = [("{id}", id), ("{code}", "ml"), ("{index}", "0"), ("{tag}", "en"), ("{name}", "dark")];
    let path = known.iter().fold(rule.path.to_owned(), |path, (part, value)| path.replace(part, value));
    // Nobody's case: whoever is let through learns only that it is not here.
    let path = if path.starts_with("/exchange/cases/") { path.replace("{file}", &nobody) } else { path };
    let path = path
        .replace("{kind}", "complaint")
        .replace("{case}", &nobody)
        .replace("{act}", "reponse.md")
        .replace("{step}", "who")
        .replace("{question}", "dpo.exists")
        .replace("{instrument}", "ml_2013_015")
        .replace("{concept}", "data-breach")
        .replace("{practice}", "bf-999")
        .replace("{seal}", "bf-999")
        .replace("{draft}", &nobody)
        .replace("{number}", "1");
    let path = path.replace("{a}", "ml_2013_015").replace("{b}", "bf_001_2021").replace("{country}", "ml");
    let path = path.replace("{folder}", "LPK1-ml-bf-1").replace("{file}", "manifest.txt");
    assert!(!path.contains('{'), "{}: give its variable part a value here", rule.path);
    path
}

/// Whether the answer says that the reader is not let through.
fn turned_away(answer: &Reply) -> bool {
    let to_sign_in = answer.status == 303 && answer.location().starts_with("/sign-in?next=");
    to_sign_in || matches!(answer.status, 401 | 403)
}

/// Tries every rule as every role, and returns how many times somebody was turned away.
fn try_every_rule(node: &TestNode, action: &str) -> usize {
    let rules = node.node().site().unwrap().rules;
    let mut refused = 0;
    for mut reader in readers(node) {
        // Signing out comes last: until then the reader stays who they are.
        let (ending, other): (Vec<_>, Vec<_>) = rules.iter().partition(|rule| rule.path == "/sign-out");
        for rule in other.into_iter().chain(ending) {
            let path = address(rule, action);
            let answer = if rule.method == "GET" {
                reader.browser.get(&path)
            } else {
                let bare = reader.browser.post(&path, &[]);
                assert!(bare.status >= 400, "{} {path} without proof: {}", reader.role, bare.status);
                let proof = reader.proof();
                if rule.path == "/bundles/import" {
                    reader.browser.upload(&PageForm::forged(&path, proof), "files", &[])
                } else {
                    reader.browser.post(&path, &proof)
                }
            };
            let may = reader.may(rule.access);
            let seen = format!("{} {} {path}: {}", reader.role, rule.method, answer.status);
            assert_eq!(turned_away(&answer), !may, "{seen}\n{}", String::from_utf8_lossy(&answer.body));
            assert!(answer.status < 500, "{seen}");
            refused += usize::from(!may);
        }
    }
    refused
}

#[test]
fn each_role_reaches_what_the_table_gives_it_and_nothing_else() {
    let mut trio = Trio::founded(Plan::default());
    // The node as it is in service: visitors see nothing.
    std::fs::remove_file(trio.nodes[0].seat.dir.join("permissions.toml")).unwrap();
    trio.open_all();
    trio.populate();
    trio.meet();
    trio.play();
    let action = crate::steps::actions(&mut signed_in(&trio.nodes[0], "redaction"))[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let strict = try_every_rule(&trio.nodes[0], &action);
    // The demonstration lets visitors read.
    let open = try_every_rule(&trio.nodes[1], &action);
    assert!(strict > open && open > 0, "{strict} and {open} refusals");
    trio.meet();
    trio.check();
}

#[test]
fn every_permission_of_the_table_guards_a_page() {
    let mut trio = Trio::founded(Plan::default());
    trio.nodes[0].open().unwrap();
    let rules = trio.nodes[0].node().site().unwrap().rules;
    let asked: BTreeSet<&str> =
        rules.iter().filter_map(|rule| rule.access.permission()).map(Permission::name).collect();
    let table = PermissionTable::standard().unwrap();
    let idle: Vec<_> = table.permission_names().filter(|name| !asked.contains(name)).collect();
    assert_eq!(idle, Vec::<&str>::new(), "permissions that no page asks for");
}

/// Pages read in one folder of one rule: the hundred questions of a law have pages that are alike.
const MOST_ALIKE: usize = 25;

#[test]
fn every_link_of_every_page_leads_to_a_page_that_has_a_rule() {
    let trio = Trio::met();
    trio.play_everything();
    let node = &trio.nodes[0];
    let rules = node.node().site().unwrap().rules;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for login in ["admin", "redaction", "presidence"] {
        let mut browser = signed_in(node, login);
        let mut waiting = vec!["/".to_owned()];
        let mut read: BTreeSet<String> = BTreeSet::new();
        let mut of_rule: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(path) = waiting.pop() {
            // Choices of language and light, and long lists, lead back to pages seen already.
            let bare = path.split(['?', '#']).next().unwrap().to_owned();
            if bare.is_empty() || !read.insert(bare.clone()) {
                continue;
            }
            let pages = || rules.iter().filter(|rule| rule.method == "GET");
            let exact = pages().find(|rule| rule.path == bare);
            let rule = exact.or_else(|| pages().find(|rule| matches_rule(rule.path, &bare)));
            let rule = rule.unwrap_or_else(|| panic!("{bare} has no rule"));
            let folder = bare.rsplit_once('/').map_or("", |(folder, _)| folder);
            let alike = of_rule.entry(format!("{} {folder}", rule.path)).or_default();
            *alike += 1;
            if *alike > MOST_ALIKE {
                continue;
            }
            let answer = browser.get(&path);
            assert!(answer.status == 200 || answer.status == 303, "{login} {path}: {}", answer.status);
            seen.insert(rule.path.to_owned());
            if answer.header("content-type").starts_with("text/html") {
                waiting.extend(links(answer.text()).into_iter().filter(|link| link.starts_with('/')));
            }
        }
    }
    let reachable: BTreeSet<String> =
        rules.iter().filter(|rule| rule.method == "GET").map(|rule| rule.path.to_owned()).collect();
    let lost: Vec<_> = reachable.difference(&seen).collect();
    // The sign-in page is offered to visitors only; a bundle's file only once there is a bundle, a
    // draft's document once it has one; the preview of a file of advisories follows its upload.
    let expected = [
        "/bundles/{folder}/{file}",
        "/exchange/advisories/import/{id}",
        "/exchange/practices/drafts/{draft}/files/{file}",
        "/sign-in",
    ];
    assert_eq!(lost, expected, "pages that no link leads to");
}

/// Whether an address is one of a rule's; fixed addresses are also those of rules with variable parts, and match both.
fn matches_rule(rule: &str, path: &str) -> bool {
    let (rule, path): (Vec<_>, Vec<_>) = (rule.split('/').collect(), path.split('/').collect());
    rule.len() == path.len()
        && rule.iter().zip(&path).all(|(rule, part)| rule == part || rule.starts_with('{'))
}
