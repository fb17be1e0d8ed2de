-- Delegation (委托, notice §4.2): a rights case given into the hands of a legal-aid partner by the mandate of its workers.
--
-- The partner never reads the case. What it is given is written down here when it is given, so that what a firm was
-- told can be shown for ever: at the offer what it needs to judge of conflicts and work, after its acceptance the names,
-- the facts and the files, until the delegation ends. Rows are written by functions of the owner, as those of a case.

CREATE SEQUENCE delegation_number;

CREATE TABLE delegation (
    id                uuid PRIMARY KEY,
    case_id           uuid NOT NULL REFERENCES rights_case (id),
    union_id          uuid NOT NULL,
    union_path        text COLLATE "C" NOT NULL,
    partner_id        uuid NOT NULL REFERENCES partner (id),
    -- who has it in hand, since it was accepted
    lawyer_id         uuid,
    number            text NOT NULL UNIQUE,
    -- as the union is called that delegates, and as the partner is
    by_name           text NOT NULL,
    partner_name      text NOT NULL,
    kind              text NOT NULL CHECK (kind IN ('LITIGATION','NON_LITIGATION','MEDIATION','ARBITRATION')),
    authority         text NOT NULL CHECK (authority IN ('GENERAL','SPECIAL')),
    powers            text[] NOT NULL CHECK (powers <@ ARRAY['CHANGE_CLAIMS','SETTLE','APPEAL','COUNTERCLAIM','ENFORCE','RECEIVE_MONEY']),
    state             text NOT NULL CHECK (state IN ('DRAFT','OFFERED','ACCEPTED','IN_PROGRESS','CONCLUDED','DECLINED','RESIGNED','REVOKED')),
    -- the case as it was offered
    case_number       text NOT NULL,
    case_kind         text NOT NULL,
    label             text NOT NULL CHECK (label LIKE '%*%'),
    workers_concerned integer NOT NULL,
    employer_name     text,
    place_code        text NOT NULL,
    place_text        text,
    claimed_fen       bigint NOT NULL,
    answer_by         date NOT NULL,
    offered_on        date,
    answered_on       date,
    ended_on          date,
    result            text CHECK (result IN ('SETTLED','WON','LOST','WITHDRAWN')),
    awarded_fen       bigint CHECK (awarded_fen >= 0),
    outcome           text,
    satisfaction      text CHECK (satisfaction IN ('SATISFIED','FAIR','DISSATISFIED','UNREACHED')),
    created_by        uuid NOT NULL REFERENCES staff (id),
    created_at        timestamptz NOT NULL,
    version           integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    FOREIGN KEY (lawyer_id, partner_id) REFERENCES lawyer (id, partner_id),
    -- what hangs on it says the same of whose it is
    UNIQUE (id, case_id, partner_id, union_id, union_path),
    CHECK ((authority = 'SPECIAL') = (powers <> '{}')),
    CHECK ((state IN ('CONCLUDED','DECLINED','RESIGNED','REVOKED')) = (ended_on IS NOT NULL)),
    CHECK (state IN ('DRAFT','REVOKED') OR offered_on IS NOT NULL),
    CHECK ((state = 'CONCLUDED') = (result IS NOT NULL)),
    CHECK (state NOT IN ('ACCEPTED','IN_PROGRESS','CONCLUDED','RESIGNED') OR num_nonnulls(lawyer_id, answered_on) = 2),
    CHECK (satisfaction IS NULL OR state = 'CONCLUDED')
);
CREATE UNIQUE INDEX delegation_open ON delegation (case_id) WHERE ended_on IS NULL;
CREATE INDEX delegation_case ON delegation (case_id, id);
CREATE INDEX delegation_tenant ON delegation (union_path, id);
CREATE INDEX delegation_union ON delegation (union_id, union_path, id);
CREATE INDEX delegation_partner ON delegation (partner_id, id);
CREATE INDEX delegation_lawyer ON delegation (lawyer_id, id) WHERE lawyer_id IS NOT NULL;
CREATE INDEX delegation_living ON delegation (partner_id, lawyer_id) WHERE ended_on IS NULL AND offered_on IS NOT NULL;
CREATE INDEX delegation_creator ON delegation (created_by);
CALL protect('delegation', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR ' || isolation_rule('partner')
    || $q$ AND offered_on IS NOT NULL AND current_setting('lianxin.lawyer', true) IN ('*', lawyer_id::text)
       OR shares_case(case_id)$q$, 'nobody');
GRANT SELECT ON delegation TO lianxin_app;

-- Whether a person of a partner sees a delegation at all; and whether it is in the partner's hands now, so that what it
-- is about may be read; and whether an own union handles its case and still writes the draft.
CREATE FUNCTION sees_delegation(of_delegation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM delegation WHERE id = of_delegation AND offered_on IS NOT NULL
        AND partner_id = nullif(current_setting('lianxin.partner', true), '')::uuid
        AND current_setting('lianxin.lawyer', true) IN ('*', lawyer_id::text));
END
$$;
CREATE FUNCTION works_on(of_delegation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM delegation WHERE id = of_delegation AND state IN ('ACCEPTED','IN_PROGRESS')
        AND partner_id = nullif(current_setting('lianxin.partner', true), '')::uuid
        AND current_setting('lianxin.lawyer', true) IN ('*', lawyer_id::text));
END
$$;
CREATE FUNCTION drafts_delegation(of_delegation uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM delegation d JOIN rights_case c ON c.id = d.case_id WHERE d.id = of_delegation AND d.state = 'DRAFT'
        AND coalesce(c.handler_id, c.union_id) = ANY (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[]));
END
$$;
REVOKE ALL ON FUNCTION sees_delegation(uuid), works_on(uuid), drafts_delegation(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sees_delegation(uuid), works_on(uuid), drafts_delegation(uuid) TO lianxin_app;

-- What the partner is told, once it has accepted.
CREATE TABLE delegation_private (
    delegation_id uuid PRIMARY KEY,
    case_id       uuid NOT NULL,
    partner_id    uuid NOT NULL,
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    brief         text NOT NULL,
    claim         text NOT NULL,
    -- a natural person who owes
    respondent    text,
    -- who at the union can be asked
    contact       text NOT NULL,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    FOREIGN KEY (delegation_id, case_id, partner_id, union_id, union_path) REFERENCES delegation (id, case_id, partner_id, union_id, union_path)
        ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX delegation_private_case ON delegation_private (case_id);
CREATE INDEX delegation_private_partner ON delegation_private (partner_id);
CREATE INDEX delegation_private_union ON delegation_private (union_id, union_path);
CALL protect('delegation_private', isolation_rule('names') || ' OR names_case(case_id) OR (' || isolation_rule('subtree') || ') AND opened(case_id) OR '
    || isolation_rule('partner') || ' AND works_on(delegation_id)', 'drafts_delegation(delegation_id)');
GRANT SELECT, INSERT, UPDATE ON delegation_private TO lianxin_app;

-- The workers who gave the mandate (委托书), and its signed copies. The worker of the case is no key: a case that is
-- changed writes its workers anew.
CREATE TABLE delegation_worker (
    id             uuid PRIMARY KEY,
    delegation_id  uuid NOT NULL,
    case_id        uuid NOT NULL,
    partner_id     uuid NOT NULL,
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    position       smallint NOT NULL,
    worker_id      uuid NOT NULL,
    name           text NOT NULL,
    -- sealed by the application
    id_number      bytea,
    phone          bytea,
    signed_on      date,
    signed_copy_id uuid REFERENCES attachment (id),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    FOREIGN KEY (delegation_id, case_id, partner_id, union_id, union_path) REFERENCES delegation (id, case_id, partner_id, union_id, union_path)
        ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX delegation_worker_once ON delegation_worker (delegation_id, worker_id);
CREATE INDEX delegation_worker_case ON delegation_worker (case_id);
CREATE INDEX delegation_worker_partner ON delegation_worker (partner_id);
CREATE INDEX delegation_worker_copy ON delegation_worker (signed_copy_id) WHERE signed_copy_id IS NOT NULL;
CREATE INDEX delegation_worker_union ON delegation_worker (union_id, union_path);
CALL protect('delegation_worker', isolation_rule('names') || ' OR names_case(case_id) OR (' || isolation_rule('subtree') || ') AND opened(case_id) OR '
    || isolation_rule('partner') || ' AND works_on(delegation_id)', 'drafts_delegation(delegation_id)');
GRANT SELECT, INSERT, DELETE ON delegation_worker TO lianxin_app;

-- The files of the case that a partner was given, and those that it has added.
CREATE TABLE delegation_document (
    delegation_id uuid NOT NULL,
    attachment_id uuid NOT NULL REFERENCES attachment (id),
    case_id       uuid NOT NULL,
    partner_id    uuid NOT NULL,
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    from_partner  boolean NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (delegation_id, attachment_id),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    FOREIGN KEY (delegation_id, case_id, partner_id, union_id, union_path) REFERENCES delegation (id, case_id, partner_id, union_id, union_path)
        ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX delegation_document_attachment ON delegation_document (attachment_id);
CREATE INDEX delegation_document_case ON delegation_document (case_id);
CREATE INDEX delegation_document_partner ON delegation_document (partner_id);
CREATE INDEX delegation_document_union ON delegation_document (union_id, union_path);
CALL protect('delegation_document', isolation_rule('names') || ' OR names_case(case_id) OR (' || isolation_rule('subtree') || ') AND opened(case_id) OR '
    || isolation_rule('partner') || ' AND works_on(delegation_id)', 'drafts_delegation(delegation_id)');
GRANT SELECT, INSERT, DELETE ON delegation_document TO lianxin_app;

-- The way of a delegation. Both sides and the unions above read it, so its words name nobody.
CREATE TABLE delegation_event (
    delegation_id uuid NOT NULL,
    number        integer NOT NULL CHECK (number > 0),
    case_id       uuid NOT NULL,
    partner_id    uuid NOT NULL,
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    step          text NOT NULL,
    from_state    text NOT NULL,
    to_state      text NOT NULL,
    -- who did it: somebody of a union or of the partner, and as that one is called
    staff_id      uuid REFERENCES staff (id),
    lawyer_id     uuid REFERENCES lawyer (id),
    actor_name    text NOT NULL,
    at            timestamptz NOT NULL,
    words         text,
    PRIMARY KEY (delegation_id, number),
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    FOREIGN KEY (delegation_id, case_id, partner_id, union_id, union_path) REFERENCES delegation (id, case_id, partner_id, union_id, union_path)
        ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX delegation_event_case ON delegation_event (case_id);
CREATE INDEX delegation_event_partner ON delegation_event (partner_id);
CREATE INDEX delegation_event_staff ON delegation_event (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX delegation_event_lawyer ON delegation_event (lawyer_id) WHERE lawyer_id IS NOT NULL;
CREATE INDEX delegation_event_union ON delegation_event (union_id, union_path);
CALL protect('delegation_event', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR ' || isolation_rule('partner')
    || ' AND sees_delegation(delegation_id) OR shares_case(case_id)', 'nobody');
GRANT SELECT ON delegation_event TO lianxin_app;

-- Dates at courts, tribunals and mediations (开庭日程).
CREATE TABLE hearing (
    id            uuid PRIMARY KEY,
    delegation_id uuid NOT NULL,
    case_id       uuid NOT NULL,
    partner_id    uuid NOT NULL,
    union_id      uuid NOT NULL,
    union_path    text COLLATE "C" NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('FILING','ARBITRATION','COURT','MEDIATION','OTHER')),
    state         text NOT NULL CHECK (state IN ('PLANNED','HELD','CANCELLED')),
    starts_at     timestamptz NOT NULL,
    minutes       integer NOT NULL CHECK (minutes BETWEEN 5 AND 1440),
    venue         text NOT NULL,
    note          text,
    result        text,
    created_at    timestamptz NOT NULL,
    -- the last change, as a calendar asks for it
    changed_at    timestamptz NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    FOREIGN KEY (delegation_id, case_id, partner_id, union_id, union_path) REFERENCES delegation (id, case_id, partner_id, union_id, union_path)
        ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX hearing_delegation ON hearing (delegation_id, starts_at, id);
CREATE INDEX hearing_case ON hearing (case_id);
CREATE INDEX hearing_partner ON hearing (partner_id, starts_at, id);
CREATE INDEX hearing_union ON hearing (union_id, starts_at, id);
CREATE INDEX hearing_tenant ON hearing (union_id, union_path);
CALL protect('hearing', isolation_rule('subtree') || ' OR ' || isolation_rule('own') || ' OR ' || isolation_rule('partner')
    || ' AND sees_delegation(delegation_id) OR shares_case(case_id)', 'nobody');
GRANT SELECT ON hearing TO lianxin_app;

-- Files of a case are also added by the partner that has it in hand, which reads those that it was given.
ALTER TABLE attachment ALTER COLUMN created_by DROP NOT NULL;
ALTER TABLE attachment ADD COLUMN lawyer_id uuid REFERENCES lawyer (id);
ALTER TABLE attachment ADD CHECK (num_nonnulls(created_by, lawyer_id) = 1);
ALTER TABLE attachment ADD CHECK (lawyer_id IS NULL OR case_id IS NOT NULL);
CREATE INDEX attachment_lawyer ON attachment (lawyer_id) WHERE lawyer_id IS NOT NULL;
CREATE FUNCTION was_given(of_attachment uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN EXISTS (SELECT FROM delegation_document d WHERE d.attachment_id = of_attachment
        AND d.partner_id = nullif(current_setting('lianxin.partner', true), '')::uuid AND works_on(d.delegation_id));
END
$$;
REVOKE ALL ON FUNCTION was_given(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION was_given(uuid) TO lianxin_app;
DO $$
DECLARE
    shared text := ' OR case_id IS NOT NULL AND shares_case(case_id)';
    named  text := ' OR case_id IS NOT NULL AND (names_case(case_id) OR (' || isolation_rule('subtree') || ') AND opened(case_id))';
    given  text := $q$ OR case_id IS NOT NULL AND nullif(current_setting('lianxin.partner', true), '') IS NOT NULL AND was_given($q$;
BEGIN
    EXECUTE format('ALTER POLICY reads ON attachment USING ((%s)%s%sid))', isolation_rule('subtree'), shared, given);
    EXECUTE format('ALTER POLICY reads ON attachment_private USING (%s OR (%s AND opened(household_id))%s%sattachment_id))',
        isolation_rule('names'), isolation_rule('subtree'), named, given);
END $$;

-- Somebody of a partner may have led a case on: then no post of a union did.
ALTER TABLE rights_event ALTER COLUMN staff_id DROP NOT NULL;

-- The steps of a case, with those that a delegation takes of it. While it is in the partner's hands the union does not
-- end it: it revokes first, or waits for the partner's conclusion.
CREATE OR REPLACE FUNCTION rights_transitions() RETURNS TABLE (step text, from_states text[], to_state text, side text)
LANGUAGE sql IMMUTABLE AS $$
VALUES
    ('REPORT',     '{}'::text[],                                                      'REPORTED',     'HOME'),
    ('EDIT',       '{REPORTED,ACCEPTED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN}', NULL,     'EITHER'),
    ('ACCEPT',     '{REPORTED}',                                                      'ACCEPTED',     'HOME'),
    ('REFUSE',     '{REPORTED,ACCEPTED}',                                             'REFUSED',      'HOME'),
    ('NOTE',       '{REPORTED,ACCEPTED,REFERRED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN}', NULL, 'EITHER'),
    ('REFER',      '{REPORTED,ACCEPTED,COORDINATING}',                                'REFERRED',     'HOME'),
    ('RECEIVE',    '{REFERRED}',                                                      NULL,           'TARGET'),
    ('TAKE',       '{REFERRED}',                                                      'ACCEPTED',     'TARGET'),
    ('RETURN',     '{REFERRED,ACCEPTED,COORDINATING}',                                'ACCEPTED',     'TARGET'),
    ('RECALL',     '{REFERRED,ACCEPTED,COORDINATING,DELEGATED}',                      'ACCEPTED',     'HOME'),
    ('FINISH',     '{SETTLED,WON,LOST,WITHDRAWN}',                                    NULL,           'TARGET'),
    ('COORDINATE', '{ACCEPTED,COORDINATING}',                                         'COORDINATING', 'HANDLER'),
    ('ANSWER',     '{ACCEPTED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN}',    NULL,           'HANDLER'),
    ('DELEGATE',   '{ACCEPTED,COORDINATING}',                                         'DELEGATED',    'HANDLER'),
    ('REGAIN',     '{DELEGATED}',                                                     'ACCEPTED',     'HANDLER'),
    ('SETTLE',     '{ACCEPTED,COORDINATING}',                                         'SETTLED',      'HANDLER'),
    ('WIN',        '{ACCEPTED,COORDINATING}',                                         'WON',          'HANDLER'),
    ('LOSE',       '{ACCEPTED,COORDINATING}',                                         'LOST',         'HANDLER'),
    ('WITHDRAW',   '{REPORTED,ACCEPTED,COORDINATING}',                                'WITHDRAWN',    'HANDLER'),
    ('RECOVER',    '{ACCEPTED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN,CLOSED}', NULL,       'EITHER'),
    ('CORRECT',    '{ACCEPTED,COORDINATING,DELEGATED,SETTLED,WON,LOST,WITHDRAWN,CLOSED}', NULL,       'EITHER'),
    ('CONTINUE',   '{SETTLED,WON,LOST,WITHDRAWN,REFUSED,CLOSED}',                     'ACCEPTED',     'HANDLER'),
    ('CLOSE',      '{SETTLED,WON,LOST,WITHDRAWN}',                                    'CLOSED',       'HOME')
$$;

-- Those of a delegation, as `rules/step.rs` has them, and whose they are: UNION, which handles the case; PARTNER, which
-- it was offered to; EITHER of the two.
CREATE FUNCTION delegation_transitions() RETURNS TABLE (step text, from_states text[], to_state text, side text)
LANGUAGE sql IMMUTABLE AS $$
VALUES
    ('DRAFT',    '{}'::text[],                           'DRAFT',       'UNION'),
    ('EDIT',     '{DRAFT}',                              NULL,          'UNION'),
    ('OFFER',    '{DRAFT}',                              'OFFERED',     'UNION'),
    ('ACCEPT',   '{OFFERED}',                            'ACCEPTED',    'PARTNER'),
    ('DECLINE',  '{OFFERED}',                            'DECLINED',    'PARTNER'),
    ('APPOINT',  '{ACCEPTED,IN_PROGRESS}',               NULL,          'PARTNER'),
    ('PROGRESS', '{ACCEPTED,IN_PROGRESS}',               'IN_PROGRESS', 'PARTNER'),
    ('HEARING',  '{ACCEPTED,IN_PROGRESS}',               'IN_PROGRESS', 'EITHER'),
    ('DOCUMENT', '{ACCEPTED,IN_PROGRESS}',               NULL,          'PARTNER'),
    ('SHARE',    '{OFFERED,ACCEPTED,IN_PROGRESS}',       NULL,          'UNION'),
    ('MESSAGE',  '{OFFERED,ACCEPTED,IN_PROGRESS}',       NULL,          'EITHER'),
    ('CONCLUDE', '{ACCEPTED,IN_PROGRESS}',               'CONCLUDED',   'PARTNER'),
    ('RESIGN',   '{ACCEPTED,IN_PROGRESS}',               'RESIGNED',    'PARTNER'),
    ('REVOKE',   '{DRAFT,OFFERED,ACCEPTED,IN_PROGRESS}', 'REVOKED',     'UNION'),
    ('RATE',     '{CONCLUDED}',                          NULL,          'UNION')
$$;

-- What a delegation counts for now: one that was never offered counts for nothing.
CREATE FUNCTION delegation_cells(d delegation) RETURNS TABLE (measure text, dimension text, key text, value bigint)
LANGUAGE sql IMMUTABLE AS $$
    SELECT * FROM (VALUES ('RIGHTS_DELEGATIONS', '', '', 1::bigint), ('RIGHTS_DELEGATIONS', 'DELEGATION_STATE', d.state, 1)) AS cell
    WHERE d.offered_on IS NOT NULL
$$;
CREATE FUNCTION count_delegation(d delegation, was delegation, at timestamptz) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO stat_delta (id, union_id, union_path, measure, dimension, key, value)
    SELECT time_id(at), d.union_id, d.union_path, measure, dimension, key, sum(value)::bigint FROM (
        SELECT * FROM delegation_cells(d) UNION ALL SELECT measure, dimension, key, -value FROM delegation_cells(was)) AS cell
    GROUP BY measure, dimension, key HAVING sum(value) <> 0
$$;

-- Writes down what was done with a delegation, by whoever calls.
CREATE FUNCTION note_delegation(d delegation, what text, was text, at timestamptz, words text) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
    INSERT INTO delegation_event (delegation_id, number, case_id, partner_id, union_id, union_path, step, from_state, to_state,
                                  staff_id, lawyer_id, actor_name, at, words)
    SELECT d.id, coalesce((SELECT max(e.number) FROM delegation_event e WHERE e.delegation_id = d.id), 0) + 1, d.case_id, d.partner_id,
           d.union_id, d.union_path, what, was, d.state, s.id, l.id, coalesce(l.name, u.name, d.by_name), at, words
    FROM (SELECT) AS one
    LEFT JOIN staff s ON s.id = nullif(current_setting('lianxin.staff', true), '')::uuid
    LEFT JOIN unions u ON u.id = s.union_id
    LEFT JOIN lawyer l ON s.id IS NULL AND l.person_id = nullif(current_setting('lianxin.person', true), '')::uuid
$$;

-- Leads a case on because of what became of its delegation.
CREATE FUNCTION lead_case(of_case uuid, d delegation, what text, at timestamptz, words text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    c      rights_case;
    was    text;
    before jsonb;
    leads  text;
BEGIN
    SELECT * INTO STRICT c FROM rights_case WHERE id = of_case;
    SELECT to_state INTO STRICT leads FROM rights_transitions() AS t WHERE t.step = what AND c.state = ANY (t.from_states);
    SELECT jsonb_agg(cell) INTO before FROM rights_cells(c) AS cell;
    was := c.state;
    UPDATE rights_case SET state = leads, version = version + 1 WHERE id = c.id RETURNING * INTO c;
    INSERT INTO rights_event (case_id, number, union_id, union_path, step, from_state, to_state, actor_union_id, actor_name, staff_id, at, words)
    SELECT c.id, coalesce((SELECT max(e.number) FROM rights_event e WHERE e.case_id = c.id), 0) + 1, c.union_id, c.union_path, what, was, c.state,
           coalesce(c.handler_id, c.union_id), CASE WHEN s.id IS NULL THEN d.partner_name ELSE u.name END, s.id, at, words
    FROM unions u LEFT JOIN staff s ON s.id = nullif(current_setting('lianxin.staff', true), '')::uuid
    WHERE u.id = coalesce(c.handler_id, c.union_id);
    PERFORM count_rights(c.id, coalesce(before, '[]'), at);
END
$$;

-- The delegation that a step is about with its case, both held, and where it leads. Who has no part in it is told the
-- same as who saw an older state.
CREATE FUNCTION hold_delegation(of_delegation uuid, seen integer, what text, OUT d delegation, OUT leads_to text)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    own     uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    partner uuid := nullif(current_setting('lianxin.partner', true), '')::uuid;
    c       rights_case;
    way     record;
    mine    boolean;
BEGIN
    SELECT * INTO STRICT way FROM delegation_transitions() WHERE step = what;
    -- The case first, as its own steps do.
    SELECT k.* INTO c FROM rights_case k WHERE k.id = (SELECT case_id FROM delegation WHERE id = of_delegation) FOR NO KEY UPDATE;
    SELECT * INTO d FROM delegation WHERE id = of_delegation FOR NO KEY UPDATE;
    mine := (CASE WHEN partner IS NULL THEN coalesce(c.handler_id, c.union_id) = ANY (own) ELSE sees_delegation(of_delegation) END);
    IF mine IS NOT TRUE OR d.version <> coalesce(seen, d.version) OR d.state <> ALL (way.from_states) THEN
        RAISE EXCEPTION 'the delegation was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    IF way.side = (CASE WHEN partner IS NULL THEN 'PARTNER' ELSE 'UNION' END) THEN
        RAISE EXCEPTION 'this step is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    leads_to := coalesce(way.to_state, d.state);
END
$$;

-- Refuses a partner that does not act in this matter.
CREATE FUNCTION refuse_conflict(of_partner uuid, of_case uuid) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF EXISTS (SELECT FROM rights_case c JOIN employer e ON e.id = c.employer_id JOIN partner_conflict p ON p.partner_id = of_partner
               AND (p.credit_code = e.credit_code OR p.name = e.name) WHERE c.id = of_case) THEN
        RAISE EXCEPTION 'the partner does not act in this matter' USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_conflict';
    END IF;
END
$$;

-- Writes a draft: a new one of a case that an own union handles (`seen` is null), or one at the version that was seen.
CREATE FUNCTION write_delegation(of_delegation uuid, seen integer, of_case uuid, f jsonb, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own  uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    held record;
    c    rights_case;
    d    delegation;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    IF seen IS NULL THEN
        SELECT * INTO c FROM rights_case WHERE id = of_case FOR NO KEY UPDATE;
        IF (coalesce(c.handler_id, c.union_id) = ANY (own)) IS NOT TRUE OR c.state NOT IN ('ACCEPTED','COORDINATING') THEN
            RAISE EXCEPTION 'the case was changed meanwhile' USING ERRCODE = 'serialization_failure';
        END IF;
        INSERT INTO delegation (id, case_id, union_id, union_path, partner_id, number, by_name, partner_name, kind, authority, powers, state,
                                case_number, case_kind, label, workers_concerned, employer_name, place_code, place_text, claimed_fen,
                                answer_by, created_by, created_at)
        SELECT of_delegation, c.id, c.union_id, c.union_path, p.id, 'WT' || lpad(nextval('delegation_number')::text, 6, '0'), u.name, p.name,
               f ->> 'kind', f ->> 'authority', ARRAY (SELECT jsonb_array_elements_text(f -> 'powers')), 'DRAFT',
               c.number, c.kind, c.label, c.workers_concerned, e.name, c.place_code, c.place_text, c.claimed_fen,
               (f ->> 'answer_by')::date, nullif(current_setting('lianxin.staff', true), '')::uuid, at
        FROM unions u CROSS JOIN partner p LEFT JOIN employer e ON e.id = c.employer_id
        WHERE u.id = coalesce(c.handler_id, c.union_id) AND p.id = (f ->> 'partner_id')::uuid
        RETURNING * INTO STRICT d;
        PERFORM note_delegation(d, 'DRAFT', 'DRAFT', at, NULL);
    ELSE
        SELECT * INTO held FROM hold_delegation(of_delegation, seen, 'EDIT');
        UPDATE delegation SET partner_id = p.id, partner_name = p.name, kind = f ->> 'kind', authority = f ->> 'authority',
            powers = ARRAY (SELECT jsonb_array_elements_text(f -> 'powers')), answer_by = (f ->> 'answer_by')::date, version = delegation.version + 1
        FROM partner p WHERE delegation.id = of_delegation AND p.id = (f ->> 'partner_id')::uuid;
    END IF;
END
$$;

-- Dates that have not come are off when a delegation ends.
CREATE FUNCTION call_off_hearings(of_delegation uuid, at timestamptz, words text) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
    UPDATE hearing SET state = 'CANCELLED', result = words, changed_at = at, version = version + 1
    WHERE delegation_id = of_delegation AND state = 'PLANNED' AND starts_at > at
$$;

-- Takes a step of a delegation. `f` holds what it needs: who has it in hand, the result, the satisfaction.
CREATE FUNCTION step_delegation(of_delegation uuid, seen integer, what text, day date, at timestamptz, words text, f jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    held record;
    was  delegation;
    d    delegation;
BEGIN
    IF what IN ('DRAFT','EDIT','HEARING','DOCUMENT','SHARE') THEN
        RAISE EXCEPTION '% has a function of its own', what USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO held FROM hold_delegation(of_delegation, seen, what);
    was := held.d;
    d := held.d;
    d.state := held.leads_to;
    IF d.state IN ('CONCLUDED','DECLINED','RESIGNED','REVOKED') AND was.state <> d.state THEN
        d.ended_on := day;
    END IF;
    CASE what
    WHEN 'OFFER' THEN
        IF NOT EXISTS (SELECT FROM partner WHERE id = d.partner_id AND state = 'ACTIVE') THEN
            RAISE EXCEPTION 'the partner takes nothing now' USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_partner';
        END IF;
        IF NOT EXISTS (SELECT FROM delegation_worker WHERE delegation_id = d.id)
           OR EXISTS (SELECT FROM delegation_worker WHERE delegation_id = d.id AND num_nonnulls(signed_on, signed_copy_id) < 2) THEN
            RAISE EXCEPTION 'a worker gave no mandate' USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_mandate';
        END IF;
        PERFORM refuse_conflict(d.partner_id, d.case_id);
        SELECT c.kind, c.label, c.workers_concerned, e.name, c.place_code, c.place_text, c.claimed_fen
        INTO STRICT d.case_kind, d.label, d.workers_concerned, d.employer_name, d.place_code, d.place_text, d.claimed_fen
        FROM rights_case c LEFT JOIN employer e ON e.id = c.employer_id WHERE c.id = d.case_id;
        d.offered_on := day;
    WHEN 'ACCEPT', 'APPOINT' THEN
        IF what = 'ACCEPT' THEN
            PERFORM refuse_conflict(d.partner_id, d.case_id);
            d.answered_on := day;
        END IF;
        d.lawyer_id := (f ->> 'lawyer_id')::uuid;
        IF current_setting('lianxin.lawyer', true) <> '*'
           OR NOT EXISTS (SELECT FROM lawyer WHERE id = d.lawyer_id AND partner_id = d.partner_id AND state = 'ACTIVE') THEN
            RAISE EXCEPTION 'this person is not there' USING ERRCODE = 'check_violation', CONSTRAINT = 'delegation_lawyer';
        END IF;
    WHEN 'DECLINE' THEN
        d.answered_on := day;
    WHEN 'CONCLUDE' THEN
        d.result := f ->> 'result';
        d.awarded_fen := (f ->> 'awarded_fen')::bigint;
        d.outcome := words;
    WHEN 'RATE' THEN
        d.satisfaction := f ->> 'satisfaction';
    ELSE
        NULL;
    END CASE;
    UPDATE delegation SET state = d.state, lawyer_id = d.lawyer_id, offered_on = d.offered_on, answered_on = d.answered_on, ended_on = d.ended_on,
        result = d.result, awarded_fen = d.awarded_fen, outcome = d.outcome, satisfaction = d.satisfaction, case_kind = d.case_kind,
        label = d.label, workers_concerned = d.workers_concerned, employer_name = d.employer_name, place_code = d.place_code,
        place_text = d.place_text, claimed_fen = d.claimed_fen, version = version + 1
    WHERE id = d.id RETURNING * INTO d;
    PERFORM note_delegation(d, what, was.state, at, words), count_delegation(d, was, at);
    IF d.ended_on IS NOT NULL AND was.ended_on IS NULL THEN
        PERFORM call_off_hearings(d.id, at, words);
    END IF;
    IF what = 'OFFER' THEN
        PERFORM lead_case(d.case_id, d, 'DELEGATE', at, d.partner_name);
    ELSIF d.ended_on IS NOT NULL AND was.ended_on IS NULL AND was.offered_on IS NOT NULL THEN
        PERFORM lead_case(d.case_id, d, 'REGAIN', at, words);
    END IF;
END
$$;

-- Ends what is open of the delegations of a case because the case goes another way.
CREATE FUNCTION end_delegations(of_case uuid, day date, at timestamptz, words text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    was delegation;
    d   delegation;
BEGIN
    FOR was IN SELECT * FROM delegation WHERE case_id = of_case AND ended_on IS NULL FOR NO KEY UPDATE LOOP
        UPDATE delegation SET state = 'REVOKED', ended_on = day, version = version + 1 WHERE id = was.id RETURNING * INTO d;
        PERFORM note_delegation(d, 'REVOKE', was.state, at, words), count_delegation(d, was, at), call_off_hearings(d.id, at, words);
    END LOOP;
END
$$;

-- The case that a step is about, held, and where it leads: who has no part in it learns nothing of it.
CREATE OR REPLACE FUNCTION hold_rights_case(of_case uuid, seen integer, what text, OUT c rights_case, OUT acting uuid, OUT leads_to text)
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    own uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    way record;
BEGIN
    SELECT * INTO c FROM rights_case WHERE id = of_case FOR NO KEY UPDATE;
    SELECT * INTO STRICT way FROM rights_transitions() WHERE step = what;
    -- First of all, and the same for who has no part in the case: another's step may just have ended that part.
    IF (c.union_id = ANY (own) OR c.shared_id = ANY (own)) IS NOT TRUE OR c.version <> seen OR c.state <> ALL (way.from_states) THEN
        RAISE EXCEPTION 'the case was changed meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    acting := CASE way.side
        WHEN 'HOME' THEN c.union_id
        WHEN 'TARGET' THEN c.shared_id
        WHEN 'HANDLER' THEN coalesce(c.handler_id, c.union_id)
        ELSE CASE WHEN c.union_id = ANY (own) THEN c.union_id ELSE c.handler_id END END;
    IF acting = ANY (own) IS NOT TRUE
       -- Who gave it away does not decide it; who was only asked does not change it.
       OR what IN ('ACCEPT','REFUSE','REFER','CLOSE') AND c.shared_id IS NOT NULL
       OR what IN ('RECALL','RETURN') AND c.shared_id IS NULL THEN
        RAISE EXCEPTION 'this step is not the caller''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    leads_to := coalesce(way.to_state, c.state);
END
$$;

-- Takes a step of a case, as before; where somebody else goes on with it, or it is over, nothing stays with a partner.
CREATE OR REPLACE FUNCTION step_rights_case(of_case uuid, seen integer, what text, day date, at timestamptz, words text, f jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    me       uuid := nullif(current_setting('lianxin.staff', true), '')::uuid;
    held     record;
    c        rights_case;
    was      text;
    before   jsonb;
    ends     text;
BEGIN
    IF what IN ('REPORT','EDIT','DELEGATE','REGAIN') THEN
        RAISE EXCEPTION '% has a function of its own', what USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO held FROM hold_rights_case(of_case, seen, what);
    c := held.c;
    was := c.state;
    SELECT jsonb_agg(cell) INTO before FROM rights_cells(c) AS cell;
    c.state := held.leads_to;
    CASE what
    WHEN 'ACCEPT' THEN
        c.accepted_on := day;
    WHEN 'REFUSE' THEN
        c.closed_on := day;
    WHEN 'REFER' THEN
        -- Where the worker's own union takes no part in it any more, it was accepted by giving it on.
        c.accepted_on := coalesce(c.accepted_on, day);
        INSERT INTO rights_referral (id, case_id, union_id, union_path, to_union_id, from_name, to_name, state, reason, sent_on, due_on)
        SELECT (f ->> 'referral_id')::uuid, c.id, c.union_id, c.union_path, t.id, h.name, t.name, 'SENT', words, day, (f ->> 'due_on')::date
        FROM unions h, unions t WHERE h.id = c.union_id AND t.id = (f ->> 'to_union_id')::uuid AND t.id <> h.id AND t.state = 'ACTIVE';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'this union takes no referral' USING ERRCODE = 'check_violation', CONSTRAINT = 'rights_referral_target';
        END IF;
        c.shared_id := (f ->> 'to_union_id')::uuid;
    WHEN 'RECEIVE' THEN
        UPDATE rights_referral SET state = 'RECEIVED', received_on = day WHERE case_id = c.id AND state = 'SENT';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the receipt was given already' USING ERRCODE = 'serialization_failure';
        END IF;
    WHEN 'TAKE' THEN
        c.handler_id := c.shared_id;
        UPDATE rights_referral SET state = 'TAKEN', received_on = coalesce(received_on, day) WHERE case_id = c.id AND ended_on IS NULL;
    WHEN 'SETTLE', 'WIN', 'LOSE', 'WITHDRAW' THEN
        c.result := c.state;
        c.accepted_on := coalesce(c.accepted_on, day);
        c.resolved_on := coalesce((f ->> 'on')::date, day);
        c.route := f ->> 'route';
        c.awarded_fen := (f ->> 'awarded_fen')::bigint;
        c.outcome := words;
    WHEN 'RECOVER' THEN
        INSERT INTO rights_recovery (id, case_id, union_id, union_path, on_day, amount_fen, workers, note, actor_union_id, actor_name, staff_id, recorded_at)
        SELECT (f ->> 'recovery_id')::uuid, c.id, c.union_id, c.union_path, (f ->> 'on')::date, (f ->> 'amount_fen')::bigint, (f ->> 'workers')::int,
               words, u.id, u.name, me, at
        FROM unions u WHERE u.id = held.acting;
        c.recovered_fen := c.recovered_fen + (f ->> 'amount_fen')::bigint;
    WHEN 'CORRECT' THEN
        UPDATE rights_recovery SET cancelled_on = day, reason = words
        WHERE id = (f ->> 'recovery_id')::uuid AND case_id = c.id AND cancelled_on IS NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'it was cancelled meanwhile' USING ERRCODE = 'serialization_failure';
        END IF;
        c.recovered_fen := (SELECT coalesce(sum(amount_fen), 0) FROM rights_recovery WHERE case_id = c.id AND cancelled_on IS NULL);
    WHEN 'CONTINUE' THEN
        c.accepted_on := coalesce(c.accepted_on, day);
        c.result := NULL;
        c.resolved_on := NULL;
        c.closed_on := NULL;
        c.satisfaction := NULL;
        c.route := NULL;
        c.awarded_fen := NULL;
        c.outcome := NULL;
    WHEN 'CLOSE' THEN
        c.closed_on := day;
        c.satisfaction := f ->> 'satisfaction';
    ELSE
        NULL;
    END CASE;
    IF what IN ('RETURN','RECALL','FINISH') THEN
        ends := CASE what WHEN 'RETURN' THEN 'RETURNED' WHEN 'RECALL' THEN 'RECALLED' ELSE 'DONE' END;
        UPDATE rights_referral SET state = ends, answer = words, ended_on = day WHERE case_id = c.id AND ended_on IS NULL;
        UPDATE rights_deadline SET met_on = day, version = version + 1 WHERE case_id = c.id AND rule = 'REFERRAL' AND met_on IS NULL;
        c.shared_id := NULL;
        c.handler_id := NULL;
    END IF;
    -- Whoever handled it does so no more, or it is over: nothing stays with a partner.
    IF what IN ('REFER','RETURN','RECALL','FINISH','REFUSE','CLOSE') THEN
        PERFORM end_delegations(c.id, day, at, words);
    END IF;
    c.version := c.version + 1;
    UPDATE rights_case SET state = c.state, accepted_on = c.accepted_on, resolved_on = c.resolved_on, closed_on = c.closed_on,
        awarded_fen = c.awarded_fen, recovered_fen = c.recovered_fen, result = c.result, route = c.route, outcome = c.outcome,
        satisfaction = c.satisfaction, shared_id = c.shared_id, handler_id = c.handler_id, version = c.version
    WHERE id = c.id;
    PERFORM note_rights(c, what, was, held.acting, at, words), count_rights(c.id, coalesce(before, '[]'), at);
END
$$;

-- A date: a new one of a delegation (`seen` is null), or one that is planned at the version that was seen. `what` is
-- SAVE, HOLD or CANCEL.
CREATE FUNCTION write_hearing(of_hearing uuid, seen integer, of_delegation uuid, what text, f jsonb, at timestamptz, words text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    held record;
    h    hearing;
    d    delegation;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO held FROM hold_delegation(coalesce((SELECT delegation_id FROM hearing WHERE id = of_hearing), of_delegation), NULL, 'HEARING');
    d := held.d;
    IF seen IS NULL THEN
        INSERT INTO hearing (id, delegation_id, case_id, partner_id, union_id, union_path, kind, state, starts_at, minutes, venue, note, created_at, changed_at)
        VALUES (of_hearing, d.id, d.case_id, d.partner_id, d.union_id, d.union_path, f ->> 'kind', 'PLANNED', (f ->> 'starts_at')::timestamptz,
                (f ->> 'minutes')::int, f ->> 'venue', f ->> 'note', at, at);
    ELSE
        SELECT * INTO h FROM hearing WHERE id = of_hearing FOR NO KEY UPDATE;
        IF (h.version = seen AND h.state = 'PLANNED') IS NOT TRUE THEN
            RAISE EXCEPTION 'the date was changed meanwhile' USING ERRCODE = 'serialization_failure';
        END IF;
        IF what = 'SAVE' THEN
            UPDATE hearing SET kind = f ->> 'kind', starts_at = (f ->> 'starts_at')::timestamptz, minutes = (f ->> 'minutes')::int,
                venue = f ->> 'venue', note = f ->> 'note', changed_at = at, version = version + 1 WHERE id = h.id;
        ELSE
            UPDATE hearing SET state = CASE what WHEN 'HOLD' THEN 'HELD' ELSE 'CANCELLED' END, result = words, changed_at = at, version = version + 1
            WHERE id = h.id;
        END IF;
    END IF;
    IF d.state <> held.leads_to THEN
        UPDATE delegation SET state = held.leads_to, version = version + 1 WHERE id = d.id RETURNING * INTO d;
        PERFORM count_delegation(d, held.d, at);
    END IF;
    PERFORM note_delegation(d, 'HEARING', (held.d).state, at, words);
END
$$;

-- Gives a partner more files of the case.
CREATE FUNCTION share_documents(of_delegation uuid, seen integer, ids uuid[], at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    held record;
    d    delegation;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO held FROM hold_delegation(of_delegation, seen, 'SHARE');
    d := held.d;
    INSERT INTO delegation_document (delegation_id, attachment_id, case_id, partner_id, union_id, union_path, from_partner, at)
    SELECT d.id, a.id, d.case_id, d.partner_id, d.union_id, d.union_path, false, share_documents.at
    FROM attachment a WHERE a.id = ANY (ids) AND a.case_id = d.case_id AND a.removed_at IS NULL
    ON CONFLICT DO NOTHING;
    UPDATE delegation SET version = version + 1 WHERE id = d.id;
    PERFORM note_delegation(d, 'SHARE', d.state, at, NULL);
END
$$;

-- Takes a file that a partner adds to the case which it has in hand.
CREATE FUNCTION add_delegation_file(of_attachment uuid, of_delegation uuid, f jsonb, name text, digest bytea, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    held record;
    d    delegation;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    SELECT * INTO held FROM hold_delegation(of_delegation, NULL, 'DOCUMENT');
    d := held.d;
    INSERT INTO attachment (id, union_id, union_path, case_id, kind, media_type, bytes, width, height, lawyer_id, created_at)
    SELECT of_attachment, d.union_id, d.union_path, d.case_id, f ->> 'kind', f ->> 'media_type', (f ->> 'bytes')::bigint, (f ->> 'width')::int,
           (f ->> 'height')::int, l.id, at
    FROM lawyer l WHERE l.person_id = nullif(current_setting('lianxin.person', true), '')::uuid;
    INSERT INTO attachment_private (attachment_id, case_id, union_id, union_path, file_name, digest)
    VALUES (of_attachment, d.case_id, d.union_id, d.union_path, name, digest);
    INSERT INTO delegation_document (delegation_id, attachment_id, case_id, partner_id, union_id, union_path, from_partner, at)
    VALUES (d.id, of_attachment, d.case_id, d.partner_id, d.union_id, d.union_path, true, at);
    PERFORM note_delegation(d, 'DOCUMENT', d.state, at, NULL);
END
$$;
REVOKE ALL ON FUNCTION delegation_cells(delegation), count_delegation(delegation, delegation, timestamptz),
    note_delegation(delegation, text, text, timestamptz, text), lead_case(uuid, delegation, text, timestamptz, text),
    call_off_hearings(uuid, timestamptz, text), hold_delegation(uuid, integer, text), refuse_conflict(uuid, uuid), end_delegations(uuid, date, timestamptz, text),
    write_delegation(uuid, integer, uuid, jsonb, timestamptz), step_delegation(uuid, integer, text, date, timestamptz, text, jsonb),
    write_hearing(uuid, integer, uuid, text, jsonb, timestamptz, text), share_documents(uuid, integer, uuid[], timestamptz),
    add_delegation_file(uuid, uuid, jsonb, text, bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION write_delegation(uuid, integer, uuid, jsonb, timestamptz),
    step_delegation(uuid, integer, text, date, timestamptz, text, jsonb),
    write_hearing(uuid, integer, uuid, text, jsonb, timestamptz, text), share_documents(uuid, integer, uuid[], timestamptz),
    add_delegation_file(uuid, uuid, jsonb, text, bytea, timestamptz) TO lianxin_app;

-- How much is in the hands of partners, and of their people, in the whole city: numbers, and no delegation.
CREATE FUNCTION partner_loads(ids uuid[]) RETURNS TABLE (id uuid, living bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN QUERY SELECT d.partner_id, count(*) FROM delegation d
    WHERE d.partner_id = ANY (ids) AND d.ended_on IS NULL AND d.offered_on IS NOT NULL GROUP BY d.partner_id;
END
$$;
CREATE FUNCTION lawyer_loads(ids uuid[]) RETURNS TABLE (id uuid, living bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN QUERY SELECT d.lawyer_id, count(*) FROM delegation d
    WHERE d.lawyer_id = ANY (ids) AND d.ended_on IS NULL GROUP BY d.lawyer_id;
END
$$;

-- News of a delegation goes to whoever takes cases where the case is handled, or manages that union, or at the nearest
-- above it. A partner tells nobody else.
CREATE FUNCTION tell_handler(of_delegation uuid, roles text[], kind text, on_day date, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    place  unions;
    lent   boolean;
    chosen uuid;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    IF NOT sees_delegation(of_delegation) THEN RETURN; END IF;
    SELECT u.* INTO STRICT place FROM delegation d JOIN rights_case c ON c.id = d.case_id JOIN unions u ON u.id = coalesce(c.handler_id, c.union_id)
    WHERE d.id = of_delegation;
    SELECT c.handler_id IS NOT NULL INTO STRICT lent FROM delegation d JOIN rights_case c ON c.id = d.case_id WHERE d.id = of_delegation;
    SELECT u.id INTO chosen FROM unions u
    LEFT JOIN stewardship w ON w.union_id = place.id AND w.steward_id = u.id AND w.begins_on <= on_day AND coalesce(w.ends_on >= on_day, true)
    WHERE u.path = ANY (ARRAY(SELECT left(place.path, n) FROM generate_series(5, length(place.path), 5) AS n))
      AND (NOT lent OR u.id = place.id OR w.id IS NOT NULL)
      AND EXISTS (SELECT FROM staff s WHERE s.union_id = u.id AND s.person_id IS NOT NULL
                  AND s.state IN ('ACTIVE','AWAY') AND s.roles && tell_handler.roles)
    ORDER BY u.id <> place.id, w.id IS NULL, length(u.path) DESC
    LIMIT 1;
    PERFORM put_news(jsonb_agg(jsonb_build_object('post', s.id, 'kind', tell_handler.kind, 'subject', of_delegation)), on_day, at, true)
    FROM staff s WHERE s.union_id = chosen AND s.roles && tell_handler.roles HAVING count(*) > 0;
END
$$;
REVOKE ALL ON FUNCTION partner_loads(uuid[]), lawyer_loads(uuid[]), tell_handler(uuid, text[], text, date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION partner_loads(uuid[]), lawyer_loads(uuid[]), tell_handler(uuid, text[], text, date, timestamptz) TO lianxin_app;

-- The printed power of attorney, beside letters and what is printed of households.
ALTER TABLE paper ADD COLUMN delegation_id uuid REFERENCES delegation (id);
ALTER TABLE paper DROP CONSTRAINT paper_kind_check;
ALTER TABLE paper ADD CONSTRAINT paper_kind_check CHECK (kind IN ('HOUSEHOLD_FILE','APPLICATION','NOTICE','VISIT_RECORD','RIGHTS_LETTER','POWER_OF_ATTORNEY'));
ALTER TABLE paper DROP CONSTRAINT paper_check2;
ALTER TABLE paper ADD CHECK (num_nonnulls(household_id, letter_id, delegation_id) = 1 AND (kind = 'RIGHTS_LETTER') = (letter_id IS NOT NULL)
    AND (kind = 'POWER_OF_ATTORNEY') = (delegation_id IS NOT NULL));
ALTER TABLE paper DROP CONSTRAINT paper_last;
ALTER TABLE paper ADD CONSTRAINT paper_last UNIQUE NULLS NOT DISTINCT (household_id, kind, visit_id, letter_id, delegation_id);
CREATE INDEX paper_delegation ON paper (delegation_id) WHERE delegation_id IS NOT NULL;

-- Addresses of calendars (RFC 5545): who has one reads what its maker sees of hearings, without signing in. Only the
-- digest is kept.
CREATE TABLE calendar_feed (
    id           uuid PRIMARY KEY,
    person_id    uuid NOT NULL UNIQUE REFERENCES person (id),
    staff_id     uuid REFERENCES staff (id),
    lawyer_id    uuid REFERENCES lawyer (id),
    digest       text NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL,
    last_read_on date,
    CHECK (num_nonnulls(staff_id, lawyer_id) = 1)
);
CREATE INDEX calendar_feed_staff ON calendar_feed (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX calendar_feed_lawyer ON calendar_feed (lawyer_id) WHERE lawyer_id IS NOT NULL;
CALL protect('calendar_feed', isolation_rule('person') || $q$ OR digest = nullif(current_setting('lianxin.presented', true), '')$q$, 'person');
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_feed TO lianxin_app;
