# Les comptes : qui entre, et par quoi.

account-second-now = Le code de votre application, ou un de vos codes de secours
account-second-wrong = Ce code n'est pas le bon, ou a déjà servi.
lock-wait = { $minutes ->
    [one] Trop de codes faux pour cette personne. Recommencez dans une minute, ou connectez-vous avec le mot de passe.
   *[other] Trop de codes faux pour cette personne. Recommencez dans { $minutes } minutes, ou connectez-vous avec le mot de passe.
}
account-everywhere = Déconnecter tous mes appareils
said-everywhere = Tous vos appareils sont déconnectés.
invite-joined = { $email } est déjà dans l'équipe de { $shop }. Connectez-vous avec votre mot de passe.
invite-elsewhere = { $email } a déjà un compte, avec une autre boutique que { $shop }. Connectez-vous, ou demandez une invitation pour une autre adresse.
team-has = Cette adresse est déjà dans votre équipe.
said-session-over = Votre session est terminée : rien n'a été fait. Reconnectez-vous.
error-busy = Un peu de patience
error-busy-do = Trop de demandes en même temps. Rien n'a été fait, recommencez dans un instant.
