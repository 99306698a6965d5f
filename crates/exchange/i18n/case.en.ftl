### Cross-border cases: their words.

case-kind-information = Request for information
case-kind-complaint = Transfer of a complaint
case-kind-inspection = Joint inspection
case-kind-consultation = Consultation
case-kind-urgent = Urgent measure
case-kind-opinion = Joint opinion

case-stage-headless = Opening not readable here
case-stage-opened = Opened
case-stage-incomplete = To be completed
case-stage-examined = Under examination
case-stage-answered = Answered
case-stage-drafted = Text before the authorities
case-stage-contested = Text refused, to be revised
case-stage-adopted = Text adopted
case-stage-closed = Closed

case-step-opened = Opening
case-step-person = Complainant
case-step-acknowledged = Acknowledgement of receipt
case-step-completed = Completion
case-step-admissibility = Admissibility
case-step-lead = Lead authority
case-step-request = Request
case-step-reply = Reply
case-step-note = Note
case-step-document = Document
case-step-key-points = Summary of key points
case-step-draft = Draft text
case-step-position = Position
case-step-early-resolution = Early resolution
case-step-reminder = Reminder
case-step-extension = Extension
case-step-handled = Hand-over inside the authority
case-step-urgent = Provisional measure
case-step-widened = Another authority joins
case-step-resent = Sent again
case-step-closed = Closing
case-step-reopened = Reopening
case-step-retained = What remains after erasure

case-outcome-answered = Answered
case-outcome-decided = Joint decision or opinion adopted
case-outcome-resolved = Resolved early
case-outcome-inadmissible = Not admissible
case-outcome-withdrawn = Withdrawn
case-outcome-no-action = No further action

case-duty-transmission = Hand the complaint over
case-duty-acknowledgement = Acknowledge receipt
case-duty-admissibility = Decide on admissibility
case-duty-completion = Complete the file
case-duty-reply = Reply
case-duty-position = Take position on the text
case-duty-revision = Bring a revised text
case-duty-early-resolution = Seek an early resolution
case-duty-measure = End of the provisional measure
case-duty-closing = Close the case

case-clock-not-started = Starts when the other authority has stored it
case-clock-running = Running
case-clock-near = Due soon
case-clock-met = Met
case-clock-met-by-word = Met, as its author says
case-clock-late = Late
case-clock-done-late = Done late
case-clock-lapsed = No longer due

case-mark-unreadable = Its content cannot be read.
case-mark-audience = It is not addressed to the authorities concerned, all of them and nobody else.
case-mark-not-concerned = Its author is not concerned by the case.
case-mark-not-signed = It is not signed by a person other than the one who drafted it.
case-mark-number = The case is opened already, or its number belongs to another.
case-mark-target = What it refers to is not in the case.
case-mark-not-yours = This step belongs to another authority.
case-mark-already-done = This was done already.
case-mark-closed = The case is closed.
case-mark-not-closed = The case is not closed.
case-mark-text-open = A text is still before the authorities, or adopted.
case-mark-text-decided = This text is already adopted or refused.
case-mark-agreed-elsewhere = This authority has already agreed to another text, which is not refused.
case-mark-kind = This step does not exist in cases of this kind.
case-mark-too-many = The case already has as many steps as one may have.

case-answer-full = Full answer
case-answer-partial = Partial answer, the rest follows
case-answer-refused = Refusal with reasons

case-form-decision = Decision
case-form-opinion = Opinion

case-unit-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
case-unit-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
case-unit-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
case-unit-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
case-problem-empty = To be filled in.
case-problem-too-long = At most { $max } characters.
case-problem-unknown = This value is not offered.
case-problem-checklist = A needed item of the list is not fulfilled.
case-problem-too-many = At most { $max }.
case-problem-day = This day does not fit.
case-problem-control = One line, without invisible characters.
