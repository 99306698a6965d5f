### The common rule: options, proposals, positions, common text, tables.

## Titles
law-section-alignment = Common rule
law-section-common-text = Common text
law-align-title = Towards a common rule
law-align-lead = What the three laws could agree on, what each would have to change, and what the authorities have decided.
law-align-awaiting = { $n ->
    [one] { $n } proposal awaits the position of your authority ({ $authority }).
   *[other] { $n } proposals await the position of your authority ({ $authority }).
 }
law-align-counts = Questions under discussion: { $open }. Common rules in force: { $in_force }.
law-align-references-awaiting = Reference instruments: proposals to be decided
law-align-documents = Documents
law-align-files = Files to download
law-align-download = Download as { $format }
law-align-first = To look at first
law-align-first-hint = What awaits your authority, what is under discussion, then the divergences established, the gravest first.
law-align-topic-counts = { $n ->
    [one] { $n } question
   *[other] { $n } questions
 }{ $apart ->
    [0] {""}
    [one] , { $apart } divergence
   *[other] , { $apart } divergences
 }{ $open ->
    [0] {""}
   *[other] , { $open } under discussion
 }{ $adopted ->
    [0] {""}
    [one] , { $adopted } rule adopted
   *[other] , { $adopted } rules adopted
 }
law-align-state = State
law-align-state-awaiting = awaits your authority
law-align-state-open = under discussion
law-align-state-none = no proposal
law-align-state-adopted = rule adopted

## A question
law-align-to-comparison = See what every instrument answers
law-align-open-here = A proposal awaits a decision:
law-align-rule = Common rule
law-align-not-harmonised = This question describes an institution or an instrument: no common rule is needed.
law-align-options = { $n ->
    [0] No option
    [one] { $n } option
   *[other] { $n } options
 }
law-align-options-lead = Each option comes from an answer that was found. The table says what it would ask of each law, as that law is known today.
law-align-options-caption = Options, and what they ask of each law
law-align-known = { $known } of the { $laws } national laws are established on this question: what is missing is neither counted nor supposed.
law-align-option = Option
law-align-whose = Where it comes from
law-align-act = Propose
law-align-today = Today
law-align-n-changes = { $n ->
    [0] no law to change among those established
    [one] { $n } law to change among those established
   *[other] { $n } laws to change among those established
 }
law-align-propose-this = Start from this option
law-align-propose-own = Propose a common rule
law-align-withheld = { $n ->
    [0] Every option is offered
    [one] { $n } option is not offered: why
   *[other] { $n } options are not offered: why
 }
law-align-withheld-undeclared = What it means is not declared for this question.
law-align-withheld-too-few = At least two national laws must be established, one of which provides something.
law-align-withheld-unrankable = The established answers cannot be put in order: an open list, a bound that only one gives, or an answer without a rank.
law-align-withheld-nothing-common = The established laws have nothing in common on this point.
law-align-withheld-unknown = The answer is not established.
law-align-withheld-silent = The text that was read provides nothing.
law-align-withheld-not-applicable = The question has no object for this instrument.
law-align-withheld-reported = The answer only repeats an unconfirmed report.
law-align-strictest = The strictest of the established national laws
law-align-protective = The most protective for persons among the established national laws
law-align-own = A value of the authorities’ own
law-align-open = (open list in this instrument)
law-align-scales = What “strict” and “protective” mean here
law-align-scales-lead = This is our own judgement, not that of a law. It stands in the file alignment.toml, which lawyers can review and correct.
law-align-order-none = Not declared for this question.
law-align-order-yes = “Yes” is more so.
law-align-order-no = “No” is more so.
law-align-order-longer = The longest time is more so.
law-align-order-shorter = The shortest time is more so.
law-align-order-higher = The highest value is more so.
law-align-order-lower = The lowest value is more so.
law-align-order-more = All that at least one of the laws names.
law-align-order-fewer = Only what all the laws name.
law-align-order-ranked = From the least to the most: { $codes }.
law-align-proposals = Proposals
law-align-no-proposal = No proposal on this question.
law-align-col-reference = Reference
law-align-col-date = Date

## Who would change what
law-align-already = already so
law-align-other-units = the same quantity, said otherwise
law-align-check = to be checked
law-align-check-open-list = open list: what it does not name may be in it
law-align-must-change = must change
law-align-must-legislate = must legislate
law-align-silent = nothing is provided today
law-align-read = to be read side by side
law-align-from-to = from “{ $from }” to “{ $to }”

## Proposing
law-align-propose-title = Propose a common rule
law-align-propose-lead = A value, the wording of the provision, and the reason. The three authorities will take a position.
law-align-replaces = This proposal would replace the rule in force:
law-align-start-from = Start from an option
law-align-value = Value of the rule
law-align-wording = Wording of the provision
law-align-wording-fr = Wording in French
law-align-wording-en = Wording in English
law-align-wording-hint = As it would stand in the common text, 2,000 characters at most.
law-align-reason = Reason
law-align-reason-hint = Why this rule, for the other authorities.
law-align-permanent = A proposal is entered in your authority’s journal: it cannot be erased.
law-align-propose = Propose
law-align-proposed = The proposal is entered in the journal. The authorities can take a position.
law-align-reference-title = Propose an answer of a reference instrument
law-align-reference-lead = No authority keeps the column of this instrument alone ({ $instrument }): the answer changes when the authorities have decided it together.
law-align-present = Present answer
law-align-subject-reference = { $instrument }: { $question }

## A proposal
law-align-proposal-title = Proposal { $reference }
law-align-where = Where this proposal stands
law-align-outcome-open = to be decided
law-align-outcome-adopted-at = adopted, confirmation { $level }
law-align-outcome-in-force = adopted, in force
law-align-outcome-rejected = rejected
law-align-outcome-withdrawn = withdrawn
law-align-outcome-superseded = superseded
law-align-rule-consensus = Decision rule: consensus of all member authorities.
law-align-rule-majority = Decision rule: majority of the member authorities.
law-align-next-consensus = It will be adopted when every authority has approved it; one refusal rejects it. Still to speak: { $awaited }.
law-align-next-majority = It will be adopted when more than half of the authorities have approved it. May still speak: { $awaited }.
law-align-next-in-force = It is adopted and confirmed by all authorities: it is in force.
law-align-next-confirming = It is adopted. It will be in force when every authority has stored and cosigned the acts that decide it; that happens at the next exchange between the nodes.
law-align-next-rejected = It is rejected and changes nothing. A new proposal can be drafted.
law-align-next-withdrawn = The authority that had proposed it withdrew it.
law-align-next-superseded = Another proposal on the same point was adopted: this one no longer can be.
law-align-agrees = approves
law-align-refuses = refuses
law-align-withdraws = withdraws
law-align-proof-of = Proof { $reference }
law-align-proposed-rule = Proposed rule
law-align-proposed-answer = Proposed answer
law-align-before = The rule that it would replace
law-align-who-changes = What it asks of each law
law-align-asks = What is asked
law-align-competing = Competing proposals
law-align-competing-lead = They are about the same point: only one of them can be adopted.
law-align-origin = Origin
law-align-drafter = Drafted by
law-align-author = Authority
law-align-decide = Decision of your authority ({ $authority })
law-align-decide-lead = You speak for your authority ({ $authority }), in this function: { $function }. This act is signed, final and seen by the other authorities.
law-align-withdraw-hint = Your authority proposed this text: to refuse it is to withdraw it.
law-align-position-reason = Reason for the position
law-align-position-reason-hint = Needed to refuse.
law-align-password = Your password
law-align-password-hint = It opens your signing key for the length of this act.
law-align-agree = Approve the proposal
law-align-refuse = Refuse the proposal
law-align-withdraw = Withdraw the proposal
law-align-agreed = Your authority’s approval is signed and entered in the journal.
law-align-refused = Your authority’s refusal is signed and entered in the journal.
law-align-refusal-needs-reason = Say why your authority refuses.
law-align-duty-drafted = You drafted this proposal: another person of your authority must speak on it.
law-align-duty-spoken = Your authority ({ $authority }) has already spoken. A position is final.
law-align-duty-not-permitted = Your role does not let you speak for your authority. A person with the approver’s role can.
law-align-duty-signed-out = Sign in to speak for your authority.
law-align-duty-refuse-only = Your authority has already approved a competing proposal. It can refuse this one, and can approve it only if the other is rejected:
law-align-proofs = Proofs
law-align-proofs-lead = Each act is entered in its author’s journal. The other authorities store and cosign it: nobody can alter it unseen.
law-align-proof-proposal = Proposal
law-align-proof-position = Position of the authority { $authority }
law-align-proof-journal = Journal entry
law-align-proof-cosigners = Cosigned by
law-align-proof-leaf = Hash of the entry
law-align-proof-commitment = Hash of the text
law-align-proof-key = The officer’s signing key
law-align-nobody-yet = nobody yet

## Remarks
law-align-comments = { $n ->
    [0] Remarks
    [one] { $n } remark
   *[other] { $n } remarks
 }
law-align-comment = Your remark
law-align-comment-hint = Seen by the three authorities. It binds nobody, and cannot be erased.
law-align-comment-send = Publish the remark
law-align-commented = The remark is entered in the journal.
law-align-about = on { $reference }

## Refusals
law-align-fault-long = This text is too long: { $max } characters at most.
law-align-fault-unreadable = This text holds characters that do not read as they are written. Type it anew.
law-align-fault-value = This value does not answer the question, or only repeats a report. Choose another.
law-align-fault-answer = The proposal is out of bounds. Read it over, then try again.
law-align-refused-stale = The rule has changed since you opened this form. Start again from the page of the question.
law-align-refused-spoken = Your authority has already spoken on this proposal.
law-align-refused-competing = Your authority has already approved a competing proposal, still to be decided. It can approve this one only if the other is rejected.
law-align-refused-column = This column is that of a national law: its authority alone keeps it.
law-align-refused-other-text = The text of the proposal is not the one you read. Reload the page.
law-align-refused-signature = The act could not be signed in your name. Sign in again, then try again.
law-align-refused-not-harmonised = No common rule is needed on this question: it describes an institution or an instrument.
law-align-refused-no-change = This is what stands already: nothing would change.
law-align-refused-adopted = The proposal is already adopted.
law-align-refused-rejected = The proposal is already rejected.
law-align-refused-superseded = The proposal is superseded: another was adopted on the same point.

## Common text
law-common-title = Common text
law-common-lead = The rules that the three authorities have adopted together. This text does not bind the States: it is the base that their laws could take up.
law-common-empty = No common rule is adopted yet.
law-common-empty-hint = The text fills as the authorities decide.
law-common-counts = { $n ->
    [one] { $n } rule adopted, of which { $in_force } in force.
   *[other] { $n } rules adopted, of which { $in_force } in force.
 }
law-common-agreed = approved by { $authorities }; proposed on { $date }
law-common-earlier = { $n ->
    [one] { $n } earlier wording
   *[other] { $n } earlier wordings
 }

## Tables
law-conc-title = Concordance table
law-conc-lead = Question by question, what each of the three laws provides, on which article, how sure that is, and the common rule if one is adopted.
law-conc-article = article { $article }
law-conc-with-references = Add the reference instruments
law-conc-without-references = The three laws alone
law-trans-of = Transposition: { $country }
law-trans-lead = For each adopted common rule: what the law provides today, what would have to change, and where the transposition stands.
law-trans-empty = No common rule is adopted yet: there is nothing to transpose.
law-trans-empty-hint = The table fills as the authorities decide.
law-trans-provision = Common rule
law-trans-present = Present article and provision
law-trans-change = What must change
law-trans-done = transposed, to be attested
law-trans-done-attested = transposed, attested
law-trans-to-do = to be transposed
law-trans-to-check = to be checked
law-trans-not-established = not established

## Irregular entries: kept, shown, without effect
law-irregular-unreadable = The entry cannot be read.
law-irregular-audience = The entry is not addressed to every member authority.
law-irregular-content = A text is missing or out of bounds.
law-irregular-column = The column of this instrument is not one that its author may change so.
law-irregular-stale = The answer or the rule to replace had been replaced already.
law-irregular-signature = The act is not signed by the officer it names.
law-irregular-own-answer = The officer who wrote the answer attested it.
law-irregular-proposal-twice = The journal already holds a proposal with this identifier.
law-irregular-rule = The decision rule cited is not the charter’s.
law-irregular-unknown-parent = The rule to replace was never adopted.
law-irregular-unknown-proposal = The entry cites no known proposal.
law-irregular-own-proposal = The officer who drafted the proposal spoke on it.
law-irregular-spoken-twice = The authority had already spoken.
law-irregular-competing = The authority had agreed to a competing proposal, still to be decided.
law-align-reference-open = Propose a correction
law-align-agreed-jointly = Who approved this answer: proposal { $reference }
law-section-concordance = Concordance
law-align-relation = How the three laws stand
law-align-absent-proposal = No proposal bears the reference “{ $id }”.
