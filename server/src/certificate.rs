//! The server's key and certificate: made once, kept in the data folder or only in memory, and
//! known to crews by a fingerprint. It knows no connection.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use handshake_shared::wire::{ALPN, Fingerprint};
use quinn::crypto::rustls::QuicServerConfig;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};

/// Name in the certificate; crews check the key, not the name.
pub const SERVER_NAME: &str = "handshake";

const CERTIFICATE_FILE: &str = "server.cert.der";
const KEY_FILE: &str = "server.key.der";

/// A server's identity.
pub struct Identity {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

/// Why there is no identity.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The data folder cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// Why not.
        source: io::Error,
    },
    /// The key could not be made.
    #[error("cannot make a key: {0}")]
    Make(#[from] rcgen::Error),
    /// The stored key or certificate is not usable.
    #[error("the stored key does not work, remove it to have a new one made: {0}")]
    Unusable(#[from] rustls::Error),
    /// The TLS suite QUIC needs is missing.
    #[error(transparent)]
    Suite(#[from] quinn::crypto::rustls::NoInitialCipherSuite),
}

impl Identity {
    /// The identity in this folder, made at the first start; without a folder, a passing one.
    pub fn load_or_make(folder: Option<&Path>) -> Result<Identity, IdentityError> {
        let Some(folder) = folder else {
            return Identity::make();
        };
        let (certificate, key) = (folder.join(CERTIFICATE_FILE), folder.join(KEY_FILE));
        if certificate.exists() && key.exists() {
            return Ok(Identity {
                certificate: read(&certificate)?,
                key: read(&key)?,
            });
        }
        let made = Identity::make()?;
        fs::create_dir_all(folder).map_err(|source| file_error(folder, source))?;
        write_private(&key, &made.key)?;
        write_private(&certificate, &made.certificate)?;
        Ok(made)
    }

    /// What an invite carries of it.
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint_of(&self.certificate)
    }

    /// TLS 1.3 only, one provider named outright, one application protocol.
    pub fn tls(&self) -> Result<QuicServerConfig, IdentityError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let chain = vec![CertificateDer::from(self.certificate.clone())];
        let key = PrivatePkcs8KeyDer::from(self.key.clone()).into();
        let mut tls = rustls::ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        tls.alpn_protocols = vec![ALPN.to_vec()];
        Ok(QuicServerConfig::try_from(tls)?)
    }

    fn make() -> Result<Identity, IdentityError> {
        let made = rcgen::generate_simple_self_signed(vec![SERVER_NAME.to_owned()])?;
        let certificate = made.cert.der().to_vec();
        Ok(Identity {
            certificate,
            key: made.signing_key.serialize_der(),
        })
    }
}

/// Fingerprint of a certificate in DER.
pub fn fingerprint_of(certificate: &[u8]) -> Fingerprint {
    Fingerprint::from_sha256(&Sha256::digest(certificate).into())
}

fn read(path: &Path) -> Result<Vec<u8>, IdentityError> {
    fs::read(path).map_err(|source| file_error(path, source))
}

/// Nobody but the owner may read a key.
fn write_private(path: &Path, bytes: &[u8]) -> Result<(), IdentityError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(path)
        .and_then(|mut file| file.write_all(bytes));
    written.map_err(|source| file_error(path, source))
}

fn file_error(path: &Path, source: io::Error) -> IdentityError {
    IdentityError::File {
        path: path.display().to_string(),
        source,
    }
}
