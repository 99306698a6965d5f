# Fichiers : exporter, importer, et ce qui ne va pas dans un fichier.

law-export-title = Exporter ce profil
law-export-lead = Les réponses telles qu’elles sont aujourd’hui, corrections comprises.
law-export-toml = Fichier natif (TOML)
law-export-toml-hint = pour relire et comparer ligne à ligne
law-export-xlsx = Classeur (XLSX)
law-export-xlsx-hint = une ligne par question, à compléter dans un tableur
law-export-csv = Tableau (CSV)
law-export-csv-hint = la même chose, pour tout programme
law-export-yaml = Référentiel CISO Assistant (YAML)
law-export-yaml-hint = pour auditer au regard de ce texte
law-export-mappings = Correspondances entre les trois lois, pour CISO Assistant (YAML)
law-import-link = Importer un fichier
law-import-title = Importer des réponses
law-import-lead = Complétez le profil dans un tableur, puis renvoyez-le ici. Rien n’est inscrit avant votre accord : vous verrez d’abord ce qui changerait.
law-import-hint = Un fichier .xlsx, .csv ou .toml de 4 Mo au plus, tel que l’export le donne. Dans un classeur, seule la première feuille est lue ; les questions absentes restent comme elles sont.
law-import-file = Fichier
law-import-read = Voir ce qui changerait
law-import-no-file = Choisissez un fichier.
law-import-one-file = Envoyez un seul fichier à la fois.
law-import-faults = { $n ->
    [one] Le fichier a { $n } défaut. Rien n’a été inscrit.
   *[other] Le fichier a { $n } défauts. Rien n’a été inscrit.
}
law-import-faults-more = { $n ->
    [one] Et { $n } autre.
   *[other] Et { $n } autres.
}
law-import-faults-hint = Corrigez-les dans le fichier, puis renvoyez-le.
law-import-preview = Ce qui changerait
law-import-changes = { $n ->
    [0] Aucune réponse ne changerait.
    [one] { $n } réponse changerait.
   *[other] { $n } réponses changeraient.
}
law-import-same = { $n ->
    [one] { $n } réponse est déjà celle du fichier.
   *[other] { $n } réponses sont déjà celles du fichier.
}
law-import-absent = { $n ->
    [one] { $n } question n’est pas dans le fichier : sa réponse reste.
   *[other] { $n } questions ne sont pas dans le fichier : leurs réponses restent.
}
law-import-attested = { $n ->
    [one] { $n } réponse attestée serait remplacée : elle sera à attester de nouveau.
   *[other] { $n } réponses attestées seraient remplacées : elles seront à attester de nouveau.
}
law-import-description = La description du texte (titre, dates, alertes) n’est pas changée par un import.
law-import-table = Réponses qui changeraient, avant et après
law-import-question = Question
law-import-before = Aujourd’hui
law-import-after = Après l’import
law-import-article = art. { $article }
law-import-reason = Motif
law-import-reason-hint = Ce qui a été relu ou corrigé ; inscrit avec chaque réponse.
law-import-apply = { $n ->
    [one] Inscrire { $n } réponse
   *[other] Inscrire { $n } réponses
}
law-import-all-or-none = Toutes les réponses sont inscrites ensemble, ou aucune.
law-import-other-file = Choisir un autre fichier
law-import-done = { $n ->
    [one] { $n } réponse est inscrite. Elle reste à attester.
   *[other] { $n } réponses sont inscrites. Elles restent à attester.
}
law-import-too-much = Ce fichier change trop de texte en une fois. Gardez la moitié des lignes, importez, puis importez l’autre moitié.
law-import-moved = La réponse à { $question } a changé depuis que le fichier a été lu. Rien n’a été inscrit : renvoyez le fichier pour voir ce qui changerait maintenant.
law-import-refused = La réponse à { $question } ne peut pas être inscrite. Rien n’a été inscrit : renvoyez le fichier.
law-import-reason-missing = Donnez un motif, de { $max } caractères au plus.
law-import-not-ours = Cette colonne n’est pas celle de votre autorité : seule l’autorité de l’État y écrit. Vous pouvez l’exporter.

law-file-at = { $file }
law-file-at-line = { $file }, ligne { $line }
law-file-at-row = { $file }, ligne { $row }
law-file-at-cell = { $file }, cellule { $cell }
law-file-kind = envoyez un fichier .toml, .csv ou .xlsx.
law-file-not-text = ce n’est pas un texte en UTF-8, ou il dépasse 4 Mo.
law-file-other-instrument = c’est le profil « { $found } » ; il est attendu ici « { $expected } ».
law-file-too-large = le fichier dépasse 4 Mo.
law-file-too-large-unpacked = le classeur, décompressé, dépasse 32 Mo ou 512 parties.
law-file-not-xlsx = ce n’est pas un classeur XLSX ({ $detail }).
law-file-not-utf8 = le texte n’est pas en UTF-8 ; enregistrez la feuille comme « CSV UTF-8 ».
law-file-not-csv = ce n’est pas du CSV ({ $detail }).
law-file-too-many-rows = il y a trop de lignes pour un profil.
law-file-too-many-columns = quelque chose se trouve au-delà de la 64e colonne.
law-file-cell-too-long = la cellule dépasse 32 767 caractères.
law-file-cell-error = le tableur affiche ici l’erreur { $error }.
law-file-empty = la feuille est vide.
law-file-no-head = la première ligne doit porter les titres des colonnes ({ $expected }) ; elle porte : { $found }.
law-file-missing-column = la colonne « { $column } » manque.
law-file-unknown-column = « { $column } » n’est pas une colonne d’un profil ; retirez-la, ou rendez-lui son titre.
law-file-column-twice = la colonne « { $column } » est là deux fois.
law-file-beyond = « { $text } » se trouve au-delà du dernier titre : les cellules de cette ligne semblent décalées.
law-file-unknown-part = « { $text } » n’est pas une sorte de ligne ; écrivez « réponse » ou « texte ».
law-file-unknown-key = « { $text } » n’est pas ce que l’on dit d’un texte.
law-file-missing-key = la ligne « { $key } » du texte manque.
law-file-no-instrument = aucune ligne ne dit de quel texte il s’agit.
law-file-row-twice = « { $key } » est là deux fois : d’abord à la ligne { $first }.
law-file-unknown-question = il n’y a pas de question « { $question } ».
law-file-no-such-question = cette question n’existe pas.
law-file-unanswered = aucune ligne n’y répond ; écrivez « non établi » quand personne ne sait.
law-file-not-expected = aucune réponse n’est attendue pour ce texte.
law-file-shifted = la question attend une réponse de type « { $expected } », la ligne dit « { $found } » : les cellules de cette ligne semblent décalées.
law-file-no-value = une valeur est attendue ; écrivez « non établi » quand personne ne sait.
law-file-yes-no = « { $text } » n’est ni oui ni non ; écrivez oui ou non.
law-file-integer = « { $text } » n’est pas un nombre entier.
law-file-amount = « { $text } » n’est pas un montant ; écrivez 5000000..20000000 XOF, ..20000000 XOF ou 300000 XOF, puis + 5 % pour une part du chiffre d’affaires.
law-file-date = « { $text } » n’est pas un jour ; écrivez 2021-03-30.
law-file-confidence = « { $text } » n’est pas un degré de certitude ; écrivez vérifié, secondaire ou de mémoire (verified, secondary, recalled dans le fichier natif).
law-file-source = « { $text } » n’est pas une source ; écrivez : nom | adresse lue | adresse citée, une source par ligne.
law-file-not-here = rien n’est attendu ici ; il s’y trouve « { $text } » : les cellules de cette ligne semblent décalées.
law-file-choice = « { $text } » ne convient pas ; écrivez l’un de : { $offered }.
law-file-form = le fichier n’a pas la forme attendue ({ $detail }).
law-file-id = « { $text } » n’est pas un identifiant.
law-file-twice = « { $text } » est là deux fois.
law-file-unknown-source = aucun bloc [[source]] de ce fichier n’a la clé « { $key } ».
law-file-idle-source = rien ne cite la source « { $key } ».
law-file-empty-text = « { $name } » est vide.
law-file-type = la question attend une réponse de type « { $expected } », celle-ci est de type « { $found } ».
law-file-code = « { $code } » n’est pas une réponse à cette question ; elle offre : { $offered }.
law-file-code-twice = « { $code } » est deux fois dans la liste.
law-file-empty-list = une liste nomme au moins un code ; écrivez « silence » ou « non établi » quand il n’y en a pas.
law-file-duration = « { $text } » n’est pas une durée ; écrivez PT72H (72 heures), P30D (30 jours), P1M (1 mois), P5Y (5 ans) ou without_delay (sans délai).
law-file-currency = « { $text } » n’est pas une monnaie ; écrivez XOF pour le franc CFA.
law-file-bounds = un montant a une borne basse ou haute, la basse ne dépasse pas la haute, et la part ne dépasse pas 100.
law-file-range = { $number } n’est pas un nombre de 0 à 1 000 000.
law-file-text = un texte a de 1 à 400 caractères.
law-file-no-confidence = une réponse établie dit son degré de certitude : vérifié, secondaire ou de mémoire.
law-file-unknown-but-sure = ce qui n’est pas établi n’a pas de degré de certitude.
law-file-partial = seule une liste peut être ouverte.
law-file-ends-before = la validité finit avant de commencer.
law-file-long = un texte dépasse { $max } caractères.
law-file-many-sources = il y a plus de { $max } sources.
