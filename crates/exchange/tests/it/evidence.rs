//! Seals of evidence on three nodes in memory: recorded, read by those they are opened to, dated by the others.

use crate::EXCHANGE;
use liptako_exchange::evidence::{Fingerprint, Manifest};
use liptako_stage::{PASSWORD, Trio, Upload, on_each_engine};

const RECORD: &str = "/exchange/evidence/record";

/// A manifest as `liptako evidence seal` writes it.
fn manifest() -> String {
    let folder = tempfile::tempdir().unwrap();
    let (pieces, out) = (folder.path().join("pieces"), folder.path().join("pieces.seal"));
    std::fs::create_dir(&pieces).unwrap();
    std::fs::write(pieces.join("journal.txt"), "caméra 4, 12 h 03").unwrap();
    let sealing = liptako_exchange::evidence::Sealing {
        folder: &pieces,
        out: &out,
        title: "Contrôle d’une boutique (fiction)",
        reference: "BF-2026-0003",
        now: 1_772_704_800,
    };
    liptako_exchange::evidence::seal_folder(&sealing, &mut |_| {}).unwrap().to_string()
}

fn sent<'a>(manifest: &'a str) -> Upload<'a> {
    Upload { field: "manifest", name: "manifest.txt", bytes: manifest.as_bytes() }
}

#[test]
fn a_seal_is_recorded_by_its_signer_and_read_by_those_it_is_opened_to() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let manifest = manifest();
        let mut officer = trio.cil().browser("sceau");
        officer.open(RECORD);
        let typed = [("note", "Boutique, deux agents présents."), ("readers", "ml"), ("password", PASSWORD)];
        officer.upload(RECORD, &typed, &[sent(&manifest)]);
        officer.follow();
        let read: Manifest = manifest.parse().unwrap();
        let print = Fingerprint::of(&read.hash()).to_string();
        assert!(officer.says(&print), "{}", officer.main());
        assert!(officer.says("Aucune autre autorité ne l’a encore contresigné"), "{}", officer.main());
        // A cut, a double tap: recorded once.
        officer.open(RECORD);
        officer.upload(RECORD, &typed, &[sent(&manifest)]);
        assert!(officer.says("a déjà inscrit ce relevé"), "{}", officer.main());

        trio.exchange();
        trio.confirm();
        trio.exchange();
        let mut mali = trio.apdp().browser("lectrice");
        mali.open("/exchange/evidence");
        assert!(
            mali.says("Contrôle d’une boutique (fiction)") && mali.says("BF-2026-0003"),
            "{}",
            mali.main()
        );
        // The third authority learns nothing of it.
        let mut niger = trio.hapdp().browser("lectrice");
        niger.open("/exchange/evidence");
        assert!(niger.says("Aucun scellé"), "{}", niger.main());
        let mut same = trio.cil().browser("lectrice");
        same.open("/exchange/evidence");
        assert!(same.says("Contrôle d’une boutique"), "{}", same.main());
        assert!(!same.says("Inscrire un scellé"), "who only reads records nothing");
    });
}

#[test]
fn what_is_no_manifest_is_refused_with_the_line() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let mut officer = trio.cil().browser("sceau");
        let manifest = manifest();
        for (text, why) in [
            ("bonjour".to_owned(), "Ligne 1 du relevé"),
            (manifest.replace("journal.txt", "../journal.txt"), "ce chemin ne peut venir d’un scellé"),
            (manifest.replace("bytes ", "bytes 1"), "le relevé a été modifié"),
        ] {
            officer.open(RECORD);
            officer.upload(RECORD, &[("password", PASSWORD)], &[sent(&text)]);
            assert!(officer.says(why), "{why}: {}", officer.main());
        }
        officer.open(RECORD);
        officer.upload(RECORD, &[("password", "pas le bon")], &[sent(&manifest)]);
        assert!(officer.says("mot de passe"), "{}", officer.main());
        officer.open(RECORD);
        officer.upload(RECORD, &[("password", PASSWORD)], &[]);
        assert!(officer.says("Choisissez le fichier manifest.txt"), "{}", officer.main());
        officer.open("/exchange/evidence");
        assert!(officer.says("Aucun scellé"), "{}", officer.main());
    });
}

#[test]
fn a_seal_is_printed_as_a_pdf() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let mut officer = trio.cil().browser("sceau");
        officer.open(RECORD);
        officer.upload(RECORD, &[("password", PASSWORD)], &[sent(&manifest())]);
        let path = officer.location.clone();
        let bytes = officer.bytes(&format!("{path}/record.pdf"));
        assert!(bytes.starts_with(b"%PDF-"), "{}", officer.main());
    });
}
