### Bibliothèque des pratiques : guides, grilles, modèles, décisions, outils, retours d’expérience, questions aux pairs.

practice-section = Pratiques
practice-title = Bibliothèque des pratiques
practice-lead = Ce qu’une autorité a mis au point, pour que les deux autres n’aient pas à le refaire. Chaque pratique se relit, s’adopte, s’améliore et dit ce qu’elle a donné.
practice-absent = Aucune pratique ne porte le nom « { $name } ».
practice-absent-draft = Ce brouillon n’existe plus : il a été publié ou supprimé.

## Liste
practice-new = Écrire une pratique
practice-ask = Poser une question aux pairs
practice-drafts-n = { $n ->
    [0] Aucun brouillon
    [one] { $n } brouillon
   *[other] { $n } brouillons
 }
practice-search = Chercher
practice-kind = Nature
practice-all-kinds = Toutes les natures
practice-sector = Secteur
practice-sectors-all = Tous les secteurs
practice-country = Pays
practice-countries-all = Les trois pays
practice-state = État
practice-state-any = Tous les états
practice-state-awaiting = Sans position de { $authority }
practice-state-by-all = Utilisée par toutes
practice-state-unread = Pas encore relue
practice-state-unfit = Jugée à revoir
practice-state-unanswered = Question sans réponse
practice-state-offered = Amélioration proposée
practice-apply = Filtrer
practice-clear = Tout afficher
practice-of-concept = Pratiques liées à la notion
practice-none = Aucune pratique ne répond à ces critères.
practice-none-hint = Retirez un filtre, ou cherchez avec moins de mots.
practice-found = { $n ->
    [one] { $n } pratique
   *[other] { $n } pratiques
 }
practice-found-more = Plus de { $n } pratiques, les plus récentes d’abord : précisez la recherche.
practice-pages = Pages de la liste
practice-page-before = Page précédente
practice-page-after = Page suivante
practice-version-n = version { $n }
practice-found-fit = { $n ->
    [one] relue : apte à l’usage
   *[other] relue { $n } fois : apte à l’usage
 }
practice-found-unfit = { $n ->
    [one] relue : à revoir
   *[other] relue : à revoir selon { $n } autorités
 }
practice-n-feedback = { $n ->
    [one] { $n } retour d’usage
   *[other] { $n } retours d’usage
 }
practice-n-answers = { $n ->
    [0] sans réponse
    [one] { $n } réponse
   *[other] { $n } réponses
 }
practice-standing-variant = variante
practice-standing-improvement = amélioration proposée
practice-standing-taken = amélioration reprise
practice-concept-panel = Pratiques
practice-concept-all = Voir les { $n } pratiques

## Natures
practice-kind-guide = Guide
practice-kind-checklist = Grille de contrôle
practice-kind-template = Modèle d’acte
practice-kind-decision = Délibération
practice-kind-tool = Outil
practice-kind-lesson = Retour d’expérience
practice-kind-question = Question aux pairs

## Secteurs
practice-sector-administration = Administration
practice-sector-local-government = Communes et régions
practice-sector-civil-registration = État civil et identité
practice-sector-telecom = Télécommunications
practice-sector-finance = Banque, assurance et argent mobile
practice-sector-health = Santé
practice-sector-education = Éducation
practice-sector-employment = Emploi
practice-sector-security = Sécurité et vidéosurveillance
practice-sector-commerce = Commerce et services
practice-sector-media = Médias et réseaux sociaux
practice-sector-humanitarian = Humanitaire et associations
practice-sector-justice = Justice et police
practice-sector-authorities = Autorités de protection

## Licences
practice-licence = Licence
practice-licence-hint = Ce que les autres ont le droit d’en faire.
practice-licence-cc-by = CC BY 4.0 (réutilisation libre, en citant l’auteur)
practice-licence-cc-by-sa = CC BY-SA 4.0 (de même, sous la même licence)
practice-licence-etalab = Licence ouverte Etalab 2.0
practice-licence-eupl = EUPL 1.2 (programmes)
practice-licence-cc0 = CC0 1.0 (sans condition)
practice-licence-internal = Entre autorités seulement (droits d’un tiers ou inconnus)

## Une pratique
practice-author = auteur
practice-authors = Auteurs
practice-concepts = Notions
practice-basis = Base légale
practice-basis-compare = Chaque lien compare les trois lois sur la question.
practice-facts = Fiche
practice-pdf = Version PDF
practice-version = Version
practice-versions = Versions
practice-written-by = Rédaction : { $name }
practice-published-by = publication : { $name }
practice-comma = { ", " }
practice-proof-of = Preuve { $reference }
practice-paper-trace = empreinte du texte : { $commitment }
practice-older = Vous lisez une version ancienne : la version { $n } la remplace.
practice-see-newest = Lire la version en cours
practice-starts-from = Part de :
practice-takes-in = Reprend l’amélioration
practice-changes-since = Différences avec la version { $n }
practice-attachments = Documents joints
practice-three = Dans les trois autorités
practice-no-stance = Pas encore de position.
practice-about-version = sur la version { $n }
practice-earlier = Positions et relectures antérieures
practice-stance = Position de l’autorité
practice-stance-adopted = Adoptée
practice-stance-adopted-hint = Nous l’appliquons telle quelle.
practice-stance-adapted = Adaptée
practice-stance-adapted-hint = Nous l’appliquons avec des changements, dits ci-dessous.
practice-stance-not-applicable = Non applicable
practice-stance-not-applicable-hint = Elle ne convient pas chez nous, pour la raison dite ci-dessous.
practice-fit = Apte à l’usage
practice-unfit = À revoir
practice-unfit-hint = Dites ce qui doit changer.
practice-feedback = Retours d’usage
practice-answers = Réponses
practice-no-feedback = Personne n’a encore dit ce que son usage a montré.
practice-no-answer = Personne n’a encore répondu.
practice-children = Ce qui en est parti
practice-take-in = Reprendre dans la version suivante

## Actions
practice-adopt = Donner la position de { $authority }
practice-review = Relire
practice-tell = Dire ce que son usage a montré
practice-answer = Répondre
practice-revise = Préparer la version suivante
practice-improve = Proposer une amélioration
practice-vary = en faire une variante

## Différences
practice-changes = Différences entre deux versions
practice-changes-lead = De la version { $from } à la version { $to }.
practice-changed-fields = Rubriques modifiées
practice-changed-text = Texte
practice-same-text = Le texte n’a pas changé.
practice-col-field = Rubrique
practice-col-before = Avant
practice-col-after = Après
practice-removed = Retiré :
practice-added = Ajouté :

## Écrire
practice-new-title = Écrire une pratique
practice-edit-title = Modifier le brouillon
practice-write-lead = Le brouillon reste dans votre autorité. Il n’est partagé qu’une fois publié par une autre personne.
practice-write-revision = La version suivante d’une pratique de votre autorité. La version en cours reste lisible.
practice-write-improvement = Votre amélioration est publiée à côté de l’original ; son autorité décide de la reprendre dans sa version suivante.
practice-write-variant = Une pratique de votre autorité, qui dit de laquelle elle part.
practice-lang = Langue du texte
practice-lang-fr = Français
practice-lang-en = Anglais
practice-field-title = Titre
practice-summary = Résumé
practice-summary-hint = Deux phrases : à qui elle sert, ce qu’elle donne.
practice-body = Texte
practice-body-hint = En Markdown : # titre, - liste, - [ ] case à cocher, **gras**, [mot](adresse), tableaux. Ni images ni HTML.
practice-note = Ce qui change
practice-note-hint = Une ligne, lue dans l’historique.
practice-authors-hint = Un nom, un service ou une fonction par ligne, comme ils souhaitent être cités.
practice-basis-hint = Une référence par ligne. Pour mener à la comparaison des lois, commencez par l’identifiant de la question : « breach.notify_authority.deadline : article du texte ».
practice-sectors-hint = Aucun secteur coché : tous.
practice-countries-hint = Aucun pays coché : les trois.
practice-concepts-hint = Les notions relient la pratique aux lois, au plan et aux formations.
practice-drop = Documents à retirer
practice-draft-stays = Rien n’est partagé à cette étape.
practice-save-draft = Enregistrer le brouillon
practice-draft-saved = Le brouillon est enregistré.
practice-draft-discarded = Le brouillon est supprimé.
practice-drafts = Brouillons
practice-drafts-lead = Données nationales : les autres autorités ne les voient pas. Une autre personne que celles qui ont écrit publie.
practice-no-draft = Aucun brouillon.
practice-no-draft-hint = Écrivez une pratique, ou importez un dossier de documents avec « liptako practice import ».
practice-draft-note = Brouillon : visible dans votre autorité seulement.
practice-saved-by = Enregistré par { $name }
practice-next-of = Version suivante de :
practice-is-next = version suivante
practice-edit = Modifier
practice-discard = Supprimer le brouillon

## Publier
practice-publish-title = Publication
practice-publish-lead = Une fois publiée, la pratique est inscrite au journal de votre autorité et partagée avec les deux autres. Vous signez pour votre autorité.
practice-publish-other = Vous avez écrit dans ce brouillon : une autre personne de votre autorité le publie.
practice-publish-not-permitted = Votre rôle ne permet pas de publier : une personne habilitée à signer le fera.
practice-lacking = Avant la publication, complétez :
practice-publish = Publier et signer
practice-published = La pratique est publiée.
practice-choose = Publier
practice-publish-several-title = Publier les brouillons cochés
practice-publish-several-lead = Chacun est publié et signé séparément.
practice-publish-several = Publier et signer les brouillons cochés
practice-publish-none = Cochez au moins un brouillon.
practice-published-several = { $n ->
    [one] { $n } pratique publiée.
   *[other] { $n } pratiques publiées.
 } { $refused ->
    [0] { "" }
    [one] { $refused } brouillon reste à compléter.
   *[other] { $refused } brouillons restent à compléter.
 }
practice-password = Votre mot de passe
practice-password-hint = Il ouvre votre clé de signature.
practice-sign-lead = Vous signez en qualité de « { $function } » pour { $authority }.

## Dire
practice-review-title = Relire une pratique
practice-review-lead = Votre autorité dit si cette version peut servir telle quelle. L’auteur et les lecteurs voient vos remarques.
practice-verdict = Avis
practice-remarks = Remarques
practice-remarks-hint = Nécessaires si la pratique est à revoir.
practice-review-send = Signer la relecture
practice-reviewed = La relecture est enregistrée.
practice-adopt-title = Position de l’autorité
practice-adopt-lead = Dites ce que votre autorité fait de cette version. Une position nouvelle remplace la précédente, qui reste dans l’historique.
practice-stance-text = Précisions
practice-stance-text-hint = Ce que vous avez changé, ou pourquoi la pratique ne convient pas.
practice-adopt-send = Signer la position
practice-adopted = La position est enregistrée.
practice-tell-title = Ce que son usage a montré
practice-tell-lead = Ce qui a marché, ce qui a manqué, ce que vous avez compté. Jamais de nom de personne.
practice-told-text = Texte
practice-figures = Chiffres
practice-figures-hint = Ce que vous avez compté : contrôles, dossiers, séances, minutes… Les chiffres de plusieurs autorités ne sont jamais additionnés.
practice-figure-label = Ce qui est compté
practice-figure-count = Nombre
practice-tell-send = Partager ce retour
practice-answer-title = Répondre à une question
practice-answer-lead = Votre réponse est partagée avec les trois autorités. Citez une pratique par son adresse si elle existe.
practice-answer-send = Partager la réponse
practice-told = C’est partagé avec les deux autres autorités.

## Refus
practice-refused-changed = Ce brouillon a été modifié pendant que vous le lisiez. Relisez-le, puis recommencez.
practice-refused-own-draft = Vous avez écrit dans ce brouillon : une autre personne le publie.
practice-refused-not-ours = Cette pratique est celle d’une autre autorité : proposez une amélioration ou une variante.
practice-refused-no-change = C’est déjà la position de votre autorité sur cette version.
practice-refused-file = Un document joint n’est pas disponible sur ce nœud. Rechargez la page et recommencez.
practice-fault-long = Raccourcissez : { $max } caractères au plus.
practice-fault-many = { $max } au plus.
practice-fault-twice = La même valeur y est deux fois.
practice-fault-concept = Choisissez des notions du vocabulaire commun.
practice-fault-unknown = Cette référence n’a pas la forme attendue.
practice-fault-count = Écrivez un nombre entier.
practice-irregular-unreadable = Cet enregistrement n’est pas une pratique lisible par cette version du programme.
practice-irregular-audience = Une pratique se partage avec toutes les autorités.
practice-irregular-content = Son contenu enfreint une règle de la bibliothèque.
practice-irregular-signature = La personne nommée ne l’a pas signé.
practice-irregular-own-draft = Qui écrit une pratique ne la publie pas.
practice-irregular-number = Son numéro de version ne suit pas.
practice-irregular-unknown-version = La version citée n’existe pas, ou n’était pas connue de l’auteur.
practice-irregular-own-review = Une autorité ne relit pas sa propre pratique.
practice-irregular-own-source = Une amélioration vient d’une autre autorité.
practice-irregular-wrong-form = À une question, on répond ; le reste se relit, s’adopte et s’utilise.
practice-add-files = Joindre des documents
practice-add-files-hint = 1 Go au plus par fichier, 2 Go par envoi. Ils restent sur ce nœud jusqu’à la publication.
practice-add-files-send = Joindre
practice-files-none = Choisissez au moins un fichier.
practice-files-added = { $n ->
    [one] { $n } document joint.
   *[other] { $n } documents joints.
 }
