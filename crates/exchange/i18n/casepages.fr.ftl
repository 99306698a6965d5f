### Affaires transfrontières : les pages.

casepages-section = Affaires
casepages-title = Affaires transfrontières
casepages-lead = Une affaire garde un seul numéro et un seul fil, de l’ouverture à la clôture. Seules les autorités concernées la lisent.
casepages-more = Autour des affaires
casepages-open = Ouvrir une affaire
casepages-desk = Sur le bureau de l’autorité { $authority }
casepages-desk-empty = Rien n’attend votre autorité
casepages-desk-empty-hint = Ce que vous devrez faire apparaîtra ici, l’échéance la plus proche en premier.
casepages-drafts = { $n ->
    [one] { $n } projet en attente de la seconde signature
   *[other] { $n } projets en attente de la seconde signature
}
casepages-draft-awaits-you = À approuver par vous
casepages-draft-awaits = Attend une seconde personne
casepages-draft-returned-to-you = Renvoyé, à reprendre
casepages-draft-returned = Renvoyé à qui l’a rédigé
casepages-ours = { $n ->
    [0] Rien n’est attendu de votre autorité.
    [one] Une suite est attendue de votre autorité.
   *[other] { $n } suites sont attendues de votre autorité, la plus proche en premier.
}
casepages-awaited = Ce que nous attendons des autres
casepages-theirs = { $n ->
    [one] Une suite est attendue d’une autre autorité.
   *[other] { $n } suites sont attendues des autres autorités, les plus proches en premier.
}
casepages-all = Toutes les affaires
casepages-count = { $n ->
    [one] Une affaire
   *[other] { $n } affaires, la plus récemment modifiée en premier
}
casepages-none = Aucune affaire encore
casepages-none-hint = Ouvrez-en une pour demander une information, transmettre une plainte ou consulter les autres autorités.
casepages-none-found = Aucune affaire ne répond à cette recherche
casepages-none-found-hint = Retirez un filtre, ou cherchez par le numéro (ML-2026-0007), l’objet ou le responsable du traitement.
casepages-filter-words = Numéro ou mots
casepages-filter-all = Tout
casepages-filter-role = Notre rôle
casepages-filter-late = Seulement celles où un délai est dépassé
casepages-filter-apply = Chercher les affaires
casepages-role-opener = Ouverte par nous
casepages-role-lead = Menée par nous
casepages-role-asked = Reçue d’une autre autorité
casepages-col-case = Affaire
casepages-col-duty = Ce qui est attendu
casepages-col-end = Échéance
casepages-col-whose = De qui
casepages-col-members = Autorités
casepages-col-state = État
casepages-col-next = Prochaine suite
casepages-no-number = Sans numéro connu
casepages-no-title = Objet non lisible ici
casepages-closed-as = Close : { $outcome }

casepages-kinds-lead = De quoi s’agit-il ? Le genre de l’affaire décide des quelques champs à remplir et des délais.
casepages-kind-information = Une question précise à une autre autorité : un fait, une pièce, une pratique.
casepages-kind-complaint = Une plainte reçue ici vise un responsable du traitement d’un autre pays.
casepages-kind-inspection = Vérifier ensemble, sur place, sur pièces ou en ligne.
casepages-kind-consultation = Demander l’analyse des autres autorités sur une question de droit ou de pratique.
casepages-kind-urgent = Un danger pour des personnes ne peut pas attendre une décision ordinaire.
casepages-kind-opinion = Parler d’une seule voix : un même texte, approuvé par chaque autorité concernée.

casepages-open-lead = Quelques champs suffisent. Rien ne part encore : une seconde personne relira, verra qui lira, et signera.
casepages-open-next = Ensuite vous pourrez joindre des documents, et une seconde personne approuvera l’envoi.
casepages-open-send = Enregistrer le projet d’ouverture
casepages-start-from = Partir d’un modèle d’acte, à adapter :
casepages-person = La personne qui se plaint
casepages-person-hint = À part du reste, pour pouvoir être effacée seule. À laisser vide si son identité n’est pas utile à l’autre autorité.
casepages-item-needed = nécessaire

casepages-f-readers = Qui lira cette affaire
casepages-h-readers = Seules les autorités cochées, et la vôtre. L’autre verra qu’un envoi confidentiel a eu lieu, rien de plus.
casepages-f-about = Objet
casepages-h-about = Une ligne, sans le nom d’une personne concernée.
casepages-f-controller = Responsable du traitement
casepages-h-controller = L’organisme en cause.
casepages-f-country = Son pays
casepages-f-received = Plainte reçue le
casepages-h-received = Le délai de transmission court depuis ce jour.
casepages-f-facts = Faits
casepages-h-facts = Ce qui s’est passé, avec les dates.
casepages-f-context = Contexte
casepages-f-asked = Ce qui est demandé
casepages-h-asked = En quelques phrases : ce que vous attendez de l’autre autorité.
casepages-f-checklist = Le minimum est là
casepages-h-checklist = La même liste pour les trois autorités. Personne ne peut exiger davantage pour examiner l’affaire.
casepages-f-person_name = Nom
casepages-f-person_contact = Comment la joindre
casepages-f-person_remark = À savoir
casepages-h-person_remark = Par exemple : mineure, représentée par…
casepages-f-kind = Genre
casepages-f-reference = Référence
casepages-h-reference = Celle de votre propre registre, si vous en avez une.
casepages-f-completed = Ce qui est apporté
casepages-f-admissible = L’affaire peut-elle être examinée ?
casepages-h-admissible = Un point manquant n’est pas un refus : l’affaire attend son complément et garde son numéro.
casepages-h-admissible-reason = Nécessaire si elle ne peut pas être examinée.
casepages-f-missing = Ce qui manque
casepages-f-reason = Motif
casepages-f-lead = Autorité chef de file
casepages-h-lead = Elle mènera l’affaire dès que toutes les autorités concernées auront désigné la même.
casepages-f-to = À qui
casepages-f-request = Demande
casepages-f-answers = En réponse à
casepages-f-answer = Quelle réponse
casepages-f-reply = Réponse
casepages-f-note = Note
casepages-h-note = Entre celles et ceux qui suivent l’affaire. N’engage pas l’autorité.
casepages-f-key-points = Points clés
casepages-h-key-points = Avant tout projet de texte : faits établis, faits discutés, règles en jeu, issue envisagée.
casepages-f-resolution = Comment l’affaire s’est réglée
casepages-h-resolution = Dites aussi comment l’accord de la personne est connu.
casepages-f-form = Nature du texte
casepages-f-title = Titre
casepages-f-draft = Texte entier
casepages-h-draft = Chaque autorité lira et approuvera exactement ce texte.
casepages-f-also-agree = Votre propre position
casepages-also-agree = La signature vaut aussi accord de notre autorité
casepages-h-also-agree = Sinon votre autorité prendra position à part.
casepages-f-on = Sur le texte
casepages-f-agrees = Position de votre autorité
casepages-agree-yes = Elle approuve ce texte
casepages-agree-no = Elle s’y oppose
casepages-f-objection = Motif
casepages-h-objection = Nécessaire pour s’opposer : le passage, la raison, et ce que vous pourriez approuver.
casepages-f-deadline = Délai
casepages-f-reminder = Message
casepages-f-days = Jours de plus
casepages-h-days = Une seule fois pour un même délai, dans la limite affichée à la page des délais.
casepages-f-duty = Pour
casepages-f-handler = Qui suit l’affaire
casepages-f-handler-name = Nom
casepages-f-handler-function = Fonction
casepages-f-measure = Mesure
casepages-f-until = Jusqu’au
casepages-f-why-urgent = Pourquoi cela ne peut pas attendre
casepages-f-joins = Autorité qui rejoint l’affaire
casepages-f-widen-reason = Ce qu’elle doit savoir
casepages-h-widen-reason = Elle ne verra rien de ce qui précède : dites-lui ici ce qui peut l’être. Vous pourrez ensuite lui renvoyer vos propres étapes, une à une.
casepages-f-resend = Étape à renvoyer
casepages-h-resend = Elle sera lue aussi par l’autorité qui a rejoint l’affaire.
casepages-f-again = Étape renvoyée
casepages-f-outcome = Issue
casepages-f-closing-text = Ce qu’il faut savoir
casepages-f-document = Fichier
casepages-f-caption = Ce que c’est
casepages-f-clock = Délais
casepages-f-what = Que faut-il effacer ?

casepages-admissible = Recevable
casepages-incomplete = À compléter
casepages-admissible-yes = Oui, elle peut être examinée
casepages-admissible-no = Pas encore, ou pas du tout
casepages-agrees = Approuve
casepages-objects = S’oppose
casepages-left-counts = { $met } tenus, { $late } manqués
casepages-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
casepages-bytes = { $n } octets
casepages-kilobytes = { $n } ko
casepages-megabytes = { $n } Mo

casepages-clock = L’horloge légale
casepages-clock-nothing = Rien n’est attendu.
casepages-clock-past = { $n ->
    [one] Un délai passé
   *[other] { $n } délais passés
}
casepages-clock-why = D’où viennent ces délais
casepages-clock-began = Court depuis le { $day }.
casepages-clock-begins-when = Commencera quand { $authority } l’aura reçu.
casepages-clock-left = { $n ->
    [0] Échéance aujourd’hui, { $day }
    [one] Jusqu’au { $day } : il reste un jour
   *[other] Jusqu’au { $day } : il reste { $n } jours
}
casepages-clock-window = { $n ->
    [0] Possible jusqu’à aujourd’hui, { $day }
    [one] Possible jusqu’au { $day } : encore un jour
   *[other] Possible jusqu’au { $day } : encore { $n } jours
}
casepages-clock-since = { $n ->
    [one] Échu le { $day }, depuis un jour
   *[other] Échu le { $day }, depuis { $n } jours
}
casepages-clock-met-proven = Fait le { $day }, preuve par une autre autorité
casepages-clock-met-said = Fait le { $day }, selon qui l’a fait ; la preuve viendra avec la liaison
casepages-clock-done-late-on = Échu le { $day }, fait le { $done }
casepages-clock-lapsed-on = N’est plus attendu (échéance du { $day })
casepages-clock-unknown = N’est plus attendu
casepages-clock-extended = { $n ->
    [one] Prolongé d’un jour.
   *[other] Prolongé de { $n } jours.
}
casepages-clock-reminders = { $n ->
    [one] Un rappel envoyé.
   *[other] { $n } rappels envoyés.
}

casepages-headless = L’ouverture de cette affaire n’est pas encore arrivée ici. Les étapes déjà reçues sont montrées.
casepages-erased-here = Le contenu de cette affaire a été effacé. Il en reste de quoi compter, sans aucun nom.
casepages-joined-later = Votre autorité a rejoint cette affaire en cours : elle ne voit que ce qui lui a été adressé depuis.
casepages-now = Ce que { $authority } peut faire maintenant
casepages-nothing-pressing = Rien ne presse de votre côté.
casepages-other-steps = Autres étapes possibles
casepages-add-document = Joindre un document
casepages-text = Texte commun
casepages-text-open = Soumis aux autorités
casepages-text-adopted = Adopté par toutes
casepages-text-refused = Refusé
casepages-same-text = Le même texte de tous les côtés, reconnaissable à son empreinte :
casepages-no-position = pas encore de position
casepages-read-text = Lire le texte entier
casepages-timeline = { $n ->
    [one] Le fil : une étape
   *[other] Le fil : { $n } étapes, la plus récente en premier
}
casepages-no-effect = Sans effet. { $why }
casepages-proof = Preuve { $reference }
casepages-approved-by = approuvé par { $name }, { $function }
casepages-about = L’affaire
casepages-opener = Ouverte par
casepages-leads = Menée par
casepages-lead-agreed = { $authority }, chef de file d’un commun accord
casepages-lead-opener = { $authority }, qui l’a ouverte, tant qu’aucune chef de file n’est désignée
casepages-lead-said = { $by } désigne { $lead }
casepages-handled-at = Suivie à { $authority } par
casepages-handler-unsaid = non précisé
casepages-own-reference = (référence { $reference })
casepages-pdf = L’affaire entière en PDF
casepages-readers = Qui lit cette affaire
casepages-reader-us = notre autorité
casepages-reader-all = lit tout
casepages-reader-nothing = verra seulement qu’un envoi confidentiel a eu lieu : ni objet, ni destinataires, ni contenu
casepages-documents = { $n ->
    [0] Documents
    [one] Un document
   *[other] { $n } documents
}
casepages-no-document = Aucun document joint.
casepages-erasures = { $n ->
    [one] Un effacement
   *[other] { $n } effacements
}
casepages-erasure-asked = Demandé par { $authority },
casepages-receipt = Reçu de { $authority } : détruit le
casepages-receipt-missing = Reçu encore attendu : { $authorities }

casepages-lead-acknowledged = Dites à l’autre autorité que l’affaire est arrivée entre de bonnes mains.
casepages-lead-completed = Apportez ce qui manquait. L’affaire reprend son cours sous le même numéro.
casepages-lead-admissibility = L’affaire contient-elle le minimum ? Cochez seulement ce qui manque vraiment.
casepages-lead-lead = Désignez l’autorité qui devrait mener l’affaire.
casepages-lead-request = Demandez une chose précise : le délai de réponse courra dès que l’autre autorité l’aura reçue.
casepages-lead-reply = Répondez à ce qui est demandé. Des documents pourront être joints ensuite.
casepages-lead-key-points = Mettez par écrit ce sur quoi les autorités s’accordent, et ce qu’elles discutent encore.
casepages-lead-draft = Soumettez un texte aux autorités concernées. Il est adopté quand toutes l’ont approuvé.
casepages-lead-position = Lisez le texte entier, puis prenez position au nom de votre autorité. Une position ne se reprend pas.
casepages-lead-early-resolution = La demande a été satisfaite avant toute décision, et la personne en est d’accord.
casepages-lead-reminder = Un délai dépassé ou proche ? Un mot suffit souvent.
casepages-lead-extension = Prenez plus de temps, une fois, en disant pourquoi.
casepages-lead-handled = Dites qui suit l’affaire chez vous désormais. Les autres autorités verront ce nom et cette fonction, rien d’autre.
casepages-lead-urgent = Une mesure provisoire, avec sa fin. Elle cesse d’elle-même à la date dite.
casepages-lead-widened = Faites entrer l’autre autorité dans l’affaire, à partir de maintenant.
casepages-lead-resent = Renvoyez une de vos étapes à l’autorité qui a rejoint l’affaire après elle.
casepages-lead-closed = Dites comment l’affaire se termine. Elle pourra être rouverte sous le même numéro.
casepages-lead-reopened = Reprenez l’affaire sous son numéro, avec tout son fil.
casepages-lead-note = Un mot à qui suit l’affaire dans les autres autorités.
casepages-widen-warning = Élargir ne se reprend pas : cette autorité lira tout ce qui suivra. Elle ne reçoit rien de ce qui précède, sauf ce que chaque autorité choisira de lui renvoyer. Vérifiez que la loi permet de lui communiquer l’affaire.
casepages-will-read = Qui lira
casepages-needs-approval = Rien ne part encore : une seconde personne relira et signera.
casepages-leaves-at-once = Part dès l’envoi, et reste au fil de l’affaire : cette étape n’engage pas l’autorité et n’attend pas de seconde signature.
casepages-draft-save = Enregistrer le projet
casepages-send = Envoyer cette étape

casepages-draft-title = Projet : { $what }
casepages-draft-lead = Rien n’a quitté l’autorité. Une seconde personne relit ce qui part, et vers qui, puis signe.
casepages-leaves = Ce qui part
casepages-drafted-by = Rédigé par { $name }, { $function },
casepages-draft-agrees-too = La signature vaudra aussi accord de notre autorité à ce texte
casepages-draft-edit = Modifier le projet
casepages-draft-discard = Abandonner le projet
casepages-approve-title = Seconde signature
casepages-approve-lead = En tapant votre mot de passe, vous signez ({ $function }) au nom de l’autorité { $authority }. L’envoi part aussitôt vers les lecteurs ci-dessus, et ne peut plus être retiré du journal.
casepages-password = Votre mot de passe
casepages-password-hint = Il ouvre votre clé de signature, pour cet acte seulement.
casepages-approve = Approuver et envoyer
casepages-send-back-title = Renvoyer à qui l’a rédigé
casepages-send-back = Renvoyer le projet
casepages-remark = Ce qu’il faut reprendre
casepages-remark-hint = Cette remarque reste dans votre autorité.
casepages-returned-by = Renvoyé par { $name }, { $function }
casepages-approve-returned = Ce projet a été renvoyé. Il pourra être approuvé quand il aura été repris.
casepages-approve-other = Vous l’avez rédigé : une autre personne de votre autorité doit l’approuver.
casepages-approve-not-you = Une personne qui peut engager l’autorité doit l’approuver.

casepages-drafted = Projet enregistré. Rien n’est parti : une seconde personne doit l’approuver.
casepages-recorded = Étape inscrite au journal et envoyée.
casepages-amended = Projet modifié.
casepages-approved = Signé, inscrit au journal et envoyé aux autorités concernées.
casepages-sent-back = Projet renvoyé avec votre remarque.
casepages-discarded = Projet abandonné. Rien n’était parti.

casepages-refused-rule = Cette étape n’est pas possible maintenant. { $why }
casepages-refused-same-officer = Vous avez rédigé ce projet : une autre personne doit l’approuver.
casepages-refused-not-drafter = Seule la personne qui a rédigé ce projet peut le modifier.
casepages-refused-not-awaited = Ce délai n’est pas ouvert, ou ne peut pas être prolongé ainsi. Relisez l’horloge de l’affaire.
casepages-refused-nothing-to-erase = Il ne reste rien de votre autorité à effacer ici.
casepages-refused-not-now = Votre autorité ne peut pas faire cette étape maintenant. Relisez l’affaire : elle a peut-être changé.
casepages-fault-date = Une date, par exemple 2026-08-06.
casepages-fault-number = Un nombre entier de jours.

casepages-erase-title = Effacer
casepages-erase-lead = Votre autorité peut faire détruire ce qu’elle a écrit, chez elle et chez chaque autorité qui le détient. Chacune en donne un reçu ; un reçu qui manque reste visible.
casepages-erase-warning = Un effacement ne se reprend pas. L’inscription reste au journal, sans son contenu.
casepages-erase-none = Rien à effacer
casepages-erase-none-hint = Votre autorité n’a rien écrit ici qui puisse être effacé. Une affaire entière s’efface après sa clôture.
casepages-erase-person = L’identité de la personne qui se plaint
casepages-erase-person-hint = Le reste de l’affaire demeure.
casepages-erase-everything = Tout ce que notre autorité a écrit dans cette affaire close
casepages-erase-everything-hint = Il reste le genre, les dates, l’issue et les délais tenus : de quoi compter, sans aucun nom.
casepages-h-erase-reason = Lu par les autorités concernées, sans nommer personne.
casepages-erase-send = Effacer définitivement
casepages-erase-of = Affaire { $number }.
casepages-erase-done = Effacement demandé à chaque autorité qui détient ce contenu. Les reçus apparaîtront ici.

casepages-delays-title = Délais et minimum
casepages-delays-lead = Combien de temps pour chaque suite, ce qu’une affaire doit contenir au moins, et d’où cela vient.
casepages-delays-proposal = Proposition, version { $version }. Aucun texte en vigueur ne lie les trois autorités sur ces délais : elles en décideront, et la décision sera citée ici.
casepages-delays-how = Un délai court depuis que l’autorité qui doit agir a reçu et conservé l’étape ; ce jour-là ne compte pas. Un dernier jour sans travail est reporté au jour ouvré suivant, dans le pays de cette autorité.
casepages-delays-length = Délai
casepages-delays-extension = Prolongation
casepages-delays-alerts = Alerte avant la fin
casepages-delays-source = D’où cela vient
casepages-delays-no = non
casepages-delays-model = d’après un modèle
casepages-delays-retention = Conservation du contenu après la clôture
casepages-delays-checklist = { $n ->
    [one] Le minimum : un point
   *[other] Le minimum : { $n } points
}

casepages-acts-title = Modèles d’actes
casepages-acts-lead = Des textes de départ, rédigés par nous, à adapter à chaque loi. Dans une affaire, ils se remplissent d’eux-mêmes de ce qui est connu.
casepages-acts-take = Prendre le fichier (Markdown)

casepages-figures-title = Chiffres
casepages-figures-lead = Les affaires auxquelles l’autorité { $authority } est partie : combien, comment elles finissent, quels délais sont tenus. Aucune personne n’y figure.
casepages-figures-published = Les petits nombres sont masqués, comme pour une publication : dans un petit pays, ils désigneraient quelqu’un.
casepages-figures-show-all = Voir tous les nombres, pour notre autorité seulement
casepages-figures-internal = Tous les nombres sont montrés : à ne pas publier.
casepages-figures-hide-few = Masquer les petits nombres
casepages-figures-files = Les chiffres en fichiers
casepages-pdf-person = PDF avec l’identité de la personne
casepages-json = L’affaire en JSON
casepages-document-lead = Le fichier reste ici, lisible par votre seule autorité, jusqu’à ce qu’une seconde personne approuve son envoi.
casepages-h-files = Un ou plusieurs fichiers, jusqu’à 1 Go chacun.
casepages-attach = Joindre
casepages-remove = Retirer { $name }
casepages-attached = Document joint au projet.
casepages-removed = Document retiré et effacé.
casepages-no-file = Choisissez au moins un fichier.
