# Aide de la ligne de commande. L'anglais est dans src/cli.rs.
cli-about = La maison commune des autorités de protection des données : un nœud.
cli-arg-dir = Dossier du nœud
cli-arg-json = Répondre en JSON, pour les scripts
cli-arg-lang = Langue des messages : fr ou en

cli-init-about = Créer un nœud : son dossier, ses clés, ses réglages et son journal
cli-init-arg-authority = Code de l’autorité dans la charte : ml, bf ou ne
cli-init-arg-charter = Charte à employer au lieu de celle des trois membres fondateurs
cli-init-arg-listen = Adresse des pages
cli-init-arg-exchange = Adresse où les pairs peuvent appeler
cli-init-arg-database = Base de données : sqlite, ou une adresse postgres://…

cli-serve-about = Faire tourner le nœud : les pages des agents et l’échange avec les pairs

cli-demo-about = Démarrer sur cette machine trois nœuds reliés, avec des données fictives
cli-demo-arg-folder = Dossier des trois nœuds
cli-demo-arg-port = Premier port des pages ; les deux autres suivent
cli-demo-arg-exchange-port = Premier port de l’échange ; les deux autres suivent
cli-demo-arg-prepare-only = Préparer les nœuds sans les démarrer

cli-user-about = Les personnes : comptes, fonctions et rôles
cli-user-add-about = Créer un compte ; le premier administrateur se crée ici et nulle part ailleurs
cli-user-add-arg-login = Nom tapé à la connexion
cli-user-add-arg-name = Nom de la personne, tel qu’il figure à côté de ses actes
cli-user-add-arg-function = Fonction dans l’autorité, par exemple legal-officer
cli-user-add-arg-roles = Rôle ; peut être répété : reader, drafter, approver, administrator
cli-user-add-arg-password-stdin = Lire le mot de passe sur l’entrée standard au lieu de le demander
cli-user-list-about = Lister les comptes
cli-user-disable-about = Fermer un compte et ses sessions
cli-user-disable-arg-login = Nom tapé à la connexion
cli-user-reset-about = Donner un mot de passe provisoire, à changer à la prochaine connexion
cli-user-reset-arg-login = Nom tapé à la connexion

cli-plan-about = Le plan d’action conjoint
cli-plan-overview-about = Où en est chaque axe
cli-plan-list-about = Lister les actions
cli-plan-list-arg-axis = Seulement cet axe, de 1 à 4
cli-plan-list-arg-owner = Seulement les actions de cette autorité
cli-plan-list-arg-late = Seulement les actions en retard
cli-plan-list-arg-search = Mots à chercher
cli-plan-show-about = Montrer une action et son histoire
cli-plan-show-arg-action = Identifiant de l’action
cli-plan-proposals-about = Lister les propositions, celles qui attendent d’abord
cli-plan-decide-about = Approuver une proposition ou la refuser, en tant qu’agent (le nœud doit être arrêté)
cli-plan-decide-arg-proposal = Identifiant de la proposition
cli-plan-decide-arg-login = Votre nom de connexion
cli-plan-decide-arg-refuse = Refuser au lieu d’approuver
cli-plan-decide-arg-reason = Motif
cli-plan-decide-arg-password-stdin = Lire le mot de passe sur l’entrée standard au lieu de le demander

cli-evidence-about = Les pièces d’un contrôle : sceller un dossier, le vérifier plus tard ; sans nœud
cli-evidence-seal-about = Sceller un dossier : écrire à côté ce qu’est chaque fichier, par blocs de 64 Kio
cli-evidence-seal-arg-folder = Le dossier des pièces
cli-evidence-seal-arg-out = Dossier où écrire le scellé, qui ne doit pas exister (par défaut : DOSSIER.seal)
cli-evidence-seal-arg-title = Ce que c’est, en quelques mots
cli-evidence-seal-arg-reference = Numéro de l’affaire ou du contrôle
cli-evidence-verify-about = Comparer un dossier à son scellé et nommer chaque changement ; contrôler la date si la preuve est là
cli-evidence-verify-arg-folder = Le dossier des pièces
cli-evidence-verify-arg-seal = Son scellé (par défaut : DOSSIER.seal)
cli-evidence-verify-arg-cards = Cartes des autorités, pour contrôler la preuve sans nœud
cli-case-about = Les affaires transfrontières, pour autant que cette autorité soit concernée
cli-case-list-about = Lister les affaires, celle de l’étape la plus récente d’abord
cli-case-list-arg-kind = Seulement ce genre : information, complaint, inspection, consultation, urgent, opinion
cli-case-list-arg-open = Seulement celles qui ne sont pas closes
cli-case-list-arg-search = Mots à chercher dans le numéro, le titre et le responsable du traitement
cli-case-show-about = Montrer une affaire : son état, ses délais, sa chronologie
cli-case-show-arg-number = Son numéro, comme ML-2026-0007
cli-case-export-about = Écrire une affaire entière en PDF, DOCX ou JSON : elle contient des données personnelles
cli-case-export-arg-number = Son numéro, comme ML-2026-0007
cli-case-export-arg-out = Fichier à écrire, qui finit par .pdf, .docx ou .json
cli-case-export-arg-without-person = Ne pas imprimer le nom et le contact de la personne qui se plaint, en PDF et en DOCX

cli-guide-about = Ce que les trois lois demandent à un traitement : qui doit s’y plier, et comment
cli-guide-arg-facts = Un fait et sa valeur, autant de fois qu’il faut : --fact data=health --fact video=yes
cli-guide-arg-list-facts = Lister les faits et les valeurs qu’ils prennent
cli-law-about = Les lois côte à côte : les profils en fichiers
cli-law-export-about = Écrire le profil d’un texte tel qu’il est, ou les correspondances entre les lois
cli-law-export-arg-instrument = Identifiant du texte, par exemple ml_2013_015
cli-law-export-arg-mappings = Plutôt les correspondances entre les trois lois (YAML de CISO Assistant)
cli-law-export-arg-format = toml (fichier natif), csv, xlsx, ou yaml (référentiel de CISO Assistant)
cli-law-export-arg-out = Fichier à écrire au lieu de la sortie standard
cli-law-check-about = Lire le fichier d’un profil (.toml, .csv, .xlsx) et dire tous ses défauts, sans avoir besoin d’un nœud
cli-law-check-arg-file = Le fichier
cli-law-import-about = Inscrire les réponses d’un fichier dans la colonne de votre autorité, toutes ou aucune (le nœud doit être arrêté)
cli-law-import-arg-file = Le fichier
cli-law-import-arg-instrument = Identifiant du texte, quand le fichier ne le dit pas
cli-law-import-arg-dry-run = Montrer seulement ce qui changerait ; possible pendant que le nœud tourne
cli-law-import-arg-login = Votre nom de connexion
cli-law-import-arg-reason = Motif, inscrit avec chaque réponse
cli-law-import-arg-password-stdin = Lire le mot de passe sur l’entrée standard au lieu de le demander

cli-journal-about = Les journaux signés
cli-journal-show-about = Montrer les journaux, ou une inscription avec sa preuve
cli-journal-show-arg-origin = Code de l’autorité
cli-journal-show-arg-index = Une inscription, par son numéro
cli-journal-verify-about = Vérifier chaque octet des journaux : inscriptions, arbre, signatures, textes
cli-journal-verify-arg-proof = Vérifier plutôt un fichier de preuve, sans avoir besoin d’un nœud
cli-journal-verify-arg-cards = Carte reçue d’une autorité ; peut être répété. Sans aucune, celles du dossier du nœud

cli-bundle-about = L’échange par clé USB
cli-bundle-export-about = Écrire ce qui manque à un pair dans un dossier, par exemple sur une clé USB
cli-bundle-export-arg-to = Code de l’autorité qui le lira
cli-bundle-export-arg-folder = Dossier, par exemple celui de la clé
cli-bundle-import-about = Lire ce qu’un pair a écrit, et laisser des reçus sur la même clé
cli-bundle-import-arg-folder = Le dossier LPK1-…, ou la clé qui le porte

cli-peers-about = Les nœuds des autres autorités
cli-peers-list-about = Lister les pairs : dernier contact, ce qui manque, octets échangés
cli-peers-card-about = Imprimer la carte de ce nœud, à remettre aux autres
cli-peers-add-about = Accepter la carte d’un pair, après lecture de son empreinte à voix haute
cli-peers-add-arg-card = La carte reçue
cli-peers-add-arg-address = hôte:port à appeler
cli-peers-add-arg-fingerprint = L’empreinte, telle que le pair l’a lue à voix haute

cli-peers-resume-about = Laisser un nœud restauré signer de nouveau après avoir entendu un pair ; inscrit au journal
cli-peers-resume-arg-reason = Pourquoi les autres ne peuvent être attendus, et qui en a décidé

cli-backup-about = Copier dans un dossier tout ce que ce nœud détient, pendant qu’il tourne
cli-backup-arg-folder = Nouveau dossier à écrire

cli-restore-about = Refaire un nœud à partir d’une sauvegarde, sur cette machine ou une autre
cli-restore-arg-folder = Dossier écrit par `backup`

cli-rebuild-about = Refaire les tables à partir des journaux

cli-config-about = Les réglages
cli-config-check-about = Expliquer chaque réglage, sa valeur et d’où elle vient

cli-practice-about = La bibliothèque des pratiques
cli-practice-list-about = Lister les pratiques, les plus récentes d’abord
cli-practice-list-arg-kind = Seulement cette nature : guide, checklist, template, decision, tool, lesson, question
cli-practice-list-arg-search = Mots à chercher, dans les textes et les documents joints
cli-practice-list-arg-drafts = Plutôt les brouillons de cette autorité
cli-practice-show-about = Montrer une pratique : son texte, ses versions, relectures, positions et retours
cli-practice-show-arg-practice = Son nom, par exemple bf-12
cli-practice-import-about = Faire des brouillons avec les documents d’un dossier (md, txt, pdf, docx) ; l’import reprend où il a été coupé. Pour joindre des pdf et des docx, le nœud doit être arrêté
cli-practice-import-arg-folder = Le dossier
cli-practice-import-arg-dry-run = Dire seulement ce qui serait fait
cli-practice-import-arg-login = Votre nom de connexion
cli-practice-import-arg-password-stdin = Lire le mot de passe sur l’entrée standard au lieu de le demander
cli-practice-export-about = Écrire la version en cours de chaque pratique, en Markdown, dans un nouveau dossier
cli-practice-export-arg-folder = Le dossier à créer

cli-vocabulary-about = Le vocabulaire commun
cli-vocabulary-export-about = Imprimer tout le vocabulaire, sans avoir besoin d’un nœud
cli-vocabulary-export-arg-format = Forme : ttl, jsonld ou csv

cli-advisory-about = Les alertes : fichiers STIX et MISP, à la sortie et à l’entrée
cli-advisory-list-about = Lister les alertes, les plus récentes d’abord
cli-advisory-list-arg-label = Seulement ce marquage : red, amber-strict, amber, green ou clear
cli-advisory-list-arg-login = Votre nom de connexion : TLP:RED n’est montré qu’aux fonctions qu’il désigne
cli-advisory-list-arg-password-stdin = Lire le mot de passe sur l’entrée standard au lieu de le demander
cli-advisory-show-about = Montrer une alerte
cli-advisory-show-arg-advisory = Identifiant de l’alerte
cli-advisory-show-arg-login = Votre nom de connexion : TLP:RED n’est montré qu’aux fonctions qu’il désigne
cli-advisory-show-arg-password-stdin = Lire le mot de passe sur l’entrée standard au lieu de le demander
cli-advisory-export-about = Écrire une alerte en un fichier pour un autre système
cli-advisory-export-arg-advisory = Identifiant de l’alerte
cli-advisory-export-arg-format = stix (STIX 2.1) ou misp (événement MISP)
cli-advisory-export-arg-out = Fichier à écrire au lieu de la sortie standard
cli-advisory-export-arg-login = Votre nom de connexion : TLP:RED n’est montré qu’aux fonctions qu’il désigne
cli-advisory-export-arg-password-stdin = Lire le mot de passe sur l’entrée standard au lieu de le demander
cli-advisory-import-about = Lire un fichier STIX 2.1 ou MISP et garder ses alertes comme projets
cli-advisory-import-arg-file = Le fichier
cli-advisory-import-arg-dry-run = Montrer seulement ce qu’il contient, sans avoir besoin d’un nœud
cli-advisory-import-arg-login = Votre nom de connexion
cli-advisory-import-arg-password-stdin = Lire le mot de passe sur l’entrée standard au lieu de le demander
