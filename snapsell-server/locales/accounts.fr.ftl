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
team-full = Avec { $most } membres et invitations, l'équipe est au complet. Retirez une invitation dont plus personne n'a besoin.
said-session-over = Votre session est terminée : rien n'a été fait. Reconnectez-vous.
error-busy = Un peu de patience
error-busy-do = Trop de demandes en même temps. Rien n'a été fait, recommencez dans un instant.
deeds-title = Qui a fait quoi
deeds-how = Ce qui ne se voit pas dans les commandes : numéros montrés, fichiers pris, comptes changés. Le plus récent d'abord.
deeds-none = Rien n'a encore été noté.
deeds-customer = cliente n° { $id }
deed-by-staff = Support
deed-by-command = Ligne de commande
deed-access = Accès changé
deed-connected = WhatsApp branché
deed-erased = Cliente effacée
deed-export = Données d'une cliente exportées
deed-exported = Commandes exportées
deed-given-up = Message perdu abandonné
deed-invited = Invitation créée
deed-joined = Arrivée dans l'équipe
deed-left-everywhere = Tous les appareils déconnectés
deed-let-in = Accès rendu
deed-locked = Téléphone verrouillé
deed-made = Adresse d'incrustation créée
deed-password = Mot de passe changé
deed-prices = Prix enregistrés
deed-recovery-code = Code de secours utilisé
deed-recovery-codes = Nouveaux codes de secours
deed-replayed = Message perdu renvoyé
deed-reset = Lien pour un nouveau mot de passe
deed-retention = Durées de conservation changées
deed-reveal = Numéro montré
deed-riders = Numéros montrés pour le livreur
deed-role = Rôle changé
deed-second-factor = Second facteur changé
deed-second-factor-off = Second facteur retiré
deed-shut-out = Accès retiré
deed-taken-back = Adresse d'incrustation retirée
deed-traced = Message suivi
