//! Three joined nodes with a fictional plan: the demonstration, and the ground of the house's own tests.
//!
//! Everything in it was done by the road, like in service: officers proposed and decided, nodes exchanged and cosigned.

mod cases;

pub use cases::play_cases;

use crate::command::{accept_card, create_node};
use crate::config::{Config, ExchangeSection, NodeSection, StorageSection, WebSection};
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Told, Unforeseen};
use crate::node::{Layout, Node, Surroundings};
use crate::terminal::Terminal;
use liptako_core::{Audience, MemberIndex, ObjectId, RequestId};
use liptako_council::plan::{self, Change, Content, Decision, Draft, Outcome, PlanError};
use liptako_exchange::advisory;
use liptako_exchange::evidence;
use liptako_exchange::file::{self, Attachment, FileName};
use liptako_exchange::practice::{
    self, Adoption, Cited, Feedback, Form, Intent, PracticeError, PracticeKind, Source, draft::Writing,
};
use liptako_identity::{
    Client, IdentityError, NewPerson, Officer, PermissionTable, SignInError, Unlocked, Who,
};
use liptako_journal::Card;
use liptako_law::alignment::{self, AlignmentError};
use liptako_storage::StorageError;
use liptako_web::Message;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Password of every account of the demonstration.
pub const PASSWORD: &str = "demonstration-liptako";
/// Who drafts on each node.
pub const DRAFTER: &str = "redaction";
/// Who approves on each node.
pub const APPROVER: &str = "presidence";
/// Who administers each node.
pub const ADMINISTRATOR: &str = "admin";

/// One node of the demonstration, before it is opened.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Code of the authority.
    pub code: &'static str,
    /// Its directory.
    pub dir: PathBuf,
    /// Address of its pages.
    pub pages: SocketAddr,
    /// Address of its exchange.
    pub exchange: SocketAddr,
}

/// The three seats of a demonstration, in the order of the charter.
pub fn seats(folder: &Path, pages: u16, exchange: u16) -> Vec<Seat> {
    let local = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
    ["ml", "bf", "ne"]
        .into_iter()
        .zip(0u16..)
        .map(|(code, n)| Seat {
            code,
            dir: folder.join(code),
            pages: local(pages.saturating_add(n)),
            exchange: local(exchange.saturating_add(n)),
        })
        .collect()
}

/// Creates three nodes that know one another, with their accounts; nothing is opened for long.
///
/// `database` gives each seat its database setting.
///
/// # Errors
/// A directory that already holds something; a disk that refuses.
pub fn found(seats: &[Seat], database: impl Fn(&Seat) -> String, terminal: Terminal) -> Result<(), Exit> {
    let mut cards: Vec<(Card, SocketAddr)> = Vec::new();
    for seat in seats {
        let config = Config {
            node: NodeSection { authority: seat.code.into() },
            web: WebSection { listen: seat.pages, demonstration: true, ..WebSection::default() },
            exchange: ExchangeSection { listen: Some(seat.exchange), every_seconds: 5 },
            storage: StorageSection { database: database(seat), ..StorageSection::default() },
            peers: Vec::new(),
        };
        let (card, _) = create_node(&seat.dir, crate::command::FOUNDING_CHARTER, &config, terminal)?;
        write_permissions(seat)?;
        cards.push((card, seat.exchange));
    }
    for seat in seats {
        for (card, address) in cards.iter().filter(|(card, _)| card.member != seat.code) {
            accept_card(&seat.dir, card, &card.to_string(), Some(address.to_string()))?;
        }
    }
    Ok(())
}

/// Writes the permission table of one node of the demonstration: this version's, and visitors may look around without
/// an account. Acting needs one.
///
/// # Errors
/// A disk that refuses.
pub fn write_permissions(seat: &Seat) -> Result<(), Exit> {
    let open = PermissionTable::STANDARD.replacen(
        "permissions = []",
        "permissions = [\"plan.read\", \"law.read\", \"practice.read\", \"journal.read\", \"exchange.read\"]",
        1,
    );
    let table = Layout::of(&seat.dir).permissions();
    Ok(std::fs::write(&table, open).map_err(FileFault::at(&table))?)
}

/// Opens every seat's node in this process.
///
/// # Errors
/// What keeps a node from opening.
pub fn open(seats: &[Seat]) -> Result<Vec<Arc<Node>>, Exit> {
    let open_one = |seat: &Seat| -> Result<Arc<Node>, Exit> {
        Ok(Arc::new(Node::open(&seat.dir, Surroundings::machine(), |_| {})?))
    };
    seats.iter().map(open_one).collect()
}

/// Opens the accounts of one node: an administrator, a drafter, an approver.
///
/// # Errors
/// What the identity rules refuse.
pub fn populate(node: &Node) -> Result<(), Exit> {
    let db = node.road.db();
    let person = |login: &str, name: &str, function: &str, role: &str| NewPerson {
        login: login.into(),
        name: name.into(),
        function: function.into(),
        roles: [role.to_owned()].into(),
    };
    let acronym = &node.described.charter.members[usize::from(node.described.me.0)].acronym;
    let admin = person(
        ADMINISTRATOR,
        &format!("Administration {acronym} (fictif)"),
        "it-administrator",
        "administrator",
    );
    node.identity.create_first_administrator(db, &admin, PASSWORD, &*node.clock, &*node.chance)?;
    let people = [
        person(DRAFTER, &format!("Rédaction {acronym} (fictif)"), "legal-officer", "drafter"),
        person(APPROVER, &format!("Présidence {acronym} (fictif)"), "president", "approver"),
    ];
    for new in &people {
        let (_, temporary) =
            node.identity.create_person(db, &Who::command_line(), new, &*node.clock, &*node.chance)?;
        let who = signed_in(node, &new.login, temporary.reveal())?;
        let client = &Client::COMMAND_LINE;
        node.identity.change_password(
            db,
            &who,
            temporary.reveal(),
            PASSWORD,
            client,
            &*node.clock,
            &*node.chance,
        )?;
    }
    let identity = node.identity.clone();
    act(node, move |scribe| -> Result<usize, StorageError> { identity.publish_keys(scribe) })?;
    Ok(())
}

fn signed_in(node: &Node, login: &str, password: &str) -> Result<Who, SignInError> {
    let signed = node.identity.sign_in(
        node.road.db(),
        login,
        password,
        &Client::COMMAND_LINE,
        &*node.clock,
        &*node.chance,
    )?;
    // Its drawing-up leaves no session behind that a person would have to wonder about.
    node.identity.sign_out(node.road.db(), &signed.cookie)?;
    Ok(signed.who)
}

/// The approver of a node, key in hand.
///
/// # Errors
/// What the identity rules refuse.
pub fn approver(node: &Node) -> Result<Unlocked, Exit> {
    let who = signed_in(node, APPROVER, PASSWORD)?;
    let client = &Client::COMMAND_LINE;
    Ok(node.identity.unlock(node.road.db(), &who, PASSWORD, client, &*node.clock, &*node.chance)?)
}

/// The drafter of a node.
fn drafter(node: &Node) -> Result<Officer, Exit> {
    let who = signed_in(node, DRAFTER, PASSWORD)?;
    Ok(who.officer().cloned().ok_or(IdentityError::NotFound)?)
}

fn act<T, E>(
    node: &Node,
    rule: impl FnOnce(&mut liptako_storage::Scribe<'_>) -> Result<T, E> + Send + 'static,
) -> Result<Option<T>, Exit>
where
    T: Send + 'static,
    E: Told + Send + 'static,
{
    let request = RequestId::fresh(&*node.chance);
    Ok(node.road.act(request, rule)?.value())
}

/// Proposes a change on a node, in its drafter's name.
///
/// # Errors
/// What the plan's rules refuse.
pub fn propose(node: &Node, draft: Draft) -> Result<plan::Place, Exit> {
    let officer = drafter(node)?;
    let place =
        act(node, move |scribe| -> Result<_, PlanError> { plan::propose(scribe, (&officer).into(), draft) })?;
    place.ok_or_else(|| Exit::new(Code::Failed, Message::new("fault-demo-twice")))
}

/// Takes a position on the proposal at `place`, as it is known on this node.
///
/// # Errors
/// What the plan's rules refuse.
pub fn decide(node: &Node, signer: Arc<Unlocked>, place: plan::Place, agrees: bool) -> Result<(), Exit> {
    let reason = if agrees { "" } else { "Donnée de démonstration, fictive : refus d'essai." };
    act(node, move |scribe| -> Result<_, PlanError> {
        let view = plan::store::proposal(scribe.tx(), place)?.ok_or(PlanError::NotFound)?;
        let word =
            Decision { proposal: place, commitment: view.line.commitment, agrees, reason: reason.to_owned() };
        plan::decide(scribe, signer.officer().into(), &*signer, &word)
    })?;
    Ok(())
}

/// Lets every node meet every other until nothing moves any more.
///
/// # Errors
/// A contact that fails.
pub fn meet(nodes: &[Arc<Node>], runtime: &tokio::runtime::Runtime) -> Result<(), Exit> {
    // Three rounds carry an entry to everyone, the cosignatures back, and the news of them around.
    for _ in 0..3 {
        for node in nodes {
            for (_, met) in runtime.block_on(node.mirror.sync_all()) {
                met?;
            }
        }
    }
    Ok(())
}

/// Plays the history of the demonstration on three open nodes: the plan adopted, its progress, open proposals.
///
/// # Errors
/// What a rule or a node refuses.
pub fn play(nodes: &[Arc<Node>], runtime: &tokio::runtime::Runtime) -> Result<(), Exit> {
    let charter = &nodes[0].described.charter;
    let at = |member: MemberIndex| &nodes[usize::from(member.0)];
    let today = plan::day_of(nodes[0].clock.now());
    let demo = plan::demo::read(plan::demo::DEMO_PLAN, charter, today)?;
    let signers: Vec<Arc<Unlocked>> =
        nodes.iter().map(|node| approver(node).map(Arc::new)).collect::<Result<_, _>>()?;
    meet(nodes, runtime)?;
    let adopted = propose(at(demo.author), Draft { reason: demo.reason, changes: demo.changes })?;
    meet(nodes, runtime)?;
    for (node, signer) in nodes.iter().zip(&signers) {
        decide(node, signer.clone(), adopted, true)?;
    }
    meet(nodes, runtime)?;
    let view = nodes[0].road.db().read(|tx| plan::store::proposal(tx, adopted))?;
    let plan_commitment = match view {
        Some(view) if view.line.outcome == Outcome::Adopted => view.line.commitment,
        _ => return Err(Exit::new(Code::Failed, Message::new("fault-demo-not-adopted"))),
    };
    for progress in &demo.progress {
        let change =
            Change { object: progress.action, parent: None, content: progress.content(plan_commitment) };
        let node = at(progress.owner);
        let place = propose(node, Draft { reason: progress.account.clone(), changes: vec![change] })?;
        decide(node, signers[usize::from(progress.owner.0)].clone(), place, true)?;
    }
    for open in demo.open {
        let content = Content::Action(open.action);
        let change = Change { object: open.object, parent: Some(plan_commitment), content };
        propose(at(open.author), Draft { reason: open.reason, changes: vec![change] })?;
    }
    meet(nodes, runtime)
}

/// Plays what the demonstration's officers propose and decide on common rules.
///
/// # Errors
/// What a rule or a node refuses.
pub fn play_laws(nodes: &[Arc<Node>], runtime: &tokio::runtime::Runtime) -> Result<(), Exit> {
    let desk = alignment::shipped_desk().map_err(|faults| {
        Unforeseen::new(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    let charter = &nodes[0].described.charter;
    let rules = alignment::demo::read(alignment::demo::DEMO_RULES, charter, &desk)?;
    let at = |member: MemberIndex| &nodes[usize::from(member.0)];
    let mut proposed = Vec::with_capacity(rules.len());
    for rule in &rules {
        let (officer, draft) = (drafter(at(rule.author))?, rule.draft.clone());
        let place = act(at(rule.author), move |scribe| alignment::propose(scribe, &desk, officer, draft))?;
        proposed.push(place.ok_or_else(|| Exit::new(Code::Failed, Message::new("fault-demo-twice")))?);
    }
    meet(nodes, runtime)?;
    for (rule, place) in rules.into_iter().zip(proposed) {
        for member in rule.agree {
            let signer = approver(at(member))?;
            act(at(member), move |scribe| -> Result<_, AlignmentError> {
                let line = alignment::store::proposal(scribe.tx(), place)?.ok_or(AlignmentError::NotFound)?;
                let (commitment, reason) = (line.commitment, String::new());
                let word = alignment::Decision { proposal: place, commitment, agrees: true, reason };
                alignment::decide(scribe, signer.officer().clone(), &signer, &word)
            })?;
        }
        for (member, text) in rule.comments {
            let (officer, question) = (drafter(at(member))?, rule.question.clone());
            act(at(member), move |scribe| {
                alignment::comment(scribe, &desk, officer, &question, Some(place), &text)
            })?;
        }
    }
    meet(nodes, runtime)
}

/// The officers of a node, as the library's acts need them: who writes, and who signs.
struct Desk<'a> {
    node: &'a Node,
    drafter: Officer,
    signer: Arc<Unlocked>,
}

impl<'a> Desk<'a> {
    fn of(node: &'a Node) -> Result<Self, Exit> {
        Ok(Self { node, drafter: drafter(node)?, signer: Arc::new(approver(node)?) })
    }

    /// Writes a draft in the drafter's name, and publishes it in the approver's: gives where the version stands.
    fn publish(&self, writing: Writing) -> Result<practice::Place, Exit> {
        let (drafter, signer) = (self.drafter.clone(), Arc::clone(&self.signer));
        let place = act(self.node, move |scribe| -> Result<_, PracticeError> {
            let (id, now) = (ObjectId::fresh(scribe.chance()), scribe.now());
            let revision = practice::draft::save(scribe.tx(), now, &drafter, (id, 0), &writing)?;
            practice::publish(scribe, signer.officer().clone(), &*signer, (id, revision), &[])
        })?;
        place.ok_or_else(|| Exit::new(Code::Failed, Message::new("fault-demo-twice")))
    }

    /// Stores a document for everybody.
    fn document(&self, name: &str, text: &str) -> Result<Attachment, Exit> {
        let path = self.node.described.layout.dir.join("demonstration.txt");
        std::fs::write(&path, text).map_err(FileFault::at(&path))?;
        let all = Audience::all(&self.node.described.charter);
        let name = FileName::clean(name);
        let stored = file::store(&self.node.road, &path, name, all, false, &*self.node.chance);
        std::fs::remove_file(&path).map_err(FileFault::at(&path))?;
        let stored = stored.map_err(Unforeseen::new)?;
        let made = act(self.node, move |scribe| -> Result<_, PracticeError> {
            file::attach(scribe, &stored, all, false).map_err(|_| PracticeError::File)
        })?;
        made.ok_or_else(|| Exit::new(Code::Failed, Message::new("fault-demo-twice")))
    }

    /// The newest version of the practice that this place began, as this node knows it.
    fn newest(&self, place: practice::Place) -> Result<(practice::view::PracticeLine, Cited), Exit> {
        let line = self.node.road.db().read(|tx| practice::view::by_place(tx, place))?;
        let line =
            line.ok_or_else(|| Exit::from(Unforeseen::new("a practice of the demonstration is lost")))?;
        let cited = line.newest;
        Ok((line, cited))
    }
}

fn first_version(content: practice::Content, source: Option<Source>) -> Writing {
    Writing { practice: None, content, source, takes_in: Vec::new(), note: String::new() }
}

/// Plays what the demonstration's officers publish, review, adopt, tell and improve in the library of practices.
///
/// # Errors
/// What a rule or a node refuses.
pub fn play_practices(nodes: &[Arc<Node>], runtime: &tokio::runtime::Runtime) -> Result<(), Exit> {
    let demo = practice::demo::read(&nodes[0].described.charter)?;
    let desks: Vec<Desk<'_>> = nodes.iter().map(|node| Desk::of(node)).collect::<Result<_, _>>()?;
    let at = |member: MemberIndex| &desks[usize::from(member.0)];
    let mut places = std::collections::BTreeMap::new();
    for mut one in demo.published {
        let is_question = one.content.kind == PracticeKind::Question;
        if let Some((name, text)) = one.document {
            one.content.attachments.push(at(one.by).document(name, text)?);
        }
        let place = at(one.by).publish(first_version(one.content, None))?;
        places.insert(one.file, (place, is_question));
    }
    meet(nodes, runtime)?;
    let find = |file: &str| {
        let lost = || Exit::from(Unforeseen::new(format!("the demonstration publishes no {file}")));
        places.get(file).copied().ok_or_else(lost)
    };
    for (by, file, fit, remarks) in demo.reviews {
        let (desk, (place, _)) = (at(by), find(&file)?);
        let (version, signer) = (desk.newest(place)?.1, Arc::clone(&desk.signer));
        act(desk.node, move |scribe| {
            practice::review(scribe, signer.officer().clone(), &*signer, (version, fit, remarks))
        })?;
    }
    for (by, file, stance, text) in demo.adoptions {
        let (desk, (place, _)) = (at(by), find(&file)?);
        let (version, signer) = (desk.newest(place)?.1, Arc::clone(&desk.signer));
        act(desk.node, move |scribe| {
            let adoption = Adoption { version, stance, text, officer: signer.officer().clone() };
            practice::adopt(scribe, &*signer, &adoption)
        })?;
    }
    for one in demo.told {
        let (desk, (place, is_question)) = (at(one.by), find(&one.file)?);
        let form = if is_question { Form::Answer } else { Form::Feedback };
        let (version, officer) = (desk.newest(place)?.1, desk.drafter.clone());
        let told = Feedback { version, form, text: one.text, figures: one.figures, officer };
        act(desk.node, move |scribe| practice::tell(scribe, &told))?;
    }
    for one in demo.improvements {
        let (desk, (place, _)) = (at(one.by), find(&one.file)?);
        let source = Source { intent: Intent::Improvement, version: desk.newest(place)?.1 };
        let offered = desk.publish(first_version(one.content.clone(), Some(source)))?;
        meet(nodes, runtime)?;
        let Some(note) = one.taken else { continue };
        let author = at(place.origin);
        let (practice, taken) = (author.newest(place)?.0.id, author.newest(offered)?.1);
        let takes_in = vec![taken];
        author.publish(Writing {
            practice: Some(practice),
            content: one.content,
            source: None,
            takes_in,
            note,
        })?;
    }
    for (by, content) in demo.drafts {
        let (desk, writing) = (at(by), first_version(content, None));
        let (id, now) = (ObjectId::fresh(&*desk.node.chance), desk.node.clock.now());
        desk.node.road.db().write(|tx| practice::draft::save(tx, now, &desk.drafter, (id, 0), &writing))?;
    }
    meet(nodes, runtime)
}

/// Plays the advisories of the demonstration: drafted, issued by another officer, acknowledged, published, handed on.
///
/// # Errors
/// What a rule or a node refuses.
pub fn play_advisories(nodes: &[Arc<Node>], runtime: &tokio::runtime::Runtime) -> Result<(), Exit> {
    let charter = nodes[0].described.charter.clone();
    let at = |member: MemberIndex| &nodes[usize::from(member.0)];
    let today = liptako_web::today(nodes[0].clock.now());
    let all = advisory::demo::read(advisory::demo::DEMO_ADVISORIES, &charter, today)?;
    let (drafts, all): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.is_draft);
    for one in drafts {
        let (node, officer) = (at(one.author), drafter(at(one.author))?);
        let (id, now) = (ObjectId::fresh(&*node.chance), node.clock.now());
        let desk = advisory::act::Desk { charter: &charter, me: one.author, now };
        node.road
            .db()
            .write(|tx| advisory::act::begin(tx, desk, &officer, id, None, one.drafted.clone()).map(drop))?;
    }
    let mut issued = Vec::with_capacity(all.len());
    for one in &all {
        issued.push(issue_advisory(at(one.author), one.drafted.clone())?);
    }
    meet(nodes, runtime)?;
    for (one, object) in all.into_iter().zip(issued) {
        for (member, response, reason) in one.acknowledge {
            sign_advisory(at(member), object, move |scribe, key, version| {
                let answer = advisory::act::Answer { object, version, response, reason };
                advisory::act::acknowledge(scribe, key.officer(), key, &answer)
            })?;
        }
        for member in one.public {
            sign_advisory(at(member), object, move |scribe, key, version| {
                advisory::act::publish(scribe, key.officer(), key, object, version)
            })?;
        }
        for (member, sectors) in one.sectors_of {
            sign_advisory(at(member), object, move |scribe, key, version| {
                advisory::act::hand_on(scribe, key.officer(), key, object, version, sectors)
            })?;
        }
    }
    meet(nodes, runtime)
}

/// Drafts an advisory in the drafter's name and issues it in the approver's, for the readers that the node computes.
///
/// # Errors
/// What the rules of advisories refuse.
pub fn issue_advisory(node: &Node, drafted: advisory::act::Drafted) -> Result<ObjectId, Exit> {
    use advisory::act::{AdvisoryError, Confirmed, Desk, begin, issue, version_of};
    let (officer, signer) = (drafter(node)?, approver(node)?);
    let identity = node.identity.clone();
    let done = act(node, move |scribe| -> Result<ObjectId, AdvisoryError> {
        let (charter, me, now) = (scribe.charter().clone(), scribe.me(), scribe.now());
        let id = ObjectId::fresh(scribe.chance());
        let desk = Desk { charter: &charter, me, now };
        let draft = begin(scribe.tx(), desk, &officer, id, None, drafted)?;
        let (_, version) = version_of(scribe.tx(), &charter, me, &draft, signer.officer())?;
        let known = [&version.drafter, &version.issuer];
        let list =
            advisory::readers::readers(scribe.tx(), &identity, &charter, me, &version.marking, &known)?;
        let confirmed = Confirmed { draft: id, edit: draft.edit, readers: list.digest() };
        issue(scribe, &identity, signer.officer(), &signer, confirmed).map(|(object, _)| object)
    })?;
    done.ok_or_else(|| Exit::new(Code::Failed, Message::new("fault-demo-twice")))
}

/// Signs something about an advisory in the approver's name, as it stands on this node.
fn sign_advisory(
    node: &Node,
    object: ObjectId,
    word: impl FnOnce(
        &mut liptako_storage::Scribe<'_>,
        &Unlocked,
        liptako_journal::Hash,
    ) -> Result<advisory::fold::Place, advisory::act::AdvisoryError>
    + Send
    + 'static,
) -> Result<(), Exit> {
    let signer = approver(node)?;
    act(node, move |scribe| -> Result<_, advisory::act::AdvisoryError> {
        let charter = scribe.charter().clone();
        let found = advisory::store::advisory(scribe.tx(), &charter, object)?;
        let current = found.as_ref().and_then(|found| found.current());
        let version = current.ok_or(advisory::act::AdvisoryError::NotFound)?.commitment;
        word(scribe, &signer, version)
    })?;
    Ok(())
}

/// Records the seal of the demonstration's inspection, opened to one other authority.
///
/// # Errors
/// What a rule or a node refuses.
pub fn play_evidence(nodes: &[Arc<Node>], runtime: &tokio::runtime::Runtime) -> Result<(), Exit> {
    let signer = approver(&nodes[0])?;
    let readers: Audience = [MemberIndex(0), MemberIndex(1)].into_iter().collect();
    act(&nodes[0], move |scribe| {
        let manifest = evidence::demo::manifest(scribe.now());
        let seal = evidence::Seal::of(&manifest, evidence::demo::NOTE.into(), signer.officer().clone());
        evidence::record_seal(scribe, &signer, &seal, readers)
    })?;
    meet(nodes, runtime)
}

/// Plays all of it, one domain after another.
///
/// # Errors
/// What a rule or a node refuses.
pub fn play_everything(nodes: &[Arc<Node>], runtime: &tokio::runtime::Runtime) -> Result<(), Exit> {
    play(nodes, runtime)?;
    play_laws(nodes, runtime)?;
    play_practices(nodes, runtime)?;
    play_advisories(nodes, runtime)?;
    play_cases(nodes, runtime)?;
    play_evidence(nodes, runtime)
}

/// Founds, populates and plays a whole demonstration, and closes it.
///
/// # Errors
/// As its steps.
pub fn prepare(seats: &[Seat], terminal: Terminal) -> Result<(), Exit> {
    found(seats, |_| "sqlite".into(), terminal)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Unforeseen::new)?;
    let nodes = open(seats)?;
    for node in &nodes {
        populate(node)?;
    }
    let mut exchanges = Vec::new();
    for node in &nodes {
        let address = node.described.config.exchange.listen;
        let listener = match address {
            Some(address) => {
                let bound = runtime.block_on(tokio::net::TcpListener::bind(address));
                Some(bound.map_err(Unforeseen::new)?)
            }
            None => None,
        };
        let _inside = runtime.enter();
        exchanges.push(node.mirror.spawn(listener));
    }
    play_everything(&nodes, &runtime)?;
    drop(exchanges);
    Ok(())
}
