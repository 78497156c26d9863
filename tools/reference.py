#!/usr/bin/env python3
"""Writes the API reference from the header: python3 tools/reference.py > docs/api.md. A test fails when the page is out of date."""
import pathlib
import re
import sys

HEADER = pathlib.Path(__file__).resolve().parent.parent / "engine" / "include" / "seamline.h"


def prose(comment):
    """The text of a comment, without its stars; paragraphs and lists keep their lines."""
    lines = [re.sub(r"^\s*\*? ?", "", line).rstrip() for line in comment.split("\n")]
    return "\n".join(lines).strip()


def one_line(text):
    return re.sub(r"\s+", " ", text).strip()


def cell(text):
    return one_line(text).replace("|", "\\|")


def split_facts(text):
    """What a function's comment says, with the sentences that begin 'Errors' and 'Thread' taken out."""
    text = one_line(text)
    facts = {}
    for name in ("Thread", "Errors"):
        found = re.search(rf"(?:^|(?<=\. )){name}(, [^:]*)?: ?(.*?\.)(?= [A-Z]|$)", text)
        if found:
            extra = found.group(1) or ""
            facts[name] = (extra.lstrip(", ") + ": " if extra else "") + found.group(2)
            text = one_line(text[: found.start()] + text[found.end():])
        elif name == "Errors":
            as_another = re.search(r"Errors as (\w+)\.", text)
            if as_another:
                facts[name] = f"as {as_another.group(1)}."
                text = text.replace(as_another.group(0), "").strip()
    return one_line(text), facts


def rows(body):
    """Members of a struct or an enum, each with the comment behind it."""
    for line in body.strip().split("\n"):
        found = re.match(r"\s*(.+?)[;,]?\s*(?:/\*(.*)\*/)?\s*$", line)
        if found and found.group(1):
            yield found.group(1).rstrip(";,").strip(), (found.group(2) or "").strip()


class Reference:
    def __init__(self, header):
        self.header = header
        self.out = []
        self.index = []

    def say(self, *lines):
        self.out.extend(lines)

    def enum(self, comment, body):
        self.say(f"{one_line(comment)}", "", "| name | value | |", "|---|---|---|")
        for member, said in rows(body):
            name, value = (part.strip() for part in member.split("="))
            self.say(f"| `{name}` | {value} | {cell(said)} |")
        self.say("")

    def struct(self, comment, body, name):
        self.say(f"### {name}", "", one_line(comment), "", "| field | type | |", "|---|---|---|")
        for member, said in rows(body):
            kind, field = re.match(r"(.*?[ *])(\w+(?:\[\d+\])?)$", member).groups()
            self.say(f"| `{field}` | `{kind.strip()}` | {cell(said)} |")
        self.say("")

    def function(self, comment, declaration, name):
        text, facts = split_facts(comment)
        thread = facts.get("Thread", "")
        self.index.append(f"| [`{name}`](#{name}) | {cell(thread).rstrip('.')} |")
        self.say(f"### {name}", "", "```c", declaration, "```", "", text or one_line(comment), "")
        for fact in ("Errors", "Thread"):
            if fact in facts:
                self.say(f"* {fact}: {facts[fact]}")
        self.say("")

    def walk(self):
        body = self.header[self.header.index('extern "C" {'): self.header.rindex("#ifdef __cplusplus")]
        body = re.sub(r"#ifdef __cplusplus.*?#endif\n|extern \"C\" \{\n|#endif\n", "", body, flags=re.S)
        pattern = re.compile(
            r"/\*\s*(?:\* )?---- (?P<section>.*?) ----(?P<more>(?:(?!\*/).)*)\*/"
            r"|/\*(?P<comment>(?:(?!\*/).)*)\*/\n(?:"
            r"(?P<status>typedef int32_t \w+;\n)?enum \{\n(?P<enum>.*?)\n\};"
            r"|typedef struct \w+ \{\n(?P<struct>.*?)\n\} (?P<name>\w+);"
            r"|typedef (?P<callback>[^;{]*\(\*\w+\)\([^;]*\));"
            r"|(?P<function>(?:seam_status|uint32_t|int32_t|size_t|const char \*)[^;]*?(?P<fname>seam_\w+)\([^;]*\);))"
            r"|^#define (?P<define>\w+) (?P<value>\S+)[ \t]*(?:/\*(?P<about>.*?)\*/)?$",
            re.S | re.M)
        for found in pattern.finditer(body):
            comment = prose(found["comment"] or "")
            if found["section"]:
                title, _, rest = found["section"].partition(". ")
                head, _, tail = title.partition(":")
                about = one_line((tail + ". " + rest).strip(" .") + ".") if tail.strip() or rest else ""
                self.say(f"## {head}", "", about[:1].upper() + about[1:], "", prose(found["more"] or ""), "")
            elif found["enum"]:
                self.enum(comment, found["enum"])
            elif found["struct"]:
                self.struct(comment, found["struct"], found["name"])
            elif found["callback"]:
                name = re.search(r"\(\*(\w+)\)", found["callback"]).group(1)
                self.say(f"### {name}", "", "```c", f"typedef {found['callback']};", "```", "", one_line(comment), "")
            elif found["function"]:
                self.function(comment, found["function"], found["fname"])
            elif found["define"]:
                self.say(f"`{found['define']}` is `{found['value']}`" + (f": {found['about'].strip()}." if found["about"] else "."), "")

    def page(self):
        preface = prose(re.search(r"/\*(.*?)\*/", self.header, re.S).group(1))
        self.walk()
        return "\n".join([
            "# API reference", "",
            "<!-- Written by tools/reference.py from engine/include/seamline.h; change that. -->", "",
            "```text", preface, "```", "",
            "| function | thread |", "|---|---|", *self.index, "",
            "## Codes and structs", "", *self.out]).rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(re.sub(r"\n{3,}", "\n\n", Reference(HEADER.read_text(encoding="utf-8")).page()))
