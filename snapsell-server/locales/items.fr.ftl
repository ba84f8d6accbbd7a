# Articles et stock
items-when = Articles de
items-now = Maintenant
items-live = Live { $number } ({ $opened })
items-see = Voir
items-codes = Codes
items-left = Reste
items-held = Réservés
items-waiting = En file
items-table = Codes, prix et stock
items-code = Code
items-price = Prix
items-state = État
items-unique = pièce unique
items-stock = stock
items-none-then = Rien n'a été mis en vente dans ce live.
items-empty = Votre stock préparé apparaîtra ici. Sur WhatsApp : S01 x20 avec une photo.
items-empty-print = Imprimer des étiquettes
items-labels = Étiquettes
items-add = Ajouter un article
items-add-hint = S01 x20, S01 S:5 M:10, S01 +5, A13
said-imported = Le fichier est importé.

import = Importer un fichier
import-file = Fichier CSV
import-hint = Colonnes : code, taille, quantité, prix. La quantité vide vaut 1, le prix vide est celui de la grille. 500 lignes au plus.
import-look = Vérifier le fichier
import-good = { $count ->
    [0] Aucune ligne ne peut être importée.
    [one] 1 ligne peut être importée.
   *[other] { $count } lignes peuvent être importées.
}
import-bad = { $count ->
    [one] 1 ligne est laissée de côté.
   *[other] { $count } lignes sont laissées de côté.
}
import-will = À importer
import-left-out = Laissées de côté
import-size = Taille
import-quantity = Quantité
import-grid = grille
import-line = Ligne
import-cells = Contenu
import-why = Pourquoi
import-go = { $count ->
    [one] Importer 1 ligne
   *[other] Importer { $count } lignes
}
import-back = Retour aux articles
import-done = { $count ->
    [0] Aucune ligne n'a été importée.
    [one] 1 ligne a été importée.
   *[other] { $count } lignes ont été importées.
}
import-refused = Ces articles sont restés comme avant : leur code est déjà utilisé ou n'a pas de prix.
import-no-empty = Le fichier est vide.
import-no-workbook = C'est un classeur Excel. Dans Excel : Enregistrer sous, puis CSV.
import-no-head = La première ligne doit nommer les colonnes, dont une « code ».
import-no-rows = Le fichier a plus de 500 lignes. Coupez-le en plusieurs.
import-no-formula = Le code ou la taille commence comme une formule (=, +, - ou @).
import-no-code = Ce n'est pas un code comme A12 ou S01.
import-no-size = La taille doit avoir 6 lettres ou chiffres au plus.
import-no-quantity = La quantité doit être un nombre de 1 à 9999.
import-no-price = Le prix doit être un montant dans votre monnaie, sans signe.
import-no-twice = Ce code et cette taille sont déjà plus haut dans le fichier.
import-no-mixed = Ce code est déjà plus haut, avec et sans taille.
import-no-prices = Ce code a déjà un autre prix plus haut.
import-no-sizes = Ce code a trop de tailles.
import-no-taken = Ce code est déjà utilisé.
import-no-unpriced = La grille n'a pas de prix pour cette lettre.

labels-how = Imprimez avec le menu de votre navigateur. Scanner une étiquette ouvre WhatsApp avec le code déjà écrit.
labels-no-number = Votre numéro WhatsApp n'est pas encore branché : les étiquettes sont sans QR code.
labels-letters = Lettre
labels-from = de
labels-to = à
labels-make = Préparer
labels-wrong = Une lettre de A à Z (4 au plus), des nombres de 0 à 9999, { $most } étiquettes au plus.
labels-empty = Choisissez une lettre et des nombres pour préparer vos étiquettes.
