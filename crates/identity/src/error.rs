//! What can be refused, each with the key of the sentence that pages show.

use crate::password::WeakPassword;
use liptako_storage::StorageError;

/// Why a sign-in is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Unknown login, wrong password or disabled account: which one is not told.
    #[error("login or password not accepted")]
    Refused,
    /// Too many attempts with this login or from this address.
    #[error("too many attempts: wait {seconds} s")]
    Wait {
        /// How long, in seconds, at least 1.
        seconds: i64,
    },
    /// The password is right but was temporary, and its time is over.
    #[error("the temporary password has expired: ask an administrator for another")]
    TemporaryExpired,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl SignInError {
    /// Key of the sentence to show.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Refused => "identity-sign-in-refused",
            Self::Wait { .. } => "identity-wait",
            Self::TemporaryExpired => "identity-temporary-expired",
            Self::Storage(_) => "identity-storage",
        }
    }
}

/// Why a change of people, passwords or keys is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Whoever asks may not manage people.
    #[error("managing accounts is not allowed to this account")]
    Forbidden,
    /// Nobody has this identifier or login.
    #[error("no such account")]
    NotFound,
    /// Another account has this login, disabled ones included.
    #[error("the login “{0}” is taken")]
    LoginTaken(String),
    /// Not a login.
    #[error("a login has 2 to 40 characters: small letters, digits, “.”, “-”, “_”, beginning with a letter")]
    Login,
    /// Not a name.
    #[error("a name has 1 to 80 characters, without control characters")]
    Name,
    /// A function that the permission table does not hold.
    #[error("the function “{0}” is not in the permission table")]
    UnknownFunction(String),
    /// A role that the permission table does not hold, or that is given to nobody.
    #[error("the role “{0}” is not in the permission table")]
    UnknownRole(String),
    /// A person holds at least one role.
    #[error("a person holds at least one role")]
    NoRole,
    /// Separation of duties.
    #[error("these roles are never held together: {en}")]
    Incompatible {
        /// Why, in French.
        fr: String,
        /// Why, in English.
        en: String,
    },
    /// It would leave nobody to manage accounts.
    #[error("this is the last account that manages accounts: give the role to somebody else first")]
    LastAdministrator,
    /// People do not change their own roles, disable themselves or reset their own password.
    #[error("nobody does this to their own account: ask another administrator")]
    OwnAccount,
    /// The command line opens the first administrator's account only.
    #[error("an administrator exists already: sign in with that account to open others")]
    AdministratorExists,
    /// The account is disabled.
    #[error("this account is disabled")]
    Inactive,
    /// The chosen password is refused.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The new password is the old one.
    #[error("the new password is the old one")]
    SamePassword,
    /// The password typed to confirm is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// Too many attempts with this login or from this address.
    #[error("too many attempts: wait {seconds} s")]
    Wait {
        /// How long, in seconds, at least 1.
        seconds: i64,
    },
    /// The password is temporary: one's own must be chosen first.
    #[error("choose your own password first")]
    MustChangePassword,
    /// None of this person's roles is exercised by signing.
    #[error("this account signs no act")]
    NotASigner,
    /// The cost configured for passwords is out of range.
    #[error("the password cost is out of range: 8 KiB to 1 GiB, 1 to 64 passes, 1 to 16 lanes")]
    Cost,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl IdentityError {
    /// Key of the sentence to show.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Forbidden => "identity-forbidden",
            Self::NotFound => "identity-not-found",
            Self::LoginTaken(_) => "identity-login-taken",
            Self::Login => "identity-login",
            Self::Name => "identity-name",
            Self::UnknownFunction(_) => "identity-unknown-function",
            Self::UnknownRole(_) => "identity-unknown-role",
            Self::NoRole => "identity-no-role",
            Self::Incompatible { .. } => "identity-incompatible",
            Self::LastAdministrator => "identity-last-administrator",
            Self::OwnAccount => "identity-own-account",
            Self::AdministratorExists => "identity-administrator-exists",
            Self::Inactive => "identity-inactive",
            Self::Weak(WeakPassword::TooShort) => "identity-password-short",
            Self::Weak(WeakPassword::TooLong) => "identity-password-long",
            Self::Weak(WeakPassword::TooUniform) => "identity-password-uniform",
            Self::Weak(WeakPassword::ContainsLogin) => "identity-password-login",
            Self::SamePassword => "identity-password-same",
            Self::WrongPassword => "identity-password-wrong",
            Self::Wait { .. } => "identity-wait",
            Self::MustChangePassword => "identity-must-change",
            Self::NotASigner => "identity-not-a-signer",
            Self::Cost => "identity-cost",
            Self::Storage(_) => "identity-storage",
        }
    }
}
