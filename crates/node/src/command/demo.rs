//! `liptako demo`: three joined nodes on this machine, each a process of its own, with fictional data.

use super::trio::Trio;
use crate::cli::Demo;
use crate::demonstration::{
    ADMINISTRATOR, APPROVER, DRAFTER, PASSWORD, Seat, prepare, seats, write_permissions,
};
use crate::exit::{Code, Exit};
use crate::faults::{FileFault, Unforeseen};
use crate::terminal::Terminal;
use liptako_web::Message;
use std::net::TcpListener;

/// Prepares the demonstration if it is not there yet, starts it, and waits until it is told to stop.
///
/// # Errors
/// A port in use; a folder that holds something else; a node that does not start.
pub fn run(arguments: &Demo, terminal: Terminal) -> Result<(), Exit> {
    let seats = seats(&arguments.folder, arguments.port, arguments.exchange_port);
    free_ports(&seats, terminal)?;
    let ready = arguments.folder.join("ready");
    if !ready.exists() {
        if arguments.folder.exists() && !unfinished(&seats) {
            let what =
                Message::new("demo-other-folder").with("folder", arguments.folder.display().to_string());
            return Err(terminal.exit(Code::Usage, &what));
        }
        // An earlier start was cut before the nodes were ready: nothing of it was ever shown.
        for seat in &seats {
            if seat.dir.exists() {
                std::fs::remove_dir_all(&seat.dir).map_err(FileFault::at(&seat.dir))?;
            }
        }
        terminal.say(&Message::new("demo-preparing").with("folder", arguments.folder.display().to_string()));
        prepare(&seats, terminal)?;
        std::fs::write(&ready, "").map_err(FileFault::at(&ready))?;
    }
    // A demonstration made by an earlier version knows nothing of permissions that came since.
    for seat in &seats {
        if !super::describe(&seat.dir, terminal)?.permissions.unheld().is_empty() {
            write_permissions(seat)?;
        }
    }
    if arguments.prepare_only {
        return Ok(());
    }
    let mut trio = Trio::default();
    for seat in &seats {
        trio.start(seat.code, &seat.dir)?;
    }
    show(&seats, &trio, terminal)?;
    wait_for_the_end()
}

/// Whether a folder holds nothing but the beginnings of a demonstration.
fn unfinished(seats: &[Seat]) -> bool {
    let Some(folder) = seats.first().and_then(|seat| seat.dir.parent()) else { return false };
    let Ok(mut found) = folder.read_dir() else { return false };
    found.all(|entry| entry.is_ok_and(|entry| seats.iter().any(|seat| entry.path() == seat.dir)))
}

fn free_ports(seats: &[Seat], terminal: Terminal) -> Result<(), Exit> {
    for address in seats.iter().flat_map(|seat| [seat.pages, seat.exchange]) {
        if let Err(error) = TcpListener::bind(address) {
            let what = Message::new("serve-address")
                .with("address", address.to_string())
                .with("reason", error.to_string());
            return Err(terminal.exit(Code::Failed, &what).hint(Message::new("demo-ports-hint")));
        }
    }
    Ok(())
}

fn show(seats: &[Seat], trio: &Trio, terminal: Terminal) -> Result<(), Exit> {
    let words = |key: &'static str| terminal.words(&Message::new(key));
    let mut rows =
        vec![vec![words("demo-column-node"), words("demo-column-pages"), words("demo-column-process")]];
    let names = ["Mali — APDP", "Burkina Faso — CIL", "Niger — HAPDP"];
    for ((seat, (_, process)), name) in seats.iter().zip(trio.processes()).zip(names) {
        rows.push(vec![name.into(), format!("http://{}", seat.pages), process.to_string()]);
    }
    terminal.line("");
    terminal.table(&rows);
    terminal.line("");
    terminal.say(
        &Message::new("demo-accounts")
            .with("drafter", DRAFTER)
            .with("approver", APPROVER)
            .with("administrator", ADMINISTRATOR)
            .with("password", PASSWORD),
    );
    terminal.say(&Message::new("demo-end"));
    let nodes: Vec<_> = seats
        .iter()
        .zip(trio.processes())
        .map(|(seat, (_, process))| {
            serde_json::json!({ "code": seat.code, "pages": format!("http://{}", seat.pages),
                "dir": seat.dir, "process": process })
        })
        .collect();
    terminal.answer(&serde_json::json!({ "nodes": nodes }))
}

/// Ctrl-C, or the end asked by the service manager.
fn wait_for_the_end() -> Result<(), Exit> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Unforeseen::new)?;
    runtime.block_on(super::serve::told_to_stop());
    Ok(())
}
