//! The program `snapsell`: installs the TLS provider and hands over to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    rustls::crypto::ring::default_provider()
        .install_default()
        .expect("this is the first thing the process does");
    snapsell_server::cli::main()
}
