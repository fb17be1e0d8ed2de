-- Photographs and documents in a household's file, at a visit or as proof of a promise. What lies in
-- the row may be counted by superiors; what the file is called, and what was in it, names a person.
-- The bytes lie in the object store, sealed, under the row's id.
CREATE TABLE attachment (
    id           uuid PRIMARY KEY,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    household_id uuid NOT NULL REFERENCES household (id),
    -- of one of these, or of the household itself
    visit_id     uuid REFERENCES visit (id),
    measure_id   uuid REFERENCES measure (id),
    kind         text NOT NULL CHECK (kind IN ('PHOTO','DOCUMENT')),
    media_type   text NOT NULL,
    bytes        bigint NOT NULL CHECK (bytes > 0),
    width        integer,
    height       integer,
    created_by   uuid NOT NULL REFERENCES staff (id),
    created_at   timestamptz NOT NULL,
    -- the bytes go thirty days later
    removed_by   uuid,
    removed_at   timestamptz,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK (num_nonnulls(visit_id, measure_id) <= 1),
    CHECK ((kind = 'PHOTO') = (width IS NOT NULL AND height IS NOT NULL)),
    CHECK ((removed_at IS NULL) = (removed_by IS NULL))
);
CREATE INDEX attachment_household ON attachment (household_id, union_path, id) WHERE removed_at IS NULL;
CREATE INDEX attachment_visit ON attachment (visit_id, union_path, id) WHERE visit_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX attachment_measure ON attachment (measure_id, union_path, id) WHERE measure_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX attachment_union ON attachment (union_id, union_path);
CREATE INDEX attachment_removed ON attachment (removed_at) WHERE removed_at IS NOT NULL;
CALL protect('attachment', 'subtree', 'own');
GRANT SELECT, INSERT, UPDATE ON attachment TO lianxin_app;
-- which objects of the store belong to something
CALL admit_worker('attachment', 'SELECT');

CREATE TABLE attachment_private (
    attachment_id uuid PRIMARY KEY REFERENCES attachment (id),
    household_id  uuid NOT NULL REFERENCES household (id),
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    file_name     text NOT NULL,
    -- SHA-256 of the bytes that are kept
    digest        bytea NOT NULL CHECK (length(digest) = 32),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX attachment_private_union ON attachment_private (union_id, union_path);
CALL protect('attachment_private',
    isolation_rule('names') || $q$ OR (union_path >= nullif(current_setting('lianxin.path', true), '')
        AND union_path < nullif(current_setting('lianxin.path', true), '') || '~' AND opened(household_id))$q$, 'own');
GRANT SELECT, INSERT ON attachment_private TO lianxin_app;
-- the names go with the bytes
CALL admit_worker('attachment_private', 'SELECT, DELETE');
