//! The configuration from the outside: who wins, and what is said about mistakes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::*;

/// A configuration file in a temporary folder.
struct File {
    folder: tempfile::TempDir,
}

impl File {
    fn of(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("snapsell.toml"), text).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("snapsell.toml")
    }
}

fn load(
    file: Option<&Path>,
    env: &[(&str, &str)],
    flags: &[(&'static str, &str)],
    lang: Lang,
) -> Result<(Config, Settings), Failure> {
    let flags: BTreeMap<_, _> = flags
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    Config::load(&Inputs {
        lang,
        flags: &flags,
        env: &Env::of_pairs(env),
        file,
        search: &[],
    })
}

/// The message about a file, its folder cut out.
fn complaint(text: &str) -> String {
    let file = File::of(text);
    let failure = load(Some(&file.path()), &[], &[], Lang::En).unwrap_err();
    assert_eq!(failure.exit.code(), 78);
    let folder = format!("{}/", file.folder.path().display());
    format!("{failure}").replace(&folder, "")
}

fn complaint_of_env(variable: &str, value: &str) -> String {
    let failure = load(None, &[(variable, value)], &[], Lang::En).unwrap_err();
    assert_eq!(failure.exit.code(), 78);
    failure.to_string()
}

#[test]
fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
    let file = File::of("listen = \"127.0.0.1:1\"\ndrain_seconds = 1\nmax_connections = 1\n");
    let env = [
        ("SNAPSELL_LISTEN", "127.0.0.1:2"),
        ("SNAPSELL_DRAIN_SECONDS", "2"),
    ];
    let flags = [("listen", "127.0.0.1:3")];
    let (config, settings) = load(Some(&file.path()), &env, &flags, Lang::En).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.drain, Duration::from_secs(2));
    assert_eq!(config.limits.connections_max, 1);
    assert_eq!(config.limits.connections_per_address_max, 256);
    let origin = |name| settings.get(name).origin.words(Lang::En);
    assert_eq!(origin("listen"), "flag --listen");
    assert_eq!(
        origin("drain_seconds"),
        "environment variable SNAPSELL_DRAIN_SECONDS"
    );
    assert_eq!(
        origin("max_connections"),
        format!("{}, line 3", file.path().display())
    );
    assert_eq!(origin("catch_up"), "default");
}

#[test]
fn mistakes_in_the_file_name_key_line_and_remedy() {
    for (text, said) in [
        (
            "\nlistn = \"127.0.0.1:1\"\n",
            "snapsell.toml, line 2: unknown key `listn`; did you mean `listen`? [SNAP-0101]",
        ),
        (
            "colour = 1\n",
            "snapsell.toml, line 1: unknown key `colour` [SNAP-0101]",
        ),
        (
            "[limits]\nx = 1\n",
            "snapsell.toml, line 1: unknown key `limits` [SNAP-0101]",
        ),
        (
            "# port\nlisten = 8080\n",
            "snapsell.toml, line 2: `listen` must be an address and port such as 127.0.0.1:8080, not a number [SNAP-0102]",
        ),
        (
            "catch_up = \"yes\"\n",
            "snapsell.toml, line 1: `catch_up` must be true or false, not a string [SNAP-0102]",
        ),
        (
            "trusted_proxies = [1]\n",
            "snapsell.toml, line 1: `trusted_proxies` must be a list of addresses or networks such as 10.0.0.0/8, not a list of something else [SNAP-0102]",
        ),
        (
            "drain_seconds = 0\n",
            "snapsell.toml, line 1: `drain_seconds` must be a whole number of seconds from 1 to 3600; \"0\" is not [SNAP-0103]",
        ),
        (
            "database = \"sqlite::memory:\"\n",
            "snapsell.toml, line 1: `database` must be sqlite: and the path of a file; \"sqlite::memory:\" is not [SNAP-0103]",
        ),
        (
            "database = \"sqlite:/tmp\"\n",
            "snapsell.toml, line 1: `database` must be sqlite: and the path of a file; \"sqlite:/tmp\" is not [SNAP-0103]",
        ),
        (
            "tls_cert = \"/c\"\n",
            "snapsell.toml, line 1: `tls_cert` needs `tls_key` too [SNAP-0106]",
        ),
        (
            "master_key_file = \"\"\n",
            "snapsell.toml, line 1: `master_key_file` must be the path of a file; \"\" is not [SNAP-0103]",
        ),
    ] {
        assert_eq!(complaint(text), said);
    }
    let broken = complaint("listen = \n");
    assert!(
        broken.starts_with("snapsell.toml, line 1: this is not TOML"),
        "{broken}"
    );
}

#[test]
fn mistakes_in_the_environment_name_the_variable() {
    for (variable, value, said) in [
        (
            "SNAPSELL_LISTNE",
            "x",
            "environment variable SNAPSELL_LISTNE: unknown key `SNAPSELL_LISTNE`; did you mean `SNAPSELL_LISTEN`? [SNAP-0101]",
        ),
        (
            "SNAPSELL_DATABASE",
            "postgres://localhost/x",
            "environment variable SNAPSELL_DATABASE: `database` names PostgreSQL, which this build does not contain [SNAP-0108]",
        ),
        (
            "SNAPSELL_PUBLIC_URL",
            "boutique.example",
            "environment variable SNAPSELL_PUBLIC_URL: `public_url` must be an address without a path, such as https://boutique.example; \"boutique.example\" is not [SNAP-0103]",
        ),
        (
            "SNAPSELL_LOG_LEVEL",
            "loud",
            "environment variable SNAPSELL_LOG_LEVEL: `log_level` must be error, warn, info, debug, trace, or a filter such as info,snapsell_server=debug; \"loud\" is not [SNAP-0103]",
        ),
    ] {
        assert_eq!(complaint_of_env(variable, value), said);
    }
}

#[test]
fn a_file_that_was_named_must_exist_and_the_message_can_be_french() {
    let failure = load(Some(Path::new("/nowhere/a.toml")), &[], &[], Lang::Fr).unwrap_err();
    assert_eq!(
        failure.report(),
        "snapsell: le fichier de configuration /nowhere/a.toml n'existe pas [SNAP-0100]\n  → snapsell config --example > /nowhere/a.toml\n"
    );
    let env = [("SNAPSELL_CONFIG", "/nowhere/b.toml")];
    assert_eq!(
        load(None, &env, &[], Lang::En).unwrap_err().code,
        "SNAP-0100"
    );
}

#[test]
fn a_file_that_cannot_be_looked_at_is_not_called_missing() {
    let folder = tempfile::tempdir().unwrap();
    let below_a_file = folder.path().join("plain");
    std::fs::write(&below_a_file, "").unwrap();
    let path = below_a_file.join("snapsell.toml");
    let failure = load(Some(&path), &[], &[], Lang::En).unwrap_err();
    assert_eq!(failure.code, "SNAP-0105");
    assert!(
        !failure.report().contains("--example"),
        "nothing is written over"
    );
}

#[test]
fn variables_that_container_platforms_add_are_not_ours() {
    let env = [
        ("SNAPSELL_SERVICE_HOST", "10.0.0.1"),
        ("SNAPSELL_PORT_8080_TCP", "tcp://10.0.0.1:8080"),
        ("SNAPSELL_LISTEN", ""),
    ];
    let (config, _) = load(None, &env, &[], Lang::En).unwrap();
    assert_eq!(config.listen.port(), 8080);
}

#[test]
fn the_example_is_the_defaults_in_both_languages() {
    let (defaults, _) = load(None, &[], &[], Lang::En).unwrap();
    for lang in [Lang::En, Lang::Fr] {
        let text = example(lang);
        let file = File::of(&text);
        let folder = file.folder.path();
        let (config, settings) = load(Some(&file.path()), &[], &[], lang).unwrap();
        let here = Config {
            database: Database::Sqlite(folder.join("snapsell.db")),
            master_key_file: folder.join("snapsell.key"),
            places: config.places.clone(),
            ..defaults.clone()
        };
        assert_eq!(config, here);
        for key in KEYS {
            assert!(text.contains(&format!("{} = ", key.name)), "{}", key.name);
            let from_file = settings.get(key.name).origin != Origin::Default;
            assert_eq!(from_file, !key.default.is_empty(), "{}", key.name);
        }
        // Where a sample is given instead of a default, it is a right value too.
        let all = text
            .replace("\n# public_url", "\npublic_url")
            .replace("\n# tls_", "\ntls_");
        load(Some(&File::of(&all).path()), &[], &[], lang).unwrap();
    }
}

#[test]
fn what_a_file_leaves_out_lies_beside_it_as_if_it_were_written_there() {
    let file = File::of("listen = \"127.0.0.1:1\"\n");
    let folder = file.folder.path();
    let env = [("SNAPSELL_MASTER_KEY_FILE", "own.key")];
    let (config, settings) = load(Some(&file.path()), &env, &[], Lang::En).unwrap();
    let database = Database::Sqlite(folder.join("snapsell.db"));
    assert_eq!(config.database, database, "from wherever it is started");
    assert_eq!(settings.get("database").origin, Origin::Default);
    assert_eq!(config.master_key_file, Path::new("own.key"));
    assert_eq!(config.backup_dir, None);
    let (alone, _) = load(None, &[], &[], Lang::En).unwrap();
    assert_eq!(alone.database, Database::Sqlite("snapsell.db".into()));
}

#[test]
fn addresses_lose_their_final_slash_and_may_carry_no_password() {
    let url = |value| load(None, &[("SNAPSELL_PUBLIC_URL", value)], &[], Lang::En);
    let (config, _) = url("https://boutique.example/").unwrap();
    assert_eq!(config.base_url(), "https://boutique.example");
    for wrong in [
        "https://",
        "https://a:b@c",
        "https://a/?b",
        "https://a/shop",
        "https://a/shop/",
        "ftp://a",
        "https://a#b",
        "https://a:99999",
        "https://a:",
        "HTTPS://a",
    ] {
        assert!(url(wrong).is_err(), "{wrong}");
    }
    for right in [
        "https://a:8443",
        "http://[::1]:8080",
        "https://[2001:db8::1]",
    ] {
        assert!(url(right).is_ok(), "{right}");
    }
}
