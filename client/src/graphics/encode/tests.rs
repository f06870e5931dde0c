//! What is sent, read back by readers of our own: the picture shown is the picture drawn.

use std::io::Read;

use super::*;

const CELL: (u16, u16) = (5, 9);
const AREA: Rect = Rect {
    x: 1,
    y: 1,
    width: 7,
    height: 3,
};
/// The size of the picture: neither is a whole number of sixel bands or of coarse pixels.
const SIZE: (usize, usize) = (35, 27);

fn offer(protocol: Protocol, is_deflated: bool) -> Offer {
    Offer {
        protocol,
        cell: CELL,
        registers: 256,
        largest: (1000, 1000),
        is_deflated,
    }
}

/// A picture of a few colours with edges everywhere.
fn drawn(coarse: usize) -> (Vec<[u8; 3]>, usize) {
    let (w, h) = (SIZE.0.div_ceil(coarse), SIZE.1.div_ceil(coarse));
    let pixel = |x: usize, y: usize| match (x * 7 + y * 3) % 5 {
        0 => [255, 255, 255],
        1 => [0, 0, 0],
        2 => [204, 51, 0],
        3 => [0, 102, 153],
        _ => [(x * 3 % 2 * 51) as u8, 153, 51],
    };
    let pixels = (0..w * h).map(|at| pixel(at % w, at / w)).collect();
    (pixels, w)
}

/// What the terminal should show.
fn wanted(coarse: usize) -> Vec<[u8; 3]> {
    let (pixels, width) = drawn(coarse);
    let places = (0..SIZE.0 * SIZE.1).map(|at| (at % SIZE.0, at / SIZE.0));
    places
        .map(|(x, y)| pixels[y / coarse * width + x / coarse])
        .collect()
}

/// Every cell's symbol, in order, with what is printed before the next: as a terminal gets it.
fn sent(offer: &Offer, coarse: usize) -> String {
    let (pixels, width) = drawn(coarse);
    let size = Size::new(AREA.width, AREA.height);
    let picture = encode(offer, 0, (&pixels, width), coarse, size).expect("it is encoded");
    let mut buf = Buffer::empty(Rect::new(0, 0, 10, 6));
    picture.draw(AREA, &mut buf);
    let symbols = AREA.positions().map(|at| buf[at].symbol().to_owned());
    symbols.collect()
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for digit in text.trim_end_matches('=').chars() {
        let value = DIGITS.find(digit).expect("a digit of base64");
        (bits, count) = (bits << 6 | value as u32, count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

#[test]
fn kitty_images_are_the_picture_plain_and_deflated() {
    for (is_deflated, coarse) in [(false, 1), (true, 1), (true, 2), (false, 4)] {
        let sent = sent(&offer(Protocol::Kitty, is_deflated), coarse);
        let (mut keys, mut payload) = (String::new(), Vec::new());
        let mut rest = sent.as_str();
        while let Some(begin) = rest.find("\x1b_G") {
            let end = rest.find("\x1b\\").expect("a whole command");
            let (head, data) = rest[begin + 3..end].split_once(';').expect("keys; data");
            keys = format!("{keys},{head}");
            assert!(
                data.len() <= 4096,
                "no chunk is larger than the protocol allows"
            );
            payload.extend(base64(data));
            rest = &rest[end + 2..];
        }
        let has = |key: &str| keys.split(',').any(|other| other == key);
        assert!(has("a=T") && has("U=1") && has("f=32") && has("s=35") && has("v=27"));
        assert!(has(&format!("i={}", KITTY_IDS[0])) && has("m=0"), "{keys}");
        assert_eq!(has("o=z"), is_deflated);
        if is_deflated {
            let mut plain = Vec::new();
            let mut reader = flate2::read::ZlibDecoder::new(payload.as_slice());
            reader.read_to_end(&mut plain).expect("a whole stream");
            payload = plain;
        }
        let shown: Vec<[u8; 3]> = payload.chunks(4).map(|p| [p[0], p[1], p[2]]).collect();
        assert_eq!(shown, wanted(coarse));
        let places = rest.chars().filter(|c| *c == '\u{10EEEE}').count();
        assert_eq!(
            places,
            usize::from(AREA.width * AREA.height),
            "a place for each cell"
        );
    }
}

/// A reader of sixels: colours by their registers, `!` repeats, `$` back to the left, `-` down.
fn read_sixel(sent: &str) -> Vec<[u8; 3]> {
    let body = sent.strip_prefix("\x1bP").expect("DCS");
    let (_, body) = body.split_once('q').expect("sixels");
    let body = &body[..body.find('\x1b').expect("ST")];
    let mut shown = vec![None; SIZE.0 * SIZE.1];
    let mut registers = vec![[0_u8; 3]; 256];
    let (mut colour, mut repeat, mut x, mut band) = (0, 1, 0, 0);
    let mut rest = body;
    while let Some(first) = rest.chars().next() {
        rest = &rest[1..];
        let mut numbers = || {
            let stop = |c: char| !c.is_ascii_digit() && c != ';';
            let end = rest.find(stop).unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            rest = after;
            text.split(';')
                .map(|n| n.parse().expect("a number"))
                .collect::<Vec<usize>>()
        };
        match first {
            '"' => assert_eq!(numbers()[2..], [SIZE.0, SIZE.1]),
            '#' => match numbers()[..] {
                [register] => colour = register,
                [register, 2, r, g, b] => {
                    registers[register] = [r, g, b].map(|part| (part * 255 / 100) as u8);
                    colour = register;
                }
                ref other => panic!("{other:?}"),
            },
            '!' => repeat = numbers()[0],
            '$' => x = 0,
            '-' => (x, band) = (0, band + 1),
            '?'..='~' => {
                let bits = first as u8 - b'?';
                for bit in (0..6).filter(|bit| bits & 1 << bit != 0) {
                    for column in x..x + repeat {
                        shown[(band * 6 + bit) * SIZE.0 + column] = Some(registers[colour]);
                    }
                }
                (x, repeat) = (x + repeat, 1);
            }
            other => panic!("{other:?}"),
        }
    }
    let whole = shown.into_iter().map(|pixel| pixel.expect("no hole"));
    whole.collect()
}

#[test]
fn sixels_are_the_picture_to_the_hundredth_that_a_colour_is_told_in() {
    for coarse in [1, 2, 3] {
        let shown = read_sixel(sent(&offer(Protocol::Sixel, false), coarse).trim_end());
        for (index, (shown, wanted)) in shown.iter().zip(wanted(coarse)).enumerate() {
            let off = shown.iter().zip(wanted).map(|(a, b)| a.abs_diff(b)).max();
            assert!(off <= Some(5), "{index}: {shown:?} for {wanted:?}");
        }
    }
}

#[test]
fn inline_images_are_the_picture() {
    let sent = sent(&offer(Protocol::Iterm2, false), 2);
    let body = sent.strip_prefix(INLINE).expect("nothing before it");
    let (head, data) = body.split_once(':').expect("keys: data");
    for key in ["inline=1", "width=35px", "height=27px", "doNotMoveCursor=1"] {
        assert!(head.contains(key), "{head}");
    }
    let data = &data[..data.find('\x07').expect("its end")];
    let image = image::load_from_memory(&base64(data))
        .expect("a PNG")
        .to_rgb8();
    let shown: Vec<[u8; 3]> = image.pixels().map(|pixel| pixel.0).collect();
    assert_eq!(shown, wanted(2));
}

#[test]
fn an_area_that_the_pixels_do_not_fill_gets_none() {
    let offer = offer(Protocol::Sixel, false);
    let few = [[0; 3]; 10];
    assert!(encode(&offer, 0, (&few, 5), 1, Size::new(7, 3)).is_none());
    assert!(encode(&offer, 0, (&few, 5), 1, Size::new(0, 3)).is_none());
}
