//! The cross-border cases of the demonstration: a complaint under way, a consultation among the three, a closed request.
//! Every name and fact in them is made up, and says so.

use super::{act, approver, drafter, meet};
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Unforeseen};
use crate::node::Node;
use jiff::ToSpan;
use liptako_core::{MemberIndex, ObjectId};
use liptako_council::plan::day_of;
use liptako_exchange::case::files::Copies;
use liptako_exchange::case::{
    self, Answer, Approved, CaseError, CaseKind, Document, NewOpening, Outcome, Person, Place, Step,
    Submitted,
};
use liptako_exchange::file::{self, FileName};
use liptako_identity::{Officer, Unlocked};
use liptako_web::Message;
use std::sync::Arc;

/// The officers of a node: who writes, and who signs.
struct Desk<'a> {
    node: &'a Node,
    drafter: Officer,
    signer: Arc<Unlocked>,
}

fn twice() -> Exit {
    Exit::new(Code::Failed, Message::new("fault-demo-twice"))
}

impl<'a> Desk<'a> {
    fn of(node: &'a Node) -> Result<Self, Exit> {
        Ok(Self { node, drafter: drafter(node)?, signer: Arc::new(approver(node)?) })
    }

    fn approve(&self, draft: ObjectId) -> Result<Approved, Exit> {
        let found = self.node.road.db().read(|tx| case::drafts::one(tx, draft))?;
        let found = found.ok_or_else(twice)?;
        let copies = Copies::of(&self.node.road, &found, &*self.node.chance).map_err(Unforeseen::new)?;
        let signer = Arc::clone(&self.signer);
        let done = act(self.node, move |scribe| -> Result<_, CaseError> {
            case::files::approve(scribe, signer.officer().clone(), &*signer, draft, &copies)
        })?;
        done.ok_or_else(twice)
    }

    /// A document kept on this node until the draft it goes with is approved.
    fn keep(&self, name: &str, text: &str, caption: &'static str) -> Result<Document, Exit> {
        let path = self.node.described.layout.dir.join("demonstration.txt");
        std::fs::write(&path, text).map_err(FileFault::at(&path))?;
        let (road, name) = (&self.node.road, FileName::clean(name));
        let stored = file::store(road, &path, name, case::files::kept_for(road), true, &*self.node.chance);
        std::fs::remove_file(&path).map_err(FileFault::at(&path))?;
        let stored = stored.map_err(Unforeseen::new)?;
        let kept = act(self.node, move |scribe| case::files::keep(scribe, &stored, caption))?;
        kept.ok_or_else(twice)
    }

    fn open(&self, new: NewOpening) -> Result<Approved, Exit> {
        let officer = self.drafter.clone();
        let draft = act(self.node, move |scribe| case::draft_opening(scribe, officer, new, Vec::new()))?;
        self.approve(draft.ok_or_else(twice)?)
    }

    fn submit(&self, case: ObjectId, step: Step) -> Result<Submitted, Exit> {
        let officer = self.drafter.clone();
        let done = act(self.node, move |scribe| case::submit(scribe, officer, case, step, Vec::new(), true))?;
        done.ok_or_else(twice)
    }

    /// A step, approved when it needs that.
    fn take(&self, case: ObjectId, step: Step) -> Result<Place, Exit> {
        match self.submit(case, step)? {
            Submitted::Recorded(place) => Ok(place),
            Submitted::Drafted(draft) => Ok(self.approve(draft)?.place),
        }
    }
}

fn all_items(kind: CaseKind) -> Vec<String> {
    case::checklist(kind).iter().map(|item| item.id.clone()).collect()
}

/// The three desks, in the order of the charter: APDP, CIL, HAPDP.
struct Cast<'a> {
    nodes: &'a [Arc<Node>],
    runtime: &'a tokio::runtime::Runtime,
    desks: Vec<Desk<'a>>,
}

const ML: MemberIndex = MemberIndex(0);
const BF: MemberIndex = MemberIndex(1);
const NE: MemberIndex = MemberIndex(2);

impl Cast<'_> {
    fn at(&self, member: MemberIndex) -> &Desk<'_> {
        &self.desks[usize::from(member.0)]
    }

    fn meet(&self) -> Result<(), Exit> {
        meet(self.nodes, self.runtime)
    }

    /// A complaint lodged in Niamey about a controller in Bamako: admissible, led from Bamako, one question open, and a draft
    /// on the desk there.
    fn complaint(&self) -> Result<(), Exit> {
        let today = day_of(self.nodes[0].clock.now());
        let opened = self.at(NE).open(NewOpening {
            kind: CaseKind::Complaint,
            to: vec![ML],
            title: "Messages publicitaires après une demande d’effacement (cas fictif)".into(),
            controller: "Boutique en ligne « Le Marché d’essai », Bamako (fictive)".into(),
            country: "ML".into(),
            facts: "Donnée de démonstration, fictive.\n\nUne cliente de Niamey a commandé une fois. Elle a demandé \
                    par écrit l’effacement de son compte, et le vendeur a répondu que c’était fait.\n\nDepuis, elle \
                    reçoit encore deux messages publicitaires par semaine sur son téléphone, au nom de la boutique."
                .into(),
            asked: "Examiner la plainte avec nous, et vérifier auprès de la boutique d’où vient le numéro utilisé \
                    pour ces envois."
                .into(),
            checklist: all_items(CaseKind::Complaint),
            received: Some(today.saturating_sub(9.days())),
            person: Some(Person {
                name: "Mariama Personnage (fictive)".into(),
                contact: "Par l’intermédiaire de la HAPDP, référence d’essai 2026-014".into(),
                remark: "Préfère le téléphone, en haoussa.".into(),
            }),
        })?;
        self.meet()?;
        let ml = self.at(ML);
        ml.take(opened.case, Step::Acknowledged { reference: "APDP/essai/2026/031".into() })?;
        let (name, function) = ("Agent d’essai (fictif)".into(), "Service des plaintes".into());
        ml.take(opened.case, Step::Handled { name, function })?;
        let (missing, reason) = (Vec::new(), String::new());
        ml.take(opened.case, Step::Admissibility { is_admissible: true, missing, reason })?;
        let reason = "Le responsable du traitement est établi à Bamako.";
        ml.take(opened.case, Step::Lead { lead: ML, reason: reason.into() })?;
        self.meet()?;
        let ne = self.at(NE);
        ne.take(opened.case, Step::Lead { lead: ML, reason: String::new() })?;
        let text = "La plaignante peut montrer les messages reçus ; nous les joindrons avec leurs dates.";
        ne.take(opened.case, Step::Note { text: text.into() })?;
        let messages =
            "Relevé d’essai, fictif.\n3 mars : « Promotion d’essai »\n6 mars : « Promotion d’essai »\n";
        let document = ne.keep("releve-des-messages.txt", messages, "Messages reçus (pièce fictive)")?;
        ne.take(opened.case, Step::Document(document))?;
        self.meet()?;
        let text = "Pouvez-vous établir **à quelle date** l’effacement a été demandé, et par quel moyen ?";
        self.at(ML).take(opened.case, Step::Request { to: NE, text: text.into() })?;
        self.meet()?;
        let text = "Points sur lesquels nous sommes d’accord :\n\n- une demande d’effacement a été faite et \
                    confirmée ;\n- des envois ont continué après.\n\nÀ trancher : l’origine du numéro.";
        ne.take(opened.case, Step::KeyPoints { text: text.into() })?;
        // Left on the desk in Bamako, for its second officer.
        let text = "Pour accélérer, pouvez-vous aussi nous transmettre une copie de la réponse du vendeur ?";
        let waiting = self.at(ML).submit(opened.case, Step::Request { to: NE, text: text.into() })?;
        if let Submitted::Drafted(draft) = waiting {
            let list = "Liste d’essai des pièces attendues :\n1. la réponse du vendeur\n2. sa date\n";
            let (drafter, document) =
                (ml.drafter.clone(), ml.keep("pieces-attendues.txt", list, "Liste d’essai")?);
            act(ml.node, move |scribe| case::add_document(scribe, &drafter, draft, document))?;
        }
        self.meet()
    }

    /// A consultation among the three: one has replied, the other not yet.
    fn consultation(&self) -> Result<(), Exit> {
        let opened = self.at(BF).open(NewOpening {
            kind: CaseKind::Consultation,
            to: vec![ML, NE],
            title: "Caméras dans les gares routières : durée de conservation des images (exercice)".into(),
            controller: String::new(),
            country: String::new(),
            facts: "Exercice de démonstration.\n\nDes gares routières s’équipent de caméras. Les exploitants nous \
                    demandent combien de temps garder les images ; nous préparons une réponse type."
                .into(),
            asked: "Quelle durée retenez-vous en pratique, pour quel motif, et avec quelles exceptions (plainte, \
                    accident, réquisition) ?"
                .into(),
            checklist: all_items(CaseKind::Consultation),
            received: None,
            person: None,
        })?;
        self.meet()?;
        for member in [ML, NE] {
            self.at(member).take(opened.case, Step::Acknowledged { reference: String::new() })?;
        }
        let text = "Exercice : réponse fictive.\n\nNous partons de la finalité : sécurité des voyageurs. Une durée \
                    courte suffit dans presque tous les cas ; au-delà, l’exploitant doit dire pourquoi, par écrit. \
                    Une image utile à une plainte est mise de côté, elle seule.";
        let step = Step::Reply { to: opened.place, answer: Answer::Full, text: text.into() };
        self.at(ML).take(opened.case, step)?;
        self.meet()
    }

    /// A request for information, answered and closed.
    fn closed(&self) -> Result<(), Exit> {
        let opened = self.at(ML).open(NewOpening {
            kind: CaseKind::Information,
            to: vec![BF],
            title: "Hébergement d’un registre scolaire (cas fictif, clos)".into(),
            controller: "École d’essai (fictive)".into(),
            country: "BF".into(),
            facts: "Donnée de démonstration, fictive.\n\nUne école d’essai ouvre une classe à Sikasso et dit garder \
                    ses registres à Bobo-Dioulasso."
                .into(),
            asked: "Ce traitement vous a-t-il été déclaré, et où les données sont-elles conservées ?".into(),
            checklist: all_items(CaseKind::Information),
            received: None,
            person: None,
        })?;
        self.meet()?;
        let bf = self.at(BF);
        bf.take(opened.case, Step::Acknowledged { reference: "CIL/essai/118".into() })?;
        let text = "Réponse fictive : oui, le traitement nous a été déclaré ; les registres sont conservés sur place.";
        bf.take(opened.case, Step::Reply { to: opened.place, answer: Answer::Full, text: text.into() })?;
        self.meet()?;
        let text = "La réponse suffit. Merci.";
        self.at(ML).take(opened.case, Step::Closed { outcome: Outcome::Answered, text: text.into() })?;
        self.meet()
    }
}

/// Plays the cross-border cases of the demonstration.
///
/// # Errors
/// What a rule or a node refuses.
pub fn play_cases(nodes: &[Arc<Node>], runtime: &tokio::runtime::Runtime) -> Result<(), Exit> {
    let desks = nodes.iter().map(|node| Desk::of(node)).collect::<Result<_, _>>()?;
    let cast = Cast { nodes, runtime, desks };
    cast.closed()?;
    cast.consultation()?;
    cast.complaint()
}
