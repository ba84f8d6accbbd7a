# Orders, paper and proofs.

find = Search
pages = Pages
page-before = Before
page-after = After
page-of = { $page } of { $pages }
orders-find = VF-0001, name, code
orders-tabs = Orders by status
orders-tab-prepare = To prepare
orders-tab-deliver = To deliver
orders-tab-delivered = Delivered
orders-tab-cancelled = Cancelled
orders-tab-all = All
orders-count = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
orders-choose = Choose
orders-choose-one = Choose { $order }
orders-bulk = With the chosen ones
orders-nothing-found = Nothing fits this search.
orders-clear = Clear the search
orders-empty-prepare = Nothing to prepare. Orders land here as soon as a client answers YES.
orders-empty-deliver = Nothing is on its way.
orders-empty-delivered = Nothing was delivered yet.
orders-empty-cancelled = No order was cancelled.
orders-empty-all = No orders yet.
orders-back = All orders
order-number = Order
order-placed = Placed
order-status = Status
order-customer = Customer
order-items = Items
order-units = Units
order-total = Total
order-payment = Deposit
order-address = Address
order-code = Code
order-quantity = Quantity
order-price = Price
order-amount = Amount
order-fee = Delivery
order-deposit = deposit asked: { $amount }
order-no-address = The address was erased.
order-is-new = waits for its deposit
order-is-confirmed = confirmed
order-is-preparing = being prepared
order-is-out = on its way
order-is-delivered = delivered
order-is-cancelled = cancelled
order-do-confirmed = Confirm without deposit
order-do-preparing = Prepare
order-do-out = Hand to the rider
order-do-delivered = Delivered
order-cancel = Cancel the order
order-cancel-go = Cancel the order
order-why = Why
order-timeline = What happened
order-notes = Notes of the team
order-notes-who = Customers never see them.
order-note = New note
payment-none = no deposit
payment-pending = deposit awaited
payment-approved = deposit approved
payment-rejected = deposit refused
why-customer = The customer does not want it
why-seller = Our choice
why-no_show = Nobody there
why-out_of_stock = Out of stock
why-deposit_missing = The deposit did not come
why-fraud = Fraud
paper-slips = Slips
paper-picks = Pick list
paper-riders = Rider's sheet
paper-how = Print with your browser: Ctrl P, or Share on a phone.
paper-none = Choose orders first, then what to print.
paper-collect = To collect
paper-sign = Signature
said-none-chosen = Choose at least one order.
said-some-left = Done. Some could not go there from where they were.
said-proof-ok = Approved. The next one is shown.
said-proof-no = Refused. She was told.
proofs-empty = No proof waiting. Well done.
proof-since = waiting for
proof-alt = receipt sent by { $name } at { $at }
proof-no-picture = The picture is not here yet.
proof-expected = Expected
proof-history = History
proof-orders = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
proof-absences = { $count ->
    [one] { $count } absence
   *[other] { $count } absences
}
proof-again = The same picture was sent before: { $order }
proof-ok = Approve
proof-no = Refuse
proof-why = Why, in your words
proof-why-amount = The amount is not right
proof-why-unreadable = Not readable
proof-why-other = Sent to another number
proof-waiting = waiting
proof-newer = another proof came
proof-judged = judged already
