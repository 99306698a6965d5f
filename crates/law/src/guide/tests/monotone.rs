//! What must hold of every description and every law: more information settles more, and unsettles nothing.

use super::samples::{Dice, answered, any_columns, any_description, better_known, certain};
use super::*;
use crate::comparison::shipped_weights;
use jiff::civil::date;
use proptest::prelude::*;

fn verdict<'a>(
    guide: &'a Guide,
    description: &Description,
    columns: &'a [Column<'a>],
) -> Option<Verdict<'a>> {
    guide.verdict(description, columns, shipped_weights().unwrap(), date(2026, 11, 24)).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn laws_of_which_nothing_is_established_never_say_yes_nor_no(seed in any::<u64>()) {
        let (guide, library) = (super::super::shipped().unwrap(), library().unwrap());
        let mut dice = Dice::new(seed);
        let description = any_description(guide, &mut dice, 4);
        let columns = any_columns(library, &mut dice, false);
        let Some(verdict) = verdict(guide, &description, &columns) else { return Ok(()) };
        for country in &verdict.countries {
            prop_assert!(country.applies != Truth::Yes);
            for outcome in country.outcomes.iter().chain(&country.scope) {
                prop_assert_eq!(outcome.truth, Truth::NotEstablished, "{}", &outcome.rule.id);
                prop_assert!(!outcome.gaps.is_empty(), "{} does not say what is missing", &outcome.rule.id);
            }
        }
    }

    #[test]
    fn a_law_better_known_never_turns_a_yes_into_a_no(seed in any::<u64>()) {
        let (guide, library) = (super::super::shipped().unwrap(), library().unwrap());
        let mut dice = Dice::new(seed);
        let description = any_description(guide, &mut dice, 6);
        let columns = any_columns(library, &mut dice, true);
        let more = better_known(library, &columns, &mut dice);
        let Some(before) = verdict(guide, &description, &columns) else { return Ok(()) };
        let after = verdict(guide, &description, &more).unwrap();
        let after = certain(guide, &after);
        for (rule, truth) in certain(guide, &before) {
            prop_assert!(!truth.is_established() || after[&rule] == truth, "{:?} was {}", rule, truth);
        }
    }

    #[test]
    fn one_more_fact_never_turns_a_yes_into_a_no(seed in any::<u64>()) {
        let (guide, library) = (super::super::shipped().unwrap(), library().unwrap());
        let mut dice = Dice::new(seed);
        let description = any_description(guide, &mut dice, 2);
        let columns = any_columns(library, &mut dice, true);
        let missing: Vec<&Fact> = guide.facts().iter().filter(|f| description.of(f).is_none()).collect();
        prop_assume!(!missing.is_empty());
        let mut pairs = description.pairs(guide.facts());
        pairs.extend(answered(missing[dice.below(missing.len())], &mut dice));
        let more = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let more = Description::parse(guide.facts(), more).unwrap();
        let (Some(before), Some(after)) =
            (verdict(guide, &description, &columns), verdict(guide, &more, &columns)) else { return Ok(()) };
        let after = certain(guide, &after);
        for (rule, truth) in certain(guide, &before) {
            prop_assert!(!truth.is_established() || after[&rule] == truth, "{:?} was {}", rule, truth);
        }
    }

    #[test]
    fn what_is_said_is_said_again_from_its_address(seed in any::<u64>()) {
        let guide = super::super::shipped().unwrap();
        let description = any_description(guide, &mut Dice::new(seed), 3);
        let pairs = description.pairs(guide.facts());
        let again = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        prop_assert_eq!(Description::parse(guide.facts(), again), Ok(description));
    }

    #[test]
    fn any_condition_is_read_or_refused(text in "[a-z!&|()<>=.,? '\\[\\]:+*0-9@#{}-]{0,120}|((video|data|here|law|in|true|\"x\"|[!&|().<>= \\[\\],]) ?){0,80}") {
        let (guide, library) = (super::super::shipped().unwrap(), library().unwrap());
        let rules: Vec<Code> = Vec::new();
        let laws = super::super::eval::LawNames {
            questionnaire: &library.questionnaire,
            questions: Vec::new(),
            rules: &rules,
            countries: &rules,
        };
        let mut names = super::super::eval::Names { facts: guide.facts(), laws: Some(laws) };
        let _ = super::super::eval::compile(&text, &mut names);
    }

    #[test]
    fn any_text_is_a_guide_or_is_refused_with_its_place(text in "(\\[\\[rule\\]\\]\n|id = \"[a-z]{1,3}\"\n|kind = \"duty\"\n|topic = \"scope\"\n|when = \"[a-z!&|() .=]{0,12}\"\n|fr = \"a\"\n|en = \"b\"\n){0,12}") {
        let (guide, library) = (super::super::shipped().unwrap(), library().unwrap());
        let file = DataFile { name: "any.toml", text: &text };
        if let Err(faults) = read_rules(&guide.asked, &library.questionnaire, &countries(library), file) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| fault.line >= 1 && fault.file == "any.toml"));
        }
    }
}

#[test]
fn the_order_of_the_rules_changes_nothing() {
    let library = library().unwrap();
    let guide = super::super::shipped().unwrap();
    let mut blocks: Vec<&str> = RULES.text.split("\n[[rule]]\n").skip(1).collect();
    let mut dice = Dice::new(7);
    for round in 0..4 {
        for place in (1..blocks.len()).rev() {
            blocks.swap(place, dice.below(place + 1));
        }
        let text: String = blocks.iter().map(|block| format!("[[rule]]\n{block}\n")).collect();
        let shuffled = Guide::read(library, FACTS, DataFile { name: "shuffled.toml", text: &text }).unwrap();
        let description = any_description(guide, &mut Dice::new(round * 40 + 1), 5);
        let columns = shipped_columns(library);
        let (Some(a), Some(b)) =
            (verdict(guide, &description, &columns), verdict(&shuffled, &description, &columns))
        else {
            continue;
        };
        assert_eq!(certain(guide, &a), certain(&shuffled, &b));
    }
}
