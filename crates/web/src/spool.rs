//! Forms with large files: the files go to disk as they come, never into memory.

use crate::form::{Fields, REQUEST_FIELD, TOKEN_FIELD};
use crate::page::Page;
use crate::texts::Message;
use crate::{Failure, Shell};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use http_body::Frame;
use liptako_core::RequestId;
use liptako_journal::Sha256Writer;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Largest file of a sending: 1 GiB.
pub const MAX_SPOOLED_FILE_BYTES: u64 = 1 << 30;
/// Largest sending, all files together: 2 GiB.
pub const MAX_SPOOLED_BYTES: u64 = 2 << 30;
/// Most files of a sending.
pub const MAX_SPOOLED_FILES: usize = 32;
/// Most sendings that are taken at a time.
pub const MAX_SPOOLING: usize = 8;
/// Longest plain field beside the files, in bytes: a text may stand beside its attachments.
const MAX_FIELD_BYTES: usize = 256 * 1024;
/// Most plain fields beside the files.
const MAX_FIELDS: usize = 200;
/// What the fields may hold together, in bytes.
const MAX_FIELDS_BYTES: usize = 512 * 1024;
/// Pieces that wait for the disk; each is what the network brought at once.
const WAITING: usize = 8;

/// A file on its way: on disk, in the node's spool. It is removed when this is dropped.
#[derive(Debug)]
pub struct SpooledFile {
    /// Name of the field it was sent in.
    pub field: String,
    /// The name the browser gave. Never a path to write to: make it safe first.
    pub name: String,
    /// Its length, never 0.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    path: PathBuf,
}

impl SpooledFile {
    /// Where it lies until this is dropped.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for SpooledFile {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

/// Removes a file that nobody needs any more; what cannot be removed now is at the next start.
fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_file(path) {
        tracing::warn!(%error, "a file of the spool could not be removed");
    }
}

/// A form with files of any size, sent by a page of ours.
///
/// The hidden fields of the form must stand before its files: nothing is written of a sending whose proof is not good. A
/// cut, or a refusal in the middle, leaves nothing on disk.
///
/// # Errors
/// [`Failure::Invalid`] with what to do: too large, cut, not a form, an expired or foreign proof;
/// [`Failure::Unavailable`] when the disk is full or too many are sending.
#[derive(Debug)]
pub struct SpooledUpload {
    /// Id under which this form acts once.
    pub request: RequestId,
    /// The plain fields.
    pub fields: Fields,
    /// The files that are not empty.
    pub files: Vec<SpooledFile>,
}

impl FromRequest<Shell> for SpooledUpload {
    type Rejection = Failure;

    async fn from_request(mut request: Request, shell: &Shell) -> Result<Self, Failure> {
        let page = Page::of(request.extensions())?;
        let _place = shell.spool_place().ok_or_else(|| unavailable("upload-busy"))?;
        let limit = usize::try_from(MAX_SPOOLED_BYTES).unwrap_or(usize::MAX);
        DefaultBodyLimit::apply(DefaultBodyLimit::max(limit), &mut request);
        let request = request.map(|body| Body::new(Paced { body, rests: false }));
        let mut sent = Multipart::from_request(request, shell).await.map_err(|_| invalid("form-refused"))?;
        let mut begun =
            Begun { page, shell, fields: Fields::default(), sizes: Vec::new(), files: Vec::new() };
        while let Some(field) = sent.next_field().await.map_err(|_| invalid("upload-cut"))? {
            begun.take(field).await?;
        }
        begun.proved()?;
        let request = begun.fields.value(REQUEST_FIELD).parse().map_err(|_| invalid("form-refused"))?;
        Ok(Self { request, fields: begun.fields, files: begun.files })
    }
}

/// The body of a request, one piece at a time. The reader of forms takes all that is ready at once; on a fast line that
/// would be fifty megabytes, taken before a byte of them is on disk.
struct Paced {
    body: Body,
    /// A piece was handed out: the reader is first to use it.
    rests: bool,
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if std::mem::take(&mut self.rests) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let polled = Pin::new(&mut self.body).poll_frame(context);
        self.rests = matches!(polled, Poll::Ready(Some(Ok(_))));
        polled
    }
}

struct Begun<'a> {
    page: Page,
    shell: &'a Shell,
    fields: Fields,
    /// Lengths of the plain fields.
    sizes: Vec<usize>,
    files: Vec<SpooledFile>,
}

impl Begun<'_> {
    fn proved(&self) -> Result<(), Failure> {
        if self.page.recognises(self.fields.value(TOKEN_FIELD)) {
            Ok(())
        } else {
            Err(invalid("form-expired"))
        }
    }

    async fn take(&mut self, field: Field<'_>) -> Result<(), Failure> {
        let name: String = field.name().unwrap_or_default().chars().take(80).collect();
        match field.file_name().map(ToOwned::to_owned) {
            None => self.take_field(name, field).await,
            Some(file) => self.take_file(name, file, field).await,
        }
    }

    async fn take_field(&mut self, name: String, mut field: Field<'_>) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        while let Some(piece) = field.chunk().await.map_err(|_| invalid("upload-cut"))? {
            let all = self.sizes.iter().sum::<usize>() + bytes.len() + piece.len();
            if bytes.len() + piece.len() > MAX_FIELD_BYTES || all > MAX_FIELDS_BYTES {
                return Err(invalid("form-too-large"));
            }
            bytes.extend_from_slice(&piece);
        }
        self.sizes.push(bytes.len());
        if self.sizes.len() > MAX_FIELDS {
            return Err(invalid("form-refused"));
        }
        let text = String::from_utf8(bytes).map_err(|_| invalid("form-refused"))?;
        self.fields.add(&name, text);
        Ok(())
    }

    async fn take_file(&mut self, field: String, name: String, mut sent: Field<'_>) -> Result<(), Failure> {
        self.proved()?;
        if self.files.len() == MAX_SPOOLED_FILES {
            return Err(Failure::Invalid(Message::new("upload-too-many").with("most", MAX_SPOOLED_FILES)));
        }
        let before: u64 = self.files.iter().map(|file| file.bytes).sum();
        let path = self.shell.spool_path().await?;
        let writing = Writing::begin(path).map_err(|error| disk(&error))?;
        let mut bytes = 0u64;
        while let Some(piece) = sent.chunk().await.map_err(|_| invalid("upload-cut"))? {
            bytes += piece.len() as u64;
            if bytes > MAX_SPOOLED_FILE_BYTES || before + bytes > MAX_SPOOLED_BYTES {
                return Err(invalid("upload-too-large"));
            }
            if !writing.give(piece).await {
                break;
            }
        }
        let (path, sha256) = writing.end().await?;
        let file = SpooledFile { field, name, bytes, sha256, path };
        // A field of a form in which nothing was chosen comes as an empty file.
        if bytes > 0 {
            self.files.push(file);
        }
        Ok(())
    }
}

/// A file being written and hashed on a blocking thread. Dropped before its end, it leaves nothing.
struct Writing {
    path: Option<PathBuf>,
    pieces: Option<mpsc::Sender<Bytes>>,
    done: Option<tokio::task::JoinHandle<io::Result<[u8; 32]>>>,
}

impl Writing {
    fn begin(path: PathBuf) -> io::Result<Self> {
        let mut file = create(&path)?;
        let (pieces, mut waiting) = mpsc::channel::<Bytes>(WAITING);
        let done = tokio::task::spawn_blocking(move || {
            let mut hash = Sha256Writer::default();
            while let Some(piece) = waiting.blocking_recv() {
                file.write_all(&piece)?;
                hash = hash.and(&piece);
            }
            file.flush()?;
            Ok(hash.finish().0)
        });
        Ok(Self { path: Some(path), pieces: Some(pieces), done: Some(done) })
    }

    /// `false` when the disk has refused: [`Writing::end`] says why.
    async fn give(&self, piece: Bytes) -> bool {
        match &self.pieces {
            Some(pieces) => pieces.send(piece).await.is_ok(),
            None => false,
        }
    }

    async fn end(mut self) -> Result<(PathBuf, [u8; 32]), Failure> {
        drop(self.pieces.take());
        let Some(done) = self.done.take() else { return Err(invalid("upload-cut")) };
        let sha256 = done.await.map_err(Failure::internal)?.map_err(|error| disk(&error))?;
        let path = self.path.take().ok_or_else(|| invalid("upload-cut"))?;
        Ok((path, sha256))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            remove(&path);
        }
    }
}

/// Makes a file that only this account of the machine reads.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Journals in memory have no folder, and their nodes draw the same names: each of them gets a place of its own.
pub(crate) fn folder_of_a_test() -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("liptako-spool-{}-{number}", std::process::id()))
}

/// Removes what a cut or a crash left in the spool. At start, before anything is sent.
pub(crate) fn clear(spool: &Path) {
    let Ok(entries) = std::fs::read_dir(spool) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_str().is_some_and(|name| name.ends_with(".part")) {
            remove(&entry.path());
        }
    }
}

fn disk(error: &io::Error) -> Failure {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    if matches!(error.kind(), StorageFull | QuotaExceeded) {
        unavailable("failure-full")
    } else {
        Failure::internal(error)
    }
}

fn invalid(key: &'static str) -> Failure {
    Failure::Invalid(Message::new(key))
}

fn unavailable(key: &'static str) -> Failure {
    Failure::Unavailable(Message::new(key))
}
