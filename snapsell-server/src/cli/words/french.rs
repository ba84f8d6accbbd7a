//! What commands and their arguments are for, in French: `command`, `command argument`, `command subcommand argument`.

/// Path and explanation.
pub(super) const FRENCH: &[(&str, &str)] = &[
    #[cfg(feature = "demo")]
    (
        "demo",
        "Montrer un live entier sur cette machine : sans compte, rien n'est gardé",
    ),
    #[cfg(feature = "demo")]
    ("demo no_open", "Ne pas ouvrir de navigateur"),
    #[cfg(feature = "demo")]
    (
        "demo keep",
        "Tout garder dans ce dossier au lieu d'un dossier temporaire",
    ),
    #[cfg(feature = "demo")]
    (
        "demo speed",
        "Combien de fois l'horloge va plus vite que le temps réel",
    ),
    #[cfg(feature = "demo")]
    (
        "demo headless",
        "Jouer sans page, afficher la transcription",
    ),
    #[cfg(feature = "demo")]
    (
        "demo check",
        "Vérifier les invariants après chaque événement ; code 1 en cas de faute",
    ),
    #[cfg(feature = "demo")]
    (
        "demo record",
        "Écrire tout ce qui est arrivé, et ce qui en a suivi, dans ce nouveau fichier, pour `snapsell replay FICHIER.jsonl --assert`",
    ),
    #[cfg(feature = "demo")]
    ("demo seed", "Graine de tout ce qui est aléatoire"),
    #[cfg(feature = "demo")]
    ("demo lang", "La langue de la boutique et de sa page"),
    ("serve", "Démarrer le serveur"),
    (
        "serve check",
        "Vérifier configuration, clé et certificat, puis s'arrêter",
    ),
    (
        "init",
        "Écrire un fichier de configuration et une clé maîtresse dans un dossier",
    ),
    ("init folder", "Le dossier ; il est créé s'il n'existe pas"),
    (
        "config",
        "Montrer la configuration en vigueur, ou un exemple",
    ),
    (
        "config show",
        "Afficher chaque clé, sa valeur et son origine ; c'est aussi ce qui arrive sans option",
    ),
    (
        "config example",
        "Afficher un fichier commenté avec chaque clé à sa valeur par défaut",
    ),
    ("config json", "Afficher du JSON"),
    ("health", "Demander à un serveur en marche s'il est prêt"),
    (
        "health url",
        "L'adresse à interroger ; sans elle, /readyz du serveur configuré ici",
    ),
    ("completions", "Afficher la complétion d'un shell"),
    ("completions shell", "Le shell"),
    (
        "migrate",
        "Amener la base au schéma de ce programme ; une base plus ancienne est d'abord copiée, dans un fichier à côté",
    ),
    (
        "migrate status",
        "Montrer la version de la base et celle de ce programme, ne rien changer",
    ),
    (
        "migrate to",
        "Refuser si ce n'est pas la version à laquelle ce programme amène une base : il n'en connaît pas d'autre et ne revient jamais en arrière",
    ),
    (
        "migrate dry_run",
        "Montrer ce qui serait exécuté, ne rien changer",
    ),
    (
        "key",
        "La clé maîtresse : en mettre une nouvelle à sa place",
    ),
    (
        "key rotate",
        "Mettre une nouvelle clé maîtresse à la place de celle en vigueur",
    ),
    (
        "key rotate yes",
        "Le faire ; sans cette option, dire seulement ce qui serait fait",
    ),
    ("shop", "Créer, changer et montrer des boutiques"),
    ("shop create", "Créer une boutique"),
    (
        "shop create slug",
        "Nom court, utilisé dans les adresses : acme",
    ),
    ("shop create name", "Nom montré aux gens"),
    (
        "shop create whatsapp",
        "Le numéro WhatsApp de la boutique : +14155238886",
    ),
    ("shop create account_sid", "Compte Twilio : AC…"),
    (
        "shop create auth_token",
        "Jeton Twilio ; préférez --auth-token-stdin, car d'autres utilisateurs de cette machine peuvent lire les lignes de commande",
    ),
    (
        "shop create auth_token_stdin",
        "Lire le jeton Twilio sur la première ligne de l'entrée standard",
    ),
    (
        "shop create auth_token_file",
        "Lire le jeton Twilio sur la première ligne de ce fichier",
    ),
    (
        "shop create api_key",
        "Une clé d'API Twilio pour les requêtes, SK…:SECRET ; @FICHIER la lit dans un fichier",
    ),
    (
        "shop create seller",
        "Le numéro d'une vendeuse ; peut être donné plusieurs fois",
    ),
    (
        "shop create grid",
        "Prix de chaque catégorie : A=5000,B=10000, ou A=12.50 quand la devise a des centimes",
    ),
    ("shop create currency", "Devise : XOF, EUR"),
    ("shop create lang", "Langue des messages de la boutique"),
    ("shop create json", "Afficher du JSON"),
    ("shop set", "Changer les réglages d'une boutique"),
    ("shop set shop", "Le nom court de la boutique"),
    (
        "shop set settings",
        "Réglages tels que `shop show` les montre : hold.soft=5m codes=grid retention.people=24. Et aussi name, whatsapp, account_sid, auth_token (à la place de tous), auth_token.add (ceux d'avant restent crus jusqu'à auth_token.drop_old=yes), api_key, seller.add, seller.remove ; @FICHIER lit un secret dans un fichier",
    ),
    ("shop set json", "Afficher du JSON"),
    ("shop show", "Montrer une boutique et ses réglages"),
    ("shop show shop", "Le nom court de la boutique"),
    ("shop show json", "Afficher du JSON"),
    (
        "shop plan",
        "Montrer ou fixer la formule d'une boutique ; aucun message n'est jamais refusé à cause d'elle",
    ),
    ("shop plan shop", "Le nom court de la boutique"),
    (
        "shop plan name",
        "Le nom de la formule ; sans lui, l'actuelle est montrée",
    ),
    (
        "shop plan lives",
        "Lives par mois ; sans lui, autant qu'elle veut",
    ),
    ("shop plan paid_to", "Dernier jour payé, comme 2026-12-31"),
    ("shop plan json", "Afficher du JSON"),
    ("shop list", "Lister les boutiques"),
    ("shop list json", "Afficher du JSON"),
    (
        "user",
        "Créer des comptes de la console, et y laisser rentrer",
    ),
    (
        "user reset",
        "Faire un lien, bon une fois pendant une heure, pour qui ne peut plus se connecter",
    ),
    ("user reset email", "Ce avec quoi la personne se connecte"),
    (
        "user reset second_factor",
        "Retirer aussi son second facteur et ses codes de secours : elle a perdu son téléphone",
    ),
    ("user reset json", "Afficher du JSON"),
    ("user create", "Créer un compte de la console"),
    (
        "user create shop",
        "Le nom court de la boutique ; tous les rôles sauf ops en ont besoin",
    ),
    ("user create email", "Ce avec quoi la personne se connecte"),
    ("user create role", "Ce que la personne peut faire"),
    (
        "user create password_stdin",
        "Lire le mot de passe sur la première ligne de l'entrée standard",
    ),
    ("user create json", "Afficher du JSON"),
    (
        "audit",
        "Rejouer chaque journal et le comparer à ce qui est stocké",
    ),
    ("audit shop", "Seulement cette boutique"),
    ("audit json", "Afficher du JSON"),
    (
        "rehearse",
        "Un live qui n'a pas eu lieu : beaucoup de clientes en une minute, avec les réglages d'une boutique ; rien n'est écrit",
    ),
    (
        "rehearse shop",
        "La boutique dont on essaie les réglages ; sans elle, ceux d'une boutique neuve",
    ),
    ("rehearse customers", "Combien de clientes écrivent"),
    (
        "rehearse seed",
        "Graine de tout ce qui est aléatoire : la même graine, le même bilan",
    ),
    (
        "rehearse set",
        "Essayer un autre réglage, comme hold.soft=8m",
    ),
    ("rehearse json", "Afficher du JSON"),
    (
        "replay",
        "Un live passé à n'importe quel instant : qui avait quoi, qui attendait, ce qu'une cliente avait lu",
    ),
    (
        "replay shop",
        "Le nom court de la boutique, ou un enregistrement de la démonstration qui finit par .jsonl",
    ),
    (
        "replay check",
        "Avec un enregistrement : code 1 quand une ligne donne autre chose, à l'octet près",
    ),
    (
        "replay at",
        "L'instant : 2026-11-22T20:03 à l'heure de la boutique, 20:03 pour ce jour du live, ou avec Z ou +01:00 ; sans lui, la fin du live",
    ),
    (
        "replay live",
        "Le live, par son numéro ; sans lui, le dernier",
    ),
    (
        "replay customer",
        "Seulement cette cliente, par son numéro dans la boutique ou son téléphone, avec ce qui a été dit",
    ),
    ("replay item", "Seulement cet article"),
    (
        "replay set",
        "Et si : décider le live à nouveau avec un autre réglage, comme hold.soft=8m, et montrer ce qui changerait",
    ),
    ("replay json", "Afficher du JSON"),
    ("outbox", "Les messages qui ne sont pas partis"),
    (
        "outbox list",
        "Lister les messages qui attendent ou ont été abandonnés",
    ),
    ("outbox list shop", "Seulement cette boutique"),
    (
        "outbox list dead",
        "Seulement les messages abandonnés, sans les comptes",
    ),
    ("outbox list reveal", "Montrer numéros et textes en entier"),
    ("outbox list json", "Afficher du JSON"),
    ("outbox retry", "Réessayer des messages abandonnés"),
    ("outbox retry shop", "Le nom court de la boutique"),
    (
        "outbox retry ids",
        "Les messages, par le numéro que montre `outbox list`",
    ),
    ("outbox retry all", "Tous ceux qui ont été abandonnés"),
    ("outbox retry json", "Afficher du JSON"),
    ("outbox drop", "Abandonner des messages pour de bon"),
    ("outbox drop shop", "Le nom court de la boutique"),
    (
        "outbox drop ids",
        "Les messages, par le numéro que montre `outbox list`",
    ),
    ("outbox drop all", "Tous ceux qui ont été abandonnés"),
    ("outbox drop json", "Afficher du JSON"),
    (
        "outbox drop yes",
        "Le faire ; sans cette option, dire seulement ce qui serait fait",
    ),
    (
        "export",
        "Commandes, réservations ou événements d'une boutique, en tableau ou en JSON",
    ),
    ("export kind", "Quoi exporter"),
    ("export shop", "Le nom court de la boutique"),
    ("export format", "Le format"),
    (
        "export output",
        "Écrire dans ce nouveau fichier au lieu de la sortie standard",
    ),
    (
        "backup",
        "Copier la base pendant qu'elle tourne, lister ou vérifier les copies",
    ),
    (
        "backup to",
        "Le nouveau fichier, ou le dossier où en faire un ; sinon backup_dir",
    ),
    (
        "backup list",
        "Lister les copies de ce dossier ; sinon de backup_dir",
    ),
    ("backup verify", "Vérifier une copie"),
    ("backup json", "Afficher du JSON"),
    ("events", "Suivre un message de sa réception à ses réponses"),
    (
        "events correlation",
        "Les huit caractères des journaux, un identifiant de commande entier, ou celui d'un message reçu ou envoyé chez le prestataire",
    ),
    ("events shop", "Seulement cette boutique"),
    ("events json", "Afficher du JSON"),
    (
        "erase",
        "Oublier une cliente, ou une boutique entière, pour de bon",
    ),
    ("erase shop", "Le nom court de la boutique"),
    (
        "erase customer",
        "Seulement cette cliente : son numéro dans la boutique, ou son téléphone",
    ),
    (
        "erase yes",
        "Le faire ; sans cette option, dire seulement ce qui partirait et ce qui resterait",
    ),
    ("erase json", "Afficher du JSON"),
    ("restore", "Mettre une copie à la place de la base"),
    ("restore from", "La copie"),
    (
        "restore yes",
        "Le faire ; sans cette option, dire seulement ce qui serait remplacé",
    ),
    ("doctor", "Vérifier que tout est en ordre"),
    ("doctor json", "Afficher du JSON"),
    (
        "doctor fix",
        "Réparer ce qui peut l'être sans poser de question",
    ),
    (
        "doctor only",
        "Seulement ces vérifications : configuration, store, clock, url, twilio, signature, backup",
    ),
];
