//! What the site shows of itself: whose node it is, its menu, its words, its stylesheet.

use crate::cookie::Jar;
use crate::module::{Door, MenuItem};
use crate::texts::Texts;
use liptako_core::{Chance, Charter, Lang, MemberIndex};
use std::fmt;
use std::sync::Arc;

/// The face of a node; the same for all its readers.
pub struct Face {
    pub(crate) texts: Texts,
    pub(crate) menu: Vec<MenuItem>,
    pub(crate) doors: Vec<Door>,
    pub(crate) chance: Arc<dyn Chance>,
    /// The site is served over TLS: cookies are marked so.
    pub(crate) secure: bool,
    charter: Charter,
    me: MemberIndex,
    demonstration: bool,
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("me", &self.me).field("menu", &self.menu).finish_non_exhaustive()
    }
}

impl Face {
    /// The face of the node of member `me`. Menu entries are put in their order.
    pub fn new(
        texts: Texts,
        mut menu: Vec<MenuItem>,
        charter: Charter,
        me: MemberIndex,
        chance: Arc<dyn Chance>,
    ) -> Self {
        menu.sort_by_key(|item| item.place);
        Self { texts, menu, doors: Vec::new(), chance, secure: false, charter, me, demonstration: false }
    }

    /// Opens ways in for people who have no account.
    #[must_use]
    pub fn doors(mut self, doors: Vec<Door>) -> Self {
        self.doors = doors;
        self
    }

    /// Marks cookies for TLS.
    #[must_use]
    pub const fn secure(mut self, secure: bool) -> Self {
        self.secure = secure;
        self
    }

    /// Says on every page that its content is fictional.
    #[must_use]
    pub const fn demonstration(mut self, demonstration: bool) -> Self {
        self.demonstration = demonstration;
        self
    }

    /// Whose cookies this site's are.
    pub const fn jar(&self) -> Jar {
        Jar { secure: self.secure, node: self.me }
    }

    /// Every message, in every language.
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The members and rules.
    pub const fn charter(&self) -> &Charter {
        &self.charter
    }

    /// Which member this node is of.
    pub const fn me(&self) -> MemberIndex {
        self.me
    }

    /// Whether the content is a demonstration.
    pub const fn is_demonstration(&self) -> bool {
        self.demonstration
    }

    /// Acronym of the authority.
    pub fn acronym(&self) -> &str {
        self.charter.member(self.me).map_or("", |member| &member.acronym)
    }

    /// Full name of the authority.
    pub fn authority(&self, lang: Lang) -> &str {
        self.charter.member(self.me).map_or("", |member| lang.pick(&member.name_fr, &member.name_en))
    }

    /// Its country's name.
    pub fn country(&self, lang: Lang) -> &str {
        self.charter.member(self.me).map_or("", |member| lang.pick(&member.country_fr, &member.country_en))
    }

    /// Name of the common framework.
    pub fn house(&self, lang: Lang) -> &str {
        lang.pick(&self.charter.name_fr, &self.charter.name_en)
    }

    /// Acronym of a member, for tables and badges.
    pub fn acronym_of(&self, member: MemberIndex) -> &str {
        self.charter.member(member).map_or("?", |member| &member.acronym)
    }

    /// Address of the stylesheet.
    pub const fn style_path(&self) -> &'static str {
        crate::assets::STYLE_PATH
    }
}
