//! What identity refuses, in the reader's words.

use crate::Failure;
use crate::form::FormErrors;
use crate::texts::Message;
use liptako_identity::{IdentityError, SignInError, WeakPassword};

/// What identity refuses, as a sentence. For pages see [`FormErrors::refuse`], which also puts it where it
/// belongs; the command line shows it as it is.
pub fn identity_message(error: &IdentityError) -> Message {
    match error {
        IdentityError::Forbidden => Message::new("identity-forbidden"),
        IdentityError::NotFound => Message::new("identity-not-found"),
        IdentityError::LoginTaken(login) => Message::new("identity-login-taken").with("login", login),
        IdentityError::Login => Message::new("identity-login"),
        IdentityError::Name => Message::new("identity-name"),
        IdentityError::UnknownFunction(_) => Message::new("identity-unknown-function"),
        IdentityError::UnknownRole(_) => Message::new("identity-unknown-role"),
        IdentityError::NoRole => Message::new("identity-no-role"),
        IdentityError::Incompatible { fr, en } => {
            Message::new("identity-incompatible").with("fr", fr).with("en", en)
        }
        IdentityError::LastAdministrator => Message::new("identity-last-administrator"),
        IdentityError::OwnAccount => Message::new("identity-own-account"),
        IdentityError::AdministratorExists => Message::new("identity-administrator-exists"),
        IdentityError::Inactive => Message::new("identity-inactive"),
        IdentityError::Weak(weak) => weak_password(weak),
        IdentityError::SamePassword => Message::new("identity-password-same"),
        IdentityError::WrongPassword => Message::new("identity-password-wrong"),
        IdentityError::Wait { seconds } => Message::new("failure-too-many-what").with("seconds", *seconds),
        IdentityError::MustChangePassword => Message::new("identity-must-change"),
        IdentityError::NotASigner => Message::new("identity-not-a-signer"),
        IdentityError::Cost => Message::new("identity-cost"),
        IdentityError::Storage(_) => Message::new("identity-storage"),
    }
}

/// The field of a form that a refusal is about; `""` for the form as a whole.
const fn field(error: &IdentityError) -> &'static str {
    match error {
        IdentityError::LoginTaken(_) | IdentityError::Login => "login",
        IdentityError::Name => "name",
        IdentityError::UnknownFunction(_) => "function",
        IdentityError::UnknownRole(_) | IdentityError::NoRole | IdentityError::Incompatible { .. } => "roles",
        IdentityError::Weak(_) | IdentityError::SamePassword => "new",
        IdentityError::WrongPassword => "password",
        _ => "",
    }
}

fn weak_password(weak: &WeakPassword) -> Message {
    match weak {
        WeakPassword::TooShort => {
            Message::new("identity-password-short").with("min", liptako_identity::MIN_PASSWORD_CHARS)
        }
        WeakPassword::TooLong => Message::new("identity-password-long"),
        WeakPassword::TooUniform => Message::new("identity-password-uniform"),
        WeakPassword::ContainsLogin => Message::new("identity-password-login"),
    }
}

/// Why somebody is not let in; the failure when it is not theirs to correct.
pub(crate) fn sign_in_refusal(error: SignInError) -> Result<Message, Failure> {
    match error {
        SignInError::Refused => Ok(Message::new("identity-sign-in-refused")),
        SignInError::TemporaryExpired => Ok(Message::new("identity-temporary-expired")),
        SignInError::Wait { seconds } => Err(Failure::TooMany(seconds.unsigned_abs())),
        SignInError::Storage(fault) => Err(fault.into()),
    }
}

impl From<IdentityError> for Failure {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Storage(fault) => fault.into(),
            IdentityError::Cost => Self::internal(error),
            IdentityError::NotFound => Self::NotFound,
            IdentityError::Forbidden => Self::Forbidden,
            IdentityError::Wait { seconds } => Self::TooMany(seconds.unsigned_abs()),
            refusal => Self::Invalid(identity_message(&refusal)),
        }
    }
}

impl FormErrors {
    /// Puts a refusal of identity where it belongs in a form: beside the fields `login`, `name`, `function`,
    /// `roles`, `password` and `new`, or above it.
    ///
    /// # Errors
    /// The failure that ends the request, when the refusal is not a matter of what was typed.
    pub fn refuse(&mut self, error: IdentityError) -> Result<(), Failure> {
        let (field, message) = (field(&error), identity_message(&error));
        match Failure::from(error) {
            Failure::Invalid(_) => {
                self.add(field, message);
                Ok(())
            }
            failure => Err(failure),
        }
    }
}
