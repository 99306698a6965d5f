### The laws side by side. “Not established” means that we do not know, never that the law says nothing.

## Menu and titles
law-menu = Laws compared
law-section-comparison = Comparison
law-section-profile = Answers to establish
law-comparison-title = The three laws side by side
law-comparison-lead = What the laws of Mali, Burkina Faso and Niger provide, and the texts they are compared with.
law-nature = A documentary survey of November 2026, not legal advice. “Not established” means that the answer is not known here.
law-profile-title = Answers to establish
law-profile-lead = What is known of each national law, and what its authority could still establish.

## Convergence
law-convergence-title = Convergence of the three laws
law-convergence = Convergence: { $score }.
law-coverage = It rests on { $coverage } of what could be compared ({ $counted } comparisons of { $whole }).
law-information = A topic for information: it is not part of the convergence.
law-memory-on = Answers given from memory are counted; they remain to be verified.
law-key = In the table: “read” in the text, “secondary” from another source, “from memory” still to be verified.
law-memory-off = Answers given from memory are not counted.
law-with-memory = Count them
law-without-memory = Leave them out
law-rests-on-memory = rests on an answer given from memory

## Filters
law-filter-topic = Topic
law-filter-columns = Instruments
law-filter-memory = Answers from memory
law-filter-memory-off = Leave out
law-filter-memory-on = Count
law-filter-all = All
law-filter-all-relations = All
law-filter-all-columns = All instruments
law-filter-national = The three laws
law-filter-apply = Show
law-filter-clear = Clear the filters
law-questions-found = { $n ->
    [one] { $n } question
   *[other] { $n } questions
 }
law-none-found = No question answers this search.
law-none-found-hint = Remove a filter or try other words.

## Columns
law-col-question = Question
law-col-topic = Topic
law-col-relation = Relation
law-col-laws = The three laws
law-col-instrument = Instrument
law-col-answer = Answer
law-col-article = Article
law-col-confidence = Certainty
law-col-note = Note and sources
law-col-pair = Compared
law-col-distance = How far
law-col-weight = Weight
law-col-waiting = Other laws known

## Answers
law-answers = What each instrument provides
law-yes = Yes
law-no = No
law-finding-unknown = not established
law-finding-silent = nothing provided
law-finding-not-applicable = not applicable
law-reported = To be confirmed: { $report }
law-open-list = { $list } (open list)
law-without-delay = without delay
law-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
 }
law-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
 }
law-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
law-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
 }
law-percent = { $n }%
law-from-to = from { $min } to { $max }
law-up-to = up to { $max }
law-at-least = at least { $min }
law-with-turnover = { $sum }, or { $n }% of turnover
law-no-article = article not recorded
law-sources = { $n ->
    [one] { $n } source
   *[other] { $n } sources
 }
law-source-read = Page read:
law-source-cited = Address cited, not opened:

## Certainty and attestation
law-confidence-verified = read in the text
law-confidence-secondary = secondary source
law-confidence-recalled = from memory, to be verified
law-confidence-unknown = not established
law-mark-verified = read
law-mark-secondary = secondary
law-mark-recalled = from memory
law-attested = attested
law-attested-by = attested by { $authority }
law-not-attested = not attested
law-attested-count = { $n ->
    [0] No answer attested
    [one] { $n } answer attested
   *[other] { $n } answers attested
 }
law-not-read-whole = The law was not read whole.

## Relations
law-relation-same = the same
law-relation-compatible = compatible
law-relation-different = different
law-relation-silent = silence
law-relation-missing = not established
law-relation-not-comparable = not comparable
law-known-of = { $known } of the { $sides } national laws answer.
law-pairs = Two by two
law-pair = { $left } and { $right }
law-bridge-open-list = one list is open: nothing proves a divergence
law-bridge-open-bound = one bound is given on one side only
law-bridge-units = the same time, in other units
law-bridge-parity = the same sum, at the fixed parity
law-bridge-declared = different terms, reconcilable
law-silent-both = neither provides anything
law-silent-left = the first provides nothing
law-silent-right = the second provides nothing
law-obstacle-not-applicable = not applicable to one of them
law-obstacle-text = texts to read side by side
law-obstacle-open-lists = two open lists with nothing in common
law-obstacle-bounds = bounds of different kinds
law-obstacle-type = answers of different kinds
law-distance-at-once = without delay on one side, a time in figures on the other
law-distance-hours = { $n ->
    [one] { $n } hour apart
   *[other] { $n } hours apart
 }
law-distance-days = { $n ->
    [one] { $n } day apart
   *[other] { $n } days apart
 }
law-distance-about-days = { $n ->
    [one] about { $n } day apart
   *[other] about { $n } days apart
 }
law-distance-about-months = about { $n } months apart
law-distance-about-years = { $n ->
    [one] about { $n } year apart
   *[other] about { $n } years apart
 }
law-distance-count = { $n } apart
law-distance-money = { $sum } apart
law-distance-converted = { $sum } apart, at the fixed parity
law-distance-no-parity = currencies without a fixed parity
law-distance-turnover = { $n ->
    [one] { $n } point of turnover
   *[other] { $n } points of turnover
 }
law-codes-left = The first alone: { $codes }.
law-codes-right = The second alone: { $codes }.
law-codes-common = In common: { $codes }.
law-codes-unproved = Absent from an open list, which proves nothing: { $codes }.

## To establish
law-todo = { $n ->
    [0] Every answer is established
    [one] { $n } answer to establish
   *[other] { $n } answers to establish
 }
law-todo-hint = The most useful first: the weight of the question, then how many other national laws already answer it.
law-todo-all = See the whole list

## An instrument’s sheet
law-instruments = All instruments
law-alerts = To know before any use
law-fact-date = Date
law-fact-in-force = In force
law-fact-reference = Reference
law-fact-authority = Authority
law-fact-status = Situation of the authority
law-fact-composition = Composition
law-fact-read = Reading
law-read-whole = Text read whole
law-read-in-part = Text known by extracts or at second hand
law-status-operational = in operation
law-status-merging = merging
law-status-reported-abolished = To be confirmed: abolition reported, not confirmed
law-status-abolished = abolished
law-amendments = Amendments
law-implementing-texts = Implementing texts
law-related-texts = Related texts

## Typing an answer
law-edit-finding = What the text provides
law-edit-finding-value = provided for
law-edit-value-below = The value is given further down.
law-edit-silent-hint = The text was read and says nothing of it.
law-edit-na-hint = The question has no object for this text.
law-edit-unknown-hint = We do not know: the question remains to be established.
law-edit-codes = What the text names
law-edit-extent = Extent of the list
law-edit-partial = The list is open
law-edit-partial-hint = What is not in it may exist: its absence proves nothing.
law-edit-duration = Time
law-edit-duration-hint = In the units of the text: 72 hours is written 72 hours, not 3 days.
law-edit-at-once = At once
law-edit-hours = Hours
law-edit-days = Days
law-edit-months = Months
law-edit-years = Years
law-edit-percent = Percentage
law-edit-count = Number
law-edit-amount = Sum
law-edit-amount-hint = One bound is enough. For a fixed sum, give the same twice.
law-edit-min = At least
law-edit-max = At most
law-edit-currency = Currency
law-edit-currency-hint = XOF for the CFA franc, EUR for the euro.
law-edit-turnover = Share of turnover
law-edit-turnover-hint = In per cent, if the text gives one.
law-edit-text = Answer in a few words
law-edit-text-hint = In French, in your own words.
law-edit-confidence = Confidence
law-edit-confidence-hint = Leave empty when the answer is not established.
law-edit-verified-hint = You have read the article, even by extract.
law-edit-secondary-hint = A note, the press or a public document reports it.
law-edit-recalled-hint = Not read again: the answer will not be shown as established.
law-edit-article-hint = As the text numbers it: 12, 12 bis, 12 et 14.
law-edit-note = Note
law-edit-note-hint = What to know to read the answer, in your own words, in French.
law-edit-sources = Sources
law-edit-sources-hint = What the answer rests on. More rows come when these are filled.
law-edit-source = Source { $row }
law-edit-source-name = Name
law-edit-source-url = Address of the page that was read
law-edit-source-cited = Address cited, not opened
law-edit-valid = Dates of validity
law-edit-valid-hint = Leave empty when they are not known.
law-edit-valid-from = Since
law-edit-valid-to = Until
law-edit-fault-finding = Say what the text provides.
law-edit-fault-both = A value is typed, and you chose that there is none. Clear the value, or choose “provided for”.
law-edit-fault-no-value = Give the value, or choose another answer.
law-edit-fault-no-code = Tick at least one item of the list, or choose “nothing provided”.
law-edit-fault-no-time = Give a time, or tick “without delay”.
law-edit-fault-no-sum = Give a sum: at least, at most, or both.
law-edit-fault-at-once = “Without delay” does not go with a time: keep one of the two.
law-edit-fault-bounds = The upper bound is below the lower one.
law-edit-fault-number = { $field ->
    [years] Years
    [months] Months
    [days] Days
    [hours] Hours
    [min] At least
    [max] At most
    [turnover] Share of turnover
   *[other] Number
 }: write a whole number, from 0 to { $max }.
law-edit-fault-currency = Write the three letters of the currency: XOF, EUR.
law-edit-fault-not-bool = This question is answered by yes or no.
law-edit-fault-not-choice = This question is answered by one of the choices offered.
law-edit-fault-not-list = This question is answered by a list of the choices offered.
law-edit-fault-not-duration = This question is answered by a time.
law-edit-fault-not-amount = This question is answered by a sum.
law-edit-fault-not-count = This question is answered by a number.
law-edit-fault-not-text = This question is answered by a short text.
law-edit-fault-confidence = Say where the answer comes from: read in the text, a secondary source, or memory.
law-edit-fault-source-name = Source { $row }: give its name.
law-edit-fault-address = Source { $row }: the address begins with https:// or http:// and holds no space.
law-edit-fault-many-sources = An answer has at most { $max } sources.
law-edit-fault-day = { $field ->
    [valid_from] Since
   *[other] Until
 }: write a date that exists.
law-edit-fault-reason = Give the reason: what was read again or corrected.
law-edit-fault-ends-before = The validity ends before it begins.
law-edit-fault-long = A text is longer than { $max } characters.
law-edit-title = Answer a question
law-edit-present = Present answer
law-edit-reason = Reason
law-edit-reason-hint = What was read again or corrected. The reason stays in the history.
law-edit-permanent = The answer goes into your authority’s journal and the others see it. It can be corrected; what it replaces stays visible.
law-edit-save = Save the answer
law-edit-open = Answer or correct

## Sheet of an answer
law-cell-open = Sheet and history
law-cell-standing = Who keeps the answer
law-cell-keeper = Kept by
law-cell-joint = the authorities together
law-cell-origin = Origin
law-cell-revision = Revision { $n }
law-cell-shipped = Documentary survey of November 2026, not taken up by an authority
law-cell-attested = Attested by
law-cell-written = Written by
law-cell-compare = Compare the texts
law-cell-joint-title = Reference text
law-cell-joint-lead = This text is no authority’s own law: a correction is proposed, and the authorities decide on it together.
law-no-source = no source noted
law-valid-since = since { $from }
law-valid-until = until { $to }
law-valid-between = from { $from } to { $to }
law-valid-unsaid = not given
law-proof-of = Proof of { $reference }
law-history = History
law-history-revision = Revision { $n }
law-history-shipped = Original survey
law-history-shipped-lead = Shipped with the program.
law-history-unreadable = Another version of Liptako wrote this answer: this one does not use it.
law-history-others = Attestations of an answer that this version does not know
law-differences = What changed
law-col-field = Item
law-col-before = Before
law-col-after = After
law-nothing = nothing
law-next-title = Next question
law-next-left = { $n ->
    [one] The last answer to be established in your column.
   *[other] { $n } answers remain to be established in your column.
 }
law-next-answer = Answer the next one
law-next-list = All answers to be established
law-next-none = All answers are established.
law-saved = The answer is saved. Another person of your authority can attest it.
law-saved-unknown = The question is to be established again.

## Attesting
law-attest-title = Attest an answer
law-attest-topic-title = Attest the topic “{ $topic }”
law-attest-open = Attest
law-attest-read = What you attest
law-attest-tick = Tick the answers you attest
law-attest-together = All the answers ticked are signed together, or none.
law-attest-lead = You attest for your authority ({ $authority }), in this function: { $function }. This act is signed and seen by the other authorities.
law-attest-password = Password
law-attest-password-hint = It opens your signing key.
law-attest-do = Attest this answer
law-attest-do-ticked = Attest the answers ticked
law-attest-back = Back to the answer
law-attest-none = Nothing to attest in this topic
law-attest-none-hint = Each answer that is known is attested.
law-attest-nothing = Tick at least one answer.
law-attest-too-many = Attest at most { $max } answers at a time.
law-attest-refused = “{ $question }” is not attested, nor are the others. { $why }
law-attest-done = { $n ->
    [one] The answer is attested.
   *[other] { $n } answers are attested.
 }
law-duty-unknown = An answer that is not established cannot be attested.
law-duty-wrote = You wrote this answer: another person of your authority must attest it.
law-duty-not-permitted = A person who has the role for it can attest this answer.

## Refusals
law-absent-instrument = No text has the identifier “{ $id }”.
law-absent-question = No question has the identifier “{ $id }”.
law-absent-topic = No topic has the identifier “{ $id }”.
law-absent-answers = No question is put to the text “{ $instrument }”.
law-refused-column = { $instrument }: this column is kept by { $authority }, which alone can answer in it.
law-refused-reference = { $instrument }: this reference text is corrected by a proposal, on which the authorities decide together.
law-refused-not-ours = This column is kept by another authority, or by the authorities together.
law-refused-stale = This answer was corrected while you were writing. The present answer is above, and what you typed is kept: read again, then save again to replace it.
law-refused-type = The answer is not of the type that the question asks for.
law-refused-no-change = This answer is the one that stands: there is nothing to save.
law-refused-other-answer = The answer has changed since you read it. Read the one shown, then attest it.
law-refused-attested = This answer is attested already.

## Progress
law-progress = Progress
law-progress-whole = Answers established: { $established } of { $whole }; attested: { $attested }; to establish: { $unknown }.
law-progress-topics = Progress by topic
law-progress-topic = Established: { $established } of { $whole }; attested: { $attested }; to establish: { $unknown }
law-todo-answer = Answer
law-unattested = { $n ->
    [0] No known answer awaits an attestation
    [one] { $n } known answer, not attested
   *[other] { $n } known answers, not attested
 }
law-unattested-hint = An attestation says that the authority holds the answer to be right. Whoever wrote it does not attest it.
law-unattested-do = Attest this topic
law-profile-answers = What the text provides
law-profile-answers-hint = Each answer leads to its sheet: what it rests on, who attests it, its history.
law-profile-all = Unfold all
law-profile-fold = Fold all

## What hangs on a concept of the vocabulary
law-concept-panel = In the laws
law-concept-guide = What the guide tells of it
law-concept-guide-open = Describe processing and read what applies
law-concept-topics = Topics:
law-concept-questions = What the three laws answer
law-concepts = Concepts:
