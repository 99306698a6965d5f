//! Who holds an entry, drawn from the journals held here.

use liptako_core::UnixSeconds;
use liptako_journal::log::Log;

/// A peer that had stored a journal up to a size at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its code in the charter.
    pub code: String,
    /// Size of the journal it cosigned.
    pub size: u64,
    /// When, by its own clock.
    pub seconds: UnixSeconds,
}

/// Who has stored this journal, each with the newest size it cosigned.
pub fn holders(log: &Log) -> Vec<Holder> {
    let mut holders = Vec::new();
    for cosigner in log.cosigner_keys() {
        if let Some(checkpoint) = log.cosigned_by(&cosigner.code)
            && let Ok(Some(seconds)) = checkpoint.cosignature_time(&cosigner.key)
        {
            holders.push(Holder { code: cosigner.code.clone(), size: checkpoint.size(), seconds });
        }
    }
    holders
}
