//! Files on pages: stored from a form, listed, handed out.

use super::content::{Content, ContentError};
use super::keep::{FileError, StoredFile, store as store_one};
use super::name::FileName;
use super::record::Attachment;
use super::store::{File, Found, file_of};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use liptako_core::{Audience, RequestId};
use liptako_journal::Sha256Writer;
use liptako_storage::{ActOutcome, Scribe};
use liptako_web::{Download, Failure, Html, Message, Page, Pieces, Shell, SpooledFile};
use std::ops::Range;

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        match error {
            FileError::TooLarge(_) => Self::Invalid(Message::new("upload-too-large")),
            FileError::Empty => Self::Invalid(Message::new("file-empty")),
            FileError::Unknown => Self::Absent(Message::new("file-unknown")),
            FileError::Storage(error) => error.into(),
            fault @ (FileError::OtherReaders | FileError::Read(_)) => Self::internal(fault),
        }
    }
}

/// Stores the files of a form for these readers, away from the threads that answer: all of them, or none.
///
/// # Errors
/// What [`store`](super::store) refuses.
pub async fn store_all(
    shell: &Shell,
    files: Vec<SpooledFile>,
    audience: Audience,
    is_sealed: bool,
) -> Result<Vec<StoredFile>, Failure> {
    shell
        .blocking(move |shell| {
            let mut stored = Vec::new();
            for file in &files {
                let name = FileName::clean(&file.name);
                match store_one(shell.road(), file.path(), name, audience, is_sealed, &**shell.chance()) {
                    Ok(one) => stored.push(one),
                    Err(error) => {
                        give_up(shell, &stored);
                        return Err(error.into());
                    }
                }
            }
            Ok(stored)
        })
        .await
}

/// Does an act that attaches stored files; when it is refused, or was done before by the same form, the files are given
/// up.
///
/// # Errors
/// As [`Shell::act`].
pub async fn act_with<T: Send + 'static>(
    shell: &Shell,
    request: RequestId,
    files: Vec<StoredFile>,
    rule: impl FnOnce(&mut Scribe<'_>, &[StoredFile]) -> Result<T, Failure> + Send + 'static,
) -> Result<ActOutcome<T>, Failure> {
    let given = files.clone();
    let outcome = shell.act(request, move |scribe| rule(scribe, &given)).await;
    if !matches!(outcome, Ok(ActOutcome::Done { .. })) {
        shell
            .blocking(move |shell| {
                give_up(shell, &files);
                Ok(())
            })
            .await?;
    }
    outcome
}

fn give_up(shell: &Shell, files: &[StoredFile]) {
    for file in files {
        if let Err(error) = file.abandon(shell.road()) {
            tracing::warn!(%error, "a file that no record names stays until the next start");
        }
    }
}

/// Answers with the bytes of a file, or the part of them that the request asks for. The caller has checked that the
/// reader may read what it hangs on.
///
/// # Errors
/// [`Failure::Absent`] when no such file is here; [`Failure::Unavailable`] while it is still arriving.
pub async fn download(shell: &Shell, headers: &HeaderMap, named: &Attachment) -> Result<Response, Failure> {
    let (wanted, headers) = (named.clone(), headers.clone());
    let file = shell.read(move |tx| Ok(file_of(tx, &wanted)?)).await?;
    let file = file.ok_or_else(|| Failure::Absent(Message::new("file-unknown")))?;
    // The name is the one under which the reader sees it.
    let download = Download {
        name: named.name.to_string(),
        media: file.attachment.media.header(),
        bytes: file.attachment.bytes,
        tag: Sha256(&file.attachment.sha256).to_string(),
    };
    let here = tokio::runtime::Handle::current();
    shell
        .blocking(move |shell| {
            // The pieces are sent by a task of the same runtime.
            let _entered = here.enter();
            download.answer(&headers, |range| Sending::open(shell, &file, range))
        })
        .await
}

struct Sha256<'a>(&'a [u8; 32]);

impl std::fmt::Display for Sha256<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A file on its way to a reader.
struct Sending {
    content: Content,
    range: Range<u64>,
    /// The first piece, read before the answer began, so that a damaged or missing file is told as such.
    first: Option<Vec<u8>>,
    /// When all of it is sent: what was sent so far, and what the whole must come to.
    whole: Option<(Sha256Writer, [u8; 32])>,
}

impl Sending {
    fn open(shell: &Shell, file: &File, range: Range<u64>) -> Result<Self, Failure> {
        let mut content = Content::new(shell.road().source().clone(), file);
        let (lacks, chunks) = content.lacks();
        if lacks > 0 {
            let percent = (chunks - lacks.min(chunks)) * 100 / chunks.max(1);
            return Err(Failure::Unavailable(Message::new("file-arriving").with("percent", percent)));
        }
        let is_whole = range == (0..file.attachment.bytes);
        let first = Some(content.read_at(range.start).map_err(fault)?);
        let whole = is_whole.then(|| (Sha256Writer::default(), file.attachment.sha256));
        Ok(Self { content, range, first, whole })
    }
}

fn fault(error: ContentError) -> Failure {
    match error {
        // Spoiled on disk: the peers send it again.
        ContentError::NotHere { lacks, chunks } => {
            let percent = (chunks - lacks.min(chunks)) * 100 / chunks.max(1);
            Failure::Unavailable(Message::new("file-arriving").with("percent", percent))
        }
        ContentError::Damaged(_) => Failure::Unavailable(Message::new("file-damaged")),
        ContentError::Storage(error) => error.into(),
    }
}

impl Pieces for Sending {
    fn next(&mut self) -> Result<Option<Vec<u8>>, String> {
        let left = self.range.end - self.range.start;
        if left == 0 {
            return Ok(None);
        }
        let piece = match self.first.take() {
            Some(piece) => piece,
            None => self.content.read_at(self.range.start).map_err(|error| error.to_string())?,
        };
        let piece = piece[..piece.len().min(usize::try_from(left).unwrap_or(usize::MAX))].to_vec();
        self.range.start += piece.len() as u64;
        if let Some((writer, sha256)) = self.whole.take() {
            let writer = writer.and(&piece);
            if self.range.start < self.range.end {
                self.whole = Some((writer, sha256));
            } else if writer.finish().0 != sha256 {
                // The last piece is held back: nobody takes a wrong file for a good one.
                return Err("the bytes are not those whose SHA-256 the record names".to_owned());
            }
        }
        Ok(Some(piece))
    }
}

/// A file as a list of files shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What it is.
    pub attachment: Attachment,
    /// Where it is handed out.
    pub href: String,
    /// How much of it is here, in percent; `None` when its record is not.
    pub percent: Option<u64>,
    /// How much of it is searched.
    pub found: Found,
}

impl Shown {
    /// Its SHA-256 in hexadecimal digits.
    pub fn sha256(&self) -> String {
        Sha256(&self.attachment.sha256).to_string()
    }

    /// Whether all of it is here.
    pub fn is_here(&self) -> bool {
        self.percent == Some(100)
    }

    /// Its length, rounded, in the reader's words.
    pub fn size(&self, page: &Page) -> String {
        let bytes = self.attachment.bytes;
        let (key, unit) = match bytes {
            0..1_000 => return page.say(&Message::new("file-bytes").with("n", bytes)),
            1_000..1_000_000 => ("file-kilobytes", 1_000),
            1_000_000..1_000_000_000 => ("file-megabytes", 1_000_000),
            _ => ("file-gigabytes", 1_000_000_000),
        };
        let tenths = (bytes * 10 + unit / 2) / unit;
        let whole = tenths / 10;
        let number = match (page.lang(), tenths % 10) {
            (_, 0) => whole.to_string(),
            (liptako_core::Lang::Fr, tenth) => format!("{whole},{tenth}"),
            (_, tenth) => format!("{whole}.{tenth}"),
        };
        page.say(&Message::new(key).with("n", number))
    }
}

/// Looks up what a list of files shows. `href` makes the address at which each is handed out.
///
/// # Errors
/// [`Failure`] of the tables.
pub async fn shown(
    shell: &Shell,
    attachments: Vec<Attachment>,
    href: impl Fn(&Attachment) -> String + Send + 'static,
) -> Result<Vec<Shown>, Failure> {
    shell
        .blocking(move |shell| {
            let source = shell.road().source().clone();
            let files = shell.road().db().read(|tx| {
                attachments.iter().map(|named| file_of(tx, named)).collect::<Result<Vec<_>, _>>()
            })?;
            let lines = attachments.into_iter().zip(files).map(|(attachment, file)| {
                let percent = file.as_ref().map(|file| {
                    let (lacks, chunks) = Content::new(source.clone(), file).lacks();
                    (chunks - lacks.min(chunks)) * 100 / chunks.max(1)
                });
                let found = file.map_or(Found::Nothing, |file| file.found);
                Shown { href: href(&attachment), attachment, percent, found }
            });
            Ok(lines.collect())
        })
        .await
}

#[derive(Template)]
#[template(path = "file/list.html")]
struct List<'a> {
    page: &'a Page,
    files: &'a [Shown],
}

/// A list of files: name, length, SHA-256, how much has arrived, how to check a download. Empty without files.
///
/// # Errors
/// A template that fails.
pub fn list(page: &Page, files: &[Shown]) -> Result<Html, Failure> {
    Ok(Html::trusted(List { page, files }.render()?))
}
