//! From one authority's idea to a practice of the three: published, reviewed, adopted, used, improved, taken in.

use super::{publish, say, shared, write};
use crate::EXCHANGE;
use liptako_stage::{CIL, Trio, on_each_engine, on_one_engine};

#[test]
fn a_practice_is_published_adopted_improved_and_its_improvement_taken_in() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let path = shared(&trio, &[]);

        // The APDP reviews and adapts it, the HAPDP finds a fault in it.
        let shown = say(trio.apdp(), "sceau", &path, "review", &[("fit", "fit"), ("remarks", "Clair.")]);
        assert!(
            shown.says("La relecture est enregistrée") && shown.says("Apte à l’usage"),
            "{}",
            shown.main()
        );
        let told = [("stance", "adapted"), ("text", "Affiche en langues nationales ajoutée.")];
        let shown = say(trio.apdp(), "sceau", &path, "adopt", &told);
        assert!(shown.says("Affiche en langues nationales ajoutée."), "{}", shown.main());
        let shown = say(trio.hapdp(), "sceau", &path, "review", &[("fit", "unfit"), ("remarks", "")]);
        assert!(shown.says("Remplissez ce champ"), "{}", shown.main());
        let lacks = [("fit", "unfit"), ("remarks", "Il manque la durée de conservation.")];
        say(trio.hapdp(), "sceau", &path, "review", &lacks);
        say(trio.cil(), "sceau", &path, "adopt", &[("stance", "adopted")]);
        trio.exchange();

        // The HAPDP offers the improvement while the CIL is off-line.
        trio.off_line(CIL);
        let mut drafter = trio.hapdp().browser("plume");
        drafter.open(&path);
        let name = path.rsplit('/').next().unwrap();
        drafter.open(&format!("/exchange/practices/new?from={name}&as=improvement"));
        let body = "# Avant\n\n- [ ] lire la déclaration\n- [ ] noter la durée de conservation\n- [ ] prévenir le responsable\n";
        drafter.submit("/exchange/practices/new", &[("body", body)]);
        let draft = drafter.location.clone();
        let improvement = publish(trio.hapdp(), "sceau", &draft);
        assert_ne!(improvement, path);
        trio.exchange();
        let mut reader = trio.apdp().browser("lectrice");
        reader.open("/exchange/practices");
        assert!(reader.says("1 pratique") && !reader.says("2 pratiques"), "{}", reader.main());
        reader.open("/exchange/practices?state=offered");
        assert!(reader.says("amélioration proposée"), "{}", reader.main());
        trio.on_line(CIL);
        trio.exchange();

        // The CIL takes it in: version 2, whose differences are shown.
        let mut drafter = trio.cil().browser("plume");
        drafter.open(&path);
        assert!(drafter.says("Reprendre dans la version suivante"), "{}", drafter.main());
        let taken = improvement.rsplit('/').next().unwrap();
        drafter.open(&format!("/exchange/practices/new?from={name}&as=revision&takes={taken}"));
        drafter.submit(
            "/exchange/practices/new",
            &[("note", "Durée de conservation, sur proposition de la HAPDP.")],
        );
        let draft = drafter.location.clone();
        assert_eq!(publish(trio.cil(), "sceau", &draft), path);
        trio.exchange();
        trio.confirm();
        let mut reader = trio.hapdp().browser("lectrice");
        reader.open(&path);
        assert!(reader.says("version 2") && reader.says("Reprend l’amélioration"), "{}", reader.main());
        assert!(reader.says("sur la version 1"), "{}", reader.main());
        assert!(reader.says("confirmé par toutes"), "{}", reader.main());
        reader.open(&format!("{path}/changes?from=1&to=2"));
        assert!(reader.says("Ajouté : - [ ] noter la durée de conservation"), "{}", reader.main());
        reader.open(&format!("{path}/versions/1"));
        assert!(reader.says("Vous lisez une version ancienne"), "{}", reader.main());
        reader.open(&improvement);
        assert!(reader.says("amélioration reprise"), "{}", reader.main());

        // What using it showed, with what was counted.
        let told = [("text", "Moins d’oublis."), ("label-1", "contrôles menés"), ("count-1", "14")];
        let shown = say(trio.apdp(), "plume", &path, "tell", &told);
        assert!(shown.says("14 contrôles menés"), "{}", shown.main());
        trio.exchange();
        trio.assert_alike();
        for node in &trio.nodes {
            let digest = node.road.digest().unwrap();
            node.road.rebuild(|_| {}).unwrap();
            assert_eq!(node.road.digest().unwrap(), digest, "a rebuild makes the same library");
        }
    });
}

#[test]
fn a_question_is_answered_by_peers_and_never_adopted() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let path = shared(
            &trio,
            &[
                ("kind", "question"),
                ("title", "Comment notifiez-vous une société sans adresse ?"),
                ("body", "Le siège déclaré est vide. Que faites-vous ?"),
            ],
        );
        let mut approver = trio.apdp().browser("sceau");
        approver.open(&format!("{path}/adopt"));
        assert!(approver.says("À une question, on répond"), "{}", approver.main());
        let shown = say(trio.apdp(), "plume", &path, "tell", &[("text", "Par **affichage** au greffe.")]);
        assert!(shown.text.contains("<strong>affichage</strong>"), "{}", shown.main());
        trio.exchange();
        let mut reader = trio.cil().browser("lectrice");
        reader.open("/exchange/practices?state=unanswered");
        assert!(reader.says("Aucune pratique ne répond"), "{}", reader.main());
        reader.open("/exchange/practices?q=affichage+greffe");
        assert!(reader.says("Comment notifiez-vous"), "{}", reader.main());
    });
}

#[test]
fn what_stands_already_is_not_said_twice_and_what_changes_keeps_its_history() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let path = shared(&trio, &[]);
        say(trio.apdp(), "sceau", &path, "adopt", &[("stance", "adopted")]);
        let shown = say(trio.apdp(), "sceau", &path, "adopt", &[("stance", "adopted")]);
        assert!(shown.says("C’est déjà la position"), "{}", shown.main());
        let shown = say(
            trio.apdp(),
            "sceau",
            &path,
            "adopt",
            &[("stance", "not-applicable"), ("text", "Pas de caméras.")],
        );
        assert!(
            shown.says("Positions et relectures antérieures") && shown.says("Pas de caméras."),
            "{}",
            shown.main()
        );
        let mut reader = trio.apdp().browser("lectrice");
        reader.open("/exchange/practices?state=not-applicable");
        assert!(reader.says("1 pratique"), "{}", reader.main());
        reader.open("/exchange/practices?state=adopted");
        assert!(reader.says("Aucune pratique ne répond"), "{}", reader.main());
    });
}

#[test]
fn a_variant_stands_in_the_list_and_says_where_it_comes_from() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let path = shared(&trio, &[]);
        let name = path.rsplit('/').next().unwrap();
        let mut drafter = trio.apdp().browser("plume");
        drafter.open(&format!("/exchange/practices/new?from={name}&as=variant"));
        drafter.submit("/exchange/practices/new", &[("title", "Contrôler les caméras d’un marché")]);
        let draft = drafter.location.clone();
        let variant = publish(trio.apdp(), "sceau", &draft);
        drafter.open(&variant);
        assert!(drafter.says("Part de :") && drafter.says("variante"), "{}", drafter.main());
        drafter.open("/exchange/practices");
        assert!(drafter.says("2 pratiques"), "{}", drafter.main());
    });
}

#[test]
fn pages_say_what_is_wrong_and_keep_what_was_typed() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let mut drafter = trio.cil().browser("plume");
        drafter.open("/exchange/practices/new");
        drafter.submit("/exchange/practices/new", &[("title", ""), ("kind", "guide"), ("summary", "Gardé.")]);
        assert_eq!(drafter.status, 422);
        assert!(drafter.says("Remplissez ce champ"), "{}", drafter.main());
        assert_eq!(drafter.value("/exchange/practices/new", "summary"), "Gardé.");
        drafter.open("/exchange/practices/bf-99999");
        assert_eq!(drafter.status, 404);
        for odd in ["xx-1", "bf", "bf--1", "../../etc", "bf-18446744073709551616"] {
            drafter.open(&format!("/exchange/practices/{}", odd.replace('/', "%2F")));
            assert_eq!(drafter.status, 404, "{odd}");
        }
        let draft = write(trio.cil(), "plume", &[("body", ""), ("summary", "")]);
        let mut approver = trio.cil().browser("sceau");
        approver.open(&draft);
        assert!(approver.says("Avant la publication, complétez"), "{}", approver.main());
    });
}

#[test]
fn script_in_a_practice_is_read_and_never_run() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let path = shared(
            &trio,
            &[
                ("title", "<script>alert(1)</script>"),
                (
                    "body",
                    "<script>alert(2)</script>\n\n[x](javascript:alert(3)) ![y](https://evil.example/z.png)",
                ),
                ("basis", "<b>loi</b>"),
                ("authors", "<i>A</i>"),
            ],
        );
        let mut reader = trio.apdp().browser("lectrice");
        for address in [path.clone(), "/exchange/practices".to_owned()] {
            reader.open(&address);
            for mark in ["<script>alert", "javascript:", "evil.example", "<b>loi", "<i>A"] {
                assert!(!reader.text.contains(mark), "{mark} on {address}");
            }
        }
    });
}

#[test]
fn the_page_of_a_practice_is_light_and_prints() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let body =
            "## Une étape\n\nUne phrase utile à qui prépare un contrôle, avec ses raisons.\n\n".repeat(40);
        let path = shared(&trio, &[("body", &body)]);
        let mut reader = trio.apdp().browser("lectrice");
        assert!(reader.weight(&path) <= 14_000);
        assert!(reader.weight("/exchange/practices") <= 14_000);
        let pdf = reader.bytes(&format!("{path}/print.pdf"));
        assert!(pdf.starts_with(b"%PDF-"), "{}", reader.main());
    });
}
