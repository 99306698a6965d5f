//! The bytes of the plan's two record kinds: versioned, deterministic CBOR arrays (RFC 8949 §4.2.1).
//!
//! ```text
//! proposal  [1 | 2, officer, reason, rule, [change…]]
//! change    [part, object, parent | null, content]
//! position  [1, commitment of the proposal, agrees, reason, officer]
//! officer   [id, name, function]
//! axis      [number, title, summary]
//! objective [axis, number, title]
//! action    [objective, number, title, description, owner, [contributor…], start, due,
//!            [deliverable…], [[id, name, unit, baseline, target]…], [action…]]
//!            and in version 2 a twelfth field, [concept…]
//! progress  [revision reported on, state, account, [[indicator, date, value, evidence]…]]
//! text      [french, english]   decimal [units, scale]   date "2026-03-31"
//! ```
//!
//! A published form never changes; a new one gets a new version number. Golden files in `tests/golden` hold
//! the bytes of each. A proposal is written in the oldest version that can say it: version 2 only when one of its
//! actions names a concept of the common vocabulary. So a value has one spelling, and a node that does not know
//! version 2 yet still reads all that does not need it. Positions have version 1 only.

use super::check::{
    MAX_CHANGES, MAX_CONCEPTS, MAX_DELIVERABLES, MAX_DEPENDENCIES, MAX_DESCRIPTION, MAX_INDICATORS,
    MAX_MEASURES,
};
use super::{
    Action, Axis, Change, Content, Decimal, Indicator, Measure, Objective, Officer, Part, Position, Progress,
    Proposal, State,
};
use jiff::civil::Date;
use liptako_core::vocabulary::ConceptId;
use liptako_core::{Bilingual, CborError, MemberIndex, ObjectId, Rule, check_deterministic};
use liptako_journal::Hash;
use minicbor::{Decoder, Encoder};

/// Largest payload of a plan record, in bytes.
pub const MAX_PAYLOAD_BYTES: usize = 512 * 1024;
/// First version, in which an action names no concept.
pub const VERSION: u8 = 1;
/// Version in which each action ends with the concepts it hangs on.
pub const VERSION_WITH_CONCEPTS: u8 = 2;

/// Why bytes are not a record of the plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Longer than [`MAX_PAYLOAD_BYTES`].
    #[error("a plan record has at most 512 KiB, this one has {0} bytes")]
    TooLarge(usize),
    /// Not deterministic CBOR.
    #[error(transparent)]
    Cbor(#[from] CborError),
    /// A version this program does not know.
    #[error("version {0} of this record is not known here: a newer Liptako wrote it")]
    Version(u8),
    /// Not the array that this version describes.
    #[error("the record is not as its version describes: {0}")]
    Shape(&'static str),
}

impl From<minicbor::decode::Error> for RecordError {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Shape("a field has another type")
    }
}

type Decoded<T> = Result<T, RecordError>;
type Out = Encoder<Vec<u8>>;
type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

/// Bytes of a proposal.
pub fn encode_proposal(proposal: &Proposal) -> Vec<u8> {
    let version = version_of(proposal.changes.iter().map(|change| &change.content));
    encoded(|out| {
        out.array(5)?.u8(version)?;
        put_officer(out, &proposal.drafter)?;
        out.str(&proposal.reason)?.u8(rule_number(proposal.rule))?;
        put_list(out, &proposal.changes, |out, change| {
            out.array(4)?.u8(change.content.part().number())?.bytes(change.object.as_bytes())?;
            match change.parent {
                Some(parent) => out.bytes(&parent.0)?,
                None => out.null()?,
            };
            put_content(out, &change.content, version)
        })
    })
}

/// Reads a proposal. Its text is not yet checked: see [`Proposal::check`].
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_proposal`] would write.
pub fn decode_proposal(bytes: &[u8]) -> Decoded<Proposal> {
    let (mut input, version) = open(bytes, 5, VERSION_WITH_CONCEPTS)?;
    let drafter = officer(&mut input)?;
    let reason = text(&mut input)?;
    let rule = rule_of(input.u8()?)?;
    let changes = list(&mut input, MAX_CHANGES, |input| {
        array(input, 4)?;
        let part = Part::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown part"))?;
        let object = object(input)?;
        let parent = match input.datatype()? {
            minicbor::data::Type::Null => {
                input.null()?;
                None
            }
            _ => Some(hash(input)?),
        };
        Ok(Change { object, parent, content: content(input, part, version)? })
    })?;
    one_spelling(version, changes.iter().map(|change| &change.content))?;
    Ok(Proposal { drafter, reason, rule, changes })
}

/// Bytes of a position.
pub fn encode_position(position: &Position) -> Vec<u8> {
    encoded(|out| {
        out.array(5)?.u8(VERSION)?.bytes(&position.proposal.0)?;
        out.bool(position.agrees)?.str(&position.reason)?;
        put_officer(out, &position.officer)
    })
}

/// Reads a position.
///
/// # Errors
/// [`RecordError`] on anything but the bytes that [`encode_position`] would write.
pub fn decode_position(bytes: &[u8]) -> Decoded<Position> {
    let (mut input, _) = open(bytes, 5, VERSION)?;
    let proposal = hash(&mut input)?;
    let agrees = input.bool()?;
    let reason = text(&mut input)?;
    let officer = officer(&mut input)?;
    Ok(Position { proposal, agrees, reason, officer })
}

/// Bytes of a content alone, as the tables keep it.
pub fn encode_content(value: &Content) -> Vec<u8> {
    let version = version_of([value]);
    encoded(|out| {
        out.array(3)?.u8(version)?.u8(value.part().number())?;
        put_content(out, value, version)
    })
}

/// Reads what [`encode_content`] wrote.
///
/// # Errors
/// [`RecordError`] on anything else.
pub fn decode_content(bytes: &[u8]) -> Decoded<Content> {
    let (mut input, version) = open(bytes, 3, VERSION_WITH_CONCEPTS)?;
    let part = Part::from_number(input.u8()?).ok_or(RecordError::Shape("an unknown part"))?;
    let value = content(&mut input, part, version)?;
    one_spelling(version, [&value])?;
    Ok(value)
}

/// The oldest version that can say these contents.
fn version_of<'a>(contents: impl IntoIterator<Item = &'a Content>) -> u8 {
    let names_some =
        |content: &Content| matches!(content, Content::Action(action) if !action.concepts.is_empty());
    if contents.into_iter().any(names_some) { VERSION_WITH_CONCEPTS } else { VERSION }
}

/// Refuses a newer version than its contents need: a value has one spelling.
fn one_spelling<'a>(version: u8, contents: impl IntoIterator<Item = &'a Content>) -> Decoded<()> {
    if version == version_of(contents) {
        Ok(())
    } else {
        Err(RecordError::Shape("a newer version than it needs"))
    }
}

fn encoded(write: impl FnOnce(&mut Out) -> Written) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    match write(&mut out) {
        Ok(()) => out.into_writer(),
        Err(error) => unreachable!("writing to memory cannot fail: {error}"),
    }
}

fn put_list<T>(out: &mut Out, items: &[T], put: impl Fn(&mut Out, &T) -> Written) -> Written {
    out.array(items.len() as u64)?;
    items.iter().try_for_each(|item| put(out, item))
}

fn put_officer(out: &mut Out, officer: &Officer) -> Written {
    out.array(3)?.bytes(officer.id.as_bytes())?.str(&officer.name)?;
    put_text(out, &officer.function)
}

fn put_text(out: &mut Out, text: &Bilingual) -> Written {
    out.array(2)?.str(&text.fr)?.str(&text.en)?;
    Ok(())
}

fn put_decimal(out: &mut Out, number: Decimal) -> Written {
    out.array(2)?.i64(number.units())?.u8(number.scale())?;
    Ok(())
}

fn put_content(out: &mut Out, value: &Content, version: u8) -> Written {
    match value {
        Content::Axis(axis) => {
            out.array(3)?.u8(axis.number)?;
            put_text(out, &axis.title)?;
            put_text(out, &axis.summary)
        }
        Content::Objective(objective) => {
            out.array(3)?.bytes(objective.axis.as_bytes())?.u8(objective.number)?;
            put_text(out, &objective.title)
        }
        Content::Action(action) => put_action(out, action, version),
        Content::Progress(progress) => {
            out.array(4)?.bytes(&progress.reports_on.0)?.u8(state_number(progress.state))?;
            out.str(&progress.account)?;
            put_list(out, &progress.measures, |out, measure| {
                out.array(4)?.str(&measure.indicator)?.str(&measure.date.to_string())?;
                put_decimal(out, measure.value)?;
                out.str(&measure.evidence)?;
                Ok(())
            })
        }
    }
}

fn put_action(out: &mut Out, action: &Action, version: u8) -> Written {
    out.array(action_fields(version))?.bytes(action.objective.as_bytes())?.u8(action.number)?;
    put_text(out, &action.title)?;
    put_text(out, &action.description)?;
    out.u8(action.owner.0)?;
    put_list(out, &action.contributors, |out, member| out.u8(member.0).map(|_| ()))?;
    out.str(&action.start.to_string())?.str(&action.due.to_string())?;
    put_list(out, &action.deliverables, put_text)?;
    put_list(out, &action.indicators, |out, indicator| {
        out.array(5)?.str(&indicator.id)?;
        put_text(out, &indicator.name)?;
        put_text(out, &indicator.unit)?;
        put_decimal(out, indicator.baseline)?;
        put_decimal(out, indicator.target)
    })?;
    put_list(out, &action.depends_on, |out, object| out.bytes(object.as_bytes()).map(|_| ()))?;
    if version >= VERSION_WITH_CONCEPTS {
        put_list(out, &action.concepts, |out, concept| out.str(concept.as_str()).map(|_| ()))?;
    }
    Ok(())
}

const fn action_fields(version: u8) -> u64 {
    if version >= VERSION_WITH_CONCEPTS { 12 } else { 11 }
}

/// Checks size, form and version before anything is allocated.
fn open(bytes: &[u8], fields: u64, newest: u8) -> Decoded<(Decoder<'_>, u8)> {
    if bytes.len() > MAX_PAYLOAD_BYTES {
        return Err(RecordError::TooLarge(bytes.len()));
    }
    check_deterministic(bytes)?;
    let mut input = Decoder::new(bytes);
    let found = input.array()?.unwrap_or(0);
    let version = input.u8()?;
    if !(VERSION..=newest).contains(&version) {
        return Err(RecordError::Version(version));
    }
    if found != fields {
        return Err(RecordError::Shape("another number of fields"));
    }
    Ok((input, version))
}

fn array(input: &mut Decoder<'_>, fields: u64) -> Decoded<()> {
    if input.array()? == Some(fields) { Ok(()) } else { Err(RecordError::Shape("another number of fields")) }
}

fn list<'b, T>(
    input: &mut Decoder<'b>,
    max: usize,
    read: impl Fn(&mut Decoder<'b>) -> Decoded<T>,
) -> Decoded<Vec<T>> {
    let count = input.array()?.unwrap_or(0);
    if count > max as u64 {
        return Err(RecordError::Shape("a list is too long"));
    }
    (0..count).map(|_| read(input)).collect()
}

/// No text is longer than a description; four bytes at most per character.
fn text(input: &mut Decoder<'_>) -> Decoded<String> {
    let text = input.str()?;
    if text.len() > MAX_DESCRIPTION * 4 {
        return Err(RecordError::Shape("a text is too long"));
    }
    Ok(text.to_owned())
}

fn bilingual(input: &mut Decoder<'_>) -> Decoded<Bilingual> {
    array(input, 2)?;
    Ok(Bilingual { fr: text(input)?, en: text(input)? })
}

fn object(input: &mut Decoder<'_>) -> Decoded<ObjectId> {
    ObjectId::try_from(input.bytes()?).map_err(|_| RecordError::Shape("an identifier has 16 bytes"))
}

fn hash(input: &mut Decoder<'_>) -> Decoded<Hash> {
    Hash::try_from(input.bytes()?).map_err(|_| RecordError::Shape("a commitment has 32 bytes"))
}

fn officer(input: &mut Decoder<'_>) -> Decoded<Officer> {
    array(input, 3)?;
    Ok(Officer { id: object(input)?, name: text(input)?, function: bilingual(input)? })
}

fn decimal(input: &mut Decoder<'_>) -> Decoded<Decimal> {
    array(input, 2)?;
    Decimal::exact(input.i64()?, input.u8()?).map_err(|_| RecordError::Shape("a number out of bounds"))
}

/// Only the extended ISO form of a day in the years 1 to 9999.
fn date(input: &mut Decoder<'_>) -> Decoded<Date> {
    let text = input.str()?;
    let date = text.parse::<Date>().map_err(|_| RecordError::Shape("not a date"))?;
    if date.to_string() == text && date.year() > 0 { Ok(date) } else { Err(RecordError::Shape("not a date")) }
}

fn content(input: &mut Decoder<'_>, part: Part, version: u8) -> Decoded<Content> {
    Ok(match part {
        Part::Axis => {
            array(input, 3)?;
            let number = input.u8()?;
            Content::Axis(Axis { number, title: bilingual(input)?, summary: bilingual(input)? })
        }
        Part::Objective => {
            array(input, 3)?;
            let axis = object(input)?;
            Content::Objective(Objective { axis, number: input.u8()?, title: bilingual(input)? })
        }
        Part::Action => Content::Action(action(input, version)?),
        Part::Progress => {
            array(input, 4)?;
            let reports_on = hash(input)?;
            let state = state_of(input.u8()?)?;
            let account = text(input)?;
            let measures = list(input, MAX_MEASURES, |input| {
                array(input, 4)?;
                let indicator = text(input)?;
                let date = date(input)?;
                Ok(Measure { indicator, date, value: decimal(input)?, evidence: text(input)? })
            })?;
            Content::Progress(Progress { reports_on, state, account, measures })
        }
    })
}

fn action(input: &mut Decoder<'_>, version: u8) -> Decoded<Action> {
    array(input, action_fields(version))?;
    Ok(Action {
        objective: object(input)?,
        number: input.u8()?,
        title: bilingual(input)?,
        description: bilingual(input)?,
        owner: MemberIndex(input.u8()?),
        contributors: list(input, liptako_core::MAX_MEMBERS, |input| Ok(MemberIndex(input.u8()?)))?,
        start: date(input)?,
        due: date(input)?,
        deliverables: list(input, MAX_DELIVERABLES, bilingual)?,
        indicators: list(input, MAX_INDICATORS, |input| {
            array(input, 5)?;
            let id = text(input)?;
            let (name, unit) = (bilingual(input)?, bilingual(input)?);
            Ok(Indicator { id, name, unit, baseline: decimal(input)?, target: decimal(input)? })
        })?,
        depends_on: list(input, MAX_DEPENDENCIES, object)?,
        concepts: if version >= VERSION_WITH_CONCEPTS {
            list(input, MAX_CONCEPTS, concept)?
        } else {
            Vec::new()
        },
    })
}

fn concept(input: &mut Decoder<'_>) -> Decoded<ConceptId> {
    input.str()?.parse().map_err(|_| RecordError::Shape("not the identifier of a concept"))
}

const fn rule_number(rule: Rule) -> u8 {
    match rule {
        Rule::Consensus => 1,
        Rule::Majority => 2,
        Rule::Owner => 3,
    }
}

const fn rule_of(number: u8) -> Decoded<Rule> {
    match number {
        1 => Ok(Rule::Consensus),
        2 => Ok(Rule::Majority),
        3 => Ok(Rule::Owner),
        _ => Err(RecordError::Shape("an unknown rule")),
    }
}

const fn state_number(state: State) -> u8 {
    match state {
        State::Planned => 1,
        State::UnderWay => 2,
        State::Done => 3,
        State::Blocked => 4,
        State::Cancelled => 5,
    }
}

const fn state_of(number: u8) -> Decoded<State> {
    match number {
        1 => Ok(State::Planned),
        2 => Ok(State::UnderWay),
        3 => Ok(State::Done),
        4 => Ok(State::Blocked),
        5 => Ok(State::Cancelled),
        _ => Err(RecordError::Shape("an unknown state")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{action, id, officer, progress, proposal};
    use super::*;
    use proptest::prelude::*;

    fn whole_proposal() -> Proposal {
        let mut action = action();
        action.depends_on = vec![id(7)];
        let mut sample = proposal(vec![
            Content::Axis(Axis {
                number: 3,
                title: Bilingual::new("Former", "Train"),
                summary: Bilingual::new("Former les équipes", ""),
            }),
            Content::Objective(Objective { axis: id(9), number: 1, title: Bilingual::new("Un cours", "") }),
            Content::Action(action),
            Content::Progress(progress(State::UnderWay)),
        ]);
        sample.changes[2].parent = Some(Hash([5; 32]));
        sample
    }

    fn sample_position() -> Position {
        Position { proposal: Hash([8; 32]), agrees: false, reason: "À revoir.".into(), officer: officer(2) }
    }

    /// These bytes are in journals for ever: a change of them is a new version, never an edit of the files.
    #[test]
    fn version_1_keeps_its_bytes() {
        let golden = include_str!("../../tests/golden/plan-proposal-1.hex");
        assert_eq!(hex::encode(encode_proposal(&whole_proposal())), golden.trim());
        let golden = include_str!("../../tests/golden/plan-position-1.hex");
        assert_eq!(hex::encode(encode_position(&sample_position())), golden.trim());
    }

    /// The same proposal, its action tied to the common vocabulary.
    fn tied_proposal() -> Proposal {
        let mut sample = whole_proposal();
        if let Content::Action(action) = &mut sample.changes[2].content {
            action.concepts = vec!["dpo-training".parse().unwrap(), "training".parse().unwrap()];
        }
        sample
    }

    /// Likewise for ever.
    #[test]
    fn version_2_keeps_its_bytes() {
        let golden = include_str!("../../tests/golden/plan-proposal-2.hex");
        assert_eq!(hex::encode(encode_proposal(&tied_proposal())), golden.trim());
        assert_eq!(decode_proposal(&encode_proposal(&tied_proposal())), Ok(tied_proposal()));
        let content = &tied_proposal().changes[2].content;
        assert_eq!(decode_content(&encode_content(content)), Ok(content.clone()));
    }

    #[test]
    fn what_version_1_can_say_has_no_second_spelling() {
        // Version 2 with an empty list of concepts: one more field, nothing in it.
        let content = Content::Action(action());
        let mut bytes = encode_content(&content);
        bytes[1] = 2;
        assert_eq!(bytes[3], 0x8b, "an array of eleven");
        bytes[3] = 0x8c;
        bytes.push(0x80);
        assert_eq!(decode_content(&bytes), Err(RecordError::Shape("a newer version than it needs")));
        bytes[1] = 3;
        assert_eq!(decode_content(&bytes), Err(RecordError::Version(3)));
    }

    #[test]
    fn records_read_back_as_written() {
        assert_eq!(decode_proposal(&encode_proposal(&whole_proposal())), Ok(whole_proposal()));
        assert_eq!(decode_position(&encode_position(&sample_position())), Ok(sample_position()));
        for change in whole_proposal().changes {
            assert_eq!(decode_content(&encode_content(&change.content)), Ok(change.content));
        }
    }

    #[test]
    fn a_newer_version_is_named_as_such() {
        let mut bytes = encode_position(&sample_position());
        bytes[1] = 2;
        assert_eq!(decode_position(&bytes), Err(RecordError::Version(2)));
    }

    #[test]
    fn lengths_are_bounded_before_anything_is_kept() {
        let huge = vec![0; MAX_PAYLOAD_BYTES + 1];
        assert_eq!(decode_proposal(&huge), Err(RecordError::TooLarge(huge.len())));

        let mut long = sample_position();
        long.reason = "x".repeat(MAX_DESCRIPTION * 4 + 1);
        assert_eq!(decode_position(&encode_position(&long)), Err(RecordError::Shape("a text is too long")));

        let mut many = whole_proposal();
        many.changes = vec![many.changes[0].clone(); MAX_CHANGES + 1];
        assert_eq!(decode_proposal(&encode_proposal(&many)), Err(RecordError::Shape("a list is too long")));
    }

    #[test]
    fn a_date_has_one_spelling() {
        let bytes = encode_proposal(&whole_proposal());
        let spelled = |with: &[u8; 10]| {
            let mut bytes = bytes.clone();
            let at = bytes.windows(10).position(|window| window == b"2026-01-05").unwrap();
            bytes[at..at + 10].copy_from_slice(with);
            decode_proposal(&bytes)
        };
        assert_eq!(spelled(b"2026-01-05"), Ok(whole_proposal()));
        assert_eq!(spelled(b"2026-02-30"), Err(RecordError::Shape("not a date")));
        assert_eq!(spelled(b"20260105T0"), Err(RecordError::Shape("not a date")));
        assert_eq!(spelled(b"0000-01-05"), Err(RecordError::Shape("not a date")));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_back_byte_for_byte(
            at in 0usize..2000, value in any::<u8>(), tied in any::<bool>()
        ) {
            let mut bytes = encode_proposal(&if tied { tied_proposal() } else { whole_proposal() });
            let at = at % bytes.len();
            bytes[at] = value;
            if let Ok(proposal) = decode_proposal(&bytes) {
                prop_assert_eq!(encode_proposal(&proposal), bytes);
            }
        }

        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = decode_proposal(&bytes);
            let _ = decode_position(&bytes);
            let _ = decode_content(&bytes);
        }
    }
}
