//! The pages of the domain, and what they share.

use liptako_core::Lang;
use liptako_web::WebModule;
use liptako_web::texts::TextSource;

/// The words of the domain.
pub const TEXTS: &[TextSource] = &[
    (Lang::Fr, include_str!("../i18n/fr.ftl")),
    (Lang::En, include_str!("../i18n/en.ftl")),
    (Lang::Fr, include_str!("../i18n/file.fr.ftl")),
    (Lang::En, include_str!("../i18n/file.en.ftl")),
    (Lang::Fr, include_str!("../i18n/advisory.fr.ftl")),
    (Lang::En, include_str!("../i18n/advisory.en.ftl")),
    (Lang::Fr, include_str!("../i18n/case.fr.ftl")),
    (Lang::En, include_str!("../i18n/case.en.ftl")),
    (Lang::Fr, include_str!("../i18n/evidence.fr.ftl")),
    (Lang::En, include_str!("../i18n/evidence.en.ftl")),
    (Lang::Fr, include_str!("../i18n/practice.fr.ftl")),
    (Lang::En, include_str!("../i18n/practice.en.ftl")),
    (Lang::Fr, include_str!("../i18n/casepages.fr.ftl")),
    (Lang::En, include_str!("../i18n/casepages.en.ftl")),
];

/// The pages, who may reach them, and their menu entries.
pub fn module() -> WebModule {
    let module = WebModule::new("exchange").texts(TEXTS);
    let module = crate::practice::web::add(module);
    let module = crate::advisory::web::add(crate::advisory::web::section(module));
    let module = crate::case::web::add(module);
    crate::evidence::web::add(module)
}
