//! An officer as shared records name them: who signed or drafted, and in which function.

use crate::permission::Function;
use crate::person::valid_name;
use liptako_core::ObjectId;
use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};

/// Longest label of a function in a record, in characters.
const MAX_LABEL_CHARS: usize = 120;

/// A person of an authority, as shared records name them. The identifier stays the same across keys, names and
/// functions; the function is carried with its labels, because each authority has its own table.
///
/// In CBOR: `[id, name, function, label fr, label en]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Identifier of the person, stable for life.
    pub id: ObjectId,
    /// Name, as it was at the moment of the record.
    pub name: String,
    /// Function, as it was at the moment of the record.
    pub function: Function,
}

impl<C> Encode<C> for Officer {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.array(5)?.bytes(self.id.as_bytes())?.str(&self.name)?;
        e.str(&self.function.name)?.str(&self.function.fr)?.str(&self.function.en)?;
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Officer {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        if d.array()? != Some(5) {
            return Err(DecodeError::message("an officer has five fields"));
        }
        let id =
            ObjectId::try_from(d.bytes()?).map_err(|_| DecodeError::message("an officer's identifier"))?;
        let name = d.str()?;
        if !valid_name(name) {
            return Err(DecodeError::message("an officer's name"));
        }
        let mut label = || {
            let text = d.str()?;
            let fits = !text.is_empty()
                && text.chars().count() <= MAX_LABEL_CHARS
                && !text.chars().any(char::is_control);
            if fits { Ok(text.to_owned()) } else { Err(DecodeError::message("a function's label")) }
        };
        let function = Function { name: label()?, fr: label()?, en: label()? };
        Ok(Self { id, name: name.to_owned(), function })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn officer(name: &str) -> Officer {
        let function =
            Function { name: "president".into(), fr: "Présidence".into(), en: "President".into() };
        Officer { id: ObjectId::from_bytes([1; 16]), name: name.into(), function }
    }

    #[test]
    fn an_officer_reads_back_from_a_record() {
        let bytes = minicbor::to_vec(officer("Awa Traoré")).unwrap();
        assert_eq!(liptako_core::check_deterministic(&bytes), Ok(()));
        assert_eq!(minicbor::decode::<Officer>(&bytes).unwrap(), officer("Awa Traoré"));
    }

    #[test]
    fn a_name_that_no_page_should_show_is_refused() {
        for name in ["", " ", "a\nb", &"é".repeat(81)] {
            let bytes = minicbor::to_vec(officer(name)).unwrap();
            assert!(minicbor::decode::<Officer>(&bytes).is_err(), "{name:?}");
        }
    }
}
