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
    -- whose password; an invitation is for whoever holds the code
    person_id  uuid REFERENCES person (id),
    digest     text NOT NULL UNIQUE,
    created_by uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    CHECK ((purpose = 'PASSWORD') = (person_id IS NOT NULL))
);
CREATE INDEX one_time_code_staff ON one_time_code (staff_id);
CREATE INDEX one_time_code_person ON one_time_code (person_id) WHERE used_at IS NULL;
CREATE INDEX one_time_code_union ON one_time_code (union_id, union_path);
CALL protect('one_time_code',
    isolation_rule('subtree') || ' OR ' || isolation_rule('person')
        || $q$ OR digest = nullif(current_setting('lianxin.presented', true), '')$q$,
    isolation_rule('subtree') || ' OR ' || isolation_rule('person')
        || $q$ OR digest = nullif(current_setting('lianxin.presented', true), '')$q$);
GRANT SELECT, INSERT, UPDATE ON one_time_code TO lianxin_app;
CALL admit_worker('one_time_code', 'SELECT, DELETE');

-- A sign-in on one device. A refresh token has two halves: the family, which all tokens of one
-- sign-in share, and the generation, which changes with each use. Whoever shows the family with an
-- old generation shows a token that was used before: it was stolen, and the session ends.
CREATE TABLE session (
    id              uuid PRIMARY KEY,
    person_id       uuid NOT NULL REFERENCES person (id),
    staff_id        uuid NOT NULL REFERENCES staff (id),
    family          text NOT NULL UNIQUE,
    digest          text NOT NULL,
    previous_digest text,
    user_agent      text,
    created_at      timestamptz NOT NULL,
    last_used_at    timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    end_reason      text CHECK (end_reason IN ('SIGNED_OUT','REUSED','PASSWORD','REVOKED')),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX session_person ON session (person_id, created_at);
CREATE INDEX session_staff ON session (staff_id) WHERE ended_at IS NULL;
CALL protect('session',
    isolation_rule('person') || $q$ OR family = nullif(current_setting('lianxin.presented', true), '')$q$,
    isolation_rule('person') || $q$ OR family = nullif(current_setting('lianxin.presented', true), '')$q$);
GRANT SELECT, INSERT, UPDATE ON session TO lianxin_app;
CALL admit_worker('session', 'SELECT, DELETE');

-- Sessions are the person's own. Whoever may write a post ends its sessions through this, which looks
-- at them as the owner and tells nothing but how many there were.
CREATE FUNCTION end_sessions_of(post uuid, at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    ended bigint;
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    UPDATE session SET ended_at = at, end_reason = 'REVOKED'
    WHERE staff_id = post AND ended_at IS NULL AND EXISTS (
        SELECT 1 FROM staff s WHERE s.id = post
          AND s.union_path >= nullif(current_setting('lianxin.path', true), '')
          AND s.union_path < nullif(current_setting('lianxin.path', true), '') || '~');
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END
$$;

-- Whoever gives out a new password could sign in with it, so all posts of the person must lie below
-- the union that gives it out. This looks at posts elsewhere and tells only whether there are any.
CREATE FUNCTION has_posts_elsewhere(post uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (
        SELECT 1 FROM staff s JOIN staff other ON other.person_id = s.person_id
        WHERE s.id = post AND other.state <> 'LEFT'
          AND (other.union_path >= nullif(current_setting('lianxin.path', true), '')
               AND other.union_path < nullif(current_setting('lianxin.path', true), '') || '~') IS NOT TRUE);
END
$$;

-- Failed sign-ins by login name, whether such a person exists or not, so that the answer is the same;
-- failed one-time codes by the address they came from.
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
