//! The least a process can do.

fn main() {
    println!("hello");
}
