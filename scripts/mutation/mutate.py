"""Tries every mutant of the rules with the tests that reach it; all that can be chosen at run time in one build.

    mutate.py LIST SPLICED SINGLE OUT [--only-spliced] [--part NAME]

LIST is what `cargo mutants --list --json` says. SPLICED and SINGLE are two copies of the tree that this may write in:
one for the build of all mutants, one for those that need a build of their own. OUT takes results.jsonl, where each
result is kept for the same rules: what was caught stays caught, what was missed is tried again when a test differs,
unless it is explained. `scripts/mutants` starts it.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import pathlib
import re
import sys
import threading
import time

import splice
from trials import AT_A_TIME, PACKAGE, Test, Tree, attempt, record

PARTS = {
    "allocation, time, repetition": r"(decide|decide/(serve|due|claim|claim/units)|apply|apply/(chain|holds)|draft|draft/\w+|index"
    r"|queue|recent|rows|rows/\w+|slots|time)\.rs",
    "the other rules": r"decide/|check\.rs|limits\.rs",
    "the other effects": r"apply/",
    "what a text means": r"parse|interpret|intent|near|codes?\.rs|label|address|ascii|message",
    "the words": r"wording|reply|lang",
    "settings and the rest": r"",
}


def part_of(file):
    inner = file.removeprefix(f"{PACKAGE}/src/")
    return next(part for part, files in PARTS.items() if re.match(files, inner))


class Results:
    """results.jsonl: one line for each mutant that was tried, the last one for it counts."""

    def __init__(self, out, rules, tests, explained):
        self.path, self.rules, self.tests, self.lock = out / "results.jsonl", rules, tests, threading.Lock()
        self.known, self.explained = {}, explained
        for line in self.path.read_text().splitlines() if self.path.exists() else []:
            result = json.loads(line)
            stays = result["result"] != "missed" or result["tests"] == tests or result["name"] in explained
            if result["rules"] == rules and stays:
                self.known[result["name"]] = result

    def add(self, mutant, result, by="", seconds=0.0):
        line = {
            "name": mutant.name,
            "result": result,
            "by": by,
            "seconds": round(seconds, 2),
            "rules": self.rules,
            "tests": self.tests,
        }
        with self.lock:
            self.known[mutant.name] = line
            with self.path.open("a") as file:
                file.write(json.dumps(line) + "\n")

    def of(self, mutant):
        return self.known.get(mutant.name, {"result": "not tried"})


def write_spliced(tree, sources, mutants, left_out):
    """Writes the mutants into the tree; returns the texts, and the mutants that have no place."""
    spliced, homeless = {}, []
    for file, source in sources.items():
        chosen = [mutant for mutant in mutants if mutant.file == file and mutant.number not in left_out]
        spliced[file], without = splice.splice(source, chosen)
        homeless += without
        (tree.path / file).write_bytes(spliced[file].text)
    root = f"{PACKAGE}/src/lib.rs"
    text = (
        (tree.path / root)
        .read_text()
        .replace(
            "\n#![no_std]\n",
            "\n#![no_std]\n#![feature(core_intrinsics, const_eval_select)]\n#![allow(internal_features)]\n",
            1,
        )
    )
    (tree.path / root).write_text(text + "\nmod mutants;\n")
    count = max((mutant.number for mutant in mutants), default=0) + 1
    (tree.path / PACKAGE / "src/mutants.rs").write_text(splice.CHOSEN.replace("@COUNT@", str(count)))
    return spliced, homeless


def build_spliced(tree, sources, mutants):
    """The test binaries with all mutants that can be in one build, those that compile nowhere, and the others."""
    unviable, others = set(), set()
    while True:
        spliced, homeless = write_spliced(tree, sources, mutants, unviable | others)
        messages, success, said = tree.cargo("check", "--lib")
        if success:
            break
        errors = [each["message"] for each in messages if each.get("reason") == "compiler-message"]
        errors = [each for each in errors if each["level"] == "error" and each["spans"]]
        # Of two branches whose types differ either may be the wrong one.
        branches = {mutant.number for mutant in mutants if mutant.genre != "FnValue"}
        within, around = set(), set()
        for error in errors:
            numbers = blame(spliced, error, within=True)
            unsure = numbers & branches if (error["code"] or {}).get("code") == "E0308" else set()
            within |= numbers - unsure
            around |= unsure or (set() if numbers else blame(spliced, error, within=False))
        around -= within
        if not within | around:
            sys.exit(
                "\n".join(
                    ["does not compile, and not because of a mutant:", said, *(each["rendered"] for each in errors)]
                )
            )
        unviable, others = unviable | within, others | around
        print(f"{len(unviable)} mutants do not compile, {len(others)} do not with the others", flush=True)
    binaries = tree.build()
    if binaries is None:
        sys.exit("the tests do not compile with the mutants")
    others |= {mutant.number for mutant in homeless}
    return binaries, unviable, others


def blame(spliced, message, within):
    """The mutants that an error is about: those whose own text it points to, or else those that it is around."""
    found = set()
    for span in [*message["spans"], *(span for child in message["children"] for span in child["spans"])]:
        while span.get("expansion") and span["file_name"] not in spliced:
            span = span["expansion"]["span"]
        if span["file_name"] in spliced and (span["is_primary"] or not within):
            found |= set(spliced[span["file_name"]].blame(span["byte_start"], span["byte_end"], within))
            if found:
                break
    return found


def try_spliced(tree, sources, mutants, results):
    """Tries all that can be chosen at run time; returns those that need a build of their own."""
    binaries, unviable, others = build_spliced(tree, sources, mutants)
    for mutant in mutants:
        if mutant.number in unviable:
            results.add(mutant, "unviable")
    spliced = [mutant for mutant in mutants if mutant.number not in unviable | others]
    tests = record(tree, binaries)
    slowest = ", ".join(f"{test.name} {test.seconds:.1f} s" for test in tests[-3:])
    print(
        f"{len(spliced)} mutants in one build, {len(tests)} tests pass without them; the slowest: {slowest}", flush=True
    )

    def one(mutant):
        begin = time.monotonic()
        reaching = [test for test in tests if mutant.number in test.reached]
        result, by = attempt(tree, reaching, MUTANT=str(mutant.number))
        # The compiler may compute what no test sees at run time.
        constant = splice.in_constant(sources[mutant.file], mutant)
        if result == "missed" and constant and mutant.name not in results.explained:
            return mutant
        results.add(mutant, result, by if reaching else "no test reaches it", time.monotonic() - begin)
        return None

    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        constant = [mutant for mutant in progress(pool.map(one, spliced)) if mutant]
    return [mutant for mutant in mutants if mutant.number in others] + constant


def try_single(tree, sources, mutants, results):
    """Tries mutants in a build each."""
    for mutant in progress(mutants):
        begin = time.monotonic()
        (tree.path / mutant.file).write_bytes(mutant.apply(sources[mutant.file]))
        if not tree.cargo("check", "--lib")[1]:
            results.add(mutant, "unviable")
        else:
            result, by = "missed", ""
            # Most are caught by the tests beside the rules, which are the quickest to build.
            for targets in ["--lib"], ["--test", "*"]:
                binaries = tree.build(*targets)
                if binaries is None:
                    result, by = "caught", "the tests do not compile"
                elif result == "missed":
                    result, by = attempt(tree, [Test(binary, "", 15, None) for binary in binaries])
                if result != "missed":
                    break
            results.add(mutant, result, by, time.monotonic() - begin)
        (tree.path / mutant.file).write_bytes(sources[mutant.file])


def progress(items):
    begin = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        if count % 100 == 0:
            print(f"{count} tried in {time.monotonic() - begin:.0f} s", flush=True)


def explanations(root):
    lines = (root / "scripts/mutants.explained").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def explains(lines, key):
    return any(line.startswith(key + ": ") for line in lines)


def report(mutants, sources, results, explained):
    """The figures by part, and the survivors that nobody explained; returns how many there are."""
    counts = collections.defaultdict(collections.Counter)
    unexplained = []
    for mutant in mutants:
        result = results.of(mutant)["result"]
        for part in part_of(mutant.file), "together":
            counts[part][result] += 1
        if result == "missed":
            if mutant.name in explained:
                for part in part_of(mutant.file), "together":
                    counts[part]["explained"] += 1
            else:
                unexplained.append((mutant.name, mutant.key(sources[mutant.file])))
    for part in [*PARTS, "together"]:
        if part in counts:
            count = counts[part]
            viable = count["caught"] + count["timeout"] + count["missed"]
            seen = f"{100 * (viable - count['missed']) / viable:.1f} %" if viable else "-"
            print(
                f"{part}: {viable} tried, {count['missed']} not seen ({count['explained']} explained), {seen} seen, "
                f"{count['timeout']} of them without an end; {count['unviable']} do not compile, "
                f"{count['not tried']} not tried"
            )
    for name, key in unexplained:
        print(f"NOT SEEN {name}\n         {key}")
    return len(unexplained)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for place in "list", "spliced", "single", "out":
        arguments.add_argument(place, type=pathlib.Path)
    arguments.add_argument("--only-spliced", action="store_true", help="nothing that needs a build of its own")
    arguments.add_argument("--part", choices=list(PARTS))
    given = arguments.parse_args()
    root = pathlib.Path(__file__).resolve().parents[2]
    given.out.mkdir(parents=True, exist_ok=True)

    # Read where nothing is changed: the copies may hold mutants of a run that was broken off.
    files = sorted((root / PACKAGE).rglob("*.rs"))
    sources = {str(file.relative_to(root)): file.read_bytes() for file in files if "src" in file.parts}
    own = {
        file: splice.without_tests(text)
        for file, text in sources.items()
        if not re.search(r"/testkit|tests\.rs$", file)
    }
    rules = hashlib.sha256(repr(sorted(own.items())).encode()).hexdigest()[:16]
    everything = [(file, file.read_bytes()) for file in sorted((root / PACKAGE).rglob("*")) if file.is_file()]
    tests = hashlib.sha256(
        repr([(str(file.relative_to(root)), text) for file, text in everything]).encode()
    ).hexdigest()[:16]

    mutants = splice.from_list(json.loads(given.list.read_text()), sources)
    if given.part:
        mutants = [mutant for mutant in mutants if part_of(mutant.file) == given.part]
    lines = explanations(root)
    explained = {mutant.name for mutant in mutants if explains(lines, mutant.key(sources[mutant.file]))}
    results = Results(given.out, rules, tests, explained)
    left = [mutant for mutant in mutants if results.of(mutant)["result"] == "not tried"]
    print(f"{len(mutants)} mutants, {len(left)} to be tried", flush=True)
    if left:
        single = try_spliced(Tree(given.spliced, once=True), sources, left, results)
        print(f"{len(single)} need a build of their own", flush=True)
        if not given.only_spliced:
            try_single(Tree(given.single, once=False), sources, single, results)
    return 1 if report(mutants, sources, results, explained) else 0


if __name__ == "__main__":
    sys.exit(main())
