//! How a command ends: the exit codes, and a failure with its code, its message and what to type next.

use std::process::ExitCode;

use crate::talk::{Lang, Text};

/// What the process tells its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: the work or a check failed.
    Failed,
    /// 2: the command line was not understood.
    Usage,
    /// 78: the configuration is wrong; nothing was started (`EX_CONFIG` of sysexits).
    Config,
}

impl Exit {
    /// The number given to the caller.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Config => 78,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command stopped, in the words of the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} [{code}]")]
pub struct Failure {
    /// What the process answers.
    pub exit: Exit,
    /// Stable and searchable: `SNAP-0101`.
    pub code: &'static str,
    /// What is wrong, one or two sentences.
    pub message: String,
    /// The command to type next.
    pub next: String,
}

impl Failure {
    /// A failure in the words of `text`, its `{0}`, `{1}`… replaced by `args`.
    pub fn new(exit: Exit, lang: Lang, text: &Text, args: &[&str]) -> Self {
        Self {
            exit,
            code: text.code,
            message: text.say(lang, args),
            next: text.next(lang, args),
        }
    }

    /// A wrong configuration, exit code 78.
    pub fn config(lang: Lang, text: &Text, args: &[&str]) -> Self {
        Self::new(Exit::Config, lang, text, args)
    }

    /// Work that failed, exit code 1.
    pub fn failed(lang: Lang, text: &Text, args: &[&str]) -> Self {
        Self::new(Exit::Failed, lang, text, args)
    }

    /// The lines for stderr: message, code, next command.
    pub fn report(&self) -> String {
        format!("snapsell: {self}\n  → {}\n", self.next)
    }
}
