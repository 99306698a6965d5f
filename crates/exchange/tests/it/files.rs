//! Files on pages: sent, stored, listed, handed out. Three nodes in memory; the routes here are those of a slice.

use crate::EXCHANGE;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use liptako_core::{Audience, ObjectId};
use liptako_exchange::file::record::{self, FileRecord, PART_BYTES};
use liptako_exchange::file::text::Text;
use liptako_exchange::file::{self, Attachment, FileError, FileName, MediaType};
use liptako_stage::{Node, PASSWORD, Program, Trio, Upload, on_each_engine, on_one_engine};
use liptako_storage::{ActOutcome, Scribe, Source as _};
use liptako_web::{Access, Failure, FormState, Page, Shell, SpooledUpload, WebModule};
use std::sync::Arc;

const ALL: Audience = Audience(0b111);

#[derive(askama::Template)]
#[template(
    source = "<h1>Essai</h1><form method=\"post\" action=\"/test/files\" enctype=\"multipart/form-data\">{{ form.guard(page) }}\
              <input type=\"file\" name=\"files\"><button>Envoyer</button></form>{{ list }}",
    ext = "html"
)]
struct TestPage<'a> {
    page: &'a Page,
    form: FormState,
    list: liptako_web::Html,
}

async fn form(State(shell): State<Shell>, page: Page) -> Result<Response, Failure> {
    let form = FormState::blank(&**shell.chance());
    page.html("Essai".to_owned(), &TestPage { page: &page, form, list: file::web::list(&page, &[])? })
}

async fn send(State(shell): State<Shell>, page: Page, upload: SpooledUpload) -> Result<Response, Failure> {
    let refused = upload.fields.value("refuse") == "yes";
    let stored = file::web::store_all(&shell, upload.files, ALL, false).await?;
    let rule = move |scribe: &mut Scribe<'_>, files: &[file::StoredFile]| {
        let mut made = Vec::new();
        for one in files {
            made.push(file::attach(scribe, one, ALL, false)?.object);
        }
        if refused { Err(Failure::Forbidden) } else { Ok(made) }
    };
    match file::web::act_with(&shell, upload.request, stored, rule).await? {
        ActOutcome::Done { value, .. } => {
            let first = value.first().map_or_else(|| "none".to_owned(), ToString::to_string);
            Ok(page.redirect(&format!("/test/files/{first}")))
        }
        ActOutcome::Already { .. } => Ok(page.redirect("/test/files")),
    }
}

async fn show(
    State(shell): State<Shell>,
    page: Page,
    Path(object): Path<String>,
) -> Result<Response, Failure> {
    let named = named(&shell, &object).await?;
    let shown =
        file::web::shown(&shell, vec![named], |named| format!("/test/files/{}/get", named.object)).await?;
    let form = FormState::blank(&**shell.chance());
    page.html("Essai".to_owned(), &TestPage { page: &page, form, list: file::web::list(&page, &shown)? })
}

async fn get(
    State(shell): State<Shell>,
    Path(object): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let named = named(&shell, &object).await?;
    file::web::download(&shell, &headers, &named).await
}

async fn named(shell: &Shell, object: &str) -> Result<Attachment, Failure> {
    let object: ObjectId = object.parse().map_err(|_| Failure::NotFound)?;
    shell.read(move |tx| Ok(file::attachment(tx, object)?)).await?.ok_or(Failure::NotFound)
}

fn pages() -> WebModule {
    let at = Access::SignedIn;
    liptako_exchange::web::module()
        .get("/test/files", at, form)
        .post("/test/files", at, send)
        .get("/test/files/{object}", at, show)
        .get("/test/files/{object}/get", at, get)
}

const PROGRAM: Program = Program { module: liptako_exchange::module, pages };

fn noise(length: usize) -> Vec<u8> {
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    };
    (0..length).map(|_| next()).collect()
}

/// Sends files as the drafter of a node; answers where the page led.
fn send_files(node: &Node, typed: &[(&str, &str)], files: &[Upload<'_>]) -> (StatusCode, String, String) {
    let mut browser = node.browser("plume");
    browser.open("/test/files");
    browser.upload("/test/files", typed, files);
    (browser.status, browser.location.clone(), browser.text.clone())
}

fn upload<'a>(name: &'a str, bytes: &'a [u8]) -> Upload<'a> {
    Upload { field: "files", name, bytes }
}

#[test]
fn a_file_sent_on_one_node_is_handed_out_whole_on_another_and_does_nothing_in_a_browser() {
    on_one_engine(|base| {
        let trio = Trio::new(PROGRAM, base);
        let bytes = noise(3_000_000);
        let (status, location, _) =
            send_files(trio.apdp(), &[], &[upload("../../Enquête\u{202e} <1>.html", &bytes)]);
        assert_eq!(status, StatusCode::SEE_OTHER);
        trio.exchange();
        trio.assert_alike();
        let mut reader = trio.cil().browser("lectrice");
        let page = reader.open(&location).to_owned();
        let sha256 = hex::encode(liptako_journal::Hash::of(&bytes).0);
        assert!(page.contains(&sha256) && page.contains("Enquête _1_.html"), "{page}");
        let got = reader.bytes(&format!("{location}/get"));
        assert!(got == bytes, "{} bytes of {}", got.len(), bytes.len());
        assert_eq!(reader.header("content-type"), "application/octet-stream");
        assert_eq!(reader.header("content-length"), "3000000");
        assert_eq!(reader.header("accept-ranges"), "bytes");
        assert_eq!(reader.header("x-content-type-options"), "nosniff");
        assert_eq!(reader.header("content-security-policy"), liptako_web::DOWNLOAD_POLICY);
        assert!(reader.header("content-disposition").starts_with("attachment; "));
        assert_eq!(reader.header("etag"), format!("\"{sha256}\""));
    });
}

#[test]
fn a_download_that_was_cut_resumes_and_one_whose_file_goes_away_breaks_off() {
    on_one_engine(|base| {
        let trio = Trio::new(PROGRAM, base);
        let bytes = noise(9_000_000);
        let (_, location, _) = send_files(trio.apdp(), &[], &[upload("a.bin", &bytes)]);
        let node = trio.apdp();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let router = node.router();
        let cookie = runtime.block_on(sign_in(&router));
        let ask = |range: Option<&str>| {
            let mut request = Request::get(format!("{location}/get")).header(header::COOKIE, &cookie);
            if let Some(range) = range {
                request = request.header(header::RANGE, range);
            }
            let router = router.clone();
            runtime
                .block_on(tower::ServiceExt::oneshot(router, request.body(Body::empty()).unwrap()))
                .unwrap()
        };
        let body = |response: Response| {
            runtime
                .block_on(axum::body::to_bytes(response.into_body(), usize::MAX))
                .map(|bytes| bytes.to_vec())
        };
        let part = ask(Some("bytes=4000000-"));
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.headers()[header::CONTENT_RANGE], "bytes 4000000-8999999/9000000");
        assert!(body(part).unwrap() == bytes[4_000_000..]);
        assert!(body(ask(Some("bytes=70000-70001"))).unwrap() == bytes[70_000..70_002]);
        let beyond = ask(Some("bytes=9000000-"));
        assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(beyond.headers()[header::CONTENT_RANGE], "bytes */9000000");
        // The head is out when the disk turns out to have lost the rest.
        let whole = ask(None);
        assert_eq!(whole.status(), StatusCode::OK);
        let object: ObjectId = location.rsplit('/').next().unwrap().parse().unwrap();
        let found = node.read(|tx| file::file(tx, object)).unwrap();
        node.journals.withhold(found.parts[0].commitment, true);
        assert!(body(whole).is_err(), "a download that is not whole must not look whole");
        assert_eq!(ask(None).status(), StatusCode::SERVICE_UNAVAILABLE);
    });
}

/// Signs the reader in; answers the cookies.
async fn sign_in(router: &axum::Router) -> String {
    let mut cookies = Vec::new();
    let ask = Request::get("/sign-in").body(Body::empty()).unwrap();
    let page = tower::ServiceExt::oneshot(router.clone(), ask).await.unwrap();
    keep(&page, &mut cookies);
    let text = axum::body::to_bytes(page.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8_lossy(&text).into_owned();
    let hidden = |name: &str| {
        let at = text.find(&format!("name=\"{name}\" value=\"")).unwrap() + name.len() + 15;
        text[at..].split('"').next().unwrap().to_owned()
    };
    let fields = [
        ("csrf", hidden("csrf")),
        ("request", hidden("request")),
        ("login", "lectrice".into()),
        ("password", PASSWORD.into()),
    ];
    let request = Request::post("/sign-in")
        .header(header::COOKIE, cookies.join("; "))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(serde_urlencoded::to_string(fields).unwrap()))
        .unwrap();
    let answer = tower::ServiceExt::oneshot(router.clone(), request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    keep(&answer, &mut cookies);
    cookies.join("; ")
}

fn keep(response: &Response, cookies: &mut Vec<String>) {
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        cookies.push(cookie.to_str().unwrap().split(';').next().unwrap().to_owned());
    }
}

#[test]
fn nothing_stays_of_a_sending_that_was_refused_or_was_sent_twice() {
    on_one_engine(|base| {
        let trio = Trio::new(PROGRAM, base);
        let bodies = |node: &Node| node.journals.held(node.me());
        let (status, ..) = send_files(trio.apdp(), &[("refuse", "yes")], &[upload("a.txt", b"bonjour")]);
        assert_eq!((status, bodies(trio.apdp())), (StatusCode::FORBIDDEN, 0));
        let (status, _, text) =
            send_files(trio.apdp(), &[("csrf", "forged")], &[upload("a.txt", b"bonjour")]);
        assert_eq!((status, bodies(trio.apdp())), (StatusCode::UNPROCESSABLE_ENTITY, 0), "{text}");
        let many: Vec<Upload<'_>> = (0..40).map(|_| upload("a.txt", b"x")).collect();
        let (status, _, text) = send_files(trio.apdp(), &[], &many);
        assert_eq!((status, bodies(trio.apdp())), (StatusCode::UNPROCESSABLE_ENTITY, 0));
        assert!(text.contains("32"));
        // An empty file is what a browser sends when none was chosen.
        let (status, location, _) = send_files(trio.apdp(), &[], &[upload("", b"")]);
        assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "/test/files/none"));
    });
}

#[test]
fn the_text_of_a_file_reaches_the_tables_of_its_readers_and_leaves_them_when_it_is_erased() {
    on_each_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.md");
        std::fs::write(&path, "# Durée de conservation\n\nCinq ans.\n").unwrap();
        for is_sealed in [false, true] {
            let (node, audience) = (trio.apdp(), if is_sealed { Audience(0b011) } else { ALL });
            let name = FileName::clean("note.md");
            let stored = file::store(&node.road, &path, name, audience, is_sealed, &*node.chance).unwrap();
            assert!(stored.text().unwrap().is_whole);
            let attached = act(node, move |scribe| file::attach(scribe, &stored, audience, is_sealed));
            trio.exchange();
            let object = attached.object;
            for node in &trio.nodes {
                let reads = audience.contains(node.me());
                let text = node.read(|tx| file::text_of(tx, object));
                assert_eq!(text.as_deref(), reads.then_some("# Durée de conservation\nCinq ans."));
                assert_eq!(node.read(|tx| file::attachment(tx, object)).is_some(), reads);
            }
            let copy = file::copy_for(&trio.cil().road, object, ALL, false, &*trio.cil().chance).unwrap();
            assert_eq!(copy.attachment().sha256, attached.sha256);
            let again = act(trio.cil(), move |scribe| file::attach(scribe, &copy, ALL, false));
            trio.exchange();
            assert!(trio.hapdp().read(|tx| file::text_of(tx, again.object)).is_some());
            let (_, index) = trio.apdp().read(|tx| file::place_of(tx, object)).unwrap();
            act(trio.apdp(), move |scribe| Ok(scribe.erase(&[index], "essai").map(drop)?));
            trio.exchange();
            trio.exchange();
            for node in &trio.nodes {
                assert_eq!(node.read(|tx| file::attachment(tx, object)), None);
                assert_eq!(node.read(|tx| file::text_of(tx, object)), None);
            }
        }
    });
}

fn act<T: Send + 'static>(
    node: &Node,
    rule: impl FnOnce(&mut Scribe<'_>) -> Result<T, FileError> + Send + 'static,
) -> T {
    node.road.act(node.request(), rule).unwrap().value().unwrap()
}

#[test]
fn a_file_stored_for_some_readers_is_attached_for_no_others() {
    on_one_engine(|base| {
        let trio = Trio::new(EXCHANGE, base);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.txt");
        std::fs::write(&path, "pour deux").unwrap();
        let node = trio.apdp();
        let name = FileName::clean("note.txt");
        let stored =
            file::store(&node.road, &path, name.clone(), Audience(0b011), true, &*node.chance).unwrap();
        let rule = move |scribe: &mut Scribe<'_>| file::attach(scribe, &stored, ALL, false);
        assert!(node.road.act::<_, FileError, _>(node.request(), rule).is_err());
        std::fs::write(&path, "").unwrap();
        let empty = file::store(&node.road, &path, name, ALL, false, &*node.chance);
        assert!(matches!(empty, Err(FileError::Empty)));
        assert!(Arc::strong_count(&node.journals) > 0 && node.journals.size(node.me()) == 0);
    });
}

#[test]
fn the_record_of_a_file_keeps_its_bytes() {
    let text = Some(Text { text: "Durée de conservation : cinq ans.".into(), is_whole: true });
    let file = FileRecord {
        name: FileName::clean("Délibération n° 12.pdf"),
        media: MediaType::Pdf,
        bytes: 1_000_000_000,
        sha256: [7; 32],
        part_bytes: PART_BYTES,
        text,
    };
    let bytes = record::encode(&file).unwrap();
    let golden = include_str!("../golden/file-1.hex").trim();
    assert_eq!(record::decode(&hex::decode(golden).unwrap()).unwrap(), file);
    assert_eq!(hex::encode(&bytes), golden);
    for cut in 0..bytes.len() {
        assert!(record::decode(&bytes[..cut]).is_err());
    }
    let bare = FileRecord { text: None, ..file };
    assert_eq!(record::decode(&record::encode(&bare).unwrap()).unwrap(), bare);
    let sparse = FileRecord { part_bytes: 1000, ..bare };
    assert!(record::decode(&record::encode(&sparse).unwrap()).is_err(), "a million parts");
}
