#!/usr/bin/env python3
"""Writes the declarations of seamline.h for other languages: bindings.py python|rust|node|csharp. --write writes those that are kept in
tools/hosts, which a test compares; C#'s are written when the archive is packed."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER = ROOT / "engine" / "include" / "seamline.h"
FILES = {
    "python": ROOT / "tools/hosts/python/seamline.py",
    "rust": ROOT / "tools/hosts/rust/src/sys.rs",
    "node": ROOT / "tools/hosts/node/declarations.js",
}


class Member:
    """A field or a parameter: a type's name, how often it is pointed to, and an array's length."""

    def __init__(self, text):
        found = re.fullmatch(r"(const )?(\w+)\s*(\*{0,2})\s*(\w+)(?:\[(\d+)\])?", text.strip())
        if not found:
            raise ValueError(f"not understood: {text!r}")
        self.const, self.type, stars, self.name, length = found.groups()
        self.const, self.stars, self.length = bool(self.const), len(stars), int(length) if length else 0


class Header:
    def __init__(self, text):
        body = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        self.constants = [(n, int(v.strip("()"), 0)) for n, v in re.findall(r"^#define (SEAM_\w+) +(\(?-?\w+\)?)\s*$", body, re.M) if n != "SEAMLINE_H"]
        for block in re.findall(r"^enum \{(.*?)\};", body, re.M | re.S):
            self.constants += [(n, int(v, 0)) for n, v in re.findall(r"(SEAM_\w+) = (-?\w+)", block)]
        self.structs = [(name, [Member(f) for f in fields.split(";") if f.strip()])
                        for fields, name in re.findall(r"^typedef struct \w+ \{(.*?)\} (\w+);", body, re.M | re.S)]
        self.handles = re.findall(r"^typedef struct (\w+) \1;", body, re.M)
        self.functions = []
        for kind, name, parameters in re.findall(r"^((?:const )?\w+ \*?)(seam_\w+)\(([^;]*?)\);", body, re.M):
            parameters = [] if parameters.strip() == "void" else [Member(" ".join(p.split())) for p in parameters.split(",")]
            self.functions.append((kind.strip(), name, parameters))


def note(mark):
    return f"{mark} Written by tools/bindings.py from seamline.h, which documents every name. Do not edit.\n"


def camel(name):
    return "".join(part.capitalize() for part in name.split("_"))


# ---- Python ----

PYTHON = {"uint32_t": "c_uint32", "int32_t": "c_int32", "int64_t": "c_int64", "uint64_t": "c_uint64", "uint8_t": "c_uint8", "double": "c_double",
          "float": "c_float", "size_t": "c_size_t", "seam_status": "c_int32", "char": "c_char"}


def python(header):
    structs = {name for name, _ in header.structs}

    def plain(kind):
        return camel(kind[5:]) if kind in structs else "c." + PYTHON[kind]

    def typed(m):
        if m.type == "seam_progress":
            return "Progress"
        if m.type in header.handles:
            return "c.c_void_p" if m.stars == 1 else "c.POINTER(c.c_void_p)"
        if m.stars == 1 and m.type == "void":
            return "c.c_void_p"
        if m.stars == 1 and m.type == "char":
            return "c.c_char_p"
        kind = f"c.POINTER({plain(m.type)})" if m.stars else plain(m.type)
        return f"{kind} * {m.length}" if m.length else kind

    out = ["# ---- declarations ----", "", note("#").rstrip(), ""]
    out += [f"{name[5:]} = {value}" for name, value in header.constants]
    out += ["", "Progress = c.CFUNCTYPE(c.c_int32, c.c_void_p, c.c_int64, c.c_int64)"]
    for name, members in header.structs:
        out += ["", "", f"class {camel(name[5:])}(_Struct):", "    _fields_ = ["]
        out += [f'        ("{m.name}", {typed(m)}),' for m in members]
        out += ["    ]"]
    out += ["", "", "_FUNCTIONS = {"]
    for kind, name, parameters in header.functions:
        result = {"const char *": "c.c_char_p", "seam_status": "c.c_int32"}.get(kind) or "c." + PYTHON[kind]
        out.append(f'    "{name}": ({result}, [{", ".join(typed(p) for p in parameters)}]),')
    out += ["}", "", "# ---- end of the declarations ----"]
    return "\n".join(out)


# ---- Rust ----

RUST = {"uint32_t": "u32", "int32_t": "i32", "int64_t": "i64", "uint64_t": "u64", "uint8_t": "u8", "double": "f64", "float": "f32", "size_t": "usize",
        "seam_status": "i32", "char": "c_char", "void": "c_void"}


def rust(header):
    def typed(m):
        if m.type == "seam_progress":
            return "Progress"
        kind = RUST.get(m.type, m.type)
        for star in range(m.stars):
            kind = f"*{'const' if m.const and star == 0 else 'mut'} {kind}"
        return f"[{kind}; {m.length}]" if m.length else kind

    out = [note("//!"), "#![allow(non_camel_case_types)]", "", "use std::ffi::{c_char, c_void};", ""]
    out += [f"pub const {name}: i32 = {value};" for name, value in header.constants]
    out += ["", "pub type Progress = Option<unsafe extern \"C\" fn(user: *mut c_void, frames_done: i64, frames: i64) -> i32>;"]
    for name in header.handles:
        out += ["", "#[repr(C)]", f"pub struct {name} {{", "    _private: [u8; 0],", "}"]
    for name, members in header.structs:
        out += ["", "#[repr(C)]", "#[derive(Clone, Copy)]", f"pub struct {name} {{"]
        out += [f"    pub {m.name}: {typed(m)}," for m in members]
        out += ["}", "", f"impl Default for {name} {{", "    /// All zeros but `struct_size`.", "    fn default() -> Self {",
                "        let mut all: Self = unsafe { std::mem::zeroed() };", "        all.struct_size = std::mem::size_of::<Self>() as u32;", "        all",
                "    }", "}"]
    out += ["", "extern \"C\" {"]
    for kind, name, parameters in header.functions:
        result = "*const c_char" if kind == "const char *" else RUST[kind]
        out.append(f"    pub fn {name}({', '.join(f'{p.name}: {typed(p)}' for p in parameters)}) -> {result};")
    out += ["}"]
    return "\n".join(out) + "\n"


# ---- Node, for koffi ----

NODE = {"seam_status": "int32_t"}


def node(header):
    structs = {name for name, _ in header.structs}

    def typed(m, parameter):
        if m.type == "seam_progress":
            return "koffi.pointer(Progress)"
        if m.type in header.handles:
            return "'int64_t'" if m.stars == 1 else "koffi.out('int64_t *')"
        kind = NODE.get(m.type, m.type)
        if m.length:
            return f"koffi.array('{kind}', {m.length}, '{'String' if kind == 'char' else 'Array'}')"
        if m.stars == 0:
            return f"'{kind}'"
        if kind == "char" and m.const:
            return "'const char *'"
        if parameter and kind in structs and not m.const:
            return f"koffi.inout('{kind} *')"
        return "'void *'" if not (parameter and kind in structs) else f"'const {kind} *'"

    out = [note("//"), "'use strict';", "", "const constants = {"]
    out += [f"  {name[5:]}: {value}," for name, value in header.constants]
    out += ["};", "", "// The types and functions, declared with koffi; `library` is what koffi.load returned.", "function declare(koffi, library) {",
            "  const Progress = koffi.proto('int32_t seam_progress(void *user, int64_t frames_done, int64_t frames)');"]
    for name, members in header.structs:
        out += [f"  koffi.struct('{name}', {{"]
        out += [f"    {m.name}: {typed(m, False)}," for m in members]
        out += ["  });"]
    out += ["  return {", "    Progress,"]
    for kind, name, parameters in header.functions:
        result = "const char *" if kind == "const char *" else NODE.get(kind, kind)
        out.append(f"    {name[5:]}: library.func('{name}', '{result}', [{', '.join(typed(p, True) for p in parameters)}]),")
    out += ["  };", "}", "", "module.exports = { constants, declare };"]
    return "\n".join(out) + "\n"


# ---- C# ----

CSHARP = {"uint32_t": "uint", "int32_t": "int", "int64_t": "long", "uint64_t": "ulong", "uint8_t": "byte", "double": "double", "float": "float",
          "size_t": "nuint", "seam_status": "int", "char": "byte", "void": "void"}


def csharp(header):
    def typed(m):
        if m.type == "seam_progress":
            return "delegate* unmanaged[Cdecl]<void*, long, long, int>"
        kind = "nint" if m.type in header.handles else CSHARP.get(m.type) or camel(m.type)
        return kind + "*" * (m.stars - (1 if m.type in header.handles else 0))

    def safe(name):
        return "@" + name if name in ("in", "out", "params", "lock", "event") else name

    out = [note("//"), "using System.Runtime.InteropServices;", "", "/// <summary>The C ABI of Seamline as it is.</summary>",
           "internal static unsafe partial class Seam", "{"]
    out += [f"    public const int {name[5:]} = {value};" for name, value in header.constants]
    for kind, name, parameters in header.functions:
        result = "byte*" if kind == "const char *" else CSHARP[kind]
        out += ["", '    [DllImport("seamline", ExactSpelling = true, CallingConvention = CallingConvention.Cdecl)]',
                f"    public static extern {result} {name}({', '.join(f'{typed(p)} {safe(p.name)}' for p in parameters)});"]
    out += ["}"]
    for name, members in header.structs:
        out += ["", "[StructLayout(LayoutKind.Sequential)]", f"internal unsafe struct {camel(name)}", "{", f"    public {camel(name)}()", "    {",
                "        this = default;", f"        struct_size = (uint)sizeof({camel(name)});", "    }", ""]
        for m in members:
            out.append(f"    public fixed {typed(m)} {m.name}[{m.length}];" if m.length else f"    public {typed(m)} {safe(m.name)};")
        out += ["}"]
    return "\n".join(out) + "\n"


WRITERS = {"python": python, "rust": rust, "node": node, "csharp": csharp}


def whole(language, header):
    """The file as it should be. Python's is one file: only the part between its marks is written here."""
    written = WRITERS[language](header)
    if language != "python":
        return written
    old = FILES["python"].read_text()
    begin, end = old.index("# ---- declarations ----"), old.index("# ---- end of the declarations ----")
    return old[:begin] + written + old[end + len("# ---- end of the declarations ----"):]


def main(what):
    header = Header(HEADER.read_text())
    if what == "--write":
        for language, path in FILES.items():
            path.write_text(whole(language, header))
    else:
        sys.stdout.write(whole(what, header))


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in (*WRITERS, "--write"):
        sys.exit(__doc__)
    main(sys.argv[1])
