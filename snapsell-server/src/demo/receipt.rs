//! The picture of a receipt, drawn anew for each payment: whose, how much, when and which, in the language of the shop.
//! So no two are alike, and the console flags none as sent before.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use snapsell_core::{Lang, Timestamp};

const WIDTH: u32 = 264;
const HEIGHT: u32 = 240;
const HEAD: u32 = 44;
const LEFT: u32 = 16;
const QUALITY: u8 = 80;
const PAPER: Rgb<u8> = Rgb([250, 248, 242]);
const INK: Rgb<u8> = Rgb([34, 27, 43]);
const DIM: Rgb<u8> = Rgb([95, 85, 107]);
const BAND: Rgb<u8> = Rgb([90, 50, 163]);
const DAY_MIN: i64 = 24 * 60;

/// What stands on one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Receipt<'a> {
    pub(super) lang: Lang,
    /// Who paid.
    pub(super) from: &'a str,
    /// Whole francs.
    pub(super) amount: i64,
    pub(super) at: Timestamp,
    /// Another one for each payment.
    pub(super) number: usize,
}

impl Receipt<'_> {
    /// The picture, as a phone would send it.
    pub(super) fn drawn(&self) -> Vec<u8> {
        let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, PAPER);
        for y in 0..HEAD {
            for x in 0..WIDTH {
                picture.put_pixel(x, y, BAND);
            }
        }
        let [title, amount, from, number] = match self.lang {
            Lang::Fr => ["REÇU DE PAIEMENT", "MONTANT", "DE", "RÉF"],
            Lang::En => ["PAYMENT RECEIPT", "AMOUNT", "FROM", "REF"],
        };
        let mut pen = Pen(&mut picture);
        pen.write(title, LEFT, 15, 2, PAPER);
        pen.write(amount, LEFT, 60, 2, DIM);
        pen.write(&self.money(), LEFT, 82, 4, INK);
        let line = |word: &str, value: &str| format!("{word} {value}");
        pen.write(&line(from, self.from), LEFT, 132, 2, INK);
        pen.write(&line(number, &self.reference()), LEFT, 160, 2, INK);
        pen.write(&self.clock(), LEFT, 188, 2, DIM);
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        picture
            .write_with_encoder(encoder)
            .expect("a small picture fits into memory");
        bytes
    }

    fn money(&self) -> String {
        let (thousands, rest) = (self.amount / 1_000, self.amount % 1_000);
        match self.lang {
            Lang::Fr => format!("{thousands} {rest:03} F"),
            Lang::En => format!("CFA {thousands},{rest:03}"),
        }
    }

    fn reference(&self) -> String {
        format!("{:06}", 480_000 + self.number * 37)
    }

    fn clock(&self) -> String {
        let minute = self.at.millis().div_euclid(60_000).rem_euclid(DAY_MIN);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }
}

/// Writes on a picture.
struct Pen<'a>(&'a mut RgbImage);

impl Pen<'_> {
    fn write(&mut self, text: &str, left: u32, top: u32, size: u32, ink: Rgb<u8>) {
        let mut x = left;
        for letter in text.chars().flat_map(char::to_uppercase) {
            let (plain, mark) = taken_apart(letter);
            self.strokes(glyph(plain), x, top, size, ink);
            if let Some((columns, above)) = mark {
                let y = if above {
                    top - 3 * size
                } else {
                    top + 7 * size
                };
                self.strokes(columns, x, y, size, ink);
            }
            x += 6 * size;
        }
    }

    /// Five columns of dots, the lowest bit on top.
    fn strokes(&mut self, columns: [u8; 5], left: u32, top: u32, size: u32, ink: Rgb<u8>) {
        for (x, column) in (0..).zip(columns) {
            for y in (0..8).filter(|bit| column >> bit & 1 == 1) {
                for (dx, dy) in (0..size).flat_map(|dx| (0..size).map(move |dy| (dx, dy))) {
                    let (x, y) = (left + x * size + dx, top + y * size + dy);
                    if x < WIDTH && y < HEIGHT {
                        self.0.put_pixel(x, y, ink);
                    }
                }
            }
        }
    }
}

/// A letter without its mark, and the mark: its columns, and whether it stands above.
const fn taken_apart(letter: char) -> (char, Option<([u8; 5], bool)>) {
    const ACUTE: [u8; 5] = [0, 0, 2, 1, 0];
    const GRAVE: [u8; 5] = [0, 1, 2, 0, 0];
    const HAT: [u8; 5] = [0, 2, 1, 2, 0];
    const DOTS: [u8; 5] = [0, 1, 0, 1, 0];
    const TAIL: [u8; 5] = [0, 0, 3, 0, 0];
    match letter {
        'É' => ('E', Some((ACUTE, true))),
        'È' => ('E', Some((GRAVE, true))),
        'Â' => ('A', Some((HAT, true))),
        'Ï' => ('I', Some((DOTS, true))),
        'Ç' => ('C', Some((TAIL, false))),
        plain => (plain, None),
    }
}

/// Letters and digits of five columns; what is not known is left blank.
const fn glyph(letter: char) -> [u8; 5] {
    match letter {
        'A' => [0x7e, 0x11, 0x11, 0x11, 0x7e],
        'B' => [0x7f, 0x49, 0x49, 0x49, 0x36],
        'C' => [0x3e, 0x41, 0x41, 0x41, 0x22],
        'D' => [0x7f, 0x41, 0x41, 0x22, 0x1c],
        'E' => [0x7f, 0x49, 0x49, 0x49, 0x41],
        'F' => [0x7f, 0x09, 0x09, 0x09, 0x01],
        'G' => [0x3e, 0x41, 0x49, 0x49, 0x7a],
        'H' => [0x7f, 0x08, 0x08, 0x08, 0x7f],
        'I' => [0x00, 0x41, 0x7f, 0x41, 0x00],
        'J' => [0x20, 0x40, 0x41, 0x3f, 0x01],
        'K' => [0x7f, 0x08, 0x14, 0x22, 0x41],
        'L' => [0x7f, 0x40, 0x40, 0x40, 0x40],
        'M' => [0x7f, 0x02, 0x0c, 0x02, 0x7f],
        'N' => [0x7f, 0x04, 0x08, 0x10, 0x7f],
        'O' => [0x3e, 0x41, 0x41, 0x41, 0x3e],
        'P' => [0x7f, 0x09, 0x09, 0x09, 0x06],
        'Q' => [0x3e, 0x41, 0x51, 0x21, 0x5e],
        'R' => [0x7f, 0x09, 0x19, 0x29, 0x46],
        'S' => [0x46, 0x49, 0x49, 0x49, 0x31],
        'T' => [0x01, 0x01, 0x7f, 0x01, 0x01],
        'U' => [0x3f, 0x40, 0x40, 0x40, 0x3f],
        'V' => [0x1f, 0x20, 0x40, 0x20, 0x1f],
        'W' => [0x3f, 0x40, 0x38, 0x40, 0x3f],
        'X' => [0x63, 0x14, 0x08, 0x14, 0x63],
        'Y' => [0x07, 0x08, 0x70, 0x08, 0x07],
        'Z' => [0x61, 0x51, 0x49, 0x45, 0x43],
        '0' => [0x3e, 0x51, 0x49, 0x45, 0x3e],
        '1' => [0x00, 0x42, 0x7f, 0x40, 0x00],
        '2' => [0x42, 0x61, 0x51, 0x49, 0x46],
        '3' => [0x21, 0x41, 0x45, 0x4b, 0x31],
        '4' => [0x18, 0x14, 0x12, 0x7f, 0x10],
        '5' => [0x27, 0x45, 0x45, 0x45, 0x39],
        '6' => [0x3c, 0x4a, 0x49, 0x49, 0x30],
        '7' => [0x01, 0x71, 0x09, 0x05, 0x03],
        '8' => [0x36, 0x49, 0x49, 0x49, 0x36],
        '9' => [0x06, 0x49, 0x49, 0x29, 0x1e],
        ',' => [0x00, 0x50, 0x30, 0x00, 0x00],
        ':' => [0x00, 0x36, 0x36, 0x00, 0x00],
        _ => [0; 5],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::cast::{PHONES, Who};

    fn receipt(lang: Lang, from: &str, number: usize) -> Receipt<'_> {
        Receipt {
            lang,
            from,
            amount: 2_000,
            at: Timestamp::from_millis(0),
            number,
        }
    }

    #[test]
    fn no_two_payments_have_the_same_picture_and_each_speaks_the_shops_language() {
        let all = [
            receipt(Lang::Fr, "Awa", 1),
            receipt(Lang::Fr, "Awa", 2),
            receipt(Lang::Fr, "Fatou", 1),
            receipt(Lang::En, "Awa", 1),
        ];
        let pictures: BTreeSet<Vec<u8>> = all.iter().map(Receipt::drawn).collect();
        assert_eq!(pictures.len(), all.len());
        for bytes in pictures {
            let read = image::load_from_memory(&bytes).unwrap();
            assert_eq!((read.width(), read.height()), (WIDTH, HEIGHT));
        }
    }

    #[test]
    fn every_letter_of_a_receipt_is_known() {
        let passers = (0..12).map(Who::Passer);
        let names = PHONES.into_iter().chain(passers).filter_map(Who::name);
        let words = ["Reçu de paiement", "Payment receipt", "Montant", "Amount"];
        let more = ["0123456789,:", "De", "From", "Réf", "CFA", "F"];
        for text in names.chain(words).chain(more) {
            for letter in text.chars().flat_map(char::to_uppercase) {
                let known = glyph(taken_apart(letter).0) != [0; 5];
                assert!(known || letter == ' ', "{letter} of {text}");
            }
            let width = u32::try_from(text.chars().count()).unwrap() * 12;
            assert!(LEFT + width <= WIDTH, "{text} fits");
        }
    }
}
