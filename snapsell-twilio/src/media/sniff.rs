//! What a file is by its first bytes, whatever it was said to be.

const SIGNATURES: [(usize, &[u8], &str); 13] = [
    (0, b"\xFF\xD8\xFF", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1A\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (0, b"GIF8", "image/gif"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"OggS", "audio/ogg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"ID3", "audio/mpeg"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"BEGIN:VCARD", "text/vcard"),
    (0, b"PK\x03\x04", "application/zip"),
];

/// The content type of a file that WhatsApp carries, by its signature; `None` where none is known.
pub fn sniff(bytes: &[u8]) -> Option<&'static str> {
    let begins = |&&(at, magic, kind): &&(usize, &[u8], &str)| {
        let riff = kind != "image/webp" || bytes.starts_with(b"RIFF");
        riff && bytes.get(at..).is_some_and(|rest| rest.starts_with(magic))
    };
    SIGNATURES.iter().find(begins).map(|&(_, _, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0\0\x10JFIF"), Some("image/jpeg"));
        assert_eq!(sniff(b"RIFF\x10\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(sniff(b"FAKE\x10\0\0\0WEBPVP8 "), None);
        assert_eq!(sniff(b"\0\0\0\x18ftypM4A "), Some("audio/mp4"));
        assert_eq!(sniff(b"\0\0\0\x18ftypisom"), Some("video/mp4"));
        assert_eq!(sniff(b"<svg onload=alert(1)>"), None);
        assert_eq!(sniff(b""), None);
    }
}
