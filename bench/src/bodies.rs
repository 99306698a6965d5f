//! What 10,000 short texts cost between two nodes, beside a git bundle and PouchDB carrying the same.

use crate::ground::{self, ML};
use crate::row::{Row, Rows, Target};
use crate::setting::{Setting, repository};
use crate::site::{Members, Site};
use anyhow::{Context, Result, ensure};
use liptako_core::{Audience, Chance, Kind, MemberIndex, ObjectId, OsChance, SeededChance};
use liptako_journal::{Body, BodyHeader, Entry};
use liptako_mirror::ContactReport;
use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const INDICATORS: usize = 10_000;
/// Reads the texts, and does not: the difference is what the texts cost.
const READER: MemberIndex = MemberIndex(1);
const OUTSIDER: MemberIndex = MemberIndex(2);
const FOR_TWO: Audience = Audience(0b011);

/// Measures.
pub fn run(setting: &Setting, rows: &mut Rows) -> Result<()> {
    let texts = indicators(setting.share(INDICATORS));
    let plain: usize = texts.iter().map(String::len).sum();
    let (read, outside) = copies(setting, &texts)?;
    let bodies = read.exchange_bytes.saturating_sub(outside.exchange_bytes) as f64 / 1e6;
    let all = read.exchange_bytes as f64 / 1e6;
    let folder = setting.folder("bodies-peers")?;
    let git = git(folder.path(), &texts)?;
    let pouch = pouch(folder.path(), &texts)?;
    let floor = zstd::bulk::compress(texts.concat().as_bytes(), 19)?.len() as f64 / 1e6;
    let what = format!("{} STIX indicators, {:.2} MB of JSON", texts.len(), plain as f64 / 1e6);
    let row = |name: &str, figure: Option<f64>| {
        Row::new(format!("{what}: their texts, above TLS, both ways"), bodies, "MB").peer(name, figure)
    };
    let target = Target::AtMost(0.90 * texts.len() as f64 / INDICATORS as f64);
    rows.tell(&row("git bundle of the same, one commit", git).target(target).note(format!(
        "a salt of 16 bytes in each; what the same copy costs a reader, less what it costs a member who may read none \
         of them; {} packages, {} requests",
        read.packages_pulled, read.n_requests
    )))?;
    rows.tell(
        &row("PouchDB replication of the same", pouch).note("both ways, HTTP heads included, as ours"),
    )?;
    rows.tell(&row("zstd -19 of the same, in one piece, without salts", Some(floor)))?;
    let whole = Row::new(format!("{what}: entries, proofs and texts, above TLS, both ways"), all, "MB");
    let alone = outside.exchange_bytes as f64 / 1e6;
    rows.tell(
        &whole.peer("git bundle of the same, one commit", git).note(format!(
            "the entries alone: {alone:.2} MB; git keeps no signature, proof or salt for each"
        )),
    )
}

/// Indicators of compromise as a national team would share them: fictional, drawn from one seed.
fn indicators(n: usize) -> Vec<String> {
    const KINDS: [(&str, &str); 4] = [
        ("Adresse d’hameçonnage", "malicious-activity"),
        ("Serveur de commande", "malicious-activity"),
        ("Balayage répété", "anomalous-activity"),
        ("Envoi de rançongiciel", "attribution"),
    ];
    const SECTORS: [&str; 5] = ["banque", "télécommunications", "santé", "état civil", "énergie"];
    let chance = SeededChance::new(2026);
    let one = |at: usize| {
        let mut drawn = [0u8; 24];
        chance.fill(&mut drawn);
        let (kind, activity) = KINDS[usize::from(drawn[20]) % KINDS.len()];
        let sector = SECTORS[usize::from(drawn[21]) % SECTORS.len()];
        let id = uuid(&drawn[..16]);
        let (day, minute) = (1 + at / 480 % 28, at % 1440);
        let time = format!("2026-03-{day:02}T{:02}:{:02}:00.000Z", minute / 60, minute % 60);
        let [a, b, c, d] = [drawn[16], drawn[17], drawn[18], drawn[19]];
        format!(
            "{{\"type\":\"indicator\",\"spec_version\":\"2.1\",\"id\":\"indicator--{id}\",\
             \"created_by_ref\":\"identity--7d0c1f3e-0000-4000-8000-000000000001\",\"created\":\"{time}\",\
             \"modified\":\"{time}\",\"name\":\"{kind}, {sector}\",\
             \"indicator_types\":[\"{activity}\"],\"pattern\":\"[ipv4-addr:value = '{a}.{b}.{c}.{d}']\",\
             \"pattern_type\":\"stix\",\"valid_from\":\"{time}\",\"confidence\":{},\
             \"object_marking_refs\":[\"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb\"]}}",
            50 + usize::from(drawn[22]) % 50
        )
    };
    (0..n).map(one).collect()
}

fn uuid(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // A string takes every byte.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The copy of a reader, and that of a member who may read none of the texts.
fn copies(setting: &Setting, texts: &[String]) -> Result<(ContactReport, ContactReport)> {
    let (members, runtime) = (Members::draw()?, ground::runtime()?);
    let author = Site::new(&members, ML, setting.folder("bodies-author")?)?;
    let origin = author.journals.own_log()?.origin().to_owned();
    let record = |(at, text): (usize, &String)| -> Result<(Vec<u8>, Body)> {
        let header = BodyHeader {
            origin: origin.clone(),
            object: ObjectId::fresh(&OsChance),
            kind: Kind::ADVISORY,
            previous: None,
            audience: FOR_TWO,
        };
        let body = Body::seal(&header, text.as_bytes(), &OsChance)?;
        let entry = Entry {
            kind: header.kind,
            object: header.object,
            previous: None,
            audience: FOR_TWO,
            seconds: 1_790_000_000 + at as i64 * 97,
            seen: vec![at as u64 / 50, at as u64 / 70],
            bodies: vec![body.body_ref()],
            act: None,
        };
        Ok((entry.encode()?, body))
    };
    let records = texts.iter().enumerate().map(record).collect::<Result<Vec<_>>>()?;
    author.fill(&records)?;
    let mut reports = Vec::new();
    for member in [READER, OUTSIDER] {
        let site = Site::new(&members, member, setting.folder("bodies-copy")?)?;
        let report = runtime.block_on(async {
            let (address, _listening) = author.listen().await?;
            anyhow::Ok(site.meet(ML, address).await?)
        })?;
        ensure!(site.size(ML) == texts.len() as u64, "the copy lacks entries");
        let held = records.iter().filter(|(_, body)| site.journals.bodies().has(&body.commitment)).count();
        ensure!(held == if member == READER { texts.len() } else { 0 }, "{held} texts have come");
        reports.push(report);
    }
    let [read, outside] = reports.try_into().ok().context("two copies")?;
    Ok((read, outside))
}

/// Size of a bundle of one commit that holds them all, in MB; `None` when git is not on this machine.
fn git(folder: &Path, texts: &[String]) -> Result<Option<f64>> {
    if Command::new("git").arg("--version").output().is_err() {
        return Ok(None);
    }
    let repository = folder.join("indicators");
    for (at, text) in texts.iter().enumerate() {
        let place = repository.join(format!("{}", at / 100));
        fs::create_dir_all(&place)?;
        fs::write(place.join(format!("{}.json", at % 100)), text)?;
    }
    let git = |arguments: &[&str]| -> Result<()> {
        let mut command = Command::new("git");
        command.current_dir(&repository).args(["-c", "user.name=n", "-c", "user.email=n@localhost"]);
        // A commit must not begin to pack by itself, in the background, what is packed next.
        command.args(["-c", "gc.auto=0", "-c", "maintenance.auto=false"]);
        let status = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        ensure!(status.success(), "git {} failed", arguments.join(" "));
        Ok(())
    };
    git(&["init", "--quiet", "--initial-branch=main"])?;
    git(&["add", "."])?;
    git(&["commit", "--quiet", "-m", "n"])?;
    git(&["gc", "--quiet"])?;
    git(&["bundle", "create", "../all.bundle", "main"])?;
    Ok(Some(fs::metadata(folder.join("all.bundle"))?.len() as f64 / 1e6))
}

/// What the peer's script counted.
#[derive(Deserialize)]
struct Counted {
    bytes_up: u64,
    bytes_down: u64,
}

/// Bytes of a replication of them all, both ways, in MB; `None` when its packages are not installed.
fn pouch(folder: &Path, texts: &[String]) -> Result<Option<f64>> {
    let scripts = repository().join("bench/pouchdb");
    if !scripts.join("node_modules").is_dir() {
        eprintln!("PouchDB is not installed: cd bench/pouchdb && npm ci");
        return Ok(None);
    }
    let list = folder.join("indicators.jsonl");
    fs::write(&list, texts.join("\n"))?;
    let output = Command::new("node")
        .current_dir(scripts)
        .arg("all-documents.mjs")
        .arg(&list)
        .stderr(Stdio::inherit())
        .output()
        .context("node")?;
    ensure!(output.status.success(), "all-documents.mjs failed");
    let counted: Counted = serde_json::from_slice(&output.stdout)?;
    Ok(Some((counted.bytes_up + counted.bytes_down) as f64 / 1e6))
}
