//! Mutual TLS 1.3 with raw public keys (RFC 7250), pinned on both sides.
//!
//! There are no certificates, hence no authority to trust, no expiry to miss and no clock to be right: a
//! node is its Ed25519 key, and the key stands on the card that the authorities exchanged by hand.

use crate::MirrorError;
use liptako_core::MemberIndex;
use liptako_journal::TlsKey;
use rustls::client::AlwaysResolvesClientRawPublicKeys;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::server::AlwaysResolvesServerRawPublicKeys;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, OtherError, ServerConfig,
    SignatureScheme, version,
};
use std::fmt;
use std::sync::Arc;

/// The protocol's name in the TLS handshake (RFC 7301). Another version is another name.
pub const ALPN: &[u8] = b"liptako-mirror/1";

/// Longest TLS record sent. A record that a cut tears is lost whole: at the usual 16 KiB a cut in a document wasted
/// 10 kB on average, at this size 3 kB, for 1 % more bytes (`bench/run cuts`).
const RECORD_BYTES: usize = 2048;

/// `SubjectPublicKeyInfo` of an Ed25519 key (RFC 8410), up to the 32 bytes of the key.
const SPKI_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The TLS keys of the other members, from their cards.
#[derive(Debug, Clone)]
pub struct Pins(Vec<(MemberIndex, [u8; 32])>);

impl Pins {
    /// Pins each member to the raw Ed25519 public key of its card.
    pub const fn new(keys: Vec<(MemberIndex, [u8; 32])>) -> Self {
        Self(keys)
    }

    /// The member whose key this is.
    pub fn member(&self, public: &[u8]) -> Option<MemberIndex> {
        self.0.iter().find(|(_, pinned)| pinned == public).map(|(member, _)| *member)
    }

    fn key(&self, member: MemberIndex) -> Option<[u8; 32]> {
        self.0.iter().find(|(pinned, _)| *pinned == member).map(|(_, key)| *key)
    }
}

/// A key that no card names, or that is not the one expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnpinnedKey(pub(crate) Option<[u8; 32]>);

impl fmt::Display for UnpinnedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(key) => write!(f, "TLS key {} is not the one on this member's card", hex::encode(key)),
            None => f.write_str("the TLS key is not a raw Ed25519 public key"),
        }
    }
}

impl std::error::Error for UnpinnedKey {}

/// The raw key inside an Ed25519 `SubjectPublicKeyInfo`.
fn raw_key(spki: &[u8]) -> Result<[u8; 32], UnpinnedKey> {
    spki.strip_prefix(&SPKI_PREFIX).and_then(|key| key.try_into().ok()).ok_or(UnpinnedKey(None))
}

fn refuse(key: UnpinnedKey) -> rustls::Error {
    rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(key))))
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Our own key as rustls wants it.
fn certified(key: &TlsKey) -> Result<Arc<CertifiedKey>, MirrorError> {
    let signing = ring::sign::any_eddsa_type(&PrivatePkcs8KeyDer::from(key.to_pkcs8()))
        .map_err(|error| MirrorError::Tls(error.to_string()))?;
    let spki = [SPKI_PREFIX.as_slice(), &key.public()].concat();
    Ok(Arc::new(CertifiedKey::new(vec![CertificateDer::from(spki)], signing)))
}

/// What the listening side presents and accepts: any member of `pins`, nobody else.
///
/// # Errors
/// [`MirrorError::Tls`] when the key cannot be used.
pub fn server_config(key: &TlsKey, pins: &Pins) -> Result<Arc<ServerConfig>, MirrorError> {
    let verifier = Arc::new(PinnedClients { pins: pins.clone(), provider: provider() });
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&version::TLS13])
        .map_err(|error| MirrorError::Tls(error.to_string()))?
        .with_client_cert_verifier(verifier)
        .with_cert_resolver(Arc::new(AlwaysResolvesServerRawPublicKeys::new(certified(key)?)));
    config.alpn_protocols = vec![ALPN.to_vec()];
    config.max_fragment_size = Some(RECORD_BYTES);
    // Contacts are rare: tickets would cost their bytes at each one and seldom be redeemed.
    config.send_tls13_tickets = 0;
    Ok(Arc::new(config))
}

/// What the dialling side presents, and the one key it accepts.
///
/// # Errors
/// [`MirrorError::Tls`] when the key cannot be used or `member` has no pinned key.
pub fn client_config(
    key: &TlsKey,
    pins: &Pins,
    member: MemberIndex,
) -> Result<Arc<ClientConfig>, MirrorError> {
    let expected =
        pins.key(member).ok_or_else(|| MirrorError::Tls("this member has no card here".to_owned()))?;
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&version::TLS13])
        .map_err(|error| MirrorError::Tls(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(PinnedServer { expected, provider: provider() }))
        .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(certified(key)?)));
    config.alpn_protocols = vec![ALPN.to_vec()];
    config.max_fragment_size = Some(RECORD_BYTES);
    config.enable_sni = false;
    config.resumption = rustls::client::Resumption::disabled();
    Ok(Arc::new(config))
}

/// The name rustls asks for and never sends: the key alone identifies a node.
pub(crate) fn server_name() -> Result<ServerName<'static>, MirrorError> {
    ServerName::try_from("noeud.invalid").map_err(|error| MirrorError::Tls(error.to_string()))
}

/// Checks the negotiated protocol: a side that names none would otherwise pass.
pub(crate) fn check_protocol(negotiated: Option<&[u8]>) -> Result<(), MirrorError> {
    if negotiated == Some(ALPN) { Ok(()) } else { Err(MirrorError::Protocol) }
}

/// The member at the other end of a finished handshake.
pub(crate) fn peer_member(
    certificates: Option<&[CertificateDer<'_>]>,
    pins: &Pins,
) -> Result<MemberIndex, MirrorError> {
    let spki =
        certificates.and_then(<[_]>::first).ok_or(MirrorError::WrongKey(UnpinnedKey(None).to_string()))?;
    let key = raw_key(spki.as_ref()).map_err(|error| MirrorError::WrongKey(error.to_string()))?;
    pins.member(&key).ok_or_else(|| MirrorError::WrongKey(UnpinnedKey(Some(key)).to_string()))
}

/// Turns a handshake failure into the one line that says what is wrong.
pub(crate) fn handshake_error(error: &std::io::Error) -> MirrorError {
    tls_fault(error).unwrap_or_else(|| MirrorError::Tls(error.to_string()))
}

/// What TLS itself says of an error, however deep it lies.
///
/// In TLS 1.3 the dialling side is done before the listening side has judged its key: the refusal then
/// arrives as an alert under the first request.
pub(crate) fn tls_fault(error: &(dyn std::error::Error + 'static)) -> Option<MirrorError> {
    let mut next = Some(error);
    while let Some(error) = next {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let found = inner.and_then(|inner| inner.downcast_ref()).or_else(|| error.downcast_ref());
        if let Some(fault) = found.and_then(rustls_fault) {
            return Some(fault);
        }
        next = error.source();
    }
    None
}

fn rustls_fault(error: &rustls::Error) -> Option<MirrorError> {
    use rustls::AlertDescription as Alert;
    match error {
        rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(other))) => {
            Some(MirrorError::WrongKey(other.to_string()))
        }
        rustls::Error::NoApplicationProtocol
        | rustls::Error::AlertReceived(Alert::NoApplicationProtocol | Alert::ProtocolVersion) => {
            Some(MirrorError::Protocol)
        }
        rustls::Error::AlertReceived(
            Alert::BadCertificate | Alert::CertificateUnknown | Alert::UnknownCA | Alert::AccessDenied,
        ) => Some(MirrorError::WrongKey("the peer refuses our TLS key: does it hold our card?".to_owned())),
        _ => None,
    }
}

#[derive(Debug)]
struct PinnedClients {
    pins: Pins,
    provider: Arc<CryptoProvider>,
}

impl ClientCertVerifier for PinnedClients {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        let key = raw_key(end_entity).map_err(refuse)?;
        match self.pins.member(&key) {
            Some(_) => Ok(ClientCertVerified::assertion()),
            None => Err(refuse(UnpinnedKey(Some(key)))),
        }
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.3 only".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_raw(message, cert, dss, &self.provider)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct PinnedServer {
    expected: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for PinnedServer {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let key = raw_key(end_entity).map_err(refuse)?;
        if key == self.expected {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(refuse(UnpinnedKey(Some(key))))
        }
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.3 only".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_raw(message, cert, dss, &self.provider)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

fn verify_raw(
    message: &[u8],
    cert: &CertificateDer<'_>,
    dss: &DigitallySignedStruct,
    provider: &CryptoProvider,
) -> Result<HandshakeSignatureValid, rustls::Error> {
    verify_tls13_signature_with_raw_key(
        message,
        &SubjectPublicKeyInfoDer::from(cert.as_ref()),
        dss,
        &provider.signature_verification_algorithms,
    )
}
