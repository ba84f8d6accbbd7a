# Every message in English: warm, short, plain.

## Small parts

list-and = { $start } and { $last }
list-or = { $start } or { $last }
list-and-more = { $count ->
    [one] { $start } and { $count } more
   *[other] { $start } and { $count } more
}
more = { $count ->
    [one] … and { $count } more
   *[other] … and { $count } more
}
pieces = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
nameless = Customer { $number }
numbered = { $name } (customer { $number })
the-shop = the shop
this-item = This item

## What became of a claim

held = { $item } is yours until { $until } ({ $amount }).
held-locked = { $item } is yours until { $until }, deposit approved ({ $amount }).
held-paused = { $item } is yours ({ $amount }). The clock is stopped while we check your receipt.
already-held = { $item } is already yours until { $until } ({ $amount }).
already-held-paused = { $item } is already yours ({ $amount }). The clock is stopped while we check your receipt.
partly-waiting = The rest is taken: you're no. { $place } in line for { $count } more.
queued = { $quantity ->
    [one] { $item } is already taken. You're no. { $place } in line: I'll write as soon as it's free.
   *[other] { $item } is already taken. You're no. { $place } in line for { $quantity } pieces: I'll write as soon as some are free.
}
already-queued = { $quantity ->
    [one] You're still in line for { $item }, no. { $place }. I'll write as soon as it's free.
   *[other] You're still in line for { $quantity } pieces of { $item }, no. { $place }. I'll write as soon as some are free.
}
suggested-one = { $what } doesn't exist. Did you mean { $choice }? Reply 1.
suggested-resend = { $what } doesn't exist. Did you mean { $choices }? Send the right code.
suggested-many = { $what } doesn't exist. Did you mean { $choices }? Reply { $numbers }.
count-how = For { $pieces }: { $item } x{ $count }.
count-unique = { $item } is one of a kind: there is only one.
skipped = { $count ->
    [one] Your message was long: one code was not read. Please send it on its own.
   *[other] Your message was long: { $count } codes were not read. Please send them in another message.
}

## What comes next

total = Total { $total }.
total-delivered = Total { $total }, delivery included.
zones = Delivery depends on the area: { $zones } · elsewhere { $fee }.
zones-many = Delivery depends on the area: if it changes, you'll get the new total.
zone = { $name } { $fee }
zone-free = free
deliver-to = Delivery: { $address }
deliver-known = Delivery to the address you gave us before.
deposit-offered = Suggested deposit: { $amount }, to keep your items for longer.
deposit-demanded = Deposit required: { $amount }. Your order is confirmed as soon as we've checked it.
deposit-order-offered = Suggested deposit: { $amount }. You pay the rest on delivery.
deposit-how = How to pay: { $how }
deposit-proof = Then send a photo of the receipt here.
deposit-still-awaited = Your order { $order } is still waiting for the deposit.
next-send-address = Send your delivery address to confirm.
next-say-yes = Reply YES to confirm.
next-say-yes-or-address = Reply YES to confirm. If the address has changed, send ADDRESS followed by the new one.

## Basket, address, order

address-noted = Thanks, I've noted your address.
address-wanted = Great choice: { $items }! I just need your delivery address: send it and your order is placed.
address-still-wanted = I still need the delivery address for { $items }. Send it like this: ADDRESS 12 Garden Street.
or-cancel = Changed your mind? Reply CANCEL.
confirmed = Thank you! Your order { $order } is confirmed.
confirmed-new = Thank you! Your order { $order } is in.
extended = Added to your order { $order }.
bullet-line = • { $item } · { $amount }
delivery-fee = Delivery: { $fee }
order-total = Total: { $total }
order-total-whole = Order total: { $total }
late-queued = Too late for { $item }: time had run out and it's already taken again. You're no. { $place } in line: I'll write as soon as it's free.
late-offered = Too late for { $item }: time had run out and it's already taken again. To wait for it (you'd be no. { $place } in line), reply { $offer }.
late-sold-out = Too late for { $item }: time had run out and there are none left.
too-late-sold-out = Seen anything else you like in the live? Send its code.
nothing-to-confirm = There's nothing to confirm right now. First send the code of the item you like.
cancelled = Cancelled: { $items }. If you change your mind, send the code again.
nothing-to-cancel = There's nothing to cancel right now. Send BASKET to see where you stand.
nothing-to-cancel-orders = You're not holding anything right now. To cancel an order, reply for example CANCEL { $order }.
nothing-to-cancel-list = Orders you can still cancel: { $orders }.
basket-empty = Your basket is empty. Send the code of an item to reserve it.
basket-holds = Your basket:
basket-places = In line:
basket-orders = Your orders:
basket-held = • { $item } · { $amount } · until { $until }
basket-locked = • { $item } · { $amount } · deposit approved, until { $until }
basket-paused = • { $item } · { $amount } · receipt being checked
basket-place = • { $item } · no. { $place }
basket-order = • { $order } · { $total } · { $status }

## Why

why-unknown = No item has the code { $code }. Check the label and send me the code again.
seller-why-unknown = No item has the code { $code }. To put it on sale, send { $code } and a price.
why-withdrawn = { $item } is no longer on sale.
why-sold-out = { $item }: all sold.
why-taken = { $item } is taken.
why-taken-all = { $item }: { $left } pieces left, all of them taken.
why-free = { $free ->
    [one] { $item } is free. Send the code to reserve it.
   *[other] { $item }: { $free } pieces are free. Send the code to reserve.
}
seller-why-free = { $free ->
    [one] { $item }: { $free } piece free.
   *[other] { $item }: { $free } pieces free.
}
why-waiting = { $count ->
    [one] { $count } person is in line.
   *[other] { $count } people are in line.
}
why-held-own = { $since } · you reserved it, until { $until }
why-held-own-paused = { $since } · you reserved it, receipt being checked
why-held-other = { $since } · someone else reserved it, until { $until }
why-held-other-paused = { $since } · someone else reserved it, receipt being checked
seller-why-held = { $since } · reserved by { $name }, until { $until }
seller-why-held-paused = { $since } · reserved by { $name }, receipt to check
seller-why-ordered = { $order } · ordered by { $name } · { $status }
seller-why-waiting = { $count ->
    [one] { $names } is waiting.
   *[other] { $count } people are waiting, in this order: { $names }.
}
why-units = { $fact } ({ $pieces })
why-own-order = { $item } is in your order { $order }.
why-own-place = { $since } · you got in line, no. { $place } now
why-own-expired = { $at } · your reservation ran out
why-rule = Everyone in turn: messages are served in the order they arrive.

## Prices

price = { $code } costs { $price }.
price-sizes = { $code } costs { $price }. Sizes: { $sizes }.
price-reserve = To reserve, send { $example }.
price-yours = It's already yours.
price-waits = You're no. { $place } in line: I'll write as soon as it's free.
price-wait = It's already taken: to get in line, send { $example }.

## Stop and help

stopped = Done: no more reminders or queue news from me. You'll only hear about your orders under way. To come back: START.
silenced = Done: I won't write to you at all any more. To come back: START.
resumed = Welcome back! Send the code of an item to reserve it.
speaking = Sure, let's speak English.
greeting = Welcome, this is { $shop }!
greeting-help = To find out more: HELP.
thanked = You're welcome!
help-customer = Welcome, this is { $shop }! Here's how it works:
help-reserve = • reserve: send the code on the label
help-reserve-example = • reserve: send the code on the label, for example { $code }
help-customer-rest = • confirm: send your address, then YES
    • see where you stand: BASKET
    • change the address: ADDRESS and the new one
    • cancel: CANCEL, or CANCEL and the code
    • find out who was first: WHY and the code
    • pay a deposit: send a photo of the receipt
    • get no more messages: STOP
    • en français : FRANÇAIS
unclear-text = I didn't get that, but the team will read your message.
unclear-voice = I can't listen to voice notes, but the team will see yours.
unclear-sticker = Nice one! But I can't read stickers.
unclear-contact = I can't read contact cards, but the team will see yours.
unclear-video = I can't watch videos, but the team will see yours.
unclear-empty = Your message came through empty.
unclear-paid = Thank you! Send a photo of the receipt here: the team checks it and I'll write to you.
order-under-way = Your order { $order }: { $status }. Send BASKET to see it, or a code for another item.
unclear-unknown = I can't read this kind of message, but the team will see it.
hint-code = To reserve, send the code on the label.
hint-code-example = To reserve, send the code on the label, for example { $code }.

## Proof of payment

how-to-pay-unknown = I don't know yet where to pay, but the team will read your message.
proof-received = Thanks, your receipt is here. The team is checking it and I'll write to you.
proof-received-order = Thanks, your receipt for order { $order } is here. The team is checking it and I'll write to you.
proof-paused = Meanwhile the clock is stopped for { $items }.
proof-unexpected = Thanks, but I'm not expecting a receipt from you. For an item, send its code first.
proof-approved = Your deposit is approved, thank you!
proof-approved-order = Your deposit for order { $order } is approved, thank you!
proof-refused = Your receipt was not accepted.
proof-refused-order = Your deposit for order { $order } was not accepted.
proof-why = The reason: “{ $why }”
proof-again = Send another receipt, or write to us here.
kept-until = { $item } stays yours until { $until } ({ $amount }).

## Reminders and the queue

reminder = { $minutes ->
    [one] { $minutes } minute left for { $items }, until { $until }.
   *[other] { $minutes } minutes left for { $items }, until { $until }.
}
reminder-last = Last call for { $items }: yours until { $until }.
reminder-paused = { $items }: we're checking your receipt.
expired = { $count ->
    [one] Time's up: { $items } is no longer yours. Still want it? Send the code again.
   *[other] Time's up: { $items } are no longer yours. Still want them? Send the codes again.
}
promoted = Good news, it's your turn!
promoted-waiting = You're still in line for { $count } more.
removed-released = { $count ->
    [one] The shop took { $items } back: your reservation is over. Any questions? Write to us here.
   *[other] The shop took { $items } back: your reservations are over. Any questions? Write to us here.
}
removed-sold-elsewhere = { $count ->
    [one] { $items } has just been sold elsewhere, sorry about that. Seen anything else you like? Send its code.
   *[other] { $items } have just been sold elsewhere, sorry about that. Seen anything else you like? Send its code.
}
removed-withdrawn = { $count ->
    [one] { $items } is no longer on sale, sorry about that. Seen anything else you like? Send its code.
   *[other] { $items } are no longer on sale, sorry about that. Seen anything else you like? Send its code.
}
removed-sold-out = { $count ->
    [one] { $items } is sold out: the last piece is gone. Seen anything else you like? Send its code.
   *[other] { $items } are sold out: the last pieces are gone. Seen anything else you like? Send its code.
}
queue-closed = { $count ->
    [one] The live is over and { $items } didn't become free. Thanks for waiting, see you next time!
   *[other] The live is over and { $items } didn't become free. Thanks for waiting, see you next time!
}
set-aside = The shop has set this aside for you:

## How far an order is

order-new = Your order { $order } is in, total { $total }. It's confirmed as soon as we've checked the deposit.
order-confirmed = Your order { $order } is confirmed, total { $total }.
order-preparing = We're preparing your order { $order }.
order-address = New address for your order { $order }: { $address }
order-address-known = Your order { $order } has a new delivery address.
order-fee = Delivery of your order { $order }: { $fee }. New total { $total }.
order-fee-none = Delivery of your order { $order } is free. New total { $total }.
order-out = Your order { $order } is on its way! Total { $total }.
order-out-left = Your order { $order } is on its way! { $left } left to pay, your deposit is taken off.
order-delivered = Your order { $order } has been delivered. Thank you, see you next time!
order-cancelled-customer = Your order { $order } is cancelled, as you asked.
order-cancelled-seller = The shop has cancelled your order { $order }. Any questions? Write to us here.
order-cancelled-no-show = Your order { $order } is cancelled: nobody was there to receive it. Any questions? Write to us here.
order-cancelled-out-of-stock = Your order { $order } is cancelled: there are none left, sorry about that. Any questions? Write to us here.
order-cancelled-deposit-missing = Your order { $order } is cancelled: the deposit didn't arrive. Any questions? Write to us here.
order-cancelled-fraud = The shop has cancelled your order { $order }. Any questions? Write to us here.
status-new = waiting for the deposit
status-in-review = receipt being checked
status-confirmed = confirmed
status-preparing = being prepared
status-out = on its way
status-delivered = delivered
status-cancelled = cancelled
status-cancelled-customer = cancelled by the customer
status-cancelled-seller = cancelled by the shop
status-cancelled-no-show = cancelled, nobody there
status-cancelled-out-of-stock = cancelled, out of stock
status-cancelled-deposit-missing = cancelled, no deposit came
status-cancelled-fraud = cancelled, not serious
move-new = It's confirmed once you approve the deposit: OK { $order }.
move-confirmed = Next: PREPARE { $order }.
move-preparing = Next: SHIPPED { $order }.
move-out = Next: DELIVERED { $order }.
move-closed = This order is closed.

## Refusals, to a customer

refused-unknown-code = { $what } doesn't exist, or not yet. Check the label and send the code again.
refused-unknown-code-example = { $what } doesn't exist, or not yet. Check the label and send the code again, for example { $code }.
refused-no-live = There's no live right now. Come back for the next one and send your code again.
refused-live-over = The live is over, so nothing more can be reserved. See you next time!
refused-sold-out = { $what } is sold out. Seen anything else you like? Send its code.
refused-taken = { $what } is already taken. Send the code again in a few minutes, it may become free.
refused-queue-full = { $what } is in great demand and the line is full. Seen anything else you like? Send its code.
refused-too-many-holds = { $most ->
    [one] { $what } is not reserved: you already hold { $most } item, the maximum. Confirm it with YES, or free it with CANCEL and its code.
   *[other] { $what } is not reserved: you already hold { $most } items, the maximum. Confirm them with YES, or free one with CANCEL and its code.
}
refused-too-many-places = { $most ->
    [one] { $what } is not reserved: you're already waiting for { $most } item, the maximum. Leave its line with CANCEL and its code.
   *[other] { $what } is not reserved: you're already waiting for { $most } items, the maximum. Leave a line with CANCEL and its code.
}
refused-no-units = { $what }: nothing has changed, because it takes at least one piece. Send the code again with the right number, for example x1, or CANCEL and the code if you don't want it any more.
refused-too-many-units = { $what }: no more than { $most } at a time. Send the code again with x{ $most }.
refused-blocked = You can't reserve here for now. If that's a mistake, write to us here: the team will read it.
refused-opted-out = Nothing is reserved, because you asked for no more messages. To come back, send START, then the code again.
refused-ordered = { $what } is already in your order { $order }.
refused-withdrawn = { $what } is no longer on sale. Seen anything else you like? Send its code.
refused-size-needed = { $count ->
    [one] { $what }: only size { $sizes } is left. Is it yours? Reply { $example }.
   *[other] { $what } comes in several sizes: { $sizes }. Which one is yours? Reply for example { $example }.
}
refused-unknown-size = { $what } doesn't come in that size. Sizes: { $sizes }. Reply for example { $example }.
refused-no-such-choice = I have suggested nothing under that number. Send the code of the item instead.
refused-unknown-order = I can't find that order. Send BASKET to see yours.
refused-wrong-move = { $order } can't be changed here any more: { $status }. Any questions? Write to us, the team will read it.
refused-other = That's not possible right now. Write to us here: the team will read it.
refused-full = I can't manage that right now. Please send your message again a little later.

## Refusals, to the seller

seller-refused-unknown-code = { $what } doesn't exist. To put it on sale, send it with a price: { $line }.
seller-refused-unknown-code-bare = That code doesn't exist. To put it on sale, send it with a price, for example A12 { $price }.
seller-refused-live-over = The live is over. Send LIVE to open another.
seller-refused-sold-out = { $what } is sold out. To add some: { $line }.
seller-refused-sold-out-bare = That item is sold out. To add some, for example: S01 +5.
seller-refused-taken = { $what } is already taken. WHY and the code tells you by whom.
seller-refused-queue-full = { $what }: the line is full. Offer another item.
seller-refused-too-many-holds = { $most ->
    [one] { $what } is not reserved: this person already holds { $most } item, the maximum. Free it with RELEASE and its code.
   *[other] { $what } is not reserved: this person already holds { $most } items, the maximum. Free one with RELEASE and its code.
}
seller-refused-too-many-places = { $most ->
    [one] { $what } is not reserved: this person is already waiting for { $most } item, the maximum. They can leave the line with CANCEL and the code.
   *[other] { $what } is not reserved: this person is already waiting for { $most } items, the maximum. They can leave a line with CANCEL and the code.
}
seller-refused-no-units = It takes at least one piece: nothing has changed. Send it again with another number, for example x1.
seller-refused-too-many-units = { $what }: no more than { $most } at a time. Send it again with x{ $most }.
seller-refused-blocked = This person is blocked. To let them back in: UNBLOCK and their number.
seller-refused-opted-out = Nothing is reserved: this person wants no more messages. They need to send START first.
seller-refused-ordered = { $what } is already in her order { $order }.
seller-refused-withdrawn = { $what } is no longer on sale. Use another code.
seller-refused-size-needed = { $count ->
    [one] { $what }: only size { $sizes } is left. Send it again with { $example }.
   *[other] { $what } comes in several sizes: { $sizes }. Say which, for example { $example }.
}
seller-refused-unknown-size = { $what } doesn't come in that size. Sizes: { $sizes }. For example { $example }.
seller-refused-one-size = { $what } doesn't come in sizes. Send { $line }.
seller-refused-no-price = { $what } has no price in your grid. Send it again with a price: { $line }.
seller-refused-no-price-bare = A price is missing. Send the code again with a price, for example A12 { $price }.
seller-refused-price-too-low = { $what }: the price must be above zero. Send for example { $line }.
seller-refused-price-too-low-bare = The price must be above zero. Send for example A12 { $price }.
seller-refused-minus = { $what } is already on sale. To take some off sale: { $line }.
seller-refused-code-taken = Code { $what } is already used: choose another, or send { $line }.
seller-refused-code-taken-bare = That code is already used: choose another, or send EDIT, the code and the new price.
seller-refused-code-held = { $what } is still reserved from a live that is over. WHY and the code tells you by whom. Choose another code, or release it: { $line }.
seller-refused-out-of-bounds = That number won't do: the maximum is { $most }. Change it and send it again.
seller-refused-none-left = There are none left. To add some, for example: { $line }.
seller-refused-unknown-item = { $what } is not on sale. To put it on sale: { $line }.
seller-refused-unknown-item-bare = { $what } is not on sale. Check the code and send it again.
seller-refused-not-held = { $what } is not reserved by anyone. WHY and the code tells you where it stands.
seller-refused-which-holder = Several people have reserved { $what }: { $names }. Say which: RELEASE { $what } CUSTOMER { $number }, or with a phone number.
seller-refused-just-passed = { $what } is held by { $names } now. To take it back from them: RELEASE { $what } CUSTOMER { $number }.
seller-refused-which-proof = Several receipts are waiting for { $what }: { $names }. Say which: OK { $what } CUSTOMER { $number } or REFUSE { $what } CUSTOMER { $number }, or with a phone number.
seller-refused-units-in-use = { $least ->
    [one] { $least } piece is reserved: send at least { $line }, or first free it with RELEASE and the code.
   *[other] { $least } pieces are reserved: send at least { $line }, or first free some with RELEASE and the code.
}
seller-refused-no-free-unit = No piece is free, or someone is already waiting. First free one with RELEASE and the code.
seller-refused-no-such-order = There is no order { $what }. Send LIST to see those under way.
seller-refused-unknown-order = There is no such order. Send LIST to see those under way.
seller-refused-wrong-move = Not possible for { $order }: { $status }. { $hint }
seller-refused-no-proof = There's no receipt to check under that name. Send LIST to see the orders.
seller-refused-no-deposit = No deposit is awaited for { $what }. To see how far the order is: { $what }.
seller-refused-unknown-person = I don't know that number. Write it in full, for example +447700900123; the person must have written to you before.
seller-refused-not-live = No live is open. Send LIVE to start one.
seller-refused-full = The limit is reached: nothing was saved. Finish what is under way, then send it again.

## Lines to send

line-edit = EDIT { $rest }
line-withdraw = WITHDRAW { $rest }
line-release = RELEASE { $rest }
line-sold = SOLD { $rest }

## To the seller

ready-unique = { $item } · { $price } · single piece
ready-stock = { $item } · { $price } · { $pieces }
ready-sizes = { $label } · { $price } · { $sizes }
ready-size = { $size }: { $count }
ready-end = On sale now.
stock-added = { $item }: { $quantity } more, { $left } left to sell.
edited = { $item } · { $price } · { $pieces }
edited-end = Changed.
edited-nothing = It was so already, nothing has changed.
live-opened = Here we go, the live is open! Send your codes. To close it: END.
live-closed = { $orders ->
    [0] The live is over, with no orders this time.
    [one] The live is over: { $orders } order, { $total }. Well done!
   *[other] The live is over: { $orders } orders, { $total }. Well done!
}
live-closed-waiting = { $count ->
    [one] { $count } person was still in line, I've written to them.
   *[other] { $count } people were still in line, I've written to them.
}
live-closed-list = To see the orders: LIST.
withdrawn = { $count ->
    [one] { $items } has been taken off sale.
   *[other] { $items } have been taken off sale.
}
released = { $item } is no longer reserved by { $name }. It's free.
released-next = { $item } is no longer reserved by { $name }. It's { $next }'s turn.
sold-elsewhere = { $left ->
    [0] { $item }: sold elsewhere, noted. None left.
   *[other] { $item }: sold elsewhere, noted. { $left } left to sell.
}
claimed-for = For { $name }:
for-held = { $item } is reserved until { $until } ({ $amount }).
for-held-paused = { $item } is reserved ({ $amount }), receipt to check.
for-already-held = { $item } was already reserved, until { $until } ({ $amount }).
for-already-held-paused = { $item } was already reserved ({ $amount }), receipt to check.
for-partly-waiting = The rest is taken: no. { $place } in line for { $count } more.
for-queued = { $item } is already taken: no. { $place } in line.
for-already-queued = { $item }: already in line, no. { $place }.
for-suggested = { $what } doesn't exist. Did you mean { $choices }? Send it again with the right code.
proof-to-review = { $name } has sent a receipt.
proof-to-review-items = { $name } has sent a receipt for { $items }.
proof-to-review-order = { $name } has sent a receipt for order { $order }.
proof-to-review-order-items = { $name } has sent a receipt for order { $order } ({ $items }).
proof-expected = Expected: { $amount }.
proof-answer = Reply OK { $target } or REFUSE { $target }, with the reason if you like.
proof-earlier = Their receipt for { $order } is still waiting: OK { $order } or REFUSE { $order }.
review-overdue = { $name } is still waiting: the receipt has not been checked yet.
review-overdue-items = { $name } is still waiting: the receipt for { $items } has not been checked yet.
proof-judged-good = { $name }: receipt accepted.
proof-judged-good-order = { $name }: deposit approved for { $order }.
proof-judged-bad = { $name }: receipt refused, another one is asked for.
proof-judged-bad-order = { $name }: receipt refused for { $order }, another one is asked for.
order-set = { $order }: { $status }.
deposit-to-return = { $order } is cancelled and { $name } had paid the deposit: remember to give it back.
deposit-to-return-basket = { $name } has nothing set aside any more but had paid the deposit: check with them, or remember to give it back.
receipt-left = { $order } is cancelled and the receipt of { $name } had not been checked: if the money came, remember to give it back.
receipt-left-basket = { $name } has nothing set aside any more and their receipt had not been checked: if the money came, check with them, or remember to give it back.
deposit-used = { $name } has confirmed after all: the deposit counts for { $order }, don't give it back.
deposit-waited-for = { $order } is still waiting for its deposit: if this money is for it, answer OK { $order }.
blocked = Done, { $name } can't reserve any more. To undo it: UNBLOCK and their number.
unblocked = Done, { $name } can reserve again.
list-empty = No orders under way.
list-head = { $count ->
    [one] { $count } order under way · { $total }
   *[other] { $count } orders under way · { $total }
}
list-line = { $order } · { $name } · { $items } · { $total } · { $status }
list-line-paid = { $order } · { $name } · { $items } · { $total } · { $status } · { $payment }
order-line = { $order } · { $name } · { $total } · { $status }
order-line-paid = { $order } · { $name } · { $total } · { $status } · { $payment }
order-to = Address: { $address }
payment-pending = receipt to check
payment-approved = deposit approved
payment-approved-left = deposit approved, { $left } left to pay
payment-rejected = receipt refused
list-next = To go on: LIST { $order }
list-to-read = { $count ->
    [one] To read: { $count } message I didn't understand.
   *[other] To read: { $count } messages I didn't understand.
}
photo-bound = Photo added to { $item }.
photo-replaced = New photo for { $item }. Nothing else has changed.
photo-alone = Nice photo, but of which item? First send the code and the price, for example A12 { $price }, then the photo.
seller-unclear = I didn't get that. Send HELP to see what you can write to me.
seller-unclear-media = I can only read text and photos. Send HELP to see what you can write to me.
seller-unclear-person = I don't see who you mean. Write the number in full, for example FOR +447700900123 A12.
seller-unclear-cancel = What is cancelled? To take the piece off sale: WITHDRAW and its code. To let a hold go: RELEASE and its code. To cancel an order: CANCEL and its number, for example CANCEL VF-0012.
seller-unclear-span = I don't guess what lies between the two. Write them one by one, for example A57 A58 A59.
seller-unclear-dash = S-2 behind a code: a size, or another code? For sizes, write S05 S:2 M:3. For codes: S05, S-2.
help-seller = What you can write to me:
    • A12: a single piece, at the price of your grid
    • A12 { $price }: at your price
    • S01 x20: stock; S01 S:5 M:10: by size
    • S01 +5: five more
    • a photo right after a code: it goes with it
    • EDIT A12 { $price }: another price; EDIT S01 x3: another quantity
    • WITHDRAW A12: take it off sale
    • SOLD A12: sold elsewhere
    • RELEASE A12: free the reservation, next in line gets it
    • FOR +447700900123 A12: reserve for someone
    • WHY A12: who, and since when
    • LIVE and END: open and close the live
    • LIST: orders under way; VF-0012: one order
    • OK VF-0012 or REFUSE VF-0012: judge a receipt
    • PREPARE, SHIPPED, DELIVERED or CANCEL VF-0012: move an order on
    • BLOCK or UNBLOCK +447700900123
