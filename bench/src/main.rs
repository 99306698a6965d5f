//! The benchmarks: one topic per command, each beside a peer measured in the same run.
//!
//! `bench/run` builds the program as it is shipped, runs the topics and writes `docs/benchmarks.md`. A topic
//! prints one JSON line per figure on its output, and the same for people on its error stream.

mod append;
mod bodies;
mod bootstrap;
mod build;
mod client;
mod comparison;
mod cuts;
mod ground;
mod guide;
mod history;
mod idle;
mod one_entry;
mod pages;
mod practices;
mod process;
mod relay;
mod report;
mod row;
mod samples;
mod setting;
mod site;

use anyhow::{Result, bail};
use row::Rows;
use setting::Setting;

/// The topics, in the order of the report.
pub const TOPICS: [&str; 12] = [
    "append",
    "bootstrap",
    "bodies",
    "one-entry",
    "cuts",
    "idle",
    "pages",
    "many",
    "comparison",
    "guide",
    "practices",
    "build",
];

const USAGE: &str = "liptako-bench TOPIC | report RESULTS DOCUMENT\n\
    topics: append bootstrap bodies one-entry cuts idle pages many comparison guide practices build\n\
    LIPTAKO_BIN: the program measured (default: beside this one)\n\
    LIPTAKO_BENCH_WORK: folder for what is written (default: target/bench)\n\
    LIPTAKO_BENCH_QUICK=1: a tenth of the work, to try the benchmarks themselves";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["report", results, document] = arguments[..] {
        return report::write(results.as_ref(), document.as_ref());
    }
    let [topic] = arguments[..] else { bail!(USAGE) };
    let setting = Setting::read()?;
    let mut rows = Rows::begin(topic, &setting)?;
    match topic {
        "append" => append::run(&setting, &mut rows),
        "bootstrap" => bootstrap::run(&setting, &mut rows),
        "bodies" => bodies::run(&setting, &mut rows),
        "one-entry" => one_entry::run(&setting, &mut rows),
        "cuts" => cuts::run(&setting, &mut rows),
        "idle" => idle::run(&setting, &mut rows),
        "pages" => pages::run(&setting, &mut rows),
        "many" => pages::many(&setting, &mut rows),
        "comparison" => comparison::run(&setting, &mut rows),
        "guide" => guide::run(&setting, &mut rows),
        "practices" => practices::run(&setting, &mut rows),
        "build" => build::run(&setting, &mut rows),
        _ => bail!(USAGE),
    }
}
