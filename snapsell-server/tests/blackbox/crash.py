#!/usr/bin/env python3
"""SIGKILL at random moments while several clients write: usage crash.py PATH_TO_SNAPSELL [CYCLES] [SEED] [SECONDS]

Afterwards an independent fold of the journal judges: every message answered 200 is in the inbox exactly once,
no unit ever had two owners at once, every reply is sent or still to be sent, and the product's own audit agrees.
"""

import http.client
import json
import random
import sqlite3
import sys
import threading
import time
from collections import Counter

from rig import HOST, SELLER, Shop

CLIENTS = 8
CODES = [f"A{n}" for n in range(1, 9)] + ["S01", "S02"]


def customer(shop, rng, stop, acked, refused):
    connection = http.client.HTTPConnection(HOST, shop.port, timeout=5)
    phone = f"+336{rng.randrange(10**6, 10**6 + 40):08d}"
    while not stop.is_set():
        words = rng.choice([rng.choice(CODES), f"{rng.choice(CODES)} x2", "OUI", "ANNULER", "12 rue du Lac, Cocody"])
        form = shop.form(phone, words)
        try:
            status = shop.post(form, connection)
        except (OSError, http.client.HTTPException):
            connection.close()
            connection = http.client.HTTPConnection(HOST, shop.port, timeout=5)
            refused.append(form)
            continue
        if status == 200:
            acked.append(form)
            # Now and then the provider delivers again what somebody delivered before, while others do the same.
            if rng.random() < 0.1:
                try:
                    shop.post(rng.choice(acked[-50:]), connection)
                except (OSError, http.client.HTTPException):
                    connection.close()
                    connection = http.client.HTTPConnection(HOST, shop.port, timeout=5)
        else:
            refused.append(form)
        phone = f"+336{rng.randrange(10**6, 10**6 + 40):08d}"
    connection.close()


def judge(shop, acked):
    """What must hold, read from the disk by code of its own."""
    database = sqlite3.connect(f"file:{shop.path / 'snapsell.db'}?mode=ro", uri=True)
    inbox = Counter(row[0] for row in database.execute("SELECT native_id FROM inbox"))
    lost = [form["MessageSid"] for form in acked if inbox[form["MessageSid"]] == 0]
    twice = [sid for sid, count in inbox.items() if count > 1]
    assert not lost, f"{len(lost)} acknowledged messages are lost, the first is {lost[0]}"
    assert not twice, f"{len(twice)} messages are applied twice, the first is {twice[0]}"

    owner, items, holds = {}, {}, {}
    versions = Counter()
    for shop_id, version, changes in database.execute("SELECT shop, version, changes FROM journal ORDER BY shop, version"):
        versions[shop_id] += 1
        assert versions[shop_id] == version, f"the journal has a gap before {version}"
        for change in changes_of(json.loads(changes)):
            fold(change, owner, items, holds, version)
    unsent = database.execute("SELECT count(*) FROM outbox WHERE state IN (7, 8)").fetchone()[0]
    assert unsent == 0, f"{unsent} replies are given up"
    sids = {message["sid"] for message in shop.provider.sent}
    sent = [row[0] for row in database.execute("SELECT provider_id FROM outbox WHERE state IN (4, 5, 6)")]
    strange = [sid for sid in sent if sid not in sids]
    assert not strange, f"{len(strange)} replies count as sent, and the provider never had them"
    database.close()
    return sum(versions.values()), len(owner)


def changes_of(stored):
    changes = stored["changes"] if isinstance(stored, dict) else stored
    for change in changes:
        if isinstance(change, str):
            yield change, None
        else:
            yield next(iter(change.items()))


def fold(change, owner, items, holds, version):
    kind, facts = change
    if kind == "offered":
        items[facts["item"]] = facts["quantity"]
    elif kind == "stock_added":
        items[facts["item"]] += facts["quantity"]
    elif kind == "held":
        holds[facts["hold"]] = (facts["item"], set(facts["slots"]))
        give(owner, facts["item"], facts["slots"], items, version)
    elif kind == "hold_grown":
        item, slots = holds[facts["hold"]]
        slots.update(facts["slots"])
        give(owner, item, facts["slots"], items, version)
    elif kind in ("hold_shrunk", "hold_ended"):
        item, slots = holds[facts["hold"]]
        gone = set(facts["slots"]) if kind == "hold_shrunk" else set(slots)
        for slot in gone:
            del owner[(item, slot)]
        slots -= gone
        if kind == "hold_ended":
            del holds[facts["hold"]]
    elif kind in ("order_placed", "order_extended"):
        for hold in facts["holds"]:
            del holds[hold]


def give(owner, item, slots, items, version):
    for slot in slots:
        assert (item, slot) not in owner, f"unit {slot} of item {item} is given twice at version {version}"
        assert slot < items[item], f"unit {slot} of item {item} does not exist"
        owner[(item, slot)] = version


def main():
    cycles = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(2**32)
    ends = time.monotonic() + (float(sys.argv[4]) if len(sys.argv) > 4 else float("inf"))
    print(f"crash: at most {cycles} cycles, seed {seed}")
    rng = random.Random(seed)
    shop = Shop(sys.argv[1], ["hold.soft=2s", "live.inactive=10m"])
    shop.start()
    for words in ["S01 x20", "S02 x15", *CODES[:8]]:
        shop.say(SELLER, words)
    acked, refused, restarts = [], [], []
    while len(restarts) < cycles and time.monotonic() < ends:
        # What is sold out is offered again, so that there is always something to give twice; the same number at once
        # would be a double send.
        if len(restarts) % 5 == 4:
            insist(shop, f"S01 +{10 + len(restarts) // 5 % 2}")
        stop = threading.Event()
        threads = [
            threading.Thread(target=customer, args=(shop, random.Random(rng.random()), stop, acked, refused))
            for _ in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        time.sleep(rng.uniform(0.05, 0.5))
        shop.kill()
        stop.set()
        for thread in threads:
            thread.join()
        started = time.monotonic()
        shop.start()
        restarts.append(time.monotonic() - started)
    # Everything that was acknowledged is delivered once more, and what was not is delivered at last.
    connection = http.client.HTTPConnection(HOST, shop.port, timeout=10)
    for form in acked[-500:] + refused[-500:]:
        assert shop.post(form, connection) == 200
    connection.close()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and pending(shop):
        time.sleep(0.2)
    assert shop.stop() == 0
    entries, owned = judge(shop, acked + refused[-500:])
    shop.run("audit", "--json")
    restarts.sort()
    print(
        f"crash: {len(restarts)} kills under {CLIENTS} clients, {len(acked)} messages acknowledged, {entries} entries, "
        f"{owned} units owned, 0 lost, 0 twice; restart median {restarts[len(restarts) // 2] * 1000:.0f} ms, "
        f"longest {restarts[-1] * 1000:.0f} ms"
    )


def insist(shop, words):
    """Says something for the seller as the provider does: once more where the answer is a 503, which a stalled disk may cause."""
    form = shop.form(SELLER, words)
    answers = []
    while 200 not in answers:
        answers.append(shop.post(form))
        assert answers[-1] in (200, 503) and len(answers) < 6, f"{words} was answered with {answers}; {shop.last_words()}"


def pending(shop):
    database = sqlite3.connect(f"file:{shop.path / 'snapsell.db'}?mode=ro", uri=True)
    count = database.execute("SELECT count(*) FROM outbox WHERE state IN (1, 3)").fetchone()[0]
    database.close()
    return count


if __name__ == "__main__":
    main()
