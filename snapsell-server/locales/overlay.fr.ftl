# L'incrustation sur la vidéo.

overlay-title = Codes du live
overlay-free = libre
overlay-again = de nouveau libre
overlay-held = réservé
overlay-partly = en partie réservé
overlay-sold = vendu
overlay-somebody = une cliente
overlay-left = { $count ->
    [one] reste { $count }
   *[other] restent { $count }
}
overlay-queue = { $count } en file
settings-incrustation = Incrustation
overlay-what = Une page à poser sur votre vidéo (OBS, studio de live) : chaque code, libre, réservé ou vendu, et la file.
overlay-how = Fond transparent. Les clientes y sont « Awa K. », sans rien d'autre. Qui a l'adresse voit la page.
overlay-there = une adresse existe depuis { $at }
overlay-none = pas d'adresse
overlay-make = Créer une adresse
overlay-renew = Changer l'adresse
overlay-revoke = Retirer l'adresse
overlay-made = La nouvelle adresse
overlay-once = Collez-la comme « source navigateur ». Elle n'est montrée qu'une fois ; l'ancienne ne montre plus rien.
