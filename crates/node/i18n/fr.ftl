# Pages des journaux, des pairs et des colis ; messages de la ligne de commande.

journal-menu = Journaux
journal-title = Les journaux signés
journal-title-of = Journal : { $authority }
journal-lead = Chaque autorité tient un seul journal, que son propre nœud écrit et signe. Les deux autres le copient, vérifient qu’il n’a fait que grandir et le contresignent. Personne ne peut le réécrire sans que cela se voie.
journal-size = Longueur
journal-entries = { $n ->
    [one] { $n } inscription
   *[other] { $n } inscriptions
 }
journal-holders = Conservé et contresigné par
journal-no-holder = personne d’autre pour l’instant
journal-up-to = { $n ->
    [one] { $n } inscription
   *[other] { $n } inscriptions
 }
journal-root = Empreinte du journal entier
journal-frozen = Deux histoires différentes de ce journal ont été signées. Il est gelé à la dernière longueur commune ; la preuve est dans le dossier « evidence » du nœud. Aux autorités de décider.
journal-empty = Ce journal n’a encore aucune inscription.
journal-empty-hint = Il se remplira au premier contact avec son nœud.
journal-caption = Inscriptions { $first } à { $last }, sur { $size }
journal-number = Numéro
journal-kind = Nature
journal-written = Écrite le
journal-level = Confirmation
journal-pages = Pages du journal
journal-newer = Plus récentes
journal-older = Plus anciennes
kind-sealed = Envoi confidentiel
kind-genesis = Ouverture du journal
kind-key-rotation = Changement de clé
kind-erasure = Effacement
kind-receipt = Reçu
kind-restore-override = Reprise forcée de la signature
kind-act-key = Clé d’agent enregistrée
kind-act-key-revoked = Clé d’agent révoquée
kind-plan-proposal = Proposition sur le plan d’action
kind-plan-position = Position sur une proposition
kind-law-answer = Réponse d’une loi
kind-law-attestation = Attestation d’une réponse
kind-law-proposal = Proposition de règle commune ou de réponse d’un texte de référence
kind-law-position = Position d’une autorité sur une proposition de droit
kind-law-comment = Commentaire sur une question de droit
kind-exchange-file = Pièce jointe
kind-practice-version = Version d’une pratique
kind-practice-review = Relecture d’une pratique
kind-practice-adoption = Adoption d’une pratique
kind-practice-feedback = Retour d’expérience
kind-advisory = Version d’une alerte
kind-advisory-acknowledgement = Accusé de réception d’une alerte
kind-advisory-publication = Publication d’une alerte
kind-case-opened = Ouverture d’une affaire transfrontière
kind-case-step = Étape d’une affaire transfrontière
kind-evidence-seal = Scellement de pièces
kind-unknown = Nature inconnue de cette version

entry-title = Inscription { $n }
entry-sealed = Le journal montre seulement que cet envoi a eu lieu, quand, et son empreinte : ni son objet, ni ses destinataires, ni son contenu. Les autorités destinataires, elles seules, le lisent à sa place (une affaire, une alerte). Si la vôtre n’en est pas destinataire, elle n’en saura pas davantage.
entry-lead = Une inscription ne contient aucun texte : elle n’en porte que l’empreinte, qui suffit à prouver qu’il n’a pas changé. Voici ce qu’il faut pour vérifier qu’elle est à sa place dans le journal.
entry-level = Confirmation
entry-officer = Signée par
entry-proposal = Lire la proposition
entry-officer-named = { $name }, { $function }
entry-object = Objet
entry-leaf = Empreinte de l’inscription
entry-commitment = Empreinte du texte
entry-irregular = Cette inscription ne respecte pas une règle et reste sans effet. { $reason }
entry-erased = texte effacé
entry-erasure = Texte effacé
entry-erasure-what = L’autorité qui a écrit ce texte l’a fait effacer. L’inscription demeure et le journal se vérifie comme avant ; le texte et le sel qui le liait à son empreinte sont détruits ici.
entry-erasure-reason = Motif
entry-erasure-asked = Effacement demandé
entry-erasure-receipt = Reçu de destruction : { $authority }
entry-erasure-missing = pas encore reçu
entry-stored-by = Qui la conserve
entry-stored-by-nobody = Aucun pair ne l’a encore contresignée. Elle le sera au prochain contact.
entry-cosigned = a contresigné le journal quand il comptait { $n } inscriptions
entry-proof = Preuve à emporter
entry-proof-how = Ce fichier se vérifie n’importe où, sans réseau et sans ce nœud, avec les seules cartes publiques des autorités.
entry-proof-take = Prendre la preuve
entry-proof-show = Voir la preuve
entry-no-proof = Cette inscription n’est encore couverte par aucun point de contrôle signé.

peers-menu = Échanges
peers-title = Les échanges entre les nœuds
peers-lead = Les nœuds des autres autorités, et où en est l’échange avec chacun.
peers-this-node = Ce nœud
peers-fingerprint = Empreinte de sa carte
peers-none = Aucun pair n’est déclaré.
peers-none-hint = Acceptez la carte d’une autre autorité par la ligne de commande : liptako peers add.
peers-state-well = À jour
peers-state-behind = En retard
peers-state-silent = Sans réponse
peers-state-never = Jamais joint
peers-state-frozen = Journal gelé
peers-last-error = Dernier incident :
peers-last-contact = Dernier contact
peers-never = jamais
peers-address = Adresse appelée
peers-it-dials = aucune : c’est lui qui appelle
peers-lacks = Il lui manque
peers-we-lack = Il nous manque
peers-entries = { $n ->
    [0] rien
    [one] { $n } inscription
   *[other] { $n } inscriptions
 }
peers-bodies = { $n ->
    [one] { $n } texte
   *[other] { $n } textes
 }
peers-bytes = Octets échangés
peers-bytes-counted = { $sent } envoyés, { $received } reçus

bundles-menu = Clé USB
bundles-title = Échange par clé USB
bundles-lead = Quand le réseau manque, une clé USB porte les mêmes octets. Chaque colis est scellé pour le nœud qui le lira : une clé perdue ne livre aucun texte.
bundles-export = Préparer un colis
bundles-export-how = Le colis contient tout ce qui manque au destinataire, de chaque journal.
bundles-to = Destinataire
bundles-export-do = Préparer le colis
bundles-exported = { $entries ->
    [0] Le colis { $name } est prêt : rien ne manquait au destinataire, il porte des reçus.
    [one] Le colis { $name } est prêt : { $entries } inscription.
   *[other] Le colis { $name } est prêt : { $entries } inscriptions.
 }
bundles-import = Lire un colis
bundles-import-how = Choisissez tous les fichiers du dossier LPK1-… reçu. L’ordre est sans importance, et lire deux fois ne fait pas de mal.
bundles-files = Fichiers du colis
bundles-files-hint = Le fichier « manifest.txt » et chaque partie.
bundles-import-do = Lire le colis
bundles-imported = { $entries ->
    [0] Le colis a été lu : il n’apportait rien de nouveau.
    [one] Le colis a été lu : { $entries } inscription nouvelle.
   *[other] Le colis a été lu : { $entries } inscriptions nouvelles.
 }
bundles-incomplete = Il manque des parties : { $parts }. Ce qui était lisible est conservé ; choisissez les fichiers manquants et lisez de nouveau.
bundles-refused = Ce colis est refusé ; rien n’a été changé.
bundles-refused-why = Ce colis est refusé ; rien n’a été changé. { $reason }
bundles-part-refused = La partie { $part } est refusée ; ce qui était lisible est conservé.
bundles-part-refused-why = La partie { $part } est refusée ; ce qui était lisible est conservé. { $reason }
bundles-no-files = Choisissez au moins un fichier.
bundles-ready = Colis prêts
bundles-none = Aucun colis n’est prêt.
bundles-none-hint = Préparez-en un ci-dessus.
bundles-copy = Sur la clé, créez un dossier nommé { $folder } et copiez-y tous ces fichiers.
bundles-size = { $n } octets

cmd-case-number = Numéro
cmd-case-kind = Genre
cmd-case-title = Objet
cmd-case-concerned = Autorités
cmd-case-stage = État
cmd-case-opened = Ouverte le
cmd-case-no-kind = « { $kind } » n’est pas un genre d’affaire ; les genres sont : { $known }.
cmd-case-none = Aucune affaire { $number } n’est lisible ici ; liptako case list donne les numéros.
cmd-case-format = Le fichier finit par .pdf, .docx ou .json.
cmd-case-written = L’affaire est écrite dans { $file }. Ce fichier contient des données personnelles.

# Ligne de commande
cmd-catching-up = Lecture des journaux
cmd-no-node = « { $dir } » n’est pas le dossier d’un nœud.
cmd-no-node-hint = Créez-le avec liptako init --authority CODE --dir DOSSIER, ou nommez le bon dossier avec --dir.
cmd-busy = Un autre processus liptako ({ $holder }) utilise « { $dir } ».
cmd-busy-hint = Arrêtez d’abord le nœud, ou faites-le par ses pages.
cmd-no-database = La base de données { $place } ne s’ouvre pas ({ $reason }).
cmd-no-database-hint = Vérifiez [storage] database avec liptako config check.
init-not-a-member = La charte n’a pas de membre « { $code } » ; elle a : { $known }.
init-not-empty = « { $dir } » n’est pas vide : choisissez un nouveau dossier.
init-done = Le nœud est créé dans { $dir }.
init-recovery = Clé de secours. Recopiez-la sur papier, gardez-la hors ligne, puis effacez le fichier { $file } :
init-fingerprint = Remettez la carte { $card } aux autres autorités. Elles vous demanderont de lire cette empreinte à voix haute :
init-next = Ensuite : acceptez leurs cartes (liptako peers add), créez le premier compte (liptako user add … --role administrator), puis liptako serve --dir { $dir }
serve-address = L’adresse { $address } ne peut être ouverte ({ $reason }).
serve-address-hint = Un autre programme l’occupe peut-être ; changez-la dans liptako.toml.
permissions-unheld = La table { $file } ne donne à aucun rôle { $n ->
    [one] cette permission, que personne n’a donc : { $names }. Pour la donner, ajoutez son nom
   *[other] ces permissions, que personne n’a donc : { $names }. Pour les donner, ajoutez leur nom
 } à « permissions = […] » d’un rôle.
permissions-usual = { $name } (d’ordinaire : { $roles })
serve-stopped = Le nœud s’arrête, car son disque a refusé d’écrire ({ $reason }).
serve-stopped-hint = Rien de ce qui fut confirmé n’est perdu ; vérifiez le disque, puis démarrez de nouveau.
config-well = Les réglages sont valides.
setting-node-authority = Code de l’autorité dans la charte.
setting-web-listen = Adresse des pages des agents.
setting-web-behind-proxy = Si un mandataire HTTPS est placé devant les pages.
setting-web-demonstration = Si les données sont fictives ; chaque page le dit alors.
setting-exchange-listen = Adresse où les nœuds pairs peuvent appeler ; sans elle, ce nœud appelle seulement.
setting-exchange-every = Secondes entre deux appels quand rien de nouveau n’est à envoyer.
setting-storage-database = Base de données : sqlite, ou une adresse postgres://…
setting-storage-lock = Dossier du verrou de signature, de préférence sur un autre volume.
setting-from-file = (du fichier)
setting-from-environment = (de l’environnement)
setting-from-default = (par défaut)
user-password = Mot de passe (12 caractères au moins) :
user-first = Le compte d’administration « { $login } » est ouvert. Les suivants se créent sur les pages ou ici.
user-added = Le compte « { $login } » est ouvert. Remettez en main propre ce mot de passe provisoire, à changer à la première connexion :
user-closed = Le compte « { $login } » et ses sessions sont fermés.
user-reset-done = Mot de passe provisoire de « { $login } », à remettre en main propre :
user-column-login = Nom de connexion
user-column-name = Nom
user-column-function = Fonction
user-column-roles = Rôles
user-column-state = État
user-active = ouvert
user-disabled = fermé
cmd-plan-cli-done = réalisée
cmd-plan-cli-under-way = en cours
cmd-plan-cli-late = en retard
cmd-plan-cli-blocked = bloquée
cmd-plan-cli-planned = prévue
cmd-plan-cli-cancelled = abandonnée
cmd-plan-cli-open = ouverte
cmd-plan-cli-adopted = adoptée
cmd-plan-cli-rejected = rejetée
cmd-plan-cli-superseded = dépassée
cmd-plan-cli-agrees = approuve
cmd-plan-cli-refuses = refuse
cmd-plan-column-axis = Axe
cmd-plan-column-number = N°
cmd-plan-column-action = Action
cmd-plan-column-owner = Responsable
cmd-plan-column-state = État
cmd-plan-column-due = Échéance
cmd-plan-column-id = Identifiant
cmd-plan-column-reference = Référence
cmd-plan-column-about = Objet
cmd-plan-column-positions = Positions
cmd-plan-no-axis = Cet axe n’est pas dans le plan.
cmd-plan-no-action = Cette action n’est pas dans le plan ; liptako plan list donne les identifiants.
cmd-plan-no-proposal = La proposition « { $proposal } » n’existe pas ici ; liptako plan proposals les liste.
cmd-plan-password = Mot de passe de { $login } :
cmd-plan-decided = La position est inscrite et signée. Elle partira au prochain contact.
journal-no-entry = Le journal n’a pas d’inscription { $n } couverte par un point de contrôle.
journal-unknown-origin = Aucune carte connue pour le journal « { $origin } ».
journal-proof-holds = La preuve tient : l’inscription { $n } est dans le journal { $origin }, long de { $size } inscriptions.
journal-proof-cosigned = Contresigné par { $who } : { $moment }
journal-verifying = Vérification
journal-verified-erased = { "  " }{ $n ->
    [one] { $n } texte effacé par son autorité
   *[other] { $n } textes effacés par leur autorité
 }
journal-verified = ✓ { $who } : { $entries ->
    [0] aucune inscription
    [one] { $entries } inscription
   *[other] { $entries } inscriptions
 }, { $bodies ->
    [0] aucun texte
    [one] { $bodies } texte
   *[other] { $bodies } textes
 }, { $cosigners ->
    [0] aucun contresignataire
    [one] { $cosigners } contresignataire
   *[other] { $cosigners } contresignataires
 }
journal-all-sound = Tout est intact.
journal-faults = { $n ->
    [one] { $n } défaut trouvé.
   *[other] { $n } défauts trouvés.
 }
peers-column-authority = Autorité
peers-column-error = Dernier incident
peers-other-fingerprint = L’empreinte lue n’est pas celle de cette carte, qui est : { $found }.
peers-read-aloud = L’empreinte de cette carte est { $fingerprint }.
peers-read-aloud-hint = Appelez l’autorité, faites-la lire à voix haute, puis donnez ce que vous avez entendu avec --fingerprint.
peers-added = La carte de { $who } est acceptée. Elle compte au prochain démarrage du nœud.
peers-suspended = Ce nœud ne signe pas pour l’instant. { $reason }
peers-resume-needless = Ce nœud signe déjà.
peers-resume-refused = Ce nœud ne peut pas encore signer.
peers-resumed = Ce nœud signe de nouveau.
backup-doing = Sauvegarde
backup-done = La sauvegarde est dans { $folder } ({ $files } fichiers). Elle contient les clés du nœud : gardez-la comme le nœud lui-même.
restore-doing = Restauration
restore-done = Le nœud est refait dans { $dir } ; chaque octet a été vérifié.
restore-next = Il ne signera pas avant que ses pairs lui aient montré son dernier état : démarrez-le, il les appellera.
rebuild-doing = Tables refaites
rebuild-done = { $n ->
    [one] Les tables sont refaites à partir de { $n } inscription.
   *[other] Les tables sont refaites à partir de { $n } inscriptions.
 }
rebuild-differed = Elles différaient de ce que disent les journaux ; signalez-le, c’est un défaut du programme ou du disque.
demo-preparing = Préparation de trois nœuds fictifs dans { $folder }…
demo-other-folder = « { $folder } » contient autre chose qu’une démonstration : nommez un autre dossier avec --folder.
demo-ports-hint = Choisissez d’autres ports avec --port et --exchange-port.
demo-column-node = Nœud
demo-column-pages = Pages
demo-column-process = Processus
demo-accounts = Comptes de chaque nœud : { $drafter } rédige, { $approver } approuve, { $administrator } administre. Mot de passe de tous : { $password }
demo-end = Données fictives. Ctrl-C arrête tout ; rien n’est perdu, la même commande reprend.
bundle-writing = Colis en écriture
bundle-reading = Colis en lecture
bundle-partial = Tout n’y tenait pas : préparez un autre colis quand celui-ci aura été lu.
bundle-answer = Rendez cette clé à l’expéditeur : elle porte les reçus, dans { $folder }.
bundle-not-a-peer = « { $code } » n’est pas un pair de ce nœud ; il y a : { $known }.
cmd-guide-not-a-pair = « { $given } » n’est pas un fait et sa valeur : écrivez fait=valeur.
cmd-guide-shipped = Lois telles que ce programme les contient ; aucun nœud n’a été lu dans « { $dir } ».
cmd-guide-applies-yes = La loi s’applique.
cmd-guide-applies-no = La loi ne s’applique pas, d’après ce que vous décrivez.
cmd-guide-applies-not-established = Il n’est pas établi que la loi s’applique ; ce qui suit vaut si elle s’applique.
cmd-guide-article = art. { $article }
cmd-guide-to-ask = Non établi, à demander à l’autorité ({ $authority }) :
cmd-guide-differences = Ce qui diffère de façon certaine entre les pays :
cmd-guide-missing = Faits non donnés qui préciseraient le résultat : { $facts }
cmd-guide-column-fact = FAIT
cmd-guide-column-question = QUESTION
cmd-guide-number = nombre

cmd-law-format = « { $format } » n’est pas un format ; écrivez toml, csv, xlsx ou yaml.
cmd-law-no-instrument = Il n’y a pas de texte « { $instrument } » ; connus : { $known }.
cmd-law-which-instrument = Le fichier ne dit pas de quel texte il s’agit : ajoutez --instrument.
cmd-law-no-answers = Aucune réponse n’est attendue pour « { $instrument } ».
cmd-law-written = « { $file } » est écrit.
cmd-law-sound = { $n ->
    [one] Le fichier est sans défaut : { $n } réponse.
   *[other] Le fichier est sans défaut : { $n } réponses.
}
cmd-law-faults = { $n ->
    [one] Le fichier a { $n } défaut.
   *[other] Le fichier a { $n } défauts.
}
cmd-law-column-question = question
cmd-law-column-before = aujourd’hui
cmd-law-column-after = après l’import
cmd-law-imported = { $n ->
    [one] { $n } réponse est inscrite. Elle partira au prochain contact.
   *[other] { $n } réponses sont inscrites. Elles partiront au prochain contact.
}

## Pratiques
cmd-practice-importing = Lecture des documents
cmd-practice-password = Mot de passe de { $login } :
cmd-practice-forbidden = Ce compte ne permet pas de rédiger des pratiques.
cmd-practice-not-a-folder = « { $folder } » n’est pas un dossier, ou est un lien : donnez le dossier lui-même.
cmd-practice-too-many = Le dossier contient plus de { $max } documents : importez-le en plusieurs fois.
cmd-practice-imported = { $n ->
    [0] Aucun nouveau brouillon.
    [one] { $n } brouillon enregistré. Une autre personne le complète et le publie.
   *[other] { $n } brouillons enregistrés. Une autre personne les complète et les publie.
 }
cmd-practice-would-import = { $n ->
    [0] Aucun nouveau brouillon ne serait enregistré.
    [one] { $n } brouillon serait enregistré.
   *[other] { $n } brouillons seraient enregistrés.
 }
cmd-practice-already = { $n ->
    [one] { $n } document était déjà importé.
   *[other] { $n } documents étaient déjà importés.
 }
cmd-practice-same = { $path } : mêmes octets que { $other }.
cmd-practice-attached = { $path } : déjà joint à « { $other } ».
cmd-practice-near = { $path } : titre proche de « { $other } ». Le brouillon est enregistré ; relisez les deux.
cmd-practice-refused = { $n ->
    [one] { $n } élément refusé :
   *[other] { $n } éléments refusés :
 }
cmd-practice-refused-one = { $path } : { $why }
cmd-practice-why-link = lien symbolique : seuls les fichiers du dossier sont lus.
cmd-practice-why-special = ce n’est pas un fichier ordinaire.
cmd-practice-why-name = son nom ne se lit pas.
cmd-practice-why-kind = seuls les fichiers md, txt, pdf et docx sont importés.
cmd-practice-why-content = son contenu n’est pas celui que son extension annonce.
cmd-practice-why-empty = il est vide.
cmd-practice-why-large = il est trop volumineux.
cmd-practice-why-deep = dossiers imbriqués trop profondément.
cmd-practice-why-text = ce n’est pas un texte en UTF-8.
cmd-practice-why-changed = il a changé pendant la lecture.
cmd-practice-why-unreadable = il ne peut pas être lu ({ $detail }).
cmd-practice-column-name = Nom
cmd-practice-column-kind = Nature
cmd-practice-column-title = Titre
cmd-practice-column-version = Version
cmd-practice-column-state = Positions
cmd-practice-column-officer = Enregistré par
cmd-practice-none = Aucune pratique.
cmd-practice-no-draft = Aucun brouillon.
cmd-practice-exported = { $n ->
    [one] { $n } pratique écrite dans { $folder }.
   *[other] { $n } pratiques écrites dans { $folder }.
 }

## Scellés de preuves
cmd-evidence-reading = Lecture des pièces
cmd-evidence-sealed = { $n ->
    [one] Un fichier est scellé ; le scellé est dans { $out }.
   *[other] { $n } fichiers sont scellés ; le scellé est dans { $out }.
 }
cmd-evidence-fingerprint = Empreinte, à porter au procès-verbal :
cmd-evidence-next = Ensuite : inscrivez le fichier manifest.txt sur la page « Preuves » de votre nœud, pour que la date fasse foi.
cmd-evidence-intact = { $n ->
    [one] Intact : le fichier est tel qu’il a été scellé.
   *[other] Intact : les { $n } fichiers sont tels qu’ils ont été scellés.
 }
cmd-evidence-not-intact = Le dossier n’est plus tel qu’il a été scellé.
cmd-evidence-altered = { $path } : le contenu a changé ({ $then } octets scellés, { $now } maintenant).
cmd-evidence-span = entre les octets { $from } et { $to }
cmd-evidence-spans-more = et { $n ->
    [one] un autre endroit
   *[other] { $n } autres endroits
 }
cmd-evidence-missing = { $path } : manque.
cmd-evidence-added = { $path } : n’était pas là.
cmd-evidence-renamed = { $path } : est maintenant sous { $now }, contenu inchangé.
cmd-evidence-touched = { $path } : contenu inchangé, date de modification changée ({ $then }, puis { $now }).
cmd-evidence-no-blocks = Le fichier blocks.bin du scellé manque ou ne correspond pas : l’endroit des changements ne peut être dit.
cmd-evidence-no-proof = Pas de preuve d’inscription (proof.txt) dans le scellé : le contenu est vérifié, pas la date.
cmd-evidence-no-card = La preuve vient de { $origin }, dont la carte n’est pas là : la date n’est pas vérifiée. Donnez les cartes avec --card.
cmd-evidence-proven = La preuve tient : { $who } a inscrit ce scellé, n° { $n } de son journal.

## Alertes
backup-marked = { $n ->
    [one] Elle contient une alerte marquée TLP:AMBER ou plus strict : qui la lit doit en avoir le droit.
   *[other] Elle contient { $n } alertes marquées TLP:AMBER ou plus strict : qui les lit doit en avoir le droit.
  }
cmd-advisory-none = Il n’y a pas d’alerte « { $id } » ici, ou elle n’est pas pour vous.
cmd-advisory-label = « { $label } » n’est pas un marquage ; écrivez red, amber-strict, amber, green ou clear.
cmd-advisory-hidden = { $n ->
    [one] Une alerte TLP:RED n’est pas montrée : ajoutez --login.
   *[other] { $n } alertes TLP:RED ne sont pas montrées : ajoutez --login.
  }
cmd-advisory-eyes = { $label }, pour { $authorities }. { $means }
cmd-advisory-eyes-functions = { $label }, pour { $authorities }, fonctions { $functions }. { $means }
cmd-advisory-means-red = Aucune transmission.
cmd-advisory-means-amber-strict = À l’intérieur de chaque autorité.
cmd-advisory-means-amber = Pour ces autorités et les organismes qu’elles servent.
cmd-advisory-means-green = Jamais par une voie publique.
cmd-advisory-means-clear = Pour tout le monde.
cmd-advisory-column-id = identifiant
cmd-advisory-column-label = marquage
cmd-advisory-column-severity = gravité
cmd-advisory-column-author = autorité
cmd-advisory-column-title = titre
cmd-advisory-written = « { $file } » est écrit.
cmd-advisory-found = { $title } : reçue sous { $label }.
cmd-advisory-kept = { $n ->
    [one] Un projet est enregistré. Ses lecteurs se choisissent sur les pages.
   *[other] { $n } projets sont enregistrés. Leurs lecteurs se choisissent sur les pages.
  }
