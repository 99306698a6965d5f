//! The contact ledger: every SQL statement of the exchange, nothing else.

use crate::Incident;
use crate::exchange::{Seen, SeenOrigin};
use crate::wire::Offers;
use liptako_core::{MemberIndex, UnixSeconds};
use liptako_journal::Hash;
use liptako_storage::{Db, Migration, Module, StorageError, params, sql};

const MIGRATIONS: &[Migration] =
    &[Migration { module: "mirror", version: 1, sql: include_str!("../migrations/0001_peers.sql") }];

/// The tables of the exchange: national data, no projection.
pub fn module() -> Module {
    Module {
        name: "mirror",
        migrations: MIGRATIONS,
        shared_tables: &[],
        national_tables: &["peer_contact", "peer_origin", "body_offer", "bundle"],
        projectors: Vec::new(),
    }
}

/// A bundle written or taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleNote {
    /// Written here, rather than taken.
    pub outgoing: bool,
    /// For whom, or from whom.
    pub member: String,
    /// Its number.
    pub number: u64,
    /// When it was written or first taken.
    pub made: UnixSeconds,
    /// Taken: every part was. Written: its receipt came back.
    pub complete: bool,
}

/// The tables, as the exchange uses them.
pub(crate) struct Ledger(Db);

type Result<T> = std::result::Result<T, StorageError>;

impl Ledger {
    pub(crate) const fn new(db: Db) -> Self {
        Self(db)
    }

    /// What earlier runs knew of a peer.
    pub(crate) fn load(&self, member: &str, n_origins: usize) -> Result<Seen> {
        self.0.read(|tx| {
            let mut seen = Seen { origins: vec![SeenOrigin::default(); n_origins], ..Seen::default() };
            let sql = sql!("SELECT origin, stored FROM peer_origin WHERE member = ?1");
            for row in tx.query(sql, params![member])? {
                let origin: u64 = row.get("origin")?;
                if let Some(origin) = seen.origins.get_mut(usize::try_from(origin).unwrap_or(usize::MAX)) {
                    origin.stored = row.get("stored")?;
                }
            }
            let sql = sql!(
                "SELECT last_contact, last_attempt, last_error, clock_offset, wire_in, wire_out, exchange_in, \
                 exchange_out, bundles_out FROM peer_contact WHERE member = ?1"
            );
            if let Some(row) = tx.opt(sql, params![member])? {
                seen.last_contact = row.get("last_contact")?;
                seen.last_attempt = row.get("last_attempt")?;
                seen.last_error = row.get::<Option<String>>("last_error")?.as_deref().map(Incident::parse);
                seen.earlier_bytes = [
                    row.get("wire_in")?,
                    row.get("wire_out")?,
                    row.get("exchange_in")?,
                    row.get("exchange_out")?,
                ];
                seen.bundles_out = row.get("bundles_out")?;
            }
            Ok(seen)
        })
    }

    /// Keeps what a contact taught; `bytes` as in [`Seen::earlier_bytes`], of all runs.
    pub(crate) fn save(&self, member: &str, seen: &Seen, bytes: [u64; 4]) -> Result<()> {
        let [wire_in, wire_out, exchange_in, exchange_out] = bytes;
        self.0.write(|tx| {
            let sql = sql!(
                "INSERT INTO peer_contact (member, last_contact, last_attempt, last_error, clock_offset, wire_in, \
                 wire_out, exchange_in, exchange_out, bundles_out) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) \
                 ON CONFLICT (member) DO UPDATE SET last_contact = excluded.last_contact, \
                 last_attempt = excluded.last_attempt, last_error = excluded.last_error, \
                 clock_offset = excluded.clock_offset, wire_in = excluded.wire_in, \
                 wire_out = excluded.wire_out, exchange_in = excluded.exchange_in, \
                 exchange_out = excluded.exchange_out, bundles_out = excluded.bundles_out"
            );
            tx.execute(
                sql,
                params![
                    member,
                    seen.last_contact,
                    seen.last_attempt,
                    seen.last_error.as_ref().map(ToString::to_string),
                    seen.clock_offset,
                    wire_in,
                    wire_out,
                    exchange_in,
                    exchange_out,
                    seen.bundles_out
                ],
            )?;
            for (origin, shown) in seen.origins.iter().enumerate() {
                let sql = sql!(
                    "INSERT INTO peer_origin (member, origin, stored, learnt) VALUES (?1, ?2, ?3, 0) \
                     ON CONFLICT (member, origin) DO UPDATE SET stored = excluded.stored"
                );
                tx.execute(sql, params![member, origin as u64, shown.stored])?;
            }
            Ok(())
        })
    }

    /// How far this peer told us which sealed bodies we may read, per origin.
    pub(crate) fn learnt(&self, member: &str, n_origins: usize) -> Result<Vec<u64>> {
        self.0.read(|tx| {
            let mut learnt = vec![0; n_origins];
            let sql = sql!("SELECT origin, learnt FROM peer_origin WHERE member = ?1");
            for row in tx.query(sql, params![member])? {
                let origin: u64 = row.get("origin")?;
                if let Some(place) = learnt.get_mut(usize::try_from(origin).unwrap_or(usize::MAX)) {
                    *place = row.get("learnt")?;
                }
            }
            Ok(learnt)
        })
    }

    /// Takes offers: all at once or not at all, so that none is ever skipped.
    pub(crate) fn take_offers(&self, member: &str, origin: MemberIndex, offers: &Offers) -> Result<()> {
        self.0.write(|tx| {
            for (index, commitment) in &offers.bodies {
                let sql = sql!(
                    "INSERT INTO body_offer (commitment, origin, idx) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
                );
                tx.execute(sql, params![*commitment, origin, *index])?;
            }
            let sql = sql!(
                "INSERT INTO peer_origin (member, origin, stored, learnt) VALUES (?1, ?2, 0, ?3) \
                 ON CONFLICT (member, origin) DO UPDATE SET learnt = excluded.learnt"
            );
            tx.execute(sql, params![member, origin, offers.to])?;
            Ok(())
        })
    }

    /// Sealed bodies that were offered and are not marked as here.
    pub(crate) fn offered(&self) -> Result<Vec<(MemberIndex, u64, Hash)>> {
        self.0.read(|tx| {
            let sql = sql!("SELECT commitment, origin, idx FROM body_offer ORDER BY origin, idx");
            tx.query(sql, params![])?
                .iter()
                .map(|row| Ok((row.get("origin")?, row.get("idx")?, row.get("commitment")?)))
                .collect()
        })
    }

    /// Forgets an offer whose body is here.
    pub(crate) fn drop_offer(&self, commitment: &Hash) -> Result<()> {
        self.0.write(|tx| {
            let sql = sql!("DELETE FROM body_offer WHERE commitment = ?1");
            tx.execute(sql, params![*commitment]).map(drop)
        })
    }

    /// Notes a bundle; what is complete stays so.
    pub(crate) fn note_bundle(&self, bundle: &BundleNote) -> Result<()> {
        self.0.write(|tx| {
            let sql = sql!(
                "INSERT INTO bundle (outgoing, member, number, made, complete) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (outgoing, member, number) DO UPDATE SET \
                 complete = CASE WHEN excluded.complete > bundle.complete THEN 1 ELSE bundle.complete END"
            );
            let BundleNote { outgoing, member, number, made, complete } = bundle;
            tx.execute(
                sql,
                params![u64::from(*outgoing), member.as_str(), *number, *made, u64::from(*complete)],
            )?;
            Ok(())
        })
    }

    /// The bundles exchanged with a member, newest first.
    pub(crate) fn bundles(&self, member: &str) -> Result<Vec<BundleNote>> {
        self.0.read(|tx| {
            let sql = sql!(
                "SELECT outgoing, member, number, made, complete FROM bundle WHERE member = ?1 \
                 ORDER BY made DESC, outgoing, number DESC LIMIT 1000"
            );
            let rows = tx.query(sql, params![member])?;
            let note = |row: &liptako_storage::Row| {
                let (outgoing, complete): (u64, u64) = (row.get("outgoing")?, row.get("complete")?);
                Ok(BundleNote {
                    outgoing: outgoing == 1,
                    member: row.get("member")?,
                    number: row.get("number")?,
                    made: row.get("made")?,
                    complete: complete == 1,
                })
            };
            rows.iter().map(note).collect()
        })
    }
}
