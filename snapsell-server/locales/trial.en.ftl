# The trial without WhatsApp.

trial-title = Try it without WhatsApp
trial-lead = Two phones, your real shop: its prices, its rules, its answers. Nothing is sent on WhatsApp.
trial-connected = Your shop is in business: what the test customer reserves is no longer free for real customers.
trial-seller = You
trial-seller-how = Put an item on sale: its code, as on the label. Below it, what your shop does.
trial-customer = Your test customer
trial-customer-how = They write to your shop as on WhatsApp, and the shop answers.
trial-customer-name = Test customer
trial-picks = Suggestions
trial-nothing = Nothing is on sale: put an item up first, in the first phone.
trial-write-seller = Your message
trial-write-customer = Customer's message
trial-send = Send
trial-address = 12 Ring Road, Osu, Accra
trial-wrong-words = Write a message of 1 to 500 characters.
trial-played-first = There it is: your first order!
trial-played = There it is: an order!
trial-played-how = { $order } is among your orders, with its address and the whole conversation.
trial-see = See { $order } in Orders
trial-order = This is a trial order: there is nothing to deliver.
trial-end-title = End the trial
trial-end-how = The test order is cancelled, what the test customer reserves is free again, and the live that the trial opened closes. Afterwards your lists and figures show neither the test customer, nor their order, nor that live; only a VF- number already given is never used again.
trial-end = End the trial
trial-go-first = No Twilio account yet? First play a real order with a test customer: five minutes, nothing to install.
trial-again = To show the shop to somebody, or try a setting without writing to anyone.
said-trial-over = The trial is over. Your lists and figures no longer show the test customer.
said-trial-live = The trial is over. The live that it opened goes on: real customers hold things in it.
said-trial-left = The trial is over. A test order that was delivered can no longer be cancelled, but it is neither shown nor counted.

start-unproven = saved, not yet proven
start-whatsapp-where = Account SID and Auth token are on the first page of the console, under "Account Info".
start-whatsapp-open = Open Twilio's console
start-sandbox = No WhatsApp number of your own yet? Twilio's sandbox lends one, usually +1 415 523 8886: each phone, yours and your customers', first writes it "join" and the words that Twilio shows you, and again every three days.
start-sandbox-open = How to open it, at Twilio
start-local = Twilio cannot call { $url }: that address exists on your machine or network only. First give the server a public address (public_url), or try it without WhatsApp.
