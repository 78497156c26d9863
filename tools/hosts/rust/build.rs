//! Links with the library of an unpacked archive: SEAMLINE_DIR is its folder.
use std::{env, path::Path};

fn main() {
    println!("cargo:rerun-if-env-changed=SEAMLINE_DIR");
    if let Ok(folder) = env::var("SEAMLINE_DIR") {
        let lib = Path::new(&folder).join("lib");
        println!("cargo:rustc-link-search=native={}", lib.display());
        // So that the program runs where it was built; on Windows seamline.dll must lie beside it.
        if env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("unix") {
            println!("cargo:rustc-link-arg-bins=-Wl,-rpath,{}", lib.display());
        }
    }
    println!("cargo:rustc-link-lib=dylib=seamline");
}
