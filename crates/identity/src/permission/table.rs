//! The permission table, from its TOML text.

use super::{Permission, Permissions};
use liptako_core::Lang;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The role of whoever has not signed in. It is given to nobody, and it alone may be empty.
pub const VISITOR: &str = "visitor";

/// Longest name or text of the table, in characters.
const MAX_TEXT: usize = 120;

/// Why a permission table is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Not TOML, or a field that is not known, missing or of another type.
    #[error("permission table: {0}")]
    Syntax(String),
    /// A name stands twice in its list.
    #[error("permission table: {list} “{name}” stands twice")]
    Duplicate {
        /// Which list.
        list: &'static str,
        /// The name.
        name: String,
    },
    /// A role or an incompatibility refers to something that is not in the table.
    #[error("permission table: {within} names “{name}”, which the table does not hold")]
    Unknown {
        /// What refers to it.
        within: String,
        /// The name.
        name: String,
    },
    /// A list, a role or a label has nothing in it.
    #[error("permission table: {0} is empty")]
    Empty(String),
    /// A name that is not written as names are, or is longer than 120.
    #[error("permission table: “{0}” is not a name (small letters, digits, “-”, “.”; at most 120)")]
    Name(String),
    /// A label that is longer than 120 characters, or holds a line end or another control character.
    #[error("permission table: “{0}” is not a label (one line of at most 120 characters)")]
    Label(String),
    /// The role of visitors is missing.
    #[error("permission table: the role “visitor” is missing")]
    NoVisitor,
}

/// What a person is in the authority: president, legal officer… An act names it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Its name in the table.
    pub name: String,
    /// What it is called in French.
    pub fr: String,
    /// What it is called in English.
    pub en: String,
}

impl Function {
    /// What it is called in this language.
    pub fn label(&self, lang: Lang) -> &str {
        lang.pick(&self.fr, &self.en)
    }
}

/// A set of permissions that is given to people.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name in the table.
    pub name: String,
    /// What it is called in French.
    pub fr: String,
    /// What it is called in English.
    pub en: String,
    /// The permissions it gives.
    pub permissions: Vec<String>,
}

impl Role {
    /// What it is called in this language.
    pub fn label(&self, lang: Lang) -> &str {
        lang.pick(&self.fr, &self.en)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    fr: String,
    en: String,
    #[serde(default)]
    signs: bool,
}

/// Roles that one person may not hold together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incompatible {
    /// The roles, two or more.
    pub roles: Vec<String>,
    /// Why, in French.
    pub fr: String,
    /// Why, in English.
    pub en: String,
}

/// Who may do what: permissions, roles, roles that exclude each other, functions. Checked when read.
///
/// Which permissions there are is the program's to say, since its pages ask for them: a node's own table gives them
/// to roles, and may define more. So a table written for an earlier version is still good after an upgrade; what it
/// gives to nobody yet stands in [`PermissionTable::unheld`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionTable {
    #[serde(rename = "permission", default)]
    permissions: Vec<Named>,
    #[serde(rename = "role", default)]
    roles: Vec<Role>,
    #[serde(rename = "incompatible", default)]
    incompatible: Vec<Incompatible>,
    #[serde(rename = "function", default)]
    functions: Vec<Function>,
}

impl PermissionTable {
    /// The text of the table that comes with the product.
    pub const STANDARD: &str = include_str!("../../permissions.toml");

    /// The table that comes with the product.
    ///
    /// # Errors
    /// None as long as the tests of this crate pass.
    pub fn standard() -> Result<Self, TableError> {
        Self::parse(Self::STANDARD)
    }

    /// Reads a table, completes it with the permissions that come with the product, and checks it as a whole.
    ///
    /// # Errors
    /// [`TableError`] names the first fault.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let syntax = |error: toml::de::Error| TableError::Syntax(error.to_string());
        let mut table: Self = toml::from_str(text).map_err(syntax)?;
        let standard: Self = toml::from_str(Self::STANDARD).map_err(syntax)?;
        table.define(standard.permissions)?;
        table.check()?;
        Ok(table)
    }

    /// Takes the product's definitions, labels and signing included, and keeps what the table defines beyond them.
    fn define(&mut self, standard: Vec<Named>) -> Result<(), TableError> {
        if !self.permissions.is_empty() {
            check_list("permission", self.permissions.iter().map(|p| (&p.name, &p.fr, &p.en)))?;
        }
        let own = std::mem::replace(&mut self.permissions, standard);
        let beyond = own.into_iter().filter(|own| !self.permissions.iter().any(|p| p.name == own.name));
        let beyond: Vec<Named> = beyond.collect();
        self.permissions.extend(beyond);
        Ok(())
    }

    /// The permissions that no role of this table gives, in the table's order: nobody holds them.
    pub fn unheld(&self) -> Vec<&str> {
        let given =
            |name: &str| self.roles.iter().any(|role| role.permissions.iter().any(|held| held == name));
        self.permission_names().filter(|name| !given(name)).collect()
    }

    fn check(&self) -> Result<(), TableError> {
        check_list("permission", self.permissions.iter().map(|p| (&p.name, &p.fr, &p.en)))?;
        check_list("role", self.roles.iter().map(|r| (&r.name, &r.fr, &r.en)))?;
        check_list("function", self.functions.iter().map(|f| (&f.name, &f.fr, &f.en)))?;
        for role in &self.roles {
            let within = format!("role “{}”", role.name);
            if role.permissions.is_empty() && role.name != VISITOR {
                return Err(TableError::Empty(within));
            }
            refers(&within, &role.permissions, |name| self.permissions.iter().any(|p| p.name == name))?;
        }
        if self.role(VISITOR).is_none() {
            return Err(TableError::NoVisitor);
        }
        for set in &self.incompatible {
            if set.roles.len() < 2 || set.fr.trim().is_empty() || set.en.trim().is_empty() {
                return Err(TableError::Empty("an incompatibility".to_owned()));
            }
            refers("an incompatibility", &set.roles, |name| self.role(name).is_some())?;
        }
        Ok(())
    }

    /// Checks that the table knows every permission that pages ask for.
    ///
    /// # Errors
    /// [`TableError::Unknown`] with the first one it does not know.
    pub fn check_known(&self, asked: impl IntoIterator<Item = Permission>) -> Result<(), TableError> {
        let known = |permission: Permission| self.permissions.iter().any(|p| p.name == permission.name());
        match asked.into_iter().find(|permission| !known(*permission)) {
            None => Ok(()),
            Some(unknown) => {
                Err(TableError::Unknown { within: "a page".to_owned(), name: unknown.name().to_owned() })
            }
        }
    }

    /// Every function, in the table's order.
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// The function of this name.
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// Every role that can be given to a person, in the table's order.
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(|role| role.name != VISITOR)
    }

    /// The role of this name, the visitors' included.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }

    /// Every permission's name, in the table's order.
    pub fn permission_names(&self) -> impl Iterator<Item = &str> {
        self.permissions.iter().map(|permission| permission.name.as_str())
    }

    /// What a permission is called in this language.
    pub fn permission_label(&self, name: &str, lang: Lang) -> Option<&str> {
        let found = self.permissions.iter().find(|permission| permission.name == name)?;
        Some(lang.pick(&found.fr, &found.en))
    }

    /// What these roles allow together. Names that are not in the table (it may have been changed since they
    /// were given) allow nothing.
    pub fn allowed<'a>(&self, roles: impl IntoIterator<Item = &'a str>) -> Permissions {
        let found = roles.into_iter().filter_map(|name| self.role(name));
        Permissions::from_names(found.flat_map(|role| role.permissions.iter().cloned()))
    }

    /// Whether these permissions hold one that is exercised by signing, so that its holder needs an act key.
    pub fn signs(&self, held: &Permissions) -> bool {
        held.names().any(|name| self.permissions.iter().any(|known| known.signs && known.name == name))
    }

    /// What whoever has not signed in may do.
    pub fn visitor(&self) -> Permissions {
        self.allowed([VISITOR])
    }

    /// The first rule of separation of duties that these roles break when one person holds them: two of its set.
    pub fn conflict(&self, roles: &BTreeSet<String>) -> Option<&Incompatible> {
        self.incompatible
            .iter()
            .find(|set| set.roles.iter().filter(|role| roles.contains(*role)).nth(1).is_some())
    }

    /// The table as Markdown, for the guides: one line per permission, one column per role.
    pub fn markdown(&self, lang: Lang) -> String {
        let mut text = format!("| {} |", "Permission");
        for role in &self.roles {
            let _ = write!(text, " {} |", role.label(lang));
        }
        let _ = write!(text, "\n|---|{}\n", ":-:|".repeat(self.roles.len()));
        for permission in &self.permissions {
            let _ = write!(text, "| {} (`{}`) |", lang.pick(&permission.fr, &permission.en), permission.name);
            for role in &self.roles {
                let mark = if role.permissions.contains(&permission.name) { "●" } else { " " };
                let _ = write!(text, " {mark} |");
            }
            text.push('\n');
        }
        for set in &self.incompatible {
            let labels: Vec<&str> =
                set.roles.iter().filter_map(|name| self.role(name)).map(|role| role.label(lang)).collect();
            let never = lang.pick("Jamais réunis :", "Never together:");
            let _ = write!(text, "\n{never} {}. {}\n", labels.join(" + "), lang.pick(&set.fr, &set.en));
        }
        text
    }
}

/// Checks names and labels of one list: present, well formed, unique.
fn check_list<'a>(
    list: &'static str,
    items: impl Iterator<Item = (&'a String, &'a String, &'a String)>,
) -> Result<(), TableError> {
    let mut seen = BTreeSet::new();
    for (name, fr, en) in items {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        if name.is_empty() || name.len() > MAX_TEXT || !name.bytes().all(plain) {
            return Err(TableError::Name(name.chars().take(MAX_TEXT).collect()));
        }
        for label in [fr, en] {
            if label.trim().is_empty() {
                return Err(TableError::Empty(format!("a label of {list} “{name}”")));
            }
            if label.chars().count() > MAX_TEXT || label.chars().any(char::is_control) {
                return Err(TableError::Label(label.chars().take(MAX_TEXT).collect()));
            }
        }
        if !seen.insert(name) {
            return Err(TableError::Duplicate { list, name: name.clone() });
        }
    }
    if seen.is_empty() { Err(TableError::Empty(format!("the list of {list}s"))) } else { Ok(()) }
}

/// Checks that every name exists and that none stands twice.
fn refers(within: &str, names: &[String], exists: impl Fn(&str) -> bool) -> Result<(), TableError> {
    for (position, name) in names.iter().enumerate() {
        if !exists(name) {
            return Err(TableError::Unknown { within: within.to_owned(), name: name.clone() });
        }
        if names[..position].contains(name) {
            return Err(TableError::Duplicate { list: "reference", name: name.clone() });
        }
    }
    Ok(())
}
