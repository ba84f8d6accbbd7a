# Customers.

people-find = Name, last two digits or whole number
people-find-short = Name or number
people-nothing-found = No customer matches this search. A number of another country is written with + and its country code.
people-looked = A name is looked for among the { $most } customers who wrote last; a whole number, among all of them.
people-clear = Show everybody
people-empty = Customers appear with their first code.
people-tabs = Which customers
people-all = All
people-to-read = To read
people-to-read-is = What they wrote since yesterday and the shop did not understand. Opening a customer's page is reading it.
people-unread = message to read
people-read-all = Everything is read.
people-last = last message { $at }
people-since = known since { $at }
people-orders = { $count ->
    [0] no order
    [one] { $count } order
   *[other] { $count } orders
}
people-no-shows = { $count ->
    [one] { $count } no-show
   *[other] { $count } no-shows
}
people-stopped = STOP
people-blocked = blocked
people-unreachable = unreachable
people-back = All customers
people-talk = Conversation
people-says = Customer:
people-shop-says = The shop:
people-no-words = a message without words, or words that were not kept
people-silent = Nothing was said recently.
people-state-waiting = waiting
people-state-unknown = being looked up
people-state-sent = sent
people-state-delivered = delivered
people-state-read = read
people-state-failed = not delivered
people-state-withheld = held back
people-state-trial = trial: shown here, not sent
people-reveal = Show the number
people-reveal-how = Who looked, and when, is noted.
people-revealed = It was noted that you looked.
people-export = What is known of them
people-export-how = One file with their details, orders and messages, for when they ask. Who took it is noted.
people-export-go = Export (JSON)
people-block = Block
people-block-how = They can no longer reserve anything. Their orders stay.
people-block-go = Block this customer
people-unblock-go = Unblock this customer
people-consent = Messages:
people-in-since = allowed since { $at }
people-never = not allowed yet: never wrote
people-out-since = STOP since { $at }
people-out = STOP
