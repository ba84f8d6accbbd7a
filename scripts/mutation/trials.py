"""Builds a copy of the tree, and runs its tests on one mutant."""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time

PACKAGE = "snapsell-core"
AT_A_TIME = 2
# Tests that take less run together, one process for each binary; a process more costs as much.
QUICK_SECONDS = 0.1
# What computes that long, and so many times what it takes without a mutant, has no end; nor has what waits ten minutes.
ENDLESS_SECONDS, ENDLESS_TIMES, WAITING_SECONDS = 10, 20, 600
# A mutant that asks for ever more memory ends here.
MEMORY_BYTES_MAX = 4 << 30
# The same histories each time: what is caught today is caught tomorrow.
HISTORIES = {"PROPTEST_RNG_SEED": "1", "PROPTEST_MAX_SHRINK_ITERS": "0", "RUST_BACKTRACE": "0"}


class Tree:
    """A copy of the whole tree, which is built with cargo."""

    def __init__(self, path, once):
        """Built once, it should run quickly; else it should build quickly."""
        self.path, self.once = path, once
        self.wrapper = path / "rustc-of-mutants"
        # The intrinsic is not stable, and what rustc denies in a mutant is for its author, not for us.
        self.wrapper.write_text('#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec "$@" --cap-lints warn\n')
        self.wrapper.chmod(0o755)

    def cargo(self, *arguments):
        """What cargo says, as JSON, and whether it succeeded."""
        command = ["cargo", *arguments, "--package", PACKAGE, "--all-features", "--locked", "--message-format=json"]
        command += ["--config", str(pathlib.Path(__file__).parent.with_name("mutants.toml"))]
        if not self.once:
            command += ["--config", f"profile.dev.package.{PACKAGE}.opt-level=0"]
        environment = os.environ | {
            "CARGO_INCREMENTAL": "0" if self.once else "1",
            "RUSTC_WORKSPACE_WRAPPER": str(self.wrapper),
        }
        done = subprocess.run(
            command, cwd=self.path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        return messages, done.returncode == 0, done.stderr

    def build(self, *targets):
        """The test binaries, or None where it does not compile."""
        messages, success, said = self.cargo("test", "--no-run", *(targets or ["--tests"]))
        if not success:
            errors = [each["message"]["rendered"] for each in messages if each.get("reason") == "compiler-message"]
            print("\n".join([*errors, said]), file=sys.stderr)
        binaries = [
            each["executable"] for each in messages if each.get("profile", {}).get("test") and each.get("executable")
        ]
        return binaries if success else None


class Test(collections.namedtuple("Test", "binary name seconds reached")):
    """One test of one binary: how long it takes without a mutant, and which mutants it reaches."""


def run(tree, binary, names, seconds_max, **environment):
    """Runs tests of a binary, or all of them: the first that failed, "" where all pass, None where they did not end."""

    def bounds():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
        # A busy machine takes longer, but computes no more.
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds_max) + 1, int(seconds_max) + 2))

    histories = HISTORIES | {"PROPTEST_CASES": os.environ.get("PROPTEST_CASES", "64")}
    child = subprocess.Popen(
        [binary, "--test-threads=1", *(["--exact", *names] if names else [])],
        cwd=tree.path / PACKAGE,
        env=os.environ | histories | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        preexec_fn=bounds,
    )
    timer = threading.Timer(WAITING_SECONDS, child.kill)
    timer.start()
    failed = None
    for line in child.stdout:
        failed = re.match(r"test (\S+) .*FAILED$", line)
        if failed:
            break
    timer.cancel()
    if failed:
        child.kill()
    code = child.wait()
    child.stdout.close()
    if failed:
        return failed[1]
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return None
    return "" if code == 0 else f"{pathlib.Path(binary).name} ended with {code}"


def record(tree, binaries):
    """Runs each test alone, with no mutant chosen: all must pass. The quickest first."""
    jobs = []
    for binary in binaries:
        listed = subprocess.run([binary, "--list", "--format=terse"], capture_output=True, text=True, check=True).stdout
        jobs += [(binary, line.removesuffix(": test")) for line in listed.splitlines() if line.endswith(": test")]

    def one(job):
        binary, name = job
        with tempfile.NamedTemporaryFile("r") as reached:
            begin = time.monotonic()
            failed = run(tree, binary, [name], 600, MUTANT="record", MUTANTS_REACHED=reached.name)
            if failed != "":
                sys.exit(f"with no mutant chosen, {name} fails")
            return Test(binary, name, time.monotonic() - begin, frozenset(map(int, reached.read().split())))

    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        tests = list(pool.map(one, jobs))
    return sorted(tests, key=lambda test: test.seconds)


def batches(tests):
    """What one process runs: all quick tests of a binary, or one that is not."""
    quick = collections.defaultdict(list)
    for test in tests:
        if test.seconds < QUICK_SECONDS:
            quick[test.binary].append(test)
    return [*quick.values(), *([test] for test in tests if test.seconds >= QUICK_SECONDS)]


def attempt(tree, tests, **environment):
    """What becomes of a mutant, and which test said so."""
    for batch in batches(tests):
        seconds_max = max(ENDLESS_SECONDS, ENDLESS_TIMES * sum(test.seconds for test in batch))
        failed = run(tree, batch[0].binary, [test.name for test in batch if test.name], seconds_max, **environment)
        if failed is None:
            return "timeout", batch[0].name
        if failed:
            return "caught", failed
    return "missed", ""
