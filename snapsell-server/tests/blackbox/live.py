#!/usr/bin/env python3
"""A whole live over signed webhooks: usage live.py PATH_TO_SNAPSELL"""

import json
import sys
import time

from rig import SELLER, Shop

AWA, FATOU, KADY, BINTA = "+33600000011", "+33600000012", "+33600000013", "+33600000014"


def main():
    shop = Shop(sys.argv[1], ["delivery.fee=1500", "deposit=recommended:2000", "hold.soft=6s", "hold.locked=60s"])
    shop.start()
    provider = shop.provider

    # What is forged or meant for somebody else is refused, and nothing is stored.
    forged = shop.form(AWA, "A12")
    assert shop.post(forged, signature="AAAAAAAAAAAAAAAAAAAAAAAAAAA=") == 403
    assert shop.post(forged, signature="") == 403
    assert shop.post(shop.form(AWA, "A12", To="whatsapp:+14155230000")) == 403
    assert shop.post(shop.form(AWA, "A12", AccountSid="AC" + "2" * 32)) == 403
    assert json.loads(shop.run("export", "holds", "--shop", "acme", "--format", "json")) == []

    # The live opens with the first piece; a photo belongs to the last code.
    shop.tell(SELLER, "S01 S:2 M:1", "S01")
    shop.tell(SELLER, "A12", "5 000")
    assert shop.post(shop.photo(SELLER)) == 200
    provider.wait(SELLER, "Photo ajoutée à A12")

    # Competing claims: one has it, the others wait in order; the same message again changes nothing.
    first = shop.form(AWA, "a 12 svp")
    assert shop.post(first) == 200
    provider.wait(AWA, "c'est à toi")
    shop.tell(FATOU, "A12", "n° 1")
    shop.tell(KADY, "#A-12", "n° 2")
    told = len(provider.texts(AWA))
    assert shop.post(first) == 200
    shop.tell(BINTA, "A12A", "Réponds 1")

    # Sizes, expiry and promotion, address, OUI.
    shop.tell(BINTA, "S01", "tailles")
    shop.tell(BINTA, "S01 M", "S01 M")
    provider.wait(FATOU, "c'est ton tour", seconds=15)
    provider.wait(AWA, "Le temps est écoulé", seconds=15)
    assert len(provider.texts(AWA)) == told + 1, provider.texts(AWA)
    shop.tell(FATOU, "12 rue des Jardins, Cocody", "OUI")
    answer = shop.tell(FATOU, "OUI", "VF-0001")
    assert "6 500" in answer, answer

    # A proof stops the clock; the team locks it.
    shop.tell(BINTA, "S01 S x2", "S01 S")
    assert shop.post(shop.photo(BINTA)) == 200
    provider.wait(BINTA, "reçu")
    provider.wait(SELLER, "OK S01")
    time.sleep(7)
    shop.tell(SELLER, "OK S01", "accepté")
    provider.wait(BINTA, "validé")
    shop.tell(BINTA, "villa 9, Marcory", "OUI")
    answer = shop.tell(BINTA, "OUI", "VF-0002")

    # Statuses reach the customer once; STOP is respected.
    shop.tell(SELLER, "PREPARE VF-0001", "VF-0001")
    provider.wait(FATOU, "préparation")
    shop.tell(KADY, "STOP", "REPRENDRE")
    shop.tell(KADY, "A12", "REPRENDRE")

    # The orders list is right.
    orders = json.loads(shop.run("export", "orders", "--shop", "acme", "--format", "json"))
    text = json.dumps(orders, ensure_ascii=False)
    assert "VF-0001" in text and "VF-0002" in text and FATOU in text, text
    assert "12 rue des Jardins, Cocody" in text, text
    shop.tell(SELLER, "LISTE", "VF-0002")

    # A clean stop and a restart change nothing.
    assert shop.stop() == 0
    shop.start()
    assert shop.post(first) == 200
    shop.tell(FATOU, "PANIER", "VF-0001")
    shop.run("audit", "--shop", "acme", "--json")
    shop.stop()
    print(f"live: {len(provider.sent)} messages sent, {len(orders)} order lines, audit clean")


if __name__ == "__main__":
    main()
