### Exhibits of an inspection, sealed digitally.

## Titles
evidence-section = Evidence
evidence-title = Seals of evidence
evidence-lead = A seal freezes a folder of exhibits: if a single byte changes afterwards, it is known which. The files stay with you; only their manifest is recorded in the journal.
evidence-record-title = Record a seal
evidence-record-lead = Hand in the manifest of the seal made on site. The time that counts will be that of another authority’s first cosignature.
evidence-untitled = Seal without a title
evidence-what = What is sealed

## How
evidence-how = How to seal a folder
evidence-how-1 = On site, even without a network, seal the folder:
evidence-how-2 = Write the fingerprint into the inspection record and have those present read it.
evidence-how-3 = As soon as you can, record the manifest here (the seal’s manifest.txt).
evidence-how-4 = Later, verify the folder:

## List
evidence-none = No seal yet
evidence-none-hint = The seals that your authority records, or that another opens to it, will be here.
evidence-count = { $n ->
    [one] One seal
   *[other] { $n } seals
 }
evidence-pages = Pages of the list
evidence-newer = Newer
evidence-older = Older

## A seal
evidence-title-field = Subject
evidence-reference = Reference
evidence-authority = Authority
evidence-files = Content
evidence-files-n = { $n ->
    [one] 1 file
   *[other] { $n } files
 }
evidence-bytes = Size
evidence-bytes-n = { $n ->
    [one] 1 byte
   *[other] { $n } bytes
 }
evidence-made = Sealed on
evidence-made-hint = by the machine’s clock
evidence-recorded = Recorded on
evidence-by = Recorded by
evidence-readers = Who may read it
evidence-note = Circumstances
evidence-fingerprint = Fingerprint
evidence-fingerprint-hint = To compare, group by group, with that of the inspection record.
evidence-manifest-hash = Whole fingerprint of the manifest (SHA-256)
evidence-root = Root of the exhibits
evidence-journal-place = Place in the journal
evidence-when = Since when
evidence-when-lead = Another authority stored and cosigned this record without knowing its content: by then at the latest, the exhibits were as sealed.
evidence-existed = Exhibits in this state by
evidence-not-yet = No other authority has cosigned it yet: the time does not count yet.
evidence-cosigned = Cosignatures
evidence-cosigned-at = Cosigned on
evidence-keep = To keep with the exhibits
evidence-print = Record of the seal (PDF)
evidence-proof = Proof of recording (proof.txt)
evidence-proof-hint = Put proof.txt into the seal’s folder: verification will check the date too, without a network.

## Recording
evidence-manifest = Manifest of the seal
evidence-manifest-hint = The file manifest.txt of the “.seal” folder. The exhibits themselves are not sent.
evidence-note-hint = Place, people present, medium.
evidence-readers-ask = Open this seal also to
evidence-readers-hint = With no choice, your authority alone can read it. The others see that a confidential record exists, and nothing more.
evidence-sign-lead = You sign for { $authority }, as: { $function }.
evidence-password = Your password
evidence-password-hint = It opens your signing key.
evidence-record-send = Sign and record
evidence-recorded-done = The seal is recorded in the journal.

## Refusals
evidence-fault-file = Choose the seal’s manifest.txt.
evidence-fault-text = This file is not the manifest of a seal: it is not text.
evidence-fault-manifest = Line { $line } of the manifest: { $why ->
    [large] the manifest is too long.
    [start] this is not the manifest of a seal (“liptako-evidence/1” is expected).
    [path] this path cannot come from a seal.
    [order] the paths are not in order.
    [sum] the sums or the root at its head do not fit the lines: the manifest was changed.
    [words] the subject or reference is too long, or holds forbidden characters.
   *[line] this is not the line expected here.
 }
evidence-fault-already = Your authority has recorded this manifest already (number { $n } of its journal).

## Irregularities
evidence-irregular-unreadable = This seal cannot be read.
evidence-irregular-signature = This seal is not signed by the person it names.
evidence-irregular-audience = This seal is not a confidential record, or its author cannot read it.

## Paper
evidence-paper-title = Record of a digital seal
evidence-paper-notice = This document describes a seal; it holds no exhibit. Its weight in court is for each country’s law.
evidence-check = How to verify
evidence-check-1 = Bring the folder of exhibits together with its seal (with { $file } and, if there is one, proof.txt).
evidence-check-2 = Run “liptako evidence verify” on the folder, on any machine, without a network.
evidence-check-3 = Compare the fingerprint shown with that of this record.
evidence-signatures = Signatures
evidence-signature-name = Name
evidence-signature-function = Function
evidence-signature = Signature
