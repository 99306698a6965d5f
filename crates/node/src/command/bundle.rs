//! `liptako bundle`: the exchange on a stick.
