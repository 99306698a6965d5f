### The guide: one description, three answers. For a shop, a clinic, a bank; the terms of the field stay exact.

guide-menu = Guide

## Door, on the first page
guide-door-title = Do you keep data about people?
guide-door-lead = Describe your activity: the guide tells what the laws of Mali, Burkina Faso and Niger provide. No account; nothing is stored.
guide-door-button = Open the guide

## Entry
guide-title = Personal data: what do you have to do?
guide-lead = A shop, a clinic, a school, a bank: as soon as you keep names, numbers or images, the law sets rules. Describe your activity; the guide tells you what the three laws provide.
guide-start = Begin
guide-resume = Take up your answers
guide-how-long = { $n } short screens, about five minutes. Skip what you do not know.
guide-how-kept = Nothing is stored here: your answers stay in the address of the page. Keep that address to go on later. Whoever receives it can read your answers.
guide-how-sure = Where the law is not known for certain, the guide says so, and tells you which authority to ask.
guide-nature = The guide informs; it does not replace legal advice. Documentary survey of November 2026, and what the authorities have corrected since.
guide-examples = Or begin with a question
guide-examples-lead = One click gives the answer; you can change the description afterwards.
guide-example-clinic = May a clinic in Ouagadougou host its data abroad?
guide-example-bank = A bank present in the three countries: what must it file, and what does it cost?
guide-example-breach = What is the deadline for notifying a data breach?
guide-example-shop = A shop in Bamako installs cameras: what must it do?

## Screens
guide-step-of = Screen { $n } of { $whole }
guide-next = Continue
guide-back = Previous screen
guide-to-verdict = See the result
guide-skip = See the result now
guide-kept-short = Nothing is stored: your answers are in the address of the page.
guide-yes = Yes
guide-no = No
guide-unsaid = I do not know
guide-choose-several = Tick all that fits.
guide-unanswered = no answer

## What is wrong
guide-faults = An answer was not understood
guide-fault-long = The address is too long: { $length } characters, at most { $max }. No answer was read; begin again from the first screen.
guide-fault-unreadable = The address is damaged. No answer was read; begin again from the first screen.
guide-fault-unknown = The address names “{ $name }”, which the guide does not ask.
guide-fault-value = “{ $value }” is not one of the answers offered.
guide-fault-several = Choose one answer only.
guide-fault-alone = “{ $choice }” goes with no other answer: untick one or the other.
guide-fault-count = “{ $value }” is not a whole number: write it in digits.
guide-fault-too-much = This answer is too long.
guide-fault-at = { $question } { $fault }
guide-contradictions = Two answers contradict each other
guide-change = Change
guide-stopped = The result waits until these answers are corrected.

## Answers
guide-answers-title = Your answers
guide-answers-none = You have not answered anything yet.
guide-answers-none-hint = Begin with the first screen; each answer makes the result more precise.
guide-answers-keep = To go on later, keep the address of this page.

## Result
guide-verdict-title = What the laws provide
guide-verdict-lead = From the answers below.
guide-verdict-jump = Go to
guide-views = What do you want to see?
guide-view-all = Everything
guide-view-file = Formalities and fees
guide-view-abroad = Abroad
guide-view-duties = Duties
guide-view-breach = Data breach
guide-view-risk = Sanctions and appeals
guide-missing = { $n ->
    [one] One more answer would make the result more precise
   *[other] { $n } more answers would make the result more precise
 }
guide-applies-yes = This law applies to you.
guide-applies-no = This law does not seem to apply to you.
guide-applies-open = It is not established that this law applies to you. If it does:
guide-outside = Your answers fulfil no known reason to apply it. In doubt, ask the authority ({ $authority }).
guide-kind-connects = Reasons to apply the law
guide-kind-excludes = Reasons not to apply it
guide-kind-authority = Whom to turn to
guide-kind-formality = What to file
guide-kind-fee = What it costs
guide-kind-delay = The authority’s time to answer
guide-kind-transfer = Data that leave the country
guide-kind-hosting = Place of hosting
guide-kind-lawfulness = What is permitted
guide-kind-duty = Your duties
guide-kind-rights = What you owe the persons
guide-kind-breach = Data breach
guide-kind-breach-hint = Loss, theft or leak of data.
guide-kind-sanction = What is risked
guide-kind-complaint = Complaints and appeals
guide-not-established = not established
guide-how-much-open = yes, how much is not established
guide-not-concerned = nothing, from your answers
guide-if-concerned = Only if you are concerned: your answers or the law do not allow us to tell.
guide-tell-some = { $n ->
    [one] One of your answers is missing
   *[other] { $n } of your answers are missing
 }
guide-tell = Your answers are missing:
guide-ask = Not established here: ask the authority ({ $authority })
guide-article = art. { $article }
guide-no-article = article not noted
guide-why = Where this comes from
guide-rule = Rule
guide-when = Holds if:
guide-requires = Yes if:
guide-condition-and = { "; and " }
guide-condition-or = { "; or " }
guide-condition-is = { $what }: { $value }
guide-condition-is-not = { $what }: not { $value }
guide-condition-not = not ({ $words })
guide-condition-quoted = “{ $what }”
guide-condition-law = “{ $what }” in the law
guide-condition-overlap = something common to { $left } and to { $right }
guide-condition-beyond = { $what }: something else than { $value }
guide-condition-only = { $what }: nothing else than { $value }
guide-standing-open-list = the list read is open
guide-standing-unknown = not known here
guide-standing-recalled = known from memory only
guide-standing-silent = the text read provides nothing
guide-standing-not-applicable = without object for this law
guide-standing-reported = a report awaits confirmation
guide-standing-out-of-date = not in force today
guide-differences = What changes from one country to another
guide-differences-short = Differences
guide-differences-none = Nothing that is established differs, from your answers. What is not established may differ.
guide-perhaps = { $n ->
    [one] One point may differ: it is not established everywhere
   *[other] { $n } points may differ: they are not established everywhere
 }
guide-perhaps-caption = Points that may differ
guide-col-point = Point
guide-col-answer = Answer
guide-col-trust = Article and certainty
guide-keep = Keep this result
guide-pdf = Download as PDF
guide-programs = For a program (JSON):
guide-programs-verdict = this result
guide-programs-rules = the questions and the rules
guide-answers-all = All questions, answered or not
guide-letter = Letter to fill in for the authority ({ $authority }), in French
guide-letter-ready = { $n ->
    [one] { $n } point to ask: letter ready to fill in
   *[other] { $n } points to ask: letter ready to fill in
 }
guide-table-caption = { $country }: what the law provides

## Letter to the authority, always in French
guide-letter-sender = [Name of your organisation]
guide-letter-address = [Address, city]
guide-letter-contact = [Telephone, e-mail]
guide-letter-to = To: { $authority } ({ $acronym })
guide-letter-place = [Place], [date]
guide-letter-subject = Subject: processing of personal data, request for clarification
guide-letter-greeting = Madam, Sir,
guide-letter-opening = As controller, we describe below a processing of personal data and ask you to clarify what the applicable law ({ $law }) provides.
guide-letter-processing = The processing
guide-letter-describe = [Describe the processing]
guide-letter-known = What we have found, unless we are mistaken
guide-letter-asked = What we ask you to clarify
guide-letter-closing = We remain at your disposal for anything further. Yours faithfully,
guide-letter-signature = [Name, function, signature]
guide-letter-origin = Letter prepared on { $date } with the public guide Liptako. Read it again and complete it before sending; it binds its signatory only.
guide-api-not-asked = “{ $fact }”: this answer has no object after your other answers ({ $others }).
