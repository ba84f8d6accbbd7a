# The overlay on the video.

overlay-title = Codes of the live
overlay-free = free
overlay-again = free again
overlay-held = reserved
overlay-partly = partly reserved
overlay-sold = sold
overlay-somebody = a customer
overlay-left = { $count } left
overlay-queue = { $count } in line
settings-incrustation = Overlay
overlay-what = A page to lay over your video (OBS, live studio): each code, free, reserved or sold, and the line.
overlay-how = Transparent background. Customers appear as “Awa K.” and nothing else. Whoever has the address sees the page.
overlay-there = an address has existed since { $at }
overlay-none = no address
overlay-make = Create an address
overlay-renew = Change the address
overlay-revoke = Withdraw the address
overlay-made = The new address
overlay-once = Paste it as a “browser source”. It is shown once; the old one shows nothing any more.
