//! What holds of an advisory, from all that was recorded about it: pure, and the same for every order in which the
//! records came.
//!
//! Sealed records may be opened long after later ones were folded, so nothing here relies on the order of arrival: each
//! change recomputes the advisory from all of its records, in their one [`Order`].

use super::marking::{Marking, MarkingFault, Tlp};
use super::model::{
    Acknowledgement, MAX_SHORT, Outlet, Problem, Publication, Response, Version, Withdrawal, check_text,
};
use super::record::advisory_object;
use jiff::civil::Date;
use liptako_core::{Audience, Charter, MemberIndex, ObjectId, UnixSeconds};
use liptako_journal::Hash;
use liptako_storage::Order;
use std::collections::BTreeMap;

/// Where a record stands: its journal and its index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Whose journal.
    pub origin: MemberIndex,
    /// At which index, from 0.
    pub index: u64,
}

/// What a record about an advisory says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// A version.
    Version(Box<Version>),
    /// The end of the advisory.
    Withdrawal(Withdrawal),
    /// What an authority does about it.
    Acknowledgement(Acknowledgement),
    /// An authority hands it on.
    Publication(Publication),
}

/// A record about an advisory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Where it stands.
    pub place: Place,
    /// Its place in the one order of all records.
    pub order: Order,
    /// Commitment of its body.
    pub commitment: Hash,
    /// Who may read it, as its header says.
    pub audience: Audience,
    /// Whether it is sealed.
    pub is_sealed: bool,
    /// When its author says it was written.
    pub seconds: UnixSeconds,
    /// Whether the officer it names signed it with a key in force.
    pub signed: bool,
    /// What it says.
    pub word: Word,
}

/// Why a record about an advisory does not count. Shown to people; kept, never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Irregularity {
    /// The bytes are no record of an advisory.
    #[error("the record cannot be read")]
    Unreadable,
    /// Only the authority that made an advisory may change it.
    #[error("the advisory is another authority's")]
    NotTheAuthor,
    /// Not signed by the officer it names.
    #[error("it is not signed by the officer it names")]
    Signature,
    /// Who drafts does not issue.
    #[error("the officer who drafted an advisory cannot issue it")]
    OwnDraft,
    /// A field is out of bounds.
    #[error("a field is missing or out of bounds")]
    Content,
    /// The marking and the audience of the record do not agree, or it should be sealed.
    #[error("its audience is not the one that its marking gives")]
    Audience,
    /// A version that does not follow the one before.
    #[error("it does not follow the version before")]
    Stale,
    /// Nobody can unread: an audience only grows.
    #[error("it leaves out an authority that has the version before")]
    Narrowed,
    /// What came under a stricter marking cannot be loosened, nor shared without the source's agreement.
    #[error("it is wider than the marking under which it was received allows")]
    WiderThanSource,
    /// The advisory was withdrawn.
    #[error("the advisory was withdrawn")]
    Withdrawn,
    /// Cites no version known here.
    #[error("it cites no known version")]
    UnknownVersion,
    /// The author does not acknowledge its own advisory.
    #[error("an author does not acknowledge its own advisory")]
    OwnAdvisory,
    /// The marking does not let it be handed on so.
    #[error("its marking does not let it be handed on so")]
    Marking,
}

impl Irregularity {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::Unreadable,
        Self::NotTheAuthor,
        Self::Signature,
        Self::OwnDraft,
        Self::Content,
        Self::Audience,
        Self::Stale,
        Self::Narrowed,
        Self::WiderThanSource,
        Self::Withdrawn,
        Self::UnknownVersion,
        Self::OwnAdvisory,
        Self::Marking,
    ];

    /// Stable code, kept in the table of irregular records: the key of its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "advisory-irregular-unreadable",
            Self::NotTheAuthor => "advisory-irregular-author",
            Self::Signature => "advisory-irregular-signature",
            Self::OwnDraft => "advisory-irregular-own-draft",
            Self::Content => "advisory-irregular-content",
            Self::Audience => "advisory-irregular-audience",
            Self::Stale => "advisory-irregular-stale",
            Self::Narrowed => "advisory-irregular-narrowed",
            Self::WiderThanSource => "advisory-irregular-wider",
            Self::Withdrawn => "advisory-irregular-withdrawn",
            Self::UnknownVersion => "advisory-irregular-unknown-version",
            Self::OwnAdvisory => "advisory-irregular-own-advisory",
            Self::Marking => "advisory-irregular-marking",
        }
    }
}

impl From<MarkingFault> for Irregularity {
    fn from(_: MarkingFault) -> Self {
        Self::Audience
    }
}

/// An advisory as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advisory {
    /// Its versions that count, the first known here first.
    pub versions: Vec<Fact<Version>>,
    /// Its end, if its author took it back.
    pub withdrawal: Option<Fact<Withdrawal>>,
    /// What the authorities say that they do, in order.
    pub acknowledgements: Vec<Fact<Acknowledgement>>,
    /// To whom they handed it on, in order.
    pub publications: Vec<Fact<Publication>>,
}

/// A record that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// Where it stands.
    pub place: Place,
    /// Its place in the one order of all records.
    pub order: Order,
    /// Commitment of its body: what others cite.
    pub commitment: Hash,
    /// When its author says it was written.
    pub seconds: UnixSeconds,
    /// What it says.
    pub says: T,
}

/// An advisory, and the records about it that do not count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// What holds.
    pub advisory: Advisory,
    /// What does not count, and why.
    pub irregular: BTreeMap<Place, Irregularity>,
}

/// Folds all records about one object, in whatever order they are given.
pub fn fold(charter: &Charter, object: ObjectId, events: &[Event]) -> Folded {
    let mut sorted: Vec<&Event> = events.iter().collect();
    sorted.sort_by_key(|event| event.order);
    let mut folded = Folded::default();
    for event in sorted {
        if let Err(why) = folded.advisory.receive(charter, object, event) {
            folded.irregular.insert(event.place, why);
        }
    }
    folded
}

/// Whether a reason can be shown: of one text, within bounds.
pub(crate) fn check_reason(reason: &str, needed: bool) -> Result<(), Problem> {
    if needed && reason.trim().is_empty() {
        return Err(Problem::Empty);
    }
    check_text(reason, MAX_SHORT, true)
}

/// Judges a version by itself: officers, bounds, marking, source.
///
/// # Errors
/// Why it does not count.
pub(crate) fn check_version(
    charter: &Charter,
    author: MemberIndex,
    version: &Version,
) -> Result<(), Irregularity> {
    if version.drafter.id == version.issuer.id {
        return Err(Irregularity::OwnDraft);
    }
    let first = version.revision == 1;
    if first != version.parent.is_none() || version.revision == 0 {
        return Err(Irregularity::Stale);
    }
    version.content.check().map_err(|_| Irregularity::Content)?;
    check_reason(&version.reason, !first).map_err(|_| Irregularity::Content)?;
    version.marking.check(charter, author)?;
    if let Some(origin) = &version.content.origin {
        let agreed = origin.tlp <= Tlp::Green || !origin.agreement.trim().is_empty();
        if version.marking.tlp() < origin.tlp || !agreed {
            return Err(Irregularity::WiderThanSource);
        }
    }
    Ok(())
}

/// Judges what follows a version by the version before.
///
/// # Errors
/// Why it does not count.
pub(crate) fn check_successor(
    charter: &Charter,
    before: &Version,
    next: &Version,
) -> Result<(), Irregularity> {
    let (had, has) = (before.marking.audience(charter), next.marking.audience(charter));
    if had.0 & !has.0 != 0 {
        return Err(Irregularity::Narrowed);
    }
    // The source's marking stays with the advisory, whatever a later version says of where it comes from.
    let floor = before.content.origin.as_ref().map(|origin| origin.tlp);
    let kept = next.content.origin.as_ref().map(|origin| origin.tlp);
    if floor.is_some() && kept < floor { Err(Irregularity::WiderThanSource) } else { Ok(()) }
}

impl Advisory {
    /// The version that stands: the newest.
    pub fn current(&self) -> Option<&Fact<Version>> {
        self.versions.last()
    }

    /// Whose advisory it is.
    pub fn author(&self) -> Option<MemberIndex> {
        self.current().map(|fact| fact.place.origin)
    }

    /// The version that this commitment names.
    pub fn version(&self, commitment: Hash) -> Option<&Fact<Version>> {
        self.versions.iter().find(|fact| fact.commitment == commitment)
    }

    /// Who may read what is said now.
    pub fn audience(&self, charter: &Charter) -> Audience {
        self.current().map_or(Audience::NONE, |fact| fact.says.marking.audience(charter))
    }

    /// The newest version that asks to be acknowledged, and by when.
    pub fn asked(&self) -> Option<(&Fact<Version>, Date)> {
        self.versions.iter().rev().find_map(|fact| Some((fact, fact.says.content.acknowledge_by?)))
    }

    /// The last word of a member on this advisory.
    pub fn word_of(&self, member: MemberIndex) -> Option<&Fact<Acknowledgement>> {
        self.acknowledgements
            .iter()
            .filter(|fact| fact.place.origin == member)
            .max_by_key(|fact| fact.place.index)
    }

    /// Whether a member has acknowledged the version that asks for it, or a later one.
    pub fn has_answered(&self, member: MemberIndex) -> bool {
        let Some((asked, _)) = self.asked() else { return true };
        self.acknowledgements
            .iter()
            .filter(|fact| fact.place.origin == member)
            .filter_map(|fact| self.version(fact.says.version))
            .any(|cited| cited.says.revision >= asked.says.revision)
    }

    /// The members that have still to acknowledge it.
    pub fn awaited(&self, charter: &Charter) -> Vec<MemberIndex> {
        let (Some(author), None) = (self.author(), &self.withdrawal) else { return Vec::new() };
        let readers = self.audience(charter);
        charter
            .indices()
            .filter(|member| readers.contains(*member) && *member != author && !self.has_answered(*member))
            .collect()
    }

    /// What a member shows the public: its publication and the version it chose, while the marking lets it.
    pub fn public_page(&self, member: MemberIndex) -> Option<(&Fact<Publication>, &Fact<Version>)> {
        self.withdrawal.is_none().then_some(())?;
        self.current()?.says.public()?;
        let of_page = |fact: &&Fact<Publication>| {
            fact.place.origin == member && !matches!(fact.says.outlet, Outlet::Sectors(_))
        };
        let last = self.publications.iter().filter(of_page).max_by_key(|fact| fact.place.index)?;
        let version = self.version(last.says.version)?;
        matches!(last.says.outlet, Outlet::Public).then_some((last, version))
    }

    /// Whether a member ever showed it to the public.
    pub fn was_public(&self, member: MemberIndex) -> bool {
        self.publications.iter().any(|fact| fact.place.origin == member && fact.says.outlet == Outlet::Public)
    }

    fn receive(&mut self, charter: &Charter, object: ObjectId, event: &Event) -> Result<(), Irregularity> {
        if !event.signed {
            return Err(Irregularity::Signature);
        }
        match &event.word {
            Word::Version(version) => self.receive_version(charter, object, event, version),
            Word::Withdrawal(withdrawal) => self.receive_withdrawal(charter, object, event, withdrawal),
            Word::Acknowledgement(word) => self.receive_acknowledgement(charter, event, word),
            Word::Publication(word) => self.receive_publication(charter, event, word),
        }
    }

    fn receive_version(
        &mut self,
        charter: &Charter,
        object: ObjectId,
        event: &Event,
        version: &Version,
    ) -> Result<(), Irregularity> {
        let author = event.place.origin;
        owns(charter, author, object, &version.seed)?;
        check_version(charter, author, version)?;
        heads(charter, event, &version.marking)?;
        if self.withdrawal.is_some() {
            return Err(Irregularity::Withdrawn);
        }
        if let Some(before) = self.current() {
            // A version between the two may be one that this node was never meant to have.
            let next = version.revision == before.says.revision.saturating_add(1);
            let follows = if next { version.parent == Some(before.commitment) } else { true };
            if version.revision <= before.says.revision || !follows {
                return Err(Irregularity::Stale);
            }
            check_successor(charter, &before.says, version)?;
        }
        self.versions.push(event.fact(version.clone()));
        Ok(())
    }

    fn receive_withdrawal(
        &mut self,
        charter: &Charter,
        object: ObjectId,
        event: &Event,
        withdrawal: &Withdrawal,
    ) -> Result<(), Irregularity> {
        owns(charter, event.place.origin, object, &withdrawal.seed)?;
        check_reason(&withdrawal.reason, true).map_err(|_| Irregularity::Content)?;
        let current = self.current().ok_or(Irregularity::UnknownVersion)?;
        if current.commitment != withdrawal.parent {
            return Err(Irregularity::Stale);
        }
        heads(charter, event, &current.says.marking)?;
        if self.withdrawal.is_some() {
            return Err(Irregularity::Withdrawn);
        }
        self.withdrawal = Some(event.fact(withdrawal.clone()));
        Ok(())
    }

    fn receive_acknowledgement(
        &mut self,
        charter: &Charter,
        event: &Event,
        word: &Acknowledgement,
    ) -> Result<(), Irregularity> {
        let needed = word.response == Response::NotConcerned;
        check_reason(&word.reason, needed).map_err(|_| Irregularity::Content)?;
        let cited = self.version(word.version).ok_or(Irregularity::UnknownVersion)?;
        if event.place.origin == cited.place.origin {
            return Err(Irregularity::OwnAdvisory);
        }
        heads(charter, event, &cited.says.marking)?;
        if !event.audience.contains(event.place.origin) {
            return Err(Irregularity::Audience);
        }
        self.acknowledgements.push(event.fact(word.clone()));
        Ok(())
    }

    fn receive_publication(
        &mut self,
        charter: &Charter,
        event: &Event,
        word: &Publication,
    ) -> Result<(), Irregularity> {
        let cited = self.version(word.version).ok_or(Irregularity::UnknownVersion)?;
        let allowed = match &word.outlet {
            Outlet::Public => cited.says.public().is_some(),
            Outlet::Sectors(sectors) => {
                let ordered = !sectors.is_empty() && sectors.windows(2).all(|pair| pair[0] < pair[1]);
                if !ordered {
                    return Err(Irregularity::Content);
                }
                cited.says.for_sectors().is_some()
            }
            // Taking down is always right.
            Outlet::Retracted => true,
        };
        if !allowed {
            return Err(Irregularity::Marking);
        }
        heads(charter, event, &cited.says.marking)?;
        self.publications.push(event.fact(word.clone()));
        Ok(())
    }
}

impl Event {
    fn fact<T>(&self, says: T) -> Fact<T> {
        Fact {
            place: self.place,
            order: self.order,
            commitment: self.commitment,
            seconds: self.seconds,
            says,
        }
    }
}

/// Only the author's journal and the seed give the advisory's identifier.
fn owns(
    charter: &Charter,
    author: MemberIndex,
    object: ObjectId,
    seed: &[u8; 16],
) -> Result<(), Irregularity> {
    let line =
        charter.member(author).map(|member| member.origin.as_str()).ok_or(Irregularity::NotTheAuthor)?;
    if advisory_object(line, seed) == object { Ok(()) } else { Err(Irregularity::NotTheAuthor) }
}

/// The header of a record must be the one that the marking gives: this audience, and sealed where it must be.
fn heads(charter: &Charter, event: &Event, marking: &Marking) -> Result<(), Irregularity> {
    let fits = event.audience == marking.audience(charter) && event.is_sealed == marking.is_sealed(charter);
    if fits { Ok(()) } else { Err(Irregularity::Audience) }
}

#[cfg(test)]
mod tests;
