-- Who was forgotten, what the provider still has to delete, and how long things are kept.

-- Also in a file beside the database, which no restored copy can make forget. Rows are never deleted.
CREATE TABLE erasures (
    id       INTEGER PRIMARY KEY,
    shop     INTEGER NOT NULL,
    customer INTEGER NOT NULL, -- 0 for the whole shop
    at       INTEGER NOT NULL,
    done     INTEGER NOT NULL DEFAULT 0, -- 1 once nothing of it is left in the file
    UNIQUE (shop, customer)
) STRICT;

-- A row goes when the provider has deleted it, or says that it never had it.
CREATE TABLE provider_deletions (
    id       INTEGER PRIMARY KEY,
    shop     INTEGER NOT NULL,
    message  TEXT    NOT NULL,
    media    TEXT, -- one medium of it; NULL for the message
    next_at  INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX provider_deletions_due ON provider_deletions (next_at);

-- How long a shop keeps what, in months; without a row the defaults hold.
CREATE TABLE retention (
    shop     INTEGER PRIMARY KEY,
    messages INTEGER NOT NULL,
    proofs   INTEGER NOT NULL,
    people   INTEGER NOT NULL,
    heard_to INTEGER NOT NULL DEFAULT 0, -- messages in up to this entry were looked at
    told_to  INTEGER NOT NULL DEFAULT 0  -- replies up to this one were
) STRICT;
