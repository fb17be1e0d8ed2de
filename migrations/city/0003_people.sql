-- A person signs in; a staff row is that person's post at one union, with its roles.
CREATE TABLE person (
    id            uuid PRIMARY KEY,
    login         text NOT NULL UNIQUE CHECK (login = lower(login) AND length(login) BETWEEN 3 AND 64),
    name          text NOT NULL,
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);
-- Before sign-in nobody is known: 'presented' holds what the caller showed (a login name, or the
-- digest of a code or of a refresh token), and exactly the row that it names opens.
CALL protect('person',
    $q$id = nullif(current_setting('lianxin.person', true), '')::uuid
       OR login = nullif(current_setting('lianxin.presented', true), '')$q$,
    $q$id = nullif(current_setting('lianxin.person', true), '')::uuid$q$);
GRANT SELECT, INSERT, UPDATE ON person TO lianxin_app;

CREATE TABLE staff (
    id         uuid PRIMARY KEY,
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    person_id  uuid REFERENCES person (id),
    name       text NOT NULL CHECK (length(name) BETWEEN 2 AND 50),
    title      text NOT NULL,
    employment text NOT NULL CHECK (employment IN ('FULL','PART','SECONDED','CONTRACT')),
    state      text NOT NULL CHECK (state IN ('INVITED','ACTIVE','AWAY','LEFT')),
    phone      text,
    roles      text[] NOT NULL CHECK (roles <@ ARRAY['ADMIN','CADRE','FINANCE','LIBRARIAN','LEGAL','AUDITOR','VIEWER']),
    search     text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    UNIQUE (id, union_id),
    CHECK ((person_id IS NULL) OR state <> 'INVITED')
);
CREATE UNIQUE INDEX staff_one_post_per_union ON staff (union_id, person_id) WHERE state <> 'LEFT';
CREATE INDEX staff_tenant ON staff (union_path, id);
CREATE INDEX staff_union ON staff (union_id, union_path);
CREATE INDEX staff_person ON staff (person_id);
CALL protect('staff',
    isolation_rule('subtree') || $q$
       OR person_id = nullif(current_setting('lianxin.person', true), '')::uuid
       OR id = nullif(current_setting('lianxin.staff', true), '')::uuid$q$,
    isolation_rule('subtree') || $q$
       OR id = nullif(current_setting('lianxin.staff', true), '')::uuid$q$);
GRANT SELECT, INSERT, UPDATE ON staff TO lianxin_app;

-- One-time codes: an invitation to a post, or a new password. Only the digest is kept.
CREATE TABLE one_time_code (
    id         uuid PRIMARY KEY,
    union_id   uuid NOT NULL,
    union_path text COLLATE "C" NOT NULL,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    purpose    text NOT NULL CHECK (purpose IN ('INVITATION','PASSWORD')),
    digest     text NOT NULL UNIQUE,
    created_by uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE
);
CREATE INDEX one_time_code_staff ON one_time_code (staff_id);
CREATE INDEX one_time_code_union ON one_time_code (union_id, union_path);
CALL protect('one_time_code',
    isolation_rule('subtree') || $q$ OR digest = nullif(current_setting('lianxin.presented', true), '')$q$,
    isolation_rule('subtree') || $q$ OR digest = nullif(current_setting('lianxin.presented', true), '')$q$);
GRANT SELECT, INSERT, UPDATE ON one_time_code TO lianxin_app;
CALL admit_worker('one_time_code', 'SELECT, DELETE');

-- A sign-in on one device. The refresh token rotates; the digest before the present one is kept so
-- that a stolen token that is used again is noticed, and the session ends.
CREATE TABLE session (
    id              uuid PRIMARY KEY,
    person_id       uuid NOT NULL REFERENCES person (id),
    staff_id        uuid NOT NULL REFERENCES staff (id),
    digest          text NOT NULL UNIQUE,
    previous_digest text UNIQUE,
    user_agent      text,
    created_at      timestamptz NOT NULL,
    last_used_at    timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    end_reason      text CHECK (end_reason IN ('SIGNED_OUT','REUSED','PASSWORD','REVOKED')),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX session_person ON session (person_id) WHERE ended_at IS NULL;
CALL protect('session',
    isolation_rule('person') || $q$
       OR nullif(current_setting('lianxin.presented', true), '') IN (digest, previous_digest)$q$,
    isolation_rule('person') || $q$
       OR nullif(current_setting('lianxin.presented', true), '') IN (digest, previous_digest)$q$);
GRANT SELECT, INSERT, UPDATE ON session TO lianxin_app;
CALL admit_worker('session', 'SELECT, DELETE');

-- Failed sign-ins by login name, whether such a person exists or not, so that the answer is the same.
CREATE TABLE sign_in_throttle (
    login         text PRIMARY KEY,
    failures      integer NOT NULL,
    last_failed_at timestamptz NOT NULL,
    blocked_until timestamptz
);
CALL protect('sign_in_throttle',
    $q$login = nullif(current_setting('lianxin.presented', true), '')$q$,
    $q$login = nullif(current_setting('lianxin.presented', true), '')$q$);
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_throttle TO lianxin_app;
CALL admit_worker('sign_in_throttle', 'SELECT, DELETE');

-- The same key gives the same answer, for ever: what a mutation with this key made. Only ids are
-- kept, never an answer's text, which may hold personal facts.
CREATE TABLE idempotency_key (
    person_id  uuid NOT NULL REFERENCES person (id),
    key        text NOT NULL CHECK (length(key) BETWEEN 8 AND 100),
    operation  text NOT NULL,
    fingerprint text NOT NULL,
    result     uuid[],
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person_id, key)
);
CALL protect('idempotency_key', 'person', 'person');
GRANT SELECT, INSERT, UPDATE ON idempotency_key TO lianxin_app;
