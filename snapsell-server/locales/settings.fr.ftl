# Les réglages.

settings-sections = Rubriques
settings-not-saved = Non enregistré : voyez « { $section } ».
settings-grille = Grille de prix
settings-grille-how = Une ligne pour chaque lettre de vos étiquettes. Videz une ligne pour l'enlever.
settings-letters = Lettres de la ligne { $row }
settings-price = Prix de la ligne { $row }, en { $currency }
settings-codes = Codes
settings-labels-first = Plus petit numéro de vos étiquettes
settings-labels-last = Plus grand numéro de vos étiquettes
settings-delais = Délais
settings-delais-how = 5 min, 90 s ou 2 h. Un nombre seul compte des minutes.
settings-acompte = Acompte
settings-deposit-much = Combien
settings-deposit-much-how = Un montant en { $currency }, ou une part comme 20%.
settings-deposit-above = Obligatoire pour les paniers de plus de, en { $currency }
settings-payment-how = Comme elle le lira, par exemple Wave 07 00 00 00 00.
settings-livraison = Livraison
settings-fee-how = En { $currency }, une fois par commande ; 0 pour rien.
settings-langue = Langue et heure
settings-zone-how = Par exemple Africa/Abidjan ; vide pour celui de la monnaie. Il y est { $clock }.
settings-currency-how = Trois lettres, comme XOF ou EUR. Les montants gardent leurs chiffres.
settings-messages = Messages
settings-messages-how = Plus de 24 heures après son dernier message, seul un modèle approuvé par WhatsApp peut partir. Collez son identifiant ; sans lui, ces messages attendent dans la liste des erreurs.
settings-preview = Ce qu'elle lit, tel qu'enregistré
settings-whatsapp = WhatsApp

set-grid = Grille de prix
set-codes = Un code que vous n'avez pas enregistré
set-labels = Numéros des étiquettes
set-hold-soft = Une réservation dure
set-hold-reminder = Rappel avant la fin (0 pour aucun)
set-hold-locked = Avec un acompte validé, elle dure
set-hold-review = Une preuve peut vous attendre
set-hold-after-refusal = Une preuve refusée laisse au moins
set-hold-outage-credit = Après une panne, une réservation gagne au plus
set-hold-most = Réservations par cliente (1 à 50)
set-hold-release-unreviewed = Une preuve que personne n'a vue à temps libère ses articles
set-queue = On peut faire la queue pour un article pris
set-live-inactive = Un live sans activité se ferme après
set-deposit = Règle d'acompte
set-payment-text = Comment le payer
set-delivery-fee = Frais de livraison
set-lang = Langue des messages à vos clientes
set-timezone = Fuseau horaire
set-currency = Monnaie
set-template-transactional = Modèle pour les nouvelles de commande
set-template-reminder = Modèle pour les rappels
set-template-queue = Modèle pour la file
set-template-info = Modèle pour le reste
set-after-stop = Après STOP

codes-strict = ne peut pas être réservé
codes-grid = est en vente si sa lettre a un prix et si son numéro est sur vos étiquettes
codes-open = est en vente si sa lettre a un prix, quel que soit son numéro
deposit-none = Aucun : paiement à la livraison
deposit-recommended = Proposé : il garde les articles plus longtemps
deposit-compulsory = Obligatoire au-dessus d'un montant, proposé en dessous
after-stop-transactional = les réponses à ses messages et les nouvelles de ses commandes partent encore
after-stop-none = plus rien ne part
message-answer = Réponse à un code
message-transactional = Nouvelle d'une commande
message-reminder = Rappel
message-queue = La file
message-info = Autre nouvelle

whatsapp-connected = connecté
whatsapp-missing = pas encore connecté
whatsapp-number = Numéro
whatsapp-account = Compte Twilio
whatsapp-secrets = Identifiants
whatsapp-tokens = { $count ->
    [0] aucun jeton
    [one] { $count } jeton, jamais affiché
   *[other] { $count } jetons, jamais affichés
}
whatsapp-api-key = clé d'API
whatsapp-hook = Adresse des messages
whatsapp-hook-how = Collez-la chez Twilio dans « When a message comes in », méthode POST.
whatsapp-status-hook = Adresse des statuts
whatsapp-change = Changer le numéro ou le compte

wrong-set-grid = Écrivez 1 à 4 lettres, chacune une seule fois, et un prix sur chaque ligne, comme A et 5000.
wrong-set-labels = Écrivez deux nombres jusqu'à 9999, le plus petit d'abord.
wrong-set-time = Écrivez une durée comme 5 min, 90 s ou 2 h, une semaine au plus.
wrong-set-most = Écrivez un nombre de 1 à 50.
wrong-set-deposit = Écrivez un montant comme 2000, ou une part de 1% à 100%.
wrong-set-amount = Écrivez un montant comme 1500.
wrong-set-text = 200 caractères au plus.
wrong-set-zone = Ce fuseau n'existe pas. Écrivez-en un comme Africa/Abidjan ou Europe/Paris.
wrong-set-currency = Écrivez les trois lettres d'une monnaie, comme XOF ou EUR.
wrong-set-template = Écrivez HX et 32 chiffres ou lettres de a à f, ou rien.
wrong-set-choice = Choisissez une réponse.

settings-abonnement = Abonnement
plan-is = Formule :
plan-none = tout compris, sans limite
plan-paid = payée jusqu'à { $at }
usage-month = Ce mois-ci
usage-received = messages reçus
usage-sent = messages envoyés
usage-lives = lives
usage-seats = personnes qui peuvent se connecter
usage-over = au-delà de la formule
usage-how = Ces chiffres sont là pour être lus : aucun message n'est jamais refusé à cause d'une formule.
