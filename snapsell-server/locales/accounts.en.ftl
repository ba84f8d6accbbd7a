# Accounts: who comes in, and by what.

account-second-now = The code of your authenticator, or one of your recovery codes
account-second-wrong = Wrong code, or one that was used before.
