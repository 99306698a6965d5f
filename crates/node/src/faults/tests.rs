use super::*;
use crate::config::{ConfigError, Expected};
use crate::node::{DescribeError, OpenError};
use liptako_core::{CborError, CharterError, Lang, ObjectId};
use liptako_council::plan::demo::{self, DemoError};
use liptako_council::plan::{Fault, Irregularity, Outcome, PlanError, Problem};
use liptako_identity::{IdentityError, SignInError, TableError, WeakPassword};
use liptako_journal::lease::Reason;
use liptako_journal::log::StoreError;
use liptako_journal::verify::{self, Remedy};
use liptako_journal::*;
use liptako_law::formats::import::NotImported;
use liptako_law::profile::{AnswerFault, Irregularity as LawIrregularity, ProfileError};
use liptako_mirror::{BundleFault, Incident, IncidentKind, MirrorError};
use liptako_paper::PaperError;
use liptako_storage::backup::BackupError;
use liptako_storage::{RoadError, StorageError};
use liptako_web::{SiteError, TextsError};

/// Words that only one of the two languages has.
const ENGLISH: &[&str] = &["the", "is", "of", "not", "and", "this", "has", "was", "with", "cannot"];
const FRENCH: &[&str] = &["le", "la", "les", "est", "pas", "une", "ce", "cette", "qui", "du", "des"];

fn io(kind: io::ErrorKind) -> io::Error {
    io::Error::new(kind, "the system's own words")
}

fn all<T: Told>(faults: impl IntoIterator<Item = T>) -> Vec<Telling> {
    faults.into_iter().map(|fault| fault.told()).collect()
}

fn files() -> Vec<Telling> {
    use io::ErrorKind as K;
    let kinds = [
        K::NotFound,
        K::PermissionDenied,
        K::AlreadyExists,
        K::InvalidData,
        K::StorageFull,
        K::ReadOnlyFilesystem,
        K::Other,
    ];
    let mut told = all(kinds.map(|kind| FileFault::new("a/b".as_ref(), io(kind))));
    told.extend(all([Unforeseen::new("x")]));
    told
}

fn formats() -> Vec<Telling> {
    let text = || "x".to_owned();
    let mut told = all([HashError::Length, HashError::Hex, HashError::Base64]);
    told.extend(all(trees()));
    told.extend(all([
        EntryError::TooLong(600),
        EntryError::Cbor(CborError::Truncated(3)),
        EntryError::Shape(text()),
        EntryError::Version(9),
        EntryError::Count,
        EntryError::Bucket { chunks: 3, bucket: 0 },
        EntryError::Sealing,
        EntryError::NotCanonical,
        EntryError::NoAct,
        EntryError::ActSignature,
    ]));
    told.extend(all([
        BodyError::TooLong(1),
        BodyError::Cbor(CborError::Trailing(3)),
        BodyError::Shape(text()),
        BodyError::Version(9),
        BodyError::Padding,
        BodyError::Header,
        BodyError::ChunkShape { index: 1, count: 2, length: 3 },
        BodyError::Proof(MerkleError::Mismatch),
        BodyError::Commitment,
    ]));
    told.extend(all([
        NoteError::TooLong(1),
        NoteError::TooManySignatures,
        NoteError::Malformed("x"),
        NoteError::Duplicate(text()),
        NoteError::Name(text()),
        NoteError::VerifierKey("x"),
        NoteError::Unsigned(text()),
        NoteError::Signature(text()),
        NoteError::Time,
    ]));
    told.extend(all([
        CheckpointError::Note(NoteError::Time),
        CheckpointError::TooLong(1),
        CheckpointError::Lines,
        CheckpointError::Size(text()),
        CheckpointError::Root,
        CheckpointError::Origin { expected: text(), found: text() },
        CheckpointError::KeyKind(text()),
    ]));
    told
}

fn trees() -> Vec<MerkleError> {
    vec![
        MerkleError::Missing { level: 1, index: 2 },
        MerkleError::Unreadable("x".into()),
        MerkleError::Range { position: 1, size: 1 },
        MerkleError::ProofTooLong(65),
        MerkleError::ProofLength,
        MerkleError::Mismatch,
    ]
}

fn carried() -> Vec<Telling> {
    let text = || "x".to_owned();
    let mut told = all([
        TileError::Path(text()),
        TileError::Width { expected: 1, found: 2 },
        TileError::Bundle(3),
        TileError::EntryLength(0),
        TileError::Merkle(MerkleError::Mismatch),
    ]);
    told.extend(all([
        PackageError::TooLarge,
        PackageError::Encoding(9),
        PackageError::Zstd(text()),
        PackageError::Cbor(CborError::Truncated(1)),
        PackageError::Shape(text()),
        PackageError::Version(2),
        PackageError::Range,
        PackageError::EntryLength(0),
        PackageError::NotNext("x"),
        PackageError::StrayChunk,
        PackageError::Entry(EntryError::Count),
        PackageError::Body(BodyError::Padding),
        PackageError::Merkle(MerkleError::Mismatch),
    ]));
    told.extend(all([
        EvidenceError::TooLong(1),
        EvidenceError::Malformed("x"),
        EvidenceError::Checkpoint(CheckpointError::Lines),
        EvidenceError::Merkle(MerkleError::Mismatch),
        EvidenceError::NoContradiction,
    ]));
    told.extend(all([
        CardError::TooLong(5000),
        CardError::Toml(text()),
        CardError::Note(NoteError::Time),
        CardError::Field { field: "tls", reason: "x" },
        CardError::NotInCharter { code: text(), origin: text() },
    ]));
    told.extend(all([
        ProofError::TooLong,
        ProofError::Line(4),
        ProofError::Hash { line: 4, fault: HashError::Hex },
        ProofError::Checkpoint(CheckpointError::Root),
        ProofError::Entry(EntryError::NotCanonical),
        ProofError::Inclusion(MerkleError::Mismatch),
    ]));
    told
}

fn keys() -> Vec<Telling> {
    let mut told = all([
        KeysError::Exists("k".into()),
        KeysError::Exposed("k".into()),
        KeysError::Malformed("k".into()),
        KeysError::Io { path: "k".into(), error: io(io::ErrorKind::Other) },
        KeysError::Note(NoteError::Time),
        KeysError::Recovery,
    ]);
    told.extend(all([
        Reason::NoLease,
        Reason::CopiedLease,
        Reason::OldImage { shown: 9, held: 3 },
        Reason::Behind { promised: 9, held: 3 },
    ]));
    told
}

fn journals() -> Vec<Telling> {
    let (text, path) = (|| "x".to_owned(), || PathBuf::from("a/lock"));
    let mut told = all([
        StoreError::Full(path()),
        StoreError::Io { path: path(), error: io(io::ErrorKind::NotFound) },
        StoreError::Stopped(text()),
        StoreError::InUse { path: path(), holder: "pid 1".into() },
        StoreError::NotCreated(path()),
        StoreError::AlreadyCreated(path()),
        StoreError::LockMissing(path()),
        StoreError::LockDamaged(path()),
        StoreError::LockMoved(path()),
        StoreError::PublishedAhead { origin: text(), published: 3, locked: 2, lock: path() },
        StoreError::Behind { origin: text(), locked: 3, held: 2 },
        StoreError::Damaged { path: path(), what: text() },
        StoreError::Beyond { index: 3, size: 2 },
        StoreError::BatchSize { asked: 0, most: 256 },
        StoreError::NotNext { expected: 3, from: 4 },
        StoreError::Forked { origin: text(), evidence: None },
        StoreError::Frozen { origin: text(), size: 3 },
        StoreError::Recovering(Reason::NoLease),
        StoreError::Misused("x"),
        StoreError::Source(io(io::ErrorKind::UnexpectedEof)),
        StoreError::Bodies(1),
        StoreError::Evidence(EvidenceError::NoContradiction),
        StoreError::Body(BodyError::Padding),
        StoreError::Package(PackageError::Range),
        StoreError::Merkle(MerkleError::Mismatch),
        StoreError::Entry(EntryError::Count),
        StoreError::Note(NoteError::Time),
        StoreError::Checkpoint(CheckpointError::Lines),
    ]);
    let remedies = [
        Remedy::Restore,
        Remedy::StartOnce,
        Remedy::Refetch,
        Remedy::NextContact,
        Remedy::TellAuthor,
        Remedy::Wait,
        Remedy::Store(""),
    ];
    let found = |entry| move |remedy| verify::Fault { path: path(), entry, what: "x".into(), remedy };
    told.extend(all(remedies.map(found(Some(3)))));
    told.extend(all(remedies.map(found(None))));
    told.extend(all([
        JournalError::Merkle(MerkleError::Mismatch),
        JournalError::Entry(EntryError::Count),
        JournalError::Note(NoteError::Time),
        JournalError::Checkpoint(CheckpointError::Lines),
        JournalError::Body(BodyError::Padding),
        JournalError::Tile(TileError::Bundle(1)),
        JournalError::Package(PackageError::Range),
        JournalError::Evidence(EvidenceError::NoContradiction),
        JournalError::Card(CardError::TooLong(1)),
        JournalError::Keys(KeysError::Recovery),
        JournalError::Store(StoreError::Bodies(1)),
    ]));
    told
}

fn storage() -> Vec<Telling> {
    let text = || "x".to_owned();
    let mut told = all([
        StorageError::Open { place: text(), reason: text() },
        StorageError::Url(text()),
        StorageError::Busy,
        StorageError::Full,
        StorageError::Cut(text()),
        StorageError::Constraint(text()),
        StorageError::Sql { statement: text(), reason: text() },
        StorageError::RowCount { statement: text(), found: 2 },
        StorageError::UnknownColumn { column: text() },
        StorageError::Column { column: text(), wanted: "INTEGER", found: "TEXT" },
        StorageError::UnsupportedColumn { column: text(), found: text() },
        StorageError::Nested,
        StorageError::ReadOnly,
        StorageError::Newer { module: text(), found: 3, known: 2 },
        StorageError::Changed { module: text(), version: 1 },
        StorageError::Numbering { module: text(), found: 3 },
        StorageError::Table(text()),
        StorageError::Record(text()),
        StorageError::Journal(text()),
    ]);
    told.extend(all([
        RoadError::Rule(PlanError::NotFound),
        RoadError::Recovering(text()),
        RoadError::Journal(text()),
        RoadError::Storage(StorageError::Busy),
        RoadError::Behind,
        RoadError::Panicked,
        RoadError::Closed,
    ]));
    told.extend(all([
        BackupError::Io { path: "b".into(), error: io(io::ErrorKind::Other) },
        BackupError::Occupied("b".into()),
        BackupError::Manifest { path: "b".into(), reason: text() },
        BackupError::Damaged { path: "b".into(), reason: text() },
        BackupError::DatabaseInUse(text()),
        BackupError::Verify(text()),
        BackupError::Storage(StorageError::Busy),
    ]));
    told
}

fn laws() -> Vec<Telling> {
    let text = || "x".to_owned();
    let rules = [
        LawIrregularity::Unreadable,
        LawIrregularity::Audience,
        LawIrregularity::Column,
        LawIrregularity::Stale,
        LawIrregularity::Signature,
        LawIrregularity::OwnAnswer,
    ];
    let mut told = all(rules.map(ProfileError::Rule));
    told.extend(all([
        ProfileError::NotFound,
        ProfileError::Answer(AnswerFault::TooLong),
        ProfileError::Type,
        ProfileError::Reason,
        ProfileError::NoChange,
        ProfileError::Unknown,
        ProfileError::OtherAnswer,
        ProfileError::Attested,
        ProfileError::Storage(StorageError::Busy),
    ]));
    told.extend(all([NotImported {
        question: "breach.deadline".parse().unwrap(),
        why: ProfileError::OtherAnswer,
    }]));
    told.extend(all([
        PaperError::Cells { caption: text(), columns: 2, cells: 3 },
        PaperError::NoColumns(text()),
        PaperError::TooLarge(text()),
        PaperError::Pdf(text()),
        PaperError::Docx(text()),
        PaperError::Xlsx(text()),
        PaperError::Csv(text()),
    ]));
    told
}

fn exchange() -> Vec<Telling> {
    let text = || "x".to_owned();
    let mut told = all([
        MirrorError::Unreachable { address: text(), reason: text() },
        MirrorError::NoAddress(text()),
        MirrorError::Tls(text()),
        MirrorError::WrongKey(text()),
        MirrorError::Protocol,
        MirrorError::Cut(text()),
        MirrorError::Refused { status: 409, line: text() },
        MirrorError::TooLong { what: "x", limit: 1 },
        MirrorError::Malformed { what: "x", why: text() },
        MirrorError::Charter,
        MirrorError::Frozen(text()),
        MirrorError::NotHere("x"),
        MirrorError::NoSuchPath,
        MirrorError::Journal(JournalError::Merkle(MerkleError::Mismatch)),
        MirrorError::Store(StoreError::Bodies(1)),
        MirrorError::Storage(StorageError::Busy),
        MirrorError::File { path: text(), reason: text() },
        MirrorError::Bundle(BundleFault::Damaged),
        MirrorError::Stopping,
    ]);
    told.extend(all(IncidentKind::ALL.iter().map(|kind| Incident { kind: *kind, detail: text() })));
    told.extend(all([
        BundleFault::NoneHere { code: text(), dir: text() },
        BundleFault::Manifest(text()),
        BundleFault::NoCard(text()),
        BundleFault::ForAnother { to: text(), me: text() },
        BundleFault::Damaged,
        BundleFault::NotSealedForUs(text()),
        BundleFault::Sealing(text()),
    ]));
    told
}

fn people() -> Vec<Telling> {
    let text = || "x".to_owned();
    let mut told = all([
        IdentityError::Forbidden,
        IdentityError::NotFound,
        IdentityError::LoginTaken(text()),
        IdentityError::Login,
        IdentityError::Name,
        IdentityError::UnknownFunction(text()),
        IdentityError::UnknownRole(text()),
        IdentityError::NoRole,
        IdentityError::Incompatible { fr: "Voilà.".into(), en: "So.".into() },
        IdentityError::LastAdministrator,
        IdentityError::OwnAccount,
        IdentityError::AdministratorExists,
        IdentityError::Inactive,
        IdentityError::Weak(WeakPassword::TooShort),
        IdentityError::Weak(WeakPassword::TooLong),
        IdentityError::Weak(WeakPassword::TooUniform),
        IdentityError::Weak(WeakPassword::ContainsLogin),
        IdentityError::SamePassword,
        IdentityError::WrongPassword,
        IdentityError::Wait { seconds: 3 },
        IdentityError::MustChangePassword,
        IdentityError::NotASigner,
        IdentityError::Cost,
        IdentityError::Storage(StorageError::Busy),
    ]);
    told.extend(all([
        SignInError::Refused,
        SignInError::Wait { seconds: 3 },
        SignInError::TemporaryExpired,
        SignInError::Storage(StorageError::Busy),
    ]));
    told
}

fn common_rules() -> Vec<Telling> {
    use liptako_law::alignment::{AlignmentError, Fault, Irregularity, Outcome, Problem};
    let problems = [
        Problem::Empty,
        Problem::TooLong,
        Problem::Unreadable,
        Problem::Value,
        Problem::Grounds,
        Problem::Answer,
    ];
    let faults = problems.map(|problem| Fault { field: "reason", problem }).to_vec();
    let mut told = all([
        AlignmentError::Faults(faults),
        AlignmentError::NotFound,
        AlignmentError::NotHarmonised,
        AlignmentError::NoChange,
        AlignmentError::OtherText,
        AlignmentError::Storage(StorageError::Full),
    ]);
    told.extend(all(Outcome::ALL.map(AlignmentError::Decided)));
    told.extend(all([Irregularity::Column, Irregularity::Stale].map(AlignmentError::Rule)));
    told.extend(all([liptako_law::alignment::demo::DemoFault("mars_2040".into())]));
    told
}

fn advisories() -> Vec<Telling> {
    use liptako_exchange::advisory::JsonFault;
    use liptako_exchange::advisory::act::AdvisoryError;
    use liptako_exchange::advisory::fold::Irregularity;
    use liptako_exchange::advisory::formats::ImportFault;
    use liptako_exchange::advisory::model::{Fault, Format, Problem};
    let problems = [
        Problem::Empty,
        Problem::TooLong(3),
        Problem::TooMany(3),
        Problem::Unreadable,
        Problem::Address,
        Problem::Order,
        Problem::Day,
    ];
    let faults = problems.map(|problem| AdvisoryError::Faults(vec![Fault { field: "title", problem }]));
    let mut told = all(faults);
    told.extend(all(Irregularity::ALL.map(AdvisoryError::Rule)));
    told.extend(all([
        AdvisoryError::Faults(Vec::new()),
        AdvisoryError::NotFound,
        AdvisoryError::Unmarked,
        AdvisoryError::Changed,
        AdvisoryError::OtherReaders,
        AdvisoryError::Moved,
        AdvisoryError::Storage(StorageError::Full),
    ]));
    let (object, marking) = (|| "report--1".to_owned(), "marking-definition--2".to_owned());
    told.extend(all([
        ImportFault::Json(JsonFault::TooLarge(9_000_000)),
        ImportFault::Json(JsonFault::Syntax("EOF".into())),
        ImportFault::OtherFormat(Format::Stix),
        ImportFault::OtherFormat(Format::Misp),
        ImportFault::Object { object: object(), what: "id" },
        ImportFault::Forged { object: object() },
        ImportFault::UnknownMarking { object: object(), marking },
        ImportFault::TooMany { object: object(), max: 3 },
        ImportFault::Nothing,
    ]));
    told.extend(all([liptako_exchange::advisory::demo::DemoFault("mars_2040".into())]));
    told
}

fn plans() -> Vec<Telling> {
    let faults = vec![
        Fault { field: "reason".into(), problem: Problem::Empty },
        Fault { field: "reason".into(), problem: Problem::TooLong(9) },
    ];
    let mut told =
        all([PlanError::Faults(faults), PlanError::NotFound, PlanError::OtherText, PlanError::Circle]);
    told.extend(all([
        PlanError::NotOurs(liptako_core::MemberIndex(0)),
        PlanError::Storage(StorageError::Full),
    ]));
    told.extend(all(Outcome::ALL.map(PlanError::Decided)));
    told.extend(all([
        Irregularity::Unreadable,
        Irregularity::Audience,
        Irregularity::Content,
        Irregularity::ProposalTwice,
        Irregularity::Rule,
        Irregularity::UnknownParent,
        Irregularity::Stale,
        Irregularity::UnknownReference,
        Irregularity::Signature,
        Irregularity::UnknownProposal,
        Irregularity::OwnProposal,
        Irregularity::SpokenTwice,
        Irregularity::Competing,
    ]));
    told.extend(all([PlanError::Rule(Irregularity::Stale)]));
    let unknown = demo::read("x = ", &charter(), jiff::civil::date(2026, 1, 1));
    told.extend(all(unknown.err()));
    told.extend(all([
        DemoError::Unknown("x".into()),
        DemoError::Date("2026-02-31".parse::<jiff::civil::Date>().unwrap_err()),
    ]));
    told
}

fn charter() -> liptako_core::Charter {
    crate::node::parse_charter("charter.toml".as_ref(), crate::command::FOUNDING_CHARTER).unwrap()
}

fn settings() -> Vec<Telling> {
    let text = || "x".to_owned();
    let mut told = all([
        ConfigError::Read { path: "c".into(), source: io(io::ErrorKind::NotFound) },
        ConfigError::Line { path: "c".into(), line: 3, message: text() },
        ConfigError::UnknownVariable { name: text(), known: text() },
        ConfigError::PeerTwice { path: "c".into(), code: text() },
    ]);
    let wants = [
        Expected::Member,
        Expected::Address,
        Expected::YesOrNo,
        Expected::Seconds,
        Expected::Database,
        Expected::Folder,
    ];
    told.extend(all(wants.map(|expected| ConfigError::Variable { name: text(), value: text(), expected })));
    told.extend(all([
        CharterError::MemberCount(0),
        CharterError::Code(text()),
        CharterError::Duplicate(text()),
        CharterError::Origin(text()),
    ]));
    told.extend(all([
        TableError::Syntax(text()),
        TableError::Duplicate { list: "roles", name: text() },
        TableError::Unknown { within: text(), name: text() },
        TableError::Empty(text()),
        TableError::Name(text()),
        TableError::Label(text()),
        TableError::NoVisitor,
    ]));
    told.extend(all([
        DescribeError::Config(ConfigError::PeerTwice { path: "c".into(), code: text() }),
        DescribeError::Read { path: "c".into(), error: io(io::ErrorKind::NotFound) },
        DescribeError::Toml { path: "c".into(), line: 3, message: text() },
        DescribeError::Charter { path: "c".into(), error: CharterError::MemberCount(0) },
        DescribeError::Card { path: "c".into(), error: CardError::TooLong(1) },
        DescribeError::Permissions { path: "c".into(), error: TableError::NoVisitor },
        DescribeError::Database { path: "c".into(), error: StorageError::Url(text()) },
        DescribeError::NotAMember { code: text(), known: "ml, bf".into() },
        DescribeError::NoCard { code: text() },
    ]));
    told
}

fn openings() -> Vec<Telling> {
    let mut told = all([
        OpenError::Describe(DescribeError::NoCard { code: "bf".into() }),
        OpenError::Keys(KeysError::Recovery),
        OpenError::Journals(StoreError::Bodies(1)),
        OpenError::Storage(StorageError::Busy),
        OpenError::Identity(IdentityError::Cost),
        OpenError::Mirror(MirrorError::Charter),
        OpenError::Genesis(RoadError::Closed),
    ]);
    let texts = || TextsError::Syntax { lang: "fr", fault: "x".into() };
    told.extend(all([texts(), TextsError::Duplicate { lang: "fr", key: "x".into() }]));
    told.extend(all([SiteError::Texts(texts()), SiteError::Permission(TableError::NoVisitor)]));
    told.extend(all(["x".parse::<ObjectId>().unwrap_err()]));
    told
}

fn everything() -> Vec<Telling> {
    let parts = [
        files(),
        formats(),
        carried(),
        keys(),
        journals(),
        storage(),
        exchange(),
        laws(),
        people(),
        plans(),
        advisories(),
        common_rules(),
        settings(),
        openings(),
    ];
    parts.concat()
}

/// What is said outside parentheses, where the words of the system stand.
fn outside(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

fn foreign<'a>(text: &str, words: &[&'a str]) -> Vec<&'a str> {
    let said: Vec<String> =
        text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase).collect();
    words.iter().copied().filter(|word| said.iter().any(|found| found == word)).collect()
}

#[test]
fn every_failure_is_told_whole_in_both_languages_and_in_no_other() {
    let mut wrong = Vec::new();
    for telling in everything() {
        for (lang, other) in [(Lang::Fr, ENGLISH), (Lang::En, FRENCH)] {
            let said = telling.whole(lang);
            let keys = telling.sentences.iter().chain(&telling.hint).map(Message::key);
            let raw: Vec<&str> = keys.filter(|key| said.contains(*key)).collect();
            let mixed = foreign(&outside(&said), other);
            let whole = said.ends_with(['.', '?', '!']) || said.ends_with(".»");
            if !raw.is_empty() || !mixed.is_empty() || !whole || said.contains(['{', '$']) {
                wrong.push(format!("{}: {said} {raw:?} {mixed:?}", lang.tag()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn french_is_set_with_its_own_marks_and_spaces() {
    for telling in everything() {
        let said = outside(&telling.whole(Lang::Fr));
        assert!(!said.contains('\''), "{said}");
        for mark in [" :", " ;", " ?", " !", "« ", " »"] {
            assert!(!said.contains(mark), "{said}");
        }
    }
}

#[test]
fn a_failure_names_its_file_line_and_entry() {
    let line =
        DescribeError::Toml { path: "/n/charter.toml".into(), line: 12, message: "expected `=`".into() };
    let said = line.told().words(Lang::Fr);
    assert!(
        said.contains("/n/charter.toml") && said.contains("ligne 12") && said.contains("(expected `=`)"),
        "{said}"
    );
    let card = DescribeError::Card { path: "/n/cards/bf.toml".into(), error: CardError::TooLong(5000) };
    let said = card.told().words(Lang::Fr);
    assert!(said.contains("/n/cards/bf.toml") && said.contains("5000"), "{said}");
    let beyond = StoreError::Beyond { index: 41, size: 7 }.told().words(Lang::En);
    assert!(beyond.contains("41") && beyond.contains('7'), "{beyond}");
}

#[test]
fn exit_codes_say_what_scripts_are_told() {
    let code = |told: Telling| told.code;
    assert_eq!(code(StoreError::InUse { path: "d/lock".into(), holder: "pid 1".into() }.told()), Code::Busy);
    assert_eq!(code(StoreError::Recovering(Reason::NoLease).told()), Code::Recovering);
    assert_eq!(code(RoadError::<PlanError>::Recovering(String::new()).told()), Code::Recovering);
    assert_eq!(code(BackupError::Damaged { path: "b".into(), reason: String::new() }.told()), Code::Fault);
    assert_eq!(code(ProofError::Inclusion(MerkleError::Mismatch).told()), Code::Fault);
    assert_eq!(code(ConfigError::PeerTwice { path: "c".into(), code: String::new() }.told()), Code::Usage);
    assert_eq!(code(StorageError::Busy.told()), Code::Failed);
}

#[test]
fn every_code_beside_an_entry_has_its_sentence() {
    let codes = [
        "unreadable",
        "unreadable-entry",
        "unreadable-body",
        "not-first",
        "other-charter",
        "unknown-member",
        "seen-went-back",
        "body-of-another-entry",
        "sealed-from-its-author",
        "kind-not-sealed",
        "kind-not-erased",
        "erasure-unreadable",
        "erasure-of-nothing",
        "erasure-of-another",
        "receipt-unreadable",
        "projection-failed",
        "act-key-unreadable",
        "act-key-proof",
        "act-key-of-another",
        "act-key-revoked",
        "act-key-unknown",
        Irregularity::Stale.code(),
    ];
    let of_cases = liptako_exchange::case::Irregularity::ALL.map(liptako_exchange::case::Irregularity::code);
    let of_advisories = liptako_exchange::advisory::fold::Irregularity::ALL.map(|why| why.code());
    for code in codes.into_iter().chain(of_cases).chain(of_advisories) {
        for (lang, other) in [(Lang::Fr, ENGLISH), (Lang::En, FRENCH)] {
            let said = irregular_words(lang, code);
            assert!(
                said.ends_with('.') && said != code && foreign(&said, other).is_empty(),
                "{code}: {said}"
            );
        }
    }
}
