-- Append-only: the application may insert and read, nobody may update or delete. A job seals
-- entries into a chain of hashes a moment later, so that writers never wait for one another.
CREATE TABLE audit_entry (
    id           uuid PRIMARY KEY,
    union_id     uuid NOT NULL,
    union_path   text COLLATE "C" NOT NULL,
    at           timestamptz NOT NULL,
    person_id    uuid,
    staff_id     uuid,
    actor_union_id uuid,
    action       text NOT NULL,
    subject_kind text NOT NULL,
    subject_id   uuid,
    summary      text NOT NULL,
    reason       text,
    request_id   text,
    -- the transaction that wrote it: an unmasked read is allowed only in the same one
    xact         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX audit_entry_tenant ON audit_entry (union_path, id);
CREATE INDEX audit_entry_union ON audit_entry (union_id, id);
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, id);
-- the order in which entries are sealed
CREATE INDEX audit_entry_order ON audit_entry (xact, id);
CALL protect('audit_entry', 'subtree',
    isolation_rule('subtree') || $q$ OR person_id = nullif(current_setting('lianxin.person', true), '')::uuid$q$);
GRANT SELECT, INSERT ON audit_entry TO lianxin_app;
CALL admit_worker('audit_entry', 'SELECT');

CREATE TABLE audit_seal (
    number     bigint PRIMARY KEY,
    entry_id   uuid NOT NULL UNIQUE REFERENCES audit_entry (id),
    -- that of the entry: with entry_id the place in the order up to which everything is sealed
    xact       xid8 NOT NULL,
    hash       bytea NOT NULL CHECK (length(hash) = 32),
    sealed_at  timestamptz NOT NULL DEFAULT now()
);
CALL protect('audit_seal', 'nobody', 'nobody');
CALL admit_worker('audit_seal', 'SELECT, INSERT');
