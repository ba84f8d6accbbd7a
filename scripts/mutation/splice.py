"""Writes many mutants into one source text, each behind a question that is answered at run time.

Wherever an expression can be changed, the copy reads `(if chosen(17) {changed} else if chosen(18) {changed} else
{as it was})`. A changed text is what cargo-mutants would write, so that it means the same and compiles in the same
cases; within it nothing else is changed, since no two mutants are ever chosen together.
"""

import dataclasses

import tree_sitter
import tree_sitter_rust

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_rust.language()))

# An operator put in the place of another may bind otherwise, so the whole of such a chain is what changes.
CHAIN = {"binary_expression", "unary_expression", "type_cast_expression"}
# What the compiler computes: no environment can be asked there.
COMPILED = {"const_item", "static_item", "enum_variant", "const_block"}

# One function has one type of iterator: what is put in the place of one takes nothing of it, and adds what it says.
ITERATORS = "::std::iter::empty()", "::std::iter::once("

# `chosen` is asked in constant functions too, where only an intrinsic tells the compiler from the program.
CHOSEN = """\
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, fs::OpenOptions, io::Write, string::String, sync::OnceLock};

const COUNT: usize = @COUNT@;
const RECORD: usize = usize::MAX;

pub(crate) const fn chosen(mutant: usize) -> bool {
    core::intrinsics::const_eval_select((mutant,), in_compiler, in_program)
}

const fn in_compiler(_: usize) -> bool {
    false
}

fn in_program(mutant: usize) -> bool {
    static CHOSEN: OnceLock<usize> = OnceLock::new();
    let chosen = *CHOSEN.get_or_init(|| match env::var("MUTANT") {
        Ok(word) if word == "record" => RECORD,
        Ok(word) => word.parse().expect("a number"),
        Err(_) => 0,
    });
    if chosen == RECORD {
        record(mutant);
    }
    chosen == mutant
}

fn record(mutant: usize) {
    static REACHED: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
    if !REACHED[mutant].swap(true, Ordering::Relaxed) {
        let path = env::var("MUTANTS_REACHED").expect("a file to record in");
        let mut file = OpenOptions::new().create(true).append(true).open(path).expect("can be opened");
        let mut line = String::new();
        core::fmt::Write::write_fmt(&mut line, format_args!("{mutant}\\n")).expect("fits in memory");
        file.write_all(line.as_bytes()).expect("can be written");
    }
}
"""


@dataclasses.dataclass
class Mutant:
    """One change as cargo-mutants lists it; `start` and `end` are bytes of the file."""

    number: int
    name: str
    file: str
    function: str
    genre: str
    start: int
    end: int
    replacement: str

    def apply(self, source):
        return source[: self.start] + self.replacement.encode() + source[self.end :]

    def key(self, source):
        """What it is, for people and for as long as its line reads the same: file, function, change and line."""
        if self.genre == "FnValue":
            return f"{self.file}: {self.function}: the body is `{self.replacement}`"
        change = self.name.split(": ", 1)[1].removesuffix(f" in {self.function}")
        line = source[source.rfind(b"\n", 0, self.start) + 1 :].split(b"\n", 1)[0].decode().strip()
        return f"{self.file}: {self.function}: {change} in `{line}`"


def from_list(listed, sources):
    """The mutants of `cargo mutants --list --json`, numbered from 1; it counts lines and characters from 1."""
    starts = {}
    for file, source in sources.items():
        lines = source.split(b"\n")
        starts[file] = lines, [0]
        for line in lines:
            starts[file][1].append(starts[file][1][-1] + len(line) + 1)

    def offset(file, at):
        lines, begin = starts[file]
        line = at["line"] - 1
        return begin[line] + len(lines[line].decode()[: at["column"] - 1].encode())

    return [
        Mutant(
            number,
            each["name"],
            each["file"],
            (each["function"] or {"function_name": "-"})["function_name"],
            each["genre"],
            offset(each["file"], each["span"]["start"]),
            offset(each["file"], each["span"]["end"]),
            each["replacement"],
        )
        for number, each in enumerate(listed, 1)
    ]


def ancestors(node):
    while node is not None:
        yield node
        node = node.parent


def place(root, mutant):
    """Bytes from and to which the choice stands, the same twice where it is inserted; None where it cannot be made."""
    if mutant.genre == "FnValue":
        return (
            last_expression(root, mutant) if mutant.replacement.startswith(ITERATORS) else (mutant.start, mutant.start)
        )
    node = root.descendant_for_byte_range(mutant.start, mutant.start + 1)
    for each in ancestors(node):
        if each.type in ("function_item", "closure_expression"):
            break
        if each.type in COMPILED or (
            each.type == "array_type" and mutant.start > each.child_by_field_name("element").end_byte
        ):
            return None
    match mutant.genre:
        case "MatchArmGuard":
            return mutant.start, mutant.end
        case "MatchArm":
            arm = next(each for each in ancestors(node) if each.type == "match_arm")
            if not any(
                each.child_by_field_name("pattern").text == b"_"
                for each in arm.parent.named_children
                if each.type == "match_arm"
            ):
                return None
            end = arm.child_by_field_name("pattern").end_byte
            return end, end
        case "StructField":
            whole = next(each for each in ancestors(node) if each.type == "struct_expression")
            return whole.start_byte, whole.end_byte
    whole = node.parent
    if whole.type not in CHAIN | {"compound_assignment_expr"}:
        return None
    while whole.type in CHAIN and whole.parent.type in CHAIN:
        whole = whole.parent
    return whole.start_byte, whole.end_byte


def last_expression(root, mutant):
    node = root.descendant_for_byte_range(mutant.start, mutant.start + 1)
    function = next(each for each in ancestors(node) if each.type == "function_item" and each.start_byte < mutant.start)
    last = function.child_by_field_name("body").named_children[-1]
    return (last.start_byte, last.end_byte) if last.end_byte == mutant.end else None


@dataclasses.dataclass
class Spliced:
    """The copy of a file, and which of its bytes are of which mutants: the changed text alone, and the whole choice."""

    text: bytearray
    changed: list
    choices: list

    def blame(self, start, end, within):
        """The mutants because of which the compiler refuses these bytes, which are theirs, or among which they are."""
        if within:
            return [number for low, high, number in self.changed if low <= start and end <= high]
        around = [(high - low, numbers) for low, high, numbers in self.choices if low <= start and end <= high]
        return min(around)[1] if around else []


def splice(source, mutants):
    """The source with all these mutants, and those for which there is no place."""
    root = PARSER.parse(source).root_node
    places, without = {}, []
    for mutant in mutants:
        at = place(root, mutant)
        if at is None:
            without.append(mutant)
        else:
            places.setdefault(at, []).append(mutant)
    out = Spliced(bytearray(), [], [])
    # What is inserted stands before what begins there, and a whole before its parts.
    write(
        out,
        source,
        0,
        len(source),
        sorted(places.items(), key=lambda each: (each[0][0], each[0][0] != each[0][1], -each[0][1])),
    )
    return out, without


def write(out, source, low, high, choices):
    """The source from `low` to `high`, with these choices in it."""
    while choices:
        (start, end), mutants = choices[0]
        inner = [each for each in choices[1:] if each[0][0] < end]
        choices = choices[1 + len(inner) :]
        out.text += source[low:start]
        begin = len(out.text)
        if start == end:
            for mutant in mutants:
                insert(out, mutant)
        else:
            iterators = [mutant for mutant in mutants if mutant.genre == "FnValue"]
            choose(out, source, start, end, [mutant for mutant in mutants if mutant not in iterators], inner)
            for mutant in iterators:
                replace_iterator(out, mutant)
        out.choices.append((begin, len(out.text), [mutant.number for mutant in mutants]))
        low = end
    out.text += source[low:high]


def choose(out, source, start, end, mutants, inner):
    out.text += b"("
    for mutant in mutants:
        longer = len(mutant.replacement.encode()) - (mutant.end - mutant.start)
        out.text += b"if crate::mutants::chosen(%d) {" % mutant.number
        changed(out, mutant, mutant.apply(source)[start : end + longer])
        out.text += b"} else "
    out.text += b"{"
    write(out, source, start, end, inner)
    out.text += b"})"


def replace_iterator(out, mutant):
    chosen = b"crate::mutants::chosen(%d)" % mutant.number
    text = b".take(if %s {0} else {usize::MAX})" % chosen
    if mutant.replacement != ITERATORS[0]:
        item = mutant.replacement.removeprefix(ITERATORS[1]).removesuffix(")")
        text += b".chain(%s.then(|| %s))" % (chosen, item.encode())
    changed(out, mutant, text)


def insert(out, mutant):
    question = b"if %scrate::mutants::chosen(%d)"
    if mutant.genre == "FnValue":
        out.text += question % (b"", mutant.number) + b" {return "
        changed(out, mutant, mutant.replacement.encode())
        out.text += b";} "
    else:
        changed(out, mutant, b" " + question % (b"!", mutant.number))


def changed(out, mutant, text):
    begin = len(out.text)
    out.text += text
    out.changed.append((begin, len(out.text), mutant.number))


def without_tests(source):
    """The words of the source, without the modules that only tests are made of."""
    root = PARSER.parse(source).root_node
    kept, at, test = b"", 0, None
    for node in root.children:
        if node.type == "attribute_item" and node.text == b"#[cfg(test)]":
            test = node
        elif node.type == "mod_item" and test:
            kept, at, test = kept + source[at : test.start_byte], node.end_byte, None
        elif node.type not in ("attribute_item", "line_comment"):
            test = None
    return (kept + source[at:]).split()


def in_constant(source, mutant):
    """Whether the compiler too may compute what is changed."""
    node = PARSER.parse(source).root_node.descendant_for_byte_range(mutant.start, mutant.start + 1)
    function = next((each for each in ancestors(node) if each.type == "function_item"), None)
    return (
        function is not None
        and b"const fn " in source[function.start_byte : function.child_by_field_name("name").start_byte]
    )
