-- Units of an item stand together, a bit for each: who claims many items at once then changes few pages, where a row for each
-- unit was most of what a commit writes. Whose a unit is say `holds` and `order_lines`.

-- A unit that somebody has cannot be taken again: the statement that takes it writes NULL then.
CREATE TABLE unit_blocks (
    shop  INTEGER NOT NULL,
    item  INTEGER NOT NULL,
    block INTEGER NOT NULL, -- of the units 32 * block to 32 * block + 31, the first in the lowest bit
    held  INTEGER NOT NULL,
    sold  INTEGER NOT NULL,
    PRIMARY KEY (shop, item, block),
    CHECK (held & sold = 0)
) STRICT, WITHOUT ROWID;

INSERT INTO unit_blocks (shop, item, block, held, sold)
SELECT shop, item, slot / 32,
       sum(CASE WHEN order_no IS NULL THEN 1 << slot % 32 ELSE 0 END),
       sum(CASE WHEN order_no IS NULL THEN 0 ELSE 1 << slot % 32 END)
FROM units GROUP BY shop, item, slot / 32;

DROP TABLE units;

-- The same, one row for each unit held or sold.
CREATE VIEW units (shop, item, slot, sold) AS
WITH RECURSIVE bits (bit) AS (SELECT 0 UNION ALL SELECT bit + 1 FROM bits WHERE bit < 31)
SELECT shop, item, 32 * block + bit, sold >> bit & 1
FROM unit_blocks CROSS JOIN bits
WHERE (held | sold) >> bit & 1;
