//! The server's keys and certificate: made once, kept in the data folder or only in memory, and known to
//! crews by a fingerprint. It knows no connection.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use handshake_shared::wire::{ALPN, Fingerprint};
use quinn::EndpointConfig;
use quinn::crypto::rustls::QuicServerConfig;
use quinn_proto::HashedConnectionIdGenerator;
use ring::hmac::{self, HMAC_SHA256, Key};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};

use crate::escrow::{SECRET_BYTES, Sealer};
use crate::random;

/// Name in the certificate; crews check the key, not the name.
pub const SERVER_NAME: &str = "handshake";

const CERTIFICATE_FILE: &str = "server.cert.der";
const KEY_FILE: &str = "server.key.der";
/// Secrets from which connections' names and their resets are made. A server that is started again knows
/// by them the connections of the one before, and ends them with its first answer: without them a crew
/// waits out its idle time.
const RESET_FILE: &str = "server.reset.key";
/// Secret from which the seals of the copies are made that crews keep: by it a server knows its own rooms
/// again though its store is gone.
const SEAL_FILE: &str = "server.seal.key";
/// Bytes for resets, then for names.
const RESET_BYTES: usize = 64;
const NAME_BYTES: usize = 8;

/// A server's identity.
pub struct Identity {
    certificate: Vec<u8>,
    key: Vec<u8>,
    reset: [u8; RESET_BYTES + NAME_BYTES],
    seal: [u8; SECRET_BYTES],
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
                reset: secrets(&folder.join(RESET_FILE))?,
                seal: secrets(&folder.join(SEAL_FILE))?,
            });
        }
        let made = Identity::make()?;
        fs::create_dir_all(folder).map_err(|source| file_error(folder, source))?;
        write_private(&key, &made.key)?;
        write_private(&folder.join(RESET_FILE), &made.reset)?;
        write_private(&folder.join(SEAL_FILE), &made.seal)?;
        write_private(&certificate, &made.certificate)?;
        Ok(made)
    }

    /// How connections of a shard are named and reset, each by secrets of its own: a name or a reset of one
    /// says nothing at another's port. Every packet of a connection that is not known is answered:
    /// after a restart those of all crews come at once, and each should know at once.
    pub fn endpoint(&self, shard: usize) -> EndpointConfig {
        let (reset, name) = self.reset.split_at(RESET_BYTES);
        let name = name.try_into().map_or(0, u64::from_be_bytes);
        let key = Key::new(HMAC_SHA256, reset);
        let (key, name) = match shard {
            0 => (key, name),
            // What is made of a secret in this way says nothing of it, nor of another shard's.
            _ => of_shard(&key, shard),
        };
        let mut config = EndpointConfig::new(Arc::new(key));
        config
            .cid_generator(move || Box::new(HashedConnectionIdGenerator::from_key(name)))
            .min_reset_interval(Duration::ZERO);
        config
    }

    /// What seals the copies of this run of the server.
    pub fn sealer(&self) -> Sealer {
        Sealer::new(&self.seal)
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
            reset: random::bytes(),
            seal: random::bytes(),
        })
    }
}

/// Another shard's key, and the number its connections' names are made from.
fn of_shard(key: &Key, shard: usize) -> (Key, u64) {
    let made = |what: &[u8]| {
        let mut of = what.to_vec();
        of.extend((shard as u64).to_be_bytes());
        hmac::sign(key, &of)
    };
    let name = made(b"names");
    let name = name
        .as_ref()
        .first_chunk()
        .copied()
        .map_or(0, u64::from_be_bytes);
    (Key::new(HMAC_SHA256, made(b"resets").as_ref()), name)
}

/// Kept from the last start, or made for the next.
fn secrets<const N: usize>(path: &Path) -> Result<[u8; N], IdentityError> {
    if let Some(kept) = fs::read(path).ok().and_then(|kept| kept.try_into().ok()) {
        return Ok(kept);
    }
    let made = random::bytes();
    write_private(path, &made)?;
    Ok(made)
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
