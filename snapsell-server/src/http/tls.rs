//! TLS where this process ends it: certificate and key from PEM files, HTTP/2 and HTTP/1.1 offered.

mod validity;

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use snapsell_core::Timestamp;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::TlsAcceptor;

use crate::config::{Config, TlsFiles};
use crate::exit::Failure;
use crate::talk::{self, Lang};

/// The certificate that handshakes show; it can be read again while connections are accepted. Clones share it.
#[derive(Debug, Clone)]
pub struct Certificate {
    files: TlsFiles,
    shown: Arc<Shown>,
}

#[derive(Debug)]
struct Shown(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(
            &self.0.read().unwrap_or_else(PoisonError::into_inner),
        ))
    }
}

impl Certificate {
    /// Reads the files.
    ///
    /// # Errors
    /// Exit code 78, naming the file that cannot be used and why.
    pub fn load(files: &TlsFiles, lang: Lang) -> Result<Self, Failure> {
        let shown = read(files, lang).map_err(|(_, failure)| failure)?;
        Ok(Self::of(files, shown))
    }

    /// The certificate of a configuration that names one.
    ///
    /// # Errors
    /// As [`load`](Self::load), with the key of the configuration that names the file.
    pub fn configured(config: &Config, lang: Lang) -> Result<Option<Self>, Failure> {
        let Some(files) = &config.tls else {
            return Ok(None);
        };
        match read(files, lang) {
            Ok(shown) => Ok(Some(Self::of(files, shown))),
            Err((key, failure)) => Err(config.blame(key, failure)),
        }
    }

    fn of(files: &TlsFiles, shown: CertifiedKey) -> Self {
        Self {
            files: files.clone(),
            shown: Arc::new(Shown(RwLock::new(Arc::new(shown)))),
        }
    }

    /// Until when it is valid, where that can be read.
    pub fn valid_until(&self) -> Option<Timestamp> {
        let shown = self.shown.0.read().unwrap_or_else(PoisonError::into_inner);
        validity::until(shown.cert.first()?)
    }

    /// Prepares the handshake: TLS 1.2 and 1.3, ALPN `h2` and `http/1.1`.
    ///
    /// # Errors
    /// Exit code 78, when the provider of cryptography supports neither.
    pub fn acceptor(&self, lang: Lang) -> Result<TlsAcceptor, Failure> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| wrong(&self.files.cert, &error, lang))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.shown) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Shows what is in the files now; whatever was shown stays when they cannot be used.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn read_again(&self, lang: Lang) -> Result<(), Failure> {
        let new = read(&self.files, lang).map_err(|(_, failure)| failure)?;
        let new = Arc::new(new);
        *self.shown.0.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }

    /// Reads the files again at each SIGHUP, which whoever renews certificates sends.
    ///
    /// # Errors
    /// When the signal handler cannot be installed.
    pub async fn renewed_on_hangup(self, lang: Lang) -> std::io::Result<()> {
        let mut hangup = signal(SignalKind::hangup())?;
        while hangup.recv().await.is_some() {
            match self.read_again(lang) {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(error) => {
                    tracing::error!(%error, "the certificate cannot be read again; the one before stays")
                }
            }
        }
        Ok(())
    }
}

/// Chain and key of the files, which must belong together; else which of the two settings is to blame.
fn read(files: &TlsFiles, lang: Lang) -> Result<CertifiedKey, (&'static str, Failure)> {
    let of_cert = |error: &dyn std::fmt::Display| ("tls_cert", wrong(&files.cert, error, lang));
    let of_key = |error: &dyn std::fmt::Display| ("tls_key", wrong(&files.key, error, lang));
    let chain = certificates(&files.cert).map_err(|error| of_cert(&error))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| of_key(&error))?;
    CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| of_cert(&error))
}

fn wrong(path: &Path, why: &dyn std::fmt::Display, lang: Lang) -> Failure {
    let args = [path.display().to_string(), why.to_string()];
    Failure::config(lang, &talk::TLS_WRONG, &[&args[0], &args[1]])
}

/// The certificates of a PEM file, at least one.
pub(crate) fn certificates(
    path: &Path,
) -> Result<Vec<CertificateDer<'static>>, rustls::pki_types::pem::Error> {
    let chain: Vec<_> = CertificateDer::pem_file_iter(path)?.collect::<Result<_, _>>()?;
    if chain.is_empty() {
        return Err(rustls::pki_types::pem::Error::NoItemsFound);
    }
    Ok(chain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_stays_until_another_can_be() {
        let folder = tempfile::tempdir().unwrap();
        let files = TlsFiles {
            cert: folder.path().join("cert.pem"),
            key: folder.path().join("key.pem"),
        };
        let renew = || {
            let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
            std::fs::write(&files.cert, made.cert.pem()).unwrap();
            std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
            made.cert.der().clone()
        };
        let first = renew();
        let certificate = Certificate::load(&files, Lang::En).unwrap();
        let shown = || certificate.shown.0.read().unwrap().cert[0].clone();
        std::fs::write(&files.cert, "half a certifi").unwrap();
        assert!(certificate.read_again(Lang::En).is_err());
        assert_eq!(shown(), first);
        let second = renew();
        certificate.read_again(Lang::En).unwrap();
        assert_eq!(shown(), second);
    }

    #[test]
    fn a_file_without_a_certificate_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let cert = folder.path().join("cert.pem");
        std::fs::write(&cert, "nothing").unwrap();
        let files = TlsFiles {
            cert: cert.clone(),
            key: folder.path().join("absent.pem"),
        };
        let failure = Certificate::load(&files, Lang::En).expect_err("no certificate");
        assert_eq!(failure.exit.code(), 78);
        assert!(
            failure.message.contains(&cert.display().to_string()),
            "{failure}"
        );
    }
}
