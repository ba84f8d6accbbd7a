-- For pages that show a part of long lists.

CREATE INDEX orders_in ON orders (shop, status, number);
CREATE INDEX orders_of ON orders (shop, customer, number);

-- When she last said STOP or came back, as far as that was after this step.
ALTER TABLE customers ADD COLUMN opted_at INTEGER;
