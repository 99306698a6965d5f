//! The words of the command line: messages of this crate, in the reader's language.

use liptako_core::Lang;
use liptako_web::texts::{TextSource, Texts};
use std::sync::OnceLock;

/// Messages of the commands and of this crate's pages.
pub const SOURCES: &[TextSource] = &[
    (Lang::Fr, include_str!("../i18n/fr.ftl")),
    (Lang::En, include_str!("../i18n/en.ftl")),
    (Lang::Fr, include_str!("../i18n/faults.fr.ftl")),
    (Lang::En, include_str!("../i18n/faults.en.ftl")),
];

/// Messages of the crates under this one.
const OF_MODULES: &[&[TextSource]] = &[
    liptako_web::TEXTS,
    liptako_council::plan::web::TEXTS,
    liptako_law::web::TEXTS,
    liptako_exchange::web::TEXTS,
];

/// French texts of the grammar of the command line; the English ones are in [`crate::cli`].
const GRAMMAR: &[TextSource] = &[(Lang::Fr, include_str!("../i18n/cli.fr.ftl"))];

/// Every message of the house: commands refuse in the words of the pages.
pub fn texts() -> &'static Texts {
    static TEXTS: OnceLock<Texts> = OnceLock::new();
    #[expect(clippy::expect_used, reason = "the files are compiled in; a test reads them")]
    TEXTS.get_or_init(|| {
        let all: Vec<TextSource> = [OF_MODULES, &[SOURCES]].concat().concat();
        Texts::new(&all).expect("the messages compiled in are Fluent")
    })
}

/// One French text of the grammar.
pub fn french(key: &str) -> String {
    static TEXTS: OnceLock<Texts> = OnceLock::new();
    #[expect(clippy::expect_used, reason = "the file is compiled in; a test reads it")]
    let texts = TEXTS.get_or_init(|| Texts::new(GRAMMAR).expect("the French of the grammar is Fluent"));
    texts.text(Lang::Fr, key)
}

/// The language of messages: `--lang`, `LIPTAKO_LANG`, then the machine's locale, then French.
pub fn language(arguments: &[String], env: &dyn Fn(&str) -> Option<String>) -> Lang {
    let asked = arguments.iter().enumerate().find_map(|(position, argument)| {
        match argument.strip_prefix("--lang=") {
            Some(value) => Some(value.to_owned()),
            None if argument == "--lang" => arguments.get(position + 1).cloned(),
            None => None,
        }
    });
    let locale =
        || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env(name).filter(|v| !v.is_empty()));
    asked
        .or_else(|| env("LIPTAKO_LANG"))
        .or_else(locale)
        .and_then(|tag| Lang::from_tag(&tag))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_grammar_has_its_french() {
        fn walk(command: &clap::Command, missing: &mut Vec<String>) {
            for text in [command.get_about().map(ToString::to_string)].into_iter().flatten() {
                if text.starts_with("cli-") {
                    missing.push(text);
                }
            }
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                if help.starts_with("cli-") {
                    missing.push(help);
                }
            }
            command.get_subcommands().for_each(|sub| walk(sub, missing));
        }
        let mut missing = Vec::new();
        walk(&crate::cli::command(Lang::Fr), &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn the_messages_of_the_house_fit_together() {
        assert!(texts().knows("journal-menu") && texts().knows("plan-menu"));
    }

    #[test]
    fn every_message_is_there_and_used_in_both_languages() {
        let faults = liptako_web::texts::check::check_crate(
            concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref(),
            SOURCES,
            &OF_MODULES.concat(),
        );
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn french_is_the_default_and_the_option_wins() {
        let none = |_: &str| None;
        let english = |name: &str| (name == "LANG").then(|| "en_GB.UTF-8".to_owned());
        let args = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert_eq!(language(&args(&["liptako"]), &none), Lang::Fr);
        assert_eq!(language(&args(&["liptako"]), &english), Lang::En);
        assert_eq!(language(&args(&["liptako", "--lang", "fr"]), &english), Lang::Fr);
        assert_eq!(language(&args(&["liptako", "--lang=en"]), &none), Lang::En);
    }
}
