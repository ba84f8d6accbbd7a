# Les comptes : qui entre, et par quoi.

account-second-now = Le code de votre application, ou un de vos codes de secours
account-second-wrong = Ce code n'est pas le bon, ou a déjà servi.
