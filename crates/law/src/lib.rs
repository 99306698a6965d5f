#![doc = include_str!("../README.md")]

pub mod comparison;
pub mod profile;
