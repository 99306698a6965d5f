#![doc = include_str!("../README.md")]

mod bilingual;
mod cbor;
mod chance;
mod charter;
mod clock;
mod id;
mod kind;
mod lang;
pub mod vocabulary;

pub use bilingual::Bilingual;
pub use cbor::{CborError, MAX_DEPTH, check_deterministic};
pub use chance::{Chance, OsChance, SeededChance};
pub use charter::{
    Audience, Charter, CharterError, Decision, MAX_MEMBERS, Member, MemberIndex, Rule, Verdict,
};
pub use clock::{Clock, ManualClock, SystemClock, UnixSeconds};
pub use id::{IdError, ObjectId, RequestId};
pub use kind::Kind;
pub use lang::Lang;
