//! The program `liptako`: reads the arguments, runs one command, ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    liptako::run(std::env::args().collect())
}
