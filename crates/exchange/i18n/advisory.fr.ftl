### Les alertes : ce qui menace, qui peut le lire, qui en fait quoi.

advisory-section = Alertes
advisory-title = Alertes
advisory-lead = Menaces, fraudes et violations de données que les autorités se signalent. Chaque alerte porte un marquage TLP 2.0, qui dit qui peut la lire et la transmettre.
advisory-tools = Outils
advisory-new = Rédiger une alerte
advisory-import = Importer un fichier STIX ou MISP
advisory-contacts = Destinataires par secteur
advisory-public-page = Page publique
advisory-late = En retard
advisory-awaited = À acquitter
advisory-withdrawn = Retirée
advisory-public = Publique
advisory-before = avant le
advisory-version = Version

## Marquage
advisory-label = Marquage
advisory-label-hint = Choisissez le plus large qui ne nuise à personne : on peut l’élargir plus tard, jamais faire oublier ce qui a été lu.
advisory-tlp-red = Pour les seules personnes désignées ; aucune transmission.
advisory-tlp-amber-strict = Pour les autorités désignées, à l’intérieur de chacune, selon le besoin d’en connaître.
advisory-tlp-amber = Pour les autorités désignées et les organismes qu’elles servent, selon le besoin d’en connaître.
advisory-tlp-green = Pour les autorités et leurs partenaires ; jamais par une voie publique.
advisory-tlp-clear = Pour tout le monde.
advisory-authorities = Autorités destinataires
advisory-authorities-hint = Pour TLP:RED, TLP:AMBER+STRICT et TLP:AMBER. TLP:GREEN et TLP:CLEAR vont à toutes.
advisory-functions = Fonctions qui pourront l’ouvrir (TLP:RED)
advisory-functions-hint = Dans chaque autorité destinataire, seules les personnes de ces fonctions l’ouvrent. Qui rédige et qui émet gardent l’accès.

## Gravité
advisory-severity-critical = Critique
advisory-severity-high = Élevée
advisory-severity-medium = Moyenne
advisory-severity-low = Faible

## Menaces
advisory-threat-vulnerability = Vulnérabilité
advisory-threat-phishing = Hameçonnage
advisory-threat-fraud = Fraude
advisory-threat-malware = Logiciel malveillant
advisory-threat-ransomware = Rançongiciel
advisory-threat-data-breach = Violation de données
advisory-threat-impersonation = Usurpation de l’identité d’une autorité
advisory-threat-disruption = Interruption de service
advisory-threat-other = Autre menace

## Secteurs
advisory-sector-people = Grand public
advisory-sector-government = Administrations et collectivités
advisory-sector-finance = Banques, microfinance, assurances
advisory-sector-mobile-money = Argent mobile
advisory-sector-telecommunications = Télécommunications
advisory-sector-health = Santé
advisory-sector-education = Éducation
advisory-sector-energy = Énergie et eau
advisory-sector-transport = Transports
advisory-sector-commerce = Commerce, industrie, services
advisory-sector-media = Médias
advisory-sector-justice = Justice et sécurité
advisory-sector-associations = Associations et humanitaire
advisory-sector-authorities = Autorités de protection des données

## Indicateurs
advisory-indicator-domain = Nom de domaine
advisory-indicator-url = Adresse web
advisory-indicator-ip = Adresse IP
advisory-indicator-hash = Empreinte de fichier
advisory-indicator-email = Adresse électronique
advisory-indicator-phone = Numéro de téléphone
advisory-indicator-file-name = Nom de fichier
advisory-indicator-value = Indicateur
advisory-indicator-kind = Nature
advisory-indicator-remark = Remarque
advisory-defanged = Écrits entre crochets pour que personne ne les suive par mégarde.

## Liste
advisory-to-acknowledge = { $n ->
    [one] { $authority } doit acquitter une alerte
   *[other] { $authority } doit acquitter { $n } alertes
  }
advisory-drafts = Projets à relire ou à émettre
advisory-filter-words = Mots
advisory-filter-all = Tout
advisory-filter-sector = Secteur
advisory-filter-state = État
advisory-filter-apply = Filtrer
advisory-state-standing = En vigueur
advisory-state-withdrawn = Retirées
advisory-state-awaited = À acquitter
advisory-state-public = Sur notre page publique
advisory-none = Aucune alerte ici.
advisory-none-hint = Élargissez les filtres, ou rédigez une alerte.
advisory-found = { $n ->
    [one] Une alerte
   *[other] { $n } alertes
  }
advisory-col-advisory = Alerte
advisory-col-author = Autorité émettrice

## Une alerte
advisory-says = Ce qu’elle dit
advisory-for = Destinataires : { $authorities }.
advisory-for-functions = Destinataires : { $authorities } ; fonctions : { $functions }.
advisory-sealed = Scellée : les autres autorités n’en voient que l’existence.
advisory-acknowledgements = Accusés de réception
advisory-deadline = À acquitter au plus tard le
advisory-no-deadline = Aucun délai n’est demandé.
advisory-is-author = a émis l’alerte
advisory-acknowledge-for = Répondre pour { $authority }
advisory-response = Que fait votre autorité ?
advisory-response-received = Reçue
advisory-response-acting = Nous agissons
advisory-response-not-concerned = Non concernée
advisory-response-reason = Précision
advisory-response-reason-hint = Nécessaire si votre autorité n’est pas concernée.
advisory-acknowledge = Acquitter l’alerte
advisory-acknowledged = L’accusé de réception est enregistré et signé.
advisory-acknowledge-other = Votre autorité doit acquitter cette alerte : c’est à une personne habilitée à l’engager de le faire.
advisory-public-older = (une version antérieure)
advisory-revise = Rédiger une nouvelle version
advisory-publish = Transmettre ou publier
advisory-notice = Avis pour les secteurs
advisory-withdraw = Retirer l’alerte
advisory-export-strict = Un fichier exporté garde son marquage { $label } : il n’est que pour vos yeux et ceux que le marquage nomme.
advisory-origin = D’où elle vient
advisory-origin-floor = Reçue sous { $label } : elle ne sera jamais émise sous un marquage plus large.
advisory-history = Historique et preuves
advisory-drafted-by = Rédigée par { $who }.
advisory-history-version = Version { $revision }, { $label }
advisory-history-public = Publiée sur la page publique
advisory-history-retracted = Retirée de la page publique
advisory-history-sectors = Transmise aux secteurs : { $sectors }
advisory-history-withdrawn = Alerte retirée par son autorité

## Rédaction
advisory-new-title = Nouvelle alerte
advisory-revise-title = Nouvelle version de l’alerte
advisory-draft-title = Projet d’alerte
advisory-draft-lead = Un projet reste sur votre nœud. Une autre personne de votre autorité le relit, voit la liste finale des lecteurs, et l’émet.
advisory-reason = Pourquoi cette nouvelle version
advisory-reason-hint = Lu par tous les destinataires.
advisory-agreement = Accord de la source
advisory-agreement-hint = Au-dessus de TLP:GREEN, partager avec une autre autorité demande l’accord de qui vous a confié l’information : qui l’a donné, et quand.
advisory-field-title = Titre
advisory-field-lang = Langue
advisory-lang-fr = Français
advisory-lang-en = Anglais
advisory-field-threat = Menace
advisory-field-severity = Gravité
advisory-field-severity-hint = Critique : le dommage est certain et étendu, ou en cours.
advisory-field-sectors = Secteurs touchés
advisory-field-summary = L’essentiel
advisory-field-summary-hint = Ce qu’il faut savoir en une minute. Markdown.
advisory-field-body = Le détail
advisory-field-body-hint = Markdown : titres, listes, tableaux.
advisory-field-actions = À faire
advisory-field-actions-hint = Une action par ligne ; pour une échéance, ajoutez « | 2026-12-31 ».
advisory-field-indicators = Comment la reconnaître
advisory-field-indicators-hint = Un indicateur par ligne : domaine, adresse web, IP, empreinte, adresse électronique, téléphone, « fichier: nom ». Une remarque après « | ».
advisory-field-references = Références
advisory-field-references-hint = Une par ligne : « nom | https://… ».
advisory-field-acknowledge = À acquitter au plus tard le
advisory-field-acknowledge-hint = Chaque autorité destinataire dira avant ce jour ce qu’elle en fait.
advisory-field-concepts = Notions du vocabulaire
advisory-draft-save = Enregistrer le projet
advisory-draft-kept = Le projet est enregistré sur votre nœud.
advisory-draft-discard = Jeter le projet
advisory-draft-discarded = Le projet est jeté.
advisory-next = La suite
advisory-to-issue = Relire et émettre
advisory-next-other = Une autre personne de votre autorité, habilitée à l’engager, relira ce projet et l’émettra.
advisory-back-to-draft = Revenir au projet

## Émission
advisory-issue-title = Émettre l’alerte
advisory-issue-lead = Relisez l’alerte et la liste de ceux qui pourront l’ouvrir. Rien n’est envoyé avant votre signature.
advisory-readers = Liste finale des lecteurs
advisory-readers-ours = Liste complète des comptes de votre nœud qui pourront l’ouvrir.
advisory-readers-theirs = Les personnes nommées signent pour cette autorité ; y lira aussi quiconque a le droit de lire les alertes.
advisory-readers-theirs-in = Les personnes nommées signent pour cette autorité ; y lira aussi quiconque exerce : { $functions }.
advisory-beyond = Au-delà des autorités
advisory-beyond-red = Personne. Aucune page publique, aucun avis de secteur, aucune transmission.
advisory-beyond-amber-strict = Personne hors des autorités nommées.
advisory-beyond-amber = Les organismes que ces autorités servent, s’ils ont besoin d’en connaître. Aucune page publique, aucun avis de secteur.
advisory-beyond-green = Les destinataires de secteur que chaque autorité choisira. Aucune page publique.
advisory-beyond-clear = Tout le monde : chaque autorité peut la mettre sur sa page publique et l’envoyer à ses destinataires de secteur.
advisory-left-out = Ne la lira pas : { $authorities }.
advisory-as-read = L’alerte telle qu’elle sera lue
advisory-personal = { $n ->
    [one] Un indicateur est un numéro de téléphone ou une adresse électronique. Vérifiez qu’il ne désigne pas une victime.
   *[other] { $n } indicateurs sont des numéros de téléphone ou des adresses électroniques. Vérifiez qu’ils ne désignent pas des victimes.
  }
advisory-issue-as = Signer : { $function }
advisory-confirm = J’ai lu la liste des lecteurs : elle et personne d’autre.
advisory-confirm-needed = Confirmez la liste des lecteurs.
advisory-password = Votre mot de passe
advisory-password-hint = Il ouvre votre clé de signature, que personne d’autre ne peut ouvrir.
advisory-issue = Émettre l’alerte
advisory-issued = L’alerte est émise et signée.

## Transmission et publication
advisory-publish-title = Transmettre ou publier
advisory-to-sectors = À des secteurs
advisory-to-sectors-lead = Vous obtenez un avis à imprimer et un texte à envoyer, avec la liste de vos destinataires. Rien n’est envoyé à votre place.
advisory-recipients = { $n ->
    [0] aucun destinataire
    [one] un destinataire
   *[other] { $n } destinataires
  }
advisory-hand-on = Transmettre à ces secteurs
advisory-handed-on = La transmission est enregistrée. Voici l’avis à envoyer.
advisory-make-public = Mettre sur la page publique
advisory-published = L’alerte est sur votre page publique.
advisory-retract = Ôter de la page publique
advisory-retracted = L’alerte n’est plus sur votre page publique.
advisory-not-public = TLP:GREEN ne passe par aucune voie publique.
advisory-withdraw-title = Retirer l’alerte
advisory-withdraw-lead = Tous ceux qui l’ont reçue verront qu’elle ne vaut plus, et pourquoi. Les pages publiques qui la montrent disparaissent.
advisory-withdraw-reason = Pourquoi
advisory-withdraw-reason-hint = Par exemple : fausse alerte, menace écartée.
advisory-withdrawn-done = L’alerte est retirée.

## Avis et destinataires
advisory-notice-title = Avis pour les secteurs
advisory-notice-lead = Imprimez l’avis ou envoyez le texte. Il ne contient aucun lien et ne demande aucun code.
advisory-notice-pdf = Avis en PDF
advisory-notice-text = Texte à envoyer
advisory-notice-to = Destinataires
advisory-notice-nobody = Cette alerte n’a pas encore été transmise à des secteurs.
advisory-notice-no-contacts = Vous ne connaissez pas encore de destinataire dans ces secteurs.
advisory-notice-plain = Le texte
advisory-notice-from = Avis de { $authority }
advisory-contacts-title = Destinataires par secteur
advisory-contacts-lead = À qui votre autorité écrit, dans chaque secteur. Cette liste reste sur votre nœud : elle n’est jamais partagée.
advisory-contacts-none = Aucun destinataire.
advisory-contacts-none-hint = Ajoutez un point de contact par secteur.
advisory-contact-name = Nom
advisory-contact-address = Où écrire
advisory-contact-address-hint = Adresse électronique, numéro ou adresse postale.
advisory-contact-add = Ajouter le destinataire
advisory-contact-added = Le destinataire est ajouté.
advisory-contact-remove = Ôter
advisory-contact-removed = Le destinataire est ôté.

## Page publique
advisory-door-title = Alertes publiques
advisory-door-lead = Fraudes, faux messages, fuites de données : ce qui circule et comment s’en garder.
advisory-door-button = Lire les alertes
advisory-public-title = Alertes publiques
advisory-public-lead = Ce que { $authority } porte à la connaissance de tous.
advisory-public-none = Aucune alerte publique en ce moment.
advisory-public-none-hint = Cette page dira ce qui menace, et quoi faire.
advisory-public-by = Publiée par { $authority } le
advisory-public-from = Alerte émise par { $authority }.
advisory-public-gone-title = Alerte retirée
advisory-public-gone = Cette alerte a été retirée. Elle ne vaut plus.
advisory-never-title = Est-ce vraiment nous ?
advisory-never = Aucune autorité de protection des données ne vous demandera un code, un mot de passe ou un paiement, ni par message ni par téléphone.

## Import
advisory-import-title = Importer des alertes
advisory-import-lead = Un fichier STIX 2.1 ou un événement MISP (JSON). Il vous est d’abord montré ; ce que vous gardez devient un projet, sur votre nœud.
advisory-import-file = Fichier
advisory-import-file-hint = Au plus 8 Mio.
advisory-import-read = Lire le fichier
advisory-import-strict = Le marquage est lu strictement
advisory-import-strict-lead = Sans marquage, ou avec deux, le plus strict vaut. Un marquage inconnu ou contrefait fait refuser le fichier. Ce qui vous a été confié sous TLP:RED ne sera jamais émis sous un marquage plus large.
advisory-preview-title = Avant de garder
advisory-preview-lead = { $name } ({ $format }) : { $n ->
    [one] une alerte trouvée.
   *[other] { $n } alertes trouvées.
  }
advisory-remarks = À savoir
advisory-import-take = Garder comme projet
advisory-import-keep = Garder ce qui est coché
advisory-import-drop = Ne rien garder
advisory-import-kept = { $n ->
    [0] Rien n’a été gardé.
    [one] Un projet est enregistré. Choisissez qui le lira.
   *[other] { $n } projets sont enregistrés. Choisissez qui les lira.
  }
advisory-import-dropped = Le fichier est oublié.
advisory-import-large = Le fichier a { $kilobytes } Kio ; on en lit au plus 8192. Découpez-le.
advisory-import-json = Ce n’est pas du JSON que l’on peut lire ici ({ $detail }).
advisory-import-not-stix = Ce n’est pas un lot STIX 2.1.
advisory-import-not-misp = Ce n’est ni un lot STIX 2.1 ni un événement MISP.
advisory-import-object = « { $object } » n’est pas conforme ({ $what }). Rien n’a été gardé.
advisory-import-forged = « { $object } » se fait passer pour un marquage TLP sans en être un. Rien n’a été gardé ; demandez à la source un fichier correct.
advisory-import-unknown-marking = « { $object } » porte le marquage { $marking }, que le fichier ne définit pas. Rien n’a été gardé.
advisory-import-many = « { $object } » : plus de { $max }. Rien n’a été gardé ; découpez le fichier.
advisory-import-nothing = Le fichier ne contient rien dont faire une alerte.
advisory-remark-unmarked = « { $object } » ne porte aucun marquage : lu comme TLP:RED.
advisory-remark-conflict = « { $object } » porte plusieurs marquages : le plus strict, { $label }, est retenu.
advisory-remark-stricter = « { $object } » est plus strict que l’ensemble : l’ensemble prend { $label }.
advisory-remark-restricted = « { $object } » porte une restriction d’un autre système : lu comme TLP:RED.
advisory-remark-statement = Mention de la source : « { $text } ».
advisory-remark-left-aside = « { $object } » n’est pas repris.
advisory-remark-absent = « { $object } » est cité mais ne figure pas dans le fichier.
advisory-remark-indicator = Indicateur non compris, laissé de côté : « { $text } ».
advisory-remark-title-moved = Le titre, trop long, est en entier dans le détail.
advisory-remark-summary-moved = Le résumé, trop long, est en entier dans le détail.
advisory-remark-severity = La gravité n’est pas dite : « moyenne » est supposée. Corrigez-la.

## Ce qui est refusé
advisory-fault-long = Au plus { $max } caractères.
advisory-fault-many = Au plus { $max }.
advisory-fault-address = Ce n’est pas une adresse http ou https.
advisory-fault-day = Ce n’est pas un jour, comme 2026-12-31.
advisory-fault-line = Ligne { $line }, non comprise : « { $text } ».
advisory-fault-nobody = Désignez au moins une autre autorité.
advisory-fault-functions = TLP:RED désigne de 1 à 20 fonctions.
advisory-refused-own-draft = Vous avez rédigé ce projet : une autre personne doit l’émettre.
advisory-refused-author = Seule l’autorité qui a émis une alerte peut la modifier, la retirer ou en changer le marquage.
advisory-refused-audience = Ces destinataires ne conviennent pas à ce marquage.
advisory-refused-narrowed = Une autorité qui a déjà reçu cette alerte serait écartée : on ne reprend pas ce qui a été lu. Retirez l’alerte et émettez-en une autre.
advisory-refused-wider = L’information vous a été confiée sous un marquage plus strict, ou l’accord de la source manque.
advisory-refused-withdrawn = Cette alerte est retirée.
advisory-refused-own-advisory = Une autorité n’acquitte pas sa propre alerte.
advisory-refused-marking = Son marquage ne permet pas de la transmettre ainsi.
advisory-refused-moved = L’alerte a une version plus récente que celle que vous avez lue, ou ce projet est déjà émis. Relisez-la.
advisory-refused-unmarked = Ce projet n’a pas encore de marquage : complétez-le d’abord.
advisory-refused-changed = Le projet a changé pendant que vous lisiez. Relisez-le.
advisory-refused-readers = La liste des lecteurs a changé pendant que vous lisiez. Relisez-la, puis confirmez.
advisory-refused-not-found = Cette alerte n’existe pas, ou n’est pas pour vous.

## Écritures sans effet
advisory-irregular-unreadable = Ce n’est pas un enregistrement d’alerte lisible.
advisory-irregular-author = L’alerte est celle d’une autre autorité.
advisory-irregular-signature = L’enregistrement n’est pas signé par la personne qu’il nomme.
advisory-irregular-own-draft = Qui a rédigé l’alerte l’a aussi émise.
advisory-irregular-content = Un champ manque ou dépasse ses limites.
advisory-irregular-audience = Les destinataires ne sont pas ceux du marquage, ou l’enregistrement devait être scellé.
advisory-irregular-stale = Cette version ne suit pas la précédente.
advisory-irregular-narrowed = Cette version écarte une autorité qui a lu la précédente.
advisory-irregular-wider = Cette version est plus large que le marquage sous lequel l’information a été reçue.
advisory-irregular-withdrawn = L’alerte était retirée.
advisory-irregular-unknown-version = La version citée n’est pas connue ici.
advisory-irregular-own-advisory = Une autorité n’acquitte pas sa propre alerte.
advisory-irregular-marking = Le marquage ne permettait pas cette transmission.
