# Les clientes.

people-find = Nom, deux derniers chiffres ou numéro entier
people-find-short = Nom ou numéro
people-nothing-found = Personne ne correspond à cette recherche. Un numéro d'un autre pays s'écrit avec + et son indicatif.
people-looked = Un nom est cherché parmi les { $most } clientes qui ont écrit en dernier ; un numéro entier, parmi toutes.
people-clear = Afficher tout le monde
people-empty = Vos clientes apparaissent à leur premier code.
people-tabs = Quelles clientes
people-all = Toutes
people-to-read = À lire
people-to-read-is = Ce qu'elles ont écrit depuis hier et que la boutique n'a pas compris. Ouvrir la page d'une cliente, c'est l'avoir lu.
people-unread = message à lire
people-read-all = Tout est lu.
people-last = dernier message { $at }
people-since = connue depuis { $at }
people-orders = { $count ->
    [0] aucune commande
    [one] { $count } commande
   *[other] { $count } commandes
}
people-no-shows = { $count ->
    [one] absente une fois
   *[other] absente { $count } fois
}
people-stopped = STOP
people-blocked = bloquée
people-unreachable = injoignable
people-back = Toutes les clientes
people-talk = Conversation
people-says = Elle :
people-shop-says = La boutique :
people-no-words = un message sans texte, ou dont le texte n'est pas gardé
people-silent = Rien n'a été dit récemment.
people-state-waiting = en attente
people-state-unknown = en vérification
people-state-sent = envoyé
people-state-delivered = reçu
people-state-read = lu
people-state-failed = non remis
people-state-withheld = retenu
people-state-trial = essai : montré ici, pas envoyé
people-reveal = Afficher le numéro
people-reveal-how = On note qui l'a vu, et quand.
people-revealed = Il est noté que vous l'avez vu.
people-export = Ce qu'on sait d'elle
people-export-how = Un fichier avec ses coordonnées, commandes et messages, si elle le demande. On note qui l'a pris.
people-export-go = Exporter (JSON)
people-block = Bloquer
people-block-how = Elle ne peut plus rien réserver. Ses commandes restent.
people-block-go = La bloquer
people-unblock-go = La débloquer
people-consent = Messages :
people-in-since = accord depuis { $at }
people-never = pas d'accord encore : elle n'a jamais écrit
people-out-since = STOP depuis { $at }
people-out = STOP
