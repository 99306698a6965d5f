//! The form of the data files, before anything in them is believed.

use super::super::model::{AuthorityStatus, Role, Unit};
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicsForm {
    pub(super) topic: Vec<Spanned<TopicForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicForm {
    pub(super) id: String,
    pub(super) fr: String,
    pub(super) en: String,
    #[serde(default)]
    pub(super) concepts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodesForm {
    pub(super) code: Vec<Spanned<CodeForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeForm {
    pub(super) id: String,
    pub(super) fr: String,
    pub(super) en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionsForm {
    pub(super) question: Vec<Spanned<QuestionForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionForm {
    pub(super) id: String,
    pub(super) topic: String,
    pub(super) fr: String,
    pub(super) en: String,
    #[serde(default)]
    pub(super) concepts: Vec<String>,
    pub(super) r#type: String,
    #[serde(default)]
    pub(super) allowed: Vec<String>,
    #[serde(default)]
    pub(super) reported: Vec<String>,
    #[serde(default)]
    pub(super) multi: bool,
    pub(super) unit: Option<Unit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InstrumentFileForm {
    pub(super) instrument: Spanned<InstrumentForm>,
    #[serde(default)]
    pub(super) source: Vec<Spanned<SourceForm>>,
    #[serde(default)]
    pub(super) answer: Vec<Spanned<AnswerForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InstrumentForm {
    pub(super) id: String,
    pub(super) role: Role,
    pub(super) country: Option<String>,
    pub(super) authority: Option<String>,
    pub(super) short_fr: String,
    pub(super) short_en: String,
    pub(super) title_fr: String,
    pub(super) title_en: String,
    pub(super) date: String,
    pub(super) in_force: Option<bool>,
    pub(super) read_whole: bool,
    pub(super) reference: Option<String>,
    pub(super) authority_status: Option<AuthorityStatus>,
    pub(super) composition: Option<String>,
    #[serde(default)]
    pub(super) amendments: Vec<RelatedForm>,
    #[serde(default)]
    pub(super) implementing_texts: Vec<RelatedForm>,
    #[serde(default)]
    pub(super) related_texts: Vec<String>,
    #[serde(default)]
    pub(super) alerts: Vec<String>,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    pub(super) answers_expected: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelatedForm {
    pub(super) title: String,
    pub(super) date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceForm {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) url: Option<String>,
    pub(super) cited_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerForm {
    pub(super) question: String,
    pub(super) value: Spanned<toml::Value>,
    #[serde(default)]
    pub(super) partial: bool,
    pub(super) article: Option<String>,
    pub(super) note: Option<String>,
    pub(super) confidence: Option<String>,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    pub(super) valid_from: Option<String>,
    pub(super) valid_to: Option<String>,
}
