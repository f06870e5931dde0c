//! See Cargo.toml: compiles only while the core and all it uses stay without `std`.
#![no_std]

use core::panic::PanicInfo;

pub use handshake_shared;

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}
