-- The shop is the first column of every key, so that the rows of a shop lie together.
-- Times are milliseconds since 1970 UTC. Money is in minor units. Columns marked "sealed" are encrypted with the shop's key.
-- Hot tables have no foreign keys: their rows come from one fold of one journal, and the audit compares them with it.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The random key of a shop, wrapped by a master key that is not here. Shop 0 is the installation itself.
CREATE TABLE tenant_keys (
    shop    INTEGER NOT NULL,
    key     INTEGER NOT NULL,
    wrapped BLOB    NOT NULL,
    PRIMARY KEY (shop, key)
) STRICT, WITHOUT ROWID;

-- The head of each journal: small, because every commit rewrites it.
CREATE TABLE shops (
    shop          INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    chain         BLOB    NOT NULL,
    next_deadline INTEGER,
    outbox_next   INTEGER NOT NULL,
    customer_next INTEGER NOT NULL
) STRICT;
CREATE INDEX shops_due ON shops (next_deadline) WHERE next_deadline IS NOT NULL;

CREATE TABLE profiles (
    shop    INTEGER PRIMARY KEY REFERENCES shops (shop),
    slug    TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL,
    account BLOB NOT NULL -- sealed: sender, provider's account, tokens
) STRICT;

CREATE TABLE journal (
    shop    INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    command BLOB    NOT NULL,
    format  INTEGER NOT NULL,
    changes TEXT    NOT NULL,
    chain   BLOB    NOT NULL,
    PRIMARY KEY (shop, version)
) STRICT, WITHOUT ROWID;

-- The message behind an entry; `seq` is the entry's version. The provider's id is not indexed: it is random.
CREATE TABLE inbox (
    shop      INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    customer  INTEGER NOT NULL,
    native_id TEXT    NOT NULL,
    command   BLOB    NOT NULL,
    content   BLOB, -- sealed; NULL once erased
    PRIMARY KEY (shop, seq)
) STRICT, WITHOUT ROWID;

-- Where to find the few messages that something refers to: addresses, proofs, photos.
CREATE TABLE message_refs (
    shop    INTEGER NOT NULL,
    message BLOB    NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (shop, message)
) STRICT, WITHOUT ROWID;

-- One row for each unit held or sold: a unit cannot be given twice.
CREATE TABLE units (
    shop     INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    slot     INTEGER NOT NULL,
    hold     INTEGER,
    order_no INTEGER,
    PRIMARY KEY (shop, item, slot),
    CHECK ((hold IS NULL) <> (order_no IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    shop        INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    customer    INTEGER NOT NULL,
    class       TEXT    NOT NULL,
    body        BLOB, -- sealed; NULL once erased
    -- 0 pending, 1 retry (or waiting for its turn), 2 sending, 3 unknown, 4 sent, 5 delivered, 6 read, 7 failed, 8 dead, 9 withheld
    state       INTEGER NOT NULL,
    next_at     INTEGER NOT NULL, -- when an unfinished row is looked at next
    attempts    INTEGER NOT NULL,
    batch       INTEGER,          -- id of the first row of the message it goes with
    members     TEXT,             -- on that first row: the ids of all, when there are several
    provider_id TEXT,
    error       INTEGER,
    reason      TEXT,
    PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;
-- Replies that nobody has looked at yet, each shop's in order: a commit only appends here.
CREATE INDEX outbox_fresh ON outbox (shop, id) WHERE state = 0;
-- What waits, is under way or in doubt: few rows, by when they are looked at next, and by person.
CREATE INDEX outbox_clock ON outbox (state, next_at, shop, id) WHERE state > 0 AND state <= 3;
CREATE INDEX outbox_person ON outbox (shop, customer, id) WHERE state > 0 AND state <= 3;
CREATE INDEX outbox_dead ON outbox (shop, id) WHERE state IN (7, 8);

-- Who is behind a customer's number. Each row can be deleted alone.
CREATE TABLE contacts (
    shop         INTEGER NOT NULL,
    customer     INTEGER NOT NULL,
    phone        BLOB, -- sealed
    user_id      BLOB, -- sealed
    name         BLOB, -- sealed
    since        INTEGER NOT NULL,
    last_inbound INTEGER,
    PRIMARY KEY (shop, customer)
) STRICT, WITHOUT ROWID;

-- Blind indexes of phone numbers and user ids.
CREATE TABLE aliases (
    shop     INTEGER NOT NULL,
    alias    BLOB    NOT NULL,
    customer INTEGER NOT NULL,
    PRIMARY KEY (shop, alias)
) STRICT, WITHOUT ROWID;

CREATE TABLE customers (
    shop        INTEGER NOT NULL,
    customer    INTEGER NOT NULL,
    lang        TEXT,
    address     BLOB, -- the message that gave it
    opted_out   INTEGER NOT NULL DEFAULT 0,
    blocked     INTEGER NOT NULL DEFAULT 0,
    unreachable INTEGER NOT NULL DEFAULT 0,
    payment     TEXT    NOT NULL DEFAULT 'no_deposit',
    PRIMARY KEY (shop, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE lives (
    shop       INTEGER NOT NULL,
    live       INTEGER NOT NULL,
    opened_at  INTEGER NOT NULL,
    closing_at INTEGER,
    closed_at  INTEGER,
    PRIMARY KEY (shop, live)
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
    shop       INTEGER NOT NULL,
    item       INTEGER NOT NULL,
    code       TEXT    NOT NULL,
    size       TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    price      INTEGER NOT NULL,
    stock      INTEGER NOT NULL,
    live       INTEGER,
    to_check   INTEGER NOT NULL,
    withdrawn  INTEGER NOT NULL,
    photo      BLOB,
    offered_at INTEGER NOT NULL,
    PRIMARY KEY (shop, item)
) STRICT, WITHOUT ROWID;

-- Holds that are alive; those that ended are in holds_ended, so that this table stays small.
CREATE TABLE holds (
    shop      INTEGER NOT NULL,
    hold      INTEGER NOT NULL,
    item      INTEGER NOT NULL,
    customer  INTEGER NOT NULL,
    slots     TEXT    NOT NULL,
    price     INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    until     INTEGER, -- NULL while a proof is reviewed
    remaining INTEGER,
    origin    TEXT    NOT NULL,
    PRIMARY KEY (shop, hold),
    CHECK ((until IS NULL) = (state = 'proof_pending'))
) STRICT, WITHOUT ROWID;

CREATE TABLE holds_ended (
    shop     INTEGER NOT NULL,
    hold     INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    customer INTEGER NOT NULL,
    slots    TEXT    NOT NULL,
    price    INTEGER NOT NULL,
    since    INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    reason   TEXT    NOT NULL, -- 'ordered', or why it ended
    origin   TEXT    NOT NULL,
    PRIMARY KEY (shop, hold)
) STRICT, WITHOUT ROWID;

CREATE TABLE queue (
    shop     INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    customer INTEGER NOT NULL,
    place    INTEGER NOT NULL, -- numbered like the seq of proofs: ascending in the order of arrival
    quantity INTEGER NOT NULL,
    since    INTEGER NOT NULL,
    PRIMARY KEY (shop, item, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    shop      INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    customer  INTEGER NOT NULL,
    live      INTEGER NOT NULL,
    fee       INTEGER NOT NULL,
    status    TEXT    NOT NULL,
    reason    TEXT, -- why it was cancelled
    payment   TEXT    NOT NULL,
    deposit   INTEGER NOT NULL,
    address   BLOB    NOT NULL, -- the message that gave it
    placed_at INTEGER NOT NULL,
    moved_at  INTEGER NOT NULL,
    PRIMARY KEY (shop, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_lines (
    shop     INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    line     INTEGER NOT NULL, -- from 0, in the order confirmed
    hold     INTEGER NOT NULL, -- what the line was before
    item     INTEGER NOT NULL,
    label    TEXT    NOT NULL,
    size     TEXT    NOT NULL,
    slots    TEXT    NOT NULL,
    price    INTEGER NOT NULL,
    PRIMARY KEY (shop, number, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proofs (
    shop     INTEGER NOT NULL,
    seq      INTEGER NOT NULL, -- version of the entry times 65,536, plus the index of the change
    customer INTEGER NOT NULL,
    message  BLOB    NOT NULL,
    order_no INTEGER,
    at       INTEGER NOT NULL,
    state    TEXT    NOT NULL, -- pending, approved, refused, settled
    PRIMARY KEY (shop, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX proofs_of ON proofs (shop, customer, seq);

-- Messages that were not understood, until the seller has read them.
CREATE TABLE notes (
    shop     INTEGER NOT NULL,
    seq      INTEGER NOT NULL, -- version of the entry times 65,536, plus the index of the change
    customer INTEGER NOT NULL,
    what     TEXT    NOT NULL,
    PRIMARY KEY (shop, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE media (
    id           INTEGER PRIMARY KEY,
    shop         INTEGER NOT NULL,
    message      BLOB    NOT NULL,
    idx          INTEGER NOT NULL,
    customer     INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    state        TEXT    NOT NULL, -- todo, stored, failed
    next_at      INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    source       BLOB    NOT NULL, -- sealed: where the provider keeps it
    content_type TEXT,
    body         BLOB,             -- sealed
    UNIQUE (shop, message, idx)
) STRICT;
CREATE INDEX media_todo ON media (next_at) WHERE state = 'todo';

CREATE TABLE users (
    shop          INTEGER NOT NULL, -- 0 for those of the installation itself
    user          INTEGER NOT NULL UNIQUE,
    email         BLOB    NOT NULL, -- sealed with the installation's key
    email_index   BLOB    NOT NULL UNIQUE,
    role          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    totp          BLOB,             -- sealed with the installation's key
    active        INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    PRIMARY KEY (shop, user)
) STRICT, WITHOUT ROWID;

-- Sessions are looked up by the hash of their token and end with their user.
CREATE TABLE sessions (
    token      BLOB PRIMARY KEY,
    user       INTEGER NOT NULL REFERENCES users (user) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions (user);

CREATE TABLE snapshots (
    shop    INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    format  INTEGER NOT NULL,
    state   BLOB    NOT NULL
) STRICT;
