//! The command line from the outside: what it prints, where, and with which exit code.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::bench::Bench;
use super::run;
use crate::config::Env;
use crate::exit::Exit;

struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

fn snapsell(arguments: &[&str], env: &[(&str, &str)]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["snapsell"].iter().chain(arguments).map(Into::into);
    let exit = run(arguments, &Env::of_pairs(env), &mut out, &mut err);
    Ran {
        exit,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have plain names")
}

#[test]
fn alone_it_shows_help_and_the_three_commands_a_newcomer_needs() {
    let ran = snapsell(&[], &[("LANG", "fr_FR.UTF-8")]);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Done, ""));
    for words in [
        "Démarrer le serveur",
        "snapsell init",
        "--check",
        "Pour commencer",
    ] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
    assert!(!ran.out.contains("Start the server"), "{}", ran.out);
}

#[test]
fn help_is_a_command_too() {
    let ran = snapsell(&["help"], &[]);
    assert_eq!(ran.exit, Exit::Done);
    assert_eq!(ran.out, snapsell(&["--help"], &[]).out);
    let ran = snapsell(&["help", "shop", "create"], &[]);
    assert_eq!(ran.exit, Exit::Done);
    assert_eq!(ran.out, snapsell(&["shop", "create", "--help"], &[]).out);
    assert!(ran.out.contains("snapsell shop create"), "{}", ran.out);
}

#[test]
fn what_cannot_be_understood_is_a_usage_error_with_the_nearest_command() {
    let ran = snapsell(&["serv"], &[]);
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::Usage, ""));
    assert!(
        ran.err.contains("'serve'") && ran.err.contains("--help"),
        "{}",
        ran.err
    );
}

#[test]
fn a_wrong_configuration_ends_with_78_its_code_and_the_next_command() {
    let ran = snapsell(&["serve", "--check", "--log-format", "xml"], &[]);
    assert_eq!(ran.exit.code(), 78);
    assert_eq!(
        ran.err,
        "snapsell: flag --log-format: `log_format` must be auto, json or text; \"xml\" is not [SNAP-0103]\n  → snapsell config --show\n"
    );
}

#[test]
fn init_writes_a_configuration_that_check_accepts_from_anywhere_and_never_writes_twice() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("new");
    let ran = snapsell(&["init", text(&folder)], &[]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    let key = folder.join("snapsell.key");
    let mode = std::fs::metadata(&key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = std::fs::read(&key).unwrap();

    let config = folder.join("snapsell.toml");
    let ran = snapsell(&["serve", "--check", "--config", text(&config)], &[]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);

    let ran = snapsell(&["init", text(&folder)], &[]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("SNAP-0301"), "{}", ran.err);
    assert_eq!(std::fs::read(&key).unwrap(), before);
}

#[test]
fn what_init_could_not_finish_is_not_in_the_way_of_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let init = || snapsell(&["init", text(folder.path())], &[]);
    for file in ["snapsell.key", "snapsell.toml"] {
        // Nothing can be written under this name.
        let blocked = folder.path().join(format!("{file}.unfinished"));
        std::fs::create_dir(&blocked).unwrap();
        let ran = init();
        assert_eq!(ran.exit, Exit::Failed);
        assert!(ran.err.contains("SNAP-0302"), "{}", ran.err);
        std::fs::remove_dir(&blocked).unwrap();
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 0, "{file}");
    }
    assert_eq!(init().exit, Exit::Done);
}

#[test]
fn check_refuses_to_go_without_a_master_key() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("absent.key");
    let ran = snapsell(
        &["serve", "--check"],
        &[("SNAPSELL_MASTER_KEY_FILE", text(&absent))],
    );
    assert_eq!(ran.exit.code(), 78);
    assert!(
        ran.err.contains("SNAP-0110") && ran.err.contains("snapsell init"),
        "{}",
        ran.err
    );
}

#[test]
fn a_file_that_cannot_be_used_is_named_with_its_key_and_where_that_stands() {
    let folder = tempfile::tempdir().unwrap();
    let (path, config) = (folder.path(), folder.path().join("snapsell.toml"));
    snapsell(&["init", text(path)], &[]);
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(path.join("right.pem"), made.cert.pem()).unwrap();
    for (lines, said, code) in [
        (
            "master_key_file = \"nope.key\"",
            "`master_key_file`: the",
            "SNAP-0110",
        ),
        (
            "master_key_file = \"snapsell.toml\"",
            "`master_key_file`: ",
            "SNAP-0111",
        ),
        (
            "tls_cert = \"a.pem\"\ntls_key = \"b.pem\"",
            "`tls_cert`: the",
            "SNAP-0109",
        ),
        (
            "tls_key = \"b.pem\"\ntls_cert = \"right.pem\"",
            "`tls_key`: the",
            "SNAP-0109",
        ),
        (
            "metrics_token_file = \"nope\"",
            "`metrics_token_file`: cannot",
            "SNAP-0105",
        ),
    ] {
        std::fs::write(&config, format!("# by hand\n{lines}\n")).unwrap();
        let ran = snapsell(&["serve", "--check", "--config", text(&config)], &[]);
        assert_eq!(ran.exit, Exit::Config, "{}", ran.err);
        let said = format!("{}, line 2: {said}", config.display());
        assert!(
            ran.err.contains(&said) && ran.err.contains(code),
            "{said}\n{}",
            ran.err
        );
    }
    std::fs::write(&config, "master_key_file = \"nope.key\"\n").unwrap();
    let flags = ["--config", text(&config)];
    let french = [("LANG", "fr_FR.UTF-8")];
    let ran = snapsell(&[&["shop", "list"][..], &flags].concat(), &french);
    let said = format!(
        "{}, ligne 1 : `master_key_file` : le fichier",
        config.display()
    );
    assert!(ran.err.contains(&said), "{}", ran.err);
}

#[test]
fn show_tells_who_set_what_and_hides_passwords_even_of_a_refused_configuration() {
    let env = [
        ("SNAPSELL_DATABASE", "postgres://awa:secret@db/x"),
        ("SNAPSELL_LISTEN", "[::1]:9"),
    ];
    let ran = snapsell(&["config", "--show", "--listen", "127.0.0.1:7"], &env);
    assert_eq!(ran.exit.code(), 78);
    assert!(ran.err.contains("SNAP-0108"), "{}", ran.err);
    let line = |key: &str| ran.out.lines().find(|line| line.starts_with(key)).unwrap();
    assert!(line("listen").ends_with("flag --listen") && line("listen").contains("127.0.0.1:7"));
    assert!(
        line("database").contains("postgres://***@db/x"),
        "{}",
        ran.out
    );
    assert!(line("master_key_file").ends_with("default"));
    assert!(!format!("{}{}", ran.out, ran.err).contains("secret"));
}

#[test]
fn a_key_that_does_nothing_any_more_is_said_to_and_refuses_nothing() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("snapsell.toml");
    std::fs::write(&file, "\ndata_dir = \"media\"\n").unwrap();
    let of_file = snapsell(&["config", "--config", text(&file)], &[]);
    assert_eq!(of_file.exit, Exit::Done, "{}", of_file.err);
    assert!(
        of_file.err.contains("line 2: data_dir has no effect"),
        "{}",
        of_file.err
    );
    assert!(!of_file.out.contains("data_dir"), "{}", of_file.out);
    let of_variable = snapsell(&["config"], &[("SNAPSELL_DATA_DIR", "media")]);
    assert_eq!(of_variable.exit, Exit::Done, "{}", of_variable.err);
    let of_flag = snapsell(&["config", "--data-dir", "media"], &[]);
    assert_eq!(of_flag.exit, Exit::Done, "{}", of_flag.err);
    assert!(of_flag.err.contains("--data-dir"), "{}", of_flag.err);
}

#[test]
fn completions_know_every_flag() {
    let ran = snapsell(&["completions", "bash"], &[]);
    assert!(
        ran.out.contains("--public-url") && ran.out.contains("--check"),
        "{}",
        ran.out
    );
}

#[test]
fn health_says_that_nobody_answers() {
    let ran = snapsell(&["health", "http://127.0.0.1:1/readyz"], &[]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("SNAP-0401"), "{}", ran.err);
    let ran = snapsell(&["health", "ftp://x"], &[]);
    assert_eq!(ran.exit, Exit::Usage);
}

#[test]
fn the_arguments_clap_is_given_contradict_nothing() {
    super::words::command(crate::talk::Lang::Fr).debug_assert();
}

/// A pipe that nobody reads any more.
struct Closed;

impl std::io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn whoever_has_read_enough_sees_no_error_from_any_command() {
    let bench = Bench::with_shop();
    bench.sell();
    let config = bench.text("snapsell.toml");
    let env = Env::of_pairs(&[("LANG", "en"), ("SNAPSELL_CONFIG", config.as_str())]);
    for line in [
        "",
        "--help",
        "--version",
        "config --show",
        "migrate --status",
        "shop list",
        "shop show --shop acme",
        "audit",
        "outbox list --shop acme",
        "replay acme",
        "export orders --shop acme",
        "export events --shop acme --format json",
        "completions bash",
        #[cfg(feature = "demo")]
        "demo --headless",
    ] {
        let words = std::iter::once("snapsell").chain(line.split_whitespace());
        let mut err = Vec::new();
        let exit = run(words.map(Into::into), &env, &mut Closed, &mut err);
        let err = String::from_utf8(err).unwrap();
        assert_eq!(exit, Exit::Done, "{line}: {err}");
        assert!(!err.contains("SNAP-"), "{line}: {err}");
    }
}

#[test]
fn a_code_that_is_searched_for_leads_to_one_matter() {
    let talk = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/talk");
    let mut matters = std::collections::BTreeMap::new();
    for file in std::fs::read_dir(talk).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for code in text.split('"').filter(|part| part.starts_with("SNAP-")) {
            let matter = matters
                .entry(code.to_owned())
                .or_insert_with(|| path.clone());
            assert_eq!(matter, &path, "{code}");
        }
    }
    assert!(matters.len() > 30, "{matters:?}");
}
