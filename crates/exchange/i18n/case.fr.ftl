### Affaires transfrontières : leurs mots.

case-kind-information = Demande d’information
case-kind-complaint = Transmission d’une plainte
case-kind-inspection = Contrôle conjoint
case-kind-consultation = Consultation
case-kind-urgent = Mesure d’urgence
case-kind-opinion = Avis commun

case-stage-headless = Ouverture non lisible ici
case-stage-opened = Ouverte
case-stage-incomplete = À compléter
case-stage-examined = En instruction
case-stage-answered = Répondue
case-stage-drafted = Projet soumis aux autorités
case-stage-contested = Projet refusé, à revoir
case-stage-adopted = Texte adopté
case-stage-closed = Close

case-step-opened = Ouverture
case-step-person = Personne qui se plaint
case-step-acknowledged = Accusé de réception
case-step-completed = Complément
case-step-admissibility = Recevabilité
case-step-lead = Autorité chef de file
case-step-request = Demande
case-step-reply = Réponse
case-step-note = Note
case-step-document = Document
case-step-key-points = Résumé des points clés
case-step-draft = Projet de texte
case-step-position = Position
case-step-early-resolution = Résolution rapide
case-step-reminder = Rappel
case-step-extension = Prolongation
case-step-handled = Transmission interne
case-step-urgent = Mesure provisoire
case-step-widened = Élargissement à une autre autorité
case-step-resent = Nouvel envoi
case-step-closed = Clôture
case-step-reopened = Réouverture
case-step-retained = Ce qui reste après effacement

case-outcome-answered = Réponse donnée
case-outcome-decided = Décision ou avis commun adopté
case-outcome-resolved = Résolution rapide
case-outcome-inadmissible = Non recevable
case-outcome-withdrawn = Retirée
case-outcome-no-action = Sans suite

case-duty-transmission = Transmettre la plainte
case-duty-acknowledgement = Accuser réception
case-duty-admissibility = Se prononcer sur la recevabilité
case-duty-completion = Compléter le dossier
case-duty-reply = Répondre
case-duty-position = Prendre position sur le texte
case-duty-revision = Présenter un texte revu
case-duty-early-resolution = Chercher une résolution rapide
case-duty-measure = Fin de la mesure provisoire
case-duty-closing = Clore l’affaire

case-clock-not-started = Commence quand l’autre autorité l’a reçu et conservé
case-clock-running = En cours
case-clock-near = Bientôt échu
case-clock-met = Tenu
case-clock-met-by-word = Tenu, selon son auteur
case-clock-late = En retard
case-clock-done-late = Fait en retard
case-clock-lapsed = N’a plus d’objet

case-mark-unreadable = Son contenu ne peut pas être lu.
case-mark-audience = Elle n’est pas adressée aux autorités concernées, à toutes et à elles seules.
case-mark-not-concerned = Son auteur n’est pas concerné par l’affaire.
case-mark-not-signed = Elle n’est pas signée par une autre personne que celle qui l’a rédigée.
case-mark-number = L’affaire est déjà ouverte, ou son numéro ne lui appartient pas.
case-mark-target = Ce à quoi elle renvoie ne se trouve pas dans l’affaire.
case-mark-not-yours = Cette étape appartient à une autre autorité.
case-mark-already-done = Cela a déjà été fait.
case-mark-closed = L’affaire est close.
case-mark-not-closed = L’affaire n’est pas close.
case-mark-text-open = Un texte est encore soumis aux autorités, ou adopté.
case-mark-text-decided = Ce texte est déjà adopté ou refusé.
case-mark-agreed-elsewhere = Cette autorité a déjà approuvé un autre texte, qui n’est pas refusé.
case-mark-kind = Cette étape n’existe pas pour ce genre d’affaire.
case-mark-too-many = L’affaire compte déjà autant d’étapes qu’il est permis.

case-answer-full = Réponse complète
case-answer-partial = Réponse partielle, la suite viendra
case-answer-refused = Refus motivé

case-form-decision = Décision
case-form-opinion = Avis

case-unit-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
case-unit-working-days = { $count ->
    [one] { $count } jour ouvré
   *[other] { $count } jours ouvrés
}
case-unit-weeks = { $count ->
    [one] { $count } semaine
   *[other] { $count } semaines
}
case-unit-months = { $count } mois
case-problem-empty = À remplir.
case-problem-too-long = Au plus { $max } caractères.
case-problem-unknown = Cette valeur n’est pas proposée.
case-problem-checklist = Un point nécessaire de la liste n’est pas rempli.
case-problem-too-many = Au plus { $max }.
case-problem-day = Ce jour ne convient pas.
case-problem-control = Une seule ligne, sans caractère invisible.

case-admissible-yes = Recevable
case-admissible-no = À compléter
case-position-agrees = Accord
case-position-objects = Objection
case-verdict-open = Soumis aux autorités
case-verdict-adopted = Adopté par toutes les autorités concernées
case-verdict-rejected = Refusé
case-measure-until = Jusqu’au { $day } inclus

case-figures-kind = Genre d’affaire
case-figures-open = En cours
case-figures-all = Ensemble
case-figures-median = Durée médiane, en jours
case-figures-cases = Affaires auxquelles cette autorité est partie
case-figures-delays = Délais tenus et dépassés
case-figures-duty = Ce qui est dû
case-figures-met = Tenu
case-figures-late = Dépassé
case-figures-running = En cours ou pas encore commencé
case-figures-erased = Affaires dont le contenu est effacé, tous délais
case-figures-few = moins de 5
case-figures-withheld = non publié
case-figures-none = –

case-paper-title = Affaire { $number }
case-paper-kind = Genre
case-paper-stage = État
case-paper-outcome = Issue
case-paper-opener = Ouverte par
case-paper-opened = Ouverte le
case-paper-concerned = Autorités concernées
case-paper-lead = Autorité chef de file
case-paper-handler = Suivie par
case-paper-facts = Les faits
case-paper-controller = Responsable du traitement
case-paper-asked = Ce qui est demandé
case-paper-checklist = Recevabilité : points remplis à l’ouverture
case-paper-name = Nom
case-paper-contact = Contact
case-paper-remark = Remarque
case-paper-clock = Délais
case-paper-delays-proposed = Ces délais sont une proposition ; les trois autorités ne les ont pas encore décidés. Un délai commence quand l’autorité qui doit agir a conservé et contresigné l’étape.
case-paper-duty = Ce qui est dû
case-paper-whose = Par
case-paper-starts = Commence
case-paper-ends = Finit
case-paper-state = État
case-paper-authority = Autorité
case-paper-position = Position
case-paper-positions = Positions
case-paper-signed = Signée par
case-paper-why = Motif
case-paper-verdict = État du texte
case-paper-commitment = Engagement (SHA-256)
case-paper-documents = Documents
case-paper-document = Document
case-paper-size = Taille
case-paper-bytes = { $bytes } octets
case-paper-sha256 = SHA-256
case-paper-from = Joint par
case-paper-timeline = Chronologie
case-paper-entry = Inscription
case-paper-when = Date, selon son auteur
case-paper-step = Étape
case-paper-text = Contenu
case-paper-who = Rédigée par
case-paper-approved-by = Approuvée et signée par { $officer }
case-paper-proof = Confirmation et engagement
case-paper-no-effect = SANS EFFET
case-paper-person-left-out = Identité non imprimée
case-paper-erasures = Effacements
case-paper-receipts = Reçus
case-paper-missing = Reçus manquants
case-paper-none = Rien.
case-paper-notice = Document imprimé à partir des journaux signés des autorités concernées. Chaque étape porte l’autorité, le numéro de son inscription et l’engagement de son contenu, par lesquels chacune peut la vérifier sur son propre nœud. Il contient des données à caractère personnel : à conserver et à détruire comme telles.
