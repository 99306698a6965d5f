//! Documents: attached to a draft they stay home, published they reach everybody, are found and handed out.

use super::{publish, shared, write};
use crate::EXCHANGE;
use liptako_stage::{Trio, Upload, on_each_engine, on_one_engine};
use liptako_storage::{Source as _, applied_size, record_at};

const NOTE: &[u8] = "Procès-verbal type : la girouette du marché est une caméra.\n".as_bytes();

#[test]
fn a_document_of_a_draft_stays_home_until_the_practice_is_published() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let draft = write(trio.cil(), "plume", &[]);
        let mut drafter = trio.cil().browser("plume");
        drafter.open(&draft);
        drafter.upload(
            &format!("{draft}/files"),
            &[],
            &[Upload { field: "files", name: "modèle de PV.txt", bytes: NOTE }],
        );
        drafter.follow();
        assert!(drafter.says("1 document joint") && drafter.says("modèle de PV.txt"), "{}", drafter.main());
        let path = drafter.text.split("href=\"").find(|part| part.starts_with(&format!("{draft}/files/")));
        let path = path.unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(drafter.bytes(&path), NOTE);
        trio.exchange();
        // The others learn that something exists, and nothing of it.
        let cil = trio.cil().me();
        let newest = trio.cil().read(|tx| applied_size(tx, cil)) - 1;
        let seen = trio.hapdp().read(|tx| record_at(tx, cil, newest)).unwrap();
        assert_eq!((seen.kind.0, seen.payload_len), (0, None));
        let mut other = trio.hapdp().browser("plume");
        other.open(&path);
        assert_eq!(other.status, 404);

        let practice = publish(trio.cil(), "sceau", &draft);
        trio.exchange();
        let mut reader = trio.hapdp().browser("lectrice");
        reader.open(&practice);
        assert!(reader.says("modèle de PV.txt") && reader.says("SHA-256"), "{}", reader.main());
        let start = format!("{practice}/files/");
        let path = reader.text.split("href=\"").find(|part| part.starts_with(&start)).unwrap();
        let path = path.split('"').next().unwrap().to_owned();
        assert_eq!(reader.bytes(&path), NOTE);
        assert!(reader.header("content-disposition").starts_with("attachment"));
        reader.open(&format!("{practice}/files/{}", "0".repeat(32)));
        assert_eq!(reader.status, 404);
        // Its words find the practice, with those of the text itself.
        reader.open("/exchange/practices?q=girouettes+contrôles");
        assert!(reader.says("Préparer un contrôle"), "{}", reader.main());
        for node in &trio.nodes {
            let digest = node.road.digest().unwrap();
            node.road.rebuild(|_| {}).unwrap();
            assert_eq!(node.road.digest().unwrap(), digest);
        }
        // The copy that stayed home is gone from the CIL's own disk: only the shared one is kept.
        let erased = trio.cil().read(|tx| record_at(tx, cil, newest)).unwrap();
        assert!(erased.is_erased);
        assert!(trio.cil().journals.size(cil) > newest);
    });
}

#[test]
fn documents_come_along_into_the_next_version_and_an_improvement_until_taken_off() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let draft = write(trio.cil(), "plume", &[]);
        let mut drafter = trio.cil().browser("plume");
        drafter.open(&draft);
        drafter.upload(
            &format!("{draft}/files"),
            &[],
            &[Upload { field: "files", name: "note.txt", bytes: NOTE }],
        );
        let practice = publish(trio.cil(), "sceau", &draft);
        trio.exchange();
        let name = practice.rsplit('/').next().unwrap();
        let mut other = trio.apdp().browser("plume");
        other.open(&format!("/exchange/practices/new?from={name}&as=variant"));
        other.submit("/exchange/practices/new", &[("title", "Notre variante")]);
        let draft = other.location.clone();
        let variant = publish(trio.apdp(), "sceau", &draft);
        other.open(&variant);
        assert!(other.says("note.txt"), "{}", other.main());
        drafter.open(&format!("/exchange/practices/new?from={name}&as=revision"));
        drafter.submit("/exchange/practices/new", &[("note", "Sans la note.")]);
        let draft = drafter.location.clone();
        let edit = format!("{draft}/edit");
        drafter.open(&edit);
        let file = drafter.boxes("drop").remove(0);
        drafter.submit(&edit, &[("drop", &file)]);
        publish(trio.cil(), "sceau", &draft);
        drafter.open(&practice);
        assert!(!drafter.says("note.txt"), "{}", drafter.main());
        drafter.open(&format!("{practice}/changes?from=1&to=2"));
        assert!(drafter.says("note.txt"), "{}", drafter.main());
    });
}

#[test]
fn script_in_a_document_is_handed_out_inert() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let practice = shared(&trio, &[]);
        let draft = write(trio.cil(), "plume", &[("title", "Page piégée")]);
        let mut drafter = trio.cil().browser("plume");
        drafter.open(&draft);
        drafter.upload(
            &format!("{draft}/files"),
            &[],
            &[Upload { field: "files", name: "../../page.html", bytes: b"<script>alert(1)</script>" }],
        );
        drafter.follow();
        assert!(!drafter.text.contains("../"), "{}", drafter.main());
        let start = format!("{draft}/files/");
        let path = drafter.text.split("href=\"").find(|part| part.starts_with(&start)).unwrap();
        let path = path.split('"').next().unwrap().to_owned();
        drafter.open(&path);
        assert_eq!(drafter.header("content-type"), "application/octet-stream");
        assert_eq!(drafter.header("x-content-type-options"), "nosniff");
        assert!(drafter.header("content-disposition").starts_with("attachment"));
        assert!(drafter.header("content-security-policy").contains("sandbox"));
        // An address of a practice does not hand out what stands in a draft.
        let file = path.rsplit('/').next().unwrap();
        drafter.open(&format!("{practice}/files/{file}"));
        assert_eq!(drafter.status, 404);
    });
}
