//! `/bundles`: the exchange on a stick, by page. The same bundles as `liptako bundle` writes and reads.

use crate::faults::Told;
use crate::node::Node;
use askama::Template;
use axum::extract::{Path as Address, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use liptako_core::Lang;
use liptako_identity::Permission;
use liptako_journal::Hash;
use liptako_mirror::Imported;
use liptako_web::{
    Access, Failure, Flash, Form, FormErrors, FormState, Message, Page, Shell, Upload, WebModule,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bundles shown, the newest.
const SHOWN: usize = 12;
/// Name of the file that lists a bundle's parts.
const MANIFEST: &str = "manifest.txt";

/// Adds these pages to the module of the node.
pub fn routes(module: WebModule, node: &Arc<Node>) -> WebModule {
    let manage = Access::Needs(Permission::EXCHANGE_MANAGE);
    let (show, write, read, take) = (node.clone(), node.clone(), node.clone(), node.clone());
    module
        .get("/bundles", manage, move |shell, page: Page| bundles(show.clone(), shell, page))
        .post("/bundles/export", manage, move |shell, page, form| export(write.clone(), shell, page, form))
        .post("/bundles/import", manage, move |shell, page, upload| import(read.clone(), shell, page, upload))
        .get("/bundles/{folder}/{file}", manage, move |address| download(take.clone(), address))
        .menu("/bundles", "bundles-menu", manage, 80)
}

struct Folder {
    name: String,
    files: Vec<File>,
}

struct File {
    name: String,
    bytes: u64,
}

#[derive(Template)]
#[template(path = "pages/bundles.html")]
struct Bundles<'a> {
    page: &'a Page,
    form: FormState,
    peers: Vec<(String, String)>,
    folders: Vec<Folder>,
}

async fn bundles(node: Arc<Node>, State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    let form = page.blank_form();
    show(node, &shell, &page, form).await
}

async fn show(node: Arc<Node>, shell: &Shell, page: &Page, form: FormState) -> Result<Response, Failure> {
    let lang = page.lang();
    let charter = &node.described.charter;
    let others = charter.indices().filter(|member| *member != node.described.me);
    let peers = others
        .filter_map(|member| charter.member(member))
        .map(|m| (m.code.clone(), format!("{} — {}", m.acronym, lang.pick(&m.country_fr, &m.country_en))))
        .collect();
    let root = node.described.layout.bundles();
    let folders = shell.blocking(move |_| written(&root)).await?;
    let wrong = !form.errors().is_empty();
    let view = page.view(page.t("bundles-title"));
    let view = if wrong { view.refused() } else { view };
    view.html(&Bundles { page, form, peers, folders })
}

/// The bundles written here, newest first.
fn written(root: &Path) -> Result<Vec<Folder>, Failure> {
    let Ok(entries) = root.read_dir() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(Failure::internal)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_bundle(&name) {
            let made = entry.metadata().and_then(|meta| meta.modified()).map_err(Failure::internal)?;
            found.push((made, name, entry.path()));
        }
    }
    found.sort();
    let newest = found.into_iter().rev().take(SHOWN);
    newest
        .map(|(_, name, path)| {
            let mut files = Vec::new();
            for file in path.read_dir().map_err(Failure::internal)? {
                let file = file.map_err(Failure::internal)?;
                let bytes = file.metadata().map_err(Failure::internal)?.len();
                files.push(File { name: file.file_name().to_string_lossy().into_owned(), bytes });
            }
            files.sort_by(|a, b| a.name.cmp(&b.name));
            Ok(Folder { name, files })
        })
        .collect()
}

/// `LPK1-ml-bf-12`, and nothing that could lead elsewhere.
fn is_bundle(name: &str) -> bool {
    let plain =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    name.strip_prefix("LPK1-").is_some_and(|rest| rest.split('-').count() == 3 && rest.split('-').all(plain))
}

/// `manifest.txt` or `part-0001.age`.
fn is_file_of_bundle(name: &str) -> bool {
    let part = name.strip_prefix("part-").and_then(|rest| rest.strip_suffix(".age"));
    name == MANIFEST
        || part.is_some_and(|number| number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()))
}

async fn export(
    node: Arc<Node>,
    State(shell): State<Shell>,
    page: Page,
    form: Form,
) -> Result<Response, Failure> {
    let Some(to) =
        node.described.charter.by_code(form.fields.value("to")).filter(|to| *to != node.described.me)
    else {
        let mut errors = FormErrors::new();
        errors.add("to", Message::new("form-choice"));
        return show(node, &shell, &page, form.again(errors)).await;
    };
    let work = async {
        let node = node.clone();
        let made = shell
            .blocking(move |_| {
                let root = node.described.layout.bundles();
                std::fs::create_dir_all(&root).map_err(Failure::internal)?;
                node.mirror.export_bundle(to, &root, |_| {}).map_err(Failure::internal)
            })
            .await?;
        let name = made.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let done = Message::new("bundles-exported").with("name", name).with("entries", made.n_entries);
        Ok(page.redirect_with("/bundles", &Flash::done(done)))
    };
    shell.once(&page, form.request, work).await
}

async fn import(
    node: Arc<Node>,
    State(shell): State<Shell>,
    page: Page,
    upload: Upload,
) -> Result<Response, Failure> {
    let files: Vec<_> = upload.files.into_iter().filter(|file| is_file_of_bundle(&file.name)).collect();
    let told = match files.iter().find(|file| file.name == MANIFEST) {
        None => Err(Message::new("bundles-no-files")),
        Some(manifest) => {
            let mark = Hash::of(&manifest.bytes).to_string();
            let folder = node.described.layout.bundles().join(format!("received-{}", &mark[..16]));
            let lang = page.lang();
            shell
                .blocking(move |_| {
                    // Parts of the same bundle may come in several sendings: they gather here until all are taken.
                    std::fs::create_dir_all(&folder).map_err(Failure::internal)?;
                    for file in &files {
                        std::fs::write(folder.join(&file.name), &file.bytes).map_err(Failure::internal)?;
                    }
                    Ok(take(&node, &folder, lang))
                })
                .await?
        }
    };
    let flash = match told {
        Ok(done) => Flash::done(done),
        Err(why) => Flash::alert(why),
    };
    Ok(page.redirect_with("/bundles", &flash))
}

/// Reads a received bundle; says what it brought, or what is wrong with it.
fn take(node: &Node, folder: &PathBuf, lang: Lang) -> Result<Message, Message> {
    let taken = node.mirror.import_bundle(folder, true, |_| {});
    let whole = taken.as_ref().is_ok_and(|bundles| bundles.iter().all(Imported::is_complete));
    let worth_keeping = taken.as_ref().is_ok_and(|bundles| !bundles.is_empty()) && !whole;
    if !worth_keeping {
        // What was taken is in the journals; what was refused is of no use.
        drop(std::fs::remove_dir_all(folder));
    }
    let bundles = taken
        .map_err(|fault| Message::new("bundles-refused-why").with("reason", fault.told().whole(lang)))?;
    if let Some((part, fault)) = bundles.iter().flat_map(|bundle| &bundle.parts_refused).next() {
        let reason = fault.told().whole(lang);
        return Err(Message::new("bundles-part-refused-why").with("part", part).with("reason", reason));
    }
    let missing: Vec<&str> = bundles.iter().flat_map(|b| &b.parts_missing).map(String::as_str).collect();
    if !missing.is_empty() {
        return Err(Message::new("bundles-incomplete").with("parts", missing.join(", ")));
    }
    let entries: u64 = bundles.iter().map(|bundle| bundle.n_new_entries).sum();
    Ok(Message::new("bundles-imported").with("entries", entries))
}

async fn download(
    node: Arc<Node>,
    Address((folder, file)): Address<(String, String)>,
) -> Result<Response, Failure> {
    if !is_bundle(&folder) || !is_file_of_bundle(&file) {
        return Err(Failure::NotFound);
    }
    let path = node.described.layout.bundles().join(folder).join(&file);
    let bytes = tokio::task::spawn_blocking(move || std::fs::read(path)).await.map_err(Failure::internal)?;
    let bytes = bytes.map_err(|_| Failure::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_bundles_lead_to_files() {
        assert!(
            is_bundle("LPK1-ml-bf-12")
                && is_file_of_bundle("manifest.txt")
                && is_file_of_bundle("part-0001.age")
        );
        for wrong in ["LPK1-ml-bf", "LPK1-../-bf-1", "..", "LPK1-ml-bf-1-2", "lpk1-ml-bf-1"] {
            assert!(!is_bundle(wrong), "{wrong}");
        }
        for wrong in ["../keys/log.key", "part-1.age", "part-00001.age", "manifest.txt~"] {
            assert!(!is_file_of_bundle(wrong), "{wrong}");
        }
    }
}
