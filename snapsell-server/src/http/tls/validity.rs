//! Until when a certificate is valid.

use snapsell_core::Timestamp;
use x509_cert::Certificate;
use x509_cert::der::Decode as _;

/// The end of a certificate in DER; `None` for what is no such thing.
pub(super) fn until(der: &[u8]) -> Option<Timestamp> {
    let certificate = Certificate::from_der(der).ok()?;
    let end = certificate.tbs_certificate().validity().not_after;
    let millis = end.to_unix_duration().as_millis();
    i64::try_from(millis).ok().map(Timestamp::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_certificate_is_read_in_both_forms() {
        for (year, end) in [
            (1_999, 915_148_800_000),
            (2_027, 1_798_761_600_000),
            (2_060, 2_840_140_800_000),
        ] {
            let mut wanted = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
            wanted.not_after = rcgen::date_time_ymd(year, 1, 1);
            let made = wanted
                .self_signed(&rcgen::KeyPair::generate().unwrap())
                .unwrap();
            assert_eq!(until(made.der()), Some(Timestamp::from_millis(end)));
            for length in 0..made.der().len() - 1 {
                assert_eq!(until(&made.der()[..length]), None);
            }
        }
    }
}
