-- What the console keeps beside the journal: preferences, devices, one-time links, deeds of people, notes on orders.

ALTER TABLE users ADD COLUMN name BLOB; -- sealed with the installation's key
ALTER TABLE users ADD COLUMN lang TEXT;
ALTER TABLE users ADD COLUMN shortcuts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN pin_hash TEXT;
ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0; -- the newest step that was used

ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;

-- Looked up by the hash of their token, used once.
CREATE TABLE links (
    token      BLOB PRIMARY KEY,
    kind       TEXT    NOT NULL, -- setup, invite, reset, enter, overlay
    shop       INTEGER NOT NULL, -- 0 for the installation
    user       INTEGER,          -- whose password is reset, or who enters
    email      BLOB,             -- sealed with the installation's key
    role       TEXT,
    made_by    INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_of ON links (shop, kind);

-- What members did that the journal does not tell: numbers revealed, files taken, accounts changed.
CREATE TABLE deeds (
    shop    INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    user    INTEGER,
    what    TEXT    NOT NULL,
    subject TEXT    NOT NULL, -- a pseudonym: VF-0001, customer 12, user 3
    PRIMARY KEY (shop, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_notes (
    shop   INTEGER NOT NULL,
    number INTEGER NOT NULL,
    seq    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    user   INTEGER NOT NULL,
    body   BLOB    NOT NULL, -- sealed
    PRIMARY KEY (shop, number, seq)
) STRICT, WITHOUT ROWID;

-- What a shop may use; without a row it has everything. Kept by hand.
CREATE TABLE plans (
    shop      INTEGER PRIMARY KEY,
    name      TEXT    NOT NULL,
    lives_max INTEGER, -- each month; NULL for as many as she likes
    paid_to   INTEGER  -- NULL while nothing is owed
) STRICT;
