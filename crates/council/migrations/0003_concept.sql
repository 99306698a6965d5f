-- The concepts of the common vocabulary that the actions in force hang on. Records older than this table name none.
CREATE TABLE plan_concept (
    action BLOB NOT NULL,
    concept TEXT NOT NULL,            -- breach-notification
    PRIMARY KEY (action, concept)
);
CREATE INDEX plan_concept_by_concept ON plan_concept (concept, action);
