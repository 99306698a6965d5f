-- How each journal opened: the charter its author held, and its public card.
CREATE TABLE genesis (
    origin INTEGER NOT NULL PRIMARY KEY,
    charter BLOB NOT NULL,
    card TEXT NOT NULL
);
