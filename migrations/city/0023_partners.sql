-- Legal-aid partners (法律援助合作机构, notice §4.2): law firms, legal-aid centres and groups of union lawyers, the people
-- who work there, and whom they do not act against. Those people sign in too, and no row of a union opens to them.

-- An account is a person's of unions or one's of a partner, never both: a code for a new password that one of the two
-- gives out would open the other.
ALTER TABLE person ADD COLUMN realm text NOT NULL DEFAULT 'UNION' CHECK (realm IN ('UNION','PARTNER'));
ALTER TABLE person ADD UNIQUE (id, realm);
ALTER TABLE staff ADD COLUMN realm text NOT NULL GENERATED ALWAYS AS ('UNION') STORED;
ALTER TABLE staff ADD FOREIGN KEY (person_id, realm) REFERENCES person (id, realm);

CREATE OR REPLACE FUNCTION isolation_rule(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT CASE kind
    -- rows of the unions the person works for (the own one and those under stewardship)
    WHEN 'own' THEN
        $q$union_id = ANY (string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[])$q$
    -- the same, for a person whose role may see names
    WHEN 'names' THEN
        $q$union_id = ANY (string_to_array(nullif(current_setting('lianxin.names', true), ''), ',')::uuid[])$q$
    -- rows of the own union and of all unions below it
    WHEN 'subtree' THEN
        $q$union_path >= nullif(current_setting('lianxin.path', true), '')
           AND union_path < nullif(current_setting('lianxin.path', true), '') || '~'$q$
    -- rows that every union of the city reads
    WHEN 'city' THEN
        $q$left(union_path, 5) = left(nullif(current_setting('lianxin.path', true), ''), 5)$q$
    -- rows about the person who asks
    WHEN 'person' THEN
        $q$person_id = nullif(current_setting('lianxin.person', true), '')::uuid$q$
    -- rows of the partner that the person works for
    WHEN 'partner' THEN
        $q$partner_id = nullif(current_setting('lianxin.partner', true), '')::uuid$q$
    -- the same, for who runs the partner's account
    WHEN 'managed' THEN
        $q$partner_id = nullif(current_setting('lianxin.manages', true), '')::uuid$q$
    WHEN 'nobody' THEN 'false'
END
$$;

-- Registered by the city's federation or a county's; every union of the city may delegate to it.
CREATE TABLE partner (
    id             uuid PRIMARY KEY,
    -- who registered it
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    union_name     text NOT NULL,
    name           text NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
    search         text NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('LAW_FIRM','LEGAL_AID_CENTRE','UNION_LAWYERS')),
    state          text NOT NULL CHECK (state IN ('ACTIVE','SUSPENDED','ENDED')),
    -- 执业许可证号
    licence_number text,
    phone          text,
    address        text,
    -- kinds of cases; none: all
    specialities   text[] NOT NULL,
    -- counties; none: the whole city
    districts      text[] NOT NULL,
    created_by     uuid NOT NULL REFERENCES staff (id),
    created_at     timestamptz NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    -- what hangs on it says the same of whose it is
    UNIQUE (id, union_id, union_path)
);
CREATE UNIQUE INDEX partner_once ON partner (name) WHERE state <> 'ENDED';
CREATE INDEX partner_search ON partner USING gin (search public.gin_trgm_ops);
CREATE INDEX partner_name ON partner (name, id);
CREATE INDEX partner_union ON partner (union_id, union_path);
CREATE INDEX partner_creator ON partner (created_by);
CALL protect('partner', isolation_rule('city') || ' OR ' || replace(isolation_rule('partner'), 'partner_id', 'id'),
    '(' || isolation_rule('own') || $q$) AND length(nullif(current_setting('lianxin.path', true), '')) <= 10$q$);
GRANT SELECT, INSERT, UPDATE ON partner TO lianxin_app;

-- Who works at a partner: lawyers, and people of its office, who have no licence.
CREATE TABLE lawyer (
    id             uuid PRIMARY KEY,
    partner_id     uuid NOT NULL,
    -- as the partner's
    union_id       uuid NOT NULL,
    union_path     text COLLATE "C" NOT NULL,
    person_id      uuid,
    realm          text NOT NULL GENERATED ALWAYS AS ('PARTNER') STORED,
    name           text NOT NULL CHECK (length(name) BETWEEN 2 AND 50),
    search         text NOT NULL,
    -- 律师执业证号
    licence_number text CHECK (licence_number ~ '^[0-9]{17}$'),
    phone          text,
    specialities   text[] NOT NULL,
    -- runs the partner's account
    admin          boolean NOT NULL,
    state          text NOT NULL CHECK (state IN ('INVITED','ACTIVE','LEFT')),
    created_at     timestamptz NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    FOREIGN KEY (partner_id, union_id, union_path) REFERENCES partner (id, union_id, union_path) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (person_id, realm) REFERENCES person (id, realm),
    UNIQUE (id, partner_id),
    CHECK (person_id IS NULL OR state <> 'INVITED')
);
CREATE UNIQUE INDEX lawyer_one_place ON lawyer (person_id);
CREATE UNIQUE INDEX lawyer_licence ON lawyer (licence_number) WHERE state <> 'LEFT';
CREATE INDEX lawyer_partner ON lawyer (partner_id, id);
CREATE INDEX lawyer_union ON lawyer (union_id, union_path);
-- The holder of an invitation is at the place that it is for, with no partner yet, and takes it up; whoever acts there
-- does not write their own place.
CALL protect('lawyer',
    isolation_rule('city') || ' OR ' || isolation_rule('partner') || ' OR ' || isolation_rule('person')
        || $q$ OR id::text = nullif(current_setting('lianxin.lawyer', true), '')$q$,
    isolation_rule('own') || ' OR ' || isolation_rule('managed') || $q$ OR id::text = nullif(current_setting('lianxin.lawyer', true), '')
        AND nullif(current_setting('lianxin.partner', true), '') IS NULL$q$);
GRANT SELECT, INSERT ON lawyer TO lianxin_app;
GRANT UPDATE (person_id, name, search, licence_number, phone, specialities, admin, state, version) ON lawyer TO lianxin_app;

-- Whom a partner does not act against (利益冲突, 律师法 art. 39): it alone reads that.
CREATE TABLE partner_conflict (
    id          uuid PRIMARY KEY,
    partner_id  uuid NOT NULL,
    -- as the partner's
    union_id    uuid NOT NULL,
    union_path  text COLLATE "C" NOT NULL,
    name        text NOT NULL CHECK (length(name) BETWEEN 2 AND 100),
    credit_code text CHECK (length(credit_code) = 18),
    created_at  timestamptz NOT NULL,
    FOREIGN KEY (union_id, union_path) REFERENCES unions (id, path) ON UPDATE CASCADE,
    FOREIGN KEY (partner_id, union_id, union_path) REFERENCES partner (id, union_id, union_path) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    UNIQUE NULLS NOT DISTINCT (partner_id, name, credit_code)
);
CREATE INDEX partner_conflict_union ON partner_conflict (union_id, union_path);
CALL protect('partner_conflict', 'partner', 'managed');
GRANT SELECT, INSERT, DELETE ON partner_conflict TO lianxin_app;

-- A sign-in acts in a post at a union or in a place at a partner; a code is for one of the two.
ALTER TABLE session ALTER COLUMN staff_id DROP NOT NULL;
ALTER TABLE session ADD COLUMN lawyer_id uuid REFERENCES lawyer (id);
ALTER TABLE session ADD CHECK (num_nonnulls(staff_id, lawyer_id) = 1);
CREATE INDEX session_lawyer ON session (lawyer_id) WHERE ended_at IS NULL;
ALTER TABLE one_time_code ALTER COLUMN staff_id DROP NOT NULL;
ALTER TABLE one_time_code ADD COLUMN lawyer_id uuid;
ALTER TABLE one_time_code ADD COLUMN partner_id uuid;
ALTER TABLE one_time_code ADD FOREIGN KEY (lawyer_id, partner_id) REFERENCES lawyer (id, partner_id) MATCH FULL;
ALTER TABLE one_time_code ADD CHECK (num_nonnulls(staff_id, lawyer_id) = 1);
CREATE INDEX one_time_code_lawyer ON one_time_code (lawyer_id) WHERE lawyer_id IS NOT NULL;
DO $$
DECLARE
    may text := isolation_rule('subtree') || ' OR ' || isolation_rule('person')
        || $q$ OR digest = nullif(current_setting('lianxin.presented', true), '') OR $q$ || isolation_rule('managed');
BEGIN
    EXECUTE format('ALTER POLICY reads ON one_time_code USING (%s)', may);
    EXECUTE format('ALTER POLICY inserts ON one_time_code WITH CHECK (%s)', may);
    EXECUTE format('ALTER POLICY updates ON one_time_code USING (%s) WITH CHECK (%s)', may, may);
    EXECUTE format('ALTER POLICY deletes ON one_time_code USING (%s)', may);
END $$;

-- As `stand_at`, for a person of a partner: neither the partner nor the person's place ends while a scope writes.
CREATE FUNCTION stand_with(own uuid, as_admin boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    here uuid := nullif(current_setting('lianxin.partner', true), '')::uuid;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    PERFORM FROM partner p JOIN lawyer l ON l.partner_id = p.id
    WHERE p.id = here AND p.state <> 'ENDED' AND l.id = own AND l.state = 'ACTIVE' AND l.admin = as_admin FOR SHARE OF p, l;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the place at the partner has changed' USING ERRCODE = 'serialization_failure';
    END IF;
END
$$;

-- Ends the sign-ins of a person of a partner, for who may write that row.
CREATE FUNCTION end_sessions_at(place uuid, at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    own   uuid[] := string_to_array(nullif(current_setting('lianxin.unions', true), ''), ',')::uuid[];
    ended bigint;
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    UPDATE session SET ended_at = at, end_reason = 'REVOKED'
    WHERE lawyer_id = place AND ended_at IS NULL AND EXISTS (
        SELECT FROM lawyer l WHERE l.id = place
          AND (l.union_id = ANY (own) OR l.partner_id = nullif(current_setting('lianxin.manages', true), '')::uuid));
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END
$$;
REVOKE ALL ON FUNCTION stand_with(uuid, boolean), end_sessions_at(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stand_with(uuid, boolean), end_sessions_at(uuid, timestamptz) TO lianxin_app;

-- The counties of the city by name: where partners work is said by them, and a union in one does not see the others.
CREATE FUNCTION districts() RETURNS TABLE (code text, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM set_config('lianxin.maintenance', 'on', true);
    RETURN QUERY SELECT u.division_code, u.short_name FROM unions u
    WHERE u.level = 'COUNTY' AND u.state = 'ACTIVE' AND length(u.division_code) = 6 ORDER BY u.division_code;
END
$$;
REVOKE ALL ON FUNCTION districts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION districts() TO lianxin_app;
