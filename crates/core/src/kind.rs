//! The registry of record kinds: one number per kind, for ever.

/// What an entry is about. Numbers are part of the wire format: never reused, only added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub u16);

impl Kind {
    /// Hides the real header inside the body (PROTOCOL.md, Entry).
    pub const SEALED: Self = Self(0);
    /// First entry of a journal: the authority, its keys, the charter's hash.
    pub const GENESIS: Self = Self(1);
    /// New log key with proof of possession.
    pub const KEY_ROTATION: Self = Self(2);
    /// Asks every holder to destroy a body.
    pub const ERASURE: Self = Self(3);
    /// A holder's word that a body is destroyed.
    pub const RECEIPT: Self = Self(4);
    /// A person overrode the restore rule.
    pub const RESTORE_OVERRIDE: Self = Self(5);
    /// An officer's act key is in force, with the officer's name and function.
    pub const ACT_KEY: Self = Self(16);
    /// An act key is no longer in force.
    pub const ACT_KEY_REVOKED: Self = Self(17);
    /// A proposed change of the action plan.
    pub const PLAN_PROPOSAL: Self = Self(32);
    /// An authority's agreement to, or refusal of, a proposal.
    pub const PLAN_POSITION: Self = Self(33);
    /// What a law answers to a question, as its authority says.
    pub const LAW_ANSWER: Self = Self(48);
    /// An officer's word, for the authority whose law it is, that an answer is right.
    pub const LAW_ATTESTATION: Self = Self(49);
    /// A proposed common rule, or a proposed answer of a reference instrument.
    pub const LAW_PROPOSAL: Self = Self(50);
    /// An authority's agreement to, or refusal of, a proposal about the laws.
    pub const LAW_POSITION: Self = Self(51);
    /// A remark about a question of law, or a proposal on it.
    pub const LAW_COMMENT: Self = Self(52);
    /// A document attached to something shared: its name, size and hash, with its parts as further bodies.
    pub const EXCHANGE_FILE: Self = Self(64);
    /// A version of a practice.
    pub const PRACTICE_VERSION: Self = Self(65);
    /// Another authority's review of a version of a practice.
    pub const PRACTICE_REVIEW: Self = Self(66);
    /// What an authority makes of a practice: adopted, adapted, not applicable.
    pub const PRACTICE_ADOPTION: Self = Self(67);
    /// What using a practice showed, or an answer to a question put to peers.
    pub const PRACTICE_FEEDBACK: Self = Self(68);
    /// A version of an advisory.
    pub const ADVISORY: Self = Self(72);
    /// An authority has received an advisory, and says what it does about it.
    pub const ADVISORY_ACKNOWLEDGEMENT: Self = Self(73);
    /// An authority publishes an advisory to the public or to sectors.
    pub const ADVISORY_PUBLICATION: Self = Self(74);
    /// A cross-border case is opened.
    pub const CASE_OPENED: Self = Self(80);
    /// A step of a cross-border case.
    pub const CASE_STEP: Self = Self(81);
    /// A folder of exhibits is sealed.
    pub const EVIDENCE_SEAL: Self = Self(88);

    /// Whether records of this kind may be sealed to some members.
    ///
    /// A sealed record is folded when its body arrives, on some nodes late and on others never: what all members
    /// decide together, and what later records of all rest upon, cannot be of such a kind.
    pub const fn may_be_sealed(self) -> bool {
        matches!(
            self,
            Self::ERASURE
                | Self::RECEIPT
                | Self::EXCHANGE_FILE
                | Self::ADVISORY
                | Self::ADVISORY_ACKNOWLEDGEMENT
                | Self::ADVISORY_PUBLICATION
                | Self::CASE_OPENED
                | Self::CASE_STEP
                | Self::EVIDENCE_SEAL
        )
    }

    /// Stable technical name, shown to auditors and in `--json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SEALED => "sealed",
            Self::GENESIS => "genesis",
            Self::KEY_ROTATION => "key-rotation",
            Self::ERASURE => "erasure",
            Self::RECEIPT => "receipt",
            Self::RESTORE_OVERRIDE => "restore-override",
            Self::ACT_KEY => "act-key",
            Self::ACT_KEY_REVOKED => "act-key-revoked",
            Self::PLAN_PROPOSAL => "plan-proposal",
            Self::PLAN_POSITION => "plan-position",
            Self::LAW_ANSWER => "law-answer",
            Self::LAW_ATTESTATION => "law-attestation",
            Self::LAW_PROPOSAL => "law-proposal",
            Self::LAW_POSITION => "law-position",
            Self::LAW_COMMENT => "law-comment",
            Self::EXCHANGE_FILE => "exchange-file",
            Self::PRACTICE_VERSION => "practice-version",
            Self::PRACTICE_REVIEW => "practice-review",
            Self::PRACTICE_ADOPTION => "practice-adoption",
            Self::PRACTICE_FEEDBACK => "practice-feedback",
            Self::ADVISORY => "advisory",
            Self::ADVISORY_ACKNOWLEDGEMENT => "advisory-acknowledgement",
            Self::ADVISORY_PUBLICATION => "advisory-publication",
            Self::CASE_OPENED => "case-opened",
            Self::CASE_STEP => "case-step",
            Self::EVIDENCE_SEAL => "evidence-seal",
            _ => "unknown",
        }
    }
}
