-- Seals of evidence that this authority may read, one row per record. None is ever changed; an erased one goes.
CREATE TABLE evidence_seal (
    origin INTEGER NOT NULL,          -- the record: the authority, as its position in the charter
    idx INTEGER NOT NULL,             -- and index in its journal
    object BLOB NOT NULL,             -- drawn from the manifest's hash
    manifest BLOB NOT NULL,           -- SHA-256 of the manifest
    payload BLOB NOT NULL,            -- the seal, as its record encodes it
    audience INTEGER NOT NULL,        -- who may read it
    commitment BLOB NOT NULL,         -- of the record's body
    seconds INTEGER NOT NULL,         -- the author's clock
    ord_sum INTEGER NOT NULL,         -- with (origin, idx), the one order of all records
    PRIMARY KEY (origin, idx)
);
CREATE INDEX evidence_seal_by_order ON evidence_seal (ord_sum, origin, idx);
CREATE INDEX evidence_seal_by_manifest ON evidence_seal (manifest, origin);
