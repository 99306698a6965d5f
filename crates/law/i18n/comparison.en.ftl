### The comparison: heat map, pairs, change over time, search. A score is never shown without what it rests on.

## Places
law-section-map = Map of divergences
law-section-pairs = Pairs
law-section-time = Over time

## Search
law-comparison-search-label = What are you looking for in the laws?
law-comparison-search = Search
law-comparison-search-hint = For example:
law-comparison-try-1 = breach deadline
law-comparison-try-2 = hosting abroad
law-comparison-try-3 = declaration
law-comparison-search-title = Search the laws
law-comparison-search-nothing = Try a shorter word or another one, or go by topic.
law-comparison-search-matrix = See in the table
law-comparison-search-first = The { $n } closest are here.
law-comparison-found-in = Found in
law-comparison-found-more = and { $n ->
    [one] { $n } other place
   *[other] { $n } other places
 }
law-comparison-in-question = the question
law-comparison-in-topic = the topic
law-comparison-in-offered = the possible answers
law-comparison-in-value = the answer ({ $instrument })
law-comparison-in-article = the article ({ $instrument })
law-comparison-in-note = the note ({ $instrument })
law-comparison-in-sources = the sources ({ $instrument })
law-comparison-near = In the topic
law-comparison-for-words = for “{ $words }”.

## Filters
law-comparison-by-topic = By topic
law-comparison-table = The answers, question by question
law-comparison-this-topic = This topic alone
law-comparison-filters = Filter the table
law-comparison-filter-relation = Relation
law-comparison-filter-confidence = One answer at least is
law-comparison-filter-attested = Attestation
law-comparison-attested-some = one answer at least attested
law-comparison-attested-none = no answer attested
law-comparison-weight-3 = 3, essential
law-comparison-weight-2 = 2, important
law-comparison-weight-1 = 1, secondary
law-comparison-weight-0 = 0, for information
law-comparison-weight = weight { $n } of 3
law-comparison-with = The three laws + { $reference }
law-comparison-group-with = The three laws and a reference
law-comparison-group-pairs = Two instruments
law-comparison-address = Address of this view

## Convergence
law-comparison-convergence = Convergence
law-comparison-coverage = Coverage
law-comparison-no-score = Nothing is established on both sides at once: there is no convergence to measure.
law-comparison-score = { $score } ({ $counted } of { $whole })
law-comparison-score-none = not established (0 of { $whole })
law-comparison-information = for information
law-comparison-of = { $counted } of { $whole }
law-comparison-score-head = Convergence (comparisons counted)
law-comparison-whole = All together

## Question
law-comparison-valid = holds { $when }
law-comparison-quantities = To one scale
law-comparison-to-common-rule = Towards a common rule
law-comparison-neighbours = Neighbouring questions

## Map of divergences
law-comparison-map-title = Map of divergences
law-comparison-map-title-topic = Map of divergences: { $topic }
law-comparison-map-lead = Where the instruments part, topic by topic. Choose a topic to see its questions.
law-comparison-map-label = Map of the convergence by topic and pair of instruments. The same figures are in the table below.
law-comparison-map-label-topic = Map of the relations by question and pair of instruments, topic { $topic }. The same relations are in the table below.
law-comparison-map-pairs = Instruments compared
law-comparison-map-topics = All topics
law-comparison-pairs-national = The three laws between themselves
law-comparison-pairs-all = The three laws between themselves and against each reference
law-comparison-pairs-references = The references between themselves
law-comparison-against = The three laws against: { $reference }
law-comparison-key-figures = In each cell: the convergence, then how many comparisons are counted of those that could be.
law-comparison-key-marks = In each cell: = same, ≈ compatible, ≠ different, ∅ silence, ? not established, – not comparable.
law-comparison-key-strokes = No stroke: apart by nothing or less than 10%. One stroke: less than 35%. Two: less than 65%. Three: more.
law-comparison-key-hollow = Hollow cell with a broken edge: nothing is established, or there is nothing to count.
law-comparison-figures = The same figures
law-comparison-figures-hint = Convergence, then in brackets how many comparisons are counted of those that could be.

## Pairs
law-comparison-pairs-title = Instruments two by two
law-comparison-pairs-lead = What brings each pair of instruments together and apart, and what that rests on.
law-comparison-pairs-label = Map of the convergence of each pair of instruments. The same figures are in the tables below.
law-comparison-counts = Questions by relation
law-comparison-words-count = { $words } ({ $n })
law-comparison-divergences = Divergences
law-comparison-all-questions = All questions
law-comparison-all-topics = All topics
law-comparison-no-rows = No question here.
law-comparison-no-rows-hint = Choose another relation or another topic. That no divergence is established does not mean that the instruments agree: see the coverage.
law-comparison-gravest = The gravest first: the weight of the question, then how far apart.
law-comparison-near-by-topic = Convergence by topic
law-comparison-matrix-of-pair = The table of these two instruments

## Over time
law-comparison-time-title = Convergence over time
law-comparison-time-lead = From the survey that ships with the program until today, at each answer recorded or attested, by the weights of today.
law-comparison-time-label = Convergence and coverage over time, in { $n ->
    [one] { $n } step
   *[other] { $n } steps
 }. The same figures are in the table below.
law-comparison-time-key = Whole line and round points: convergence. Broken line and square points: coverage. A convergence that is lacking is not drawn.
law-comparison-time-none = No correction has been recorded yet for these instruments: there is one point only, that of the survey.
law-comparison-time-caption = One line per day on which something changed, the latest first. Dates are those that the authors give.
law-comparison-time-day = Day
law-comparison-time-what = What changed
law-comparison-time-survey = Survey that ships (November 2026)
law-comparison-time-surveyed = November 2026
law-comparison-time-answers = { $n ->
    [one] { $n } answer recorded
   *[other] { $n } answers recorded
 }
law-comparison-time-attested = { $n ->
    [one] { $n } answer attested
   *[other] { $n } answers attested
 }
law-comparison-time-turned = { $n ->
    [one] { $n } date of validity reached
   *[other] { $n } dates of validity reached
 }
law-comparison-time-more = Earlier days are in the drawing.
