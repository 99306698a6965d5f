//! `liptako user`: accounts from the machine's own command line, also while the node runs.

use crate::cli::User;
use crate::exit::Exit;
use crate::node::Described;
use crate::terminal::Terminal;
use liptako_core::{OsChance, SystemClock};
use liptako_identity::{Identity, IdentityError, NewPerson, Permission, Policy, Who};
use liptako_storage::Db;
use liptako_web::Message;
use std::path::Path;

/// Adds, lists, disables or resets an account.
///
/// # Errors
/// What the identity rules refuse, in the reader's language.
pub fn run(dir: &Path, arguments: User, terminal: Terminal) -> Result<(), Exit> {
    let described = super::describe(dir, terminal)?;
    let identity = identity(&described)?;
    let db = super::national_tables(&described)?;
    let at = Desk { identity, db, terminal };
    match arguments {
        User::Add { login, name, function, roles, password_stdin } => {
            let new = NewPerson { login, name, function, roles: roles.into_iter().collect() };
            at.add(&new, password_stdin)
        }
        User::List => at.list(),
        User::Disable { login } => at.disable(&login),
        User::Reset { login } => at.reset(&login),
    }
}

/// The people of a node, without opening its journals.
///
/// # Errors
/// A cost of passwords out of range.
pub fn identity(described: &Described) -> Result<Identity, IdentityError> {
    let origin = described.charter.member(described.me).map_or("", |member| &member.origin);
    Identity::new(described.permissions.clone(), Policy::STANDARD, described.me, origin)
}

/// Where accounts are kept, and who asks.
struct Desk {
    identity: Identity,
    db: Db,
    terminal: Terminal,
}

impl Desk {
    /// The first administrator chooses a password here; everybody after gets a temporary one.
    fn add(&self, new: &NewPerson, password_stdin: bool) -> Result<(), Exit> {
        let terminal = self.terminal;
        let table = self.identity.table();
        let manages = table.allowed(new.roles.iter().map(String::as_str)).contains(Permission::PEOPLE_MANAGE);
        let people = self.db.read(|tx| self.identity.people(tx))?;
        let managed = people.iter().any(|p| p.permissions(table).contains(Permission::PEOPLE_MANAGE));
        if manages && !managed {
            let password = terminal.password(password_stdin, &Message::new("user-password"))?;
            let created =
                self.identity.create_first_administrator(&self.db, new, &password, &SystemClock, &OsChance);
            let person = created?;
            terminal.say(&Message::new("user-first").with("login", &person.login));
            return terminal.answer(&serde_json::json!({ "login": person.login }));
        }
        let created =
            self.identity.create_person(&self.db, &Who::command_line(), new, &SystemClock, &OsChance);
        let (person, temporary) = created?;
        terminal.say(&Message::new("user-added").with("login", &person.login));
        terminal.line(&format!("  {}", temporary.reveal()));
        terminal
            .answer(&serde_json::json!({ "login": person.login, "temporary_password": temporary.reveal() }))
    }

    fn list(&self) -> Result<(), Exit> {
        let terminal = self.terminal;
        let words = |key: &'static str| terminal.words(&Message::new(key));
        let people = self.db.read(|tx| self.identity.people(tx))?;
        let mut rows = vec![vec![
            words("user-column-login"),
            words("user-column-name"),
            words("user-column-function"),
            words("user-column-roles"),
            words("user-column-state"),
        ]];
        for person in &people {
            let state = if person.active { words("user-active") } else { words("user-disabled") };
            let roles = person.roles.iter().cloned().collect::<Vec<_>>().join(", ");
            rows.push(vec![person.login.clone(), person.name.clone(), person.function.clone(), roles, state]);
        }
        terminal.table(&rows);
        let json: Vec<_> = people
            .iter()
            .map(|p| {
                serde_json::json!({ "login": p.login, "name": p.name, "function": p.function,
                    "roles": p.roles, "active": p.active })
            })
            .collect();
        terminal.answer(&json)
    }

    fn disable(&self, login: &str) -> Result<(), Exit> {
        let person = self.find(login)?;
        let done = self.identity.disable_person(&self.db, &Who::command_line(), person);
        done?;
        self.terminal.say(&Message::new("user-closed").with("login", login));
        self.terminal.answer(&serde_json::json!({ "disabled": login }))
    }

    fn reset(&self, login: &str) -> Result<(), Exit> {
        let person = self.find(login)?;
        let done =
            self.identity.reset_password(&self.db, &Who::command_line(), person, &SystemClock, &OsChance);
        let temporary = done?;
        self.terminal.say(&Message::new("user-reset-done").with("login", login));
        self.terminal.line(&format!("  {}", temporary.reveal()));
        self.terminal.answer(&serde_json::json!({ "login": login, "temporary_password": temporary.reveal() }))
    }

    fn find(&self, login: &str) -> Result<liptako_core::ObjectId, Exit> {
        let found = self.db.read(|tx| self.identity.person_by_login(tx, login))?;
        Ok(found.map(|person| person.id).ok_or(IdentityError::NotFound)?)
    }
}
