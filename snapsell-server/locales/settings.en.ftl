# Settings.

settings-sections = Sections
settings-not-saved = Not saved: see “{ $section }”.
settings-grille = Price grid
settings-grille-how = One row for each letter on your labels. Empty a row to remove it.
settings-letters = Letters of row { $row }
settings-price = Price of row { $row }, in { $currency }
settings-codes = Codes
settings-labels-first = Lowest number on your labels
settings-labels-last = Highest number on your labels
settings-delais = Timing
settings-delais-how = 5 min, 90 s or 2 h. A number alone is minutes.
settings-acompte = Deposit
settings-deposit-much = How much
settings-deposit-much-how = An amount in { $currency }, or a share such as 20%.
settings-deposit-above = Compulsory for baskets above, in { $currency }
settings-payment-how = As she reads it, such as Wave 07 00 00 00 00.
settings-livraison = Delivery
settings-fee-how = In { $currency }, once for each order; 0 for none.
settings-langue = Language and clock
settings-zone-how = Such as Africa/Abidjan; empty for that of the currency. It is { $clock } there now.
settings-currency-how = Three letters, such as XOF or EUR. Amounts keep their digits.
settings-messages = Messages
settings-messages-how = More than 24 hours after her last message, only a template that WhatsApp approved may go. Paste its id; without one such messages wait in the error list.
settings-preview = What she reads, as saved
settings-whatsapp = WhatsApp

set-grid = Price grid
set-codes = A code you did not register
set-labels = Numbers of labels
set-hold-soft = A hold lasts
set-hold-reminder = Reminder before its end (0 for none)
set-hold-locked = With an approved deposit it lasts
set-hold-review = A proof may wait for you
set-hold-after-refusal = A refused proof leaves at least
set-hold-outage-credit = After an outage a hold gains at most
set-hold-most = Holds one customer may have (1 to 50)
set-hold-release-unreviewed = A proof that nobody looked at in time frees its items
set-queue = Customers may stand in line for a taken item
set-live-inactive = A quiet live closes after
set-deposit = Deposit rule
set-payment-text = How to pay it
set-delivery-fee = Delivery fee
set-lang = Language of your customers' messages
set-timezone = Time zone
set-currency = Currency
set-template-transactional = Template for order news
set-template-reminder = Template for reminders
set-template-queue = Template for the line
set-template-info = Template for other news
set-after-stop = After STOP

codes-strict = cannot be reserved
codes-grid = is on sale when its letter has a price and its number is on your labels
codes-open = is on sale when its letter has a price, whatever its number
deposit-none = None: cash on delivery
deposit-recommended = Offered: it holds the items longer
deposit-compulsory = Compulsory above an amount, offered below
after-stop-transactional = answers to her own messages and news of her orders still go
after-stop-none = nothing is sent any more
message-answer = Answer to a code
message-transactional = Order news
message-reminder = Reminder
message-queue = The line
message-info = Other news

whatsapp-connected = connected
whatsapp-missing = not connected yet
whatsapp-number = Number
whatsapp-account = Twilio account
whatsapp-secrets = Credentials
whatsapp-tokens = { $count ->
    [0] no token
    [one] { $count } token, never shown
   *[other] { $count } tokens, never shown
}
whatsapp-api-key = API key
whatsapp-hook = Address for messages
whatsapp-hook-how = Paste it at Twilio as “When a message comes in”, method POST.
whatsapp-status-hook = Address for statuses
whatsapp-change = Change number or account

wrong-set-grid = Enter 1 to 4 letters, each once, and a price in each row, such as A and 5000.
wrong-set-labels = Enter two numbers up to 9999, the lower one first.
wrong-set-time = Enter a time such as 5 min, 90 s or 2 h, a week at most.
wrong-set-most = Enter a number from 1 to 50.
wrong-set-deposit = Enter an amount such as 2000, or a share from 1% to 100%.
wrong-set-amount = Enter an amount such as 1500.
wrong-set-text = 200 characters at most.
wrong-set-zone = No such time zone. Enter one such as Africa/Abidjan or Europe/Paris.
wrong-set-currency = Enter the three letters of a currency, such as XOF or EUR.
wrong-set-template = Enter HX and 32 digits or letters from a to f, or nothing.
wrong-set-choice = Choose one of these.

settings-abonnement = Subscription
plan-is = Plan:
plan-none = everything, without limit
plan-paid = paid until { $at }
usage-month = This month
usage-received = messages in
usage-sent = messages out
usage-lives = lives
usage-seats = people who can sign in
usage-over = beyond the plan
usage-how = These figures are for information: no message is ever refused because of a plan.
