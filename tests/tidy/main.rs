//! What must stay absent, and maps that must stay true: read from the sources themselves.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str], into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("readable").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or("");
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') {
                files(&path, endings, into);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            into.push(path);
        }
    }
}

fn sources(folder: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    files(&root().join(folder), &[".rs"], &mut paths);
    let shown = |path: &Path| {
        path.strip_prefix(root())
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/")
    };
    paths
        .iter()
        .filter(|path| !only_tests(path))
        .map(|path| (shown(path), fs::read_to_string(path).expect("text")))
        .collect()
}

/// Files that hold nothing but tests of the file they stand under.
fn only_tests(path: &Path) -> bool {
    let text = path.to_string_lossy().replace('\\', "/");
    let names = [
        "/tests.rs",
        "/tests/",
        "/trials.rs",
        "/trials/",
        "/oracles.rs",
    ];
    text.contains("/src/") && names.iter().any(|name| text.contains(name))
}

/// Code of a file before its tests, comments left out.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_core_knows_no_clock_socket_thread_or_hash_order() {
    let absent = [
        "std::",
        "Instant",
        "SystemTime",
        "HashMap",
        "HashSet",
        "thread_rng",
        "f64::sin",
        ".sin()",
    ];
    for (path, text) in sources("shared/src") {
        for word in absent {
            assert!(!code(&text).contains(word), "{path} names {word}");
        }
    }
}

#[test]
fn one_file_names_bincode() {
    for folder in ["shared/src", "server/src", "client/src"] {
        for (path, text) in sources(folder) {
            let named = code(&text).contains("bincode");
            assert!(
                !named || path == "shared/src/wire/codec.rs",
                "{path} names bincode"
            );
        }
    }
}

#[test]
fn nothing_is_left_for_later_in_the_sources() {
    for folder in ["shared/src", "server/src", "client/src"] {
        for (path, text) in sources(folder) {
            for mark in ["todo!", "unimplemented!", "TODO", "FIXME", "XXX"] {
                assert!(!text.contains(mark), "{path}: {mark}");
            }
        }
    }
}

#[test]
fn every_source_file_opens_by_saying_what_it_is() {
    for folder in ["shared/src", "server/src", "client/src", "tests"] {
        for (path, text) in sources(folder) {
            assert!(text.starts_with("//!"), "{path} opens without a word");
        }
    }
}

/// A letter that looks like one of the other alphabet is found by its neighbours: no word of any text or
/// picture has letters of both. Where whole words of the other script may stand, the locales' tests say.
#[test]
fn no_word_mixes_latin_and_cyrillic_letters() {
    let mut paths = Vec::new();
    files(&root(), &[".ftl", ".md", ".toml", ".snap"], &mut paths);
    let (mut words, mut mixed) = (0, Vec::new());
    for path in &paths {
        let text = fs::read_to_string(path).expect("text");
        for word in text.split(|c: char| !c.is_alphabetic() && c != '\u{301}') {
            words += usize::from(!word.is_empty());
            let latin = |c: char| c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c);
            let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
            if word.contains(latin) && word.contains(cyrillic) {
                mixed.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(words > 50_000, "only {words} words were looked at");
    assert!(mixed.is_empty(), "{mixed:#?}");
}

/// Paths in backticks that a document names, as `client/src/app.rs`.
fn named_paths(text: &str) -> Vec<String> {
    let tops = ["client/", "server/", "shared/", "tests/", ".ci/"];
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|quoted| tops.iter().any(|top| quoted.starts_with(top)))
        .filter(|quoted| !quoted.contains(['*', '{', '<', ' ']))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_path_the_documents_name_exists() {
    for document in ["README.md", "ARCHITECTURE.md", "shared/README.md"] {
        let text = fs::read_to_string(root().join(document)).expect(document);
        for path in named_paths(&text) {
            assert!(root().join(&path).exists(), "{document} names {path}");
        }
    }
}

#[test]
fn the_architecture_names_every_folder_of_sources() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut folders = Vec::new();
    for crate_folder in ["client/src", "server/src", "shared/src", "tests"] {
        for entry in fs::read_dir(root().join(crate_folder)).expect("a crate") {
            let path = entry.expect("readable").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or("")
                .to_owned();
            if path.is_dir() && name != "target" {
                folders.push(format!("{crate_folder}/{name}"));
            }
        }
    }
    for folder in folders {
        assert!(
            text.contains(&format!("`{folder}`")),
            "ARCHITECTURE.md does not name {folder}"
        );
    }
}
