-- What a person is told (a promise falls due, a household was assigned, an application was answered),
-- and the messages that carry the number of it out of the house.

-- An id as the program makes them (UUIDv7): later ones sort after earlier ones.
CREATE FUNCTION time_id(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE
    RETURN encode(set_bit(set_bit(
        overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send((extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        52, 1), 53, 1), 'hex')::uuid;

-- One piece of news for one post. It names what happened by ids and holds no fact of it: the words are
-- composed when it is read, out of what the reader may see then. Each area brings its own kinds, so
-- the list of them is the program's. No foreign keys: none of these rows is ever deleted, and a key
-- would lock every household and every post that a morning's reminders are about.
CREATE TABLE notification (
    id             uuid PRIMARY KEY,
    staff_id       uuid NOT NULL,
    kind           text NOT NULL CHECK (kind ~ '^[A-Z]+(_[A-Z]+)*$' AND length(kind) <= 40),
    subject_id     uuid NOT NULL,
    household_id   uuid,
    about_union_id uuid,
    -- the day it is about: that of the act, or the one on which a promise is due
    day            date NOT NULL,
    created_at     timestamptz NOT NULL,
    read_at        timestamptz,
    -- when the messages for it were made
    packed_at      timestamptz,
    -- the transaction that wrote it, for telling what is new since a snapshot
    xact           xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT notification_once UNIQUE (staff_id, subject_id, kind, day)
);
CREATE INDEX notification_list ON notification (staff_id, id);
CREATE INDEX notification_unread ON notification (staff_id, id) WHERE read_at IS NULL;
CREATE INDEX notification_unpacked ON notification (id) WHERE packed_at IS NULL;
CREATE INDEX notification_order ON notification (xact, id);
-- Only the addressee reads it and notes that it was read. Nobody inserts: see tell_posts below.
CALL protect('notification',
    $q$staff_id = nullif(current_setting('lianxin.staff', true), '')::uuid$q$,
    $q$staff_id = nullif(current_setting('lianxin.staff', true), '')::uuid$q$);
GRANT SELECT, UPDATE (read_at) ON notification TO lianxin_app;
CALL admit_worker('notification', 'SELECT, INSERT, UPDATE (packed_at), DELETE');

-- Tells posts of the own subtree and of the unions above, whoever they are: the writer need not see
-- them, and learns nothing of them, nor of what they were told before. Whoever acts is not told of it.
-- News is a list of {post, kind, subject, household, union}, the last two where there are any.
CREATE FUNCTION tell_posts(news jsonb, on_day date, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    here text := nullif(current_setting('lianxin.path', true), '');
    me   uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    INSERT INTO notification (id, staff_id, kind, subject_id, household_id, about_union_id, day, created_at)
    SELECT time_id(at), s.id, t.kind, t.subject, t.household, t."union", on_day, at
    FROM jsonb_to_recordset(news) AS t (post uuid, kind text, subject uuid, household uuid, "union" uuid)
    JOIN staff s ON s.id = t.post
    WHERE s.person_id IS NOT NULL AND s.state IN ('ACTIVE','AWAY') AND s.id IS DISTINCT FROM me
      AND (starts_with(s.union_path, here) OR starts_with(here, s.union_path))
    ON CONFLICT DO NOTHING;
END
$$;

-- Tells the posts of a union that hold one of the roles; where it has none, those of the union that
-- manages it, or else of the nearest one above. Without a union: the one that is to settle the claim.
CREATE FUNCTION tell_union(target uuid, roles text[], news jsonb, on_day date, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    here   text := nullif(current_setting('lianxin.path', true), '');
    place  unions;
    chosen uuid;
BEGIN
    -- Only policies for the owner look at it, so it opens nothing to the caller.
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT u.* INTO place FROM unions u
    WHERE u.id = coalesce(target, (SELECT p.union_id FROM duplicate_pair p WHERE p.claim_id = (news->>'subject')::uuid))
      AND (starts_with(u.path, here) OR starts_with(here, u.path));
    IF NOT FOUND THEN RETURN; END IF;
    SELECT u.id INTO chosen FROM unions u
    WHERE u.path = ANY (ARRAY(SELECT left(place.path, n) FROM generate_series(5, length(place.path), 5) AS n))
      AND EXISTS (SELECT FROM staff s WHERE s.union_id = u.id AND s.person_id IS NOT NULL
                  AND s.state IN ('ACTIVE','AWAY') AND s.roles && tell_union.roles)
    ORDER BY u.id <> place.id,
        NOT EXISTS (SELECT FROM stewardship w WHERE w.union_id = place.id AND w.steward_id = u.id
                    AND w.begins_on <= on_day AND coalesce(w.ends_on >= on_day, true)),
        length(u.path) DESC
    LIMIT 1;
    PERFORM tell_posts(jsonb_agg(news || jsonb_build_object('post', s.id)), on_day, at) FROM staff s
    WHERE s.union_id = chosen AND s.roles && tell_union.roles HAVING count(*) > 0;
END
$$;
REVOKE ALL ON FUNCTION tell_posts(jsonb, date, timestamptz), tell_union(uuid, text[], jsonb, date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_posts(jsonb, date, timestamptz), tell_union(uuid, text[], jsonb, date, timestamptz) TO lianxin_app;

-- The days on which promises were looked through; whoever writes the day does it.
CREATE TABLE reminder_day (
    day     date PRIMARY KEY,
    told_at timestamptz NOT NULL
);
CALL protect('reminder_day', 'nobody', 'nobody');
CALL admit_worker('reminder_day', 'SELECT, INSERT, DELETE');
CALL admit_worker('measure', 'SELECT (id, household_id, cadre_id, due_on, state)');
CALL admit_worker('staff', 'SELECT (id, person_id, union_path, state)');

-- Which kinds a person wants outside of the product too. What stands in neither list is as it is for
-- everybody who never chose, so a kind that comes later needs no row.
CREATE TABLE notification_choice (
    person_id uuid NOT NULL REFERENCES person (id),
    channel   text NOT NULL CHECK (channel IN ('MAIL','GATEWAY')),
    pace      text NOT NULL CHECK (pace IN ('AT_ONCE','DAILY')),
    wanted    text[] NOT NULL,
    unwanted  text[] NOT NULL,
    PRIMARY KEY (person_id, channel)
);
CALL protect('notification_choice', 'person', 'person');
GRANT SELECT, INSERT, UPDATE ON notification_choice TO lianxin_app;
CALL admit_worker('notification_choice', 'SELECT');

-- Where a person gets mail, sealed; only an address that a code came back from is written to.
CREATE TABLE mail_address (
    person_id       uuid PRIMARY KEY REFERENCES person (id),
    confirmed       bytea,
    pending         bytea,
    code_digest     text,
    code_expires_at timestamptz,
    -- wrong codes entered for this one; at five it no longer confirms
    code_failures   smallint NOT NULL DEFAULT 0 CHECK (code_failures BETWEEN 0 AND 5),
    -- so that nobody has strangers written to all day long
    code_sent_at    timestamptz,
    codes_that_day  smallint NOT NULL DEFAULT 0,
    CHECK ((pending IS NULL) = (code_digest IS NULL)),
    CHECK ((pending IS NULL) = (code_expires_at IS NULL))
);
CALL protect('mail_address', 'person', 'person');
GRANT SELECT, INSERT, UPDATE ON mail_address TO lianxin_app;
CALL admit_worker('mail_address', 'SELECT (person_id, confirmed)');
CALL admit_worker('person', 'SELECT (id, login)');

-- Messages on their way out. They say how much is new, never what.
CREATE TABLE outbox_message (
    id               uuid PRIMARY KEY,
    person_id        uuid NOT NULL REFERENCES person (id),
    channel          text NOT NULL CHECK (channel IN ('MAIL','GATEWAY')),
    purpose          text NOT NULL CHECK (purpose IN ('NEWS','MAIL_CODE')),
    notification_ids uuid[] NOT NULL DEFAULT '{}',
    -- of a MAIL_CODE: address and code, sealed; gone once it has ended
    sealed           bytea,
    state            text NOT NULL CHECK (state IN ('PENDING','SENT','FAILED','DROPPED')),
    -- attempts begun so far
    attempts         smallint NOT NULL DEFAULT 0,
    next_attempt_at  timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    -- what kind of fault the last attempt met
    fault            text,
    CHECK ((state = 'PENDING') = (ended_at IS NULL)),
    CHECK ((purpose = 'MAIL_CODE' AND state = 'PENDING') = (sealed IS NOT NULL))
);
-- News that nobody has begun to send takes more news in.
CREATE UNIQUE INDEX outbox_message_open ON outbox_message (person_id, channel)
    WHERE purpose = 'NEWS' AND state = 'PENDING' AND attempts = 0;
CREATE INDEX outbox_message_due ON outbox_message (next_attempt_at, id) WHERE state = 'PENDING';
CREATE INDEX outbox_message_ended ON outbox_message (ended_at) WHERE state <> 'PENDING';
-- A person has a code sent to themselves and can do nothing else here.
CALL protect('outbox_message', 'nobody', isolation_rule('person') || $q$ AND purpose = 'MAIL_CODE'$q$);
GRANT INSERT ON outbox_message TO lianxin_app;
CALL admit_worker('outbox_message', 'SELECT, INSERT, UPDATE, DELETE');
