//! The Traffic Light Protocol, version 2.0, of FIRST (<https://www.first.org/tlp/>): who may read, and pass on, what
//! somebody shares. The label decides the audience; a state that the label forbids cannot be written down.

use liptako_core::{Audience, Charter, MemberIndex};

/// Most functions that a TLP:RED advisory names.
pub const MAX_FUNCTIONS: usize = 20;
/// Longest name of a function, in bytes: that of the permission table.
const MAX_FUNCTION_BYTES: usize = 120;

/// A label of the protocol, from the widest to the strictest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tlp {
    /// No limit on disclosure.
    Clear,
    /// The community: peers and partner organisations, never a public channel.
    Green,
    /// The organisation, and its clients who need to know.
    Amber,
    /// The organisation only.
    AmberStrict,
    /// The individual recipients only.
    Red,
}

impl Tlp {
    /// Every label, the strictest first.
    pub const ALL: [Self; 5] = [Self::Red, Self::AmberStrict, Self::Amber, Self::Green, Self::Clear];

    /// The label as FIRST spells it, in every language.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Red => "TLP:RED",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Amber => "TLP:AMBER",
            Self::Green => "TLP:GREEN",
            Self::Clear => "TLP:CLEAR",
        }
    }

    /// Stable name, for addresses, forms, tables and styles.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::AmberStrict => "amber-strict",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Clear => "clear",
        }
    }

    /// The label of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tlp| tlp.name() == name)
    }
}

impl std::fmt::Display for Tlp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.label())
    }
}

/// Why a marking cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarkingFault {
    /// Fewer than two authorities are named: there is nobody to share with.
    #[error("an advisory for named authorities names at least one besides its author")]
    Nobody,
    /// The author is not among those named.
    #[error("its author is not among the authorities named")]
    AuthorMissing,
    /// An authority is named that the charter does not hold.
    #[error("an authority is named that the charter does not hold")]
    Stranger,
    /// TLP:RED names no function, too many, or one that is no name.
    #[error("TLP:RED names 1 to 20 functions")]
    Functions,
}

/// Authorities named one by one: the author and at least one other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Named(Audience);

impl Named {
    /// These authorities.
    ///
    /// # Errors
    /// [`MarkingFault::Nobody`] for fewer than two.
    pub const fn new(audience: Audience) -> Result<Self, MarkingFault> {
        if audience.0.count_ones() < 2 { Err(MarkingFault::Nobody) } else { Ok(Self(audience)) }
    }

    /// The authorities.
    pub const fn audience(self) -> Audience {
        self.0
    }
}

/// The functions whose holders may open a TLP:RED advisory, by their names in the permission table: in order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Functions(Vec<String>);

impl Functions {
    /// These functions.
    ///
    /// # Errors
    /// [`MarkingFault::Functions`] for none, for more than [`MAX_FUNCTIONS`], or for one that is no name.
    pub fn new(mut names: Vec<String>) -> Result<Self, MarkingFault> {
        names.sort_unstable();
        names.dedup();
        let plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        let sound =
            |name: &String| !name.is_empty() && name.len() <= MAX_FUNCTION_BYTES && name.bytes().all(plain);
        if names.is_empty() || names.len() > MAX_FUNCTIONS || !names.iter().all(sound) {
            return Err(MarkingFault::Functions);
        }
        Ok(Self(names))
    }

    /// Their names.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

/// A label with what it needs: who, where it is for some only. TLP:GREEN and TLP:CLEAR are for every authority, and
/// cannot be given a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Marking {
    /// For holders of these functions in these authorities; sealed.
    Red {
        /// Which authorities.
        readers: Named,
        /// Which functions there.
        functions: Functions,
    },
    /// For these authorities, inside their walls.
    AmberStrict(Named),
    /// For these authorities and those they serve who need to know.
    Amber(Named),
    /// For every authority and its partners.
    Green,
    /// For everybody.
    Clear,
}

impl Marking {
    /// Its label.
    pub const fn tlp(&self) -> Tlp {
        match self {
            Self::Red { .. } => Tlp::Red,
            Self::AmberStrict(_) => Tlp::AmberStrict,
            Self::Amber(_) => Tlp::Amber,
            Self::Green => Tlp::Green,
            Self::Clear => Tlp::Clear,
        }
    }

    /// Which authorities may read it.
    pub fn audience(&self, charter: &Charter) -> Audience {
        match self {
            Self::Red { readers, .. } => readers.audience(),
            Self::AmberStrict(named) | Self::Amber(named) => named.audience(),
            Self::Green | Self::Clear => Audience::all(charter),
        }
    }

    /// Whether its records are sealed: always for TLP:RED, and wherever an authority is left out, so that it learns
    /// neither the subject nor who exchanged.
    pub fn is_sealed(&self, charter: &Charter) -> bool {
        self.tlp() == Tlp::Red || self.audience(charter) != Audience::all(charter)
    }

    /// The functions whose holders may open it; none where everybody who may read advisories there may.
    pub const fn functions(&self) -> Option<&Functions> {
        match self {
            Self::Red { functions, .. } => Some(functions),
            _ => None,
        }
    }

    /// Whether an officer in this function may open it, at an authority that may read it.
    pub fn admits(&self, function: &str) -> bool {
        self.functions().is_none_or(|functions| functions.names().iter().any(|name| name == function))
    }

    /// Checks the marking for this author.
    ///
    /// # Errors
    /// [`MarkingFault`].
    pub fn check(&self, charter: &Charter, author: MemberIndex) -> Result<(), MarkingFault> {
        let audience = self.audience(charter);
        if audience.0 & !Audience::all(charter).0 != 0 {
            Err(MarkingFault::Stranger)
        } else if !audience.contains(author) {
            Err(MarkingFault::AuthorMissing)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::charter;
    use super::*;

    #[test]
    fn labels_are_spelt_as_first_spells_them_and_ordered_by_strictness() {
        let labels = Tlp::ALL.map(Tlp::label);
        assert_eq!(labels, ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]);
        assert!(Tlp::Red > Tlp::AmberStrict && Tlp::AmberStrict > Tlp::Amber);
        assert!(Tlp::Amber > Tlp::Green && Tlp::Green > Tlp::Clear);
        for tlp in Tlp::ALL {
            assert_eq!(Tlp::from_name(tlp.name()), Some(tlp));
        }
    }

    #[test]
    fn nobody_shares_with_themselves_alone() {
        assert_eq!(Named::new(Audience(0b001)), Err(MarkingFault::Nobody));
        assert_eq!(Named::new(Audience(0)), Err(MarkingFault::Nobody));
        assert!(Named::new(Audience(0b101)).is_ok());
    }

    #[test]
    fn red_is_sealed_even_among_all_and_every_marking_that_leaves_one_out_is() {
        let charter = charter();
        let functions = Functions::new(vec!["president".into()]).unwrap();
        let (two, three) = (Named::new(Audience(0b011)).unwrap(), Named::new(Audience(0b111)).unwrap());
        assert!(Marking::Red { readers: three, functions: functions.clone() }.is_sealed(&charter));
        assert!(Marking::Amber(two).is_sealed(&charter) && Marking::AmberStrict(two).is_sealed(&charter));
        assert!(!Marking::Amber(three).is_sealed(&charter));
        assert!(!Marking::Green.is_sealed(&charter) && !Marking::Clear.is_sealed(&charter));
        let red = Marking::Red { readers: two, functions };
        assert!(red.admits("president") && !red.admits("legal-officer"));
        assert!(Marking::Amber(two).admits("legal-officer"));
    }

    #[test]
    fn the_author_is_always_a_reader_and_strangers_never() {
        let charter = charter();
        let marking = |bits| Marking::Amber(Named::new(Audience(bits)).unwrap());
        assert_eq!(marking(0b011).check(&charter, MemberIndex(0)), Ok(()));
        assert_eq!(marking(0b011).check(&charter, MemberIndex(2)), Err(MarkingFault::AuthorMissing));
        assert_eq!(marking(0b1001).check(&charter, MemberIndex(0)), Err(MarkingFault::Stranger));
    }

    #[test]
    fn functions_are_names_in_order() {
        let functions =
            Functions::new(vec!["president".into(), "inspector".into(), "president".into()]).unwrap();
        assert_eq!(functions.names(), ["inspector", "president"]);
        for bad in ["", "Président", "a b", "%"] {
            assert_eq!(Functions::new(vec![bad.into()]), Err(MarkingFault::Functions), "{bad:?}");
        }
        assert_eq!(Functions::new(Vec::new()), Err(MarkingFault::Functions));
    }
}
