//! Judges a server by its key instead of by an authority: the certificate's fingerprint has to be
//! the expected one, and the handshake's signature has to be made with that key.

use std::sync::{Arc, Mutex, PoisonError};

use handshake_server::fingerprint_of;
use handshake_shared::wire::{ALPN, Fingerprint};
use quinn::crypto::rustls::QuicClientConfig;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, PeerMisbehaved, SignatureScheme};

/// Checks a server's key and remembers which one it was.
#[derive(Debug)]
pub struct PinnedKey {
    expected: Option<Fingerprint>,
    seen: Mutex<Option<Fingerprint>>,
    provider: Arc<CryptoProvider>,
}

impl PinnedKey {
    /// Expects this key; without one, any key is let through to be judged at first use.
    pub fn new(expected: Option<Fingerprint>) -> Arc<PinnedKey> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        Arc::new(PinnedKey {
            expected,
            seen: Mutex::new(None),
            provider,
        })
    }

    /// The key the server showed.
    pub fn seen(&self) -> Option<Fingerprint> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// QUIC's half of TLS with this check: TLS 1.3 only, one provider, one application protocol.
    pub fn client_config(self: &Arc<PinnedKey>) -> Result<quinn::ClientConfig, Error> {
        let mut tls = rustls::ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(self) as Arc<dyn ServerCertVerifier>)
            .with_no_client_auth();
        tls.alpn_protocols = vec![ALPN.to_vec()];
        let quic = QuicClientConfig::try_from(tls)
            .map_err(|_| Error::General("no cipher suite for QUIC".to_owned()))?;
        let mut config = quinn::ClientConfig::new(Arc::new(quic));
        config.transport_config(Arc::new(handshake_server::transport::config(0)));
        Ok(config)
    }
}

impl ServerCertVerifier for PinnedKey {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let seen = fingerprint_of(end_entity);
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
        if self.expected.is_some_and(|expected| expected != seen) {
            return Err(CertificateError::ApplicationVerificationFailure.into());
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(PeerMisbehaved::SignedHandshakeWithUnadvertisedSigScheme.into())
    }

    /// A fingerprint alone proves nothing: anybody can show somebody's certificate. The signature
    /// shows that the server has its key.
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(
            message,
            cert,
            dss,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
