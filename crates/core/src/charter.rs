//! The members and their rules, as data: who they are, in which order, how they decide.
//!
//! An authority can be renamed, merged, succeeded, or join later without a code change: the charter is
//! a file (`charter.toml`) that every member holds byte for byte; its hash stands in entry 0 of each journal.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Position of a member in the charter: its bit in an [`Audience`], its place in seen sizes.
///
/// Positions are only ever added at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberIndex(pub u8);

/// Most members a charter may hold: the width of an [`Audience`].
pub const MAX_MEMBERS: usize = 32;

/// A member authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Short code used in folders, addresses and origins: two to eight of `a`–`z`.
    pub code: String,
    /// ISO 3166-1 alpha-2 country code.
    pub country: String,
    /// What people call it: APDP, CIL, HAPDP.
    pub acronym: String,
    /// Full name in French.
    pub name_fr: String,
    /// Full name in English.
    pub name_en: String,
    /// Name of its country in French.
    pub country_fr: String,
    /// Name of its country in English.
    pub country_en: String,
    /// Origin line of its journal, `<prefix>/<code>/<generation>`.
    pub origin: String,
}

/// How members decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Every member agrees; one refusal ends it.
    Consensus,
    /// More than half of the members agree.
    Majority,
    /// The member in charge of the thing agrees.
    Owner,
}

/// Where a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Positions are still awaited.
    Open,
    /// The rule is fulfilled. Final: positions are never taken back.
    Adopted,
    /// The rule can no longer be fulfilled. Final.
    Rejected,
}

impl Rule {
    /// Applies the rule to final positions (`true` agrees, `false` refuses).
    ///
    /// Each member speaks at most once, so the verdict never changes once it is not [`Verdict::Open`].
    pub fn verdict(self, members: usize, owner: MemberIndex, positions: &[(MemberIndex, bool)]) -> Verdict {
        let agree = positions.iter().filter(|(_, agrees)| *agrees).count();
        let refuse = positions.len() - agree;
        let needed = match self {
            Self::Consensus => members,
            Self::Majority => members / 2 + 1,
            Self::Owner => {
                return match positions.iter().find(|(member, _)| *member == owner) {
                    Some((_, true)) => Verdict::Adopted,
                    Some((_, false)) => Verdict::Rejected,
                    None => Verdict::Open,
                };
            }
        };
        if agree >= needed {
            Verdict::Adopted
        } else if members - refuse < needed {
            Verdict::Rejected
        } else {
            Verdict::Open
        }
    }
}

/// Decision rules per class of change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Decision {
    /// What the plan contains: objectives, actions, owners, dates, deliverables, indicators.
    pub content: Rule,
    /// How far an action is: its state, measured values, evidence.
    pub progress: Rule,
}

/// The members, their names, order and rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charter {
    /// Name of the common framework in French.
    pub name_fr: String,
    /// Name of the common framework in English.
    pub name_en: String,
    /// The decision rules.
    pub decision: Decision,
    /// The members, in order.
    #[serde(rename = "member")]
    pub members: Vec<Member>,
}

/// Why a charter is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CharterError {
    /// Too few or too many members.
    #[error("a charter has 1 to 32 members, this one has {0}")]
    MemberCount(usize),
    /// A code that is not two to eight small letters.
    #[error("member code “{0}” must be two to eight letters a–z")]
    Code(String),
    /// Two members with one code or one origin.
    #[error("“{0}” names two members")]
    Duplicate(String),
    /// An origin that would break a checkpoint's first line.
    #[error("origin “{0}” must be non-empty, without space or “+”")]
    Origin(String),
}

impl Charter {
    /// Checks what the types cannot: counts, codes, uniqueness.
    ///
    /// # Errors
    /// [`CharterError`] names the first fault.
    pub fn check(&self) -> Result<(), CharterError> {
        if self.members.is_empty() || self.members.len() > MAX_MEMBERS {
            return Err(CharterError::MemberCount(self.members.len()));
        }
        for (position, member) in self.members.iter().enumerate() {
            let code = &member.code;
            if !(2..=8).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_lowercase()) {
                return Err(CharterError::Code(code.clone()));
            }
            let origin = &member.origin;
            if origin.is_empty() || origin.contains(|c: char| c.is_whitespace() || c == '+') {
                return Err(CharterError::Origin(origin.clone()));
            }
            for earlier in &self.members[..position] {
                if earlier.code == *code || earlier.origin == *origin {
                    return Err(CharterError::Duplicate(code.clone()));
                }
            }
        }
        Ok(())
    }

    /// The member with this code.
    pub fn by_code(&self, code: &str) -> Option<MemberIndex> {
        self.indices().find(|index| self.members[usize::from(index.0)].code == code)
    }

    /// The member whose journal has this origin.
    pub fn by_origin(&self, origin: &str) -> Option<MemberIndex> {
        self.indices().find(|index| self.members[usize::from(index.0)].origin == origin)
    }

    /// The member at this position, if there is one.
    pub fn member(&self, index: MemberIndex) -> Option<&Member> {
        self.members.get(usize::from(index.0))
    }

    /// Every position, in order.
    pub fn indices(&self) -> impl Iterator<Item = MemberIndex> + use<> {
        (0..self.members.len() as u8).map(MemberIndex)
    }

    /// SHA-256 of the members and rules, by which nodes notice that they hold different charters.
    ///
    /// Covers what decisions depend on (codes, origins, order, rules), not display names.
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"liptako-charter/1\n");
        hasher.update(format!("{:?} {:?}\n", self.decision.content, self.decision.progress));
        for member in &self.members {
            hasher.update(format!("{} {}\n", member.code, member.origin));
        }
        hasher.finalize().into()
    }
}

/// Who may read a body: one bit per member, by [`MemberIndex`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Audience(pub u32);

impl Audience {
    /// Nobody in the clear: the audience of a sealed entry.
    pub const NONE: Self = Self(0);

    /// Every member of a charter.
    pub fn all(charter: &Charter) -> Self {
        charter.indices().collect()
    }

    /// Whether this member may read the body.
    pub const fn contains(self, member: MemberIndex) -> bool {
        member.0 < 32 && self.0 >> member.0 & 1 == 1
    }
}

impl FromIterator<MemberIndex> for Audience {
    fn from_iter<I: IntoIterator<Item = MemberIndex>>(members: I) -> Self {
        Self(members.into_iter().fold(0, |bits, member| bits | 1 << (member.0 & 31)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn consensus_needs_everyone_and_one_refusal_ends_it() {
        let (a, b, c) = (MemberIndex(0), MemberIndex(1), MemberIndex(2));
        let rule = Rule::Consensus;
        assert_eq!(rule.verdict(3, a, &[(a, true), (b, true)]), Verdict::Open);
        assert_eq!(rule.verdict(3, a, &[(a, true), (b, true), (c, true)]), Verdict::Adopted);
        assert_eq!(rule.verdict(3, a, &[(a, true), (b, false)]), Verdict::Rejected);
    }

    #[test]
    fn majority_of_four_is_three() {
        let m = |n| MemberIndex(n);
        let two = [(m(0), true), (m(1), true)];
        assert_eq!(Rule::Majority.verdict(4, m(0), &two), Verdict::Open);
        assert_eq!(Rule::Majority.verdict(4, m(0), &[(m(0), false), (m(1), false)]), Verdict::Rejected);
    }

    proptest! {
        /// Nodes hear positions in different orders and at different times; a verdict, once given, stays.
        #[test]
        fn a_verdict_is_final(bits in any::<u8>(), order in Just((0u8..5).collect::<Vec<_>>()).prop_shuffle(),
                              rule in prop_oneof![Just(Rule::Consensus), Just(Rule::Majority), Just(Rule::Owner)]) {
            let mut heard = Vec::new();
            let mut given = Verdict::Open;
            for member in order {
                heard.push((MemberIndex(member), bits >> member & 1 == 1));
                let now = rule.verdict(5, MemberIndex(2), &heard);
                if given != Verdict::Open { prop_assert_eq!(now, given); }
                given = now;
            }
            prop_assert_ne!(given, Verdict::Open);
        }
    }
}
