//! `runner_ymls::fuzz::values` says what is promised.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| runner_ymls::fuzz::values(bytes));
