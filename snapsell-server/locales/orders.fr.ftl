# Commandes, papier et preuves.

find = Chercher
pages = Pages
page-before = Avant
page-after = Après
page-of = { $page } sur { $pages }
orders-find = VF-0001, nom, code
orders-tabs = Commandes par statut
orders-tab-prepare = À préparer
orders-tab-deliver = À livrer
orders-tab-delivered = Livrées
orders-tab-cancelled = Annulées
orders-tab-all = Toutes
orders-count = { $count ->
    [one] { $count } commande
   *[other] { $count } commandes
}
orders-choose = Choisir
orders-choose-one = Choisir { $order }
orders-bulk = Avec celles choisies
orders-nothing-found = Rien ne correspond à cette recherche.
orders-clear = Effacer la recherche
orders-empty-prepare = Aucune commande à préparer. Elles arrivent ici dès qu'une cliente répond OUI.
orders-empty-deliver = Rien n'est en livraison.
orders-empty-delivered = Rien n'est encore livré.
orders-empty-cancelled = Aucune commande annulée.
orders-empty-all = Pas encore de commande.
orders-back = Toutes les commandes
order-number = Commande
order-placed = Créée
order-status = Statut
order-customer = Cliente
order-items = Articles
order-units = Exemplaires
order-total = Total
order-payment = Acompte
order-address = Adresse
order-code = Code
order-quantity = Quantité
order-price = Prix
order-amount = Montant
order-fee = Livraison
order-deposit = acompte demandé : { $amount }
order-no-address = L'adresse a été effacée.
order-is-new = attend son acompte
order-is-confirmed = confirmée
order-is-preparing = en préparation
order-is-out = en livraison
order-is-delivered = livrée
order-is-cancelled = annulée
order-do-confirmed = Confirmer sans acompte
order-do-preparing = Préparer
order-do-out = Remettre au livreur
order-do-delivered = Livrée
order-cancel = Annuler la commande
order-cancel-go = Annuler la commande
order-why = Pourquoi
order-timeline = Ce qui s'est passé
order-notes = Notes de l'équipe
order-notes-who = Les clientes ne les voient jamais.
order-note = Nouvelle note
payment-none = sans acompte
payment-pending = acompte attendu
payment-approved = acompte validé
payment-rejected = acompte refusé
why-customer = La cliente n'en veut plus
why-seller = Notre choix
why-no_show = Absente
why-out_of_stock = Épuisé
why-deposit_missing = L'acompte n'est pas venu
why-fraud = Fraude
paper-slips = Bordereaux
paper-picks = Liste de préparation
paper-riders = Feuille du livreur
paper-how = Imprimez avec votre navigateur : Ctrl P, ou Partager sur un téléphone.
paper-none = Choisissez d'abord des commandes, puis quoi imprimer.
paper-collect = À encaisser
paper-sign = Signature
said-none-chosen = Choisissez au moins une commande.
said-some-left = C'est fait. Certaines ne pouvaient pas y aller d'où elles étaient.
said-proof-ok = Validée. Voici la suivante.
said-proof-no = Refusée. La cliente est prévenue.
proofs-empty = Aucune preuve en attente. Bravo.
proof-since = attend depuis
proof-alt = reçu envoyé par { $name } à { $at }
proof-no-picture = L'image n'est pas encore là.
proof-expected = Attendu
proof-history = Historique
proof-orders = { $count ->
    [one] { $count } commande
   *[other] { $count } commandes
}
proof-absences = { $count ->
    [one] { $count } absence
   *[other] { $count } absences
}
proof-again = La même image a déjà été envoyée : { $order }
proof-ok = Valider
proof-no = Refuser
proof-why = Pourquoi, dans vos mots
proof-why-amount = Le montant n'est pas bon
proof-why-unreadable = Illisible
proof-why-other = Envoyé à un autre numéro
proof-waiting = en attente
proof-newer = une autre preuve est venue
proof-judged = déjà jugée
