//! The final reader list (*liste des lecteurs*): who will be able to open an advisory once it is issued, shown before and
//! confirmed. It is computed anew inside the act: when it is no longer the one confirmed, nothing is sent.

use super::marking::{Marking, Tlp};
use liptako_core::{Audience, Charter, MemberIndex, ObjectId};
use liptako_identity::{Function, Identity, Officer, Permission, act_keys};
use liptako_journal::Hash;
use liptako_storage::{StorageError, Tx};

/// What one authority's people will be able to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Which.
    pub member: MemberIndex,
    /// Whether it is the author's own: its list is then complete. Of others only those who sign are known here.
    pub is_ours: bool,
    /// The people known by name.
    pub officers: Vec<Person>,
}

/// A reader known by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their function.
    pub function: Function,
}

/// Everybody who will be able to open an advisory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readers {
    /// The label.
    pub tlp: Tlp,
    /// The authorities, in order, with the people known there.
    pub authorities: Vec<Authority>,
    /// The authorities left out.
    pub left_out: Vec<MemberIndex>,
    /// Names of the functions whose holders may open it; none: whoever may read advisories there.
    pub functions: Vec<String>,
}

impl Readers {
    /// Names the list: what the officer confirmed is what is sent.
    pub fn digest(&self) -> Hash {
        let mut text = format!("liptako-readers/1\n{}\n{}\n", self.tlp, self.functions.join(","));
        for authority in &self.authorities {
            text.push_str(&format!("{}\n", authority.member.0));
            for person in &authority.officers {
                text.push_str(&format!("  {}\t{}\n", person.function.name, person.name));
            }
        }
        Hash::of(text.as_bytes())
    }
}

/// Computes the list for a marking, as this node knows it now. `known` are the drafter and the officer who issues: they
/// keep access to what they wrote and signed.
///
/// # Errors
/// [`StorageError`] of the tables.
pub fn readers(
    tx: &mut dyn Tx,
    identity: &Identity,
    charter: &Charter,
    me: MemberIndex,
    marking: &Marking,
    known: &[&Officer],
) -> Result<Readers, StorageError> {
    let audience = marking.audience(charter);
    let mut authorities = Vec::new();
    for member in charter.indices().filter(|member| audience.contains(*member)) {
        let mut officers =
            if member == me { ours(tx, identity, marking, known)? } else { theirs(tx, member, marking)? };
        officers.sort_by(|a, b| (&a.name, &a.function.name).cmp(&(&b.name, &b.function.name)));
        officers.dedup();
        authorities.push(Authority { member, is_ours: member == me, officers });
    }
    Ok(Readers {
        tlp: marking.tlp(),
        authorities,
        left_out: left_out(charter, audience),
        functions: marking.functions().map(|functions| functions.names().to_vec()).unwrap_or_default(),
    })
}

fn left_out(charter: &Charter, audience: Audience) -> Vec<MemberIndex> {
    charter.indices().filter(|member| !audience.contains(*member)).collect()
}

/// The accounts of this node that may read advisories, and that the marking admits.
fn ours(
    tx: &mut dyn Tx,
    identity: &Identity,
    marking: &Marking,
    known: &[&Officer],
) -> Result<Vec<Person>, StorageError> {
    let table = identity.table();
    let ids: Vec<ObjectId> = known.iter().map(|officer| officer.id).collect();
    let mut found = Vec::new();
    for person in identity.people(tx)? {
        let officer = person.officer(table);
        let may_read = person.permissions(table).contains(Permission::ADVISORY_READ);
        if may_read && (marking.admits(&officer.function.name) || ids.contains(&officer.id)) {
            found.push(Person { name: officer.name, function: officer.function });
        }
    }
    Ok(found)
}

/// The officers of another authority who sign for it, and whom the marking admits.
fn theirs(tx: &mut dyn Tx, member: MemberIndex, marking: &Marking) -> Result<Vec<Person>, StorageError> {
    let keys = act_keys(tx, member)?;
    let in_force = keys.into_iter().filter(|key| key.revoked.is_none());
    let admitted = in_force.filter(|key| marking.admits(&key.officer.function.name));
    Ok(admitted.map(|key| Person { name: key.officer.name, function: key.officer.function }).collect())
}
