# L'essai sans WhatsApp.

trial-title = Essayer sans WhatsApp
trial-lead = Deux téléphones, votre vraie boutique : ses prix, ses règles, ses réponses. Rien n'est envoyé sur WhatsApp.
trial-connected = Votre boutique est en service : ce que la cliente d'essai réserve n'est plus libre pour les vraies clientes.
trial-seller = Vous
trial-seller-how = Mettez un article en vente : son code, comme sur l'étiquette. En dessous, ce que fait votre boutique.
trial-customer = Votre cliente d'essai
trial-customer-how = Elle écrit à votre boutique comme sur WhatsApp, et la boutique lui répond.
trial-customer-name = Cliente d'essai
trial-picks = Suggestions
trial-nothing = Rien n'est en vente : mettez d'abord un article dans le premier téléphone.
trial-write-seller = Votre message
trial-write-customer = Son message
trial-send = Envoyer
trial-address = Cocody Angré, 8e tranche, villa 12
trial-wrong-words = Écrivez un message de 1 à 500 caractères.
trial-played-first = C'est joué : votre première commande !
trial-played = C'est joué : une commande !
trial-played-how = { $order } est parmi vos commandes, avec son adresse et toute la conversation.
trial-see = Voir { $order } dans Commandes
trial-order = C'est une commande d'essai : rien n'est à livrer.
trial-end-title = Finir l'essai
trial-end-how = La commande d'essai est annulée, ce que la cliente d'essai réserve redevient libre, et le live ouvert par l'essai se ferme. Ensuite, vos listes et votre bilan ne montrent plus ni la cliente d'essai, ni sa commande, ni ce live ; seul un numéro VF- déjà donné ne resservira pas.
trial-end = Terminer l'essai
trial-go-first = Pas encore de compte Twilio ? Jouez d'abord une vraie commande avec une cliente d'essai : cinq minutes, rien à installer.
trial-again = Pour montrer la boutique à quelqu'un, ou essayer un réglage sans écrire à personne.
said-trial-over = L'essai est terminé. Vos listes et votre bilan ne montrent plus la cliente d'essai.
said-trial-live = L'essai est terminé. Le live qu'il avait ouvert continue : de vraies clientes y réservent.
said-trial-left = L'essai est terminé. Une commande d'essai déjà livrée ne s'annule plus, mais elle n'est plus montrée ni comptée.

start-unproven = enregistré, pas encore prouvé
start-whatsapp-where = Account SID et Auth token sont sur la page d'accueil de la console, sous « Account Info ».
start-whatsapp-open = Ouvrir la console de Twilio
start-sandbox = Pas encore de numéro WhatsApp à vous ? Le bac à sable de Twilio (Sandbox) en prête un, d'ordinaire +1 415 523 8886 : chaque téléphone, le vôtre et ceux des clientes, y écrit d'abord « join » et les mots que Twilio vous montre, puis à nouveau tous les trois jours.
start-sandbox-open = Comment l'ouvrir, chez Twilio
start-local = Twilio ne peut pas appeler { $url } : cette adresse n'existe que sur votre machine ou votre réseau. Donnez d'abord au serveur une adresse publique (public_url), ou essayez sans WhatsApp.
