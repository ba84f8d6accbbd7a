//! What every command works with: language, settings and the two streams.

use std::io::{BufRead, ErrorKind, Read as _, Write};

use super::flags::SettingFlags;
use crate::config::{Config, Env, Inputs, Settings};
use crate::exit::{Exit, Failure};
use crate::talk::{self, Lang};

/// The surroundings of one command.
pub struct Context<'a> {
    /// The language of the person.
    pub lang: Lang,
    /// The environment.
    pub env: &'a Env,
    /// The settings given as flags.
    pub flags: &'a SettingFlags,
    /// Where secrets are read from.
    pub input: &'a mut (dyn BufRead + Send),
    /// For results.
    pub out: &'a mut (dyn Write + Send),
    /// For talk.
    pub err: &'a mut (dyn Write + Send),
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context")
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

impl Context<'_> {
    /// The settings in force, unchecked.
    ///
    /// # Errors
    /// As [`Settings::gather`].
    pub fn settings(&self) -> Result<Settings, Failure> {
        Settings::gather(&Inputs {
            lang: self.lang,
            flags: &self.flags.values,
            env: self.env,
            file: self.flags.file.as_deref(),
            search: Inputs::SEARCH,
        })
    }

    /// The configuration in force.
    ///
    /// # Errors
    /// As [`Config::from_settings`].
    pub fn config(&self) -> Result<Config, Failure> {
        Config::from_settings(&self.settings()?, self.lang)
    }

    /// Whether colours may be used where there is a terminal.
    pub fn colour(&self) -> bool {
        self.env.get("NO_COLOR").is_none_or(str::is_empty)
    }

    /// Writes a result, as it is, to stdout, and is done.
    ///
    /// # Errors
    /// As [`wrote`](Self::wrote).
    pub fn print(&mut self, result: &str) -> Result<Exit, Failure> {
        let written = self
            .out
            .write_all(result.as_bytes())
            .and_then(|()| self.out.flush());
        self.wrote(written)
    }

    /// What became of writing to stdout. Whoever reads may have enough, as `head` has after ten lines.
    ///
    /// # Errors
    /// When stdout takes no more for another reason.
    pub fn wrote(&self, written: std::io::Result<()>) -> Result<Exit, Failure> {
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                let why = error.to_string();
                Err(Failure::failed(
                    self.lang,
                    &talk::WRITE_FAILED,
                    &["stdout", &why],
                ))
            }
            Ok(()) | Err(_) => Ok(Exit::Done),
        }
    }

    /// The first line of standard input, without its end; at most 4,096 bytes of it are read.
    ///
    /// # Errors
    /// The system's, and input that is not UTF-8.
    pub fn first_line(&mut self) -> std::io::Result<String> {
        const LINE_BYTES_MAX: u64 = 4_096;
        let mut line = String::new();
        (&mut *self.input)
            .take(LINE_BYTES_MAX)
            .read_line(&mut line)?;
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Writes a line of talk to stderr, its commands to type next for the same installation; nobody listening is no
    /// failure.
    pub fn say(&mut self, line: &str) {
        let line = self.flags.repeated(line);
        let _ = writeln!(self.err, "{line}");
    }
}
