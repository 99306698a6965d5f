//! Forms with files: the same proof and request id as every form, then files within bounds.

use crate::Failure;
use crate::form::{Fields, REQUEST_FIELD, TOKEN_FIELD};
use crate::page::Page;
use crate::texts::Message;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use liptako_core::RequestId;

/// Largest sending, all files together, in bytes.
pub const MAX_UPLOAD_BYTES: usize = 32 * 1024 * 1024;
/// Most files of one sending.
pub const MAX_UPLOAD_FILES: usize = 600;
/// Longest plain field beside the files, in bytes.
const MAX_FIELD_BYTES: usize = 4096;
/// Most plain fields beside the files.
const MAX_FIELDS: usize = 16;

/// A file as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// The name the browser gave, without any folder. Never a path to write to: compare it with known names.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A form with files, sent by a page of ours.
///
/// The hidden fields of the form must stand before its files: nothing is read of a sending whose proof is not good.
///
/// # Errors
/// [`Failure::Invalid`] with what to do: too large, not a form, an expired or foreign proof.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Id under which this form acts once.
    pub request: RequestId,
    /// The plain fields.
    pub fields: Fields,
    /// The files that are not empty.
    pub files: Vec<UploadedFile>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Failure;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Failure> {
        let page = Page::of(request.extensions())?;
        DefaultBodyLimit::apply(DefaultBodyLimit::max(MAX_UPLOAD_BYTES), &mut request);
        let mut sent = Multipart::from_request(request, state).await.map_err(|_| refused())?;
        let mut upload = Begun { page, fields: Fields::default(), n_fields: 0, files: Vec::new(), bytes: 0 };
        while let Some(field) = sent.next_field().await.map_err(|_| too_large())? {
            upload.take(field).await?;
        }
        upload.proved()?;
        let request = upload.fields.value(REQUEST_FIELD).parse().map_err(|_| refused())?;
        Ok(Self { request, fields: upload.fields, files: upload.files })
    }
}

struct Begun {
    page: Page,
    fields: Fields,
    n_fields: usize,
    files: Vec<UploadedFile>,
    bytes: usize,
}

impl Begun {
    fn proved(&self) -> Result<(), Failure> {
        if self.page.recognises(self.fields.value(TOKEN_FIELD)) {
            Ok(())
        } else {
            Err(Failure::Invalid(Message::new("form-expired")))
        }
    }

    async fn take(&mut self, mut field: Field<'_>) -> Result<(), Failure> {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(ToOwned::to_owned) else {
            self.n_fields += 1;
            let text = read(&mut field, MAX_FIELD_BYTES).await?;
            let text = String::from_utf8(text).map_err(|_| refused())?;
            if self.n_fields > MAX_FIELDS {
                return Err(refused());
            }
            self.fields.add(&name, text);
            return Ok(());
        };
        self.proved()?;
        let bytes = read(&mut field, MAX_UPLOAD_BYTES - self.bytes).await?;
        self.bytes += bytes.len();
        if self.files.len() == MAX_UPLOAD_FILES {
            return Err(too_large());
        }
        if !bytes.is_empty() {
            let name = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            self.files.push(UploadedFile { name, bytes });
        }
        Ok(())
    }
}

/// Reads a field piece by piece: its length is not known before, and nothing past the limit is kept.
async fn read(field: &mut Field<'_>, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| too_large())? {
        if bytes.len() + piece.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

fn refused() -> Failure {
    Failure::Invalid(Message::new("form-refused"))
}

fn too_large() -> Failure {
    Failure::Invalid(Message::new("form-too-large"))
}
