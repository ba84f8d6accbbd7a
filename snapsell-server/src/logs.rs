//! The log: text for a person at a terminal, JSON lines for machines, on stderr, with a correlation id a message.

use std::io::IsTerminal as _;

use tracing::Span;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::LogFormat;

/// How the log is written.
#[derive(Debug, Clone)]
pub struct Options {
    /// Its shape.
    pub format: LogFormat,
    /// What is kept: `info`, or `info,snapsell_server=debug`. Parts that make no sense are passed over.
    pub level: String,
    /// Whether colours are wanted; they are used on a terminal only.
    pub colour: bool,
}

/// Starts logging for the whole process. A second call changes nothing.
pub fn init(options: &Options) {
    let terminal = std::io::stderr().is_terminal();
    let subscriber = subscriber(options, terminal, std::io::stderr);
    if subscriber.try_init().is_err() {
        tracing::debug!("the log was already started");
    }
}

/// The span around everything done for one message; `correlation_id` appears in every line logged inside.
pub fn correlated(correlation_id: &str) -> Span {
    tracing::info_span!("message", correlation_id)
}

fn subscriber<W>(
    options: &Options,
    terminal: bool,
    writer: W,
) -> impl tracing::Subscriber + Send + Sync + use<W>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let json = match options.format {
        LogFormat::Auto => !terminal,
        LogFormat::Json => true,
        LogFormat::Text => false,
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(writer)
        .with_ansi(terminal && options.colour)
        // A closed stderr must not become a panic of whoever logs.
        .log_internal_errors(false);
    let layer: Box<dyn tracing_subscriber::Layer<_> + Send + Sync> = if json {
        Box::new(lines.json().flatten_event(true).with_span_list(false))
    } else {
        Box::new(lines.with_target(false))
    };
    tracing_subscriber::registry()
        .with(layer)
        .with(EnvFilter::new(&options.level))
}

/// Reading the log in tests.
#[cfg(any(test, feature = "testkit"))]
pub mod testkit {
    use std::io;
    use std::sync::{Arc, Mutex, PoisonError};

    use super::{LogFormat, MakeWriter, Options, subscriber};

    /// Keeps what is logged while it is the default of this thread.
    #[derive(Debug, Clone, Default)]
    pub struct Capture(Arc<Mutex<Vec<u8>>>);

    impl Capture {
        /// Logs everything of this thread, as JSON, into the capture until the guard is dropped.
        pub fn start(&self) -> tracing::subscriber::DefaultGuard {
            let options = Options {
                format: LogFormat::Json,
                level: "trace".to_owned(),
                colour: false,
            };
            tracing::subscriber::set_default(subscriber(&options, false, self.clone()))
        }

        /// Logs everything of this process, as JSON, into the capture from now on. A second call changes nothing.
        pub fn everywhere(&self) {
            let options = Options {
                format: LogFormat::Json,
                level: "info,snapsell_server=debug".to_owned(),
                colour: false,
            };
            // Another test of this process may have been first.
            let _ =
                tracing::subscriber::set_global_default(subscriber(&options, false, self.clone()));
        }

        /// What was logged so far.
        pub fn text(&self) -> String {
            let bytes = self
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            String::from_utf8_lossy(&bytes).into_owned()
        }

        /// Fails when a phone number, a plus and eight digits or more, was logged.
        ///
        /// # Panics
        /// Then, with the line it stands in.
        pub fn assert_no_phone(&self) {
            let text = self.text();
            let leak = text.lines().find(|line| has_phone(line));
            assert_eq!(leak, None, "a phone number was logged");
        }
    }

    pub(super) fn has_phone(line: &str) -> bool {
        line.split('+').skip(1).any(|after| {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            digits >= 8
        })
    }

    impl<'a> MakeWriter<'a> for Capture {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    impl io::Write for Capture {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testkit::{Capture, has_phone};
    use super::*;
    use crate::mask::Masked;

    #[test]
    fn a_line_inside_a_span_is_json_and_carries_its_correlation_id() {
        let capture = Capture::default();
        let guard = capture.start();
        correlated("c-42").in_scope(|| tracing::info!(to = %Masked("+2250700000042"), "sent"));
        drop(guard);
        let line: serde_json::Value = serde_json::from_str(&capture.text()).unwrap();
        assert_eq!(line["span"]["correlation_id"], "c-42");
        assert_eq!(line["message"], "sent");
        assert!(line["timestamp"].as_str().unwrap().ends_with('Z'), "{line}");
        capture.assert_no_phone();
    }

    #[test]
    fn a_number_in_the_log_is_found() {
        assert!(has_phone("to=+2250700000042"));
        assert!(!has_phone("to=+225 ** ** ** 42 at 12+1234567"));
    }
}
