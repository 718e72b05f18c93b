//! `runner_ymls::fuzz::config` says what is promised.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| runner_ymls::fuzz::config(bytes));
