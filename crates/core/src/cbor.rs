//! Bounds and canonical form of CBOR that came from elsewhere (RFC 8949 §4.2.1).

/// Deepest nesting accepted in any foreign CBOR.
pub const MAX_DEPTH: usize = 8;

/// Why bytes are not one bounded, deterministic CBOR item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    /// The item ends early.
    #[error("CBOR ends early at byte {0}")]
    Truncated(usize),
    /// Bytes follow the item.
    #[error("bytes follow the CBOR item at byte {0}")]
    Trailing(usize),
    /// A longer form than needed, an indefinite length, or an unordered or repeated map key.
    #[error("CBOR is not in its one deterministic form at byte {0}")]
    NotDeterministic(usize),
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("CBOR is nested more than 8 deep at byte {0}")]
    TooDeep(usize),
    /// A type that no record uses: floating point, tags, undefined.
    #[error("CBOR type not used here at byte {0}")]
    Unsupported(usize),
}

/// Checks that `bytes` are exactly one deterministic item of bounded depth, before anything is allocated.
///
/// Accepted: integers, byte and text strings (UTF-8), arrays, maps with keys in bytewise order, `true`,
/// `false`, `null`.
///
/// # Errors
/// [`CborError`], with the byte offset of the fault.
pub fn check_deterministic(bytes: &[u8]) -> Result<(), CborError> {
    let end = item(bytes, 0, 0)?;
    if end == bytes.len() { Ok(()) } else { Err(CborError::Trailing(end)) }
}

fn item(bytes: &[u8], at: usize, depth: usize) -> Result<usize, CborError> {
    if depth > MAX_DEPTH {
        return Err(CborError::TooDeep(at));
    }
    let (major, argument, mut next) = head(bytes, at)?;
    match major {
        0 | 1 => Ok(next),
        2 | 3 => {
            let len = usize::try_from(argument).map_err(|_| CborError::Truncated(at))?;
            let end = next.checked_add(len).ok_or(CborError::Truncated(at))?;
            let text = bytes.get(next..end).ok_or(CborError::Truncated(at))?;
            if major == 3 && std::str::from_utf8(text).is_err() {
                return Err(CborError::Unsupported(at));
            }
            Ok(end)
        }
        4 => {
            for _ in 0..argument {
                next = item(bytes, next, depth + 1)?;
            }
            Ok(next)
        }
        5 => {
            let mut last: Option<&[u8]> = None;
            for _ in 0..argument {
                let key_end = item(bytes, next, depth + 1)?;
                let key = &bytes[next..key_end];
                if last.is_some_and(|last| last >= key) {
                    return Err(CborError::NotDeterministic(next));
                }
                last = Some(key);
                next = item(bytes, key_end, depth + 1)?;
            }
            Ok(next)
        }
        7 if (20..=22).contains(&argument) && next == at + 1 => Ok(next),
        _ => Err(CborError::Unsupported(at)),
    }
}

/// Major type, argument, and where the head ends.
fn head(bytes: &[u8], at: usize) -> Result<(u8, u64, usize), CborError> {
    let first = *bytes.get(at).ok_or(CborError::Truncated(at))?;
    let (major, info) = (first >> 5, first & 31);
    let width = match info {
        0..=23 => return Ok((major, u64::from(info), at + 1)),
        24..=27 => 1usize << (info - 24),
        _ => return Err(CborError::NotDeterministic(at)),
    };
    let tail = bytes.get(at + 1..at + 1 + width).ok_or(CborError::Truncated(at))?;
    let argument = tail.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
    let smallest = match width {
        1 => 24,
        2 => 1 << 8,
        4 => 1 << 16,
        _ => 1 << 32,
    };
    if major != 7 && argument < smallest {
        return Err(CborError::NotDeterministic(at));
    }
    Ok((major, argument, at + 1 + width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shortest_forms_pass_and_longer_ones_do_not() {
        assert_eq!(check_deterministic(&[0x17]), Ok(()));
        assert_eq!(check_deterministic(&[0x18, 0x17]), Err(CborError::NotDeterministic(0)));
        assert_eq!(check_deterministic(&[0x19, 0x00, 0xff]), Err(CborError::NotDeterministic(0)));
        assert_eq!(check_deterministic(&[0x5f, 0x41, 0, 0xff]), Err(CborError::NotDeterministic(0)));
    }

    #[test]
    fn map_keys_are_ordered_and_unique() {
        assert_eq!(check_deterministic(&[0xa2, 1, 0, 2, 0]), Ok(()));
        assert_eq!(check_deterministic(&[0xa2, 2, 0, 1, 0]), Err(CborError::NotDeterministic(3)));
        assert_eq!(check_deterministic(&[0xa2, 1, 0, 1, 0]), Err(CborError::NotDeterministic(3)));
    }

    #[test]
    fn floats_tags_and_depth_are_refused() {
        assert_eq!(check_deterministic(&[0xf9, 0, 0]), Err(CborError::Unsupported(0)));
        assert_eq!(check_deterministic(&[0xc0, 0]), Err(CborError::Unsupported(0)));
        assert!(matches!(check_deterministic(&[0x81; 64]), Err(CborError::TooDeep(_))));
    }

    #[test]
    fn a_huge_length_costs_nothing() {
        let giant = [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert!(matches!(check_deterministic(&giant), Err(CborError::Truncated(_))));
    }

    proptest! {
        #[test]
        fn any_bytes_end_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = check_deterministic(&bytes);
        }
    }
}
