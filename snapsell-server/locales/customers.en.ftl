# Customers.

people-find = Name, last two digits, whole number
people-nothing-found = Nobody fits this search.
people-clear = Show everybody
people-empty = Clients appear with their first code.
people-last = wrote { $at }
people-since = known since { $at }
people-orders = { $count ->
    [0] no order
    [one] { $count } order
   *[other] { $count } orders
}
people-no-shows = { $count ->
    [one] not there once
   *[other] not there { $count } times
}
people-stopped = STOP
people-blocked = blocked
people-unreachable = cannot be reached
people-back = All customers
people-talk = Conversation
people-says = She:
people-shop-says = The shop:
people-no-words = a message without words, or words that were not kept
people-silent = Nothing was said lately.
people-state-waiting = waiting
people-state-unknown = being looked up
people-state-sent = sent
people-state-delivered = delivered
people-state-read = read
people-state-failed = not delivered
people-state-withheld = held back
people-reveal = Show the number
people-reveal-how = It is noted who looked, and when.
people-revealed = It was noted that you looked.
people-export = What is known of her
people-export-how = One file with her details, orders and messages, for when she asks for it. It is noted who took it.
people-export-go = Export (JSON)
people-block = Block
people-block-how = She can reserve nothing any more. Her orders stay.
people-block-go = Block her
people-unblock-go = Let her in again
people-consent = Messages:
people-in-since = agreed since { $at }
people-out-since = STOP since { $at }
people-out = STOP
