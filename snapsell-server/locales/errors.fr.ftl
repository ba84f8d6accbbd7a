# Les messages perdus.

nav-errors = Messages perdus
errors-lead = Ce qui n'est arrivé à personne, pourquoi, et que faire. Rien n'est renvoyé d'ici.
errors-none = Aucun message perdu. Vérifié à { $at }.
errors-code = erreur { $code }
errors-attempts = { $count ->
    [one] { $count } tentative
   *[other] { $count } tentatives
}
errors-count = { $count } messages, le dernier :
errors-why-opted_out = Elle ne veut plus de messages.
errors-do-opted_out = Ne lui écrivez plus. Elle revient en écrivant REPRENDRE.
errors-why-not_reachable = Ce numéro ne peut pas être joint sur WhatsApp.
errors-do-not_reachable = Appelez-la, ou attendez qu'elle écrive.
errors-why-outside_window = Plus de 24 heures depuis son dernier message, et pas de modèle approuvé.
errors-do-outside_window = Ajoutez un modèle dans les réglages, ou attendez qu'elle écrive.
errors-why-never_wrote = Elle n'a jamais écrit à la boutique, et il n'y a pas de modèle approuvé : WhatsApp ne laisse pas commencer.
errors-do-never_wrote = Demandez-lui d'écrire un premier message au numéro de la boutique, ou ajoutez un modèle dans les réglages.
errors-why-sender_misconfigured = Twilio ne connaît pas votre numéro d'envoi.
errors-do-sender_misconfigured = Vérifiez le numéro dans les réglages, section WhatsApp.
errors-why-credentials = Twilio refuse votre compte ou votre jeton.
errors-do-credentials = Collez le jeton actuel : réglages, section WhatsApp.
errors-why-content = Le texte, la photo ou le modèle a été refusé.
errors-do-content = Vérifiez vos modèles chez Twilio et dans les réglages.
errors-why-no_address = Son numéro n'est plus connu.
errors-do-no_address = Rien à faire : ses données ont été effacées ou n'ont jamais été données.
errors-why-tried_for_a_day = Une journée d'essais n'a pas suffi.
errors-do-tried_for_a_day = Vérifiez que votre compte Twilio fonctionne, puis écrivez au support.
errors-why-undelivered = WhatsApp l'a pris mais n'a pas pu le remettre.
errors-do-undelivered = Appelez-la si c'est pressé : son téléphone est peut-être éteint.
errors-why-other = Une autre cause.
errors-do-other = Écrivez au support avec le numéro de l'erreur.
