# Accounts: who comes in, and by what.

account-second-now = The code of your authenticator, or one of your recovery codes
account-second-wrong = Wrong code, or one that was used before.
lock-wait = { $minutes ->
    [one] Too many wrong codes for this person. Try again in one minute, or sign in with the password.
   *[other] Too many wrong codes for this person. Try again in { $minutes } minutes, or sign in with the password.
}
account-everywhere = Sign out everywhere
said-everywhere = All your devices are signed out.
invite-joined = { $email } is in the team of { $shop } already. Sign in with your password.
invite-elsewhere = { $email } has an account already, with another shop than { $shop }. Sign in, or ask for an invitation for another address.
team-has = This address is in your team already.
team-full = With { $most } members and invitations the team is full. Withdraw an invitation that nobody needs any more.
said-session-over = Your session is over: nothing was done. Sign in again.
error-busy = A moment, please
error-busy-do = Too many requests at once. Nothing was done; try again in a moment.
deeds-title = Who did what
deeds-how = What orders do not show: numbers seen, files taken, accounts changed. The newest first.
deeds-none = Nothing has been noted yet.
deeds-customer = customer no. { $id }
deed-by-staff = Support
deed-by-command = Command line
deed-access = Access changed
deed-connected = WhatsApp connected
deed-erased = Customer erased
deed-export = A customer's data exported
deed-exported = Orders exported
deed-given-up = Lost message given up
deed-invited = Invitation made
deed-joined = Joined the team
deed-left-everywhere = Signed out everywhere
deed-let-in = Access restored
deed-locked = Phone locked
deed-made = Overlay address made
deed-password = Password changed
deed-prices = Prices saved
deed-recovery-code = Recovery code used
deed-recovery-codes = New recovery codes
deed-replayed = Lost message sent again
deed-reset = Link for a new password
deed-retention = Periods of keeping changed
deed-reveal = Number shown
deed-riders = Numbers shown for the rider
deed-role = Role changed
deed-second-factor = Second factor changed
deed-second-factor-off = Second factor removed
deed-shut-out = Access removed
deed-taken-back = Overlay address taken back
deed-traced = Message followed
