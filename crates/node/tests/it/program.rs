//! The program as it is built: its answers and its exit codes.

use serde_json::Value;
use std::process::Output;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_liptako");

/// What a command answered with `--json`, having ended well.
pub fn answer(output: &Output) -> Value {
    let said = ended(output, 0);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|fault| panic!("{fault}: {}{said}", String::from_utf8_lossy(&output.stdout)))
}

/// What a command said on its error stream, having ended with this code.
pub fn ended(output: &Output, code: i32) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(code), "{said}\n{out}");
    assert!(!said.contains("panicked"), "{said}");
    said
}
