//! `/bundles`: the exchange on a stick, by page.
