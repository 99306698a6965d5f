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
law-no-convergence = Nothing is established for two laws at once: there is no convergence to measure.
law-coverage = It rests on { $coverage } of what could be compared ({ $counted } comparisons of { $whole }).
law-information = A topic for information: it is not part of the convergence.
law-memory-on = Answers given from memory are counted; they remain to be verified.
law-key = In the table: “read” in the text, “secondary” from another source, “from memory” still to be verified.
law-memory-off = Answers given from memory are not counted.
law-with-memory = Count them
law-without-memory = Leave them out
law-rests-on-memory = rests on an answer given from memory

## Filters
law-filter-words = Search
law-filter-topic = Topic
law-filter-relation = How the three laws stand
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
