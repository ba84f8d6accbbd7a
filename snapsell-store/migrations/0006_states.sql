-- A large state is saved in parts, each in a transaction of its own: nobody who commits waits for all of it.

-- Parts beside `state`, which is the first; a state is what stands there once its row does.
ALTER TABLE snapshots ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;

-- Those of an older state, or of one whose saving was cut short, go with the next save.
CREATE TABLE snapshot_parts (
    shop    INTEGER NOT NULL,
    version INTEGER NOT NULL,
    part    INTEGER NOT NULL, -- from 1
    bytes   BLOB    NOT NULL,
    PRIMARY KEY (shop, version, part)
) STRICT;
