//! Advisories on three nodes in memory: who may do what, who sees what, what leaves and what comes in.

use crate::EXCHANGE;
use axum::http::StatusCode;
use liptako_core::ObjectId;
use liptako_exchange::advisory::stix;
use liptako_exchange::advisory::store::{self, Filter, Reader};
use liptako_identity::{Client, NewPerson, Who};
use liptako_stage::{Browser, Node, PASSWORD, Trio, Upload, charter, on_each_engine, on_one_engine};
use serde_json::{Value, json};

const LIST: &str = "/exchange/advisories";
const SECRET: &str = "hippopotame-turquoise";

fn fields<'a>(tlp: &'a str, authorities: &[&'a str], functions: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("tlp", tlp),
        ("title", "Exercice : hippopotame-turquoise"),
        ("lang", "fr"),
        ("threat", "data-breach"),
        ("severity", "critical"),
        ("sectors", "finance"),
        ("sectors", "people"),
        ("summary", "Fictif. **hippopotame-turquoise** dans le résumé."),
        ("body", "## Détail\n\nhippopotame-turquoise"),
        ("actions", "Vérifier les sauvegardes | 2026-03-20\nPrévenir"),
        ("indicators", "hippopotame-turquoise[.]example | vu deux fois\n+223 00 00 00 00"),
        ("references", "FIRST | https://www.first.org/tlp/"),
        ("acknowledge_by", "2026-03-08"),
        ("concepts", "data-breach"),
    ];
    all.extend(authorities.iter().map(|code| ("authorities", *code)));
    all.extend(functions.iter().map(|name| ("functions", *name)));
    all
}

/// Drafts in `plume`'s name; answers the draft's address.
fn draft(node: &Node, typed: &[(&str, &str)]) -> String {
    let mut plume = node.browser("plume");
    plume.open("/exchange/advisories/new");
    plume.submit("/exchange/advisories/new", typed);
    assert_eq!(plume.status, StatusCode::SEE_OTHER, "{}", plume.main());
    plume.location.clone()
}

/// Issues a draft in `sceau`'s name; answers the advisory's address.
fn issue(node: &Node, draft: &str) -> String {
    let mut sceau = node.browser("sceau");
    let path = format!("{draft}/issue");
    sceau.open(&path);
    sceau.submit(&path, &[("confirmed", "yes"), ("password", PASSWORD)]);
    assert_eq!(sceau.status, StatusCode::SEE_OTHER, "{}", sceau.main());
    sceau.location.clone()
}

fn issued(node: &Node, tlp: &str, authorities: &[&str], functions: &[&str]) -> String {
    issue(node, &draft(node, &fields(tlp, authorities, functions)))
}

fn object(path: &str) -> ObjectId {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

fn acknowledge(node: &Node, path: &str, response: &str, reason: &str) -> Browser {
    let mut sceau = node.browser("sceau");
    sceau.open(path);
    let to = format!("{path}/acknowledge");
    sceau.submit(&to, &[("response", response), ("reason", reason), ("password", PASSWORD)]);
    sceau
}

/// A reader in another function than everybody else's.
fn settle_trainer(node: &Node) {
    let new = NewPerson {
        login: "formatrice".into(),
        name: "Formatrice (fiction)".into(),
        function: "trainer".into(),
        roles: ["reader".to_owned()].into(),
    };
    let desk = Client { address: "192.0.2.7", agent: "Navigateur" };
    let (db, clock, chance) = (node.road.db(), &*node.clock, &*node.chance);
    let (_, temporary) = node.identity.create_person(db, &Who::command_line(), &new, clock, chance).unwrap();
    let who = node.identity.sign_in(db, "formatrice", temporary.reveal(), &desk, clock, chance).unwrap().who;
    node.identity.change_password(db, &who, temporary.reveal(), PASSWORD, &desk, clock, chance).unwrap();
}

#[test]
fn an_advisory_goes_from_draft_to_acknowledgement_and_every_node_agrees() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let path = issued(trio.apdp(), "green", &[], &[]);
        trio.exchange();
        let mut reader = trio.cil().browser("lectrice");
        assert!(
            reader.open(LIST).contains("TLP:GREEN") && reader.says("doit acquitter une alerte"),
            "{}",
            reader.main()
        );
        assert!(
            !reader.open(&path).contains(&format!("{path}/acknowledge")),
            "a reader does not bind the authority"
        );
        assert!(reader.says("hippopotame-turquoise[.]example") && !reader.text.contains("turquoise.example"));
        let silent = acknowledge(trio.cil(), &path, "not-concerned", "");
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = acknowledge(trio.cil(), &path, "acting", "Nous appelons les banques.");
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
        trio.exchange();
        let mut author = trio.apdp().browser("lectrice");
        author.open(&path);
        assert!(author.says("Nous appelons les banques.") && author.says("Nous agissons"));
        // The third is awaited, and late once the day is past.
        assert!(author.says("HAPDP : À acquitter") && !author.says("En retard"), "{}", author.main());
        trio.later(6 * 86_400);
        let mut author = trio.apdp().browser("lectrice");
        author.open(&path);
        assert!(author.says("En retard"), "{}", author.main());
        acknowledge(trio.hapdp(), &path, "received", "");
        trio.exchange();
        author.open(&path);
        assert!(author.says("En retard"), "what came late stays late");
        for node in [trio.apdp(), trio.cil(), trio.hapdp()] {
            assert_eq!(node.read(|tx| store::count_awaited(tx, node.me())), 0);
        }
        trio.assert_alike();
        let before = trio.cil().road.digest().unwrap();
        trio.cil().road.rebuild(|_| {}).unwrap();
        assert_eq!(trio.cil().road.digest().unwrap(), before);
    });
}

#[test]
fn who_drafts_does_not_issue_and_nothing_leaves_before_the_list_is_confirmed() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let draft_path = draft(trio.apdp(), &fields("amber", &["bf"], &[]));
        let size = trio.apdp().road.digest().unwrap();
        // The drafter may not; somebody who holds both roles may not either, of their own draft.
        let mut plume = trio.apdp().browser("plume");
        plume.open(&format!("{draft_path}/issue"));
        assert_eq!(plume.status, StatusCode::FORBIDDEN);
        let mut both = trio.apdp().browser("tout");
        both.open("/exchange/advisories/new");
        both.submit("/exchange/advisories/new", &fields("amber", &["bf"], &[]));
        let own = format!("{}/issue", both.location);
        assert!(both.open(&own).contains("Vous avez rédigé ce projet"));
        // The list names people, says who is left out, and must be confirmed.
        let mut sceau = trio.apdp().browser("sceau");
        let path = format!("{draft_path}/issue");
        sceau.open(&path);
        assert!(
            sceau.says("Liste finale des lecteurs") && sceau.says("lectrice (fiction)"),
            "{}",
            sceau.main()
        );
        assert!(sceau.says("Ne la lira pas : HAPDP.") && sceau.says("sceau (fiction)"));
        sceau.submit(&path, &[("password", PASSWORD)]);
        assert_eq!(sceau.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sceau.says("Confirmez la liste des lecteurs"));
        sceau.submit(&path, &[("confirmed", "yes"), ("password", "autre mot de passe")]);
        assert_eq!(sceau.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Somebody joins while the officer reads: what was confirmed is no longer the list.
        sceau.open(&path);
        settle_trainer(trio.apdp());
        sceau.submit(&path, &[("confirmed", "yes"), ("password", PASSWORD)]);
        assert!(sceau.says("La liste des lecteurs a changé"), "{}", sceau.main());
        // The draft changes while the officer reads.
        sceau.open(&path);
        let mut plume = trio.apdp().browser("plume");
        plume.open(&draft_path);
        plume.submit(&draft_path, &fields("amber", &["bf"], &[]));
        assert_eq!(plume.status, StatusCode::SEE_OTHER, "{}", plume.main());
        sceau.submit(&path, &[("confirmed", "yes"), ("password", PASSWORD)]);
        assert!(sceau.says("Le projet a changé"), "{}", sceau.main());
        assert_eq!(trio.apdp().road.digest().unwrap(), size, "nothing was recorded");
        // Sent twice, it is issued once.
        sceau.open(&path);
        sceau.submit(&path, &[("confirmed", "yes"), ("password", PASSWORD)]);
        assert_eq!(sceau.status, StatusCode::SEE_OTHER, "{}", sceau.main());
        let once = trio.apdp().road.digest().unwrap();
        sceau.send_again();
        assert_eq!((sceau.status, trio.apdp().road.digest().unwrap()), (StatusCode::SEE_OTHER, once));
    });
}

#[test]
fn red_is_for_named_functions_of_named_authorities_on_every_page() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        settle_trainer(trio.cil());
        let path = issued(trio.apdp(), "red", &["bf"], &["legal-officer"]);
        trio.exchange();
        assert_eq!(acknowledge(trio.cil(), &path, "acting", SECRET).status, StatusCode::SEE_OTHER);
        trio.exchange();
        let roads = [
            LIST.to_owned(),
            format!("{LIST}?words=hippopotame"),
            format!("{LIST}?label=red"),
            format!("{LIST}?state=awaited"),
            "/vocabulary/data-breach".to_owned(),
            path.clone(),
            format!("{path}/stix.json"),
            format!("{path}/misp.json"),
            format!("{path}/advisory.pdf"),
            format!("{path}/notice"),
            format!("{path}/notice.pdf"),
            format!("{path}/notice.txt"),
            "/exchange/advisories/public".to_owned(),
            format!("/exchange/advisories/public/{}", object(&path)),
        ];
        let finds = |browser: &mut Browser| {
            roads.iter().filter(|road| browser.open(road).contains(SECRET)).cloned().collect::<Vec<_>>()
        };
        // Those for whom it is: list, search, filter, concept, page, and the three files.
        let mut named = trio.cil().browser("lectrice");
        let found = finds(&mut named);
        assert_eq!(found.len(), 8, "{found:?}");
        assert_eq!(named.open(&path).matches("Scellée").count(), 1);
        // Another function of the same authority, and everybody of the third: nothing, by any road.
        assert_eq!(finds(&mut trio.cil().browser("formatrice")), Vec::<String>::new());
        let mut trainer = trio.cil().browser("formatrice");
        for road in &roads[5..12] {
            trainer.open(road);
            assert_eq!(trainer.status, StatusCode::NOT_FOUND, "{road}");
        }
        for login in ["lectrice", "plume", "sceau"] {
            assert_eq!(finds(&mut trio.hapdp().browser(login)), Vec::<String>::new(), "{login}");
        }
        assert_eq!(finds(&mut trio.apdp().visitor()), Vec::<String>::new());
        // The third node's tables hold nothing of it.
        let hapdp = trio.hapdp();
        assert!(hapdp.read(|tx| store::advisory(tx, &charter(), object(&path))).is_none());
        let every = Reader { person: ObjectId::from_bytes([0; 16]), function: "legal-officer".into() };
        let wide = Filter { words: SECRET.into(), ..Filter::default() };
        assert!(hapdp.read(|tx| store::advisories(tx, &wide, Some(&every))).is_empty());
        // Nor may it be handed on: there is no such page, and a forged form is refused.
        let mut sceau = trio.cil().browser("sceau");
        sceau.open(&format!("{path}/publish"));
        assert_eq!(sceau.status, StatusCode::NOT_FOUND);
        let public = issued(trio.apdp(), "clear", &[], &[]);
        trio.exchange();
        sceau.open(&format!("{public}/publish"));
        let version = trio.cil().read(|tx| store::advisory(tx, &charter(), object(&path))).unwrap();
        let version = version.current().unwrap().commitment.to_string();
        let typed = [("outlet", "public"), ("version", &*version), ("password", PASSWORD)];
        sceau.forge(&format!("{public}/publish"), &format!("{path}/publish"), &typed);
        assert_eq!(sceau.status, StatusCode::NOT_FOUND, "{}", sceau.main());
        assert!(
            trio.cil()
                .read(|tx| store::advisory(tx, &charter(), object(&path)))
                .unwrap()
                .publications
                .is_empty()
        );
    });
}

#[test]
fn a_red_draft_is_seen_by_its_drafter_and_the_functions_it_names() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        settle_trainer(trio.apdp());
        let path = draft(trio.apdp(), &fields("red", &["bf"], &["president"]));
        assert!(trio.apdp().browser("plume").open(&path).contains(SECRET));
        for login in ["sceau", "lectrice", "formatrice", "tout"] {
            let mut other = trio.apdp().browser(login);
            other.open(&path);
            assert_eq!(other.status, StatusCode::NOT_FOUND, "{login}");
            assert!(!other.open(LIST).contains(SECRET), "{login}");
        }
    });
}

#[test]
fn a_wider_marking_reaches_the_third_and_a_narrower_one_is_refused() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let path = issued(trio.apdp(), "red", &["bf"], &["legal-officer"]);
        trio.exchange();
        // Only the author has the page; another authority's officer finds none.
        let mut plume = trio.cil().browser("plume");
        plume.open(&format!("{path}/revise"));
        assert_eq!(plume.status, StatusCode::NOT_FOUND);
        let revise = |tlp: &str, authorities: &[&str]| {
            let mut plume = trio.apdp().browser("plume");
            let to = format!("{path}/revise");
            plume.open(&to);
            let mut typed = fields(tlp, authorities, &[]);
            typed.push(("reason", "La source a donné son accord."));
            plume.submit(&to, &typed);
            plume
        };
        let widened = revise("green", &[]);
        assert_eq!(widened.status, StatusCode::SEE_OTHER, "{}", widened.main());
        issue(trio.apdp(), &widened.location);
        trio.exchange();
        let mut third = trio.hapdp().browser("lectrice");
        third.open(&path);
        assert!(third.says("Version 2, TLP:GREEN") && !third.says("Version 1"), "{}", third.main());
        let mut second = trio.cil().browser("lectrice");
        second.open(&path);
        assert!(second.says("Version 1, TLP:RED") && second.says("La source a donné son accord."));
        // What three have read cannot be for two again; all three may be told to keep it closer.
        let narrowed = revise("amber", &["bf"]);
        assert_eq!(narrowed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(narrowed.says("on ne reprend pas ce qui a été lu"), "{}", narrowed.main());
        let closer = revise("amber-strict", &["bf", "ne"]);
        issue(trio.apdp(), &closer.location);
        trio.exchange();
        assert!(third.open(&path).contains("TLP:AMBER+STRICT"));
        let mut sceau = trio.apdp().browser("sceau");
        let withdraw = format!("{path}/withdraw");
        sceau.open(&withdraw);
        sceau.submit(&withdraw, &[("reason", "Fausse alerte."), ("password", PASSWORD)]);
        trio.exchange();
        third.open(&path);
        assert!(
            third.says("Alerte retirée par son autorité") && third.says("Fausse alerte."),
            "{}",
            third.main()
        );
        for road in ["revise", "withdraw", "publish"] {
            sceau.open(&format!("{path}/{road}"));
            assert_ne!(sceau.status, StatusCode::OK, "{road}");
        }
    });
}

#[test]
fn clear_is_shown_to_everybody_by_whoever_publishes_it_and_green_only_handed_on() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let (green, clear) = (issued(trio.apdp(), "green", &[], &[]), issued(trio.apdp(), "clear", &[], &[]));
        trio.exchange();
        let cil = trio.cil();
        let mut plume = cil.browser("plume");
        let contacts = "/exchange/advisories/contacts";
        plume.open(contacts);
        let typed = [("sector", "finance"), ("name", "Banque fictive"), ("address", "alerte@banque.example")];
        plume.submit(contacts, &typed);
        plume.open(contacts);
        assert!(plume.says("Banque fictive"));
        let mut sceau = cil.browser("sceau");
        let publish = |path: &str| format!("{path}/publish");
        sceau.open(&publish(&green));
        assert!(sceau.says("ne passe par aucune voie publique") && !sceau.text.contains("value=\"public\""));
        sceau.submit(&publish(&green), &[("outlet", "public"), ("password", PASSWORD)]);
        assert_eq!(sceau.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sceau.says("Son marquage ne permet pas"), "{}", sceau.main());
        sceau.open(&publish(&green));
        sceau.submit(
            &publish(&green),
            &[("outlet", "sectors"), ("sectors", "finance"), ("password", PASSWORD)],
        );
        sceau.follow();
        assert!(sceau.says("Banque fictive, alerte@banque.example"), "{}", sceau.main());
        let text = String::from_utf8(sceau.bytes(&format!("{green}/notice.txt"))).unwrap();
        assert!(text.starts_with("TLP:GREEN") && text.contains("hippopotame-turquoise[.]example"));
        assert!(!text.contains("://") && !text.contains("www."), "no link in what is sent: {text}");
        assert!(sceau.bytes(&format!("{green}/notice.pdf")).starts_with(b"%PDF"));
        // The public page needs no account, and shows what was published alone.
        let (list, page) =
            ("/exchange/advisories/public", format!("/exchange/advisories/public/{}", object(&clear)));
        let mut visitor = cil.visitor();
        visitor.open(&page);
        assert_eq!(visitor.status, StatusCode::NOT_FOUND);
        sceau.open(&publish(&clear));
        sceau.submit(&publish(&clear), &[("outlet", "public"), ("password", PASSWORD)]);
        trio.exchange();
        assert!(visitor.open(list).contains(&page) && !visitor.text.contains(&object(&green).to_string()));
        assert!(
            visitor.open(&page).contains("TLP:CLEAR") && visitor.says("Publiée par CIL"),
            "{}",
            visitor.main()
        );
        assert!(!visitor.text.contains("turquoise.example"), "shown defanged");
        assert!(visitor.weight(&page) < 14_000 && visitor.weight(list) < 14_000);
        assert!(!trio.hapdp().visitor().open(list).contains(&page), "each authority publishes for itself");
        // The author tightens it: every public page goes.
        let mut author = trio.apdp().browser("plume");
        let revise = format!("{clear}/revise");
        author.open(&revise);
        let mut typed = fields("green", &[], &[]);
        typed.push(("reason", "Une victime se reconnaîtrait."));
        author.submit(&revise, &typed);
        issue(trio.apdp(), &author.location);
        trio.exchange();
        visitor.open(&page);
        assert_eq!(visitor.status, StatusCode::GONE);
        assert!(!visitor.text.contains(SECRET) && !visitor.open(list).contains(&page));
    });
}

fn bring(node: &Node, file: &[u8]) -> Browser {
    let mut plume = node.browser("plume");
    plume.open("/exchange/advisories/import");
    let files = [Upload { field: "file", name: "lot.json", bytes: file }];
    plume.upload("/exchange/advisories/import", &[], &files);
    plume
}

fn bundle(marking: &str) -> Value {
    json!({ "type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000001", "objects": [{
        "type": "report", "spec_version": "2.1", "id": "report--00000000-0000-4000-8000-000000000002",
        "created": "2026-03-01T00:00:00.000Z", "modified": "2026-03-01T00:00:00.000Z", "published": "2026-03-01T00:00:00.000Z",
        "name": "hippopotame-turquoise <script>alert(1)</script>",
        "description": "[clic](javascript:alert(1)) <img src=x onerror=alert(1)> ![i](https://a.example/i.png)",
        "object_refs": [], "object_marking_refs": [marking] }] })
}

#[test]
fn a_file_is_shown_first_and_what_came_under_red_never_gets_wider() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let apdp = trio.apdp();
        let before = apdp.road.digest().unwrap();
        let red = stix::official(liptako_exchange::advisory::marking::Tlp::Red).0;
        let mut plume = bring(apdp, &serde_json::to_vec(&bundle(red)).unwrap());
        assert_eq!(plume.status, StatusCode::SEE_OTHER, "{}", plume.main());
        let preview = plume.location.clone();
        plume.follow();
        assert!(
            plume.says("TLP:RED") && plume.says("jamais émise sous un marquage plus large"),
            "{}",
            plume.main()
        );
        // Script in foreign text is text.
        assert!(
            !plume.text.contains("<script>alert")
                && !plume.text.contains("<img")
                && !plume.text.contains("javascript:")
        );
        // Nobody else sees the preview, and no draft exists yet.
        let mut other = apdp.browser("tout");
        other.open(&preview);
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        assert!(!other.open(LIST).contains(SECRET));
        plume.submit(&preview, &[("answer", "keep"), ("take", "0")]);
        assert_eq!(plume.status, StatusCode::SEE_OTHER, "{}", plume.main());
        plume.follow();
        let start = plume.text.find("/exchange/advisories/drafts/").expect("the draft is listed");
        let draft_path = plume.text[start..].split('"').next().unwrap().to_owned();
        assert_eq!(apdp.road.digest().unwrap(), before, "a draft is national");
        let typed = |tlp: &'static str, agreement: &'static str| {
            let mut typed = fields(tlp, &["bf"], &["legal-officer"]);
            typed.push(("agreement", agreement));
            typed
        };
        for wider in ["amber-strict", "amber", "green", "clear"] {
            plume.open(&draft_path);
            plume.submit(&draft_path, &typed(wider, "Accord de la source, 4 mars 2026."));
            assert_eq!(plume.status, StatusCode::UNPROCESSABLE_ENTITY, "{wider}");
            assert!(plume.says("sous un marquage plus strict"), "{wider}: {}", plume.main());
        }
        // As TLP:RED it may be issued, when the source agreed.
        plume.open(&draft_path);
        plume.submit(&draft_path, &typed("red", ""));
        let mut sceau = apdp.browser("sceau");
        assert!(
            sceau.open(&format!("{draft_path}/issue")).contains("accord de la source manque"),
            "{}",
            sceau.main()
        );
        plume.open(&draft_path);
        plume.submit(&draft_path, &typed("red", "Accord de la source, 4 mars 2026."));
        let path = issue(apdp, &draft_path);
        trio.exchange();
        assert!(trio.cil().browser("lectrice").open(&path).contains("Accord de la source"));
        assert_eq!(trio.hapdp().browser("lectrice").open(&path).matches(SECRET).count(), 0);
        // Nor by a later version.
        plume.open(&format!("{path}/revise"));
        let mut later = typed("clear", "Accord de la source, 4 mars 2026.");
        later.push(("reason", "Pour tous."));
        plume.submit(&format!("{path}/revise"), &later);
        assert_eq!(plume.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn hostile_files_are_refused_with_what_is_wrong() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let apdp = trio.apdp();
        let mut forged = bundle("marking-definition--00000000-0000-4000-8000-000000000009");
        forged["objects"].as_array_mut().unwrap().push(json!({
            "type": "marking-definition", "spec_version": "2.1",
            "id": "marking-definition--00000000-0000-4000-8000-000000000009", "name": "TLP:CLEAR" }));
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        let unknown = bundle("marking-definition--00000000-0000-4000-8000-000000000008");
        let (forged, unknown) = (forged.to_string(), unknown.to_string());
        let large = format!("\"{}\"", "a".repeat(9 * 1024 * 1024));
        for (file, said) in [
            (forged.as_str(), "se fait passer pour un marquage TLP"),
            (&unknown, "que le fichier ne définit pas"),
            (&deep, "nested more than 16 deep"),
            (&large, "on en lit au plus"),
            ("{\"type\":", "pas du JSON"),
            ("{\"a\":1,\"a\":2}", "stands twice"),
            ("[]", "rien dont faire une alerte"),
            ("{}", "ni un lot STIX 2.1 ni un événement MISP"),
        ] {
            let answer = bring(apdp, file.as_bytes());
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert!(answer.says(said), "{said}: {}", answer.main());
        }
    });
}

#[test]
fn what_one_node_exports_another_reads_back() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let path = issued(trio.apdp(), "amber", &["bf"], &[]);
        trio.exchange();
        let mut reader = trio.cil().browser("lectrice");
        for format in ["stix.json", "misp.json"] {
            let file = reader.bytes(&format!("{path}/{format}"));
            assert!(reader.header("content-disposition").contains("amber-"), "the name says the label");
            let mut plume = bring(trio.cil(), &file);
            plume.follow();
            assert!(
                plume.says("hippopotame-turquoise[.]example") && plume.says("TLP:AMBER"),
                "{}",
                plume.main()
            );
            assert_eq!(
                file,
                trio.apdp().browser("plume").bytes(&format!("{path}/{format}")),
                "on every node the same"
            );
        }
        assert!(reader.bytes(&format!("{path}/advisory.pdf")).starts_with(b"%PDF"));
    });
}

#[test]
fn an_erased_version_leaves_the_tables_as_if_it_had_never_come() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        trio.exchange();
        let apdp = trio.apdp();
        let path = issued(apdp, "red", &["bf"], &["legal-officer"]);
        trio.exchange();
        let advisory = apdp.read(|tx| store::advisory(tx, &charter(), object(&path))).unwrap();
        let index = advisory.current().unwrap().place.index;
        apdp.road
            .act(apdp.request(), move |scribe| -> Result<(), liptako_storage::StorageError> {
                scribe.erase(&[index], "Donnée d’une victime.").map(drop)
            })
            .unwrap();
        trio.exchange();
        for node in [trio.apdp(), trio.cil(), trio.hapdp()] {
            assert!(node.read(|tx| store::advisory(tx, &charter(), object(&path))).is_none());
            assert!(!node.browser("lectrice").open(&format!("{LIST}?words={SECRET}")).contains("Exercice"));
        }
    });
}
