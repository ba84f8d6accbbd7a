-- For the items of one live, in the order of their codes: numbers have no leading zeros, so a longer code is a larger one.
CREATE INDEX items_in ON items (shop, live, rtrim(code, '0123456789'), length(code), code, item);

-- When somebody said STOP or came back before there was a column for it: the journal knows.
UPDATE customers SET opted_at = said.at
FROM (
    SELECT shop, customer, max(at) AS at
    FROM (
        SELECT j.shop, j.at,
            -- A fact without anything to fill in is a bare word, not an object.
            CASE WHEN c.type = 'object'
                THEN coalesce(json_extract(c.value, '$.opted_out'), json_extract(c.value, '$.opted_in'))
            END AS customer
        FROM journal j, json_each(j.changes) c
        WHERE j.changes LIKE '%"opted_%'
    )
    WHERE customer IS NOT NULL
    GROUP BY shop, customer
) AS said
WHERE customers.shop = said.shop AND customers.customer = said.customer AND customers.opted_at IS NULL;
