//! TLS where this process ends it: certificate and key from PEM files, HTTP/2 and HTTP/1.1 offered.

use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::config::TlsFiles;
use crate::exit::Failure;
use crate::talk::{self, Lang};

/// Reads the files of `tls` and prepares the handshake: TLS 1.2 and 1.3, ALPN `h2` and `http/1.1`.
///
/// # Errors
/// Exit code 78, naming the file that cannot be used and why.
pub fn acceptor(tls: &TlsFiles, lang: Lang) -> Result<TlsAcceptor, Failure> {
    let wrong = |path: &Path, why: &dyn std::fmt::Display| {
        let args = [path.display().to_string(), why.to_string()];
        Failure::config(lang, &talk::TLS_WRONG, &[&args[0], &args[1]])
    };
    let chain = certificates(&tls.cert).map_err(|error| wrong(&tls.cert, &error))?;
    let key = PrivateKeyDer::from_pem_file(&tls.key).map_err(|error| wrong(&tls.key, &error))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(&tls.cert, &error))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| wrong(&tls.cert, &error))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
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
    fn a_file_without_a_certificate_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let cert = folder.path().join("cert.pem");
        std::fs::write(&cert, "nothing").unwrap();
        let files = TlsFiles {
            cert: cert.clone(),
            key: folder.path().join("absent.pem"),
        };
        let failure = acceptor(&files, Lang::En).err().expect("no certificate");
        assert_eq!(failure.exit.code(), 78);
        assert!(
            failure.message.contains(&cert.display().to_string()),
            "{failure}"
        );
    }
}
