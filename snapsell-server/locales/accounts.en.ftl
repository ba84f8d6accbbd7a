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
said-session-over = Your session is over: nothing was done. Sign in again.
error-busy = A moment, please
error-busy-do = Too many requests at once. Nothing was done; try again in a moment.
