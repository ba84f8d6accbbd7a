# Items and stock
items-when = Items of
items-now = Now
items-live = Live { $number } ({ $opened })
items-see = Show
items-codes = Codes
items-left = Left
items-held = Held
items-waiting = In line
items-table = Codes, prices and stock
items-code = Code
items-price = Price
items-state = State
items-unique = one of a kind
items-stock = stock
items-none-then = Nothing was put on sale in this live.
items-empty = Prepared stock shows here. On WhatsApp: S01 x20 with a photo.
items-empty-print = Print labels
items-labels = Labels
items-add = Add an item
items-add-hint = S01 x20, S01 S:5 M:10, S01 +5, A13
said-imported = The file is imported.

import = Import a file
import-file = CSV file
import-hint = Columns: code, size, quantity, price. An empty quantity is 1, an empty price is the grid's. 500 rows at most.
import-look = Check the file
import-good = { $count ->
    [0] No row can be imported.
    [one] 1 row can be imported.
   *[other] { $count } rows can be imported.
}
import-bad = { $count ->
    [one] 1 row is left out.
   *[other] { $count } rows are left out.
}
import-will = To import
import-left-out = Left out
import-size = Size
import-quantity = Quantity
import-grid = grid
import-line = Row
import-cells = Content
import-why = Why
import-go = { $count ->
    [one] Import 1 row
   *[other] Import { $count } rows
}
import-back = Back to items
import-done = { $count ->
    [0] No row was imported.
    [one] 1 row was imported.
   *[other] { $count } rows were imported.
}
import-refused = These items stayed as they were: their code is already in use, or has no price.
import-no-empty = The file is empty.
import-no-workbook = That is an Excel workbook. In Excel: Save as, then CSV.
import-no-head = The first row must name the columns, one of them "code".
import-no-rows = The file has more than 500 rows. Split it.
import-no-formula = The code or the size begins like a formula (=, +, - or @).
import-no-code = Not a code such as A12 or S01.
import-no-size = A size has 6 letters or digits at most.
import-no-quantity = The quantity must be a number from 1 to 9999.
import-no-price = The price must be an amount in your currency, without a sign.
import-no-twice = This code and size are already higher up in the file.
import-no-mixed = This code is already higher up, with and without a size.
import-no-prices = This code has another price higher up.
import-no-sizes = This code has too many sizes.
import-no-taken = This code is already in use.
import-no-unpriced = The grid has no price for this letter.

labels-how = Print from your browser's menu. Scanning a label opens WhatsApp with the code already typed.
labels-no-number = Your WhatsApp number is not connected yet: the labels have no QR code.
labels-letters = Letter
labels-from = from
labels-to = to
labels-make = Prepare
labels-wrong = A letter from A to Z (4 at most), numbers from 0 to 9999, { $most } labels at most.
labels-empty = Choose a letter and numbers to prepare your labels.
