-- Versions of practices that count, one row per record. None is ever changed; an erased one goes.
CREATE TABLE practice_version (
    origin INTEGER NOT NULL,          -- the record: the authority, as its position in the charter
    idx INTEGER NOT NULL,             -- and index in its journal
    practice BLOB NOT NULL,           -- drawn from its author and object: see `store::key`
    number INTEGER NOT NULL,          -- from 1
    commitment BLOB NOT NULL,         -- what reviews and adoptions cite
    payload BLOB NOT NULL,            -- the version, as its record encodes it
    seconds INTEGER NOT NULL,         -- the author's clock
    ord_sum INTEGER NOT NULL,         -- with (origin, idx), the one order of all records
    PRIMARY KEY (origin, idx)
);
CREATE INDEX practice_version_by_practice ON practice_version (practice, number);

-- Reviews, adoptions, feedback and answers that count, one row per record.
CREATE TABLE practice_word (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    kind INTEGER NOT NULL,            -- the record's
    practice BLOB NOT NULL,
    version_idx INTEGER NOT NULL,     -- the version it is about, in its author's journal
    payload BLOB NOT NULL,
    seconds INTEGER NOT NULL,
    ord_sum INTEGER NOT NULL,
    PRIMARY KEY (origin, idx)
);
CREATE INDEX practice_word_by_practice ON practice_word (practice, ord_sum, origin, idx);

-- Each practice as it stands: recomputed from the rows above.
CREATE TABLE practice (
    id BLOB NOT NULL PRIMARY KEY,
    object BLOB NOT NULL,             -- as its records name it
    origin INTEGER NOT NULL,          -- its author
    idx INTEGER NOT NULL,             -- index of its first version: with the author, what people quote it by
    number INTEGER NOT NULL,          -- of the newest version
    newest_idx INTEGER NOT NULL,
    commitment BLOB NOT NULL,         -- of the newest version
    kind INTEGER NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    lang TEXT NOT NULL,
    seconds INTEGER NOT NULL,         -- of the newest version
    ord_sum INTEGER NOT NULL,
    standing TEXT NOT NULL,           -- own, variant, improvement, taken
    source BLOB NOT NULL,             -- the practice it starts from; empty when none
    stances TEXT NOT NULL,            -- what each authority makes of it: `0:adopted 2:adapted`
    n_fit INTEGER NOT NULL,           -- reviews of the newest version
    n_unfit INTEGER NOT NULL,
    n_told INTEGER NOT NULL,          -- feedback and answers
    facets TEXT NOT NULL              -- under which it is listed
);
CREATE INDEX practice_by_place ON practice (origin, idx);
CREATE INDEX practice_by_source ON practice (source, ord_sum);

-- By what the list can be narrowed: `kind:guide`, `sector:health`… A page reads only the rows that it shows.
CREATE TABLE practice_facet (
    facet TEXT NOT NULL,
    ord_sum INTEGER NOT NULL,
    practice BLOB NOT NULL,
    PRIMARY KEY (facet, ord_sum, practice)
);

-- How many practices there are under each: counted as rows change.
CREATE TABLE practice_count (
    facet TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL
);

-- Improvements that their author's authority took in.
CREATE TABLE practice_taken (
    practice BLOB NOT NULL,           -- the improvement
    origin INTEGER NOT NULL,          -- the version that took it in
    idx INTEGER NOT NULL,
    PRIMARY KEY (practice, origin, idx)
);
CREATE INDEX practice_taken_by_version ON practice_taken (origin, idx);

-- Documents of the newest versions.
CREATE TABLE practice_file (
    object BLOB NOT NULL,             -- the file's own
    practice BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    PRIMARY KEY (object, practice)
);
CREATE INDEX practice_file_by_practice ON practice_file (practice);
CREATE INDEX practice_file_by_hash ON practice_file (sha256);

-- National data: drafts, never in the journal.
CREATE TABLE practice_draft (
    id BLOB NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,        -- from 1, one more each time it is saved
    practice BLOB NOT NULL,           -- the own practice of which it would be the next version; empty for a new one
    content BLOB NOT NULL,
    roots BLOB NOT NULL,              -- source and what it takes in
    note TEXT NOT NULL,
    title TEXT NOT NULL,
    officer BLOB NOT NULL,            -- who saved it last
    writers BLOB NOT NULL,            -- identifiers of all who wrote in it, 16 bytes each: none of them publishes it
    seconds INTEGER NOT NULL
);
CREATE INDEX practice_draft_by_age ON practice_draft (seconds);

-- National data: what was imported from folders, so that an import goes on where it was cut and imports nothing twice.
CREATE TABLE practice_import (
    sha256 BLOB NOT NULL PRIMARY KEY, -- of the document
    path TEXT NOT NULL,               -- where it lay in the folder
    draft BLOB NOT NULL,              -- the draft it became
    title TEXT NOT NULL,
    seconds INTEGER NOT NULL
);
