//! The fonts of papers: those that the operator named, the npm package that the web client installs, or
//! those of the system.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::typeset::Fonts;

/// The package, below a checkout: the regular and the bold face, of nine.
const PACKAGE: [&str; 2] = [
    "web-client/node_modules/@expo-google-fonts/noto-serif-sc/400Regular",
    "web-client/node_modules/@expo-google-fonts/noto-serif-sc/700Bold",
];
/// Where Debian's `fonts-noto-cjk` puts them.
const SYSTEM: [&str; 2] = [
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
];

/// Reads the fonts, of the first place that has one that writes Chinese.
///
/// # Errors
/// What to do about it, where none has.
pub(super) fn load(named: Option<&Path>) -> Result<Fonts, String> {
    if let Some(directory) = named {
        return read(&[directory.to_path_buf()])
            .ok_or_else(|| format!("font_dir ({}) holds no Chinese font", directory.display()));
    }
    let checkouts = crate::checkout::checkouts();
    let packages = checkouts
        .iter()
        .map(|checkout| PACKAGE.map(|face| checkout.join(face)));
    packages
        .chain([SYSTEM.map(PathBuf::from)])
        .find_map(|places| read(&places))
        .ok_or_else(|| {
            "papers need a Chinese font: run npm install in web-client, install Debian's fonts-noto-cjk, or name a directory in font_dir".to_owned()
        })
}

fn read(places: &[PathBuf]) -> Option<Fonts> {
    let files = places
        .iter()
        .flat_map(|place| WalkDir::new(place).sort_by_file_name());
    let fonts = files.filter_map(Result::ok).filter(|file| {
        let kind = file.path().extension().and_then(|kind| kind.to_str());
        kind.is_some_and(|kind| ["ttf", "otf", "ttc"].contains(&kind.to_ascii_lowercase().as_str()))
    });
    let fonts = Fonts::new(fonts.filter_map(|file| std::fs::read(file.path()).ok()));
    fonts.write_chinese().then_some(fonts)
}
