//! Names the stylesheet after its content: `LIPTAKO_STYLE_HASH` is the beginning of its SHA-256.

use sha2::{Digest, Sha256};

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=src/style.css");
    println!("cargo::rerun-if-changed=i18n");
    let style = std::fs::read("src/style.css")?;
    let hash: String = Sha256::digest(&style).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=LIPTAKO_STYLE_HASH={hash}");
    Ok(())
}
