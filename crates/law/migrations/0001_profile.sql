-- Answers that authorities recorded about their own law, one row per record, all revisions. None is ever changed.
-- What ships with the program is not in the tables: it is the revision 0 on which these stand.
CREATE TABLE law_answer (
    origin INTEGER NOT NULL,          -- the record: the authority, as its position in the charter
    idx INTEGER NOT NULL,             -- and index in its journal
    instrument TEXT NOT NULL,
    question TEXT NOT NULL,
    revision INTEGER NOT NULL,        -- from 1
    commitment BLOB NOT NULL,         -- what the next revision cites
    digest BLOB NOT NULL,             -- of the answer: what an attestation cites
    content BLOB NOT NULL,            -- the answer, as the record encodes it
    reason TEXT NOT NULL,
    officer BLOB NOT NULL,            -- who wrote it
    officer_name TEXT NOT NULL,
    function_fr TEXT NOT NULL,
    function_en TEXT NOT NULL,
    seconds INTEGER NOT NULL,         -- the author's clock
    PRIMARY KEY (origin, idx)
);
CREATE INDEX law_answer_by_cell ON law_answer (instrument, question, origin, revision);

-- Attestations: an officer's signed word that an answer is right.
CREATE TABLE law_attestation (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    instrument TEXT NOT NULL,
    question TEXT NOT NULL,
    digest BLOB NOT NULL,             -- of the answer attested: it says nothing of another one
    officer BLOB NOT NULL,
    officer_name TEXT NOT NULL,
    function_fr TEXT NOT NULL,
    function_en TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (origin, idx)
);
CREATE INDEX law_attestation_by_cell ON law_attestation (instrument, question, origin, idx);
