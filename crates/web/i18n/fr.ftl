### Mots de la page : cadre, formulaires, échecs, compte, personnes.

## Cadre
layout-skip = Aller au contenu
layout-menu = Menu principal
layout-menu-short = Menu
layout-breadcrumbs = Fil d’Ariane
layout-sign-in = Se connecter
layout-sign-out = Se déconnecter
layout-about = À propos
layout-node-of = Nœud de l’autorité : { $authority }, { $country }
layout-demonstration = Démonstration : le plan, les personnes et leurs actes sont fictifs et n’engagent aucune autorité.
theme-label = Apparence :
theme-auto = automatique
theme-light = claire
theme-dark = sombre

## Confirmation
level-n0 = inscrit, à confirmer
level-n0-title = Inscrit au journal de l’autorité qui l’a pris ; aucune autre autorité ne l’a encore confirmé.
level-n1 = confirmé par une autre autorité
level-n1-title = Conservé et contresigné par une autre autorité : l’acte prend effet.
level-n2 = confirmé par toutes
level-n2-title = Conservé et contresigné par toutes les autorités : les textes communs prennent effet.

## Temps
ago-now = à l’instant
ago-minutes = { $n ->
    [one] il y a { $n } minute
   *[other] il y a { $n } minutes
 }
ago-hours = { $n ->
    [one] il y a { $n } heure
   *[other] il y a { $n } heures
 }
ago-days = { $n ->
    [one] il y a { $n } jour
   *[other] il y a { $n } jours
 }
colon = { " : " }

## Formulaires
form-optional = (facultatif)
form-faults = Le formulaire n’est pas enregistré. Corrigez ce qui suit :
form-required = Remplissez ce champ.
form-too-long = Raccourcissez ce texte : { $length } caractères, { $max } au plus.
form-control-characters = Retirez les caractères invisibles de ce texte.
form-choice = Choisissez une des valeurs proposées.
form-refused = Le formulaire reçu est incomplet. Rechargez la page et recommencez.
form-too-large = Le formulaire reçu est trop volumineux. Raccourcissez les textes et recommencez.
form-expired = Ce formulaire a expiré ou ne vient pas de cette page. Rechargez la page et recommencez : rien n’a été enregistré.
form-foreign = Cette demande vient d’un autre site et n’a pas été exécutée. Passez par les pages de ce nœud.
upload-cut = L’envoi a été coupé avant la fin : rien n’a été enregistré. Recommencez.
upload-too-large = Un fichier a au plus 1 Gio, et un envoi 2 Gio. Rien n’a été enregistré : envoyez moins à la fois.
upload-too-many = Un envoi a au plus { $most } fichiers. Rien n’a été enregistré : envoyez-en moins à la fois.
upload-busy = Trop de fichiers sont envoyés à ce nœud en ce moment. Recommencez dans quelques minutes.

## Échecs
failure-what-to-do = Que faire ?
failure-home = Retour à l’accueil
failure-not-found-title = Page introuvable
failure-not-found-what = Il n’y a rien à cette adresse.
failure-not-found-hint = Vérifiez l’adresse, ou partez de l’accueil. Un élément très récent d’une autre autorité peut ne pas être encore arrivé ici.
failure-method-title = Page réservée à un formulaire
failure-method-what = Cette adresse reçoit un formulaire ; elle ne s’ouvre pas directement.
failure-method-hint = Revenez à la page précédente et envoyez le formulaire.
failure-forbidden-title = Accès non permis
failure-forbidden-what = Votre rôle ne permet pas d’ouvrir cette page.
failure-forbidden-hint = Demandez à l’administrateur de votre autorité si vous en avez besoin.
failure-sign-in-title = Connexion nécessaire
failure-sign-in-what = Cette page demande d’être connecté.
failure-sign-in-hint = Connectez-vous, puis recommencez.
failure-invalid-title = Demande refusée
failure-invalid-hint = Revenez à la page précédente, corrigez et renvoyez.
failure-conflict-title = La situation a changé
failure-conflict-hint = Rechargez la page pour voir l’état actuel, puis décidez à nouveau.
failure-too-many-title = Trop de tentatives
failure-too-many-what = { $seconds ->
    [one] Attendez { $seconds } seconde avant le prochain essai.
   *[other] Attendez { $seconds } secondes avant le prochain essai.
 }
failure-too-many-hint = Ce délai protège les comptes. Il s’allonge à chaque essai manqué.
failure-unavailable-title = Pas possible en ce moment
failure-unavailable-hint = Rien n’a été perdu. Réessayez dans un moment ; si cela dure, prévenez l’administrateur du nœud.
failure-internal-title = Erreur de notre côté
failure-internal-what = Une erreur inattendue s’est produite. Elle est consignée sous le numéro { $report }.
failure-internal-hint = Réessayez une fois. Si l’erreur revient, donnez ce numéro à l’administrateur du nœud.
failure-busy = La base de données est occupée par un autre travail.
failure-full = Le disque du nœud est plein.
failure-recovering = Ce nœud vient d’être restauré et ne peut pas encore signer : il attend que les autres autorités lui montrent son dernier état.
failure-behind = Ce nœud relit encore son propre journal.
failure-stopping = Le nœud s’arrête. Renvoyez la demande quand il sera revenu.
form-save = Enregistrer
form-cancel = Annuler

## Première page des visiteurs
front-lead = { $country } · { $house }
front-officers = Vous travaillez pour l’autorité ?

## Connexion
sign-in-title = Connexion
sign-in-lead = L’accès est réservé aux agents de l’autorité.
sign-in-login = Identifiant
sign-in-password = Mot de passe
sign-in-help = Je n’arrive pas à me connecter
sign-in-help-text = Demandez à l’administrateur du nœud de votre autorité un mot de passe provisoire. Personne ne vous demandera jamais votre mot de passe par téléphone ou par message.
sign-out-done = Vous êtes déconnecté.

## À propos
about-title = À propos
about-lead = Liptako est la maison commune des autorités de protection des données du Cadre de concertation. Chaque autorité tient son propre nœud, chez elle ; rien n’en sort sans sa décision.
about-members = Les autorités membres
about-trust = Comment se lit une confirmation
about-trust-text = Chaque acte partagé est inscrit au journal signé de son auteur. Les autres autorités le conservent et le contresignent : personne, pas même l’opérateur, ne peut réécrire l’histoire sans que cela se voie.
about-privacy = Ce que ces pages retiennent
about-privacy-text = Aucun traceur, aucun script, aucun service extérieur. Des témoins de connexion servent à garder votre session, votre langue et l’apparence choisie, à vérifier que vos formulaires viennent bien d’ici et à vous en montrer le résultat.

## Compte
account-title = Mon compte
password-title = Changer de mot de passe
password-must = Votre mot de passe est provisoire. Choisissez le vôtre pour continuer.
password-current = Mot de passe actuel
password-new = Nouveau mot de passe
password-again = Nouveau mot de passe, encore une fois
password-hint = { $min } caractères au moins. Une phrase de plusieurs mots est facile à retenir et difficile à deviner.
password-effect = Vos autres sessions seront fermées. Votre clé de signature, si vous en avez une, sera rescellée sous le nouveau mot de passe.
password-save = Changer le mot de passe
password-differs = Les deux nouveaux mots de passe diffèrent. Tapez-les à nouveau.
password-changed = Votre mot de passe est changé. Vos autres sessions sont fermées.
sessions-title = Sessions ouvertes
sessions-lead = Fermez une session que vous ne reconnaissez pas, puis changez de mot de passe.
session-agent = Navigateur
session-agent-unknown = inconnu
session-address = Adresse
session-created = Ouverte
session-seen = Dernière page
session-this = cette session
session-end = Fermer
sessions-end-others = Fermer toutes les autres sessions
session-ended = La session est fermée.
sessions-ended = { $n ->
    [one] { $n } session fermée.
   *[other] { $n } sessions fermées.
 }

## Personnes
people-menu = Personnes
people-title = Personnes
people-lead = Les comptes des agents de l’autorité. Ils restent sur ce nœud et ne sont pas partagés ; seules les clés de signature sont connues des autres autorités.
people-new = Ouvrir un compte
people-create = Ouvrir le compte
people-count = { $n ->
    [one] { $n } compte
   *[other] { $n } comptes
 }
person-name = Nom
person-name-hint = Tel qu’il figurera sur les actes.
person-login = Identifiant
person-login-hint = De 2 à 40 caractères : petites lettres, chiffres, point, tiret. Par exemple : a.traore
person-function = Fonction
person-function-hint = La fonction est citée sur les actes signés.
person-roles = Rôles
person-roles-hint = Ce que la personne peut faire. Nul n’approuve ce qu’il a rédigé lui-même.
person-state = État
person-active = actif
person-waiting = mot de passe à choisir
person-disabled-state = désactivé
person-is-disabled = Ce compte est désactivé : la personne ne peut plus se connecter ni signer.
person-since = compte ouvert le { $date }
person-saved = Le compte est enregistré.
person-disabled = Le compte est désactivé : { $name }. Ses sessions sont fermées ; sa clé de signature, s’il en avait une, est révoquée.
person-more = Sécurité du compte
person-reset = Donner un mot de passe provisoire
person-end-sessions = Fermer ses sessions
person-disable = Désactiver le compte
person-enable = Réactiver le compte
person-reset-hint = Un mot de passe provisoire ferme les sessions ouvertes et révoque la clé de signature : la personne en recevra une nouvelle.
temporary-title = Mot de passe provisoire
temporary-for = Pour { $name }, identifiant { $login } :
temporary-how = Remettez-le en main propre ou de vive voix. Il n’est montré qu’une fois, vaut sept jours et ne permet que de choisir son propre mot de passe.
temporary-done = C’est noté

## Refus
identity-sign-in-refused = Identifiant ou mot de passe non accepté. Vérifiez les majuscules et réessayez.
identity-temporary-expired = Le mot de passe provisoire a expiré. Demandez-en un autre à l’administrateur.
identity-login-taken = L’identifiant « { $login } » est déjà pris, peut-être par un compte désactivé. Choisissez-en un autre.
identity-login = Écrivez de 2 à 40 caractères : petites lettres, chiffres, point, tiret, tiret bas, en commençant par une lettre.
identity-name = Écrivez un nom de 1 à 80 caractères.
identity-unknown-function = Choisissez une fonction de la liste.
identity-unknown-role = Choisissez des rôles de la liste.
identity-no-role = Choisissez au moins un rôle.
identity-incompatible = Ces rôles ne se cumulent pas. { $fr }
identity-last-administrator = C’est le dernier compte qui gère les comptes. Donnez d’abord ce rôle à une autre personne.
identity-own-account = Nul ne fait cela sur son propre compte. Demandez à un autre administrateur.
identity-administrator-exists = Un administrateur existe déjà. Connectez-vous avec ce compte pour en ouvrir d’autres.
identity-inactive = Ce compte est désactivé.
identity-password-short = Choisissez un mot de passe d’au moins { $min } caractères.
identity-password-long = Choisissez un mot de passe plus court.
identity-password-uniform = Variez davantage les caractères.
identity-password-login = Le mot de passe ne doit pas contenir votre identifiant.
identity-password-same = Choisissez un mot de passe différent de l’actuel.
identity-password-wrong = Le mot de passe n’est pas le bon. Vérifiez les majuscules et réessayez.
identity-must-change = Choisissez d’abord votre propre mot de passe.
identity-not-a-signer = Aucun de vos rôles ne permet de signer des actes.
identity-forbidden = Ce compte n’a pas le droit de gérer les comptes.
identity-not-found = Aucun compte de ce nom.
identity-cost = Le coût de calcul des mots de passe est hors limites : de 8 Kio à 1 Gio, de 1 à 64 passes, de 1 à 16 voies.
identity-storage = La base de données n’a pas répondu.

## Vocabulaire
vocabulary-menu = Vocabulaire
vocabulary-title = Vocabulaire commun
vocabulary-lead = Les notions que les trois autorités emploient de la même façon, et tout ce qui s’y rattache : lois, plan d’action, et bientôt pratiques, formations et campagnes.
vocabulary-nature = Définitions écrites pour les besoins du Cadre : elles n’ont pas force de loi. Ce qu’une loi prévoit se lit dans sa colonne.
vocabulary-words = Chercher une notion
vocabulary-search = Chercher
vocabulary-found = { $n ->
    [one] { $n } notion trouvée
   *[other] { $n } notions trouvées
 }
vocabulary-all = Tout le vocabulaire
vocabulary-none = Aucune notion ne répond à ces mots.
vocabulary-none-hint = Essayez un mot plus court, ou parcourez tout le vocabulaire.
vocabulary-also = Aussi appelé
vocabulary-other = En anglais
vocabulary-broader = Notion plus large
vocabulary-narrower = Notions plus précises
vocabulary-related = À lire à côté
vocabulary-hangs = Ce qui s’y rattache
vocabulary-hangs-nothing = Rien ne se rattache directement à cette notion pour l’instant.
vocabulary-hangs-hint = Voyez les notions plus précises ou voisines.
vocabulary-links = Ailleurs sur la Toile
vocabulary-links-hint = Termes du vocabulaire de la protection des données du W3C (DPV 2.0, en anglais).
vocabulary-match-exact = même notion
vocabulary-match-close = notion proche
vocabulary-match-broad = notion plus large
vocabulary-match-narrow = notion plus précise
vocabulary-match-near = notion voisine
vocabulary-name = Nom permanent
vocabulary-export = Réutiliser ce vocabulaire
vocabulary-export-hint = Version du { $version }, en SKOS : les mêmes fichiers sur les trois nœuds.
vocabulary-concepts = Notions
