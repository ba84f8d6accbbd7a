# Every message in French: warm, short, « tu », and nothing that supposes who reads it.
# Type ordinary spaces: those before : ; ! ? and inside « » are made unbreakable when this file is read.

## Small parts

list-and = { $start } et { $last }
list-or = { $start } ou { $last }
list-and-more = { $count ->
    [one] { $start } et { $count } autre
   *[other] { $start } et { $count } autres
}
more = { $count ->
    [one] … et { $count } autre
   *[other] … et { $count } autres
}
pieces = { $count ->
    [one] { $count } pièce
   *[other] { $count } pièces
}
nameless = Cliente { $number }
numbered = { $name } (cliente { $number })
the-shop = la boutique
this-item = Cet article

## What became of a claim

held = { $item }, c'est à toi jusqu'à { $until } ({ $amount }).
held-locked = { $item }, c'est à toi jusqu'à { $until }, acompte validé ({ $amount }).
held-paused = { $item }, c'est à toi ({ $amount }). Le temps est arrêté pendant qu'on vérifie ton reçu.
already-held = { $item }, c'est déjà à toi jusqu'à { $until } ({ $amount }).
already-held-paused = { $item }, c'est déjà à toi ({ $amount }). Le temps est arrêté pendant qu'on vérifie ton reçu.
partly-waiting = { $count ->
    [one] Le reste est déjà réservé : tu es n° { $place } dans la file pour { $count } pièce de plus.
   *[other] Le reste est déjà réservé : tu es n° { $place } dans la file pour { $count } pièces de plus.
}
queued = { $quantity ->
    [one] { $item } est déjà réservé. Tu es n° { $place } dans la file : je t'écris dès qu'il se libère.
   *[other] { $item } est déjà réservé. Tu es n° { $place } dans la file pour { $quantity } pièces : je t'écris dès que ça se libère.
}
already-queued = { $quantity ->
    [one] Tu es toujours dans la file pour { $item }, n° { $place }. Je t'écris dès qu'il se libère.
   *[other] Tu es toujours dans la file pour { $quantity } pièces de { $item }, n° { $place }. Je t'écris dès que ça se libère.
}
suggested-one = { $what } n'existe pas. Tu voulais { $choice } ? Réponds 1.
suggested-resend = { $what } n'existe pas. Tu voulais { $choices } ? Renvoie le bon code.
suggested-many = { $what } n'existe pas. Tu voulais { $choices } ? Réponds { $numbers }.
count-how = Pour { $pieces } : { $item } x{ $count }.
count-unique = { $item } est une pièce unique : il n'y en a qu'une.
skipped = { $count ->
    [one] Ton message était long : un code n'a pas été lu. Renvoie-le à part.
   *[other] Ton message était long : { $count } codes n'ont pas été lus. Renvoie-les à part.
}

## What comes next

total = Total { $total }.
total-delivered = Total { $total }, livraison comprise.
zones = La livraison dépend du quartier : { $zones } · ailleurs { $fee }.
zones-many = La livraison dépend du quartier : si elle change, tu recevras le nouveau total.
zone = { $name } { $fee }
zone-free = gratuite
deliver-to = Livraison : { $address }
deliver-known = Livraison à l'adresse que tu as déjà donnée.
deposit-offered = Acompte conseillé : { $amount }, pour que ta réservation dure plus longtemps.
deposit-demanded = Acompte demandé : { $amount }. Ta commande sera confirmée dès qu'il sera vérifié.
deposit-order-offered = Acompte conseillé : { $amount }. Le reste se paie à la livraison.
deposit-how = Pour payer : { $how }
deposit-proof = Envoie ensuite la photo du reçu ici.
deposit-still-awaited = Ta commande { $order } attend encore l'acompte.
next-send-address = Envoie ton adresse de livraison pour confirmer.
next-say-yes = Réponds OUI pour confirmer.
next-say-yes-or-address = Réponds OUI pour confirmer. Si l'adresse a changé, envoie ADRESSE suivi de la nouvelle.

## Basket, address, order

address-noted = Merci, ton adresse est notée.
address-wanted = Parfait pour { $items } ! Il me manque ton adresse de livraison : envoie-la et ta commande est faite.
address-still-wanted = Il me manque encore ton adresse de livraison pour { $items }. Envoie-la ainsi : ADRESSE villa 12, Mermoz.
or-cancel = Tu n'en veux plus ? Réponds ANNULER.
confirmed = Merci ! Ta commande { $order } est confirmée.
confirmed-new = Merci ! Ta commande { $order } est enregistrée.
extended = C'est ajouté à ta commande { $order }.
bullet-line = • { $item } · { $amount }
delivery-fee = Livraison : { $fee }
order-total = Total : { $total }
order-total-whole = Total de la commande : { $total }
late-queued = Trop tard pour { $item } : le temps était écoulé et il est déjà repris. Tu es n° { $place } dans la file : je t'écris dès qu'il se libère.
late-offered = Trop tard pour { $item } : le temps était écoulé et il est déjà repris. Pour attendre ton tour (tu serais n° { $place }), réponds { $offer }.
late-sold-out = Trop tard pour { $item } : le temps était écoulé et il n'en reste plus.
too-late-sold-out = Regarde le live : un autre article te plaît ? Envoie son code.
nothing-to-confirm = Tu n'as rien à confirmer pour le moment. Envoie d'abord le code de l'article qui te plaît.
cancelled = C'est annulé : { $items }. Si tu changes d'avis, renvoie le code.
nothing-to-cancel = Tu n'as rien à annuler en ce moment. Envoie PANIER pour voir où tu en es.
nothing-to-cancel-orders = Tu n'as pas de réservation en cours. Pour annuler une commande, réponds par exemple ANNULER { $order }.
nothing-to-cancel-list = Commandes que tu peux encore annuler : { $orders }.
basket-empty = Ton panier est vide. Envoie le code d'un article pour le réserver.
basket-holds = Ton panier :
basket-places = Dans la file :
basket-orders = Tes commandes :
basket-held = • { $item } · { $amount } · jusqu'à { $until }
basket-locked = • { $item } · { $amount } · acompte validé, jusqu'à { $until }
basket-paused = • { $item } · { $amount } · reçu en cours de vérification
basket-place = • { $item } · n° { $place }
basket-order = • { $order } · { $total } · { $status }

## Why

why-unknown = Aucun article ne porte le code { $code }. Vérifie l'étiquette et renvoie-moi le code.
seller-why-unknown = Aucun article ne porte le code { $code }. Pour le mettre en vente, envoie { $code } et un prix.
why-withdrawn = { $item } n'est plus en vente.
why-sold-out = { $item } : tout est vendu.
why-taken = { $item } est réservé.
why-taken-all = { $item } : il reste { $left } pièces, toutes réservées.
why-free = { $free ->
    [one] { $item } est libre. Envoie le code pour le réserver.
   *[other] { $item } : { $free } pièces sont libres. Envoie le code pour réserver.
}
seller-why-free = { $free ->
    [one] { $item } : { $free } pièce libre.
   *[other] { $item } : { $free } pièces libres.
}
why-waiting = { $count ->
    [one] { $count } personne attend.
   *[other] { $count } personnes attendent.
}
why-held-own = { $since } · tu l'as réservé, jusqu'à { $until }
why-held-own-paused = { $since } · tu l'as réservé, reçu en cours de vérification
why-held-other = { $since } · une autre personne l'a réservé, jusqu'à { $until }
why-held-other-paused = { $since } · une autre personne l'a réservé, reçu en cours de vérification
seller-why-held = { $since } · réservé par { $name }, jusqu'à { $until }
seller-why-held-paused = { $since } · réservé par { $name }, reçu à vérifier
seller-why-ordered = { $order } · commandé par { $name } · { $status }
seller-why-waiting = { $count ->
    [one] { $names } attend.
   *[other] { $count } personnes attendent, dans l'ordre : { $names }.
}
why-units = { $fact } ({ $pieces })
why-own-order = { $item } est dans ta commande { $order }.
why-own-place = { $since } · tu es dans la file, n° { $place }
why-own-expired = { $at } · ta réservation a expiré
why-rule = Chacun son tour : les messages sont servis dans leur ordre d'arrivée.

## Prices

price = { $code } coûte { $price }.
price-sizes = { $code } coûte { $price }. Tailles : { $sizes }.
price-reserve = Pour réserver, envoie { $example }.
price-yours = C'est déjà à toi.
price-waits = Tu es n° { $place } dans la file : je t'écris dès que ça se libère.
price-wait = C'est déjà réservé : pour attendre ton tour, envoie { $example }.

## Stop and help

stopped = C'est fait, je ne t'écris plus pour les rappels ni la file. Tu n'auras que les nouvelles de tes commandes en cours. Pour revenir : REPRENDRE.
silenced = C'est fait, je ne t'écris plus du tout. Pour revenir : REPRENDRE.
resumed = Te revoilà, bienvenue ! Envoie le code d'un article pour le réserver.
speaking = D'accord, on se parle en français.
greeting = Bienvenue, ici { $shop } !
greeting-help = Pour en savoir plus : AIDE.
thanked = Avec plaisir !
help-customer = Bienvenue, ici { $shop } ! Voici comment faire :
help-reserve = • réserver : envoie le code de l'étiquette
help-reserve-example = • réserver : envoie le code de l'étiquette, par exemple { $code }
help-customer-rest = • confirmer : envoie ton adresse, puis OUI
    • voir où tu en es : PANIER
    • changer d'adresse : ADRESSE et la nouvelle
    • annuler : ANNULER, ou ANNULER et le code
    • savoir qui était là avant : POURQUOI et le code
    • payer un acompte : envoie la photo du reçu
    • ne plus recevoir de messages : STOP
    • in English: ENGLISH
unclear-text = Je n'ai pas compris, mais l'équipe lira ton message.
unclear-voice = Je ne peux pas écouter les vocaux, mais l'équipe verra le tien.
unclear-sticker = Joli ! Mais je ne sais pas lire les stickers.
unclear-contact = Je ne sais pas lire les contacts, mais l'équipe verra le tien.
unclear-video = Je ne peux pas regarder les vidéos, mais l'équipe verra la tienne.
unclear-empty = Ton message est arrivé vide.
unclear-paid = Merci ! Envoie ici la photo du reçu : l'équipe le vérifie et je t'écris.
order-under-way = Ta commande { $order } : { $status }. Envoie PANIER pour la revoir, ou un code pour un autre article.
unclear-unknown = Je ne sais pas lire ce genre de message, mais l'équipe le verra.
hint-code = Pour réserver, envoie le code de l'étiquette.
hint-code-example = Pour réserver, envoie le code de l'étiquette, par exemple { $code }.

## Proof of payment

how-to-pay-unknown = Je ne sais pas encore où payer, mais l'équipe lira ton message.
proof-received = Merci, ton reçu est bien arrivé. L'équipe le vérifie et je t'écris.
proof-received-order = Merci, ton reçu pour la commande { $order } est bien arrivé. L'équipe le vérifie et je t'écris.
proof-paused = En attendant, le temps est arrêté pour { $items }.
proof-unexpected = Merci, mais je n'attends pas de reçu de ta part. Pour un article, envoie d'abord son code.
proof-approved = Ton acompte est validé, merci !
proof-approved-order = Ton acompte pour la commande { $order } est validé, merci !
proof-refused = Ton reçu n'a pas été accepté.
proof-refused-order = Ton acompte pour la commande { $order } n'est pas validé.
proof-why = La raison : « { $why } »
proof-again = Envoie un autre reçu, ou écris-nous ici.
kept-until = { $item } reste à toi jusqu'à { $until } ({ $amount }).

## Reminders and the queue

reminder = { $minutes ->
    [one] Encore { $minutes } minute pour { $items }, jusqu'à { $until }.
   *[other] Encore { $minutes } minutes pour { $items }, jusqu'à { $until }.
}
reminder-last = Dernier moment pour { $items } : c'est à toi jusqu'à { $until }.
reminder-paused = { $items } : ton reçu est en cours de vérification.
expired = { $count ->
    [one] Le temps est écoulé : { $items } n'est plus à toi. Toujours envie ? Renvoie le code.
   *[other] Le temps est écoulé : { $items } ne sont plus à toi. Toujours envie ? Renvoie les codes.
}
promoted = Bonne nouvelle, c'est ton tour !
promoted-waiting = { $count ->
    [one] Tu restes dans la file pour { $count } pièce de plus.
   *[other] Tu restes dans la file pour { $count } pièces de plus.
}
removed-released = { $count ->
    [one] La boutique a repris { $items } : ta réservation est finie. Une question ? Écris-nous ici.
   *[other] La boutique a repris { $items } : tes réservations sont finies. Une question ? Écris-nous ici.
}
removed-sold-elsewhere = { $count ->
    [one] { $items } vient d'être vendu ailleurs, toutes nos excuses. Un autre article te plaît ? Envoie son code.
   *[other] { $items } viennent d'être vendus ailleurs, toutes nos excuses. Un autre article te plaît ? Envoie son code.
}
removed-withdrawn = { $count ->
    [one] { $items } n'est plus en vente, toutes nos excuses. Un autre article te plaît ? Envoie son code.
   *[other] { $items } ne sont plus en vente, toutes nos excuses. Un autre article te plaît ? Envoie son code.
}
removed-sold-out = { $count ->
    [one] { $items } est épuisé : la dernière pièce est partie. Un autre article te plaît ? Envoie son code.
   *[other] { $items } sont épuisés : les dernières pièces sont parties. Un autre article te plaît ? Envoie son code.
}
queue-closed = { $count ->
    [one] Le live est fini et { $items } ne s'est pas libéré. Merci d'avoir attendu, et à la prochaine !
   *[other] Le live est fini et { $items } ne se sont pas libérés. Merci d'avoir attendu, et à la prochaine !
}
set-aside = La boutique a pensé à toi :

## How far an order is

order-new = Ta commande { $order } est enregistrée, total { $total }. Elle sera confirmée dès que l'acompte sera vérifié.
order-confirmed = Ta commande { $order } est confirmée, total { $total }.
order-preparing = Ta commande { $order } est en préparation.
order-address = Nouvelle adresse pour ta commande { $order } : { $address }
order-address-known = Ta commande { $order } a une nouvelle adresse de livraison.
order-fee = Livraison de ta commande { $order } : { $fee }. Nouveau total { $total }.
order-fee-none = La livraison de ta commande { $order } est offerte. Nouveau total { $total }.
order-out = Ta commande { $order } est en route ! Total { $total }.
order-out-left = Ta commande { $order } est en route ! Il reste { $left } à payer, ton acompte est déduit.
order-delivered = Ta commande { $order } est livrée. Merci, et à la prochaine !
order-cancelled-customer = Ta commande { $order } est annulée, comme tu l'as demandé.
order-cancelled-seller = La boutique a annulé ta commande { $order }. Une question ? Écris-nous ici.
order-cancelled-no-show = Ta commande { $order } est annulée : il n'y avait personne à la livraison. Une question ? Écris-nous ici.
order-cancelled-out-of-stock = Ta commande { $order } est annulée : il n'y en a plus, toutes nos excuses. Une question ? Écris-nous ici.
order-cancelled-deposit-missing = Ta commande { $order } est annulée : l'acompte n'est pas arrivé. Une question ? Écris-nous ici.
order-cancelled-fraud = La boutique a annulé ta commande { $order }. Une question ? Écris-nous ici.
status-new = acompte attendu
status-in-review = reçu en vérification
status-confirmed = confirmée
status-preparing = en préparation
status-out = en livraison
status-delivered = livrée
status-cancelled = annulée
status-cancelled-customer = annulée côté client
status-cancelled-seller = annulée par la boutique
status-cancelled-no-show = annulée, personne à la livraison
status-cancelled-out-of-stock = annulée, plus en stock
status-cancelled-deposit-missing = annulée, acompte jamais arrivé
status-cancelled-fraud = annulée, pas sérieuse
move-new = Elle sera confirmée quand tu auras validé l'acompte : OK { $order }.
move-confirmed = Ensuite : PREPARE { $order }.
move-preparing = Ensuite : LIVRAISON { $order }.
move-out = Ensuite : LIVRE { $order }.
move-closed = Cette commande est close.

## Refusals, to a customer

refused-unknown-code = { $what } n'existe pas, ou pas encore. Vérifie l'étiquette et renvoie le code.
refused-unknown-code-example = { $what } n'existe pas, ou pas encore. Vérifie l'étiquette et renvoie le code, par exemple { $code }.
refused-no-live = Il n'y a pas de live en ce moment. Reviens au prochain et renvoie ton code.
refused-live-over = Le live est fini : on ne peut plus réserver. À la prochaine !
refused-sold-out = { $what } est épuisé. Un autre article te plaît ? Envoie son code.
refused-taken = { $what } est déjà réservé. Renvoie le code dans quelques minutes, il peut se libérer.
refused-queue-full = { $what } est très demandé, la file est pleine. Un autre article te plaît ? Envoie son code.
refused-too-many-holds = { $most ->
    [one] { $what } n'est pas réservé : tu as déjà { $most } réservation, le maximum. Confirme-la avec OUI, ou libère-la avec ANNULER et son code.
   *[other] { $what } n'est pas réservé : tu as déjà { $most } réservations, le maximum. Confirme-les avec OUI, ou libères-en une avec ANNULER et son code.
}
refused-too-many-places = { $most ->
    [one] { $what } n'est pas réservé : tu attends déjà { $most } article, le maximum. Quitte sa file avec ANNULER et son code.
   *[other] { $what } n'est pas réservé : tu attends déjà { $most } articles, le maximum. Quitte une file avec ANNULER et son code.
}
refused-no-units = { $what } : je n'ai rien changé, car il faut au moins une pièce. Renvoie le code avec le bon nombre, par exemple x1, ou ANNULER et le code si tu n'en veux plus.
refused-too-many-units = { $what } : pas plus de { $most } à la fois. Renvoie le code avec x{ $most }.
refused-blocked = Tu ne peux pas réserver ici pour le moment. Si c'est une erreur, écris-le ici : l'équipe te lira.
refused-opted-out = Rien n'est réservé, car tu as demandé à ne plus recevoir de messages. Pour revenir, envoie REPRENDRE, puis renvoie le code.
refused-ordered = { $what } est déjà dans ta commande { $order }.
refused-withdrawn = { $what } n'est plus en vente. Un autre article te plaît ? Envoie son code.
refused-size-needed = { $count ->
    [one] { $what } : il ne reste que la taille { $sizes }. Elle te va ? Réponds { $example }.
   *[other] { $what } existe en plusieurs tailles : { $sizes }. Laquelle te va ? Réponds par exemple { $example }.
}
refused-unknown-size = { $what } n'existe pas dans cette taille. Tailles : { $sizes }. Réponds par exemple { $example }.
refused-no-such-choice = Je n'ai rien proposé sous ce numéro. Envoie plutôt le code de l'article.
refused-unknown-order = Je ne trouve pas cette commande. Envoie PANIER pour voir les tiennes.
refused-wrong-move = { $order } ne peut plus changer ici : { $status }. Une question ? Écris-nous, l'équipe te lira.
refused-other = Ce n'est pas possible pour le moment. Écris-nous ici : l'équipe te lira.
refused-full = Je n'y arrive pas pour le moment. Renvoie ton message un peu plus tard.

## Refusals, to the seller

seller-refused-unknown-code = { $what } n'existe pas. Pour le mettre en vente, envoie-le avec un prix : { $line }.
seller-refused-unknown-code-bare = Ce code n'existe pas. Pour le mettre en vente, envoie-le avec un prix, par exemple A12 { $price }.
seller-refused-live-over = Le live est fini. Envoie LIVE pour en ouvrir un autre.
seller-refused-sold-out = { $what } est épuisé. Pour en ajouter : { $line }.
seller-refused-sold-out-bare = Cet article est épuisé. Pour en ajouter, par exemple : S01 +5.
seller-refused-taken = { $what } est déjà réservé. POURQUOI et le code te dit par qui.
seller-refused-queue-full = { $what } : la file est pleine. Propose un autre article.
seller-refused-too-many-holds = { $most ->
    [one] { $what } n'est pas réservé : déjà { $most } réservation pour cette personne, le maximum. Libère-la avec LIBERE et son code.
   *[other] { $what } n'est pas réservé : déjà { $most } réservations pour cette personne, le maximum. Libères-en une avec LIBERE et son code.
}
seller-refused-too-many-places = { $most ->
    [one] { $what } n'est pas réservé : cette personne attend déjà { $most } article, le maximum. Elle peut quitter la file avec ANNULER et le code.
   *[other] { $what } n'est pas réservé : cette personne attend déjà { $most } articles, le maximum. Elle peut quitter une file avec ANNULER et le code.
}
seller-refused-no-units = Il faut au moins une pièce : rien n'a changé. Renvoie avec un autre nombre, par exemple x1.
seller-refused-too-many-units = { $what } : pas plus de { $most } à la fois. Renvoie avec x{ $most }.
seller-refused-blocked = Cette personne est bloquée. Pour la laisser revenir : DEBLOQUE et son numéro.
seller-refused-opted-out = Rien n'est réservé : cette personne ne veut plus de messages. Elle doit d'abord envoyer REPRENDRE.
seller-refused-ordered = { $what } est déjà dans sa commande { $order }.
seller-refused-withdrawn = { $what } n'est plus en vente. Prends un autre code.
seller-refused-size-needed = { $count ->
    [one] { $what } : il ne reste que la taille { $sizes }. Renvoie avec { $example }.
   *[other] { $what } existe en plusieurs tailles : { $sizes }. Précise laquelle, par exemple { $example }.
}
seller-refused-unknown-size = { $what } n'existe pas dans cette taille. Tailles : { $sizes }. Par exemple { $example }.
seller-refused-one-size = { $what } n'existe pas en plusieurs tailles. Envoie { $line }.
seller-refused-no-price = { $what } n'a pas de prix dans ta grille. Renvoie-le avec un prix : { $line }.
seller-refused-no-price-bare = Il manque un prix. Renvoie le code avec un prix, par exemple A12 { $price }.
seller-refused-price-too-low = { $what } : le prix doit être plus grand que zéro. Envoie par exemple { $line }.
seller-refused-price-too-low-bare = Le prix doit être plus grand que zéro. Envoie par exemple A12 { $price }.
seller-refused-minus = { $what } est déjà en vente. Pour en retirer de la vente : { $line }.
seller-refused-code-taken = Code { $what } déjà utilisé, choisis un autre ou envoie { $line }.
seller-refused-code-taken-bare = Code déjà utilisé, choisis un autre ou envoie MODIF, le code et le nouveau prix.
seller-refused-code-held = { $what } est encore réservé depuis un live déjà fini. POURQUOI et le code te dit par qui. Prends un autre code, ou libère-le : { $line }.
seller-refused-out-of-bounds = Ce nombre ne va pas : le maximum est { $most }. Corrige-le et renvoie.
seller-refused-none-left = Il n'en reste plus. Pour en ajouter, par exemple : { $line }.
seller-refused-unknown-item = { $what } n'est pas en vente. Pour le mettre en vente : { $line }.
seller-refused-unknown-item-bare = { $what } n'est pas en vente. Vérifie le code et renvoie ta demande.
seller-refused-not-held = { $what } n'est réservé par personne. POURQUOI et le code te dit où il en est.
seller-refused-which-holder = Plusieurs personnes ont réservé { $what } : { $names }. Dis laquelle : LIBERE { $what } CLIENTE { $number }, ou avec son numéro de téléphone.
seller-refused-just-passed = { $what } est maintenant à { $names }. Pour le lui reprendre : LIBERE { $what } CLIENTE { $number }.
seller-refused-which-proof = Plusieurs reçus attendent pour { $what } : { $names }. Dis lequel : OK { $what } CLIENTE { $number } ou REFUSE { $what } CLIENTE { $number }, ou avec son numéro de téléphone.
seller-refused-units-in-use = { $least ->
    [one] { $least } pièce est réservée : envoie au moins { $line }, ou libère d'abord avec LIBERE et le code.
   *[other] { $least } pièces sont réservées : envoie au moins { $line }, ou libère d'abord avec LIBERE et le code.
}
seller-refused-no-free-unit = Aucune pièce n'est libre, ou quelqu'un attend déjà. Libère d'abord avec LIBERE et le code.
seller-refused-no-such-order = La commande { $what } n'existe pas. Envoie LISTE pour voir celles en cours.
seller-refused-unknown-order = Cette commande n'existe pas. Envoie LISTE pour voir celles en cours.
seller-refused-wrong-move = Pas possible pour { $order } : { $status }. { $hint }
seller-refused-no-proof = Aucun reçu à vérifier à ce nom. Envoie LISTE pour voir les commandes.
seller-refused-no-deposit = Aucun acompte n'est attendu pour { $what }. Pour voir où en est la commande : { $what }.
seller-refused-unknown-person = Je ne connais pas ce numéro. Écris-le en entier, par exemple +33612345678 ; la personne doit t'avoir déjà écrit.
seller-refused-not-live = Aucun live n'est ouvert. Envoie LIVE pour commencer.
seller-refused-full = La limite est atteinte : rien n'a été enregistré. Termine ce qui est en cours, puis renvoie.

## Lines to send

line-edit = MODIF { $rest }
line-withdraw = PAS { $rest }
line-release = LIBERE { $rest }
line-sold = VENDU { $rest }

## To the seller

ready-unique = { $item } · { $price } · pièce unique
ready-stock = { $item } · { $price } · { $pieces }
ready-sizes = { $label } · { $price } · { $sizes }
ready-size = { $size } : { $count }
ready-end = C'est en ligne.
stock-added = { $item } : { $quantity } de plus, il en reste { $left } à vendre.
edited = { $item } · { $price } · { $pieces }
edited-end = C'est modifié.
edited-nothing = C'était déjà ainsi, rien n'a changé.
live-opened = C'est parti, le live est ouvert ! Envoie tes codes. Pour le fermer : FIN.
live-closed = { $orders ->
    [0] Le live est fini, sans commande cette fois.
    [one] Le live est fini : { $orders } commande, { $total }. Bravo !
   *[other] Le live est fini : { $orders } commandes, { $total }. Bravo !
}
live-closed-waiting = { $count ->
    [one] { $count } personne attendait encore, je lui ai écrit.
   *[other] { $count } personnes attendaient encore, je leur ai écrit.
}
live-closed-list = Pour voir les commandes : LISTE.
withdrawn = { $count ->
    [one] { $items } est retiré de la vente.
   *[other] { $items } sont retirés de la vente.
}
released = { $item } n'est plus réservé par { $name }. Il est libre.
released-next = { $item } n'est plus réservé par { $name }. C'est au tour de { $next }.
sold-elsewhere = { $left ->
    [0] { $item } : vendu ailleurs, c'est noté. Il n'en reste plus.
   *[other] { $item } : vendu ailleurs, c'est noté. Il en reste { $left } à vendre.
}
claimed-for = Pour { $name } :
for-held = { $item } est réservé jusqu'à { $until } ({ $amount }).
for-held-paused = { $item } est réservé ({ $amount }), reçu à vérifier.
for-already-held = { $item } était déjà réservé, jusqu'à { $until } ({ $amount }).
for-already-held-paused = { $item } était déjà réservé ({ $amount }), reçu à vérifier.
for-partly-waiting = { $count ->
    [one] Le reste est pris : n° { $place } dans la file pour { $count } pièce de plus.
   *[other] Le reste est pris : n° { $place } dans la file pour { $count } pièces de plus.
}
for-queued = { $item } est déjà pris : n° { $place } dans la file.
for-already-queued = { $item } : déjà dans la file, n° { $place }.
for-suggested = { $what } n'existe pas. Tu voulais { $choices } ? Renvoie avec le bon code.
proof-to-review = { $name } a envoyé un reçu.
proof-to-review-items = { $name } a envoyé un reçu pour { $items }.
proof-to-review-order = { $name } a envoyé un reçu pour la commande { $order }.
proof-to-review-order-items = { $name } a envoyé un reçu pour la commande { $order } ({ $items }).
proof-expected = Montant attendu : { $amount }.
proof-answer = Réponds OK { $target } ou REFUSE { $target }, avec la raison si tu veux.
proof-earlier = Son reçu pour { $order } attend toujours : OK { $order } ou REFUSE { $order }.
review-overdue = { $name } attend toujours : son reçu n'est pas encore vérifié.
review-overdue-items = { $name } attend toujours : son reçu pour { $items } n'est pas encore vérifié.
proof-judged-good = { $name } : reçu accepté.
proof-judged-good-order = { $name } : acompte validé pour { $order }.
proof-judged-bad = { $name } : reçu refusé, un autre est demandé.
proof-judged-bad-order = { $name } : reçu refusé pour { $order }, un autre est demandé.
order-set = { $order } : { $status }.
deposit-to-return = { $order } est annulée et l'acompte de { $name } était validé : pense à le rendre.
deposit-to-return-basket = { $name } n'a plus rien de réservé, et son acompte était validé : vois avec elle, ou pense à le rendre.
receipt-left = { $order } est annulée et le reçu de { $name } n'était pas encore vérifié : si l'argent est arrivé, pense à le rendre.
receipt-left-basket = { $name } n'a plus rien de réservé, et son reçu n'était pas encore vérifié : si l'argent est arrivé, vois avec elle, ou pense à le rendre.
deposit-used = { $name } a quand même confirmé : son acompte compte pour { $order }, ne le rends pas.
deposit-waited-for = { $order } attend encore son acompte : si c'est cet argent-là, réponds OK { $order }.
blocked = C'est fait, { $name } ne peut plus réserver. Pour revenir en arrière : DEBLOQUE et son numéro.
unblocked = C'est fait, { $name } peut de nouveau réserver.
list-empty = Aucune commande en cours.
list-head = { $count ->
    [one] { $count } commande en cours · { $total }
   *[other] { $count } commandes en cours · { $total }
}
list-line = { $order } · { $name } · { $items } · { $total } · { $status }
list-line-paid = { $order } · { $name } · { $items } · { $total } · { $status } · { $payment }
order-line = { $order } · { $name } · { $total } · { $status }
order-line-paid = { $order } · { $name } · { $total } · { $status } · { $payment }
order-to = Adresse : { $address }
payment-pending = reçu à vérifier
payment-approved = acompte validé
payment-approved-left = acompte validé, reste { $left }
payment-rejected = reçu refusé
list-next = La suite : LISTE { $order }
list-to-read = { $count ->
    [one] À lire : { $count } message que je n'ai pas compris.
   *[other] À lire : { $count } messages que je n'ai pas compris.
}
photo-bound = Photo ajoutée à { $item }.
photo-replaced = Nouvelle photo pour { $item }. Le reste n'a pas changé.
photo-alone = Belle photo, mais de quel article ? Envoie d'abord le code et le prix, par exemple A12 { $price }, puis la photo.
seller-unclear = Je n'ai pas compris. Envoie AIDE pour voir ce que tu peux m'écrire.
seller-unclear-media = Je ne sais lire que le texte et les photos. Envoie AIDE pour voir ce que tu peux m'écrire.
seller-unclear-person = Je ne vois pas de qui tu parles. Écris son numéro en entier, par exemple POUR +33612345678 A12.
seller-unclear-cancel = Qu'est-ce qui est annulé ? Pour retirer l'article de la vente : PAS et son code. Pour rendre une réservation : LIBERE et son code. Pour annuler une commande : ANNULE et son numéro, par exemple ANNULE VF-0012.
seller-unclear-span = Je ne devine pas ce qu'il y a entre les deux. Écris-les un par un, par exemple A57 A58 A59.
seller-unclear-dash = S-2 derrière un code : une taille, ou un autre code ? Pour des tailles, écris S05 S:2 M:3. Pour des codes : S05, S-2.
help-seller = Ce que tu peux m'écrire :
    • A12 : pièce unique, au prix de ta grille
    • A12 { $price } : avec ton prix
    • S01 x20 : du stock ; S01 S:5 M:10 : par tailles
    • S01 +5 : cinq de plus
    • une photo juste après un code : elle va avec
    • MODIF A12 { $price } : autre prix ; MODIF S01 x3 : autre quantité
    • PAS A12 : retirer de la vente
    • VENDU A12 : vendu ailleurs
    • LIBERE A12 : libérer la réservation, la file avance
    • POUR +33612345678 A12 : réserver pour quelqu'un
    • POURQUOI A12 : qui, et depuis quand
    • LIVE et FIN : ouvrir et fermer le live
    • LISTE : les commandes en cours ; VF-0012 : une commande
    • OK VF-0012 ou REFUSE VF-0012 : juger un reçu
    • PREPARE, LIVRAISON, LIVRE ou ANNULE VF-0012 : suivre une commande
    • BLOQUE ou DEBLOQUE +33612345678
