-- Advisories. What was recorded is kept record by record, for sealed ones may be opened late; what holds is computed from
-- all records of an advisory, each time one comes or goes.

CREATE TABLE advisory_event (
    origin     INTEGER NOT NULL,
    idx        INTEGER NOT NULL,
    object     BLOB NOT NULL,
    kind       INTEGER NOT NULL,
    commitment BLOB NOT NULL,
    audience   INTEGER NOT NULL,
    sealed     INTEGER NOT NULL,
    signed     INTEGER NOT NULL,
    seconds    INTEGER NOT NULL,
    ord_sum    INTEGER NOT NULL,
    payload    BLOB NOT NULL,
    -- Why it does not count; empty when it does.
    fault      TEXT NOT NULL,
    PRIMARY KEY (origin, idx)
);

CREATE INDEX advisory_event_object ON advisory_event (object);

CREATE TABLE advisory (
    object         BLOB NOT NULL PRIMARY KEY,
    owner          INTEGER NOT NULL,
    -- Name of the label, and the functions that may open it, each between bars; empty: whoever may read advisories.
    tlp            TEXT NOT NULL,
    functions      TEXT NOT NULL,
    drafter        BLOB NOT NULL,
    issuer         BLOB NOT NULL,
    audience       INTEGER NOT NULL,
    lang           TEXT NOT NULL,
    title          TEXT NOT NULL,
    threat         TEXT NOT NULL,
    severity       INTEGER NOT NULL,
    revision       INTEGER NOT NULL,
    -- standing or withdrawn
    state          TEXT NOT NULL,
    -- Where the version in force stands.
    origin         INTEGER NOT NULL,
    idx            INTEGER NOT NULL,
    seconds        INTEGER NOT NULL,
    ord_sum        INTEGER NOT NULL,
    -- A day, or empty.
    acknowledge_by TEXT NOT NULL,
    -- Members that have still to acknowledge it, and those that show it to the public: bitmaps.
    awaited        INTEGER NOT NULL,
    shown_by       INTEGER NOT NULL
);

CREATE INDEX advisory_in_order ON advisory (ord_sum);

CREATE TABLE advisory_sector (
    object BLOB NOT NULL,
    sector TEXT NOT NULL,
    PRIMARY KEY (object, sector)
);

CREATE TABLE advisory_concept (
    concept TEXT NOT NULL,
    object  BLOB NOT NULL,
    PRIMARY KEY (concept, object)
);

-- National: drafts before they are issued.
CREATE TABLE advisory_draft (
    id      BLOB NOT NULL PRIMARY KEY,
    -- The advisory that it revises, the commitment of the version in force then; empty for a new one.
    object  BLOB NOT NULL,
    parent  BLOB NOT NULL,
    content BLOB NOT NULL,
    reason  TEXT NOT NULL,
    drafter BLOB NOT NULL,
    officer BLOB NOT NULL,
    -- How many times it was saved: whoever issues it issues what they read.
    edit    INTEGER NOT NULL,
    changed INTEGER NOT NULL
);

-- National: files brought in, until their preview is answered.
CREATE TABLE advisory_import (
    id      BLOB NOT NULL PRIMARY KEY,
    officer BLOB NOT NULL,
    format  TEXT NOT NULL,
    name    TEXT NOT NULL,
    bytes   BLOB NOT NULL,
    seconds INTEGER NOT NULL
);

-- National: whom the authority writes to in a sector.
CREATE TABLE advisory_contact (
    id      BLOB NOT NULL PRIMARY KEY,
    sector  TEXT NOT NULL,
    name    TEXT NOT NULL,
    address TEXT NOT NULL
);
