//! Photographs, decoded and written anew.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use schema::attachments::rules::AttachmentKind;
use schema::error::{Refusal, UserErrorCode};

use super::content::{Content, invalid};

/// Width and height of what is kept, at most: a page of writing stays readable.
pub const MAX_SIDE: u32 = 2_560;
/// Width and height of the small picture, at most.
const SMALL_SIDE: u32 = 320;
/// Of 100, where the eye sees no difference on a screen.
const QUALITY: u8 = 85;
const SMALL_QUALITY: u8 = 75;
/// Pixels of what comes, at most: three times what phones make by default. A file of a few kilobytes
/// can claim to hold thousands of millions.
const MAX_PIXELS: u64 = 64_000_000;
/// Memory of one decoder, in bytes.
const MAX_MEMORY: u64 = 512 << 20;

/// Makes a photograph anew: upright, of a size that fits, as JPEG, with nothing that its camera noted:
/// no place, no time, no device, no small picture of its own.
pub(super) fn remake(bytes: &[u8], format: ImageFormat) -> Result<Content, Refusal> {
    let picture = decode(bytes, format)?;
    // Far too large: first roughly, because the finer way takes sixteen bytes for each pixel.
    let picture = if picture.width().max(picture.height()) > 2 * MAX_SIDE {
        picture.thumbnail(2 * MAX_SIDE, 2 * MAX_SIDE)
    } else {
        picture
    };
    let picture = if picture.width().max(picture.height()) > MAX_SIDE {
        picture.resize(MAX_SIDE, MAX_SIDE, FilterType::Triangle)
    } else {
        picture
    };
    let whole = on_white(&picture);
    let small = if whole.width().max(whole.height()) > SMALL_SIDE {
        let small = DynamicImage::ImageRgb8(whole.clone()).thumbnail(SMALL_SIDE, SMALL_SIDE);
        small.into_rgb8()
    } else {
        whole.clone()
    };
    Ok(Content {
        kind: AttachmentKind::Photo,
        media_type: "image/jpeg",
        size: Some(whole.dimensions()),
        bytes: encode(&whole, QUALITY)?,
        small: Some(encode(&small, SMALL_QUALITY)?),
    })
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Refusal> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| broken())?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(broken());
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::new(
            UserErrorCode::Limit,
            "file",
            format!(
                "照片太大（{width}×{height} 像素）；请把相机的分辨率调到 6400 万像素以内再拍，或缩小后上传"
            ),
            format!(
                "the photograph is too large ({width}×{height} pixels); take it with less than 64 megapixels, or make it smaller"
            ),
        ));
    }
    // A photograph whose notes can't be read lies as it lies.
    let orientation = decoder.orientation();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| broken())?;
    if let Ok(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

/// What is transparent becomes white, as on paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let with_alpha = picture.to_rgba8();
    let mut plain = RgbImage::new(with_alpha.width(), with_alpha.height());
    for (from, to) in with_alpha.pixels().zip(plain.pixels_mut()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let mix = |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255);
        *to = Rgb([red, green, blue].map(|colour| mix(colour).unwrap_or(u8::MAX)));
    }
    plain
}

fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(picture)
        .map_err(|_| broken())?;
    Ok(bytes)
}

fn broken() -> Refusal {
    invalid(
        "照片打不开，文件可能已损坏；请重新拍摄或另存后上传",
        "the photograph can't be read, it may be damaged; take it again or save it anew",
    )
}

#[cfg(test)]
mod tests {
    use image::GenericImageView as _;

    use super::*;

    /// Left half red, right half blue.
    fn halves(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| match x < width / 2 {
            true => Rgb([200, 20, 20]),
            false => Rgb([20, 20, 200]),
        })
    }

    fn jpeg(picture: &RgbImage) -> Vec<u8> {
        encode(picture, 90).unwrap()
    }

    /// Puts notes as a camera does (Exif 2.32, 4.5) behind the first marker: the orientation, the maker
    /// and a place.
    fn with_notes(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0".to_vec();
        tiff.extend([3, 0]);
        // Tag, type, count, value: the maker (ASCII), the orientation (SHORT), the place (offset).
        tiff.extend(b"\x0f\x01\x02\0\x04\0\0\0QqQ\0");
        tiff.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
        tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x32\0\0\0\0\0\0\0");
        // The place: north, 35 degrees.
        tiff.extend(b"\x01\0\x01\0\x02\0\0\0N\0\0\0\0\0\0\0GPS-35.0518-118.3265");
        let mut notes = b"Exif\0\0".to_vec();
        notes.extend(tiff);
        let length = u16::try_from(notes.len() + 2).unwrap().to_be_bytes();
        let mut noted = jpeg[..2].to_vec();
        noted.extend([0xff, 0xe1]);
        noted.extend(length);
        noted.extend(notes);
        noted.extend(&jpeg[2..]);
        noted
    }

    fn contains(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    fn picture(bytes: &[u8]) -> DynamicImage {
        image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap()
    }

    #[test]
    fn nothing_is_left_of_what_the_camera_noted() {
        let noted = with_notes(&jpeg(&halves(400, 200)), 1);
        for note in [b"Exif".as_slice(), b"GPS-35.0518", b"QqQ"] {
            assert!(contains(&noted, note));
        }
        let kept = remake(&noted, ImageFormat::Jpeg).unwrap();
        for bytes in [&kept.bytes, kept.small.as_ref().unwrap()] {
            for note in [b"Exif".as_slice(), b"GPS-35.0518", b"QqQ"] {
                assert!(!contains(bytes, note));
            }
        }
        assert_eq!(kept.size, Some((400, 200)));
        assert_eq!(
            picture(kept.small.as_ref().unwrap()).dimensions(),
            (320, 160)
        );
    }

    #[test]
    fn it_stands_as_it_was_taken() {
        let is_red = |picture: &DynamicImage, x, y| {
            let [red, _, blue, _] = picture.get_pixel(x, y).0;
            red > blue
        };
        let lying = jpeg(&halves(400, 200));
        for (orientation, size, red_at) in [
            (1, (400, 200), (50, 100)),
            // Turned round.
            (3, (400, 200), (350, 100)),
            // To be turned by 90 degrees to the right: left becomes top.
            (6, (200, 400), (100, 50)),
            (8, (200, 400), (100, 350)),
            // No orientation that there is.
            (9, (400, 200), (50, 100)),
        ] {
            let kept = remake(&with_notes(&lying, orientation), ImageFormat::Jpeg).unwrap();
            assert_eq!(kept.size, Some(size), "{orientation}");
            let picture = picture(&kept.bytes);
            assert!(is_red(&picture, red_at.0, red_at.1), "{orientation}");
            let (width, height) = size;
            assert!(
                !is_red(&picture, width - 1 - red_at.0, height - 1 - red_at.1),
                "{orientation}"
            );
        }
    }

    #[test]
    fn what_is_large_becomes_smaller_and_what_is_small_stays() {
        let kept = remake(&jpeg(&halves(5_120, 1_000)), ImageFormat::Jpeg).unwrap();
        assert_eq!(kept.size, Some((2_560, 500)));
        let kept = remake(&jpeg(&halves(8_000, 400)), ImageFormat::Jpeg).unwrap();
        assert_eq!(kept.size, Some((2_560, 128)));
        let kept = remake(&jpeg(&halves(40, 30)), ImageFormat::Jpeg).unwrap();
        assert_eq!(kept.size, Some((40, 30)));
    }

    #[test]
    fn every_kind_becomes_a_jpeg_on_white() {
        let clear = image::RgbaImage::from_pixel(64, 64, image::Rgba([0, 0, 0, 0]));
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let mut bytes = Cursor::new(Vec::new());
            clear.write_to(&mut bytes, format).unwrap();
            let kept = remake(bytes.get_ref(), format).unwrap();
            assert_eq!(kept.media_type, "image/jpeg");
            let [red, ..] = picture(&kept.bytes).get_pixel(10, 10).0;
            assert!(red > 250, "{format:?}");
        }
    }

    #[test]
    fn a_small_file_that_claims_to_be_vast_is_refused_before_it_takes_any_memory() {
        // A true picture whose head says that it has 30,000 times 30,000 pixels.
        let mut bytes = Cursor::new(Vec::new());
        halves(8, 8).write_to(&mut bytes, ImageFormat::Png).unwrap();
        let mut bomb = bytes.into_inner();
        bomb[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
        let check = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&check.to_be_bytes());
        let begun = std::time::Instant::now();
        let refusal = remake(&bomb, ImageFormat::Png).unwrap_err();
        assert_eq!(refusal.code, UserErrorCode::Limit);
        assert!(begun.elapsed() < std::time::Duration::from_secs(1));
        let mut bomb = jpeg(&halves(64, 64));
        let frame = bomb
            .windows(2)
            .position(|marker| marker == [0xff, 0xc0])
            .unwrap();
        bomb[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
        let refusal = remake(&bomb, ImageFormat::Jpeg).unwrap_err();
        assert_eq!(refusal.code, UserErrorCode::Limit);
    }

    /// PNG, annex D.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                (sum >> 1) ^ (0xedb8_8320 * (sum & 1))
            })
        })
    }
}
