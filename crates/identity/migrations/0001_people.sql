-- People of this authority, and how they come in. National: never leaves the node.

CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    function TEXT NOT NULL,
    active INTEGER NOT NULL,
    created INTEGER NOT NULL
);

CREATE TABLE person_role (
    person BLOB NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person, role)
);

-- Ways to prove who one is. `factor` is “password” today; `label` tells several of one kind apart.
CREATE TABLE person_factor (
    person BLOB NOT NULL REFERENCES person (id),
    factor TEXT NOT NULL,
    label TEXT NOT NULL,
    secret TEXT NOT NULL,
    temporary INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (person, factor, label)
);

-- Open sessions. The cookie's secret itself is nowhere, only its SHA-256.
CREATE TABLE session (
    id BLOB NOT NULL PRIMARY KEY,
    secret_hash BLOB NOT NULL UNIQUE,
    person BLOB NOT NULL REFERENCES person (id),
    factor TEXT NOT NULL,
    created INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX session_person ON session (person);

-- Failed attempts. `subject` is a SHA-256: people type passwords in the login field.
CREATE TABLE throttle (
    subject BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last INTEGER NOT NULL
);

-- Act keys of this authority's officers, the secret half sealed under the officer's own password.
CREATE TABLE act_secret (
    person BLOB NOT NULL PRIMARY KEY REFERENCES person (id),
    public BLOB NOT NULL,
    proof BLOB NOT NULL,
    sealed BLOB NOT NULL
);

-- Shared: what the journals say of every authority's act keys. One row per act-key record; `revoked` is the index,
-- in the same journal, of the record that ended the key.
CREATE TABLE act_key (
    origin INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    key_id BLOB NOT NULL,
    officer BLOB NOT NULL,
    public BLOB NOT NULL,
    name TEXT NOT NULL,
    function TEXT NOT NULL,
    function_fr TEXT NOT NULL,
    function_en TEXT NOT NULL,
    revoked INTEGER,
    PRIMARY KEY (origin, idx)
);
CREATE INDEX act_key_by_key ON act_key (origin, key_id, idx);
