//! Rules, facts and descriptions of any text: refused with their places, or judged without a fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use liptako_law::guide::{Description, countries, read_facts, read_rules, shipped, FACTS};
use liptako_law::profile::{self, DataFile};

fuzz_target!(|text: &str| {
    let (Ok(library), Ok(guide)) = (profile::shipped(), shipped()) else { return };
    let file = DataFile { name: "any.toml", text };
    if let Err(faults) = read_facts(file) {
        assert!(faults.iter().all(|fault| fault.line >= 1 && fault.file == "any.toml"));
    }
    let Ok(asked) = read_facts(FACTS) else { return };
    let _ = read_rules(&asked, &library.questionnaire, &countries(library), file);
    // The same text as one condition: what the parser of CEL meets.
    let condition = text.replace(['\\', '"', '\n', '\r'], " ");
    let rule = format!(
        "[[rule]]\nid = \"one\"\nkind = \"duty\"\ntopic = \"scope\"\nfr = \"a\"\nen = \"b\"\nrequires = \"{condition}\"\n"
    );
    let _ = read_rules(&asked, &library.questionnaire, &countries(library), DataFile { name: "one.toml", text: &rule });
    // And as an address.
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    if let Ok(description) = Description::parse(guide.facts(), pairs) {
        let again = description.pairs(guide.facts());
        let again = again.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        assert_eq!(Description::parse(guide.facts(), again), Ok(description));
    }
});
